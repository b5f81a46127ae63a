"""Nothing that was published may quietly go: what is compared with an older commit, and what is said of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.load import load
from generator.problems import DossierError, Problem
from generator.vanished import judge_vanished
from tests.repositories import commit, git, start

SITE = {
    "mkdocs.yml": "site_name: Test\ndocs_dir: dossiers\n"
    "extra: {dossier: {types: {campaign: {folder: campaigns, singular: Campaign, plural: Campaigns}}}}\n",
    "data/groups/alpha.yml": "name: Alpha\nformerly: [older-alpha]\n",
    "data/groups/outlet.yml": "name: Outlet\n",
    "data/campaigns/spring.yml": "name: Spring\n",
    "data/people/hidden.yml": "name: Hidden\nwithheld: true\n",
    "data/sources/paper.yml": "title: Paper\ntype: article\noutlet: outlet\n",
    "data/claims/a.yml": "- {id: one, mode: act, text: '[[alpha]] did.', citations: [{source: paper, quote: words}]}\n"
    "- {id: two, mode: act, text: '[[alpha]] slept.', citations: [{source: paper, quote: words}]}\n",
    "dossiers/index.md": "# Home\n",
    "dossiers/report.md": "# Report\n",
}
ONE, TWO = SITE["data/claims/a.yml"].splitlines(keepends=True)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site that was published once, on a branch of that name, below the top of its repository."""
    start(tmp_path)
    commit(tmp_path, "2026-03-01", {f"below/{name}": text for name, text in SITE.items()})
    git(tmp_path, "branch", "published")
    return tmp_path / "below"


def judged(site: Path, files: dict[str, str | None], revision: str = "published") -> list[Problem]:
    """Lay files over the site (None: remove) and compare it with what was published."""
    for name, text in files.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink() if text is None else path.write_text(text)
    corpus, problems = load(site)
    faulty = frozenset(problem.spot.file for problem in problems if problem.severity == "error")
    return judge_vanished(site, corpus, revision, {}, faulty)


def test_a_claim_that_became_an_anchor_is_still_at_its_address(site: Path) -> None:
    """A stub keeps what a page had: nothing that was published is gone."""
    config = SITE["mkdocs.yml"].replace("{dossier: {", "{dossier: {claim_pages: anchors, ")
    assert judged(site, {"mkdocs.yml": config}) == []


def said(problems: list[Problem]) -> list[tuple[str, str, str]]:
    return [(problem.code, problem.severity, problem.spot.file) for problem in problems]


GONE: dict[str, tuple[dict[str, str | None], str, str, str]] = {
    "a claim": ({"data/claims/a.yml": ONE}, "G101", "data/claims/a.yml",
                'the claim "two" was published in published and is gone: "claims/two/" leads nowhere'),
    "a file of claims": ({"data/claims/a.yml": None, "data/claims/b.yml": ONE}, "G101", "data/claims/a.yml",
                         'the claim "two" was published in published and is gone'),
    "a source": ({"data/sources/paper.yml": None}, "G101", "data/sources/paper.yml",
                 'the source "paper" was published in published and is gone'),
    "an entity": ({"data/groups/outlet.yml": None}, "G101", "data/groups/outlet.yml",
                  'the entity "outlet" was published in published and is gone'),
    "an entity of a configured type": ({"data/campaigns/spring.yml": None}, "G101", "data/campaigns/spring.yml",
                                       'the entity "spring" was published in published and is gone'),
    "a former id": ({"data/groups/alpha.yml": "name: Alpha\n"}, "G101", "data/groups/alpha.yml",
                    'the address "groups/older-alpha/" led to the entity "alpha" and leads nowhere'),
    "a folder, by another type": (
        {"data/groups/outlet.yml": None, "data/places/outlet.yml": "name: Outlet\n"}, "G101", "data/groups/outlet.yml",
        'the entity "outlet" has another address: "groups/outlet/" leads nowhere'),
    "a folder, under another id": (
        {"data/groups/outlet.yml": None, "data/places/town.yml": "name: Town\nformerly: [outlet]\n"},
        "G101", "data/groups/outlet.yml", 'the entity "outlet" has another address: "groups/outlet/" leads nowhere'),
    "a page": ({"dossiers/report.md": None}, "G102", "dossiers/report.md",
               'the page was published in published and is gone: "report/" leads nowhere'),
    "a page, moved": ({"dossiers/report.md": None, "dossiers/reports/one.md": "# R\n"}, "G102", "dossiers/report.md",
                      'the page was published in published and is gone: "report/" leads nowhere'),
}  # fmt: skip


