"""Buttons, chips, tick boxes and tabs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QDialog,
    QPushButton,
    QSizePolicy,
    QTabBar,
    QToolButton,
    QWidget,
)

from iro_desk.ui import icons
from iro_desk.ui.focus import ring_visible
from iro_desk.ui.theme import colour, focus_width, font, line, px, scaled
from iro_desk.ui.widgets.layout import Margins, wrapping
from iro_desk.ui.widgets.marks import paint_mark, state_ink

BY_HAND = "by hand"
"""Property of a choice that a person made, and of a button pressed that reveals: both come back after a lock."""
_ICON_INK = {"primary": "on_accent", "plain": "accent", "danger": "late", "quiet": "ink2"}


class Button(QPushButton):
    """A verb and its object. Kinds: ``primary`` (one a pane), ``quiet``, ``plain`` (accent words), ``danger``.

    ``alone`` shows the icon without its words; they are its name and tooltip (close, print, previous, next).
    ``reveals``: it does nothing but show more fields.
    """

    def __init__(
        self,
        words: str,
        kind: str = "quiet",
        icon: str = "",
        *,
        small: bool = False,
        flush: bool = False,
        alone: bool = False,
        reveals: bool = False,
    ) -> None:
        super().__init__()
        if reveals:
            self.clicked.connect(self._by_hand)
        self._words, self._kind, self._icon, self._small, self._alone = words, kind, icon, small or alone, alone
        self.setProperty("kind", kind)
        self.setProperty("small", self._small)
        self.setProperty("flush", flush)
        self.setProperty("alone", alone)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.dress()

    def _by_hand(self) -> None:
        self.setProperty(BY_HAND, True)

    def say(self, words: str, icon: str | None = None) -> None:
        """Other words, and another icon if one is given."""
        self._words = words
        if icon is not None:
            self._icon = icon
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self.setFont(font("label" if self._small else "medium"))
        self.setAccessibleName(self._words)
        shown = self._words.replace("&", "&&")
        if self._icon:
            size = 16 if self._small else 18
            self.setIcon(icons.icon(self._icon, size, _ICON_INK[self._kind]))
            self.setIconSize(QSize(px(size), px(size)))
            shown = f" {shown}"
        self.setText("" if self._alone else shown)
        if self._alone:
            self.setToolTip(self._words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses a button that has the focus, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class FactButton(QAbstractButton):
    """A fact of a header with a day in it: it looks as a fact does, and a click or Enter asks about its day."""

    def __init__(self, icon: str, words: str, *, mark: str = "") -> None:
        """``mark`` is a state's shape in the icon's place."""
        super().__init__()
        self._icon, self._mark = icon, mark
        self.say(words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def say(self, words: str) -> None:
        """Other words."""
        self._words = words
        self.setText(words)
        self.setAccessibleName(f"{words}: why?")
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(font("label")).horizontalAdvance(self._words)
        return QSize(px(22) + round(width) + 3, line("label"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._mark:
            paint_mark(painter, QPointF(scaled(8), self.height() / 2), self._mark)
        else:
            painter.drawPixmap(QPointF(0, (self.height() - px(16)) / 2), icons.pixmap(self._icon, 16, "ink3"))
        words = font("label")
        words.setUnderline(self.underMouse())
        painter.setFont(words)
        painter.setPen(colour(state_ink(self._mark) if self._mark else "ink2"))
        box = QRectF(px(22), 0, self.width() - px(22), self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._words)
        if ring_visible(self):
            painter.setPen(QPen(colour("focus"), focus_width()))
            inside = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(inside, px(4), px(4))


class Chip(QAbstractButton):
    """A filter or a view, with how many are behind it. Never a fact, never a state."""

    def __init__(self, words: str, count: int | None = None, *, chosen: bool = False) -> None:
        super().__init__()
        self._words, self._count = words, count
        self.setCheckable(True)
        self.setChecked(chosen)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.dress()

    def set_count(self, count: int | None) -> None:
        """Another number behind it."""
        self._count = count
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self.setAccessibleName(self._words if self._count is None else f"{self._words}, {self._count}")
        self.setText(self._words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(font("label"))
        width = px(21) + metrics.horizontalAdvance(self._words)
        if self._count is not None:
            width += px(6) + metrics.horizontalAdvance(str(self._count))
        return QSize(round(width) + 1, px(32))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        inside = QRectF(0.5, px(2) + 0.5, self.width() - 1, px(28) - 1)
        tone = "accent_tint" if chosen else "sunken"
        seen = self.underMouse() or isinstance(self.window(), QDialog)  # On what is raised the tone alone is not seen.
        edge = "accent_line" if chosen else "line_strong" if seen else "line"
        painter.setPen(QPen(colour(edge), 1))
        painter.setBrush(colour(tone))
        painter.drawRoundedRect(inside, px(14), px(14))
        if ring_visible(self):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("focus"), focus_width()))
            painter.drawRoundedRect(inside.adjusted(0.5, 0.5, -0.5, -0.5), px(14), px(14))
        painter.setFont(font("label"))
        words = inside.adjusted(px(10), 0, 0, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setPen(colour("accent" if chosen else "ink2"))
        painter.drawText(words, flags, self._words)
        if self._count is not None:
            painter.setPen(colour("accent" if chosen else "ink3"))
            words.adjust(QFontMetricsF(painter.font()).horizontalAdvance(self._words) + px(6), 0, 0, 0)
            painter.drawText(words, flags, str(self._count))


class Chips(QWidget):
    """Chips of which one is chosen. Left and right move between them."""

    chose = Signal(str)

    def __init__(
        self, options: Sequence[tuple[str, str, int | None]], chosen: str = "", *, margins: Margins = (0, 0, 0, 0)
    ) -> None:
        """``options``: (key, words, count)."""
        super().__init__()
        self._chips = {key: Chip(words, count) for key, words, count in options}
        inside = wrapping(*self._chips.values(), gap=6, line_gap=2, margins=margins)
        layout = inside.layout()
        assert layout is not None
        self.setLayout(layout)
        self.setSizePolicy(inside.sizePolicy())
        for key, chip in self._chips.items():
            chip.clicked.connect(lambda _=False, key=key: self._picked(key))
        self._chosen = ""
        self.choose(chosen or next(iter(self._chips), ""))

    def chosen(self) -> str:
        """The key of the chosen one."""
        return self._chosen

    def choose(self, key: str) -> None:
        """Chooses without telling."""
        self._chosen = key
        for each, chip in self._chips.items():
            chip.setChecked(each == key)

    def set_counts(self, counts: Mapping[str, int | None]) -> None:
        """Other numbers behind them."""
        for key, number in counts.items():
            self._chips[key].set_count(number)

    def show_only(self, keys: Sequence[str]) -> None:
        """The chips that are offered; the chosen one always is."""
        for key, chip in self._chips.items():
            chip.setVisible(key in keys or key == self._chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right move the focus between the chips."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        chips = [chip for chip in self._chips.values() if not chip.isHidden()]
        at = next((number for number, chip in enumerate(chips) if chip.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
        else:
            chips[(at + step) % len(chips)].setFocus(Qt.FocusReason.TabFocusReason)

    def pick_again(self, key: str) -> None:
        """What was picked before comes back, and is told; what is not offered any more is passed over."""
        if key in self._chips and key != self._chosen:
            self._picked(key)

    def _picked(self, key: str) -> None:
        self.setProperty(BY_HAND, True)
        self.choose(key)
        self.chose.emit(key)


class CheckBox(QCheckBox):
    """A tick box with its words; the whole line is the target."""

    def __init__(self, words: str, *, ticked: bool = False) -> None:
        super().__init__()
        self._words = words
        self.setChecked(ticked)
        self.clicked.connect(self._by_hand)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.dress()

    def _by_hand(self) -> None:
        self.setProperty(BY_HAND, True)

    def say(self, words: str) -> None:
        """Other words."""
        self._words = words
        self.dress()
        self.update()

    def dress(self) -> None:
        """Takes the theme."""
        self.setFont(font("body"))
        self.setText(self._words.replace("&", "&&"))
        self.setAccessibleName(self._words)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(font("body")).horizontalAdvance(self._words)
        return QSize(round(width) + px(38), max(px(32), line("body")))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:
        """The whole line."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, top = px(20), (self.height() - px(20)) / 2
        box = QRectF(2, top, side, side)
        on = self.isChecked()
        painter.setPen(QPen(colour("accent" if on else "edge"), 1.6))
        painter.setBrush(colour("accent" if on else "paper"))
        painter.drawRoundedRect(box, px(4), px(4))
        if on:
            pen = QPen(colour("on_accent"), px(2), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            x, y, r = box.center().x(), box.center().y(), px(5)
            points = [QPointF(x - r, y), QPointF(x - r * 0.25, y + r * 0.7), QPointF(x + r, y - r * 0.7)]
            painter.drawPolyline(QPolygonF(points))
        if ring_visible(self):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("focus"), focus_width()))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(6), px(6))
        painter.setFont(font("body"))
        painter.setPen(colour("ink" if self.isEnabled() else "ink3"))
        words = QRectF(self.rect()).adjusted(px(34), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._words)


