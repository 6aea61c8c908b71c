"""On a real desk: locking over whatever is open, and coming back into it. Every child is invented."""

from __future__ import annotations

import gc
import json
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMainWindow, QMenu, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from iro_desk.casework import ChildFile
from iro_desk.practice import courtesy, opening
from iro_desk.practice.caseload import caseload_view
from iro_desk.practice.child import child_view
from iro_desk.practice.review_views import ReviewView
from iro_desk.practice.views import CaseloadView, ChildView
from iro_desk.ui import start
from iro_desk.ui.app import DeskApp
from iro_desk.ui.caseload_place import CaseloadPlace
from iro_desk.ui.panes.facts_editor import FormDialog
from iro_desk.ui.unlock import UnlockScreen
from iro_desk.ui.widgets import Combo, Dialog, Popover
from tests.conftest import PASSPHRASE, PracticeDesks
from tests.soak import surfaces

DAY = opening.PRACTICE_DAY
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def app(qtbot: QtBot, tmp_path: Path, practice_desk: PracticeDesks) -> Iterator[DeskApp]:
    """A window on a desk of twelve invented children that has a passphrase like anyone's."""
    folder = practice_desk(tmp_path / "own.irodesk", children=24, data=tmp_path, practice="no")
    door = start.door(lambda: DAY, tmp_path, folder)
    app = DeskApp(door, partial(start.session_of, None), data_folder=tmp_path)
    qtbot.addWidget(app.window)
    app.window.resize(1366, 696)
    app.window.show()
    app.window.activateWindow()
    app.enter(door.open(folder, PASSPHRASE))
    app.window.go("caseload")
    surfaces.to_the_front(app, qtbot)
    yield app
    app.window.close()


def place_of(app: DeskApp) -> CaseloadPlace:
    place = app.window.pane("caseload")
    assert isinstance(place, CaseloadPlace)
    return place


def press_lock(app: DeskApp) -> None:
    """Ctrl+L to whatever takes the keys now."""
    taking = QApplication.activePopupWidget() or QApplication.focusWidget() or app.window
    QTest.keyClick(taking, Qt.Key.Key_L, CTRL)


def screen_of(app: DeskApp) -> UnlockScreen:
    screen = app.window.centralWidget()
    assert isinstance(screen, UnlockScreen), "the desk is locked"
    return screen


def unlock(app: DeskApp, qtbot: QtBot) -> CaseloadPlace:
    screen = screen_of(app)
    qtbot.waitUntil(screen.field.edit.hasFocus)
    assert screen.field.edit.text() == ""
    QTest.keyClicks(screen.field.edit, PASSPHRASE)
    QTest.keyClick(screen.field.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: app.window.session is not None, timeout=15_000)
    return place_of(app)


def open_child(app: DeskApp) -> str:
    place = place_of(app)
    child = next(
        row.id
        for row in caseload_view(place.workspace).rows
        if any(review.state == "booked" for review in child_view(place.workspace, row.id).reviews)
    )
    place.open_child(child)
    return child


def open_booked_review(app: DeskApp) -> str:
    child = open_child(app)
    place = place_of(app)
    review = next(each.id for each in child_view(place.workspace, child).reviews if each.state == "booked")
    place.open_review(review)
    return review


def open_meeting(app: DeskApp, qtbot: QtBot) -> str:
    review = open_booked_review(app)
    place = place_of(app)
    place._actions.open_review(review, DAY).result(timeout=15)
    qtbot.waitUntil(lambda: place.review._view is not None and place.review._view.state == "open")
    place.review.open_step("meet")
    return review


def open_written_review(app: DeskApp) -> None:
    place = place_of(app)
    for row in caseload_view(place.workspace).rows:
        for review in child_view(place.workspace, row.id).reviews:
            if review.state == "completed":
                place.open_review(review.id)
                place.review.open_step("write-up")
                return
    raise AssertionError("no review is written up")


def add_place(app: DeskApp) -> None:
    place_of(app).child_pane.open_tab("places")
    place_of(app).child_pane._add("episode")


