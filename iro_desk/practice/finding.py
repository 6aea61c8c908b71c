"""Finding words in what is known about the children."""

from __future__ import annotations

from dataclasses import dataclass

from iro_desk.casework import Child, ToldMe
from iro_desk.practice.room import open_to_rooms, rooms
from iro_desk.practice.workspace import Workspace

KINDS = {
    "child": "Child",
    "council_number": "Number",
    "episode": "Home",
    "person": "Person",
    "role": "Person",
    "school_place": "School",
    "event": "What changed",
    "contact": "Seen",
    "milestone": "Dates, plans and orders",
    "review": "Review",
    "review_part": "Review",
    "attendance": "Who was there",
    "prepare_step": "Before a review",
    "review_note": "Note",
    "correction": "Correction",
    "paper_text": "A note between reviews",
    "told_me": "What the child told me",
    "decision": "Decision",
}


@dataclass(frozen=True, slots=True)
class TextFound:
    """One place where the words stand."""

    kind: str
    """The kind of row, as the desk calls it: a key of ``KINDS``."""
    label: str
    row: str
    child: str
    child_label: str
    snippet: str


def search_text(ws: Workspace, words: str, limit: int = 20) -> tuple[TextFound, ...]:
    """Where all the words stand, each as a word's beginning, the likeliest first; capitals and accents do not matter.

    What a child told for the IRO's ears only is never found; nor, while somebody is in the room at a review, what is
    not for them.
    """
    hits, in_a_room = ws.desk.search_text(words, limit), rooms(ws)
    if in_a_room:
        hits = [h for h in hits if h.kind != "told_me" or open_to_rooms(ws.desk.get(ToldMe, h.row), in_a_room)]
    names = {child.id: child.full_name for child in ws.desk.all(Child)} if hits else {}
    return tuple(
        TextFound(hit.kind, KINDS.get(hit.kind, ""), hit.row, hit.child, names.get(hit.child, ""), hit.snippet)
        for hit in hits
    )
