"""A site in several languages: one edition for each, with a way from every page to itself in the others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from posixpath import normpath

import pytest
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

from generator.build import build
from generator.report import report
from generator.seal import Built
from generator.views import scripted
from scripts.links import served
from tests.corpora import write_site
from tests.site.conftest import AWAKE, WINDOW, at_its_own_address

CONFIG = """\
site_name: Dossiers
site_url: https://dossiers.example/under/
docs_dir: dossiers
theme: {name: material, language: en, font: false, features: [navigation.instant]}
nav:
  - Home: index.md
  - Groups: groups/
  - Claims: claims/
  - About us: about.md
extra:
  dossier:
    languages:
      ar:
        name: ملفات
        words: {About us: من نحن, Fronts: الجبهات, said so: قال ذلك}
"""
FILES = {
    "dossiers/index.md": "# Welcome\n\n[[group-a]]\n\n![[claim:a-holds]]\n",
    "dossiers/index.ar.md": "# أهلًا\n\n[[group-a]]\n",
    "dossiers/about.md": "# About us\n\nWords.\n\n![[list:newest-claims]]\n",
    "dossiers/only.ar.md": "# بالعربية فقط\n\nكلمات.\n",
    "data/groups/group-a.yml": """\
        name: Group A
        note: "A note on [[group-a]]."
        names:
          - {text: الجماعة أ, lang: ar}
          - {text: GA, type: abbreviation}
        """,
    "data/groups/group-b.yml": "name: Group B\nkind: armed\nsame_as: {list: B-1}\n",
    "data/groups/group-c.yml": "name: Группа В\nnote: Not [[group-d]].\n",
    "data/groups/group-d.yml": "name: Група Г\nnames: [{text: Група Г, lang: uk}]\ndistinct_from: [group-c]\n",
    "data/groups/outlet.yml": """\
        name: The Outlet
        publisher: {caveats: [{kind: unverified, by: outlet, text: We did not check it.}]}
        """,
    "data/sources/article.yml": """\
        title: An article
        type: article-newspaper
        outlet: outlet
        lang: en
        published: 2017-03
        caveats: [{kind: odd, text: How odd., by: editors}]
        """,
    "data/claims/claims.yml": """\
        - id: a-holds
          mode: act
          theme: Fronts
          text: "[[group-a]] holds the bridge."
          relations:
            - {subject: group-a, predicate: numbers, value: {number: "-5", unit: men}}
            - {subject: group-a, predicate: meets, object: [group-b, group-c], either: true}
            - {subject: group-a, predicate: joins, object: group-b}
          caveats:
            - {kind: reading, text: We read it so., by: editors}
            - {kind: odd, text: How odd., by: editors}
          citations:
            - source: article
              quote: A holds the bridge
              locator: paragraph 1
              attribution: {how: explicit, chain: [{anonymous: informed sources, did: said so}]}
        - id: b-says
          mode: state
          text: {en: "[[group-b]] is said to be small.", ar: "يقال إن [[group-b]] صغيرة."}
          citations:
            - source: article
              quote: مجموعة صغيرة
              lang: ar
              translation: {text: a small group, by: editors}
              attribution: {how: none}
        """,
    "data/vocabulary.yml": """\
        kinds: {armed: {of: [group], label: armed group, plural: armed groups, note: Not a finding.}}
        predicates:
          numbers: {label: numbers, heading: Reported number}
          meets: {label: meets, symmetric: true}
          joins: {label: joins, heading: Reported to join}
        identifiers: {list: {label: List of names}}
        caveats:
          odd: {label: Odd thing, standing: 5, brief: odd thing, note: It is odd.}
          unverified:
            label: Not verified
            standing: 10
            brief: not verified by its publisher
            translations: {ar: {label: غير متحقق منه, brief: غير متحقق منه من ناشره}}
        """,
}

NO_WORDS = re.compile("The Outlet|informed sources|JSON Lines|BibTeX|RIS|CSV|Natural Earth")
"""Names, words of the data and formats."""
SHOWN = re.compile("(aria-label|title|alt|placeholder|data-(?!caveat).*)$")
"""Attributes with words that readers hear, or that scripts show."""


def made(site: Path, **options: bool) -> Built:
    """Build a site; its errors fail the test."""
    built = build(site, environ={}, tell=lambda step: None, **options)  # type: ignore[arg-type]
    assert not report([p for p in built.problems if p.severity == "error"], "text", site)
    return built


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site in English and Arabic."""
    return made(write_site(tmp_path_factory.mktemp("languages"), FILES, CONFIG)).out


