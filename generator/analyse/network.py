"""The relations between entities as a network: its edges, what must be said of each, and where nodes stand.

An edge is a reading of one claim and never stands without it. It weighs nothing: two reports draw no thicker line than
one, and nothing here groups entities. A relation of several together is one edge with a set at its end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from ..corpus import Corpus
from ..model import Claim, Relation, UnsetType
from .chains import names_nobody
from .reports import Reports
from .standing import denials

Mark = Literal["disputed", "denied", "tension", "single", "ascribed", "attributed", "nobody"]
"""Why an edge looks otherwise than one that several origins tell in their own words, with nobody against it.

ascribed: the reports give it as somebody's words; attributed: they say whom they have it from, and none of them says it
by itself; nobody: no source is named for it.
"""
ASIDE, APART, BETWEEN = 310, 80, 20
"""How far from the middle neighbours stand, how far apart at least the lines to one arrive, and the gap between two."""


class Edge(NamedTuple):
    """A relation between entities: one at each end, or a set that it holds for together, or for one of."""

    claim: str
    predicate: str
    subjects: tuple[str, ...]
    objects: tuple[str, ...]
    jointly: bool = False
    either: bool = False

    @property
    def ends(self) -> tuple[str, ...]:
        """All entities at its ends, each once."""
        return tuple(dict.fromkeys(self.subjects + self.objects))


def edges(corpus: Corpus) -> Mapping[str, Edge]:
    """Return every edge: in the order of the vocabulary, those of one predicate in that of the files.

    An edge is known by its claim and its place among those of the claim: "a-leads-b#0".
    """
    order = {name: rank for rank, name in enumerate(corpus.vocabulary.predicates)}
    found = [
        (order[edge.predicate], f"{claim.id}#{place}", edge)
        for claim in corpus.in_file_order
        for place, edge in enumerate(edges_of(corpus, claim))
    ]
    return {key: edge for _, key, edge in sorted(found, key=lambda one: one[0])}


def edges_of(corpus: Corpus, claim: Claim) -> Iterator[Edge]:
    """Yield the edges of a claim; a withdrawn one has none."""
    if isinstance(claim.retracted, UnsetType):
        for relation in claim.relations:
            if relation.predicate in corpus.vocabulary.predicates:
                yield from _of_relation(corpus, claim, relation)


def around(edges: Mapping[str, Edge]) -> Mapping[str, tuple[str, ...]]:
    """Return the keys of the edges at each entity, in their order."""
    found: dict[str, list[str]] = {}
    for key, edge in edges.items():
        for id in edge.ends:
            found.setdefault(id, []).append(key)
    return {id: tuple(found[id]) for id in sorted(found)}


def marks(corpus: Corpus, claim: Claim, count: Reports) -> tuple[Mark, ...]:
    """Return why the edges of a claim look as they do."""
    found: list[Mark] = []
    if count.disputed:
        found.append("disputed")
    elif denials(corpus, claim.id):
        found.append("denied")
    elif corpus.tensions.get(claim.id):
        found.append("tension")
    if count.origins < 2:
        found.append("single")
    supporting = [citation.attribution for citation in claim.supporting]
    recorded = [attribution for attribution in supporting if not isinstance(attribution, UnsetType)]
    if recorded and len(recorded) == len(supporting):
        if all(isinstance(attribution.ascribed_to, str) for attribution in recorded):
            found.append("ascribed")
        elif all(attribution.how != "none" for attribution in recorded):
            found.append("attributed")
    if names_nobody(claim):
        found.append("nobody")
    return tuple(found)


class Spot(NamedTuple):
    """Where a neighbour stands, seen from the middle, and how high it is."""

    x: int
    y: int
    height: int


def spots(
    centre: str,
    edges: Sequence[Edge],
    room: Callable[[str], int] = lambda id: 0,
    high: Callable[[Edge], int] = lambda edge: APART,
) -> Mapping[str, Spot]:
    """Return where the neighbours stand around one: in two columns, each as high as its lines and its name ask for.

    `room` tells how high a name is, `high` how high a line is with its words. The next one stands on the side that is
    the shorter so far, or beside those of its set: the same edges always make the same picture.
    """
    lines: Counter[str] = Counter()
    for edge in edges:
        lines.update(dict.fromkeys(edge.ends, high(edge)))
    columns: tuple[list[tuple[str, int]], list[tuple[str, int]]] = ([], [])
    heights = [0, 0]
    sides: dict[str, int] = {}
    for edge in edges:
        others = [id for id in edge.ends if id != centre]
        known = [sides[id] for id in others if id in sides]
        side = known[0] if known else int(heights[1] < heights[0])
        for id in others:
            if id not in sides:
                sides[id] = side
                height = max(lines[id], room(id))
                columns[side].append((id, height))
                heights[side] += height + BETWEEN
    found: dict[str, Spot] = {}
    for column, x in zip(columns, (ASIDE, -ASIDE), strict=True):
        y = (BETWEEN - max(heights)) // 2
        for id, height in column:
            found[id] = Spot(x, y + height // 2, height)
            y += height + BETWEEN
    return found


def _of_relation(corpus: Corpus, claim: Claim, relation: Relation) -> Iterator[Edge]:
    """Yield the edges of a relation: one where it is about several together or one of them, else one for each pair."""
    subjects = tuple(id for id in dict.fromkeys(relation.subjects) if id in corpus.entities)
    objects = tuple(id for id in dict.fromkeys(relation.objects) if id in corpus.entities)
    if relation.jointly or relation.either:
        if subjects and objects:
            yield Edge(claim.id, relation.predicate, subjects, objects, relation.jointly, relation.either)
        return
    for subject in subjects:
        for object in objects:
            yield Edge(claim.id, relation.predicate, (subject,), (object,))
