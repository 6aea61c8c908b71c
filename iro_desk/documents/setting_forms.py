"""What is written on by hand: boxes to tick, and lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from iro_desk.documents.blocks import Blank, Choice, WriteIn
from iro_desk.documents.compositor import Compositor
from iro_desk.documents.pen import Pen
from iro_desk.documents.strips import Group, Strip
from iro_desk.documents.style import INK, MM, WRITE_IN
from iro_desk.documents.tagging import Node

_LINE_APART = 9.5 * MM
"""Lines to write on by hand."""


def set_choice(hand: Compositor, block: Choice) -> list[Strip]:
    """Boxes, words and lines beside one another, going on below where the sheet ends."""
    frame, house = hand.frame, hand.house
    style = house.styles["body"]
    node = hand.root.add("P", block.language)
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
            group = hand.group(node, part, style, frame.right - start)
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


def set_write_in(hand: Compositor, block: WriteIn) -> list[Strip]:
    """Lines side by side, each with what it is for below it; below one another in large print."""
    frame, house = hand.frame, hand.house
    if house.is_large and len(block.labels) > 2:
        return [
            strip for label in block.labels for strip in set_write_in(hand, replace(block, labels=(label,), shares=()))
        ]
    shares = block.shares or (1.0,) * len(block.labels)
    unit = frame.text / sum(shares)
    placed: list[tuple[float, float, Node, Group]] = []
    x = frame.text_left
    for number, (label, share) in enumerate(zip(block.labels, shares, strict=True), 1):
        width = share * unit
        form = hand.root.add("Form", role="tv", described=label)
        group = hand.group(hand.root.add("P", block.language), label, "said", width - 6)
        placed.append((x, x + width - (14 if number < len(shares) else 0), form, group))
        x += width

    def draw(pen: Pen, top: float) -> None:
        for left, to, form, group in placed:
            pen.line_to_write_on(form, left, top - 30, to, INK)
            pen.within(group.node)
            pen.lines(left, top - 33, list(group.lines), group.style)

    return [Strip(33 + max(group.height for *_, group in placed), draw, after=6)]


def set_blank(hand: Compositor, block: Blank) -> list[Strip]:
    """Lines to write on, below one another."""
    frame = hand.frame
    form = hand.root.add("Form", role="tv", described=block.label)

    def draw(pen: Pen, top: float) -> None:
        pen.line_to_write_on(form, frame.text_left, top - _LINE_APART + 3, frame.right, WRITE_IN)

    strips = [Strip(_LINE_APART, draw, glued=number < block.lines) for number in range(1, block.lines + 1)]
    strips[-1].after = hand.house.length(4)
    return strips


def _after(parts: Sequence[str | float | None], at: int) -> str:
    """The words after a box."""
    return next((part for part in parts[at:] if isinstance(part, str)), "")
