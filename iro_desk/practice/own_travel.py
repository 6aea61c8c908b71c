"""What the user knows better than any table: own figures for a way, by road or by rail, and places of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from typing import Any

from iro_desk.casework import OWN_PLACE_KINDS, FoundPlace, NotFound, OwnLeg, OwnPlace, Refused
from iro_desk.practice.found_places import forget_found, found_places, keep_in, new_of
from iro_desk.practice.place_names import UNCHANGED, base_of, find_place, place_of_found, place_of_own
from iro_desk.practice.travel_views import KnownPlaces, OwnLegRow, OwnPlaceRow
from iro_desk.practice.words import hours
from iro_desk.practice.workspace import Workspace
from iro_desk.travel import OwnFigure, Place


def own_legs(ws: Workspace) -> tuple[OwnLegRow, ...]:
    """Every way with the user's own figures."""
    names = {place_of_found(found).key: found.words for found in ws.desk.all(FoundPlace)}
    names[base_of(ws).key] = "base"
    names |= {place_of_own(ws, own).key: own.name for own in ws.desk.all(OwnPlace)}
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


def own_legs_between(ws: Workspace, start: str, finish: str) -> tuple[OwnLegRow, ...]:
    """The user's own figures between two places, those of the way there first."""
    a, b = find_place(ws, start).key, find_place(ws, finish).key
    legs = {leg.id: leg.start != a for leg in ws.desk.all(OwnLeg) if {leg.start, leg.finish} == {a, b}}
    return tuple(sorted((row for row in own_legs(ws) if row.id in legs), key=lambda row: legs[row.id]))


def known_places(ws: Workspace) -> KnownPlaces:
    """The places that this desk knows by name."""
    return KnownPlaces(own_places(ws), found_places(ws))


def forget(ws: Workspace, name: str) -> Future[None]:
    """Take a place of the user's own away, or one that was found before, by its name."""
    for own in own_places(ws):
        if own.name.casefold() == name.strip().casefold():
            return remove_place(ws, own.id)
    for found in found_places(ws):
        if name.strip().casefold() in (found.words.casefold(), found.asked.casefold()):
            return forget_found(ws, found.id)
    raise NotFound(f"No place of this desk is called {name.strip()}.", safe=UNCHANGED)


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
    return ws.do("Entered own figures for a journey", _set_leg, row, new_of(ws, [(start, a), (finish, b)]))


def _set_leg(change: Any, row: dict[str, Any], ends_found: Sequence[dict[str, Any]]) -> str:
    keep_in(change, ends_found)
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
            own.postcode or place_of_own(ws, own).note.partition(";")[0],
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


def rail_leg(legs: Iterable[OwnLeg], a: Place, b: Place) -> OwnLeg | None:
    """The own figures by rail from one place to another, if there are any."""
    for leg in legs:
        there = (leg.start, leg.finish) == (a.key, b.key)
        if leg.way == "rail" and (there or (leg.both_ways and (leg.finish, leg.start) == (a.key, b.key))):
            return leg
    return None
