"""Journeys as an IRO needs them: any two places, the drive to each child, the user's own figures and places."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

from iro_desk.casework import (
    OWN_PLACE_KINDS,
    CouncilSettings,
    NotFound,
    OwnLeg,
    OwnPlace,
    Refused,
    UserFacingError,
)
from iro_desk.practice.places import place_of
from iro_desk.practice.travel_views import (
    Drive,
    JourneyView,
    MatrixPlace,
    MatrixView,
    OwnLegRow,
    OwnPlaceRow,
)
from iro_desk.practice.words import count
from iro_desk.practice.workspace import Workspace
from iro_desk.travel import OwnFigure, Place, area_of, near_place_of, normalise_postcode, straight_line_miles

POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}")
MOST_PLACES = 400
UNCHANGED = "Nothing was changed."


# ---------------------------------------------------------------- one place


def find_place(ws: Workspace | None, words: str) -> Place:
    """The place a person means: an own place by its name, ``base``, a postcode, a town, a point of the map.

    Raises :class:`UserFacingError` when there is none, or when several have that name (naming them).
    """
    from iro_desk.travel import towns

    said = " ".join(words.split())
    own = _own_place(ws, said)
    if own is not None:
        return own
    postcode = normalise_postcode(said)
    if POSTCODE.fullmatch(postcode):
        found = (place_of(ws, postcode) if ws is not None else None) or near_place_of(postcode)
        if not found.known and found.easting is None:
            raise NotFound(
                f"{postcode} is not in the postcode directory.",
                safe=UNCHANGED,
                do="Look at it letter by letter, or give the town.",
            )
        return found
    pin = towns.pin_of(said)
    if pin is not None:
        return towns.place_of_pin(*pin)
    several = towns.towns_called(said)
    if not several:
        raise NotFound(
            f"No place of the United Kingdom is known here as {said}.",
            safe=UNCHANGED,
            do=_meant(said),
        )
    if len(several) > 1:
        names = "; ".join(f"{town.name}, {town.area}" for town in several)
        raise Refused(
            f"{count(len(several), 'place is', 'places are')} called {several[0].name}: {names}.",
            safe=UNCHANGED,
            do="Say which, with what stands after the comma.",
        )
    return towns.place_of_town(several[0])


def _meant(said: str) -> str:
    """What to do about a name that no place has: those that begin with it, or a town in that council's area."""
    from iro_desk.travel import towns

    names = [f"{town.name}, {town.area}" for town in towns.towns_like(said)]
    if names:
        return f"Did you mean {' or '.join(names)}?"
    return "Give a postcode, a town, or a grid reference such as SY 692 907."


def find_postcode_or_own(ws: Workspace, words: str, *, lenient: bool = False) -> Place:
    """A postcode or one of the user's own places, and nothing else: no word of a meeting's place is taken for a town.

    Raises :class:`NotFound`; with ``lenient`` an unknown postcode is a place without a point.
    """
    own = _own_place(ws, words.strip())
    if own is not None:
        return own
    postcode = normalise_postcode(words)
    if POSTCODE.fullmatch(postcode):
        found = place_of(ws, postcode) or near_place_of(postcode)
        if lenient or found.easting is not None:
            return found
    elif lenient:
        return Place(postcode)
    raise NotFound("That is neither a postcode nor a place of yours.", safe=UNCHANGED)


def _own_place(ws: Workspace | None, said: str) -> Place | None:
    if ws is None:
        return near_place_of(CouncilSettings().text("base_postcode")) if said.casefold() == "base" else None
    if said.casefold() == "base":
        return base_of(ws)
    for own in ws.desk.all(OwnPlace):
        if own.name.casefold() == said.casefold():
            return _place_of_own(ws, own)
    return None


def _place_of_own(ws: Workspace, own: OwnPlace) -> Place:
    from iro_desk.travel import towns

    if own.postcode:
        return replace(place_of(ws, own.postcode) or near_place_of(own.postcode), name=own.name)
    return towns.place_of_pin(own.easting, own.northing, own.name)


