"""The page on speed shows what was measured, and nothing else; growth and serving are measured as they say."""

from __future__ import annotations

import argparse
import itertools
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from benchmarks import __main__ as comparison
from benchmarks import cluster, growth, inspect, quotes, serving, steps, stored
from benchmarks.builders import ADAPTER, PAGEFIND, PROGRAM, STEPS
from benchmarks.chart import Row, bars, dots
from benchmarks.corpus import Size
from benchmarks.measure import FailedError, Run
from benchmarks.plot import BEGIN, END, PAGE, RESULTS, ROOT, draw_all, drawn
from benchmarks.results import Measured
from benchmarks.stored import given_in

README = (ROOT / "benchmarks" / "README.md").read_text("utf-8")
SVG = "{http://www.w3.org/2000/svg}"


def program(wall: float, **more: Any) -> dict[str, Any]:
    cost = {"wall": wall, "cpu": 2 * wall, "largest_process": 5e7}
    return {**cost, "all_processes": 0, "output": None, "steps": {}, "runs": [cost], **more}


ABOUT = {
    "on": "2026-01-02", "command": "python -m benchmarks", "commit": "abc1234", "python": "3.11.1", "system": "Linux",
    "cores": 2, "versions": {"hugo": "0.150"}, "entities": 1_000, "claims": 5_000, "runs": 1, "note": "In a hurry.",
}  # fmt: skip
COMPARED = {
    "about": ABOUT,
    "programs": {
        PROGRAM: program(12.5, output={"pages": 7_000, "html": 2e8}),
        ADAPTER: program(0.25),
        STEPS: program(20, steps={"read": 1.0, "render": 2.0, "search index": 1.0}),
        PAGEFIND: program(7.5, output={"files": 40, "html": 0, "pages": 0, "total": 5_000_000}),
    },
    "absent": {"MkDocs": "not measured above 1,000 entities"},
    "search_index": {"files": 1, "total": 3_000_000},
}
GROWTH = {
    "entities": 1_000, "claims": 5_000, "pages": 7_000, "wall": 12.5, "cpu": 25, "per_claim": 0.0025,
    "largest_process": 5e7, "all_processes": 9e7, "times_per_claim": 1.0, "times_memory": 1.0,
}  # fmt: skip


def results(folder: Path) -> Path:
    stored = {
        "1k": COMPARED,
        "growth": {"about": ABOUT, "growth": [GROWTH]},
        "serving": {"about": ABOUT, "serving": {"date": {"median": 1.25, "runs": [1.0, 1.25, 2.0]}}},
    }
    folder.mkdir()
    for name, figures in stored.items():
        (folder / f"{name}.json").write_text(json.dumps(figures), "utf-8")
    return folder


def test_the_documentation_shows_the_stored_results() -> None:
    """Table and pictures of the page are what the stored files give, and no picture is left of older ones."""
    made = drawn(RESULTS, (ROOT / PAGE).read_text("utf-8"))
    for path, text in made.items():
        assert (ROOT / path).read_text("utf-8") == text, f"{path} is out of date: python -m benchmarks.plot"
    pictures = {path.relative_to(ROOT) for path in (ROOT / "docs" / "images").glob("performance-*.svg")}
    assert pictures == made.keys() - {PAGE}


def test_stored_results_say_where_they_come_from() -> None:
    """Each stored file is small, and names its day, its machine, the versions and the command that gives it again."""
    files = list(RESULTS.glob("*.json"))
    assert files
    for file in files:
        about = json.loads(file.read_text("utf-8"))["about"]
        assert file.stat().st_size < 30_000
        assert {"on", "command", "commit", "python", "system", "cores", "versions"} <= about.keys()


def test_the_page_tells_all_of_a_result(tmp_path: Path) -> None:
    """What was measured, what was not and why, the command, the day, the machine and the note all stand on the page."""
    page = drawn(results(tmp_path / "r"), f"Before.\n{BEGIN}replaced{END}\nAfter.\n")[PAGE]
    assert page.startswith("Before.\n")
    assert page.endswith("After.\n")
    assert "replaced" not in page
    for words in (
        "### 1,000 entities, 5,000 claims",
        "`python -m benchmarks` on 2026-01-02, 1 run of each; 2 cores, Linux, Python 3.11.1, hugo 0.150;",
        "commit abc1234.",
        "**In a hurry.**",
        "| this program | 12.5 | 1.00 | 12.5 – 12.5 | 25.0 | 50 | ? | 7,000 | 200.0 |",
        "| Hugo, content adapter | 0.25 | 0.02 | 0.25 – 0.25 | 0.50 | 50 | ? |  |  |",
        "Search index: ours 1.00 s, 25.0% of the build in one process, 1 file, 3.00 MB; "
        "Pagefind 7.50 s, 40 files, 5.00 MB.",
        "| MkDocs | not measured above 1,000 entities |",
        "| 1,000 | 5,000 | 7,000 | 12.5 | 2.50 | 1.00 | 50 | 90 | 1.00 |",
        "**1.25 s**, the median of 3 edits (1.00 to 2.00 s)",
    ):
        assert words in page
    assert page.index("### 1,000") < page.index("### Growth") < page.index("### While serving")


