"""The rail: the places of the window, and at its foot what is always at hand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from iro_desk.ui import icons
from iro_desk.ui.focus import ring_visible
from iro_desk.ui.theme import colour, focus_width, font, line, plain_ground, px, size
from iro_desk.ui.widgets.layout import Surface, add, column
from iro_desk.ui.widgets.windows import Sign

LEAST = 45
"""Icon, word and a breath, in pixels at 100 %: no button of the rail is lower."""
GAP = 4
"""Between two places, in pixels at 100 %; where it is low one stands over the first alone."""


class RailButton(QAbstractButton):
    """Icon over word, always both. A place can be the open one and can wear one badge: what is late."""

    def __init__(self, icon: str, words: str, *, place: bool, tip: str = "") -> None:
        super().__init__()
        self._icon, self._words, self._badge = icon, words, 0
        self._room, self._under = 10_000, 0
        self.setCheckable(place)
        self.setText(words)
        self.setToolTip(tip)
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.dress()

    def set_badge(self, late: int) -> None:
        """How many are late; none is shown for 0."""
        self._badge = late
        self.setAccessibleName(f"{self._words}, {late} late" if late else self._words)
        self.update()

    def dress(self) -> None:
        """Takes the theme."""
        self.setFixedSize(self.sizeHint())
        self.update()

    def keep_to(self, height: int, under: int = 0) -> None:
        """No higher than this, for the window is low or type is large; ``under`` it so much stays free."""
        self._room, self._under = height, under
        self.dress()

    def sizeHint(self) -> QSize:
        return QSize(size("rail"), min(size("rail_item"), self._room) + self._under)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        active = self.isChecked()
        inside = QRectF(self.rect()).adjusted(px(7), 1, -px(7), -1 - self._under)
        if active or self.underMouse():
            painter.setPen(QPen(colour("accent_line"), 1) if active and plain_ground() else Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent_tint" if active else "sunken"))
            painter.drawRoundedRect(inside, px(8), px(8))
        ink = "accent" if active else "ink2"
        picture = icons.pixmap(self._icon, 22, ink, active=active)
        up = (size("rail_item") + self._under - self.height()) / 2
        painter.drawPixmap(QPointF((self.width() - px(22)) / 2, px(8) - up), picture)
        painter.setFont(font("small_strong" if active else "small"))
        painter.setPen(colour(ink))
        if QFontMetricsF(painter.font()).horizontalAdvance(self._words) > self.width() - px(6):
            closer = painter.font()
            closer.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 96)
            painter.setFont(closer)
        painter.drawText(QRectF(0, px(33) - up, self.width(), line("small")), Qt.AlignmentFlag.AlignCenter, self._words)
        if self._badge:
            self._paint_badge(painter)
        if ring_visible(self):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("focus"), focus_width()))
            painter.drawRoundedRect(inside.adjusted(1, 1, -1, -1), px(8), px(8))

    def _paint_badge(self, painter: QPainter) -> None:
        words = str(self._badge)
        painter.setFont(font("small_strong"))
        width = max(px(20), QFontMetricsF(painter.font()).horizontalAdvance(words) + px(10))
        box = QRectF(self.width() / 2 + px(9), 1, width, px(19))
        painter.setPen(QPen(colour("rail"), 2))
        painter.setBrush(colour("late"))
        painter.drawRoundedRect(box, px(19) / 2, px(19) / 2)
        painter.setPen(colour("rail"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


class Rail(Surface):
    """The sign, the places, and at the foot what acts on the whole window. It shows what exists.

    ``went`` tells the key of the place asked for, ``asked`` the key of a foot button.
    """

    went = Signal(str)
    asked = Signal(str)

    def __init__(self, places: Sequence[tuple[str, str, str]], foot: Sequence[tuple[str, str, str, str]]) -> None:
        """``places``: (key, icon, words); ``foot``: (key, icon, words, tooltip)."""
        super().__init__("rail")
        self.setAccessibleName("Places")
        self.places: dict[str, RailButton] = {}
        self.foot: dict[str, RailButton] = {}
        self._head = column((Sign(), Qt.AlignmentFlag.AlignHCenter), margins=(0, 18, 0, 18))
        self._top = column()
        for key, icon, words in places:
            button = RailButton(icon, words, place=True)
            button.clicked.connect(lambda _=False, key=key: self.go(key))
            self.places[key] = button
        column(self._head, self._top, *self.places.values(), None, into=self)
        for key, icon, words, tip in foot:
            button = RailButton(icon, words, place=False, tip=tip)
            button.clicked.connect(lambda _=False, key=key: self.asked.emit(key))
            self.foot[key] = button
            add(self, button)
        add(self, 10)
        self.dress()

    def show_place(self, key: str) -> None:
        """Marks a place as the open one, without telling."""
        for each, button in self.places.items():
            button.setChecked(each == key)

    def go(self, key: str) -> None:
        """Goes to a place."""
        self.show_place(key)
        self.went.emit(key)

    def dress(self) -> None:
        """Takes the theme."""
        self.setFixedWidth(size("rail"))
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is low the buttons stand closer, and at the last the sign gives way: no word is cut."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        buttons = (*self.places.values(), *self.foot.values())
        free = self.height() - px(10)
        beside_sign = free - self._head.sizeHint().height() - px(GAP) * len(self.places)
        whole = beside_sign >= px(LEAST) * len(buttons)
        self._head.setVisible(whole)
        self._top.setFixedHeight(0 if whole else px(GAP))
        height = max(px(LEAST), (beside_sign if whole else free - px(GAP)) // len(buttons))
        for button in self.places.values():
            button.keep_to(height, px(GAP) if whole else 0)
        for button in self.foot.values():
            button.keep_to(height)
