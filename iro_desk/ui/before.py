"""What the screens before the desk share: the calm side with the motif, and one question beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from iro_desk.ui.theme import px
from iro_desk.ui.widgets import Icon, Scroll, Sign, Spots, Surface, Text, column, paint_window, row

# A year of windows: start, target, end and booking as shares of the width.
_BARS: tuple[tuple[float, float, float, float | None], ...] = (
    (0.06, 0.34, 0.52, 0.40),
    (0.22, 0.46, 0.70, None),
    (0.12, 0.30, 0.44, 0.26),
    (0.40, 0.62, 0.86, 0.66),
    (0.30, 0.52, 0.64, None),
    (0.52, 0.74, 0.94, 0.78),
    (0.16, 0.36, 0.58, 0.50),
)


def brand() -> QWidget:
    """The sign and the program's name."""
    return row(Sign(44), Text("IRO Desk", "title"), None, gap=12)


def promise(words: str) -> QWidget:
    """The line at the foot that says what the program never does."""
    return row(Icon("wifi-off", 16, "ink3"), Text(words, "small", "ink3"), None, gap=7)


class PictureSide(Surface):
    """The calm side: what is so in one sentence, over the sign of the program drawn large."""

    def __init__(self, title: str, words: str) -> None:
        super().__init__("rail")
        self._words = Text(words, "meet", "ink2", wrap=True)
        column(
            brand(), 56, Text(title, "display", wrap=True), 10, self._words, None, margins=(64, 56, 56, 48), into=self
        )
        self.setAccessibleName(f"{title} {words}")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setOpacity(0.9)
        left, width = px(64), self.width() - px(120)
        top = max(self.height() - px(344), self._words.geometry().bottom() + px(40))
        for number, (start, target, end, booked) in enumerate(_BARS):
            y = top + number * px(36)
            if y > self.height() - px(24):
                break
            spots = Spots(
                start=left + start * width,
                end=left + end * width,
                target=left + target * width,
                booked=None if booked is None else left + booked * width,
            )
            paint_window(painter, spots, y, height=10, ground="rail")


class BeforeScreen(QWidget):
    """A side and a form. The form scrolls; the side goes when the window is narrow, the foot when it is low."""

    def __init__(self) -> None:
        super().__init__()
        self._side: QWidget | None = None
        self._foot: QWidget | None = None
        self._side_width = 0

    def _stand(self, side: QWidget, form: QWidget, *, side_width: int, foot: QWidget | None = None) -> None:
        """Puts the side and the form (or a stack of forms that scroll) in place, and a line at the foot."""
        self._side, self._side_width = side, side_width
        paper = Surface("paper")
        upright = QVBoxLayout(paper)
        upright.setContentsMargins(0, 0, 0, 0)
        upright.setSpacing(0)
        upright.addWidget(form if isinstance(form, QStackedWidget) else Scroll(form), 1)
        self._foot = foot
        if foot is not None:
            upright.addWidget(foot)
        beside = QHBoxLayout(self)
        beside.setDirection(QBoxLayout.Direction.LeftToRight)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(side)
        beside.addWidget(paper, 1)
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        if self._side is None:
            return
        self._side.setVisible(self.width() >= px(880))
        if self._foot is not None:
            self._foot.setVisible(self.height() >= px(560))  # The form is what a low window has room for.
        self._side.setFixedWidth(min(px(self._side_width), self.width() * 41 // 100))


class _Measure(QWidget):
    """No wider than can be read."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self._width = width
        self.dress()

    def dress(self) -> None:
        self.setMaximumWidth(px(self._width))


def centred(*items: QWidget | int | tuple[QWidget, int | Qt.AlignmentFlag] | None, width: int = 620) -> QWidget:
    """A form in the middle of its height, no wider than can be read."""
    inside = column(None, *items, None, into=_Measure(width))
    return row((inside, 1), gap=0, margins=(96, 24, 96, 24))
