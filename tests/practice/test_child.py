"""The Child page: one view with everything, and the lists of reviews. The children are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from iro_desk.casework import Child, Episode, NotFound, Review
from iro_desk.practice.booking import book, booking_view
from iro_desk.practice.child import child_view, fact_values, review_rows
from iro_desk.practice.holding import adjourn, complete, open_review, resume
from iro_desk.practice.workspace import Workspace
from tests.practice.held import hold


def test_the_page_has_header_clocks_people_places_decisions_and_history(ws: Workspace, child: str) -> None:
    view = child_view(ws, child)
    assert (view.name, view.number, view.line) == ("Siân Ŵyn", "204817", "13 years 7 months. She.")
    assert next(clock.mark for clock in view.clocks) == "late"
    clock = next(clock for clock in view.clocks if clock.rule_id == "review.second")
    assert view.next_review is not None
    assert clock.legal_limit == view.next_review.legal_limit == date(2026, 11, 24)
    assert "regulation 33(2)" in clock.because
    assert clock.steps
    assert [person.role_label for person in view.people] == ["Carer", "Social worker", "Team manager"]
    assert [place.kind for place in view.places] == ["home", "legal status", "period"]
    assert [(row.what, row.mark, row.state) for row in view.decisions] == [("An eye test", "late", "54 days overdue")]
    assert [row.words for row in view.history] == ["Added an invented child"]
    assert view.next_action[0] == f"open-review:{view.reviews[0].id}"


def test_the_one_button_follows_the_review_from_booking_to_writing_up(ws: Workspace, child: str) -> None:
    def finalised(change: Any) -> None:
        (first,) = change.where(Review, child=child)
        change.save(replace(first, state="signed"))

    ws.do("Finalised", finalised).result()
    assert child_view(ws, child).next_action == ("book", "Book the review")
    review = book(ws, child, ws.today).result()
    assert child_view(ws, child).next_action == (f"open-review:{review}", "Prepare the review")
    open_review(ws, review, ws.today).result()
    assert child_view(ws, child).next_action[1] == "Go on with the review"
    adjourn(ws, review).result()
    assert child_view(ws, child).next_action[1] == "Finish the review"


def test_a_child_that_is_not_here_is_not_found(ws: Workspace) -> None:
    with pytest.raises(NotFound):
        child_view(ws, "nobody")


def test_an_adjourned_review_is_in_time_only_until_its_twenty_working_days_are_over(ws: Workspace, child: str) -> None:
    review = book(ws, child, date(2026, 11, 24)).result()
    ws.today = date(2026, 11, 24)
    open_review(ws, review, ws.today).result()
    adjourn(ws, review).result()
    ws.today = date(2027, 2, 1)
    resume(ws, review, date(2026, 12, 22)).result()
    finished = ws.desk.get(Review, review)

    def row_of(day: date) -> str:
        ws.do("Moved", lambda change: change.save(replace(finished, held_on=day))).result()
        return next(row for row in child_view(ws, child).reviews if row.id == review).in_time

    assert row_of(date(2026, 12, 22)) == "adjourned, finished in time"
    assert row_of(date(2026, 12, 23)) == "adjourned, not finished in time: 1 day late"


def test_a_late_review_says_how_late_and_why(ws: Workspace, child: str) -> None:
    review = book(ws, child, date(2026, 11, 26)).result()
    ws.today = date(2026, 11, 26)
    open_review(ws, review, ws.today).result()
    complete(ws, review, late_reason="report").result()
    row = next(row for row in child_view(ws, child).reviews if row.id == review)
    assert row.in_time == "2 days late: report or plan not ready"
    assert row.words == "Held. Record due Thursday 17 December."


def test_reviews_of_all_children_are_listed_newest_first(ws: Workspace, child: str) -> None:
    held = hold(ws, child)
    rows = review_rows(ws)
    assert [row.id for row in rows][-2:] == [held, child_view(ws, child).reviews[-1].id]
    assert rows == review_rows(ws, child)


def test_where_no_limit_can_be_known_every_view_says_so_plainly(ws: Workspace) -> None:
    def add(change: Any) -> str:
        child = change.new_id()
        change.save_many([Child(child), Episode(change.new_id(), child, date(2020, 1, 1), "S", "C2", imported="{}")])
        return str(child)

    child = ws.do("Added an invented child", add).result()
    view = child_view(ws, child)
    assert view.next_review is not None
    assert (view.next_review.says, view.next_review.legal_limit) == ("No review known", None)
    assert booking_view(ws, child, None).words == "The last day is not known."
    assert view.questions
    assert view.line == "Date of birth not known."


def test_an_unknown_postcode_is_said_in_the_header(ws: Workspace, child: str) -> None:
    (episode,) = ws.desk.of_child(Episode, child)
    ws.do("Moved", lambda change: change.save(replace(episode, postcode="ZZ99 9ZZ"))).result()
    assert ("map-pin", "Postcode ZZ99 9ZZ is not in the directory") in child_view(ws, child).facts


def test_a_form_gets_the_fields_of_a_fact_and_a_role_its_persons_too(ws: Workspace, child: str) -> None:
    role = next(row for row in child_view(ws, child).people if row.role == "carer")
    values = fact_values(ws, "role", role.role_id)
    assert (values["name"], values["role"], values["since"]) == ("Gwen Bellweather", "carer", date(2026, 8, 3))
