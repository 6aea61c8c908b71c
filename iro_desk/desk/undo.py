"""Taking a change back, and bringing it back: both are new changes; nothing is ever taken out of the journal.

An undo says which change it undoes; a redo undoes the undo. An undo and its redo cancel each other,
and so do a change and the undo that stands: what is left is in effect.
"""

from __future__ import annotations

import json
from typing import Any

from iro_desk.casework import Refused
from iro_desk.desk.errors import UNCHANGED
from iro_desk.desk.reading import CHANGES, Change, change_of
from iro_desk.desk.rows import BY_NAME, Table

UNDOABLE = ("edit", "import", "correct")
BARRIERS = ("migration", "restore", "removal")
"""Undo does not go back past one of these: what was before has another shape, is another history, or is gone."""
NO_ROWS = ("opened", "printed", "exported")


def next_undo(connection: Any) -> Change | None:
    """The newest change in effect that can be taken back, or ``None``."""
    return _newest(connection, "1", ())


def undoable(connection: Any, n: int) -> Change | None:
    """Change ``n`` if it is of a kind that can be taken back and stands; or ``None``."""
    return _newest(connection, "n = ?", (n,))


def next_redo(connection: Any) -> Change | None:
    """The undo that a redo would undo: the newest in effect with no other work after it, or ``None``."""
    _, standing = _effects(connection)
    if not standing:
        return None
    work = connection.execute(
        f"SELECT coalesce(max(n), 0) FROM change WHERE undoes IS NULL AND kind NOT IN ({_marks(NO_ROWS)})", NO_ROWS
    ).fetchone()[0]
    if standing[0] < work:
        return None
    return change_of(connection.execute(f"{CHANGES} WHERE n = ?", (standing[0],)).fetchone())


def put_back(connection: Any, n: int) -> None:
    """Put every row that change ``n`` touched back to its image before it, inside an open change.

    Raises :class:`Refused` when a row was touched again later, or cannot be made again from its image (a PDF's
    bytes are not in the journal).
    """
    touched = connection.execute(
        "SELECT r.tbl, r.row, (SELECT b.image FROM change_row b"
        " WHERE b.tbl = r.tbl AND b.row = r.row AND b.n < r.n ORDER BY b.n DESC LIMIT 1)"
        " FROM change_row r WHERE r.n = ? ORDER BY r.seq",
        (n,),
    ).fetchall()
    _refuse_if_touched_later(connection, n)
    rowids = {}
    for name, row, before in touched:
        if before is not None and any(column.sql_type == "BLOB" for column in BY_NAME[name].stored):
            raise Refused("A signed paper is not brought back by undo.", safe=UNCHANGED)
        found = connection.execute(f"SELECT rowid FROM {name} WHERE id = ?", (row,)).fetchone()
        rowids[name, row] = None if found is None else found[0]
    # All go first, so that a key can pass from one row to another.
    for name, row, _ in touched:
        connection.execute(f"DELETE FROM {name} WHERE id = ?", (row,))
    for name, row, before in touched:
        if before is not None:
            _insert(connection, BY_NAME[name], json.loads(before), rowids[name, row])


def _newest(connection: Any, which: str, values: tuple[int, ...]) -> Change | None:
    cancelled, _ = _effects(connection)
    barrier = connection.execute(
        f"SELECT coalesce(max(n), 0) FROM change WHERE kind IN ({_marks(BARRIERS)})", BARRIERS
    ).fetchone()[0]
    rows = connection.execute(
        f"{CHANGES} WHERE {which} AND kind IN ({_marks(UNDOABLE)}) AND undoes IS NULL AND n > ? ORDER BY n DESC",
        (*values, *UNDOABLE, barrier),
    )
    for row in rows:
        if row[0] not in cancelled:
            return change_of(row)
    return None


def _insert(connection: Any, table: Table, image: dict[str, Any], rowid: int | None) -> None:
    # The row keeps its place in the order of entry.
    columns = ", ".join(f'"{column.name}"' for column in table.stored)
    marks = ", ".join("?" * (len(table.stored) + 1))
    values = (rowid, *(image[column.name] for column in table.stored))
    connection.execute(f"INSERT INTO {table.name} (rowid, {columns}) VALUES ({marks})", values)


def _refuse_if_touched_later(connection: Any, n: int) -> None:
    cancelled, _ = _effects(connection)
    later = connection.execute(
        "SELECT DISTINCT l.n FROM change_row r JOIN change_row l ON l.tbl = r.tbl AND l.row = r.row AND l.n > r.n"
        " WHERE r.n = ? ORDER BY l.n DESC",
        (n,),
    )
    for (number,) in later:
        if number not in cancelled:
            words = connection.execute("SELECT coalesce(words, '') FROM change WHERE n = ?", (number,)).fetchone()[0]
            raise Refused(
                f"A later change stands on this one: {words}.",
                safe=UNCHANGED,
                do="Take that back first, if it can be taken back.",
            )


def _effects(connection: Any) -> tuple[set[int], list[int]]:
    """Changes that cancel each other, and the undos that stand (newest first)."""
    links = connection.execute("SELECT n, undoes FROM change WHERE undoes IS NOT NULL ORDER BY n DESC").fetchall()
    undos = {n for n, _ in links}
    cancelled: set[int] = set()
    standing = []
    for n, undone in links:
        if n not in cancelled:
            cancelled |= {n, undone}
            if undone not in undos:
                standing.append(n)
    return cancelled, standing


def _marks(values: tuple[str, ...]) -> str:
    return ", ".join("?" * len(values))
