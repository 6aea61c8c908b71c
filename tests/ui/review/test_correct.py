"""A finalised review is corrected in the window: what is wrong, as it should stand, and why."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iro_desk.casework import Decision, SignedPaper
from iro_desk.practice import letter, letter_view
from iro_desk.practice.review_view import review_view
from iro_desk.practice.signing import sign, sign_letter
from iro_desk.practice.workspace import Workspace
from iro_desk.ui.review.correct import CorrectDialog, parts_of
from iro_desk.ui.review.pane import ReviewPane
from iro_desk.ui.wiring import DeskActions
from tests.practice.held import hold
from tests.ui.panes.help import cut, only, said, settle


@pytest.fixture
def pane(qtbot: QtBot, ws: Workspace, child: str) -> Iterator[ReviewPane]:
    """The page of a review that is held and not finalised."""
    actions = DeskActions(ws)
    made = ReviewPane(actions, ws.today)
    made.resize(1280, 760)
    qtbot.addWidget(made)
    made.show_view(review_view(ws, hold(ws, child)))
    made.show()
    settle()
    yield made
    actions.close()


def test_it_is_offered_once_the_review_is_finalised_and_keeps_what_is_wrong_with_its_reason(
    qtbot: QtBot, pane: ReviewPane, ws: Workspace
) -> None:
    review = pane._view.id  # type: ignore[union-attr]
    assert not pane._correct.isVisible()
    sign(ws, review).result()
    pane.show_view(review_view(ws, review))
    settle()
    qtbot.mouseClick(pane._correct, Qt.MouseButton.LeftButton)
    dialog = only(pane, CorrectDialog)
    dialog.buttons["correct"].click()
    assert "Nothing is put right yet." in said(dialog)
    decision = next(part for part in parts_of(review_view(ws, review)) if part.kind == "decision" and part.row)
    dialog.which.combo.choose(decision.key)
    dialog.which.changed.emit()
    settle()
    line = dialog.forms[decision.key].part("what").control  # type: ignore[union-attr]
    line.selectAll()
    qtbot.keyClicks(line, "An eye test at school")
    settle()
    assert list(cut(dialog)) == []
    dialog.buttons["correct"].click()
    assert "a correction keeps its reason" in said(dialog)
    qtbot.keyClicks(dialog.because.control, "The wrong place was written.")
    with qtbot.waitSignal(dialog.corrected, timeout=30_000) as papers:
        dialog.buttons["correct"].click()
    assert ws.desk.get(Decision, decision.row).what == "An eye test at school"
    second = [paper for paper in ws.desk.where(SignedPaper, review=review) if paper.version == 2]
    assert papers.args == [len(second)]
    assert len(second) > 1
    view = review_view(ws, review)
    assert [(row.reason, row.version) for row in view.corrections] == [("The wrong place was written.", 2)]
    pane.show_view(view)
    pane.correct()
    assert "Corrected on 23 November 2026: The wrong place was written." in said(only(pane, CorrectDialog))


def test_what_is_left_as_it_stood_is_not_put_right_and_what_was_left_out_can_be_added(
    qtbot: QtBot, pane: ReviewPane, ws: Workspace
) -> None:
    review = pane._view.id  # type: ignore[union-attr]
    before = len(ws.desk.where(Decision, review=review))
    sign(ws, review).result()
    pane.show_view(review_view(ws, review))
    keys = [part.key for part in parts_of(review_view(ws, review))]
    pane.correct(keys[:-3])
    dialog = only(pane, CorrectDialog)
    assert list(dialog.forms) == keys[:-3]
    qtbot.keyClicks(dialog.because.control, "Left out")
    dialog.buttons["correct"].click()
    assert "Nothing is put right yet." in said(dialog), "no form changes anything by being opened"
    dialog.open_part("decision:")
    qtbot.keyClicks(dialog.forms["decision:"].part("what").control, "Write to Gran")  # type: ignore[union-attr]
    dialog.buttons["correct"].click()
    qtbot.waitUntil(dialog.message.isVisible, timeout=30_000)
    assert "What was finalised would not be whole then." in said(dialog)
    dialog.forms["decision:"].set_values({"what": "Write to Gran", "owner": "Jonas", "no_date_because": "Her wish"})
    with qtbot.waitSignal(dialog.corrected, timeout=30_000):
        dialog.buttons["correct"].click()
    assert len(ws.desk.where(Decision, review=review)) == before + 1


def test_what_the_child_said_is_put_right_and_closed_to_somebody(qtbot: QtBot, pane: ReviewPane, ws: Workspace) -> None:
    review = pane._view.id  # type: ignore[union-attr]
    sign(ws, review).result()
    view = review_view(ws, review)
    pane.show_view(view)
    told, (person, _) = view.told[0], view.people[0]
    pane.correct([f"told:{told.id}", "told:"])
    dialog = only(pane, CorrectDialog)
    dialog.forms[f"told:{told.id}"].set_values({"words": "I like the new school.", f"not:{person}": True})
    dialog.forms["told:"].set_values({"words": "Gran came on Sunday.", "who_may_hear": "in my record"})
    qtbot.keyClicks(dialog.because.control, "Heard wrongly")
    with qtbot.waitSignal(dialog.corrected, timeout=30_000):
        dialog.buttons["correct"].click()
    right, *others, added = review_view(ws, review).told
    assert tuple(others) == view.told[1:]
    assert (right.words, right.not_for, right.who_may_hear) == ("I like the new school.", (person,), told.who_may_hear)
    assert (added.words, added.who_may_hear, added.not_for) == ("Gran came on Sunday.", "in my record", ())


def test_a_letter_that_is_finalised_by_itself_is_corrected_in_its_parts(
    qtbot: QtBot, pane: ReviewPane, ws: Workspace
) -> None:
    review = pane._view.id  # type: ignore[union-attr]
    letter.write_letter(ws, review, "close", "Keep drawing maps.").result()
    for row in letter_view.letter_view(ws, review).promises:
        letter.say_to_child(ws, review, row.decision, row.proposed).result()
    sign_letter(ws, review).result()
    pane.show_view(review_view(ws, review))
    pane.open_step("write-up")
    pane.write_up._which.choose("letter")
    pane.write_up._another_paper()
    qtbot.waitUntil(pane._correct.isVisible, timeout=30_000)
    assert pane._correct.text().strip() == "Correct the letter"
    qtbot.mouseClick(pane._correct, Qt.MouseButton.LeftButton)
    dialog = only(pane, CorrectDialog)
    kinds = {part.kind for part in parts_of(review_view(ws, review))}
    assert kinds == {"letter", "decision"}, "the review itself is still written in"
    dialog.open_part("letter:letter:close")
    line = dialog.forms["letter:letter:close"].part("text").control  # type: ignore[union-attr]
    assert line.toPlainText() == "Keep drawing maps."
    line.setPlainText("Keep drawing boats.")
    qtbot.keyClicks(dialog.because.control, "It was boats.")
    assert list(cut(dialog)) == []
    with qtbot.waitSignal(dialog.corrected, timeout=30_000):
        dialog.buttons["correct"].click()
    assert {p.version for p in ws.desk.where(SignedPaper, review=review, kind="letter")} == {1, 2}
