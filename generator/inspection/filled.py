"""Pages that are one frame filled again and again: the frame is read once, of each page only what is its own.

A page is given as the frame's fixed parts and the values between them, which joined are its bytes. The first page of a
frame is read whole. Of the others a *core* is read: their values, and of the frame the elements around these, so that
a title is still in a title and a heading in its navigation. Whatever is amiss in the core, or cannot be told from it,
sends the whole page to the parser, which alone says what is wrong: this module only knows pages that are sound.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .addresses import Home
from .attributes import Asked
from .blocks import bare_claims
from .document import Document
from .facts import Findings, PageFacts, Places
from .links import follow
from .page import may_leak, read_html
from .records import bare_in_lines
from .scan import Scanner
from .statements import Statements, fold

SLOT = "\0"
_FEW_VALUES = 100
"""So many values of a slot are remembered, such as lists of headings; where there are more, each page has its own."""
_OPAQUE = re.compile(
    r"<(script|style|svg|template|noscript|textarea|iframe)\b.*?</\1>|<!--.*?-->|<!doctype[^>]*>",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(r'(<(/?)([a-zA-Z][^\s/>"]*)(?:[^<>"]|"[^"]*")*>)')
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})
_KEPT = re.compile(r"\s(hidden|open)(?=[\s=>])")


@dataclass(slots=True)
class _Held:
    """What a page or a part of one holds: where it leads, in the site and in itself, and its anchors, each time."""

    targets: dict[str, None] = field(default_factory=dict)
    anchors: dict[tuple[str, str], None] = field(default_factory=dict)
    inside: dict[str, None] = field(default_factory=dict)
    ids: list[str] = field(default_factory=list)

    def add(self, other: _Held) -> None:
        """Add what another part holds."""
        self.targets.update(other.targets)
        self.anchors.update(other.anchors)
        self.inside.update(other.inside)
        self.ids += other.ids


@dataclass(slots=True)
class _Shell:
    """What all pages of a frame share: the markup around their values, and what it holds.

    `moving` are addresses that lead elsewhere from each page. `known` has for each slot the values that many pages
    have, with what they hold (None: it takes the page to tell), or is None where nearly every value is new.
    """

    core: tuple[str, ...]
    held: _Held
    moving: list[Asked]
    known: list[dict[str, _Held | None] | None]


class FilledPages:
    """Reads the filled pages of a site, and remembers their frames."""

    def __init__(self, home: Home, statements: Statements, places: Places | None = None) -> None:
        self._home = home
        self._places = places
        self._statements = statements
        self._scanner = Scanner()
        self._shells: dict[int, tuple[Sequence[bytes], _Shell]] = {}
        self._ways: dict[tuple[int, Asked], _Held] = {}

    def facts(self, address: str, fixed: Sequence[bytes], values: Sequence[str]) -> PageFacts | None:
        """Return what a sound page shows; None where the page must be read whole."""
        kept = self._shells.get(id(fixed))
        own = self._own(address, kept[1], values) if kept else None
        if kept is None or own is None:
            return None
        own.add(kept[1].held)
        for asked in kept[1].moving:
            moved = self._lead(address, asked)
            if moved is None:
                return None
            own.add(moved)
        ids = frozenset(own.ids)
        if len(ids) < len(own.ids) or not own.inside.keys() <= ids:
            return None
        return PageFacts(address, (), tuple(own.targets), tuple(own.anchors), "\n".join(own.ids))

    def learn(self, address: str, fixed: Sequence[bytes], values: Sequence[str]) -> None:
        """Take a frame from a page that was found sound when it was read whole."""
        if id(fixed) in self._shells:
            return
        texts = [part.decode() for part in fixed]
        core, frame = _core(texts), Findings(address, "".join(texts))
        read_html(frame, self._home, self._statements)
        # Where the frame leads to an anchor of the page's own, only the page can tell whether it is there.
        if not any(problem.code == "I002" for problem in frame.problems) and self._read(address, _joined(core, values)):
            # The parts are kept as well, so that no other frame gets their place in memory.
            self._shells[id(fixed)] = (fixed, _shell(core, frame))

    def _own(self, address: str, shell: _Shell, values: Sequence[str]) -> _Held | None:
        """Return what is a page's own; what those of its values hold that many pages have is looked up."""
        own = _Held()
        rest = list(values)
        for slot, value in enumerate(values):
            # A value without markup may be a title, which the page has to have.
            held = self._shared(address, shell, slot, value) if "<" in value else None
            if held is not None:
                own.add(held)
                rest[slot] = ""
        page = self._read(address, _joined(shell.core, rest))
        if page is not None:
            page.add(own)
        return page

    def _shared(self, address: str, shell: _Shell, slot: int, value: str) -> _Held | None:
        known = shell.known[slot]
        if known is None:
            return None
        if value not in known:
            if len(known) == _FEW_VALUES:
                shell.known[slot] = None
                return None
            alone = ["" for _ in shell.known]
            alone[slot] = value
            known[value] = self._read(address, _joined(shell.core, alone), part=True)
        return known[value]

    def _read(self, address: str, html: str, *, part: bool = False) -> _Held | None:
        """Return what the core of a page holds, or of a part of one; None where it is not plain or not sound.

        A part must show no claim and no main heading, and lead to the same places from every page: whether these are
        sound, the page tells.
        """
        scanned = self._scanner.scan(html)
        if scanned is None:
            return None
        told = [self._scanner.told[tag] for tag in scanned.telling]
        lines = [line for one in told for line in one.said.lines]
        asked = {asked: None for one in told for asked in one.said.asked}
        if may_leak(scanned.document, "\n".join([*lines, *(one.raw for one in asked)])):
            return None
        if not (self._is_silent(scanned.document, lines) if part else self._is_sound(scanned.document, lines, address)):
            return None
        depth = address.count("/")
        if part and not all(_is_same_everywhere(one.raw, depth) for one in asked):
            return None
        mentions = (Asked(mention, False, False) for mention in self._home.mentions("\n".join(lines)))
        held = self._all_lead(address, [*asked, *mentions])
        if held is not None:
            held.ids += [one.id for one in told if one.id]
        return held

    def _is_sound(self, document: Document, lines: Sequence[str], address: str) -> bool:
        """Tell whether a page is headed, and every claim that it shows has its caveats."""
        titles = [number for number, tag in enumerate(document.tags[:12]) if tag == "title"]
        mains = [number for number in document.headings if document.tags[number] == "h1"]
        if len(titles) != 1 or len(mains) > 1 or not all(map(document.said, titles + mains)):
            return False
        places = self._places(address) if self._places else None
        bare = next(bare_claims(document, self._statements, places), None)
        if bare is not None or not lines:
            return bare is None
        return next(bare_in_lines(lines, self._statements, places, "attribute"), None) is None

    def _is_silent(self, document: Document, lines: Sequence[str]) -> bool:
        """Tell whether a part of a page shows no claim and no main heading."""
        texts = fold("\0".join([*document.texts, *lines]))
        return "h1" not in document.tags and not self._statements.find(texts)

    def _all_lead(self, address: str, asked: Iterable[Asked]) -> _Held | None:
        """Return where addresses in a page lead; None where one may not be followed."""
        held = _Held()
        depth = address.count("/")
        for one in asked:
            key = depth, one
            led = self._ways.get(key)
            if led is None:
                same = _is_same_everywhere(one.raw, depth)
                led = self._lead(f"{'-/' * depth}index.html" if same else address, one)
                if led is None:
                    return None
                if same:
                    self._ways[key] = led
            held.add(led)
        return held

    def _lead(self, page: str, asked: Asked) -> _Held | None:
        """Return where an address in a page leads; None where it may not be followed."""
        findings = Findings(page, "")
        follow(findings, self._home, asked.raw, loads=asked.loads, runs=asked.runs)
        if findings.problems:
            return None
        held = _Held()
        held.targets = {target: None for target in findings.targets if target != page}
        held.anchors = {anchor: None for anchor in findings.anchors if anchor[0] != page}
        held.inside = {anchor[1]: None for anchor in findings.anchors if anchor[0] == page}
        return held


