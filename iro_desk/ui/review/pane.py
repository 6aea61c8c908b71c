"""The review pane: one bar with the steps, and the step that is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from iro_desk.casework import UserFacingError
from iro_desk.practice.review_views import ReviewView
from iro_desk.practice.views import DayRef
from iro_desk.practice.words import count, long_day
from iro_desk.ui.coming_back import comes_back
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.panes.why import show_why
from iro_desk.ui.review.actions import ReviewActions
from iro_desk.ui.review.correct import CorrectDialog
from iro_desk.ui.review.large import LargeType
from iro_desk.ui.review.meet import MeetPane
from iro_desk.ui.review.prepare import PreparePane
from iro_desk.ui.review.share import SharePane
from iro_desk.ui.review.steps import StepBar
from iro_desk.ui.review.turns import SLIM
from iro_desk.ui.review.writeup import WriteUpPane
from iro_desk.ui.theme import px
from iro_desk.ui.widgets.buttons import Button, FactButton
from iro_desk.ui.widgets.fields import Edit
from iro_desk.ui.widgets.floating import Dialog
from iro_desk.ui.widgets.layout import Surface, column, row
from iro_desk.ui.widgets.marks import State
from iro_desk.ui.widgets.messages import Message
from iro_desk.ui.widgets.text import Elided, Text

STEPS = (("prepare", "Prepare"), ("meet", "Meet"), ("write-up", "Write up"), ("share", "Share"))
NARROW = 960
"""Under this width the title stands whole over the steps and the verbs, and the bar keeps no more than these."""
ENDS = 760
"""Under this width there is room beside the title and the steps for neither the day nor the meeting's end."""
ADJOURNING = "Once, for at most 20 working days. Nothing proposed may be carried out until it is finished."
ASK_BESIDE = 700
"""Under this width the buttons of an adjournment stand under its reason."""

KEPT_MS, LONG_WORDS = 4000, 30
"""What was kept is said so long, and twice as long where it is a sentence to be read."""


