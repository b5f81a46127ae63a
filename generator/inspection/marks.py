"""Takes the marks out of a text: the tags of HTML, of one that nobody renders all that may be a mark, and escapes."""

from __future__ import annotations

import re
from html import unescape

from selectolax.lexbor import LexborHTMLParser

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
_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>")
_ESCAPED = re.compile(r"\\(?:u([\da-fA-F]{4})|u\{([\da-fA-F]{1,6})\}|x([\da-fA-F]{2}))")
_TEMPLATE = re.compile("<template", re.IGNORECASE)
_SIGNS = ("**", "[[", "](", "`", " *", " _", '"*', '"_')


def untagged(text: str) -> str:
    """Return a text with a space in place of each tag; one that is not closed is none."""
    return unescape(_TAG.sub(" ", text))


def unmarked(text: str) -> str:
    """Return a text with a space in place of each mark: tags, Markdown, TeX, links, what its lines begin with.

    Signs that were no marks are gone too, so whoever looks for words looks in both texts. Lines stay lines.
    """
    return unescape(_MARKS.sub(" ", text))


def spelt_out(text: str) -> str:
    """Return a text with the signs that programs and data write by their numbers: `\\u201c`, `\\xe9`."""
    return _ESCAPED.sub(_sign, text) if "\\" in text else text


def _sign(found: re.Match[str]) -> str:
    number = int(found[1] or found[2] or found[3], 16)
    is_sign = 0 < number < 0xD800 or 0xE000 <= number < 0x110000
    return chr(number) if is_sign else found[0]


def may_be_marked(data: str) -> bool:
    """Tell whether texts in data, as it is written, may have marks of Markdown: most data has none of their signs."""
    return any(sign in data for sign in _SIGNS)


def rendered(html: str) -> str:
    """Return a text without the HTML that it holds, as somebody sees it who has it shown."""
    # What stands in a template is no text to the parser, but may become one.
    root = None if _TEMPLATE.search(html) else LexborHTMLParser(html).root
    return untagged(html) if root is None else root.text(separator=" ")
