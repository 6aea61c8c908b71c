"""The main window: places, commands, locking, and what it never shows."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from iro_desk.casework import Refused
from iro_desk.ui import theme, unlock
from iro_desk.ui.app import DeskApp
from iro_desk.ui.door import DeskDoor, Opened
from iro_desk.ui.memory import WindowMemory
from iro_desk.ui.session import Place, Session
from iro_desk.ui.shell import PRACTICE_WORDS, MainWindow
from iro_desk.ui.unlock import PAUSE_MS, UnlockScreen
from iro_desk.ui.widgets import Button, Dialog, Edit, RailButton, Text, Toast, column
from tests.ui.conftest import PASSPHRASE


class Pane(QWidget):
    """A pane with one field, that remembers where it is."""

    help_name = "child"

    def __init__(self, kept: list[str]) -> None:
        super().__init__()
        self.kept = kept
        self.field = Edit(name="Note")
        column(self.field, Text("Siân Probert"), None, into=self)

    def flush(self) -> None:
        self.kept.append(self.field.text())

    def where(self) -> dict[str, str]:
        return {"child": "child 7"}

    def go_back(self, where: dict[str, str]) -> None:
        self.field.setText(where["child"])


class Desk:
    """A desk without a file: what was asked of it."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.kept: list[str] = []
        self.places: list[str] = []
        self.refuse = False

    def session(self, opened: Opened, window: MainWindow) -> Session:
        return Session(
            opened,
            (
                Place("caseload", "users", "Caseload", lambda: Pane(self.kept)),
                Place("import", "folder-input", "Import", lambda: Text("Import")),
            ),
            lock=lambda: self.asked.append("lock"),
            undo_words=lambda: "Booked a review",
            redo_words=lambda: "",
            undo=self.undo,
            redo=self.undo,
            keep_place=self.places.append,
            kept_place=lambda: self.places[-1] if self.places else "",
        )

    def undo(self, n: int | None = None) -> Future[Any]:
        done: Future[Any] = Future()
        self.asked.append("undo" if n is None else f"undo {n}")
        if self.refuse:
            done.set_exception(Refused("A later change stands on it.", safe="Nothing was changed."))
        else:
            done.set_result(None)
        return done


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def app(qtbot: Any, door: DeskDoor, desk: Desk, tmp_path: Path) -> Iterator[DeskApp]:
    made = DeskApp(door, desk.session, data_folder=tmp_path / "data")
    qtbot.addWidget(made.window)
    made.window.resize(1366, 696)
    made.start()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    yield made
    made.window.close()


def entered(app: DeskApp, folder: Path, *, practice: bool = False) -> Pane:
    app.enter(Opened("own", folder, practice=practice))
    pane = app.window.pane("caseload")
    assert isinstance(pane, Pane)
    return pane


