"""The indexes of an edited corpus, taken over from the corpus before the edit: most of each is as it was.

A process that builds again and again has the last corpus at hand. What is taken over is what would be made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import compress
from operator import ne
from typing import Any

from .corpus import Corpus, Index, withholds
from .model import Claim

_OF_ENTITIES, _OF_SOURCES = ("replaced", "bearers"), ("published_by", "derived", "descents")
_OF_CLAIMS = ("links", "subjects", "places", "about", "mentions", "taken_from", "tensions", "answered_by")
_FEW = 0.1
"""Up to such a share of all claims, indexes are put right; beyond that it is quicker to make them anew."""


def take_over(now: Corpus, before: Corpus, *, alike: bool = False) -> None:
    """Give a corpus the indexes that are known of an earlier one, put right where records came, went or changed.

    Of two that are `alike` but for words all are the same. What is known of the later one by now stays.
    """
    if now.settings.language != before.settings.language:
        return
    known = {name: index for name, index in before.__dict__.items() if name not in now.__dict__}
    if alike:
        _know(now, known, ("withholds", *_OF_ENTITIES, *_OF_SOURCES, *_OF_CLAIMS))
        return
    changed = now.changed_since(before)
    if known.get("withholds") is False:
        now.__dict__["withholds"] = any(withholds(record) for id in changed if (record := now.record(id)))
    for names, entries, then in (
        (_OF_ENTITIES, [*now.entities], [*before.entities]), (_OF_SOURCES, [*now.sources], [*before.sources])
    ):  # fmt: skip
        if entries == then and changed.isdisjoint(entries):
            _know(now, known, names)
    lies_elsewhere = map(ne, map(now.homes.get, now.claims), map(before.homes.get, now.claims))
    others = changed.union(compress(now.claims, lies_elsewhere))
    moved = [id for id in now.claims if id in others]
    gone = before.claims.keys() - now.claims.keys()
    if len(moved) + len(gone) <= len(now.claims) * _FEW:
        _put_right(now, before, known, moved, gone)


def _know(now: Corpus, known: dict[str, Any], names: Iterable[str]) -> None:
    now.__dict__.update((name, known[name]) for name in names if name in known)


def _put_right(now: Corpus, before: Corpus, known: dict[str, Any], moved: list[str], gone: Iterable[str]) -> None:
    """Take over the indexes of claims, of which some moved, that are new or stand elsewhere too, and some are gone."""
    of_each: dict[str, Callable[[Claim], object]] = {
        "links": now.links_of, "subjects": now.subjects_of, "places": lambda claim: now.place_of(claim.id)
    }  # fmt: skip
    left = [id for id in (*moved, *gone) if id in before.claims]
    same = len(left) == len(moved) and not gone
    for name in filter(known.__contains__, of_each):
        index = {**known[name], **{id: of_each[name](now.claims[id]) for id in moved}}
        now.__dict__[name] = index if same else {id: index[id] for id in now.claims}
    for name, keys, order in (
        ("about", _about, now.chronological),
        ("mentions", Corpus.mentioned_in, now.chronological),
        ("taken_from", Corpus.cited_in, now.place_of),
    ):
        if name in known:
            went = ((key, id) for id in left for key in keys(before, before.claims[id]))
            came = ((key, id) for id in moved for key in keys(now, now.claims[id]))
            now.__dict__[name] = _regrouped(known[name], went, came, order)


def _about(corpus: Corpus, claim: Claim) -> tuple[str, ...]:
    return corpus.subjects[claim.id]


def _regrouped(
    known: Index, went: Iterable[tuple[str, str]], came: Iterable[tuple[str, str]], order: Callable[[str], Any]
) -> Index:
    """Return an index that has lost some pairs of key and id and got others: under a key, ids stand in an order."""
    others: dict[str, dict[str, None]] = {}
    for key, id in went:
        others.setdefault(key, dict.fromkeys(known[key])).pop(id)
    for key, id in came:
        others.setdefault(key, dict.fromkeys(known.get(key, ())))[id] = None
    sorted_anew = {key: tuple(sorted(ids, key=order)) for key, ids in others.items()}
    index = {**known, **sorted_anew}
    if len(index) == len(known) and all(sorted_anew.values()):
        return index
    return {key: index[key] for key in sorted(index) if index[key]}
