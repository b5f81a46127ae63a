"""Lists: the indexes of each type, of sources and of claims, and the lists that lie below a dossier."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import groupby

from ..analyse.wording import counted, raised, source_type
from ..corpus import Corpus
from ..markup import Html, escape, sentence
from ..model import UnsetType
from ..names import NO_LETTER, initial
from ..pages import CLAIMS, Page, Plan, index_part, index_start, letter_anchor, part_address
from .claims import ClaimViews
from .inline import NOTHING, ROOT
from .view import view

AROUND = 2
"""How many numbers a pager shows on each side of the part that is open."""


@view
class Pager:
    """The way through the parts of a list: labels with links; "" for the part that is shown and for what is skipped."""

    part: int
    parts: int
    before: str
    after: str
    numbers: tuple[tuple[str, str], ...]


@view
class Entry:
    """One row: a link, the name in another script, what it is, how many claims in words, and its standing.

    A `note` says on paper what the link leads to.
    """

    link: Html
    other: Html
    what: Html
    claims: str
    standing: Html = NOTHING
    caveat: str = ""
    note: Html = NOTHING


UNTITLED = "…"
OTHERS: dict[str, str] = {NO_LETTER: "Numbers and signs", UNTITLED: "Without a title"}
"""What is filed under no letter, as its heading says it; without a title are sources alone."""
SAID = tuple(OTHERS.values())


@view
class Group:
    """Rows under one letter; those of a list without letters have none."""

    letter: str
    anchor: str
    entries: tuple[Entry, ...]


@view
class Index:
    """A page that lists entities or sources."""

    kicker: Html
    title: str
    lead: str
    letters: tuple[tuple[str, str], ...]
    groups: tuple[Group, ...]
    pager: Pager | None


@view
class ClaimList:
    """A page that lists claims as short rows: dated ones first, and those without a date after them."""

    kicker: Html
    title: str
    lead: Html
    claims: tuple[str, ...]
    pager: Pager | None


class Indexes:
    """The lists of one site."""

    def __init__(self, claims: ClaimViews) -> None:
        """Remember how claims are shown."""
        self.claims = claims
        self.inline = claims.inline
        self.corpus = claims.corpus
        self.words = claims.words
        self.plan = claims.inline.plan
        self.source = self.corpus.memo(self._source)

    def prepare(self) -> None:
        """Count everything now."""
        _ = self._tally, self._letters, self._taken, self._not_made, self._about, self._mentions

    def entities(self, page: Page) -> Index:
        """Return a page of the index of an entity type, from A to Z."""
        total = self._tally[page.section]
        lead = self.words("None yet.")
        if total:
            many = counted(self.words, total, "dossier")
            lead = self.words("{dossiers}. To be listed here is not a finding.", dossiers=many)
        plural = self.corpus.settings.types[page.subject].plural
        letters, groups = self.letters(page.section), self._groups(page.rows, self.entity)
        return Index(Html(self.words("Dossiers")), plural, lead, letters, groups, index_pager(page))

    def sources(self, page: Page) -> Index:
        """Return a page of the index of sources, by title."""
        total, read = self._tally["sources"], self._tally["read"]
        words, lead = self.words, self.words("None yet.")
        if total:
            one, several = "{sources}, of which {number} was read.", "{sources}, of which {number} were read."
            lead = words.many(one, several, read, sources=counted(words, total, "source"))
        letters, groups = self.letters(page.section), self._groups(page.rows, self.source)
        return Index(Html(words("What was read")), words("Sources"), lead, letters, groups, index_pager(page))

    def mentions(self, page: Page) -> ClaimList:
        """Return a page of the claims that merely mention an entity."""
        lead = Html(self.mentioned(page.subject))
        title = Html(self.words("Claims that mention {name}", name=self.inline.bare(page.subject)))
        return ClaimList(self._back(page), title, lead, page.rows, part_pager(page))

    def published(self, page: Page) -> Index:
        """Return a page of the sources of an outlet."""
        number = len(self.corpus.published_by[page.subject])
        lead = self.words.many(
            "{number} source is recorded here. What else was published is not.",
            "{number} sources are recorded here. What else was published is not.",
            number,
        )
        title = Html(self.words("Sources published by {name}", name=self.inline.bare(page.subject)))
        group = Group("", "", tuple(self.source(id) for id in page.rows))
        return Index(self._back(page), title, lead, (), (group,), part_pager(page))

    def entity(self, id: str) -> Entry:
        """Return an entity as a row."""
        entity = self.corpus.entities[id]
        kinds = self.inline.marked_kinds(entity)
        return Entry(self.inline.entity(id), self.inline.other_script(entity), kinds, raised(self.number_of_claims(id)))

    def letters(self, section: str) -> tuple[tuple[str, str], ...]:
        """Return each letter of the index of a section, linked to where it begins."""
        return tuple([(self._headed(letter), link) for letter, link in self._letters[section]])

    def _headed(self, letter: str) -> str:
        """Return what stands above the names under a letter: in words where they have none."""
        return self.words(OTHERS[letter]) if letter in OTHERS else letter

    def _source(self, id: str) -> Entry:
        """Return a source as a row: its title, outlet, kind and date, with its worst caveat."""
        words, source = self.words, self.corpus.sources[id]
        chief = self.claims.caveats.inherited(id).worst
        outlet = self.inline.bare(source.outlet) if source.outlet else Html(words("outlet not given"))
        kind, day = escape(raised(source_type(words, source.type))), self.inline.when(source.published)
        what = Html(words("{kind}, {outlet}; date {day}", kind=kind, outlet=outlet, day=day))
        number = self.taken(id)
        claims = counted(words, number, "claim") if number else words("No claims")
        if not source.read:
            claims = words("Not read. {claims}", claims=claims)
        if apart := self.apart(id):
            claims = f"{sentence(claims)} {apart}"
        standing = (self.inline.label(chief.label.rstrip(".")), chief.kind) if chief else (NOTHING, "")
        return Entry(self.inline.source(id), NOTHING, what, claims, *standing)

    def taken(self, source: str) -> int:
        """Return how many claims are taken from a source; withdrawn ones do not count."""
        return self._taken.get(source, 0)

    def apart(self, source: str) -> str:
        """Return in words how many of the claims that cite a source it does not make, "" where it makes all of them."""
        refuted, framed = self._not_made.get(source, (0, 0))
        words, told = self.words, []
        if refuted:
            told.append(words("Refuted by it: {claims}.", claims=counted(words, refuted, "claim")))
        if framed:
            told.append(words("Only given context by it: {claims}.", claims=counted(words, framed, "claim")))
        return " ".join(told)

    def about(self, entity: str) -> int:
        """Return how many claims are about an entity; withdrawn ones do not count."""
        return self._about.get(entity, 0)

    def mentioned(self, entity: str) -> str:
        """Return in words how many claims mention an entity without being about it, of those that do."""
        words, number = self.words, self._mentions.get(entity, 0)
        if not number:
            return words("Named only in withdrawn claims.")
        return words.many("Named in {number} claim about others.", "Named in {number} claims about others.", number)

    def number_of_claims(self, id: str) -> str:
        """Return in words how many claims are about an entity, and how many mention it."""
        words, about, named = self.words, self.about(id), self._mentions.get(id, 0)
        if not about:
            in_claims = words("mentioned in {claims}", claims=counted(words, named, "claim"))
            return in_claims if named else words("no claims")
        many = counted(words, about, "claim")
        one, several = "{claims}; mentioned in {number} more", "{claims}; mentioned in {number} more"
        return words.many(one, several, named, claims=many) if named else many

    @cached_property
    def _tally(self) -> Mapping[str, int]:
        return self.corpus.index("tally", lambda corpus: _tally(corpus, self.plan))

    @cached_property
    def _letters(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Each letter of every index, linked to where it begins."""
        return self.corpus.index("letters", lambda corpus: _letters(corpus, self.plan))

    @cached_property
    def _taken(self) -> Mapping[str, int]:
        return self.corpus.index("number_taken", lambda corpus: _standing(corpus, corpus.taken_from))

    @cached_property
    def _not_made(self) -> Mapping[str, tuple[int, int]]:
        """How many of the claims that cite each source it refutes, and to how many it only gives context."""
        return self.corpus.index("not_made", _not_made, asked="sources")

    @cached_property
    def _about(self) -> Mapping[str, int]:
        return self.corpus.index("number_about", lambda corpus: _standing(corpus, corpus.about), asked="entities")

    @cached_property
    def _mentions(self) -> Mapping[str, int]:
        return self.corpus.index(
            "number_mentioning", lambda corpus: _standing(corpus, corpus.mentions), asked="entities"
        )

    def _back(self, page: Page) -> Html:
        return Html(self.words("Dossier: {name}", name=self.inline.entity(page.subject)))

    def _groups(self, rows: Sequence[str], entry: Callable[[str], Entry]) -> tuple[Group, ...]:
        return tuple(
            Group(self._headed(letter), letter_anchor(letter), tuple(map(entry, ids)))
            for letter, ids in groupby(rows, partial(_initial, self.corpus))
        )


