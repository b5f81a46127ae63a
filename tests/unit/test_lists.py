"""The lists that hand-written pages place: what stands in them, in which order, and that they stay short."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from urllib.parse import urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.analyse.changes import Change, Wording
from generator.corpus import Corpus
from generator.history import Event, History
from generator.inspection import Inspector, Statements
from generator.load import load
from generator.model import Entity, Retraction
from generator.pages import plan
from generator.render import Renderer
from generator.surfaces import Registry
from generator.templates import gathered
from generator.written import LISTS, judge_written
from tests.corpora import HEAD, read_site, write_site

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "pages" / "site"
OLD, NEW = "2026-01-01", "2026-02-01"


@cache
def golden() -> Corpus:
    return load(GOLDEN)[0]


def rendered(corpus: Corpus, name: str, history: History | None = None, address: str = "") -> str:
    """Return a list as it stands on the page at an address."""
    made = Renderer(corpus, plan(corpus), gathered([ROOT / "templates"]), *([history] if history else []))
    return made.embed(address, "list", name, 3)


def words(html: str) -> str:
    return " ".join(LexborHTMLParser(html).text().split())


def shown(html: str) -> list[str]:
    """Return the claims that a list shows, by their links."""
    rows = LexborHTMLParser(html).css("article.brief a.permalink")
    return [str(row.attributes["href"]).removeprefix("claims/").rstrip("/") for row in rows]


def with_claims(corpus: Corpus, number: int) -> Corpus:
    """Return the corpus with many claims like one of its own, and as many groups with letters of their own."""
    like = corpus.claims["b-holds-e"]
    claims = {f"claim-{n:05}": like.changed(id=f"claim-{n:05}") for n in range(number)}
    groups = {f"group-{n:05}": Entity(id=f"group-{n:05}", type="group", name=f"{chr(0x4E00 + n)} {n}")
              for n in range(number)}  # fmt: skip
    return replace(corpus, claims={**corpus.claims, **claims}, entities={**corpus.entities, **groups}, homes={})


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_nothing_says_so(name: str, tmp_path: Path) -> None:
    """A site without a record has every list, with one sentence and no row."""
    corpus, problems = read_site(tmp_path, {})
    assert problems == []
    html = rendered(corpus, name, History(day=OLD))
    text = words(html)
    assert any(
        said in text
        for said in ("No claims.", "No dossiers yet.", "None recorded.", "No change to a claim is recorded.")
    )
    assert not LexborHTMLParser(html).css("li, article")


def test_headings_of_a_list_have_the_rank_of_its_place() -> None:
    """A list with headings of its own begins with the rank that it is given."""
    made = Renderer(golden(), plan(golden()), gathered([ROOT / "templates"]))
    assert {node.tag for node in LexborHTMLParser(made.embed("", "list", "entities", 2)).css("h2, h3, h4")} == {"h2"}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_does_not_grow_with_the_site(name: str) -> None:
    """With 10,000 claims and 10,000 groups, each with another first letter, a list is no longer than a short page."""
    corpus = with_claims(golden(), 10_000)
    ids = sorted(corpus.claims)
    event = Event(NEW, "c0ffee", ids[0], (Change("Quote", Wording("was"), Wording("is")),))
    history = History(dict.fromkeys(ids, NEW), corrections=tuple(replace(event, claim=id) for id in ids), day=NEW)
    html = rendered(corpus, name, history)
    assert len(html) < 10_000
    assert "10,0" in html or name == "newest-claims"


def test_the_newest_claims_come_by_the_day_of_their_first_commit() -> None:
    """What is not committed yet stands first, then day by day; within a day it is the order of the files."""
    ids = [claim.id for claim in golden().in_file_order]
    first = {**dict.fromkeys(ids[:-1], OLD), ids[2]: NEW, ids[4]: NEW}
    html = rendered(golden(), "newest-claims", History(first, day=NEW))
    assert shown(html) == [ids[-1], ids[2], ids[4], ids[0], ids[1]]
    days = [node.text(strip=True) for node in LexborHTMLParser(html).css("p.more")]
    assert days == ["Not committed yet", "First recorded on1 February 2026", "First recorded on1 January 2026",
                    "All claims"]  # fmt: skip


def test_withdrawn_claims_and_those_that_may_be_older_are_not_among_the_newest() -> None:
    """Only what stands, and what git knows to be new, is called so."""
    ids = [claim.id for claim in golden().in_file_order]
    withdrawn = golden().claims[ids[0]].changed(retracted=Retraction(on=NEW, why="Wrong."))
    corpus = replace(golden(), claims={**golden().claims, ids[0]: withdrawn})
    html = rendered(corpus, "newest-claims", History(dict.fromkeys(ids, OLD), frozenset(ids[3:]), whole=False))
    assert shown(html) == ids[1:3]


@pytest.mark.parametrize(
    ("history", "because"),
    [
        (History(missing="the site is in no git repository"), "the site is in no git repository"),
        (History(dict.fromkeys(golden().claims, OLD), frozenset(golden().claims), whole=False), "older commits are"),
    ],
)
def test_nobody_guesses_which_claims_are_new(history: History, because: str) -> None:
    """Without a history, or with one that begins too late, the list says why it is empty, and leads to all claims."""
    html = rendered(golden(), "newest-claims", history)
    assert f"are the newest is not known, because {because}" in words(html)
    assert shown(html) == []
    assert 'href="claims/"' in html


def test_entities_are_counted_by_type_and_lead_on() -> None:
    """A few of a type stand there by name; of many, each letter leads to its place among the type's own pages."""
    few = words(rendered(golden(), "entities"))
    assert "Groups" in few and "Group A" in few and "People" in few
    many = LexborHTMLParser(rendered(with_claims(golden(), 200), "entities"))
    (letters,) = many.css("nav.letters")
    assert letters.attributes["aria-label"] == "Groups"
    links = [str(link.attributes["href"]) for link in letters.css("a")]
    assert len(links) == 60 and links[0].startswith("groups/#letter_") and links[-1].startswith("groups/")


