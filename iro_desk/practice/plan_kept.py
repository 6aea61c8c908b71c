"""A plan of trips as plain numbers, to be put away when the desk is shut and taken up again when it is opened.

The plan holds no name and no place: numbers of reviews, and a digest of the task that they belong to. It stands again
only where the task is still the very same; a diary that has changed since needs another plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from iro_desk.casework import Refused
from iro_desk.planning import Plan, PlannedDay, Proof, Visit
from iro_desk.practice.diary_views import TripsView
from iro_desk.practice.plan_task import Task
from iro_desk.practice.trips import TripPlanner
from iro_desk.practice.workspace import Workspace


def kept(planner: TripPlanner) -> dict[str, Any] | None:
    """The plan that the planner showed last and what was proved of it, as plain values; ``None`` for none."""
    plan = planner.shown
    if plan is None:
        return None
    figures = [float(each) for each in (plan.bound, plan.neighbourhood_bound, plan.seconds)]
    return {
        "first": planner.first.isoformat() if planner.first is not None else "",
        "weeks": planner.weeks,
        "move": sorted(planner.move),
        "task": digest_of(planner.task),
        "days": [
            [int(d.day), int(d.start), [[int(v.review), int(v.start_minute)] for v in d.visits], int(d.end)]
            for d in plan.days
        ],
        "cost": int(plan.cost),
        "figures": figures,
        "unscheduled": _whole(plan.unscheduled),
        "finished": bool(plan.finished),
        "proofs": [
            [
                [int(n) for n in of],
                [int(n) for n in p.reviews],
                int(p.least_late),
                bool(p.proved),
                [int(d) for d in p.days],
            ]
            for of, p in planner.proofs.items()
        ],
    }


def _whole(numbers: Iterable[int]) -> list[int]:
    return [int(number) for number in numbers]


def taken_up(ws: Workspace, put_away: Mapping[str, Any]) -> tuple[TripPlanner, TripsView]:
    """The planner and the plan again. Raises ``Refused`` when the task is no longer the one that was planned."""
    first = date.fromisoformat(put_away["first"]) if put_away["first"] else None
    planner = TripPlanner(ws, first, put_away["weeks"], frozenset(put_away["move"]))
    if digest_of(planner.task) != put_away["task"]:
        raise Refused(
            "The plan from before no longer stands: the day or the diary has changed since.",
            safe="Nothing was booked.",
            do="Propose trips anew.",
        )
    for of, reviews, least, proved, looked_at in put_away["proofs"]:
        planner.proofs[tuple(of)] = Proof(tuple(reviews), least, proved, tuple(looked_at))
    days = tuple(PlannedDay(d, a, tuple(Visit(*visit) for visit in visits), b) for d, a, visits, b in put_away["days"])
    bound, near, seconds = put_away["figures"]
    left_out, finished = tuple(put_away["unscheduled"]), put_away["finished"]
    return planner, planner.view(Plan(days, put_away["cost"], bound, near, seconds, left_out, finished))


def digest_of(task: Task) -> str:
    """The same for the same task: the same reviews of the same children, drives, days and rules."""
    of = task.instance
    parts = (
        of.minutes.tolist(),
        of.reviews,
        of.days,
        sorted(of.unavailable),
        of.rules,
        sorted(of.no_school),
        of.hours,
        task.monday,
        [(stop.case.id, stop.booked.id if stop.booked is not None else "", stop.method) for stop in task.stops],
    )
    return sha256(repr(parts).encode()).hexdigest()
