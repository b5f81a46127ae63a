"""Curly quotes around a text: editors write them by themselves, and YAML takes them for letters that pages show."""

from __future__ import annotations

from ..problems import Problem, Spot

_PAIRS = {"“": "”", "„": "“”", "”": "”", "‘": "’", "‚": "‘’", "’": "’", "«": "»", "»": "«"}
CLOSING = frozenset("".join(_PAIRS.values()))


def stands_in_curly_quotes(value: str) -> bool:
    """Tell whether an unquoted value as a whole stands between two of them."""
    return len(value) > 1 and value[-1] in _PAIRS.get(value[0], "") and not any(sign in value[1:-1] for sign in "“”„«»")


def curly(spot: Spot, value: str) -> Problem:
    """Return that the quotes around a value count as letters of it."""
    message = f"the quotes {value[0]} and {value[-1]} are a part of the text here: YAML knows only straight ones"
    hint = 'write " in their place, or nothing; if they belong to the text, put it between straight quotes with them'
    return Problem("Y023", "warning", spot, message, hint)