def _standing(corpus: Corpus, index: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Return how many claims stand in each entry of an index: so a list of them does not change with their words."""
    withdrawn = {claim.id for claim in corpus.claims.values() if not isinstance(claim.retracted, UnsetType)}
    return {key: sum(id not in withdrawn for id in ids) for key, ids in index.items()}


def _not_made(corpus: Corpus) -> Mapping[str, tuple[int, int]]:
    """Return of how many claims a source is cited against, or for context only; withdrawn ones do not count."""
    refuted: Counter[str] = Counter()
    framed: Counter[str] = Counter()
    for claim in corpus.claims.values():
        if isinstance(claim.retracted, UnsetType) and len(claim.supporting) < len(claim.citations):
            making = {citation.source for citation in claim.supporting}
            against = {citation.source for citation in claim.citations if citation.supports == "refutes"} - making
            refuted.update(against)
            framed.update({citation.source for citation in claim.citations} - making - against)
    return {id: (refuted[id], framed[id]) for id in refuted | framed}


def _tally(corpus: Corpus, plan: Plan) -> dict[str, int]:
    """Count sources, those read, and each index's rows."""
    read = [source.read for source in corpus.sources.values()]
    rows = {section: sum(len(page.rows) for page in pages) for section, pages in plan.indexes.items()}
    return {**rows, "sources": len(read), "read": sum(read)}


def _letters(corpus: Corpus, plan: Plan) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, dict[str, str]] = {}
    for section, pages in plan.indexes.items():
        if section != CLAIMS:
            letters = found.setdefault(section, {})
            for page in pages:
                for id in page.rows:
                    letter = _initial(corpus, id)
                    letters.setdefault(letter, f"{ROOT}{page.address}#{letter_anchor(letter)}")
    return {section: tuple(letters.items()) for section, letters in found.items()}


