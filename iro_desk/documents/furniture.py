"""What stands on every page beside the text: foot with seal and page number, tab, draft and practice marks.

All of it is artifact: a screen reader passes over it. What must also be heard (that a paper is a
draft, that its children are invented) stands in the line over the title as well.
"""

from __future__ import annotations

from functools import lru_cache

from iro_desk.documents.blocks import Paper
from iro_desk.documents.lines import Setter
from iro_desk.documents.pen import Pen
from iro_desk.documents.style import (
    FULL,
    INK,
    LEFT,
    MM,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    STYLES,
    TEXT_LEFT,
    Style,
)

DRAFT = "Draft, not final"
PRACTICE = "Practice: invented children"
_FOOT = 11 * MM
_QR = 11 * MM


def furnish(pen: Pen, setter: Setter, paper: Paper, tab: str, page: int, pages: int) -> None:
    """Draws the furniture of one page."""
    pen.aside("Pagination")
    _margin(pen, setter, paper)
    _seal(pen, setter, paper)
    foot, strong = STYLES["foot"], STYLES["foot strong"]
    name = f"{paper.foot.name}, version {paper.version}"
    marking = f"{paper.foot.marking} · {PRACTICE}" if paper.practice else paper.foot.marking
    _write(pen, setter, paper.foot.case, strong, TEXT_LEFT, _FOOT + 6.5 * MM)
    _write(pen, setter, name, foot, TEXT_LEFT, _FOOT + 3.1 * MM)
    _write(pen, setter, marking, foot, TEXT_LEFT, _FOOT - 0.3 * MM)
    _write(pen, setter, f"Page {page} of {pages}", strong, RIGHT, _FOOT + 6.5 * MM, from_right=True)
    if tab:
        _tab(pen, setter, tab)


def _write(
    pen: Pen, setter: Setter, text: str, style: Style, x: float, baseline: float, from_right: bool = False
) -> None:
    lines = setter.lines(text, style, FULL)
    if lines:
        pen.line(x - lines[0].width if from_right else x, baseline, lines[0])


def _margin(pen: Pen, setter: Setter, paper: Paper) -> None:
    """Pale words across the top margin, never across text."""
    baseline = PAGE_HEIGHT - 13 * MM
    if paper.draft:
        _write(pen, setter, DRAFT, STYLES["draft"], LEFT, baseline)
    if paper.practice:
        _write(pen, setter, PRACTICE, STYLES["draft"], RIGHT, baseline, from_right=True)


def _seal(pen: Pen, setter: Setter, paper: Paper) -> None:
    """The seal in two lines beside its QR code; on a draft the word Draft."""
    beside = LEFT + _QR + 2.5 * MM
    soft = STYLES["foot"]
    if paper.draft or not paper.seal:
        _write(pen, setter, "Draft", STYLES["foot strong"], LEFT, _FOOT + 3.1 * MM)
        return
    sign = paper.seal.upper()
    _code(pen, "IRODESK:" + sign, LEFT, _FOOT)
    _write(pen, setter, "Seal", soft, beside, _FOOT + 6.3 * MM)
    for number, half in enumerate((sign[:8], sign[8:])):
        _write(pen, setter, f"{half[:4]} {half[4:]}", STYLES["seal"], beside, _FOOT + 3.1 * MM - number * 3.4 * MM)


@lru_cache(maxsize=64)
def modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The QR code of a text, level M: rows from the top, true where it is dark."""
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    count = code.getModuleCount()
    return tuple(tuple(bool(code.isDark(row, column)) for column in range(count)) for row in range(count))


def _code(pen: Pen, text: str, x: float, y: float) -> None:
    """The QR code as plain rectangles, dark neighbours in one."""
    rows = modules(text)
    side = _QR / len(rows)
    canvas = pen.canvas
    canvas.setFillColor(INK)
    for number, row in enumerate(rows):
        start = None
        for column, dark in enumerate((*row, False)):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                bottom = y + _QR - (number + 1) * side
                canvas.rect(x + start * side, bottom, (column - start) * side, side, stroke=0, fill=1)
                start = None


def _tab(pen: Pen, setter: Setter, word: str) -> None:
    """A black tab at the outer edge: riffle the papers and the decisions are there."""
    canvas = pen.canvas
    style = STYLES["tab"]
    line = setter.lines(word, style, FULL)[0]
    length = max(42 * MM, line.width + 10 * MM)
    canvas.saveState()
    canvas.translate(PAGE_WIDTH, PAGE_HEIGHT)
    canvas.setFillColor(INK)
    canvas.rect(-13 * MM, -20 * MM - length, 13 * MM, length, stroke=0, fill=1)
    canvas.rotate(-90)
    pen.line(20 * MM + (length - line.width) / 2, -9.3 * MM, line)
    canvas.restoreState()
