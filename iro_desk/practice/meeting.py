"""What is written in a review: the review itself, notes, who was there, what the child told me, the next date.

Nothing has to be filled to leave a screen: what is still needed to finalise is listed by ``signing``, and
everything here may be written in any order until the review is finalised.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import date
from typing import Any

from iro_desk.casework import (
    ATTENDED,
    CHILD_HEARD,
    CHILD_THERE,
    CHILD_VIEWS,
    GRADES,
    LATE_REASONS,
    SPOKE_PRIVATELY,
    WHO_MAY_HEAR,
    Attendance,
    CouncilSettings,
    Person,
    Refused,
    Review,
    ReviewNote,
    ReviewPart,
    Role,
    ToldMe,
    late_reasons,
)
from iro_desk.practice.agenda import headings
from iro_desk.practice.booking import check_method, check_time, make_booking, rebook
from iro_desk.practice.occasions import share_with_others
from iro_desk.practice.sittings import check_held, last_day_before
from iro_desk.practice.workspace import Workspace
from iro_desk.practice.writing import UNCHANGED, check_choice, on_review, part_of, take_out
from iro_desk.statute import legal_date, participation_allowed, participation_code, views_offered

REVIEW_FIELDS = (
    "held_on",
    "place",
    "method",
    "booked_time",
    "agreed_with",
    "child_asked",
    "full_review",
    "participation",
    "participation_words",
    "child_there",
    "child_views",
    "asked_on",
    "otherwise_because",
    "next_people",
    "who_tells",
    "child_heard",
    "spoke_privately",
    "spoke_privately_on",
    "spoke_privately_where",
    "spoke_privately_because",
    "late_reason",
    "late_words",
    "plan_grade",
    "plan_evidence",
    "midway_on",
)
"""What :func:`update_review` may change."""
TOLD_FIELDS = (
    "words",
    "seen",
    "said_on",
    "said_where",
    "who_may_hear",
    "not_for",
    "passed_to",
    "passed_on",
    "child_knows",
)
"""What :func:`update_told` may change."""


def update_review(ws: Workspace, review_id: str, **fields: Any) -> Future[Review]:
    """Change what is said of the review; gives it as it is then. The fields are ``REVIEW_FIELDS``.

    Raises ``Refused``, with the reason, for a participation code that the child's age on the day does not
    allow, a value that is none of the choices, a day that lies ahead, or a field that cannot be changed here.
    """
    return on_review(ws, "Wrote in a review", review_id, write_fields, fields, ws.today, ws.settings())


def write_fields(change: Any, review: Review, fields: dict[str, Any], today: date, settings: CouncilSettings) -> Review:
    """Inside a change: what :func:`update_review` says."""
    unknown = sorted(fields.keys() - set(REVIEW_FIELDS))
    if unknown:
        raise Refused(f"{unknown[0]} cannot be changed here.", safe=UNCHANGED)
    changed = replace(review, **fields)
    check_choice(changed.spoke_privately, SPOKE_PRIVATELY, "speaking in private")
    check_choice(changed.plan_grade, GRADES, "the care plan’s grade")
    check_choice(changed.late_reason, {**LATE_REASONS, **late_reasons(settings)}, "why it is late")
    check_choice(changed.child_there, CHILD_THERE, "being there")
    check_choice(changed.child_views, CHILD_VIEWS, "what the child thinks")
    check_choice(changed.child_heard, CHILD_HEARD, "hearing what was decided")
    if changed.method:
        check_method(changed.method)
    changed = replace(changed, booked_time=check_time(changed.booked_time))
    for name, what in (("spoke_privately_on", "you spoke in private"), ("asked_on", "the child was asked")):
        told_on = getattr(changed, name)
        if told_on is not None and told_on > today:
            raise Refused(f"The day {what} lies after today.", safe=UNCHANGED, do="Check the date.")
    file = change.child_file(review.child)
    if changed.held_on != review.held_on:
        if changed.held_on is None or review.held_on is None:
            raise Refused("The day it was held is given when the review is opened.", safe=UNCHANGED)
        if change.where(ReviewPart, review=review.id):
            raise Refused("This review was held in parts: its day is that of the last.", safe=UNCHANGED)
        check_held(file, changed, changed.held_on, today)
        if review.state == "completed":
            due_on = last_day_before(file, changed, settings)
            changed = replace(changed, completed_on=changed.held_on, due_on=due_on)
    day = changed.held_on or changed.booked_for or today
    if (changed.child_there, changed.child_views) != (review.child_there, review.child_views):
        changed = _coded(changed, file.child.date_of_birth, day, settings)
    elif changed.participation != review.participation:  # Another code than the answers gave: they stand no more.
        changed = replace(changed, child_there="", child_views="")
    if changed.participation:
        refusal = participation_allowed(changed.participation, file.child.date_of_birth, day)
        if refusal:
            raise Refused(refusal, safe=UNCHANGED, do="Choose another code, or check the date of birth.")
    change.save(changed)
    return changed


def _coded(review: Review, born: date | None, day: date, settings: CouncilSettings) -> Review:
    """The code that the two plain answers give; a second answer that no longer fits the first is taken back."""
    if review.child_views not in views_offered(review.child_there):
        review = replace(review, child_views="")
    code, _ = participation_code(review.child_there, review.child_views, born, day, settings)
    return replace(review, participation=code or ("" if review.child_there else review.participation))


def book_next(
    ws: Workspace,
    review_id: str,
    day: date,
    *,
    time: str = "",
    place: str = "",
    method: str = "",
    midway_on: date | None = None,
) -> Future[str]:
    """Before we stop: books the next review of this kind (or moves that booking) and keeps its day with this one.

    The midway check is half way to it unless another day is given. Gives the id of the next review. Raises
    ``Refused`` as ``booking.book`` does.
    """
    details = {"booked_time": check_time(time), "place": place, "method": method}
    if method:
        check_method(method)
    return on_review(
        ws, "Booked the next review", review_id, settle_next, day, details, midway_on, ws.today, ws.settings()
    )


def settle_next(
    change: Any,
    review: Review,
    day: date,
    details: dict[str, str],
    midway_on: date | None,
    today: date,
    settings: CouncilSettings,
) -> str:
    """Inside a change: what :func:`book_next` says."""
    if review.state == "booked":
        raise Refused("The next review is booked once this one is open.", safe=UNCHANGED)
    others = change.child_file(review.child).reviews
    booked = next((o for o in others if o.state == "booked" and o.kind == review.kind), None)
    given = {name: words for name, words in details.items() if words}
    if booked is None:
        next_id = make_booking(change, review.child, day, review.kind, given, today)
    else:
        next_id = rebook(change, booked.id, day, given, today)
    if midway_on is None and review.next_booked_for == day:
        midway_on = review.midway_on
    change.save(replace(review, next_booked_for=day, midway_on=midway_on or half_way(review, day, settings)))
    return next_id


def half_way(review: Review, next_day: date, settings: CouncilSettings) -> date | None:
    """The working day half way from the day a review was held to the next one; ``None`` while it was not held."""
    if review.held_on is None or next_day < review.held_on:
        return None
    days = {"previous_review": review.held_on.isoformat(), "next_due": next_day.isoformat()}
    return legal_date("review.midpoint", days, settings).last_working_day


# ---------------------------------------------------------------- notes under the headings


def write_note(ws: Workspace, review_id: str, heading: str, text: str, covered: Sequence[str] = ()) -> Future[str]:
    """Keep what was said under one heading of the agenda, and which of its points were covered; gives the note's id.

    Raises ``Refused`` for a heading or point that the agenda does not have.
    """
    return on_review(ws, "Wrote under a heading", review_id, _note_written, heading, text, tuple(covered))


def _note_written(change: Any, review: Review, heading: str, text: str, covered: tuple[str, ...]) -> str:
    note = keep_note(change, review, heading, text, covered)
    # What was kept of the field while it was typed is this text or an older one: left behind by a killed process it
    # would come back over what is written here. Newer typing waits behind this change and is kept anew.
    change.drop_draft(f"note:{review.id}:{heading}")
    return note


def keep_note(change: Any, review: Review, heading: str, text: str, covered: tuple[str, ...]) -> str:
    """Inside a change: what :func:`write_note` says. A heading with no text and no point covered keeps no row."""
    known = headings()
    if heading not in known:
        raise Refused("The agenda has no such heading.", safe=UNCHANGED)
    if set(covered) - set(known[heading]):
        raise Refused("That heading has no such point.", safe=UNCHANGED)
    notes = change.where(ReviewNote, review=review.id, heading=heading)
    note = notes[0] if notes else ReviewNote(change.new_id(), review.child, review.id, heading)
    if not text.strip() and not covered:
        if notes:
            change.delete(note)
        return ""
    in_order = " ".join(point for point in known[heading] if point in covered)
    change.save(replace(note, text=text, covered=in_order))
    return str(note.id)


# ---------------------------------------------------------------- who was there


def set_attendance(
    ws: Workspace,
    review_id: str,
    attendance_id: str | None,
    *,
    name: str,
    role: str = "",
    how: str = "",
    words: str = "",
) -> Future[str]:
    """Add a person (``attendance_id`` None) or change how a person took part; gives the id.

    ``how`` is a key of ``casework.ATTENDED`` or empty (not said yet). Raises ``Refused`` without a name, for
    a ``how`` that is none, and for "not invited this time" without its reason.
    """
    what = (attendance_id, name, role, how, words)
    return on_review(ws, "Wrote who was there", review_id, keep_attendance, *what)


def keep_attendance(
    change: Any, review: Review, attendance_id: str | None, name: str, role: str, how: str, words: str
) -> str:
    """Inside a change: what :func:`set_attendance` says."""
    if not name.strip():
        raise Refused("A name is needed.", safe=UNCHANGED)
    check_choice(how, ATTENDED, "how someone took part")
    if how == "not-invited" and not words.strip():
        raise Refused("“Not invited this time” keeps its reason.", safe=UNCHANGED, do="Say because of what.")
    if attendance_id:
        row = part_of(change, Attendance, attendance_id, review)
    else:
        others = change.where(Attendance, review=review.id)
        last = max((other.order for other in others), default=0)
        row = Attendance(change.new_id(), review.child, review.id, name, order=last + 1)
    if not row.who:
        around = {role.person for role in change.where(Role, child=review.child)}
        row = replace(row, who=next((p.id for p in change.where(Person, name=name.strip()) if p.id in around), ""))
    row = replace(row, name=name.strip(), role=role.strip(), how=how, words=words.strip())
    change.save(row)
    share_with_others(change, review, row)
    return str(row.id)


def remove_attendance(ws: Workspace, review_id: str, attendance_id: str) -> Future[None]:
    """Take a person off the list of who was there. Raises ``Refused`` while something told is closed to them."""
    return on_review(ws, "Took a person off a review's list", review_id, drop_attendance, attendance_id)


def drop_attendance(change: Any, review: Review, attendance_id: str) -> None:
    """Inside a change: what :func:`remove_attendance` says."""
    if any(attendance_id in told.not_for.split() for told in change.where(ToldMe, review=review.id)):
        raise Refused(
            "Something that the child told you is closed to them.",
            safe=UNCHANGED,
            do="Leave them on the list, or open it to them first.",
        )
    take_out(change, review, Attendance, attendance_id)


# ---------------------------------------------------------------- what the child told me


def add_told(
    ws: Workspace,
    review_id: str,
    words: str,
    *,
    seen: bool = False,
    said_on: date | None = None,
    said_where: str = "",
    who_may_hear: str = "only me",
    not_for: str = "",
) -> Future[str]:
    """Keep one thing that the child told me, in the child's words, or what I saw; gives its id.

    A new entry is "only me": it reaches no paper until that is changed to "in my record".
    """
    given = {"words": words, "seen": seen, "said_on": said_on, "said_where": said_where}
    given |= {"who_may_hear": who_may_hear, "not_for": not_for}
    return on_review(ws, "Kept what a child said", review_id, keep_told, None, given, ws.today)


def update_told(ws: Workspace, review_id: str, told_id: str, **fields: Any) -> Future[str]:
    """Change an entry: ``TOLD_FIELDS``, ``who_may_hear`` being one of ``casework.WHO_MAY_HEAR``.

    ``not_for`` names people around the child or rows of this review's attendance. "I have to tell": ``passed_to`` says
    whom I told, ``passed_on`` when, ``child_knows`` that the child knows.
    """
    return on_review(ws, "Changed what a child said", review_id, keep_told, told_id, fields, ws.today)


def keep_told(change: Any, review: Review, told_id: str | None, fields: dict[str, Any], today: date) -> str:
    """Inside a change: what :func:`add_told` and :func:`update_told` say."""
    unknown = sorted(fields.keys() - set(TOLD_FIELDS))
    if unknown:
        raise Refused(f"{unknown[0]} cannot be changed here.", safe=UNCHANGED)
    if told_id:
        told = part_of(change, ToldMe, told_id, review)
    else:
        last = max((other.order for other in change.where(ToldMe, review=review.id)), default=0)
        told = ToldMe(change.new_id(), review.child, review.id, order=last + 1)
    told = replace(told, **fields)
    if not told.words.strip():
        raise Refused("There are no words to keep.", safe=UNCHANGED)
    check_choice(told.who_may_hear, WHO_MAY_HEAR, "who may hear it")
    for day in (told.said_on, told.passed_on):
        if day is not None and day > today:
            raise Refused("The day it was said lies after today.", safe=UNCHANGED, do="Check the date.")
    change.save(replace(told, not_for=" ".join(_known_there(change, review, told.not_for.split()))))
    return str(told.id)


def _known_there(change: Any, review: Review, ids: Sequence[str]) -> list[str]:
    """Ids as they are kept, each once: of somebody around the child that person's own, who is known in any paper."""
    rows = {row.id: row for row in change.where(Attendance, review=review.id)}
    known = {role.person for role in change.where(Role, child=review.child)}
    unknown = [each for each in ids if each not in rows and each not in known]
    if unknown:
        raise Refused("It is closed to somebody who is not known here.", safe=UNCHANGED)
    return list(dict.fromkeys((rows[each].who or each) if each in rows else each for each in ids))


def remove_told(ws: Workspace, review_id: str, told_id: str) -> Future[None]:
    """Take back one entry."""
    return on_review(ws, "Took back what a child said", review_id, take_out, ToldMe, told_id)
