"""Claims as they are shown: in full, as a short row, as one line.

The three lengths share one view, so that none of them can say less about trust than the others do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from ..analyse.arrangement import MOST_BESIDE, answers
from ..analyse.chains import chain, citation_lang, unmerged
from ..analyse.origins import Origins, Reports, common_ancestor
from ..analyse.standing import leading
from ..analyse.wording import CREDIBILITY, NOT_GIVEN, OPENERS, counted, listed, lowered, numeral, raised
from ..markup import Html
from ..model import Assessment, Citation, Claim, Retraction, Seen, UnsetType
from ..pages import statement_anchor
from .caveats import Carried, CaveatViews
from .chains import ChainView, ChainViews
from .inline import KEPT, NOTHING, Inline, unknown
from .view import view

MOST_CHAINS = 3
"""How many chains stand above a statement; the claim's own page shows all."""
_LINKS = re.compile(r"</?a\b[^>]*>")
_TAGS = re.compile(r"<[^>]*>")


@view
class QuoteView:
    """The words of one citation: what they do to the claim, the words, and where they stand."""

    opens: str
    words: Html
    attrs: Html
    translation: Html
    translated_by: Html
    outlet: Html
    locator: str
    hedges: str
    unavailable: str


@view
class Cited:
    """One citation by itself: its chain, its words, and every caveat."""

    chain: ChainView
    quote: QuoteView
    caveats: Carried


@view
class Withdrawn:
    """That a claim was withdrawn, when and why."""

    on: Html
    why: str


@view
class Shown:
    """Everything that a claim shows of itself, at whatever length."""

    id: str
    href: str
    anchor: str
    mode: str
    opens: str
    statement: Html
    unlinked: Html
    plain: str
    attrs: Html
    withdrawn: Withdrawn | None
    chains: tuple[ChainView, ...]
    more_chains: int
    caveats: Carried
    quotes: tuple[QuoteView, ...]
    more_quotes: int
    dated: bool
    date: Html
    seen: Html
    reports: str
    echoes: bool
    about_reports: tuple[str, ...]
    credibility: str
    judged: Html
    in_tension: int
    answered: tuple[Html, ...]


