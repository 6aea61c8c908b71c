"""Unlock and first start, with the keyboard alone."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from iro_desk.ui.door import DeskDoor, Doorkeeper
from iro_desk.ui.first_start import FirstStart, WelcomeScreen
from iro_desk.ui.memory import WindowMemory
from iro_desk.ui.recovery_sheet import groups, print_sheets
from iro_desk.ui.unlock import UnlockScreen
from tests.ui.conftest import CODE, PASSPHRASE

TODAY = date(2026, 11, 23)
Calls = list[tuple[str, ...]]


def in_front(qtbot: Any, screen: QWidget) -> None:
    qtbot.addWidget(screen)
    screen.resize(1366, 696)
    screen.show()
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)


def type_in(text: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), text)


def press(key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget(), key)


def tab_to(widget: QWidget) -> None:
    """The Tab key until a control has the focus; fails when it never gets there."""
    for _ in range(40):
        if widget.hasFocus():
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError("the Tab key does not reach it")


def test_the_passphrase_has_the_focus_and_enter_opens(qtbot: Any, door: DeskDoor, keeper: Doorkeeper) -> None:
    screen = UnlockScreen(door, keeper, Path("own.irodesk"))
    in_front(qtbot, screen)
    type_in(PASSPHRASE)
    with qtbot.waitSignal(screen.opened) as told:
        press(Qt.Key.Key_Return)
    assert told.args[0].desk == "own"
    assert screen.field.value() == "", "the passphrase does not stay in the window"


def test_a_wrong_passphrase_is_refused_in_words_and_can_be_typed_over(
    qtbot: Any, door: DeskDoor, keeper: Doorkeeper
) -> None:
    screen = UnlockScreen(door, keeper, Path("own.irodesk"))
    in_front(qtbot, screen)
    type_in("not this one")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(screen.message.isVisible)
    assert screen.message.words() == "That is not the passphrase of this desk. Nothing was changed."
    assert screen.open_button.isEnabled()
    type_in(PASSPHRASE)
    with qtbot.waitSignal(screen.opened):
        press(Qt.Key.Key_Return)


def test_nothing_typed_asks_nothing_of_the_door(qtbot: Any, door: DeskDoor, keeper: Doorkeeper, calls: Calls) -> None:
    screen = UnlockScreen(door, keeper, Path("own.irodesk"))
    in_front(qtbot, screen)
    press(Qt.Key.Key_Return)
    assert screen.field.under() == "Type the passphrase."
    assert calls == []


def test_the_recovery_code_opens_too(qtbot: Any, door: DeskDoor, keeper: Doorkeeper) -> None:
    screen = UnlockScreen(door, keeper, Path("own.irodesk"))
    in_front(qtbot, screen)
    tab_to(screen.recovery_button)
    press(Qt.Key.Key_Return)
    assert screen.code.isVisible()
    assert not screen.field.isVisible()
    type_in(CODE)
    with qtbot.waitSignal(screen.opened):
        press(Qt.Key.Key_Return)


def test_the_practice_desk_asks_for_no_passphrase(qtbot: Any, door: DeskDoor, keeper: Doorkeeper, calls: Calls) -> None:
    screen = UnlockScreen(door, keeper, Path("practice.irodesk"), practice=True)
    in_front(qtbot, screen)
    with qtbot.waitSignal(screen.opened) as told:
        press(Qt.Key.Key_Return)
    assert told.args[0].practice
    assert calls == [("practice",)]


def test_the_window_stays_alive_while_the_door_is_slow(qtbot: Any, door: DeskDoor, keeper: Doorkeeper) -> None:
    screen = UnlockScreen(door, keeper, Path("own.irodesk"))
    in_front(qtbot, screen)
    gate = threading.Event()
    keeper.ask(gate.wait)
    type_in(PASSPHRASE)
    press(Qt.Key.Key_Return)
    assert screen.open_button.text().strip() == "Opening", "the window answers before the door does"
    with qtbot.waitSignal(screen.opened):
        gate.set()


def test_the_welcome_offers_a_desk_practice_and_a_desk_already_here(
    qtbot: Any, door: DeskDoor, keeper: Doorkeeper
) -> None:
    screen = WelcomeScreen(door, keeper)
    in_front(qtbot, screen)
    screen.make_button.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(screen.make):
        press(Qt.Key.Key_Return)
    tab_to(screen.practice_button)
    with qtbot.waitSignal(screen.opened) as told:
        press(Qt.Key.Key_Space)
    assert told.args[0].practice
    tab_to(screen.folder_button)


def test_a_desk_is_made_in_three_steps_with_the_keyboard_alone(
    qtbot: Any, door: DeskDoor, keeper: Doorkeeper, calls: Calls
) -> None:
    screen = FirstStart(door, keeper, lambda: TODAY)
    in_front(qtbot, screen)
    first = screen.passphrase
    first.name.control.setFocus(Qt.FocusReason.TabFocusReason)
    first.name.set_value("")
    type_in("Caseload 2027")
    press(Qt.Key.Key_Tab)
    type_in("short")
    assert not first.go.isEnabled()
    assert first.field.under() == "Easy to guess."
    type_in(" invented words")
    tab_to(first.again.edit)
    type_in("short invented wordz")
    assert first.again.under() == "This is not the same as above."
    assert not first.go.isEnabled()
    press(Qt.Key.Key_Backspace)
    type_in("s")
    assert first.go.isEnabled()
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.recovery.isVisible())
    assert calls == [("create", "Caseload 2027.irodesk", "Caseload 2027", "short invented words")]
    assert first.field.value() == ""

    second = screen.recovery
    assert second.sheet.accessibleDescription() == CODE.replace("-", " ")
    assert not second.go.isEnabled(), "the code is on paper first"
    tab_to(second.write_button)
    press(Qt.Key.Key_Return)
    assert second.written.hasFocus()
    press(Qt.Key.Key_Space)
    tab_to(second.go)
    press(Qt.Key.Key_Return)

    third = screen.caseload
    assert third.isVisible()
    with qtbot.waitSignal(screen.finished) as told:
        press(Qt.Key.Key_Return)
    assert told.args[0].desk == "made"
    assert told.args[1] == "list"


def test_a_desk_that_cannot_be_made_is_refused_and_nothing_typed_is_lost(
    qtbot: Any, door: DeskDoor, keeper: Doorkeeper
) -> None:
    screen = FirstStart(door, keeper, lambda: TODAY)
    in_front(qtbot, screen)
    page = screen.passphrase
    page.name.set_value("Taken")
    for field in (page.field, page.again):
        field.edit.setFocus()
        type_in(PASSPHRASE)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(page.message.isVisible)
    assert page.message.words().startswith("There is already something at that place.")
    assert page.field.value() == PASSPHRASE
    assert page.go.isEnabled()


def test_both_recovery_sheets_are_printed(qtbot: Any, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    paper = tmp_path / "sheets.pdf"
    printer.setOutputFileName(str(paper))
    print_sheets(printer, CODE, "Caseload 2027", TODAY)
    import pikepdf

    with pikepdf.open(paper) as pdf:
        assert len(pdf.pages) == 2
    assert groups(CODE) == CODE.split("-")


def test_the_sheet_on_the_screen_is_white_paper_in_the_dark_too(qtbot: Any) -> None:
    from iro_desk.ui import theme
    from iro_desk.ui.recovery_sheet import RecoverySheet

    theme.apply("dark")
    sheet = RecoverySheet()
    qtbot.addWidget(sheet)
    sheet.show_code(CODE, "Caseload 2027", TODAY)
    picture = sheet.grab().toImage()
    assert picture.pixelColor(sheet.width() // 2, 30).lightness() == 255


def test_desks_opened_before_are_offered_by_their_name_alone(
    qtbot: Any, door: DeskDoor, keeper: Doorkeeper, tmp_path: Path
) -> None:
    memory = WindowMemory()
    for name in ("First", "Second", "First", "Gone"):
        folder = tmp_path / "somewhere" / f"{name}.irodesk"
        folder.mkdir(parents=True, exist_ok=True)
        memory.opened(folder, practice=False)
    memory.opened(tmp_path / "Practice.irodesk", practice=True)
    (tmp_path / "somewhere" / "Gone.irodesk").rmdir()
    memory.write(tmp_path / "window.json")
    recent = WindowMemory.read(tmp_path / "window.json").recent_desks()
    screen = WelcomeScreen(door, keeper, recent)
    in_front(qtbot, screen)
    assert [button.accessibleName() for button in screen.recent_buttons] == ["Open First", "Open Second"]
    with qtbot.waitSignal(screen.chose_folder) as told:
        screen.recent_buttons[1].click()
    assert told.args[0].name == "Second.irodesk"
