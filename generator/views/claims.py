"""Claims as they are shown: in full, as a short row, as one line.

The three lengths share one view, so that none of them can say less about trust than the others do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from ..analyse.arrangement import answers
from ..analyse.chains import chain, citation_lang
from ..analyse.origins import Origins, common_ancestor
from ..analyse.reports import Reports
from ..analyse.standing import leading
from ..analyse.wording import CREDIBILITY, NOT_GIVEN, OPENERS, counted, language, lowered, numeral, raised
from ..markup import Html, sentence
from ..model import Assessment, Citation, Claim, Retraction, Seen, UnsetType
from ..names import written_in
from ..pages import part_of
from ..prose import plain as plain_prose
from ..words import Words
from .caveats import Carried, CaveatViews
from .chains import ChainView, ChainViews
from .inline import KEPT, NOTHING, ROOT, Inline
from .view import view

MOST_CHAINS = 3
"""How many chains stand above a statement; the claim's own page shows all."""
_LINKS = re.compile(r"</?a\b[^>]*>")
_TAGS = re.compile(r"<[^>]*>")
_DIRECTED = re.compile(r"<(span|bdi)\b[^>]* lang=[^>]*>(.*?)</\1>")


@view
class QuoteView:
    """The words of one citation: what they do to the claim, the words, and where they stand.

    `ours` are the attributes of what the page says within words of another language.
    """

    opens: str
    refutes: bool
    words: Html
    attrs: Html
    ours: Html
    translation: Html
    translation_attrs: Html
    translated_by: Html
    outlet: Html
    locator: Html
    hedges: Html
    unavailable: Html


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
    why: Html


@view
class Shown:
    """Everything that a claim shows of itself, at whatever length.

    Links to its parts begin with `part`. `doubts` are the caveats that are named wherever the claim is, the worst
    first, within a sentence. `standing` is what a line of text says before its words: "Reported act, not verified".
    `chains` are who tells it, `against` who contradicts it, `told` both in short.
    `replies` are links to its first answers, `answered` those that are no denials, of which a caveat tells.
    `line` is the claim as one line of plain text, its standing first. `trust` is what the short row says of trust,
    chain, reports and date, as plain text.
    """

    id: str
    href: str
    part: str
    mode: str
    opens: str
    statement: Html
    unlinked: Html
    plain: str
    attrs: Html
    language: str
    withdrawn: Withdrawn | None
    chains: tuple[ChainView, ...]
    more_chains: int
    against: tuple[ChainView, ...]
    more_against: int
    told: Html
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
    replies: tuple[Html, ...]
    answered: tuple[Html, ...]
    doubts: tuple[str, ...]
    standing: str
    line: str
    trust: str


