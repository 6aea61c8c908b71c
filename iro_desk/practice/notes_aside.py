"""Notes kept aside while the desk could not be written, and how they come in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from iro_desk.casework import NotFound, Refused, ReviewNote, UserFacingError
from iro_desk.desk import Draft
from iro_desk.practice.words import count
from iro_desk.practice.workspace import Workspace
from iro_desk.practice.writing import writable

NOTE = "note"
"""The field of a note under a heading is ``note:REVIEW:HEADING``."""


@dataclass(frozen=True, slots=True)
class NotesAsideView:
    """What lies aside and is not in the desk yet."""

    texts: int
    words: str
    """Empty when nothing lies aside."""


def notes_aside(ws: Workspace) -> NotesAsideView:
    """How many texts were kept aside and are not in the desk yet."""
    texts = len(ws.desk.notes_aside.all())
    if not texts:
        locked = [f"{place.name} holds notes under another key." for place in ws.desk.notes_aside.unreadable()]
        return NotesAsideView(0, " ".join(locked))
    words = (
        f"Kept in a file of its own beside the desk: {count(texts, 'text')}. Nothing is lost: what you typed comes in"
    )
    return NotesAsideView(texts, f"{words} as soon as the desk can be changed.")


def when_kept_aside(ws: Workspace, told: Callable[[str], None]) -> None:
    """Have ``told`` called with words each time that a text is kept aside, on the thread that kept it."""

    def kept(refusal: UserFacingError) -> None:
        told(f"{refusal.what} What you type is kept in a file of its own beside the desk.")

    ws.office.kept_aside = kept


def bring_in(ws: Workspace) -> int:
    """Bring what was kept aside into the desk; how many texts came.

    Notes of a review that can still be written become one change, which undo takes back; every other text becomes
    the draft of its field. The files aside go last: a process killed in between brings the same in again.
    """
    brought = 0
    while texts := ws.desk.notes_aside.all():
        taken = ws.do("Brought in notes kept aside", _as_notes, texts).result()
        with ws.desk.writing_drafts() as drafts:
            _as_drafts(drafts, [text for text in texts if text.field not in taken])
        ws.desk.notes_aside.drop(texts)
        brought += len(texts)
    return brought


def _as_notes(change: Any, texts: list[Draft]) -> set[str]:
    taken = set()
    for text in texts:
        kind, _, rest = text.field.partition(":")
        review_id, _, heading = rest.partition(":")
        if kind != NOTE or not heading:
            continue
        try:
            review = writable(change, review_id)
        except (NotFound, Refused):
            continue
        kept = change.where(ReviewNote, review=review.id, heading=heading)
        note = kept[0] if kept else ReviewNote(change.new_id(), review.child, review.id, heading)
        change.save(replace(note, text=text.text))
        change.drop_draft(text.field)
        taken.add(text.field)
    return taken


def _as_drafts(drafts: Any, texts: list[Draft]) -> None:
    known = {draft.field: draft for draft in drafts.all()}
    for text in texts:
        newer = known.get(text.field)
        if newer is None or newer.saved_at < text.saved_at:
            drafts.save(text.field, text.text, text.cursor, text.scroll)
