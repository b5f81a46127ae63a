"""The list of surfaces: what it answers, and that the inspection stops at whatever does not stand in it."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import generator
from generator.arguments import parser
from generator.build import build
from generator.inspection import Expectation, Inspector, Statements
from generator.problems import Problem
from generator.surfaces import SURFACES, WRITTEN, Registry, Surface, shape
from tests.corpora import HEAD, write_site

ROOT = Path(__file__).parents[2]
HERE = Registry(("groups", "places"))
EXPECTED = Expectation("claim-1", "Alpha took the town.", (("Not verified",),), (("Not verified",),))
SILENT = {"build", "check", "quote", "schema", "serve", "snapshot"}
"""Commands that print no claim."""
SITE = {
    "mkdocs.yml": "site_name: Test\ndocs_dir: dossiers\ntheme: {name: material, font: false}\n",
    "dossiers/index.md": "# Home\n",
    "data/groups/alpha.yml": "name: Alpha\n",
    "data/groups/outlet.yml": "name: Outlet\n"
    "publisher: {caveats: [{kind: unverified, by: outlet, text: We verified nothing.}]}\n",
    "data/sources/paper.yml": "title: Paper\ntype: article\noutlet: outlet\nderived_from: []\n",
    "data/vocabulary.yml": "caveats: {unverified: {label: Not verified, standing: 10}}\n",
    "data/claims/all.yml": "- {id: took, mode: act, text: '[[alpha]] took the town.', citations: "
    "[{source: paper, quote: took it, attribution: {how: none}}]}\n",
}


def problems_of(root: Path, **more: str) -> list[Problem]:
    """Build a small site with more files in it; return what the inspection found."""
    files = {**SITE, **more}
    site = write_site(root, files, files["mkdocs.yml"])
    return [p for p in build(site, environ={}, tell=lambda step: None).problems if p.severity == "error"]


def read(address: str, text: str, places: frozenset[str] | None = None) -> list[str]:
    inspector = Inspector(Statements.of([EXPECTED]), places=HERE.places)
    return [f"{p.code} {p.message}" for p in inspector.read_page(address, text.encode(), places).problems]


def html(body: str) -> str:
    return f"<!doctype html><html><head>{HEAD}</head><body><main>{body}</main></body></html>"


SHOWN = "Alpha took the town. <b>Not verified.</b>"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("claims/it/index.html", "claims/*/index.html"),
        ("claims/page_12/index.html", "claims/page_*/index.html"),
        ("claims/what_words_mean/index.html", "claims/what_words_mean/index.html"),
        ("groups/hts/2/index.html", "groups/*/*/index.html"),
        ("groups/hts/mentions/2/index.html", "groups/*/mentions/*/index.html"),
        ("groups/mentions/timeline/index.html", "groups/*/timeline/index.html"),
        ("groups/timeline/index.html", "groups/*/index.html"),
        ("cards/3f.js", "cards/*"),
        ("index.html", "index.html"),
        ("search/docs/3f.js", "search/*/*.js"),
        ("search/names/0/3f.js", "search/*/*/*.js"),
        ("corrections/feed.json", "corrections/feed.json"),
    ],
)
def test_files_are_known_by_their_shape(address: str, expected: str) -> None:
    """An id or a number is any; what the program names itself is not."""
    assert shape(address) == expected


def test_a_registered_surface_passes() -> None:
    """A claim with its caveat in a place that stands in the list is fine."""
    assert read("groups/alpha/index.html", html(f"<article><h3>{SHOWN}</h3></article>")) == []
    assert read("claims/it/index.html", html(f"<article><h1>{SHOWN}</h1></article>")) == []


@pytest.mark.parametrize(
    ("address", "text", "place"),
    [
        ("groups/alpha/index.html", html(f"<aside><p>{SHOWN}</p></aside>"), "p in aside"),
        ("groups/alpha/index.html", html(f'<article><p title="{re.sub("<.?b>", "", SHOWN)}">x</p></article>'),
         "attribute"),
        ("groups/alpha/index.html", html(f"<article><script type=data>/* {SHOWN} */</script></article>"), "script"),
        ("campaigns/alpha/index.html", html(f"<article><h3>{SHOWN}</h3></article>"), "h3 in article"),
        ("elsewhere/index.html", html(f"<article><p>{SHOWN}</p></article>"), "p in article"),
        ("claims.csv", f"id,text\n1,{SHOWN}\n", "row"),
        ("claims.json", '[{"text": "Alpha took the town.", "caveat": "Not verified"}]', "record"),
        ("claims.jsonl", '{"text": "Alpha took the town.", "caveat": "Not verified"}\n', "record"),
        ("claims.txt", SHOWN, "line"),
        ("claims.xml", f"<feed><entry>{SHOWN}</entry></feed>", "item"),
    ],
)  # fmt: skip
def test_a_surface_that_is_not_registered_is_a_problem(address: str, text: str, place: str) -> None:
    """Whatever its caveats: a claim in a file or a kind of place that is not in the list is told, with the place."""
    message = f'I011 claim claim-1 is shown on a surface that is not registered: "{place}" in this file'
    assert read(address, text) == [message]


def test_who_put_a_file_beside_the_pages_is_told_where_a_claim_may_stand() -> None:
    """Who drew a map has no hand in the program: the hint names what is in theirs, a page that embeds the claim."""
    inspector = Inspector(Statements.of([EXPECTED]), places=HERE.places)
    (problem,) = inspector.read_page("ours.kml", f"<kml><name>{SHOWN}</name></kml>".encode()).problems
    assert (problem.code, "by ![[claim:claim-1]];" in problem.hint) == ("I011", True)


def test_hand_written_pages_have_surfaces_of_their_own() -> None:
    """What people write and embed may stand at any address; what stands nowhere else may not stand there either."""
    assert read("reports/one/index.html", html(f"<article><h3>{SHOWN}</h3></article>"), HERE.written) == []
    assert len(read("reports/one/index.html", html(f"<article><h3>{SHOWN}</h3></article>"))) == 1
    assert len(read("reports/one/index.html", html(f"<aside><h2>{SHOWN}</h2></aside>"), HERE.written)) == 1


@pytest.mark.parametrize("rank", range(2, 7))
def test_an_embedded_claim_may_have_any_rank_below_the_title(rank: int) -> None:
    """Its statement is a heading below the one that it stands under; it needs its caveat in each."""
    shown, bare = (
        html(f"<article><h{rank}>{text}</article>")
        for text in (f"Alpha took the town.</h{rank}>Not verified.", f"Alpha took the town.</h{rank}>")
    )
    assert read("reports/one/index.html", shown, HERE.written) == []
    assert len(read("reports/one/index.html", bare, HERE.written)) == 1


def test_a_template_with_a_new_surface_stops_the_build(tmp_path: Path) -> None:
    """A site's own template that shows a claim in a new kind of place fails, though its caveat stands beside it."""
    assert problems_of(tmp_path / "sound") == []
    own = (ROOT / "templates" / "dossier.html").read_text("utf-8")
    planted = own.replace("</header>", "</header><aside><p>Alpha took the town. Not verified.</p></aside>", 1)
    found = problems_of(tmp_path / "planted", **{"templates/dossier.html": planted})
    assert {(p.code, p.spot.file) for p in found} == {
        ("I011", "groups/alpha/index.html"),
        ("I011", "groups/outlet/index.html"),
    }
    assert 'claim took is shown on a surface that is not registered: "p in aside"' in found[0].message
    assert found[0].spot.line > 1


