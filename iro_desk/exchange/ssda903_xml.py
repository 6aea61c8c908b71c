"""The national return in its XML form (root ``EXPSSDA903``), turned into the same tables as the CSV files.

One ``CHILD`` holds a ``HEADER`` (``CHILDID``, ``AREVIEW`` for each review) and an ``EPISODE`` for each
episode, where the type of home is ``PL``. The parser opens nothing else: a file that declares a
document type or entities is refused.
"""

from __future__ import annotations

from typing import Final
from xml.parsers import expat

from iro_desk.exchange.tables import Line, NotATable

ROOT: Final = "EXPSSDA903"

COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "header": ("CHILD", "SEX", "DOB", "ETHNIC"),
    "episodes": (
        "CHILD",
        "DECOM",
        "RNE",
        "LS",
        "CIN",
        "PLACE",
        "PLACE_PROVIDER",
        "DEC",
        "REC",
        "REASON_PLACE_CHANGE",
        "HOME_POST",
        "PL_POST",
        "URN",
    ),
    "reviews": ("CHILD", "DOB", "REVIEW", "REVIEW_CODE"),
    "uasc": ("CHILD", "DOB"),
}
RENAMED: Final = {"CHILDID": "CHILD", "PL": "PLACE"}
GROUPS: Final = {"HEADER": "header", "AREVIEW": "reviews", "EPISODE": "episodes"}


def tables_of(data: bytes) -> dict[str, list[Line]]:
    """The rows of each table of ``COLUMNS``, cells in that order, each with its line in the file.

    Raises :class:`NotATable` when it is other XML, broken, or declares a document type.
    """
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda name, _: reader.start(name, parser.CurrentLineNumber)
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text.append
    try:
        parser.Parse(data, True)
    except expat.ExpatError as trouble:
        raise NotATable(f"it is broken XML from line {trouble.lineno} on") from trouble
    return reader.tables


def _refuse(*_: object) -> None:
    raise NotATable("it declares a document type, which a return never does")


class _Reader:
    """Follows the elements; a group's fields are gathered until it ends, a child's until its number is known."""

    def __init__(self) -> None:
        self.tables: dict[str, list[Line]] = {kind: [] for kind in COLUMNS}
        self.text: list[str] = []
        self._depth = 0
        self._open: list[tuple[str, int, dict[str, str]]] = []
        self._of_child: list[tuple[str, int, dict[str, str]]] = []

    def start(self, name: str, line: int) -> None:
        if self._depth == 0 and name != ROOT:
            raise NotATable("it is XML, but not a return")
        self._depth += 1
        self.text.clear()
        if name in GROUPS:
            self._open.append((GROUPS[name], line, {}))

    def end(self, name: str) -> None:
        self._depth -= 1
        if name in GROUPS:
            self._of_child.append(self._open.pop())
        elif name == "CHILD":
            self._finish_child()
        elif self._open:
            self._open[-1][2].setdefault(RENAMED.get(name, name), "".join(self.text).strip())
        self.text.clear()

    def _finish_child(self) -> None:
        header = next((fields for kind, _, fields in self._of_child if kind == "header"), {})
        own = {"CHILD": header.get("CHILD", ""), "DOB": header.get("DOB", "")}
        for kind, line, fields in self._of_child:
            self._add(kind, line, fields | own)
            if kind == "header" and fields.get("UASC") == "1":
                self._add("uasc", line, own)
        self._of_child.clear()

    def _add(self, kind: str, line: int, fields: dict[str, str]) -> None:
        self.tables[kind].append(Line(line, [fields.get(column, "") for column in COLUMNS[kind]]))
