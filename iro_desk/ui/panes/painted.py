"""Words painted into rows: how much room they need, and writing them so that they wrap and are never cut."""

from __future__ import annotations

from functools import lru_cache
from math import ceil

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter

from iro_desk.ui.theme import colour, font, line, theme

LEFT = Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignRight
_WRAP = Qt.TextFlag.TextWordWrap


def wide(role: str, words: str) -> int:
    """Width of the words on one line, in pixels."""
    return _wide(role, words, theme.zoom)


def high(role: str, words: str, width: int) -> int:
    """Height of the words wrapped into that width, in whole lines of the role."""
    return _lines(role, words, max(width, 20), theme.zoom) * line(role)


# The same few hundred words are measured again whenever rows are put in another order.
@lru_cache(maxsize=8192)
def _wide(role: str, words: str, zoom: int) -> int:
    return ceil(QFontMetricsF(font(role)).horizontalAdvance(words)) + 2


@lru_cache(maxsize=8192)
def _lines(role: str, words: str, width: int, zoom: int) -> int:
    metrics = QFontMetrics(font(role))
    box = metrics.boundingRect(0, 0, width, 100_000, _WRAP, words)
    return max(1, round(box.height() / metrics.height()))


def write(painter: QPainter, rect: QRect, words: str, role: str, ink: str, side: Qt.AlignmentFlag = LEFT) -> None:
    """Writes the words into the rectangle, in its middle from top to bottom; they wrap where it is too narrow."""
    painter.setFont(font(role))
    painter.setPen(colour(ink))
    flags = side.value | Qt.AlignmentFlag.AlignVCenter.value
    if wide(role, words) > rect.width():
        flags |= _WRAP.value
    painter.drawText(rect, flags, words)
