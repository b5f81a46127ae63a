"""Pages that are one frame filled again and again: the frame is read once, of each page only what is its own.

A page is given as the frame's fixed parts and the values between them, which joined are its bytes. The first page of a
frame is read whole. Of the others a *core* is read: their values, and of the frame the elements around these, so that
a title is still in a title and a heading in its navigation. Whatever is amiss in the core, or cannot be told from it,
sends the whole page to the parser, which alone says what is wrong: this module only knows pages that are sound.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .addresses import Home
from .attributes import Asked
from .blocks import bare_claims
from .core import ARTICLE, SLOT, core_of, inner_articles, joined
from .document import Document
from .facts import Findings, PageFacts
from .links import follow
from .page import may_leak, read_html
from .records import bare_in_lines
from .scan import Scanner
from .statements import Statements, fold

_FEW_VALUES = 100
"""So many values of a slot are remembered, such as lists of headings; where there are more, each page has its own."""
_KEPT_CARDS = 20_000
_GREAT_HEADINGS = ("<h1", "<h2")
_ALONE = "<html><head><title>alone</title></head><body><main>{}</main></body></html>"


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

    def __init__(self, home: Home, statements: Statements) -> None:
        self._home = home
        self._statements = statements
        self._scanner = Scanner()
        self._shells: dict[int, tuple[Sequence[bytes], _Shell]] = {}
        self._cards: dict[str, _Held | None] = {}
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
        core, frame = core_of(texts), Findings(address, "".join(texts))
        if len(core) != len(texts):
            return  # a slot within a script or a drawing
        read_html(frame, self._home, self._statements)
        # Where the frame leads to an anchor of the page's own, only the page can tell whether it is there.
        if not any(problem.code == "I002" for problem in frame.problems) and self._read(address, joined(core, values)):
            # The parts are kept as well, so that no other frame gets their place in memory.
            self._shells[id(fixed)] = (fixed, _shell(core, frame))

    def _own(self, address: str, shell: _Shell, values: Sequence[str]) -> _Held | None:
        """Return what is a page's own; what it holds that other pages have too is looked up."""
        held = _Held()
        rest = list(values)
        for slot, value in enumerate(values):
            # A value without markup may be a title, which the page has to have.
            shared = self._shared(address, shell, slot, value) if "<" in value else None
            if shared is not None:
                held.add(shared)
                rest[slot] = ""
            elif ARTICLE in value:
                rest[slot] = self._without_cards(address, value, held)
        page = self._read(address, joined(shell.core, rest))
        if page is not None:
            page.add(held)
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
            known[value] = self._read(address, joined(shell.core, alone), silent=True, anywhere=True)
        return known[value]

    def _without_cards(self, address: str, html: str, held: _Held) -> str:
        """Return a page's own without the articles in it that are sound by themselves, wherever they stand.

        What is asked of a claim in an article is asked of this alone, and to claims around it the article says
        nothing: so one that stands on several pages is read once.
        """
        pieces, done = [], 0
        up = f'="{"../" * address.count("/")}'
        for start, end in inner_articles(html):
            card = html[start:end]
            key = card.replace(up, f'="{SLOT}')  # the same card at another depth
            if key not in self._cards:
                if len(self._cards) == _KEPT_CARDS:
                    self._cards.clear()
                plain = not any(heading in card for heading in _GREAT_HEADINGS)
                self._cards[key] = self._read(address, _ALONE.format(card), anywhere=True) if plain else None
            known = self._cards[key]
            if known is not None:
                held.add(known)
                pieces.append(html[done:start])
                done = end
        return "".join([*pieces, html[done:]])

    def _read(self, address: str, html: str, *, silent: bool = False, anywhere: bool = False) -> _Held | None:
        """Return what the core of a page holds; None where it is not plain or not sound.

        A part that is `silent` shows no claim and no main heading, and need not be a page; one that may stand
        `anywhere` leads to the same places from every page.
        """
        scanned = self._scanner.scan(html)
        if scanned is None:
            return None
        told = [self._scanner.told[tag] for tag in scanned.telling]
        lines = [line for one in told for line in one.said.lines]
        asked = {asked: None for one in told for asked in one.said.asked}
        if may_leak(scanned.document, "\n".join([*lines, *(one.raw for one in asked)])):
            return None
        if not (self._is_silent(scanned.document, lines) if silent else self._is_sound(scanned.document, lines)):
            return None
        depth = address.count("/")
        if anywhere and not all(_is_same_everywhere(one.raw, depth) for one in asked):
            return None
        mentions = (Asked(mention, False, False) for mention in self._home.mentions("\n".join(lines)))
        held = self._all_lead(address, [*asked, *mentions])
        if held is not None:
            held.ids += [one.id for one in told if one.id]
        return held

    def _is_sound(self, document: Document, lines: Sequence[str]) -> bool:
        """Tell whether a page is headed, and every claim that it shows has its caveats."""
        titles = [number for number, tag in enumerate(document.tags[:12]) if tag == "title"]
        mains = [number for number in document.headings if document.tags[number] == "h1"]
        if len(titles) != 1 or len(mains) > 1 or not all(map(document.said, titles + mains)):
            return False
        bare = next(bare_claims(document, self._statements), None)
        return bare is None and (not lines or next(bare_in_lines(lines, self._statements), None) is None)

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


def _is_same_everywhere(raw: str, depth: int) -> bool:
    """Tell whether an address leads from all pages at a depth to one place, or in each to a place within it."""
    up = "../" * depth
    if depth and raw.startswith(up):
        return not raw.startswith("../", len(up))
    return raw.startswith(("#", "http://", "https://", "/"))
