"""After the meeting: what is still needed, the papers, and the very page beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QStandardItemModel
from PySide6.QtWidgets import QStackedWidget, QWidget

from iro_desk.casework import SPOKE_PRIVATELY, Refused, UserFacingError
from iro_desk.practice.copies import CopyRow, TellingView
from iro_desk.practice.review_views import ReviewView
from iro_desk.practice.sharing import Saved
from iro_desk.practice.views import DecisionRow
from iro_desk.practice.words import count, long_day
from iro_desk.ui import typed_dates
from iro_desk.ui.files import ask_for_folder, ask_for_pdf
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.panes.why import show_why
from iro_desk.ui.review.actions import PaperShown, ReviewActions
from iro_desk.ui.review.copies import TellingPanel
from iro_desk.ui.review.letter import LetterPanel
from iro_desk.ui.review.papers_list import PapersList
from iro_desk.ui.review.preview import SETTING, PaperPreview
from iro_desk.ui.review.printing import print_many, print_pdf
from iro_desk.ui.review.where import WherePanel
from iro_desk.ui.theme import px
from iro_desk.ui.widgets.buttons import Button
from iro_desk.ui.widgets.fields import ComboField, DateField, Edit, Field
from iro_desk.ui.widgets.layout import Rule, Scroll, Surface, add, clear, column, row
from iro_desk.ui.widgets.marks import Mark, State
from iro_desk.ui.widgets.text import Text, section

PREVIEW_AFTER_MS = 600
DELETE_IT = "Delete the file once it is in the council’s system"


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
        self._filling = False
        self._code = ComboField("How the child took part", [("", "Not said yet")])
        self._code_words = Field("In a few words")
        spoke = [("", "Not said yet"), *SPOKE_PRIVATELY.items()]
        self._spoke = ComboField("Speaking with the child in private", spoke)
        self._spoke_on = DateField("On", today)
        self._spoke_where = Field("Where")
        self._spoke_because = Field("Because")
        self._late = ComboField("Reason for lateness", [("", "Not said yet")])
        self._late_words = Field("In a few words")
        self._answers: dict[str, Field] = {
            "participation": self._code,
            "participation_words": self._code_words,
            "spoke_privately": self._spoke,
            "spoke_privately_on": self._spoke_on,
            "spoke_privately_where": self._spoke_where,
            "spoke_privately_because": self._spoke_because,
            "late_reason": self._late,
            "late_words": self._late_words,
        }
        self._filled: dict[str, Any] = {}  # What the desk held when a field was filled last.
        late = row((column(self._late, None), 1), (column(self._late_words, None), 1), gap=16)
        self._late_part = column(section("Why it was late"), late)
        self._decisions = column(gap=4)
        self._lines: dict[str, _DecisionLine] = {}
        self._lines_shown: object = None
        self._hints: dict[str, QWidget] = {}
        self._hints_shown: tuple[tuple[str, str, str], ...] = ()
        self._hints_of: object = None
        self._choices_shown: object = None
        self._reasons_shown: object = None
        self._missing = column(gap=6)
        self._complete = Button("Complete the review", "quiet", "check")
        self._complete.clicked.connect(self._make_complete)
        self._deadlines = column(gap=4)
        inside = column(
            section("How it was held"),
            row((column(self._code, None), 1), (column(self._code_words, None), 1), gap=16),
            12,
            row((column(self._spoke, None), 1), (column(self._spoke_on, None), 1), gap=16),
            12,
            row((self._spoke_where, 1), (self._spoke_because, 1), gap=16),
            self._late_part,
            section("Decisions"),
            self._decisions,
            section("Before you finalise"),
            self._missing,
            12,
            row(self._complete, None),
            section("What comes next"),
            self._deadlines,
            None,
            margins=(32, 0, 24, 24),
        )
        self._fields = Surface("paper")
        column((Scroll(inside), 1), into=self._fields)
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
        self._middle = QStackedWidget()
        for page in (self._fields, self.telling, self.place, self.letter):
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
        self._code_words.control.setToolTip("What she or he did, said or showed.")
        for field in (self._code_words, self._spoke_where, self._spoke_because, self._late_words, self._spoke_on):
            assert isinstance(field.control, Edit)
            field.control.editingFinished.connect(self._keep)
        for choice in (self._code, self._spoke, self._late):
            choice.changed.connect(self._keep)
        self._preview_timer = QTimer(self, singleShot=True, interval=PREVIEW_AFTER_MS)
        self._preview_timer.timeout.connect(self._preview_now)
        self._asked_for = 0
        self._name = ""

    def show_view(self, view: ReviewView) -> None:
        """Shows the review as it stands; a day that is half typed stays while it is the same review."""
        other = self._view is None or self._view.id != view.id
        half_a_day = bool(self._spoke_on.value()) and self._spoke_on.day() is None
        self._view = view
        if other:  # Of another child nothing stands here any longer, while the paper of this one is set.
            self._asked_for += 1
            self.preview.show_nothing(SETTING)
            self.papers.show_copies(())
        self.papers.papers_are(view.write_once, view.read_together)
        if other:
            self._filled.clear()
        self._filling = True
        try:
            self._offer(view)
            for key, field in self._answers.items():
                if field is not self._spoke_on or other or not half_a_day:
                    self._fill(key, field, getattr(view, key))
        finally:
            self._filling = False
        asks_why = view.spoke_privately in ("not-right", "not-done")
        self._spoke_because.setVisible(asks_why)
        self._late_part.setVisible(view.in_time.endswith("late"))
        for field in self._answers.values():
            field.control.setEnabled(not view.read_only)
        self._complete.setVisible(view.state == "open")
        self._show_decisions(view)
        self._show_missing(view)
        if self._middle.currentWidget() is self.letter and view.day_known:
            self.letter.show_letter(view.id, self.papers.paper()[0])
        clear(self._deadlines)
        for clock in view.deadlines:
            day = Button(long_day(clock.legal_limit, self._today), "plain", small=True)
            day.setAccessibleName(f"{clock.title}, {day.text()}: why?")
            day.clicked.connect(lambda _=False, clock=clock, day=day: show_why(clock, self._today, day))
            add(self._deadlines, row((Text(clock.title, "body", wrap=True), 1), Mark(clock.mark), day, gap=4))
        if view.next_limit is not None:
            add(self._deadlines, Text(f"Next review: last day {long_day(view.next_limit, self._today)}", "body"))
        if not view.deadlines and view.next_limit is None:
            add(self._deadlines, Text("Dates appear when the review is complete.", "small", "ink3"))
        self._preview_timer.start()

    def where(self) -> dict[str, Any]:
        """Which paper, and whether it stands before the fields."""
        return {
            "paper": self._which.chosen(),
            "place": self._middle.currentWidget() is self.place,
            "paper_in_front": self._paper_in_front,
            "letter": self.letter.where(),
            "telling": self.telling.reasons() if self._middle.currentWidget() is self.telling else {},
        }

    def go_back(self, where: Mapping[str, Any]) -> None:
        """Comes back to it."""
        self._which.choose(where["paper"])
        if where["paper"].startswith("letter"):
            self._show_copy()
            self.letter.go_back(where.get("letter", {}))
        elif where.get("place"):
            self._open_place()
        elif where["paper"].startswith("copy"):
            self._copy_opened = True  # It is shown once it is known again who gets a copy.
            self.telling.type_again(where.get("telling", {}))
        self._paper_in_front = where["paper_in_front"]
        self._make_room()
        self._preview_timer.start()

    def settle(self) -> None:
        """What is being typed becomes a change."""
        self._keep()
        self.letter.settle()

    def in_letter(self) -> str:
        """The kind of the letter that is being written; empty while none is in front."""
        kind, _ = self.papers.paper()
        return kind if self._middle.currentWidget() is self.letter else ""

    def to_papers(self) -> None:
        """The keyboard goes to the list of papers."""
        self._which.setFocus(Qt.FocusReason.OtherFocusReason)

    def _preview_soon(self) -> None:
        self._preview_timer.start()

    def _fill(self, key: str, field: Field, value: Any) -> None:
        """Shows what the desk holds when that is news: words that the disk did not take stay typed."""
        edit = field.edit if isinstance(field, DateField) else field.control
        if not edit.hasFocus() and self._filled.get(key, self) != value:
            self._filled[key] = value
            if isinstance(field, DateField):
                field.set_day(value)
            elif field.value() != value:
                field.set_value(value)

    def open_anew(self, view: ReviewView) -> None:
        """The step is opened: decisions that are complete stand in words, the rest are asked for."""
        self._lines_shown = None
        self.show_view(view)

    def _offer(self, view: ReviewView) -> None:
        """The council’s reasons, and the codes; a code that cannot be used on that day says why and is closed."""
        kept = () if view.late_reason in ("", *dict(view.late_choices)) else ((view.late_reason, view.late_reason),)
        reasons = (("", "Not said yet"), *view.late_choices, *kept)
        if reasons != self._reasons_shown:
            self._reasons_shown = reasons
            self._late.combo.offer(reasons)
        if view.participation_choices == self._choices_shown:
            return
        self._choices_shown = view.participation_choices
        combo = self._code.combo
        combo.offer(
            [
                ("", "Not said yet"),
                *(
                    (code, f"{code} {label}" if not why else f"{code} cannot be used: {why}")
                    for code, label, why in view.participation_choices
                ),
            ]
        )
        model = combo.model()
        assert isinstance(model, QStandardItemModel)
        for number, (_, label, why) in enumerate(view.participation_choices, 1):
            model.item(number).setEnabled(not why)
            model.item(number).setToolTip(f"{label}. {why}" if why else label)

    def _show_decisions(self, view: ReviewView) -> None:
        """Decisions in their order; fields that are open stay open, and keep what is being typed."""
        shown = (view.id, view.read_only, [(each.id, each.number, each.what) for each in view.decisions])
        if shown == self._lines_shown:
            for each in view.decisions:
                if each.id in self._lines:
                    self._lines[each.id].show_decision(each)
            self._show_hints(view)
            return
        self._lines_shown, self._lines = shown, {}
        clear(self._decisions)
        self._hints = {}
        if not view.decisions:
            add(self._decisions, Text("No decisions yet. They are added in the meeting.", "small", "ink3"))
        for each in view.decisions:
            known = each.owner and (each.by or each.no_date_because)
            inside: QWidget
            if view.read_only or known:
                by = long_day(each.by, self._today) if each.by else each.no_date_because
                words = f"{each.owner or 'Nobody yet'}, {by or 'no date yet'}"
                inside = column(Text(each.what, "strong", wrap=True), Text(words, "small", "ink2", wrap=True))
            else:
                inside = self._lines[each.id] = _DecisionLine(each, self._day_said, self._update_decision)
            number = (Text(str(each.number), "body", "ink3", width=24), Qt.AlignmentFlag.AlignTop)
            hints = self._hints[each.id] = column(gap=2)
            add(self._decisions, row(number, (column(inside, hints), 1), margins=(0, 6, 0, 6)), Rule())
        self._show_hints(view)

    def _show_hints(self, view: ReviewView) -> None:
        """What could be clearer stands under its decision, and is never in the way."""
        if view.hints == self._hints_shown and self._hints_of is self._hints:
            return
        self._hints_shown, self._hints_of = view.hints, self._hints
        for line in self._hints.values():
            clear(line)
        for decision, _, words in view.hints:
            if decision in self._hints:
                add(self._hints[decision], State("soon", words, wrap=True))

    def _day_said(self, words: str) -> date | None:
        """What was meant in the meeting: reckoned from the day it was held."""
        view = self._view
        assert view is not None
        return typed_dates.read(words, view.held_on or self._today, partial(self._actions.spoken, view.id)).day

    def _update_decision(self, each: DecisionRow, fields: dict[str, object]) -> None:
        ask(
            lambda: self._actions.update_decision(each.review, each.id, fields),
            self,
            lambda _: self.kept.emit("Kept"),
            self._refuse,
        )

    def _show_missing(self, view: ReviewView) -> None:
        clear(self._missing)
        if view.state == "signed":
            add(self._missing, State("done", "Finalised. The papers are frozen."))
        elif not view.missing:
            add(self._missing, State("done", "Everything needed is here."))
        for words in view.missing:
            add(self._missing, State("soon", words))

    def _keep(self) -> None:
        view = self._view
        if view is None or self._filling or view.read_only or not self._spoke_on.readable():
            return
        now: dict[str, object] = {
            key: field.day() if isinstance(field, DateField) else field.value() for key, field in self._answers.items()
        }
        fields = {key: value for key, value in now.items() if getattr(view, key) != value}
        if fields:
            ask(
                lambda: self._actions.update_review(view.id, fields),
                self,
                lambda _: self.kept.emit("Kept"),
                partial(self._refuse_fields, fields),
            )

    def _refuse_fields(self, fields: Mapping[str, object], error: UserFacingError) -> None:
        self._refuse(error)
        view = self._view
        if view is None:
            return
        # What cannot be is shown as it stands; what the disk refused stays typed, and is kept when it is left again.
        if isinstance(error, Refused):
            self._filled.clear()
            self.show_view(view)
        else:
            self._filled |= {key: getattr(view, key) for key in fields}

    def _make_complete(self) -> None:
        view = self._view
        if view is not None:
            ask(
                lambda: self._actions.complete(view.id, self._late.value(), self._late_words.value()),
                self,
                lambda _: self.kept.emit("Complete"),
                self._refuse,
            )

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
            ask(lambda: self._actions.copies(view.id), self, self._copies_known, lambda _: None)

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
            self._middle.setCurrentWidget(self._fields)

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
        self._middle.setCurrentWidget(self._fields)
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
                lambda _: self.kept.emit(f"Saved. {DELETE_IT}"),
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


class _DecisionLine(QWidget):
    """A decision that lacks its person or its day, with fields for both."""

    def __init__(
        self,
        each: DecisionRow,
        read: Callable[[str], date | None],
        update: Callable[[DecisionRow, dict[str, object]], None],
    ) -> None:
        """``read`` gives the day that was typed or said."""
        super().__init__()
        self._each, self._read, self._update = each, read, update
        self.owner = Edit(each.owner, name=f"Who does decision {each.number}")
        self.owner.setPlaceholderText("Who")
        self.when = Edit(self._by(), name=f"When decision {each.number} is done by, or why there is no date")
        self.when.setPlaceholderText("By when, or why no date")
        self.owner.editingFinished.connect(self._own)
        self.when.editingFinished.connect(self._date)
        column(Text(each.what, "strong", wrap=True), 4, row((self.owner, 1), (self.when, 1), gap=8), into=self)

    def show_decision(self, each: DecisionRow) -> None:
        """The decision as it stands; a field that is being typed in, or whose words no disk took, is left alone."""
        owner, by = self._each.owner, self._by()
        self._each = each
        if not self.owner.hasFocus() and each.owner != owner:
            self.owner.setText(each.owner)
        if not self.when.hasFocus() and self._by() != by:
            self.when.setText(self._by())

    def _by(self) -> str:
        return typed_dates.typed(self._each.by) if self._each.by else self._each.no_date_because

    def _own(self) -> None:
        owner = self.owner.text().strip()
        if owner != self._each.owner:
            self._update(self._each, {"owner": owner})

    def _date(self) -> None:
        words = self.when.text().strip()
        day = self._read(words)
        if day != self._each.by or (day is None and words != self._each.no_date_because):
            self._update(self._each, {"by": day, "no_date_because": "" if day else words})
