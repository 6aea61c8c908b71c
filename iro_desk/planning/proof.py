"""Whether a review that a plan holds late could have been held in time by any plan at all."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from iro_desk.planning.instance import Instance
from iro_desk.planning.planner import FEW
from iro_desk.planning.worker import plan_aside

OUT_OF_TIME = 100_000
"""What one review not held in time counts, so that no driving outweighs it."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Of the reviews that were looked at, how many at least no plan holds in time, and whether that was proved.

    To look at fewer reviews than there are makes holding them easier, so what is proved of them is true of all.
    """

    reviews: tuple[int, ...]
    least_late: int
    proved: bool
    days: tuple[int, ...]
    """The days that could be worked on until the last of their last days."""


def least_late(
    instance: Instance,
    late: tuple[int, ...],
    seconds: float = 20.0,
    stopped: Callable[[], bool] = lambda: False,
    clock: Callable[[], float] = time.monotonic,
) -> Proof:
    """How many of the ``late`` reviews, and of those that press as much, no plan holds in time."""
    until = max(instance.reviews[number - 1].due for number in late)
    days = tuple(day for day in range(until + 1) if instance.free(day))
    pressing = [n for n in range(1, instance.n + 1) if n in late or _presses(instance, n, until)]
    pressing.sort(key=lambda n: (n not in late, not instance.reviews[n - 1].booked, instance.reviews[n - 1].due))
    chosen = tuple(sorted(pressing[:FEW]))
    rules = replace(
        instance.rules,
        most_days_late=0,
        wish_cost=0,
        night_cost=0,
        split_cost=0,
        late_cost=0,
        late_at_all=0,
        left_out_cost=OUT_OF_TIME,
    )
    # Any day from the first on is lawful: the earliest sensible day is no law.
    first = min(days, default=0)
    reviews = tuple(
        r if (r := instance.reviews[n - 1]).booked else replace(r, early=min(first, r.due), kin=-1, held_by=-1)
        for n in chosen
    )
    horizon = min(instance.days, until + 3)
    small = replace(
        instance.only(chosen),
        reviews=reviews,
        days=horizon,
        unavailable=frozenset(day for day in instance.unavailable if day < horizon),
        rules=rules,
    )
    found = plan_aside(small, seconds, stopped=stopped, clock=clock)
    proved = found.bound > 0 or not days
    least = int(found.bound // OUT_OF_TIME) if days else len(late)
    return Proof(chosen, least, proved, days)


def _presses(instance: Instance, number: int, until: int) -> bool:
    review = instance.reviews[number - 1]
    return review.worth < 0 and (review.early if review.booked else review.due) <= until
