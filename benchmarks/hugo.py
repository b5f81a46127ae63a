"""The finished site of this program, written again as the input of Hugo: from Markdown, and from data.

Both get the same Markdown and the frames that this program fills, as layouts. From data means Hugo's content adapter:
one template that adds a page for each record, here of a list for each section, without a file per page.
"""

from __future__ import annotations

import json
import re
import shutil
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.engine import EngineJob, build_frames
from generator.frame import Filling, Frame

from .files import empty, write
from .markdown import Dialect, body_of, markdown
from .peers import Missing, Published, file_of, front_matter, published, weighed

Frames = Mapping[tuple[str, int], Frame]
_ENTRY = re.compile(r'<li\b[^>]*>\s*<a href="#CONTENTS".*?</li>', re.DOTALL)
_BODY = re.compile(r'(<article class="md-content__inner md-typeset">).*?(</article>)', re.DOTALL)
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
outputs: {home: [html], section: [html], page: [html]}
"""
_ADAPTER = """\
{{ range resources.Match "pages/*.json" }}
  {{ range transform.Unmarshal . }}
    {{ $.AddPage . }}
  {{ end }}
{{ end }}
"""
_HTML_AROUND = Dialect(html=True, link=lambda href: href)


def write_hugo(site: Path, to: Path, frames: Frames, lacking: Missing | None = None) -> None:
    """Write the input of Hugo as a Markdown file for each page."""
    _write_layouts(site, to, frames)
    for page in published(site):
        layout = {"layout": _layout_of(page.address)} if page.address else {}
        head = {"title": page.title, **layout, **_params(page)}
        write(to / "content" / file_of(page.address, "_index.md"), front_matter(head) + _text(page, lacking))


def write_adapter(site: Path, to: Path, frames: Frames, lacking: Missing | None = None) -> None:
    """Write the input of Hugo as data for its content adapter, a list for each section."""
    _write_layouts(site, to, frames)
    write(to / "content" / "_content.gotmpl", _ADAPTER)
    sections: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for page in published(site):
        text = _text(page, lacking)
        if not page.address:  # the home page cannot be added
            write(to / "content" / "_index.md", front_matter({"title": page.title, **_params(page)}) + text)
            continue
        sections[page.address.partition("/")[0]].append(
            {
                "kind": "section" if page.address.count("/") == 1 else "page",
                "path": page.address[:-1],
                "title": page.title,
                "layout": _layout_of(page.address),
                "params": _params(page),
                "content": {"mediaType": "text/markdown", "value": text},
            }
        )
    for section, pages in sections.items():
        write(to / "assets" / "pages" / f"{section}.json", json.dumps(pages, ensure_ascii=False))


def frames_for(site: Path, built: Path, cache: Path) -> Frames:
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
    filled = frame.fill(filling).decode().replace("&#123;", "{")  # as words, braces are written by their number
    return _ENTRY.sub("{{ .TableOfContents }}", filled)


def _layout(section: str, depth: int) -> str:
    return f"{section.strip('/') or 'home'}-{depth}"


def _layout_of(address: str) -> str:
    return _layout(address.partition("/")[0], address.count("/"))


def _params(page: Published) -> dict[str, str]:
    return {"description": page.description}


def _text(page: Published, lacking: Missing | None) -> str:
    return weighed(markdown(body_of(page.html), _HTML_AROUND), (lacking or {}).get(page.address, 0))


def _write_layouts(site: Path, to: Path, frames: Frames) -> None:
    """Write all that is no page into an empty folder."""
    empty(to)
    write(to / "hugo.yaml", _HUGO)
    write(to / "layouts" / "404.html", (site / "404.html").read_text("utf-8"))
    home = _BODY.sub(r"\1{{ .Content }}\2", (site / "index.html").read_text("utf-8"))
    write(to / "layouts" / "home.html", home)
    for (section, depth), frame in frames.items():
        write(to / "layouts" / f"{_layout(section, depth)}.html", _as_layout(frame))
    shutil.copytree(site / "assets", to / "static" / "assets")
