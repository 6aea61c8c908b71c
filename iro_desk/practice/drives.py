"""The drive from the base to where each child lives, in miles, minutes and words, and what it comes to in a year."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from iro_desk.casework import CouncilSettings, OwnLeg
from iro_desk.practice.courtesy import stand_aside
from iro_desk.practice.own_travel import figures_of
from iro_desk.practice.places import place_of
from iro_desk.practice.travel_views import Drive
from iro_desk.practice.words import count, hours
from iro_desk.practice.workspace import Workspace
from iro_desk.travel import Place


def drives(ws: Workspace, postcodes: Iterable[str]) -> dict[str, Drive]:
    """The drive from the base to each postcode, by the postcode as given. What is still being reckoned is left out.

    Estimates are kept with the workspace; the user's own figures are read from the desk each time, so a change
    or its undo is seen at once.
    """
    settings = ws.settings()
    peak = settings.yes("travel_peak")
    base = place_of(ws, settings.text("base_postcode"))
    if base is None:
        return {}
    wanted = {code: place for code in postcodes if (place := place_of(ws, code)) is not None}
    missing = [place for place in wanted.values() if (base.key, place.key, peak) not in ws.drives]
    if missing and ws.look_up_at_once:
        _reckon(ws, base, missing, peak)
    elif missing:
        ws.drives_wanted |= {(place.key, peak) for place in missing}
    own = figures_of(ws.desk.all(OwnLeg))
    known = {c: p for c, p in wanted.items() if (base.key, p.key, peak) in ws.drives}
    return {code: _drive(ws, base, place, peak, own, settings) for code, place in known.items()}


def reckon_wanted(ws: Workspace) -> bool:
    """Reckon the drives that views asked for, on any thread; says whether anything was waiting."""
    wanted = set(ws.drives_wanted)
    base = place_of(ws, ws.settings().text("base_postcode"))
    if base is not None:
        for peak in (False, True):
            places = [p for key, at in wanted if at == peak and (p := ws.places.get(key)) is not None]
            _reckon(ws, base, places, peak)
    ws.drives_wanted -= wanted
    return bool(wanted)


def _reckon(ws: Workspace, base: Place, places: Sequence[Place], peak: bool) -> None:
    from iro_desk.travel import journeys as ways

    if not places:
        return
    stand_aside()
    got = ways.journeys([base, *places], starts=1, peak=peak)
    for k, place in enumerate(places, start=1):
        figures = (got.miles[0, k], got.minutes[0, k], got.minutes_low[0, k], got.minutes_high[0, k])
        ws.drives[base.key, place.key, peak] = (*figures, bool(got.ferry[0, k]), got.off_roads[k] or got.off_roads[0])


def _drive(
    ws: Workspace, base: Place, place: Place, peak: bool, own: Sequence[Any], settings: CouncilSettings
) -> Drive:
    miles, minutes, low, high, ferry, off = ws.drives[base.key, place.key, peak]
    mine = False
    back = None
    for figure in own:
        there = (figure.start, figure.finish) == (base.key, place.key)
        if there or (figure.both_ways and (figure.finish, figure.start) == (base.key, place.key)):
            mine = True
            miles = miles if figure.miles is None else figure.miles
            if figure.minutes is not None:
                minutes = low = high = figure.minutes
        elif (figure.finish, figure.start) == (base.key, place.key):
            back = figure
    one_way, one_way_minutes = tenth(miles), whole(minutes)
    times = settings.number("travel_each_year")
    year_miles = year_minutes = None
    if one_way is not None and one_way_minutes is not None:
        home_miles = back.miles if back is not None and back.miles is not None else one_way
        home_minutes = back.minutes if back is not None and back.minutes is not None else one_way_minutes
        year_miles, year_minutes = round(times * (one_way + home_miles)), times * (one_way_minutes + home_minutes)
    return Drive(
        miles=one_way,
        minutes=one_way_minutes,
        minutes_low=whole(low),
        minutes_high=whole(high),
        own=mine,
        ferry=ferry and not mine,
        words=drive_words(one_way, whole(low), whole(high), own=mine, off=bool(off)),
        year_miles=year_miles,
        year_minutes=year_minutes,
        weight=round(1 + (year_minutes or 0) / 60 / settings.number("hours_each_year"), 2),
    )


def drive_words(miles: float | None, low: int | None, high: int | None, *, own: bool, off: bool = False) -> str:
    """ "39 miles, 50 min to 1 h", "39 miles, 52 min, your figure", "By sea or air", "Not known"."""
    if low is None or high is None:
        return "By sea or air" if off else "Not known"
    if not high and not own:
        return "Where you set out"
    distance = "" if miles is None else f"{count(round(miles), 'mile')}, "
    told = hours(low) if low == high else f"{hours(low)} to {hours(high)}"
    return f"{distance}{told}{', your figure' if own else ''}"


def tenth(figure: Any) -> float | None:
    return None if math.isnan(figure) else round(float(figure), 1)


def whole(figure: Any) -> int | None:
    return None if math.isnan(figure) else round(float(figure))
