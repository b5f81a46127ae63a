"""The frames and pages that each engine makes of one small site."""

import json
import marshal
import os
import posixpath
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import markdown
import pytest
from jinja2 import Environment
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator import engine as engine_module
from generator import keeping
from generator.engine import EngineJob, EngineOutput, build_frames
from generator.exports.search import INDEX_FILES, written
from generator.frame import Filling
from generator.pages import SEARCH
from generator.policy import hashed, watched
from generator.problems import DossierError, Problem
from generator.runs import ENGINES, _read
from generator.ways import with_names, with_search
from generator.words import ENGLISH, words_of

SITE = Path(__file__).parents[1] / "golden" / "frames" / "site"
DEPTHS = {"groups/": (1, 2, 3), "people/": (1, 2), "claims/": (1, 2, 3), "reports/2024/": (2, 3)}
PAGES = {
    "groups/": "Dossiers", "groups/hts/": "Dossiers", "groups/hts/mentions/": "Dossiers", "people/": "Dossiers",
    "people/someone/": "Dossiers", "claims/": "Claims", "claims/one/": "Claims", "claims/page/2/": "Claims",
    "reports/2024/": "", "reports/2024/may/": "",
}  # fmt: skip
OURS = ("assets/dossier.css", "assets/dossier.js", "search")
PLAIN = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "SOURCE_DATE_EPOCH": "0"}
BODY = '<h1>HTS</h1>\n<h2 id="sources">Sources</h2>\n<p>Words.</p>'


def job(site: Path, engine: str, page_count: int = 10, depths: Mapping[str, tuple[int, ...]] = DEPTHS) -> EngineJob:
    return EngineJob(site, engine, depths, page_count, environ=os.environ)


def filled(made: EngineOutput, address: str) -> str:
    filling = Filling(address, f"Title of {address}", f"About {address}", BODY, (("sources", "Sources"),))
    return made.frame_for(address).fill(filling).decode()


def wrong(made: EngineOutput) -> list[Problem]:
    """Return what is wrong with a site, but for that its pages are in a language which the theme alone speaks."""
    return [problem for problem in made.problems if problem.code != "S105"]