def key(app: DeskApp, code: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    held = Qt.KeyboardModifier.NoModifier
    for each in modifiers:
        held |= each
    QTest.keyClick(QApplication.focusWidget() or app.window, code, held)


CTRL = Qt.KeyboardModifier.ControlModifier


def test_the_first_start_is_the_welcome_and_leads_to_the_desk(app: DeskApp, qtbot: Any) -> None:
    assert "begin" in " ".join(text.words() for text in app.window.findChildren(Text))
    app.enter(Opened("own", Path("own.irodesk")))
    assert app.window.place() == "caseload"
    names = [button.accessibleName() for button in app.window.findChildren(RailButton)]
    assert names == ["Caseload", "Import", "More", "Hide names", "Lock"], "the rail shows what exists"


def test_the_title_never_holds_a_name_and_practice_is_always_said(app: DeskApp, tmp_path: Path) -> None:
    entered(app, tmp_path / "Ruth Whitlock.irodesk")
    assert app.window.windowTitle() == "IRO Desk"
    assert PRACTICE_WORDS not in [text.words() for text in app.window.findChildren(Text)]
    entered(app, tmp_path / "practice.irodesk", practice=True)
    QApplication.processEvents()
    banner = next(text for text in app.window.findChildren(Text) if text.words() == PRACTICE_WORDS)
    app.window.go("import")
    assert banner.isVisible()


def test_locking_keeps_what_is_typed_takes_the_panes_away_and_comes_back_to_the_place(
    app: DeskApp, desk: Desk, qtbot: Any, tmp_path: Path
) -> None:
    folder = tmp_path / "own.irodesk"
    pane = entered(app, folder)
    pane.field.setFocus()
    QTest.keyClicks(pane.field, "mid sente")
    key(app, Qt.Key.Key_L, CTRL)
    assert desk.kept == ["mid sente"]
    qtbot.waitUntil(lambda: desk.asked == ["lock"])
    qtbot.waitUntil(lambda: not app.window.findChildren(Pane))
    screen = app.window.centralWidget()
    assert isinstance(screen, UnlockScreen)
    assert "Siân" not in " ".join(text.words() for text in app.window.findChildren(Text))
    qtbot.waitUntil(screen.field.edit.hasFocus)
    QTest.keyClicks(screen.field.edit, PASSPHRASE)
    QTest.keyClick(screen.field.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(app.window.pane("caseload"), Pane) and app.window.session is not None)
    back = app.window.pane("caseload")
    assert isinstance(back, Pane)


def test_after_an_unlock_the_pane_is_told_where_it_was(app: DeskApp, qtbot: Any, tmp_path: Path) -> None:
    folder = tmp_path / "own.irodesk"
    entered(app, folder)
    app.lock()
    pane = entered(app, folder)
    assert pane.field.text() == "child 7"


def test_the_desk_can_be_locked_over_a_dialog_which_goes(app: DeskApp, desk: Desk, qtbot: Any, tmp_path: Path) -> None:
    entered(app, tmp_path / "own.irodesk")
    dialog = Dialog(app.window, "Sign this review?", Text("Words about a child"), [("sign", "Sign", "primary")])
    dialog.open_it()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog, Qt.Key.Key_L, CTRL)
    qtbot.waitUntil(lambda: desk.asked == ["lock"])
    qtbot.waitUntil(lambda: not app.window.findChildren(Dialog))


def test_the_desk_locks_by_itself_when_nobody_touches_it(app: DeskApp, desk: Desk, qtbot: Any, tmp_path: Path) -> None:
    app._idle_minutes = 0.3 / 60
    pane = entered(app, tmp_path / "own.irodesk")
    for _ in range(4):
        qtbot.wait(120)
        QTest.keyClick(pane.field, Qt.Key.Key_Right)
    assert desk.asked == [], "every key starts the wait afresh"
    qtbot.waitUntil(lambda: desk.asked == ["lock"], timeout=3000)


def test_control_z_takes_back_a_change_except_in_a_field_where_it_is_the_fields_own(
    app: DeskApp, desk: Desk, qtbot: Any, tmp_path: Path
) -> None:
    pane = entered(app, tmp_path / "own.irodesk")
    pane.field.setFocus()
    QTest.keyClicks(pane.field, "abc")
    key(app, Qt.Key.Key_Z, CTRL)
    assert pane.field.text() == ""
    assert desk.asked == []
    assert app.window.rail is not None
    app.window.rail.places["caseload"].setFocus()
    key(app, Qt.Key.Key_Z, CTRL)
    assert desk.asked == ["undo"]
    qtbot.waitUntil(lambda: bool(app.window.findChildren(Toast)))
    assert app.window.findChildren(Toast)[0].accessibleName() == "Took back: Booked a review"


def test_the_menu_names_the_change_that_can_be_taken_back(app: DeskApp, tmp_path: Path) -> None:
    entered(app, tmp_path / "own.irodesk")
    menu = app.window.more_menu()
    words = [action.text() for action in menu.actions()]
    assert "Undo: Booked a review" in words
    assert "Redo: nothing" in words
    menu.close()


