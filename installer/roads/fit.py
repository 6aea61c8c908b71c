"""Fit the speeds to measured journeys: ``python -m installer.roads.fit JOURNEYS.csv [--write]``.

With the ways known, miles and minutes are sums over classes of road, so both are fitted by least squares;
then the ways are found again, a few times over. Errors count as shares of the journey, large ones count
less than squared, and each figure is held near a plausible one (:func:`prior`), the more so the less the
journeys say about it: 27 figures in all, each the same everywhere in the country.

The file's columns: ``miles``, ``minutes``, ``from_lat``, ``from_lon``, ``to_lat``, ``to_lon``.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from iro_desk.travel.grid import Points, to_grid
from iro_desk.travel.roads import ACCESS, CLASSES, FERRY, MESH, Figures, Indexes, Network, Search, Speeds, network

OUT = Path(__file__).parents[2] / "resources" / "travel" / "speeds.json"

# Class: mph in open country, road miles per straight mile.
PLAUSIBLE = {
    "M": (66, 1.035),
    "U": (61, 1.04),
    "D": (58, 1.06),
    "F": (48, 1.05),
    "S": (43, 1.13),
    "W": (42, 1.13),
    "E": (36, 1.10),
    "T": (38, 1.18),
    "L": (26, 1.25),
    "X": (8, 1.0),
    "m": (38, 1.24),
    "a": (30, 1.3),
}
GROUPS = {"main": "MUDF", "other": "SWETL", "mesh": "m", "access": "a"}
SLOWED = {"main": 0.1, "other": 0.5, "mesh": 1.6, "access": 1.5}
"""Minutes more for each straight mile in fully built-up land."""
LENGTHENED = ("other", "mesh")
START_MINUTES = 3.0
PEAK = {"open": 0.05, "built_up": 0.35}
"""A judgement, not fitted: the morning and evening peak take a third longer in towns, little in open country."""
SHORT = 40.0
"""Journeys under this many miles count double: they are few, and the weakest part."""
ROUNDS = 4
MILES_AT_LEAST, MINUTES_AT_LEAST = 1.0, 3.0
"""What every range gives, however short the journey."""


@dataclass(frozen=True)
class Journeys:
    """Measured journeys: places, and for each the two ends, miles and minutes."""

    places: Points
    ends: Indexes
    miles: Figures
    minutes: Figures

    def only(self, chosen: Figures) -> Journeys:
        """Some of them, over the same places."""
        return replace(self, ends=self.ends[chosen], miles=self.miles[chosen], minutes=self.minutes[chosen])


def read(file: Path) -> Journeys:
    """The journeys of a file."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    spots: dict[tuple[float, float], int] = {}
    ends = []
    for row in rows:
        pair = [(float(row[f"{end}_lat"]), float(row[f"{end}_lon"])) for end in ("from", "to")]
        ends.append([spots.setdefault(spot, len(spots)) for spot in pair])
    miles, minutes = (np.array([float(row[key]) for row in rows]) for key in ("miles", "minutes"))
    return Journeys(to_grid(np.array(list(spots))), np.array(ends), miles, minutes)


def prior() -> Speeds:
    """The plausible speeds that the fit starts from and is held near."""
    length = np.array([PLAUSIBLE[c][1] for c in CLASSES], float)
    pace = 60 * length / np.array([PLAUSIBLE[c][0] for c in CLASSES], float)
    slowed = np.array([next((SLOWED[g] for g, of in GROUPS.items() if c in of), 0.0) for c in CLASSES])
    peak = (PEAK["open"], PEAK["built_up"])
    return Speeds(length, np.zeros(len(CLASSES)), pace, slowed, START_MINUTES, peak, 0.0, 0.0, 0.0, 0.0)


def fit(journeys: Journeys, net: Network | None = None) -> Speeds:
    """The speeds that these journeys say."""
    net = net or network()
    start = prior()
    speeds = start
    for turn in range(ROUNDS):
        straight, urban = along(net, journeys, speeds)
        share = 0.5 if turn == ROUNDS - 1 else 0.7
        columns = [straight, *(_of(urban, g) for g in GROUPS), np.ones(len(straight))]
        minutes = _solved(
            np.column_stack(columns), journeys.minutes, journeys.miles, _minutes(speeds), _minutes(start), HOLD_MINUTES
        )
        columns = [straight, *(_of(urban, g) for g in LENGTHENED)]
        miles = _solved(
            np.column_stack(columns), journeys.miles, journeys.miles, _miles(speeds), _miles(start), HOLD_MILES
        )
        now = _speeds(
            _miles(speeds) + share * (miles - _miles(speeds)),
            _minutes(speeds) + share * (minutes - _minutes(speeds)),
            start,
        )
        speeds = now
    return speeds


def along(net: Network, journeys: Journeys, speeds: Speeds) -> tuple[Figures, Figures]:
    """Straight miles of each class along each journey's way, and the same times how built-up the land is."""
    search = Search(net, journeys.places, speeds)
    links = search.links
    of = np.eye(len(CLASSES))[links.kind] * links.straight[:, None]
    every = np.arange(len(journeys.places))
    sums = search.sums(every, every, np.hstack([of, of * links.urban[:, None]]))
    sums = sums[journeys.ends[:, 0], journeys.ends[:, 1]]
    return sums[:, : len(CLASSES)], sums[:, len(CLASSES) :]


