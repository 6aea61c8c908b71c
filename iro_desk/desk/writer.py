"""The one connection that changes a desk: its journal's triggers are on it, and the head follows each change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import RLock
from typing import Any

from iro_desk.casework import Refused
from iro_desk.desk import schema, seal, text_index, undo
from iro_desk.desk.disk import closed_on_error, database_in_words
from iro_desk.desk.drafts import Drafts
from iro_desk.desk.errors import UNCHANGED
from iro_desk.desk.held import Held
from iro_desk.desk.journal import Journal, moment_of
from iro_desk.desk.reading import CHANGES, Change, change_of
from iro_desk.desk.rows import BY_NAME, DeskIdentity
from iro_desk.desk.structure import structure_findings
from iro_desk.desk.writing import OpenChange


class Writer:
    """Changes one desk, one change after the other. ``lock`` is held while one is made."""

    def __init__(
        self, held: Held, database: Any, identity: DeskIdentity | None = None, *, after_crash: bool = False
    ) -> None:
        """Migrate, see to the full-text index, put the triggers on; ``identity`` is given for a new desk only."""
        self.lock = RLock()
        self.database = database
        self.conn = database.conn
        self._held = held
        self._journal = Journal(self.conn, held.now, held.random_bytes)
        self._in_change = False
        steps = schema.pending(self.conn)
        if steps and identity is None:
            held.keep_backup()
        for step in steps:
            self._migrate(step, identity)
        findings = structure_findings(self.conn)
        if findings:
            raise seal.damaged(findings)
        if after_crash or steps or not text_index.is_current(self.conn):
            held.write_head(self.last_change())
            text_index.make(self.conn)
        if after_crash:
            self._finish_removal()
        self._journal.watch()
        text_index.watch(self.conn)

    def _finish_removal(self) -> None:
        """A process killed just after a child was deleted may have left pages that are no longer used."""
        last = self.last_change()
        if last is not None and last.kind == "removal":
            self.conn.execute("VACUUM")
            self.empty_the_log()

    def _migrate(self, step: schema.Migration, identity: DeskIdentity | None) -> None:
        last = None if identity else self.last_change()
        self.conn.execute("BEGIN IMMEDIATE")
        try:
            altered = [BY_NAME[name] for name in schema.apply(self.conn, step)]
            if identity is not None and step.number == 1:
                self.conn.execute("INSERT INTO desk_identity (id, name) VALUES (?, ?)", (identity.id, identity.name))
            if altered or identity is None:  # a new desk was made with everything at once
                images = self._journal.images_of(altered)
                self._journal.append(images, len(images), step.words, None, "migration")
            # Killed from here on, it is a desk that was not closed, and not one with a log put beside it.
            self._held.write_head(last)
            self.conn.execute("COMMIT")
        except BaseException:
            if self.conn.in_transaction:
                self.conn.execute("ROLLBACK")
            raise

    @classmethod
    def on(cls, held: Held, identity: DeskIdentity | None = None) -> Writer:
        """The writer of a desk, on a connection of its own; with ``identity``, of a new desk whose file it makes."""
        database = held.connection()
        with closed_on_error(database):
            return cls(held, database, identity)

    @contextmanager
    def change(self, words: str, child: str | None, kind: str, undoes: int | None = None) -> Iterator[OpenChange]:
        """One change: everything inside is kept together, or nothing is (see ``Desk.change``)."""
        with self.lock:
            if self._in_change:
                raise RuntimeError("a change is already open")
            self._in_change = True
            try:
                with database_in_words():
                    self._journal.begin()
                    try:
                        n = self._journal.next_number()
                        change = OpenChange(self.database, self.lock, n, self._held.random_bytes)
                        yield change
                        change.made = self._journal.finish(
                            words, child, kind, undoes, change.redacted, change.redacted_rows
                        )
                    except BaseException:
                        self._journal.abandon()
                        raise
                if change.made is not None:
                    # The change is safe in the database. A head that cannot be written now stays behind, as it may.
                    with suppress(OSError):
                        self._held.write_head(change.made)
            finally:
                self._in_change = False

    @contextmanager
    def drafts(self) -> Iterator[Drafts]:
        """Texts being written, saved or dropped together; not a change of the journal."""
        with self.lock, database_in_words():
            if self._in_change:
                raise RuntimeError("a change is open")
            with drafts_on(self.conn, moment_of(self._held.now)) as drafts:
                yield drafts

    def undo(self, n: int | None) -> Change:
        """Take back the newest change that stands, or change ``n``. Raises :class:`Refused`, naming what bars it."""
        with self.lock:
            target = undo.newest_to_take_back(self.conn) if n is None else undo.undoable(self.conn, n)
            if target is None:
                raise Refused("There is nothing to take back.", safe=UNCHANGED)
            return self._put_back(target, f"Took back: {target.words}")

    def redo(self) -> Change:
        """Bring back what was taken back last. Raises :class:`Refused` when there is none or other work came after."""
        with self.lock:
            target = undo.next_redo(self.conn)
            if target is None:
                raise Refused("There is nothing to bring back.", safe=UNCHANGED)
            return self._put_back(target, target.words.replace("Took back: ", "Brought back: ", 1))

    def last_change(self) -> Change | None:
        """The newest change."""
        row = self.conn.execute(f"{CHANGES} ORDER BY n DESC LIMIT 1").fetchone()
        return None if row is None else change_of(row)

    def empty_the_log(self) -> None:
        """Bring everything from the log into the file."""
        empty_the_log(self.database)

    def _put_back(self, target: Change, words: str) -> Change:
        with self.change(words, target.child or None, "edit", target.n) as change:
            undo.put_back(self.conn, target.n)
        if change.made is None:
            raise RuntimeError("taking back a change altered nothing")
        return change.made


def empty_the_log(database: Any) -> None:
    """Bring everything from a database's log into its file."""
    database.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def drafts_on(connection: Any, moment: str) -> Iterator[Drafts]:
    """Drafts on a connection that may write, inside one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield Drafts(connection, moment)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
