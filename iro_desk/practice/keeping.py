"""Keeping a desk: backing it up, bringing a desk back from one, another passphrase."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from iro_desk.casework import Refused, UserFacingError
from iro_desk.desk import Now
from iro_desk.desk import restore as restore_desk
from iro_desk.practice.folders import data_folder
from iro_desk.practice.history import LONDON
from iro_desk.practice.strength import strength_of
from iro_desk.practice.words import long_day
from iro_desk.practice.workspace import Workspace

BACKED_UP_TO = "Backed up to "
"""How the journal says where a backup was put that the desk does not keep by itself: it is named when a child goes."""
STRONG_ENOUGH = 3
"""What ``strength_of`` must give a real desk's passphrase."""


@dataclass(frozen=True, slots=True)
class BackupRow:
    """One backup that the desk keeps by itself."""

    file: Path
    moment: str
    """In London time, such as ``Monday 23 November 2026, 09:00``."""
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What was done, in a sentence, and the file or folder that was made."""

    place: Path
    words: str


def back_up(ws: Workspace, file: Path) -> Kept:
    """Back the desk up to one file, which must not exist; it is checked by restoring it aside before it has its name.

    May run beside other work, on any thread. Raises ``UserFacingError``; there is no such file then.
    """
    ws.desk.back_up(file)
    ws.note(f"{BACKED_UP_TO}{file.absolute()}", "exported")
    return Kept(file, f"Backed up and checked: {file.name}. It opens with this desk's passphrase or recovery code.")


def keep_backup(ws: Workspace, folder: Path | None = None) -> Kept:
    """The automatic backup: into the desk's own folder of backups or a second folder, which is then thinned.

    The newest of each of the last 12 days, 10 weeks and 9 months stays. Raises ``UserFacingError``.
    """
    file = ws.desk.keep_backup(folder)
    return Kept(file, f"Backed up and checked: {file.name}.")


def backups(ws: Workspace, folder: Path | None = None) -> tuple[BackupRow, ...]:
    """The backups that the desk keeps by itself, newest first."""
    return tuple(backup_row(file, moment) for file, moment in ws.desk.kept_backups(folder).items())


def backup_row(file: Path, moment: datetime) -> BackupRow:
    """One backup with its moment in words."""
    return BackupRow(file, _in_london(moment), file.stat().st_size)


def newest_good_backup(ws: Workspace, folders: tuple[Path, ...] = ()) -> BackupRow | None:
    """The newest backup of this desk that is whole when it is unpacked and checked; ``None`` when there is none.

    The desk's own folder is looked through, then ``folders``. Takes about a second a backup that is not whole.
    """
    rows = [*backups(ws), *(row for folder in folders for row in backups(ws, folder))]
    for row in sorted(rows, key=lambda row: row.file.name, reverse=True):
        with suppress(UserFacingError):
            ws.desk.check_backup(row.file)
            return row
    return None


def restore(file: Path, folder: Path, passphrase: str, *, now: Now, data: Path | None = None) -> Kept:
    """Make a desk in ``folder``, which must not exist, from a backup, checked whole; the desk is not opened.

    ``passphrase`` (or recovery code) is the one that the desk had when the backup was made. Raises
    ``UserFacingError`` (another passphrase, a file cut short or altered, a full disk); there is no folder then.
    """
    change = restore_desk(file, folder, passphrase, data_folder=data or data_folder(), now=now)
    before = f"{change.n - 1:,} change{'' if change.n == 2 else 's'}"
    return Kept(
        folder,
        f"Brought back from {file.name}, with {before}, and checked. It opens with the passphrase that the desk had"
        " when the backup was made.",
    )


def change_passphrase(ws: Workspace, passphrase: str) -> str:
    """Give the desk another passphrase; the recovery code stays. Gives a sentence on what this means for backups.

    Raises ``Refused`` for a passphrase that is easy to guess, unless the desk is a practice desk.
    """
    score, words = strength_of(passphrase)
    if score < STRONG_ENOUGH and not ws.settings().text("desk_day"):
        raise Refused(f"That passphrase was not taken. {words}", safe="The old passphrase stays.")
    ws.desk.change_passphrase(passphrase)
    ws.note("Changed the passphrase", "key")
    return "The passphrase was changed. Backups made before today still open with the old one."


def _in_london(moment: datetime) -> str:
    here = moment.astimezone(LONDON)
    return f"{long_day(here.date())}, {here:%H:%M}"
