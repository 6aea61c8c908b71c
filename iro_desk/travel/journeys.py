"""Journeys between places: road miles and minutes with their range, the user's own figures before all others.

The estimate is ``travel.roads``; geopy's geodesic is the check beside it. Nothing here geocodes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from iro_desk.travel.grid import Points, to_latitude_longitude
from iro_desk.travel.places import OwnFigure, Place
from iro_desk.travel.roads import Figures, Way, network, speeds

ROADS: Final = "road graph"
OWN: Final = "your own figure"
NONE: Final = "not known"
FIGURES: Final = ("miles", "miles_low", "miles_high", "minutes", "minutes_low", "minutes_high")
RANGE_OF_MILES: Final = ("miles_low", "miles_high")
BY_HAND: Final = "Enter your own figures."


@dataclass(frozen=True)
class Journeys:
    """Between each two places, square, in their order; ``nan`` where nobody knows.

    ``own_miles`` and ``own_minutes`` mark the user's own figures, ``ferry`` the estimates that take a car ferry.
    """

    places: tuple[Place, ...]
    miles: Figures
    miles_low: Figures
    miles_high: Figures
    minutes: Figures
    minutes_low: Figures
    minutes_high: Figures
    own_miles: NDArray[np.bool_]
    own_minutes: NDArray[np.bool_]
    ferry: NDArray[np.bool_]
    off_roads: tuple[str, ...]
    """Why no road leads to a place; empty where one does."""

    def take(self, own: Sequence[OwnFigure]) -> None:
        """Lets the user's own figures win."""
        rows = len(self.miles)
        at: dict[str, list[int]] = {}
        for i, place in enumerate(self.places):
            at.setdefault(place.key, []).append(i)
        for figure in own:
            ways = [(a, b) for a in at.get(figure.start, ()) for b in at.get(figure.finish, ())]
            for a, b in ways + [(b, a) for a, b in ways if figure.both_ways]:
                if a >= rows:
                    continue
                if figure.miles is not None:
                    self.miles[a, b] = self.miles_low[a, b] = self.miles_high[a, b] = figure.miles
                    self.own_miles[a, b] = True
                if figure.minutes is not None:
                    self.minutes[a, b] = self.minutes_low[a, b] = self.minutes_high[a, b] = figure.minutes
                    self.own_minutes[a, b] = True

    def source(self, a: int, b: int, *, of: str) -> str:
        """Where the ``miles`` or the ``minutes`` from a to b come from."""
        if (self.own_miles if of == "miles" else self.own_minutes)[a, b]:
            return OWN
        return ROADS if np.isfinite(self.miles[a, b]) else NONE


def journeys(
    places: Sequence[Place],
    own: Sequence[OwnFigure] = (),
    *,
    starts: int | None = None,
    peak: bool = False,
    miles_range: bool = False,
) -> Journeys:
    """Miles and minutes between each two of these places (70 of them: 0.1 s), or from the first ``starts`` to all.

    With ``miles_range`` the miles have their low and high end too, which takes as long again; else these are ``nan``.
    """
    n, rows = len(places), len(places) if starts is None else starts
    figures = {name: np.full((rows, n), np.nan) for name in FIGURES}
    ferry = np.zeros((rows, n), bool)
    why = [why_no_road(place) for place in places]
    on = [i for i in range(n) if not why[i]]
    first = [i for i in on if i < rows]
    if first:
        points, net = points_of([places[i] for i in on]), network()
        got = (
            net.times(points, speeds(), peak=peak)
            if starts is None
            else net.times_from(len(first), points, speeds(), peak=peak)
        )
        cells = np.ix_(first, on)
        for name, figure in figures.items():
            if name in RANGE_OF_MILES and not miles_range:
                continue
            figure[cells] = getattr(got, name)
        ferry[cells] = got.ferry
    own_miles, own_minutes = np.zeros((rows, n), bool), np.zeros((rows, n), bool)
    made = Journeys(
        tuple(places), **figures, own_miles=own_miles, own_minutes=own_minutes, ferry=ferry, off_roads=tuple(why)
    )
    made.take(own)
    return made


def way(start: Place, finish: Place, *, peak: bool = False) -> Way:
    """The roads of the quickest way and its line; no roads where none leads, or a place has no point."""
    if why_no_road(start) or why_no_road(finish):
        return Way((), np.zeros((0, 2)))
    a, b = points_of([start, finish])
    return network().way((float(a[0]), float(a[1])), (float(b[0]), float(b[1])), speeds(), peak=peak)


def why_no_road(place: Place) -> str:
    """Why no road leads there from the rest of Great Britain, and what to do; empty where one does."""
    if place.nation in ("Northern Ireland", "Channel Islands", "Isle of Man"):
        return f"{place.words} is in {_the(place.nation)}: by sea or by air. {BY_HAND}"
    if place.easting is None or place.northing is None:
        return f"{place.words} has no point on the map. {BY_HAND}"
    if bool(network().cut_off(points_of([place]))[0]):
        return f"No road leads to {place.words}: by sea or by air. {BY_HAND}"
    return ""


def points_of(places: Sequence[Place]) -> Points:
    """Grid points of places that have one."""
    return np.array([(place.easting or 0, place.northing or 0) for place in places], float).reshape(-1, 2)


def geodesic_miles(start: Place, finish: Place) -> float | None:
    """Miles on the ellipsoid by geopy: the check beside the road miles. ``None`` where a place has no point of
    Great Britain's grid."""
    if why_not_on_grid(start) or why_not_on_grid(finish):
        return None
    from geopy.distance import geodesic

    a, b = to_latitude_longitude(points_of([start, finish]))
    return float(geodesic(tuple(a), tuple(b)).miles)


def why_not_on_grid(place: Place) -> bool:
    """Whether the place has no point on the grid of Great Britain (a postcode of Northern Ireland is on the Irish)."""
    return place.easting is None or (place.nation == "Northern Ireland" and bool(place.postcode))


def _the(nation: str) -> str:
    return nation if nation == "Northern Ireland" else f"the {nation}"
