"""Plans and notices: what has to be made, and who has to be told, when a child comes into care or moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from iro_desk.casework import Episode
from iro_desk.statute.calendars import birthday
from iro_desk.statute.clock import Case, Clock
from iro_desk.statute.codes import group
from iro_desk.statute.dates import ELIGIBLE_AFTER_DAYS, ELIGIBLE_FROM_AGE, PATHWAY_AGE, pathway
from iro_desk.statute.reckoning import Reckoning

SHOWN_FOR = timedelta(days=60)
"""What has to be done once at a start is asked for so long after its day; then it is history."""
MADE_BEFORE = timedelta(days=60)
"""A plan made so long before a start was made for it."""
PATHWAY_SHOWN_FROM_AGE = 15
ADULT = 18


def once(case: Case, sum_: Reckoning, review: str = "") -> Iterator[Clock]:
    """The clock of what is done once, while it matters: not recorded once its day has gone by, then left alone."""
    if case.on <= sum_.limit + SHOWN_FOR or case.said_not_done(sum_.rule.id, sum_.anchor):
        yield case.duty_clock(sum_, known=False, review=review)


def start_clocks(case: Case) -> Iterator[Clock]:
    """What has to be done when a child becomes looked after: the service told, an IRO named."""
    started, child = case.period.started, case.file.child
    told = any(r.started == started and r.told_on is not None and r.told_on <= case.on for r in case.file.periods)
    joined = child.joined_caseload is not None and started <= child.joined_caseload <= case.on
    if told or joined:
        return
    yield from once(case, case.count("iro.told", started))
    if case.latest("iro-named", started) is None:
        yield from once(case, case.count("iro.appointed", started))


def plan_clocks(case: Case) -> Iterator[Clock]:
    """The care plan, the placement plan and the notice of the home, under the full rules."""
    yield from _care_plan(case)
    home = case.home
    if home is None:
        return
    custody = home.placement in group("PLACE", "custody")
    if not custody and case.latest("placement-plan", home.started - MADE_BEFORE) is None:
        yield from once(case, case.count("plan.placement", home.started))
    if case.latest("placement-told", home.started - MADE_BEFORE) is None:
        yield from once(case, case.count("notice.placement", home.started))
    yield from _after_the_review(case)


def _care_plan(case: Case) -> Iterator[Clock]:
    started = case.period.started
    remanded = _since(case, lambda e: e.legal_status == "J1")
    detained = _since(case, lambda e: e.legal_status == "J1" and e.placement in group("PLACE", "custody"))
    if detained is not None:
        if case.latest("detention-plan", detained - MADE_BEFORE) is None:
            yield from once(case, case.count("plan.detention", detained))
        return
    rule_id, since = ("plan.care", started) if remanded is None else ("plan.care_remand", remanded)
    if case.latest("care-plan", since - MADE_BEFORE) is None:
        yield from once(case, case.count(rule_id, since))


def _since(case: Case, holds: Callable[[Episode], bool]) -> date | None:
    """Since when something holds of every episode up to the last one; ``None`` if not of the last."""
    since = None
    for episode in reversed(case.lived):
        if not holds(episode):
            break
        since = episode.started
    return since


def _after_the_review(case: Case) -> Iterator[Clock]:
    """The plan brought up to date after the last review held here."""
    held = [
        (r.completed_on or r.held_on, r.id)
        for r in case.file.reviews
        if r.state in ("completed", "signed") and not r.imported and r.kind != "secure" and r.full_review
    ]
    done = max(
        ((day, key) for day, key in held if day is not None and case.period.started <= day <= case.on), default=None
    )
    if done is not None and case.latest("care-plan", done[0]) is None:
        yield from once(case, case.count("plan.after_review", done[0]), done[1])


def permanence_clock(case: Case, second_due: date) -> Iterator[Clock]:
    """The plan for permanence, by the second review."""
    if case.latest("permanence-plan", case.period.started) is None:
        yield from once(case, case.count("plan.permanence", second_due))


def pathway_clocks(case: Case) -> Iterator[Clock]:
    """Becoming eligible, the pathway assessment, and then the reviews of the plan."""
    born = case.file.child.date_of_birth
    if born is None or case.period.short_breaks or birthday(born, PATHWAY_SHOWN_FROM_AGE) > case.on:
        return
    plan, assessed = case.latest("pathway-plan"), case.latest("pathway-assessment")
    if plan is not None:
        yield case.duty_clock(case.count("pathway.review", plan.happened_on))
        return
    becomes = _eligible(case, born)
    if becomes is None or birthday(born, ADULT) <= becomes.limit:
        return
    if becomes.limit > case.on:
        yield case.day_clock(becomes)
    if assessed is None:
        sum_ = pathway(birthday(born, PATHWAY_AGE), becomes.limit, becomes.anchor, case.settings, case.working)
        yield case.duty_clock(sum_, known=False)


def _eligible(case: Case, born: date) -> Reckoning | None:
    """The day on which thirteen weeks looked after since the 14th birthday are full, in one period of care or several.

    ``None`` while the child is not looked after and they are not full.
    """
    fourteen = birthday(born, ELIGIBLE_FROM_AGE)
    before = 0
    for period in case.periods:
        if period.short_breaks or period.started > case.on or (period.ended is not None and period.ended <= fourteen):
            continue
        since = max(period.started, fourteen)
        full_on = since + timedelta(days=ELIGIBLE_AFTER_DAYS - before)
        if period.ended is None or period.ended > case.on or full_on <= period.ended:
            sum_ = case.count("pathway.eligible", since, "Looked after" if since > fourteen else "Fourteen")
            if not before:
                return sum_
            note = (f"{before} days in care before this period, since the 14th birthday, count too.",)
            last = case.working.last_on_or_before(full_on)
            left = ELIGIBLE_AFTER_DAYS - before
            return replace(sum_, limit=full_on, last_working_day=last, number=left, before=note)
        before += (period.ended - since).days
    return None
