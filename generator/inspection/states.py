"""What stands open around each text of a page of plain markup, and where the next tag leads from there.

A page goes through few states, and through the same ones as all others of its kind: so each tag is one look into the
state before it. A state that plain markup may not be in leads nowhere.
"""

from __future__ import annotations

from functools import cache
from operator import attrgetter
from typing import NamedTuple

from .document import TITLE, Tag

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PHRASING = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "button", "cite", "code", "data", "dfn", "em", "i", "kbd", "label", "mark", "q",
    "samp", "small", "span", "strong", "sub", "time", "u", "var",
})  # fmt: skip
"""Raised signs are none of them: these may be marks of footnotes, and only the parser reads a statement past such."""
_PHRASES_VOID = frozenset({"br", "img", "wbr"})
VOID = _PHRASES_VOID | {"hr", "link", "meta"}
_DRAWN = frozenset({"a", "circle", "defs", "desc", "g", "path", "pattern", "text", "title", "tspan"})
"""What a plain drawing holds."""
_ONLY_IN = {
    "html": {""}, "head": {"html"}, "body": {"html"}, "title": {"head"}, "meta": {"head"}, "link": {"head"},
    "li": {"ol", "ul"}, "dt": {"dl", "div"}, "dd": {"dl", "div"}, "summary": {"details"}, "figcaption": {"figure"},
    "legend": {"fieldset"},
    "caption": {"table"}, "thead": {"table"}, "tbody": {"table"}, "tfoot": {"table"}, "tr": {"thead", "tbody", "tfoot"},
    "th": {"tr"}, "td": {"tr"}, "svg": {"figure"},
    **{name: {"svg"} for name in _DRAWN - {"a", "title"}},
}  # fmt: skip
_ONLY_HOLDS: dict[str, set[str]] = {
    "": {"html"}, "html": {"head", "body"}, "head": {"title", "meta", "link"}, "title": set(),
    "table": {"caption", "thead", "tbody", "tfoot"}, "thead": {"tr"}, "tbody": {"tr"}, "tfoot": {"tr"},
    "tr": {"th", "td"},
}  # fmt: skip
_ONCE = ("html", "head", "body")
_DESCRIBING = frozenset({"desc", "title"})
"""What of a drawing holds nothing else than text."""
_MARKING = _PHRASING - {"button", "q"}
_PARTS_OF_A_LIST = frozenset({"dt", "dd"})
_DEPTH = 100
"""So many elements may stand open one within the other, and mark the same words."""
_MARKS, _UNMARKS, _NOTHING, _OPENS, _EMPTY, _CLOSES = range(6)
KNOWN = _HEADINGS | _PHRASING | VOID | _ONLY_IN.keys() | {
    "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figure", "footer", "header", "main", "nav",
    "ol", "p", "section", "table", "ul",
}  # fmt: skip


class Step(Tag):
    """What a tag does to the elements around it; there is one of each, so that they are told apart at a glance.

    It is `speaking` if words follow it.
    """

    __slots__ = ("kind", "speaking")

    def __init__(self, kind: int, name: str, folded: bool, speaking: bool) -> None:
        super().__init__(name, kind == _OPENS, folded)
        self.kind = kind
        self.speaking = speaking


class Open(NamedTuple):
    """What stands open around a text, from outside inwards, and which elements were seen that may be seen but once.

    `marks` are elements that only mark words; no other element begins or ends within them.
    """

    elements: tuple[str, ...] = ("",)
    marks: tuple[str, ...] = ()
    once: tuple[str, ...] = ()


CLOSED = Open(once=_ONCE)


class States(dict[Open | None, "State"]):
    """The states that a document may be in, by what stands open; None where it is not plain."""

    def __init__(self) -> None:
        super().__init__()
        self.moves = 0

    def __missing__(self, open: Open | None) -> State:
        state = self[open] = State(self, open)
        return state


