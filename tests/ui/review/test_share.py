"""Sharing: replies, what went to whom, the very page of each, and the strip that copies across. All invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from iro_desk.ui.review import ReviewPane
from iro_desk.ui.widgets import column
from tests.ui.panes.help import nameless, said, settle
from tests.ui.review.invented import SHARED, TODAY, Desk, view


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
    made.show_view(view(missing=(), state="completed", held_on=TODAY))
    made.open_step("share")
    settle()
    yield made
    window.hide()


def test_deadlines_replies_recipients_and_the_log_stand_in_words(pane: ReviewPane) -> None:
    words = said(pane.share)
    for shown in (
        "Decisions sent",
        "By 17 February",
        "May reply until Wednesday 24 February",
        "Agreed on Wednesday 10 February",
        "Team manager’s copy",
        "2 parts to look at",
        "Review record, version 1: Carers’ copy. Waits to be posted, business support",
        "PDF uploaded: Wednesday 10 February",
        "Version 2, Friday 12 February: a name",
    ):
        assert shown in words
    assert nameless(pane.share) == []


def test_the_first_copy_that_can_go_is_looked_at_and_any_other_on_being_asked(pane: ReviewPane, desk: Desk) -> None:
    assert desk.of("paper")[-1] == ("r1", "record", "manager", "standard")
    pane.share.look_at("decisions", "manager")
    assert desk.of("paper")[-1] == ("r1", "decisions", "manager", "standard")


def test_a_reply_is_kept_for_its_own_decision_in_the_managers_words(qtbot: QtBot, pane: ReviewPane, desk: Desk) -> None:
    line = pane.share.replies["d1"]
    line.choice.choose("not agreed")
    assert desk.of("manager_replied") == [("d1", "not agreed", TODAY, "")]
    qtbot.keyClicks(line.words, "No money for it")
    qtbot.keyClick(line.words, Qt.Key.Key_Return)
    assert ("d1", "not agreed", TODAY, "No money for it") in desk.of("manager_replied")
    line.on.edit.setFocus()
    line.on.edit.selectAll()
    qtbot.keyClicks(line.on.edit, "11/2/2027")
    qtbot.keyClick(line.on.edit, Qt.Key.Key_Return)
    assert ("d1", "not agreed", date(2027, 2, 11), "No money for it") in desk.of("manager_replied")


def test_a_day_that_cannot_be_read_holds_up_no_reply_and_stays_as_it_was_typed(
    qtbot: QtBot, pane: ReviewPane, desk: Desk
) -> None:
    line = pane.share.replies["d1"]
    line.show_reply(replace(SHARED.replies[0], reply="agreed", replied_on=TODAY))
    qtbot.keyClicks(line.on.edit, "nearly ")
    typed = line.on.value()
    line.words.setFocus()
    line.choice.choose("not agreed")
    assert desk.of("manager_replied")[-1] == ("d1", "not agreed", TODAY, "")
    line.show_reply(replace(SHARED.replies[0], reply="not agreed", replied_on=TODAY))
    assert "nearly" in typed
    assert line.on.value() == typed


def test_a_decision_that_is_not_agreed_opens_a_challenge_with_one_key(
    qtbot: QtBot, pane: ReviewPane, desk: Desk
) -> None:
    line = pane.share.replies["d1"]
    assert not line.challenge.isVisible()
    refused = replace(SHARED.replies[0], reply="not agreed", replied_on=TODAY)
    line.show_reply(refused)
    assert line.challenge.isVisible()
    qtbot.keyClick(line.challenge, Qt.Key.Key_Space)
    assert desk.of("challenge") == [("d1",)]
    line.show_reply(replace(refused, challenged_on=TODAY))
    assert not line.challenge.isVisible()
    assert "Challenge opened Wednesday 10 February" in said(line)


def test_sent_is_kept_with_its_day_and_way_and_not_for_a_copy_that_waits(pane: ReviewPane, desk: Desk) -> None:
    pane.share.sends["manager"].click()
    assert desk.of("mark_sent") == [("r1", "manager", TODAY, "Secure e-mail", "")]
    assert not pane.share.sends["parent:1"].isEnabled()


def test_business_support_gets_a_folder_and_its_posted_day(pane: ReviewPane, desk: Desk, tmp_path: Path) -> None:
    pane.share.hand_over_to(str(tmp_path))
    assert desk.of("hand_over") == [("r1", str(tmp_path))]
    pane.share.posted.click()
    assert desk.of("posted") == [(("s1",), TODAY)]


def test_the_councils_system_has_three_states_with_their_days(pane: ReviewPane, desk: Desk) -> None:
    pane.share._settle_step("r1", "keyed", TODAY)
    assert desk.of("settle_step") == [("r1", "keyed", TODAY)]


def test_the_strip_stays_in_front_and_one_key_copies_the_next_field(qtbot: QtBot, pane: ReviewPane, desk: Desk) -> None:
    pane.share.copy.click()
    strip = pane.share.strip
    assert strip is not None
    assert strip.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    qtbot.keyClick(strip, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == "10/02/2027"
    assert strip.gone == {"held"}
    with qtbot.waitSignal(strip.done):
        qtbot.keyClick(strip, Qt.Key.Key_Space)
    assert QGuiApplication.clipboard().text() == "PN1"
    assert "All copied." in said(strip)
    pane.open_step("write-up")
    assert not strip.isVisible()


def test_the_keyboard_stays_on_sent_though_the_list_is_made_anew(qtbot: QtBot, pane: ReviewPane, desk: Desk) -> None:
    pane.share.sends["manager"].setFocus()
    qtbot.keyClick(pane.share.sends["manager"], Qt.Key.Key_Space)
    settle()
    assert QApplication.focusWidget() is pane.share.sends["manager"]


def test_the_page_stays_where_it_was_scrolled_though_the_list_is_made_anew(pane: ReviewPane, desk: Desk) -> None:
    share = pane.share
    pane.window().resize(1282, 480)
    settle()
    share.sends["manager"].setFocus()
    bar = share._page.verticalScrollBar()
    at = bar.maximum() // 2
    bar.setValue(at)
    share._show(replace(SHARED, log=()))
    settle()
    assert at > 0
    assert bar.value() == at


def test_one_answer_of_the_manager_is_kept_for_every_decision_without_one(pane: ReviewPane, desk: Desk) -> None:
    pane.share.agreed_to_all()
    assert desk.of("manager_replied") == [("d1", "agreed", TODAY, "")]
