"""The place of the desk itself: backups, who can open it, what was done; on a real desk of invented children."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iro_desk.casework import Child, UserFacingError
from iro_desk.practice import audit, backups, keeping, keyring, opening
from iro_desk.practice.caseload import caseload_view
from iro_desk.practice.workspace import Workspace
from iro_desk.ui import start
from iro_desk.ui.app import DeskApp
from iro_desk.ui.caseload_place import CaseloadPlace
from iro_desk.ui.clipboard import NOT_IN_A_HISTORY, ClipboardWatch
from iro_desk.ui.door import Doorkeeper
from iro_desk.ui.keeping import DeskPlace
from iro_desk.ui.keeping.leavers import CertificateDialog, DeleteDialog
from iro_desk.ui.keeping.passphrase import PassphraseDialog
from iro_desk.ui.keeping.restore import RestoreDialog
from iro_desk.ui.keeping.sheet import SheetDialog
from iro_desk.ui.keeping.words import WordsDialog
from iro_desk.ui.unlock import UnlockScreen
from iro_desk.ui.widgets import Button, Dialog, Text
from tests.conftest import PracticeDesks

DAY = opening.PRACTICE_DAY
OLD = "three invented words"
NEW = "lanterns under seven quiet bridges"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, practice_desk: PracticeDesks) -> Path:
    """A desk that is no practice desk, with everything that the program keeps beside it in the test's own folder."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    place = tmp_path / "iro-desk" / "own.irodesk"
    place.parent.mkdir()
    return practice_desk(place, OLD, children=24, data=place.parent, practice="no", desk_day="")


def window_on(folder: Path, qtbot: QtBot, words: str = OLD) -> DeskApp:
    door = start.door(lambda: DAY, folder.parent, folder)
    app = DeskApp(door, partial(start.session_of, None), data_folder=folder.parent)
    qtbot.addWidget(app.window)
    app.window.resize(1366, 696)
    app.window.show()
    app.window.activateWindow()
    app.enter(door.open(folder, words))
    qtbot.waitUntil(lambda: QApplication.activeWindow() is not None)
    return app


@pytest.fixture
def app(folder: Path, qtbot: QtBot) -> Iterator[DeskApp]:
    app = window_on(folder, qtbot)
    yield app
    app.window.close()


def place_of(app: DeskApp) -> DeskPlace:
    QTest.keyClick(app.window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    place = app.window.pane("desk")
    assert isinstance(place, DeskPlace)
    return place


def test_the_whole_desk_is_saved_in_open_formats_after_a_warning(app: DeskApp, qtbot: QtBot, tmp_path: Path) -> None:
    page, out = place_of(app).backups, tmp_path / "out"
    out.mkdir()
    page.everything.click()
    question = next(each for each in app.window.findChildren(Dialog) if each.isVisible())
    assert "not encrypted" in " ".join(text.words() for text in question.findChildren(Text))
    question.reject()
    page.save_everything(str(out))
    qtbot.waitUntil(lambda: page.message.isVisible(), timeout=30_000)
    (made,) = out.iterdir()
    assert {"Child.csv", "Child.json", "Journal.csv"} <= {each.name for each in made.iterdir()}
    assert len(list(csv.DictReader((made / "Child.csv").read_text("utf-8-sig").splitlines()))) >= 24


def workspace(app: DeskApp) -> Workspace:
    assert app.window.session is not None
    ws = app.window.session.opened.desk
    assert isinstance(ws, Workspace)
    return ws


def said(app: DeskApp, key: str = "") -> str:
    assert app.window.notices is not None
    return app.window.notices.words(key)


def test_a_backup_is_made_now_listed_and_proven_by_the_drill(app: DeskApp, qtbot: QtBot) -> None:
    page = place_of(app).backups
    assert page._state.findChildren(Text)[0].words() == "There is no backup yet."
    page.now.click()
    qtbot.waitUntil(lambda: len(page.table.keys()) == 1, timeout=15_000)
    assert "The newest is of" in page._state.findChildren(Text)[0].words()
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "That backup is whole" in page.message.words(), timeout=15_000)
    file = Path(page.table.keys()[0])
    spoilt = bytearray(file.read_bytes())
    spoilt[len(spoilt) // 2] ^= 1
    file.write_bytes(bytes(spoilt))
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "is not whole" in page.message.words(), timeout=15_000)


