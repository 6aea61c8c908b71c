"""The review's panes are dressed as in the product; what was typed last was a key."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from iro_desk.ui.focus import FocusWatch
from tests.practice.conftest import child, ws
from tests.ui.conftest import dress

__all__ = ["child", "ws"]


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    dress(qapp)
    FocusWatch.keyboard = True