def test_the_page_shows_its_pictures(tmp_path: Path) -> None:
    """Each picture is shown once, is well-formed, and names every program or step; drawing again changes nothing."""
    (tmp_path / "docs" / "images").mkdir(parents=True)
    (tmp_path / PAGE).write_text(f"{BEGIN}\n{END}\n", "utf-8")
    gone = tmp_path / "docs" / "images" / "performance-old.svg"
    gone.write_text("old")
    stored = results(tmp_path / "r")
    first = {path: path.read_bytes() for path in draw_all(tmp_path, stored)}
    assert {path: path.read_bytes() for path in draw_all(tmp_path, stored)} == first
    assert not gone.exists()
    shown = re.findall(r"\]\((.*?\.svg)\)", (tmp_path / PAGE).read_text("utf-8"))
    assert sorted(shown) == [
        "images/performance-1k-steps.svg",
        "images/performance-1k.svg",
        "images/performance-growth.svg",
    ]
    texts = {name: "\n".join(ElementTree.parse(tmp_path / "docs" / name).getroot().itertext()) for name in shown}
    assert all(name in texts["images/performance-1k.svg"] for name in COMPARED["programs"])
    assert "50.0%" in texts["images/performance-1k-steps.svg"]


def test_a_page_without_its_marks_is_refused(tmp_path: Path) -> None:
    """Where the page has lost a mark, nothing is overwritten."""
    with pytest.raises(ValueError, match="lacks"):
        drawn(results(tmp_path / "r"), "A page.")


def test_dots_stand_where_their_values_are() -> None:
    """Dots stand in the order of their values, each power of ten as far from the next, within the picture."""
    rows = [Row(f"<{value}>", value, value, value, f"{value} s", value == 10) for value in (0.1, 1, 10, 100)]
    picture = ElementTree.fromstring(dots("Seconds", rows))
    places = [float(circle.attrib["cx"]) for circle in picture.iter(f"{SVG}circle")]
    apart = [after - before for before, after in itertools.pairwise(places)]
    assert apart[0] > 0
    assert apart == pytest.approx([apart[0]] * 3, abs=0.2)
    assert places[-1] < float(picture.attrib["width"])
    assert [circle.attrib["class"] for circle in picture.iter(f"{SVG}circle")] == ["mark", "mark", "mark own", "mark"]


def test_bars_are_as_long_as_their_values() -> None:
    """A bar of half the value is half as long, and one of nothing has no length."""
    picture = ElementTree.fromstring(bars("Shares", [Row("a", v, v, v, "") for v in (4, 2, 0)]))
    lengths = [float(bar.attrib["width"]) for bar in picture.iter(f"{SVG}rect")]
    assert lengths[0] == 2 * lengths[1] > lengths[2] == 0


def test_the_command_of_a_result_decides_what_is_measured() -> None:
    """What says where figures go, or what is thought of them, is no part of the command that is stored with them."""
    words = [
        "--size",
        "10k",
        "--store",
        "--json",
        "x.json",
        "--keep=/some/where",
        "--note",
        "In a hurry.",
        "--runs",
        "1",
    ]
    given = given_in(comparison.parser(), words)
    assert given.arguments == ["--size", "10k", "--runs", "1"]
    assert (given.note, given.store, given.keep) == ("In a hurry.", True, Path("/some/where"))


