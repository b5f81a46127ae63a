"""The benchmark compares like with like: a corpus that is valid, peers that say the same, ratios that are right."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from markdown import markdown as to_html
from selectolax.lexbor import LexborHTMLParser

from benchmarks import quotes
from benchmarks.__main__ import main
from benchmarks.builders import HUGO, MKDOCS, PROGRAM, Builder
from benchmarks.corpus import Records, Size, make_records
from benchmarks.markdown import Dialect, body_of, markdown
from benchmarks.measure import FailedError, Output, Run, measure_output, run
from benchmarks.peers import write_hugo, write_mkdocs
from benchmarks.results import Measured, as_json, goals, shares, summary, table
from benchmarks.sameness import differences
from benchmarks.yaml_site import write_site
from generator.frame import Frame
from generator.load import Locator, load
from generator.rules import judge

SMALL = Size(entities=60, claims=200, sources=25)
PLAIN = Dialect(html=False, link=lambda href: href)
WITH_HTML = Dialect(html=True, link=lambda href: href)
EXTENSIONS = ["attr_list", "def_list", "tables"]


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def page(body: str, title: str = "T - Benchmark") -> str:
    head = f'<head><meta name="description" content="D"><title>{title}</title></head>'
    return f'<html>{head}<body><article class="md-content__inner md-typeset">{body}</article></body></html>'


def site(folder: Path, pages: dict[str, str]) -> Path:
    index = {"docs": [{"location": "claims/x/", "title": "X", "text": "<p>X said.</p>"}]}
    written = {"search/search_index.json": json.dumps(index), "assets/a.css": "a {}"}
    written |= {f"{address}index.html": page(body) for address, body in pages.items()} | {"404.html": page("gone")}
    for name, text in written.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def measured(name: str, *walls: float) -> Measured:
    return Measured(name, tuple(Run(wall, 2 * wall, 10, "") for wall in walls), Output(2, 3, 4_000, 9_000), 7)


# The corpus


@pytest.mark.parametrize("size", [SMALL, Size(entities=5, claims=3, sources=1)])
def test_the_corpus_is_valid(tmp_path: Path, size: Size) -> None:
    """A corpus of any size loads whole, and no rule finds anything in it, not even a warning."""
    write_site(make_records(size), tmp_path)
    corpus, problems = load(tmp_path)
    assert problems == []
    assert judge(corpus, Locator(tmp_path, corpus)) == []
    assert (len(corpus.entities), len(corpus.claims), len(corpus.sources)) == (size.entities, size.claims, size.sources)


def test_a_seed_is_a_corpus(tmp_path: Path) -> None:
    """The same seed gives the same bytes, another one gives another corpus."""
    for folder, seed in (("one", 1), ("again", 1), ("other", 2)):
        write_site(make_records(SMALL, seed), tmp_path / folder)
    assert files(tmp_path / "one") == files(tmp_path / "again")
    assert files(tmp_path / "one").keys() != files(tmp_path / "other").keys()


def test_the_corpus_has_the_shape_of_real_ones() -> None:
    """Few entities have many claims, chains up to three links, claims one to three citations, names two scripts."""
    records = make_records(SMALL)
    subjects = [str(claim["relations"][0]["subject"]) for claim in records.claims]
    counts = sorted(map(subjects.count, set(subjects)), reverse=True)
    assert counts[0] >= 5 * counts[len(counts) // 2]
    citations = [citation for claim in records.claims for citation in claim["citations"]]
    assert {len(claim["citations"]) for claim in records.claims} == {1, 2, 3}
    assert {len(citation["attribution"].get("chain", ())) for citation in citations} == {0, 1, 2, 3}
    assert any("lang" in name for entity in records.entities["people"] for name in entity["names"])
    assert any("caveats" in claim for claim in records.claims)


# The peers' Markdown


BODY = """
<article class="record"><header class="head"><p class="kicker">Claim</p>
<h1 class="statement" id="says"><span class="mode">Reported:</span>
<a href="../a/"><bdi>A_b</bdi></a> holds *half* of [it].</h1>
</header>
<section class="notice" id="full_notice"><p><strong>Not verified.</strong> 2 &lt; 3 &amp; 4 | 5 ~ 6</p></section>
<ul class="caveats"><li><b>Headline.</b> Only there. <small>(A)</small></li><li>Other<ul><li>inner</li></ul></li></ul>
<dl class="card"><div><dt>Date</dt> <dd>2017</dd></div></dl><ol><li>first</li><li>then</li></ol>
<figure class="quote"><blockquote>“Quoted”</blockquote><figcaption><cite>Paper</cite>, p. 1</figcaption></figure>
<table class="readings"><caption>Glance</caption>
<tr><th>What</th><th>Said</th></tr><tr><td>x</td><td>y | z</td></tr></table>
<p lang="ar">1. <span lang="ar" dir="rtl">كلمة</span></p><button>Copy</button></article>
"""


def test_markdown_says_the_words_of_the_page() -> None:
    """Markdown made of a page, made HTML again, holds every word of it in order, and none besides."""
    body = body_of(page(BODY))
    made = LexborHTMLParser(to_html(markdown(body, PLAIN), extensions=EXTENSIONS)).body
    body.strip_tags(["button"], recursive=True)
    assert made is not None
    assert "".join(made.text().split()) == "".join(body.text().split())


def test_plain_markdown_needs_no_html() -> None:
    """What MkDocs gets is Markdown alone, but for the direction of words in another script; anchors stay."""
    text = markdown(body_of(page(BODY)), PLAIN)
    assert [line for line in text.splitlines() if "<" in line] == ['1\\. <span lang="ar" dir="rtl">كلمة</span>']
    assert "# Reported: [A\\_b](../a/) holds \\*half\\* of \\[it\\]. {#says}" in text
    assert "{: #full_notice }" in text


def test_markdown_for_hugo_keeps_blocks() -> None:
    """What Hugo gets has the blocks and classes of the page, so that its pages weigh about the same."""
    text = markdown(body_of(page(BODY)), WITH_HTML)
    assert '<section class="notice" id="full_notice">\n\n**Not verified.**' in text
    assert "- Other\n    - inner\n{.caveats}" in text
    assert "{#says .statement}" in text


def test_peers_publish_the_statements(tmp_path: Path) -> None:
    """Both peers get a file for every page, with its statement, and links that lead to the same page."""
    statement = '<h1>X holds</h1><a href="../../groups/a/mentions/#m">A</a>'
    pages = {"": "<h1>Home</h1>", "claims/": "<h1>Claims</h1>", "claims/x/": statement, "groups/a/mentions/": "M"}
    built = site(tmp_path / "built", pages)
    write_mkdocs(built, tmp_path / "mkdocs")
    docs = tmp_path / "mkdocs" / "docs"
    assert sorted(files(docs)) == ["claims/index.md", "claims/x.md", "groups/a/mentions.md", "index.md"]
    text = (docs / "claims" / "x.md").read_text("utf-8")
    assert "# X holds" in text
    assert "(../groups/a/mentions.md#m)" in text
    slots = ("title", "body", "contents")
    frame = Frame((b"<b>", b"</b>", b"<i>", b"</i>"), slots, {}, ('<li><a href="#', '">', "</a></li>"), "")
    write_hugo(built, tmp_path / "hugo", {("claims/", 2): frame})
    layout = (tmp_path / "hugo" / "layouts" / "claims-2.html").read_text("utf-8")
    assert layout == "<b>{{ .Title }}</b>{{ .Content }}<i>{{ .TableOfContents }}</i>"
    content = (tmp_path / "hugo" / "content" / "claims" / "x.md").read_text("utf-8")
    assert 'layout: "claims-2"' in content
    assert 'search: "<p>X said.</p>"' in content
    assert "(../../groups/a/mentions/#m)" in content


# No cheating


RECORDS = Records(
    {"groups": [{"id": "a", "name": "Alpha"}]},
    [],
    [
        {
            "id": "x",
            "text": "[[a]] holds [[a|it]].",
            "citations": [{"quote": "it is held"}],
            "caveats": [{"text": "Who says so is not known."}],
        }
    ],
)
SAID = "<h1>Alpha holds it.</h1> <q>it is held</q> Who says so <b>is</b> not known."


def test_the_same_words_are_no_difference(tmp_path: Path) -> None:
    """Sites that say the same in other markup do not differ."""
    one = site(tmp_path / "one", {"claims/x/": SAID})
    two = site(tmp_path / "two", {"claims/x/": SAID.replace("h1", "h2") + "<button>Copy</button>"})
    assert differences(RECORDS, {"one": one, "two": two}, 10) == []


@pytest.mark.parametrize(
    ("pages", "found"),
    [
        ({"claims/x/": SAID.replace("not known", "known")}, "two does not say of x: Who says so is not known."),
        ({"claims/x/": SAID.replace("<q>it is held</q>", "")}, "two does not say of x: it is held"),
        ({"claims/x/": SAID.replace("holds", "held")}, "two does not say of x: Alpha holds it."),
        ({"claims/x/": SAID + " More."}, "claims/x/index.html: one says"),
        ({"claims/x/": SAID, "claims/y/": "Y"}, "one lacks 1 pages of two: claims/y/index.html"),
    ],
)
def test_every_difference_is_found(tmp_path: Path, pages: dict[str, str], found: str) -> None:
    """A statement, a quote or a caveat less, a word more, a page more: each is told, with its page."""
    sites = {"one": site(tmp_path / "one", {"claims/x/": SAID}), "two": site(tmp_path / "two", pages)}
    assert any(words.startswith(found) for words in differences(RECORDS, sites, 10))


# Measuring and reporting


def test_a_run_is_measured(tmp_path: Path) -> None:
    """A run gives its words, and figures of the operating system for time and memory."""
    done = run([sys.executable, "-c", "print('{\"reading\": 0.5}')"], tmp_path, {})
    assert shares(done) == {"reading": 0.5}
    assert min(done.wall, done.cpu, done.largest) > 0


def test_a_failed_build_is_not_measured(tmp_path: Path) -> None:
    """A command that fails stops the benchmark with its last words."""
    with pytest.raises(FailedError, match="ended with 3:\nno data"):
        run([sys.executable, "-c", "import sys; print('no data'); sys.exit(3)"], tmp_path, {})


def test_a_build_starts_from_nothing(tmp_path: Path) -> None:
    """Before a run everything that an earlier one left is gone, also where the output is a link."""
    for folder in ("builds/1", "cache"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "site").symlink_to("builds/1")
    (tmp_path / "data.yml").write_text("kept")
    Builder("b", (), tmp_path, tmp_path / "site", (tmp_path / "builds", tmp_path / "cache")).clear()
    assert sorted(files(tmp_path)) == ["data.yml"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data.yml"]


def test_an_output_is_weighed(tmp_path: Path) -> None:
    """Pages are HTML files; the site is all its files, through the link to it too."""
    (tmp_path / "builds").mkdir()
    for name, size in (("a.html", 3), ("b.html", 4), ("c.css", 5)):
        (tmp_path / "builds" / name).write_bytes(b"x" * size)
    (tmp_path / "site").symlink_to("builds")
    assert measure_output(tmp_path / "site") == Output(pages=2, files=3, html=7, total=12)


def test_goals_compare_medians() -> None:
    """Each goal is a ratio of medians, and is reached at exactly its bound."""
    all_three = [measured(PROGRAM, 3, 2, 9), measured(MKDOCS, 45, 40, 50), measured(HUGO, 2, 2, 2)]
    assert [(goal.ratio, goal.reached) for goal in goals(all_three)] == [(15, True), (1.5, True)]
    slower = [measured(PROGRAM, 3.1), *all_three[1:]]
    assert [goal.reached for goal in goals(slower)] == [False, False]
    assert [goal.ratio for goal in goals(all_three[:2])] == [15]


def test_the_report_says_what_was_reached() -> None:
    """The report has a row for each program, its ratio to this one, and a line for each goal."""
    all_three = [measured(PROGRAM, 4), measured(MKDOCS, 80), measured(HUGO, 2)]
    assert [line.split()[0] for line in table(all_three).splitlines()[1:]] == ["this", "MkDocs", "Hugo"]
    assert "MkDocs : this program = 20.00 wall, 20.00 CPU" in summary(all_three)
    assert "reached: at least 15 times faster than plain MkDocs with Material (it is 20.00 times)" in summary(all_three)
    assert "NOT REACHED: no slower than 1.5 times Hugo (it is 2.00 times)" in summary(all_three)
    figures = json.loads(as_json(all_three, {"seed": 1}))
    assert figures["programs"][HUGO]["output"] == {"pages": 2, "files": 3, "html": 4_000, "total": 9_000}
    assert figures["goals"][0]["ratio"] == 20


def test_the_whole_benchmark_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A small corpus built by this program and by MkDocs: the same pages with the same words, measured and reported."""
    size = ["--entities", "12", "--claims", "20", "--sources", "4", "--runs", "1"]
    code = main([*size, "--only", MKDOCS, "--keep", str(tmp_path)])
    told = capsys.readouterr()
    assert (code, "NOT THE SAME" in told.out) == (0, False), told.out + told.err
    assert "plain MkDocs" in told.out


def test_the_benchmark_of_quotes_counts_verdicts(capsys: pytest.CaptureFixture[str]) -> None:
    """The same seed gives the same verdicts, of every kind that costs time, whatever the number of processes."""
    said = []
    for jobs in ("1", "2"):
        quotes.main(["--copies", "20", "--quotes", "300", "--size", "2000", "--jobs", jobs])
        said.append(capsys.readouterr().out.splitlines()[-1])
    assert said[0] == said[1]
    for kind in ("verbatim", "folded", "elided", "altered", "absent", "cropped"):
        assert kind in said[0]
