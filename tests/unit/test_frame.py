"""Cutting a frame out of a sentinel's page, and filling it."""

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from generator.frame import Filling, Frame, Sentinel, cut, resolve, with_navigation
from generator.problems import DossierError
from generator.prose import Target

GOLDEN = Path(__file__).parents[1] / "golden" / "frames" / "html"
SITE = "https://example.org/base/"
SENTINEL = Sentinel("groups/", 1, "groups/", (2,))
HTML = (GOLDEN / "sentinel.html").read_text("utf-8")
FILLING = Filling(
    address="groups/hts/",
    title="Hay’at <T> & هيئة",
    description='One claim, "not verified".',
    body="<h1>HTS</h1>\n<pre>\n  as   it\n  stands\n</pre>",
    toc=(("at-a-glance", "At a glance"), ("not-known", "What is <not> known")),
    head='<meta name="robots" content="noindex">',
)
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=40)


def framed(html: str = HTML, sentinel: Sentinel = SENTINEL, site_url: str = SITE) -> Frame:
    return cut(html, sentinel, site_url, "mkdocs 1.6.1 with mkdocs-material 9.8.1")


def test_a_filled_frame_is_the_sentinels_page_with_the_pages_own_words() -> None:
    """Every slot gets the page's words, escaped where they are words; air goes, and scripts stay to the letter."""
    assert framed().fill(FILLING).decode() == (GOLDEN / "filled.html").read_text("utf-8")


def test_a_page_without_headings_has_no_markup_of_contents() -> None:
    """Like the theme, a frame prints no empty list and no button to it."""
    html = framed().fill(FILLING._replace(toc=())).decode()
    assert "md-nav__list" not in html and 'for="__toc"' not in html
    assert html.count("md-nav--secondary") == 1


def test_the_skip_link_leads_to_the_beginning_of_the_content() -> None:
    """The first heading that is listed stands behind a claim's statement and its caveats; some pages list none."""
    for toc in (FILLING.toc, ()):
        html = framed().fill(FILLING._replace(toc=toc)).decode()
        assert '<a href="#__skip" class="md-skip">' in html and '<article id="__skip"><h1>HTS</h1>' in html


@given(WORDS, WORDS, WORDS)
def test_no_words_can_leave_their_slot(title: str, description: str, label: str) -> None:
    """Whatever a title, a description or a heading holds, the page has the same elements, and the words come back."""
    html = framed().fill(FILLING._replace(title=title, description=description, toc=(("a", label),))).decode()
    plain = framed().fill(FILLING._replace(title="t", description="d", toc=(("a", "l"),))).decode()
    tree, bare = LexborHTMLParser(html), LexborHTMLParser(plain)
    assert [node.tag for node in tree.css("*")] == [node.tag for node in bare.css("*")]
    assert unescape(re.findall(r"<title>(.*?) - A site</title>", html, re.DOTALL)[0]) == title
    described = tree.css_first("meta[name=description]")
    assert described is not None and (described.attributes["content"] or "") == description


BROKEN = {
    "body": (r"<p>DossierFrameEnd</p>", "<div>DossierFrameEnd</div>"),
    "description": (r'<meta name="description"[^>]*>', ""),
    "description in its place": (r'<meta name="description"', '<meta name="summary"'),
    "title": (r"<title>DossierFrameTitle - A site</title>", "<title>A site</title>"),
    "title in its place": (r"<title>DossierFrameTitle - A site", "<title>A site: DossierFrameTitle"),
    "canonical address": (r'<link rel="canonical"[^>]*>', ""),
    "skip link": (r'class="md-skip"', 'class="skip"'),
    "article": (r"<article>", "<div>"),
    "contents": (r'<nav class="md-nav md-nav--secondary".*?</nav>', ""),
    "contents alike": (r'<ul class="md-nav__list">(?=(\s*<[^/][^>]*>){2}.*</nav>\s*<art)', "<ul>"),
    "contents entry": (r"<li (.*)<li ", r"<div \1<div "),
    "contents button": (r'<label class="md-nav__link.*?</label>', ""),
    "head": (r"</head>", ""),
    "trace of the sentinel": (r"<p>|<article>", '<article title="dossier-frame">'),
}


