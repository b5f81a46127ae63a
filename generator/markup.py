"""Text that is finished HTML, how other text becomes it, and how a sentence of either ends.

Two brackets that somebody typed are told from a link or a template that nobody filled in by how they stand in HTML: the
first is written by its number, which no reader sees.

`Html` tells templates what markupsafe's `Markup` tells them, and is made in a third of the time: a page has hundreds.
It has none of the conveniences: whatever is made of it, by `+` or `join`, is plain text again until it is marked.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TypeVar

import markupsafe

_STOPS = (".", "!", "?", "…", "؟", "۔")
_BEHIND = "”’»›\"'\u2069"
"""What may stand behind a full stop and still leave the sentence closed: quotation marks, and the end of an isolate."""
_TAG = re.compile("<[^>]*>")
_OPENS = re.compile(r"\[(?=\[)|\{(?=[{%])")
"""The first sign of two that open a link of this program, or a part of a template."""
HOLLOW = ("None", "Undefined", "undefined")
"""What a template puts where it was given nothing; nothing that is typed may be just that."""
_TAIL = 64
"""So much of the end of HTML is looked at: no closing tags are longer."""
T = TypeVar("T", bound=str)


class Html(str):
    """Finished HTML, which templates print as it stands."""

    __slots__ = ()

    def __html__(self) -> str:
        """Return it as it stands, to whatever knows the protocol of markupsafe."""
        return self


def escape(text: str) -> Html:
    """Return a text as HTML; what is HTML stays as it is."""
    return Html(escaped(text))


def escaped(value: object) -> str:
    """Return a value as HTML; the same as `markupsafe.escape`, which takes longer where nothing is to be escaped."""
    if type(value) is Html:
        return value
    if type(value) is not str:
        return markupsafe.escape(value)
    # Some looks at a text are quicker than one with a pattern.
    if "&" in value or "<" in value or ">" in value or '"' in value or "'" in value:
        return as_typed(markupsafe.escape(value))
    return as_typed(value) if "[" in value or "{" in value else value


def as_typed(html: str) -> str:
    """Return the HTML of a text with its signs of links and templates written as what they are: words to be read."""
    if "[[" in html or "{{" in html or "{%" in html:
        return _OPENS.sub(lambda found: f"&#{ord(found[0])};", html)
    return html


def sentence(words: T) -> T:
    """Return text or HTML closed by a full stop, unless it is closed already, be it within a link or a quotation."""
    told = type(words)(words.strip())
    return type(words)(f"{told}{stop(told)}") if told else told


def stop(words: str) -> str:
    """Return the full stop that the sentence lacks which ends with this text or HTML, "" where it lacks none."""
    end = words[-_TAIL:]
    if type(words) is Html and ("<" in end or "&" in end):
        end = unescape(_TAG.sub("", end))
    return "" if end.rstrip(_BEHIND).endswith(_STOPS) else "."
