"""Claims as they are shown: in full, as a short row, as one line.

The three lengths share one view, so that none of them can say less about trust than the others do. Own caveats are
shown in words each time; of inherited ones the worst in words, the others by kind and by whose they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from markupsafe import Markup, escape

from ..analyse.arrangement import MOST_BESIDE, answers
from ..analyse.chains import Chain, Step, chain, citation_lang
from ..analyse.origins import Reports, common_ancestor, reports
from ..analyse.standing import CarriedCaveat, caveats, leading, needs_none, outlet_caveats, source_caveats, worst
from ..analyse.wording import CREDIBILITY, NOT_GIVEN, OPENERS, counted, listed, lowered, raised, sentence
from ..model import Assessment, Citation, Claim, Retraction, Seen, UnsetType
from ..pages import NOTICE, statement_anchor
from .inline import NOTHING, Inline, unknown

MOST_CHAINS = 3
"""How many chains stand above a statement; the claim's own page shows all."""
_ANCHOR_TAGS = re.compile(r"</?a\b[^>]*>")
_NOBODY = Markup('<span class="nobody">no named source</span>')
_UNRECORDED = Markup('<span class="nobody">source not recorded</span>')
_UNKNOWN_OUTLET = Markup('outlet <span class="unknown">not given</span>')
_THEN = Markup('\N{NO-BREAK SPACE}<span class="then" aria-hidden="true">→</span>')


@dataclass(frozen=True, slots=True)
class StepView:
    """One link of a chain: who, remarks in brackets, and the arrow to the next one."""

    name: Markup
    remark: str
    then: Markup


@dataclass(frozen=True, slots=True)
class ChainView:
    """One chain as a line; `ascribed` is whose words they are said to be, `brief` the line without links."""

    label: str
    ascribed: Markup
    steps: tuple[StepView, ...]
    brief: Markup


@dataclass(frozen=True, slots=True)
class CaveatView:
    """One caveat in words: its kind, its label, its words, and whose they are where that is unclear."""

    kind: str
    label: str
    words: Markup
    whose: str


@dataclass(frozen=True, slots=True)
class QuoteView:
    """The words of one citation: what they do to the claim, the words, and where they stand."""

    opens: str
    words: Markup
    attrs: Markup
    translation: Markup
    translated_by: Markup
    outlet: Markup
    locator: str
    hedges: str
    unavailable: str


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation by itself: its chain, its words, every caveat, and why a source needs none."""

    chain: ChainView
    quote: QuoteView
    caveats: tuple[CaveatView, ...]
    none_needed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """That a claim was withdrawn, when and why."""

    on: Markup
    why: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that a claim shows of itself, at whatever length."""

    id: str
    href: str
    anchor: str
    mode: str
    opens: str
    statement: Markup
    unlinked: Markup
    plain: str
    attrs: Markup
    withdrawn: Withdrawn | None
    chains: tuple[ChainView, ...]
    more_chains: int
    own: tuple[CaveatView, ...]
    worst: CaveatView | None
    notice: str
    also_kinds: str
    also: str
    none_needed: tuple[str, ...]
    trust_kinds: str
    trust_opens: str
    trust: str
    quotes: tuple[QuoteView, ...]
    more_quotes: int
    dated: bool
    date: Markup
    seen: Markup
    reports: str
    echoes: bool
    about_reports: tuple[str, ...]
    credibility: str
    judged: Markup
    in_tension: int
    answered: tuple[Markup, ...]


