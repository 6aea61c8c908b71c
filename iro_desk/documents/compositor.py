"""What every kind of block is set with: lines broken, cells placed, the thick rule, a place in the structure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from iro_desk.documents.blocks import Block, Mark, Words
from iro_desk.documents.lines import Setter
from iro_desk.documents.pen import Pen
from iro_desk.documents.strips import INDENT, Cell, Group, RowLook, Strip, row_strips, text_strips
from iro_desk.documents.style import INK, House, Style
from iro_desk.documents.tagging import Node

THICK = 1.6
GAP = 8.0
"""Between two columns of a table."""


class Compositor:
    """Sets words within one frame and adds them to the structure tree below ``root``."""

    def __init__(self, setter: Setter, root: Node, house: House) -> None:
        self.setter = setter
        self.root = root
        self.house = house
        self.frame = house.frame

    def group(self, node: Node | None, words: Words, style: str | Style, width: float, before: float = 0) -> Group:
        """Words broken into lines."""
        look = self.house.styles[style] if isinstance(style, str) else style
        return Group(node, tuple(self.setter.lines(words, look, width)), look, self.house.length(before))

    def marked(self, node: Node, mark: Mark, style: Style, width: float, before: float = 0) -> Group:
        """A state: its circle and its word."""
        words = self.group(node, mark.word, style, width - INDENT * style.size, before)
        return replace(words, state=mark.state)

    def row(self, cells: Sequence[Cell], look: RowLook) -> list[Strip]:
        """Cells beside one another."""
        return row_strips(cells, look, self.frame.usable)

    def text(
        self, block: Block, tag: str, words: Words, style: str, before: float = 0, after: float = 0
    ) -> list[Strip]:
        """Words as one element, at the text's edge; no element where there are none."""
        frame = self.frame
        node = self.root.add(tag, block.language)
        strips = text_strips(self.group(node, words, style, frame.text, before), frame.text_left)
        if strips:
            strips[-1].after = self.house.length(after)
        else:
            self.root.kids.remove(node)
        return strips

    def rule(self, before: float, after: float) -> Strip:
        """The thick rule across the sheet."""

        def draw(pen: Pen, top: float) -> None:
            pen.rule(self.frame.left, top - THICK / 2, self.frame.right, THICK, INK)

        return Strip(THICK, draw, before=self.house.length(before), after=self.house.length(after), glued=True)
