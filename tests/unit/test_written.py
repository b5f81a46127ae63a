"""Hand-written pages: what is read of them before the engine is started."""

import os
from pathlib import Path

import pytest

from generator.brief import derived
from generator.judgement import check, fit_for_the_engine
from generator.problems import arranged
from generator.written import judge_readable, judge_written
from tests.corpora import CONFIG, read_site, write_site

PUBLISHED = "write the id of a record that is published"


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("[x](http://[a)", 5),
        ("[x](<http://[a>)", 6),
        ("<https://[a/b>", 2),
        ("![x](//[a)", 6),
        ("[x](\thttp://[a)", 6),
        ("`[` [x](http://[a)", 9),
        ("[x](http://exam\u2100ple/)", 5),
        ("A `lone one. [x](http://[a)\n\nAnother ` one.", 18),
        ("[x](http://[::1]/) and [y](https://a.example/[b])", 0),
        ("`[x](http://[a)` \\`", 0),
        ("`two lines\n[x](http://[a)`", 0),
        ("<!-- [x](http://[a) -->", 0),
        ("[x]: http://a]", 0),
        ("[r]: https://[bad\n\n[x][r]", 6),
        ("[r]: <https://[bad>\n\nSee [R].", 7),
        ("[r]: https://[::1]/\n\n[x][r]", 0),
        ("```\n[r]: https://[bad\n```\n\n[x][r]", 0),
        ('<img src="http://[a">', 0),
        ("Where a <//[b, c>", 0),
        ("    [x](http://[a)", 0),
        ("Plain: http://[a", 0),
    ],
)
def test_addresses_of_which_nobody_can_tell_the_host_are_told(tmp_path: Path, line: str, column: int) -> None:
    """The engine would give up on them without saying where; what is no link is nobody's address."""
    site = write_site(tmp_path, {"dossiers/index.md": f"# A page\n\n{line}\n"})
    corpus, _ = read_site(tmp_path, {})
    found = [(problem.code, problem.spot.line, problem.spot.column) for problem in judge_written(site, corpus, ())]
    assert found == ([("T113", 3, column)] if column else [])


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("[x](claims/)", 5),
        ("[x](<../claims/>)", 6),
        ('See [x](../claims/#top "all") and', 9),
        ("[x](./)", 5),
        ("[x](claims/index.md)", 0),
        ("[x](/claims/), [y](https://a.example/b/), [z](mailto:a@b.example)", 0),
        ("[x](files/one.pdf?a=/)", 0),
        ("`[x](claims/)`", 0),
        ("\\[x\\](claims/)", 0),
    ],
)
def test_a_link_to_a_folder_is_told(tmp_path: Path, line: str, column: int) -> None:
    """What it counts from depends on the engine, but on a page whose address is that of its folder."""
    pages = {f"dossiers/{name}.md": f"# A page\n\n{line}\n" for name in ("about", "index", "part/index.ar")}
    corpus, _ = read_site(tmp_path, pages, f"{CONFIG}extra: {{dossier: {{languages: {{ar: {{}}}}}}}}\n")
    problems = judge_written(tmp_path, corpus, ())
    found = [(problem.code, problem.spot.file, problem.spot.line, problem.spot.column) for problem in problems]
    assert found == ([("T116", "dossiers/about.md", 3, column)] if column else [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<!-- [[nosuch]] -->", []),
        ("One <!-- ![[claim:nosuch]]\nand [[nosuch]] --> two [[none]].", [("T111", 4, 24)]),
        ("<!--\n\n![[list:nosuch]]\n\n-->", []),
        ("`<!--` [[nosuch]] `-->`", [("T111", 3, 8)]),
        ("<!-- [[nosuch]]", [("T111", 3, 6)]),
    ],
)
def test_what_stands_in_a_comment_is_not_judged(tmp_path: Path, text: str, found: list[tuple[str, int, int]]) -> None:
    """No reader sees it; what only looks like a comment is read."""
    site = write_site(tmp_path, {"dossiers/index.md": f"# A page\n\n{text}\n"})
    corpus, _ = read_site(tmp_path, {})
    problems = judge_written(site, corpus, ())
    assert [(problem.code, problem.spot.line, problem.spot.column) for problem in problems] == found


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("See [[group-a.", [5]),
        ("See [[group-a] and [[group-b|.", [5, 20]),
        ("See [[ and ![[claim:c].", [5, 13]),
        ("[[group:group-a]]", [1]),
        ("[[[group-a]]]", []),
        ("[[1](https://a.example/)] and [[x][y]]", []),
        ("\\[[ and `[[` and\n\n    [[code", []),
        ("<!-- [[group-a -->", []),
        ("![[group-a]]", []),
    ],
)
def test_half_a_link_is_told(tmp_path: Path, text: str, columns: list[int]) -> None:
    """Readers would see the brackets, and no link; links of Markdown, code and escaped signs are not meant."""
    site = write_site(tmp_path, {"dossiers/index.md": f"# A page\n\n{text}\n"})
    corpus, _ = read_site(tmp_path, {})
    found = [problem.spot.column for problem in judge_written(site, corpus, ()) if problem.code == "T105"]
    assert found == columns


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("[[article-a]]", ('no entity "article-a": it is a source', "link it as [[source:article-a]]")),
        ("[[source:claim-a]]", ('no source "claim-a": it is a claim', "link it as [[claim:claim-a]]")),
        ("![[claim:group-a]]", ('no claim "group-a": it is an entity', "link it as [[group-a]]")),
        ("[[grup-a]]", ('no entity "grup-a"', 'did you mean "group-a"?')),
        ("[[group-b]]", ('no entity "group-b"', 'its id is "the-band" now')),
        ("![[claim:old]]", ('no claim "old"', 'its id is "claim-a" now')),
        ("[[something-else-entirely]]", ('no entity "something-else-entirely"', PUBLISHED)),
    ],
)
def test_a_link_to_a_record_of_another_sort_says_how_it_is_written(
    tmp_path: Path, link: str, told: tuple[str, str]
) -> None:
    """Whoever left out which sort a record is of, or wrote a former id, is not told that there is no such thing."""
    data = {
        "data/groups/group-a.yml": "name: Group A\n",
        "data/groups/the-band.yml": "name: The band\nformerly: [group-b]\n",
        "data/sources/article-a.yml": "title: A\ntype: article\noutlet: null\n",
        "data/claims/a.yml": '- {id: claim-a, formerly: [old], mode: act, text: "[[group-a]] did.", '
        "citations: [{source: article-a}]}\n",
    }
    site = write_site(tmp_path, {**data, "dossiers/index.md": f"# A page\n\n{link}\n"})
    corpus, _ = read_site(tmp_path, {})
    assert [(problem.message, problem.hint) for problem in judge_written(site, corpus, ())] == [told]


