"""The caseload: every child, the most pressing first; unfolded to columns, or a list beside the child that is open."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from iro_desk.practice.views import CaseloadView
from iro_desk.ui.coming_back import comes_back
from iro_desk.ui.panes.actions import CaseloadActions
from iro_desk.ui.panes.caseload_model import FILTERS, OFTEN_NONE, CaseloadModel, counts
from iro_desk.ui.panes.caseload_rows import CaseloadTable
from iro_desk.ui.panes.new_child import NewChild
from iro_desk.ui.panes.why import clock_of, show_why
from iro_desk.ui.theme import px, size
from iro_desk.ui.widgets.buttons import Button, Chips
from iro_desk.ui.widgets.layout import Surface, column, row, wrapping
from iro_desk.ui.widgets.text import Text

CHILD_NEEDS = 500
"""Width at 100 % under which a child is shown alone, without the list beside it."""
UNFOLDED_NEEDS = 1220
"""Width at 100 % under which the columns stay folded although no child is open."""


class CaseloadPane(QWidget):
    """The list of children and, at its right, the child that is open.

    ``child`` is the widget that shows a child (the Child pane); this pane only makes room for it. Whoever
    wires it answers ``child_opened`` by giving that widget its view.
    """

    child_opened = Signal(str)
    """Id of a child whose row was chosen; the row is marked and the list folded already."""
    child_closed = Signal()
    """The list has unfolded again."""
    child_added = Signal(str)
    """Id of a child that was just added by hand."""
    import_asked = Signal()
    """One of the empty caseload's ways in: read a council's return."""
    list_asked = Signal()
    """Another: the starter sheet, or any list of children."""
    questions_asked = Signal()
    """The line that says how many things wait for an answer was pressed."""
    papers_asked = Signal()
    """Papers of the whole caseload at once."""

    help_name = "caseload"

    def __init__(self, actions: CaseloadActions, child: QWidget | None = None) -> None:
        super().__init__()
        self._actions = actions
        self._view: CaseloadView | None = None
        self._open = ""
        self.setAccessibleName("Caseload")
        self._model = CaseloadModel(self)
        self.table = CaseloadTable(self._model)
        self._count = Text("", "title", "ink3")
        self._weighed = Text("", "small", "ink3")
        self.add_child = Button("Add a child", icon="plus", small=True)
        self.add_child.clicked.connect(self.ask_new_child)
        self.search = QLineEdit()
        self.search.setAccessibleName("Find by name or number")
        self.search.setPlaceholderText("Find by name or number")
        self.search.setClearButtonEnabled(True)
        self.search.setProperty("small", True)
        self.search.setProperty("searches", True)
        self.search.textChanged.connect(self._typed)
        self.search.returnPressed.connect(self._open_first)
        self.search.installEventFilter(self)
        self.chips = Chips([(item.key, item.words, 0) for item in FILTERS])
        self.chips.chose.connect(self._filtered)
        self._questions = Button("", "plain", small=True, flush=True)
        self._questions.clicked.connect(self.questions_asked)
        self._papers = Button("Many papers", "plain", "printer", small=True, flush=True)
        self._papers.setToolTip("Print or save papers of the whole caseload at once.")
        self._papers.clicked.connect(self.papers_asked)
        self._nothing = _Nothing()
        self._nothing.add.clicked.connect(self.ask_new_child)
        self._nothing.read.clicked.connect(self.import_asked)
        self._nothing.list.clicked.connect(self.list_asked)
        self._nothing.all.clicked.connect(self.show_all)
        self._head = column(
            row(Text("Caseload", "title"), self._count, self._weighed, None, self.add_child, gap=8),
            self.search,
            self.chips,
            wrapping(self._questions, self._papers),
            gap=8,
            margins=(24, 20, 20, 8),
        )
        self._listing = Surface("canvas", lines="right")
        column(self._head, (self.table, 1), (self._nothing, 1), into=self._listing)
        self._back = Button("Back to the caseload", "plain", "chevron-left", small=True)
        self._back.clicked.connect(self.close_child)
        self._bar = row(self._back, None, margins=(16, 8, 16, 0))
        self._child = child if child is not None else QWidget()
        self._beside = Surface("paper")
        column(self._bar, (self._child, 1), into=self._beside)
        row((self._listing, 0), (self._beside, 1), gap=0, into=self)
        self.table.child_opened.connect(self._chosen)
        self.table.left_upwards.connect(self.search.setFocus)
        self.table.why_asked.connect(self._why)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._find)
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self.search.setMaximumWidth(size("list_pane") - px(44))
        self._arrange()

    def show_view(self, view: CaseloadView) -> None:
        """Shows a caseload; filter, typed words, current row, scroll and the open child stay."""
        self._view = view
        at = self.table.verticalScrollBar().value()
        self._model.show_rows((*view.rows, *view.former), view.day, looking_up=view.places_pending)
        self._count.say(str(len(view.rows)))
        heavier = view.weighed is not None and round(view.weighed) > len(view.rows)
        self._weighed.say(f"with the driving like {round(view.weighed or 0)} who live near" if heavier else "")
        numbers = counts((*view.rows, *view.former), looking_up=view.places_pending)
        self.chips.set_counts(numbers)
        self.chips.show_only([key for key in numbers if numbers[key] != 0 or key not in OFTEN_NONE])
        waiting = view.questions
        self._questions.setVisible(waiting > 0)
        self._questions.say(
            "1 thing waits for your answer" if waiting == 1 else f"{waiting} things wait for your answer"
        )
        self._arrange()
        if self.table.currentIndex().row() < 0 and self._model.rowCount():
            self.table.setCurrentIndex(self._model.index(0, 0))
        self.table.verticalScrollBar().setValue(at)

    @property
    def places_pending(self) -> bool:
        """Whether places or drives are still being looked up."""
        return self._view is not None and self._view.places_pending

    @property
    def open_child(self) -> str:
        """Id of the child that is open, or empty."""
        return self._open

    def set_open_child(self, child: str) -> None:
        """Folds the list and marks that child's row, as if it had been chosen, without telling."""
        self._open = child
        self.table.set_opened(child)
        self._arrange()

    def close_child(self) -> None:
        """Unfolds the list again; the focus returns to the row."""
        if not self._open:
            return
        self._open = ""
        self.table.set_opened("")
        self._arrange()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.child_closed.emit()

    def show_all(self) -> None:
        """Takes filter and typed words away."""
        self.search.clear()
        self.show_only("all")

    def show_only(self, key: str) -> None:
        """Keeps the children of one filter (``FILTERS``)."""
        self.chips.choose(key)
        self._filtered(key)

    @comes_back
    def ask_new_child(self) -> None:
        """Opens the form for a new child."""
        form = NewChild(self, self._actions, self._today())
        form.saved.connect(lambda id: self.child_added.emit(id))
        form.open_it()

    def _today(self) -> date:
        assert self._view is not None, "a caseload is shown first"
        return self._view.day

    def _chosen(self, child: str) -> None:
        if child != self._open:
            self.set_open_child(child)
            self.child_opened.emit(child)
        elif self._child.isVisible():
            self._child.setFocus(Qt.FocusReason.OtherFocusReason)

    @comes_back
    def _why(self, child: str) -> None:
        row = self._model.child_at(self._model.row_of(child))
        if row.next_review is not None:
            where = self.table.visualRect(self.table.currentIndex())
            clock = self._actions.booking(child, None).clock or clock_of(row.next_review)
            tried = partial(self._actions.what_if, child)
            show_why(clock, self._today(), self.table.viewport(), where, tried)

    def _typed(self, words: str) -> None:
        self._model.type(words)
        self._arrange()

    def _filtered(self, key: str) -> None:
        self._model.keep(key)
        self._arrange()

    def _open_first(self) -> None:
        if self._model.rowCount():
            self._chosen(self._model.child_at(max(0, self.table.currentIndex().row())).id)

    def _find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _arrange(self) -> None:
        """Decides what stands where at the width there is."""
        width, listed = self.width(), size("list_pane")
        alone = bool(self._open) and width < listed + px(CHILD_NEEDS)
        folded = bool(self._open) or width < px(UNFOLDED_NEEDS)
        self._listing.setVisible(not alone)
        self._beside.setVisible(bool(self._open))
        self._bar.setVisible(alone)
        if self._open:
            self._listing.setFixedWidth(listed)
        else:
            self._listing.setMinimumWidth(0)
            self._listing.setMaximumWidth(16_777_215)
        layout = self.layout()
        assert layout is not None
        layout.setStretch(0, 0 if self._open else 1)  # type: ignore[attr-defined]
        edge = px(24 if folded else 32)
        inside = self._head.layout()
        assert inside is not None
        inside.setContentsMargins(edge, px(20), px(20 if folded else 32), px(8))
        nothing = self._nothing.layout()
        assert nothing is not None
        nothing.setContentsMargins(edge, px(12), px(24), px(24))
        if folded != self.table.folded or self._view is None:
            self.table.set_folded(folded)
        some = self._view is not None and bool(self._view.rows or self._view.former)
        shown = self._model.rowCount() > 0
        self.search.setVisible(some)
        self.chips.setVisible(some)
        if self._view is None or not self._view.questions:
            self._questions.hide()
        self.add_child.setVisible(some)
        self._papers.setVisible(some)
        self._weighed.setVisible(not folded)
        self.table.setVisible(shown)
        self._nothing.setVisible(self._view is not None and not shown)
        self._nothing.say(filtered=some, looking_up=self._model.waits_for_places())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the child, or clears what was typed."""
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
        elif event.key() == Qt.Key.Key_Escape and self._open:
            self.close_child()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down from the field goes to the rows."""
        if (
            watched is self.search
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
            and self._model.rowCount()
        ):
            self.table.setFocus(Qt.FocusReason.TabFocusReason)
            if self.table.currentIndex().row() < 0:
                self.table.setCurrentIndex(self._model.index(0, 0))
            return True
        return super().eventFilter(watched, event)


