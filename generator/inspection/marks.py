"""Takes the marks out of a text that nobody renders: tags, Markdown, TeX, links, and what its lines begin with.

What is left are its words as they would be read; signs that were no marks are gone too, so whoever looks for words
looks in both texts.
"""

from __future__ import annotations

import re
from html import unescape

_MARKS = re.compile(
    r"""
    ^[ \t]*(?:[^\w\s<&\[]+[ \t]+)+              # what begins a line: a quotation, an entry, a comment
    | <[a-zA-Z/!?][^<>]*>
    | \[\[(?:[^\[\]|]*\|)? | \]\]               # [[id|words]]
    | \](?:\([^()\s]*(?:\s+"[^"]*")?\) | \[[^\[\]]*\])?  # [words](address "title"), [words][name]
    | \\[a-zA-Z]+(?=\{)                         # \emph{words}
    | [\[*_`~{}\\]
    """,
    re.VERBOSE | re.MULTILINE,
)


def unmarked(text: str) -> str:
    """Return a text with a space in place of each mark, its lines as they were but for tags of several lines."""
    return unescape(_MARKS.sub(" ", text))
