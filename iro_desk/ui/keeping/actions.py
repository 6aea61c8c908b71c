"""What the panes on the desk itself may ask; every refusal is a ``UserFacingError``, and long work runs beside."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from iro_desk.practice import audit, deletion, exporting, keeping, keyring
from iro_desk.practice.backups import (
    BackupMade,
    BackupsView,
    Drill,
    backups_view,
    drill,
    make_backups,
    restore_in_place,
    set_second_folder,
)
from iro_desk.practice.sharing import write_whole
from iro_desk.practice.strength import strength_of
from iro_desk.practice.words import child_label
from iro_desk.practice.workspace import Workspace
from iro_desk.ui.door import ClosedWork

Beside = Callable[..., Future[Any]]
"""Runs a function beside the window."""


_CERTIFICATES: dict[str, list[deletion.Certificate]] = {}
"""By desk. In memory alone: a certificate is not kept on the desk, and it names nobody."""
_ON_PAPER: set[tuple[str, str]] = set()
"""(desk, kind) of sheets that were said to be on paper while their desk was closed."""


class KeepingActions:
    """The practice's answers for one open desk.

    ``beside`` runs what takes time; ``deleted`` is told, on whatever thread, which fields' texts went with
    the working copy of a child.
    """

    def __init__(
        self, ws: Workspace, beside: Beside, deleted: Callable[[set[str]], None] = lambda fields: None
    ) -> None:
        self.ws, self._beside, self._deleted = ws, beside, deleted

    def backups(self) -> BackupsView:
        """What is kept."""
        return backups_view(self.ws)

    def back_up(self) -> Future[tuple[BackupMade, ...]]:
        """Into both folders, now."""
        return self._beside(make_backups, self.ws)

    def drill(self, file: str) -> Future[Drill]:
        """The restore drill on one kept backup."""
        return self._beside(drill, self.ws, Path(file))

    def set_second_folder(self, folder: str) -> Future[None]:
        """Every backup is kept there too; empty for nowhere."""
        return self._beside(set_second_folder, self.ws, Path(folder) if folder else None)

    def restore(self, file: str, folder: str, words: str) -> Future[keeping.Kept]:
        """A new desk from a backup."""
        return self._beside(keeping.restore, Path(file), Path(folder), words, now=moment)

    def export_desk(self, inside: str) -> Future[exporting.Exported]:
        """The whole desk in open formats, in a new folder inside one."""
        return self._beside(exporting.export_desk, self.ws, exporting.new_folder(self.ws, Path(inside)))

    def keys(self) -> keyring.KeysView:
        """What can open the desk."""
        return keyring.keys_view(self.ws)

    def strength(self, passphrase: str) -> tuple[int, str]:
        """How hard a passphrase is to guess."""
        return strength_of(passphrase)

    def change_passphrase(self, passphrase: str) -> Future[str]:
        """Another passphrase."""
        return self._beside(keeping.change_passphrase, self.ws, passphrase)

    def new_sheet(self, kind: str) -> Future[keyring.Sheet]:
        """A new code, shown this once."""
        return self._beside(keyring.new_sheet, self.ws, kind, waits=True)

    def on_paper(self, kind: str) -> Future[None]:
        """Its code is on paper."""
        return self._beside(keyring.on_paper, self.ws, kind)

    def not_on_paper(self) -> tuple[str, ...]:
        """The kinds of sheets whose code was shown, and is not known to be on paper."""
        told = [kind for kind in keyring.not_on_paper(self.ws) if (self.ws.desk.id, kind) in _ON_PAPER]
        for kind in told:
            _ON_PAPER.discard((self.ws.desk.id, kind))
            self.on_paper(kind)
        return tuple(kind for kind in keyring.not_on_paper(self.ws) if kind not in told)

    def is_practice(self) -> bool:
        """Whether it is the practice caseload, of which nobody knows the passphrase."""
        return self.ws.settings().yes("practice")

    def new_key(self, passphrase: str) -> ClosedWork:
        """A new key for the desk, made while it is closed; its sheets are shown after it."""
        desk, name, today = self.ws.desk.id, self.ws.desk.name, self.ws.today

        def show(window: Any, made: keyring.Rekeyed) -> None:
            from iro_desk.ui.keeping.sheet import SheetDialog

            for sheet in reversed(made.sheets):
                dialog = SheetDialog(window, sheet, name, today)
                dialog.on_paper.connect(lambda kind: _ON_PAPER.add((desk, kind)))
                dialog.open_it()

        return ClosedWork(
            "Giving the desk a new key",
            lambda folder: keyring.rekey(folder, passphrase, now=moment, waits=True),
            lambda made: ("The desk has a new key.", made.words),
            show,
        )

    def go_back(self, file: str, words: str) -> ClosedWork:
        """A backup in the place of the desk, while it is closed."""
        return ClosedWork(
            "Bringing the backup back",
            lambda folder: restore_in_place(folder, Path(file), words, now=moment),
            lambda done: ("The desk is back as it was then.", done.words),
        )

    def take_away(self, kind: str) -> Future[str]:
        """That key opens the desk no longer."""
        return self._beside(keyring.take_away, self.ws, kind)

    def trail(self, asked: audit.AuditFilter, most: int) -> audit.AuditView:
        """The newest lines of the audit trail that answer the filter."""
        return audit.audit_trail(self.ws, asked, most=most)

    def save_trail(self, asked: audit.AuditFilter, file: str) -> Future[Path]:
        """Written out as a table."""
        return self._beside(audit.save_audit, self.ws, Path(file), asked)

    def children(self) -> list[tuple[str, str]]:
        """(id, name or number) of every child on the desk, by name."""
        return sorted(
            ((file.child.id, child_label(file)) for file in self.ws.desk.child_files(mine_only=False)), key=_name
        )

    def leavers(self) -> tuple[deletion.Leaver, ...]:
        """Who left the caseload, and from when their working copy may be deleted."""
        return deletion.leavers(self.ws)

    def delete(self, child: str, uploaded: str) -> Future[deletion.Certificate]:
        """Deletes the working copy of a child."""
        before = self._written()
        made = self._beside(deletion.remove, self.ws, child, uploaded)
        made.add_done_callback(lambda done: self._keep(done, before))
        return made

    def _written(self) -> set[str]:
        return {draft.field for draft in self.ws.desk.drafts()}

    def _keep(self, done: Future[deletion.Certificate], before: set[str]) -> None:
        if done.exception() is None:
            self._deleted(before - self._written())
            _CERTIFICATES.setdefault(self.ws.desk.id, []).append(done.result())

    def certificates(self) -> tuple[deletion.Certificate, ...]:
        """Those that nobody saved or put away yet; a lock that came in between took none of them."""
        return tuple(_CERTIFICATES.get(self.ws.desk.id, ()))

    def put_away(self, made: deletion.Certificate) -> None:
        """It was saved, or is not wanted."""
        if made in self.certificates():
            _CERTIFICATES[self.ws.desk.id].remove(made)

    def save_certificate(self, made: deletion.Certificate, file: str) -> Future[None]:
        """Writes a certificate to a file of plain words; it is not kept on the desk."""
        return self._beside(write_whole, Path(file), certificate_words(made).encode())


def certificate_words(made: deletion.Certificate) -> str:
    """The certificate as plain words."""
    head = f"Working copy deleted from the desk {made.desk}"
    return "\r\n\r\n".join([head, *made.lines, ""])


def _name(child: tuple[str, str]) -> str:
    return child[1].casefold()


def moment() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)
