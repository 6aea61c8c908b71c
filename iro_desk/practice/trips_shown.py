"""A plan in words: trips and proposals with their reasons, children who could be seen on the way, what cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from iro_desk.casework import Review
from iro_desk.planning import Instance, Plan, PlannedDay, Proof, Visit, benchmark_cost, driving, wish_broken
from iro_desk.practice.diary import list_of_days
from iro_desk.practice.diary_facts import Case, time_of
from iro_desk.practice.diary_views import CannotBe, OptionalStop, Proposal, Trip, TripDay, TripStop, TripsView
from iro_desk.practice.free_time import wish_words
from iro_desk.practice.nights import town_of
from iro_desk.practice.plan_task import Stop
from iro_desk.practice.today import last_seen_by_iro
from iro_desk.practice.words import count, hours, long_day, plain_day

if TYPE_CHECKING:
    from iro_desk.practice.trips import TripPlanner

SEE_BEFORE_DAYS = 60
"""A child whose review comes within so many days of a trip may be seen on it beforehand."""
WORTH_A_WAY_ROUND = 40
"""Minutes that seeing a child on the way may add."""
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def late_in(instance: Instance, plan: Plan) -> set[int]:
    """The reviews that a plan holds after their last day; what is booked is not the plan's doing."""
    held = {visit.review: day.day for day in plan.days for visit in day.visits}
    return {n for n, day in held.items() if not instance.reviews[n - 1].booked and day > instance.reviews[n - 1].due}


def wanting_in(instance: Instance, plan: Plan) -> tuple[int, ...]:
    """The reviews that a plan holds late, or does not hold although they have to be."""
    reviews = instance.reviews
    missing = {n for n in plan.unscheduled if not reviews[n - 1].booked and reviews[n - 1].worth < 0}
    return tuple(sorted(late_in(instance, plan) | missing))


def broken_in(instance: Instance, plan: Plan) -> int:
    """How many wishes and school hours a plan does not keep."""
    return sum(
        wish_broken(instance, instance.reviews[visit.review - 1], day.day, visit.start_minute)
        for day in plan.days
        for visit in day.visits
    )


