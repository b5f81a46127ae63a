"""A digest of what every page rests on: the program, its libraries, the templates, the settings.

When any of it is another one than it was, nothing that was kept from earlier builds is of use.
"""

from __future__ import annotations

from . import keeping
from .model import packed
from .templates import Files


def basis(templates: Files, *rest: object) -> bytes:
    """Return the digest of this program with these templates, and of whatever else is given."""
    parts = [keeping.whole_program(), packed(rest)]
    for name, (_, data) in sorted(templates.items()):
        parts += name.encode("utf-8", "surrogateescape"), data
    return keeping.digest(*parts)
