"""The grid, shapes on it, and the outlines that maps are drawn on."""

from __future__ import annotations

import json
import pickle
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.geography import NO_OUTLINES, WORLD, Box, Outlines, Shapes, Thinned, km_per_unit, outlines, projected
from generator.geography.ground import Ground
from generator.geography.outlines import FILES
from generator.geography.paths import joined, written
from generator.geography.shapes import Line, cut_line, cut_ring
from generator.geography.topology import read_topology

COORDINATE = st.integers(0, 100)
POINTS = st.tuples(COORDINATE, COORDINATE)
RINGS = st.lists(POINTS, min_size=3, max_size=12, unique=True)
# Lines of many short steps, most of which lie beyond one edge of the box or another.
LONG = st.lists(POINTS, min_size=2, max_size=9).map(
    lambda corners: [
        (x + (to_x - x) * step // 50, y + (to_y - y) * step // 50)
        for (x, y), (to_x, to_y) in pairwise(corners)
        for step in range(50)
    ]
)
EARTH = Box(0, 0, WORLD, WORLD)
BOX = Box(20.25, 30.25, 50, 40)
# Two countries beside each other, with one line between them; the second one follows it backwards.
TOPOLOGY = {
    "transform": {"scale": [1, 1], "translate": [0, 0]},
    "arcs": [[[10, 0], [0, 10]], [[10, 10], [-10, 0], [0, -10], [10, 0]], [[10, 0], [10, 0], [0, 10], [-10, 0]]],
    "objects": {
        "countries": {
            "type": "GeometryCollection",
            "geometries": [{"type": "Polygon", "arcs": [[0, 1]]}, {"type": "MultiPolygon", "arcs": [[[2, -1]]]}],
        },
        "land": {"type": "GeometryCollection", "geometries": [{"type": "Polygon", "arcs": [[1, 2]]}]},
    },
}
DATA = json.dumps(TOPOLOGY).encode()


def holds(ring: Line, x: float, y: float) -> bool:
    """Tell whether a point lies in a ring, by the even-odd rule."""
    inside = False
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


@pytest.mark.parametrize(("lat", "lon", "x", "y"), [(0, 0, 0.5, 0.5), (0, -180, 0, 0.5), (85.0511, 90, 0.75, 0)])
def test_degrees_have_their_place_on_the_grid(lat: float, lon: float, x: float, y: float) -> None:
    """The middle of the grid is where the equator meets Greenwich; its northern edge is at 85.05 degrees."""
    assert projected(lat, lon) == pytest.approx((x * WORLD, y * WORLD), abs=1)


def test_a_unit_is_shorter_towards_the_poles() -> None:
    """At 60 degrees a unit is half as long as at the equator."""
    assert km_per_unit(projected(60, 0).y) == pytest.approx(km_per_unit(WORLD / 2) / 2, rel=1e-3)


@given(RINGS, st.integers(21, 69), st.integers(31, 69))
def test_a_cut_ring_is_the_same_within_the_box(ring: Line, x: int, y: int) -> None:
    """Every point of the box lies in the cut ring if it lies in the ring, and no point of that is outside the box."""
    cut = cut_ring(ring, BOX)
    # Where a ring crosses the edges is rounded to tenths: points are taken that are not that close to anything.
    around = BOX.wider(0.1)
    assert all(around.x <= a <= around.right and around.y <= b <= around.bottom for a, b in cut)
    probe = (x + 0.137, y + 0.291)
    if not _is_close(ring, probe):
        assert holds(cut, *probe) == holds(ring, *probe) if cut else not holds(ring, *probe)


def _is_close(ring: Line, point: tuple[float, float]) -> bool:
    x, y = point
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        square = (bx - ax) ** 2 + (by - ay) ** 2
        share = min(1, max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / (square or 1)))
        if (ax + share * (bx - ax) - x) ** 2 + (ay + share * (by - ay) - y) ** 2 < 0.1:
            return True
    return False


@given(LONG, st.integers(21, 69), st.integers(31, 69))
def test_what_lies_beyond_a_box_changes_nothing_in_it(line: Line, x: int, y: int) -> None:
    """Of long outlines most is passed over, and in the box land is where it is, and each border is there."""
    xs, ys = [int(x) for x, _ in line], [int(y) for _, y in line]
    shapes = Ground([([*xs, xs[0]], [*ys, ys[0]])], [(xs, ys)]).within(BOX)
    probe = (x + 0.137, y + 0.291)
    if not _is_close(line, probe):
        assert any(holds(ring, *probe) for ring in shapes.rings) == holds(line, *probe)
    steps = {step for part in cut_line(line, BOX) for step in pairwise(part)}
    assert steps == {step for part in shapes.lines for step in pairwise(part)}


