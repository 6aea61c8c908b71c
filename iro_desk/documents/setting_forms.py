"""What is written on by hand, or filled in on a screen: boxes to tick, lines, places to mark, room to draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from iro_desk.documents.blocks import Ask, Blank, Choice, DrawingSpace, Marks, WriteIn
from iro_desk.documents.compositor import Compositor
from iro_desk.documents.pen import Pen
from iro_desk.documents.strips import Group, Strip
from iro_desk.documents.style import INK, MM, SOFT, WRITE_IN
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
        each = [set_write_in(hand, replace(block, labels=(label,), shares=())) for label in block.labels]
        for strips in each[:-1]:
            strips[-1].glued = True
        return [strip for strips in each for strip in strips]
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
    """Lines to write on, below one another; where the block has a name, one field lies over all of them."""
    frame = hand.frame
    form = hand.root.add("Form", role="" if block.name else "tv", described=block.label)
    if block.name:
        high = block.lines * _LINE_APART

        def fill(pen: Pen, top: float) -> None:
            for number in range(1, block.lines + 1):
                pen.rule(frame.text_left, top - number * _LINE_APART + 3, frame.right, 0.6, WRITE_IN)
            box = (frame.text_left, top - high + 2, frame.right, top - 2)
            pen.widget(form, block.name, block.label, box)

        return [Strip(high, fill, after=hand.house.length(4))]

    def draw(pen: Pen, top: float) -> None:
        pen.line_to_write_on(form, frame.text_left, top - _LINE_APART + 3, frame.right, WRITE_IN)

    strips = [Strip(_LINE_APART, draw, glued=number < block.lines) for number in range(1, block.lines + 1)]
    strips[-1].after = hand.house.length(4)
    return strips


def set_drawing_space(hand: Compositor, block: DrawingSpace) -> list[Strip]:
    """A dotted frame with rounded corners; on a screen it can be written in."""
    frame, high = hand.frame, block.height * MM
    form = hand.root.add("Form", described=block.label)

    def draw(pen: Pen, top: float) -> None:
        pen.frame(frame.text_left, top - high, frame.text, high, SOFT)
        inside = (frame.text_left + 6, top - high + 6, frame.right - 6, top - 6)
        pen.widget(form, block.name, block.label, inside)

    return [Strip(high, draw, before=hand.house.length(2), after=hand.house.length(8))]


# ---------------------------------------------------------------- places to mark


_CIRCLE = 15.0
_SCALE = 72 * MM
"""How long a scale is."""


def set_marks(hand: Compositor, block: Marks) -> list[Strip]:
    """Questions with their places to mark: beside the words where there is room, below them in large print."""
    match block.look:
        case "list":
            return [strip for ask in block.asks for strip in _listed(hand, ask, block.options)]
        case "scale":
            return [strip for ask in block.asks for strip in _scale(hand, ask, block.options)]
        case "weather":
            return [strip for ask in block.asks for strip in _beside(hand, ask, block.options, pictures=True)]
    if hand.house.is_large:
        return [strip for ask in block.asks for strip in _beside(hand, ask, block.options)]
    return _in_columns(hand, block)


def _place(hand: Compositor, ask: Ask, words: str) -> Node:
    asked = ask.words or "Somebody else"
    return hand.root.add("Form", described=f"{asked}: {words}" if words else asked)


def _circle(pen: Pen, node: Node, ask: Ask, x: float, top: float, value: str) -> None:
    pen.widget(node, ask.name, ask.words or "Somebody else", (x, top - _CIRCLE, x + _CIRCLE, top), value)


def _in_columns(hand: Compositor, block: Marks) -> list[Strip]:
    frame, house = hand.frame, hand.house
    said = house.styles["said"]
    head = hand.root.add("P")
    heads = [hand.group(head, words, said, frame.text / 3) for _, words in block.options]
    widths = [max(group.lines[0].width, _CIRCLE) for group in heads]
    lefts: list[float] = []
    at = frame.right
    for width in reversed(widths):
        at -= width
        lefts.insert(0, at)
        at -= house.length(24)
    room = at - frame.text_left

    def draw_heads(pen: Pen, top: float) -> None:
        pen.within(head)
        for left, group in zip(lefts, heads, strict=True):
            pen.lines(left, top, list(group.lines), said)

    strips = [Strip(said.leading, draw_heads, after=house.length(3), glued=True)]
    for ask in block.asks:
        words = hand.group(hand.root.add("P"), ask.words, "body", room) if ask.words else None
        line = hand.root.add("Form", described="Somebody else, by name") if words is None else None
        places = [_place(hand, ask, label) for _, label in block.options]
        high = max(words.height if words else 0, house.length(18.5), _CIRCLE)

        def draw(
            pen: Pen,
            top: float,
            ask: Ask = ask,
            words: Group | None = words,
            line: Node | None = line,
            places: list[Node] = places,
            high: float = high,
        ) -> None:
            if words is not None:
                pen.within(words.node)
                pen.lines(frame.text_left, top, list(words.lines), words.style)
            if line is not None:
                pen.rule(frame.text_left, top - high + 1, frame.text_left + room - 12, 0.6, WRITE_IN)
                box = (frame.text_left, top - high + 1, frame.text_left + room - 12, top)
                pen.widget(line, f"{ask.name}-who", "Somebody else, by name", box)
            for node, left, width, (value, _) in zip(places, lefts, widths, block.options, strict=True):
                _circle(pen, node, ask, left + (width - _CIRCLE) / 2, top - 1, value)

        strips.append(Strip(high, draw, glued=True))
    strips[-1].after, strips[-1].glued = house.length(10), False
    return strips


def _beside(hand: Compositor, ask: Ask, options: tuple[tuple[str, str], ...], *, pictures: bool = False) -> list[Strip]:
    """The words, and below them each place with its own words after it; with a picture above where there are some."""
    frame, house = hand.frame, hand.house
    body = house.styles["body"]
    words = hand.group(hand.root.add("P"), ask.words, body.strong, frame.text) if ask.words else None
    line = hand.root.add("Form", described="Somebody else, by name") if words is None else None
    top_height = words.height if words else _LINE_APART
    side = house.length(15 * MM) if pictures else 0.0
    across = frame.text / len(options)
    placed = []
    for number, (value, label) in enumerate(options):
        place = _place(hand, ask, label)
        group = hand.group(hand.root.add("P"), label, "said", across - _CIRCLE - 12)
        placed.append((frame.text_left + number * across, value, place, group))
    low = max(max(group.height for *_, group in placed), _CIRCLE + 2)

    def draw(pen: Pen, top: float) -> None:
        if words is not None:
            pen.within(words.node)
            pen.lines(frame.text_left, top, list(words.lines), words.style)
        if line is not None:
            pen.rule(frame.text_left, top - top_height + 3, frame.right, 0.6, WRITE_IN)
            pen.widget(
                line,
                f"{ask.name}-who",
                "Somebody else, by name",
                (frame.text_left, top - top_height + 3, frame.right, top),
            )
        for left, value, place, group in placed:
            if pictures:
                pen.aside()
                pen.weather(left, top - top_height - side, side, value, INK)
            at = top - top_height - side - 3
            _circle(pen, place, ask, left, at, value)
            pen.within(group.node)
            pen.lines(left + _CIRCLE + 6, at - 1, list(group.lines), group.style)

    return [Strip(top_height + side + 3 + low, draw, after=house.length(9))]


def _listed(hand: Compositor, ask: Ask, options: tuple[tuple[str, str], ...]) -> list[Strip]:
    frame, house = hand.frame, hand.house
    strips = []
    for value, label in options:
        place = _place(hand, ask, label)
        left = frame.text_left + _CIRCLE + house.length(9)
        group = hand.group(hand.root.add("P"), label, "body", frame.right - left)

        def draw(pen: Pen, top: float, value: str = value, place: Node = place, group: Group = group) -> None:
            _circle(pen, place, ask, frame.text_left, top - 1, value)
            pen.within(group.node)
            pen.lines(frame.text_left + _CIRCLE + house.length(9), top, list(group.lines), group.style)

        strips.append(Strip(max(group.height, _CIRCLE + 2), draw, glued=True))
    strips[-1].after, strips[-1].glued = house.length(6), False
    return strips


def _scale(hand: Compositor, ask: Ask, options: tuple[tuple[str, str], ...]) -> list[Strip]:
    """A line with ticks between two words: a mark goes anywhere on paper, on a screen on the nearest tick."""
    frame, house = hand.frame, hand.house
    said = house.styles["said"]
    words = hand.group(hand.root.add("P"), ask.words, house.styles["body"].strong, frame.text)
    ends = hand.root.add("P")
    low = hand.group(ends, ask.low, said, frame.text / 3)
    high = hand.group(ends, ask.high, said, frame.text / 3)
    ticks = [hand.root.add("Form", described=f"{ask.words}: {label}") for _, label in options]
    below = house.is_large
    left = frame.text_left + (low.lines[0].width + 8 if below else frame.text * 0.4)
    length = min(_SCALE, frame.right - left - high.lines[0].width - 8)
    step = length / (len(options) - 1)
    height = house.length(28)

    def draw(pen: Pen, top: float) -> None:
        pen.within(words.node)
        pen.lines(frame.text_left, top, list(words.lines), words.style)
        y = top - words.style.size * 0.7 - (words.height + 4 if below else 0)
        lift = said.size * 0.7
        pen.within(ends)
        pen.lines(left - 6 - low.lines[0].width, y + lift, list(low.lines), said)
        pen.lines(left + length + 7, y + lift, list(high.lines), said)
        pen.scale(left, y, step, len(options), INK)
        for number, (node, (value, _)) in enumerate(zip(ticks, options, strict=True)):
            x, half = left + number * step, min(step, 16) / 2 - 0.5
            pen.widget(node, ask.name, ask.words, (x - half, y - half, x + half, y + half), value, bare=True)

    return [Strip(height + (words.height + 4 if below else 0), draw, glued=False)]


def _after(parts: Sequence[str | float | None], at: int) -> str:
    """The words after a box."""
    return next((part for part in parts[at:] if isinstance(part, str)), "")
