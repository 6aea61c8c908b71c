"""Between the case's values and the desk's rows: one mapping for every kind, made from the dataclass itself."""

from __future__ import annotations

import dataclasses
import re
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, get_type_hints

from iro_desk import casework


@dataclass(frozen=True, slots=True)
class ImportRun:
    """One import: the desk's day on which it was made, and its summary as JSON."""

    id: str
    on_day: date
    words: str = ""


@dataclass(frozen=True, slots=True)
class DeskIdentity:
    """The one row that says which desk this is. ``id`` is also in ``keys.json`` and ``head.json``."""

    id: str
    name: str = ""


STORED: tuple[type, ...] = (
    DeskIdentity,
    casework.Setting,
    casework.Child,
    casework.CouncilNumber,
    casework.Episode,
    casework.PeriodRecord,
    casework.Person,
    casework.Role,
    casework.SchoolPlace,
    casework.Event,
    casework.Contact,
    casework.Milestone,
    casework.SchoolTerm,
    casework.Review,
    casework.ReviewPart,
    casework.Attendance,
    casework.ReviewNote,
    casework.ToldMe,
    casework.Decision,
    casework.LetterPart,
    casework.SignedPaper,
    casework.SignedNote,
    casework.PaperText,
    casework.ConsultationAnswer,
    casework.Correction,
    casework.PaperStep,
    casework.Sending,
    casework.PrepareStep,
    casework.OwnPlace,
    casework.FoundPlace,
    casework.TripNote,
    casework.OwnLeg,
    casework.ColumnsChosen,
    casework.Withholding,
    casework.LookedAgain,
    casework.AskedWhere,
    casework.CopyChoice,
    casework.TellingAnswer,
    casework.Engagement,
    casework.ReviewWish,
    ImportRun,
)
"""Every journalled kind, parents before their children."""

REFERENCES = {"child": "child", "review": "review", "person": "person", "withholding": "withholding"}
"""Fields that name another row, and the table that it is in."""

DERIVED: dict[tuple[type, str], str] = {
    # A seal is made from the signing change's hash, which covers the paper's own row: it cannot be in it.
    (kind, "seal"): (
        "(SELECT c.hash FROM change_row r JOIN change c ON c.n = r.n"
        f" WHERE r.tbl = '{table}' AND r.row = t.id ORDER BY r.n LIMIT 1)"
    )
    for kind, table in ((casework.SignedPaper, "signed_paper"), (casework.SignedNote, "signed_note"))
}
"""Fields that are read from elsewhere and never stored."""


@dataclass(frozen=True, slots=True)
class Column:
    """One stored field. ``references`` is the table it points to, or empty."""

    name: str
    sql_type: str
    may_be_null: bool
    references: str
    write: Callable[[Any], Any] | None
    read: Callable[[Any], Any] | None
    derived: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of row: its table, its fields, and which field says whose child it is (or none)."""

    name: str
    kind: type
    columns: tuple[Column, ...]
    child_column: str
    select: str
    """The columns to read, of a table under the name ``t``, in the order of the dataclass."""
    fillers: tuple[Callable[[Any, Any], None], ...]
    """Of each column, what puts its value into a new record."""

    @property
    def stored(self) -> tuple[Column, ...]:
        """The columns that are in the table."""
        return tuple(column for column in self.columns if not column.derived)

    def row_of(self, record: Any) -> tuple[Any, ...]:
        """The stored columns of one value."""
        row = []
        for column in self.stored:
            value = getattr(record, column.name)
            row.append(column.write(value) if column.write is not None else value)
        return tuple(row)

    def records_of(self, rows: Sequence[tuple[Any, ...]]) -> list[Any]:
        """The values that rows (read with ``select``) stand for.

        They are filled column by column: days and answers repeat over and over in one, and each is made a value once.
        A frozen value's own ``__init__`` fills it field by field, and takes twice as long.
        """
        records: list[Any] = [object.__new__(self.kind) for _ in rows]
        for column, fill, stored in zip(self.columns, self.fillers, zip(*rows, strict=True), strict=bool(rows)):
            if column.read is not None:
                values = {each: column.read(each) for each in set(stored)}
                stored = tuple(values[each] for each in stored)
            deque(map(fill, records, stored), maxlen=0)
        return records


def seal_words(change_hash: bytes) -> str:
    """The seal of a change: the first 16 letters (base32, RFC 4648) of its hash."""
    import base64

    return base64.b32encode(change_hash).decode("ascii")[:16]


def _date_in(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _date_out(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _seal_out(value: bytes | None) -> str:
    return "" if value is None else seal_words(value)


def _nothing_as_null(value: str) -> str | None:
    return value or None


def _null_as_nothing(value: str | None) -> str:
    return value or ""


def _column(kind: type, name: str, hint: Any, default: Any) -> Column:
    derived = DERIVED.get((kind, name), "")
    if derived:
        return Column(name, "", True, "", None, _seal_out, derived)
    references = REFERENCES.get(name, "")
    if hint is str and references and default == "":
        return Column(name, "TEXT", True, references, _nothing_as_null, _null_as_nothing)
    if hint is str:
        return Column(name, "TEXT", False, references, None, None)
    if hint is bool:
        return Column(name, "INTEGER", False, "", int, bool)
    if hint is int:
        return Column(name, "INTEGER", False, "", None, None)
    if hint is bytes:
        return Column(name, "BLOB", False, "", None, None)
    if hint is date:
        return Column(name, "TEXT", False, "", _date_in, _date_out)
    if hint == date | None:
        return Column(name, "TEXT", True, "", _date_in, _date_out)
    raise TypeError(f"{kind.__name__}.{name} has a type that the desk cannot store")


def _table(kind: type) -> Table:
    if hasattr(kind, "__post_init__") or "__slots__" not in vars(kind):
        raise TypeError(f"{kind.__name__} is not a plain value with slots, which is what the desk reads back")
    hints = get_type_hints(kind)
    fields = dataclasses.fields(kind)
    columns = tuple(_column(kind, field.name, hints[field.name], field.default) for field in fields)
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()
    names = {column.name for column in columns}
    child_column = "id" if name == "child" else "child" if "child" in names else ""
    return Table(
        name=name,
        kind=kind,
        columns=columns,
        child_column=child_column,
        select=", ".join(column.derived or f't."{column.name}"' for column in columns),
        fillers=tuple(getattr(kind, column.name).__set__ for column in columns),
    )


TABLES: dict[type, Table] = {kind: _table(kind) for kind in STORED}
BY_NAME: dict[str, Table] = {table.name: table for table in TABLES.values()}


def table_of(kind: type) -> Table:
    """The table of one kind. Raises ``TypeError`` for a kind that no desk stores (a bug)."""
    try:
        return TABLES[kind]
    except KeyError:
        raise TypeError(f"{kind.__name__} is not stored on a desk") from None


def record_of(table: str, image: Mapping[str, Any]) -> Any:
    """The value that an image of the journal stands for: a field added since has its default, a BLOB is its hash."""
    kind = BY_NAME[table]
    stored = {column.name: column for column in kind.stored if column.name in image}
    return kind.kind(**{name: c.read(image[name]) if c.read is not None else image[name] for name, c in stored.items()})
