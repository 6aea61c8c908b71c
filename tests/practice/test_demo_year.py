"""The practice caseload: the year behind, and the day itself."""

from __future__ import annotations

from collections import Counter
from datetime import date

from iro_desk.casework import PRESENT, Decision
from iro_desk.statute import clocks_of, participation_allowed, questions_of
from tests.practice.demo_caseload import DAY, caseload, current, files, settings, year_decisions, year_reviews

HOME_BEFORE_ASSESSMENT = ("PR0021", "PR0022")
"""The twins have ten working days from 16 November (regulation 19), which only their story tells."""


def test_175_reviews_138_in_time_and_every_late_one_with_its_reason() -> None:
    held = year_reviews()
    late = [review for review in held if review.due_on is not None and review.held_on > review.due_on]  # type: ignore[operator]
    assert (len(held), len(late)) == (175, 37)
    assert Counter(review.late_reason for review in late) == {
        "report": 7,
        "told-late": 4,
        "social-worker": 7,
        "iro": 5,
        "child": 4,
        "court": 3,
        "move": 3,
        "carer": 2,
        "recording": 2,
    }
    assert {review.late_reason for review in held if review not in late} == {""}
    finished = [review for review in held if review.adjourned_on is not None]
    assert (len(finished), sum(review in late for review in finished)) == (5, 0)


def test_participation_adds_up_and_suits_the_age_on_the_day() -> None:
    held = year_reviews()
    codes = Counter(review.participation for review in held)
    assert codes == {"PN0": 31, "PN1": 62, "PN2": 9, "PN3": 4, "PN4": 7, "PN5": 19, "PN6": 33, "PN7": 10}
    born = {file.child.id: file.child.date_of_birth for file in files().values()}
    assert not [r for r in held if participation_allowed(r.participation, born[r.child], r.held_on)]
    by_video = {
        person.review
        for file in files().values()
        for person in file.attendance
        if person.role == "Child" and person.how == "video" and person.how in PRESENT
    }
    assert len(by_video) == 9


def test_1043_decisions_71_per_cent_of_those_due_done_in_time_and_12_carried_three_times() -> None:
    made = year_decisions()
    assert len(made) == 1043
    due = [decision for decision in made if decision.by is not None and decision.by < DAY]
    in_time = [d for d in due if d.outcome == "done" and d.outcome_on and d.by and d.outcome_on <= d.by]
    assert round(100 * len(in_time) / len(due)) == 71
    everyone = {decision.id: decision for decision in caseload().of(Decision)}

    def times(decision: Decision) -> int:
        return 1 + (times(everyone[decision.carried_from]) if decision.carried_from else 0)

    assert sum(times(decision) >= 3 for decision in made) == 12
    assert all(decision.owner and decision.by for decision in made)


def test_challenges_and_good_practice() -> None:
    words = [(event.words, event.ended_on) for file in files().values() for event in file.events]
    challenges = [ended for said, ended in words if said.startswith("Formal challenge")]
    assert (len(challenges), sum(ended is None for ended in challenges)) == (14, 5)
    assert sum(said.startswith("Good practice") for said, _ in words) == 4


def test_the_day_itself() -> None:
    days_left: dict[str, date] = {}
    booked = set()
    for number, file in current().items():
        limits = [
            clock
            for clock in clocks_of(file, DAY, settings())
            if clock.legal_limit and clock.rule_id.startswith(("review.", "adoption.", "short_breaks.", "secure."))
            if clock.rule_id != "review.midpoint"
        ]
        if limits:
            first = min(limits, key=lambda clock: clock.legal_limit or date.max)
            days_left[number] = first.legal_limit or date.max
        if any(review.state == "booked" for review in file.reviews):
            booked.add(number)
    days_left |= dict.fromkeys(HOME_BEFORE_ASSESSMENT, date(2026, 11, 30))
    adjourned = {n for n, file in current().items() if any(r.state == "adjourned" for r in file.reviews)}
    assert {number: days_left.pop(number) for number in adjourned} == {"PR0014": date(2026, 12, 2)}
    assert sum(day < DAY for day in days_left.values()) == 2
    by_month = {number for number, day in days_left.items() if DAY <= day <= date(2026, 11, 30)}
    then = {number for number, day in days_left.items() if date(2026, 11, 30) < day <= date(2026, 12, 21)}
    assert (len(by_month), len(then)) == (6, 13)
    assert len((by_month | then) - booked) == 4


def test_papers_owed_and_decisions_overdue() -> None:
    completed = [r for file in current().values() for r in file.reviews if r.state == "completed"]
    assert len(completed) == 6
    owed = {
        c.review for file in current().values() for c in clocks_of(file, DAY, settings()) if c.rule_id == "record.full"
    }
    assert owed == {review.id for review in completed}
    overdue = [d for d in caseload().of(Decision) if d.outcome == "" and d.by is not None and d.by < DAY]
    assert (len(overdue), len({decision.child for decision in overdue})) == (41, 22)


def test_three_children_not_seen_by_the_iro_for_over_six_months() -> None:
    unseen = []
    for number, file in current().items():
        since = min(episode.started for episode in file.episodes)
        seen = [contact.happened_on for contact in file.contacts if contact.by == "iro"]
        if max([since, *seen]) < date(2026, 5, 23):
            unseen.append(number)
    assert len(unseen) == 3


def test_the_facts_leave_nothing_to_ask() -> None:
    assert [q.words for file in files().values() for q in questions_of(file, DAY, settings())] == []
