"""A file's bytes → the text that a reader of it sees, the same way every time.

Quotes are checked against text, so that every word of a page must be there, in order, wherever it stands (an article,
a caption, a table, a footer): nothing is guessed to be unimportant. Blocks separate words, markup within a line does
not: `<b>H</b>TS` is one word. Two lines stand between blocks, so that a sentence never runs from one into the next.
What the publisher struck out is there too, and where it stands is told: it is said no more. So is where a list or a
block quote stands, since what introduces it ("The following is untrue:") is about all of it. How a word is read aloud
(ruby) stands above it, and is no part of its sentence. Text is as it is, but for the times of subtitles and the like.

The walk over the page is inscriptis', by the table below, because its own shows tables side by side (which tears
sentences in two) and adds bullets. It refuses to know what the text is for.
"""

from __future__ import annotations

import codecs
import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from html.entities import html5, name2codepoint
from importlib.metadata import version
from typing import Final, NamedTuple

import lxml.html
from inscriptis import Inscriptis
from inscriptis.html_properties import Display, WhiteSpace
from inscriptis.model.config import ParserConfig
from inscriptis.model.html_element import HtmlElement
from inscriptis.model.tag import CustomHtmlTagHandlerMapping

from .plaintext import words_of
from .problems import DossierError

HTML: Final = frozenset({"text/html", "application/xhtml+xml"})
# Part of the extractor's name: a change of the tables below is another way of making text.
_RULES: Final = 5

_SILENT: Final = "noscript rp rt rtc script style template title"
_KEPT: Final = "listing plaintext pre textarea xmp"
_BLOCKS: Final = """
    address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li main menu nav noframes
    ol optgroup option p search section select summary table tbody td tfoot th thead tr ul
"""
_STRUCK: Final = "del"
_WHOLE: Final = ("html", "body")
_PARTS: Final = {
    **dict.fromkeys(("ul", "ol", "dd", "blockquote"), "block"),  # what introduces it is about all of it
    "li": "item",
    "tr": "row",
    **dict.fromkeys(("td", "th"), "cell"),
}
_HEAD_OF_CELLS: Final = "head"
_BARE: Final = "table tr td th ul ol li"
_SMALL: Final = {
    "sup": str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻"),
    "sub": str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋"),
}

