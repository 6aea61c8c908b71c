"""One desk: a folder that is made, opened, read, changed and closed."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, RLock
from types import TracebackType
from typing import Any

from iro_desk.casework import RandomBytes, Refused, UserFacingError, new_id
from iro_desk.desk import keys, place, retention, schema, seal, undo
from iro_desk.desk.checking import (
    CHECKING,
    COULD_NOT,
    STEPS,
    CheckStopped,
    Progress,
    Stopped,
    findings_before_writing,
    findings_of_pages,
)
from iro_desk.desk.cipher import KEY_BYTES, DatabaseError
from iro_desk.desk.disk import closed_on_error, in_words, sidecars
from iro_desk.desk.drafts import Drafts
from iro_desk.desk.errors import UNCHANGED, DeskDamaged, NotADesk
from iro_desk.desk.held import Held
from iro_desk.desk.journal import Now
from iro_desk.desk.kept import Kept
from iro_desk.desk.key_swap import finish_new_key
from iro_desk.desk.lock import DeskLock, is_closed_to_writing, not_writable
from iro_desk.desk.notes_aside import NotesAside
from iro_desk.desk.reading import Change
from iro_desk.desk.rows import DeskIdentity
from iro_desk.desk.verify import database_findings
from iro_desk.desk.writer import Writer, empty_the_log
from iro_desk.desk.writing import OpenChange

A_CLOCK_MAY_DIFFER = timedelta(minutes=2)
"""Clocks are set while a program runs, and summer time does not move UTC."""


class Desk(Kept):
    """An open desk. It is read on the window's connection, which cannot write, and changed by :meth:`change` alone.

    Made by :meth:`create` or :meth:`open`, never directly. ``opening`` says how it was found. It is its own
    context manager: leaving it closes and seals the desk.
    """

    def __init__(self, held: Held, reader: Any, writer: Writer | None, opening: seal.Opening) -> None:
        super().__init__(held, reader)
        self.opening = opening
        self.findings: tuple[str, ...] = ()
        """What a check after a crash found wrong; empty when nothing, or when it is not done."""
        self._checked_writer = writer
        self._settled = Event()
        if writer is not None:
            self._settled.set()
        self._checking = RLock()
        self.notes_aside = NotesAside(held)
        """Where texts go while the desk itself cannot be written."""
        self._were_beside: set[Path] = set()

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
            held = Held(folder, Path(data_folder), desk_id, bytearray(key), lock, now, random_bytes)
            with in_words():
                keys.write_keys(folder, held.desk_id, key, passphrase, recovery_code)
                (folder / retention.BACKUPS).mkdir()
                opening = seal.Opening("as left", "A new desk.")
                desk = cls._ready(held, Writer.on(held, DeskIdentity(desk_id, name or folder.stem)), opening)
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
        check_beside: bool = False,
    ) -> Desk:
        """Open a desk by its passphrase or its recovery code.

        After a clean close its seal is compared. Otherwise structure, journal, rows and pages are checked first;
        with ``check_beside`` the desk opens at once instead, can be read, and is changed only after
        :meth:`check_after_crash`, which the caller then runs on a thread of its own. Raises one of the errors of
        ``desk.errors``, each one clear sentence; a refused opening changes nothing.
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
            with in_words():
                finish_new_key(folder)
            with ThreadPoolExecutor(1, "hash") as beside_argon2:
                # The file is hashed while argon2 works on the words: neither waits for the other.
                found = beside_argon2.submit(seal.file_print, folder / seal.DATABASE_FILE)
                opened = keys.open_key(folder, passphrase_or_recovery)
            key = bytearray(opened.key)
            held = Held(folder, Path(data_folder), opened.desk_id, key, lock, now, random_bytes, opened.kind)
            with in_words():
                if seal.look_before_opening(folder, opened.key, opened.desk_id, found.result()):
                    return cls._ready(held, Writer.on(held), None)
                beside = {file for file in sidecars(held.database_file) if file.exists()}
                desk = cls(held, held.connection(file_read_only=True), None, seal.Opening("checking", CHECKING))
                desk._were_beside = beside
                check_beside = check_beside and not schema.pending(desk._connection)
        except BaseException:
            lock.release()
            raise
        if not check_beside:
            with desk._closed_if_refused():
                findings = desk.check_after_crash()
                if findings:
                    raise seal.damaged(findings)
        return desk

    @classmethod
    def _ready(cls, held: Held, writer: Writer, opening: seal.Opening | None) -> Desk:
        with closed_on_error(writer.database):
            if opening is None:
                opening = seal.opening_of(writer.conn, held.data_folder, held.desk_id, after_crash=False)
            reader = held.connection(read_only=True)
            with closed_on_error(reader):
                # From here on the head says "open": a desk that changes is never taken for one left closed.
                held.write_head(writer.last_change())
                held.lock.say_who()
        return cls(held, reader, writer, opening)

    @contextmanager
    def _closed_if_refused(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self.close()
            raise

    def check_after_crash(
        self, progress: Progress = lambda done, of: None, stopped: Stopped = lambda: False
    ) -> tuple[str, ...]:
        """Check a desk that was not closed, whole; what is wrong, in words. From then on it can be changed, if nothing.

        Runs once, on any thread; reading goes on meanwhile. ``progress`` is told steps done and steps in all. Raises
        ``CheckStopped`` when ``stopped`` says so; the check can then be begun again.
        """
        with self._checking:
            if self._settled.is_set():
                return self.findings
            self._refuse_if_closed()
            try:
                findings = findings_before_writing(self._held, progress, stopped)
                if not findings:
                    progress(1, STEPS)
                    findings = self._made_ready(progress)
            except CheckStopped:
                raise
            except (OSError, DatabaseError):
                findings = [COULD_NOT]
            except UserFacingError as refusal:
                findings = list(refusal.findings) if isinstance(refusal, DeskDamaged) else [str(refusal)]
            except BaseException:
                # A fault of the program: whoever waits for the check is told all the same.
                self._settle([COULD_NOT])
                raise
            self._settle(findings)
            return self.findings

    def _settle(self, findings: list[str]) -> None:
        self.findings = tuple(findings)
        if findings:
            self.opening = seal.Opening("damaged", str(seal.damaged(findings)))
        self._settled.set()

    def _made_ready(self, progress: Progress) -> list[str]:
        """Once the rows are known to be whole: the log emptied, the pages looked at, the desk opened for changes."""
        with self._guard:
            database = self._held.connection()
            with closed_on_error(database):
                empty_the_log(database)
                reader = self._held.connection(read_only=True)
            self._connection.close()
            self._database, self._connection = reader, reader.conn
        with closed_on_error(database):
            progress(2, STEPS)
            findings = findings_of_pages(database)
            if findings:
                database.conn.close()
                return findings
            progress(3, STEPS)
            opening = seal.opening_of(database.conn, self._held.data_folder, self.id, after_crash=True)
            writer = Writer(self._held, database, after_crash=True)
            self._held.write_head(writer.last_change())
            self._held.lock.say_who()
        self.opening, self._checked_writer = opening, writer
        progress(STEPS, STEPS)
        return []

    def wait_until_checked(self) -> None:
        """Wait until the desk can be changed, or is known to be damaged."""
        self._settled.wait()

    @property
    def is_checked(self) -> bool:
        """Whether nothing stands in the way of a change: no check after a crash is still to be done or found fault."""
        return self._checked_writer is not None

    @property
    def _writer(self) -> Writer:
        if self._checked_writer is not None:
            return self._checked_writer
        if self.findings:
            raise seal.damaged(self.findings)
        raise Refused(
            "The desk is still being checked.",
            safe="Nothing was changed, and what you type is kept.",
            do="Wait until the check is done.",
        )

    @contextmanager
    def change(
        self, words: str, child: str | None = None, kind: str = "edit", *, undoes: int | None = None
    ) -> Iterator[OpenChange]:
        """Make one change: everything inside is kept together, or nothing is.

        ``words`` say what was done and hold no name; ``child`` is whose history it belongs to. After the block
        ``change.made`` is the change as the journal has it, or ``None`` when no row was touched (nothing was
        written then, unless the kind is opened, printed or exported).
        """
        with self._writer.change(words, child, kind, undoes) as change:
            yield change

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
        return self._writer.undo(n)

    def redo(self) -> Change:
        """Bring back what was taken back last. Raises :class:`Refused` when there is none or other work came after."""
        return self._writer.redo()

    @contextmanager
    def writing_drafts(self) -> Iterator[Drafts]:
        """Save or drop texts being written, kept together; not a change of the journal."""
        with self._writer.drafts() as drafts:
            yield drafts

    def notices(self) -> tuple[str, ...]:
        """What the person who opened it must be told beside how it was found: its place, this computer's clock."""
        return tuple(filter(None, (place.words_about(self.folder.resolve()), self._about_the_clock())))

    def _about_the_clock(self) -> str:
        last = self.last_change()
        now = self._held.now()
        if last is None or now >= datetime.fromisoformat(last.made_at) - A_CLOCK_MAY_DIFFER:
            return ""
        return (
            f"This computer's clock is behind: it says {_minute(now)} (UTC), and the newest change was made at"
            f" {_minute(datetime.fromisoformat(last.made_at))}. No date of a child follows the clock, and changes keep"
            " their order; set the clock, so that their times are true."
        )

    def check(self) -> list[str]:
        """Pages, structure, and the journal against the rows: what is wrong, in words; empty when nothing is."""
        with self._guard:
            return database_findings(self._database)

    def close(self) -> None:
        """Empty the log into the file, close, seal, and let go of the lock. Closing twice is closing once."""
        # A backup that is being made, and a check that runs, read the file: they are finished first.
        with self._backing_up, self._checking:
            if self._closed:
                return
            self._closed = True
            writer = self._checked_writer
            try:
                with in_words():
                    self.notes_aside.close()
                    if writer is None:
                        self._close_as_found()
                    else:
                        with writer.lock, self._guard:
                            last = writer.last_change()
                            self._connection.close()
                            writer.empty_the_log()
                            writer.conn.close()
                        self._held.write_closed_head(last)
            finally:
                self._held.key[:] = bytes(len(self._held.key))
                self._held.lock.release()
                self._settled.set()

    def _close_as_found(self) -> None:
        """Close a desk that was not found whole, or not checked to the end: its head stays what it was."""
        with self._guard:
            self._connection.close()
            for file in sidecars(self._held.database_file):
                if file not in self._were_beside:
                    file.unlink(missing_ok=True)

    def __enter__(self) -> Desk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _minute(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}"
