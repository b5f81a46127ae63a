"""Claims as data: for whoever downloads them as CSV or JSON, and for the script that browses them.

A claim is one record, explained in `docs/data.md`, and never without its mode, its chain, its sources and every caveat
in full, however it is taken out of its file. The script makes the same records of the same files, so that what a reader
filters and downloads is what this program would have written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ..analyse.chains import chain, citation_lang
from ..analyse.facets import FACETS, Facet
from ..analyse.parcels import MANY
from ..analyse.standing import CarriedCaveat, cited
from ..analyse.wording import NOT_ASSESSED
from ..corpus import Corpus
from ..dates import parse
from ..markup import Html, sentence
from ..model import Citation, Claim, UnsetType, json_of
from ..pages import CLAIMS, Page, claim_file, permalink, root
from ..views import ROOT, Browser, plain_text
from ..ways import PRIVATE

VERSION = 1
"""Of the format of a record; it changes when a field is renamed, taken away or says something else."""
COLUMNS = (
    "claim", "caveats", "in_tension_with", "answers", "supports", "said_by", "statement", "mode", "reports",
    "credibility", "date", "about", "quotes", "hedges", "sources", "source_addresses", "address", "id",
)  # fmt: skip
MARK = "private"
"""A field of each record of a private site, and the first column: there, and nowhere else, data says what it is."""
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""What a cell may not begin with, since a spreadsheet would work it out; in some languages wide signs too."""
Value = dict[str, Any]
Text = str | UnsetType | None


class ClaimData:
    """The files of data of one site; each is made of its page's rows alone."""

    def __init__(self, browser: Browser, brief: Callable[[str], Html]) -> None:
        """Remember the words of claims and of facets, and how a short row is made."""
        self.browser = browser
        self.claims = browser.claims
        self.corpus: Corpus = browser.corpus
        self._brief = brief
        self._mark = {MARK: self.corpus.words(PRIVATE)} if self.corpus.settings.private else {}
        self.record = self.corpus.memo(self._record, 2 * MANY)
        self.line = self.corpus.memo(lambda id: json_of(self.record(id)), 2 * MANY, "line")
        self.row = self.corpus.memo(lambda id: _written(row(self.record(id))), 2 * MANY, "row")
        self.makers: Mapping[str, Callable[[Page], str]] = {
            "claim-rows": self.rows,
            "claim-table": self.table,
            "claim-tables": self.tables,
            "claim-records": self.records,
            "claim-csv": self.csv,
            "claim-lines": self.lines,
            "claim-parts": self.parts,
        }

    def lines(self, page: Page) -> str:
        """Return claims as JSON Lines."""
        return "".join([f"{self.line(id)}\n" for id in page.rows])

    def csv(self, page: Page) -> str:
        """Return claims as a table, with the mark by which spreadsheets know UTF-8."""
        return "".join(["\ufeff", _written((*self._mark, *COLUMNS)), *map(self.row, page.rows)])

    def parts(self, page: Page) -> str:
        """Return which files of claims there are, and how many each holds."""
        files = [
            {"claims": self.browser.batches[name], **{form: claim_file(name, form) for form in ("jsonl", "csv")}}
            for name in page.rows
        ]
        return json_of({"format": "dossier-claims", "version": VERSION, "files": files})

    def records(self, page: Page) -> str:
        """Return the same for the script: what it has loaded it can hand to a reader, also where there is no server."""
        return _handed_over(page, f"[{','.join(map(self.line, page.rows))}]")

    def tables(self, page: Page) -> str:
        """Return which tables of facets the script must load."""
        return _script(page, list(page.rows))

    def rows(self, page: Page) -> str:
        """Return a few claims as short rows for the script, with links that fit the first page of all claims."""
        return _script(page, [{"id": id, "html": self._brief(id).replace(ROOT, root(CLAIMS))} for id in page.rows])

    def table(self, page: Page) -> str:
        """Return the facets of many claims in columns of numbers, and in which file each of them lies.

        A number is the place of a value in the list before it; a claim with several values has a list of them.
        """
        files: list[tuple[str, int]] = []
        ids = []
        for row in page.rows:
            if row in self.corpus.claims:
                ids.append(row)
                files[-1] = files[-1][0], files[-1][1] + 1
            else:
                files.append((row, 0))
        found = [self.browser.of[id] for id in ids]
        columns = {facet: self._column(facet, [one.of(facet) for one in found]) for facet in FACETS}
        return _script(page, {"files": files, "facets": columns, "dates": self._dates(ids)})

    def _column(self, facet: Facet, of: Sequence[tuple[str, ...]]) -> Value:
        values = _Shared()
        places = [[values.place((value, self.browser.worded(facet, value))) for value in several] for several in of]
        return {"values": values.values, "of": [place[0] if len(place) == 1 else place for place in places]}

    def _dates(self, ids: Iterable[str]) -> Value:
        """Return the dates of claims, each with the bounds by which it is sorted; -1 stands for none."""
        values = _Shared()
        dates = (self.corpus.claims[id].date for id in ids)
        of = [values.place(parse(date).order) if isinstance(date, str) else -1 for date in dates]
        return {"values": values.values, "of": of}

    def _record(self, id: str) -> Value:
        """Return all that a claim says of itself: it is documented, and changes with `VERSION` only."""
        claim, shown = self.corpus.claims[id], self.claims.shown(id)
        trust = sentence(f"{shown.caveats.opens}{shown.caveats.rest}")
        count, site = self.claims.count(id), self.corpus.settings.url or ""
        return {
            "version": VERSION,
            **self._mark,
            "id": id,
            "address": f"{site}{permalink(id)}",
            "claim": shown.line,
            "trust": shown.trust,
            "statement": shown.plain,
            "mode": claim.mode,
            "caveats": [self._caveat(caveat, claim) for caveat in shown.caveats.all],
            "reports": {
                "words": count.words(self.corpus.words),
                "supporting": len(count.supporting),
                "refuting": len(count.refuting),
                "refuting_not_read": len(count.unread_against),
                "origins": count.origins,
                "known_origins": count.known,
                "origins_refuting": count.origins_against,
            },
            "credibility": shown.credibility or self.corpus.words(NOT_ASSESSED),
            "date": claim.date if isinstance(claim.date, str) else None,
            "date_words": plain_text(shown.date),
            "about": [{"id": about, "name": self.corpus.name(about)} for about in self.corpus.subjects[id]],
            "citations": [self._citation(citation, trust) for citation in claim.citations],
            "in_tension_with": list(self.corpus.tensions.get(id, ())),
            "answers": claim.answers if isinstance(claim.answers, str) else None,
        }

    def _caveat(self, caveat: CarriedCaveat, claim: Claim) -> Value:
        """Return a caveat with its whole text, with whose words they are, and of what they are said."""
        return {
            "kind": caveat.kind,
            "label": caveat.label,
            "text": caveat.said or None,
            "by": self.corpus.name(caveat.by) if caveat.verbatim else self.corpus.words("the editors"),
            "level": caveat.level,
            "said_of": self.claims.caveats.said_of(caveat, cited(claim)) or None,
        }

    def _citation(self, citation: Citation, trust: str) -> Value:
        """Return a citation with its words, which may be the claim's own, and so have its caveats beside them."""
        told = self.claims.chains.view(chain(self.corpus, citation))
        translation = citation.translation
        return {
            "supports": citation.supports,
            "trust": trust,
            "said_by": f"{told.label} {plain_text(told.brief)}",
            "quote": _text(citation.quote),
            "hedges": list(citation.hedges),
            "lang": citation_lang(self.corpus, citation) or None,
            "translation": None if isinstance(translation, UnsetType) else translation.text,
            "translated_by": None if isinstance(translation, UnsetType) else self._who(translation.by),
            "locator": _text(citation.locator),
            "source": self._source(citation.source),
        }

    def _who(self, by: str) -> str:
        return self.corpus.words("the editors") if by == "editors" else self.corpus.name(by)

    def _source(self, id: str) -> Value:
        source = self.corpus.sources.get(id)
        if source is None:
            return {"id": id}
        return {
            "id": id,
            "title": source.title,
            "outlet": self.corpus.name(source.outlet) if source.outlet else None,
            "published": _text(source.published),
            "url": _text(source.url),
        }


