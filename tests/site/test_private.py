"""Private builds: an overlay laid over the data, for pages that nobody takes for the public ones."""

from __future__ import annotations

import csv
import io
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.build import Built, build, made_of
from generator.judgement import check
from generator.load import load
from generator.problems import DossierError, Problem, has_errors
from generator.publish import Release
from generator.serve import serve
from generator.ways import PRIVATE
from scripts.links import served
from tests.corpora import write_site
from tests.repositories import commit, start
from tests.site.test_command import CONFIG, GOOD, dossier

if TYPE_CHECKING:
    from playwright.sync_api import Page as Tab

SECRET = "zqxjkv"
"""Stands in each value of the overlay, and nowhere else."""
OVERLAY = {
    "groups/some-group.yml": f"name: Group {SECRET} one\nnote: Met {SECRET} two.\nformerly: [was-{SECRET}]\n",
    "sources/an-article.yml": f"authors: [Author {SECRET} three]\nwithheld: false\n",
    f"people/{SECRET}.yml": f"name: Person {SECRET} four\n",
    "claims/more.yml": f"""\
- id: a-claim
  note: Told by [[{SECRET}]], says {SECRET} five.
- id: claim-{SECRET}
  mode: act
  text: "[[{SECRET}]] did {SECRET} six."
  citations: [{{source: an-article, locator: made up, attribution: {{how: none}}}}]
""",
}
SETTINGS = f"""{CONFIG}site_url: https://dossiers.example/
theme: {{name: material, font: false, features: [navigation.instant]}}
extra:
  dossier: {{edit_url: "https://git.example/edit/{{path}}", report_url: "https://git.example/report"}}
""".replace("theme: {name: material, font: false}\n", "", 1)
PUBLIC = {**GOOD, "data/sources/an-article.yml": GOOD["data/sources/an-article.yml"] + "withheld: [authors]\n"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site in a repository, with an overlay beside it."""
    folder = start(write_site(tmp_path / "site-folder", PUBLIC, SETTINGS))
    commit(folder, "2026-03-01")
    lay(tmp_path / "overlay", OVERLAY)
    return folder


def lay(overlay: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = overlay / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def built(site: Path, out: Path | None = None, *, private: bool) -> Built:
    overlay = site.parent / "overlay" if private else None
    done = build(site, out, environ={}, tell=lambda step: None, overlay=overlay)
    assert [f"{p.spot.file} {p.code} {p.message}" for p in done.problems if p.severity == "error"] == []
    return done


def holders(folder: Path) -> list[str]:
    """Return the files below a folder that hold a byte of the overlay, or bear its words in their names."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    found = (path for path in files if SECRET in str(path) or SECRET.encode() in path.read_bytes().lower())
    return [path.relative_to(folder).as_posix() for path in found]


def pages(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*.html")):
        yield path.relative_to(folder).as_posix(), path.read_text("utf-8")


def test_a_private_site_shows_what_the_overlay_has(site: Path, tmp_path: Path) -> None:
    """Each field of the overlay stands where the record's own would, and its own records have pages."""
    out = built(site, tmp_path / "private", private=True).out
    told = {name: LexborHTMLParser(html).text() for name, html in pages(out)}
    assert f"Group {SECRET} one" in told["groups/some-group/index.html"]
    assert f"Met {SECRET} two." in told["groups/some-group/index.html"]
    assert f"Author {SECRET} three" in told["sources/an-article/index.html"]
    assert f"Person {SECRET} four" in told[f"people/{SECRET}/index.html"]
    assert f"says {SECRET} five." in told["claims/a-claim/index.html"]
    assert "The group did something" in told["claims/a-claim/index.html"]
    assert f"did {SECRET} six." in told[f"claims/claim-{SECRET}/index.html"]


def test_each_private_page_says_so(site: Path, tmp_path: Path) -> None:
    """Every page, one that only leads on or that is missing too, begins with the warning and is not to be indexed."""
    out = built(site, tmp_path / "private", private=True).out
    found = dict(pages(out))
    assert {"index.html", "404.html", "not_known/index.html", f"groups/was-{SECRET}/index.html"} <= found.keys()
    for name, html in found.items():
        tree = LexborHTMLParser(html)
        assert tree.body is not None
        first = next(node for node in tree.body.iter() if node.tag not in ("script", "input"))
        assert first.text(strip=True) == PRIVATE, name
        robots = [str(node.attributes["content"]) for node in tree.css('meta[name="robots"]')]
        assert any("noindex" in words for words in robots), name


def test_data_of_a_private_site_says_so_wherever_it_is_taken(site: Path, tmp_path: Path, page: Tab) -> None:
    """Each record that can be downloaded has the warning, and each row begins with it; in a public site none has."""
    out = built(site, tmp_path / "private", private=True).out
    folder = out / "claims" / "data_files"
    lines = "".join(file.read_text("utf-8") for file in sorted(folder.glob("*.jsonl"))).splitlines()
    assert len(lines) == 2 and all(json.loads(line)["private"] == PRIVATE for line in lines)
    table = (folder / "claims_0.csv").read_bytes().decode()
    head, *rows = csv.reader(io.StringIO(table.removeprefix("\ufeff"), newline=""))
    assert (head[0], len(rows), {row[0] for row in rows}) == ("private", len(lines), {PRIVATE})
    with served(out) as address:
        page.goto(f"{address}claims/?kind=act&sort=source")
        made = {}
        for form in ("CSV", "JSON"):
            with page.expect_download() as download:
                page.get_by_role("button", name=form, exact=True).click()
            made[form] = Path(download.value.path()).read_bytes().decode()
    assert made["CSV"].splitlines()[0] == table.splitlines()[0]
    assert len(made["CSV"].splitlines()) > 1 and set(made["CSV"].splitlines()) <= set(table.splitlines())
    assert all(record["private"] == PRIVATE for record in json.loads(made["JSON"])["claims"])
    public = built(site, private=False).out / "claims" / "data_files"
    assert not [file for file in public.iterdir() if "private" in file.read_text("utf-8").lower()]


def test_a_private_site_has_no_address_and_leads_to_no_editing(site: Path, tmp_path: Path) -> None:
    """Nothing in it names the public site or its repository: no canonical address, feed, edit link or sitemap."""
    out = built(site, tmp_path / "private", private=True).out
    for path in out.rglob("*"):
        assert not path.is_file() or b"dossiers.example" not in path.read_bytes(), path
        assert not path.is_file() or b"git.example/edit" not in path.read_bytes(), path
    assert not (out / "corrections" / "atom.xml").exists()
    assert not (out / "sitemap.xml").exists()


def test_a_public_site_holds_no_byte_of_the_overlay(site: Path, tmp_path: Path) -> None:
    """After a private build the public one is what it was, to the byte, and nothing stays in the site's folder."""
    before = dict(pages(built(site, private=False).out))
    private = built(site, tmp_path / "private", private=True).out
    assert len(holders(private.resolve())) > 10
    after = built(site, private=False).out
    assert dict(pages(after)) == before
    assert holders(site) == []
    assert not any(PRIVATE in html for _, html in pages(after))


def test_the_public_build_does_not_know_the_overlay(site: Path) -> None:
    """What is checked without the overlay is what is public: the same corpus as if there were none."""
    assert not has_errors(check(site, environ={}, tell=lambda step: None).problems)
    corpus, _ = load(site, {})
    assert corpus.entities["some-group"].name == "Some group"
    assert SECRET not in corpus.homes


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build", "--private", "{overlay}"], "say where with --out"),
        (["serve", "--private", "{overlay}", "--port", "0"], "say where with --out"),
        (["build", "--private", "{overlay}", "--out", "{site}/site"], "put the private site elsewhere"),
        (["build", "--private", "{overlay}", "--out", "{site}/private"], "put the private site elsewhere"),
        (["build", "--private", "{overlay}", "--out", "{overlay}/out"], "is what is read"),
        (["build", "--private", "{site}/data", "--out", "{site}/../p"], "would be published with it: move it"),
        (["check", "--private", "{site}/data"], "would be published with it: move it"),
        (["build", "--private", "{overlay}/none", "--out", "{site}/../p"], "there is no such folder"),
        (["check", "--private", "{overlay}/groups/some-group.yml"], "there is no such folder"),
        (["check", "--private", "{overlay}", "--prove"], "does not go with --base and --prove"),
        (["check", "--private", "{overlay}", "--base", "HEAD"], "does not go with --base and --prove"),
    ],
)
def test_a_private_build_has_a_place_of_its_own(site: Path, arguments: list[str], said: str) -> None:
    """Without one, in the repository, or beside what is public, it is wrong use: one sentence, nothing written."""
    before = sorted(site.rglob("*"))
    words = [word.format(site=site, overlay=site.parent / "overlay") for word in arguments]
    done = dossier(*words, "--site", site)
    assert done.returncode == 2
    assert said in done.stderr and len(done.stderr.splitlines()) == 1
    assert sorted(site.rglob("*")) == before
    assert not (site.parent / "p").exists()


