"""Who told whom, as a line above a statement and as plain words in a short row."""

from __future__ import annotations

from collections.abc import Mapping

from ..analyse.chains import Chain, Side, Step, chain, unmerged
from ..markup import Html
from ..words import ISOLATED
from .inline import KEPT, NOTHING, Inline
from .view import view


@view
class StepView:
    """One link of a chain: who, remarks in brackets, and the arrow to the next one."""

    name: Html
    remark: Html
    then: str


@view
class ChainView:
    """One chain as a line: `label` says what it does to the claim, `ascribed` whose words they are said to be.

    `brief` is the line without links.
    """

    label: str
    ascribed: Html
    steps: tuple[StepView, ...]
    brief: Html


class ChainViews:
    """The chains of one site as they are shown; equal ones are worked out once."""

    def __init__(self, inline: Inline) -> None:
        """Remember the pieces that chains are made of."""
        self.inline = inline
        self.corpus = inline.corpus
        words = inline.words
        self._nobody = Html(f'<span class="nobody">{words("no named source")}</span>')
        self._unrecorded = Html(f'<span class="nobody">{words("source not recorded")}</span>')
        self._uncited = Html(f'<span class="nobody">{words("no source cited here")}</span>')
        self._labels: Mapping[Side, tuple[str, str]] = {
            "supports": (words("Said by"), words("Words ascribed to")),
            "refutes": (words("Contradicted by"), words("Contradicted in words ascribed to")),
            "context": (words("Context from"), words("Context, in words ascribed to")),
        }
        self._unknown_outlet = Html(words('an outlet that is <span class="unknown">not given</span>'))
        self._arrow = words(" → ")
        self._then = f"\N{NO-BREAK SPACE}{self._arrow.strip()}"
        self.of = self.corpus.memo(self._of, KEPT)
        self.view = self.corpus.memo(self._view, KEPT)
        self.step = self.corpus.memo(self._step, KEPT)
        self.teller = self.corpus.memo(self._teller, KEPT)

    def _of(self, claim: str) -> tuple[Chain, ...]:
        """Return the chain of each of a claim's citations."""
        return tuple([chain(self.corpus, citation) for citation in self.corpus.claims[claim].citations])

    def on(self, side: Side, claim: str) -> tuple[Chain, ...]:
        """Return who tells a claim, who contradicts it, or who frames it; equal chains once."""
        return unmerged(found for found in self.of(claim) if found.supports == side)

    def _view(self, found: Chain) -> ChainView:
        """Return a chain as a line."""
        words, last = self.inline.words, len(found.steps) - 1
        told, ascribed = self._labels[found.supports]
        steps = [
            StepView(self.step(step), self.inline.told(step.remark), self._then if place < last else "")
            for place, step in enumerate(found.steps)
        ]
        brief = self._arrow.join([self._brief(step) for step in found.steps])
        if not found.ascribed_to:
            return ChainView(told, NOTHING, tuple(steps), Html(brief))
        whom = self._apart(self.corpus.name(found.ascribed_to))  # whom no record is about has a name, not an id
        line = Html(words("{whom} by {chain}", whom=whom, chain=Html(brief)))
        return ChainView(ascribed, self.inline.whom(found.ascribed_to), tuple(steps), line)

    def _step(self, step: Step) -> Html:
        """Return who tells at one link of a chain: a link, a name, or the source's words for somebody unnamed."""
        match step.sort:
            case "entity":
                return self.inline.entity(step.entity)
            case "named":
                return self.inline.name(step.words)
            case "unnamed":
                return self.inline.spoken(step.words, step.lang)
            case "nobody":
                return self._nobody
            case "unrecorded":
                return self._unrecorded
            case "unknown-outlet":
                return self._unknown_outlet

    def _teller(self, claim: str) -> Html:
        """Return who of those that tell a claim is nearest to the event, for a cell: “informed sources”, unnamed."""
        chains = self.on("supports", claim)
        if not chains:
            return self._uncited
        first = chains[0].steps[0]
        name = self.inline.bare(first.entity) if first.sort == "entity" else self.step(first)
        words, others = self.inline.words, len(dict.fromkeys(chains)) - 1  # who is described alike may be the same
        more = words.many(", and {number} other", ", and {number} others", others) if others else ""
        return Html(f"{name}{words(', ') if first.short else ''}{first.short}{more}")

    def _brief(self, step: Step) -> str:
        match step.sort:
            case "entity":
                words = self._apart(self.corpus.name(step.entity))
            case "named":
                words = self._apart(step.words)
            case "unnamed" if self.inline.words.isolated(step.words) != step.words:
                words = Html(ISOLATED.format(self.step(step)))
            case _:
                words = self.step(step)
        return f"{words} ({step.short})" if step.short else words

    def _apart(self, name: str) -> Html:
        """Return a name that keeps its direction among others, in markup and where only the words of that are left."""
        return self.inline.told(self.inline.words.isolated(name))
