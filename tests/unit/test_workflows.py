"""The workflows on GitHub: pinned, with the least rights, and made of words that people run too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".github"
WORKFLOWS = sorted((FOLDER / "workflows").glob("*.yml"))
FORMS = sorted(path for path in (FOLDER / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")
NAMES = [path.stem for path in WORKFLOWS]


def workflow(name: str) -> dict[str, Any]:
    """Return the workflow; YAML 1.1 reads its key `on` as the truth value, which is put right here."""
    read = yaml.safe_load((FOLDER / "workflows" / f"{name}.yml").read_text())
    read["on"] = read.pop(True)
    return dict(read)


def steps(name: str) -> Iterator[dict[str, Any]]:
    """Yield every step of every job."""
    for job in workflow(name)["jobs"].values():
        yield from job["steps"]


def grants(name: str) -> list[dict[str, str]]:
    """Return the permissions of the workflow and of each job that sets its own."""
    read = workflow(name)
    return [read["permissions"], *(job["permissions"] for job in read["jobs"].values() if "permissions" in job)]


def test_the_three_workflows_are_there() -> None:
    """Checking, publishing and the weekly look at outside links."""
    assert NAMES == ["check", "links", "publish"]


@pytest.mark.parametrize("name", NAMES)
def test_actions_are_pinned_by_commit(name: str) -> None:
    """Each action is named by a full commit, with its version beside it for people."""
    lines = re.findall(r"uses: *(.*)", (FOLDER / "workflows" / f"{name}.yml").read_text())
    assert lines
    for line in lines:
        assert re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


@pytest.mark.parametrize("name", NAMES)
def test_steps_run_words_that_people_have(name: str) -> None:
    """Each step that runs something runs one target of the Makefile, so that it can be tried at home."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    commands = [step["run"].split() for step in steps(name) if "run" in step]
    assert commands
    for command in commands:
        assert command[0] == "make" and set(command[1:]) <= targets, command


@pytest.mark.parametrize("name", NAMES)
def test_no_secrets_and_no_lingering_credentials(name: str) -> None:
    """No workflow touches a secret, and a checkout leaves no token behind for what runs after it."""
    assert "secrets." not in (FOLDER / "workflows" / f"{name}.yml").read_text()
    for step in steps(name):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False
            assert step["with"]["fetch-depth"] == 0, "dates come from the whole history"


@pytest.mark.parametrize("name", ["check", "links"])
def test_checking_may_only_read(name: str) -> None:
    """What runs a stranger's change may read the repository and do nothing else."""
    assert grants(name) == [{"contents": "read"}]


class Text(str):
    """A text as GitHub compares it: without a difference between capitals and small letters."""

    def __ne__(self, other: object) -> bool:
        return self.casefold() != str(other).casefold()


def said(text: str, github: SimpleNamespace) -> str:
    """Return a text as GitHub fills it in: its expressions are read as Python’s, which are like them."""

    def value(found: re.Match[str]) -> str:
        known = {"github": github, "format": str.format}
        return str(eval(found[1].replace("&&", "and").replace("||", "or"), {"__builtins__": {}}, known))

    return re.sub(r"\$\{\{ (.*?) \}\}", value, text)


@pytest.mark.parametrize(
    ("owner", "repository", "url"),
    [
        ("someone", "dossiers", "https://someone.github.io/dossiers/"),
        ("someone", "someone.github.io", "https://someone.github.io/"),
        ("Someone", "someone.github.io", "https://Someone.github.io/"),
        ("someone", "other.github.io", "https://someone.github.io/other.github.io/"),
    ],
)
def test_the_site_is_published_where_pages_puts_it(owner: str, repository: str, url: str) -> None:
    """Below the owner's host in a folder named after the repository, or at its root if that is named after the host."""
    (given,) = (step["env"]["SITE_URL"] for step in steps("publish") if "SITE_URL" in step.get("env", {}))
    name = SimpleNamespace(repository=SimpleNamespace(name=Text(repository)))
    assert said(given, SimpleNamespace(repository_owner=owner, event=name)) == url