def changed(tmp_path: Path, old: str = "", new: str = "", file: str = "mkdocs.yml") -> Path:
    """Return a copy of the site with other words in one of its files."""
    site = tmp_path / "site"
    shutil.copytree(SITE, site)
    text = (site / file).read_text("utf-8")
    assert old in text
    (site / file).write_text(text.replace(old, new, 1), "utf-8")
    return site


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Each engine in turn."""
    return str(request.param)


@pytest.fixture(scope="module")
def made(engine: str, tmp_path_factory: pytest.TempPathFactory) -> EngineOutput:
    """What the engine makes of the site."""
    return build_frames(job(SITE, engine), tmp_path_factory.mktemp("cache"))


def test_no_engine_finds_anything_wrong(made: EngineOutput) -> None:
    """A site with inherited settings, tags, overrides and the prose extension builds without a problem."""
    assert wrong(made) == []
    assert made.pages == {"": "dossiers/index.md", "method/": "dossiers/method.md"}


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_its_own_title_description_address_and_contents(made: EngineOutput, address: str) -> None:
    """At every depth, in and out of the navigation, the page's own words stand where the theme prints a page's."""
    tree = LexborHTMLParser(filled(made, address))
    title = f"Title of {address}"
    assert text(tree, "title") == f"{title} - Tests & frames"
    assert text(tree, "[data-md-component=header-topic]") == title
    assert attributes(tree, "meta[name=description]", "content") == [f"About {address}"]
    assert attributes(tree, 'meta[property="og:title"]', "content") == [title]
    assert attributes(tree, "link[rel=canonical]", "href") == [f"https://example.org/base/{address}"]
    assert attributes(tree, "html", "lang") == ["de"]
    in_drawer = [["#sources"]] if PAGES[address] else []
    assert [attributes(nav, "a", "href") for nav in tree.css(".md-nav--secondary")] == [["#sources"], *in_drawer]
    assert tree.css_first("[rel=edit]") is None


@pytest.mark.parametrize("address", PAGES)
def test_the_tab_of_the_section_is_active_at_every_depth(made: EngineOutput, address: str) -> None:
    """A dossier deep in a section shows where the reader is, in the tabs and in the navigation of small screens."""
    tree = LexborHTMLParser(filled(made, address))
    tabs = [node.text(strip=True) for node in tree.css(".md-tabs__item--active")]
    links = [node.text(strip=True).lower() for node in tree.css(".md-nav--primary a.md-nav__link--active")]
    assert tabs == ([PAGES[address]] if PAGES[address] else [])
    assert links == ([address.partition("/")[0]] if PAGES[address] else [])
    assert len(tree.css(".md-tabs__item")) == 4
    assert tree.css_first(".md-sidebar--primary[hidden]") is not None


def test_the_icon_of_a_section_stands_beside_its_title(engine: str, tmp_path: Path) -> None:
    """On every page the section that has an icon shows it where the navigation names it, and no other does."""
    made = build_frames(replace(job(SITE, engine), icons={"groups/": "material/flag"}), tmp_path)
    for address in ("groups/", "groups/hts/", "people/"):
        links = LexborHTMLParser(filled(made, address)).css(".md-nav--primary a.md-nav__link")
        assert {link.text(strip=True).lower() for link in links if link.css_first("svg path")} == {"groups"}


@pytest.mark.parametrize("address", PAGES)
def test_every_address_of_a_frame_leads_to_a_page_or_file_of_the_site(made: EngineOutput, address: str) -> None:
    """Links, scripts and styles are right as seen from the page's own depth; the theme's search worker is not named."""
    html = filled(made, address)
    tree = LexborHTMLParser(html)
    named = [*attributes(tree, "[href]", "href"), *attributes(tree, "[src]", "src")]
    config = json.loads(text(tree, "script#__config"))
    assert posixpath.normpath(posixpath.join("/", address, config["base"])) == "/"
    assert f'__md_scope=new URL("{config["base"]}",location)' in html
    assert config["search"] == ""
    for target in named:
        if re.match(r"https?:|#", target):
            continue
        path = posixpath.normpath(posixpath.join("/", address, target)).lstrip("/")
        assert path == "" or f"{path}/" in PAGES or path in OURS or (made.files / path).exists(), target


def test_neither_files_nor_pages_know_the_sentinels(made: EngineOutput) -> None:
    """Nothing that is published has a sentinel's address or words; the search index loses them when it is written."""
    assert not [path for path in made.files.rglob("*") if "dossier-frame" in path.name]
    assert sorted(path.relative_to(made.files).as_posix() for path in made.files.rglob("*.html")) == [
        "404.html", "index.html", "method/index.html"
    ]  # fmt: skip
    for path in made.files.rglob("*"):
        if path.suffix in (".html", ".xml", ".txt", ".js", ".json") and "search" not in path.name:
            assert not re.search("dossier-?frame", path.read_text("utf-8"), re.IGNORECASE), path
    for address in PAGES:
        assert not re.search("dossier-?frame", filled(made, address), re.IGNORECASE)
    assert not list(made.files.glob("sitemap*"))


def test_hand_written_pages_keep_their_markers(made: EngineOutput) -> None:
    """What a page links and embeds is left to be resolved; its other links are the engine's."""
    html = (made.files / "index.html").read_text("utf-8")
    assert '<a href="dossier:entity:hts"></a>, <a href="dossier:entity:hts"><bdi>this group</bdi></a>' in html
    assert '<div data-dossier-embed="claim:one"></div>' in html
    assert '<span class="twemoji"><svg' in html
    assert ">the claims</a>" in (made.files / "method" / "index.html").read_text("utf-8")
    assert 'href="../claims/"' in (made.files / "method" / "index.html").read_text("utf-8")


def test_the_page_for_what_is_not_there_works_at_any_address(made: EngineOutput) -> None:
    """Its links, scripts and base are absolute, with the path of the site's own address."""
    tree = LexborHTMLParser((made.files / "404.html").read_text("utf-8"))
    named = [*attributes(tree, "[href]", "href"), *attributes(tree, "[src]", "src")]
    assert {target for target in named if not target.startswith(("/base/", "http", "#"))} == set()
    assert "/base/groups/" in named
    assert json.loads(text(tree, "script#__config"))["base"].rstrip("/") == "/base"


