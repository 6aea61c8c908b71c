"""Rows that several views share: clocks, decisions, reviews, people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from iro_desk.casework import LATE_REASONS, OUTCOMES, ROLES, ChildFile, Decision, Review
from iro_desk.practice.views import ClockRow, DecisionRow, NextReview, PersonRow, ReviewRow
from iro_desk.practice.words import count, long_day, ordinal, plain_day
from iro_desk.statute import Clock, label


def clock_row(clock: Clock) -> ClockRow:
    """One clock with its sum, as the Child page, the review and ``--json`` show it."""
    return ClockRow(
        rule_id=clock.rule_id,
        title=clock.title,
        legal_limit=clock.legal_limit,
        last_working_day=clock.last_working_day,
        days_left=clock.days_left,
        state=clock.state,
        mark=clock.mark,
        because=clock.because,
        steps=tuple(clock.steps),
        authority=clock.authority,
        assumed=clock.assumed,
        history_complete=clock.history_complete,
        earliest=clock.window.earliest if clock.window else None,
        target=clock.window.target if clock.window else None,
        booked_for=clock.booked_for,
        review=clock.review,
        counted_from=clock.anchor,
    )


def next_review_row(clock: Clock | None, today: date) -> NextReview | None:
    """The clock of the next review as a caseload row shows it."""
    if clock is None:
        return None
    return NextReview(
        rule_id=clock.rule_id,
        legal_limit=clock.legal_limit,
        last_working_day=clock.last_working_day,
        days_left=clock.days_left,
        state=clock.state,
        because=clock.because,
        history_complete=clock.history_complete,
        mark=clock.mark,
        booked_for=clock.booked_for,
        says=says(clock, today),
    )


def says(clock: Clock, today: date) -> str:
    """The state of a review's clock in a few words: "Review 10 February", "9 days left, no date", "6 days late"."""
    if clock.legal_limit is None or clock.days_left is None:
        return clock.state[:1].upper() + clock.state[1:]
    if not clock.history_complete and clock.mark == "unknown":
        return "History incomplete"
    if clock.days_left < 0:
        return f"{count(-clock.days_left, 'day')} late"
    if clock.booked_for is not None:
        if clock.booked_for == today:
            return "Review today"
        if clock.booked_for < today:
            return f"Was booked for {plain_day(clock.booked_for, today)}"
        return f"Review {plain_day(clock.booked_for, today)}"
    if clock.mark in ("risk", "soon"):
        if clock.days_left == 0:
            return "Last day today, no date"
        return f"{count(clock.days_left, 'day')} left, no date"
    by = clock.last_working_day or clock.legal_limit
    return f"Review by {plain_day(by, today)}"


def decision_row(decision: Decision, today: date, decided_on: date | None) -> DecisionRow:
    """One decision with its state in words. Open and past its date is late; within ten days is due soon."""
    mark, state = _decision_state(decision, today)
    return DecisionRow(
        id=decision.id,
        review=decision.review,
        number=decision.number,
        what=decision.what,
        why=decision.why,
        owner=decision.owner,
        owner_role=decision.owner_role,
        by=decision.by,
        no_date_because=decision.no_date_because,
        know_by=decision.know_by,
        tell_child=decision.tell_child,
        manager_reply=decision.manager_reply,
        manager_words=decision.manager_words,
        outcome=decision.outcome,
        outcome_label=OUTCOMES.get(decision.outcome, ""),
        outcome_on=decision.outcome_on,
        outcome_words=decision.outcome_words,
        mark=mark,
        state=state,
        decided_on=decided_on,
    )


def _decision_state(decision: Decision, today: date) -> tuple[str, str]:
    if decision.outcome == "done":
        return "done", "Done" + (f" {plain_day(decision.outcome_on, today)}" if decision.outcome_on else "")
    if decision.outcome in ("overtaken", "not-discussed"):
        return "open", OUTCOMES[decision.outcome]
    if decision.by is None:
        return "unknown", f"No date: {decision.no_date_because}" if decision.no_date_because else "No date yet"
    left = (decision.by - today).days
    prefix = f"{OUTCOMES[decision.outcome]}, " if decision.outcome else ""
    if left < 0:
        return "late", f"{prefix}{count(-left, 'day')} overdue"
    mark = "soon" if left <= 10 else "open"
    words = f"{prefix}by {long_day(decision.by, today)}"
    return mark, words[:1].upper() + words[1:]


def is_open(decision: Decision) -> bool:
    """Whether somebody still has to do it."""
    return decision.outcome in ("", "part", "not-done")


