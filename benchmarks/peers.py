"""The finished site of this program, written again as the input of plain MkDocs with Material, and of Hugo.

Everything is taken from the pages that this program made: addresses, titles, descriptions and words, with all that
was worked out for them. So the others publish the same, and are given for nothing what this program must find out:
standings, origins, dates in words, lists and their order.
"""

from __future__ import annotations

import json
import posixpath
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from generator.engine import EngineJob, build_frames
from generator.frame import Filling, Frame

from .markdown import Dialect, body_of, markdown
from .yaml_site import CONFIG

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)"')
_ENTRY = re.compile(r'<li\b[^>]*>\s*<a href="#CONTENTS".*?</li>', re.DOTALL)
_BODY = re.compile(r'(<article class="md-content__inner md-typeset">).*?(</article>)', re.DOTALL)
_OUTSIDE = re.compile(r"[a-z]+:|#")
_SITE_NAME = " - Benchmark"
_EXTENSIONS = "markdown_extensions: [attr_list, def_list, {toc: {toc_depth: 2}}]\n"
_HUGO = """\
baseURL: https://example.org/
title: Benchmark
locale: en
disableKinds: [taxonomy, term, rss]
markup:
  tableOfContents: {startLevel: 2, endLevel: 2}
  goldmark:
    extensions: {typographer: {disable: true}, linkify: false}
    parser: {attribute: {block: true}}
    renderer: {unsafe: true}
    renderHooks: {image: {useEmbedded: never}, link: {useEmbedded: never}}
outputs: {home: [html, search], section: [html], page: [html]}
outputFormats: {search: {mediaType: application/json, baseName: search/search_index, isPlainText: true}}
"""
_SEARCH = """\
{"config": {}, "docs": [
{{- range $place, $page := where site.Pages "Params.search" "ne" nil -}}
{{- if $place }},{{ end -}}
{{ dict "location" (substr $page.RelPermalink 1) "title" $page.Title "text" $page.Params.search | jsonify }}
{{- end -}}
]}
"""


@dataclass(frozen=True)
class Published:
    """A page of the finished site: its address, what its head says, its HTML, and its words for the search."""

    address: str
    title: str
    description: str
    html: str
    search: str


def published(site: Path) -> Iterator[Published]:
    """Yield each page of a finished site, in the order of their addresses; 404 is the theme's and no page."""
    site = site.resolve()
    index = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
    search = {entry["location"]: unescape(entry["text"]) for entry in index["docs"]}
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
            search.get(address, ""),
        )


def write_mkdocs(site: Path, to: Path) -> None:
    """Write the input of plain MkDocs: the same theme and search, all generated pages outside of the navigation."""
    config = CONFIG.replace("docs_dir: dossiers", "docs_dir: docs")
    config = re.sub(r"^(  - \w+: \w+/)$", r"\1index.md", config, flags=re.MULTILINE)
    _write(to / "mkdocs.yml", config + 'not_in_nav: "*"\n' + _EXTENSIONS)
    for page in published(site):
        dialect = Dialect(html=False, link=lambda href, page=page: _to_file(page.address, href))  # type: ignore[misc]
        head = {"title": page.title, "description": page.description, "hide": ["navigation"]}
        _write(to / "docs" / _file(page.address, "index.md"), _front(head) + markdown(body_of(page.html), dialect))


def write_hugo(site: Path, to: Path, frames: Mapping[tuple[str, int], Frame]) -> None:
    """Write the input of Hugo: content as Markdown, and as layouts the frames that this program fills."""
    _write(to / "hugo.yaml", _HUGO)
    _write(to / "layouts" / "home.search.json", _SEARCH)
    _write(to / "layouts" / "404.html", (site / "404.html").read_text("utf-8"))
    home = _BODY.sub(r"\1{{ .Content }}\2", (site / "index.html").read_text("utf-8"))
    _write(to / "layouts" / "home.html", home)
    for (section, depth), frame in frames.items():
        _write(to / "layouts" / f"{_layout(section, depth)}.html", _as_layout(frame))
    shutil.copytree(site / "assets", to / "static" / "assets")
    dialect = Dialect(html=True, link=lambda href: href)
    for page in published(site):
        section, depth = page.address.partition("/")[0], page.address.count("/")
        head = {"title": page.title, "description": page.description}
        head |= {"search": page.search} if page.search else {}
        head |= {"layout": _layout(f"{section}/", depth)} if section else {}
        name = _file(page.address, "_index.md")
        _write(to / "content" / name, _front(head) + markdown(body_of(page.html), dialect))


def frames_for(site: Path, built: Path, cache: Path) -> Mapping[tuple[str, int], Frame]:
    """Return this program's frames for the pages of a finished site: for each section, at each depth."""
    depths: dict[str, set[int]] = {}
    for file in built.resolve().rglob("index.html"):
        address = file.parent.relative_to(built.resolve()).as_posix()
        if address != ".":
            depths.setdefault(address.partition("/")[0] + "/", set()).add(address.count("/") + 1)
    wanted = {section: tuple(sorted(found)) for section, found in sorted(depths.items())}
    return build_frames(EngineJob(site, "mkdocs", wanted), cache).frames


def _as_layout(frame: Frame) -> str:
    """Return a frame with Hugo's words in its slots."""
    filling = Filling(
        address="{{ substr .RelPermalink 1 }}",
        title="{{ .Title }}",
        description="{{ .Params.description }}",
        body="{{ .Content }}",
        toc=(("CONTENTS", "CONTENTS"),),
    )
    return _ENTRY.sub("{{ .TableOfContents }}", frame.fill(filling).decode())


def _layout(section: str, depth: int) -> str:
    return f"{section.strip('/') or 'home'}-{depth}"


def _file(address: str, index: str) -> str:
    """Return the file of a page: `index` opens a section, every other page is named by its address."""
    return f"{address}{index}" if address.count("/") <= 1 else f"{address[:-1]}.md"


def _to_file(address: str, href: str) -> str:
    """Return a link between pages as a link between their files, as MkDocs wants it."""
    if not href or _OUTSIDE.match(href):
        return href
    path, mark, anchor = href.partition("#")
    target = posixpath.normpath(posixpath.join(address, path))
    file = _file("" if target == "." else f"{target}/", "index.md")
    folder = posixpath.dirname(_file(address, "index.md"))
    return posixpath.relpath(file, folder or ".") + mark + anchor


def _front(fields: Mapping[str, object]) -> str:
    return "---\n" + "".join(f"{k}: {json.dumps(v, ensure_ascii=False)}\n" for k, v in fields.items()) + "---\n\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
