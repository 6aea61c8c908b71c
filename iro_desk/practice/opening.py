"""Making a desk, opening it, closing it; and where desks live on this computer."""

from __future__ import annotations

import random
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

from iro_desk.casework import RandomBytes, UserFacingError
from iro_desk.desk import Desk, Now, Office
from iro_desk.practice.checking import start_check
from iro_desk.practice.folders import data_folder
from iro_desk.practice.notes_aside import bring_in
from iro_desk.practice.workspace import Workspace

OPENED_WITH = {
    "recovery": "Opened with the recovery sheet",
    "manager": "Opened with the recovery sheet of the service manager",
    "service": "Opened with the service key",
}
"""What the journal says of an opening that was not by the passphrase."""
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

    A desk that was not closed is checked first; with the runner ``thread`` it opens at once instead and is checked
    beside the work (``practice.checking``). Notes kept aside are brought in as soon as the desk can be changed.
    Raises ``UserFacingError``, in one clear sentence, when that cannot be done; nothing is changed then.
    """
    beside = runner == "thread"
    desk = Desk.open(folder, passphrase, data_folder=data or data_folder(), now=now, check_beside=beside)
    remembered = desk.settings().text("desk_day")
    day = date.fromisoformat(remembered) if remembered else today
    ws = Workspace(desk, Office(desk, runner=runner), day)
    if desk.is_checked:
        # A disk that refuses them now is asked again: they stay where they are, and the desk opens all the same.
        with suppress(UserFacingError):
            bring_in(ws)
    else:
        start_check(ws)
    words = OPENED_WITH.get(desk.opened_by)
    if words:
        ws.note(words, "key")
    return ws


def close_desk(ws: Workspace) -> None:
    """Finish what the office still has to do, close the file and seal it. A check that still runs is waited for."""
    if ws.checking is not None:
        ws.checking.finish(ws)
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
