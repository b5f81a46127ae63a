"""Whole sites with a history: what readers see of it, what they never see, and that git decides every byte."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.build import Built, build
from generator.problems import Problem
from scripts.links import served
from tests.repositories import commit, git, start

if TYPE_CHECKING:
    from playwright.sync_api import Page

SITE_URL = "https://dossiers.example/under/"
CONFIG = f"site_name: Test\nsite_url: {SITE_URL}\ndocs_dir: dossiers\ntheme: {{name: material, font: false}}\n"
SECRETS = (
    "Zebra",
    "Quagga",
    "Okapi",
    "Tapir",
    "Dugong",
    "Manatee",
    "Narwhal",
    "Beluga",
    "hidden-claim",
    "hidden-person",
    "hush",
)
OUTLET = "name: Outlet\npublisher: {caveats: [{kind: unverified, by: outlet, text: We verified nothing.}]}\n"


NAMES = ("corrections", "claims")


def claim(id: str, text: str, quote: str, more: str = "", cited: str = "", source: str = "paper") -> str:
    """Return one claim as YAML."""
    return (
        f"- id: {id}\n  mode: act\n  text: '[[alpha]] {text}'\n  citations:\n"
        f"    - {{source: {source}, quote: '{quote}', attribution: {{how: none}}{cited}}}\n{more}"
    )


FIRST = {
    "mkdocs.yml": CONFIG,
    "dossiers/index.md": "# Home\n\nSee [[alpha]].\n",
    "data/vocabulary.yml": "caveats:\n"
                           "  unverified: {label: Not verified, standing: 10, brief: not verified by its publisher}\n"
    "  hearsay: {label: Hearsay, standing: 30}\n",
    "data/groups/alpha.yml": "name: Alpha\n",
    "data/groups/old-group.yml": "name: Old group\n",
    "data/groups/beta.yml": "name: Beta\n",
    "data/groups/outlet.yml": OUTLET,
    "data/people/hidden-person.yml": "name: Zebra the Person\n",
    "data/sources/paper.yml": "title: Paper\ntype: article\noutlet: outlet\nderived_from: []\naccessed: 2026-02-01\n",
    "data/sources/old-post.yml": "title: Post\ntype: post\noutlet: outlet\nderived_from: []\naccessed: 2026-01-15\n",
    "data/claims/open.yml": claim("open-claim", "took the town and the bridge.", "they took it",
                                  "  caveats: [{kind: hearsay, by: editors, text: Third hand}]\n")
    + claim("wrong-claim", "burnt it down.", "burnt")
    + claim("old-claim", "slept.", "they slept", source="old-post"),
    "data/claims/hidden.yml": claim("hidden-claim", "did Quagga things.", "Okapi in words"),
    "data/claims/parts.yml": claim("noted", "was noted.", "noted", "  note: Tapir in a note.\n")
    + claim("quoted", "was quoted.", "Dugong in a quote")
    + claim("late", "Manatee at first.", "late words", "  withheld: true\n")
    + claim("met", "met [[hidden-person]].", "they met"),
}  # fmt: skip
REVISIONS: tuple[tuple[dict[str, str | None], str], ...] = (
    (FIRST, "First"),
    ({"data/claims/open.yml": claim("open-claim", "took the town.", "they nearly took it")
      + claim("bridge", "took the town and the bridge.", "and the bridge")
      + claim("wrong-claim", "burnt it down.", "burnt")
      + claim("old-claim", "slept.", "they slept", source="old-post"),
      "data/claims/hidden.yml": claim("hidden-claim", "did more Quagga things.", "Okapi in words"),
      "data/claims/parts.yml": claim("noted", "was noted.", "noted", "  note: Less.\n")
      + claim("quoted", "was quoted.", "Narwhal in a quote")
      + claim("late", "came late.", "late words")
      + claim("met", "met Zebra the Person.", "they met")}, "Second\n\nBecause: hush, not for readers"),
    ({"data/claims/open.yml": claim("open-claim", "took the town.", "they nearly took it")
      + claim("bridge", "took the town and the bridge.", "and the bridge")
      + claim("new-claim", "slept.", "they slept", "  formerly: [old-claim]\n", source="new-post"),
      "data/claims/wrong.yml": claim("wrong-claim", "burnt it down.", "burnt"),
      "data/sources/old-post.yml": None,
      "data/sources/new-post.yml": "title: Post\ntype: post\noutlet: outlet\nderived_from: []\naccessed: 2026-01-15\n"
      "formerly: [old-post]\n",
      "data/groups/beta.yml": None, "data/groups/gamma.yml": "name: Beta\nformerly: [beta]\n",
      "data/groups/old-group.yml": "name: Old group\nretired: {on: 2026-03-03, why: Never one., into: [alpha]}\n",
      "data/people/hidden-person.yml": "name: Zebra the Person\nwithheld: true\n",
      "data/claims/hidden.yml": claim("hidden-claim", "did more Quagga things.", "Okapi in words",
                                      "  withheld: true\n"),
      "data/claims/parts.yml": claim("noted", "was noted.", "noted", "  note: Less.\n  withheld: [note]\n")
      + claim("quoted", "was quoted.", "Beluga", cited=", withheld: [quote]", more="")
      .replace("}\n", ", locator: page 1}\n", 1)
      + claim("late", "came late.", "late words")
      + claim("met", "met somebody.", "they met")}, "Third\n\nBecause: hush, nor this"),
    ({"data/claims/wrong.yml": claim("wrong-claim", "burnt it down.", "burnt",
                                     "  retracted: {on: 2026-03-04, why: Misread.}\n")},
     "Fourth\n\nBecause: it was misread"),
)  # fmt: skip


def build_quietly(site: Path) -> Built:
    done = build(site, environ={}, tell=lambda step: None)
    assert [problem for problem in done.problems if problem.severity == "error"] == []
    return done


def warned(done: Built) -> list[Problem]:
    return [problem for problem in done.problems if problem.code.startswith("G")]


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with three commits, in a folder below the top of its repository."""
    top = start(tmp_path_factory.mktemp("history"))
    for day, (files, message) in enumerate(REVISIONS, 1):
        commit(top, f"2026-03-0{day}", {f"site here/{name}": text for name, text in files.items()}, message)
    return top


