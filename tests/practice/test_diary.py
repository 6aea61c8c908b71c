"""The diary: what stands on a day, what clashes, what a move would do, and what is refused before it is booked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from iro_desk.casework import Child, CouncilNumber, Engagement, Episode, Refused, Review
from iro_desk.practice import diary, free_time, moves
from iro_desk.practice.booking import book, cancel_booking, change_booking
from iro_desk.practice.booking_start import booking_start
from iro_desk.practice.diary_facts import Diary
from iro_desk.practice.encode import to_json
from iro_desk.practice.engagements import (
    cancel_engagement,
    conference_due,
    engagement_rows,
    keep_engagement,
    keep_wish,
    take_leave,
)
from iro_desk.practice.settings import change_setting
from iro_desk.practice.workspace import Workspace
from tests.practice.conftest import DUE, TODAY

TUESDAY = DUE
WEDNESDAY = TODAY + timedelta(days=2)


def _second(change: Any, postcode: str) -> str:
    child = change.new_id()
    change.save_many(
        [
            Child(child, first_name="Kofi", surname="Inventedson", date_of_birth=date(2011, 1, 5)),
            CouncilNumber(change.new_id(), child, "204818", "council"),
            Episode(change.new_id(), child, date(2026, 8, 3), "S", "C2", placement="U6", postcode=postcode),
            Review(change.new_id(), child, state="completed", held_on=date(2026, 8, 24)),
        ]
    )
    return child


@pytest.fixture
def far(ws: Workspace, child: str) -> str:
    """Another child, five hours away; the first gets a home near the base."""

    def _move(change: Any) -> None:
        for episode in change.where(Episode, child=child):
            change.save(replace(episode, postcode="DT4 8NN"))

    ws.do("Moved an invented child", _move).result()
    return ws.do("Added an invented child", _second, "LL57 1DT").result()


def test_a_double_booking_is_refused_with_the_hours_and_the_drive_named(ws: Workspace, child: str, far: str) -> None:
    book(ws, far, TUESDAY, time="10:00", method="in person").result()
    with pytest.raises(Refused, match=r"ends at 11:15.*the drive takes \d h.*needs you at 14:30.*short"):
        book(ws, child, TUESDAY, time="15:00", method="in person")
    assert book(ws, child, TUESDAY, time="15:00", method="video").result()


def test_what_is_cancelled_never_counts_and_anyway_is_taken(ws: Workspace, child: str, far: str) -> None:
    first = book(ws, far, TUESDAY, time="10:00").result()
    cancel_booking(ws, first, "the carer is ill").result()
    kept = book(ws, child, TUESDAY, time="10:30").result()
    court = keep_engagement(ws, Engagement("", "court", WEDNESDAY, WEDNESDAY, "10:00", "12:00")).result()
    with pytest.raises(Refused, match="Court"):
        change_booking(ws, kept, day=WEDNESDAY, time="11:00")
    cancel_engagement(ws, court).result()
    change_booking(ws, kept, day=WEDNESDAY, time="11:00").result()
    assert diary.week_view(ws, TUESDAY).clashes == ()
    book(ws, far, WEDNESDAY, time="11:00", anyway=True).result()
    (clash,) = diary.week_view(ws, TUESDAY).clashes
    assert clash.day == WEDNESDAY
    assert "short" in clash.words


def test_leave_closes_its_days_and_undo_opens_them(ws: Workspace, child: str) -> None:
    take_leave(ws, TUESDAY, WEDNESDAY, "Wales").result()
    days = {day.day: day for day in diary.week_view(ws, TODAY).days}
    assert [days[day].why_not for day in (TODAY, TUESDAY, WEDNESDAY)] == ["", "Leave: Wales", "Leave: Wales"]
    with pytest.raises(Refused, match="leave"):
        book(ws, child, TUESDAY, time="10:00")
    (without,) = diary.week_view(ws, TODAY).without_date
    assert without.free_words == "No free day is left before its last day"
    ws.office.undo().result()
    (without,) = diary.week_view(ws, TODAY).without_date
    assert (without.free, without.by) == ((TUESDAY,), TUESDAY)


def test_a_move_says_what_it_does_before_it_is_done(ws: Workspace, child: str, far: str) -> None:
    keep_wish(ws, child, not_before="16:00", not_on="wed", words="after football").result()
    view = moves.move_view(ws, child, TUESDAY)
    assert (view.time, view.mark, view.clashes) == ("16:00", "soon", ())
    assert view.limit_words == "In time: it is the last day."
    assert "asked for nothing before 16:00" in moves.move_view(ws, child, TUESDAY, "14:00").wish_words
    view = moves.move_view(ws, child, WEDNESDAY, "16:30")
    assert view.mark == "late"
    assert "After the last day by 1 day." in view.words
    assert "asked for no Wednesday" in view.words
    book(ws, far, TUESDAY, time="10:00").result()
    view = moves.move_view(ws, child, TUESDAY, "13:00")
    assert [each.day for each in view.clashes] == [TUESDAY]
    assert view.drive_minutes is not None
    assert view.drive_minutes_before is not None
    assert view.drive_minutes >= view.drive_minutes_before > 500
    assert ws.desk.where(Review, child=child, state="booked") == []
    assert to_json(view)


def test_who_wishes_the_phone_is_offered_the_phone(ws: Workspace, child: str, far: str) -> None:
    for method, drives in (("phone", False), ("mixed", True)):
        keep_wish(ws, far, method=method).result()
        assert booking_start(ws, far).method == method
        said = moves.move_view(ws, far, WEDNESDAY).drive_words
        assert (said != "No drive: it is held at a distance.") == drives


def test_school_hours_are_kept_in_term_and_not_in_the_holidays(ws: Workspace, child: str) -> None:
    facts = Diary(ws)
    case = facts.cases[child]
    assert "is at school until 15:15" in free_time.wish_broken(facts, case, TUESDAY, 10 * 60)
    assert free_time.wish_broken(facts, case, date(2026, 12, 22), 10 * 60) == ""
    assert free_time.wish_broken(facts, case, TUESDAY, 15 * 60 + 45) == ""


def test_other_engagements_are_off_until_a_council_switches_them_on(ws: Workspace, child: str) -> None:
    talk = Engagement("", "conference-initial", date(2026, 12, 15), date(2026, 12, 15), "10:00", "12:00", child=child)
    assert "duty" not in dict(diary.week_view(ws, TODAY).kinds)
    with pytest.raises(Refused, match="not among the engagements"):
        keep_engagement(ws, talk)
    change_setting(ws, "engagement_kinds", "conference-initial duty").result()
    keep_engagement(ws, replace(talk, counted_from=date(2026, 11, 20))).result()
    (row,) = engagement_rows(ws)
    assert (row.due, row.child) == (date(2026, 12, 11), child)
    assert "4 days late" in row.due_words
    assert "duty" in dict(diary.week_view(ws, TODAY).kinds)
    later = Engagement("", "conference-review", date(2027, 3, 1), date(2027, 3, 1), counted_from=date(2026, 12, 1))
    assert conference_due(replace(later, first_review=True), ws.settings())[0] == date(2027, 3, 1)
    assert conference_due(later, ws.settings())[0] == date(2027, 6, 1)


def test_reminders_come_before_and_never_only_after(ws: Workspace, child: str) -> None:
    book(ws, child, DUE, time="15:45").result()
    court = Engagement("", "court", TODAY + timedelta(days=9), TODAY + timedelta(days=9), "10:00", "11:00")
    keep_engagement(ws, court).result()
    keep_engagement(
        ws, replace(court, starts_on=TODAY + timedelta(days=15), ends_on=TODAY + timedelta(days=15))
    ).result()
    view = diary.week_view(ws, TODAY)
    assert [(each.day, each.days, each.words) for each in view.reminders] == [
        (DUE, 1, "Tomorrow at 15:45: Siân Ŵyn, review"),
        (TODAY + timedelta(days=9), 14, "In 9 days at 10:00: Court"),
    ]
    assert [each.what for each in view.next_hours] == ["Siân Ŵyn"]


def test_a_month_holds_whole_weeks_and_its_windows(ws: Workspace, child: str) -> None:
    view = diary.month_view(ws, 2026, 11)
    assert (view.title, view.first, view.last) == ("November 2026", date(2026, 10, 26), date(2026, 12, 6))
    (bar,) = view.bars
    assert (bar.last, bar.booked, bar.says) == (DUE, None, "by Tue 24 November")
    assert bar.earliest <= bar.target <= bar.last
    half = {day.day: day.school for day in view.days}
    assert half[date(2026, 10, 28)] == "Half term, no school"
