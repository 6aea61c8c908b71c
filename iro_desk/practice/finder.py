"""The finder: children, actions, settings and words in the text, from one box; what was opened last comes first."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from iro_desk.casework import DECLARED, HIDDEN, Child, CouncilNumber
from iro_desk.practice.finding import search_text
from iro_desk.practice.words import age_words
from iro_desk.practice.workspace import Workspace

RECENT = 6
MOST_OF_A_KIND = 8
MOST_IN_TEXT = 12


@dataclass(frozen=True, slots=True)
class FinderRow:
    """One thing that was found: what it is, and where it leads."""

    key: str
    kind: str
    """child, action, setting, text."""
    title: str
    detail: str
    child: str = ""
    row: str = ""
    """Of a text: the id of the row in which it stands."""
    table: str = ""
    """Of a text: the kind of that row, as the desk calls it."""


@dataclass(frozen=True, slots=True)
class _Entry:
    row: FinderRow
    words: tuple[str, ...]


class Finder:
    """Everything that can be found at once, gathered when the box opens; words in the text are asked for beside it."""

    def __init__(self, ws: Workspace, actions: Sequence[tuple[str, str, str]]) -> None:
        """``actions``: (key, words, key of the keyboard)."""
        self._ws = ws
        numbers: dict[str, str] = {}
        for number in ws.desk.all(CouncilNumber):
            numbers.setdefault(number.child, number.number)
        self._children = [_child(child, numbers.get(child.id, ""), ws) for child in ws.desk.all(Child)]
        self._recent = _recent(ws, {entry.row.child: entry.row for entry in self._children})
        self._others = [_action(*action) for action in actions] + [
            _Entry(
                FinderRow(f"setting:{each.key}", "setting", each.label, "Setting"),
                tuple(folded(each.label).split()),
            )
            for each in DECLARED
            if each.key not in HIDDEN
        ]

    def at_once(self, words: str) -> tuple[FinderRow, ...]:
        """Children, actions and settings of which every word begins one of theirs. Without words: the recent ones."""
        asked = folded(words).split()
        if not asked:
            return (*self._recent, *(entry.row for entry in self._others if entry.row.kind == "action"))[:MOST_IN_TEXT]
        return (
            *_found(self._children, asked)[:MOST_OF_A_KIND],
            *_found(self._others, asked)[:MOST_OF_A_KIND],
        )

    def in_text(self, words: str) -> tuple[FinderRow, ...]:
        """Where the words stand in what was written; what a child told for the IRO's ears only is never found."""
        if len(words.strip()) < 2:
            return ()
        return tuple(
            FinderRow(
                key=f"text:{hit.kind}:{hit.row}",
                kind="text",
                title=hit.snippet,
                detail=", ".join(part for part in (hit.label, hit.child_label) if part),
                child=hit.child,
                row=hit.row,
                table=hit.kind,
            )
            for hit in search_text(self._ws, words, MOST_IN_TEXT)
            if hit.child and hit.kind not in ("child", "council_number")
        )


def folded(text: str) -> str:
    """Small letters without accents: "Siân" and "SIAN" are one."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()


def _found(entries: Iterable[_Entry], asked: Sequence[str]) -> list[FinderRow]:
    """Those of which every asked word begins a word; a name that begins so comes before one that ends so."""
    hits = []
    for entry in entries:
        places = [next((n for n, word in enumerate(entry.words) if word.startswith(part)), -1) for part in asked]
        if min(places) >= 0:
            hits.append((sum(places), entry.row.title, entry.row))
    return [row for _, _, row in sorted(hits, key=lambda hit: hit[:2])]


def _child(child: Child, number: str, ws: Workspace) -> _Entry:
    names = (child.liked_name, child.first_name, child.surname, child.name_in_script, number)
    detail = ", ".join(part for part in (number, age_words(child.date_of_birth, ws.today)) if part)
    title = child.full_name or number or "No name yet"
    words = tuple(word for name in names for word in folded(name.replace("-", " ")).split())
    return _Entry(FinderRow(f"child:{child.id}", "child", title, detail, child=child.id), words)


def _action(key: str, words: str, shortcut: str) -> _Entry:
    row = FinderRow(f"action:{key}", "action", words, shortcut or "Action")
    return _Entry(row, tuple(folded(words).split()))


def _recent(ws: Workspace, children: dict[str, FinderRow]) -> tuple[FinderRow, ...]:
    """The children of the newest entries of the journal, each once."""
    found: dict[str, FinderRow] = {}
    for change in ws.desk.history():
        if change.child in children:
            found.setdefault(change.child, children[change.child])
        if len(found) == RECENT:
            break
    return tuple(found.values())
