"""A workbook, a CSV file or a pasted table as rows of cells, each row with its number in the sheet.

Made for files of unknown hands: a workbook is looked at before it is unpacked, and reading stops at a bound
of rows, columns and seconds, so that one made to do harm, or cut in half, is refused in a sentence.
"""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from iro_desk.exchange.tables import NotATable, read_bytes, text_of
from iro_desk.exchange.unpacking import TOO_LONG, look_before_unpacking

Cell = str | date | float | bool | None
"""What a cell holds. Text is trimmed; a moment is taken as its day; an empty cell is ``None``."""

LARGEST_SHEET_ROWS: Final = 5_000
MOST_COLUMNS: Final = 200
LONGEST_CELL: Final = 20_000
SECONDS: Final = 4.0
ZIP: Final = b"PK\x03\x04"
OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet. ``name`` is the tab's, empty for a text; ``rows`` are (number in the sheet, cells), blank rows out."""

    name: str
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]


def read_grids(path: Path, *, clock: Callable[[], float] = time.monotonic) -> tuple[Grid, ...]:
    """The sheets of a workbook (.xlsx, .xlsm) or the one table of a text file.

    Raises :class:`NotATable`, whose words say why and hold nothing of the content.
    """
    data = read_bytes(path)
    if data.startswith(OLD_OFFICE):
        raise NotATable("it is an old or a locked workbook; save it as .xlsx without a password, or as CSV")
    if data.startswith(ZIP):
        return _workbook(data, clock)
    return (grid_of_text(text_of(data)),)


def grid_of_text(text: str) -> Grid:
    """A pasted or read table. Tab, semicolon or comma parts the cells, whichever stands most often in one line.

    A cell in quotation marks may hold line breaks. Raises :class:`NotATable` when nothing is in it.
    """
    text = text.removeprefix("\ufeff")
    first = [line for line in text.splitlines() if line.strip(" ,;\t")][:20]
    if not first:
        raise NotATable("it is empty")
    separator = max("\t;,", key=lambda mark: max(line.count(mark) for line in first))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
    rows: list[tuple[int, tuple[Cell, ...]]] = []
    line = 1
    try:
        for cells in reader:
            _add(rows, line, cells)
            line = reader.line_num + 1
    except csv.Error as error:
        raise NotATable(f"line {line} cannot be read as cells") from error
    return Grid("", tuple(rows))


def _add(rows: list[tuple[int, tuple[Cell, ...]]], number: int, cells: Any) -> None:
    kept = tuple(_cell(cell) for cell in cells[:MOST_COLUMNS])
    if any(cell is not None for cell in kept):
        if len(rows) >= LARGEST_SHEET_ROWS:
            raise NotATable(f"it has more than {LARGEST_SHEET_ROWS:,} rows, more than any caseload")
        rows.append((number, kept))


def _cell(value: Any) -> Cell:
    if value is None or isinstance(value, bool | float):
        return value
    if isinstance(value, int):
        return float(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return " ".join(str(value)[:LONGEST_CELL].replace("\x00", "").split()) or None


def _workbook(data: bytes, clock: Callable[[], float]) -> tuple[Grid, ...]:
    from openpyxl import load_workbook

    until = clock() + SECONDS
    look_before_unpacking(data, lambda: clock() > until)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # whatever a broken workbook makes the reader stumble over
        raise NotATable("it is not a workbook that can be read; it may be cut off") from error
    try:
        return tuple(Grid(sheet.title, _rows(sheet, until, clock)) for sheet in book.worksheets)
    except NotATable:
        raise
    except Exception as error:  # the same, met while a sheet is read
        raise NotATable("one of its sheets cannot be read; it may be cut off") from error
    finally:
        book.close()


def _rows(sheet: Any, until: float, clock: Callable[[], float]) -> tuple[tuple[int, tuple[Cell, ...]], ...]:
    rows: list[tuple[int, tuple[Cell, ...]]] = []
    sheet.reset_dimensions()  # what a workbook says of its own size is not to be trusted
    for number, cells in enumerate(_bounded(sheet), start=1):
        _add(rows, number, cells)
        if number % 50 == 0 and clock() > until:
            raise NotATable(TOO_LONG)
    return tuple(rows)


def _bounded(sheet: Any) -> Iterator[tuple[Any, ...]]:
    # A sheet may name its last row a million lines down; the gap before it would be filled with empty rows.
    yield from sheet.iter_rows(max_row=LARGEST_SHEET_ROWS * 4, max_col=MOST_COLUMNS, values_only=True)
