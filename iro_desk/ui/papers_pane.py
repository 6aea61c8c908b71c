"""The papers of one child: each as it would be printed today, those that are written here with their fields beside."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from iro_desk.casework import UserFacingError
from iro_desk.practice.paper_shelf import PartRow, PartsView, ShelfRow, ShelfView
from iro_desk.ui.files import DELETE_IT, ask_for_pdf, saved_in
from iro_desk.ui.panes.actions import Answer
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.review.actions import PaperShown, ReviewActions
from iro_desk.ui.review.drafted import DraftedWriting
from iro_desk.ui.review.preview import PaperPreview
from iro_desk.ui.review.printing import print_pdf
from iro_desk.ui.review.writeup import PREVIEW_AFTER_MS
from iro_desk.ui.theme import px
from iro_desk.ui.widgets import Button, Message, PaneHeader, RowList, Scroll, Surface, column, row
from iro_desk.ui.widgets.fields import Writing, WritingFrame
from iro_desk.ui.widgets.layout import add, clear
from iro_desk.ui.widgets.lists import ListLine
from iro_desk.ui.widgets.marks import State
from iro_desk.ui.widgets.text import section

KEPT = "Kept, just now"


class PapersActions(ReviewActions, Protocol):
    """What the pane asks beside what a review asks."""

    def make_paper(self, wanted: ShelfRow, size: str, anew: bool, typed: Mapping[str, str]) -> Answer[PaperShown]:
        """One paper of any kind, made beside the window; ``typed``: the parts as they are being typed."""
        ...

    def save_made(self, wanted: ShelfRow, size: str, anew: bool, path: str) -> Answer[Any]:
        """Writes it where the user said."""
        ...

    def printed_made(self, wanted: ShelfRow) -> Answer[Any]:
        """Keeps in the journal that it was printed."""
        ...

    def paper_parts(self, kind: str, about: str) -> PartsView:
        """What is written in it, by heading; at once."""
        ...

    def write_part(self, kind: str, about: str, part: str, text: str) -> Answer[Any]:
        """Makes what stands under one heading a change."""
        ...

    def sign_note(self, kind: str, about: str) -> Answer[Any]:
        """Finalises it as it is written."""
        ...


class PapersPane(QWidget):
    """A list of papers, what can be written in the chosen one, and the page beside it."""

    closed = Signal()
    kept = Signal(str)
    """Something that was done, in a few words."""

    def __init__(self, actions: PapersActions) -> None:
        super().__init__()
        self._actions = actions
        self._view: ShelfView | None = None
        self._rows: dict[str, ShelfRow] = {}
        self._parts: dict[str, tuple[PartRow, Writing, DraftedWriting]] = {}
        self._shown_parts: tuple[str, int] = ("", -1)
        self._anew = False
        self._asked_for = 0
        self._middle_wanted = False
        self._name = ""
        back = Button("Back to the child", "quiet", "chevron-left")
        back.clicked.connect(self.closed)
        self._header = PaneHeader("Papers", "", actions=[back], margins=(0, 4, 0, 8))
        self.message = Message("late", "")
        self.message.hide()
        self.list = RowList("Papers that can be made", inset=20, hairlines=False, wraps=True)
        self.list.opened.connect(lambda _: self._open())
        self._list_side = Surface("canvas", lines="right")
        column((row((self.list, 1), margins=(0, 8, 1, 0)), 1), into=self._list_side)
        self._fields = column(gap=6)
        self._state = column(gap=4)
        self.sign = Button("Finalise", "primary", "pen-line")
        self.sign.clicked.connect(self._sign)
        self.next_version = Button("Write the next version", "quiet", "plus")
        self.next_version.clicked.connect(self._begin_anew)
        inside = column(
            self._fields,
            section("Before you finalise"),
            self._state,
            12,
            row(self.sign, self.next_version, None),
            None,
            margins=(32, 4, 24, 24),
        )
        self._middle = Surface("paper")
        column((Scroll(inside), 1), into=self._middle)
        self._middle.hide()
        self.preview = PaperPreview(sizes=True)
        self.preview.save_wanted.connect(self._save)
        self.preview.print_wanted.connect(self._print)
        self.preview.size_wanted.connect(self._preview_now)
        self._side = Surface("sunken", lines="left")
        column((self.preview, 1), into=self._side)
        self._turn = Button("See the paper", "quiet", "file-text", small=True)
        self._turn.clicked.connect(self._turn_over)
        self._turn_line = row(self._turn, None, margins=(20, 0, 20, 8))
        self._paper_in_front = False
        column(
            column(self._header, self.message, margins=(32, 16, 32, 8)),
            self._turn_line,
            (row(self._list_side, (self._middle, 5), (self._side, 5), gap=0), 1),
            into=self,
        )
        self._timer = QTimer(self, singleShot=True, interval=PREVIEW_AFTER_MS)
        self._timer.timeout.connect(self._preview_now)

    # ------------------------------------------------------------ what is shown

    def show_view(self, view: ShelfView) -> None:
        """Shows a child's papers; the chosen one stays while it is the same child."""
        other = self._view is None or self._view.child != view.child
        if other:
            self.settle()
            self.message.hide()
            self._anew = False
        self._view = view
        self._rows = {each.key: each for each in view.rows}
        self._header.say("Papers", view.title)
        self.list.show_lines([ListLine(each.key, each.title, detail=each.words) for each in view.rows])
        if view.rows and (other or self.list.chosen() not in self._rows):
            self.list.choose(view.rows[0].key)
        self._open_parts()
        self._preview_now()

    def chosen(self) -> ShelfRow | None:
        """The paper that is chosen."""
        return self._rows.get(self.list.chosen())

    def choose(self, kind: str, recipient: str = "") -> None:
        """Opens the first paper of that kind, for that recipient."""
        for key, each in self._rows.items():
            if each.kind == kind and recipient in ("", each.recipient):
                self.list.choose(key)
                self._open()
                return

    def settle(self) -> None:
        """What is being typed becomes a change."""
        for _, _, drafted in self._parts.values():
            drafted.settle()

    def where(self) -> dict[str, Any]:
        """Which paper, and whether it stands before the fields."""
        return {"paper": self.list.chosen(), "paper_in_front": self._paper_in_front}

    def go_back(self, where: Mapping[str, Any]) -> None:
        """Comes back to it."""
        if where["paper"] in self._rows:
            self.list.choose(where["paper"])
            self._open()
        self._paper_in_front = where["paper_in_front"]
        self._make_room()

    def _open(self) -> None:
        self.settle()
        self._anew = False
        self.message.hide()
        self._open_parts()
        self._preview_now()

    # ------------------------------------------------------------ writing

    def _open_parts(self) -> None:
        """The fields of the chosen paper; those that are open stay, with what is being typed."""
        wanted = self.chosen()
        view = self._actions.paper_parts(wanted.kind, wanted.about) if wanted else PartsView((), (), 0, "")
        written = bool(view.parts or view.missing)
        which = (wanted.key if wanted and written else "", len(view.parts))
        if which != self._shown_parts:
            self._shown_parts = which
            clear(self._fields)
            self._parts = {}
            for part in view.parts:
                self._add_part(part)
        else:
            for part in view.parts:
                self._parts[part.key][2].stored_is(part.text)
        self._say_state(view)
        self._middle_wanted = written
        self._make_room()

    def _add_part(self, part: PartRow) -> None:
        writing = Writing(part.text, name=part.title)
        writing.setMinimumHeight(px(96))
        drafted = DraftedWriting(writing, self._actions, partial(self._written, part.key))
        self._parts[part.key] = (part, writing, drafted)
        drafted.open(part.field, part.text)
        drafted.kept.connect(lambda: self.kept.emit(KEPT))
        writing.textChanged.connect(self._timer.start)
        add(self._fields, section(part.title), WritingFrame(writing))

    def _written(self, part: str, _field: str, text: str) -> None:
        wanted = self.chosen()
        if wanted is None or part not in self._parts:
            return
        row, _, drafted = self._parts[part]

        def refused(error: UserFacingError) -> None:
            drafted.refused(row.field, row.text)
            self._refuse(error)

        ask(
            lambda: self._actions.write_part(wanted.kind, wanted.about, part, text),
            self,
            lambda _: drafted.taken(row.field, text),
            refused,
        )

    def _say_state(self, view: PartsView) -> None:
        clear(self._state)
        done = bool(view.finalised) and not self._anew
        if view.finalised:
            add(self._state, State("done", view.finalised))
        if not done:
            for words in view.missing or ("Everything needed is here.",):
                add(self._state, State("soon" if view.missing else "done", words))
        self.sign.setVisible(not done)
        self.next_version.setVisible(done)
        for _, writing, _ in self._parts.values():
            writing.setReadOnly(done)

    def _begin_anew(self) -> None:
        self._anew = True
        self._open_parts()
        self._preview_now()
        if self._parts:
            next(iter(self._parts.values()))[1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _sign(self) -> None:
        wanted = self.chosen()
        if wanted is None:
            return
        self.settle()

        def done(_: object) -> None:
            self._anew = False
            self.kept.emit("Finalised. It prints again as it stands now")
            self._open_parts()
            self._preview_now()

        ask(lambda: self._actions.sign_note(wanted.kind, wanted.about), self, done, self._refuse)

    # ------------------------------------------------------------ the page

    def _preview_now(self) -> None:
        wanted = self.chosen()
        if wanted is None:
            self.preview.show_nothing("No paper can be made yet.")
            return
        typed = {key: writing.toPlainText() for key, (_, writing, _) in self._parts.items()}
        self._asked_for += 1
        number = self._asked_for

        def show(made: PaperShown) -> None:
            if number == self._asked_for:
                self._name = made.name
                self.preview.show_pdf(wanted.title, made.pdf, made.uncovered, made.remarks)

        def refused(error: UserFacingError) -> None:
            if number == self._asked_for:
                self.preview.show_nothing(error.what)
                self._refuse(error)

        size = self.preview.print_size()
        ask(lambda: self._actions.make_paper(wanted, size, self._anew, typed), self, show, refused)

    def _save(self) -> None:
        ask_for_pdf(self, self._name, self.save_to)

    def save_to(self, path: str) -> None:
        """Writes the chosen paper where the user said."""
        wanted = self.chosen()
        if wanted is None:
            return
        self.settle()
        ask(
            lambda: self._actions.save_made(wanted, self.preview.print_size(), self._anew, path),
            self,
            lambda _: self._say("done", f"{saved_in(path)}.", f"{DELETE_IT}."),
            self._refuse,
        )

    def _print(self) -> None:
        wanted = self.chosen()
        if wanted is not None:
            print_pdf(self, self.preview.document, lambda: self._noted(wanted))

    def _noted(self, wanted: ShelfRow) -> None:
        ask(lambda: self._actions.printed_made(wanted), self, lambda _: None, self._refuse)

    def _say(self, kind: str, what: str, then: str = "") -> None:
        self.message.say(kind, what, then)
        self.message.show()

    def _refuse(self, error: UserFacingError) -> None:
        self._say("late", error.what, " ".join(part for part in (error.safe, error.do) if part))

    # ------------------------------------------------------------ room

    def _turn_over(self) -> None:
        self._paper_in_front = not self._paper_in_front
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """At half a screen the paper gives way to the writing, and comes on being asked for."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        narrow = self.width() < px(900)
        writes = self._middle_wanted
        self._turn_line.setVisible(narrow and writes)
        self._turn.say("Back to the fields" if self._paper_in_front else "See the paper")
        self._list_side.setFixedWidth(px(200 if narrow else 260))
        self._middle.setVisible(writes and not (narrow and self._paper_in_front))
        self._side.setVisible(not narrow or not writes or self._paper_in_front)
