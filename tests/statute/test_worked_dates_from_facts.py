"""Each worked date of a review or its papers again, from a child whose facts imply the inputs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from iro_desk.casework import ChildFile, Event, Review
from iro_desk.statute import Clock, add_months, clocks_of, rule_ids

from .cases import DEFAULTS, Worked, booked, child, day, episode, held, milestone, named, visit, worked

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
    return long_known(parts, since=inputs["part1"]), day(inputs["part2"]), "review.series"


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


def home_before_assessment(inputs: dict[str, str]) -> Facts:
    on = inputs["placed_with_parents"]
    file = child(
        episode(before(on, 300), on), episode(on, placement="P1", reason_new="P"), reviews=(held(before(on, 290)),)
    )
    return (
        replace(file, milestones=(milestone("home-before-assessment", on),)),
        day(on),
        "review.home_before_assessment",
    )


def temporary_approval(inputs: dict[str, str]) -> Facts:
    given = inputs["temporary_approval"]
    file = child(episode(given, placement="U3", approval_temporary=True))
    if inputs.get("extended") != "yes":
        return file, day(given), "approval.temporary"
    extended = (day(given) + timedelta(days=100)).isoformat()
    return (
        replace(file, milestones=(milestone("temporary-approval-extended", extended),)),
        day(extended),
        "approval.temporary",
    )


def since(rule_id: str, key: str, **more: object) -> Callable[[dict[str, str]], Facts]:
    """The child became looked after, or moved, on the day itself."""
    return lambda inputs: (child(episode(inputs[key], **more)), day(inputs[key]), rule_id)


def dated(rule_id: str, kind: str, key: str, **more: object) -> Callable[[dict[str, str]], Facts]:
    """A dated fact on the day, of a child in care for more than a year."""

    def facts(inputs: dict[str, str]) -> Facts:
        on = inputs[key]
        file = child(episode(before(on, 500)), **more)  # type: ignore[arg-type]
        return replace(file, milestones=(milestone(kind, on),)), day(on), rule_id

    return facts


def visited(
    rule_id: str, stay: int, *, reviewed: bool = False, agreed: bool = False, **more: object
) -> Callable[[dict[str, str]], Facts]:
    """A visit, so many days after the home began."""

    def facts(inputs: dict[str, str]) -> Facts:
        on = inputs["previous_visit"]
        reviews = (held(before(on, stay // 2)),) if reviewed else ()
        file = child(episode(before(on, stay), **more), reviews=reviews)
        agreement = (milestone("visits-agreed", before(on, 100)),) if agreed else ()
        return replace(file, contacts=(visit(on),), milestones=agreement), day(on), rule_id

    return facts


def adoption_visit(inputs: dict[str, str]) -> Facts:
    placed = inputs.get("placed_for_adoption") or before(inputs["previous_visit"], 7)
    file = child(
        episode(before(placed, 300), placed, legal_status="E1"), episode(placed, legal_status="E1", placement="A6")
    )
    if "previous_visit" not in inputs:
        return file, day(placed), "visit.adoption"
    return replace(file, contacts=(visit(inputs["previous_visit"]),)), day(inputs["previous_visit"]), "visit.adoption"


def health_review(inputs: dict[str, str]) -> Facts:
    on = inputs["previous_assessment"]
    file = child(episode(before(on, 200)), born=inputs["dob"])
    return replace(file, milestones=(milestone("health-assessment", on),)), day(on), "health.review"


def termly_plan(inputs: dict[str, str]) -> Facts:
    assert inputs["term_ends"] == "2026-12-18"
    file = replace(child(episode("2026-03-01")), milestones=(milestone("pep", "2026-06-10"),))
    return file, day("2026-09-10"), "pep.termly"


def permanence(inputs: dict[str, str]) -> Facts:
    first = before(inputs["second_review_due"], 90)
    assert add_months(day(first), 3) == day(inputs["second_review_due"])
    return child(episode(before(first, 20)), reviews=(held(first),)), day(first), "plan.permanence"


def pathway_facts(rule_id: str) -> Callable[[dict[str, str]], Facts]:
    def facts(inputs: dict[str, str]) -> Facts:
        born = day(inputs.get("dob", "2010-01-05"))
        became = inputs.get("became_looked_after") or inputs.get("looked_after_since_14")
        if became is None:
            became = before(inputs["eligible"], 91) if "eligible" in inputs else "2022-01-10"
        on = max(day(became), date(born.year + 15, born.month, 1) + timedelta(days=31))
        return child(episode(became), born=born.isoformat()), on, rule_id

    return facts


def birthday_of(rule_id: str, years: int, later: int = 0) -> Callable[[dict[str, str]], Facts]:
    """Some weeks before the day: ``later`` days after the first of the month in which that age is reached."""

    def facts(inputs: dict[str, str]) -> Facts:
        born = day(inputs["dob"])
        on = date(born.year + years, born.month, 1) + timedelta(days=later)
        return child(episode(before(on.isoformat(), 50)), born=inputs["dob"]), on, rule_id

    return facts


def hearing(inputs: dict[str, str]) -> Facts:
    event = Event("event", "child", "court", day(inputs["hearing"]))
    on = before(inputs["hearing"], 20)
    return replace(child(episode(before(on, 100))), events=(event,)), day(on), "court.hearing"


def liberty(inputs: dict[str, str]) -> Facts:
    made = before(inputs["order_ends"], 90)
    order = milestone("liberty-order", made, until=inputs["order_ends"])
    return replace(child(episode(before(made, 100))), milestones=(order,)), day(made), "order.liberty"


def order_ends(inputs: dict[str, str]) -> Facts:
    made = before(inputs["order_ends"], 90)
    return child(episode(made, placement="K1", order_ends=day(inputs["order_ends"]))), day(made), "order.ends"


def police(inputs: dict[str, str]) -> Facts:
    on, at = inputs["protection_began"].split("T")
    file = replace(child(episode(on, legal_status="L1")), milestones=(milestone("police-protection", on, at=at),))
    return file, day(on), "protection.police"


def back_from_missing(inputs: dict[str, str]) -> Facts:
    on, at = inputs["returned"].split("T")
    event = Event("event", "child", "missing", day(before(on, 1)), ended_on=day(on), ended_time=at)
    return replace(child(episode(before(on, 100))), events=(event,)), day(on), "missing.return_interview"


OTHERS: dict[str, Callable[[dict[str, str]], Facts]] = {
    "review.home_before_assessment": home_before_assessment,
    "approval.temporary": temporary_approval,
    "dispute.formal": dated("dispute.formal", "dispute", "formal_dispute_raised"),
    "dispute.informal": dated("dispute.informal", "concern", "concern_raised"),
    "notice.out_of_area": dated("notice.out_of_area", "emergency-out-of-area", "placement_start"),
    "notice.placement_ended": dated("notice.placement_ended", "ended-without-notice", "ended"),
    "dental.check": dated("dental.check", "dental-check", "previous_check"),
    "sdq.yearly": dated("sdq.yearly", "sdq", "previous_sdq"),
    "pathway.review": dated("pathway.review", "pathway-plan", "previous_plan", born="2010-01-05"),
    "court.26_weeks": dated("court.26_weeks", "proceedings", "application_issued"),
    "ehcp.review": dated("ehcp.review", "ehc-plan", "plan_made", education_health_care_plan=True),
    "iro.appointed": since("iro.appointed", "became_looked_after"),
    "iro.told": since("iro.told", "became_looked_after"),
    "health.initial": since("health.initial", "became_looked_after"),
    "pep.first": since("pep.first", "became_looked_after"),
    "plan.care": since("plan.care", "first_placement_start"),
    "plan.care_remand": since("plan.care_remand", "remanded", legal_status="J1"),
    "plan.detention": since("plan.detention", "remanded_to_detention", legal_status="J1", placement="R5"),
    "plan.placement": since("plan.placement", "placement_start"),
    "notice.placement": since("notice.placement", "placement_start"),
    "visit.first": since("visit.first", "placement_start"),
    "visit.short_breaks_first": since("visit.short_breaks_first", "first_short_break_starts", legal_status="V4"),
    "protection.emergency": since("protection.emergency", "order_made", legal_status="L2"),
    "protection.assessment": since("protection.assessment", "order_made", legal_status="L3"),
    "visit.six_weekly": visited("visit.six_weekly", 30),
    "visit.three_monthly": visited("visit.three_monthly", 500, placement="U4"),
    "visit.six_monthly": visited("visit.six_monthly", 500, placement="U4", agreed=True),
    "visit.weekly": visited("visit.weekly", 3, placement="U3", approval_temporary=True),
    "visit.four_weekly": visited("visit.four_weekly", 40, placement="U3", approval_temporary=True, reviewed=True),
    "visit.short_breaks_later": visited("visit.short_breaks_later", 200, legal_status="V4"),
    "visit.adoption": adoption_visit,
    "health.review": health_review,
    "pep.termly": termly_plan,
    "plan.permanence": permanence,
    "plan.after_review": paper("plan.after_review"),
    "pathway.assessment": pathway_facts("pathway.assessment"),
    "pathway.eligible": pathway_facts("pathway.eligible"),
    "participation.from_four": birthday_of("participation.from_four", 4, -60),
    "age.5": birthday_of("age.5", 5, -60),
    "age.14": birthday_of("age.14", 14, -60),
    "age.16": birthday_of("age.16", 16, -60),
    "age.16y3m": birthday_of("age.16y3m", 16, 30),
    "age.17": birthday_of("age.17", 17, -60),
    "age.17y6m": birthday_of("age.17y6m", 17, 30),
    "age.18": birthday_of("age.18", 18, -60),
    "court.hearing": hearing,
    "order.ends": order_ends,
    "order.liberty": liberty,
    "protection.police": police,
    "missing.return_interview": back_from_missing,
}

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
    **OTHERS,
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


@pytest.mark.parametrize("row", ROWS, ids=named)
def test_worked_date_from_facts(row: Worked) -> None:
    file, on, rule_id = FACTS[row.rule_id](row.inputs)
    clock = clocks_by_rule(file, on)[rule_id]
    assert clock.legal_limit == row.expected
    assert clock.history_complete
    assert clock.because
    assert clock.authority
    assert clock.days_left == (row.expected - on).days


def test_the_first_day_allowed_after_a_return_is_where_the_window_opens() -> None:
    for row in worked():
        if row.rule_id == "adoption.returned.earliest":
            file, on, rule_id = FACTS["adoption.returned.latest"](row.inputs)
            window = clocks_by_rule(file, on)[rule_id].window
            assert window is not None
            assert window.earliest == row.expected


def test_every_rule_is_read_from_facts() -> None:
    """The first day allowed after a return is the start of a window, in the test above; every other rule is a clock."""
    assert set(rule_ids()) - {row.rule_id for row in ROWS} == {"adoption.returned.earliest"}
