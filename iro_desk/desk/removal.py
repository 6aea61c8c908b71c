"""Deleting one child from a desk file for good: rows, texts being written, and what the journal holds of them.

The journal keeps the digests, so its chain still verifies, and nothing can be guessed from it. What is left of the
old pages goes with a VACUUM and an emptied log; the full-text index is made anew from what remains.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from iro_desk.casework import UserFacingError
from iro_desk.desk import text_index
from iro_desk.desk.cipher import OperationalError
from iro_desk.desk.drafts import WINDOW_PLACE
from iro_desk.desk.rows import TABLES, Table
from iro_desk.desk.writer import Writer

WORDS = "Deleted the working copy of a child"
Row = tuple[str, str]
"""A table's name, and a row's id."""


@dataclass(frozen=True, slots=True)
class Removed:
    """What one file no longer holds."""

    rows: dict[str, int]
    """By kind of row, how many."""
    texts: int
    """Texts that were being written."""
    journal_rows: int
    """Images in the journal that were blanked."""
    left: int = 0
    """What still names the child by an identity that nobody else has: rows, images, texts. None is what is meant."""


def remove_child(writer: Writer, child_id: str) -> Removed:
    """Delete the child from the writer's file, whether they are still on it or only in its journal."""
    with writer.lock:
        with writer.change(WORDS, None, "removal") as change:
            connection = writer.conn
            whose = _rows_of(connection, child_id)
            beside = [*_people(connection, child_id), *_places(connection, child_id)]
            images = _images(connection, child_id, beside)
            ids = {child_id} | {row for _, row in (*whose, *beside, *_once_theirs(connection, child_id))}
            rows: dict[str, int] = {}
            for name, row in (*reversed(whose), *beside):
                found = connection.execute(f"DELETE FROM {name} WHERE id = ?", (row,)).rowcount
                if found:
                    rows[name] = rows.get(name, 0) + found
            texts = _drop_texts(connection, ids)
            change.redact(child_id)
            change.redact_rows(beside)
        try:
            empty_of_what_was(writer)
        except OperationalError as error:
            raise UserFacingError(
                "The child was deleted from the desk, but the disk is full or does not answer: what lies between the"
                " rows was not written anew.",
                safe="Nothing about anybody else was changed.",
                do="Make room, then give the desk a new key: that writes every page anew.",
            ) from error
        return Removed(rows, texts, images, _left(writer.conn, child_id, ids))


def is_known(connection: Any, child_id: str) -> bool:
    """Whether a file holds anything of the child, in its rows or in its journal."""
    row = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM child WHERE id = ?1) OR EXISTS (SELECT 1 FROM change_row WHERE child = ?1)"
        " OR EXISTS (SELECT 1 FROM change WHERE child = ?1)",
        (child_id,),
    ).fetchone()
    return bool(row[0])


def empty_of_what_was(writer: Writer) -> None:
    """Write the whole file anew, so that no page and no log holds what was deleted."""
    text_index.make(writer.conn)
    writer.conn.execute("VACUUM")
    writer.empty_the_log()


def _rows_of(connection: Any, child_id: str) -> list[Row]:
    found: list[Row] = []
    for table in TABLES.values():
        if table.child_column:
            rows = connection.execute(f'SELECT id FROM {table.name} WHERE "{table.child_column}" = ?', (child_id,))
            found += [(table.name, row) for (row,) in rows]
    return found


def _people(connection: Any, child_id: str) -> list[Row]:
    """People who are, or were, around this child and no other."""
    known = connection.execute(
        "SELECT person FROM role WHERE child = ?1"
        " UNION SELECT json_extract(image, '$.person') FROM change_row WHERE tbl = 'role' AND child = ?1",
        (child_id,),
    ).fetchall()
    return [("person", person) for (person,) in known if person and not _is_elsewhere(connection, person, child_id)]


def _is_elsewhere(connection: Any, person: str, child_id: str) -> bool:
    return any(
        connection.execute(
            f'SELECT 1 FROM {table.name} WHERE "{column}" = ? AND child IS NOT ?', (person, child_id)
        ).fetchone()
        for table, column in _naming_people()
    )


def _naming_people() -> list[tuple[Table, str]]:
    return [
        (table, column.name)
        for table in TABLES.values()
        for column in table.stored
        if column.references == "person" and table.child_column == "child"
    ]


def _places(connection: Any, child_id: str) -> list[Row]:
    """Own places, found places and figures at a postcode where this child lived or came from, and no other child."""
    homes = {
        postcode.replace(" ", "").upper()
        for row in connection.execute("SELECT postcode, home_postcode FROM episode WHERE child = ?", (child_id,))
        for postcode in row
        if postcode
    }
    for row in connection.execute("SELECT postcode, home_postcode FROM episode WHERE child <> ?", (child_id,)):
        homes -= {postcode.replace(" ", "").upper() for postcode in row}
    found: list[Row] = []
    ends = {"own_place": ["postcode"], "found_place": ["postcode"], "own_leg": ["start", "finish"]}
    for name, columns in ends.items():
        for row, *values in connection.execute(f"SELECT id, {', '.join(columns)} FROM {name}"):
            if homes & {value.replace(" ", "").upper() for value in values}:
                found.append((name, row))
    return found


def _images(connection: Any, child_id: str, beside: list[Row]) -> int:
    total = connection.execute(
        "SELECT count(*) FROM change_row WHERE child = ? AND image IS NOT NULL", (child_id,)
    ).fetchone()[0]
    for name, row in beside:
        total += connection.execute(
            "SELECT count(*) FROM change_row WHERE tbl = ? AND row = ? AND image IS NOT NULL", (name, row)
        ).fetchone()[0]
    return int(total)


def _once_theirs(connection: Any, child_id: str) -> list[Row]:
    return list(connection.execute("SELECT DISTINCT tbl, row FROM change_row WHERE child = ?", (child_id,)))


def _drop_texts(connection: Any, ids: set[str]) -> int:
    held = connection.execute(
        "SELECT field, text FROM draft UNION ALL SELECT field, text FROM draft_earlier"
    ).fetchall()
    dropped = {
        field for field, text in held if field == WINDOW_PLACE or any(row in field or row in text for row in ids)
    }
    connection.executemany("DELETE FROM draft WHERE field = ?", [(field,) for field in dropped])
    return len(dropped)


def _left(connection: Any, child_id: str, ids: set[str]) -> int:
    """How much still names the child. A word may be somebody else's too; an identity is nobody else's."""
    texts = [("draft", ["field", "text"]), ("draft_earlier", ["field", "text"]), ("change_row", ["child", "image"])]
    texts.append(("change", ["child", "words"]))
    for table in TABLES.values():
        texts.append((table.name, [column.name for column in table.stored if column.sql_type == "TEXT"]))
    total = 0
    for name, columns in texts:
        holds = " OR ".join(f'instr("{column}", ?1)' for column in columns)
        total += connection.execute(f"SELECT count(*) FROM {name} WHERE {holds}", (child_id,)).fetchone()[0]
    kept = {row for (row,) in connection.execute("SELECT DISTINCT row FROM change_row WHERE image IS NOT NULL")}
    return int(total) + len(kept & ids)
