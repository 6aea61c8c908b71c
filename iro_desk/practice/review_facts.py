"""A review as JSON: everything that the window can fill, for ``review facts`` and ``review hold``.

All keys may be left out; what is left out stays as it is. Days are ISO text or null, texts may be empty.

====================  ==============================================================================
``held_on``           the day it was held; null for a booked review means the day it is booked for
``parts``             sittings of a review held in parts: held_on, place, method, words, people
``time``              HH:MM
``place``             text
``method``            in person, video, phone, mixed, paper
``agreed_with``       who agreed the day
``child_asked``       what the child wished for the review; ``asked_on`` when, ``otherwise_because``
                      why something was not as the child wished
``full_review``       false for a meeting that was no full review
``participation``     PN0 to PN7; ``participation_words`` one line of explanation; or the two plain
                      answers that give the code: ``child_there``, ``child_views``
                      (keys of ``casework.CHILD_THERE`` and ``CHILD_VIEWS``)
``spoke_privately``   spoke, seen, chose-not, not-right or not-done; and with it
                      ``spoke_privately_on``, ``spoke_privately_where``, ``spoke_privately_because``
``late_reason``       a key of ``casework.LATE_REASONS``; ``late_words`` more about it
``midway_on``         the day of the midway check
``next_people``       who is to come to the next review; ``who_tells`` who tells whom what was decided,
                      ``child_heard`` a key of ``casework.CHILD_HEARD``
``attendance``        the whole list: name, role, how (a key of ``casework.ATTENDED``), words
``notes``             for headings of the agenda: heading (its key), text, covered (ids of points)
``told``              what the child told me: id, words, seen, said_on, said_where, who_may_hear,
                      not_for (ids of people to whom it is closed)
``last_decisions``    earlier decisions by id: outcome (a key of ``casework.OUTCOMES``), on, words
``decisions``         the whole list in order: id (to keep one), what, why, owner, owner_role, by,
                      no_date_because, know_by, tell_child, carried_from
``next``              books the next review: booked_for, time, place, method
====================  ==============================================================================

Entries that are "only me" are never written out, and reading a list of ``told`` takes none away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

from iro_desk.casework import (
    Attendance,
    ChildFile,
    CouncilSettings,
    Decision,
    Refused,
    Review,
    ReviewPart,
    UserFacingError,
)
from iro_desk.practice import decisions, meeting, sittings
from iro_desk.practice.agenda import headings
from iro_desk.practice.booking import check_method, check_time
from iro_desk.practice.encode import to_json
from iro_desk.practice.workspace import Workspace
from iro_desk.practice.writing import UNCHANGED, on_review

TEXT, DAY, YES_NO, TEXTS = "text", "a day such as 2026-11-23 or null", "true or false", "a list of texts"

_DECISION = {
    "id": TEXT,
    "what": TEXT,
    "why": TEXT,
    "owner": TEXT,
    "owner_role": TEXT,
    "by": DAY,
    "no_date_because": TEXT,
    "know_by": TEXT,
    "tell_child": TEXT,
    "carried_from": TEXT,
}
_TOLD = {"id": TEXT, "words": TEXT, "seen": YES_NO, "said_on": DAY, "said_where": TEXT, "who_may_hear": TEXT}
_TOLD |= {"not_for": TEXT}
SHAPE: dict[str, Any] = {
    "held_on": DAY,
    "parts": [{"held_on": DAY, "place": TEXT, "method": TEXT, "words": TEXT, "people": TEXT}],
    "time": TEXT,
    "place": TEXT,
    "method": TEXT,
    "agreed_with": TEXT,
    "child_asked": TEXT,
    "asked_on": DAY,
    "otherwise_because": TEXT,
    "full_review": YES_NO,
    "participation": TEXT,
    "participation_words": TEXT,
    "child_there": TEXT,
    "child_views": TEXT,
    "spoke_privately": TEXT,
    "spoke_privately_on": DAY,
    "spoke_privately_where": TEXT,
    "spoke_privately_because": TEXT,
    "late_reason": TEXT,
    "late_words": TEXT,
    "midway_on": DAY,
    "next_people": TEXT,
    "who_tells": TEXT,
    "child_heard": TEXT,
    "attendance": [{"name": TEXT, "role": TEXT, "how": TEXT, "words": TEXT}],
    "notes": [{"heading": TEXT, "text": TEXT, "covered": TEXTS}],
    "told": [_TOLD],
    "last_decisions": [{"id": TEXT, "number": "number", "what": TEXT, "outcome": TEXT, "on": DAY, "words": TEXT}],
    "decisions": [_DECISION],
    "next": {"booked_for": DAY, "time": TEXT, "place": TEXT, "method": TEXT},
}


def review_facts_json(ws: Workspace, review_id: str) -> str:
    """One review as the JSON text that :func:`hold_from_facts` reads; without what only the IRO may hear.

    Raises ``NotFound`` for a review that is not on this desk.
    """
    review = ws.desk.get(Review, review_id)
    file = ws.desk.child_file(review.child)
    notes = {note.heading: note for note in file.notes if note.review == review.id}
    here = [decision for decision in file.decisions if decision.review == review.id]
    facts = {
        "held_on": review.held_on,
        "parts": [
            {"held_on": p.held_on, "place": p.place, "method": p.method, "words": p.words, "people": p.people}
            for p in file.parts
            if p.review == review.id
        ],
        "time": review.booked_time,
        "place": review.place,
        "method": review.method,
        "agreed_with": review.agreed_with,
        "child_asked": review.child_asked,
        "asked_on": review.asked_on,
        "otherwise_because": review.otherwise_because,
        "full_review": review.full_review,
        "participation": review.participation,
        "participation_words": review.participation_words,
        "child_there": review.child_there,
        "child_views": review.child_views,
        "spoke_privately": review.spoke_privately,
        "spoke_privately_on": review.spoke_privately_on,
        "spoke_privately_where": review.spoke_privately_where,
        "spoke_privately_because": review.spoke_privately_because,
        "late_reason": review.late_reason,
        "late_words": review.late_words,
        "midway_on": review.midway_on,
        "next_people": review.next_people,
        "who_tells": review.who_tells,
        "child_heard": review.child_heard,
        "attendance": _attendance(file, review, ws.today),
        "notes": [
            {
                "heading": key,
                "text": notes[key].text if key in notes else "",
                "covered": notes[key].covered.split() if key in notes else [],
            }
            for key in headings()
        ],
        "told": [
            {name: getattr(told, name) for name in _TOLD}
            for told in file.told
            if told.review == review.id and told.who_may_hear != "only me"
        ],
        "last_decisions": [
            {
                "id": d.id,
                "number": d.number,
                "what": d.what,
                "outcome": d.outcome,
                "on": d.outcome_on,
                "words": d.outcome_words,
            }
            for d in decisions.earlier_decisions(file, review)
        ],
        "decisions": [{name: getattr(d, name) for name in _DECISION} for d in here],
        "next": {"booked_for": review.next_booked_for, "time": "", "place": "", "method": ""},
    }
    return to_json(facts)


def _attendance(file: ChildFile, review: Review, today: date) -> list[dict[str, str]]:
    if review.state == "booked":
        invited = sittings.invited(file, review.booked_for or today)
        return [{"name": name, "role": role, "how": "", "words": ""} for name, role in invited]
    rows = [row for row in file.attendance if row.review == review.id]
    return [{"name": row.name, "role": row.role, "how": row.how, "words": row.words} for row in rows]


# ---------------------------------------------------------------- read


def hold_from_facts(ws: Workspace, review_id: str, facts: Mapping[str, Any]) -> Future[str]:
    """Write a review from such JSON in one change, opening it when it is only booked; gives its id.

    Raises ``UserFacingError`` naming the key that is unknown or holds the wrong kind of value, and ``Refused``
    (naming the key) for what the window would refuse too; then nothing is changed.
    """
    return on_review(ws, "Held a review", review_id, _hold, parse(facts), ws.today, ws.settings())


def hold_unbooked(ws: Workspace, child_id: str, held_on: date, facts: Mapping[str, Any]) -> Future[str]:
    """Enter a review that was held on that day without being booked here, and write it, in one change; gives its id.

    Raises as :func:`hold_from_facts` does, and ``Refused`` while another review of the child is booked or open.
    """
    what = (child_id, held_on, parse(facts), ws.today, ws.settings())
    return ws.do("Held a review", _hold_unbooked, *what, child=child_id)


def _hold_unbooked(
    change: Any, child_id: str, held_on: date, facts: dict[str, Any], today: date, settings: CouncilSettings
) -> str:
    running = [r for r in change.where(Review, child=child_id) if r.state in ("booked", "open", "adjourned")]
    if running:
        raise Refused(
            "There is no review on that day, and another one of this child is booked or open.",
            safe=UNCHANGED,
            do="Name that one by its own day or id; the facts say when it was held.",
        )
    review_id = sittings.make_entered(change, child_id, held_on, "looked after", today)
    return _hold(change, change.get(Review, review_id), facts, today, settings)


def parse(facts: Any) -> dict[str, Any]:
    """The JSON with days as dates. Raises ``UserFacingError`` naming the key that is not as :data:`SHAPE` says."""
    parsed: dict[str, Any] = _read(facts, SHAPE, "")
    return parsed


def _read(value: Any, shape: Any, path: str) -> Any:
    if isinstance(shape, dict):
        if not isinstance(value, Mapping):
            raise _unfit(path, "an object")
        return {key: _read(held, _shape_of(shape, key, path), _join(path, key)) for key, held in value.items()}
    if isinstance(shape, list):
        if not isinstance(value, list):
            raise _unfit(path, "a list")
        return [_read(item, shape[0], f"{path}[{index}]") for index, item in enumerate(value, start=1)]
    return _read_plain(value, shape, path)


def _shape_of(shape: Mapping[str, Any], key: str, path: str) -> Any:
    found = shape.get(key)
    if found is None:
        where = f" in {path}" if path else ""
        raise UserFacingError(f"There is no key “{key}”{where}.", safe=UNCHANGED)
    return found


def _read_plain(value: Any, kind: str, path: str) -> Any:
    if kind == DAY:
        try:
            return None if value is None else date.fromisoformat(value)
        except (TypeError, ValueError) as error:
            raise _unfit(path, DAY) from error
    fits = {
        TEXT: isinstance(value, str),
        YES_NO: isinstance(value, bool),
        "number": isinstance(value, int),
        TEXTS: isinstance(value, list) and all(isinstance(item, str) for item in value),
    }[kind]
    if not fits:
        raise _unfit(path, kind)
    return value


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _unfit(path: str, wanted: str) -> UserFacingError:
    return UserFacingError(f"{path or 'The file'} takes {wanted}.", safe=UNCHANGED)


@contextmanager
def _at(path: str) -> Iterator[None]:
    """What is refused within names the key that asked for it."""
    try:
        yield
    except UserFacingError as refused:
        raise Refused(f"{path}: {refused.what}", safe=refused.safe, do=refused.do) from refused


# ---------------------------------------------------------------- carried out


def _hold(change: Any, review: Review, facts: dict[str, Any], today: date, settings: CouncilSettings) -> str:
    parts = facts.get("parts", [])
    with _at("held_on"):
        _held(change, review, facts.get("held_on"), parts, today, settings)
    for index, part in enumerate(parts, start=1):
        with _at(f"parts[{index}]"):
            _part(change, change.get(Review, review.id), part, today)
    review = change.get(Review, review.id)
    meeting.write_fields(change, review, _fields_of(facts), today, settings)
    if "attendance" in facts:
        _attend(change, review, facts["attendance"])
    for index, note in enumerate(facts.get("notes", ()), start=1):
        with _at(f"notes[{index}]"):
            covered = tuple(note.get("covered", ()))
            meeting.keep_note(change, review, note.get("heading", ""), note.get("text", ""), covered)
    for index, told in enumerate(facts.get("told", ()), start=1):
        with _at(f"told[{index}]"):
            given = {name: value for name, value in told.items() if name != "id"}
            meeting.keep_told(change, review, told.get("id") or None, given, today)
    for index, earlier in enumerate(facts.get("last_decisions", ()), start=1):
        with _at(f"last_decisions[{index}]"):
            _settle(change, review, earlier, today)
    if "decisions" in facts:
        _decide(change, review, facts["decisions"])
    following = facts.get("next", {})
    if following.get("booked_for") is not None:
        with _at("next"):
            _next(change, change.get(Review, review.id), following, today, settings)
    return review.id


def _held(
    change: Any,
    review: Review,
    held_on: date | None,
    parts: list[dict[str, Any]],
    today: date,
    settings: CouncilSettings,
) -> None:
    days = [part["held_on"] for part in parts if part.get("held_on")]
    if review.state == "booked":
        first = min(days) if days else held_on or review.booked_for
        if first is None:
            raise Refused("The day it was held is needed.", safe=UNCHANGED)
        sittings.make_open(change, review, first, today)
    elif review.state == "adjourned" and held_on is not None:
        sittings.make_resumed(change, review, held_on, "", today)
    elif held_on is not None and held_on != review.held_on and not days:
        meeting.write_fields(change, review, {"held_on": held_on}, today, settings)


def _part(change: Any, review: Review, part: dict[str, Any], today: date) -> None:
    held_on = part.get("held_on")
    if held_on is None:
        raise Refused("The day of a sitting is needed.", safe=UNCHANGED)
    known = {row.held_on for row in change.where(ReviewPart, review=review.id)}
    if held_on in known or (not known and held_on == review.held_on):
        return
    words = (part.get("place", ""), part.get("method", ""), part.get("words", ""))
    sittings.keep_part(change, review, held_on, *words, today, part.get("people", ""))


def _fields_of(facts: dict[str, Any]) -> dict[str, Any]:
    renamed = {"time": "booked_time"}
    same = set(meeting.REVIEW_FIELDS) - {"held_on"}
    return {renamed.get(key, key): value for key, value in facts.items() if renamed.get(key, key) in same}


def _attend(change: Any, review: Review, people: list[dict[str, Any]]) -> None:
    wanted = [tuple(person.get(name, "").strip() for name in ("name", "role", "how", "words")) for person in people]
    rows = change.where(Attendance, review=review.id)
    if [(row.name, row.role, row.how, row.words) for row in rows] == wanted:
        return
    # Whoever stays on the list keeps the row: what is closed to them is closed to that row.
    known = {row.name: row for row in rows}
    for row in rows:
        if row.name not in {person[0] for person in wanted}:
            meeting.drop_attendance(change, review, row.id)
    for index, person in enumerate(wanted, start=1):
        with _at(f"attendance[{index}]"):
            row = known.pop(person[0], None)
            kept = meeting.keep_attendance(change, review, row.id if row is not None else None, *person)
            change.save(replace(change.get(Attendance, kept), order=index))


def _settle(change: Any, review: Review, earlier: dict[str, Any], today: date) -> None:
    decision = change.get(Decision, earlier.get("id", ""))
    if decision.child != review.child or decision.review == review.id:
        raise Refused("That is no earlier decision about this child.", safe=UNCHANGED)
    outcome, on, words = earlier.get("outcome", ""), earlier.get("on"), earlier.get("words", "").strip()
    if (decision.outcome, decision.outcome_on, decision.outcome_words) != (outcome, on, words):
        decisions.keep_outcome(change, decision.id, outcome, on, words, today)


def _decide(change: Any, review: Review, wanted: list[dict[str, Any]]) -> None:
    kept = {given["id"] for given in wanted if given.get("id")}
    for decision in change.where(Decision, review=review.id):
        if decision.id not in kept:
            decisions.drop_decision(change, review, decision.id)
    order = []
    for index, given in enumerate(wanted, start=1):
        with _at(f"decisions[{index}]"):
            fields = {name: value for name, value in given.items() if name != "id"}
            order.append(decisions.keep_decision(change, review, given.get("id") or None, fields))
    decisions.put_in_order(change, review, tuple(order))


def _next(change: Any, review: Review, following: dict[str, Any], today: date, settings: CouncilSettings) -> None:
    if following["booked_for"] == review.next_booked_for and not any(
        following.get(name) for name in ("time", "place", "method")
    ):
        return
    details = {
        "booked_time": check_time(following.get("time", "").strip()),
        "place": following.get("place", "").strip(),
        "method": following.get("method", "").strip(),
    }
    if details["method"]:
        check_method(details["method"])
    meeting.settle_next(change, review, following["booked_for"], details, None, today, settings)


__all__ = ["SHAPE", "hold_from_facts", "parse", "review_facts_json"]
