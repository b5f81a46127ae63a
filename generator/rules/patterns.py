"""Regular expressions of the vocabulary: they are data, so what Python thinks of their style is nobody's concern."""

from __future__ import annotations

import re
import warnings
from functools import cache
from typing import NamedTuple

from .backtracking import never_ends


class Unfit(NamedTuple):
    """Why a pattern cannot be held against anything, and what to do."""

    message: str
    hint: str = "correct the pattern"


_NEVER_ENDS = Unfit(
    "the pattern can read the same text in very many ways, and tries them all where it does not match: for ever",
    "let each round of a loop begin with a sign that nothing before it matches: `[a-z]+(-[a-z]+)*`, not `([a-z]+-?)+`",
)


@cache
def compiled(pattern: str) -> re.Pattern[str] | Unfit:
    """Return the compiled pattern, or why it is none that can be used."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return _NEVER_ENDS if never_ends(pattern) else re.compile(pattern)
        except re.error as error:
            return Unfit(f"no regular expression: {error.msg}")
        except (OverflowError, RecursionError):
            return Unfit("no regular expression: it is too large")
