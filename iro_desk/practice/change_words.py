"""What one change did, field by field, in the words that people say."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields, replace
from typing import Any

from iro_desk.casework import WHO_MAY_HEAR, ChildFile, NotFound, ToldMe
from iro_desk.desk import ChangedRow, record_of
from iro_desk.practice.history import history_row
from iro_desk.practice.room import Rooms, open_to_rooms, rooms
from iro_desk.practice.stored_words import INNER, in_words
from iro_desk.practice.views import HistoryRow
from iro_desk.practice.words import count
from iro_desk.practice.workspace import Workspace

REMOVED = "Removed with the child's working copy."
HIDDEN = "Names are hidden: press F9 to see what it changed."
CLOSED = "What the child told only me: it is not shown here."
NOTHING = "It touched no fact: it notes that this was done."
MOST_ROWS, MOST_FIELDS, MOST_LETTERS = 8, 8, 160
"""What is told row by row and field by field; more is counted, and longer words are cut."""

KINDS = {
    "child": "The child",
    "council_number": "Council number",
    "episode": "Home and legal status",
    "period_record": "Period of care",
    "role": "Role of a person",
    "school_place": "School",
    "school_term": "School term",
    "contact": "Time the child was seen",
    "milestone": "Dated fact",
    "review_part": "Sitting of a review",
    "attendance": "Who took part",
    "review_note": "Note",
    "told_me": "What the child said",
    "signed_paper": "Paper",
    "paper_step": "Step of a paper",
    "prepare_step": "Step before a review",
    "own_place": "Place of my own",
    "own_leg": "Journey of my own",
    "columns_chosen": "Columns of a list",
    "withholding": "Where the child lives, withheld",
    "looked_again": "Withholding looked at again",
    "asked_where": "The young person was asked",
    "copy_choice": "Who gets copies",
    "telling_answer": "A part of a copy",
    "import_run": "Import",
    "desk_identity": "The desk",
}
"""Kinds of rows whose own name does not say it."""


@dataclass(frozen=True, slots=True)
class FieldChanged:
    """One field before and after; empty where nothing stood."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowChanged:
    """What happened to one row."""

    row: str
    what: str
    """Its kind: "Review", "Home and legal status"."""
    done: str
    """``added``, ``changed`` or ``taken out``."""
    fields: tuple[FieldChanged, ...]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What one change did. There are no rows where its content was removed with the child, or names are hidden."""

    change: HistoryRow
    rows: tuple[RowChanged, ...]
    note: str
    """Why something is not shown, or that nothing was touched; else empty."""

    def lines(self) -> tuple[str, ...]:
        """The same as a few sentences."""
        said = [_line(row) for row in self.rows]
        if len(said) > MOST_ROWS:
            kinds = Counter((row.what, row.done) for row in self.rows)
            said = [f"{what}: {count(number, 'row')} {done}." for (what, done), number in kinds.items()]
        return (*said, self.note) if self.note else tuple(said)


def change_view(ws: Workspace, n: int, child_id: str = "") -> ChangeView:
    """What change ``n`` did to each field: to every row, or to those of one child.

    What a child said for the IRO's ears only is not shown. Raises ``NotFound`` when there is no such change.
    """
    change = ws.desk.change_numbered(n)
    if change is None:
        raise NotFound(f"There is no change {n}.")
    touched = [row for row in ws.desk.history_rows(n) if not child_id or row.child in ("", child_id)]
    if ws.names_hidden:
        return ChangeView(history_row(change), (), HIDDEN if touched else NOTHING)
    files: dict[str, ChildFile | None] = {}
    in_a_room = rooms(ws)
    told = [(row, _records(row)) for row in touched if not row.redacted]
    shown = tuple(
        _row(row, before, after, _file(ws, row.child, files))
        for row, (before, after) in told
        if not _closed(before, in_a_room) and not _closed(after, in_a_room)
    )
    if any(row.redacted for row in touched):
        note = REMOVED
    else:
        note = CLOSED if len(shown) < len(told) else "" if shown else NOTHING
    worded = history_row(change)
    return ChangeView(worded if worded.words else replace(worded, words=REMOVED), shown, note)


def _records(row: ChangedRow) -> tuple[Any, Any]:
    return tuple(None if image is None else record_of(row.table, image) for image in (row.before, row.after))  # type: ignore[return-value]


def _closed(record: Any, in_a_room: Rooms) -> bool:
    if not isinstance(record, ToldMe):
        return False
    return record.who_may_hear == WHO_MAY_HEAR[0] or not open_to_rooms(record, in_a_room)


def _file(ws: Workspace, child_id: str, known: dict[str, ChildFile | None]) -> ChildFile | None:
    """The child's file, in which people and decisions have their names; ``None`` without one."""
    if child_id not in known:
        try:
            known[child_id] = ws.desk.child_file(child_id) if child_id else None
        except NotFound:
            known[child_id] = None
    return known[child_id]


def _row(row: ChangedRow, before: Any, after: Any, file: ChildFile | None) -> RowChanged:
    def words(record: Any, name: str) -> str:
        return "" if record is None else in_words(record, name, file)

    names = [item.name for item in fields(after if after is not None else before) if item.name not in INNER]
    changed = ((name.replace("_", " ").capitalize(), words(before, name), words(after, name)) for name in names)
    done = "added" if before is None else "taken out" if after is None else "changed"
    what = KINDS.get(row.table) or row.table.replace("_", " ").capitalize()
    told = tuple(
        FieldChanged(name.replace("_", " ").capitalize(), was, now) for name, was, now in changed if was != now
    )
    if done != "changed":  # What is not so says nothing of a row that came or went.
        told = tuple(field for field in told if "No" not in (field.before, field.after))
    return RowChanged(row.row, what, done, told)


def _line(row: RowChanged) -> str:
    told = [_said(field, row.done) for field in row.fields[:MOST_FIELDS]]
    left = len(row.fields) - len(told)
    if left > 0:
        told.append(f"and {count(left, 'more field')}")
    return f"{row.what} {row.done}{': ' if told else ''}{'; '.join(told)}."


def _said(field: FieldChanged, done: str) -> str:
    before, after = _short(field.before), _short(field.after)
    if done != "changed":
        return f"{field.field} “{after or before}”"
    if not before:
        return f"{field.field} is now “{after}”"
    return f"{field.field} was “{before}”, {f'is now “{after}”' if after else 'is now empty'}"


def _short(words: str) -> str:
    one_line = " ".join(words.split())
    return one_line if len(one_line) <= MOST_LETTERS else f"{one_line[:MOST_LETTERS].rstrip()} ..."
