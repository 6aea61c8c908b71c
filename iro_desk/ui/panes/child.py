"""One child: header, then pages for the overview, reviews, decisions, people, places, events, papers and history."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from iro_desk.casework import UserFacingError
from iro_desk.practice.audit import AuditFilter
from iro_desk.practice.views import ChildView, DayRef
from iro_desk.practice.words import plain_day
from iro_desk.ui.coming_back import comes_back
from iro_desk.ui.files import ask_for_file, ask_for_folder
from iro_desk.ui.panes.actions import ChildActions
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.panes.booking import BookReview
from iro_desk.ui.panes.child_facts import Events, FactPage, People, Places
from iro_desk.ui.panes.child_history import History
from iro_desk.ui.panes.child_lists import STILL_OPEN, Decisions, Papers, Reviews
from iro_desk.ui.panes.child_overview import Overview
from iro_desk.ui.panes.facts_editor import FactDialog, FormDialog, open_fact
from iro_desk.ui.panes.something_changed import SomethingChanged
from iro_desk.ui.panes.why import show_why
from iro_desk.ui.theme import font, px
from iro_desk.ui.widgets import (
    Button,
    Dialog,
    FactButton,
    Message,
    Surface,
    Table,
    Tabs,
    Text,
    clear,
    column,
    fact,
    tab_line,
    wrapping,
)

TABS = (
    ("overview", "Overview"),
    ("reviews", "Reviews"),
    ("decisions", "Decisions"),
    ("people", "People"),
    ("places", "Places"),
    ("events", "Events"),
    ("papers", "Papers"),
    ("history", "History"),
)
PAGES: dict[str, Callable[[], QWidget]] = {
    "overview": Overview,
    "reviews": Reviews,
    "decisions": Decisions,
    "people": People,
    "places": Places,
    "events": Events,
    "papers": Papers,
    "history": History,
}
EVERYTHING = (
    "A folder with everything that this desk holds about the child: one paper to be read, the same as data with its"
    " whole history, and every finalised paper. What the child told only you is in none of them. The files are not"
    " encrypted: keep them where the council keeps such papers, and delete them when they are no longer needed."
)
NEXT_ICONS = {"book": "plus", "open-review": "book-open"}


def shown_name(view: ChildView) -> str:
    """The child's name, or while none is known number and date of birth."""
    if view.name:
        return view.name
    born = f"born {plain_day(view.date_of_birth)}" if view.date_of_birth else "date of birth not known"
    return f"{view.number or 'No number'}, {born}"


class ChildHead(QWidget):
    """Name, one line, facts with their icons; the actions stand beside the name or, when narrow, wrapped under it.

    ``day_asked`` tells the day of a fact that was pressed, and the fact.
    """

    day_asked = Signal(object, QWidget)

    def __init__(self, actions: Sequence[Button]) -> None:
        super().__init__()
        self._actions = wrapping(*actions)
        self._name = Text("", "display", wrap=True)
        self._line = Text("", "body", "ink2", wrap=True)
        self._facts = column()
        self._top = QWidget()
        self._way = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._top)
        self._way.setContentsMargins(0, 0, 0, 0)
        self._way.addWidget(self._name, 1)
        self._way.addWidget(self._actions)
        column(self._top, 3, self._line, self._facts, margins=(32, 20, 32, 8), into=self)

    def say(self, name: str, line: str, facts: Sequence[tuple[str, str]], days: Sequence[DayRef | None] = ()) -> None:
        """Another child. ``days``: the day in each of the facts, where one is."""
        self._name.say(name)
        self._line.say(line)
        self._line.setVisible(bool(line))
        clear(self._facts)
        layout = self._facts.layout()
        assert layout is not None
        if facts:
            known = (*days, *(None for _ in facts[len(days) :]))
            shown = [self._fact(icon, words, day) for (icon, words), day in zip(facts, known, strict=True)]
            made = wrapping(*shown, gap=22, margins=(0, 8, 0, 0))
            layout.addWidget(made)
            made.show()
        self.dress()

    def _fact(self, icon: str, words: str, day: DayRef | None) -> QWidget:
        if day is None:
            return fact(icon, words)
        button = FactButton(icon, words)
        button.clicked.connect(lambda: self.day_asked.emit(day, button))
        return button

    def dress(self) -> None:
        """Takes the theme."""
        inside = self._actions.layout()
        assert inside is not None
        inside.invalidate()  # A button with other words has another width at once, not after the next turn.
        name = QFontMetrics(font("display")).horizontalAdvance(self._name.words())
        needed = min(name, px(320)) + self._actions.sizeHint().width() + px(80)
        beside = self.width() >= needed
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._way.setDirection(way)
        self._way.setSpacing(px(12))
        self._way.setContentsMargins(0, 0, 0, 0 if beside else px(8))
        self._way.invalidate()
        self._way.activate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.dress()


