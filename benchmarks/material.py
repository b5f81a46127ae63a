"""`python -m benchmarks.material`: the search index of Material for MkDocs, made of the finished pages of a site.

MkDocs hands each page's HTML to Material's search plugin, whose own code makes the index here too; what plain MkDocs
takes for the pages themselves is left out, so that a site of any size can be compared. A browser loads the whole index
before it finds anything.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

from .files import write
from .markdown import body_of
from .peers import published

FILE = "search_index.json"
_CONFIG = {
    "lang": ["en"],
    "separator": r"[\s\-]+",
    "pipeline": ["stopWordFilter"],
    "fields": {"title": {"boost": 1e3}, "text": {"boost": 1.0}, "tags": {"boost": 1e6}},
}
"""What the plugin says where nobody tells it otherwise."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the index."""
    made = argparse.ArgumentParser(prog="python -m benchmarks.material", description=__doc__)
    made.add_argument("built", type=Path, metavar="BUILT", help="the finished site")
    made.add_argument("out", type=Path, metavar="OUT", help=f"the folder for {FILE}")
    given = made.parse_args(arguments)
    write(given.out / FILE, index_of(given.built))
    return 0


def index_of(built: Path) -> str:
    """Return the index of a finished site; what no reader sees, and what he presses, is no part of it."""
    from material.plugins.search.plugin import SearchIndex

    index = SearchIndex(**_CONFIG)
    for page in published(built):
        if "md-content__inner" not in page.html:  # a page that only leads on
            continue
        body = body_of(page.html)
        body.strip_tags(["button", "template", "script"], recursive=True)
        shown = SimpleNamespace(meta={}, title=page.title, content=body.inner_html, toc=[], url=page.address)
        index.add_entry_from_context(shown)
    return str(index.generate_search_index(None))


if __name__ == "__main__":
    sys.exit(main())
