"""Reads one file that is not a page: style sheets, data, feeds, tables, plain text. One small function each."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import TypeVar

from . import data, xmlfile
from .addresses import Home, css_addresses, style_addresses
from .asking import Lack
from .attributes import Asked, spelt_in
from .facts import Findings
from .folding import SEAM, words
from .links import arrival, follow
from .mails import is_mail
from .marks import may_be_marked, spelt_out, unmarked, untagged
from .page import read_drawing, read_html, read_xhtml
from .records import bare_in_json, bare_in_lines, table_lines
from .statements import Statements, past_marks
from .styles import hiding, texts

T = TypeVar("T")
Reader = Callable[[Findings, Home, Statements], None]
Leader = Callable[[Findings, Home], None]

_FEW = 50
"""So many lines of data are judged at a time."""

_HANDED_ON = re.compile(r"dossier\w*(?:\.\w+)?\((.*)\);\s*", re.DOTALL)
"""A script of this program that is one call with data: `dossierNetwork.near({…});`."""

_SITEMAP = re.compile(
    r'<\?xml version="1\.0" encoding="UTF-8"\?>\n<urlset xmlns="[^"<>]*">\n(.*)\n</urlset>\n', re.DOTALL
)
_PLACE = re.compile(r"<url><loc>([^<>&\s]*)</loc>(?:<lastmod>[\d-]*</lastmod>)?</url>")
"""A line of a sitemap of this program, which has a hundred thousand of them."""
_PARAGRAPHS = re.compile(r"\r?\n[^\S\n]*\r?\n")

_SUBTITLES = (".vtt", ".srt", ".sbv", ".ass", ".ssa", ".lrc")
_SUBTITLES_IN_XML = (".ttml", ".dfxp", ".itt")
_FOLD = re.compile(rb"\r?\n[ \t]")
_CONTROL = re.compile(rb"[\0-\x08\x0e-\x1f]")
_UNSPOKEN = re.compile(r"^(?:\d+|.*-->.*|\d+(?::\d\d)+\.\d+,\d+(?::\d\d)+\.\d+)?[^\S\n]*(?:\n|\Z)", re.MULTILINE)
"""Lines of subtitles that are not shown: numbers and times, and blank ones."""
_NAME_OF_CUE = re.compile(r"(?:^|(?<=\n\n)|(?<=\n\r\n))[^\n]+\n(?=[^\n]*-->)")
_BEFORE_SPOKEN = re.compile(r"^(?:(?:Dialogue|Comment):(?:[^,\n]*,){9}|(?:\[\d+:\d\d(?:[.:]\d+)?\])+)", re.MULTILINE)
"""What stands before the words of a line: in ASS its layer, times and style, in LRC a time."""
_LAID_OUT = re.compile(r"\{\\[^{}\n]*\}|(\\[Nnh])")
"""How words of ASS look, and where their lines end."""


def _read_css(findings: Findings, home: Home, statements: Statements) -> None:
    _follow_css(findings, home)
    for selector, declaration in hiding(findings.source):
        hint = "let caveats be seen wherever their claims are: take this out of the style sheet"
        findings.add("I014", f'a rule hides caveats: "{selector}" has "{declaration}"', hint, selector)
    drawn = spelt_in(Asked(raw, True, False) for raw in css_addresses(findings.source))
    for lack in bare_in_lines([*texts(findings.source), *drawn], statements, findings.places):
        findings.bare(lack, "declaration")


def _read_json(findings: Findings, home: Home, statements: Statements) -> None:
    value: object = json.loads(findings.source, object_pairs_hook=_of_single_keys)
    for is_markup, text in data.shown(value):
        if is_markup:
            _read_markup(findings, home, statements, text)
        else:
            follow(findings, home, text, loads=True)
    if may_be_marked(findings.source):
        value = _past_marks(value, statements)
    _note(findings, home, bare_in_json(value, statements, findings.places), "record")


def _of_single_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return a record of JSON; ValueError where a key stands twice in it, since programs read either of the two."""
    record = dict(pairs)
    if len(record) < len(pairs):
        twice = next(key for number, (key, _) in enumerate(pairs) if key in dict(pairs[:number]))
        raise ValueError(f'the key "{twice}" stands twice in one record')
    return record


