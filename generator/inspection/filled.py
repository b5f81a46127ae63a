"""Pages that are one frame filled again and again: the frame is read once, of each page only what is its own.

A page is given as the frame's fixed parts and the values between them, which joined are its bytes. The first page of a
frame is read whole. Of the others a *core* is read: their values, and of the frame the elements around these, so that
a title is still in a title and a heading in its navigation. Whatever is amiss in the core, or cannot be told from it,
sends the whole page to the parser, which alone says what is wrong: this module only knows pages that are sound.
"""

from __future__ import annotations

import marshal
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

from ..keeping import digest
from ..shelf import Piece, Shelf
from .addresses import Home, Where
from .asking import Found
from .attributes import Asked, Said
from .blocks import bare_claims
from .core import ARTICLE, ARTICLE_END, SLOT, core_of, inner_articles, joined
from .document import Document
from .facts import Findings, PageFacts, Places, apart_from
from .folding import SEAM, words
from .head import read_head
from .held import Held, anywhere, is_same_everywhere, together
from .links import arrival, follow
from .page import LEAK_SIGNS, read_html
from .records import bare_in_head
from .scan import NotPlainError, Scanner
from .statements import Listening, Statements
from .veils import NO_VEILS, Veils

_FEW_VALUES = 100
"""So many values of a slot are remembered, such as lists of headings; where there are more, each page has its own."""
_KEPT_CARDS = 20_000
_KEPT_DEPTHS = 8
_KEPT_WAYS = 20_000
_KEPT_MOVES = 1_000
_KEPT_TAGS = 100_000
_HEAD = ("<meta", "<link", "<script")
_ALONE = "<html><head><title>alone</title></head><body><main>{}</main></body></html>"


@dataclass(slots=True)
class _Shell:
    """What all pages of a frame share: the markup around their values, and what it holds.

    `known` has for each slot the values that many pages have, with what they hold (None: it takes the page to tell),
    or is None where nearly every value is new. `texts` are all in which statements were looked for.
    """

    core: tuple[str, ...]
    held: Held
    known: list[dict[str, Held | None] | None]
    texts: Sequence[str]


