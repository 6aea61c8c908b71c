"""The map as a widget: drag, wheel, pinch and keys move it; a click or Enter on a mark opens the child."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QTouchEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from iro_desk.practice.maps import Cluster, Label, MapChild, MapView, View, clusters, labels, spots_of
from iro_desk.practice.words import count
from iro_desk.ui.focus import ring_visible
from iro_desk.ui.panes import map_painting as paint
from iro_desk.ui.theme import colour, focus_width, px, scaled
from iro_desk.ui.tokens import tokens
from iro_desk.ui.widgets.messages import announce

_STEP = 0.2
"""Share of the width or height that an arrow key moves the map."""
NEAR_BASE = 115.0
"""Metres a pixel at which the base and its neighbourhood are seen."""
_ZOOM = 1.5
_STILL = 6
"""Pixels under which a press that moved is still a click."""


class Map(QWidget):
    """The map of the caseload. It shows initials at most; with ``hide_names`` nothing but marks."""

    child_opened = Signal(str)
    """Id of the child whose mark was clicked or entered."""
    cluster_opened = Signal(list)
    """Ids of children who live at one place, so that no zoom parts them."""
    moved = Signal()
    """The view changed."""
    resized = Signal()
    pinned = Signal(float, float)
    """A point of the grid that was pressed long or with the other button."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(px(280), px(240))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setAccessibleName("Map")
        self.view = View.of(np.zeros((0, 2)), 780, 620)
        self._fitted = False
        self._shown: MapView | None = None
        self._children: dict[str, MapChild] = {}
        self._only: frozenset[str] | None = None
        self._hidden = False
        self._way: tuple[tuple[float, float], ...] = ()
        self._ground: QPixmap | None = None
        self._clusters: tuple[Cluster, ...] = ()
        self._labels: tuple[Label, ...] = ()
        self._towns: tuple[tuple[float, float], ...] = ()
        self.kept_free: tuple[tuple[float, float, float, float], ...] = ()
        """Boxes on which something else stands; the first is at the map's head."""
        self._current = ""
        self._press: QPointF | None = None
        self._dragged = False
        self._pinch: tuple[float, QPointF] | None = None
        self._long = QTimer(self)
        self._long.setSingleShot(True)
        self._long.setInterval(700)
        self._long.timeout.connect(self._pressed_long)

    # ------------------------------------------------------------ what is shown

    def show_view(self, shown: MapView, only: Sequence[str] | None = None) -> None:
        """Shows a caseload; ``only`` these children, or all. The place in the map stays."""
        self._shown = shown
        self._children = {child.id: child for child in shown.children}
        self._only = None if only is None else frozenset(only)
        if not self._fitted and shown.children:
            self.fit()
        self.lay_out()

    def hide_names(self, hidden: bool) -> None:
        """With names hidden there are marks and no initials."""
        self._hidden = hidden
        self.lay_out()

    def show_way(self, points: Sequence[tuple[float, float]]) -> None:
        """The strong line of a drive; empty for none."""
        self._way = tuple(points)
        self.update()

    def fit(self) -> None:
        """Goes to where all children, and the base, are seen."""
        shown = self._shown
        points = [(c.easting, c.northing) for c in self._in_sight()]
        if shown is not None and shown.base is not None:
            points.append(shown.base[1:])
        self._fitted = bool(points) and self.width() > 1
        head = self.kept_free[0][3] if self.kept_free else 0.0
        view = View.of(np.array(points, float).reshape(-1, 2), self.width(), self.height() - head)
        self.look(view.sized(self.width(), self.height()).moved(0, head / 2))

    def near_base(self) -> None:
        """Goes to the base and a day's short drives round it."""
        base = self._shown.base if self._shown is not None else None
        if base is not None:
            self.look(View(float(base[1]), float(base[2]), NEAR_BASE, self.width(), self.height()))

    def look(self, view: View) -> None:
        """Goes to a view."""
        self.view = view
        self._ground = None
        self.lay_out()
        self.moved.emit()

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Nearer (over 1) or further, about a point or the middle."""
        self.look(self.view.zoomed(factor, *((at.x(), at.y()) if at is not None else (None, None))))

    def choose(self, child: str) -> None:
        """Puts the ring on a child's mark, and brings it into sight."""
        self._current = child
        found = self._children.get(child)
        if found is not None:
            x, y = self.view.pixels(np.array([(found.easting, found.northing)], float))[0]
            if not (px(30) < x < self.width() - px(30) and px(30) < y < self.height() - px(50)):
                self.look(replace(self.view, east=float(found.easting), north=float(found.northing)))
        self.update()

    @property
    def marks(self) -> tuple[Cluster, ...]:
        """What is marked in this view."""
        return self._clusters

    @property
    def words(self) -> tuple[Label, ...]:
        """The labels in this view."""
        return self._labels

    def _in_sight(self) -> list[MapChild]:
        return [c for c in self._children.values() if self._only is None or c.id in self._only]

    def lay_out(self) -> None:
        """Places marks and labels anew."""
        spots = spots_of(self._in_sight(), initials=not self._hidden)
        shown = self._shown
        base = None
        if shown is not None and shown.base is not None:
            base = (float(shown.base[1]), float(shown.base[2]), shown.base[0])
        self._clusters = clusters(self.view, spots, scaled(22), base[:2] if base is not None else None)
        foot = (0.0, self.height() - px(30), float(px(490)), float(self.height()))
        kept_free = (*self.kept_free, *self._written_on(), foot)
        self._labels, self._towns = labels(self.view, paint.measure, self._clusters, base, kept_free)
        self.setAccessibleName(f"Map of {count(len(spots), 'child', 'children')}")
        self.setAccessibleDescription(
            "Arrows move the map, plus and minus zoom, Home shows all, Page Down goes from mark to mark, "
            "Enter opens. The list beside it holds the same."
        )
        self.update()

    def _written_on(self) -> Sequence[tuple[float, float, float, float]]:
        """Boxes in pixels that no label may stand in."""
        return ()

    # ------------------------------------------------------------ painting

    def dress(self) -> None:
        """Takes the theme."""
        self._ground = None
        self.lay_out()

    def sizeHint(self) -> QSize:
        return QSize(px(780), px(620))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.view = self.view.sized(self.width(), self.height())
        self._ground = None
        self.resized.emit()
        if self._shown is not None and not self._fitted:
            self.fit()
        else:
            self.lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        if self._ground is None or self._ground.devicePixelRatio() != ratio:
            self._ground = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
            self._ground.setDevicePixelRatio(ratio)
            on_ground = QPainter(self._ground)
            paint.paint_ground(on_ground, self.view)
            on_ground.end()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._ground)
        self._paint_over(painter)
        paint.paint_foot(painter, self.view)
        if ring_visible(self):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("focus"), focus_width()))
            painter.drawRect(self.rect().adjusted(2, 2, -2, -2))

    def _paint_over(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint.paint_way(painter, self.view, self._way)
        paint.paint_towns(painter, self._towns)
        shown, base = self._shown, None
        if shown is not None:
            for _, east, north in shown.places:
                paint.paint_own_place(painter, *self._pixel(east, north))
            if shown.base is not None:
                base = self._pixel(*shown.base[1:])
                paint.paint_base(painter, *base)
        keyboard = ring_visible(self)
        for cluster in reversed(self._clusters):
            ring = self._current in cluster.keys and (keyboard or bool(self._way))
            paint.paint_child(painter, cluster, self._children, ring=ring, base=base)
        paint.paint_labels(painter, self._labels)

    def _pixel(self, east: float, north: float) -> tuple[float, float]:
        x, y = self.view.pixels(np.array([(east, north)], float))[0]
        return float(x), float(y)

    # ------------------------------------------------------------ the hand

    def mark_at(self, at: QPointF) -> Cluster | None:
        """The mark under a point."""
        for cluster in self._clusters:
            if np.hypot(cluster.x - at.x(), cluster.y - at.y()) <= scaled(14):
                return cluster
        return None

    def open_mark(self, cluster: Cluster) -> None:
        """Opens its one child; several are zoomed to, and told when no zoom parts them."""
        if len(cluster.keys) == 1:
            self._current = cluster.keys[0]
            self.child_opened.emit(cluster.keys[0])
            return
        points = np.array([(self._children[k].easting, self._children[k].northing) for k in cluster.keys], float)
        spread = float(np.hypot(*(points.max(axis=0) - points.min(axis=0))))
        nearer = View.of(points, self.width(), self.height(), margin=90, least=10)
        nearer = nearer if nearer.metres < self.view.metres else self.view.zoomed(3, cluster.x, cluster.y)
        if spread < 150 or nearer.metres >= self.view.metres:
            self.cluster_opened.emit(list(cluster.keys))
        else:
            self.look(nearer)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.RightButton:
            self.pinned.emit(*self.view.grid(event.position().x(), event.position().y()))
        elif event.button() == Qt.MouseButton.LeftButton:
            self._begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._press is not None:
            self._drag(event.position())
            return
        over = self.mark_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.OpenHandCursor)
        self.setToolTip(self._told(over) if over is not None else "")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._end(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.mark_at(event.position()) is None:
            self.zoom(_ZOOM * 1.3, event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() or event.pixelDelta().y()
        self.zoom(1.0018**steps, event.position())
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Fingers: one drags or taps, two pinch."""
        if isinstance(event, QTouchEvent):
            self._touched(event)
            return True
        return super().event(event)

    def _touched(self, event: QTouchEvent) -> None:
        points = [point.position() for point in event.points()]
        if len(points) >= 2:
            self._long.stop()
            self._press = None
            middle = (points[0] + points[1]) / 2
            apart = max(1.0, float(np.hypot((points[0] - points[1]).x(), (points[0] - points[1]).y())))
            if self._pinch is not None:
                before, where = self._pinch
                step = middle - where
                self.look(self.view.moved(step.x(), step.y()).zoomed(apart / before, middle.x(), middle.y()))
            self._pinch = None if event.type() == QEvent.Type.TouchEnd else (apart, middle)
            return
        if event.type() == QEvent.Type.TouchBegin and points:
            self._begin(points[0])
        elif event.type() == QEvent.Type.TouchUpdate and points and self._pinch is None:
            self._drag(points[0])
        elif event.type() == QEvent.Type.TouchEnd:
            if self._pinch is None and points:
                self._end(points[0])
            self._pinch = None

    def _begin(self, at: QPointF) -> None:
        self._press, self._dragged = at, False
        self._long.start()

    def _drag(self, at: QPointF) -> None:
        if self._press is None:
            return
        step = at - self._press
        if not self._dragged and abs(step.x()) + abs(step.y()) < _STILL:
            return
        self._long.stop()
        self._dragged = True
        self._press = at
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.look(self.view.moved(step.x(), step.y()))

    def _end(self, at: QPointF) -> None:
        self._long.stop()
        still = self._press is not None and not self._dragged
        self._press, self._dragged = None, False
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        over = self.mark_at(at) if still else None
        if over is not None:
            self.open_mark(over)

    def _pressed_long(self) -> None:
        if self._press is not None and not self._dragged:
            self.pinned.emit(*self.view.grid(self._press.x(), self._press.y()))
            self._press = None

    # ------------------------------------------------------------ the keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, plus, minus, Home, Page Up and Down, Enter."""
        wide, high = self.width() * _STEP, self.height() * _STEP
        moves = {
            Qt.Key.Key_Left: (wide, 0.0),
            Qt.Key.Key_Right: (-wide, 0.0),
            Qt.Key.Key_Up: (0.0, high),
            Qt.Key.Key_Down: (0.0, -high),
        }
        key = Qt.Key(event.key())
        if key in moves:
            self.look(self.view.moved(*moves[key]))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(_ZOOM)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / _ZOOM)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_0):
            self.fit()
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._step(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            found = next((c for c in self._clusters if self._current in c.keys), None)
            if found is not None:
                self.open_mark(found)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _step(self, by: int) -> None:
        """The next or previous mark, from west to east."""
        order = sorted(self._clusters, key=lambda c: (c.x, c.y))
        if not order:
            return
        at = next((k for k, c in enumerate(order) if self._current in c.keys), None)
        found = order[(0 if by > 0 else -1) if at is None else (at + by) % len(order)]
        self._current = found.keys[0]
        announce(self, self._told(found))
        self.update()

    def _told(self, cluster: Cluster) -> str:
        """A mark in words: initials at most, and nothing of a name while names are hidden."""
        if len(cluster.keys) > 1:
            return f"{len(cluster.keys)} children near {self._children[cluster.keys[0]].where}"
        child = self._children[cluster.keys[0]]
        state = tokens().states[child.mark].word
        who = [] if self._hidden or not child.initials else [child.initials]
        drive = [child.drive.words] if child.drive is not None else []
        return ". ".join([*who, state, child.where, *drive])
