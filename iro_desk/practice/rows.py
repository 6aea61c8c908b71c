"""Rows that several views share: clocks, decisions, people."""

from __future__ import annotations

from datetime import date, timedelta

from iro_desk.casework import OUTCOMES, ROLES, ChildFile, CouncilSettings, Decision, SignedNote, SignedPaper
from iro_desk.practice.views import ClockRow, DecisionRow, NextReview, PaperRow, PersonRow
from iro_desk.practice.words import count, long_day, plain_day
from iro_desk.statute import Clock, LegalDate, WorkingDays, rule, working_days


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
        group=clock.group,
        would_change=clock.would_change,
        closed=_closed(clock.sum.working, clock.legal_limit) if clock.sum and clock.legal_limit else (),
    )


NEAR = timedelta(days=21)
"""How far round a last day its bank holidays are shown."""


def _closed(working: WorkingDays, limit: date) -> tuple[date, ...]:
    return tuple(day for day, _ in working.skipped(limit - NEAR, limit + NEAR))


def legal_date_row(found: LegalDate, today: date, settings: CouncilSettings) -> ClockRow:
    """A date worked out from what was given, shown as a clock is."""
    left = (found.legal_limit - today).days
    return ClockRow(
        rule_id=found.rule_id,
        title=rule(found.rule_id).title,
        legal_limit=found.legal_limit,
        last_working_day=found.last_working_day,
        days_left=left,
        state="",
        mark="open",
        because=found.because,
        steps=found.steps,
        authority=found.authority,
        assumed="",
        history_complete=True,
        earliest=None,
        target=None,
        booked_for=None,
        review="",
        counted_from=None,
        group=rule(found.rule_id).group,
        would_change=rule(found.rule_id).changes,
        closed=_closed(working_days(settings), found.legal_limit),
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
        child_words=decision.child_words,
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
            called=role.called,
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


def paper_row(kept: SignedPaper | SignedNote) -> PaperRow:
    """A finalised paper as lists show it, without its bytes. One between reviews belongs to no review's papers."""
    review = kept.review if isinstance(kept, SignedPaper) else ""
    return PaperRow(kept.id, review, kept.kind, kept.recipient, kept.version, kept.signed_on, kept.seal, kept.sha256)