@pytest.mark.parametrize("case", GONE)
def test_an_address_that_is_gone_is_an_error(site: Path, case: str) -> None:
    """Whatever had an address and has none that leads on is named, with its file."""
    files, code, file, message = GONE[case]
    found = judged(site, files)
    assert said(found) == [(code, "error", file)]
    assert found[0].message.startswith(message)


KEPT: dict[str, dict[str, str | None]] = {
    "nothing changed": {},
    "a claim that moved to another file": {"data/claims/a.yml": ONE, "data/claims/b.yml": TWO},
    "a file that was renamed": {"data/claims/a.yml": None, "data/claims/deep/b.yml": ONE + TWO},
    "a claim that was withdrawn": {
        "data/claims/a.yml": ONE + TWO.replace("mode: act", "mode: act, retracted: {on: 2026-03-02, why: Wrong.}")},
    "a claim with another id": {"data/claims/a.yml": ONE + TWO.replace("id: two", "id: second, formerly: [two]")},
    "a source with another id": {
        "data/sources/paper.yml": None,
        "data/sources/print.yml": SITE["data/sources/paper.yml"] + "formerly: [paper]\n",
        "data/claims/a.yml": (ONE + TWO).replace("paper", "print")},
    "an entity that was closed": {
        "data/campaigns/spring.yml": "name: Spring\nretired: {on: 2026-03-02, why: No campaign.}\n"},
    "a page in a folder of its own": {"dossiers/report.md": None, "dossiers/report/index.md": "# Report\n"},
    "what nobody could read": {"data/people/hidden.yml": None},
    "more of everything": {"data/groups/beta.yml": "name: Beta\n", "dossiers/more.md": "# More\n"},
}  # fmt: skip


@pytest.mark.parametrize("case", KEPT)
def test_an_address_that_leads_on_is_no_problem(site: Path, case: str) -> None:
    """What is still there, leads on, or was never published, is not named."""
    assert judged(site, KEPT[case]) == []


def test_a_type_that_is_gone_takes_its_section_with_it(site: Path) -> None:
    """Without a type its section and the pages in it are gone, and both are said."""
    found = judged(site, {"mkdocs.yml": "site_name: Test\ndocs_dir: dossiers\n", "data/campaigns/spring.yml": None})
    assert said(found) == [("G101", "error", "data/campaigns/spring.yml"), ("G102", "error", "mkdocs.yml")]


def test_a_file_of_a_type_that_is_gone_is_told_once(site: Path) -> None:
    """Without its type a file that stays has a problem of its own: what is said here is that the section is gone."""
    found = judged(site, {"mkdocs.yml": "site_name: Test\ndocs_dir: dossiers\n"})
    assert said(found) == [("G102", "error", "mkdocs.yml")]