def base_of(ws: Workspace) -> Place:
    """Where the IRO sets out from: the postcode of the settings."""
    postcode = ws.settings().text("base_postcode")
    return place_of(ws, postcode) or near_place_of(postcode)


# ---------------------------------------------------------------- one journey, and many


def journey_view(
    ws: Workspace | None, start: str, finish: str, *, settings: CouncilSettings | None = None, peak: bool | None = None
) -> JourneyView:
    """The journey between two places as a person names them. Raises :class:`UserFacingError` for an unknown place."""
    return journey_between(ws, find_place(ws, start), find_place(ws, finish), settings=settings, peak=peak)


def journey_between(
    ws: Workspace | None, a: Place, b: Place, *, settings: CouncilSettings | None = None, peak: bool | None = None
) -> JourneyView:
    """The journey between two places."""
    from iro_desk.travel import journeys as ways

    settings = settings or (ws.settings() if ws is not None else CouncilSettings())
    at_peak = settings.yes("travel_peak") if peak is None else peak
    legs = ws.desk.all(OwnLeg) if ws is not None else []
    got = ways.journeys([a, b], figures_of(legs), starts=1, peak=at_peak)
    minutes = _whole(got.minutes[0, 1])
    way = ways.way(a, b, peak=at_peak)
    rail = _rail(legs, a, b)
    adjoining = settings.words("adjoining_authorities")
    area = area_of(b.authority, settings.text("council_authority"), adjoining, b.nation)
    geodesic = ways.geodesic_miles(a, b)
    own = tuple(name for name, taken in (("miles", got.own_miles[0, 1]), ("minutes", got.own_minutes[0, 1])) if taken)
    notes = [n for n in (got.off_roads[0], got.off_roads[1], a.note, b.note) if n]
    if got.ferry[0, 1]:
        notes.append("A car ferry is part of the way; crossing and waiting are counted, its times are not known here.")
    return JourneyView(
        start=a.words,
        finish=b.words,
        miles=_tenth(got.miles[0, 1]),
        minutes=minutes,
        minutes_low=_whole(got.minutes_low[0, 1]),
        minutes_high=_whole(got.minutes_high[0, 1]),
        planned_minutes=planned(minutes, settings.number("travel_margin")),
        peak=at_peak,
        roads=tuple(road for road in way.roads if road != "ferry"),
        ferry=bool(got.ferry[0, 1]),
        straight_miles=straight_line_miles(a, b),
        geodesic_miles=None if geodesic is None else round(geodesic, 1),
        nation=b.nation,
        authority=b.authority,
        authority_name=b.authority_name,
        area=area,
        at_a_distance=None if area == "not known" else area == "distant",
        rail_minutes=(rail.minutes or None) if rail else None,
        rail_fare_pence=(rail.fare_pence or None) if rail else None,
        own=own,
        source={
            "miles": got.source(0, 1, of="miles"),
            "minutes": got.source(0, 1, of="minutes"),
            "roads": ways.ROADS if way.roads else ways.NONE,
            "straight_miles": "grid references of the postcode directory" if a.postcode and b.postcode else "grid",
            "geodesic_miles": "geopy, from the same points",
            "authority": "postcode directory" if b.postcode else "nearest place of the town table",
            "rail": ways.OWN if rail else ways.NONE,
        },
        note=" ".join(dict.fromkeys(_sentence(n) for n in notes)),
    )


def planned(minutes: int | None, margin_per_cent: int) -> int | None:
    """Minutes with the margin added, to the next five: what a day is planned with."""
    return None if minutes is None else math.ceil(minutes * (1 + margin_per_cent / 100) / 5) * 5


