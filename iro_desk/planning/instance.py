"""A planning task in numbers, a plan for it, and what a plan costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iro_desk.casework import UserFacingError

WEEK = 5
FRIDAY = 4
NEVER = 10**6
BOOKED_OVER = 20
"""How many times over a review that is booked outweighs one that is not, where one must be left out."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a day and a plan must keep, and what is weighed against what. The defaults are the benchmark's.

    Costs are minutes of driving, or what counts like them.
    """

    before: int = 0
    """Minutes at each place before the review starts."""
    length: int = 90
    """From the start until one can leave."""
    leave_from: int = 420
    first_start: int = 540
    last_start: int = 1_020
    home_by: int = 1_170
    longest: int = 600
    """Minutes from leaving to arriving."""
    school_over: int = 915
    most_a_day: int = 3
    most_nights: int = 2
    most_days_late: int = 10
    drive_most: int = NEVER
    """Minutes of driving in a day."""
    far_from: int = NEVER
    """A place further than this from home leaves room for ``far_most`` places in its day."""
    far_most: int = 3
    night_cost: int = 150
    wish_cost: int = 30
    """Of a review in school time, or against what the child wishes."""
    late_cost: int = 300
    """Each day late."""
    late_at_all: int = 0
    """Being late at all: so much that nothing else outweighs it."""
    left_out_cost: int = 6_000
    split_cost: int = 0
    """Of brothers and sisters of one home who are held on two days."""


class BadInstance(UserFacingError):
    """The file is no planning task; the words say what is wrong with it."""


@dataclass(frozen=True, slots=True)
class PlannedReview:
    """One review to be held: from and until which day, and whether the child is of school age."""

    early: int
    due: int
    school: bool
    after: int = 0
    """The child wishes nothing before this minute."""
    until: int = NEVER
    """The child wishes nothing that starts after this minute."""
    not_on: frozenset[int] = frozenset()
    """Weekdays that the child does not wish."""
    booked: bool = False
    """Whether it is held on its ``early`` day and no other."""
    fixed_at: int = -1
    """The minute at which it is booked; -1 where no hour was agreed."""
    held_by: int = -1
    """The last day on which it may be held, where a question asks for one; -1 for none."""
    region: int = -1
    """Two distant places in different regions are never driven to on one day; -1: no distant place."""
    worth: int = -1
    """What it is worth to hold it in these weeks although its last day comes later; -1 where it has to be held."""
    kin: int = -1
    """Brothers and sisters of one home have the same number."""

    def last_day(self, rules: Rules) -> int:
        """The last day on which it may be held at all."""
        if self.held_by >= 0:
            return self.held_by
        return self.early if self.booked else self.due + rules.most_days_late


@dataclass(frozen=True, slots=True)
class Instance:
    """The task: place 0 is home, place i that of review i. Day d is weekday d mod 5, Monday is 0."""

    minutes: NDArray[np.int64]
    """(n+1) x (n+1) minutes of driving."""
    reviews: tuple[PlannedReview, ...]
    days: int
    unavailable: frozenset[int]
    rules: Rules = Rules()
    no_school: frozenset[int] = frozenset()
    """Days on which no child is at school."""
    hours: tuple[tuple[int, int, int], ...] = ()
    """Days of which only a part is free: the day, leaving no earlier than, back no later than. Such a day is begun at
    home when its free part comes last, and ended there when it comes first."""

    @property
    def n(self) -> int:
        """How many reviews."""
        return len(self.reviews)

    def free(self, day: int) -> bool:
        """Whether work can be done on that day."""
        return 0 <= day < self.days and day not in self.unavailable

    def night_after(self, day: int) -> bool:
        """Whether a night away may follow that day: the next is a usable weekday of the same week."""
        return self.rules.most_nights > 0 and day % WEEK != FRIDAY and self.free(day) and self.free(day + 1)

    def left_out_cost(self, number: int) -> int:
        """What it costs to leave a review out; one that is booked counts many times over."""
        if self.reviews[number - 1].worth >= 0:
            return self.reviews[number - 1].worth
        return self.rules.left_out_cost * (BOOKED_OVER if self.reviews[number - 1].booked else 1)

    def hours_of(self, day: int) -> tuple[int, int]:
        """Leaving no earlier than, and back no later than, on a day."""
        for which, leave, back in self.hours:
            if which == day:
                return leave, back
        return self.rules.leave_from, self.rules.home_by

    def only(self, numbers: Sequence[int]) -> Instance:
        """The same task with these reviews alone, in this order."""
        places = [0, *numbers]
        reviews = tuple(self.reviews[number - 1] for number in numbers)
        return replace(self, minutes=self.minutes[np.ix_(places, places)], reviews=reviews)

    def as_json(self) -> dict[str, Any]:
        """As ``plan --instance`` reads it; what the benchmark does not know of is left out."""
        return {
            "n": self.n,
            "T": self.minutes.tolist(),
            "days": self.days,
            "unavail": sorted(self.unavailable),
            "revs": [{"early": r.early, "due": r.due, "school": r.school} for r in self.reviews],
        }

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
    finished: bool = False
    """Whether the search came to its end; otherwise the time was up or somebody said stop."""

    @property
    def gap(self) -> float:
        """How far the plan may be from the best of the tours searched, as a share of its cost."""
        known = max(self.bound, self.neighbourhood_bound)
        return round((self.cost - known) / self.cost, 4) if self.cost and known else 1.0

    def as_json(self) -> dict[str, Any]:
        """As ``plan --instance`` prints it."""
        return {
            "cost": self.cost,
            "bound": round(self.bound, 1),
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


def benchmark_cost(instance: Instance, days: tuple[PlannedDay, ...]) -> int:
    """What the same days cost by the benchmark's own weights: driving, 30 for school time, 150 a night, 300 a day late,
    6,000 for a review left out."""
    plain = tuple(PlannedReview(review.early, review.due, review.school) for review in instance.reviews)
    return cost_of(Instance(instance.minutes, plain, instance.days, instance.unavailable), days)


def cost_of(instance: Instance, days: Mapping[int, PlannedDay] | tuple[PlannedDay, ...]) -> int:
    """Driving minutes, and what is added for wishes, nights, late days, families apart and reviews left out."""
    work = tuple(days.values()) if isinstance(days, Mapping) else days
    rules = instance.rules
    held = {visit.review: (day.day, visit.start_minute) for day in work for visit in day.visits}
    cost = sum(instance.left_out_cost(number) for number in range(1, instance.n + 1) if number not in held)
    for day in work:
        cost += driving(instance, day) + rules.night_cost * (day.end != 0)
    for number, (on, start) in held.items():
        review = instance.reviews[number - 1]
        cost += rules.wish_cost * wish_broken(instance, review, on, start)
        late = max(0, on - review.due)
        if not review.booked:
            cost += rules.late_cost * late + rules.late_at_all * (late > 0)
    return cost + split_cost(instance, work)


def driving(instance: Instance, day: PlannedDay) -> int:
    """Minutes driven on a day."""
    path = (day.start, *(visit.review for visit in day.visits), day.end)
    return int(sum(instance.minutes[a, b] for a, b in pairwise(path)))


def wish_broken(instance: Instance, review: PlannedReview, day: int, start: int) -> int:
    """How many of school time and wishes a review breaks that starts then: the hour, the weekday. A review that is
    booked breaks none: it was agreed."""
    if review.fixed_at >= 0:
        return 0
    after = max(review.after, instance.rules.school_over if review.school and day not in instance.no_school else 0)
    return (start < after or start > review.until) + (day % WEEK in review.not_on and not review.booked)


def split_cost(instance: Instance, work: tuple[PlannedDay, ...]) -> int:
    """What families on two days cost: half for each member of a pair who is held without the other."""
    cost = 0
    for day in work:
        there = {visit.review for visit in day.visits}
        for number in there:
            missing = [other for other in kin_of(instance, number) if other not in there]
            cost += instance.rules.split_cost // 2 * len(missing)
    return cost


def kin_of(instance: Instance, number: int) -> list[int]:
    """The other brothers and sisters of one home whose windows leave a common day."""
    review = instance.reviews[number - 1]
    if review.kin < 0:
        return []
    return [
        other
        for other, known in enumerate(instance.reviews, start=1)
        if other != number
        and known.kin == review.kin
        and max(known.early, review.early) <= min(known.last_day(instance.rules), review.last_day(instance.rules))
        and max(known.early, review.early) <= min(known.due, review.due)
    ]
