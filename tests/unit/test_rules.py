"""Editorial rules: golden sites with the problems that they must yield, and what holds for all rules alike.

Each folder of `tests/golden/rules/` is a rule, each folder in it a case: files laid over `base/`, a small site
without any problem, and in `expected.txt` all that is wrong then. Cases that begin with `fine` hold what looks alike
and must not be told.
"""

from __future__ import annotations

import os
import pkgutil
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from string import ascii_uppercase
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import rules
from generator.corpus import Corpus, Home
from generator.load import Locator, Spots, load
from generator.model import (
    Assessment,
    Citation,
    Claim,
    Derivation,
    Entity,
    Mended,
    Record,
    Source,
    mend,
    packed,
    shape,
    unpacked,
)
from generator.model import Path as RecordPath
from generator.problems import Problem, Spot, arranged
from generator.readcache import Opened
from generator.rules import (
    NEAR,
    OF_WHAT_IS_THERE,
    RULES,
    SEARCHING,
    WIDE,
    Judged,
    former_id,
    judge,
    named_nobody,
    shared_name,
    workers,
)
from generator.rules.amiss import judge_amiss
from generator.rules.cleared import Cleared, excerpt
from generator.rules.finding import Finding
from generator.rules.mentions import mentions
from generator.rules.patterns import Unfit, compiled
from generator.unworded import EVERYTHING
from tests.records import corpus_of, locate, without_words

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "rules"
BASE = GOLDEN / "base"
CASES = sorted(path.parent for path in GOLDEN.glob("*/*/expected.txt"))
MODULES = [import_module(f"{rules.__name__}.{found.name}") for found in pkgutil.iter_modules(rules.__path__)]


def name_of(rule: object) -> str:
    """Return the name of a rule's module, which is the folder of its golden cases."""
    assert isinstance(rule, ModuleType)
    return rule.__name__.rpartition(".")[2]


def site(tmp_path: Path, case: Path | None = None) -> Path:
    """Lay a case over the base site."""
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    if case is not None:
        shutil.copytree(case, tmp_path, dirs_exist_ok=True)
    return tmp_path


def judged(root: Path) -> list[Problem]:
    """Return all problems of a site, of its reading and of its rules."""
    corpus, problems = load(root)
    return arranged([*problems, *judge(corpus, Locator(root, corpus))])


def line(problem: Problem) -> str:
    """Return a problem as one line of `expected.txt`."""
    spot = problem.spot
    where = f"{spot.file}:{spot.line}:{spot.column} {problem.severity}[{problem.code}]"
    return f"{where} {problem.message} | {problem.hint}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}-{case.name}")
def test_golden(case: Path, tmp_path: Path) -> None:
    """A site yields exactly the problems that its case expects, each at its place and with its hint."""
    expected = (case / "expected.txt").read_text("utf-8").splitlines()
    assert [line(problem) for problem in judged(site(tmp_path, case))] == expected


def test_the_base_site_has_no_problem(tmp_path: Path) -> None:
    """Whatever a case expects comes from its own files."""
    assert judged(site(tmp_path)) == []


@pytest.mark.parametrize(
    "pattern",
    [
        "a" * 1001, "[a-z]?" * 1001, "(" * 5000 + ")" * 5000,
        f"(?:_|{'|'.join(f'.{chr(0x4E00 + number)}' for number in range(300))})+",
    ],
)  # fmt: skip
def test_a_pattern_that_is_too_large_to_be_judged_is_refused(pattern: str) -> None:
    """Nobody waits for a verdict on it either."""
    assert compiled(pattern) == Unfit("no regular expression: it is too large")


def test_a_choice_of_many_words_is_judged() -> None:
    """A loop over all codes of a long list is a pattern like any other."""
    codes = [f"{first}{second}" for first in "ABCDEFGHIJ" for second in ascii_uppercase[:25]]
    pattern = f"(?:{'|'.join(codes)})+"
    assert compiled(pattern) == re.compile(pattern)
    assert isinstance(compiled(f"(?:{'|'.join(codes)}|[A-Z])+"), Unfit)


@pytest.mark.parametrize("rule", RULES, ids=name_of)
def test_every_rule_has_a_bad_and_a_fine_case(rule: rules.Rule) -> None:
    """For each rule one golden case shows what it finds, and one what it lets pass."""
    texts = {
        case.name: (case / "expected.txt").read_text("utf-8") for case in CASES if case.parent.name == name_of(rule)
    }
    mark = f"{rule.SEVERITY}[{rule.CODE}]"
    assert any(mark in text for text in texts.values()), "no case in which it finds something"
    assert any(mark not in text for name, text in texts.items() if name.startswith("fine")), "no fine case"


