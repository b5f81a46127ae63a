"""Files become text as readers see them, every word of it, the same way every time."""

from __future__ import annotations

import os
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.extraction import extracted, extractor, is_guessed, media_type, text_of
from generator.problems import DossierError

SHARED = Path(os.environ.get("DOSSIER_SHARED", Path(__file__).parents[3] / "shared"))
PAGES = SHARED / "corpora" / "news-pages" / "test-pages.tar.gz"


def page(body: str) -> str:
    return text_of(body.encode(), "text/html")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>The <b>gr</b>oup <a href=x>left</a></p>", "The group left"),
        ("<span>in</span><span>line</span>", "inline"),
        ("<div>one</div><div>two</div>", "one\n\ntwo"),
        ("<p>one<p>two", "one\n\ntwo"),
        ("a<br>b", "a\nb"),
        ("10<sup>6</sup> and <b>10</b><sup><i>-2</i></sup>, x<sub>10</sub>", "10⁶ and 10⁻², x10"),
        ("in 2014<sup>[2]</sup>", "in 2014[2]"),
        ("CO<sub>2</sub>, town<sup>2</sup>, <sup>1</sup>23", "CO2, town2, ¹23"),
        ("<ul><li>a<li>b</ul>", "a\n\nb"),
        ("<table><tr><td>long<br>left<td>right<br>side</table>", "long\nleft\n\nright\nside"),
        ("<dl><dt>a<dd>b</dl>", "a\n\nb"),
        ("<details><summary>a</summary>b</details>", "a\n\nb"),
        ("<select><option>a<option>b</select>", "a\n\nb"),
        ("<figure><figcaption>a</figcaption></figure>", "a"),
        ("<noscript>a</noscript>b", "b"),
        ("<p hidden>a</p><div hidden=hidden style=color:red><p>b</p></div><p>c", "c"),
        ("<p hidden=until-found>a</p>", "a"),
        ("<dialog>a</dialog><dialog open>b</dialog>", "b"),
        ("<pre>a  b\n c</pre>", "a  b\n c"),
        ("<p>a&nbsp;b &hellip; &#x2019; &lt;i&gt;", "a b … ’ <i>"),
        ("<p>400&percnt; &LT;b&GT; &nosuch; &apos;", "400% <b> &nosuch; '"),
        ("<script>a</script><style>b</style><template>c</template><title>d</title><p>e", "e"),
        ("<p>a<!-- b -->c<?php d ?>", "ac"),
        ("<p>a\0b", "ab"),
        ('<p>a<span style="display:none">b</span>', "a"),
        ('<p>a<span style="display:none!important">b</span>', "a"),
        ('<p>a<span style="color: red ! IMPORTANT; display: NONE !important;">b</span>', "a"),
        ('<p>a<span style="display:inline!important">b!</span>', "ab!"),
        ("<!-- nothing -->", ""),
        ("", ""),
        ("  \n ", ""),
    ],
)
def test_html_becomes_text(html: str, text: str) -> None:
    """Blocks part words, what stands within a line does not, and what no reader sees is left out."""
    assert re.sub(r"\n\n+", "\n\n", page(html)) == text


def test_what_is_struck_out_is_told() -> None:
    """Words that the publisher struck out are in the text, and where they stand is known."""
    html = (
        "<p> <del>Old,</del> <p>HTS <s>sold <b>the</b> wells</s>, left<del><p>one<p>two</del><p><strike>end</strike> "
    )
    text, struck, _ = extracted(html.encode(), "text/html")
    assert [text[start:end].split() for start, end in struck] == [
        ["Old,"],
        ["sold", "the", "wells"],
        ["one", "two"],
        ["end"],
    ]
    assert extracted(b"<s>", "text/plain") == ("<s>", (), {})


def test_where_parts_without_marks_stand_is_told() -> None:
    """Lists, block quotes, rows of tables have no mark in the text, so that where they stand is told beside it."""
    html = "<p>HTS:<ul><li>left<ol><li>sold<li>ate</ol><li>came</ul><dl><dt>a<dd>b</dl><blockquote>Hi</blockquote>"
    text, _, parts = extracted(f"{html}<table><tr><th>c<td>d e<tr><td>f</table>".encode(), "text/html")
    told = {kind: sorted(" ".join(text[slice(*span)].split()) for span in spans) for kind, spans in parts.items()}
    assert told == {
        "block": ["Hi", "b", "left sold ate came", "sold ate"],
        "item": ["ate", "came", "left sold ate", "sold"],
        "row": ["c d e", "f"],
        "cell": ["c", "d e", "f"],
        "head": ["c"],
    }


@pytest.mark.parametrize("tag", ["s", "strike", "del", "S", "s class=old", "s\n"])
def test_whole_paragraphs_may_be_struck_out(tag: str) -> None:
    """What is struck out ends where the mark does, not with a line: browsers draw it through paragraphs."""
    html = f"<div><{tag}><h2>one</h2><p>two <b>three</b></p></{tag.split()[0]}></div><p>four <small>five</small></p>"
    text, struck, _ = extracted(html.encode(), "text/html")
    assert [text[start:end].split() for start, end in struck] == [["one", "two", "three"]]
    assert text.split() == ["one", "two", "three", "four", "five"]


