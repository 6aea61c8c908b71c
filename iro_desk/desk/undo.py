"""Taking a change back, and bringing it back: both are new changes; nothing is ever taken out of the journal.

An undo says which change it undoes; a redo undoes the undo. An undo and its redo cancel each other,
and so do a change and the undo that stands: what is left is in effect.

Without being told which, undo means the newest change that stands and no other: where that one cannot be
taken back it is refused, naming it, rather than an older one, perhaps another child's, going unseen.

Finalising bars what came before it: a change of a child is not taken back once a review of that child
was finalised after it, for the finalised record stands on what was there. Other children's changes can
still be taken back by their number.
"""

from __future__ import annotations

import json
from typing import Any

from iro_desk.casework import Refused
from iro_desk.desk.errors import UNCHANGED
from iro_desk.desk.reading import CHANGES, Change, change_of
from iro_desk.desk.rows import BY_NAME, Table

UNDOABLE = ("edit", "import", "correct", "found")
BARRIERS = ("migration", "restore", "removal")
"""Undo does not go back past one of these: what was before has another shape, is another history, or is gone."""
PASSED_OVER = ("opened", "printed", "exported", "key", "found")
"""What is no work of the IRO's: looking and printing touch no row, and a place that was found is kept by asking for it.
Undo and redo go past them; the last is taken back by its number."""
FINALISED_STAYS = "What was finalised stays as it was finalised."


def next_undo(connection: Any) -> Change | None:
    """The newest change that stands, if it can be taken back; or ``None``. An older one is never offered instead."""
    newest = _newest(connection)
    return newest if newest is not None and newest.kind in UNDOABLE else None


def newest_to_take_back(connection: Any) -> Change:
    """The same, or :class:`Refused` naming the newest change that stands and cannot be taken back."""
    newest = _newest(connection)
    if newest is None or newest.kind == "migration":
        raise Refused("There is nothing to take back.", safe=UNCHANGED)
    if newest.kind not in UNDOABLE:
        finalised = newest.kind == "sign"
        raise Refused(
            f"The newest change is not taken back: {newest.words}.",
            safe=FINALISED_STAYS if finalised else UNCHANGED,
            do="Make a correction." if finalised else "",
        )
    return newest


def undoable(connection: Any, n: int) -> Change | None:
    """Change ``n`` if it is of a kind that can be taken back, stands, and no barrier came after it; or ``None``."""
    cancelled, _ = _effects(connection)
    barrier = connection.execute(
        f"SELECT coalesce(max(n), 0) FROM change WHERE kind IN ({_marks(BARRIERS)})", BARRIERS
    ).fetchone()[0]
    row = connection.execute(f"{CHANGES} WHERE n = ?", (n,)).fetchone()
    change = None if row is None else change_of(row)
    if change is None or change.n <= barrier or change.n in cancelled:
        return None
    return change if change.kind in UNDOABLE and change.undoes is None else None


def next_redo(connection: Any) -> Change | None:
    """The undo that a redo would undo: the newest in effect with no other work after it, or ``None``."""
    _, standing = _effects(connection)
    if not standing:
        return None
    work = connection.execute(
        f"SELECT coalesce(max(n), 0) FROM change WHERE undoes IS NULL AND kind NOT IN ({_marks(PASSED_OVER)})",
        PASSED_OVER,
    ).fetchone()[0]
    if standing[0] < work:
        return None
    return change_of(connection.execute(f"{CHANGES} WHERE n = ?", (standing[0],)).fetchone())


def put_back(connection: Any, n: int) -> None:
    """Put every row that change ``n`` touched back to its image before it, inside an open change.

    Raises :class:`Refused` when a row was touched again later, when a review of the same child was finalised since,
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
            raise Refused("A finalised paper is not brought back by undo.", safe=UNCHANGED)
        found = connection.execute(f"SELECT rowid FROM {name} WHERE id = ?", (row,)).fetchone()
        rowids[name, row] = None if found is None else found[0]
    # All go first, so that a key can pass from one row to another.
    for name, row, _ in touched:
        connection.execute(f"DELETE FROM {name} WHERE id = ?", (row,))
    for name, row, before in touched:
        if before is not None:
            _insert(connection, BY_NAME[name], json.loads(before), rowids[name, row])


def _newest(connection: Any) -> Change | None:
    """The newest change that stands: neither taken back nor a taking back; looking and printing are passed over."""
    cancelled, _ = _effects(connection)
    rows = connection.execute(f"{CHANGES} WHERE kind NOT IN ({_marks(PASSED_OVER)}) ORDER BY n DESC", PASSED_OVER)
    return next((change_of(row) for row in rows if row[0] not in cancelled), None)


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
            f"A review was finalised after this change: {_words(connection, signature)}.",
            safe=FINALISED_STAYS,
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
    # The plus sign has the few undos found by their own index and not among all changes.
    links = connection.execute("SELECT n, undoes FROM change WHERE undoes IS NOT NULL ORDER BY +n DESC").fetchall()
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
