"""Roads: miles, minutes and the way, symmetric and sensible, and what no road reaches."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from iro_desk import resources
from iro_desk.travel import place_of
from iro_desk.travel.grid import to_grid, to_latitude_longitude
from iro_desk.travel.roads import CLASSES, Times, network, speeds

DORCHESTER = (50.7154, -2.4367)
SPOTS = {
    "Weymouth": (50.614, -2.457),
    "Portland": (50.548, -2.442),
    "Bournemouth": (50.721, -1.879),
    "Exeter": (50.722, -3.533),
    "Hayling": (50.786, -0.976),
    "Ryde": (50.730, -1.162),
    "Lundy": (51.180, -4.670),
    "Lerwick": (60.155, -1.145),
    "Newcastle": (54.974, -1.613),
}


def _times(*names: str, peak: bool = False) -> Times:
    places = to_grid(np.array([DORCHESTER, *(SPOTS[name] for name in names)]))
    return network().times(places, speeds(), peak=peak)


def test_the_grid_agrees_with_the_ordnance_surveys_own_example_and_with_the_directory() -> None:
    for postcode, spot in (("SE5 9RW", (51.4695, -0.09325)), ("TF1 6TF", (52.71211, -2.51149))):
        place = place_of(postcode)
        assert to_grid(np.array([spot]))[0] == pytest.approx((place.easting, place.northing), abs=5)
    there = np.array([[369265.0, 90732.0], [134220.0, 910060.0], [651409.903, 313177.270]])
    assert to_grid(to_latitude_longitude(there)) == pytest.approx(there, abs=0.02)


@pytest.mark.parametrize(
    ("town", "miles", "minutes"),
    [("Weymouth", 8.5, 19), ("Bournemouth", 28, 46), ("Exeter", 54, 70), ("Newcastle", 355, 365)],
)
def test_known_journeys_from_dorchester(town: str, miles: float, minutes: float) -> None:
    got = _times(town)
    assert got.miles[0, 1] == pytest.approx(miles, rel=0.12)
    assert got.minutes[0, 1] == pytest.approx(minutes, rel=0.12)
    assert got.minutes_low[0, 1] < got.minutes[0, 1] < got.minutes_high[0, 1]


def test_the_peak_hour_takes_longer_and_most_in_towns() -> None:
    usual, peak = _times("Bournemouth", "Exeter"), _times("Bournemouth", "Exeter", peak=True)
    more = peak.minutes[0, 1:] / usual.minutes[0, 1:]
    assert (more > 1.04).all()
    assert more[0] > more[1]


def test_portland_and_hayling_have_roads_the_isle_of_wight_a_ferry_and_lundy_and_shetland_nothing() -> None:
    got = _times("Portland", "Hayling", "Ryde", "Lundy", "Lerwick")
    assert got.minutes[0, 1] == pytest.approx(25, abs=6)
    assert got.minutes[0, 2] == pytest.approx(95, abs=15)
    assert got.ferry[0].tolist() == [False, False, False, True, False, False]
    assert 100 < got.minutes[0, 3] < 170
    assert np.isnan(got.minutes[0, 4:]).all()
    assert np.isnan(got.miles[0, 4:]).all()


@pytest.mark.parametrize("seed", [7, 8, 9])
def test_symmetry_and_the_triangle_hold_for_500_random_triples_within_the_range_told(seed: int) -> None:
    rng = np.random.default_rng(seed)
    net = network()
    spots = net.nodes[rng.choice(len(net.nodes), 90, replace=False)] + rng.normal(0, 800, (90, 2))
    got = net.times(spots[~net.cut_off(spots)], speeds())
    a, b, c = rng.integers(0, len(got.minutes), (3, 500))
    for figure, low, high in (
        (got.minutes, got.minutes_low, got.minutes_high),
        (got.miles, got.miles_low, got.miles_high),
    ):
        for each in (figure, low, high):
            assert np.array_equal(each, each.T, equal_nan=True)
        assert np.isfinite(figure).all()
        assert (low <= figure).all()
        assert (figure <= high).all()
        assert (low[a, c] <= high[a, b] + high[b, c] + 1e-6).all()


def test_the_range_of_miles_is_narrow_and_reaches_down_to_the_shortest_way() -> None:
    got = _times("Weymouth", "Bournemouth", "Exeter", "Newcastle")
    low, high = got.miles_low[0, 1:] / got.miles[0, 1:], got.miles_high[0, 1:] / got.miles[0, 1:]
    assert (low > 0.8).all()
    assert (high < 1.2).all()
    assert high[-1] < 1.06, "over a long way a mile more or less is nothing"


def test_no_way_is_shorter_than_the_straight_line() -> None:
    rng = np.random.default_rng(8)
    net = network()
    spots = net.nodes[rng.choice(len(net.nodes), 60, replace=False)]
    got = net.times(spots, speeds())
    straight = np.hypot(*(spots[:, None] - spots[None]).transpose(2, 0, 1)) / 1609.344
    assert (got.miles >= straight - 0.05)[np.isfinite(got.miles)].all()


def test_the_roads_to_oxford_are_named_and_drawn_from_end_to_end() -> None:
    start, end = to_grid(np.array([DORCHESTER, (51.752, -1.258)]))
    way = network().way(tuple(start), tuple(end), speeds())
    assert way.roads[:5] == ("A35", "A31", "M27", "M3", "A34")
    assert tuple(way.line[0]) == pytest.approx(tuple(start))
    assert tuple(way.line[-1]) == pytest.approx(tuple(end))
    assert len(way.line) > 20


def test_every_node_can_be_reached_from_every_other() -> None:
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    net = network()
    size = len(net.nodes)
    graph = csr_matrix((np.ones(len(net.links.a)), (net.links.a, net.links.b)), shape=(size, size))
    assert connected_components(graph, directed=False)[0] == 1


def test_the_fitted_speeds_are_those_of_roads() -> None:
    fitted = speeds()
    mph = dict(zip(CLASSES, 60 * fitted.length / fitted.pace, strict=True))
    assert 60 < mph["M"] < 72
    assert mph["M"] > mph["D"] > mph["S"] > mph["T"] > mph["L"]
    assert (fitted.length >= 1.0).all()


def test_the_build_script_gives_the_shipped_file_byte_for_byte(monkeypatch, tmp_path) -> None:
    from installer.roads import build

    monkeypatch.setattr(build, "OUT", tmp_path / "roads.npz")
    build.main()
    shipped = resources.path("travel/roads.npz").read_bytes()
    assert hashlib.sha256((tmp_path / "roads.npz").read_bytes()).digest() == hashlib.sha256(shipped).digest()
