"""What was changed, by whom, when: every change of the desk, chained so that none can be altered unseen.

TEMP triggers on the writer's connection note each touched row and stop any statement that runs
outside a change. At commit the last image of each touched row is written with a salted digest; the
change's hash covers those digests and the hash before it. Redaction blanks content and salts but
leaves the digests: the chain still verifies, and nothing can be guessed from it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from iro_desk.casework import RandomBytes
from iro_desk.desk.reading import Change
from iro_desk.desk.rows import BY_NAME, TABLES, Table

SALT_BYTES = 16
KINDS = frozenset(
    {"edit", "import", "sign", "correct", "migration", "restore", "removal", "key"}
    | {"opened", "printed", "exported", "found"}
)
WRITTEN_WITHOUT_ROWS = frozenset({"opened", "printed", "exported", "migration", "restore", "removal", "key"})
"""Kinds that are recorded although they touch no row: that they happened is the content."""


Now = Callable[[], datetime]
"""The moment as it is now, with its zone; handed in by the outermost layer."""


def moment_of(now: Now) -> str:
    """The moment as the desk stores it: ISO, in UTC, to the millisecond."""
    moment = now()
    if moment.tzinfo is None:
        raise ValueError("a moment without its zone")
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def digest_of(*parts: bytes | str | int | None) -> bytes:
    """SHA-256 over the parts, each with its length before it, so that no two lists of parts read the same."""
    total = hashlib.sha256()
    for part in parts:
        if part is None:
            total.update(b"\xff" * 8)
            continue
        content = part if isinstance(part, bytes) else str(part).encode("utf-8")
        total.update(len(content).to_bytes(8, "big"))
        total.update(content)
    return total.digest()


def row_digest(salt: bytes, table: str, row: str, child: str | None, image: str | None) -> bytes:
    """What stands for one touched row in the chain."""
    return digest_of(salt, table, row, child, image)


def change_hash(
    previous: bytes | None,
    n: int,
    made_at: str,
    author: str,
    kind: str,
    undoes: int | None,
    words_digest: bytes,
    row_count: int,
    rows_digest: bytes,
) -> bytes:
    """The hash of one change, over all that a redaction leaves and the hash of the change before."""
    return digest_of(previous, n, made_at, author, kind, undoes, words_digest, row_count, rows_digest)


class Journal:
    """The journal on the writer's connection."""

    def __init__(self, connection: Any, now: Now, random_bytes: RandomBytes) -> None:
        self._connection = connection
        self._now = now
        self._random_bytes = random_bytes

    def watch(self) -> None:
        """Put the TEMP triggers on every journalled table: from here on nothing is written outside a change.

        They are made at each opening, after the migrations: altering a table may drop what hangs on it.
        """
        run = self._connection.execute
        run(
            "CREATE TEMP TABLE touched (seq INTEGER PRIMARY KEY, tbl TEXT NOT NULL, row TEXT NOT NULL, child TEXT,"
            " image TEXT, UNIQUE (tbl, row))"
        )
        run("CREATE TEMP TABLE change_open (yes INTEGER)")
        for table in TABLES.values():
            for statement in _triggers(table, columns_in_file(self._connection, table.name)):
                run(statement)

    def begin(self) -> None:
        """Open a change: a transaction in which rows may be touched."""
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("DELETE FROM touched")
        self._connection.execute("INSERT INTO change_open VALUES (1)")

    def abandon(self) -> None:
        """Put everything back as it was when the change was opened."""
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def next_number(self) -> int:
        """The number that the change now open will have."""
        return self._last()[0] + 1

    def finish(
        self,
        words: str,
        child: str | None,
        kind: str,
        undoes: int | None,
        redact: Iterable[str],
        redact_rows: Iterable[tuple[str, str]] = (),
    ) -> Change | None:
        """Write the change and commit. ``None`` when no row was touched and the kind needs one: nothing was written."""
        run = self._connection.execute
        run("DELETE FROM change_open")
        # A row that ended as the journal last knew it was not changed.
        run(
            "DELETE FROM touched WHERE image IS (SELECT r.image FROM change_row r"
            " WHERE r.tbl = touched.tbl AND r.row = touched.row ORDER BY r.n DESC LIMIT 1)"
        )
        count = run("SELECT count(*) FROM touched").fetchone()[0]
        if count == 0 and kind not in WRITTEN_WITHOUT_ROWS:
            run("COMMIT")
            return None
        tables = frozenset(row[0] for row in run("SELECT DISTINCT tbl FROM touched"))
        children = frozenset(row[0] for row in run("SELECT DISTINCT child FROM touched WHERE child IS NOT NULL"))
        images = self._connection.execute("SELECT tbl, row, child, image FROM touched ORDER BY seq")
        change = self.append(images, count, words, child, kind, undoes, tables, children)
        for child_id in redact:
            self._blank(child_id)
        for table, row in redact_rows:
            self._blank_row(table, row)
        run("COMMIT")
        run("DELETE FROM touched")
        return change

    def append(
        self,
        images: Iterable[tuple[str, str, str | None, str | None]],
        count: int,
        words: str,
        child: str | None,
        kind: str,
        undoes: int | None = None,
        tables: frozenset[str] = frozenset(),
        children: frozenset[str] = frozenset(),
    ) -> Change:
        """Write one change with its rows, inside the caller's transaction."""
        if kind not in KINDS:
            raise ValueError(f"{kind} is not a kind of change")
        last, previous = self._last()
        n = last + 1
        salts = self._random_bytes(SALT_BYTES * (count + 1))
        rows_digest = hashlib.sha256()

        def digested() -> Iterator[tuple[Any, ...]]:
            for seq, (table, row, whose, image) in enumerate(images, start=1):
                salt = salts[SALT_BYTES * seq : SALT_BYTES * (seq + 1)]
                digest = row_digest(salt, table, row, whose, image)
                rows_digest.update(digest)
                yield n, seq, table, row, whose, image, salt, digest

        self._connection.executemany(
            "INSERT INTO change_row (n, seq, tbl, row, child, image, salt, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            digested(),
        )
        salt = salts[:SALT_BYTES]
        made_at = moment_of(self._now)
        author = self._author()
        words_digest = digest_of(salt, words, child)
        hashed = change_hash(previous, n, made_at, author, kind, undoes, words_digest, count, rows_digest.digest())
        self._connection.execute(
            "INSERT INTO change (n, made_at, author, kind, words, child, undoes, salt, words_digest, row_count,"
            " rows_digest, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (n, made_at, author, kind, words, child, undoes, salt, words_digest, count, rows_digest.digest(), hashed),
        )
        return Change(n, made_at, author, kind, words, child or "", undoes, count, hashed, tables, children)

    def images_of(self, tables: Iterable[Table]) -> list[tuple[str, str, str | None, str | None]]:
        """The image of every row of the tables as it stands: what a migration writes of those it altered."""
        images: list[tuple[str, str, str | None, str | None]] = []
        for table in tables:
            whose = f't."{table.child_column}"' if table.child_column else "NULL"
            image = image_sql(columns_in_file(self._connection, table.name), "t")
            images += self._connection.execute(
                f"SELECT '{table.name}', t.id, {whose}, {image} FROM {table.name} t ORDER BY t.rowid"
            ).fetchall()
        return images

    def _blank(self, child_id: str) -> None:
        run = self._connection.execute
        if run("SELECT 1 FROM child WHERE id = ?", (child_id,)).fetchone():
            raise ValueError("the journal of a child who is on the desk is not blanked")
        run("UPDATE change_row SET image = NULL, salt = NULL, child = NULL WHERE child = ?", (child_id,))
        run("UPDATE change SET words = NULL, salt = NULL, child = NULL WHERE child = ?", (child_id,))

    def _blank_row(self, table: str, row: str) -> None:
        if table not in BY_NAME or self._connection.execute(f"SELECT 1 FROM {table} WHERE id = ?", (row,)).fetchone():
            raise ValueError("the journal of a row that is on the desk is not blanked")
        self._connection.execute(
            "UPDATE change_row SET image = NULL, salt = NULL, child = NULL WHERE tbl = ? AND row = ?", (table, row)
        )

    def _last(self) -> tuple[int, bytes | None]:
        row = self._connection.execute("SELECT n, hash FROM change ORDER BY n DESC LIMIT 1").fetchone()
        return (0, None) if row is None else (row[0], row[1])

    def _author(self) -> str:
        row = self._connection.execute("SELECT value FROM setting WHERE id = 'iro_name'").fetchone()
        return "" if row is None else str(row[0])


