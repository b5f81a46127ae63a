"""A build that makes only what changed gives the same site as one that makes everything."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from generator.build import Built, build
from generator.claim_html import ClaimHtml
from generator.inspection import Packages
from generator.judgement import check
from generator.markup import Html
from generator.matter import Matter
from generator.memory import Memory
from generator.problems import DossierError, has_errors
from generator.readers import Readers
from generator.render import OF_RECORDS
from generator.report import report
from generator.views import Full
from tests.repositories import commit, start
from tests.site.conftest import copy_of_the_site

ROOT = Path(__file__).parents[2]
LEDGER = Path(".out.builds", "ledger")
LAYOUT = Path(".out.builds", "layout")
LOOKED = Path(".out.builds", "looked")


def built(site: Path, out: Path, memory: Memory | None = None) -> Built:
    """Build a site in one process; its errors fail the test."""
    done = build(site, out, environ={}, tell=lambda step: None, jobs=1, memory=memory)
    if memory:
        memory.settle()
    assert not report([p for p in done.problems if p.severity == "error"], "text", site)
    return done


@pytest.fixture(scope="module")
def built_before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site that was built once into another folder beside it; to be copied only."""
    folder = tmp_path_factory.mktemp("before")
    built(copy_of_the_site(folder / "site"), folder / "out")
    return folder


@pytest.fixture
def kept(built_before: Path, tmp_path: Path) -> tuple[Path, Path]:
    """A site, and where it was built: both copied with all that was kept, in the place of a build of its own."""
    folder = shutil.copytree(built_before, tmp_path / "copy", symlinks=True)
    return folder / "site", folder / "out"