def page(out: Path, address: str) -> LexborHTMLParser:
    """Return a page of the site."""
    return LexborHTMLParser((out / address / "index.html").read_text("utf-8"))


def addresses(out: Path) -> Iterator[str]:
    """Yield the address of every page that stands in a frame."""
    for file in sorted(out.rglob("index.html")):
        if 'class="md-header' in file.read_text("utf-8"):
            yield file.relative_to(out).as_posix().removesuffix("index.html")


def words(node: object) -> str:
    """Return what a reader reads of an element."""
    return " ".join(node.text().split())  # type: ignore[attr-defined]


@pytest.mark.parametrize("config", [CONFIG, CONFIG.partition("extra:")[0]], ids=["editions", "one language"])
def test_a_statement_is_looked_for_in_every_language_that_it_is_written_in(tmp_path: Path, config: str) -> None:
    """Whoever writes it bare into a page is told so, whichever language the page is in; a caveat in either is one."""
    said = {"en": "Group B is said to be small.", "ar": "يقال إن Group B صغيرة."}
    data = FILES["data/claims/claims.yml"].replace(
        "mode: state", "mode: state\n          caveats: [{kind: unverified, text: So it is., by: editors}]"
    )
    pages = {
        "dossiers/bare.md": f"# Bare\n\n{said['ar']}\n",
        "dossiers/bare.ar.md": f"# Bare\n\n{said['en']}\n",
        "dossiers/beside.md": f"# Beside\n\n- {said['ar']} غير متحقق منه. Not read.\n",
        "dossiers/beside.ar.md": f"# Beside\n\n- {said['en']} Not verified. Not read.\n",
    }
    site = write_site(tmp_path, {**FILES, "data/claims/claims.yml": data, **pages}, config)
    problems = build(site, environ={}, tell=lambda step: None).problems
    found = {p.spot.file: p.message.split('"')[1] for p in problems if p.code == "I004"}
    assert found == {
        "dossiers/bare.md": "Not verified",
        "dossiers/bare.ar.md": "غير متحقق منه" if config is CONFIG else "Not verified",
        "dossiers/beside.md": "Odd thing",
        "dossiers/beside.ar.md": "Odd thing",
    }


def test_every_page_leads_to_itself_in_the_other_language(out: Path) -> None:
    """Readers find the other edition in the header, in its own language, and search engines both in the head."""
    found = list(addresses(out))
    assert len(found) > 20
    for address in found:
        if "only/" in address:
            continue
        other = address.removeprefix("ar/") if address.startswith("ar/") else f"ar/{address}"
        (link,) = page(out, address).css(".languages a")
        assert normpath(f"{address}{link.attributes['href']}/x") == f"{other}x"
        assert link.attributes["lang"] == link.attributes["hreflang"] == ("en" if address.startswith("ar/") else "ar")
        heads = page(out, address).css('link[rel~="alternate"][hreflang]')
        base = "https://dossiers.example/under/"
        assert {head.attributes["href"] for head in heads} == {f"{base}{address}", f"{base}{other}"}
        canonical = page(out, address).css_first('link[rel="canonical"]')
        assert canonical.attributes["href"] == f"{base}{address}"


def test_a_page_in_one_language_only_leads_nowhere_else(out: Path) -> None:
    """A page that somebody wrote in one language only has no way to another, and no other edition has it."""
    assert page(out, "ar/only/").css(".languages a") == []
    assert not (out / "only").exists()


def test_the_main_edition_is_what_it_would_be_alone(out: Path, tmp_path: Path) -> None:
    """With one more language no address changes, and nothing in a page but the ways to the other edition."""
    alone = write_site(tmp_path, {k: v for k, v in FILES.items() if ".ar." not in k}, CONFIG.partition("extra:")[0])
    single = made(alone).out
    ours = re.compile(r'<link rel="alternate " hreflang[^>]*>|<div class="languages".*?</div>|\n')
    for file in sorted(single.rglob("*.html")):
        name = file.relative_to(single)
        assert ours.sub("", (out / name).read_text("utf-8")) == ours.sub("", file.read_text("utf-8")), name
    shared = {
        path for path in out.rglob("*") if path.is_file() and PurePosixPath(path.relative_to(out)).parts[0] != "ar"
    }
    assert len(shared) == sum(path.is_file() for path in single.rglob("*"))