def matrix_view(ws: Workspace | None, asked: Sequence[str]) -> MatrixView:
    """Journeys between each two of these places; one that is not found has its reason and no figures."""
    from iro_desk.travel import journeys as ways

    if len(asked) > MOST_PLACES:
        raise Refused(f"A matrix takes at most {MOST_PLACES} places.", safe=UNCHANGED, do="Ask in parts.")
    found: list[Place] = []
    rows: list[MatrixPlace] = []
    for words in asked:
        try:
            place = find_place(ws, words)
        except UserFacingError as error:
            place = Place(f"?{len(found)}")
            rows.append(MatrixPlace(words, "", "", "", str(error)))
        else:
            rows.append(MatrixPlace(words, place.words, place.nation, place.authority, ""))
        found.append(place)
    settings = ws.settings() if ws is not None else CouncilSettings()
    legs = ws.desk.all(OwnLeg) if ws is not None else []
    got = ways.journeys(found, figures_of(legs), peak=settings.yes("travel_peak"))
    n = range(len(found))

    def whole(of: Any) -> tuple[tuple[int | None, ...], ...]:
        return tuple(tuple(_whole(of[a, b]) for b in n) for a in n)

    return MatrixView(
        places=tuple(rows),
        miles=tuple(tuple(_tenth(got.miles[a, b]) for b in n) for a in n),
        minutes=whole(got.minutes),
        minutes_low=whole(got.minutes_low),
        minutes_high=whole(got.minutes_high),
        source=tuple(tuple(got.source(a, b, of="minutes") for b in n) for a in n),
    )


def in_words(view: JourneyView) -> str:
    """A journey in a few lines."""
    lines = [f"{view.start} to {view.finish}"]
    if view.minutes is not None and view.minutes_low is not None and view.minutes_high is not None:
        told = drive_words(view.miles, view.minutes_low, view.minutes_high, own="minutes" in view.own)
        lines.append(f"{told}; plan {hours(view.planned_minutes or 0)}")
    if view.roads:
        lines.append(", ".join(view.roads))
    if view.rail_minutes is not None:
        fare = f", £{view.rail_fare_pence / 100:.2f}" if view.rail_fare_pence else ""
        lines.append(f"By rail {hours(view.rail_minutes)} door to door{fare}, your figure")
    if view.straight_miles is not None:
        lines.append(f"{view.straight_miles} miles in a straight line")
    where = ", ".join(dict.fromkeys(w for w in (view.authority_name, view.nation) if w))
    area = AREAS[view.area]
    lines.append(f"{where or 'Council not known'}: {area}")
    return "\n".join([*lines, *([view.note] if view.note else [])])


AREAS = {
    "in": "in the council’s area",
    "adjoining": "in an adjoining area",
    "distant": "at a distance",
    "not known": "not known whether at a distance",
}