def test_every_backup_is_kept_in_a_second_folder_too_once_it_is_chosen(
    app: DeskApp, qtbot: QtBot, tmp_path: Path
) -> None:
    page = place_of(app).backups
    stick = tmp_path / "stick"
    stick.mkdir()
    page._set_second(str(stick))
    qtbot.waitUntil(lambda: str(stick) in page._second.words())
    page.now.click()
    qtbot.waitUntil(lambda: len(page.elsewhere.keys()) == 1, timeout=15_000)
    assert len(list(stick.glob("*.irobackup"))) == 1
    page.none.click()
    qtbot.waitUntil(lambda: not page.elsewhere.keys())


def test_a_desk_is_made_from_a_backup_inside_the_program_and_the_time_is_said(app: DeskApp, qtbot: QtBot) -> None:
    page = place_of(app).backups
    page.now.click()
    qtbot.waitUntil(lambda: len(page.table.keys()) == 1, timeout=15_000)
    page.restore.click()
    dialog = next(each for each in app.window.findChildren(RestoreDialog) if each.isVisible())
    made: list[str] = []
    dialog.made.connect(made.append)
    QTest.keyClicks(dialog.words.edit, "not this one")
    dialog.buttons["make"].click()
    qtbot.waitUntil(lambda: "not the passphrase" in dialog.message.words(), timeout=15_000)
    dialog.words.edit.setText(OLD)
    QTest.keyClick(dialog.words.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(made), timeout=15_000)
    assert "It took" in dialog.message.words()
    again = opening.open_desk(Path(made[0]), OLD, today=DAY, now=lambda: datetime.now(UTC))
    assert len(caseload_view(again).rows) == 24
    opening.close_desk(again)


def test_a_restore_that_is_stopped_leaves_no_desk(app: DeskApp, qtbot: QtBot, folder: Path) -> None:
    page = place_of(app).backups
    page.now.click()
    qtbot.waitUntil(lambda: len(page.table.keys()) == 1, timeout=15_000)
    page.restore.click()
    dialog = next(each for each in app.window.findChildren(RestoreDialog) if each.isVisible())
    dialog.words.edit.setText(OLD)
    dialog.buttons["make"].click()
    dialog.progress.stop.click()
    qtbot.waitUntil(lambda: "Stopped." in dialog.message.words(), timeout=15_000)
    assert [each.name for each in folder.parent.glob("*.irodesk")] == ["own.irodesk"]


