"""How Qt is dressed in the tokens: Fusion, one palette, one short style sheet.

Widgets ask for ``colour("ink")``, ``font("strong")``, ``px(12)`` and never name a hex value or a size of
their own. A widget or layout that keeps such a value has a method ``dress()``: it is called by its own
constructor and again by :func:`apply`, so the whole window follows a change of mode or size at once.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from iro_desk.ui import fonts
from iro_desk.ui.focus import FocusWatch
from iro_desk.ui.sheet import style_sheet
from iro_desk.ui.tokens import MODES, tokens

MODES_IN_WORDS = {"light": "Light", "dark": "Dark", "contrast": "High contrast"}


@runtime_checkable
class Dressed(Protocol):
    """Something that keeps colours, fonts or sizes of the theme."""

    def dress(self) -> None:
        """Takes them again."""


class _Theme(QObject):
    """The mode and size in use. ``changed`` is for what is not a widget (delegates, actions)."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.mode = "light"
        self.zoom = 100


theme = _Theme()


def colour(role: str, alpha: float = 1.0) -> QColor:
    """The colour of a role (``ink``, ``paper``, ``late_mark``) in the mode in use; alpha 0 to 1."""
    return QColor(_colour(theme.mode, role, alpha))


def font(role: str = "body") -> QFont:
    """The font of a role of type (``display``, ``title``, ``strong``, ``small`` ...) at the size in use."""
    return QFont(_font(role, theme.zoom))


# A table that is painted asks for thousands of each.
@lru_cache(maxsize=512)
def _colour(mode: str, role: str, alpha: float) -> QColor:
    made = QColor(tokens().colours[mode][role])
    if alpha < 1:
        made.setAlphaF(alpha)
    return made


@lru_cache(maxsize=128)
def _font(role: str, zoom: int) -> QFont:
    kind = tokens().type[role]
    made = QFont()
    made.setFamilies(list(tokens().families))
    made.setPixelSize(round(kind.pixels * zoom / 100))
    made.setWeight(QFont.Weight(kind.weight))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if kind.pixels >= 22:
        made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 99)
    return made


def line(role: str = "body") -> int:
    """The line height of a role of type, in pixels at the size in use."""
    return px(tokens().type[role].line)


def px(pixels: float) -> int:
    """Pixels at 100 % as pixels at the size in use."""
    return round(pixels * theme.zoom / 100)


def scaled(pixels: float) -> float:
    """Pixels at 100 % as pixels at the size in use, not rounded: for what is painted."""
    return pixels * theme.zoom / 100


def plain_ground() -> bool:
    """Whether tones cannot be told apart (high contrast), so that an edge has to do a tone's work."""
    return theme.mode == "contrast"


def size(name: str) -> int:
    """A size of the look (``row``, ``control``, ``field``, ``rail`` ...) in pixels at the size in use."""
    return px(tokens().size[name])


def focus_width() -> int:
    """Width of the focus ring in the mode in use."""
    return tokens().focus_width[theme.mode]


def apply(mode: str | None = None, zoom: int | None = None) -> None:
    """Dresses the application, and everything already open, in a mode (``light`` ...) and a size (90 to 150)."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    if mode is not None:
        theme.mode = mode if mode in MODES else "light"
    if zoom is not None:
        theme.zoom = min(150, max(90, zoom))
    fonts.load()
    FocusWatch.install(app)
    if app.style().name().lower() != "fusion":
        app.setStyle("Fusion")
    app.setFont(font("body"))
    app.setPalette(_palette())
    app.setStyleSheet(style_sheet(tokens().colours[theme.mode], px, focus_width()))
    for widget in app.allWidgets():
        if isinstance(widget, Dressed):
            widget.dress()
        layout = widget.layout()
        if isinstance(layout, Dressed):
            layout.dress()
        widget.update()
    theme.changed.emit()


def _palette() -> QPalette:
    made = QPalette()
    role = QPalette.ColorRole
    for which, name in {
        role.Window: "paper",
        role.Base: "paper",
        role.AlternateBase: "sunken",
        role.Text: "ink",
        role.WindowText: "ink",
        role.Button: "paper",
        role.ButtonText: "ink",
        role.Highlight: "selection",
        role.HighlightedText: "ink",
        role.PlaceholderText: "ink3",
        role.ToolTipBase: "raised",
        role.ToolTipText: "ink",
        role.Link: "accent",
        role.LinkVisited: "accent",
        role.Accent: "accent",
        role.Light: "line",
        role.Midlight: "line",
        role.Mid: "line_strong",
        role.Dark: "line_strong",
        role.Shadow: "edge",
    }.items():
        made.setColor(which, colour(name))
    for which in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, colour("ink3"))
    return made
