"""Facts by hand: a new child, and what changed; the forms of every fact are in ``fact_forms``, reached from here."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from iro_desk.casework import (
    EVENT_KINDS,
    ROLES,
    Child,
    ChildFile,
    CouncilNumber,
    Episode,
    Event,
    PeriodRecord,
    Refused,
    Role,
    SchoolPlace,
    current_period,
    episode_on,
)
from iro_desk.practice.fact_forms import (
    FACT_KINDS,
    PERSON_FIELDS,
    check_code,
    check_number,
    check_order,
    check_time,
    child_of,
    end_fact,
    give_role,
    number_id,
    remove_fact,
    save_fact,
)
from iro_desk.practice.rows import clock_row
from iro_desk.practice.views import ClockRow
from iro_desk.practice.workspace import Workspace
from iro_desk.practice.writing import UNCHANGED
from iro_desk.statute import next_review_of

UNADDED = "Nothing was added."

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
    file = ChildFile(child=Child(id="", joined_caseload=became_looked_after), episodes=(episode,))
    on = max(ws.today, became_looked_after)
    clock = next_review_of(file, on, ws.settings())
    return clock_row(clock) if clock else None


def new_child(ws: Workspace, child: NewChild) -> Future[str]:
    """Add a child by hand; gives the child's id.

    Raises ``Refused`` when the number belongs to another child, a date lies after the desk's day, the legal
    status is no code of the return, or the child would be born after becoming looked after.
    """
    return ws.do("Added a child", _new_child, child, ws.today)


def _new_child(change: Any, new: NewChild, today: date) -> str:
    if not new.number.strip() and not new.first_name.strip():
        raise Refused("A number or a first name is needed.", safe=UNADDED)
    if new.became_looked_after > today:
        raise Refused("Became looked after lies after today.", safe=UNADDED, do="Check the date.")
    if new.date_of_birth is not None and new.date_of_birth > new.became_looked_after:
        raise Refused("The date of birth lies after that day.", safe=UNADDED, do="Check both dates.")
    if new.told_on is not None and new.told_on > today:
        raise Refused("The day you were told lies after today.", safe=UNADDED, do="Check the date.")
    check_code("LS", new.legal_status, new.became_looked_after)
    child = Child(
        id=change.new_id(),
        first_name=new.first_name.strip(),
        surname=new.surname.strip(),
        date_of_birth=new.date_of_birth,
        # From this day on the desk would know of every review: one that is missing is late from here on.
        joined_caseload=today,
    )
    change.save(child)
    if new.number.strip():
        number = CouncilNumber(id=change.new_id(), child=child.id, number=new.number.strip(), source="council")
        check_number(change, number)
        change.save(number)
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
    school: name; left-care: reason. All kinds: words, ended_on, ended_time.
    """

    kind: str
    happened_on: date
    told_by: str = ""
    told_on: date | None = None
    words: str = ""
    ended_on: date | None = None
    ended_time: str = ""
    bring_forward: str = ""
    bring_forward_because: str = ""
    details: Mapping[str, str] | None = None


STILL_TO_COME = frozenset(
    {"court", "release", "plan-change", "home-ending", "home-to-parents", "supported", "stop-caring"}
)
"""Changes that may be entered before their day."""


def something_changed(ws: Workspace, child_id: str, what: SomethingChanged) -> Future[str]:
    """Log a change, and carry it out on the child's facts (home, legal status, worker, school); gives the event's id.

    Raises ``Refused`` for a kind or code that does not exist, a day after the desk's day or an end before the start.
    """
    if what.kind not in EVENT_KINDS:
        raise Refused("There is no such kind of change.", safe=UNCHANGED)
    words = f"Logged a change: {EVENT_KINDS[what.kind].lower()}"
    return ws.do(words, _something_changed, child_id, what, ws.today, child=child_id)


def _something_changed(change: Any, child_id: str, what: SomethingChanged, today: date) -> str:
    if what.happened_on > today and what.kind not in STILL_TO_COME:
        raise Refused("That day lies after today.", safe=UNCHANGED, do="Check the date.")
    check_order(what.happened_on, what.ended_on)
    check_time(what.ended_time)
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
        ended_time=what.ended_time,
        bring_forward=what.bring_forward,
        bring_forward_because=what.bring_forward_because,
    )
    change.save(event)
    return event.id


