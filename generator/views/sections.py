"""Claims in full as they stand together on a page: under headings, in frames of tension, with rivals and answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..analyse.arrangement import MOST_BESIDE, Block, Section, answers
from ..analyse.wording import counted
from ..markup import Html
from ..pages import theme_anchor
from .claims import ClaimViews
from .view import view


class Full(NamedTuple):
    """A claim to be shown in full: at which level of headings, with which rivals and answers in it.

    `told` are those of the claim and its answers that have no other page: all that is recorded of them stands here.
    """

    id: str
    level: int = 3
    beside: tuple[str, ...] = ()
    more_beside: int = 0
    answers: tuple[str, ...] = ()
    more_answers: int = 0
    anchored: bool = True
    told: tuple[str, ...] = ()

    @property
    def below(self) -> int:
        """The level of headings within it; under the lowest there is none."""
        return min(self.level + 1, 6)


@view
class BlockView:
    """One claim, or a frame of claims in tension: its anchor, what is said of them, and its sides or its one row."""

    anchor: str
    told: str
    sides: tuple[tuple[Full, ...], ...]


@view
class SectionView:
    """One heading with its blocks."""

    heading: Html
    anchor: str
    blocks: tuple[BlockView, ...]


class Sections:
    """How claims of one site are shown together."""

    def __init__(self, claims: ClaimViews) -> None:
        """Remember how claims are shown."""
        self.corpus = claims.corpus
        self.inline = claims.inline
        self.words = claims.words

    def full(self, id: str, beside: tuple[str, ...] = (), level: int = 3, anchored: bool = True) -> Full:
        """Return a claim in full with all its rivals but those that stand `beside` it, and its answers."""
        within = answers(self.corpus, id)
        rivals = self.corpus.tensions.get(id, ())
        if rivals:
            apart = (*beside, *within, self.corpus.claims[id].answers)
            rivals = tuple([other for other in rivals if other not in apart])
        more = len(self.corpus.answered_by[id]) - len(within) if within else 0
        return Full(id, level, rivals[:MOST_BESIDE], len(rivals[MOST_BESIDE:]), within, more, anchored)

    def views(self, sections: Sequence[Section], address: str = "") -> tuple[SectionView, ...]:
        """Return the sections of one page, each with an anchor that no other one has.

        All is told of the claims that stand nowhere else than on the page at the address, if there is one.
        """
        taken: dict[str, int] = {}
        frames = 0
        views = []
        for section in sections:
            anchor = theme_anchor(section.heading)
            taken[anchor] = taken.get(anchor, 0) + 1
            anchor = f"{anchor}_{taken[anchor]}" if taken[anchor] > 1 else anchor
            blocks = tuple(self._blocks(section.blocks, frames, address))
            frames += sum(bool(block.anchor) for block in blocks)
            heading = self.inline.own(section.heading) if section.written else Html(section.heading)
            if section.continued:
                heading = Html(self.words("{heading} (continued)", heading=heading))
            views.append(SectionView(heading, anchor, blocks))
        return tuple(views)

    def _blocks(self, blocks: Sequence[Block], frames: int, address: str) -> Iterator[BlockView]:
        for block in blocks:
            if len(block.claims) == 1:
                yield BlockView("", "", ((self._at(address, self.full(block.claims[0])),),))
                continue
            frames += 1
            sides = block.sides or (block.claims,)
            fulls = tuple([tuple([self.full(id, block.claims, 4) for id in side]) for side in sides])
            yield BlockView(f"tension_{frames}", self._tension(block), fulls)

    def _at(self, address: str, item: Full) -> Full:
        """Return a claim as it is shown on the page at an address."""
        plan = self.inline.plan
        return item._replace(told=tuple(
            id for id in (item.id, *item.answers) if address and plan.address(id) == f"{address}#{id}"
        ))  # fmt: skip

    def _tension(self, block: Block) -> str:
        """Return what is said above claims in tension: who reports them, and that nobody here chose."""
        words = self.words
        told = f"{self._reported(block)} {words('The editors have not chosen between them.')}"
        if not block.sides:
            return f"{words('Each of these is in tension with at least one other of them.')} {told}"
        if len(block.claims) > 2:
            return f"{words('What stands on the one side is in tension with what stands on the other.')} {told}"
        return told

    def _reported(self, block: Block) -> str:
        words = self.words
        them = words("Both are reported") if len(block.claims) == 2 else words("All are reported")
        sources = dict.fromkeys(c.source for id in block.claims for c in self.corpus.claims[id].citations)
        if len(sources) != 1:
            return words("{them}, by {sources} in all.", them=them, sources=counted(words, len(sources), "source"))
        source = self.corpus.sources.get(next(iter(sources)))
        if source and source.outlet:
            by = self.corpus.name(source.outlet)
            return words("{them} by one source of {outlet}; the source does not reconcile them.", them=them, outlet=by)
        return words("{them} by one source, which does not reconcile them.", them=them)
