"""How parts stand together: columns, rows, lines that wrap, plain tones and hairlines.

A surface is a tone, never a box; hairlines stand between things, never round them. Margins and gaps are
given in pixels at 100 % and follow the size setting.
"""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QSizePolicy,
    QSpacerItem,
    QWidget,
)

from iro_desk.ui.theme import colour, px

Margins: TypeAlias = tuple[int, int, int, int]
Item: TypeAlias = QWidget | int | tuple[QWidget, "int | Qt.AlignmentFlag"] | None
"""A widget; a gap in pixels; (widget, stretch or alignment); ``None`` for room that gives way."""


class _Line(QBoxLayout):
    """A row or column that knows its margins and gaps at 100 %."""

    def __init__(self, direction: QBoxLayout.Direction, gap: int, margins: Margins) -> None:
        super().__init__(direction)
        self._gap, self._margins = gap, margins
        self._gaps: list[tuple[QSpacerItem, int]] = []
        self.dress()

    def put(self, *items: Item) -> None:
        """Adds items at the end."""
        for item in items:
            if item is None:
                self.addStretch(1)
            elif isinstance(item, int):
                spacer = QSpacerItem(0, 0)
                self._gaps.append((spacer, item))
                self._size(spacer, item)
                self.addItem(spacer)
            elif isinstance(item, tuple):
                widget, how = item
                if isinstance(how, Qt.AlignmentFlag):
                    self.addWidget(widget, 0, how)
                else:
                    self.addWidget(widget, how)
            else:
                self.addWidget(item)

    def dress(self) -> None:
        """Takes the size in use."""
        self.setSpacing(px(self._gap))
        self.setContentsMargins(*(px(edge) for edge in self._margins))
        for spacer, pixels in self._gaps:
            self._size(spacer, pixels)
        self.invalidate()

    def _size(self, spacer: QSpacerItem, pixels: int) -> None:
        fixed, open_ = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum
        if self.direction() in (QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.BottomToTop):
            spacer.changeSize(0, px(pixels), open_, fixed)
        else:
            spacer.changeSize(px(pixels), 0, fixed, open_)


def column(*items: Item, gap: int = 0, margins: Margins = (0, 0, 0, 0), into: QWidget | None = None) -> QWidget:
    """Items under one another, in ``into`` or in a new plain widget. Margins: left, top, right, bottom."""
    return _stand(QBoxLayout.Direction.TopToBottom, items, gap, margins, into)


def row(*items: Item, gap: int = 8, margins: Margins = (0, 0, 0, 0), into: QWidget | None = None) -> QWidget:
    """Items beside one another, in ``into`` or in a new plain widget. Margins: left, top, right, bottom."""
    return _stand(QBoxLayout.Direction.LeftToRight, items, gap, margins, into)


def add(to: QWidget, *items: Item) -> None:
    """Adds items at the end of a widget made by :func:`column` or :func:`row`."""
    layout = to.layout()
    assert isinstance(layout, _Line)
    layout.put(*items)


def clear(widget: QWidget) -> None:
    """Takes every item out of a widget's layout and destroys what stood there."""
    layout = widget.layout()
    if layout is None:
        return
    while (item := layout.takeAt(0)) is not None:
        inside = item.widget()
        if inside is not None:
            inside.hide()
            inside.setParent(None)
            inside.deleteLater()
    if isinstance(layout, _Line):
        layout._gaps.clear()


def lowest(widget: QWidget, width: int) -> int:
    """The least height at which everything laid out in a widget stands whole at that width, in pixels."""
    layout = widget.layout()
    assert layout is not None
    return layout.minimumHeightForWidth(width) if layout.hasHeightForWidth() else layout.minimumSize().height()


def _stand(
    direction: QBoxLayout.Direction, items: tuple[Item, ...], gap: int, margins: Margins, into: QWidget | None
) -> QWidget:
    widget = into if into is not None else QWidget()
    layout = _Line(direction, gap, margins)
    widget.setLayout(layout)
    layout.put(*items)
    return widget


