"""What claims leave unknown: dates, names and originals that the sources left out, questions left open.

Every gap follows from a record, none from knowledge of the world; it says what is absent from what was read, and
never that it does not exist. A dossier counts the gaps of its claims; the page of the whole site names each by
itself and puts first what would help most.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final, Literal, NamedTuple

from ..corpus import Corpus
from ..markup import sentence
from ..model import Ambiguity, Citation, Claim, Entity, Source, UnsetType
from ..words import Words
from .chains import contradicting_subjects, names_nobody
from .marks import ancestors, unnamed
from .origins import Origins
from .standing import cited
from .wording import NONE_RECORDED, NOT_GIVEN, counted, raised, source_type

Sort = Literal["dates", "unnamed", "origins", "originals", "readings", "answers", "presupposed"]
SORTS: Final[Mapping[Sort, str]] = {
    "dates": "Dates, authors and addresses not given",
    "unnamed": "Sources that are not named",
    "origins": "One origin only",
    "originals": "Originals not seen",
    "readings": "Readings left open",
    "answers": "No answer recorded",
    "presupposed": "Presupposed but not stated",
}
"""The sorts of gaps in the order in which pages list them, with their headings."""
SAID = tuple(SORTS.values())
"""The headings, for catalogues."""
MOST_OF_A_SORT = 5
"""How many gaps of one kind the list of a dossier spells out; the others are counted."""
_PRESUPPOSED = "presupposed"
_NEED_ANSWERS = ("group", "person")


class Gap(NamedTuple):
    """One thing that is not known, in words, how many claims it touches, and the record where it bites, if any."""

    sort: Sort
    words: str
    claims: int
    record: str = ""


def gaps(corpus: Corpus, entity: Entity, claims: Sequence[Claim], origins: Origins | None = None) -> tuple[Gap, ...]:
    """Return what the dossier of an entity with these claims leaves unknown; withdrawn claims do not count."""
    counting, words = standing(claims), corpus.words
    if not counting:
        return ()
    return (
        *_undated(words, counting),
        *_shortened(words, incomplete_sources(corpus, counting)),
        *_nobody(words, counting),
        *_unnamed(corpus, counting),
        *_one_origin(words, counting, origins or Origins(corpus)),
        *_shortened(words, unseen_originals(corpus, counting)),
        *_shortened(words, open_readings(corpus, counting)),
        *_unanswered(corpus, entity, counting),
        *_shortened(words, presupposed(words, counting)),
    )


def gaps_of_site(corpus: Corpus) -> tuple[Gap, ...]:
    """Return every gap of the whole site: sort by sort, first the sort and in it the gap that touches the most claims.

    Sorts that touch as many stand in their own order, gaps in that of their words, then of the ids of their records.
    """
    found = {*_of_dossiers(corpus), *_of_claims(corpus, standing(corpus.in_file_order))}
    most = {sort: max((gap.claims for gap in found if gap.sort == sort), default=0) for sort in SORTS}
    ranks = {sort: (-most[sort], rank) for rank, sort in enumerate(SORTS)}
    return tuple(sorted(found, key=lambda gap: (ranks[gap.sort], -gap.claims, gap.words, gap.record)))


def standing(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims that were not withdrawn."""
    return [claim for claim in claims if isinstance(claim.retracted, UnsetType)]


def incomplete_sources(corpus: Corpus, claims: Sequence[Claim]) -> Iterator[Gap]:
    """Yield for each source read what its record lacks of date, author and address: not given, or none recorded."""
    for id, number in _cited(claims).items():
        source = corpus.sources.get(id)
        if source is not None and source.read and (words := _lacking(corpus.words, source)):
            yield Gap("dates", words, number, id)


def unseen_originals(corpus: Corpus, claims: Sequence[Claim]) -> Iterator[Gap]:
    """Yield each source behind the claims that was not read, be it named by a source or by a passage."""
    touched: dict[str, dict[str, None]] = {}
    for claim in claims:
        for citation in claim.citations:
            for behind in (citation.source, *citation.rests_on):
                for id in ancestors(corpus, behind):
                    source = corpus.sources.get(id)
                    if source is not None and not source.read:
                        touched.setdefault(id, {})[claim.id] = None
    for id, ids in touched.items():
        outlet = corpus.sources[id].outlet
        told = corpus.words("What the original says: it was not read.")
        if outlet:
            told = corpus.words("What the original by {outlet} says: it was not read.", outlet=corpus.name(outlet))
        yield Gap("originals", told, len(ids), id)