@pytest.mark.parametrize("jobs", [1, 3])
def test_who_remembers_few_claims_makes_the_same_pages(
    jobs: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages are the same, and as well known afterwards, where processes hand cards to each other, or one to itself.

    Of several each makes few pages, and makes way for another; none is left behind.
    """
    monkeypatch.setattr("generator.fill.KEPT", 0)
    monkeypatch.setattr("generator.fill.FEW", 0)
    monkeypatch.setattr("generator.upkeep.FEW", 0)
    monkeypatch.setattr("generator.rules.workers.FEW", 0)
    monkeypatch.setattr("generator.fill.PART", 3)
    monkeypatch.setattr("generator.fill.LIFE", 7)
    site, out = copy_of_the_site(tmp_path / "site"), tmp_path / "out"
    for step in ("nothing", "the words of a claim", "the name of a group", "a claim more, before all others"):
        STEPS[step](site)
        done = build(site, out, environ={}, tell=lambda step: None, jobs=jobs)
        assert not has_errors(done.problems)
        assert multiprocessing.active_children() == []
        assert_as_made_anew(site, out)
    monkeypatch.setattr("generator.matter.plan", None)
    assert built(site, out).made == 0, "the last one kept how the site is laid out"


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_card_is_made_once_by_who_remembers_few(jobs: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A claim stands in full on its source and on several dossiers: all but one find its card on a shelf."""
    for few in ("fill.FEW", "fill.KEPT", "claim_html.KEPT"):
        monkeypatch.setattr(f"generator.{few}", 1)
    made, full = tmp_path / "made", ClaimHtml._full

    def noted(html: ClaimHtml, item: Full) -> Html:
        with made.open("a") as file:  # of whichever process
            file.write(f"{item}\n")
        return full(html, item)

    monkeypatch.setattr(ClaimHtml, "_full", noted)
    done = build(copy_of_the_site(tmp_path / "site"), tmp_path / "out", environ={}, tell=lambda step: None, jobs=jobs)
    assert not has_errors(done.problems)
    cards = made.read_text("utf-8").splitlines()
    assert len(cards) == len(set(cards)) > 10


def lying(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def digests(folder: Path) -> dict[str, bytes]:
    return {file: blake2b(data).digest() for file, data in lying(folder).items()}


def assert_as_made_anew(site: Path, out: Path) -> None:
    """Compare what was brought up to date with a build in an empty folder."""
    anew, kept = made_anew(site), digests(out)
    assert anew.keys() == kept.keys()
    assert [file for file in anew if anew[file] != kept[file]] == []


_anew: dict[tuple[tuple[str, bytes], ...], dict[str, bytes]] = {}


def made_anew(site: Path) -> dict[str, bytes]:
    """Return the digests of what a build in an empty folder gives; of equal sites only one is built.

    Sites under version control are never equal here: their index holds the times of files.
    """
    files = tuple(sorted((file, data) for file, data in digests(site).items() if not file.startswith(".cache/")))
    if files not in _anew:
        with tempfile.TemporaryDirectory() as folder:
            built(site, Path(folder) / "out")
            _anew[files] = digests(Path(folder) / "out")
    return _anew[files]


def edited(path: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(site: Path) -> None:
        text = (site / path).read_text("utf-8")
        assert old in text, path
        (site / path).write_text(text.replace(old, new, 1), "utf-8")

    return edit


def put(path: str, text: str) -> Callable[[Path], None]:
    def write(site: Path) -> None:
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, "utf-8")

    return write


CLAIMS = "data/claims/hts-foreign-fighters.yml"
NEW_CLAIM = """\
- id: a-new-claim
  mode: act
  text: "[[hts|HTS]] did something else in [[ukraine]]."
  date: null
  citations:
    - {source: syrian-observer-hts-foreign-fighters, locator: paragraph 1, attribution: {how: none}}

"""


def reworded_and_arranged(site: Path) -> None:
    edited(CLAIMS, "began to get rid of", "gets rid of")(site)
    edited(CLAIMS, "theme: Something else", "theme: Something new")(site)


STEPS = {
    "nothing": lambda site: None,
    "the words of a claim": edited(CLAIMS, "has started getting rid of", "began to get rid of"),
    "the theme of a claim": edited(CLAIMS, "theme: Foreign fighters", "theme: Something else"),
    "both at once": reworded_and_arranged,
    "the name of a group": edited("data/groups/hts.yml", "name: ", "name: New "),
    "a note on a place": edited("data/places/ukraine.yml", "name: ", "note: A country.\nname: "),
    "the day of a source": edited(
        "data/sources/syrian-observer-hts-foreign-fighters.yml", "published: null", "published: 2022-03-08"
    ),
    "a claim more, before all others": edited(CLAIMS, "- id: ", NEW_CLAIM + "- id: "),
    "a claim less": edited(CLAIMS, NEW_CLAIM, ""),
    "a group more": put("data/groups/a-new-group.yml", "name: A new group\n"),
    "a page by hand": edited("dossiers/method.md", "title: ", "title: New, "),
    "a template of the site's own": put("templates/parts/foot.html", "<footer>Nothing.</footer>\n"),
    "that template again": put("templates/parts/foot.html", "<footer>Nothing at all.</footer>\n"),
    "no template": lambda site: shutil.rmtree(site / "templates"),
    "the theme": edited("mkdocs.yml", "copyright: >-\n", "copyright: >-\n  Nobody.\n"),
    "the site's name": edited("mkdocs.yml", "site_name: ", "site_name: New "),
    "the vocabulary": edited("data/vocabulary.yml", "label: ", "label: new "),
    "the order of the claims": lambda site: (site / CLAIMS).rename(site / "data/claims/zz-last.yml"),
    "a group less": lambda site: (site / "data/groups/a-new-group.yml").unlink(),
}

MOVING = (
    "the name of a group",
    "the words of a claim",
    "a claim more, before all others",
    "a claim less",
    "a group more",
    "a group less",
)
"""Steps that may follow each other: after all but the second, pages come, go or change places."""


def test_any_edit_of_the_own_site(kept: tuple[Path, Path]) -> None:
    """After each kind of edit, one upon the other, the site is the one that a build in an empty folder gives."""
    site, out = kept
    for name, edit in STEPS.items():
        edit(site)
        built(site, out)
        assert digests(out) == made_anew(site), name


def test_claims_move_from_part_to_part_of_the_page_of_their_source(tmp_path: Path) -> None:
    """With claims as anchors, all that leads to a claim follows it to where it stands after an edit."""
    site = copy_of_the_site(tmp_path / "site")
    edited("mkdocs.yml", "  dossier:\n", "  dossier:\n    claim_pages: anchors\n")(site)
    out = tmp_path / "out"
    built(site, out)
    for step in ("the words of a claim", "a claim more, before all others", "the day of a source", "a claim less"):
        STEPS[step](site)
        assert built(site, out).made
        assert_as_made_anew(site, out)
    edited("mkdocs.yml", "claim_pages: anchors", "claim_pages: own")(site)
    built(site, out)
    assert_as_made_anew(site, out)


def test_nothing_is_made_where_nothing_changed(tmp_path: Path) -> None:
    """A second and a third build of the same site make no generated page."""
    site = copy_of_the_site(tmp_path / "site")
    out = tmp_path / "out"
    first = built(site, out)
    before = {path: path.stat().st_ino for path in out.resolve().rglob("index.html")}
    for _ in range(2):
        again = built(site, out)
        assert again.made == 0
        assert again.pages == first.pages
    assert build(site, out, environ={}, tell=lambda step: None, fresh=True).made == first.made
    same = {path.relative_to(out.resolve()): path.stat().st_ino for path in out.resolve().rglob("index.html")}
    generated = [path for path in same if path.parts[0] == "claims"]
    assert generated and all(same[path] in before.values() for path in generated)


def test_one_edited_claim_makes_its_own_pages_only(tmp_path: Path) -> None:
    """An edited claim makes its page and those that show or count it, and no other."""
    site = copy_of_the_site(tmp_path / "site")
    out = tmp_path / "out"
    first = built(site, out)
    edited(CLAIMS, "  theme: Foreign fighters", "  note: Not more than this.\n  theme: Foreign fighters")(site)
    done = built(site, out)
    assert 0 < done.made < first.made / 2


@pytest.mark.parametrize("remembers", [False, True])
def test_what_a_new_commit_changes_is_told(tmp_path: Path, remembers: bool) -> None:
    """A claim that was changed and committed gets its history, though no other page needs to be made."""
    memory = Memory() if remembers else None
    site = copy_of_the_site(start(tmp_path / "site"))
    put(".gitignore", ".cache/\n")(site)
    commit(site, "2026-01-02")
    out = tmp_path / "out"
    built(site, out, memory)
    STEPS["the words of a claim"](site)
    commit(site, "2026-01-03")
    assert built(site, out, memory).made
    assert b"3 January 2026" in lying(out)["claims/hts-starts-getting-rid-of-fighters/index.html"]
    assert_as_made_anew(site, out)


def test_other_processes_know_it_too(tmp_path: Path) -> None:
    """What one process made, another one keeps: nothing that is remembered depends on the hashes of a process."""
    site = copy_of_the_site(start(tmp_path / "site"))
    put(".gitignore", ".cache/\n")(site)
    commit(site, "2026-01-02")
    edited(CLAIMS, "may_be: [", "may_be: [one, two, three, ")(site)
    commit(site, "2026-01-03")
    out = tmp_path / "out"
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "generator", "build", "--site", str(site), "--out", str(out), "--jobs", "1"]
        environ = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=200)
        assert done.returncode == 0, done.stderr
    assert "(0 pages and files of data made anew" in done.stdout
    assert built(site, out).made == 0


