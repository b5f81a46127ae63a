"""How pages look and behave in a browser: the rules of the look, measured on the built pages.

States that the sample data has none of come from the golden pages, put into the frame of a built one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from scripts.links import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

EXPECTED = Path(__file__).parents[1] / "golden" / "pages" / "expected"
BUILT = {
    "dossier": "groups/hts/",
    "person": "people/abu-muhammad-al-julani/",
    "claim": "claims/hts-supports-foreign-fighters/",
    "source": "sources/syrian-observer-hts-foreign-fighters/",
    "index": "groups/",
    "claims": "claims/",
    "words": "claims/what_words_mean/",
    "timeline": "groups/hts/timeline/",
}
GOLDEN = ("groups/group-a", "claims/a-holds-e", "claims/p-leads-a", "sources/article-b", "claims")
ADDRESS = "https://dossiers.example/under/"
WIDTHS = (320, 390, 1280)


@pytest.fixture(scope="module")
def address(seed_site: Path) -> Iterator[str]:
    with served(seed_site) as address:
        yield address


def golden(page: Page, address: str, name: str) -> None:
    """Show a golden page in the frame of a built one."""
    page.goto(address + "groups/hts/")
    body = re.sub(r"^<!--.*?-->", "", (EXPECTED / f"{name}.html").read_text("utf-8"), flags=re.DOTALL)
    page.evaluate("html => { document.querySelector('.md-content__inner').innerHTML = html; }", body)


def written_out(page: Page, selector: str) -> str:
    """Return the address that stands on paper behind a claim."""
    content = page.locator(selector).evaluate("(claim) => getComputedStyle(claim, '::after').content")
    return "".join(re.findall(r'"([^"]*)"', content))


def measured(page: Page, script: str) -> list[str]:
    """Return what a script finds in the record that is open; an empty list is a page that keeps the rule."""
    found: list[str] = page.evaluate(
        "script => { const all = (s) => [...document.querySelectorAll('.record ' + s)];"
        "const name = (n) => n.tagName + '.' + n.className + ' ' + n.textContent.trim().slice(0, 40);"
        "const style = (n) => getComputedStyle(n), box = (n) => n.getBoundingClientRect();"
        "return eval(script)(); }",
        f"() => {{ {script} }}",
    )
    return found


def sideways(page: Page) -> dict[int, int]:
    """Return by how much the page that is open is wider than the windows that it does not fit."""
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found[width] = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return {width: over for width, over in found.items() if over > 0}


@pytest.mark.parametrize("kind", BUILT)
def test_nothing_scrolls_sideways(page: Page, address: str, kind: str) -> None:
    """Down to 320 pixels every kind of page fits the window, as it opens in a narrow one and when that is widened."""
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    page.goto(address + BUILT[kind])
    assert sideways(page) == {}


@pytest.mark.parametrize("name", GOLDEN)
def test_rare_states_fit_too(page: Page, address: str, name: str) -> None:
    """Answers, refutations, long hashes and words in another script fit the window as well."""
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    golden(page, address, name)
    assert sideways(page) == {}


@pytest.mark.parametrize("name", ["groups/group-a", "sources/article-b"])
def test_caveats_stand_under_the_statement_without_a_gap(page: Page, address: str, name: str) -> None:
    """Chain, statement, caveats: one column, in this order, at most a line apart, whatever the width."""
    golden(page, address, name)
    found = {}
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        found[width] = misplaced(page)
    assert found == {390: [], 1280: []}


def misplaced(page: Page) -> list[str]:
    """Return the claims whose chain, statement and caveats are no column."""
    return measured(page, """
        return all('.claim').filter((claim) => {
            const [who, said, caveats] = ['.who', '.statement', '.caveats'].map((s) => box(claim.querySelector(s)));
            return !(who.bottom <= said.top + 1 && said.bottom <= caveats.top && caveats.top - said.bottom < 16
                     && Math.abs(said.left - caveats.left) < 1 && Math.abs(who.left - said.left) < 1);
        }).map(name);""")  # fmt: skip


@pytest.mark.parametrize("name", GOLDEN)
def test_serif_is_what_was_said_and_nothing_is_small(page: Page, address: str, name: str) -> None:
    """Statements, quotes and headlines are in the serif; who said it, caveats and facts are not; 13 pixels at least."""
    golden(page, address, name)
    wanted = {
        "serif": ".statement:not([lang]), h1:not([lang]), h2, .quote blockquote:not([lang])",
        "sans": ".mode, .who, .caveats, .facts, .actions, .standing, .notice > p",
    }
    for face, selector in wanted.items():
        serif = str(face == "serif").lower()
        script = (
            f"return all(':is({selector})').filter((n) => /Charter/.test(style(n).fontFamily) !== {serif}).map(name);"
        )
        assert measured(page, script) == []
    small = measured(page, """
        return all('*').filter((n) => [...n.childNodes].some((c) => c.nodeType === 3 && c.textContent.trim())
            && parseFloat(style(n).fontSize) < 13).map(name);""")  # fmt: skip
    assert small == []


@pytest.mark.parametrize("name", GOLDEN)
def test_nothing_casts_a_shadow_or_moves(page: Page, address: str, name: str) -> None:
    """No shadows, no animation, no round corners: ink on paper."""
    golden(page, address, name)
    wrong = measured(
        page,
        """
        return all('*').filter((n) => style(n).boxShadow !== 'none' || style(n).animationName !== 'none').map(name);""",
    )
    assert wrong == []


@pytest.mark.parametrize(("scheme", "paper"), [("light", "rgb(255, 255, 255)"), ("dark", "rgb(23, 24, 27)")])
def test_every_pair_of_colours_can_be_read(page: Page, address: str, scheme: str, paper: str) -> None:
    """Text has a contrast of 4.5 to what is behind it, in light and in dark."""
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    golden(page, address, "groups/group-a")
    page.evaluate(
        "s => document.body.setAttribute('data-md-color-scheme', s)", "slate" if scheme == "dark" else "default"
    )
    weak = measured(page, f"""
        const parts = (c) => c.match(/[\\d.]+/g).map(Number);
        const light = (c) => parts(c).slice(0, 3).map((v) => v / 255)
            .map((v) => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
            .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
        const behind = (n) => {{
            for (; n; n = n.parentElement) {{
                const c = style(n).backgroundColor;
                if (parts(c)[3] !== 0) return c;
            }}
            return '{paper}';
        }};
        const ratio = (a, b) => (Math.max(light(a), light(b)) + .05) / (Math.min(light(a), light(b)) + .05);
        return all('*').filter((n) => [...n.childNodes].some((c) => c.nodeType === 3 && c.textContent.trim()))
            .filter((n) => ratio(style(n).color, behind(n)) < 4.5).map(name);""")  # fmt: skip
    assert weak == []


def test_lines_repeat_the_mode(page: Page, address: str) -> None:
    """The line at the start of a claim is solid for acts and states, dashed for plans, dotted for aims."""
    golden(page, address, "groups/group-a")
    lines = measured(page, "return all('.claim').map((n) => `${n.dataset.mode} ${style(n).borderLeftStyle}`);")
    assert set(lines) == {"act solid", "state solid", "plan dashed", "motive dotted"}


def test_a_page_from_right_to_left_is_mirrored(page: Page, address: str) -> None:
    """With the page's direction the line and the facts change sides; the arrows are words of the language."""
    golden(page, address, "groups/group-a")
    page.evaluate("document.documentElement.dir = document.body.dir = 'rtl'")
    assert measured(page, "return all('.claim').filter((n) => style(n).borderRightWidth !== '3px').map(name);") == []


def test_rivals_stand_side_by_side_and_below_that_stacked(page: Page, address: str) -> None:
    """Two sides of a tension are equally wide beside each other; on a narrow screen they stand one under the other."""
    golden(page, address, "groups/group-a")
    one, two = (side.bounding_box() or {} for side in page.locator(".tension .side").all())
    assert one["y"] == two["y"] and two["x"] >= one["x"] + one["width"] and abs(one["width"] - two["width"]) < 1
    page.set_viewport_size({"width": 390, "height": 900})
    one, two = (side.bounding_box() or {} for side in page.locator(".tension .side").all())
    assert one["x"] == two["x"] and two["y"] >= one["y"] + one["height"]


def test_targets_on_a_narrow_screen_can_be_hit(page: Page, address: str) -> None:
    """Actions are at least 44 pixels high where people use their fingers."""
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(address + "groups/hts/")
    low = measured(page, "return all('.actions > *').filter((n) => box(n).height && box(n).height < 43).map(name);")
    assert low == []


def test_the_button_copies_the_claim_with_its_caveats(page: Page, address: str) -> None:
    """What lands in the clipboard is mode, statement, chain, every caveat that is shown, and the address."""
    page.goto(address + "groups/hts/")
    page.locator("#hts-nusra-and-allies button.copy").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Reported state: HTS is Jabhat al-Nusra and its allies.\n")
    for words in ("Said by no named source", "Gloss. Said in brackets.", "Not verified. “The Syrian Observer has not"):
        assert words in copied
    assert copied.endswith(f"{address}claims/hts-nusra-and-allies/")
    assert "Full notice" not in copied
    assert page.locator("#hts-nusra-and-allies button.copy").inner_text() == "Copied"


@pytest.mark.parametrize("clipboard", ["undefined", "{ writeText: () => Promise.reject(new Error('not allowed')) }"])
def test_buttons_copy_where_the_browser_keeps_its_clipboard_from_pages(
    own_page: Page, address: str, clipboard: str
) -> None:
    """Pages that come without encryption have no clipboard to write to, and some that are inside of others may not."""
    own_page.add_init_script(f"Object.defineProperty(Navigator.prototype, 'clipboard', {{ value: {clipboard} }})")
    own_page.goto(address + "groups/hts/")
    box = own_page.locator(".find-box input")
    for button, words in (
        ("#hts-nusra-and-allies button.copy", "Reported state: HTS is Jabhat al-Nusra and its allies."),
        (".take[data-take=address]", f"{address}groups/hts/"),
    ):
        own_page.locator(button).first.click()
        own_page.locator(button, has_text="Copied").first.wait_for()
        box.fill("")
        box.press("Control+v")
        assert box.input_value().startswith(words)


@pytest.mark.parametrize(
    ("where", "what"),
    [("groups/hts/", "#hts-nusra-and-allies .statement"), ("claims/", ".brief .statement"),
     ("claims/hts-nusra-and-allies/", "h1"), ("search/?q=jolani", ".rows [data-mode] .statement")],
)  # fmt: skip
def test_a_selection_takes_its_caveats_along(page: Page, address: str, where: str, what: str) -> None:
    """Copying a statement by hand appends who said it, its caveats and its address."""
    page.goto(address + where)
    page.wait_for_selector(f".record {what}")
    page.evaluate("s => getSelection().selectAllChildren(document.querySelector('.record ' + s))", what)
    page.keyboard.press("Control+c")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Not verified" in copied
    assert "Said by" in copied or "Words ascribed to" in copied
    assert re.search(f"{address}claims/[a-z0-9-]+/", copied)


@pytest.mark.parametrize(
    ("where", "table"),
    [("groups/hts/", ".record > .readings"), ("network/", ".record > section:not(.explorer) > .readings"),
     ("network/?at=hts", ".explorer .readings")],
)  # fmt: skip
def test_a_row_of_a_table_is_copied_with_its_standing(page: Page, address: str, where: str, table: str) -> None:
    """What a relation says is a claim too: its standing goes along, and its address."""
    page.goto(address + where)
    page.locator(f"{table} tbody td.said").first.wait_for()
    page.evaluate("cell => getSelection().selectAllChildren(document.querySelector(cell))", f"{table} tbody td.said")
    page.keyboard.press("Control+c")
    copied = page.evaluate("navigator.clipboard.readText()").split("\n\n")
    assert len(copied) == 2 and "Not verified" not in copied[0] and copied[1].startswith("Not verified")
    assert re.search(f"\n{address}claims/[a-z0-9-]+/$", copied[1])


def test_an_answer_that_is_selected_with_its_claim_takes_its_own_caveats_along(page: Page, address: str) -> None:
    """Of a selection across a claim and what answers it, or changed in it, each part comes with its own standing."""
    golden(page, address, "groups/group-a")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.claim:has(.answer)'))")
    page.keyboard.press("Control+c")
    copied = page.evaluate("navigator.clipboard.readText()")
    ids = page.locator(".claim:has(.answer)").first.evaluate(
        "claim => [claim, ...claim.querySelectorAll('.answer')].map((one) => one.id)"
    )
    assert len(ids) > 1
    assert all(f"{address}claims/{id}/" in copied for id in ids)


def test_a_claim_is_copied_and_cited_if_it_was_not_withdrawn(page: Page, address: str) -> None:
    """Copying takes its own chain and caveats, not those of an answer in it; a withdrawn one has no buttons."""
    golden(page, address, "groups/group-a")
    page.locator("#b-holds-e > .actions button.copy").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Reported act: Group B holds Place E.")
    assert "spokeswoman" not in copied
    assert page.locator("#b-holds-e > .actions a").last.get_attribute("href").endswith("/claims/b-holds-e/#cite_this")
    assert page.locator("#a-withdrawn > .actions > *").all_inner_texts() == ["This claim"]


def test_links_to_claims_are_told_apart_by_name(page: Page, address: str) -> None:
    """In a list of the links of a dossier each says which claim it leads to, after the words that are seen."""
    golden(page, address, "groups/group-a")
    links = page.locator(".claim .actions a")
    links.get_by_text("Cite").first.wait_for()
    named = links.evaluate_all("all => all.map((a) => [a.ariaLabel, a.textContent, a.href])")
    assert {text for _, text, _ in named} == {"This claim", "This answer", "Cite"}
    assert all(name.startswith(f"{text}: ") for name, text, _ in named)
    assert len({name for name, _, _ in named}) == len({href for *_, href in named}) > 10


def test_copying_works_after_instant_navigation(page: Page, address: str) -> None:
    """A page that the theme put in place without loading it has buttons that work."""
    page.goto(address + "groups/hts/")
    page.locator(".record a[href$='groups/jabhat-al-nusra/']").first.click()
    page.wait_for_url("**/groups/jabhat-al-nusra/")
    page.locator("h1", has_text="Jabhat al-Nusra").wait_for()
    page.locator("#hts-nusra-and-allies button.copy").click()
    assert "Not verified." in page.evaluate("navigator.clipboard.readText()")


def test_without_script_everything_is_read(browser: Browser, address: str) -> None:
    """Only what needs a script is missing without one, and short cuts to the citation; all words are there."""
    shown = []
    for script in (True, False):
        context = browser.new_context(java_script_enabled=script)
        page = context.new_page()
        page.goto(address + "groups/hts/")
        if script:
            page.locator("#cite_this .take").last.wait_for(state="attached")
            page.locator("#cite_this > .take").last.wait_for()
        shown.append(page.locator(".record").inner_text())
        context.close()
    copy = r"Copy with its caveat\s*Cite|Copy with its notice|Copy the address"
    assert re.search(copy, shown[0]) and not re.search(copy, shown[1])
    assert re.sub(rf"\s*({copy})\s*|\s+", " ", shown[0]) == re.sub(r"\s+", " ", shown[1])


def test_on_paper_caveats_are_boxed_and_addresses_written_out(page: Page, address: str) -> None:
    """In print the theme's chrome is gone, caveats are boxed, nothing is folded, each claim shows its own address.

    A row of a list names its claim by its id, which is its address.
    """
    page.goto(address + BUILT["claim"])
    page.emulate_media(media="print")
    assert not page.locator(".md-header").is_visible()
    assert page.locator("details.cite .citation").first.is_visible()
    page.goto(address + "groups/hts/")
    assert measured(page, "return all('.caveats').filter((n) => style(n).borderTopStyle !== 'solid').map(name);") == []
    assert written_out(page, "#hts-nusra-and-allies") == f"{ADDRESS}claims/hts-nusra-and-allies/"
    assert page.locator(".actions > .permalink:visible").count() == 0
    golden(page, address, "claims/b-holds-e")
    assert written_out(page, ".answer") == f"{ADDRESS}claims/a-denies/"
    golden(page, address, "claims")
    names = page.locator(".brief .permalink")
    told = names.evaluate_all("(all) => all.map((link) => getComputedStyle(link, '::after').content)")
    assert told and all(re.fullmatch('"This claim: [a-z0-9-]+"', name) for name in told)
    page.goto(address + "groups/hts/")
    printed = page.locator("footer .printed").inner_text()
    assert printed.startswith(f"{ADDRESS}groups/hts/ Last changed claim: ")
    apart = measured(page, "return all('.claim, .brief').filter((n) => style(n).breakInside !== 'avoid').map(name);")
    assert apart == []


def test_forced_colours_lose_nothing(page: Page, address: str) -> None:
    """Where grounds are taken away, borders take their place."""
    page.emulate_media(forced_colors="active")
    golden(page, address, "groups/group-a")
    bare = measured(
        page, "return all('.caveats, .notice').filter((n) => style(n).borderTopStyle === 'none').map(name);"
    )
    assert bare == []


def test_the_keyboard_sees_where_it_is(page: Page, address: str) -> None:
    """Whatever has the focus has a ring of two pixels; what a fragment leads to has a frame, clear of the header."""
    page.goto(address + "groups/hts/")
    page.locator("#hts-nusra-and-allies .statement a").first.focus()
    page.keyboard.press("Tab")
    ring = page.evaluate("getComputedStyle(document.activeElement).outline")
    assert "solid 2px" in ring
    page.goto("about:blank")
    page.goto(address + "groups/hts/#hts-nusra-and-allies")
    page.wait_for_timeout(300)
    top = page.locator("#hts-nusra-and-allies").bounding_box()
    header = page.locator(".md-header").bounding_box()
    assert top and header and top["y"] >= header["y"] + header["height"]
    assert "solid 2px" in page.evaluate("getComputedStyle(document.querySelector(':target')).outline")


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("colours", ["light", "dark", "forced"])
def test_chains_and_descents_are_drawn(page: Page, address: str, colours: str, direction: str) -> None:
    """Rings, boxes, lines and arrows are there in every colour scheme and direction; nobody named has a dashed ring."""
    page.emulate_media(
        color_scheme="dark" if colours == "dark" else "light", forced_colors="active" if colours == "forced" else "none"
    )
    golden(page, address, "claims/a-holds-e")
    page.evaluate("direction => { document.documentElement.dir = document.body.dir = direction; }", direction)
    seen = page.evaluate("""() => {
        const all = (s) => [...document.querySelectorAll('.record ' + s)];
        const part = (n, which) => getComputedStyle(n, which);
        const painted = (style, side) => style['border' + side + 'Width'] !== '0px'
            && style['border' + side + 'Color'] !== 'rgba(0, 0, 0, 0)';
        const start = document.documentElement.dir === 'rtl' ? 'Right' : 'Left';
        return {
            rings: all('.steps > li').map((n) => part(n, '::before').borderTopStyle
                + (n.classList.contains('unnamed') ? ' for nobody' : '')),
            lines: all('.steps > li:not(:last-child)').every((n) => painted(part(n, '::after'), start)),
            arrows: all('.steps > li + li > b').every((n) => painted(part(n, '::before'), 'Bottom')),
            boxes: all('.branches li > span').every((n) => painted(getComputedStyle(n), 'Top')),
            branches: all('.branches ul > li').every((n) => painted(part(n, '::before'), start)),
            indented: all('.branches ul > li > span').every((n) => {
                const [own, outer] = [n, n.parentElement.parentElement.parentElement.querySelector('span')]
                    .map((each) => each.getBoundingClientRect());
                return start === 'Right' ? own.right < outer.right : own.left > outer.left;
            }),
        }; }""")
    assert set(seen["rings"]) == {"solid", "dashed for nobody"}
    assert all(seen[part] for part in ("lines", "arrows", "boxes", "branches", "indented"))
    if colours == "forced":
        assert page.evaluate("matchMedia('(forced-colors: active)').matches")
