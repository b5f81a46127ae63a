"""Ways on, put into pages of the engine."""

from pathlib import Path

import pytest

from generator.brief import brief
from generator.prose import placed
from generator.ways import home, with_description, with_foot, with_names, with_site_named, with_ways_on
from generator.words import ENGLISH
from generator.written import LISTS
from tests.corpora import CONFIG, read_site

PAGE = """<h1>404 - Not found</h1>
<div class="md-copyright">
</div>
<script id="__config" type="application/json">{"annotate": null, "base": "BASE", "features": []}</script>
"""
LINKS = (("How to read a dossier", "method/"), ("Report an error", "https://git.example/new?a=1&b=2"))


@pytest.mark.parametrize(
    ("base", "href"), [(".", "./method/"), ("", "./method/"), ("../..", "../../method/"), ("/", "/method/"),
                       ("/under/", "/under/method/"), ("/under", "/under/method/"),
                       (r"/\u00e4\u0026b/", "/ä&amp;b/method/")],
)  # fmt: skip
def test_the_foot_is_seen_from_where_the_page_lies(base: str, href: str) -> None:
    """A page of the site is linked by the way up that the theme printed; a whole address stays as it is."""
    made = with_foot(PAGE.replace("BASE", base), LINKS)
    assert f'<div class="md-copyright">\n<p class="ways"><a href="{href}">How to read a dossier</a> · ' in made
    assert 'href="https://git.example/new?a=1&amp;b=2" rel="external noreferrer">Report an error</a>' in made


@pytest.mark.parametrize("html", [PAGE.replace("md-copyright", "mine"), "<p>a page without the theme</p>"])
def test_a_page_of_another_theme_is_left_as_it_is(html: str) -> None:
    """Where an override has another foot, or none, nothing is added."""
    assert with_foot(html, LINKS) == html
    assert with_foot(PAGE, ()) == PAGE


def test_a_missing_page_says_what_to_do() -> None:
    """The page for what is not there has a sentence, the way home and the way to each section."""
    made = with_ways_on(PAGE.replace("BASE", "/under"), ["groups/", "armed-groups/", "not_known/"], ENGLISH)
    assert "There is no page at this address." in made
    sections = ('"/under/groups/">Groups<', '"/under/armed-groups/">Armed groups<', '"/under/not_known/">Not known<')
    for link in ('<a href="/under/">Home</a>', *sections):
        assert link in made
    assert with_ways_on("<h1>Other</h1>", ["groups/"], ENGLISH) == "<h1>Other</h1>"


def test_a_home_page_leads_to_every_section() -> None:
    """Where nobody wrote a home page, its title is the site's name; the sections and lists that exist follow."""
    made = home("A site", ["groups/", "claims/"], ENGLISH)
    assert "# A site\n\n- [Groups](groups/)\n- [Claims](claims/)\n\n## Newest claims\n" in made
    found = placed(made)
    assert found and all(placed.alone and placed.name in LISTS for placed in found)
    assert "# Home\n" in home("", [], ENGLISH)


def test_controls_have_names_in_the_theme_s_own_words() -> None:
    """The drawer is called what the theme calls it elsewhere on the page, in its language."""
    page = (
        '<input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer">'
        '<div class="md-progress" data-md-component="progress" role="progressbar"></div>'
        '<li class="md-tabs__item md-tabs__item--active">\n<a href="../">'
        '<nav class="md-nav md-nav--primary" aria-label="التنقل">'
    )
    made = with_names(page)
    assert '<input class="md-toggle" data-md-toggle="drawer" aria-label="التنقل" ' in made
    assert 'role="progressbar"' not in made
    assert '<a aria-current="true" href="../">' in made
    assert with_names("<p>another theme</p>") == "<p>another theme</p>"


def test_a_name_in_quotation_marks_is_no_value_of_an_attribute() -> None:
    """Only where the name of the site is said it is written as words."""
    html = '<a href="Ours" title="&#34;Ours&#34;">"Ours"</a>'
    assert with_site_named(html, '"Ours"') == '<a href="Ours" title="&quot;Ours&quot;">&quot;Ours&quot;</a>'


def test_a_description_is_words() -> None:
    """What themes print as it was typed ends no attribute, whatever it holds; what is written as HTML stays."""
    head = '<meta name="description" content="{}"><meta name="author" content="A &amp; B"><p title="x">\n'
    typed, written = (
        'A "site" of <b>ours</b> & [[yours]], R&region',
        "A &quot;site&quot; of &lt;b&gt;ours&lt;/b&gt; &amp; &#91;[yours]], R&amp;region",
    )
    for given in (typed, written):
        assert with_description(head.format(given)) == head.format(written)


@pytest.mark.parametrize("named", ["method.md", "method.en.md"])
def test_the_foot_leads_to_the_method_however_its_file_names_its_language(tmp_path: Path, named: str) -> None:
    """A page says in which language it is before its ending, and is the same page."""
    config = f"{CONFIG}\nextra: {{dossier: {{languages: {{ar: {{}}}}}}}}\n"
    corpus, _ = read_site(tmp_path, {f"dossiers/{named}": "# Method\n"}, config)
    assert brief(tmp_path, corpus, {}).foot == (("How to read a dossier", "method/"),)
