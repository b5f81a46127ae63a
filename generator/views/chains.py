"""Who told whom, as a line above a statement and as plain words in a short row."""

from __future__ import annotations

from ..analyse.chains import Chain, Step, chain, unmerged
from ..analyse.wording import counted
from ..markup import Html, escape
from .inline import KEPT, NOTHING, Inline
from .view import view

_NOBODY = Html('<span class="nobody">no named source</span>')
_UNRECORDED = Html('<span class="nobody">source not recorded</span>')
_UNKNOWN_OUTLET = Html('outlet <span class="unknown">not given</span>')
_THEN = Html('\N{NO-BREAK SPACE}<span class="then" aria-hidden="true">→</span>')


@view
class StepView:
    """One link of a chain: who, remarks in brackets, and the arrow to the next one."""

    name: Html
    remark: str
    then: Html


@view
class ChainView:
    """One chain as a line; `ascribed` is whose words they are said to be, `brief` the line without links."""

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
        self.of = self.corpus.memo(self._of, KEPT)
        self.view = self.corpus.memo(self._view, KEPT)
        self.step = self.corpus.memo(self._step, KEPT)
        self.teller = self.corpus.memo(self._teller, KEPT)

    def _of(self, claim: str) -> tuple[Chain, ...]:
        """Return the chain of each of a claim's citations."""
        return tuple([chain(self.corpus, citation) for citation in self.corpus.claims[claim].citations])

    def _view(self, found: Chain) -> ChainView:
        """Return a chain as a line."""
        last = len(found.steps) - 1
        steps = [
            StepView(self.step(step), step.remark, _THEN if place < last else NOTHING)
            for place, step in enumerate(found.steps)
        ]
        brief = " → ".join([self._brief(step) for step in found.steps])
        if not found.ascribed_to:
            return ChainView("Said by", NOTHING, tuple(steps), Html(brief))
        ascribed = self.bare(found.ascribed_to)
        return ChainView("Words ascribed to", ascribed, tuple(steps), Html(f"{ascribed} by {brief}"))

    def _step(self, step: Step) -> Html:
        """Return who tells at one link of a chain: a link, a name, or the source's words for somebody unnamed."""
        match step.sort:
            case "entity":
                return self.inline.entity(step.entity)
            case "named":
                return self.inline.name(step.words)
            case "unnamed":
                words, attrs = self.inline.quoted(step.words, step.lang), self.inline.attrs(step.lang)
                return Html(f"<span{attrs}>{words}</span>") if attrs else words
            case "nobody":
                return _NOBODY
            case "unrecorded":
                return _UNRECORDED
            case "unknown-outlet":
                return _UNKNOWN_OUTLET

    def _teller(self, claim: str) -> Html:
        """Return who is nearest to the event, for a cell of a table: “informed sources”, unnamed."""
        chains = unmerged(self.of(claim))
        if not chains:
            return _UNRECORDED
        first = chains[0].steps[0]
        name = self.inline.bare(first.entity) if first.sort == "entity" else self.step(first)
        more = f", and {counted(len(chains) - 1, 'other')}" if len(chains) > 1 else ""
        return Html(f"{name}{', ' if first.short else ''}{first.short}{more}")

    def bare(self, text: str) -> Html:
        """Return who is meant without a link: an entity by its id, anybody else by name."""
        return self.inline.bare(text) if text in self.corpus.entities else self.inline.name(text)

    def _brief(self, step: Step) -> str:
        words = escape(self.corpus.name(step.entity)) if step.sort == "entity" else self.step(step)
        return f"{words} ({step.short})" if step.short else words