def damage(path: Path, left: bytes | None) -> bytes:
    """Leave something else in a file, or its first half; return what was in it."""
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] if left is None else left)
    return whole


@pytest.mark.parametrize("left", [b"", b"nothing", b"\x93\x01\x02\x03", None])
def test_what_was_looked_at_may_be_damaged(kept: tuple[Path, Path], left: bytes | None) -> None:
    """Where it cannot be read what the theme's files show, they are read again."""
    site, out = kept
    looked = out.parent / LOOKED
    whole = damage(looked, left)
    STEPS["the words of a claim"](site)
    assert 0 < built(site, out).made < 30
    assert looked.read_bytes() == whole
    assert_as_made_anew(site, out)


@pytest.mark.parametrize("left", [b"", b"nothing", b"\x93\x01\x02\x03", None])
def test_a_damaged_ledger_costs_nothing_but_time(kept: tuple[Path, Path], left: bytes | None) -> None:
    """What cannot be read, or is gone, or was cut off, is made anew."""
    site, out = kept
    damage(out.parent / LEDGER, left)
    STEPS["the words of a claim"](site)
    again = built(site, out)
    assert again.made > again.pages / 2
    assert_as_made_anew(site, out)
    assert built(site, out).made == 0


def test_files_that_are_the_same_are_looked_at_for_what_claims_say_now(kept: tuple[Path, Path]) -> None:
    """Another process reads the theme's files no more; what a new claim says, it finds in one that it knew."""
    site, out = kept
    said = "closed the road to the harbour for nine days"
    put("dossiers/assets/own.txt", f"HTS {said}.\n")(site)
    built(site, out)
    known = (out.parent / LOOKED).read_bytes()
    assert b"hts" + said.replace(" ", "").encode() in known
    STEPS["the words of a claim"](site)
    built(site, out)
    assert (out.parent / LOOKED).read_bytes() == known, "nothing had to be kept anew"
    edited(CLAIMS, "- id: ", NEW_CLAIM.replace("did something else in [[ukraine]]", said) + "- id: ")(site)
    done = build(site, out, environ={}, tell=lambda step: None)
    assert ("I004", "dossiers/assets/own.txt") in [(one.code, one.spot.file) for one in done.problems]
    put("dossiers/assets/own.txt", "Nothing.\n")(site)
    built(site, out)
    assert_as_made_anew(site, out)


TOLD_BY_ONE = """\
- id: told-by-one
  mode: act
  text: "[[hts|HTS]] told it."
  date: null
  citations:
    - {source: new-one, locator: p, quote: told, attribution: {how: explicit, chain: [{named: The Bureau}]}}
    - {source: new-two, locator: p, quote: told, attribution: {how: explicit, chain: [{named: Bureau of News}]}}
"""


@pytest.mark.parametrize("remembers", [False, True])
def test_a_dossier_makes_one_of_two_names_that_reports_told(kept: tuple[Path, Path], remembers: bool) -> None:
    """Reports that no record joins are one origin as soon as somebody has a dossier under both names, and two again."""
    site, out = kept
    memory = Memory() if remembers else None
    for name, outlet in (("one", "hts"), ("two", "syrian-observer")):
        text = f"title: {name}\ntype: article\noutlet: {outlet}\npublished: 2020-01-02\nderived_from: []\n"
        caveats = "caveats: [{kind: unverified, by: editors, text: Nobody has verified it.}]\n"
        put(f"data/sources/new-{name}.yml", text + caveats)(site)
    put("data/claims/told.yml", TOLD_BY_ONE)(site)
    page = out / "claims" / "told-by-one" / "index.html"
    dossier = site / "data" / "groups" / "bureau.yml"
    with_dossier = put("data/groups/bureau.yml", "name: The Bureau\nnames: [{text: Bureau of News, type: alias}]\n")
    for edit, said in (
        (lambda site: None, "2 reports, 2 origins"),
        (with_dossier, "2 reports, 1 origin"),
        (lambda site: dossier.unlink(), "2 reports, 2 origins"),
    ):
        edit(site)
        built(site, out, memory)
        assert said in page.read_text("utf-8")
        assert_as_made_anew(site, out)


def test_what_packages_bring_is_read_for_one_site_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first build of another site reads no style of the theme; what a site puts in its place is that site's own."""
    kept, read = tmp_path / "packages", list[str]()
    monkeypatch.setattr("generator.build.Packages", lambda _: Packages(kept))
    monkeypatch.setattr("generator.inspection.files.hiding", lambda css: (read.append(css), iter(()))[1])
    first, second = copy_of_the_site(tmp_path / "first"), copy_of_the_site(tmp_path / "second")
    built(first, tmp_path / "out")
    palette, main = (next((tmp_path / "out").glob(f"assets/stylesheets/{name}.*.css")) for name in ("palette", "main"))
    assert {palette.read_text("utf-8"), main.read_text("utf-8")} < set(read)
    own = 'a::after { content: "Own words" }'
    put(f"dossiers/assets/stylesheets/{palette.name}", own)(second)
    read.clear()
    built(second, tmp_path / "another")
    assert len(read) == 2, "that of the program has the address of the site in it"
    assert own in read
    assert b"ownwords" not in kept.read_bytes()


