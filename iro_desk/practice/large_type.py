"""What the child is shown in large type: the day, what was decided and what the child said that is open to the room."""

from __future__ import annotations

from dataclasses import dataclass

from iro_desk.casework import Review
from iro_desk.practice.paper_facts import next_booking
from iro_desk.practice.room import closed_to, may_be_seen, watching
from iro_desk.practice.words import long_day
from iro_desk.practice.workspace import Workspace

SAYABLE = ("say it in the meeting", "in my record")


@dataclass(frozen=True, slots=True)
class LargeBlock:
    """One heading with its lines."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LargeView:
    """The page that is shown to the child."""

    title: str
    blocks: tuple[LargeBlock, ...]


def large_view(ws: Workspace, review_id: str) -> LargeView:
    """The page for one review. What is only mine, or for professionals, is never in it; nor what is closed to
    somebody who is in the room, or on the list of those who take part. Raises ``NotFound``."""
    review = ws.desk.get(Review, review_id)
    file = ws.desk.child_file(review.child)
    name = file.child.known_as or "You"
    there = watching(ws, file, review)
    listed = {key for row in file.attendance if row.review == review.id for key in (row.id, row.who, row.name)} - {""}
    said = [
        f"“{told.words}”"
        for told in file.told
        if told.review == review.id
        and not told.seen
        and told.who_may_hear in SAYABLE
        and there is not None
        and may_be_seen(told, there, file)
        and not (closed_to(told, file) & listed)
    ]
    decided = []
    for decision in (each for each in file.decisions if each.review == review.id):
        by = long_day(decision.by, ws.today) if decision.by else decision.no_date_because
        who = ", ".join(part for part in (decision.owner, f"by {by}" if decision.by else by) if part)
        decided.append(f"{decision.what.rstrip('.')}. {who}".strip())
    following = next_booking(file, review)
    after = []
    if following is not None and following.booked_for is not None:
        at = f" at {following.booked_time}" if following.booked_time else ""
        after = [long_day(following.booked_for, ws.today) + at, *([following.place] if following.place else [])]
    blocks = (
        LargeBlock(f"{name} says", tuple(said)),
        LargeBlock("What will happen", tuple(decided)),
        LargeBlock("When we meet again", tuple(after)),
    )
    title = f"{name}’s review" if file.child.known_as else "Your review"
    return LargeView(title, tuple(block for block in blocks if block.lines))