MARKS = "<<<<<<< HEAD\nOne.\n=======\nTwo.\n>>>>>>> another-branch\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"# A page\n\n{MARKS}", [("Y024", 3, 1)]),
        ("# A page\n\nTwo.\n>>>>>>> another-branch\n", [("Y024", 4, 1)]),
        (f"---\ntitle: A\n{MARKS}---\n\nOne.\n", [("Y024", 3, 1)]),
        (f"# A page\n\n<!--\n{MARKS}-->\n", [("Y024", 4, 1)]),
        ("A page\n=======\n\nOne.\n", []),
        ("# A page\n\nBetween `<<<<<<< HEAD` and `>>>>>>> x` stands\n\n    <<<<<<< HEAD\n", []),
        (f"# A page\n\n```\n{MARKS}```\n\n~~~ text\n{MARKS}~~~\n", []),
        ("# A page\n\n>>> Quoted in quotes\n>>>>>>>\n", []),
    ],
)
def test_marks_of_a_merge_are_told(tmp_path: Path, text: str, found: list[tuple[str, int, int]]) -> None:
    """Readers would see both versions and the marks; a heading underlined by =, quotes and code are not meant."""
    site = write_site(tmp_path, {"dossiers/index.md": text})
    corpus, _ = read_site(tmp_path, {})
    told = arranged(judge_written(site, corpus, ()))
    assert [(problem.code, problem.spot.line, problem.spot.column) for problem in told] == found


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
        ("\ufeff---\ntitle: [A\n---\n", [("Y021", 2, 8)]),
        ("\ufeff---\ntitle: A\n---\n", []),
        ("---\ntitle: T\ndate: 2020-13-45\n---\n", [("T114", 3, 7)]),
        ("---\ndate: 2020-12-05\nsee: &a {x: 1}\nmore: {<<: *a}\n---\n", []),
        ("---\ntitle: =\n---\n", [("T114", 2, 8)]),
        ("---\nx: !!int abc\n---\n", [("T114", 2, 4)]),
        ("---\nx: !own abc\n---\n", [("T114", 2, 4)]),
        ("---\n[a]: b\n---\n", [("T114", 2, 1)]),
        ("---\n- a\n---\n", [("T114", 2, 1)]),
        ("---\ntitle: A\n\n", [("T114", 1, 1)]),
        ("---\nhide:\n  - toc\n----\n", [("T114", 1, 1)]),
        ("\ufeff---\n\ntitle: A\n", [("T114", 1, 1)]),
        ("---\n\nA title: what it says.\n\n", []),
        ("---\ntitle: Strike on school #4\nhide: [toc] # no list\n---\n", [("Y025", 2, 25)]),
        ("---\ntitle: One\nicon: a/b\ntitle: Another\n---\n", [("Y030", 4, 1)]),
        ("---\ntitle: [[group-a]]\n---\n", [("T114", 2, 8)]),
        ("---\ntitle: About [[group-a]]\n---\n", [("T114", 2, 8)]),
        ('---\ntags: [[a]]\ndescription: "All of [[group-a|it]]"\n---\n', [("T114", 3, 14)]),
        ("---\ntitle: A [list]\ntags: [[a]]\n---\n", []),
        ("---\ntitle: A\nsearch: true #tag\norder: 12 #a\n---\n", []),
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


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("!!! note\n\n    By [[nosuch]].", [5]),
        ("!!! note\n    By [[nosuch]].", [4]),
        ('??? note "Told"\n\n    By [[nosuch]].', [5]),
        ('=== "One"\n\n    By [[nosuch]].', [5]),
        ("1. item\n\n    [[nosuch]]", [5]),
        ("- item\n\n\t[[nosuch]]", [5]),
        ("- item\n  goes on\n\n    [[nosuch]]\n\n    [[nosuch]]", [6, 8]),
        ("- item\n\n    - another\n\n        [[nosuch]]\n\n    [[nosuch]]", [7, 9]),
        ("[^1]: note\n\n    [[nosuch]]", [5]),
        ("- item\n\n    ![[claim:nosuch]]", [5]),
        ("- item\n\n    ![[list:nosuch]]", [5]),
        ("A paragraph\n    that goes on: [[nosuch]]", [4]),
        ("    [[code]]\n\n    [[code]]", []),
        ("- item\n\n        [[code]]\n        [[code]]", []),
        ("- item\n\nText.\n\n    [[code]]", []),
        ("- item\n\n    ```\n    [[code]]\n\n    [[code]]\n    ```\n\n    [[nosuch]]", [11]),
        ("```\n[[code]]\n```\n[[nosuch]]", [6]),
    ],
)
def test_what_is_indented_is_text_in_items_and_boxes_and_code_elsewhere(
    tmp_path: Path, text: str, lines: list[int]
) -> None:
    """The engine links and embeds what stands there, so nothing of it may be overlooked."""
    site = write_site(tmp_path, {"dossiers/index.md": f"# A page\n\n{text}\n"})
    corpus, _ = read_site(tmp_path, {})
    problems = judge_written(site, corpus, ("entities",))
    assert [problem.spot.line for problem in problems] == lines
    assert {problem.code for problem in problems} <= {"T111", "T112"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("text ![[claim:a]] more", "a claim stands inside a paragraph"),
        ("# H ![[claim:a]]", "a claim stands inside a paragraph"),
        ("| a |\n|---|\n| ![[claim:a]] |", "a claim stands inside a paragraph"),
        ("![[group-a]]", "only claims and lists can be placed on a page"),
        ("![[group-a|A group]]", "only claims and lists can be placed on a page"),
        ("![[source:a]]", "only claims and lists can be placed on a page"),
        ("- ![[claim:a]]\n- ![[claim:a]]", ""),
        ("Beware![[group-a]]", ""),
        ("![[1]](picture.png)", ""),
    ],
)
def test_what_cannot_be_placed_where_it_stands_is_told(tmp_path: Path, text: str, told: str) -> None:
    """The engine would make a link of it, behind an exclamation mark."""
    site = write_site(tmp_path, {"dossiers/index.md": f"# A page\n\n{text}\n"})
    corpus, _ = read_site(tmp_path, {})
    problems = judge_written(site, corpus, ("entities",))
    assert [problem.message for problem in problems if problem.code == "T112"] == ([told] if told else [])