@pytest.mark.usefixtures("unwaiting")
def test_pipes_in_the_place_of_what_was_kept_cost_nothing_but_time(kept: tuple[Path, Path]) -> None:
    """Of what a build or a check keeps for the next one, nothing is waited for."""
    site, out = kept
    commit(start(site), "2026-01-01")
    built(site, out)
    check(site, environ={}, tell=lambda step: None)
    found = [path for folder in (site / ".cache" / "dossier", out.parent / ".out.builds") for path in folder.glob("*")]
    pipes = [path for path in found if path.is_file() and path.name != "lock"]
    assert {"history.json", "judged.kept", "ledger", "layout", "looked", "records.kept"} < {path.name for path in pipes}
    for path in pipes:
        path.unlink()
        os.mkfifo(path)
    assert not has_errors(check(site, environ={}, tell=lambda step: None).problems)
    STEPS["the words of a claim"](site)
    built(site, out)
    assert_as_made_anew(site, out)
    assert built(site, out).made == 0


def test_another_process_lays_out_nothing_for_other_words(
    kept: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who edits words waits for no plan; it is made anew for whatever else is edited, and for a `fresh` build."""
    site, out = kept
    STEPS["the words of a claim"](site)
    with monkeypatch.context() as patch:
        patch.setattr("generator.matter.plan", None)
        assert 0 < built(site, out).made < 30
    assert_as_made_anew(site, out)
    monkeypatch.setattr("generator.matter.plan", None)
    with pytest.raises(TypeError):
        build(site, out, environ={}, tell=lambda step: None, fresh=True)
    STEPS["a claim more, before all others"](site)
    with pytest.raises(TypeError):
        built(site, out)


@pytest.mark.parametrize("left", [b"", b"nothing", None])
def test_a_damaged_layout_costs_nothing_but_time(
    kept: tuple[Path, Path], left: bytes | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it cannot be read how the site was laid out, it is laid out anew, and kept again."""
    site, out = kept
    damage(out.parent / LAYOUT, left)
    STEPS["the words of a claim"](site)
    assert 0 < built(site, out).made < 30
    assert_as_made_anew(site, out)
    monkeypatch.setattr("generator.matter.plan", None)
    assert built(site, out).made == 0


def test_a_build_that_found_errors_leaves_what_it_knew(kept: tuple[Path, Path]) -> None:
    """After a build with errors the next good one is right, and still knows the pages that did not change."""
    site, out = kept
    good = (site / CLAIMS).read_text("utf-8")
    (site / CLAIMS).write_text(good.replace("[[hts|HTS]]", "[[nobody]]", 1), "utf-8")
    assert has_errors(build(site, out, environ={}, tell=lambda step: None).problems)
    (site / CLAIMS).write_text(good, "utf-8")
    assert built(site, out).made == 0
    (site / "dossiers" / "method.md").write_text("# Method\n\n[broken](../nowhere/)\n", "utf-8")
    assert has_errors(build(site, out, environ={}, tell=lambda step: None).problems)
    STEPS["the words of a claim"](site)
    assert has_errors(build(site, out, environ={}, tell=lambda step: None).problems)
    (site / "dossiers" / "method.md").write_text("# Method\n\nNothing.\n", "utf-8")
    built(site, out)
    assert_as_made_anew(site, out)


def test_edits_while_the_own_site_is_served(tmp_path: Path) -> None:
    """A process that remembers what it built makes the same, edit upon edit, also after one that could not be built."""
    site, out, memory = copy_of_the_site(tmp_path / "site"), tmp_path / "out", Memory()
    built(site, out, memory)
    for name in (
        "the words of a claim",
        "the theme of a claim",
        "the name of a group",
        "a claim more, before all others",
    ):
        STEPS[name](site)
        done = built(site, out, memory)
        if name in ("the words of a claim", "the theme of a claim"):
            assert 0 < done.made < 30, name
        assert_as_made_anew(site, out)
        if name == "the name of a group":
            (site / CLAIMS).write_text((site / CLAIMS).read_text("utf-8") + "- id: [\n", "utf-8")
            assert has_errors(build(site, out, environ={}, tell=lambda step: None, memory=memory).problems)
            memory.settle()
            edited(CLAIMS, "- id: [\n", "")(site)
    (site / "dossiers" / "method.md").write_text("# Method\n\n[broken](../nowhere/)\n", "utf-8")
    assert has_errors(build(site, out, environ={}, tell=lambda step: None, memory=memory).problems)
    memory.settle()
    (site / "dossiers" / "method.md").write_text("# Method\n\nNothing.\n", "utf-8")
    built(site, out, memory)
    assert_as_made_anew(site, out)
    built(site, out)
    assert_as_made_anew(site, out)


def test_pages_that_are_open_come_before_all_others(tmp_path: Path) -> None:
    """They are as they will lie there, in each edition; and to make them first, changes nothing of what is made.

    Shown are the pages of records that come out otherwise and have no faults, and none before the data was judged.
    """
    site, out, memory = copy_of_the_site(tmp_path / "site", editions=True), tmp_path / "out", Memory()
    readers = Readers(out)
    claim, group = "claims/hts-starts-getting-rid-of-fighters/index.html", "groups/hts/index.html"
    looked_at = (claim, f"ar/{group}", "people/abu-mohammad-al-julani/index.html", "index.html")

    def step() -> Built:
        for page in looked_at:
            readers.ask(page, page)
        return build(site, out, environ={}, tell=lambda step: None, jobs=1, memory=memory, readers=readers)

    def shown() -> dict[str, bytes]:
        return {page: early for page in looked_at if (early := readers.ask(page, page))}

    def settle() -> None:
        readers.built()
        memory.settle()

    assert not has_errors(step().problems)
    assert shown() == {}, "nothing was built before"
    settle()
    STEPS["the words of a claim"](site)
    made = step().made
    assert shown().keys() == {claim, f"ar/{group}"}
    assert shown() == {page: (out / page).read_bytes() for page in shown()}
    settle()
    assert 0 < made < 60
    put("data/claims/faulty.yml", "- id: faulty\n")(site)
    assert has_errors(step().problems)
    assert shown() == {}
    (site / "data/claims/faulty.yml").unlink()
    edited("mkdocs.yml", "  dossier:\n", "  dossier:\n    max_page_bytes: 5000\n")(site)
    settle()
    assert has_errors(step().problems)
    assert shown() == {}


@pytest.mark.parametrize("editions", [False, True], ids=["one language", "two languages"])
def test_a_glimpse_is_what_will_be_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, editions: bool) -> None:
    """Pages are shown before all is prepared; every page of a record could be, and is as it will lie there.

    They are held against the same statements as all others. And a process that remembers what it built makes after each
    kind of edit what a build in an empty folder gives.
    """
    site, out, memory, readers = (
        copy_of_the_site(tmp_path / "site", editions=editions), tmp_path / "out", Memory(), Readers(tmp_path)
    )  # fmt: skip
    built(site, out, memory)
    shown: dict[str, bytes] = {}
    early: dict[str, bytes] = {}

    def prepared(matter: Matter, *rest: Any) -> Any:
        early.update(shown)
        return prepare(matter, *rest)

    held_against: dict[str, Mapping[str, str]] = {}

    def glimpsed(matter: Matter, *rest: Any) -> Matter:
        made = glimpse(matter, *rest)
        held_against[matter.corpus.settings.folder] = made.inspector.statements.texts
        return made

    glimpse, prepare = Matter.glimpse, Matter.prepare_after
    monkeypatch.setattr(Matter, "glimpse", glimpsed)
    monkeypatch.setattr(Matter, "prepare_after", prepared)
    monkeypatch.setattr(readers, "show", shown.__setitem__)
    new = {f"{folder}claims/a-new-claim/index.html" for folder in memory._kept}
    monkeypatch.setattr(readers, "looking_at", lambda: [*lying(out), *new])
    monkeypatch.setattr("generator.early._SOON", 60)
    for name in STEPS if not editions else MOVING:
        STEPS[name](site)
        before = lying(out).keys()
        for pages in (shown, early, held_against):
            pages.clear()
        done = build(site, out, environ={}, tell=lambda step: None, jobs=1, memory=memory, readers=readers)
        assert not has_errors(done.problems), name
        memory.settle()
        made = lying(out)
        for pages in (early, shown):  # what is shown at a glimpse is shown once more before all others are made
            assert {file: made.get(file) for file in pages} == pages, name
        matters = {folder: kept.matter for folder, kept in memory._kept.items()}
        assert held_against == {folder: of.inspector.statements.texts for folder, of in matters.items()}, name
        records = {
            folder + page.file
            for folder, of in matters.items() for page in of.plan.pages if page.template in OF_RECORDS
        }  # fmt: skip
        assert records & (before | new) == early.keys(), name
        assert editions or digests(out) == made_anew(site), name


