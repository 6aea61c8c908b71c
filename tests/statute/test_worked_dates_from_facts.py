"""Each worked date of a review or its papers again, from a child whose facts imply the inputs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from iro_desk.casework import ChildFile, Review
from iro_desk.statute import Clock, add_months, clocks_of

from .cases import DEFAULTS, Worked, booked, child, day, episode, held, worked

Facts = tuple[ChildFile, date, str]
"""A child, the day on which the clocks are read, and the clock to look for."""


def before(on: str, days: int) -> str:
    return (day(on) - timedelta(days=days)).isoformat()


def long_known(*reviews: Review, since: str) -> ChildFile:
    """A child in care for a year by ``since``, with the first review and one every five months up to then."""
    started = add_months(day(since), -12)
    first = started + timedelta(days=14)
    second = add_months(first, 2)
    earlier = tuple(held(d.isoformat()) for d in (first, second, add_months(second, 5)))
    return child(episode(started.isoformat()), reviews=(*earlier, *reviews))


def first_review(inputs: dict[str, str]) -> Facts:
    remanded = inputs.get("remanded_to_LA_accommodation")
    started = remanded or inputs["became_looked_after"]
    changes = sorted(inputs[key] for key in ("legal_status_change", "placement_move") if key in inputs)
    status = "J1" if remanded else "V2"
    starts = [started, *changes]
    ends = [*changes, ""]
    episodes = [
        episode(start, end, reason_new="S" if n == 0 else "L", legal_status=status if n == 0 else "C1", urn=f"{n}")
        for n, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]
    reviews = ()
    if "previous_period_ended" in inputs:
        ended = inputs["previous_period_ended"]
        episodes.insert(0, episode(before(ended, 400), ended, reason_ended="E4A"))
        reviews = (held(inputs["last_review"]),)
    return child(*episodes, reviews=reviews), day(max(starts)), "review.first"


def second_review(inputs: dict[str, str]) -> Facts:
    on = inputs["first_review"]
    return child(episode(before(on, 14)), reviews=(held(on),)), day(on), "review.second"


def later_review(inputs: dict[str, str]) -> Facts:
    previous = inputs["previous_review"]
    reviews = [held(previous, due_on=day(inputs["previous_due"]) if "previous_due" in inputs else None)]
    on = previous
    if "extra_meeting" in inputs:
        on = inputs["extra_meeting"]
        reviews.append(held(on, full_review=inputs["full_statutory_review"] == "yes"))
    elif inputs.get("full_statutory_review") == "no":
        # What was held is no full review, so the one before it, whose limit was previous_due, still counts.
        reviews = [held(add_months(day(inputs["previous_due"]), -6).isoformat()), held(previous, full_review=False)]
    file = long_known(*reviews, since=min(r.held_on for r in reviews if r.held_on).isoformat())
    if "placement_move" in inputs:
        on = inputs["placement_move"]
        stay = replace(file.episodes[0], ended=day(on), reason_ended="X1")
        file = replace(file, episodes=(stay, episode(on, reason_new="P", urn="another")))
    return file, day(on), "review.later"


def adjourned_review(inputs: dict[str, str]) -> Facts:
    opened = inputs["review_meeting_adjourned"]
    waiting = held(opened, state="adjourned", held_on=None, adjourned_on=day(opened), first_part_on=day(opened))
    due = day(inputs["review_due"])
    return long_known(waiting, since=add_months(due, -6).isoformat()), day(opened), "review.adjourned"


def review_in_parts(inputs: dict[str, str]) -> Facts:
    parts = held(inputs["part2"], first_part_on=day(inputs["part1"]))
    return long_known(parts, since=inputs["part1"]), day(inputs["part2"]), "review.later"


def joint_review(inputs: dict[str, str]) -> Facts:
    previous, authority = inputs["previous_LAC_review"], inputs["authority_to_place"]
    file = long_known(held(previous), since=previous)
    care = replace(file.episodes[0], ended=day(authority), reason_ended="X1")
    placement_order = episode(authority, reason_new="L", legal_status="E1")
    return replace(file, episodes=(care, placement_order)), day(authority), "review.joint"


def midway_check(inputs: dict[str, str]) -> Facts:
    previous = inputs["previous_review"]
    assert add_months(day(previous), 6) == day(inputs["next_due"])
    return long_known(held(previous), since=previous), day(previous), "review.midpoint"


def report(inputs: dict[str, str]) -> Facts:
    on = inputs["review_date"]
    file = long_known(since=before(on, 150))
    return replace(file, reviews=(*file.reviews, booked(on))), day(before(on, 30)), "record.social_worker_report"


def paper(rule_id: str) -> Callable[[dict[str, str]], Facts]:
    def facts(inputs: dict[str, str]) -> Facts:
        done = inputs["review_completed"]
        review = held(done, state="completed", completed_on=day(done))
        return long_known(review, since=done), day(done), rule_id

    return facts


def reply(inputs: dict[str, str]) -> Facts:
    """The reply is counted from the last day for the decisions: five working days after the review."""
    received = day(inputs["decisions_received"])
    done = next(
        d
        for d in (received - timedelta(days=n) for n in range(5, 20))
        if clocks_by_rule(*paper("record.decisions")({"review_completed": d.isoformat()})[:2])[
            "record.decisions"
        ].legal_limit
        == received
    )
    file, on, _ = paper("record.decisions")({"review_completed": done.isoformat()})
    return file, on, "record.manager_response"


FACTS: dict[str, Callable[[dict[str, str]], Facts]] = {
    "review.first": first_review,
    "review.second": second_review,
    "review.later": later_review,
    "review.adjourned": adjourned_review,
    "review.series": review_in_parts,
    "review.joint": joint_review,
    "review.midpoint": midway_check,
    "record.social_worker_report": report,
    "record.decisions": paper("record.decisions"),
    "record.manager_response": reply,
    "record.full": paper("record.full"),
    "record.distributed": paper("record.distributed"),
    "adoption.authorised.first": lambda i: (
        child(
            episode(before(i["authority_to_place"], 300), i["authority_to_place"]),
            episode(i["authority_to_place"], legal_status="E1", reason_new="L"),
        ),
        day(i["authority_to_place"]),
        "adoption.authorised.first",
    ),
    "adoption.authorised.later": lambda i: (
        child(
            episode(before(i["previous_adoption_review"], 80), legal_status="E1"),
            reviews=(held(i["previous_adoption_review"], kind="adoption"),),
        ),
        day(i["previous_adoption_review"]),
        "adoption.authorised.later",
    ),
    "adoption.placed.first": lambda i: (
        child(
            episode(before(i["placed_for_adoption"], 300), i["placed_for_adoption"], legal_status="E1"),
            episode(i["placed_for_adoption"], legal_status="E1", placement="A6", reason_new="P"),
        ),
        day(i["placed_for_adoption"]),
        "adoption.placed.first",
    ),
    "adoption.placed.second": lambda i: (
        child(
            episode(before(i["first_placed_review"], 25), legal_status="E1", placement="A6"),
            reviews=(held(i["first_placed_review"], kind="adoption"),),
        ),
        day(i["first_placed_review"]),
        "adoption.placed.second",
    ),
    "adoption.placed.later": lambda i: (
        child(
            episode(before(i["previous_placed_review"], 115), legal_status="E1", placement="A6"),
            reviews=(
                held(before(i["previous_placed_review"], 90), kind="adoption"),
                held(i["previous_placed_review"], kind="adoption"),
            ),
        ),
        day(i["previous_placed_review"]),
        "adoption.placed.later",
    ),
    "adoption.returned.latest": lambda i: (
        child(
            episode(
                before(i["returned_by_prospective_adopter"], 90),
                i["returned_by_prospective_adopter"],
                legal_status="E1",
                placement="A5",
            ),
            episode(i["returned_by_prospective_adopter"], legal_status="E1", reason_new="P"),
        ),
        day(i["returned_by_prospective_adopter"]),
        "adoption.returned.latest",
    ),
    "secure.first": lambda i: (
        child(episode(i["placed_in_secure"], placement="K1")),
        day(i["placed_in_secure"]),
        "secure.first",
    ),
    "secure.later": lambda i: (
        child(
            episode(before(i["previous_criteria_review"], 28), placement="K1"),
            reviews=(held(i["previous_criteria_review"], kind="secure"),),
        ),
        day(i["previous_criteria_review"]),
        "secure.later",
    ),
    "short_breaks.first": lambda i: (
        child(episode(i["first_short_break_starts"], legal_status="V4")),
        day(i["first_short_break_starts"]),
        "short_breaks.first",
    ),
    "short_breaks.later": lambda i: (
        child(
            episode(before(i["previous_short_break_review"], 350), legal_status="V4"),
            reviews=(held(i["previous_short_break_review"], kind="short breaks"),),
        ),
        day(i["previous_short_break_review"]),
        "short_breaks.later",
    ),
}


def clocks_by_rule(file: ChildFile, on: date) -> dict[str, Clock]:
    return {clock.rule_id: clock for clock in clocks_of(file, on, DEFAULTS)}


ROWS = [row for row in worked() if row.rule_id in FACTS and "anchor" not in row.inputs]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.rule_id}-{row.id}")
def test_worked_date_from_facts(row: Worked) -> None:
    file, on, rule_id = FACTS[row.rule_id](row.inputs)
    clock = clocks_by_rule(file, on)[rule_id]
    assert clock.legal_limit == row.expected
    assert clock.history_complete
    assert clock.because
    assert clock.authority
    assert clock.days_left == (row.expected - on).days


def test_every_rule_that_times_a_review_or_its_papers_is_read_from_facts() -> None:
    """The other three ask for facts that no episode holds, or are the first day of a window shown with its last."""
    timed = {row.rule_id for row in worked() if row.rule_id.startswith(("review.", "record."))}
    assert timed - {row.rule_id for row in ROWS} == {"review.home_before_assessment"}
