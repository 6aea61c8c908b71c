"""The review's panes are dressed as in the product; dressed again only where a test changed it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from iro_desk.ui import bridge, theme
from iro_desk.ui.focus import FocusWatch
from tests.practice.conftest import child, ws

__all__ = ["child", "ws"]


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    bridge.start()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # pytest-qt leaves them; each costs at the next dressing
    if not qapp.styleSheet() or (theme.theme.mode, theme.theme.zoom) != ("light", 100):
        theme.apply("light", 100)
    FocusWatch.keyboard = True
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
