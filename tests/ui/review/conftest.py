"""The review's panes are dressed as in the product; what was typed last was a key."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iro_desk.ui.focus import FocusWatch
from iro_desk.ui.review import ReviewPane
from iro_desk.ui.shell import MainWindow
from tests.practice.conftest import child, ws
from tests.ui.conftest import dress
from tests.ui.review.invented import TODAY, Desk

__all__ = ["child", "ws"]


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    dress(qapp)
    FocusWatch.keyboard = True


@pytest.fixture
def alone(qtbot: QtBot) -> Iterator[ReviewPane]:
    """A review's pane in a whole window, with nothing beside it."""
    window = MainWindow()
    qtbot.addWidget(window)
    made = ReviewPane(Desk(), TODAY)
    window.show_screen(made)
    window.setMinimumSize(1, 1)
    window.resize(1366, 696)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield made
    window.hide()
