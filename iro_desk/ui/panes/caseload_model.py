"""The caseload as a model: which rows are shown, in which order, and what each column says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from iro_desk.practice.caseload import book_by
from iro_desk.practice.views import CaseloadRow
from iro_desk.practice.words import hours, plain_day, short_day

Index = QModelIndex | QPersistentModelIndex

ROW = Qt.ItemDataRole.UserRole
"""Gives the :class:`CaseloadRow` itself."""

PRESSING = frozenset({"late", "risk", "soon"})


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter chip."""

    key: str
    words: str
    keeps: Callable[[CaseloadRow], bool]


def _mark(row: CaseloadRow) -> str:
    return row.next_review.mark if row.next_review else "unknown"


FILTERS: tuple[Filter, ...] = (
    Filter("all", "All", lambda row: row.left_on is None),
    Filter("needs-me", "Needs me", lambda row: _mark(row) in PRESSING),
    Filter("far-away", "Far away", lambda row: row.left_on is None and _area(row) == "distant"),
    Filter("not-known", "Not known", lambda row: row.left_on is None and _mark(row) == "unknown"),
    Filter("left", "Left", lambda row: row.left_on is not None),
)


NEEDS_PLACES = "far-away"
"""The filter that cannot tell before the postcodes are looked up."""


OFTEN_NONE = ("not-known", "left")
"""Filters whose chip is not shown while no child fits."""


def counts(rows: tuple[CaseloadRow, ...], *, looking_up: bool = False) -> dict[str, int | None]:
    """How many rows each filter keeps; ``None`` where that is not known while postcodes are looked up."""
    return {
        item.key: None if looking_up and item.key == NEEDS_PLACES else sum(1 for row in rows if item.keeps(row))
        for item in FILTERS
    }


def display_name(row: CaseloadRow) -> str:
    """The child's name, or while none is known the council number."""
    return row.name or row.number or "No number"


def second_word(row: CaseloadRow) -> str:
    """What stands beside the name: the age, or for a child without a name the date of birth."""
    if row.name:
        return row.age
    return f"born {plain_day(row.date_of_birth)}" if row.date_of_birth else "date of birth not known"


def state_words(row: CaseloadRow) -> tuple[str, str]:
    """(mark, words) of the next review; of a former child when it left."""
    if row.left_on is not None:
        return "done", f"Left {plain_day(row.left_on)}"
    if row.next_review is None:
        return "unknown", "No review known"
    return row.next_review.mark, row.next_review.says


def miles_words(miles: float | None) -> str:
    """ "214 miles", "1 mile", "Not known"."""
    if miles is None:
        return "Not known"
    whole = round(miles)
    return "1 mile" if whole == 1 else f"{whole} miles"


def distance_words(row: CaseloadRow) -> str:
    """ "214 miles, 4 h 05" by road; while the drive is not known, the straight line; "By sea or air"."""
    drive = row.drive
    if drive is None:
        return miles_words(row.base_miles)
    if not drive.minutes:
        return drive.words
    said = f"{hours(drive.minutes)}{', yours' if drive.own else ''}"
    return said if drive.miles is None else f"{miles_words(drive.miles)}, {said}"


def folded_distance(row: CaseloadRow) -> str:
    """ "214 mi", for the list beside a child: by road where that is known; empty while nothing is."""
    miles = row.drive.miles if row.drive is not None and row.drive.miles is not None else row.base_miles
    return "" if miles is None else f"{round(miles)} mi"


def area_words(row: CaseloadRow) -> str:
    """ "Dorset", "Devon, adjoining", "Gwynedd, at a distance"."""
    placement = row.placement
    if placement is None or not (placement.authority_name or placement.nation):
        return "Not known"
    where = placement.authority_name or placement.nation
    beside = {"adjoining": ", adjoining", "distant": ", at a distance"}.get(placement.area, "")
    return f"{where}{beside}"


AREA_ORDER = {"distant": 0, "adjoining": 1, "in": 2, "not known": 3}


def _area(row: CaseloadRow) -> str:
    return row.placement.area if row.placement is not None else "not known"


def _distance(row: CaseloadRow) -> float:
    if row.drive is not None:
        return row.drive.minutes if row.drive.minutes is not None else 1e8
    return row.base_miles if row.base_miles is not None else 1e9


def awaits_place(row: CaseloadRow) -> bool:
    """Whether the row's distance is not known although it has a postcode."""
    return row.base_miles is None and row.placement is not None


def days_left_words(row: CaseloadRow) -> str:
    """Days to the last day; how late when it has passed."""
    left = row.next_review.days_left if row.next_review else None
    if left is None:
        return "Not known"
    if left < 0:
        return f"{-left} late"
    return str(left)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the unfolded caseload."""

    title: str
    words: Callable[[CaseloadRow, date], str]
    order: Callable[[CaseloadRow], Any]
    right: bool = False


FAR_DAY = date.max
LOOKING_UP = "Looking up"


def _book_by(row: CaseloadRow) -> date | None:
    return book_by(row.next_review) if row.next_review else None


def _left(row: CaseloadRow) -> int:
    left = row.next_review.days_left if row.next_review else None
    return left if left is not None else 1_000_000


GRADES = ("Inadequate", "Requires improvement", "Good", "Outstanding")


def _grade(row: CaseloadRow) -> int:
    return GRADES.index(row.care_plan) if row.care_plan in GRADES else len(GRADES)


def _since(day: date | None) -> date:
    return day or date.min


def _day(day: date | None, on: date) -> str:
    return plain_day(day, on) if day is not None else "Not known"


def home_words(row: CaseloadRow) -> str:
    """ "Foster care, Exeter", and below it whose area that is, where it is not the council's own."""
    home = row.home or "Not known"
    if _area(row) in ("in", "not known"):
        return home
    words = area_words(row)
    place, _, beside = words.partition(", ")
    said = home.endswith(f", {place}") and beside  # A city that is its own authority is not named twice.
    return f"{home}\n{beside.capitalize() if said else words}"


