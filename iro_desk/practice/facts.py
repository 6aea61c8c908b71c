"""Facts by hand: a new child, what changed, and every fact added, changed, ended or taken back."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, get_type_hints

from iro_desk.casework import (
    EVENT_KINDS,
    ROLES,
    Child,
    ChildFile,
    Contact,
    CouncilNumber,
    Decision,
    Episode,
    Event,
    NotFound,
    PeriodRecord,
    Person,
    Refused,
    Role,
    SchoolPlace,
    current_period,
    episode_on,
)
from iro_desk.practice.rows import clock_row
from iro_desk.practice.views import ClockRow
from iro_desk.practice.workspace import Workspace
from iro_desk.statute import clocks_of, is_valid, next_review

# ---------------------------------------------------------------- a new child


@dataclass(frozen=True, slots=True)
class NewChild:
    """The six fields of a new child, and when the service was told."""

    number: str
    first_name: str
    surname: str
    date_of_birth: date | None
    became_looked_after: date
    legal_status: str
    told_on: date | None = None


def first_review_of(ws: Workspace, became_looked_after: date) -> ClockRow | None:
    """The first review's date for a child who became looked after then; shown while the date is typed."""
    episode = Episode(id="", child="", started=became_looked_after, reason_new="S", legal_status="V2")
    file = ChildFile(child=Child(id=""), episodes=(episode,))
    on = max(ws.today, became_looked_after)
    clock = next_review(clocks_of(file, on, ws.settings()))
    return clock_row(clock) if clock else None


def new_child(ws: Workspace, child: NewChild) -> Future[str]:
    """Add a child by hand; gives the child's id.

    Raises ``Refused`` when the number belongs to another child, a date lies after the desk's day, or
    the child would be born after becoming looked after.
    """
    return ws.do("Added a child", _new_child, child, ws.today)


def _new_child(change: Any, new: NewChild, today: date) -> str:
    if not new.number.strip() and not new.first_name.strip():
        raise Refused("A number or a first name is needed.", safe="Nothing was added.")
    if new.became_looked_after > today:
        raise Refused("Became looked after lies after today.", safe="Nothing was added.", do="Check the date.")
    if new.date_of_birth is not None and new.date_of_birth > new.became_looked_after:
        raise Refused("The date of birth lies after that day.", safe="Nothing was added.", do="Check both dates.")
    if new.number.strip() and change.where(CouncilNumber, number=new.number.strip()):
        raise Refused(
            "That council number belongs to a child on this desk already.",
            safe="Nothing was added.",
            do="Find the child by number, or check the number.",
        )
    child = Child(
        id=change.new_id(),
        first_name=new.first_name.strip(),
        surname=new.surname.strip(),
        date_of_birth=new.date_of_birth,
        joined_caseload=None,
    )
    change.save(child)
    if new.number.strip():
        change.save(CouncilNumber(id=change.new_id(), child=child.id, number=new.number.strip(), source="council"))
    change.save(
        Episode(
            id=change.new_id(),
            child=child.id,
            started=new.became_looked_after,
            reason_new="S",
            legal_status=new.legal_status,
        )
    )
    if new.told_on is not None:
        change.save(
            PeriodRecord(id=change.new_id(), child=child.id, started=new.became_looked_after, told_on=new.told_on)
        )
    return child.id


# ---------------------------------------------------------------- something changed


@dataclass(frozen=True, slots=True)
class SomethingChanged:
    """What an IRO is told between reviews. Which of ``details`` are read depends on ``kind``.

    moved: placement, provider, home_name, town, postcode; legal-status: legal_status; worker: role, name;
    school: name; left-care: reason. All kinds: words, ended_on.
    """

    kind: str
    happened_on: date
    told_by: str = ""
    told_on: date | None = None
    words: str = ""
    ended_on: date | None = None
    bring_forward: str = ""
    bring_forward_because: str = ""
    details: Mapping[str, str] | None = None


def something_changed(ws: Workspace, child_id: str, what: SomethingChanged) -> Future[str]:
    """Log a change, and carry it out on the child's facts (home, legal status, worker, school); gives the event's id.

    Raises ``Refused`` for a kind or code that does not exist, a day after the desk's day or an end before the start.
    """
    if what.kind not in EVENT_KINDS:
        raise Refused("There is no such kind of change.", safe="Nothing was changed.")
    words = f"Logged a change: {EVENT_KINDS[what.kind].lower()}"
    return ws.do(words, _something_changed, child_id, what, ws.today, child=child_id)