def test_the_search_of_the_theme_gives_way(engine: str, made: EngineOutput) -> None:
    """Each page has a field that leads to the search, and nothing that would load the index of the engine's own."""
    for path in [*made.files.rglob("index.html"), made.files / "404.html"]:
        tree = LexborHTMLParser(path.read_text("utf-8"))
        (form,) = tree.css("header form[role=search]")
        assert tree.css_first("header a.find-link").attributes["href"] == form.attributes["action"]
        assert (form.attributes["action"] or "").endswith("search/")
        assert form.css_first("input[name=q]")
        assert not tree.css("[data-md-component=search], form[name=search]")


def test_the_words_of_hand_written_pages_are_known(engine: str, made: EngineOutput) -> None:
    """They are read from the index that the engine made, with its parts, and without the sentinels."""
    found = list(written(engine, (made.files / INDEX_FILES[engine]).read_bytes(), made.sentinels))
    assert {entry.address for entry in found} == {"", "#part", "method/"}
    assert not re.search("dossier-?frame", repr(found), re.IGNORECASE)


def test_a_site_may_have_no_address_and_a_generated_home_page(engine: str, tmp_path: Path) -> None:
    """Without `site_url` nothing is canonical, and instant navigation, which needs a sitemap, is off.

    A section at the root has a frame of depth 0, whose addresses start at the page itself.
    """
    site = changed(tmp_path, "site_url: https://example.org/base/\n", "")
    (site / "dossiers" / "index.md").unlink()
    (site / "dossiers" / "method.md").write_text("# Method\n", "utf-8")
    made = build_frames(job(site, engine, depths={**DEPTHS, "": (0,)}), tmp_path / "cache")
    tree = LexborHTMLParser(filled(made, ""))
    config = json.loads(text(tree, "script#__config"))
    assert wrong(made) == [] and tree.css_first("link[rel=canonical]") is None
    assert config["features"] == ["navigation.tabs", "content.action.edit"] and config["base"] == "."
    assert text(tree, "title") == "Title of  - Tests & frames"
    assert [node.text(strip=True) for node in tree.css(".md-tabs__item--active")] == ["Start"]
    assert {"groups/", "./groups/"} & set(attributes(tree, ".md-tabs a", "href"))


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("fr", "ltr")])
def test_frames_are_in_the_language_of_the_site(engine: str, tmp_path: Path, language: str, direction: str) -> None:
    """`theme.language` gives each frame its language, its direction and the theme's own words, at every depth."""
    site = changed(tmp_path, "language: de\n", f"language: {language}\n", "shared.yml")
    made = build_frames(job(site, engine), tmp_path / "cache")
    assert [problem.code for problem in made.problems] == ([] if language == "ar" else ["S105"])
    for address in PAGES:
        tree = LexborHTMLParser(filled(made, address))
        assert attributes(tree, "html", "lang") == [language]
        assert attributes(tree, "body", "dir") == [direction]
        assert "Skip to content" not in tree.html  # type: ignore[operator]
        assert tree.css_first("article h1").text() == "HTS"


VARIED = {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "4711", "SOURCE_DATE_EPOCH": "86400"}
LATER = """\
import datetime, time
class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return super().now(tz) + datetime.timedelta(days=400)
datetime.datetime = Later
now = time.time
time.time = lambda: now() + 400 * 86400
"""


def test_the_same_site_gives_the_same_bytes_anywhere_and_any_day(
    engine: str, made: EngineOutput, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither time zone, locale, hash seed nor the day of the build changes a byte of frames, pages or index."""
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "sitecustomize.py").write_text(LATER, "utf-8")
    for name, value in {**VARIED, "PYTHONPATH": str(tmp_path / "later")}.items():
        monkeypatch.setenv(name, value)
    again = build_frames(job(SITE, engine), tmp_path / "cache")
    assert again.frames == made.frames and again.files != made.files
    assert contents(again.files) == contents(made.files)


@pytest.mark.skipif(sys.platform == "darwin", reason="has no locale of this name, and reads paths as UTF-8 anyway")
def test_the_engine_finds_a_program_in_a_folder_of_any_letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python 3.11 reads where what is installed lies in the letters of the locale: a folder “ü” would stop it."""
    ask = "import locale\nif locale.getencoding().lower() != 'utf-8': raise SystemExit(locale.getencoding())\n"
    (tmp_path / "asked").mkdir()
    (tmp_path / "asked" / "sitecustomize.py").write_text(ask, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "asked"))
    assert wrong(build_frames(job(SITE, "mkdocs"), tmp_path / "cache")) == []


