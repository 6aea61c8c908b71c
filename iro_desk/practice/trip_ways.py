"""The line of a trip on the map: the roads from the base through its stops and home."""

from __future__ import annotations

from itertools import pairwise

from iro_desk.practice.diary_views import Trip
from iro_desk.practice.places import place_of
from iro_desk.practice.workspace import Workspace
from iro_desk.travel import Place


def way_through(ws: Workspace, trip: Trip) -> tuple[tuple[float, float], ...]:
    """The grid points of the quickest roads from the base through each stop that has a point, and back; empty where
    no road leads, or the base has no point."""
    from iro_desk.travel import journeys as ways

    base = place_of(ws, ws.settings().text("base_postcode"))
    stops = [
        Place("", easting=stop.easting, northing=stop.northing, known=True, name=f"stop {number}")
        for number, stop in enumerate(stop for day in trip.days for stop in day.stops if stop.easting is not None)
    ]
    if base is None or not stops:
        return ()
    peak = ws.settings().yes("travel_peak")
    line: list[tuple[float, float]] = []
    for a, b in pairwise([base, *stops, base]):
        line += [(float(east), float(north)) for east, north in ways.way(a, b, peak=peak).line]
    return tuple(line)