class _Noted(Container[str]):
    """All kinds of places, noting which of them are asked for."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def __contains__(self, kind: object) -> bool:
        self.asked.add(str(kind))
        return True


_Card = tuple[Held | None, frozenset[str]]
"""What an article holds that is sound by itself, or None, and the kinds of places in which it shows claims."""


_Frame = tuple[int, int]
"""A frame: where its fixed parts lie in memory, and how deep its pages lie, since their links depend on it."""


class FilledPages:
    """Reads the filled pages of a site, and remembers their frames, cards and tags."""

    def __init__(
        self, home: Home, statements: Statements, places: Places | None = None, veils: Veils = NO_VEILS
    ) -> None:
        self._home = home
        self._veils = veils
        self._places = places
        self._statements = statements
        self._shells: dict[_Frame, tuple[Sequence[bytes], _Shell]] = {}
        self._once: dict[_Frame, tuple[str, Sequence[bytes], Sequence[str]]] = {}
        self._cards: dict[bytes, _Card] = {}
        self.shelf: Shelf | None = None
        self._scanners: dict[int, Scanner[Held]] = {}
        self._ways: dict[int, dict[Asked, Held]] = {}
        self._moves: dict[tuple[str, tuple[Asked, ...]], Held] = {}
        self._tags: Listening | None = None

    def facts(self, address: str, fixed: Sequence[bytes], values: Sequence[str]) -> PageFacts | None:
        """Return what a sound page shows; None where the page must be read whole."""
        frame = id(fixed), address.count("/")
        if frame in self._once:
            self._learn(frame, *self._once.pop(frame))
        kept = self._shells.get(frame)
        own = self._own(address, kept[1], values) if kept else None
        if kept is None or own is None:
            return None
        parts = [*own, kept[1].held]
        moving = tuple(dict.fromkeys(chain.from_iterable([part.moving for part in parts])))
        moved = self._moved(address, moving)
        if moved is None:
            return None
        held = together([*parts, moved])
        ids = frozenset(held.ids)
        if len(ids) < len(held.ids) or not ids.issuperset(held.inside):
            return None
        targets = apart_from(address, held.targets)
        return PageFacts(address, (), targets, tuple(held.anchors), "\n".join(held.ids))

    def learn(self, address: str, fixed: Sequence[bytes], values: Sequence[str]) -> None:
        """Take note of a page that was found sound when it was read whole.

        Its frame is taken from it when another page comes in that: many frames have one page, of which nothing is won.
        """
        frame = id(fixed), address.count("/")
        if frame not in self._shells:
            self._once[frame] = address, fixed, values

    def _learn(self, key: _Frame, address: str, fixed: Sequence[bytes], values: Sequence[str]) -> None:
        """Take a frame from a page in it that is sound."""
        texts = [part.decode() for part in fixed]
        core, frame = core_of(texts), Findings(address, "".join(texts))
        if len(core) != len(texts):
            return  # a slot within a script or a drawing
        statements = self._statements.listening()
        read_html(frame, self._home, statements)
        # Where the frame leads to an anchor of the page's own, only the page can tell whether it is there.
        if any(problem.code == "I002" for problem in frame.problems):
            return
        shown = ["" if _is_head(core, slot, value) else value for slot, value in enumerate(values)]
        if self._read(address, joined(core, shown)) is not None:
            # The parts are kept as well, so that no other frame gets their place in memory.
            self._shells[key] = (fixed, _shell(core, frame, statements.heard))

    def take_over(self, before: FilledPages) -> None:
        """Go on with what was learned under other statements, of frames and tags that hold none of these."""
        for key, (fixed, shell) in before._shells.items():
            if self._statements.are_silent(shell.texts):
                self._shells[key] = fixed, _Shell(shell.core, shell.held, [{} for _ in shell.known], shell.texts)
        self._once |= before._once  # whoever learns from these reads them again, under the statements of now
        self._tags = self._statements.listening()
        heard = before._tags.heard if before._tags else None
        if heard is not None and len(heard) <= _KEPT_TAGS and self._statements.are_silent(heard):
            self._scanners, self._ways, self._moves = before._scanners, before._ways, before._moves
            self._tags.heard = heard
            for depth, scanner in self._scanners.items():
                scanner.go_on(partial(self._held, depth))

    def _own(self, address: str, shell: _Shell, values: Sequence[str]) -> list[Held] | None:
        """Return what a page's own parts hold; what it has that other pages have too is looked up."""
        held: list[Held] = []
        rest = list(values)
        for slot, value in enumerate(values):
            if ARTICLE in value:
                rest[slot] = self._without_cards(address, value, held)
            elif _is_head(shell.core, slot, value):
                head = self._in_head(address, value)
                if head is None:
                    return None
                held.append(head)
                rest[slot] = ""
            elif "<" in value:  # one without markup may be a title, which the page has to have
                shared = self._shared(address, shell, slot, value)
                if shared is not None:
                    held.append(shared)
                    rest[slot] = ""
        page = self._read(address, joined(shell.core, rest), places=self._places(address) if self._places else None)
        return None if page is None else [*held, *page]

    def _in_head(self, address: str, html: str) -> Held | None:
        """Return what the end of a head holds that is sound; None where it takes the parser."""
        head = None if any(sign in html for sign in LEAK_SIGNS) else read_head(html)
        places = self._places(address) if self._places else None
        if (
            head is None
            or any("<" in line for line in head.lines)
            or any(bare_in_head(head.lines, head.data, self._statements, places))
        ):
            return None
        mentions = [Asked(mention, False, False) for mention in dict.fromkeys(self._home.mentions(html))]
        depth = address.count("/")
        try:
            return together([self._leading(depth, one) for one in (*head.asked, *mentions)])
        except NotPlainError:
            return None

    def _shared(self, address: str, shell: _Shell, slot: int, value: str) -> Held | None:
        known = shell.known[slot]
        if known is None:
            return None
        if value not in known:
            if len(known) == _FEW_VALUES:
                shell.known[slot] = None
                return None
            alone = ["" for _ in shell.known]
            alone[slot] = value
            known[value] = anywhere(self._read(address, joined(shell.core, alone), silent=True))
        return known[value]

    def _without_cards(self, address: str, html: str, held: list[Held]) -> str:
        """Return a page's own without the articles in it that are sound by themselves, wherever they stand.

        What is asked of a claim in an article is asked of this alone, and to claims around it the article says
        nothing: so one that stands on several pages is read once.
        """
        pieces, done = [], 0
        places = self._places(address) if self._places else None
        for start, end in inner_articles(html):
            card = html[start:end]
            known, kinds = self._known(address, card, _card_key(address, card))
            if known is not None and (places is None or kinds <= places):
                held.append(known)
                pieces.append(html[done:start])
                done = end
        return "".join([*pieces, html[done:]])

    def pieces(self, address: str, cards: Iterable[str]) -> Iterator[Piece]:
        """Yield for the shelf what is held by articles that will stand within others, as on the page at an address."""
        for html in cards:
            for start, end in inner_articles(f"{ARTICLE}>{html}{ARTICLE_END}"):
                card = html[start - len(ARTICLE) - 1 : end - len(ARTICLE) - 1]
                key = _card_key(address, card)
                held, kinds = self._known(address, card, key)
                if held is not None:
                    parts = (list(held.targets), list(held.anchors), list(held.inside), list(held.ids))
                    yield key, marshal.dumps((parts, list(kinds)))

    def _known(self, address: str, card: str, key: bytes) -> _Card:
        found = self._cards.get(key)
        if found is None:
            if len(self._cards) == _KEPT_CARDS:
                self._cards.clear()
            found = self._cards[key] = self._shelved(key) or self._card(address, card)
        return found

    def _shelved(self, key: bytes) -> _Card | None:
        data = self.shelf.get(key) if self.shelf else None
        if data is None:
            return None
        (targets, anchors, inside, ids), kinds = marshal.loads(data)
        return Held(targets, anchors, inside, (), ids), frozenset(kinds)

    def _card(self, address: str, card: str) -> _Card:
        """Return what an article holds that is sound by itself, and the kinds of places in which it shows claims."""
        kinds = _Noted()
        if "<h1" in card or "<h2" in card:
            return None, frozenset()
        held = anywhere(self._read(address, _ALONE.format(card), places=kinds))
        return held, frozenset(kinds.asked)

    def _read(
        self,
        address: str,
        html: str,
        *,
        silent: bool = False,
        places: Container[str] | None = None,
    ) -> list[Held] | None:
        """Return what the parts of a core hold; None where it is not plain or not sound.

        A core that is `silent` shows no claim and no main heading, and need not be a page. `places` are the kinds in
        which claims may stand.
        """
        scanned = self._scanner(address.count("/")).scan(html)
        if scanned is None:
            return None
        document = scanned.document
        found = self._statements.find_in(scanned.tight, document.texts)
        if not (_is_silent(document, found) if silent else _is_sound(document, found, places)):
            return None
        return [Held(ids=scanned.ids), *scanned.told]

    def _scanner(self, depth: int) -> Scanner[Held]:
        """Return what reads pages at a depth, from where the same address leads to the same place."""
        if depth not in self._scanners:
            if len(self._scanners) == _KEPT_DEPTHS:
                self._scanners.clear()
                self._ways.clear()
            self._scanners[depth] = Scanner(partial(self._held, depth), self._veils)
        return self._scanners[depth]

    def _held(self, depth: int, said: Said) -> Held:
        """Return what a tag holds on pages at a depth; raises NotPlainError where the parser must judge that."""
        asked = said.asked
        if said.barred:
            raise NotPlainError
        if said.lines or said.spelt:
            lines = SEAM.join(said.lines)
            if "<" in lines:
                raise NotPlainError
            if (self._tags or self._statements).find(words(SEAM.join(said.lines + said.spelt))):
                if self._tags:
                    self._tags.heard.pop()  # the tag is not remembered
                raise NotPlainError
            asked += tuple(Asked(mention, False, False) for mention in self._home.mentions(lines))
        return together([self._leading(depth, one) for one in asked])

    def _leading(self, depth: int, asked: Asked) -> Held:
        """Return where an address leads from pages at a depth; raises NotPlainError where it may not be followed."""
        ways = self._ways.setdefault(depth, {})
        led = ways.get(asked)
        if led is None:
            same = is_same_everywhere(asked.raw, depth)
            led = self._lead(f"{'-/' * depth}index.html", asked) if same else Held(moving=(asked,))
            if len(ways) == _KEPT_WAYS:
                ways.clear()
            ways[asked] = led
        return led

    def _moved(self, address: str, moving: tuple[Asked, ...]) -> Held | None:
        """Return where addresses lead from a page that lead elsewhere from others; None where one may not be followed.

        Those that leave its folder lead to the same place from all pages beside it.
        """
        folder, _, _ = address.rpartition("/")
        beside = folder.rpartition("/")[0] if all(one.raw.startswith("../") for one in moving) else address
        if (beside, moving) not in self._moves:
            if len(self._moves) == _KEPT_MOVES:
                self._moves.clear()
            try:
                self._moves[beside, moving] = together([self._lead(address, one) for one in moving])
            except NotPlainError:
                return None
        return self._moves[beside, moving]

    def _lead(self, page: str, asked: Asked) -> Held:
        """Return where an address in a page leads; raises NotPlainError where it may not be followed."""
        where, name, fragment = self._home.find(page, asked.raw)
        if where is Where.HERE:
            target, anchor = arrival(name, fragment, loads=asked.loads)
            if target == page:
                return Held(inside=(anchor,)) if anchor else Held()
            return Held(anchors=((target, anchor),)) if anchor else Held((target,))
        findings = Findings(page, "")
        follow(findings, self._home, asked.raw, loads=asked.loads, runs=asked.runs, tells=asked.tells)
        if findings.problems:
            raise NotPlainError
        return Held()


