"""The numbers of the look (``resources/look/tokens.json``): colours by role, type, sizes, states."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from iro_desk import resources

MODES = ("light", "dark", "contrast")
ZOOMS = (90, 100, 115, 130, 150)
"""Sizes offered, in per cent."""


@dataclass(frozen=True, slots=True)
class Type:
    """One role of text: size and line height in pixels at 100 %, and weight."""

    pixels: int
    weight: int
    line: int


@dataclass(frozen=True, slots=True)
class State:
    """One state: its word, the colour roles of its text and its mark, and its shape in words."""

    word: str
    text: str
    mark: str
    shape: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """All tokens of the look."""

    colours: dict[str, dict[str, str]]
    """mode -> role -> hex."""
    type: dict[str, Type]
    families: tuple[str, ...]
    size: dict[str, int]
    states: dict[str, State]
    stroke: float
    stroke_active: float
    focus_width: dict[str, int]
    """Width of the focus ring in each mode."""
    shadow: dict[str, float]
    """Strength of the one shadow in each mode, 0 to 1."""


@cache
def tokens() -> Tokens:
    """The tokens, read once."""
    raw = resources.read_json("look/tokens.json")
    focus, elevation = raw["focus"], raw["elevation"]["float"]
    return Tokens(
        colours=raw["colours"],
        type={role: Type(**values) for role, values in raw["type"].items()},
        families=tuple(raw["families"]),
        size=raw["size"],
        states={kind: State(**values) for kind, values in raw["states"].items()},
        stroke=raw["icon"]["stroke"],
        stroke_active=raw["icon"]["stroke_active"],
        focus_width={mode: focus["width_contrast" if mode == "contrast" else "width"] for mode in MODES},
        shadow={"light": elevation["alpha_light"], "dark": elevation["alpha_dark"], "contrast": 0.0},
    )