def open_readings(corpus: Corpus, claims: Sequence[Claim]) -> Iterator[Gap]:
    """Yield what words of a passage may mean, which of several is meant, and what the editors read into it."""
    for claim in claims:
        for citation in claim.citations:
            if citation.ambiguous:
                yield from (Gap("readings", words, 1, claim.id) for words in _ambiguous(corpus, citation))
            if isinstance(citation.reading, str):
                words = corpus.words("Whether the passage means it so. {reading}", reading=sentence(citation.reading))
                yield Gap("readings", words, 1, claim.id)
        for relation in claim.relations:
            if relation.either:
                several = relation.subjects if len(relation.subjects) > 1 else relation.objects
                meant = corpus.words.listed([corpus.name(id) for id in several], " or ")
                yield Gap("readings", corpus.words("Which one is meant: {candidates}.", candidates=meant), 1, claim.id)


def presupposed(words: Words, claims: Sequence[Claim]) -> Iterator[Gap]:
    """Yield what passages take for granted without stating it."""
    for claim in claims:
        for caveat in chain(claim.caveats, *[citation.caveats for citation in claim.citations]):
            if caveat.kind == _PRESUPPOSED and isinstance(caveat.text, str):
                told = words("Presupposed and not stated. {what}", what=caveat.text)
                yield Gap("presupposed", told, 1, claim.id)


def _of_dossiers(corpus: Corpus) -> Iterator[Gap]:
    """Yield the gaps that bite on a dossier: no date, one origin, no answer."""
    origins, words = Origins(corpus), corpus.words
    for id, entity in corpus.entities.items():
        counting = standing(corpus.claims[claim] for claim in corpus.about.get(id, ()))
        if counting and isinstance(entity.retired, UnsetType):
            unanswered = _unanswered(corpus, entity, counting)
            found = (*_undated(words, counting), *_one_origin(words, counting, origins), *unanswered)
            yield from (Gap(gap.sort, gap.words, gap.claims, id) for gap in found)


def _of_claims(corpus: Corpus, claims: Sequence[Claim]) -> Iterator[Gap]:
    """Yield the gaps that bite on a source or on one claim."""
    yield from incomplete_sources(corpus, claims)
    yield from _tellers(corpus, claims)
    yield from unseen_originals(corpus, claims)
    yield from open_readings(corpus, claims)
    yield from presupposed(corpus.words, claims)


def _tellers(corpus: Corpus, claims: Sequence[Claim]) -> Iterator[Gap]:
    """Yield each unnamed teller of a source, and how many claims it brings without naming any.

    The same words in two sources are two tellers: that they mean the same people is never assumed.
    """
    words = corpus.words
    described: dict[tuple[str, str], dict[str, None]] = {}
    nobody: dict[str, dict[str, None]] = {}
    for claim in claims:
        for citation in claim.citations:
            for teller in _anonymous(corpus, citation):
                described.setdefault((citation.source, teller), {})[claim.id] = None
            if isinstance(citation.attribution, UnsetType) or citation.attribution.how == "none":
                nobody.setdefault(citation.source, {})[claim.id] = None
    for (source, teller), ids in described.items():
        yield Gap("unnamed", words("Who is meant by “{tellers}”.", tellers=teller), len(ids), source)
    for source, ids in nobody.items():
        claims_taken = counted(words, len(ids), "claim")
        told = words("Who says so: no source is named for {claims} taken from here.", claims=claims_taken)
        yield Gap("unnamed", told, len(ids), source)


def _shortened(words: Words, found: Iterator[Gap]) -> Iterator[Gap]:
    """Yield the first gaps of a kind; the others are counted in words."""
    listed_gaps = list(dict.fromkeys(found))
    yield from listed_gaps[:MOST_OF_A_SORT]
    rest = listed_gaps[MOST_OF_A_SORT:]
    if rest:
        told = words("{more}; each is told with its claim or its source.", more=_more(words, rest[0].sort, len(rest)))
        yield Gap(rest[0].sort, told, sum(gap.claims for gap in rest))


def _more(words: Words, sort: Sort, number: int) -> str:
    """Return how many more gaps of a sort there are."""
    match sort:
        case "dates":
            return words.many("{number} more source lacks one of these", "{number} more sources lack some", number)
        case "originals":
            return words.many("{number} more original was not read", "{number} more originals were not read", number)
        case "presupposed":
            one, several = "{number} more claim presupposes something", "{number} more claims presuppose something"
            return words.many(one, several, number)
    return words.many("{number} more reading is left open", "{number} more readings are left open", number)


def _undated(words: Words, claims: Sequence[Claim]) -> Iterator[Gap]:
    undated = sum(not isinstance(claim.date, str) for claim in claims)
    if undated == len(claims):
        one = words("When: no date is given or recorded.")
        several = words("When any of this happened: no date is given or recorded.")
        yield Gap("dates", several if undated > 1 else one, undated)
    elif undated:
        told = words(
            "When: no date is given or recorded for {number} of the {total} claims.",
            number=undated,
            total=len(claims),
        )
        yield Gap("dates", told, undated)


