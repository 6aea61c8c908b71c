"""The Caseload place: the list with its child, the review, an import, the questions, a finished paper."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QStackedWidget

from iro_desk.casework import (
    Attendance,
    Decision,
    NotFound,
    Refused,
    Review,
    ReviewNote,
    ReviewPart,
    ToldMe,
    UserFacingError,
)
from iro_desk.practice import audit, questions, room, sharing
from iro_desk.practice.caseload import caseload_view
from iro_desk.practice.child import child_view
from iro_desk.practice.finder import FinderRow
from iro_desk.practice.import_views import ImportView
from iro_desk.practice.paper_shelf import shelf_view
from iro_desk.practice.review_view import review_view
from iro_desk.practice.sheets import SheetView
from iro_desk.practice.views import CaseloadView
from iro_desk.practice.words import count
from iro_desk.practice.workspace import Workspace
from iro_desk.ui.batch_pane import BatchPane
from iro_desk.ui.bridge import when_done
from iro_desk.ui.import_pane import ImportPane
from iro_desk.ui.in_step import InStep
from iro_desk.ui.list_pane import ListPane
from iro_desk.ui.panes import CaseloadPane, ChildPane
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.paper_pane import PaperPane
from iro_desk.ui.papers_pane import KEPT, PapersPane
from iro_desk.ui.questions_pane import QuestionsPane
from iro_desk.ui.review import ReviewPane
from iro_desk.ui.shell import MainWindow
from iro_desk.ui.widgets import column
from iro_desk.ui.wiring import DeskActions

IN_A_REVIEW: dict[str, type[Any]] = {
    "review": Review,
    "review_note": ReviewNote,
    "told_me": ToldMe,
    "decision": Decision,
    "attendance": Attendance,
    "review_part": ReviewPart,
}
"""What is shown in a review, by its table."""
TAB_OF = {
    "event": "events",
    "contact": "events",
    "milestone": "events",
    "person": "people",
    "role": "people",
    "episode": "places",
    "school_place": "places",
}
FRONTS = ("review", "importing", "listing", "questions", "paper", "shelf", "batch")
"""What may stand in front of the list and its child."""


class CaseloadPlace(InStep):
    """Keeps the panes in step with the desk: after every change those concerned ask for their view again."""

    key = "caseload"

    def __init__(self, actions: DeskActions, window: MainWindow) -> None:
        super().__init__(actions, window)
        self._child = ""
        self._review = ""
        self._paper = ""
        self._shelf_of = ""
        self.child_pane = ChildPane(actions)
        self.caseload = CaseloadPane(actions, self.child_pane)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.caseload)
        column((self._stack, 1), into=self)
        self.caseload.child_opened.connect(self.open_child)
        self.caseload.child_closed.connect(self._child_closed)
        self.caseload.child_added.connect(self.open_child)
        self.caseload.import_asked.connect(self.open_import)
        self.caseload.list_asked.connect(self.open_list)
        self.caseload.questions_asked.connect(self.open_questions)
        self.caseload.papers_asked.connect(self.open_batch)
        self.child_pane.review_opened.connect(self.open_review)
        self.child_pane.review_booked.connect(lambda _: self._window.toast("Booked a review"))
        self.child_pane.question_answered.connect(self._answer)
        self.child_pane.paper_opened.connect(self.open_paper)
        self.child_pane.shelf_asked.connect(self.open_shelf)
        self.refresh()

    # ------------------------------------------------------------ panes, made when they are first gone to

    @cached_property
    def review(self) -> ReviewPane:
        """The review that is open."""
        pane = ReviewPane(self._actions, self.workspace.today)
        pane.closed.connect(self._back_to_child)
        pane.signed.connect(lambda: self._window.toast("Finalised. The papers are under Papers", undo=False))
        self._stack.addWidget(pane)
        return pane

    @cached_property
    def importing(self) -> ImportPane:
        """Bringing in a return."""
        pane = ImportPane(self._actions)
        pane.closed.connect(self._back_to_list)
        pane.taken.connect(self._taken)
        pane.list_wanted.connect(self.open_list)
        self._stack.addWidget(pane)
        return pane

    @cached_property
    def listing(self) -> ListPane:
        """Bringing in a list of children."""
        pane = ListPane(self._actions)
        pane.closed.connect(self._back_to_list)
        pane.taken.connect(self._taken)
        pane.return_wanted.connect(self.open_import)
        self._stack.addWidget(pane)
        return pane

    @cached_property
    def questions(self) -> QuestionsPane:
        """What waits for an answer."""
        pane = QuestionsPane(self.workspace.today)
        pane.closed.connect(self._back_to_list)
        pane.answered.connect(self._answer_of)
        pane.all_answered.connect(self._answer_all)
        pane.child_opened.connect(self.open_child)
        self._stack.addWidget(pane)
        return pane

    @cached_property
    def paper(self) -> PaperPane:
        """A finalised paper."""
        pane = PaperPane()
        pane.closed.connect(self._back_to_child)
        pane.check_asked.connect(self.check_paper)
        pane.printed.connect(lambda: self._note_paper(sharing.printed))
        pane.saved.connect(lambda: self._note_paper(sharing.exported))
        self._stack.addWidget(pane)
        return pane

    @cached_property
    def shelf(self) -> PapersPane:
        """Every paper that can be made of a child."""
        pane = PapersPane(self._actions)
        pane.closed.connect(self._back_to_child)
        pane.kept.connect(lambda words: self._window.toast(words, undo=False) if words != KEPT else None)
        self._stack.addWidget(pane)
        return pane

    @cached_property
    def batch(self) -> BatchPane:
        """Papers of the whole caseload at once."""
        pane = BatchPane(self._actions)
        pane.closed.connect(self._back_to_list)
        self._stack.addWidget(pane)
        return pane

    def check_paper(self, path: str) -> None:
        """Says in the pane of papers which one a file is, and whether one byte differs."""
        ask(
            lambda: self._actions.verify(path),
            self,
            lambda found: self.paper.show_verdict(Path(path).name, found),
            self._window.say_refusal,
        )

    def _note_paper(self, note: Callable[[Workspace, sharing.Kept], Future[None]]) -> None:
        note(self.workspace, sharing.kept_paper(self.workspace, self._paper))

    def _shows(self, name: str) -> bool:
        """Whether the pane of that name was made and is in front."""
        return self.__dict__.get(name) is self._stack.currentWidget() and name in self.__dict__

    @property
    def help_name(self) -> str:
        """The page of help for what is in front."""
        for name, page in (
            ("review", "review"),
            ("importing", "import"),
            ("listing", "import"),
            ("paper", "papers"),
            ("shelf", "papers"),
            ("batch", "papers"),
            ("questions", "questions"),
        ):
            if self._shows(name):
                return page
        return "child" if self._child else "caseload"

    # ------------------------------------------------------------ in step with the desk

    def show_anew(self) -> None:
        """The list and what stands in front of it."""
        self._show_list(caseload_view(self.workspace))
        self._show_in_front()

    def _show_list(self, view: CaseloadView) -> None:
        self.caseload.show_view(view)
        if self.workspace.places_wanted or self.workspace.drives_wanted:
            when_done(self._actions.look_up_places(), self, self._places_found)

    def _show_in_front(self) -> None:
        if self._child:
            self.child_pane.show_view(child_view(self.workspace, self._child))
        if self._review and self._shows("review"):
            self.review.show_view(review_view(self.workspace, self._review))
        if self._shows("questions"):
            self._show_questions()
        if self._shows("shelf"):
            self.shelf.show_view(shelf_view(self.workspace, self._shelf_of))

    def follow(self, change: Any) -> None:
        """The list always, the child and the review when they are concerned. The list is counted beside the window."""
        if self._shows("review") and self._review:
            if not change.children or self._child in change.children:
                self.review.show_view(review_view(self.workspace, self._review))
            return  # The list behind it is read anew when it is gone back to.
        self._show_in_front()
        self._count_anew()

    def _places_found(self, found: bool) -> None:
        if found and self.in_use() and not self._shows("review"):
            self._show_in_front()
            self._count_anew()

    def _count_anew(self) -> None:
        self.count(self._show_list, caseload_view, self.workspace)

    # ------------------------------------------------------------ going about

    def open_child(self, child: str) -> None:
        """Opens a child beside the list."""
        self._child = child
        audit.child_opened(self.workspace, child)
        self.caseload.set_open_child(child)
        self.child_pane.show_view(child_view(self.workspace, child))
        self._stack.setCurrentWidget(self.caseload)

    def open_review(self, review: str) -> None:
        """Opens a review over the whole place."""
        view = review_view(self.workspace, review)
        self._review, self._child = review, view.child
        self.review.show_view(view)
        self._stack.setCurrentWidget(self.review)
        self.review.open_step(self.review.step())

    def open_import(self) -> None:
        """Opens the import."""
        self._stack.setCurrentWidget(self.importing)
        self.importing.path.control.setFocus()

    def open_list(self) -> None:
        """Opens the bringing in of a list of children."""
        self._stack.setCurrentWidget(self.listing)
        self.listing.path.control.setFocus()

    def open_found(self, found: FinderRow) -> None:
        """Opens the child, or the review or page of the child in which the words stand."""
        kind = IN_A_REVIEW.get(found.table)
        if kind is not None:
            review = self.workspace.desk.get(kind, found.row).review if kind is not Review else found.row
            if review:
                self.open_review(review)
                return
        self.open_child(found.child)
        self.child_pane.open_tab(TAB_OF.get(found.table, "overview"))

    def open_questions(self) -> None:
        """Lists every assumption that waits for an answer."""
        self._show_questions()
        self._stack.setCurrentWidget(self.questions)

    def _show_questions(self) -> None:
        self.questions.show_rows(*questions.both_views(self.workspace))

    def open_paper(self, paper: str) -> None:
        """Shows a finalised paper."""
        try:
            room.refuse_watched(self.workspace)
            shown = sharing.signed_paper(self.workspace, paper)
        except UserFacingError as error:
            self._window.say_refusal(error)
            return
        self._paper = paper
        self.paper.show_paper(shown.name, shown.pdf)
        self._stack.setCurrentWidget(self.paper)

    def open_shelf(self, child: str) -> None:
        """Shows every paper that can be made of a child."""
        self._shelf_of = child
        self.shelf.show_view(shelf_view(self.workspace, child))
        self._stack.setCurrentWidget(self.shelf)
        self.shelf.list.setFocus()

    def open_my_week(self) -> None:
        """Shows my own day and weeks on paper."""
        self.open_shelf("")
        self.shelf.choose("week")

    def open_batch(self) -> None:
        """Papers of the whole caseload at once."""
        self.batch.open()
        self._stack.setCurrentWidget(self.batch)
        self.batch.copies.combo.setFocus()

    def add_child(self) -> None:
        """Opens the form for a new child."""
        self._back_to_list()
        self.caseload.ask_new_child()

    def flush(self) -> None:
        """Keeps what is being typed."""
        if "review" in self.__dict__:
            self.review.settle()
        if "shelf" in self.__dict__:
            self.shelf.settle()

    def in_meeting(self) -> bool:
        """Whether a review that is being held is in front."""
        return self._shows("review") and self.review.in_meeting()

    def where(self) -> dict[str, Any]:
        """The child with its page, the filter of the list, and what stands in front with the place in it."""
        front = next((name for name in FRONTS if self._shows(name)), "")
        return {
            "child": self._child,
            "tab": self.child_pane.tabs.key(),
            "asking": self.child_pane.asking(),
            "filter": self.caseload.chips.chosen(),
            "front": front,
            "review": self._review,
            "paper": self._paper,
            "shelf_of": self._shelf_of,
            "in_front": self._front_pane(front).where() if front in ("review", "importing", "shelf", "batch") else {},
        }

    def go_back(self, where: dict[str, Any]) -> None:
        """Comes back to them after an unlock. What is gone meanwhile is passed over."""
        with suppress(NotFound):
            self.caseload.show_only(where["filter"])
            if where["child"]:
                self.open_child(where["child"])
                self.child_pane.open_tab(where["tab"])
                self.child_pane.ask_again(where.get("asking", {}))
            if where["front"] == "review":
                self.open_review(where["review"])
            elif where["front"] == "importing":
                self.open_import()
            elif where["front"] == "listing":
                self.open_list()
            elif where["front"] == "questions":
                self.open_questions()
            elif where["front"] == "paper":
                self.open_paper(where["paper"])
            elif where["front"] == "shelf":
                self.open_shelf(where["shelf_of"])
            elif where["front"] == "batch":
                self.open_batch()
            if where["in_front"]:
                self._front_pane(where["front"]).go_back(where["in_front"])

    def _front_pane(self, name: str) -> Any:
        return getattr(self, name)

    def _child_closed(self) -> None:
        self._child = ""

    def _back_to_child(self) -> None:
        self._review = ""
        self._stack.setCurrentWidget(self.caseload)
        self.refresh()
        if self._child:
            self.caseload.set_open_child(self._child)

    def _back_to_list(self) -> None:
        self._stack.setCurrentWidget(self.caseload)
        self.refresh()

    def _taken(self, view: ImportView | SheetView) -> None:
        self._back_to_list()
        new = view.children["new"]
        self._window.toast(f"Took {count(new, 'child', 'children')} in" if new else "Took the changes in")

    def _answer(self, key: str, answer: str, because: str = "") -> None:
        self._answer_of(self._child, key, answer, because)

    def _answer_of(self, child: str, key: str, answer: str, because: str = "") -> None:
        def told(_: int) -> None:
            effect = questions.effect_words(self.workspace, child)
            self._window.toast(f"Answered. {effect}" if effect else "Answered")

        self._follow(lambda: questions.answer(self.workspace, child, key, answer, because), told)

    def _answer_all(self, answers: list[tuple[str, str, str]]) -> None:
        def told(_: int) -> None:
            self._window.toast(f"Answered {count(len(answers), 'question')} at once")

        self._follow(lambda: questions.answer_all(self.workspace, answers), told)

    def _follow(self, ask: Callable[[], Future[int]], told: Callable[[int], None]) -> None:
        def failed(error: BaseException) -> None:
            if not isinstance(error, UserFacingError):
                raise error
            self._window.say_refusal(error)

        try:
            done = ask()
        except Refused as error:
            self._window.say_refusal(error)
            return
        when_done(done, self, told, failed)