def columns_in_file(connection: Any, table: str) -> dict[str, str]:
    """The columns that a table has in this file, with their types, in the file's order; none when it is not there.

    Images are made from these and not from the dataclass: a desk that has not been migrated yet is checked as it is.
    """
    return {row[1]: row[2] for row in connection.execute(f"PRAGMA table_info({table})")}


def image_sql(columns: dict[str, str], prefix: str) -> str:
    """SQL for a row's image: a JSON object of its columns, blobs as their SHA-256."""
    parts = []
    for name, sql_type in columns.items():
        value = f'{prefix}."{name}"'
        parts.append(f"'{name}', {f'sha256_hex({value})' if sql_type == 'BLOB' else value}")
    return f"json_object({', '.join(parts)})"


def _triggers(table: Table, columns: dict[str, str]) -> Iterator[str]:
    guard = "SELECT RAISE(ABORT, 'no change is open') WHERE NOT EXISTS (SELECT 1 FROM change_open);"

    def note(prefix: str, image: str) -> str:
        whose = f'{prefix}."{table.child_column}"' if table.child_column else "NULL"
        return (
            f"INSERT INTO touched (tbl, row, child, image) VALUES ('{table.name}', {prefix}.id, {whose}, {image})"
            " ON CONFLICT (tbl, row) DO UPDATE SET child = excluded.child, image = excluded.image;"
        )

    differs = " OR ".join(f'old."{column}" IS NOT new."{column}"' for column in columns)
    name, image = table.name, image_sql(columns, "new")
    yield (f"CREATE TEMP TRIGGER {name}_added AFTER INSERT ON main.{name} BEGIN {guard} {note('new', image)} END")
    yield (
        f"CREATE TEMP TRIGGER {name}_altered AFTER UPDATE ON main.{name} WHEN {differs}"
        f" BEGIN {guard} {note('new', image)} END"
    )
    yield f"CREATE TEMP TRIGGER {name}_taken AFTER DELETE ON main.{name} BEGIN {guard} {note('old', 'NULL')} END"
