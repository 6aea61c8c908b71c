"""Bringing in a return: looked at first, stopped, refused, taken. The children are invented."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from iro_desk.casework import UserFacingError
from iro_desk.practice.import_views import FileRow, ImportProblem, ImportView, PreviewChange
from iro_desk.ui.import_pane import SHOWN_AT_ONCE, ImportPane, file_names
from iro_desk.ui.widgets import Button, Table, column
from tests.ui.panes.help import nameless, said, settle


def change(child: str, field: str, ours: str, theirs: str, line: int, to_do: str = "take") -> PreviewChange:
    return PreviewChange(child, "0001", field, ours, theirs, "episodes.csv", line, to_do)


def found(problems: int = 1) -> ImportView:
    return ImportView(
        files=(
            FileRow("episodes.csv", "episodes", 66, True, ""),
            FileRow("notes.txt", "", 0, False, "its columns are not those of a return"),
        ),
        children={"new": 3, "changed": 12, "same": 31},
        episodes={"new": 4, "changed": 2, "same": 60},
        reviews={"new": 5, "changed": 0, "same": 40},
        changes=(
            change("Zoë Pellow", "Home", "Foster care, Crediton", "With Aunt Jo, Exeter", 14),
            change("Zoë Pellow", "Social worker", "Mark Ellery", "Priya Raman", 14),
            change("Callum Ridout", "Last review held", "4 January 2027", "14 January 2027", 31, "yours differs"),
        ),
        asks=(ImportProblem("reviews.csv", 9, "The review lies outside every known period."),),
        problems=tuple(ImportProblem("episodes.csv", n, "The date says 31/02/2014.") for n in range(problems)),
        not_found=(),
        questions=1,
        change=None,
    )


class Return:
    """A return that is read beside the window, as a desk would."""

    def __init__(self, view: ImportView, error: UserFacingError | None = None, hold: bool = False) -> None:
        self._pool = ThreadPoolExecutor(1)
        self._view, self._error = view, error
        self.go_on = threading.Event()
        if not hold:
            self.go_on.set()
        self.asked: list[tuple[tuple[str, ...], str | None]] = []
        self.was_stopped = threading.Event()
        self.taken = 0

    def prepare(
        self,
        paths: Sequence[str],
        mine: str | None,
        progress: Callable[[int, int], None],
        stopped: Callable[[], bool],
    ) -> Future[Any]:
        self.asked.append((tuple(paths), mine))

        def work() -> ImportView:
            for _ in range(500):
                progress(1, 66)
                if stopped():
                    self.was_stopped.set()
                    break
                if self.go_on.wait(0.01):
                    break
            if self._error is not None:
                raise self._error
            return self._view

        return self._pool.submit(work)

    def view(self, prepared: Any) -> ImportView:
        assert isinstance(prepared, ImportView)
        return prepared

    def take(self, prepared: Any) -> Future[ImportView]:
        self.taken += 1
        return self._pool.submit(lambda: self._view)

    def close(self) -> None:
        self.go_on.set()
        self._pool.shutdown()


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Callable[[Return], ImportPane]]:
    returns: list[Return] = []
    windows: list[QWidget] = []

    def open_pane(desk: Return) -> ImportPane:
        returns.append(desk)
        pane = ImportPane(desk)
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        column((pane, 1), into=window)
        window.resize(1282, 696)
        window.show()
        pane.path.set_value("a; b")
        return pane

    yield open_pane
    for desk in returns:
        desk.close()


def test_what_would_change_is_shown_and_taken_as_it_was_found(
    qtbot: QtBot, opened: Callable[[Return], ImportPane]
) -> None:
    desk = Return(found())
    pane = opened(desk)
    pane.mine.set_value("0001 Zoe Pellow")
    pane.look.setFocus()
    qtbot.keyClick(pane.look, Qt.Key.Key_Return)
    qtbot.waitUntil(pane.take.isEnabled)
    assert desk.asked == [(("a", "b"), "0001 Zoe Pellow")]
    settle()
    words = said(pane)
    assert "children changed" in words
    assert "notes.txt was not read" in words
    assert nameless(pane) == []
    with qtbot.waitSignal(pane.taken):
        qtbot.keyClick(pane.take, Qt.Key.Key_Return)
    assert desk.taken == 1
    assert pane.look.isVisible()


def test_files_are_called_by_their_names_and_rows_by_what_they_are(
    qtbot: QtBot, opened: Callable[[Return], ImportPane]
) -> None:
    files = (
        FileRow("/home/a/Documents/return/header.csv", "header", 2, True, ""),
        FileRow("/home/a/Documents/return/reviews.csv", "reviews", 1, True, ""),
    )
    asks = (ImportProblem("/home/a/Documents/return/reviews.csv", 9, "The review lies outside every known period."),)
    pane = opened(Return(replace(found(), files=files, asks=asks, changes=())))
    pane.everyone.setChecked(True)
    pane.look.click()
    qtbot.waitUntil(pane.take.isEnabled)
    settle()
    words = said(pane)
    assert "header.csv: 2 children" in words
    assert "reviews.csv: 1 review" in words
    assert "/home/a" not in words
    assert pane._lines.model().index(0, 0).data() == "reviews.csv"


def test_two_files_of_one_name_have_the_folder_beside_it() -> None:
    assert file_names(["/r/2025/header.csv", "/r/2026/header.csv", "/r/2026/reviews.csv"]) == {
        "/r/2025/header.csv": "header.csv (2025)",
        "/r/2026/header.csv": "header.csv (2026)",
        "/r/2026/reviews.csv": "reviews.csv",
    }
    assert file_names(["/r/2025/csv/header.csv", "/r/2026/csv/header.csv"]) == {
        "/r/2025/csv/header.csv": "header.csv (2025/csv)",
        "/r/2026/csv/header.csv": "header.csv (2026/csv)",
    }


def test_nothing_is_read_without_files_or_without_saying_whose_children(
    opened: Callable[[Return], ImportPane],
) -> None:
    desk = Return(found())
    pane = opened(desk)
    pane.look.click()
    assert "numbers" in pane.mine.under()
    pane.everyone.setChecked(True)
    pane.path.set_value("")
    pane.look.click()
    assert pane.path.under()
    assert desk.asked == []


def test_a_refusal_is_said_where_the_files_are_chosen(qtbot: QtBot, opened: Callable[[Return], ImportPane]) -> None:
    pane = opened(Return(found(), UserFacingError("None of the files is a return.", do="Choose the CSV files.")))
    pane.everyone.setChecked(True)
    pane.look.click()
    qtbot.waitUntil(lambda: "None of the files is a return." in said(pane))
    assert pane.look.isVisible()
    assert not pane.take.isEnabled()


def test_stop_goes_back_at_once_and_lets_what_was_found_go(
    qtbot: QtBot, opened: Callable[[Return], ImportPane]
) -> None:
    desk = Return(found(), hold=True)
    pane = opened(desk)
    pane.everyone.setChecked(True)
    pane.look.click()
    stop = next(button for button in pane.findChildren(Button) if button.accessibleName() == "Stop")
    qtbot.waitUntil(stop.isVisible)
    stop.click()
    qtbot.waitUntil(desk.was_stopped.is_set)
    qtbot.wait(50)
    assert "Nothing was changed." in said(pane)
    assert pane.look.isVisible()
    assert not pane.take.isEnabled()


def test_ten_thousand_problems_do_not_stop_the_window(qtbot: QtBot, opened: Callable[[Return], ImportPane]) -> None:
    pane = opened(Return(found(10_000)))
    pane.everyone.setChecked(True)
    pane.look.click()
    qtbot.waitUntil(pane.take.isEnabled)
    began = time.thread_time()  # What else runs beside it does not count.
    chip = next(each for each in pane.findChildren(type(pane._which)))._chips["problems"]
    chip.click()
    assert time.thread_time() - began < 1.5
    lines = next(table for table in pane.findChildren(Table) if table.isVisible())
    assert len(lines.keys()) == SHOWN_AT_ONCE
    assert "The first 500 of 10,000 are shown." in said(pane)
    next(button for button in pane.findChildren(Button) if "more" in button.accessibleName()).click()
    assert len(lines.keys()) == 2 * SHOWN_AT_ONCE


@pytest.mark.parametrize("width", [1282, 599])
def test_it_fits_the_window_and_half_of_it(qtbot: QtBot, opened: Callable[[Return], ImportPane], width: int) -> None:
    pane = opened(Return(found()))
    pane.everyone.setChecked(True)
    pane.look.click()
    qtbot.waitUntil(pane.take.isEnabled)
    pane.window().resize(width, 696)
    settle()
    assert pane.width() == width