COLUMNS: tuple[Column, ...] = (
    Column("Child", lambda row, on: display_name(row), lambda row: (row.name == "", row.name.casefold(), row.number)),
    Column("Next review", lambda row, on: state_words(row)[1], lambda row: _left(row)),
    Column("Book by", lambda row, on: short_day(_book_by(row), on), lambda row: _book_by(row) or FAR_DAY),
    Column("Days left", lambda row, on: days_left_words(row), _left, right=True),
    Column("Care plan", lambda row, on: row.care_plan or "Not graded", lambda row: _grade(row)),
    Column("I spoke alone", lambda row, on: _day(row.spoke_in_private, on), lambda row: _since(row.spoke_in_private)),
    Column("Worker alone", lambda row, on: _day(row.worker_saw_alone, on), lambda row: _since(row.worker_saw_alone)),
    Column("Home", lambda row, on: home_words(row), lambda row: (AREA_ORDER[_area(row)], row.home.casefold())),
    Column("Distance", lambda row, on: distance_words(row), lambda row: _distance(row), right=True),
    Column(
        "Decisions",
        lambda row, on: str(row.open_decisions) if row.open_decisions else "None",
        lambda row: -row.open_decisions,
        right=True,
    ),
)


DISTANCE = next(at for at, item in enumerate(COLUMNS) if item.title == "Distance")


class CaseloadModel(QAbstractTableModel):
    """The rows that the filter and the typed words keep, in the view's order or by one column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[CaseloadRow, ...] = ()
        self._rows: list[CaseloadRow] = []
        self._day = date.min
        self._looking_up = False
        self._filter = FILTERS[0]
        self._typed = ""
        self._order: tuple[int, Qt.SortOrder] | None = None

    def show_rows(self, rows: tuple[CaseloadRow, ...], day: date, *, looking_up: bool = False) -> None:
        """Take a new caseload; filter, typed words and order stay.

        ``looking_up``: postcodes are still being looked up, so that a distance is not "not known" yet.
        """
        self._all = rows
        self._day = day
        self._looking_up = looking_up
        self._refresh()

    def keep(self, key: str) -> None:
        """Keep only the rows of that filter."""
        self._filter = next(item for item in FILTERS if item.key == key)
        self._refresh()

    def type(self, words: str) -> None:
        """Keep only rows whose name or number holds every word typed; empty keeps all."""
        self._typed = words
        self._refresh()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by one column; -1 goes back to the most pressing first."""
        self._order = (column, order) if column >= 0 else None
        self._refresh()

    @property
    def ordered_by(self) -> tuple[int, Qt.SortOrder] | None:
        """The column and direction of the order, ``None`` while the most pressing is first."""
        return self._order

    def _refresh(self) -> None:
        self.beginResetModel()
        words = self._typed.casefold().split()
        kept = [
            row
            for row in self._all
            if self._filter.keeps(row) and all(word in f"{row.name} {row.number}".casefold() for word in words)
        ]
        if self._order is not None:
            column, order = self._order
            kept.sort(key=COLUMNS[column].order, reverse=order == Qt.SortOrder.DescendingOrder)
        self._rows = kept
        self.endResetModel()

    def row_of(self, child: str) -> int:
        """The line of that child; -1 when it is not shown."""
        return next((line for line, row in enumerate(self._rows) if row.id == child), -1)

    @property
    def looking_up(self) -> bool:
        """Whether postcodes are still being looked up."""
        return self._looking_up

    def waits_for_places(self) -> bool:
        """Whether the filter cannot tell yet, because postcodes are still being looked up."""
        return self._looking_up and self._filter.key == NEEDS_PLACES

    def words_of(self, row: CaseloadRow, column: int) -> str:
        """What stands in one column of a row."""
        if column == DISTANCE and self._looking_up and awaits_place(row):
            return LOOKING_UP
        return COLUMNS[column].words(row, self._day)

    def child_at(self, line: int) -> CaseloadRow:
        """The child of that line."""
        return self._rows[line]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (ROW, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        column = COLUMNS[index.column()]
        words = self.words_of(row, index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        return self._whole(row) if index.column() == 0 else f"{column.title}: {words}"

    def _whole(self, row: CaseloadRow) -> str:
        """The row as one sentence, for a screen reader."""
        parts = [f"{display_name(row)}, {second_word(row)}", state_words(row)[1], row.home or "Home not known"]
        if row.base_miles is not None or row.drive is not None:
            parts.append(distance_words(row))
        return ". ".join(parts)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = COLUMNS[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return int((side | Qt.AlignmentFlag.AlignVCenter).value)
        return None
