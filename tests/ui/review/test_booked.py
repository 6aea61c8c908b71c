"""A booking is changed and cancelled where the review is prepared."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iro_desk.ui.diary import calendar_file
from iro_desk.ui.panes import Why
from iro_desk.ui.review import ReviewPane
from iro_desk.ui.widgets import Button, WindowBar
from tests.ui.panes.help import only, said
from tests.ui.review.invented import TODAY, Desk, view


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def pane(qtbot: QtBot, desk: Desk) -> Iterator[ReviewPane]:
    made = ReviewPane(desk, TODAY)
    qtbot.addWidget(made)
    made.resize(1280, 700)
    made.show_view(
        view(state="booked", booked_for=date(2027, 2, 12), booked_time="15:30", held_on=None, read_only=False)
    )
    made.show()
    yield made
    made.close()


def test_another_day_and_time_are_asked_for(pane: ReviewPane, desk: Desk) -> None:
    booked = pane._prepare.booked
    assert booked.isVisibleTo(pane)
    booked.day.set_value("16/02/2027")
    booked.time.set_value("4 pm")
    booked.rebook()
    assert desk.of("rebook") == [("r1", date(2027, 2, 16), "16:00")]


def test_a_day_that_is_no_day_is_said_under_the_field(pane: ReviewPane, desk: Desk) -> None:
    booked = pane._prepare.booked
    booked.day.set_value("31/02/2027")
    booked.rebook()
    assert "February has no day 31. Type day, month and year" in booked.day.under()
    assert desk.of("rebook") == []


def test_the_window_answers_a_click_and_enter_with_the_sum_of_its_last_day(qtbot: QtBot, pane: ReviewPane) -> None:
    bar = only(pane, WindowBar)
    bar.setFocus()
    qtbot.keyClick(bar, Qt.Key.Key_Return)
    words = said(only(pane, Why))
    assert "Book a review" not in words
    assert view().clock is not None
    assert view().clock.because in words


def test_a_booking_is_cancelled_only_with_its_reason(qtbot: QtBot, pane: ReviewPane, desk: Desk) -> None:
    booked = pane._prepare.booked
    booked.cancel()
    assert desk.of("cancel_booking") == []
    assert "Say why" in booked.because.under()
    booked.because.set_value("The carer is ill")
    with qtbot.waitSignal(pane._prepare.cancelled):
        booked.cancel()
    assert desk.of("cancel_booking") == [("r1", "The carer is ill")]


def test_a_review_that_was_held_has_no_booking_to_change(pane: ReviewPane) -> None:
    pane.show_view(view(state="completed"))
    assert not pane._prepare.booked.isVisibleTo(pane)


def test_a_booked_review_goes_to_a_calendar_and_its_invitation_to_the_clipboard(
    pane: ReviewPane, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    booked = pane._prepare.booked
    monkeypatch.setattr(calendar_file, "ask_for_file", lambda parent, title, filters, chose, name: chose("/r.ics"))
    buttons = {each.text().strip(): each for each in booked.findChildren(Button)}
    with qtbot.waitSignal(booked.kept):
        buttons["Save for a calendar"].click()
    assert desk.of("save_calendar") == [("r1", "/r.ics")]
    with qtbot.waitSignal(booked.kept):
        buttons["Copy an invitation"].click()
    assert QApplication.clipboard().text() == "Review of A. T."