FORMS: dict[str, Callable[[DeskApp], None]] = {
    "a new child": lambda app: place_of(app).caseload.ask_new_child(),
    "something changed": lambda app: place_of(app).child_pane.ask_something_changed(),
    "booking": lambda app: place_of(app).child_pane.ask_booking(),
    "a place": add_place,
    "a person": lambda app: place_of(app).child_pane._add("role"),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_open_again_after_the_lock_with_what_was_typed_in_it(app: DeskApp, qtbot: QtBot, form: str) -> None:
    open_child(app)
    FORMS[form](app)
    dialog = next(each for each in app.window.findChildren(Dialog) if each.isVisible())
    lines = [edit for edit in dialog.findChildren(QLineEdit) if edit.isVisible() and edit.isEnabled()]
    last = lines[-1]
    last.setFocus()
    last.clear()
    QTest.keyClicks(last, "half a word")
    last.setCursorPosition(4)
    title, number = dialog.accessibleName(), len(lines)
    press_lock(app)
    assert screen_of(app).isVisible()
    qtbot.waitUntil(lambda: not app.window.findChildren(Dialog))
    unlock(app, qtbot)
    back = next(each for each in app.window.findChildren(Dialog) if each.isVisible())
    again = [edit for edit in back.findChildren(QLineEdit) if edit.isVisible() and edit.isEnabled()]
    assert (back.accessibleName(), len(again), again[-1].text()) == (title, number, "half a word")
    qtbot.waitUntil(again[-1].hasFocus)
    assert again[-1].cursorPosition() == 4
    QTest.keyClick(again[-1], Qt.Key.Key_Z, CTRL)
    assert again[-1].text() != "half a word", "the field's own undo goes on where it was"


def test_a_form_that_was_open_when_the_program_was_killed_opens_again(app: DeskApp, qtbot: QtBot) -> None:
    place_of(app).caseload.ask_new_child()
    dialog = next(each for each in app.window.findChildren(FormDialog) if each.isVisible())
    edit = next(each for each in dialog.findChildren(QLineEdit) if each.isVisible())
    QTest.keyClicks(edit, "Zebedee")
    ws = place_of(app).workspace
    qtbot.waitUntil(lambda: any("Zebedee" in draft.text for draft in ws.desk.drafts()), timeout=1500)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not any("Zebedee" in draft.text for draft in ws.desk.drafts()), timeout=3000)


def test_the_desk_locks_over_a_menu_a_drop_down_and_a_pop_over(app: DeskApp, qtbot: QtBot) -> None:
    app.window._asked("more")
    assert isinstance(QApplication.activePopupWidget(), QMenu)
    press_lock(app)
    assert screen_of(app).isVisible()
    assert QApplication.activePopupWidget() is None
    unlock(app, qtbot)
    open_child(app)
    place_of(app).child_pane.ask_something_changed()
    dialog = next(each for each in app.window.findChildren(Dialog) if each.isVisible())
    combo = next(each for each in dialog.findChildren(Combo) if each.isVisible())
    combo.showPopup()
    press_lock(app)
    assert screen_of(app).isVisible()
    assert QApplication.activePopupWidget() is None
    unlock(app, qtbot)
    QTest.keyClick(next(each for each in app.window.findChildren(Dialog) if each.isVisible()), Qt.Key.Key_Escape)
    place = place_of(app)
    row = caseload_view(place.workspace).rows[0]
    place.caseload.table.setCurrentIndex(place.caseload.table.model().index(0, 0))
    place.caseload._why(row.id)
    assert app.window.findChildren(Popover)
    press_lock(app)
    assert screen_of(app).isVisible()
    qtbot.waitUntil(lambda: not app.window.findChildren(Popover))


def test_the_desk_locks_over_the_question_before_finalising_and_asks_it_again(app: DeskApp, qtbot: QtBot) -> None:
    open_written_review(app)
    place_of(app).review._finalise()
    press_lock(app)
    screen_of(app)
    unlock(app, qtbot)
    asked = [each.accessibleName() for each in app.window.findChildren(Dialog) if each.isVisible()]
    assert asked == ["Finalise this review?"]


