"""Who is in the room now, and so what may stand on the screen: entries that are not for them are hidden there too.

Nobody in the room is me alone. The child does not count: what is hidden is hidden from the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from typing import Any

from iro_desk.casework import PRESENT, ROLES, Attendance, ChildFile, Refused, Review, ToldMe
from iro_desk.practice.workspace import Workspace
from iro_desk.practice.writing import UNCHANGED, on_review, part_of

PROFESSIONALS = frozenset(
    {
        "social-worker",
        "team-manager",
        "supervising-social-worker",
        "key-worker",
        "school",
        "virtual-school",
        "health",
        "advocate",
        "independent-visitor",
        "guardian",
        "personal-adviser",
        "solicitor",
        "interpreter",
    }
)
"""Roles of those who may hear what is for professionals. Carers and whoever is not known are none of them."""
Rooms = tuple[tuple[ChildFile, tuple[Attendance, ...]], ...]
"""Children's files, and who is in the room at their review."""
_ROLE_OF = {words.casefold(): role for role, words in ROLES.items()}


def in_room(file: ChildFile, review: Review) -> tuple[Attendance, ...]:
    """Those in the room now, beside the child and me; nobody while the review is not being held."""
    ids = set(review.in_room.split())
    if review.state != "open" or not ids:
        return ()
    child = {file.child.known_as, file.child.full_name}
    return tuple(
        row
        for row in file.attendance
        if row.review == review.id and row.id in ids and row.role.casefold() != "child" and row.name not in child
    )


def may_be_seen(told: ToldMe, there: Iterable[Attendance], file: ChildFile) -> bool:
    """Whether an entry may stand on a screen that those in the room can see."""
    there = tuple(there)
    if not there:
        return True
    if told.who_may_hear == "only me":
        return False
    closed = closed_to(told, file)
    if any({row.id, row.who, row.name} & closed for row in there):
        return False
    return told.who_may_hear != "professionals" or all(is_professional(row, file) for row in there)


def closed_to(told: ToldMe, file: ChildFile) -> set[str]:
    """Ids and names of those to whom an entry is closed. Whoever was typed in twice is known by the name."""
    ids = set(told.not_for.split())
    people = {person.id: person.name for person in file.people} | {row.id: row.name for row in file.attendance}
    return ids | {name for each, name in people.items() if each in ids}


def is_professional(row: Attendance, file: ChildFile) -> bool:
    """Whether somebody on the list is there for their work. By the roles around the child, else by what is written."""
    roles = {role.role for role in file.roles if role.person == row.who} if row.who else set()
    roles = roles or {_ROLE_OF.get(row.role.casefold(), "")}
    return roles <= PROFESSIONALS


def seen_now(ws: Workspace, file: ChildFile, review: Review) -> tuple[ToldMe, ...]:
    """What this child told me at a review, as far as it may stand on the screen now."""
    there = watching(ws, file, review)
    said = (told for told in file.told if told.review == review.id)
    return tuple(told for told in said if may_be_seen(told, there, file)) if there is not None else ()


def watching(ws: Workspace, file: ChildFile, review: Review) -> tuple[Attendance, ...] | None:
    """Everybody who can see the screen, in the room of this review or of one on the same occasion.

    ``None`` while somebody is in the room of another child's review: what this child told me is not for them at all.
    """
    there = list(in_room(file, review))
    for other in ws.desk.where(Review, state="open"):
        if other.id == review.id or not other.in_room:
            continue
        rows = in_room(file if other.child == review.child else ws.desk.child_file(other.child), other)
        together = other.child == review.child or (other.occasion and other.occasion == review.occasion)
        if rows and not together:
            return None
        there += rows
    return tuple(there)


def rooms(ws: Workspace) -> Rooms:
    """Every review at which somebody is in the room now: the child's file, and who."""
    open_now = [review for review in ws.desk.where(Review, state="open") if review.in_room]
    files = [(ws.desk.child_file(review.child), review) for review in open_now]
    return tuple((file, there) for file, review in files if (there := in_room(file, review)))


def open_to_rooms(told: ToldMe, found: Rooms) -> bool:
    """Whether an entry may stand on the screen with those in the room; another child's never does."""
    return all(told.child == file.child.id and may_be_seen(told, there, file) for file, there in found)


def set_room(ws: Workspace, review_id: str, rows: Sequence[str]) -> Future[None]:
    """Say who is in the room now: ids of rows of the review's attendance; nobody is me alone.

    Whoever is in the room and was not said to take part does so in person. Raises ``Refused`` unless it is being held.
    """
    return on_review(ws, "Said who is in the room", review_id, _keep_room, tuple(rows))


def _keep_room(change: Any, review: Review, rows: tuple[str, ...]) -> None:
    if review.state != "open":
        raise Refused("The review is not being held.", safe=UNCHANGED)
    for row_id in rows:
        row = part_of(change, Attendance, row_id, review)
        if row.how not in PRESENT:
            change.save(replace(row, how="in-person"))
    change.save(replace(review, in_room=" ".join(dict.fromkeys(rows))))


def names_there(ws: Workspace) -> str:
    """ "Mum and Gwen Bellweather" while they are in a room; empty while I am alone."""
    names = [row.name for _, there in rooms(ws) for row in there]
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def refuse_watched(ws: Workspace) -> None:
    """Raises ``Refused`` while somebody in the room can see the screen: papers are shown once I am alone."""
    there = names_there(ws)
    if there:
        raise Refused(
            f"{there} can see the screen: papers are shown once you are alone.",
            safe="Nothing was made.",
            do="Say in Meet who has left the room (Ctrl+R).",
        )
