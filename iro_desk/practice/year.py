"""The year ahead: reviews and their hours by week against what a week holds, peaks named early, and what if."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from iro_desk.casework import Child, ChildFile, CouncilSettings, Episode, Review
from iro_desk.practice.booking import kind_of
from iro_desk.practice.caseload import on_caseload
from iro_desk.practice.diary_facts import DAY, REMOTE, Case, Diary
from iro_desk.practice.diary_views import YearRow, YearView
from iro_desk.practice.words import count, plain_day
from iro_desk.practice.workspace import Workspace
from iro_desk.statute import next_review_of

WEEKS = 52
NEARLY_FULL = 0.9
PEAKS = 5
MOST_EACH = 6
"""Reviews of one child that a year is counted with."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One review of the year ahead: the day aimed for, or booked, and the hours that it takes with the drive."""

    day: date
    last_day: date
    minutes: float
    booked: bool = False


def year_view(ws: Workspace, *, more_children: int = 0, iros: int = 0, diary: Diary | None = None) -> YearView:
    """Load by week for a year. ``more_children`` come now, one a week; with ``iros`` one of so many IROs leaves, and
    the children are shared among the others.

    Each review is counted on its target day, the next from that day on by the law's own clocks.
    """
    diary = diary or Diary(ws)
    monday = diary.today - DAY * diary.today.weekday()
    until = monday + DAY * (WEEKS * 7 - 1)
    own = [expected for case in diary.cases.values() for expected in _of_case(diary, case, until)]
    children, share = len(diary.cases), 1.0
    supposed = []
    if iros > 1:
        share = iros / (iros - 1)
        children = round(children * share)
        supposed.append(f"one of {iros} IROs leaves")
    middle = sum(each.minutes for each in own) / len(own) if own else float(_meeting(diary.settings))
    more = [e for n in range(more_children) for e in _new_child(diary, diary.today + DAY * 7 * n, middle, until)]
    if more_children:
        children += more_children
        supposed.append(f"{count(more_children, 'child comes', 'children come')}")
    rows = tuple(_row(diary, monday + DAY * 7 * n, own, more, share) for n in range(WEEKS))
    said = " and ".join(supposed)
    return YearView(
        today=diary.today,
        rows=rows,
        peaks=_peaks(rows, diary.today),
        reviews=sum(row.reviews for row in rows),
        hours=sum(row.hours for row in rows),
        capacity_hours=sum(row.capacity_hours for row in rows),
        children=children,
        supposed=f"{said[:1].upper()}{said[1:]}" if said else "",
        words=_words(rows),
    )


def _meeting(settings: CouncilSettings) -> int:
    return sum(settings.number(f"stop_{part}_minutes") for part in ("child", "meeting", "rest"))


def _of_case(diary: Diary, case: Case, until: date) -> Iterable[Expected]:
    """The reviews of one child up to a day, each held when it is aimed for."""
    settings = diary.settings
    remote = case.booked.method in REMOTE if case.booked is not None else case.remote
    place = case.place
    drive = 0 if remote or place is None else 2 * diary.legs.minutes(diary.base.key, place.key)
    minutes = float(_meeting(settings) + drive)
    file, clock, booked, before = case.file, case.clock, case.booked, date.min
    for _ in range(MOST_EACH):
        if clock is None or clock.legal_limit is None or clock.window is None:
            return
        day = booked.booked_for if booked is not None and booked.booked_for is not None else clock.window.target
        day = max(day, diary.today)
        if day > until or day == before or not on_caseload(file, day):
            return
        before = day
        yield Expected(day, clock.legal_limit, minutes, booked is not None)
        held = Review("", case.id, kind=kind_of(clock), state="completed", held_on=day, completed_on=day)
        file = replace(file, reviews=(*(r for r in file.reviews if r is not booked and r.state != "adjourned"), held))
        clock, booked = next_review_of(file, day, settings), None


def _new_child(diary: Diary, started: date, minutes: float, until: date) -> Iterable[Expected]:
    """The reviews of a child who becomes looked after on a day, with the hours of a middling one."""
    child = Child("new", date_of_birth=date(diary.today.year - 8, 1, 1), joined_caseload=started)
    file = ChildFile(child, episodes=(Episode("new", "new", started, "S", "C2", placement="U6"),))
    day, clock = started, next_review_of(file, started, diary.settings)
    for _ in range(MOST_EACH):
        if clock is None or clock.legal_limit is None or clock.window is None:
            return
        day = max(clock.window.target, day)
        if day > until:
            return
        yield Expected(day, clock.legal_limit, minutes)
        held = Review("", "new", state="completed", held_on=day, completed_on=day)
        file = replace(file, reviews=(*file.reviews, held))
        clock = next_review_of(file, day, diary.settings)


def _row(diary: Diary, monday: date, own: Sequence[Expected], more: Sequence[Expected], share: float) -> YearRow:
    sunday = monday + DAY * 6
    here = [each for each in own if monday <= each.day <= sunday]
    new = [each for each in more if monday <= each.day <= sunday]
    open_days = sum(not diary.why_closed(monday + DAY * n) for n in range(5))
    hours = round((share * sum(each.minutes for each in here) + sum(each.minutes for each in new)) / 60)
    capacity = round(diary.settings.number("week_review_hours") * open_days / 5)
    reviews = round(share * len(here) + len(new))
    last_days = sum(monday <= each.last_day <= sunday for each in (*own, *more))
    mark = "risk" if hours > capacity else "soon" if hours > NEARLY_FULL * capacity and hours else "open"
    free = f"{count(open_days, 'day')} to work" if open_days < 5 else ""
    said = [count(reviews, "review"), f"{hours} of {capacity} hours", free]
    return YearRow(
        monday=monday,
        reviews=reviews,
        booked=sum(each.booked for each in here),
        hours=hours,
        working_days=open_days,
        capacity_hours=capacity,
        mark=mark,
        words=", ".join(part for part in said if part),
        last_days=last_days,
    )


def _peaks(rows: Sequence[YearRow], today: date) -> tuple[str, ...]:
    """The weeks that ask most over what they hold, the worst first, in words."""
    over = sorted((row for row in rows if row.mark == "risk"), key=lambda row: row.capacity_hours - row.hours)
    return tuple(
        f"The week of {plain_day(row.monday, today)}: {row.words}, {row.hours - row.capacity_hours} too many."
        for row in over[:PEAKS]
    )


def _words(rows: Sequence[YearRow]) -> str:
    over = sum(row.mark == "risk" for row in rows)
    hours, capacity = sum(row.hours for row in rows), sum(row.capacity_hours for row in rows)
    share = f"{round(100 * hours / capacity)} %" if capacity else "all"
    weeks = f"{count(over, 'week asks', 'weeks ask')} more than it holds." if over == 1 else ""
    weeks = weeks or (f"{over} weeks ask more than they hold." if over else "No week asks more than it holds.")
    return f"{hours} of {capacity} hours, {share}. {weeks}"
