"""Whether the file's tables are those that the migrations make: nothing lacks, and nothing was put in."""

from __future__ import annotations

from functools import cache
from typing import Any

from iro_desk.desk import schema, text_index
from iro_desk.desk.cipher import new_in_memory

Structure = dict[str, frozenset[tuple[Any, ...]]]


def structure_findings(connection: Any) -> list[str]:
    """What differs from the structure that a new desk has, in words; empty when nothing does.

    Columns, keys and indexes are compared, not the text of statements: a table that grew by a migration has its
    columns in another order.
    """
    there, expected = _structure(connection), _made_by(schema.MIGRATIONS)
    findings = [f"The table {name} is missing." for name in sorted(expected.keys() - there.keys())]
    findings += [
        f"There is something called {name} that no version made." for name in sorted(there.keys() - expected.keys())
    ]
    findings += [
        f"The table {name} is not as this version makes it."
        for name in sorted(expected.keys() & there.keys())
        if there[name] != expected[name]
    ]
    return findings


@cache
def _made_by(steps: tuple[schema.Migration, ...]) -> Structure:
    connection = new_in_memory()
    try:
        for step in steps:
            schema.apply(connection, step)
        return _structure(connection)
    finally:
        connection.close()


def _structure(connection: Any) -> Structure:
    found: Structure = {}
    for kind, name in connection.execute("SELECT type, name FROM sqlite_master WHERE type <> 'index'").fetchall():
        if name.startswith(("sqlite_", *text_index.TABLES_OF_INDEX)):
            continue
        found[name] = _of_table(connection, name) if kind == "table" else frozenset({(kind,)})
    return found


def _of_table(connection: Any, name: str) -> frozenset[tuple[Any, ...]]:
    columns = [("column", *row[1:4], row[5]) for row in connection.execute(f"PRAGMA table_info({name})")]
    keys = [("key", *row[2:5]) for row in connection.execute(f"PRAGMA foreign_key_list({name})")]
    indexes = []
    for _, index, unique, origin, partial in connection.execute(f"PRAGMA index_list({name})").fetchall():
        of = tuple(row[2] for row in connection.execute(f"PRAGMA index_info({index})"))
        indexes.append(("index", index if origin == "c" else "", unique, partial, of))
    return frozenset((*columns, *keys, *indexes))