@pytest.mark.parametrize("slot", BROKEN)
def test_a_slot_that_is_missing_or_changed_stops_the_build_by_name(slot: str) -> None:
    """A theme that no longer prints a slot as it did gives one sentence with the slot, the engine and the theme."""
    html = re.sub(*BROKEN[slot], HTML, count=1, flags=re.DOTALL)
    assert html != HTML
    with pytest.raises(DossierError) as raised:
        framed(html)
    for words in (f'slot "{slot}"', '"groups/" at depth 1', "mkdocs 1.6.1 with mkdocs-material 9.8.1"):
        assert words in str(raised.value)


@pytest.mark.parametrize(
    ("slot", "again"),
    [
        ("body", "<h1>DossierFrameTitle</h1><p>DossierFrameEnd</p>"),
        ("title", "<p>DossierFrameTitle</p>"),
        ("description", "<p>DossierFrameDescription</p>"),
        ("canonical address", '<link rel="canonical" href="https://example.org/base/groups/">'),
        ("skip link", '<a href="#dossierframetitle" class="md-skip">Skip</a>'),
        ("contents", '<nav class="md-nav md-nav--secondary"></nav>'),
        ("head", "</head>"),
    ],
)
def test_a_slot_found_once_too_often_stops_the_build_by_name(slot: str, again: str) -> None:
    """A second title or address may be one that nobody would fill."""
    with pytest.raises(DossierError, match=f'slot "{slot}"'):
        framed(HTML.replace("</body>", f"{again}</body>"))


def test_an_address_that_is_not_the_sentinels_stops_the_build() -> None:
    """A canonical address of another page would be printed on every page."""
    with pytest.raises(DossierError, match='slot "canonical address"'):
        framed(HTML.replace('canonical" href="https://example.org/base/', 'canonical" href="https://example.com/'))


@pytest.mark.parametrize("printed", ["https://example.org/a&b/", "https://example.org/a&amp;b/"])
def test_an_address_with_an_ampersand_is_found_however_the_theme_prints_it(printed: str) -> None:
    """Material prints the address as it is typed; what is filled in is HTML."""
    html = framed(HTML.replace(SITE, printed), site_url="https://example.org/a&b/").fill(FILLING).decode()
    assert '<link rel="canonical" href="https://example.org/a&amp;b/groups/hts/">' in html


def test_a_site_without_an_address_has_no_canonical_address() -> None:
    """Without `site_url` a page names no address of its own, and a theme that prints one is refused."""
    html = re.sub(r'<link rel="canonical"[^>]*>|<meta property="og:url"[^>]*>', "", HTML)
    assert b"canonical" not in framed(html, site_url="").fill(FILLING)
    with pytest.raises(DossierError, match='slot "canonical address"'):
        framed(HTML, site_url="")


def test_a_page_outside_the_navigation_has_its_contents_once() -> None:
    """What is in no navigation has no contents in the navigation either."""
    html = re.sub(r'<nav class="md-nav md-nav--primary.*?</nav>.*?</nav>', "", HTML, flags=re.DOTALL)
    frame = framed(html, Sentinel("places/", 1, "groups/"))
    assert frame.fill(FILLING).count(b'href="#not-known"') == 1


def test_a_theme_with_its_own_place_to_skip_to_keeps_its_link() -> None:
    """Zensical's link skips to a place that every page has."""
    html = HTML.replace("#dossierframetitle", "#__skip").replace(
        "<article>", '<article><a id="__skip" tabindex="-1"></a>'
    )
    filled = framed(html).fill(FILLING)
    assert b'<a href="#__skip" class="md-skip">' in filled and filled.count(b'id="__skip"') == 1


def test_a_deeper_page_gets_the_active_tab_of_its_section() -> None:
    """Tabs and navigation come from the section's first page, with the addresses as they read from the deeper one."""
    found = with_navigation((GOLDEN / "outside.html").read_text("utf-8"), HTML, 1)
    assert found == (GOLDEN / "outside-with-navigation.html").read_text("utf-8")


@pytest.mark.parametrize(("name", "left_out"), [("tabs", "md-tabs"), ("navigation", "md-nav--primary")])
def test_a_page_without_the_navigation_stops_the_build_by_name(name: str, left_out: str) -> None:
    """An override that drops the tabs or the navigation from some pages only is refused."""
    html = (GOLDEN / "outside.html").read_text("utf-8").replace(left_out, "other")
    with pytest.raises(DossierError, match=f'slot "{name}"'):
        with_navigation(html, HTML, 1)


def test_a_theme_without_any_navigation_stops_the_build_by_name() -> None:
    """Where no page has the navigation, none of a deeper page can be found either."""
    html, donor = (text.replace("md-nav--primary", "other") for text in ((GOLDEN / "outside.html").read_text(), HTML))
    with pytest.raises(DossierError, match='slot "navigation"'):
        with_navigation(html, donor, 1)


