"""The practice caseload: the named children, their dates and the three reviews told in full."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from iro_desk.casework import ChildFile, Milestone, Review
from iro_desk.practice.agenda import headings
from iro_desk.statute import clocks_of, grounds_of, points_of_law, what_if_placed
from tests.practice.demo_caseload import DAY, current, files, settings

LAST_DAYS = [
    ("PR0001", "review.later", date(2027, 5, 20), date(2027, 5, 20)),
    ("PR0001", "review.midpoint", date(2027, 2, 18), date(2027, 2, 18)),
    ("PR0001", "record.decisions", date(2026, 11, 27), date(2026, 11, 27)),
    ("PR0001", "record.full", date(2026, 12, 11), date(2026, 12, 11)),
    ("PR0001", "record.distributed", date(2026, 12, 18), date(2026, 12, 18)),
    ("PR0002", "review.later", date(2027, 5, 18), date(2027, 5, 18)),
    ("PR0002", "record.decisions", date(2026, 11, 25), date(2026, 11, 25)),
    ("PR0003", "review.later", date(2027, 5, 18), date(2027, 5, 18)),
    ("PR0004", "review.later", date(2027, 5, 19), date(2027, 5, 19)),
    ("PR0005", "review.later", date(2027, 5, 12), date(2027, 5, 12)),
    ("PR0006", "review.later", date(2027, 1, 15), date(2027, 1, 15)),
    ("PR0007", "review.later", date(2027, 1, 29), date(2027, 1, 29)),
    ("PR0008", "review.later", date(2027, 2, 6), date(2027, 2, 5)),
    ("PR0009", "review.later", date(2026, 12, 25), date(2026, 12, 24)),
    ("PR0010", "review.first", date(2026, 11, 30), date(2026, 11, 30)),
    ("PR0011", "adoption.authorised.first", date(2026, 11, 28), date(2026, 11, 27)),
    ("PR0011", "review.later", date(2027, 1, 2), date(2026, 12, 31)),
    ("PR0012", "secure.first", date(2026, 11, 29), date(2026, 11, 27)),
    ("PR0012", "review.later", date(2027, 3, 9), date(2027, 3, 9)),
    ("PR0013", "review.later", date(2027, 3, 24), date(2027, 3, 24)),
    ("PR0014", "review.adjourned", date(2026, 12, 2), date(2026, 12, 2)),
    ("PR0015", "short_breaks.later", date(2026, 12, 1), date(2026, 12, 1)),
    ("PR0017", "review.first", date(2026, 12, 17), date(2026, 12, 17)),
    ("PR0019", "review.first", date(2026, 12, 11), date(2026, 12, 11)),
    ("PR0023", "adoption.returned.latest", date(2026, 12, 21), date(2026, 12, 21)),
    ("PR0001", "court.26_weeks", date(2027, 1, 24), date(2027, 1, 22)),
    ("PR0005", "dispute.formal", date(2026, 12, 11), date(2026, 12, 11)),
    ("PR0005", "pathway.assessment", date(2027, 6, 2), date(2027, 6, 2)),
    ("PR0010", "health.initial", date(2026, 11, 30), date(2026, 11, 30)),
    ("PR0010", "pathway.eligible", date(2027, 2, 1), date(2027, 2, 1)),
    ("PR0010", "pathway.assessment", date(2027, 5, 1), date(2027, 4, 30)),
    ("PR0011", "review.joint", date(2026, 11, 28), date(2026, 11, 27)),
    ("PR0012", "order.ends", date(2027, 1, 29), date(2027, 1, 29)),
    ("PR0013", "dispute.formal", date(2026, 11, 30), date(2026, 11, 30)),
    ("PR0013", "order.liberty", date(2027, 1, 2), date(2026, 12, 31)),
    ("PR0014", "dispute.formal", date(2026, 12, 7), date(2026, 12, 7)),
    ("PR0017", "plan.detention", date(2026, 12, 3), date(2026, 12, 3)),
    ("PR0017", "court.hearing", date(2026, 12, 10), date(2026, 12, 10)),
    ("PR0020", "approval.temporary", date(2027, 1, 4), date(2027, 1, 4)),
    ("PR0021", "review.home_before_assessment", date(2026, 11, 30), date(2026, 11, 30)),
    ("PR0022", "review.home_before_assessment", date(2026, 11, 30), date(2026, 11, 30)),
]


@pytest.mark.parametrize(("number", "rule", "limit", "last"), LAST_DAYS)
def test_the_law_gives_the_dates_of_the_stories(number: str, rule: str, limit: date, last: date) -> None:
    clock = next(c for c in clocks_of(current()[number], DAY, settings()) if c.rule_id == rule)
    assert (clock.legal_limit, clock.last_working_day) == (limit, last)


def test_what_others_do_around_the_66_is_as_the_caseload_tells() -> None:
    clocks = [clock for file in current().values() for clock in clocks_of(file, DAY, settings())]
    assert len([c for c in clocks if c.group == "Visits" and c.mark == "late"]) == 9
    proceedings = [c for c in clocks if c.rule_id == "court.26_weeks"]
    assert (len(proceedings), len([c for c in proceedings if c.mark == "late"])) == (10, 2)
    assert len([c for c in clocks if c.rule_id == "dispute.formal"]) == 5
    assert len([c for c in clocks if c.rule_id == "order.liberty"]) == 2


def test_rowans_placing_would_end_the_looked_after_clock() -> None:
    placed = what_if_placed(current()["PR0011"], date(2026, 12, 14), settings())
    assert [(c.rule_id, c.legal_limit) for c in placed] == [("adoption.placed.first", date(2027, 1, 11))]


def test_lorcans_home_is_a_question_of_law() -> None:
    assert [point.key for point in points_of_law(current()["PR0013"], DAY)] == ["under-16-unregistered"]
    raised = [n for n, file in current().items() if points_of_law(file, DAY)]
    assert raised == ["PR0013"]


def test_zofias_approval_extended_ends_eight_weeks_later() -> None:
    file = current()["PR0020"]
    extended = Milestone("x", file.child.id, "temporary-approval-extended", DAY)
    clocks = clocks_of(replace(file, milestones=(*file.milestones, extended)), DAY, settings())
    assert next(c.legal_limit for c in clocks if c.rule_id == "approval.temporary") == date(2027, 3, 1)


def test_kez_was_moved_in_year_11_without_her_iro_and_kian_is_on_remand_before_court() -> None:
    kez, kian = current()["PR0005"], current()["PR0017"]
    moved = next(event for event in kez.events if event.kind == "moved")
    assert {"home-ending", "key-stage-4"} <= {g.id for g in grounds_of(kez, moved.kind, moved.happened_on)}
    court = next(event for event in kian.events if event.happened_on == date(2026, 12, 10))
    assert [g.binding for g in grounds_of(kian, court.kind, court.happened_on) if g.id == "remand"] == ["practice"]


def test_turning_eighteen_and_leaving_care_need_no_review() -> None:
    tamsin = clocks_of(current()["PR0016"], DAY, settings())[0]
    assert tamsin.state == "not required: turns 18 on 20 January 2027"
    assert tamsin.booked_for == date(2027, 1, 12)
    left = files()["PR0067"]
    assert left.child.left_caseload == date(2026, 11, 20)
    assert clocks_of(left, DAY, settings())[0].state == "not required: no longer looked after"


def held(number: str, day: date) -> tuple[ChildFile, Review]:
    file = current()[number]
    return file, next(review for review in file.reviews if review.held_on == day)


@pytest.mark.parametrize(
    ("number", "day", "code", "count", "words"),
    [
        ("PR0001", date(2026, 11, 20), "PN3", 8, 6),
        ("PR0002", date(2026, 11, 18), "PN1", 7, 7),
        ("PR0005", date(2026, 11, 12), "PN2", 9, 7),
    ],
)
def test_the_three_reviews_in_full(number: str, day: date, code: str, count: int, words: int) -> None:
    file, review = held(number, day)
    assert (review.participation, review.state) == (code, "completed")
    assert len([d for d in file.decisions if d.review == review.id]) == count
    assert len([t for t in file.told if t.review == review.id]) == words
    assert len([a for a in file.attendance if a.review == review.id]) == 9
    notes = {note.heading for note in file.notes if note.review == review.id}
    assert notes <= set(headings()) | {"in-short"}
    assert {"home", "family", "school", "view", "in-short"} <= notes


def test_what_was_said_in_private_stays_closed_to_those_it_names() -> None:
    mia, review = held("PR0001", date(2026, 11, 20))
    lewis = next(person for person in mia.people if person.name == "Lewis Tarnwick")
    closed = [told for told in mia.told if lewis.id in told.not_for.split()]
    assert [told.words[:10] for told in closed] == ["Mummy crie", "Is it my t"]
    assert [t.who_may_hear for t in mia.told if t.seen] == ["professionals"]
    kez, _ = held("PR0005", date(2026, 11, 12))
    alone = next(told for told in kez.told if "older person" in told.words)
    assert alone.who_may_hear == "only me"
    toby, _ = held("PR0002", date(2026, 11, 18))
    esme = next(person for person in toby.people if person.name == "Esme Lanternby")
    assert [t.words for t in toby.told if esme.id in t.not_for.split()] == [
        "I want to know if my little sister still likes dinosaurs."
    ]
    assert review.spoke_privately == "seen"


def test_toby_has_eleven_reviews_and_kez_ten() -> None:
    for number, count in (("PR0001", 2), ("PR0002", 11), ("PR0005", 10)):
        assert len([r for r in current()[number].reviews if r.held_on]) == count


def test_the_manager_agreed_to_eight_of_kezs_nine_decisions() -> None:
    kez, review = held("PR0005", date(2026, 11, 12))
    made = [decision for decision in kez.decisions if decision.review == review.id]
    refused = [decision for decision in made if decision.manager_reply == "not agreed"]
    assert [(d.number, d.manager_words) for d in refused] == [(5, "No places; one search at Easter.")]
    assert sum(decision.manager_reply == "agreed" for decision in made) == 8


def test_dawit_was_told_of_late_and_his_name_stands_in_both_scripts() -> None:
    dawit = current()["PR0010"]
    assert dawit.periods[0].told_on == date(2026, 11, 9)
    assert (dawit.child.full_name, dawit.child.name_in_script) == ("Dawit Misale", "ዳዊት ምሳሌ")


def test_nothing_of_the_adopted_sister_or_of_skye_is_on_the_desk() -> None:
    firsts = {file.child.first_name for file in files().values()}
    assert "Skye" not in firsts
    lanternby = [file for file in files().values() if file.child.surname == "Lanternby"]
    assert {file.child.first_name for file in lanternby} == {"Toby", "Esme", "Rufus"}
    others = {person.name for file in lanternby for role in file.roles for person in file.people
              if role.person == person.id and role.role == "brother-sister"}  # fmt: skip
    assert others == {"Toby Lanternby", "Esme Lanternby", "Rufus Lanternby"}
