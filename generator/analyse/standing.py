"""How far a claim can be trusted: every caveat that holds for it, its own and the inherited ones, in order.

The order is stated: what speaks against it first (disputed, denied, in tension with others); then the claim's own, its
citations', its sources' (and those that these derive from, or that a passage names as its own), its outlets'. Within a
level they keep the order of the file. Only equal ones are folded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Final, Literal, NamedTuple

from ..corpus import Corpus
from ..markup import sentence
from ..model import NOT_ALL, UNSET, Caveat, Citation, Claim, UnsetType
from ..words import Words
from .chains import answering, self_tellers
from .marks import ancestors
from .origins import Sides, sides
from .wording import lowered, raised

Level = Literal["claim", "citation", "source", "ancestor", "outlet"]
LEVELS: dict[Level, int] = {"claim": 0, "citation": 1, "source": 2, "ancestor": 3, "outlet": 4}
_OWN = ("claim", "citation")
MOST_NAMED: Final = 3
AGAINST: Final = ("disputed", "denied", "in-tension")
"""The kinds of caveats that say that something speaks against a claim: what says most of it comes first."""


_RANK, _ASIDE = attrgetter("rank"), attrgetter("aside")


class CarriedCaveat(NamedTuple):
    """One caveat as it holds for a claim: its kind, its words, whose they are, and where it comes from.

    `owner` is the id of the record that carries it, `via` the cited source through which it is inherited, `brief` the
    caveat in one clause; `verbatim` tells whether the words are a quotation, `written` whether the data holds them,
    `aside` that it holds of nothing but what refutes the claim: what is wrong with a refutation is not wrong with it.
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
    written: bool = True
    aside: bool = False

    @property
    def inherited(self) -> bool:
        """Tell whether it comes from the source or its outlet."""
        return self.level not in _OWN

    @property
    def said(self) -> str:
        """What is to be said of it where it stands alone: its text, or what the program calls one of its own."""
        return self.text or ("" if self.written else sentence(self.label))

    @property
    def verbatim(self) -> bool:
        """Tell whether the text is somebody else's words."""
        return self.by not in ("", "editors")


def caveats(corpus: Corpus, claim: Claim) -> tuple[CarriedCaveat, ...]:
    """Return every caveat that holds for the claim, in the stated order, equal ones once."""
    inherited = inherited_caveats(source_caveats(corpus, source) for source in cited(claim))
    return together(own_caveats(corpus, claim), handed_down(corpus, claim, inherited))


def together(own: tuple[CarriedCaveat, ...], inherited: tuple[CarriedCaveat, ...]) -> tuple[CarriedCaveat, ...]:
    """Return own and inherited caveats as one; of equal words about one thing by one author the own ones stay."""
    if not own:
        return inherited
    if any(map(_ASIDE, own)):
        theirs = {_sameness(caveat) for caveat in inherited if not caveat.aside}
        own = tuple([caveat._replace(aside=caveat.aside and _sameness(caveat) not in theirs) for caveat in own])
    known = {_sameness(caveat) for caveat in own}
    return own + tuple([caveat for caveat in inherited if _sameness(caveat) not in known])


def cited(claim: Claim) -> tuple[str, ...]:
    """Return the sources that a claim cites, each once."""
    if len(claim.citations) == 1:
        return (claim.citations[0].source,)
    return tuple(dict.fromkeys(citation.source for citation in claim.citations))


def rested_on(claim: Claim) -> tuple[str, ...]:
    """Return the sources that the passages of a claim name as their own and that it does not cite itself, each once."""
    named = [id for citation in claim.citations if citation.rests_on for id in citation.rests_on]
    return tuple(dict.fromkeys(id for id in named if id not in cited(claim))) if named else ()


def handed_down(corpus: Corpus, claim: Claim, inherited: tuple[CarriedCaveat, ...]) -> tuple[CarriedCaveat, ...]:
    """Return what a claim inherits of its sources, and of what its passages name as their own as of an original.

    Where a source refutes the claim, it is told of each caveat whether a source has it that does not.
    """
    if behind := rested_on(claim):
        found = (caveat for source in behind for caveat in source_caveats(corpus, source))
        told = (caveat._replace(level="ancestor") if caveat.level == "source" else caveat for caveat in found)
        inherited = _folded([*inherited, *told])
    if not claim.supporting or not _is_refuted(claim):
        return inherited
    others = (citation for citation in claim.citations if citation.supports != "refutes")
    saying = {id for citation in others for id in (citation.source, *citation.rests_on)}
    theirs = {_sameness(caveat) for source in saying for caveat in source_caveats(corpus, source)}
    return tuple([caveat._replace(aside=_sameness(caveat) not in theirs) for caveat in inherited])