def test_a_frame_is_what_mkdocs_makes_of_the_same_page(tmp_path: Path) -> None:
    """A section's first page is to the letter what MkDocs makes of it, but for air, namespaces and boxes within links.

    In both the theme's search has given way to ours. A deeper page differs in two listed things: as an ordinary page it
    would be in no navigation, so MkDocs marks nothing as active there, neither in the tabs nor in the navigation, and
    lists no contents in the latter. Neither has the edit link that MkDocs gives an ordinary page: a record's own leads
    to its data file.
    """
    site = changed(tmp_path, "edit_uri_template: https://example.org/edit/{path}\n", "")
    made = build_frames(job(site, "mkdocs"), tmp_path / "cache")
    plain = tmp_path / "plain"
    shutil.copytree(site, plain)
    source = "# HTS\n\nFirst words.\n\n## Sources\n\n- one\n- two\n\n## Not known\n\nNothing.\n"
    head = "---\ntitle: HTS, reported\ndescription: What is reported of HTS\nhide: [navigation]\n---\n\n"
    others = {"people/": "index.md", "claims/": "index.md", "groups/": "index.md", "groups/hts/mentions/": "index.md"}
    for folder, name in others.items():
        (plain / "dossiers" / folder).mkdir(parents=True, exist_ok=True)
        (plain / "dossiers" / folder / name).write_text(head + source, "utf-8")
    settings = (plain / "mkdocs.yml").read_text("utf-8")
    settings = re.sub(r"(: \w+/)$", r"\1index.md", settings, flags=re.MULTILINE)
    settings += f"extra_css: [{OURS[0]}]\nextra_javascript: [{OURS[1]}]\n"
    (plain / "mkdocs.yml").write_text(settings, "utf-8")
    command = [sys.executable, "-P", "-m", "mkdocs", "build", "-q", "-d", str(tmp_path / "out")]
    subprocess.run(command, cwd=plain, check=True, env={**os.environ, **PLAIN, "PYTHONPATH": str(SITE.parents[3])})
    body = markdown.markdown(source, extensions=["toc"])
    for address, navigation in (("groups/", True), ("groups/hts/mentions/", False)):
        toc = (("sources", "Sources"), ("not-known", "Not known"))
        filling = Filling(address, "HTS, reported", "What is reported of HTS", body, toc)
        ours = made.frame_for(address).fill(filling).decode()
        theirs = finished((tmp_path / "out" / address / "index.html").read_text("utf-8"), ours)
        assert comparable(ours, navigation) == comparable(theirs, navigation)


def finished(html: str, like: str) -> str:
    """Return a page with what every page of the engine gets afterwards, and the policy of another one."""
    rules = re.search('http-equiv="Content-Security-Policy" content="([^"]*)"', like)
    assert rules
    return with_search(with_names(watched(html, rules[1])), SEARCH, ENGLISH)


_SKIPPED = 'href="#__skip" class="md-skip"'


def comparable(html: str, navigation: bool) -> list[str]:
    """Return tags and texts of a page without white space around them, with or without its tabs and navigation.

    That the description is that of previews too, MkDocs does not say; that a drawing is one, HTML knows without a name.
    Words of a link of the navigation need no box that clips them, and the theme has its own colour unasked. It skips to
    the first heading that it lists; ours to what stands before all of them.
    """
    html = html.replace('<article id="__skip" ', "<article ").replace('href="#hts" class="md-skip"', _SKIPPED)
    html = html.replace(' property="og:description"', "").replace(' xmlns="http://www.w3.org/2000/svg"', "")
    html = html.replace(' data-md-color-accent="indigo"', "")
    html = re.sub(r'<span class="md-ellipsis">([^<]*)</span>(?=\s*</a>)', r"\1", html)
    if not navigation:
        tree = LexborHTMLParser(html)
        for node in tree.css(".md-tabs, .md-nav--primary"):
            node.decompose()
        html = tree.html or ""
    return [part for part in re.split(r"\s*\n\s*|\s*(</?[a-z][^>]*>)\s*", html) if part]