def test_any_edit_while_a_private_site_is_served(tmp_path: Path) -> None:
    """What is laid over the data is read anew each time, also by a process that remembers."""
    site, over, memory = copy_of_the_site(tmp_path / "site"), tmp_path / "over", Memory()

    def built_over(out: str, memory: Memory | None = None) -> Path:
        done = build(site, tmp_path / out, environ={}, tell=lambda step: None, jobs=1, overlay=over, memory=memory)
        assert not has_errors(done.problems)
        if memory:
            memory.settle()
        return tmp_path / out

    for number, name in enumerate(("One name", "Another name")):
        put("groups/hts.yml", f"name: {name}\n")(over)
        if number:
            STEPS["the words of a claim"](site)
        assert lying(built_over("served", memory)) == lying(built_over(f"anew-{number}"))


def test_what_is_served_makes_an_edit_anew_and_little_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other words in a claim need no other plan, and none of the frames read again, in no edition."""
    site, out, memory = copy_of_the_site(tmp_path / "site", editions=True), tmp_path / "out", Memory()
    built(site, out, memory)
    STEPS["the words of a claim"](site)
    monkeypatch.setattr("generator.matter.plan", None)
    monkeypatch.setattr("generator.inspection.filled.FilledPages.learn", None)
    done = built(site, out, memory)
    assert 0 < done.made < 60
    monkeypatch.undo()
    assert_as_made_anew(site, out)


def test_where_pages_lead_is_judged_in_those_that_are_made(tmp_path: Path) -> None:
    """A link of a generated page to a file or an anchor that is not there stops the build, and is named in its page."""
    site = copy_of_the_site(tmp_path / "site")
    foot = '<footer><a href="../../nowhere/">1</a> <a href="../../claims/#not_there">2</a></footer>\n'
    put("templates/parts/foot.html", foot)(site)
    done = build(site, tmp_path / "out", environ={}, tell=lambda step: None, jobs=1)
    found = {(problem.code, problem.spot.file) for problem in done.problems if problem.severity == "error"}
    page = "claims/al-julani-aims-hts-off-list/index.html"
    assert {("I001", page), ("I002", page)} <= found


def test_what_a_style_sheet_hides_is_judged_again_in_pages_that_are_kept(tmp_path: Path) -> None:
    """A caveat in a class of a template's own is one, until a style sheet of the site hides that class."""
    site, out = copy_of_the_site(tmp_path / "site"), tmp_path / "out"
    said = (site / "templates" / "parts" / "said.html", ROOT / "templates" / "parts" / "said.html")
    own = next(path for path in said if path.exists()).read_text("utf-8").replace('class="caveats"', 'class="fine"')
    assert 'class="fine"' in own
    put("templates/parts/said.html", own)(site)
    put("dossiers/own.css", ".fine { color: gray }\n")(site)
    settings = site / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + "\nextra_css: [own.css]\n", "utf-8")
    built(site, out)
    put("dossiers/own.css", ".fine { display: none }\n")(site)
    done = build(site, out, environ={}, tell=lambda step: None, jobs=1)
    found = [one for one in done.problems if one.severity == "error"]
    assert {one.code for one in found} == {"I004"}
    assert all(".fine" in one.hint for one in found)