def test_an_answer_that_is_half_given_comes_back_with_its_reason_and_its_day(app: DeskApp, qtbot: QtBot) -> None:
    place = place_of(app)
    waiting = [
        (row.id, number)
        for row in caseload_view(place.workspace).rows
        for number, each in enumerate(child_view(place.workspace, row.id).questions)
        if each.because
    ]
    child, number = waiting[0]
    place.open_child(child)
    QApplication.processEvents()
    line = place.child_pane.page("overview").questions()[number]
    asks_day = bool(line.question.asks_for)
    line.ask_again("day")
    if asks_day:
        QTest.keyClicks(line._field.control, "the day bef")
    line.reason.setFocus()
    QTest.keyClicks(line.reason.control, "she said so")
    QTest.keyClick(line.reason.control, Qt.Key.Key_Left)
    press_lock(app)
    back = unlock(app, qtbot).child_pane
    qtbot.wait(500)  # That the child was opened is told a moment later, and shows the child anew.
    again = back.page("overview").questions()[number]
    assert again.reason.value() == "she said so"
    assert again.asking() == ("day" if asks_day else "")
    assert not asks_day or again._field.value() == "the day bef"
    qtbot.waitUntil(again.reason.control.hasFocus)
    assert again.reason.control.cursorPosition() == len("she said so") - 1


def test_prepare_comes_back_to_the_field_the_caret_and_the_words(app: DeskApp, qtbot: QtBot) -> None:
    open_booked_review(app)
    prepare = place_of(app).review._prepare
    edit = prepare._asked.control
    assert isinstance(edit, QTextEdit)
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "at home, with the dog ")
    for _ in range(5):
        QTest.keyClick(edit, Qt.Key.Key_Left)
    press_lock(app)
    back = unlock(app, qtbot).review._prepare._asked.control
    assert isinstance(back, QTextEdit)
    assert back.toPlainText() == "at home, with the dog "
    qtbot.waitUntil(back.hasFocus)
    assert back.textCursor().position() == len("at home, with the dog ") - 5


