"""The backups that the program makes by itself: when one is due, what came of it, and what it is good for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from iro_desk.casework import Refused, UserFacingError
from iro_desk.desk import Now, newest_good_backup
from iro_desk.desk import restore_in_place as restore_desk_in_place
from iro_desk.practice.folders import data_folder
from iro_desk.practice.keeping import BackupRow, backup_row, backups, keep_backup
from iro_desk.practice.opening import close_desk
from iro_desk.practice.words import count
from iro_desk.practice.workspace import Workspace

EVERY = timedelta(minutes=30)
"""Of work: a desk at which nobody works makes none."""
WORK = ("edit", "import", "sign", "correct", "migration", "restore", "removal")
SECOND = "second_backup_folder"
Stopwatch = Callable[[], float]
"""Seconds that pass; not a clock that knows the day."""


@dataclass(frozen=True, slots=True)
class BackupMade:
    """One automatic backup, or why it was not made."""

    folder: Path
    made: bool
    words: str


@dataclass(frozen=True, slots=True)
class BackupsView:
    """The backups kept, in the desk's own folder and in the second one."""

    own: tuple[BackupRow, ...]
    second: tuple[BackupRow, ...]
    second_folder: str
    """Empty when none is set."""
    problem: str
    """What a person must be told (no backup, the second folder is not there); empty when all is well."""


@dataclass(frozen=True, slots=True)
class Drill:
    """A restore drill: the backup was unpacked aside and checked whole, or what was wrong with it."""

    file: Path
    whole: bool
    seconds: float
    words: str


@dataclass(frozen=True, slots=True)
class RestoredInPlace:
    """A backup in the desk's place. The desk is closed, and opens with the words it had when the backup was made."""

    folder: Path
    set_aside: Path
    seconds: float
    words: str


def backup_due(ws: Workspace, now: datetime, *, closing: bool = False) -> bool:
    """Whether a backup is to be made: on closing after any work since the last, else after 30 minutes of work."""
    newest = max(ws.desk.kept_backups().values(), default=datetime.min.replace(tzinfo=UTC))
    work = ws.desk.history(kinds=WORK, since=newest.isoformat(timespec="milliseconds"))
    if not work or closing:
        return bool(work)
    return now - datetime.fromisoformat(work[-1].made_at) >= EVERY


def make_backups(ws: Workspace) -> tuple[BackupMade, ...]:
    """Make the automatic backup, in the second folder too when one is set. A failure is an answer and never raised.

    May run on any thread beside other work.
    """
    folders = [None, _second(ws)] if _second(ws) is not None else [None]
    return tuple(_made(ws, folder) for folder in folders)


def close_with_backup(ws: Workspace, now: datetime) -> tuple[BackupMade, ...]:
    """Make the backup that is due on closing, and close the desk whatever comes of it."""
    try:
        return make_backups(ws) if ws.desk.is_checked and backup_due(ws, now, closing=True) else ()
    finally:
        close_desk(ws)


def backups_view(ws: Workspace) -> BackupsView:
    """The backups kept, newest first, and what is wrong with keeping them."""
    second = _second(ws)
    there = second is not None and second.is_dir()
    own, others = backups(ws), backups(ws, second) if there else ()
    problem = ""
    if not own:
        problem = "There is no backup yet."
    elif second is not None and not there:
        problem = "The second folder for backups is not there now."
    elif second is not None and (not others or others[0].file.name < own[0].file.name):
        problem = "The newest backup is not in the second folder."
    return BackupsView(own, others, "" if second is None else str(second), problem)


def set_second_folder(ws: Workspace, folder: Path | None) -> None:
    """Keep backups in a second folder too (``None``: no longer). Raises ``Refused`` when it will not do."""
    if folder is not None and not folder.is_dir():
        raise Refused("That folder is not there.", safe="Nothing was changed.", do="Choose a folder that is there.")
    if folder is not None and folder.resolve().is_relative_to(ws.desk.folder.resolve()):
        raise Refused("That folder is inside the desk's own.", safe="Nothing was changed.", do="Choose another.")
    value = "" if folder is None else str(folder.resolve())
    ws.do("Chose a second folder for backups", _chosen, value).result()


def drill(ws: Workspace, file: Path | None = None, *, stopwatch: Stopwatch = perf_counter) -> Drill:
    """The restore drill: unpack the newest backup (or ``file``) aside, check it whole, and throw it away.

    The desk and the backup stay as they are. Raises ``Refused`` when there is no backup.
    """
    if file is None:
        own = backups(ws)
        if not own:
            raise Refused("There is no backup yet.", safe="Nothing was changed.", do="Make one first.")
        file = own[0].file
    began = stopwatch()
    try:
        ws.desk.check_backup(file)
    except UserFacingError as error:
        return Drill(file, False, stopwatch() - began, str(error))
    seconds = stopwatch() - began
    return Drill(file, True, seconds, f"Unpacked and checked, whole: {file.name}, in {_seconds(seconds)}.")


def newest_good_backup_of(folder: Path, passphrase: str, others: tuple[Path, ...] = ()) -> BackupRow | None:
    """The newest backup that is whole, of a desk that cannot be opened; ``None`` when there is none.

    ``passphrase`` (or recovery code) is the one that the desk had when the backup was made. ``others`` are further
    folders with backups.
    """
    file = newest_good_backup(folder, passphrase, others)
    return None if file is None else backup_row(file, datetime.fromtimestamp(file.stat().st_mtime, UTC))


def restore_in_place(
    folder: Path,
    file: Path,
    passphrase: str,
    *,
    now: Now,
    data: Path | None = None,
    stopwatch: Stopwatch = perf_counter,
) -> RestoredInPlace:
    """Put a backup in the place of a desk, which must be closed (``close_desk``); the old files are set aside.

    Raises ``UserFacingError`` (other words, a backup that is not whole, a full disk); the desk is then as it was.
    """
    began = stopwatch()
    change, kept = restore_desk_in_place(file, folder, passphrase, data_folder=data or data_folder(), now=now)
    seconds = stopwatch() - began
    words = (
        f"Brought back from {file.name}, with {count(change.n - 1, 'change')}, and checked, in {_seconds(seconds)}."
        f" The files that were here before are in the folder {kept.name}."
    )
    return RestoredInPlace(folder, kept, seconds, words)


def _chosen(change: Any, value: str) -> None:
    change.put_setting(SECOND, value)


def _made(ws: Workspace, folder: Path | None) -> BackupMade:
    place = folder or ws.desk.folder / "backups"
    try:
        return BackupMade(place, True, keep_backup(ws, folder).words)
    except UserFacingError as error:
        return BackupMade(place, False, str(error))


def _second(ws: Workspace) -> Path | None:
    """The second folder; one that is not the whole path of a folder would be made wherever the program was started."""
    chosen = ws.settings().text(SECOND)
    return Path(chosen) if chosen and Path(chosen).is_absolute() else None


def _seconds(seconds: float) -> str:
    return f"{seconds:.1f} seconds"
