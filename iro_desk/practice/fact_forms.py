"""Every fact that a pane shows: added, changed, ended, taken back, by the names of its own fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import fields, replace
from datetime import date
from typing import Any, get_type_hints

from iro_desk.casework import (
    EVENT_KINDS,
    MILESTONES,
    ROLES,
    Attendance,
    Child,
    Contact,
    CouncilNumber,
    Decision,
    Episode,
    Event,
    Milestone,
    NotFound,
    PeriodRecord,
    Person,
    Refused,
    Review,
    ReviewNote,
    ReviewPart,
    Role,
    SchoolPlace,
    ToldMe,
)
from iro_desk.practice.sittings import check_held
from iro_desk.practice.workspace import Workspace
from iro_desk.practice.writing import UNCHANGED
from iro_desk.statute import is_valid

FACT_KINDS: dict[str, type] = {
    "child": Child,
    "number": CouncilNumber,
    "episode": Episode,
    "period": PeriodRecord,
    "role": Role,
    "school": SchoolPlace,
    "event": Event,
    "contact": Contact,
    "milestone": Milestone,
    "decision": Decision,
    "review": Review,
}

FACT_WORDS = {
    "child": "the child's details",
    "number": "a council number",
    "episode": "a home or legal status",
    "period": "when the service was told",
    "role": "a person",
    "school": "a school",
    "event": "something that changed",
    "contact": "a time the child was seen",
    "milestone": "a dated fact",
    "decision": "a decision",
    "review": "a review held elsewhere",
}

HELD_ELSEWHERE = "{}"
"""The image of a review that was held before this desk had the child and entered by hand: nothing of it was read
from a return yet, and no record of it is owed here."""

REVIEW_FIELDS = ("held_on", "kind", "participation", "due_on", "late_reason", "late_words", "full_review", "place")
"""What is known of a review held elsewhere."""

ENDED_BY = {"role": "until", "school": "until", "event": "ended_on", "milestone": "until", "episode": "ended"}
"""The field that says when such a fact ended."""

PERSON_FIELDS = ("name", "organisation", "telephone", "email", "postcode", "confidential")


def save_fact(ws: Workspace, kind: str, child_id: str, fact_id: str | None, values: Mapping[str, Any]) -> Future[str]:
    """Add (``fact_id`` None) or change one fact of a child; gives its id.

    ``values`` are the value's own field names with dates, yes/no as booleans and texts. For ``role`` the
    person's own fields (name, organisation, telephone, email, postcode, confidential) may stand beside them.
    A ``review`` is one held elsewhere (:data:`REVIEW_FIELDS`): what was held here is written in the review.
    Raises ``Refused`` for a field that the fact does not have, a value of the wrong kind, and what cannot be.
    """
    if kind not in FACT_KINDS:
        raise Refused("There is no such fact.", safe=UNCHANGED)
    verb = "Changed" if fact_id else "Added"
    what = (kind, child_id, fact_id, dict(values), ws.today)
    return ws.do(f"{verb} {FACT_WORDS[kind]}", _save_fact, *what, child=child_id)


def _save_fact(change: Any, kind: str, child_id: str, fact_id: str | None, values: dict[str, Any], today: date) -> str:
    if fact_id and kind != "child" and change.get(FACT_KINDS[kind], fact_id).child != child_id:
        raise NotFound("That belongs to another child.", safe=UNCHANGED)
    if kind == "role":
        return _save_role(change, child_id, fact_id, values)
    if kind == "review":
        return _save_review(change, child_id, fact_id, values, today)
    record_type = FACT_KINDS[kind]
    _check_fields(record_type, values)
    if fact_id:
        record = replace(change.get(record_type, fact_id), **values)
    elif kind == "period":
        started = values.pop("started", None)
        if started is None:
            raise Refused("The day the period of care began is needed.", safe=UNCHANGED)
        same = change.where(PeriodRecord, child=child_id, started=started)
        record = replace(same[0] if same else PeriodRecord(change.new_id(), child_id, started), **values)
    else:
        try:
            record = record_type(id=change.new_id(), child=child_id, **values)
        except TypeError as lacking:
            raise Refused("Something that is needed was left empty.", safe=UNCHANGED) from lacking
    _check_fact(change, record, today)
    change.save(record)
    if isinstance(record, Episode) and not fact_id:
        _back_in_care(change, record)
    return str(record.id)


def _back_in_care(change: Any, episode: Episode) -> None:
    """A child who left care and is looked after again is on the caseload again."""
    child = change.get(Child, episode.child)
    if child.left_caseload is not None and episode.started >= child.left_caseload:
        change.save(replace(child, left_caseload=None))


def _save_review(change: Any, child_id: str, review_id: str | None, values: dict[str, Any], today: date) -> str:
    _check_fields(Review, values)
    if values.keys() - set(REVIEW_FIELDS):
        raise Refused("That is written in the review itself.", safe=UNCHANGED)
    if review_id:
        review = replace(_held_elsewhere(change, review_id), **values)
    else:
        review = Review(change.new_id(), child_id, imported=HELD_ELSEWHERE, **values)
    if review.held_on is None:
        raise Refused("The day it was held is needed.", safe=UNCHANGED)
    check_held(change.child_file(child_id), review, review.held_on, today)
    check_code("REVIEW_CODE", review.participation, review.held_on)
    change.save(replace(review, state="completed", completed_on=review.held_on))
    return review.id


def _held_elsewhere(change: Any, review_id: str) -> Review:
    review: Review = change.get(Review, review_id)
    if review.state != "completed" or not review.imported:
        raise Refused("This review belongs to this desk.", safe=UNCHANGED, do="Open the review and change it there.")
    return review


def _save_role(change: Any, child_id: str, role_id: str | None, values: dict[str, Any]) -> str:
    about_person = {key: values.pop(key) for key in PERSON_FIELDS if key in values}
    _check_fields(Person, about_person)
    _check_fields(Role, values)
    if role_id:
        role: Role = replace(change.get(Role, role_id), **values)
        person = replace(change.get(Person, role.person), **about_person)
        if not person.name.strip():
            raise Refused("A name is needed.", safe=UNCHANGED)
        _rename(change, change.get(Person, role.person).name, person)
        change.save(person)
    else:
        if not about_person.get("name", "").strip():
            raise Refused("A name is needed.", safe=UNCHANGED)
        role = give_role(change, child_id, values.pop("role", "other"), about_person["name"].strip(), None)
        change.save(replace(change.get(Person, role.person), **about_person))
        role = replace(role, **values)
    if role.role not in ROLES:
        raise Refused("There is no such role.", safe=UNCHANGED)
    check_order(role.since, role.until)
    change.save(role)
    return role.id


def _rename(change: Any, before: str, person: Person) -> None:
    """Where the name stands in reviews that are still written, it is the new one: their papers say one name."""
    if before == person.name:
        return
    for child in {role.child for role in change.where(Role, person=person.id)}:
        written = {
            review.id for review in change.where(Review, child=child) if review.state not in ("signed", "cancelled")
        }
        for decision in change.where(Decision, child=child, owner=before):
            if decision.review in written:
                change.save(replace(decision, owner=person.name))
        for row in change.where(Attendance, child=child, name=before):
            if row.review in written:
                change.save(replace(row, name=person.name))


def _check_fields(record_type: type, values: Mapping[str, Any]) -> None:
    hints = get_type_hints(record_type)
    allowed = {item.name for item in fields(record_type)} - {"id", "child", "imported"}
    for name, value in values.items():
        if name not in allowed:
            raise Refused(f"There is no field called {name}.", safe=UNCHANGED)
        if not isinstance(value, hints[name]):
            raise Refused(f"The field {name} takes something else.", safe=UNCHANGED)


def _check_fact(change: Any, record: Any, today: date) -> None:
    if isinstance(record, Episode):
        check_code("LS", record.legal_status, record.started)
        check_code("PLACE", record.placement, record.started)
        check_code("REC", record.reason_ended, record.ended or record.started)
        check_order(record.started, record.ended)
        if record.started > today:
            raise Refused("That day lies after today.", safe=UNCHANGED, do="Check the date.")
        same = change.where(Episode, child=record.child, started=record.started)
        if any(other.id != record.id for other in same):
            raise Refused("Another stretch begins on that day.", safe=UNCHANGED, do="Change that one.")
    elif isinstance(record, CouncilNumber):
        check_number(change, record)
    elif isinstance(record, SchoolPlace):
        if not record.name.strip():
            raise Refused("A name is needed.", safe=UNCHANGED)
        check_order(record.since, record.until)
    elif isinstance(record, Event):
        if record.kind not in EVENT_KINDS:
            raise Refused("There is no such kind of change.", safe=UNCHANGED)
        check_order(record.happened_on, record.ended_on)
        check_time(record.ended_time)
    elif isinstance(record, Milestone):
        if record.kind not in MILESTONES:
            raise Refused("There is no such kind of fact.", safe=UNCHANGED)
        if (record.kind == "none-yet") != bool(record.rule_id):
            do = "Take this entry back, and say it at the clock itself."
            raise Refused("What has not been done is said at its clock.", safe=UNCHANGED, do=do)
        if record.happened_on > today:
            raise Refused("That day lies after today.", safe=UNCHANGED, do="Check the date.")
        check_order(record.happened_on, record.until)
        check_time(record.at)
    elif isinstance(record, Contact) and record.happened_on > today:
        raise Refused("That day lies after today.", safe=UNCHANGED, do="Check the date.")
    elif isinstance(record, Child) and record.date_of_birth is not None and record.date_of_birth > today:
        raise Refused("The date of birth lies after today.", safe=UNCHANGED, do="Check the date.")


def check_number(change: Any, number: CouncilNumber) -> None:
    """Raises ``Refused`` for an empty council number, or one that another child on this desk has."""
    if not number.number.strip():
        raise Refused("A council number is needed.", safe=UNCHANGED)
    if any(other.id != number.id for other in change.where(CouncilNumber, number=number.number)):
        raise Refused(
            "That council number belongs to a child on this desk already.",
            safe=UNCHANGED,
            do="Find the child by number, or check the number.",
        )


def check_order(started: date | None, ended: date | None) -> None:
    """Raises ``Refused`` when something would end before it began."""
    if started is not None and ended is not None and ended < started:
        raise Refused("It would end before it began.", safe=UNCHANGED, do="Check both dates.")


def check_time(words: str) -> None:
    """Raises ``Refused`` unless the time of day is empty or hours and minutes such as 22:05."""
    if words and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", words):
        raise Refused("That is no time of day.", safe=UNCHANGED, do="Type hours and minutes, such as 15:30.")


def remove_fact(ws: Workspace, kind: str, child_id: str, fact_id: str) -> Future[None]:
    """Take back one fact that was entered by mistake; with a person's last role the person too.

    Raises ``Refused`` for what cannot be taken back, ``NotFound`` for a fact of another child.
    """
    if kind not in FACT_KINDS or kind == "child":
        raise Refused("That cannot be taken back here.", safe=UNCHANGED)
    return ws.do(f"Took back {FACT_WORDS[kind]}", _remove_fact, kind, child_id, fact_id, child=child_id)


def _remove_fact(change: Any, kind: str, child_id: str, fact_id: str) -> None:
    record: Any = change.get(FACT_KINDS[kind], fact_id)
    if record.child != child_id:
        raise NotFound("That belongs to another child.", safe=UNCHANGED)
    if isinstance(record, Decision):
        raise Refused("A decision is taken back in its review.", safe=UNCHANGED)
    if isinstance(record, CouncilNumber) and len(change.where(CouncilNumber, child=record.child)) == 1:
        child = change.get(Child, record.child)
        if not child.full_name:
            raise Refused("The child would be left without a name or number.", safe=UNCHANGED)
    if isinstance(record, Episode) and len(change.where(Episode, child=record.child)) == 1:
        raise Refused("The child would be left without any legal status.", safe=UNCHANGED)
    if isinstance(record, Review):
        _empty_review(change, record)
    change.delete(record)
    if isinstance(record, Role) and not change.where(Role, person=record.person):
        change.delete(change.get(Person, record.person))


def _empty_review(change: Any, review: Review) -> None:
    """Delete who was there and when of a review held elsewhere. Raises ``Refused`` when something was written in it."""
    _held_elsewhere(change, review.id)
    if any(change.where(kind, review=review.id) for kind in (ReviewNote, ToldMe, Decision)):
        raise Refused("Something was written in this review.", safe=UNCHANGED, do="Take that out of it first.")
    for kind in (Attendance, ReviewPart):
        for row in change.where(kind, review=review.id):
            change.delete(row)


def child_of(ws: Workspace, kind: str, fact_id: str) -> str:
    """Whose fact it is. Raises ``NotFound``."""
    record: Any = ws.desk.get(FACT_KINDS[kind], fact_id)
    return str(record.id) if isinstance(record, Child) else str(record.child)


def number_id(ws: Workspace, number_or_id: str) -> str:
    """The id of a council number's row, asked for by the number or by that id. Raises ``NotFound``."""
    found = ws.desk.where(CouncilNumber, number=number_or_id) or ws.desk.where(CouncilNumber, id=number_or_id)
    if not found:
        raise NotFound("That council number is not on this desk.", safe=UNCHANGED)
    return found[0].id


def end_fact(ws: Workspace, kind: str, child_id: str, fact_id: str, on: date) -> Future[str]:
    """End a role, a school place, something that changed (back on), or a stretch of care on a day.

    Raises ``Refused`` for a day before it began, and for facts that have no end.
    """
    field = ENDED_BY.get(kind)
    if field is None:
        raise Refused("That has no end: change it, or take it back.", safe=UNCHANGED)
    return save_fact(ws, kind, child_id, fact_id, {field: on})


def check_code(code_set: str, code: str, on: date) -> None:
    """Raises ``Refused`` unless the code is empty or valid in the national return on that day."""
    if code and not is_valid(code_set, code, on):
        raise Refused(f"{code} is no code of the national return on that day.", safe=UNCHANGED)


def give_role(change: Any, child_id: str, role: str, name: str, since: date | None) -> Role:
    """Inside a change: a role for the person of that name, who is added when no one is called so."""
    known = change.where(Person, name=name)
    person = known[0] if known else Person(id=change.new_id(), name=name)
    if not known:
        change.save(person)
    given = Role(id=change.new_id(), child=child_id, person=person.id, role=role, since=since)
    change.save(given)
    return given
