"""The windows of the diary: which lane each has, how a piece of one is drawn, and how to read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from iro_desk.practice.diary_views import Away, WindowBar
from iro_desk.ui.theme import colour, font, plain_ground, px, scaled
from iro_desk.ui.widgets import Text, column, row

LANE = 17
"""Height of a lane, in pixels at 100 %."""

TONES = {
    "late": ("late_line", "late_mark", "late"),
    "risk": ("late_line", "late_mark", "late"),
    "booked": ("accent_line", "accent", "accent"),
}
"""Of a bar's state: the bar, its marks, its words. Without a date and with room enough it is the quiet one."""
QUIET = ("line_strong", "edge", "ink2")


def spans_of(bar: WindowBar) -> list[tuple[date, date]]:
    """The days that a window takes: from its earliest to its last day, and on to a booking that is later or earlier."""
    booked = bar.booked
    spans = [(bar.earliest, max(bar.last, booked or bar.last))]
    if booked is not None and booked < bar.earliest:
        spans.append((booked, booked + timedelta(days=2)))
    return spans


def touches(bar: WindowBar, first: date, last: date) -> bool:
    """Whether anything of a window stands in these days."""
    return any(start <= last and end >= first for start, end in spans_of(bar))


def lanes_of(bars: Sequence[WindowBar], first: date, last: date) -> dict[str, int]:
    """A lane for each child whose window touches these days: the same in every week, the most pressing uppermost."""
    lanes: dict[str, int] = {}
    taken: list[list[tuple[date, date]]] = []
    for bar in bars:
        if bar.child in lanes or not touches(bar, first, last):
            continue
        spans = spans_of(bar)
        free = (n for n, there in enumerate(taken) if all(e < a or s > b for s, e in there for a, b in spans))
        lane = next(free, len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane] += spans
        lanes[bar.child] = lane
    return lanes


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a window that stands in one week: where, and which of its marks are in it."""

    bar: WindowBar
    y: float
    start: float
    end: float
    opens: bool
    closes: bool
    target: float | None
    booked: float | None
    notch: float | None
    proposed: float | None
    words: str
    late: tuple[float, float] | None = None
    """From the last day, or the edge, to a booking that is after it."""

    def box(self) -> QRectF:
        """Where a press means this window."""
        half = px(LANE) / 2
        left, right = min(self.start, self.booked or self.start), max(self.end, self.booked or 0, *(self.late or (0,)))
        return QRectF(left - px(6), self.y - half, right - left + px(12), 2 * half)


def piece_of(
    bar: WindowBar,
    days: Mapping[date, float],
    edges: tuple[float, float],
    y: float,
    words: str,
    proposed: date | None = None,
) -> Piece | None:
    """The piece of a window among these days, each with the x of its middle; ``None`` when it is elsewhere."""
    first, last = min(days), max(days)
    booked = days.get(bar.booked) if bar.booked else None
    within = bar.earliest <= last and bar.last >= first
    over = bar.booked is not None and bar.booked > bar.last and bar.booked >= first and bar.last < last
    if not within and not over and booked is None:
        return None
    opens, closes = bar.earliest in days, bar.last in days
    late = None
    if over and bar.booked is not None:
        late = (days[bar.last] if closes else edges[0], edges[1] if booked is None else booked)
    alone = late[0] if late is not None else booked if booked is not None else 0.0
    return Piece(
        bar=bar,
        y=y,
        start=alone if not within else days[bar.earliest] if opens else edges[0],
        end=alone if not within else days[bar.last] if closes else edges[1],
        opens=opens,
        closes=closes,
        target=days.get(bar.target) if bar.booked is None else None,
        booked=booked,
        notch=days.get(bar.last_working_day) if bar.last_working_day != bar.last else None,
        proposed=days.get(proposed) if proposed else None,
        words=words,
        late=late,
    )


def paint_piece(painter: QPainter, piece: Piece, ground: str, *, chosen: bool = False) -> None:
    """Draws a piece with its name; what is not booked is wide, so that the eye goes to what has no date."""
    tone, mark, words = TONES.get(piece.bar.mark, QUIET if piece.bar.booked is None else TONES["booked"])
    ink, y = colour(mark), piece.y
    booked = piece.bar.booked is not None
    tall = px(3) if booked else px(7)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if chosen:
        painter.setPen(QPen(colour("accent_line"), 1))
        painter.setBrush(colour("accent_tint"))
        painter.drawRoundedRect(piece.box().adjusted(0, 1, 0, -1), px(4), px(4))
    painter.setPen(QPen(ink, 1) if plain_ground() else Qt.PenStyle.NoPen)
    painter.setBrush(colour("accent_tint" if plain_ground() else tone))
    if piece.end > piece.start:
        painter.drawRect(QRectF(piece.start, y - tall / 2, piece.end - piece.start, tall))
    if piece.late is not None:
        painter.setPen(QPen(colour("late_mark"), px(2), Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(piece.late[0], y), QPointF(piece.late[1], y))
    if piece.opens:
        painter.setPen(QPen(ink, px(2)))
        painter.drawLine(QPointF(piece.start + 1, y - px(4)), QPointF(piece.start + 1, y + px(4)))
    _paint_name(painter, piece, "accent_tint" if chosen else ground, words)
    if piece.notch is not None:
        painter.setPen(QPen(ink, px(2)))
        painter.drawLine(QPointF(piece.notch, y - px(5)), QPointF(piece.notch, y + px(5)))
    if piece.closes:
        painter.setPen(QPen(ink, scaled(2.6), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(piece.end, y - px(6)), QPointF(piece.end, y + px(6)))
    if piece.target is not None:
        painter.setPen(QPen(ink, px(2)))
        painter.setBrush(colour(ground))
        painter.drawEllipse(QPointF(piece.target, y), scaled(4.2), scaled(4.2))
    if piece.booked is not None:
        painter.setPen(QPen(colour(ground), px(2)))
        painter.setBrush(ink)
        painter.drawEllipse(QPointF(piece.booked, y), scaled(6), scaled(6))
    if piece.proposed is not None:
        paint_proposed(painter, QPointF(piece.proposed, y), ground)
    painter.restore()


def paint_away(painter: QPainter, box: QRectF, away: Away, *, room: float = 0.0) -> None:
    """The band of days with nights away between them; its words within the ``room`` that no number stands in."""
    painter.setPen(QPen(colour("accent"), 1) if plain_ground() else Qt.PenStyle.NoPen)
    painter.setBrush(colour("accent_tint"))
    painter.drawRoundedRect(box, px(4), px(4))
    painter.setFont(font("label"))
    painter.setPen(colour("accent"))
    inside = QRectF(box.left() + px(8), box.top(), (room or box.width()) - px(12), box.height())
    nights = away.words.rpartition(", ")[2]
    offered = (away.words, f"{away.towns[0]}, {nights}", nights)
    wide = QFontMetricsF(painter.font()).horizontalAdvance
    words = next((each for each in offered if wide(each) <= inside.width()), "")
    painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)


def paint_proposed(painter: QPainter, at: QPointF, ground: str) -> None:
    """A day that is only proposed: a ring with a dot, between the target's ring and the full booking."""
    painter.setPen(QPen(colour("accent"), px(2)))
    painter.setBrush(colour(ground))
    painter.drawEllipse(at, scaled(6), scaled(6))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("accent"))
    painter.drawEllipse(at, scaled(2.2), scaled(2.2))


