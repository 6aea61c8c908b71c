"""Each kind of block as strips and structure: the house style, block by block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from iro_desk.documents.blocks import (
    Block,
    Choice,
    Decisions,
    Facts,
    Mark,
    PageBreak,
    Paragraph,
    Quotation,
    Run,
    SideSection,
    Signature,
    Table,
    Words,
    WriteIn,
)
from iro_desk.documents.lines import Setter
from iro_desk.documents.pen import Pen
from iro_desk.documents.strips import Cell, Group, RowLook, Strip, row_strips, text_strips, with_beside
from iro_desk.documents.style import (
    FULL,
    GUTTER,
    HAIRLINE,
    INK,
    LEFT,
    MM,
    RIGHT,
    SIDE,
    STYLES,
    TEXT,
    TEXT_LEFT,
    Style,
)
from iro_desk.documents.tagging import Node

_THICK = 1.6
_GAP = 8.0
"""Between two columns of a table."""


class BlockSetter:
    """Turns blocks into strips, in order, and adds each to the structure tree below ``root``."""

    def __init__(self, setter: Setter, root: Node) -> None:
        self.setter = setter
        self.root = root

    def set(self, blocks: Sequence[Block]) -> list[Strip]:
        """The strips of some blocks."""
        strips: list[Strip] = []
        for block in blocks:
            strips.extend(self._one(block))
        return strips

    def _one(self, block: Block) -> list[Strip]:
        match block:
            case SideSection():
                return self._wide_section(block) if block.wide else self._section(block)
            case Facts():
                return self._facts(block) if block.columns == 2 else self._notes(block)
            case Table():
                return self._table(block)
            case Decisions():
                return self._decisions(block)
            case PageBreak():
                return self._page(block)
        return self._inner(block)

    def _inner(self, block: Block) -> list[Strip]:
        """Matter of the text column."""
        match block:
            case Paragraph():
                return self._paragraph(block)
            case Quotation():
                return self._quotation(block)
            case Signature():
                return self._text(block, "P", block.words, "signed", before=4, after=4)
            case Choice():
                return self._choice(block)
            case WriteIn():
                return self._write_in(block)
        raise TypeError(f"no setting for {type(block).__name__}")

    def group(self, node: Node | None, words: Words, style: str | Style, width: float, before: float = 0) -> Group:
        """Words broken into lines."""
        look = STYLES[style] if isinstance(style, str) else style
        return Group(node, tuple(self.setter.lines(words, look, width)), look, before)

    def title(self, over: str, title: Words, subtitle: str, *, tab: str = "") -> list[Strip]:
        """The head of a paper: whose it is, its title, a line below, and the thick rule where the paper begins."""
        strips: list[Strip] = []
        if over:
            strips += text_strips(self.group(self.root.add("P"), over, "small", FULL), LEFT)
            strips[-1].after = 5
        strips += text_strips(self.group(self.root.add("H1"), title, "title", FULL), LEFT)
        strips[-1].after = 2
        if subtitle:
            strips += text_strips(self.group(self.root.add("P"), subtitle, "subtitle", FULL), LEFT)
        strips.append(self._rule(before=9, after=8))
        for strip in strips[:-1]:
            strip.glued = True
        strips[0].tab = tab
        return strips

    def _page(self, block: PageBreak) -> list[Strip]:
        strips = text_strips(self.group(self.root.add("H1", block.language), block.title, "title", FULL), LEFT)
        strips[-1].after = 3
        if block.subtitle:
            strips += text_strips(self.group(self.root.add("P"), block.subtitle, "standing", FULL), LEFT)
        strips.append(self._rule(before=8, after=9))
        for strip in strips:
            strip.glued = True
        first = strips[0]
        first.fresh, first.tab, first.name, first.outline = True, block.tab, block.name, block.title
        return strips

    def _rule(self, before: float, after: float) -> Strip:
        def draw(pen: Pen, top: float) -> None:
            pen.rule(LEFT, top - _THICK / 2, RIGHT, _THICK, INK)

        return Strip(_THICK, draw, before=before, after=after, glued=True)

    def _text(
        self, block: Block, tag: str, words: Words, style: str, before: float = 0, after: float = 0
    ) -> list[Strip]:
        strips = text_strips(self.group(self.root.add(tag, block.language), words, style, TEXT, before), TEXT_LEFT)
        if strips:
            strips[-1].after = after
        return strips

    def _paragraph(self, block: Paragraph) -> list[Strip]:
        words = block.words
        if block.run_in:
            rest = (Run(words),) if isinstance(words, str) else words
            words = (Run(block.run_in, strong=True), Run(" "), *rest)
        after = {"body": 3, "note": 0}.get(block.style, 4)
        return self._text(block, "P", words, block.style, after=after)

    def _quotation(self, block: Quotation) -> list[Strip]:
        quote = self.root.add("BlockQuote", block.language)
        strips = text_strips(self.group(quote.add("P"), block.words, "quote", TEXT), TEXT_LEFT)
        if block.source:
            strips += text_strips(self.group(quote.add("P"), block.source, "said", TEXT, before=2), TEXT_LEFT)
        for strip in strips[:-1]:
            strip.glued = True
        mark = STYLES["mark"]
        sign = self.setter.lines("“", mark, FULL)[0]

        def hang(pen: Pen, top: float) -> None:
            # The mark hangs outside the text's edge and is not read aloud: the element says that it is a quotation.
            pen.aside()
            pen.line(TEXT_LEFT - 25.5, top - 2.5 - mark.size * 0.62, sign)

        strips[0] = with_beside(strips[0], hang)
        strips[-1].after = 7 if block.source else 5
        return strips

    def _wide_section(self, block: SideSection) -> list[Strip]:
        node = self.root.add("H2", block.language)
        strips = text_strips(self.group(node, block.label, "side", FULL, before=13), LEFT)
        for strip in strips:
            strip.glued = True
        strips[-1].after = 4
        strips[0].need = 120
        strips[0].outline = block.label
        return strips + self.set(block.blocks)

    def _section(self, block: SideSection) -> list[Strip]:
        node = self.root.add("H2", block.language)
        label = self.group(node, block.label, "side", SIDE - 5 * MM)
        strips: list[Strip] = []
        for inner in block.blocks:
            if isinstance(inner, Signature) and strips:
                strips[-1].glued = True
            strips.extend(self._inner(inner))
        if not strips:
            return []

        def name(pen: Pen, top: float) -> None:
            pen.within(node)
            pen.lines(LEFT, top, list(label.lines), label.style)

        short = label.height - sum(strip.height + strip.before + strip.after for strip in strips)
        if short > 0:
            strips[-1].height += short
        strips[0] = replace(with_beside(strips[0], name), before=9, need=max(60, label.height), outline=block.label)
        strips[-1].after += 2
        return strips

    def _facts(self, block: Facts) -> list[Strip]:
        """Two pairs side by side, read along the row."""
        places = ((LEFT, 25 * MM, 58 * MM - 4), (LEFT + 83 * MM, 23 * MM, 60 * MM))
        listed = self.root.add("L", block.language)
        strips: list[Strip] = []
        for at in range(0, len(block.fields), 2):
            cells: list[Cell] = []
            for entry, (x, label, value) in zip(block.fields[at : at + 2], places, strict=False):
                cells += self._pair(listed, entry.label, entry.value, x, label, value)
            strips += row_strips(cells, RowLook(1))
        strips[-1].after = 3
        return strips

    def _notes(self, block: Facts) -> list[Strip]:
        """Labels in the side column, sentences in the text column."""
        listed = self.root.add("L", block.language)
        strips: list[Strip] = []
        for entry in block.fields:
            cells = self._pair(listed, entry.label, entry.value, LEFT, SIDE + GUTTER, TEXT)
            strips += row_strips(cells, RowLook(3))
        return strips

    def _pair(self, listed: Node, label: str, value: Words, x: float, across: float, width: float) -> list[Cell]:
        item = listed.add("LI")
        name = self.group(item.add("Lbl"), label, "label", across - _GAP)
        said = self.group(item.add("LBody"), value, "note", width)
        return [Cell(x, (name,)), Cell(x + across, (said,))]

    def _table(self, block: Table) -> list[Strip]:
        node = self.root.add("Table", block.language)
        columns: list[tuple[float, float]] = []
        x = LEFT
        for number, column in enumerate(block.columns, 1):
            columns.append((x, column.width * MM - (_GAP if number < len(block.columns) else 0)))
            x += column.width * MM
        row = node.add("TR")
        head_look = RowLook(2.6, 1, INK, LEFT, x, above=0)
        heads = [
            self.group(row.add("TH", scope="Column"), column.title, "head", width)
            for column, (_, width) in zip(block.columns, columns, strict=True)
        ]
        strips = row_strips([Cell(x, (head,)) for head, (x, _) in zip(heads, columns, strict=True)], head_look)
        again = row_strips(
            [Cell(x, (replace(head, node=None),)) for head, (x, _) in zip(heads, columns, strict=True)], head_look
        )[0]
        for strip in strips:
            strip.glued = True
        for number, entry in enumerate(block.rows):
            row = node.add("TR", entry.language)
            last = number == len(block.rows) - 1
            look = RowLook(2.8, 0 if last else 0.5, HAIRLINE, LEFT, x)
            cells = [
                self._table_cell(row.add("TD"), cell, strong=column.strong, x=left, width=width)
                for cell, column, (left, width) in zip(entry.cells, block.columns, columns, strict=True)
            ]
            added = row_strips(cells, look)
            for strip in added[0 if number else 1 :]:
                strip.head = again
            strips += added
        strips[-1].after = 4
        return strips

    def _table_cell(self, node: Node, cell: Words | Mark, *, strong: bool, x: float, width: float) -> Cell:
        style = STYLES["cell"].strong if strong or isinstance(cell, Mark) else STYLES["cell"]
        if isinstance(cell, Mark):
            return Cell(x + 15, (self.group(node, cell.word, style, width - 15),), state=cell.state)
        return Cell(x, (self.group(node, cell, style, width),))

    def _decisions(self, block: Decisions) -> list[Strip]:
        """Number, what and why, date and name. The date stands above the name: it is looked for first."""
        padding = 8.5 if block.roomy else 4.6
        across = (13 * MM, 104 * MM)
        left, right = LEFT + across[0], LEFT + sum(across)
        look = RowLook(padding, 0.5, HAIRLINE, LEFT, RIGHT)
        head = row_strips(
            [
                Cell(left, (self.group(None, "What will happen", "head", 100 * MM),)),
                Cell(right, (self.group(None, "By when, and who", "head", 49 * MM),)),
            ],
            RowLook(padding + 1, 1, INK, LEFT, RIGHT, above=0),
        )[0]
        listed = self.root.add("L", block.language)
        strips = [replace(head, glued=True)]
        for number, item in enumerate(block.items):
            entry = listed.add("LI", item.language)
            numeral = self.group(entry.add("Lbl"), item.number, "numeral", across[0])
            body = entry.add("LBody")
            what = [self.group(body.add("P"), item.what, "decision", across[1] - 16)]
            if item.why:
                what.append(self.group(body.add("P"), item.why, "note", across[1] - 16, before=2))
            who = (
                self.group(body.add("P"), item.by, "when", RIGHT - right),
                self.group(body.add("P"), item.who, "note", RIGHT - right, before=1),
            )
            last = number == len(block.items) - 1
            added = row_strips(
                [Cell(LEFT, (numeral,), drop=-2), Cell(left, tuple(what)), Cell(right, who)],
                replace(look, line=0) if last else look,
            )
            for strip in added[0 if number else 1 :]:
                strip.head = head
            strips += added
        return [*strips, self._rule(before=3, after=6)]

    def _choice(self, block: Choice) -> list[Strip]:
        style = STYLES["body"]
        node = self.root.add("P", block.language)
        x = TEXT_LEFT + 20
        lines: list[tuple[float, float]] = []
        words: list[tuple[float, Group]] = []
        for part in block.parts:
            if isinstance(part, str):
                group = self.group(node, part, style, RIGHT - x)
                words.append((x, group))
                x += max(line.width for line in group.lines) + 6
            else:
                to = x + part * MM if part else RIGHT
                lines.append((x, to))
                x = to + 6
        height = max(group.height for _, group in words)

        def draw(pen: Pen, top: float) -> None:
            pen.box(TEXT_LEFT + 0.5, top - style.size - 2, 12, INK)
            for start, to in lines:
                pen.rule(start, top - style.size - 2, to, 0.6, INK)
            pen.within(node)
            for start, group in words:
                pen.lines(start, top, list(group.lines), style)

        return [Strip(height, draw, after=8, glued=True)]

    def _write_in(self, block: WriteIn) -> list[Strip]:
        width = TEXT / len(block.labels)
        groups = [self.group(self.root.add("P", block.language), label, "said", width) for label in block.labels]

        def draw(pen: Pen, top: float) -> None:
            for number, group in enumerate(groups):
                x = TEXT_LEFT + number * width
                pen.rule(x, top - 30, x + width - (14 if number < len(groups) - 1 else 0), 0.6, INK)
                pen.within(group.node)
                pen.lines(x, top - 33, list(group.lines), group.style)

        return [Strip(33 + max(group.height for group in groups), draw)]