class State(dict[Step, "State"]):
    """Leads from a state of a document to the one behind a tag.

    `sign` stands for the number of elements around a text in this state.
    """

    __slots__ = ("_open", "_states", "sign")

    def __init__(self, states: States, open: Open | None) -> None:
        super().__init__()
        self._states = states
        self._open = open
        self.sign = chr(len(open.elements) - 1) if open else ""

    def __missing__(self, step: Step) -> State:
        self._states.moves += 1
        state = self[step] = self._states[_after(self._open, step) if self._open else None]
        return state


sign = attrgetter("sign")
"""Of a state: what `Document.depths` has for a text in it."""


def _after(before: Open, step: Step) -> Open | None:
    """Return what stands open behind a tag; None where it, or the words that follow, may not stand there."""
    open = _moved(before, step)
    if open and step.speaking and open.elements[-1] in _ONLY_HOLDS and open.elements[-1] != TITLE:
        return None
    return open


def _moved(open: Open, step: Step) -> Open | None:
    """Return what stands open behind a tag; None where it may not stand there."""
    elements, marks, once = open
    kind, name, holder = step.kind, step.name, elements[-1]
    if "svg" in elements:
        return _moved_in_drawing(open, step)
    if kind in (_MARKS, _NOTHING):
        if holder in _ONLY_HOLDS or (name == "a" and name in marks):
            return None
        return open if kind == _NOTHING else Open(elements, (*marks, name), once) if len(marks) < _DEPTH else None
    if kind == _UNMARKS:
        return Open(elements, marks[:-1], once) if marks[-1:] == (name,) else None
    if marks or len(elements) > _DEPTH:
        return None
    if kind == _CLOSES:
        return Open(elements[:-1], marks, once) if holder == name else None
    if not _may_stand(name, holder) or (name in _PARTS_OF_A_LIST and "dl" not in elements[-2:]):
        return None
    if name in _ONCE:
        once = (*once, name)
        if once != _ONCE[: len(once)]:
            return None  # a second body is no body to a parser
    return open if kind == _EMPTY else Open((*elements, name), marks, once)


def _moved_in_drawing(open: Open, step: Step) -> Open | None:
    """Return what stands open behind a tag in a drawing, where all are elements, links too."""
    elements, marks, once = open
    if step.kind in (_CLOSES, _UNMARKS):
        return Open(elements[:-1], marks, once) if elements[-1] == step.name else None
    if step.name not in _DRAWN or elements[-1] in _DESCRIBING or len(elements) > _DEPTH:
        return None
    return Open((*elements, step.name), marks, once)


def _may_stand(name: str, holder: str) -> bool:
    """Tell whether plain markup has an element of one name directly in one of the other."""
    if holder in _ONLY_HOLDS and name not in _ONLY_HOLDS[holder]:
        return False
    if name in _ONLY_IN and holder not in _ONLY_IN[name]:
        return False
    if holder == "p":
        return name in _PHRASING
    if holder in _PHRASING:
        return name == "q"
    return not (name in _HEADINGS and holder in _HEADINGS)


_step = cache(Step)
Meant = tuple[Step, Step]
"""What a tag does: where blank space follows, and where words do."""


def begun(name: str, folded: bool) -> Meant | None:
    """Return what a start tag does; None where an element of this name may not be folded away or hidden."""
    marks = name in _MARKING or name in _PHRASES_VOID
    if folded and (marks or name in VOID):
        return None
    if name in VOID:
        return _meant(_NOTHING if marks else _EMPTY, name)
    return _meant(_MARKS if marks else _OPENS, name, folded)


def ended(name: str) -> Meant | None:
    """Return what an end tag does; None where an element of this name has none."""
    return None if name in VOID else _meant(_UNMARKS if name in _MARKING else _CLOSES, name)


@cache
def _meant(kind: int, name: str, folded: bool = False) -> Meant:
    return _step(kind, name, folded, False), _step(kind, name, folded, True)
