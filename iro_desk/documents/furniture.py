"""What stands on every page beside the text: foot with seal and page number, tab, draft and practice marks.

All of it is artifact: a screen reader passes over it. What must also be heard (that a paper is a
draft, that its children are invented) stands in the line over the title as well.
"""

from __future__ import annotations

from functools import lru_cache

from iro_desk.documents.blocks import Paper
from iro_desk.documents.lines import Setter
from iro_desk.documents.pen import Pen
from iro_desk.documents.style import INK, MM, PAGE_HEIGHT, PAGE_WIDTH, House, Style

DRAFT = "Draft, not final"
PRACTICE = "Practice: invented children"
_FOOT = 10.7 * MM
"""The last line of the foot: nothing stands nearer to the sheet's edge than 9 mm."""
_QR = 11 * MM
_LINE = 3.4 * MM
_BESIDE = 13.5 * MM
"""From the left edge to the seal's letters."""


def furnish(pen: Pen, setter: Setter, paper: Paper, house: House, tab: str, page: int, pages: int) -> None:
    """Draws the furniture of one page."""
    pen.aside("Pagination")
    _margin(pen, setter, paper, house)
    if house.quiet:
        _quiet_foot(pen, setter, paper, house, page, pages)
    else:
        _foot(pen, setter, paper, house, page, pages)
    if tab:
        _tab(pen, setter, house.styles["tab"], tab)


def _write(
    pen: Pen, setter: Setter, text: str, style: Style, x: float, baseline: float, from_right: bool = False
) -> None:
    lines = setter.lines(text, style, PAGE_WIDTH)
    if lines:
        pen.line(x - lines[0].width if from_right else x, baseline, lines[0])


def _margin(pen: Pen, setter: Setter, paper: Paper, house: House) -> None:
    """Pale words across the top margin, never across text."""
    frame, style = house.frame, house.styles["draft"]
    baseline = PAGE_HEIGHT - max(13 * MM, 9 * MM + style.size * 0.7)
    if paper.draft:
        _write(pen, setter, DRAFT, style, frame.left, baseline)
    if paper.practice:
        _write(pen, setter, PRACTICE, style, frame.right, baseline, from_right=True)


def _quiet_foot(pen: Pen, setter: Setter, paper: Paper, house: House, page: int, pages: int) -> None:
    """Of a letter or a form: one line; half the seal on the last page, which no code makes look like a parcel."""
    frame, style = house.frame, house.styles["foot"]
    _write(pen, setter, paper.foot.case, style, frame.left, _FOOT)
    sign = paper.seal.upper()
    middle = DRAFT if paper.draft else f"Seal {sign[:4]} {sign[4:8]}" if sign and page == pages else ""
    for line in setter.lines(middle, style, frame.text):
        pen.line((frame.left + frame.right - line.width) / 2, _FOOT, line)
    _write(pen, setter, f"Page {page} of {pages}", style, frame.right, _FOOT, from_right=True)


def _foot(pen: Pen, setter: Setter, paper: Paper, house: House, page: int, pages: int) -> None:
    """Seal, case number, which paper, and marking; the page at the right edge."""
    frame, styles = house.frame, house.styles
    line = house.length(_LINE)
    beside = _BESIDE + house.length(25 * MM) if paper.draft or paper.seal else 0
    left = frame.text_left if frame.side else frame.left + beside
    strong, soft = styles["foot strong"], styles["foot"]
    number = f"Page {page} of {pages}"
    room = frame.right - left
    name = setter.lines(f"{paper.foot.name}, version {paper.version}" if paper.seal else paper.foot.name, soft, room)
    # In large print a foot of five lines would reach the text; the top of the page says it already.
    practice = PRACTICE if paper.practice and not house.is_large else ""
    marking = " · ".join(part for part in (paper.foot.marking, practice) if part)
    lines = [*setter.lines(paper.foot.case, strong, room - 80), *name, *setter.lines(marking, soft, room)]
    top = _FOOT + (len(lines) - 1) * line
    for at, words in enumerate(lines):
        pen.line(left, top - at * line, words)
    _write(pen, setter, number, strong, frame.right, top, from_right=True)
    _seal(pen, setter, paper, house)


def _seal(pen: Pen, setter: Setter, paper: Paper, house: House) -> None:
    """The seal in two lines, beside its QR code where the paper has one; on a draft the word Draft."""
    left, line = house.frame.left, house.length(_LINE)
    if paper.draft:
        _write(pen, setter, DRAFT, house.styles["foot strong"], left, _FOOT + line)
    if paper.draft or not paper.seal:
        return
    sign = paper.seal.upper()
    if paper.coded and paper.recipient != "child":
        _code(pen, "IRODESK:" + sign, left, _FOOT)
        left += _BESIDE
    _write(pen, setter, "Seal", house.styles["foot"], left, _FOOT + 2 * line)
    for number, half in enumerate((sign[:8], sign[8:])):
        _write(pen, setter, f"{half[:4]} {half[4:]}", house.styles["seal"], left, _FOOT + (1 - number) * line)


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
    pen.canvas.setFillColor(INK)
    pen.canvas._code.append(_squares(text, x, y))


@lru_cache(maxsize=8)
def _squares(text: str, x: float, y: float) -> str:
    """The dark squares of a code as one path: it is the same on every page."""
    rows = modules(text)
    side = _QR / len(rows)
    path: list[str] = []
    for number, row in enumerate(rows):
        start = None
        for column, dark in enumerate((*row, False)):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                bottom = y + _QR - (number + 1) * side
                path.append(f"{x + start * side:.3f} {bottom:.3f} {(column - start) * side:.3f} {side:.3f} re")
                start = None
    return " ".join([*path, "f"])


def _tab(pen: Pen, setter: Setter, style: Style, word: str) -> None:
    """A black tab at the outer edge: riffle the papers and the decisions are there."""
    canvas = pen.canvas
    line = setter.lines(word, style, PAGE_WIDTH)[0]
    length = max(42 * MM, line.width + 10 * MM)
    canvas.saveState()
    canvas.translate(PAGE_WIDTH, PAGE_HEIGHT)
    canvas.setFillColor(INK)
    canvas.rect(-13 * MM, -20 * MM - length, 13 * MM, length, stroke=0, fill=1)
    canvas.rotate(-90)
    pen.line(20 * MM + (length - line.width) / 2, -6.5 * MM - 0.36 * style.size, line)
    canvas.restoreState()
