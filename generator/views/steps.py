"""Who told whom as numbered steps, for the page of a claim: what each teller did, and what of it was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..analyse.chains import Chain, Step, unmerged
from ..analyse.marks import ancestors
from ..analyse.wording import NOT_GIVEN, raised
from ..markup import Html, sentence
from ..model import Citation, Claim, Source
from .claims import ClaimViews
from .inline import KEPT, NOTHING
from .view import view


@view
class PageStep:
    """One numbered step of who told whom."""

    name: Html
    told: Html
    unnamed: bool


@view
class Told:
    """One chain as steps, headed by the passage that it is of where there are several."""

    heading: Html
    steps: tuple[PageStep, ...]


class Steps:
    """Who told whom, for the claims of one site."""

    def __init__(self, claims: ClaimViews) -> None:
        """Remember how chains are shown."""
        self.chains = claims.chains
        self.inline = claims.inline
        self.corpus = claims.corpus
        self.words = claims.words
        self._outlet = self.corpus.memo(self._outlet_told, KEPT)

    def of(self, claim: Claim) -> Iterator[Told]:
        """Yield each chain of a claim; equal ones once, unless somebody in them is unnamed."""
        found = self.chains.of(claim.id)
        apart = unmerged(found)
        waiting = list(zip(found, claim.citations, strict=True))
        for each in apart:
            place = next(n for n, (other, _) in enumerate(waiting) if other == each)
            _, citation = waiting.pop(place)
            alone = len(apart) == 1 and citation.supports == "supports"
            heading = NOTHING if alone else self._heading(citation)
            yield Told(heading, tuple(self._steps(each, citation.source)))

    def same_words(self, claim: Claim) -> Html:
        """Return that passages describe unnamed people in the same words, which makes them no more the same people."""
        said = [step.words for found in self.chains.of(claim.id) for step in found.steps if step.sort == "unnamed"]
        if len(set(said)) == len(said):
            return NOTHING
        often = [self.inline.quoted(words) for words, times in Counter(said).items() if times > 1]
        called = self.words("More than one link is called {words}.", words=self.inline.listed(often))
        people = self.words("They may be the same people or others: that is not known, so they stand apart.")
        return Html(f"{called} {people}")

    def _heading(self, citation: Citation) -> Html:
        where = f"{self.words(', ')}{self.inline.own(citation.locator)}" if isinstance(citation.locator, str) else ""
        does = {"refutes": self.words(" (refutes the claim)"), "context": self.words(" (context only)")}
        return Html(f"{self.inline.source(citation.source)}{where}{does.get(citation.supports, '')}")

    def _steps(self, found: Chain, source: str) -> Iterator[PageStep]:
        if found.ascribed_to:
            told = Html(self.words("Whose words these are said to be. Others say that they were said."))
            yield PageStep(self.inline.who(found.ascribed_to), told, False)
        for step in found.steps[:-1]:
            yield self._teller(step, source)
        yield self._outlet(found.steps[-1], source)

    def _teller(self, step: Step, source: str) -> PageStep:
        """Return a step before the outlet that was read."""
        if step.sort == "nobody":
            return PageStep(self.chains.step(step), Html(self.words("The text names no source for this.")), True)
        if step.sort == "unrecorded":
            return PageStep(Html(self.words("Not recorded")), NOTHING, True)
        told = " ".join(raised(sentence(words)) for words in (step.remark, step.did) if words)
        parts = [self.inline.told(told), *self._original(step, source)]
        return PageStep(self.chains.step(step), Html(" ".join(filter(None, parts))), step.sort == "unnamed")

    def _original(self, step: Step, source: str) -> Iterator[Html]:
        """Yield what is known of the text of a teller that stands behind the one that was read."""
        behind = [self.corpus.sources.get(id) for id in ancestors(self.corpus, source)][1:]
        original = next((found for found in behind if found and step.entity and found.outlet == step.entity), None)
        if original is not None:
            href = Html(self.inline.href(original.id))
            if original.read:
                yield Html(self.words('<a href="{address}">The published text</a> was read too.', address=href))
            else:
                yield Html(self.words('<a href="{address}">The published text</a> was not read.', address=href))
            yield self._missing(original)

    def _outlet_told(self, step: Step, id: str) -> PageStep:
        """Return the last step: the outlet, and the text of it that was read."""
        name = Html(self.words("Outlet not known")) if step.sort == "unknown-outlet" else self.chains.step(step)
        told = self.inline.told(raised(sentence(step.did))) if step.did else NOTHING
        source = self.corpus.sources.get(id)
        if source is None:
            return PageStep(name, told, False)
        read = self.words("Not read; known only through another source:")
        if source.read:
            read = self.words("This is the text that was read:")
        title = sentence(Html(f"{read} {self.inline.source(id)}"))
        return PageStep(name, Html(" ".join(filter(None, (told, title, self._missing(source))))), False)

    def _missing(self, source: Source) -> Html:
        """Return in words what was looked for in a source and not found."""
        words = self.words
        fields = (
            (words("address"), source.url),
            (words("date"), source.published),
            (words("author"), source.authors),
            (words("language"), source.lang),
        )
        missing = [name for name, value in fields if value is None]
        if not missing:
            return NOTHING
        state = self.inline.unknown(NOT_GIVEN)
        return Html(words("{fields}: {state}.", fields=raised(words.listed(missing)), state=state))
