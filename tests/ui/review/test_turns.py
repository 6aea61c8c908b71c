"""Where there is no room for everything at once, the parts of the meeting take turns. Everyone here is invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iro_desk.ui import theme
from iro_desk.ui.review import ReviewPane
from iro_desk.ui.review.stopping import KEY as STOP
from iro_desk.ui.review.turns import TURNS
from tests.ui.by_keyboard import unreached
from tests.ui.panes.help import cut, painted_over, settle
from tests.ui.review.invented import TODAY, decision, view

CTRL = Qt.KeyboardModifier.ControlModifier
HALF, WHOLE = (683, 768), (1366, 696)
LONG = "An invented decision that goes on for longer than a line of the narrow meeting is wide"


@pytest.fixture
def pane(alone: ReviewPane) -> ReviewPane:
    """The meeting, with more decisions than there is room for."""
    shown = view()
    more = tuple(decision(n, f"{LONG}, number {n}", "Dana Whitlock", TODAY) for n in range(3, 9))
    alone.show_view(replace(shown, decisions=shown.decisions + more, last_decisions=more))
    alone.open_step("meet")
    return alone


@pytest.fixture(params=[("light", 100), ("dark", 150), ("contrast", 150)], ids=lambda each: f"{each[0]} {each[1]}")
def looks(request: pytest.FixtureRequest) -> Iterator[int]:
    mode, zoom = request.param
    theme.apply(mode, zoom)
    yield zoom
    theme.apply("light", 100)


def half(pane: ReviewPane, size: tuple[int, int] = HALF) -> None:
    """The review has what the rail leaves of a window of that size."""
    pane.window().resize(size[0] - theme.px(84), size[1] - theme.px(30))
    settle()


@pytest.mark.parametrize("size", [HALF, WHOLE], ids=["half", "whole"])
def test_no_heading_of_the_meeting_cuts_a_word(pane: ReviewPane, looks: int, size: tuple[int, int]) -> None:
    half(pane, size)
    meet = pane._meet
    amiss: list[str] = []
    for key in (*meet._keys(), STOP):
        meet.open_heading(key)
        for front, _ in TURNS:
            meet._turns.bring(front)
            settle()
            amiss += [f"{key}, {front}: {each}" for each in (*cut(pane), *painted_over(pane))]
    assert not amiss, "\n".join(amiss)


def test_while_it_is_asked_why_it_is_adjourned_no_word_is_cut(pane: ReviewPane, looks: int) -> None:
    half(pane)
    pane._ask_why()
    settle()
    assert [*cut(pane), *painted_over(pane)] == []


def test_on_half_a_screen_with_large_type_each_part_has_the_whole_width(qtbot: QtBot, pane: ReviewPane) -> None:
    theme.apply("light", 150)
    try:
        half(pane)
        meet = pane._meet
        parts = {"agenda": meet._left, "writing": meet._middle, "decisions": meet._middle, "people": meet._right}
        assert list(meet._turns.chips._chips) == list(parts)
        for key, part in parts.items():
            qtbot.keyClick(meet._turns.chips._chips[key], Qt.Key.Key_Return)
            settle()
            assert part.width() == meet.width()
            assert {each for each in parts.values() if each.isVisible()} == {part}
            assert meet._writing.isVisible() == (key == "writing")
            assert meet._decisions.isVisible() == (key == "decisions")
            assert list(unreached(pane)) == []
        half(pane, (1366, 768))
        assert not meet._turns.isVisible()
        assert meet._writing.isVisible()
        assert meet._decisions.isVisible()
    finally:
        theme.apply("light", 100)


def test_the_keys_of_the_meeting_bring_their_part_to_the_front(qtbot: QtBot, pane: ReviewPane) -> None:
    theme.apply("light", 150)
    try:
        half(pane)
        meet = pane._meet
        for key, field in ((Qt.Key.Key_D, meet._decisions.what), (Qt.Key.Key_W, meet._words.words)):
            qtbot.keyClick(pane.window().focusWidget() or pane, key, CTRL)
            settle()
            assert QApplication.focusWidget() is field
            assert field.isVisible()
        qtbot.keyClick(meet._words.words, Qt.Key.Key_PageDown, CTRL)
        settle()
        assert QApplication.focusWidget() is meet._writing
        where = pane.where()
        meet._turns.bring("people")
        pane.go_back(where)
        assert meet._turns.front == "writing"
        assert pane._large.isVisible()
        assert pane._large.width() >= pane._large.sizeHint().width()
        assert pane._large.mapTo(pane, pane._large.rect().bottomRight()).x() <= pane.width()
    finally:
        theme.apply("light", 100)


def test_the_writing_keeps_three_lines_whatever_else_asks_for_room(pane: ReviewPane, looks: int) -> None:
    half(pane)
    meet = pane._meet
    for key in meet._keys()[:-1]:
        meet.open_heading(key)
        settle()
        low = meet.height() < theme.px(400)
        assert meet._writing.height() >= (2 if low else 3) * theme.line("meet"), key
