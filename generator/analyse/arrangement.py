"""In which order, under which headings and in whose company claims stand on a dossier or on a source's page.

Claims in tension that stand on one page share a frame, side by side where they have two sides. An answer stands
within the claim that it answers. Nothing is dropped: what is not shown beside a claim is counted there and linked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from ..corpus import Corpus, Place
from ..model import UNSET, Claim, Entity, UnsetType
from ..words import Words

MOST_BESIDE = 3
"""How many rivals, and how many answers, are shown within one claim; the claim's own page shows all."""
MOST_IN_FRAME = 10
"""How many claims one frame of tension may hold; more of them stand apart, each with its rivals beside it."""
_NUMBER = re.compile(r"\d+")


class Block(NamedTuple):
    """One claim, or claims in tension in one frame; `sides` holds the two sides where there are two."""

    claims: tuple[str, ...]
    sides: tuple[tuple[str, ...], ...] = ()


class Section(NamedTuple):
    """One heading with what stands under it; `continued` where it began on the page before.

    `written` tells that the data holds the heading; others are the program's.
    """

    heading: str
    blocks: tuple[Block, ...]
    continued: bool = False
    written: bool = True

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims that stand under the heading; answers that stand within them are not among them."""
        return tuple([id for block in self.blocks for id in block.claims])


def dossier_sections(corpus: Corpus, entity: Entity) -> tuple[Section, ...]:
    """Return the sections of an entity's dossier, in the order of the files as far as headings go."""
    ids = standing(corpus, corpus.about.get(entity.id, ()))
    grouped: dict[_Heading, list[Block]] = {}
    ranks: dict[_Heading, Place] = {}
    for block in _blocks(corpus, ids):
        key = _heading(corpus, entity, corpus.claims[block.claims[0]])
        grouped.setdefault(key, []).append(block)
        first = min(corpus.places[id] for id in block.claims)
        ranks[key] = min(first, ranks.get(key, first))
    order = sorted(grouped, key=lambda key: (key.rank, ranks[key]))
    return tuple(Section(key.words, tuple(grouped[key]), written=key.written) for key in order)


def source_sections(corpus: Corpus, source: str) -> tuple[Section, ...]:
    """Return the claims taken from a source under their locators, in the order of the text."""
    located: dict[str, list[str]] = {}
    for id in standing(corpus, corpus.taken_from.get(source, ())):
        located.setdefault(_locator(corpus.claims[id], source), []).append(id)
    return tuple(Section(place, tuple(Block((id,)) for id in located[place])) for place in _in_text_order(located))


def first_source(corpus: Corpus, claim: Claim) -> str:
    """Return the first source of a claim that may be shown; "" where there is none."""
    return next((citation.source for citation in claim.citations if citation.source in corpus.sources), "")


