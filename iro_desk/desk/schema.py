"""The tables, and how an older desk comes up to them.

A table is made from its dataclass (``desk.rows``). When a stored value gains a field, or a kind is new, a
numbered migration here brings an older desk level with the dataclasses; on a new desk the first migration has
already made everything, so a later one asks what is there before it adds.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from iro_desk import casework
from iro_desk.desk.errors import UNCHANGED, NewerDesk
from iro_desk.desk.rows import TABLES, Column, Table

UNIQUE: tuple[tuple[str, str, str, str], ...] = (
    # table, columns, only where, what a person is told
    ("council_number", "number", "", "That number belongs to another child."),
    ("episode", "child, started", "", "An episode that starts on that day is already there."),
    ("period_record", "child, started", "", "What is known about that period of care is already there."),
    ("review", "child, kind, held_on", "held_on IS NOT NULL", "A review held on that day is already there."),
)
"""Keys beside the id: what may be there once only."""

ORDER: dict[type, str] = {
    casework.Episode: "t.started",
    casework.PeriodRecord: "t.started",
    casework.Event: "t.happened_on",
    casework.Contact: "t.happened_on",
    casework.Milestone: "t.happened_on",
    casework.SchoolTerm: "t.authority, t.starts",
    casework.Review: "coalesce(t.held_on, t.booked_for, '9999')",
    casework.ReviewPart: "t.held_on",
    casework.Attendance: 't."order"',
    casework.ToldMe: 't."order"',
    casework.ConsultationAnswer: 't.form, t."order"',
    casework.Decision: "t.number",
    casework.SignedPaper: "t.version",
    casework.SignedNote: "t.version",
    casework.Engagement: "t.starts_on, t.starts_at",
}
"""The order in which rows are read; the order of entry comes after it, or alone."""

_JOURNAL = (
    "CREATE TABLE change (n INTEGER PRIMARY KEY, made_at TEXT NOT NULL, author TEXT NOT NULL, kind TEXT NOT NULL,"
    " words TEXT, child TEXT, undoes INTEGER, salt BLOB, words_digest BLOB NOT NULL, row_count INTEGER NOT NULL,"
    " rows_digest BLOB NOT NULL, hash BLOB NOT NULL) STRICT",
    "CREATE TABLE change_row (n INTEGER NOT NULL, seq INTEGER NOT NULL, tbl TEXT NOT NULL, row TEXT NOT NULL,"
    " child TEXT, image TEXT, salt BLOB, digest BLOB NOT NULL, PRIMARY KEY (n, seq)) STRICT",
    "CREATE INDEX change_row_history ON change_row (tbl, row, n)",
    "CREATE INDEX change_row_child ON change_row (child, n)",
    "CREATE INDEX change_undoes ON change (undoes) WHERE undoes IS NOT NULL",
    "CREATE INDEX change_kind ON change (kind)",
)
DRAFTS = (
    "CREATE TABLE draft (field TEXT PRIMARY KEY, text TEXT NOT NULL, cursor INTEGER NOT NULL,"
    " scroll INTEGER NOT NULL, saved_at TEXT NOT NULL) STRICT",
    "CREATE TABLE draft_earlier (field TEXT NOT NULL REFERENCES draft(field) ON DELETE CASCADE, seq INTEGER NOT NULL,"
    " text TEXT NOT NULL, saved_at TEXT NOT NULL, PRIMARY KEY (field, seq)) STRICT",
)


@dataclass(frozen=True, slots=True)
class Migration:
    """One step from a schema to the next. ``apply`` answers with the tables whose rows have a new image."""

    number: int
    words: str
    apply: Callable[[Any], tuple[str, ...]]


def _first(connection: Any) -> tuple[str, ...]:
    for statement in (*_JOURNAL, *DRAFTS):
        connection.execute(statement)
    return level_with_the_values(connection)


def level_with_the_values(connection: Any) -> tuple[str, ...]:
    """Add every table, column and key that the dataclasses have and this desk lacks; the tables touched.

    A field that a stored kind gains carries a default: it is what older rows hold from now on.
    """
    touched = []
    for table in TABLES.values():
        there = {row[1] for row in connection.execute(f"PRAGMA table_info({table.name})")}
        if not there:
            connection.execute(f"CREATE TABLE {table.name} ({', '.join(map(_declared, table.stored))}) STRICT")
        lacking = [column for column in table.stored if there and column.name not in there]
        for column in lacking:
            connection.execute(f"ALTER TABLE {table.name} ADD COLUMN {_declared(column)}{_default_of(table, column)}")
        for column in table.stored:
            if column.references:
                connection.execute(
                    f"CREATE INDEX IF NOT EXISTS {table.name}_{column.name} ON {table.name} ({column.name})"
                )
        if lacking or not there:
            touched.append(table.name)
    for name, columns, where, _ in UNIQUE:
        only = f" WHERE {where}" if where else ""
        connection.execute(f"CREATE UNIQUE INDEX IF NOT EXISTS {name}_key ON {name} ({columns}){only}")
    return tuple(touched)


def _declared(column: Column) -> str:
    words = f'"{column.name}" {column.sql_type}'
    if column.name == "id":
        words += " PRIMARY KEY"
    if not column.may_be_null:
        words += " NOT NULL"
    if column.references:
        # Deferred: within one change a row may stand before the one that it belongs to.
        words += f" REFERENCES {column.references}(id) DEFERRABLE INITIALLY DEFERRED"
    return words


def _default_of(table: Table, column: Column) -> str:
    if column.may_be_null:
        return ""
    value = next(field.default for field in dataclasses.fields(table.kind) if field.name == column.name)
    if value is dataclasses.MISSING:
        raise TypeError(f"{table.kind.__name__}.{column.name} is new and has no default for the rows already there")
    stored = column.write(value) if column.write is not None else value
    if isinstance(stored, bytes):
        return f" DEFAULT X'{stored.hex()}'"
    return f" DEFAULT {stored}" if isinstance(stored, int) else " DEFAULT '{}'".format(stored.replace("'", "''"))


def _fourth(connection: Any) -> tuple[str, ...]:
    """The third kept an engagement's postcode and the calendar that it came from under other names."""
    touched = level_with_the_values(connection)
    if "source" in {row[1] for row in connection.execute("PRAGMA table_info(engagement)")}:
        connection.execute("UPDATE engagement SET place = trim(place || ' ' || postcode), imported = source")
        for column in ("postcode", "source"):
            connection.execute(f"ALTER TABLE engagement DROP COLUMN {column}")
    return touched