def _something_changed(change: Any, child_id: str, what: SomethingChanged, today: date) -> str:
    if what.happened_on > today and what.kind != "court":
        raise Refused("That day lies after today.", safe="Nothing was changed.", do="Check the date.")
    if what.ended_on is not None and what.ended_on < what.happened_on:
        raise Refused("It would end before it began.", safe="Nothing was changed.", do="Check both dates.")
    details = dict(what.details or {})
    carry_out = _CARRY_OUT.get(what.kind)
    if carry_out is not None:
        carry_out(change, child_id, what.happened_on, details)
    event = Event(
        id=change.new_id(),
        child=child_id,
        kind=what.kind,
        happened_on=what.happened_on,
        told_by=what.told_by,
        told_on=what.told_on,
        words=what.words,
        ended_on=what.ended_on,
        bring_forward=what.bring_forward,
        bring_forward_because=what.bring_forward_because,
    )
    change.save(event)
    return event.id


def _moved(change: Any, child_id: str, on: date, details: dict[str, str]) -> None:
    _check_code("PLACE", details.get("placement", ""), on)
    before = _running_episode(change, child_id, on)
    _next_episode(
        change,
        before,
        on,
        "P",
        placement=details.get("placement", ""),
        provider=details.get("provider", ""),
        postcode=details.get("postcode", "").strip().upper(),
        home_name=details.get("home_name", ""),
        town=details.get("town", ""),
        confidential=details.get("confidential", "") == "yes",
        urn="",
        approval_temporary=details.get("approval_temporary", "") == "yes",
        secure_since=on if details.get("placement") == "K1" else None,
    )


def _legal_status(change: Any, child_id: str, on: date, details: dict[str, str]) -> None:
    code = details.get("legal_status", "")
    if not code:
        raise Refused("The new legal status is needed.", safe="Nothing was changed.")
    _check_code("LS", code, on)
    before = _running_episode(change, child_id, on)
    _next_episode(change, before, on, "L", legal_status=code, order_ends=None)


def _next_episode(change: Any, before: Episode, on: date, reason: str, **differs: Any) -> None:
    if on == before.started:
        change.save(replace(before, reason_new=before.reason_new if before.reason_new == "S" else "T", **differs))
        return
    change.save(replace(before, ended=on, reason_ended="X1"))
    change.save(
        replace(
            before,
            id=change.new_id(),
            started=on,
            reason_new=reason,
            ended=before.ended,
            reason_ended=before.reason_ended,
            reason_moved="",
            imported="",
            **differs,
        )
    )


def _left_care(change: Any, child_id: str, on: date, details: dict[str, str]) -> None:
    _check_code("REC", details.get("reason", ""), on)
    before = _running_episode(change, child_id, on)
    change.save(replace(before, ended=on, reason_ended=details.get("reason", "") or "E8"))
    child = change.get(Child, child_id)
    change.save(replace(child, left_caseload=on))


def _worker(change: Any, child_id: str, on: date, details: dict[str, str]) -> None:
    role, name = details.get("role", "social-worker"), details.get("name", "").strip()
    if not name:
        raise Refused("The new worker's name is needed.", safe="Nothing was changed.")
    if role not in ROLES:
        raise Refused("There is no such role.", safe="Nothing was changed.")
    for former in change.where(Role, child=child_id, role=role):
        if former.until is None:
            change.save(replace(former, until=on))
    _give_role(change, child_id, role, name, since=on)


def _school(change: Any, child_id: str, on: date, details: dict[str, str]) -> None:
    name = details.get("name", "").strip()
    if not name:
        return  # an exclusion is an event of the school there is
    for former in change.where(SchoolPlace, child=child_id):
        if former.until is None:
            change.save(replace(former, until=on))
    change.save(SchoolPlace(id=change.new_id(), child=child_id, name=name, since=on))


_CARRY_OUT = {
    "moved": _moved,
    "legal-status": _legal_status,
    "left-care": _left_care,
    "worker": _worker,
    "school": _school,
}


