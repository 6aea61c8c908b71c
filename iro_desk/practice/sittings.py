"""When a review is held: opened, in parts, adjourned and resumed, completed."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from datetime import date
from typing import Any

from iro_desk.casework import (
    LATE_REASONS,
    PRESENT,
    Attendance,
    ChildFile,
    CouncilSettings,
    Refused,
    Review,
    ReviewPart,
    current_period,
    late_reasons,
)
from iro_desk.practice.booking import check_method, clock_of_kind
from iro_desk.practice.occasions import beside
from iro_desk.practice.rows import people_rows
from iro_desk.practice.words import count, long_day
from iro_desk.practice.workspace import Workspace
from iro_desk.practice.writing import UNCHANGED, check_choice, on_review
from iro_desk.statute import Clock, clock_met_by, clocks_of, day_for_lateness, legal_date


def open_review(ws: Workspace, review_id: str, held_on: date) -> Future[str]:
    """The review begins: the booking becomes an open review with the child's people as a list of who may be there.

    Raises ``Refused`` for a day after the desk's day, outside every period of care, or on which a review of
    this kind was held already; and for a review that is not booked.
    """
    return on_review(ws, "Opened a review", review_id, make_open, held_on, ws.today)


def make_open(change: Any, review: Review, held_on: date, today: date) -> str:
    """Inside a change: what :func:`open_review` says."""
    if review.state != "booked":
        raise Refused("This review was opened already.", safe=UNCHANGED)
    file = change.child_file(review.child)
    check_held(file, review, held_on, today)
    change.save(replace(review, state="open", held_on=held_on))
    _invite(change, file, review, held_on)
    return review.id


def enter_held(ws: Workspace, child_id: str, held_on: date, kind: str = "looked after") -> Future[str]:
    """Enter a review that was held without being booked here; gives its id. It is open and may be written.

    Raises ``Refused`` as :func:`open_review` does.
    """
    return ws.do("Entered a review", make_entered, child_id, held_on, kind, ws.today, child=child_id)


def make_entered(change: Any, child_id: str, held_on: date, kind: str, today: date) -> str:
    """Inside a change: what :func:`enter_held` says."""
    file = change.child_file(child_id)
    review = Review(id=change.new_id(), child=child_id, kind=kind, state="open", held_on=held_on)
    check_held(file, review, held_on, today)
    change.save(review)
    _invite(change, file, review, held_on)
    return review.id


def check_held(file: ChildFile, review: Review, held_on: date, today: date) -> None:
    """Raises ``Refused`` for a day on which the review cannot have been held, as :func:`open_review` says."""
    if held_on > today:
        raise Refused("That day lies after today.", safe=UNCHANGED, do="Check the date.")
    if current_period(file.episodes, held_on) is None:
        raise Refused("The child was not looked after on that day.", safe=UNCHANGED, do="Check the date.")
    if any(o.id != review.id and o.kind == review.kind and o.held_on == held_on for o in file.reviews):
        raise Refused("A review held on that day is there already.", safe=UNCHANGED, do="Open that one.")


def _invite(change: Any, file: ChildFile, review: Review, on: date) -> None:
    """The people around the child, and whoever is listed already at the review of a brother or sister beside it."""
    who = {row.name: row.person_id for row in reversed(people_rows(file))}
    for order, (name, role) in enumerate(invited(file, on), start=1):
        row = Attendance(change.new_id(), review.child, review.id, name, role, order=order, who=who.get(name, ""))
        change.save(row)
    beside(change, review)


def invited(file: ChildFile, on: date) -> tuple[tuple[str, str], ...]:
    """Names and roles of those around the child on a day, each person once, in the order of their roles."""
    found: dict[str, str] = {}
    for row in people_rows(file):
        if (row.since is None or row.since <= on) and (row.until is None or row.until >= on):
            found.setdefault(row.name, row.role_label)
    return tuple(found.items())


# ---------------------------------------------------------------- in parts, adjourned, completed


def add_part(
    ws: Workspace,
    review_id: str,
    held_on: date,
    *,
    place: str = "",
    method: str = "",
    words: str = "",
    people: str = "",
) -> Future[str]:
    """Another sitting of a review held in parts; gives its id. Both days are kept, the last is the day it was held.

    ``people`` are those who were at this one, by name; of the first part those who are on the review's own list as
    present.

    Raises ``Refused`` as :func:`open_review` does for the day, and unless the review is open.
    """
    what = (held_on, place.strip(), method.strip(), words.strip(), ws.today, people.strip())
    return on_review(ws, "Added a sitting to a review", review_id, keep_part, *what)


def keep_part(
    change: Any, review: Review, held_on: date, place: str, method: str, words: str, today: date, people: str = ""
) -> str:
    """Inside a change: what :func:`add_part` says."""
    if review.state != "open" or review.held_on is None:
        raise Refused("A sitting is added while the review is open.", safe=UNCHANGED)
    if method:
        check_method(method)
    parts = list(change.where(ReviewPart, review=review.id))
    if any(part.held_on == held_on for part in parts) or (not parts and held_on == review.held_on):
        raise Refused("That sitting is there already.", safe=UNCHANGED)
    check_held(change.child_file(review.child), review, held_on, today)
    if not parts:
        there = ", ".join(row.name for row in change.where(Attendance, review=review.id) if row.how in PRESENT)
        first = ReviewPart(change.new_id(), review.child, review.id, review.held_on, review.place, review.method)
        first = replace(first, people=there)
        change.save(first)
        parts.append(first)
    part = ReviewPart(change.new_id(), review.child, review.id, held_on, place, method, words, people)
    change.save(part)
    days = [known.held_on for known in (*parts, part)]
    change.save(replace(review, first_part_on=min(days), held_on=max(days)))
    return part.id


def adjourn(ws: Workspace, review_id: str, words: str = "") -> Future[None]:
    """Adjourn the meeting for want of information: once, for at most 20 working days (2010 Regulations, reg 36(2)).

    Nothing proposed may be carried out until the review is finished. Raises ``Refused`` for a second
    adjournment, and unless the review is open.
    """
    return on_review(ws, "Adjourned a review", review_id, _adjourn, words.strip(), ws.today)


def _adjourn(change: Any, review: Review, words: str, today: date) -> None:
    if review.adjourned_on is not None:
        raise Refused(
            f"This review was adjourned on {long_day(review.adjourned_on, today)}, and the law allows it once "
            "(2010 Regulations, regulation 36(2)).",
            safe=UNCHANGED,
            do="Finish it; if that cannot be done in time, complete it as late and say why.",
        )
    if review.state != "open" or review.held_on is None:
        raise Refused("Only a review that is open can be adjourned.", safe=UNCHANGED)
    met_on = review.held_on
    if not change.where(ReviewPart, review=review.id):
        change.save(ReviewPart(change.new_id(), review.child, review.id, met_on, review.place, review.method, words))
    # Not held until it is finished: the review's own last day stands meanwhile.
    first = review.first_part_on or met_on
    change.save(replace(review, state="adjourned", adjourned_on=met_on, first_part_on=first, held_on=None))


def resume(ws: Workspace, review_id: str, held_on: date, words: str = "") -> Future[None]:
    """The adjourned meeting is taken up again on that day. Raises ``Refused`` for a day before it was adjourned."""
    return on_review(ws, "Resumed a review", review_id, make_resumed, held_on, words.strip(), ws.today)


def make_resumed(change: Any, review: Review, held_on: date, words: str, today: date) -> None:
    """Inside a change: what :func:`resume` says."""
    if review.state != "adjourned" or review.adjourned_on is None:
        raise Refused("This review is not adjourned.", safe=UNCHANGED)
    if held_on < review.adjourned_on:
        raise Refused("That day lies before the meeting that was adjourned.", safe=UNCHANGED, do="Check the date.")
    check_held(change.child_file(review.child), review, held_on, today)
    change.save(ReviewPart(change.new_id(), review.child, review.id, held_on, review.place, review.method, words))
    change.save(replace(review, state="open", held_on=held_on))


def complete(ws: Workspace, review_id: str, late_reason: str = "", late_words: str = "") -> Future[Review]:
    """The review is completed on the day it was (last) held; its last lawful day is fixed as it stood before.

    A late review without a reason keeps "not known yet". Raises ``Refused`` for a review that is not open, a reason
    that neither the program nor the council offers, or a reason given for a review that was in time.
    """
    what = (late_reason, late_words, ws.settings())
    return on_review(ws, "Completed a review", review_id, make_complete, *what)


def make_complete(change: Any, review: Review, late_reason: str, late_words: str, settings: CouncilSettings) -> Review:
    """Inside a change: what :func:`complete` says."""
    if review.state == "adjourned":
        raise Refused("This review is adjourned.", safe=UNCHANGED, do="Resume it, then complete it.")
    if review.state != "open" or review.held_on is None:
        raise Refused("Only a review that is open can be completed.", safe=UNCHANGED)
    check_choice(late_reason, {**LATE_REASONS, **late_reasons(settings)}, "why it is late")
    due_on = last_day_before(change.child_file(review.child), review, settings)
    done = replace(review, state="completed", completed_on=review.held_on, due_on=due_on)
    in_time = timeliness(done, settings) in ("in time", "adjourned, finished in time")
    if late_reason and in_time:
        raise Refused("This review was held in time: no reason is kept.", safe=UNCHANGED)
    if in_time:
        done = replace(done, late_reason="", late_words="")
    else:
        reason = late_reason or review.late_reason or ("not-known" if due_on is not None else "")
        done = replace(done, late_reason=reason, late_words=late_words.strip() or review.late_words)
    change.save(done)
    return done


def clock_before(file: ChildFile, review: Review, settings: CouncilSettings) -> Clock | None:
    """The clock that this review answered, as it stood before it; ``None`` while it is not held."""
    others = tuple(other for other in file.reviews if other.id != review.id)
    return clock_met_by(replace(file, reviews=(*others, review)), review.id, settings)


def last_day_before(file: ChildFile, review: Review, settings: CouncilSettings) -> date | None:
    """The last lawful day of this review as it stood before it; ``None`` where that cannot be known."""
    clock = clock_before(file, review, settings)
    return clock.legal_limit if clock else None


def next_limit(file: ChildFile, review: Review, settings: CouncilSettings) -> date | None:
    """The last day of the next review of this kind, counted from this one as held; ``None`` while it is not held."""
    if review.held_on is None:
        return None
    held = replace(review, state="completed", completed_on=review.held_on)
    earlier = tuple(
        other
        for other in file.reviews
        if other.id != review.id and other.held_on is not None and other.held_on < review.held_on
    )
    clock = clock_of_kind(clocks_of(replace(file, reviews=(*earlier, held)), review.held_on, settings), review.kind)
    return clock.legal_limit if clock else None


def timeliness(review: Review, settings: CouncilSettings) -> str:
    """ "in time", "3 days late", "adjourned, finished in time", "adjourned, not finished in time: 3 days late".

    Empty while it was not held, "Not known" where its last day is not. Adjourned in time: the meeting opened by the
    last day and the review was finished within the 20 working days (2010 Regulations, reg 36(2)).
    """
    if review.held_on is None:
        return ""
    if review.due_on is None:
        return "Not known"
    days_late = ((day_for_lateness(review, settings) or review.held_on) - review.due_on).days
    if days_late <= 0:
        return "in time"
    if review.adjourned_on is not None and review.adjourned_on <= review.due_on:
        finish_by = adjourned_limit(review.adjourned_on, review.due_on, settings)
        over = (review.held_on - finish_by).days
        if over <= 0:
            return "adjourned, finished in time"
        return f"adjourned, not finished in time: {count(over, 'day')} late"
    return f"{count(days_late, 'day')} late"


def adjourned_limit(adjourned_on: date, due_on: date | None, settings: CouncilSettings) -> date:
    """The last day to finish a review that was adjourned (2010 Regulations, reg 36(2))."""
    given = {"review_meeting_adjourned": adjourned_on.isoformat()}
    if due_on is not None:
        given["review_due"] = due_on.isoformat()
    return legal_date("review.adjourned", given, settings).legal_limit
