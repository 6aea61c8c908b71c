"""A plan at once, and better ones as they are found, until the time is up or somebody says stop."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations, permutations

import numpy as np

from iro_desk.planning.days import IMPOSSIBLE, Making, Reach, Sort, days_of, sort_of, timings
from iro_desk.planning.instance import WEEK, Instance, Plan, PlannedDay, Visit, cost_of
from iro_desk.planning.tours import Tours, booked_week

REACHES = (Reach(100, 4, 1), Reach(75, 9, 5), Reach(60, 14, 8), Reach(45, 22, 12), Reach(30, 30, 16))
"""How widely nights away are searched, one after the other: the first at once, the second already near the best, the
last takes minutes."""
WHOLE = Reach(0, 99, 99, whole=True)
"""Every tour there is."""
CHOICES = (0.004, 0.015)
"""How near to the least cost, as a share of it, tours have to be to be chosen from: few at first, for a quick plan."""
FEW = 13
"""Reviews up to which every tour is searched."""

Improved = Callable[[Plan], None]


def plan(
    instance: Instance,
    seconds: float,
    *,
    improved: Improved = lambda plan: None,
    stopped: Callable[[], bool] = lambda: False,
    clock: Callable[[], float] = time.monotonic,
) -> Plan:
    """The best plan found within that many seconds. ``improved`` is told each better one, the first at once."""
    began = clock()
    until = began + seconds
    best = greedy_plan(instance, clock)
    improved(best)
    booked = _booked_nights(instance, _Rounds(instance))
    reaches = (REACHES[0], WHOLE) if instance.n <= FEW else REACHES
    for number, reach in enumerate(reaches):
        left = until - clock()
        if left < 0.3 or stopped() or not instance.n:
            break
        tours = Tours(instance, days_of(instance, reach, booked), clock)
        if clock() >= until - 0.2:
            break
        tours.start_with()
        last = number == len(reaches) - 1
        tours.best = tours.of_days(best.days)
        tours.learn(tours.best)
        share = 0.55 if last or left < 6 else 0.5
        reviews, days, least, finished = tours.improve(clock() + (until - clock()) * share)
        for within in CHOICES:
            if clock() >= until - 0.2 or stopped():
                break
            # A choice that takes long would keep a wider search from being made.
            chosen = tours.choose(reviews, days, least, clock() + max(0.5, (until - clock()) * 0.5), within)
            if chosen is None:
                continue
            made = _made(instance, tours.planned(chosen.tours), clock() - began, least if finished else 0.0)
            if made.cost <= best.cost:
                best = made
                tours.best = list(chosen.tours)
                improved(best)
        if finished and last and clock() < until - 0.2 and not stopped():
            proved = tours.prove(reviews, days, least, float(best.cost), until)
            if proved is not None:
                whole = _made(instance, tours.planned(proved.tours), clock() - began)
                known = min(float(whole.cost), float(best.cost))
                best = whole if whole.cost < best.cost else best
                best = replace(best, neighbourhood_bound=known, bound=known if reach.whole else 0.0)
                improved(best)
    return replace(best, seconds=clock() - began, finished=not stopped())


def greedy_plan(instance: Instance, clock: Callable[[], float] = time.monotonic) -> Plan:
    """A plan at once: from home to home alone."""
    began = clock()
    return _made(instance, greedy(instance), clock() - began)


def _made(instance: Instance, days: tuple[PlannedDay, ...], seconds: float, bound: float = 0.0) -> Plan:
    held = {visit.review for day in days for visit in day.visits}
    left_out = tuple(review for review in range(1, instance.n + 1) if review not in held)
    return Plan(days, cost_of(instance, days), 0.0, bound, seconds, left_out)


# ---------------------------------------------------------------- a plan at once


def greedy(instance: Instance) -> tuple[PlannedDay, ...]:
    """A plan from home to home alone, but for bookings that need a night away: what is booked first, then each review,
    the most pressing first, where it adds least."""
    rounds = _Rounds(instance)
    rules = instance.rules
    away = _booked_nights(instance, rounds)
    kept = {visit.review for day in away for visit in day.visits}
    closed = {day.day for day in away}
    work: dict[int, tuple[int, ...]] = {d: () for d in range(instance.days) if instance.free(d) and d not in closed}
    order = sorted(
        range(1, instance.n + 1),
        key=lambda r: (
            instance.reviews[r - 1].fixed_at < 0,
            instance.reviews[r - 1].due,
            instance.reviews[r - 1].early,
        ),
    )
    for review in (number for number in order if number not in kept):
        asked = instance.reviews[review - 1]
        best: tuple[int, int, tuple[int, ...]] | None = None
        for day, visits in work.items():
            if not asked.early <= day <= asked.last_day(rules) or len(visits) == rules.most_a_day:
                continue
            together = tuple(sorted((*visits, review)))
            sort = sort_of(instance, day)
            cost = rounds.of(together, sort)[0]
            if cost >= IMPOSSIBLE:
                continue
            late = 0 if asked.booked else max(0, day - asked.due)
            added = cost - rounds.of(visits, sort)[0] + rules.late_cost * late + rules.late_at_all * (late > 0)
            added += rules.wish_cost * (day % WEEK in asked.not_on and not asked.booked)
            if added < instance.left_out_cost(review) and (best is None or added < best[0]):
                best = (added, day, together)
        if best is not None:
            work[best[1]] = best[2]
    made = [
        PlannedDay(
            day,
            0,
            tuple(Visit(r, at) for r, at in zip(*rounds.of(visits, sort_of(instance, day))[1:], strict=True)),
            0,
        )
        for day, visits in sorted(work.items())
        if visits
    ]
    return tuple(sorted((*made, *away), key=lambda day: day.day))


def _booked_nights(instance: Instance, rounds: _Rounds) -> list[PlannedDay]:
    """The days with a night before or after them that bookings need which cannot all be held from home."""
    by_day: dict[int, list[int]] = {}
    for number, review in enumerate(instance.reviews, start=1):
        if review.booked and instance.free(review.early):
            by_day.setdefault(review.early, []).append(number)
    some = {day: tuple(there) for day, there in by_day.items() if len(there) <= instance.rules.most_a_day}
    far = {day for day, there in some.items() if rounds.of(there, sort_of(instance, day))[0] >= IMPOSSIBLE}
    found: list[PlannedDay] = []
    for monday in sorted({day // WEEK * WEEK for day in far}):
        numbers = [number for day in range(monday, monday + WEEK) for number in by_day.get(day, ())]
        which = (0, *numbers)
        for day in booked_week(instance.only(numbers), monday).days:
            if day.start or day.end:
                visits = tuple(Visit(which[visit.review], visit.start_minute) for visit in day.visits)
                found.append(PlannedDay(day.day, which[day.start], visits, which[day.end]))
    return found


class _Rounds:
    """The cheapest way round some reviews from home, once reckoned kept."""

    def __init__(self, instance: Instance) -> None:
        self.making = Making(instance)
        self.known: dict[tuple[tuple[int, ...], Sort], tuple[int, tuple[int, ...], tuple[int, ...]]] = {}

    def of(self, visits: tuple[int, ...], sort: Sort) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
        """What it costs, the order and the starts; :data:`IMPOSSIBLE` where it cannot be driven."""
        if not visits:
            return 0, (), ()
        if (visits, sort) not in self.known:
            self.known[visits, sort] = self._round(visits, sort)
        return self.known[visits, sort]

    def _round(self, visits: tuple[int, ...], sort: Sort) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
        making = self.making
        if not all(making.fits[a, b] for a, b in combinations(visits, 2)):
            return IMPOSSIBLE, (), ()
        orders = np.array(list(permutations(visits)))
        minutes, rules = making.minutes, making.rules
        first, last = minutes[0, orders[:, 0]], minutes[orders[:, -1], 0]
        legs = minutes[orders[:, :-1], orders[:, 1:]]
        broken, at = timings(rules, sort, first, legs, last, making.asked(orders, sort))
        drive = first + legs.sum(axis=1) + last
        possible = (broken < IMPOSSIBLE) & (drive <= rules.drive_most)
        if making.far[list(visits)].any():
            possible &= 1 + (legs > 0).sum(axis=1) <= rules.far_most
        whole = np.where(possible, rules.wish_cost * broken + drive, IMPOSSIBLE)
        best = int(np.argmin(whole))
        if whole[best] >= IMPOSSIBLE:
            return IMPOSSIBLE, (), ()
        return int(whole[best]), tuple(orders[best].tolist()), tuple(at[best].tolist())