def test_an_edition_speaks_its_language(out: Path) -> None:
    """Theme, navigation, headings, counts, dates and caveats are in the language, and the page is mirrored."""
    dossier = page(out, "ar/groups/group-a/")
    assert dossier.css_first("html").attributes["lang"] == "ar"
    assert dossier.css_first("body").attributes["dir"] == "rtl"
    assert [words(link) for link in dossier.css(".md-nav--primary .md-nav__link") if words(link)][:1]
    text = words(dossier.css_first("article.record"))
    assert "منقول، غير متحقق منه." in text and "تقرير واحد، أصل واحد" in text and "فعل منقول" in text
    assert "آذار/مارس 2017" in text
    nav = words(dossier.css_first("nav.md-nav--primary"))
    assert all(label in nav for label in ("الرئيسية", "الجماعات", "الادعاءات", "من نحن")) and "About us" not in nav
    assert words(dossier.css_first("h2")) == "الجبهات"
    assert "(دون تسمية)" in words(dossier.css_first(".chain"))
    told = "".join(words(chain) for chain in dossier.css(".chain"))
    assert "←" in told and "→" not in told


def test_no_page_of_records_says_anything_in_english(out: Path) -> None:
    """In an Arabic edition nothing but names, the text of the data and formats is in English, also for scripts."""
    left = {}
    for address in addresses(out):
        article = page(out, address).css_first("article.record") if address.startswith("ar/") else None
        if article is None:
            continue
        attributes = [pair for node in article.css("*") for pair in node.attributes.items() if pair[1]]
        said = [value for key, value in attributes if SHOWN.match(key)]
        for node in article.css('[lang="en"], bdi, code, [data-take="words"], .citation'):
            node.decompose()
        text = re.sub("\u2068[^\u2069]*\u2069", "", "\n".join([*said, words(article)]))
        if found := re.findall(r"[A-Za-z]{2,},? [A-Za-z]{2,}", NO_WORDS.sub("", text)):
            left[address] = found
    assert left == {}


def test_names_are_those_of_the_language(out: Path) -> None:
    """Who has a name in the language is called by it; who has none keeps the name of the data, marked as such."""
    dossier = page(out, "ar/groups/group-a/")
    assert words(dossier.css_first("h1")) == "الجماعة أ"
    other = dossier.css_first(".title > bdi")
    assert (words(other), other.attributes) == ("Group A", {"lang": "en", "dir": "ltr"})
    assert words(page(out, "groups/group-a/").css_first("h1")) == "Group A"
    name = page(out, "ar/groups/group-b/").css_first("h1 bdi")
    assert (words(name), name.attributes) == ("Group B", {"lang": "en", "dir": "ltr"})


def test_a_name_is_marked_by_its_own_language_or_its_script(out: Path) -> None:
    """Where its letters are not those of the data's language none is guessed; the mark says the script."""
    cyrillic = {"lang": "und-Cyrl"}
    for edition in ("", "ar/"):
        dossier = page(out, f"{edition}groups/group-c/")
        assert dossier.css_first("h1 bdi").attributes == cyrillic
        assert {words(node): node.attributes for node in dossier.css(".identity bdi")} == {
            "Група Г": {"lang": "uk", "dir": "ltr"}
        }
        assert page(out, f"{edition}groups/group-d/").css_first(".identity bdi").attributes == cyrillic
        assert page(out, f"{edition}groups/group-d/").css(".names") == []
    abbreviation = page(out, "ar/groups/group-a/").css_first(".names bdi")
    assert (words(abbreviation), abbreviation.attributes) == ("GA", {"lang": "en", "dir": "ltr"})
    title = page(out, "ar/groups/outlet/published/")
    assert title.css_first("h1 bdi").attributes == {"lang": "en", "dir": "ltr"}
    assert "\u2068The Outlet\u2069" in title.css_first("title").text()


def test_what_is_not_translated_stands_in_its_own_language(out: Path) -> None:
    """A statement, a caveat, a remark and a place in the language of the data are marked, a statement in words too."""
    claim = page(out, "ar/claims/a-holds/")
    assert words(claim.css_first("h1 .mode")) == "فعل منقول (باللغة الإنجليزية):"
    foreign = {words(node) for node in claim.css('article [lang="en"][dir="ltr"]')}
    assert {"Group A holds the bridge.", "We read it so.", "paragraph 1"} <= foreign
    title, shared = claim.css_first("title"), claim.css_first('meta[property="og:title"]')
    assert all("Group A holds the bridge." in told for told in (title.text(), shared.attributes["content"] or ""))
    note = page(out, "ar/groups/group-a/").css('.identity [lang="en"]')
    assert [words(node) for node in note] == ["A note on Group A."]


