"""Painting the map: ground, way, marks by state, labels with a halo, credits. On the screen and in files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from iro_desk.practice.maps import CREDITS, CREDITS_SHORT, FILLED, Cluster, Label, MapChild, View, strokes
from iro_desk.ui.theme import colour, font, line, px, scaled, theme
from iro_desk.ui.tokens import tokens
from iro_desk.ui.widgets.marks import paint_mark

_INK = {
    "beyond": "rail",
    "land": "land",
    "council": "line_strong",
    "nation": "edge",
    "road": "road",
    "main": "road_main",
    "motorway": "road_main",
    "ferry": "edge",
}
_WIDTH = {"beyond": 0.0, "land": 0.8, "council": 0.9, "nation": 1.3, "road": 0.9, "main": 1.4, "motorway": 2.0}
_ROLE = {"town": "small", "mark": "small_strong", "base": "small_strong"}
PRESSING = ("late", "risk", "soon")
"""States whose mark stands at the disc of several children."""


def measure(words: str, kind: str) -> tuple[float, float]:
    """Width and height of a label."""
    return QFontMetricsF(font(_ROLE[kind])).horizontalAdvance(words), float(line(_ROLE[kind]))


def paint_ground(painter: QPainter, view: View) -> None:
    """Sea, land, borders and roads."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(0, 0, view.width, view.height), colour("sea"))
    for stroke in strokes(view):
        polygon = QPolygonF([QPointF(x, y) for x, y in stroke.points])
        ink = colour(_INK[stroke.kind])
        pen = QPen(ink, scaled(_WIDTH.get(stroke.kind, 1.2)))
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        if stroke.kind in FILLED:
            pen.setColor(colour("line_strong"))
            painter.setPen(pen)
            painter.setBrush(ink)
            painter.drawPolygon(polygon)
            continue
        if stroke.kind in ("nation", "ferry", "council"):
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([1.5, 2.5] if stroke.kind != "council" else [3.0, 3.0])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(polygon)


def paint_way(painter: QPainter, view: View, points: Sequence[tuple[float, float]]) -> None:
    """The one strong line, with its halo."""
    if len(points) < 2:
        return
    import numpy as np

    polygon = QPolygonF([QPointF(x, y) for x, y in view.pixels(np.array(points))])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for ink, width in (("paper", 7.0), ("accent", 3.4)):
        pen = QPen(colour(ink), scaled(width))
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPolyline(polygon)


def paint_towns(painter: QPainter, points: Sequence[tuple[float, float]]) -> None:
    """The dots of the towns that have a label."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("ink3"))
    for x, y in points:
        painter.drawEllipse(QPointF(x, y), scaled(2.2), scaled(2.2))


def paint_labels(painter: QPainter, labels: Sequence[Label]) -> None:
    """Words over a halo of land."""
    for label in labels:
        role = _ROLE[label.kind]
        painter.setFont(font(role))
        metrics = QFontMetricsF(painter.font())
        at = QPointF(label.x, label.y + (line(role) - metrics.height()) / 2 + metrics.ascent())
        path = QPainterPath()
        path.addText(at, painter.font(), label.words)
        halo = QPen(colour("land"), scaled(3.2))
        halo.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(halo)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        painter.setPen(colour("ink2" if label.kind == "town" else "ink"))
        painter.drawText(at, label.words)


def paint_base(painter: QPainter, x: float, y: float) -> None:
    """Where the IRO sets out from: a square in ink."""
    half = scaled(6.5)
    painter.setPen(QPen(colour("land"), scaled(1.5)))
    painter.setBrush(colour("ink"))
    painter.drawRect(QRectF(x - half, y - half, 2 * half, 2 * half))


def paint_own_place(painter: QPainter, x: float, y: float) -> None:
    """One of the user's own places: an open square."""
    half = scaled(4.5)
    painter.setPen(QPen(colour("ink2"), scaled(1.6)))
    painter.setBrush(colour("land"))
    painter.drawRect(QRectF(x - half, y - half, 2 * half, 2 * half))


def paint_child(
    painter: QPainter,
    cluster: Cluster,
    children: Mapping[str, MapChild],
    *,
    ring: bool,
    base: tuple[float, float] | None = None,
) -> None:
    """One child as the shape of its state, several as a disc with their number.

    ``ring``: the keyboard is on it. ``base``: where the base's square is; the state of several children stands at the
    right of their disc, or at its left where the square is there.
    """
    middle = QPointF(cluster.x, cluster.y)
    mark = children[cluster.keys[0]].mark
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if len(cluster.keys) == 1:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("land"))
        painter.drawEllipse(middle, scaled(9.5), scaled(9.5))
        paint_mark(painter, middle, mark, 6)
    else:
        painter.setPen(QPen(QColor(tokens().colours[theme.mode][tokens().states[mark].mark]), scaled(2.2)))
        painter.setBrush(colour("paper"))
        painter.drawEllipse(middle, scaled(12), scaled(12))
        painter.setFont(font("small_strong"))
        painter.setPen(colour("ink"))
        half = scaled(12)
        box = QRectF(middle.x() - half, middle.y() - half, 2 * half, 2 * half)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(len(cluster.keys)))
        if mark in PRESSING:  # The colour of the ring is not all that says so.
            left = False
            if base is not None:
                east, south = base[0] - middle.x(), base[1] - middle.y()
                left = -scaled(4) < east < scaled(32) and abs(south) < scaled(32)
            corner = middle + QPointF(scaled(-10.5 if left else 10.5), -scaled(10.5))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("land"))
            painter.drawEllipse(corner, scaled(6.5), scaled(6.5))
            paint_mark(painter, corner, mark, 4.4)
    if ring:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour("focus"), scaled(2.5)))
        painter.drawEllipse(middle, scaled(15), scaled(15))


def paint_foot(painter: QPainter, view: View, words: str = "") -> None:
    """The credits, and before them what must be said of the picture."""
    painter.setFont(font("small"))
    metrics = QFontMetricsF(painter.font())
    room = view.width - px(24)
    offered = [f"{words}. {credits}" if words else credits for credits in (CREDITS, CREDITS_SHORT)]
    fits = [said for said in offered if metrics.horizontalAdvance(said) <= room]
    shown = fits[0] if fits else metrics.elidedText(offered[-1], Qt.TextElideMode.ElideRight, room)
    box = QRectF(
        0, view.height - line("small") - px(10), metrics.horizontalAdvance(shown) + px(24), line("small") + px(10)
    )
    ground = colour("land")
    ground.setAlphaF(0.86)
    painter.fillRect(box, ground)
    painter.setPen(colour("ink2"))
    painter.drawText(box.adjusted(px(12), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, shown)