def test_a_refused_undo_says_why(app: DeskApp, desk: Desk, qtbot: Any, tmp_path: Path) -> None:
    entered(app, tmp_path / "own.irodesk")
    desk.refuse = True
    app.window.undo()
    qtbot.waitUntil(lambda: bool(app.window.findChildren(Dialog)))
    assert app.window.findChildren(Dialog)[0].accessibleName() == "A later change stands on it."


def test_f1_explains_what_is_in_front_and_esc_gives_the_focus_back(app: DeskApp, qtbot: Any, tmp_path: Path) -> None:
    pane = entered(app, tmp_path / "own.irodesk")
    pane.field.setFocus()
    key(app, Qt.Key.Key_F1)
    assert app.window.help.isVisible()
    assert app.window.help.page.name == "child"
    assert "timeline" in app.window.help.page.toPlainText().lower()
    key(app, Qt.Key.Key_Escape)
    assert not app.window.help.isVisible()
    assert pane.field.hasFocus()


def test_the_size_is_changed_with_keys_and_remembered(app: DeskApp, tmp_path: Path) -> None:
    entered(app, tmp_path / "own.irodesk")
    key(app, Qt.Key.Key_Plus, CTRL)
    assert theme.theme.zoom == 115
    app.window.set_look(mode="dark")
    kept = WindowMemory.read(tmp_path / "data" / "window.json")
    assert (kept.mode, kept.zoom, kept.last_desk) == ("dark", 115, str(tmp_path / "own.irodesk"))
    key(app, Qt.Key.Key_0, CTRL)
    assert theme.theme.zoom == 100


def test_the_window_can_be_half_a_small_screen(app: DeskApp, tmp_path: Path) -> None:
    entered(app, tmp_path / "own.irodesk")
    app.window.resize(683, 696)
    QApplication.processEvents()
    assert app.window.width() == 683
    assert app.window.rail is not None
    assert app.window.rail.isVisible()


def test_closing_the_window_seals_the_desk_first(app: DeskApp, desk: Desk, tmp_path: Path) -> None:
    pane = entered(app, tmp_path / "own.irodesk")
    pane.field.setText("last words")
    app.window.close()
    assert desk.kept == ["last words"]
    assert desk.asked == ["lock"], "the window waits for the seal"


def test_a_desk_opened_last_is_asked_for_at_the_next_start(
    qtbot: Any, door: DeskDoor, desk: Desk, tmp_path: Path
) -> None:
    folder = tmp_path / "own.irodesk"
    folder.mkdir()
    WindowMemory(last_desk=str(folder)).write(tmp_path / "data" / "window.json")
    made = DeskApp(door, desk.session, data_folder=tmp_path / "data")
    qtbot.addWidget(made.window)
    assert made.start()
    assert isinstance(made.window.centralWidget(), UnlockScreen)
    made.window.close()


def test_focus_can_reach_everything_in_the_window_by_the_keyboard(app: DeskApp, qtbot: Any, tmp_path: Path) -> None:
    pane = entered(app, tmp_path / "own.irodesk")
    pane.field.setFocus()
    seen: set[str] = set()
    for _ in range(12):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused.accessibleName() or isinstance(focused, QLineEdit)
        seen.add(focused.accessibleName())
    assert {"Caseload", "Import", "More", "Lock", "Note"} <= seen


def test_choosing_practice_after_making_a_desk_seals_that_desk_and_opens_practice(
    app: DeskApp, desk: Desk, qtbot: Any, tmp_path: Path
) -> None:
    app._first_start_done(Opened("made", tmp_path / "own.irodesk"), "practice")
    qtbot.waitUntil(lambda: app.window.session is not None)
    assert app.window.session is not None
    assert app.window.session.opened.practice
    assert desk.asked == ["lock"]


