"""What is not known, as pages show it: at the end of a dossier, and in the list of the whole site.

A row leads to the record where the gap bites. It names a claim by whom it is about, never by its statement, and
tells beside the title of a source how the source stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby, islice

from ..analyse.gaps import SORTS, Gap, Sort, gaps
from ..analyse.wording import counted
from ..markup import Html, escape
from ..model import Claim, Entity
from ..pages import NOT_KNOWN, Page, index_part
from .claims import ClaimViews
from .indexes import Indexes, Pager, index_pager
from .inline import ROOT
from .view import view

ABSENT = "Absent from what was read; not proof that it does not exist."
SAID = (ABSENT,)
"""The sentence above, for catalogues."""
_MOST_SUBJECTS = 3


@view
class GapView:
    """One gap of a dossier in words, with a link to where it bites."""

    words: Html
    href: str
    link: str


@view
class GapRow:
    """One gap of the site: the record where it bites, how that stands if it is a source, the words, the claims."""

    where: Html
    standing: str
    kind: str
    words: Html
    claims: str


@view
class GapGroup:
    """Gaps of one sort."""

    heading: str
    anchor: str
    rows: tuple[GapRow, ...]


@view
class GapList:
    """One page of what is not known: each sort with its number and the link to where it begins, and some groups."""

    kicker: Html
    title: str
    lead: str
    first: bool
    sorts: tuple[tuple[str, str, str], ...]
    groups: tuple[GapGroup, ...]
    pager: Pager | None


class NotKnown:
    """The gaps of one site as they are shown."""

    def __init__(self, claims: ClaimViews, indexes: Indexes) -> None:
        """Remember how records are named."""
        self.claims = claims
        self.indexes = indexes
        self.inline = claims.inline
        self.corpus = claims.corpus
        self.words = claims.words

    def prepare(self) -> None:
        """Number the gaps now."""
        _ = self._gaps

    def of(self, entity: Entity, claims: Sequence[Claim]) -> tuple[GapView, ...]:
        """Return what the dossier of an entity with these claims leaves unknown."""
        return tuple(map(self._view, gaps(self.corpus, entity, claims, self.claims.origins)))

    def page(self, page: Page) -> GapList:
        """Return one page of the gaps of the whole site."""
        found = [self._gaps[row] for row in page.rows]
        groups = (GapGroup(self.words(SORTS[sort]), sort_anchor(sort), tuple(map(self._row, some)))
                  for sort, some in groupby(found, lambda gap: gap.sort))  # fmt: skip
        return GapList(
            Html(self.words("What was not found")),
            self.words("What is not known"),
            self.words(ABSENT) if page.rows else self.words("None recorded."),
            page.part == 1,
            tuple(self._sorts(len(page.rows))) if page.part == 1 else (),
            tuple(groups),
            index_pager(page),
        )

    def first(self, most: int) -> Iterator[tuple[str, str, str, GapRow]]:
        """Yield the first sorts, each with the number of its gaps, the link to the first one, and that one."""
        sorts = self._sorts(self.corpus.settings.options.rows_per_page)
        firsts = (next(some) for _, some in groupby(self.inline.plan.gaps, lambda gap: gap.sort))
        for sort, gap in islice(zip(sorts, firsts, strict=True), most):
            yield *sort, self._row(gap)

    @cached_property
    def _gaps(self) -> Mapping[str, Gap]:
        """The gaps of the whole site by their places, as pages name them."""
        gaps = self.inline.plan.gaps
        return self.corpus.index("gaps", lambda corpus: {str(place): gap for place, gap in enumerate(gaps)})

    def _sorts(self, size: int) -> Iterator[tuple[str, str, str]]:
        """Yield each sort with the number of its gaps and the link to the first one; pages have `size` rows."""
        place = 0
        for sort, some in groupby(self._gaps.values(), lambda gap: gap.sort):
            address = index_part(NOT_KNOWN, place // size + 1)
            number = sum(1 for _ in some)
            yield self.words(SORTS[sort]), f"{number:,}", f"{ROOT}{address}#{sort_anchor(sort)}"
            place += number

    def _view(self, gap: Gap) -> GapView:
        told = self.inline.told(gap.words)
        if not gap.record:
            return GapView(told, "", "")
        is_claim = gap.record in self.corpus.claims
        link = self.words("Claim") if is_claim else self.words("What is recorded")
        return GapView(told, self.inline.href(gap.record), link)

    def _row(self, gap: Gap) -> GapRow:
        number, told = counted(self.words, gap.claims, "claim"), self.inline.told(gap.words)
        if gap.record in self.corpus.sources:
            entry = self.indexes.source(gap.record)
            return GapRow(entry.link, entry.standing, entry.caveat, told, number)
        where = self._claim(gap.record) if gap.record in self.corpus.claims else self.inline.entity(gap.record)
        return GapRow(where, "", "", told, number)

    def _claim(self, id: str) -> Html:
        subjects = self.corpus.subjects[id]
        names = [self.inline.bare(entity) for entity in subjects[:_MOST_SUBJECTS]]
        if len(subjects) > _MOST_SUBJECTS:
            names.append(escape(self.words.many("{number} more", "{number} more", len(subjects) - _MOST_SUBJECTS)))
        told = self.words("A claim")
        if names:
            told = self.words("A claim about {names}", names=self.inline.listed(names))
        return Html(f'<a href="{self.inline.href(id)}">{told}</a>')


def sort_anchor(sort: Sort) -> str:
    """Return the anchor of a sort of gaps, which no id can be."""
    return f"gaps_{sort}"
