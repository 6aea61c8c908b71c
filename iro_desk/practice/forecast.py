"""Which reviews will be late if nothing moves, and the fewest moves after which none is."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Container, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date
from typing import Any

from iro_desk.casework import ENGAGEMENT_KINDS, Refused, Review
from iro_desk.planning import Appointment, Repair, Search, fits, repair
from iro_desk.practice.booking import book_next, kind_of, rebook
from iro_desk.practice.diary import clashes_on, list_of_days
from iro_desk.practice.diary_facts import DAY, Case, Diary, minutes_of, time_of
from iro_desk.practice.diary_views import (
    CannotBe,
    Clash,
    ForecastRow,
    ForecastView,
    RepairMove,
    RepairView,
)
from iro_desk.practice.free_time import day_holds, night_holds, times_of_day, wish_broken
from iro_desk.practice.words import count, long_day, plain_day
from iro_desk.practice.workspace import Workspace
from iro_desk.travel import region_of

AHEAD_DAYS = 92
"""How far a forecast looks: the last days within a quarter of a year."""
COULD_BE = 3
LATE_WITHIN_DAYS = 21
MOST_A_DAY, FAR_MOST = 3, 2
STOPPED = "Stopped before it was found out: nothing was moved."


@dataclass
class Room:
    """What stands in a diary, and whether more fits on a day: items are children, days are ordinals of dates."""

    diary: Diary
    stopped: Callable[[], bool] = lambda: False

    def search(self, wanted: Sequence[Case], steps: int = 50_000, stay: Container[str] = ()) -> Search[str]:
        """A search for days for these children's reviews; those of ``stay`` may be held where they are booked too."""
        options = {case.id: tuple(self.options(case)) for case in wanted}
        for case in wanted:
            day = case.booked.booked_for if case.booked is not None else None
            if case.id in stay and day is not None:
                here = day.toordinal()
                options[case.id] = (here, *(other for other in options[case.id] if other != here))
        return Search(options, self.fits, steps, self.stopped)

    def options(self, case: Case) -> Sequence[int]:
        """The open days up to the last lawful one, those of the window first, from the target back."""
        clock = case.clock
        if clock is None or clock.legal_limit is None or clock.window is None:
            return ()
        first, days = self.diary.today + DAY, []
        day = first
        # Of one whose last day has passed every day is late: the next three weeks.
        last = clock.legal_limit if clock.legal_limit >= self.diary.today else self.diary.today + DAY * LATE_WITHIN_DAYS
        while day <= last:
            if not self.diary.why_closed(day):
                days.append(day)
            day += DAY
        window = clock.window
        days.sort(key=lambda day: (day < window.earliest, abs((day - window.target).days)))
        return [day.toordinal() for day in days]

    def fits(self, day: int, items: tuple[str, ...], away: frozenset[str]) -> Mapping[str, int] | None:
        """At which minutes the reviews of these children can be held on a day; ``None`` when they cannot."""
        diary, on = self.diary, date.fromordinal(day)
        cases = [diary.cases[child] for child in items]
        gone = [case.booked.id for child in away if (case := diary.cases[child]).booked is not None]
        standing = diary.appointments(on, gone)
        if not self._keeps_rules(on, cases, gone):
            return None
        return self._times(on, cases, standing, {})

    def _times(
        self, on: date, cases: Sequence[Case], standing: list[Appointment], chosen: dict[str, int]
    ) -> Mapping[str, int] | None:
        if not cases:
            return chosen
        case, diary = cases[0], self.diary
        times = sorted(times_of_day(), key=lambda minute: bool(wish_broken(diary, case, on, minute)))
        if case.booked is not None and case.booked.booked_for == on and case.booked.booked_time:
            times.insert(0, minutes_of(case.booked.booked_time))
        for minute in times:
            made = diary.meeting(f"new:{case.id}", case.id, time_of(minute), case.method, case.place)
            assert made is not None
            if not (day_holds(diary, [*standing, made]) or night_holds(diary, on, standing, made)):
                continue
            found = self._times(on, cases[1:], [*standing, made], {**chosen, case.id: minute})
            if found is not None:
                return found
        return None

    def _keeps_rules(self, on: date, cases: Sequence[Case], gone: Sequence[str]) -> bool:
        """At most three reviews a day, two places where one is far, and no two distant homes of different regions."""
        diary = self.diary
        there = [what for what in diary.by_day.get(on, ()) if isinstance(what, Review) and what.id not in gone]
        if len(there) + len(cases) > MOST_A_DAY:
            return False
        places = [diary.place_of_review(review) for review in there]
        places += [case.place for case in cases if not case.remote]
        known = {place.key: place for place in places if place is not None}
        limit = diary.settings.number("plan_far_minutes")
        far = [place for key, place in known.items() if diary.legs.minutes(diary.base.key, key) > limit]
        if far and len(known) > FAR_MOST:
            return False
        return len({region_of(place.authority) for place in far}) < 2