def _card_key(address: str, card: str) -> bytes:
    """Return what tells an article from others: it is the same on pages at other depths."""
    up = f'="{"../" * address.count("/")}'
    return digest(card.replace(up, f'="{SLOT}').encode())


def _is_head(core: Sequence[str], slot: int, value: str) -> bool:
    """Tell whether a value is what a page puts at the end of its head."""
    return value.startswith(_HEAD) and core[slot + 1].startswith("</head>")


def _is_sound(document: Document, found: Sequence[Found], places: Container[str] | None) -> bool:
    """Tell whether a page is headed, and every claim that it shows has its caveats."""
    mains = [heading for heading in document.headings if document.tags[heading].name == "h1"]
    titles = [title for title in document.titles if document.tags[document.above(title)].name == "head"]
    if len(titles) != 1 or len(mains) > 1 or not all(map(document.said, titles + mains)):
        return False
    return next(bare_claims(document, found, document.texts, places), None) is None


def _is_silent(document: Document, found: Sequence[Found]) -> bool:
    """Tell whether a part of a page shows no claim and no main heading."""
    return not found and not any(document.tags[element].name == "h1" for element in document.noted)


def _shell(core: tuple[str, ...], frame: Findings, texts: Sequence[str]) -> _Shell:
    """Return what a frame shares, by what was read of it without values at the address of one of its pages."""
    depth = frame.address.count("/")
    targets, anchors = frame.targets.items(), frame.anchors.items()
    held = Held(
        [target for target, raw in targets if is_same_everywhere(raw, depth)],
        [anchor for anchor, raw in anchors if is_same_everywhere(raw, depth)],
        (),
        [
            *(Asked(raw, True, False) for _, raw in targets if not is_same_everywhere(raw, depth)),
            *(Asked(raw, False, False) for _, raw in anchors if not is_same_everywhere(raw, depth)),
        ],
        frame.ids,
    )
    return _Shell(core, held, [{} for _ in core[1:]], texts)
