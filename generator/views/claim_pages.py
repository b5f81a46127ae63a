"""The page of one claim: everything that is recorded of it, each caveat word for word, each quote with its chain.

A claim without a page of its own has the same folded up under it, where it stands on the page of its first source.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from ..analyse.arrangement import MOST_BESIDE, first_source
from ..analyse.chains import citation_lang, contradicting_subjects, unmerged
from ..analyse.passages import Passages, passages, read_with
from ..analyse.standing import cited
from ..analyse.wording import ATTRIBUTION, NONE_RECORDED, NOT_ASSESSED, lowered, marks
from ..markup import Html, escape, escaped, sentence
from ..model import Assessment, Citation, Claim, Relation, UnsetType
from ..pages import ANSWERS, CLAIMS, IN_ANSWER_TO, IN_TENSION, Page, permalink, within
from .caveats import CaveatView
from .chains import ChainView
from .claims import MOST_CHAINS, ClaimViews, QuoteView, Shown
from .events import Events, HistoryView
from .identities import Row, reliability
from .inline import NOTHING, ROOT
from .origins import OriginsView, OriginViews
from .proofs import ProofViews
from .steps import Steps, Told
from .view import view


@view
class Figure:
    """One citation: the quote, where it stands, and what it does to the claim.

    Where the quote stands in its context, `marked` is the quote and what is around it stands before and after;
    `context` is a context that the quote could not be found in. Where the words are `above` already, they are not
    repeated.
    """

    quote: QuoteView
    opened: str
    before: str
    marked: str
    after: str
    closed: str
    context: Html
    place: Html
    remarks: Html
    passage: Html
    above: bool
    rests_on: Html
    chain: ChainView | None


@view
class Recorded:
    """What is recorded of a claim besides what stands with it everywhere; `at` is what its anchors begin with."""

    at: str
    facts: tuple[Row, ...]
    figures: tuple[Figure, ...]
    told: tuple[Told, ...]
    same_words: Html
    tensions: tuple[str, ...]
    origins: OriginsView | None
    read_with: tuple[str, ...]
    note: Html
    history: HistoryView


@view
class ClaimPage:
    """Everything that the page of a claim shows."""

    shown: Shown
    kicker: Html
    others: tuple[tuple[Html, Html], ...]
    caveats: tuple[CaveatView, ...]
    citation: str
    answers: tuple[str, ...]
    answered: str
    recorded: Recorded


@view
class Folded:
    """What is folded up under a claim that has no page of its own, and stands in full on the page of a source."""

    permalink: str
    caveats: tuple[CaveatView, ...]
    others: tuple[tuple[Html, Html], ...]
    answers: tuple[str, ...]
    answered: str
    recorded: Recorded


class ClaimPages:
    """The pages of the claims of one site."""

    def __init__(self, claims: ClaimViews, events: Events) -> None:
        """Remember how claims and their changes are shown."""
        self.claims = claims
        self.events = events
        self.chains = claims.chains
        self.steps = Steps(claims)
        self.proofs = ProofViews(claims.inline)
        self.origins = OriginViews(claims)
        self.inline = claims.inline
        self.corpus = claims.corpus
        self.words = claims.words
        self._is_place = self.corpus.memo(self._is_place_of)
        self._reliability = self.corpus.memo(self._reliability_of)
        self._standing = self.corpus.memo(self._standing_of)

    @cached_property
    def passages(self) -> Passages:
        """Which claims stand in which passage."""
        return self.corpus.index("passages", passages)

    def page(self, page: Page) -> ClaimPage:
        """Return what the page of a claim shows."""
        claim = self.corpus.claims[page.subject]
        shown = self.claims.shown(claim.id)
        return ClaimPage(
            shown=shown,
            kicker=self._kicker(claim),
            others=tuple(self._other_languages(claim)),
            caveats=self._caveats(shown),
            citation="" if shown.withdrawn else self._cite(claim, shown),
            answers=self.corpus.answered_by.get(claim.id, ()),
            answered=self._answered(claim),
            recorded=self._recorded(claim, shown),
        )

    def folded(self, id: str) -> Folded:
        """Return what is folded up under a claim on the page of its first source."""
        claim = self.corpus.claims[id]
        answers = self.corpus.answered_by.get(id, ())
        return Folded(
            permalink=f"{ROOT}{permalink(id)}",
            caveats=tuple(self._of_other_sources(claim)),
            others=tuple(self._other_languages(claim)),
            answers=answers if len(answers) > MOST_BESIDE else (),
            answered=self._answered(claim),
            recorded=self._recorded(claim, self.claims.shown(id), within(id)),
        )

    def _recorded(self, claim: Claim, shown: Shown, at: str = "") -> Recorded:
        """Return all that is recorded of a claim, or what a source's page does not show beside it: `at` is given then.

        There a few rivals stand beside it, the neighbours of its passage around it, and one report is one origin.
        """
        several = len(unmerged(self.chains.of(claim.id))) > 1
        rivals = self.corpus.tensions.get(claim.id, ())
        count = self.claims.count(claim.id)
        alone = len({*count.supporting, *count.refuting}) < 2
        return Recorded(
            at=at,
            facts=tuple(self._rest(claim, shown, at) if at else self._facts(claim, shown)),
            figures=tuple(self._figures(claim, several, MOST_CHAINS if at else 0)),
            told=tuple(self.steps.of(claim)),
            same_words=self.steps.same_words(claim),
            tensions=rivals if not at or len(rivals) > MOST_BESIDE else (),
            origins=None if at and alone else self.origins.of(claim),
            read_with=() if at else read_with(self.corpus, self.passages, claim),
            note=self._note(claim),
            history=self.events.of_claim(claim.id),
        )

    def _answered(self, claim: Claim) -> str:
        return claim.answers if isinstance(claim.answers, str) and claim.answers in self.corpus.claims else ""

    def _caveats(self, shown: Shown) -> tuple[CaveatView, ...]:
        """Return every caveat, and where a source needs none, why."""
        carried = shown.caveats
        return (*carried.own, *carried.inherited.all, *carried.inherited.none_needed)

    def _of_other_sources(self, claim: Claim) -> Iterator[CaveatView]:
        """Yield the caveats that the notice of a claim's first source does not tell."""
        inherited = self.claims.caveats.carried(claim.id).inherited
        notice = self.claims.caveats.inherited(first_source(self.corpus, claim))
        told = {(caveat.kind, caveat.owner, caveat.text) for caveat in notice.carried}
        for caveat, shown in zip(inherited.carried, inherited.all, strict=True):
            if (caveat.kind, caveat.owner, caveat.text) not in told:
                yield shown
        if len(inherited.none_needed) > len(notice.none_needed):
            yield from inherited.none_needed

    def _kicker(self, claim: Claim) -> Html:
        subjects = [self.inline.entity(id) for id in self.corpus.subjects[claim.id] if id in self.corpus.entities]
        href = Html(f"{ROOT}{CLAIMS}")
        if not subjects:
            return Html(self.words('<a href="{address}">Claims</a>', address=href))
        about = self.inline.listed(subjects)
        return Html(self.words('<a href="{address}">Claims</a> about {subjects}', address=href, subjects=about))

    def _other_languages(self, claim: Claim) -> Iterator[tuple[Html, Html]]:
        if isinstance(claim.text, str):
            return
        shown = claim.words(self.inline.lang)
        for lang, text in claim.text.items():
            if text != shown:
                yield self.inline.attrs(lang), self.inline.prose(text, lang if self.inline.attrs(lang) else "")

    def _facts(self, claim: Claim, shown: Shown) -> Iterator[Row]:
        words = self.words
        yield words("Date"), shown.date
        if shown.seen:
            yield words("Reported"), shown.seen
        if places := self._places(claim):
            yield words("Places named"), places
        yield words("Reports"), self._reports(shown)
        yield words("Credibility"), self._credibility(claim, shown)
        yield from self._judged(claim, shown)
        yield from self._in_answer_to(claim)
        yield words("Answer"), self._answer(claim)
        yield words("In tension with"), self._below(len(self.corpus.tensions.get(claim.id, ())), IN_TENSION)

    def _rest(self, claim: Claim, shown: Shown, at: str) -> Iterator[Row]:
        """Yield what of the facts does not stand beside a claim that is shown in full."""
        words = self.words
        if places := self._places(claim):
            yield words("Places named"), places
        if isinstance(claim.assessment, Assessment):
            yield words("Credibility"), self._credibility(claim, shown)
        yield from self._judged(claim, shown)
        yield from self._in_answer_to(claim, at)

    def _judged(self, claim: Claim, shown: Shown) -> Iterator[Row]:
        words = self.words
        if isinstance(claim.assessment, Assessment) and isinstance(claim.assessment.likelihood, str):
            yield words("Likelihood"), self._likelihood(claim.assessment.likelihood, shown)
        yield words("Outlet reliability"), self._reliability(cited(claim))
        if claim.relations:
            yield words("Read as"), self._readings(claim, shown)

    def _in_answer_to(self, claim: Claim, at: str = "") -> Iterator[Row]:
        if claim.answers is None:
            yield self.words("In answer to"), self.inline.known(None)
        elif isinstance(claim.answers, str):
            yield self.words("In answer to"), self._above(1, at + IN_ANSWER_TO)

    def _likelihood(self, term: str, shown: Shown) -> Html:
        return Html(
            self.words("{term}, as the editors estimate it. {judged}.", term=self.words(term), judged=shown.judged)
        )

    def _answer(self, claim: Claim) -> Html:
        """Return where answers stand: as claims, or in passages in which whom it is about contradicts it."""
        number = len(self.corpus.answered_by.get(claim.id, ()))
        if not number and (found := contradicting_subjects(self.corpus, claim)):
            names = self.inline.listed([self.inline.bare(id) for id in found])
            one, several = "{names} contradicts it in a passage", "{names} contradict it in a passage"
            told = self.words.many(one, several, len(found), names=names)
            return Html(f'<a href="#what_it_rests_on">{told}</a>')
        return self._above(number, ANSWERS)

    def _above(self, number: int, anchor: str) -> Html:
        if not number:
            return self.inline.unknown(NONE_RECORDED)
        told = self.words.many("{number} claim, above", "{number} claims, above", number)
        return Html(f'<a href="#{anchor}">{told}</a>')

    def _below(self, number: int, anchor: str) -> Html:
        if not number:
            return self.inline.unknown(NONE_RECORDED)
        told = self.words.many("{number} claim, below", "{number} claims, below", number)
        return Html(f'<a href="#{anchor}">{told}</a>')

    def _reports(self, shown: Shown) -> Html:
        words = escape(" ".join([shown.reports + ("." if shown.about_reports else ""), *shown.about_reports]))
        return Html(f'{words} <a href="#reports_and_origins">{self.words("Why")}</a>')

    def _places(self, claim: Claim) -> Html:
        named = [*self.corpus.links[claim.id], *(id for relation in claim.relations for id in relation.objects)]
        places = [self.inline.entity(id) for id in dict.fromkeys(named) if self._is_place(id)]
        return self.inline.listed(places) if places else NOTHING

    def _is_place_of(self, id: str) -> bool:
        entity = self.corpus.entities.get(id)
        return entity is not None and self.corpus.settings.like(entity.type) == "place"

    def _credibility(self, claim: Claim, shown: Shown) -> Html:
        if not isinstance(claim.assessment, Assessment):
            return self.inline.unknown(NOT_ASSESSED)
        return Html(f"{shown.credibility}. {shown.judged}: {self.inline.own(sentence(claim.assessment.why))}")

    def _reliability_of(self, sources: tuple[str, ...]) -> Html:
        """Return which outlets of these sources have a grade, and where: beside a claim it would be read as its own."""
        outlets = dict.fromkeys(self.corpus.sources[id].outlet for id in sources if id in self.corpus.sources)
        known = [self.corpus.entities[outlet] for outlet in outlets if outlet and outlet in self.corpus.entities]
        graded = [self.inline.entity(outlet.id) for outlet in known if reliability(self.words, outlet.publisher)]
        if not graded:
            return self.inline.unknown(NOT_ASSESSED)
        told = self.inline.listed(graded)
        return Html(self.words("graded on the outlet’s own page, and not for this claim: {outlets}", outlets=told))

    def _readings(self, claim: Claim, shown: Shown) -> Html:
        """Return the relations in words. They may repeat the statement: its mode and caveats stand with them."""
        relations = self.words("; ").join(map(self._relation, claim.relations))
        read = sentence(Html(f"{escaped(shown.opens)}: {relations}"))
        return Html(f'{read} <span data-caveat="{shown.caveats.kinds}">{sentence(shown.caveats.told)}</span>')

    def _relation(self, relation: Relation) -> Html:
        """Return a relation in words: subject, label, object; several together stay together."""
        predicate = self.corpus.vocabulary.predicates.get(relation.predicate)
        label = predicate.label if predicate else relation.predicate
        value = self.inline.value(relation.value)
        subjects = self._end(relation.subjects, relation)
        objects = self._end(relation.objects, relation, [value] if value else [])
        return Html(f"{subjects} <i>{self.inline.label(label)}</i> {objects}")

    def _end(self, ids: Sequence[str], relation: Relation, values: Sequence[Html] = ()) -> Html:
        """Return one end of a relation; of several, with whether it holds of all together or of one of them."""
        names = [*map(self.inline.entity, ids), *values]
        said = self.inline.listed(names, " or " if relation.either and len(ids) > 1 else " and ")
        if len(ids) < 2 or not (relation.jointly or relation.either):
            return said
        how = self.words(" (together)") if relation.jointly else self.words(" (one of them; not said which)")
        return Html(f"{said}{how}")

    def _figures(self, claim: Claim, several: bool, above: int) -> Iterator[Figure]:
        """Yield each citation; with its own chain where the one above the statement is not that of all.

        Of so many the words stand above already.
        """
        quotes = self.claims.quotes(claim.id)
        found = zip(claim.citations, quotes, self.chains.of(claim.id), strict=True)
        for place, (citation, quote, told) in enumerate(found):
            yield self._figure(claim.id, citation, quote, self.chains.view(told) if several else None, place < above)

    def _figure(self, claim: str, citation: Citation, quote: QuoteView, found: ChainView | None, above: bool) -> Figure:
        lang = citation_lang(self.corpus, citation)
        opened, closed = marks(lang or self.inline.lang)
        words = citation.quote if isinstance(citation.quote, str) else ""
        context = citation.context if isinstance(citation.context, str) else ""
        before, marked, after = context.partition(words) if words else ("", "", "")
        return Figure(
            quote=quote,
            opened=opened,
            before=before if marked else "",
            marked=marked,
            after=after,
            closed=closed,
            context=self.inline.spoken(context, lang) if context and not marked else NOTHING,
            place=self._place(citation.source, quote.locator),
            remarks=self._remarks(claim, citation),
            passage=self.proofs.passage(claim, citation),
            above=above and not context,
            rests_on=self.inline.listed([self._rests_on(id) for id in citation.rests_on])
            if citation.rests_on
            else NOTHING,
            chain=found,
        )

    def _place(self, id: str, locator: Html) -> Html:
        """Return a source with its outlet, and where in it the quote stands."""
        source = self.corpus.sources.get(id)
        outlet = f" <cite>{self.inline.bare(source.outlet)}</cite>" if source and source.outlet else ""
        return Html(f"{self.inline.source(id)}{outlet}{self.words(', ') if locator else ''}{locator}")

    def _remarks(self, claim: str, citation: Citation) -> Html:
        attribution = citation.attribution
        how = "unrecorded" if isinstance(attribution, UnsetType) else attribution.how
        words = self.words
        does = {"supports": words("Supports the claim."), "refutes": words("Refutes the claim.")}
        checked = self.proofs.checked(claim, citation)
        said = (does.get(citation.supports), words(ATTRIBUTION[how]), checked, self._standing(citation.source))
        return Html(" ".join(part for part in said if part))

    def _standing_of(self, source: str) -> Html:
        """Return how a source stands, for its quotes: one that repeats the statement must say so itself."""
        inherited = self.claims.caveats.inherited(source)
        return sentence(inherited.told) if inherited.worst else NOTHING

    def _rests_on(self, id: str) -> Html:
        source = self.corpus.sources.get(id)
        return Html(f"{self.inline.source(id)}{self.words(' (not read)') if source and not source.read else ''}")

    def _note(self, claim: Claim) -> Html:
        if claim.note is None:
            return self.inline.unknown(NONE_RECORDED)
        return self.inline.note(claim.note) if isinstance(claim.note, str) else NOTHING

    def _cite(self, claim: Claim, shown: Shown) -> str:
        """Return the sentence by which the claim is cited: its standing stands in its middle, then who says so."""
        told = dict.fromkeys(citation.source for citation in claim.supporting)
        first = next((self.corpus.sources[id] for id in told if id in self.corpus.sources), None)
        words = self.words
        named = words("Claim {id}", id=claim.id)
        if first is not None:
            title = words("“{words}”", words=self.inline.title(first))
            date = self.inline.plain_date(first.published) if isinstance(first.published, str) else words("n.d.")
            whose = words(", ").join([title, *([self.corpus.name(first.outlet)] if first.outlet else []), date])
            more = len(told) - 1
            others = words.many(", and {number} more source", ", and {number} more sources", more) if more else ""
            named = words("Claim {id}, from {source}", id=claim.id, source=f"{whose}{others}")
        said, url = words("“{words}”", words=shown.plain), self.corpus.settings.url
        address = f" {url}{permalink(claim.id)}" if url else ""
        return f"{said} [{lowered(shown.standing)}{words('; ')}{lowered(shown.reports)}]. {sentence(named)}{address}"