def most_taken(corpus: Corpus) -> int:
    """Return how many claims one page of a source holds: half as many if all that is recorded of them stands there."""
    options = corpus.settings.options
    return options.claims_per_page if options.claim_pages == "own" else max(1, options.claims_per_page // 2)


def pages(sections: Sequence[Section], size: int) -> tuple[tuple[Section, ...], ...]:
    """Cut sections into pages of at most `size` claims; a frame is never cut, a heading cut in two is repeated."""
    cut: list[list[tuple[Section, list[Block], bool]]] = [[]]
    room = size
    for section in sections:
        began = False
        for block in section.blocks:
            if len(block.claims) > room and cut[-1]:
                cut.append([])
                room = size
            page = cut[-1]
            if page and page[-1][0] is section:
                page[-1][1].append(block)
            else:
                page.append((section, [block], began))
            began = True
            room -= len(block.claims)
    return tuple([
        tuple([section._replace(blocks=tuple(blocks), continued=began) for section, blocks, began in page])
        for page in cut
    ])  # fmt: skip


def standing(corpus: Corpus, ids: Iterable[str]) -> tuple[str, ...]:
    """Return the claims that stand by themselves on a page of these: all but answers shown within what they answer."""
    listed = tuple(ids)
    present = set(listed)

    def within(id: str, seen: tuple[str, ...] = ()) -> bool:
        answered = corpus.claims[id].answers
        if not isinstance(answered, str) or answered not in present or answered in seen:
            return False
        return id in answers(corpus, answered) and not within(answered, (*seen, id))

    return tuple([id for id in listed if corpus.claims[id].answers is UNSET or not within(id)])


def answers(corpus: Corpus, id: str) -> tuple[str, ...]:
    """Return the answers that are shown within a claim."""
    return corpus.answered_by.get(id, ())[:MOST_BESIDE]


def by_itself(corpus: Corpus, claim: Claim, entity: str) -> bool:
    """Tell whether an outlet says this of its own accord: a source of its own supports the claim."""
    for citation in claim.citations:
        source = corpus.sources.get(citation.source) if citation.supports == "supports" else None
        if source is not None and source.outlet == entity:
            return True
    return False


class _Heading(NamedTuple):
    """A heading, whether the data holds it, and whether it stands before, among or after the others."""

    rank: int
    words: str
    written: bool = False


def _heading(corpus: Corpus, entity: Entity, claim: Claim) -> _Heading:
    """Return the heading of a claim on a dossier."""
    like, words = corpus.settings.like(entity.type), corpus.words
    if not isinstance(entity.publisher, UnsetType):
        own = by_itself(corpus, claim, entity.id)
        said = _Heading(0, words("What the outlet says about itself"))
        return said if own else _Heading(1, words("What others say of the outlet"))
    if like == "place":
        return _of_place(words, claim)
    if like == "person" and claim.mode in ("intent", "motive"):
        return _Heading(2, words("Aims ascribed to this person"))
    if isinstance(claim.theme, str):
        return _Heading(0, claim.theme[:1].upper() + claim.theme[1:], written=True)
    return _Heading(1, words("Other claims"))


def _of_place(words: Words, claim: Claim) -> _Heading:
    if claim.mode == "act":
        return _Heading(0, words("Said to have happened here or to concern it"))
    if claim.mode in ("plan", "intent", "motive"):
        return _Heading(1, words("Plans and aims said to concern it"))
    return _Heading(2, words("Said about the place"))


def _blocks(corpus: Corpus, ids: Sequence[str]) -> Iterator[Block]:
    """Yield each claim, or the frame that it shares, where the first of its claims stands."""
    present = {id: rank for rank, id in enumerate(ids)}
    rivals = {id: [other for other in corpus.tensions.get(id, ()) if other in present] for id in present}
    done: set[str] = set()
    for id in ids:
        if id in done:
            continue
        joined = _joined(id, rivals) if rivals.get(id) else (id,)
        framed = 1 < len(joined) <= MOST_IN_FRAME
        together = tuple(sorted(joined, key=present.__getitem__)) if framed else (id,)
        done.update(together)
        yield Block(together, _sides(together, rivals) if framed else ())


def _joined(id: str, rivals: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return all that are in tension with the claim, directly or through others, as far as a frame may hold them."""
    found, waiting = {id: None}, [id]
    while waiting and len(found) <= MOST_IN_FRAME:
        new = [other for other in rivals[waiting.pop()] if other not in found]
        found |= dict.fromkeys(new)
        waiting += new
    return tuple(found)


def _sides(ids: Sequence[str], rivals: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Return two sides, each of which is in tension with all of the other; nothing where there are none such."""
    first = tuple(id for id in ids if id not in rivals[ids[0]])
    second = tuple(id for id in ids if id in rivals[ids[0]])
    pairs = ((first, second), (second, first))
    opposed = all(set(rivals[id]) == set(other) for side, other in pairs for id in side)
    return (first, second) if opposed else ()


def _locator(claim: Claim, source: str) -> str:
    for citation in claim.citations:
        if citation.source == source and isinstance(citation.locator, str):
            return citation.locator
    return ""


def _in_text_order(places: Iterable[str]) -> Iterator[str]:
    """Yield locators as they first occur, but numbered ones of one form (paragraph 2, paragraph 10) by number."""
    listed = tuple(places)
    by_form: dict[str, list[str]] = {}
    for place in listed:
        by_form.setdefault(_form(place), []).append(place)
    waiting = {form: iter(sorted(same, key=_numbers)) for form, same in by_form.items()}
    for place in listed:
        yield next(waiting[_form(place)])


@lru_cache(maxsize=4096)
def _form(place: str) -> str:
    return _NUMBER.sub("#", place)


@lru_cache(maxsize=4096)
def _numbers(place: str) -> tuple[int, ...]:
    return tuple(int(number) for number in _NUMBER.findall(place))
