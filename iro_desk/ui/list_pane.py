"""Bringing in a list of children: choose or paste, say which column holds what, look, take in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from concurrent.futures import Future
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from iro_desk.casework import UserFacingError
from iro_desk.practice.sheets import ColumnRow, MatchRow, SheetView
from iro_desk.practice.words import count
from iro_desk.ui.bridge import when_done
from iro_desk.ui.choosing import ChoosingPage
from iro_desk.ui.files import ask_for_file, ask_which_file
from iro_desk.ui.theme import px
from iro_desk.ui.widgets import (
    Button,
    Cell,
    CheckBox,
    Chips,
    Column,
    Combo,
    Field,
    Mark,
    Message,
    PaneHeader,
    Rule,
    Scroll,
    Table,
    Text,
    TextArea,
    TextField,
    add,
    clear,
    column,
    figure,
    foot_bar,
    row,
    section,
    wrapping,
)

BY_WORDS = {
    "number": ("Known by the number", "done"),
    "new": ("New", "booked"),
    "date of birth": ("Same date of birth", "soon"),
    "asks": ("Not taken", "risk"),
}
NOTHING = {
    "matches": "The list has no row of your children.",
    "differs": "Nothing stands otherwise on your desk.",
    "asks": "Nothing is asked.",
    "problems": "Every cell was understood.",
}


class ListActions(Protocol):
    """What bringing in a list asks of whoever wires it to a desk."""

    def find_list(self, path: str) -> Future[Any]:
        """The list in a file, read beside the window."""
        ...

    def find_pasted(self, text: str) -> Future[Any]:
        """The list in a pasted table."""
        ...

    def list_columns(self, found: Any) -> dict[int, str]:
        """Which column holds what: as remembered, or by the titles."""
        ...

    def list_rows(self, found: Any, columns: Mapping[int, str]) -> tuple[ColumnRow, ...]:
        """Each column with its title and samples."""
        ...

    def list_choices(self) -> tuple[tuple[str, str], ...]:
        """What a column may hold: (key, words)."""
        ...

    def prepare_list(
        self, found: Any, columns: Mapping[int, str], same_child: Collection[int], mine: str | None
    ) -> Future[Any]:
        """Reads the rows and compares them; ``mine`` is a pasted list of my numbers, for a whole council's list."""
        ...

    def list_view(self, prepared: Any) -> SheetView:
        """What was found."""
        ...

    def take_list(self, prepared: Any) -> Future[SheetView]:
        """Takes it in, as one change."""
        ...

    def save_starter_sheet(self, path: str) -> Future[None]:
        """Writes the empty starter sheet."""
        ...


