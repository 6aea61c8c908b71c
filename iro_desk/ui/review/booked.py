"""The booking of a review: put on another day, or cancelled with the reason."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from iro_desk.casework import UserFacingError
from iro_desk.practice.review_views import ReviewView
from iro_desk.ui.diary.calendar_file import ask_where
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.panes.form import understand_time
from iro_desk.ui.review.actions import ReviewActions
from iro_desk.ui.widgets.buttons import Button
from iro_desk.ui.widgets.fields import DateField, Field
from iro_desk.ui.widgets.layout import column, row, wrapping
from iro_desk.ui.widgets.text import section


class BookedDay(QWidget):
    """Shown while a review is booked. ``cancelled``: the review is kept as cancelled, with its reason."""

    cancelled = Signal()
    kept = Signal(str)
    refused = Signal(str)

    def __init__(self, actions: ReviewActions, today: date) -> None:
        super().__init__()
        self._actions = actions
        self._review = ""
        self.day = DateField("Day", today)
        self.time = Field("Time")
        self.moved = Field("Why it is moved")
        self.because = Field("Why it is cancelled")
        self.agreed = Field("With whose agreement")
        change = Button("Change the booking", "quiet", "calendar-days")
        change.clicked.connect(self.rebook)
        cancel = Button("Cancel the booking", "danger")
        cancel.clicked.connect(self.cancel)
        save = Button("Save for a calendar", icon="calendar-plus")
        save.clicked.connect(lambda: ask_where(self, "this review", self.save))
        invite = Button("Copy an invitation", icon="copy")
        invite.setToolTip("Initials, day, time and the kind of place: it may be sent to anybody who comes.")
        invite.clicked.connect(self.invite)
        column(
            section("The booking"),
            row((column(self.day, None), 2), (column(self.time, None), 1), gap=16),
            8,
            self.moved,
            8,
            wrapping(change, save, invite, gap=10),
            12,
            row((self.because, 2), (self.agreed, 1), gap=16),
            8,
            row(cancel, None),
            into=self,
        )

    def show_view(self, view: ReviewView) -> None:
        """Shows the day and time; another review than before takes what was typed away."""
        words = self.time.value()
        half = (bool(self.day.value()) and self.day.day() is None) or (bool(words) and understand_time(words) is None)
        # What is typed and no day or time yet stays.
        if view.id != self._review or not (half or self.day.edit.hasFocus() or self.time.control.hasFocus()):
            self.day.set_day(view.booked_for)
            self.time.set_value(view.booked_time)
        if view.id != self._review:
            self.because.set_value("")
            self.agreed.set_value("")
            self.moved.set_value(view.moved_because)
        self._review = view.id
        self.setVisible(view.state == "booked")

    def rebook(self) -> None:
        """Puts the review on the day and time that are typed."""
        day, words = self.day.day(), self.time.value()
        if not self.day.readable():
            return
        if day is None:
            self.day.refuse("Type the day of the review.")
            return
        time = understand_time(words) if words else ""
        if time is None:
            self.time.refuse("Type a time such as 15:30.")
            return
        ask(
            lambda: self._actions.rebook(self._review, day, time, self.moved.value()),
            self,
            lambda _: self.kept.emit("Changed"),
            self._refuse,
        )

    def save(self, path: str) -> None:
        """Writes the review as a calendar file."""
        said = partial(self.kept.emit, "Saved as a calendar file, with initials and number alone")
        ask(lambda: self._actions.save_calendar(self._review, path), self, lambda _: said(), self._refuse)

    def invite(self) -> None:
        """Copies what may be sent to who comes."""
        try:
            QGuiApplication.clipboard().setText(self._actions.invitation(self._review))
        except UserFacingError as error:
            self._refuse(error)
            return
        self.kept.emit("Copied the invitation, with initials and no address")

    def cancel(self) -> None:
        """Cancels the booking; the last day stays as it is."""
        because = self.because.value()
        if not because:
            self.because.refuse("Say why, in a few words.")
            return
        ask(
            lambda: self._actions.cancel_booking(self._review, because, self.agreed.value()),
            self,
            lambda _: self.cancelled.emit(),
            self._refuse,
        )

    def _refuse(self, error: UserFacingError) -> None:
        self.refused.emit(str(error))
