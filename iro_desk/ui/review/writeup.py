"""After the meeting: what is still needed, the papers, and the very page beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from iro_desk.casework import UserFacingError
from iro_desk.practice.copies import CopyRow, TellingView
from iro_desk.practice.review_views import ReviewView
from iro_desk.practice.sharing import Saved
from iro_desk.practice.words import count
from iro_desk.ui.files import DELETE_IT, ask_for_folder, ask_for_pdf, saved_in
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.review.actions import PaperShown, ReviewActions
from iro_desk.ui.review.copies import TellingPanel
from iro_desk.ui.review.held import HeldPage
from iro_desk.ui.review.letter import LetterPanel
from iro_desk.ui.review.papers_list import PapersList
from iro_desk.ui.review.preview import SETTING, PaperPreview
from iro_desk.ui.review.printing import print_many, print_pdf
from iro_desk.ui.review.where import WherePanel
from iro_desk.ui.theme import px
from iro_desk.ui.widgets.buttons import Button
from iro_desk.ui.widgets.layout import Surface, column, row

PREVIEW_AFTER_MS = 600
FRONTS = ("facts", "telling", "place", "letter")
"""What may stand in the middle."""


class WriteUpPane(QWidget):
    """Everything that finalising needs on one page, with the paper beside it."""

    kept = Signal(str)
    refused = Signal(str)
    front_changed = Signal()
    """Another paper is in front: what can be finalised may be another."""
    reword_asked = Signal(str)
    """The place of a part whose text is to be written anew."""
    _told = Signal(int, int)
    """How far a batch has come, from the thread that makes it."""

    def __init__(self, actions: ReviewActions, today: date) -> None:
        super().__init__()
        self._actions, self._today = actions, today
        self._view: ReviewView | None = None
        self.facts = HeldPage(actions, today)
        self.facts.kept.connect(self.kept)
        self.facts.refused.connect(self.refused)
        self.papers = PapersList()
        self._which = self.papers.list
        self.papers.opened.connect(self._another_paper)
        self.papers.place_asked.connect(self._open_place)
        self.papers.save_all_asked.connect(self._save_all)
        self.papers.print_all_asked.connect(self._print_all)
        self.papers.stop_asked.connect(self._stop_saving)
        self._told.connect(self._show_progress)
        self.preview = PaperPreview(sizes=True)
        self.preview.save_wanted.connect(self._save)
        self.preview.print_wanted.connect(self._print)
        self.preview.size_wanted.connect(self._preview_now)
        self.telling = TellingPanel()
        self.telling.closed.connect(self._back_to_fields)
        self.telling.answered.connect(self._answer_block)
        self.telling.reword_asked.connect(self.reword_asked)
        self.letter = LetterPanel(actions)
        self.letter.kept.connect(self.kept)
        self.letter.refused.connect(self.refused)
        self.letter.changed.connect(self._preview_soon)
        self.place = WherePanel(today)
        self._listen_to_the_place()
        self._middle = QStackedWidget()
        for page in (self.facts, self.telling, self.place, self.letter):
            self._middle.addWidget(page)
        self._stop = False
        self._copy_opened = False
        self._side = Surface("sunken", lines="left")
        column((self.preview, 1), into=self._side)
        self._turn = Button("See the paper", "quiet", "file-text", small=True)
        self._turn.clicked.connect(self._turn_over)
        self._turn_line = row(self._turn, None, margins=(20, 10, 20, 0))
        self._paper_in_front = False
        under = row(self.papers, (self._middle, 5), (self._side, 5), gap=0)
        column(self._turn_line, (under, 1), into=self)
        self._preview_timer = QTimer(self, singleShot=True, interval=PREVIEW_AFTER_MS)
        self._preview_timer.timeout.connect(self._preview_now)
        self._asked_for = 0
        self._name = ""

    def _listen_to_the_place(self) -> None:
        self.place.closed.connect(self._back_to_fields)
        self.place.decided.connect(self._decide)
        self.place.ended.connect(lambda id, why: self._about_place(lambda _: self._actions.end_withholding(id, why)))
        self.place.looked_again.connect(
            lambda id, by, words: self._about_place(lambda review: self._actions.look_again(review, id, by, words))
        )
        self.place.child_said.connect(
            lambda words: self._about_place(lambda review: self._actions.child_said(review, words))
        )
        self.place.chosen.connect(
            lambda who, choice, why: self._about_place(
                lambda review: self._actions.choose_copy(review, who, choice, why)
            )
        )

    def show_view(self, view: ReviewView) -> None:
        """Shows the review as it stands."""
        other = self._view is None or self._view.id != view.id
        self._view = view
        if other:  # Of another child nothing stands here any longer, while the paper of this one is set.
            self._asked_for += 1
            self.preview.show_nothing(SETTING)
            self.papers.show_copies(())
        self.papers.papers_are(view.write_once, view.read_together)
        self.facts.show_view(view)
        if self._middle.currentWidget() is self.letter and view.day_known:
            self.letter.show_letter(view.id, self.papers.paper()[0])
        self._preview_timer.start()

    def where(self) -> dict[str, Any]:
        """Which paper, what stands in the middle, and whether the paper stands before the fields."""
        return {
            "paper": self._which.chosen(),
            "front": next(name for name in FRONTS if getattr(self, name) is self._middle.currentWidget()),
            "paper_in_front": self._paper_in_front,
            "letter": self.letter.where(),
            "words": self.facts.words.where(),
            "telling": self.telling.reasons() if self._middle.currentWidget() is self.telling else {},
            "telling_at": self.telling.writing_at(),
        }

    def go_back(self, where: Mapping[str, Any]) -> None:
        """Comes back to it."""
        self._which.choose(where["paper"])
        front = where.get("front")
        if front == "letter":
            self._show_copy()
            self.letter.go_back(where.get("letter", {}))
        elif front == "place":
            self._open_place()
        elif front == "telling":
            self._copy_opened = True  # It is shown once it is known again who gets a copy.
            self.telling.type_again(where.get("telling", {}), where.get("telling_at"))
        if where.get("words", {}).get("heading"):
            self.facts.words.go_back(where["words"])
        self._paper_in_front = where["paper_in_front"]
        self._make_room()
        self._preview_timer.start()

    def settle(self) -> None:
        """What is being typed becomes a change."""
        self.facts.settle()
        self.letter.settle()

    def open_heading(self, key: str) -> None:
        """A heading of the record comes in front, with the caret in it."""
        self._back_to_fields()
        self.facts.words.open_heading(key)

    def in_letter(self) -> str:
        """The kind of the letter that is being written; empty while none is in front."""
        kind, _ = self.papers.paper()
        return kind if self._middle.currentWidget() is self.letter else ""

    def to_papers(self) -> None:
        """The keyboard goes to the list of papers."""
        self._which.setFocus(Qt.FocusReason.OtherFocusReason)

    def _preview_soon(self) -> None:
        self._preview_timer.start()

    def open_anew(self, view: ReviewView) -> None:
        """The step is opened: decisions that are complete stand in words, the rest are asked for."""
        self.facts.open_anew()
        self.show_view(view)

    def _preview_now(self) -> None:
        view = self._view
        if view is None or not self.isVisible():
            return
        self._asked_for += 1
        asked, (kind, recipient) = self._asked_for, self.papers.paper()

        def shown(paper: PaperShown) -> None:
            if asked == self._asked_for:
                self._name = paper.name
                self.preview.show_pdf(self.papers.title(), paper.pdf, paper.uncovered, paper.remarks)

        def not_shown(error: UserFacingError) -> None:
            if asked == self._asked_for:
                self.preview.show_nothing(error.what)

        ask(lambda: self._actions.paper(view.id, kind, recipient, self.preview.print_size()), self, shown, not_shown)
        if view.held_on is not None or view.adjourned_on is not None:
            ask(lambda: self._actions.copies(view.id), self, self._copies_known)

    def _copies_known(self, rows: Sequence[CopyRow]) -> None:
        self.papers.show_copies(rows)
        if self.in_letter():
            return
        if self._middle.currentWidget() is self.telling or self._copy_opened:
            self._show_copy()

    # ------------------------------------------------------------ copies

    def _another_paper(self) -> None:
        self.letter.settle()
        self._copy_opened = True
        self._show_copy()
        self.front_changed.emit()
        self._preview_now()

    def _show_copy(self) -> None:
        """The parts of a copy that would tell stand in the middle; of any other paper the fields."""
        copy, (kind, _) = self.papers.copy(), self.papers.paper()
        if copy is None and kind.startswith("letter"):
            self._middle.setCurrentWidget(self.letter)
            if self._view is not None and self._view.day_known:
                self.letter.show_letter(self._view.id, kind)
        elif copy is not None and (copy.place != "told" or copy.open):
            self._middle.setCurrentWidget(self.telling)
            self._show_telling()
        else:
            self._middle.setCurrentWidget(self.facts)

    def _show_telling(self) -> None:
        view, copy = self._view, self.papers.copy()
        if view is None or copy is None:
            return

        def shown(telling: TellingView) -> None:
            if self.papers.copy() is not None and telling.recipient == self.papers.paper()[1]:
                self.telling.show_view(telling)

        ask(lambda: self._actions.telling(view.id, copy.key), self, shown, lambda _: self._back_to_fields())

    def _answer_block(self, place: str, answer: str, because: str) -> None:
        view, copy = self._view, self.papers.copy()
        if view is None or copy is None:
            return

        def done(_: object) -> None:
            self._show_telling()
            self._preview_timer.start()
            self.kept.emit("Kept")

        ask(lambda: self._actions.answer_block(view.id, copy.key, place, answer, because), self, done, self._refuse)

    def _open_place(self) -> None:
        self._copy_opened = False
        view = self._view
        if view is not None:
            self._middle.setCurrentWidget(self.place)
            ask(lambda: self._actions.where_lives(view.id), self, self.place.show_view, self._refuse)

    def _decide(self, values: dict[str, object]) -> None:
        self._about_place(lambda review: self._actions.withhold(review, values), self.place.clear_form)

    def _about_place(self, act: Callable[[str], Any], then: Callable[[], None] = lambda: None) -> None:
        view = self._view
        if view is None:
            return

        def done(_: object) -> None:
            then()
            self._open_place()
            self._preview_timer.start()
            self.kept.emit("Kept")

        ask(lambda: act(view.id), self, done, self._refuse)

    def _back_to_fields(self) -> None:
        self._copy_opened = False
        self._middle.setCurrentWidget(self.facts)
        self._which.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------ saving and printing

    def _save(self) -> None:
        view, (kind, recipient) = self._view, self.papers.paper()
        if view is None:
            return

        def chosen(path: str) -> None:
            ask(
                lambda: self._actions.save_paper(view.id, kind, recipient, self.preview.print_size(), path),
                self,
                lambda _: self.kept.emit(f"{saved_in(path)}. {DELETE_IT}"),
                self._refuse,
            )

        ask_for_pdf(self, self._name, chosen)

    def _print(self) -> None:
        view, (kind, recipient) = self._view, self.papers.paper()
        if view is not None:
            print_pdf(self, self.preview.document, lambda: self._noted(view.id, kind, recipient))

    def _noted(self, review: str, kind: str, recipient: str) -> None:
        ask(lambda: self._actions.printed(review, kind, recipient), self, lambda _: None, self._refuse)

    def _save_all(self) -> None:
        ask_for_folder(self, "Save every copy below a folder", self.save_all_to)

    def save_all_to(self, folder: str) -> None:
        """Saves every copy that can be made below a folder; it can be stopped."""
        view = self._view
        if view is None:
            return
        self._stop = False
        self.papers.progress.begin()

        def done(saved: Saved) -> None:
            self.papers.progress.end()
            words = count(len(saved.written), "file")
            waiting = sum(bool(row.open) for row in self.papers.rows.values())
            late = f" {count(waiting, 'copy', 'copies')} not made: parts wait for an answer." if waiting else ""
            self.kept.emit(f"{'Stopped. ' if saved.stopped else ''}{words} saved. {DELETE_IT}.{late}")

        def failed(error: UserFacingError) -> None:
            self.papers.progress.end()
            self._refuse(error)

        ask(lambda: self._actions.save_copies(view.id, folder, self._told.emit, lambda: self._stop), self, done, failed)

    def _show_progress(self, done: int, of: int) -> None:
        self.papers.progress.say(f"Paper {done} of {of}", done / of if of else None)

    def _stop_saving(self) -> None:
        self._stop = True

    def _print_all(self) -> None:
        view = self._view
        if view is None:
            return

        def made(papers: Sequence[PaperShown]) -> None:
            print_many(self, [paper.pdf for paper in papers], lambda: self._noted(view.id, "record", "file"))

        ask(lambda: self._actions.every_copy(view.id), self, made, self._refuse)

    def _refuse(self, error: UserFacingError) -> None:
        self.refused.emit(str(error))

    def _turn_over(self) -> None:
        self._paper_in_front = not self._paper_in_front
        self._make_room()
        self._preview_now()

    def minimumSizeHint(self) -> QSize:
        """Half a screen is enough: what stands in it gives way on the way there."""
        return QSize(px(440), px(400))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """At half a screen the paper gives way to the writing, and comes on being asked for."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        narrow = self.width() < px(900)
        in_front = narrow and self._paper_in_front
        self._turn_line.setVisible(narrow)
        self._turn.say("Back to the fields" if in_front else "See the paper")
        self.papers.make_room(narrow)
        self.papers.setVisible(not narrow or in_front)
        self._side.setVisible(not narrow or in_front)
        self._middle.setVisible(not in_front)
