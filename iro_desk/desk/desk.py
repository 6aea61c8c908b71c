"""One desk: a folder that is made, opened, read, changed and closed."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Any

from iro_desk.casework import RandomBytes, Refused, UserFacingError, new_id
from iro_desk.desk import backup, keys, retention, schema, seal, undo
from iro_desk.desk.cipher import KEY_BYTES, OperationalError, open_connection
from iro_desk.desk.drafts import Drafts
from iro_desk.desk.errors import UNCHANGED, NotADesk
from iro_desk.desk.journal import Journal, Now, moment_of
from iro_desk.desk.lock import DeskLock, is_closed_to_writing, not_writable
from iro_desk.desk.reading import Change, Reading
from iro_desk.desk.rows import BY_NAME, DeskIdentity
from iro_desk.desk.verify import database_findings
from iro_desk.desk.writing import OpenChange


@dataclass(slots=True)
class _Held:
    """What an open desk holds on to."""

    folder: Path
    data_folder: Path
    desk_id: str
    key: bytearray
    lock: DeskLock
    now: Now
    random_bytes: RandomBytes

    @property
    def database_file(self) -> Path:
        return self.folder / seal.DATABASE_FILE

    def connection(self, *, read_only: bool = False) -> Any:
        return open_connection(self.database_file, bytes(self.key), read_only=read_only)

    def back_up(self, file: Path) -> None:
        backup.write_backup(self.folder, bytes(self.key), self.desk_id, file)

    def keep_backup(self, folder: Path | None = None) -> Path:
        place = self.folder / retention.BACKUPS if folder is None else folder
        with _in_words():
            place.mkdir(exist_ok=True)
        file = place / retention.backup_name(self.now().astimezone(UTC), self.desk_id)
        self.back_up(file)
        retention.thin(place, self.desk_id, file)
        return file


class Desk(Reading):
    """An open desk. It is read on the window's connection, which cannot write, and changed by :meth:`change` alone.

    Made by :meth:`create` or :meth:`open`, never directly. ``opening`` says how it was found. It is its own
    context manager: leaving it closes and seals the desk.
    """

    def __init__(self, held: _Held, writer: Any, journal: Journal, opening: seal.Opening) -> None:
        super().__init__(held.connection(read_only=True), RLock())
        self.opening = opening
        self._held = held
        self._writer = writer
        self._journal = journal
        self._writing = RLock()
        self._backing_up = RLock()
        self._in_change = False
        self._closed = False

    @property
    def folder(self) -> Path:
        """The desk's folder."""
        return self._held.folder

    @property
    def id(self) -> str:
        """The desk's own identity: the same in every copy of it."""
        return self._held.desk_id

    @property
    def name(self) -> str:
        """What the desk is called: as given when it was made, or its folder's name."""
        return self.get(DeskIdentity, self.id).name

    @classmethod
    def create(
        cls,
        folder: Path,
        passphrase: str,
        *,
        data_folder: Path,
        now: Now,
        random_bytes: RandomBytes = secrets.token_bytes,
        name: str = "",
    ) -> tuple[Desk, str]:
        """Make a desk in a folder that does not exist yet; the open desk and its recovery code, shown this once.

        ``data_folder`` is the program's own, outside the desk. ``random_bytes`` gives the rows' ids and
        the salts (a practice desk draws them from its seed); the desk's own id, its key and its recovery code always
        come from the system, so that no two desks are taken for copies of each other. Raises
        :class:`UserFacingError` when the folder exists or cannot be made.
        """
        folder = Path(folder)
        try:
            folder.mkdir(parents=True)
        except FileExistsError:
            raise Refused(
                "There is already something at that place.", safe=UNCHANGED, do="Choose another name."
            ) from None
        except OSError as error:
            raise not_writable() from error
        lock = DeskLock(folder)
        try:
            lock.take()
            recovery_code = keys.new_recovery_code()
            key = secrets.token_bytes(KEY_BYTES)
            desk_id = new_id(secrets.token_bytes)
            held = _Held(folder, Path(data_folder), desk_id, bytearray(key), lock, now, random_bytes)
            keys.write_keys(folder, held.desk_id, key, passphrase, recovery_code)
            (folder / retention.BACKUPS).mkdir()
            identity = DeskIdentity(held.desk_id, name or folder.stem)
            with _in_words():
                desk = cls._ready(held, held.connection(), seal.Opening("as left", "A new desk."), identity)
        except BaseException:
            lock.release()
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return desk, recovery_code

    @classmethod
    def open(
        cls,
        folder: Path,
        passphrase_or_recovery: str,
        *,
        data_folder: Path,
        now: Now,
        random_bytes: RandomBytes = secrets.token_bytes,
    ) -> Desk:
        """Open a desk by its passphrase or its recovery code.

        After a clean close its seal is compared; otherwise pages, structure and the journal against the rows are
        checked first. Raises one of the errors of ``desk.errors``, each one clear sentence; a refused opening
        changes nothing.
        """
        folder = Path(folder)
        if not (folder / seal.DATABASE_FILE).is_file() or not (folder / keys.KEYS_FILE).is_file():
            raise NotADesk(
                "That folder is not a desk of this program.",
                safe=UNCHANGED,
                do="Choose a folder that a desk was made in.",
            )
        if is_closed_to_writing(folder) or is_closed_to_writing(folder / seal.DATABASE_FILE):
            raise not_writable()
        lock = DeskLock(folder)
        lock.take()
        try:
            desk_id, key = keys.read_key(folder, passphrase_or_recovery)
            held = _Held(folder, Path(data_folder), desk_id, bytearray(key), lock, now, random_bytes)
            with _in_words():
                as_left = seal.look_before_opening(folder, key, desk_id)
                writer = held.connection()
                with _closed_on_error(writer):
                    schema.pending(writer.conn)
                    if not as_left:
                        _empty_the_log(writer)
                        seal.refuse_faulty_pages(writer)
                    opening = seal.opening_of(writer.conn, held.data_folder, desk_id, as_left)
                return cls._ready(held, writer, opening, None)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def _ready(cls, held: _Held, writer: Any, opening: seal.Opening, identity: DeskIdentity | None) -> Desk:
        """Migrations, triggers, second connection; ``identity`` is given for a new desk only."""
        with _closed_on_error(writer):
            journal = Journal(writer.conn, held.now, held.random_bytes)
            steps = schema.pending(writer.conn)
            if steps and identity is None:
                held.keep_backup()
            for step in steps:
                _migrate(writer.conn, journal, step, identity)
            journal.watch()
            desk = cls(held, writer, journal, opening)
            with _closed_on_error(desk._database):
                # From here on the head says "open": a desk that changes is never taken for one left closed.
                desk._write_head()
                held.lock.say_who()
        return desk

    @contextmanager
    def change(
        self, words: str, child: str | None = None, kind: str = "edit", *, undoes: int | None = None
    ) -> Iterator[OpenChange]:
        """Make one change: everything inside is kept together, or nothing is.

        ``words`` say what was done and hold no name; ``child`` is whose history it belongs to. After the block
        ``change.made`` is the change as the journal has it, or ``None`` when no row was touched (nothing was
        written then, unless the kind is opened, printed or exported).
        """
        with self._writing:
            if self._in_change:
                raise RuntimeError("a change is already open")
            self._in_change = True
            try:
                with _database_in_words():
                    self._journal.begin()
                    try:
                        n = self._journal.next_number()
                        change = OpenChange(self._writer, self._writing, n, self._held.random_bytes)
                        yield change
                        change.made = self._journal.finish(words, child, kind, undoes, change.redacted)
                    except BaseException:
                        self._journal.abandon()
                        raise
                if change.made is not None:
                    # The change is safe in the database. A head that cannot be written now stays behind, as it may.
                    with suppress(OSError):
                        self._write_head()
            finally:
                self._in_change = False

    def next_undo(self) -> Change | None:
        """The change that :meth:`undo` would take back, or ``None``."""
        with self._guard:
            return undo.next_undo(self._connection)

    def next_redo(self) -> Change | None:
        """The undo that :meth:`redo` would take back, or ``None``."""
        with self._guard:
            return undo.next_redo(self._connection)

    def undo(self, n: int | None = None) -> Change:
        """Take back the newest change that stands, or change ``n``. Raises :class:`Refused`, naming what bars it."""
        with self._writing:
            connection = self._writer.conn
            target = undo.newest_to_take_back(connection) if n is None else undo.undoable(connection, n)
            if target is None:
                raise Refused("There is nothing to take back.", safe=UNCHANGED)
            return self._put_back(target, f"Took back: {target.words}")

    def redo(self) -> Change:
        """Bring back what was taken back last. Raises :class:`Refused` when there is none or other work came after."""
        with self._writing:
            target = undo.next_redo(self._writer.conn)
            if target is None:
                raise Refused("There is nothing to bring back.", safe=UNCHANGED)
            return self._put_back(target, target.words.replace("Took back: ", "Brought back: ", 1))

    def _put_back(self, target: Change, words: str) -> Change:
        with self.change(words, target.child or None, undoes=target.n) as change:
            undo.put_back(self._writer.conn, target.n)
        if change.made is None:
            raise RuntimeError("taking back a change altered nothing")
        return change.made

    @contextmanager
    def writing_drafts(self) -> Iterator[Drafts]:
        """Save or drop texts being written, kept together; not a change of the journal."""
        with self._writing, _database_in_words():
            if self._in_change:
                raise RuntimeError("a change is open")
            self._writer.conn.execute("BEGIN IMMEDIATE")
            try:
                yield Drafts(self._writer.conn, moment_of(self._held.now))
                self._writer.conn.execute("COMMIT")
            except BaseException:
                if self._writer.conn.in_transaction:
                    self._writer.conn.execute("ROLLBACK")
                raise

    def change_passphrase(self, passphrase: str) -> None:
        """Give the desk another passphrase; its key, its recovery code and its rows stay as they are."""
        with _in_words():
            keys.rewrap(self.folder, bytes(self._held.key), passphrase)

    def back_up(self, file: Path) -> None:
        """Back up to a file that does not exist yet, and check it by restoring it aside. Work may go on meanwhile.

        Raises ``UserFacingError``; there is no such file then, and the desk is as it was.
        """
        with self._backing_up:
            self._refuse_if_closed()
            self._held.back_up(Path(file))

    def keep_backup(self, folder: Path | None = None) -> Path:
        """The same to a file named after this moment in the desk's own folder of backups, or another folder.

        Then this desk's backups there are thinned to 12 daily, 10 weekly and 9 monthly ones.
        """
        with self._backing_up:
            self._refuse_if_closed()
            return self._held.keep_backup(folder)

    def kept_backups(self, folder: Path | None = None) -> dict[Path, datetime]:
        """This desk's backups of that sort and their moments, newest first."""
        return retention.kept_backups(folder or self.folder / retention.BACKUPS, self.id)

    def check_backup(self, file: Path) -> None:
        """The restore drill: unpack a backup of this desk aside and check it whole; desk and backup stay as they are.

        Raises ``DeskDamaged`` with what is wrong, or ``Refused`` for a backup of another desk.
        """
        with self._backing_up:
            self._refuse_if_closed()
            backup.check_backup(Path(file), self.folder / retention.BACKUPS / "drill", bytes(self._held.key), self.id)

    def check(self) -> list[str]:
        """Pages, structure, and the journal against the rows: what is wrong, in words; empty when nothing is."""
        with self._guard:
            return database_findings(self._database)

    def close(self) -> None:
        """Empty the log into the file, close, seal, and let go of the lock. Closing twice is closing once."""
        # A backup that is being made reads the file: it is finished first.
        with self._backing_up, self._writing, self._guard:
            if self._closed:
                return
            self._closed = True
            try:
                with _in_words():
                    last = self.last_change()
                    self._connection.close()
                    _empty_the_log(self._writer)
                    self._writer.conn.close()
                    if last is not None:
                        head = seal.closed_head(self.folder, self.id, last.n, last.hash)
                        seal.write_head(self.folder, bytes(self._held.key), head)
                        seal.remember(self._held.data_folder, self.id, last.n, last.hash)
            finally:
                self._held.key[:] = bytes(len(self._held.key))
                self._held.lock.release()

    def __enter__(self) -> Desk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _refuse_if_closed(self) -> None:
        if self._closed:
            raise RuntimeError("the desk is closed")

    def _write_head(self) -> None:
        last = self.last_change()
        if last is not None:
            head = seal.Head(self.id, last.n, last.hash.hex(), "open")
            seal.write_head(self.folder, bytes(self._held.key), head)
            seal.remember(self._held.data_folder, self.id, last.n, last.hash)


