"""The command as people call it: its help, its exit codes, its formats."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.corpora import write_site
from tests.repositories import commit, start
from tests.site.conftest import copy_of_the_site

ROOT = Path(__file__).parents[2]
GOOD = {
    "data/groups/some-group.yml": "name: Some group\n",
    "data/groups/some-outlet.yml": """\
        name: Some outlet
        publisher:
          caveats: [{kind: unverified, by: editors, text: It does not say how it checks.}]
        """,
    "data/sources/an-article.yml": (
        "title: An article\ntype: article\noutlet: some-outlet\nurl: null\nderived_from: []\n"
    ),
    "data/claims/all.yml": """\
        - id: a-claim
          mode: act
          text: "[[some-group]] did something."
          citations:
            - source: an-article
              quote: The group did something
              locator: paragraph 1
              attribution: {how: none}
        """,
    "data/vocabulary.yml": "caveats: {unverified: {label: Not verified, standing: 10}}\n",
    "dossiers/index.md": "# Home\n\nSee [[some-group]].\n",
}
CONFIG = """\
site_name: Test
docs_dir: dossiers
theme: {name: material, font: false}
"""
BAD_CLAIM = GOOD["data/claims/all.yml"].replace("source: an-article", "source: an-artcle")


def dossier(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run the command as a person would, in a process of its own."""
    command = [sys.executable, "-m", "generator", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=120)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site-folder", GOOD, CONFIG)


@pytest.mark.parametrize("command", ["build", "check", "serve", "history", "show", "schema", "quote", "snapshot"])
def test_help_reads_well(command: str) -> None:
    """Each command explains itself, its options and the exit codes."""
    shown = dossier(command, "--help")
    assert shown.returncode == 0
    for words in ("--site DIR", "exit codes:", "0  fine", "1  problems in the data", "2  wrong use"):
        assert words in shown.stdout
    assert max(map(len, shown.stdout.splitlines())) <= 100


def test_help_lists_every_command() -> None:
    """The help of the command itself lists what it can do."""
    shown = dossier("--help").stdout
    for command in ("build", "check", "serve", "history", "show", "schema"):
        assert f"\n    {command} " in shown


def test_check_of_a_good_site_is_fine(site: Path) -> None:
    """A site without problems checks with exit code 0 and says what it counted."""
    done = dossier("check", "--site", site)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("1 claim, 2 entities, 1 source: 0 errors, 0 warnings in ")


def test_a_mistake_is_shown_with_its_place_and_a_way_out(site: Path) -> None:
    """A wrong reference gives exit code 1, the line with carets under the value, and a suggestion."""
    write_site(site, {"data/claims/all.yml": BAD_CLAIM}, CONFIG)
    done = dossier("check", "--site", site)
    assert done.returncode == 1
    assert "data/claims/all.yml:5:15  error[C101]" in done.stderr
    assert "     | " + " " * 14 + "^" * 9 in done.stderr
    assert 'did you mean "an-article"?' in done.stderr
    assert "Traceback" not in done.stderr


def test_what_refers_into_a_file_that_cannot_be_read_is_not_to_blame(tmp_path: Path) -> None:
    """Of a torn file of many claims only the tear is told, not that pages, proofs and records name its claims."""
    site = copy_of_the_site(tmp_path / "own")
    torn = site / "data" / "claims" / "hts-foreign-fighters.yml"
    torn.write_text(torn.read_text("utf-8") + "- id: [\n", "utf-8")
    rows = json.loads(dossier("check", "--site", site, "--format", "json").stdout)
    assert [(row["code"], row["file"]) for row in rows] == [("Y021", "data/claims/hts-foreign-fighters.yml")]


def test_problems_as_json_and_as_annotations(site: Path) -> None:
    """With --format json standard output is a list of problems, with github it is annotations; exit code 1."""
    write_site(site, {"data/claims/all.yml": BAD_CLAIM}, CONFIG)
    as_json = dossier("check", "--site", site, "--format", "json")
    assert as_json.returncode == 1
    rows = json.loads(as_json.stdout)
    assert [sorted(row) for row in rows] == [["code", "column", "file", "hint", "line", "message", "severity"]]
    assert (rows[0]["file"], rows[0]["line"], rows[0]["column"]) == ("data/claims/all.yml", 5, 15)
    github = dossier("check", "--site", site, "--format", "github").stdout
    assert github.startswith("::error file=data/claims/all.yml,line=5,col=15,title=C101::")


