"""Every pane is dressed as in the product; the children shown are invented."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog

from iro_desk.ui import bridge, theme
from iro_desk.ui.focus import FocusWatch
from tests.ui.panes.invented import Wiring


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    bridge.start()
    if (
        qapp.style().name() != "fusion"
        or not qapp.styleSheet()
        or (theme.theme.mode, theme.theme.zoom) != ("light", 100)
    ):
        theme.apply("light", 100)
    FocusWatch.keyboard = True
    yield
    for window in qapp.topLevelWidgets():
        if isinstance(window, QDialog):
            window.reject()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # pytest-qt leaves them; each costs at the next dressing


@pytest.fixture
def wiring() -> Wiring:
    return Wiring()
