"""An item in the formats that reference managers read, and in the styles that people write.

CSL-JSON is the record; BibTeX and RIS say the same in other words. Chicago (note) and APA are written for the few types
that there are, as plain text: no style is interpreted. Their words, months and marks are those of the page's language,
as books and journals in it have them; formats for programs keep the words that programs know. Names stand as they were
given, in one piece, since which part of a name is the family's is not recorded; so does a date that is no plain one: a
note begins with it where its format has no place for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import NamedTuple
from urllib.parse import quote

from ..analyse.wording import raised
from ..dates import Date, parse
from ..dates.wording import ENGLISH, WORDINGS
from ..markup import Html, as_typed, sentence
from ..model import json_of
from ..views import Item
from ..words import Words

NO_DATE = "n.d."
_BIBTEX = {
    "article": ("article", "journal"), "article-journal": ("article", "journal"),
    "article-magazine": ("article", "journal"), "article-newspaper": ("article", "journal"),
    "book": ("book", "publisher"), "chapter": ("incollection", "booktitle"),
    "paper-conference": ("inproceedings", "booktitle"), "pamphlet": ("booklet", "howpublished"),
    "report": ("techreport", "institution"), "thesis": ("phdthesis", "school"),
}  # fmt: skip
_RIS = {
    "article": "GEN", "article-journal": "JOUR", "article-magazine": "MGZN", "article-newspaper": "NEWS",
    "bill": "BILL", "book": "BOOK", "chapter": "CHAP", "classic": "CLSWK", "dataset": "DATA", "entry": "ENCYC",
    "entry-dictionary": "DICT", "entry-encyclopedia": "ENCYC", "figure": "FIGURE", "graphic": "ART",
    "hearing": "HEAR", "legal_case": "CASE", "legislation": "STAT", "manuscript": "MANSCPT", "map": "MAP",
    "motion_picture": "VIDEO", "musical_score": "MUSIC", "pamphlet": "PAMP", "paper-conference": "CPAPER",
    "patent": "PAT", "personal_communication": "PCOMM", "post": "BLOG", "post-weblog": "BLOG", "report": "RPRT",
    "review": "JOUR", "review-book": "JOUR", "software": "COMP", "song": "SOUND", "standard": "STAND",
    "thesis": "THES", "webpage": "ELEC",
}  # fmt: skip
_TEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "$": r"\$", "&": r"\&",
    "%": r"\%", "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", '"': "''",
}  # fmt: skip
"""How TeX sets what means something to it; a quotation mark would end the value, and BibTeX counts each brace."""
_OF_TEX = re.compile(f"[{re.escape(''.join(_TEX))}]")
_WHOLE = ("book", "report", "thesis")
"""Types that stand in nothing else: who publishes them is a publisher."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ADDRESS = "!#$%&'()*+,/:;=?@[]~"
_ADDRESSES = re.compile(r"https?://\S*[^\s.]")
_WITHIN = {"ltr": str.maketrans("“”", "‘’"), "rtl": str.maketrans("«»", "“”")}
"""The quotation marks of a title that stands between quotation marks itself, by the direction of its language."""


class Style(NamedTuple):
    """One way of citing in words."""

    name: str
    words: Html


class Entry(NamedTuple):
    """One format: what it is called, how the names of its files end, and all that is in one, as HTML."""

    format: str
    suffix: str
    text: Html


class Cited(NamedTuple):
    """An item in every style and every format."""

    styles: tuple[Style, ...]
    entries: tuple[Entry, ...]


def cited(item: Item, words: Words) -> Cited:
    """Return an item in every style, the site's own first, and in every format."""
    styles = ((words("As here"), item.sentence), ("Chicago", chicago(item, words)), ("APA", apa(item, words)))
    return Cited(
        tuple([Style(name, _in_words(said, words)) for name, said in styles]),
        (
            Entry("BibTeX", "bib", _shown(bibtex(item))),
            Entry("RIS", "ris", _shown(ris(item))),
            Entry("CSL-JSON", "json", _shown(csl_json(item))),
        ),
    )


def _in_words(text: str, words: Words) -> Html:
    """Return a citation as HTML; where words run from the right, addresses are set apart, or their ends would move."""
    html = _shown(text)
    return html if words.dir == "ltr" else Html(_ADDRESSES.sub(r'<bdi dir="ltr">\g<0></bdi>', html))


def _shown(text: str) -> Html:
    """Return a text as HTML; a quotation mark needs no escaping between tags, and JSON is full of them."""
    return Html(as_typed(escape(text, quote=False)))


def csl(item: Item) -> Mapping[str, object]:
    """Return the item as CSL-JSON has it (schema 1.0); what is not given is left out."""
    container = "publisher" if item.type in _WHOLE else "container-title"
    value: dict[str, object] = {
        "id": item.id,
        "type": item.type,
        "title": item.title,
        container: item.container,
        "author": [{"literal": name} for name in item.authors],
        "issued": _csl_date(item.issued),
        "URL": item.url,
        "language": item.lang,
        "note": item.note,
    }
    return {key: held for key, held in value.items() if held}


def csl_json(item: Item) -> str:
    """Return a list of the one item, as reference managers import it."""
    text = json_of([csl(item)], spaced=True)
    # Two brackets in a row are how an unfilled link is known: JSON does not mind a space between them.
    return text.replace('"date-parts": [[', '"date-parts": [ [')


