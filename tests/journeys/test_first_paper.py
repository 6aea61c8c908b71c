"""A person new to the program: from its first window to a first paper on the disk, by what stands on the screen."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from iro_desk.documents.readback import read_text
from iro_desk.practice import opening
from iro_desk.ui import start
from iro_desk.ui.app import DeskApp
from iro_desk.ui.caseload_place import CaseloadPlace
from iro_desk.ui.today_place import TodayPlace
from iro_desk.ui.widgets import Button, Dialog, Table

CHILD = "Toby"


def press(qtbot: QtBot, window: QWidget, words: str) -> None:
    """Presses the one button in sight that says so."""

    def found() -> list[Button]:
        return [each for each in window.findChildren(Button) if each.isVisible() and words in each.text()]

    qtbot.waitUntil(lambda: len(found()) == 1)
    found()[0].click()


def test_a_first_paper_is_five_presses_away(qtbot: QtBot, tmp_path: Path) -> None:
    door = start.door(lambda: opening.PRACTICE_DAY, tmp_path / "data")
    app = DeskApp(door, partial(start.session_of, None), data_folder=tmp_path / "data")
    window = app.window
    qtbot.addWidget(window)
    window.resize(1366, 768)
    with qtbot.waitActive(window):
        assert app.start()
        window.activateWindow()
    press(qtbot, window, "Open the practice caseload")
    qtbot.waitUntil(lambda: isinstance(window.pane("today"), TodayPlace), timeout=60_000)
    today = window.pane("today")
    assert isinstance(today, TodayPlace)
    owed = next(each for each in today.findChildren(Table) if each.accessibleName() == "Papers owed")
    rows = [owed.model().index(row, 0) for row in range(owed.model().rowCount())]
    owed.setFocus()
    owed.setCurrentIndex(next(index for index in rows if CHILD in str(index.data())))
    qtbot.keyClick(owed, Qt.Key.Key_Return)
    dialog = next(each for each in window.findChildren(Dialog) if each.isVisible())
    dialog.buttons["review"].click()
    place = window.pane("caseload")
    assert isinstance(place, CaseloadPlace)
    qtbot.waitUntil(lambda: place.review.isVisible())
    assert place.review.step() == "write-up", "a review that was held opens where its papers are"
    preview = place.review.write_up.preview
    qtbot.waitUntil(preview.save_button.isEnabled, timeout=60_000)
    press(qtbot, window, "Save the PDF")
    asked = next(each for each in window.findChildren(QFileDialog) if each.isVisible())
    paper = tmp_path / "first.pdf"
    asked.fileSelected.emit(str(paper))
    asked.close()
    qtbot.waitUntil(paper.exists, timeout=60_000)
    assert CHILD in read_text(paper.read_bytes())
    sealed = app.lock()
    if sealed is not None:
        sealed.result(timeout=60)