def test_the_write_up_comes_back_to_the_field_and_to_how_far_it_was_scrolled(app: DeskApp, qtbot: QtBot) -> None:
    app.window.resize(1100, 460)
    open_written_review(app)
    write_up = place_of(app).review.write_up
    field = write_up.facts.spoke_where
    field.control.setFocus()
    QTest.keyClicks(field.control, " in the garden")
    typed = field.value()
    area = next(each for each in _scrolls(write_up.facts) if each.maximum() > 0)
    area.setValue(area.maximum() // 2)
    scrolled = area.value()
    assert scrolled > 0
    press_lock(app)
    back = unlock(app, qtbot).review
    assert back.step() == "write-up"
    assert back.write_up.facts.spoke_where.value() == typed
    qtbot.waitUntil(back.write_up.facts.spoke_where.control.hasFocus)
    qtbot.waitUntil(lambda: any(each.value() == scrolled for each in _scrolls(back.write_up.facts)))


def _scrolls(root: QWidget) -> list:  # type: ignore[type-arg]
    from iro_desk.ui.widgets import Scroll

    return [each.verticalScrollBar() for each in root.findChildren(Scroll)]


def test_what_cannot_be_read_yet_comes_back_as_it_was_typed(app: DeskApp, qtbot: QtBot) -> None:
    open_written_review(app)
    field = place_of(app).review.write_up.facts.spoke_on
    field.edit.setFocus()
    field.edit.selectAll()
    QTest.keyClicks(field.edit, "31 Febr")
    press_lock(app)
    assert unlock(app, qtbot).review.write_up.facts.spoke_on.value() == "31 Febr"


def test_undo_after_an_unlock_steps_back_through_what_was_kept(app: DeskApp, qtbot: QtBot) -> None:
    open_meeting(app, qtbot)
    meet = place_of(app).review._meet
    meet.open_heading(meet._view.agenda[4].key)  # type: ignore[union-attr]
    meet.write()
    for words in ("She likes school.", " Maths most.", " Not the bus."):
        QTest.keyClicks(meet._writing, words)
        meet._drafted._keep_now()
    press_lock(app)
    writing = unlock(app, qtbot).review._meet._writing
    qtbot.waitUntil(writing.hasFocus)
    assert writing.toPlainText() == "She likes school. Maths most. Not the bus."
    texts = []
    for _ in range(3):
        QTest.keyClick(writing, Qt.Key.Key_Z, CTRL)
        texts.append(writing.toPlainText())
    assert texts == ["She likes school. Maths most.", "She likes school.", ""]
    QTest.keyClick(writing, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert writing.toPlainText() == "She likes school."


def test_undo_after_a_crash_steps_back_through_the_saved_drafts(app: DeskApp, qtbot: QtBot) -> None:
    review = open_meeting(app, qtbot)
    place = place_of(app)
    key = place.review._meet._view.agenda[4].key  # type: ignore[union-attr]
    for text in ("One.", "One. Two.", "One. Two. Three."):
        place._actions.keep_draft(f"note:{review}:{key}", text, len(text))
    place.workspace.office.do_draft(lambda drafts: None).result(timeout=15)  # Those before it are kept by then.
    app.window.begin_day()  # Made anew from what the desk holds, as after a crash.
    meet = place_of(app).review._meet
    meet.open_heading(key)
    assert meet._writing.toPlainText() == "One. Two. Three."
    QTest.keyClick(meet._writing, Qt.Key.Key_Z, CTRL)
    assert meet._writing.toPlainText() == "One. Two."


def test_what_is_typed_on_through_the_lock_goes_into_the_field_and_never_into_the_passphrase(
    app: DeskApp, qtbot: QtBot
) -> None:
    open_meeting(app, qtbot)
    meet = place_of(app).review._meet
    meet.open_heading(meet._view.agenda[4].key)  # type: ignore[union-attr]
    meet.write()
    QTest.keyClicks(meet._writing, "She wants to st")
    app.idle.idle_in_meeting.emit()  # The waiting ends in the middle of a word.
    screen = screen_of(app)
    QTest.keyClicks(QApplication.focusWidget() or screen, "ay with Biscuit")
    place = unlock(app, qtbot)
    assert place.review._meet._writing.toPlainText() == "She wants to stay with Biscuit"


def test_a_passphrase_typed_at_once_after_locking_is_not_written_into_a_field(app: DeskApp, qtbot: QtBot) -> None:
    open_meeting(app, qtbot)
    meet = place_of(app).review._meet
    meet.open_heading(meet._view.agenda[4].key)  # type: ignore[union-attr]
    meet.write()
    press_lock(app)
    QTest.keyClicks(QApplication.focusWidget() or app.window, PASSPHRASE)
    assert unlock(app, qtbot).review._meet._writing.toPlainText() == ""


def test_the_desk_locks_by_itself_after_the_minutes_of_the_setting(app: DeskApp, qtbot: QtBot) -> None:
    ws = place_of(app).workspace
    assert app.idle.patience.lock == 10
    ws.do("Changed a setting", lambda change: change.put_setting("lock_minutes", "25")).result(timeout=15)
    qtbot.waitUntil(lambda: app.idle.patience.lock == 25)
    ws.do("Changed a setting", lambda change: change.put_setting("lock_minutes_most", "7")).result(timeout=15)
    qtbot.waitUntil(lambda: app.idle.patience.lock == 7)
    app._idle_minutes = 0.2 / 60
    app._begin_waiting()
    qtbot.waitUntil(lambda: isinstance(app.window.centralWidget(), UnlockScreen), timeout=3000)


def test_a_fault_of_one_pane_does_not_keep_the_desk_open(
    app: DeskApp, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[BaseException] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, error, trace: told.append(error))
    place = place_of(app)

    def faulty() -> None:
        raise KeyError("flush")

    monkeypatch.setattr(place, "flush", faulty, raising=False)
    app.idle.idle.emit()
    assert app.window.session is None
    screen_of(app)
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], KeyError)


OF_A_CHILD = (CaseloadView, ChildView, ReviewView, ChildFile, CaseloadPlace)


@pytest.fixture
def left_by_others() -> frozenset[int]:
    """What windows of earlier tests still hold; asked for before this test's own window is made."""
    gc.collect()
    return frozenset(id(each) for each in gc.get_objects() if issubclass(type(each), OF_A_CHILD))


def test_a_locked_window_holds_no_child_any_more(left_by_others: frozenset[int], app: DeskApp, qtbot: QtBot) -> None:
    open_meeting(app, qtbot)
    press_lock(app)
    sealed = app.window.session is None
    assert sealed
    # No other thread is at work when memory is searched: the search holds what that thread is just letting go.
    shut = app._keeper.ask(lambda: None)
    qtbot.waitUntil(shut.done, timeout=15_000)

    def held() -> list[str]:
        QApplication.sendPostedEvents(None, 52)  # Deferred deletions.
        gc.collect()
        now = [each for each in gc.get_objects() if issubclass(type(each), OF_A_CHILD)]
        return sorted({type(each).__name__ for each in now if id(each) not in left_by_others})

    qtbot.waitUntil(lambda: gc.get_freeze_count() == 0, timeout=15_000)  # What is frozen is in no list of objects.
    qtbot.waitUntil(lambda: held() == [], timeout=5000)


