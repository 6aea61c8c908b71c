"""My children: a pasted or read list of council numbers, with names if they are there.

A return names no child, no worker and no IRO, so whose children are meant comes from such a list.
A wrong guess would give a child another's name, so what is not understood is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, Literal, NamedTuple

from iro_desk.casework import Refused
from iro_desk.exchange.tables import lines_of, split

MineList = Mapping[str, tuple[str, str]]
"""Council number to (first name, surname), each empty where the list does not have it."""

Meaning = Literal["number", "name", "first", "surname"]

NUMBER_WORDS: Final = {"id", "number", "ref", "reference"}
NAME_WORDS: Final = {"name", "names", "child", "children"}
FIRST_WORDS: Final = {"first", "given", "forename", "forenames"}
SURNAME_WORDS: Final = {"surname", "last", "family"}
BESIDE_NAMES: Final = {
    "s", "full", "legal", "young", "person", "people", "client", "service", "user", "of", "and", "the",
}  # fmt: skip
"""Words that may stand beside those of a name: with any other, as in "last review" or "home name", it is none."""
PASSED_OVER: Final = {
    "worker", "team", "date", "dob", "birth", "born", "iro", "officer", "manager", "practitioner", "allocated",
    "parent", "mother", "father", "carer", "nhs", "upn", "pupil", "phone", "telephone", "mobile", "middle", "preferred",
    "school", "placement", "status",
}  # fmt: skip
"""Words of a heading that make it another's name, another's number or no name at all, whatever else it says."""

MONTHS: Final = r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
DATE: Final = re.compile(
    rf"(\d{{1,4}})([./-])(\d{{1,2}})\2(\d{{1,4}})(?:[ T]\d.*)?|\d{{1,2}}[ -](?:{MONTHS})[a-z]*[ -]\d{{2,4}}",
    re.IGNORECASE,
)
GLUED: Final = re.compile(
    r"\b(child|person|client|case|unique|council|mosaic|first|last|given|family|full)(id|number|no|ref|names?)\b"
)
LONGEST_LIST: Final = 100_000
NOTHING_CHANGED: Final = "Nothing was changed."
NAME_THE_COLUMNS: Final = 'Put a first line above the list, such as "number, first name, surname".'


class MyChildren(dict[str, tuple[str, str]]):
    """A list of my children as it was read, and on which of its lines (the first is 1) each number stands."""

    def __init__(self, names: MineList, lines: Mapping[str, int]) -> None:
        super().__init__(names)
        self.lines = dict(lines)


class _Row(NamedTuple):
    line: int
    cells: list[str]


def key_of(number: str) -> str:
    """A council number as it is compared: without outer spaces, capitals and small letters alike."""
    return number.strip().upper()


def parse_mine(text: str) -> MyChildren:
    """The numbers in a pasted or read list, with names where there are any; each number once, in order.

    Columns are parted by tab, semicolon, comma or, failing those, a space. A first line without a digit
    names the columns, in any order; columns of workers, teams and dates are passed over. Without one, the
    list is numbers alone, numbers and names, or number, first name and surname, where no cell of a row that
    has both holds a space. A date is never a number or a name. "Surname, First name" in one cell is
    understood; otherwise a name under a heading is parted at its last space, a name without one at its first.

    Raises :class:`Refused` when there is no number in it, or when it cannot be told what its columns are.

    >>> parse_mine("IRO0001\\tSam Invented\\nIRO0002")
    {'IRO0001': ('Sam', 'Invented'), 'IRO0002': ('', '')}
    """
    numbered = enumerate(lines_of(text.removeprefix("\ufeff")), start=1)
    lines = [(number, line) for number, line in numbered if line.strip(" \t,;")][:LONGEST_LIST]
    heading = lines.pop(0)[1] if lines and not _has_digit(lines[0][1]) else ""
    if not lines:
        raise _no_number()
    titles = _titles(heading)
    separator = _separator([line for _, line in lines], headed=len(titles) > 1)
    rows = [_Row(number, _cells(line, separator)) for number, line in lines]
    columns = _named_columns(titles) if heading else _guessed_columns(rows)
    if heading and separator == " ":
        # A space parts a number from all that follows it, whatever the first line calls the parts.
        columns = _guessed_columns(rows)
    found: dict[str, tuple[str, str]] = {}
    found_on: dict[str, int] = {}
    seen: dict[str, str] = {}
    for row in rows:
        if heading and separator != " " and any(row.cells[len(titles) :]):
            raise _not_understood(f"Line {row.line} of the list has more columns than its first line names.")
        number = _cell(row.cells, columns["number"])
        if not number:
            continue
        if _is_date(number):
            raise _not_understood(f"Line {row.line} of the list has a date where a council number is expected.")
        name = _name(row.cells, columns, at_last_space=bool(heading))
        first_seen = seen.setdefault(key_of(number), number)
        if any(name) or first_seen not in found:
            found[first_seen] = name
            found_on[first_seen] = row.line
    if not found:
        raise _no_number()
    return MyChildren(found, found_on)


def names_from(text: str) -> dict[str, tuple[str, str]]:
    """The names in a list of numbers and names, by council number; rows without a name are left out."""
    return {number: name for number, name in parse_mine(text).items() if any(name)}


def _no_number() -> Refused:
    return Refused(
        "There is no council number in that list.",
        safe=NOTHING_CHANGED,
        do="Give one number a line, with the name beside it if there is one.",
    )


def _not_understood(what: str) -> Refused:
    return Refused(what, safe=NOTHING_CHANGED, do=NAME_THE_COLUMNS)


# ---------------------------------------------------------------- lines and cells


def _separator(lines: Sequence[str], *, headed: bool) -> str:
    # A tab always parts columns; a comma may stand inside a name ("Surname, First name").
    for separator in ("\t", ";"):
        if any(separator in line for line in lines):
            return separator
    with_comma = [line for line in lines if "," in line]
    if with_comma and (headed or not all(map(_is_number_then_name, with_comma))):
        return ","
    return " "


def _is_number_then_name(line: str) -> bool:
    """Whether a line is "IRO0001 Invented, Sam": its comma parts a name, not the columns."""
    before, *after = line.split(",")
    number, _, rest = before.strip().partition(" ")
    return _is_number(number) and not _is_number(before) and len(after) == 1 and not _has_digit(rest + after[0])


def _cells(line: str, separator: str) -> list[str]:
    if separator != " ":
        return split(line, separator)
    number, _, name = line.strip().partition(" ")
    # "Sam Invented" without a number is no row of two columns.
    return [number, name.strip()] if _has_digit(number) else [line.strip()]


def _cell(cells: Sequence[str], position: int | None) -> str:
    return cells[position] if position is not None and position < len(cells) else ""


def _has_digit(text: str) -> bool:
    return any(letter.isdecimal() for letter in text)


def _is_date(cell: str) -> bool:
    """Whether a cell is a day, whatever way round: 12/05/2014, 2014-05-12, 12.5.14, 12 May 2014."""
    met = DATE.fullmatch(cell)
    if met is None or met[1] is None:
        return met is not None
    first, middle, last = met[1], int(met[3]), met[4]
    day, year = (last, first) if len(first) == 4 else (first, last)
    low, high = sorted((int(day), middle))
    return len(day) <= 2 and len(year) in (2, 4) and 1 <= low <= 12 and high <= 31


def _is_number(cell: str) -> bool:
    """Whether a cell may be a council number: it has a digit, is no date, and no word follows the digits."""
    if not _has_digit(cell) or _is_date(cell):
        return False
    parts = cell.split()
    first = next(at for at, part in enumerate(parts) if _has_digit(part))
    return all(_has_digit(part) or len(part) == 1 for part in parts[first + 1 :])


# ---------------------------------------------------------------- what the columns are


def _titles(heading: str) -> list[str]:
    return split(heading, max("\t;,", key=heading.count)) if heading else []


def _named_columns(titles: Sequence[str]) -> dict[Meaning, int]:
    """Where the columns stand, by the words of the first line."""
    found: dict[Meaning, list[int]] = {"number": [], "name": [], "first": [], "surname": []}
    words_of = [_words(title) for title in titles]
    for position, words in enumerate(words_of):
        meaning = _meaning(words)
        if meaning is not None:
            found[meaning].append(position)
    child = next((at for at in found["name"] if words_of[at] == ["child"]), None)
    if not found["number"] and child is not None:
        # A council's tables call the column of numbers CHILD.
        found["number"].append(child)
        found["name"].remove(child)
    if not found["number"]:
        raise _not_understood("The first line of the list does not say which column holds the council numbers.")
    if found["first"] or found["surname"]:
        if found["name"] and not found["first"]:
            found["first"] = found["name"]
        found["name"] = []
    if any(len(positions) > 1 for positions in found.values()):
        raise _not_understood("Two columns of the list could be the council number, or two the same part of a name.")
    return {meaning: positions[0] for meaning, positions in found.items() if positions}


def _words(title: str) -> list[str]:
    """The words of a heading in small letters: "ChildID", "child_id" and "Child ID" alike."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", title).lower()
    return re.findall(r"[^\W_]+", GLUED.sub(r"\1 \2", apart.replace("'s", "")))


