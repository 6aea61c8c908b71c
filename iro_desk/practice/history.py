"""What was changed, by whom, when; and taking it back."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import datetime
from zoneinfo import ZoneInfo

from iro_desk.desk import Change
from iro_desk.practice.views import HistoryRow
from iro_desk.practice.words import long_day
from iro_desk.practice.workspace import Workspace

LONDON = ZoneInfo("Europe/London")


def history_view(ws: Workspace, child_id: str | None = None) -> tuple[HistoryRow, ...]:
    """The changes of the journal, newest first; of one child, or of the whole desk."""
    return tuple(history_row(change) for change in ws.desk.history(child_id))


def history_row(change: Change) -> HistoryRow:
    """One change in words, its moment in London time."""
    moment = datetime.fromisoformat(change.made_at).astimezone(LONDON)
    return HistoryRow(
        n=change.n,
        moment=f"{long_day(moment.date())}, {moment:%H:%M}",
        day=moment.date(),
        author=change.author,
        kind=change.kind,
        words=change.words,
        undoes=change.undoes,
        child=change.child,
    )


def undo(ws: Workspace, n: int | None = None) -> Future[Change]:
    """Take back the newest change that can be taken back, or change ``n``. ``Refused`` comes in the future."""
    return ws.office.undo(n)


def redo(ws: Workspace) -> Future[Change]:
    """Bring back what was undone last. Raises ``Refused`` when nothing was."""
    return ws.office.redo()


def undo_words(ws: Workspace) -> str:
    """The words of the change that undo would take back; empty for none."""
    change = ws.desk.next_undo()
    return change.words if change else ""


def redo_words(ws: Workspace) -> str:
    """The words of what redo would bring back; empty for none."""
    change = ws.desk.next_redo()
    return change.words.replace("Took back: ", "", 1) if change else ""
