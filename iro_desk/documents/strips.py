"""Strips: what a page is stacked from. A strip is never cut; pages break between strips.

A :class:`Group` is some lines of one element of the structure; a :class:`Cell` stacks groups below one
another at one place; a row of cells is a strip. A paragraph is one strip a line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from iro_desk.documents.lines import Line
from iro_desk.documents.pen import Pen
from iro_desk.documents.style import Style
from iro_desk.documents.tagging import Node

INDENT = 1.43
"""Of a line after its circle, in sizes of its type."""

Draw = Callable[[Pen, float], None]
"""Draws at a height: the strip's top edge in points from the sheet's foot."""


@dataclass(slots=True)
class Strip:
    """A piece of a page, as wide as the page."""

    height: float
    draw: Draw
    before: float = 0
    """Space above; none at the head of a page."""
    after: float = 0
    """Space below; it may hang into the foot."""
    glued: bool = False
    """No page break between this one and the next."""
    need: float = 0
    """Room that must be left on the page from its top edge, or it begins the next."""
    head: Strip | None = None
    """Repeated above it where it begins a page: the head of its table."""
    fresh: bool = False
    """It begins a page."""
    tab: str = ""
    name: str = ""
    """What a text may refer to by page number."""
    outline: str = ""
    """Its words in the reader's list of contents."""


def height_of(strips: Sequence[Strip]) -> float:
    """How high some strips are below one another, with the space around them."""
    return sum(strip.before + strip.height + strip.after for strip in strips)


@dataclass(frozen=True, slots=True)
class Group:
    """Some lines of one element, in one style."""

    node: Node | None
    lines: tuple[Line, ...]
    style: Style
    before: float = 0
    state: str = ""
    """done, part, open: a circle stands before the words."""

    @property
    def indent(self) -> float:
        """Room for the circle."""
        return INDENT * self.style.size if self.state else 0

    @property
    def height(self) -> float:
        """Lines and the space above them."""
        return self.before + len(self.lines) * self.style.leading


@dataclass(frozen=True, slots=True)
class Cell:
    """Groups below one another at one place of a row, from ``x``; ``drop`` lowers (or lifts) the first."""

    x: float
    groups: tuple[Group, ...]
    drop: float = 0

    @property
    def height(self) -> float:
        """From the row's upper padding to the last line's foot."""
        return sum(group.height for group in self.groups) + max(self.drop, 0)

    def paint(self, pen: Pen, top: float) -> None:
        """Draws the groups, the first at ``top``."""
        at = top - self.drop
        for group in self.groups:
            at -= group.before
            if group.state:
                size = group.style.size
                pen.state(self.x + 0.43 * size, at - 0.7 * size, 0.38 * size, group.state, group.style.colour)
            pen.within(group.node)
            pen.lines(self.x + group.indent, at, list(group.lines), group.style)
            at -= len(group.lines) * group.style.leading

    def cut(self, room: float) -> tuple[Cell, Cell]:
        """What fits into that height, and the rest."""
        fitting: list[Group] = []
        rest: list[Group] = []
        used = max(self.drop, 0)
        for group in self.groups:
            count = 0 if rest else int((room - used - group.before) // group.style.leading)
            count = max(0, min(count, len(group.lines)))
            if count:
                fitting.append(replace(group, lines=group.lines[:count]))
                used += group.before + count * group.style.leading
            if count < len(group.lines):
                rest.append(replace(group, lines=group.lines[count:], before=0 if count else group.before))
        return replace(self, groups=tuple(fitting)), replace(self, groups=tuple(rest), drop=0)


@dataclass(frozen=True, slots=True)
class RowLook:
    """Padding of a row, the line below it (weight 0: none) and how wide that line is."""

    padding: float
    line: float = 0
    colour: str = ""
    left: float = 0
    right: float = 0
    above: float | None = None
    """Padding above, where it differs."""

    @property
    def top(self) -> float:
        """Padding above."""
        return self.padding if self.above is None else self.above


def row_strips(cells: Sequence[Cell], look: RowLook, usable: float) -> list[Strip]:
    """A row as one strip; only a row that is higher than a page (``usable``) goes on as several."""
    room = usable * 0.9 - look.top - look.padding
    strips: list[Strip] = []
    while max((cell.height for cell in cells), default=0) > room:
        parts = [cell.cut(room) for cell in cells]
        strips.append(_row([part for part, _ in parts], replace(look, line=0)))
        cells = [rest for _, rest in parts]
    strips.append(_row(cells, look))
    return strips


def _row(cells: Sequence[Cell], look: RowLook) -> Strip:
    height = look.top + look.padding + max((cell.height for cell in cells), default=0)

    def draw(pen: Pen, top: float) -> None:
        for cell in cells:
            cell.paint(pen, top - look.top)
        if look.line:
            pen.rule(look.left, top - height, look.right, look.line, look.colour)

    return Strip(height, draw)


def text_strips(group: Group, x: float) -> list[Strip]:
    """A text as one strip a line; its first two and its last two lines stay together."""
    strips = []
    count = len(group.lines)
    for number, line in enumerate(group.lines):
        strips.append(
            Strip(
                group.style.leading,
                _line_drawer(group, line, x),
                before=group.before if number == 0 else 0,
                glued=number < count - 1 and (number == 0 or number == count - 2),
            )
        )
    return strips


def _line_drawer(group: Group, line: Line, x: float) -> Draw:
    def draw(pen: Pen, top: float) -> None:
        pen.within(group.node)
        pen.line(x, top - group.style.size, line)

    return draw


def with_beside(strip: Strip, draw_beside: Draw) -> Strip:
    """The strip with something drawn before it at its own height: a label in the side column, a hung mark."""
    own = strip.draw

    def draw(pen: Pen, top: float) -> None:
        draw_beside(pen, top)
        own(pen, top)

    return replace(strip, draw=draw)


def keep_two(rows: Sequence[Strip]) -> None:
    """No row stands alone at the end of a page or the head of one: ``rows`` are the last strips of each."""
    if len(rows) > 1:
        rows[0].glued = rows[-2].glued = True


@dataclass(slots=True)
class Sheet:
    """One page: its strips with the height of each one's top edge."""

    strips: list[tuple[Strip, float]] = field(default_factory=list)
    tab: str = ""


def paginate(strips: Sequence[Strip], top: float, foot: float) -> list[Sheet]:
    """Stacks strips on pages. What is glued together goes to the next page together, unless it fills more than one."""
    sheets = [Sheet()]
    y = top
    at = 0
    while at < len(strips):
        end = at
        while strips[end].glued and end + 1 < len(strips):
            end += 1
        chain = strips[at : end + 1]
        first = chain[0]
        height = _height(chain)
        wanted = max(height if height <= top - foot else chain[0].height, first.need)
        if sheets[-1].strips and (first.fresh or y - first.before - wanted < foot):
            sheets.append(Sheet())
            y = top
        for strip in chain:
            if sheets[-1].strips and y - strip.before - strip.height < foot:
                sheets.append(Sheet())
                y = top
            y = _place(sheets[-1], strip, y)
        at = end + 1
    return sheets


def _height(chain: Sequence[Strip]) -> float:
    return (
        sum(strip.height + (strip.before if i else 0) + strip.after for i, strip in enumerate(chain)) - chain[-1].after
    )


def _place(sheet: Sheet, strip: Strip, y: float) -> float:
    if sheet.strips:
        y -= strip.before
    elif strip.head is not None:
        sheet.strips.append((strip.head, y))
        y -= strip.head.height
    if strip.tab:
        sheet.tab = strip.tab
    sheet.strips.append((strip, y))
    return y - strip.height - strip.after
