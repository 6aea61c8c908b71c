"""The national return (SSDA903): CSV files recognised by their columns, or its XML form, read into rows.

Layouts of the collection years 2017 to 2027. The facts an IRO needs stand in the tables Header,
Episodes, Reviews and UASC; the other tables are recognised and named as not read. A row with a
fault is never dropped in silence: it is taken with a problem beside it, or not taken and listed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from iro_desk.casework import Refused
from iro_desk.exchange.returns import (
    CouncilReturn,
    EpisodeRow,
    FileRead,
    HeaderRow,
    Problem,
    ReturnPart,
    ReviewRow,
    UnaccompaniedRow,
    UnreadRow,
)
from iro_desk.exchange.ssda903_xml import COLUMNS, tables_of
from iro_desk.exchange.tables import Line, NotATable, Table, is_xml, read_bytes, table_of, text_of
from iro_desk.statute.codes import is_valid

READ: Final = {
    "episodes": {"CHILD", "DECOM", "LS", "DEC"},
    "reviews": {"CHILD", "REVIEW"},
    "uasc": {"CHILD", "DOB", "DUC"},
}
"""Tables that are read, by the columns that only they have. The header has none of its own: it comes last."""

NOT_READ: Final = {
    "missing": (
        "MIS_START",
        "periods of being missing are entered by hand: each asks whether to bring the review forward",
    ),
    "oc2": ("SDQ_SCORE", "health and offending figures of the year; a review does not need them"),
    "oc3": ("IN_TOUCH", "care leavers are not on an IRO's caseload"),
    "ad1": ("DATE_MATCH", "children adopted in the year: the number ends with the adoption"),
    "placed_for_adoption": ("DATE_PLACED", "plans for adoption are entered by hand, with their decision"),
    "previous_permanence": ("PREV_PERM", "earlier permanence arrangements; no clock or paper needs them"),
    "sw_episodes": ("SW_DECOM", "it holds workers' numbers and no names"),
    "dolo": ("DOLO_START", "orders depriving of liberty are entered by hand, with their decision"),
}
"""Tables that are recognised and not read: a column that only they have, and why."""

HEADER: Final = {"CHILD", "DOB"}
HEADER_ONE_OF: Final = {"SEX", "ETHNIC", "UPN"}
SEXES: Final = {"1": "M", "2": "F"}
LONGEST_NUMBER: Final = 30
LONGEST_CODE: Final = 10
LONGEST_WORDS: Final = 20


def read_return(
    paths: Sequence[Path],
    *,
    progress: Callable[[int, int], None] | None = None,
    stopped: Callable[[], bool] | None = None,
) -> CouncilReturn:
    """The return in these files and folders. Progress is told in files done and files in all.

    Raises :class:`Refused` when a path does not exist, when nothing there is a table that can be
    read, or when ``stopped`` says so.
    """
    files = _files(paths)
    reader = _Reader()
    # XML last: whether it is read depends on the CSV files of its folder.
    for done, file in enumerate(sorted(files, key=lambda file: file.suffix.lower() == ".xml")):
        if stopped is not None and stopped():
            raise Refused("The import was stopped.", safe="Nothing was changed.")
        reader.read(file)
        if progress is not None:
            progress(done + 1, len(files))
    found = reader.result()
    if not any(file.read for file in found.files):
        raise _nothing_read(found.files)
    return found


def _files(paths: Sequence[Path]) -> list[Path]:
    """The files meant: those given, those in a folder, or, where it has no CSV files, those of its folders (years)."""
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = _inside(path)
            if not any(_is_csv(file) for file in inside):
                years = [_inside(folder) for folder in sorted(path.iterdir()) if folder.is_dir()]
                inside += [file for year in years if any(_is_csv(one) for one in year) for file in year]
            files += inside
        elif path.exists():
            files.append(path)
        else:
            raise Refused(f"There is no file or folder {path}.", safe="Nothing was changed.")
    return list(dict.fromkeys(files))


def _inside(folder: Path) -> list[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as trouble:
        raise Refused(f"The folder {folder} could not be opened.", safe="Nothing was changed.") from trouble
    return [entry for entry in entries if entry.is_file() and not entry.name.startswith((".", "~$"))]


def _is_csv(file: Path) -> bool:
    return file.suffix.lower() in (".csv", ".txt", ".tsv")


def _nothing_read(files: Sequence[FileRead]) -> Refused:
    if not files:
        return Refused("There is no file in that folder.", safe="Nothing was changed.")
    named = "; ".join(f"{Path(file.path).name}: {file.why_not}" for file in files[:3])
    more = f"; and {len(files) - 3} more" if len(files) > 3 else ""
    return Refused(
        f"No table of a return was found ({named}{more}).",
        safe="Nothing was changed.",
        do="Give the CSV files of the return: header, episodes and reviews.",
    )


def kind_of(columns: Iterable[str]) -> str:
    """Which table has these columns: a key of ``READ`` or ``NOT_READ``, ``header``, or ``unknown``.

    >>> kind_of(["REVIEW_CODE", "CHILD", "REVIEW", "DOB"])
    'reviews'
    """
    names = set(columns)
    if "CHILD" not in names:
        return "unknown"
    for kind, needed in READ.items():
        if needed <= names:
            return kind
    for kind, (column, _) in NOT_READ.items():
        if column in names:
            return kind
    return "header" if names >= HEADER and names & HEADER_ONE_OF else "unknown"


SAID_OF = {
    "CHILD": "The child's number",
    "DOB": "The date of birth",
    "SEX": "The child's sex",
    "ETHNIC": "The ethnicity",
    "DECOM": "The day the episode began",
    "DEC": "The day the episode ended",
    "RNE": "Why the episode began",
    "LS": "The legal status",
    "CIN": "The category of need",
    "PLACE": "The placement",
    "PLACE_PROVIDER": "Who provides the placement",
    "REC": "Why the episode ended",
    "REASON_PLACE_CHANGE": "Why the placement changed",
    "REVIEW": "The day of the review",
    "REVIEW_CODE": "The participation code",
}
"""What stands in a column of the return, for whoever does not keep returns."""


def named(column: str) -> str:
    """A column in words and as the file has it.

    >>> named("DECOM")
    'The day the episode began (DECOM)'
    """
    return f"{SAID_OF[column]} ({column})"


def day_of(cell: str) -> tuple[date | None, str]:
    """A date of the return and what is wrong with how it is written ("" when nothing is).

    DD/MM/YYYY is the format of the return; a time of midnight behind it is passed over. A date
    written year first can mean only one day, so it is read and mentioned.

    >>> day_of("29/02/2025")
    (None, 'is not a real date')
    """
    match = _DAY_FIRST.fullmatch(cell)
    if match:
        day, month, year = match.groups()
        wrong = ""
    else:
        match = _YEAR_FIRST.fullmatch(cell)
        if not match:
            return None, "is not a date written DD/MM/YYYY" if cell else "is empty"
        year, month, day = match.groups()
        wrong = "is written year first; the return wants DD/MM/YYYY. It was read all the same"
    try:
        return date(int(year), int(month), int(day)), wrong
    except ValueError:
        return None, "is not a real date"


_MIDNIGHT = r"(?:[ T]0?0:00(?::00(?:\.0+)?)?)?"
_DAY_FIRST = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/((?:19|20|21)[0-9]{2})" + _MIDNIGHT)
_YEAR_FIRST = re.compile(r"((?:19|20|21)[0-9]{2})-([0-9]{1,2})-([0-9]{1,2})" + _MIDNIGHT)


@dataclass(slots=True)
class _Gathering:
    """The rows of one folder while its files are read."""

    header: list[HeaderRow] = field(default_factory=list)
    episodes: list[EpisodeRow] = field(default_factory=list)
    reviews: list[ReviewRow] = field(default_factory=list)
    unaccompanied: list[UnaccompaniedRow] = field(default_factory=list)
    unread: list[UnreadRow] = field(default_factory=list)


class _Reader:
    """Reads one file after the other; a table's rows go to its folder."""

    def __init__(self) -> None:
        self.files: list[FileRead] = []
        self.problems: list[Problem] = []
        self.folders: dict[Path, _Gathering] = {}
        # The same days and codes stand in thousands of rows: each is looked at once.
        self._days: dict[str, tuple[date | None, str]] = {}
        self._codes: dict[tuple[str, str], tuple[str, str]] = {}
        self._path = ""

    def result(self) -> CouncilReturn:
        parts = tuple(
            ReturnPart(
                tuple(part.header),
                tuple(part.episodes),
                tuple(part.reviews),
                tuple(part.unaccompanied),
                tuple(part.unread),
            )
            for part in self.folders.values()
        )
        return CouncilReturn(tuple(self.files), parts, tuple(self.problems))

    def read(self, file: Path) -> None:
        """Read one file. An XML file is read only where no CSV file of its folder was: it holds the same return."""
        self._path = str(file)
        try:
            data = read_bytes(file)
            if is_xml(data):
                self._read_xml(tables_of(data), file.parent)
            else:
                self._read_csv(table_of(text_of(data)), file.parent)
        except NotATable as trouble:
            self._name("unknown", 0, why_not=str(trouble))

    def _read_csv(self, table: Table, folder: Path) -> None:
        kind = kind_of(table.columns)
        if kind == "unknown":
            self._name(kind, 0, why_not="its columns are those of no table of the return")
        elif kind in NOT_READ:
            self._name(kind, sum(1 for _ in table.rows()), why_not=NOT_READ[kind][1])
        else:
            part = self.folders.setdefault(folder, _Gathering())
            self._name(kind, self._take(kind, table.columns, table.rows(), part))

    def _read_xml(self, tables: dict[str, list[Line]], folder: Path) -> None:
        if folder in self.folders:
            raise NotATable("it is the return as XML; the CSV files beside it were read")
        part = self.folders.setdefault(folder, _Gathering())
        for kind, rows in tables.items():
            where = {column: position for position, column in enumerate(COLUMNS[kind])}
            self._name(kind, self._take(kind, where, rows, part))

    def _name(self, kind: str, rows: int, *, why_not: str = "") -> None:
        self.files.append(FileRead(self._path, kind, rows, read=not why_not, why_not=why_not))

    def _take(self, kind: str, where: dict[str, int], rows: Iterable[Line], part: _Gathering) -> int:
        take_row = {
            "header": self._header,
            "episodes": self._episode,
            "reviews": self._review,
            "uasc": self._unaccompanied,
        }[kind]
        count = 0
        for row in rows:
            count += 1
            number = row.cells[where["CHILD"]]
            # A row that lacks cells is not taken: an episode without its end would look open.
            wrong = row.fault or _wrong_with(number)
            if wrong:
                self._problem(row, wrong, number)
            if wrong or not take_row(row, where, number, part):
                part.unread.append(UnreadRow(kind, number))
        return count

    def _header(self, row: Line, where: dict[str, int], number: str, part: _Gathering) -> bool:
        date_of_birth = self._day(row, where, "DOB", number)
        if date_of_birth is None:
            return False
        sex = self._code(row, where, "SEX", number)
        part.header.append(
            HeaderRow(
                file=self._path,
                line=row.number,
                number=number,
                date_of_birth=date_of_birth,
                sex=sex if sex is None else SEXES.get(sex, sex),
                ethnicity=self._code(row, where, "ETHNIC", number),
            )
        )
        return True

    def _episode(self, row: Line, where: dict[str, int], number: str, part: _Gathering) -> bool:
        started = self._day(row, where, "DECOM", number)
        ended = self._day(row, where, "DEC", number) if row.cells[where["DEC"]] else None
        if started is None or (ended is None and row.cells[where["DEC"]]):
            return False
        if ended is not None and ended < started:
            self._problem(row, "the episode ends before it begins", number)
            return False
        part.episodes.append(
            EpisodeRow(
                self._path,
                row.number,
                number,
                started,
                self._code(row, where, "RNE", number),
                self._code(row, where, "LS", number),
                self._code(row, where, "CIN", number),
                self._code(row, where, "PLACE", number),
                self._code(row, where, "PLACE_PROVIDER", number),
                ended,
                self._code(row, where, "REC", number),
                self._code(row, where, "REASON_PLACE_CHANGE", number),
                self._words(row, where, "HOME_POST"),
                self._words(row, where, "PL_POST"),
                self._words(row, where, "URN"),
            )
        )
        return True

    def _review(self, row: Line, where: dict[str, int], number: str, part: _Gathering) -> bool:
        held_on = self._day(row, where, "REVIEW", number)
        if held_on is None:
            return False
        date_of_birth = self._day(row, where, "DOB", number) if "DOB" in where else None
        participation = self._code(row, where, "REVIEW_CODE", number)
        part.reviews.append(ReviewRow(self._path, row.number, number, date_of_birth, held_on, participation))
        return True

    def _unaccompanied(self, row: Line, where: dict[str, int], number: str, part: _Gathering) -> bool:
        date_of_birth = self._day(row, where, "DOB", number)
        part.unaccompanied.append(UnaccompaniedRow(self._path, row.number, number, date_of_birth))
        return True

    def _day(self, row: Line, where: dict[str, int], column: str, number: str) -> date | None:
        cell = row.cells[where[column]]
        known = self._days.get(cell)
        if known is None:
            known = self._days[cell] = day_of(cell)
        day, wrong = known
        if wrong:
            self._problem(row, f"{named(column)} {wrong}", number)
        return day

    def _code(self, row: Line, where: dict[str, int], column: str, number: str) -> str | None:
        """The code in this column, as it stands where it is unknown; ``None`` when the file has no such column."""
        position = where.get(column)
        if position is None:
            return None
        cell = row.cells[position]
        if not cell:
            return ""
        known = self._codes.get((column, cell))
        if known is None:
            known = self._codes[column, cell] = _code_of(column, cell)
        code, wrong = known
        if wrong:
            self._problem(row, f"{named(column)} {wrong}", number)
        return code

    def _words(self, row: Line, where: dict[str, int], column: str) -> str | None:
        position = where.get(column)
        return None if position is None else " ".join(row.cells[position].upper().split())[:LONGEST_WORDS]

    def _problem(self, row: Line, what: str, number: str) -> None:
        self.problems.append(Problem(self._path, row.number, what, number))


def _wrong_with(number: str) -> str:
    if not number:
        return f"{named('CHILD')} is empty"
    if len(number) > LONGEST_NUMBER or not number.isprintable():
        return f"{named('CHILD')} is not a council number"
    return ""


def _code_of(column: str, cell: str) -> tuple[str, str]:
    """The code to keep, and what is wrong with it. A participation code that does not exist is not kept: it counts."""
    code = cell.upper()
    if is_valid(column, code):
        return code, ""
    if column == "REVIEW_CODE":
        return "", "is not one of PN0 to PN7; the date was read without it"
    if len(code) > LONGEST_CODE or not code.isprintable():
        return "", "holds no code"
    return code, "holds a code that is in no published list; it was read as it stands"