def test_only_the_last_job_may_publish() -> None:
    """The right to publish is given to the job that deploys, which runs none of our code."""
    read = workflow("publish")
    assert read["permissions"] == {"contents": "read"}
    assert [name for name, job in read["jobs"].items() if "permissions" in job] == ["deploy"]
    assert read["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert all("run" not in step for step in read["jobs"]["deploy"]["steps"])


def test_the_workflow_for_a_site_of_its_own_is_as_safe() -> None:
    """What the documentation offers names the same commit of an action, may only read, and runs what there is."""
    text = (ROOT / "docs" / "own-site.md").read_text("utf-8")
    (shown,) = re.findall(r"^```yaml\n# \.github/\S+\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    read = yaml.safe_load(shown)
    (job,) = read["jobs"].values()
    assert read["permissions"] == {"contents": "read"} and "permissions" not in job
    used = re.findall(r"uses: *(.*)", shown)
    assert used and set(used) <= set(re.findall(r"uses: *(.*)", (FOLDER / "workflows" / "check.yml").read_text()))
    assert all(step["with"]["persist-credentials"] is False for step in job["steps"] if "uses" in step)
    commands = [step["run"] for step in job["steps"] if "run" in step]
    assert commands == [
        ".program/scripts/setup site",
        ".program/.venv/bin/dossier check --format github $BASE",
        ".program/.venv/bin/dossier build",
    ]
    (base,) = (step["env"]["BASE"] for step in job["steps"] if "env" in step)
    pull = SimpleNamespace(pull_request=SimpleNamespace(base=SimpleNamespace(sha="abc")))
    assert said(base, SimpleNamespace(event_name="pull_request", event=pull)) == "--base abc"
    assert said(base, SimpleNamespace(event_name="push", event=SimpleNamespace())) == ""
    assert (ROOT / "scripts" / "setup").stat().st_mode & 0o111


def test_when_each_runs() -> None:
    """Checks run on every push and pull request, publishing on main, outside links once a week."""
    assert set(workflow("check")["on"]) == {"push", "pull_request"}
    assert workflow("publish")["on"]["push"] == {"branches": ["main"]}
    weekly = workflow("links")["on"]["schedule"][0]["cron"].split()
    assert weekly[2:4] == ["*", "*"] and weekly[4].isdigit()
    assert "push" not in workflow("links")["on"]


@pytest.mark.parametrize(
    ("event", "asked"), [("push", "--format github"), ("pull_request", "--format github --base abc")]
)
def test_problems_are_shown_at_their_lines(event: str, asked: str) -> None:
    """The data is checked by itself, as annotations; a pull request also against the commit that it starts from."""
    (check,) = (step for step in steps("check") if step.get("run") == "make check")
    base = SimpleNamespace(base=SimpleNamespace(sha="abc"))
    github = SimpleNamespace(event_name=event, event=SimpleNamespace(pull_request=base))
    assert said(check["env"]["ARGS"], github).split() == asked.split()


def test_checks_cover_the_oldest_and_the_newest_python() -> None:
    """The matrix begins with the oldest Python that pyproject.toml allows and ends with the newest that is tried."""
    matrix = workflow("check")["jobs"]["test"]["strategy"]["matrix"]["python"]
    newest = re.search(r'newest_first="python(\S+)', (ROOT / "scripts" / "setup").read_text())
    assert newest and matrix[-1] == newest[1]
    assert f'requires-python = ">={matrix[0]}"' in (ROOT / "pyproject.toml").read_text()


@pytest.mark.parametrize("form", FORMS, ids=lambda path: path.stem)
def test_forms_are_well_formed(form: Path) -> None:
    """Each form for facts has what GitHub demands of one: a name, a description, and fields with their own ids."""
    read = yaml.safe_load(form.read_text())
    assert read["name"] and read["description"]
    fields = [field for field in read["body"] if field["type"] != "markdown"]
    assert all(field["attributes"]["label"] for field in fields)
    ids = [field["id"] for field in fields]
    assert len(ids) == len(set(ids))
