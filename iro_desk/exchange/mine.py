"""My children: a pasted or read list of council numbers, with names if they are there.

A return names no child, no worker and no IRO, so whose children are meant comes from such a list.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from iro_desk.casework import Refused
from iro_desk.exchange.tables import lines_of, split

MineList = Mapping[str, tuple[str, str]]
"""Council number to (first name, surname), each empty where the list does not have it."""

NUMBER_WORDS: Final = {
    "number", "child", "child id", "childid", "child number", "child unique id", "council number", "id", "no",
    "unique id", "case number", "reference", "person id",
}  # fmt: skip
NAME_WORDS: Final = {"name", "full name", "child name", "child's name"}
FIRST_WORDS: Final = {"first name", "firstname", "forename", "given name", "first"}
SURNAME_WORDS: Final = {"surname", "last name", "lastname", "family name", "second name", "last"}
LONGEST_LIST: Final = 100_000


def key_of(number: str) -> str:
    """A council number as it is compared: without outer spaces, capitals and small letters alike."""
    return number.strip().upper()


def parse_mine(text: str) -> dict[str, tuple[str, str]]:
    """The numbers in a pasted or read list, with names where there are any; each number once, in order.

    Understands one number a line; number and name in two columns, either order; number, first name
    and surname in three; columns parted by tab, comma, semicolon or, failing those, a space; and a first
    line that names its columns in any order. A name in one cell is first name then surname, or
    "Surname, First name". Raises :class:`Refused` when there is no number in it.

    >>> parse_mine("IRO0001\\tSam Invented\\nIRO0002")
    {'IRO0001': ('Sam', 'Invented'), 'IRO0002': ('', '')}
    """
    lines = [line for line in lines_of(text.removeprefix("\ufeff")) if line.strip(" \t,;")][:LONGEST_LIST]
    separator = _separator(lines)
    rows = [_cells(line, separator) for line in lines]
    columns = _named_columns(rows[0]) if rows else None
    if columns is not None:
        rows = rows[1:]
    else:
        columns = _guessed_columns(rows)
    found: dict[str, tuple[str, str]] = {}
    seen: dict[str, str] = {}
    for row in rows:
        number = _cell(row, columns.get("number"))
        if not number:
            continue
        name = _name(row, columns)
        first_seen = seen.setdefault(key_of(number), number)
        if any(name) or first_seen not in found:
            found[first_seen] = name
    if not found:
        raise Refused(
            "There is no council number in that list.",
            safe="Nothing was changed.",
            do="Give one number a line, with the name beside it if there is one.",
        )
    return found


def names_from(text: str) -> dict[str, tuple[str, str]]:
    """The names in a list of numbers and names, by council number; rows without a name are left out."""
    return {number: name for number, name in parse_mine(text).items() if any(name)}


def _separator(lines: list[str]) -> str:
    # A tab always parts columns; a comma may stand inside a name ("Surname, First name").
    for separator in ("\t", ";", ","):
        if any(separator in line for line in lines):
            return separator
    return " "


def _cells(line: str, separator: str) -> list[str]:
    if separator != " ":
        return split(line, separator)
    number, _, name = line.strip().partition(" ")
    # "Sam Invented" without a number is no row of two columns.
    return [number, name.strip()] if _has_digit(number) else [line.strip()]


def _named_columns(cells: list[str]) -> dict[str, int] | None:
    """Where the columns stand when the first line names them, or ``None``: it is a row like the others."""
    columns: dict[str, int] = {}
    for position, cell in enumerate(cells):
        word = " ".join(cell.lower().replace("_", " ").split())
        for meaning, words in (
            ("number", NUMBER_WORDS),
            ("name", NAME_WORDS),
            ("first", FIRST_WORDS),
            ("surname", SURNAME_WORDS),
        ):
            if word in words:
                columns.setdefault(meaning, position)
    return columns if "number" in columns else None


def _guessed_columns(rows: list[list[str]]) -> dict[str, int]:
    """Number, then name or first name and surname; the number is the column where most cells hold a digit."""
    width = max((len(row) for row in rows), default=0)
    digits = [sum(_has_digit(row[at]) for row in rows if at < len(row)) for at in range(width)]
    number = digits.index(max(digits)) if digits else 0
    others = [at for at in range(width) if at != number and any(at < len(row) and row[at] for row in rows)]
    if len(others) >= 2:
        return {"number": number, "first": others[0], "surname": others[1]}
    return {"number": number, "name": others[0]} if others else {"number": number}


def _name(row: list[str], columns: Mapping[str, int]) -> tuple[str, str]:
    if "first" in columns or "surname" in columns:
        return _cell(row, columns.get("first")), _cell(row, columns.get("surname"))
    name = " ".join(_cell(row, columns.get("name")).split())
    if "," in name:
        surname, _, first = name.partition(",")
        return first.strip(), surname.strip()
    first, _, surname = name.partition(" ")
    return first, surname


def _cell(row: list[str], position: int | None) -> str:
    return row[position] if position is not None and position < len(row) else ""


def _has_digit(text: str) -> bool:
    return any(letter.isdecimal() for letter in text)