def _shell(core: tuple[str, ...], frame: Findings) -> _Shell:
    """Return what a frame shares, by what was read of it without values at the address of one of its pages."""
    depth = frame.address.count("/")
    shell = _Shell(core, _Held(ids=list(frame.ids)), [], [{} for _ in core[1:]])
    for target, raw in frame.targets.items():
        if _is_same_everywhere(raw, depth):
            shell.held.targets[target] = None
        else:
            shell.moving.append(Asked(raw, True, False))
    for anchor, raw in frame.anchors.items():
        if _is_same_everywhere(raw, depth):
            shell.held.anchors[anchor] = None
        else:
            shell.moving.append(Asked(raw, False, False))
    return shell


def _joined(core: Sequence[str], values: Sequence[str]) -> str:
    parts = [core[0]]
    for value, part in zip(values, core[1:], strict=True):
        parts += value, part
    return "".join(parts)


def _is_same_everywhere(raw: str, depth: int) -> bool:
    """Tell whether an address leads from all pages at a depth to one place, or in each to a place within it."""
    up = "../" * depth
    if depth and raw.startswith(up):
        return not raw.startswith("../", len(up))
    return raw.startswith(("#", "http://", "https://", "/"))


def _core(fixed: Sequence[str]) -> tuple[str, ...]:
    """Return the parts of a frame with nothing left in them but the elements that stand around its slots."""
    html = _OPAQUE.sub("", SLOT.join(fixed))
    kept: list[tuple[str, str]] = []
    for place, piece in enumerate(_TAG.split(html)):
        match place % 4:
            case 0:
                kept += [("", SLOT)] * piece.count(SLOT)
            case 1:
                tag = piece
            case 2:
                closes = bool(piece)
            case _:
                _keep(kept, tag, piece.lower(), closes)
    return tuple("".join(piece for _, piece in kept).split(SLOT))


def _keep(kept: list[tuple[str, str]], tag: str, name: str, closes: bool) -> None:
    """Add a tag to what is kept of a frame, or remove the element that it ends if nothing in this was kept."""
    if SLOT in tag:
        kept.append(("", tag))
    elif closes and kept and kept[-1][0] == name:
        kept.pop()
    elif closes:
        kept.append(("", f"</{name}>"))
    elif name not in _VOID:
        kept.append((name, f"<{name}{''.join(f' {found}' for found in _KEPT.findall(tag))}>"))
