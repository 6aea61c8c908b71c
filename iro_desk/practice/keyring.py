"""Who can open the desk: the passphrase, the recovery sheets, the service key; and a new key for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from iro_desk.casework import Refused
from iro_desk.desk import Now
from iro_desk.desk import rekey as rekey_desk
from iro_desk.practice.folders import data_folder
from iro_desk.practice.history import LONDON
from iro_desk.practice.keeping import keep_backup
from iro_desk.practice.opening import OPENED_WITH, close_desk, open_desk
from iro_desk.practice.words import long_day
from iro_desk.practice.workspace import Workspace

SLOTS = {
    "passphrase": "Your passphrase",
    "recovery": "Your recovery sheet",
    "manager": "The recovery sheet in the service manager's safe",
    "service": "The service key",
}
_TOLD = ("manager", "service")
_TOLD_UP_TO = "key_uses_told"
_NOT_ON_PAPER = "sheets_not_on_paper"


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One thing that can open the desk."""

    kind: str
    """A key of ``SLOTS``."""
    label: str
    there: bool


@dataclass(frozen=True, slots=True)
class KeysView:
    """What can open the desk, and what opened it this time."""

    rows: tuple[KeyRow, ...]
    opened_by: str
    choose_passphrase: bool
    """True when a recovery sheet opened it: a new passphrase is asked for now."""
    words: str
    """Why a passphrase is asked for; empty when none is."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A code, shown this once, to be printed."""

    kind: str
    code: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class KeyUse:
    """A use of the service key, or of the sheet in the service manager's safe."""

    n: int
    moment: str
    words: str


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """A desk under its new key: its new sheets, each shown this once, and what this means for older backups."""

    sheets: tuple[Sheet, ...]
    backup: Path
    words: str


def keys_view(ws: Workspace) -> KeysView:
    """What can open the desk, and whether a new passphrase must be chosen now (a recovery sheet opened it)."""
    there = ws.desk.key_slots()
    rows = tuple(KeyRow(kind, label, kind in there) for kind, label in SLOTS.items())
    choose = ws.desk.opened_by in ("recovery", "manager")
    words = "A recovery sheet opened this desk. Choose a new passphrase now; the sheet stays." if choose else ""
    return KeysView(rows, ws.desk.opened_by, choose, words)


def new_sheet(ws: Workspace, kind: str, *, waits: bool = False) -> Sheet:
    """A new code for your recovery sheet (``recovery``), the service manager's (``manager``) or the service key.

    The code of that kind before it no longer opens the desk; backups made before still open with it. It ``waits``
    until :func:`on_paper` is told. Raises ``Refused`` for another kind.
    """
    if kind not in SLOTS or kind == "passphrase":
        raise Refused("There is no such sheet.", safe="Nothing was changed.")
    there = kind in ws.desk.key_slots()
    code = ws.desk.new_code(kind)
    ws.note(f"Made {'a new code' if there else 'a code'} for: {SLOTS[kind]}", "key")
    if waits:
        _keep_waiting(ws, {kind} | set(not_on_paper(ws)))
    return _sheet(kind, code)


def not_on_paper(ws: Workspace) -> tuple[str, ...]:
    """The kinds of sheets whose newest code was made and never said to be on paper: a lock or a crash came between."""
    waiting = ws.settings().text(_NOT_ON_PAPER).split()
    return tuple(kind for kind in SLOTS if kind in waiting and kind in ws.desk.key_slots())


def on_paper(ws: Workspace, kind: str) -> None:
    """The code of that kind is on paper."""
    if kind in not_on_paper(ws):
        _keep_waiting(ws, set(not_on_paper(ws)) - {kind})


def _keep_waiting(ws: Workspace, kinds: set[str]) -> None:
    # Not through the workspace: it holds no name, and is kept while names are hidden too.
    words = "Noted which sheets are not on paper yet"
    ws.office.do(_waiting, " ".join(sorted(kinds)), words=words, child=None, kind="key").result()


def _waiting(change: Any, kinds: str) -> None:
    change.put_setting(_NOT_ON_PAPER, kinds)


def take_away(ws: Workspace, kind: str) -> str:
    """Take the service key or the service manager's sheet away; a sentence on what that means.

    Raises ``Refused`` for the passphrase and your own recovery sheet: without it a forgotten passphrase is the end.
    """
    if kind not in _TOLD:
        raise Refused("That is never taken away.", safe="Nothing was changed.")
    if kind not in ws.desk.key_slots():
        raise Refused("This desk has none.", safe="Nothing was changed.")
    ws.desk.drop_code(kind)
    ws.note(f"Took away: {SLOTS[kind]}", "key")
    return f"{SLOTS[kind]} no longer opens this desk. Backups made before today still open with it."


def key_uses(ws: Workspace) -> tuple[KeyUse, ...]:
    """Uses of the service key and of the service manager's sheet that the owner has not been told of, oldest first.

    Empty while anything but the passphrase has the desk open: the owner is told, and nobody in their place.
    """
    if ws.desk.opened_by != "passphrase":
        return ()
    told = int(ws.settings().text(_TOLD_UP_TO) or 0)
    words = {OPENED_WITH[kind] for kind in _TOLD}
    uses = [use for use in ws.desk.history(kinds=("key",)) if use.words in words and use.n > told]
    return tuple(KeyUse(use.n, _moment(use.made_at), f"{use.words}: {_moment(use.made_at)}.") for use in reversed(uses))


def key_uses_told(ws: Workspace) -> None:
    """The owner has read of them: they are not told again."""
    uses = key_uses(ws)
    if uses:
        ws.do("Read who had opened the desk", _told, uses[-1].n).result()


def rekey(folder: Path, passphrase: str, *, now: Now, data: Path | None = None, waits: bool = False) -> Rekeyed:
    """Give a closed desk a new key, new sheets and a new backup; every page is encrypted anew.

    Takes as long as a backup. The sheets wait as those of :func:`new_sheet`. Raises ``UserFacingError``
    (wrong passphrase, full disk); the desk is then as it was.
    """
    data = data or data_folder()
    made = rekey_desk(folder, passphrase, data_folder=data, now=now)
    ws = open_desk(folder, passphrase, today=now().date(), now=now, data=data)
    try:
        if waits:
            _keep_waiting(ws, set(made.codes))
        kept = keep_backup(ws)
    finally:
        close_desk(ws)
    words = (
        "The desk has a new key and new codes; the passphrase stays. Backups made before now are under the old key and"
        " still open with the passphrase and the codes that they had then: delete them if somebody else may know those."
    )
    return Rekeyed(tuple(_sheet(kind, code) for kind, code in made.codes.items()), kept.place, words)


def _sheet(kind: str, code: str) -> Sheet:
    words = {
        "recovery": "Keep this sheet in a locked place, away from the laptop. It opens the desk when you forget the"
        " passphrase.",
        "manager": "For the service manager's safe. It opens the desk if nobody else can; the owner is told.",
        "service": "The service's own key. It opens the desk while the owner is away; each use is told to the owner.",
    }
    return Sheet(kind, code, SLOTS[kind], words[kind])


def _told(change: Any, n: int) -> None:
    change.put_setting(_TOLD_UP_TO, str(n))


def _moment(made_at: str) -> str:
    here = datetime.fromisoformat(made_at).astimezone(LONDON)
    return f"{long_day(here.date())}, {here:%H:%M}"
