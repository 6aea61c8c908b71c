"""One backup file: an uncompressed ZIP with a desk's three files, sealed and checked like a desk that was closed.

It is made in a folder beside its place, read back and checked there, and only then given its name: a file that
ends in ``.irobackup`` is whole. Nothing in it is readable without the passphrase that the desk had on that day.
"""

from __future__ import annotations

import os
import shutil
import struct
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from iro_desk.casework import Refused, UserFacingError
from iro_desk.desk import keys, seal
from iro_desk.desk.cipher import DatabaseError, open_connection
from iro_desk.desk.errors import UNCHANGED, DeskDamaged, NotADesk
from iro_desk.desk.files import push_folder
from iro_desk.desk.verify import database_findings

ENDING = ".irobackup"
MEMBERS = (seal.DATABASE_FILE, keys.KEYS_FILE, seal.HEAD_FILE)
AT_WORK = ".new"
"""The ending of the folder in which a backup is made or restored. A killed process may leave one."""
_DESK, _WHOLE, _SEEN = "desk", "whole", "seen"


def write_backup(folder: Path, key: bytes, desk_id: str, file: Path) -> None:
    """Back up the open desk in ``folder`` to ``file``, which must not exist. Work may go on meanwhile.

    Raises :class:`UserFacingError`; there is no file of that name then, and other backups are as they were.
    """
    refuse_taken(file)
    safe = "The desk is whole, and so is every earlier backup."
    with _disk_in_words("The backup was not made", safe), aside(file) as place:
        copy, whole = place / _DESK, place / _WHOLE
        copy.mkdir()
        n, change_hash = _copied_database(folder, key, copy)
        shutil.copyfile(folder / keys.KEYS_FILE, copy / keys.KEYS_FILE)
        seal.write_head(copy, key, seal.closed_head(copy, desk_id, n, change_hash))
        _pack(copy, whole)
        shutil.rmtree(copy)
        try:
            _unpack_and_check(whole, copy, key, desk_id)
        except DeskDamaged as error:
            raise DeskDamaged(
                f"The backup was not made: read back, it was not whole ({error.findings[0].rstrip('.')}).",
                error.findings,
                safe=safe,
                do="Try another disk; if it says so again, check the desk.",
            ) from error
        put_in_place(whole, file)


@contextmanager
def opened_aside(file: Path) -> Iterator[Path]:
    """A backup's desk as a folder that is thrown away."""
    with _disk_in_words("The backup was not read", "The backup is as it was."), aside(file) as place:
        _unpack(file, place / _DESK)
        yield place / _DESK


@contextmanager
def rewritten(file: Path, key: bytes, desk_id: str) -> Iterator[Path]:
    """A backup's desk as a folder, to be changed; then it is packed, checked, and takes the old one's place.

    Until then the old one stands. Raises :class:`UserFacingError` when it is not whole, or of another key.
    """
    with _disk_in_words("The backup was not written anew", "The backup is as it was."), aside(file) as place:
        copy, whole = place / _DESK, place / _WHOLE
        _unpack_and_check(file, copy, key, desk_id)
        yield copy
        _pack(copy, whole)
        shutil.rmtree(copy)
        _unpack_and_check(whole, copy, key, desk_id)
        os.replace(whole, file)
        push_folder(file.parent)


def check_backup(file: Path, beside: Path, key: bytes, desk_id: str) -> None:
    """Restore a backup in a folder that is thrown away, and check it like a desk: the drill.

    ``beside`` is a place where that folder may be made. Raises :class:`DeskDamaged` with what is wrong, or
    :class:`Refused` for a backup of another desk.
    """
    with _disk_in_words("The backup was not checked", "The backup is as it was."), aside(beside) as place:
        _unpack_and_check(file, place / _DESK, key, desk_id)


@contextmanager
def unpacked(file: Path, folder: Path) -> Iterator[tuple[Path, Path]]:
    """A backup's files as a desk folder beside ``folder``, to be opened there and then moved to its place.

    Gives that desk and a folder that stands for the program's own meanwhile; both are gone afterwards unless moved.
    """
    refuse_taken(folder)
    with _disk_in_words("The backup was not restored", "The backup is as it was, and no desk was made."):
        folder.parent.mkdir(parents=True, exist_ok=True)
        with aside(folder) as place:
            _unpack(file, place / _DESK)
            yield place / _DESK, place / _SEEN


def refuse_taken(path: Path) -> None:
    """Raises :class:`Refused` when something has that name: a backup and a restored desk replace nothing."""
    if path.exists():
        raise Refused("There is already something at that place.", safe=UNCHANGED, do="Choose another name.")