def test_every_golden_folder_is_a_rule() -> None:
    """A rule that was renamed leaves no cases behind that nobody reads."""
    assert {case.parent.name for case in CASES} == {name_of(rule) for rule in RULES}


def test_every_rule_is_listed() -> None:
    """A module with a code is in `RULES`, once, and no code is used twice."""
    assert [module for module in MODULES if hasattr(module, "CODE") and module not in RULES] == []
    codes = [rule.CODE for rule in RULES]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("rule", RULES, ids=name_of)
def test_every_rule_says_why_it_exists(rule: object) -> None:
    """A rule's docstring begins with a sentence of its own."""
    assert isinstance(rule, ModuleType)
    assert re.match(r"\S.{30,}", rule.__doc__ or "")


def test_processes_share_the_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many processes judge, each case of each rule yields the same problems."""
    monkeypatch.setattr(workers, "FEW", 0)
    for number, case in enumerate(CASES[::7]):
        root = site(tmp_path / str(number), case)
        corpus, _ = load(root)
        assert judge(corpus, Locator(root, corpus), jobs=3) == judge(corpus, Locator(root, corpus))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}-{case.name}")
def test_near_rules_find_the_same_in_each_file_alone(case: Path, tmp_path: Path) -> None:
    """In every case, each file with what its records name yields what it yields among all: nothing, or something."""
    corpus, _ = load(site(tmp_path, case))
    for file in {home.file for home in corpus.homes.values()}:
        ids = {id for id, home in corpus.homes.items() if home.file == file}
        part = excerpt(corpus, ids)
        for rule in NEAR:
            whole, apart = ([f for f in rule.check(each) if f.record in ids] for each in (corpus, part))
            if rule in SEARCHING:
                whole, apart = ([f.path for f in each] for each in (whole, apart))
            assert whole == apart, rule


def _said(name: str, text: str) -> Callable[[Path], object]:
    return lambda root: (root / name).write_text(text, "utf-8")


def _options(text: str) -> Callable[[Path], object]:
    return _said("mkdocs.yml", f"site_name: Another\nextra:\n  dossier: {text}\n")


def _upside_down(root: Path) -> None:
    """Put the parts of the vocabulary, which begin in the first column, into the other order."""
    path = root / "data" / "vocabulary.yml"
    path.write_text("".join(reversed(re.split(r"^(?=\w)", path.read_text("utf-8"), flags=re.MULTILINE))), "utf-8")


def _renamed(name: str, other: str) -> Callable[[Path], object]:
    return lambda root: (root / name).rename(root / other)


_TYPE = "folder: {}, singular: X, plural: Xs, icon: material/flag, like: group"
_TYPES = [f"campaign: {{{_TYPE.format('campaigns')}}}", f"topic: {{{_TYPE.format('topics')}}}"]
EDITS: dict[str, Callable[[Path], object]] = {
    "nothing": lambda root: None,
    "types": _options(f"{{types: {{{', '.join(_TYPES)}}}}}"),
    "types in another order": _options(f"{{types: {{{', '.join(reversed(_TYPES))}}}}}"),
    "a low limit": _options("{max_file_bytes: 150}"),
    "no vocabulary": lambda root: (root / "data" / "vocabulary.yml").unlink(),
    "an empty vocabulary": _said("data/vocabulary.yml", ""),
    "a vocabulary that cannot be read": _said("data/vocabulary.yml", "kinds: ["),
    "a faulty vocabulary": _said("data/vocabulary.yml", "kinds:\n  unit: {of: [nothing], label: Unit}\n"),
    "a vocabulary upside down": _upside_down,
    "a record less": lambda root: (root / "data" / "groups" / "group-a.yml").unlink(),
    "a record that cannot be read": _said("data/groups/group-a.yml", "name: ["),
    "a record in another file": _renamed("data/groups/group-a.yml", "data/groups/group-a.yaml"),
    "a record of another type": _renamed("data/groups/group-a.yml", "data/people/group-a.yml"),
    "a record by another name": _renamed("data/people/person-a.yml", "data/people/a-person.yml"),
    "an id that is used twice": _said("data/people/group-b.yml", "name: Again\n"),
    "a folder in the place of a file": lambda root: (root / "data" / "vocabulary.yaml").mkdir(),
}


def told_alike(folder: Path, steps: Iterable[tuple[Path | None, str]]) -> None:
    """Hold what is read and judged of a site after each step against what a first run reads and finds."""
    opened, last, root = Opened(), Judged(), folder / "site"
    for case, edit in steps:
        shutil.rmtree(root, ignore_errors=True)
        site(root, case)
        with suppress(FileNotFoundError):
            EDITS[edit](root)
        corpus, problems = load(root)
        cold = judge(corpus, Locator(root, corpus))
        for _ in range(2):
            for cache, at_hand, judged_last in ((folder / "apart", opened, last), (folder, None, None)):
                warm, told = load(root, cache=cache, opened=at_hand)
                assert (warm, told) == (corpus, problems)
                assert warm.digests == corpus.digests
                found = judge(warm, Locator(root, warm, Spots(cache)), cache=cache, last=judged_last)
                assert found == cold
        opened.settle()
        last.settle()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([None, *CASES]), st.sampled_from([*EDITS])), min_size=2, max_size=5))
def test_what_was_judged_before_changes_nothing(steps: list[tuple[Path | None, str]]) -> None:
    """However a site changes from run to run, a run that knows which files were clear finds what a first one finds.

    So does a process that has the last run at hand.
    """
    with tempfile.TemporaryDirectory() as folder:
        told_alike(Path(folder), steps)


def test_whatever_is_edited_is_judged_as_if_for_the_first_time(tmp_path: Path) -> None:
    """Each edit, and its undoing, comes upon a site that was judged before; so does each upon each of its relatives."""
    case = GOLDEN / "vocabulary_contradiction" / "each"
    told_alike(tmp_path, ((case, edit) for edit in EDITS))
    told_alike(tmp_path, ((None, edit) for edit in [*EDITS, *reversed(EDITS)]))


@pytest.mark.parametrize("name", ["vocabulary.yaml", "Vocabulary.yml", "vocabulary.yml.txt"])
def test_a_vocabulary_that_is_called_otherwise_is_told_once(tmp_path: Path, name: str) -> None:
    """Whoever uses its words is not to blame for the name of its file."""
    words = site(tmp_path) / "data" / "vocabulary.yml"
    words.rename(words.with_name(name))
    assert [problem.code for problem in judged(tmp_path)] == ["M112"]


def test_what_is_at_hand_is_written_for_others(tmp_path: Path) -> None:
    """Who judges again and again writes down what is clear when it settles, and not before; once."""
    corpus, _ = load(site(tmp_path / "site"))
    last, cache = Judged(), tmp_path / "kept"
    judge(corpus, locate, cache=cache, last=last)
    assert Cleared(cache, corpus).open
    last.settle()
    assert Cleared(cache, corpus).open == set()
    (kept,) = cache.iterdir()
    before = kept.stat()
    judge(corpus, locate, cache=cache, last=last)
    last.settle()
    assert kept.stat() == before


def in_other_words(corpus: Corpus) -> Corpus:
    """Return the corpus with other words in its claims, which lead nowhere."""
    claims = {id: claim.changed(text="Else.", note="Else.") for id, claim in corpus.claims.items()}
    return replace(corpus, claims=claims, digests={**corpus.digests, **dict.fromkeys(claims, b"another")})


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name} {case.name}")
def test_wide_rules_look_at_no_words(case: Path, tmp_path: Path) -> None:
    """They find the same where nothing but words is changed, so that a process need not ask them again then."""
    corpus, _ = load(site(tmp_path / "site", case))
    bare = without_words(corpus)
    for rule in WIDE:
        assert list(rule.check(bare)) == list(rule.check(corpus)), rule.CODE


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name} {case.name}")
def test_wide_rules_look_no_farther_than_they_say(case: Path, tmp_path: Path) -> None:
    """They find the same where all is gone at which they do not look: if that changes, they need not be asked again."""
    corpus, _ = load(site(tmp_path / "site", case))
    for rule, looked_at in WIDE.items():
        left = {sort: {} for sort in EVERYTHING - looked_at}
        assert list(rule.check(replace(corpus, **left))) == list(rule.check(corpus)), rule.CODE


def test_wide_rules_are_asked_again_unless_only_words_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that has at hand what they found does not ask them about other words."""
    asked: list[str] = []

    def check(corpus: Corpus) -> Iterator[Finding]:
        asked.append("again")
        yield from [Finding(id, (), "too many", "take one away") for id in corpus.entities if id == "b"]

    monkeypatch.setattr(former_id, "check", check)
    claim = Claim(id="c", mode="act", text="Said.", date=None, citations=())
    one = corpus_of(Entity(id="a", type="group", name="A"), claim)
    two = corpus_of(*one.entities.values(), Entity(id="b", type="group", name="B"), claim)
    last = Judged()
    for corpus, times in (
        (one, 1), (one, 1), (in_other_words(one), 1), (two, 2), (in_other_words(two), 2), (one, 3), (one, 3),
    ):  # fmt: skip
        found = {problem.code for problem in judge(corpus, locate, last=last)}
        assert (former_id.CODE in found) == ("b" in corpus.entities)
        assert len(asked) == times


