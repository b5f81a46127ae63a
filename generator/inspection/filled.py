"""Pages that are one frame filled again and again: the frame is read once, of each page only what is its own.

A page is given as the frame's fixed parts and the values between them, which joined are its bytes. The first page of a
frame is read whole. Of the others a *core* is read: their values, and of the frame the elements around these, so that
a title is still in a title and a heading in its navigation. Whatever is amiss in the core, or cannot be told from it,
sends the whole page to the parser, which alone says what is wrong: this module only knows pages that are sound.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from .addresses import Home
from .attributes import Asked
from .blocks import bare_claims
from .document import Document
from .facts import Findings, PageFacts
from .links import follow
from .page import may_leak
from .records import bare_in_lines
from .scan import Scanned, scan
from .statements import Statements

SLOT = "\0"
_OPAQUE = re.compile(r"<(script|style|svg|template|noscript|textarea|iframe)\b.*?</\1>|<!--.*?-->|<!doctype[^>]*>",
                     re.DOTALL | re.IGNORECASE)  # fmt: skip
_TAG = re.compile(r'(<(/?)([a-zA-Z][^\s/>"]*)(?:[^<>"]|"[^"]*")*>)')
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})
_KEPT = re.compile(r"\s(hidden|open)(?=[\s=>])")


@dataclass(frozen=True, slots=True)
class _Own:
    """What a page holds besides its frame: what it leads to, what it leads to in itself, and its anchors."""

    targets: frozenset[str]
    anchors: frozenset[tuple[str, str]]
    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Shell:
    """What all pages of a frame share: the markup around their values, where it leads, and its anchors.

    `moving` are addresses that lead elsewhere from each page.
    """

    core: tuple[str, ...]
    targets: tuple[str, ...]
    anchors: tuple[tuple[str, str], ...]
    moving: tuple[Asked, ...]
    ids: frozenset[str]
    id_lines: str


class FilledPages:
    """Reads the filled pages of a site, and remembers their frames."""

    def __init__(self, home: Home, statements: Statements) -> None:
        self._home = home
        self._statements = statements
        self._shells: dict[int, tuple[Sequence[bytes], _Shell]] = {}
        self._led = lru_cache(maxsize=100_000)(self._lead)

    def facts(self, address: str, fixed: Sequence[bytes], values: Sequence[str]) -> PageFacts | None:
        """Return what a sound page shows; None where the page must be read whole."""
        kept = self._shells.get(id(fixed))
        shell = kept[1] if kept else None
        own = self._own(address, shell.core, values) if shell else None
        if shell is None or own is None or not own.ids.isdisjoint(shell.ids):
            return None
        targets, anchors = set(own.targets), set(own.anchors)
        for asked in shell.moving:
            if not self._note(address, asked, targets, anchors):
                return None
        outside = []
        for target, fragment in anchors:
            if target != address:
                outside.append((target, fragment))
            elif fragment not in own.ids and fragment not in shell.ids:
                return None
        ids = "\n".join([*sorted(own.ids), shell.id_lines])
        return PageFacts(address, (), (*shell.targets, *sorted(targets)), (*shell.anchors, *sorted(outside)), ids)

    def learn(self, fixed: Sequence[bytes], values: Sequence[str], findings: Findings) -> None:
        """Take a frame from the first page that was read whole, unless anything is amiss in it."""
        if id(fixed) in self._shells or findings.problems:
            return
        shell = self._shell(fixed, values, findings)
        if shell:
            # The parts are kept as well, so that no other frame gets their place in memory.
            self._shells[id(fixed)] = (fixed, shell)

    def _shell(self, fixed: Sequence[bytes], values: Sequence[str], findings: Findings) -> _Shell | None:
        core = _core([part.decode() for part in fixed])
        own = self._own(findings.address, core, values)
        if own is None:
            return None
        depth = findings.address.count("/")
        targets, anchors, moving = [], [], []
        for target, raw in findings.targets.items():
            if not _is_same_everywhere(raw, depth):
                moving.append(Asked(raw, True, False))
            elif target not in own.targets:
                targets.append(target)
        for (target, fragment), raw in findings.anchors.items():
            if not _is_same_everywhere(raw, depth):
                moving.append(Asked(raw, False, False))
            elif (target, fragment) not in own.anchors:
                anchors.append((target, fragment))
        ids = frozenset(findings.ids) - own.ids
        moving = [asked for asked in moving if asked not in self._asked(core, values)]
        return _Shell(core, tuple(targets), tuple(anchors), tuple(moving), ids, "\n".join(sorted(ids)))

    def _asked(self, core: Sequence[str], values: Sequence[str]) -> tuple[Asked, ...]:
        scanned = scan(_joined(core, values))
        return scanned.asked if scanned else ()

    def _own(self, address: str, core: Sequence[str], values: Sequence[str]) -> _Own | None:
        """Return what the core of a page holds, None where it is not plain, or not sound."""
        scanned = scan(_joined(core, values))
        if scanned is None or not self._is_sound(scanned):
            return None
        targets: set[str] = set()
        anchors: set[tuple[str, str]] = set()
        if not all(self._note(address, asked, targets, anchors) for asked in scanned.asked):
            return None
        for mention in self._home.mentions("\n".join(scanned.lines)):
            if not self._note(address, Asked(mention, False, False), targets, anchors):
                return None
        return _Own(frozenset(targets), frozenset(anchors), frozenset(scanned.document.ids.values()))

    def _is_sound(self, scanned: Scanned) -> bool:
        """Tell whether nothing can be amiss with a page by itself."""
        document, lines = scanned.document, scanned.lines
        if may_leak(document, "\n".join([*lines, *(asked.raw for asked in scanned.asked)])):
            return False
        if len(set(document.ids.values())) < len(document.ids) or not _is_headed(document):
            return False
        bare = next(bare_claims(document, self._statements), None)
        return bare is None and next(bare_in_lines(lines, self._statements), None) is None

    def _note(self, address: str, asked: Asked, targets: set[str], anchors: set[tuple[str, str]]) -> bool:
        """Add where an address leads; False where it may not be followed."""
        depth = address.count("/")
        led = self._led(depth, asked) if _is_same_everywhere(asked.raw, depth) else self._lead(address, asked)
        if led is None:
            return False
        targets.update(led[0])
        anchors.update(led[1])
        return True

    def _lead(self, page: int | str, asked: Asked) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]] | None:
        """Return where an address leads that stands in a page, or in any page at a depth; None where it may not be."""
        findings = Findings(page if isinstance(page, str) else "-/" * page, "")
        follow(findings, self._home, asked.raw, loads=asked.loads, runs=asked.runs)
        return None if findings.problems else (tuple(findings.targets), tuple(findings.anchors))


def _joined(core: Sequence[str], values: Sequence[str]) -> str:
    parts = [core[0]]
    for value, part in zip(values, core[1:], strict=True):
        parts += value, part
    return "".join(parts)


def _is_same_everywhere(raw: str, depth: int) -> bool:
    """Tell whether an address leads from all pages at a depth to one place: it climbs to the root, or starts there."""
    up = "../" * depth
    if raw.startswith(up) and depth:
        return not raw.startswith("../", len(up))
    return raw.startswith(("http://", "https://", "/"))


def _is_headed(document: Document) -> bool:
    """Tell whether a page has a title, and no more than one main heading, with words in it."""
    titles = [number for number, tag in enumerate(document.tags[:12]) if tag == "title"]
    mains = [number for number in document.headings if document.tags[number] == "h1"]
    return len(titles) == 1 and len(mains) < 2 and all(map(document.said, titles + mains))


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