class ClaimViews:
    """The claims of one site as they are shown; each is worked out once."""

    def __init__(self, inline: Inline) -> None:
        """Remember the pieces that claims are made of."""
        self.inline = inline
        self.corpus = inline.corpus
        self.inherited = cache(lambda source: source_caveats(self.corpus, source))
        self.caveats = cache(self._caveats)
        self.shown = cache(self._shown)
        self.chief = cache(self._chief)

    def reports(self, claim: Claim) -> Reports:
        """Return the reports of a claim."""
        return reports(self.corpus, claim)

    def line(self, id: str) -> str:
        """Return the claim as one line of plain text, its standing first: "Reported act, not verified: …"."""
        shown = self.shown(id)
        return f"{self.standing(id)}: {shown.plain}"

    def standing(self, id: str) -> str:
        """Return what a line of text says of a claim before its words: "Reported act, not verified"."""
        shown = self.shown(id)
        words = [shown.opens, *(lowered(caveat.label) for caveat in leading(self.caveats(id)))]
        return ", ".join([f"Withdrawn: {words[0].lower()}" if shown.withdrawn else words[0], *words[1:]])

    def trust(self, id: str) -> str:
        """Return the short row's words on trust, chain, reports and date as plain text."""
        shown = self.shown(id)
        first = [f"{line.label} {Markup(line.brief).striptags()}" for line in shown.chains[:1]]
        more = (
            f" and {counted(len(shown.chains) - 1 + shown.more_chains, 'more chain')}" if len(shown.chains) > 1 else ""
        )
        date = shown.date.striptags() if shown.dated else f"date {shown.date.striptags()}"
        told = f"{first[0]}{more}. " if first else ""
        return f"{shown.trust_opens}{shown.trust}. {told}{shown.reports}; {date}."

    def caveat(self, caveat: CarriedCaveat, whose: bool = False) -> CaveatView:
        """Return one caveat in words; in quotation marks and, if asked, with whose it is where others gave it."""
        words = escape(caveat.text)
        if caveat.verbatim and caveat.text:
            marked = self.inline.quoted(caveat.text, caveat.lang)
            attrs = self.inline.attrs(caveat.lang)
            words = Markup(f"<span{attrs}>{marked}</span>") if attrs else marked
        by = self.corpus.name(caveat.by) if whose and caveat.verbatim else ""
        of = f"of the source behind it, {self._called(caveat.owner)}" if caveat.level == "ancestor" else ""
        return CaveatView(caveat.kind, sentence(caveat.label), words, "; ".join(filter(None, (by, of))))

    def own_caveats(self, id: str) -> tuple[CaveatView, ...]:
        """Return the claim's and its citations' caveats; several of the editors' of one kind are one."""
        own: list[CarriedCaveat] = []
        for caveat in self.caveats(id):
            if caveat.inherited:
                continue
            same = next((place for place, c in enumerate(own) if c.kind == caveat.kind and not c.verbatim), None)
            if same is None or caveat.verbatim:
                own.append(caveat)
            else:
                told = " ".join(filter(None, (sentence(own[same].text), caveat.text)))
                own[same] = replace(own[same], text=told)
        return tuple(self.caveat(caveat, whose=True) for caveat in own)

    def page_caveats(self, id: str) -> Iterator[CaveatView]:
        """Yield every caveat of a claim, each inherited one word for word."""
        yield from self.own_caveats(id)
        claim = self.corpus.claims[id]
        for caveat in self.caveats(id):
            if caveat.inherited:
                yield self.caveat(caveat, self._is_unclear(claim, caveat))

    def chain(self, found: Chain) -> ChainView:
        """Return a chain as a line."""
        last = len(found.steps) - 1
        steps = tuple(
            StepView(self.step(step), step.remark, _THEN if place < last else NOTHING)
            for place, step in enumerate(found.steps)
        )
        ascribed = self._bare(found.ascribed_to) if found.ascribed_to else NOTHING
        brief = Markup(" → ").join(self._brief_step(step) for step in found.steps)
        if ascribed:
            brief = Markup(f"{ascribed} by {brief}")
        return ChainView("Words ascribed to" if ascribed else "Said by", ascribed, steps, brief)

    def step(self, step: Step) -> Markup:
        """Return who tells at one link of a chain: a link, a name, or the source's words for somebody unnamed."""
        match step.sort:
            case "entity":
                return self.inline.entity(step.entity)
            case "named":
                return self.inline.name(step.words)
            case "unnamed":
                return self._unnamed(step)
            case "nobody":
                return _NOBODY
            case "unrecorded":
                return _UNRECORDED
            case "unknown-outlet":
                return _UNKNOWN_OUTLET

    def teller(self, id: str) -> Markup:
        """Return who is nearest to the event, for a cell of a table: “informed sources”, unnamed."""
        chains = self.shown(id).chains
        if not chains:
            return _UNRECORDED
        first = chain(self.corpus, self.corpus.claims[id].citations[0]).steps[0]
        name = self.inline.bare(first.entity) if first.sort == "entity" else self.step(first)
        others = len(chains) - 1 + self.shown(id).more_chains
        more = f", and {counted(others, 'other')}" if others else ""
        return Markup(f"{name}{', ' if first.short else ''}{first.short}{more}")

    def of_outlet(self, id: str) -> tuple[CarriedCaveat, ...]:
        """Return the standing caveats of an outlet."""
        return outlet_caveats(self.corpus, id)

    def cited(self, citation: Citation) -> Cited:
        """Return one citation outside of any claim, such as that of a name."""
        alone = Claim(id="", text="", mode="state", citations=(citation,))
        carried = caveats(self.corpus, alone, self.inherited)
        return Cited(
            self.chain(chain(self.corpus, citation)),
            self.quote(citation),
            tuple(self.caveat(caveat, whose=True) for caveat in carried),
            needs_none(self.corpus, alone),
        )

    def quote(self, citation: Citation) -> QuoteView:
        """Return the words of a citation with where they stand."""
        lang = citation_lang(self.corpus, citation)
        quote = citation.quote if isinstance(citation.quote, str) else ""
        translation = citation.translation
        opens = {"refutes": "Refutes:", "context": "Context:"}.get(citation.supports, "")
        return QuoteView(
            opens,
            self.inline.quoted(quote, lang) if quote else NOTHING,
            self.inline.attrs(lang),
            self.inline.quoted(translation.text) if not isinstance(translation, UnsetType) else NOTHING,
            self.inline.who(translation.by) if not isinstance(translation, UnsetType) else NOTHING,
            self._outlet(citation),
            citation.locator if isinstance(citation.locator, str) else "",
            listed([f"“{hedge}”" for hedge in citation.hedges]),
            citation.quote_unavailable if isinstance(citation.quote_unavailable, str) else "",
        )

    def _caveats(self, id: str) -> tuple[CarriedCaveat, ...]:
        return caveats(self.corpus, self.corpus.claims[id], self.inherited)

    def _chief(self, id: str) -> CarriedCaveat | None:
        return worst(self.caveats(id))

    def _shown(self, id: str) -> Shown:
        claim = self.corpus.claims[id]
        statement = self.inline.prose(claim.words(self.inline.lang))
        unlinked = Markup(_ANCHOR_TAGS.sub("", statement))
        chains = tuple(dict.fromkeys(chain(self.corpus, citation) for citation in claim.citations))
        carried = self.caveats(id)
        chief = self.chief(id)
        inherited = chief if chief and chief.inherited else None
        also_kinds, also = self._also(carried, inherited)
        none_needed = () if inherited else needs_none(self.corpus, claim)
        trust_opens, trust = self._trust(carried, chief, also, none_needed)
        count = reports(self.corpus, claim)
        credibility, judged = self._credibility(claim)
        return Shown(
            id=id,
            href=self.inline.href(id),
            anchor=statement_anchor(id),
            mode=claim.mode,
            opens=OPENERS[claim.mode],
            statement=statement,
            unlinked=unlinked,
            plain=unlinked.striptags(),
            attrs=self._text_attrs(claim),
            withdrawn=self._withdrawn(claim.retracted),
            chains=tuple(self.chain(found) for found in chains[:MOST_CHAINS]),
            more_chains=max(0, len(chains) - MOST_CHAINS),
            own=self.own_caveats(id),
            worst=self.caveat(inherited, self._is_unclear(claim, inherited)) if inherited else None,
            notice=f"{self.inline.href(inherited.via)}#{NOTICE}" if inherited and inherited.via else "",
            also_kinds=also_kinds,
            also=also,
            none_needed=none_needed,
            trust_kinds=" ".join(dict.fromkeys(caveat.kind for caveat in carried)),
            trust_opens=trust_opens,
            trust=trust,
            quotes=tuple(self.quote(citation) for citation in claim.citations[:MOST_CHAINS]),
            more_quotes=max(0, len(claim.citations) - MOST_CHAINS),
            dated=isinstance(claim.date, str),
            date=self.inline.when(claim.date),
            seen=self._seen(claim.seen),
            reports=raised(count.words),
            echoes=len(count.supporting) > 1 and count.origins == 1,
            about_reports=tuple(self._about_reports(count)),
            credibility=credibility,
            judged=judged,
            in_tension=len(self.corpus.tensions.get(id, ())),
            answered=tuple(self._answers(id)),
        )

    def _text_attrs(self, claim: Claim) -> Markup:
        if isinstance(claim.text, str) or self.inline.lang in claim.text:
            return NOTHING
        return self.inline.attrs(next(iter(claim.text)))

    def _withdrawn(self, retracted: Retraction | UnsetType) -> Withdrawn | None:
        if isinstance(retracted, UnsetType):
            return None
        return Withdrawn(self.inline.date(retracted.on), retracted.why if isinstance(retracted.why, str) else "")

    def _is_unclear(self, claim: Claim, caveat: CarriedCaveat) -> bool:
        """Tell whether a reader could not know whose caveat it is: it is not that of the only outlet cited."""
        cited = (self.corpus.sources.get(citation.source) for citation in claim.citations)
        return {source.outlet for source in cited if source} != {caveat.by}

    def _also(self, carried: tuple[CarriedCaveat, ...], chief: CarriedCaveat | None) -> tuple[str, str]:
        """Return the other inherited caveats: their kinds, and their labels with whose they are."""
        by_whose: dict[str, dict[str, None]] = {}
        kinds: dict[str, None] = {}
        for caveat in carried:
            if caveat.inherited and caveat is not chief:
                whose = self.corpus.name(caveat.by) if caveat.verbatim else "the editors"
                by_whose.setdefault(whose, {})[lowered(caveat.label)] = None
                kinds[caveat.kind] = None
        words = "; ".join(f"{', '.join(labels)} ({whose})" for whose, labels in by_whose.items())
        return " ".join(kinds), words

    def _trust(
        self, carried: tuple[CarriedCaveat, ...], chief: CarriedCaveat | None, also: str, none_needed: tuple[str, ...]
    ) -> tuple[str, str]:
        """Return the short row's words on trust, in the stated order but the worst first: what is set off, the rest."""
        if chief is None:
            return ("No caveat needed", ", the editors say") if none_needed else ("No caveat recorded", "")
        label = lowered(chief.label)
        opens, rest = chief.label, chief.brief.removeprefix(label)
        if rest == chief.brief:
            opens, rest = raised(chief.brief), ""
        parts = dict.fromkeys(c.brief for c in carried if not c.inherited and c is not chief)
        parts |= {f"also {also}": None} if also else {}
        return opens, "".join([rest, *(f"; {part}" for part in parts)])

    def _unnamed(self, step: Step) -> Markup:
        words = self.inline.quoted(step.words, step.lang)
        attrs = self.inline.attrs(step.lang)
        return Markup(f"<span{attrs}>{words}</span>") if attrs else words

    def _brief_step(self, step: Step) -> Markup:
        words = escape(self.corpus.name(step.entity)) if step.sort == "entity" else self.step(step)
        return Markup(f"{words} ({step.short})") if step.short else words

    def _bare(self, text: str) -> Markup:
        return self.inline.bare(text) if text in self.corpus.entities else self.inline.name(text)

    def _outlet(self, citation: Citation) -> Markup:
        source = self.corpus.sources.get(citation.source)
        if source is None:
            return escape(citation.source)
        return self.inline.bare(source.outlet) if source.outlet else self.inline.name(self.inline.title(source))

    def _called(self, id: str) -> str:
        source = self.corpus.sources.get(id)
        if source is None:
            return self.corpus.name(id)
        return self.corpus.name(source.outlet) if source.outlet else self.inline.title(source)

    def _seen(self, seen: Seen | UnsetType | None) -> Markup:
        """Return in words when sources first and last say so."""
        if isinstance(seen, UnsetType):
            return NOTHING
        if seen is None:
            return unknown(NOT_GIVEN)
        parts = [
            Markup(f"{word} {self.inline.when(value)}")
            for word, value in (("first", seen.first), ("last", seen.last))
            if not isinstance(value, UnsetType)
        ]
        return Markup(", ").join(parts)

    def _about_reports(self, count: Reports) -> Iterator[str]:
        if len(count.supporting) > 1 and count.origins == 1:
            ancestor = common_ancestor(self.corpus, count.supporting)
            all_of_them = "Both" if len(count.supporting) == 2 else "All"
            derive = f"derive from {self._called(ancestor)}" if ancestor else "share an outlet or a named source"
            yield f"{all_of_them} {derive}."
        if count.named:
            it = "It names" if len(count.supporting) == 1 else "They name"
            unread = len(count.unread)
            read = (
                "none read here" if unread == len(count.named) else f"{unread} not read here" if unread else "read here"
            )
            yield f"{it} {counted(len(count.named), 'source')}, {read}."

    def _credibility(self, claim: Claim) -> tuple[str, Markup]:
        """Return the editors' grade in words, and who gave it and when."""
        if not isinstance(claim.assessment, Assessment):
            return "", NOTHING
        grade = f"{claim.assessment.credibility} of 6, {CREDIBILITY[claim.assessment.credibility]}"
        return grade, Markup(f"{self.inline.who(claim.assessment.by)}, {self.inline.date(claim.assessment.on)}")

    def _answers(self, id: str) -> Iterator[Markup]:
        """Yield a link for each of the first answers: who answers, and that it is one."""
        for answer in answers(self.corpus, id):
            denies = "denies it" if self.corpus.claims[answer].mode == "denial" else "answers it"
            yield Markup(f'{self.answering(answer)} <a href="{self.inline.href(answer)}">{denies}</a>')

    def answering(self, id: str) -> Markup:
        """Return who answers: the person or group whose words the answer is said to be, else whom it is about."""
        claim = self.corpus.claims[id]
        for citation in claim.citations:
            if not isinstance(citation.attribution, UnsetType) and isinstance(citation.attribution.ascribed_to, str):
                return self._bare(citation.attribution.ascribed_to)
        names = [self.inline.bare(entity) for entity in self.corpus.subjects[id][:MOST_BESIDE]]
        return Markup(" and ").join(names) if names else Markup("Somebody")
