"""Diary and trips: which reviews on which days, in which order, with which nights away.

A matrix of minutes and reviews with their days in, a plan out. Nothing here knows a child or a place: numbers only.
"""

from iro_desk.planning.clashes import NOWHERE, Appointment, Overlap, clashes, fits
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
from iro_desk.planning.tours import can_be_held
from iro_desk.planning.worker import plan_aside

__all__ = [
    "NEVER",
    "NOWHERE",
    "WEEK",
    "Appointment",
    "BadInstance",
    "Instance",
    "Overlap",
    "Plan",
    "PlannedDay",
    "PlannedReview",
    "Proof",
    "Rules",
    "Visit",
    "benchmark_cost",
    "can_be_held",
    "clashes",
    "cost_of",
    "driving",
    "fits",
    "greedy_plan",
    "least_late",
    "plan",
    "plan_aside",
    "wish_broken",
]