def _migrate(connection: Any, journal: Journal, step: schema.Migration, identity: DeskIdentity | None) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        altered = [BY_NAME[name] for name in schema.apply(connection, step)]
        if identity is not None and step.number == 1:
            connection.execute("INSERT INTO desk_identity (id, name) VALUES (?, ?)", (identity.id, identity.name))
        if altered or identity is None:  # a new desk was made with everything at once
            images = journal.images_of(altered)
            journal.append(images, len(images), step.words, None, "migration")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _empty_the_log(database: Any) -> None:
    """Bring everything from the log into the file."""
    database.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def _closed_on_error(database: Any) -> Iterator[None]:
    try:
        yield
    except BaseException:
        database.conn.close()
        raise


@contextmanager
def _database_in_words() -> Iterator[None]:
    """Turn what the disk refuses the database into a sentence; everything else that goes wrong passes."""
    try:
        yield
    except OperationalError as error:
        words = str(error)
        if "readonly" in words or "unable to open" in words:
            raise not_writable() from error
        if "full" in words or "disk I/O" in words:
            raise _disk_refuses() from error
        raise


@contextmanager
def _in_words() -> Iterator[None]:
    """The same for the small files beside the database too."""
    try:
        with _database_in_words():
            yield
    except PermissionError as error:
        raise not_writable() from error
    except OSError as error:
        raise _disk_refuses() from error


def _disk_refuses() -> UserFacingError:
    return UserFacingError(
        "The disk is full or does not answer.",
        safe="What was kept before is whole; this last change was not made.",
        do="Make room, or see that the folder can be reached, and try again.",
    )
