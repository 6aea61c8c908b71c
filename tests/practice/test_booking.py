"""A review is booked against its window."""

from __future__ import annotations

from datetime import date

import pytest

from iro_desk.casework import Child, Episode, Refused, Review
from iro_desk.practice.booking import book, booking_view, cancel_booking, change_booking
from iro_desk.practice.workspace import Workspace
from tests.practice.conftest import DUE, TODAY


@pytest.mark.parametrize(
    ("day", "mark", "words"),
    [
        (None, "wait", "The last day is Tuesday 24 November."),
        (TODAY, "booked", "In time: 1 day before the last day."),
        (DUE, "soon", "In time: it is the last day."),
        (date(2026, 11, 27), "late", "After the last day by 3 days."),
        (date(2026, 11, 28), "late", "After the last day by 4 days. A Saturday."),
        (date(2026, 12, 28), "late", "After the last day by 34 days. A bank holiday."),
        (date(2026, 11, 20), "late", "That day has passed."),
    ],
)
def test_a_typed_day_is_measured_against_the_last_day(
    ws: Workspace, child: str, day: date | None, mark: str, words: str
) -> None:
    view = booking_view(ws, child, day)
    assert (view.mark, view.words) == (mark, words)
    assert view.clock is not None
    assert view.clock.legal_limit == DUE


def test_a_day_before_the_window_opens_is_called_earlier_than_is_sensible(ws: Workspace, child: str) -> None:
    ws.today = date(2026, 9, 1)
    view = booking_view(ws, child, date(2026, 9, 7))
    assert view.mark == "soon"
    assert view.words.startswith("In time: 78 days before the last day. Earlier than is sensible: the window opens on")


def test_another_childs_booking_on_that_day_is_said(ws: Workspace, child: str) -> None:
    def add(change) -> str:  # type: ignore[no-untyped-def]
        other = Child(change.new_id(), first_name="Kit")
        change.save(other)
        change.save(Episode(change.new_id(), other.id, date(2026, 8, 3), "S", "C2"))
        return other.id

    other = ws.do("Added another", add).result()
    book(ws, other, DUE, time="9.30").result()
    assert "Another child's review is booked that day at 09:30." in booking_view(ws, child, DUE).words


def test_a_booking_is_kept_with_what_was_agreed(ws: Workspace, child: str) -> None:
    review = ws.desk.get(
        Review,
        book(
            ws,
            child,
            DUE,
            time="15:45",
            place="At home",
            method="in person",
            agreed_with="Gwen",
            child_asked="No suits",
        ).result(),
    )
    assert (review.state, review.booked_for, review.booked_time) == ("booked", DUE, "15:45")
    assert (review.place, review.method, review.agreed_with, review.child_asked) == (
        "At home",
        "in person",
        "Gwen",
        "No suits",
    )
    assert booking_view(ws, child, DUE).clock.booked_for == DUE  # type: ignore[union-attr]


@pytest.mark.parametrize("day", [date(2026, 11, 20), date(2026, 7, 1)])
def test_a_day_that_has_passed_is_refused(ws: Workspace, child: str, day: date) -> None:
    with pytest.raises(Refused, match="passed"):
        book(ws, child, day).result()
    assert not ws.desk.where(Review, child=child, state="booked")


def test_a_day_outside_every_period_of_care_is_refused(ws: Workspace, child: str) -> None:
    def end(change) -> None:  # type: ignore[no-untyped-def]
        from dataclasses import replace

        (episode,) = change.where(Episode, child=child)
        change.save(replace(episode, ended=date(2026, 12, 1), reason_ended="E4A"))

    ws.do("Left care", end).result()
    with pytest.raises(Refused, match="not looked after"):
        book(ws, child, date(2026, 12, 2)).result()
    assert "not looked after" in booking_view(ws, child, date(2026, 12, 2)).words


def test_a_second_open_booking_of_the_same_kind_is_refused_and_the_first_can_be_changed(
    ws: Workspace, child: str
) -> None:
    review = book(ws, child, DUE, place="At home").result()
    with pytest.raises(Refused, match="booked already"):
        book(ws, child, TODAY).result()
    change_booking(ws, review, day=TODAY, time="10:00").result()
    changed = ws.desk.get(Review, review)
    assert (changed.booked_for, changed.booked_time, changed.place) == (TODAY, "10:00", "At home")


@pytest.mark.parametrize(("time", "method"), [("25:00", ""), ("quarter past", ""), ("", "by pigeon")])
def test_a_time_or_method_that_is_none_is_refused(ws: Workspace, child: str, time: str, method: str) -> None:
    with pytest.raises(Refused):
        book(ws, child, DUE, time=time, method=method).result()


def test_a_cancelled_review_keeps_its_reason_and_the_last_day_stands(ws: Workspace, child: str) -> None:
    review = book(ws, child, DUE).result()
    with pytest.raises(Refused, match="reason"):
        cancel_booking(ws, review, " ").result()
    cancel_booking(ws, review, "Siân is ill").result()
    kept = ws.desk.get(Review, review)
    assert (kept.state, kept.cancelled_because) == ("cancelled", "Siân is ill")
    assert booking_view(ws, child, None).clock.legal_limit == DUE  # type: ignore[union-attr]
    book(ws, child, DUE).result()
