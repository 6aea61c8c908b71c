"""Drives between any two of the places that a diary or a plan goes to, with the margin that a day is planned with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from iro_desk.casework import OwnLeg
from iro_desk.practice.courtesy import stand_aside
from iro_desk.practice.journeys import planned
from iro_desk.practice.own_travel import figures_of
from iro_desk.practice.workspace import Workspace
from iro_desk.travel import Place


@dataclass(frozen=True, slots=True)
class Leg:
    """One drive: estimated minutes with their range, miles; ``planned`` is with the margin, to the next five."""

    minutes: int
    low: int
    high: int
    miles: float
    planned: int


class Legs:
    """The drives between places, by their keys. ``None`` where nobody knows the way, or it is still being reckoned."""

    def __init__(self, ws: Workspace, places: Iterable[Place]) -> None:
        settings = ws.settings()
        self._peak = settings.yes("travel_peak")
        self._margin = settings.number("travel_margin")
        self._known = ws.legs
        self.places = {place.key: place for place in places}
        lacking = any((a, a, self._peak) not in ws.legs for a in self.places) or any(
            (a, b, self._peak) not in ws.legs for a in self.places for b in self.places
        )
        if lacking and ws.look_up_at_once:
            reckon(ws, self.places, self._peak)
        elif lacking:
            ws.legs_wanted |= {(place, self._peak) for place in self.places.values()}
        self.pending = lacking and not ws.look_up_at_once
        self._own: dict[tuple[str, str], tuple[int | None, float | None]] = {}
        for figure in figures_of(ws.desk.all(OwnLeg)):
            self._own[figure.start, figure.finish] = figure.minutes, figure.miles
            if figure.both_ways:
                self._own.setdefault((figure.finish, figure.start), (figure.minutes, figure.miles))

    def between(self, a: str, b: str) -> Leg | None:
        """The drive from one place to another."""
        if a == b:
            return Leg(0, 0, 0, 0.0, 0)
        known = self._known.get((a, b, self._peak))
        own_minutes, own_miles = self._own.get((a, b), (None, None))
        if known is None:
            if own_minutes is None:
                return None
            known = (own_miles or 0.0, float(own_minutes), float(own_minutes), float(own_minutes))
        miles, minutes, low, high = known
        if own_minutes is not None:
            minutes = low = high = float(own_minutes)
        if own_miles is not None:
            miles = own_miles
        whole = round(minutes)
        return Leg(whole, round(low), round(high), round(miles, 1), planned(whole, self._margin) or 0)

    def minutes(self, a: str, b: str) -> int:
        """Minutes that a day is planned with; 0 where nobody knows."""
        leg = self.between(a, b)
        return leg.planned if leg is not None else 0


def reckon(ws: Workspace, places: dict[str, Place], peak: bool) -> None:
    """Reckons every drive between these places and keeps them with the workspace (70 places: 0.2 s)."""
    from iro_desk.travel import journeys as ways

    here = list(places.values())
    stand_aside()
    got = ways.journeys(here, peak=peak)
    for i, a in enumerate(here):
        stand_aside()
        for k, b in enumerate(here):
            found = tuple(float(of[i, k]) for of in (got.miles, got.minutes, got.minutes_low, got.minutes_high))
            ws.legs[a.key, b.key, peak] = None if any(x != x for x in found) else found


def reckon_wanted(ws: Workspace) -> bool:
    """Reckons the drives that views asked for, on any thread; says whether anything was waiting."""
    wanted = set(ws.legs_wanted)
    for peak in (False, True):
        places = {place.key: place for place, at in wanted if at == peak}
        if places:
            reckon(ws, places, peak)
    ws.legs_wanted -= wanted
    return bool(wanted)
