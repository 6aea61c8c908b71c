"""The recovery sheet: the picture of it beside the question, and the paper that comes out of the printer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPageLayout, QPageSize, QPainter, QPaintEvent, QPen
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from iro_desk.practice.words import plain_day
from iro_desk.ui.theme import font, px
from iro_desk.ui.tokens import tokens
from iro_desk.ui.widgets import paint_shadow

COPIES = ("Your copy", "Copy for the service manager’s safe")
"""Two sheets are printed: a desk that only one paper can save is one fire from being lost."""
_WRAP = int(Qt.TextFlag.TextWordWrap)


def groups(code: str) -> list[str]:
    """The code in its groups of four."""
    signs = "".join(sign for sign in code if sign.isalnum())
    return [signs[at : at + 4] for at in range(0, len(signs), 4)]


class RecoverySheet(QWidget):
    """The sheet as it will come out of the printer."""

    def __init__(self) -> None:
        super().__init__()
        self._code: list[str] = []
        self._desk, self._made = "", date.min
        self.setAccessibleName("Recovery code")
        self.dress()

    def show_code(self, code: str, desk: str, made: date) -> None:
        """Shows the code of a desk."""
        self._code, self._desk, self._made = groups(code), desk, made
        self.setAccessibleDescription(" ".join(self._code))
        self.update()

    def dress(self) -> None:
        """Takes the theme."""
        self.setFixedSize(px(316), px(436))

    def sizeHint(self) -> QSize:
        return QSize(px(316), px(436))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        page = QRectF(px(18), px(12), px(276), px(390))
        paint_shadow(painter, page, px(4))
        paper = tokens().colours["light"]
        painter.setPen(QPen(QColor(paper["line"]), 1))
        painter.setBrush(QColor(paper["paper"]))
        painter.drawRoundedRect(page, px(3), px(3))
        fonts = {role: font(role) for role in ("heading", "small", "title")}
        inside = page.adjusted(px(26), px(24), -px(22), -px(12))
        _paint(painter, inside, fonts, px(1000) / 1000, self._code, self._desk, self._made, "")


def print_sheets(printer: QPrinter, code: str, desk: str, made: date, copies: Sequence[str] = COPIES) -> None:
    """Prints a page for each copy."""
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setDocName("Recovery code")
    painter = QPainter(printer)
    scale = printer.resolution() / 96 * 1.5
    for number, copy in enumerate(copies):
        if number:
            printer.newPage()
        area = QRectF(painter.viewport()).adjusted(60 * scale, 60 * scale, -60 * scale, -60 * scale)
        _paint(painter, area, _paper_fonts(scale), scale, groups(code), desk, made, copy)
    painter.end()


def _paper_fonts(scale: float) -> dict[str, QFont]:
    made: dict[str, QFont] = {}
    for role in ("heading", "small", "title"):
        kind = tokens().type[role]
        made[role] = QFont(list(tokens().families))
        made[role].setPixelSize(round(kind.pixels * scale))
        made[role].setWeight(QFont.Weight(kind.weight))
    return made


def _paint(
    painter: QPainter,
    area: QRectF,
    fonts: dict[str, QFont],
    scale: float,
    code: list[str],
    desk: str,
    made: date,
    copy: str,
) -> None:
    paper = tokens().colours["light"]
    ink, soft = QColor(paper["ink"]), QColor(paper["ink3"])
    y = area.top()

    def line(role: str, words: str, colour: QColor, tall: float) -> None:
        nonlocal y
        painter.setFont(fonts[role])
        painter.setPen(colour)
        painter.drawText(QRectF(area.left(), y, area.width(), tall * scale), _WRAP, words)
        y += tall * scale

    line("heading", "Recovery code", ink, 26)
    if copy:
        line("small", copy, ink, 22)
    line("small", f"For the desk “{desk}”. Keep it in a locked place, away from the laptop.", soft, 76)
    painter.setFont(fonts["title"])
    painter.setPen(ink)
    for number, group in enumerate(code):
        x = area.left() + (number % 2) * 118 * scale
        box = QRectF(x, y + (number // 2) * 44 * scale, 114 * scale, 34 * scale)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, group)
    y += (len(code) + 1) // 2 * 44 * scale + 10 * scale
    painter.fillRect(QRectF(area.left(), y, area.width(), max(1.0, scale)), QColor(paper["line_strong"]))
    y += 10 * scale
    line("small", f"Made {plain_day(made)}. This paper opens everything: treat it like a child’s file.", soft, 60)
