"""When a review can be held: the free hours of a day between what stands there, and what the child wishes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from iro_desk.casework import WEEKDAY_KEYS
from iro_desk.casework.day_names import WEEKDAYS
from iro_desk.planning import NOWHERE, Appointment, clashes
from iro_desk.practice.diary_facts import DAY, Case, Diary, minutes_of, time_of

EARLY, LATE_IN_DAY = 9 * 60, 17 * 60
"""The hours between which a meeting may begin when a free day is looked for."""
STEP = 15


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
    wished = [time for time in times_of_day() if not wish_broken(diary, case, day, time)]
    for time in (*wished, *(time for time in times_of_day() if time not in wished)):
        made = diary.meeting("new", case.id, time_of(time), case.method, case.place)
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
