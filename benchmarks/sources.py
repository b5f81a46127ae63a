"""Sources of the made-up corpus: who published them, when, and which one derives from which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .entities import Record, slug
from .words import Words, falling

_DERIVED = ("translation", "republication", "quotation", "summary", "based-on")
_CAVEATS = (
    ("responsibility", "Responsibility for the views in this text lies with its author alone."),
    ("partial", "Only the first half of the text could be read; the rest is behind a paywall."),
    ("unverified", "The recordings that the text rests on were not published with it."),
)
FIRST_YEAR, LAST_YEAR = 2019, 2024


def make_sources(words: Words, outlets: Sequence[str], count: int) -> Iterator[Record]:
    """Yield so many sources; a few outlets publish most of them, and a source derives from earlier ones only."""
    weights = falling(len(outlets), 2)
    earlier: list[str] = []
    days: dict[str, str] = {}
    for number in range(1, count + 1):
        record = _source(words, words.ranked(outlets, weights), number, earlier)
        _not_before_original(record, days)
        earlier.append(record["id"])
        yield record


def _not_before_original(record: Record, days: dict[str, str]) -> None:
    """Let a source that was drawn as older than what it derives from be of the same day; add its day to those known."""
    originals = record["derived_from"] if isinstance(record["derived_from"], list) else []
    if record["published"]:
        record["published"] = max([record["published"], *(days.get(step["source"], "") for step in originals)])
        days[record["id"]] = record["published"]


def _source(words: Words, outlet: str, number: int, earlier: Sequence[str]) -> Record:
    title = words.sentence()
    year = words.number(FIRST_YEAR, LAST_YEAR)
    published = f"{year}-{words.number(1, 12):02}-{words.number(1, 28):02}" if words.often(0.85) else None
    id = f"{outlet}-{'-'.join(slug(title).split('-')[:4])}-{number}"
    record: Record = {
        "id": id,
        "title": title,
        "type": words.one(("article-newspaper", "article-newspaper", "post", "report", "broadcast", "webpage")),
        "outlet": outlet,
        "authors": [words.person()[0]] if words.often(0.3) else None,
        "published": published,
        "accessed": f"2025-{words.number(1, 6):02}-{words.number(1, 28):02}",
        "url": f"https://{outlet}.example.net/{number}" if words.often(0.9) else None,
        "lang": "ar" if words.often(0.2) else "en",
        "country": None,
        "derived_from": _derived(words, earlier),
    }
    if len(earlier) > 3 and words.often(0.04):
        record |= {"read": False, "accessed": None}
        record["caveats"] = [{"kind": "not-read", "by": "editors", "text": "Known only through other reports."}]
    elif words.often(0.35):
        kind, text = words.one(_CAVEATS)
        record["caveats"] = [{"kind": kind, "by": outlet, "text": text}]
    if words.often(0.15):
        record["note"] = f"{words.sentence(2)}."
    return record


def _derived(words: Words, earlier: Sequence[str]) -> list[Record] | str:
    if not earlier or words.often(0.45):
        return []
    if words.often(0.35):
        return "unknown"
    how = words.one(_DERIVED)
    step: Record = {"source": words.one(earlier), "how": how}
    return [step | ({"did": "translated and edited"} if how == "translation" else {})]
