"""What was pasted, or is chosen in the writing, can be sent to another heading with one key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from iro_desk.practice.words import count
from iro_desk.ui.widgets.fields import Writing
from iro_desk.ui.widgets.layout import row
from iro_desk.ui.widgets.text import Key, Text


class SendsOn(QWidget):
    """A quiet line under the writing while a pasted block can be sent on; gone with the next key that is typed."""

    def __init__(self, writing: Writing, send: Callable[[str, str], None]) -> None:
        """``send(block, heading)`` puts it there."""
        super().__init__()
        self._writing, self._send = writing, send
        self._pasted: tuple[int, int] | None = None
        self._says = Text("", "small", "ink2")
        row(self._says, Key("Alt"), Text("and a heading’s number sends it there", "small", "ink2"), None, into=self)
        self.hide()
        writing.pasted.connect(self._was_pasted)
        writing.words_changed.connect(self._typed)

    def block(self) -> QTextCursor | None:
        """What would be sent: what is chosen, else what was pasted last; ``None`` for neither."""
        cursor = self._writing.textCursor()
        if cursor.hasSelection():
            return cursor
        if self._pasted is None:
            return None
        cursor.setPosition(self._pasted[0])
        cursor.setPosition(self._pasted[1], QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def send(self, heading: str) -> None:
        """Sends it on; its place here closes up."""
        cursor = self.block()
        if cursor is None:
            return
        words = cursor.selectedText().replace("\u2029", "\n").strip()
        cursor.removeSelectedText()
        if not cursor.block().text().strip() and cursor.block().next().isValid():
            cursor.deleteChar()
        self._writing.setTextCursor(cursor)
        self._over()
        if words:
            self._send(words, heading)

    def _was_pasted(self, start: int, end: int) -> None:
        self._pasted = (start, end)
        paragraphs = self._writing.toPlainText()[start:end].strip().count("\n") + 1
        self._says.say(f"Pasted {count(paragraphs, 'paragraph')}.")
        self.show()

    def _typed(self) -> None:
        if not self._writing.is_pasting:
            self._over()

    def _over(self) -> None:
        self._pasted = None
        self.hide()