def test_what_an_open_desk_is_made_of_is_not_looked_through_for_garbage_until_it_is_locked(
    app: DeskApp, qtbot: QtBot
) -> None:
    assert gc.get_freeze_count() > 10_000
    sealed = app.lock()
    assert sealed is not None
    sealed.result(30)
    qtbot.waitUntil(lambda: gc.get_freeze_count() == 0)


def test_memory_is_looked_through_in_the_windows_thread_alone(
    app: DeskApp, qtbot: QtBot, request: pytest.FixtureRequest
) -> None:
    """What a locked pane leaves (carets, pictures, rows) ends the program if it goes in another thread."""
    threads: set[str] = set()
    noted = lambda *_: threads.add(threading.current_thread().name)  # noqa: E731
    gc.callbacks.append(noted)
    request.addfinalizer(lambda: gc.callbacks.remove(noted))

    def litter() -> int:
        return len([[] for _ in range(200_000)])

    open_meeting(app, qtbot)
    press_lock(app)
    for _ in range(3):
        beside = app._keeper.ask(litter)
        qtbot.waitUntil(beside.done)
    qtbot.waitUntil(lambda: bool(threads), timeout=5000)
    assert threads == {threading.main_thread().name}


def test_what_is_kept_of_the_window_is_encrypted_with_the_rest(app: DeskApp, qtbot: QtBot, tmp_path: Path) -> None:
    place_of(app).caseload.ask_new_child()
    dialog = next(each for each in app.window.findChildren(FormDialog) if each.isVisible())
    QTest.keyClicks(next(each for each in dialog.findChildren(QLineEdit) if each.isVisible()), "Quillfeather")
    press_lock(app)
    qtbot.waitUntil(lambda: json.loads((tmp_path / "own.irodesk" / "head.json").read_text())["state"] == "closed")
    for file in tmp_path.rglob("*"):
        assert not file.is_file() or b"Quillfeather" not in file.read_bytes()


class _Windows(QObject):
    """Notes what is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.stray: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        own = event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        if own and not isinstance(watched, QMainWindow | QDialog | QMenu):
            self.stray.append(f"{type(watched).__name__} {watched.accessibleName()}")  # type: ignore[attr-defined]
        return False


def test_nothing_is_shown_as_a_window_before_it_stands_in_one(app: DeskApp, qtbot: QtBot) -> None:
    seen = _Windows()
    QApplication.instance().installEventFilter(seen)  # type: ignore[union-attr]
    for place in ("today", "settings", "desk", "about", "caseload"):
        app.window.go(place)
    open_child(app)
    open_written_review(app)
    open_meeting(app, qtbot)
    QApplication.instance().removeEventFilter(seen)  # type: ignore[union-attr]
    assert seen.stray == []
    assert app.window.isActiveWindow()


def test_a_key_holds_the_work_beside_the_window_until_it_is_painted(app: DeskApp, qtbot: QtBot) -> None:
    QTest.keyClick(app.window, Qt.Key.Key_Shift)
    assert not courtesy._free.is_set()
    qtbot.waitUntil(courtesy._free.is_set)


def test_typing_that_is_a_draft_of_its_own_does_not_have_every_field_looked_at(
    app: DeskApp, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[bool] = []
    state = app.window.state
    monkeypatch.setattr(app.window, "state", lambda **asked: (looks.append(True), state(**asked))[1])
    open_meeting(app, qtbot)
    qtbot.waitUntil(lambda: not app._keeping._wait.isActive())
    looks.clear()
    field = place_of(app).review._meet._writing
    field.setFocus()
    QTest.keyClicks(field, "settled")
    assert not app._keeping._wait.isActive()
    app.window.go("caseload")
    search = place_of(app).caseload.search
    search.setFocus()
    QTest.keyClicks(search, "lantern")
    qtbot.waitUntil(lambda: bool(looks))