def test_control_characters_of_pages_are_told(tmp_path: Path) -> None:
    """No more than in data may they reach a reader's browser."""
    site = write_site(tmp_path, {"dossiers/index.md": "# A page\n\nbo\0dy\n"})
    corpus, _ = read_site(tmp_path, {})
    (problem,) = judge_written(site, corpus, ())
    assert (problem.code, problem.spot.line, problem.spot.column) == ("Y003", 3, 3)


@pytest.mark.usefixtures("unwaiting")
def test_what_is_no_file_among_pages_is_told(tmp_path: Path) -> None:
    """It bears the name of a page or a picture, and would be missing without a word."""
    site = write_site(tmp_path, {"dossiers/index.md": "# A page\n"})
    os.mkfifo(site / "dossiers" / "a.png")
    (site / "dossiers" / "b.md").symlink_to("a.png")
    (site / "dossiers" / ".#index.md").symlink_to("somebody.who.edits.it")
    corpus, _ = read_site(tmp_path, {})
    for problems in (judge_readable(site, corpus), judge_written(site, corpus, ())):
        assert [(problem.code, problem.spot.file, problem.message) for problem in problems] == [
            ("T110", f"dossiers/{name}", "cannot be read: it is no file") for name in ("a.png", "b.md")
        ]


def test_what_is_named_in_another_encoding_among_pages_is_told(tmp_path: Path) -> None:
    """No address can be made of it, for a page or a picture; check and the engine's settings do without it."""
    files = ("x\udce9.md", "x\udce9.png", "x\udce9/a.md")
    site = write_site(tmp_path, {"dossiers/index.md": "# A page\n", **{f"dossiers/{name}": "# B\n" for name in files}})
    corpus, _ = read_site(tmp_path, {})
    for problems in (judge_readable(site, corpus), judge_written(site, corpus, ())):
        assert {(problem.code, problem.message) for problem in problems} == {
            ("T110", "cannot be published: its path is not in UTF-8")
        }
        assert {f"dossiers/{name}" for name in files} <= {problem.spot.file for problem in problems}
    assert [problem.code for problem in derived(site, corpus, {}).problems] == ["S202"]