def put_in_place(made: Path, place: Path) -> None:
    """Give a finished file or folder its name, for good. Raises ``OSError``; nothing has that name then."""
    os.rename(made, place)
    try:
        push_folder(place.parent)
    except OSError:
        # The name may not outlive a power cut: better none than one that was promised.
        if place.is_dir():
            shutil.rmtree(place, ignore_errors=True)
        else:
            place.unlink(missing_ok=True)
        raise


def not_whole(findings: Sequence[str]) -> DeskDamaged:
    """The refusal of a backup in which something is wrong."""
    return DeskDamaged(
        f"This backup is not whole: {findings[0]}",
        tuple(findings),
        safe="The backup is as it was, and no desk was made or changed.",
        do="Choose another backup.",
    )


@contextmanager
def aside(target: Path) -> Iterator[Path]:
    """A folder beside ``target`` to work in, gone afterwards. What a killed process left of it goes first."""
    place = target.with_name(target.name + AT_WORK)
    if place.exists():
        clear_work(place)
    place.mkdir()
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def clear_work(place: Path) -> None:
    """Remove such a folder. Raises :class:`Refused` when it holds anything that was not put there by a backup."""
    if not place.is_dir() or not {path.name for path in place.iterdir()} <= {_DESK, _WHOLE, _SEEN}:
        raise Refused(f"There is already something called {place.name}.", safe=UNCHANGED, do="Choose another name.")
    shutil.rmtree(place, ignore_errors=True)


def _copied_database(folder: Path, key: bytes, copy: Path) -> tuple[int, bytes]:
    """Copy the database as it stands between two changes; number and hash of the last change in the copy."""
    source = open_connection(folder / seal.DATABASE_FILE, key, read_only=True)
    try:
        target = open_connection(copy / seal.DATABASE_FILE, key)
        try:
            source.conn.backup(target.conn)
            n, change_hash = target.conn.execute("SELECT n, hash FROM change ORDER BY n DESC LIMIT 1").fetchone()
            target.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            target.conn.close()
    finally:
        source.conn.close()
    return n, change_hash


def _pack(copy: Path, whole: Path) -> None:
    with open(whole, "wb") as handle:
        with zipfile.ZipFile(handle, "w", zipfile.ZIP_STORED) as archive:
            for name in MEMBERS:
                # No moment of this computer's clock goes into the file, and no name but these three.
                member = zipfile.ZipInfo(name)
                member.file_size = (copy / name).stat().st_size
                with open(copy / name, "rb") as source, archive.open(member, "w") as target:
                    shutil.copyfileobj(source, target)
        handle.flush()
        os.fsync(handle.fileno())


def _unpack(file: Path, folder: Path) -> None:
    if not file.is_file():
        raise NotADesk("There is no backup at that place.", safe=UNCHANGED, do="Choose a file that a backup made.")
    folder.mkdir()
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            if sorted(member.filename for member in members) != sorted(MEMBERS):
                raise not_whole(["it does not hold the three files of a desk."])
            if any(member.compress_type != zipfile.ZIP_STORED for member in members):
                raise not_whole(["its files are packed otherwise than a backup packs them."])
            for member in members:
                with archive.open(member) as source, open(folder / member.filename, "wb") as target:
                    shutil.copyfileobj(source, target)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, struct.error) as error:
        raise not_whole(["it was cut short or altered, or it is another sort of file."]) from error


def _unpack_and_check(file: Path, folder: Path, key: bytes, desk_id: str) -> None:
    _unpack(file, folder)
    try:
        if keys.desk_of(folder) != desk_id:
            raise Refused("That is a backup of another desk.", safe=UNCHANGED, do="Choose a backup of this desk.")
        seal.look_before_opening(folder, key, desk_id)
    except DeskDamaged as error:
        raise not_whole(error.findings) from error
    database = open_connection(folder / seal.DATABASE_FILE, key, file_read_only=True)
    try:
        findings = database_findings(database)
    finally:
        database.conn.close()
    if findings:
        raise not_whole(findings)


@contextmanager
def _disk_in_words(what: str, safe: str) -> Iterator[None]:
    """Turn what the disk refuses into a sentence; everything else that goes wrong passes."""
    try:
        yield
    except PermissionError as error:
        raise UserFacingError(
            f"{what}: that folder may not be written to.", safe=safe, do="Choose another folder."
        ) from error
    except FileNotFoundError as error:
        raise UserFacingError(f"{what}: that folder is not there.", safe=safe, do="Choose another folder.") from error
    except (OSError, DatabaseError) as error:
        raise UserFacingError(
            f"{what}: the disk is full or does not answer.",
            safe=safe,
            do="Make room, or see that the folder can be reached, and try again.",
        ) from error
