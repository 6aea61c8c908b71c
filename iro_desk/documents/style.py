"""Page, colours and type of every paper, in one place. Lengths in points unless the name says millimetres."""

from __future__ import annotations

from dataclasses import dataclass, replace

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM

SIZES = {"standard": 12, "large": 16, "very large": 20}
"""Print that any paper may be asked for in, by the points of its body text."""

LEFT = 20 * MM
SIDE = 34 * MM
"""The side column, which holds the names of things."""
GUTTER = 6 * MM
TEXT = 126 * MM
"""The text column, which holds sentences: about 68 characters a line at 12 point."""
TEXT_LEFT = LEFT + SIDE + GUTTER
FULL = SIDE + GUTTER + TEXT
RIGHT = LEFT + FULL
TOP = PAGE_HEIGHT - 20 * MM
FOOT = 26 * MM
USABLE = TOP - FOOT

INK = "#1B2127"
SOFT = "#535B63"
DEEP = "#123F52"
PALE = "#D5DEE2"
WARM = "#A8481C"
"""The child's own words, and nothing else."""
UMBER = "#40230F"
HAIRLINE = "#AEB4B9"
WHITE = "#FFFFFF"


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: weight (400 to 800), size and leading, colour, figures of equal width or not."""

    weight: int
    size: float
    leading: float
    colour: str = INK
    even_figures: bool = False

    @property
    def strong(self) -> Style:
        """The same with weight, for the few words that readers look for."""
        return replace(self, weight=max(self.weight, 600))

    @property
    def soft(self) -> Style:
        """The same in grey."""
        return replace(self, colour=SOFT)


STYLES: dict[str, Style] = {
    "title": Style(700, 27, 30),
    "subtitle": Style(400, 14, 19, SOFT),
    "standing": Style(400, 12.5, 17, SOFT),
    "side": Style(600, 11.5, 15, DEEP),
    "lede": Style(400, 13, 18),
    "body": Style(400, 12, 17),
    "tight": Style(400, 12, 16),
    "note": Style(400, 10.5, 14.5),
    "small": Style(400, 10, 13.5, SOFT),
    "quote": Style(500, 14, 20, UMBER),
    "said": Style(400, 10, 14, SOFT),
    "decision": Style(600, 12, 16),
    "numeral": Style(700, 22, 24, DEEP),
    "when": Style(600, 12, 16, even_figures=True),
    "cell": Style(400, 10.5, 14.5, even_figures=True),
    "head": Style(600, 10, 13, SOFT),
    "label": Style(600, 10, 14.5, SOFT),
    "signed": Style(600, 10.5, 14.5),
    "foot": Style(400, 9, 10, SOFT),
    "foot strong": Style(600, 9, 10),
    "seal": Style(600, 8.5, 10, SOFT, even_figures=True),
    "tab": Style(700, 13, 16, WHITE),
    "draft": Style(600, 15, 18, PALE),
    "mark": Style(800, 40.6, 41, WARM),
}