def test_json_of_a_good_site_is_an_empty_list(site: Path) -> None:
    """A program that reads the JSON gets a list also where there is nothing wrong."""
    assert json.loads(dossier("check", "--site", site, "--format", "json").stdout) == []


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_any_terminal_shows_any_letter(tmp_path: Path, encoding: str) -> None:
    """What a terminal lacks stands there as its number; JSON is UTF-8, whatever the terminal has."""
    name = "الجولاني é"
    site = write_site(tmp_path, {"data/groups/some-group.yml": f"name: {name}\n"}, CONFIG)
    shown = {}
    for form in ("text", "json"):
        command = [sys.executable, "-m", "generator", "show", "some-group", "--format", form, "--site", site]
        env = {**os.environ, "PYTHONIOENCODING": encoding}
        shown[form] = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True, env=env, timeout=120).stdout
    assert name.encode(encoding, "backslashreplace") in shown["text"]
    assert json.loads(shown["json"].decode("utf-8"))["name"] == name


def test_wrong_use_has_its_own_exit_code(tmp_path: Path) -> None:
    """An unknown command, a folder that is no site, and an output that is in the way: exit code 2, one sentence."""
    assert dossier("bild").returncode == 2
    nowhere = dossier("check", "--site", tmp_path)
    assert nowhere.returncode == 2
    assert "mkdocs.yml" in nowhere.stderr
    assert "Traceback" not in nowhere.stderr


def test_build_refuses_to_overwrite_a_folder_that_is_not_its_own(site: Path, tmp_path: Path) -> None:
    """What somebody else put at --out stays as it is."""
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("years of work")
    done = dossier("build", "--site", site, "--out", mine)
    assert done.returncode == 2
    assert "in the way" in done.stderr
    assert (mine / "thesis.txt").read_text() == "years of work"


@pytest.mark.parametrize("place", ["", "..", "data", "data/claims", "data/site", "dossiers", "mkdocs.yml", "evidence"])
def test_build_refuses_a_place_among_what_it_is_made_of(tmp_path: Path, place: str) -> None:
    """Nobody is told to delete the folder of a site, its records or its copies, to make room for what is built."""
    site = tmp_path / "mine"
    write_site(site, {"data/claims/none.txt": "", "dossiers/index.md": "# A\n", "evidence/none.txt": ""})
    before = sorted(tmp_path.rglob("*"))
    done = dossier("build", "--site", site, "--out", site / place)
    assert done.returncode == 2
    assert "choose another" in done.stderr
    assert "delete" not in done.stderr
    assert [path for path in sorted(tmp_path.rglob("*")) if ".cache" not in path.parts] == before


def test_build_says_what_it_did_and_where_to_look(site: Path, tmp_path: Path) -> None:
    """A build prints counts, time and the page to open, and leaves a site with all pages."""
    done = dossier("build", "--site", site, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "1 claim, 2 entities, 1 source" in done.stdout
    assert f"serve --site {site} --out {tmp_path / 'out'}" in done.stdout.splitlines()[-1]
    for page in ("index.html", "groups/some-group/index.html", "claims/a-claim/index.html", "404.html"):
        assert (tmp_path / "out" / page).is_file()


WAITING = """\
import time
from generator.cli import under_way
with under_way() as steps:
    steps("reading")
    steps("waiting")
    time.sleep(1.3)
    for done in range(3):
        steps(f"making pages: {done} of 3")
        time.sleep(0.3)
assert list(steps.shares) == ["reading", "waiting", "making pages"], steps.shares
assert steps.shares["making pages"] > 0.8
"""


QUICK = """\
import time
from generator.cli import under_way
with under_way() as steps:
    steps("reading")
    time.sleep(0.05)
    steps("judging")
    time.sleep(0.05)
"""


def on_a_terminal(*command: str | Path) -> str:
    """Run a command whose messages go to a terminal, and return what stands there in the end."""
    ours, theirs = pty.openpty()
    done = subprocess.run([sys.executable, *map(str, command)], cwd=ROOT, stderr=theirs, timeout=120)
    os.close(theirs)
    shown = b""
    with suppress(OSError):  # the end of a terminal that nobody writes to any more
        while part := os.read(ours, 4096):
            shown += part
    os.close(ours)
    assert done.returncode == 0
    return shown.decode()


def test_a_long_step_is_shown_on_a_terminal_while_it_lasts() -> None:
    """What takes over a second is named at once, with how far it has come, and the line is empty in the end."""
    shown = on_a_terminal("-c", WAITING)
    assert shown.startswith("\r\033[Kwaiting …")
    assert "\r\033[Kmaking pages: 2 of 3 …" in shown
    assert shown.endswith("\r\033[K")
    assert "\033[K …" not in shown
    assert "reading" not in shown


def test_what_is_quick_shows_nothing_on_a_terminal() -> None:
    """What takes less than a second leaves the terminal alone."""
    assert on_a_terminal("-c", QUICK) == ""


def test_bad_data_leaves_the_last_good_site_in_place(site: Path, tmp_path: Path) -> None:
    """A build with errors publishes nothing and changes nothing."""
    out = tmp_path / "out"
    assert dossier("build", "--site", site, "--out", out).returncode == 0
    before = {path: path.read_bytes() for path in out.rglob("*.html")}
    write_site(site, {"data/claims/all.yml": BAD_CLAIM}, CONFIG)
    done = dossier("build", "--site", site, "--out", out)
    assert done.returncode == 1
    assert "not published" in done.stdout
    assert {path: path.read_bytes() for path in out.rglob("*.html")} == before


@pytest.mark.parametrize(
    ("template", "said"),
    [("<p>\n{% if %}", "dossier.html:2: the template is wrong: "), ("{{ nobody }}", "dossier.html:1: the template"),
     ("\n\n{{ 1 + 'a' }}", "dossier.html:3: "), ("{% include 'no.html' %}", "there is no template no.html")],
)  # fmt: skip
def test_a_mistake_in_a_sites_own_template_is_one_sentence(site: Path, template: str, said: str) -> None:
    """A template that does not parse, or names what is not there, is told with its file and line."""
    write_site(site, {"templates/dossier.html": template}, CONFIG)
    done = dossier("build", "--site", site)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["data", "dossiers", "templates", "evidence"])