def test_a_rule_that_looks_at_entities_alone_is_not_asked_again_when_a_claim_is_new(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is asked when an entity is another one; one that looks at all records is asked both times."""
    asked: list[str] = []
    for rule in (shared_name, named_nobody):
        monkeypatch.setattr(rule, "check", lambda corpus, code=rule.CODE: iter(asked.append(code) or ()))
    a, b = (Entity(id=id, type="group", name=id) for id in "ab")
    one, two = (Claim(id=id, mode="act", text="Said.", date=None, citations=()) for id in ("c", "d"))
    last = Judged()
    for records, again in (
        ((a, one), ["C141", "C124"]), ((a, one, two), ["C124"]), ((a, b, one, two), ["C141", "C124"]),
    ):  # fmt: skip
        judge(corpus_of(*records), locate, last=last)
        assert sorted(asked) == sorted(again)
        asked.clear()


WORDS = (BASE / "data" / "vocabulary.yml").read_text("utf-8")
TYPES = "site_name: X\nextra: {dossier: {types: {region: {folder: regions, singular: A, plural: B, like: place}}}}\n"
LATER: dict[str, tuple[dict[str, str | None], dict[str, str | None], str]] = {
    "a faulty record that is gone": (
        {"data/groups/c.yml": "name: [\n", "data/groups/d.yml": "name: D\nkind: outlet\ndistinct_from: [c]\n"},
        {"data/groups/c.yml": None},
        "C101",
    ),
    "a setting": (
        {"mkdocs.yml": TYPES, "data/regions/region-a.yml": "name: Region A\nlocation: null\n"},
        {"mkdocs.yml": TYPES.replace(", like: place", "")},
        "C143",
    ),
    "a word that is gone": ({}, {"data/vocabulary.yml": re.sub("  town: .*\n", "", WORDS)}, "C151"),
    "a faulty vocabulary that is gone": ({"data/vocabulary.yml": "kinds: [\n"}, {"data/vocabulary.yml": None}, "C151"),
}


@pytest.mark.parametrize("case", LATER)
def test_what_was_clear_is_judged_anew_when_what_it_rests_on_changes(case: str, tmp_path: Path) -> None:
    """A file that says what it said is not clear when settings, words or the records that it names are others."""
    root = site(tmp_path / "site")
    for number, files in enumerate(LATER[case][:2]):
        for name, text in files.items():
            (root / name).parent.mkdir(exist_ok=True)
            (root / name).unlink() if text is None else (root / name).write_text(text, "utf-8")
        corpus, _ = load(root)
        found = {problem.code for problem in judge(corpus, locate, cache=tmp_path / "kept")}
        assert (LATER[case][2] in found) == bool(number)


def test_a_fault_of_the_vocabulary_is_told_each_time(tmp_path: Path) -> None:
    """Where no file of records is open, the vocabulary is judged all the same."""
    root = site(tmp_path / "site")
    (root / "data/vocabulary.yml").write_text(re.sub("label: town", 'label: " "', WORDS), "utf-8")
    corpus, _ = load(root)
    last = Judged()
    for _ in range(3):
        for hand in (last, None):
            found = judge(corpus, Locator(root, corpus), cache=tmp_path / f"kept{hand is None}", last=hand)
            assert [(problem.spot.file, problem.code) for problem in found] == [("data/vocabulary.yml", "T102")]


@pytest.mark.parametrize(("case", "is_open"), [("hedge_left_out/found", False), ("unknown_reference/former_id", True)])
def test_what_was_found_is_found_without_a_second_look(case: str, *, is_open: bool, tmp_path: Path) -> None:
    """A file in which something was found is judged again as little as others, unless a hint may name any record."""
    root = site(tmp_path / "site", GOLDEN / case)
    corpus, _ = load(root)
    found = judge(corpus, Locator(root, corpus), cache=tmp_path)
    assert found
    assert bool(Cleared(tmp_path, corpus).open) == is_open
    assert judge(corpus, Locator(root, corpus), cache=tmp_path) == found


def test_what_is_clear_is_kept_once(tmp_path: Path) -> None:
    """It is kept in a folder that need not be there, whatever files are called, and not written without need."""
    corpus, _ = load(site(tmp_path / "site"))
    named = Home(os.fsdecode(b"data/sources/\xff/article-b.yml"), ())
    corpus = replace(corpus, homes={**corpus.homes, "article-b": named})
    judge(corpus, locate, cache=tmp_path / "new" / "kept")
    (kept,) = (tmp_path / "new" / "kept").iterdir()
    before = kept.stat()
    assert Cleared(kept.parent, corpus).open == {"article-b"}
    judge(corpus, locate, cache=kept.parent)
    assert kept.stat() == before


def test_what_is_clear_is_not_judged_again(tmp_path: Path) -> None:
    """In a second run rules look at nothing but what changed, and at what names it."""
    corpus, _ = load(site(tmp_path / "site"))
    assert Cleared(tmp_path, corpus).open == {*corpus.entities, *corpus.sources, *corpus.claims}
    judge(corpus, locate, cache=tmp_path)
    assert Cleared(tmp_path, corpus).open == set()
    id = "outlet-a"
    changed = replace(corpus, digests={**corpus.digests, id: b"another"})
    naming = {record for record, _, named, _ in mentions(corpus) if named == id}
    files = {corpus.homes[record].file for record in {id, *naming}}
    assert len(files) > 2
    open_now = {id for id, home in corpus.homes.items() if home.file in files}
    assert Cleared(tmp_path, changed).open == open_now
    last = Judged()
    judge(corpus, locate, cache=tmp_path, last=last)
    assert Cleared(tmp_path, corpus, last.cleared).open == set()
    assert Cleared(tmp_path, changed, last.cleared).open == open_now
    without = {name: {**getattr(corpus, name)} for name in ("entities", "homes", "digests")}
    for records in without.values():
        del records[id]
    assert Cleared(tmp_path, replace(corpus, **without), last.cleared).open == open_now - {id}


# What holds at any size and for anything that people write.


def found(corpus: Corpus, code: str) -> list[str]:
    """Return the messages of one rule."""
    return [finding.message for rule in RULES if code == rule.CODE for finding in rule.check(corpus)]


def source(id: str, *ancestors: str) -> Source:
    """Return a source that derives from others."""
    derived = tuple(Derivation(source=ancestor, how="summary") for ancestor in ancestors)
    return Source(id=id, title=id, type="article", outlet=None, derived_from=derived)


def test_a_chain_of_thousands_is_walked_to_its_end() -> None:
    """The length of a descent is no limit: a loop at the end of 5,000 steps is found, once."""
    number = 5_000
    chain = [source(f"s-{place:05}", f"s-{place + 1:05}") for place in range(number)]
    assert found(corpus_of(*chain, source(f"s-{number:05}")), "C105") == []
    closed = found(corpus_of(*chain, source(f"s-{number:05}", "s-04999")), "C105")
    assert closed == ['"s-04999" derives from itself, in a loop: s-04999 → s-05000 → s-04999']


def test_ways_that_meet_are_walked_once() -> None:
    """Sources that each derive from two that meet again are no loops, however many ways lead through them."""
    layers = [source(f"s-{place:03}", f"s-{place + 1:03}", f"s-{place + 2:03}") for place in range(500)]
    assert found(corpus_of(*layers, source("s-500"), source("s-501")), "C105") == []


def test_a_name_of_thousands_is_told_once_for_each() -> None:
    """A name that many share is one problem for each bearer after the first, not one for each pair."""
    bearers = [Entity(id=f"e-{place:04}", type="group", name="The Movement") for place in range(2_000)]
    assert len(found(corpus_of(*bearers), "C141")) == 1_999


def test_a_missing_folder_does_not_make_the_search_for_meant_ids_endless() -> None:
    """Where thousands of ids are unknown, each is told, and suggestions stop after the first few."""
    claims = [
        Claim(id=f"c-{place}", text="x", mode="act", citations=(Citation(source=f"source-{place}"),))
        for place in range(3_000)
    ]
    corpus = corpus_of(*claims, source("source-of-another-name"))
    hints = [problem.hint for problem in judge(corpus, locate) if problem.code == "C101"]
    assert len(hints) == 3_000
    assert sum(hint.startswith("did you mean") for hint in hints) <= 25


def test_findings_do_not_depend_on_the_order_in_which_records_were_read() -> None:
    """Problems are sorted by where they stand, and the same ones whatever the order of the files."""
    claims = [Claim(id=f"c-{place}", text="[[nobody]]", mode="act", tension=("c-1",)) for place in range(4)]
    one, other = judge(corpus_of(*claims), locate), judge(corpus_of(*reversed(claims)), locate)
    assert [(p.code, p.spot) for p in one] == [(p.code, p.spot) for p in other]
    assert one == arranged(one)


def test_each_file_is_asked_for_in_one_go() -> None:
    """Whoever locates problems can forget a file once the next one begins."""
    asked: list[str] = []

    def remember(id: str, path: RecordPath = (), *, key: bool = False) -> Spot:
        asked.append(corpus.homes[id].file)
        return locate(id, path, key=key)

    claims = [Claim(id=f"c-{place}", text="no link", mode="act") for place in range(6)]
    corpus = corpus_of(*claims)
    homes = {claim.id: Home(f"data/{place % 2}.yml", ()) for place, claim in enumerate(claims)}
    object.__setattr__(corpus, "homes", homes)
    judge(corpus, remember)
    assert len([file for file, before in zip(asked, [None, *asked], strict=False) if file != before]) == 2


def test_credibility_is_judged_by_known_origins_alone() -> None:
    """Twenty reports whose descent nobody recorded do not make a claim confirmed."""
    sources = [Source(id=f"s-{place}", title="x", type="article", outlet=None) for place in range(20)]
    claim = Claim(
        id="claim", text="x", mode="act", citations=tuple(Citation(source=each.id) for each in sources),
        assessment=Assessment(credibility="1", by="x", on="2020", why="x"),  # type: ignore[arg-type]
    )  # fmt: skip
    assert found(corpus_of(claim, *sources), "C114") == ["credibility 1 needs 2 origins of known descent; here are 0"]


def _paths(value: object, path: RecordPath = ()) -> Iterator[RecordPath]:
    """Yield where each field and each entry of a record's plain value stands."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in inside:
        yield (*path, step)
        yield from _paths(inner, (*path, step))


def _with_a_fault(record: Record, path: RecordPath, name: str) -> Mended | None:
    """Return what can be read of a record of which one value does not fit or, with a name, one field is called so."""
    value: Any = unpacked(packed(record))
    around = value
    for step in path[:-1]:
        around = around[step]
    if name:
        around[name] = around.pop(path[-1])
    else:
        around[path[-1]] = [[[["nothing takes this"]]]]
    _, faults = shape(value, type(record))
    return mend(value, type(record), faults) if faults else None


@pytest.mark.parametrize("case", [case for case in CASES if import_module(f"{rules.__name__}.{case.parent.name}")
                                  in OF_WHAT_IS_THERE], ids=lambda case: f"{case.parent.name}-{case.name}")  # fmt: skip
def test_what_cannot_be_read_makes_no_rule_find_anything(case: Path, tmp_path: Path) -> None:
    """Whichever value of a record does not fit, and whichever field is mistyped, all that is told is so without it."""
    whole, _ = load(site(tmp_path, case))
    files = {str(file.relative_to(case)) for file in case.rglob("*.yml")}
    for id, record in ((id, whole.record(id)) for id, home in whole.homes.items() if home.file in files):
        if record is None:
            continue
        so = {(rule.CODE, one.path) for rule in OF_WHAT_IS_THERE for one in rule.check(whole) if one.record == id}
        rest = {name: {key: one for key, one in getattr(whole, name).items() if key != id}
                for name in ("entities", "sources", "claims")}  # fmt: skip
        for path in _paths(unpacked(packed(record))):
            for name in ("", "x1y2z3", f"{path[-1]}x") if isinstance(path[-1], str) else ("",):
                if path[-1] not in ("id", "type") and (mended := _with_a_fault(record, path, name)):
                    corpus = replace(whole, **rest, mended={id: mended})
                    found = judge_amiss(corpus, OF_WHAT_IS_THERE, SEARCHING, WIDE)
                    assert {(rule.CODE, one.path) for rule, one in found} <= so, (path, name)
