"""Reviews of brothers and sisters on one occasion: day, place and people are shared, the rest is each one's own.

What a child said, every note and every decision stay with that child's own review.
"""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from datetime import date
from typing import Any

from iro_desk.casework import Attendance, Child, Person, Refused, Review, Role
from iro_desk.practice.booking import SHARED, make_booking
from iro_desk.practice.review_views import KinRow
from iro_desk.practice.words import short_day
from iro_desk.practice.workspace import Workspace
from iro_desk.practice.writing import UNCHANGED, on_review

FAMILY = ("mother", "father", "parent")
OF_THE_BOOKING = (*SHARED, "agreed_with")


def kin_rows(ws: Workspace, review: Review) -> tuple[KinRow, ...]:
    """The child's brothers and sisters on this caseload: a mother or father of both, or named as one."""
    rows = []
    for child in _kin(ws, review.child):
        theirs = ws.desk.where(Review, child=child.id)
        beside_it = [r for r in theirs if review.occasion and r.occasion == review.occasion and r.state != "cancelled"]
        booked = [r for r in theirs if r.state == "booked" and r.kind == review.kind]
        found = next(iter((*beside_it, *booked)), None)
        words = "No review booked"
        if beside_it:
            words = "Together with this one"
        elif found is not None and found.booked_for is not None:
            words = f"Booked for {short_day(found.booked_for, ws.today)}"
        rows.append(KinRow(child.id, child.known_as or "", found.id if found else "", bool(beside_it), words))
    return tuple(rows)


def _kin(ws: Workspace, child_id: str) -> list[Child]:
    roles = ws.desk.where(Role, child=child_id)
    parents = {role.person for role in roles if role.role in FAMILY}
    named = {person.name for role in roles if role.role == "brother-sister" for person in _person(ws, role.person)}
    shared = {r.child for person in parents for r in ws.desk.where(Role, person=person) if r.role in FAMILY}
    return [
        child
        for child in ws.desk.all(Child)
        if child.id != child_id and child.left_caseload is None and (child.id in shared or child.full_name in named)
    ]


def _person(ws: Workspace, person_id: str) -> list[Person]:
    return list(ws.desk.where(Person, id=person_id))


def hold_together(ws: Workspace, review_id: str, child_id: str) -> Future[str]:
    """Put a brother's or sister's review on this occasion, booking it where none is; gives the id of theirs.

    Raises ``Refused`` unless this review is booked, and for a day that is not one of that child's.
    """
    return on_review(ws, "Put reviews on one occasion", review_id, _together, child_id, ws.today)


def _together(change: Any, review: Review, child_id: str, today: date) -> str:
    if review.state != "booked" or review.booked_for is None:
        raise Refused("Reviews are put together while they are booked.", safe=UNCHANGED)
    occasion = review.occasion or change.new_id()
    common = {name: getattr(review, name) for name in OF_THE_BOOKING} | {"occasion": occasion}
    theirs = [r for r in change.where(Review, child=child_id, state="booked") if r.kind == review.kind]
    if theirs:
        other = theirs[0]
    else:
        details = {name: common[name] for name in ("booked_time", "place", "method", "agreed_with")}
        other = change.get(Review, make_booking(change, child_id, review.booked_for, review.kind, details, today))
    change.save(replace(review, occasion=occasion))
    change.save(replace(other, **common))
    return str(other.id)


def hold_apart(ws: Workspace, review_id: str) -> Future[None]:
    """Take one review off a shared occasion: it keeps its day, and moves no other any more."""
    return on_review(ws, "Took a review off an occasion", review_id, _apart)


def _apart(change: Any, review: Review) -> None:
    change.save(replace(review, occasion=""))


def beside(change: Any, review: Review) -> None:
    """Inside a change: a review that begins takes over who is on the list of the one beside it, and how."""
    for other in _others(change, review):
        for row in change.where(Attendance, review=other.id):
            share_person(change, review, row)


def share_with_others(change: Any, review: Review, row: Attendance) -> None:
    """Inside a change: how a person takes part is the same for every review of the occasion that is being held."""
    for other in _others(change, review):
        share_person(change, other, row)


def _others(change: Any, review: Review) -> list[Review]:
    if not review.occasion:
        return []
    return [r for r in change.where(Review, occasion=review.occasion, state="open") if r.id != review.id]


def share_person(change: Any, review: Review, row: Attendance) -> None:
    """Inside a change: one person of another review's list on this one's. Why somebody is not there stays there."""
    known = list(change.where(Attendance, review=review.id))
    mine = next((each for each in known if each.name == row.name), None)
    how = "" if row.how == "not-invited" else row.how
    if mine is None:
        order = max((each.order for each in known), default=0) + 1
        mine = Attendance(change.new_id(), review.child, review.id, row.name, row.role, order=order)
    change.save(replace(mine, how=how or mine.how))
