"""How a review was held, its decisions, what is still needed and what comes next: all that finalising asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent, QStandardItemModel
from PySide6.QtWidgets import QWidget

from iro_desk.casework import SPOKE_PRIVATELY, Refused, UserFacingError
from iro_desk.practice.review_views import ReviewView
from iro_desk.practice.views import DecisionRow
from iro_desk.practice.words import long_day
from iro_desk.ui import typed_dates
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.panes.why import show_why
from iro_desk.ui.review.actions import ReviewActions
from iro_desk.ui.review.record_words import RecordWords
from iro_desk.ui.widgets.buttons import Button
from iro_desk.ui.widgets.fields import ComboField, DateField, Edit, Field
from iro_desk.ui.widgets.growing import Growing, GrowingField
from iro_desk.ui.widgets.layout import Rule, Scroll, Surface, add, clear, column, row
from iro_desk.ui.widgets.marks import Mark, State
from iro_desk.ui.widgets.text import Text, section


class HeldPage(Surface):
    """One review's facts on one page. ``kept`` and ``refused`` tell in words."""

    kept = Signal(str)
    refused = Signal(str)

    def __init__(self, actions: ReviewActions, today: date) -> None:
        super().__init__("paper")
        self._actions, self._today = actions, today
        self._view: ReviewView | None = None
        self._filling = False
        self.words = RecordWords(actions)
        self.words.kept.connect(self.kept)
        self.words.refused.connect(self.refused)
        self.code = ComboField("How the child took part", [("", "Not said yet")])
        self.code_words = GrowingField("In a few words")
        spoke = [("", "Not said yet"), *SPOKE_PRIVATELY.items()]
        self.spoke = ComboField("Speaking with the child in private", spoke)
        self.spoke_on = DateField("On", today)
        self.spoke_where = Field("Where")
        self.spoke_because = GrowingField("Because")
        self.late = ComboField("Reason for lateness", [("", "Not said yet")])
        self.late_words = GrowingField("In a few words")
        self.evidence = GrowingField("What is different for the child, and how do we know?")
        self.grade = ComboField("Care plan", [("", "Not graded")])
        self._answers: dict[str, Field] = {
            "participation": self.code,
            "participation_words": self.code_words,
            "spoke_privately": self.spoke,
            "spoke_privately_on": self.spoke_on,
            "spoke_privately_where": self.spoke_where,
            "spoke_privately_because": self.spoke_because,
            "late_reason": self.late,
            "late_words": self.late_words,
            "plan_evidence": self.evidence,
            "plan_grade": self.grade,
        }
        self._filled: dict[str, Any] = {}  # What the desk held when a field was filled last.
        self._decisions = column(gap=4)
        self.lines: dict[str, _DecisionLine] = {}
        self._lines_shown: object = None
        self._hints: dict[str, QWidget] = {}
        self._hints_shown: tuple[tuple[str, str, str], ...] = ()
        self._hints_of: object = None
        self._choices_shown: object = None
        self._reasons_shown: object = None
        self._missing = column(gap=6)
        self.complete = Button("Complete the review", "quiet", "check")
        self.complete.clicked.connect(self._make_complete)
        self._deadlines = column(gap=4)
        self._lay_out()
        for field in self._answers.values():
            if isinstance(field.control, Edit | Growing):
                field.control.editingFinished.connect(self._keep)
            else:
                field.changed.connect(self._keep)

    def _lay_out(self) -> None:
        late = row((column(self.late, None), 1), (column(self.late_words, None), 1), gap=16)
        self._late_part = column(section("Why it was late"), late)
        self._service_part = column(
            section("For the service alone"),
            Text("In no copy, letter or brief.", "small", "ink3"),
            8,
            row((column(self.evidence, None), 2), (column(self.grade, None), 1), gap=16),
        )
        self.code_words.control.setToolTip("What she or he did, said or showed.")
        inside = column(
            16,
            self.words,
            section("Before you finalise"),
            self._missing,
            12,
            row(self.complete, None),
            section("How it was held"),
            row((column(self.code, None), 1), (column(self.code_words, None), 1), gap=16),
            12,
            row((column(self.spoke, None), 1), (column(self.spoke_on, None), 1), gap=16),
            12,
            row((column(self.spoke_where, None), 1), (column(self.spoke_because, None), 1), gap=16),
            self._late_part,
            section("Decisions"),
            self._decisions,
            self._service_part,
            section("What comes next"),
            self._deadlines,
            None,
            margins=(32, 0, 24, 24),
        )
        column((Scroll(inside), 1), into=self)

    def show_view(self, view: ReviewView) -> None:
        """Shows the review as it stands; a day that is half typed stays while it is the same review."""
        other = self._view is None or self._view.id != view.id
        half_a_day = bool(self.spoke_on.value()) and self.spoke_on.day() is None
        self._view = view
        if other:
            self._filled.clear()
        self._filling = True
        try:
            self._offer(view)
            for key, field in self._answers.items():
                if field is not self.spoke_on or other or not half_a_day:
                    self._fill(key, field, getattr(view, key))
        finally:
            self._filling = False
        asks_why = view.spoke_privately in ("not-right", "not-done")
        self.spoke_because.setVisible(asks_why)
        self._late_part.setVisible(view.in_time.endswith("late"))
        self._service_part.setVisible(bool(view.plan_grades))
        for field in self._answers.values():
            field.control.setEnabled(not view.read_only)
        self.complete.setVisible(view.state == "open")
        self._show_decisions(view)
        self._show_missing(view)
        self._show_deadlines(view)
        if self.isVisible():
            self.words.show_view(view)

    def showEvent(self, event: QShowEvent) -> None:
        """The headings are written on here while this page is in front."""
        super().showEvent(event)
        if self._view is not None:
            self.words.show_view(self._view)

    def hideEvent(self, event: QHideEvent) -> None:
        """They are the meeting's again."""
        super().hideEvent(event)
        self.words.put_away()

    def open_anew(self) -> None:
        """The step is opened: decisions that are complete stand in words, the rest are asked for."""
        self._lines_shown = None

    def settle(self) -> None:
        """What is being typed becomes a change."""
        self._keep()
        self.words.settle()

    def _show_deadlines(self, view: ReviewView) -> None:
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

    def _fill(self, key: str, field: Field, value: Any) -> None:
        """Shows what the desk holds when that is news: words that the disk did not take stay typed."""
        edit = field.edit if isinstance(field, DateField) else field.control
        if not edit.hasFocus() and self._filled.get(key, self) != value:
            self._filled[key] = value
            if isinstance(field, DateField):
                field.set_day(value)
            elif field.value() != value:
                field.set_value(value)

    def _offer(self, view: ReviewView) -> None:
        """The council’s reasons, and the codes; a code that cannot be used on that day says why and is closed."""
        kept = () if view.late_reason in ("", *dict(view.late_choices)) else ((view.late_reason, view.late_reason),)
        reasons = (("", "Not said yet"), *view.late_choices, *kept)
        if reasons != self._reasons_shown:
            self._reasons_shown = reasons
            self.late.combo.offer(reasons)
        if view.plan_grades and self.grade.combo.count() != len(view.plan_grades):
            self.grade.combo.offer(view.plan_grades)
        if view.participation_choices == self._choices_shown:
            return
        self._choices_shown = view.participation_choices
        combo = self.code.combo
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
                if each.id in self.lines:
                    self.lines[each.id].show_decision(each)
            self._show_hints(view)
            return
        self._lines_shown, self.lines = shown, {}
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
                inside = self.lines[each.id] = _DecisionLine(each, self._day_said, self._update_decision)
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
        if view is None or self._filling or view.read_only or not self.spoke_on.readable():
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
                lambda: self._actions.complete(view.id, self.late.value(), self.late_words.value()),
                self,
                lambda _: self.kept.emit("Complete"),
                self._refuse,
            )

    def _refuse(self, error: UserFacingError) -> None:
        self.refused.emit(str(error))


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