def forecast_view(
    ws: Workspace, diary: Diary | None = None, stopped: Callable[[], bool] = lambda: False
) -> ForecastView:
    """Which reviews will be late if nothing moves: bookings, leave and the order of their last days counted. Once
    ``stopped`` says yes it is worth nothing and comes at once."""
    diary = diary or Diary(ws)
    until = diary.today + DAY * AHEAD_DAYS
    rows = [row for case in diary.cases.values() if (row := _as_booked(diary, case, until)) is not None]
    room = Room(diary, stopped)
    open_ = [case for case in in_order(diary) if case.booked is None and limit_of(case) <= until]
    waiting = [case for case in open_ if limit_of(case) >= diary.today]
    for child in room.search(waiting).cannot([case.id for case in waiting]):
        case = diary.cases[child]
        rows.append(_row(diary, case, "", _why_no_day(diary, room, case), _could_be(diary, case)))
    for case in open_:
        if limit_of(case) < diary.today:
            why = f"The last day was {long_day(limit_of(case), diary.today)}, and it has no date."
            rows.append(_row(diary, case, "", why, (), mark="late"))
    rows.sort(key=lambda row: (row.last_day, row.label))
    words = f"{count(len(rows), 'review')} will be late if nothing moves." if rows else "Nothing will be late."
    return ForecastView(diary.today, until, tuple(rows), words)


def in_order(diary: Diary) -> list[Case]:
    """Every child with a last day, the most pressing first."""
    return sorted(
        (case for case in diary.cases.values() if case.clock is not None and case.clock.legal_limit is not None),
        key=lambda case: (limit_of(case), case.id),
    )


def limit_of(case: Case) -> date:
    """The last lawful day of the next review; the end of time where none is known."""
    return (case.clock.legal_limit if case.clock is not None else None) or date.max


def _as_booked(diary: Diary, case: Case, until: date) -> ForecastRow | None:
    """A booking that is late as it stands, or cannot be kept on its day and has no other in time."""
    booked = case.booked
    if booked is None or booked.booked_for is None or booked.booked_for > until:
        return None
    day, limit = booked.booked_for, limit_of(case)
    if day > limit:
        why = f"Booked for {long_day(day, diary.today)}, {count((day - limit).days, 'day')} after its last day."
        return _row(diary, case, booked.id, why, _could_be(diary, case), mark="late")
    away = diary.away_on(day)
    if away is None:
        return None
    why = f"Booked for {long_day(day, diary.today)}, a day of {ENGAGEMENT_KINDS[away.kind].lower()}."
    return _row(diary, case, booked.id, why, _could_be(diary, case))


def _row(diary: Diary, case: Case, review: str, why: str, could_be: Sequence[date], mark: str = "risk") -> ForecastRow:
    return ForecastRow(case.id, review, case.label, limit_of(case), mark, why, tuple(could_be))


def _why_no_day(diary: Diary, room: Room, case: Case) -> str:
    limit = limit_of(case)
    by = f"before its last day, {long_day(limit, diary.today)}" if limit > diary.today else "today, its last day"
    if not room.options(case):
        taken = {diary.away_on(day) for day in _days(diary.today + DAY, limit)}
        kinds = {ENGAGEMENT_KINDS[each.kind].lower() for each in taken if each is not None}
        return f"No day on which you work is left {by}{': ' + ', '.join(sorted(kinds)) if kinds else ''}."
    return f"Every day {by} is taken, by what is booked or by reviews that press more."


