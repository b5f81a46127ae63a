"""Looks things up in the index of the search, as a reader's browser does: the same shards, the same steps.

All that counts is whole numbers, so that both give the same order to the last place; `assets/find.js` has the same
steps, and a test holds one against the other. A word of a query finds a record by a name, by a word, by what begins
with it, by a sound or a skeleton, and through the best entities that it names; where nothing has it, by a name that
differs in one letter. What matches the most words is a hit.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..analyse.findable import place
from ..keys import MARK, SOUND, asked, bucket, is_near, shortened, skeletons, sounds
from ..postings import decoded

Load = Callable[[str], Any]
"""Gives the data of a shard by its name."""
Postings = Iterable[tuple[int, int]]
"""Records by their numbers, each with a weight."""
Held = dict[int, int]
"""Records by their numbers, with how well they match."""
_EXACT: Final = 8
_NEAR: Final = 6
_SOUNDS: Final = 5
_BEGINS: Final = 4
_BY_ENTITY: Final = 4
_ALIKE: Final = 3
_HALF: Final = 2
_NEARLY: Final = 3
_MOST_ENTITIES: Final = 5
_OFTEN: Final = 100
"""What so many records have as it was typed is no rare name, and is not looked for in other spellings."""


@dataclass(frozen=True, slots=True)
class Found:
    """The numbers of the records that a query finds, the best first, each with its score.

    They match so many of the words that the query was looked up by.
    """

    hits: Mapping[int, int]
    matched: int
    words: int


class Finder:
    """Finds records in one index."""

    def __init__(self, load: Load) -> None:
        """Take what gives shards."""
        self._load = load
        self._index = load("index")

    def find(self, query: str) -> Found:
        """Return what a query finds."""
        words = asked(query)
        matched: Counter[int] = Counter()
        scores: Counter[int] = Counter()
        for word in words:
            held = self._scored(word)
            matched.update(dict.fromkeys(held, 1))
            scores.update(held)
        most = max(matched.values(), default=0)
        return Found({number: score for number, score in _best(scores) if matched[number] == most}, most, len(words))

    def hit(self, number: int) -> dict[str, Any]:
        """Return what is shown of a record."""
        docs = self._load(f"docs/{place(number, self._index['docs']):x}")
        return next(doc for doc in docs if doc["n"] == number)

    def _scored(self, word: str) -> Held:
        """Return all that a word finds; what few records have counts more."""
        held = self._look_up("names", word)
        texts = self._look_up("texts", word, alike=not held)
        if not held and not texts:
            held = self._nearly(word)
        named = _best(held)[:_MOST_ENTITIES]
        entities = [number for number, weight in named if weight * 2 >= named[0][1]]
        held.update(texts)
        for number in entities:
            refs = self._load(f"refs/{place(number, self._index['refs']):x}")
            _weigh(held, decoded(refs[str(number)]), _BY_ENTITY)
        rarity = (self._index["total"] // max(len(held), 1)).bit_length() or 1
        return {number: weight * rarity for number, weight in held.items()}

    def _look_up(self, sort: str, word: str, alike: bool = True) -> Held:
        """Return what has a word among names or texts; what is only alike is not looked for where a name is known."""
        held: Held = {}
        self._add(held, sort, word, lambda term: _nearness(word, term))
        heard = [f"{SOUND}{one}" for one in sounds(word)] if sort == "names" else []
        for key in heard:
            self._add(held, sort, key, _only(key, _SOUNDS))
        if alike and len(held) < _OFTEN:
            for key in [f"{MARK}{one}" for one in skeletons(word)]:
                self._add(held, sort, key, _only(key, _ALIKE))
        if not held:  # half of a name, typed as somebody else spells it
            for key in [key for key in heard if len(key) > 3]:
                self._add(held, sort, key, _begun(key))
        return held

    def _nearly(self, word: str) -> Held:
        """Return the names that differ from a word by one letter, or by what is joined to it: nothing else has it."""
        held: Held = {}
        for key in [word, *[f"{SOUND}{one}" for one in sounds(word)]]:
            self._add(held, "names", key, _near(key))
        for key in shortened(word):
            self._add(held, "names", key, _only(key, _NEARLY))
        return held

    def _add(self, held: Held, sort: str, key: str, worth: Callable[[str], int]) -> None:
        """Add what has a term that begins like a key, by what such a term is worth."""
        shard, segments = bucket(key, self._index["shards"][sort]), self._index["segments"][sort]
        for segment in range(segments):
            parts = self._load(f"{sort}/{segment}/{shard:x}").split(" ")
            for term, postings in zip(parts[::2], parts[1::2], strict=False):
                if own := worth(term):
                    _weigh(held, decoded(postings, segments, segment), own)


def found(finder: Finder, query: str, most: int) -> dict[str, Any]:
    """Return the best hits of a query, each with its rank, its record, its words, and how far to trust them.

    Beside them stands by how many words it was looked up, and how many of these the hits match.
    """
    of = finder.find(query)
    best = enumerate(list(of.hits.items())[:most], 1)
    hits = [{"rank": rank, "score": score, **_told(finder.hit(number))} for rank, (number, score) in best]
    return {"query": query, "words": of.words, "matched": of.matched, "hits": hits}


def _told(hit: Mapping[str, Any]) -> dict[str, Any]:
    address = str(hit["href"])
    return {
        "id": address.replace("#", "/").rstrip("/").rpartition("/")[2],
        "type": hit["t"],
        "what": hit["k"],
        "title": hit["s"],
        "trust": hit["w"],
        "address": address,
    }


def as_text(found: Mapping[str, Any]) -> str:
    """Return hits for a terminal, a line each; a claim with its standing and its words on trust."""
    hits = found["hits"]
    lines = [f"{hit['rank']:>3}  {hit['what']}: {hit['title']}  {hit['trust']}  {hit['address']}" for hit in hits]
    if not lines:
        return f'nothing is found for "{found["query"]}"'
    part = f"nothing has all words; found with {found['matched']} of {found['words']}:"
    return "\n".join(lines if found["matched"] == found["words"] else [part, *lines])


def as_json(found: Mapping[str, Any]) -> str:
    """Return the same as JSON."""
    return json.dumps(found, ensure_ascii=False, indent=2)


def _nearness(word: str, term: str) -> int:
    """Return how near a term is to the word that was typed: itself, what begins with it, what it begins with."""
    if term == word:
        return _EXACT
    if len(word) > 2 and term.startswith(word):
        return _NEAR if len(term) - len(word) < 3 else _BEGINS
    return _ALIKE if len(term) > 3 and len(word) - len(term) < 4 and word.startswith(term) else 0


def _only(key: str, worth: int) -> Callable[[str], int]:
    return lambda term: worth if term == key else 0


def _begun(key: str) -> Callable[[str], int]:
    return lambda term: _HALF if term.startswith(key) else 0


def _near(key: str) -> Callable[[str], int]:
    return lambda term: _NEARLY if is_near(key, term) else 0


def _weigh(held: Held, postings: Postings, worth: int) -> None:
    for number, own in postings:
        if held.get(number, 0) < (weight := worth * own):
            held[number] = weight


def _best(held: Held | Counter[int]) -> list[tuple[int, int]]:
    return sorted(held.items(), key=lambda item: (-item[1], item[0]))
