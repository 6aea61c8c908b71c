"""A day as a spine: times at its left, filled marks where a child is, open ones elsewhere, the ways between in grey."""

from __future__ import annotations

from dataclasses import dataclass, replace

from iro_desk.documents.blocks import Block, Item
from iro_desk.documents.compositor import Compositor
from iro_desk.documents.pen import Pen
from iro_desk.documents.strips import Cell, Draw, Group, RowLook, Strip, with_beside
from iro_desk.documents.style import HAIRLINE, INK, MM, WHITE

TIMES, LINE, TEXT = 14 * MM, 18 * MM, 24 * MM
"""Where times end, the spine stands and words begin, from the text's edge."""
TIME_SIZE, PADDING = 14, 4.0


@dataclass(frozen=True, slots=True)
class Spine(Block):
    """Entries of a day in their order. ``label`` is the time, empty for a way between; ``strong``: a child is there."""

    items: tuple[Item, ...]


def set_spine(hand: Compositor, block: Spine) -> list[Strip]:
    """Each entry as a strip that carries its piece of the line. A way stays on one page with where it leads."""
    frame, house = hand.frame, hand.house
    listed = hand.root.add("L", block.language)
    size = house.length(TIME_SIZE)
    look = replace(house.styles["clock"], size=size, leading=house.styles["body"].leading)
    more, width = house.size / 12, frame.text - house.length(TEXT)
    strips: list[Strip] = []
    marked = [number for number, item in enumerate(block.items) if item.label]
    for number, item in enumerate(block.items):
        entry = listed.add("LI", item.language)
        cells = []
        if item.label:
            time = hand.group(entry.add("Lbl"), item.label, look, frame.text)
            left = frame.text_left + TIMES * more - max((line.width for line in time.lines), default=0)
            cells.append(Cell(left, (time,), drop=house.styles["body"].size - size))
        body = entry.add("LBody")
        style = house.styles["body"] if item.label else house.styles["note"].soft
        groups: list[Group] = [hand.group(body.add("P"), item.words, style, width)]
        if item.under:
            groups.append(hand.group(body.add("P"), item.under, house.styles["note"].soft, width))
        cells.append(Cell(frame.text_left + TEXT * more, tuple(groups)))
        made = hand.row(cells, RowLook(house.length(PADDING)))
        above, below = bool(marked) and number > marked[0], bool(marked) and number < marked[-1]
        x, down = frame.text_left + LINE * more, house.length(PADDING) + 0.62 * house.styles["body"].size
        for at, strip in enumerate(made):
            mark = ("full" if item.strong else "open") if item.label and at == 0 else ""
            made[at] = with_beside(strip, _piece(x, down, strip.height, more, mark, above or at > 0, below))
            made[at].glued = not item.label
        strips += made
    if strips:
        strips[-1].glued = False
        strips[-1].after = house.length(3)
    return strips


def _piece(x: float, down: float, height: float, more: float, mark: str, above: bool, below: bool) -> Draw:
    """The line beside one strip, from where it comes to where it goes on, and the mark on it."""

    def draw(pen: Pen, top: float) -> None:
        start = top if above else top - down
        end = top - height if below else top - down
        if start > end:
            pen.block(x - 0.8 * more, end, 1.6 * more, start - end, HAIRLINE)
        if mark:
            pen.state(x, top - down, (4.4 if mark == "full" else 3.4) * more, "done", INK)
        if mark == "open":
            pen.state(x, top - down, 1.8 * more, "done", WHITE)

    return draw
