"""The one hand that draws on a page: every mark is either part of the structure or an artifact."""

from __future__ import annotations

from functools import lru_cache
from math import cos, pi, sin
from typing import Any

from iro_desk.documents.lines import Line
from iro_desk.documents.pictures import Picture
from iro_desk.documents.style import Style
from iro_desk.documents.tagging import Node, Widget


class Pen:
    """Draws on a ``reportlab`` canvas and notes in the structure tree what was drawn where.

    ``within(node)`` says which element the next marks belong to; ``aside()`` that they are furniture,
    which a screen reader passes over. Positions are in points from the sheet's lower left corner.
    """

    def __init__(self, canvas: Any) -> None:
        self.canvas = canvas
        self.page = 0
        self._pieces = 0
        self._in: Node | str | None = None

    def within(self, node: Node | None) -> None:
        """The next marks belong to this element; ``None`` for furniture that looks like text."""
        if node is None:
            self.aside("Pagination")
        elif self._in is not node:
            self._end()
            self.canvas._code.append(f"/{node.tag} <</MCID {self._pieces}>> BDC")
            node.kids.append((self.page, self._pieces))
            self._pieces += 1
            self._in = node

    def aside(self, kind: str = "Layout") -> None:
        """The next marks are an artifact: Layout for rules and shapes, Pagination for what every page repeats."""
        if self._in != kind:
            self._end()
            self.canvas._code.append(f"/Artifact <</Type /{kind}>> BDC")
            self._in = kind

    def _end(self) -> None:
        if self._in is not None:
            self.canvas._code.append("EMC")
            self._in = None

    def end_page(self) -> None:
        """Closes the page; the next marks go on a new one."""
        self._end()
        self.canvas.showPage()
        self.page += 1
        self._pieces = 0

    def line(self, x: float, baseline: float, line: Line) -> None:
        """One line of text."""
        text = self.canvas.beginText(x, baseline)
        for stretch in line.stretches:
            if stretch.spoken is not None:
                spoken = stretch.spoken.encode("utf-16-be").hex().upper()
                text._code.append(f"/Span <</ActualText <FEFF{spoken}>>> BDC")
            for piece in stretch.pieces:
                text.setFont(piece.face.name, piece.style.size)
                text._code.append(_fill(piece.style.colour))
                text.textOut(piece.drawn)
            if stretch.spoken is not None:
                text._code.append("EMC")
        self.canvas.drawText(text)

    def lines(self, x: float, top: float, lines: list[Line], style: Style) -> None:
        """Lines below one another, the first one's top edge at ``top``."""
        for number, line in enumerate(lines):
            self.line(x, top - style.size - number * style.leading, line)

    def rule(self, x: float, y: float, to: float, weight: float, colour: str) -> None:
        """A level line, as an artifact."""
        self.aside()
        self.canvas.setStrokeColor(_colour(colour))
        self.canvas.setLineWidth(weight)
        self.canvas.line(x, y, to, y)

    def block(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A filled rectangle, as an artifact."""
        self.aside()
        self.canvas.setFillColor(_colour(colour))
        self.canvas.rect(x, y, width, height, stroke=0, fill=1)

    def ground(
        self, box: tuple[float, float, float, float], colour: str, *, round_above: bool, round_below: bool
    ) -> None:
        """A tone under words (left, bottom, right, top), rounded where it begins and ends; an artifact."""
        self.aside()
        left, bottom, right, top = box
        radius, width, height = 10.0, right - left, top - bottom
        self.canvas.setFillColor(_colour(colour))
        self.canvas.roundRect(left, bottom, width, height, radius, stroke=0, fill=1)
        if not round_above:
            self.canvas.rect(left, top - radius, width, radius, stroke=0, fill=1)
        if not round_below:
            self.canvas.rect(left, bottom, width, radius, stroke=0, fill=1)

    def picture(self, figure: Node, picture: Picture, x: float, top: float) -> None:
        """A picture, its top left corner there, as an element of its own."""
        figure.box = (x, top - picture.height, x + picture.width, top)
        self.within(figure)
        self.canvas.saveState()
        self.canvas.setLineCap(1)
        self.canvas.setLineJoin(1)
        picture.draw(self.canvas, x, top - picture.height)
        self.canvas.restoreState()

    def box(self, x: float, y: float, side: float, colour: str) -> None:
        """An empty square to tick; it belongs to the element that was named last."""
        self.canvas.setStrokeColor(_colour(colour))
        self.canvas.setLineWidth(0.9)
        self.canvas.rect(x, y, side, side, stroke=1, fill=0)

    def line_to_write_on(self, form: Node, x: float, y: float, to: float, colour: str) -> None:
        """A line to write on, which belongs to a field of a form."""
        self.within(form)
        self.canvas.setStrokeColor(_colour(colour))
        self.canvas.setLineWidth(0.6)
        self.canvas.line(x, y, to, y)

    def widget(
        self,
        node: Node,
        name: str,
        asked: str,
        box: tuple[float, float, float, float],
        value: str = "",
        *,
        bare: bool = False,
    ) -> None:
        """A field that can be filled in on a screen, or one place to mark of it (see :class:`Widget`)."""
        node.kids.append(Widget(self.page, box, name, asked, value, bare))

    def frame(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A dotted frame with rounded corners, as an artifact."""
        self.aside()
        self.canvas.setStrokeColor(_colour(colour))
        self.canvas.setLineWidth(0.8)
        self.canvas.setDash([0.8, 3.2], 0)
        self.canvas.roundRect(x, y, width, height, 12, stroke=1, fill=0)
        self.canvas.setDash([], 0)

    def scale(self, x: float, y: float, step: float, count: int, colour: str) -> None:
        """A level line with so many ticks, higher at both ends and in the middle; an artifact."""
        self.aside()
        self.canvas.setStrokeColor(_colour(colour))
        self.canvas.setLineWidth(1)
        self.canvas.line(x, y, x + step * (count - 1), y)
        for number in range(count):
            high = 5.5 if number in (0, count // 2, count - 1) else 2.8
            self.canvas.line(x + number * step, y - high, x + number * step, y + high)

    def weather(self, x: float, y: float, side: float, kind: str, colour: str) -> None:
        """A sun, a cloud or rain, in lines that can be coloured in; it belongs to the element named last."""
        canvas = self.canvas
        canvas.setStrokeColor(_colour(colour))
        canvas.setLineWidth(1.1)
        canvas.setLineCap(1)
        if kind == "sun":
            middle, r = side / 2, side * 0.24
            canvas.circle(x + middle, y + middle, r, stroke=1, fill=0)
            for turn in range(8):
                along, up = cos(turn * pi / 4), sin(turn * pi / 4)
                near, far = r + side * 0.07, r + side * 0.2
                canvas.line(
                    x + middle + near * along, y + middle + near * up, x + middle + far * along, y + middle + far * up
                )
            return
        low = y + side * (0.36 if kind == "rain" else 0.24)
        path = canvas.beginPath()
        path.moveTo(x + side * 0.16, low)
        for left, foot, across, begin, turn in (
            (0.04, 0.0, 0.28, 270, -180),
            (0.2, 0.1, 0.4, 165, -130),
            (0.5, 0.02, 0.34, 120, -125),
            (0.66, 0.0, 0.26, 70, -160),
        ):
            box = (x + side * left, low + side * foot, x + side * (left + across), low + side * (foot + across))
            path.arcTo(*box, startAng=begin, extent=turn)
        path.close()
        canvas.drawPath(path, stroke=1, fill=0)
        if kind == "rain":
            for at in (0.28, 0.48, 0.68):
                canvas.line(x + side * at, low - side * 0.08, x + side * (at - 0.07), low - side * 0.26)

    def state(self, x: float, y: float, radius: float, state: str, colour: str) -> None:
        """A circle: filled for ``done``, half filled for ``part``, empty for any other state. An artifact."""
        self.aside()
        canvas = self.canvas
        canvas.setStrokeColor(_colour(colour))
        canvas.setFillColor(_colour(colour))
        canvas.setLineWidth(1)
        canvas.circle(x, y, radius, stroke=1, fill=1 if state == "done" else 0)
        if state == "part":
            canvas.wedge(x - radius, y - radius, x + radius, y + radius, 90, 180, stroke=0, fill=1)


@lru_cache(maxsize=32)
def _fill(value: str) -> str:
    """The operator that fills with a colour, as the canvas writes it."""
    from reportlab.lib.rl_accel import fp_str

    colour = _colour(value)
    return f"{fp_str(colour.red, colour.green, colour.blue)} rg"


@lru_cache(maxsize=32)
def _colour(value: str) -> Any:
    from reportlab.lib.colors import HexColor

    return HexColor(value)
