"""Faults of built pages, placed in the files that these were made of."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.inspection.facts import locate
from generator.model import Archived, Claim, Entity, Source
from generator.model import Path as RecordPath
from generator.problems import Problem, Spot
from generator.whence import said_by_records, told_once, traced
from tests.records import corpus_of

PAGE = """# A page

See [nothing](<gone/>), [a place](other.md#none "it") and [a folder](a&b/).

![A picture](https://example.org/pic.png)
[ref]: ../up/
<p id="twice">gone/</p>
Then words of **a claim**, and others.
"""
BUILT = """<head><title>A page</title><link href="lost/"></head><nav><a href="gone/">A page</a></nav>
<article>
<h1>A page</h1><article>A claim</article>
<a href="gone/">nothing</a>, <a href="../other/#none">a place</a>, <a href="a&amp;b/">a folder</a>
<img src="https://example.org/pic.png"><a href="../up/">ref</a>
<p id="twice">gone/</p><a href="../record/">a claim</a> and others</article>
<footer><a href="foot/">foot</a></footer>
"""


def told(tmp_path: Path, problem: Problem, page: str = PAGE) -> Problem:
    for name, text in {"site/docs/a/page.md": page, "out/a/page/index.html": BUILT, "out/raw.js": "// gone/"}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "site/docs/raw.js").write_text("// gone/", "utf-8")
    pages = {"a/page/index.html": "docs/a/page.md"}
    return traced([problem], tmp_path / "site", "docs", tmp_path / "out", pages)[0]


@pytest.mark.parametrize(
    ("built", "words", "place"),
    [
        ('"gone/">nothing', "", ""),
        ('"gone/"', "gone/", "3:16"),
        ("../other/#none", "#none", "3:43"),
        ('"../other/#none"', "other.md", "3:35"),
        ('"a&amp;b/"', "a&b/", "3:70"),
        ("https://example.org/pic.png", "https://example.org/pic.png", "5:14"),
        ('"../up/"', "../up/", "6:8"),
        ('id="twice"', 'id="twice"', "7:4"),
        ("a claim</a> and", "", ""),
        ('"../record/"', "", ""),
    ],
)
def test_a_fault_of_a_page_is_placed_where_it_was_written(tmp_path: Path, built: str, words: str, place: str) -> None:
    """An address, an id or words are found in the Markdown; else the page is named, and the place in what was built."""
    at = BUILT.rindex(built)
    spot = Spot("a/page/index.html", BUILT.count("\n", 0, at) + 1, at - BUILT.rfind("\n", 0, at), len(built))
    code = "I002" if words.startswith("#") else "I001"
    found = told(tmp_path, Problem(code, "error", spot, "it is gone", "mend it"))
    line, column = map(int, place.split(":")) if place else (0, 0)
    assert found.spot == Spot("docs/a/page.md", line, column, len(words) or 1)
    assert not place or PAGE.split("\n")[line - 1][column - 1 :].startswith(words)
    where = f"a/page/index.html:{spot.line}:{spot.column}"
    assert found.hint == ("mend it" if place else f"mend it; what is built of this page has it in {where}")


@pytest.mark.parametrize("needle", ["lost/", "foot/", ">A page</a></nav>"])
def test_a_fault_of_the_frame_stays_where_it_is(tmp_path: Path, needle: str) -> None:
    """What stands around a page is not its author's, even where the page has the same words."""
    problem = Problem("I001", "error", locate("a/page/index.html", BUILT, [needle]), "it is gone", "mend it")
    assert problem.spot.line
    assert told(tmp_path, problem) == problem


def test_a_fault_of_a_page_as_a_whole_names_the_page(tmp_path: Path) -> None:
    """Its author can mend a missing heading, and not a missing policy; other files are published as they are."""
    spot = Spot("a/page/index.html")
    assert told(tmp_path, Problem("I009", "error", spot, "no heading")).spot == Spot("docs/a/page.md")
    assert told(tmp_path, Problem("I012", "error", spot, "no policy")).spot == spot
    assert told(tmp_path, Problem("I001", "error", Spot("raw.js", 1, 4), "gone")).spot == Spot("docs/raw.js", 1, 4)
    assert told(tmp_path, Problem("I001", "error", Spot("made.js", 1, 4), "gone")).spot == Spot("made.js", 1, 4)


def test_a_fault_of_html_that_somebody_wrote_is_placed_in_it(tmp_path: Path) -> None:
    """Such a page has no article, and lines of a policy more than its file: all else of it is its author's."""
    text = '<head>\n<title>T</title></head>\n<body onload="x()"></body>\n'
    html = text.replace("<head>", "<head>\n<meta>\n<meta>")
    for file, words in (("site/docs/own.html", text), ("out/own.html", html)):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(words, "utf-8")
    problem = Problem("I012", "error", locate("own.html", html, ['onload="x()"']), "forbidden")
    found = traced([problem], tmp_path / "site", "docs", tmp_path / "out", {})
    assert [one.spot for one in found] == [Spot("docs/own.html", 3, 7, 12)]


DEAD = "https://own.example/gone/?a=b&c#d"
RECORDS = corpus_of(
    Entity(id="place", type="place", name="Place", note=f"See [it]({DEAD})."),
    Entity(id="other", type="place", name="Other", note=f"See [it]({DEAD}e) and {DEAD}/."),
    Source(id="paper", title="T", type="article", outlet=None, url=DEAD, archived=(Archived(url=DEAD),), summary="x"),
    Claim(id="told", text={"en": "[[place]] it.", "ar": f"[x](<{DEAD}>)"}, mode="act"),
)


@pytest.mark.parametrize("code", ["I001", "I002", "I005"])
def test_a_dead_link_of_a_record_is_placed_in_that(tmp_path: Path, code: str) -> None:
    """Whichever pages show it, it is told once at each place in the data that has it, unless a page has it itself."""
    asked: list[tuple[str, RecordPath]] = []

    def noted(id: str, path: RecordPath) -> Spot:
        asked.append((id, path))
        return Spot(f"data/{id}.yml", 1, len(asked))

    written = DEAD.replace("&", "&amp;")
    html = f'<article>\n<a href="{written}">it</a></article>'
    problems = []
    for name in ("a/page/index.html", "made/index.html", "rows.js"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(html, "utf-8")
        spot = locate(name, html, [written])
        problems.append(Problem(code, "error", spot, "it is gone", "mend it; the same stands in 3 more places"))
    (tmp_path / "page.md").write_text("# A page\n", "utf-8")
    pages = {"a/page/index.html": "page.md"}
    found = traced(problems, tmp_path, "docs", tmp_path, pages, said_by_records(RECORDS, noted))
    if code == "I005":
        assert [one.spot.file for one in found] == ["page.md", "made/index.html", "rows.js"] and not asked
        return
    assert {one.spot.file for one in found} == {f"data/{id}.yml" for id in ("place", "paper", "told")}
    assert {one.hint for one in found} == {"mend it"}
    assert set(asked) == {
        ("place", ("note", DEAD)),
        ("told", ("text", "ar", DEAD)),
        ("paper", ("url",)),
        ("paper", ("archived", 0, "url")),
    }
    (tmp_path / "page.md").write_text(f"# A page\n\n[it]({DEAD})\n", "utf-8")
    assert traced(problems[:1], tmp_path, "docs", tmp_path, pages, said_by_records(RECORDS, noted))[0].spot == Spot(
        "page.md", 3, 6, len(DEAD)
    )


FOUND = Problem("I001", "error", Spot("docs/a/page.md", 3, 16, 5), "there is no gone/ in the site")
ANCHOR = Problem("I002", "error", Spot("docs/a/page.md", 3, 43, 5), 'there is no "#none"')


@pytest.mark.parametrize(
    ("spot", "message", "is_told"),
    [
        (Spot("docs/a/page.md"), "'a/page.md' contains a link 'gone/', but it is not found", False),
        (Spot("docs/a/page.md"), "'a/page.md' contains a link 'gone', but it is not found", True),
        (Spot("docs/a/page.md"), "'a/page.md' contains a link 'other.md#none', but there is none", False),
        (Spot("docs/a/other.md"), "'a/other.md' contains a link 'gone/', but it is not found", True),
        (Spot("docs/a/page.md", 3, 16), "page does not exist", False),
        (Spot("docs/a/page.md", 3, 44), "anchor does not exist", False),
        (Spot("docs/a/page.md", 3, 66), "page does not exist", True),
        (Spot("docs/a/page.md", 4, 16), "page does not exist", True),
    ],
)
def test_what_the_engine_says_of_a_link_is_told_once(tmp_path: Path, spot: Spot, message: str, is_told: bool) -> None:
    """Of a link that the inspection finds to lead nowhere the engine's warning is not told too; of any other it is."""
    for file in ("docs/a/page.md", "docs/a/other.md"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(PAGE, "utf-8")
    engine = Problem("F101", "warning", spot, message)
    assert told_once([engine, FOUND, ANCHOR], tmp_path) == [*([engine] if is_told else []), FOUND, ANCHOR]
    assert told_once([engine], tmp_path) == [engine]


SETTINGS = """site_name: A
extra_css: [styles/my.css]
copyright: <a href="imprint/">Us</a>
logo: ../my.css
"""
FRAME = """<link href="{up}styles/my.css"><img src="{up}my.css"><link href="{up}made.css">
<footer><a href="imprint/">Us</a></footer>
"""


def in_the_frame(tmp_path: Path, code: str, words: str) -> list[Problem]:
    """Return a fault of the frame of three pages, as it is placed in a site with these settings."""
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    found = []
    for folder, up in (("ar/x/", "../../"), ("", ""), ("x/", "../")):
        file, html = f"{folder}index.html", FRAME.format(up=up)
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(html, "utf-8")
        spot = locate(file, html, ['"imprint/"' if words == "imprint/" else f'"{up}{words}"'])
        found.append(Problem(code, "error", spot, f"no {folder}{words}", f"{up}; the same stands in 7 more places"))
    return traced(found, tmp_path, "docs", tmp_path, {})


@pytest.mark.parametrize(("code", "words", "column"), [("I001", "styles/my.css", 13), ("I005", "imprint/", 21)])
def test_a_fault_of_every_page_is_told_once_where_the_settings_name_it(
    tmp_path: Path, code: str, words: str, column: int
) -> None:
    """A style sheet that is missing stands at its line in `mkdocs.yml`, and not at one of each built page."""
    (problem,) = in_the_frame(tmp_path, code, words)
    assert (problem.message, problem.spot.file, problem.spot.column) == (f"no {words}", "mkdocs.yml", column)
    assert (problem.spot.width, "more places" in problem.hint) == (len(words), False)


@pytest.mark.parametrize("up", ["/", "/sub/", "/a/b/"])
def test_a_fault_of_the_page_for_missing_addresses_is_that_of_every_page(tmp_path: Path, up: str) -> None:
    """Its addresses are counted from the host, below the folder that the site has there."""
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    found = []
    for file, before in (("404.html", up), ("index.html", "")):
        (tmp_path / file).write_text(FRAME.format(up=before), "utf-8")
        spot = locate(file, FRAME.format(up=before), [f'"{before}styles/my.css"'])
        found.append(Problem("I001", "error", spot, "no styles/my.css", f"the address here is {before}"))
    (problem,) = traced(found, tmp_path, "docs", tmp_path, {})
    assert (problem.spot.file, problem.spot.line, problem.spot.column) == ("mkdocs.yml", 2, 13)


@pytest.mark.parametrize(("code", "words"), [("I001", "my.css"), ("I001", "made.css"), ("I007", "styles/my.css")])
def test_a_fault_of_the_frame_that_the_settings_do_not_name_stays(tmp_path: Path, code: str, words: str) -> None:
    """Another file of the same name, or none, is no reason to send anybody to the settings."""
    files = ["ar/x/index.html", "index.html", "x/index.html"]
    assert [problem.spot.file for problem in in_the_frame(tmp_path, code, words)] == files
