"""At the right of the meeting: who is here, and who is in the room now."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from iro_desk.casework import ATTENDED, UserFacingError
from iro_desk.practice.review_views import AttendanceRow, ReviewView
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.review.actions import ReviewActions
from iro_desk.ui.review.choice import ChoiceLine
from iro_desk.ui.review.entry import Entry
from iro_desk.ui.widgets.buttons import Button
from iro_desk.ui.widgets.fields import Edit
from iro_desk.ui.widgets.layout import add, clear, column
from iro_desk.ui.widgets.text import Text

Refuse = Callable[[UserFacingError], None]
ASKS_WHY = frozenset({"apologies", "did-not-come", "not-invited", "views"})
SAID_IN_PLACE = {"": "not said yet", "report": "a report", "views": "views", "apologies": "apologies"}
SAID_IN_PLACE |= {
    "did-not-come": "did not come",
    "not-invited": "not invited",
    "video": "by video",
    "phone": "by phone",
}


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
        self._entry = Entry("Someone else is here", self.name)
        self.because = Edit(name="Why")
        self.because.returnPressed.connect(self._say_why)
        self.because.editingFinished.connect(self._leave_why)
        self.because.hide()
        self._title = Text("Here today", "heading")
        self._room = Text("", "small", "ink2", wrap=True)
        self.switch = Button("", "plain", "users", small=True, flush=True)
        self.switch.clicked.connect(self.switch_room)
        room = column(self._room, (self.switch, Qt.AlignmentFlag.AlignLeft))
        column(self._title, 6, self._rows, self.because, 4, self._entry, 8, room, into=self)
        self._shown: tuple[object, ...] | None = None

    def show_view(self, view: ReviewView) -> None:
        """Shows who takes part; drawn again only when something differs."""
        self._view = view
        self._entry.setVisible(not view.read_only)
        self._show_room(view)
        now = (view.id, view.attendance, view.in_room, view.read_only)
        if now == self._shown:
            return
        before, self._shown = self._shown, now
        lines = self._lines()
        same = before is not None and before[0] == view.id
        if not same or list(lines) != [each.id for each in view.attendance]:
            lines = self._draw(view, next((key for key, line in lines.items() if line.hasFocus()), ""))
        for each in view.attendance:
            lines[each.id].say_anew(
                each.how,
                says="here now" if each.id in view.in_room else _says(each),
                mark="done" if each.present else "open",
                more=[*self._come_and_go(view, each), (f"Take {each.name} off the list", partial(self._remove, each))],
            )
            lines[each.id].setEnabled(not view.read_only)

    def _draw(self, view: ReviewView, focused: str) -> dict[str, ChoiceLine]:
        """One line a person; kept while the list is the same, so that a focus on one stays."""
        clear(self._rows)
        choices = [("", "Not said yet"), *ATTENDED.items()]
        for each in view.attendance:
            line = ChoiceLine(
                ", ".join(part for part in (each.name, each.role) if part), choices, each.how, words=each.name
            )
            line.setObjectName(each.id)
            line.chose.connect(partial(self._chose, each.id))
            add(self._rows, line)
        lines = self._lines()
        if focused in lines:
            lines[focused].setFocus(Qt.FocusReason.OtherFocusReason)
        return lines

    def _chose(self, row_id: str, how: str) -> None:
        rows = self._view.attendance if self._view is not None else ()
        each = next((row for row in rows if row.id == row_id), None)
        if each is not None:
            self._take_part(each, how)

    def _come_and_go(self, view: ReviewView, each: AttendanceRow) -> list[tuple[str, Callable[[], None]]]:
        if view.state != "open":
            return []
        if each.id in view.in_room:
            left = [row for row in view.in_room if row != each.id]
            return [(f"{each.name} has left the room", partial(self._set_room, left))]
        return [(f"{each.name} is in the room now", partial(self._set_room, [*view.in_room, each.id]))]

    def _show_room(self, view: ReviewView) -> None:
        meeting = view.state == "open"
        there = [each.name for each in view.attendance if each.id in view.in_room]
        here = [each for each in view.attendance if each.how == "in-person" and not _is_child(each, view)]
        self._room.say(f"In the room now: {', '.join(there)}." if there else "In the room now: only me and the child.")
        self.switch.say("Only me again" if there else "All here see my screen")
        self._room.setVisible(meeting)
        self.switch.setVisible(meeting and bool(there or here))

    def switch_room(self) -> None:
        """From only me to everybody who is here in person, and back: one key."""
        view = self._view
        if view is None or view.state != "open":
            return
        here = [each.id for each in view.attendance if each.how == "in-person" and not _is_child(each, view)]
        self._set_room([] if view.in_room else here)

    def _set_room(self, rows: list[str]) -> None:
        view = self._view
        if view is not None:
            ask(lambda: self._actions.set_room(view.id, rows), self, _nothing, self._refuse)

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
        self.name.clear()  # The next name may be typed before the desk has taken this one.

        def refused(error: UserFacingError) -> None:
            self.name.setText(" ".join(filter(None, (typed, self.name.text()))))
            self._entry.open()
            self._refuse(error)

        ask(
            lambda: self._actions.set_attendance(view.id, None, name, role, "in-person", ""),
            self,
            _nothing,
            refused,
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


def _is_child(each: AttendanceRow, view: ReviewView) -> bool:
    return each.role == "Child" or each.name == view.known_as
