"""What floats is left by Esc. That Tab meets every control of every state once is seen in ``test_every_state``."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iro_desk.ui.finder import FinderBox
from iro_desk.ui.shell import MainWindow
from tests.ui.test_hidden_names import window

__all__ = ["window"]


def test_esc_closes_the_finder_the_help_and_why(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    box = window.findChild(FinderBox)
    assert box is not None
    qtbot.keyClick(box.edit, Qt.Key.Key_Escape)
    assert not box.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.help.isVisible()
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_Escape)
    assert not window.help.isVisible()