def test_names_without_a_letter_stand_under_words() -> None:
    """Neither “#” nor “…” tells who hears it what stands below; the links that lead there say the same."""
    made = golden()
    one = next(iter(made.entities.values()))
    named = {**made.entities, one.id: one.changed(name="313th Brigade")}
    changed = replace(made, digests={}, entities=named)
    renderer = Renderer(changed, plan(changed), gathered([ROOT / "templates"]))
    index = f"{changed.settings.types[one.type].folder}/"
    for address, expected in ((index, "Numbers and signs"), ("sources/page_2/", "Without a title")):
        page = LexborHTMLParser(renderer.render(renderer.plan.by_address[address]).body)
        assert expected in [node.text() for node in page.css("h2")]
        assert expected in [node.text() for node in page.css("nav.letters a")]


def test_what_is_not_known_is_told_by_what_helps_most() -> None:
    """Each of the first sorts leads to its place in the whole list, and names its first gap."""
    made = plan(golden())
    sorts = list(dict.fromkeys(gap.sort for gap in made.gaps))[:3]
    rows = LexborHTMLParser(rendered(golden(), "not-known")).css("li")
    links = [str(row.css("a")[0].attributes["href"]) for row in rows]
    assert [link.partition("#")[2] for link in links] == [f"gaps_{sort}" for sort in sorts]
    pages = [made.by_address[link.partition("#")[0]] for link in links]
    listed = [{made.gaps[int(row)].sort for row in page.rows} for page in pages]
    assert all(sort in found for sort, found in zip(sorts, listed, strict=True))
    firsts = [next(gap.words for gap in made.gaps if gap.sort == sort) for sort in sorts]
    assert all(" ".join(first.split()) in words(row.html or "") for first, row in zip(firsts, rows, strict=True))


@pytest.mark.parametrize("name", LISTS)
def test_a_list_stands_anywhere(name: str) -> None:
    """Its links lead to pages of the site from whatever depth, and it has no anchor that may be there twice."""
    made = plan(golden())
    event = Event(NEW, "c0ffee", "b-holds-e", (Change("Quote", Wording("was"), Wording("is")),))
    history = History(dict.fromkeys(golden().claims, NEW), corrections=(event,), day=NEW)
    for address in ("", "reports/one/"):
        tree = LexborHTMLParser(rendered(golden(), name, history, address))
        links = [urljoin(f"https://x/{address}", str(link.attributes["href"])) for link in tree.css("a[href]")]
        assert links
        assert {link.removeprefix("https://x/").partition("#")[0] for link in links} <= set(made.by_address)
        assert not tree.css("[id]")


@pytest.mark.parametrize("name", ["newest-claims", "corrections"])
def test_a_claim_in_a_list_has_its_caveats(name: str) -> None:
    """The inspection passes each list as a hand-written page, and misses the caveats if the template drops them."""
    corpus = golden()
    made = Renderer(corpus, plan(corpus), gathered([ROOT / "templates"]))
    places = Registry(kind.folder for kind in corpus.settings.types.values()).written
    inspector = Inspector(Statements(made.expected.statements(), made.expected.expectation))
    ids = sorted(corpus.claims)
    event = Event(NEW, "c0ffee", "b-holds-e", (Change("Wording", None, Wording(made.claims.plain("b-holds-e"))),))
    html = rendered(corpus, name, History(dict.fromkeys(ids, NEW), corrections=(event,), day=NEW))
    page = f"<!doctype html><html><head>{HEAD}</head><body><main>{html}</main></body></html>"
    assert inspector.read_page("index.html", page.encode(), places).problems == ()
    bare = re.sub(r'<p class="standing">.*?</p>', "", page)
    assert {p.code for p in inspector.read_page("index.html", bare.encode(), places).problems} == {"I004"}


def test_a_list_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    """A misspelt name, and a list in the middle of a paragraph, are told with their place and with what to write."""
    page = "# Home\n\nSee `![[list:x]]`.\n\n![[list:newest-claim]]\n\nHere: ![[list:entities]]\n\n![[list:zzz]]\n"
    site = write_site(tmp_path, {"dossiers/index.md": page})
    corpus, _ = load(site)
    found = judge_written(site, corpus, LISTS)
    assert [(p.code, p.spot.line, p.spot.column, p.message, p.hint) for p in found] == [
        ("T112", 5, 1, 'no list "newest-claim"', 'did you mean "newest-claims"?'),
        ("T112", 7, 7, "a list stands inside a paragraph",
         "put it on a line of its own, with an empty line above and below it"),
        ("T112", 9, 1, 'no list "zzz"', "lists are: newest-claims, entities, not-known, corrections"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_each_list_is_documented_and_placed(name: str) -> None:
    """Each list stands in the page of settings, and on the home page of this project's own site."""
    assert f"\n| `![[list:{name}]]` |" in (ROOT / "docs" / "settings.md").read_text("utf-8")
    assert f"\n![[list:{name}]]\n" in (ROOT / "dossiers" / "index.md").read_text("utf-8")
    assert (ROOT / "templates" / "lists" / f"{name}.html").is_file()
