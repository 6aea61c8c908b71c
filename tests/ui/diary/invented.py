"""A diary of invented children for December 2026, and what its pages ask, kept as it was asked."""

from __future__ import annotations

from datetime import date, timedelta

from iro_desk.casework import Refused
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

TODAY = date(2026, 11, 30)
KINDS = (("leave", "Leave"), ("court", "Court"), ("conference-initial", "Child protection conference, initial"))


def entry(id: str, day: date, time: str, what: str, kind: str = "review") -> DiaryEntry:
    """One line of a day."""
    hour = int(time[:2]) + 1 if time else 0
    return DiaryEntry(
        id=id,
        kind=kind,
        kind_label="Review" if kind == "review" else "Court",
        day=day,
        time=time,
        ends=f"{hour:02}{time[2:]}" if time else "",
        what=what,
        note="At home",
        child=id if kind == "review" else "",
        review=f"review-{id}" if kind == "review" else "",
        leave_at="",
        back_at="",
        all_day=not time,
    )


def bar(
    child: str, earliest: date, target: date, last: date, booked: date | None = None, mark: str = "open"
) -> WindowBar:
    """One window."""
    working = last if last.weekday() < 5 else last - timedelta(days=last.weekday() - 4)
    state = "booked" if booked and booked <= last else mark
    return WindowBar(
        child=child,
        label=child.capitalize(),
        kind="looked after",
        rule_id="review.later",
        earliest=earliest,
        target=target,
        last=last,
        last_working_day=working,
        booked=booked,
        booked_time="15:45" if booked else "",
        review=f"review-{child}" if booked else "",
        mark=state,
        says="",
    )


BARS = (
    bar("amelia", date(2026, 11, 10), date(2026, 12, 4), date(2026, 12, 11), mark="risk"),
    bar("mia", date(2026, 12, 8), date(2026, 12, 21), date(2027, 1, 9)),
    bar("kofi", date(2026, 11, 20), date(2026, 12, 9), date(2026, 12, 20), date(2026, 12, 9)),
    bar("late", date(2026, 11, 1), date(2026, 12, 1), date(2026, 12, 3), date(2026, 12, 7), mark="late"),
    *(
        bar(f"child{n}", date(2026, 12, 1), date(2026, 12, 15), date(2026, 12, 23), date(2026, 12, 15))
        for n in range(6)
    ),
)
FREE = (date(2026, 12, 1), date(2026, 12, 2))


def view(first: date, last: date, *, empty: bool = False) -> DiaryView:
    """These days, with court against a review on Tuesday 8 December and leave from the 21st."""
    court = entry("court", date(2026, 12, 8), "10:00", "Court", "court")
    clashing = entry("kian", date(2026, 12, 8), "10:30", "Kian Hill")
    entries = (
        []
        if empty
        else [
            entry("kofi", date(2026, 12, 9), "15:45", "Kofi Dale"),
            court,
            clashing,
            entry("late", date(2026, 12, 7), "13:00", "Late Lane"),
        ]
    )
    clash = Clash(
        court.day, "court", "kian", 45, "Court ends at 11:00; Kian Hill’s review needs you at 10:00: 45 min short."
    )
    days = []
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        leave = not empty and date(2026, 12, 21) <= day <= date(2026, 12, 23)
        days.append(
            DiaryDay(
                day=day,
                working=day.weekday() < 5 and not leave,
                why_not="Weekend" if day.weekday() > 4 else "Leave" if leave else "",
                school="School holiday" if day >= date(2026, 12, 21) and day.weekday() < 5 else "",
                entries=tuple(each for each in entries if each.day == day),
                clashes=(clash,) if not empty and day == clash.day else (),
                drive_minutes=0,
                leave_at="",
                back_at="",
                long_words="",
            )
        )
    bars = () if empty else tuple(each for each in BARS if each.earliest <= last and each.last >= first)
    without = tuple(
        WithoutDate(
            each.child,
            f"{each.label} Ash",
            each.mark,
            each.last_working_day,
            "by Fri 11 December",
            FREE,
            "Free: 1 and 2 December",
        )
        for each in bars
        if each.booked is None
    )
    clashes = tuple(each for day in days for each in day.clashes)
    reminders = () if empty else (Reminder(date(2026, 12, 9), 14, entries[0], "In 9 days at 15:45: Kofi Dale, review"),)
    return DiaryView(TODAY, first, last, "", tuple(days), bars, without, (), reminders, clashes, KINDS, False)


class DiaryWiring:
    """Answers what a desk would answer, and keeps what it was asked."""

    def __init__(self, *, empty: bool = False) -> None:
        self.empty = empty
        self.put: list[tuple[str, str, date, str, bool]] = []
        self.kept: list[tuple[str, dict[str, object]]] = []
        self.cancelled: list[str] = []
        self.moves: list[tuple[str, date, str]] = []

    def diary(self, first: date, last: date) -> DiaryView:
        return view(first, last, empty=self.empty)

    def move(self, child: str, day: date, time: str) -> MoveView:
        self.moves.append((child, day, time))
        clash = Clash(day, "court", child, 45, "Court ends at 11:00: 45 min short.")
        clashes = (clash,) if day == date(2026, 12, 8) else ()
        late = day > date(2026, 12, 11)
        mark = "late" if clashes or late else "booked"
        limit = "After the last day by 3 days." if late else "In time: 4 days before the last day."
        booked = next((each.review for each in BARS if each.child == child), "")
        return MoveView(
            child,
            booked,
            day,
            time or "15:45",
            mark,
            day >= TODAY,
            limit,
            "",
            "",
            clashes,
            "1 h of driving that day.",
            60,
            0,
            limit,
        )

    def put_review(self, child: str, review: str, day: date, time: str, *, anyway: bool) -> str:
        if day.weekday() > 4:
            raise Refused("Nothing is held on a Sunday.", safe="Nothing was changed.")
        self.put.append((child, review, day, time, anyway))
        return "review9"

    def engagement(self, id: str) -> dict[str, object]:
        return {"kind": "court", "starts_on": date(2026, 12, 8), "ends_on": date(2026, 12, 8), "starts_at": "10:00"}

    def keep_engagement(self, id: str, values: dict[str, object]) -> str:
        self.kept.append((id, dict(values)))
        return id or "engagement9"

    def cancel_engagement(self, id: str) -> None:
        self.cancelled.append(id)

    def children(self) -> tuple[tuple[str, str], ...]:
        return (("kofi", "Kofi Dale"),)