def bibtex(item: Item) -> str:
    """Return the item as a BibTeX entry in UTF-8; braces keep the capitals of its title and the parts of its names."""
    kind, container = _BIBTEX.get(item.type, ("misc", "howpublished"))
    day = _plain(item.issued)
    fields = {
        "title": f'"{{{_tex(item.title)}}}"',
        "author": _valued(" and ".join(f"{{{_tex(name)}}}" for name in item.authors)),
        container: _valued(_tex(item.container)),
        "year": _valued(day.text[:4] if day else ""),
        "month": _MONTHS[int(day.text[5:7]) - 1] if day and len(day.text) >= 7 else "",
        "url": _valued(quote(item.url, safe=_ADDRESS)),
        "language": _valued(item.lang),
        "note": _valued(_tex(_noted(item))),
    }
    return "\n".join(
        [f"@{kind}{{{item.id},", *(f"  {name} = {value}," for name, value in fields.items() if value), "}"]
    )


def ris(item: Item) -> str:
    """Return the item as a RIS record; each value stands on one line."""
    day = _plain(item.issued)
    rows = [
        ("TY", _RIS.get(item.type, "GEN")),
        ("ID", item.id),
        ("TI", item.title),
        *(("AU", name) for name in item.authors),
        ("T2", item.container),
        ("PY", day.text[:4] if day else ""),
        ("DA", f"{day.text[:10].replace('-', '/')}{'/' * (2 - day.text[:10].count('-'))}" if day else ""),
        ("LA", item.lang),
        ("UR", item.url),
        ("N1", _noted(item)),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in rows if value.strip()]
    return "\n".join([*lines, "ER  - "])


def chicago(item: Item, words: Words) -> str:
    """Return the item as a note of the Chicago Manual of Style (17th edition, notes and bibliography)."""
    comma = words(", ")
    when = _said(item.issued, words, words("{month} {day}, {year}"), words("{month} {year}"))
    people = _people(item.authors, comma, words(" and "), words(", and "))
    if item.type in _WHOLE:
        printed = f"{item.title}{_trusted(item)} ({comma.join(filter(None, (item.container, when)))})"
        return sentence(comma.join(filter(None, [people, printed, item.url])))
    title = item.title.translate(_WITHIN[words.dir]).removesuffix(".")
    quoted = words("“{words}”", words=title) if item.trust else words("“{title},”", title=title)
    titled = comma.join(filter(None, [people, f"{quoted}{_trusted(item)}{comma.rstrip() if item.trust else ''}"]))
    return sentence(f"{titled} {comma.join(filter(None, [item.container, when, item.url]))}")


def apa(item: Item, words: Words) -> str:
    """Return the item as an entry of an APA list of references (7th edition)."""
    when = _said(item.issued, words, words("{year}, {month} {day}"), words("{year}, {month}"))
    title = f"{item.title}{_trusted(item)}"
    people = _people(item.authors, words(", "), words(", & "), words(", & "))
    dated = f"({when})."
    lead = f"{sentence(people)} {dated} {sentence(title)}" if people else f"{sentence(title)} {dated}"
    return " ".join(filter(None, (lead, sentence(item.container), item.url)))


def _trusted(item: Item) -> str:
    return f" [{item.trust}]" if item.trust else ""


def _people(names: tuple[str, ...], comma: str, both: str, last: str) -> str:
    """Return the names of authors, joined as a style joins two of them, and more."""
    if len(names) < 3:
        return both.join(names)
    return f"{comma.join(names[:-1])}{last}{names[-1]}"


def _plain(edtf: str) -> Date | None:
    """Return a date that is a year, a month or a day without doubt."""
    day = parse(edtf) if edtf else None
    return day if day and day.is_plain else None


def _csl_date(edtf: str) -> Mapping[str, object]:
    day = _plain(edtf)
    if day:
        return {"date-parts": [[int(part) for part in day.text[:10].split("-")]]}
    return {"literal": parse(edtf).words()} if edtf else {}


def _said(edtf: str, words: Words, day: str, month: str) -> str:
    """Return a date as a style writes it, to the day, month or year that is known; "n.d." where there is none."""
    plain = _plain(edtf)
    if plain is None:
        return parse(edtf).words(words.lang) if edtf else words("n.d.")
    parts = [int(part) for part in plain.text[:10].split("-")]
    months = WORDINGS.get(words.lang.partition("-")[0], ENGLISH).months
    names = {"year": parts[0], "month": months[parts[1] - 1] if parts[1:] else "", "day": parts[-1]}
    return ("{year}", month, day)[len(parts) - 1].format_map(names)


def _tex(text: str) -> str:
    """Return a text as TeX sets it, on one line: programs take an "@" that begins one for another entry."""
    return _OF_TEX.sub(lambda sign: _TEX[sign[0]], " ".join(text.split()))


def _valued(text: str) -> str:
    return f'"{text}"' if text else ""


def _noted(item: Item) -> str:
    """Return the note on trust; formats that have no word for a missing date, or one in doubt, say it here."""
    if _plain(item.issued):
        return item.note
    said = sentence(raised(parse(item.issued).words())) if item.issued else NO_DATE
    return f"{said} {item.note}"
