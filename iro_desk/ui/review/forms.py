"""Consultation forms before a review: one a recipient, sent out, come back, and what grown people wrote in them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from iro_desk.casework import UserFacingError
from iro_desk.practice.review_views import FormRow, ReviewView
from iro_desk.practice.words import count, long_day
from iro_desk.ui.files import ask_for_folder, ask_which_files
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.review.actions import ReviewActions
from iro_desk.ui.widgets.buttons import Button
from iro_desk.ui.widgets.layout import Rule, add, clear, column, row
from iro_desk.ui.widgets.marks import State
from iro_desk.ui.widgets.text import Text, section

TOP = Qt.AlignmentFlag.AlignTop


class Forms(QWidget):
    """The forms of one review. ``wanted`` asks for one of them to be shown."""

    wanted = Signal(str)
    kept = Signal(str)

    def __init__(self, actions: ReviewActions, refuse: Callable[[UserFacingError], None]) -> None:
        super().__init__()
        self._actions, self._refuse = actions, refuse
        self._view: ReviewView | None = None
        self._rows = column()
        self._said = Text("", "small", "ink2", wrap=True)
        self._said.hide()
        self.save_all = Button("Save every form", "quiet", "file-text", small=True)
        self.save_all.clicked.connect(self._ask_where)
        self.take_in = Button("Take in forms that came back", "quiet", small=True)
        self.take_in.clicked.connect(self._ask_which)
        self.written = Views()
        column(
            section("Consultation forms"),
            self._rows,
            8,
            row(self.save_all, self.take_in, None, gap=8),
            self._said,
            self.written,
            into=self,
        )
        self._shown: object = None

    def show_view(self, view: ReviewView) -> None:
        """Shows them; drawn again only when something differs."""
        if self._view is None or self._view.id != view.id:
            self._said.hide()
        self._view = view
        self.setVisible(bool(view.forms))
        self.take_in.setEnabled(not view.read_only)
        self.written.show_view(view)
        if (view.id, view.forms) == self._shown:
            return
        self._shown = (view.id, view.forms)
        clear(self._rows)
        for each in view.forms:
            add(self._rows, self._line(view, each), Rule())

    def _line(self, view: ReviewView, each: FormRow) -> QWidget:
        came = (
            f"{count(each.answers, 'answer')}, back {long_day(each.came_on, view.day)}" if each.came_on else "Not back"
        )
        button = Button("See the form", "plain", small=True)
        button.setAccessibleName(f"See the form: {each.title}")
        button.clicked.connect(partial(self.wanted.emit, each.recipient))
        title = Text(each.title, "body", wrap=True)
        return row((title, 1), State("done" if each.came_on else "open", came), button, gap=12, margins=(0, 4, 0, 4))

    def _ask_where(self) -> None:
        ask_for_folder(self, "Save every form below a folder", self.save_to)

    def save_to(self, folder: str) -> None:
        """Writes every form below a folder."""
        view = self._view
        if view is not None:
            ask(
                lambda: self._actions.save_forms(view.id, folder),
                self,
                lambda number: self._say(f"Saved {count(number, 'form')}."),
                self._refuse,
            )

    def _ask_which(self) -> None:
        ask_which_files(self, "Forms that came back", "PDF (*.pdf)", self.take_in_files)

    def take_in_files(self, paths: list[str]) -> None:
        """Reads each file; what one of them does not take is said of that one."""
        ask(lambda: self._actions.take_in_forms(paths), self, lambda said: self._say(" ".join(said)), self._refuse)

    def _say(self, words: str) -> None:
        self._said.say(words)
        self._said.show()


class Views(QWidget):
    """What grown people wrote, each answer under its question; closed until it is opened."""

    def __init__(self) -> None:
        super().__init__()
        self.button = Button("", "plain", small=True, flush=True)
        self.button.clicked.connect(self.turn)
        self._page = column(gap=8)
        self._page.hide()
        column((self.button, Qt.AlignmentFlag.AlignLeft), self._page, into=self)
        self._shown: object = None

    def show_view(self, view: ReviewView) -> None:
        """Shows how many there are; open ones stay open."""
        self.setVisible(bool(view.views))
        self.button.say(f"What was written before, {count(len(view.views), 'answer')}")
        if view.views == self._shown:
            return
        self._shown = view.views
        clear(self._page)
        before = ""
        for each in view.views:
            who = ", ".join(part for part in (each.who, each.form) if part)
            if who != before:
                add(self._page, Text(who, "strong", wrap=True))
            before = who
            add(self._page, column(Text(each.asked, "small", "ink3", wrap=True), Text(each.words, "body", wrap=True)))

    def turn(self) -> None:
        """Opens them, or closes them again."""
        self._page.setVisible(self._page.isHidden())
