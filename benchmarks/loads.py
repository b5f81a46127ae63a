"""What a browser loads of the search index until it shows a hit, and what is asked of a made-up corpus.

The shards are looked up as the script of the search looks them up; a test in a browser holds both to the same files.
"""

from __future__ import annotations

import functools
import gzip
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.analyse import findable
from generator.corpus import Corpus
from generator.exports.find import Finder
from generator.exports.search import PAGES
from generator.keys import MOST_WORDS, words
from generator.model import Claim, Entity
from generator.postings import decoded
from generator.views import scripted

_QUOTED_WORDS = 5


@dataclass(frozen=True)
class Question:
    """What is asked: in words for who reads the figures, as it is typed, and with which values of facets chosen."""

    told: str
    query: str
    chosen: Mapping[str, str] = field(default_factory=dict)


def typical(corpus: Corpus) -> Iterator[Question]:
    """Yield what is asked of a made-up corpus: names, its most frequent words, half words, facets without words."""
    entities = list(corpus.entities.values())
    for entity in entities[:: max(1, len(entities) // 6)][:6]:
        yield Question(f"the name “{entity.name}”", entity.name)
    for letters, lang in (("Arabic", "ar"), ("Cyrillic", "ru")):
        if names := list(_names_in(entities, lang)):
            yield Question(f"a name in {letters} letters", names[0])
    name = entities[len(entities) // 2].name.split()[0]
    yield Question("a name that lacks a letter", name[: len(name) // 2] + name[len(name) // 2 + 1 :])
    quotes = (quote for claim in corpus.claims.values() for quote in quotes_of(claim))
    yield Question(f"the first {_QUOTED_WORDS} words of a quote", " ".join(next(quotes).split()[:_QUOTED_WORDS]))
    yield Question("two common words, “took control”", "took control")
    often = most_frequent(corpus, MOST_WORDS)
    yield Question(f"the most frequent word, “{often[0]}”", often[0])
    yield Question(f"the two most frequent words, “{' '.join(often[:2])}”", " ".join(often[:2]))
    yield Question("the eight most frequent words", " ".join(often))
    for end in range(1, len(often[2])):
        yield Question(f"half a word, “{often[2][:end]}”", often[2][:end])
    yield Question("the two most frequent words, only supported", " ".join(often[:2]), {"stance": "supported"})
    for facet, value in {"type": "claim", "kind": "act", "stance": "supported", "origins": "1"}.items():
        yield Question(f"no word, {facet}: {value}", "", {facet: value})
    yield Question("no word, a place", "", {"place": next(one.id for one in entities if one.type == "place")})
    outlets = (str(one.outlet) for one in corpus.sources.values() if one.outlet)
    yield Question("no word, an outlet", "", {"outlet": next(outlets)})


def _names_in(entities: Iterable[Entity], lang: str) -> Iterator[str]:
    return (name.text for entity in entities for name in entity.names if name.lang == lang)


def quotes_of(claim: Claim) -> list[str]:
    """Return the words that a claim quotes."""
    return [citation.quote for citation in claim.citations if isinstance(citation.quote, str)]


def most_frequent(corpus: Corpus, number: int) -> list[str]:
    """Return the words that stand in the most statements and quotes."""
    held: Counter[str] = Counter()
    for claim in corpus.claims.values():
        texts = [claim.text] if isinstance(claim.text, str) else list(claim.text.values())
        texts += quotes_of(claim)
        held.update({word for text in texts for word in words(text)})
    return [word for word, _ in sorted(held.items(), key=lambda one: (-one[1], one[0]))[:number]]


class Loads:
    """What a browser loads of one index, shard by shard, as the script of the search does."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        """Take what gives the file of a shard."""
        self._read = functools.cache(read)
        self._data = functools.cache(lambda name: scripted(self._read(name).decode()))
        self._asked: dict[str, bytes] = {}

    def until_hits(self, query: str, chosen: Mapping[str, str], hits: int) -> dict[str, bytes]:
        """Return the shards that are loaded until so many hits of a query are shown, narrowed by what is chosen."""
        self._asked.clear()
        finder = Finder(self._load)
        self._load(PAGES)
        found = finder.find(query)
        shown: list[int] = []
        for part in self._parts(list(found.hits)) if found.words else self._everything() if chosen else ():
            having = self._having(chosen, part)
            shown += [number for number in part if number in having]
            if len(shown) >= hits:
                break
        for number in shown[:hits]:
            finder.hit(number)
        return dict(self._asked)

    def _parts(self, numbers: Sequence[int]) -> Iterator[Sequence[int]]:
        """Yield hits in parts that need one more shard of each facet, then two, four and so on."""
        seen: set[int] = set()
        start, most = 0, 1
        while start < len(numbers):
            end, fresh = start, 0
            while end < len(numbers) and ((at := self._place(numbers[end])) in seen or fresh < most):
                fresh += at not in seen
                seen.add(at)
                end += 1
            yield numbers[start:end]
            start, most = end, 2 * most

    def _everything(self) -> Iterator[Sequence[int]]:
        """Yield all there is in such parts, by the types that all have."""
        start, most, count = 0, 1, 1 << self._load("index")["facets"]
        while start < count:
            places = range(start, min(start + most, count))
            yield sorted(number for at in places for number in self._held("type", at))
            start, most = start + most, 2 * most

    def _having(self, chosen: Mapping[str, str], numbers: Sequence[int]) -> set[int]:
        """Return those that have all that is chosen."""
        having = set(numbers)
        for facet, value in chosen.items():
            places = {self._place(number) for number in numbers}
            having &= {number for at in places for number, values in self._held(facet, at).items() if value in values}
        return having

    def _place(self, number: int) -> int:
        return findable.place(number, self._load("index")["facets"])

    def _held(self, facet: str, at: int) -> Mapping[int, list[str]]:
        held: dict[int, list[str]] = {}
        for value, _, postings in self._load(f"facets/{facet}/{at:x}"):
            for number, _ in decoded(postings):
                held.setdefault(number, []).append(value)
        return held

    def _load(self, name: str) -> Any:
        self._asked[name] = self._read(name)
        return self._data(name)


@dataclass(frozen=True)
class Weight:
    """What some files weigh: bytes, bytes as a server sends them compressed, and how many there are."""

    plain: int
    pressed: int
    files: int

    @classmethod
    def of(cls, files: Iterable[bytes]) -> Weight:
        """Weigh files; what does not become smaller is sent as it is."""
        sizes = [(len(data), min(len(data), len(gzip.compress(data, 6)))) for data in files]
        return cls(sum(size for size, _ in sizes), sum(size for _, size in sizes), len(sizes))

    def __str__(self) -> str:
        return f"{self.plain / 1e3:,.0f} kB ({self.pressed / 1e3:,.0f} compressed, {self.files} files)"
