"""Reading a site: golden folders with the problems that they must yield, and what becomes of what was read."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from generator.derived.nodes import composed
from generator.load import Locator, load, load_settings
from generator.model import UNSET
from generator.problems import DossierError, Problem, Spot
from tests.corpora import read_site, write_site

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "load"
CASES = sorted(path.parent for path in GOLDEN.glob("*/expected.txt"))
IN_THIS_FILE = {"M107", "M111", "M113"}
OF_OVERLAYS = {"M114", "M115"}
"""Tested with private builds."""


def line(problem: Problem) -> str:
    """Return a problem as one line of `expected.txt`."""
    spot = problem.spot
    where = f"{spot.file}:{spot.line}:{spot.column} {problem.severity}[{problem.code}]"
    return f"{where} {problem.message} | {problem.hint}"


def codes(problems: list[Problem]) -> list[str]:
    """Return the codes of problems, in their order."""
    return [problem.code for problem in problems]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_golden(case: Path) -> None:
    """A site yields exactly the problems that its case expects, all at once, each at its place and with its hint."""
    _, problems = load(case)
    assert [line(problem) for problem in problems] == (case / "expected.txt").read_text("utf-8").splitlines()


def test_every_code_of_the_reading_has_a_case() -> None:
    """No way in which a record, a file or the settings may be wrong goes untested."""
    modules = [*(ROOT / "generator" / "load").glob("*.py")]
    modules += [ROOT / "generator" / name for name in ("settings.py", "model/shape.py")]
    known = {code for path in modules for code in re.findall(r'"([MS]\d{3})"', path.read_text("utf-8"))}
    told = {
        code for case in CASES for code in re.findall(r"\[([MS]\d{3})\]", (case / "expected.txt").read_text("utf-8"))
    }
    assert sorted(known - told - IN_THIS_FILE - OF_OVERLAYS) == []


def test_what_an_edition_calls_the_site_is_seen(tmp_path: Path) -> None:
    """A name of spaces alone is left out, as an empty one is: the edition had a title that nobody saw."""
    for name in ("", " ", "\u200b", "null"):
        config = f'site_name: Ours\nextra: {{dossier: {{languages: {{ar: {{name: "{name}"}}}}}}}}\n'
        corpus, _ = read_site(tmp_path, {}, config.replace('"null"', "null"))
        assert corpus.settings.edition("ar").name == "Ours"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_what_a_file_in_another_encoding_holds_is_not_unknown(tmp_path: Path, encoding: str) -> None:
    """A file that is to be saved anew is told, and nobody who names a record of it."""
    write_site(tmp_path, {"data/claims/a.yml": "- id: claim-a\n  mode: act\n"})
    file = tmp_path / "data/claims/a.yml"
    file.write_bytes(file.read_text("utf-8").encode(encoding))
    corpus, problems = load(tmp_path)
    assert codes(problems) == ["Y001"]
    assert corpus.is_amiss("claim-a")


@pytest.mark.parametrize("name", ["mkdocs.yaml", "MkDocs.yml"])
def test_settings_that_are_called_otherwise_are_named(tmp_path: Path, name: str) -> None:
    """Whose settings have another ending, as the engine allows, is told what to rename."""
    (tmp_path / name).write_text("site_name: A site\n", "utf-8")
    with pytest.raises(DossierError, match=f"rename {name}, which lies there"):
        load(tmp_path)


def test_what_lies_in_a_wrong_place_is_not_unknown() -> None:
    """A record whose folder or ending is wrong is told once: whoever refers to it is not to blame."""
    corpus, _ = load(GOLDEN / "misplaced_files")
    assert {f"group-{letter}" for letter in "abcdef"} | {"event-a", "person-a", "vocabulary"} <= corpus.homes.keys()
    corpus, _ = load(GOLDEN / "no_ids")
    assert {"Group_A", "group-a", "Claim A", "claim-a"} <= corpus.homes.keys()
    assert all(map(corpus.is_amiss, ("group-a", "claim-a")))
    corpus, _ = load(GOLDEN / "id_is_not_the_file_name")
    assert {"group-a", "group-b"} <= corpus.homes.keys()
    corpus, _ = load(GOLDEN / "types_that_are_not_known")
    assert "vessel-a" in corpus.homes


def test_one_wrong_option_takes_no_other_with_it() -> None:
    """What is wrong in an option counts as not said; what the others say holds, so that nothing else is blamed."""
    corpus, _ = load(GOLDEN / "types_beside_other_faults")
    assert corpus.entities["vessel-a"].type == "vessel"
    assert corpus.settings.options.engine == "mkdocs"


def test_a_folder_without_settings_is_wrong_use(tmp_path: Path) -> None:
    """A folder that is no site is told in one sentence that says what to do."""
    with pytest.raises(DossierError, match="--site"):
        load(tmp_path)


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    """A pipe that bears the name of a record is not passed over, and nobody waits for it."""
    write_site(tmp_path, {})
    (tmp_path / "data" / "groups").mkdir()
    os.mkfifo(tmp_path / "data" / "groups" / "group-a.yml")
    _, problems = load(tmp_path)
    assert [line(problem) for problem in problems] == [
        "data/groups/group-a.yml:0:0 error[M113] cannot be read: it is no file | put an ordinary file in its place"
    ]


@pytest.mark.parametrize("name", ["claims/x\udcff.yml", "claims/x\udcff/a.yml", "claims\udcff/a.yml"])
def test_a_path_in_another_encoding_is_told(tmp_path: Path, name: str) -> None:
    """No page can name such a file; what lies in data/ and is no data file may be called as it likes."""
    write_site(tmp_path, {f"data/{name}": "[]\n", "data/claims/x\udcff.txt": ""})
    told = [(problem.code, problem.spot.file, problem.message) for problem in load(tmp_path)[1]]
    assert told == [("M113", f"data/{name}", "cannot be read: its path is not in UTF-8")]


@pytest.mark.usefixtures("unwaiting")
@pytest.mark.parametrize("name", ["data/groups/group-a.yml", "quotes.lock"])
def test_a_link_to_what_is_no_file_is_told(tmp_path: Path, name: str) -> None:
    """Neither for a record nor for the proofs does anybody wait for a pipe."""
    write_site(tmp_path, {"data/groups/group-b.yml": "name: B\n"})
    os.mkfifo(tmp_path / "data" / "groups" / "pipe")
    (tmp_path / name).symlink_to(tmp_path / "data" / "groups" / "pipe")
    _, problems = load(tmp_path)
    told = [(problem.code, problem.spot.file, problem.message) for problem in problems]
    assert told == [("M113", name, "cannot be read: it is no file")]


@pytest.mark.usefixtures("unwaiting")
def test_settings_inherit_nothing_from_what_is_no_file(tmp_path: Path) -> None:
    """Nobody waits for a pipe; that it cannot be read is told of where the engine's settings are made."""
    write_site(tmp_path, {"data/groups/group-b.yml": "name: B\n"}, "INHERIT: pipe\nsite_name: Test\n")
    os.mkfifo(tmp_path / "pipe")
    assert load(tmp_path)[1] == []
    with pytest.raises(DossierError, match="cannot read pipe"):
        composed(tmp_path / "mkdocs.yml", "mkdocs.yml")


