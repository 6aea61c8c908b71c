"""A disk that refuses while a meeting is written: said quietly, nothing typed is lost, and it mends itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from iro_desk.casework import Attendance, Decision, Review, ReviewNote, ToldMe
from iro_desk.desk import Desk
from iro_desk.desk.disk import disk_refuses
from iro_desk.desk.notes_aside import NotesAside
from iro_desk.practice import opening
from iro_desk.practice.caseload import caseload_view
from iro_desk.practice.child import child_view
from iro_desk.ui import start
from iro_desk.ui.app import DeskApp
from iro_desk.ui.caseload_place import CaseloadPlace
from iro_desk.ui.keeping.watch import DeskWatch
from iro_desk.ui.review import ReviewPane
from iro_desk.ui.unlock import UnlockScreen
from iro_desk.ui.widgets import Dialog
from iro_desk.ui.widgets.fields import Edit
from iro_desk.ui.widgets.growing import Growing
from tests.conftest import PracticeDesks

DAY = opening.PRACTICE_DAY


class Disk:
    """The disk under the desk, and the places beside it."""

    def __init__(self) -> None:
        self.desk_refuses = self.all_refuses = False


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    """A disk that the test fills up and frees again."""
    state = Disk()
    drafts, change, aside = Desk.writing_drafts, Desk.change, NotesAside.drafts

    @contextmanager
    def writing_drafts(desk: Desk) -> Iterator[Any]:
        if state.desk_refuses:
            raise disk_refuses()
        with drafts(desk) as made:
            yield made

    @contextmanager
    def changing(desk: Desk, *args: Any, **kwargs: Any) -> Iterator[Any]:
        if state.desk_refuses:
            raise disk_refuses()
        with change(desk, *args, **kwargs) as made:
            yield made

    @contextmanager
    def drafts_aside(notes: NotesAside) -> Iterator[Any]:
        if state.all_refuses:
            raise disk_refuses()
        with aside(notes) as made:
            yield made

    monkeypatch.setattr(Desk, "writing_drafts", writing_drafts)
    monkeypatch.setattr(Desk, "change", changing)
    monkeypatch.setattr(NotesAside, "drafts", drafts_aside)
    return state


@pytest.fixture
def app(qtbot: QtBot, tmp_path: Path, disk: Disk, practice_desk: PracticeDesks) -> Iterator[DeskApp]:
    practice_desk(tmp_path / "Practice.irodesk", start.PRACTICE_PASSPHRASE, children=24, data=tmp_path)
    door = start.door(lambda: DAY, tmp_path)
    app = DeskApp(door, partial(start.session_of, DAY), data_folder=tmp_path)
    qtbot.addWidget(app.window)
    app.window.resize(1366, 696)
    app.window.show()
    app.window.activateWindow()
    app.enter(door.open_practice())
    app.window.go("caseload")
    yield app
    disk.desk_refuses = disk.all_refuses = False
    app.window._closes_anyway = True
    app.window.close()


def place_of(app: DeskApp) -> CaseloadPlace:
    place = app.window.pane("caseload")
    assert isinstance(place, CaseloadPlace)
    return place


def keep(app: DeskApp, text: str) -> None:
    place_of(app)._actions.keep_draft("note:r:school", text, len(text))


def kept(app: DeskApp) -> dict[str, str]:
    return {draft.field: draft.text for draft in place_of(app).workspace.desk.drafts()}


def said(app: DeskApp) -> str:
    assert app.window.notices is not None
    return app.window.notices.words("disk")


def try_again(app: DeskApp) -> None:
    app.window.findChildren(DeskWatch)[-1]._try_again()


def test_a_full_disk_is_said_at_the_foot_and_what_was_typed_comes_in_when_it_is_back(
    app: DeskApp, qtbot: QtBot, disk: Disk
) -> None:
    disk.desk_refuses = True
    keep(app, "Going well.")
    qtbot.waitUntil(lambda: "full or does not answer" in said(app))
    assert "file of its own beside the desk" in said(app)
    assert not [each for each in app.window.findChildren(Dialog) if each.isVisible()], "quiet, and never modal"
    try_again(app)
    qtbot.wait(200)
    assert "full or does not answer" in said(app)
    disk.desk_refuses = False
    try_again(app)
    qtbot.waitUntil(lambda: "The disk is back" in said(app), timeout=15_000)
    assert kept(app)["note:r:school"] == "Going well."


def test_what_no_disk_takes_waits_in_memory_through_a_lock_and_is_asked_about_before_closing(
    app: DeskApp, qtbot: QtBot, disk: Disk
) -> None:
    disk.desk_refuses = disk.all_refuses = True
    keep(app, "Only in memory.")
    qtbot.waitUntil(lambda: "kept in memory and tried again" in said(app))
    app.window.close()
    question = next(each for each in app.window.findChildren(Dialog) if each.isVisible())
    assert app.window.isVisible()
    assert "1 text" in start_words(app)
    question.buttons["stay"].click()
    app.lock()
    screen = app.window.centralWidget()
    assert isinstance(screen, UnlockScreen)
    disk.desk_refuses = disk.all_refuses = False
    qtbot.waitUntil(screen.open_button.isEnabled)
    screen.open_desk()
    qtbot.waitUntil(lambda: app.window.session is not None, timeout=15_000)
    app.window.go("caseload")
    try_again(app)
    qtbot.waitUntil(lambda: kept(app).get("note:r:school") == "Only in memory.", timeout=15_000)


def test_a_form_comes_back_after_a_lock_with_what_no_disk_took(app: DeskApp, qtbot: QtBot, disk: Disk) -> None:
    place_of(app).caseload.ask_new_child()
    form = next(each for each in app.window.findChildren(Dialog) if each.isVisible())
    edit = next(each for each in form.findChildren(Edit) if each.isVisible())
    name = edit.accessibleName()
    disk.desk_refuses = disk.all_refuses = True
    QTest.keyClicks(edit, "Kestrel")
    app.lock()
    screen = app.window.centralWidget()
    assert isinstance(screen, UnlockScreen)
    qtbot.waitUntil(screen.open_button.isEnabled)
    disk.desk_refuses = disk.all_refuses = False
    screen.open_desk()
    qtbot.waitUntil(lambda: app.window.session is not None, timeout=15_000)
    again = next(each for each in app.window.findChildren(Dialog) if each.isVisible())
    assert [each.text() for each in again.findChildren(Edit) if each.accessibleName() == name] == ["Kestrel"]


def review_in(app: DeskApp, state: str) -> ReviewPane:
    """Opens the first review in that state, at the step that the state asks for."""
    place = place_of(app)
    for row in caseload_view(place.workspace).rows:
        for review in child_view(place.workspace, row.id).reviews:
            if review.state == state:
                place.open_review(review.id)
                return place.review
    raise AssertionError(f"no review is {state}")


@pytest.mark.parametrize("part", ["words", "where"])
def test_a_field_of_the_write_up_keeps_what_no_disk_took_and_the_desk_takes_it_later(
    part: str, app: DeskApp, qtbot: QtBot, disk: Disk
) -> None:
    pane = review_in(app, "completed")
    field = {"words": pane.write_up.facts.code_words, "where": pane.write_up.facts.spoke_where}[part]
    key = {"words": "participation_words", "where": "spoke_privately_where"}[part]
    edit, review = field.control, pane._view
    assert isinstance(edit, Edit | Growing)
    assert review is not None
    edit.setFocus()
    edit.selectAll()
    disk.desk_refuses = True
    QTest.keyClicks(edit, "In her own room")
    pane.write_up.facts.spoke_on.edit.setFocus()  # The field is left, and the disk refuses what was typed in it.
    qtbot.waitUntil(pane._message_line.isVisible)
    pane.show_view(review)  # Whatever else becomes news meanwhile.
    assert field.value() == "In her own room"
    disk.desk_refuses = False
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_Return)
    stored = partial(place_of(app).workspace.desk.get, Review, review.id)
    qtbot.waitUntil(lambda: getattr(stored(), key) == "In her own room", timeout=15_000)
    assert field.value() == "In her own room"


def test_the_meeting_keeps_what_no_disk_took_in_every_field_and_the_desk_takes_it_later(
    app: DeskApp, qtbot: QtBot, disk: Disk
) -> None:
    _, booked = review_in(app, "booked"), place_of(app)._review
    place_of(app)._actions.open_review(booked, DAY).result(timeout=30)
    pane = review_in(app, "open")
    pane.open_step("meet")
    meet, desk = pane._meet, place_of(app).workspace.desk
    meet._words.begin()
    meet._here.begin()
    typed = {meet._writing: "Going well.", meet._decisions.what: "A new school coat"}
    typed |= {meet._words.words: "I like it here", meet._here.name: "Ms Ash, tutor"}
    disk.desk_refuses = True
    for edit, words in typed.items():
        edit.setFocus()
        QTest.keyClicks(edit, words)
        if isinstance(edit, Edit):
            QTest.keyClick(edit, Qt.Key.Key_Return)
    meet.settle()
    qtbot.waitUntil(pane._message_line.isVisible)
    qtbot.wait(300)
    shown = [edit.text() if isinstance(edit, Edit) else edit.toPlainText() for edit in typed]
    assert shown == list(typed.values())
    disk.desk_refuses = False
    meet.settle()
    for edit in (meet._decisions.what, meet._words.words, meet._here.name):
        QTest.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: (
            any(each.text == "Going well." for each in desk.all(ReviewNote))
            and any(each.what == "A new school coat" for each in desk.all(Decision))
            and any(each.words == "I like it here" for each in desk.all(ToldMe))
            and any(each.name == "Ms Ash" for each in desk.all(Attendance))
        ),
        timeout=15_000,
    )


def test_a_heading_that_no_disk_took_in_the_meeting_is_rewritten_in_the_write_up_and_stays_so(
    app: DeskApp, qtbot: QtBot, disk: Disk
) -> None:
    _, booked = review_in(app, "booked"), place_of(app)._review
    place_of(app)._actions.open_review(booked, DAY).result(timeout=30)
    pane = review_in(app, "open")
    pane.open_step("meet")
    heading, desk, words = pane._meet._open_key, place_of(app).workspace.desk, pane.write_up.facts.words

    def stored() -> list[str]:
        return [each.text for each in desk.all(ReviewNote) if each.review == booked and each.heading == heading]

    disk.desk_refuses = True
    QTest.keyClicks(pane._meet._writing, "Going well.")
    pane.open_step("write-up")  # At once, while the desk has not answered yet.
    words.open_heading(heading)
    assert words.writing.toPlainText() == "Going well."
    qtbot.waitUntil(pane._message_line.isVisible)
    disk.desk_refuses = False
    words.writing.selectAll()
    QTest.keyClicks(words.writing, "Going very well now.")
    words.settle()
    qtbot.waitUntil(lambda: stored() == ["Going very well now."], timeout=15_000)
    pane._meet.settle()
    pane.open_step("meet")
    assert pane._meet._writing.toPlainText() == "Going very well now."
    pane._meet.settle()
    pane.open_step("prepare")
    place_of(app).workspace.office.do_draft(lambda drafts: None).result(timeout=15)
    assert stored() == ["Going very well now."]
    assert f"note:{booked}:{heading}" not in kept(app)


def start_words(app: DeskApp) -> str:
    assert app.window.session is not None
    return app.window.session.not_kept()
