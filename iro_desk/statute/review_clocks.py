"""The clocks of reviews: the next one of each series, and what may stand in its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from iro_desk.casework import PeriodOfCare, Review
from iro_desk.statute.calendars import birthday
from iro_desk.statute.clock import (
    ADJOURNED_TOO_LONG,
    INCOMPLETE,
    LATER_MISSING,
    NO_REVIEW,
    NOT_REQUIRED,
    Case,
    Clock,
)
from iro_desk.statute.codes import group, label
from iro_desk.statute.dates import adjourned, joint
from iro_desk.statute.history import Held, History, may_call_late, reviews_held, source_ends, witnessed
from iro_desk.statute.reckoning import Reckoning
from iro_desk.statute.series import BOTH, LOOKED_AFTER, SHORT, Series, stays
from iro_desk.statute.windows import OVERDUE
from iro_desk.statute.words import amount, plain_day

ADULT = 18


def series_clock(case: Case, series: Series, history: History) -> Clock:
    """The clock of the next review of one series."""
    booked = booking(case, series.kinds, history.last)
    if history.last is None:
        return _before_the_first(case, series, booked)
    sum_, asks, assumed = next_after(case, series, history, history.last)
    if _adult_by(case, sum_.limit):
        return replace(_turns_eighteen(case, sum_, booked), history_complete=not asks)
    clock = case.review_clock(sum_, booked)
    if not asks:
        return clock
    if clock.state == OVERDUE:
        clock = replace(clock, mark="unknown", days_left=None)
    return replace(clock, state=INCOMPLETE, history_complete=False, asks=asks, assumed=assumed)


def next_after(case: Case, series: Series, history: History, last: Held) -> tuple[Reckoning, str, str]:
    """The next limit after the last review known, the question that it leaves open, and what was assumed."""
    notes = _notes(case, series, history, last)
    is_second = bool(series.second) and history.from_the_first and len(history.held) == 1
    rule_id, words = (series.second, "") if is_second else _later(case, series, last)
    sum_ = case.count(rule_id, last.day, words, after=notes)
    assumed = history.assumed if series.second else ""
    asks = INCOMPLETE if assumed else ""
    returned = series.kinds != SHORT
    if case.on > sum_.limit and not may_call_late(case.file, last, sum_.limit, case.on, returned=returned):
        rule_id, words = _later(case, series, last)
        sum_ = case.count(rule_id, last.day, words, after=notes)
        asks = asks or LATER_MISSING
        assumed = assumed or (
            f"The last review known, of {plain_day(last.day)}, comes from a return that is known to reach "
            f"{plain_day(source_ends(case.file, case.on))}. Reviews held since are taken as missing, and the "
            "next one is counted six months from the last one known. Add them, or import a later return."
        )
    return sum_, asks, assumed


def _later(case: Case, series: Series, last: Held) -> tuple[str, str]:
    """The rule of a later review, and what happened on the day it counts from: after one in parts, which part."""
    first = last.review.first_part_on
    if series.later != "review.later" or first is None or first == last.review.held_on:
        return series.later, ""
    return "review.series", f"{case.settings.text('parts_anchor').capitalize()} part held"


def _notes(case: Case, series: Series, history: History, last: Held) -> tuple[str, ...]:
    notes = []
    review = last.review
    if review.first_part_on is not None and review.held_on is not None and review.first_part_on != review.held_on:
        which = case.settings.text("parts_anchor")
        own = "by this council's setting " if which != "first" else ""
        notes.append(
            f"That review was held in parts, from {plain_day(review.first_part_on)} to {plain_day(review.held_on)}; "
            f"{own}the next one is counted from the {which} part."
        )
    if history.left_out is not None:
        notes.append(
            f"By this council's setting the review of {plain_day(history.left_out.day)}, brought forward, does not "
            "start the time again."
        )
    notes += _authority_notes(case, series)
    if series.kinds == BOTH and series.first != "adoption.placed.first" and not _authority_notes(case, series):
        notes.append("From the placement order on, one meeting serves the looked-after and the adoption clock.")
    return tuple(notes)


def without_brought_forward(case: Case, series: Series, history: History) -> History:
    """By a council's setting, a review held before its window opened does not start the time again."""
    if case.settings.yes("brought_forward_counts") or len(history.held) < 2:
        return history
    sooner = timedelta(days=case.settings.number("window_later_days"))
    counted = [history.held[0]]
    for held in history.held[1:]:
        is_second = bool(series.second) and history.from_the_first and len(counted) == 1
        limit = case.count(series.second if is_second else series.later, counted[-1].day).limit
        if held.day >= limit - sooner:
            counted.append(held)
    left_out = [held for held in history.held if held not in counted and held.day > counted[-1].day]
    return replace(history, held=tuple(counted), left_out=left_out[-1] if left_out else None)