MIGRATIONS: tuple[Migration, ...] = (
    Migration(1, "Made the desk", _first),
    Migration(2, "Made room for what this version keeps", level_with_the_values),
    Migration(3, "Made room for the diary, the letters and the places found", level_with_the_values),
    Migration(4, "Made room for what this version keeps", _fourth),
)


def applied(connection: Any) -> int:
    """The number of the newest migration that this desk has had; 0 for an empty file."""
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migration'").fetchone()
    return (connection.execute("SELECT max(number) FROM migration").fetchone()[0] or 0) if known else 0


def pending(connection: Any) -> tuple[Migration, ...]:
    """The migrations still to come. Raises :class:`NewerDesk` when the desk has had one that is not known here."""
    done = applied(connection)
    if done > MIGRATIONS[-1].number:
        raise NewerDesk(
            "This desk was last opened by a newer version of IRO Desk.",
            safe=UNCHANGED,
            do="Open it with that version, or a later one.",
        )
    to_come = tuple(migration for migration in MIGRATIONS if migration.number > done)
    if not to_come and done and lacking(connection):
        # Made by a version between two releases: the newest step is done once more.
        return (MIGRATIONS[-1],)
    return to_come


def lacking(connection: Any) -> bool:
    """Whether a stored value has a table or a column that this desk has not."""
    return any(
        {column.name for column in table.stored}
        - {row[1] for row in connection.execute(f"PRAGMA table_info({table.name})")}
        for table in TABLES.values()
    )


def apply(connection: Any, migration: Migration) -> tuple[str, ...]:
    """Apply one migration inside the caller's transaction; the tables whose rows have a new image."""
    connection.execute("CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT")
    altered = migration.apply(connection)
    connection.execute(
        "INSERT OR REPLACE INTO migration (number, words) VALUES (?, ?)", (migration.number, migration.words)
    )
    return altered
