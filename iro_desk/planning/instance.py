"""A planning task in numbers, a plan for it, and what a plan costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iro_desk.casework import UserFacingError

REVIEW_MINUTES = 90
LEAVE_FROM, FIRST_START, LAST_START, HOME_BY = 420, 540, 1_020, 1_170
LONGEST_DAY = 600
AFTER_SCHOOL = 915
MOST_A_DAY = 3
MOST_NIGHTS = 2
MOST_DAYS_LATE = 10
SCHOOL_COST, NIGHT_COST, LATE_COST, LEFT_OUT_COST = 30, 150, 300, 6_000
WEEK = 5
FRIDAY = 4


class BadInstance(UserFacingError):
    """The file is no planning task; the words say what is wrong with it."""


@dataclass(frozen=True, slots=True)
class PlannedReview:
    """One review to be held: from and until which day, and whether the child is of school age."""

    early: int
    due: int
    school: bool


@dataclass(frozen=True, slots=True)
class Instance:
    """The task: place 0 is home, place i that of review i. Day d is weekday d mod 5, Monday is 0."""

    minutes: NDArray[np.int64]
    """(n+1) x (n+1) minutes of driving."""
    reviews: tuple[PlannedReview, ...]
    days: int
    unavailable: frozenset[int]

    @property
    def n(self) -> int:
        """How many reviews."""
        return len(self.reviews)

    def free(self, day: int) -> bool:
        """Whether work can be done on that day."""
        return 0 <= day < self.days and day not in self.unavailable

    def night_after(self, day: int) -> bool:
        """Whether a night away may follow that day: the next is a usable weekday of the same week."""
        return day % WEEK != FRIDAY and self.free(day) and self.free(day + 1)

    @classmethod
    def from_json(cls, raw: Any) -> Instance:
        """The task as ``plan --instance`` reads it. Raises :class:`BadInstance`."""
        try:
            minutes = np.array(raw["T"], dtype=np.int64)
            reviews = tuple(PlannedReview(int(r["early"]), int(r["due"]), bool(r["school"])) for r in raw["revs"])
            days, unavailable = int(raw["days"]), frozenset(int(day) for day in raw["unavail"])
        except (KeyError, TypeError, ValueError) as error:
            raise _bad("The file is not a planning task.") from error
        if minutes.shape != (len(reviews) + 1, len(reviews) + 1):
            raise _bad("The table of minutes does not fit the number of reviews.")
        if days < 1 or bool((minutes < 0).any()):
            raise _bad("There must be at least one day, and no drive under nothing.")
        return cls(minutes, reviews, days, unavailable)


def _bad(what: str) -> BadInstance:
    return BadInstance(what, safe="Nothing was changed.", do="Check the file against the format.")


@dataclass(frozen=True, slots=True)
class Visit:
    """One review held on a day: which, and when it starts, in minutes from midnight."""

    review: int
    start_minute: int


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """One day's work: from home (0) or the place slept at, to home or the place to sleep at."""

    day: int
    start: int
    visits: tuple[Visit, ...]
    end: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan with what it costs, and the least that any plan could cost where that is known."""

    days: tuple[PlannedDay, ...]
    cost: int
    bound: float
    """No plan under these rules costs less; 0 where only part of the tours was searched."""
    neighbourhood_bound: float
    """No plan of the tours that were searched costs less; 0 where even that was not finished."""
    seconds: float
    unscheduled: tuple[int, ...]

    @property
    def gap(self) -> float:
        """How far the plan may be from the best of the tours searched, as a share of its cost."""
        known = max(self.bound, self.neighbourhood_bound)
        return round((self.cost - known) / self.cost, 4) if self.cost and known else 1.0

    def as_json(self) -> dict[str, Any]:
        """As ``plan --instance`` prints it."""
        return {
            "cost": self.cost,
            "bound": self.bound,
            "neighbourhood_bound": round(self.neighbourhood_bound, 1),
            "gap": self.gap,
            "seconds": round(self.seconds, 2),
            "unscheduled": list(self.unscheduled),
            "days": [
                {
                    "day": day.day,
                    "start": day.start,
                    "visits": [{"review": v.review, "start_minute": v.start_minute} for v in day.visits],
                    "end": day.end,
                }
                for day in self.days
            ],
        }


def cost_of(instance: Instance, days: Mapping[int, PlannedDay] | tuple[PlannedDay, ...]) -> int:
    """Driving minutes, and what is added for school time, nights, late days and reviews left out."""
    work = days.values() if isinstance(days, Mapping) else days
    cost, held = 0, set()
    for day in work:
        path = (day.start, *(visit.review for visit in day.visits), day.end)
        cost += int(sum(instance.minutes[a, b] for a, b in pairwise(path)))
        cost += NIGHT_COST * (day.end != 0)
        for visit in day.visits:
            review = instance.reviews[visit.review - 1]
            cost += SCHOOL_COST * (review.school and visit.start_minute < AFTER_SCHOOL)
            cost += LATE_COST * max(0, day.day - review.due)
            held.add(visit.review)
    return cost + LEFT_OUT_COST * (instance.n - len(held))
