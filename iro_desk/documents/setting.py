"""Each kind of block as strips and structure: the house style, block by block.

In large print, and in letters, there is no side column: names of sections stand above their matter, and
what is set in columns opens into lists.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from iro_desk.documents.blocks import (
    Blank,
    Block,
    Choice,
    DecisionBlock,
    Decisions,
    Facts,
    Field,
    Fitted,
    Listing,
    Mark,
    PageBreak,
    Paragraph,
    Quotation,
    Row,
    Run,
    SideBySide,
    SideSection,
    Signature,
    Table,
    Words,
    WriteIn,
)
from iro_desk.documents.drawing import Drawing, drawing_strip
from iro_desk.documents.lines import Setter
from iro_desk.documents.pen import Pen
from iro_desk.documents.pictures import Picture
from iro_desk.documents.strips import (
    INDENT,
    Cell,
    Group,
    RowLook,
    Strip,
    height_of,
    row_strips,
    text_strips,
    with_beside,
)
from iro_desk.documents.style import HAIRLINE, INK, MM, WRITE_IN, House, Style
from iro_desk.documents.tagging import Node

_THICK = 1.6
_GAP = 8.0
"""Between two columns of a table."""
_LINE_APART = 9.5 * MM
"""Lines to write on by hand."""


class BlockSetter:
    """Turns blocks into strips, in order, and adds each to the structure tree below ``root``."""

    def __init__(self, setter: Setter, root: Node, house: House, level: int = 2, room: float | None = None) -> None:
        self.setter = setter
        self.root = root
        self.level = level
        """Of the next section's heading."""
        self.room = room
        """Height that all of it must fit in; ``None`` on a paper of any length."""
        self.house = house
        self.frame = house.frame
        self.lengths: dict[str, float] = {}
        """How high each section is, by its name."""

    def set(self, blocks: Sequence[Block]) -> list[Strip]:
        """The strips of some blocks."""
        strips: list[Strip] = []
        last: Block | None = None
        for block in blocks:
            answers = isinstance(last, Paragraph) and isinstance(block, Choice)
            goes_on = isinstance(block, Paragraph) and block.goes_on
            if strips and (answers or goes_on or isinstance(block, Signature | Blank)):
                strips[-1].glued = True
            strips.extend(self._one(block, strips))
            last = block
        return strips

    def _one(self, block: Block, above: Sequence[Strip]) -> list[Strip]:
        room = None if self.room is None else self.room - height_of(above)
        match block:
            case Fitted():
                return self._fitted(block, room)
            case SideSection():
                return self._wide_section(block) if block.wide or self.frame.is_open else self._section(block)
            case Facts():
                return self._facts(block)
            case Table():
                return (
                    self._opened_table(block) if self.house.is_large and len(block.columns) > 2 else self._table(block)
                )
            case Decisions():
                return self._opened_decisions(block) if self.frame.is_open else self._decisions(block)
            case PageBreak():
                return self._page(block)
            case SideBySide():
                return self._side_by_side(block, room)
            case Listing():
                return self._listing(block)
            case Paragraph():
                return self._paragraph(block)
            case Quotation():
                return self._quotation(block)
            case Signature():
                style = "body" if self.house.quiet else "signed"
                return self._text(block, "P", block.words, style, before=40 if block.by_hand else 4, after=4)
            case Choice():
                return self._choice(block)
            case WriteIn():
                return self._write_in(block)
            case Blank():
                return self._blank(block)
            case Drawing():
                frame = self.frame
                return [drawing_strip(block, self.root, frame.left, lambda w, st: self.setter.lines(w, st, frame.full))]
        raise TypeError(f"no setting for {type(block).__name__}")

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

    # ------------------------------------------------------------------ heads

    def title(
        self, over: str, title: Words, subtitle: str, *, tab: str = "", sender: str = "", crest: Picture | None = None
    ) -> list[Strip]:
        """The head of a paper: whose it is, its title, a line below, and the thick rule where the paper begins."""
        frame = self.frame
        width = frame.full - (crest.width + 12 if crest else 0)
        strips: list[Strip] = []
        if over:
            strips += text_strips(self.group(self.root.add("P"), over, "small", width), frame.left)
        if sender:
            strips += text_strips(self.group(self.root.add("P"), sender, "sender", width), frame.left)
        if strips:
            strips[-1].after = self.house.length(5 if not self.house.quiet else 12)
        figure = self.root.add("Figure", alt=crest.words) if crest else None
        strips += text_strips(self.group(self.root.add("H1"), title, "title", width), frame.left)
        strips[-1].after = 2
        if subtitle:
            strips += text_strips(self.group(self.root.add("P"), subtitle, "subtitle", width), frame.left)
        if crest and figure:
            self._beside(strips, crest, figure)
        if self.house.quiet:
            strips[-1].after = self.house.length(14)
        else:
            strips.append(self._rule(before=9, after=8))
        for strip in strips[:-1]:
            strip.glued = True
        strips[0].tab = tab
        return strips

    def _beside(self, strips: list[Strip], crest: Picture, figure: Node) -> None:
        """The crest at the right edge of the first lines."""

        def draw(pen: Pen, top: float) -> None:
            x, y = self.frame.right - crest.width, top - crest.height
            figure.box = (x, y, self.frame.right, top)
            pen.within(figure)
            crest.draw(pen.canvas, x, y)

        strips[0] = with_beside(strips[0], draw)
        missing = crest.height - sum(strip.height + strip.after for strip in strips)
        if missing > 0:
            strips[-1].height += missing

    def _page(self, block: PageBreak) -> list[Strip]:
        frame = self.frame
        strips = text_strips(
            self.group(self.root.add("H1", block.language), block.title, "title", frame.full), frame.left
        )
        strips[-1].after = 3
        if block.subtitle:
            strips += text_strips(self.group(self.root.add("P"), block.subtitle, "standing", frame.full), frame.left)
        strips.append(self._rule(before=8, after=9))
        for strip in strips:
            strip.glued = True
        first = strips[0]
        # In large print the decisions run on: a fresh sheet would be half empty.
        first.fresh = not self.house.is_large
        first.before, first.tab, first.name, first.outline = self.house.length(20), block.tab, block.name, block.title
        return strips

    def _rule(self, before: float, after: float) -> Strip:
        def draw(pen: Pen, top: float) -> None:
            pen.rule(self.frame.left, top - _THICK / 2, self.frame.right, _THICK, INK)

        return Strip(_THICK, draw, before=self.house.length(before), after=self.house.length(after), glued=True)

    # ------------------------------------------------------------------ sections

    def _wide_section(self, block: SideSection) -> list[Strip]:
        frame, length = self.frame, self.house.length
        node = self.root.add(f"H{self.level}", block.language)
        style = self.house.heading if self.level == 2 else "item"
        self.level += 1
        matter = self.set(block.blocks)
        self.level -= 1
        if not matter:
            self.root.kids.remove(node)
            return []
        head = text_strips(
            self.group(node, block.label, style, frame.full, before=11 if self.level == 2 else 5), frame.left
        )
        for strip in head:
            strip.glued = True
        head[-1].after = length(3.5 if self.level == 2 else 1)
        head[0].need = min(length(90 if block.wide else 60), frame.usable / 2)
        if self.level == 2:
            head[0].outline = block.label
        self._note_length(block.label, head + matter)
        return head + matter

    def _section(self, block: SideSection) -> list[Strip]:
        frame = self.frame
        node = self.root.add(f"H{self.level}", block.language)
        label = self.group(node, block.label, "side", frame.side - 5 * MM)
        inner = BlockSetter(self.setter, self.root, self.house.within(frame.text_left, frame.text), self.level + 1)
        strips = inner.set(block.blocks)
        if not strips:
            self.root.kids.remove(node)
            return []

        def name(pen: Pen, top: float) -> None:
            pen.within(node)
            pen.lines(frame.left, top, list(label.lines), label.style)

        short = label.height - height_of(strips)
        if short > 0:
            strips[-1].height += short
        strips[0] = replace(with_beside(strips[0], name), before=9, need=max(60, label.height), outline=block.label)
        strips[-1].after += 2
        self._note_length(block.label, strips)
        return strips

    def _note_length(self, label: str, strips: Sequence[Strip]) -> None:
        self.lengths[label] = height_of(strips)

    def _fitted(self, block: Fitted, room: float | None) -> list[Strip]:
        """The first version that the room is enough for."""
        before = len(self.root.kids)
        if room is not None:
            for version in block.versions:
                strips = self.set(version)
                if height_of(strips) <= room:
                    return strips
                del self.root.kids[before:]
        return self.set(block.versions[0])

    def _side_by_side(self, block: SideBySide, room: float | None) -> list[Strip]:
        """Both columns as one strip; below one another in large print or where they do not fit on a page."""
        frame = self.frame
        if self.house.is_large:
            return self.set((*block.left, *block.right))
        gap, before = 8 * MM, len(self.root.kids)
        width = (frame.full - gap) * block.share
        columns = []
        for matter, left, across in (
            (block.left, frame.left, width),
            (block.right, frame.left + width + gap, frame.full - gap - width),
        ):
            inner = BlockSetter(self.setter, self.root, self.house.within(left, across), self.level, room)
            columns.append(inner.set(matter))
            self.lengths.update(inner.lengths)
        heights = [height_of(strips) for strips in columns]
        if max(heights) > frame.usable:
            del self.root.kids[before:]
            return self.set((*block.left, *block.right))

        def draw(pen: Pen, top: float) -> None:
            for strips in columns:
                y = top
                for strip in strips:
                    y -= strip.before
                    strip.draw(pen, y)
                    y -= strip.height + strip.after

        return [Strip(max(heights), draw, after=4)]

    # ------------------------------------------------------------------ text

    def _text(
        self, block: Block, tag: str, words: Words, style: str, before: float = 0, after: float = 0
    ) -> list[Strip]:
        frame = self.frame
        node = self.root.add(tag, block.language)
        strips = text_strips(self.group(node, words, style, frame.text, before), frame.text_left)
        if strips:
            strips[-1].after = self.house.length(after)
        else:
            self.root.kids.remove(node)
        return strips

    def _paragraph(self, block: Paragraph) -> list[Strip]:
        words = block.words
        if block.run_in:
            rest = (Run(words),) if isinstance(words, str) else words
            words = (Run(block.run_in, strong=True), Run(" "), *rest)
        after = 7 if self.house.quiet and block.style == "body" else {"body": 3, "note": 3}.get(block.style, 4)
        return self._text(block, "P", words, block.style, after=after)

    def _quotation(self, block: Quotation) -> list[Strip]:
        frame, house = self.frame, self.house
        mark = house.styles["mark"]
        sign = self.setter.lines("“", mark, frame.full)[0]
        # The mark hangs outside the text's edge where there is room for it, else the text steps in.
        hang_by = 25.5 * mark.size / 40.6
        left = frame.text_left if frame.text_left - hang_by > 15 * MM else frame.text_left + hang_by
        width = frame.text_left + frame.text - left
        quote = self.root.add("BlockQuote", block.language)
        strips = text_strips(self.group(quote.add("P"), block.words, "quote", width), left)
        if not strips:
            self.root.kids.remove(quote)
            return []
        if block.source:
            strips += text_strips(self.group(quote.add("P"), block.source, "said", width, before=2), left)
        for strip in strips[:-1]:
            strip.glued = True

        def hang(pen: Pen, top: float) -> None:
            # Not read aloud: the element says that it is a quotation.
            pen.aside()
            pen.line(left - hang_by, top - house.length(2.5) - mark.size * 0.62, sign)

        strips[0] = with_beside(strips[0], hang)
        strips[-1].after = house.length(7 if block.source else 5)
        return strips

    def _listing(self, block: Listing) -> list[Strip]:
        """What hangs before each entry stands at the left edge, in one width."""
        frame, house = self.frame, self.house
        listed = self.root.add("L", block.language)
        numbered = all(item.label.isdecimal() for item in block.items)
        look = house.styles["count" if numbered else "clock" if any(i.label != "•" for i in block.items) else "body"]
        words_style = "note" if frame.text < 110 * MM or not house.quiet else "body"
        entries = []
        for item in block.items:
            entry = listed.add("LI", item.language)
            entries.append((item, self.group(entry.add("Lbl"), item.label, look, frame.text), entry.add("LBody")))
        across = max((line.width for _, label, _ in entries for line in label.lines), default=0)
        across = min(max(across + house.length(7), house.length(14)), frame.text / 3)
        left, width = frame.text_left + across, frame.text - across
        strips: list[Strip] = []
        for item, label, body in entries:
            style = house.styles[words_style].strong if item.strong else house.styles[words_style]
            groups = [self.group(body.add("P"), item.words, style, width)]
            if item.under:
                groups.append(self.group(body.add("P"), item.under, house.styles["note"].soft, width))
            hung = Cell(frame.text_left, (label,), drop=style.size - look.size)
            strips += self.row([hung, Cell(left, tuple(groups))], RowLook(house.length(2)))
        if len(strips) > 2:
            strips[0].glued = strips[-2].glued = True
        strips[-1].after = house.length(3)
        return strips

    # ------------------------------------------------------------------ facts and tables

    def _facts(self, block: Facts) -> list[Strip]:
        """Pairs of label and value. Two side by side are read along the row."""
        frame, house = self.frame, self.house
        listed = self.root.add("L", block.language)
        strips: list[Strip] = []
        if block.columns == 2 and not frame.is_open:
            places = ((frame.left, 25 * MM, 58 * MM - 7), (frame.left + 83 * MM, 23 * MM, 60 * MM))
            for at in range(0, len(block.fields), 2):
                cells: list[Cell] = []
                for entry, (x, label, value) in zip(block.fields[at : at + 2], places, strict=False):
                    cells += self._pair(listed, entry, x, label, value)
                strips += self.row(cells, RowLook(1))
        else:
            across = frame.side + frame.gutter
            if frame.is_open:
                look = house.styles["label"]
                widest = max(
                    line.width for entry in block.fields for line in self.setter.lines(entry.label, look, frame.text)
                )
                across = min(widest + house.length(_GAP) + 8, frame.text * 0.45)
            for entry in block.fields:
                cells = self._pair(listed, entry, frame.left, across, frame.full - across)
                strips += self.row(cells, RowLook(house.length(3 if block.columns == 1 else 1)))
        strips[-1].after = 3
        return strips

    def _pair(self, listed: Node, entry: Field, x: float, across: float, width: float) -> list[Cell]:
        item = listed.add("LI", entry.language)
        name = self.group(item.add("Lbl"), entry.label, "label", across - _GAP)
        said = self.group(item.add("LBody"), entry.value, "tight" if self.house.quiet else "note", width)
        return [Cell(x, (name,), drop=said.style.size - name.style.size), Cell(x + across, (said,))]

    def _table(self, block: Table) -> list[Strip]:
        frame, house = self.frame, self.house
        node = self.root.add("Table", block.language)
        unit = frame.full / sum(column.width for column in block.columns)
        columns: list[tuple[float, float]] = []
        x = frame.left
        for number, column in enumerate(block.columns, 1):
            columns.append((x, column.width * unit - (_GAP if number < len(block.columns) else 0)))
            x += column.width * unit
        row = node.add("TR")
        head_look = RowLook(house.length(2.6), 1, INK, frame.left, x, above=0)
        heads = [
            self.group(row.add("TH", scope="Column"), column.title, "head", width)
            for column, (_, width) in zip(block.columns, columns, strict=True)
        ]
        strips = self.row([Cell(x, (head,)) for head, (x, _) in zip(heads, columns, strict=True)], head_look)
        again = self.row(
            [Cell(x, (replace(head, node=None),)) for head, (x, _) in zip(heads, columns, strict=True)], head_look
        )[0]
        for strip in strips:
            strip.glued = True
        for number, entry in enumerate(block.rows):
            row = node.add("TR", entry.language)
            last = number == len(block.rows) - 1
            look = RowLook(house.length(2.8), 0 if last else 0.5, HAIRLINE, frame.left, x)
            cells = [
                Cell(left, (self._table_cell(row.add("TD"), cell, column.strong, width),))
                for cell, column, (left, width) in zip(entry.cells, block.columns, columns, strict=True)
            ]
            added = self.row(cells, look)
            for strip in added[0 if number else 1 :]:
                strip.head = again
            strips += added
        strips[-1].after = 4
        return strips

    def _table_cell(self, node: Node, cell: Words | Mark, strong: bool, width: float) -> Group:
        style = self.house.styles["cell"]
        if isinstance(cell, Mark):
            return self.marked(node, cell, style.strong, width)
        return self.group(node, cell, style.strong if strong else style, width)

    def _opened_table(self, block: Table) -> list[Strip]:
        """A table as a list: what it is about in weight, then each other cell on its own line after its head."""
        listed = self.root.add("L", block.language)
        numbered = block.columns[0].strong
        strips: list[Strip] = []
        for entry in block.rows:
            strips += self._opened_row(block, listed.add("LI", entry.language), entry, numbered)
        strips[-1].after = 4
        return strips

    def _opened_row(self, block: Table, item: Node, entry: Row, numbered: bool) -> list[Strip]:
        frame, house = self.frame, self.house
        across = house.length(24) if numbered else 0
        cells = list(zip(block.columns, entry.cells, strict=True))
        hung: list[Cell] = []
        if numbered:
            _, label = cells.pop(0)
            assert not isinstance(label, Mark)
            hung.append(Cell(frame.left, (self.group(item.add("Lbl"), label, "item", across),)))
        body = item.add("LBody")
        groups: list[Group] = []
        for number, (column, cell) in enumerate(cells):
            style = house.styles["item" if not number else "note"]
            width = frame.full - across
            if isinstance(cell, Mark):
                groups.append(self.marked(body.add("P"), cell, style.strong, width, before=1))
            elif number:
                words = (Run(cell),) if isinstance(cell, str) else cell
                said = (Run(f"{column.title}: ", soft=True), *words)
                groups.append(self.group(body.add("P"), said, style, width, before=1))
            else:
                groups.append(self.group(body.add("P"), cell, style, width))
        look = RowLook(house.length(3.5), 0.5, HAIRLINE, frame.left, frame.right)
        return self.row([*hung, Cell(frame.left + across, tuple(groups))], look)

    # ------------------------------------------------------------------ decisions

    def _decisions(self, block: Decisions) -> list[Strip]:
        """Number, what and why, date and name. The date stands above the name: it is looked for first."""
        frame = self.frame
        padding = 8.5 if block.roomy else 4.6
        across = (13 * MM, 104 * MM)
        left, right = frame.left + across[0], frame.left + sum(across)
        look = RowLook(padding, 0.5, HAIRLINE, frame.left, frame.right)
        head = self.row(
            [
                Cell(left, (self.group(None, "What will happen", "head", 100 * MM),)),
                Cell(right, (self.group(None, "By when, and who", "head", 49 * MM),)),
            ],
            RowLook(padding + 1, 1, INK, frame.left, frame.right, above=0),
        )[0]
        listed = self.root.add("L", block.language)
        strips = [replace(head, glued=True)]
        for number, item in enumerate(block.items):
            numeral, what, who = self._decision(listed, item, across[0], across[1] - 16, frame.right - right)
            last = number == len(block.items) - 1
            added = self.row(
                [Cell(frame.left, (numeral,), drop=-2), Cell(left, what), Cell(right, who)],
                replace(look, line=0) if last else look,
            )
            for strip in added[0 if number else 1 :]:
                strip.head = head
            strips += added
        return [*strips, self._rule(before=3, after=6)]

    def _opened_decisions(self, block: Decisions) -> list[Strip]:
        """Numeral, sentence and why, then date and name on their own lines."""
        frame, house = self.frame, self.house
        across = house.length(13 * MM)
        width = frame.full - across
        listed = self.root.add("L", block.language)
        look = RowLook(house.length(4.6), 0.5, HAIRLINE, frame.left, frame.right)
        strips: list[Strip] = []
        for number, item in enumerate(block.items):
            numeral, what, who = self._decision(listed, item, across, width, width)
            when = replace(who[0], before=house.length(3))
            last = number == len(block.items) - 1
            strips += self.row(
                [
                    Cell(frame.left, (numeral,), drop=-house.length(2)),
                    Cell(frame.left + across, (*what, when, *who[1:])),
                ],
                replace(look, line=0) if last else look,
            )
        return [*strips, self._rule(before=3, after=6)]

    def _decision(
        self, listed: Node, item: DecisionBlock, number: float, wide: float, narrow: float
    ) -> tuple[Group, tuple[Group, ...], tuple[Group, ...]]:
        entry = listed.add("LI", item.language)
        numeral = self.group(entry.add("Lbl"), item.number, "numeral", number)
        body = entry.add("LBody")
        what = [self.group(body.add("P"), item.what, "decision", wide)]
        if item.why:
            what.append(self.group(body.add("P"), item.why, "note", wide, before=2))
        who = (
            self.group(body.add("P"), item.by, "when", narrow),
            self.group(body.add("P"), item.who, "note", narrow, before=1),
        )
        return numeral, tuple(what), who

    # ------------------------------------------------------------------ to write on

    def _choice(self, block: Choice) -> list[Strip]:
        """Boxes, words and lines beside one another, going on below where the sheet ends."""
        frame, house = self.frame, self.house
        style = house.styles["body"]
        node = self.root.add("P", block.language)
        side, gap = house.length(12), house.length(8)
        start = frame.text_left + side + gap
        x, y = start, 0.0
        boxes = [(frame.text_left + 0.5, y, node.add("Form", role="cb", described=_after(block.parts, 0)))]
        words: list[tuple[float, float, Group]] = []
        lines: list[tuple[float, float, float, Node]] = []
        for number, part in enumerate(block.parts):
            if part is None:
                x += gap
                boxes.append((x, y, node.add("Form", role="cb", described=_after(block.parts, number))))
                x += side + gap
            elif isinstance(part, str):
                group = self.group(node, part, style, frame.right - start)
                across = max((line.width for line in group.lines), default=0)
                if x > start and x + across > frame.right:
                    x, y = start, y + style.leading
                words.append((x, y, group))
                x += across + 6
                y += max(len(group.lines) - 1, 0) * style.leading
            else:
                if frame.right - x < (part * MM or 80):
                    x, y = start, y + style.leading * 1.3
                to = x + part * MM if part else frame.right
                about = next((said for said in reversed(block.parts[:number]) if isinstance(said, str)), "")
                lines.append((x, to, y, node.add("Form", role="tv", described=about)))
                x = to + 6

        def draw(pen: Pen, top: float) -> None:
            for left, down, form in boxes:
                pen.within(form)
                pen.box(left, top - down - style.size - 2, side, INK)
            for left, down, group in words:
                pen.within(node)
                pen.lines(left, top - down, list(group.lines), style)
            for left, to, down, form in lines:
                pen.line_to_write_on(form, left, top - down - style.size - 2, to, INK)

        return [Strip(y + style.leading, draw, after=house.length(8))]

    def _write_in(self, block: WriteIn) -> list[Strip]:
        frame, house = self.frame, self.house
        if house.is_large and len(block.labels) > 2:
            return [
                strip for label in block.labels for strip in self._write_in(replace(block, labels=(label,), shares=()))
            ]
        shares = block.shares or (1.0,) * len(block.labels)
        unit = frame.text / sum(shares)
        placed: list[tuple[float, float, Node, Group]] = []
        x = frame.text_left
        for number, (label, share) in enumerate(zip(block.labels, shares, strict=True), 1):
            width = share * unit
            form = self.root.add("Form", role="tv", described=label)
            group = self.group(self.root.add("P", block.language), label, "said", width - 6)
            placed.append((x, x + width - (14 if number < len(shares) else 0), form, group))
            x += width

        def draw(pen: Pen, top: float) -> None:
            for left, to, form, group in placed:
                pen.line_to_write_on(form, left, top - 30, to, INK)
                pen.within(group.node)
                pen.lines(left, top - 33, list(group.lines), group.style)

        return [Strip(33 + max(group.height for *_, group in placed), draw, after=6)]

    def _blank(self, block: Blank) -> list[Strip]:
        frame = self.frame
        form = self.root.add("Form", role="tv", described=block.label)

        def draw(pen: Pen, top: float) -> None:
            pen.line_to_write_on(form, frame.text_left, top - _LINE_APART + 3, frame.right, WRITE_IN)

        strips = [Strip(_LINE_APART, draw, glued=number < block.lines) for number in range(1, block.lines + 1)]
        strips[-1].after = self.house.length(4)
        return strips


def _after(parts: Sequence[str | float | None], at: int) -> str:
    """The words after a box."""
    return next((part for part in parts[at:] if isinstance(part, str)), "")