SPOKEN = SITE["mkdocs.yml"].replace("{dossier: {", "{dossier: {languages: {ar: {}}, ")
PAGES = ("dossiers/report.ar.md", "dossiers/only.ar.md")
TRANSLATED: dict[str, str | None] = {"mkdocs.yml": SPOKEN, **dict.fromkeys(PAGES, "# R\n")}
IN_LANGUAGES: dict[str, tuple[dict[str, str | None], list[tuple[str, str]]]] = {
    "nothing": ({}, []),
    "an edition": ({"mkdocs.yml": SITE["mkdocs.yml"]}, [("mkdocs.yml", "ar/")]),
    "an edition that became the main one": (
        {"mkdocs.yml": SPOKEN.replace("ar: {}", "en: {}") + "theme: {language: ar}\n"}, [("mkdocs.yml", "ar/")]),
    "a page that is left in another language": ({"dossiers/report.md": None}, [("dossiers/report.md", "report/")]),
    "a translation of a page": ({"dossiers/report.ar.md": None}, []),
    "a page of one edition": ({"dossiers/only.ar.md": None}, [("dossiers/only.ar.md", "ar/only/")]),
    "a page and its translation": (
        {"dossiers/report.md": None, "dossiers/report.ar.md": None},
        [("dossiers/report.ar.md", "ar/report/"), ("dossiers/report.md", "report/")]),
    "a page that names its language now": (
        {"dossiers/report.md": None, "dossiers/report.ar.md": None, "dossiers/report.en.md": "# R\n"},
        [("dossiers/report.ar.md", "ar/report/"), ("dossiers/report.md", "ar/report/")]),
    "a home page": ({"dossiers/index.md": None}, []),
}  # fmt: skip


@pytest.mark.parametrize("case", IN_LANGUAGES)
def test_addresses_of_every_edition_count(site: Path, case: str) -> None:
    """An edition, and a page in one language alone, are not gone without a word; each is told by its address."""
    commit(site, "2026-03-02", TRANSLATED)
    files, told = IN_LANGUAGES[case]
    found = judged(site, files, "HEAD")
    assert {problem.code for problem in found} <= {"G102"}
    assert [(problem.spot.file, problem.message.split('"')[1]) for problem in found] == told


def test_what_is_withheld_now_is_a_warning(site: Path) -> None:
    """A record that nobody may read any more loses its address on purpose; it is said all the same."""
    found = judged(site, {"data/campaigns/spring.yml": "name: Spring\nwithheld: true\n"})
    assert said(found) == [("G103", "warning", "data/campaigns/spring.yml")]


def test_former_ids_that_are_withheld_now_are_a_warning(site: Path) -> None:
    """Nobody is asked to list what is listed, and withheld on purpose; what is taken off the list is lost."""
    alpha, hidden = "data/groups/alpha.yml", "name: Alpha\nformerly: [older-alpha]\nwithheld: [formerly]\n"
    assert said(judged(site, {alpha: hidden})) == [("G103", "warning", alpha)]
    assert said(judged(site, {alpha: hidden.replace("older", "first")})) == [("G101", "error", alpha)]
    moved = judged(site, {alpha: None, "data/places/alpha.yml": SITE[alpha]})
    assert {(problem.code, problem.spot.file) for problem in moved} == {("G101", alpha)}
    commit(site, "2026-03-02", {alpha: hidden, "data/places/alpha.yml": None})
    assert judged(site, {alpha: "name: Alpha\n"}, "HEAD") == [], "nobody could follow them"


def test_a_record_with_faults_of_its_own_is_not_gone(site: Path) -> None:
    """What cannot be read today has its own problem, and is not said to have vanished."""
    assert judged(site, {"data/claims/a.yml": ONE + "- {id: two, text: [\n"}) == []
    assert judged(site, {"data/claims/a.yml": ONE + TWO.replace("act", "rumour")}) == []


def test_an_old_file_that_cannot_be_read_is_said(site: Path) -> None:
    """Where the older commit's file is faulty, its addresses are not compared, and a warning says so."""
    commit(site, "2026-03-02", {"data/claims/a.yml": "- {id: [\n"})
    assert said(judged(site, {"data/claims/a.yml": ONE}, "HEAD")) == [("G104", "warning", "data/claims/a.yml")]


def test_before_there_was_a_site_nothing_was_published(tmp_path: Path) -> None:
    """Compared with a commit that held no site, nothing can be gone."""
    start(tmp_path)
    first = commit(tmp_path, "2026-03-01", {"readme": "x"})
    commit(tmp_path, "2026-03-02", dict(SITE))
    assert judged(tmp_path, {}, first) == []


