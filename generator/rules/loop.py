"""A record that descends from itself, lies within itself, answers itself, or rivals itself.

Such records contradict each other, and no page could say what comes first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..corpus import Corpus
from ..model import Path, Source
from ..problems import Severity
from .finding import Finding
from .passages import passages

CODE = "C105"
SEVERITY: Severity = "error"
NAMED = 6

Steps = Mapping[str, Sequence[tuple[str, Path]]]


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each record that points at itself, and each loop of several, once, where it closes."""
    for steps, words in _relations(corpus):
        for id, onward in steps.items():
            for target, path in onward:
                if target == id:
                    yield Finding(id, path, f'"{id}" {words} itself', "name another record here, or nothing")
        for path, *members in _loops(steps):
            message = f'"{members[0]}" {words} itself, in a loop: {_shown(members)}'
            yield Finding(members[-1], path, message, "take one of these steps away")
    yield from _on_one_side(corpus)


def _relations(corpus: Corpus) -> Iterator[tuple[Steps, str]]:
    """Yield the relations that lead onward, and so must come to an end, with the words for one step."""
    sources, places, claims = corpus.sources.values(), corpus.entities.values(), corpus.claims.values()
    yield {source.id: _descent(source) for source in sources if source.derivations}, "derives from"
    yield {place.id: [(place.within, ("within",))] for place in places if isinstance(place.within, str)}, "lies within"
    yield {claim.id: [(claim.answers, ("answers",))] for claim in claims if isinstance(claim.answers, str)}, "answers"


def _descent(source: Source) -> list[tuple[str, Path]]:
    return [(d.source, ("derived_from", place, "source")) for place, d in enumerate(source.derivations)]


def _on_one_side(corpus: Corpus) -> Iterator[Finding]:
    """Yield what points at itself among the relations that may run in a circle or end at once."""
    hint = "name another record here, or nothing"
    for claim in corpus.claims.values():
        for place, rival in enumerate(claim.tension):
            if rival == claim.id:
                yield Finding(claim.id, ("tension", place), f'"{rival}" is in tension with itself', hint)
    for entity in corpus.entities.values():
        for place, other in enumerate(entity.distinct_from):
            if other == entity.id:
                yield Finding(entity.id, ("distinct_from", place), f'"{other}" is distinct from itself', hint)
    for record, path, citation in passages(corpus, "rests_on"):
        for place, source in enumerate(citation.rests_on):
            if source == citation.source:
                yield Finding(record, (*path, "rests_on", place), f'"{source}" rests on itself', hint)


def _loops(steps: Steps) -> Iterator[tuple[Path, *tuple[str, ...]]]:
    """Yield the path of the step that closes each loop and the loop's members, in one walk over all steps."""
    done: set[str] = set()
    for start in steps:
        if start in done:
            continue
        trail = {start: 0}
        waiting = [(start, iter(steps[start]))]
        while waiting:
            id, onward = waiting[-1]
            step = next(onward, None)
            if step is None:
                waiting.pop()
                del trail[id]
                done.add(id)
            elif step[0] in trail and step[0] != id:
                yield step[1], *(each for each, _ in waiting[trail[step[0]] :])
            elif step[0] in steps and step[0] not in done and step[0] != id:
                trail[step[0]] = len(trail)
                waiting.append((step[0], iter(steps[step[0]])))


def _shown(members: list[str]) -> str:
    """Name the members of a loop and the first one again; of a long loop some are left out."""
    named = members if len(members) <= NAMED else [*members[: NAMED - 1], "…", members[-1]]
    return " → ".join([*named, members[0]])