def test_the_repository_may_begin_above_the_site(tmp_path: Path) -> None:
    """An overlay beside the site, but in the same repository, would be committed with it."""
    top = start(tmp_path / "top")
    site = write_site(top / "sites" / "one", PUBLIC, SETTINGS)
    commit(top, "2026-03-01")
    lay(top / "overlay", OVERLAY)
    with pytest.raises(DossierError, match="move it elsewhere"):
        build(site, tmp_path / "out", environ={}, tell=lambda step: None, overlay=top / "overlay")


def test_private_and_public_sites_never_share_a_place(site: Path, tmp_path: Path) -> None:
    """Where a private site was, no public one is put by mistake, nor the other way round; what was there stays."""
    for first in (True, False):
        out = tmp_path / f"place-{first}"
        built(site, out, private=first)
        was = dict(pages(out))
        with pytest.raises(DossierError, match=f"place of a {'private' if first else 'public'} site"):
            built(site, out, private=not first)
        assert dict(pages(out)) == was
        built(site, out, private=first)


def test_a_killed_private_build_keeps_its_place(tmp_path: Path) -> None:
    """The mark is there before the first file is, so that a public build never works in what a private one left."""
    with Release(tmp_path / "site", private=True) as release:
        release.write("a", b"secret")
    with pytest.raises(DossierError, match="place of a private site"), Release(tmp_path / "site"):
        pass


