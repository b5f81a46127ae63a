"""Addresses as they must stand in pages that are opened from a disk, where no server finds the page of a folder."""

from __future__ import annotations

import re

INDEX = "index.html"
_ADDRESS = re.compile(
    r"""(\s(?:(?:xlink:)?href|action)=\\?"|;\ url=)  # where a page names another one, also within data
        (?![a-zA-Z][a-zA-Z0-9+.-]*:|/)  # not on another host, nor from the root of this one
        ([^"\\?\#<>]*)  # the way to it""",
    re.VERBOSE,
)


def explicit(html: str) -> str:
    """Return HTML in which each link to a folder of the site leads to the page in it."""
    return _ADDRESS.sub(lambda found: found[1] + _page(found[2]), html)


def _page(path: str) -> str:
    if path.rpartition("/")[2] in (".", ".."):
        path += "/"
    return f"{path}{INDEX}" if path.endswith("/") else path