def test_half_an_hour_of_work_is_backed_up_beside_the_window_and_an_idle_one_is_not(
    app: DeskApp, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ws = workspace(app)
    watch = app.window.findChildren(start_watch())[-1]
    monkeypatch.setattr(backups, "EVERY", timedelta(days=36_500))  # the practice work is dated on its own day
    watch.back_up()
    qtbot.wait(300)
    assert not keeping.backups(ws), "half an hour has not gone by"
    monkeypatch.setattr(backups, "EVERY", timedelta(0))
    watch.back_up()
    qtbot.waitUntil(lambda: len(keeping.backups(ws)) == 1, timeout=15_000)
    qtbot.waitUntil(lambda: not watch._backing_up)
    watch.back_up()
    qtbot.wait(300)
    assert len(keeping.backups(ws)) == 1, "nothing was changed since"
    assert "backup" not in said(app)


def start_watch() -> type:
    from iro_desk.ui.keeping.watch import DeskWatch

    return DeskWatch


def test_a_backup_that_fails_is_said_plainly_and_stops_nothing(
    app: DeskApp, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise UserFacingError(
            "The backup was not made: the disk is full or does not answer.", safe="The desk is whole."
        )

    monkeypatch.setattr(type(workspace(app).desk), "keep_backup", refuse)
    monkeypatch.setattr(backups, "EVERY", timedelta(0))
    app.window.findChildren(start_watch())[-1].back_up()
    qtbot.waitUntil(lambda: "the disk is full" in said(app, "backup"))
    assert not [each for each in app.window.findChildren(Dialog) if each.isVisible()]


def test_closing_the_window_makes_the_last_backup(folder: Path, qtbot: QtBot) -> None:
    app = window_on(folder, qtbot)
    app.window.close()
    assert len(list((folder / "backups").glob("*.irobackup"))) == 1
    app = window_on(folder, qtbot)
    assert len(keeping.backups(workspace(app))) == 1
    app.window.close()
    assert len(list((folder / "backups").glob("*.irobackup"))) == 1, "nothing was changed since"


def test_the_passphrase_is_changed_from_the_keyboard_and_its_strength_is_said_honestly(
    app: DeskApp, qtbot: QtBot, folder: Path
) -> None:
    place = place_of(app)
    place.open_tab("keys")
    place.keys.ask_passphrase()
    dialog = next(each for each in app.window.findChildren(PassphraseDialog) if each.isVisible())
    QTest.keyClicks(dialog.first.edit, "password1")
    assert "Easy to guess" in dialog.first.under()
    assert not dialog.buttons["change"].isEnabled()
    dialog.first.edit.clear()
    for field in (dialog.first, dialog.again):
        QTest.keyClicks(field.edit, NEW)
    assert "trong" in dialog.first.under()
    QTest.keyClick(dialog.again.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "The passphrase was changed" in place.keys.message.words(), timeout=15_000)
    app.window.close()
    with pytest.raises(UserFacingError):
        opening.open_desk(folder, OLD, today=DAY, now=lambda: datetime.now(UTC))
    opening.close_desk(opening.open_desk(folder, NEW, today=DAY, now=lambda: datetime.now(UTC)))


def test_what_is_typed_for_a_passphrase_is_never_kept_in_the_desk(app: DeskApp, qtbot: QtBot) -> None:
    place = place_of(app)
    place.open_tab("keys")
    place.keys.ask_passphrase()
    dialog = next(each for each in app.window.findChildren(PassphraseDialog) if each.isVisible())
    QTest.keyClicks(dialog.first.edit, NEW)
    dialog.first.show_button.click()
    QTest.keyClicks(dialog.again.edit, NEW[:4])
    state = app.window.state()
    assert state["dialogs"]
    assert NEW not in str(state)
    assert NEW[:4] not in str(state["dialogs"])


def test_a_second_sheet_is_made_shown_once_and_printed_and_its_use_is_told(
    app: DeskApp, qtbot: QtBot, folder: Path, tmp_path: Path
) -> None:
    place = place_of(app)
    place.open_tab("keys")
    place.keys.ask_sheet("service")
    qtbot.waitUntil(lambda: any(each.isVisible() for each in app.window.findChildren(SheetDialog)), timeout=15_000)
    dialog = next(each for each in app.window.findChildren(SheetDialog) if each.isVisible())
    code = dialog._sheet.code
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible(), "the code is not thrown away before it is on paper"
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "sheet.pdf"))
    dialog.print_to(printer)
    assert (tmp_path / "sheet.pdf").stat().st_size > 1000
    dialog.tick.setChecked(True)
    dialog.buttons["close"].click()
    app.window.close()
    used = window_on(folder, qtbot, code)
    assert "service key" in place_keys_words(used)
    used.window.close()
    mine = window_on(folder, qtbot)
    assert "service key" in said(mine, "key")
    mine.window.close()


def shown(app: DeskApp, kind: type[Dialog]) -> list[Dialog]:
    return [each for each in app.window.findChildren(kind) if each.isVisible()]


