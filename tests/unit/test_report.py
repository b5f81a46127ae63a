"""Problems as text, JSON and annotations."""

import json
import os
from pathlib import Path

import pytest

from generator.problems import Problem, Spot
from generator.report import Format, counted, first_of, report

WRONG = Problem(
    "C104", "error", Spot("data/claims/hts.yml", 2, 13, 14), 'no source "syrian-observr"', "did you mean x?"
)
WHOLE = Problem("M110", "warning", Spot("data"), "100 % odd, see: a,b")


def test_text_shows_the_line_and_underlines_the_value(tmp_path: Path) -> None:
    """A problem in text form shows its file, line, column, the source line, carets and the hint."""
    file = tmp_path / "data" / "claims" / "hts.yml"
    file.parent.mkdir(parents=True)
    file.write_text("- id: x\n    source: syrian-observr\n", "utf-8")
    assert report([WRONG], "text", tmp_path) == (
        'data/claims/hts.yml:2:13  error[C104]  no source "syrian-observr"\n'
        "   2 |     source: syrian-observr\n"
        "     |             ^^^^^^^^^^^^^^\n"
        "     did you mean x?"
    )


def test_lines_are_those_that_readers_count(tmp_path: Path) -> None:
    """A problem shows the line of its number: other signs that part lines somewhere are letters of a line."""
    (tmp_path / "a.yml").write_bytes("one\u2028 \u2029 \x0b \x0c \x1c \x85 one\r\ntwo\rthree\nfour".encode())
    for line, words in enumerate(("two", "three", "four"), 2):
        shown = report([Problem("Y100", "error", Spot("a.yml", line, 1, 1), "odd")], "text", tmp_path)
        assert f"   {line} | {words}\n" in shown
    assert report([Problem("Y100", "error", Spot("a.yml", 5, 1, 1), "odd")], "text", tmp_path).count("\n") == 0


def test_text_counts_columns_of_marks_and_wide_letters(tmp_path: Path) -> None:
    """Carets stand under the marked letters also behind combining marks and wide letters."""
    (tmp_path / "a.yml").write_text("e\u0301漢: x\n", "utf-8")
    shown = report([Problem("Y100", "error", Spot("a.yml", 1, 6, 1), "odd")], "text", tmp_path)
    assert shown.splitlines()[-1] == "     |      ^"


def test_text_does_not_let_data_speak_to_the_terminal(tmp_path: Path) -> None:
    """What a message quotes stays on its line and is cut where it is long; no sign of it is obeyed."""
    (tmp_path / "a.yml").write_text("a: \x1b[31mred\n", "utf-8")
    problem = Problem("M104", "error", Spot("a.yml", 1, 4, 8), '"\x1b[2J\n\u2028" is no word', f"not {'x' * 5_000}!")
    first, source, carets, hint = report([problem], "text", tmp_path).split("\n")
    assert first == 'a.yml:1:4  error[M104]  "\\x1b[2J\\n\\u2028" is no word'
    assert source == "   1 | a: \N{REPLACEMENT CHARACTER}[31mred"
    assert carets == "     |    ^^^^^^^^"
    assert hint.endswith("x!")
    assert len(hint) < 700


@pytest.mark.parametrize("form", ["text", "github"])
def test_signs_that_nobody_sees_are_named_in_a_value(form: Format, tmp_path: Path) -> None:
    """Else an id would be no id for no reason that anybody sees; Persian and Arabic words need some of these signs."""
    messages = ('"group-a\u200f" is no id', 'no entity "\u200fgroup-a"', '"می\u200cرود" is no id')
    problems = [Problem("M106", "error", Spot("x.yml"), message) for message in messages]
    told = report(problems, form, tmp_path)
    assert '"group-a<U+200F RIGHT-TO-LEFT MARK>" is no id' in told
    assert 'no entity "<U+200F RIGHT-TO-LEFT MARK>group-a"' in told
    assert "می\u200cرود" in told


def test_spaces_that_are_none_are_named_in_a_value_without_others(tmp_path: Path) -> None:
    """Else a word is refused, and the same word advised; in a phrase they are as good as others."""
    messages = ('"outlet\u00a0" is not a word', 'no kind "armed\u00a0group"', '"plus de 3\u00a0000 hommes"')
    told = report([Problem("M104", "error", Spot("x.yml"), message) for message in messages], "text", tmp_path)
    assert '"outlet<U+00A0 NO-BREAK SPACE>" is not a word' in told
    assert 'no kind "armed<U+00A0 NO-BREAK SPACE>group"' in told
    assert "3\u00a0000" in told