class ReviewPane(QWidget):
    """One review. ``closed`` goes back to the child."""

    closed = Signal()
    signed = Signal()

    def __init__(self, actions: ReviewActions, today: date) -> None:
        super().__init__()
        self._actions, self._today = actions, today
        self._view: ReviewView | None = None
        self._title = Text("", "title", wrap=True)
        self._day = FactButton("calendar-days", "")
        self._day.clicked.connect(self._why_day)
        self._line = Elided("", "small", "ink3")
        self._when = row(self._day, (self._line, 1), gap=8)
        self._steps = StepBar(STEPS)
        self._steps.chose.connect(self.open_step)
        for number, (key, _) in enumerate(STEPS, 1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(lambda key=key: self._go_to(key))
        self._kept = State("done", "Kept")
        self._kept.hide()
        self._needed = Text("", "small", "ink2")
        self._quiet = QTimer(self, singleShot=True)
        self._quiet.timeout.connect(self._kept_goes)
        self._back = Button("Back to the child", "quiet", "chevron-left", alone=True)
        self._back.clicked.connect(self._leave)
        self._adjourn = Button("Adjourn", "plain")
        self._adjourn.clicked.connect(self._ask_why)
        self._large = Button("Large type", "plain")
        self._large.setToolTip("Show the child what was decided, in large type (Ctrl+T)")
        self._large.clicked.connect(self.show_large)
        self.large = LargeType(self)
        self.large.closed.connect(self._back_to_meet)
        QShortcut(QKeySequence("Ctrl+T"), self).activated.connect(self.show_large)
        self._end = Button("End the meeting", "quiet")
        self._end.clicked.connect(self._end_it)
        self._sign = Button("Finalise", "primary", "pen-line")
        self._sign.clicked.connect(self._finalise)
        self._bar = Surface("paper", lines="bottom")
        self._named = column(self._title, self._when)
        self._head = row(self._back, 4, (self._named, 1), 12, gap=8)
        self._correct = Button("Correct it", "quiet", "pen-line")
        self._correct.clicked.connect(lambda: self.correct())
        ends = (self._large, self._adjourn, self._end, self._sign, self._correct)
        self._verbs = row(self._steps, None, self._kept, self._needed, *ends, gap=8)
        self._before_ends = 4
        row((self._head, 1), (self._verbs, 1), gap=8, margins=(16, 6, 24, 6), into=self._bar)
        self._why = Edit(name="Why the review is adjourned")
        self._why.setPlaceholderText("What is missing, and who brings it")
        self._why.returnPressed.connect(self._make_adjourned)
        self._does_adjourn = Button("Adjourn the review", "quiet", small=True)
        self._does_adjourn.clicked.connect(self._make_adjourned)
        self._leaves = Button("Go on with the meeting", "plain", small=True)
        self._leaves.clicked.connect(self._go_on)
        self._asks_why = row((self._why, 1), row(self._does_adjourn, self._leaves, None, gap=8), gap=8)
        self._until = Text(ADJOURNING, "small", "ink2", wrap=True)
        self._asking = Surface("canvas", lines="bottom")
        column(
            Text("Why is it adjourned?", "strong"),
            self._until,
            4,
            self._asks_why,
            margins=(24, 10, 24, 12),
            into=self._asking,
        )
        self._asking.hide()
        self._message = Message("risk", "")
        self._message_line = row((self._message, 1), margins=(24, 8, 24, 8))
        self._message_line.hide()
        self._prepare = PreparePane(actions, today)
        self._meet = MeetPane(actions, today)
        self.write_up = WriteUpPane(actions, today)
        self.share = SharePane(actions, today)
        self._pages = QStackedWidget()
        for page in (self._prepare, self._meet, self.write_up, self.share):
            self._pages.addWidget(page)
            page.kept.connect(self._say_kept)
            page.refused.connect(self._say_refused)
        self.write_up.reword_asked.connect(self._reword)
        self.write_up.front_changed.connect(self._show_actions)
        self._prepare.begun.connect(lambda: self.open_step("meet"))
        self._prepare.cancelled.connect(self.closed)
        column(self._bar, self._asking, self._message_line, (self._pages, 1), into=self)
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self._bar.setMinimumHeight(px(66))
        self._make_room()

    def show_view(self, view: ReviewView) -> None:
        """Shows a review; another one than before opens at the step that its state asks for."""
        other = self._view is None or self._view.id != view.id
        if other and self._view is not None:
            self.settle()
            self._message_line.hide()
            self._go_on(write=False)
        self._view = view
        self._title.say(view.title)
        day = long_day(view.day, self._today)
        self._day.say(day)
        self._line.say(view.line)
        for page in (self._prepare, self._meet, self.write_up, self.share):
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
        if key != "meet":
            self._meet.put_away()
        self._steps.choose(key)
        self._pages.setCurrentIndex([step for step, _ in STEPS].index(key))
        if self._view is not None and key == "write-up":
            self.write_up.open_anew(self._view)
        if key == "meet":
            self._meet.open_anew()
            self._meet.write()
        if key == "share":
            self.share.open_anew()
        self._show_actions()

    def _go_to(self, key: str) -> None:
        """By its key: the keyboard stands on the step, unless the step itself has put it where one writes."""
        if key != self.step():
            self.open_step(key)
            if key != "meet":
                self._steps.focus_chosen()

    def in_meeting(self) -> bool:
        """Whether the meeting is being held and in front."""
        return self.step() == "meet" and self._view is not None and self._view.state == "open"

    def where(self) -> dict[str, Any]:
        """The step, the place in the meeting and in the write-up, and whether it is being adjourned."""
        return {
            "step": self.step(),
            "meet": self._meet.where(),
            "write-up": self.write_up.where(),
            "share": self.share.where(),
            "adjourning": not self._asking.isHidden(),
        }

    def go_back(self, where: Mapping[str, Any]) -> None:
        """Comes back to them; the review itself was shown."""
        self.open_step(where["step"])
        if where["step"] == "meet":
            self._meet.go_back(where["meet"])
        if where["step"] == "write-up":
            self.write_up.go_back(where["write-up"])
        if where["step"] == "share":
            self.share.go_back(where.get("share", {}))
        self._asking.setVisible(where["adjourning"])

    def settle(self) -> None:
        """What is being typed becomes a change now."""
        for page in (self._prepare, self._meet, self.write_up, self.share):
            page.settle()

    def _show_actions(self) -> None:
        view, step = self._view, self.step()
        if view is None:
            return
        meeting = step == "meet" and view.state == "open"
        self._adjourn.setVisible(meeting)
        if view.finish_by is not None:
            self._until.say(f"{ADJOURNING} That is by {long_day(view.finish_by, self._today)}.")
        if view.state != "open":
            self._asking.hide()
        signing = step == "write-up" and view.state in ("open", "completed")
        letter = self._own_letter()
        self._sign.say("Finalise the letter" if letter else "Finalise")
        if letter:
            signing = letter not in view.letters
        if self.window().focusWidget() is self._sign and not signing and step == "write-up":
            self.write_up.to_papers()  # The button goes, and the keyboard must stand somewhere.
        self._sign.setVisible(signing)
        self._sign.setEnabled(bool(letter) or not view.missing)
        mine = view.state != "signed" and letter in view.letters
        self._correct.setVisible(view.state == "signed" or mine)
        self._correct.say("Correct the letter" if mine else "Correct it")
        self._needed.say(f"{count(len(view.missing), 'thing')} still needed")
        self._make_room()

    def _own_letter(self) -> str:
        """The letter in front, where it is finalised by itself; where it is the record it goes with the review."""
        view = self._view
        if view is None or self.step() != "write-up" or not view.day_known:
            return ""
        kind = self.write_up.in_letter()
        return "" if kind == "letter" and view.write_once == "letter" else kind

    def _make_room(self) -> None:
        wide = self.width() >= px(NARROW)
        roomy = self.width() >= px(ENDS)
        self._when.setVisible(roomy)
        bar, named = self._bar.layout(), self._named.layout()
        assert isinstance(bar, QBoxLayout)
        assert isinstance(named, QBoxLayout)
        way = QBoxLayout.Direction
        bar.setDirection(way.LeftToRight if wide else way.TopToBottom)
        named.setDirection(way.TopToBottom if wide else way.LeftToRight)  # The bar is no higher for the day.
        named.setStretchFactor(self._title, 0 if wide else 1)
        asks, beside = self._asks_why.layout(), self.width() >= px(ASK_BESIDE)
        assert isinstance(asks, QBoxLayout)
        asks.setDirection(way.LeftToRight if beside else way.TopToBottom)
        view = self._view
        meeting = view is not None and view.state == "open" and self.step() == "meet"
        self._large.setVisible(self.step() == "meet")
        # The steps keep their words: at the largest type on half a screen it stands beside the title.
        place = self._head.layout() if self.width() < px(SLIM) else self._verbs.layout()
        assert isinstance(place, QBoxLayout)
        if place.indexOf(self._large) < 0:
            place.insertWidget(place.count() if place is self._head.layout() else self._before_ends, self._large)
        self._end.setVisible(meeting and roomy)  # Where it is narrower "Write up" does the same.
        missing = self._view is not None and bool(self._view.missing) and not self._own_letter()
        self._needed.setVisible(wide and missing and not self._sign.isHidden() and self._kept.isHidden())

    def _why_day(self) -> None:
        view = self._view
        if view is not None:
            ref = DayRef(view.title, view.day, "review", view.id)
            show_why(self._actions.day_reason(view.child, ref), self._today, self._day)

    def _reword(self, place: str) -> None:
        """What was written is put in other words: a heading here beside the page, anything else in the meeting."""
        kind, _, rest = place.partition(":")
        if kind == "note":
            self.write_up.open_heading(rest.partition(":")[0])
        else:
            self.open_step("meet")

    def show_large(self) -> None:
        """Shows the child what was decided, over the whole review."""
        view = self._view
        if view is not None and self.step() == "meet":
            self.settle()
            self.large.open_it(self._actions.large(view.id))

    def _back_to_meet(self) -> None:
        self._meet.write()

    def _end_it(self) -> None:
        """The meeting is over: who was in the room has left, and what is written comes next."""
        view = self._view
        if view is not None and view.in_room:
            ask(lambda: self._actions.set_room(view.id, ()), self, lambda _: None, self._refused)
        self.open_step("write-up")

    @comes_back
    def _finalise(self) -> None:
        view = self._view
        if view is None:
            return
        self.settle()
        body = Text(
            "Its facts and papers are frozen as they stand, and the papers carry a seal. It cannot be undone; "
            "a correction can follow.",
            "body",
            "ink2",
            wrap=True,
        )
        letter = self._own_letter()
        buttons = [("leave", "Go on writing", "quiet"), ("finalise", "Finalise it", "primary")]
        question = Dialog(self, f"Finalise this {'letter' if letter else 'review'}?", column(body), buttons)
        question.chose.connect(lambda key: self._sign_it(view.id, letter) if key == "finalise" else None)
        question.open_it()

    def _sign_it(self, review: str, letter: str = "") -> None:
        def done(_: object) -> None:
            self._say_kept("Finalised")
            self.signed.emit()

        if letter:
            ask(lambda: self._actions.sign_letter(review, letter), self, done, self._refused)
        else:
            ask(lambda: self._actions.sign(review), self, done, self._refused)

    @comes_back
    def correct(self, parts: Sequence[str] = ()) -> None:
        """Opens the form that puts things right in what is finalised; ``parts`` of it are open at once."""
        view = self._view
        if view is None or (view.state != "signed" and not view.letters):
            return
        dialog = CorrectDialog(self, self._actions, view, self._today, parts)
        dialog.corrected.connect(self._corrected)
        dialog.opened_parts.connect(lambda keys: self._opened_parts(dialog, keys))
        dialog.open_it()

    def _opened_parts(self, dialog: Dialog, keys: list[str]) -> None:
        """After a lock it opens with the same parts."""
        if dialog.opened_by is not None:
            pane, method, _, _ = dialog.opened_by
            dialog.opened_by = (pane, method, [keys], {})

    def _corrected(self, papers: int) -> None:
        self._say_kept(f"Corrected, {count(papers, 'paper')} finalised anew")
        self.signed.emit()

    def _ask_why(self) -> None:
        """Asks above the meeting, which goes on underneath; a second adjournment is refused, with the reason."""
        view = self._view
        if view is not None and view.adjourned_on is not None:
            ask(lambda: self._actions.adjourn(view.id, ""), self, lambda _: None, self._refused)
            return
        self._asking.show()
        self._why.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on(self, *, write: bool = True) -> None:
        self._asking.hide()
        if write:
            self._meet.write()

    def _make_adjourned(self) -> None:
        view, words = self._view, self._why.text().strip()
        if view is None:
            return
        if not words:
            self._say_refused("Say in a few words why it is adjourned.")
            self._why.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.settle()

        def done(_: object) -> None:
            self._why.clear()
            self._asking.hide()
            self.open_step("prepare")
            self._say_kept("Adjourned")

        ask(lambda: self._actions.adjourn(view.id, words), self, done, self._refused)

    def _leave(self) -> None:
        self.settle()
        self.closed.emit()

    def _say_kept(self, words: str) -> None:
        self._message_line.hide()
        self._kept.say("done", words)
        self._kept.show()
        self._quiet.start(KEPT_MS if len(words) < LONG_WORDS else 2 * KEPT_MS)
        self._make_room()

    def _kept_goes(self) -> None:
        self._kept.hide()
        self._make_room()

    def _refused(self, error: UserFacingError) -> None:
        self._say_refused(str(error))

    def _say_refused(self, words: str) -> None:
        self._message.say("risk", words)
        self._message_line.show()

    def minimumSizeHint(self) -> QSize:
        """Half a screen is enough: what stands in it gives way on the way there."""
        return QSize(px(360), px(480))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The line under the title gives way at half a screen."""
        super().resizeEvent(event)
        self.large.setGeometry(self.rect())
        self._make_room()