def test_a_code_that_a_lock_took_from_the_screen_is_said_not_to_be_on_paper(
    app: DeskApp, qtbot: QtBot, folder: Path
) -> None:
    place = place_of(app)
    place.open_tab("keys")
    place.keys.ask_sheet("manager")
    qtbot.waitUntil(lambda: bool(shown(app, SheetDialog)), timeout=15_000)
    sealed = app.lock()
    assert sealed is not None
    sealed.result(30)
    qtbot.waitUntil(lambda: not shown(app, SheetDialog))
    app.enter(app._door.open(folder, OLD))
    assert "nobody said that its newest code is on paper" in said(app, "paper manager")
    button = next(each for each in app.window.findChildren(Button) if each.text() == "Make a new one")
    button.click()
    question = next(each for each in shown(app, Dialog) if each.accessibleName() == "Make a new code?")
    question.buttons["make"].click()
    qtbot.waitUntil(lambda: bool(shown(app, SheetDialog)), timeout=15_000)
    (sheet,) = shown(app, SheetDialog)
    assert isinstance(sheet, SheetDialog)
    sheet.tick.setChecked(True)
    sheet.buttons["close"].click()
    qtbot.waitUntil(lambda: not keyring.not_on_paper(workspace(app)), timeout=15_000)


def test_a_new_key_is_made_behind_the_lock_and_its_sheets_are_shown(app: DeskApp, qtbot: QtBot, folder: Path) -> None:
    before = (folder / "keys.json").read_bytes()
    place = place_of(app)
    place.open_tab("keys")
    for words, said_of in (("three wrong words", "That is not the passphrase"), (OLD, "The desk has a new key.")):
        place.keys.new_key.click()
        (dialog,) = shown(app, WordsDialog)
        assert isinstance(dialog, WordsDialog)
        QTest.keyClicks(dialog.words.edit, words)
        dialog.buttons["go"].click()
        screen = app.window.centralWidget()
        assert isinstance(screen, UnlockScreen)
        assert not screen.open_button.isEnabled()
        assert screen.open_button.text().strip() == "Giving the desk a new key"
        qtbot.waitUntil(screen.open_button.isEnabled, timeout=60_000)
        assert said_of in screen.message.words()
        if words != OLD:
            assert (folder / "keys.json").read_bytes() == before
            app.enter(app._door.open(folder, OLD))
            place = place_of(app)
            place.open_tab("keys")
    assert (folder / "keys.json").read_bytes() != before
    sheets = shown(app, SheetDialog)
    assert [sheet.accessibleName() for sheet in sheets] == ["Your recovery sheet"]
    assert isinstance(sheets[0], SheetDialog)
    code = sheets[0]._sheet.code
    sheets[0].tick.setChecked(True)
    sheets[0].buttons["close"].click()
    app.enter(app._door.open(folder, code))
    assert said(app, "paper recovery") == ""
    qtbot.waitUntil(lambda: not keyring.not_on_paper(workspace(app)), timeout=15_000)
    assert workspace(app).desk.check() == []


def test_the_desk_goes_back_to_a_backup_behind_the_lock_and_the_files_of_now_are_set_aside(
    app: DeskApp, qtbot: QtBot, folder: Path
) -> None:
    ws = workspace(app)
    child = ws.desk.all(Child)[0]
    backups.make_backups(ws)
    ws.do("Renamed", lambda change: change.save(replace(child, surname="Otherwise")), child=child.id).result()
    place = place_of(app)
    place.backups.back.click()
    (dialog,) = shown(app, WordsDialog)
    assert isinstance(dialog, WordsDialog)
    QTest.keyClicks(dialog.words.edit, OLD)
    dialog.buttons["go"].click()
    screen = app.window.centralWidget()
    assert isinstance(screen, UnlockScreen)
    qtbot.waitUntil(screen.open_button.isEnabled, timeout=60_000)
    assert "The desk is back as it was then." in screen.message.words()
    app.enter(app._door.open(folder, OLD))
    assert workspace(app).desk.get(Child, child.id).surname == child.surname
    assert [each for each in folder.iterdir() if each.is_dir() and (each / "desk.db").exists()]


def place_keys_words(app: DeskApp) -> str:
    place = place_of(app)
    place.open_tab("keys")
    return place.keys._opened.words()


def test_a_recovery_sheet_opens_the_desk_and_asks_for_a_new_passphrase(folder: Path, qtbot: QtBot) -> None:
    ws = opening.open_desk(folder, OLD, today=DAY, now=lambda: datetime.now(UTC))
    code = keyring.new_sheet(ws, "recovery").code
    opening.close_desk(ws)
    app = window_on(folder, qtbot, code)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in app.window.findChildren(PassphraseDialog)))
    dialog = app.window.findChildren(PassphraseDialog)[0]
    assert dialog.accessibleName() == "Choose a new passphrase"
    dialog.reject()
    app.window.close()