def test_a_folder_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies in it is not lost without a word."""
    write_site(tmp_path, {"data/groups/shut/group-a.yml": "name: A\n", "data/groups/group-b.yml": "name: B\n"})
    scandir = os.scandir

    def shut(folder: Path | str) -> object:
        if Path(folder).name == "shut":
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr("os.scandir", shut)
    corpus, problems = load(tmp_path)
    assert [line(problem) for problem in problems] == [
        "data/groups/shut:0:0 error[M113] cannot be read: Permission denied | see whether it is there and may be read"
    ]
    assert list(corpus.entities) == ["group-b"]


def test_faulty_records_are_left_out_and_the_others_stand(tmp_path: Path) -> None:
    """One faulty record of a list takes nothing else with it; its id is known, so nobody else is blamed for it."""
    files = {"data/groups/groups.yml": "- {id: a, name: A}\n- {id: b}\n- {id: c, name: C}\n"}
    corpus, problems = read_site(tmp_path, files)
    assert codes(problems) == ["M102"]
    assert list(corpus.entities) == ["a", "c"]
    assert list(corpus.homes) == ["a", "b", "c"]


def test_the_id_of_an_unreadable_file_is_known(tmp_path: Path) -> None:
    """What refers to a record whose file cannot be read is not to blame."""
    corpus, problems = read_site(tmp_path, {"data/groups/group-a.yml": 'name: "A\n'})
    assert codes(problems) == ["Y015"]
    assert corpus.homes["group-a"].file == "data/groups/group-a.yml"
    assert corpus.record("group-a") is None


def test_the_folder_says_the_type(tmp_path: Path) -> None:
    """A type of its own needs a few lines of settings, and no more."""
    config = """\
        site_name: Test
        extra:
          dossier:
            types:
              campaign: {folder: campaigns, singular: Campaign, plural: Campaigns}
        """
    files = {
        "data/groups/one.yml": "name: One\n",
        "data/people/two.yml": "name: Two\n",
        "data/campaigns/2020/three.yml": "name: Three\n",
    }
    corpus, problems = read_site(tmp_path, files, config)
    assert problems == []
    assert {id: entity.type for id, entity in corpus.entities.items()} == {
        "one": "group",
        "two": "person",
        "three": "campaign",
    }


def test_other_words_for_a_default_type_leave_it_what_it_is(tmp_path: Path) -> None:
    """Where a site words the groups anew, they stay what only groups are, unless it says otherwise."""
    config = """\
        site_name: Test
        extra:
          dossier:
            types:
              group: {folder: bands, singular: Band, plural: Bands}
              person: {folder: people, singular: Unit, plural: Units, like: group, maps: {ftm: Company}}
        """
    corpus, problems = read_site(tmp_path, {"data/bands/one.yml": "name: One\n"}, config)
    assert problems == []
    settings = corpus.settings
    assert [settings.like(name) for name in settings.types] == ["group", "group", "place"]
    assert settings.types["group"].maps == {"ftm": "Organization", "schema_org": "Organization"}
    assert settings.types["person"].maps == {"ftm": "Company"}


def test_records_come_in_the_order_of_their_ids(tmp_path: Path) -> None:
    """The names of files and their order on the disk do not decide anything."""
    files = {"data/claims/z.yml": "- {id: b, mode: act, text: B}\n- {id: a, mode: act, text: A}\n"}
    files["data/claims/y.yml"] = "- {id: c, mode: act, text: C}\n"
    corpus, _ = read_site(tmp_path, files)
    assert list(corpus.claims) == ["a", "b", "c"]
    assert [claim.id for claim in corpus.in_file_order] == ["c", "b", "a"]


def test_null_and_left_out_are_told_apart(tmp_path: Path) -> None:
    """`null` says that somebody looked; a field left out, that nobody did."""
    corpus, problems = read_site(
        tmp_path, {"data/sources/s.yml": "title: null\ntype: article\noutlet: null\nurl: null\n"}
    )
    assert problems == []
    source = corpus.sources["s"]
    assert source.url is None
    assert source.published is UNSET


def test_values_stay_as_typed(tmp_path: Path) -> None:
    """A Norwegian country, a leading zero and a number with its zeros are not corrected."""
    source = "title: 0123\ntype: article\noutlet: null\ncountry: NO\nlang: no\npublished: 2017-03\n"
    claim = "- {id: c, mode: act, text: No, relations: [{subject: s, predicate: p, value: {number: 70.50}}]}\n"
    corpus, problems = read_site(tmp_path, {"data/sources/s.yml": source, "data/claims/c.yml": claim})
    assert problems == []
    read = corpus.sources["s"]
    assert (read.title, read.country, read.lang, read.published) == ("0123", "NO", "no", "2017-03")
    value = corpus.claims["c"].relations[0].value
    assert getattr(value, "number", None) == "70.50"


def test_the_sites_vocabulary_lies_over_the_built_in_one(tmp_path: Path) -> None:
    """A site adds its own kinds of caveats, and words the program's own kinds as it likes."""
    words = "caveats:\n  disputed: {label: Contested, standing: 7}\n  own: {label: Own, standing: 9}\n"
    corpus, problems = read_site(tmp_path, {"data/vocabulary.yml": words})
    assert problems == []
    kinds = corpus.vocabulary.caveats
    assert (kinds["disputed"].label, kinds["own"].label) == ("Contested", "Own")
    assert "ambiguous" in kinds