def test_what_is_isolated_in_a_sentence_says_what_it_is_written_in(out: Path) -> None:
    """In sentences names and words of a source are marked by their script, an untranslated caveat by its language."""

    def marked(address: str, where: str, lang: str) -> set[str]:
        return {words(node) for node in page(out, address).css(f'{where} span[lang="{lang}"]')}

    assert "The Outlet" in marked("ar/claims/", ".standing", "und-Latn")
    assert "informed sources" in marked("ar/groups/group-a/", "#not_known, .gaps, li", "und-Latn")
    for where in ("ar/claims/", "ar/groups/group-b/"):
        assert "odd thing" in marked(where, "[data-caveat]", "en")


def test_words_of_the_vocabulary_that_nobody_translated_are_marked(out: Path) -> None:
    """A kind, a relation, a caveat and a scheme stand in the language of the data, and so does what they mean."""
    marked = {
        "groups/group-a/": ("Reported number", "men", "Odd thing.", "odd thing"),
        "groups/group-b/": ("armed group", "List of names"),
        "groups/": ("armed group",),
        "network/": ("Meets", "meets"),
        "claims/a-holds/": ("numbers", "meets"),
        "claims/": ("odd thing",),
        "claims/what_words_mean/": ("Armed group", "Not a finding.", "Numbers", "Odd thing", "List of names"),
    }
    for address, expected in marked.items():
        for edition in ("", "ar/"):
            found = {words(node) for node in page(out, edition + address).css('article [lang="en"]')}
            assert found.issuperset(expected) == bool(edition), address
    listed = page(out, "ar/network/").css(".md-nav--secondary [lang]")
    assert {(words(node), node.attributes["lang"]) for node in listed} == {("Meets", "en"), ("Joins", "en")}
    strength = page(out, "ar/groups/group-a/").css_first(".readings td.said")
    assert words(strength) == "\u2068-5\u2069 men"
    assert page(out, "ar/groups/group-b/").css_first(".picture [lang]").attributes["lang"] == "en"


def test_text_of_the_data_is_chosen_by_language(out: Path) -> None:
    """A statement that is written in the language stands in it, without a mark; the other one stands on its page."""
    shown = page(out, "ar/groups/group-b/").css_first("article.claim .statement")
    assert words(shown) == "حالة منقولة: يقال إن Group B صغيرة."
    assert shown.css_first("[dir]:not(bdi)") is None
    others = page(out, "ar/claims/b-says/").css_first(".statement.other")
    assert (words(others), others.attributes["lang"]) == ("Group B is said to be small.", "en")


def test_a_quote_stands_with_its_translation_where_readers_need_it(out: Path) -> None:
    """The original first, then the translation and who translated it; who reads the original needs none."""
    quotes = page(out, "claims/b-says/").css("figure.quote blockquote")
    assert [quote.attributes.get("lang") for quote in quotes] == ["ar", None]
    assert words(quotes[1]) == "“a small group” (translated by the editors)"
    (quote,) = page(out, "ar/claims/b-says/").css("figure.quote blockquote")
    assert (words(quote), quote.attributes.get("lang")) == ("«مجموعة صغيرة»", None)


def test_hand_written_pages_stand_in_the_language_where_somebody_wrote_them(out: Path) -> None:
    """`index.ar.md` is the home page in Arabic; a page that nobody translated is shown as it is, and says so."""
    assert words(page(out, "ar/").css_first("h1")) == "أهلًا"
    about = page(out, "ar/about/").css_first("article")
    assert (about.attributes["lang"], about.attributes["dir"]) == ("en", "ltr")
    assert words(about.css_first(".untranslated")) == "لم تُترجم هذه الصفحة بعد."
    embedded = about.css_first(".embed")
    assert (embedded.attributes["lang"], embedded.attributes["dir"]) == ("ar", "rtl")


def test_a_hit_of_the_search_says_in_which_language_it_is(out: Path) -> None:
    """A statement that is not in the edition's language has that in words, its tag and its direction."""
    docs = [scripted(file.read_text("utf-8")) for file in sorted((out / "ar/search/docs").glob("*.js"))]
    hits = {hit["href"]: hit for shard in docs for hit in shard}
    foreign, own = hits["claims/a-holds/"], hits["claims/b-says/"]
    assert (foreign["k"], foreign["l"], foreign["d"]) == ("فعل منقول (باللغة الإنجليزية)", "en", "ltr")
    assert (own["k"], "l" in own, "d" in own) == ("حالة منقولة", False, False)


