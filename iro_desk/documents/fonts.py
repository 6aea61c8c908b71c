"""The bundled fonts on paper: which has a character, how wide it is, and how a script is shaped.

A text is set in Atkinson Hyperlegible Next as far as that has the characters, and letter by letter in
a Noto family where it has not. Fonts are opened when they are first needed and then kept.
"""

from __future__ import annotations

import io
import lzma
import threading
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from iro_desk import resources

FAMILIES = (
    "AtkinsonHyperlegibleNext",
    "NotoSans",
    "NotoSansArabic",
    "NotoSansEthiopic",
    "NotoSansBengali",
    "NotoSansSC",
)
"""In the order in which a character is looked for."""
_WEIGHTS: dict[str, tuple[int, ...]] = {
    "AtkinsonHyperlegibleNext": (400, 500, 600, 700, 800),
    "NotoSansBengali": (400,),
    "NotoSansSC": (400,),
}
_CHINESE_FROM = "\u2e80"
"""No character before this one is looked for in the Chinese font, which takes a quarter of a second to unpack."""
_SHAPED = frozenset({"NotoSansArabic", "NotoSansBengali"})
"""Families whose letters join or reorder: a shaper must choose the glyphs."""
_GLYPHS_FROM = 0xE000
"""Shaped glyphs are drawn under private characters: this one and the glyph's number."""
_OPENING = threading.Lock()
"""Papers are set on more than one thread, and fontTools loads its parts as it needs them, in a way that bears only
one."""


@cache
def coverage(family: str) -> frozenset[str]:
    """The characters that a family has (all its weights have the same), without controls and private use.

    Marks of the first family do not count: it has some, but does not say where over a letter they go. Nor do
    the rare characters beyond U+FFFF: the PDF library cannot say in the file what they read as.
    """
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(_file(family, 400)), lazy=True)
    left_out = ("C", "M") if family == FAMILIES[0] else ("C",)
    characters = (chr(code) for code in font.getBestCmap() if code < 0x10000)
    return frozenset(c for c in characters if not unicodedata.category(c).startswith(left_out))


@lru_cache(maxsize=8192)
def family_for(cluster: str) -> str:
    """The first family that has every character of a letter with its marks; empty when none has."""
    needed = {c for c in cluster if not is_ignorable(c)}
    families = FAMILIES if all(_CHINESE_FROM <= c <= "\uffff" for c in needed) else FAMILIES[:-1]
    return next((family for family in families if needed <= coverage(family)), "")


@cache
def _file(family: str, weight: int) -> bytes:
    """A font's bytes. The Chinese one is kept packed: it is larger than all the others together."""
    file = resources.path(f"fonts/{family}-{weight}.ttf")
    return file.read_bytes() if file.exists() else lzma.decompress(file.with_suffix(".ttf.xz").read_bytes())


def is_ignorable(character: str) -> bool:
    """Whether a character has no look of its own: joiners, direction marks, variation selectors, soft hyphens."""
    return unicodedata.category(character) == "Cf" or "\ufe00" <= character <= "\ufe0f" or character == "\u034f"


def needs_shaping(family: str, text: str) -> bool:
    """Whether glyphs depend on their neighbours: joined scripts, and letters with marks of their own."""
    return family in _SHAPED or any(unicodedata.combining(c) for c in text)


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """One font at one weight, as the PDF library knows it."""

    name: str
    widths: dict[int, float]
    """Width of each character in thousandths of the size."""
    default_width: float
    file: bytes

    def width(self, text: str, size: float) -> float:
        """Width in points of a text that is not shaped."""
        widths = self.widths
        return sum(widths.get(ord(c), self.default_width) for c in text) * size / 1000


@cache
def face(family: str, weight: int, figures: str = "") -> Face:
    """A font ready to set with. A weight that a family lacks is answered by the nearest below, or its lightest."""
    weights = _WEIGHTS.get(family, (400, 600))
    nearest = max((w for w in weights if w <= weight), default=weights[0])
    with _OPENING:
        return _open(family, nearest, figures if family == FAMILIES[0] else "")


@cache
def _open(family: str, weight: int, figures: str) -> Face:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    name = f"{family}-{weight}{figures}"
    file = _file(family, weight)
    if figures:
        file = _with_figures(file, figures)
    font = TTFont(name, io.BytesIO(file))
    _name_every_glyph(font.face)
    pdfmetrics.registerFont(font)
    return Face(name, font.face.charWidths, font.face.defaultWidth, file)


def _with_figures(file: bytes, figures: str) -> bytes:
    """The font with other figures in the places of the digits, under a name of its own.

    ``even``: its figures of equal width. ``plain``: a zero without its slash, the capital O narrowed.
    """
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(file), recalcTimestamp=False)
    if figures == "plain":
        _draw_plain_zero(font)
    else:
        digits = {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}
        for table in font["cmap"].tables:
            for code, glyph in list(table.cmap.items()):
                if glyph in digits:
                    table.cmap[code] = glyph + ".tf"
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6, 16):
            record.string = str(record).replace("Next", "Next" + figures.title())
    derived = io.BytesIO()
    font.save(derived)
    return derived.getvalue()


def _draw_plain_zero(font: Any) -> None:
    from fontTools.pens.transformPen import TransformPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    glyphs, (width, _) = font.getGlyphSet(), font["hmtx"]["zero"]
    pen = TTGlyphPen(glyphs)
    narrow = 0.965 * width / font["hmtx"]["O"][0]
    glyphs["O"].draw(TransformPen(pen, (narrow, 0, 0, 1, width * 0.0175, 0)))
    font["glyf"]["zero"] = pen.glyph()


def _name_every_glyph(font: Any) -> None:
    """Gives each glyph a private character by its number, so that shaped text is the same bytes every time."""
    for glyph, (advance, _) in enumerate(font.hmetrics):
        font.charToGlyph[_GLYPHS_FROM + glyph] = glyph
        font.charWidths[_GLYPHS_FROM + glyph] = font._pdfScale(advance)


@dataclass(frozen=True, slots=True)
class Shaped:
    """A text as shaped glyphs in the order in which they are drawn."""

    drawn: str
    """A ``reportlab`` shaped string: private characters with their positions."""
    width: float
    """In thousandths of the size."""


@lru_cache(maxsize=4096)
def shaped(font: Face, text: str, right_to_left: bool) -> Shaped:
    """A text of one font and one direction, joined and placed by HarfBuzz."""
    import uharfbuzz
    from reportlab.pdfbase.ttfonts import ShapeData, ShapedStr

    shaper, units = _shaper(font)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if right_to_left else "ltr"
    uharfbuzz.shape(shaper, buffer, {"kern": True, "liga": True})
    characters, places, total = [], [], 0.0
    for glyph, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        code = _GLYPHS_FROM + glyph.codepoint
        scale = 1000 / units
        advance = place.x_advance * scale
        characters.append(chr(code))
        places.append(
            ShapeData(0, advance, 0, place.x_offset * scale, place.y_offset * scale, font.widths[code]),
        )
        total += advance
    return Shaped(ShapedStr("".join(characters), places), total)


@cache
def _shaper(font: Face) -> tuple[Any, int]:
    import uharfbuzz

    whole = uharfbuzz.Face(font.file)
    return uharfbuzz.Font(whole), whole.upem
