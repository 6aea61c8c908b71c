"""A quiet line that opens a field in its place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from iro_desk.ui.widgets.buttons import Button
from iro_desk.ui.widgets.layout import column


class Entry(QWidget):
    """A quiet line "Add ..." that opens a field in its place; left empty, the field closes again."""

    shut = Signal()

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
            self.shut.emit()
