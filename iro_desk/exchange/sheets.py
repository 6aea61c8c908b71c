"""A list of children in any spreadsheet: its rows, once it is known which column holds what.

Reads the starter sheet that this program writes, an Ofsted Annex A workbook (List 8, children looked after),
and any other table whose columns were named by a person. Nothing is guessed: what a cell does not plainly say
is listed with its row, and the rest of the row is taken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from iro_desk.exchange.grids import Cell, Grid
from iro_desk.exchange.returns import Problem
from iro_desk.exchange.sheet_fields import BY_KEY, SheetField, guess, head_of
from iro_desk.exchange.tables import NotATable
from iro_desk.statute import codes, is_valid

ANNEX_A: Final = "annex-a"
SHEET: Final = "council"
LIST_8: Final = re.compile(r"list\s*_?8\b", re.IGNORECASE)
MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
EXCEL_EPOCH: Final = date(1899, 12, 30)
AHEAD: Final = {"next_booked", "review_due"}
"""Days that may lie ahead."""
POSTCODE: Final = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}")
NOTHING: Final = {"", "-", "–", "n/a", "na", "none", "nil", "unknown", "not known", "tbc", "null"}

STATUS_WORDS: Final[Mapping[str, str]] = {
    "full care order": "C2", "care order": "C2", "fco": "C2", "co": "C2", "section 31": "C2", "s31": "C2",
    "interim care order": "C1", "ico": "C1", "section 38": "C1", "s38": "C1",
    "placement order": "E1", "po": "E1",
    "section 20": "V2", "s20": "V2", "accommodated": "V2", "single period of accommodation": "V2",
    "police protection": "L1", "emergency protection order": "L2", "epo": "L2", "child assessment order": "L3",
    "remand": "J1", "remanded": "J1", "short breaks": "V4",
}  # fmt: skip
"""How councils write a legal status that is not a code of the return. A short break is read as V4, a series."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One child of a list. Only what the row says is in ``values``: texts, days, codes of the return, ``True``."""

    line: int
    number: str
    values: Mapping[str, str | date | bool]

    def text(self, key: str) -> str:
        """A text or code, empty where the row does not say."""
        value = self.values.get(key, "")
        return value if isinstance(value, str) else ""

    def day(self, key: str) -> date | None:
        """A day, ``None`` where the row does not say."""
        value = self.values.get(key)
        return value if isinstance(value, date) else None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One list, read: where it came from, which column was what, its rows and what was not understood."""

    file: str
    source: str
    """``annex-a`` or ``council``: whose numbers they are."""
    titles: tuple[str, ...]
    columns: Mapping[int, str]
    rows: tuple[SheetRow, ...]
    problems: tuple[Problem, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class SheetFound:
    """A table that may be a list of children, before anyone said which column is which."""

    file: str
    name: str
    """The tab; empty for a text."""
    source: str
    titles: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    """The first three rows below the titles, as words."""
    guessed: Mapping[int, str]
    row_count: int
    grid: Grid
    head: int


def find_list(file: str, grids: Sequence[Grid]) -> SheetFound:
    """The sheet that lists children: an Annex A's List 8, else the one whose titles are best understood.

    Raises :class:`NotATable` when no sheet has a title row that says whose rows they are.
    """
    by_name = [grid for grid in grids if LIST_8.search(grid.name)]
    annex = bool(by_name) or any(re.match(r"list\s*\d", grid.name, re.IGNORECASE) for grid in grids)
    if annex and not by_name:
        raise NotATable("it has no List 8, the list of children looked after")
    found = [(grid, head_of(grid.rows)) for grid in (by_name or grids)]
    found = [(grid, head) for grid, head in found if head >= 0]
    if not found:
        raise NotATable("no row in it names a column of council numbers or first names")
    grid, head = max(found, key=lambda each: len(guess(_titles(each[0], each[1]))))
    titles = _titles(grid, head)
    return SheetFound(
        file=file,
        name=grid.name,
        source=ANNEX_A if annex else SHEET,
        titles=titles,
        samples=tuple(
            tuple(_as_words(cell) for cell in _padded(cells, len(titles)))
            for _, cells in grid.rows[head + 1 : head + 4]
        ),
        guessed=guess(titles),
        row_count=len(grid.rows) - head - 1,
        grid=grid,
        head=head,
    )


def read_sheet(found: SheetFound, columns: Mapping[int, str], *, on: date) -> Sheet:
    """The rows of a list, by which column holds what. ``on`` is the desk's day: nothing was held after it.

    A row without number and first name is listed and left out; a cell that is not understood is listed and left
    empty, without its content but for a postcode or code, which name nobody.
    """
    rows: list[SheetRow] = []
    problems: list[Problem] = []
    for line, cells in found.grid.rows[found.head + 1 :]:
        values: dict[str, str | date | bool] = {}
        faults: list[str] = []
        padded = _padded(cells, len(found.titles))
        for position, key in columns.items():
            value, fault = _value(BY_KEY[key], padded[position], on)
            if fault:
                faults.append(fault)
            elif value:
                values[key] = value
        _part_the_name(values)
        number = str(values.pop("number", ""))
        problems += [Problem(found.file, line, fault, number) for fault in faults]
        if not number and "first_name" not in values:
            problems.append(Problem(found.file, line, "the row has neither a council number nor a first name"))
            continue
        rows.append(SheetRow(line, number, values))
    return Sheet(found.file, found.source, found.titles, dict(columns), tuple(rows), tuple(problems))


def _titles(grid: Grid, head: int) -> tuple[str, ...]:
    cells = list(grid.rows[head][1])
    while cells and cells[-1] is None:
        cells.pop()
    return tuple(_as_words(cell) for cell in cells)


def _padded(cells: Sequence[Cell], width: int) -> tuple[Cell, ...]:
    return (*cells[:width], *(None,) * (width - len(cells)))


def _as_words(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    return cell.strftime("%d/%m/%Y") if isinstance(cell, date) else cell


def _part_the_name(values: dict[str, str | date | bool]) -> None:
    """A whole name where the list has no parts: "Surname, First", else parted at its last space."""
    name = str(values.pop("name", ""))
    if not name or "first_name" in values:
        return
    if "," in name:
        surname, _, first = (part.strip() for part in name.partition(","))
    else:
        first, _, surname = name.rpartition(" ")
        first, surname = (first, surname) if first else (surname, "")
    values["first_name"] = first
    if surname:
        values.setdefault("surname", surname)


def _value(what: SheetField, cell: Cell, on: date) -> tuple[str | date | bool | None, str]:
    """The value of a cell, and what is wrong with it."""
    words = _as_words(cell)
    if words.lower() in NOTHING:
        return None, ""
    if what.kind == "day":
        day = day_of(cell)
        if day is None:
            return None, f"{what.label}: that is not a day that can be read"
        if day > on and what.key not in AHEAD:
            return None, f"{what.label} lies after today"
        if day.year < on.year - 30:
            return None, f"{what.label} lies more than thirty years back"
        return day, ""
    if what.kind == "code":
        code = code_of(what.code_set, words)
        return (code, "") if code else (None, f"{what.label}: “{words[:40]}” is not understood")
    if what.kind == "postcode":
        postcode = words.upper()
        if POSTCODE.fullmatch(postcode) is None:
            return None, f"{what.label}: “{words[:12]}” is not a postcode"
        return f"{postcode[:-3].strip()} {postcode[-3:]}", ""
    if what.kind == "yes-no":
        return yes_of(words), ""
    return words, ""


def day_of(cell: Cell) -> date | None:
    """The day that a cell says: a date cell, a spreadsheet's day number, or a day written in Britain's order.

    >>> day_of("7.11.26"), day_of("7 November 2026"), day_of("2026-11-07"), day_of(46333.0)
    (datetime.date(2026, 11, 7), datetime.date(2026, 11, 7), datetime.date(2026, 11, 7), datetime.date(2026, 11, 7))
    """
    if isinstance(cell, date):
        return cell
    if isinstance(cell, float):
        return EXCEL_EPOCH + timedelta(days=int(cell)) if 20_000 < cell < 80_000 else None
    if not isinstance(cell, str):
        return None
    text = cell.split("T")[0] if re.match(r"\d{4}-\d\d-\d\dT", cell) else re.sub(r" \d\d?:\d\d.*", "", cell)
    if met := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", text):
        return _day(int(met[1]), int(met[2]), int(met[3]))
    if met := re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})", text):
        return _day(_year(met[3]), int(met[2]), int(met[1]))
    pattern = r"(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)?[-/. ]([a-z]{3})[a-z]*\.?,?[-/. ](\d{4}|\d{2})"
    met = re.fullmatch(pattern, text.lower())
    if met and met[2] in MONTHS:
        return _day(_year(met[3]), MONTHS.index(met[2]) + 1, int(met[1]))
    return None


def _year(digits: str) -> int:
    # Nobody in care was born, and no review is booked, outside these hundred years.
    return int(digits) if len(digits) == 4 else 2000 + int(digits) if int(digits) < 70 else 1900 + int(digits)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def code_of(code_set: str, words: str) -> str:
    """The code of the national return that a cell means; empty when it is not plain.

    Understands the code itself, "C2: Full care order", Annex A's "f) U6: Foster placement", the code's own label,
    and for a legal status the words in use. Two codes in one cell are none.

    >>> code_of("LS", "C2: FCO"), code_of("PLACE", "f) U6: Foster placement"), code_of("LS", "Section 20")
    ('C2', 'U6', 'V2')
    """
    text = re.sub(r"^[a-z]{1,2}\)\s*", "", words.strip(), flags=re.IGNORECASE)
    if code_set == "SEX":
        return {"male": "M", "female": "F", "m": "M", "f": "F", "1": "M", "2": "F"}.get(text.lower(), "")
    found: set[str] = {code for code in re.findall(r"\b[A-Z]{1,4}\d{0,3}\b", text) if is_valid(code_set, code)}
    if len(found) == 1:
        return found.pop()
    plain = " ".join(re.findall(r"[^\W_]+", text.lower()))
    for code in codes(code_set):
        if code.meaning and plain == " ".join(re.findall(r"[^\W_]+", code.meaning.lower())):
            return code.code
    if code_set == "LS":
        return STATUS_WORDS.get(
            re.sub(r"\b(s|section) (?=\d)", lambda m: "s" if m[1] == "s" else "section ", plain), ""
        )
    return ""


def yes_of(words: str) -> bool:
    """Whether a cell says yes: "Yes", "Y", "1", "True", Annex A's "a) Yes"."""
    return re.sub(r"^[a-z]\)\s*", "", words.strip().lower()) in {"yes", "y", "1", "true"}
