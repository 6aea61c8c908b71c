"""The journal as people read it: the audit trail, and who looked at what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from iro_desk.casework import Child, Correction, CouncilNumber
from iro_desk.desk import Change
from iro_desk.practice.change_words import REMOVED
from iro_desk.practice.hidden import refuse_hidden
from iro_desk.practice.history import LONDON, history_row
from iro_desk.practice.safe_csv import csv_of
from iro_desk.practice.sharing import write_whole
from iro_desk.practice.views import HistoryRow
from iro_desk.practice.workspace import Workspace

KINDS = {
    "edit": "Written",
    "import": "Brought in",
    "sign": "Finalised",
    "correct": "Corrected",
    "opened": "Opened",
    "printed": "Printed",
    "exported": "Saved outside",
    "found": "Place found",
    "key": "Keys",
    "migration": "New version",
    "restore": "From a backup",
    "removal": "Working copy deleted",
}
LOOKED_AT = ("opened", "printed", "exported")
"""The kinds of the access log."""
PAGE = 200


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """What of the journal is asked for; what is left empty asks for all."""

    child: str = ""
    kinds: tuple[str, ...] = ()
    """Keys of ``KINDS``."""
    since: date | None = None
    until: date | None = None
    """Both days count, in London time."""
    words: str = ""


def answers(row: HistoryRow, asked: AuditFilter) -> bool:
    """Whether a line that is shown already answers a filter, as the journal itself would say."""
    return (
        (not asked.kinds or row.kind in asked.kinds)
        and (asked.since is None or row.day >= asked.since)
        and (asked.until is None or row.day <= asked.until)
        and asked.words.casefold() in row.words.casefold()
    )


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One change of the journal in a list."""

    change: HistoryRow
    kind_label: str
    child_label: str
    """Name or number of the child whose change it is; empty for none, and when they are not on the desk any more."""
    seal: str
    reason: str = ""
    """Of a correction, why it was made."""


@dataclass(frozen=True, slots=True)
class AuditView:
    """A page of the audit trail, newest first."""

    rows: tuple[AuditRow, ...]
    more: bool
    """Whether older ones answer the filter too."""
    kinds: tuple[tuple[str, str], ...] = tuple(KINDS.items())


def audit_trail(ws: Workspace, asked: AuditFilter | None = None, *, skip: int = 0, most: int = PAGE) -> AuditView:
    """The changes of the journal that answer the filter, newest first by their numbers."""
    changes = _changes(ws, asked or AuditFilter(), skip, most + 1)
    return AuditView(_rows(ws, changes[:most]), len(changes) > most)


def child_history(ws: Workspace, child_id: str, asked: AuditFilter | None = None) -> AuditView:
    """The whole history of one child, with who opened, printed or saved what."""
    changes = _changes(ws, replace(asked or AuditFilter(), child=child_id), 0, -1)
    return AuditView(_rows(ws, changes), False)


def access_log(ws: Workspace, child_id: str = "") -> AuditView:
    """Who opened, printed or saved what: of one child, or of the whole desk."""
    return AuditView(_rows(ws, _changes(ws, AuditFilter(child_id, LOOKED_AT), 0, -1)), False)


def audit_csv(ws: Workspace, asked: AuditFilter | None = None) -> bytes:
    """All that answers the filter as CSV, oldest first, formula-safe."""
    rows = _rows(ws, _changes(ws, asked or AuditFilter(), 0, -1))
    head = ("Number", "When", "Who", "What kind", "What was done", "Child", "Takes back", "Seal", "Why")
    return csv_of(
        head,
        (
            (
                row.change.n,
                row.change.moment,
                row.change.author,
                row.kind_label,
                row.change.words,
                row.child_label,
                row.change.undoes,
                row.seal,
                row.reason,
            )
            for row in reversed(rows)
        ),
    )


def save_audit(ws: Workspace, path: Path, asked: AuditFilter | None = None) -> Path:
    """Write that CSV to a file, and keep in the journal that it was saved outside. Raises ``UserFacingError``, also
    while names are hidden."""
    refuse_hidden(ws.desk)
    write_whole(path, audit_csv(ws, asked))
    ws.note("Saved the history as a file", "exported", (asked.child if asked else "") or None)
    return path


def child_opened(ws: Workspace, child_id: str) -> None:
    """Keep in the journal that a child's page was opened: once a day for as long as the desk stays open."""
    seen = (child_id, ws.today)
    if seen not in ws.opened_children:
        ws.opened_children.add(seen)
        ws.note("Opened the child's page", "opened", child_id)


def printed(ws: Workspace, child_id: str | None, words: str = "Printed a paper") -> None:
    """Keep in the journal that something was printed. The words hold no name."""
    ws.note(words, "printed", child_id)


def exported(ws: Workspace, child_id: str | None, words: str = "Saved a file outside the desk") -> None:
    """Keep in the journal that something was saved outside the desk. The words hold no name."""
    ws.note(words, "exported", child_id)


def _changes(ws: Workspace, asked: AuditFilter, skip: int, most: int) -> list[Change]:
    return ws.desk.history(
        asked.child or None,
        kinds=asked.kinds,
        since=_start_of(asked.since),
        before=_start_of(asked.until + timedelta(days=1) if asked.until else None),
        words=asked.words,
        most=most,
        skip=skip,
    )


def _start_of(day: date | None) -> str:
    if day is None:
        return ""
    begins = datetime.combine(day, time(0), tzinfo=LONDON).astimezone(UTC)
    return begins.isoformat(timespec="milliseconds")


def _rows(ws: Workspace, changes: list[Change]) -> tuple[AuditRow, ...]:
    labels = {child.id: child.full_name for child in ws.desk.all(Child)}
    for number in ws.desk.all(CouncilNumber):
        labels[number.child] = labels.get(number.child) or number.number
    why = {made.change: made.reason for made in ws.desk.all(Correction)}
    return tuple(
        AuditRow(
            _worded(change),
            KINDS.get(change.kind, change.kind),
            labels.get(change.child, ""),
            change.seal,
            why.get(change.n, ""),
        )
        for change in changes
    )


def _worded(change: Change) -> HistoryRow:
    row = history_row(change)
    return row if row.words else replace(row, words=REMOVED)
