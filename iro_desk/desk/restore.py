"""Making a desk folder from a backup: the desk it was, with one change more that says it was restored."""

from __future__ import annotations

import secrets
import shutil
from contextlib import suppress
from datetime import UTC
from pathlib import Path

from iro_desk.casework import RandomBytes
from iro_desk.desk import seal
from iro_desk.desk.backup import not_whole, put_in_place, unpacked
from iro_desk.desk.desk import Desk
from iro_desk.desk.disk import in_words, sidecars
from iro_desk.desk.errors import DeskDamaged, WrongPassphrase
from iro_desk.desk.held import SET_ASIDE
from iro_desk.desk.journal import Now
from iro_desk.desk.key_swap import MAKING, MEMBERS, take_its_place
from iro_desk.desk.lock import DeskLock
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
    desk_id, change = _restored(Path(file), Path(folder), passphrase_or_recovery, now, random_bytes)
    # The desk is in its place. Where this cannot be written, the next opening says that it knows a later history.
    with suppress(OSError):
        seal.remember(Path(data_folder), desk_id, change.n, change.hash)
    return change


def _restored(file: Path, folder: Path, words: str, now: Now, random_bytes: RandomBytes) -> tuple[str, Change]:
    with unpacked(file, folder) as (desk_folder, seen):
        (desk_folder / BACKUPS).mkdir()
        desk = _opened(desk_folder, words, seen, now, random_bytes)
        with desk:
            findings = desk.check()
            if findings:
                raise not_whole(findings)
            with desk.change("Restored a backup", kind="restore") as change:
                pass
        if change.made is None:
            raise RuntimeError("restoring a backup made no change")
        put_in_place(desk_folder, folder)
    return desk.id, change.made


def restore_in_place(
    file: Path,
    folder: Path,
    passphrase_or_recovery: str,
    *,
    data_folder: Path,
    now: Now,
    random_bytes: RandomBytes = secrets.token_bytes,
) -> tuple[Change, Path]:
    """Put a backup's desk in the place of the closed desk in ``folder``; the change, and where the old files lie now.

    The backup is opened and checked whole inside the folder first, and the old files are copied to a folder of their
    own in it: a process killed at any moment leaves the old desk or the restored one. The backups in the folder stay.
    Raises what :func:`restore` raises; the desk is then as it was.
    """
    file, folder = Path(file), Path(folder)
    lock = DeskLock(folder)
    lock.take()
    try:
        making = folder / MAKING
        shutil.rmtree(making, ignore_errors=True)
        desk_id, change = _restored(file, making, passphrase_or_recovery, now, random_bytes)
        with in_words():
            kept = folder / f"{SET_ASIDE}{now().astimezone(UTC):%Y-%m-%d %H%M%S}"
            kept.mkdir(exist_ok=True)
            for path in (*(folder / name for name in MEMBERS), *sidecars(folder / seal.DATABASE_FILE)):
                if path.exists():
                    shutil.copyfile(path, kept / path.name)
            take_its_place(folder)
        # Not before: a desk that stayed the old one would be taken for an older copy.
        with suppress(OSError):
            seal.remember(Path(data_folder), desk_id, change.n, change.hash)
        return change, kept
    finally:
        lock.release()


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
