"""Trips: the reviews of the coming weeks put on days with the drives between them, as proposals nobody has to take.

A :class:`TripPlanner` reads the desk once; what it then does needs the desk no more and may run beside the window.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from iro_desk.casework import Engagement, Refused
from iro_desk.planning import (
    Instance,
    Plan,
    Proof,
    driving,
    least_late,
    plan_aside,
)
from iro_desk.practice.booking import NOTHING_BOOKED, book_next, kind_of, rebook
from iro_desk.practice.diary_facts import Case, Diary
from iro_desk.practice.diary_views import (
    OptionalStop,
    Price,
    Proposal,
    TripsView,
)
from iro_desk.practice.engagements import keep_engagement
from iro_desk.practice.plan_task import Task, task_of
from iro_desk.practice.trips_shown import Showing, broken_in, late_in, wanting_in
from iro_desk.practice.words import count, hours, long_day, plain_day
from iro_desk.practice.workspace import Workspace

FOR_THE_PLAN = 0.75
"""Of the time, when something is late: the rest is for the proof."""
LEAST_FOR_A_PROOF = 0.5
LEAST_FOR_A_PRICE = 1.0


@dataclass
class TripPlanner:
    """The reviews of some weeks of one desk, and what can be done with them."""

    ws: Workspace
    first: date | None = None
    weeks: int = 8
    move: frozenset[str] = frozenset()
    """Children whose bookings may be moved; all others stay as they are booked."""
    clock: Callable[[], float] = time.monotonic
    """What the seconds of every search are counted by."""

    def __post_init__(self) -> None:
        self.diary = Diary(self.ws)
        self.task: Task = task_of(self.diary, self.first, self.weeks, move=self.move, clock=self.clock)
        self.family = self.diary.family_of
        self.shown: Plan | None = None
        """The plan that was shown last."""
        self._proofs: dict[tuple[int, ...], Proof] = {}

    # ------------------------------------------------------------ the plan

    def run(
        self,
        seconds: float = 10.0,
        *,
        improved: Callable[[TripsView], None] = lambda view: None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> TripsView:
        """The best plan found within that many seconds; ``improved`` is told each better one, the first at once.

        Where something is late in it, the last quarter of the time goes into the proof that nothing else could be.
        """
        began = self.clock()
        latest: list[Plan] = []

        def told(plan: Plan) -> None:
            latest[:] = [plan]
            improved(self.view(plan))

        def enough() -> bool:
            proof_is_due = self.clock() - began > FOR_THE_PLAN * seconds
            return stopped() or (proof_is_due and bool(latest) and bool(wanting_in(self.task.instance, latest[0])))

        found = self.solve(self.task.instance, seconds, told, enough)
        wanting = wanting_in(self.task.instance, found)
        left = seconds - (self.clock() - began)
        if wanting and left > LEAST_FOR_A_PROOF and not stopped():
            self._proofs[wanting] = least_late(self.task.instance, wanting, left, stopped, self.clock)
        return self.view(found)

    def solve(
        self,
        instance: Instance,
        seconds: float,
        improved: Callable[[Plan], None] = lambda plan: None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> Plan:
        """The plan of a task, made in a process beside this one."""
        return plan_aside(instance, seconds, improved=improved, stopped=stopped, clock=self.clock)

    def view(self, plan: Plan) -> TripsView:
        """A plan as it is shown."""
        self.shown = plan
        return Showing(self, plan).view()

    # ------------------------------------------------------------ questions

    def why_not(
        self,
        view: TripsView,
        child: str,
        day: date,
        seconds: float = 10.0,
        stopped: Callable[[], bool] = lambda: False,
    ) -> Price:
        """What it would cost to hold a child's review on another day: the same search of the same length, with that
        day asked for. Raises ``Refused`` for a child or a day that is not in the plan."""
        number = self.task.number_of(child)
        if not number:
            raise Refused("That review is not in the plan.", safe="Nothing was changed.")
        question = f"Why not {long_day(day, self.ws.today)}?"
        wanted = self._number_of_day(day)
        closed = self.diary.why_closed(day) or ("It lies outside these weeks" if wanted is None else "")
        if closed or wanted is None or not self.task.instance.free(wanted):
            said = closed or "What is booked that day leaves no room"
            return Price(question, f"It cannot be: {said[:1].lower()}{said[1:]}.", None, True)
        forced = forced_on(self.task.instance, number, wanted)
        found = self.solve(forced, seconds, stopped=stopped)
        base = view.answer["own_cost"]
        if number in found.unscheduled:
            return Price(question, "It cannot be: no day with it can be driven.", None, found.finished)
        return Price(question, self._price_words(view, found, number), found.cost - base, found.finished)

    def with_refused(
        self,
        view: TripsView,
        seconds: float = 10.0,
        *,
        improved: Callable[[TripsView], None] = lambda view: None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> TripsView:
        """The plan with a refused day beside each proposal, and its price: the nearest day on which it might as well
        be held. One of each trip comes first; ``improved`` is told after each. What the time does not suffice for,
        or whose search did not come to its end, has none."""
        until = self.clock() + seconds
        for proposal in self._one_of_each_trip_first(view):
            day = self._day_beside(proposal)
            left = until - self.clock()
            if left < LEAST_FOR_A_PRICE or stopped():
                break
            price = self.why_not(view, proposal.child, day, left, stopped) if day is not None else None
            if price is not None and price.proved:
                told = replace(proposal, alternatives=(price,))
                view = replace(view, proposals=tuple(told if p.id == told.id else p for p in view.proposals))
                improved(view)
        return view

    @staticmethod
    def _one_of_each_trip_first(view: TripsView) -> list[Proposal]:
        """The proposals that are not booked yet; of each trip the one that costs most before all others."""
        by_price = sorted((p for p in view.proposals if not p.pinned), key=lambda p: -p.price)
        trip_of = {id: trip.id for trip in view.trips for id in trip.proposals}
        first = {trip_of.get(p.id, p.id): p.id for p in reversed(by_price)}
        return sorted(by_price, key=lambda p: p.id not in first.values())

    def _day_beside(self, proposal: Proposal) -> date | None:
        """The nearest other day in time on which work can be done, the later of two."""
        instance, number = self.task.instance, self.task.number_of(proposal.child)
        on, review = self._number_of_day(proposal.day), instance.reviews[number - 1]
        days = [d for d in range(review.early, min(review.due, instance.days - 1) + 1) if instance.free(d) and d != on]
        best = min(days, key=lambda d: (abs(d - (on or 0)), -d), default=None)
        return self.task.date_of(best) if best is not None else None

    def _number_of_day(self, day: date) -> int | None:
        for number in range(self.task.instance.days):
            if self.task.date_of(number) == day:
                return number
        return None

    def _price_words(self, view: TripsView, found: Plan, number: int) -> str:
        instance = self.task.instance
        before = view.drive_minutes
        after = sum(driving(instance, day) for day in found.days)
        parts = []
        review = instance.reviews[number - 1]
        on = next(day.day for day in found.days if number in [v.review for v in day.visits])
        if on > review.due and not review.booked:
            parts.append(f"it would be late: the last day is {self._limit_words(number)}")
        already = {proposal.child for proposal in view.proposals if proposal.late_days and not proposal.pinned}
        late = {self.task.stops[n - 1].case.id for n in late_in(instance, found) - {number}} - already
        if late:
            parts.append(f"{count(len(late), 'other review')} would be late")
        nights = sum(day.end != 0 for day in found.days) - view.nights
        drive = after - before
        if drive > 0:
            parts.append(f"it adds {hours(drive)} of driving")
        elif drive < 0:
            parts.append(f"it saves {hours(-drive)} of driving")
        if nights > 0:
            parts.append(f"{count(nights, 'more night', 'more nights')} away")
        wishes = broken_in(instance, found) - view.answer["own_wishes_broken"]
        if wishes > 0:
            parts.append("school time or a child’s wish would not be kept")
        said = ", and ".join(part for part in parts) or "it costs the same"
        return f"{said[:1].upper()}{said[1:]}."

    def _limit_words(self, number: int) -> str:
        clock = self.task.stops[number - 1].case.clock
        return plain_day(clock.legal_limit, self.ws.today) if clock is not None and clock.legal_limit else "not known"

    # ------------------------------------------------------------ taking proposals

    def accept(self, view: TripsView, ids: Iterable[str] | None = None) -> Future[list[str]]:
        """Book proposals, those given or all that are not booked yet, as one change that can be undone. Gives the ids
        of the reviews. Raises ``Refused`` when none is left to book, or one can no longer be."""
        wanted = None if ids is None else set(ids)
        chosen = [p for p in view.proposals if not p.pinned and (wanted is None or p.id in wanted)]
        return accept(self.ws, chosen, {case.id: case for case in self.diary.cases.values()})

    def see(self, stop: OptionalStop, day: date) -> Future[str]:
        """Put the visit to a child on the way of a trip in the diary, as a change that can be undone. Gives its id."""
        made = Engagement("", "visit", day, day, stop.starts_at, stop.ends_at, child=stop.child)
        return keep_engagement(self.ws, made, words="Put a proposed visit in the diary")

    @property
    def proofs(self) -> dict[tuple[int, ...], Proof]:
        """What was proved of reviews that a plan holds late."""
        return self._proofs

    def proof_of(self, late: Sequence[int]) -> Proof | None:
        """Whether any plan could hold these reviews in time; ``None`` while nobody looked."""
        return self._proofs.get(tuple(sorted(late)))


def forced_on(instance: Instance, number: int, day: int) -> Instance:
    """The same task with one review on one day and no other."""
    reviews = list(instance.reviews)
    reviews[number - 1] = replace(reviews[number - 1], early=day, held_by=day, booked=False, fixed_at=-1)
    return replace(instance, reviews=tuple(reviews))


def accept(ws: Workspace, proposals: Sequence[Proposal], cases: dict[str, Case]) -> Future[list[str]]:
    """Book these proposals as one change."""
    if not proposals:
        raise Refused("There is nothing left to book.", safe=NOTHING_BOOKED)
    made = []
    for proposal in proposals:
        clock = cases[proposal.child].clock
        details = {"booked_time": proposal.time, "place": "", "method": proposal.method}
        made.append((proposal.child, proposal.review, proposal.day, kind_of(clock), details))
    words = "Booked a proposed review" if len(made) == 1 else f"Booked {len(made)} proposed reviews"
    return ws.do(words, _accept, made, ws.today, child=proposals[0].child if len(made) == 1 else None)


def _accept(change: Any, made: Sequence[tuple[str, str, date, str, dict[str, Any]]], today: date) -> list[str]:
    booked = []
    for child, review, day, kind, details in made:
        if review:
            moved = {key: value for key, value in details.items() if key != "place"}
            booked.append(rebook(change, review, day, moved, today))
        else:
            booked.append(book_next(change, child, day, kind, details, today))
    return booked