@pytest.fixture(scope="module")
def out(repository: Path) -> Path:
    """The built site, which errors would have stopped."""
    return build_quietly(repository / "site here").out


def test_a_former_wording_is_copied_with_its_standing(own_page: Page, out: Path) -> None:
    """What a claim said before it changed is no less in need of its caveats: they go along, and the claim's address."""
    with served(out) as address:
        own_page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        own_page.goto(f"{address}corrections/")
        own_page.evaluate("getSelection().selectAllChildren(document.querySelector('.change .stood del'))")
        own_page.keyboard.press("Control+c")
        before, after = own_page.evaluate("navigator.clipboard.readText()").split("\n\n")
    assert "\n" not in before
    assert "Not verified by its publisher" in after
    assert re.search(f"\n{address}claims/[a-z0-9-]+/$", after)


def page(out: Path, address: str) -> LexborHTMLParser:
    return LexborHTMLParser((out / address / "index.html").read_text("utf-8"))


def words(node: LexborNode | None) -> str:
    assert node is not None
    return " ".join(node.text(separator=" ").split())


def hashes(out: Path) -> dict[str, str]:
    files = sorted(path for path in out.resolve().rglob("*") if path.is_file())
    return {str(path.relative_to(out.resolve())): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_page_of_a_claim_shows_its_history(out: Path) -> None:
    """First day, then each change with what stood before struck, its caveats, and why if readers were told."""
    shown = words(page(out, "claims/open-claim/").css_first("ul.history"))
    assert "First recorded on 1 March 2026 ." in shown
    assert "Changed on 2 March 2026" in shown
    assert "Before: Reported act: Alpha took the town and the bridge." in shown
    assert "Before: “they took it”" in shown
    assert "Then also: Hearsay. Third hand." in shown
    struck = [words(node) for node in page(out, "claims/open-claim/").css("ul.history del")]
    assert struck == ["Reported act: Alpha took the town and the bridge.", "Hearsay. Third hand", "“they took it”"]


def test_old_wordings_have_their_caveats_beside_them(out: Path) -> None:
    """Every struck wording, wherever it stands, has the caveats of its claim in the same item; who said it, too."""
    seen = 0
    for address in ("claims/open-claim/", "claims/met/", "corrections/"):
        for node in page(out, address).css("del"):
            item: LexborNode | None = node
            while item is not None and item.tag not in ("li", "article"):
                item = item.parent
            assert item is not None and item.css_first(".standing [data-caveat]") is not None
            assert "Not verified" in words(item.css_first(".standing"))
            assert "Said by no named source → Outlet" in words(item)
            seen += 1
    assert seen > 5


def test_an_old_wording_that_is_another_claims_carries_that_ones_caveats(out: Path) -> None:
    """Where an old wording is what another claim says today, that one's caveats stand beside it too."""
    stood = page(out, "claims/open-claim/").css_first("ul.history .stood")
    before = "Before: Reported act: Alpha took the town and the bridge. Not verified by its publisher."
    assert f"{before} These words" in words(stood)
    assert "These words also stand in another claim : Not verified" in words(stood)


def test_corrections_are_listed_the_newest_first(out: Path) -> None:
    """The page of corrections says how to ask, lists days from the newest on, and tells withdrawals in words."""
    tree = page(out, "corrections/")
    assert [node.text(strip=True) for node in tree.css("h2")] == [
        "How to ask for a change",
        "4 March 2026",
        "3 March 2026",
        "2 March 2026",
    ]
    entries = [words(node) for node in tree.css("article.change")]
    withdrawn = next(entry for entry in entries if "Misread" in entry)
    assert withdrawn.startswith("Withdrawn: a claim about Alpha Withdrawn: on 4 March 2026: Misread.")
    assert "Why: it was misread." in withdrawn
    assert "This claim" in withdrawn
    assert sum("wording removed" in entry for entry in entries) > 5


def test_no_wording_that_is_withheld_is_in_any_file(out: Path, repository: Path) -> None:
    """No file of the site, and nothing that the command prints, holds a word of what is withheld in any revision."""
    files = [path for path in out.resolve().rglob("*") if path.is_file()]
    assert len(files) > 40
    for path in files:
        data = path.read_bytes()
        for secret in SECRETS:
            assert secret.encode() not in data, f"{secret} in {path.name}"
            assert secret not in str(path)
    for form in ("text", "json"):
        command = [
            sys.executable,
            "-m",
            "generator",
            "history",
            "--site",
            str(repository / "site here"),
            "--format",
            form,
        ]
        done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=60)
        assert done.returncode == 0 and "wording removed" in done.stdout
        assert not [secret for secret in SECRETS if secret in done.stdout]


