"""The planning task of a desk's own caseload and diary: reviews in numbers, and the way back to children."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import numpy as np

from iro_desk.casework import WEEKDAY_KEYS, Review
from iro_desk.planning import NEVER, WEEK, Instance, PlannedReview, Rules, booked_week, can_be_held
from iro_desk.practice.diary_facts import DAY, REMOTE, Case, Diary, minutes_of
from iro_desk.travel import Place, region_of

WISH = 240
"""The child's wish and school time are weighed at four hours of driving."""
LATE, LATE_AT_ALL, LEFT_OUT = 500, 50_000, 60_000
"""No driving outweighs being late; to be left out of these weeks is to be held later still."""
TOGETHER = 240
FEW_DAYS = 5
"""Free days in a window under which an earlier day than is sensible is thought of too: it is lawful all the same."""
ON_THE_WAY = 0.6
"""Of its own journey, what it is worth to hold a review of a distant child, or of a brother or sister who is seen
anyhow, before its last day presses: held early, the next one comes early too."""
SHORTEST_PART = 180
"""Minutes of a day's free part from which it is used."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One review of the task: whose, the booking that it is, where."""

    case: Case
    booked: Review | None
    place: Place | None
    """``None`` for a review at a distance."""
    method: str


@dataclass(frozen=True, slots=True)
class Task:
    """The task in numbers, and what its numbers stand for. Review i is ``stops[i - 1]``; day 0 is ``monday``."""

    instance: Instance
    stops: tuple[Stop, ...]
    monday: date
    left_out: tuple[tuple[str, str, str], ...]
    """Child, label and why it is not in the task."""
    kept_apart: tuple[Review, ...] = field(default=())
    """Bookings whose day cannot be lived as it stands: they stay booked, and nothing else is put on that day."""

    def date_of(self, day: int) -> date:
        """The date of a day of the task."""
        return self.monday + DAY * (day // WEEK * 7 + day % WEEK)

    def number_of(self, child: str) -> int:
        """The number of a child's review in the task; 0 when it is not in it."""
        found = [i for i, stop in enumerate(self.stops, start=1) if stop.case.id == child]
        return next((i for i in found if self.stops[i - 1].booked is None), found[0] if found else 0)


def rules_of(diary: Diary) -> Rules:
    """The rules of a day and a plan by this desk's settings."""
    settings = diary.settings
    child = settings.number("stop_child_minutes")
    return Rules(
        before=child,
        length=settings.number("stop_meeting_minutes") + settings.number("stop_rest_minutes"),
        leave_from=minutes_of(settings.text("work_leave_from")),
        home_by=minutes_of(settings.text("work_home_by")),
        longest=settings.number("work_longest"),
        school_over=minutes_of(settings.text("school_ends")) + child,
        most_nights=min(2, settings.number("work_nights_most")),
        drive_most=settings.number("work_drive_most"),
        far_from=settings.number("plan_far_minutes"),
        far_most=2,
        night_cost=settings.number("work_night_minutes"),
        wish_cost=WISH,
        late_cost=LATE,
        late_at_all=LATE_AT_ALL,
        left_out_cost=LEFT_OUT,
        split_cost=TOGETHER,
    )


def task_of(
    diary: Diary,
    first: date | None = None,
    weeks: int = 8,
    *,
    move: Iterable[str] = (),
    clock: Callable[[], float] = time.monotonic,
) -> Task:
    """The task of the weeks from a day (the next one without it). What is booked is kept, but for ``move``: the
    children whose bookings may be moved."""
    start = max(first or diary.today + DAY, diary.today + DAY)
    monday = start - DAY * start.weekday()
    days = weeks * WEEK
    making = _Making(diary, start, monday, days, frozenset(move), clock)
    return making.task()


def slept_at(diary: Diary, monday: date) -> dict[date, Stop]:
    """After which days of a week one sleeps away, and at which stop, as what is booked in it is best lived: exactly,
    with as little driving and as few nights as the plan of these bookings alone."""
    return _Making(diary, monday, monday, WEEK, frozenset(), time.monotonic).nights()


class _Making:
    def __init__(
        self, diary: Diary, start: date, monday: date, days: int, move: frozenset[str], clock: Callable[[], float]
    ) -> None:
        self.diary, self.start, self.monday, self.days, self.move = diary, start, monday, days, move
        self.clock = clock
        self.rules = rules_of(diary)
        self.first = self.on_or_after(start)
        self.last = monday + timedelta(days=days // WEEK * 7 - 1)
        dates = [self.monday + DAY * (d // WEEK * 7 + d % WEEK) for d in range(days)]
        self.unavailable = {d for d, day in enumerate(dates) if day < start or diary.why_closed(day)}
        self.no_school = frozenset(d for d, day in enumerate(dates) if not diary.school_on(day))
        self.left_out: list[tuple[str, str, str]] = []
        self.kept_apart: list[Review] = []

    def on_or_after(self, day: date) -> int:
        """The number of a day, or of the next weekday."""
        weeks, weekday = divmod((day - self.monday).days, 7)
        return weeks * WEEK + min(weekday, WEEK)

    def on_or_before(self, day: date) -> int:
        """The number of a day, or of the weekday before it."""
        weeks, weekday = divmod((day - self.monday).days, 7)
        return weeks * WEEK + min(weekday, WEEK - 1)

    def task(self) -> Task:
        stops, reviews = self._booked(self.diary.bookings)
        for case in self.diary.cases.values():
            if case.booked is None or case.id in self.move:
                found = self._open(case)
                if found is not None:
                    stops.append(found[0])
                    reviews.append(found[1])
        homes = {stop.place.key for stop in stops if stop.place is not None}
        for case in self.diary.cases.values():
            found = self._on_the_way(case, homes) if case.booked is None else None
            if found is not None:
                stops.append(found[0])
                reviews.append(found[1])
        stops, reviews, hours = self._keep_what_can_be(stops, reviews)
        instance = Instance(
            self._minutes(stops),
            tuple(reviews),
            self.days,
            frozenset(self.unavailable),
            self.rules,
            self.no_school,
            hours,
        )
        return Task(instance, tuple(stops), self.monday, tuple(self.left_out), tuple(self.kept_apart))

    def nights(self) -> dict[date, Stop]:
        """Of one week, the stop that one sleeps at after a day."""
        held = (review for n in range(WEEK) for review in self.diary.held_on(self.monday + DAY * n))
        stops, reviews = self._booked([*self.diary.bookings, *held])
        stops, reviews, hours = self._keep_what_can_be(stops, reviews)
        if not stops:
            return {}
        alone = self._alone(stops, reviews, list(range(len(stops))), list(hours))
        return {self.monday + DAY * day.day: stops[day.end - 1] for day in booked_week(alone, 0).days if day.end}

    # ------------------------------------------------------------ reviews in numbers

    def _booked(self, booked: Iterable[Review]) -> tuple[list[Stop], list[PlannedReview]]:
        """What is booked in these weeks and stays."""
        stops, reviews = [], []
        for review in booked:
            case, on = self.diary.cases[review.child], review.booked_for
            moved = case.id in self.move and case.booked is not None and case.booked.id == review.id
            if on is None or not self.start <= on <= self.last or moved:
                continue
            if on.weekday() >= WEEK:
                self.kept_apart.append(review)
                continue
            remote = review.method in REMOTE
            place = None if remote else self.diary.place_of_review(review)
            day = self.on_or_after(on)
            at = minutes_of(review.booked_time) if review.booked_time else -1
            stops.append(Stop(case, review, place, review.method or "in person"))
            reviews.append(self._planned(case, place, day, day, booked=True, fixed_at=at))
        return stops, reviews

    def _open(self, case: Case) -> tuple[Stop, PlannedReview] | None:
        """A review that still needs a day, when its last day lies in these weeks or has passed."""
        clock = case.clock
        if clock is None or clock.legal_limit is None or clock.window is None or clock.legal_limit > self.last:
            return None
        method = (case.wish.method if case.wish is not None else "") or "in person"
        place = None if method in REMOTE else case.place
        if method not in REMOTE:
            if place is None:
                self.left_out.append((case.id, case.label, "Where the child lives is not known."))
                return None
            if self.diary.legs.between(self.diary.base.key, place.key) is None:
                self.left_out.append((case.id, case.label, "No road leads there: enter your own figures."))
                return None
        due = max(self.on_or_before(clock.legal_limit), self.first)
        early = min(max(self.on_or_after(clock.window.earliest), self.first), due)
        if sum(day not in self.unavailable for day in range(early, due + 1)) < FEW_DAYS:
            early = self.first
        stop = Stop(case, case.booked if case.id in self.move else None, place, method)
        return stop, self._planned(case, place, early, due)

    def _on_the_way(self, case: Case, homes: set[str]) -> tuple[Stop, PlannedReview] | None:
        """A review whose last day comes after these weeks and whose window opens in them, far away or where somebody
        else is seen: held if that spares more than it costs."""
        clock, place = case.clock, case.place
        if clock is None or clock.legal_limit is None or clock.window is None or place is None or case.remote:
            return None
        if clock.legal_limit <= self.last or clock.window.earliest > self.last:
            return None
        out = self.diary.legs.between(self.diary.base.key, place.key)
        if out is None or not (self._far(place) or place.key in homes):
            return None
        early = max(self.on_or_after(clock.window.earliest), self.first)
        if early >= self.days:
            return None
        method = (case.wish.method if case.wish is not None else "") or "in person"
        planned = self._planned(case, place, early, self.on_or_before(clock.legal_limit))
        return Stop(case, None, place, method), replace(planned, worth=round(ON_THE_WAY * 2 * out.planned))

    def _planned(
        self, case: Case, place: Place | None, early: int, due: int, *, booked: bool = False, fixed_at: int = -1
    ) -> PlannedReview:
        wish = case.wish
        region = -1
        if place is not None and self._far(place):
            names = sorted({region_of(c.place.authority) for c in self.diary.cases.values() if c.place is not None})
            named = region_of(place.authority)
            region = names.index(named) if named in names else len(names)
        family = self.diary.family_of.get(case.id, "")
        families = sorted(set(self.diary.family_of.values()))
        kin = families.index(family) * 1000 + self._home_number(place) if family and place is not None else -1
        return PlannedReview(
            early,
            due,
            self.diary.at_school(case, self.start) or self.diary.at_school(case, _next_school_day(self)),
            after=minutes_of(wish.not_before) if wish is not None and wish.not_before else 0,
            until=minutes_of(wish.not_after) if wish is not None and wish.not_after else NEVER,
            not_on=frozenset(WEEKDAY_KEYS.index(key) for key in wish.not_on.split())
            if wish is not None
            else frozenset(),
            booked=booked,
            fixed_at=fixed_at,
            region=region,
            kin=kin,
        )

    def _far(self, place: Place) -> bool:
        return self.diary.legs.minutes(self.diary.base.key, place.key) > self.rules.far_from

    def _home_number(self, place: Place) -> int:
        return self.diary.number_of(place)

    def _minutes(self, stops: list[Stop]) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
        base = self.diary.base.key
        keys = [base, *(stop.place.key if stop.place is not None else base for stop in stops)]
        legs = self.diary.legs
        # Between two places without a road a day is never driven.
        rows = [[leg.planned if (leg := legs.between(a, b)) is not None else 2_000 for b in keys] for a in keys]
        return np.array(rows, dtype=np.int64).reshape(len(keys), len(keys))

    # ------------------------------------------------------------ days that are partly taken

    def _keep_what_can_be(
        self, stops: list[Stop], reviews: list[PlannedReview]
    ) -> tuple[list[Stop], list[PlannedReview], tuple[tuple[int, int, int], ...]]:
        """Takes out bookings whose day cannot be lived, and closes that day; says which days are free in part only."""
        hours: list[tuple[int, int, int]] = []
        gone: set[int] = set()
        for monday in range(0, self.days, WEEK):
            week = [i for i, review in enumerate(reviews) if review.booked and monday <= review.early < monday + WEEK]
            by_night: list[int] = []
            parts: list[tuple[int, int, int]] = []
            for day in range(max(monday, self.first), monday + WEEK):
                pinned = [i for i in week if reviews[i].early == day]
                free = self._free_part(day, [reviews[i] for i in pinned])
                if free is not None and free != (self.rules.leave_from, self.rules.home_by):
                    parts.append((day, *free))
                possible = free is not None and day not in self.unavailable
                possible = possible and all(self._benchmark_hours(reviews[i].fixed_at) for i in pinned)
                if (
                    possible
                    and pinned
                    and not can_be_held(self._alone(stops, reviews, pinned, parts), day, from_home=True)
                ):
                    by_night.append(day)
                elif not possible:
                    gone |= set(pinned)
                    self.unavailable.add(day)
                    parts = [part for part in parts if part[0] != day]
            if by_night:
                self._nights_between(stops, reviews, [i for i in week if i not in gone], by_night, parts, gone)
            hours += [part for part in parts if part[0] not in self.unavailable]
        for i in sorted(gone):
            booked = stops[i].booked
            if booked is not None:
                self.kept_apart.append(booked)
        stay = [i for i in range(len(stops)) if i not in gone]
        return [stops[i] for i in stay], [reviews[i] for i in stay], tuple(hours)

    def _alone(
        self,
        stops: list[Stop],
        reviews: list[PlannedReview],
        which: list[int],
        hours: list[tuple[int, int, int]],
    ) -> Instance:
        """A task of some bookings alone."""
        return Instance(
            self._minutes([stops[i] for i in which]),
            tuple(reviews[i] for i in which),
            self.days,
            frozenset(self.unavailable),
            self.rules,
            self.no_school,
            tuple(hours),
        )

    def _nights_between(
        self,
        stops: list[Stop],
        reviews: list[PlannedReview],
        week: list[int],
        by_night: list[int],
        parts: list[tuple[int, int, int]],
        gone: set[int],
    ) -> None:
        """Of days that cannot be lived from home to home, keeps those that nights away make possible."""
        followers = {i for day in by_night for i in self._one_upon_the_other(stops, reviews, _on(reviews, week, day))}
        gone |= followers
        kept = [i for i in week if i not in followers]
        if not kept:
            return
        monday = reviews[kept[0]].early // WEEK * WEEK
        for number in booked_week(self._alone(stops, reviews, kept, parts), monday).lost:
            # A day that cannot be lived is no day for driving home from another one either.
            day = reviews[kept[number - 1]].early
            gone |= set(_on(reviews, week, day))
            self.unavailable.add(day)

    def _one_upon_the_other(self, stops: list[Stop], reviews: list[PlannedReview], pinned: list[int]) -> set[int]:
        """Of brothers and sisters of one home booked one upon the other, all but the first: they are one stop."""
        first: dict[int, int] = {}
        followers: set[int] = set()
        for i in sorted(pinned, key=lambda i: reviews[i].fixed_at):
            kin = reviews[i].kin
            if kin >= 0 and kin in first:
                followers.add(i)
            first.setdefault(kin, i)
        return followers

    def _benchmark_hours(self, minute: int) -> bool:
        return minute < 0 or self.rules.first_start <= minute <= self.rules.last_start

    def _free_part(self, day: int, pinned: list[PlannedReview]) -> tuple[int, int] | None:
        """The longest part of a day that other engagements leave and that what is booked lies in; ``None`` for none."""
        on = self.monday + DAY * (day // WEEK * 7 + day % WEEK)
        taken = []
        for what in self.diary.by_day.get(on, ()):
            if isinstance(what, Review):
                continue
            made = self.diary.appointment(what)
            if made is not None:
                way = self.diary.drive(0, made.place) if made.place > 0 else 0
                taken.append((made.arrive - way, made.free + way))
        edges = [self.rules.leave_from, *(edge for each in sorted(taken) for edge in each), self.rules.home_by]
        parts = [(edges[i], edges[i + 1]) for i in range(0, len(edges), 2)]
        fits = [
            (start, end)
            for start, end in parts
            if end - start >= SHORTEST_PART and all(p.fixed_at < 0 or start <= p.fixed_at < end for p in pinned)
        ]
        return max(fits, key=lambda part: part[1] - part[0], default=None)


def _on(reviews: list[PlannedReview], which: list[int], day: int) -> list[int]:
    return [i for i in which if reviews[i].early == day]


def _next_school_day(making: _Making) -> date:
    """A day of term in these weeks, to ask who is at school."""
    for d in range(making.days):
        day = making.monday + DAY * (d // WEEK * 7 + d % WEEK)
        if making.diary.school_on(day):
            return day
    return making.start
