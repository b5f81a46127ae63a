"""Days of something done that had not come when they were committed."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.judgement import check
from generator.proofs import LOCK, digest
from tests.repositories import commit, start

DAY = "2026-05-04"
FILES: dict[str, str | None] = {
    "mkdocs.yml": "site_name: S\ntheme: {name: material, font: false}\n",
    "docs/index.md": "# Home\n",
    "data/vocabulary.yml": (
        "kinds: {outlet: {of: [group], label: outlet}}\ncaveats: {unverified: {label: Not verified, standing: 1}}\n"
    ),
    "data/groups/paper.yml": (
        "name: Paper\nkind: outlet\npublisher: {caveats: [{kind: unverified, text: Not ours., by: paper}]}\n"
    ),
}


def source(more: str = "") -> str:
    return f"title: T\ntype: article\noutlet: paper\nlang: en\nderived_from: []\n{more}"


def claim(more: str, mode: str = "act") -> str:
    cited = "citations: [{source: article, locator: page 1}]"
    return f"- {{id: it, mode: {mode}, text: '[[paper]] did it.', about: [paper], {cited}, {more}}}\n"


def told(site: Path, overlay: Path | None = None) -> list[tuple[str, str, str]]:
    found = check(site, environ={}, tell=lambda step: None, overlay=overlay).problems
    return [
        (f"{one.spot.file}:{one.spot.line}:{one.spot.column}", one.severity, one.message.partition(" ")[0])
        for one in found
        if one.code == "G113"
    ]


@pytest.mark.parametrize(
    ("file", "text", "word"),
    [
        ("sources/article", source("published: 2062-05-04\n"), "2062-05-04"),
        ("sources/article", source("modified: 2026-06\n"), "2026-06"),
        ("sources/article", source("accessed: 2026-05-06\n"), "2026-05-06"),
        ("sources/article", source("archived: [{url: 'https://a.example/', captured: 2027}]\n"), "2027"),
        (
            "sources/article",
            source(f"snapshot: {{sha256: {'0' * 64}, media_type: text/plain, captured: 2027}}\n"),
            "2027",
        ),
        ("claims/all", claim("date: 2062"), "2062"),
        ("claims/all", claim("date: 2062", "denial"), "2062"),
        ("claims/all", claim("seen: {first: 2062}"), "2062"),
        ("claims/all", claim("assessment: {credibility: 3, by: A, on: 2062, why: So.}"), "2062"),
        ("claims/all", claim("retracted: {on: 2062, why: So.}"), "2062"),
        ("people/person", "name: P\ndied: 2062\n", "2062"),
        ("groups/group", "name: G\nretired: {on: 2062, why: So., into: [paper]}\n", "2062"),
        ("sources/article", source("published: 2026-05-05\naccessed: 2026-05-05T23:00:00Z\n"), ""),
        ("sources/article", source("published: 2026\nmodified: 2062?\naccessed: '2026-05/2062-01'\n"), ""),
        ("claims/all", claim("date: 2062", "plan"), ""),
        ("claims/all", claim("date: 2062", "intent"), ""),
        ("claims/all", claim("date: 2062", "state"), ""),
        ("claims/all", claim("date: 2017/2062"), ""),
    ],
)
def test_a_day_that_had_not_come_is_told_at_its_place(tmp_path: Path, file: str, text: str, word: str) -> None:
    """What is done lies before the newest commit, but for a day; what may lie ahead, or is in doubt, is not told."""
    site = start(tmp_path)
    commit(site, DAY, FILES | {"data/sources/article.yml": source()} | {f"data/{file}.yml": text})
    found = [one for one in check(site, environ={}, tell=lambda step: None).problems if one.code == "G113"]
    assert [(one.severity, one.spot.file) for one in found] == ([("warning", f"data/{file}.yml")] if word else [])
    assert all(text.split("\n")[one.spot.line - 1][one.spot.column - 1 :].startswith(word) for one in found)


@pytest.mark.parametrize(("on", "lines"), [("2062-05-04", [2]), ("2026-05-05", [])])
def test_a_proof_of_a_day_that_had_not_come_is_told_too(tmp_path: Path, on: str, lines: list[int]) -> None:
    """Nobody checked a quote on a day that was still to come; a lock file that is being written may be of today."""
    site = start(tmp_path)
    proof = '{"record": "it", "source": "article", "part": "quote", "quote": "%s", "copy": "%s", "at": [0, 5], '
    proof = proof % (digest("So it"), "0" * 64) + '"verdict": "verbatim", "on": "%s", "carried": []}\n'
    lock = f"# Proofs.\n{proof % on}"
    cited = claim("date: 2026").replace("locator: page 1", "quote: So it")
    commit(site, DAY, FILES | {"data/sources/article.yml": source(), "data/claims/all.yml": cited, LOCK: lock})
    assert [where for where, _, _ in told(site)] == [f"{LOCK}:{line}:1" for line in lines]
    (site / LOCK).write_text(lock + "# Written anew.\n", "utf-8")
    assert told(site) == []


def test_what_is_not_committed_as_it_is_may_be_of_any_day(tmp_path: Path) -> None:
    """A file that is being worked on is newer than the newest commit, and without git nothing is known of today."""
    site = start(tmp_path)
    late = source("published: 2062\n")
    commit(site, DAY, FILES | {"data/sources/article.yml": source(), "data/sources/late.yml": late})
    assert [where for where, _, _ in told(site)] == ["data/sources/late.yml:6:12"]
    (site / "data/sources/article.yml").write_text(late, "utf-8")
    (site / "data/sources/new.yml").write_text(late, "utf-8")
    assert [where for where, _, _ in told(site)] == ["data/sources/late.yml:6:12"]
    commit(site, "2026-06-01")
    assert len(told(site)) == 3
    commit(site, "2062-01-01")
    assert told(site) == []
    (site / ".git").rename(site / ".gone")
    assert told(site) == []


def test_a_site_below_the_top_of_its_repository_is_looked_at_too(tmp_path: Path) -> None:
    """Where git counts paths from another folder, files are the same."""
    site = start(tmp_path / "top") / "below"
    site.mkdir()
    files = {f"below/{name}": text for name, text in FILES.items()}
    commit(tmp_path / "top", DAY, files | {"below/data/sources/article.yml": source("published: 2062\n")})
    assert told(site) == [("data/sources/article.yml:6:12", "warning", "2062")]


def test_what_is_laid_over_the_data_hides_nothing(tmp_path: Path) -> None:
    """Files outside of the repository are in no commit, and nothing is told of them; of the others it is as before."""
    site, over = start(tmp_path / "site"), tmp_path / "over"
    commit(site, DAY, FILES | {"data/sources/article.yml": source("published: 2062\n")})
    (over / "sources").mkdir(parents=True)
    (over / "sources" / "secret.yml").write_text(source("published: 2062\n"), "utf-8")
    assert told(site, over) == [("data/sources/article.yml:6:12", "warning", "2062")]


@pytest.mark.parametrize(("day", "date"), [("2026-05-31", "2026-06"), ("2026-12-31", "2027")])
def test_a_month_may_have_begun_elsewhere(tmp_path: Path, day: str, date: str) -> None:
    """Where somebody wrote it, the new month or year had begun; it had not where no clock was so far ahead."""
    site = start(tmp_path)
    commit(site, day, FILES | {"data/sources/article.yml": source(f"published: {date}\n")})
    assert told(site) == []
    commit(site, "2026-05-30", {"note": "An earlier clock."})
    assert len(told(site)) == 1