def _could_be(diary: Diary, case: Case) -> tuple[date, ...]:
    """Weekdays up to its last day that are closed or taken now: what would have to move is on them."""
    days = [
        day
        for day in _days(diary.today + DAY, limit_of(case))
        if day.weekday() < 5 and (diary.away_on(day) is not None or diary.by_day.get(day))
    ]
    return tuple(days[-COULD_BE:])


def _days(first: date, last: date) -> Sequence[date]:
    return [first + DAY * n for n in range((last - first).days + 1)] if last >= first else []


# ---------------------------------------------------------------- repair


def repair_view(ws: Workspace, diary: Diary | None = None, stopped: Callable[[], bool] = lambda: False) -> RepairView:
    """The fewest moves after which nothing clashes, nothing stands on a day of leave, and nothing is late. ``stopped``
    is asked again and again; once it says yes the view comes at once, with what was found by then."""
    diary = diary or Diary(ws)
    until = diary.today + DAY * AHEAD_DAYS
    late = {row.child: row for row in forecast_view(ws, diary, stopped).rows}
    if stopped():
        return RepairView((), (), False, STOPPED, (), stopped=True)
    by_review = {case.booked.id: case for case in diary.cases.values() if case.booked is not None}
    found: list[Clash] = []
    either: list[tuple[str, str]] = []
    fixed: set[str] = set()
    for day in sorted(diary.by_day):
        if not diary.today < day <= until:
            continue
        clashing = clashes_on(diary, day)
        found += clashing
        hidden = _double(diary, day) if clashing else []
        for two in dict.fromkeys([*((clash.first, clash.second) for clash in clashing), *hidden]):
            pair = [by_review[x].id for x in two if x in by_review]
            if len(pair) == 2:
                either.append((pair[0], pair[1]))
            else:
                fixed |= set(pair)
    must = [child for child, row in late.items() if row.review] + [child for child in fixed if child not in late]
    needs = [child for child, row in late.items() if not row.review and limit_of(diary.cases[child]) >= diary.today]
    passed = [child for child, row in late.items() if limit_of(diary.cases[child]) < diary.today]
    must = [child for child in must if child not in passed or child in fixed]
    last = max(
        [limit_of(diary.cases[c]) for c in (*must, *needs, *(x for p in either for x in p))], default=diary.today
    )
    others = [
        case.id
        for case in in_order(diary)
        if case.booked is not None
        and case.booked.state == "booked"
        and case.id not in must
        and case.booked.booked_for is not None
        and diary.today < case.booked.booked_for <= last
    ]
    reserve = [
        case.id
        for case in in_order(diary)
        if case.booked is None and case.id not in late and diary.today <= limit_of(case) <= last
    ]
    pairs = [child for pair in either for child in pair]
    wanted = [diary.cases[child] for child in dict.fromkeys([*must, *needs, *pairs, *others, *reserve])]
    search = Room(diary, stopped).search(wanted, stay={*others, *pairs} - {*must})
    made = repair(search, must, needs, either, others, reserve)
    if search.was_stopped and not made.at:
        return RepairView((), (), False, STOPPED, tuple(found), stopped=True)
    moves = [_move(diary, child, at, found, late) for child, at in made.at.items()]
    moves = [move for move in moves if (move.was, move.was_time) != (move.now, move.now_time)]
    moves.sort(key=lambda move: (move.now, move.now_time))
    cannot = tuple(_cannot(diary, child, made) for child in (*passed, *made.cannot))
    words = _repair_words(moves, cannot, found)
    return RepairView(tuple(moves), cannot, made.smallest, words, tuple(found), stopped=search.was_stopped)


def _double(diary: Diary, day: date) -> list[tuple[str, str]]:
    """Each two of a day that nobody can keep, also where a third between them stands in the way first."""
    pairs = itertools.combinations(diary.appointments(day), 2)
    return [(a.id, b.id) for a, b in pairs if not fits([a, b], diary.drive)]