def test_feeds_list_what_changed_with_its_caveats(out: Path) -> None:
    """Both feeds hold each change, dated by its commit, titled with the claim's standing, linked where it is told."""
    value = json.loads((out / "corrections" / "feed.json").read_text("utf-8"))
    atom = (out / "corrections" / "atom.xml").read_text("utf-8")
    for item in value["items"]:
        assert item["date_published"] in [f"2026-03-0{day}T00:00:00Z" for day in (2, 3, 4)]
        assert item["id"] in atom
        if "/claims/" in item["url"]:
            assert "not verified" in item["title"]
            assert ("<del>" not in item["content_html"]) or ("data-caveat" in item["content_html"])
            address, _, anchor = item["url"].removeprefix(SITE_URL).partition("#")
            assert page(out, address).css_first(f"#{anchor}") is not None
    assert "<updated>2026-03-04T00:00:00Z</updated>" in atom
    links = page(out, "corrections/").css("head link[rel~=alternate]:is([type*=feed], [type*=atom])")
    assert [link.attributes["href"] for link in links] == ["../corrections/atom.xml", "../corrections/feed.json"]
    assert page(out, "sources/").css_first("head link[rel~=alternate][type*=atom]") is None


@pytest.mark.parametrize("feed", ["claims/feed.json", "groups/alpha/feed.json"])
def test_who_follows_claims_is_told_that_one_was_withdrawn(feed: str, out: Path) -> None:
    """The feeds that told of a claim say that it was withdrawn, and put that first, as the newest that happened."""
    item = json.loads((out / feed).read_text("utf-8"))["items"][0]
    assert item["title"] == "Withdrawn: reported act, not verified: Alpha burnt it down."
    assert item["url"] == f"{SITE_URL}claims/wrong-claim/" and item["date_published"].startswith("2026-03-04")
    assert item["content_html"].startswith("<p>Withdrawn; not verified by its publisher.")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("claims/old-claim/", "claims/new-claim/"),
        ("sources/old-post/", "sources/new-post/"),
        ("groups/beta/", "groups/gamma/"),
    ],
)
def test_old_addresses_lead_on(out: Path, old: str, new: str) -> None:
    """The former address of a claim, a source and an entity leads to the one it has now, with a plain link."""
    tree = page(out, old)
    assert (tree.css_first("meta[http-equiv=refresh]").attributes["content"] or "").endswith(f"url=../../{new}")
    assert tree.css_first("a").attributes["href"] == f"../../{new}"
    assert tree.css_first("link[rel=canonical]").attributes["href"] == SITE_URL + new


