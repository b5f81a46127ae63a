"""What simple sums in a style sheet come to: `calc(1px - 1px)` is nothing, and `max(-9999px, -9998px)` far away.

Only what is of one unit is reckoned; a sum of several is left as it is written.
"""

from __future__ import annotations

import re

_SUM = re.compile(r"(?<![\w-])(calc|min|max|clamp|)\(([^()]*)\)", re.IGNORECASE)
_TERM = re.compile(r"\s+([+-])\s+")
_FACTOR = re.compile(r"\s*([*/])\s*")
_NUMBER = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+))([a-z]*|%)\s*", re.IGNORECASE)
_DEEPEST = 9
_OF_CLAMP = 3
_Quantity = tuple[float, str]


def reckoned(declaration: str) -> str:
    """Return a declaration with each sum in it that is of one unit as what that comes to."""
    for _ in range(_DEEPEST if "(" in declaration else 0):
        inner, declaration = declaration, _SUM.sub(_result, declaration)
        if inner == declaration:
            break
    return declaration


def _result(found: re.Match[str]) -> str:
    name = found[1].lower()
    quantities = [_sum(part) for part in found[2].split(",")]
    known = [quantity for quantity in quantities if quantity is not None]
    units = {unit for number, unit in known if number} or {known[0][1] if known else ""}
    if len(known) < len(quantities) or len(units) > 1:
        return found[0]
    numbers = [number for number, _ in known]
    if name == "clamp" and len(numbers) == _OF_CLAMP:
        numbers = [max(numbers[0], min(numbers[1:]))]
    number = min(numbers) if name == "min" else max(numbers)
    return f"{number:.6f}".rstrip("0").rstrip(".") + units.pop()


def _sum(text: str) -> _Quantity | None:
    """Return what terms come to that are added or taken away; None where they are of several units."""
    first, *rest = _TERM.split(text.strip())
    total = _product(first)
    for sign, term in zip(rest[::2], rest[1::2], strict=True):
        other = _product(term)
        if total is None or other is None or (total[0] and other[0] and total[1] != other[1]):
            return None
        number = total[0] + (other[0] if sign == "+" else -other[0])
        total = number, total[1] if total[0] else other[1]
    return total


def _product(text: str) -> _Quantity | None:
    first, *rest = _FACTOR.split(text)
    total = _quantity(first)
    for sign, factor in zip(rest[::2], rest[1::2], strict=True):
        other = _quantity(factor)
        if total is None or other is None or (total[1] and other[1]) or (sign == "/" and not other[0]):
            return None
        total = total[0] * other[0] if sign == "*" else total[0] / other[0], total[1] or other[1]
    return total


def _quantity(text: str) -> _Quantity | None:
    found = _NUMBER.fullmatch(text)
    return (float(found[1]), found[2].lower()) if found else None