def test_a_faulty_word_of_the_vocabulary_is_told_once(tmp_path: Path) -> None:
    """The other words stand, and the faulty one is known, so that not every record that uses it is told."""
    words = "kinds:\n  one: {of: [group], label: One}\n  two: {of: group, label: Two}\n"
    corpus, problems = read_site(tmp_path, {"data/vocabulary.yml": words})
    assert codes(problems) == ["M103"]
    assert list(corpus.vocabulary.kinds) == ["one", "two"]


def test_the_limit_on_the_size_of_files_is_a_setting(tmp_path: Path) -> None:
    """A file over the size that the settings state is not read."""
    config = "site_name: Test\nextra: {dossier: {max_file_bytes: 20}}\n"
    files = {"data/groups/a.yml": "name: Short\n", "data/groups/b.yml": f"name: {'long ' * 9}\n"}
    corpus, problems = read_site(tmp_path, files, config)
    assert [(p.code, p.spot.file) for p in problems] == [("Y002", "data/groups/b.yml")]
    assert list(corpus.entities) == ["a"]


def test_symbolic_links_that_leave_the_data_are_refused(tmp_path: Path) -> None:
    """Nothing outside data/ is read through a link, be it there or not, nor does a link to itself stop the program."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.yml").write_text("name: Secret\n", "utf-8")
    root = write_site(tmp_path / "site", {"data/groups/a.yml": "name: A\n"})
    (root / "data/groups/file.yml").symlink_to(outside / "secret.yml")
    (root / "data/people").symlink_to(outside)
    (root / "data/groups/itself.yml").symlink_to("itself.yml")
    (root / "data/groups/within").symlink_to("../groups")
    (root / "data/groups/gone.yml").symlink_to(outside / "gone.yml")
    corpus, problems = load(root)
    assert [(p.code, p.spot.file) for p in problems] == [
        ("M111", "data/groups/file.yml"),
        ("M111", "data/groups/gone.yml"),
        ("M111", "data/groups/itself.yml"),
        ("M111", "data/groups/within"),
        ("M111", "data/people"),
    ]
    assert list(corpus.entities) == ["a"]


def test_links_inside_the_data_are_followed(tmp_path: Path) -> None:
    """A link to another data file is a file like any other; one that leads to nothing is told."""
    root = write_site(tmp_path, {"data/groups/a.yml": "name: A\n"})
    (root / "data/groups/b.yml").symlink_to("a.yml")
    (root / "data/groups/c.yml").symlink_to("gone.yml")
    corpus, problems = load(root)
    assert [(p.code, p.spot.file) for p in problems] == [("M113", "data/groups/c.yml")]
    assert list(corpus.entities) == ["a", "b"]


class TestLocator:
    """Finding the line and column of what a rule is about."""

    FILES = {
        "data/groups/a.yml": "# a comment\nname: A\nnames:\n  - {text: Ay, lang: en}\n",
        "data/claims/c.yml": "- {id: c-1, mode: act, text: One}\n- id: c-2\n  mode: act\n  text: >-\n    Two\n",
        "data/vocabulary.yml": "kinds:\n  one: {of: [group], label: One}\n",
    }

    @pytest.fixture
    def locate(self, tmp_path: Path) -> Locator:
        """A locator over three files."""
        corpus, problems = read_site(tmp_path, self.FILES)
        assert problems == []
        return Locator(tmp_path, corpus)

    @pytest.mark.parametrize(
        ("id", "path", "key", "expected"),
        [
            ("a", ("name",), False, Spot("data/groups/a.yml", 2, 7, 1)),
            ("a", ("name",), True, Spot("data/groups/a.yml", 2, 1, 4)),
            ("a", ("names", 0, "lang"), False, Spot("data/groups/a.yml", 4, 22, 2)),
            ("a", ("names", 0, "date"), False, Spot("data/groups/a.yml", 4, 5, 20)),
            ("c-1", ("text",), False, Spot("data/claims/c.yml", 1, 30, 3)),
            ("c-2", ("text",), True, Spot("data/claims/c.yml", 4, 3, 4)),
            ("c-2", (), False, Spot("data/claims/c.yml", 2, 3, 7)),
            ("data/vocabulary.yml", ("kinds", "one", "of", 0), False, Spot("data/vocabulary.yml", 2, 14, 5)),
            ("nobody", ("name",), False, Spot("nobody")),
        ],
    )
    def test_spot(self, locate: Locator, id: str, path: tuple[str | int, ...], key: bool, expected: Spot) -> None:
        """A value, a key, or the nearest thing around what is not there; for an unknown id the id itself."""
        assert locate(id, path, key=key) == expected


def test_settings_are_inherited(tmp_path: Path) -> None:
    """What a file of settings inherits counts as its own, field by field; what it says itself comes first."""
    files = {
        "data/groups/a.yml": "name: A\n",
        "shared/base.yml": "INHERIT: ../root.yml\nextra: {dossier: {claims_per_page: 7, rows_per_page: 8}}\n",
        "root.yml": "site_name: Root\nINHERIT: mkdocs.yml\nextra: {dossier: {rows_per_page: 9, max_page_bytes: 10}}\n",
    }
    root = write_site(tmp_path, files, "INHERIT: shared/base.yml\nextra: {dossier: {claims_per_page: 6}}\n")
    settings, problems = load_settings(root)
    options = settings.options
    assert problems == []
    assert (settings.name, options.claims_per_page, options.rows_per_page, options.max_page_bytes) == ("Root", 6, 8, 10)
    (root / "root.yml").unlink()
    assert [problem.code for problem in load_settings(root)[1]] == ["S102"]


@pytest.mark.parametrize("sign", ["?a=b", "#c", '"><script>', "'", "<", ""])
def test_the_address_of_a_site_can_be_followed_by_those_of_pages(tmp_path: Path, sign: str) -> None:
    """Behind a question or a fragment, or among quotes, no address of a page can stand."""
    _, problems = read_site(tmp_path, {}, f"site_name: A\nsite_url: |-\n  https://x.example/{sign}\n")
    assert [problem.code for problem in problems] == (["S107"] if sign else [])


@pytest.mark.parametrize(
    ("address", "fits"),
    [
        ("mailto:desk@x.example", True),
        ("https://x.example/errors", True),
        ("mailto:", False),
        ("desk@x.example", False),
    ],
)
def test_errors_may_be_reported_by_mail(tmp_path: Path, address: str, fits: bool) -> None:
    """Where readers report an error is an address in the web, or one of mail with somebody who gets it."""
    text = f'site_name: A\nextra: {{dossier: {{report_url: "{address}"}}}}\n'
    assert [problem.code for problem in read_site(tmp_path, {}, text)[1]] == ([] if fits else ["S107"])