def test_a_link_in_a_circle_is_no_traceback(site: Path, name: str) -> None:
    """A link that leads to itself in the place of a folder is told, or is as good as nothing there.

    From Python 3.13 on such a link is a folder that is not there, which a site's hand-written pages may be (S104).
    """
    if (site / name).exists():
        shutil.rmtree(site / name)
    (site / name).symlink_to(name)
    for command in ("check", "build"):
        done = dossier(command, "--site", site)
        assert "Traceback" not in done.stderr
        if name in ("data", "dossiers"):
            assert done.returncode in (1, 2) or "warning[S104]" in done.stderr
            assert name in done.stderr


def test_a_site_needs_no_hand_written_page(tmp_path: Path) -> None:
    """A folder with `mkdocs.yml` and `data/` alone builds; its home page leads to every section and has lists."""
    (tmp_path / "data" / "groups").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text("site_name: Bare\ntheme: {name: material, font: false}\n", "utf-8")
    (tmp_path / "data" / "groups" / "some-group.yml").write_text("name: Some group\n", "utf-8")
    for command in ("check", "build"):
        done = dossier(command, "--site", tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
    home = LexborHTMLParser((tmp_path / "site" / "index.html").read_text("utf-8"))
    links = [node.attributes.get("href") for node in home.css("article a")]
    records = ["groups/", "people/", "places/", "sources/", "claims/"]
    lists = ["timeline/", "network/", "map/", "not_known/", "corrections/"]
    assert links[:10] == [*records, *lists]
    assert {"groups/some-group/", "not_known/"} <= set(links[10:])
    assert "No claims." in home.css_first("article").text()
    assert [node.text(strip=True) for node in home.css("h1")] == ["Bare"]


def test_pages_that_are_named_and_missing_are_told_at_their_line(site: Path) -> None:
    """A folder of pages that is not there is a warning, a page of the navigation that is not there an error."""
    config = CONFIG.replace("docs_dir: dossiers", "docs_dir: dosiers") + "nav:\n  - Home: index.md\n  - m.md\n"
    write_site(site, {}, config)
    for command in ("check", "build"):
        done = dossier(command, "--site", site)
        assert done.returncode == 1
        assert "mkdocs.yml:2:11  warning[S104]" in done.stderr
        assert "mkdocs.yml:6:5  error[S208]" in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("config", "code"),
    [('site_name: "A\n', "mkdocs.yml:1:12  error[Y015]"), ("", "mkdocs.yml:1:1  error[Y005]"),
     ("- a\n", "mkdocs.yml:1:1  error[S101]"), (b"site_name: \xff", "mkdocs.yml:1:12  error[Y001]"),
     ("site_name: A\nINHERIT: no.yml\n", "mkdocs.yml  error[F104]  mkdocs.yml, line 2: cannot read no.yml"),
     (f"{CONFIG}repo_url: https://git.example\n", "mkdocs.yml:4:1  error[S201]")],
)  # fmt: skip
def test_faulty_settings_are_the_same_problem_in_check_and_build(site: Path, config: str | bytes, code: str) -> None:
    """Whatever is wrong with `mkdocs.yml` is told with its place, by both commands alike, with exit code 1."""
    (site / "mkdocs.yml").write_bytes(config if isinstance(config, bytes) else config.encode())
    checked, built = (dossier(command, "--site", site) for command in ("check", "build"))
    assert (checked.returncode, built.returncode) == (1, 1)
    assert checked.stderr == built.stderr
    assert checked.stderr.startswith(code)


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("groups.md", "groups/"),
        ("claims/index.markdown", "claims/"),
        ("groups/some-group.md", "groups/some-group/"),
        ("sources/an-article/README.md", "sources/an-article/"),
        ("claims/a-claim.md", "claims/a-claim/"),
    ],
)
def test_a_page_in_the_way_is_the_same_problem_in_check_and_build(site: Path, page: str, address: str) -> None:
    """A hand-written page where a section or a record has its page is told of, whether or not the engine works."""
    (site / "dossiers" / page).parent.mkdir(parents=True, exist_ok=True)
    (site / "dossiers" / page).write_text("# Mine\n", "utf-8")
    message = f'the page stands where a generated page stands: "{address}"'
    for command in ("check", "build"):
        done = dossier("--site", site, command)
        assert done.returncode == 1
        told = f"dossiers/{page}  error[F102]  {message}\n     move it to another place"
        assert told in done.stderr