def test_a_dead_link_is_told_once_where_it_was_written(tmp_path: Path) -> None:
    """That of a page is told with its place in the Markdown, and not by the engine besides; a record’s likewise."""
    site = copy_of_the_site(tmp_path / "site")
    page = site / "dossiers" / "method.md"
    page.write_text(page.read_text("utf-8") + "\nSee [nothing](nothing.md).\n", "utf-8")
    record = site / "data" / "groups" / "hts.yml"
    record.write_text(record.read_text("utf-8") + "note: See [it](https://own.example/gone/).\n", "utf-8")
    environ = {"SITE_URL": "https://own.example/"}
    done = build(site, tmp_path / "out", environ=environ, tell=lambda step: None, jobs=1)
    found = [(one.code, one.spot.file, one.spot.line) for one in done.problems if one.spot.file != "mkdocs.yml"]
    lines = {path: path.read_text("utf-8").count("\n") for path in (record, page)}
    assert found == [("I001", path.relative_to(site).as_posix(), line) for path, line in lines.items()]


def test_where_pages_lead_is_judged_again_in_those_that_are_kept(tmp_path: Path) -> None:
    """What goes from a hand-written page is missed by generated pages that lead there, though they stay as they are."""
    site, out = copy_of_the_site(tmp_path / "site"), tmp_path / "out"
    put("dossiers/notes.md", "# Notes\n\n## A heading\n\nWords.\n")(site)
    link = "[else](https://example.org/notes/#a-heading)"
    edited("mkdocs.yml", "site_url: ", "site_url: https://example.org/  # ")(site)
    edited(CLAIMS, "- id: ", NEW_CLAIM.replace("something else", link) + "- id: ")(site)
    built(site, out)
    put("dossiers/notes.md", "# Notes\n\n## Another heading\n\nWords.\n")(site)
    done = build(site, out, environ={}, tell=lambda step: None, jobs=1)
    found = {(problem.code, problem.spot.file) for problem in done.problems if problem.severity == "error"}
    assert not done.made
    assert found == {("I002", CLAIMS)}


# Any sequence of edits.

_ids = st.integers(0, 3)
_words = st.sampled_from(["took", "left", "named", "sold"])
VOCABULARY = {
    "caveats": {
        kind: {"label": kind, "standing": standing}
        for standing, kind in enumerate(("unverified", "translated", "partisan"), 1)
    }
}


