"""Reports and origins on the page of a claim: each origin with its reports, what was made from what, and the reasons.

The branches are a list that is drawn: boxes, lines and arrows are borders, so that the picture is the list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ..analyse.descent import Branch as Descent
from ..analyse.descent import Drawing, Rests, descent, rests_of, sources_of
from ..analyse.explanation import Explanation, Origin, Ref, Sentence, explain, worded
from ..analyse.wording import counted, raised
from ..markup import Html, sentence
from ..model import Claim, Source
from ..words import Words
from .claims import ClaimViews
from .inline import KEPT
from .sources import Branch
from .view import view


@view
class OriginView:
    """One origin: what heads it, why its reports hang together, its branches, and what is not known of it."""

    heading: str
    reasons: tuple[Html, ...]
    branches: tuple[Branch, ...]
    left_out: str
    doubts: Html


@view
class OriginsView:
    """The whole section: the count in words, the origins, and what else there is to say."""

    lead: str
    origins: tuple[OriginView, ...]
    more: tuple[Html, ...]


class OriginViews:
    """The reports and origins of the claims of one site."""

    def __init__(self, claims: ClaimViews) -> None:
        """Remember how sources are shown, and who counts."""
        self.inline = claims.inline
        self.corpus = claims.corpus
        self.words = claims.words
        self.not_shown = self.inline.unknown("a source that is not shown")
        self.count = claims.count
        self.drawing = self.corpus.memo(self._drawing, KEPT)
        self.link = self.corpus.memo(self._link, KEPT)

    def of(self, claim: Claim) -> OriginsView:
        """Return the section of a claim."""
        return _Section(self, claim).view()

    def _drawing(self, reports: tuple[str, ...], rests: Rests) -> tuple[Drawing, frozenset[str]]:
        """Return the branches of one origin, and every source in them; claims of the same sources share them."""
        drawing = descent(self.corpus, reports, rests)
        return drawing, frozenset(id for branch in drawing.branches for id in sources_of(branch))

    def _link(self, id: str, again: bool, supports: bool, refutes: bool) -> Html:
        """Return a source of a branch, with what there is to remark of it."""
        source = self.corpus.sources.get(id)
        if source is None:
            return self.not_shown
        words = self.words
        outlet = f"{words(', ')}{self.inline.bare(source.outlet)}" if source.outlet else ""
        remarks = [words("once more")] if again else list(_remarks(words, source, supports, refutes))
        return Html(f"{self.inline.source(id)}{outlet} <small>({words(', ').join(remarks)})</small>")


class _Section:
    """The section of one claim; sources are named by their titles, and by their outlets where titles are the same."""

    def __init__(self, views: OriginViews, claim: Claim) -> None:
        self.views = views
        self.inline = views.inline
        self.words = views.words
        self.sources = views.corpus.sources
        self.link = views.link
        self.told = explain(views.corpus, claim, views.count(claim.id))
        rests = rests_of(claim)
        drawn = [views.drawing(origin.reports, rests) for origin in self.told.origins]
        self.drawings = [drawing for drawing, _ in drawn]
        self.shared = self._shared(frozenset().union(*[sources for _, sources in drawn]))

    def _shared(self, drawn: frozenset[str]) -> frozenset[str]:
        """Return the titles that more than one of the sources has."""
        if len(drawn) < 2:
            return frozenset()
        titles = Counter(self.inline.title(self.sources[id]) for id in drawn if id in self.sources)
        return frozenset(title for title, times in titles.items() if times > 1)

    def view(self) -> OriginsView:
        origins = self.told.origins
        views = [self._origin(number, *of) for number, of in enumerate(zip(origins, self.drawings, strict=True), 1)]
        return OriginsView(_lead(self.words, self.told), tuple(views), tuple(map(self._sentence, self.told.more)))

    def _origin(self, number: int, origin: Origin, drawing: Drawing) -> OriginView:
        alone = len(self.told.origins) == 1
        single = alone and len(drawing.branches) == 1 and not drawing.branches[0].inner
        words = self.words
        many = counted(words, len(origin.reports), "report")
        return OriginView(
            heading="" if alone else words("Origin {place}: {reports}", place=number, reports=many),
            reasons=tuple(map(self._sentence, origin.reasons)),
            branches=() if single else self._branches(drawing.branches),
            left_out=words.many(
                "{number} more source stands behind them.", "{number} more sources stand behind them.", drawing.left_out
            )
            if drawing.left_out
            else "",
            doubts=Html(words("; ").join(map(self._sentence, origin.doubts))),
        )

    def _branches(self, branches: Sequence[Descent]) -> tuple[Branch, ...]:
        count = self.told.count
        found = []
        for id, how, again, inner in branches:
            link = self.link(id, again, id in count.supporting, id in count.refuting)
            found.append(Branch(link, self.inline.told(how), self._branches(inner)))
        return tuple(found)

    def _sentence(self, told: Sentence) -> Html:
        """Return a sentence as HTML: what it names is marked up, and its own words hold no data and no markup."""
        words = worded(told, self._name)
        return sentence(Html(words.removesuffix("."))) if words.endswith(">.") else Html(words)

    def _name(self, ref: Ref) -> str:
        match ref.sort:
            case "source":
                return self._source(ref.text)
            case "entity":
                return self.inline.entity(ref.text)
            case "name":
                return self.inline.name(ref.text)
            case "words":
                return self.inline.told(self.words("“{words}”", words=ref.text))

    def _source(self, id: str) -> Html:
        source = self.sources.get(id)
        if source is None:
            return self.views.not_shown
        if source.outlet and self.inline.title(source) in self.shared:
            return Html(f"{self.inline.source(id)} ({self.inline.bare(source.outlet)})")
        return self.inline.source(id)


def _remarks(words: Words, source: Source, supports: bool, refutes: bool) -> Iterator[str]:
    yield words("read") if source.read else words("not read")
    if supports:
        yield words("supports")
    if refutes:
        yield words("refutes")
    if source.derived_from == "unknown":
        yield words("derivation not known")


def _lead(words: Words, told: Explanation) -> str:
    """Return the count in words and what it says, and where it is an upper limit, that it is one."""
    number = len(told.origins)
    if not number:
        return words("No report of this claim was read.")
    parts = [f"{raised(told.count.numbers(words))}."]
    if number == 1 and len(told.origins[0].reports) == 1:
        parts.append(words("One report is one origin, whatever it was made from."))
    elif number == 1:
        parts.append(words("Reports that hang together are one origin."))
    else:
        parts.append(
            words("Between reports of different origins no link is recorded, which is all that the number says.")
        )
    if told.count.at_most:
        parts.append(words("It is an upper limit, “at most”, because of what is not known of them."))
    return " ".join(parts)
