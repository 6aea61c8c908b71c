"""What a reader compares or looks up: tables, and the decisions in their one shape."""

from __future__ import annotations

from dataclasses import replace

from iro_desk.documents.blocks import DecisionBlock, Decisions, Mark, Row, Run, Table, Words
from iro_desk.documents.compositor import GAP, Compositor
from iro_desk.documents.letter_pictures import promise_picture
from iro_desk.documents.pictures import Picture
from iro_desk.documents.strips import Cell, Group, RowLook, Strip, keep_two, with_beside
from iro_desk.documents.style import HAIRLINE, INK, MM
from iro_desk.documents.tagging import Node

_DRAWN = 13 * MM
"""A drawing beside a promise, in standard print."""


def set_table(hand: Compositor, block: Table) -> list[Strip]:
    """Rows and columns; the head stands again on each page, and no row is cut."""
    frame, house = hand.frame, hand.house
    node = hand.root.add("Table", block.language)
    unit = frame.full / sum(column.width for column in block.columns)
    columns: list[tuple[float, float]] = []
    x = frame.left
    for number, column in enumerate(block.columns, 1):
        columns.append((x, column.width * unit - (GAP if number < len(block.columns) else 0)))
        x += column.width * unit
    row = node.add("TR")
    head_look = RowLook(house.length(2.6), 1, INK, frame.left, x, above=0)
    heads = [
        hand.group(row.add("TH", scope="Column"), column.title, "head", width)
        for column, (_, width) in zip(block.columns, columns, strict=True)
    ]
    strips = hand.row([Cell(x, (head,)) for head, (x, _) in zip(heads, columns, strict=True)], head_look)
    again = hand.row(
        [Cell(x, (replace(head, node=None),)) for head, (x, _) in zip(heads, columns, strict=True)], head_look
    )[0]
    for strip in strips:
        strip.glued = True
    last_of: list[Strip] = []
    for number, entry in enumerate(block.rows):
        row = node.add("TR", entry.language)
        last = number == len(block.rows) - 1
        look = RowLook(house.length(2.8), 0 if last else 0.5, HAIRLINE, frame.left, x)
        cells = [
            Cell(left, (_table_cell(hand, row.add("TD"), cell, column.strong, width),))
            for cell, column, (left, width) in zip(entry.cells, block.columns, columns, strict=True)
        ]
        added = hand.row(cells, look)
        for strip in added[0 if number else 1 :]:
            strip.head = again
        strips += added
        last_of.append(added[-1])
    keep_two(last_of)
    strips[-1].after = 4
    return strips


def _table_cell(hand: Compositor, node: Node, cell: Words | Mark, strong: bool, width: float) -> Group:
    style = hand.house.styles["cell"]
    if isinstance(cell, Mark):
        return hand.marked(node, cell, style.strong, width)
    return hand.group(node, cell, style.strong if strong else style, width)


def set_opened_table(hand: Compositor, block: Table) -> list[Strip]:
    """A table as a list: what it is about in weight, then each other cell on its own line after its head."""
    listed = hand.root.add("L", block.language)
    numbered = block.columns[0].strong
    strips: list[Strip] = []
    for entry in block.rows:
        strips += _opened_row(hand, block, listed.add("LI", entry.language), entry, numbered)
    strips[-1].after = 4
    return strips


def _opened_row(hand: Compositor, block: Table, item: Node, entry: Row, numbered: bool) -> list[Strip]:
    frame, house = hand.frame, hand.house
    across = house.length(24) if numbered else 0
    cells = list(zip(block.columns, entry.cells, strict=True))
    hung: list[Cell] = []
    if numbered:
        _, label = cells.pop(0)
        assert not isinstance(label, Mark)
        hung.append(Cell(frame.left, (hand.group(item.add("Lbl"), label, "item", across),)))
    body = item.add("LBody")
    groups: list[Group] = []
    for number, (column, cell) in enumerate(cells):
        style = house.styles["item" if not number else "note"]
        width = frame.full - across
        if isinstance(cell, Mark):
            groups.append(hand.marked(body.add("P"), cell, style.strong, width, before=1))
        elif number:
            words = (Run(cell),) if isinstance(cell, str) else cell
            said = (Run(f"{column.title}: ", soft=True), *words)
            groups.append(hand.group(body.add("P"), said, style, width, before=1))
        else:
            groups.append(hand.group(body.add("P"), cell, style, width))
    look = RowLook(house.length(3.5), 0.5, HAIRLINE, frame.left, frame.right)
    return hand.row([*hung, Cell(frame.left + across, tuple(groups))], look)


