"""An error in what is answered for Qt is an error like any other: it never ends the program."""

from __future__ import annotations

import subprocess
import sys

import pytest

ANSWERS = """
import sys
from typing import Generic, TypeVar

from iro_desk.ui.widgets import Text
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import Shiboken

app = QApplication([])
gone = QObject()
Shiboken.delete(gone)
T = TypeVar("T")

class Mixed:
    def event(self, event):
        if event.type() == QEvent.Type.User:
            {wrong}
        return super().event(event)

class Own(Mixed, Text, Generic[T]):
    pass

Own[int]
asked = Own("Words")
try:
    QCoreApplication.sendEvent(asked, QEvent(QEvent.Type.User))
except Exception as error:
    print("told:", type(error).__name__)
"""


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("int('nineteen')", "ValueError"),
        ("gone.objectName()", "RuntimeError"),
        ("next(iter(()))", "StopIteration"),
        ("[][3]", "IndexError"),
        ("QWidget.resize(3)", "TypeError"),
    ],
)
def test_an_error_of_pythons_own_in_an_answer_to_qt_is_told_and_ends_nothing(wrong: str, told: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ANSWERS.format(wrong=wrong)], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, f"told: {told}"), done.stderr[-2000:]