def _moved(change: Any, child_id: str, on: date, details: dict[str, str]) -> None:
    check_code("PLACE", details.get("placement", ""), on)
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
        raise Refused("The new legal status is needed.", safe=UNCHANGED)
    check_code("LS", code, on)
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
    check_code("REC", details.get("reason", ""), on)
    before = _running_episode(change, child_id, on)
    change.save(replace(before, ended=on, reason_ended=details.get("reason", "") or "E8"))
    child = change.get(Child, child_id)
    change.save(replace(child, left_caseload=on))


def _worker(change: Any, child_id: str, on: date, details: dict[str, str]) -> None:
    role, name = details.get("role", "social-worker"), details.get("name", "").strip()
    if not name:
        raise Refused("The new worker's name is needed.", safe=UNCHANGED)
    if role not in ROLES:
        raise Refused("There is no such role.", safe=UNCHANGED)
    for former in change.where(Role, child=child_id, role=role):
        if former.until is None:
            change.save(replace(former, until=on))
    give_role(change, child_id, role, name, since=on)


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
            safe=UNCHANGED,
            do="Check the date, or add the stretch under Places first.",
        )
    return episode


# ---------------------------------------------------------------- names


NAME_FIELDS = ("first_name", "surname")


@dataclass(frozen=True, slots=True)
class NameDiffers:
    """A part of a name that a list has otherwise than this desk, where it was there already."""

    child: str
    """Id of the child."""
    number: str
    """The council number as the list has it."""
    field: str
    """``first_name`` or ``surname``."""
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class NamesGiven:
    """What giving names did: how many children were named, and where a list and this desk differ.

    ``differ`` was kept as it is here, unless the list's names were asked for.
    """

    named: int
    differ: tuple[NameDiffers, ...]


def name_children(
    ws: Workspace, names: Mapping[str, tuple[str, str]], keep: Literal["mine", "theirs"] = "mine"
) -> Future[NamesGiven]:
    """Give names to children by council number (the naming step after a return).

    By the rule of :func:`compare_names`: what is there already stays and is told in ``differ``, unless ``keep``
    is "theirs". Numbers that are not on this desk are passed over.
    """
    return ws.do("Gave names to children", give_names, dict(names), keep)


def give_names(
    change: Any, names: Mapping[str, tuple[str, str]], keep: Literal["mine", "theirs"] = "mine"
) -> NamesGiven:
    """Inside a change: names by council number, by the rule of :func:`compare_names`; only what differs is saved."""
    if not any(first or surname for first, surname in names.values()):
        return NamesGiven(0, ())
    child_by_number = {known.number: known.child for known in change.all(CouncilNumber)}
    children = {child.id: child for child in change.all(Child)}
    named, differ = compare_names(child_by_number, children, names, keep)
    for child in named:
        change.save(child)
    return NamesGiven(len(named), differ)


def compare_names(
    child_by_number: Mapping[str, str],
    children: Mapping[str, Child],
    names: Mapping[str, tuple[str, str]],
    keep: Literal["mine", "theirs"],
) -> tuple[tuple[Child, ...], tuple[NameDiffers, ...]]:
    """The children as names from a list make them, those that change alone, and where list and desk differ.

    A name fills an empty field. Where another name is there already, it stays, or gives way if ``keep`` is
    "theirs"; it is told either way. Capitals, spaces and how an accent is stored make no other name.
    ``child_by_number`` holds ids of ``children``; council numbers are compared capitals or not.
    """
    ids = {number.strip().upper(): child for number, child in child_by_number.items()}
    after: dict[str, Child] = {}
    differ: list[NameDiffers] = []
    for number, name in names.items():
        known = ids.get(number.strip().upper())
        if known is None:
            continue
        child = after.get(known, children[known])
        for field, theirs in zip(NAME_FIELDS, name, strict=True):
            ours = getattr(child, field)
            if not theirs or (ours and _as_compared(ours) == _as_compared(theirs)):
                continue
            if ours:
                differ.append(NameDiffers(known, number, field, ours, theirs))
            if not ours or keep == "theirs":
                child = replace(child, **{field: theirs})  # type: ignore[arg-type]
        after[known] = child
    return tuple(child for key, child in after.items() if child != children[key]), tuple(differ)


def _as_compared(name: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", " ".join(name.split())).casefold())


__all__ = [
    "FACT_KINDS",
    "PERSON_FIELDS",
    "NameDiffers",
    "NamesGiven",
    "NewChild",
    "SomethingChanged",
    "child_of",
    "compare_names",
    "end_fact",
    "first_review_of",
    "give_names",
    "name_children",
    "new_child",
    "number_id",
    "remove_fact",
    "save_fact",
    "something_changed",
]