def _read_json_lines(findings: Findings, home: Home, statements: Statements) -> None:
    # Each line is a record of its own, whatever it holds: so is a list in a list.
    lines = [line for line in findings.source.split("\n") if line.strip()]
    if findings.lines:
        bare = findings.lines.judged(
            lines, lambda line, among: bare_in_json(_loaded(line, among), among, findings.places)
        )
    else:
        values = ([_loaded(line, statements)] for line in lines)
        bare = (lack for some in _batched(values) for lack in bare_in_json(some, statements, findings.places))
    _note(findings, home, bare, "record")


def _loaded(text: str, statements: Statements) -> object:
    """Return JSON as it is read: past Markdown in it, which nobody renders."""
    value: object = json.loads(text)
    return _past_marks(value, statements) if may_be_marked(text) else value


def _past_marks(value: object, statements: Statements) -> object:
    """Return parsed JSON without the marks in its texts."""
    if isinstance(value, dict):
        return {key: _past_marks(item, statements) for key, item in value.items()}
    if isinstance(value, list):
        return [_past_marks(item, statements) for item in value]
    return past_marks(value, unmarked(value), statements) if isinstance(value, str) else value


def _read_xml(findings: Findings, home: Home, statements: Statements) -> None:
    addresses = _addresses(findings.source)
    names = home.named(addresses)
    if names and not statements.find(words(SEAM.join(addresses))):
        for raw, name in zip(addresses, names, strict=True):
            findings.targets.setdefault(arrival(name, "")[0], raw)
        return
    top = xmlfile.parsed(findings.source)
    _note(findings, home, bare_in_lines(xmlfile.lines(top), statements, findings.places, "item"), "item")
    for raw in (*xmlfile.loaded(top), *style_addresses(findings.source)):
        follow(findings, home, raw, loads=True)
    for text in xmlfile.markup(top):
        _read_markup(findings, home, statements, text)


def _addresses(text: str) -> list[str]:
    """Return the addresses in a sitemap that holds nothing else; none where it does, or is none."""
    sitemap = _SITEMAP.fullmatch(text)
    places = [_PLACE.fullmatch(line) for line in sitemap[1].split("\n")] if sitemap else []
    return [place[1] for place in places if place] if all(places) else []


def _read_script(findings: Findings, home: Home, statements: Statements) -> None:
    """Read what a script hands over as data; one that is a program as the text that it is."""
    handed = _HANDED_ON.fullmatch(findings.source)
    if not handed:
        read_text(findings, home, statements)
        return
    value = json.loads(f"[{handed[1]}]")
    if data.leads(handed[1]):
        _follow_data(findings, home, statements, value)
    _note(findings, home, bare_in_json(value, statements, findings.places), "record")


def _follow_data(findings: Findings, home: Home, statements: Statements, value: object) -> None:
    """Follow what scripts make of data: links to records, and the addresses in what they put into a page."""
    section, inside, _ = findings.address.removeprefix(home.folder).partition("/")
    for name, text in data.named(value):
        if name == data.ADDRESS:
            follow(findings, home, text, folder=home.folder)
        else:
            _read_markup(findings, home, statements, text, home.folder + section + inside)


def _read_markup(findings: Findings, home: Home, statements: Statements, html: str, folder: str | None = None) -> None:
    """Follow what markup asks for that a file hands over, and judge the claims in its attributes.

    It becomes a part of a page in the `folder`; if none is given, of what another program shows, and is no page here.
    """
    lines: list[str] = []
    for said in data.said_in(html):
        lines += said.lines + said.spelt
        for raw, loads, runs, tells in said.asked:
            follow(findings, home, raw, loads=loads, runs=runs, tells=tells and folder is not None, folder=folder)
    for lack in bare_in_lines(lines, statements, findings.places, "attribute") if lines else ():
        findings.bare(lack, "attribute")


