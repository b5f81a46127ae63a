"""How far a claim can be trusted: every caveat that holds for it, its own and the inherited ones, in order.

The order is stated: disputed first; then the claim's own, its citations', its sources' (and those that these
derive from), its outlets'. Within a level they keep the order of the file. Only equal ones are folded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from ..corpus import Corpus
from ..model import UNSET, Caveat, Citation, Claim, UnsetType
from .origins import ancestors, reports
from .wording import counted, listed, lowered

Level = Literal["claim", "citation", "source", "ancestor", "outlet"]
LEVELS: tuple[Level, ...] = ("claim", "citation", "source", "ancestor", "outlet")


@dataclass(frozen=True, slots=True)
class CarriedCaveat:
    """One caveat as it holds for a claim: its kind, its words, whose they are, and where it comes from.

    `owner` is the id of the record that carries it, `via` the cited source through which it is inherited, `brief` the
    caveat in one clause; `verbatim` tells whether the words are a quotation.
    """

    kind: str
    label: str
    text: str
    by: str
    level: Level
    owner: str
    rank: int
    brief: str
    lang: str = ""
    via: str = ""

    @property
    def inherited(self) -> bool:
        """Tell whether it comes from the source or its outlet."""
        return self.level in ("source", "ancestor", "outlet")

    @property
    def verbatim(self) -> bool:
        """Tell whether the text is somebody else's words."""
        return self.by not in ("", "editors")


Inherited = Callable[[str], tuple[CarriedCaveat, ...]]


def caveats(corpus: Corpus, claim: Claim, inherited: Inherited | None = None) -> tuple[CarriedCaveat, ...]:
    """Return every caveat that holds for the claim, in the stated order, equal ones once.

    `inherited` may remember what `source_caveats` returns for each source.
    """
    return _folded(_all(corpus, claim, inherited or (lambda source: source_caveats(corpus, source))))


def leading(caveats: tuple[CarriedCaveat, ...]) -> tuple[CarriedCaveat, ...]:
    """Return what a line of text must say at least: that the claim is disputed, if so, and its worst caveat."""
    disputed = [caveat for caveat in caveats if caveat.kind == "disputed"][:1]
    chief = worst(caveats)
    return tuple(dict.fromkeys([*disputed, chief])) if chief else ()


def worst(caveats: tuple[CarriedCaveat, ...]) -> CarriedCaveat | None:
    """Return the inherited caveat that says most about trust, else the worst of all; None where there is none."""
    inherited = [caveat for caveat in caveats if caveat.inherited]
    return min(inherited or caveats, key=lambda caveat: caveat.rank, default=None)


def outlet_caveats(corpus: Corpus, outlet: str) -> tuple[CarriedCaveat, ...]:
    """Return the standing caveats of an outlet."""
    entity = corpus.entities.get(outlet)
    if entity is None or isinstance(entity.publisher, UnsetType) or not isinstance(entity.publisher.caveats, tuple):
        return ()
    return tuple(_caveat(corpus, caveat, "outlet", outlet) for caveat in entity.publisher.caveats)


def needs_none(corpus: Corpus, claim: Claim) -> tuple[str, ...]:
    """Return why the editors hold that the cited sources need no caveat, each reason once."""
    sources = dict.fromkeys(c.source for c in claim.citations if c.source in corpus.sources)
    return tuple(dict.fromkeys(reason for id in sources for reason in reasons_for_none(corpus, id)))


def reasons_for_none(corpus: Corpus, source: str) -> tuple[str, ...]:
    """Return why the editors hold that a source, or its outlet, needs no caveat."""
    record = corpus.sources[source]
    outlet = corpus.entities.get(record.outlet or "")
    given = [record.because if record.caveats == "none" else UNSET]
    if outlet is not None and not isinstance(outlet.publisher, UnsetType) and outlet.publisher.caveats == "none":
        given.append(outlet.publisher.because)
    return tuple(reason for reason in given if isinstance(reason, str))


def source_caveats(corpus: Corpus, source: str) -> tuple[CarriedCaveat, ...]:
    """Return the caveats of a source, of those that it derives from, and of their outlets."""
    return _folded(_source_caveats(corpus, source))


def _folded(found: Iterable[CarriedCaveat]) -> tuple[CarriedCaveat, ...]:
    """Put caveats in the stated order; of equal words about one thing by one author keep the first."""
    ordered = sorted(found, key=lambda caveat: (caveat.kind != "disputed", LEVELS.index(caveat.level)))
    first: dict[tuple[str, str, str], CarriedCaveat] = {}
    for caveat in ordered:
        first.setdefault((caveat.kind, caveat.text, caveat.by), caveat)
    return tuple(first.values())


