"""A field being written: kept while it is typed, a change when it is left or rests."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextCursor

from iro_desk.ui.review.actions import ReviewActions
from iro_desk.ui.widgets.fields import Writing

KEEP_AFTER_MS = 700
"""A key press is on disk at most a second later."""
REST_MS = 5 * 60 * 1000
"""A field that rests this long becomes a change without being left."""


class DraftedWriting(QObject):
    """Ties one :class:`Writing` to the desk's drafts. ``kept`` is emitted when a draft was handed over."""

    kept = Signal()
    recovered = Signal()

    def __init__(self, writing: Writing, actions: ReviewActions, change: Callable[[str, str], None]) -> None:
        """``change(field, text)`` makes the text a change."""
        super().__init__(writing)
        self._writing, self._actions, self._change = writing, actions, change
        self._field = ""
        self._stored = ""
        self._loading = False
        self._keep = QTimer(self, singleShot=True, interval=KEEP_AFTER_MS)
        self._keep.timeout.connect(self._keep_now)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.settle)
        writing.textChanged.connect(self._typed)
        writing.left.connect(self.settle)

    def open(self, field: str, stored: str) -> None:
        """Writes into another field: what is stored, or what was typed last and never became a change."""
        self.settle()
        self._field, self._stored = field, stored
        draft = self._actions.draft(field)
        self._loading = True
        try:
            self._writing.write(draft.text if draft is not None else stored)
        finally:
            self._loading = False
        if draft is not None and draft.text != stored:
            cursor = self._writing.textCursor()
            cursor.setPosition(min(draft.cursor, len(self._writing.toPlainText())), QTextCursor.MoveMode.MoveAnchor)
            self._writing.setTextCursor(cursor)
            self.recovered.emit()

    def stored_is(self, stored: str) -> None:
        """The desk now holds this text; what is being typed stays as it is."""
        self._stored = stored

    def settle(self) -> None:
        """Makes what was typed a change, if it differs from what is stored."""
        self._keep.stop()
        self._rest.stop()
        text = self._writing.toPlainText()
        if self._field and text != self._stored:
            self._stored = text
            self._change(self._field, text)

    def _typed(self) -> None:
        if self._loading or not self._field:
            return
        self._rest.start()
        if not self._keep.isActive():
            self._keep.start()

    def _keep_now(self) -> None:
        self._actions.keep_draft(self._field, self._writing.toPlainText(), self._writing.textCursor().position())
        self.kept.emit()
