"""Before the meeting and before it stops: lists, reminders, the room, what was pasted; by keyboard, nothing modal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QTextBrowser, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from iro_desk.practice.review_views import CheckRow, FormRow, KinRow, NextMeeting, PartRow, ReviewView, ViewRow, WishRow
from iro_desk.ui.review import ReviewPane
from iro_desk.ui.review.stopping import KEY as STOP
from iro_desk.ui.widgets import column
from tests.ui.panes.help import said, settle
from tests.ui.review.invented import TODAY, Desk, view

CHECKS = (
    CheckRow("asked", "Ask the child", TODAY, "You", "Done Tue 12 January", "done", date(2027, 1, 12), False, "", ""),
    CheckRow("report", "Report", TODAY, "Dana Whitlock", "2 days late", "late", None, False, "", "Dear Dana Whitlock,"),
)
BOOKED = {
    "state": "booked",
    "held_on": None,
    "checklist": CHECKS,
    "wishes": (WishRow("Where", "Wrexham"),),
    "kin": (KinRow("c2", "Abena", "r2", False, "No review booked"),),
}
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def pane(qtbot: QtBot, desk: Desk) -> Iterator[ReviewPane]:
    made = ReviewPane(desk, TODAY)
    window = QWidget()
    qtbot.addWidget(window)
    column((made, 1), into=window)
    window.resize(1282, 696)
    window.show()
    window.activateWindow()
    yield made
    window.hide()


def show(pane: ReviewPane, step: str, **more: object) -> ReviewView:
    shown = view(**more)
    pane.show_view(shown)
    pane.open_step(step)
    settle()
    return shown


def pick(line: object, words: str) -> None:
    next(action for action in line.menu().actions() if action.text() == words).trigger()  # type: ignore[attr-defined]


# ---------------------------------------------------------------- prepare


def test_a_step_is_ticked_in_place_and_its_reminder_is_copied(pane: ReviewPane, desk: Desk) -> None:
    show(pane, "prepare", **BOOKED)
    prepare = pane._prepare
    line = next(each for each in prepare._checklist.lines() if each.objectName() == "report")
    assert line.accessibleName() == "Report, 2 days late"
    pick(line, "Done today")
    assert desk.of("keep_step") == [("r1", "report", TODAY, False, "")]
    copy = next(each for each in prepare.findChildren(QWidget) if each.accessibleName() == "Copy a reminder: Report")
    copy.click()  # type: ignore[attr-defined]
    assert QGuiApplication.clipboard().text() == "Dear Dana Whitlock,"


def test_another_day_and_not_needed_are_asked_for_in_place(qtbot: QtBot, pane: ReviewPane, desk: Desk) -> None:
    show(pane, "prepare", **BOOKED)
    checklist = pane._prepare._checklist
    line = next(each for each in checklist.lines() if each.objectName() == "report")
    pick(line, "Done on another day")
    assert QApplication.focusWidget() is checklist.asked
    qtbot.keyClicks(checklist.asked, "8/2/27")
    qtbot.keyClick(checklist.asked, Qt.Key.Key_Return)
    pick(line, "Not needed, because")
    qtbot.keyClick(checklist.asked, Qt.Key.Key_Return)  # Nothing said: nothing kept.
    pick(line, "Not needed, because")
    qtbot.keyClicks(checklist.asked, "written by the court")
    qtbot.keyClick(checklist.asked, Qt.Key.Key_Return)
    assert desk.of("keep_step") == [
        ("r1", "report", date(2027, 2, 8), False, ""),
        ("r1", "report", None, True, "written by the court"),
    ]


def test_the_wish_stands_beside_what_is_arranged_and_the_brief_beside_both(pane: ReviewPane, desk: Desk) -> None:
    show(pane, "prepare", **BOOKED)
    prepare = pane._prepare
    assert "Wrexham" in said(prepare._happened)
    assert prepare._asked.value() == "To be in the room from the start, and to have it at home."
    prepare.turn_brief()
    settle()
    assert desk.of("brief") == [("r1",)]
    assert prepare.preview.document.pageCount() == 1
    assert prepare._page.isVisible()
    pane.window().resize(683, 768)
    settle()
    assert not prepare._page.isVisible()
    prepare.turn_brief()
    assert prepare._page.isVisible()


def test_a_brother_or_sister_is_put_on_the_same_occasion(pane: ReviewPane, desk: Desk) -> None:
    show(pane, "prepare", **BOOKED)
    button = next(b for b in pane._prepare._kin.findChildren(QWidget) if b.accessibleName() == "Hold Abena’s together")
    button.click()  # type: ignore[attr-defined]
    assert desk.of("hold_together") == [("r1", "c2")]


def test_moving_and_cancelling_keep_why_and_with_whom(pane: ReviewPane, desk: Desk) -> None:
    show(pane, "prepare", **BOOKED)
    booked = pane._prepare.booked
    booked.day.set_day(date(2027, 2, 16))
    booked.moved.set_value("The school asked")
    booked.rebook()
    booked.because.set_value("Snow")
    booked.agreed.set_value("Quality assurance")
    booked.cancel()
    assert desk.of("rebook") == [("r1", date(2027, 2, 16), "15:34", "The school asked")]
    assert desk.of("cancel_booking") == [("r1", "Snow", "Quality assurance")]


def test_another_part_keeps_its_people(pane: ReviewPane, desk: Desk) -> None:
    parts = (PartRow("s1", date(2027, 2, 3), "Wrexham", "in person", "Kofi, Dana Whitlock", ""),)
    show(pane, "prepare", parts=parts)
    sittings = pane._prepare._sittings
    assert "1. Wednesday 3 February" in said(sittings)
    assert "Kofi, Dana Whitlock" in said(sittings)
    sittings.day.set_day(TODAY)
    sittings.people.set_value("Mum")
    sittings.add()
    assert desk.of("add_part") == [("r1", TODAY, "", "", "Mum")]


def test_forms_are_seen_saved_and_taken_in_and_what_was_written_opens_in_place(pane: ReviewPane, desk: Desk) -> None:
    rows = (
        FormRow("carer", "Carers’ copy", "carer", TODAY, 2),
        FormRow("parent:1", "Mum’s copy", "parent", None, 0),
    )
    wrote = (ViewRow("v1", "Form for carers", "Maggie", "What is going well?", "He laughs again.", TODAY),)
    show(pane, "prepare", forms=rows, views=wrote, **BOOKED)
    forms = pane._prepare.forms
    assert "2 answers, back" in said(forms)
    assert "Not back" in said(forms)
    see = next(b for b in forms.findChildren(QWidget) if b.accessibleName() == "See the form: Mum’s copy")
    see.click()  # type: ignore[attr-defined]
    assert desk.of("form") == [("r1", "parent:1")]
    assert pane._prepare.preview.document.pageCount() == 2
    forms.save_to("/tmp/forms")
    assert "Saved 3 forms." in said(forms)
    forms.take_in_files(["a.pdf", "x.pdf"])
    assert "x.pdf: No answers could be read from that file." in said(forms)
    assert not forms.written._page.isVisible()
    show(pane, "meet", forms=rows, views=wrote)
    pane._meet.written.turn()
    assert "He laughs again." in said(pane._meet.written)
    assert pane._meet.written._page.isVisibleTo(pane._meet.written)


# ---------------------------------------------------------------- the room, private talk, taking part


def test_one_key_says_that_everybody_here_can_see_the_screen_and_one_that_i_am_alone(
    qtbot: QtBot, pane: ReviewPane, desk: Desk
) -> None:
    show(pane, "meet")
    qtbot.keyClick(pane._meet._writing, Qt.Key.Key_R, CTRL)
    assert desk.of("set_room") == [("r1", ("a3", "a4", "a5"))]
    show(pane, "meet", in_room=("a3", "a6"), watched_by="Dana Whitlock and Mum", hidden_now=2, told=view().told[:1])
    assert "2 things hidden while Dana Whitlock and Mum can see the screen." in said(pane._meet._words)
    assert "front of everyone" not in said(pane._meet)
    qtbot.keyClick(pane._meet._writing, Qt.Key.Key_R, CTRL)
    assert desk.of("set_room")[-1] == ("r1", ())
    line = next(each for each in pane._meet._here._lines().values() if each.objectName() == "a5")
    pick(line, "Ms Parry is in the room now")
    assert desk.of("set_room")[-1] == ("r1", ("a3", "a6", "a5"))
    pane._end.click()
    assert desk.of("set_room")[-1] == ("r1", ())


def test_an_entry_is_closed_to_a_person_and_says_so(pane: ReviewPane, desk: Desk) -> None:
    shown = view()
    told = (replace(shown.told[0], not_for=("p1",), not_for_names=("Mum",)), *shown.told[1:])
    show(pane, "meet", told=told, people=(("p1", "Mum"), ("p2", "Dad")))
    lines = {line.objectName(): line for line in pane._meet._words.findChildren(type(pane._meet._here._lines()["a1"]))}
    assert lines["t1"].accessibleName() == "Who may hear it, In my record, not Mum"
    pick(lines["t1"], "Not Dad")
    pick(lines["t1"], "Open it to Mum again")
    assert desk.of("update_told") == [("r1", "t1", {"not_for": "p1 p2"}), ("r1", "t1", {"not_for": ""})]


def test_what_i_saw_and_where_and_whom_i_had_to_tell(qtbot: QtBot, pane: ReviewPane, desk: Desk) -> None:
    show(pane, "meet")
    words = pane._meet._words
    words.saw.click()
    assert QApplication.focusWidget() is words.words
    qtbot.keyClicks(words.words, "He hid his hands")
    qtbot.keyClick(words.words, Qt.Key.Key_Return)
    assert desk.of("add_told") == [("r1", "He hid his hands", TODAY, "only me", True, "")]
    line = next(each for each in words.findChildren(type(pane._meet._here._lines()["a1"])) if each.objectName() == "t3")
    pick(line, "Say where")
    qtbot.keyClicks(words.asked, "in the car")
    qtbot.keyClick(words.asked, Qt.Key.Key_Return)
    pick(line, "I have to tell: somebody may be hurt")
    qtbot.keyClicks(words.asked, "Ruth Okonjo")
    qtbot.keyClick(words.asked, Qt.Key.Key_Return)
    assert desk.of("update_told") == [
        ("r1", "t3", {"said_where": "in the car"}),
        ("r1", "t3", {"passed_to": "Ruth Okonjo", "passed_on": TODAY, "child_knows": True}),
    ]


def test_two_plain_questions_and_the_private_talk_with_its_reason(qtbot: QtBot, pane: ReviewPane, desk: Desk) -> None:
    show(pane, "meet", views_offered=("spoke", "none"), live_settled=False, child_there="live", participation="PN1")
    part = pane._meet._taking_part
    assert "PN1: Child attends and speaks" in said(part)
    assert part._live.isVisibleTo(part)
    lines = {line.objectName(): line for line in part.lines()}
    pick(lines["child_there"], "In the room")
    pick(lines["child_views"], "Said it for herself or himself")
    pick(lines["spoke_privately"], "Not done, because")
    qtbot.keyClicks(part.asked, "the train was late")
    qtbot.keyClick(part.asked, Qt.Key.Key_Return)
    assert desk.of("update_review") == [
        ("r1", {"child_there": "room"}),
        ("r1", {"child_views": "spoke"}),
        ("r1", {"spoke_privately": "not-done", "spoke_privately_on": None}),
        ("r1", {"spoke_privately_because": "the train was late"}),
    ]
    button = next(b for b in part.findChildren(QWidget) if b.accessibleName() == "As attending")
    button.click()  # type: ignore[attr-defined]
    assert desk.of("settle_live") == [("attending",)]


# ---------------------------------------------------------------- what comes in: dictation, pasted text


@pytest.mark.parametrize("step", ["prepare", "meet", "write-up"])
def test_dictation_and_input_methods_write_in_every_field(pane: ReviewPane, step: str) -> None:
    """As dictation and the input methods of other scripts hand their words over: composed, then committed."""
    show(pane, step)
    meet = pane._meet
    if step == "meet":
        meet.open_heading("school")
    page = pane._pages.currentWidget()
    assert page is not None
    every = (*page.findChildren(QLineEdit), *page.findChildren(QTextEdit))
    fields = [each for each in every if not (each.isReadOnly() or isinstance(each, QTextBrowser))]
    if step == "meet":
        assert {*meet._fields().values(), meet.stopping.people.control, meet._here.because} <= set(fields)
        fields.append(pane._why)  # It asks over every step why a review is adjourned.
    assert len(fields) >= {"prepare": 5, "meet": 12, "write-up": 2}[step]
    for edit in fields:
        name = edit.accessibleName() or edit.objectName()
        assert edit.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled), name
        edit.clear()
        QApplication.sendEvent(edit, QInputMethodEvent("Siâ", []))
        assert (edit.toPlainText() if isinstance(edit, QTextEdit) else edit.text()) == "", name
        done = QInputMethodEvent("", [])
        done.setCommitString("Siân Ŵyn ድ")
        QApplication.sendEvent(edit, done)
        assert (edit.toPlainText() if isinstance(edit, QTextEdit) else edit.text()) == "Siân Ŵyn ድ", name


def paste(pane: ReviewPane, **data: str) -> None:
    source = QMimeData()
    for kind, words in data.items():
        (source.setHtml if kind == "html" else source.setText)(words)
    pane._meet._writing.insertFromMimeData(source)


def test_pasted_text_keeps_its_paragraphs_and_nothing_else(pane: ReviewPane) -> None:
    show(pane, "meet")
    pane._meet.open_heading("school")
    teams = "Dana\u00a0Whitlock \u200b 10:04\r\nHe  likes\tmaths.\u2028\r\n\r\nAnd drums.\v"
    paste(pane, text=teams, html="<p style='color:red'>x</p>")
    assert pane._meet._writing.toPlainText() == "Dana Whitlock 10:04\nHe likes maths.\nAnd drums."
    assert "color" not in pane._meet._writing.toHtml().split("<body")[1].split("</style>")[-1].replace("color:#", "")
    pane._meet.open_heading("health")
    paste(pane, html="<h1>Eyes</h1><p>Tested in <b>May</b></p>")
    assert pane._meet._writing.toPlainText() == "Eyes\nTested in May"


def test_a_pasted_block_goes_to_a_heading_with_one_key(qtbot: QtBot, pane: ReviewPane, desk: Desk) -> None:
    shown = show(pane, "meet")
    meet = pane._meet
    meet.open_heading("school")
    qtbot.keyClicks(meet._writing, "Maths. ")
    desk.asked.clear()
    paste(pane, text="The home is warm.\nA dog lives there.")
    assert meet.sending.isVisible()
    assert "Pasted 2 paragraphs." in said(meet.sending)
    number = next(heading.number for heading in shown.agenda if heading.key == "home")
    qtbot.keyClick(meet._writing, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.AltModifier)
    assert meet._writing.toPlainText().strip() == "Maths."
    assert not meet.sending.isVisible()
    written = {each[1]: each[2] for each in desk.of("write_note")}
    assert written["home"] == "The home is right.\nThe home is warm.\nA dog lives there."
    assert written["school"].strip() == "Maths."
    paste(pane, text="Once more.\nAnd again.")
    qtbot.keyClicks(meet._writing, "x")
    assert not meet.sending.isVisible()


def test_the_councils_style_is_one_press_away_and_forces_nothing(qtbot: QtBot, pane: ReviewPane) -> None:
    show(pane, "meet", agenda_style=("What is working", "What worries us"))
    meet = pane._meet
    meet.open_heading("school")
    buttons = {b.accessibleName(): b for b in meet._styles.findChildren(QWidget) if b.accessibleName()}
    buttons["What worries us"].click()  # type: ignore[attr-defined]
    qtbot.keyClicks(meet._writing, "The bus.")
    buttons["What is working"].click()  # type: ignore[attr-defined]
    qtbot.keyClicks(meet._writing, "Drums.")
    buttons["What worries us"].click()  # type: ignore[attr-defined]
    qtbot.keyClicks(meet._writing, " And maths.")
    assert meet._writing.toPlainText() == "What worries us: The bus. And maths.\nWhat is working: Drums."


# ---------------------------------------------------------------- before we stop, large type, readings


def test_before_we_stop_stands_last_among_the_headings_and_books_what_is_typed(
    qtbot: QtBot, pane: ReviewPane, desk: Desk
) -> None:
    show(pane, "meet")
    meet = pane._meet
    meet.open_heading("plan")
    qtbot.keyClick(meet._writing, Qt.Key.Key_PageDown, CTRL)
    assert meet._open_key == STOP
    stopping = meet.stopping
    assert QApplication.focusWidget() is stopping.day.edit
    assert "The last day is Tuesday 10 August." in said(stopping)
    qtbot.keyClicks(stopping.day.edit, "3/8/27")
    qtbot.keyClicks(stopping.time.control, "15.45")
    qtbot.waitUntil(lambda: "Your diary is free then." in said(stopping))
    stopping.book.click()
    assert desk.of("book_next") == [("r1", date(2027, 8, 3), "15:45", "Wrexham", "in person", None)]
    qtbot.keyClicks(stopping.people.control, "Nobody in a suit")
    stopping.heard.combo.choose("heard")
    assert desk.of("update_review")[-1] == ("r1", {"next_people": "Nobody in a suit", "child_heard": "heard"})
    meeting = NextMeeting("r2", date(2027, 8, 3), "15:45", "Wrexham", "in person")
    pane.show_view(view(next_booking=meeting, midway_on=date(2027, 5, 7)))
    assert "Booked for Tuesday 3 August at 15:45." in said(stopping)
    qtbot.keyClick(stopping.day.edit, Qt.Key.Key_PageDown, CTRL)
    assert meet._open_key == "own-words"
    assert meet._writing.isVisible()


def test_nothing_has_to_be_filled_to_leave_what_is_settled_before_we_stop(pane: ReviewPane, desk: Desk) -> None:
    show(pane, "meet")
    pane._meet.open_heading(STOP)
    pane.open_step("write-up")
    assert pane.step() == "write-up"
    assert not pane._message.isVisible()


def test_the_large_page_lies_over_everything_and_escape_goes_back(qtbot: QtBot, pane: ReviewPane) -> None:
    show(pane, "meet")
    qtbot.keyClick(pane._meet._writing, Qt.Key.Key_T, CTRL)
    assert pane.large.isVisible()
    assert pane.large.geometry() == pane.rect()
    assert pane.large.words() == "Kofi’s review\nWhat will happen\nFamily time moves to a café."
    qtbot.keyClick(pane.large.back, Qt.Key.Key_Escape)
    assert not pane.large.isVisible()
    assert pane.large.words() == ""
    assert QApplication.focusWidget() is pane._meet._writing


def test_a_phrase_with_two_readings_is_shown_before_it_is_kept(qtbot: QtBot, pane: ReviewPane, desk: Desk) -> None:
    show(pane, "meet")
    box = pane._meet._decisions
    box.begin()
    qtbot.keyClicks(box.what, "A bus pass")
    qtbot.keyClicks(box.when, "next Friday")
    assert "Friday 12 February" in said(box)
    assert "Friday 19 February" in said(box)
    assert "Enter takes Friday 12 February" in said(box)
    qtbot.keyClick(box.when, Qt.Key.Key_Return)
    assert desk.of("add_decision") == []
    assert box.when.text() == "12 February 2027"
    assert "Friday 12 February. Enter keeps it; Down for Friday 19 February" in said(box)
    qtbot.keyClick(box.when, Qt.Key.Key_Down)
    assert box.when.text() == "19 February 2027"
    qtbot.keyClick(box.when, Qt.Key.Key_Return)
    assert desk.of("add_decision")[0][1]["by"] == date(2027, 2, 19)


def test_why_a_decision_was_not_done_is_asked_in_place_and_may_be_left(
    qtbot: QtBot, pane: ReviewPane, desk: Desk
) -> None:
    show(pane, "meet")
    pane._meet.open_heading("last-decisions")
    settle()
    last = pane._meet._last_decisions
    line = next(each for each in last.findChildren(type(pane._meet._here._lines()["a1"])) if each.objectName() == "l1")
    pick(line, "Not done")
    assert QApplication.focusWidget() is last.asked
    qtbot.keyClicks(last.asked, "no dentist takes children")
    qtbot.keyClick(last.asked, Qt.Key.Key_Return)
    assert desk.of("settle_decision") == [
        ("r0", "l1", "not-done", ""),
        ("r0", "l1", "not-done", "no dentist takes children"),
    ]