def test_what_is_typed_on_through_a_lock_is_no_passphrase(
    app: DeskApp, desk: Desk, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A busy machine is slow to type: the pause after which the field listens is longer here.
    monkeypatch.setattr(unlock, "PAUSE_MS", 5 * PAUSE_MS)
    pane = entered(app, tmp_path / "own.irodesk")
    pane.field.setFocus()
    QTest.keyClicks(pane.field, "She said")
    key(app, Qt.Key.Key_L, CTRL)
    screen = app.window.centralWidget()
    assert isinstance(screen, UnlockScreen)
    for letter in " that she likes":
        assert not screen.field.edit.hasFocus()
        QTest.keyClicks(QApplication.focusWidget() or screen, letter)
        QTest.keyClicks(screen.field.edit, letter)
        qtbot.wait(PAUSE_MS // 12)
    QTest.keyClick(QApplication.focusWidget() or screen, Qt.Key.Key_Tab)
    assert screen.field.value() == ""
    assert desk.kept == ["She said"], "the words before the lock are kept, and only these"
    qtbot.waitUntil(screen.field.edit.hasFocus, timeout=PAUSE_MS * 15)
    QTest.keyClicks(QApplication.focusWidget(), "four")
    assert screen.field.value() == "four"


def test_nothing_that_leaves_with_the_lock_asks_the_desk_a_moment_later(app: DeskApp, tmp_path: Path) -> None:
    pane = entered(app, tmp_path / "own.irodesk")
    asked: list[bool] = []
    later = QTimer(pane, singleShot=True, interval=1)
    later.timeout.connect(lambda: asked.append(True))
    later.start()
    time.sleep(0.02)  # It is due before anything else is.
    app.lock()
    QApplication.processEvents()  # Before what leaves is gone.
    assert asked == []


def test_over_a_locked_desk_the_mouse_makes_the_field_listen_at_once(app: DeskApp, tmp_path: Path) -> None:
    entered(app, tmp_path / "own.irodesk")
    app.lock()
    screen = app.window.centralWidget()
    assert isinstance(screen, UnlockScreen)
    QTest.mouseClick(screen, Qt.MouseButton.LeftButton)
    assert screen.field.edit.hasFocus()
    QTest.keyClicks(screen.field.edit, "four")
    assert screen.field.value() == "four"


def test_typing_on_through_the_lock_does_not_open_the_practice_desk_again(app: DeskApp, tmp_path: Path) -> None:
    entered(app, tmp_path / "practice.irodesk", practice=True)
    app.lock()
    screen = app.window.centralWidget()
    assert isinstance(screen, UnlockScreen)
    QTest.keyClick(QApplication.focusWidget() or screen, Qt.Key.Key_Return)
    assert screen.open_button.isEnabled()
    assert app.window.session is None


def told(app: DeskApp, n: int, words: str) -> None:
    """A change of the desk is told to the window."""
    assert app.window.session is not None
    app.window.session.changes.changed.emit(SimpleNamespace(kind="edit", n=n, words=words))


def toasts(app: DeskApp) -> list[Toast]:
    return [toast for toast in app.window.findChildren(Toast) if toast.isVisible()]


def test_a_toasts_undo_takes_back_the_change_it_speaks_of(app: DeskApp, desk: Desk, qtbot: Any, tmp_path: Path) -> None:
    entered(app, tmp_path / "own.irodesk")
    told(app, 7, "Booked a review")
    app.window.toast("Booked a review")
    undo = toasts(app)[0].findChildren(Button)[0]
    undo.click()
    assert desk.asked == ["undo 7"]
    qtbot.waitUntil(lambda: [toast.accessibleName() for toast in toasts(app)] == ["Took back: Booked a review"])


def test_a_toast_goes_when_another_change_becomes_the_newest(app: DeskApp, tmp_path: Path) -> None:
    entered(app, tmp_path / "own.irodesk")
    told(app, 7, "Booked a review")
    app.window.toast("Booked a review")
    told(app, 7, "Booked a review")
    assert len(toasts(app)) == 1
    told(app, 8, "Wrote under School")
    assert toasts(app) == []


def test_a_toast_on_what_cannot_be_taken_back_has_no_undo(app: DeskApp, tmp_path: Path) -> None:
    entered(app, tmp_path / "own.irodesk")
    told(app, 7, "Finalised a review")
    app.window.toast("Finalised", undo=False)
    assert toasts(app)[0].findChildren(Button) == []


def test_a_toast_fits_its_words_after_a_change_of_the_look_and_none_is_left_once_it_went(
    app: DeskApp, qtbot: Any, tmp_path: Path
) -> None:
    entered(app, tmp_path / "own.irodesk")
    told(app, 7, "Booked a review")
    app.window.toast("Booked a review")
    toast = toasts(app)[0]
    app.window.set_look("dark", 150)
    qtbot.waitUntil(lambda: toast.size() == toast.sizeHint())
    words = toast.findChildren(Text)[0]
    assert words.width() >= words.sizeHint().width()
    told(app, 8, "Wrote under School")
    app.window.set_look("light", 100)
    assert toasts(app) == []


def test_with_nothing_to_take_back_the_keys_say_so(app: DeskApp, desk: Desk, qtbot: Any, tmp_path: Path) -> None:
    entered(app, tmp_path / "own.irodesk")
    assert app.window.rail is not None
    app.window.rail.places["caseload"].setFocus()
    key(app, Qt.Key.Key_Y, CTRL)
    assert desk.asked == []
    toast = next(iter(app.window.findChildren(Toast)))
    assert toast.accessibleName() == "There is nothing to do again"


def test_after_a_dialog_that_the_mouse_opened_the_keys_go_to_the_pane_and_not_to_the_rail(
    app: DeskApp, qtbot: Any, tmp_path: Path
) -> None:
    pane = entered(app, tmp_path / "own.irodesk")
    app.window.setFocus()
    app.window.clearFocus()
    assert app.window.focusWidget() is None
    dialog = Dialog(app.window, "A question?", Text("It changes nothing."), [("yes", "Do it", "primary")])
    dialog.open_it()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.reject()
    app.window.activateWindow()  # As a window manager does; there is none here.
    qtbot.waitUntil(app.window.isActiveWindow)
    assert QApplication.focusWidget() is pane
    key(app, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is pane.field
    pane.setFocus()
    key(app, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert isinstance(QApplication.focusWidget(), RailButton)
    pane.setFocus()
    app.window.go("import")
    assert QApplication.focusWidget() is app.window.pane("import")


def test_the_focus_on_the_rail_is_at_the_place_that_is_shown(app: DeskApp, qtbot: Any, tmp_path: Path) -> None:
    entered(app, tmp_path / "own.irodesk")
    assert app.window.rail is not None
    places = app.window.rail.places
    places["caseload"].setFocus()
    app.window.go("import")
    assert QApplication.focusWidget() is places["import"]


def test_a_dialog_grows_with_what_appears_in_it_and_stays_over_its_window(
    app: DeskApp, qtbot: Any, tmp_path: Path
) -> None:
    entered(app, tmp_path / "own.irodesk")
    later = [Text(f"Line {n}") for n in range(16)]
    body = QWidget()
    column(Text("It changes nothing."), *later, into=body)
    for line in later:
        line.hide()
    dialog = Dialog(app.window, "A question?", body, [("yes", "Do it", "primary")])
    dialog.open_it()
    dialog.move(dialog.x(), app.window.frameGeometry().bottom() - dialog.height())
    for line in later:
        line.show()
    bar = dialog._scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: dialog.height() > 400 and bar.maximum() == 0)
    assert dialog.frameGeometry().bottom() <= app.window.frameGeometry().bottom() + 1
    dialog.reject()


def test_what_has_the_focus_in_a_dialog_is_in_sight(app: DeskApp, qtbot: Any, tmp_path: Path) -> None:
    entered(app, tmp_path / "own.irodesk")
    app.window.resize(700, 360)
    field, body = Edit(name="Note"), QWidget()
    column(*(Text(f"Line {n}") for n in range(30)), field, into=body)
    dialog = Dialog(app.window, "A question?", body, [("yes", "Do it", "primary")])
    dialog.open_it()
    field.setFocus()
    port = dialog._scroll.viewport()
    qtbot.waitUntil(lambda: port.rect().contains(field.mapTo(port, field.rect().center())))
    dialog.reject()
