"""Which events ask "bring the review forward?", and on what ground."""

from __future__ import annotations

import pytest

from iro_desk.casework import EVENT_KINDS, ChildFile
from iro_desk.statute import grounds_of, in_key_stage_4

from .cases import child, day, episode

ON = day("2026-11-23")


def grounds(kind: str, file: ChildFile) -> set[str]:
    return {ground.id for ground in grounds_of(file, kind, ON)}


IN_CARE = child(episode("2024-03-01"), born="2011-03-02")
SECTION_20 = child(episode("2024-03-01", legal_status="V2"), born="2018-03-02")


@pytest.mark.parametrize(
    ("kind", "file", "ground", "regulation"),
    [
        ("asked", IN_CARE, "iro", "33(3)(a)"),
        ("welfare-visit", IN_CARE, "welfare", "33(3)(b)"),
        ("release", child(episode("2026-10-01", legal_status="J2", placement="R5")), "accommodated", "33(3)(c)"),
        ("release", child(episode("2026-10-01", placement="R5")), "detained", "33(3)(d)"),
        ("stop-caring", SECTION_20, "stop-caring", "33(3)(e)"),
        ("plan-change", IN_CARE, "plan-change", "32(2)"),
        ("home-ending", IN_CARE, "home-ending", "14"),
        ("moved", IN_CARE, "home-ending", "14"),
        ("home-to-parents", IN_CARE, "with-parents", "17(d)"),
        ("moved", child(episode("2026-11-16", placement="P1")), "with-parents", "19(b)"),
        ("supported", IN_CARE, "supported", "22D"),
        ("left-care", IN_CARE, "ceasing", "39"),
        ("allegation", IN_CARE, "told", "45(4)"),
        ("moved", IN_CARE, "breakdown", "local practice"),
        ("moved", IN_CARE, "key-stage-4", "regulation 10"),
        ("court", child(episode("2026-11-19", legal_status="J1", placement="R5")), "remand", "practice"),
        ("complaint", IN_CARE, "asked", "Handbook"),
    ],
)
def test_each_trigger_is_raised_by_its_event(kind: str, file: ChildFile, ground: str, regulation: str) -> None:
    found = next(each for each in grounds_of(file, kind, ON) if each.id == ground)
    assert regulation in found.authority


def test_a_child_in_care_who_is_to_leave_is_no_case_of_regulation_33_3_e() -> None:
    assert "stop-caring" not in grounds("stop-caring", IN_CARE)
    assert "key-stage-4" not in grounds("moved", SECTION_20)
    assert "with-parents" not in grounds("home-to-parents", SECTION_20)


@pytest.mark.parametrize("kind", EVENT_KINDS)
def test_every_kind_of_event_has_a_ground_to_ask_the_question(kind: str) -> None:
    assert grounds(kind, IN_CARE)


@pytest.mark.parametrize(
    ("born", "answer"),
    [("2011-09-01", True), ("2010-09-01", True), ("2010-08-31", False), ("2012-08-31", True), ("2012-09-01", False)],
)
def test_key_stage_4_goes_by_the_age_on_the_first_of_september(born: str, answer: bool) -> None:
    assert in_key_stage_4(child(episode("2024-03-01"), born=born), ON) is answer
