"""Making a desk folder from a backup: the desk it was, with one change more that says it was restored."""

from __future__ import annotations

import secrets
from contextlib import suppress
from pathlib import Path

from iro_desk.casework import RandomBytes
from iro_desk.desk import seal
from iro_desk.desk.backup import not_whole, put_in_place, unpacked
from iro_desk.desk.desk import Desk
from iro_desk.desk.errors import DeskDamaged, WrongPassphrase
from iro_desk.desk.journal import Now
from iro_desk.desk.reading import Change
from iro_desk.desk.retention import BACKUPS


def restore(
    file: Path,
    folder: Path,
    passphrase_or_recovery: str,
    *,
    data_folder: Path,
    now: Now,
    random_bytes: RandomBytes = secrets.token_bytes,
) -> Change:
    """Make a desk in ``folder``, which must not exist, from a backup; gives the change of kind ``restore``.

    The backup is unpacked, opened and checked whole in a folder beside, and moved to its place last: there is a
    complete desk or none. This computer then takes that history for the newest. The words are those that the
    desk had when the backup was made. Raises :class:`WrongPassphrase`, :class:`DeskDamaged` (cut short, altered)
    or another ``UserFacingError``; the backup is never touched.
    """
    file, folder = Path(file), Path(folder)
    with unpacked(file, folder) as (desk_folder, seen):
        (desk_folder / BACKUPS).mkdir()
        desk = _opened(desk_folder, passphrase_or_recovery, seen, now, random_bytes)
        with desk:
            findings = desk.check()
            if findings:
                raise not_whole(findings)
            with desk.change("Restored a backup", kind="restore") as change:
                pass
        if change.made is None:
            raise RuntimeError("restoring a backup made no change")
        put_in_place(desk_folder, folder)
    # The desk is in its place. Where this cannot be written, the next opening says that it knows a later history.
    with suppress(OSError):
        seal.remember(Path(data_folder), desk.id, change.made.n, change.made.hash)
    return change.made


def _opened(folder: Path, words: str, seen: Path, now: Now, random_bytes: RandomBytes) -> Desk:
    try:
        return Desk.open(folder, words, data_folder=seen, now=now, random_bytes=random_bytes)
    except WrongPassphrase as error:
        raise WrongPassphrase(
            "That is not the passphrase of this backup, nor its recovery code.",
            safe="No desk was made.",
            do="It is the passphrase that the desk had when the backup was made; capital letters count.",
        ) from error
    except DeskDamaged as error:
        raise not_whole(error.findings) from error
