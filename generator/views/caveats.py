"""Caveats in words. A claim's own are shown each time; of inherited ones the worst, the others by kind and whose.

What claims of the same sources inherit is worked out once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from ..analyse.chains import answering
from ..analyse.standing import (
    MOST_NAMED,
    CarriedCaveat,
    cited,
    denials,
    deniers,
    handed_down,
    inherited_caveats,
    is_worked_out,
    outlet_caveats,
    own_caveats,
    reasons_for_none,
    source_caveats,
    together,
    told_once,
    worst,
)
from ..analyse.wording import lowered, raised
from ..markup import Html, escape, escaped, sentence
from ..model import Claim
from ..names import written_in
from ..pages import IN_TENSION, NOTICE
from .inline import KEPT, NOTHING, Inline
from .view import view

_BEGINS = re.compile(r"(?:<[^>]*>)*")
_OF_CLAIMS = frozenset({"denied", "in-tension"})


@view
class CaveatView:
    """One caveat: its kind, its label with a full stop, its words, and whose they are where that is unclear.

    `attrs` are those of its label.
    """

    kind: str
    label: str
    words: Html
    whose: Html
    attrs: Html = NOTHING


@view
class Inherited:
    """What claims of the same sources inherit: all caveats, the worst in words, and the others in short.

    `opens` and `rest` are the worst in one clause, of which the first part is set off, `clause` is that as HTML; `also`
    are the others, and `marked_also` is that as HTML.
    """

    carried: tuple[CarriedCaveat, ...]
    all: tuple[CaveatView, ...]
    worst: CaveatView | None
    notice: str
    opens: str
    rest: str
    clause: Html
    also: str
    marked_also: Html
    also_kinds: str
    none_needed: tuple[CaveatView, ...]

    @property
    def told(self) -> Html:
        """The worst in one clause, nothing of it set off."""
        return _level(self.clause)


@view
class Carried:
    """All caveats of one claim: its own in words, what it inherits, and all of them in one clause.

    `row` is the clause with links to the claims that speak against this one.
    """

    all: tuple[CarriedCaveat, ...]
    chief: CarriedCaveat | None
    own: tuple[CaveatView, ...]
    inherited: Inherited
    kinds: str
    opens: str
    rest: str
    clause: Html
    row: Html

    @property
    def told(self) -> Html:
        """All of them in one clause, nothing of it set off."""
        return _level(self.clause)

    @property
    def own_labels(self) -> tuple[str, ...]:
        """The labels of its own caveats, as they stand inside a sentence."""
        told = (caveat for caveat in told_once(self.all) if not caveat.inherited and not caveat.aside)
        own = (caveat for caveat in told if caveat is not self.chief)
        return tuple(dict.fromkeys(lowered(caveat.label) for caveat in own))


class CaveatViews:
    """The caveats of one site as they are shown."""

    def __init__(self, inline: Inline) -> None:
        """Remember the pieces that caveats are made of."""
        self.inline = inline
        self.corpus = inline.corpus
        self.words = inline.words
        self.inherited = self.corpus.memo(self._inherited, KEPT)
        self._of_source = self.corpus.memo(lambda source: source_caveats(self.corpus, source))
        self._none = self.corpus.memo(lambda source: reasons_for_none(self.corpus, source))
        self._caveat = self.corpus.memo(self._in_words, KEPT)
        self._alone = self.corpus.memo(self._only_inherited, KEPT)
        self.all = self.corpus.memo(lambda id: self._all(self.corpus.claims[id]), KEPT)
        self.carried = self.corpus.memo(lambda id: self._carried(self.all(id), cited(self.corpus.claims[id])), KEPT)

    def learn(self, source: str) -> None:
        """Find out which caveats a source hands down, before anybody asks."""
        self._of_source(source)
        self._none(source)

    def of(self, claim: Claim) -> Carried:
        """Return the caveats of a claim, as they are shown."""
        return self._carried(self._all(claim), cited(claim))

    def _all(self, claim: Claim) -> tuple[CarriedCaveat, ...]:
        """Return the caveats of a claim as they are recorded: to show them takes longer, and not all who ask do."""
        inherited = handed_down(self.corpus, claim, self._of_sources(cited(claim)))
        return together(own_caveats(self.corpus, claim), inherited)

    def _of_sources(self, sources: tuple[str, ...]) -> tuple[CarriedCaveat, ...]:
        if len(sources) == 1:
            return self._of_source(*sources)
        return inherited_caveats(map(self._of_source, sources))

    def _carried(self, carried: tuple[CarriedCaveat, ...], sources: tuple[str, ...]) -> Carried:
        """Return all caveats of a claim that cites some sources, as they are shown."""
        own = tuple([caveat for caveat in carried if not caveat.inherited])
        inherited, others = self.inherited(*sources), carried[len(own) :]
        if others != inherited.carried:  # some are its own, too, or come from what its passages name as their own
            inherited = self._worked_out(others, sources)
        elif not own:
            return self._alone(*sources)
        chief = worst(carried)
        opens, rest, clause = inherited.opens, inherited.rest, inherited.clause
        if not inherited.worst and chief:
            opens, rest = _opened(chief)
            clause = self._clause(chief, opens, rest)
        told = {(caveat.brief, caveat.aside): caveat for caveat in told_once(own) if caveat is not chief}.values()
        also = [self.words("also {caveats}", caveats=inherited.also)] if inherited.also else []
        semicolon, ends = self.words("; "), tuple(map(self.inline.told, also))
        marked = Html(semicolon.join([clause, *map(self._brief, told), *ends]))
        row = marked
        if any(map(_is_of_claims, own)):
            first = _set_off(self._leading(chief)) if chief and _is_of_claims(chief) else clause
            row = Html(semicolon.join([first, *map(self._leading, told), *ends]))
        return Carried(
            carried,
            chief,
            self._own(own),
            inherited,
            _kinds(carried),
            opens,
            semicolon.join(
                [rest, *(self._beside(self.words.isolated(caveat.brief), caveat) for caveat in told), *also]
            ),
            marked,
            row,
        )

    def _leading(self, caveat: CarriedCaveat) -> Html:
        """Return a caveat in one clause, with links to the claims that it tells of."""
        if not _is_of_claims(caveat):
            return self._brief(caveat)
        if caveat.kind == "in-tension" and caveat.owner in self.corpus.tensions:
            href = self.inline.href(caveat.owner)
            return Html(self.words.many(
                'in tension with <a href="{address}">another claim</a>',
                'in tension with <a href="{address}">other claims</a>',
                len(self.corpus.tensions[caveat.owner]),
                address=Html(href if "#" in href else f"{href}#{IN_TENSION}"),
            ))  # fmt: skip
        if caveat.kind == "denied" and (found := denials(self.corpus, caveat.owner)):
            return self._denied(found)
        return self.inline.label(caveat.brief)

    def _brief(self, caveat: CarriedCaveat) -> Html:
        """Return a caveat of the claim itself in one clause."""
        return Html(self._beside(self.inline.label(caveat.brief), caveat))

    def _beside(self, told: str, caveat: CarriedCaveat) -> str:
        """Return what is said of a caveat, with that it is of a report against the claim, where it is."""
        return f"{told} ({self._whose('', '', caveat.aside)})" if caveat.aside else told

    def answering(self, id: str) -> Html:
        """Return who answers by a claim, the first few of them; nothing where nobody is named."""
        who = answering(self.corpus, id)
        names = [self.inline.whom(one) for one in who[:MOST_NAMED]]
        more = [Html(self.words("others"))] if len(who) > MOST_NAMED else []
        return self.inline.listed([*names, *more])

    def _denied(self, denials: Sequence[str]) -> Html:
        """Return by whom a claim is denied, each with a link to the denial; or only that, where nobody is named."""
        by, others = deniers(self.corpus, denials)
        if not by:
            return Html(f'<a href="{self.inline.href(denials[0])}">{self.words("denied")}</a>')
        names = [
            Html(f'<a href="{self.inline.href(denial)}">{self.inline.whom(who)}</a>') for who, denial in by.items()
        ]
        more = [Html(self.words("others"))] if others else []
        return Html(self.words("denied by {names}", names=self.inline.listed([*names, *more])))

    def _only_inherited(self, *sources: str) -> Carried:
        """Return the caveats of all claims of these sources that have none of their own."""
        inherited = self.inherited(*sources)
        rest, clause = inherited.rest, inherited.clause
        if inherited.also:
            also = f"{self.words('; ')}{self.words('also {caveats}', caveats=inherited.also)}"
            rest, clause = f"{rest}{also}", Html(f"{clause}{self.inline.told(also)}")
        chief = worst(inherited.carried)
        return Carried(
            inherited.carried, chief, (), inherited, _kinds(inherited.carried), inherited.opens, rest, clause, clause
        )

    def outlet(self, id: str) -> tuple[CaveatView, ...]:
        """Return the standing caveats of an outlet."""
        return tuple(self._caveat(caveat, caveat.by != id, "") for caveat in outlet_caveats(self.corpus, id))

    def _inherited(self, *sources: str) -> Inherited:
        return self._worked_out(self._of_sources(sources), sources)

    def _worked_out(self, carried: tuple[CarriedCaveat, ...], sources: tuple[str, ...]) -> Inherited:
        chief = worst(tuple(caveat for caveat in carried if not caveat.aside))
        outlets = self._outlets(sources)
        behind = {caveat: "" if caveat.owner in {*sources, *outlets} else caveat.owner for caveat in carried}
        views = {caveat: self._caveat(caveat, outlets != {caveat.by}, behind[caveat]) for caveat in carried}
        several = len(sources) > 1
        none_needed = tuple(self._no_need(id, why, several) for id in sources for why in self._none(id))
        opens, rest = _opened(chief) if chief else (self.words("No caveat recorded"), "")
        clause, said = self._clause(chief, opens, rest), len(rest)
        if not chief and none_needed:
            rest = self.words("; the source needs none, the editors say")
        if chief and behind[chief]:
            source = self.inline.called_source(behind[chief])
            rest = f"{rest}{self.words(', said of the source behind it, {source}', source=source)}"
        others = [caveat for caveat in carried if caveat is not chief]
        also = self._also({caveat: behind[caveat] for caveat in others})
        return Inherited(
            carried,
            tuple(views.values()),
            views[chief] if chief else None,
            f"{self.inline.href(chief.via)}#{NOTICE}" if chief and chief.via in self.corpus.sources else "",
            opens,
            rest,
            Html(f"{clause}{self.inline.told(rest[said:])}"),
            also,
            self.inline.told(also),
            _kinds(others),
            none_needed,
        )

    def _outlets(self, sources: tuple[str, ...]) -> set[str | None]:
        return {self.corpus.sources[id].outlet for id in sources if id in self.corpus.sources}

    def said_of(self, caveat: CarriedCaveat, sources: tuple[str, ...]) -> str:
        """Return in words of what a caveat of a claim that cites these holds, "" where of one that makes the claim."""
        behind = caveat.inherited and caveat.owner not in {*sources, *self._outlets(sources)}
        return self._whose("", caveat.owner if behind else "", caveat.aside)

    def _also(self, others: Mapping[CarriedCaveat, str]) -> str:
        """Return caveats by their labels and by whose they are: "translated (Outlet B); hearsay (the editors)"."""
        by_whose: dict[str, dict[str, None]] = {}
        for caveat, behind in others.items():
            by = self.corpus.name(caveat.by) if caveat.verbatim else "" if behind else self.words("the editors")
            by_whose.setdefault(self._whose(by, behind, caveat.aside), {})[lowered(caveat.label)] = None
        comma = self.words(", ")
        told = ((comma.join(map(self.words.isolated, labels)), whose) for whose, labels in by_whose.items())
        return self.words("; ").join(f"{labels} ({whose})" for labels, whose in told)

    def _clause(self, caveat: CarriedCaveat | None, opens: str, rest: str) -> Html:
        """Return a caveat in one clause as HTML, marked as one where it is not translated."""
        told = f"<b>{escaped(opens)}</b>{escaped(rest)}"
        attrs = self.inline.label_attrs(caveat.brief) if caveat else NOTHING
        return Html(f"<span{attrs}>{told}</span>" if attrs else told)

    def _own(self, own: tuple[CarriedCaveat, ...]) -> tuple[CaveatView, ...]:
        """Return own caveats in words; several of the editors' of one kind are one.

        What somebody wrote of a kind by which the program tells what speaks against the claim is part of that.
        """
        opposed = {caveat.kind for caveat in own if is_worked_out(caveat)}
        together: dict[object, list[CarriedCaveat]] = {}
        for caveat in own:
            key = caveat if caveat.verbatim and caveat.kind not in opposed else caveat.kind
            together.setdefault(key, []).append(caveat)
        return tuple(map(self._as_one, together.values()))

    def _as_one(self, caveats: Sequence[CarriedCaveat]) -> CaveatView:
        """Return caveats of one kind in words, under the label of the first."""
        views = [self._caveat(caveat, caveat.verbatim, "") for caveat in caveats]
        if len(views) == 1:
            return views[0]
        told = [Html(f"{view.words} ({view.whose})") if view.whose else view.words for view in views]
        told = list(filter(None, told))
        return replace(views[0], words=Html(" ".join([*map(sentence, told[:-1]), *told[-1:]])), whose=NOTHING)

    def _in_words(self, caveat: CarriedCaveat, whose: bool, behind: str) -> CaveatView:
        """Return one caveat in words: in quotation marks and, if asked, with whose it is where others gave it.

        `behind` is the source or outlet that it is about, where that is behind the cited one.
        """
        words = escape(caveat.text)
        if caveat.written and caveat.text:
            lang = caveat.lang or written_in(caveat.text, self.inline.main)
            own = self.inline.own if lang == self.inline.main else partial(self.inline.marked, lang=lang)
            words = self.inline.spoken(caveat.text, lang) if caveat.verbatim else own(caveat.text)
        by = caveat.by if whose and caveat.verbatim else ""
        label = sentence(caveat.label)
        named = self._named(by, behind, caveat.aside)
        return CaveatView(caveat.kind, label, words, named, self.inline.label_attrs(label))

    def _named(self, by: str, behind: str, aside: bool) -> Html:
        """Return as HTML who gave a caveat, and of what, where that is not a cited source that supports the claim."""
        name = _lightly(self.inline.bare(by)) if by else NOTHING
        return Html(self._of_what(name, _lightly(self.inline.cited(behind)) if behind else "", aside))

    def _whose(self, by: str, behind: str, aside: bool) -> str:
        """Return the same as text, in which names of another direction keep it."""
        isolated = self.words.isolated
        return self._of_what(isolated(by), isolated(self.inline.called_source(behind)) if behind else "", aside)

    def _of_what(self, by: str, behind: str, aside: bool) -> str:
        told = [by]
        if behind and by == behind:
            told = [self.words("the source behind it, {source}", source=behind)]
        elif behind:
            told.append(self.words("of the source behind it, {source}", source=behind))
        if aside:
            told.append(self.words("of a report against it"))
        return self.words("; ").join(filter(None, told))

    def _no_need(self, source: str, reason: str, several: bool) -> CaveatView:
        whose = _lightly(self.inline.cited(source)) if several else NOTHING
        return CaveatView(
            "",
            self.words("The source needs no caveat,"),
            Html(self.words("the editors say: {why}", why=self.inline.own(reason))),
            whose,
        )


def _is_of_claims(caveat: CarriedCaveat) -> bool:
    """Tell whether a caveat tells of other claims; what somebody wrote of that kind is words."""
    return caveat.kind in _OF_CLAIMS and not caveat.written


def _set_off(clause: Html) -> Html:
    """Return a clause that begins a row."""
    begins = _BEGINS.match(clause)
    at = begins.end() if begins else 0
    return Html(f"<b>{clause[:at]}{raised(clause[at:])}</b>")


def _lightly(name: Html) -> Html:
    """Return a name without a mark that says nothing: a page repeats it with every caveat."""
    return Html(name.removeprefix("<bdi>").removesuffix("</bdi>")) if name.startswith("<bdi>") else name


def _level(clause: Html) -> Html:
    return Html(clause.replace("<b>", "", 1).replace("</b>", "", 1))


def _kinds(caveats: Iterable[CarriedCaveat]) -> str:
    return " ".join(dict.fromkeys([caveat.kind for caveat in caveats]))


def _opened(caveat: CarriedCaveat) -> tuple[str, str]:
    """Return a caveat in one clause, in two parts, of which the first is set off: "Not verified", " by …"."""
    label = lowered(caveat.label)
    if caveat.brief.startswith(label):
        return caveat.label, caveat.brief[len(label) :]
    return raised(caveat.brief), ""
