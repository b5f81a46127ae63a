"""From revisions to events: what a reader of each claim would have seen change, commit by commit.

A claim goes on through its former ids. What became of a claim that nobody sees any more is told without its name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..analyse.changes import Change, Wording, carried, changes, ended
from ..analyse.standing import caveats, cited, kind_label, source_caveats
from ..corpus import Corpus
from ..model import Claim
from ..revisions import Fields, Revision, Revisions
from ..withhold import published
from .carriers import Carriers, Told
from .events import Event, History
from .hiding import Hiding, is_withheld, withholds
from .lives import Life, known_as, lives
from .todays import with_ids_of_today

_GONE = "Taken out of the data without a withdrawal"
_BACK = "Put back into the data"
_UNSEEN = "Changed while it was withheld"
_WITHHELD = "Withheld"
_SHOWN = "Shown from here on; it was withheld before"
_MOVED = "Its id and its address changed"
_MERGED = "A claim was merged into this one"
_CLAIM_GONE = "A claim was taken out of the data"
_CLAIM_WITHHELD = "A claim was withheld"
_CLAIM_CHANGED = "A claim that is not shown any more was changed"
SAID = (_GONE, _BACK, _UNSEEN, _WITHHELD, _SHOWN, _MOVED, _MERGED, _CLAIM_GONE, _CLAIM_WITHHELD, _CLAIM_CHANGED)
"""The sentences above, for catalogues."""


def tell_history(revisions: Revisions, corpus: Corpus) -> History:
    """Return the history of the claims of a corpus, withheld records included: what is withheld leaves it here."""
    if revisions.missing:
        return History(missing=revisions.missing)
    telling = _Telling(revisions, corpus)
    nameless = tuple(telling.nameless())
    order = {step.commit: place for place, step in enumerate(revisions.steps)}
    events = _without_reasons(dict(_of_claims(telling, order)), nameless)
    first = {id: step for id in telling.shown.claims if (step := telling.first(id)) is not None}
    steps, whole = revisions.steps, revisions.whole and not revisions.absent
    # Whatever is first found where something is not here may have stood in that.
    older = {*range(min(step for step, _ in revisions.absent), len(steps))} if revisions.absent else set[int]()
    older |= set() if revisions.whole else {0}
    # What happened to an outlet is told of all claims that carry it, and is one event of the site.
    found = dict.fromkeys([*nameless, *(event for all_of_it in events.values() for event in all_of_it)])
    return History(
        {id: steps[step].day for id, step in first.items()},
        frozenset(id for id, step in first.items() if step in older),
        events,
        tuple(sorted(found, key=lambda event: (-order[event.commit], event.place))),
        whole,
        unread=tuple((steps[step].day, steps[step].commit) for step, _ in revisions.unread),
        day=steps[-1].day if steps else "",
    )


def _of_claims(telling: _Telling, order: Mapping[str, int]) -> Iterator[tuple[str, tuple[Event, ...]]]:
    """Yield the claims to which anything happened, with what that was: first their own of each commit."""
    for id in telling.shown.claims:
        if told := [*telling.events(id), *telling.of_outlets(id)]:
            yield id, tuple(sorted(told, key=lambda event: order[event.commit]))


class _Telling:
    """The revisions of one site, and what of them may be told."""

    def __init__(self, revisions: Revisions, corpus: Corpus) -> None:
        self.revisions = revisions
        self.shown = published(corpus)
        self.hiding = Hiding(corpus, self.shown, revisions)
        self.words = corpus.words
        self.renamed = {old: new for old, new in self.hiding.former.items() if self._is_renamed(old, new)}
        self.lives = {claim.id: lives(revisions, claim.id, claim.formerly) for claim in self.shown.claims.values()}
        self.carriers = Carriers(revisions, self.shown, self.hiding, self.renamed, self.name)
        self._of_outlet = {id: told for id in self.shown.entities if (told := tuple(self._events_of(id)))}
        self.merged = {id for several in self.lives.values() for life in several[1:] for id in life.ids}

    def _is_renamed(self, old: str, new: str) -> bool:
        """Tell whether a record only has another id since then: the new one was not there beside the old one."""
        revisions = self.revisions.changed.get(old, ())
        gone = revisions[-1].step if revisions and revisions[-1].after is None else None
        return gone is not None and self.revisions.first.get(new, gone) >= gone

    def first(self, id: str) -> int | None:
        """Return the step in which a claim is first found, under whatever id."""
        return min((self.revisions.first[one] for one in self.lives[id][0].ids if one in self.revisions.first),
                   default=None)  # fmt: skip

    def events(self, id: str) -> Iterator[Event]:
        """Yield what happened to a claim that is shown, the oldest first: what one commit did to it is one event."""
        told: dict[int, list[Told]] = {}
        for life in self.lives[id]:
            if life.merged and not _was_seen(life.revisions):
                continue
            for revision, found in self._told(id, life):
                told.setdefault(revision.step, []).append((revision, found))
        begin = self.first(id)
        for source in self.carriers.sources(id) if begin is not None else ():
            for revision, found in self.carriers.of_source(source):
                if revision.step > (begin or 0):
                    told.setdefault(revision.step, []).append((revision, found))
        for step in sorted(told):
            yield replace(self._event(id, step, told[step]), known=known_as(self.revisions, self.lives[id][0], step))

    def of_outlets(self, id: str) -> Iterator[Event]:
        """Yield how standing caveats changed that a claim carries, since it was first recorded."""
        begin = self.first(id) if self._of_outlet else None  # mostly there are none
        for outlet in self.carriers.outlets(id) if begin is not None else ():
            yield from (event for step, event in self._of_outlet.get(outlet, ()) if step > (begin or 0))

    def _events_of(self, outlet: str) -> Iterator[tuple[int, Event]]:
        """Yield what happened to an outlet, each event with its step."""
        life = lives(self.revisions, outlet, self.shown.entities[outlet].formerly, "entity")[0]
        for told in self.carriers.of_outlet(outlet):
            step = told[0].step
            yield (
                step,
                replace(self._event("", step, [told]), outlet=outlet, known=known_as(self.revisions, life, step)),
            )

    def _told(self, id: str, life: Life) -> Iterator[Told]:
        """Yield what each revision of a life changed; of a claim that was merged into this one that it was.

        Nobody can say of today what of that one is withheld: where anything was in the end, no more is told.
        """
        last: Fields | None = None
        for revision in life.revisions:
            found = tuple(self._changes(id, revision, last))
            last = revision.before if revision.after is None else None
            if life.merged and last is not None and revision is life.revisions[-1]:
                found = tuple(self._merged(id, last))
            elif life.merged and withholds(life.last):
                found = ()
            elif life.merged:
                found = tuple(replace(change, what=self._of_merged(change.what)) for change in found)
            if found:
                yield revision, found

    def _of_merged(self, what: str) -> str:
        return self.words("Of a claim that was merged into this one: {what}", what=what)

    def _merged(self, id: str, last: Fields) -> Iterator[Change]:
        """Yield that a claim was merged into this one, with what it said last."""
        what = self.words(_MERGED)
        if withholds(last):
            yield Change(what, "", self.hiding.removed)
            return
        value = with_ids_of_today(last, self.renamed)
        for change in ended(value, what, self.name, self.words):
            yield self.hiding.change(id, change, value, {})

    def nameless(self) -> Iterator[Event]:
        """Yield what happened to claims that were shown once and are not any more, without a word of theirs."""
        numbers: defaultdict[int, int] = defaultdict(int)
        for id, revisions in sorted(self.revisions.changed.items()):
            if self.revisions.sorts.get(id) != "claim" or id not in self.hiding.unshown:
                continue
            if not _was_seen(revisions):
                continue
            for revision in revisions:
                step = self.revisions.steps[revision.step]
                change = Change(self.words(_nameless(revision)), "", self.hiding.removed)
                numbers[revision.step] += 1
                yield Event(step.day, step.commit, "", (change,), number=numbers[revision.step])

    def _changes(self, id: str, revision: Revision, last: Fields | None) -> Iterator[Change]:
        before, after = revision.before, revision.after
        if after is None:
            yield Change(self.words(_GONE), "")
            return
        if before is None:
            yield Change(self.words(_BACK), "")
            before = last
        if before is not None:
            yield from self._compared(id, before, after)

    def _compared(self, id: str, before: Fields, after: Fields) -> Iterator[Change]:
        moved = _moved(before, after) - self.merged
        before, after = (with_ids_of_today(value, self.renamed) for value in (before, after))
        hidden = is_withheld(before), is_withheld(after)
        if any(hidden):
            what = _UNSEEN if all(hidden) else _SHOWN if hidden[0] else _WITHHELD
            removed = self.hiding.removed
            yield Change(self.words(what), "", removed, removed if hidden[1] else None)
            return
        if moved:
            yield Change(self.words(_MOVED), "")
        for change in changes(before, after, self.name, self.words):
            yield self.hiding.change(id, change, before, after)

    def _event(self, id: str, at: int, told: Sequence[Told]) -> Event:
        step = self.revisions.steps[at]
        because = self.hiding.reason(step.because)
        then: dict[Wording, None] = {}
        for revision, found in told:
            for side, value in (("before", revision.before), ("after", revision.after)):
                wordings = (getattr(change, side) for change in found)
                if value and any(wording and not wording.removed for wording in wordings):
                    then |= dict.fromkeys(self._then(self.shown.claims[id], value))
        changes = tuple(change for _, found in told for change in found)
        if all("caveats" in (change.field, change.part) for change in changes):  # told already, and beside nothing else
            said = {side.words for change in changes for side in (change.before, change.after) if side}
            then = {one: None for one in then if one.words not in said}
        return Event(step.day, step.commit, id, changes, because, tuple(then))

    def _then(self, today: Claim, value: Fields) -> Iterator[Wording]:
        """Yield the caveats that a claim had then and has not now: its own, and those of sources it cites no more."""
        yield from self._of_its_own(today, value)
        yield from self._of_its_sources(today, value)

    def _of_its_sources(self, today: Claim, value: Fields) -> Iterator[Wording]:
        """Yield the caveats of sources that a claim cited then and does not cite now, as these stand today."""
        former, hiding = self.hiding.former, self.hiding
        cited_then = dict.fromkeys(former.get(source, source) for source in map(_source, _citations(value)))
        gone = [source for source in cited_then if source not in cited(today)]
        kept = {(caveat.kind, caveat.text, caveat.by) for caveat in caveats(self.shown, today)} if gone else set()
        for source in gone:
            if hiding.hides_citations(hiding.corpus.claims[today.id], source):
                yield hiding.removed
                continue
            for caveat in source_caveats(self.shown, source):
                if (caveat.kind, caveat.text, caveat.by) not in kept:
                    told = {"kind": caveat.kind, "text": caveat.text, "by": caveat.by}
                    yield hiding.wording(carried(told, self.name))
            record = self.shown.sources.get(source)  # none has an id that was a slip then
            if record and not record.read:
                yield carried({"kind": "not-read"}, self.name)

    def _of_its_own(self, today: Claim, before: Fields) -> Iterator[Wording]:
        """Yield the caveats that a claim carried itself then and does not carry now."""
        today_own = (*today.caveats, *(caveat for citation in today.citations for caveat in citation.caveats))
        kept = {(caveat.kind, _text(caveat.text)) for caveat in today_own}
        kept |= {("reading", _text(citation.reading)) for citation in today.citations}
        kept |= {("ambiguous", "") for citation in today.citations if citation.ambiguous}
        kept |= {("disputed", "") for citation in today.citations if citation.supports == "refutes"}
        kept |= {("in-tension", "") for _ in self.shown.tensions.get(today.id, ())}
        kept |= {("joint-figure", "") for relation in today.relations if relation.jointly}
        for caveat, source in _own(before):
            if (str(caveat.get("kind")), str(caveat.get("text") or "")) not in kept:
                hidden = source and self.hiding.hides_citations(self.hiding.corpus.claims[today.id], source)
                several = caveat.get("several") is True
                name = (lambda sort, id: self._several(id)) if several else self.name
                yield self.hiding.removed if hidden else self.hiding.wording(carried(caveat, name))

    def _several(self, kind: str) -> str:
        return kind_label(self.shown, kind, several=True)

    def name(self, kind: str, id: str) -> str:
        """Return what a record is called today; what is not shown has no name."""
        known = self.hiding.former.get(id, id)
        if kind == "caveat":
            return kind_label(self.shown, id)
        if kind == "claim":
            return self.words("a reported claim")
        if kind == "source":
            source = self.shown.sources.get(known)
            if source is None:
                return self.words("a source that is not shown")
            return self.shown.name(source.outlet) if source.outlet else source.title or self.words("an untitled source")
        merged = self._name_then(id) if id in self.hiding.former and id not in self.renamed else ""
        return merged or self.shown.name(known)

    def _name_then(self, id: str) -> str:
        """Return what a record was called last, in whose place another one stands that was there before."""
        values = [revision.before or revision.after or {} for revision in self.revisions.changed.get(id, ())]
        name = values[-1].get("name") if values else None
        return name if isinstance(name, str) else ""


def _without_reasons(
    events: Mapping[str, tuple[Event, ...]], nameless: Sequence[Event]
) -> dict[str, tuple[Event, ...]]:
    """Take the reason from commits of which a wording is removed: it may be about just that."""
    silent = {event.commit for event in nameless}
    silent |= {event.commit for all_of_it in events.values() for event in all_of_it if event.hides}
    return {
        id: tuple(replace(event, because="") if event.commit in silent else event for event in all_of_it)
        for id, all_of_it in events.items()
    }


def _own(value: Fields) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield the caveats of a claim's plain value and of its citations (with their sources), derived ones too."""
    yield from ((caveat, "") for caveat in _listed(value.get("caveats")) if isinstance(caveat, dict))
    citations = _citations(value)
    for citation in citations:
        source = _source(citation)
        yield from ((caveat, source) for caveat in _listed(citation.get("caveats")) if isinstance(caveat, dict))
        if isinstance(citation.get("reading"), str) and not is_withheld(citation, "reading"):
            yield {"kind": "reading", "text": citation["reading"], "by": "editors"}, source
    if any(citation.get("ambiguous") for citation in citations):
        yield {"kind": "ambiguous"}, ""
    if any(citation.get("supports") == "refutes" for citation in citations):
        yield {"kind": "disputed"}, ""
    if rivals := _listed(value.get("tension")):
        yield {"kind": "in-tension", "several": len(rivals) > 1}, ""
    relations = [item for item in _listed(value.get("relations")) if isinstance(item, dict)]
    if any(relation.get("jointly") == "true" for relation in relations):
        yield {"kind": "joint-figure"}, ""


def _citations(value: Fields) -> list[dict[str, Any]]:
    """Return the citations of a claim's plain value that were not withheld."""
    return [item for item in _listed(value.get("citations")) if isinstance(item, dict) and not is_withheld(item)]


def _source(citation: Fields) -> str:
    return str(citation.get("source"))


def _was_seen(revisions: Sequence[Revision]) -> bool:
    """Tell whether readers may have seen a claim at any time: one that was always withheld has no history."""
    values = (value for revision in revisions for value in (revision.before, revision.after))
    return not all(value is None or is_withheld(value) for value in values)


def _moved(before: Fields, after: Fields) -> set[str]:
    """Return the ids that are former ones since then."""
    old, new = (set(map(str, _listed(value.get("formerly")))) for value in (before, after))
    return new - old


def _nameless(revision: Revision) -> str:
    if revision.after is None:
        return _CLAIM_GONE
    if is_withheld(revision.after) and not is_withheld(revision.before or {}):
        return _CLAIM_WITHHELD
    return _CLAIM_CHANGED


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()
