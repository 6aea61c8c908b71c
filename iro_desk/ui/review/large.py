"""What the child is shown: large type over the whole review, nothing else on it; Escape goes back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from iro_desk.practice.large_type import LargeView
from iro_desk.ui.theme import colour, font, px
from iro_desk.ui.widgets.buttons import Button
from iro_desk.ui.widgets.layout import Scroll, Surface, add, clear, column, row

HEADING, LINE = 34, 30
"""Sizes in pixels at 100 %."""


class LargeType(Surface):
    """Lies over its parent while it is shown."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__("paper")
        self.setParent(parent)
        self._over = parent
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Shown to the child, in large type")
        self.back = Button("Back to the meeting", "quiet", "chevron-left")
        self.back.clicked.connect(self.close_it)
        self._page = column(gap=8)
        self._scroll = Scroll(column(self._page, None, margins=(48, 0, 48, 48)))
        column(row(None, self.back, margins=(16, 12, 24, 4)), (self._scroll, 1), into=self)
        self.hide()

    def open_it(self, view: LargeView) -> None:
        """Shows it, in front."""
        clear(self._page)
        add(self._page, _large(view.title, HEADING, strong=True))
        for block in view.blocks:
            add(self._page, 16, _large(block.heading, LINE, strong=True))
            for line in block.lines:
                add(self._page, _large(line, LINE))
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_it(self) -> None:
        """Goes back, and keeps none of it."""
        if self.isVisible():
            self.hide()
            clear(self._page)
            self.closed.emit()

    def words(self) -> str:
        """All that is shown."""
        return "\n".join(each.text() for each in self._page.findChildren(QLabel))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_it()
        else:
            super().keyPressEvent(event)


def _large(words: str, pixels: int, *, strong: bool = False) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    kind = font("display" if strong else "body")
    kind.setPixelSize(px(pixels))
    kind.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    label.setFont(kind)
    palette = label.palette()
    palette.setColor(palette.ColorRole.WindowText, colour("ink"))
    label.setPalette(palette)
    return label