class _Nothing(QWidget):
    """What stands in place of the rows when there are none."""

    def __init__(self) -> None:
        super().__init__()
        self._what = Text("", "strong", wrap=True)
        self._how = Text("", "body", "ink2", wrap=True)
        self.list = Button("Bring in a list", "primary", "file-text")
        self.read = Button("Read a council’s return", icon="folder-input")
        self.add = Button("Add a child", icon="plus")
        self.all = Button("Show all children")
        self._ways = wrapping(self.list, self.read, self.add, self.all, gap=8, line_gap=8)
        column(self._what, 4, self._how, 16, self._ways, None, margins=(24, 16, 24, 24), into=self)

    def say(self, *, filtered: bool, looking_up: bool) -> None:
        """Nothing on the desk, nothing that the filter keeps, or nothing that it can tell yet."""
        if looking_up:
            self._what.say("How far away each child lives is being looked up.")
            self._how.say("The children stand here in a moment.")
        elif filtered:
            self._what.say("No child here has that name or number, or fits that filter.")
            self._how.say("Show all children to see the whole caseload.")
        else:
            self._what.say("Every child on your caseload is listed here, the most pressing first.")
            self._how.say(
                "Bring in a list of them (the starter sheet, an Annex A or a table of your own), read your council’s "
                "return, or add one child by hand."
            )
        self.list.setVisible(not filtered)
        self.add.setVisible(not filtered)
        self.read.setVisible(not filtered)
        self.all.setVisible(filtered)
