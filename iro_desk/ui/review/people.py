"""At the right of the meeting: what the child says, and who is here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from iro_desk.casework import ATTENDED, SPOKE_PRIVATELY, UserFacingError
from iro_desk.practice.views import AttendanceRow, ReviewView, ToldRow
from iro_desk.practice.words import plain_day
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.review.actions import ReviewActions
from iro_desk.ui.review.choice import ChoiceLine
from iro_desk.ui.review.drafted import DraftedLine
from iro_desk.ui.widgets.buttons import Button
from iro_desk.ui.widgets.fields import Edit
from iro_desk.ui.widgets.layout import add, clear, column, row
from iro_desk.ui.widgets.text import Text

Refuse = Callable[[UserFacingError], None]

HEARERS = (
    ("only me", "Only me"),
    ("professionals", "Professionals"),
    ("say it in the meeting", "Say it in the meeting"),
    ("in my record", "In my record"),
)
ASKS_WHY = frozenset({"apologies", "did-not-come", "not-invited", "views"})
SAID_IN_PLACE = {"": "not said yet", "report": "a report", "views": "views", "apologies": "apologies"}
SAID_IN_PLACE |= {
    "did-not-come": "did not come",
    "not-invited": "not invited",
    "video": "by video",
    "phone": "by phone",
}


class _Entry(QWidget):
    """A quiet line "Add ..." that opens a field in its place; left empty, the field closes again."""

    def __init__(self, words: str, edit: QLineEdit) -> None:
        super().__init__()
        self.edit = edit
        self.button = Button(words, "plain", "plus", small=True, flush=True)
        self.button.clicked.connect(self.begin)
        column((self.button, Qt.AlignmentFlag.AlignLeft), edit, into=self)
        edit.editingFinished.connect(self._left)
        edit.hide()

    def begin(self) -> None:
        """Opens the field and puts the caret in it."""
        self.open()
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open(self) -> None:
        """Opens the field without taking the focus."""
        self.edit.show()
        self.button.hide()

    def _left(self) -> None:
        if not self.edit.text() and not self.edit.hasFocus():
            self.edit.hide()
            self.button.show()


class ChildsWords(QWidget):
    """What the child told me: one entry each, exact words, and who may hear it. A new one is only me."""

    wanted = Signal()

    def __init__(self, actions: ReviewActions, today: date, refuse: Refuse) -> None:
        super().__init__()
        self._actions, self._today, self._refuse = actions, today, refuse
        self._view: ReviewView | None = None
        self._title = Text("", "heading", wrap=True)
        self._rows = column(gap=6)
        self.words = DraftedLine(actions, "Exact words", "Exact words, then Enter")
        self.words.returnPressed.connect(self.add)
        self._entry = _Entry("Add exact words", self.words)
        column(self._title, 6, self._rows, 4, self._entry, into=self)
        self._shown: object = None

    def begin(self) -> None:
        """The caret goes to the next words."""
        if self._view is not None and not self._view.read_only:
            self.wanted.emit()
            self._entry.begin()

    def settle(self) -> None:
        """What is being typed is kept as a draft."""
        self.words.keep()

    def show_view(self, view: ReviewView) -> None:
        """Shows what was said; drawn again only when something differs."""
        self._view = view
        self._title.say(f"{view.known_as or 'The child'} says")
        self._entry.setVisible(not view.read_only)
        if self.words.open(f"told:{view.id}"):
            self._entry.open()
        if (view.told, view.read_only) == self._shown:
            return
        self._shown = (view.told, view.read_only)
        clear(self._rows)
        for each in view.told:
            add(self._rows, self._said(view, each))

    def _said(self, view: ReviewView, each: ToldRow) -> QWidget:
        hearers = ChoiceLine(
            "Who may hear it",
            HEARERS,
            each.who_may_hear,
            more=[("Take back these words", lambda: self._take_back(each.id))],
        )
        hearers.setEnabled(not view.read_only)
        hearers.chose.connect(lambda who: self._open_to(each.id, who))
        quote = Text("“", "title", "accent")
        words = column(Text(each.words, "body", wrap=True), hearers)
        return row((quote, Qt.AlignmentFlag.AlignTop), (words, 1), gap=6)

    def add(self) -> None:
        """Keeps the words, for only me until it is opened."""
        view, words = self._view, self.words.text().strip()
        if view is None or not words:
            return
        on = view.held_on or self._today
        ask(
            lambda: self._actions.add_told(view.id, words, on, "only me"),
            self,
            lambda _: self.words.done(),
            self._refuse,
        )

    def _open_to(self, row_id: str, who: str) -> None:
        view = self._view
        if view is not None:
            fields = {"who_may_hear": who}
            ask(lambda: self._actions.update_told(view.id, row_id, fields), self, _nothing, self._refuse)

    def _take_back(self, row_id: str) -> None:
        view = self._view
        if view is not None:
            ask(lambda: self._actions.remove_told(view.id, row_id), self, _nothing, self._refuse)


class HereToday(QWidget):
    """Who is here: one line a person, how they take part said in words; a name and Enter adds one."""

    def __init__(self, actions: ReviewActions, refuse: Refuse) -> None:
        super().__init__()
        self._actions, self._refuse = actions, refuse
        self._view: ReviewView | None = None
        self._asked = ""
        self._rows = column()
        self.name = Edit(name="Someone else who is here")
        self.name.setPlaceholderText("Name, role, then Enter")
        self.name.returnPressed.connect(self.add)
        self._entry = _Entry("Someone else is here", self.name)
        self.because = Edit(name="Why")
        self.because.returnPressed.connect(self._say_why)
        self.because.editingFinished.connect(self._leave_why)
        self.because.hide()
        self._alone = Text("", "small", "ink2", wrap=True)
        self._title = Text("Here today", "heading")
        column(self._title, 6, self._rows, self.because, 4, self._entry, 8, self._alone, into=self)
        self._shown: object = None

    def show_view(self, view: ReviewView) -> None:
        """Shows who takes part; drawn again only when something differs."""
        self._view = view
        self._entry.setVisible(not view.read_only)
        self._alone.say(_alone(view))
        self._alone.setVisible(bool(view.spoke_privately))
        if (view.id, view.attendance, view.read_only) == self._shown:
            return
        self._shown = (view.id, view.attendance, view.read_only)
        focused = next((key for key, line in self._lines().items() if line.hasFocus()), "")
        clear(self._rows)
        choices = [("", "Not said yet"), *ATTENDED.items()]
        for each in view.attendance:
            line = ChoiceLine(
                ", ".join(part for part in (each.name, each.role) if part),
                choices,
                each.how,
                words=each.name,
                says=_says(each),
                mark="done" if each.present else "open",
                more=[(f"Take {each.name} off the list", partial(self._remove, each))],
            )
            line.setObjectName(each.id)
            line.setEnabled(not view.read_only)
            line.chose.connect(lambda how, each=each: self._take_part(each, how))
            add(self._rows, line)
        if focused in (lines := self._lines()):
            lines[focused].setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self) -> None:
        """The caret goes to the next person."""
        if self._view is not None and not self._view.read_only:
            self._entry.begin()

    def add(self) -> None:
        """Adds a person who is in the room."""
        view, typed = self._view, self.name.text().strip()
        if view is None or not typed:
            return
        name, _, role = (part.strip() for part in typed.partition(","))
        ask(
            lambda: self._actions.set_attendance(view.id, None, name, role, "in-person", ""),
            self,
            lambda _: self.name.clear(),
            self._refuse,
        )

    def _lines(self) -> dict[str, ChoiceLine]:
        return {line.objectName(): line for line in self._rows.findChildren(ChoiceLine)}

    def _take_part(self, each: AttendanceRow, how: str) -> None:
        self._set(each, how, each.words, self._refuse)
        if how in ASKS_WHY:
            self._ask_why(each, each.words)
            self.because.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_why(self, each: AttendanceRow, words: str) -> None:
        self._asked = each.id
        self.because.setText(words)
        self.because.setAccessibleName(f"Why, for {each.name}")
        self.because.setPlaceholderText(f"Why, for {each.name}; then Enter")
        self.because.show()

    def settle(self) -> None:
        """Why somebody is not here becomes a change, if it is being typed."""
        if self._asked:
            self._say_why()

    def _say_why(self) -> None:
        each = next((r for r in self._view.attendance if r.id == self._asked), None) if self._view else None
        words = self.because.text().strip()
        self._asked = ""
        self.because.hide()
        if each is not None and words != each.words:

            def refused(error: UserFacingError) -> None:
                self._refuse(error)
                if not self._asked:
                    self._ask_why(each, words)

            self._set(each, each.how, words, refused)

    def _leave_why(self) -> None:
        if self._asked and not self.because.hasFocus():
            self._say_why()

    def _set(self, each: AttendanceRow, how: str, words: str, refused: Refuse) -> None:
        view = self._view
        if view is not None:
            ask(
                lambda: self._actions.set_attendance(view.id, each.id, each.name, each.role, how, words),
                self,
                _nothing,
                refused,
            )

    def _remove(self, each: AttendanceRow) -> None:
        view = self._view
        if view is not None:
            ask(lambda: self._actions.remove_attendance(view.id, each.id), self, _nothing, self._refuse)


def _nothing(_: object) -> None:
    """The change itself brings the fresh view."""


def _says(each: AttendanceRow) -> str:
    """In the room the role is worth saying, elsewhere how and why."""
    if each.how == "in-person":
        return each.role or "in person"
    said = SAID_IN_PLACE[each.how]
    return f"{said}, {each.words}" if each.words else said


def _alone(view: ReviewView) -> str:
    words = SPOKE_PRIVATELY.get(view.spoke_privately, "").removesuffix(", because")
    if view.spoke_privately_on is not None:
        words += f", {plain_day(view.spoke_privately_on, view.day)}"
    because = view.spoke_privately_because
    return f"{words}: {because}." if because else f"{words}."
