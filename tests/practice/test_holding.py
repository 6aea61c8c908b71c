"""A review is opened, written, adjourned, completed; and the same as JSON."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from iro_desk.casework import (
    Attendance,
    ChildFile,
    Decision,
    NotFound,
    Refused,
    Review,
    ReviewNote,
    ReviewPart,
    ToldMe,
    UserFacingError,
)
from iro_desk.practice import holding
from iro_desk.practice.booking import book
from iro_desk.practice.review_view import review_view
from iro_desk.practice.workspace import Workspace
from tests.practice.conftest import DUE, TODAY


@pytest.fixture
def review(ws: Workspace, child: str) -> str:
    """A review booked for today."""
    return book(ws, child, TODAY, place="At home").result()


@pytest.fixture
def opened(ws: Workspace, review: str) -> str:
    """The same, open today."""
    return holding.open_review(ws, review, TODAY).result()


def _file(ws: Workspace, review_id: str) -> ChildFile:
    return ws.desk.child_file(ws.desk.get(Review, review_id).child)


def test_opening_makes_a_list_of_the_childs_people_and_says_nothing_of_how_they_came(
    ws: Workspace, opened: str
) -> None:
    rows = ws.desk.where(Attendance, review=opened)
    assert [(row.name, row.role, row.how) for row in rows] == [
        ("Gwen Bellweather", "Carer", ""),
        ("Jonas Pebblewick", "Social worker", ""),
        ("Ruth Okonjo-Lamb", "Team manager", ""),
    ]
    assert ws.desk.get(Review, opened).state == "open"


def test_a_review_is_not_opened_on_a_day_ahead_or_twice(ws: Workspace, review: str) -> None:
    with pytest.raises(Refused, match="after today"):
        holding.open_review(ws, review, DUE).result()
    holding.open_review(ws, review, TODAY).result()
    with pytest.raises(Refused, match="opened already"):
        holding.open_review(ws, review, TODAY).result()


def test_a_review_held_without_a_booking_is_entered_and_one_held_that_day_already_is_refused(
    ws: Workspace, child: str
) -> None:
    entered = holding.enter_held(ws, child, date(2026, 11, 10)).result()
    assert ws.desk.get(Review, entered).state == "open"
    with pytest.raises(Refused, match="already"):
        holding.enter_held(ws, child, date(2026, 8, 24)).result()


def test_a_participation_code_that_the_age_does_not_allow_is_refused_with_the_reason(
    ws: Workspace, opened: str
) -> None:
    with pytest.raises(Refused, match="under four"):
        holding.update_review(ws, opened, participation="PN0").result()
    holding.update_review(ws, opened, participation="PN1", participation_words="She led it").result()
    kept = ws.desk.get(Review, opened)
    assert (kept.participation, kept.participation_words) == ("PN1", "She led it")
    choices = {code: why for code, _, why in review_view(ws, opened).participation_choices}
    assert choices["PN0"]
    assert choices["PN1"] == ""


@pytest.mark.parametrize(
    "fields",
    [
        {"spoke_privately": "shouted"},
        {"late_reason": "dog"},
        {"method": "by pigeon"},
        {"state": "signed"},
        {"spoke_privately_on": date(2027, 1, 1)},
    ],
)
def test_what_is_none_of_the_choices_is_refused_and_nothing_changes(
    ws: Workspace, opened: str, fields: dict[str, Any]
) -> None:
    before = ws.desk.get(Review, opened)
    with pytest.raises(Refused):
        holding.update_review(ws, opened, **fields).result()
    assert ws.desk.get(Review, opened) == before


def test_a_note_is_one_row_a_heading_with_the_points_in_their_order(ws: Workspace, opened: str) -> None:
    holding.write_note(ws, opened, "home", "A settled home.", ("safe", "right")).result()
    holding.write_note(ws, opened, "home", "A settled, warm home.", ("safe", "right")).result()
    (note,) = ws.desk.where(ReviewNote, review=opened)
    assert (note.text, note.covered) == ("A settled, warm home.", "right safe")
    home = next(row for row in review_view(ws, opened).agenda if row.key == "home")
    assert [point.id for point in home.points if point.covered] == ["right", "safe"]
    with pytest.raises(Refused):
        holding.write_note(ws, opened, "weather", "Rain").result()
    with pytest.raises(Refused):
        holding.write_note(ws, opened, "home", "", ("rain",)).result()


def test_people_are_added_changed_and_taken_off(ws: Workspace, opened: str) -> None:
    (first, *_) = ws.desk.where(Attendance, review=opened)
    holding.set_attendance(ws, opened, first.id, name=first.name, role=first.role, how="in-person").result()
    added = holding.set_attendance(ws, opened, None, name="Leila Marchetti", role="Advocate", how="video").result()
    with pytest.raises(Refused, match="reason"):
        holding.set_attendance(ws, opened, None, name="Daniel Fenn", how="not-invited").result()
    assert [(r.name, r.present) for r in review_view(ws, opened).attendance][-1] == ("Leila Marchetti", True)
    holding.remove_attendance(ws, opened, added).result()
    assert "Leila Marchetti" not in [row.name for row in review_view(ws, opened).attendance]


def test_a_new_entry_of_what_the_child_told_me_is_only_me(ws: Workspace, opened: str) -> None:
    told = holding.add_told(ws, opened, "I do not like peas", said_on=TODAY, said_where="walking the dog").result()
    assert ws.desk.get(ToldMe, told).who_may_hear == "only me"
    holding.update_told(ws, opened, told, who_may_hear="in my record").result()
    assert ws.desk.get(ToldMe, told).who_may_hear == "in my record"
    with pytest.raises(Refused):
        holding.update_told(ws, opened, told, who_may_hear="everybody").result()
    holding.remove_told(ws, opened, told).result()
    assert not ws.desk.where(ToldMe, review=opened)


def test_decisions_are_numbered_one_to_n_whatever_is_taken_out_or_moved(ws: Workspace, opened: str) -> None:
    ids = [holding.add_decision(ws, opened, what).result() for what in ("A day with Kit", "Glasses", "The real story")]
    holding.remove_decision(ws, opened, ids[1]).result()
    holding.reorder_decisions(ws, opened, (ids[2], ids[0])).result()
    assert [(d.number, d.what) for d in review_view(ws, opened).decisions] == [
        (1, "The real story"),
        (2, "A day with Kit"),
    ]
    holding.update_decision(ws, opened, ids[0], owner="Jonas Pebblewick", by=date(2026, 12, 4)).result()
    assert ws.desk.get(Decision, ids[0]).owner == "Jonas Pebblewick"
    with pytest.raises(Refused):
        holding.reorder_decisions(ws, opened, (ids[0],)).result()
    with pytest.raises(Refused, match="before the review"):
        holding.update_decision(ws, opened, ids[0], by=date(2026, 1, 1)).result()
    with pytest.raises(Refused):
        holding.add_decision(ws, opened, "  ").result()


def test_the_last_reviews_decisions_are_looked_at_and_settled(ws: Workspace, opened: str) -> None:
    (last,) = review_view(ws, opened).last_decisions
    assert (last.what, last.mark) == ("An eye test", "late")
    holding.settle_decision(ws, last.id, "done", date(2026, 9, 28), "Glasses since October").result()
    (settled,) = review_view(ws, opened).last_decisions
    assert (settled.outcome_label, settled.outcome_words) == ("Done", "Glasses since October")
    with pytest.raises(Refused):
        holding.settle_decision(ws, last.id, "forgotten").result()


def test_the_managers_reply_is_kept_for_each_decision(ws: Workspace, opened: str) -> None:
    decision = holding.add_decision(ws, opened, "Glasses").result()
    holding.manager_replied(ws, decision, "not agreed", TODAY, "No money").result()
    assert review_view(ws, opened).decisions[0].manager_reply == "not agreed"


def test_completing_fixes_the_last_day_as_it_stood_before_the_review(ws: Workspace, opened: str) -> None:
    done = holding.complete(ws, opened).result()
    assert (done.state, done.completed_on, done.due_on, done.late_reason) == ("completed", TODAY, DUE, "")
    view = review_view(ws, opened)
    assert view.in_time == "in time"
    assert view.next_limit == date(2027, 5, 23)
    assert {clock.rule_id for clock in view.deadlines} >= {"record.decisions", "record.full", "record.distributed"}


def test_a_reason_for_lateness_is_refused_for_a_review_in_time(ws: Workspace, opened: str) -> None:
    with pytest.raises(Refused, match="in time"):
        holding.complete(ws, opened, late_reason="report").result()


@pytest.mark.parametrize(("given", "kept"), [("", "not-known"), ("court", "court")])
def test_a_late_review_keeps_its_reason_which_may_be_not_known_yet(
    ws: Workspace, review: str, given: str, kept: str
) -> None:
    ws.today = date(2026, 11, 27)
    holding.open_review(ws, review, ws.today).result()
    done = holding.complete(ws, review, late_reason=given).result()
    assert (done.due_on, done.late_reason) == (DUE, kept)
    assert review_view(ws, review).in_time == "3 days late"


def test_the_last_day_of_a_review_that_seems_late_after_an_incomplete_history_is_not_known(
    ws: Workspace, child: str
) -> None:
    def forget(change: Any) -> None:
        for known in change.where(Review, child=child):
            for decision in change.where(Decision, review=known.id):
                change.delete(decision)
            change.delete(known)

    ws.do("Took back the first review", forget).result()
    entered = holding.enter_held(ws, child, TODAY).result()
    done = holding.complete(ws, entered).result()
    assert (done.due_on, done.late_reason) == (None, "")
    assert review_view(ws, entered).in_time == "Not known"


def test_a_review_is_adjourned_once_and_is_in_time_when_finished_within_twenty_working_days(
    ws: Workspace, opened: str
) -> None:
    holding.adjourn(ws, opened, "No report").result()
    view = review_view(ws, opened)
    assert (view.state, view.held_on, view.adjourned_on) == ("adjourned", None, TODAY)
    assert view.clock is not None
    assert (view.clock.rule_id, view.clock.legal_limit) == ("review.adjourned", date(2026, 12, 21))
    with pytest.raises(Refused, match="adjourned"):
        holding.complete(ws, opened).result()
    ws.today = date(2026, 12, 21)
    holding.resume(ws, opened, ws.today).result()
    with pytest.raises(Refused, match="36"):
        holding.adjourn(ws, opened).result()
    done = holding.complete(ws, opened).result()
    assert (done.first_part_on, done.held_on, done.due_on, done.late_reason) == (TODAY, ws.today, DUE, "")
    assert review_view(ws, opened).in_time == "adjourned, finished in time"


def test_an_adjourned_review_finished_after_twenty_working_days_is_late(ws: Workspace, opened: str) -> None:
    holding.adjourn(ws, opened).result()
    ws.today = date(2026, 12, 22)
    holding.resume(ws, opened, ws.today).result()
    holding.complete(ws, opened, late_reason="report").result()
    assert review_view(ws, opened).in_time == "adjourned, not finished in time: 1 day late"


def test_a_review_in_parts_keeps_every_day_and_the_next_is_counted_from_the_first(ws: Workspace, opened: str) -> None:
    ws.today = DUE
    holding.add_part(ws, opened, DUE, place="School", words="With her teachers").result()
    kept = ws.desk.get(Review, opened)
    assert (kept.first_part_on, kept.held_on) == (TODAY, DUE)
    assert [part.held_on for part in ws.desk.where(ReviewPart, review=opened)] == [TODAY, DUE]
    assert holding.complete(ws, opened).result().due_on == DUE
    assert review_view(ws, opened).next_limit == date(2027, 5, 23)


def test_the_next_review_is_booked_before_we_stop_with_a_midway_check(ws: Workspace, opened: str, child: str) -> None:
    holding.book_next(ws, opened, date(2027, 4, 13), time="15:30", place="At home").result()
    view = review_view(ws, opened)
    assert (view.next_booked_for, view.midway_on) == (date(2027, 4, 13), date(2027, 2, 1))
    holding.book_next(ws, opened, date(2027, 4, 14)).result()
    (booked,) = ws.desk.where(Review, child=child, state="booked")
    assert (booked.booked_for, booked.booked_time) == (date(2027, 4, 14), "15:30")


def test_nothing_is_written_in_a_cancelled_review(ws: Workspace, review: str) -> None:
    from iro_desk.practice.booking import cancel_booking

    cancel_booking(ws, review, "Snow").result()
    with pytest.raises(Refused, match="cancelled"):
        holding.write_note(ws, review, "home", "x").result()
    assert review_view(ws, review).read_only


def test_a_review_is_found_by_id_and_by_number_and_day(ws: Workspace, review: str) -> None:
    assert holding.resolve_review(ws, review) == review
    assert holding.resolve_review(ws, "204817@2026-11-23") == review
    assert holding.resolve_review(ws, "204817@2026-08-24") != review
    for words in ("204817@2026-11-24", "1@2026-11-23", "204817@someday", "nothing"):
        with pytest.raises(NotFound):
            holding.resolve_review(ws, words)


# ---------------------------------------------------------------- as JSON

FACTS: dict[str, Any] = {
    "held_on": "2026-11-23",
    "participation": "PN1",
    "spoke_privately": "spoke",
    "spoke_privately_on": "2026-11-19",
    "spoke_privately_where": "by the river",
    "attendance": [{"name": "Jonas Pebblewick", "role": "Social worker", "how": "in-person"}],
    "notes": [{"heading": "home", "text": "A settled home.", "covered": ["right"]}],
    "told": [{"words": "Six weeks is too long.", "who_may_hear": "in my record"}],
    "decisions": [
        {"what": "A day with Kit", "owner": "Jonas Pebblewick", "by": "2026-12-04"},
        {"what": "Glasses", "owner": "Gwen Bellweather", "no_date_because": "the optician decides"},
    ],
    "next": {"booked_for": "2027-04-13", "time": "15:30", "place": "At home"},
}


def test_a_review_is_held_from_json_in_one_change(ws: Workspace, review: str) -> None:
    before = len(ws.desk.history())
    holding.hold_from_facts(ws, review, FACTS).result()
    assert len(ws.desk.history()) == before + 1
    view = review_view(ws, review)
    assert (view.state, view.held_on, view.place, view.participation) == ("open", TODAY, "At home", "PN1")
    assert [row.name for row in view.attendance] == ["Jonas Pebblewick"]
    assert [(d.number, d.what, d.by) for d in view.decisions] == [
        (1, "A day with Kit", date(2026, 12, 4)),
        (2, "Glasses", None),
    ]
    assert view.told[0].words == "Six weeks is too long."
    assert view.next_booked_for == date(2027, 4, 13)
    assert view.missing == ()


def test_what_facts_gives_hold_takes_and_nothing_changes(ws: Workspace, review: str) -> None:
    holding.hold_from_facts(ws, review, FACTS).result()
    given = json.loads(holding.review_facts_json(ws, review))
    before, changes = _file(ws, review), len(ws.desk.history())
    holding.hold_from_facts(ws, review, given).result()
    assert _file(ws, review) == before
    assert len(ws.desk.history()) == changes


def test_the_facts_of_a_booked_review_are_a_form_that_hold_takes(ws: Workspace, review: str) -> None:
    given = json.loads(holding.review_facts_json(ws, review))
    assert next(person["name"] for person in given["attendance"]) == "Gwen Bellweather"
    assert {note["heading"] for note in given["notes"]} >= {"home", "school", "health", "view"}
    assert given["last_decisions"][0]["what"] == "An eye test"
    given["last_decisions"][0] |= {"outcome": "done", "on": "2026-10-01", "words": "Glasses"}
    holding.hold_from_facts(ws, review, given).result()
    assert ws.desk.get(Review, review).held_on == TODAY
    assert ws.desk.get(Decision, given["last_decisions"][0]["id"]).outcome == "done"


def test_only_me_is_not_written_into_the_facts_and_is_not_lost_by_reading_them_back(ws: Workspace, opened: str) -> None:
    holding.add_told(ws, opened, "A thing I said to you alone").result()
    text = holding.review_facts_json(ws, opened)
    assert "alone" not in text
    holding.hold_from_facts(ws, opened, json.loads(text)).result()
    assert [told.words for told in ws.desk.where(ToldMe, review=opened)] == ["A thing I said to you alone"]


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"held": "2026-11-23"}, "held"),
        ({"held_on": "23/11/2026"}, "held_on"),
        ({"attendance": [{"name": "A"}, {"nmae": "B"}]}, "nmae.*attendance.2"),
        ({"attendance": {"name": "A"}}, "attendance"),
        ({"decisions": [{"what": "Kit", "by": 4}]}, r"decisions\[1\]\.by"),
        ({"full_review": "yes"}, "full_review"),
        ({"participation": "PN0"}, "under four"),
        ({"notes": [{"heading": "weather", "text": "x"}]}, r"notes\[1\]"),
        ({"attendance": [{"name": "A", "how": "by pigeon"}]}, r"attendance\[1\]"),
        ({"decisions": [{"what": ""}]}, r"decisions\[1\]"),
        ({"last_decisions": [{"id": "nothing"}]}, r"last_decisions\[1\]"),
        ([], "object"),
    ],
)
def test_facts_that_do_not_fit_name_the_key_and_change_nothing(
    ws: Workspace, review: str, wrong: Any, named: str
) -> None:
    before = _file(ws, review)
    with pytest.raises(UserFacingError, match=named):
        holding.hold_from_facts(ws, review, wrong).result()
    assert _file(ws, review) == before


def test_a_review_in_parts_is_held_from_json(ws: Workspace, review: str) -> None:
    ws.today = DUE
    parts = [{"held_on": "2026-11-23", "place": "At home"}, {"held_on": "2026-11-24", "place": "School"}]
    holding.hold_from_facts(ws, review, {"parts": parts}).result()
    kept = ws.desk.get(Review, review)
    assert (kept.first_part_on, kept.held_on) == (TODAY, DUE)


def test_what_was_kept_while_a_note_was_typed_goes_with_the_change_that_it_became(ws: Workspace, child: str) -> None:
    review = book(ws, child, TODAY).result()
    holding.open_review(ws, review, TODAY).result()
    for heading, text in (("health", "Teeth are"), ("home", "A settled")):
        ws.office.do_draft(lambda drafts, f=f"note:{review}:{heading}", t=text: drafts.save(f, t)).result()
    holding.write_note(ws, review, "health", "Teeth are fine").result()
    assert [draft.text for draft in ws.desk.drafts()] == ["A settled"]
