"""After the meeting: what is still needed, the papers, and the very page beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QStandardItemModel
from PySide6.QtWidgets import QFileDialog, QWidget

from iro_desk.casework import SPOKE_PRIVATELY, UserFacingError
from iro_desk.practice.views import DecisionRow, ReviewView
from iro_desk.practice.words import long_day
from iro_desk.ui import typed_dates
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.review.actions import PaperShown, ReviewActions
from iro_desk.ui.review.preview import PaperPreview
from iro_desk.ui.review.printing import print_pdf
from iro_desk.ui.theme import px
from iro_desk.ui.widgets.buttons import Button
from iro_desk.ui.widgets.fields import ComboField, DateField, Edit, Field
from iro_desk.ui.widgets.layout import Rule, Scroll, Surface, add, clear, column, row
from iro_desk.ui.widgets.lists import ListLine, RowList
from iro_desk.ui.widgets.marks import State
from iro_desk.ui.widgets.text import Text, section

PAPERS = (
    ("record", "Record", "Everything, under the headings"),
    ("decisions", "Decision sheet", "What, who and by when"),
)
PREVIEW_AFTER_MS = 600


class WriteUpPane(QWidget):
    """Everything that finalising needs on one page, with the paper beside it."""

    kept = Signal(str)
    refused = Signal(str)

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
        self._late_part = column(section("Why it was late"), row((self._late, 1), (self._late_words, 1), gap=16))
        self._decisions = column(gap=4)
        self._lines: dict[str, _DecisionLine] = {}
        self._lines_shown: object = None
        self._choices_shown: object = None
        self._reasons_shown: object = None
        self._missing = column(gap=6)
        self._complete = Button("Complete the review", "quiet", "check")
        self._complete.clicked.connect(self._make_complete)
        self._deadlines = column(gap=4)
        inside = column(
            section("How it was held"),
            row((self._code, 1), (self._code_words, 1), gap=16),
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
        self._which = RowList("Papers", inset=20, hairlines=False)
        self._which.show_lines([ListLine(key, words, detail=detail) for key, words, detail in PAPERS])
        self._which.choose("record")
        self._which.opened.connect(self._another_paper)
        self._papers = Surface("canvas", lines="right")
        head = column(
            Text("Papers", "heading"), Text("From one set of facts", "small", "ink3"), margins=(20, 14, 12, 8)
        )
        who = column(
            Text("Who gets what", "strong"),
            Text("Words that only you may hear are in neither paper.", "small", "ink2", wrap=True),
            margins=(20, 8, 16, 20),
        )
        column(head, (row((self._which, 1), margins=(0, 0, 1, 0)), 1), who, into=self._papers)
        self.preview = PaperPreview()
        self.preview.save_wanted.connect(self._save)
        self.preview.print_wanted.connect(self._print)
        self._side = Surface("sunken", lines="left")
        column((self.preview, 1), into=self._side)
        self._turn = Button("See the paper", "quiet", "file-text", small=True)
        self._turn.clicked.connect(self._turn_over)
        self._turn_line = row(self._turn, None, margins=(20, 10, 20, 0))
        self._paper_in_front = False
        under = row(self._papers, (self._fields, 5), (self._side, 5), gap=0)
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

    def show_view(self, view: ReviewView) -> None:
        """Shows the review as it stands."""
        self._view = view
        self._filling = True
        try:
            self._offer(view)
            self._fill(self._code, view.participation)
            self._fill(self._code_words, view.participation_words)
            self._fill(self._spoke, view.spoke_privately)
            if not self._spoke_on.edit.hasFocus():
                self._spoke_on.set_day(view.spoke_privately_on)
            self._fill(self._spoke_where, view.spoke_privately_where)
            self._fill(self._spoke_because, view.spoke_privately_because)
            self._fill(self._late, view.late_reason)
            self._fill(self._late_words, view.late_words)
        finally:
            self._filling = False
        asks_why = view.spoke_privately in ("not-right", "not-done")
        self._spoke_because.setVisible(asks_why)
        self._late_part.setVisible(view.in_time.endswith("late"))
        for field in (
            self._code,
            self._code_words,
            self._spoke,
            self._spoke_on,
            self._spoke_where,
            self._spoke_because,
            self._late,
            self._late_words,
        ):
            field.control.setEnabled(not view.read_only)
        self._complete.setVisible(view.state == "open")
        self._show_decisions(view)
        self._show_missing(view)
        clear(self._deadlines)
        for clock in view.deadlines:
            day = long_day(clock.legal_limit, self._today)
            add(self._deadlines, row((Text(clock.title, "body"), 1), State(clock.mark, day), gap=8))
        if view.next_limit is not None:
            add(self._deadlines, Text(f"Next review: last day {long_day(view.next_limit, self._today)}", "body"))
        if not view.deadlines and view.next_limit is None:
            add(self._deadlines, Text("Dates appear when the review is complete.", "small", "ink3"))
        self._preview_timer.start()

    def where(self) -> dict[str, Any]:
        """Which paper, and whether it stands before the fields."""
        return {"paper": self._which.chosen(), "paper_in_front": self._paper_in_front}

    def go_back(self, where: Mapping[str, Any]) -> None:
        """Comes back to it."""
        self._which.choose(where["paper"])
        self._paper_in_front = where["paper_in_front"]
        self._make_room()
        self._preview_timer.start()

    def settle(self) -> None:
        """What is being typed becomes a change."""
        self._keep()

    def _fill(self, field: Field, value: str) -> None:
        if not field.control.hasFocus() and field.value() != value:
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
            return
        self._lines_shown, self._lines = shown, {}
        clear(self._decisions)
        if not view.decisions:
            add(self._decisions, Text("No decisions yet. They are added in the meeting.", "small", "ink3"))
        for each in view.decisions:
            known = each.owner and (each.by or each.no_date_because)
            if view.read_only or known:
                by = long_day(each.by, self._today) if each.by else each.no_date_because
                words = f"{each.owner or 'Nobody yet'}, {by or 'no date yet'}"
                inside = column(Text(each.what, "strong", wrap=True), Text(words, "small", "ink2", wrap=True))
            else:
                inside = self._lines[each.id] = _DecisionLine(each, self._today, self._update_decision)
            number = (Text(str(each.number), "body", "ink3", width=24), Qt.AlignmentFlag.AlignTop)
            add(self._decisions, row(number, (inside, 1), margins=(0, 6, 0, 6)), Rule())

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
            "participation": self._code.value(),
            "participation_words": self._code_words.value(),
            "spoke_privately": self._spoke.value(),
            "spoke_privately_on": self._spoke_on.day(),
            "spoke_privately_where": self._spoke_where.value(),
            "spoke_privately_because": self._spoke_because.value(),
            "late_reason": self._late.value(),
            "late_words": self._late_words.value(),
        }
        fields = {key: value for key, value in now.items() if getattr(view, key) != value}
        if fields:
            ask(
                lambda: self._actions.update_review(view.id, fields),
                self,
                lambda _: self.kept.emit("Kept"),
                self._refuse_field,
            )

    def _refuse_field(self, error: UserFacingError) -> None:
        self._refuse(error)
        if self._view is not None:
            self.show_view(self._view)

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
        view, kind = self._view, self._which.chosen()
        if view is None or not self.isVisible():
            return
        self._asked_for += 1
        asked = self._asked_for

        def shown(paper: PaperShown) -> None:
            if asked == self._asked_for:
                self.preview.show_pdf({key: words for key, words, _ in PAPERS}[kind], paper.pdf, tuple(paper.uncovered))

        def not_shown(error: UserFacingError) -> None:
            if asked == self._asked_for:
                self.preview.show_nothing(error.what)

        ask(lambda: self._actions.paper(view.id, kind, "file"), self, shown, not_shown)

    def _save(self) -> None:
        view, kind = self._view, self._which.chosen()
        if view is None:
            return
        dialog = QFileDialog(self, "Save the PDF")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def chosen(path: str) -> None:
            ask(
                lambda: self._actions.save_paper(view.id, kind, "file", path),
                self,
                lambda _: self.kept.emit("Saved. Delete the file once it is in the council's system"),
                self._refuse,
            )

        dialog.fileSelected.connect(chosen)
        dialog.open()

    def _print(self) -> None:
        print_pdf(self, self.preview.document)

    def _refuse(self, error: UserFacingError) -> None:
        self.refused.emit(str(error))

    def _another_paper(self, _: str) -> None:
        self._preview_now()

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
        self._papers.setFixedWidth(px(226) if not narrow else px(176))
        self._papers.setVisible(not narrow or in_front)
        self._side.setVisible(not narrow or in_front)
        self._fields.setVisible(not in_front)


class _DecisionLine(QWidget):
    """A decision that lacks its person or its day, with fields for both."""

    def __init__(
        self, each: DecisionRow, today: date, update: Callable[[DecisionRow, dict[str, object]], None]
    ) -> None:
        super().__init__()
        self._each, self._today, self._update = each, today, update
        self.owner = Edit(each.owner, name=f"Who does decision {each.number}")
        self.owner.setPlaceholderText("Who")
        self.when = Edit(self._by(), name=f"When decision {each.number} is done by, or why there is no date")
        self.when.setPlaceholderText("By when, or why no date")
        self.owner.editingFinished.connect(self._own)
        self.when.editingFinished.connect(self._date)
        column(Text(each.what, "strong", wrap=True), 4, row((self.owner, 1), (self.when, 1), gap=8), into=self)

    def show_decision(self, each: DecisionRow) -> None:
        """The decision as it stands; a field that is being typed in is left alone."""
        self._each = each
        if not self.owner.hasFocus():
            self.owner.setText(each.owner)
        if not self.when.hasFocus():
            self.when.setText(self._by())

    def _by(self) -> str:
        return typed_dates.typed(self._each.by) if self._each.by else self._each.no_date_because

    def _own(self) -> None:
        owner = self.owner.text().strip()
        if owner != self._each.owner:
            self._update(self._each, {"owner": owner})

    def _date(self) -> None:
        words = self.when.text().strip()
        day = typed_dates.understand(words, self._today) if words else None
        if day != self._each.by or (day is None and words != self._each.no_date_because):
            self._update(self._each, {"by": day, "no_date_because": "" if day else words})
