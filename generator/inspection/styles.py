"""Finds rules of a style sheet that hide caveats: the words stand in the page, and no reader sees them.

A selector is tried on what stands around a caveat on pages of this program, so a rule is found however it is written.
What no single declaration tells is not seen: what is nearly hidden, sizes that cut something off, colours that are
alike, a layer above, values of variables, and what a script does.
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
_TELLING = ", ".join(f"{part}, {part} :not(.jump)" for part in (".caveats", ".notice", ".standing", "[data-caveat]"))
"""What a reader is told by; not the link that leads on from there."""
_OUTSIDE_RULES = re.compile("<!--|-->|^\ufeff")
_PIECE = re.compile(r"([^{};]*)([{};]|\Z)")
_NONE = r"[+-]?0*\.?0+(?:e[+-]?\d+)?(?:[a-z]+|%)?"
_FAR = r"-(?:\d{4,}|[5-9]\d\d|\d{3}(?:v[wh]|%))"
_CLEAR = (
    rf"transparent|\#(?:[\da-f]{{3}}0|[\da-f]{{6}}00)\b"
    rf"|(?:rgb|hsl)a?\((?:(?:[^,)]+,){{3}}|[^)/]*/)\s*{_NONE}\s*\)"
)
_HIDING = re.compile(
    rf"""
    display\s*:\s*none | visibility\s*:\s*(?:hidden|collapse) | content-visibility\s*:\s*hidden
    | (?:opacity|zoom|scale|font-size)\s*:\s*{_NONE}(?=\s*(?:!|$)) | opacity\s*:\s*-[\d.]+
    | font\s*:\s*(?:[\w-]+\s+)*{_NONE}(?=[\s/]) | filter\s*:[^!]*\bopacity\(\s*{_NONE}\s*\)
    | (?:color|-webkit-text-fill-color)\s*:\s*(?:{_CLEAR})
    | clip\s*:\s*rect\([\s,0px1]*\) | clip-path\s*:\s*(?:inset\(\s*(?:[5-9]\d|100)%[^)]*\)|circle\(\s*0[^)]*\))
    | transform\s*:[^!]*(?:\bscale(?:[xyz]|3d)?\(\s*{_NONE}\s*[,)]|\btranslate(?:[xyz]|3d)?\([^)]*{_FAR})
    | text-indent\s*:\s*-\d{{3,}} | (?:left|right|top|bottom|inset[a-z-]*|margin[a-z-]*|translate)\s*:[^!(]*{_FAR}
    """,
    re.IGNORECASE | re.VERBOSE,
)
_STATE = re.compile(
    r"::?(?:hover|focus(?:-within|-visible)?|active|target|lang\([^)]*\)|dir\([^)]*\)|first-(?:line|letter))"
    r"|\[(?:data-md-|lang|dir)[^\]]*\]"
)
"""What holds in one state of a page, in one language or with one palette: there, too, nothing may be hidden."""
_KIND = re.compile(r"\[\s*data-caveat\s*[~|^$*]?=[^\]]*\]", re.IGNORECASE)
"""What holds for caveats of one kind, of which a site may have any."""
_NEGATION = re.compile(r":not\(((?:[^()]|\([^()]*\))*)\)")
_EMPTY = re.compile(r":(?:is|where)\([\s,]*\)")
_COMMA = re.compile(r",(?![^(]*\))")


def hiding(css: str) -> Iterator[tuple[str, str]]:
    """Yield each selector by which a style sheet hides a caveat, and the declaration that does."""
    for selectors, declaration in _declared(_OUTSIDE_RULES.sub(" ", CSS_COMMENT.sub(" ", css))):
        hides = _HIDING.match(declaration)
        for selector in _COMMA.split(selectors) if hides else ():
            if hides and _meets_caveat(selector.strip().removeprefix("&").strip()):
                yield selector.strip(), hides[0].strip()


def _declared(css: str) -> Iterator[tuple[str, str]]:
    """Yield each declaration behind its selectors, which hold within a condition that stands in their rule."""
    above: list[str] = []
    for piece, end in _PIECE.findall(css):
        text = piece.strip()
        if end == "{":
            above.append(above[-1] if above and text.startswith("@") else text)
            continue
        if above:
            yield above[-1], text
        if above and end == "}":
            above.pop()


@cache
def _meets_caveat(selector: str) -> bool:
    sample, telling = _sample()
    anyway = _KIND.sub("[data-caveat]", _EMPTY.sub("", _STATE.sub("", _NEGATION.sub(_lasting, selector))))
    try:
        return bool(anyway) and any(node.mem_id in telling for node in sample.css(anyway))
    except SelectolaxError:  # a part of an element, a time of an animation, or nothing that any browser minds
        return False


def _lasting(negation: re.Match[str]) -> str:
    """Return a negation without what does not hold in each state and for each kind."""
    parts = [part for part in _COMMA.split(negation[1]) if not (_STATE.search(part) or _KIND.search(part))]
    return f":not({','.join(parts)})" if parts else ""


@cache
def _sample() -> tuple[LexborHTMLParser, frozenset[int]]:
    sample = LexborHTMLParser(SAMPLE)
    return sample, frozenset(node.mem_id for node in sample.css(_TELLING))
