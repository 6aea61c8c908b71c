"""What works behind the window: other threads, one instance a desk, faults, memory."""

from __future__ import annotations

import threading
import weakref
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from iro_desk.casework import UserFacingError
from iro_desk.ui import bridge
from iro_desk.ui.crash import CrashHandler, note_of
from iro_desk.ui.memory import WindowMemory
from iro_desk.ui.single_instance import SingleInstance
from iro_desk.ui.widgets import Dialog


def test_a_result_of_another_thread_arrives_on_the_windows_thread(qtbot: Any) -> None:
    seen: list[tuple[int, threading.Thread]] = []
    owner = QObject()
    with ThreadPoolExecutor(1) as pool:
        bridge.when_done(pool.submit(lambda: 7), owner, lambda n: seen.append((n, threading.current_thread())))
        qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(7, threading.main_thread())]


def test_a_result_for_a_pane_that_is_gone_is_dropped(qtbot: Any) -> None:
    seen: list[int] = []
    owner, later = QWidget(), Future[int]()
    bridge.when_done(later, owner, seen.append)
    delete(owner)
    later.set_result(7)
    qtbot.wait(30)
    assert seen == []


def test_an_error_of_another_thread_is_given_to_who_asked(qtbot: Any) -> None:
    seen: list[BaseException] = []
    owner = QObject()
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(lambda: 1 // 0)
        bridge.when_done(future, owner, lambda _: None, seen.append)
        qtbot.waitUntil(lambda: bool(seen))
    assert isinstance(seen[0], ZeroDivisionError)


def test_a_change_of_the_office_becomes_one_signal_on_the_windows_thread(qtbot: Any) -> None:
    signal = bridge.ChangeSignal()
    seen: list[tuple[object, threading.Thread]] = []
    signal.changed.connect(lambda change: seen.append((change, threading.current_thread())))
    thread = threading.Thread(target=signal.tell, args=("change 4",))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [("change 4", threading.main_thread())]


def test_a_second_start_brings_the_first_window_forward(qtbot: Any, tmp_path: Path) -> None:
    first, second = SingleInstance(), SingleInstance()
    assert first.claim(tmp_path / "own.irodesk")
    with qtbot.waitSignal(first.raised):
        assert not second.claim(tmp_path / "own.irodesk")
    assert second.claim(tmp_path / "other.irodesk"), "another desk has its own window"
    first.release()
    assert second.claim(tmp_path / "own.irodesk")
    second.release()


def secret_holder(name: str) -> None:
    postcode = "DT1 1XJ"
    raise ValueError(f"{name} at {postcode}")


def fault(name: str) -> ValueError:
    try:
        secret_holder(name)
    except ValueError as error:
        return error
    raise AssertionError


def test_the_note_of_a_fault_says_where_and_holds_nothing_that_was_typed() -> None:
    note = note_of(fault("Kofi Mensah-Lane"))
    assert note.startswith("ValueError")
    assert "in secret_holder" in note
    assert "Kofi" not in note
    assert "DT1" not in note


def test_a_fault_is_noted_and_said_in_words(qtbot: Any, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    log = tmp_path / "logs" / "faults.log"
    handler = CrashHandler(log, lambda: window)
    error = fault("Kofi Mensah-Lane")
    handler.take(type(error), error, error.__traceback__)
    handler.take(type(error), error, error.__traceback__)
    dialogs = window.findChildren(Dialog)
    assert [dialog.accessibleName() for dialog in dialogs] == ["Something in the program went wrong."]
    assert log.read_text().count("ValueError") == 2
    assert "Kofi" not in log.read_text()
    dialogs[0].buttons["on"].click()


def test_what_a_person_may_read_is_said_and_not_noted(qtbot: Any, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    log = tmp_path / "faults.log"
    error = UserFacingError("The disk is full.", safe="What you typed is kept.")
    CrashHandler(log, lambda: window).take(type(error), error, None)
    assert window.findChildren(Dialog)[0].accessibleName() == "The disk is full."
    assert not log.exists()
    window.findChildren(Dialog)[0].reject()


def test_without_a_window_a_fault_is_said_on_standard_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    error = fault("Kofi")
    CrashHandler(tmp_path / "faults.log", lambda: None).take(type(error), error, None)
    assert "Something in the program went wrong." in capsys.readouterr().err


def test_a_memory_that_cannot_be_read_counts_as_none(tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    assert WindowMemory.read(file) == WindowMemory()
    file.write_text("{", encoding="utf-8")
    assert WindowMemory.read(file) == WindowMemory()
    file.write_text('{"mode": 7, "zoom": 130, "stranger": 1}', encoding="utf-8")
    assert WindowMemory.read(file) == WindowMemory(zoom=130)
    WindowMemory(mode="dark").write(file)
    assert WindowMemory.read(file).mode == "dark"


def test_every_page_of_help_is_there_and_its_links_lead_somewhere(qapp: QApplication) -> None:
    import re

    from iro_desk import resources

    pages = {path.stem: path.read_text(encoding="utf-8") for path in resources.path("help").glob("*.md")}
    assert {"first-start", "unlock", "caseload", "child", "review", "import"} <= set(pages)
    for text in pages.values():
        assert text.startswith("# ")
        assert set(re.findall(r"\(([a-z-]+)\.md\)", text)) <= set(pages)


def test_what_a_pane_on_its_way_out_asks_is_cancelled_and_not_run() -> None:
    beside, ran = bridge.Beside("beside"), []
    assert beside.submit(lambda: 1).result(timeout=5) == 1
    beside.shutdown()
    asked = beside.submit(ran.append, True)
    assert asked.cancelled()
    assert ran == []


def test_a_pane_on_its_way_out_is_told_nothing_more(qapp: QApplication) -> None:
    pane = QWidget()
    inside = QWidget(pane)
    told: list[int] = []
    waits: Future[int] = Future()
    bridge.when_done(waits, inside, told.append)
    bridge.let_go(pane)
    waits.set_result(1)
    qapp.processEvents()
    assert told == []


class Probe:
    """Notes in which thread nobody holds it any more."""

    def __init__(self) -> None:
        self.freed: list[threading.Thread] = []
        weakref.finalize(self, lambda freed: freed.append(threading.current_thread()), self.freed)


def test_who_waits_for_an_answer_is_let_go_in_the_windows_thread(qtbot: QtBot) -> None:
    """Freed in another thread while the window's takes its page apart, a widget ended the program."""
    bridge.start()
    owner, told, go_on = QObject(), [], threading.Event()

    def asked() -> tuple[Future[int], list[threading.Thread]]:
        probe, future = Probe(), Future[int]()
        bridge.when_done(future, owner, lambda answer: told.append((answer, probe)))
        return future, probe.freed

    future, freed = asked()
    futures = [future]
    del future

    def answers() -> None:
        mine = futures.pop()
        mine.set_result(7)
        go_on.wait(10)
        del mine

    thread = threading.Thread(target=answers)
    thread.start()
    qtbot.waitUntil(lambda: bool(told))
    told.clear()
    go_on.set()
    thread.join()
    assert freed == [threading.main_thread()]