# By these libxml2 understands marks within a line, and ends them before a paragraph; browsers and <del> go on.
_STRIKE: Final = re.compile(r"(</?)(?:s|strike)(?=[\s/>])", re.IGNORECASE)
_STRIKING: Final = re.compile(r"text-decoration(?:-line)?\s*:[^;]*\bline-through", re.IGNORECASE)
_INVISIBLE: Final = re.compile(r"(?:^|;)\s*visibility\s*:\s*(?:hidden|collapse)\b", re.IGNORECASE)
_IMPORTANT: Final = re.compile(r"\s*!\s*important\b", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\s*[+−-]?\d+\s*")
_BOMS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARED: Final = re.compile(rb"<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_PAGE_STARTS: Final = (b"<!doctype html", b"<html", b"<?xml", b"<head", b"<body", b"<!--")
# PDF, Office files, RTF; and pages as browsers keep them whole, with lines broken within words.
_OTHER_FORMATS: Final = (
    b"%PDF-", b"PK\x03\x04", b"{\\rtf", b"\xd0\xcf\x11\xe0", b"From: <Saved by ", b"MIME-Version:", b"bplist",
)  # fmt: skip
_ENTITY: Final = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_HEAD: Final = 4096
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
_CONTROL_SHARE, _SLIPS = 50, 3  # more than one in so many characters, and than so many, are no slip
# How the names of encodings begin that no browser takes from a page; some take minutes, or read escapes as letters.
_NO_PAGES: Final = ("utf-16", "utf-32", "utf-7", "punycode", "idna", "unicode", "raw", "undefined")
# What pages call by these names is the second, which has curly quotes where the first has nothing.
_MISNAMED: Final = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}


class Extracted(NamedTuple):
    """A text, the spans of it that its publisher struck out, and those of parts that have no mark in it, by their kind.

    These are lists and block quotes (`block`), items of lists (`item`), rows of tables and their cells (`row`, `cell`),
    and of these the ones that say what others hold (`head`).
    """

    text: str
    struck: tuple[tuple[int, int], ...] = ()
    parts: Mapping[str, Sequence[tuple[int, int]]] = {}


def text_of(data: bytes, media_type: str) -> str:
    """Return the text of a file of a media type (`text/plain`, `text/html; charset=…`); other types are refused."""
    return extracted(data, media_type).text


def extracted(data: bytes, media_type: str) -> Extracted:
    """Return the text of a file, what of it is struck out, and where lists and block quotes stand."""
    essence, _, parameters = media_type.partition(";")
    kind = essence.strip().lower()
    if not (kind.startswith("text/") or kind in HTML):
        raise DossierError(f"no text can be taken from {kind or 'a file of no media type'}: give text or HTML")
    named = _CHARSET.search(parameters)
    if data.startswith(_OTHER_FORMATS):
        raise DossierError("this is no text: save the words of the source as text or HTML")
    text, _ = _decoded(data, named[1] if named else "", declares=kind in HTML)
    if kind not in HTML and _is_json(text):
        raise DossierError("this is JSON, which cuts sentences in pieces: save the words of the source as text or HTML")
    if len(_CONTROL.findall(text, 0, _HEAD)) > max(len(text[:_HEAD]) // _CONTROL_SHARE, _SLIPS):
        raise DossierError("this is no text: save the words of the source as text or HTML")
    if kind in HTML:
        return _from_html(text)
    return Extracted(words_of(text.replace("\r\n", "\n").replace("\r", "\n")))


def is_guessed(data: bytes, media_type: str) -> bool:
    """Tell whether a file says nowhere in which encoding it is, and is not in UTF-8: its letters may be others."""
    kind, _, parameters = media_type.partition(";")
    named = _CHARSET.search(parameters)
    return _decoded(data, named[1] if named else "", declares=kind in HTML)[1]


def media_type(name: str, data: bytes) -> str:
    """Return the media type of a file, by the end of its name, else by how its bytes begin."""
    lower = name.lower()
    if lower.endswith((".html", ".htm", ".xhtml")):
        return "text/html"
    if lower.endswith((".txt", ".md", ".text")):
        return "text/plain"
    start = data[:_HEAD].lstrip(codecs.BOM_UTF8 + b" \t\r\n").lower()
    return "text/html" if start.startswith(_PAGE_STARTS) else "text/plain"


def extractor() -> str:
    """Return by what HTML becomes text, with versions: the same name and bytes give the same text."""
    return f"inscriptis {version('inscriptis')}, lxml {version('lxml')}, rules {_RULES}"


def _is_json(text: str) -> bool:
    """Tell whether a text is JSON: of a chat that a program exports, a "not" in bold stands in a record of its own."""
    if not text.lstrip().startswith(("{", "[")):
        return False
    try:
        return isinstance(json.loads(text), dict | list)
    except (ValueError, RecursionError):
        return False


def _decoded(data: bytes, named: str, *, declares: bool) -> tuple[str, bool]:
    """Return the text of bytes, and whether its encoding is a guess."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), False
    declared = _DECLARED.search(data[:_HEAD]) if declares else None
    for name in (named, declared[1].decode("ascii") if declared else "", "utf-8"):
        try:
            encoding = codecs.lookup(name).name if name else ""
            if encoding and not encoding.startswith(_NO_PAGES):
                return data.decode(_MISNAMED.get(encoding, encoding)), False
        except (LookupError, UnicodeError):
            continue  # a page that misnames its encoding is read as what most pages are
    return data.decode("cp1252", "replace"), True


def _from_html(text: str) -> Extracted:
    # A parser of its own for each page: libxml2 keeps names that it met, and reads on where it stopped.
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    if not text.strip():
        return Extracted("")
    try:
        # Surrogates and NUL stand for nothing that a reader sees, and stop the parser.
        named = _STRIKE.sub(rf"\1{_STRUCK}", text.replace("\0", ""))
        readable = _ENTITY.sub(_numbered, named).encode("utf-8", "replace")
        tree = lxml.html.document_fromstring(readable, parser=parser)
        _hide(tree)
        _keep_digits_apart(tree)
        _say_styles_plainly(tree)
        _mark_struck(tree)
        return _without_ends(Inscriptis(tree, _CONFIG))
    except lxml.etree.ParserError:
        return Extracted("")  # nothing but comments
    except RecursionError:
        raise DossierError("the page nests its elements too deeply: save its text instead") from None


def _without_ends(page: Inscriptis) -> Extracted:
    text = page.get_text()
    start, stripped = len(text) - len(text.lstrip()), text.strip()
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for span in page.get_annotations():
        begun, ended = max(span.start - start, 0), min(span.end - start, len(stripped))
        if begun < ended:
            found[span.metadata].append((begun, ended))
    struck = found.pop(_STRUCK, [])
    return Extracted(stripped, tuple(struck), dict(found))


def _hide(tree: lxml.html.HtmlElement) -> None:
    """Mark what a browser does not show: what is called hidden or is invisible, and a dialog that nobody opened.

    What a reader unfolds or finds where it lies (the rest of a list of choices, of `details`) stays. So does a page
    that is invisible as a whole until a script has run.
    """
    for element in tree.iter():
        hidden, style = element.get("hidden"), element.get("style", "")
        if (
            (hidden is not None and hidden.lower() != "until-found")
            or (element.tag == "dialog" and element.get("open") is None)
            or ("visibility" in style.lower() and element.tag not in _WHOLE and _INVISIBLE.search(style))
        ):
            element.set("style", "display: none")


def _keep_digits_apart(tree: lxml.html.HtmlElement) -> None:
    """Write raised and lowered digits beside others as such: 10<sup>6</sup> is not 106."""
    for element in tree.iter(*_SMALL):
        previous, parent = element.getprevious(), element.getparent()
        before = (parent.text if previous is None else previous.tail or previous.text_content()) or ""
        beside = before[-1:].isdigit() or (element.tail or "")[:1].isdigit()
        if beside and _NUMBER.fullmatch(element.text_content()):
            for part in element.iter():
                part.text = (part.text or "").translate(_SMALL[element.tag])
                if part is not element:
                    part.tail = (part.tail or "").translate(_SMALL[element.tag])


def _say_styles_plainly(tree: lxml.html.HtmlElement) -> None:
    """Leave away what inscriptis takes for a part of a value: `display: none !important` hides as well."""
    for element in tree.xpath("//*[contains(@style, '!')]"):
        element.set("style", _IMPORTANT.sub("", element.get("style")))


def _mark_struck(tree: lxml.html.HtmlElement) -> None:
    """Put what a style of its own strikes out into an element that says so."""
    for element in tree.xpath("//*[@style]"):
        if _STRIKING.search(element.get("style")):
            struck = element.makeelement(_STRUCK)
            struck.text, element.text = element.text, None
            struck.extend(list(element))
            element.insert(0, struck)


def _numbered(entity: re.Match[str]) -> str:
    """Return an entity by number if it is younger than those that libxml2 knows by name."""
    name = entity[1]
    found = html5.get(f"{name};", "") if name not in name2codepoint else ""
    return "".join(f"&#{ord(character)};" for character in found) or entity[0]


def _nothing(*_: object) -> None:
    """Handle a tag as its display says, and add nothing to it."""


def _styles() -> dict[str, HtmlElement]:
    block = {"display": Display.block, "margin_before": 1, "margin_after": 1}
    return {
        **{name: HtmlElement(display=Display.none) for name in _SILENT.split()},
        **{name: HtmlElement(**block) for name in _BLOCKS.split()},
        **{name: HtmlElement(whitespace=WhiteSpace.pre, **block) for name in _KEPT.split()},
    }


def _config() -> ParserConfig:
    bare = dict.fromkeys(_BARE.split(), _nothing)
    return ParserConfig(
        css=_styles(),
        annotation_rules={
            _STRUCK: [_STRUCK],
            **{name: [part] for name, part in _PARTS.items()},
            "th": [_PARTS["th"], _HEAD_OF_CELLS],
        },
        custom_html_tag_handler_mapping=CustomHtmlTagHandlerMapping(bare, bare),
    )


_CONFIG: Final = _config()