def test_names_and_values_in_the_search_say_their_language(browser: Browser, out: Path) -> None:
    """Other names of a hit, and the values by which hits are narrowed, are marked where they are not in the page's."""
    with served(out) as address:
        page = browser.new_page()
        page.goto(f"{address}search/?q=GA")
        assert page.locator(".others bdi[lang]").first.text_content() == "الجماعة أ"
        assert page.locator(".others bdi", has_text="GA").get_attribute("lang") is None
        page.goto(f"{address}ar/search/?q=Group")
        choice = page.locator("[data-facet=kind] bdi[lang=en]")
        choice.first.wait_for(state="attached")
        assert choice.first.text_content() == "Armed group"
        page.close()


def test_the_explorer_says_the_language_of_its_words(browser: Browser, out: Path) -> None:
    """Relations, how they stand and what is told of a claim are marked as on every page, in buttons and choices too."""
    with served(out) as address:
        page = browser.new_page()
        for edition, expected in (("ar/", "en"), ("", None)):
            page.goto(f"{address}{edition}network/?at=group-b")
            page.wait_for_selector(".explorer tbody tr")
            row = page.locator(".explorer tbody tr", has_text="meets").first
            marked = row.locator("button").first.locator("[lang]")
            assert [one.get_attribute("lang") for one in marked.all()] == [expected] * bool(edition)
            option = page.locator(".filters option", has_text="Reported to join")
            assert option.get_attribute("lang") == expected
            odd = row.locator("td:nth-child(4) [lang=en]", has_text="odd thing")
            assert odd.count() == bool(edition)
            row.locator("button").first.click()
            page.wait_for_selector(".chosen .trust")
            told = page.locator(".chosen .trust [lang]").all_text_contents()
            assert ("The Outlet" in told) == ("odd thing" in told) == bool(edition)
        page.close()


def test_a_picture_says_the_language_of_its_words(out: Path) -> None:
    """On the lines of a picture, too, names and words of a source are marked where they stand in a sentence.

    A line may end between two words of one name: what stands on either is marked.
    """
    marked = page(out, "ar/groups/group-b/").css('.picture tspan[lang="und-Latn"]')
    assert "“informed sources”" in " ".join(map(words, marked))
    assert not page(out, "groups/group-b/").css('.picture tspan[lang="und-Latn"]')


