"""On a real desk: a lock in the middle of a meeting and the way back; a toast's Undo. Every child is invented."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from iro_desk.practice import history, opening, signing
from iro_desk.practice.caseload import caseload_view
from iro_desk.practice.child import child_view
from iro_desk.ui import coming_back, start
from iro_desk.ui.app import DeskApp
from iro_desk.ui.caseload_place import CaseloadPlace
from iro_desk.ui.panes.terms import TermsDialog
from iro_desk.ui.review.correct import CorrectDialog
from iro_desk.ui.unlock import UnlockScreen
from iro_desk.ui.widgets import Button, Combo, Edit, Toast, add, column
from tests.conftest import PracticeDesks
from tests.soak import surfaces

DAY = opening.PRACTICE_DAY


@pytest.fixture
def app(qtbot: QtBot, tmp_path: Path, practice_desk: PracticeDesks) -> Iterator[DeskApp]:
    practice_desk(tmp_path / "Practice.irodesk", start.PRACTICE_PASSPHRASE, children=24, data=tmp_path)
    door = start.door(lambda: DAY, tmp_path)
    app = DeskApp(door, partial(start.session_of, DAY), data_folder=tmp_path)
    qtbot.addWidget(app.window)
    app.window.resize(1366, 696)
    app.window.show()
    app.window.activateWindow()
    app.enter(door.open_practice())
    surfaces.to_the_front(app, qtbot)
    yield app
    app.window.close()


def place_of(app: DeskApp) -> CaseloadPlace:
    app.window.go("caseload")
    place = app.window.pane("caseload")
    assert isinstance(place, CaseloadPlace)
    return place


def test_a_correction_comes_back_after_a_lock_with_every_part_that_was_open(app: DeskApp, qtbot: QtBot) -> None:
    place = place_of(app)
    ws = place.workspace
    child = child_view(ws, ws.desk.find_child("PR0001"))
    review = next(each.id for each in child.reviews if each.state == "completed")
    signing.sign(ws, review).result()
    place.open_review(review)
    place.review.correct()
    dialog = app.window.findChild(CorrectDialog)
    assert isinstance(dialog, CorrectDialog)
    keys = [key for key in dialog._known if key.startswith("decision:")][:2]
    for key in keys:
        dialog.open_part(key)
    QApplication.processEvents()
    line = dialog.forms[keys[0]].part("what").control  # type: ignore[union-attr]
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "As it should stand")
    QTest.keyClicks(dialog.because.control, "A slip")
    unlocked(app, qtbot)
    again = app.window.findChild(CorrectDialog)
    assert isinstance(again, CorrectDialog)
    assert again is not dialog
    assert list(again.forms) == keys
    assert again.forms[keys[0]].values()["what"] == "As it should stand"
    assert again.because.value() == "A slip"
    again.reject()


def unlocked(app: DeskApp, qtbot: QtBot) -> CaseloadPlace:
    """The same, and goes to the caseload."""
    lock_and_open(app, qtbot)
    return place_of(app)


def lock_and_open(app: DeskApp, qtbot: QtBot) -> None:
    """Locks with the keys, waits until the screen listens, and opens again."""
    QTest.keyClick(QApplication.focusWidget() or app.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    screen = app.window.centralWidget()
    assert isinstance(screen, UnlockScreen)
    app.window.activateWindow()  # After a dialog nobody gives it its turn where there is no window manager.
    qtbot.waitUntil(screen.open_button.hasFocus, timeout=15_000)
    QTest.keyClick(screen.open_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: app.window.session is not None, timeout=15_000)
    surfaces.settle()


COME_BACK = ("booking from today", "an engagement", "own figures", "what a visit needs", "days of a setting")
STAND_AGAIN = ("who may know the place", "any journey", "the diary, a review held")


def test_forms_and_pages_of_every_place_come_back_with_what_was_typed(app: DeskApp, qtbot: QtBot) -> None:
    for name in (*COME_BACK, *STAND_AGAIN):
        surfaces.SURFACES[name](app, qtbot)
        surfaces.settle()
        at = len(surfaces.fields_of(surfaces.dialog_of(app) or app.window)) - 1
        edit = surfaces.fields_of(surfaces.dialog_of(app) or app.window)[at]
        edit.setFocus()
        surfaces.press(edit, "14")
        shown = surfaces.text_of(edit)
        assert "14" in shown, name
        lock_and_open(app, qtbot)
        dialog = surfaces.dialog_of(app)
        assert (dialog is not None) == (name in COME_BACK), name
        assert surfaces.text_of(surfaces.fields_of(dialog or app.window)[at]) == shown, name
        if dialog is not None:
            dialog.reject()


BESIDE = ("the busy times of a calendar", "papers of the caseload", "a day of the diary")
TYPED_BESIDE = ("what if another day", "why not another day", "the finder", "the calculator")


def test_what_opens_only_once_its_answer_is_there_comes_back(app: DeskApp, qtbot: QtBot) -> None:
    """Previews, pop-overs, the finder and the calculator too, with what was chosen and typed in them."""
    for name in (*BESIDE, *TYPED_BESIDE):
        {**surfaces.SURFACES, **surfaces.QUESTIONS}[name](app, qtbot)
        surfaces.settle()
        over, chosen, shown = surfaces.dialog_of(app), surfaces.chosen_in(app), ""
        assert (over is None) == (name == "papers of the caseload"), name
        if name in TYPED_BESIDE:
            edit = surfaces.fields_of(over or app.window)[-1]
            edit.setFocus()
            surfaces.press(edit, "14")
            shown = surfaces.text_of(edit)
        said = over.accessibleName() if over is not None else ""
        lock_and_open(app, qtbot)

        def is_back(said: str = said, chosen: object = chosen, shown: str = shown) -> bool:
            again = surfaces.dialog_of(app)
            fields = surfaces.fields_of(again or app.window)
            typed = not shown or (bool(fields) and surfaces.text_of(fields[-1]) == shown)
            named = (again.accessibleName() if again is not None else "") == said
            return named and typed and surfaces.chosen_in(app) == chosen

        qtbot.waitUntil(is_back, timeout=20_000)
        again = surfaces.dialog_of(app)
        if again is not None:
            again.close_it() if hasattr(again, "close_it") else again.close()


def test_what_is_typed_into_lines_that_arrive_later_comes_back(app: DeskApp, qtbot: QtBot) -> None:
    """The lines of the manager's replies are worked out beside the window: days that cannot be read, and the caret."""
    place_of(app).open_shelf(caseload_view(place_of(app).workspace).rows[0].id)  # It is left for the review.
    surfaces.SURFACES["sharing"](app, qtbot)
    qtbot.waitUntil(lambda: len(surfaces.fields_of(app.window)) > 4, timeout=15_000)
    days = [each for each in surfaces.fields_of(app.window) if "replied to" in each.accessibleName()]
    for day in days:
        day.setFocus()
        QTest.keyClick(day, Qt.Key.Key_End)
        surfaces.press(day, " or so")
    QTest.keyClick(days[-1], Qt.Key.Key_Left)
    fields = [(each.accessibleName(), surfaces.text_of(each)) for each in surfaces.fields_of(app.window)]
    name, caret = days[-1].accessibleName(), days[-1].cursorPosition()
    lock_and_open(app, qtbot)

    def is_back() -> bool:
        again = [(each.accessibleName(), surfaces.text_of(each)) for each in surfaces.fields_of(app.window)]
        return again == fields and app.window.focusWidget().accessibleName() == name

    qtbot.waitUntil(is_back, timeout=15_000)
    holds = app.window.focusWidget()
    assert isinstance(holds, QLineEdit)
    assert holds.cursorPosition() == caret
    surfaces.press(holds, "x")  # The person goes on, and what is shown anew leaves it alone.
    surfaces.settle()
    assert holds.text() == fields[[each for each, _ in fields].index(name)][1][:caret] + "x" + "o"


