"""Finds rules of a style sheet that hide caveats: the words stand in the page, and no reader sees them; and its words.

A selector is tried on what stands around a caveat on pages of this program, so a rule is found however it is written.
What no single rule tells is not seen: sizes that cut something off, colours that are alike, a layer above, an
animation, variables of other style sheets, and what a script does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from .reckoned import reckoned

_CAVEATS = """
<ul class="caveats" role="list"><li data-caveat="unverified"><b>Label</b> words <small>(whose)</small>
<a class="jump" href="#notice">Full notice</a> <span data-caveat="allegation">Also</span></li><li>none</li></ul>"""
SAMPLE = f"""<!doctype html><html lang="en" dir="ltr" class="js no-js"><body dir="ltr">
<input class="md-toggle" id="__drawer"><input class="md-toggle" id="__search"><div class="md-container">
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
_QUOTED = re.compile(
    r"""/\*.*?(?:\*/|\Z)|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|url\([^"'()]*\)""", re.DOTALL | re.IGNORECASE
)
_WIDE = str.maketrans("{};", "｛｝；")
"""Signs in texts and addresses that are none of the style sheet's own; as words they are the same when compared."""
_TEXT = re.compile(r""""((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'""", re.DOTALL)
_ESCAPED = re.compile(r"\\(?:([\da-fA-F]{1,6})\s?|(.))", re.DOTALL)
_PIECE = re.compile(r"([^{};]*)([{};]|\Z)")
_NONE = r"(?:[+-]?0*\.?0+(?:e[+-]?\d+)?(?:[a-z]+|%)?|(?:calc|clamp|max|min)\([\s,0.a-z%+-]*\))"
_FAINT = rf"(?:{_NONE}|\+?0*\.0\d*(?:[a-z]+|%)?|\+?\d(?:\.\d+)?%|\+?[01]?(?:\.\d+)?px)"
"""Nothing, or next to it."""
_FAR = (
    r"(?:-(?:\d{4,}|[5-9]\d\d|[5-9]\d(?:\.\d+)?r?em|\d{3}(?:v[wh]|%))|(?<![\d.-])(?:\d{4,}(?:px|r?em|%)|\d{3,}v[wh]))"
)
_ON_EDGE = r"-?(?:90deg|0*\.25turn|100grad)"
_CLEAR = (
    rf"(?:transparent|\#(?:[\da-f]{{3}}0|[\da-f]{{6}}00)\b"
    rf"|(?:rgb|hsl)a?\((?:[^,)]+,){{3}}\s*{_FAINT}\s*\)|[a-z]+\([^)/]*/\s*{_FAINT}\s*\))"
)
_HIDING = re.compile(
    rf"""
    (?:-[a-z]+-)?(?:
    display\s*:\s*(?:none | table-column) | visibility\s*:\s*(?:hidden|collapse) | content-visibility\s*:\s*hidden
    | (?:opacity|zoom|font-size)\s*:\s*{_FAINT}(?=\s*(?:!|$)) | font-size\s*:\s*\+?0*\.[0-2]\d*r?em
    | opacity\s*:\s*-[\d.]+
    | scale\s*:\s*(?:[\d.]+%?\s+)?{_FAINT}(?=[\s!]|$) | rotate\s*:\s*[xy]\s+{_ON_EDGE}
    | font\s*:\s*(?:[\w-]+\s+)*{_NONE}(?=[\s/])
    | filter\s*:[^!]*\b(?:
        opacity\(\s*{_FAINT}\s*\) | contrast\(\s*{_NONE}\s*\) | blur\(\s*(?:[5-9]|\d\d|[1-9][\d.]*r?em)
      )
    | (?:color|text-fill-color)\s*:\s*{_CLEAR}
    | clip\s*:\s*rect\([\s,0px1]*\)
    | clip-path\s*:\s*(?:
        inset\((?:\s*(?:[5-9]\d|100)%|[^)]*\b100%) | (?:circle|ellipse)\(\s*0
        | polygon\(\s*([^,()]*?)\s*(?:,\s*\1\s*)*\)
        | (?:rect|xywh)\((?:\s*{_NONE})+\s*\) | shape\(\s*from(?:\s+[\w.%+-]+){{2}}\s*\) | url\(
        | path\((?:\s*\w+\s*,)?\s*["'](?:[^"'\d]*[\d.]+){{0,3}}[^"'\d]*["']
      )
    | mask(?:-image)?\s*:\s*(?:[^!]*\burl\( | [a-z-]+-gradient\(\s*{_CLEAR}[\s\d%a-z]*(?:,\s*{_CLEAR}[\s\d%a-z]*)*\))
    | transform\s*:[^!]*(?:
        \bscale(?:[xyz]|3d)?\(\s*{_FAINT}\s*[,)] | \b(?:rotate[xy]|skew[xy]?)\(\s*{_ON_EDGE}
        | \bmatrix\(\s*(?:{_FAINT}\s*,\s*){{4}}
        | \btranslate(?:[xyz]|3d)?\([^)]*{_FAR}
      )
    | content\s*:\s*(?:url|[a-z-]*image-set|[a-z-]+-gradient)\( | text-security\s*:\s*(?:circle|disc|square)
    | text-indent\s*:\s*-\d{{3,}}
    | (?:letter|word)-spacing\s*:\s*-(?:[5-9](?!\d*\.?\d*r?em)|\d\d|(?:0*\.[5-9]\d*|[1-9][\d.]*)r?em)
    | text-decoration(?:-line)?\s*:[^!]*\bline-through | speak\s*:\s*(?:none|never) | interactivity\s*:\s*inert
    | (?:left|right|top|bottom|inset[a-z-]*|margin[a-z-]*|text-indent|translate)\s*:[^!(]*{_FAR}
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SMALL = re.compile(
    rf"(?:max-)?(?:(?:line-)?height|width|(?:block|inline)-size|flex-basis)\s*:\s*(?:{_NONE}|\+?[0-4]?(?:\.\d+)?px)(?=\s*(?:!|$))"
    r"|text-indent\s*:\s*\+?\d{3,}(?:\.\d+)?%|contain\s*:[^!]*\b(?:strict|(?<!-)size)\b",
    re.IGNORECASE,
)
_CUTTING = re.compile(
    r"overflow(?:-[a-z]+)?\s*:[^!]*\b(?:hidden|clip|auto|scroll)\b|contain\s*:[^!]*\b(?:strict|content|paint)\b",
    re.IGNORECASE,
)
"""What together hides what an element holds: it has no size or begins at its end, and nothing is seen outside."""
_LISTED = re.compile(r"([(),])")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")
_STATE = re.compile(
    r"::?(?:hover|focus(?:-within|-visible)?|active|checked|target|defined|open|popover-open|modal|playing|paused"
    r"|fullscreen|-webkit-full-screen|user-(?:in)?valid|state\([^)]*\)|has\((?:[^()]|\([^()]*\))*\)|lang\([^)]*\)|dir\([^)]*\)|first-(?:line|letter))"
    r"|\[(?:data-md-|lang|dir)[^\]]*\]"
)
"""What holds in one state of a page, in one language or with one palette: there, too, nothing may be hidden."""
_KIND = re.compile(r"\[\s*data-caveat\s*[~|^$*]?=[^\]]*\]", re.IGNORECASE)
"""What holds for caveats of one kind, of which a site may have any."""
_NEGATION = re.compile(r":not\(((?:[^()]|\([^()]*\))*)\)")
_EMPTY = re.compile(r":(?:is|where)\([\s,]*\)")
_SCOPE = re.compile(r"@scope\s*\(((?:[^()]|\([^()]*\))*)\)")
_COMBINES = re.compile(r"^(?=[>+~])")


_NO_LENGTH = re.compile(_NONE, re.IGNORECASE)
_NO_PAINT = re.compile(rf"none|{_CLEAR}", re.IGNORECASE)
_PLACES = frozenset({"dx", "dy", "x", "y"})
_AWAY = re.compile(rf"\bscale\(\s*{_NONE}\s*[\s,)]|\btranslate\([^)]*-\d{{4}}", re.IGNORECASE)
_FAR_LEFT = re.compile(r"(?:^|[\s,])-\d{4}")


class _Rule(NamedTuple):
    """The declarations of a block, and its selectors, as written and as they are meant within the blocks around it."""

    selectors: Sequence[tuple[str, str]]
    declarations: list[str]


def hidden_by(declarations: Sequence[str]) -> str:
    """Return the declaration, or those that together, hide what stands in an element of its own style; or nothing."""
    return _hiding(declarations, {})


def is_nothing(length: str) -> bool:
    """Tell whether a length of a drawing is none."""
    return _NO_LENGTH.fullmatch(length.strip()) is not None


def is_clear(paint: str) -> bool:
    """Tell whether what is painted so is not seen."""
    return _NO_PAINT.fullmatch(paint.strip()) is not None


def is_out_of_place(attribute: str, value: str) -> bool:
    """Tell whether an attribute of a drawing puts an element where nobody sees it: far left, on one point, cut off."""
    if attribute == "clip-path":
        return bool(hidden_by([f"{attribute}:{value}"]))
    away = _AWAY if attribute == "transform" else _FAR_LEFT if attribute in _PLACES else None
    return away is not None and away.search(value) is not None


def concealed(css: str) -> Iterator[str]:
    """Yield each selector by which a style sheet hides anything, without what holds in one state only."""
    rules = list(_rules(css))
    variables = _variables(rules)
    for rule in rules:
        yield from (_anyway(meant) for _, meant in rule.selectors if _hiding(rule.declarations, variables))


def hiding(css: str) -> Iterator[tuple[str, str]]:
    """Yield each selector by which a style sheet hides a caveat, and the declaration that does."""
    rules = list(_rules(css))
    variables = _variables(rules)
    for rule in rules:
        hides = _hiding(rule.declarations, variables)
        for written, meant in rule.selectors if hides else ():
            if _meets_caveat(meant):
                yield written, hides


def _variables(rules: Sequence[_Rule]) -> Mapping[str, Collection[str]]:
    variables: dict[str, set[str]] = defaultdict(set)
    for name, value in (declared.split(":", 1) for rule in rules for declared in rule.declarations if ":" in declared):
        if name.startswith("--"):
            variables[name.strip()].add(value.strip())
    return variables


def texts(css: str) -> Iterator[str]:
    """Yield the words that each declaration of a style sheet may put into pages."""
    for rule in _rules(css):
        for declaration in rule.declarations:
            said = " ".join("".join(text) for text in _TEXT.findall(declaration))
            if said:
                yield _unescaped(said)


def _rules(css: str) -> Iterator[_Rule]:
    """Yield each block of a style sheet that has ended, the inner ones first; what stands in a condition is one too."""
    above: list[_Rule] = []
    plain = _QUOTED.sub(lambda found: " " if found[0].startswith("/*") else found[0].translate(_WIDE), css)
    for piece, end in _PIECE.findall(_OUTSIDE_RULES.sub(" ", plain)):
        text = piece.strip()
        if end == "{":
            above.append(_Rule(_selectors(text, above[-1].selectors if above else ()), []))
            continue
        if above and text:
            above[-1].declarations.append(text)
        if above and end == "}":
            yield above.pop()
    yield from reversed(above)


def _selectors(text: str, above: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    """Return the selectors of a block within another one; those of the other one, if it only sets a condition."""
    scope = _SCOPE.match(text)
    if scope:
        return [(part, part) for part in map(str.strip, _parted(scope[1]))]
    if text.startswith("@"):
        return above
    written = [part.strip() for part in _parted(text)]
    if not above:
        return [(part, part) for part in written]
    return [
        (
            part,
            part.replace(":scope", "&").replace("&", outer) if "&" in part or ":scope" in part else f"{outer} {part}",
        )
        for part in written
        for _, outer in above
    ]


def _parted(selectors: str) -> Iterator[str]:
    """Yield the selectors of a list, whatever lists stand within one."""
    depth, part = 0, ""
    for piece in _LISTED.split(selectors):
        depth += (piece == "(") - (piece == ")")
        if piece == "," and not depth:
            yield part
            part = ""
        else:
            part += piece
    yield part


def _hiding(declarations: Sequence[str], variables: Mapping[str, Collection[str]]) -> str:
    """Return the declaration, or those that together, hide what stands in an element; or nothing."""
    meant = [reckoned(one) for declaration in declarations for one in _meant(_unescaped(declaration), variables)]
    for declaration in meant:
        found = _HIDING.match(declaration)
        if found:
            return found[0].strip()
    small, cutting = ([found[0] for one in meant if (found := sign.match(one))] for sign in (_SMALL, _CUTTING))
    return f"{small[0].strip()}; {cutting[0].strip()}" if small and cutting else ""


def _meant(declaration: str, variables: Mapping[str, Collection[str]]) -> Iterator[str]:
    """Yield a declaration with each value that its first variable has anywhere in the style sheet."""
    found = _VARIABLE.search(declaration)
    for value in (*variables.get(found[1], ()), found[2] or "") if found else ():
        yield declaration.replace(found[0], value) if found else declaration
    yield declaration


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(min(int(found[1], 16), 0x10FFFF)) if found[1] else found[2], text)


@cache
def _meets_caveat(selector: str) -> bool:
    sample, telling = _sample()
    anyway = _KIND.sub("[data-caveat]", _anyway(selector))
    try:
        return bool(anyway) and any(node.mem_id in telling for node in sample.css(anyway))
    except SelectolaxError:  # a part of an element, a time of an animation, or nothing that any browser minds
        return False


def _anyway(selector: str) -> str:
    """Return a selector without what does not hold in each state."""
    lasting = _STATE.sub("", _NEGATION.sub(_lasting, selector.removeprefix("&")))
    return _COMBINES.sub("*", _EMPTY.sub("", lasting).strip())


def _lasting(negation: re.Match[str]) -> str:
    """Return a negation without what does not hold in each state and for each kind."""
    parts = [part for part in _parted(negation[1]) if not (_STATE.search(part) or _KIND.search(part))]
    return f":not({','.join(parts)})" if parts else ""


@cache
def _sample() -> tuple[LexborHTMLParser, frozenset[int]]:
    sample = LexborHTMLParser(SAMPLE)
    return sample, frozenset(node.mem_id for node in sample.css(_TELLING))
