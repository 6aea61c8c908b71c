"""A field being written: kept while it is typed, a change when it is left or rests."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QTextEdit

from iro_desk.ui.field_words import KEPT_EARLIER, caret_of, caret_to, step_through
from iro_desk.ui.review.actions import ReviewActions
from iro_desk.ui.widgets.fields import Edit, Writing

KEEP_AFTER_MS = 500
"""A key press is on disk at most a second later, also where a backup keeps the disk busy."""
REST_MS = 5 * 60 * 1000
"""A field that rests this long becomes a change without being left."""


def with_shown(saved: Sequence[str], shown: str) -> list[str]:
    """The texts that a field had, with the one shown at the end; so many as are kept."""
    return [*saved, shown][-KEPT_EARLIER:] if saved[-1:] != [shown] else list(saved)


class DraftedWriting(QObject):
    """Ties one :class:`Writing` to the desk's drafts. ``kept`` is emitted when a draft was handed over."""

    kept = Signal()
    recovered = Signal()

    def __init__(self, writing: Writing, actions: ReviewActions, change: Callable[[str, str], None]) -> None:
        """``change(field, text)`` makes the text a change; its maker tells :meth:`taken` or :meth:`refused`."""
        super().__init__(writing)
        self._writing, self._actions, self._change = writing, actions, change
        self._field = ""
        self._stored = ""
        self._loading = False
        self._under_way = 0
        self._saved: list[str] = []
        writing.earlier_texts = self.earlier_texts
        self._keep = QTimer(self, singleShot=True, interval=KEEP_AFTER_MS)
        self._keep.timeout.connect(self._keep_now)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.settle)
        writing.words_changed.connect(self._typed)
        writing.left.connect(self.settle)

    def open(self, field: str, stored: str) -> None:
        """Writes into another field: what is stored, or what was typed last and never became a change."""
        self.settle()
        self._field, self._stored, self._under_way = field, stored, 0
        draft = self._actions.draft(field)
        if draft is not None and draft.text == stored:
            self._actions.drop_draft(field)
            draft = None
        self._saved = [stored]
        if draft is None:
            self._write(stored)
            return
        self._saved += [text for text in self._actions.earlier(field) if text != stored] + [draft.text]
        self._write(stored)
        step_through(self._writing, self._saved)
        self._writing.note_words()
        caret_to(self._writing, draft.cursor, draft.cursor)
        self.recovered.emit()

    def earlier_texts(self) -> list[str]:
        """What undo steps back through after an unlock: the texts kept in this field, with the one shown at the end."""
        return with_shown(self._saved, self._writing.toPlainText())

    def stored_is(self, stored: str) -> None:
        """The desk now holds this text. What is being typed stays; what was only shown is shown anew."""
        if self._under_way or stored == self._stored:
            return
        shown_only = self._writing.toPlainText() == self._stored
        self._stored = stored
        if shown_only and self._writing.toPlainText() != stored:
            caret, place = self._writing.textCursor().position(), self._writing.verticalScrollBar().value()
            self._write(stored)
            caret_to(self._writing, caret, caret)
            self._writing.verticalScrollBar().setValue(place)

    def settle(self) -> None:
        """Makes what was typed a change, if it differs from what is stored."""
        was_typing = self._keep.isActive() or self._rest.isActive()
        self._keep.stop()
        self._rest.stop()
        text = self._writing.toPlainText()
        if not self._field:
            return
        if text != self._stored:
            if was_typing:  # Whoever opens the field before the desk took it, or after it refused, finds these words.
                self._actions.keep_draft(self._field, text, self._writing.textCursor().position())
            self.sent(text)
            self._change(self._field, text)
        elif was_typing and not self._under_way:
            self._actions.drop_draft(self._field)

    def close(self, shown: str = "") -> None:
        """What was typed becomes a change, and no field is written into any more; ``shown`` may still be read here."""
        self.settle()
        self._field, self._stored, self._under_way = "", shown, 0
        if self._writing.toPlainText() != shown:
            self._write(shown)

    def where(self) -> dict[str, Any]:
        """Where the caret stands, and whether it is written here."""
        here = self._writing.window().focusWidget() is self._writing
        return {"caret": list(caret_of(self._writing)), "written_in": here}

    def come_back(self, where: Mapping[str, Any]) -> None:
        """The caret stands there again; the keys come too, unless somebody writes elsewhere by now."""
        caret_to(self._writing, *where.get("caret", (0, 0)))
        if where.get("written_in") and not isinstance(self._writing.window().focusWidget(), QLineEdit | QTextEdit):
            self._writing.setFocus(Qt.FocusReason.OtherFocusReason)

    def sent(self, text: str) -> None:
        """The text is on its way to the desk."""
        self._stored = text
        self._under_way += 1

    def taken(self, field: str, text: str) -> None:
        """The desk took the text of a field: its draft goes, unless there is newer typing in it."""
        if field != self._field:
            draft = self._actions.draft(field)
            if draft is not None and draft.text == text:  # Another place may have written on in it meanwhile.
                self._actions.drop_draft(field)
            return
        self._under_way = max(0, self._under_way - 1)
        if self._writing.toPlainText() == text:
            self._actions.drop_draft(field)

    def refused(self, field: str, stored: str) -> None:
        """The desk did not take it: the typed words stay, here and as a draft."""
        if field == self._field:
            self._under_way = max(0, self._under_way - 1)
            self._stored = stored
            self._keep_now()

    def _write(self, words: str) -> None:
        self._loading = True
        try:
            self._writing.write(words)
        finally:
            self._loading = False

    def _typed(self) -> None:
        if self._loading or not self._field:
            return
        self._rest.start()
        if not self._keep.isActive():
            self._keep.start()

    def _keep_now(self) -> None:
        self._saved = with_shown(self._saved, self._writing.toPlainText())
        self._actions.keep_draft(self._field, self._writing.toPlainText(), self._writing.textCursor().position())
        self.kept.emit()


