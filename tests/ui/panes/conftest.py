"""Every pane is dressed as in the product; the children shown are invented."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from iro_desk.ui.focus import FocusWatch
from tests.ui.conftest import dress
from tests.ui.panes.invented import Wiring


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    dress(qapp)
    FocusWatch.keyboard = True
    yield
    for window in qapp.topLevelWidgets():
        if isinstance(window, QDialog):
            window.reject()


@pytest.fixture
def wiring() -> Wiring:
    return Wiring()
