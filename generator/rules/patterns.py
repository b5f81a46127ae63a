"""Regular expressions of the vocabulary: they are data, so what Python thinks of their style is nobody's concern."""

from __future__ import annotations

import re
import warnings
from functools import cache


@cache
def compiled(pattern: str) -> re.Pattern[str] | str:
    """Return the compiled pattern, or in words why it is none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return re.compile(pattern)
        except re.error as error:
            return error.msg
        except (OverflowError, RecursionError):
            return "it is too large"
