"""Diary and trips: which reviews on which days, in which order, with which nights away.

A matrix of minutes and reviews with their days in, a plan out. Nothing here knows a child or a place: numbers only.
What needs numpy is loaded when it is first asked for: Today asks about clashes and free days alone.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from iro_desk.planning.clashes import NOWHERE, Appointment, Overlap, clashes, fits
from iro_desk.planning.slots import Found, Repair, Search, repair

if TYPE_CHECKING:
    from iro_desk.planning.instance import (
        NEVER,
        WEEK,
        BadInstance,
        Instance,
        Plan,
        PlannedDay,
        PlannedReview,
        Rules,
        Visit,
        benchmark_cost,
        cost_of,
        driving,
        wish_broken,
    )
    from iro_desk.planning.planner import greedy_plan, plan
    from iro_desk.planning.proof import Proof, least_late
    from iro_desk.planning.tours import BookedWeek, booked_week, can_be_held
    from iro_desk.planning.worker import plan_aside

_WHERE = {
    "NEVER": "instance",
    "WEEK": "instance",
    "BadInstance": "instance",
    "Instance": "instance",
    "Plan": "instance",
    "PlannedDay": "instance",
    "PlannedReview": "instance",
    "Rules": "instance",
    "Visit": "instance",
    "benchmark_cost": "instance",
    "cost_of": "instance",
    "driving": "instance",
    "wish_broken": "instance",
    "greedy_plan": "planner",
    "plan": "planner",
    "Proof": "proof",
    "least_late": "proof",
    "can_be_held": "tours",
    "BookedWeek": "tours",
    "booked_week": "tours",
    "plan_aside": "worker",
}


def __getattr__(name: str) -> Any:
    """What needs numpy, from its own module, kept for the next time."""
    if name not in _WHERE:
        raise AttributeError(f"planning has nothing called {name}")
    found = getattr(import_module(f"iro_desk.planning.{_WHERE[name]}"), name)
    globals()[name] = found
    return found


__all__ = [
    "NEVER",
    "NOWHERE",
    "WEEK",
    "Appointment",
    "BadInstance",
    "BookedWeek",
    "Found",
    "Instance",
    "Overlap",
    "Plan",
    "PlannedDay",
    "PlannedReview",
    "Proof",
    "Repair",
    "Rules",
    "Search",
    "Visit",
    "benchmark_cost",
    "booked_week",
    "can_be_held",
    "clashes",
    "cost_of",
    "driving",
    "fits",
    "greedy_plan",
    "least_late",
    "plan",
    "plan_aside",
    "repair",
    "wish_broken",
]