def test_a_file_that_the_engine_writes_over_is_told_of(site: Path) -> None:
    """A missing page or a sitemap of somebody's own would be gone without a word."""
    files = ["404.html", "sitemap.xml"]
    for file in files:
        (site / "dossiers" / file).write_text("mine", "utf-8")
    done = dossier("--site", site, "check", "--format", "json")
    told = [(row["code"], row["file"]) for row in json.loads(done.stdout) if row["severity"] == "error"]
    assert told == [("F102", f"dossiers/{file}") for file in files]


@pytest.mark.parametrize(
    ("file", "address"),
    [
        ("assets/dossier.css", "assets/dossier.css"),
        ("claims/data_files/index.json", "claims/data_files/index.json"),
        ("claims/what_words_mean.md", "claims/what_words_mean/"),
        ("assets/lib/cytoscape/LICENSE", "assets/lib/cytoscape/LICENSE"),
        ("search/pages.js", "search/pages.js"),
    ],
)
def test_any_file_in_the_way_is_told_by_its_name(site: Path, file: str, address: str) -> None:
    """Among pages, a file where the program puts one is told of in a build: it does not take that one's place."""
    (site / "dossiers" / file).parent.mkdir(parents=True, exist_ok=True)
    (site / "dossiers" / file).write_text("{}\n", "utf-8")
    done = dossier("--site", site, "build")
    assert done.returncode == 1
    message = f'it stands where the program puts a page or a file of its own: "{address}"'
    assert f"dossiers/{file}  error[F102]  {message}\n     move it to another place" in done.stderr


def test_files_in_the_way_of_what_a_site_with_an_address_has_are_told_once(site: Path) -> None:
    """Feeds and notices, and all that stands in an edition, are the program's; one file is one problem in all."""
    config = f"{CONFIG}site_url: https://x.example/\nextra: {{dossier: {{languages: {{ar: {{}}}}}}}}\n"
    (site / "mkdocs.yml").write_text(config, "utf-8")
    commit(start(site), "2026-05-04")
    files = ["ar.md", "ar/groups/some-group/index.md", "ar/own.css", "ar/sitemap.xml"]
    files += ["claims/atom.xml", "llms.txt", "robots.txt"]
    for file in ("own.css", *files):
        (site / "dossiers" / file).parent.mkdir(parents=True, exist_ok=True)
        (site / "dossiers" / file).write_text("{}\n", "utf-8")
    done = dossier("--site", site, "build", "--format", "json")
    told = [(row["code"], row["file"]) for row in json.loads(done.stdout) if row["severity"] == "error"]
    assert told == [("F102", f"dossiers/{file}") for file in files]


def test_files_that_only_look_like_the_themes_are_published(site: Path) -> None:
    """What the engine's search needs, and the sources of its scripts, are left out: nothing of the site's own."""
    own = ["assets/javascripts/lunr/own.js", "assets/stylesheets/own.min.css.map", "search/own.txt"]
    for file in own:
        (site / "dossiers" / file).parent.mkdir(parents=True, exist_ok=True)
        (site / "dossiers" / file).write_text("{}\n", "utf-8")
    assert dossier("--site", site, "build").returncode == 0
    published = {path.relative_to(site / "site").as_posix() for path in (site / "site").rglob("*")}
    assert published.issuperset(own)
    assert not [file for file in published if "lunr/min" in file or "search_index" in file or file.endswith(".js.map")]


@pytest.mark.parametrize(
    "names", [("About.md", "about.md"), ("a/index.md", "A.md"), ("caf\u00e9.png", "cafe\u0301.png")]
)
def test_files_that_many_hosts_take_for_one_are_told_of(site: Path, names: tuple[str, str]) -> None:
    """Pages and files whose addresses differ only in writing are a problem of the second one, and end no build."""
    for name in names:
        (site / "dossiers" / name).parent.mkdir(exist_ok=True)
        (site / "dossiers" / name).write_text("# Mine\n", "utf-8")
    first, second = sorted(names, key=lambda name: site / "dossiers" / name)
    for command in ("check", "build"):
        done = dossier("--site", site, command)
        assert done.returncode == 1
        assert f'dossiers/{second}  error[F102]  many hosts would lose it or "{first}"' in done.stderr