def test_results_are_stored_under_their_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Storing writes the file of that name and draws the page anew; else nothing beside the program is touched."""
    calls = []
    monkeypatch.setattr(stored, "RESULTS", tmp_path / "results")
    monkeypatch.setattr(stored, "draw_all", lambda: calls.append("drawn"))
    parser = argparse.ArgumentParser()
    stored.add_places(parser)
    stored.keep(given_in(parser, []), "1k", COMPARED)
    assert (calls, list(tmp_path.iterdir())) == ([], [])
    stored.keep(given_in(parser, ["--store"]), "1k", COMPARED)
    assert calls == ["drawn"]
    assert json.loads((tmp_path / "results" / "1k.json").read_text("utf-8")) == COMPARED


def test_a_cluster_is_modelled_from_what_a_build_takes(capsys: pytest.CaptureFixture[str]) -> None:
    """Each cost is measured, and a line of the table told for each number of claims."""
    cluster.main(["--entities", "6"])
    costs, table = capsys.readouterr().out.split("\n\n")
    assert all(float(line.split()[1]) > 0 for line in costs.splitlines())
    assert table.count("\n| 10,000,000 |") == 1


def test_the_model_of_a_cluster_is_bound_by_its_slowest_part() -> None:
    """More workers help until the network, or the one who writes, takes as long."""
    costs = cluster.Costs(pages=1, rest=1, drawn=10, back=100, written=0.5)
    assert costs.here(2, cores=1) == 2 * (1 + 10.5)
    assert costs.there(2, workers=5, network=1000) == 2 * (1 + 2)
    assert costs.there(2, workers=50, network=1000) == 2 * (1 + 0.5)
    assert costs.there(2, workers=50, network=100) == 2 * (1 + 1)


def test_growth_is_told_against_the_first_size(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each size is built, and its time per claim and its memory are told as multiples of the first one's."""
    assert growth.main(["--sizes", "6", "12", "--runs", "1", "--json", str(tmp_path / "g.json")]) == 0
    first, second = json.loads((tmp_path / "g.json").read_text("utf-8"))["growth"]
    assert (first["entities"], first["claims"], second["claims"]) == (6, 30, 60)
    assert (first["times_per_claim"], first["times_memory"]) == (1, 1)
    assert second["times_per_claim"] == pytest.approx(second["per_claim"] / first["per_claim"])
    assert second["times_memory"] == pytest.approx(second["largest_process"] / first["largest_process"])
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_a_size_that_fails_leaves_those_before_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A large size may fail after an hour: what was measured until then is shown, and nothing is stored."""
    measured = growth.Grown(Size.of(6), Measured("6", (Run(3.0, 5.0, 70_000_000, ""),), None, 0))

    def build(size: Size, given: object) -> growth.Grown:
        if size.entities == 12:
            raise FailedError("out of memory")
        return measured

    monkeypatch.setattr(growth, "build", build)
    assert growth.main(["--sizes", "6", "12", "--json", str(tmp_path / "g.json")]) == 2
    told = capsys.readouterr()
    assert [line.split()[:4] for line in told.out.splitlines()[1:]] == [["6", "30", "0", "3.00"]]
    assert told.err == "out of memory\n"
    assert not (tmp_path / "g.json").exists()


def test_serving_is_measured_to_the_reloaded_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each edit that counts is seen on the page after the signal to reload; the first edit does not count."""
    code = serving.main(["--entities", "6", "--runs", "2", "--pause", "0", "--json", str(tmp_path / "s.json")])
    told = capsys.readouterr()
    assert code == 0, told.err
    assert "the median of 2" in told.out
    taken = json.loads((tmp_path / "s.json").read_text("utf-8"))["serving"]
    assert {sort: len(edits["runs"]) for sort, edits in taken.items()} == {"statement": 2, "date": 2, "claim": 2}


def test_a_page_that_never_comes_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """Where no build comes in time, the claim's page is named, and nothing is left running."""
    assert serving.main(["--entities", "6", "--runs", "1", "--edit", "date", "--patience", "0"]) == 2
    assert "did not come to say" in capsys.readouterr().err


def test_the_inspection_finds_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The inspection by itself reads the finished files: a broken link is found, in two processes too."""
    assert comparison.main(["--entities", "6", "--runs", "1", "--only", "floor", "--keep", str(tmp_path)]) == 0
    capsys.readouterr()
    for jobs in ("1", "2"):
        assert inspect.main(["--site", str(tmp_path / "yaml"), "--jobs", jobs]) == 0
    page = (tmp_path / "yaml" / "site" / "index.html").resolve()
    page.write_text(page.read_text("utf-8").replace("</article>", '<a href="nowhere/">x</a></article>'), "utf-8")
    capsys.readouterr()
    for jobs in ("1", "2"):
        assert inspect.main(["--site", str(tmp_path / "yaml"), "--jobs", jobs]) == 1
        assert "index.html: " in capsys.readouterr().out


@pytest.mark.parametrize("module", [comparison, growth, inspect, quotes, serving, steps])
def test_every_command_is_documented(module: Any) -> None:
    """Each command of the benchmark stands in its README, with every option but those that all have."""
    name = module.parser().prog
    assert name in README
    options = {option for action in module.parser()._actions for option in action.option_strings}
    missing = {option for option in options if option not in ("-h", "--help", "--seed") and f"`{option}" not in README}
    assert not missing