class ClaimViews:
    """The claims of one site as they are shown; each is worked out once."""

    def __init__(self, inline: Inline) -> None:
        """Remember the pieces that claims are made of."""
        self.inline = inline
        self.corpus = inline.corpus
        self.chains = ChainViews(inline)
        self.caveats = CaveatViews(inline)
        self.origins = Origins(inline.corpus)
        self.count = self.origins.of
        self.statement = self.corpus.memo(self._statement, KEPT)
        self.shown = self.corpus.memo(self._shown, KEPT)
        self.standing = self.corpus.memo(self._standing, KEPT)
        self.quotes = self.corpus.memo(self._quotes, KEPT)

    def line(self, id: str) -> str:
        """Return the claim as one line of plain text, its standing first: "Reported act, not verified: …"."""
        return f"{self.standing(id)}: {self.shown(id).plain}"

    def _statement(self, id: str) -> Html:
        return self.inline.prose(self.corpus.claims[id].words(self.inline.lang))

    def plain(self, id: str) -> str:
        """Return the words of a claim's statement."""
        return plain_text(self.statement(id))

    def _standing(self, id: str) -> str:
        """Return what a line of text says of a claim before its words: "Reported act, not verified"."""
        shown = self.shown(id)
        opens = f"Withdrawn: {lowered(shown.opens)}" if shown.withdrawn else shown.opens
        return ", ".join([opens, *[lowered(caveat.label) for caveat in leading(shown.caveats.all)]])

    def trust(self, id: str) -> str:
        """Return the short row's words on trust, chain, reports and date as plain text."""
        shown = self.shown(id)
        told = f"{shown.chains[0].label} {plain_text(shown.chains[0].brief)}" if shown.chains else ""
        more = ", and others" if len(shown.chains) > 1 else ""
        date = plain_text(shown.date) if shown.dated else f"date {plain_text(shown.date)}"
        said = f" {told}{more}." if told else ""
        return f"{shown.caveats.opens}{shown.caveats.rest}.{said} {shown.reports}; {date}."

    def quote(self, citation: Citation) -> QuoteView:
        """Return the words of a citation with where they stand."""
        lang = citation_lang(self.corpus, citation)
        translation = None if isinstance(citation.translation, UnsetType) else citation.translation
        return QuoteView(
            {"refutes": "Refutes:", "context": "Context:"}.get(citation.supports, ""),
            self.inline.quoted(citation.quote, lang) if isinstance(citation.quote, str) else NOTHING,
            self.inline.attrs(lang),
            self.inline.quoted(translation.text) if translation else NOTHING,
            self.inline.who(translation.by) if translation else NOTHING,
            self.inline.cited(citation.source),
            citation.locator if isinstance(citation.locator, str) else "",
            listed([f"“{hedge}”" for hedge in citation.hedges]) if citation.hedges else "",
            citation.quote_unavailable if isinstance(citation.quote_unavailable, str) else "",
        )

    def cited(self, citation: Citation) -> Cited:
        """Return one citation outside of any claim, such as that of a name."""
        alone = Claim(id="", text="", mode="state", citations=(citation,))
        told = self.chains.view(chain(self.corpus, citation))
        return Cited(told, self.quote(citation), self.caveats.of(alone))

    def answering(self, id: str) -> Html:
        """Return who answers: the person or group whose words the answer is said to be, else whom it is about."""
        ascribed = next((found.ascribed_to for found in self.chains.of(id) if found.ascribed_to), "")
        if ascribed:
            return self.chains.bare(ascribed)
        names = [self.inline.bare(entity) for entity in self.corpus.subjects[id][:MOST_BESIDE]]
        return Html(listed(names)) if names else Html("Somebody")

    def _quotes(self, id: str) -> tuple[QuoteView, ...]:
        return tuple([self.quote(citation) for citation in self.corpus.claims[id].citations])

    def _shown(self, id: str) -> Shown:
        claim = self.corpus.claims[id]
        statement = self.statement(id)
        chains = unmerged(self.chains.of(id))
        count = self.count(id)
        graded = isinstance(claim.assessment, Assessment)
        return Shown(
            id=id,
            href=self.inline.href(id),
            anchor=statement_anchor(id),
            mode=claim.mode,
            opens=OPENERS[claim.mode],
            statement=statement,
            unlinked=unlinked(statement),
            plain=self.plain(id),
            attrs=self._attrs(claim),
            withdrawn=self._withdrawn(claim.retracted),
            chains=tuple([self.chains.view(found) for found in chains[:MOST_CHAINS]]),
            more_chains=max(0, len(chains) - MOST_CHAINS),
            caveats=self.caveats.carried(id),
            quotes=self.quotes(id)[:MOST_CHAINS],
            more_quotes=max(0, len(claim.citations) - MOST_CHAINS),
            dated=isinstance(claim.date, str),
            date=self.inline.when(claim.date),
            seen=NOTHING if isinstance(claim.seen, UnsetType) else self._seen(claim.seen),
            reports=raised(count.words),
            echoes=len(count.supporting) > 1 and count.origins == 1,
            about_reports=tuple(self._about(count)),
            credibility=self._credibility(claim) if graded else "",
            judged=self._judged(claim) if graded else NOTHING,
            in_tension=len(self.corpus.tensions.get(id, ())),
            answered=tuple(self._answers(id)) if id in self.corpus.answered_by else (),
        )

    def _attrs(self, claim: Claim) -> Html:
        if isinstance(claim.text, str) or self.inline.lang in claim.text:
            return NOTHING
        return self.inline.attrs(next(iter(claim.text)))

    def _withdrawn(self, retracted: Retraction | UnsetType) -> Withdrawn | None:
        if isinstance(retracted, UnsetType):
            return None
        return Withdrawn(self.inline.date(retracted.on), retracted.why if isinstance(retracted.why, str) else "")

    def _seen(self, seen: Seen | None) -> Html:
        """Return in words when sources first and last say so."""
        if seen is None:
            return unknown(NOT_GIVEN)
        parts = (("first", seen.first), ("last", seen.last))
        return Html(", ".join(f"{word} {self.inline.when(value)}" for word, value in parts
                                if not isinstance(value, UnsetType)))  # fmt: skip

    def _about(self, count: Reports) -> Iterator[str]:
        """Yield why several reports are one origin, and how many sources they name as their own."""
        number = len(count.supporting)
        if number > 1 and count.origins == 1:
            ancestor = common_ancestor(self.corpus, count.supporting)
            derive = (
                f"derive from {self.inline.called_source(ancestor)}"
                if ancestor
                else "share an outlet or a named source"
            )
            yield f"{'Both' if number == 2 else f'All {numeral(number)}'} {derive}."
        if count.named:
            unread = len(count.unread)
            read = (
                "none read here"
                if unread == len(count.named)
                else f"{unread:,} not read here"
                if unread
                else "read here"
            )
            yield f"{'It names' if number < 2 else 'They name'} {counted(len(count.named), 'source')}, {read}."

    def _credibility(self, claim: Claim) -> str:
        assert isinstance(claim.assessment, Assessment)
        return f"{claim.assessment.credibility} of 6, {CREDIBILITY[claim.assessment.credibility]}"

    def _judged(self, claim: Claim) -> Html:
        assert isinstance(claim.assessment, Assessment)
        return Html(f"{self.inline.who(claim.assessment.by)}, {self.inline.date(claim.assessment.on)}")

    def _answers(self, id: str) -> Iterator[Html]:
        """Yield a link for each of the first answers: who answers, and that it is one."""
        for answer in answers(self.corpus, id):
            denies = "denies it" if self.corpus.claims[answer].mode == "denial" else "answers it"
            yield Html(f'{self.answering(answer)} <a href="{self.inline.href(answer)}">{denies}</a>')


def unlinked(html: str) -> Html:
    """Return inline HTML with the words of its links, and without the links."""
    return Html(_LINKS.sub("", html))


def plain_text(html: str) -> str:
    """Return inline HTML as a reader sees it."""
    words = _TAGS.sub("", html) if "<" in html else html
    return unescape(words) if "&" in words else words
