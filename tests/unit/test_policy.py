"""The content security policy: which scripts it allows, and how it comes into a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.policy import allowed, hashed, inline_scripts, policy, watched

PAGE = "<!doctype html><html><head>\n<meta charset=utf-8>\n<script>x = '<head>'</script></head><body>{}</body></html>"


def test_scripts_are_allowed_by_the_hash_of_their_bytes() -> None:
    """The hash is that of the specification’s own example, and of all the white space in a script."""
    assert hashed("alert('Hello, world.');") == "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
    assert hashed("x") != hashed("x ")


def test_only_inline_scripts_that_run_are_hashed() -> None:
    """Data is no script to a browser, and what comes from a file is allowed by where it comes from."""
    html = (
        '<script>1</script><script src="a.js"></script><script type="application/json">{}</script>'
        '<script type="module">2</script><SCRIPT TYPE=text/javascript>3\n</SCRIPT><script data-src="a">4</script>'
        '<script type="application/ld+json">{}</script><script type="math/tex">5</script>'
    )
    assert list(inline_scripts(html)) == ["1", "2", "3\n", "4"]


def test_a_site_asks_nobody_but_itself() -> None:
    """No directive names another host, and none lets any inline script or style through."""
    rules = policy(["b", "a", "a"])
    assert allowed(rules) == {"'self'", hashed("a"), hashed("b")}
    assert rules.startswith("default-src 'self'; img-src 'self' data:; script-src 'self' 'sha256-")
    assert "unsafe" not in rules
    assert rules == policy(["a", "b"])


@pytest.mark.parametrize("directive", ["object-src 'none'", "base-uri 'none'", "form-action 'self'"])
@pytest.mark.parametrize("offline", [False, True])
def test_what_scripts_cannot_do_other_markup_cannot_either(directive: str, offline: bool) -> None:
    """No page embeds a thing, changes what addresses are relative to, or sends a form elsewhere; readers are told."""
    assert directive in policy(["a"], offline=offline).split("; ")
    assert directive in (Path(__file__).parents[2] / "docs" / "readers.md").read_text("utf-8")


def test_files_of_a_disk_are_allowed_to_an_offline_site_alone() -> None:
    """An offline site says so in words of its own, since browsers differ on whether files are of one origin."""
    assert "file:" not in policy([])
    assert {"'self'", "file:"} <= allowed(policy([], offline=True))


@pytest.mark.parametrize(
    ("rules", "sources"),
    [
        ("default-src 'self'", {"'self'"}),
        ("Script-Src 'none'; default-src *", {"'none'"}),
        ("default-src *; script-src a; script-src b", {"a"}),
        ("script-src a; script-src-elem b", {"a", "b"}),
        ("img-src *", set()),
        ("", set()),
    ],
)
def test_a_policy_is_read_as_browsers_read_it(rules: str, sources: set[str]) -> None:
    """What is said of scripts counts before what is said of all, and the first time only."""
    assert allowed(rules) == sources


def test_the_policy_stands_before_all_that_is_loaded() -> None:
    """It follows the encoding, which must stand in the first bytes of a page."""
    page = watched(PAGE, "RULES")
    head, _, rest = page.partition("<script>")
    assert head.index("charset") < head.index('content="RULES"') < len(head)
    assert head.count('<meta name="referrer" content="no-referrer">') == 1
    assert watched("<head><title>x</title></head>", "RULES").startswith('<head>\n<meta http-equiv="Content-Security')
    assert "Content-Security-Policy" not in rest


@pytest.mark.parametrize(
    ("link", "silent"),
    [
        ('<a href="https://a.example/">', '<a rel="noreferrer" href="https://a.example/">'),
        ('<a href="//a.example/">', '<a rel="noreferrer" href="//a.example/">'),
        ('<a rel="noopener" href="http://a.example/">', '<a rel="noopener noreferrer" href="http://a.example/">'),
        ('<a class="x" href="https://a.example/" rel="noreferrer">',
         '<a class="x" href="https://a.example/" rel="noreferrer">'),
        ('<a href="../b/">', '<a href="../b/">'),
        ('<link href="https://a.example/" rel="canonical">', '<link href="https://a.example/" rel="canonical">'),
        ('<a data-href="https://a.example/" href="../">', '<a data-href="https://a.example/" href="../">'),
    ],
)  # fmt: skip
def test_links_that_leave_the_site_are_silent(link: str, silent: str) -> None:
    """A link to another host, and no other, keeps to itself where the reader comes from."""
    assert watched(PAGE.format(f"<p>{link}x</a></p>"), "RULES").count(silent) == 1


def test_cells_are_aligned_without_inline_styles() -> None:
    """What Markdown makes of `--:` would be passed over by browsers under this policy."""
    page = watched(PAGE.format('<td style="text-align: right;">1</td><th style="text-align: center">'), "RULES")
    assert '<td align="right">1</td><th align="center">' in page