def test_what_was_made_is_used_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second build of an unchanged site runs no engine; any change of what the engine reads runs it again."""
    runs = []

    def counted(*given: object, **options: object) -> object:
        runs.append(given)
        return run(*given, **options)  # type: ignore[call-overload]

    run = subprocess.run
    monkeypatch.setattr(engine_module.subprocess, "run", counted)
    site = changed(tmp_path)
    small = job(site, "mkdocs", depths={"groups/": (1,), "people/": (1,), "claims/": (1,)})
    first = build_frames(small, tmp_path / "cache")
    assert build_frames(small, tmp_path / "cache") == first and len(runs) == 1
    for number, file in enumerate(("dossiers/method.md", "overrides/main.html", "shared.yml"), 2):
        (site / file).write_text((site / file).read_text("utf-8") + "\nnew: words\n", "utf-8")
        build_frames(small, tmp_path / "cache")
        assert len(runs) == number, file
    monkeypatch.setenv("FRAMES_COPYRIGHT", "somebody")
    assert b"somebody" in build_frames(small, tmp_path / "cache").frame_for("groups/").fill(Filling("", "", "", ""))
    assert len(runs) == 5


def test_what_the_engine_reads_elsewhere_counts(tmp_path: Path) -> None:
    """A theme and snippets outside of the site, and what links in them lead to: any change runs the engine again."""
    settings = "markdown_extensions: [{pymdownx.snippets: {base_path: [../common/said]}}, generator.prose]\n"
    site = changed(tmp_path, "plugins: [search]\n", settings)
    (site / "shared.yml").write_text((site / "shared.yml").read_text("utf-8").replace("overrides", "../themes/own"))
    own = tmp_path / "themes" / "own"
    shutil.move(site / "overrides", own)
    for folder, word in (("common", "linked"), ("others", "exchanged")):
        (tmp_path / folder / "said").mkdir(parents=True)
        (tmp_path / folder / "parts").mkdir()
        (tmp_path / folder / "parts" / "part.html").write_text(f"<p>{word}</p>\n", "utf-8")
        (tmp_path / folder / "said" / "words.md").write_text("quoted\n", "utf-8")
    (own / "parts").symlink_to("../../common/parts")
    (own / "loop").symlink_to("../../themes")
    (own / "main.html").write_text(
        '{% extends "base.html" %}\n{% block footer %}{% include "parts/part.html" %}{% endblock %}'
    )
    (site / "dossiers" / "method.md").write_text('# Method\n\n--8<-- "words.md"\n', "utf-8")
    small = job(site, "mkdocs", depths={"groups/": (1,), "people/": (1,), "claims/": (1,)})

    def page() -> str:
        return (build_frames(small, tmp_path / "cache").files / "method" / "index.html").read_text("utf-8")

    assert "<p>linked</p>" in page() and "<p>quoted</p>" in page()
    for file, old, new in (
        ("themes/own/main.html", "footer %}", "footer %}<p>themed</p>"),
        ("common/parts/part.html", "linked", "joined"),
        ("common/said/words.md", "quoted", "cited"),
    ):
        (tmp_path / file).write_text((tmp_path / file).read_text("utf-8").replace(old, new), "utf-8")
        assert new.removeprefix(old) in page()
    (own / "parts").unlink()
    (own / "parts").symlink_to("../../others/parts")
    assert "<p>exchanged</p>" in page()


@pytest.mark.usefixtures("unwaiting")
@pytest.mark.parametrize("name", ["made.json", "site/method/index.html", ""])
def test_a_run_with_a_pipe_in_it_is_made_anew(tmp_path: Path, name: str) -> None:
    """Nobody waits for what it holds, and the site lacks nothing."""
    small = job(SITE, "mkdocs", depths={"groups/": (1,), "people/": (1,), "claims/": (1,)})
    made = build_frames(small, tmp_path / "cache").files
    whole = {path.relative_to(made): path.read_bytes() for path in made.rglob("*") if path.is_file()}
    (run,) = (tmp_path / "cache").iterdir()
    (run / name).rename(tmp_path / "aside")
    os.mkfifo(run / name)
    made = build_frames(small, tmp_path / "cache").files
    assert {path.relative_to(made): path.read_bytes() for path in made.rglob("*") if path.is_file()} == whole


@pytest.mark.parametrize(
    ("name", "rest"),
    [("made.json", None), ("made.json", b"{}"), ("site/404.html", None), ("site/method/index.html", b"")],
)
def test_a_run_that_is_not_whole_any_more_is_made_anew(tmp_path: Path, name: str, rest: bytes | None) -> None:
    """Who cleans up a cache, or loses power, may leave a part of what a run left, or of a file."""
    small = job(SITE, "mkdocs", depths={"groups/": (1,), "people/": (1,), "claims/": (1,)})
    first = build_frames(small, tmp_path / "cache")
    (run,) = (tmp_path / "cache").iterdir()
    whole = {path: path.read_bytes() for path in run.rglob("*") if path.is_file()}
    _read.cache_clear()  # as in the next process
    if rest is None:
        (run / name).unlink()
    else:
        (run / name).write_bytes(rest)
    assert build_frames(small, tmp_path / "cache") == first
    assert {path: path.read_bytes() for path in run.rglob("*") if path.is_file()} == whole


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
def test_templates_of_the_theme_are_compiled_once(tmp_path: Path, engine: str) -> None:
    """A second run takes what the first compiled, but for the site's own templates, and makes the same."""
    environ = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path / "python"), "PYTHONDONTWRITEBYTECODE": ""}
    small = replace(job(SITE, engine, depths={"groups/": (1,), "people/": (1,), "claims/": (1,)}), environ=environ)
    first = build_frames(small, tmp_path / "cache")
    whole = contents(first.files)
    assert build_frames(small, tmp_path / "cache", fresh=True) == first
    assert contents(first.files) == whole
    (file,) = (tmp_path / "python").rglob("compiled.*.????????.pyc")
    key = file.read_bytes()[: keeping.DIGEST_SIZE]
    codes = marshal.loads(keeping.kept(file, key) or b"")
    assert not [name for name in codes if str(SITE) in name]
    (missing,) = (name for name in codes if name.startswith("404.html "))
    codes[missing] = codes[missing][0], Environment().compile("taken")
    keeping.keep(file, key, marshal.dumps(codes))
    again = build_frames(small, tmp_path / "cache", fresh=True)
    assert "taken" in (again.files / "404.html").read_text("utf-8")


