"""Deleting the working copy of a child who left the caseload. The record itself is in the council's system."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from iro_desk.casework import ChildFile, PaperStep, Refused, Review
from iro_desk.desk import Cleared
from iro_desk.practice.backups import SECOND
from iro_desk.practice.keeping import BACKED_UP_TO
from iro_desk.practice.notes_aside import bring_in
from iro_desk.practice.words import child_label, count, long_day
from iro_desk.practice.workspace import Workspace
from iro_desk.statute import add_months

PERIOD = "deletion_months"


@dataclass(frozen=True, slots=True)
class Leaver:
    """A child who left the caseload."""

    child: str
    label: str
    number: str
    left_on: date
    may_go_from: date
    """The council's period after the day they left the caseload, never after the last record."""
    due: bool
    not_uploaded: int
    """Finalised reviews whose papers are not said to be uploaded."""
    words: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """What was deleted where. It names nobody; the council number says whose working copy it was.

    It is not kept on the desk: print or save it, and file it where the council keeps such papers.
    """

    desk: str
    on: date
    numbers: tuple[str, ...]
    uploaded: str
    """How it was known that the papers are in the council's system, as it was said."""
    clean: bool
    """Whether the search found none of the child's words left that are not somebody else's too."""
    lines: tuple[str, ...]


def leavers(ws: Workspace) -> tuple[Leaver, ...]:
    """The children who left the caseload, those longest gone first, with the day from which they may be deleted."""
    months = ws.settings().number(PERIOD)
    gone = [file for file in ws.desk.child_files(mine_only=False) if file.child.left_caseload is not None]
    rows = [_leaver(ws, file, months) for file in gone]
    return tuple(sorted(rows, key=lambda row: (row.left_on, row.label)))


def due_for_deletion(ws: Workspace) -> tuple[Leaver, ...]:
    """Those whose period has passed."""
    return tuple(row for row in leavers(ws) if row.due)


def remove(ws: Workspace, child_id: str, uploaded: str = "") -> Certificate:
    """Delete the working copy of a child from the desk and every backup, and search every page afterwards.

    ``uploaded`` says how it is known that the papers are in the council's system, where the desk does not know it
    itself. Waits until it is done; takes about as long as a backup for each backup. Raises ``Refused`` before the
    council's period has passed since the child left the caseload, or while papers are not known to be uploaded.
    """
    leaver = _may_go(ws, child_id, uploaded)
    file = ws.desk.child_file(child_id)
    bring_in(ws)
    seconds = [Path(folder) for folder in ws.desk.values_of_setting(SECOND) if folder]
    others = [*seconds, *_backed_up_elsewhere(ws), *ws.desk.notes_aside.unreadable()]
    cleared = ws.desk.remove_child(child_id, _telling(file), others)
    made = ws.desk.last_change()
    if made is not None:
        ws.office.announce(replace(made, tables=frozenset(cleared.desk.rows), children=frozenset({child_id})))
    lines = _lines(ws, leaver, cleared, uploaded.strip() or "The desk itself: every finalised review says so.")
    numbers = tuple(number.number for number in file.numbers)
    clean = not (cleared.found or cleared.left or cleared.desk.left)
    return Certificate(ws.desk.name, ws.today, numbers, uploaded.strip(), clean, lines)


def _may_go(ws: Workspace, child_id: str, uploaded: str) -> Leaver:
    ws.desk.child_file(child_id)
    leaver = next((row for row in leavers(ws) if row.child == child_id), None)
    safe = "Nothing was deleted."
    if leaver is None:
        raise Refused("This child has not left the caseload.", safe=safe, do="Say first on which day they left it.")
    if not leaver.due:
        raise Refused(
            f"The council keeps working copies until {long_day(leaver.may_go_from)}.",
            safe=safe,
            do="The period is one of the council's settings.",
        )
    if leaver.not_uploaded and not uploaded.strip():
        raise Refused(
            f"The papers of {count(leaver.not_uploaded, 'review')} are not known to be in the council's system.",
            safe=safe,
            do="Say how you know that they are.",
        )
    return leaver


def _leaver(ws: Workspace, file: ChildFile, months: int) -> Leaver:
    left = file.child.left_caseload
    assert left is not None
    may_go = add_months(left, months)
    signed = {review.id for review in ws.desk.where(Review, child=file.child.id, state="signed")}
    uploaded = {step.review for step in ws.desk.where(PaperStep, child=file.child.id, step="uploaded") if _done(step)}
    owed = len(signed - uploaded)
    due = may_go <= ws.today
    when = f"Left on {long_day(left)}; " + ("may be deleted now" if due else f"kept until {long_day(may_go)}")
    papers = f"; papers of {count(owed, 'review')} not known to be uploaded" if owed else ""
    return Leaver(file.child.id, child_label(file), file.number, left, may_go, due, owed, f"{when}{papers}.")


def _done(step: PaperStep) -> bool:
    return step.done_on is not None or step.not_needed


def _telling(file: ChildFile) -> set[str]:
    """What the pages are searched for afterwards: names, numbers, postcodes."""
    child = file.child
    words = {child.first_name, child.liked_name, child.surname, child.name_in_script}
    words |= {number.number for number in file.numbers}
    for episode in file.episodes:
        for postcode in (episode.postcode, episode.home_postcode):
            words |= {postcode, postcode.replace(" ", "")}
    return {word.strip() for word in words if word.strip()}


def _backed_up_elsewhere(ws: Workspace) -> list[Path]:
    """Backups that were made to a place of the IRO's own choosing, as the journal has them."""
    made = ws.desk.history(kinds=("exported",), words=BACKED_UP_TO)
    return sorted({Path(change.words.removeprefix(BACKED_UP_TO)) for change in made})


def _lines(ws: Workspace, leaver: Leaver, cleared: Cleared, uploaded: str) -> tuple[str, ...]:
    months = ws.settings().number(PERIOD)
    rows = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in sorted(cleared.desk.rows.items()))
    lines = [
        f"Working copy of the child with the number {leaver.number or 'not known'}, who left the caseload on"
        f" {long_day(leaver.left_on)}: deleted on {long_day(ws.today)}, after the council's period of"
        f" {count(months, 'month')}.",
        f"How the papers are known to be in the council's system: {uploaded}",
        f"From the desk: {rows}; {count(cleared.desk.texts, 'text')} being written;"
        f" {count(cleared.desk.journal_rows, 'image')} in the journal.",
    ]
    for words, paths in (
        ("Deleted from this backup, which was checked and sealed again", cleared.cleaned),
        ("Deleted whole, because it could not be cleaned", cleared.deleted),
        ("COULD NOT BE DELETED", cleared.left),
        ("Made elsewhere and not within reach: delete it there", cleared.out_of_reach),
        ("Another desk made from a backup of this one: delete the child there too", cleared.copies),
    ):
        lines += [f"{words}: {path}" for path in paths]
    found = f"{count(len(cleared.found), 'of them is', 'of them are')} still there" if cleared.found else "none is left"
    shared = ""
    if cleared.shared:
        shared = f" {count(len(cleared.shared), 'of them stands', 'of them stand')} in what is held about others too."
    lines.append(
        f"Searched for the child's names, numbers and postcodes in every page of"
        f" {count(len(cleared.searched), 'file')}: {found}.{shared}"
    )
    if cleared.desk.left:
        left = count(cleared.desk.left, "row or text", "rows or texts")
        lines.append(f"STILL THERE, by the child's own identity: {left}.")
    return tuple(lines)
