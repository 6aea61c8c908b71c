"""The journal as people read it: the audit trail, who looked at what, and what one change did."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from iro_desk.casework import Child, Correction, CouncilNumber
from iro_desk.desk import Change, ChangedRow
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
    "key": "Keys",
    "migration": "New version",
    "restore": "From a backup",
    "removal": "Working copy deleted",
}
LOOKED_AT = ("opened", "printed", "exported")
"""The kinds of the access log."""
PAGE = 200
_WITHOUT_WORDS = "Removed with the child's working copy."


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


@dataclass(frozen=True, slots=True)
class FieldChanged:
    """One field of one row, before and after."""

    what: str
    """The kind of row, as the desk calls it."""
    row: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What one change did. Fields are empty when its content was removed with the child."""

    change: HistoryRow
    fields: tuple[FieldChanged, ...]
    removed: bool


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


def change_view(ws: Workspace, n: int) -> ChangeView | None:
    """What change ``n`` did to each field; ``None`` when there is no such change.

    What a child said for the IRO's ears only is not shown.
    """
    changed = ws.desk.change_numbered(n)
    if changed is None:
        return None
    rows = ws.desk.history_rows(n)
    fields = tuple(field for row in rows for field in _fields(row))
    return ChangeView(_worded(changed), fields, any(row.redacted for row in rows))


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
    """Write that CSV to a file, and keep in the journal that it was saved outside. Raises ``UserFacingError``."""
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
    return row if row.words else replace(row, words=_WITHOUT_WORDS)


def _fields(row: ChangedRow) -> list[FieldChanged]:
    before, after = row.before or {}, row.after or {}
    if "only me" in (before.get("who_may_hear"), after.get("who_may_hear")):
        return []
    names = [name for name in {**before, **after} if name not in ("id", "child", "imported")]
    return [
        FieldChanged(row.table, row.row, name, _said(before.get(name)), _said(after.get(name)))
        for name in names
        if before.get(name) != after.get(name) and (_said(before.get(name)) or _said(after.get(name)))
    ]


def _said(value: Any) -> str:
    return "" if value is None else str(value)