def test_a_new_file_with_claims_stops_the_build(tmp_path: Path) -> None:
    """A file that nobody registered fails where somebody put it, though every row has its caveat."""
    found = problems_of(tmp_path, **{"dossiers/claims.csv": "claim,caveat\nAlpha took the town.,Not verified\n"})
    assert [(p.code, p.spot.file, p.spot.line) for p in found] == [("I011", "dossiers/claims.csv", 2)]


def test_a_surface_taken_off_the_list_is_missed() -> None:
    """Each place of each surface is needed or shared: without the list nothing may show a claim."""
    fewer = Registry(("groups",), [one for one in SURFACES if "card" not in one.name])
    assert "h3 in article" in HERE.places("groups/alpha/index.html")
    assert "h3 in article" not in fewer.places("groups/alpha/index.html")
    assert Registry(("groups",), []).places("groups/alpha/index.html") == frozenset()


@pytest.mark.parametrize("surface", SURFACES, ids=[surface.name for surface in SURFACES])
def test_each_surface_is_made_where_the_list_says(surface: Surface) -> None:
    """What makes a surface is there: a template, a module, or a method of a class."""
    if surface.made_by.endswith((".html", ".py")):
        assert (ROOT / surface.made_by).is_file()
    elif surface.files != (WRITTEN,) or "." in surface.made_by:
        owner, _, method = surface.made_by.partition(".")
        modules = [importlib.import_module(found.name) for found in pkgutil.walk_packages(
            generator.__path__, "generator.") if not found.name.endswith(("__main__", "mkdocs_hook"))]  # fmt: skip
        assert any(hasattr(getattr(module, owner, None), method) for module in modules)


def test_each_command_that_prints_claims_is_registered() -> None:
    """A new command is either known to print no claim, or stands in the list."""
    choices = next(action.choices for action in parser()._actions if isinstance(action.choices, dict))
    registered = {file.split()[1] for surface in SURFACES for file in surface.files if file.startswith("dossier ")}
    assert set(choices) - SILENT == registered
