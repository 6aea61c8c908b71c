"""One point of the law under a heading: its words and whether it is covered. It counts, it never blocks."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy

from iro_desk.ui.focus import ring_visible
from iro_desk.ui.theme import colour, focus_width, font, px, scaled
from iro_desk.ui.widgets.marks import paint_mark


class Point(QCheckBox):
    """A tick or a hollow ring before small words; the whole line is the target."""

    def __init__(self, key: str, words: str) -> None:
        super().__init__()
        self.key, self._words = key, words
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self.setFont(font("small"))
        self.setAccessibleName(self._words)
        self.setToolTip(self._words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        wide = QFontMetricsF(font("small")).horizontalAdvance(self._words)
        return QSize(round(wide) + px(22), px(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(60), px(32))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """Words that are wider than the room go on below: a point of the law stands whole."""
        room = QRectF(0, 0, max(px(40), width - px(19)), 10_000)
        words = QFontMetricsF(font("small")).boundingRect(room, Qt.TextFlag.TextWordWrap, self._words)
        return max(px(32), round(words.height()) + px(8))

    def hitButton(self, pos: object) -> bool:
        """The whole line."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ticks, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        kind = "done" if self.isChecked() else "open"
        paint_mark(painter, QPointF(scaled(7), self.height() / 2), kind, 4.4)
        painter.setFont(font("small"))
        painter.setPen(colour("ink" if self.underMouse() and self.isEnabled() else "ink2"))
        box = QRectF(self.rect()).adjusted(px(19), 0, 0, 0)
        how = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        painter.drawText(box, how, self._words)
        if ring_visible(self):
            painter.setPen(QPen(colour("focus"), focus_width()))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(6), px(6))
