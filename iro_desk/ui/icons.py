"""The outline icons (lucide, ISC), drawn in the theme's colours at the screen's own sharpness."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from iro_desk import resources
from iro_desk.ui.theme import colour, px
from iro_desk.ui.tokens import tokens

_SHARPNESS = 2.0


def pixmap(name: str, size: float, ink: str = "ink2", *, active: bool = False) -> QPixmap:
    """The icon as a picture of ``size`` pixels at 100 %. Raises ``FileNotFoundError`` for a name not shipped."""
    stroke = tokens().stroke_active if active else tokens().stroke
    return _drawn(name, px(size), colour(ink).name(), stroke)


def icon(name: str, size: float, ink: str = "ink2") -> QIcon:
    """The icon for a button; it looks the same when the button is closed."""
    made = QIcon()
    made.addPixmap(pixmap(name, size, ink), QIcon.Mode.Normal)
    made.addPixmap(pixmap(name, size, "ink3"), QIcon.Mode.Disabled)
    return made


@cache
def _drawn(name: str, pixels: int, ink: str, stroke: float) -> QPixmap:
    text = resources.text(f"icons/{name}.svg")
    text = text.replace("currentColor", ink).replace('stroke-width="2"', f'stroke-width="{stroke}"')
    made = QPixmap(round(pixels * _SHARPNESS), round(pixels * _SHARPNESS))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    renderer = QSvgRenderer(QByteArray(text.encode()))
    renderer.render(painter, QRectF(0, 0, made.width(), made.height()))
    painter.end()
    made.setDevicePixelRatio(_SHARPNESS)
    return made