def test_a_page_in_the_way_is_told_without_a_navigation_that_nobody_wrote(site: Path) -> None:
    """The engine's word that the navigation names a page which is not there is left out: the page is in the way."""
    (site / "dossiers" / "claims.md").write_text("# Mine\n", "utf-8")
    done = dossier("--site", site, "build")
    assert ("error[F102]" in done.stderr, "F101" in done.stderr) == (True, False)


def test_a_page_in_the_way_is_told_in_its_language(site: Path) -> None:
    """A page in one language is in the way of its edition; beside records, or left out, it is in no way."""
    (site / "mkdocs.yml").write_text(f"{CONFIG}extra: {{dossier: {{languages: {{ar: {{}}}}}}}}\n", "utf-8")
    (site / "dossiers" / "groups.ar.md").write_text("# Mine\n", "utf-8")
    done = dossier("--site", site, "check", "--format", "json")
    assert ("F102", "dossiers/groups.ar.md") in [(row["code"], row["file"]) for row in json.loads(done.stdout)]
    (site / "dossiers" / "groups.ar.md").unlink()
    (site / "mkdocs.yml").write_text(f"{CONFIG}exclude_docs: groups/some-group.md\n", "utf-8")
    (site / "dossiers" / "groups").mkdir()
    for name in ("some-group.md", "another.md"):
        (site / "dossiers" / "groups" / name).write_text("# Mine\n", "utf-8")
    for command in ("check", "build"):
        assert (dossier("--site", site, command).returncode, command) == (0, command)


def test_what_the_engine_says_does_not_hide_what_is_wrong_with_the_data(site: Path) -> None:
    """Where the engine fails and a record is wrong, both are told."""
    files = {"data/claims/all.yml": BAD_CLAIM, "overrides/main.html": "{% extends 'nothing.html' %}\n"}
    write_site(site, files, CONFIG.replace("name: material", "name: material, custom_dir: overrides"))
    done = dossier("build", "--site", site)
    assert done.returncode == 1
    assert "error[C101]" in done.stderr
    assert "mkdocs.yml  error[F104]  mkdocs failed" in done.stderr


def test_a_fault_of_the_settings_is_told_without_the_words_of_the_engine_that_fails_for_it(site: Path) -> None:
    """An icon that there is not is told with its line, and not once more as what the engine stumbled over."""
    kind = "{folder: fronts, singular: Front, plural: Fronts, icon: material/flagg}"
    write_site(site, {}, f"{CONFIG}extra: {{dossier: {{types: {{front: {kind}}}}}}}\n")
    done = dossier("build", "--site", site)
    assert ("error[S212]" in done.stderr, "F104" in done.stderr) == (True, False)


def test_what_the_engine_says_of_a_setting_is_told_at_its_line(site: Path) -> None:
    """What it refuses is an error, as any mistake in `mkdocs.yml`; what it merely does not know is a warning."""
    unknown = 'warning[F101]  of "them" the engine says: '
    write_site(site, {}, f"{CONFIG}copyright: [a]\n\nthem: {{name: material}}\n")
    done = dossier("build", "--site", site)
    assert (done.returncode, "not published: 1 error, 1 warning." in done.stdout + done.stderr) == (1, True)
    assert 'mkdocs.yml:4:1  error[F105]  of "copyright" the engine says: ' in done.stderr
    assert f"mkdocs.yml:6:1  {unknown}" in done.stderr
    for above in ("", "# A comment.\n"):
        write_site(site, {}, f"{above}{CONFIG}them: {{name: material}}\n")
        done = dossier("build", "--site", site)
        assert (done.returncode, f"mkdocs.yml:{4 + bool(above)}:1  {unknown}" in done.stderr) == (0, True)


def test_a_page_that_is_not_utf_8_stops_before_the_engine(site: Path) -> None:
    """Bytes that are no UTF-8 in a hand-written page are told with line and column, and no engine is asked."""
    (site / "dossiers" / "index.md").write_bytes("# é\n\né".encode() + b"\xff")
    checked, built = (dossier(command, "--site", site) for command in ("check", "build"))
    assert (checked.returncode, built.returncode) == (1, 1)
    assert checked.stderr == built.stderr
    assert checked.stderr.startswith("dossiers/index.md:3:2  error[T110]")
    assert {path.suffix for path in (site / ".cache").glob("*/*")} == {".kept"}  # of reading and judging alone


def test_a_file_in_the_way_is_one_sentence(site: Path) -> None:
    """A file where the cache, or the folder of schemas, should be is wrong use, without a traceback."""
    (site / ".cache").touch()
    (site / "schema").touch()
    for command, name in (("build", ".cache"), ("schema", "schema")):
        done = dossier(command, "--site", site)
        assert done.returncode == 2
        assert name in done.stderr
        assert len(done.stderr.splitlines()) == 1


