"""What a site's own style sheets hide is read by nobody, in pages that load these."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.inspection import Expectation, Inspector, Statements, veiling
from generator.load import load_settings
from generator.styled import veils
from tests.corpora import HEAD

ROOT = Path(__file__).parents[2]
SAID = "Group A took the depot."
STATEMENTS = Statements.of([Expectation("a", SAID, (("Not verified",),))])
HEADED = HEAD.removesuffix("T</title>")
PAGE = (
    f"<!doctype html><html><head>{HEADED}",
    '</title><link rel="stylesheet" href="../own.css"></head><body><main>',
    "</main></body></html>",
)


def page(body: str) -> bytes:
    return f"{PAGE[0]}T{PAGE[1]}{body}{PAGE[2]}".encode()


FIXED = [part.encode() for part in PAGE]


def inspector(css: str, sheet: str = "own.css") -> Inspector:
    return Inspector(STATEMENTS, veils={sheet: veiling(css)})


def read(inspector: Inspector, caveat: str, name: str = "one", said: str = SAID) -> list[str]:
    """Return the codes of what is wrong with a filled page."""
    body = f"<article><h1>A</h1><section><p>{said}</p>{caveat}</section></article>"
    data = page(body)
    problems = inspector.read_filled(f"{name}/index.html", FIXED, ["T", body], data).problems
    assert problems == inspector.read_page(f"{name}/index.html", data).problems
    return [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("css", "caveat"),
    [
        (".fine { display: none }", '<p class="fine">{}</p>'),
        (".fine { display: none }", '<p class="small fine print">{}</p>'),
        (".fine { display: none }", '<p><span class="fine">{}</span></p>'),
        ("#fine { visibility: hidden }", '<p id="fine">{}</p>'),
        ("SECTION > Small { opacity: 0 }", "<small>{}</small>"),
        ("section p ~ * { font-size: 0 }", "<p>{}</p>"),
        ("p:not(:first-child) { position: absolute; left: -9999px }", "<p>{}</p>"),
        ("@media print { .fine { display: none } }", '<div><p class="fine">{}</p></div>'),
        (r".md\:fine { display: none }", '<p class="md:fine">{}</p>'),
        (r".\66 ine { display: none }", '<p class="fine">{}</p>'),
        (".fine { max-height: 0; overflow: hidden }", '<div class="fine"><p>{}</p></div>'),
        ("article { & h3.fine { color: transparent } }", '<h3 class="fine">{}</h3>'),
    ],
)
def test_caveat_that_a_style_sheet_of_the_site_hides(css: str, caveat: str) -> None:
    """By whatever name a rule hides it, a caveat that is not seen is none, also where a frame is known."""
    hiding = inspector(css)
    assert not read(Inspector(STATEMENTS), caveat.format("Not verified"))
    for name in ("one", "two", "three"):
        assert not read(hiding, "", f"{name}-seen", f"{SAID} <b>Not verified</b>")
        assert read(hiding, caveat.format("Not verified"), name) == ["I004"]


@pytest.mark.parametrize(
    ("css", "caveat"),
    [
        (".fine { display: none }", '<p class="finer">{}</p><p class="fine">More</p>'),
        (".fine .print { display: none }", '<p class="print">{}</p>'),
        (".fine { display: none }", '<p>{}</p><h2 class="fine">B</h2>'),
        ("[hidden] { display: none }", "<p>{}</p>"),
        (".fine::before { display: none }", '<p class="fine">{}</p>'),
        (".fine { display: block }", '<p class="fine">{}</p>'),
    ],
)
def test_caveat_that_a_style_sheet_of_the_site_leaves(css: str, caveat: str) -> None:
    """What a rule hides beside a caveat takes nothing from it."""
    for name in ("one", "two", "three"):
        assert not read(inspector(css), caveat.format("Not verified"), name)


def test_a_statement_that_is_hidden_with_its_caveat_keeps_it() -> None:
    """What is shown together when a reader opens it, such as a tab, is read together."""
    hiding = inspector(".tab { display: none }")
    body = f'<h1>A</h1><div class="tab"><p>{SAID}</p><p>Not verified</p></div>'
    assert not hiding.read_page("a/index.html", page(body)).problems


def test_a_page_that_does_not_load_a_style_sheet_is_not_hidden_by_it() -> None:
    """What one page of somebody's own looks like says nothing of the others."""
    assert not read(inspector(".fine { display: none }", "other.css"), '<p class="fine">Not verified</p>')


def test_what_hides_a_caveat_is_told() -> None:
    """Who sees the caveat in the file is told by which rule no reader does."""
    data = page(f'<p>{SAID}</p><p class="fine">Not verified</p>')
    (problem,) = inspector("p.fine { display: none }").read_page("a/index.html", data).problems
    assert problem.hint.endswith("nobody sees what style sheets of the site hide in it: p.fine")


def test_pages_whose_frame_is_hidden_in_part_are_read_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """A site that hides the menu beside its pages pays nothing for that."""
    hiding = inspector(".menu { display: none }")
    for name in ("one", "two"):
        read(hiding, '<p>Not verified</p><nav class="menu"><p>More</p></nav>', name)
    monkeypatch.setattr(Inspector, "_read", None)  # the whole page is not read
    body = f'<article><h1>A</h1><section><p>{SAID}</p><p>Not verified</p></section></article><nav class="menu">B</nav>'
    assert not hiding.read_filled("three/index.html", FIXED, ["T", body], page(body)).problems


def test_style_sheets_of_a_site(tmp_path: Path) -> None:
    """Those beside hand-written pages, over the theme and among templates are found at their addresses."""
    (tmp_path / "mkdocs.yml").write_text("site_name: A\ntheme: {name: material, custom_dir: over}\n", "utf-8")
    own, _ = load_settings(tmp_path, {})
    css = "{} {{ display: none }} b {{ color: red }}"
    for name in ("docs/a/own.css", "over/assets/b.css", "templates/assets/c.css", "templates/assets/styles/d.css"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(css.format(f".{path.stem}"), "utf-8")
    assert len(veils(tmp_path, replace(own, overrides="."))) == 3  # not all that lies in the site's folder
    assert veils(ROOT, load_settings(ROOT, {})[0]) == ()  # whose templates are the program's
    (tmp_path / "docs" / "plain.css").write_text("b { color: red }", "utf-8")
    (tmp_path / "docs" / "a" / "all.css").write_text('@import "../plain.css"; @import url(own.css?v=1);', "utf-8")
    assert dict(veils(tmp_path, own)) == {
        "a/all.css": (".own",), "a/own.css": (".own",),
        "assets/b.css": (".b",), "assets/c.css": (".c",), "assets/dossier.css": (".d",),
    }  # fmt: skip
