"""The finished site of this program, written again as the input of plain MkDocs with Material, and of Zensical.

Everything is taken from the pages that this program made: addresses, titles, descriptions and words, with all that
was worked out for them. So the others publish the same, and are given for nothing what this program must find out:
standings, origins, dates in words, lists and their order. Where their pages come out lighter than ours, for want of
classes and marks, a comment makes up the weight, which costs them next to nothing.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from .files import empty, write
from .markdown import Dialect, body_of, markdown
from .yaml_site import CONFIG

Missing = Mapping[str, int]
"""How many bytes of HTML the page at an address has less than this program's."""
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)"')
_OUTSIDE = re.compile(r"[a-z]+:|#")
_SITE_NAME = " - Benchmark"
_EXTENSIONS = "markdown_extensions: [attr_list, def_list, {toc: {toc_depth: 2}}]\n"
_COMMENT = "\n<!--{}-->\n"


@dataclass(frozen=True)
class Published:
    """A page of the finished site: its address, what its head says, and its HTML."""

    address: str
    title: str
    description: str
    html: str


def published(site: Path) -> Iterator[Published]:
    """Yield each page of a finished site, in the order of their addresses; 404 is the theme's and no page."""
    site = site.resolve()
    for file in sorted(site.rglob("index.html")):
        html = file.read_text("utf-8")
        folder = file.parent.relative_to(site).as_posix()
        address = "" if folder == "." else f"{folder}/"
        title, description = _TITLE.search(html), _DESCRIPTION.search(html)
        yield Published(
            address,
            unescape(title[1]).removesuffix(_SITE_NAME) if title else "",
            unescape(description[1]) if description else "",
            html,
        )


def missing(site: Path, other: Path) -> dict[str, int]:
    """Return how many bytes each page of another site has less than the same page of this program's."""
    own, theirs = site.resolve(), other.resolve()
    found = {}
    for file in own.rglob("index.html"):
        folder = file.parent.relative_to(own).as_posix()
        page = theirs / folder / "index.html"
        if page.is_file():
            found["" if folder == "." else f"{folder}/"] = max(file.stat().st_size - page.stat().st_size, 0)
    return found


def weighed(text: str, bytes: int) -> str:
    """Return a page's Markdown with a comment that makes its HTML heavier by so many bytes, if it is worth one."""
    around = len(_COMMENT.format("")) - 1  # the line break before it is not kept
    return text + _COMMENT.format(" " * (bytes - around)) if bytes >= around else text


def write_mkdocs(site: Path, to: Path, lacking: Missing | None = None) -> None:
    """Write the input of plain MkDocs, which Zensical reads too: the same theme and search.

    The generated pages stand outside of the navigation, as they do in this program's.
    """
    config = CONFIG.replace("docs_dir: dossiers", "docs_dir: docs")
    config = re.sub(r"^(  - \w+: \w+/)$", r"\1index.md", config, flags=re.MULTILINE)
    empty(to)
    write(to / "mkdocs.yml", config + 'not_in_nav: "*"\n' + _EXTENSIONS)
    for page in published(site):
        dialect = Dialect(html=False, link=lambda href, page=page: _to_file(page.address, href))  # type: ignore[misc]
        head = {"title": page.title, "description": page.description, "hide": ["navigation"]}
        text = weighed(markdown(body_of(page.html), dialect), (lacking or {}).get(page.address, 0))
        write(to / "docs" / file_of(page.address, "index.md"), front_matter(head) + text)


def file_of(address: str, index: str) -> str:
    """Return the file of a page: `index` opens a section, every other page is named by its address."""
    return f"{address}{index}" if address.count("/") <= 1 else f"{address[:-1]}.md"


def _to_file(address: str, href: str) -> str:
    """Return a link between pages as a link between their files, as MkDocs wants it."""
    if not href or _OUTSIDE.match(href):
        return href
    path, mark, anchor = href.partition("#")
    target = posixpath.normpath(posixpath.join(address, path))
    file = file_of("" if target == "." else f"{target}/", "index.md")
    folder = posixpath.dirname(file_of(address, "index.md"))
    return posixpath.relpath(file, folder or ".") + mark + anchor


def front_matter(fields: Mapping[str, object]) -> str:
    """Return fields as they stand before the Markdown of a page."""
    return "---\n" + "".join(f"{k}: {json.dumps(v, ensure_ascii=False)}\n" for k, v in fields.items()) + "---\n\n"