class Showing:
    """One plan in words."""

    def __init__(self, planner: TripPlanner, plan: Plan) -> None:
        self.planner, self.plan = planner, plan
        self.task, self.diary = planner.task, planner.diary
        self.instance, self.today = self.task.instance, planner.ws.today
        self.rules = self.instance.rules
        self.ids = [stop.case.id if stop.booked is None else stop.booked.id for stop in self.task.stops]
        taken: dict[str, int] = {}
        for i, stop in enumerate(self.task.stops):
            # A booking that may be moved is the child's proposal, not one that is kept.
            if stop.booked is not None and not self.instance.reviews[i].booked:
                self.ids[i] = stop.case.id
            taken[self.ids[i]] = i

    def view(self) -> TripsView:
        trips = tuple(sorted([*self._trips(), *self._apart_trips()], key=lambda trip: trip.days[0].day))
        proposals = tuple(self._proposal(day, visit) for day in self.plan.days for visit in day.visits)
        drive = sum(driving(self.instance, day) for day in self.plan.days)
        apart = sum(self._out_and_back(v.review) for day in self.plan.days for v in day.visits)
        nights = sum(day.end != 0 for day in self.plan.days)
        kept, plan = self._without_what_waits()
        answer = {
            **plan.as_json(),
            "cost": benchmark_cost(kept, plan.days),
            "bound": 0,
            "neighbourhood_bound": 0,
            "own_cost": self.plan.cost,
            "own_bound": round(max(self.plan.bound, self.plan.neighbourhood_bound), 1),
            "own_wishes_broken": broken_in(self.instance, self.plan),
        }
        first, last = self.task.monday, self.task.date_of(self.instance.days - 1)
        held = sum(len(day.visits) for day in self.plan.days)
        return TripsView(
            today=self.today,
            first=first,
            last=last,
            title=f"{plain_day(first, self.today)} to {plain_day(last, self.today)}",
            line=self._line(held, drive, apart, len(wanting_in(self.instance, self.plan))),
            trips=trips,
            proposals=proposals,
            cannot_be=self._cannot_be(),
            left_out=self.task.left_out,
            drive_minutes=drive,
            apart_minutes=apart,
            nights=nights,
            seconds=round(self.plan.seconds, 2),
            gap=self.plan.gap,
            gap_words=self._gap_words(),
            finished=self.plan.finished,
            instance=kept.as_json(),
            answer=answer,
        )

    def _without_what_waits(self) -> tuple[Instance, Plan]:
        """Task and plan without the reviews that may wait and do."""
        waits = {n for n in self.plan.unscheduled if self.instance.reviews[n - 1].worth >= 0}
        slept_at = {place for day in self.plan.days for place in (day.start, day.end)} & waits
        # One sleeps in a place, not at a review: another at the same home stands for it, if one is held.
        same = {n: m for n in slept_at for m in self._at_home_of(n) if m not in waits}
        waits -= slept_at - same.keys()
        numbers = [n for n in range(1, self.instance.n + 1) if n not in waits]
        new = {0: 0, **{n: k for k, n in enumerate(numbers, start=1)}}
        new |= {n: new[m] for n, m in same.items()}
        days = tuple(
            PlannedDay(
                day.day,
                new[day.start],
                tuple(Visit(new[visit.review], visit.start_minute) for visit in day.visits),
                new[day.end],
            )
            for day in self.plan.days
        )
        left_out = tuple(new[n] for n in self.plan.unscheduled if n not in waits)
        return self.instance.only(numbers), replace(self.plan, days=days, unscheduled=left_out)

    def _at_home_of(self, number: int) -> list[int]:
        key = self._key(number)
        return [n for n in range(1, self.instance.n + 1) if n != number and self._key(n) == key]

    def _line(self, held: int, drive: int, apart: int, late: int) -> str:
        weeks = count(self.instance.days // 5, "week")
        said = f"{count(held, 'review')} in {weeks}, {hours(drive)} of driving"
        if apart > drive:
            said += f" against {hours(apart)} one by one"
        return f"{said}; {count(late, 'review')} late." if late else f"{said}; none late."

    def _gap_words(self) -> str:
        if self.plan.bound or self.plan.neighbourhood_bound:
            share = max(0.0, self.plan.gap)
            return (
                "Nothing better was found to exist." if share < 0.0005 else f"Within {share:.1%} of the best searched."
            )
        return "How much better it could be is not known yet."

    # ------------------------------------------------------------ one review

    def _stop(self, number: int) -> Stop:
        return self.task.stops[number - 1]

    def _out_and_back(self, number: int) -> int:
        return int(self.instance.minutes[0, number] + self.instance.minutes[number, 0])

    def _proposal(self, day: PlannedDay, visit: Visit) -> Proposal:
        number = visit.review
        stop, review = self._stop(number), self.instance.reviews[number - 1]
        on = self.task.date_of(day.day)
        settings = self.diary.settings
        late = self._days_late(number, on) if not review.booked else 0
        without = replace(day, visits=tuple(v for v in day.visits if v.review != number))
        price = driving(self.instance, day) - (driving(self.instance, without) if without.visits or day.end else 0)
        return Proposal(
            id=self.ids[number - 1],
            child=stop.case.id,
            review=stop.booked.id if stop.booked is not None else "",
            label=stop.case.label,
            where=self._where(stop),
            day=on,
            time=time_of(visit.start_minute),
            child_at=time_of(visit.start_minute - self.rules.before),
            ends=time_of(visit.start_minute + settings.number("stop_meeting_minutes")),
            method=stop.method,
            late_days=late,
            mark="late" if late else "booked" if review.booked else "open",
            reasons=self._reasons(day, visit, on, late),
            price=max(0, price),
            pinned=review.booked,
        )

    def _days_late(self, number: int, on: date) -> int:
        clock = self._stop(number).case.clock
        limit = clock.legal_limit if clock is not None else None
        return max(0, (on - limit).days) if limit is not None else 0

    def _where(self, stop: Stop) -> str:
        if stop.place is None:
            return {"video": "By video", "phone": "By phone"}.get(stop.method, "At a distance")
        return town_of(stop.case, stop.place, self.today)

    def _reasons(self, day: PlannedDay, visit: Visit, on: date, late: int) -> tuple[str, ...]:
        number = visit.review
        stop, review = self._stop(number), self.instance.reviews[number - 1]
        if review.booked:
            return ("Booked already: it stays.",)
        said = [self._limit_reason(stop.case, on, late)]
        said.append(wish_words(self.diary, stop.case, on, visit.start_minute))
        if stop.place is None:
            said.append(f"{stop.case.file.child.known_as or 'The child'} wishes it by {stop.method}: nobody drives.")
        kin = [
            self._stop(other.review).case.label
            for other in day.visits
            if other.review != number
            and self.planner.family.get(stop.case.id)
            and self.planner.family.get(self._stop(other.review).case.id) == self.planner.family[stop.case.id]
        ]
        if kin:
            said.append(f"On one day with {' and '.join(kin)}.")
        others = [
            self._where(self._stop(v.review)) for v in day.visits if v.review != number and self._stop(v.review).place
        ]
        if stop.place is not None and others:
            alone = sum(self._out_and_back(v.review) for v in day.visits)
            saved = alone - driving(self.instance, day) if not (day.start or day.end) else 0
            spares = f": {hours(saved)} less than apart" if saved > 0 else ""
            said.append(f"Shares the drive with {' and '.join(dict.fromkeys(others))}{spares}.")
        if stop.place is not None and (day.start or day.end):
            said.append("A night away spares driving home and back.")
        return tuple(part for part in said if part)

    def _limit_reason(self, case: Case, on: date, late: int) -> str:
        clock = case.clock
        if clock is None or clock.legal_limit is None:
            return ""
        if late:
            return f"{count(late, 'day')} after its last day, {long_day(clock.legal_limit, self.today)}."
        left = (clock.legal_limit - on).days
        if not left:
            return f"It is its last day, {long_day(clock.legal_limit, self.today)}."
        return f"{count(left, 'day')} before its last day, {long_day(clock.legal_limit, self.today)}."

    # ------------------------------------------------------------ trips

    def _trips(self) -> Iterable[Trip]:
        running: list[PlannedDay] = []
        for day in self.plan.days:
            running.append(day)
            if day.end == 0:
                yield self._trip(running)
                running = []

    def _trip(self, days: Sequence[PlannedDay]) -> Trip:
        visits = [visit for day in days for visit in day.visits]
        numbers = [visit.review for visit in visits]
        drive = sum(driving(self.instance, day) for day in days)
        apart = sum(map(self._out_and_back, numbers))
        shown = tuple(self._trip_day(day) for day in days)
        stops = [stop for day in shown for stop in day.stops]
        nights = sum(day.end != 0 for day in days)
        first, last = shown[0].day, shown[-1].day
        where = list(dict.fromkeys(self._where(self._stop(n)) for n in numbers))
        span = (
            long_day(first, self.today) if first == last else f"{long_day(first)[:-5]} to {long_day(last, self.today)}"
        )
        more = [count_words(len(numbers), "review"), count_words(nights, "night") if nights else ""]
        path = [0]
        for day in days:
            path += [*(visit.review for visit in day.visits), day.end]
        keys = [self.diary.base.key if not n else self._key(n) for n in path]
        return Trip(
            id=first.isoformat(),
            title=_and(where[:3]) + (f" and {len(where) - 3} more" if len(where) > 3 else ""),
            line=", ".join([span, *(part for part in more if part)]),
            days=shown,
            proposals=tuple(self.ids[n - 1] for n in numbers),
            nights=nights,
            miles=round(sum(stop.miles or 0.0 for stop in stops), 1),
            drive_minutes=drive,
            drive_minutes_low=sum(stop.minutes_low or 0 for stop in stops),
            drive_minutes_high=sum(stop.minutes_high or 0 for stop in stops),
            apart_minutes=apart,
            saved_words=f"{hours(apart - drive)} saved on {count_words(len(numbers), 'trip')}" if apart > drive else "",
            fixed=all(self.instance.reviews[n - 1].booked for n in numbers),
            places=tuple(key for i, key in enumerate(keys) if not i or key != keys[i - 1]),
        )

    def _key(self, number: int) -> str:
        place = self._stop(number).place
        return place.key if place is not None else self.diary.base.key

    def _trip_day(self, day: PlannedDay) -> TripDay:
        stops: list[TripStop] = []
        at = day.start
        leave = back = ""
        now = None
        for visit in day.visits:
            stop = self._stop(visit.review)
            leg = int(self.instance.minutes[at, visit.review])
            arrive = visit.start_minute - self.rules.before
            if now is None:
                now = arrive - leg
                leave = time_of(now)
            stops += self._drive(at, visit.review, now)
            note = " ".join(self._reasons(day, visit, self.task.date_of(day.day), 0)[1:2])
            stops.append(
                TripStop(
                    "review",
                    time_of(visit.start_minute),
                    f"{stop.case.file.child.known_as or stop.case.label}, {self._where(stop)}",
                    note,
                    proposal=self.ids[visit.review - 1],
                    child=stop.case.id,
                    easting=stop.place.easting if stop.place is not None else None,
                    northing=stop.place.northing if stop.place is not None else None,
                )
            )
            now = visit.start_minute + self.rules.length
            at = visit.review
        leg = int(self.instance.minutes[at, day.end])
        if now is None:  # a day that is only driven
            now = max(self.rules.first_start, self.instance.hours_of(day.day)[0])
            leave = time_of(now)
        stops += self._drive(at, day.end, now)
        back = time_of(now + leg)
        if day.end:
            where = self._where(self._stop(day.end))
            stops.append(TripStop("night", back, f"Sleep in {where}", ""))
        elif leg:
            stops.append(TripStop("home", back, "Home", ""))
        return TripDay(
            self.task.date_of(day.day), leave, back, tuple(stops), self._optional(day), driving(self.instance, day)
        )

    def _drive(self, a: int, b: int, at: int) -> list[TripStop]:
        key_a, key_b = (self.diary.base.key if not n else self._key(n) for n in (a, b))
        leg = self.diary.legs.between(key_a, key_b)
        if leg is None or key_a == key_b:
            return []
        words = f"{count(round(leg.miles), 'mile')}, {hours(leg.low)} to {hours(leg.high)}"
        return [
            TripStop(
                "drive", time_of(at), words, "", minutes=leg.planned, minutes_low=leg.low, minutes_high=leg.high,
                miles=leg.miles,
            )
        ]  # fmt: skip

    def _apart_trips(self) -> Iterable[Trip]:
        """What is booked and cannot be lived as it stands: shown as it is booked, a day each."""
        by_day: dict[date, list[Review]] = {}
        for review in self.task.kept_apart:
            if review.booked_for is not None:
                by_day.setdefault(review.booked_for, []).append(review)
        for day, reviews in by_day.items():
            stops = tuple(
                TripStop(
                    "review",
                    review.booked_time,
                    f"{self.diary.cases[review.child].label}, booked",
                    "",
                    proposal=review.id,
                    child=review.child,
                )
                for review in sorted(reviews, key=lambda review: review.booked_time)
            )
            beside = [name for review in reviews if (name := self._held_with(review))]
            why = "longer than a day of yours, or it clashes"
            if len(beside) == len(reviews):
                why = f"at one stop with {_and(sorted(set(beside)))}"
            line = f"{long_day(day, self.today)}, as it is booked: {why}"
            shown = TripDay(day, "", "", stops, (), 0)
            names = _and([self.diary.cases[review.child].label for review in reviews])
            yield Trip(
                f"{day.isoformat()}:booked", names, line, (shown,), tuple(r.id for r in reviews),
                0, None, 0, 0, 0, 0, "", True, (),
            )  # fmt: skip

    def _held_with(self, review: Review) -> str:
        """The brother or sister of the same home, booked that day and in the plan, with whom it is one stop."""
        family, place = self.diary.family_of.get(review.child), self.diary.place_of_review(review)
        for stop in self.task.stops:
            at_home = place is not None and stop.place is not None and stop.place.key == place.key
            that_day = stop.booked is not None and stop.booked.booked_for == review.booked_for
            if at_home and that_day and family and self.diary.family_of.get(stop.case.id) == family:
                return stop.case.label
        return ""

    def _optional(self, day: PlannedDay) -> tuple[OptionalStop, ...]:
        """Children who could be seen on the way, the review of whom comes soon, at little more driving."""
        if not any(self._stop(visit.review).place is not None for visit in day.visits):
            return ()
        on = self.task.date_of(day.day)
        there = {self._stop(visit.review).case.id for visit in day.visits}
        found = []
        for case in self.diary.cases.values():
            clock = case.clock
            if case.id in there or case.place is None or clock is None or clock.legal_limit is None:
                continue
            due = case.booked.booked_for if case.booked is not None else clock.legal_limit
            if due is None or not 0 < (due - on).days <= SEE_BEFORE_DAYS:
                continue
            best = self._way_round(day, case)
            if best is not None:
                seen = last_seen_by_iro(case.file, self.today)
                last = (
                    f"last spoken with on {plain_day(seen, self.today)}" if seen is not None else "not yet spoken with"
                )
                why = f"Review by {plain_day(due, self.today)}; {last}."
                made = OptionalStop(
                    case.id, case.label, why, best[1], best[0], time_of(best[2]), time_of(best[2] + self.rules.before)
                )
                found.append(made)
        return tuple(sorted(found, key=lambda stop: (stop.adds_minutes, stop.label))[:2])

    def _way_round(self, day: PlannedDay, case: Case) -> tuple[int, str, int] | None:
        """The least that seeing the child adds to the drive of a day that leaves the time for it, after which review,
        and the minute at which one is there; ``None`` when none does."""
        assert case.place is not None
        between, there = self.diary.legs.minutes, case.place.key
        keys = [self._key(day.start) if day.start else self.diary.base.key]
        keys += [self._key(visit.review) for visit in day.visits]
        keys.append(self._key(day.end) if day.end else self.diary.base.key)
        stay = self.rules.before
        leave_from, home_by = self.instance.hours_of(day.day)
        best: tuple[int, str, int] | None = None
        for i in range(len(keys) - 1):
            adds = between(keys[i], there) + between(there, keys[i + 1]) - between(keys[i], keys[i + 1])
            if adds > WORTH_A_WAY_ROUND:
                continue
            first, last = day.visits[0], day.visits[-1]
            leave = first.start_minute - self.rules.before - between(keys[0], keys[1])
            back = last.start_minute + self.rules.length + between(keys[-2], keys[-1])
            if i == 0:
                leave -= adds + stay
            elif i == len(keys) - 2:
                back += adds + stay
            else:
                here, following = day.visits[i - 1], day.visits[i]
                free = following.start_minute - self.rules.before - here.start_minute - self.rules.length
                if free < between(keys[i], there) + stay + between(there, keys[i + 1]):
                    continue
            if leave < leave_from or back > home_by or back - leave > self.rules.longest:
                continue
            if best is None or adds < best[0]:
                if i:
                    before = day.visits[i - 1]
                    begins = before.start_minute + self.rules.length + between(keys[i], there)
                else:
                    before, begins = None, first.start_minute - self.rules.before - between(there, keys[1]) - stay
                best = (max(0, adds), self.ids[before.review - 1] if before is not None else "", begins)
        return best

    # ------------------------------------------------------------ what cannot be

    def _cannot_be(self) -> tuple[CannotBe, ...]:
        wanting = wanting_in(self.instance, self.plan)
        if not wanting:
            return ()
        held = {visit.review: self.task.date_of(day.day) for day in self.plan.days for visit in day.visits}
        proof = self.planner.proof_of(wanting)
        rows = []
        for number in wanting:
            case = self._stop(number).case
            limit = case.clock.legal_limit if case.clock is not None else None
            assert limit is not None
            days = self._days_late(number, held[number]) if number in held else None
            words, ask = cannot_words(self.planner, number, proof, wanting)
            rows.append(CannotBe(case.id, case.label, limit, days, words, ask))
        return tuple(rows)


def cannot_words(planner: TripPlanner, number: int, proof: Proof | None, wanting: Sequence[int]) -> tuple[str, str]:
    """Why a review cannot be held in time, and who should be asked."""
    task, diary = planner.task, planner.diary
    case = task.stops[number - 1].case
    limit = case.clock.legal_limit if case.clock is not None else None
    assert limit is not None
    today = diary.today
    manager = "Ask your manager for a colleague who can hold it"
    if limit <= today:
        return f"The last day was {long_day(limit, today)}: every day is late now.", f"{manager} sooner."
    review = task.instance.reviews[number - 1]
    free = [day for day in range(review.due + 1) if task.instance.free(day)]
    until = long_day(limit, today)
    closed = [diary.away_on(task.date_of(day)) for day in range(review.due + 1)]
    leave = any(each is not None for each in closed)
    ask = f"{manager}{', or move your leave' if leave else ''}."
    if not free:
        return f"Up to {until} there is no day on which you work and that is free.", ask
    if proof is None:
        return "Whether any plan could hold it in time is not proved yet.", ask
    if not proof.proved or proof.least_late < len(wanting):
        return "No plan found holds it in time; that none exists is not proved.", ask
    days = list_of_days([task.date_of(day) for day in free])
    asked = sum(1 for n in proof.reviews if not task.instance.reviews[n - 1].booked)
    more = f" {count(asked, 'review')} press at the same time;" if asked > 1 else ""
    least = count(proof.least_late, "review")
    return (
        f"Up to {until} you have {days};{more} however they are put, {least} cannot be held in time.",
        ask,
    )


def count_words(number: int, one: str) -> str:
    """ "four reviews", "12 reviews"."""
    return f"{NUMBERS[number] if number < len(NUMBERS) else number} {one if number == 1 else one + 's'}"


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""