def test_links_that_leave_the_folder_of_pages_are_told(tmp_path: Path) -> None:
    """The engine would publish what they lead to: copies of sources, or files that are not the site's."""
    site = write_site(tmp_path, {"dossiers/index.md": "# A page\n", "evidence/a.txt": "kept"})
    (site / "dossiers" / "same.md").symlink_to("index.md")
    (site / "dossiers" / "copies").symlink_to("../evidence")
    (site / "dossiers" / "copy.txt").symlink_to("../evidence/a.txt")
    corpus, _ = read_site(tmp_path, {})
    told = [("T115", "dossiers/copies"), ("T115", "dossiers/copy.txt")]
    for problems in (judge_readable(site, corpus), judge_written(site, corpus, ())):
        assert [(problem.code, problem.spot.file) for problem in problems] == told


def test_pages_in_a_language_of_no_edition_are_told(tmp_path: Path) -> None:
    """A language in a name that is none of the site is a part of the address; other words before the ending are too."""
    take_out = "take it out of the name, or name it under `languages`"
    names = ("a.AR.md", "a.ar.md", "b.ar.md", "c.fr.md", "d.v2.md", "e.en.md", "f.md")
    site = write_site(tmp_path, {f"dossiers/{name}": "# A page\n" for name in names})
    for languages, told in (
        ("", {name: take_out for name in names if name[2:4] in ("AR", "ar", "en")}),
        ("extra: {dossier: {languages: {ar: {}}}}\n", {"a.AR.md": "rename it to dossiers/a.ar.md"}),
    ):
        corpus, _ = read_site(tmp_path, {}, CONFIG + languages)
        problems = judge_written(site, corpus)
        assert {p.spot.file.removeprefix("dossiers/"): p.hint for p in problems if p.code == "T117"} == told


def test_pages_with_another_ending_are_told(tmp_path: Path) -> None:
    """They would be published as they are, brackets and all; whatever ending makes a page is judged."""
    names = ("a.MD", "b.md.txt", "c.Markdown", "d.mkd.txt", "e.markdown", "e.mkd", "f.txt", "g.md")
    site = write_site(tmp_path, {f"dossiers/{name}": "# A page\n\n[[nobody]]\n" for name in names})
    corpus, _ = read_site(tmp_path, {})
    told = [(problem.code, problem.spot.file, problem.hint) for problem in judge_written(site, corpus, ())]
    stems = [("a.MD", "a"), ("b.md.txt", "b"), ("c.Markdown", "c"), ("d.mkd.txt", "d")]
    others = [("T117", f"dossiers/{name}", f"rename it to {stem}.md") for name, stem in stems]
    pages = [("T111", f"dossiers/{name}", PUBLISHED) for name in ("e.markdown", "e.mkd", "g.md")]
    assert told == [*others, *pages]


@pytest.mark.parametrize(("name", "content", "fit"), [("a.MD", b"# A", True), ("a.md", b"# \xff", False)])
def test_only_a_page_that_cannot_be_read_keeps_the_engine_waiting(
    tmp_path: Path, name: str, content: bytes, fit: bool
) -> None:
    """A warning is no reason to make nothing: the build said where the site lies, and there was none."""
    site = write_site(tmp_path, {"dossiers/index.md": "# Home\n"})
    (site / "dossiers" / name).write_bytes(content)
    corpus, problems = read_site(tmp_path, {})
    assert fit_for_the_engine(site, corpus, problems) is fit


def test_pages_are_not_judged_where_nobody_knows_which_they_are(tmp_path: Path) -> None:
    """Settings that cannot be read name no folder of pages: `docs/` may hold something else."""
    site = write_site(tmp_path, {"docs/index.md": "[[nobody]]\n"})
    (site / "mkdocs.yml").write_text('site_name: "A site\ndocs_dir: dossiers\n', "utf-8")
    found = check(site, environ={}, tell=lambda step: None).problems
    assert [problem.code for problem in found if problem.spot.file == "docs/index.md"] == []
