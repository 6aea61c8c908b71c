"""The Tab key goes through each step as the eye does, also through lines that were drawn anew. All invented."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from iro_desk.ui.review import ReviewPane
from tests.ui.by_keyboard import told, unreached
from tests.ui.panes.help import settle
from tests.ui.review.invented import SHARED, TODAY, view


@pytest.fixture
def pane(alone: ReviewPane) -> ReviewPane:
    alone.show_view(view(missing=(), state="completed", held_on=TODAY))
    return alone


def _page(control: QWidget) -> QWidget:
    """What it scrolls with, in which its place does not move; else the window."""
    up: QWidget | None = control
    while up is not None:
        if isinstance(up, QScrollArea):
            return up.widget()
        up = up.parentWidget()
    return control.window()


def _place(control: QWidget) -> QRect:
    return QRect(control.mapTo(_page(control), QPoint(0, 0)), control.size())


def against_the_eye(window: QWidget) -> list[str]:
    """Every step of the Tab key that goes up within a column, or back on a line."""
    begun = QApplication.focusWidget()
    assert begun is not None
    found, here = [], begun
    for _ in range(300):
        QTest.keyClick(here, Qt.Key.Key_Tab)
        to = QApplication.focusWidget()
        assert to is not None
        if to is begun:
            return found
        if _page(to) is _page(here):
            old, new = _place(here), _place(to)
            up = new.bottom() <= old.top() and new.left() < old.right()
            back = new.right() <= old.left() and new.top() < old.bottom()
            if up or back:
                found.append(f"from {told(here)} to {told(to)}")
        here = to
    raise AssertionError("it never comes round")


@pytest.mark.parametrize("step", ["prepare", "meet", "write-up", "share"])
def test_tab_follows_the_eye(pane: ReviewPane, step: str) -> None:
    pane.open_step(step)
    settle()
    pane._back.setFocus()
    assert against_the_eye(pane.window()) == []
    assert list(unreached(pane)) == []


def test_replies_and_recipients_that_were_drawn_anew_keep_their_place(pane: ReviewPane) -> None:
    pane.open_step("share")
    settle()
    first = SHARED.replies[0]
    pane.share._show(replace(SHARED, replies=(*SHARED.replies, replace(first, decision="d9", number=9))))
    settle()
    pane._back.setFocus()
    assert against_the_eye(pane.window()) == []
