"""After a review is finalised, nothing that it stands on is taken back; other children's work is when named."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from iro_desk.casework import Child, Decision, Refused, Review
from iro_desk.practice import history, holding
from iro_desk.practice.booking import book
from iro_desk.practice.signing import sign
from iro_desk.practice.workspace import Workspace
from tests.practice.held import hold


def test_a_decision_is_not_taken_out_of_a_finalised_review(ws: Workspace, child: str) -> None:
    review = hold(ws, child)
    added = holding.add_decision(ws, review, "A bicycle").result()
    holding.update_decision(ws, review, added, owner="Gwen", no_date_because="when there is one to be had").result()
    sign(ws, review).result()
    kept = ws.desk.where(Decision, review=review)
    assert history.undo_words(ws) == ""
    with pytest.raises(Refused, match="not taken back"):
        history.undo(ws).result()
    for change in ws.desk.history(child):
        with pytest.raises(Refused):
            ws.office.undo(change.n).result()
    assert ws.desk.where(Decision, review=review) == kept
    assert ws.desk.get(Review, review).state == "signed"


def test_what_came_after_and_what_is_another_childs_is_still_taken_back(ws: Workspace, child: str) -> None:
    def another(change: Any) -> str:
        added = change.new_id()
        change.save(Child(added, first_name="Invented"))
        return str(added)

    other = ws.do("Added another invented child", another).result()
    review = hold(ws, child)
    sign(ws, review).result()

    def rename(change: Any) -> None:
        change.save(replace(change.get(Child, child), surname="Changed"))

    ws.do("Corrected the surname", rename, child=child).result()
    assert history.undo_words(ws) == "Corrected the surname"
    history.undo(ws).result()
    assert history.undo_words(ws) == ""
    (added,) = [change for change in ws.desk.history() if change.words == "Added another invented child"]
    ws.office.undo(added.n).result()
    assert other not in {kept.id for kept in ws.desk.all(Child)}
    assert ws.desk.get(Review, review).state == "signed"


def test_the_next_review_can_be_booked_and_taken_back_after_the_last_was_finalised(ws: Workspace, child: str) -> None:
    sign(ws, hold(ws, child, next={})).result()
    booked = book(ws, child, ws.today.replace(month=12)).result()
    assert history.undo(ws).result().undoes is not None
    assert booked not in {review.id for review in ws.desk.of_child(Review, child)}
