"""Diary and trips: which reviews on which days, in which order, with which nights away.

A matrix of minutes and reviews with their days in, a plan out. Nothing here knows a child or a place: numbers only.
"""

from iro_desk.planning.clashes import NOWHERE, Appointment, Overlap, clashes, fits
from iro_desk.planning.instance import BadInstance, Instance, Plan, PlannedDay, PlannedReview, Visit, cost_of
from iro_desk.planning.planner import plan

__all__ = [
    "NOWHERE",
    "Appointment",
    "BadInstance",
    "Instance",
    "Overlap",
    "Plan",
    "PlannedDay",
    "PlannedReview",
    "Visit",
    "clashes",
    "cost_of",
    "fits",
    "plan",
]
