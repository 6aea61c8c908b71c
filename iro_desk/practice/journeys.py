"""Journeys as an IRO needs them: between any two places, and between many."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from iro_desk.casework import CouncilSettings, OwnLeg, Refused, UserFacingError
from iro_desk.practice.drives import drive_words, tenth, whole
from iro_desk.practice.found_places import keep_found
from iro_desk.practice.own_travel import figures_of, rail_leg
from iro_desk.practice.place_names import UNCHANGED, find_place
from iro_desk.practice.travel_views import JourneyView, MatrixPlace, MatrixView
from iro_desk.practice.words import hours
from iro_desk.practice.workspace import Workspace
from iro_desk.travel import Place, area_of, straight_line_miles

MOST_PLACES = 400
DIRECTORY = "postcode directory, which keeps ended postcodes at their last place and has no end dates"


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
    got = ways.journeys([a, b], figures_of(legs), starts=1, peak=at_peak, miles_range=True)
    minutes = whole(got.minutes[0, 1])
    way = ways.way(a, b, peak=at_peak)
    rail = rail_leg(legs, a, b)
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
        miles=tenth(got.miles[0, 1]),
        miles_low=tenth(got.miles_low[0, 1]),
        miles_high=tenth(got.miles_high[0, 1]),
        minutes=minutes,
        minutes_low=whole(got.minutes_low[0, 1]),
        minutes_high=whole(got.minutes_high[0, 1]),
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
            "authority": DIRECTORY if b.postcode else "nearest place of the town table",
            "rail": ways.OWN if rail else ways.NONE,
        },
        note=" ".join(dict.fromkeys(_sentence(n) for n in notes)),
    )


def ask_journey(ws: Workspace | None, start: str, finish: str, *, peak: bool | None = None) -> JourneyView:
    """The same, asked by a person: what was found is kept in the desk and offered again."""
    view = journey_view(ws, start, finish, peak=peak)
    if ws is not None:
        keep_found(ws, (start, finish))
    return view


def way_between(ws: Workspace, start: str, finish: str) -> tuple[tuple[float, float], ...]:
    """The line of the quickest way, for the map; empty where no road leads."""
    from iro_desk.travel import journeys as ways

    line = ways.way(find_place(ws, start), find_place(ws, finish), peak=ws.settings().yes("travel_peak")).line
    return tuple((float(east), float(north)) for east, north in line)


def planned(minutes: int | None, margin_per_cent: int) -> int | None:
    """Minutes with the margin added, to the next five: what a day is planned with."""
    return None if minutes is None else -(-minutes * (100 + margin_per_cent) // 500) * 5


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
    got = ways.journeys(found, figures_of(legs), peak=settings.yes("travel_peak"), miles_range=True)
    n = range(len(found))

    def square(of: Any, rounded: Callable[[Any], Any]) -> tuple[tuple[Any, ...], ...]:
        return tuple(tuple(rounded(of[a, b]) for b in n) for a in n)

    return MatrixView(
        places=tuple(rows),
        miles=square(got.miles, tenth),
        miles_low=square(got.miles_low, tenth),
        miles_high=square(got.miles_high, tenth),
        minutes=square(got.minutes, whole),
        minutes_low=square(got.minutes_low, whole),
        minutes_high=square(got.minutes_high, whole),
        source=tuple(tuple(got.source(a, b, of="minutes") for b in n) for a in n),
    )


def in_words(view: JourneyView) -> str:
    """A journey in a few lines."""
    lines = [f"{view.start} to {view.finish}"]
    if view.minutes is not None and view.minutes_low is not None and view.minutes_high is not None:
        told = drive_words(view.miles, view.minutes_low, view.minutes_high, own="minutes" in view.own)
        lines.append(f"{told}; plan {hours(view.planned_minutes or 0)}")
    between = miles_between_words(view)
    if between:
        lines.append(between)
    if view.roads:
        lines.append(", ".join(view.roads))
    if rail_words(view):
        lines.append(rail_words(view))
    if view.straight_miles is not None:
        lines.append(f"{view.straight_miles} miles in a straight line")
    where = ", ".join(dict.fromkeys(w for w in (view.authority_name, view.nation) if w))
    area = AREAS[view.area]
    lines.append(f"{where or 'Council not known'}: {area}")
    return "\n".join([*lines, *([view.note] if view.note else [])])


def rail_words(view: JourneyView) -> str:
    """ "By rail 3 h 35 door to door, £89.40, your figure"; empty where the user entered none."""
    if view.rail_minutes is None and view.rail_fare_pence is None:
        return ""
    takes = f" {hours(view.rail_minutes)} door to door" if view.rail_minutes else ""
    fare = f" £{view.rail_fare_pence / 100:.2f}" if view.rail_fare_pence else ""
    return f"By rail{takes}{',' if takes and fare else ''}{fare}, your figure"


def miles_between_words(view: JourneyView) -> str:
    """ "Between 241 and 313 miles, the shortest way counted in"; empty for the user's own, and where nobody knows."""
    if view.miles_low is None or view.miles_high is None or "miles" in view.own or not view.miles:
        return ""
    return f"Between {round(view.miles_low)} and {round(view.miles_high)} miles, the shortest way counted in"


AREAS = {
    "in": "in the council’s area",
    "adjoining": "in an adjoining area",
    "distant": "at a distance",
    "not known": "not known whether at a distance",
}


def matrix_csv(view: MatrixView) -> str:
    """A matrix as a table: from, to, miles and minutes with their lowest and highest, source of the minutes."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = ("miles", "miles_low", "miles_high", "minutes", "minutes_low", "minutes_high", "source")
    figures = [getattr(view, name) for name in names]
    writer.writerow(["from", "to", *names])
    for a, start in enumerate(view.places):
        for b, finish in enumerate(view.places):
            if a != b:
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


def _sentence(words: str) -> str:
    said = words[:1].upper() + words[1:]
    return said if said.endswith(".") else f"{said}."