class ClaimViews:
    """The claims of one site as they are shown; each is worked out once."""

    def __init__(self, inline: Inline) -> None:
        """Remember the pieces that claims are made of."""
        self.inline = inline
        self.corpus = inline.corpus
        self.words = inline.words
        self.chains = ChainViews(inline)
        self.caveats = CaveatViews(inline)
        self.origins = Origins(inline.corpus)
        self.count = self.origins.of
        self.statement = self.corpus.memo(self._statement, KEPT)
        self.shown = self.corpus.memo(self._shown, KEPT)
        self.quotes = self.corpus.memo(self._quotes, KEPT)

    def learn(self, source: str) -> None:
        """Find out what all claims of a source need, before anybody asks."""
        self.origins.learn(source)
        self.caveats.learn(source)

    def line(self, id: str) -> str:
        """Return the claim as one line of plain text, its standing first: "Reported act, not verified: …"."""
        return self.shown(id).line

    def standing(self, id: str) -> str:
        """Return what a line of text says of a claim before its words: "Reported act, not verified"."""
        return self.shown(id).standing

    def trust(self, id: str) -> str:
        """Return the short row's words on trust, chain, reports and date as plain text."""
        return self.shown(id).trust

    def _statement(self, id: str) -> Html:
        claim = self.corpus.claims[id]
        return self.inline.prose(claim.words(self.inline.lang), self.lang(claim))

    def plain(self, id: str) -> str:
        """Return the words of a claim's statement."""
        claim = self.corpus.claims[id]
        lang = self.lang(claim)
        return plain_prose(claim.words(self.inline.lang), lambda kind, linked: self.inline.said(kind, linked, lang))

    def quote(self, citation: Citation) -> QuoteView:
        """Return the words of a citation with where they stand."""
        lang, words = citation_lang(self.corpus, citation), citation.quote if isinstance(citation.quote, str) else ""
        translation = None if isinstance(citation.translation, UnsetType) else citation.translation
        if self.inline.foreign and lang and not self.inline.attrs(lang):
            translation = None  # who reads the page reads the original
        return QuoteView(
            {"refutes": self.words("Refutes:"), "context": self.words("Context:")}.get(citation.supports, ""),
            citation.supports == "refutes",
            self.inline.quoted(words, lang) if words else NOTHING,
            self.inline.attrs(lang or written_in(words, self.inline.lang)),
            self.inline.ours,
            self.inline.quoted(translation.text, self.corpus.settings.languages[0]) if translation else NOTHING,
            self.inline.foreign,
            self.inline.who(translation.by) if translation else NOTHING,
            self.inline.cited(citation.source),
            self.inline.own(citation.locator) if isinstance(citation.locator, str) else NOTHING,
            self.inline.told(self.words.listed([self.words("“{words}”", words=hedge) for hedge in citation.hedges]))
            if citation.hedges
            else NOTHING,
            self.inline.own(citation.quote_unavailable) if isinstance(citation.quote_unavailable, str) else NOTHING,
        )

    def cited(self, citation: Citation) -> Cited:
        """Return one citation outside of any claim, such as that of a name."""
        alone = Claim(id="", text="", mode="state", citations=(citation,))
        told = self.chains.view(chain(self.corpus, citation))
        return Cited(told, self.quote(citation), self.caveats.of(alone))

    def answering(self, id: str) -> Html:
        """Return who answers: the person or group whose words the answer is said to be, else whom it is about."""
        return self.caveats.answering(id) or Html(self.words("Somebody"))

    def _quotes(self, id: str) -> tuple[QuoteView, ...]:
        return tuple([self.quote(citation) for citation in self.corpus.claims[id].citations])

    def _shown(self, id: str) -> Shown:
        claim = self.corpus.claims[id]
        statement = self.statement(id)
        plain = plain_text(statement)
        chains, against = self.chains.on("supports", id), self.chains.on("refutes", id)
        tell = tuple([self.chains.view(found) for found in chains[:MOST_CHAINS]])
        contradict = tuple([self.chains.view(found) for found in against[:MOST_CHAINS]])
        told = self._told(tell, contradict)
        caveats = self.caveats.carried(id)
        count = self.count(id)
        reports = raised(count.words(self.words))
        dated, date = isinstance(claim.date, str), self.inline.when(claim.date)
        doubts = tuple(dict.fromkeys(lowered(caveat.label) for caveat in leading(caveats.all)))
        withdrawn = self._withdrawn(claim.retracted)
        opens = self.words(OPENERS[claim.mode])
        standing = self._standing(opens, doubts, withdrawn is not None)
        graded = isinstance(claim.assessment, Assessment)
        found = tuple(self._answers(id)) if id in self.corpus.answered_by else ()
        return Shown(
            id=id,
            href=self.inline.href(id),
            part=f"{ROOT}{part_of(self.inline.plan.address(id))}",
            mode=claim.mode,
            opens=opens,
            statement=statement,
            unlinked=unlinked(statement),
            plain=plain,
            attrs=self._attrs(claim),
            language=self._language(claim),
            withdrawn=withdrawn,
            chains=tell,
            more_chains=max(0, len(chains) - MOST_CHAINS),
            against=contradict,
            more_against=max(0, len(against) - MOST_CHAINS),
            told=told,
            caveats=caveats,
            quotes=self.quotes(id)[:MOST_CHAINS],
            more_quotes=max(0, len(claim.citations) - MOST_CHAINS),
            dated=dated,
            date=date,
            seen=NOTHING if isinstance(claim.seen, UnsetType) else self._seen(claim.seen),
            reports=reports,
            echoes=len(count.supporting) > 1 and count.origins == 1,
            about_reports=tuple(self._about(count)),
            credibility=self._credibility(claim) if graded else "",
            judged=self._judged(claim) if graded else NOTHING,
            replies=tuple([reply for _, reply in found]),
            answered=tuple([reply for denies, reply in found if not denies]),
            doubts=doubts,
            standing=standing,
            line=f"{standing}: {plain}",
            trust=self._trust(told, self._sure(caveats, withdrawn is not None), reports, date, dated),
        )

    def _standing(self, opens: str, doubts: tuple[str, ...], withdrawn: bool) -> str:
        said = self.words("Withdrawn: {kind}", kind=lowered(opens)) if withdrawn else opens
        return self.words(", ").join([said, *doubts])

    def _told(self, chains: tuple[ChainView, ...], against: tuple[ChainView, ...]) -> Html:
        """Return who tells a claim, and apart from them who contradicts it, the first of each by name."""
        said = Html(self._first(chains) if chains else self.words("No source cited here says so"))
        return Html(f"{sentence(said)} {self._first(against)}") if against else said

    def _first(self, chains: tuple[ChainView, ...]) -> str:
        # Who is described alike, and unnamed, may be the same people.
        more = self.words(", and others") if any(other.brief != chains[0].brief for other in chains[1:]) else ""
        return f"{chains[0].label} {chains[0].brief}{more}"

    def _sure(self, caveats: Carried, withdrawn: bool) -> str:
        """Return how sure a claim is in one clause, as plain text: before all else that it was withdrawn."""
        clause = f"{caveats.opens}{caveats.rest}"
        return self.words("Withdrawn; {standing}", standing=lowered(clause)) if withdrawn else clause

    def _trust(self, told: Html, sure: str, reports: str, date: Html, dated: bool) -> str:
        when = plain_text(date) if dated else self.words("date {day}", day=plain_text(date))
        counted = f"{reports}{self.words('; ')}{when}"
        return " ".join(map(sentence, (sure, plain_text(told), counted)))

    def _attrs(self, claim: Claim) -> Html:
        if isinstance(claim.text, str):
            return self.inline.foreign
        return NOTHING if self.inline.lang in claim.text else self.inline.attrs(next(iter(claim.text)))

    def lang(self, claim: Claim) -> str:
        """Return the language that a statement is in, where pages speak another one; else nothing."""
        if not self._attrs(claim):
            return ""
        return next(iter(claim.text)) if isinstance(claim.text, dict) else self.corpus.settings.languages[0]

    def _language(self, claim: Claim) -> str:
        """Return in words which language the statement is in, where pages speak another one: "in English"."""
        lang = self.lang(claim)
        return self.words("in {language}", language=language(self.words, lang)) if lang else ""

    def _withdrawn(self, retracted: Retraction | UnsetType) -> Withdrawn | None:
        if isinstance(retracted, UnsetType):
            return None
        why = self.inline.own(retracted.why) if isinstance(retracted.why, str) else NOTHING
        return Withdrawn(self.inline.date(retracted.on), sentence(why))

    def _seen(self, seen: Seen | None) -> Html:
        """Return in words when sources first and last say so."""
        if seen is None:
            return self.inline.unknown(NOT_GIVEN)
        parts = []
        if not isinstance(seen.first, UnsetType):
            parts.append(self.words("first {day}", day=self.inline.when(seen.first)))
        if not isinstance(seen.last, UnsetType):
            parts.append(self.words("last {day}", day=self.inline.when(seen.last)))
        return Html(self.words(", ").join(parts))

    def _about(self, count: Reports) -> Iterator[str]:
        """Yield why several reports are one origin, and how many sources they name as their own."""
        words = self.words
        if len(count.supporting) > 1 and count.origins == 1:
            told = self._one_origin(count)
            yield words("Of those that support it: {told}", told=lowered(told)) if count.disputed else told
        if count.named:
            unread, sources = len(count.unread), counted(words, len(count.named), "source")
            read = words("read here")
            if unread:
                read = words("{number} not read here", number=unread)
            if unread == len(count.named):
                read = words.many("not read here", "none read here", unread)
            if len(count.supporting) < 2:
                yield words("It names {sources}, {read}.", sources=sources, read=read)
            else:
                yield words("They name {sources}, {read}.", sources=sources, read=read)

    def _one_origin(self, count: Reports) -> str:
        """Return why all reports that support a claim are one origin."""
        words, number = self.words, len(count.supporting)
        ancestor = common_ancestor(self.corpus, count.supporting)
        if not ancestor:
            if number == 2:
                return words("Both share an outlet, a family of outlets or a named source.")
            return words(
                "All {number} share an outlet, a family of outlets or a named source.", number=numeral(words, number)
            )
        source = self.inline.called_source(ancestor)
        if ancestor in count.supporting:
            return words.many(
                "One of them is {source}, from which the other derives.",
                "One of them is {source}, from which the {number} others derive.",
                number - 1, source=source,
            )  # fmt: skip
        if number == 2:
            return words("Both derive from {source}.", source=source)
        return words("All {number} derive from {source}.", number=numeral(words, number), source=source)

    def _credibility(self, claim: Claim) -> str:
        assert isinstance(claim.assessment, Assessment)
        grade = claim.assessment.credibility
        return self.words("{grade} of 6, {label}", grade=grade, label=self.words(CREDIBILITY[grade]))

    def _judged(self, claim: Claim) -> Html:
        assert isinstance(claim.assessment, Assessment)
        return Html(f"{self.inline.who(claim.assessment.by)}{self.words(', ')}{self.inline.date(claim.assessment.on)}")

    def _answers(self, id: str) -> Iterator[tuple[bool, Html]]:
        """Yield whether each of the first answers denies the claim, and a link: who answers, and that it is one."""
        for answer in answers(self.corpus, id):
            who, href = self.answering(answer), Html(self.inline.href(answer))
            if self.corpus.claims[answer].mode == "denial":
                yield True, Html(self.words('{whom} <a href="{address}">denies it</a>', whom=who, address=href))
            else:
                yield False, Html(self.words('{whom} <a href="{address}">answers it</a>', whom=who, address=href))


def unlinked(html: str) -> Html:
    """Return inline HTML with the words of its links, and without the links."""
    return Html(_LINKS.sub("", html))


def isolated(words: Words, html: Html) -> Html:
    """Return HTML in which what has a direction of its own keeps it when the markup goes."""
    return Html(_DIRECTED.sub(lambda found: words.isolated(found[2]), html))


def plain_title(words: Words, title: str) -> str:
    """Return a title as plain text, be it text or HTML."""
    return plain_text(isolated(words, title)) if isinstance(title, Html) else title


def plain_text(html: str) -> str:
    """Return inline HTML as a reader sees it."""
    words = _TAGS.sub("", html) if "<" in html else html
    return unescape(words) if "&" in words else words
