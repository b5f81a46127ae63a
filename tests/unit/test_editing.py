"""Fields are set in a file as a careful person would: what was there before stays, to the last comment."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.yamlfile import CannotEditError, read, with_fields

FIELDS = {"sha256": "ab" * 32, "media_type": "text/html", "captured": "2026-01-02", "extractor": "one 2.7, two 6.0"}
CASES = {
    "at the end of a record": (
        "title: x  # why\nurl: null\n# the end\n",
        "title: x  # why\nurl: null\nsnapshot:\n  a: b\n# the end\n",
    ),
    "behind a list": (
        "title: x\ncaveats:\n  - {kind: k, text: t}  # one\n\n",
        "title: x\ncaveats:\n  - {kind: k, text: t}  # one\nsnapshot:\n  a: b\n\n",
    ),
    "behind a folded text": (
        "title: x\nnote: >-\n  one\n  two\n",
        "title: x\nnote: >-\n  one\n  two\nsnapshot:\n  a: b\n",
    ),
    "without a last line end": ("title: x", "title: x\nsnapshot:\n  a: b"),
    "in a list of records": (
        "- id: one\n  title: x\n- id: two\n",
        "- id: one\n  title: x\n  snapshot:\n    a: b\n- id: two\n",
    ),
    "in braces": ("- {id: one, title: x}  # here\n", "- {id: one, title: x, snapshot: {a: b}}  # here\n"),
    "in place of null": (
        "snapshot: null  # nobody has it\ntitle: x\n",
        "snapshot:  # nobody has it\n  a: b\ntitle: x\n",
    ),
    "beside other fields": (
        "snapshot:\n  a: c  # old\n  ignore:\n    - {line: 1, why: w}\ntitle: x\n",
        "snapshot:\n  a: b  # old\n  ignore:\n    - {line: 1, why: w}\ntitle: x\n",
    ),
    "in braces beside other fields": (
        "snapshot: {a: c, ignore: []} # old\n",
        "snapshot: {a: b, ignore: []} # old\n",
    ),
    "with the line ends of the file": ("title: x\r\nurl: y\r\n", "title: x\r\nurl: y\r\nsnapshot:\r\n  a: b\r\n"),
    "first, where the end is an alias": (
        "authors:\n  - &a p\n  - q\nothers: *a\n",
        "snapshot:\n  a: b\nauthors:\n  - &a p\n  - q\nothers: *a\n",
    ),
    "first in braces, where the end is an alias": (
        "{authors: [&a p, q], outlet: *a} # here\n",
        "{snapshot: {a: b}, authors: [&a p, q], outlet: *a} # here\n",
    ),
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.replace(" ", "-"))
def test_fields_are_put_where_a_person_would(case: str) -> None:
    """Each layout has one place where new fields read as if they had always stood there."""
    before, after = CASES[case]
    path = (0,) if before.startswith("- ") else ()
    assert with_fields(before.encode(), path, "snapshot", {"a": "b"}).decode() == after


@pytest.mark.parametrize("text", ["- x\n", "{}\n", "snapshot: &s {a: c}\ntitle: *s\n", "title: [x\n"])
def test_what_cannot_be_edited_is_left_alone(text: str) -> None:
    """Where a field cannot be set without changing another, or there is no record, nothing is made."""
    with pytest.raises(CannotEditError):
        with_fields(text.encode(), (0,) if text.startswith("-") else (), "snapshot", {"a": "b"})


@pytest.mark.parametrize("text", ["snapshot: {a: 'b'}\n", 'snapshot:\n  a: "b" # it\n', "snapshot:\n  a: >-\n    b\n"])
def test_a_value_that_is_the_same_stays_as_it_is_written(text: str) -> None:
    """Who sets a field to what it holds changes no byte, be it quoted or in lines of its own."""
    assert with_fields(text.encode(), (), "snapshot", {"a": "b"}) == text.encode()


NAMES = ("id", "title", "type", "outlet", "note", "url", "lang", "summary")
WORDS = st.sampled_from(["x", "two words", "HTS … left", "نص", "2017", "text: colon", "it's", "# no comment", "a, b"])
COMMENT = st.sampled_from(["", "  # why", " # see: {this}, [that]", "  #"])
ALONE = st.sampled_from(["", "# between\n", "\n", "\n# a: b\n\n"])


@st.composite
def layouts(draw: st.DrawFn) -> tuple[str, tuple[int, ...]]:
    """A file with one source, or with a list of them, laid out in any way that people lay out files."""
    if draw(st.booleans()):
        return draw(ALONE) + draw(records("")), ()
    count = draw(st.integers(1, 3))
    items = [
        draw(flow_records()) if draw(st.booleans()) else draw(records("  ")).replace("  ", "- ", 1)
        for _ in range(count)
    ]
    return draw(ALONE) + "".join(items), (draw(st.integers(0, count - 1)),)


@st.composite
def records(draw: st.DrawFn, indent: str) -> str:
    """A record with a field to a line."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=5, unique=True))
    fields = [draw(one_field(name, indent)) for name in names]
    if draw(st.booleans()):
        fields.insert(draw(st.integers(0, len(fields))), draw(snapshots(indent)))
    gaps = [draw(ALONE) if indent == "" else "" for _ in fields[1:]]
    return "".join(field + gap for field, gap in zip(fields, [*gaps, ""], strict=True))