def test_what_was_typed_through_the_lock_waits_for_the_field_that_was_left(qtbot: QtBot) -> None:
    """A field that arrives later, and is opened later still; and never where something else stands by then."""
    here, window = [True], QWidget()
    qtbot.addWidget(window)
    pane = column(Edit(name="Another"), into=window)
    field = Edit(name="The one")
    add(pane, field)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    field.setFocus()
    QTest.keyClicks(field, "It was lov")
    picture = coming_back.picture_of(window)
    field.setParent(None)
    coming_back.put_back(window, picture, still_here=lambda: here[0])
    coming_back.type_on(window.focusWidget(), "ely")
    kept = [text for _, text, *_ in coming_back.picture_of(window)["texts"]]
    assert "It was lov" in kept, "another lock meanwhile loses nothing"
    here[0] = False
    late = Edit(name="The one")
    late.setReadOnly(True)
    add(pane, late)
    surfaces.settle()
    assert late.text() == ""
    here[0] = True
    late.hide()
    late.show()
    surfaces.settle()
    assert late.text() == ""
    late.setReadOnly(False)
    qtbot.waitUntil(lambda: late.text() == "It was lovely")
    assert late.hasFocus()


def test_what_was_chosen_comes_back_after_a_second_lock_too(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    how = Combo([("mail", "E-mail"), ("aloud", "Read out")], name="How")
    column(how, into=window)
    window.show()
    how.setCurrentIndex(1)
    how.activated.emit(1)
    for _ in range(2):
        picture = coming_back.picture_of(window)
        coming_back.forget_late()
        how.setProperty("by hand", None)  # As one that is made anew.
        how.choose("mail")
        coming_back.put_back(window, picture)
        assert how.value() == "aloud"


def test_a_table_that_is_typed_into_comes_back_with_the_cell_that_was_not_left(app: DeskApp, qtbot: QtBot) -> None:
    surfaces.open_terms(app, qtbot)
    table = app.window.findChildren(TermsDialog)[-1].table
    table.setCurrentCell(0, 0)
    table.edit(table.currentIndex())
    editor = table.viewport().findChild(QLineEdit)
    assert editor is not None
    editor.setText("Invented term")
    lock_and_open(app, qtbot)
    again = app.window.findChildren(TermsDialog)[-1].table
    item = again.item(0, 0)
    assert again is not table
    assert item is not None
    assert item.text() == "Invented term"
    app.window.findChildren(TermsDialog)[-1].reject()


def open_meeting(app: DeskApp, qtbot: QtBot) -> str:
    """Goes into the meeting of the first child that has a booked review."""
    place = place_of(app)
    ws = place.workspace
    for each in caseload_view(ws).rows:
        for review in child_view(ws, each.id).reviews:
            if review.state == "booked":
                place.open_review(review.id)
                place._actions.open_review(review.id, DAY).result(timeout=15)
                qtbot.waitUntil(lambda: place.review._view is not None and place.review._view.state == "open")
                place.review.open_step("meet")
                return review.id
    raise AssertionError("no booked review")


def test_an_unlock_comes_back_into_the_middle_of_the_sentence(app: DeskApp, qtbot: QtBot) -> None:
    review = open_meeting(app, qtbot)
    meet = place_of(app).review._meet
    assert meet._view is not None
    meet.open_heading(meet._view.agenda[4].key)
    QTest.keyClicks(meet._writing, "She likes the school very much")
    for _ in range(10):
        QTest.keyClick(meet._writing, Qt.Key.Key_Left)
    key = meet._open_key
    place = unlocked(app, qtbot)
    assert (place._review, place.review.step(), place.review._meet._open_key) == (review, "meet", key)
    qtbot.waitUntil(place.review._meet._writing.hasFocus)
    QTest.keyClicks(place.review._meet._writing, ",")
    assert place.review._meet._writing.toPlainText() == "She likes the school, very much"


def test_an_unlock_comes_back_to_the_childs_page_and_the_place_in_the_list(app: DeskApp, qtbot: QtBot) -> None:
    place = place_of(app)
    child = caseload_view(place.workspace).rows[9].id
    place.open_child(child)
    place.child_pane.open_tab("decisions")
    qtbot.waitUntil(lambda: place.caseload.table.verticalScrollBar().maximum() > 300)
    place.caseload.table.verticalScrollBar().setValue(300)
    place = unlocked(app, qtbot)
    assert app.window.focusWidget() is not None, "the keys go somewhere"
    assert (place._child, place.child_pane.tabs.key()) == (child, "decisions")
    qtbot.waitUntil(lambda: place.caseload.table.verticalScrollBar().value() == 300)


def test_a_toasts_undo_leaves_what_came_after_it_alone(app: DeskApp, qtbot: QtBot) -> None:
    review = open_meeting(app, qtbot)
    place = place_of(app)
    place._actions.add_decision(review, {"what": "An eye test"}).result(timeout=15)
    qtbot.waitUntil(lambda: app.window._newest is not None and "decision" in app.window._newest.words.lower())
    app.window.toast("Added a decision")
    undo = next(button for toast in app.window.findChildren(Toast) for button in toast.findChildren(Button))
    place._actions.write_note(review, "school", "Going well.", ()).result(timeout=15)  # Not told to the window yet.
    undo.click()
    qtbot.waitUntil(lambda: history.history_view(place.workspace)[0].undoes is not None, timeout=15_000)
    qtbot.waitUntil(lambda: place.review._view is not None and not place.review._view.decisions)
    view = place.review._view
    assert view is not None
    notes = {heading.key: heading.text for heading in view.agenda}
    assert notes["school"] == "Going well."
