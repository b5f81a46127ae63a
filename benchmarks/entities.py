"""Entities of the made-up corpus: groups, people and places, some of them outlets.

All have an Arabic name, some one in Cyrillic or in Syriac letters. They come one after another, and refer to earlier
ones only: of a large corpus nothing need be kept but ids.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from .words import Words, cyrillic, syriac

Record = dict[str, Any]

_GROUPS = (
    ("Brigade", "لواء", "armed group"), ("Front", "جبهة", "armed group"), ("Battalion", "كتيبة", "armed group"),
    ("Union", "اتحاد", "organisation"), ("Council", "مجلس", "organisation"), ("Company", "شركة", "organisation"),
    ("Committee", "لجنة", "organisation"), ("Guard", "حرس", "state force"),
)  # fmt: skip
_OUTLETS = (("Post", "بريد"), ("Radio", "إذاعة"), ("Bulletin", "نشرة"), ("Gazette", "جريدة"), ("Agency", "وكالة"))
_NOTICES = (
    ("unverified", "{name} has not verified the content of this {thing}."),
    ("translated", "This {thing} was translated and shortened by {name}."),
    ("partisan", "{name} publishes what its owner wishes to be known, and says so itself in every {thing}."),
)
_THINGS = ("story", "report", "dispatch", "text")


def make_entities(words: Words, count: int) -> Iterator[tuple[str, Record]]:
    """Yield so many entities with their folders: two fifths groups, every eighth an outlet; then people, then places.

    There are at least two groups, a person and a place.
    """
    groups, people = max(count * 2 // 5, 2), max(count * 7 // 20, 1)
    outlets = max(groups // 8, 1)
    for folder, records in (
        ("groups", (_outlet(words) if place < outlets else _group(words) for place in range(groups))),
        ("people", (_person(words) for _ in range(people))),
        ("places", _places(words, max(count - groups - people, 1))),
    ):
        earlier: list[str] = []
        for record in records:
            _add_extras(words, record, earlier)
            earlier.append(record["id"])
            yield folder, record


def slug(name: str) -> str:
    """Return the id of a name in Latin script."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _entity(name: tuple[str, str], kind: str | None) -> Record:
    latin, arabic = name
    record: Record = {"id": slug(latin), "name": latin}
    return record | ({"kind": kind} if kind else {}) | {"names": [{"text": arabic, "lang": "ar"}]}


def _group(words: Words) -> Record:
    noun, arabic, kind = words.one(_GROUPS)
    first, second = words.name()
    record = _entity((f"{first} {noun}", f"{arabic} {second}"), kind)
    short = f"{first[:4].upper()}{first[-1].upper()}{noun[0]}"
    if words.often(0.6) and words.is_new(short):
        record["names"].append({"text": short, "type": "abbreviation"})
    return record


def _outlet(words: Words) -> Record:
    noun, arabic = words.one(_OUTLETS)
    first, second = words.name()
    record = _entity((f"{first} {noun}", f"{arabic} {second}"), "outlet")
    thing = words.one(_THINGS)
    notices = _NOTICES[: words.number(1, len(_NOTICES))]
    caveats = [{"kind": k, "by": record["id"], "text": t.format(name=record["name"], thing=thing)} for k, t in notices]
    publisher: Record = {"caveats": caveats}
    if words.often(0.2):
        publisher["reliability"] = words.one("BCDEF")
        publisher |= {"rationale": f"{words.sentence()}.", "by": "A. Editor", "on": "2026-01-15"}
    return record | {"publisher": publisher}


def _person(words: Words) -> Record:
    record = _entity(words.person(), None)
    if words.often(0.3):
        record["names"].append({"text": f"Abu {words.name()[0]}", "type": "nom de guerre"})
    record["died"] = str(words.number(2012, 2018)) if words.often(0.1) else None
    return record


def _places(words: Words, count: int) -> Iterator[Record]:
    """Yield places of three levels, each but the countries within one of the level above."""
    countries, provinces = max(count // 50, 1), max(count // 6, 1)
    above: list[list[str]] = [[], [], []]
    for place in range(count):
        level = 0 if place < countries else 1 if place < countries + provinces else 2
        record = _entity(words.name(), ("country", "province", "locality")[level])
        if level and above[level - 1]:
            record["within"] = words.one(above[level - 1])
        above[level].append(record["id"])
        record["location"] = _location(words) if words.often(0.6) else None
        yield record


def _location(words: Words) -> Record:
    lat, lon = words.number(-6000, 6000) / 100, words.number(-17000, 17000) / 100
    precision = words.one(("vicinity", "area", "area"))
    return {"lat": f"{lat:.2f}", "lon": f"{lon:.2f}", "precision": precision, "origin": "invented for this benchmark"}


def _add_extras(words: Words, record: Record, earlier: Sequence[str]) -> None:
    """Add what some entities have: more names, a look-alike, an identifier, a note with links."""
    if words.often(0.35):
        record["names"].append({"text": f"{record['name']}a", "type": "spelling"})
    for share, spell, lang in ((0.12, cyrillic, "ru"), (0.06, syriac, "syr")):
        if words.often(share) and words.is_new(spelled := spell(record["name"])):
            record["names"].append({"text": spelled, "lang": lang})
    if words.often(0.1):
        record["same_as"] = {"register": f"R-{words.number(10_000, 99_999)}"}
    if not earlier:
        return
    other = words.one(earlier)
    if words.often(0.1):
        record["distinct_from"] = [other]
    if words.often(0.2):
        record["note"] = f"{words.sentence()}; see also [[{other}]]. {words.sentence(2)}."