class AnyEdits(RuleBasedStateMachine):
    """Edits of a small site in any order, a build now and then: always the same as a build in an empty folder.

    The builds are those of one process that remembers the last one, or of processes that know what lies on the disk.
    """

    @initialize(claim_pages=st.sampled_from(["own", "anchors"]), remembers=st.booleans())
    def begin(self, claim_pages: str, remembers: bool) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.site, self.out = Path(self.folder.name) / "site", Path(self.folder.name) / "out"
        self.entities: dict[str, dict[str, Any]] = {f"e{n}": {"name": f"Entity {n}"} for n in range(4)}
        self.sources: dict[str, dict[str, Any]] = {f"s{n}": self.source(n) for n in range(3)}
        self.claims: dict[str, dict[str, Any]] = {f"c{n}": self.claim(n, n % 4, "took", n % 3) for n in range(4)}
        self.sizes = (3, 2)
        self.labels: dict[str, str] = {}
        self.files = 1
        self.claim_pages = claim_pages
        self.memory = Memory() if remembers else None
        self.readers = Readers(self.out)
        self.page = "# Home\n"
        self.upside_down = False
        self.stale = True

    def source(self, number: int) -> dict[str, Any]:
        caveat = {"kind": "unverified", "by": "editors", "text": "Nobody has verified it."}
        return {"title": f"Article {number}", "type": "article", "outlet": f"e{number}", "caveats": [caveat],
                "derived_from": [], "published": "2020-01-02"}  # fmt: skip

    def claim(self, number: int, about: int, word: str, source: int) -> dict[str, Any]:
        text = f"[[e{about}]] {word} [[e{(about + 1) % 4}|the other]] {number}."
        citation = {"source": f"s{source}", "locator": f"paragraph {number % 2}", "quote": f"it {word} {number}",
                    "attribution": {"how": "none"}}  # fmt: skip
        return {"id": f"c{number}", "mode": "act", "text": text, "about": [f"e{about}"], "date": None,
                "citations": [citation]}  # fmt: skip

    @rule(number=st.integers(0, 6), about=_ids, word=_words, source=st.integers(0, 2))
    def put_claim(self, number: int, about: int, word: str, source: int) -> None:
        self.claims[f"c{number}"] = self.claim(number, about, word, source)
        self.stale = True

    @rule(number=st.integers(0, 6))
    def drop_claim(self, number: int) -> None:
        self.claims.pop(f"c{number}", None)
        self.stale = True

    @rule(one=st.integers(0, 6), other=st.integers(0, 6), how=st.sampled_from(["tension", "answers", "neither"]))
    def relate(self, one: int, other: int, how: str) -> None:
        claim = self.claims.get(f"c{one}")
        if claim and one != other:
            claim.pop("answers", None)
            claim.pop("tension", None)
            if how == "tension":
                claim["tension"] = [f"c{other}"]
            elif how == "answers" and other < one:
                claim["answers"] = f"c{other}"
            self.stale = True

    @rule(number=st.integers(0, 6), date=st.sampled_from([None, "2019", "2018-03", "2018~"]))
    def date(self, number: int, date: str | None) -> None:
        if f"c{number}" in self.claims:
            self.claims[f"c{number}"]["date"] = date
            self.stale = True

    @rule(number=st.integers(0, 6), why=st.sampled_from([None, "Misread."]))
    def withdraw(self, number: int, why: str | None) -> None:
        if claim := self.claims.get(f"c{number}"):
            claim.pop("retracted", None)
            if why:
                claim["retracted"] = {"on": "2026-01-02", "why": why}
            self.stale = True

    @rule(number=st.integers(0, 6), withheld=st.sampled_from([None, True, ["date"], ["theme"]]))
    def hide(self, number: int, withheld: Any) -> None:
        """Withhold a claim or a part of it, or nothing any more."""
        if claim := self.claims.get(f"c{number}"):
            claim["withheld"] = withheld or False
            self.stale = True

    @rule(number=st.integers(0, 2), withheld=st.sampled_from([[], ["published"], ["authors", "url"]]))
    def hide_origin(self, number: int, withheld: list[str]) -> None:
        self.sources[f"s{number}"]["withheld"] = withheld or False
        self.stale = True

    @rule(into=st.none() | _ids)
    def retire(self, into: int | None) -> None:
        """Merge an entity into another one, or bring it back."""
        self.entities["e4"] = {"name": "Entity 4"}
        if into is not None:
            self.entities["e4"]["retired"] = {"on": "2026-01-02", "why": "The same.", "into": [f"e{into}"]}
        self.stale = True

    @rule(number=st.integers(0, 6), after=st.sampled_from(["", "x"]))
    def call_claim(self, number: int, after: str) -> None:
        """Give a claim another id, or its own one again; the other is then its former one."""
        if claim := self.claims.get(f"c{number}"):
            claim["id"], claim["formerly"] = f"c{number}{after}", [f"c{number}{'' if after else 'x'}"]
            self.stale = True

    @rule(kind=st.sampled_from([*VOCABULARY["caveats"]]), label=st.sampled_from(["doubted", "known by hearsay"]))
    def label(self, kind: str, label: str) -> None:
        self.labels[kind] = label
        self.stale = True

    @rule(files=st.integers(1, 3))
    def part(self, files: int) -> None:
        """Put the claims into so many files."""
        self.files = files
        self.stale = True

    @rule(kept=st.sampled_from([".cache/dossier/records.kept", ".cache/dossier/judged.kept", "../.out.builds/layout"]))
    def forget(self, kept: str) -> None:
        (self.site / kept).unlink(missing_ok=True)
        self.stale = True

    @rule(number=_ids, name=st.sampled_from(["Entity", "Group", "Unit", "الكيان"]))
    def rename(self, number: int, name: str) -> None:
        self.entities[f"e{number}"]["name"] = f"{name} {number}"
        self.stale = True

    @rule(one=_ids, other=_ids)
    def tell_apart(self, one: int, other: int) -> None:
        self.entities[f"e{one}"]["distinct_from"] = [f"e{other}"] if one != other else []
        self.stale = True

    @rule(one=st.integers(0, 2), other=st.integers(0, 2))
    def derive(self, one: int, other: int) -> None:
        derived = [{"source": f"s{other}", "how": "translation"}] if other < one else []
        self.sources[f"s{one}"]["derived_from"] = derived
        self.stale = True

    @rule(number=st.integers(0, 2), kind=st.sampled_from(["unverified", "translated", "partisan"]))
    def caveat(self, number: int, kind: str) -> None:
        self.sources[f"s{number}"]["caveats"][0]["kind"] = kind
        self.stale = True

    @rule(number=st.integers(0, 2), outlet=st.sampled_from(["e0", "e3", None]))
    def publish(self, number: int, outlet: str | None) -> None:
        self.sources[f"s{number}"]["outlet"] = outlet
        self.stale = True

    @rule(sizes=st.tuples(st.sampled_from([2, 3, 50]), st.sampled_from([2, 50])))
    def resize(self, sizes: tuple[int, int]) -> None:
        self.sizes = sizes
        self.stale = True

    @rule(claim_pages=st.sampled_from(["own", "anchors"]))
    def turn(self, claim_pages: str) -> None:
        self.claim_pages = claim_pages
        self.stale = True

    @rule()
    def turn_round(self) -> None:
        """Name the words of the vocabulary in the other order."""
        self.upside_down = not self.upside_down
        self.stale = True

    @rule(page=st.sampled_from(["# Home\n", "# Home\n\n![[list:newest-claims]]\n", "[[e0]], [e1](groups/e1/)\n"]))
    def write(self, page: str) -> None:
        """Write the home page, with a list or with links, one of which is worth a look."""
        self.page = page
        self.stale = True

    @rule(
        file=st.sampled_from(["data/vocabulary.yml", "data/groups/e0.yml", "mkdocs.yml", "dossiers/index.md"]),
        words=st.sampled_from(["", "name: [\n", "name: [[e1]]\n", "caveats:\n  unverified: {label: 1}\n", "[[e9]]\n"]),
    )
    def spoil(self, file: str, words: str) -> None:
        """Write what may be a fault: it is told as by a first build, and everything is mended by the next one."""
        put(file, words)(self.site)
        done = self.told(self.out, self.memory)
        with tempfile.TemporaryDirectory() as folder, self.unread(Path(folder)):
            assert done == self.told(Path(folder) / "out")
        self.stale = True

    def told(self, out: Path, memory: Memory | None = None) -> object:
        """Return what a build tells, or why there is none."""
        try:
            done = build(self.site, out, environ={}, tell=lambda step: None, jobs=1, memory=memory)
        except DossierError as error:
            return str(error)
        finally:
            if memory:
                memory.settle()
        return done.problems, done.counts, done.pages

    @invariant()
    def same(self) -> None:
        """Write the site, build it, and compare."""
        if not self.stale:
            return
        self.stale = False
        shutil.rmtree(self.site / "data", ignore_errors=True)
        rows, claims = self.sizes
        config = {"site_name": "Any", "docs_dir": "dossiers", "theme": {"name": "material", "font": False},
                  "extra": {"dossier": {"claims_per_page": claims, "rows_per_page": rows,
                                        "claim_pages": self.claim_pages}}}  # fmt: skip
        kinds = {kind: word | {"label": self.labels.get(kind, kind)} for kind, word in VOCABULARY["caveats"].items()}
        if self.upside_down:
            kinds = dict(reversed(kinds.items()))
        files: dict[str, object] = {"mkdocs.yml": config, "data/vocabulary.yml": {"caveats": kinds}}
        written = [*self.written()]
        for number in range(self.files):
            files[f"data/claims/{number}.yml"] = written[number :: self.files]
        files |= {f"data/groups/{id}.yml": fields for id, fields in self.entities.items()}
        files |= {f"data/sources/{id}.yml": fields for id, fields in self.sources.items()}
        for name, value in files.items():
            if value:
                put(name, json.dumps(value, ensure_ascii=False))(self.site)
        put("dossiers/index.md", self.page)(self.site)
        self.update()

    def written(self) -> Iterator[dict[str, Any]]:
        """Yield the claims as they are written: none speaks of another that readers are not shown."""
        ids = {id: claim["id"] for id, claim in self.claims.items() if claim.get("withheld") is not True}
        for id, claim in self.claims.items():
            said = {**claim}
            if said.pop("answers", None) in ids and id in ids:
                said["answers"] = ids[claim["answers"]]
            if {*said.pop("tension", [])} & ids.keys() and id in ids:
                said["tension"] = [ids[other] for other in claim["tension"]]
            yield said

    def records(self) -> Iterator[str]:
        """Yield the pages of the first of the records."""
        for folder, records in (("groups", self.entities), ("sources", self.sources), ("claims", self.claims)):
            yield from (f"{folder}/{id}/index.html" for id in islice(records, 1))

    def update(self) -> None:
        looked_at = [*self.records()]
        for page in looked_at:
            self.readers.ask(page, page)
        done = build(
            self.site, self.out, environ={}, tell=lambda step: None, jobs=1, memory=self.memory, readers=self.readers
        )
        for page in looked_at:
            shown = self.readers.ask(page, page)
            assert shown is None or shown == (self.out / page).read_bytes()
        self.readers.built()
        if self.memory:
            self.memory.settle()
        with tempfile.TemporaryDirectory() as folder, self.unread(Path(folder)):
            anew = build(self.site, Path(folder) / "out", environ={}, tell=lambda step: None, jobs=1)
            assert not has_errors(done.problems), "a site with errors is not built, and nothing would be compared"
            assert done.problems == anew.problems
            assert lying(self.out) == lying(Path(folder) / "out")

    @contextmanager
    def unread(self, folder: Path) -> Iterator[None]:
        """Put aside what is kept of reading and judging, so that a build knows nothing of an earlier one but frames."""
        cache, aside = self.site / ".cache" / "dossier", folder / "kept"
        aside.mkdir()
        kept = [path.name for path in cache.iterdir() if path.is_file()]
        for name in kept:
            (cache / name).rename(aside / name)
        yield
        for name in kept:
            (aside / name).replace(cache / name)

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.folder.cleanup()


AnyEdits.TestCase.settings = settings(max_examples=8, stateful_step_count=8, deadline=None)
TestAnyEdits = AnyEdits.TestCase