def test_a_fresh_run_minds_what_no_setting_names(tmp_path: Path) -> None:
    """An extension may read any file; who asks for a fresh run gets what it reads now, and so do all later ones."""
    site = changed(tmp_path, "plugins: [search]\n", 'markdown_extensions: [{pymdownx.snippets: {base_path: ["."]}}]\n')
    (site / "dossiers" / "method.md").write_text('# Method\n\n--8<-- "words.md"\n', "utf-8")
    small = job(site, "mkdocs", depths={"groups/": (1,), "people/": (1,), "claims/": (1,)})
    for words, fresh in (("first", False), ("second", True), ("second", False)):
        (site / "words.md").write_text(words, "utf-8")
        made = build_frames(small, tmp_path / "cache", fresh=fresh)
        assert f"<p>{words}</p>" in (made.files / "method" / "index.html").read_text("utf-8")


def test_a_folder_of_old_runs_does_not_grow(tmp_path: Path) -> None:
    """The runs used last stay; older ones go when a new one is made, and nothing else does."""
    (tmp_path / "cache" / "other").mkdir(parents=True)
    for number in range(20):
        (tmp_path / "cache" / f"mkdocs-{number}").mkdir(parents=True)
        os.utime(tmp_path / "cache" / f"mkdocs-{number}", (number, number))
    build_frames(job(SITE, "mkdocs"), tmp_path / "cache")
    assert len(list((tmp_path / "cache").glob("mkdocs-*"))) == 8 and (tmp_path / "cache" / "other").exists()
    assert not (tmp_path / "cache" / "mkdocs-0").exists()


def test_what_is_used_is_not_old_though_the_clock_went_back(tmp_path: Path) -> None:
    """Where other runs seem to come from the future, those of this build stay, and the oldest of the others goes."""
    later = time.time() + 100 * 86400
    for number in range(20):
        (tmp_path / "cache" / f"mkdocs-{number:02}").mkdir(parents=True)
        os.utime(tmp_path / "cache" / f"mkdocs-{number:02}", (later + number, later + number))
    editions = [replace(job(SITE, "mkdocs"), words=words_of(language)) for language in ("en", "ar")]
    made = [build_frames(edition, tmp_path / "cache") for edition in editions]
    assert all(one.files.is_dir() for one in made)
    assert [build_frames(edition, tmp_path / "cache") for edition in editions] == made
    left = [path.name for path in (tmp_path / "cache").iterdir() if path not in {one.files.parent for one in made}]
    assert sorted(left) == [f"mkdocs-{number}" for number in range(14, 20)]


