"""What is said in words and chosen in place: the words stand there, a click or Enter opens the choices."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy

from iro_desk.ui import icons
from iro_desk.ui.focus import ring_visible
from iro_desk.ui.theme import colour, focus_width, font, px, scaled
from iro_desk.ui.widgets.marks import paint_mark

TARGET = 32
"""Height of what can be pressed, in pixels at 100 %."""


class ChoiceLine(QAbstractButton):
    """One line: a mark, words, and at its right what is chosen. ``chose`` tells another choice.

    The words are a name and stand whole: where there is no room for both, what is chosen stands below them.
    ``more`` adds commands under the choices, such as taking the line away.
    """

    chose = Signal(str)

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[str, str]],
        chosen: str,
        *,
        words: str = "",
        says: str = "",
        mark: str = "",
        more: Sequence[tuple[str, Callable[[], None]]] = (),
    ) -> None:
        """``choices``: (value, words). ``says`` is what stands at the right, the chosen words if empty."""
        super().__init__()
        self._name, self._choices, self._chosen = name, tuple(choices), chosen
        self._words, self._mark, self._more = words, mark, tuple(more)
        self._says = says or dict(choices).get(chosen, "")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.open_menu)
        self.dress()

    def say_anew(
        self,
        chosen: str,
        *,
        says: str = "",
        mark: str = "",
        choices: Sequence[tuple[str, str]] = (),
        more: Sequence[tuple[str, Callable[[], None]]] = (),
    ) -> None:
        """Another answer on the same line: a focus on it stays."""
        self._chosen, self._mark, self._more = chosen, mark, tuple(more)
        self._choices = tuple(choices) or self._choices
        self._says = says or dict(self._choices).get(chosen, "")
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        said = ", ".join(part for part in (self._name, self._says) if part)
        self.setAccessibleName(said)
        self.setToolTip(said)
        self._grow()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another height."""
        super().resizeEvent(event)
        self._grow()

    def _grow(self) -> None:
        self.setFixedHeight(self.needed())

    def needed(self) -> int:
        """The height at which every word stands whole, in pixels."""
        tall = 0.0
        if self._words and self._stacks():
            tall = self._height_of(self._words, "body", self._room()) + self._height_of(
                self._says, "small", self._room()
            )
        elif not self._words:
            tall = self._height_of(self._says, "small", self._room() - px(20))
        return max(px(TARGET), round(tall) + px(10))

    def _room(self) -> float:
        """Beside the mark."""
        return self.width() - (px(20) if self._mark else 0)

    def _stacks(self) -> bool:
        """Whether the name has no room beside what is chosen."""
        says = QFontMetricsF(font("small")).horizontalAdvance(self._says)
        return QFontMetricsF(font("body")).horizontalAdvance(self._words) > self._room() - says - px(14)

    def _height_of(self, words: str, role: str, width: float) -> float:
        wide = QRectF(0, 0, max(1.0, width), 10_000)
        return QFontMetricsF(font(role)).boundingRect(wide, Qt.TextFlag.TextWordWrap, words).height()

    def sizeHint(self) -> QSize:
        return QSize(px(120), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(px(80), self.height())

    def menu(self) -> QMenu:
        """The choices, the present one ticked."""
        made = QMenu(self)
        made.setAccessibleName(self._name)
        made.setFont(font("body"))
        for value, words in self._choices:
            action = made.addAction(words)
            action.setCheckable(True)
            action.setChecked(value == self._chosen)
            action.triggered.connect(lambda _=False, value=value: self.chose.emit(value))
            if value == self._chosen:
                made.setActiveAction(action)
        if self._more:
            made.addSeparator()
        for words, act in self._more:
            made.addAction(words).triggered.connect(lambda _=False, act=act: act())
        made.aboutToHide.connect(made.deleteLater)
        return made

    def open_menu(self) -> None:
        """Opens the choices under the line."""
        if self.isEnabled():
            self.menu().popup(self.mapToGlobal(QPoint(0, self.height())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Space and Down open the choices."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Down):
            self.open_menu()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = Qt.AlignmentFlag.AlignVCenter
        box = QRectF(self.rect())
        if self.isEnabled() and (self.underMouse() or ring_visible(self)):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("sunken"))
            painter.drawRoundedRect(box.adjusted(-px(2), 1, 0, -1), px(8), px(8))
        if ring_visible(self):
            painter.setPen(QPen(colour("focus"), focus_width()))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), px(8), px(8))
        if self._mark:
            first = px(5) + QFontMetricsF(font("body")).height() / 2 if self._stacks() else box.center().y()
            paint_mark(painter, QPointF(scaled(7), first), self._mark, 4.4)
            box.adjust(px(20), 0, 0, 0)
        says_font = font("small")
        whole = Qt.TextFlag.TextWordWrap
        if self._words and self._stacks():
            under = self._height_of(self._words, "body", box.width())
            name_box = QRectF(box.left(), px(5), box.width(), under)
            painter.setFont(font("body"))
            painter.setPen(colour("ink" if self._mark == "done" else "ink2"))
            painter.drawText(name_box, whole, self._words)
            painter.setFont(says_font)
            painter.setPen(colour("ink3"))
            painter.drawText(QRectF(box.left(), name_box.bottom(), box.width(), box.height()), whole, self._says)
            return
        if self._words:
            painter.setFont(says_font)
            painter.setPen(colour("ink3"))
            painter.drawText(box.adjusted(0, 0, -px(2), 0), middle | Qt.AlignmentFlag.AlignRight, self._says)
            painter.setFont(font("body"))
            painter.setPen(colour("ink" if self._mark == "done" else "ink2"))
            painter.drawText(box, middle | Qt.AlignmentFlag.AlignLeft, self._words)
            return
        painter.setFont(says_font)
        painter.setPen(colour("ink3"))
        room = box.adjusted(0, 0, -px(20), 0)
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignLeft | whole, self._says)
        if self.isEnabled():
            wide = QFontMetricsF(says_font).horizontalAdvance(self._says)
            x = box.left() + min(wide, room.width()) + px(4)
            painter.drawPixmap(QPointF(x, box.center().y() - px(6)), icons.pixmap("chevron-down", 12, "ink3"))
