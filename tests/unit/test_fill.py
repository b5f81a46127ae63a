"""In which order pages are made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby
from pathlib import Path
from typing import Any

import pytest

from benchmarks.corpus import Size, draw
from benchmarks.yaml_site import write_site
from generator.engine import EngineOutput
from generator.fill import Maker, fill
from generator.load import load
from generator.matter import Matter
from generator.pages import Page
from generator.publish import Entry, write_file
from generator.render import Rendered, Renderer
from generator.templates import gathered

ROOT = Path(__file__).parents[2]


class Asked:
    """Workers who do nothing, and remember what they were asked for."""

    def __init__(self) -> None:
        self.places: list[int] = []

    def map(self, work: Callable[[Any], Any], parts: Sequence[Any], /) -> Iterator[Any]:
        self.places += chain.from_iterable(parts)
        return iter(())


def test_all_pages_of_a_record_are_made_one_after_the_other(tmp_path: Path) -> None:
    """What is worked out of a whole dossier or source (its notice) is forgotten before its last page else."""
    write_site(draw(Size.of(40)), tmp_path)  # of which many claims about one entity come from many sources
    corpus = load(tmp_path)[0]
    options = corpus.settings.options.changed(claims_per_page=2)
    corpus = replace(corpus, settings=replace(corpus.settings, options=options))
    maker = Maker(Matter(corpus, gathered([ROOT / "templates"]), ()), EngineOutput({}, Path(), {}, (), ()), ROOT)
    asked = Asked()
    pages = maker.matter.plan.pages
    assert not list(fill(maker, range(len(pages)), 2, asked))
    subjects = [pages[place].subject for place in asked.places if pages[place].template in ("dossier", "source")]
    runs = [subject for subject, _ in groupby(subjects)]
    assert sorted(asked.places) == list(range(len(pages)))
    assert len(subjects) > len(runs) == len(set(runs))


def test_a_file_is_written_before_the_next_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of data hold a megabyte each: who makes many of them holds one at a time."""
    write_site(draw(Size.of(40)), tmp_path)
    matter = Matter(load(tmp_path)[0], gathered([ROOT / "templates"]), ())
    maker = Maker(matter, EngineOutput({}, Path(), {}, (), ()), tmp_path / "out")
    done: list[tuple[str, str]] = []
    render, write = Renderer.render, write_file

    def rendered(renderer: Renderer, page: Page) -> Rendered:
        done.append(("drawn", page.file))
        return render(renderer, page)

    def written(root: Path, address: str, data: bytes) -> Entry:
        done.append(("written", address))
        return write(root, address, data)

    monkeypatch.setattr(Renderer, "render", rendered)
    monkeypatch.setattr("generator.fill.write_file", written)
    matter.prepare()
    files = {place: page.file for place, page in enumerate(matter.plan.pages) if not page.framed}
    maker.root.mkdir()
    maker.make(files)
    assert len(files) > 10
    assert done == [(what, file) for file in files.values() for what in ("drawn", "written")]


def test_what_all_pages_need_of_a_source_is_found_out_before_processes_are_forked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of them would find it out again; whoever asks later has read what it is made of all the same."""
    write_site(draw(Size.of(40)), tmp_path)
    matter = Matter(load(tmp_path)[0], gathered([ROOT / "templates"]), ())
    matter.prepare()
    matter.learn()

    def again(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("generator.views.caveats.source_caveats", again)
    monkeypatch.setattr("generator.views.caveats.reasons_for_none", again)
    monkeypatch.setattr("generator.analyse.marks.Marks._of_source", again)
    claims, reads = matter.renderer.claims, matter.noting.reads
    for id, claim in matter.corpus.claims.items():
        with reads.apart() as ground:
            claims.caveats.inherited(claim.citations[0].source)
            claims.origins.of(id)
        assert ("sources", claim.citations[0].source) in set(reads.read_by(ground))
