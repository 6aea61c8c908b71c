"""Who may know where a child lives, for each of the thirteen legal statuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from iro_desk.casework import Child, ChildFile, Episode, Person, Role, Withholding
from iro_desk.statute import codes, may_know, where_told

ON = date(2026, 11, 23)
IN_CARE, NOT_IN_CARE, ADOPTION = ("C1", "C2"), ("V2", "V3", "V4", "L1", "L2", "L3", "J1", "J2", "J3"), ("E1", "D1")


def child(status: str, placement: str = "U6", **more: object) -> ChildFile:
    """A child of eleven with a father, in one home since August."""
    return ChildFile(
        child=Child("c", first_name="Siân", date_of_birth=date(2015, 4, 5)),
        episodes=(Episode("e", "c", date(2026, 8, 3), "S", status, placement=placement, **more),),  # type: ignore[arg-type]
        people=(Person("dad", "Daniel Fenn"), Person("mum", "Ann Fenn")),
        roles=(Role("r", "c", "dad", "father"), Role("s", "c", "mum", "mother", parental_responsibility=True)),
    )


def decided(ground: str, **more: object) -> Withholding:
    known: dict[str, object] = {"because": "of risk", "decided_by": "Ruth Okonjo", "decided_on": date(2026, 9, 1)}
    return Withholding("w", "c", ground, **(known | more))  # type: ignore[arg-type]


def test_the_thirteen_statuses_of_the_return_are_all_here() -> None:
    assert {code.code for code in codes("LS")} >= {*IN_CARE, *NOT_IN_CARE, *ADOPTION}
    assert len({*IN_CARE, *NOT_IN_CARE, *ADOPTION}) == 13


@pytest.mark.parametrize("status", IN_CARE)
def test_in_care_parents_are_told_unless_a_manager_withholds_it_with_a_reason(status: str) -> None:
    file = child(status)
    rule = where_told(file, ON)
    assert (rule.regime, rule.grounds) == ("in care", ("welfare", "court"))
    assert "15(4)" in rule.authority
    assert may_know(file, "dad", ON).state == "told"
    withheld = replace(file, withholdings=(decided("welfare"),))
    assert may_know(withheld, "dad", ON).state == "withheld"
    assert "Ruth Okonjo" in may_know(withheld, "dad", ON).because
    assert may_know(withheld, "dad", date(2026, 8, 31)).state == "told"


@pytest.mark.parametrize("status", NOT_IN_CARE)
def test_not_in_care_the_box_is_shut_and_opens_only_with_a_court_order_or_legal_advice(status: str) -> None:
    file = child(status)
    rule = where_told(file, ON)
    assert (rule.regime, rule.grounds) == ("not in care", ("court", "advice"))
    assert rule.words == (
        "This child is not in care; this ground is not open. Speak to legal services before anything is sent."
    )
    assert may_know(file, "dad", ON).state == "told"
    assert may_know(replace(file, withholdings=(decided("welfare"),)), "dad", ON).state == "stop"
    for ground in ("court", "advice"):
        assert may_know(replace(file, withholdings=(decided(ground),)), "dad", ON).state == "withheld"


@pytest.mark.parametrize("status", ADOPTION)
def test_with_authority_to_place_for_adoption_the_place_never_prints(status: str) -> None:
    file = child(status)
    assert (where_told(file, ON).regime, where_told(file, ON).grounds) == ("adoption", ("court",))
    assert "45(2)" in where_told(file, ON).authority
    assert may_know(file, "mum", ON).state == "withheld"


@pytest.mark.parametrize("placement", ["A3", "A4", "A5", "A6"])
def test_placed_for_adoption_or_consent_witnessed_is_the_same(placement: str) -> None:
    assert where_told(child("V2", placement), ON).regime == "adoption"
    consented = child("V2")
    consented = replace(consented, child=replace(consented.child, consent_on=date(2026, 11, 1)))
    assert where_told(consented, ON).regime == "adoption"
    assert where_told(consented, date(2026, 10, 31)).regime == "not in care"


@pytest.mark.parametrize("status", [*IN_CARE, *NOT_IN_CARE, *ADOPTION])
def test_a_courts_order_comes_before_all_of_these(status: str) -> None:
    file = child(status)
    for tells, state in ((True, "told"), (False, "withheld")):
        ordered = replace(file, withholdings=(decided("welfare"), decided("court", tells=tells)))
        assert may_know(ordered, "dad", ON).state == state


def test_a_withholding_concerns_those_it_names_from_its_day_until_it_ends() -> None:
    file = replace(child("C2"), withholdings=(decided("welfare", withheld_from="dad", ended_on=ON),))
    assert may_know(file, "dad", date(2026, 11, 22)).state == "withheld"
    assert may_know(file, "mum", date(2026, 11, 22)).state == "told"
    assert may_know(file, "dad", ON).state == "told"


def test_what_was_advised_before_the_child_came_into_care_is_decided_again() -> None:
    assert may_know(replace(child("C1"), withholdings=(decided("advice"),)), "dad", ON).state == "stop"


def test_a_confidential_place_is_withheld_whatever_the_status() -> None:
    assert may_know(child("C2", confidential=True), "dad", ON).state == "withheld"


@pytest.mark.parametrize(("born", "asked"), [("2010-11-23", True), ("2010-11-24", False), ("2008-11-23", False)])
def test_at_16_and_17_the_young_person_is_asked(born: str, asked: bool) -> None:
    file = child("C2")
    file = replace(file, child=replace(file.child, date_of_birth=date.fromisoformat(born)))
    assert where_told(file, ON).ask_child is asked
