"""Finds rules of a style sheet that hide caveats: the words stand in the page, and no reader sees them.

A selector is tried on what stands around a caveat on pages of this program, so a rule is found however it is written.
What no single declaration tells is not seen: what is nearly hidden, sizes that cut something off, colours that are
alike, a layer above, values of variables, and what a script does; nor what stands behind a rule within a rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from .addresses import CSS_COMMENT

_CAVEATS = """
<ul class="caveats" role="list"><li data-caveat="unverified"><b>Label</b> words <small>(whose)</small>
<a class="jump" href="#notice">Full notice</a> <span data-caveat="allegation">Also</span></li><li>none</li></ul>"""
SAMPLE = f"""<!doctype html><html lang="en" dir="ltr" class="js no-js"><body dir="ltr"><div class="md-container">
<main class="md-main"><div class="md-main__inner md-grid"><div class="md-content">
<article class="md-content__inner md-typeset">
<article class="record claim-page"><header class="head"><h1 class="statement">All</h1>{_CAVEATS}</header></article>
<article class="record dossier source-page list">
<section class="notice" id="notice"><p><strong>Lead</strong></p><p>All</p>{_CAVEATS}</section>
<section><article class="claim"><div class="body"><p class="statement">Statement</p>{_CAVEATS}</div></article></section>
<article class="brief"><p class="statement">Statement</p><p class="standing">
<span class="trust" data-caveat="unverified"><b>Label</b> and others</span></p></article>
<article class="card"><p class="standing" data-caveat="unverified"><b>Label</b></p></article>
<table class="readings relations"><tbody><tr><td class="said">Statement</td>
<td data-caveat="unverified"><b>Label</b></td></tr></tbody></table>
<ul><li>Entry <span class="count">1 <b data-caveat="unverified">Label</b></span></li></ul>
</article></article></div></div></main></div></body></html>"""
"""A page of a site with a caveat in each way in which pages show one, and hardly anything else."""
_TELLING = ".caveats, .caveats *, .notice, .notice *, .standing, .standing *, [data-caveat], [data-caveat] *"
_RULE = re.compile(r"([^{};]+)\{((?:[^{};]*;)*[^{};]*(?=\})|(?:[^{};]*;)+)")
"""A selector and its declarations: those before a rule within it, where there is one."""
_HIDING = re.compile(
    r"""(?:^|[;\s])(
        display\s*:\s*none | visibility\s*:\s*(?:hidden|collapse) | content-visibility\s*:\s*hidden
        | (?:opacity|zoom|font-size)\s*:\s*[+-]?0*\.?0+(?:[a-z]+|%)?(?=\s*(?:[;!]|$)) | color\s*:\s*transparent
        | clip\s*:\s*rect\([\s,0px1]*\) | clip-path\s*:\s*(?:inset\(\s*(?:[5-9]\d|100)%[^)]*\)|circle\(\s*0[^)]*\))
        | transform\s*:\s*scale[xy]?\(\s*0\s*[,)] | text-indent\s*:\s*-\d{3,}
        | (?:left|right|top|bottom|inset[a-z-]*)\s*:\s*-\d{4,}
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_STATE = re.compile(
    r":(?:hover|focus(?:-within|-visible)?|active|target|lang\([^)]*\)|dir\([^)]*\)|first-(?:line|letter))"
    r"|\[(?:data-md-|lang|dir)[^\]]*\]"
)
"""What holds in one state of a page, in one language or with one palette: there, too, nothing may be hidden."""
_COMMA = re.compile(r",(?![^(]*\))")


def hiding(css: str) -> Iterator[tuple[str, str]]:
    """Yield each selector by which a style sheet hides a caveat, and the declaration that does."""
    for rule in _RULE.finditer(CSS_COMMENT.sub(" ", css)):
        hides = _HIDING.search(rule[2])
        for selector in _COMMA.split(rule[1]) if hides else ():
            if hides and _meets_caveat(selector.strip().removeprefix("&").strip()):
                yield selector.strip(), hides[1]


@cache
def _meets_caveat(selector: str) -> bool:
    sample, telling = _sample()
    anyway = _STATE.sub("", selector)
    try:
        return bool(anyway) and any(node.mem_id in telling for node in sample.css(anyway))
    except SelectolaxError:  # a part of an element, a time of an animation, or nothing that any browser minds
        return False


@cache
def _sample() -> tuple[LexborHTMLParser, frozenset[int]]:
    sample = LexborHTMLParser(SAMPLE)
    return sample, frozenset(node.mem_id for node in sample.css(_TELLING))