def _all(corpus: Corpus, claim: Claim, inherited: Inherited) -> Iterator[CarriedCaveat]:
    if any(citation.supports == "refutes" for citation in claim.citations):
        count = reports(corpus, claim)
        if count.refuting:
            told = _balance(len(count.supporting), len(count.refuting))
            yield _own(corpus, claim, "disputed", f"{told}.", brief=f"disputed: {told}")
    for caveat in claim.caveats:
        yield _caveat(corpus, caveat, "claim", claim.id)
    yield from _from_relations(corpus, claim)
    yield from _from_mode(corpus, claim)
    for citation in claim.citations:
        yield from _from_citation(corpus, claim, citation)
    for source in dict.fromkeys(citation.source for citation in claim.citations):
        yield from inherited(source)


def _from_relations(corpus: Corpus, claim: Claim) -> Iterator[CarriedCaveat]:
    if any(caveat.kind == "joint-figure" for caveat in claim.caveats):
        return
    for relation in claim.relations:
        if relation.jointly and len(relation.subjects) > 1:
            told = f"about {listed([corpus.name(id) for id in relation.subjects], 'and')} together"
            yield _own(corpus, claim, "joint-figure", f"It is {told}, and says nothing about one of them.", brief=told)


def _from_mode(corpus: Corpus, claim: Claim) -> Iterator[CarriedCaveat]:
    """Add that an aim is ascribed to somebody who may be alive; the mode's own words say the rest."""
    if claim.mode not in ("intent", "motive"):
        return
    people = [corpus.entities[id] for id in corpus.subjects.get(claim.id, ()) if id in corpus.entities]
    if any(corpus.settings.like(person.type) == "person" and person.living for person in people):
        told = "ascribed to a person not known to be dead"
        yield _own(corpus, claim, "not-an-act", f"A{told[1:]}.", brief=told)


def _from_citation(corpus: Corpus, claim: Claim, citation: Citation) -> Iterator[CarriedCaveat]:
    for caveat in citation.caveats:
        yield _caveat(corpus, caveat, "citation", claim.id)
    for words, candidates in _ambiguities(corpus, citation):
        told = f"“{words}” may be {candidates}" if words else f"it may be {candidates}"
        yield _own(corpus, claim, "ambiguous", f"{told[:1].upper()}{told[1:]}.", "citation", told)
    if isinstance(citation.reading, str):
        yield _own(corpus, claim, "reading", citation.reading, "citation")
    if citation.graded is not None and not isinstance(citation.graded, UnsetType):
        told = f"{corpus.name(citation.graded.by)} calls it “{citation.graded.words}”"
        yield _own(corpus, claim, "graded", f"{told}.", "citation", told)
    source = corpus.sources.get(citation.source)
    if source is not None and not source.read:
        yield _own(corpus, claim, "not-read", "Known only through another source.", "citation")


def _ambiguities(corpus: Corpus, citation: Citation) -> Iterator[tuple[str, str]]:
    """Yield the ambiguous words of a quote with their candidates in words; plain candidates share one line."""
    plain = [corpus.name(item) for item in citation.ambiguous if isinstance(item, str)]
    if plain:
        yield "", listed(plain, "or")
    for item in citation.ambiguous:
        if not isinstance(item, str):
            yield item.words, listed([corpus.name(id) for id in item.may_be], "or")


def _source_caveats(corpus: Corpus, source: str) -> Iterator[CarriedCaveat]:
    for id in ancestors(corpus, source):
        record = corpus.sources.get(id)
        if record is None:
            continue
        if isinstance(record.caveats, tuple):
            for caveat in record.caveats:
                yield _caveat(corpus, caveat, "source" if id == source else "ancestor", id, via=source)
        if record.outlet:
            yield from (replace(caveat, via=source) for caveat in outlet_caveats(corpus, record.outlet))


def _caveat(corpus: Corpus, caveat: Caveat, level: Level, owner: str, brief: str = "", via: str = "") -> CarriedCaveat:
    text = caveat.text if isinstance(caveat.text, str) else ""
    by = caveat.by if isinstance(caveat.by, str) else ""
    lang = caveat.lang if isinstance(caveat.lang, str) else ""
    kind = corpus.vocabulary.caveats.get(caveat.kind)
    label = kind.label if kind else caveat.kind
    clause = kind.brief if kind and isinstance(kind.brief, str) else lowered(label)
    rank = kind.standing if kind else 0
    return CarriedCaveat(caveat.kind, label, text, by, level, owner, rank, brief or clause, lang, via)


def _own(corpus: Corpus, claim: Claim, kind: str, text: str, level: Level = "claim", brief: str = "") -> CarriedCaveat:
    return _caveat(corpus, Caveat(kind=kind, text=text, by="editors"), level, claim.id, brief)


def _balance(supporting: int, refuting: int) -> str:
    one, two = counted(supporting, "report"), counted(refuting, "report")
    return f"{one} {'supports' if supporting == 1 else 'support'}, {two} {'refutes' if refuting == 1 else 'refute'}"