class _Shared:
    """Values that stand in a list once, however many name them by their places."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self._places: dict[str, int] = {}

    def place(self, value: Any) -> int:
        """Return the place of a value, which gets one if it has none."""
        place = self._places.setdefault(repr(value), len(self.values))
        if place == len(self.values):
            self.values.append(value)
        return place


def row(record: Value) -> list[str]:
    """Return a record as a row of a table, in the order of `COLUMNS`, a `MARK` first; the script has the same of it."""
    cited = record["citations"]
    cells = {
        **{
            name: record[name]
            for name in ("claim", "statement", "mode", "credibility", "date", "answers", "address", "id")
        },
        "caveats": _joined(map(_caveat_words, record["caveats"])),
        "in_tension_with": _joined(record["in_tension_with"]),
        "supports": _joined(one["supports"] for one in cited),
        "said_by": _joined(one["said_by"] for one in cited),
        "reports": record["reports"]["words"],
        "about": _joined(one["name"] for one in record["about"]),
        "quotes": _joined(one["quote"] for one in cited),
        "hedges": _joined("; ".join(one["hedges"]) for one in cited),
        "sources": _joined(one["source"].get("title") or one["source"]["id"] for one in cited),
        "source_addresses": _joined(one["source"].get("url") for one in cited),
    }
    return [*([record[MARK]] if MARK in record else []), *(_cell(cells[name] or "") for name in COLUMNS)]


def _written(cells: Iterable[str]) -> str:
    """Return a row of CSV, each cell in quotation marks (RFC 4180)."""
    quoted = '","'.join([cell.replace('"', '""') for cell in cells])
    return f'"{quoted}"\r\n'


def _cell(text: str) -> str:
    """Return a text as a spreadsheet takes it for text: an apostrophe stands before what would be worked out."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _joined(texts: Iterable[str | None]) -> str:
    """Return several texts as one cell: each has its place there, also an empty one, and no bar of its own parts it."""
    return " | ".join([(text or "").replace("|", r"\|") for text in texts])


def _caveat_words(caveat: Value) -> str:
    whose = "; ".join(filter(None, (caveat["by"], caveat["said_of"])))
    words = f"{caveat['label']} ({whose})"
    return f"{words}: {caveat['text']}" if caveat["text"] else words


def _text(value: Text) -> str | None:
    return value if isinstance(value, str) else None


def _script(page: Page, value: object) -> str:
    """Return data as a script that hands it over under a name: unlike JSON, it loads without a server too."""
    return _handed_over(page, json_of(value))


def _handed_over(page: Page, data: str) -> str:
    return f"dossierData({json_of(page.subject)},{data});\n"
