"""The diary: days with what stands on them, windows of reviews, clashes, and what a move would do before it is done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from iro_desk.casework import (
    ENGAGEMENT_KINDS,
    WEEKDAY_KEYS,
    WHOLE_DAY_KINDS,
    Engagement,
    Review,
)
from iro_desk.casework.day_names import MONTHS, WEEKDAYS
from iro_desk.planning import NOWHERE, Appointment, Overlap, clashes
from iro_desk.practice.booking import booking_view
from iro_desk.practice.diary_facts import DAY, REMOTE, Case, Diary, minutes_of, time_of
from iro_desk.practice.diary_views import (
    Clash,
    DiaryDay,
    DiaryEntry,
    DiaryView,
    MoveView,
    Reminder,
    WindowBar,
    WithoutDate,
)
from iro_desk.practice.words import count, hours, long_day, plain_day
from iro_desk.practice.workspace import Workspace
from iro_desk.statute import is_school_day

REMIND_DAYS = (14, 7, 1)
"""How many days before something it is said."""
FREE_SHOWN = 3
EARLY, LATE_IN_DAY = 9 * 60, 17 * 60
"""The hours between which a meeting may begin when a free day is looked for."""
STEP = 15


def diary_view(ws: Workspace, first: date, last: date) -> DiaryView:
    """The days from ``first`` to ``last``, both counted."""
    diary = Diary(ws)
    days = []
    day = first
    while day <= last:
        days.append(_day(diary, day))
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
        next_hours=tuple(e for d in (ws.today, ws.today + DAY) for e in _entries(diary, d) if not e.all_day),
        reminders=reminders(diary),
        clashes=tuple(clash for each in days for clash in each.clashes),
        kinds=diary.kinds(),
        pending=diary.legs.pending or bool(ws.places_wanted),
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


def _day(diary: Diary, day: date) -> DiaryDay:
    entries = _entries(diary, day)
    appointments = diary.appointments(day)
    drive, leave, back = _round(diary, appointments)
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
        long_words=_long_words(diary, appointments),
    )


def _long_words(diary: Diary, appointments: Sequence[Appointment]) -> str:
    """That a day is longer than the longest that this IRO works; empty when it is not."""
    placed = sorted((a for a in appointments if a.place != NOWHERE), key=lambda a: a.arrive)
    longest = diary.settings.number("work_longest")
    if not placed:
        return ""
    away = max(a.free for a in placed) + diary.drive(placed[-1].place, 0)
    away -= placed[0].arrive - diary.drive(0, placed[0].place)
    if away <= longest:
        return ""
    return f"{hours(away)} from door to door, over your longest day of {hours(longest)}: sleep there."


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


def _round(diary: Diary, appointments: Sequence[Appointment]) -> tuple[int, str, str]:
    """Driving of a day from the base and back, when one leaves and when one is back."""
    placed = sorted((a for a in appointments if a.place != NOWHERE), key=lambda a: a.arrive)
    if not placed:
        return 0, "", ""
    path = [0, *(a.place for a in placed), 0]
    legs = [diary.drive(a, b) for a, b in pairwise(path)]
    if not sum(legs):
        return 0, "", ""
    leave, back = placed[0].arrive - legs[0], max(a.free for a in placed) + legs[-1]
    return sum(legs), time_of(leave), time_of(back)


def _entries(diary: Diary, day: date) -> tuple[DiaryEntry, ...]:
    found = [_entry(diary, what, day) for what in diary.by_day.get(day, ())]
    away = diary.away_on(day)
    if away is not None:
        found.append(_entry(diary, away, day))
    held = [
        _entry(diary, review, day)
        for case in diary.cases.values()
        for review in case.file.reviews
        if review.held_on == day and review.state not in ("booked", "open", "cancelled")
    ]
    return tuple(sorted((*found, *held), key=lambda e: (not e.all_day, e.time or "99", e.what)))


def _entry(diary: Diary, what: Review | Engagement, day: date) -> DiaryEntry:
    appointment = diary.appointment(what)
    one_way = leave = back = None
    if appointment is not None and appointment.place > 0:
        leg = diary.legs.between(diary.keys[0], diary.keys[appointment.place])
        if leg is not None:
            one_way, leave, back = leg.planned, appointment.arrive - leg.planned, appointment.free + leg.planned
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
    found = [_clash(diary, day, overlap) for overlap in clashes(diary.appointments(day), diary.drive)]
    away = diary.away_on(day)
    if away is not None:
        for what in diary.by_day.get(day, ()):
            name = _name(diary, what.id)
            words = f"{name[:1].upper()}{name[1:]} stands on a day of {ENGAGEMENT_KINDS[away.kind].lower()}."
            found.append(Clash(day, away.id, what.id, 24 * 60, words))
    return tuple(found)


def _clash(diary: Diary, day: date, overlap: Overlap) -> Clash:
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
    says = f"Review {plain_day(day, diary.today)}" if day is not None else f"by {_short(by, diary.today)}"
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


def _short(day: date, today: date) -> str:
    return f"{WEEKDAYS[day.weekday()][:3]} {plain_day(day, today)}"


def _without_date(diary: Diary, last: date) -> Iterable[WithoutDate]:
    for case in sorted(diary.cases.values(), key=lambda c: (c.clock and c.clock.legal_limit) or date.max):
        bar = _bar(diary, case) if case.booked is None else None
        if bar is None or bar.earliest > last:
            continue
        free = tuple(free_days(diary, case, FREE_SHOWN))
        if free:
            words = f"Free: {list_of_days(free)}"
        elif bar.last < diary.today:
            words = "Its last day has passed: any day is late"
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


def free_days(diary: Diary, case: Case, most: int) -> Iterable[date]:
    """The first days on which the child's review could be held in time, what stands there already kept."""
    clock = case.clock
    if clock is None or clock.legal_limit is None or clock.window is None:
        return
    found = 0
    day = max(diary.today + DAY, clock.window.earliest)
    while day <= clock.legal_limit and found < most:
        if not diary.why_closed(day) and free_time(diary, case, day) is not None:
            found += 1
            yield day
        day += DAY