@st.composite
def one_field(draw: st.DrawFn, name: str, indent: str) -> str:
    """A field with a value in any style, and maybe a comment."""
    words, comment = draw(WORDS), draw(COMMENT)
    quoted = "'" + words.replace("'", "''") + "'"
    return draw(
        st.sampled_from(
            [
                f"{indent}{name}: {quoted}{comment}\n",
                f'{indent}{name}: "{words}"{comment}\n',
                f"{indent}{name}: null{comment}\n",
                f"{indent}{name}: >-{comment}\n{indent}  {words}\n{indent}  more\n",
                f"{indent}{name}: |\n{indent}    {words}\n\n",
                f"{indent}{name}: plain words\n{indent}  over two lines{comment}\n",
                f"{indent}{name}: [{quoted}, b]{comment}\n",
                f"{indent}{name}:{comment}\n{indent}  - {{a: {quoted}}}{comment}\n{indent}  - b: c{comment}\n",
                f"{indent}{name}:\n{indent}  deep:\n{indent}    deeper: {quoted}{comment}\n",
                f"{indent}{name}: {{a: {quoted},{comment or ' '}\n{indent}  b: c}}{comment}\n",
            ]
        )
    )


@st.composite
def snapshots(draw: st.DrawFn, indent: str) -> str:
    """A snapshot that is there already."""
    comment, old = draw(COMMENT), "cd" * 32
    return draw(
        st.sampled_from(
            [
                f"{indent}snapshot: null{comment}\n",
                f"{indent}snapshot: {{sha256: {old}, media_type: text/plain}}{comment}\n",
                f"{indent}snapshot: {{sha256: {old},{comment or ' '}\n{indent}  bytes: 12,}}{comment}\n",
                f"{indent}snapshot:{comment}\n{indent}  sha256: {old}{comment}\n"
                f"{indent}  media_type: 'text/plain'{comment}\n",
                f"{indent}snapshot:\n{indent}    bytes: 3{comment}\n{indent}    ignore:{comment}\n"
                f"{indent}      - {{line: 1, why: x}}{comment}\n{indent}    sha256: >-\n{indent}      {old}\n",
            ]
        )
    )


@st.composite
def flow_records(draw: st.DrawFn) -> str:
    """A record in braces, in a list."""
    held = draw(st.sampled_from(["", ", snapshot: null", ", snapshot: {sha256: abc, captured: null}"]))
    space = draw(st.sampled_from(["", " ", "\n    "]))
    return f"- {{id: x, title: 'a, b'{held},{space}lang: en{space}}}{draw(COMMENT)}\n"


@settings(max_examples=400, deadline=None)
@given(layouts(), st.booleans(), st.booleans())
def test_a_file_reads_as_before_with_the_new_fields(made: tuple[str, tuple[int, ...]], crlf: bool, bare: bool) -> None:
    """Whatever the layout: the values are the old ones and the new fields, and every comment and blank line stays."""
    text, path = made
    text = text.rstrip("\n") if bare and not text.rstrip("\n").endswith("|") else text
    data = (text.replace("\n", "\r\n") if crlf else text).encode()
    before, problems = read("f", data)
    assert before is not None and problems == []
    after = with_fields(data, path, "snapshot", FIELDS)
    document, found = read("f", after)
    assert document is not None and found == []
    old, new = before.value, document.value
    for step in path:
        assert isinstance(old, list) and isinstance(new, list)
        assert old[:step] == new[:step] and old[step + 1 :] == new[step + 1 :]
        old, new = old[step], new[step]
    assert isinstance(old, dict) and isinstance(new, dict)
    held = old.get("snapshot")
    assert new == {**old, "snapshot": {**(held if isinstance(held, dict) else {}), **FIELDS}}
    for kept in ("# why", "# see: {this}, [that]", "#", "# between", "# a: b"):
        assert after.decode().count(kept) == data.decode().count(kept)
    assert blank(after) >= blank(data)
    assert with_fields(after, path, "snapshot", FIELDS) == after


def blank(data: bytes) -> int:
    """Return the number of blank lines."""
    return sum(not line.strip() for line in data.splitlines())
