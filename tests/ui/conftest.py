"""Windows without a screen, dressed as the product dresses them."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from iro_desk.casework import UserFacingError
from iro_desk.ui import bridge, theme
from iro_desk.ui.door import DeskDoor, Doorkeeper, Opened

PASSPHRASE = "four quiet invented words"
CODE = "K7QM-2RTD-WX4P-9HLC-E3VN-6JYB-T8FA-M5GU"


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown() -> None:
    """The windows that a test has closed ask nothing more, and are told nothing more, of the desk that is shut next."""
    for window in QApplication.topLevelWidgets():
        if window.parent() is None and not window.isVisible():
            bridge.let_go(window)


def dress(app: QApplication) -> None:
    """A test begins in light at 100 %, without the widgets of the one before: each costs at every dressing."""
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # pytest-qt leaves them.
    bridge.start()
    if not app.styleSheet() or (theme.theme.mode, theme.theme.zoom) != ("light", 100):
        theme.apply("light", 100)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    dress(qapp)


@pytest.fixture
def keeper() -> Iterator[Doorkeeper]:
    """The door's thread."""
    made = Doorkeeper()
    yield made
    made.close()


@pytest.fixture
def calls() -> list[tuple[str, ...]]:
    """What was asked of the door."""
    return []


@pytest.fixture
def door(tmp_path: Path, calls: list[tuple[str, ...]]) -> DeskDoor:
    """A door without desks behind it: it knows one passphrase and one recovery code."""

    def create(folder: Path, name: str, passphrase: str) -> Opened:
        calls.append(("create", folder.name, name, passphrase))
        if name == "Taken":
            raise UserFacingError("There is already something at that place.", do="Choose another name.")
        return Opened("made", folder, recovery_code=CODE)

    def open_(folder: Path, words: str) -> Opened:
        calls.append(("open", folder.name, words))
        if words not in (PASSPHRASE, CODE):
            raise UserFacingError("That is not the passphrase of this desk.", safe="Nothing was changed.")
        return Opened("own", folder)

    def practice() -> Opened:
        calls.append(("practice",))
        return Opened("practice", tmp_path / "practice.irodesk", practice=True)

    def strength(passphrase: str) -> tuple[int, str]:
        return (4, "Very strong.") if len(passphrase) > 12 else (1, "Easy to guess.")

    folder_for: Callable[[str], Path] = lambda name: tmp_path / f"{name}.irodesk"  # noqa: E731
    return DeskDoor(create, open_, practice, strength, folder_for)
