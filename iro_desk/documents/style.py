"""Page, colours and type of every paper, in one place. Lengths in points unless the name says millimetres."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM

SIZES = {"standard": 12, "large": 16, "very large": 20}
"""Print that any paper may be asked for in, by the points of its body text."""

INK = "#1B2127"
SOFT = "#535B63"
DEEP = "#123F52"
PALE = "#D5DEE2"
WARM = "#A8481C"
"""The child's own words, and nothing else."""
UMBER = "#40230F"
CREAM = "#FBF2E6"
"""The ground under a younger child's own words."""
HAIRLINE = "#AEB4B9"
WRITE_IN = "#8A9298"
"""Lines to write on."""
WHITE = "#FFFFFF"


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: weight (400 to 800), size and leading, colour, and which figures.

    ``figures``: ``even`` for equal widths (tables, days), ``plain`` for a zero without its slash (what a child
    reads), else the font's own.
    """

    weight: int
    size: float
    leading: float
    colour: str = INK
    figures: str = ""

    @property
    def strong(self) -> Style:
        """The same with weight, for the few words that readers look for."""
        return replace(self, weight=max(self.weight, 600))

    @property
    def soft(self) -> Style:
        """The same in grey."""
        return replace(self, colour=SOFT)


_STYLES: dict[str, Style] = {
    "title": Style(700, 27, 30),
    "subtitle": Style(400, 14, 19, SOFT),
    "sender": Style(400, 10, 13.5, SOFT),
    "standing": Style(400, 12.5, 17, SOFT),
    "side": Style(600, 11.5, 15, DEEP),
    "opened": Style(700, 15, 19, DEEP),
    "lede": Style(400, 13, 18),
    "body": Style(400, 12, 17),
    "tight": Style(400, 12, 16),
    "note": Style(400, 10.5, 14.5),
    "small": Style(400, 10, 13.5, SOFT),
    "quote": Style(500, 14, 20, UMBER),
    "said": Style(400, 10, 14, SOFT),
    "decision": Style(600, 12, 16),
    "numeral": Style(700, 22, 24, DEEP),
    "when": Style(600, 12, 16, figures="even"),
    "cell": Style(400, 10.5, 14.5, figures="even"),
    "head": Style(600, 10, 13, SOFT),
    "label": Style(600, 10, 14.5, SOFT),
    "item": Style(600, 10.5, 14.5),
    "count": Style(600, 13, 14.5, DEEP),
    "clock": Style(600, 10.5, 14.5, figures="even"),
    "signed": Style(600, 10.5, 14.5),
    "foot": Style(400, 9, 10, SOFT),
    "foot strong": Style(600, 9, 10),
    "seal": Style(600, 9, 10, SOFT, figures="even"),
    "tab": Style(700, 13, 16, WHITE),
    "draft": Style(600, 15, 18, PALE),
    "mark": Style(800, 40.6, 41, WARM),
}

_YOUNG = {
    "body": Style(400, 13, 18),
    "tight": Style(400, 13, 17),
    "lede": Style(400, 14, 19),
    "decision": Style(600, 12.5, 16),
}
"""Where a letter to a younger child differs."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where text stands on a sheet: side column, gutter and text column, from the left edge; no side column: 0."""

    left: float
    side: float
    gutter: float
    text: float
    top: float
    """Of the text, from the sheet's foot."""
    foot: float

    @property
    def text_left(self) -> float:
        """The text column's left edge."""
        return self.left + self.side + self.gutter

    @property
    def full(self) -> float:
        """Both columns."""
        return self.side + self.gutter + self.text

    @property
    def right(self) -> float:
        """The text's right edge."""
        return self.left + self.full

    @property
    def usable(self) -> float:
        """The text's height."""
        return self.top - self.foot

    @property
    def is_open(self) -> bool:
        """Whether the names of sections stand above their matter, because there is no side column."""
        return not self.side


def _frame(left: float, side: float, gutter: float, text: float, top: float, foot: float) -> Frame:
    return Frame(left * MM, side * MM, gutter * MM, text * MM, PAGE_HEIGHT - top * MM, foot * MM)


_FRAMES = {
    "columns": _frame(20, 34, 6, 126, 20, 26),
    "wide": _frame(20, 0, 0, 166, 20, 26),
    "letter": _frame(43, 0, 0, 124, 22, 22),
    "young letter": _frame(37, 0, 0, 136, 16, 18),
    "form": _frame(30, 0, 0, 150, 18, 22),
}
"""126 mm hold about 68 characters a line at 12 point."""


@dataclass(frozen=True, slots=True)
class House:
    """The house style at one size of print: every style, the frame, and a length in proportion."""

    size: int
    frame: Frame
    styles: dict[str, Style]
    quiet: bool
    """A letter or a form: its foot is one quiet line."""
    heading: str
    """The style of the names of sections."""
    ground: str = ""
    """Colour of the ground under the child's own words; none on most papers."""

    @property
    def is_large(self) -> bool:
        """Whether the print is large: wide matter then opens into lists."""
        return self.size > SIZES["standard"]

    def length(self, points: float) -> float:
        """A length that grows with the print."""
        return points * self.size / SIZES["standard"]

    def within(self, left: float, width: float) -> House:
        """The same in one column of the sheet."""
        frame = replace(self.frame, left=left, side=0.0, gutter=0.0, text=width)
        return replace(self, frame=frame, heading="side")


@cache
def house(form: str, size: int, plain_figures: bool = False) -> House:
    """The house style of a form (``columns``, ``wide``, ``letter``, ``young letter``, ``form``) at a size of print.

    ``plain_figures``: every zero without its slash, for papers that a child reads.
    Large print has one frame for every form: 154 mm of text, nothing beside it.
    """
    if size not in SIZES.values():
        raise ValueError(f"no print of {size} point; there is {sorted(SIZES.values())}")
    scale = size / SIZES["standard"]
    styles = {**_STYLES, **(_YOUNG if form == "young letter" and scale == 1 else {})}
    grown = {
        name: replace(
            style,
            size=style.size * (scale if name != "draft" else 1),
            leading=style.leading * scale,
            figures="plain" if plain_figures else style.figures,
        )
        for name, style in styles.items()
    }
    frame = _FRAMES[form]
    quiet = form in ("letter", "young letter", "form")
    if scale > 1:
        frame = _frame(28, 0, 0, 154, 20, 24 if quiet else 14 + 13 * scale)
    heading = "opened" if quiet or scale > 1 else "side"
    return House(size, frame, grown, quiet, heading, CREAM if form == "young letter" else "")
