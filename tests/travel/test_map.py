"""The map's numbers: what a view shows, marks that become one, labels that never collide."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np
import pytest

from iro_desk.travel import map as maps
from iro_desk.travel.map import Cluster, Label, Spot, View

DORCHESTER = (369_265.0, 90_732.0)
ENGLAND = View.of(np.zeros((0, 2)), 780, 768)
DORSET = View(385_000, 95_000, 90, 780, 768)


def measure(words: str, kind: str) -> tuple[float, float]:
    return len(words) * 7.5, 16.0


def boxes(labels: tuple[Label, ...]) -> list[tuple[float, float, float, float]]:
    return [(b.x, b.y, b.x + measure(b.words, b.kind)[0], b.y + measure(b.words, b.kind)[1]) for b in labels]


def test_pixels_and_grid_are_each_others_inverse_and_zoom_keeps_the_point_under_the_pointer() -> None:
    assert ENGLAND.grid(*ENGLAND.pixels(np.array([DORCHESTER]))[0]) == pytest.approx(DORCHESTER)
    nearer = ENGLAND.zoomed(3, 200, 300)
    assert nearer.grid(200, 300) == pytest.approx(ENGLAND.grid(200, 300))
    assert nearer.metres == pytest.approx(ENGLAND.metres / 3)
    assert ENGLAND.zoomed(1e9).metres == maps.NEAREST
    assert ENGLAND.zoomed(1e-9).metres == maps.FURTHEST
    assert ENGLAND.moved(100, 0).east < ENGLAND.east


def test_a_view_of_points_shows_them_all() -> None:
    points = np.array([DORCHESTER, (425_000.0, 565_000.0)])
    pixels = View.of(points, 700, 500).pixels(points)
    assert (pixels > 0).all()
    assert (pixels < (700, 500)).all()


def test_far_out_there_are_nations_and_roads_and_near_by_councils_too() -> None:
    far = {stroke.kind for stroke in maps.strokes(ENGLAND)}
    assert {"land", "beyond", "nation", "road", "main", "motorway"} <= far
    assert "council" not in far
    near = maps.strokes(DORSET)
    assert "council" in {stroke.kind for stroke in near}
    assert len(near) < len(maps.strokes(ENGLAND))
    order = [maps.KINDS.index(stroke.kind) for stroke in near]
    assert order == sorted(order), "land lies under borders, borders under roads"


def test_marks_that_would_cover_each_other_are_one_and_part_when_near() -> None:
    spots = [Spot("a", *DORCHESTER, "AB", 3), Spot("b", DORCHESTER[0] + 900, DORCHESTER[1], "CD", 0)]
    (one,) = maps.clusters(ENGLAND, spots)
    assert one.keys == ("b", "a"), "the most pressing first"
    assert one.words == ""
    assert [each.words for each in maps.clusters(View(*DORCHESTER, 20, 780, 768), spots)] == ["CD", "AB"]
    assert maps.clusters(View(600_000, 600_000, 20, 780, 768), spots) == ()


@pytest.mark.parametrize("view", [ENGLAND, DORSET, View(*DORCHESTER, 25, 1000, 700)])
def test_no_label_covers_another_or_a_mark_and_none_is_cut(view: View) -> None:
    rng = np.random.default_rng(5)
    near = rng.normal(DORCHESTER, 30_000, (66, 2))
    marks = maps.clusters(view, [Spot(str(k), e, n, "XY", k % 4) for k, (e, n) in enumerate(near)])
    placed, dots = maps.labels(view, measure, marks, (*DORCHESTER, "Dorchester, your base"))
    for (a, b, c, d), (x, y) in itertools.product(boxes(placed), dots):
        assert not (a < x < c and b < y < d), "no town's dot stands in the words of another"
    for (a, b, c, d), (e, f, g, h) in itertools.combinations(boxes(placed), 2):
        assert a >= g or e >= c or b >= h or f >= d
    discs = [(m.x - 9, m.y - 9, m.x + 9, m.y + 9) for m in marks]
    for (a, b, c, d), (e, f, g, h) in itertools.product(boxes(placed), discs):
        assert a >= g or e >= c or b >= h or f >= d
    for left, top, right, bottom in boxes(placed):
        assert left >= 0
        assert top >= 0
        assert right <= view.width
        assert bottom <= view.height


def test_bournemouth_and_dorchester_can_be_read_near_by_and_large_cities_far_out() -> None:
    near = {label.words for label in maps.labels(DORSET, measure)[0]}
    assert {"Dorchester", "Bournemouth", "Weymouth"} <= near
    far = {label.words for label in maps.labels(ENGLAND, measure)[0]}
    assert {"London", "Birmingham", "Bristol", "Plymouth"} <= far
    busy = [Cluster(("x",), *map(float, DORSET.pixels(np.array([DORCHESTER]))[0]), "XY")]
    placed, _ = maps.labels(DORSET, measure, busy)
    assert "Dorchester" in {label.words for label in placed}, "a child at Dorchester does not hide its name"


def test_the_drawing_is_quick_next_to_reading_the_coast() -> None:
    import json
    import time

    from iro_desk import resources

    def best(of: Callable[[], object]) -> float:
        times = []
        for _ in range(7):
            # The thread's own time: what else runs beside it does not count.
            started = time.thread_time()
            of()
            times.append(time.thread_time() - started)
        return min(times)

    assert best(lambda: maps.strokes(ENGLAND)) < 12 * best(lambda: json.loads(resources.text("travel/coast.json")))