def _running_episode(change: Any, child_id: str, on: date) -> Episode:
    file = change.child_file(child_id)
    episode = episode_on(file.episodes, on)
    if episode is None or current_period(file.episodes, on) is None:
        raise Refused(
            "The child was not looked after on that day.",
            safe="Nothing was changed.",
            do="Check the date, or add the stretch under Places first.",
        )
    return episode


def _check_code(code_set: str, code: str, on: date) -> None:
    if code and not is_valid(code_set, code, on):
        raise Refused(f"{code} is no code of the national return on that day.", safe="Nothing was changed.")


def _give_role(change: Any, child_id: str, role: str, name: str, since: date | None) -> Role:
    known = change.where(Person, name=name)
    person = known[0] if known else Person(id=change.new_id(), name=name)
    if not known:
        change.save(person)
    given = Role(id=change.new_id(), child=child_id, person=person.id, role=role, since=since)
    change.save(given)
    return given


# ---------------------------------------------------------------- every fact, by form

FACT_KINDS: dict[str, type] = {
    "child": Child,
    "number": CouncilNumber,
    "episode": Episode,
    "period": PeriodRecord,
    "role": Role,
    "school": SchoolPlace,
    "event": Event,
    "contact": Contact,
    "decision": Decision,
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
    "decision": "a decision",
}

PERSON_FIELDS = ("name", "organisation", "telephone", "email", "postcode", "confidential")


def save_fact(ws: Workspace, kind: str, child_id: str, fact_id: str | None, values: Mapping[str, Any]) -> Future[str]:
    """Add (``fact_id`` None) or change one fact of a child; gives its id.

    ``values`` are the value's own field names with dates, yes/no as booleans and texts. For ``role`` the
    person's own fields (name, organisation, telephone, email, postcode, confidential) may stand beside them.
    Raises ``Refused`` for a field that the fact does not have or a value of the wrong kind.
    """
    if kind not in FACT_KINDS:
        raise Refused("There is no such fact.", safe="Nothing was changed.")
    verb = "Changed" if fact_id else "Added"
    return ws.do(f"{verb} {FACT_WORDS[kind]}", _save_fact, kind, child_id, fact_id, dict(values), child=child_id)


def _save_fact(change: Any, kind: str, child_id: str, fact_id: str | None, values: dict[str, Any]) -> str:
    if kind == "role":
        return _save_role(change, child_id, fact_id, values)
    record_type = FACT_KINDS[kind]
    _check_fields(record_type, values)
    if fact_id:
        record = replace(change.get(record_type, fact_id), **values)
    elif kind == "period":
        started = values.pop("started")
        same = change.where(PeriodRecord, child=child_id, started=started)
        record = replace(same[0] if same else PeriodRecord(change.new_id(), child_id, started), **values)
    else:
        try:
            record = record_type(id=change.new_id(), child=child_id, **values)
        except TypeError as lacking:
            raise Refused("Something that is needed was left empty.", safe="Nothing was changed.") from lacking
    _check_fact(change, record)
    change.save(record)
    return str(record.id)


def _save_role(change: Any, child_id: str, role_id: str | None, values: dict[str, Any]) -> str:
    about_person = {key: values.pop(key) for key in PERSON_FIELDS if key in values}
    _check_fields(Person, about_person)
    _check_fields(Role, values)
    if role_id:
        role: Role = replace(change.get(Role, role_id), **values)
        change.save(replace(change.get(Person, role.person), **about_person))
    else:
        if not about_person.get("name", "").strip():
            raise Refused("A name is needed.", safe="Nothing was changed.")
        role = _give_role(change, child_id, values.pop("role", "other"), about_person["name"].strip(), None)
        change.save(replace(change.get(Person, role.person), **about_person))
        role = replace(role, **values)
    if role.until is not None and role.since is not None and role.until < role.since:
        raise Refused("It would end before it began.", safe="Nothing was changed.", do="Check both dates.")
    change.save(role)
    return role.id