def test_a_hand_written_page_gets_its_links_its_embedded_claims_and_its_lists() -> None:
    """The markers of the prose extension become links, finished claims and lists; all else stays as it is."""
    html = (
        '<p><a href="x/">x</a> <a href="dossier:entity:hts"></a> <a href="dossier:claim:c"><bdi>it</bdi></a></p>\n'
        '<div data-dossier-embed="claim:c"></div>\n<div data-dossier-embed="list:l"></div>'
    )
    found = resolve(
        html, lambda kind, id: Target(f"../{kind}/{id}/", "HTS"), lambda kind, id, rank: f"<b>{kind} {id}</b>"
    )
    assert found == (
        '<p><a href="x/">x</a> <a href="../entity/hts/"><bdi>HTS</bdi></a> '
        '<a href="../claim/c/"><bdi>it</bdi></a></p>\n<b>claim c</b>\n<b>list l</b>'
    )
    assert resolve("<p>plain</p>", lambda kind, id: None, lambda kind, id, rank: "") == "<p>plain</p>"


def test_contents_and_title_name_whom_a_heading_links() -> None:
    """The engine lists headings before anybody knows what records are called: some entries would have no words."""
    label = '<span class="md-ellipsis">\n {}\n</span>'
    nav = '<nav class="md-nav" aria-label="{}"><a href="#{}" class="md-nav__link">{}</a></nav>'
    page = (
        '<title>{0} - Site</title><div data-md-component="header-topic">{1}</div>{2}{3}'
        '<h1 id="on-co">On {4} &amp; co</h1><h2 id="_1">{4}<a class="headerlink" href="#_1">¶</a></h2><h2 id="a">A</h2>'
    )

    def filled(title: str, name: str, heading: str) -> str:
        plain = label.format if name == "" else '<span class="md-ellipsis">{}</span>'.format
        lists = [nav.format(title, "on-co", plain(title)), nav.format("", "_1", plain(name))]
        return page.format(title, label.format(title), *lists, heading) + nav.format("A", "a", label.format("A"))

    found = resolve(
        filled("On & co", "", '<a href="dossier:entity:g"></a>'),
        lambda kind, id: Target("../g/", "G & H"),
        lambda *_: "",
    )
    assert found == filled("On G &amp; H &amp; co", "G &amp; H", '<a href="../g/"><bdi>G &amp; H</bdi></a>')


@pytest.mark.parametrize(
    ("address", "called", "title"),
    [
        ("two-words/", "Two words", "G"),
        ("deep/Two_words.html", "Two words", "G"),
        ("deep/", "Index", "G"),
        ("", "Home", "G"),
        ("other/", "As its head says", "As its head says"),
    ],
)
def test_a_page_whose_heading_is_a_link_alone_is_called_like_it(address: str, called: str, title: str) -> None:
    """The engine, which finds no words in the heading, calls the page after its file."""
    page = '<title>{0} - Site</title><div data-md-component="header-topic"><span> {0} </span></div><h1 id="_1">{1}</h1>'
    found = resolve(
        page.format(called, '<a href="dossier:entity:g"></a>'), lambda *_: Target("../g/", "G"), lambda *_: "", address
    )
    assert found.replace("<span> G</span>", "<span> G </span>") == page.format(
        title, '<a href="../g/"><bdi>G</bdi></a>'
    )


@pytest.mark.parametrize(
    ("above", "rank"),
    [
        ("", 2),
        ("<h1>Title</h1>", 2),
        ('<h1>Title</h1><h2 id="a">A</h2>', 3),
        ("<h1>Title</h1><h2>A</h2><h3>B</h3>", 4),
        ("<h1>Title</h1><h2>A</h2><h3>B</h3><h2>C</h2><hr>", 3),
        ("<h6>Deep</h6>", 6),
    ],
)
def test_what_is_put_into_a_page_is_told_the_rank_below_its_heading(above: str, rank: int) -> None:
    """A claim or list is one rank below the heading that it stands under, whatever was put in above it."""
    embed = '<div data-dossier-embed="claim:c"></div>'
    found = resolve(
        f"{above}{embed}<p>x</p>{embed}", lambda kind, id: None, lambda kind, id, rank: f"<h{rank}>it</h{rank}>"
    )
    put_in = f"<h{rank}>it</h{rank}>"
    assert found == f"{above}{put_in}<p>x</p>{put_in}"
