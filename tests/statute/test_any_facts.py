"""Whatever was typed or read, the clocks of a child are counted: no fact however odd makes them stumble."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iro_desk.casework import EVENT_KINDS, MILESTONES, ChildFile, Contact, Episode, Event, Milestone, Review
from iro_desk.practice.child import in_groups
from iro_desk.statute import (
    clocks_of,
    codes_to_check,
    grounds_of,
    next_review,
    next_review_of,
    not_recorded_of,
    points_of_law,
    questions_of,
)

from .cases import DEFAULTS, child, day, episode

ANY = st.dates(date(1900, 1, 1), date(2100, 12, 31))
NEAR = st.dates(date(2019, 1, 1), date(2029, 12, 31))
DAY = st.one_of(NEAR, NEAR, NEAR, ANY)
MAYBE = st.one_of(st.none(), DAY)
STATUS = st.sampled_from(["", "C1", "C2", "E1", "V2", "V3", "V4", "J1", "L1", "L2", "L3", "??"])
HOME = st.sampled_from(["", "U1", "U4", "U6", "P1", "A6", "K1", "K3", "R5", "T1", "Z12", "??"])
EPISODES = st.builds(
    Episode, id=st.uuids().map(str), child=st.just("child"), started=NEAR,
    reason_new=st.sampled_from(["S", "P", "L", ""]),
    legal_status=STATUS, placement=HOME, ended=st.one_of(st.none(), NEAR), order_ends=MAYBE, secure_since=st.none(),
    approval_temporary=st.booleans(), imported=st.sampled_from(["", "{}"]),
)  # fmt: skip
MILESTONE = st.builds(
    Milestone, id=st.uuids().map(str), child=st.just("child"), kind=st.sampled_from(list(MILESTONES)), happened_on=DAY,
    at=st.sampled_from(["", "22:00"]), until=MAYBE, rule_id=st.sampled_from(["", "plan.placement", "dental.check"]),
)  # fmt: skip
EVENT = st.builds(
    Event, id=st.uuids().map(str), child=st.just("child"), kind=st.sampled_from(list(EVENT_KINDS)), happened_on=DAY,
    ended_on=MAYBE, ended_time=st.sampled_from(["", "03:30"]),
)  # fmt: skip
CONTACT = st.builds(
    Contact, id=st.uuids().map(str), child=st.just("child"), happened_on=DAY, by=st.just("social worker")
)
REVIEW = st.builds(
    Review, id=st.uuids().map(str), child=st.just("child"), held_on=st.one_of(st.none(), NEAR), booked_for=MAYBE,
    kind=st.sampled_from(["looked after", "adoption", "short breaks", "secure"]),
    adjourned_on=st.one_of(st.none(), NEAR),
    state=st.sampled_from(["booked", "open", "adjourned", "completed", "signed", "cancelled"]),
    imported=st.sampled_from(["", "{}"]), full_review=st.booleans(),
)  # fmt: skip


@st.composite
def files(draw: st.DrawFn) -> ChildFile:
    base = child(*draw(st.lists(EPISODES, max_size=4)), born="", education_health_care_plan=draw(st.booleans()))
    return replace(
        base,
        child=replace(base.child, date_of_birth=draw(MAYBE), joined_caseload=draw(MAYBE)),
        milestones=tuple(draw(st.lists(MILESTONE, max_size=6))),
        events=tuple(draw(st.lists(EVENT, max_size=4))),
        contacts=tuple(draw(st.lists(CONTACT, max_size=4))),
        reviews=tuple(draw(st.lists(REVIEW, max_size=4))),
    )


@given(file=files(), on=st.dates(day("2024-01-01"), day("2028-12-31")))
@settings(max_examples=150, deadline=None)
def test_no_facts_at_all_make_the_clocks_stumble(file: ChildFile, on: date) -> None:
    clocks = clocks_of(file, on, DEFAULTS)
    assert next_review_of(file, on, DEFAULTS) == next_review(clocks)
    assert sorted(in_groups(clocks), key=clocks.index) == list(clocks)
    for clock in clocks:
        assert clock.because
        assert clock.authority
        if clock.window is not None:
            assert clock.window.earliest <= clock.window.target <= clock.window.last
    for asked in (*questions_of(file, on, DEFAULTS), *codes_to_check(file), *not_recorded_of(file, on, DEFAULTS)):
        assert asked.words
    assert points_of_law(file, on) is not None
    for event in file.events:
        assert grounds_of(file, event.kind, on) is not None


@pytest.mark.parametrize(("ended", "counted"), [("1997-01-01", 0), ("2025-12-31", 0), ("2026-01-02", 1), ("", 0)])
def test_no_interview_is_counted_from_a_return_before_the_child_went(ended: str, counted: int) -> None:
    went = Event(
        id="e", child="child", kind="missing", happened_on=day("2026-01-01"), ended_on=day(ended) if ended else None
    )
    file = replace(child(episode("2025-01-01")), events=(went,))
    clocks = clocks_of(file, day("2026-01-03"), DEFAULTS)
    assert sum(clock.rule_id == "missing.return_interview" for clock in clocks) == counted