class ListPane(QWidget):
    """``closed`` goes back to the caseload, ``taken`` tells that children came in."""

    closed = Signal()
    taken = Signal(object)
    return_wanted = Signal()

    help_name = "import"

    def __init__(self, actions: ListActions) -> None:
        super().__init__()
        self._actions = actions
        self._found: Any = None
        self._prepared: Any = None
        self._view: SheetView | None = None
        self._same: set[int] = set()
        self._combos: dict[int, Combo] = {}
        self._pages = QStackedWidget()
        for page in (self._choosing(), self._naming(), self._looking()):
            self._pages.addWidget(page)
        column((self._pages, 1), into=self)

    def minimumSizeHint(self) -> QSize:
        """Half a screen is enough."""
        return QSize(px(440), px(400))

    # ------------------------------------------------------------ which list

    def _choosing(self) -> QWidget:
        self.path = Field("File", hint="A spreadsheet (.xlsx or CSV): the starter sheet, an Annex A, or your own.")
        choose = Button("Choose a file", "quiet", "file-text")
        choose.clicked.connect(self._choose)
        starter = Button("Save an empty starter sheet", "plain")
        starter.clicked.connect(self._save_starter)
        self.pasted = TextField(
            "Or paste a table",
            hint="Copied from a spreadsheet or from the council's system, with the line that names the columns.",
            lines=6,
        )
        assert isinstance(self.pasted.control, TextArea)
        self.pasted.control.setTabStopDistance(px(130))
        self.mine = TextField(
            "My children, for an Annex A",
            hint="An Annex A lists the whole council. Paste your children's numbers; empty: those already here.",
            lines=3,
        )
        self._chosen = ChoosingPage(
            "Bring in a list of children",
            "Nothing leaves this computer, and nothing is written before you have seen it.",
            [self.path, 8, row(choose, starter, None), 16, self.pasted, 8, self.mine],
            look="Read the list",
            other="A council's return instead",
        )
        self.look = self._chosen.look
        self._chosen.looked.connect(self._find)
        self._chosen.left.connect(self.closed)
        self._chosen.other.connect(self.return_wanted)
        return self._chosen

    def _choose(self) -> None:
        names = "Lists (*.xlsx *.xlsm *.csv *.txt *.tsv)"
        ask_which_file(self, "Choose the list", f"{names};;All files (*)", self.path.set_value)

    def _save_starter(self) -> None:
        title, name = "Save an empty starter sheet", "My children.xlsx"
        ask_for_file(self, title, "Workbook (*.xlsx)", self.save_starter, name, replaces=False)

    def save_starter(self, path: str) -> None:
        """Writes the starter sheet to a new file."""

        def saved(_: None) -> None:
            self.path.set_value(path)
            self._chosen.say("done", "Saved the starter sheet.", "Fill it in, save it there, then read the list.")
            self.look.setFocus(Qt.FocusReason.OtherFocusReason)

        when_done(self._actions.save_starter_sheet(path), self, saved, self._failed)

    def _find(self) -> None:
        path, text = self.path.value().strip(), self.pasted.value()
        if not path and not text.strip():
            self.path.refuse("Choose a file, or paste a table below.")
            return
        self._chosen.begin()
        self.look.setEnabled(False)
        asked = self._actions.find_list(path) if path else self._actions.find_pasted(text)
        when_done(asked, self, self._was_found, self._failed)

    def _was_found(self, found: Any) -> None:
        self.look.setEnabled(True)
        self._found = found
        self._same = set()
        columns = self._actions.list_columns(found)
        rows = self._actions.list_rows(found, columns)
        self._show_columns(rows)
        if all(each.key or not each.title for each in rows):
            self._compare()
        else:
            self._pages.setCurrentIndex(1)
            self._to_preview.setFocus(Qt.FocusReason.TabFocusReason)

    # ------------------------------------------------------------ which column holds what

    def _naming(self) -> QWidget:
        self._named = Text("", "body", "ink2", wrap=True)
        self._column_rows = column()
        self._naming_refusal = Message("risk", "")
        self._naming_refusal.hide()
        back = Button("Back", "quiet")
        back.clicked.connect(lambda: self._pages.setCurrentIndex(0))
        self._to_preview = Button("Look at what would change", "primary", "search")
        self._to_preview.clicked.connect(self._compare)
        inside = column(
            PaneHeader("Which column holds what?", "Asked once: a list with these titles is known from then on."),
            column(self._naming_refusal, self._named, margins=(32, 0, 32, 8)),
            column(self._column_rows, margins=(32, 0, 32, 24)),
            None,
        )
        return column((Scroll(inside), 1), foot_bar(None, back, self._to_preview))

    def _show_columns(self, rows: tuple[ColumnRow, ...]) -> None:
        clear(self._column_rows)
        self._combos = {}
        unused = sum(1 for each in rows if not each.key and each.title)
        words = f"{count(len(rows) - unused, 'column')} understood, {unused} not used."
        self._named.say(words)
        choices = self._actions.list_choices()
        for position, each in enumerate(rows):
            if not each.title:
                continue
            combo = Combo(choices, name=f"“{each.title}” holds")
            combo.choose(each.key)
            self._combos[position] = combo
            samples = ", ".join(sample for sample in each.samples if sample) or "Empty in the first rows"
            left = column(Text(each.title, "strong", wrap=True), Text(samples, "small", "ink2", wrap=True), gap=2)
            combo.setMinimumWidth(px(230))
            add(self._column_rows, row((left, 1), combo, gap=16, margins=(0, 8, 0, 8)), Rule())

    def _columns(self) -> dict[int, str]:
        return {position: combo.value() for position, combo in self._combos.items() if combo.value()}

    def _compare(self) -> None:
        self._naming_refusal.hide()
        mine = self.mine.value() if self.mine.value().strip() else None
        asked = self._actions.prepare_list(self._found, self._columns(), frozenset(self._same), mine)
        when_done(asked, self, self._show_found, self._columns_refused)

    def _columns_refused(self, error: BaseException) -> None:
        if not isinstance(error, UserFacingError):
            raise error
        if self._pages.currentIndex() == 0 or "council" in error.what:
            self._failed(error)
            return
        self._naming_refusal.say("risk", error.what, " ".join(part for part in (error.safe, error.do) if part))
        self._naming_refusal.show()
        self._pages.setCurrentIndex(1)

    # ------------------------------------------------------------ what would change

    def _looking(self) -> QWidget:
        self._figures = wrapping(gap=44, line_gap=8)
        self._which = Chips(
            [
                ("matches", "Whose row", 0),
                ("differs", "Stands otherwise here", 0),
                ("asks", "Asks you", 0),
                ("problems", "Not used as it stands", 0),
            ],
            "matches",
        )
        self._which.chose.connect(lambda _: self._show_table())
        self._matches = column()
        self._differences = Table(
            "Stands otherwise here",
            [Column("Child", 0, 2), Column("What", 0, 2), Column("On your desk", 0, 2), Column("In the list", 0, 2),
             Column("Why", 0, 3)],
        )  # fmt: skip
        self._lines = Table("Lines", [Column("Line", 60), Column("What", 0, 1)])
        self._none = Text("", "body", "ink2")
        self.take = Button("Take them in", "primary")
        self.take.clicked.connect(self._take)
        leave = Button("Leave everything as it is", "quiet")
        leave.clicked.connect(self._leave)
        columns = Button("Which column holds what", "quiet")
        columns.clicked.connect(lambda: self._pages.setCurrentIndex(1))
        inside = column(
            PaneHeader(
                "Look before anything changes",
                "What is here stays: a list fills what is empty and adds what is missing. One undo takes it all back.",
                actions=[columns],
            ),
            column(
                self._figures,
                14,
                self._which,
                10,
                self._none,
                self._matches,
                self._differences,
                self._lines,
                margins=(32, 0, 32, 24),
            ),
            None,
        )
        return column((Scroll(inside), 1), foot_bar(None, leave, self.take))

    def _show_found(self, prepared: Any) -> None:
        self._prepared = prepared
        view = self._view = self._actions.list_view(prepared)
        clear(self._figures)
        into = self._figures.layout()
        assert into is not None
        for made in (
            figure(f"{view.children['new']:,}", "new children"),
            figure(f"{view.children['changed']:,}", "children with something new"),
            figure(f"{view.children['same']:,}", "the same"),
            figure(f"{len(view.asks):,}", "ask you", Mark("soon")),
            figure(f"{len(view.problems):,}", "cells not used as they stand", Mark("risk")),
        ):
            into.addWidget(made)
        self._which.set_counts(
            {
                "matches": len(view.matches),
                "differs": len(view.differences),
                "asks": len(view.asks),
                "problems": len(view.problems),
            }
        )
        clear(self._matches)
        for by in ("date of birth", "asks", "new", "number"):
            self._add_matches([match for match in view.matches if match.by == by], by)
        self._differences.show_rows(
            [
                (
                    str(n),
                    [
                        Cell(each.child_label, "strong"),
                        Cell(each.what, "body", "ink2"),
                        Cell(each.ours or "Not known"),
                        Cell(each.theirs),
                        Cell(f"{each.why[:1].upper()}{each.why[1:]}" if each.why else "Not known", "small", "ink2"),
                    ],
                )
                for n, each in enumerate(view.differences)
            ]
        )
        new = view.children["new"]
        self.take.say(f"Take {count(new, 'child', 'children')} in" if new else "Take it in")
        something = new or view.children["changed"]
        self.take.setEnabled(bool(something))
        self._pages.setCurrentIndex(2)
        self._show_table()
        if self.take.isEnabled():
            self.take.setFocus(Qt.FocusReason.TabFocusReason)

    def _add_matches(self, matches: list[MatchRow], by: str) -> None:
        if not matches:
            return
        words, mark = BY_WORDS[by]
        add(self._matches, section(words, count=len(matches)))
        if by == "date of birth":
            for match in matches:
                tick = CheckBox(f"Line {match.line} is {match.child_label}", ticked=match.line in self._same)
                tick.toggled.connect(partial(self._agree, match.line))
                why = Text(f"{match.why[:1].upper()}{match.why[1:]}", "small", "ink2", wrap=True)
                add(self._matches, row(tick, (why, 1), gap=16, margins=(0, 6, 0, 6)), Rule())
            return
        columns = [Column("Line", 60), Column("Child", 0, 2), Column("Number", 120), Column("", 0, 3)]
        table = Table(words, columns)
        table.show_rows(
            [
                (
                    str(match.line),
                    [
                        Cell(str(match.line), "small", "ink2"),
                        Cell(match.child_label or "Not taken", "strong", mark=mark),
                        Cell(match.number or "None", "small", "ink2"),
                        Cell(f"{match.why[:1].upper()}{match.why[1:]}" if match.why else words, "small", "ink2"),
                    ],
                )
                for match in matches
            ]
        )
        add(self._matches, table)

    def _agree(self, line: int, same: bool) -> None:
        """A match by date of birth was agreed to, or not: what it would do is worked out again."""
        (self._same.add if same else self._same.discard)(line)
        self._compare()

    def _show_table(self) -> None:
        view, which = self._view, self._which.chosen()
        if view is None:
            return
        rows = {
            "matches": view.matches,
            "differs": view.differences,
            "asks": view.asks,
            "problems": view.problems,
        }[which]
        self._none.say(NOTHING[which])
        self._none.setVisible(not rows)
        self._matches.setVisible(which == "matches" and bool(rows))
        self._differences.setVisible(which == "differs" and bool(rows))
        self._lines.setVisible(which in ("asks", "problems") and bool(rows))
        if which in ("asks", "problems"):
            lines = view.asks if which == "asks" else view.problems
            self._lines.show_rows(
                [
                    (str(n), [Cell(str(each.line), "small", "ink2"), Cell(f"{each.what[:1].upper()}{each.what[1:]}")])
                    for n, each in enumerate(lines)
                ]
            )

    def _take(self) -> None:
        self.take.setEnabled(False)

        def done(view: SheetView) -> None:
            self._forget()
            self.taken.emit(view)

        when_done(self._actions.take_list(self._prepared), self, done, self._failed)

    def _leave(self) -> None:
        self._forget()

    def _forget(self) -> None:
        self._found = self._prepared = self._view = None
        self._same = set()
        for field in (self.path, self.pasted, self.mine):
            field.set_value("")
        self._pages.setCurrentIndex(0)

    def _failed(self, error: BaseException) -> None:
        self.look.setEnabled(True)
        self._pages.setCurrentIndex(0)
        self._chosen.refuse(error)