def _check_fields(record_type: type, values: Mapping[str, Any]) -> None:
    hints = get_type_hints(record_type)
    allowed = {item.name for item in fields(record_type)} - {"id", "child", "imported"}
    for name, value in values.items():
        if name not in allowed:
            raise Refused(f"There is no field called {name}.", safe="Nothing was changed.")
        if not isinstance(value, hints[name]):
            raise Refused(f"The field {name} takes something else.", safe="Nothing was changed.")


def _check_fact(change: Any, record: Any) -> None:
    if isinstance(record, Episode):
        _check_code("LS", record.legal_status, record.started)
        _check_code("PLACE", record.placement, record.started)
        if record.ended is not None and record.ended < record.started:
            raise Refused("It would end before it began.", safe="Nothing was changed.", do="Check both dates.")
        same = change.where(Episode, child=record.child, started=record.started)
        if any(other.id != record.id for other in same):
            raise Refused("Another stretch begins on that day.", safe="Nothing was changed.", do="Change that one.")
    if isinstance(record, CouncilNumber):
        same = change.where(CouncilNumber, number=record.number)
        if any(other.id != record.id for other in same):
            raise Refused("That council number belongs to a child on this desk already.", safe="Nothing was changed.")


def remove_fact(ws: Workspace, kind: str, child_id: str, fact_id: str) -> Future[None]:
    """Take back one fact that was entered by mistake. Raises ``Refused`` for what cannot be taken back."""
    if kind not in FACT_KINDS or kind == "child":
        raise Refused("That cannot be taken back here.", safe="Nothing was changed.")
    return ws.do(f"Took back {FACT_WORDS[kind]}", _remove_fact, kind, fact_id, child=child_id)


def _remove_fact(change: Any, kind: str, fact_id: str) -> None:
    record: Any = change.get(FACT_KINDS[kind], fact_id)
    if isinstance(record, Decision):
        raise Refused("A decision is taken back in its review.", safe="Nothing was changed.")
    if isinstance(record, CouncilNumber) and len(change.where(CouncilNumber, child=record.child)) == 1:
        child = change.get(Child, record.child)
        if not child.full_name:
            raise Refused("The child would be left without a name or number.", safe="Nothing was changed.")
    if isinstance(record, Episode) and len(change.where(Episode, child=record.child)) == 1:
        raise Refused("The child would be left without any legal status.", safe="Nothing was changed.")
    change.delete(record)


def child_of(ws: Workspace, kind: str, fact_id: str) -> str:
    """Whose fact it is. Raises ``NotFound``."""
    record: Any = ws.desk.get(FACT_KINDS[kind], fact_id)
    return str(record.id) if isinstance(record, Child) else str(record.child)


def number_id(ws: Workspace, number_or_id: str) -> str:
    """The id of a council number's row, asked for by the number or by that id. Raises ``NotFound``."""
    found = ws.desk.where(CouncilNumber, number=number_or_id) or ws.desk.where(CouncilNumber, id=number_or_id)
    if not found:
        raise NotFound("That council number is not on this desk.", safe="Nothing was changed.")
    return found[0].id


def end_fact(ws: Workspace, kind: str, child_id: str, fact_id: str, on: date) -> Future[str]:
    """End a role or a school place on a day."""
    if kind not in ("role", "school"):
        raise Refused("That is ended by logging what changed.", safe="Nothing was changed.")
    return save_fact(ws, kind, child_id, fact_id, {"until": on})


def name_children(ws: Workspace, names: Mapping[str, tuple[str, str]]) -> Future[int]:
    """Give names to children by council number (the naming step after a return); gives how many were named.

    Numbers that are not on this desk are passed over; a name already there is kept unless a new one is given.
    """
    return ws.do("Gave names to children", give_names, dict(names))


def give_names(change: Any, names: Mapping[str, tuple[str, str]]) -> int:
    """Inside a change: names by council number; gives how many children were named."""
    named = 0
    for number, (first, surname) in names.items():
        for known in change.where(CouncilNumber, number=number):
            child = change.get(Child, known.child)
            changed = replace(child, first_name=first or child.first_name, surname=surname or child.surname)
            if changed != child:
                change.save(changed)
                named += 1
    return named


__all__ = [
    "FACT_KINDS",
    "NewChild",
    "SomethingChanged",
    "end_fact",
    "first_review_of",
    "name_children",
    "new_child",
    "remove_fact",
    "save_fact",
    "something_changed",
]