def test_of_a_very_long_line_its_place_is_shown(tmp_path: Path) -> None:
    """A statement may be one long line: what stands around the place is shown, with the carets below it."""
    (tmp_path / "a.yml").write_text(f"text: {'x' * 500}WRONG{'y' * 500}\n", "utf-8")
    for spot in (Spot("a.yml", 1, 507, 5), Spot("a.yml", 1, 7, 2_000), Spot("a.yml", 1, 1000, 9)):
        _, source, carets = report([Problem("Y100", "error", spot, "odd")], "text", tmp_path).split("\n")
        assert len(source) < 260
        assert len(carets) <= len(source)
        if spot.width == 5:
            assert source.startswith("   1 | …x") and source.endswith("y…")
            assert source[carets.index("^") : carets.rindex("^") + 1] == "WRONG"


def test_text_of_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A problem of a whole file, or of one that cannot be read, needs no source line."""
    assert report([WHOLE], "text", tmp_path) == "data  warning[M110]  100 % odd, see: a,b"


def test_what_is_wrong_with_a_file_as_a_whole_needs_no_look_at_it(tmp_path: Path) -> None:
    """Nobody waits for a pipe, and nothing is read behind a link that leads out of the data."""
    os.mkfifo(tmp_path / "a.yml")
    wrong = Problem("M113", "error", Spot("a.yml"), "no file")
    assert report([wrong], "text", tmp_path) == "a.yml  error[M113]  no file"


def test_json_has_the_documented_fields(tmp_path: Path) -> None:
    """JSON is a list of objects with the seven documented fields, and an empty list for no problems."""
    rows = json.loads(report([WRONG], "json", tmp_path))
    assert rows == [
        {
            "code": "C104",
            "severity": "error",
            "file": "data/claims/hts.yml",
            "line": 2,
            "column": 13,
            "message": 'no source "syrian-observr"',
            "hint": "did you mean x?",
        }
    ]
    assert json.loads(report([], "json", tmp_path)) == []


def test_json_of_a_whole_file_names_no_line(tmp_path: Path) -> None:
    """A problem without a place in its file has null for line and column, never the line 0."""
    (row,) = json.loads(report([WHOLE], "json", tmp_path))
    assert (row["file"], row["line"], row["column"]) == ("data", None, None)


def test_annotations_escape_what_would_end_them(tmp_path: Path) -> None:
    """GitHub annotations escape percent signs, line ends, and in properties colons and commas."""
    assert report([WHOLE], "github", tmp_path) == "::warning file=data,title=M110::100 %25 odd, see: a,b"
    odd = Problem("I001", "error", Spot("a: b, 100 %.md", 1, 2), "odd")
    assert report([odd], "github", tmp_path) == "::error file=a%3A b%2C 100 %25.md,line=1,col=2,title=I001::odd"
    assert report([WRONG], "github", tmp_path).endswith('::no source "syrian-observr"%0Adid you mean x?')


def test_annotations_name_files_as_the_repository_does(tmp_path: Path) -> None:
    """A site may be a folder of its repository: a pull request looks for files from the top of that."""
    (tmp_path / "sites" / "one").mkdir(parents=True)
    beside = Problem("M114", "error", Spot("../beside/a.yml", 1, 1), "odd")
    for problem, file in ((WHOLE, "sites/one/data"), (beside, "sites/beside/a.yml")):
        shown = report([problem], "github", tmp_path / "sites" / "one", top=tmp_path)
        assert f" file={file}," in shown
    assert " file=data," in report([WHOLE], "github", tmp_path, top=tmp_path)


def test_counted_uses_singular_and_plural() -> None:
    """Counts read as words."""
    assert counted([WRONG, WHOLE]) == "1 error, 1 warning"
    assert counted([]) == "0 errors, 0 warnings"


def test_of_many_problems_the_first_are_told(tmp_path: Path) -> None:
    """Where there is little room, the first problems stand as they would among all, and the rest is counted."""
    assert first_of([WRONG, WHOLE], tmp_path, 2) == report([WRONG, WHOLE], "text", tmp_path)
    assert first_of([WRONG, WHOLE], tmp_path, 1) == f"{report([WRONG], 'text', tmp_path)}\n… and 1 more"
