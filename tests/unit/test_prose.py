"""Inline Markdown, links and their safety."""

import re
from html import unescape
from pathlib import Path

import markdown
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from generator import prose
from generator.prose import Target, marked_up, plain, references, resolved

CASES = yaml.safe_load((Path(__file__).parents[1] / "golden" / "prose" / "cases.yml").read_text("utf-8"))
MARKUP = st.text(st.sampled_from("ab [[]]|:*_`<>&\"'!()#\\\n-1.") | st.characters(codec="utf-8"), max_size=60)


def to_page(kind: str, name: str) -> Target | None:
    return None if name == "nowhere" else Target(f"/{name}/", f"Name of {name}")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:30])
def test_golden_cases(case: dict[str, str]) -> None:
    """Each text becomes the expected safe HTML, and the expected plain text."""
    assert resolved(marked_up(case["text"]), to_page) == case["html"]
    assert plain(case["text"], lambda kind, name: f"Name of {name}") == case["plain"]


@given(MARKUP)
def test_whatever_is_typed_stays_harmless(text: str) -> None:
    """Any text gives HTML of four harmless elements, with no attribute but safe addresses."""
    tree = LexborHTMLParser(f"<p id=root>{resolved(marked_up(text), to_page)}</p>")
    for node in tree.css("body *"):
        assert node.tag in {"p", "a", "bdi", "em", "strong", "code"}
        for name, value in node.attributes.items():
            assert (node.tag, name) in {("a", "href"), ("p", "id")}
            assert name == "id" or str(value).split(":")[0] in {"http", "https", "mailto"} or ":" not in str(value)


@given(st.text(st.sampled_from("abc ABC,.'’“”هيئة-"), min_size=1, max_size=40), st.booleans())
def test_the_short_way_equals_the_long_way(words: str, named: bool) -> None:
    """A text without Markdown, marked up without a Markdown run, is what the Markdown run makes of it."""
    text = f"{words} [[hts|{words.strip() or 'x'}]] {words}" if named else f"{words} [[hts]]"
    short = marked_up(text)
    long = marked_up(text + " *x*")
    assert long == short.rstrip() + " <em>x</em>"


LINKED = st.lists(
    st.sampled_from(
        [
            "[[hts]]",
            "[[hts|the group]]",
            "[[hts|Ltd.]]",
            "[[Inc.]]",
            ".",
            "..",
            "[[claim:a-b| so it says ]]",
            "[[source:x]]",
            "[[A & B <c>]]",
        ]
    )
    | st.text(st.sampled_from("ab &<*`'’\n\u00a0هـ"), max_size=6),
    max_size=6,
).map("".join)


@given(LINKED)
def test_plain_words_are_what_stands_in_the_page(text: str) -> None:
    """The plain words of a text, with or without Markdown in it, are those of its HTML, letter for letter."""
    shown = resolved(marked_up(text), to_page)
    assert plain(text, lambda kind, name: f"Name of {name}") == unescape(re.sub(r"<[^>]*>", "", shown))


def test_references_say_what_and_where() -> None:
    """Links are found with their kind, id, words and place; none in code, none behind a backslash."""
    text = r"[[hts|HTS]] `[[code]]` \[[no]] [[claim:a-b]]"
    found = references(text)
    assert [(r.kind, r.id, r.words) for r in found] == [("entity", "hts", "HTS"), ("claim", "a-b", "")]
    assert [text[r.start : r.end] for r in found] == ["[[hts|HTS]]", "[[claim:a-b]]"]


def test_hand_written_pages_share_the_syntax() -> None:
    """As a Python-Markdown extension it marks links, embedded claims and lists, and leaves code alone."""
    text = "To [[hts]].\n\n![[claim:a-b]]\n\n![[list:x]]\n\n    ![[claim:code]]\n"
    assert markdown.markdown(text, extensions=["generator.prose"]) == (
        '<p>To <a href="dossier:entity:hts"></a>.</p>\n<div data-dossier-embed="claim:a-b"></div>\n'
        '<div data-dossier-embed="list:x"></div>\n<pre><code>![[claim:code]]\n</code></pre>'
    )


def test_signs_that_were_typed_to_be_read_are_told_from_a_link_that_leads_nowhere() -> None:
    """On a hand-written page as in data: whoever looks for what a template left unfilled does not find them."""
    md = markdown.Markdown(extensions=["generator.prose", "tables"])
    for text in (r"a \[[x]] b", r"*\[[x|y]]*", "- \\[[", "a\n\n| \\[[x]] | b |\n|---|---|\n| c | d |"):
        html = md.reset().convert(text)
        assert "&#91;[" in html and "[[" not in html and "\\" not in html
    assert md.reset().convert(r"\\[[x]] `\[[x]]`") == '<p>\\<a href="dossier:entity:x"></a> <code>\\[[x]]</code></p>'


def test_no_link_stands_in_another_one() -> None:
    """Of a link around a `[[link]]` the inner one counts, and the other is shown as typed, on pages too."""
    assert markdown.markdown("[a [[hts]]](x) [b](y)", extensions=["generator.prose"]) == (
        '<p><span>[a <a href="dossier:entity:hts"></a>](x)</span> <a href="y">b</a></p>'
    )


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("![[list:x]]", True),
        ("  ![[list:x]]  ", True),
        ("a\n\n![[list:x]]\n\nb", True),
        ("a\n \n![[list:x]]\n \nb", True),
        ("a\n![[list:x]]", False),
        ("![[list:x]]\nb", False),
        ("a ![[list:x]]", False),
        ("- ![[list:x]]", True),
        ("- a\n- ![[list:x]]\n- b", True),
        ("- a\n    ![[list:x]]", False),
        ("- a\n\n    ![[list:x]]", True),
        ("> ![[list:x]]", True),
        ("![[list:x]]\n- a", False),
        ("# A\n![[list:x]]\n# B", True),
        ("# A ![[list:x]]", False),
        ("!!! note\n    ![[list:x]]", True),
        ("| a |\n|---|\n| ![[list:x]] |", False),
    ],
)
def test_a_list_is_placed_by_a_paragraph_of_its_own(text: str, alone: bool) -> None:
    """What is told to stand alone is what Markdown takes for a list, and it is told where it stands."""
    (found,) = prose.placed(text)
    assert (found.name, text[found.start : found.end], found.alone) == ("x", "![[list:x]]", alone)
    made = markdown.markdown(text, extensions=["generator.prose", "admonition", "tables"])
    assert ('embed="list:x"' in made) == alone


def test_a_list_in_code_is_not_placed() -> None:
    """What is code, or stands behind a backslash, is shown as it is typed."""
    assert prose.placed("`![[list:x]]` and \\![[list:y]]") == ()
    assert [found.name for found in prose.placed("![[list:]] ![[list:no such]]")] == ["", "no such"]
