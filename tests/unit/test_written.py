"""Hand-written pages: what is read of them before the engine is started."""

from pathlib import Path

import pytest

from generator.written import judge_written
from tests.corpora import read_site, write_site


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("---\ntitle: A\n---\n", []),
        ("---\n# nothing\n---\n", []),
        ("---\n\n---\n", []),
        ("---\ntitle: !!str A\ntags: []\nempty:\n---\n", []),
        ("---\nno: [end\n\n# A page\n", []),  # a rule above a paragraph
        ("---\ntitle: [A\n---\n", [("Y021", 2, 8)]),
        ('---\nauthor: B\ntitle: "A\n...\n', [("Y015", 3, 8)]),
        ("---\ntitle: A: B\n---\n", [("Y018", 2, 9)]),
    ],
)
def test_what_stands_at_the_head_of_a_page_can_be_read(
    tmp_path: Path, head: str, found: list[tuple[str, int, int]]
) -> None:
    """The engine would show as text what it cannot read, and nobody would know why the title is gone."""
    site = write_site(tmp_path, {"dossiers/index.md": f"{head}# A page\n"})
    corpus, _ = read_site(tmp_path, {})
    problems = judge_written(site, corpus, ())
    assert [(problem.code, problem.spot.line, problem.spot.column) for problem in problems] == found
    assert {problem.spot.file for problem in problems} <= {"dossiers/index.md"}