class _Wrap(QLayout):
    """Beside one another, and on the next line when the width ends."""

    def __init__(self, gap: int, line_gap: int, margins: Margins) -> None:
        super().__init__()
        self._kept: list[QLayoutItem] = []
        self._gap, self._line_gap, self._margins = gap, line_gap, margins
        self.dress()

    def dress(self) -> None:
        """Takes the size in use."""
        self.setContentsMargins(*(px(edge) for edge in self._margins))
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._kept.append(item)

    def count(self) -> int:
        return len(self._kept)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._kept[index] if 0 <= index < len(self._kept) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._kept.pop(index) if 0 <= index < len(self._kept) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        edge = self.contentsMargins()
        shown = [item.sizeHint() for item in self._kept if not item.isEmpty()]
        width = sum(each.width() for each in shown) + px(self._gap) * max(0, len(shown) - 1)
        height = max((each.height() for each in shown), default=0)
        return QSize(width + edge.left() + edge.right(), height + edge.top() + edge.bottom())

    def minimumSize(self) -> QSize:
        edge = self.contentsMargins()
        shown = [item.minimumSize() for item in self._kept if not item.isEmpty()]
        width = max((each.width() for each in shown), default=0)
        height = max((each.height() for each in shown), default=0)
        return QSize(width + edge.left() + edge.right(), height + edge.top() + edge.bottom())

    def _place(self, rect: QRect, *, move: bool) -> int:
        edge = self.contentsMargins()
        area = rect.marginsRemoved(edge)
        x, y, tall = area.x(), area.y(), 0
        for item in self._kept:
            if item.isEmpty():
                continue
            wanted = item.sizeHint()
            width = min(wanted.width(), area.width())
            folds = width < wanted.width() and item.hasHeightForWidth()
            height = item.heightForWidth(width) if folds else wanted.height()
            if x > area.x() and x + width > area.x() + area.width():
                x, y, tall = area.x(), y + tall + px(self._line_gap), 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), QSize(width, height)))
            x += width + px(self._gap)
            tall = max(tall, height)
        return y + tall - rect.y() + edge.bottom()


def wrapping(*widgets: QWidget, gap: int = 8, line_gap: int = 6, margins: Margins = (0, 0, 0, 0)) -> QWidget:
    """Widgets beside one another that go to the next line when there is no room."""
    made = QWidget()
    layout = _Wrap(gap, line_gap, margins)
    made.setLayout(layout)
    for widget in widgets:
        layout.addWidget(widget)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    return made


class Surface(QWidget):
    """A plain tone, with hairlines at the edges named in ``lines`` (letters of "left top right bottom")."""

    def __init__(self, tone: str | None = "paper", *, lines: str = "", radius: int = 0, edge: str = "") -> None:
        super().__init__()
        self._tone, self._lines, self._radius, self._edge = tone, lines.split(), radius, edge

    def set_tone(self, tone: str | None) -> None:
        """Another tone."""
        self._tone = tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._tone or self._edge:
            painter.setPen(QPen(colour(self._edge), 1) if self._edge else Qt.PenStyle.NoPen)
            painter.setBrush(colour(self._tone) if self._tone else Qt.BrushStyle.NoBrush)
            if self._radius:
                inside = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
                painter.drawRoundedRect(inside, px(self._radius), px(self._radius))
            else:
                painter.fillRect(self.rect(), colour(self._tone or "paper"))
        width, height = self.width(), self.height()
        for name, at in (
            ("left", QRect(0, 0, 1, height)),
            ("right", QRect(width - 1, 0, 1, height)),
            ("top", QRect(0, 0, width, 1)),
            ("bottom", QRect(0, height - 1, width, 1)),
        ):
            if name in self._lines:
                painter.fillRect(at, colour("line"))


class Rule(QWidget):
    """A hairline between things."""

    def __init__(self, inset: int = 0) -> None:
        super().__init__()
        self._inset = inset
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        inset = px(self._inset)
        QPainter(self).fillRect(inset, 0, self.width() - 2 * inset, 1, colour("line"))


class Scroll(QScrollArea):
    """A pane that scrolls down when there is more than fits; it never scrolls sideways.

    Its content is as wide as the view and as high as its words need at that width. (Qt's own resizing goes by
    a minimum that is reckoned for another width, and scrolls where nothing is hidden.)
    """

    def __init__(self, inside: QWidget, *, width: int = 0) -> None:
        """``width``: asks for the height that its content needs at that width, in pixels at 100 %; 0 asks for none."""
        super().__init__()
        self._inside, self._wide, self._unpainted = inside, width, True
        self.setWidget(inside)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        inside.installEventFilter(self)
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self._fit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Content that changed is measured again: at once, when what is nested in it has settled, and once painted.

        Words deep in it may only then know how high they are, and tell no one.
        """
        if watched is self._inside:
            if event.type() == QEvent.Type.LayoutRequest:
                self._fit()
                self._unpainted = True
                self._settled.start()
            elif event.type() == QEvent.Type.Paint and self._unpainted:
                self._unpainted = False  # Once: measuring words has them painted anew, and so on for ever.
                self._settled.start()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._unpainted = True

    def sizeHint(self) -> QSize:
        layout = self._inside.layout()
        if self._wide and layout is not None:
            return QSize(px(self._wide), layout.totalHeightForWidth(px(self._wide)))
        return self._inside.sizeHint()

    def _fit(self) -> None:
        layout = self._inside.layout()
        width = self.viewport().width()
        if layout is None:
            tall = self._inside.sizeHint().height()
        elif layout.hasHeightForWidth():
            tall = layout.totalHeightForWidth(width)
        else:
            tall = layout.totalMinimumSize().height()
        self._inside.resize(width, max(tall, self.viewport().height()))