def test_the_audit_trail_is_filtered_and_saved_and_the_saving_is_in_it(
    app: DeskApp, qtbot: QtBot, tmp_path: Path
) -> None:
    ws = workspace(app)
    child = caseload_view(ws).rows[0]
    audit.child_opened(ws, child.id)
    place = place_of(app)
    place.open_tab("trail")
    page = place.trail
    whole = len(page.table.keys())
    page.kind.combo.choose("opened")
    page.child.combo.choose(child.id)
    qtbot.waitUntil(lambda: len(page.table.keys()) == 1)
    assert whole > 1
    page.save_to(str(tmp_path / "trail.csv"))
    qtbot.waitUntil(lambda: (tmp_path / "trail.csv").exists())
    rows = list(csv.DictReader((tmp_path / "trail.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [(row["What was done"], row["Child"]) for row in rows] == [("Opened the child's page", child.name)]
    page.kind.combo.choose("exported")
    qtbot.waitUntil(lambda: len(page.table.keys()) == 1)
    page.since.set_day(DAY + timedelta(days=9000))
    page.since.changed.emit()
    qtbot.waitUntil(lambda: not page.table.keys())


@pytest.fixture
def own_clipboard(monkeypatch: pytest.MonkeyPatch) -> None:
    """A window without a screen owns no clipboard: here what is copied counts as copied by this program."""
    monkeypatch.setattr(ClipboardWatch, "_is_owned", lambda _: True)


@pytest.mark.usefixtures("own_clipboard")
def test_copied_text_is_cleared_after_its_time_and_kept_out_of_histories(app: DeskApp, qtbot: QtBot) -> None:
    clipboard = QApplication.clipboard()
    clipboard.setText("Words about a child")
    data = clipboard.mimeData()
    assert all(data.hasFormat(name) for name in NOT_IN_A_HISTORY)
    assert clipboard.text() == "Words about a child"
    assert "60 seconds" in said(app, "clipboard")
    app.clipboard._waits = 2
    app.clipboard._second()
    assert "1 second" in said(app, "clipboard")
    app.clipboard._second()
    assert clipboard.text() == ""
    assert said(app, "clipboard") == ""


@pytest.mark.usefixtures("own_clipboard")
def test_what_another_program_copied_since_is_never_cleared(
    app: DeskApp, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    clipboard = QApplication.clipboard()
    clipboard.setText("Words about a child")
    monkeypatch.setattr(ClipboardWatch, "_is_owned", lambda _: False)
    app.clipboard._waits = 1
    app.clipboard._second()
    assert clipboard.text() == "Words about a child"
    assert not app.clipboard._tick.isActive()


@pytest.mark.usefixtures("own_clipboard")
def test_the_clipboard_goes_on_being_cleared_while_the_desk_is_locked(app: DeskApp, qtbot: QtBot) -> None:
    clipboard = QApplication.clipboard()
    clipboard.setText("Words about a child")
    app.lock()
    assert isinstance(app.window.centralWidget(), UnlockScreen)
    app.clipboard._waits = 1
    app.clipboard._second()
    assert clipboard.text() == ""


def test_a_child_who_left_is_deleted_after_a_question_and_the_certificate_is_saved(
    folder: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    ws = opening.open_desk(folder, OLD, today=DAY, now=lambda: datetime.now(UTC))
    child = ws.desk.all(Child)[0]
    left = replace(child, left_caseload=DAY - timedelta(days=400))
    ws.do("Left the caseload", lambda change: change.save(left), child=child.id).result()
    written = f"told:{child.id}", "What this child said"
    ws.office.do_draft(lambda drafts: drafts.save(*written)).result()
    opening.close_desk(ws)
    app = window_on(folder, qtbot)
    app.window.go("caseload")
    caseload = app.window.pane("caseload")
    assert isinstance(caseload, CaseloadPlace)
    actions = caseload._actions
    place = place_of(app)
    assert actions.draft(written[0]) is not None
    place.open_tab("left")
    button = next(each for each in place.leavers.findChildren(Button) if "Delete the working copy" in each.text())
    button.click()
    dialog = next(each for each in app.window.findChildren(DeleteDialog) if each.isVisible())
    assert not dialog.buttons["delete"].isEnabled(), "it is never one click away"
    dialog.uploaded.set_value("Looked them up in the record")
    dialog.sure.setChecked(True)
    dialog.buttons["delete"].click()
    qtbot.waitUntil(
        lambda: any(each.isVisible() for each in app.window.findChildren(CertificateDialog)), timeout=30_000
    )
    shown = next(each for each in app.window.findChildren(CertificateDialog) if each.isVisible())
    assert "every page" in shown.words()
    assert actions.draft(written[0]) is None, "a text kept in memory went with the child"
    sealed = app.lock()
    assert sealed is not None
    sealed.result(30)
    assert isinstance(app.window.centralWidget(), UnlockScreen)
    app.enter(app._door.open(folder, OLD))
    place = place_of(app)
    place.open_tab("left")
    said = {each.accessibleName() or each.text(): each for each in app.window.findChildren(Button)}
    said["Look at it"].click()
    shown = next(each for each in app.window.findChildren(CertificateDialog) if each.isVisible())
    assert "every page" in shown.words(), "a lock does not take the certificate"
    shown.save_to(str(tmp_path / "certificate.txt"))
    qtbot.waitUntil(lambda: (tmp_path / "certificate.txt").exists())
    qtbot.waitUntil(lambda: not place._actions.certificates())
    assert child.id not in {each.id for each in workspace(app).desk.all(Child)}
    assert place.leavers._empty.isVisibleTo(place.leavers)
    app.window.close()


def test_a_damaged_desk_has_its_newest_good_backup_on_offer_where_it_is_opened(folder: Path, qtbot: QtBot) -> None:
    ws = opening.open_desk(folder, OLD, today=DAY, now=lambda: datetime.now(UTC))
    keeping.keep_backup(ws)
    opening.close_desk(ws)
    database = folder / "desk.db"
    database.write_bytes(database.read_bytes()[:-4096])
    keeper = Doorkeeper()
    screen = UnlockScreen(start.door(lambda: DAY, folder.parent), keeper, folder)
    qtbot.addWidget(screen)
    screen.show()
    screen.field.set_value(OLD)
    screen.open_desk()
    qtbot.waitUntil(screen.bring_back.isVisible, timeout=30_000)
    screen.bring_back.click()
    qtbot.waitUntil(lambda: screen.open_button.isEnabled(), timeout=30_000)
    with qtbot.waitSignal(screen.opened, timeout=30_000) as got:
        screen.open_desk()
    assert got.args is not None
    opening.close_desk(got.args[0].desk)
    keeper.close()


def test_notes_that_the_disk_refused_at_the_opening_come_in_later(
    folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ws = opening.open_desk(folder, OLD, today=DAY, now=lambda: datetime.now(UTC))
    with ws.desk.notes_aside.drafts() as drafts:
        drafts.save("somewhere", "half a sentence", 0, 0)
    opening.close_desk(ws)

    def full(_ws: Workspace) -> int:
        raise UserFacingError("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr("iro_desk.practice.opening.bring_in", full)
        app = window_on(folder, qtbot)
    desk = workspace(app).desk
    qtbot.waitUntil(lambda: "somewhere" in {each.field for each in desk.drafts()}, timeout=20_000)
    app.window.close()


def test_a_desk_that_another_window_asks_for_is_let_go_of(
    folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    door = start.door(lambda: DAY, folder.parent, folder)
    app = DeskApp(door, partial(start.session_of, None), data_folder=folder.parent)
    qtbot.addWidget(app.window)
    monkeypatch.setattr(app.instance, "claim", lambda _: False)
    app.enter(door.open(folder, OLD))
    app._keeper.ask(lambda: None).result(30)
    opening.close_desk(opening.open_desk(folder, OLD, today=DAY, now=lambda: datetime.now(UTC)))
    app.window.close()
