"""Bylines that name nobody, "Staff Reporter" and "News Desk", and descriptions that do not, such as "residents".

Each outlet has its own staff, so such words tie no two outlets; but they may be a name all the same, or both may have
one text, so a number of origins is "at most" by them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..names import fold

_ENGLISH = (
    "admin", "administrator", "agencies", "and", "anonymous", "author", "authors", "board", "bureau", "by",
    "contributor", "contributors", "correspondent", "correspondents", "desk", "desks", "editor", "editorial",
    "editors", "foreign", "from", "guest", "international", "local", "monitoring", "national", "news",
    "newsdesk", "newsroom", "office", "online", "our", "report", "reporter", "reporters", "reports", "room",
    "service", "special", "staff", "team", "the", "web", "webmaster", "website", "wire", "wires", "writer",
    "writers",
)  # fmt: skip
_FRENCH = (
    "agences", "avec", "correspondant", "correspondante", "correspondants", "de", "des", "du", "envoyé",
    "envoyée", "envoyés", "équipe", "et", "journaliste", "journalistes", "la", "le", "les", "nos", "notre",
    "par", "rédacteur", "rédaction", "rédactrice", "spécial", "spéciale", "spéciaux", "web",
)  # fmt: skip
_ARABIC = (
    "أخبار", "أسرة", "أنباء", "إدارة", "الأخبار", "الأنباء", "الإدارة", "التحرير", "التحريرية", "الخاص",
    "الرصد", "الصحفي", "العمل", "القسم", "الكاتب", "المتابعة", "المحرر", "المحررون", "المراسل", "المراسلون",
    "الموقع", "الوكالات", "تحرير", "خاص", "رئيس", "رصد", "صحفي", "غرفة", "فريق", "قسم", "كاتب", "متابعات",
    "متابعة", "محرر", "محررو", "محررون", "مدير", "مراسل", "مراسلنا", "مراسلو", "مراسلون", "مراسلونا", "مكتب",
    "موقع", "موقعنا", "هيئة", "وكالات",
)  # fmt: skip
# Words by which a source describes somebody whom it does not name.
_DESCRIBING: Final = frozenset(map(fold, (
    "activist", "activists", "analyst", "analysts", "captive", "captives", "children", "civilian", "civilians",
    "colleague", "colleagues", "commander", "commanders", "correspondent", "correspondents", "defector", "defectors",
    "detainee", "detainees", "diplomat", "diplomats", "doctor", "doctors", "driver", "drivers", "employee", "employees",
    "expert", "experts", "eyewitness", "eyewitnesses", "family", "farmer", "farmers", "fighter", "fighters", "friend",
    "friends", "insider", "insiders", "journalist", "journalists", "lawyer", "lawyers", "leader", "leaders", "local",
    "locals", "man", "medic", "medics", "member", "members", "men", "militant", "militants", "neighbour", "neighbours",
    "neighbor", "neighbors", "nurse", "nurses", "observer", "observers", "officer", "officers", "official", "officials",
    "people", "police", "policeman", "policemen", "prisoner", "prisoners", "rebel", "rebels", "refugee", "refugees",
    "relative", "relatives", "reporter", "reporters", "resident", "residents", "shopkeeper", "shopkeepers", "soldier",
    "soldiers", "source", "sources", "spokesman", "spokesmen", "spokesperson", "spokespeople", "spokeswoman",
    "students", "survivor", "survivors", "trader", "traders", "victim", "victims", "villager", "villagers", "volunteer",
    "volunteers", "witness", "witnesses", "woman", "women", "worker", "workers", "activistes", "combattant",
    "combattants", "habitant", "habitante", "habitants", "militaire", "militaires", "officiel", "officiels", "proche",
    "proches", "réfugié", "réfugiés", "responsable", "responsables", "riverain", "riverains", "soldats", "témoin",
    "témoins", "villageois", "porte-parole",
)))  # fmt: skip
_GAP: Final = re.compile(r"[\s,;/]+")
_BY: Final = re.compile(r"\s*(?:by|par|بقلم)\s+", re.IGNORECASE)
_AND: Final = re.compile(r"[&;]| (?:and|et|و) ", re.IGNORECASE)
_BESIDE: Final = re.compile(r"[()\[\]/|,،]| (?:[-\u2013\u2014]|with|avec|for|pour) ", re.IGNORECASE)
_LEAST: Final = 2  # words of a name, where nothing else tells that it is one
_WORDS = frozenset(map(fold, (*_ENGLISH, *_FRENCH, *_ARABIC)))


def is_nobody(name: str) -> bool:
    """Tell whether a byline, as `fold` leaves it, is made of words only that any outlet has for its own people."""
    return _WORDS.issuperset(name.split())


def only_describes(words: str) -> bool:
    """Tell whether words describe somebody, and hold no name: "local residents", with no capital in them."""
    if words != words.lower() or words == words.upper():
        return False
    return any(fold(word.strip(".:()'’\"")) in _DESCRIBING for word in _GAP.split(words))


def somebody(name: str) -> str:
    """Return what of a byline, as `fold` leaves it, may name somebody: of "agency staff", the agency."""
    return " ".join(word for word in name.split() if word not in _WORDS)


def parts(byline: str) -> Iterator[tuple[str, bool]]:
    """Yield each of several who share a byline, "By A. Name and B. Other (Agency)", and whether it is surely a name.

    What stands in brackets, behind a dash or a comma may as well be a place, a desk or the half of a name, and of "John
    and Jane Smith" the first half is nobody's name.
    """
    whole = _BY.match(byline)
    bare = byline[whole.end() if whole else 0 :]
    first = _BESIDE.split(bare)
    listed = [name.strip() for name in _AND.split(first[0])]
    if all(len(name.split()) >= _LEAST for name in listed):
        yield from ((name, True) for name in listed if name != byline.strip())
    for piece in first if len(first) > 1 else ():
        yield from ((name.strip(), False) for name in _AND.split(piece) if name.strip())
