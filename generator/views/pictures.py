"""The picture of a dossier, below its claims: the entity, its neighbours, and a line for each reading.

Its plan is a ladder: the entity's line runs down one side, its neighbours stand on the other, and every reading is a
rung between them, with its words on it. So two readings of the same two never cover each other, and the picture is as
narrow as a telephone. Where things stand is worked out here; how they are drawn says the template.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from ..analyse.readings import Reading, Way
from ..markup import Html
from .inline import NOTHING
from .network import Network
from .view import view
from .wrapping import wrapped

MOST_NEIGHBOURS = 12
MOST_LINES = 24
"""With more neighbours, or more lines, there is the table only."""
WIDTH = 340
_SPINE, _NODE = 8, 228
"""Where the entity's line runs, and where neighbours begin."""
WORDS_AT, NAMES_AT = (_SPINE + _NODE) // 2, (_NODE + WIDTH) // 2
"""The middle of the words on rungs, and of the names of neighbours."""
_REACH, _HALF = _NODE - WORDS_AT, NAMES_AT - _NODE
"""From the middle of a rung to its ends, and from that of a neighbour to its sides."""
_LETTERS, _NODE_LETTERS, _HEAD_LETTERS = 30, 15, 34
"""How many letters fit between the two sides, how many into a neighbour, and how many of the heading above both."""
_HIGH = 16
"""From one line of words to the next."""
_HEAD, _HEAD_HIGH = 30, 20

LEGEND: dict[str, str] = {
    "there": "An arrow leads from whom it is said of.",
    "plan": "Dashed: a reported plan.",
    "aim": "Dotted: a reported intent, or a motive that others ascribe.",
    "against": "Two lines: disputed, denied, or in tension with another claim.",
    "single": "Hollow arrow: 1 origin, or no report read.",
    "told": "Ring: only as words or news of others, whom the reports name or describe.",
    "set": "Bracket: of several together, or of one of them.",
}
"""What signs of a picture mean; a state is always a word too."""
SAID = tuple(LEGEND.values())


class Point(NamedTuple):
    """Words of one line, and how far down they stand; with a link and the attribute of a language, if they have any."""

    words: str
    y: int
    href: str = ""
    attrs: Html = NOTHING


@view
class Rung:
    """One reading: how far down it begins, its claim, its classes, words above and below its line, the line.

    All places in it count from the middle of where it begins, so that most of its markup is that of other rungs too.
    """

    y: int
    href: str
    kind: str
    words: tuple[Point, ...]
    remarks: tuple[Point, ...]
    middle: int
    path: str
    tip: str
    signs: str

    @property
    def bottom(self) -> int:
        """Where the next one may begin."""
        return self.y + (self.remarks[-1].y if self.remarks else self.middle) + _HIGH


@view
class Node:
    """A neighbour in its box, or a set of which the readings tell together behind a bracket; heights count from `y`."""

    y: int
    path: str
    words: tuple[Point, ...]

    @property
    def links(self) -> tuple[tuple[str, tuple[Point, ...]], ...]:
        """The same with the lines of one link together: who uses keys comes to a name of two lines once."""
        return tuple((href, tuple(points)) for href, points in groupby(self.words, key=attrgetter("href")))


@view
class Picture:
    """The whole of it: `name` is whose, which `head` says in lines; `legend` says what those signs mean that it has.

    Places on rungs are counted across from `words_at`, those of neighbours from `names_at`.
    """

    name: str
    head: tuple[Point, ...]
    width: int
    height: int
    words_at: int
    names_at: int
    spine: str
    rungs: tuple[Rung, ...]
    nodes: tuple[Node, ...]
    legend: tuple[str, ...]


