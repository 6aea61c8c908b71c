"""The diary: days with what stands on them, windows of reviews, clashes and reminders."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from iro_desk.casework import (
    ENGAGEMENT_KINDS,
    WHOLE_DAY_KINDS,
    Engagement,
    Review,
)
from iro_desk.casework.day_names import MONTHS
from iro_desk.planning import Appointment, Overlap, clashes
from iro_desk.practice.diary_facts import DAY, REMOTE, Case, Diary, time_of
from iro_desk.practice.diary_views import (
    Clash,
    DiaryDay,
    DiaryEntry,
    DiaryView,
    Reminder,
    WindowBar,
    WithoutDate,
)
from iro_desk.practice.free_time import free_days
from iro_desk.practice.nights import Nights, away_words, nights_of, round_minutes, round_of
from iro_desk.practice.words import count, hours, long_day, plain_day, short_day
from iro_desk.practice.workspace import Workspace
from iro_desk.statute import is_school_day

REMIND_DAYS = (14, 7, 1)
"""How many days before something it is said."""
FREE_SHOWN = 3


def diary_view(ws: Workspace, first: date, last: date) -> DiaryView:
    """The days from ``first`` to ``last``, both counted."""
    diary = Diary(ws)
    nights = nights_of(diary, first, last)
    days = []
    day = first
    while day <= last:
        days.append(_day(diary, nights, day))
        day += DAY
    bars = _bars(diary, first, last)
    return DiaryView(
        today=ws.today,
        first=first,
        last=last,
        title=_title(first, last),
        days=tuple(days),
        bars=bars,
        without_date=tuple(_without_date(diary, last)),
        next_hours=tuple(e for d in (ws.today, ws.today + DAY) for e in _entries(diary, d, nights) if not e.all_day),
        reminders=reminders(diary),
        clashes=tuple(clash for each in days for clash in each.clashes),
        kinds=diary.kinds(),
        pending=diary.legs.pending or bool(ws.places_wanted),
        away=away_words(diary, nights, first, last),
    )


def month_view(ws: Workspace, year: int, month: int) -> DiaryView:
    """The weeks of one month, whole, Monday to Sunday."""
    first = date(year, month, 1)
    after = date(year + month // 12, month % 12 + 1, 1)
    view = diary_view(ws, first - DAY * first.weekday(), after - DAY + DAY * (6 - (after - DAY).weekday()))
    return replace(view, title=f"{MONTHS[month - 1]} {year}")


def week_view(ws: Workspace, day: date) -> DiaryView:
    """The week that a day lies in, Monday to Sunday."""
    monday = day - DAY * day.weekday()
    return diary_view(ws, monday, monday + DAY * 6)


def children_of(ws: Workspace) -> tuple[tuple[str, str], ...]:
    """(id, name) of the children on the caseload, by name."""
    return tuple(sorted(((case.id, case.label) for case in Diary(ws).cases.values()), key=lambda each: each[1]))


def _title(first: date, last: date) -> str:
    if first == last:
        return long_day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {plain_day(last)}"
    return f"{plain_day(first, last)} to {plain_day(last)}"


# ---------------------------------------------------------------- one day


def _day(diary: Diary, nights: Nights, day: date) -> DiaryDay:
    entries = _entries(diary, day, nights)
    appointments = diary.appointments(day)
    ends = nights.ends(day)
    drive, leave, back = round_of(diary, appointments, *ends)
    why = diary.why_closed(day)
    return DiaryDay(
        day=day,
        working=not why,
        why_not=why,
        school=_school(diary, day),
        entries=entries,
        clashes=clashes_on(diary, day),
        drive_minutes=drive,
        leave_at=leave,
        back_at=back,
        long_words=_long_words(diary, appointments, *ends),
        woke_in=nights.town(day - DAY),
        sleeps_in=nights.town(day),
    )


def _long_words(diary: Diary, appointments: Sequence[Appointment], start: int, end: int) -> str:
    """That a day is longer than the longest that this IRO works; empty when it is not."""
    _, leave, back = round_minutes(diary, appointments, start, end)
    longest = diary.settings.number("work_longest")
    if back - leave <= longest:
        return ""
    what_to_do = "" if start or end else ": sleep there"
    return f"{hours(back - leave)} from door to door, over your longest day of {hours(longest)}{what_to_do}."


def _school(diary: Diary, day: date) -> str:
    if day.weekday() >= 5 or is_school_day(diary.terms, day, diary.working) is not False:
        return ""
    if day in diary.working.holidays:
        return ""
    for term in diary.terms:
        half = term.half_term_starts, term.half_term_ends
        if half[0] is not None and half[1] is not None and half[0] <= day <= half[1]:
            return "Half term, no school"
    return "School holiday"


def _entries(diary: Diary, day: date, nights: Nights | None = None) -> tuple[DiaryEntry, ...]:
    ends = nights.ends(day) if nights is not None else (0, 0)
    found = [_entry(diary, what, day, *ends) for what in diary.by_day.get(day, ())]
    away = diary.away_on(day)
    if away is not None:
        found.append(_entry(diary, away, day))
    held = (_entry(diary, review, day, *ends) for review in diary.held_on(day))
    return tuple(sorted((*found, *held), key=lambda e: (not e.all_day, e.time or "99", e.what)))


def _entry(diary: Diary, what: Review | Engagement, day: date, start: int = 0, end: int = 0) -> DiaryEntry:
    """``start`` and ``end``: the places where the day begins and ends, the base or one that is slept at."""
    appointment = diary.appointment(what)
    one_way = leave = back = None
    if appointment is not None and appointment.place > 0:
        keys, there = diary.keys, diary.keys[appointment.place]
        leg, onward = diary.legs.between(keys[start], there), diary.legs.between(there, keys[end])
        if leg is not None and onward is not None:
            one_way, leave, back = leg.planned, appointment.arrive - leg.planned, appointment.free + onward.planned
    hours_ = (time_of(appointment.start), time_of(appointment.end)) if appointment is not None else ("", "")
    shared: dict[str, Any] = {
        "id": what.id,
        "day": day,
        "time": hours_[0],
        "ends": hours_[1],
        "child": what.child,
        "leave_at": "" if leave is None else time_of(leave),
        "back_at": "" if back is None else time_of(back),
        "drive_minutes": one_way,
    }
    if isinstance(what, Review):
        case = diary.cases[what.child]
        limit = case.clock.legal_limit if case.clock is not None else None
        held = what.state not in ("booked", "open")
        late = limit is not None and day > limit and not held
        mark = "done" if held else "late" if late or day < diary.today else "booked"
        where = ", ".join(part for part in (what.place, what.method if what.method in REMOTE else "") if part)
        return DiaryEntry(
            kind="review", kind_label="Review", what=case.label, note=where, review=what.id, mark=mark, **shared
        )
    label = ENGAGEMENT_KINDS.get(what.kind, what.kind)
    known = diary.cases.get(what.child)
    about = [what.words] if known is None else [known.label, what.words]
    return DiaryEntry(
        kind=what.kind,
        kind_label=label,
        what=label,
        note=", ".join(part for part in (*about, what.place) if part),
        mark="open",
        all_day=appointment is None or what.kind in WHOLE_DAY_KINDS,
        **shared,
    )


# ---------------------------------------------------------------- clashes


def clashes_on(diary: Diary, day: date) -> tuple[Clash, ...]:
    """Everything on a day that one person cannot keep."""
    found = [clash_of(diary, day, overlap) for overlap in clashes(diary.appointments(day), diary.drive)]
    away = diary.away_on(day)
    if away is not None:
        for what in diary.by_day.get(day, ()):
            name = _name(diary, what.id)
            words = f"{name[:1].upper()}{name[1:]} stands on a day of {ENGAGEMENT_KINDS[away.kind].lower()}."
            found.append(Clash(day, away.id, what.id, 24 * 60, words))
    return tuple(found)


def clash_of(diary: Diary, day: date, overlap: Overlap) -> Clash:
    """Two things that one person cannot keep, in words with the hours and the drive."""
    first, second = overlap.first, overlap.second
    rest = f" and {first.rest} min to breathe" if first.rest else ""
    ends = f"{_name(diary, first.id)} ends at {time_of(first.end)}{rest}"
    drive = f"the drive takes {hours(overlap.drive)}" if overlap.drive else ""
    before = f" for {second.before} min with the child" if second.before else ""
    there = f"{_name(diary, second.id)} needs you at {time_of(second.arrive)}{before}"
    said = "; ".join(part for part in (ends, drive, there) if part)
    return Clash(
        day, first.id, second.id, overlap.short, f"{said[:1].upper()}{said[1:]}: {hours(overlap.short)} short."
    )


def _name(diary: Diary, ident: str) -> str:
    for review in diary.bookings:
        if review.id == ident:
            return f"{diary.cases[review.child].label}’s review"
    for each in diary.engagements:
        if each.id == ident:
            return ENGAGEMENT_KINDS.get(each.kind, each.kind)
    return "this review"


# ---------------------------------------------------------------- windows


def _bars(diary: Diary, first: date, last: date) -> tuple[WindowBar, ...]:
    bars = [bar for case in diary.cases.values() if (bar := _bar(diary, case)) is not None]
    shown = [bar for bar in bars if bar.earliest <= last and max(bar.last, bar.booked or bar.last) >= first]
    return tuple(sorted(shown, key=lambda bar: (bar.booked is not None, bar.last, bar.label)))


def _bar(diary: Diary, case: Case) -> WindowBar | None:
    clock = case.clock
    if clock is None or clock.legal_limit is None or clock.window is None:
        return None
    booked = case.booked
    limit = clock.legal_limit
    day = booked.booked_for if booked is not None else None
    by = clock.last_working_day or limit
    says = f"Review {plain_day(day, diary.today)}" if day is not None else f"by {short_day(by, diary.today)}"
    return WindowBar(
        child=case.id,
        label=case.label if diary.ws.names_hidden else case.file.child.known_as or case.label,
        kind=booked.kind if booked is not None else "looked after",
        rule_id=clock.rule_id,
        earliest=clock.window.earliest,
        target=clock.window.target,
        last=limit,
        last_working_day=by,
        booked=day,
        booked_time=booked.booked_time if booked is not None else "",
        review=booked.id if booked is not None else "",
        mark=clock.mark,
        says=says,
    )


def _without_date(diary: Diary, last: date) -> Iterable[WithoutDate]:
    for case in sorted(diary.cases.values(), key=lambda c: (c.clock and c.clock.legal_limit) or date.max):
        bar = _bar(diary, case) if case.booked is None else None
        if bar is None or bar.earliest > last:
            continue
        free = tuple(free_days(diary, case, FREE_SHOWN))
        if free:
            words = f"Free: {list_of_days(free)}"
        elif bar.last < diary.today:
            words = "The last day has passed: any day is late"
        else:
            words = "No free day is left before its last day"
        yield WithoutDate(case.id, case.label, bar.mark, bar.last_working_day, bar.says, free, words)


def list_of_days(days: Sequence[date]) -> str:
    """ "4, 5 and 8 February", "28 February and 1 March"."""
    parts = []
    for here, following in zip(days, (*days[1:], None), strict=True):
        same = following is not None and (following.year, following.month) == (here.year, here.month)
        parts.append(str(here.day) if same else f"{here.day} {MONTHS[here.month - 1]}")
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


# ---------------------------------------------------------------- reminders


def reminders(diary: Diary) -> tuple[Reminder, ...]:
    """What comes within 14 days, each with the last of 14, 7 and 1 days that has been reached: said before it comes,
    also when the desk was shut on the very day."""
    found = []
    for ahead in range(max(REMIND_DAYS) + 1):
        day = diary.today + DAY * ahead
        stage = min(limit for limit in REMIND_DAYS if ahead <= limit)
        for entry in _entries(diary, day):
            if entry.mark == "done":
                continue
            when = "Today" if not ahead else "Tomorrow" if ahead == 1 else f"In {count(ahead, 'day')}"
            at = f" at {entry.time}" if entry.time else ""
            words = f"{when}{at}: {entry.what}{', review' if entry.kind == 'review' else ''}"
            found.append(Reminder(day, stage, entry, words))
    return tuple(found)
