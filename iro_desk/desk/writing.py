"""Changing the desk: what a function is given inside ``desk.change``."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from iro_desk.casework import RandomBytes, Refused, Setting, check_setting, new_id
from iro_desk.desk.cipher import IntegrityError
from iro_desk.desk.drafts import Drafts
from iro_desk.desk.errors import UNCHANGED
from iro_desk.desk.reading import Change, Reading
from iro_desk.desk.rows import Table, table_of
from iro_desk.desk.schema import UNIQUE


class OpenChange(Reading):
    """One change while it is being made. It reads what the desk holds with this change's own rows in it.

    ``n`` is the number that the change will have if it touches a row; ``made`` is the change once it is
    committed (``None`` when nothing was touched).
    """

    def __init__(self, database: Any, guard: Any, n: int, random_bytes: RandomBytes) -> None:
        super().__init__(database, guard)
        self.n = n
        self.made: Change | None = None
        self.redacted: list[str] = []
        self.redacted_rows: list[tuple[str, str]] = []
        self._random_bytes = random_bytes

    def new_id(self) -> str:
        """A new identity for a row, drawn from the desk's own source."""
        return new_id(self._random_bytes)

    def save(self, record: Any) -> None:
        """Keep one value: a new row, or the new state of the row with its id. Raises :class:`Refused`: key taken."""
        self.save_many((record,))

    def save_many(self, records: Iterable[Any]) -> None:
        """Keep many values, of one kind or several. Raises :class:`Refused` for a key that is there already."""
        for kind, group in groupby(records, key=type):
            table = table_of(kind)
            try:
                self._connection.executemany(_kept(table), map(table.row_of, group))
            except IntegrityError as error:
                raise _refusal(table, error) from error

    def delete(self, record: Any) -> None:
        """Take one value's row away. What belongs to it must go in the same change."""
        table = table_of(type(record))
        self._connection.execute(f"DELETE FROM {table.name} WHERE id = ?", (record.id,))

    def put_setting(self, key: str, value: str) -> None:
        """Set one declared setting. Raises ``UserFacingError`` when it is not declared or the value does not fit."""
        check_setting(key, value)
        self.save(Setting(key, value))

    def drop_draft(self, field: str) -> None:
        """The text being written in a field becomes part of this change: its draft goes with the commit."""
        Drafts(self._connection).drop(field)

    def redact(self, child_id: str) -> None:
        """At commit, blank what the journal holds of a child, whose own rows must be gone by then (a removal)."""
        self.redacted.append(child_id)

    def redact_rows(self, rows: Iterable[tuple[str, str]]) -> None:
        """The same of rows that belong to no child by their own column: (table, id), gone by then."""
        self.redacted_rows.extend(rows)


def _kept(table: Table) -> str:
    names = [f'"{column.name}"' for column in table.stored]
    marks = ", ".join("?" * len(names))
    news = ", ".join(f"{name} = excluded.{name}" for name in names if name != '"id"')
    return f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {news}"


def _refusal(table: Table, error: Exception) -> Exception:
    """A taken key in words; anything else stays what it was (a bug)."""
    if "UNIQUE" in str(error):
        for name, _, _, words in UNIQUE:
            if name == table.name:
                return Refused(words, safe=UNCHANGED)
    return error
