"""What is kept between runs: a warm run says what a cold one says, whatever happened in between."""

from __future__ import annotations

import ast
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import keeping, readcache
from generator.corpus import Corpus
from generator.load import files, load, load_settings
from generator.problems import Problem
from generator.readcache import NAME, READERS, Opened, ReadCache
from generator.yamlfile import Limits

GENERATOR = Path(readcache.__file__).parent
CONFIG = "site_name: Test\n"
FILES = [
    "groups/a.yml",
    "groups/b.yml",
    "people/a.yml",
    "sources/s.yml",
    "claims/c.yml",
    "claims/deep/d.yml",
    "claims/x.txt",
]
TEXTS = [
    "name: A\n",
    "name: B\n",
    "name: A\nnames:\n  - {text: C, lang: ar, date: 2017}\n",
    "- id: a\n  name: A\n- id: b\n  name: B\n",
    "title: S\ntype: article\noutlet: a\npublished: 2017-03\n",
    "title: null\ntype: post\noutlet: null\nauthors: null\n",
    "- id: c\n  mode: act\n  text: '[[a]] did it.'\n  date: 2017~\n  citations:\n    - {source: s, quote: it did}\n",
    "- id: c\n  mode: act\n  text: {en: '[[a]] did it.', ar: x}\n- id: c\n  mode: act\n  text: y\n",
    "- id: d\n  mode: act\n  text: z\n",
    "name: \n",
    "nme: A\n",
    "name: !t A\n",
    "name: A\nname: B\n",
    "- id: A\n  name: A\n",
    "name: \xad\n",
    "",
    "[",
    "- x\n",
]


def read(site: Path, **how: object) -> tuple[Corpus, list[Problem], Mapping[str, bytes], list[str]]:
    """Return all that reading a site says."""
    corpus, problems = load(site, **how)  # type: ignore[arg-type]
    return corpus, problems, corpus.digests, [*corpus.entities, *corpus.sources, *corpus.claims]


def site(folder: Path, files: dict[str, str]) -> Path:
    """Write a site."""
    for name, text in {"mkdocs.yml": CONFIG, **{f"data/{name}": text for name, text in files.items()}}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


EDITS = st.tuples(
    st.sampled_from(FILES), st.sampled_from(["write", "write", "delete", "touch", "move"]), st.sampled_from(TEXTS)
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(EDITS, max_size=4), min_size=1, max_size=5))
def test_any_edits_leave_warm_and_cold_alike(rounds: list[list[tuple[str, str, str]]]) -> None:
    """After any edits, a run with what the last one kept returns the same records and problems as a first one."""
    opened = Opened()
    with tempfile.TemporaryDirectory() as folder:
        root = site(Path(folder), {"groups/a.yml": TEXTS[0], "claims/c.yml": TEXTS[6]})
        for edits in rounds:
            for name, what, text in edits:
                edit(root / "data" / name, what, text)
            cold = read(root)
            assert read(root, cache=root / ".cache") == cold
            assert read(root, cache=root / ".cache") == cold
            assert read(root, cache=root / ".cache", opened=opened) == cold


_FAULTLESS = {
    "groups/a.yml": ["name: A\n", "name: B\n", "- id: a\n  name: A\n", "- id: e\n  name: A\n"],
    "claims/c.yml": [
        "".join(f"- id: {id}\n  mode: act\n  text: {text}\n" for id, text in records)
        for records in (["cx"], ["cy"], ["dx"], ["cx", "dy"], ["dy", "cx"], ["cy", "ex"], ["ex"])
    ],
    "claims/d.yml": ["- id: f\n  mode: act\n  text: z\n", "- id: c\n  mode: act\n  text: z\n"],
}


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from([(name, text) for name, texts in _FAULTLESS.items() for text in texts]), max_size=8))
def test_a_process_that_reads_again_and_again_reads_alike(edits: list[tuple[str, str]]) -> None:
    """What is taken over of the last time is what is there now, in its place, and what was returned then stays so."""
    opened, returned = Opened(), []
    with tempfile.TemporaryDirectory() as folder:
        root = site(Path(folder), {name: texts[0] for name, texts in _FAULTLESS.items()})
        for name, text in [("groups/a.yml", _FAULTLESS["groups/a.yml"][0]), *edits]:
            edit(root / "data" / name, "write", text)
            returned.append((read(root, cache=root / ".cache", opened=opened), read(root)))
            assert [served for served, _ in returned] == [cold for _, cold in returned]


def edit(path: Path, what: str, text: str) -> None:
    """Change one file in one way."""
    if what == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    elif path.exists() and what == "delete":
        path.unlink()
    elif path.exists() and what == "touch":
        os.utime(path, (1_000_000_000, 1_000_000_000))
    elif path.exists():
        path.replace(path.with_name(f"moved-{path.name}"))


@pytest.mark.parametrize("damage", [0, 1, 15, 16, 31, 32, 40, -1, -20])
def test_a_damaged_cache_is_not_looked_at(tmp_path: Path, damage: int) -> None:
    """A byte that was changed, or a file that was cut off there, makes nothing wrong: all is read again, and kept."""
    root = site(tmp_path, dict(zip(FILES, TEXTS[:1] * 2 + TEXTS[4:7], strict=False)))
    cold = read(root)
    for damaged in (lambda d: d[:damage], lambda d: d[:damage] + bytes([d[damage] ^ 1]) + d[damage:][1:]):
        load(root, cache=tmp_path / "c")
        whole = (tmp_path / "c" / NAME).read_bytes()
        (tmp_path / "c" / NAME).write_bytes(damaged(whole))
        assert read(root, cache=tmp_path / "c") == cold
        assert (tmp_path / "c" / NAME).read_bytes() == whole


