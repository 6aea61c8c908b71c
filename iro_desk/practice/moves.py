"""What a move would do before it is done: to the limit, the child's wish, the other hours of the day and the drive."""

from __future__ import annotations

from datetime import date

from iro_desk.casework import ENGAGEMENT_KINDS, NotFound
from iro_desk.planning import clashes
from iro_desk.practice.booking import booking_view
from iro_desk.practice.diary import clash_of
from iro_desk.practice.diary_facts import Case, Diary
from iro_desk.practice.diary_views import Clash, MoveView
from iro_desk.practice.free_time import free_time, wish_broken
from iro_desk.practice.nights import round_of
from iro_desk.practice.words import hours, long_day
from iro_desk.practice.workspace import Workspace


def move_view(ws: Workspace, child_id: str, day: date, time: str = "", diary: Diary | None = None) -> MoveView:
    """What it would do to hold the child's next review on that day: to the limit, the wish, other hours, the drive.
    A ``diary`` that was read already serves for day after day, as long as nothing changes.

    Nothing is changed. Without a time, the booking's own, or the first that fits. Raises ``NotFound`` for a child that
    is not on this caseload.
    """
    diary = diary or Diary(ws)
    case = diary.cases.get(child_id)
    if case is None:
        raise NotFound("That child is not on the caseload.", safe="Nothing was changed.")
    booked = case.booked
    but = [booked.id] if booked is not None else []
    kind = booked.kind if booked is not None else "looked after"
    against = booking_view(ws, child_id, day, kind)
    hour = time or (booked.booked_time if booked is not None else "") or free_time(diary, case, day, but) or ""
    place = diary.place_of_review(booked) if booked is not None else case.place
    made = diary.meeting(booked.id if booked is not None else "new", child_id, hour, case.method, place)
    others = diary.appointments(day, but)
    found: list[Clash] = []
    if made is not None:
        overlaps = clashes([*others, made], diary.drive)
        found = [clash_of(diary, day, each) for each in overlaps if made.id in (each.first.id, each.second.id)]
    before, _, _ = round_of(diary, others)
    after, _, _ = round_of(diary, [*others, made] if made is not None else others)
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
    made = diary.meeting(review or "new", child_id, time, method or case.method, where)
    if made is None:
        return ""
    overlaps = clashes([*diary.appointments(day, [made.id]), made], diary.drive)
    return " ".join(clash_of(diary, day, each).words for each in overlaps if made.id in (each.first.id, each.second.id))


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
