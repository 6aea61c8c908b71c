"""The decision helper: ten weak decisions are all pointed out, ten good ones none, and nothing is ever refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from iro_desk.casework import Child, ChildFile, Decision, Review
from iro_desk.practice.decision_help import hints_for

NEXT = date(2027, 4, 28)
BY = date(2026, 12, 4)
HERE = Review("r3", "c", state="open", held_on=date(2026, 11, 12))
EARLIER = (
    Review("r1", "c", state="completed", held_on=date(2025, 11, 12)),
    Review("r2", "c", state="completed", held_on=date(2026, 5, 12)),
)


def decision(what: str, owner: str = "Jonas Pebblewick", by: date | None = BY, **more: str) -> Decision:
    return Decision("d", "c", "r3", 1, what, owner=owner, by=by, **more)


def hints(one: Decision, *before: Decision) -> set[str]:
    file = ChildFile(Child("c", first_name="Wren"), reviews=(*EARLIER, HERE), decisions=(*before, one))
    return {hint.what for hint in hints_for(file, HERE, NEXT)}


def told(review: str, what: str = "Start life-story work", **more: str) -> Decision:
    return Decision(f"of {review}", "c", review, 1, what, owner="Jonas Pebblewick", by=BY, **more)


WEAK = [
    (decision("Book an eye test", owner=""), "owner"),
    (decision("Book an eye test", owner="TBC"), "owner"),
    (decision("Book an eye test", by=None), "date"),
    (decision("Book an eye test", owner="Gwen Bellweather and Jonas Pebblewick"), "two owners"),
    (decision("Book an eye test", owner="Both carers"), "two owners"),
    (decision("Monitor school attendance"), "vague"),
    (decision("Continue with swimming"), "vague"),
    (decision("Explore a summer holiday with Nan"), "vague"),
    (decision("Book an eye test", by=NEXT + timedelta(days=3)), "late"),
]

GOOD = [
    decision("Take Wren for an eye test", owner="Gwen Bellweather"),
    decision("Book six Saturdays with Kit and send the days to Wren"),
    decision("Apply for the passport"),
    decision("Sign the page on sleepovers and put it in the carers' folder", owner="Ruth Okonjo-Lamb"),
    decision("Ring the dentist and tell Gwen the date"),
    decision("Pay for racing shoes", owner="Mr Quill"),
    decision("Meet Wren three times to tell her story; the first meeting is held", by=NEXT),
    decision("Send the school timetable to Abena", owner="Ms Parry"),
    decision("Nan sees Wren at home each Sunday", owner="Bev Pebblewick", by=None, no_date_because="it goes on weekly"),
    decision("Write to Dad with the days of both meetings", owner="Priya O’Inkwell"),
]


@pytest.mark.parametrize(("one", "what"), WEAK)
def test_a_weak_decision_is_pointed_out(one: Decision, what: str) -> None:
    assert what in hints(one)


def test_the_tenth_weak_one_is_decided_for_the_third_time() -> None:
    assert "again" in hints(decision("Start life-story work"), told("r1"), told("r2"))
    assert "again" not in hints(decision("Start life-story work"), told("r2"))
    carried = decision("Hold the first of six meetings", carried_from="of r2")
    assert "again" in hints(carried, told("r1", "Begin her story"), told("r2", carried_from="of r1"))


@pytest.mark.parametrize("one", GOOD)
def test_a_good_decision_has_nothing_pointed_out(one: Decision) -> None:
    assert hints(one) == set()


def test_a_hint_says_where_the_word_stands_and_asks_in_words() -> None:
    weak = decision("Monitor school, and continue")
    file = ChildFile(Child("c"), reviews=(HERE,), decisions=(weak,))
    found = [hint for hint in hints_for(file, HERE, NEXT) if hint.what == "vague"]
    assert [weak.what[hint.start : hint.end] for hint in found] == ["Monitor", "continue"]
    assert all(hint.words.endswith("?") for hint in found)


def test_only_this_reviews_decisions_are_looked_at() -> None:
    weak = replace(decision("Monitor school"), review="r2")
    file = ChildFile(Child("c"), reviews=(*EARLIER, HERE), decisions=(weak,))
    assert hints_for(file, HERE, NEXT) == ()