class DraftedLine(Edit):
    """One line that is kept while it is typed, and comes back after a lock. Emptying it drops the draft."""

    def __init__(self, actions: ReviewActions, name: str, asks: str) -> None:
        super().__init__(name=name)
        self._actions = actions
        self._field = ""
        self._saved: list[str] = []
        self.setPlaceholderText(asks)
        self._keep = QTimer(self, singleShot=True, interval=KEEP_AFTER_MS)
        self._keep.timeout.connect(self.keep)
        self.textEdited.connect(self._typed)

    def open(self, field: str) -> bool:
        """Writes into a field of a review. Whether typed words came back."""
        if field == self._field:
            return False
        self.keep()
        self._field = field
        draft = self._actions.draft(field)
        self.clear()
        self._saved = [""]
        if draft is not None:
            self._saved += [*self._actions.earlier(field), draft.text]
            step_through(self, self._saved)
            self.setCursorPosition(draft.cursor)
        return bool(self.text())

    def earlier_texts(self) -> list[str]:
        """What undo steps back through after an unlock: the texts kept in this field, with the one shown at the end."""
        return with_shown(self._saved, self.text())

    def keep(self) -> None:
        """Keeps what is typed now, if something was typed since."""
        if self._keep.isActive() or self.sender() is self._keep:
            self._keep.stop()
            self._saved = with_shown(self._saved, self.text())
            if self._field and self.text():
                self._actions.keep_draft(self._field, self.text(), self.cursorPosition())
            elif self._field:
                self._actions.drop_draft(self._field)

    def hand_over(self) -> str:
        """What is typed, which is on its way to the desk: the field is empty at once, for the keys that follow."""
        self._keep.stop()
        words = self.text()
        self.clear()
        self._saved = [""]
        return words

    def done(self) -> None:
        """What was handed over is no draft any more, once the desk comes to it; what stands here is."""
        if self.text():
            self._keep.start(0)
        elif self._field:
            self._actions.drop_draft(self._field)

    def give_back(self, words: str) -> None:
        """The desk did not take what was handed over: it stands here again, before what was typed since."""
        self.setText(" ".join(filter(None, (words, self.text()))))
        self._keep.start(0)

    def _typed(self) -> None:
        if not self._keep.isActive():
            self._keep.start()
