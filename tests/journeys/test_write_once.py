"""Each of the council's ways to write up, by the keyboard in a real window: the letter as the record, the record alone.

Both papers beside one another are the way of ``test_a_whole_review``.
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iro_desk.casework import Refused
from iro_desk.documents import read_text
from iro_desk.practice.making import make
from iro_desk.practice.papers import verify_paper
from iro_desk.practice.review_view import review_view
from iro_desk.practice.settings import change_setting
from iro_desk.practice.share import share_view
from iro_desk.ui.review.pane import ReviewPane
from iro_desk.ui.shell import MainWindow
from tests.journeys import after_the_meeting
from tests.journeys.conftest import DAY, workspace
from tests.journeys.keys import Keys
from tests.practice.conftest import _add
from tests.practice.held import hold
from tests.ui.panes.help import settle

OWN = "For professionals"


def written_up(window: MainWindow, qtbot: QtBot, way: str) -> tuple[Keys, str, ReviewPane]:
    """A held review, opened at Write up, on a desk whose council writes up in that way."""
    ws = workspace(window)
    change_setting(ws, "write_once", way).result()
    review = hold(ws, ws.do("Added an invented child", _add).result())
    window.go("caseload")
    place = after_the_meeting.place_of(window)
    place.open_review(review)
    keys = Keys(qtbot, window)
    keys.wait(place.review.isVisible)
    keys.to("Write up", back=True)
    keys.press(Qt.Key.Key_Return)
    keys.wait(lambda: place.review.step() == "write-up")
    settle()
    return keys, review, place.review


def sent_to_the_child(keys: Keys, pane: ReviewPane) -> None:
    keys.to("Share", back=True)
    keys.press(Qt.Key.Key_Return)
    keys.wait(lambda: pane.share.view() is not None and bool(pane.share.view().recipients))  # type: ignore[union-attr]
    settle()
    keys.to("Sent: Siân’s copy")
    keys.press(Qt.Key.Key_Space)
    keys.wait(lambda: bool(pane.share.view().log))  # type: ignore[union-attr]


def test_where_the_letter_is_the_record_it_alone_is_written(window: MainWindow, qtbot: QtBot) -> None:
    keys, review, pane = written_up(window, qtbot, "letter")
    ws = workspace(window)
    assert [line.key for line in pane.write_up.papers.list.lines()][:2] == ["decisions", "letter"]
    assert not pane._sign.isEnabled()
    assert any("Write the letter" in words for words in review_view(ws, review).missing)
    after_the_meeting.write_the_letter(keys, window)
    keys.wait(pane._sign.isEnabled)
    after_the_meeting.finalise(keys, "Finalise")
    keys.wait(lambda: bool(pane._view and pane._view.state == "signed"))
    sent_to_the_child(keys, pane)
    kept = {(row.kind, row.recipient) for row in review_view(ws, review).papers}
    assert {kind for kind, _ in kept} == {"letter", "decisions"}
    assert {("letter", "child"), ("letter", "file"), ("letter", "manager")} <= kept
    with pytest.raises(Refused, match="letter is the record"):
        make(ws, "record", review, "file")
    childs = read_text(make(ws, "letter", review, "child").pdf)
    managers = read_text(make(ws, "letter", review, "manager").pdf)
    assert OWN not in childs
    assert after_the_meeting.OPENING in " ".join(childs.split())
    page = " ".join(managers[managers.index(OWN) :].replace("\u00a0", " ").split())
    for words in ("Monday 23 November 2026", "Łukasz Żółć", "PN1", "Fri 4 December 2026", "Gwen Bellweather", "Home"):
        assert words in page, words
    assert "A room of her own" not in page, "there is no second text"
    assert verify_paper(ws, make(ws, "letter", review, "manager").pdf).genuine
    assert {line.kind for line in share_view(ws, review).log} == {"letter", "decisions"}


def test_where_the_record_is_all_there_is_no_letter(window: MainWindow, qtbot: QtBot) -> None:
    keys, review, pane = written_up(window, qtbot, "record")
    ws = workspace(window)
    assert not any(line.key.startswith("letter") for line in pane.write_up.papers.list.lines())
    after_the_meeting.finalise(keys, "Finalise")
    keys.wait(lambda: bool(pane._view and pane._view.state == "signed"))
    sent_to_the_child(keys, pane)
    assert {row.kind for row in review_view(ws, review).papers} == {"record", "decisions"}
    shared = share_view(ws, review)
    assert {(line.kind, line.sent_on) for line in shared.log} == {("record", DAY), ("decisions", DAY)}
    assert "Siân" in read_text(make(ws, "record", review, "child").pdf)