def review_title(review: Review, file: ChildFile) -> str:
    """What the review is called in a list: its kind, and which one it is where that is known."""
    if review.kind == "adoption":
        return "Adoption review"
    if review.kind == "secure":
        return "Secure criteria review"
    if review.kind == "short breaks":
        return "Short-breaks review"
    return "Review" if review.full_review else "Meeting, not a full review"


def in_time_words(review: Review) -> str:
    """ "in time", "3 days late", "adjourned in time"; "Not known" where the last day is not known."""
    if review.held_on is None or review.due_on is None:
        return "Not known"
    days = (review.held_on - review.due_on).days
    if days <= 0:
        return "in time"
    if review.adjourned_on is not None and review.adjourned_on <= review.due_on:
        return "adjourned in time"
    return f"{count(days, 'day')} late"


def review_row(review: Review, file: ChildFile, clocks: Iterable[Clock], today: date) -> ReviewRow:
    """One review in the child's list."""
    day = review.held_on or review.booked_for
    mark, words = _review_state(review, clocks, today)
    in_time = in_time_words(review)
    if in_time.endswith("late") and review.late_reason:
        in_time = f"{in_time}: {LATE_REASONS.get(review.late_reason, review.late_reason).lower()}"
    return ReviewRow(
        id=review.id,
        kind=review.kind,
        title=review_title(review, file),
        state=review.state,
        day=day,
        due_on=review.due_on,
        in_time=in_time if review.held_on else "",
        participation=label("REVIEW_CODE", review.participation, day) if review.participation else "",
        place=review.place,
        mark=mark,
        words=words,
        imported=bool(review.imported),
    )


def _review_state(review: Review, clocks: Iterable[Clock], today: date) -> tuple[str, str]:
    if review.state == "cancelled":
        because = f": {review.cancelled_because}" if review.cancelled_because else ""
        return "open", f"Cancelled{because}"
    if review.state == "booked":
        at = f" at {review.booked_time}" if review.booked_time else ""
        if review.booked_for is not None and review.booked_for < today:
            return "soon", f"Was booked for {long_day(review.booked_for, today)}. Was it held?"
        return "booked", f"Booked for {long_day(review.booked_for, today)}{at}"
    if review.state == "adjourned":
        return "wait", f"Adjourned on {long_day(review.adjourned_on, today)}"
    if review.state == "open":
        return "soon", "Being held or written up"
    owed = [clock for clock in clocks if clock.review == review.id and clock.rule_id == "record.full"]
    if review.state == "completed" and not review.imported:
        by = f" Record due {long_day(owed[0].legal_limit, today)}." if owed and owed[0].legal_limit else ""
        return (owed[0].mark if owed else "soon"), f"Held.{by}"
    return "done", "Finalised" if review.state == "signed" else "Held, from the council's return"


def people_rows(file: ChildFile) -> tuple[PersonRow, ...]:
    """Everyone around the child, those of today first, in the order of ``casework.ROLES``."""
    people = {person.id: person for person in file.people}
    order = {key: place for place, key in enumerate(ROLES)}
    rows = [
        PersonRow(
            role_id=role.id,
            person_id=role.person,
            name=people[role.person].name,
            role=role.role,
            role_label=ROLES.get(role.role, role.role),
            organisation=people[role.person].organisation,
            telephone=people[role.person].telephone,
            email=people[role.person].email,
            since=role.since,
            until=role.until,
            parental_responsibility=role.parental_responsibility,
            confidential=people[role.person].confidential,
            note=role.note or people[role.person].note,
        )
        for role in file.roles
        if role.person in people
    ]
    return tuple(sorted(rows, key=lambda row: (row.until is not None, order.get(row.role, 99), row.name)))


def person_in_role(file: ChildFile, role: str, on: date) -> PersonRow | None:
    """Who has that role for the child on that day: the latest begun."""
    found = [
        row
        for row in people_rows(file)
        if row.role == role and (row.until is None or row.until >= on) and (row.since is None or row.since <= on)
    ]
    return max(found, key=lambda row: row.since or date.min) if found else None


def how_many_reviews(file: ChildFile, review: Review) -> str:
    """ "second review", counted over the held reviews of its kind that the desk knows."""
    held = sorted(
        other.held_on
        for other in file.reviews
        if other.kind == review.kind and other.held_on is not None and other.full_review and other.state != "cancelled"
    )
    day = review.held_on or review.booked_for
    before = sum(1 for other in held if day is None or other < day)
    return f"{ordinal(before + 1)} review"
