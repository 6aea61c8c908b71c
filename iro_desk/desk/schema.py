"""The tables, and how an older desk comes up to them.

A table is made from its dataclass (``desk.rows``). When a stored value gains a field, a numbered
migration here adds the column to desks that lack it; on a new desk the first migration has already
made it, so a later one asks what is there before it adds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from iro_desk import casework
from iro_desk.desk.errors import UNCHANGED, NewerDesk
from iro_desk.desk.rows import TABLES, Table

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
    casework.Review: "coalesce(t.held_on, t.booked_for, '9999')",
    casework.ReviewPart: "t.held_on",
    casework.Attendance: 't."order"',
    casework.ToldMe: 't."order"',
    casework.Decision: "t.number",
    casework.SignedPaper: "t.version",
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
_DRAFTS = (
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
    for statement in (*_JOURNAL, *_DRAFTS):
        connection.execute(statement)
    for table in TABLES.values():
        connection.execute(_created(table))
        for column in table.columns:
            if column.references:
                connection.execute(f"CREATE INDEX {table.name}_{column.name} ON {table.name} ({column.name})")
    for name, columns, where, _ in UNIQUE:
        only = f" WHERE {where}" if where else ""
        connection.execute(f"CREATE UNIQUE INDEX {name}_key ON {name} ({columns}){only}")
    return tuple(table.name for table in TABLES.values())


def _created(table: Table) -> str:
    columns = []
    for column in table.stored:
        words = f'"{column.name}" {column.sql_type}'
        if column.name == "id":
            words += " PRIMARY KEY"
        if not column.may_be_null:
            words += " NOT NULL"
        if column.references:
            # Deferred: within one change a row may stand before the one that it belongs to.
            words += f" REFERENCES {column.references}(id) DEFERRABLE INITIALLY DEFERRED"
        columns.append(words)
    return f"CREATE TABLE {table.name} ({', '.join(columns)}) STRICT"


MIGRATIONS: tuple[Migration, ...] = (Migration(1, "Made the desk", _first),)


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
    return tuple(migration for migration in MIGRATIONS if migration.number > done)


def apply(connection: Any, migration: Migration) -> tuple[str, ...]:
    """Apply one migration inside the caller's transaction; the tables whose rows have a new image."""
    connection.execute("CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT")
    altered = migration.apply(connection)
    connection.execute("INSERT INTO migration (number, words) VALUES (?, ?)", (migration.number, migration.words))
    return altered
