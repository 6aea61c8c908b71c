"""The look: contrast measured from the tokens, one source of colours, the theme everywhere at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

import iro_desk.ui
from iro_desk import resources
from iro_desk.ui import fonts, icons, theme
from iro_desk.ui.tokens import MODES, tokens
from iro_desk.ui.widgets import Button, Text, column

UI = Path(iro_desk.ui.__file__).parent
TEXTS = ("ink", "ink2", "ink3", "accent", "late", "soon", "good", "wait")
TONES = ("rail", "sunken", "accent_tint", "raised")
MARKS = ("late_mark", "soon_mark", "good_mark", "wait_mark", "edge", "focus", "accent")


def ratio(one: str, two: str) -> float:
    """The WCAG 2 contrast ratio of two hex colours, to one decimal."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return round((light + 0.05) / (dark + 0.05), 1)


@pytest.mark.parametrize("mode", MODES)
def test_every_text_and_mark_has_the_contrast_that_the_look_asks_for(mode: str) -> None:
    k = tokens().colours[mode]
    for text in TEXTS:
        for ground in ("paper", "canvas"):
            assert ratio(k[text], k[ground]) >= 7.0, (text, ground)
    for text in ("ink", "ink2", "ink3", "accent"):
        for ground in TONES:
            assert ratio(k[text], k[ground]) >= 5.5, (text, ground)
    for text in ("late", "soon", "good", "wait"):
        assert ratio(k[text], k[f"{text}_tint"]) >= 5.5, text
        assert ratio(k["ink"], k[f"{text}_tint"]) >= 5.5, text
    assert ratio(k["on_accent"], k["accent"]) >= 5.5
    assert ratio(k["ink3"], k["sunken"]) >= 5.5
    for mark in MARKS:
        for ground in ("paper", "canvas", "accent_tint"):
            assert ratio(k[mark], k[ground]) >= 3.0, (mark, ground)


def test_every_state_has_its_own_shape_and_a_word() -> None:
    states = tokens().states
    assert len({state.shape for state in states.values()}) == len(states) == 8
    assert all(state.word for state in states.values())


def test_no_text_is_smaller_than_thirteen_pixels() -> None:
    assert min(kind.pixels for kind in tokens().type.values()) == 13


def test_no_file_of_the_window_names_a_colour_of_its_own() -> None:
    for path in UI.rglob("*.py"):
        assert not re.search(r"#[0-9A-Fa-f]{6}\b", path.read_text(encoding="utf-8")), path.name


def test_the_bundled_fonts_are_the_ones_used(qapp: QApplication) -> None:
    assert set(tokens().families) <= set(fonts.load())
    assert theme.font("body").families()[0] == "Atkinson Hyperlegible Next"


def test_every_icon_draws_and_the_licence_is_beside_them() -> None:
    for path in resources.path("icons").glob("*.svg"):
        assert not icons.pixmap(path.stem, 18).isNull()
    assert "ISC" in resources.text("icons/LICENSE-lucide.txt")


def test_what_is_open_follows_mode_and_size_at_once(qtbot: object) -> None:
    words, button = Text("Kofi", "strong"), Button("Add a child", icon="plus")
    pane = column(words, button, margins=(32, 0, 0, 0))
    qtbot.addWidget(pane)  # type: ignore[attr-defined]
    pane.show()
    before = button.height()
    theme.apply("dark", 150)
    QApplication.processEvents()
    pane.adjustSize()
    assert words.palette().windowText().color() == theme.colour("ink")
    assert theme.colour("ink").lightness() > 200
    assert words.font().pixelSize() == round(15 * 1.5)
    assert button.height() > before
    layout = pane.layout()
    assert layout is not None
    assert layout.contentsMargins().left() == 48


def test_a_size_out_of_range_is_brought_into_it() -> None:
    theme.apply(zoom=400)
    assert theme.theme.zoom == 150
    theme.apply(zoom=10)
    assert theme.theme.zoom == 90
