"""Writing the letter: drafts that stand once taken, decisions in two texts, quiet lines under words. All invented."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from iro_desk.practice.letter_view import LetterView
from iro_desk.ui.review import ReviewPane
from iro_desk.ui.review.letter import DECIDED, LetterPanel, _Promise
from iro_desk.ui.widgets import Dialog, column
from tests.ui.panes.help import said, settle
from tests.ui.review.invented import LETTER, TODAY, Desk, view


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
    qtbot.waitUntil(window.isActiveWindow)
    made.show_view(view(missing=(), state="completed"))
    made.open_step("write-up")
    choose(qtbot, made, "letter")
    settle()
    yield made
    window.hide()


def choose(qtbot: QtBot, pane: ReviewPane, key: str) -> None:
    papers = pane.write_up.papers.list
    papers.setFocus()
    for _ in range(4):
        if papers.current() == key:
            break
        qtbot.keyClick(papers, Qt.Key.Key_Down)
    qtbot.keyClick(papers, Qt.Key.Key_Return)


def letter(pane: ReviewPane) -> LetterPanel:
    return pane.write_up.letter


def test_what_the_letter_does_not_tell_goes_with_its_pane(pane: ReviewPane) -> None:
    """A field without a parent would outlive the lock, with the child's words in it."""
    lines = letter(pane).findChildren(_Promise)
    unseen = [each for each in lines if each.words.isHidden()]
    assert unseen, "a decision that the letter does not tell"
    for each in unseen:
        parts = (each.words, each.keep, each._state, each._how)
        assert all(part.parent() is each and part.isHidden() for part in parts)


def test_the_letter_is_opened_by_keyboard_at_how_it_begins(pane: ReviewPane, desk: Desk) -> None:
    assert letter(pane).isVisible()
    assert desk.of("letter")[0] == ("r1", "letter")
    words = said(letter(pane))
    assert "How it begins" in words
    assert "Part 1 of 9" in words
    assert "Reading age 9. The letter may reach 12." in words


def test_a_draft_sentence_stands_only_once_it_is_taken(qtbot: QtBot, pane: ReviewPane, desk: Desk) -> None:
    assert letter(pane).writing.toPlainText() == ""
    assert "Draft sentences: each stands only once you take it" in said(letter(pane))
    letter(pane).take("Thank you for talking with me on Tuesday 9 February.")
    assert desk.of("write_letter") == [
        ("r1", "opening", "Thank you for talking with me on Tuesday 9 February.", "letter")
    ]