class Pictures:
    """The pictures of the dossiers of one site."""

    def __init__(self, network: Network) -> None:
        """Remember how relations look."""
        self.network = network
        self.inline = network.inline
        self.corpus = network.corpus

    def of(self, entity: str, readings: Sequence[Reading], places: Mapping[str, str]) -> Picture | None:
        """Return the picture of the readings that name somebody else; None where there is none, or too much.

        `places` are the links to claims that stand on the dossier itself.
        """
        rows = [row for reading in readings for row in _apart(reading)]
        neighbours = {other for row in rows for other in row.others}
        if not rows or len(rows) > MOST_LINES or len(neighbours) > MOST_NEIGHBOURS:
            return None
        by_node: dict[tuple[tuple[str, ...], bool], list[Reading]] = {}
        for row in rows:
            by_node.setdefault((row.others, _is_set(row)), []).append(row)
        rungs: list[Rung] = []
        nodes: list[Node] = []
        name, lang = self._called(entity)
        head = [Point(line, 16 + _HEAD_HIGH * at, "", lang) for at, line in enumerate(wrapped(name, _HEAD_LETTERS))]
        y = top = _HEAD + _HEAD_HIGH * (len(head) - 1)
        for (_, together), some in by_node.items():
            begins = y
            for row in some:
                rungs.append(self._rung(entity, row, places.get(row.claim) or self.inline.href(row.claim), y))
                y = rungs[-1].bottom
            names = self._names(some[0])
            y = max(y, begins + _HIGH * (len(names) + 1))
            nodes.append(_node(names, begins, y - begins - _HIGH // 2, together))
        words = self.corpus.words
        spine = f"M{_SPINE} {top - 8}V{rungs[-1].y + rungs[-1].middle}"
        legend = tuple(map(words, _legend(rungs, rows)))
        whose = words.isolated(name)
        return Picture(whose, tuple(head), WIDTH, y, WORDS_AT, NAMES_AT, spine, tuple(rungs), tuple(nodes), legend)

    def _rung(self, entity: str, row: Reading, href: str, top: int) -> Rung:
        """Return one reading, drawn from a height on."""
        look = self.network.look(row.claim)
        lang = self.inline.drawn_attrs(self.inline.main) if self.inline.label_attrs(row.heading) else NOTHING
        words = _lines((*[(shared, NOTHING) for shared in self._shared(entity, row)], (row.heading, lang)), 12)
        middle = words[-1].y + _HIGH // 2
        remarks = self.corpus.words.apart(look.drawn)
        return Rung(
            top,
            href,
            " ".join(look.kinds),
            self._marked(words),
            self._marked(_lines(((remarks, NOTHING),), middle + 14)),
            middle,
            _line(middle, row.way, "against" in look.kinds),
            _tip(middle, row.way),
            _signs(middle, row.way, _is_shared(row), "told" in look.kinds),
        )

    def _marked(self, lines: tuple[Point, ...]) -> tuple[Point, ...]:
        """Return lines in which what is isolated is marked as it is in the table."""
        if not any("\u2068" in line.words for line in lines):
            return lines
        return tuple(map(_worded, lines, self.inline.drawn([line.words for line in lines])))

    def _shared(self, entity: str, row: Reading) -> Iterator[str]:
        """Yield with whom the entity shares a reading."""
        others, words = [self.corpus.name(id) for id in row.shared if id != entity], self.corpus.words
        if others and row.jointly:
            yield words("[together with {names}]", names=words.listed(others))
        elif others and row.either:
            names = words.listed([self.corpus.name(entity), *others], " or ")
            yield words("[{names}; not said which]", names=names)

    def _names(self, row: Reading) -> tuple[Point, ...]:
        """Return the lines of words of a neighbour; each name leads to its dossier, and none runs into the next one."""
        words = self.corpus.words
        between = (words(" or ") if row.either else words(" and ")).strip()
        lines: list[Point] = []
        for id in row.others:
            name, lang = self._called(id)
            lines += [Point(between, 0)] if lines else []
            lines += [Point(line, 0, self.inline.href(id), lang) for line in wrapped(name, _NODE_LETTERS)]
        if _is_set(row):
            lines.append(Point(words("(one of them)") if row.either else words("(together)"), 0))
        return tuple(lines)

    def _called(self, id: str) -> tuple[str, Html]:
        """Return what an entity is called, with the attribute of its language: what is drawn has no direction."""
        name = self.corpus.name(id)
        return name, self.inline.drawn_attrs(self.inline.name_lang(id, name))


def _apart(reading: Reading) -> Iterator[Reading]:
    """Yield a reading for each entity that it names, or one for all where it tells of them together."""
    if _is_set(reading):
        yield reading
        return
    for other in reading.others:
        yield reading._replace(others=(other,), values=())


def _is_set(row: Reading) -> bool:
    return len(row.others) > 1 and (row.jointly or row.either)


def _is_shared(row: Reading) -> bool:
    return bool(row.shared) and (row.jointly or row.either)


@lru_cache(maxsize=4096)
def _lines(texts: tuple[tuple[str, Html], ...], y: int) -> tuple[Point, ...]:
    """Return texts, each with its attributes, as lines that fit on a rung, the first at a height."""
    lines = [(line, attrs) for text, attrs in texts for line in wrapped(text, _LETTERS)]
    return tuple([Point(line, y + _HIGH * place, "", attrs) for place, (line, attrs) in enumerate(lines)])


def _worded(line: Point, words: Html) -> Point:
    return line._replace(words=words)


@cache
def _line(y: int, way: Way, twice: bool) -> str:
    begin, end = (8 * (way == "here") - _REACH), (_REACH - 8 * (way == "there"))
    return "".join(f"M{begin} {at}H{end}" for at in ((y - 2, y + 2) if twice else (y,)))


@cache
def _tip(y: int, way: Way) -> str:
    """Return the head of the arrow, at the end of which something is said."""
    if way == "both":
        return ""
    return f"M{_REACH} {y}l-9-5v10z" if way == "there" else f"M-{_REACH} {y}l9-5v10z"


@cache
def _signs(y: int, way: Way, shared: bool, ringed: bool) -> str:
    """Return the bracket of those that share a reading, and the ring at the end from which the line comes."""
    x = _REACH - 14 if way == "here" else 10 - _REACH
    bracket = f"M{8 - _REACH} {y - 9}h-5v18h5" if shared else ""
    return bracket + (f"M{x} {y}a4 4 0 1 1 0 .1z" if ringed else "")


def _node(names: Sequence[Point], y: int, height: int, together: bool) -> Node:
    """Return a neighbour of a height, with its words in the middle."""
    first = (height - _HIGH * len(names)) // 2 + 12
    placed = tuple([point._replace(y=first + _HIGH * place) for place, point in enumerate(names)])
    box = f"M{8 - _HALF} 0h-8v{height}h8" if together else f"M-{_HALF} 0h{2 * _HALF - 1}v{height}H-{_HALF}z"
    return Node(y, box, placed)


def _legend(rungs: Sequence[Rung], rows: Sequence[Reading]) -> Iterator[str]:
    kinds = {kind for rung in rungs for kind in rung.kind.split()}
    signs = {
        "there": any(row.way != "both" for row in rows),
        "plan": "plan" in kinds,
        "aim": not kinds.isdisjoint(("intent", "motive")),
        "set": any(_is_set(row) or _is_shared(row) for row in rows),
    }
    for sign, words in LEGEND.items():
        if signs.get(sign, sign in kinds):
            yield words
