"""The papers between reviews that are finalised: the midway note and a challenge. Written, then kept as they stood.

As with a review, the seal comes from the change that freezes the facts; a second change keeps the bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import replace
from typing import Any

from iro_desk.casework import ChildFile, PaperText, Refused, Review, SignedNote
from iro_desk.documents import KINDS, Paper, paper_of, typeset
from iro_desk.practice.between_reviews import dispute_facts, midway_facts, open_dispute, text_of
from iro_desk.practice.frozen import freeze, thaw
from iro_desk.practice.paper_facts import source_of
from iro_desk.practice.rows import paper_row
from iro_desk.practice.views import PaperRow
from iro_desk.practice.words import plain_day
from iro_desk.practice.workspace import Workspace
from iro_desk.practice.writing import UNCHANGED, then

PARTS: dict[str, tuple[tuple[str, str], ...]] = {
    "midway": (
        ("spoke", "Who I spoke with, a line each"),
        ("found", "What I found"),
        ("doing", "What I shall do"),
    ),
    "dispute": (
        ("wrong", "What is wrong"),
        ("means", "What it means for the child"),
        ("view", "What the child says"),
        ("wanted", "What should happen, a line each"),
    ),
}
"""The headings that are written in each, with their titles."""
_NEEDED = {"found": "Say what you found.", "doing": "Say what you will do, or that nothing more is needed."} | {
    "wrong": "Say what is wrong.",
    "wanted": "Say what should happen.",
}


def subject_of(file: ChildFile, kind: str, about: str) -> str:
    """What a note is kept under: a review's id for a midway note, the open challenge of the child for its form.

    Empty for a child without an open challenge.
    """
    if kind == "midway":
        return about
    found = open_dispute(file)
    return found.id if found else ""


def kept_notes(ws: Workspace, kind: str, about: str, recipient: str = "") -> tuple[SignedNote, ...]:
    """The finalised versions of a note, the first one first; ``about`` as ``making.make`` has it."""
    under = subject_of(_file(ws, kind, about), kind, about)
    found = ws.desk.where(SignedNote, kind=kind, subject=under) if under else []
    return tuple(each for each in found if not recipient or each.recipient == recipient)


def _file(ws: Workspace, kind: str, about: str) -> ChildFile:
    child = ws.desk.get(Review, about).child if kind == "midway" else about
    return ws.desk.child_file(child)


def write_part(ws: Workspace, kind: str, about: str, part: str, text: str) -> Future[None]:
    """Keep what was written under one heading. Raises ``Refused`` for a heading that the paper does not have."""
    if part not in dict(PARTS.get(kind, ())):
        raise Refused("That paper has no such heading.", safe=UNCHANGED)
    file = _file(ws, kind, about)
    under = _subject_there(file, kind, about)
    return ws.do("Wrote in a note between reviews", _write, file.child.id, under, kind, part, text, child=file.child.id)


def _subject_there(file: ChildFile, kind: str, about: str) -> str:
    under = subject_of(file, kind, about)
    if not under:
        raise Refused("There is no open challenge.", safe=UNCHANGED, do="Add one under What changed, then write it.")
    return under


def _write(change: Any, child: str, under: str, kind: str, part: str, text: str) -> None:
    known = change.where(PaperText, subject=under, kind=kind, part=part)
    change.drop_draft(field_of(kind, under, part))
    if text.strip():
        row = known[0] if known else PaperText(change.new_id(), child, under, kind, part)
        change.save(replace(row, text=text))
    elif known:
        change.delete(known[0])


def field_of(kind: str, under: str, part: str) -> str:
    """What a part is called among the texts being written."""
    return f"paper:{kind}:{under}:{part}"


def missing_in(file: ChildFile, kind: str, under: str) -> tuple[str, ...]:
    """What is still needed to finalise it, each a sentence."""
    told = {part for part, _ in PARTS[kind] if text_of(file, kind, under, part)}
    if kind == "midway":
        held = next(each.held_on for each in file.reviews if each.id == under)
        if held and any(each.words and each.by == "iro" and each.happened_on > held for each in file.contacts):
            told.add("found")
    if kind == "dispute" and any(each.id == under and each.words for each in file.milestones):
        told.add("wrong")
    return tuple(_NEEDED[part] for part, _ in PARTS[kind] if part in _NEEDED and part not in told)


def sign_note(ws: Workspace, kind: str, about: str) -> Future[tuple[PaperRow, ...]]:
    """Finalise a midway note or a challenge as it is written now; gives its papers. A later one is the next version.

    The future raises ``Refused`` naming what is missing, and while nothing is other than in the version before.
    """
    if kind not in PARTS:
        raise Refused("That paper is not finalised by itself.", safe=UNCHANGED)
    file = _file(ws, kind, about)
    under = _subject_there(file, kind, about)
    if kind == "midway" and ws.desk.get(Review, about).held_on is None:
        raise Refused("That review has not been held.", safe=UNCHANGED)
    missing = missing_in(file, kind, under)
    if missing:
        raise Refused("It cannot be finalised yet.", safe=UNCHANGED, do=" ".join(missing))
    facts = replace(note_facts(ws, kind, about), finalised_on=ws.today)
    signed = ws.do(
        "Finalised a note between reviews", _sign, file.child.id, under, kind, facts, child=file.child.id, kind="sign"
    )
    return then(signed, lambda: _keep(ws, kind, under, file.child.id))


def with_typed(file: ChildFile, kind: str, about: str, typed: Mapping[str, str] | None) -> ChildFile:
    """A child's file as if the parts being typed were kept already."""
    under = subject_of(file, kind, about) if typed else ""
    if not typed or not under:
        return file
    others = [t for t in file.paper_texts if (t.kind, t.subject) != (kind, under) or t.part not in typed]
    now = [PaperText("", file.child.id, under, kind, part, text) for part, text in typed.items()]
    return replace(file, paper_texts=(*others, *now))