class Tabs(QTabBar):
    """Words with an accent line under the open one; left and right move. ``pane.tab_line`` sets them on a hairline."""

    opened = Signal(str)

    def __init__(self, tabs: Sequence[tuple[str, str]], opened: str = "") -> None:
        """``tabs``: (key, words)."""
        super().__init__()
        self._keys = [key for key, _ in tabs]
        self.setExpanding(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setUsesScrollButtons(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("Parts of this page")
        for _, words in tabs:
            self.addTab(words.replace("&", "&&"))
        for scroller in self._scrollers():
            scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # The arrow keys do it.
        self.dress()
        if opened in self._keys:
            self.setCurrentIndex(self._keys.index(opened))
        self.currentChanged.connect(lambda index: self.opened.emit(self._keys[index]))

    def key(self) -> str:
        """The key of the open one."""
        return self._keys[self.currentIndex()]

    def open(self, key: str) -> None:
        """Opens one."""
        self.setCurrentIndex(self._keys.index(key))

    def say(self, key: str, words: str) -> None:
        """Other words on one, such as another count."""
        self.setTabText(self._keys.index(key), words.replace("&", "&&"))

    def dress(self) -> None:
        """Takes the theme."""
        self.setFont(font("small_strong"))
        for scroller, icon in zip(self._scrollers(), ("chevron-left", "chevron-right"), strict=True):
            scroller.setIcon(icons.icon(icon, 18))
            scroller.setIconSize(QSize(px(18), px(18)))

    def tabLayoutChange(self) -> None:
        """Qt has just given its scroll buttons the style's own arrows; they keep the icons."""
        for scroller in self._scrollers():
            scroller.setArrowType(Qt.ArrowType.NoArrow)

    def _scrollers(self) -> list[QToolButton]:
        """Qt's two buttons that scroll the tabs, left and right."""
        return self.findChildren(QToolButton, options=Qt.FindChildOption.FindDirectChildrenOnly)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if ring_visible(self):
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colour("focus"), focus_width()))
            painter.drawRoundedRect(
                QRectF(self.tabRect(self.currentIndex())).adjusted(1, 1, -px(20), -px(4)), px(4), px(4)
            )