def matrix_csv(view: MatrixView) -> str:
    """A matrix as a table: from, to, miles, minutes, lowest, highest, source."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["from", "to", "miles", "minutes", "minutes_low", "minutes_high", "source"])
    for a, start in enumerate(view.places):
        for b, finish in enumerate(view.places):
            if a != b:
                figures = (view.miles, view.minutes, view.minutes_low, view.minutes_high, view.source)
                writer.writerow([start.asked, finish.asked, *(of[a][b] for of in figures)])
    return out.getvalue()


def places_of_file(file: Path) -> list[str]:
    """The places of a table: the column ``place`` or ``postcode``, or the first. Raises :class:`UserFacingError`."""
    try:
        rows = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError) as error:
        raise UserFacingError(f"{file.name} could not be read.", safe=UNCHANGED) from error
    titles = [title.strip().lower() for title in rows[0]] if rows else []
    at = next((titles.index(name) for name in ("place", "postcode") if name in titles), None)
    lines = rows if at is None else rows[1:]
    asked = [row[at or 0].strip() for row in lines if len(row) > (at or 0) and row[at or 0].strip()]
    if not asked:
        raise UserFacingError(f"{file.name} holds no place.", safe=UNCHANGED, do="Name its column place or postcode.")
    return asked


# ---------------------------------------------------------------- the drive to each child


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
    one_way, one_way_minutes = _tenth(miles), _whole(minutes)
    times = settings.number("travel_each_year")
    year_miles = year_minutes = None
    if one_way is not None and one_way_minutes is not None:
        home_miles = back.miles if back is not None and back.miles is not None else one_way
        home_minutes = back.minutes if back is not None and back.minutes is not None else one_way_minutes
        year_miles, year_minutes = round(times * (one_way + home_miles)), times * (one_way_minutes + home_minutes)
    return Drive(
        miles=one_way,
        minutes=one_way_minutes,
        minutes_low=_whole(low),
        minutes_high=_whole(high),
        own=mine,
        ferry=ferry and not mine,
        words=drive_words(one_way, _whole(low), _whole(high), own=mine, off=bool(off)),
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


def hours(minutes: int) -> str:
    """ "2 h 55", "3 h", "50 min"."""
    whole, rest = divmod(minutes, 60)
    if not whole:
        return f"{rest} min"
    return f"{whole} h {rest:02d}" if rest else f"{whole} h"


# ---------------------------------------------------------------- the user's own figures and places


def own_legs(ws: Workspace) -> tuple[OwnLegRow, ...]:
    """Every way with the user's own figures."""
    names = {_place_of_own(ws, own).key: own.name for own in ws.desk.all(OwnPlace)}
    rows = []
    for leg in ws.desk.all(OwnLeg):
        start, finish = names.get(leg.start, leg.start), names.get(leg.finish, leg.finish)
        parts = []
        if leg.tenths_of_a_mile:
            parts.append(f"{leg.tenths_of_a_mile / 10:g} miles")
        if leg.minutes:
            parts.append(hours(leg.minutes))
        if leg.fare_pence:
            parts.append(f"£{leg.fare_pence / 100:.2f}")
        words = f"{'By rail: ' if leg.way == 'rail' else ''}{', '.join(parts)}{', both ways' if leg.both_ways else ''}"
        rows.append(
            OwnLegRow(
                leg.id,
                start,
                finish,
                leg.way,
                leg.both_ways,
                leg.minutes or None,
                leg.tenths_of_a_mile / 10 or None,
                leg.fare_pence or None,
                leg.note,
                leg.entered_on,
                words,
            )
        )
    return tuple(rows)


def set_own_figures(
    ws: Workspace,
    start: str,
    finish: str,
    *,
    minutes: int | None = None,
    miles: float | None = None,
    way: str = "road",
    fare_pence: int | None = None,
    both_ways: bool = True,
    note: str = "",
) -> Future[str]:
    """Keep the user's own figures for a way; earlier ones for the same way are overwritten. Gives the row's id.

    Raises :class:`UserFacingError` when no figure is given, or one cannot be.
    """
    if way not in ("road", "rail"):
        raise Refused("A way is by road or by rail.", safe=UNCHANGED)
    if not (minutes or miles or (way == "rail" and fare_pence)):
        raise Refused("No figure was given.", safe=UNCHANGED, do="Give the miles, the minutes, or the fare.")
    if not (0 <= (minutes or 0) <= 3000 and 0 <= (miles or 0) <= 2000 and 0 <= (fare_pence or 0) <= 100_000):
        raise Refused("A figure is far beyond any journey in the kingdom.", safe=UNCHANGED, do="Look at it again.")
    a, b = find_place(ws, start), find_place(ws, finish)
    if a.key == b.key:
        raise Refused("Both ends are the same place.", safe=UNCHANGED)
    row = {
        "start": a.key,
        "finish": b.key,
        "way": way,
        "both_ways": both_ways,
        "minutes": minutes or 0,
        "tenths_of_a_mile": round((miles or 0) * 10),
        "fare_pence": fare_pence or 0,
        "note": note,
        "entered_on": ws.today,
    }
    return ws.do("Entered own figures for a journey", _set_leg, row)