def _initial(corpus: Corpus, id: str) -> str:
    if id in corpus.entities:
        return initial(corpus.name(id))
    source = corpus.sources[id]
    return initial(source.title) if source.title else UNTITLED


def index_pager(page: Page) -> Pager | None:
    """Return the way through an index, None where it is one page."""
    return _pager(page, lambda number: index_part(index_start(page), number))


def part_pager(page: Page) -> Pager | None:
    """Return the way through a record's pages or a list below it, None where it is one page."""
    first = page.address.removesuffix(f"{page.part}/") if page.part > 1 else page.address
    return _pager(page, lambda number: part_address(first, number))


def _pager(page: Page, address: Callable[[int], str]) -> Pager | None:
    if page.parts == 1:
        return None

    def link(number: int) -> str:
        return f"{ROOT}{address(number)}" if 1 <= number <= page.parts and number != page.part else ""

    shown = sorted({1, page.parts, *range(page.part - AROUND, page.part + AROUND + 1)} & set(range(1, page.parts + 1)))
    return Pager(page.part, page.parts, link(page.part - 1), link(page.part + 1), tuple(_numbers(shown, link)))


def _numbers(shown: Sequence[int], link: Callable[[int], str]) -> Iterator[tuple[str, str]]:
    before = 0
    for number in shown:
        if number > before + 1:
            yield "…", ""
        yield f"{number:,}", link(number)
        before = number
