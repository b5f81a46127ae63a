"""Bylines that name nobody: "Staff Reporter", "News Desk".

Each outlet has its own staff, so such words tie no two outlets; but they may be a name all the same, or both may have
one text, so a number of origins is "at most" by them.
"""

from __future__ import annotations

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
_WORDS = frozenset(map(fold, (*_ENGLISH, *_FRENCH, *_ARABIC)))


def is_nobody(name: str) -> bool:
    """Tell whether a byline, as `fold` leaves it, is made of words only that any outlet has for its own people."""
    return _WORDS.issuperset(name.split())


def somebody(name: str) -> str:
    """Return what of a byline, as `fold` leaves it, may name somebody: of "agency staff", the agency."""
    return " ".join(word for word in name.split() if word not in _WORDS)