def _meaning(words: Sequence[str]) -> Meaning | None:
    told = set(words)
    if told & PASSED_OVER:
        return None
    if told & NUMBER_WORDS or (words and words[-1] == "no"):
        return "number"
    if not told <= NAME_WORDS | FIRST_WORDS | SURNAME_WORDS | BESIDE_NAMES:
        return None
    first, surname = bool(told & FIRST_WORDS), bool(told & SURNAME_WORDS)
    if first != surname:
        return "first" if first else "surname"
    return "name" if first or told & NAME_WORDS else None


def _guessed_columns(rows: Sequence[_Row]) -> dict[Meaning, int]:
    """Number, then name or first name and surname, by what the cells hold; dates are passed over."""
    width = max(len(row.cells) for row in rows)
    filled = {at: [row.cells[at] for row in rows if at < len(row.cells) and row.cells[at]] for at in range(width)}
    filled = {at: cells for at, cells in filled.items() if cells and not all(map(_is_date, cells))}
    if not filled:
        raise _no_number()
    if any(_is_date(cell) for cells in filled.values() for cell in cells):
        raise _not_understood("A column of the list holds dates among other things.")
    numbers = [at for at, cells in filled.items() if all(map(_is_number, cells))]
    if len(numbers) != 1:
        which = "More than one column" if numbers else "No column"
        raise _not_understood(f"{which} of the list could be the council number on every line.")
    names = [at for at in filled if at not in numbers]
    if not names:
        return {"number": numbers[0]}
    if len(names) == 1:
        return {"number": numbers[0], "name": names[0]}
    first, surname = names[:2]
    pairs = [(_cell(row.cells, first), _cell(row.cells, surname)) for row in rows]
    # A name with spaces beside another cell is a whole name, and the other cell a team or a worker.
    if len(names) > 2 or any(" " in one + other for one, other in pairs if one and other):
        raise _not_understood("It cannot be told which columns of the list hold the child's name.")
    return {"number": numbers[0], "first": first, "surname": surname}


def _name(cells: Sequence[str], columns: Mapping[Meaning, int], *, at_last_space: bool) -> tuple[str, str]:
    parts = [_cell(cells, columns.get("first")), _cell(cells, columns.get("surname"))]
    if "name" in columns:
        name = " ".join(_cell(cells, columns["name"]).split())
        if "," in name:
            surname, _, first = name.partition(",")
            parts = [first.strip(), surname.strip()]
        elif at_last_space and " " in name:
            parts = name.rsplit(" ", 1)
        else:
            first, _, surname = name.partition(" ")
            parts = [first, surname]
    first, surname = ("" if _is_date(part) else part for part in parts)
    return first, surname
