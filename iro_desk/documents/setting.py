"""Each kind of block as strips and structure: the house style, block by block.

In large print, and in letters, there is no side column: names of sections stand above their matter, and
what is set in columns opens into lists.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from iro_desk.documents.blocks import (
    Blank,
    Block,
    Choice,
    Decisions,
    DrawingSpace,
    Facts,
    Fitted,
    Listing,
    Marks,
    PageBreak,
    Paragraph,
    Quotation,
    SideBySide,
    SideSection,
    Signature,
    Table,
    Words,
    WriteIn,
)
from iro_desk.documents.compositor import Compositor
from iro_desk.documents.drawing import Drawing, drawing_strip
from iro_desk.documents.lines import Setter
from iro_desk.documents.pen import Pen
from iro_desk.documents.pictures import Picture
from iro_desk.documents.setting_forms import set_blank, set_choice, set_drawing_space, set_marks, set_write_in
from iro_desk.documents.setting_tables import set_decisions, set_opened_decisions, set_opened_table, set_table
from iro_desk.documents.setting_words import set_facts, set_listing, set_paragraph, set_quotation
from iro_desk.documents.spine import Spine, set_spine
from iro_desk.documents.strips import (
    Strip,
    height_of,
    text_strips,
    with_beside,
)
from iro_desk.documents.style import MM, House
from iro_desk.documents.tagging import Node
from iro_desk.documents.wording import NO_BREAK


class BlockSetter(Compositor):
    """Turns blocks into strips, in order, and adds each to the structure tree below ``root``."""

    def __init__(self, setter: Setter, root: Node, house: House, level: int = 2, room: float | None = None) -> None:
        super().__init__(setter, root, house)
        self.level = level
        """Of the next section's heading."""
        self.runs_on = False
        """No part begins a fresh page."""
        self.room = room
        """Height that all of it must fit in; ``None`` on a paper of any length."""
        self.headed = 0.0
        """How high the paper's head is, above its first block."""
        self.lengths: dict[str, float] = {}
        """How high each section is, by its name."""

    def set(self, blocks: Sequence[Block]) -> list[Strip]:
        """The strips of some blocks."""
        strips: list[Strip] = []
        last: Block | None = None
        for at, block in enumerate(blocks):
            answers = isinstance(last, Paragraph) and isinstance(block, Choice)
            goes_on = isinstance(block, Paragraph) and (block.goes_on or isinstance(last, Signature))
            if strips and (answers or goes_on or isinstance(block, Signature | Blank)):
                strips[-1].glued = True
            if isinstance(block, Quotation):
                goes_on_below = isinstance(next(iter(blocks[at + 1 :]), None), Quotation)
                strips.extend(set_quotation(self, block, not isinstance(last, Quotation), not goes_on_below))
            else:
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
                return set_facts(self, block)
            case Table():
                opened = self.house.is_large and len(block.columns) > 2
                return set_opened_table(self, block) if opened else set_table(self, block)
            case Decisions():
                return set_opened_decisions(self, block) if self.frame.is_open else set_decisions(self, block)
            case PageBreak():
                return self._page(block)
            case SideBySide():
                return self._side_by_side(block, room, self.headed if not above else 0)
            case Spine():
                return set_spine(self, block)
            case Listing():
                return set_listing(self, block)
            case Paragraph():
                return set_paragraph(self, block)
            case Signature():
                style = "body" if self.house.quiet else "signed"
                return self.text(block, "P", block.words, style, before=40 if block.by_hand else 4, after=4)
            case Choice():
                return set_choice(self, block)
            case WriteIn():
                return set_write_in(self, block)
            case Blank():
                return set_blank(self, block)
            case Marks():
                return set_marks(self, block)
            case DrawingSpace():
                return set_drawing_space(self, block)
            case Drawing():
                lines = partial(self.setter.lines, width=self.frame.full)
                return [drawing_strip(block, self.root, self.frame.left, lines, self.house.size)]
        raise TypeError(f"no setting for {type(block).__name__}")

    # ------------------------------------------------------------------ heads

    def title(
        self,
        over: str,
        title: Words,
        subtitle: str,
        *,
        tab: str = "",
        sender: str = "",
        crest: Picture | None = None,
        scene: Picture | None = None,
    ) -> list[Strip]:
        """The head of a paper: whose it is, its title, a line below, and the thick rule where the paper begins."""
        frame = self.frame
        country = [self._country(scene)] if scene else []
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
            strips.append(self.rule(before=9, after=8))
        strips = [*country, *strips]
        self.headed = height_of(strips)
        for strip in strips[:-1]:
            strip.glued = True
        strips[0].tab = tab
        return strips

    def _country(self, scene: Picture) -> Strip:
        """The strip of country over a letter."""
        figure = self.root.add("Figure", alt=scene.words)

        def draw(pen: Pen, top: float) -> None:
            pen.picture(figure, scene, self.frame.left, top)

        return Strip(scene.height, draw, after=self.house.length(14))

    def _beside(self, strips: list[Strip], crest: Picture, figure: Node) -> None:
        """The crest at the right edge of the first lines."""

        def draw(pen: Pen, top: float) -> None:
            pen.picture(figure, crest, self.frame.right - crest.width, top)

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
        if self.house.quiet:
            strips[-1].after = self.house.length(8)
        else:
            strips.append(self.rule(before=8, after=9))
        for strip in strips:
            strip.glued = True
        first = strips[0]
        # In large print the decisions run on: a fresh sheet would be half empty.
        first.fresh = not (self.house.is_large or self.runs_on)
        first.before, first.tab, first.name, first.outline = self.house.length(20), block.tab, block.name, block.title
        return strips

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
        if block.number:
            head[0] = self._numbered(head[0], node, block.number, style)
        for strip in head:
            strip.glued = True
        head[-1].after = length(3.5 if self.level == 2 else 1)
        head[0].need = min(length(90 if block.wide else 60), frame.usable / 2)
        if self.level == 2:
            head[0].outline = block.label
        self._note_length(block.label, head + matter)
        return self._kept(block, head + matter)

    def _numbered(self, strip: Strip, node: Node, number: str, style: str) -> Strip:
        """The number of a question, hung left of its name and read before it."""
        group = self.group(node, f"{number}{NO_BREAK}", style, self.frame.text)
        left = max(self.frame.left - 9 * MM, 18 * MM)

        def draw(pen: Pen, top: float) -> None:
            pen.within(node)
            pen.lines(left, top, list(group.lines), group.style)

        return with_beside(strip, draw)

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
        return self._kept(block, strips)

    def _kept(self, block: SideSection, strips: list[Strip]) -> list[Strip]:
        """The strips of a section, glued to one another where it is not to be cut."""
        for strip in strips[:-1] if block.together else ():
            strip.glued = True
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

    def _side_by_side(self, block: SideBySide, room: float | None, taken: float) -> list[Strip]:
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
        if max(heights) > frame.usable - taken:
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