def test_another_version_keeps_for_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was kept by a program that reads otherwise, or under another limit, is not used."""
    root = site(tmp_path, {"groups/a.yml": TEXTS[0]})
    load(root, cache=tmp_path / "c")
    limits = Limits(max_bytes=load_settings(root)[0].options.max_file_bytes)
    assert ReadCache(tmp_path / "c", limits).known("data/groups/a.yml", "group") is not None
    assert ReadCache(tmp_path / "c", Limits(max_bytes=1)).known("data/groups/a.yml", "group") is None
    monkeypatch.setattr(keeping, "program", lambda names: b"another")
    assert ReadCache(tmp_path / "c", limits).known("data/groups/a.yml", "group") is None


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    """Where a file stands in the place of the folder, the site is read as ever."""
    root = site(tmp_path, {"groups/a.yml": TEXTS[0]})
    (tmp_path / "c").write_bytes(b"")
    assert read(root, cache=tmp_path / "c") == read(root)
    assert (tmp_path / "c").read_bytes() == b""


def test_what_rests_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that looks as it did is not opened; one that says the same as before is not made anew."""
    monkeypatch.setattr(readcache, "_AT_REST", -(10**15))
    root = site(tmp_path, {"groups/a.yml": TEXTS[0], "groups/b.yml": TEXTS[1]})
    load(root, cache=tmp_path / "c")
    os.utime(root / "data/groups/b.yml", (1, 1))
    opened: list[str] = []
    made: list[str] = []
    real = files.read_bytes
    monkeypatch.setattr(files, "read_bytes", lambda root, name: opened.append(name) or real(root, name))
    monkeypatch.setattr(files, "read_record", lambda document, *_: made.append(document.file))
    assert set(load(root, cache=tmp_path / "c")[0].entities) == {"a", "b"}
    assert (opened, made) == (["data/groups/b.yml"], [])


def test_an_edit_at_once_is_noticed(tmp_path: Path) -> None:
    """A file that is changed right after it was read, to as many bytes and with its old time, is read again."""
    root = site(tmp_path, {"groups/a.yml": TEXTS[0]})
    path = root / "data/groups/a.yml"
    for text in (TEXTS[1], TEXTS[0]):
        load(root, cache=tmp_path / "c")
        before = path.stat()
        path.write_text(text, "utf-8")
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert read(root, cache=tmp_path / "c") == read(root)


def test_nothing_is_kept_for_longer_than_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not there any more, or has something wrong now, is dropped; an unchanged site writes nothing."""
    monkeypatch.setattr(readcache, "_AT_REST", -(10**15))
    root = site(tmp_path, {"groups/a.yml": TEXTS[0], "groups/b.yml": TEXTS[1], "people/c.yml": TEXTS[1]})
    load(root, cache=tmp_path / "c")
    (root / "data/groups/a.yml").unlink()
    (root / "data/groups/b.yml").write_text(TEXTS[10], "utf-8")
    load(root, cache=tmp_path / "c")
    before = (tmp_path / "c" / NAME).stat()
    assert b"people/c.yml" in (tmp_path / "c" / NAME).read_bytes()
    assert b"groups" not in (tmp_path / "c" / NAME).read_bytes()
    load(root, cache=tmp_path / "c")
    assert (tmp_path / "c" / NAME).stat().st_ino == before.st_ino
    assert [path.name for path in (tmp_path / "c").iterdir()] == [NAME]


def test_many_processes_read_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many processes read, the same comes out, with a cache and without."""
    monkeypatch.setattr("generator.load.many.FEW", 0)
    root = site(tmp_path, {f"groups/g-{place}.yml": text for place, text in enumerate(TEXTS)})
    alone = read(root)
    assert (
        read(root, jobs=3)
        == read(root, jobs=3, cache=tmp_path / "c")
        == read(root, jobs=3, cache=tmp_path / "c")
        == alone
    )


def test_digests_follow_what_records_say(tmp_path: Path) -> None:
    """A record's digest changes with what it says, and with nothing else."""
    root = site(tmp_path, {"groups/a.yml": TEXTS[0]})
    first = load(root)[0].digests
    assert set(first) == {"a"}
    site(tmp_path, {"groups/a.yml": "# a remark\nname: 'A'\n"})
    assert load(root)[0].digests == first
    site(tmp_path, {"groups/a.yml": TEXTS[1]})
    assert load(root)[0].digests["a"] != first["a"]


def test_every_module_that_reads_is_part_of_the_version() -> None:
    """Whatever the modules that decide on reading import from the program is among them, or knows no file's text."""
    beside = {"corpus", "proofs", "settings", "prose", "processes"}
    known = {name.removesuffix(".py") for name in READERS} | beside
    for name in READERS:
        for path in (GENERATOR / name).glob("*.py") if "." not in name else [GENERATOR / name]:
            up = 2 if path.parent != GENERATOR else 1
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.ImportFrom) and node.level == up:
                    names = [node.module.partition(".")[0]] if node.module else [alias.name for alias in node.names]
                    assert set(names) <= known, path
