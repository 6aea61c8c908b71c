"""Bytes to rows: text in whatever encoding, cells between commas, each row with its line in the file.

Made for files of unknown hands: byte-order mark, CRLF, quotes, blank lines, trailing spaces, a
semicolon or a tab where a comma is expected. Cells of the tables read here never hold a line break,
so each line is taken for itself: a quotation mark that is never closed costs one row, not the file.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

LARGEST_BYTES: Final = 64_000_000
"""A whole county's return is under a megabyte a table; what is larger than this is something else."""

SEPARATORS: Final = (",", ";", "\t")


class NotATable(Exception):
    """The bytes are not a table that can be read; the words say why, without any content."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its line in the file (the first line is 1), its cells, and what is wrong with it as a row."""

    number: int
    cells: list[str]
    fault: str = ""


def read_bytes(path: Path) -> bytes:
    """The bytes of a file. Raises :class:`NotATable` for what cannot be opened, is empty or is far too large."""
    try:
        size = path.stat().st_size
        if size > LARGEST_BYTES:
            raise NotATable("it is far larger than any table of a return")
        data = path.read_bytes()
    except OSError as trouble:
        reason = trouble.strerror or "it cannot be read"
        raise NotATable(f"it could not be opened ({reason[:1].lower()}{reason[1:]})") from trouble
    if not data.strip():
        raise NotATable("it is empty")
    return data


def is_xml(data: bytes) -> bool:
    """Whether these bytes begin as XML does."""
    return data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")


def text_of(data: bytes) -> str:
    """Bytes as text: UTF-16 or UTF-8 by their byte-order mark, else UTF-8, else Windows-1252.

    Raises :class:`NotATable` for workbooks, archives and other bytes that are no text.
    """
    if data.startswith(b"PK\x03\x04"):
        if b"xl/" in data:
            raise NotATable("it is a workbook; save each sheet as CSV and import those files")
        raise NotATable("it is an archive; unpack it and import the files in it")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise NotATable("it is an old workbook; save each sheet as CSV and import those files")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\x00" in data[:4096]:
        raise NotATable("it is not a text file")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def lines_of(text: str) -> list[str]:
    """The physical lines, however they end; only CR, LF and CRLF end a line."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def split(line: str, separator: str) -> list[str]:
    """The cells of one line, without outer spaces. A quotation mark left open is closed at the end of the line."""
    if '"' not in line:
        return [cell.strip() for cell in line.split(separator)]
    try:
        cells = next(csv.reader([line], delimiter=separator, skipinitialspace=True), [])
    except csv.Error:  # a cell of more than 131,072 characters
        cells = line.split(separator)
    return [cell.strip() for cell in cells]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of text: where each column stands, and the lines after the one that names them."""

    columns: dict[str, int]
    """Name in capitals, without outer spaces, to position; of two equal names the first."""
    lines: list[str]
    header_line: int
    separator: str

    def rows(self) -> Iterator[Line]:
        """The rows that hold anything at all, short ones filled up with empty cells."""
        width = max(self.columns.values()) + 1
        for number, line in enumerate(self.lines[self.header_line :], start=self.header_line + 1):
            cells = split(line, self.separator)
            if not any(cells):
                continue
            fault = ""
            if len(cells) < width:
                fault = f"the row has {len(cells)} of {width} columns"
                if number == len(self.lines):
                    fault += "; the file may have been cut off here"
                cells += [""] * (width - len(cells))
            if line.count('"') % 2:
                fault = "a quotation mark is not closed"
            yield Line(number, cells, fault)


def table_of(text: str) -> Table:
    """The table in a text: its first line that is not blank names the columns.

    Raises :class:`NotATable` when there is no such line. Of comma, semicolon and tab, that
    separator is taken which makes the most columns of the first line.
    """
    lines = lines_of(text)
    first = next((n for n, line in enumerate(lines) if line.strip(" ,;\t")), None)
    if first is None:
        raise NotATable("it is empty")
    separator = max(SEPARATORS, key=lambda s: len(split(lines[first], s)))
    columns: dict[str, int] = {}
    for position, name in enumerate(split(lines[first], separator)):
        if name:
            columns.setdefault(name.strip('"').upper(), position)
    if not columns:
        raise NotATable("its first line names no columns")
    return Table(columns, lines, first + 1, separator)