def test_little_is_looked_at_of_what_lies_beyond() -> None:
    """Of an outline with ten thousand points beyond the box, a few hundred are left to be cut."""
    steps = list(range(10_000))
    ground = Ground([([*steps, 9_999, 0, 0], [0] * 10_000 + [90, 90, 0])], [(steps, [50] * 10_000)])
    shapes = ground.within(Box(100, 20, 50, 50))
    assert [len(line) for line in shapes.lines] == [53]
    assert [len(ring) for ring in shapes.rings] == [4]
    assert len(ground._ring(0, Box(100, 20, 50, 50))) < 400


@given(RINGS, st.lists(POINTS, min_size=2, max_size=30, unique=True), st.floats(0, 500), st.floats(1, 500))
def test_thinned_shapes_get_simpler(ring: Line, line: Line, area: float, more: float) -> None:
    """A line keeps its ends and is made of its own points; the more is left out, the fewer of these are left."""
    thinned = Thinned(Shapes([ring], [line]))
    shapes, simpler = thinned.simpler(area), thinned.simpler(area + more)
    for whole, part, less in ((ring, shapes.rings, simpler.rings), (line, shapes.lines, simpler.lines)):
        points, left = [point for one in part for point in one], [point for one in less for point in one]
        assert [point for point in whole if point in points] == points
        assert [point for point in points if point in left] == left
    for part in (*shapes.lines, *simpler.lines):
        assert (part[0], part[-1]) == (line[0], line[-1])


@given(RINGS, st.lists(POINTS, min_size=2, max_size=30, unique=True), st.lists(st.floats(0, 500), min_size=1))
def test_how_simple_shapes_are_does_not_depend_on_what_was_asked_before(
    ring: Line, line: Line, areas: list[float]
) -> None:
    """Shapes that were thinned by other areas before come out as if they were thinned for the first time."""
    thinned = Thinned(Shapes([ring], [line]))
    for area in areas:
        assert thinned.simpler(area) == Thinned(Shapes([ring], [line])).simpler(area)


def test_outlines_are_found_from_any_side() -> None:
    """Whatever lies on a map is there, where it reaches across the map, ends in it, or lies beyond the grid."""
    across, edge = ([0, WORLD], [50, 50]), ([WORLD - 10, WORLD + 10], [60, 60])
    ground = Ground([], [across, edge])
    assert len(ground.within(Box(WORLD / 2, 0, 100, 100)).lines) == 1
    assert len(ground.within(Box(WORLD - 20, 0, 15, 100)).lines) == 2
    assert len(ground.within(Box(WORLD + 5, 0, 100, 100)).lines) == 1
    assert ground.within(Box(0, 70, WORLD, 100)).lines == []


def test_what_is_missed_least_goes_first() -> None:
    """A spike that is hardly seen goes before a bay, and a speck goes as a whole."""
    bay: Line = [(0, 0), (20, 0), (20, 20), (11, 20), (10, 19), (9, 20), (0, 20), (0, 12), (8, 10), (0, 8)]
    speck: Line = [(50, 50), (52, 50), (52, 52)]
    thinned = Thinned(Shapes([bay, speck], []))
    assert thinned.simpler(2).rings == [[point for point in bay if point not in {(11, 20), (10, 19), (9, 20)}]]
    assert thinned.simpler(30).rings == [[(0, 0), (20, 0), (20, 20), (0, 20)]]


def test_a_border_is_a_line_that_two_countries_share() -> None:
    """Land has one ring around both countries, and the line between them is the one border."""
    shapes = read_topology(DATA).within(EARTH)
    assert len(shapes.rings) == 1
    corners = {projected(lat, lon) for lat in (0, 10) for lon in (0, 20)}
    assert {(round(x), round(y)) for x, y in corners} <= set(shapes.rings[0])
    (border,) = shapes.lines
    assert {x for x, _ in border} == {round(projected(0, 10).x)}