def own_caveats(corpus: Corpus, claim: Claim) -> tuple[CarriedCaveat, ...]:
    """Return the caveats of the claim itself and of its citations, in the stated order."""
    return _folded(_own_caveats(corpus, claim))


def leading(caveats: tuple[CarriedCaveat, ...]) -> tuple[CarriedCaveat, ...]:
    """Return what a line of text must say at least: that something speaks against the claim, and its worst caveat.

    One of its own that somebody wrote, and that is worse than what it inherits, comes before that.
    """
    chief = worst(caveats)
    if chief is None:
        return ()
    against = sorted((caveat for caveat in caveats if caveat.kind in AGAINST), key=_against_most)[:1]
    own = [caveat for caveat in told_once(caveats) if caveat.level in _OWN and caveat.written and not caveat.aside]
    worse = [caveat for caveat in own if caveat.rank < chief.rank]
    return tuple(dict.fromkeys([*against, *sorted(worse, key=_RANK)[:1], chief]))


def is_worked_out(caveat: CarriedCaveat) -> bool:
    """Tell whether the program itself found what speaks against a claim; somebody may have written that too."""
    return caveat.kind in AGAINST and not caveat.written


def told_once(caveats: Sequence[CarriedCaveat]) -> Sequence[CarriedCaveat]:
    """Return caveats without what somebody wrote of a kind that the program itself found: that is said already."""
    found = {caveat.kind for caveat in caveats if is_worked_out(caveat)}
    if not found:
        return caveats
    return [caveat for caveat in caveats if caveat.kind not in found or not caveat.written or caveat.inherited]


def worst(caveats: tuple[CarriedCaveat, ...]) -> CarriedCaveat | None:
    """Return the inherited caveat that says most about trust, else the worst of all; None where there is none.

    One of a source that does not support the claim is none, unless there is no other.
    """
    if len(caveats) < 2:
        return caveats[0] if caveats else None
    known = [caveat for caveat in caveats if not caveat.aside] or caveats
    return min([caveat for caveat in known if caveat.level not in _OWN] or known, key=_RANK)


def is_opposed(corpus: Corpus, claim: Claim) -> bool:
    """Tell whether a passage refutes a claim, another claim denies it or is in tension, or what is withheld does so."""
    return _is_disputed(claim) or bool(corpus.tensions.get(claim.id)) or bool(denials(corpus, claim.id))


def denials(corpus: Corpus, id: str) -> tuple[str, ...]:
    """Return the claims that deny one."""
    return tuple([answer for answer in corpus.answered_by.get(id, ()) if corpus.claims[answer].mode == "denial"])


def _is_disputed(claim: Claim) -> bool:
    return claim.withheld == NOT_ALL or _is_refuted(claim)


def _is_refuted(claim: Claim) -> bool:
    return any(citation.supports == "refutes" for citation in claim.citations)


def outlet_caveats(corpus: Corpus, outlet: str) -> tuple[CarriedCaveat, ...]:
    """Return the standing caveats of an outlet."""
    entity = corpus.entities.get(outlet)
    if entity is None or isinstance(entity.publisher, UnsetType) or not isinstance(entity.publisher.caveats, tuple):
        return ()
    return tuple(_caveat(corpus, caveat, "outlet", outlet) for caveat in entity.publisher.caveats)


def reasons_for_none(corpus: Corpus, source: str) -> tuple[str, ...]:
    """Return why the editors hold that a source needs no caveat; nothing where it has one all the same."""
    record = corpus.sources.get(source)
    if record is None or source_caveats(corpus, source):
        return ()
    outlet = corpus.entities.get(record.outlet or "")
    given = [record.because if record.caveats == "none" else UNSET]
    if outlet is not None and not isinstance(outlet.publisher, UnsetType) and outlet.publisher.caveats == "none":
        given.append(outlet.publisher.because)
    return tuple(dict.fromkeys(reason for reason in given if isinstance(reason, str)))


def source_caveats(corpus: Corpus, source: str) -> tuple[CarriedCaveat, ...]:
    """Return the caveats of a source, of those that it derives from, and of their outlets, in the stated order."""
    return _folded(_source_caveats(corpus, source))


def inherited_caveats(of_sources: Iterable[tuple[CarriedCaveat, ...]]) -> tuple[CarriedCaveat, ...]:
    """Return what a claim inherits that cites several sources with these caveats, in the stated order."""
    return _folded(caveat for caveats in of_sources for caveat in caveats)