def five_fold(journeys: Journeys, net: Network) -> tuple[Figures, Figures]:
    """Miles and minutes of every journey by speeds that were fitted without it, a fifth left out at a time."""
    fold = np.random.default_rng(1).permutation(len(journeys.miles)) % 5
    miles, minutes = np.zeros(len(fold)), np.zeros(len(fold))
    for k in range(5):
        got = net.times(journeys.places, fit(journeys.only(fold != k), net))
        a, b = journeys.ends[fold == k].T
        miles[fold == k], minutes[fold == k] = got.miles[a, b], got.minutes[a, b]
    return miles, minutes


def ranged(journeys: Journeys, speeds: Speeds, net: Network) -> Speeds:
    """The same speeds with the ranges that hold nine in ten of journeys the fit had not seen."""
    miles, minutes = five_fold(journeys, net)
    miles_share = _share(np.abs(miles - journeys.miles), miles, MILES_AT_LEAST)
    minutes_share = _share(np.abs(minutes - journeys.minutes), minutes, MINUTES_AT_LEAST)
    return replace(
        speeds,
        range_share=max(minutes_share, 0.03),
        range_minutes=MINUTES_AT_LEAST,
        miles_share=miles_share,
        range_miles=MILES_AT_LEAST,
    )


def _share(off: Figures, told: Figures, at_least: float) -> float:
    return math.ceil(1000 * float(np.quantile(np.maximum(off - at_least, 0) / told, 0.9))) / 1000


def as_told(speeds: Speeds, journeys: int) -> str:
    """The file's text."""
    classes = {
        c: {key: round(float(getattr(speeds, key)[k]), 4) for key in ("length", "length_urban", "pace", "pace_urban")}
        for k, c in enumerate(CLASSES)
    }
    told = {
        "classes": classes,
        "start_minutes": round(speeds.start_minutes, 2),
        "peak": PEAK,
        "range": {
            "share": speeds.range_share,
            "minutes": speeds.range_minutes,
            "miles_share": speeds.miles_share,
            "miles": speeds.range_miles,
        },
        "journeys": journeys,
    }
    return json.dumps(told, indent=1) + "\n"


_N = len(CLASSES)
# How firmly each figure is held, in minutes a straight mile, minutes and ratios: the smaller the firmer. Small roads
# are held firmest, for measured journeys are mostly long and say little of them.
HOLD_MINUTES = np.array([0.15] * _N + [0.1, 0.1, 0.2, 0.2, 1.0])
HOLD_MINUTES[[CLASSES.index(c) for c in "SWETL"]] = 0.08
HOLD_MINUTES[[MESH, FERRY]] = 0.05, 0.001
HOLD_MILES = np.array([0.04] * _N + [0.05, 0.05])
HOLD_MILES[FERRY] = 0.001


def _solved(sums: Figures, told: Figures, miles: Figures, now: Figures, held: Figures, hold: Figures) -> Figures:
    """Least squares of shares, with Huber's weights beyond 4 %, held near ``held``."""
    weight = np.where(miles < SHORT, 2.0, 1.0) / told
    figures = now
    for _ in range(4):
        off = np.abs(sums @ figures / told - 1)
        w = weight * np.sqrt(1 / np.maximum(1, off / 0.04))
        left = np.vstack([sums * w[:, None], np.diag(0.05 / hold)])
        figures = np.linalg.lstsq(left, np.concatenate([told * w, 0.05 * held / hold]), rcond=None)[0]
    return np.asarray(figures)


def _of(urban: Figures, group: str) -> Figures:
    return np.asarray(urban[:, [CLASSES.index(c) for c in GROUPS[group]]].sum(axis=1))


def _minutes(speeds: Speeds) -> Figures:
    slowed = [speeds.pace_urban[CLASSES.index(of[0])] for of in GROUPS.values()]
    return np.concatenate([speeds.pace, slowed, [speeds.start_minutes]])


def _miles(speeds: Speeds) -> Figures:
    return np.concatenate([speeds.length, [speeds.length_urban[CLASSES.index(GROUPS[g][0])] for g in LENGTHENED]])


def _speeds(miles: Figures, minutes: Figures, start: Speeds) -> Speeds:
    minutes = np.maximum(minutes, 0.0)
    slowed, longer = np.zeros(_N), np.zeros(_N)
    for group, figure in zip(GROUPS, minutes[_N:-1], strict=True):
        slowed[[CLASSES.index(c) for c in GROUPS[group]]] = figure
    for group, figure in zip(LENGTHENED, np.clip(miles[_N:], -0.3, 0.3), strict=True):
        longer[[CLASSES.index(c) for c in GROUPS[group]]] = figure
    length = np.maximum(miles[:_N], 1.0)
    assert length[ACCESS] >= 1.0
    return replace(
        start,
        length=length,
        length_urban=longer,
        pace=minutes[:_N],
        pace_urban=slowed,
        start_minutes=float(minutes[-1]),
    )


def main() -> None:
    """Fit, say the figures, and write them when asked."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("journeys", type=Path)
    asked.add_argument("--write", action="store_true")
    told = asked.parse_args()
    journeys = read(told.journeys)
    text = as_told(ranged(journeys, fit(journeys), network()), len(journeys.miles))
    if told.write:
        OUT.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