class ChildPane(Surface):
    """Shows one :class:`ChildView`; every fact in it can be added, changed, ended and taken back here.

    The signals ask for what stands elsewhere; whoever wires the pane shows the view again after each change.
    """

    review_opened = Signal(str)
    """Id of a review to open."""
    paper_opened = Signal(str)
    """Id of a finalised paper to show."""
    shelf_asked = Signal(str)
    """Id of the child whose papers are to be made."""
    question_answered = Signal(str, str, str)
    """(question key, answer, reason)."""
    review_booked = Signal(str)
    """Id of a review that was just booked here."""
    facts_changed = Signal()
    """Something was added, changed, ended or taken back here."""
    command_asked = Signal(str)
    """The primary button's command, when it is neither to book nor to open a review."""

    help_name = "child"

    def __init__(self, actions: ChildActions) -> None:
        super().__init__("paper")
        self._asked_of = actions
        self._view: ChildView | None = None
        self.setAccessibleName("Child")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.changed = Button("Something changed", icon="pen-line")
        self.changed.clicked.connect(self.ask_something_changed)
        self.next = Button("", "primary", "book-open")
        self.next.clicked.connect(self._do_next)
        self.head = ChildHead([self.changed, self.next])
        self.head.day_asked.connect(self._why_day)
        self.message = Message("late", "")
        self._message_line = column(self.message, margins=(32, 0, 32, 10))
        self._message_line.hide()
        self.tabs = Tabs(TABS)
        self.tabs.opened.connect(self._open_tab)
        self._pages: dict[str, Any] = {}
        self._fresh: set[str] = set()
        self._stack = QStackedWidget()
        self._tab_line = tab_line(self.tabs)
        column(self.head, self._message_line, self._tab_line, (self._stack, 1), into=self)

    def show_view(self, view: ChildView) -> None:
        """Shows a child; the open page stays."""
        other = self._view is None or self._view.id != view.id
        self._view = view
        if other:
            self._message_line.hide()
        self.head.say(shown_name(view), view.line, view.facts, view.fact_days)
        command, words = view.next_action
        self.next.setVisible(bool(command))
        if command:
            self.next.say(words, NEXT_ICONS.get(command.partition(":")[0], "arrow-right"))
        still = sum(1 for decision in view.decisions if decision.outcome in STILL_OPEN)
        self.tabs.say("decisions", f"Decisions  {still}" if still else "Decisions")
        self._fresh.clear()
        self._open_tab(self.tabs.key())
        self.head.dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The tabs start further left when that saves one from being hidden."""
        super().resizeEvent(event)
        inside = self._tab_line.layout()
        assert inside is not None
        inset = px(32 if self.width() >= px(640) else 14)
        inside.setContentsMargins(inset, 0, inset, 0)

    def open_tab(self, key: str) -> None:
        """Opens a page by its key (``TABS``)."""
        self.tabs.open(key)

    def asking(self) -> dict[str, str]:
        """The questions that ask for a day or a choice just now, by their keys."""
        page = self._pages.get("overview")
        return {line.question.key: line.asking() for line in page.questions() if line.asking()} if page else {}

    def ask_again(self, asking: Mapping[str, str]) -> None:
        """Has the questions ask for them again."""
        page = self._pages.get("overview")
        for line in page.questions() if page else ():
            line.ask_again(asking.get(line.question.key, ""))

    @comes_back
    def ask_something_changed(self) -> None:
        """Opens the form for a change."""
        view = self._shown()
        self._follow(SomethingChanged(self, self._asked_of, view.id, view.day))

    @comes_back
    def ask_booking(self) -> None:
        """Opens the form that books a review."""
        view = self._shown()
        dialog = BookReview(self, self._asked_of, view.id, view.day)
        dialog.saved.connect(lambda id: self.review_booked.emit(id))
        self._follow(dialog)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hands the keyboard to the tabs. (A focus proxy would make the Tab key pass over the buttons of the head.)"""
        self.tabs.setFocus(event.reason())

    def page(self, key: str) -> Any:
        """The page of that key; it is made when it is first needed."""
        if key not in self._pages:
            made = PAGES[key]()
            self._pages[key] = made
            self._listen(made)
            self._stack.addWidget(made)
        return self._pages[key]

    def _listen(self, page: QWidget) -> None:
        for table in page.findChildren(Table):
            table.day_asked.connect(lambda ref, table=table: self._why_day(ref, table.viewport(), table.day_rect()))
        if isinstance(page, Overview):
            page.what_if = lambda day, what: self._asked_of.what_if(self._shown().id, day, what)
            page.book_asked.connect(self.ask_booking)
            page.answered.connect(self.question_answered)
        elif isinstance(page, Reviews):
            page.book_asked.connect(self.ask_booking)
            page.opened.connect(self.review_opened)
        elif isinstance(page, Decisions):
            page.outcome_asked.connect(lambda id: self._change("decision", id))
        elif isinstance(page, Papers):
            page.opened.connect(self.paper_opened)
            page.shelf_asked.connect(lambda: self.shelf_asked.emit(self._shown().id))
        elif isinstance(page, FactPage):
            page.add_asked.connect(self._add)
            page.change_asked.connect(self._change)
            page.end_asked.connect(lambda kind, id: self._change(kind, id, ending=True))
            page.remove_asked.connect(self._take_back)
        elif isinstance(page, History):
            page.save_asked.connect(self._choose_table)
            page.everything_asked.connect(self.ask_everything)
        if isinstance(page, Events):
            page.something_changed.connect(self.ask_something_changed)

    def _why_day(self, ref: DayRef, beside: QWidget, rect: QRect | None = None) -> None:
        view = self._shown()
        show_why(self._asked_of.day_reason(view.id, ref), view.day, beside, rect)

    @comes_back
    def _add(self, kind: str) -> None:
        view = self._shown()
        open_fact(self, self._asked_of, kind, view.id, view.day, self._kept, self._refused)

    @comes_back
    def _change(self, kind: str, id: str, *, ending: bool = False) -> None:
        view = self._shown()
        if kind == "period":
            self._told_on(id)
            return
        open_fact(self, self._asked_of, kind, view.id, view.day, self._kept, self._refused, id=id, ending=ending)

    def _told_on(self, id: str) -> None:
        """What is known about a period of care is kept by the day it began."""
        view = self._shown()
        started = next(place.started for place in view.places if place.kind == "period" and place.id == id)
        told = view.told_on if started == view.became_looked_after else None
        dialog = FactDialog(
            self, self._asked_of, "period", view.id, view.day, values={"told_on": told}, also={"started": started}
        )
        self._follow(dialog)

    def _follow(self, dialog: FormDialog) -> None:
        dialog.saved.connect(lambda _: self._kept())
        dialog.open_it()

    def _take_back(self, kind: str, id: str) -> None:
        ask(lambda: self._asked_of.remove_fact(kind, id), self, lambda _: self._kept(), self._refused)

    def _choose_table(self, asked: AuditFilter) -> None:
        def save(path: str) -> None:
            said = "Saved. The file is not encrypted."
            ask(lambda: self._asked_of.save_history(asked, path), self, lambda _: self._say(said), self._refused)

        ask_for_file(self, "Save the history", "Table (*.csv)", save)

    @comes_back
    def ask_everything(self) -> None:
        """Says what is in it, and asks where the folder is to be."""
        body = Text(EVERYTHING, "body", "ink2", wrap=True)
        buttons = [("leave", "Leave it", "quiet"), ("save", "Choose where", "primary")]
        question = Dialog(self, "Save everything held about this child?", column(body), buttons)
        question.chose.connect(lambda key: self._choose_folder() if key == "save" else None)
        question.open_it()

    def _choose_folder(self) -> None:
        child = self._shown().id
        ask_for_folder(self, "Where the folder is to be made", lambda folder: self.save_everything(child, folder))

    def save_everything(self, child: str, folder: str) -> None:
        """Makes a folder of it inside one."""
        self._say("Writing everything down.", kind="wait")
        ask(
            lambda: self._asked_of.export_child(child, folder),
            self,
            lambda made: self._say(f"{made.words} The files are not encrypted: {made.folder.name}."),
            self._refused,
        )

    def _say(self, words: str, kind: str = "done") -> None:
        self.message.say(kind, words)
        self._message_line.show()

    def _kept(self) -> None:
        self._message_line.hide()
        self.facts_changed.emit()

    def _refused(self, error: UserFacingError) -> None:
        self._message_line.show()
        self.message.say("late", error.what, " ".join(part for part in (error.safe, error.do) if part))

    def _do_next(self) -> None:
        command, _, id = self._shown().next_action[0].partition(":")
        if command == "book":
            self.ask_booking()
        elif command == "open-review":
            self.review_opened.emit(id)
        else:
            self.command_asked.emit(self._shown().next_action[0])

    def _open_tab(self, key: str) -> None:
        page = self.page(key)
        if key not in self._fresh and self._view is not None:
            page.show_view(self._view)
            self._fresh.add(key)
        self._stack.setCurrentWidget(page)

    def _shown(self) -> ChildView:
        assert self._view is not None, "a child is shown first"
        return self._view
