"""Plain `mkdocs build` and `mkdocs serve`, through the setting `hooks`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from generator import mkdocs_hook
from generator.publish import Release

SITE = Path(__file__).parents[1] / "golden" / "frames" / "site"
HOOK = Path(mkdocs_hook.__file__)
# The engine's own command, with a pipeline in the place of the program's that does what the test asks for.
COMMAND = """\
import os, runpy, sys, types
from generator.problems import DossierError, Problem, Spot
engine, site, out, does = sys.argv[1:]

CACHE = ".cache"

def build_into(folder, into, *, environ):
    assert environ is os.environ
    print("built for", folder, "into", sorted(path.name for path in into.iterdir()))
    (into / "index.html").write_text("ours")
    if does == "raise":
        raise DossierError("what is wrong")
    if does == "no room":
        raise OSError("what is wrong")
    return [] if does == "nothing" else [Problem("C999", does, Spot("data/x.yml"), "what is wrong")]

sys.modules["generator.build"] = types.SimpleNamespace(build_into=build_into, CACHE=CACHE)
sys.argv = [engine, "build", "-f", f"{site}/mkdocs.yml", "-d", out]
runpy.run_module(engine, run_name="__main__", alter_sys=True)
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site that names the hook, with a folder of records."""
    shutil.copytree(SITE, tmp_path / "site")
    config = tmp_path / "site" / "mkdocs.yml"
    config.write_text(f"{config.read_text('utf-8')}hooks: ['{HOOK}']\n", "utf-8")
    (tmp_path / "site" / "data").mkdir()
    return tmp_path / "site"


def run(engine: str, site: Path, does: str) -> subprocess.CompletedProcess[str]:
    """Call the engine as people do, from another folder."""
    known = {"PYTHONPATH": str(HOOK.parent.parent), "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    command = [sys.executable, "-P", "-c", COMMAND, engine, str(site), str(site / "out"), does]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, **known}, cwd=site.parent)


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
def test_a_plain_build_gives_the_whole_site_and_nothing_else(engine: str, site: Path) -> None:
    """The folder holds what the program built, and nothing that the calling engine made of its own."""
    done = run(engine, site, "nothing")
    assert done.returncode == 0 and f"built for {site} into []" in done.stdout
    assert "WARNING" not in done.stderr
    assert [path.name for path in (site / "out").iterdir()] == ["index.html"]


@pytest.mark.parametrize(
    ("engine", "does", "code"),
    [("mkdocs", "warning", 0), ("mkdocs", "error", 1), ("properdocs", "raise", 1), ("mkdocs", "no room", 1)],
)
def test_errors_stop_the_engine_without_a_traceback(engine: str, does: str, code: int, site: Path) -> None:
    """Problems are shown; errors, and a broken installation, end the engine as its own errors do."""
    done = run(engine, site, does)
    assert done.returncode == code
    assert "what is wrong" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
def test_what_readers_see_is_not_emptied(engine: str, site: Path) -> None:
    """Where the folder is the link of an earlier build, the engine does not touch it, even if there are errors."""
    with Release(site / "out") as release:
        release.write("old.html", b"the last good site")
        release.finish()
    done = run(engine, site, "error")
    assert done.returncode == 1 and "what is wrong" in done.stderr
    assert f"built for {site} into ['old.html']" in done.stdout
    assert (site / "out" / "old.html").read_bytes() == b"the last good site"


def test_serving_watches_what_a_site_is_made_of(site: Path) -> None:
    """A change of a data file or of the proofs on record rebuilds the site; what the site lacks is not watched."""
    (site / "quotes.lock").touch()
    watched: list[str] = []
    config = SimpleNamespace(config_file_path=str(site / "mkdocs.yml"))
    server = SimpleNamespace(watch=watched.append)
    assert mkdocs_hook.on_serve(server, config, None) is server  # type: ignore[comparison-overlap, arg-type]
    assert {str(site / "data"), str(site / "quotes.lock")} <= set(watched)
    assert not any(name.endswith("templates") for name in watched) and all(Path(name).exists() for name in watched)
