"""What can be wrong, and where.

A `Problem` is a record about a person's mistake; it is collected, sorted and shown, never raised.
`DossierError` is for wrong use and for broken installations, where nothing sensible can go on.
This module knows nothing of dossiers, and never prints.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place in a file: line and column count from 1 (0: the file as a whole), width is in characters."""

    file: str
    line: int = 0
    column: int = 0
    width: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: a stable code, how bad it is, where it is, what it is, and what to do."""

    code: str
    severity: Severity
    spot: Spot
    message: str
    hint: str = ""


class DossierError(Exception):
    """Wrong use or a broken installation: shown to the person as one sentence, without a traceback."""


def arranged(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems without repetitions, by file, line, column and code."""
    return sorted(set(problems), key=lambda p: (p.spot, p.code, p.message, p.hint))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether any of the problems forbids publishing."""
    return any(problem.severity == "error" for problem in problems)