def set_decisions(hand: Compositor, block: Decisions) -> list[Strip]:
    """Number, what and why, date and name. The date stands above the name: it is looked for first."""
    frame = hand.frame
    padding = 8.5 if block.roomy else 4.6
    across = (13 * MM, 104 * MM)
    left, right = frame.left + across[0], frame.left + sum(across)
    look = RowLook(padding, 0.5, HAIRLINE, frame.left, frame.right)
    head = hand.row(
        [
            Cell(left, (hand.group(None, "What will happen", "head", 100 * MM),)),
            Cell(right, (hand.group(None, "By when, and who", "head", 49 * MM),)),
        ],
        RowLook(padding + 1, 1, INK, frame.left, frame.right, above=0),
    )[0]
    listed = hand.root.add("L", block.language)
    strips = [replace(head, glued=True)]
    for number, item in enumerate(block.items):
        numeral, what, who, _ = _decision(hand, listed, item, across[0], across[1] - 16, frame.right - right)
        last = number == len(block.items) - 1
        added = hand.row(
            [Cell(frame.left, (numeral,), drop=-2), Cell(left, what), Cell(right, who)],
            replace(look, line=0) if last else look,
        )
        for strip in added[0 if number else 1 :]:
            strip.head = head
        strips += added
    return _closed(hand, strips)


def set_opened_decisions(hand: Compositor, block: Decisions) -> list[Strip]:
    """Numeral, sentence and why, then date and name on their own lines."""
    frame, house = hand.frame, hand.house
    across = house.length(13 * MM)
    drawn = house.length(_DRAWN) if any(item.picture for item in block.items) else 0
    left = frame.left + across + (drawn + 4 * MM if drawn else 0)
    width = frame.right - left
    listed = hand.root.add("L", block.language)
    # A letter has no lines between its promises: the numerals part them.
    look = RowLook(
        house.length(4 if house.quiet else 4.6), 0 if house.quiet else 0.5, HAIRLINE, frame.left, frame.right
    )
    strips: list[Strip] = []
    for number, item in enumerate(block.items):
        numeral, what, who, figure = _decision(hand, listed, item, across, width, width)
        who = (replace(who[0], before=house.length(3 if item.by else 1)), *who[1:])
        last = number == len(block.items) - 1
        added = hand.row(
            [Cell(frame.left, (numeral,), drop=-house.length(2)), Cell(left, (*what, *who))],
            replace(look, line=0) if last else look,
        )
        if figure is not None:
            _draw_beside(added, figure, promise_picture(item.picture, drawn), frame.left + across, look.top)
        strips += added
    return strips if house.quiet else _closed(hand, strips)


def _draw_beside(strips: list[Strip], figure: Node, picture: Picture, x: float, padding: float) -> None:
    """The drawing of one promise between its number and its words; the row is high enough for it."""
    strips[0] = with_beside(strips[0], lambda pen, top: pen.picture(figure, picture, x, top - padding))
    strips[-1].height += max(0, picture.height + 2 * padding - sum(strip.height for strip in strips))


def _closed(hand: Compositor, strips: list[Strip]) -> list[Strip]:
    """The thick rule under the last decision: it stays with it, not with what follows."""
    strips[-1].glued = True
    return [*strips, replace(hand.rule(before=3, after=6), glued=False)]


def _decision(
    hand: Compositor, listed: Node, item: DecisionBlock, number: float, wide: float, narrow: float
) -> tuple[Group, tuple[Group, ...], tuple[Group, ...], Node | None]:
    entry = listed.add("LI", item.language)
    numeral = hand.group(entry.add("Lbl"), item.number, "numeral", number)
    body = entry.add("LBody")
    figure = body.add("Figure", alt=promise_picture(item.picture, 1).words) if item.picture else None
    what = [hand.group(body.add("P"), item.what, "decision", wide)]
    if item.why:
        what.append(hand.group(body.add("P"), item.why, "note", wide, before=2))
    who = [hand.group(body.add("P"), item.by, "when", narrow)] if item.by else []
    who.append(hand.group(body.add("P"), item.who, "tight" if hand.house.quiet else "note", narrow, before=1))
    return numeral, tuple(what), tuple(who), figure