def note_facts(ws: Workspace, kind: str, about: str) -> Any:
    """The facts of a note as the desk holds them now."""
    if kind == "midway":
        return midway_facts(source_of(ws, about))
    return dispute_facts(ws.desk.child_file(about), ws.settings(), ws.today)


def _sign(change: Any, child: str, under: str, kind: str, facts: Any) -> None:
    before = change.where(SignedNote, kind=kind, subject=under)
    version = max((each.version for each in before), default=0) + 1
    frozen = freeze(replace(facts, version=version))
    if before and _same(thaw(before[-1].facts, type(facts)), facts):
        raise Refused(
            f"Nothing is other than in version {version - 1} of {plain_day(before[-1].signed_on)}.", safe=UNCHANGED
        )
    for recipient in KINDS[kind].recipients:
        change.save(
            SignedNote(change.new_id(), child, under, kind, recipient, version, facts.finalised_on, facts=frozen)
        )


def _same(before: Any, now: Any) -> bool:
    """Whether two versions say the same, whenever they were made."""
    days = {"finalised_on": None, "version": 1} | ({"on": now.on} if hasattr(now, "on") else {})
    return bool(replace(before, **days) == replace(now, **days))


def _keep(ws: Workspace, kind: str, under: str, child: str) -> Future[tuple[PaperRow, ...]]:
    return ws.do("Kept the finalised note", _keep_bytes, kind, under, child=child, kind="sign")


def _keep_bytes(change: Any, kind: str, under: str) -> tuple[PaperRow, ...]:
    rows = change.where(SignedNote, kind=kind, subject=under)
    for kept in rows:
        if not kept.pdf:
            made = typeset(set_again(kept))
            change.save(replace(kept, pdf=made.pdf, sha256=made.sha256))
    newest = max(each.version for each in rows)
    return tuple(
        paper_row(each) for each in change.where(SignedNote, kind=kind, subject=under) if each.version == newest
    )


def set_again(kept: SignedNote) -> Paper:
    """A finalised note's blocks, from its frozen facts and its seal."""
    facts: Any = replace(thaw(kept.facts, KINDS[kept.kind].facts), seal=kept.seal)
    return paper_of(kept.kind, facts, kept.recipient)


def with_bytes(ws: Workspace, kept: SignedNote) -> SignedNote:
    """The same with its bytes, which are set now where the program ended before they were kept."""
    if not kept.pdf:
        _keep(ws, kept.kind, kept.subject, kept.child).result()
        kept = ws.desk.get(SignedNote, kept.id)
    return kept
