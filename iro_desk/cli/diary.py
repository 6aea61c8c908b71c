"""The diary: what stands in it, leave and other engagements, what will be late, repair, the year."""

from __future__ import annotations

import argparse
from datetime import timedelta

from iro_desk.cli.common import Commands, day, number, open_desk, print_json


def add(commands: Commands) -> None:
    """The commands of this subject."""
    made = commands.add("diary", _diary, "The diary of some weeks: days, windows, clashes, reminders")
    made.add_argument("--from", type=day, dest="first", metavar="DATE", help="the first day; today without it")
    made.add_argument("--weeks", type=number(1, 60), default=2, metavar="N")
    made = commands.add("move", _move, "What it would do to hold a child's review on a day; nothing is changed")
    made.add_argument("child", metavar="CHILD", help="council number or id")
    made.add_argument("day", type=day, metavar="DATE")
    made.add_argument("--time", default="", metavar="HH:MM")
    made = commands.add("engage", _engage, "Enter leave, a court day or another engagement; prints its id")
    made.add_argument("kind", metavar="KIND", help="leave, sick, court, visit, other, or a kind that is switched on")
    made.add_argument("first", type=day, metavar="FIRST")
    made.add_argument("last", type=day, nargs="?", metavar="LAST")
    made.add_argument("--time", default="", metavar="HH:MM")
    made.add_argument("--until", default="", metavar="HH:MM")
    made.add_argument("--place", default="")
    made.add_argument("--words", default="")
    made.add_argument("--child", default="", metavar="CHILD")
    made.add_argument("--counted-from", type=day, metavar="DATE", help="of a conference: what its last day runs from")
    made = commands.add("disengage", _disengage, "Cancel an engagement")
    made.add_argument("engagement", metavar="ID")
    made = commands.add("wish", _wish, "Keep what a child wishes for the day and way of the reviews")
    made.add_argument("child", metavar="CHILD", help="council number or id")
    made.add_argument("--not-before", default="", metavar="HH:MM")
    made.add_argument("--not-after", default="", metavar="HH:MM")
    made.add_argument("--not-on", default="", metavar="DAYS", help='such as "mon fri"')
    made.add_argument("--method", default="")
    made.add_argument("--words", default="")
    commands.add("forecast", _forecast, "Which reviews will be late if nothing moves")
    made = commands.add("repair", _repair, "The fewest moves after which nothing is late and nothing clashes")
    made.add_argument("--accept", action="store_true", help="make them, as one change")
    made = commands.add("year", _year, "Load by week against capacity, for a year")
    made.add_argument("--more-children", type=number(0, 100), default=0, metavar="N")
    made.add_argument("--iros", type=number(2, 100), default=0, metavar="N", help="one of so many IROs leaves")


def _diary(given: argparse.Namespace) -> int:
    from iro_desk.practice.diary import diary_view

    with open_desk(given) as ws:
        first = given.first or ws.today
        view = diary_view(ws, first, first + timedelta(days=7 * given.weeks - 1))
    if given.json:
        print_json(view)
        return 0
    for each in view.days:
        said = [each.why_not, each.school, *(f"{e.time} {e.what}, {e.note}".strip(" ,") for e in each.entries)]
        said += [f"CLASH: {clash.words}" for clash in each.clashes]
        said += [f"night in {each.sleeps_in}"] if each.sleeps_in else []
        print(f"{each.day} {'; '.join(part for part in said if part)}")
    return 0


def _move(given: argparse.Namespace) -> int:
    from iro_desk.practice.moves import move_view

    with open_desk(given) as ws:
        view = move_view(ws, ws.desk.find_child(given.child), given.day, given.time)
    if given.json:
        print_json(view)
    else:
        print(view.words)
    return 0


def _engage(given: argparse.Namespace) -> int:
    from iro_desk.casework import Engagement
    from iro_desk.practice.engagements import keep_engagement

    with open_desk(given) as ws:
        child = ws.desk.find_child(given.child) if given.child else ""
        made = Engagement(
            "",
            given.kind,
            given.first,
            given.last or given.first,
            given.time,
            given.until,
            given.place,
            given.words,
            child,
            given.counted_from,
        )
        print(keep_engagement(ws, made).result())
    return 0


def _disengage(given: argparse.Namespace) -> int:
    from iro_desk.practice.engagements import cancel_engagement

    with open_desk(given) as ws:
        cancel_engagement(ws, given.engagement).result()
    return 0


def _wish(given: argparse.Namespace) -> int:
    from iro_desk.practice.engagements import keep_wish

    with open_desk(given) as ws:
        child = ws.desk.find_child(given.child)
        wished = {"not_before": given.not_before, "not_after": given.not_after, "not_on": given.not_on}
        print(keep_wish(ws, child, **wished, method=given.method, words=given.words).result())
    return 0


def _forecast(given: argparse.Namespace) -> int:
    from iro_desk.practice.forecast import forecast_view

    with open_desk(given) as ws:
        view = forecast_view(ws)
    if given.json:
        print_json(view)
        return 0
    print(view.words)
    for row in view.rows:
        print(f"{row.last_day} {row.label}: {row.why}")
    return 0


def _repair(given: argparse.Namespace) -> int:
    from iro_desk.practice.forecast import repair_view, take_repair

    with open_desk(given) as ws:
        view = repair_view(ws)
        if given.accept and view.moves:
            take_repair(ws, view).result()
    if given.json:
        print_json(view)
        return 0
    print(view.words)
    for move in view.moves:
        print(f"{move.label}: {move.words}")
    for row in view.cannot_be:
        print(f"{row.label}: {row.proof} {row.ask}")
    return 0


def _year(given: argparse.Namespace) -> int:
    from iro_desk.practice.year import year_view

    with open_desk(given) as ws:
        view = year_view(ws, more_children=given.more_children, iros=given.iros)
    if given.json:
        print_json(view)
        return 0
    print(view.words)
    for row in view.rows:
        print(f"{row.monday} {row.words}")
    for peak in view.peaks:
        print(peak)
    return 0