def test_the_name_of_a_site_is_words(engine: str, tmp_path: Path) -> None:
    """Themes print it as if it were HTML: what looks like a tag, a script or a link in it is shown as it was typed."""
    name = 'A <b>site</b> of "ours" & [[yours]] <script>{{ odd }}</script>'
    site = changed(tmp_path, "site_name: ", f"site_name: {json.dumps(name)} # ")
    made = build_frames(job(site, engine), tmp_path / "cache")
    for html in ((made.files / "method/index.html").read_text("utf-8"), filled(made, "claims/one/")):
        assert not re.search(r"<b>site|<script>\{|\[\[yours|\{\{ odd", html)
        head = LexborHTMLParser(html).css_first(".md-header")
        assert name in " ".join(head.css_first(".md-header__title").text().split())
        assert head.css_first(".md-logo").attributes["aria-label"] == name
        policy = LexborHTMLParser(html).css_first("meta[http-equiv=Content-Security-Policy]").attributes["content"]
        assert hashed("{{ odd }}") not in (policy or "")


def test_the_description_of_a_page_is_words(engine: str, tmp_path: Path) -> None:
    """A quotation mark in it, or in that of the site, ends nothing in the head of a page."""
    said = 'Where "ours" > <b>theirs</b> & {{ odd }}'
    site = changed(tmp_path, "site_name: ", f"site_description: {json.dumps(said)}\nsite_name: ")
    page = site / "dossiers" / "method.md"
    page.write_text(f"---\ndescription: {json.dumps(said + '.')}\n---\n{page.read_text('utf-8')}", "utf-8")
    made = build_frames(job(site, engine), tmp_path / "cache")
    for file, words in (("index.html", said), ("method/index.html", f"{said}.")):
        head = LexborHTMLParser((made.files / file).read_text("utf-8")).css_first("head")
        assert [one.attributes for one in head.css("meta[name=description]")] == [
            {"name": "description", "content": words}
        ]


def test_a_warning_of_the_engine_names_the_page(engine: str, tmp_path: Path) -> None:
    """A hand-written page that links a page which is not there is a warning at that page, on every later run too."""
    site = changed(tmp_path, "[the start](index.md)", "[nothing](nothing.md)", "dossiers/method.md")
    for _ in range(2):
        (problem,) = wrong(build_frames(job(site, engine), tmp_path / "cache"))
        assert (problem.code, problem.severity, problem.spot.file) == ("F101", "warning", "dossiers/method.md")


@pytest.mark.parametrize(("own", "codes"), [("", ["F103"]), ("extra_javascript: [mermaid.min.js]\n", [])])
def test_a_diagram_that_asks_another_host_is_an_error(tmp_path: Path, own: str, codes: list[str]) -> None:
    """The theme fetches the script of diagrams from elsewhere, unless the site brings its own."""
    site = changed(tmp_path, "Back", '<pre class="mermaid"><code>graph LR</code></pre>\n\nBack', "dossiers/method.md")
    (site / "mkdocs.yml").write_text((site / "mkdocs.yml").read_text("utf-8") + own, "utf-8")
    (site / "dossiers" / "mermaid.min.js").touch()
    assert [problem.code for problem in wrong(build_frames(job(site, "mkdocs"), tmp_path / "cache"))] == codes


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("plugins: [search]", "exclude_docs: claims/", 'no page for "claims/"'),
        ("INHERIT: shared.yml", "theme: {name: readthedocs, font: false}", 'slot "contents"'),
    ],
)
def test_an_engine_that_fails_is_one_sentence(tmp_path: Path, old: str, new: str, words: str) -> None:
    """What the engine said, or what it did not make, is shown without a traceback, and nothing of it is kept."""
    with pytest.raises(DossierError, match=words):
        build_frames(job(changed(tmp_path, old, new), "mkdocs"), tmp_path / "cache")
    assert not list((tmp_path / "cache").iterdir())


