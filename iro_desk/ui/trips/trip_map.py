"""The map of a plan: the trip as the one strong line, its stops as numbered discs, other children as small rings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF

from iro_desk.practice.maps import MapView, View
from iro_desk.ui.panes import map_painting as paint
from iro_desk.ui.panes.map_view import Map
from iro_desk.ui.theme import colour, font, px, scaled

DISC, RING = 13, 4
"""Radius of a stop, and of another child, in pixels at 100 %."""
NEAREST = 110.0
"""Metres a pixel: nearer than this the roads are too few to tell a town's."""


@dataclass(frozen=True, slots=True)
class StopMark:
    """A stop of the trip on the map."""

    number: int
    words: str
    easting: float
    northing: float
    child: str = ""


class TripMap(Map):
    """A map on which one trip is drawn, or the stops of every trip."""

    def __init__(self) -> None:
        super().__init__()
        self._stops: tuple[StopMark, ...] = ()
        self._others: tuple[tuple[float, float], ...] = ()

    def show_trip(self, shown: MapView, stops: Sequence[StopMark]) -> None:
        """Shows these stops; without any, every child as a ring."""
        self._stops = tuple(stops)
        at = {stop.child for stop in stops}
        self._others = tuple((c.easting, c.northing) for c in shown.children if c.id not in at)
        self.show_view(shown, ())
        self.fit()

    def fit(self) -> None:
        """Goes to where the whole trip, and the base, are seen."""
        shown = self._shown
        points = [(stop.easting, stop.northing) for stop in self._stops] or list(self._others)
        if shown is not None and shown.base is not None:
            points.append((float(shown.base[1]), float(shown.base[2])))
        self._fitted = bool(points) and self.width() > 1
        head = self.kept_free[0][3] if self.kept_free else 0.0
        made = View.of(
            np.array(points, float).reshape(-1, 2), self.width(), self.height() - head, margin=70, least=NEAREST
        )
        self.look(made.sized(self.width(), self.height()).moved(0, head / 2))

    def lay_out(self) -> None:
        """The map says what stands on it."""
        super().lay_out()
        under = [disc for *_, disc in self._boxes()]  # Where a stop is, its words say the town.
        self._towns = tuple(at for at in self._towns if not any(disc.contains(QPointF(*at)) for disc in under))
        known = {*self._towns}
        self._labels = tuple(label for label in self._labels if label.kind != "town" or label.point in known)
        said = ", then ".join(f"{stop.number} {stop.words}" for stop in self._stops)
        self.setAccessibleName(f"Map of the trip: {said}" if said else "Map of the caseload")

    def _paint_over(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint.paint_towns(painter, self._towns)
        painter.setPen(QPen(colour("ink3"), scaled(1.5)))
        painter.setBrush(colour("land"))
        for east, north in self._others:
            painter.drawEllipse(QPointF(*self._pixel(east, north)), scaled(RING), scaled(RING))
        paint.paint_way(painter, self.view, self._way)
        # Names of towns after the way: one that it runs through stays readable, on its halo.
        paint.paint_labels(painter, self._labels)
        boxes = self._boxes()
        self._paint_stops(painter, boxes)
        shown = self._shown
        if shown is not None and shown.base is not None:
            base = QPointF(*self._pixel(*shown.base[1:]))
            under = next((disc for *_, disc in boxes if disc.contains(base)), None)
            if under is not None:  # A stop where one sets out from does not hide that.
                base = under.bottomRight() - QPointF(scaled(2), scaled(2))
            paint.paint_base(painter, base.x(), base.y())

    def show_way(self, points: Sequence[tuple[float, float]]) -> None:
        """Draws the way; words that it would run through find another place."""
        super().show_way(points)
        self.lay_out()

    def _written_on(self) -> Sequence[tuple[float, float, float, float]]:
        """The stops with their words, and the other children: no name stands there."""
        boxes, ring = self._boxes(), scaled(RING + 1)
        others = (self._pixel(east, north) for east, north in self._others)
        taken = [*(disc for *_, disc in boxes), *(box for _, box, _ in boxes if box is not None)]
        taken += [QRectF(x - ring, y - ring, 2 * ring, 2 * ring) for x, y in others]
        return tuple((box.left(), box.top(), box.right(), box.bottom()) for box in taken)

    def _boxes(self) -> list[tuple[StopMark, QRectF | None, QRectF]]:
        """Each stop with the box of its words (``None`` without room: the list beside has them) and of its disc.

        Stops at one place share a disc. Words stand beside the way where there is room for them, else over it.
        """
        places = [QPointF(*self._pixel(stop.easting, stop.northing)) for stop in self._stops]
        discs = self._discs(places)
        taken, made, way = list(discs), [], self._way_painted()
        metrics = QFontMetricsF(font("strong"))
        whole = QRectF(self.rect()).adjusted(px(4), px(4), -px(4), -px(30))
        for stop, at, disc in zip(self._stops, places, discs, strict=True):
            wide, tall, air = metrics.horizontalAdvance(self._said(stop)), metrics.height(), scaled(DISC) + px(6)
            left, right = disc.left() - px(6) - wide, disc.right() + px(6)
            offered = (
                QRectF(right, at.y() - tall / 2, wide, tall),
                QRectF(left, at.y() - tall / 2, wide, tall),
                QRectF(at.x() - wide / 2, at.y() - air - tall, wide, tall),
                QRectF(at.x() - wide / 2, at.y() + air, wide, tall),
                QRectF(at.x() + air, at.y() + air, wide, tall),
                QRectF(at.x() + air, at.y() - air - tall, wide, tall),
            )
            free = [b for b in offered if whole.contains(b) and not any(b.intersects(t) for t in taken)]
            found = next((b for b in free if not way.intersects(b)), free[0] if free else None)
            if found is not None:
                taken.append(found)
            made.append((stop, found, disc))
        return made

    def _discs(self, places: Sequence[QPointF]) -> list[QRectF]:
        """The disc of each stop: one wide one for stops that would lie on each other."""
        radius, metrics = scaled(DISC), QFontMetricsF(font("small_strong"))
        discs: list[QRectF] = []
        for at in places:
            shared = [first for first in places if (first - at).manhattanLength() < radius]
            numbers = ", ".join(str(stop.number) for stop, p in zip(self._stops, places, strict=True) if p in shared)
            half = max(radius, metrics.horizontalAdvance(numbers) / 2 + px(8)) if len(shared) > 1 else radius
            discs.append(QRectF(shared[0].x() - half, shared[0].y() - radius, 2 * half, 2 * radius))
        return discs

    def _way_painted(self) -> QPainterPath:
        """The room that the way takes."""
        path, broad = QPainterPath(), QPainterPathStroker()
        if len(self._way) > 1:
            path.addPolygon(QPolygonF([QPointF(x, y) for x, y in self.view.pixels(np.array(self._way))]))
        broad.setWidth(scaled(7))
        return broad.createStroke(path)

    def _said(self, stop: StopMark) -> str:
        return f"Stop {stop.number}" if self._hidden else stop.words

    def _paint_stops(self, painter: QPainter, boxes: Sequence[tuple[StopMark, QRectF | None, QRectF]]) -> None:
        for disc in {disc.getRect(): disc for *_, disc in boxes}.values():
            painter.setPen(QPen(colour("land"), scaled(1.6)))
            painter.setBrush(colour("accent"))
            painter.drawRoundedRect(disc, scaled(DISC), scaled(DISC))
            painter.setFont(font("small_strong"))
            painter.setPen(colour("on_accent"))
            numbers = ", ".join(str(stop.number) for stop, _, own in boxes if own == disc)
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, numbers)
        painter.setFont(font("strong"))
        rise = QFontMetricsF(painter.font()).ascent()
        for stop, box, _ in boxes:
            if box is None:
                continue
            at, path = QPointF(box.left(), box.top() + rise), QPainterPath()
            path.addText(at, painter.font(), self._said(stop))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("land"), scaled(4), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawPath(path)
            painter.setPen(colour("ink"))
            painter.drawText(at, self._said(stop))
