"""The page of one claim: everything that is recorded of it, each caveat word for word, each quote with its chain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup, escape

from ..analyse.chains import Chain, Step, chain, citation_lang
from ..analyse.origins import ancestors
from ..analyse.passages import Passages, passages, read_with
from ..analyse.readings import value_words
from ..analyse.standing import needs_none
from ..analyse.wording import ATTRIBUTION, NONE_RECORDED, NOT_ASSESSED, RELIABILITY, listed, marks, raised, sentence
from ..model import Assessment, Citation, Claim, Relation, Source
from ..pages import ANSWERS, CLAIMS, IN_ANSWER_TO, IN_TENSION, Page
from .claims import CaveatView, ChainView, ClaimViews, QuoteView, Shown
from .inline import NOTHING, ROOT, unknown

Row = tuple[str, Markup]


@dataclass(frozen=True, slots=True)
class Figure:
    """One citation: the quote, its source, and what it does to the claim.

    Where the quote stands in its context, `marked` is the quote and what is around it stands before and after;
    `context` is a context that the quote could not be found in.
    """

    quote: QuoteView
    opened: str
    before: str
    marked: str
    after: str
    closed: str
    context: Markup
    source: Markup
    remarks: str
    rests_on: Markup
    chain: ChainView | None


@dataclass(frozen=True, slots=True)
class PageStep:
    """One numbered step of who told whom."""

    name: Markup
    told: Markup
    unnamed: bool


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """Everything that the page of a claim shows."""

    shown: Shown
    kicker: Markup
    others: tuple[tuple[Markup, Markup], ...]
    caveats: tuple[CaveatView, ...]
    none_needed: tuple[str, ...]
    citation: str
    facts: tuple[Row, ...]
    figures: tuple[Figure, ...]
    told: tuple[tuple[Markup, tuple[PageStep, ...]], ...]
    tensions: tuple[str, ...]
    answers: tuple[str, ...]
    answered: str
    read_with: tuple[str, ...]
    note: Markup


class ClaimPages:
    """The pages of the claims of one site."""

    def __init__(self, claims: ClaimViews) -> None:
        """Remember how claims are shown."""
        self.claims = claims
        self.inline = claims.inline
        self.corpus = claims.corpus

    @cached_property
    def passages(self) -> Passages:
        """Which claims stand in which passage."""
        return passages(self.corpus)

    def page(self, page: Page) -> ClaimPage:
        """Return what the page of a claim shows."""
        claim = self.corpus.claims[page.subject]
        shown = self.claims.shown(claim.id)
        several = len(shown.chains) + shown.more_chains > 1
        answered = claim.answers if isinstance(claim.answers, str) and claim.answers in self.corpus.claims else ""
        return ClaimPage(
            shown=shown,
            kicker=self._kicker(claim),
            others=tuple(self._other_languages(claim)),
            caveats=tuple(self.claims.page_caveats(claim.id)),
            none_needed=needs_none(self.corpus, claim),
            citation="" if shown.withdrawn else self._cite(claim, shown),
            facts=tuple(self._facts(claim, shown)),
            figures=tuple(self._figure(citation, several) for citation in claim.citations),
            told=tuple(self._told(claim)),
            tensions=self.corpus.tensions.get(claim.id, ()),
            answers=self.corpus.answered_by.get(claim.id, ()),
            answered=answered,
            read_with=read_with(self.corpus, self.passages, claim),
            note=self._note(claim),
        )

    def _kicker(self, claim: Claim) -> Markup:
        subjects = [self.inline.entity(id) for id in self.corpus.subjects[claim.id] if id in self.corpus.entities]
        about = Markup(f" about {_listed(subjects)}") if subjects else NOTHING
        return Markup(f'<a href="{ROOT}{CLAIMS}">Claims</a>{about}')

    def _other_languages(self, claim: Claim) -> Iterator[tuple[Markup, Markup]]:
        if isinstance(claim.text, str):
            return
        shown = claim.words(self.inline.lang)
        for lang, text in claim.text.items():
            if text != shown:
                yield self.inline.attrs(lang), self.inline.prose(text)

    def _facts(self, claim: Claim, shown: Shown) -> Iterator[Row]:
        yield "Date", shown.date
        if shown.seen:
            yield "Reported", shown.seen
        if places := self._places(claim):
            yield "Places named", places
        yield "Reports", escape(" ".join([shown.reports + ("." if shown.about_reports else ""), *shown.about_reports]))
        yield "Credibility", self._credibility(claim, shown)
        yield "Outlet reliability", self._reliability(claim)
        for relation in claim.relations:
            yield "Read as", self._relation(relation)
        if claim.answers is None:
            yield "In answer to", self.inline.known(None)
        elif isinstance(claim.answers, str):
            yield "In answer to", _below(1, IN_ANSWER_TO)
        yield "Answer", _below(len(self.corpus.answered_by.get(claim.id, ())), ANSWERS)
        yield "In tension with", _below(len(self.corpus.tensions.get(claim.id, ())), IN_TENSION)

    def _places(self, claim: Claim) -> Markup:
        named = [*self.corpus.links[claim.id], *(id for relation in claim.relations for id in relation.objects)]
        entities = self.corpus.entities
        places = [id for id in dict.fromkeys(named) if id in entities and self._is_place(id)]
        return _listed([self.inline.entity(id) for id in places])

    def _is_place(self, id: str) -> bool:
        return self.corpus.settings.like(self.corpus.entities[id].type) == "place"

    def _credibility(self, claim: Claim, shown: Shown) -> Markup:
        if not isinstance(claim.assessment, Assessment):
            return unknown(NOT_ASSESSED)
        return Markup(f"{shown.credibility}. {shown.judged}: {escape(sentence(claim.assessment.why))}")

    def _reliability(self, claim: Claim) -> Markup:
        outlets = dict.fromkeys(
            self.corpus.sources[c.source].outlet for c in claim.citations if c.source in self.corpus.sources
        )
        graded = [(outlet, reliability(self.corpus.entities[outlet].publisher)) for outlet in outlets
                  if outlet and outlet in self.corpus.entities]  # fmt: skip
        if len(graded) == 1 or not any(grade for _, grade in graded):
            grade = graded[0][1] if graded else ""
            return escape(grade) if grade else unknown(NOT_ASSESSED)
        parts = [Markup(f"{self.inline.bare(outlet)}: {escape(grade) if grade else unknown(NOT_ASSESSED)}")
                 for outlet, grade in graded]  # fmt: skip
        return Markup("; ").join(parts)

    def _relation(self, relation: Relation) -> Markup:
        """Return a relation in words: subject, label, object; several together stay together."""
        predicate = self.corpus.vocabulary.predicates.get(relation.predicate)
        label = predicate.label if predicate else relation.predicate
        last = "or" if relation.either else "and"
        subjects = _listed([self.inline.entity(id) for id in relation.subjects])
        objects = [self.inline.entity(id) for id in relation.objects]
        value = value_words(relation.value)
        if value:
            objects.append(escape(value))
        together = " (together)" if relation.jointly else ""
        one = " (one of them; which is not said)" if relation.either else ""
        return Markup(f"{subjects}{together} <i>{escape(label)}</i> {_listed(objects, last)}{one}")

    def _figure(self, citation: Citation, several: bool) -> Figure:
        found = chain(self.corpus, citation)
        quote = self.claims.quote(citation)
        lang = citation_lang(self.corpus, citation)
        opened, closed = marks(lang or self.inline.lang)
        words = citation.quote if isinstance(citation.quote, str) else ""
        context = citation.context if isinstance(citation.context, str) else ""
        before, marked, after = context.partition(words) if words else ("", "", "")
        supports = {"supports": "Supports the claim.", "refutes": "Refutes the claim."}.get(citation.supports, "")
        unchecked = "Quote not checked against a copy." if words else ""
        return Figure(
            quote=quote,
            opened=opened,
            before=before if marked else "",
            marked=marked,
            after=after,
            closed=closed,
            context=self.inline.quoted(context, lang) if context and not marked else NOTHING,
            source=self.inline.source(citation.source),
            remarks=" ".join(filter(None, (supports, ATTRIBUTION[found.how], unchecked))),
            rests_on=_listed([self._rests_on(id) for id in citation.rests_on]),
            chain=self.claims.chain(found) if several else None,
        )

    def _rests_on(self, id: str) -> Markup:
        source = self.corpus.sources.get(id)
        return Markup(f"{self.inline.source(id)}{' (not read)' if source and not source.read else ''}")

    def _told(self, claim: Claim) -> Iterator[tuple[Markup, tuple[PageStep, ...]]]:
        """Yield each different chain, headed by its source where there are several."""
        chains: dict[Chain, Citation] = {}
        for citation in claim.citations:
            chains.setdefault(chain(self.corpus, citation), citation)
        for found, citation in chains.items():
            heading = self.inline.source(citation.source) if len(chains) > 1 else NOTHING
            yield heading, tuple(self._steps(found, citation))

    def _steps(self, found: Chain, citation: Citation) -> Iterator[PageStep]:
        if found.ascribed_to:
            told = Markup("Whose words these are said to be. Others say that they were said.")
            yield PageStep(self.inline.who(found.ascribed_to), told, False)
        last = len(found.steps) - 1
        behind = list(ancestors(self.corpus, citation.source))[1:]
        for place, step in enumerate(found.steps):
            yield PageStep(
                self._teller(step),
                self._last(step, citation) if place == last else self._between(step, behind),
                step.sort in ("unnamed", "nobody", "unrecorded"),
            )

    def _teller(self, step: Step) -> Markup:
        names = {"nobody": "No source is named", "unrecorded": "Not recorded", "unknown-outlet": "Outlet not known"}
        if step.sort in names:
            return Markup(names[step.sort])
        if step.sort == "unnamed":
            return Markup(f"<span{self.inline.attrs(step.lang)}>{self.inline.quoted(step.words, step.lang)}</span>")
        return self.inline.who(step.entity or step.words)

    def _between(self, step: Step, behind: list[str]) -> Markup:
        told = " ".join(raised(sentence(words)) for words in (step.remark, step.did) if words)
        if step.sort == "nobody":
            told = "The passage does not say who told it."
        originals = [self.corpus.sources[id] for id in behind if id in self.corpus.sources]
        original = next((source for source in originals if step.entity and source.outlet == step.entity), None)
        if original is None:
            return escape(told)
        read = "was read too" if original.read else "was not read"
        link = Markup(f'<a href="{self.inline.href(original.id)}">What it published</a> {read}.')
        return Markup(" ").join(filter(None, (escape(told), link, _missing(original))))

    def _last(self, step: Step, citation: Citation) -> Markup:
        source = self.corpus.sources.get(citation.source)
        told = escape(raised(sentence(step.did))) if step.did else NOTHING
        if source is None:
            return told
        read = "This is the text that was read:" if source.read else "Not read; known only through another source:"
        return Markup(" ").join(
            filter(None, (told, Markup(f"{read} {self.inline.source(source.id)}."), _missing(source)))
        )

    def _note(self, claim: Claim) -> Markup:
        if claim.note is None:
            return unknown(NONE_RECORDED)
        return self.inline.prose(claim.note) if isinstance(claim.note, str) else NOTHING

    def _cite(self, claim: Claim, shown: Shown) -> str:
        """Return the sentence by which the claim is cited; its standing stands in the middle of it."""
        standing = self.claims.standing(claim.id).lower()
        first = next((self.corpus.sources[c.source] for c in claim.citations if c.source in self.corpus.sources), None)
        where = ""
        if first is not None:
            outlet = f", {self.corpus.name(first.outlet)}" if first.outlet else ""
            date = first.published if isinstance(first.published, str) else "n.d."
            more = len({citation.source for citation in claim.citations}) - 1
            others = f", and {more} more {'source' if more == 1 else 'sources'}" if more else ""
            where = f", from “{self.inline.title(first)}”{outlet}, {date}{others}"
        return f"“{shown.plain}” [{standing}; {shown.reports}]. Claim {claim.id}{where}."


def reliability(publisher: object) -> str:
    """Return an outlet's grade in words, or "" where the editors gave none."""
    grade = getattr(publisher, "reliability", None)
    return f"{grade}, {RELIABILITY[grade]}" if isinstance(grade, str) else ""


def _missing(source: Source) -> Markup:
    """Return in words what was looked for in a source and not found."""
    fields = (
        ("address", source.url),
        ("date", source.published),
        ("author", source.authors),
        ("language", source.lang),
    )
    missing = [name for name, value in fields if value is None]
    return Markup(f"{raised(listed(missing))} {unknown('not given')}.") if missing else NOTHING


def _below(number: int, anchor: str) -> Markup:
    if not number:
        return unknown(NONE_RECORDED)
    return Markup(f'<a href="#{anchor}">{number} {"claim" if number == 1 else "claims"}, below</a>')


def _listed(words: list[Markup], last: str = "and") -> Markup:
    return Markup(listed(words, last))