def _move(
    diary: Diary, child: str, at: tuple[int, int], found: Sequence[Clash], late: Mapping[str, ForecastRow]
) -> RepairMove:
    case = diary.cases[child]
    booked = case.booked
    day, time = date.fromordinal(at[0]), time_of(at[1])
    limit = limit_of(case)
    clash = next((c for c in found if booked is not None and booked.id in (c.first, c.second)), None)
    why = clash.words if clash is not None else late[child].why if child in late else "It makes room for another."
    left = (limit - day).days
    until = "it is in time: its last day" if not left else f"it is in time: {count(left, 'day')} before its last day"
    if left < 0:
        until = "it can be held"
    return RepairMove(
        child=child,
        review=booked.id if booked is not None else "",
        label=case.label,
        was=booked.booked_for if booked is not None else None,
        was_time=booked.booked_time if booked is not None else "",
        now=day,
        now_time=time,
        words=f"{why} On {long_day(day, diary.today)} at {time} {until}.",
    )


def _cannot(diary: Diary, child: str, made: Repair[str]) -> CannotBe:
    case = diary.cases[child]
    limit = limit_of(case)
    manager = "Ask your manager for a colleague who can hold it"
    if limit < diary.today:
        proof = f"The last day was {long_day(limit, diary.today)}: every day is late now."
        return CannotBe(child, case.label, limit, None, proof, f"{manager} soon.")
    open_days = [date.fromordinal(day) for day in sorted(Room(diary).options(case))]
    leave = any(diary.away_on(day) is not None for day in _days(diary.today + DAY, limit))
    if not open_days:
        proof = f"Up to {long_day(limit, diary.today)} there is no day on which you work and that is free."
    elif child in made.alone:
        proof = f"Up to its last day you have {list_of_days(open_days)}; whatever is moved, it fits on none of them."
    elif made.proved:
        least = count(len(made.cannot), "review")
        proof = (
            f"Up to its last day you have {list_of_days(open_days)}; others need them too, and whatever is moved, "
            f"{least} cannot be held in time."
        )
    else:
        proof = f"No day up to {plain_day(limit, diary.today)} was found; that there is none is not proved."
    return CannotBe(child, case.label, limit, None, proof, f"{manager}{', or move your leave' if leave else ''}.")


def _repair_words(moves: Sequence[RepairMove], cannot: Sequence[CannotBe], found: Sequence[Clash]) -> str:
    if not moves and not cannot:
        return "Nothing clashes and nothing will be late." if not found else "No booking of a review has to move."
    moved = sum(move.was is not None for move in moves)
    new = len(moves) - moved
    parts = [f"{count(moved, 'booking moves', 'bookings move')}" if moved else ""]
    parts.append(f"{count(new, 'review gets', 'reviews get')} a date" if new else "")
    parts.append(f"{count(len(cannot), 'review')} cannot be held in time" if cannot else "then nothing is late")
    said = ", ".join(part for part in parts if part)
    return f"{said[:1].upper()}{said[1:]}."


def take_repair(ws: Workspace, view: RepairView) -> Future[list[str]]:
    """Make every move of a repair, as one change that can be undone. Gives the ids of the reviews."""
    if not view.moves:
        raise Refused("Nothing has to move.", safe="Nothing was changed.")
    diary = Diary(ws)
    made = [(move, kind_of(diary.cases[move.child].clock), diary.cases[move.child].method) for move in view.moves]
    return ws.do(f"Moved {count(len(made), 'review')} so that nothing is late", _take, made, ws.today)


def _take(change: Any, made: Sequence[tuple[RepairMove, str, str]], today: date) -> list[str]:
    done = []
    for move, kind, method in made:
        if move.review:
            done.append(rebook(change, move.review, move.now, {"booked_time": move.now_time}, today))
        else:
            details = {"booked_time": move.now_time, "method": method}
            done.append(book_next(change, move.child, move.now, kind, details, today))
    return done
