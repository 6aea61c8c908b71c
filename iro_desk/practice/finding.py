"""Finding words in what is known about the children."""

from __future__ import annotations

from dataclasses import dataclass

from iro_desk.casework import Child
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

    What a child told for the IRO's ears only is never found.
    """
    hits = ws.desk.search_text(words, limit)
    names = {child.id: child.full_name for child in ws.desk.all(Child)} if hits else {}
    return tuple(
        TextFound(hit.kind, KINDS.get(hit.kind, ""), hit.row, hit.child, names.get(hit.child, ""), hit.snippet)
        for hit in hits
    )