def free_time(diary: Diary, case: Case, day: date, but: Iterable[str] = ()) -> str | None:
    """The first time on a day at which the child's review fits between what stands there, the wish kept first.

    ``None`` when there is none from leaving home to being home again.
    """
    others = diary.appointments(day, but)
    method = "video" if case.remote else "in person"
    wished = [time for time in times_of_day() if not wish_broken(diary, case, day, time)]
    for time in (*wished, *(time for time in times_of_day() if time not in wished)):
        made = diary.meeting("new", case.id, time_of(time), method, case.place)
        assert made is not None
        if day_holds(diary, [*others, made]) or night_holds(diary, day, others, made):
            return time_of(time)
    return None


def times_of_day() -> range:
    """The minutes at which a meeting may begin."""
    return range(EARLY, LATE_IN_DAY + 1, STEP)


def day_holds(diary: Diary, appointments: Sequence[Appointment]) -> bool:
    """Whether one person can live the day from home to home: no clash, and the hours of the settings kept."""
    if clashes(appointments, diary.drive):
        return False
    placed = sorted((a for a in appointments if a.place != NOWHERE), key=lambda a: a.arrive)
    if not placed:
        return True
    leave = placed[0].arrive - diary.drive(0, placed[0].place)
    back = max(a.free for a in placed) + diary.drive(placed[-1].place, 0)
    settings = diary.settings
    hours_kept = leave >= minutes_of(settings.text("work_leave_from")) and back <= minutes_of(
        settings.text("work_home_by")
    )
    return hours_kept and back - leave <= settings.number("work_longest")


def night_holds(diary: Diary, day: date, others: Sequence[Appointment], made: Appointment) -> bool:
    """Whether it can be held with a night away before or after: too far for one day, and the day beside it is free."""
    if made.place == NOWHERE or any(each.place != NOWHERE for each in others) or clashes([*others, made], diary.drive):
        return False
    out, back = diary.drive(0, made.place), diary.drive(made.place, 0)
    stop = made.free - made.arrive
    longest = diary.settings.number("work_longest")
    if out + stop + back <= longest or max(out, back) + stop > longest:
        return False
    leave = made.arrive - out >= minutes_of(diary.settings.text("work_leave_from"))
    home = made.free + back <= minutes_of(diary.settings.text("work_home_by"))
    before, after = _free_weekday(diary, day - DAY), _free_weekday(diary, day + DAY)
    return (leave and after) or (home and before)


def _free_weekday(diary: Diary, day: date) -> bool:
    return not diary.why_closed(day) and all(each.place == NOWHERE for each in diary.appointments(day))


# ---------------------------------------------------------------- wishes and moves


def wished_from(diary: Diary, case: Case, day: date) -> int:
    """The minute before which the meeting should not begin: the child's own wish, or when school is over and the
    child has been seen alone; 0 for none."""
    wish = case.wish
    after = minutes_of(wish.not_before) if wish is not None and wish.not_before else 0
    if diary.at_school(case, day):
        after = max(after, minutes_of(diary.settings.text("school_ends")) + diary.settings.number("stop_child_minutes"))
    return after


def wish_broken(diary: Diary, case: Case, day: date, time: int) -> str:
    """Which wish, or which school hour, a meeting at that minute would touch; empty for none."""
    wish = case.wish
    name = case.file.child.known_as or "The child"
    if wish is not None:
        if WEEKDAY_KEYS[day.weekday()] in wish.not_on.split():
            return f"{name} asked for no {WEEKDAYS[day.weekday()]}."
        if wish.not_before and time < minutes_of(wish.not_before):
            return f"{name} asked for nothing before {wish.not_before}."
        if wish.not_after and time > minutes_of(wish.not_after):
            return f"{name} asked for nothing after {wish.not_after}."
    if time < wished_from(diary, case, day):
        return f"In school hours: {name} is at school until {diary.settings.text('school_ends')}."
    return ""


