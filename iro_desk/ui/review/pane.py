"""The review pane: one bar with the steps, and the step that is open."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from iro_desk.practice.views import ReviewView
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.review.actions import ReviewActions
from iro_desk.ui.review.meet import MeetPane
from iro_desk.ui.review.prepare import PreparePane
from iro_desk.ui.review.writeup import WriteUpPane
from iro_desk.ui.theme import px
from iro_desk.ui.widgets.buttons import Button, Chips
from iro_desk.ui.widgets.layout import Surface, column, row
from iro_desk.ui.widgets.marks import State
from iro_desk.ui.widgets.messages import Message, announce
from iro_desk.ui.widgets.text import Text

STEPS = (("prepare", "Prepare"), ("meet", "Meet"), ("write-up", "Write up"))


class ReviewPane(QWidget):
    """One review. ``closed`` goes back to the child."""

    closed = Signal()
    signed = Signal()

    def __init__(self, actions: ReviewActions, today: date) -> None:
        super().__init__()
        self._actions = actions
        self._view: ReviewView | None = None
        self._title = Text("", "title")
        self._line = Text("", "small", "ink3")
        self._steps = Chips([(key, words, None) for key, words in STEPS], "prepare")
        self._steps.chose.connect(self.open_step)
        self._kept = State("done", "Kept")
        self._kept.hide()
        self._quiet = QTimer(self, singleShot=True, interval=4000)
        self._quiet.timeout.connect(self._kept.hide)
        self._back = Button("Back to the child", "quiet", "chevron-left", small=True)
        self._back.clicked.connect(self._leave)
        self._end = Button("End the meeting", "quiet")
        self._end.clicked.connect(lambda: self.open_step("write-up"))
        self._sign = Button("Finalise", "primary", "pen-line")
        self._sign.clicked.connect(self._finalise)
        self._bar = Surface("paper", lines="bottom")
        row(
            column(self._title, self._line),
            24,
            self._steps,
            None,
            self._kept,
            self._back,
            self._end,
            self._sign,
            gap=8,
            margins=(24, 6, 24, 6),
            into=self._bar,
        )
        self._message = Message("risk", "")
        self._message.hide()
        self._prepare = PreparePane(actions, today)
        self._meet = MeetPane(actions, today)
        self._write_up = WriteUpPane(actions, today)
        self._pages = QStackedWidget()
        for page in (self._prepare, self._meet, self._write_up):
            self._pages.addWidget(page)
            page.kept.connect(self._say_kept)
            page.refused.connect(self._say_refused)
        self._prepare.begun.connect(lambda: self.open_step("meet"))
        column(self._bar, row((self._message, 1), margins=(24, 0, 24, 0)), (self._pages, 1), into=self)
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self._bar.setMinimumHeight(px(66))

    def show_view(self, view: ReviewView) -> None:
        """Shows a review; another one than before opens at the step that its state asks for."""
        other = self._view is None or self._view.id != view.id
        self._view = view
        self._title.say(view.title)
        self._line.say(view.line)
        for page in (self._prepare, self._meet, self._write_up):
            page.show_view(view)
        if other:
            self.open_step({"booked": "prepare", "open": "meet", "adjourned": "prepare"}.get(view.state, "write-up"))
        self._show_actions()

    def step(self) -> str:
        """The key of the step that is open."""
        return self._steps.chosen()

    def open_step(self, key: str) -> None:
        """Opens a step; what was typed in the one before becomes a change."""
        self.settle()
        self._steps.choose(key)
        self._pages.setCurrentIndex([step for step, _ in STEPS].index(key))
        if self._view is not None:
            page = self._pages.currentWidget()
            if page is self._write_up:
                self._write_up.show_view(self._view)
        self._show_actions()

    def settle(self) -> None:
        """What is being typed becomes a change now."""
        for page in (self._prepare, self._meet, self._write_up):
            page.settle()

    def _show_actions(self) -> None:
        view, step = self._view, self.step()
        if view is None:
            return
        self._end.setVisible(step == "meet" and view.state == "open")
        self._sign.setVisible(step == "write-up" and view.state in ("open", "completed"))
        self._sign.setEnabled(not view.missing)

    def _finalise(self) -> None:
        view = self._view
        if view is None:
            return
        self.settle()

        def done(_: object) -> None:
            self._message.hide()
            self._say_kept("Finalised")
            self.signed.emit()

        ask(lambda: self._actions.sign(view.id), self, done, lambda error: self._say_refused(str(error)))

    def _leave(self) -> None:
        self.settle()
        self.closed.emit()

    def _say_kept(self, words: str) -> None:
        self._message.hide()
        self._kept.say("done", words)
        self._kept.show()
        self._quiet.start()

    def _say_refused(self, words: str) -> None:
        self._message.say("risk", words)
        self._message.show()
        announce(self._message, words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The line under the title gives way at half a screen."""
        super().resizeEvent(event)
        self._line.setVisible(self.width() >= 900)
