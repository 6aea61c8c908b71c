"""Miles and minutes against 1,574 measured journeys, five-fold; and how long the answers take.

``python -m pytest -m benchmark -s tests/benchmarks/test_roads.py``. Another file of journeys with the same
columns is scored with IRO_DESK_ROAD_TRUTH=FILE: the shipped speeds on all of it, and the five folds.
"""

from __future__ import annotations

import io
import os
import time
from pathlib import Path

import numpy as np
import pytest

from installer.roads import fit
from iro_desk import resources
from iro_desk.travel import roads
from iro_desk.travel.grid import to_latitude_longitude

pytestmark = pytest.mark.benchmark

TRUTH = Path(os.environ.get("IRO_DESK_ROAD_TRUTH", Path(__file__).with_name("road_truth.csv")))
NAIVE_LENGTH, NAIVE_MPH = 1.3, 45


@pytest.fixture(scope="module")
def journeys() -> fit.Journeys:
    return fit.read(TRUTH)


def _say(name: str, miles: np.ndarray, minutes: np.ndarray, told: fit.Journeys) -> dict[str, float]:
    off_miles, off_minutes = np.abs(miles / told.miles - 1), np.abs(minutes / told.minutes - 1)
    short = told.miles < 30
    figures = {
        "miles within 10 %": 100 * (off_miles <= 0.1).mean(),
        "minutes within 10 %": 100 * (off_minutes <= 0.1).mean(),
        "miles median %": 100 * np.median(off_miles),
        "minutes median %": 100 * np.median(off_minutes),
        "short": int(short.sum()),
        "short, 10 % or 3 minutes": int(((off_minutes <= 0.1) | (np.abs(minutes - told.minutes) <= 3))[short].sum()),
        "short, 10 % or 1 mile": int(((off_miles <= 0.1) | (np.abs(miles - told.miles) <= 1))[short].sum()),
    }
    print(f"\n{name}: " + ", ".join(f"{key} {value:.4g}" for key, value in figures.items()))
    return figures


def test_five_fold_the_roads_beat_their_bar_and_the_straight_line(journeys: fit.Journeys) -> None:
    from geopy.distance import geodesic

    unseen = fit.five_fold(journeys, roads.network())
    got = _say("five-fold", *unseen, journeys)
    spots = to_latitude_longitude(journeys.places)
    line = np.array([geodesic(spots[a], spots[b]).miles for a, b in journeys.ends]) * NAIVE_LENGTH
    naive = _say("geopy's geodesic x 1.3 at 45 mph", line, line / NAIVE_MPH * 60, journeys)
    shipped = roads.network().times(journeys.places, roads.speeds())
    a, b = journeys.ends.T
    _say("the shipped speeds", shipped.miles[a, b], shipped.minutes[a, b], journeys)
    inside = {
        "minutes": (shipped.minutes_low[a, b] <= journeys.minutes) & (journeys.minutes <= shipped.minutes_high[a, b]),
        "miles": (shipped.miles_low[a, b] <= journeys.miles) & (journeys.miles <= shipped.miles_high[a, b]),
    }
    print("within the range told: " + ", ".join(f"{of} {100 * held.mean():.1f} %" for of, held in inside.items()))
    assert all(held.mean() >= 0.9 for held in inside.values())
    assert got["miles within 10 %"] >= 96
    assert got["minutes within 10 %"] >= 96
    assert got["miles median %"] <= 1.5
    assert got["minutes median %"] <= 1.9
    if TRUTH.parent == Path(__file__).parent:
        assert got["short, 10 % or 3 minutes"] >= 29
        assert got["short, 10 % or 1 mile"] >= 29
    assert naive["minutes within 10 %"] < got["minutes within 10 %"]


def test_a_matrix_of_seventy_places_and_the_loading(journeys: fit.Journeys) -> None:
    roads.network.cache_clear()
    started = time.perf_counter()
    net = roads.network()
    load = time.perf_counter() - started
    rng = np.random.default_rng(3)
    places = net.nodes[rng.choice(len(net.nodes), 70, replace=False)] + rng.normal(0, 800, (70, 2))
    times = []
    for _ in range(5):
        started = time.perf_counter()
        net.times(places, roads.speeds())
        times.append(time.perf_counter() - started)
    print(f"\nload {load:.3f} s; 70 x 70: first {times[0]:.3f} s, best {min(times):.3f} s")
    plain = time.perf_counter()
    dict(np.load(io.BytesIO(resources.path("travel/roads.npz").read_bytes())))
    assert load < 5 * (time.perf_counter() - plain), "loading takes much longer than reading the file's arrays"