def _read_table(findings: Findings, home: Home, statements: Statements) -> None:
    rows = table_lines(findings.source)
    if findings.lines:
        bare = findings.lines.judged(
            rows, lambda row, among: bare_in_lines(_row(row, among), among, findings.places, "row")
        )
    else:
        seen = (words for row in rows for words in _row(row, statements))
        bare = (lack for some in _batched(seen) for lack in bare_in_lines(some, statements, findings.places, "row"))
    _note(findings, home, bare, "row")


def _batched(records: Iterator[T]) -> Iterator[list[T]]:
    """Yield a few records at a time: what is made of each to be judged takes many times its own room."""
    while some := list(islice(records, _FEW)):
        yield some


def _row(row: str, statements: Statements) -> tuple[str]:
    marked = "<" in row or "&" in row or may_be_marked(row)
    return (past_marks(row, unmarked(row), statements) if marked else row,)


def read_text(findings: Findings, home: Home, statements: Statements) -> None:
    """Read plain text by its lines, and where a statement is broken over lines, by the paragraph.

    Nobody renders it, so it is read with the marks in it and without them.
    """
    _note(findings, home, bare_in_text(findings, statements), "line")


def bare_in_text(findings: Findings, statements: Statements) -> Iterator[Lack]:
    """Yield what claims lack in a plain text, by its lines and paragraphs, with what is escaped spelt out."""
    for paragraph in _PARAGRAPHS.split(findings.source.replace(SEAM, " ")):
        lines = list(_lines(spelt_out(paragraph), statements))
        for lack in bare_in_lines(lines, statements, findings.places) if lines else ():
            yield lack._replace(near=(*lack.near, paragraph.strip()))


def _read_subtitles(findings: Findings, home: Home, statements: Statements) -> None:
    """Read subtitles as a text, and where a statement runs on from one to the next, all of them at once."""
    read_text(findings, home, statements)
    spoken = unmarked(_spoken(findings.source))
    alone = (_shown(unmarked(paragraph), statements) for paragraph in _PARAGRAPHS.split(findings.source))
    if not _shown(spoken, statements) <= set().union(*alone):
        _note(findings, home, bare_in_lines([spoken], statements, findings.places), "text")


def _spoken(subtitles: str) -> str:
    """Return the words of subtitles, one after the other."""
    words_of = _BEFORE_SPOKEN.sub("", _UNSPOKEN.sub("", _NAME_OF_CUE.sub("", subtitles)))
    return _LAID_OUT.sub(lambda found: " " if found[1] else "", words_of) if "\\" in words_of else words_of


def _read_subtitles_in_xml(findings: Findings, home: Home, statements: Statements) -> None:
    """Read subtitles by their elements, and where a statement runs on from one to the next, all of them at once."""
    _read_xml(findings, home, statements)
    top = xmlfile.parsed(findings.source)
    alone: set[frozenset[str]] = set().union(*(_shown(line, statements) for line in xmlfile.lines(top)))
    spoken = " ".join(top.itertext())
    if not _shown(spoken, statements) <= alone:
        _note(findings, home, bare_in_lines([spoken], statements, findings.places), "text")


def _lines(paragraph: str, statements: Statements) -> Iterator[str]:
    """Yield the lines of a paragraph if it may show statements; it as one, where one runs across its lines."""
    plain = unmarked(paragraph)
    shown = _shown(plain, statements)
    if shown:
        lines = plain.splitlines()
        alone = set().union(*[_shown(line, statements) for line in lines])
        yield from lines if shown == alone else (plain,)
    if plain != paragraph and not _shown(paragraph, statements) <= shown:
        yield paragraph  # what looks like a mark is a part of the words


