"""One review as the window shows it in its steps: prepare, meet, write up, share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from iro_desk.casework import (
    ATTENDED,
    GRADES,
    PRESENT,
    Attendance,
    ChildFile,
    Correction,
    CouncilSettings,
    Decision,
    Review,
    ToldMe,
    late_reasons,
)
from iro_desk.practice.agenda import agenda_rows
from iro_desk.practice.booking import clock_of_kind
from iro_desk.practice.childs_words import names_around
from iro_desk.practice.consulting import forms_of, views_of
from iro_desk.practice.decision_help import Hint, hints_for
from iro_desk.practice.decisions import earlier_decisions
from iro_desk.practice.letter import LETTERS, band_for
from iro_desk.practice.letter_view import finalised_words
from iro_desk.practice.occasions import kin_rows
from iro_desk.practice.paper_facts import Source, next_booking
from iro_desk.practice.preparing import checklist, wish_rows
from iro_desk.practice.review_views import AttendanceRow, CorrectionRow, NextMeeting, PartRow, ReviewView, ToldRow
from iro_desk.practice.room import in_room, names_there, seen_now
from iro_desk.practice.rows import clock_row, decision_row, paper_row
from iro_desk.practice.signing import missing_to_finalise
from iro_desk.practice.sittings import adjourned_limit, clock_before, last_day_before, next_limit, timeliness
from iro_desk.practice.views import DecisionRow
from iro_desk.practice.words import child_label
from iro_desk.practice.workspace import Workspace
from iro_desk.statute import (
    Clock,
    clocks_of,
    codes,
    live_is_settled,
    participation_allowed,
    participation_code,
    views_offered,
)

CLOSED = ("signed", "cancelled")
STYLES: dict[str, tuple[str, ...]] = {
    "free": (),
    "working": ("What is working", "What worries us", "What needs to happen"),
    "strengths": ("What is strong", "What is hard", "What comes next"),
}
"""Sub-headings that a heading of the agenda is written under, by the council's setting ``agenda_style``."""


def review_view(ws: Workspace, review_id: str) -> ReviewView:
    """Everything that the Review page shows. Raises ``NotFound`` for a review that is not on this desk.

    What only the IRO may hear is in it while nobody else is in the room: it is the IRO's own screen.
    """
    settings, today = ws.settings(), ws.today
    review = ws.desk.get(Review, review_id)
    file = ws.desk.child_file(review.child)
    clocks = clocks_of(file, today, settings)
    day = review.held_on or review.adjourned_on or review.booked_for or today
    due_on = review.due_on or last_day_before(file, review, settings)
    clock = _clock(file, review, clocks, settings)
    following = next_booking(file, review)
    seen = seen_now(ws, file, review)
    said = [told for told in file.told if told.review == review.id]
    there = in_room(file, review)
    service_alone = ws.desk.veil is None and not names_there(ws)
    letters = tuple(sorted({p.kind for p in file.signed if p.review == review.id and p.kind in LETTERS}))
    return ReviewView(
        id=review.id,
        child=review.child,
        child_label=child_label(file),
        number=file.number,
        known_as=file.child.known_as,
        title=_title(file, review),
        line=_line(review),
        state=review.state,
        kind=review.kind,
        day=day,
        booked_for=review.booked_for,
        booked_time=review.booked_time,
        place=review.place,
        method=review.method,
        agreed_with=review.agreed_with,
        child_asked=review.child_asked,
        held_on=review.held_on,
        first_part_on=review.first_part_on,
        adjourned_on=review.adjourned_on,
        completed_on=review.completed_on,
        participation=review.participation,
        participation_words=review.participation_words,
        participation_choices=tuple(
            (code.code, code.label, participation_allowed(code.code, file.child.date_of_birth, day))
            for code in codes("REVIEW_CODE", day)
        ),
        spoke_privately=review.spoke_privately,
        spoke_privately_on=review.spoke_privately_on,
        spoke_privately_where=review.spoke_privately_where,
        spoke_privately_because=review.spoke_privately_because,
        due_on=due_on,
        in_time=timeliness(replace(review, due_on=due_on), settings),
        late_reason=review.late_reason,
        late_words=review.late_words,
        clock=clock_row(clock) if clock else None,
        agenda=agenda_rows(file, review, day),
        attendance=tuple(_attendance_row(row) for row in file.attendance if row.review == review.id),
        told=tuple(_told_row(told, file) for told in seen),
        last_decisions=tuple(_decision_row(d, file, today) for d in earlier_decisions(file, review)),
        decisions=tuple(_decision_row(d, file, today) for d in file.decisions if d.review == review.id),
        deadlines=tuple(clock_row(clock) for clock in clocks if clock.review == review.id),
        missing=() if review.state in CLOSED else missing_to_finalise(file, review, settings),
        papers=tuple(paper_row(kept) for kept in file.signed if kept.review == review.id),
        next_booked_for=review.next_booked_for or (following.booked_for if following else None),
        midway_on=review.midway_on,
        next_limit=next_limit(file, review, settings),
        read_only=review.state in CLOSED,
        corrections=tuple(
            CorrectionRow(each.corrected_on, each.reason, each.version, each.change)
            for each in ws.desk.where(Correction, review=review.id)
        ),
        late_choices=tuple(late_reasons(settings).items()),
        hints=tuple((h.decision, h.what, h.words) for h in _hints(file, review, following, settings, today)),
        write_once=settings.text("write_once"),
        read_together=band_for(file, review).up_to < 5,
        letters=letters,
        letter_words=finalised_words(Source(file, review, settings, None, today), letters) if letters else (),
        checklist=checklist(file, review, settings, today),
        wishes=wish_rows(file, review, today),
        asked_on=review.asked_on,
        otherwise_because=review.otherwise_because,
        in_room=tuple(row.id for row in there),
        hidden_now=len(said) - len(seen),
        people=_people(file, review),
        child_there=review.child_there,
        child_views=review.child_views,
        views_offered=views_offered(review.child_there),
        names=names_around(file),
        watched_by=names_there(ws) if len(said) > len(seen) else "",
        code_because=participation_code(
            review.child_there, review.child_views, file.child.date_of_birth, day, settings
        )[1],
        live_settled=live_is_settled(settings),
        agenda_style=STYLES[settings.text("agenda_style")],
        next_people=review.next_people,
        who_tells=review.who_tells,
        child_heard=review.child_heard,
        next_booking=_next_booking(following),
        parts=tuple(
            PartRow(part.id, part.held_on, part.place, part.method, part.people, part.words)
            for part in sorted(file.parts, key=lambda each: each.held_on)
            if part.review == review.id
        ),
        finish_by=_finish_by(review, due_on, settings),
        moved_because=review.moved_because,
        kin=kin_rows(ws, review),
        together=bool(review.occasion),
        forms=forms_of(file, review),
        views=() if there else views_of(file, review.id),
        plan_grade=review.plan_grade if service_alone else "",
        plan_evidence=review.plan_evidence if service_alone else "",
        plan_grades=(("", "Not graded"), *GRADES.items()) if service_alone else (),
    )