def _before_the_first(case: Case, series: Series, booked: date | None) -> Clock:
    """No review known: the first one's clock while it runs or where its absence is certain; otherwise a question."""
    if case.working.reaches(series.started):
        sum_ = case.count(series.first, series.started, after=_authority_notes(case, series))
        if _adult_by(case, sum_.limit):
            return _turns_eighteen(case, sum_, booked)
        if case.on <= sum_.limit or witnessed(case.file, sum_.limit):
            return case.review_clock(sum_, booked)
    assumed = (
        f"The time began on {plain_day(series.started)} and no review since then is known, so nothing can be "
        "counted. Add the last review that was held, or import a return that holds it."
    )
    clock = case.open_clock(series.first, NO_REVIEW, "unknown", series.started)
    return replace(clock, history_complete=False, asks=NO_REVIEW, assumed=assumed, booked_for=booked)


def _authority_notes(case: Case, series: Series) -> tuple[str, ...]:
    """Which reading of authority to place was applied, where it is the council's own."""
    if series.first == "adoption.authorised.first" and case.settings.text("authority_to_place_runs") != "both":
        return ("By this council's setting looked-after reviews end with authority to place.",)
    return ()


def _adult_by(case: Case, limit: date) -> bool:
    """Whether the child turns 18 by the limit, or has turned 18 since; never while an age is disputed."""
    born = case.file.child.date_of_birth
    return (
        born is not None and not case.file.child.date_of_birth_claimed and birthday(born, ADULT) <= max(limit, case.on)
    )


def _turns_eighteen(case: Case, sum_: Reckoning, booked: date | None) -> Clock:
    born = case.file.child.date_of_birth
    adult_on = birthday(born, ADULT) if born is not None else sum_.limit
    turned = adult_on <= case.on
    turns = "turned" if turned else "turns"
    due = "was due" if sum_.limit < adult_on else "would be due"
    words = (
        f"The next review {due} by {plain_day(sum_.limit)}, and the child {turns} {ADULT} on "
        f"{plain_day(adult_on)}. The law asks for none; a last review before then is good practice."
    )
    state = f"{NOT_REQUIRED}: {turns} {ADULT} on {plain_day(adult_on)}"
    mark = "done" if turned else "booked" if booked is not None and booked >= case.on else "open"
    return replace(case.open_clock(sum_.rule.id, state, mark, sum_.anchor, words), booked_for=booked)


def no_longer_looked_after(case: Case, period: PeriodOfCare, series: Series) -> Clock:
    """What stands in the place of the next review once the period of care has ended."""
    why = label("REC", period.reason_ended, period.ended)
    ended = plain_day(period.ended) if period.ended is not None else ""
    words = f"No longer looked after since {ended}" + (f" ({why})" if why else "") + ": no review is required."
    last = period.episodes[-1].legal_status
    if last not in group("LS", "in_care") and not period.short_breaks:
        words += (
            " If those with parental responsibility did not take over the child's care, one was required before "
            "(regulation 33(3)(e))."
        )
    return case.open_clock(series.later, f"{NOT_REQUIRED}: no longer looked after", "done", period.ended, words)


def booking(case: Case, kinds: frozenset[str], last: Held | None) -> date | None:
    """The day booked for the next review: the first still to come, or the newest that has gone by unheld."""
    days = sorted(
        review.booked_for
        for review in case.file.reviews
        if review.kind in kinds
        and review.booked_for is not None
        and (review.state == "booked" or (review.state == "open" and review.held_on is None))
        and (last is None or review.booked_for > last.day)
    )
    return next((day for day in days if day >= case.on), days[-1] if days else None)


