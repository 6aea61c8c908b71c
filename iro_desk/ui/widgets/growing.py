"""A field for a few words that may become many: one line at first, and as high as its words."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent

from iro_desk.ui.theme import line, px
from iro_desk.ui.widgets.fields import Field, TextArea, paragraphs_of

MOST = 8
"""Lines to which it grows; more are scrolled to."""


class Paragraph(TextArea):
    """One paragraph. ``editingFinished`` is told when it is left, and by Enter, as of a line."""

    editingFinished = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps the words."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.editingFinished.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """So does leaving it."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.editingFinished.emit()


class Growing(Paragraph):
    """It stands whole."""

    def __init__(self, value: str = "", *, name: str = "") -> None:
        super().__init__(value, name=name, lines=1)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)

    def dress(self) -> None:
        """Takes the theme."""
        super().dress()
        self._grow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another height."""
        super().resizeEvent(event)
        self._grow()

    def _grow(self) -> None:
        words = round(self.document().size().height())
        more = words > MOST * line("body")
        bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded if more else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(bar)
        self.setFixedHeight(min(max(words, line("body")), MOST * line("body")) + px(20))

    def insertFromMimeData(self, source: QMimeData) -> None:
        """What is pasted becomes part of the one paragraph."""
        self.insertPlainText(" ".join(paragraphs_of(source).split("\n")))


class GrowingField(Field):
    """A label, and under it a few words or many."""

    def __init__(self, label: str, *, hint: str = "", value: str = "") -> None:
        self.growing = Growing(value)
        super().__init__(label, self.growing, hint=hint)
