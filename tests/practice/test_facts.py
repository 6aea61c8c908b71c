"""Facts by hand: a new child, what changed, and every fact added, changed, ended and taken back."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iro_desk.casework import (
    MILESTONES,
    Child,
    CouncilNumber,
    Episode,
    NotFound,
    Person,
    Refused,
    Review,
    Role,
    SchoolPlace,
)
from iro_desk.practice.caseload import caseload_view
from iro_desk.practice.child import child_view, fact_values
from iro_desk.practice.decisions import add_decision
from iro_desk.practice.facts import (
    NewChild,
    SomethingChanged,
    end_fact,
    first_review_of,
    name_children,
    new_child,
    remove_fact,
    save_fact,
    something_changed,
)
from iro_desk.practice.history import undo
from iro_desk.practice.workspace import Workspace

TODAY = date(2026, 11, 23)
ZOE = NewChild("551", "Zoë", "Inwood", date(2015, 2, 3), date(2026, 11, 9), "V2", date(2026, 11, 10))

EVERY_KIND: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("number", {"number": "A-77", "source": "council"}, {"number": "A-78"}),
    ("episode", {"started": date(2026, 11, 2), "legal_status": "C2", "placement": "U4"}, {"town": "Madeupham"}),
    ("period", {"started": date(2026, 8, 3), "told_on": date(2026, 8, 4)}, {"told_on": date(2026, 8, 5)}),
    ("role", {"role": "advocate", "name": "Ada Pretend"}, {"telephone": "01632 960001"}),
    ("school", {"name": "Nowhere School", "since": date(2026, 9, 1)}, {"note": "Year 9"}),
    ("event", {"kind": "missing", "happened_on": date(2026, 11, 1)}, {"words": "Back the same night"}),
    ("contact", {"happened_on": date(2026, 11, 3), "by": "iro", "how": "visit"}, {"alone": True}),
    ("review", {"held_on": date(2026, 8, 20), "participation": "PN1"}, {"participation": "PN2"}),
    *(
        ("milestone", {"kind": kind, "happened_on": date(2026, 11, 2)}, {"until": date(2027, 1, 2), "at": "17:30"})
        for kind in MILESTONES
        if kind != "none-yet"
    ),
]


@pytest.mark.parametrize(
    ("kind", "values", "changed"),
    EVERY_KIND,
    ids=[f"{kind} {values.get('kind', '')}" for kind, values, _ in EVERY_KIND],
)
def test_each_fact_is_added_changed_and_taken_back(
    ws: Workspace, child: str, kind: str, values: dict[str, Any], changed: dict[str, Any]
) -> None:
    made = save_fact(ws, kind, child, None, values).result()
    assert values.items() <= fact_values(ws, kind, made).items()
    assert save_fact(ws, kind, child, made, changed).result() == made
    assert (values | changed).items() <= fact_values(ws, kind, made).items()
    remove_fact(ws, kind, child, made).result()
    with pytest.raises(NotFound):
        fact_values(ws, kind, made)
    undo(ws).result()
    assert (values | changed).items() <= fact_values(ws, kind, made).items()


def test_the_childs_own_details_are_changed_and_stay(ws: Workspace, child: str) -> None:
    save_fact(ws, "child", child, child, {"liked_name": "Siani", "interpreter": True}).result()
    assert child_view(ws, child).known_as == "Siani"
    with pytest.raises(Refused):
        remove_fact(ws, "child", child, child).result()


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("nothing", {}),
        ("child", {"no_such_field": "x"}),
        ("child", {"date_of_birth": "2013-04-05"}),
        ("number", {"number": "204817", "source": "council", "child": "another"}),
        ("number", {"number": " ", "source": "council"}),
        ("episode", {"started": date(2026, 8, 3), "legal_status": "C2"}),
        ("episode", {"started": date(2026, 9, 3), "legal_status": "Q9"}),
        ("episode", {"started": date(2026, 9, 3), "ended": date(2026, 9, 2), "legal_status": "C2"}),
        ("episode", {"started": date(2026, 12, 3), "legal_status": "C2"}),
        ("period", {"told_on": date(2026, 8, 3)}),
        ("role", {"role": "advocate"}),
        ("role", {"role": "wizard", "name": "Ada Pretend"}),
        ("role", {"role": "advocate", "name": "Ada", "since": date(2026, 9, 3), "until": date(2026, 9, 2)}),
        ("school", {"name": ""}),
        ("event", {"kind": "weather", "happened_on": date(2026, 9, 3)}),
        ("event", {"kind": "missing", "happened_on": date(2026, 9, 3), "ended_on": date(2026, 9, 2)}),
        ("event", {"kind": "missing", "happened_on": date(2026, 9, 3), "ended_time": "25:00"}),
        ("contact", {"happened_on": date(2026, 12, 3), "by": "iro"}),
        ("milestone", {"kind": "none-yet", "happened_on": date(2026, 9, 3)}),
        ("milestone", {"kind": "weather", "happened_on": date(2026, 9, 3)}),
        ("milestone", {"kind": "pep", "happened_on": date(2026, 12, 3)}),
        ("milestone", {"kind": "pep", "happened_on": date(2026, 9, 3), "until": date(2026, 9, 2)}),
        ("milestone", {"kind": "police-protection", "happened_on": date(2026, 9, 3), "at": "half past"}),
        ("review", {"participation": "PN1"}),
        ("review", {"held_on": date(2026, 12, 3)}),
        ("review", {"held_on": date(2020, 12, 3)}),
        ("review", {"held_on": date(2026, 8, 24)}),
        ("review", {"held_on": date(2026, 8, 20), "participation": "PN9"}),
        ("review", {"held_on": date(2026, 8, 20), "state": "signed"}),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_changes_nothing(
    ws: Workspace, child: str, kind: str, values: dict[str, Any]
) -> None:
    before = ws.desk.last_change()
    with pytest.raises(Refused):
        save_fact(ws, kind, child, child if kind == "child" else None, values).result()
    assert ws.desk.last_change() == before


def test_a_fact_of_another_child_is_not_reached_through_this_one(ws: Workspace, child: str) -> None:
    other = new_child(ws, ZOE).result()
    school = save_fact(ws, "school", other, None, {"name": "Nowhere School"}).result()
    with pytest.raises(NotFound):
        save_fact(ws, "school", child, school, {"name": "Stolen"}).result()
    with pytest.raises(NotFound):
        remove_fact(ws, "school", child, school).result()


def test_a_person_goes_with_the_last_role_and_stays_while_another_child_has_one(ws: Workspace, child: str) -> None:
    other = new_child(ws, ZOE).result()
    roles = [save_fact(ws, "role", one, None, {"role": "advocate", "name": "Ada"}).result() for one in (child, other)]
    person = ws.desk.get(Role, roles[0]).person
    assert ws.desk.get(Role, roles[1]).person == person
    remove_fact(ws, "role", child, roles[0]).result()
    assert ws.desk.get(Person, person).name == "Ada"
    remove_fact(ws, "role", other, roles[1]).result()
    with pytest.raises(NotFound):
        ws.desk.get(Person, person)
    assert ws.desk.check() == []


def test_what_has_an_end_is_ended_and_not_before_it_began(ws: Workspace, child: str) -> None:
    school = save_fact(ws, "school", child, None, {"name": "Nowhere School", "since": date(2026, 9, 1)}).result()
    with pytest.raises(Refused):
        end_fact(ws, "school", child, school, date(2026, 8, 31)).result()
    end_fact(ws, "school", child, school, date(2026, 10, 1)).result()
    assert ws.desk.get(SchoolPlace, school).until == date(2026, 10, 1)
    with pytest.raises(Refused):
        end_fact(ws, "number", child, ws.desk.where(CouncilNumber, child=child)[0].id, TODAY)


def test_the_only_number_of_a_nameless_child_and_the_only_stretch_stay(ws: Workspace) -> None:
    nameless = new_child(ws, NewChild("900", "", "", None, date(2026, 11, 9), "V2")).result()
    for kind, record in (("number", CouncilNumber), ("episode", Episode)):
        with pytest.raises(Refused):
            remove_fact(ws, kind, nameless, ws.desk.of_child(record, nameless)[0].id).result()


# ---------------------------------------------------------------- reviews held elsewhere


def test_an_earlier_review_entered_by_hand_owes_no_record_and_counts(ws: Workspace, child: str) -> None:
    before = child_view(ws, child)
    save_fact(ws, "review", child, None, {"held_on": date(2026, 8, 14), "participation": "PN1"}).result()
    after = child_view(ws, child)
    row = next(row for row in after.reviews if row.day == date(2026, 8, 14))
    assert (row.words, row.mark, row.in_time) == ("Held, entered by hand", "done", "in time")
    assert not [clock for clock in after.clocks if clock.review == row.id]
    assert after.next_review is not None
    assert before.next_review is not None
    # Two reviews held now: six months from the second, no longer three from the first.
    assert (before.next_review.rule_id, after.next_review.rule_id) == ("review.second", "review.later")


def test_a_review_of_this_desk_is_not_taken_back_as_a_fact(ws: Workspace, child: str) -> None:
    own = ws.desk.of_child(Review, child)[0]
    for act in (
        lambda: save_fact(ws, "review", child, own.id, {"participation": "PN1"}),
        lambda: remove_fact(ws, "review", child, own.id),
    ):
        with pytest.raises(Refused, match="belongs to this desk"):
            act().result()


def test_a_review_held_elsewhere_with_a_decision_is_not_taken_back(ws: Workspace, child: str) -> None:
    review = save_fact(ws, "review", child, None, {"held_on": date(2026, 8, 14)}).result()
    add_decision(ws, review, "An eye test").result()
    with pytest.raises(Refused, match="written in this review"):
        remove_fact(ws, "review", child, review).result()


# ---------------------------------------------------------------- a new child


def test_a_new_child_has_the_first_reviews_date_that_was_shown_while_typing(ws: Workspace) -> None:
    shown = first_review_of(ws, ZOE.became_looked_after)
    child = new_child(ws, ZOE).result()
    view = child_view(ws, child)
    assert shown is not None
    assert view.next_review is not None
    assert view.next_review.legal_limit == shown.legal_limit == date(2026, 12, 7)
    assert (view.number, view.name, view.told_on) == ("551", "Zoë Inwood", date(2026, 11, 10))


def test_the_first_reviews_date_is_shown_for_a_day_long_gone_too(ws: Workspace) -> None:
    shown = first_review_of(ws, date(2026, 8, 3))
    assert shown is not None
    assert shown.legal_limit == date(2026, 9, 1)


def test_a_missed_first_review_of_a_child_entered_in_time_is_overdue(ws: Workspace) -> None:
    child = new_child(ws, ZOE).result()
    ws.today = date(2026, 12, 9)
    row = next(row for row in caseload_view(ws).rows if row.id == child)
    assert row.next_review is not None
    assert (row.next_review.mark, row.next_review.says) == ("late", "2 days late")


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": "", "first_name": ""},
        {"became_looked_after": TODAY + timedelta(days=1)},
        {"date_of_birth": date(2026, 11, 10)},
        {"told_on": TODAY + timedelta(days=1)},
        {"legal_status": "Q9"},
        {"number": "204817"},
    ],
)
def test_a_new_child_that_cannot_be_is_refused(ws: Workspace, child: str, wrong: dict[str, Any]) -> None:
    known = {name: getattr(ZOE, name) for name in NewChild.__dataclass_fields__}
    with pytest.raises(Refused):
        new_child(ws, NewChild(**(known | wrong))).result()
    assert len(ws.desk.all(Child)) == 1


# ---------------------------------------------------------------- something changed


def test_a_move_ends_one_home_and_begins_the_next_and_one_undo_takes_both_back(ws: Workspace, child: str) -> None:
    before = child_view(ws, child).places
    moved = SomethingChanged(
        "moved", date(2026, 11, 20), "Jonas", TODAY, details={"placement": "K2", "town": "Elsewhere"}
    )
    something_changed(ws, child, moved).result()
    homes = [place for place in child_view(ws, child).places if place.kind == "home"]
    assert [(home.code, home.started, home.ended) for home in homes] == [
        ("K2", date(2026, 11, 20), None),
        ("U6", date(2026, 8, 3), date(2026, 11, 20)),
    ]
    undo(ws).result()
    assert child_view(ws, child).places == before


def test_leaving_care_ends_the_clocks_and_coming_back_brings_the_child_back(ws: Workspace, child: str) -> None:
    left = SomethingChanged("left-care", date(2026, 11, 2), details={"reason": "E4A"})
    something_changed(ws, child, left).result()
    assert caseload_view(ws).rows == ()
    back = {"started": date(2026, 11, 16), "legal_status": "V2", "reason_new": "S"}
    save_fact(ws, "episode", child, None, back).result()
    (row,) = caseload_view(ws).rows
    assert row.next_review is not None
    assert row.next_review.rule_id == "review.first"


def test_a_dated_fact_starts_its_clock_and_its_second_day_ends_it(ws: Workspace, child: str) -> None:
    raised = save_fact(ws, "milestone", child, None, {"kind": "dispute", "happened_on": date(2026, 11, 2)}).result()
    clock = next(row for row in child_view(ws, child).clocks if row.rule_id == "dispute.formal")
    assert clock.legal_limit == date(2026, 11, 30)
    (row,) = child_view(ws, child).milestones
    assert (row.kind_label, row.group, row.until_label) == ("Formal challenge raised", "Challenges", "Settled")
    end_fact(ws, "milestone", child, raised, date(2026, 11, 20)).result()
    assert "dispute.formal" not in {row.rule_id for row in child_view(ws, child).clocks}


def test_the_hour_of_a_return_is_the_hour_of_the_interview(ws: Workspace, child: str) -> None:
    away = SomethingChanged("missing", date(2026, 11, 20), ended_on=date(2026, 11, 21), ended_time="22:00")
    something_changed(ws, child, away).result()
    clock = next(row for row in child_view(ws, child).clocks if row.rule_id == "missing.return_interview")
    assert clock.legal_limit == date(2026, 11, 24)
    assert "22:00 on Tuesday 24 November 2026" in clock.because
    with pytest.raises(Refused, match="no time of day"):
        something_changed(ws, child, replace(away, ended_time="late")).result()


def test_a_new_worker_follows_the_former_one(ws: Workspace, child: str) -> None:
    change = SomethingChanged("worker", date(2026, 11, 16), details={"name": "Ada Pretend"})
    something_changed(ws, child, change).result()
    workers = {row.name: row.until for row in child_view(ws, child).people if row.role == "social-worker"}
    assert workers == {"Ada Pretend": None, "Jonas Pebblewick": date(2026, 11, 16)}


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 112), st.sampled_from(["U4", "K2", "U6", "C1", "C2", "E1"])), max_size=6))
def test_whatever_moves_in_whatever_order_the_stretches_stay_one_unbroken_period(
    ws: Workspace, child: str, moves: list[tuple[int, str]]
) -> None:
    made = 0
    for days, code in moves:
        kind, field = ("legal-status", "legal_status") if code in ("C1", "C2", "E1") else ("moved", "placement")
        what = SomethingChanged(kind, date(2026, 8, 3) + timedelta(days=days), details={field: code})
        something_changed(ws, child, what).result()
        made += 1
    episodes = sorted(ws.desk.of_child(Episode, child), key=lambda episode: episode.started)
    for one, following in itertools.pairwise(episodes):
        assert one.ended == following.started
    assert episodes[-1].ended is None
    assert len([place for place in child_view(ws, child).places if place.kind == "period"]) == 1
    for _ in range(made):
        undo(ws).result()


def test_names_are_given_by_number_capitals_or_not_and_unknown_numbers_passed_over(ws: Workspace, child: str) -> None:
    save_fact(ws, "number", child, None, {"number": "iro7", "source": "ssda903"}).result()
    assert name_children(ws, {"IRO7": ("Łukasz", "Żółć"), "none": ("No", "One")}, keep="theirs").result().named == 1
    assert child_view(ws, child).name == "Łukasz Żółć"
    last = ws.desk.last_change()
    assert name_children(ws, {"IRO7": ("Łukasz", "Żółć")}).result().named == 0
    assert ws.desk.last_change() == last