def _people(file: ChildFile, review: Review) -> tuple[tuple[str, str], ...]:
    """(id, name) of everyone to whom an entry can be closed: around the child, or on this review's list."""
    around = {person.id: person.name for person in file.people}
    listed = {row.id: row.name for row in file.attendance if row.review == review.id and not row.who}
    return tuple({**around, **listed}.items())


def _next_booking(following: Review | None) -> NextMeeting | None:
    if following is None or following.booked_for is None:
        return None
    return NextMeeting(following.id, following.booked_for, following.booked_time, following.place, following.method)


def _finish_by(review: Review, due_on: date | None, settings: CouncilSettings) -> date | None:
    """The last day to finish, if it is adjourned today or was."""
    day = review.adjourned_on or review.held_on
    return adjourned_limit(day, due_on, settings) if day is not None else None


def _hints(
    file: ChildFile, review: Review, following: Review | None, settings: CouncilSettings, today: date
) -> tuple[Hint, ...]:
    """What could be clearer in the decisions, looked at until the review is finalised."""
    if review.state in CLOSED:
        return ()
    booked = review.next_booked_for or (following.booked_for if following else None)
    return hints_for(file, review, booked or next_limit(file, review, settings), today)


def _clock(file: ChildFile, review: Review, clocks: tuple[Clock, ...], settings: CouncilSettings) -> Clock | None:
    """The clock that the review serves: as it stood before a review that is held, as it runs for one that is not."""
    if review.held_on is not None:
        return clock_before(file, review, settings)
    adjourned = next((c for c in clocks if c.review == review.id and c.rule_id == "review.adjourned"), None)
    return adjourned or clock_of_kind(clocks, review.kind)


def _title(file: ChildFile, review: Review) -> str:
    kind = "review" if review.kind == "looked after" else f"{review.kind} review"
    if file.child.known_as:
        return f"{file.child.known_as}’s {kind}"
    return f"{kind[:1].upper()}{kind[1:]} of {file.number or 'a child without a number'}"


def _line(review: Review) -> str:
    line = review.place
    if review.booked_time:
        begins = f"{'Starts' if review.state == 'booked' else 'Started'} {review.booked_time}"
        line = f"{line}. {begins}" if line else begins
    return line


def _attendance_row(row: Attendance) -> AttendanceRow:
    return AttendanceRow(
        id=row.id,
        name=row.name,
        role=row.role,
        how=row.how,
        how_label=ATTENDED.get(row.how, "Not said yet"),
        words=row.words,
        present=row.how in PRESENT,
    )


def _told_row(told: ToldMe, file: ChildFile) -> ToldRow:
    closed = tuple(told.not_for.split())
    names = {person.id: person.name for person in file.people} | {row.id: row.name for row in file.attendance}
    return ToldRow(
        id=told.id,
        words=told.words,
        seen=told.seen,
        said_on=told.said_on,
        said_where=told.said_where,
        who_may_hear=told.who_may_hear,
        not_for=closed,
        not_for_names=tuple(names[each] for each in closed if each in names),
        passed_to=told.passed_to,
        passed_on=told.passed_on,
        child_knows=told.child_knows,
    )


def _decision_row(decision: Decision, file: ChildFile, today: date) -> DecisionRow:
    of = next((review for review in file.reviews if review.id == decision.review), None)
    return decision_row(decision, today, of.held_on if of else None)
