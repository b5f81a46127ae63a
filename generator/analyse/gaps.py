"""What a dossier does not tell: dates, names and originals that the sources left out, questions left open.

Every gap follows from a record, none from knowledge of the world; it says what is absent from what was read, and
never that it does not exist.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..corpus import Corpus
from ..model import Ambiguity, Citation, Claim, Entity, UnsetType
from .origins import ancestors
from .wording import counted, listed

MOST_OF_A_SORT = 5
"""How many open readings, and how many unnamed sources, one list spells out; the others are counted."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is not known, in words, and the claim or source where it bites, if it is one."""

    words: str
    claim: str = ""
    source: str = ""


def gaps(corpus: Corpus, entity: Entity, claims: Sequence[Claim]) -> tuple[Gap, ...]:
    """Return what the dossier of an entity with these claims leaves unknown; withdrawn claims do not count."""
    counting = [claim for claim in claims if isinstance(claim.retracted, UnsetType)]
    if not counting:
        return ()
    return (
        *_undated(counting),
        *_unnamed(counting),
        *_unseen(corpus, counting),
        *_open_readings(corpus, counting),
        *_unanswered(corpus, entity, counting),
    )


def _undated(claims: Sequence[Claim]) -> Iterator[Gap]:
    undated = sum(not isinstance(claim.date, str) for claim in claims)
    if undated == len(claims):
        yield Gap("When any of this happened: no date is given." if undated > 1 else "When: no date is given.")
    elif undated:
        yield Gap(f"When: no date is given for {undated:,} of the {len(claims):,} claims.")


def _unnamed(claims: Sequence[Claim]) -> Iterator[Gap]:
    """Ask who the unnamed sources are; that two descriptions mean the same people is never assumed."""
    words = list(dict.fromkeys(_anonymous(claims)))
    shown = [f"“{text}”" for text in words[:MOST_OF_A_SORT]]
    if len(words) > MOST_OF_A_SORT:
        shown.append(f"{len(words) - MOST_OF_A_SORT:,} more")
    if len(words) == 1:
        yield Gap(f"Who {shown[0]} are.")
    elif words:
        yield Gap(f"Who {listed(shown)} are, and whether they are the same people.")


def _anonymous(claims: Sequence[Claim]) -> Iterator[str]:
    for claim in claims:
        for citation in claim.citations:
            if not isinstance(citation.attribution, UnsetType):
                yield from (link.anonymous for link in citation.attribution.chain if isinstance(link.anonymous, str))


def _unseen(corpus: Corpus, claims: Sequence[Claim]) -> Iterator[Gap]:
    cited = dict.fromkeys(c.source for claim in claims for c in claim.citations)
    above = dict.fromkeys(id for source in cited for id in ancestors(corpus, source) if id not in cited)
    unseen = [corpus.sources[id] for id in above if id in corpus.sources and not corpus.sources[id].read]
    for source in unseen[:MOST_OF_A_SORT]:
        whose = f" by {corpus.name(source.outlet)}" if source.outlet else ""
        yield Gap(f"What the original{whose} says: it was not read.", source=source.id)
    if len(unseen) > MOST_OF_A_SORT:
        yield Gap(f"What {len(unseen) - MOST_OF_A_SORT:,} more originals say: they were not read.")


def _open_readings(corpus: Corpus, claims: Sequence[Claim]) -> Iterator[Gap]:
    left_open = [(claim, words) for claim in claims for c in claim.citations for words in _ambiguous(corpus, c)]
    for claim, words in left_open[:MOST_OF_A_SORT]:
        yield Gap(words, claim=claim.id)
    if len(left_open) > MOST_OF_A_SORT:
        yield Gap(f"{counted(len(left_open) - MOST_OF_A_SORT, 'more reading')} left open, each with its claim.")


def _ambiguous(corpus: Corpus, citation: Citation) -> Iterator[str]:
    plain = [corpus.name(item) for item in citation.ambiguous if isinstance(item, str)]
    if plain:
        yield f"Which is meant: {listed(plain, 'or')}."
    for item in citation.ambiguous:
        if isinstance(item, Ambiguity):
            yield f"What “{item.words}” means: {listed([corpus.name(id) for id in item.may_be], 'or')}."


def _unanswered(corpus: Corpus, entity: Entity, claims: Sequence[Claim]) -> Iterator[Gap]:
    if corpus.settings.like(entity.type) not in ("group", "person"):
        return
    answered = sum(bool(corpus.answered_by.get(claim.id)) for claim in claims)
    if not answered:
        yield Gap(f"What {entity.name} says to {'any of this' if len(claims) > 1 else 'this'}: no answer is recorded.")
    elif answered < len(claims):
        yield Gap(f"What {entity.name} says to {len(claims) - answered:,} of these claims: no answer is recorded.")
