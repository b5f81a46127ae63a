"""Judgement is kept apart: none by default, signed where there is one, no outlet's beside a claim, no verdicts."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.analyse.wording import CREDIBILITY, LIKELIHOOD, RELIABILITY
from generator.load import load
from generator.model import Claim, Likelihood
from generator.model.shape import shape
from generator.pages import plan
from generator.render import Rendered, Renderer
from generator.templates import gathered
from tests.corpora import read_site

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
GOLDEN = ROOT / "tests" / "golden" / "pages" / "site"
VERDICTS = re.compile(r"\b(confirmed|proven|true|false|fake|verified)\b", re.IGNORECASE)
ALLOWED = re.compile("|".join(["(?:has )?not verified", *CREDIBILITY.values()]), re.IGNORECASE)
JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
SAID = ("title", "alt", "aria-label", "content", "placeholder", "summary")
UNGRADED = {
    "data/groups/alpha.yml": "name: Alpha\n",
    "data/groups/outlet.yml": "name: Outlet\npublisher: {caveats: none, because: None is known.}\n",
    "data/sources/paper.yml": "title: Paper\ntype: article\noutlet: outlet\nderived_from: []\n",
    "data/claims/all.yml": "- {id: took, mode: act, text: '[[alpha]] took it.', citations: "
    "[{source: paper, quote: took it, attribution: {how: none}}]}\n",
}


def rendered(site: Path) -> dict[str, Rendered]:
    corpus, _ = load(site)
    renderer = Renderer(corpus, plan(corpus), gathered([TEMPLATES]))
    return {page.address: renderer.render(page) for page in renderer.plan.pages}


@cache
def golden() -> dict[str, Rendered]:
    return rendered(GOLDEN)


@cache
def seed() -> dict[str, Rendered]:
    return rendered(ROOT)


def words(html: str) -> str:
    """Return all that a reader may see or hear of a page, attributes included, and the lines that a script draws."""
    tree = LexborHTMLParser(html.replace('","', " "))
    spoken = [node.attributes.get(name) or "" for name in SAID for node in tree.css(f"[{name}]")]
    return " ".join(" ".join([tree.body.text(separator=" ") if tree.body else "", *spoken]).split())


def verdicts(text: str) -> list[str]:
    return VERDICTS.findall(ALLOWED.sub("", text))


@pytest.mark.parametrize("template", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_no_template_gives_a_verdict(template: Path) -> None:
    """No template says that anything is confirmed, proven, true, false, fake, or verified other than not."""
    assert verdicts(words(f"<body>{JINJA.sub(' ', template.read_text('utf-8'))}</body>")) == []


@pytest.mark.parametrize("site", [golden, seed], ids=["golden", "seed"])
def test_no_page_gives_a_verdict(site: object) -> None:
    """Nor do the words that the program makes: the data of these sites has none of the words but "not verified"."""
    for address, page in site().items():  # type: ignore[operator]
        assert verdicts(" ".join([words(page.body), page.title, page.description])) == [], address


def test_the_search_for_verdicts_finds_some() -> None:
    """The words are found in text and in attributes, capitals or not; the labels of the scale are not."""
    assert verdicts(words('<p title="Verified">This is true, and Proven.</p>')) == ["true", "Proven", "Verified"]
    assert verdicts("not verified by its publisher; 2 of 6, probably true; confirmed by other sources") == []


def test_there_is_no_grade_by_default(tmp_path: Path) -> None:
    """Where nobody judged, every page says "not assessed", and no grade or likelihood stands anywhere."""
    corpus, problems = read_site(tmp_path, UNGRADED)
    assert [problem for problem in problems if problem.severity == "error"] == []
    renderer = Renderer(corpus, plan(corpus), gathered([TEMPLATES]))
    pages = {page.address: words(renderer.render(page).body) for page in renderer.plan.pages}
    explained = pages.pop("claims/what_words_mean/")
    assert all(words in explained.lower() for words in (*CREDIBILITY.values(), *RELIABILITY.values(), *LIKELIHOOD))
    for text in pages.values():
        assert " of 6" not in text
        assert not any(grade in text.lower() for grade in (*CREDIBILITY.values(), *RELIABILITY.values(), *LIKELIHOOD))
    assert "Credibility not assessed" in pages["claims/took/"]
    assert "Outlet reliability not assessed" in pages["claims/took/"]
    assert "Credibility not assessed" in pages["groups/alpha/"]
    assert "Reliability not assessed" in pages["groups/outlet/"]


def test_reliability_never_stands_beside_a_claim() -> None:
    """The grade of an outlet stands on its own page and on those of its sources, and on no card, row or claim page."""
    shown = {address for address, page in golden().items() if "fairly reliable" in words(page.body).lower()}
    assert shown - {"claims/what_words_mean/", "groups/outlet-b/"} != set()
    assert all(address.startswith("sources/") for address in shown - {"claims/what_words_mean/", "groups/outlet-b/"})
    for page in golden().values():
        for claim in LexborHTMLParser(page.body).css("article.claim, article.brief, article.claim-page"):
            assert not any(grade in claim.text().lower() for grade in RELIABILITY.values())


def test_a_likelihood_is_the_editors_own() -> None:
    """It stands on the page of its claim, with whose it is and when, and nowhere else."""
    shown = [address for address, page in golden().items() if "roughly even chance" in words(page.body).lower()]
    assert sorted(shown) == ["claims/a-holds-e/", "claims/what_words_mean/"]
    told = "Likelihood roughly even chance, as the editors estimate it. Editor N , 1 February 2026"
    assert told in words(golden()["claims/a-holds-e/"].body)


def test_there_are_seven_words_for_likelihood() -> None:
    """ICD 203 has seven words, each with its range; these follow one another without a gap."""
    assert tuple(LIKELIHOOD) == get_args(Likelihood)
    ranges = [tuple(map(int, re.findall(r"\d+", words))) for words in LIKELIHOOD.values()]
    assert [low for low, _ in ranges] == [1, *(high for _, high in ranges[:-1])]


@pytest.mark.parametrize("missing", ["by", "on", "why", "credibility"])
def test_an_assessment_is_refused_without_its_signature(missing: str) -> None:
    """Who, when, why and the grade itself are all needed, with a likelihood or without."""
    whole = {"credibility": "3", "by": "A. Reader", "on": "2026", "why": "So.", "likelihood": "likely"}
    claim = {"id": "c", "text": "So.", "mode": "act", "assessment": whole}
    assert not shape(claim, Claim)[1]
    less = {name: value for name, value in whole.items() if name != missing}
    (fault,) = shape({**claim, "assessment": less}, Claim)[1]
    assert f'"{missing}"' in fault.message


@pytest.mark.parametrize("word", ["probable", "Likely", "highly likely", "60 %"])
def test_no_other_word_is_a_likelihood(word: str) -> None:
    """Words of other scales, and numbers, are refused."""
    given = {"credibility": "3", "by": "A. Reader", "on": "2026", "why": "So.", "likelihood": word}
    assert shape({"id": "c", "text": "So.", "mode": "act", "assessment": given}, Claim)[1]
