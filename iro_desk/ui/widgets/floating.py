"""What floats above the page: the pop-over and the dialog, and the one shadow."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from iro_desk.ui.theme import colour, px, theme
from iro_desk.ui.tokens import tokens
from iro_desk.ui.widgets.buttons import Button
from iro_desk.ui.widgets.layout import Scroll, add, column, row
from iro_desk.ui.widgets.text import Text

OpenedBy = tuple[Callable[[], QWidget | None], str, list[Any], dict[str, Any]]
"""The pane (held weakly), its method and the arguments that opened a dialog or a pop-over: how it is opened again
after a lock."""


_LAID_OUT_MS = 60
"""After so long what was put into a dialog has taken its room."""
_REACH, _STEPS, _ALONG = 24, 18, 64
"""Pixels that a shadow is seen beside what floats, at most; layers of it; pixels of an edge that are kept."""


def paint_shadow(painter: QPainter, where: QRectF, radius: float = 12) -> None:
    """Paints the shadow of what floats; none in high contrast, where the edge does its work."""
    strength = tokens().shadow[theme.mode]
    if not strength:
        return
    corner = _REACH + math.ceil(radius) + 7  # Beyond it an edge of the shadow is the same all along.
    outer = where.toAlignedRect().adjusted(-_REACH, -_REACH, _REACH, _REACH)
    ink = colour("shadow", strength / _STEPS).name(QColor.NameFormat.HexArgb)
    tiles = _shadow_tiles(radius, corner, painter.device().devicePixelRatio(), ink)
    right, low = outer.right() + 1 - corner, outer.bottom() + 1 - corner
    across = ((outer.left(), corner), (outer.left() + corner, outer.width() - 2 * corner), (right, corner))
    down = ((outer.top(), corner), (outer.top() + corner, outer.height() - 2 * corner), (low, corner))
    for n, (y, high) in enumerate(down):
        for m, (x, wide) in enumerate(across):
            if (n, m) != (1, 1) and high > 0 and wide > 0:  # The middle lies under what floats.
                painter.drawTiledPixmap(QRectF(x, y, wide, high), tiles[n][m])


@lru_cache(maxsize=8)
def _shadow_tiles(radius: float, corner: int, ratio: float, ink: str) -> list[list[QPixmap]]:
    """Corners and pieces of edges, in three rows: any size of the shadow is laid of them."""
    side = 2 * corner + _ALONG
    whole = QPixmap(QSize(side, side) * ratio)
    whole.setDevicePixelRatio(ratio)
    whole.fill(Qt.GlobalColor.transparent)
    painter = QPainter(whole)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ink))
    where = QRectF(_REACH, _REACH, side - 2 * _REACH, side - 2 * _REACH)
    for spread in range(_STEPS, 0, -1):
        painter.drawRoundedRect(
            where.adjusted(-spread, -spread + 6, spread, spread + 6), radius + spread, radius + spread
        )
    painter.end()
    parts = ((0, corner), (corner, _ALONG), (corner + _ALONG, corner))
    return [
        [whole.copy(QRectF(x * ratio, y * ratio, wide * ratio, high * ratio).toRect()) for x, wide in parts]
        for y, high in parts
    ]


_NARROWEST = 340
"""How narrow a pop-over may become to stand beside what it explains."""


class Popover(QWidget):
    """A small window beside what it explains. Esc closes it and the focus goes back to where it was.

    ``Popover(body, name).show_beside(widget, rect)``: it stands at the right of ``rect`` if there is room,
    else at its left, and never over it.
    """

    closed = Signal()
    _AIR = 26
    _TIP = 11

    def __init__(self, body: QWidget, name: str, *, width: int = 452) -> None:
        super().__init__()
        self._width = width
        self.opened_by: OpenedBy | None = None
        self._tip_y = 0.0
        self._tip_left = True
        self._back: QWidget | None = None
        self._beside: tuple[QWidget, QRect] | None = None
        self._at = QRect()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        air = self._AIR
        column(body, margins=(air + 24, air + 16, air + 24, air + 18), into=self)
        self.hide()

    def show_beside(self, widget: QWidget, rect: QRect | None = None) -> None:
        """Shows it beside a part of a widget (or the whole of it)."""
        window = widget.window()
        self._back = QApplication.focusWidget()
        self._beside = (widget, rect if rect is not None else widget.rect())
        self.setParent(window)
        window.installEventFilter(self)
        self._place()
        self.show()
        self.raise_()
        first = self._first_control()
        (first or self).setFocus(Qt.FocusReason.PopupFocusReason)

    def close_it(self) -> None:
        """Closes and gives the focus back."""
        back, self._back, self._beside = self._back, None, None
        self.hide()
        self.closed.emit()
        self.deleteLater()
        if back is not None and isValid(back) and back.isVisible():
            back.setFocus(Qt.FocusReason.PopupFocusReason)

    def dress(self) -> None:
        """Takes the theme."""
        if self._beside is not None:
            self._place()

    def event(self, event: QEvent) -> bool:
        """Words that come or go inside give it another height."""
        if event.type() == QEvent.Type.LayoutRequest and self._beside is not None:
            self._place()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps its place when the window changes size; a press elsewhere closes it."""
        if event.type() == QEvent.Type.Resize and self._beside is not None:
            self._place()
        if event.type() == QEvent.Type.MouseButtonPress and self.isVisible():
            self.close_it()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_it()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QEvent) -> None:
        """A press inside stays inside."""
        event.accept()

    def focusNextPrevChild(self, next: bool) -> bool:
        """The Tab key stays inside while it is open."""
        controls = self._controls()
        if not controls:
            return True
        focused = QApplication.focusWidget()
        at = controls.index(focused) if focused in controls else (-1 if next else 0)
        controls[(at + (1 if next else -1)) % len(controls)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = QRectF(self.rect()).adjusted(self._AIR, self._AIR, -self._AIR, -self._AIR)
        paint_shadow(painter, inside, px(12))
        shape, tip = QPainterPath(), QPainterPath()
        shape.addRoundedRect(inside, px(12), px(12))
        edge, out = (inside.left() + 1, -1) if self._tip_left else (inside.right() - 1, 1)
        tip.moveTo(edge, self._tip_y - 10)
        tip.lineTo(edge + out * (self._TIP + 1), self._tip_y)
        tip.lineTo(edge, self._tip_y + 10)
        tip.closeSubpath()
        painter.setPen(QPen(colour("line_strong"), 1))
        painter.setBrush(colour("raised"))
        painter.drawPath(shape.united(tip))

    def _place(self) -> None:
        assert self._beside is not None
        widget, rect = self._beside
        window = self.window()
        if isValid(widget) and widget.window() is window:  # Else a pane made its rows anew: it stays where it was.
            self._at = QRect(widget.mapTo(window, rect.topLeft()), rect.size())
        at = self._at
        air, tip = self._AIR, self._TIP
        width = min(px(self._width) + 2 * air, window.width())
        right = at.right() + tip - air
        room = window.width() + air - px(4) - right
        if width > room >= px(_NARROWEST) and at.left() - tip + air < width:
            width = room  # Rather narrower than over what it explains.
        self.setFixedWidth(width)
        layout = self.layout()
        height = layout.heightForWidth(width) if layout is not None and layout.hasHeightForWidth() else 0
        height = min(max(height, self.sizeHint().height() if height <= 0 else height), window.height() + air)
        self.setFixedHeight(height)
        left = at.left() - tip + air - width
        self._tip_left = right + width - air <= window.width() or left < -air
        x = right if self._tip_left else left
        x = min(max(-air + px(4), x), window.width() - width + air - px(4))
        middle = at.center().y()
        y = min(max(-air + px(8), middle - height // 3), window.height() - height + air - px(8))
        self.move(QPoint(x, y))
        self._tip_y = min(max(middle - y, air + px(24)), height - air - px(24))

    def _controls(self) -> list[QWidget]:
        return [
            child
            for child in self.findChildren(QWidget)
            if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisibleTo(self) and child.isEnabled()
        ]

    def _first_control(self) -> QWidget | None:
        return next(iter(self._controls()), None)


class Dialog(QDialog):
    """A question over the window: opened, never executed. Esc leaves everything as it was.

    The title is the question with its object; the body says what changes and what can be undone; the buttons
    are verbs. ``chose`` tells the key of the button. A body that is taller than the window scrolls.
    """

    chose = Signal(str)

    def __init__(
        self,
        parent: QWidget,
        title: str,
        body: QWidget,
        buttons: Sequence[tuple[str, str, str]],
        *,
        width: int = 560,
        check: Callable[[str], bool] | None = None,
    ) -> None:
        """``buttons``: (key, words, kind). ``check`` may keep the dialog open by answering ``False``."""
        super().__init__(parent.window())
        self._width, self._check = width, check
        self.opened_by: OpenedBy | None = None
        self.setWindowTitle("IRO Desk")
        self.setAccessibleName(title)
        self.setModal(True)
        for action in parent.window().actions():
            if action.objectName() == "lock":
                self.addAction(action)  # The desk can be locked over any question.
        self.buttons: dict[str, Button] = {}
        foot = row(None, gap=8, margins=(0, 16, 0, 0))
        for key, words, kind in buttons:
            button = Button(words, kind)
            button.clicked.connect(lambda _=False, key=key: self._press(key))
            self.buttons[key] = button
            add(foot, button)
        self._scroll = Scroll(column(body, None, margins=(0, 0, 10, 0)))
        grows = QTimer(self, singleShot=True, interval=_LAID_OUT_MS)
        grows.timeout.connect(self._grow)
        self._scroll.verticalScrollBar().rangeChanged.connect(lambda *_: grows.start())
        column(Text(title, "title", wrap=True), 10, (self._scroll, 1), foot, margins=(28, 22, 24, 22), into=self)
        self._body = body
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._bring_into_sight)
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self.setFixedWidth(min(px(self._width), self._over().width()))

    def open_it(self) -> None:
        """Opens over its window; its first control has the focus."""
        self.dress()
        window = self._over()
        inside = self._body.layout()
        room = self.width() - px(70)
        measured = inside is not None and inside.hasHeightForWidth()
        tall = inside.totalHeightForWidth(room) if inside is not None and measured else self._body.sizeHint().height()
        self.resize(self.width(), min(tall + px(150), max(px(260), window.height() - px(40))))
        self.open()

    def _bring_into_sight(self, _: QWidget | None, field: QWidget | None) -> None:
        """What is typed into is seen, with its name above it, once everything has its place."""
        if field is not None and self._scroll.isAncestorOf(field):
            QTimer.singleShot(0, self, self._show_what_is_typed)

    def _show_what_is_typed(self) -> None:
        field = self.focusWidget()
        if field is not None and self._scroll.isAncestorOf(field):
            self._show_whole(field)

    def _show_whole(self, field: QWidget) -> None:
        """With its name above it and what is said of it below: Qt itself cares for the caret only."""
        top = field.mapTo(self._scroll.viewport(), QPoint()).y() + self._scroll.verticalScrollBar().value()
        self._scroll.ensureVisible(0, top + field.height(), 0, px(30))
        self._scroll.ensureVisible(0, top, 0, px(36))

    def _grow(self) -> None:
        """As high as its body where the window has room, so that nothing needs scrolling without need."""
        hidden = self._scroll.verticalScrollBar().maximum()
        over, framed = self._over().frameGeometry(), self.frameGeometry()
        frame = framed.height() - self.height()
        tall = min(self.height() + hidden + 2, over.height() - px(40))
        if hidden > 0 and tall > self.height():
            self.resize(self.width(), tall)
            top = min(framed.y(), over.bottom() - tall - frame)
            self.move(framed.x(), max(top, over.top()))
        self._show_what_is_typed()

    def _over(self) -> QWidget:
        """The window it stands over. Not kept: a child that keeps its parent is a circle that nobody frees."""
        window = self.parentWidget()
        assert window is not None
        return window

    def _press(self, key: str) -> None:
        if self._check is None or self._check(key):
            self.accept()
            self.chose.emit(key)
            self.deleteLater()

    def reject(self) -> None:
        """Esc, or the window's own close: everything stays as it was."""
        super().reject()
        self.chose.emit("")
        self.deleteLater()
