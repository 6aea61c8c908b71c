"""The school terms as a table that is typed into, or read from a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from iro_desk.casework import UserFacingError
from iro_desk.practice.views import TermRow
from iro_desk.practice.words import plain_day
from iro_desk.ui import typed_dates
from iro_desk.ui.files import ask_which_file
from iro_desk.ui.panes.actions import SettingsActions
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.theme import font, px, size
from iro_desk.ui.widgets import Button, ComboField, Dialog, Message, Text, column, wrapping

HEADS = ("Term", "First day", "Last day", "Half term from", "Half term to")


def in_words(term: TermRow) -> str:
    """ "Autumn 2026: 2 September to 18 December; half term 26 October to 30 October": one term in a line."""
    start = term.starts
    words = f"{term.name}: {plain_day(start, start)} to {plain_day(term.ends, start)}"
    if term.half_term_starts is None or term.half_term_ends is None:
        return words
    return f"{words}; half term {plain_day(term.half_term_starts, start)} to {plain_day(term.half_term_ends, start)}"


class TermsDialog(Dialog):
    """Terms by rows; a cell is typed into as it is reached. ``kept`` tells that they were kept."""

    kept = Signal()

    def __init__(self, parent: QWidget, terms: Sequence[TermRow], today: date, actions: SettingsActions) -> None:
        self._today, self._actions = today, actions
        self.table = QTableWidget(0, len(HEADS))
        self.table.setAccessibleName("School terms")
        self.table.setHorizontalHeaderLabels(list(HEADS))
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self.whose = ComboField("Whose terms", list(actions.term_authorities()))
        self.whose.changed.connect(self._another)
        self.message = Message("late", "")
        self.message.hide()
        add, remove, read = (
            Button(words, icon=icon, small=True)
            for words, icon in (
                ("Add a term", "plus"),
                ("Take this term away", "x"),
                ("Read them from a file", "folder-input"),
            )
        )
        add.clicked.connect(lambda: self._add(None))
        remove.clicked.connect(lambda: self.table.removeRow(self.table.currentRow()))
        read.clicked.connect(self._choose_file)
        hint = "Days as people type them: 2 Sep 2026. A file has the columns name, starts, ends, half_term_starts, "
        body = column(
            self.whose,
            Text(f"{hint}half_term_ends.", "small", "ink2", wrap=True),
            self.table,
            wrapping(add, remove, read),
            self.message,
            gap=10,
        )
        buttons = [("cancel", "Leave them as they are", "quiet"), ("save", "Keep these terms", "primary")]
        super().__init__(parent, "School terms", body, buttons, width=900, check=self._pressed)
        self.show_terms(terms)

    def dress(self) -> None:
        """Takes the theme."""
        super().dress()
        self.table.setFont(font("body"))
        self.table.verticalHeader().setDefaultSectionSize(size("row_dense"))
        self.table.setMinimumHeight(px(360))
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)

    def open_it(self) -> None:
        """Opens with the keyboard in the table."""
        super().open_it()
        self.table.setFocus()

    def show_terms(self, terms: Sequence[TermRow]) -> None:
        """Other terms in the table."""
        self.table.setRowCount(0)
        for term in terms:
            self._add(term)
        if terms:
            self.table.setCurrentCell(0, 0, self.table.selectionModel().SelectionFlag.NoUpdate)

    def read_file(self, path: str) -> None:
        """The terms of a file in place of those that stand here; nothing is kept yet."""
        try:
            self.show_terms(self._actions.terms_of_file(path, self.whose.value()))
        except UserFacingError as error:
            self._refused(error)
        else:
            self.message.hide()

    def _another(self) -> None:
        """The terms of another authority; what was typed of the one before and not kept goes."""
        self.message.hide()
        self.show_terms(self._actions.terms(self.whose.value()))

    def _add(self, term: TermRow | None) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        days = (term.starts, term.ends, term.half_term_starts, term.half_term_ends) if term else (None,) * 4
        for at, words in enumerate((term.name if term else "", *(typed_dates.typed(day) for day in days))):
            self.table.setItem(row, at, QTableWidgetItem(words))
        if term is None:
            self.table.setCurrentCell(row, 0)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _terms(self) -> list[TermRow]:
        """What stands in the table; an empty row is passed over. Raises ``UserFacingError`` for a day that is none."""
        found = []
        for row in range(self.table.rowCount()):
            items = [self.table.item(row, at) for at in range(len(HEADS))]
            words = [item.text().strip() if item is not None else "" for item in items]
            if not any(words):
                continue
            starts, ends, half_starts, half_ends = (
                self._day(text, row, HEADS[at]) for at, text in enumerate(words[1:], 1)
            )
            if starts is None or ends is None:
                raise UserFacingError(f"Row {row + 1} needs its first and last day.", safe="Nothing was changed.")
            found.append(TermRow("", "", words[0], starts, ends, half_starts, half_ends))
        return found

    def _day(self, words: str, row: int, head: str) -> date | None:
        day = typed_dates.understand(words, self._today) if words else None
        if words and day is None:
            what = f"Row {row + 1}, {head.lower()}: “{words}” is not a day in the calendar."
            raise UserFacingError(what, safe="Nothing was changed.", do="Type day, month and year.")
        return day

    def _pressed(self, key: str) -> bool:
        if key != "save":
            return True
        try:
            terms = self._terms()
        except UserFacingError as error:
            self._refused(error)
            return False
        ask(lambda: self._actions.keep_terms(terms, self.whose.value()), self, lambda _: self._done(), self._refused)
        return False

    def _done(self) -> None:
        self.accept()
        self.kept.emit()
        self.deleteLater()

    def _refused(self, error: UserFacingError) -> None:
        self.message.show()
        self.message.say("late", error.what, " ".join(part for part in (error.safe, error.do) if part))

    def _choose_file(self) -> None:
        ask_which_file(self, "Read school terms from a file", "Tables (*.csv)", self.read_file)
