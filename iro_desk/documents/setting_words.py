"""Sentences, the child's words, lists, and facts as labels and values."""

from __future__ import annotations

from iro_desk.documents.blocks import Facts, Field, Listing, Paragraph, Quotation, Run
from iro_desk.documents.compositor import GAP, Compositor
from iro_desk.documents.pen import Pen
from iro_desk.documents.strips import Cell, RowLook, Strip, keep_two, text_strips, with_beside
from iro_desk.documents.style import MM
from iro_desk.documents.tagging import Node

_LABEL_GAP = 5.0
"""Between a label and its value."""


def set_paragraph(hand: Compositor, block: Paragraph) -> list[Strip]:
    """Sentences, the first words of which may have weight."""
    words = block.words
    if block.run_in:
        rest = (Run(words),) if isinstance(words, str) else words
        words = (Run(block.run_in, strong=True), Run(" "), *rest)
    after = 7 if hand.house.quiet and block.style == "body" else {"body": 3, "note": 3}.get(block.style, 4)
    return hand.text(block, "P", words, block.style, after=after)


def set_quotation(hand: Compositor, block: Quotation, first: bool = True, last: bool = True) -> list[Strip]:
    """The child's words with the mark that hangs before them, and below them their source.

    In a younger child's letter they stand on a ground of their own, unbroken from the ``first`` to the ``last``.
    """
    frame, house = hand.frame, hand.house
    mark = house.styles["mark"]
    sign = hand.setter.lines("“", mark, frame.full)[0]
    # The mark hangs outside the text's edge where there is room for it, else the text steps in.
    hang_by = 25.5 * mark.size / 40.6
    left = frame.text_left if frame.text_left - hang_by > 15 * MM else frame.text_left + hang_by
    width = frame.text_left + frame.text - left
    quote = hand.root.add("BlockQuote", block.language)
    strips = text_strips(hand.group(quote.add("P"), block.words, "quote", width), left)
    if not strips:
        hand.root.kids.remove(quote)
        return []
    if block.source:
        strips += text_strips(hand.group(quote.add("P"), block.source, "said", width, before=2), left)
    for strip in strips[:-1]:
        strip.glued = True

    def hang(pen: Pen, top: float) -> None:
        # Not read aloud: the element says that it is a quotation.
        pen.aside()
        pen.line(left - hang_by, top - house.length(2.5) - mark.size * 0.62, sign)

    strips[0] = with_beside(strips[0], hang)
    strips[-1].after = house.length(7 if block.source else 5)
    if house.ground:
        _lay_ground(hand, strips, left - hang_by, first, last)
    return strips


def _lay_ground(hand: Compositor, strips: list[Strip], left: float, first: bool, last: bool) -> None:
    """The ground under one quotation, which is never cut; it reaches down to the next."""
    pad = hand.house.length(9)
    inner = sum(strip.height + strip.before + strip.after for strip in strips) - strips[0].before - strips[-1].after
    above, below = pad if first else 0, pad if last else strips[-1].after + 0.5
    if first:
        strips[0].before += pad
    if last:
        strips[-1].after += pad

    def ground(pen: Pen, top: float) -> None:
        box = (left - 3 * MM, top - inner - below, hand.frame.right + 6 * MM, top + above)
        pen.ground(box, hand.house.ground, round_above=first, round_below=last)

    strips[0] = with_beside(strips[0], ground)


def set_listing(hand: Compositor, block: Listing) -> list[Strip]:
    """What hangs before each entry stands at the left edge, in one width."""
    frame, house = hand.frame, hand.house
    listed = hand.root.add("L", block.language)
    numbered = all(item.label.isdecimal() for item in block.items)
    look = house.styles["count" if numbered else "clock" if any(i.label != "•" for i in block.items) else "body"]
    words_style = "note" if frame.text < 110 * MM or not house.quiet else "body"
    entries = []
    for item in block.items:
        entry = listed.add("LI", item.language)
        entries.append((item, hand.group(entry.add("Lbl"), item.label, look, frame.text), entry.add("LBody")))
    across = max((line.width for _, label, _ in entries for line in label.lines), default=0)
    across = min(max(across + house.length(7), house.length(14)), frame.text / 3)
    left, width = frame.text_left + across, frame.text - across
    strips: list[Strip] = []
    for item, label, body in entries:
        style = house.styles[words_style].strong if item.strong else house.styles[words_style]
        groups = [hand.group(body.add("P"), item.words, style, width)]
        if item.under:
            groups.append(hand.group(body.add("P"), item.under, house.styles["note"].soft, width))
        hung = Cell(frame.text_left, (label,), drop=style.size - look.size)
        strips += hand.row([hung, Cell(left, tuple(groups))], RowLook(house.length(2)))
    if len(strips) > 2:
        keep_two(strips)
    strips[-1].after = house.length(3)
    return strips


def set_facts(hand: Compositor, block: Facts) -> list[Strip]:
    """Pairs of label and value. Two side by side are read along the row."""
    frame, house = hand.frame, hand.house
    listed = hand.root.add("L", block.language)
    strips: list[Strip] = []
    if block.columns == 2 and not frame.is_open:
        places = ((frame.left, 25 * MM, 58 * MM - 7), (frame.left + 83 * MM, 23 * MM, 60 * MM))
        for at in range(0, len(block.fields), 2):
            cells: list[Cell] = []
            for entry, (x, label, value) in zip(block.fields[at : at + 2], places, strict=False):
                cells += _pair(hand, listed, entry, x, label, value)
            strips += hand.row(cells, RowLook(1))
    else:
        across = frame.side + frame.gutter
        if frame.is_open:
            look = house.styles["label"]
            widest = max(
                line.width for entry in block.fields for line in hand.setter.lines(entry.label, look, frame.text)
            )
            across = min(widest + house.length(GAP) + 8, frame.text * 0.45)
        for entry in block.fields:
            cells = _pair(hand, listed, entry, frame.left, across, frame.full - across)
            strips += hand.row(cells, RowLook(house.length(3 if block.columns == 1 else 1)))
        keep_two(strips)
    strips[-1].after = 3
    return strips


def _pair(hand: Compositor, listed: Node, entry: Field, x: float, across: float, width: float) -> list[Cell]:
    item = listed.add("LI", entry.language)
    name = hand.group(item.add("Lbl"), entry.label, "label", across - _LABEL_GAP)
    said = hand.group(item.add("LBody"), entry.value, "tight" if hand.house.quiet else "note", width)
    return [Cell(x, (name,), drop=said.style.size - name.style.size), Cell(x + across, (said,))]