def test_the_command_says_that_it_was_a_private_build(site: Path, tmp_path: Path) -> None:
    """It ends with the warning, and the command to look at it keeps the overlay."""
    done = dossier("build", "--site", site, "--private", tmp_path / "overlay", "--out", tmp_path / "private")
    assert done.returncode == 0, done.stderr
    assert f"--private {tmp_path / 'overlay'}" in done.stdout
    assert done.stdout.splitlines()[-1] == PRIVATE


def test_serving_follows_the_overlay(site: Path, tmp_path: Path) -> None:
    """A change of a file in the overlay builds anew."""
    said: list[str] = []
    ready, changed, stop = threading.Event(), threading.Event(), threading.Event()

    def say(words: str) -> None:
        said.append(words)
        (ready if words.startswith("serving") else changed if words.startswith("changed") else threading.Event()).set()

    out = tmp_path / "private"
    followed = [*made_of(site, environ={}), tmp_path / "overlay"]
    given = (site, out, 0, lambda readers: str(built(site, out, private=True).pages), say, lambda: followed, stop)
    serving = threading.Thread(target=serve, args=given, daemon=True)
    serving.start()
    assert ready.wait(120)
    home = next(words for words in said if words.startswith("serving on ")).split()[2]
    for number in range(60):  # who watches may begin a moment later
        lay(tmp_path / "overlay", {"groups/some-group.yml": f"name: Quite another name, {number}\n"})
        if changed.wait(2):
            break
    stop.set()
    serving.join(120)
    assert not serving.is_alive()
    assert "changed: some-group.yml" in said
    assert home.startswith("http://127.0.0.1:")
    assert "Quite another name" in (out / "groups" / "some-group" / "index.html").read_text("utf-8")


# What may be wrong with an overlay.


def problems(root: Path, overlay: dict[str, str], data: dict[str, str] | None = None) -> list[str]:
    """Return what is wrong with an overlay beside a site, as lines with its places."""
    site = write_site(root / "site-folder", {**PUBLIC, **(data or {})}, SETTINGS)
    lay(root / "overlay", overlay)
    return list(map(line, load(site, {}, root / "overlay")[1]))


def line(problem: Problem) -> str:
    spot = problem.spot
    return f"{spot.file}:{spot.line}:{spot.column} {problem.code} {problem.message} | {problem.hint}"


def test_an_id_that_is_not_there_is_told(tmp_path: Path) -> None:
    """Part of a record under a misspelt id is told at its place, with the id that was meant."""
    overlay = {"groups/some-grup.yml": "note: x\n", "claims/c.yml": "- id: a-claim\n  note: x\n- id: zzz\n  note: x\n"}
    assert problems(tmp_path, overlay) == [
        '../overlay/claims/c.yml:3:7 M114 data/ has no record "zzz" over which to lay this'
        " | a record of its own needs more: text, mode",
        '../overlay/groups/some-grup.yml:1:1 M114 data/ has no record "some-grup" over which to lay this'
        ' | did you mean "some-group"?',
    ]