def test_a_change_is_made_in_every_edition_and_nothing_else(tmp_path: Path) -> None:
    """A second build makes nothing; after a change it makes the same pages in each language."""
    site = write_site(tmp_path, FILES, CONFIG)
    first = made(site)
    again = made(site)
    assert first.made == 2 * (first.made // 2) > 0 and again.made == 0
    write_site(site, {"data/groups/group-b.yml": "name: Group B\nnote: New.\n"}, CONFIG)
    changed = made(site)
    assert 0 < changed.made < first.made and changed.made % 2 == 0
    whole = {path.relative_to(changed.out): path.read_bytes() for path in changed.out.rglob("*") if path.is_file()}
    fresh = made(site, fresh=True).out
    assert whole == {path.relative_to(fresh): path.read_bytes() for path in fresh.rglob("*") if path.is_file()}


def test_a_hand_written_page_is_led_to_whatever_its_file_is_called(tmp_path: Path) -> None:
    """What of its name would end an address is escaped: in the head, in the sitemap, on the way to other languages."""
    names = {"our team": "our%20team", "what? 5% #1": "what%3F%205%25%20%231"}
    files = {f"dossiers/{name}.md": f"# {name}\n" for name in names}
    out = made(write_site(tmp_path, {**FILES, **files}, CONFIG)).out
    for name, written in names.items():
        there = page(out, f"{name}/")
        ways = [
            there.css_first(".languages a"),
            *there.css("link[hreflang]"),
            there.css_first("meta[property='og:url']"),
        ]
        led = [way.attributes.get("href") or way.attributes["content"] for way in ways]
        assert len(led) > 3 and all(address and address.endswith(f"/{written}/") for address in led)
        assert f"/{written}/</loc>" in (out / "sitemap.xml").read_text("utf-8")


def test_a_site_may_be_in_arabic_alone(tmp_path: Path) -> None:
    """With `theme.language: ar` the one edition is in Arabic, at the addresses that every site has."""
    config = CONFIG.partition("extra:")[0].replace("language: en", "language: ar")
    dossier = page(made(write_site(tmp_path, FILES, config)).out, "groups/group-a/")
    assert dossier.css_first("body").attributes["dir"] == "rtl"
    assert "فعل منقول:" in words(dossier.css_first("article.claim")) and dossier.css(".languages") == []


@pytest.mark.parametrize(
    ("language", "code"), [("languages: {fr: {}}", "S106"), ("languages: {en: {}}", "S106"), ("", "S105")]
)
def test_a_language_that_pages_do_not_speak_is_told(tmp_path: Path, language: str, code: str) -> None:
    """A language without a catalogue is an error as an edition, and a warning as the only language of the site."""
    config = CONFIG.partition("extra:")[0] + f"extra: {{dossier: {{{language}}}}}\n"
    site = write_site(tmp_path, FILES, config if language else config.replace("language: en", "language: fr"))
    found = build(site, environ={}, tell=lambda step: None).problems
    assert [(p.code, p.spot.file) for p in found if p.code.startswith("S10")] == [(code, "mkdocs.yml")]


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_arabic_pages_are_mirrored_in_a_browser(browser: Browser, out: Path, width: int) -> None:
    """In a browser, what is at the left of an English page is at the right of an Arabic one, and nothing sticks out."""
    sides = {}
    for language, address in (("en", "groups/group-a/"), ("ar", "ar/groups/group-a/")):
        opened = browser.new_page(viewport={"width": width, "height": 800})
        opened.goto((out / address / "index.html").as_uri())
        claim = opened.locator("article.claim").first
        sides[language] = claim.evaluate(
            "(n) => [getComputedStyle(n).borderLeftWidth, getComputedStyle(n).borderRightWidth]"
        )
        logo, choice = (opened.locator(at).bounding_box() or {} for at in (".md-header__title", ".languages"))
        assert (logo["x"] < choice["x"]) == (language == "en")
        assert opened.evaluate("document.documentElement.scrollWidth") <= width
        opened.close()
    assert sides["ar"] == sides["en"][::-1] and sides["en"][0] != sides["en"][1]


def test_the_other_language_keeps_the_place(browser: Browser, out: Path) -> None:
    """What is filtered, looked for or explored goes along, and so does the place on the page."""
    with served(out) as address:
        page = browser.new_page()
        for place in ("claims/?about=group-a", "search/?q=Group", "network/?at=group-b", "groups/group-a/#claims"):
            page.goto(f"{address}{place}")
            page.click(".languages a")
            page.wait_for_url(f"{address}ar/{place}")
            page.click(".languages a")
            page.wait_for_url(f"{address}{place}")
        page.close()


def test_the_other_language_is_that_of_the_page_that_was_put_in_place(browser: Browser, out: Path) -> None:
    """The theme leaves the header where it is when it puts another page in place: the way leads on from that page."""
    context = browser.new_context(viewport=WINDOW)
    home = at_its_own_address(context, out)
    page = context.new_page()
    page.goto(f"{home}ar/")
    page.wait_for_function(AWAKE)
    page.evaluate("() => { window.stays = true; }")
    for address, other in (("claims/", 1), ("only/", 0), ("groups/", 1)):
        page.evaluate(f"""() => {{
          const link = Object.assign(document.createElement('a'), {{ id: 'on', href: '{home}ar/{address}' }});
          document.querySelector('.md-content').append(link);
          link.click();
        }}""")
        page.wait_for_selector("#on", state="detached")
        page.wait_for_url(f"{home}ar/{address}")
        hrefs = page.locator(".languages a").evaluate_all("all => all.map(a => a.href)")
        assert hrefs == [f"{home}{address}"] * other
        assert page.locator("header [role=navigation]:not(nav)").count() == other
    assert page.evaluate("window.stays")
    page.click(".languages a")
    page.wait_for_url(f"{home}groups/")
    context.close()


def test_data_to_download_speak_the_language_of_their_edition(out: Path) -> None:
    """Whose words a caveat are, and that nobody graded a claim, is said in the words of the pages beside it."""
    data = "".join(path.read_text("utf-8") for path in sorted((out / "ar").rglob("*.jsonl")))
    assert '"by":"المحررون"' in data.replace(": ", ":")
    assert '"credibility":"غير مقيّم"' in data.replace(": ", ":")
    assert "the editors" not in data