def wish_words(diary: Diary, case: Case, day: date, time: int) -> str:
    """Which wish a meeting at that minute keeps, or does not: a sentence; empty where nothing is wished."""
    broken = wish_broken(diary, case, day, time)
    if broken:
        return broken
    name = case.file.child.known_as or "The child"
    wish = case.wish
    if wish is not None and (wish.not_before or wish.not_after or wish.not_on):
        return f"As {name} wishes{': ' + wish.words.rstrip('.') if wish.words else ''}."
    if diary.at_school(case, day):
        return "After school."
    return "No school that day." if day.weekday() < 5 and not diary.school_on(day) else ""


def move_view(ws: Workspace, child_id: str, day: date, time: str = "", diary: Diary | None = None) -> MoveView:
    """What it would do to hold the child's next review on that day: to the limit, the wish, other hours, the drive.
    A ``diary`` that was read already serves for day after day, as long as nothing changes.

    Nothing is changed. Without a time, the booking's own, or the first that fits. Raises ``NotFound`` for a child that
    is not on this caseload.
    """
    from iro_desk.casework import NotFound

    diary = diary or Diary(ws)
    case = diary.cases.get(child_id)
    if case is None:
        raise NotFound("That child is not on the caseload.", safe="Nothing was changed.")
    booked = case.booked
    but = [booked.id] if booked is not None else []
    kind = booked.kind if booked is not None else "looked after"
    against = booking_view(ws, child_id, day, kind)
    hour = time or (booked.booked_time if booked is not None else "") or free_time(diary, case, day, but) or ""
    method = (booked.method if booked is not None else "") or ("video" if case.remote else "in person")
    place = diary.place_of_review(booked) if booked is not None else case.place
    made = diary.meeting(booked.id if booked is not None else "new", child_id, hour, method, place)
    others = diary.appointments(day, but)
    found: list[Clash] = []
    if made is not None:
        overlaps = clashes([*others, made], diary.drive)
        found = [_clash(diary, day, each) for each in overlaps if made.id in (each.first.id, each.second.id)]
    before, _, _ = _round(diary, others)
    after, _, _ = _round(diary, [*others, made] if made is not None else others)
    wish = wish_broken(diary, case, day, made.start) if made is not None else ""
    closed = diary.why_closed(day)
    drive = _drive_words(case, after, before)
    mark = against.mark
    if found or closed:
        mark = "late"
    elif wish and mark == "booked":
        mark = "soon"
    said = [against.words, f"{closed}." if closed else "", wish, *(clash.words for clash in found), drive]
    return MoveView(
        child=child_id,
        review=booked.id if booked is not None else "",
        day=day,
        time=hour,
        mark=mark,
        allowed=day >= ws.today,
        limit_words=_first_sentence(against.words),
        wish_words=wish,
        day_words=closed,
        clashes=tuple(found),
        drive_words=drive,
        drive_minutes=after,
        drive_minutes_before=before,
        words=" ".join(part for part in said if part),
    )


def would_clash(
    ws: Workspace, child_id: str, day: date, time: str, method: str = "", place: str = "", review: str = ""
) -> str:
    """Why one person could not hold the child's review then, the hours named; empty when nothing speaks against it.

    ``review`` is the booking that would be moved: it does not stand in its own way.
    """
    diary = Diary(ws)
    case = diary.cases.get(child_id)
    if case is None:
        return ""
    away = diary.away_on(day)
    if away is not None:
        return f"{long_day(day, ws.today)} is a day of {ENGAGEMENT_KINDS[away.kind].lower()}."
    where = diary.place_named(place) or case.place
    made = diary.meeting(review or "new", child_id, time, method or ("video" if case.remote else ""), where)
    if made is None:
        return ""
    overlaps = clashes([*diary.appointments(day, [made.id]), made], diary.drive)
    return " ".join(_clash(diary, day, each).words for each in overlaps if made.id in (each.first.id, each.second.id))


def _first_sentence(words: str) -> str:
    return words.partition(". ")[0].rstrip(".") + "." if words else ""


def _drive_words(case: Case, after: int, before: int) -> str:
    if case.remote:
        return "No drive: it is held at a distance."
    if case.place is None:
        return "The drive is not known: no home is."
    if not before:
        return f"{hours(after)} of driving that day." if after else ""
    more = after - before
    change = f"{hours(abs(more))} {'more' if more > 0 else 'less'} than without it" if more else "no more than without"
    return f"{hours(after)} of driving that day, {change}."


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
