"""The steps of a review in its bar: words, the open one on a tint. Left and right move."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from iro_desk.ui.focus import ring_visible
from iro_desk.ui.theme import colour, focus_width, font, plain_ground, px
from iro_desk.ui.widgets.layout import row


class _Step(QAbstractButton):
    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(QFontMetricsF(font("small_strong")).horizontalAdvance(self._words)) + px(24), px(32))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.isChecked():
            painter.setPen(QPen(colour("accent_line"), 1) if plain_ground() else Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent_tint"))
            painter.drawRoundedRect(inside, px(8), px(8))
        if ring_visible(self):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("focus"), focus_width()))
            painter.drawRoundedRect(inside.adjusted(1, 1, -1, -1), px(8), px(8))
        painter.setFont(font("small_strong"))
        painter.setPen(colour("accent" if self.isChecked() else "ink" if self.underMouse() else "ink2"))
        painter.drawText(inside, Qt.AlignmentFlag.AlignCenter, self._words)


class StepBar(QWidget):
    """The steps, of which one is open. ``chose`` tells the key of another."""

    chose = Signal(str)

    def __init__(self, steps: Sequence[tuple[str, str]]) -> None:
        """``steps``: (key, words)."""
        super().__init__()
        self._steps = {key: _Step(words) for key, words in steps}
        row(*self._steps.values(), gap=8, into=self)
        for key, step in self._steps.items():
            step.clicked.connect(lambda _=False, key=key: self._picked(key))
        self._chosen = ""
        self.choose(next(iter(self._steps)))

    def chosen(self) -> str:
        """The key of the open one."""
        return self._chosen

    def choose(self, key: str) -> None:
        """Opens one without telling."""
        self._chosen = key
        for each, step in self._steps.items():
            step.setChecked(each == key)

    def focus_chosen(self) -> None:
        """The keyboard stands on the open one; its next Tab goes on into the page."""
        self._steps[self._chosen].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right move the focus."""
        go = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        steps = list(self._steps.values())
        at = next((number for number, step in enumerate(steps) if step.hasFocus()), None)
        if go is None or at is None:
            super().keyPressEvent(event)
        else:
            steps[(at + go) % len(steps)].setFocus(Qt.FocusReason.TabFocusReason)

    def _picked(self, key: str) -> None:
        self.choose(key)
        self.chose.emit(key)