@pytest.mark.parametrize("then", ["", "elsewhere/deep"])
def test_what_was_published_of_a_site_that_was_moved_since_is_compared(tmp_path: Path, then: str) -> None:
    """A site that lay in another folder is the same site: its settings, records and pages were published there."""
    start(tmp_path)
    commit(tmp_path, "2026-03-01", {f"{then or '.'}/{name}": text for name, text in SITE.items()})
    git(tmp_path, "branch", "published")
    (tmp_path / "site").mkdir()
    for name in ("mkdocs.yml", "data", "dossiers"):
        git(tmp_path, "mv", f"{then or '.'}/{name}", f"site/{name}")
    commit(tmp_path, "2026-03-02")
    assert judged(tmp_path / "site", {}) == []
    found = judged(tmp_path / "site", {"data/claims/a.yml": ONE, "dossiers/report.md": None})
    assert said(found) == [("G101", "error", "data/claims/a.yml"), ("G102", "error", "dossiers/report.md")]


def test_a_revision_that_is_none_is_wrong_use(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A revision that git does not know, and a folder without git, are one sentence that says what to do."""
    with pytest.raises(DossierError, match='git knows no revision "nowhere": fetch it first'):
        judged(site, {}, "nowhere")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / ".git").rename(tmp_path / "elsewhere")
    with pytest.raises(DossierError, match="this is no git repository"):
        judged(site, {})


def test_a_revision_whose_data_lay_elsewhere_is_not_compared_with(site: Path) -> None:
    """Where `data/` was a link nobody can tell what was published: it is said, not taken for nothing."""
    (site / "data").rename(site / "real")
    (site / "data").symlink_to("real")
    commit(site, "2026-02-01")
    corpus, _ = load(site, {})
    with pytest.raises(DossierError, match='cannot compare with "HEAD": data is a link'):
        judge_vanished(site, corpus, "HEAD", {})


def test_nothing_is_checked_out(site: Path) -> None:
    """The comparison leaves the work tree, the index and the branch as they were."""
    judged(site, {"data/claims/a.yml": ONE})
    assert git(site, "status", "--porcelain") == "M below/data/claims/a.yml"
    assert git(site, "rev-parse", "--abbrev-ref", "HEAD") == "main"


@pytest.mark.parametrize("parent", ["shared/base.yml", "../base.yml"])
def test_settings_that_were_inherited_count(site: Path, parent: str) -> None:
    """What a file of settings inherited from was so too when it was published, wherever in the repository it lay."""
    commit(site, "2026-03-02", {"mkdocs.yml": f"INHERIT: {parent}\n", parent: SITE["mkdocs.yml"]})
    assert judged(site, {}, "HEAD") == []
    found = judged(site, {parent: "site_name: Test\ndocs_dir: dossiers\n", "dossiers/report.md": None}, "HEAD")
    assert [problem.spot.file for problem in found] == ["mkdocs.yml", "dossiers/report.md"]
    assert 'the section "campaigns/" was published' in found[0].message


def test_settings_that_git_does_not_have_are_read_as_they_are(site: Path, tmp_path: Path) -> None:
    """A file outside of the repository is inherited from as it is today; one that inherits from itself is read once."""
    outside = tmp_path.parent / f"{tmp_path.name}.yml"
    outside.write_text(f"{SITE['mkdocs.yml']}INHERIT: {site}/mkdocs.yml\n", "utf-8")
    commit(site, "2026-03-02", {"mkdocs.yml": f"INHERIT: {outside}\n"})
    assert judged(site, {}, "HEAD") == []
    (problem,) = judged(site, {"dossiers/report.md": None}, "HEAD")
    assert problem.spot.file == "dossiers/report.md"


@pytest.mark.parametrize("folder", ["data/../dossiers", "./dossiers/", "{site}/dossiers"])
def test_the_folder_of_pages_may_be_named_in_any_way(site: Path, folder: str) -> None:
    """The same folder by another name holds the same pages."""
    config = SITE["mkdocs.yml"].replace("docs_dir: dossiers", f"docs_dir: {folder.format(site=site)}")
    commit(site, "2026-03-02", {"mkdocs.yml": config})
    assert judged(site, {}, "HEAD") == []
    (problem,) = judged(site, {"dossiers/report.md": None}, "HEAD")
    assert problem.spot.file == "dossiers/report.md"