@pytest.mark.parametrize(
    ("data", "kind", "text"),
    [
        ("é’".encode(), "text/plain", "é’"),
        ("é’".encode("cp1252"), "text/plain", "é’"),
        ("é’".encode("cp1252"), "text/plain; charset=iso-8859-1", "é’"),
        ("هيئة".encode("cp1256"), 'text/plain; charset="windows-1256"', "هيئة"),
        (b"\xef\xbb\xbfa", "text/plain", "a"),
        ("a’".encode("utf-16"), "text/plain", "a’"),
        (b"a\r\nb\rc", "text/plain", "a\nb\nc"),
        ("<meta charset=windows-1256><p>هيئة".encode("cp1256"), "text/html", "هيئة"),
        ("<meta http-equiv=a content='text/html; charset=windows-1251'><p>да".encode("cp1251"), "text/html", "да"),
        ("<meta charset=nonsense><p>é’".encode(), "text/html", "é’"),
        ("<meta charset=hex><p>é’".encode(), "text/html", "é’"),
        ("<meta charset=unicode_escape><p>\\u0041 é’".encode(), "text/html", "\\u0041 é’"),
        (b"<meta charset=punycode><p>A-b", "text/html", "A-b"),
        (b"<meta charset=utf-7><p>+AGE-", "text/html", "+AGE-"),
        ("<?xml version='1.0' encoding='utf-8'?><html><p>é</p></html>".encode(), "application/xhtml+xml", "é"),
    ],
)
def test_bytes_become_characters(data: bytes, kind: str, text: str) -> None:
    """The byte order mark, the media type, the page's own word and what most pages are decide, in this order."""
    assert text_of(data, kind) == text


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", ""])
def test_other_types_are_refused(kind: str) -> None:
    """What is neither text nor HTML is refused in a sentence."""
    with pytest.raises(DossierError, match="give text or HTML"):
        text_of(b"a", kind)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n" + bytes(range(256)) * 4,
        bytes(64),
        b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n\r\n<p>The group is work=\r\ning",
        b"MIME-Version: 1.0\r\n\r\n<p>The group",
        b"bplist00\xd1_\x10 The group",
    ],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    """Bytes that are no text are not read as some."""
    with pytest.raises(DossierError, match="no text"):
        text_of(data, "text/plain")


def test_records_are_no_text() -> None:
    """A chat as a program exports it holds a bold “did not” apart from its sentence: words are to be saved as text."""
    chat = b'\n[{"text": ["HTS ", {"type": "bold", "text": "did not"}, " attack the town."]}]'
    with pytest.raises(DossierError, match="this is JSON"):
        text_of(chat, "text/plain")
    for text in ("[Photo] HTS left.", "{HTS left.}", '"HTS left."', "[" * 100_000, f"<p>{chat.decode()}</p>"):
        assert text_of(text.encode(), "text/html" if text.startswith("<") else "text/plain")


@pytest.mark.parametrize(
    ("data", "kind", "guessed"),
    [
        ("قال".encode("cp1256"), "text/plain", True),
        ("قال".encode("cp1256"), "text/plain; charset=windows-1256", False),
        ("قال".encode(), "text/plain", False),
        ("\ufeffقال".encode("utf-16-le"), "text/plain", False),
        ("<p>né".encode("latin-1"), "text/html", True),
        ("<meta charset=latin1><p>né".encode("latin-1"), "text/html", False),
    ],
)
def test_a_guess_at_an_encoding_is_one(data: bytes, kind: str, guessed: bool) -> None:
    """Whoever takes such a file in is told, since no quote would be found in its wrong letters."""
    assert is_guessed(data, kind) is guessed


def test_a_page_that_is_nested_too_deeply_is_refused() -> None:
    """A page made to exhaust the machine is refused in a sentence."""
    with pytest.raises(DossierError, match="nests"):
        page("<div>" * 5000 + "a" + "</div>" * 5000)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.html", b"", "text/html"),
        ("a.HTM", b"", "text/html"),
        ("a.txt", b"<html>", "text/plain"),
        ("a", b"\xef\xbb\xbf \n<!DOCTYPE html>", "text/html"),
        ("a", b"HTS left", "text/plain"),
    ],
)
def test_media_types(name: str, data: bytes, kind: str) -> None:
    """The end of a name decides, else how the bytes begin."""
    assert media_type(name, data) == kind


def test_the_extractor_names_its_library() -> None:
    """What made a text is recorded with its version."""
    assert re.fullmatch(r"inscriptis [\d.]+, lxml [\d.]+, rules \d+", extractor())


@pytest.mark.skipif(not PAGES.is_file(), reason=f"no real pages at {PAGES}: whole pages are NOT tested")
def test_real_pages_lose_no_paragraph() -> None:
    """Of real pages, the paragraphs that their editors see are in the text, and the same each time."""
    lost = total = 0
    for source, expected in pages():
        text = text_of(source, "text/html; charset=utf-8")
        assert text == text_of(source, "text/html; charset=utf-8")
        letters = re.sub(r'[\s"]+', "", text)
        for paragraph in LexborHTMLParser(expected.decode()).css("p, li, h2"):
            total += 1
            lost += re.sub(r'[\s"]+', "", paragraph.text()) not in letters
    assert total > 4000
    assert lost / total < 0.002


def pages() -> Iterator[tuple[bytes, bytes]]:
    """Yield real pages, and what their editors see in them."""
    with tarfile.open(PAGES) as archive:
        files = {member.name: archive.extractfile(member) for member in archive.getmembers() if member.isfile()}
        for name, file in files.items():
            expected = files.get(name.replace("source.html", "expected.html"))
            if name.endswith("source.html") and file and expected:
                yield file.read(), expected.read()
