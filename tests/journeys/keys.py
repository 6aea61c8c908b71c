"""Hands on a keyboard: whatever has the focus gets the key, and Tab is the only way to get anywhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from iro_desk.ui.review.choice import ChoiceLine
from tests.ui.panes.help import settle

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
MOST_TABS = 300
A_BREATH_MS = 150


class Keys:
    """One pair of hands. Nothing is clicked, and no widget is told anything but keys."""

    def __init__(self, qtbot: QtBot, window: QWidget) -> None:
        self.qtbot, self.window = qtbot, window

    def focus(self) -> QWidget:
        """What takes the keys now."""
        return QApplication.activePopupWidget() or QApplication.focusWidget() or self.window

    def press(self, key: Qt.Key, how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key."""
        QTest.keyClick(self.focus(), key, how)
        settle()

    def type(self, words: str) -> None:
        """Words as they are typed; letters beyond ASCII come as an input method commits them."""
        QTest.keyClicks(self.focus(), words)

    def enter(self, words: str = "") -> None:
        """Words, then Enter."""
        if words:
            self.type(words)
        self.press(Qt.Key.Key_Return)

    def to(self, name: str, back: bool = False) -> QWidget:
        """Tab until something of that name (or a name that begins so) has the focus."""
        met: list[str] = []
        for _ in range(MOST_TABS):
            here = self.focus()
            met.append(here.accessibleName())
            if here.accessibleName().startswith(name):
                return here
            QTest.keyClick(here, Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not reach “{name}”, only {list(dict.fromkeys(met))}")

    def choose(self, name: str, words: str) -> None:
        """Open the choices of a line and take one, by the arrows."""
        line = self.to(name)
        assert isinstance(line, ChoiceLine)
        self.press(Qt.Key.Key_Return)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        for _ in range(40):
            action = menu.activeAction()
            if action is not None and action.text() == words:
                break
            QTest.keyClick(menu, Qt.Key.Key_Down)
        else:
            raise AssertionError(f"“{words}” is not offered")
        QTest.keyClick(menu, Qt.Key.Key_Return)
        self.qtbot.wait(A_BREATH_MS)  # The lines are drawn anew when the desk has taken it: no hand is quicker.

    def wait(self, until: Callable[[], bool]) -> None:
        """Until something is so."""
        self.qtbot.waitUntil(until, timeout=10_000)