def test_nothing_is_written_in_a_letter_before_it_is_there(
    qtbot: QtBot, pane: ReviewPane, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrives: Future[LetterView] = Future()
    monkeypatch.setattr(desk, "letter", lambda review, kind: arrives)
    letter(pane).open_part("close")
    qtbot.keyClicks(letter(pane).writing, "Keep drumming.")
    letter(pane).show_letter("r1", "letter-now")
    assert desk.of("write_letter") == [("r1", "close", "Keep drumming.", "letter")], (
        "what was typed is its own letter's"
    )
    assert letter(pane).writing.isReadOnly()
    assert letter(pane).writing.toPlainText() == ""
    arrives.set_result(replace(LETTER, kind="letter-now"))
    qtbot.waitUntil(lambda: not letter(pane).writing.isReadOnly())


def test_what_is_typed_is_a_change_when_the_part_is_left_by_key(qtbot: QtBot, pane: ReviewPane, desk: Desk) -> None:
    letter(pane).open_part("close")
    qtbot.keyClicks(letter(pane).writing, "Keep drumming.")
    qtbot.keyClick(letter(pane).writing, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert desk.of("write_letter") == [("r1", "close", "Keep drumming.", "letter")]
    assert "Your rights" in said(letter(pane))


def test_a_decision_stands_in_both_texts_and_the_childs_is_kept_by_key(
    qtbot: QtBot, pane: ReviewPane, desk: Desk
) -> None:
    letter(pane).open_part(DECIDED)
    words = said(letter(pane))
    for shown in (
        "Contact with Abena in a café",
        "Dana will do this by Saturday 20 February.",
        "Draft words: they stand once you keep them.",
        "Not in the letter: not yet",
    ):
        assert shown in words
    line = letter(pane).words["d1"]
    assert line.words.said() == "Family time with Abena in a café."
    assert line.words.hasFocus()
    line.words.setPlainText("A café day with Abena.")
    qtbot.keyClick(line.words, Qt.Key.Key_Return)
    assert desk.of("say_to_child") == [("r1", "d1", "A café day with Abena.")]
    assert "d2" not in letter(pane).words


def test_jargon_has_a_quiet_line_and_the_childs_word_beside_it(qtbot: QtBot, pane: ReviewPane, desk: Desk) -> None:
    panel = letter(pane)
    panel.open_part("well")
    qtbot.keyClicks(panel.writing, "Your placement is fine.")
    qtbot.waitUntil(lambda: bool(panel.help.marks()), timeout=3000)
    block = panel.writing.document().firstBlock()
    lines = {
        (each.start, each.length): each.format.underlineStyle()  # type: ignore[attr-defined]
        for each in block.layout().formats()
    }
    assert lines == {(5, 9): QTextCharFormat.UnderlineStyle.DotLine}
    panel.help.put(panel.help.marks()[0], "home")
    assert panel.writing.toPlainText() == "Your home is fine."
    panel.writing.undo()
    assert panel.writing.toPlainText() == "Your placement is fine."


def test_the_letter_is_finalised_by_itself_and_asked_first(qtbot: QtBot, pane: ReviewPane, desk: Desk) -> None:
    assert pane._sign.text().strip() == "Finalise the letter"
    qtbot.keyClick(pane._sign, Qt.Key.Key_Return)
    assert desk.of("sign_letter") == []
    question = next(each for each in pane.window().findChildren(Dialog) if "finalise" in each.buttons)
    question.buttons["finalise"].click()
    assert desk.of("sign_letter") == [("r1", "letter")]
    assert desk.of("sign") == []
    pane.show_view(view(missing=(), state="completed", letters=("letter",)))
    assert not pane._sign.isVisible()


def test_where_the_letter_is_the_record_it_is_finalised_with_the_review(pane: ReviewPane, desk: Desk) -> None:
    pane.show_view(view(missing=(), state="completed", write_once="letter"))
    assert pane._sign.text().strip() == "Finalise"
    keys = [line.key for line in pane.write_up.papers.list.lines()]
    assert "record" not in keys
    pane.show_view(view(missing=(), state="completed", write_once="record", held_on=TODAY))
    assert "letter" not in [line.key for line in pane.write_up.papers.list.lines()]


def test_what_could_be_clearer_stands_under_its_decision_and_blocks_nothing(pane: ReviewPane, qtbot: QtBot) -> None:
    choose(qtbot, pane, "record")
    pane.write_up.papers.list.choose("record")
    pane.write_up._another_paper()
    shown = replace(view(missing=(), state="completed"), hints=(("d1", "vague", "“Monitor”: what will be done?"),))
    pane.show_view(shown)
    settle()
    assert "“Monitor”: what will be done?" in said(pane)
    assert pane._sign.isEnabled()
    pane.show_view(view(missing=(), state="completed"))
    settle()
    assert "“Monitor”: what will be done?" not in said(pane)


def test_a_phrase_comes_in_at_the_caret_with_its_place_ready_to_type_over(qtbot: QtBot, pane: ReviewPane) -> None:
    panel = letter(pane)
    panel.open_part("well")
    qtbot.keyClicks(panel.writing, "Hello.")
    panel.take_phrase("I liked it when you showed me ‹what›.")
    assert panel.writing.textCursor().selectedText() == "‹what›"
    qtbot.keyClicks(panel.writing, "the drums")
    assert panel.writing.toPlainText() == "Hello. I liked it when you showed me the drums."


def test_the_picture_over_a_young_childs_letter_is_picked_where_it_begins(pane: ReviewPane, desk: Desk) -> None:
    page = pane.write_up.letter
    assert not page.picture.isVisible()
    pictures = (("hills", "Hills and a small brown bird"), ("sea", "The sea and a boat"))
    page._show(replace(LETTER, pictures=pictures, picture="hills"))
    page.open_part("opening")
    assert page.picture.isVisible()
    page.picture.choose("sea")
    page.picture.activated.emit(1)
    assert desk.of("pick_picture") == [("r1", "sea", "letter")]
    page.open_part("close")
    assert not page.picture.isVisible()
