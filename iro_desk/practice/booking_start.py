"""What a booking may begin with: the first days and hours that are free for the child, the way and the place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_desk.casework import episode_on
from iro_desk.practice.diary_facts import Case, Diary, minutes_of
from iro_desk.practice.free_time import free_days, free_time, wish_broken
from iro_desk.practice.words import short_day
from iro_desk.practice.workspace import Workspace

MOST_DAYS = 12
"""So many free days are looked at; those that touch no wish and no lesson come first."""


@dataclass(frozen=True, slots=True)
class BookingStart:
    """Offered, never booked. Without days the review has a date already, or none is free before its last day."""

    days: tuple[tuple[date, str], ...] = ()
    """Each free day with the first hour that suits: no wish and no lesson touched first, then the soonest."""
    words: tuple[str, ...] = ()
    """The same in words: "Fri 27 November, 15:45"."""
    method: str = ""
    place: str = ""
    pending: bool = False
    """Whether drives are still being reckoned: the days are then free but for the driving."""


def booking_start(ws: Workspace, child_id: str) -> BookingStart:
    """What the booking of the child's next review may begin with; nothing for a child not on the caseload."""
    diary = Diary(ws)
    case = diary.cases.get(child_id)
    if case is None:
        return BookingStart()
    days = () if case.booked is not None else tuple(free_days(diary, case, MOST_DAYS))
    free = [(day, time) for day in days if (time := free_time(diary, case, day)) is not None]
    offered = tuple(sorted(free, key=lambda at: (bool(wish_broken(diary, case, at[0], minutes_of(at[1]))), at[0])))
    words = tuple(f"{short_day(day, ws.today)}, {time}" for day, time in offered)
    return BookingStart(offered, words, case.method, "" if case.remote else _place(case, ws.today), _pending(diary))


def _place(case: Case, today: date) -> str:
    """Where the last one was held in person; otherwise the child's home."""
    held = [r for r in case.file.reviews if r.held_on is not None and r.place and r.method == "in person"]
    return held[-1].place if held else "At home" if episode_on(case.file.episodes, today) is not None else ""


def _pending(diary: Diary) -> bool:
    return diary.legs.pending or bool(diary.ws.places_wanted)


__all__ = ["BookingStart", "booking_start"]
