"""What was said, as the record says it: one heading at a time, written on beside the very page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from iro_desk.casework import UserFacingError
from iro_desk.practice.review_views import AgendaRow, ReviewView
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.review.actions import ReviewActions
from iro_desk.ui.review.drafted import DraftedWriting
from iro_desk.ui.review.marked import WordHelp
from iro_desk.ui.widgets.buttons import Button
from iro_desk.ui.widgets.fields import Writing, WritingFrame
from iro_desk.ui.widgets.layout import column, row
from iro_desk.ui.widgets.text import Text

LINES = 5
"""Of the writing that are seen at once."""


class RecordWords(QWidget):
    """The headings of a review while they are written up. ``kept`` and ``refused`` tell in words.

    The meeting writes into the same fields: one is open here only while it is in front (:meth:`show_view` to
    :meth:`put_away`).
    """

    kept = Signal(str)
    refused = Signal(str)

    def __init__(self, actions: ReviewActions) -> None:
        super().__init__()
        self._actions = actions
        self._view: ReviewView | None = None
        self._open = ""
        self._coming: Mapping[str, Any] = {}
        self._title = Text("", "title", wrap=True)
        self._where = Text("", "small", "ink3", wrap=True)
        self.before = Button("The heading before", "quiet", "chevron-up", alone=True)
        self.before.clicked.connect(lambda: self.go_on(-1))
        self.after = Button("The heading after", "quiet", "chevron-down", alone=True)
        self.after.clicked.connect(lambda: self.go_on(1))
        self.writing = Writing(name="What was said")
        self._drafted = DraftedWriting(self.writing, actions, self._write)
        self._drafted.kept.connect(lambda: self.kept.emit("Kept"))
        self.help = WordHelp(self.writing, actions)
        head = row((column(self._title, self._where, gap=2), 1), self.before, self.after, gap=6)
        column(head, 8, (WritingFrame(self.writing), 1), 6, self.help, into=self)
        for keys, step in (("Alt+Down", 1), ("Alt+Up", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self.go_on(step))
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self.writing.setFixedHeight(LINES * self.writing.fontMetrics().lineSpacing() + LINES * 8)

    def show_view(self, view: ReviewView) -> None:
        """Shows the heading that is open, or the first."""
        other = self._view is None or self._view.id != view.id
        if other:
            self.put_away()
        self._view = view
        self.writing.setReadOnly(view.read_only)
        self.help.names_are(view.names)
        heading = self._heading()
        if heading is None:
            self.open_heading(self._coming.get("heading") or next((each.key for each in view.agenda), ""), write=False)
        else:
            self._drafted.stored_is(heading.text)
        if self._coming:
            self._come_back()

    def put_away(self) -> None:
        """What is typed becomes a change, and no field is open here any more."""
        self._drafted.close()
        self._open = ""

    def settle(self) -> None:
        """What is being typed becomes a change."""
        self._drafted.settle()

    def heading(self) -> str:
        """The key of the heading that is open; empty while none is."""
        return self._open

    def go_on(self, step: int) -> None:
        """The heading after this one, or before it."""
        keys = [each.key for each in self._view.agenda] if self._view is not None else []
        if self._open in keys:
            self.open_heading(keys[min(max(keys.index(self._open) + step, 0), len(keys) - 1)])

    def open_heading(self, key: str, *, write: bool = True) -> None:
        """Opens a heading by its key; with ``write`` the caret goes there."""
        view = self._view
        self._open = key if view is not None and key in [each.key for each in view.agenda] else ""
        heading = self._heading()
        if view is None or heading is None:
            return
        self._title.say(heading.title)
        self._where.say(f"Heading {heading.number} of {len(view.agenda)}. Alt and Down goes on.")
        self.writing.setAccessibleName(heading.title)
        self._drafted.open(f"note:{view.id}:{key}", heading.text)
        if write:
            self.writing.setFocus(Qt.FocusReason.OtherFocusReason)

    def where(self) -> dict[str, Any]:
        """Which heading is open, and where the caret stands in it."""
        return {"heading": self._open, **self._drafted.where()}

    def go_back(self, where: Mapping[str, Any]) -> None:
        """Comes back to it, once the review is there."""
        self._coming = where
        if self._heading() is not None:
            self._come_back()

    def _come_back(self) -> None:
        where, self._coming = self._coming, {}
        if where.get("heading") and where["heading"] != self._open:
            self.open_heading(where["heading"], write=False)
        self._drafted.come_back(where)

    def _heading(self, key: str = "") -> AgendaRow | None:
        headings = self._view.agenda if self._view is not None else ()
        return next((each for each in headings if each.key == (key or self._open)), None)

    def _write(self, field: str, text: str) -> None:
        _, review, key = field.split(":", 2)
        heading = self._heading(key)
        before = heading.text if heading is not None else ""
        covered = [point.id for point in heading.points if point.covered] if heading is not None else []

        def done(_: object) -> None:
            self._drafted.taken(field, text)
            self.kept.emit("Kept")

        def refused(error: UserFacingError) -> None:
            self._drafted.refused(field, before)
            self.refused.emit(str(error))

        ask(lambda: self._actions.write_note(review, key, text, covered), self, done, refused)