def _folded(found: Iterable[CarriedCaveat]) -> tuple[CarriedCaveat, ...]:
    """Put caveats in the stated order; of equal words about one thing by one author keep the first."""
    in_order = list(found)
    if len(in_order) > 1:
        in_order.sort(key=_level)
        first: dict[tuple[str, str, str], CarriedCaveat] = {}
        for caveat in in_order:
            kept = first.setdefault(_sameness(caveat), caveat)
            if kept.aside and not caveat.aside:
                first[_sameness(caveat)] = kept._replace(aside=False)
        return tuple(first.values())
    return tuple(in_order)


def _level(caveat: CarriedCaveat) -> int:
    return LEVELS[caveat.level] if caveat.kind not in AGAINST else AGAINST.index(caveat.kind) - len(AGAINST)


def _against_most(caveat: CarriedCaveat) -> int:
    return AGAINST.index(caveat.kind)


def _sameness(caveat: CarriedCaveat) -> tuple[str, str, str]:
    """Return by what caveats are equal; one that nobody signed is the editors' own."""
    return caveat.kind, caveat.text, caveat.by if caveat.verbatim else ""


def _own_caveats(corpus: Corpus, claim: Claim) -> Iterator[CarriedCaveat]:
    yield from _from_what_opposes(corpus, claim)
    for caveat in claim.caveats:
        yield _caveat(corpus, caveat, "claim", claim.id)
    if claim.relations:
        yield from _from_relations(corpus, claim)
    if claim.mode in ("intent", "motive"):
        yield from _from_mode(corpus, claim)
    if tellers := self_tellers(corpus, claim):
        words, names = corpus.words, corpus.words.listed([corpus.name(id) for id in tellers])
        text = words("Nobody but {names}, whom it is about, is recorded to say so.", names=names)
        one, several = "only {names}, whom it is about, says so", "only {names}, whom it is about, say so"
        told = words.many(one, several, len(tellers), names=names)
        yield _own(corpus, claim, "own-words", text, brief=told)
    for citation in claim.citations:
        aside = citation.supports == "refutes"
        found = _from_citation(corpus, claim, citation)
        yield from (caveat._replace(aside=True) for caveat in found) if aside else found


def _from_what_opposes(corpus: Corpus, claim: Claim) -> Iterator[CarriedCaveat]:
    words = corpus.words
    if _is_disputed(claim):
        told = _against(corpus, claim)
        yield _own(corpus, claim, "disputed", f"{raised(told)}.", brief=words("disputed: {balance}", balance=told))
    if found := denials(corpus, claim.id):
        yield _own(corpus, claim, "denied", *_denied(corpus, found))
    if rivals := corpus.tensions.get(claim.id):
        one, several = "in tension with another claim", "in tension with other claims"
        told = words.many(one, several, len(rivals))
        yield _own(corpus, claim, "in-tension", "", brief=told, several=len(rivals) > 1)


def deniers(corpus: Corpus, denials: Sequence[str]) -> tuple[Mapping[str, str], bool]:
    """Return the first of those who deny, each with the first of the claims by which they do; and if others do too."""
    found: dict[str, str] = {}
    unknown = False
    for denial in denials:
        who = answering(corpus, denial)
        unknown = unknown or not who
        for id in who:
            found.setdefault(id, denial)
    named = dict(list(found.items())[:MOST_NAMED])
    return named, bool(named) and (unknown or len(found) > MOST_NAMED)


def _denied(corpus: Corpus, denials: Sequence[str]) -> tuple[str, Level, str]:
    """Return that a claim is denied, in a sentence and in short; by whom, where that is on record."""
    words = corpus.words
    by, others = deniers(corpus, denials)
    names = [words.isolated(corpus.name(id)) for id in by]
    if not names:
        one, several = "Another claim denies it.", "Other claims deny it."
        return words.many(one, several, len(denials)), "claim", words("denied")
    listed = words.listed([*names, words("others")] if others else names)
    text = words.many("{names} denies it.", "{names} deny it.", len(names) + others, names=listed)
    return text, "claim", words("denied by {names}", names=listed)


def _from_relations(corpus: Corpus, claim: Claim) -> Iterator[CarriedCaveat]:
    if any(caveat.kind == "joint-figure" for caveat in claim.caveats):
        return
    for relation in claim.relations:
        if relation.jointly and len(relation.subjects) > 1:
            words, names = corpus.words, corpus.words.listed([corpus.name(id) for id in relation.subjects])
            text = words("It is about {names} together, and says nothing about one of them.", names=names)
            yield _own(corpus, claim, "joint-figure", text, brief=words("about {names} together", names=names))


def _from_mode(corpus: Corpus, claim: Claim) -> Iterator[CarriedCaveat]:
    """Add to an aim that it is ascribed to somebody who may be alive; the mode's own words say the rest."""
    people = [corpus.entities[id] for id in corpus.subjects.get(claim.id, ()) if id in corpus.entities]
    if any(corpus.settings.like(person.type) == "person" and person.living for person in people):
        told = corpus.words("ascribed to a person not known to be dead")
        yield _own(corpus, claim, "not-an-act", f"{raised(told)}.", brief=told)


