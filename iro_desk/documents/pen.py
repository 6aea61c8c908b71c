"""The one hand that draws on a page: every mark is either part of the structure or an artifact."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from iro_desk.documents.lines import Line
from iro_desk.documents.style import Style
from iro_desk.documents.tagging import Node


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
