"""Where things stand is kept until a file says something else: then it is looked up again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.load import Locator, Spots, load
from generator.problems import Problem, Spot
from generator.rules import judge
from generator.yamlfile import Document

CASES = Path(__file__).parents[1] / "golden" / "rules"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site with warnings."""
    for folder in (CASES / "base", CASES / "hedge_left_out" / "found"):
        shutil.copytree(folder, tmp_path / "site", dirs_exist_ok=True)
    return tmp_path / "site"


@pytest.fixture
def looked_up(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the files in which a spot is looked up, in a list that grows."""
    files: list[str] = []
    spot = Document.spot

    def listening(self: Document, path: tuple[str | int, ...], *, key: bool = False) -> Spot:
        files.append(self.file)
        return spot(self, path, key=key)

    monkeypatch.setattr(Document, "spot", listening)
    return files


def told(site: Path, spots: Spots) -> list[Problem]:
    """Return what the rules find in a site, once all is settled."""
    corpus, _ = load(site)
    problems = judge(corpus, Locator(site, corpus, spots))
    spots.settle()
    return problems


def test_a_spot_is_looked_up_once(site: Path, tmp_path: Path, looked_up: list[str]) -> None:
    """Neither the process that found it nor another one looks for it again; what they tell is the same."""
    spots = Spots(tmp_path)
    first = told(site, spots)
    assert len(first) == len(looked_up) > 0
    looked_up.clear()
    assert [told(site, spots), told(site, Spots(tmp_path))] == [first, first]
    assert looked_up == []


def test_a_spot_is_looked_up_again_when_its_file_changes(site: Path, tmp_path: Path) -> None:
    """A line put in above moves what is told of the records of that file, which say what they said."""
    spots = Spots(tmp_path)
    before = told(site, spots)
    claims = site / "data/claims/claims.yml"
    claims.write_text("# Once more.\n" + claims.read_text("utf-8"), "utf-8")
    moved = [problem.spot.line + 1 for problem in before]
    for known in (spots, Spots(tmp_path)):
        assert [problem.spot.line for problem in told(site, known)] == moved
    claims.write_text(claims.read_text("utf-8").split("\n", 1)[1], "utf-8")
    assert told(site, spots) == before


def test_spots_that_nobody_asks_for_are_forgotten(site: Path, tmp_path: Path) -> None:
    """What is kept does not grow beyond what is told, and is written only when it is different."""
    told(site, Spots(tmp_path))
    (kept,) = tmp_path.glob("*.kept")
    before = kept.stat()
    told(site, Spots(tmp_path))
    assert kept.stat() == before
    (site / "data/claims/claims.yml").unlink()
    assert told(site, Spots(tmp_path)) == []
    assert kept.stat().st_size < before.st_size


@pytest.mark.parametrize("damage", [b"", b"no spots", b"\x00" * 100])
def test_what_is_damaged_is_looked_up(site: Path, tmp_path: Path, damage: bytes) -> None:
    """A file of spots that is cut off or something else counts as none."""
    first = told(site, Spots(tmp_path))
    (kept,) = tmp_path.glob("*.kept")
    kept.write_bytes(damage)
    assert told(site, Spots(tmp_path)) == first
