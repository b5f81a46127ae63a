"""What a rule finds: a record, the path of what is wrong in it, and words for the person who wrote it.

It refuses to know files and lines: whoever judges finds these, once for all rules.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Path


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong in a record; with `key` the name of the field is meant, not its value.

    `record` is an id, or `VOCABULARY` for what the site's vocabulary says. A `mild` finding is worth a look and no
    more, whatever those of its rule are.
    """

    record: str
    path: Path
    message: str
    hint: str = ""
    key: bool = False
    mild: bool = False


VOCABULARY = "data/vocabulary.yml"