def test_a_setting_that_the_engine_refuses_is_a_problem_and_no_run_that_is_kept(tmp_path: Path) -> None:
    """What is not installed today may be there tomorrow; and the site is followed while it is served."""
    site = changed(tmp_path, "plugins: [search]", "markdown_extensions: [no_such_one]")
    made = build_frames(job(site, "mkdocs"), tmp_path / "cache")
    (problem,) = [problem for problem in made.problems if problem.code == "F105"]
    assert (problem.severity, problem.spot.file) == ("error", "mkdocs.yml")
    assert problem.message.startswith('of "markdown_extensions" the engine says: ')
    assert (made.frames, made.pages) == ({}, {})
    assert site / "dossiers" in made.roots
    assert not list((tmp_path / "cache").iterdir())


def test_a_mistake_in_a_part_of_the_theme_is_told_with_its_place(tmp_path: Path) -> None:
    """Of what the engine prints then, a page long, the file, the line and the mistake are left."""
    site = changed(tmp_path, "INHERIT: shared.yml", "theme: {name: material, font: false, custom_dir: over}")
    (site / "over").mkdir()
    (site / "over" / "main.html").write_text(
        '{% extends "base.html" %}\n{% block content %}{{ 1 / 0 }}{% endblock %}\n'
    )
    with pytest.raises(DossierError) as found:
        build_frames(job(site, "mkdocs"), tmp_path / "cache")
    assert str(found.value) == f"mkdocs failed: {site.resolve()}/over/main.html:2: ZeroDivisionError: division by zero"


def test_a_mistake_in_what_is_installed_has_no_place_in_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Packages lie within the folder of many a site, and nobody is told to look there."""
    site = changed(tmp_path, "INHERIT: shared.yml", "theme: {name: material, font: false, custom_dir: installed/over}")
    (site / "installed" / "over").mkdir(parents=True)
    own = '{% extends "base.html" %}\n{% block content %}{{ 1 / 0 }}{% endblock %}\n'
    (site / "installed" / "over" / "main.html").write_text(own, "utf-8")
    monkeypatch.setattr(sys, "prefix", str(site.resolve() / "installed"))
    with pytest.raises(
        DossierError, match=r"^mkdocs failed: ZeroDivisionError: division by zero \(while it made [\w/.]+\)$"
    ):
        build_frames(job(site, "mkdocs"), tmp_path / "cache")


def test_a_page_whose_head_names_no_template_is_named(tmp_path: Path) -> None:
    """The engine says which template it did not find; who has many pages needs to know where it is asked for."""
    site = changed(tmp_path, "plugins: [search]", "plugins: [search]")
    page = site / "dossiers" / "method.md"
    page.write_text(f"---\ntemplate: nothere.html\n---\n{page.read_text('utf-8')}", "utf-8")
    with pytest.raises(DossierError, match=r"'nothere\.html' not found .* \(while it made dossiers/method\.md\)$"):
        build_frames(job(site, "mkdocs"), tmp_path / "cache")


def test_a_page_that_the_engine_leaves_out_is_no_page(tmp_path: Path) -> None:
    """A hand-written page that the settings exclude is not named among the pages."""
    site = changed(tmp_path, "plugins: [search]", "exclude_docs: method.md")
    (site / "mkdocs.yml").write_text((site / "mkdocs.yml").read_text("utf-8").replace("  - Method: method.md\n", ""))
    assert list(build_frames(job(site, "mkdocs"), tmp_path / "cache").pages) == [""]


def test_an_engine_that_is_not_installed_is_one_sentence(tmp_path: Path) -> None:
    """A broken installation says what is missing."""
    with pytest.raises(DossierError, match='the engine "nothing-at-all" is not installed'):
        build_frames(job(SITE, "nothing-at-all"), tmp_path)


def test_a_page_that_no_frame_was_asked_for_is_one_sentence(tmp_path: Path) -> None:
    """A page outside every section, or deeper than was said, names itself."""
    made = build_frames(job(SITE, "mkdocs"), tmp_path)
    for address in ("elsewhere/", "people/someone/else/"):
        with pytest.raises(DossierError, match=address):
            made.frame_for(address)


def text(tree: LexborHTMLParser, selector: str) -> str:
    (node,) = tree.css(selector)
    return node.text(strip=True)


def attributes(tree: LexborHTMLParser | LexborNode, selector: str, name: str) -> list[str]:
    return [str(node.attributes[name]) for node in tree.css(selector)]


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