def test_an_id_of_another_type_is_told(tmp_path: Path) -> None:
    """A record of data/ that lies in another folder of the overlay is told with both places."""
    assert problems(tmp_path, {"people/some-group.yml": "name: x\n"}) == [
        '../overlay/people/some-group.yml:1:1 M115 "some-group" is a person here, and a group in '
        "data/groups/some-group.yml | put it into the folder of the same name, or choose another id for a record of "
        "its own"
    ]


def test_an_id_used_twice_is_told(tmp_path: Path) -> None:
    """An id stands in an overlay once; the further use is told with the place of the first."""
    overlay = {"claims/a.yml": "- id: a-claim\n  note: x\n", "claims/b.yml": "- id: a-claim\n  note: y\n"}
    assert problems(tmp_path, overlay) == [
        '../overlay/claims/b.yml:1:7 M109 the id "a-claim" is used twice; first in ../overlay/claims/a.yml, line 1'
        " | an id is used once in the whole site, whatever the type"
    ]


def test_a_faulty_field_is_told_where_it_stands(tmp_path: Path) -> None:
    """What the overlay lays over a record is told in the overlay, what is wrong with the record itself in its file."""
    overlay = {"claims/a.yml": "- note: x\n  id: a-claim\n  mode: dance\n  nots: y\n- just words\n", "x.yml": "a: b\n"}
    claim = PUBLIC["data/claims/all.yml"].replace("how: none", "how: nobody")
    found = problems(tmp_path, overlay, {"data/claims/all.yml": claim})
    assert [words.partition(" |")[0].split(" ")[:2] for words in found] == [
        ["../overlay/claims/a.yml:3:9", "M104"],
        ["../overlay/claims/a.yml:4:3", "M101"],
        ["../overlay/claims/a.yml:5:3", "M103"],
        ["../overlay/x.yml:0:0", "M112"],
        ["data/claims/all.yml:8:26", "M104"],
    ]


def test_what_the_rules_find_is_told_where_it_stands(tmp_path: Path) -> None:
    """A rule that an overlay breaks is told with the line of the overlay."""
    site = write_site(tmp_path / "site-folder", PUBLIC, SETTINGS)
    lay(tmp_path / "overlay", {"claims/a.yml": "- id: a-claim\n  note: See [[nobody]].\n"})
    found = check(site, environ={}, tell=lambda step: None, overlay=tmp_path / "overlay").problems
    (problem,) = (problem for problem in found if problem.severity == "error")
    assert line(problem).startswith('../overlay/claims/a.yml:2:13 C101 no entity "nobody"')


def test_a_link_that_leaves_the_overlay_is_not_followed(tmp_path: Path) -> None:
    """A symbolic link may lead to the overlay, but not out of it; one in data/ may not lead into it."""
    lay(tmp_path / "real", {"groups/some-group.yml": "note: x\n"})
    (tmp_path / "overlay").symlink_to(tmp_path / "real")
    (tmp_path / "real" / "people").symlink_to(tmp_path)
    (tmp_path / "real" / "groups" / "other.yml").symlink_to(tmp_path / "elsewhere.yml")
    site = write_site(tmp_path / "site-folder", PUBLIC, SETTINGS)
    (site / "data" / "groups" / "private.yml").symlink_to(tmp_path / "real" / "groups" / "some-group.yml")
    corpus, found = load(site, {}, tmp_path / "overlay")
    assert [line(problem).split(" |")[0] for problem in found] == [
        "../real/groups/other.yml:0:0 M111 a symbolic link that leaves ../real/",
        "../real/people:0:0 M111 a symbolic link that leaves ../real/",
        "data/groups/private.yml:0:0 M111 a symbolic link that leaves data/",
    ]
    assert corpus.entities["some-group"].note == "x"


def test_an_unreadable_file_blames_nobody_else(tmp_path: Path) -> None:
    """While a file of data/ cannot be read, what lies over its records is not called unknown."""
    found = problems(tmp_path, {"claims/a.yml": "- id: a-claim\n  note: x\n"}, {"data/claims/all.yml": "- id: 'a\n"})
    assert {words.split(" ")[1] for words in found} & {"M114"} == set()


def test_a_word_list_is_not_private(tmp_path: Path) -> None:
    """The vocabulary lies in data/ only."""
    (found,) = problems(tmp_path, {"vocabulary.yml": "caveats: {}\n"})
    assert "../overlay/vocabulary.yml:0:0 M112" in found