def test_the_sitemap_has_the_days_that_pages_show(out: Path) -> None:
    """A record's page is as old as the last change of a claim on it, as its foot says; no other page has a date."""
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    dated = {}
    for url in ElementTree.parse(out / "sitemap.xml").iter(f"{space}url"):
        address = (url.findtext(f"{space}loc") or "").removeprefix(SITE_URL)
        shown = page(out, address).css_first("footer.foot time")
        dated[address] = url.findtext(f"{space}lastmod")
        assert dated[address] == (shown.attributes["datetime"] if shown is not None else None), address
    assert len(set(dated.values())) > 2
    assert dated["claims/"] is None


def test_what_is_withdrawn_or_closed_keeps_its_page(out: Path) -> None:
    """A withdrawn claim and a closed dossier still have their pages, and say what became of them first."""
    claim_page = page(out, "claims/wrong-claim/")
    assert words(claim_page.css_first("p.why")) == "Withdrawn on 4 March 2026 : Misread. Do not quote it. History"
    assert claim_page.css_first('p.why a[href="#history"]') is not None
    assert words(page(out, "groups/old-group/").css_first("p.why")).startswith(
        "This dossier was closed on 3 March 2026"
    )
    assert not any("wrong-claim" in file.read_text("utf-8") for file in (out / "search").rglob("*.js"))


def test_a_dossier_is_as_old_as_what_was_read(out: Path) -> None:
    """The date of a dossier is the oldest day on which a source was read, and not that of the newest commit."""
    assert "As of: 15 January 2026" in words(page(out, "groups/alpha/").css_first(".notice"))


def test_a_dossier_with_a_source_of_unknown_reading_has_no_date(repository: Path, tmp_path: Path) -> None:
    """If one source lacks the day on which it was read, the date of the dossier is not given."""
    site = shutil.copytree(repository / "site here", tmp_path / "site", ignore=shutil.ignore_patterns(".*", "site"))
    post = site / "data" / "sources" / "new-post.yml"
    post.write_text(post.read_text().replace("accessed: 2026-01-15", "accessed: null"))
    assert "As of: not given" in words(page(build_quietly(site).out, "groups/alpha/").css_first(".notice"))


