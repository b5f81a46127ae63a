"""How far a claim can be trusted: every caveat that holds for it, its own and the inherited ones, in order.

The order is stated: disputed first; then the claim's own, its citations', its sources' (and those that these
derive from), its outlets'. Within a level they keep the order of the file. Only equal ones are folded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ..corpus import Corpus
from ..model import Caveat, Citation, Claim, UnsetType
from .origins import ancestors, reports

Level = Literal["claim", "citation", "source", "ancestor", "outlet"]
LEVELS: tuple[Level, ...] = ("claim", "citation", "source", "ancestor", "outlet")


@dataclass(frozen=True, slots=True)
class CarriedCaveat:
    """One caveat as it holds for a claim: its kind, its words, whose they are, and where it comes from.

    `owner` is the id of the record that carries it; `verbatim` tells whether the words are a quotation.
    """

    kind: str
    label: str
    text: str
    by: str
    level: Level
    owner: str
    rank: int
    brief: str

    @property
    def inherited(self) -> bool:
        """Tell whether it comes from the source or its outlet."""
        return self.level in ("source", "ancestor", "outlet")

    @property
    def verbatim(self) -> bool:
        """Tell whether the text is somebody else's words."""
        return self.by not in ("", "editors")


def caveats(corpus: Corpus, claim: Claim) -> tuple[CarriedCaveat, ...]:
    """Return every caveat that holds for the claim, in the stated order, equal ones once."""
    return _folded(_all(corpus, claim))


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


def source_caveats(corpus: Corpus, source: str) -> tuple[CarriedCaveat, ...]:
    """Return the caveats of a source, of those that it derives from, and of their outlets."""
    return _folded(_source_caveats(corpus, source))


def _folded(found: Iterable[CarriedCaveat]) -> tuple[CarriedCaveat, ...]:
    """Put caveats in the stated order; of equal words about one thing by one author keep the first."""
    ordered = sorted(found, key=lambda caveat: (caveat.kind != "disputed", LEVELS.index(caveat.level)))
    return tuple({(caveat.kind, caveat.text, caveat.by): caveat for caveat in reversed(ordered)}.values())[::-1]


def _all(corpus: Corpus, claim: Claim) -> Iterator[CarriedCaveat]:
    count = reports(corpus, claim)
    if count.refuting:
        yield _own(corpus, claim, "disputed", _balance(len(count.supporting), len(count.refuting)))
    for caveat in claim.caveats:
        yield _caveat(corpus, caveat, "claim", claim.id)
    yield from _from_relations(corpus, claim)
    yield from _from_mode(corpus, claim)
    for citation in claim.citations:
        yield from _from_citation(corpus, claim, citation)
    for citation in claim.citations:
        yield from _source_caveats(corpus, citation.source)


def _from_relations(corpus: Corpus, claim: Claim) -> Iterator[CarriedCaveat]:
    if any(caveat.kind == "joint-figure" for caveat in claim.caveats):
        return
    for relation in claim.relations:
        if relation.jointly and len(relation.subjects) > 1:
            names = _listed([corpus.name(id) for id in relation.subjects], "and")
            yield _own(
                corpus, claim, "joint-figure", f"It is about {names} together, and says nothing about one of them."
            )


def _from_mode(corpus: Corpus, claim: Claim) -> Iterator[CarriedCaveat]:
    """Add that an aim is ascribed to somebody who may be alive; the mode's own words say the rest."""
    if claim.mode not in ("intent", "motive"):
        return
    people = [corpus.entities[id] for id in corpus.subjects.get(claim.id, ()) if id in corpus.entities]
    if any(corpus.settings.like(person.type) == "person" and person.living for person in people):
        yield _own(corpus, claim, "not-an-act", "Ascribed to a person not known to be dead.")


def _from_citation(corpus: Corpus, claim: Claim, citation: Citation) -> Iterator[CarriedCaveat]:
    for caveat in citation.caveats:
        yield _caveat(corpus, caveat, "citation", claim.id)
    for words, candidates in _ambiguities(corpus, citation):
        told = f"“{words}” may be {candidates}." if words else f"It may be {candidates}."
        yield _own(corpus, claim, "ambiguous", told, "citation")
    if isinstance(citation.reading, str):
        yield _own(corpus, claim, "reading", citation.reading, "citation")
    if citation.graded is not None and not isinstance(citation.graded, UnsetType):
        told = f"{corpus.name(citation.graded.by)} calls it “{citation.graded.words}”."
        yield _own(corpus, claim, "graded", told, "citation")
    source = corpus.sources.get(citation.source)
    if source is not None and not source.read:
        yield _own(corpus, claim, "not-read", "Known only through another source.", "citation")


def _ambiguities(corpus: Corpus, citation: Citation) -> Iterator[tuple[str, str]]:
    """Yield the ambiguous words of a quote with their candidates in words; plain candidates share one line."""
    plain = [corpus.name(item) for item in citation.ambiguous if isinstance(item, str)]
    if plain:
        yield "", _listed(plain, "or")
    for item in citation.ambiguous:
        if not isinstance(item, str):
            yield item.words, _listed([corpus.name(id) for id in item.may_be], "or")


def _source_caveats(corpus: Corpus, source: str) -> Iterator[CarriedCaveat]:
    for id in ancestors(corpus, source):
        record = corpus.sources.get(id)
        if record is None:
            continue
        if isinstance(record.caveats, tuple):
            for caveat in record.caveats:
                yield _caveat(corpus, caveat, "source" if id == source else "ancestor", id)
        if record.outlet:
            yield from outlet_caveats(corpus, record.outlet)


def _caveat(corpus: Corpus, caveat: Caveat, level: Level, owner: str) -> CarriedCaveat:
    text = caveat.text if isinstance(caveat.text, str) else ""
    by = caveat.by if isinstance(caveat.by, str) else ""
    kind = corpus.vocabulary.caveats.get(caveat.kind)
    label = kind.label if kind else caveat.kind
    brief = kind.brief if kind and isinstance(kind.brief, str) else label[:1].lower() + label[1:]
    return CarriedCaveat(caveat.kind, label, text, by, level, owner, kind.standing if kind else 0, brief)


def _own(corpus: Corpus, claim: Claim, kind: str, text: str, level: Level = "claim") -> CarriedCaveat:
    return _caveat(corpus, Caveat(kind=kind, text=text, by="editors"), level, claim.id)


def _balance(supporting: int, refuting: int) -> str:
    one, two = _counted(supporting, "report"), _counted(refuting, "report")
    return f"{one} {'supports' if supporting == 1 else 'support'}, {two} {'refutes' if refuting == 1 else 'refute'}."


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _listed(words: list[str], last: str) -> str:
    return f" {last} ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