def one_meeting(clocks: Sequence[Clock]) -> Iterator[Clock]:
    """One meeting for the looked-after and the adoption clock, where both run and have a last day."""
    ordinary = next((c for c in clocks if c.rule_id.startswith("review.") and c.sum is not None), None)
    adoption = next((c for c in clocks if c.rule_id.startswith("adoption.authorised.") and c.sum is not None), None)
    if ordinary is None or adoption is None or ordinary.sum is None or adoption.sum is None:
        return
    sum_ = joint(ordinary.sum, adoption.sum)
    earlier = ordinary if ordinary.sum.limit <= adoption.sum.limit else adoption
    yield replace(earlier, rule_id="review.joint", sum=sum_, asks="")


def returned(case: Case, period: PeriodOfCare) -> Iterator[Clock]:
    """The review between 28 and 42 days after a child came back from an adoptive family, until one is held."""
    since = None
    adoptive = group("PLACE", "placed_for_adoption")
    for before, after in pairwise(stays(period, case.on)):
        if before.placement in adoptive and after.placement not in adoptive:
            since = after
        elif after.placement in adoptive:
            since = None
    if since is None or not case.working.reaches(since.started):
        return
    earliest = case.count("adoption.returned.earliest", since.started).limit
    if reviews_held(case.file, earliest, case.on, BOTH, case.settings):
        return
    note = f"It may not be held before {plain_day(earliest)}."
    sum_ = case.count("adoption.returned.latest", since.started, after=(note,))
    if case.on > sum_.limit and since.imported and not witnessed(case.file, sum_.limit):
        return
    clock = case.review_clock(sum_, booking(case, BOTH, None))
    yield replace(clock, opens=earliest)


def home_before_assessment(case: Case) -> Iterator[Clock]:
    """The assessment and the review of a child who went to live with parents before the assessment was finished."""
    went = case.latest("home-before-assessment", case.period.started)
    if went is None:
        return
    reviewed = bool(reviews_held(case.file, went.happened_on, case.on, LOOKED_AFTER, case.settings))
    assessed = went.until is not None and went.until <= case.on
    if reviewed and assessed:
        return
    done = "The review was held; the assessment is not finished." if reviewed else ""
    done = done or ("The assessment is finished; the review was not held." if assessed else "")
    sum_ = case.count("review.home_before_assessment", went.happened_on, after=(done,) if done else ())
    yield case.review_clock(sum_, booking(case, LOOKED_AFTER, None))


def second_due(case: Case, history: History) -> date | None:
    """The last day of the second review, as far as it can be told; ``None`` where the first is not known."""
    if not history.from_the_first or not case.working.reaches(case.period.started):
        return None
    if history.held:
        return case.count("review.second", history.held[0].day).limit
    return case.count("review.second", case.count("review.first", case.period.started).limit).limit


# ---------------------------------------------------------------- adjourned


def adjourned_review(case: Case, period: PeriodOfCare) -> Review | None:
    """The review of this period that waits to be taken up again."""
    found = [
        review
        for review in case.file.reviews
        if review.state == "adjourned"
        and review.adjourned_on is not None
        and period.started <= review.adjourned_on <= case.on
    ]
    return max(found, key=lambda r: r.adjourned_on or date.min, default=None)


def adjourned_clock(case: Case, review: Review, series: Series, history: History) -> Clock:
    """The adjourned review has to be finished; until then it stands in the place of the next one."""
    opened = review.adjourned_on or case.on
    due = review.due_on or _due_before(case, series, history) or opened
    clock = case.review_clock(adjourned(opened, due, case.settings, case.working))
    words = ""
    if opened > due:
        words = f"The meeting was opened {amount((opened - due).days, 'days')} after the last day, {plain_day(due)}."
    if clock.state == OVERDUE:
        return replace(clock, state=ADJOURNED_TOO_LONG, review=review.id, words=words)
    return replace(clock, mark="wait" if clock.mark == "open" else "soon", review=review.id, words=words)


def _due_before(case: Case, series: Series, history: History) -> date | None:
    """The last day as it stood before the adjourned meeting."""
    if history.last is not None:
        return next_after(case, series, history, history.last)[0].limit
    return case.count(series.first, series.started).limit if case.working.reaches(series.started) else None