def _shown(text: str, statements: Statements) -> set[frozenset[str]]:
    return {found.claims for found in statements.find(words(text))}


def read_other(findings: Findings, home: Home, statements: Statements) -> None:
    """Read a file of no known kind as what it looks like: as JSON or XML, and where it is none, as plain text.

    A letter is read by its parts, and not as it is written.
    """
    if is_mail(findings.address):
        _follow_mentions(findings, home)
        return
    read = _LOOKS_LIKE.get(findings.source.lstrip()[:1], read_text)
    try:
        read(findings, home, statements)
    except (ValueError, RecursionError):
        read_text(findings, home, statements)


def in_utf8(data: bytes) -> bytes | None:
    """Return a file of no known kind as UTF-8, in whatever encoding its text is; None where it holds none."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace").encode()
    if b"\0" in data:
        return None
    try:
        data.decode()
    except UnicodeDecodeError:
        if _CONTROL.search(data):
            return None
        text = data.decode("utf-8", "replace")
        damaged = not text.replace("\ufffd", "").isascii()
        return (text if damaged else data.decode("cp1252", "replace")).encode()
    return data


def unfolded(suffix: str, data: bytes) -> bytes:
    """Return a file with its lines as they were before a program broke them: in words too, in calendars and cards.

    Subtitles stand in it twice, the second time without what is not spoken between two of them.
    """
    if suffix in _SUBTITLES:
        return data + b"\n" + _spoken(data.decode("utf-8", "replace")).encode()
    if suffix in _SUBTITLES_IN_XML:
        return data + b"\n" + untagged(data.decode("utf-8", "replace")).encode()
    return _FOLD.sub(b"", data) if suffix in (".ics", ".vcf") else data


def _note(findings: Findings, home: Home, bare: Iterable[Lack], surface: str) -> None:
    for lack in bare:
        findings.bare(lack, surface)
    _follow_mentions(findings, home)


def _follow_css(findings: Findings, home: Home) -> None:
    for raw in css_addresses(findings.source):
        follow(findings, home, raw, loads=True)


def _follow_mentions(findings: Findings, home: Home) -> None:
    for mention in home.mentions(findings.source):
        follow(findings, home, mention)


def leads_alone(suffix: str, source: bytes) -> Leader | None:
    """Return what follows all addresses of a style sheet or a script, and reads nothing else; None for other files."""
    return None if suffix == ".js" and source.lstrip().startswith(b"dossier") else _LEADERS.get(suffix)


OF_LINES = (".jsonl", ".csv")
"""Files of this program of which each line is judged by itself."""
READERS: Mapping[str, Reader] = {
    ".css": _read_css,
    ".js": _read_script,
    ".svg": read_drawing,
    **dict.fromkeys((".html", ".htm", ".shtml"), read_html),
    **dict.fromkeys((".xhtml", ".xht"), read_xhtml),
    **dict.fromkeys((".json", ".geojson", ".jsonld", ".webmanifest"), _read_json),
    **dict.fromkeys((".jsonl", ".ndjson"), _read_json_lines),
    **dict.fromkeys((".xml", ".rss", ".atom", ".kml", ".gpx", ".opml", ".rdf"), _read_xml),
    **dict.fromkeys((".csv", ".tsv"), _read_table),
    **dict.fromkeys((".txt", ".md", ".bib", ".ris", ".ics"), read_text),
    **dict.fromkeys(_SUBTITLES, _read_subtitles),
    **dict.fromkeys(_SUBTITLES_IN_XML, _read_subtitles_in_xml),
}
"""How to read a file, by its suffix; one of another kind is read as what it looks like, if it is text."""
_LEADERS: Mapping[str, Leader] = {".css": _follow_css, ".js": _follow_mentions}
_LOOKS_LIKE: Mapping[str, Reader] = {"{": _read_json, "[": _read_json, "<": _read_xml}
