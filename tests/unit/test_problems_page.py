"""The page of problems: every code is explained there, and its examples do give the problem they stand under."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.judgement import check
from generator.rules import RULES, Rule
from tests.unit.test_proving import site

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "problems.md").read_text("utf-8")
SECTIONS = {
    code: (severity, text)
    for code, severity, text in re.findall(
        r"^### ([A-Z]\d{3}) [^\n]* \((error|warning)\)\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL
    )
}
EXAMPLES = [
    (code, example)
    for code, (_, text) in SECTIONS.items()
    for example in re.findall(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
]
ALWAYS_FOLLOWING = {"C162", "Q135"}
"""What is told whenever something is withheld, or a quote is new."""
FOLLOWING = {"C162": set[str](), "C156": {"C151", "C152"}, "Q124": {"S104"}}
"""What follows from an example of a problem besides."""


def test_every_code_is_explained_once() -> None:
    """Whatever code the program may show stands in the page of problems, and no code there is out of use."""
    used = {
        code
        for path in (ROOT / "generator").rglob("*.py")
        for code in re.findall(r"\"([A-Z]\d{3})\"", path.read_text("utf-8"))
    }
    explained = re.findall(r"^### ([A-Z]\d{3}) ", PAGE, re.MULTILINE)
    assert len(used) > 60, "codes are written as the page's readers see them"
    assert sorted(used) == sorted(explained)
    assert sorted(SECTIONS) == sorted(explained), "a heading is: code, words, (error) or (warning)"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.CODE)
def test_every_rule_has_its_severity_and_an_example(rule: Rule) -> None:
    """The section of a rule says how bad it is and shows what breaks it."""
    severity, _ = SECTIONS[rule.CODE]
    assert severity == rule.SEVERITY
    assert rule.CODE in {code for code, _ in EXAMPLES}


@pytest.mark.parametrize(("code", "example"), EXAMPLES, ids=[code for code, _ in EXAMPLES])
def test_an_example_gives_its_problem(code: str, example: str, tmp_path: Path) -> None:
    """Each example, laid over the small site, gives the problem under which it stands."""
    site(tmp_path)
    parts = re.findall(r"^# (\S+\.(?:yml|md))\n(.*?)(?=^# \S+\.yml\n|\Z)", example, re.MULTILINE | re.DOTALL)
    assert parts, "an example begins with the path of its file, as a comment"
    for name, text in parts:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    found = check(tmp_path, environ={}, tell=lambda step: None).problems
    assert (code, SECTIONS[code][0]) in {(problem.code, problem.severity) for problem in found}
    assert {problem.code for problem in found} - FOLLOWING.get(code, ALWAYS_FOLLOWING) == {code}