def _lacking(words: Words, source: Source) -> str:
    """Return what a source's record lacks, in words: what nobody found apart from what nobody looked for."""
    absent, unlooked = [], []
    fields = (
        (words("the date"), source.published), (words("the author"), source.authors), (words("the address"), source.url)
    )  # fmt: skip
    for name, value in fields:
        if value is None:
            absent.append(name)
        elif isinstance(value, UnsetType) or value == ():
            unlooked.append(name)
    if not absent and not unlooked:
        return ""
    kind = source_type(words, source.type)
    told = [
        words("{fields} of this {kind}: {state}", fields=words.listed(names), kind=kind, state=words(state))
        for names, state in ((absent, NOT_GIVEN), (unlooked, NONE_RECORDED))
        if names
    ]
    return raised(f"{words('; ').join(told)}.")


def _nobody(words: Words, claims: Sequence[Claim]) -> Iterator[Gap]:
    number = sum(map(names_nobody, claims))
    if number:
        told = words("Who says so: no source is named for {part}.", part=_part(words, number, claims))
        yield Gap("unnamed", told, number)


def _unnamed(corpus: Corpus, claims: Sequence[Claim]) -> Iterator[Gap]:
    """Ask who the unnamed sources are; that two descriptions mean the same people is never assumed."""
    words = corpus.words
    told = [[teller for citation in claim.citations for teller in _anonymous(corpus, citation)] for claim in claims]
    tellers = list(dict.fromkeys(chain.from_iterable(told)))
    shown = [words("“{words}”", words=text) for text in tellers[:MOST_OF_A_SORT]]
    if len(tellers) > MOST_OF_A_SORT:
        shown.append(words.many("{number} more", "{number} more", len(tellers) - MOST_OF_A_SORT))
    if len(tellers) == 1:
        yield Gap("unnamed", words("Who is meant by {tellers}.", tellers=shown[0]), sum(map(bool, told)))
    elif tellers:
        several = words("Who is meant by {tellers}, and whether they are the same people.", tellers=words.listed(shown))
        yield Gap("unnamed", several, sum(map(bool, told)))


def _anonymous(corpus: Corpus, citation: Citation) -> list[str]:
    if isinstance(citation.attribution, UnsetType):
        return []
    return [words for link in citation.attribution.chain if (words := unnamed(corpus, link))]


def _one_origin(words: Words, claims: Sequence[Claim], origins: Origins) -> Iterator[Gap]:
    # One citation is one origin at most: nothing needs to be counted.
    number = sum([len(claim.citations) < 2 or origins.of(claim.id).origins < 2 for claim in claims])
    if number:
        part = _part(words, number, claims)
        told = words("Whether anybody else reports it: no second origin is recorded for {part}.", part=part)
        yield Gap("origins", told, number)


def _part(words: Words, number: int, claims: Sequence[Claim]) -> str:
    """Return in words which of some claims are meant, by their number."""
    if number == len(claims):
        return words("any of this") if number > 1 else words("this")
    return words("{number} of the {total} claims", number=number, total=len(claims))


def _ambiguous(corpus: Corpus, citation: Citation) -> Iterator[str]:
    words = corpus.words
    plain = [corpus.name(item) for item in citation.ambiguous if isinstance(item, str)]
    if plain:
        yield words("Which is meant: {candidates}.", candidates=words.listed(plain, " or "))
    for item in citation.ambiguous:
        if isinstance(item, Ambiguity):
            candidates = words.listed([corpus.name(id) for id in item.may_be], " or ")
            yield words("What “{words}” means: {candidates}.", words=item.words, candidates=candidates)


def _unanswered(corpus: Corpus, entity: Entity, claims: Sequence[Claim]) -> Iterator[Gap]:
    """Count the claims about a group or a person to which no answer is on record; its own words need none.

    Whoever contradicts a claim in a passage that refutes it has answered.
    """
    if corpus.settings.like(entity.type) not in _NEED_ANSWERS:
        return
    told = [claim for claim in claims if not _is_own(claim, entity.id)]
    number = sum(
        not corpus.answered_by.get(claim.id) and entity.id not in contradicting_subjects(corpus, claim)
        for claim in told
    )
    if number:
        name, part = corpus.name(entity.id), _part(corpus.words, number, claims)
        words = corpus.words("The answer of {name} to {part}: none is recorded.", name=name, part=part)
        yield Gap("answers", words, number)


def _is_own(claim: Claim, entity: str) -> bool:
    """Tell whether a claim answers another one or denies something, or is said to be the entity's own words."""
    if claim.mode == "denial" or isinstance(claim.answers, str):
        return True
    told = [citation.attribution for citation in claim.supporting]
    for attribution in told:
        if isinstance(attribution, UnsetType) or attribution.ascribed_to != entity:
            return False
    return bool(told)


def _cited(claims: Sequence[Claim]) -> dict[str, int]:
    """Return the cited sources with the number of claims that cite each."""
    number: dict[str, int] = {}
    for claim in claims:
        for source in cited(claim):
            number[source] = number.get(source, 0) + 1
    return number
