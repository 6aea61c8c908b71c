"""The backups that a desk keeps by itself: what they are called, and which of them stay.

The newest of each of the last 12 days, 10 weeks and 9 months that have one. Days are those of the backups
themselves, so a laptop that was shut for a month still has its 12.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from iro_desk.casework import Refused
from iro_desk.desk.backup import AT_WORK, ENDING, clear_work

DAYS, WEEKS, MONTHS = 12, 10, 9
BACKUPS = "backups"
"""The folder of a desk's own backups, inside the desk's."""
_MOMENT = "%Y-%m-%d %H%M%S.%f"
_ID_LETTERS = 8

_PERIODS: tuple[tuple[int, Callable[[datetime], tuple[int, ...]]], ...] = (
    (DAYS, lambda moment: (moment.year, moment.month, moment.day)),
    (WEEKS, lambda moment: tuple(moment.isocalendar()[:2])),
    (MONTHS, lambda moment: (moment.year, moment.month)),
)


def backup_name(moment: datetime, desk_id: str) -> str:
    """The file name of a backup that a desk keeps: its moment in UTC, and which desk it is of."""
    return f"{moment:{_MOMENT}} {desk_id[:_ID_LETTERS]}{ENDING}"


def kept_backups(folder: Path, desk_id: str) -> dict[Path, datetime]:
    """The backups of one desk in a folder with the moments in their names, newest first."""
    found: dict[Path, datetime] = {}
    ending = f" {desk_id[:_ID_LETTERS]}{ENDING}"
    for path in folder.glob(f"*{ending}"):
        with suppress(ValueError):
            found[path] = datetime.strptime(f"{path.name.removesuffix(ending)} +0000", f"{_MOMENT} %z")
    return dict(sorted(found.items(), key=lambda item: item[1], reverse=True))


def to_keep(moments: Iterable[datetime]) -> set[datetime]:
    """Which backups stay: the newest of each of the last 12 days, 10 weeks and 9 months that have one."""
    newest_first = sorted(moments, reverse=True)
    staying: set[datetime] = set()
    for most, period_of in _PERIODS:
        newest: dict[tuple[int, ...], datetime] = {}
        for moment in newest_first:
            newest.setdefault(period_of(moment), moment)
        staying |= set(list(newest.values())[:most])
    return staying


def thin(folder: Path, desk_id: str, just_made: Path) -> None:
    """Remove a desk's backups that need not stay, and what killed backups left half made. Nothing else is touched.

    The one just made always stays, whatever the clock said when the others were made. What cannot be removed now
    is removed after the next backup.
    """
    kept = kept_backups(folder, desk_id)
    staying = to_keep(kept.values())
    for path, moment in kept.items():
        if moment not in staying and path != just_made:
            with suppress(OSError):
                path.unlink()
    for half_made in folder.glob(f"* {desk_id[:_ID_LETTERS]}{ENDING}{AT_WORK}"):
        with suppress(OSError, Refused):
            clear_work(half_made)
