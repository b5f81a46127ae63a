"""In which order pages are made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby
from pathlib import Path
from typing import Any

from benchmarks.corpus import Size, draw
from benchmarks.yaml_site import write_site
from generator.engine import EngineOutput
from generator.fill import Maker, fill
from generator.load import load
from generator.matter import Matter
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