def _from_citation(corpus: Corpus, claim: Claim, citation: Citation) -> Iterator[CarriedCaveat]:
    for caveat in citation.caveats:
        yield _caveat(corpus, caveat, "citation", claim.id)
    for words, candidates in _ambiguities(corpus, citation) if citation.ambiguous else ():
        told = corpus.words("{candidates} may be meant", candidates=candidates)
        if words:
            told = corpus.words("“{words}” may be {candidates}", words=words, candidates=candidates)
        yield _own(corpus, claim, "ambiguous", sentence(raised(told)), "citation", told)
    if isinstance(citation.reading, str):
        yield _own(corpus, claim, "reading", citation.reading, "citation")
    if citation.graded is not None and not isinstance(citation.graded, UnsetType):
        by, grade = corpus.name(citation.graded.by), citation.graded.words
        told = corpus.words("{whom} calls it “{words}”", whom=by, words=grade)
        yield _own(corpus, claim, "graded", sentence(told), "citation", told)
    source = corpus.sources.get(citation.source)
    if source is not None and not source.read:
        yield _own(corpus, claim, "not-read", corpus.words("Known only through another source."), "citation")


def _ambiguities(corpus: Corpus, citation: Citation) -> Iterator[tuple[str, str]]:
    """Yield the ambiguous words of a quote with their candidates in words; plain candidates share one line."""
    plain = [corpus.name(item) for item in citation.ambiguous if isinstance(item, str)]
    if plain:
        yield "", corpus.words.listed(plain, " or ")
    for item in citation.ambiguous:
        if not isinstance(item, str):
            yield item.words, corpus.words.listed([corpus.name(id) for id in item.may_be], " or ")


def _source_caveats(corpus: Corpus, source: str) -> Iterator[CarriedCaveat]:
    for id in ancestors(corpus, source):
        record = corpus.sources.get(id)
        if record is None:
            continue
        if isinstance(record.caveats, tuple):
            for caveat in record.caveats:
                yield _caveat(corpus, caveat, "source" if id == source else "ancestor", id, via=source)
        if record.outlet:
            yield from (caveat._replace(via=source) for caveat in outlet_caveats(corpus, record.outlet))


def _caveat(corpus: Corpus, caveat: Caveat, level: Level, owner: str, brief: str = "", via: str = "") -> CarriedCaveat:
    text = caveat.text if isinstance(caveat.text, str) else ""
    by = caveat.by if isinstance(caveat.by, str) else ""
    lang = caveat.lang if isinstance(caveat.lang, str) else ""
    kind = corpus.vocabulary.caveats.get(caveat.kind)
    label = kind.label if kind else caveat.kind
    clause = kind.brief if kind and isinstance(kind.brief, str) else lowered(label)
    rank = kind.standing if kind else 0
    return CarriedCaveat(caveat.kind, label, text, by, level, owner, rank, brief or clause, lang, via)


def _own(
    corpus: Corpus, claim: Claim, kind: str, text: str, level: Level = "claim", brief: str = "", several: bool = False
) -> CarriedCaveat:
    caveat = _caveat(corpus, Caveat(kind=kind, text=text, by="editors"), level, claim.id, brief)
    label = kind_label(corpus, kind, several=True) if several else caveat.label
    return caveat._replace(written=kind == "reading", label=label)


def kind_label(corpus: Corpus, kind: str, *, several: bool = False) -> str:
    """Return what the vocabulary calls a kind of caveat, or one that tells of several others; else the kind itself."""
    known = corpus.vocabulary.caveats.get(kind)
    if known is None:
        return kind
    return known.plural if several and isinstance(known.plural, str) else known.label


def _against(corpus: Corpus, claim: Claim) -> str:
    """Return how many reports stand on which side, and that it is not all where a part is withheld."""
    words = corpus.words
    told = [_balance(words, sides(corpus, claim))] if _is_refuted(claim) else []
    if claim.withheld == NOT_ALL:
        told.append(words("not all that speaks against it is published"))
    return words("; ").join(told)


def _balance(words: Words, count: Sides) -> str:
    told = [words.many("{number} report supports", "{number} reports support", len(count.supporting))]
    if count.refuting:
        told.append(words.many("{number} report refutes", "{number} reports refute", len(count.refuting)))
    if count.unread_against:
        one, several = "{number} source that was not read refutes", "{number} sources that were not read refute"
        told.append(words.many(one, several, len(count.unread_against)))
    return words(", ").join(told)