def _paint_name(painter: QPainter, piece: Piece, ground: str, ink: str) -> None:
    """The name stands on the bar where it starts in this week, on a patch of page; a mark is never under it."""
    painter.setFont(font("small"))
    metrics = QFontMetricsF(painter.font())
    width = metrics.horizontalAdvance(piece.words) + px(8)
    marks = [x for x in (piece.target, piece.booked, piece.notch, piece.proposed) if x is not None]
    left = piece.start + px(8)
    for mark in sorted(marks):
        if left - px(8) < mark < left + width + px(8):
            left = mark + px(10)
    if left + width > piece.end - px(8) and piece.closes:
        left = piece.end + px(8)  # Too short for its name: that stands behind the wall.
    box = QRectF(left, piece.y - px(9), width, px(18))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(ground))
    begun = not piece.opens and left == piece.start + px(8) and piece.booked != piece.start
    patch_left = min(piece.start - px(3), left) if begun else left
    if left < max(piece.end, *(piece.late or (0.0,))):
        painter.drawRect(QRectF(patch_left, piece.y - px(5), left + width - patch_left, px(10)))
    painter.setPen(colour(ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignHCenter, piece.words)


class _Sample(QWidget):
    """One mark of a bar, for the legend."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self.setFixedSize(QSize(px(40), px(18)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        kind, y, whole = self._kind, self.height() / 2, float(self.width())
        if kind in ("dot", "wall", "other", "proposed-dot"):
            paint_day_mark(painter, QPointF(whole / 2, y), kind, "edge" if kind == "wall" else "accent", "canvas")
            return
        if kind == "away":
            painter.fillRect(QRectF(px(8), 0, whole - px(16), self.height()), colour("sunken"))
            painter.fillRect(QRectF(px(8), self.height() - px(3), whole - px(16), px(3)), colour("edge"))
            return
        left, right = (px(12), whole) if kind == "opens" else (0.0, px(32)) if kind == "closes" else (0.0, whole)
        tall = px(7) if kind == "wide" else px(3)
        painter.setPen(QPen(colour("accent"), 1) if plain_ground() else Qt.PenStyle.NoPen)
        painter.setBrush(
            colour("accent_tint" if plain_ground() else "line_strong" if kind == "wide" else "accent_line")
        )
        painter.drawRect(QRectF(left, y - tall / 2, right - left, tall))
        ink, middle = colour("accent"), QPointF(whole / 2, y)
        if kind == "opens":
            painter.setPen(QPen(ink, px(2)))
            painter.drawLine(QPointF(left + 1, y - px(4)), QPointF(left + 1, y + px(4)))
        elif kind == "closes":
            painter.setPen(QPen(ink, scaled(2.6), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(QPointF(right, y - px(6)), QPointF(right, y + px(6)))
        elif kind == "target":
            painter.setPen(QPen(ink, px(2)))
            painter.setBrush(colour("canvas"))
            painter.drawEllipse(middle, scaled(4.2), scaled(4.2))
        elif kind == "booked":
            painter.setPen(QPen(colour("canvas"), px(2)))
            painter.setBrush(ink)
            painter.drawEllipse(middle, scaled(6), scaled(6))
        elif kind == "proposed":
            paint_proposed(painter, middle, "canvas")


LEGEND = (
    ("wide", "wide: no date yet"),
    ("opens", "earliest sensible day"),
    ("target", "target"),
    ("closes", "last day"),
    ("booked", "booked"),
    ("proposed", "proposed, not booked"),
)
YEAR_LEGEND = (
    ("dot", "a review is booked"),
    ("wall", "last day of a review without a date"),
    ("other", "something else"),
    ("away", "leave or bank holiday"),
    ("proposed-dot", "proposed, not booked"),
)


def legend(lines: Sequence[tuple[str, str]]) -> QWidget:
    """How to read what is drawn: each mark with its words."""
    return column(
        *(row(_Sample(kind), (Text(words, "small", "ink2", wrap=True), 1), gap=8) for kind, words in lines), gap=5
    )


def paint_day_mark(painter: QPainter, at: QPointF, kind: str, ink: str = "accent", ground: str = "paper") -> None:
    """A mark of a day in the year: ``dot`` booked, ``wall`` a last day, ``other``, ``proposed-dot``."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("edge" if kind == "other" else ink))
    if kind == "dot":
        painter.drawEllipse(at, scaled(4), scaled(4))
    elif kind == "other":
        painter.drawRect(QRectF(at.x() - px(3), at.y() - px(3), px(6), px(6)))
    elif kind == "wall":
        painter.setPen(QPen(colour(ink), scaled(2.4), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(at.x(), at.y() - px(5)), QPointF(at.x(), at.y() + px(5)))
    else:
        painter.setPen(QPen(colour(ink), px(2)))
        painter.setBrush(colour(ground))
        painter.drawEllipse(at, scaled(3.6), scaled(3.6))
