"""A drawing on a page, such as a map: shapes, marks and words as plain numbers, with what it shows in words.

Points are in points of the page from the drawing's top left corner; what lies outside is cut off.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from iro_desk.documents.blocks import Block
from iro_desk.documents.lines import Line, Setter
from iro_desk.documents.strips import Strip
from iro_desk.documents.style import HAIRLINE, INK, SIZES, SOFT, WHITE, Style
from iro_desk.documents.tagging import Node

SEA: Final = "#E4ECED"
LAND: Final = "#FBF9F5"
LATE, SOON, OPEN, BOOKED = "#B42318", "#B26A00", "#6B655C", "#0F5257"

# How each kind of shape is drawn: colour of the area (filled) or of the line, weight of the line, dashes.
LOOK: Final[dict[str, tuple[str, float, tuple[float, ...]]]] = {
    "beyond": ("#F1ECE6", 0.4, ()),
    "land": (LAND, 0.4, ()),
    "council": (HAIRLINE, 0.4, (2.0, 2.0)),
    "nation": (SOFT, 0.7, (1.0, 2.0)),
    "road": ("#DDD5C8", 0.5, ()),
    "main": ("#C9BFB0", 0.8, ()),
    "motorway": ("#BFB3A1", 1.3, ()),
    "ferry": (SOFT, 0.6, (2.0, 2.0)),
    "way": (BOOKED, 2.2, ()),
}
FILLED: Final = frozenset({"beyond", "land"})
MARKS: Final = {"late": LATE, "risk": LATE, "soon": SOON, "booked": BOOKED, "base": INK, "town": SOFT}
WORDS: Final = {
    "town": Style(400, 9, 10.5, SOFT),
    "mark": Style(600, 9, 10.5, INK),
    "base": Style(700, 9, 10.5, INK),
    "count": Style(700, 9, 10, INK),
}


@dataclass(frozen=True, slots=True)
class Shape:
    """One area or line: a key of ``LOOK``, and x and y after one another."""

    kind: str
    points: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class DrawnMark:
    """One mark: a key of ``MARKS`` (others are an open circle), where, and how many stand behind it."""

    kind: str
    x: float
    y: float
    count: int = 1


@dataclass(frozen=True, slots=True)
class DrawnWords:
    """Words with the top left corner of their box; ``kind`` is a key of ``WORDS``."""

    words: str
    kind: str
    x: float
    y: float


class Shapes:
    """All that is drawn. Not a tuple: a paper's blocks are looked through word by word, and this is none of them."""

    __slots__ = ("marks", "shapes", "words")

    def __init__(
        self, shapes: tuple[Shape, ...], marks: tuple[DrawnMark, ...] = (), words: tuple[DrawnWords, ...] = ()
    ) -> None:
        self.shapes, self.marks, self.words = shapes, marks, words


@dataclass(frozen=True, slots=True)
class Drawing(Block):
    """A drawing of a size in points; ``alt`` says what it shows to those who cannot see it."""

    alt: str
    width: float
    height: float
    shapes: Shapes


def width_of(words: str, kind: str) -> tuple[float, float]:
    """Width and height in points of words in a drawing."""
    style = WORDS[kind]
    lines = _setter().lines(words, style, 10_000)
    return max((line.width for line in lines), default=0.0), style.leading


@cache
def _setter() -> Setter:
    return Setter()


def drawing_strip(
    block: Drawing, root: Node, left: float, lines: Callable[[str, Style], list[Line]], print_size: float
) -> Strip:
    """The drawing as a strip of the page. In larger print its words are larger, and there is no room for towns."""
    figure = root.add("Figure", alt=block.alt)
    more = print_size / SIZES["standard"]
    styles = {
        kind: replace(style, size=style.size * more, leading=style.leading * more) for kind, style in WORDS.items()
    }
    kept = [each for each in block.shapes.words if more <= 1 or each.kind != "town"]
    placed = [(each, styles[each.kind], lines(each.words, styles[each.kind])) for each in kept]
    counts = {mark: lines(str(mark.count), styles["count"]) for mark in block.shapes.marks if mark.count > 1}

    def draw(pen: Any, top: float) -> None:
        figure.box = (left, top - block.height, left + block.width, top)
        pen.within(figure)
        canvas = pen.canvas
        canvas.saveState()
        clip = canvas.beginPath()
        clip.rect(left, top - block.height, block.width, block.height)
        canvas.clipPath(clip, stroke=0, fill=0)
        canvas.setFillColor(_colour(SEA))
        canvas.rect(left, top - block.height, block.width, block.height, stroke=0, fill=1)
        canvas.setLineJoin(1)
        canvas.setLineCap(1)
        for shape in block.shapes.shapes:
            _shape(canvas, shape, left, top)
        for mark in block.shapes.marks:
            if more <= 1 or mark.kind != "town":
                _mark(pen, mark, left + mark.x, top - mark.y, counts.get(mark), more)
        for each, style, said in placed:
            pen.lines(left + each.x, top - each.y, said, style)
        canvas.restoreState()

    return Strip(block.height, draw, after=6)


def _shape(canvas: Any, shape: Shape, left: float, top: float) -> None:
    colour, weight, dashes = LOOK[shape.kind]
    path = canvas.beginPath()
    xs, ys = shape.points[::2], shape.points[1::2]
    path.moveTo(left + xs[0], top - ys[0])
    for x, y in zip(xs[1:], ys[1:], strict=True):
        path.lineTo(left + x, top - y)
    canvas.setLineWidth(weight)
    canvas.setDash(*([list(dashes), 0] if dashes else [[], 0]))
    if shape.kind in FILLED:
        path.close()
        canvas.setFillColor(_colour(colour))
        canvas.setStrokeColor(_colour(HAIRLINE))
        canvas.drawPath(path, stroke=1, fill=1)
    else:
        canvas.setStrokeColor(_colour(colour))
        canvas.drawPath(path, stroke=1, fill=0)
    canvas.setDash([], 0)


def _mark(pen: Any, mark: DrawnMark, x: float, y: float, count: list[Line] | None, more: float) -> None:
    canvas = pen.canvas
    colour = _colour(MARKS.get(mark.kind, OPEN))
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(1.1)
    canvas.setFillColor(colour if mark.kind in ("late", "soon", "booked", "base", "town") else _colour(LAND))
    if count is not None:
        canvas.setFillColor(_colour(WHITE))
        canvas.circle(x, y, 8 * more, stroke=1, fill=1)
        pen.line(x - count[0].width / 2, y - 3.2 * more, count[0])
    elif mark.kind == "base":
        canvas.rect(x - 3.5, y - 3.5, 7, 7, stroke=0, fill=1)
    elif mark.kind == "town":
        canvas.circle(x, y, 1.1, stroke=0, fill=1)
    elif mark.kind in ("late", "risk", "soon"):
        path = canvas.beginPath()
        corners = [(0, 4.5), (4.5, 0), (0, -4.5), (-4.5, 0)]
        if mark.kind == "soon":
            corners = [(0, 4.2), (4.2, -3.2), (-4.2, -3.2)]
        path.moveTo(x + corners[0][0], y + corners[0][1])
        for right, up in corners[1:]:
            path.lineTo(x + right, y + up)
        path.close()
        canvas.drawPath(path, stroke=1, fill=1)
    else:
        canvas.circle(x, y, 3.6, stroke=1, fill=1)


@cache
def _colour(value: str) -> Any:
    from reportlab.lib.colors import HexColor

    return HexColor(value)
