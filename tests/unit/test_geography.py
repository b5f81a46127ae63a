"""The grid, shapes on it, and outlines cut into sheets."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.geography import WORLD, Box, Outlines, Sheet, km_per_unit, outlines, path, projected, sheet_for
from generator.geography.shapes import Outline, Shapes, cut_ring, thinned
from generator.geography.topology import read_topology

COORDINATE = st.integers(0, 100)
RINGS = st.lists(st.tuples(COORDINATE, COORDINATE), min_size=3, max_size=12, unique=True)
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


def holds(ring: list[tuple[float, float]], x: float, y: float) -> bool:
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
def test_a_cut_ring_is_the_same_within_the_box(ring: list[tuple[float, float]], x: int, y: int) -> None:
    """Every point of the box lies in the cut ring if it lies in the ring, and no point of that is outside the box."""
    cut = cut_ring(Outline.of(ring), BOX)
    # Where a ring crosses the edges is rounded to tenths: points are taken that are not that close to anything.
    around = BOX.wider(0.1)
    assert all(around.x <= a <= around.right and around.y <= b <= around.bottom for a, b in cut)
    probe = (x + 0.137, y + 0.291)
    if not _is_close(ring, probe):
        assert holds(cut, *probe) == holds(ring, *probe) if cut else not holds(ring, *probe)


def _is_close(ring: list[tuple[float, float]], point: tuple[float, float]) -> bool:
    x, y = point
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        square = (bx - ax) ** 2 + (by - ay) ** 2
        share = min(1, max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / square))
        if (ax + share * (bx - ax) - x) ** 2 + (ay + share * (by - ay) - y) ** 2 < 0.1:
            return True
    return False


@given(st.lists(st.tuples(COORDINATE, COORDINATE), min_size=2, max_size=30), st.integers(1, 20))
def test_a_thinned_line_stays_close(line: list[tuple[float, float]], tolerance: int) -> None:
    """A thinned line has the ends of the line, only points of it, and the same again if it is thinned once more."""
    thin = thinned(line, tolerance)
    assert (thin[0], thin[-1]) == (line[0], line[-1])
    rest = iter(line)
    assert all(point in rest for point in thin)


def test_a_border_is_a_line_that_two_countries_share() -> None:
    """Land has one ring around both countries, and the line between them is the one border."""
    shapes = read_topology(DATA)
    assert len(shapes.rings) == 1
    corners = {projected(lat, lon) for lat in (0, 10) for lon in (0, 20)}
    assert {(round(x), round(y)) for x, y in corners} <= set(shapes.rings[0].points)
    (border,) = shapes.lines
    assert {x for x, _ in border.points} == {round(projected(0, 10).x)}


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
    shapes = read_topology(json.dumps({**TOPOLOGY, "arcs": [steps], "objects": objects}).encode())

    def is_land(lat: int, lon: int) -> bool:
        return any(holds(ring.points, *projected(lat, lon)) for ring in shapes.rings)

    assert all(ring.left >= 0 and ring.right <= WORLD for ring in shapes.rings)
    assert [spot for spot in there if not is_land(*spot)] == []
    assert [spot for spot in nowhere if is_land(*spot)] == []


def test_a_path_is_written_in_steps() -> None:
    """A ring is written as its first point and whole steps from there, without steps that lead nowhere."""
    ring = Outline.of([(10.0, 10.0), (20.0, 10.0), (20.2, 10.1), (20.0, 30.0)])
    assert path([ring], (0, 0), 1, "z") == "M10 10l10 0 0 20z"
    assert path([Outline.of([(1.0, 1.0), (1.1, 1.2), (1.0, 1.3)])], (0, 0), 1, "z") == ""


@given(st.floats(0, WORLD - 1), st.floats(0, WORLD - 1), st.floats(10, WORLD))
def test_a_picture_lies_on_one_sheet(x: float, y: float, size: float) -> None:
    """Whatever box is asked for, its sheet has the whole of it that is on the grid."""
    box = Box(x, y, min(size, WORLD - x), min(size, WORLD - y))
    sheet = sheet_for(box).box
    assert sheet.x <= box.x and sheet.y <= box.y
    assert sheet.right >= box.right - 1e-6 and sheet.bottom >= box.bottom - 1e-6


def test_sheets_are_kept_for_the_next_run(tmp_path: Path) -> None:
    """What was cut is not cut again; a sheet that is new, or a damaged file, is cut as at first."""
    cache, asked = tmp_path / "cache" / "outlines", []

    def read(name: str) -> bytes:
        asked.append(name)
        return DATA

    box = Box(*projected(9, 5), 900, 900)
    first = outlines([sheet_for(box)], read, cache)
    whole = first.within(box, sheet_for(box))
    assert whole.rings
    kept = cache.read_bytes()
    assert outlines([sheet_for(box)], read, cache).within(box, sheet_for(box)) == whole
    assert cache.read_bytes() == kept
    more = outlines([sheet_for(box), Sheet(0, 0, 0)], read, cache)
    assert more.within(box, sheet_for(box)) == whole and cache.read_bytes() != kept
    cache.write_bytes(kept[:-5])
    assert outlines([sheet_for(box)], read, cache).within(box, sheet_for(box)) == whole
    again = pickle.loads(pickle.dumps(first))
    assert isinstance(again, Outlines) and again.within(box, sheet_for(box)) == whole and again.digest == first.digest


def test_nothing_is_read_for_a_site_without_places(tmp_path: Path) -> None:
    """Where no place is on the map, outlines are neither read nor kept."""

    def read(name: str) -> bytes:
        raise AssertionError(name)

    assert outlines([], read, tmp_path / "outlines").within(Box(0, 0, 9, 9), Sheet(0, 0, 0)) == Shapes([], [])
    assert not (tmp_path / "outlines").exists()
