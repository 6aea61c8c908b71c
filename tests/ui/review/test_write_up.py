"""After the meeting: what is needed, the papers, and the very page. The boy is invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from iro_desk.practice.review_views import ReviewView
from iro_desk.ui.paper_pane import PaperPane
from iro_desk.ui.review import ReviewPane
from iro_desk.ui.review.writeup import WriteUpPane
from iro_desk.ui.widgets import Dialog, column
from iro_desk.ui.widgets.growing import Growing
from tests.ui.panes.help import nameless, said, settle
from tests.ui.review.invented import TODAY, Desk, tiny_pdf, view


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
    made.show_view(unfinished())
    made.open_step("write-up")
    settle()
    yield made
    window.hide()


def unfinished() -> ReviewView:
    shown = view()
    return replace(shown, decisions=(shown.decisions[0], replace(shown.decisions[1], owner="", by=None)))


def test_finalise_opens_only_when_nothing_is_missing(qtbot: QtBot, pane: ReviewPane, desk: Desk) -> None:
    assert not pane._sign.isEnabled()
    assert "1 thing still needed" in said(pane)
    pane.show_view(view(missing=(), state="completed"))
    assert pane._sign.isEnabled()
    qtbot.keyClick(pane._sign, Qt.Key.Key_Return)
    assert desk.of("sign") == []  # it cannot be undone, so it is asked first
    question = next(each for each in pane.window().findChildren(Dialog) if "finalise" in each.buttons)
    with qtbot.waitSignal(pane.signed):
        question.buttons["finalise"].click()
    assert desk.of("sign") == [("r1",)]


def test_what_was_said_is_written_on_beside_the_page_heading_by_heading(
    qtbot: QtBot, pane: ReviewPane, desk: Desk
) -> None:
    words = pane.write_up.facts.words
    first, second = unfinished().agenda[:2]
    assert (words.heading(), words.writing.toPlainText()) == (first.key, first.text)
    words.writing.setFocus()
    qtbot.keyClick(words.writing, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert (words.heading(), words.writing.hasFocus()) == (second.key, True)
    qtbot.keyClicks(words.writing, " More of it.")
    assert desk.of("write_note") == []
    qtbot.keyClick(words.writing, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    covered = tuple(point.id for point in second.points if point.covered)
    assert desk.of("write_note") == [("r1", second.key, f"{second.text} More of it.", covered)]


def test_a_heading_is_the_meetings_again_when_the_write_up_is_left(qtbot: QtBot, pane: ReviewPane, desk: Desk) -> None:
    words = pane.write_up.facts.words
    words.writing.setFocus()
    qtbot.keyClicks(words.writing, "Late thought. ")
    pane.open_step("meet")
    assert len(desk.of("write_note")) == 1
    assert words.heading() == ""
    pane._meet._drafted.settle()
    pane.settle()
    assert len(desk.of("write_note")) == 1  # Nothing that stood here is written over what the meeting writes.


def test_coming_back_finds_the_heading_and_the_caret_in_the_write_up(pane: ReviewPane) -> None:
    words = pane.write_up.facts.words
    written = max(unfinished().agenda, key=lambda each: len(each.text)).key
    words.open_heading(written)
    cursor = words.writing.textCursor()
    cursor.setPosition(3)
    words.writing.setTextCursor(cursor)
    where = pane.where()
    pane.open_step("share")
    pane.go_back(where)
    settle()
    assert (words.heading(), words.writing.textCursor().position()) == (written, 3)
    assert words.writing.hasFocus()


def test_the_grade_of_the_plan_stands_after_what_is_different_for_the_child(
    qtbot: QtBot, pane: ReviewPane, desk: Desk
) -> None:
    facts = pane.write_up.facts
    assert not facts.grade.isVisible()  # Names are hidden, or somebody sees the screen.
    grades = (("", "Not graded"), ("good", "Good"))
    pane.show_view(replace(unfinished(), plan_grades=grades))
    assert facts.grade.isVisible()
    assert facts.evidence.mapTo(facts, QPoint(0, 0)).x() < facts.grade.mapTo(facts, QPoint(0, 0)).x()
    assert "In no copy, letter or brief." in said(facts)
    facts.evidence.control.setFocus()
    qtbot.keyClicks(facts.evidence.control, "She sleeps")
    qtbot.keyClick(facts.evidence.control, Qt.Key.Key_Return)
    facts.grade.combo.choose("good")
    assert ("r1", {"plan_evidence": "She sleeps"}) in desk.of("update_review")
    assert any(fields.get("plan_grade") == "good" for _, fields in desk.of("update_review"))


def test_a_code_that_the_law_does_not_allow_says_why_and_cannot_be_chosen(pane: ReviewPane) -> None:
    combo = pane.write_up.facts.code.combo
    model = combo.model()
    assert isinstance(model, QStandardItemModel)
    barred = combo.findData("PN0")
    assert not model.item(barred).isEnabled()
    assert "Kofi was 14 on that day" in combo.itemText(barred)
    assert model.item(combo.findData("PN1")).isEnabled()


def test_choosing_a_code_is_kept_at_once(pane: ReviewPane, desk: Desk) -> None:
    pane.write_up.facts.code.combo.choose("PN1")
    assert desk.of("update_review") == [("r1", {"participation": "PN1"})]


def test_a_decision_gets_its_person_and_day_and_a_fresh_view_leaves_the_typing_alone(
    qtbot: QtBot, pane: ReviewPane, desk: Desk
) -> None:
    line = pane.write_up.facts.lines["d2"]
    line.owner.setFocus()
    qtbot.keyClicks(line.owner, "Dana")
    pane.show_view(replace(unfinished(), participation="PN1"))
    assert line.owner.text() == "Dana"
    assert QApplication.focusWidget() is line.owner
    qtbot.keyClick(line.owner, Qt.Key.Key_Return)
    assert desk.of("update_decision") == [("r1", "d2", {"owner": "Dana"})]
    qtbot.keyClicks(line.when, "1 March")
    qtbot.keyClick(line.when, Qt.Key.Key_Return)
    assert desk.of("update_decision")[-1] == ("r1", "d2", {"by": date(2027, 3, 1), "no_date_because": ""})


def test_what_was_noticed_while_a_paper_was_set_stands_over_it(pane: ReviewPane) -> None:
    preview = pane.write_up.preview
    preview.show_pdf("Brief", tiny_pdf(), ("U+2603",), ("It takes two pages; it is meant for one page.",))
    for words in ("It takes two pages; it is meant for one page.", "No font of the program has snowman (U+2603)."):
        assert words in preview._note.text()
    preview.show_pdf("Brief", tiny_pdf())
    assert preview._note.isHidden()


def test_the_very_pages_are_shown_from_memory(qtbot: QtBot, pane: ReviewPane, desk: Desk) -> None:
    preview = pane.write_up.preview
    qtbot.waitUntil(lambda: preview.document.status() == QPdfDocument.Status.Ready, timeout=3000)
    assert preview.document.pageCount() == 2
    assert preview.pdf().startswith(b"%PDF")
    assert preview.save_button.isEnabled()
    papers = pane.write_up._which
    papers.setFocus()
    qtbot.keyClick(papers, Qt.Key.Key_Down)
    qtbot.keyClick(papers, Qt.Key.Key_Return)
    assert desk.of("paper")[-1] == ("r1", "decisions", "file", "standard")


def test_at_half_a_screen_the_paper_comes_on_being_asked_for(pane: ReviewPane) -> None:
    pane.window().resize(599, 696)
    settle()
    page = pane.write_up
    assert pane.width() == 599
    assert not page.preview.isVisible()
    page._turn.click()
    settle()
    assert page.preview.isVisible()
    assert not page.facts.isVisible()
    page._turn.click()
    assert page.facts.isVisible()


def test_a_finalised_paper_is_shown_and_saved_byte_for_byte(qtbot: QtBot, tmp_path: Path) -> None:
    pane = PaperPane()
    qtbot.addWidget(pane)
    pane.resize(1282, 696)
    pane.show()
    pdf = tiny_pdf(1)
    pane.show_paper("record.pdf", pdf)
    settle()
    assert pane.preview.document.pageCount() == 1
    pane.save_to(str(tmp_path / "kept.pdf"))
    assert (tmp_path / "kept.pdf").read_bytes() == pdf
    pane.save_to(str(tmp_path / "no" / "kept.pdf"))
    assert "could not be written" in said(pane)
    assert nameless(pane) == []


def test_a_late_review_asks_why_from_the_councils_list(pane: ReviewPane, desk: Desk) -> None:
    write_up = pane.findChild(WriteUpPane)
    assert isinstance(write_up, WriteUpPane)
    choices = (("weather", "Weather"), ("Flood", "Flood"), ("not-known", "Not known yet"))
    pane.show_view(view(state="open", in_time="in time", late_choices=choices))
    assert not write_up.facts.late.isVisible()
    pane.show_view(view(state="open", in_time="3 days late", late_choices=choices, late_reason="Moved away"))
    assert write_up.facts.late.isVisible()
    offered = [write_up.facts.late.combo.itemText(at) for at in range(write_up.facts.late.combo.count())]
    assert offered == ["Not said yet", "Weather", "Flood", "Not known yet", "Moved away"]
    write_up.facts.late.combo.choose("Flood")
    write_up.facts.complete.click()
    assert desk.of("complete")[-1] == ("r1", "Flood", "")


def test_a_few_words_that_became_many_stand_whole(qtbot: QtBot, pane: ReviewPane, desk: Desk) -> None:
    pane.show_view(view(state="completed", held_on=TODAY))
    pane.open_step("write-up")
    words = pane.write_up.facts.code_words.control
    assert isinstance(words, Growing)
    settle()
    low = words.height()
    words.setFocus()
    qtbot.keyClicks(
        words, "Kofi held the timer, said who was to speak, and told everyone what the drum pads are for. " * 2
    )
    settle()
    assert words.height() > low
    assert words.viewport().height() >= words.document().size().height()
    qtbot.keyClick(words, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(desk.of("update_review")))
    assert desk.of("update_review")[-1][1]["participation_words"].endswith("for.")
