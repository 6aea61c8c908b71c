"""Whether the journal's chain holds, and whether the rows are what the journal last wrote of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from iro_desk.desk.cipher import DatabaseError, cipher_faults, structure_faults
from iro_desk.desk.journal import change_hash, columns_in_file, digest_of, image_sql, row_digest
from iro_desk.desk.rows import BY_NAME, TABLES, Table

NAMED_FAULTS = 20
"""More faults of one sort than this are counted, not named."""


def database_findings(database: Any, *, raw_pages: bool = True) -> list[str]:
    """Everything wrong with an open desk file, in words; empty when nothing is.

    ``raw_pages`` also reads the file's pages as they lie on the disk, without what still waits in the log.
    """
    findings: list[str] = []
    try:
        if raw_pages:
            pages = cipher_faults(database)
            if pages:
                findings.append(f"{_count(len(pages), 'page')} of desk.db were altered or are incomplete.")
        faults = structure_faults(database)
        if faults:
            findings.append(f"desk.db is not whole inside ({_count(len(faults), 'fault')}).")
        findings += journal_findings(database.conn)
    except DatabaseError:
        findings.append("desk.db cannot be read to its end.")
    return findings


def journal_findings(connection: Any) -> list[str]:
    """What does not fit in the journal, or between the journal and the rows; no content of any row."""
    return [*_chain_faults(connection), *_row_faults(connection)]


def _chain_faults(connection: Any) -> list[str]:
    faults: list[str] = []
    rows = _rows_by_change(connection)
    waiting = next(rows, None)
    previous: bytes | None = None
    expected = 0
    changes = connection.execute(
        "SELECT n, made_at, author, kind, words, child, undoes, salt, words_digest, row_count, rows_digest, hash"
        " FROM change ORDER BY n"
    )
    for n, made_at, author, kind, words, child, undoes, salt, words_digest, count, rows_digest, stored in changes:
        expected += 1
        if n != expected:
            faults.append(f"Changes {expected} to {n - 1} are missing from the journal.")
            expected = n
        found, found_digest, altered = 0, hashlib.sha256().digest(), False
        if waiting is not None and waiting[0] == n:
            _, found, found_digest, altered = waiting
            waiting = next(rows, None)
        fits = (
            not altered
            and found == count
            and found_digest == rows_digest
            and (salt is None or digest_of(salt, words, child) == words_digest)
            and (salt is not None or (words is None and child is None))
            and change_hash(previous, n, made_at, author, kind, undoes, words_digest, count, rows_digest) == stored
        )
        if not fits:
            faults.append(f"Change {n} is not as it was written.")
        previous = stored
    if waiting is not None:
        faults.append("The journal holds rows of changes that it does not hold.")
    if expected == 0:
        faults.append("The journal is empty.")
    return _named(faults)


def _rows_by_change(connection: Any) -> Iterator[tuple[int, int, bytes, bool]]:
    """For each change with rows: its number, how many, the digest of their digests, and whether one does not fit."""
    rows = connection.execute("SELECT n, tbl, row, child, image, salt, digest FROM change_row ORDER BY n, seq")
    current, count, total, altered = 0, 0, hashlib.sha256(), False
    for n, table, row, child, image, salt, digest in rows:
        if n != current:
            if count:
                yield current, count, total.digest(), altered
            current, count, total, altered = n, 0, hashlib.sha256(), False
        count += 1
        total.update(digest)
        if salt is None:
            altered = altered or image is not None or child is not None
        elif row_digest(salt, table, row, child, image) != digest:
            altered = True
    if count:
        yield current, count, total.digest(), altered


def _row_faults(connection: Any) -> list[str]:
    faults = []
    for table in TABLES.values():
        differing, gone = _differences(connection, table)
        if differing:
            faults.append(f"{_count(differing, 'row')} of {table.name} differ from the journal.")
        if gone:
            faults.append(f"{_count(gone, 'row')} of {table.name} are in the journal but not on the desk.")
    known = tuple(BY_NAME)
    marks = ", ".join("?" * len(known))
    strange = connection.execute(f"SELECT count(*) FROM change_row WHERE tbl NOT IN ({marks})", known).fetchone()[0]
    if strange:
        faults.append(f"{_count(strange, 'row')} of the journal belong to no table of this desk.")
    return faults


def _differences(connection: Any, table: Table) -> tuple[int, int]:
    columns = columns_in_file(connection, table.name)
    if not columns:
        # A table that this desk does not have yet: it has not been migrated.
        return 0, 0
    newest = (
        f"WITH newest AS MATERIALIZED (SELECT row, image, max(n) FROM change_row WHERE tbl = '{table.name}'"
        " GROUP BY row)"
    )
    differing = connection.execute(
        f"{newest} SELECT count(*) FROM {table.name} t LEFT JOIN newest ON newest.row = t.id"
        f" WHERE newest.image IS NOT {image_sql(columns, 't')}"
    ).fetchone()[0]
    gone = connection.execute(
        f"{newest} SELECT count(*) FROM newest WHERE newest.image IS NOT NULL"
        f" AND newest.row NOT IN (SELECT id FROM {table.name})"
    ).fetchone()[0]
    return differing, gone


def _named(faults: list[str]) -> list[str]:
    if len(faults) <= NAMED_FAULTS:
        return faults
    return [*faults[:NAMED_FAULTS], f"And {len(faults) - NAMED_FAULTS} more of that sort."]


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
