"""A real window on a new, empty desk, read on Monday 23 November 2026."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from iro_desk.ui import start
from iro_desk.ui.shell import MainWindow
from tests.ui.conftest import dress

DAY = date(2026, 11, 23)


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    door = start.door(lambda: DAY, tmp_path / "data")
    dress(qapp)  # A test before may have left another size.
    window = MainWindow()
    qtbot.addWidget(window)
    session = start.session_of(DAY, door.create(tmp_path / "my.irodesk", "My desk", "three invented words"), window)
    window.resize(1366, 768)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.show_desk(session)
    yield window
    window.show_screen(QWidget())
    session.lock()


def workspace(window: MainWindow) -> Any:
    """The open desk behind the window."""
    assert window.session is not None
    return window.session.opened.desk