@pytest.mark.parametrize(
    ("steps", "there", "nowhere"),
    [
        ([[170, 0], [-340, 0], [0, 10], [340, 0], [0, -10]], [(5, 175), (5, -175)], [(5, 0), (5, 165)]),
        ([[-100, -70], [100, 0], [100, 0], [-200, 0]], [(-80, 0), (-80, 175), (-72, -175)], [(-65, 0), (80, 0)]),
    ],
    ids=["an island on both sides", "the land around a pole"],
)
def test_land_across_the_end_of_the_grid_is_drawn_on_both_sides(
    steps: list[list[int]], there: list[tuple[int, int]], nowhere: list[tuple[int, int]]
) -> None:
    """What crosses 180° lies on either side of it, with no bar around the earth; what surrounds a pole reaches it."""
    land = {"type": "Polygon", "arcs": [[0]]}
    objects = {"countries": {"type": "GeometryCollection", "geometries": []}, "land": land}
    shapes = read_topology(json.dumps({**TOPOLOGY, "arcs": [steps], "objects": objects}).encode()).within(EARTH)

    def is_land(lat: int, lon: int) -> bool:
        return any(holds(ring, *projected(lat, lon)) for ring in shapes.rings)

    assert all(0 <= x <= WORLD and 0 <= y <= WORLD for ring in shapes.rings for x, y in ring)
    assert [spot for spot in there if not is_land(*spot)] == []
    assert [spot for spot in nowhere if is_land(*spot)] == []


def test_a_path_is_written_in_steps() -> None:
    """Rings are written in whole steps, each ring seen from where the last one began."""
    shapes = Shapes([[(10.0, 10.0), (20.0, 10.0), (20.2, 10.1), (20.0, 30.0)], [(9, 9), (9, 3), (1.4, 1.3)]], [])
    rings = shapes.laid((0, 0), 1).rings
    assert written(rings, "z") == "m10 10 10 0 0 20zm-1-1 0-6-8-2z"
    assert Shapes([[(1.0, 1.0), (1.1, 1.2), (1.0, 1.3)]], [[(3, 3), (3.3, 3.3)]]).laid((0, 0), 1) == Shapes([], [])


@given(st.lists(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=4), max_size=8))
def test_joined_lines_are_the_same_lines(lines: list[Line]) -> None:
    """Lines that are put together where they meet have each step as often as before, one way or the other."""
    made = joined(lines)

    def steps(some: list[Line]) -> list[Line]:
        return sorted(sorted(step) for line in some for step in pairwise(line))

    assert steps(made) == steps(lines)


def test_lines_that_meet_become_one() -> None:
    """Three lines that meet end to end, whichever way each runs, are one."""
    assert joined([[(2, 0), (1, 0)], [(2, 0), (3, 0)], [(0, 0), (1, 0)]]) in (
        [[(3, 0), (2, 0), (1, 0), (0, 0)]],
        [[(0, 0), (1, 0), (2, 0), (3, 0)]],
    )


def test_outlines_are_kept_for_the_next_run(tmp_path: Path) -> None:
    """What a file was read as is found again by the next run, read anew where that is damaged, and sent along."""
    folder, box = tmp_path / "cache" / "ground", Box(*projected(9, 5), 900, 900)

    def made() -> Outlines:
        return outlines(lambda _: DATA, folder)

    first = made()
    whole = first.within(box, 1)
    assert whole.rings
    (file,) = folder.iterdir()
    kept = file.read_bytes()
    assert made().within(box, 1) == whole and file.read_bytes() == kept
    file.write_bytes(kept[:-5])
    assert made().within(box, 1) == whole and file.read_bytes() == kept
    again = pickle.loads(pickle.dumps(first))
    assert isinstance(again, Outlines) and again.within(box, 1) == whole and again.digest == first.digest


def test_what_is_seen_from_afar_is_drawn_from_a_coarse_file(tmp_path: Path) -> None:
    """Only files that maps ask for are read: the coarse ones for maps of continents, the finest for those of a town."""
    asked: list[str] = []

    def read(name: str) -> bytes:
        asked.append(name)
        return DATA

    found = outlines(read, tmp_path)
    assert asked == []
    for seen in (500, 60, 60, 4):
        found.within(Box(0, 0, 9, 9), seen)
    assert asked == list(FILES)


def test_without_outlines_maps_are_empty() -> None:
    """Where there are no outlines, nothing lies anywhere."""
    assert NO_OUTLINES.within(EARTH, 1) == Shapes([], [])