def test_without_git_pages_say_so(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A site in no repository builds without a warning; its pages say that nothing is recorded; it has no feed."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    site = shutil.copytree(repository / "site here", tmp_path / "site", ignore=shutil.ignore_patterns(".*", "site"))
    done = build_quietly(site)
    assert warned(done) == []
    assert (
        words(page(done.out, "claims/open-claim/").css_first("section[aria-labelledby=history]"))
        == "History none recorded"
    )
    assert "none recorded, because this is no git repository" in words(
        page(done.out, "corrections/").css_first(".names")
    )
    assert not (done.out / "corrections" / "feed.json").exists()
    assert page(done.out, "corrections/").css_first("head link[rel~=alternate][type*=atom]") is None


def test_a_shallow_clone_says_that_its_history_is_incomplete(repository: Path, tmp_path: Path) -> None:
    """From a shallow clone the site builds, with a warning, and pages say what they cannot know."""
    git(tmp_path, "clone", "-q", "--depth", "3", f"file://{repository}", "part")
    done = build_quietly(tmp_path / "part" / "site here")
    assert [problem.code for problem in warned(done)] == ["G111"]
    history = words(page(done.out, "claims/open-claim/").css_first("section[aria-labelledby=history]"))
    assert history.startswith("History Recorded on 2 March 2026 or before.")
    assert history.endswith("This history is incomplete: older changes are not available to this build.")
    assert "The history is incomplete" in words(page(done.out, "corrections/").css_first(".names"))
    feed = json.loads((done.out / "claims" / "feed.json").read_text("utf-8"))["items"]
    assert [item["title"].partition(" ")[0] for item in feed] == ["Withdrawn:", "Changed.", "Changed.", "Changed."]
    for path in done.out.resolve().rglob("*"):
        if path.is_file():
            assert not [secret for secret in SECRETS if secret.encode() in path.read_bytes()], path


def test_the_same_commit_gives_the_same_bytes(repository: Path, out: Path, tmp_path: Path) -> None:
    """In another clone, with the history kept from an older commit or not at all: the same bytes."""
    git(tmp_path, "clone", "-q", str(repository), "again")
    again = tmp_path / "again" / "site here"
    git(again, "checkout", "-q", "HEAD~1")
    build_quietly(again)
    git(again, "checkout", "-q", "main")
    assert hashes(build_quietly(again).out) == hashes(out)


def test_what_is_not_committed_is_no_history(repository: Path, out: Path, tmp_path: Path) -> None:
    """A change in the work tree shows as what stands now, and not as a change; a new claim is not yet recorded."""
    git(tmp_path, "clone", "-q", str(repository), "again")
    site = tmp_path / "again" / "site here"
    (site / "data" / "claims" / "new.yml").write_text(claim("brand-new", "arrived.", "arrived"))
    done = build_quietly(site)
    assert (
        words(page(done.out, "claims/brand-new/").css_first("section[aria-labelledby=history]"))
        == "History none recorded"
    )
    assert (done.out / "corrections" / "feed.json").read_bytes() == (out / "corrections" / "feed.json").read_bytes()


def test_a_browser_shows_history_and_corrections(out: Path, browser) -> None:
    """Both pages fit a narrow screen without scrolling sideways, and old wordings are struck."""
    with served(out) as home:
        context = browser.new_context(viewport={"width": 320, "height": 700})
        tab = context.new_page()
        for address in ("claims/open-claim/", "corrections/"):
            tab.goto(home + address)
            assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
            struck = tab.locator("del").first.evaluate("node => getComputedStyle(node).textDecorationLine")
            assert re.search("line-through", struck)
        context.close()


def test_a_change_without_words_carries_the_caveats_too(tmp_path: Path) -> None:
    """What changed in other fields than its words is told beside the claim's standing, on pages and in feeds."""
    site = start(tmp_path / "site")
    commit(site, "2026-03-01", FIRST)
    changed = FIRST["data/claims/open.yml"].replace("id: wrong-claim\n", "id: wrong-claim\n  tension: [open-claim]\n")
    commit(site, "2026-03-02", {"data/claims/open.yml": changed})
    done = build_quietly(site)
    items = json.loads((done.out / "corrections" / "feed.json").read_text("utf-8"))["items"]
    assert len(items) == 1
    assert "in tension with changed" in items[0]["content_html"]
    assert "Not verified" in items[0]["content_html"]


def test_what_changed_stands_in_its_own_language_and_direction(tmp_path: Path) -> None:
    """On Arabic pages, and in their feeds, the full stops of an English wording and a reason stand behind them."""
    site = start(tmp_path / "site")
    commit(site, "2026-03-01", {**FIRST, "mkdocs.yml": f"{CONFIG}extra: {{dossier: {{languages: {{ar: {{}}}}}}}}\n"})
    changed = FIRST["data/claims/open.yml"].replace("burnt it down", "burnt it")
    changed = changed.replace("text: Third hand", "text: Fourth hand").replace("they took it", "He took it.")
    commit(site, "2026-03-02", {"data/claims/open.yml": changed}, "x\n\nBecause: it was misread.")
    out = build_quietly(site).out / "ar" / "corrections"
    fed = json.loads((out / "feed.json").read_text("utf-8"))["items"]
    for html in (page(out, "").html or "", "".join(item["content_html"] for item in fed)):
        assert '<del>فعل منقول: <span lang="en" dir="ltr">Alpha burnt it down.</span></del>' in html
        assert '<span class="said"><span lang="und-Latn" dir="ltr">«He took it.»</span></span>' in html
        assert '\u2068<span lang="und-Latn">Hearsay. Fourth hand</span>\u2069' in html
        assert '\u2068<span lang="und-Latn">it was misread.</span>\u2069</p>' in html


def test_what_stood_runs_as_its_letters_do_on_a_site_of_one_language(tmp_path: Path) -> None:
    """Where the data is in another language than the pages, and says so nowhere, its letters tell its direction."""
    site = start(tmp_path / "site")
    commit(site, "2026-03-01", {**FIRST, "mkdocs.yml": CONFIG.replace("font: false", "font: false, language: ar")})
    changed = FIRST["data/claims/open.yml"].replace("burnt it down", "burnt it")
    commit(site, "2026-03-02", {"data/claims/open.yml": changed})
    html = page(build_quietly(site).out, "corrections/").html or ""
    assert '<del>فعل منقول: <span lang="und-Latn" dir="ltr">Alpha burnt it down.</span></del>' in html


def test_entries_of_feeds_keep_their_ids_under_a_new_id(tmp_path: Path) -> None:
    """Where a claim and an outlet get other ids, what feeds told before is nothing new to who reads them."""

    def ids() -> dict[str, list[str]]:
        told = {name: (build_quietly(site).out / name / "feed.json").read_text("utf-8") for name in NAMES}
        return {name: [item["id"] for item in json.loads(text)["items"]] for name, text in told.items()}

    site = start(tmp_path / "site")
    warned = "name: Outlet\npublisher: {caveats: [{kind: hearsay, by: editors, text: Only heard.}]}\n"
    open_ones = FIRST["data/claims/open.yml"].replace("burnt it down", "burnt it")
    paper, post = FIRST["data/sources/paper.yml"], FIRST["data/sources/old-post.yml"]
    commit(site, "2026-03-01", FIRST)
    commit(site, "2026-03-02", {"data/groups/outlet.yml": warned, "data/claims/open.yml": open_ones})
    before = ids()
    renamed = open_ones.replace("id: wrong-claim\n", "id: right-claim\n  formerly: [wrong-claim]\n")
    commit(site, "2026-03-03", {
        "data/groups/outlet.yml": None,
        "data/groups/other.yml": f"{warned}formerly: [outlet]\n",
        "data/sources/paper.yml": paper.replace("outlet: outlet", "outlet: other"),
        "data/sources/old-post.yml": post.replace("outlet: outlet", "outlet: other"),
        "data/claims/open.yml": renamed,
    })  # fmt: skip
    after = ids()
    assert [id.partition(":/under/")[2].partition("/")[0] for id in before["corrections"]] == ["wrong-claim", "outlet"]
    assert after["corrections"][1:] == before["corrections"]
    assert {*after["claims"]} - {*before["claims"]} == {after["corrections"][0]}


def test_what_an_outlet_warned_of_is_told_on_each_claim_and_once_of_the_site(tmp_path: Path) -> None:
    """A caveat that is taken off an outlet stands in the history of all its claims, and is one change, none of them."""
    site = start(tmp_path / "site")
    commit(site, "2026-03-01", FIRST)
    warned = "name: Outlet\npublisher: {caveats: [{kind: hearsay, by: outlet, text: We only heard it.}]}\n"
    commit(site, "2026-03-02", {"data/groups/outlet.yml": warned})
    done = build_quietly(site)
    told = "A standing caveat of Outlet was taken out: Not verified. We verified nothing. (Outlet)"
    shown = [path for path in (done.out / "claims").glob("*/index.html") if told in words(page(path.parent, ""))]
    entries = [words(node) for node in page(done.out, "corrections/").css("article.change")]
    assert len(shown) > 2
    assert told in words(page(done.out, "groups/outlet/").css_first("[aria-labelledby=as_publisher]"))
    assert [entry.startswith(f"Changed: every claim that rests on Outlet {told}") for entry in entries] == [True]
    feeds = [json.loads((done.out / name / "feed.json").read_text("utf-8"))["items"] for name in NAMES]
    assert [item["title"] for item in feeds[0]] == ["A standing caveat of Outlet was taken out"]
    assert {item["title"].partition(".")[0] for item in feeds[1]} == {"New"}
