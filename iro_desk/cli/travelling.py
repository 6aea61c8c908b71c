"""Journeys, the claim for them, the map, and trips planned."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from iro_desk.casework import OWN_PLACE_KINDS
from iro_desk.cli.common import Commands, WrongUsage, day, has_screen, number, open_desk, print_json

if TYPE_CHECKING:
    from iro_desk.practice.workspace import Workspace


def add(commands: Commands) -> None:
    """The commands of this subject."""
    made = commands.add("plan", _plan, "Plan the reviews of the desk, or of a task: days, order, nights away")
    made.add_argument("--instance", type=Path, metavar="FILE.json", help="a task in numbers, instead of a desk")
    made.add_argument("--seconds", type=float, default=10.0, metavar="S", help="how long to look for better plans")
    made.add_argument("--from", type=day, dest="first", metavar="DATE", help="the first day; tomorrow without it")
    made.add_argument("--weeks", type=number(1, 26), default=8, metavar="N")
    made.add_argument("--accept", action="store_true", help="book everything that is proposed, as one change")

    made = commands.add("travel", _travel, "Miles, minutes and roads between two places, a matrix of places, or a map")
    made.add_argument("start", nargs="?", metavar="FROM", help="a postcode, a town, base, or a grid reference")
    made.add_argument("finish", nargs="?", metavar="TO")
    made.add_argument("--matrix", type=Path, metavar="PLACES.csv", help="between each two places of a table")
    made.add_argument("--map", type=Path, metavar="FILE.png", help="a picture of the map, rounded to outcodes")
    made.add_argument("--claim", metavar="MONTH", help="the journeys made in a month such as 2026-11")
    made.add_argument("-o", "--output", type=Path, metavar="FILE", help="where the claim goes: a .csv or a .pdf")
    made.add_argument("--peak", action="store_true", default=None, help="at the peak hour")
    made.add_argument("--own-miles", type=float, metavar="MILES", help="keep your own figure for this way")
    made.add_argument("--own-minutes", type=number(1, 3000), metavar="MINUTES", help="likewise")
    made.add_argument("--rail", action="store_true", help="the own figures are by rail, door to door")
    made.add_argument("--fare", type=number(1, 100_000), metavar="PENCE", help="the fare by rail")
    made.add_argument("--one-way", action="store_true", help="the own figures do not hold for the way back")
    made.add_argument("--sheet", metavar="DATE[..DATE]", help="the stops of a day or a trip")
    made.add_argument("--note", metavar="CHILD", help="keep what a visit to that child needs")
    made.add_argument("--access", default="", metavar="TEXT", help="with --note: how one gets in")
    made.add_argument("--bring", action="append", default=[], metavar="TEXT", help="likewise: what to bring")
    made.add_argument("--places", action="store_true", help="the places of your own, and those found before")
    made.add_argument("--keep", metavar="NAME", help="keep FROM as a place of your own under this name")
    made.add_argument("--kind", choices=tuple(OWN_PLACE_KINDS), default="other", help="what it is")
    made.add_argument("--forget", metavar="NAME", help="take away a place of your own, or one found before")
    made.add_argument("--estimate", action="store_true", help="drop your own figures for this way")


def _travel(given: argparse.Namespace) -> int:
    asked = [bool(given.start and given.finish), given.matrix is not None, given.map is not None, bool(given.claim)]
    asked += [bool(given.sheet), bool(given.note), given.places, bool(given.forget), bool(given.keep and given.start)]
    if sum(asked) != 1 or (given.start and not given.finish and not given.keep):
        raise WrongUsage(
            "travel needs FROM and TO, or --matrix PLACES.csv, or --map FILE.png, or --claim MONTH, or --places, "
            "or FROM --keep NAME, or --forget NAME, or --sheet DATE, or --note CHILD"
        )
    if given.desk is None:
        return _travel_on(given, None)
    with open_desk(given) as ws:
        return _travel_on(given, ws)


def _travel_on(given: argparse.Namespace, ws: Workspace | None) -> int:
    from iro_desk.practice import journeys, own_travel

    if given.map is not None:
        return _travel_map(given, ws)
    if given.claim:
        return _travel_claim(given, ws)
    if given.sheet or given.note:
        return _travel_sheet(given, ws)
    if given.places or given.keep or given.forget:
        return _travel_places(given, ws)
    if given.matrix is not None:
        table = journeys.matrix_view(ws, journeys.places_of_file(given.matrix))
        if given.json:
            print_json(table)
        else:
            print(journeys.matrix_csv(table), end="")
        lost = [place for place in table.places if place.error]
        for place in lost:
            print(f"iro-desk: {place.error}", file=sys.stderr)
        return 1 if lost else 0
    own = given.own_miles is not None or given.own_minutes is not None or given.fare is not None
    if ws is None and (own or given.estimate):
        raise WrongUsage("own figures are kept on a desk: --desk DESK is needed")
    if ws is not None and given.estimate:
        own_travel.drop_own_figures(ws, given.start, given.finish).result()
    if ws is not None and own:
        own_travel.set_own_figures(
            ws,
            given.start,
            given.finish,
            minutes=given.own_minutes,
            miles=given.own_miles,
            way="rail" if given.rail else "road",
            fare_pence=given.fare,
            both_ways=not given.one_way,
        ).result()
    view = journeys.ask_journey(ws, given.start, given.finish, peak=given.peak)
    if given.json:
        print_json(view)
    else:
        print(journeys.in_words(view))
    return 0


def _travel_places(given: argparse.Namespace, ws: Workspace | None) -> int:
    from iro_desk.practice import own_travel

    if ws is None:
        raise WrongUsage("places are kept on a desk: --desk DESK is needed")
    if given.keep:
        own_travel.keep_place(ws, given.keep, given.start, given.kind).result()
    if given.forget:
        own_travel.forget(ws, given.forget).result()
    known = own_travel.known_places(ws)
    if given.json:
        print_json(known)
        return 0
    for own in known.own:
        print(f"{own.name}: {own.kind_label.lower()}, {own.where}")
    for found in known.found:
        print(f"{found.words}: found before")
    return 0


def _travel_sheet(given: argparse.Namespace, ws: Workspace | None) -> int:
    from iro_desk.practice import making, trip_sheet

    if ws is None:
        raise WrongUsage("the diary is kept on a desk: --desk DESK is needed")
    if given.note:
        bring = "\n".join(given.bring)
        trip_sheet.keep_trip_note(ws, ws.desk.find_child(given.note), access=given.access, bring=bring).result()
        return 0
    view = trip_sheet.trip_sheet_view(ws, *making.days_of(given.sheet, ws.today))
    if given.json:
        print_json(view)
    else:
        print(trip_sheet.in_words(view))
    return 0


def _travel_claim(given: argparse.Namespace, ws: Workspace | None) -> int:
    from iro_desk.practice import claims

    if ws is None:
        raise WrongUsage("journeys made are kept on a desk: --desk DESK is needed")
    if given.output is not None:
        claims.save_claim(ws, given.claim, given.output)
        print(given.output, file=sys.stderr)
        return 0
    claim = claims.claim_month(ws, given.claim)
    if given.json:
        print_json(claim)
    else:
        print(claims.claim_csv(claim).decode("utf-8-sig").replace("\r\n", "\n"), end="")
    return 0


def _travel_map(given: argparse.Namespace, ws: Workspace | None) -> int:
    if not has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from iro_desk.ui.map_picture import save_map

    print(save_map(ws, given.map), file=sys.stderr)
    return 0


def _plan(given: argparse.Namespace) -> int:
    from iro_desk.practice import plans

    if (given.instance is None) == (given.desk is None):
        raise WrongUsage("plan needs --desk DESK or --instance FILE.json")
    if given.instance is not None:
        made = plans.plan_instance(given.instance, given.seconds)
        if given.json:
            print_json(made)
        else:
            print(plans.plan_in_words(made))
        return 0
    with open_desk(given) as ws:
        view = plans.plan_desk(ws, given.first, given.weeks, given.seconds, accept=given.accept)
    if given.json:
        print_json(view)
    else:
        print(plans.trips_in_words(view))
    return 0
