"""Taking a change back, and bringing it back: both are new changes; nothing is ever taken out of the journal.

An undo says which change it undoes; a redo undoes the undo. An undo and its redo cancel each other,
and so do a change and the undo that stands: what is left is in effect.

A signature bars what came before it: a change of a child is not taken back once a review of that child
was signed after it, for the signed record stands on what was there. Other children's changes go on.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
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
    """The newest change in effect that can be taken back, or ``None``; what a later change bars is passed over."""
    cancelled, _ = _effects(connection)
    signed = _newest_signatures(connection)
    for change in _in_effect(connection, cancelled, "1", ()):
        if _signed_later(connection, change.n, signed) is None and _touched_later(connection, change.n) is None:
            return change
    return None


def undoable(connection: Any, n: int) -> Change | None:
    """Change ``n`` if it is of a kind that can be taken back and stands; or ``None``."""
    cancelled, _ = _effects(connection)
    return next(_in_effect(connection, cancelled, "n = ?", (n,)), None)


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

    Raises :class:`Refused` when a row was touched again later, when a review of the same child was signed since,
    or when a row cannot be made again from its image (a PDF's bytes are not in the journal).
    """
    _refuse_if_barred(connection, n)
    touched = connection.execute(
        "SELECT r.tbl, r.row, (SELECT b.image FROM change_row b"
        " WHERE b.tbl = r.tbl AND b.row = r.row AND b.n < r.n ORDER BY b.n DESC LIMIT 1)"
        " FROM change_row r WHERE r.n = ? ORDER BY r.seq",
        (n,),
    ).fetchall()
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


def _in_effect(connection: Any, cancelled: set[int], which: str, values: tuple[int, ...]) -> Iterator[Change]:
    """The changes of an undoable kind that stand, after the last barrier, newest first."""
    barrier = connection.execute(
        f"SELECT coalesce(max(n), 0) FROM change WHERE kind IN ({_marks(BARRIERS)})", BARRIERS
    ).fetchone()[0]
    rows = connection.execute(
        f"{CHANGES} WHERE {which} AND kind IN ({_marks(UNDOABLE)}) AND undoes IS NULL AND n > ? ORDER BY n DESC",
        (*values, *UNDOABLE, barrier),
    )
    for row in rows:
        if row[0] not in cancelled:
            yield change_of(row)


def _insert(connection: Any, table: Table, image: dict[str, Any], rowid: int | None) -> None:
    # The row keeps its place in the order of entry.
    columns = ", ".join(f'"{column.name}"' for column in table.stored)
    marks = ", ".join("?" * (len(table.stored) + 1))
    values = (rowid, *(image[column.name] for column in table.stored))
    connection.execute(f"INSERT INTO {table.name} (rowid, {columns}) VALUES ({marks})", values)


def _refuse_if_barred(connection: Any, n: int) -> None:
    later = _touched_later(connection, n)
    if later is not None:
        raise Refused(
            f"A later change stands on this one: {_words(connection, later)}.",
            safe=UNCHANGED,
            do="Take that back first, if it can be taken back.",
        )
    signature = _signed_later(connection, n, _newest_signatures(connection))
    if signature is not None:
        raise Refused(
            f"A signature came after this change: {_words(connection, signature)}.",
            safe="What was signed stays as it was signed.",
            do="Make a correction.",
        )


def _touched_later(connection: Any, n: int) -> int | None:
    """The newest change in effect that touched a row of change ``n`` again, or ``None``."""
    cancelled, _ = _effects(connection)
    later = connection.execute(
        "SELECT DISTINCT l.n FROM change_row r JOIN change_row l ON l.tbl = r.tbl AND l.row = r.row AND l.n > r.n"
        " WHERE r.n = ? ORDER BY l.n DESC",
        (n,),
    )
    return next((number for (number,) in later if number not in cancelled), None)


def _newest_signatures(connection: Any) -> dict[str, int]:
    """For each child with a signed review, the newest change that signed one."""
    rows = connection.execute(
        "SELECT c.child, c.n FROM change c WHERE c.kind = 'sign' AND c.child IS NOT NULL"
        " UNION SELECT r.child, r.n FROM change c JOIN change_row r ON r.n = c.n"
        " WHERE c.kind = 'sign' AND r.child IS NOT NULL ORDER BY 2"
    )
    return dict(rows.fetchall())


def _signed_later(connection: Any, n: int, signed: dict[str, int]) -> int | None:
    """The newest signature, after change ``n``, of a child whom that change concerns, or ``None``."""
    whose = connection.execute(
        "SELECT child FROM change WHERE n = ?1 UNION SELECT child FROM change_row WHERE n = ?1", (n,)
    )
    newest = max((signed.get(child, 0) for (child,) in whose), default=0)
    return newest if newest > n else None


def _words(connection: Any, n: int) -> str:
    return str(connection.execute("SELECT coalesce(words, '') FROM change WHERE n = ?", (n,)).fetchone()[0])


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