def _set_leg(change: Any, row: dict[str, Any]) -> str:
    ends = {row["start"], row["finish"]}
    for old in change.all(OwnLeg):
        same = (old.start, old.finish) == (row["start"], row["finish"])
        turned = {old.start, old.finish} == ends and (old.both_ways or row["both_ways"])
        if old.way == row["way"] and (same or turned):
            change.delete(old)
    leg = OwnLeg(id=change.new_id(), **row)
    change.save(leg)
    return leg.id


def drop_own_figures(ws: Workspace, start: str, finish: str) -> Future[None]:
    """Let the estimate stand again between two places, by road and by rail."""
    ends = {find_place(ws, start).key, find_place(ws, finish).key}
    gone = [leg for leg in ws.desk.all(OwnLeg) if {leg.start, leg.finish} == ends]
    if not gone:
        raise Refused("There are no own figures for that way.", safe=UNCHANGED)
    return ws.do("Removed own figures for a journey", _drop, gone)


def _drop(change: Any, legs: Sequence[OwnLeg]) -> None:
    for leg in legs:
        change.delete(leg)


def remove_own_figures(ws: Workspace, leg: str) -> Future[None]:
    """Let the estimate stand again."""
    return ws.do("Removed own figures for a journey", _remove, OwnLeg, leg)


def own_places(ws: Workspace) -> tuple[OwnPlaceRow, ...]:
    """The user's own places."""
    return tuple(
        OwnPlaceRow(
            own.id,
            own.name,
            own.kind,
            OWN_PLACE_KINDS.get(own.kind, own.kind),
            own.postcode,
            own.postcode or _place_of_own(ws, own).note.partition(";")[0],
        )
        for own in ws.desk.all(OwnPlace)
    )


def keep_place(ws: Workspace, name: str, where: str, kind: str = "other") -> Future[str]:
    """Keep a place under a name: a postcode, a town, a grid reference or a pin. The same name is overwritten."""
    name = " ".join(name.split())
    if not name:
        raise Refused("A place needs a name.", safe=UNCHANGED)
    if name.casefold() == "base":
        raise Refused("The base is the postcode in the settings.", safe=UNCHANGED, do="Change it there.")
    if kind not in OWN_PLACE_KINDS:
        raise Refused("There is no such kind of place.", safe=UNCHANGED)
    found = find_place(ws, where)
    row = {"name": name, "kind": kind, "postcode": found.postcode}
    if not found.postcode:
        row |= {"easting": found.easting or 0, "northing": found.northing or 0}  # type: ignore[dict-item]
    return ws.do("Kept a place", _keep_place, row)


def _keep_place(change: Any, row: dict[str, Any]) -> str:
    for old in change.all(OwnPlace):
        if old.name.casefold() == row["name"].casefold():
            change.delete(old)
    place = OwnPlace(id=change.new_id(), **row)
    change.save(place)
    return place.id


def remove_place(ws: Workspace, place: str) -> Future[None]:
    """Take one of the user's own places away."""
    return ws.do("Removed a place", _remove, OwnPlace, place)


def _remove(change: Any, kind: type[Any], row: str) -> None:
    change.delete(change.get(kind, row))


def figures_of(legs: Iterable[OwnLeg]) -> list[OwnFigure]:
    """The own figures by road as the journeys take them."""
    return [
        OwnFigure(leg.start, leg.finish, leg.both_ways, leg.minutes or None, leg.tenths_of_a_mile / 10 or None)
        for leg in legs
        if leg.way == "road"
    ]


def _rail(legs: Iterable[OwnLeg], a: Place, b: Place) -> OwnLeg | None:
    for leg in legs:
        there = (leg.start, leg.finish) == (a.key, b.key)
        if leg.way == "rail" and (there or (leg.both_ways and (leg.finish, leg.start) == (a.key, b.key))):
            return leg
    return None


def _sentence(words: str) -> str:
    said = words[:1].upper() + words[1:]
    return said if said.endswith(".") else f"{said}."


def _tenth(figure: Any) -> float | None:
    return None if math.isnan(figure) else round(float(figure), 1)


def _whole(figure: Any) -> int | None:
    return None if math.isnan(figure) else round(float(figure))