CLOSED = """
import os, sys
for number in sys.argv.pop(1):
    os.close(int(number))
os.execv(sys.executable, [sys.executable, "-m", "generator", *sys.argv[1:]])
"""
"""The command, begun with some of the files closed that every program has."""


@pytest.mark.parametrize("numbers", ["0", "1", "2", "012"])
def test_what_is_closed_is_in_nobodys_way(site: Path, numbers: str) -> None:
    """A job without a terminal, as some schedulers begin it, builds the site and shows no traceback."""
    command = [sys.executable, "-c", CLOSED, numbers, "build", "--site", str(site)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert ("it is in" in done.stdout) == ("1" not in numbers)


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_reader_who_is_gone_changes_no_exit_code(tmp_path: Path, unbuffered: str, stream: str) -> None:
    """Whether or not output is buffered, a command ends without a word, and its code says what it found."""
    site = write_site(tmp_path, {"data/groups/some-group.yml": "nam: Group\n"}, CONFIG)
    for words, code in (
        (["check", "--format", "json"], 1),
        (["check"], 1),
        (["find", "group"], 1),
        (["schema", "x"], 2),
    ):
        read, write = os.pipe()
        os.close(read)
        command = [sys.executable, "-m", "generator", *words, *(["--site", site] if code == 1 else [])]
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | {stream: write}
        env = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
        done = subprocess.run(command, cwd=ROOT, text=True, check=False, env=env, timeout=120, **streams)
        os.close(write)
        assert (done.returncode, "Traceback" in f"{done.stdout}{done.stderr}") == (code, False), words


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no file that is always full")
def test_a_full_disk_is_one_sentence(site: Path) -> None:
    """Where what is printed cannot be written, one sentence says so, and else the exit code alone."""
    for words in (["check", "--site", site], ["show", "a-claim", "--format", "json", "--site", site]):
        with Path("/dev/full").open("w") as full:
            command = [sys.executable, "-m", "generator", *map(str, words)]
            done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
            assert done.returncode == 2
            assert done.stderr == (
                "dossier: the machine says: No space left on device; make room on the disk, and run it again\n"
            )
            command[-1] = "nowhere"
            assert subprocess.run(command, cwd=ROOT, stderr=full, check=False).returncode == 2


@pytest.mark.parametrize(
    "words",
    [["check", "--site", ""], ["build", "--out", ""], ["build", "--private", ""], ["pdf", "a-claim", "--out", ""],
     ["quote", "", "words"]],
)  # fmt: skip
def test_an_empty_path_is_a_mistake(words: list[str]) -> None:
    """So comes the value of a variable that is not set; it is not taken for the folder in which the command runs."""
    done = dossier(*words)
    assert done.returncode == 2
    assert "it is empty: name a file or a folder" in done.stderr


def reading_only(site: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command where the site's folder may only be read, by whoever runs this test."""
    if os.geteuid():
        folders = [site, *(path for path in site.rglob("*") if path.is_dir())]
        for folder in folders:
            folder.chmod(0o555)
        done = dossier(*arguments)
        for folder in folders:
            folder.chmod(0o755)
        return done
    alone = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'
    begin = ["unshare", "--mount", "sh", "-c", alone, str(site)]
    if not shutil.which("unshare") or subprocess.run([*begin, "true"], capture_output=True, check=False).returncode:
        pytest.skip("here, nothing can be kept from who runs the tests")
    command = [*begin, sys.executable, "-m", "generator", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


def test_a_site_that_may_only_be_read_is_built_elsewhere(site: Path, tmp_path: Path) -> None:
    """What the engine made is kept with the builds, and nothing else of the cache: that holds what is withheld."""
    out = tmp_path / "elsewhere" / "site"
    for _ in range(2):
        done = reading_only(site, "build", "--site", site, "--out", out)
        assert (done.returncode, done.stderr) == (0, "")
    assert (out / "groups" / "some-group" / "index.html").is_file()
    assert not (site / ".cache").exists()
    names = {path.name.partition("-")[0] for path in (out.parent / ".site.builds").rglob("*") if path.is_dir()}
    assert {"frames", "mkdocs"} <= names
    assert not list(out.parent.rglob("*.kept"))


def test_a_site_that_may_only_be_read_asks_for_another_place(site: Path) -> None:
    """In its own folder it cannot be built, and one sentence says what to do."""
    done = reading_only(site, "build", "--site", site)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "--out" in done.stderr


@pytest.mark.parametrize("command", ["check", "serve", "schema"])
def test_a_folder_that_was_deleted_is_named(tmp_path: Path, command: str) -> None:
    """Nothing can be looked for from there: it was said that there were no settings in it, or nothing at all."""
    gone = tmp_path / "gone"
    gone.mkdir()
    code = f"import os, sys; os.rmdir(os.getcwd()); sys.argv[1:] = ['{command}']; from generator.cli import run; run()"
    ended = subprocess.run([sys.executable, "-c", code], cwd=gone, capture_output=True, text=True, timeout=60)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "dossier: the folder in which this runs: No such file or directory\n"


def test_schemas_are_written_into_a_site_only(tmp_path: Path) -> None:
    """A folder without `mkdocs.yml` is refused, and none is made."""
    for folder in (tmp_path, tmp_path / "nowhere"):
        done = dossier("schema", "--site", folder)
        assert done.returncode == 2
        assert "no mkdocs.yml" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("port", ["99999", "-1", "http"])
def test_an_impossible_port_is_refused_at_once(site: Path, port: str) -> None:
    """A port that cannot be is wrong use, told before anything is built."""
    done = dossier("serve", "--site", site, f"--port={port}")
    assert done.returncode == 2
    assert "is no whole number from 0 to 65535" in done.stderr
    assert not (site / "site").exists()


def test_schemas_are_fresh() -> None:
    """The schemas that are checked in are those that the program writes today."""
    done = dossier("schema", "--check")
    assert (done.returncode, done.stdout) == (0, "")


def test_schemas_are_written_and_found_out_of_date(site: Path) -> None:
    """`schema` writes what is missing, says what it wrote, and --check fails while something is missing."""
    assert dossier("schema", "--check", "--site", site).returncode == 1
    assert dossier("schema", "--site", site).stdout.count("written:") == 4
    assert dossier("schema", "--check", "--site", site).returncode == 0
    (site / "schema" / "claim.json").write_bytes(b"\xff\xfe")
    assert dossier("schema", "--check", "--site", site).stdout.count("out of date") == 1


@pytest.mark.parametrize("folder", [".", ".."])
def test_a_folder_of_pages_that_holds_the_site_is_refused_and_not_read(site: Path, folder: str) -> None:
    """What lies there is no page, however much it is: one mistake is one problem, at its line, for every command."""
    write_site(site, {}, CONFIG.replace("docs_dir: dossiers", f"docs_dir: {folder}"))
    for place in (site, site.parent):
        (place / "letter.md").write_text("See [[nobody-here]].\n", encoding="utf-8")
    for command in ("check", "build"):
        done = dossier(command, "--site", site)
        assert done.returncode == 1
        assert done.stderr.count("error[") == 1
        assert (
            f'mkdocs.yml:2:11  error[S211]  the folder of hand-written pages, "{folder}", is published' in done.stderr
        )


def test_check_against_a_revision(site: Path) -> None:
    """A lost address is an error with --base, a revision that git does not know is wrong use in one sentence."""
    start(site)
    commit(site, "2026-03-01", {})
    assert dossier("check", "--site", site, "--base", "HEAD").returncode == 0
    write_site(site, {"data/claims/all.yml": GOOD["data/claims/all.yml"].replace("id: a-claim", "id: another")}, CONFIG)
    lost = dossier("check", "--site", site, "--base", "HEAD")
    assert lost.returncode == 1
    assert 'data/claims/all.yml  error[G101]  the claim "a-claim" was published in HEAD and is gone' in lost.stderr
    unknown = dossier("check", "--site", site, "--base", "nowhere")
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert unknown.stderr.startswith('dossier: git knows no revision "nowhere": fetch it first')
    assert unknown.stderr.count("\n") == 1
    for empty in ("", " "):  # as of a variable that is not set
        unset = dossier("check", "--site", site, "--base", empty)
        assert (unset.returncode, "argument --base: it is empty" in unset.stderr) == (2, True)


def test_history_of_one_claim_and_of_all(site: Path) -> None:
    """`history` prints what changed, as text and as JSON, each time beside how far the claim can be trusted."""
    start(site)
    commit(site, "2026-03-01", {})
    changed = GOOD["data/claims/all.yml"].replace("]] did something", "]] did something else")
    commit(site, "2026-03-02", {"data/claims/all.yml": changed}, "Edit\n\nBecause: misread")
    text = dossier("history", "a-claim", "--site", site)
    assert (text.returncode, text.stderr) == (0, "")
    trust = "Not verified. Said by no named source → Some outlet. 1 report, 1 origin; date none recorded."
    assert [line.strip() for line in text.stdout.splitlines() if not line.strip().startswith("Not verified")] == [
        "a-claim",
        "Reported act, not verified: Some group did something else.",
        "2026-03-01  first recorded",
        "2026-03-02  Wording changed",
        f"before: Reported act: Some group did something. [{trust}]",
        f"after: Reported act: Some group did something else. [{trust}]",
        "why: misread",
    ]
    (found,) = json.loads(dossier("history", "--site", site, "--format", "json").stdout)["claims"]
    assert (found["first_recorded"], found["events"][0]["date"]) == ("2026-03-01", "2026-03-02")
    assert found["events"][0]["trust"] == found["events"][0]["changes"][0]["trust"] == trust
    missing = dossier("history", "a-clam", "--site", site)
    assert (missing.returncode, missing.stderr) == (2, 'dossier: no claim "a-clam" is shown; did you mean a-claim?\n')


@pytest.mark.parametrize(
    ("quote", "code", "verdict", "at"),
    [
        ("The group did not carry out", 0, "verbatim", (0, 27)),
        ("The  group did", 1, "cropped", (0, 13)),
        ("The group … the attack", 0, "elided", (0, 38)),
        ("The group did … carry out the attack", 1, "swallowed", (0, 38)),
        ("The army left", 1, "absent", (None, None)),
    ],
)
def test_a_quote_is_tried(
    tmp_path: Path, quote: str, code: int, verdict: str, at: tuple[int | None, int | None]
) -> None:
    """`dossier quote` prints the verdict with its place and reason, and exits with 0 only if the quote holds."""
    page = tmp_path / "page.html"
    page.write_text("<p>The <b>gr</b>oup did <i>not</i> carry out the attack.</p>", "utf-8")
    shown = dossier("quote", page, quote, "--format", "json", "--carried", "not" if code == 0 else "")
    assert shown.returncode == code, shown.stderr
    found = json.loads(shown.stdout)
    assert list(found) == ["verdict", "start", "end", "detail", "language_read"]
    assert found["language_read"]
    assert (found["verdict"], (found["start"], found["end"])) == (verdict, at)
    plain = dossier("quote", page, quote, "--carried", "not" if code == 0 else "").stdout
    assert plain.startswith(verdict)
    assert found["detail"] in plain


def test_a_quote_of_a_language_that_is_not_read_is_only_found(tmp_path: Path) -> None:
    """Where no word of its language that denies is known, `dossier quote` says that none was looked for."""
    copy = tmp_path / "copy.txt"
    copy.write_text("Ryhmä ei hyökännyt kaupunkiin.", "utf-8")
    said = "words that deny or limit were not looked for"
    assert said in dossier("quote", copy, "hyökännyt kaupunkiin", "--lang", "fi").stdout
    assert said not in dossier("quote", copy, "hyökännyt kaupunkiin").stdout
    shown = dossier("quote", copy, "hyökännyt kaupunkiin", "--lang", "fi", "--format", "json").stdout
    assert json.loads(shown)["language_read"] is False


@pytest.mark.parametrize(
    ("data", "quote", "reason"),
    [(None, "x", "cannot be read"), (b"x", "  ", "the quote is empty"), (bytes(200), "x", "this is no text")],
)
def test_a_quote_cannot_be_tried(tmp_path: Path, data: bytes | None, quote: str, reason: str) -> None:
    """A file that is not there or no text, and an empty quote, are wrong use, said in a sentence."""
    if data is not None:
        (tmp_path / "file").write_bytes(data)
    shown = dossier("quote", tmp_path / "file", quote)
    assert shown.returncode == 2
    assert reason in shown.stderr
    assert "Traceback" not in shown.stderr


def test_show_prints_one_record(site: Path) -> None:
    """`show` prints a claim, a source or an entity with its file and line, as text and as JSON."""
    text = dossier("show", "a-claim", "--site", site)
    assert (text.returncode, text.stderr) == (0, "")
    assert "type: claim\nid: a-claim\naddress: claims/a-claim/\nfile: data/claims/all.yml\nline: 1\n" in text.stdout
    assert "verdict: unchecked" in text.stdout
    found = json.loads(dossier("show", "an-article", "--site", site, "--format", "json").stdout)
    assert (found["type"], found["claims"][0]["id"]) == ("source", "a-claim")
    assert json.loads(dossier("show", "some-group", "--site", site, "--format", "json").stdout)["name"] == "Some group"


def test_show_of_what_is_not_there(site: Path) -> None:
    """An unknown id, a former one and a withheld one are wrong use in one sentence, without a traceback."""
    renamed = GOOD["data/claims/all.yml"].replace("mode: act", "mode: act\n          formerly: [its-old-name]")
    hidden = "name: Some hidden group\nwithheld: true\n"
    write_site(site, {"data/claims/all.yml": renamed, "data/groups/some-hidden-group.yml": hidden}, CONFIG)
    for id, words in {
        "a-clam": 'no record "a-clam" is shown; did you mean a-claim?',
        "its-old-name": 'no record "its-old-name" is shown; it is called a-claim now',
        "some-hidden-group": 'no record "some-hidden-group" is shown; did you mean some-group?',
    }.items():
        done = dossier("show", id, "--site", site)
        assert (done.returncode, done.stdout, done.stderr) == (2, "", f"dossier: {words}\n")
    told = dossier("history", "its-old-name", "--site", site).stderr
    assert told == 'dossier: no claim "its-old-name" is shown; it is called a-claim now\n'
