"""One ear for the whole application: who asked is told, the last who asked first, and nobody who is gone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from iro_desk.ui import listening


def test_the_last_who_asked_is_told_first_and_may_keep_it(qapp: QApplication, qtbot: QtBot) -> None:
    field, heard = QLineEdit(), []
    qtbot.addWidget(field)
    first, second = QObject(), QObject()
    listening.listen(qapp, first, (QEvent.Type.KeyPress,), lambda to, event: bool(heard.append("first")))
    keeps = [False]

    def take(to: QObject, event: QEvent) -> bool:
        heard.append("second")
        return keeps[0]

    listening.listen(qapp, second, (QEvent.Type.KeyPress,), take)
    QTest.keyClick(field, Qt.Key.Key_A)
    assert (heard, field.text()) == (["second", "first"], "a")
    keeps[0] = True
    QTest.keyClick(field, Qt.Key.Key_B)
    assert (heard[2:], field.text()) == (["second"], "a")
    listening.stop(second)
    delete(first)
    QTest.keyClick(field, Qt.Key.Key_C)
    assert (heard[3:], field.text()) == ([], "ac")
