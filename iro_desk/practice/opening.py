"""Making a desk, opening it, closing it; and where desks live on this computer."""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

from iro_desk.casework import RandomBytes
from iro_desk.desk import Desk, Office
from iro_desk.practice.folders import data_folder
from iro_desk.practice.workspace import Workspace

Now = Callable[[], datetime]
PRACTICE_DAY = date(2026, 11, 23)
"""The practice caseload is set on this Monday."""
Runner = Literal["thread", "now"]


@dataclass(frozen=True, slots=True)
class MadeDesk:
    """A desk just made: its workspace and the recovery code, which is shown this once."""

    workspace: Workspace
    recovery_code: str


def make_desk(
    folder: Path,
    passphrase: str,
    *,
    today: date,
    now: Now,
    runner: Runner = "now",
    name: str = "",
    random_bytes: RandomBytes = secrets.token_bytes,
    data: Path | None = None,
) -> MadeDesk:
    """Make an empty desk and open it. Raises ``UserFacingError`` when the folder exists or cannot be written."""
    desk, code = Desk.create(
        folder,
        passphrase,
        data_folder=data or data_folder(),
        now=now,
        name=name or folder.stem,
        random_bytes=random_bytes,
    )
    return MadeDesk(Workspace(desk, Office(desk, runner=runner), today), code)


def open_desk(
    folder: Path,
    passphrase: str,
    *,
    today: date,
    now: Now,
    runner: Runner = "now",
    data: Path | None = None,
) -> Workspace:
    """Open a desk with its passphrase or recovery code. A practice desk is read on the day that it remembers.

    Raises ``UserFacingError``, in one clear sentence, when that cannot be done; nothing is changed then.
    """
    desk = Desk.open(folder, passphrase, data_folder=data or data_folder(), now=now)
    remembered = desk.settings().text("desk_day")
    day = date.fromisoformat(remembered) if remembered else today
    return Workspace(desk, Office(desk, runner=runner), day)


def close_desk(ws: Workspace) -> None:
    """Finish what the office still has to do, close the file and seal it."""
    ws.office.close()
    ws.desk.close()


def make_practice_desk(
    folder: Path,
    passphrase: str,
    *,
    children: int,
    seed: int,
    on: date,
    runner: Runner = "now",
    now: Now | None = None,
    data: Path | None = None,
) -> MadeDesk:
    """Make the practice desk: invented children, ids drawn from the seed, moments fixed on its day.

    The same seed and day give the same children, dates and ids. The desk's own id and key are always truly random.
    """
    from iro_desk.practice.demo import fill_practice_desk

    fixed = datetime(on.year, on.month, on.day, 9, 0, tzinfo=UTC)
    made = make_desk(
        folder,
        passphrase,
        today=on,
        now=now or (lambda: fixed),
        runner=runner,
        name=folder.stem,
        random_bytes=random.Random(seed).randbytes,
        data=data,
    )
    fill_practice_desk(made.workspace, children=children, seed=seed, on=on)
    return made
