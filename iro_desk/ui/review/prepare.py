"""Before the meeting: when and where, what the child asked for, the last decisions, and the start."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from iro_desk.casework import METHODS, UserFacingError
from iro_desk.practice.day_reasons import decision_day
from iro_desk.practice.review_views import ReviewView
from iro_desk.practice.views import DayRef, DecisionRow
from iro_desk.ui.files import ask_for_pdf, saved_in
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.panes.booking import window_of
from iro_desk.ui.panes.why import show_why
from iro_desk.ui.review.actions import PaperShown, ReviewActions
from iro_desk.ui.review.booked import BookedDay
from iro_desk.ui.review.checklist import Checklist
from iro_desk.ui.review.forms import Forms
from iro_desk.ui.review.preview import SETTING, PaperPreview
from iro_desk.ui.review.printing import print_pdf
from iro_desk.ui.review.sittings import Sittings
from iro_desk.ui.review.wishes import Happened, Kin
from iro_desk.ui.theme import px
from iro_desk.ui.widgets.buttons import Button, FactButton
from iro_desk.ui.widgets.fields import ComboField, DateField, Field, TextField
from iro_desk.ui.widgets.layout import Rule, Scroll, Surface, add, clear, column, row
from iro_desk.ui.widgets.marks import State
from iro_desk.ui.widgets.text import Text, section
from iro_desk.ui.widgets.windows import WindowBar

NARROW = 900
"""Under this width the brief takes the place of what is prepared."""


class PreparePane(QWidget):
    """What is agreed and what has to be looked at before the meeting begins."""

    begun = Signal()
    cancelled = Signal()
    kept = Signal(str)
    refused = Signal(str)

    def __init__(self, actions: ReviewActions, today: date) -> None:
        super().__init__()
        self._actions, self._today = actions, today
        self._view: ReviewView | None = None
        self._filled_for = ""
        self._window = column()
        self._bar: WindowBar | None = None
        self._because = Text("", "small", "ink3", wrap=True)
        self._place = Field("Where")
        self._method = ComboField("How", [("", "Not known"), *((m, m[:1].upper() + m[1:]) for m in METHODS)])
        self._agreed = Field("Who agreed the day")
        self._asked = TextField("What the child asked for", hint="Who is there, where, when, how.", lines=4)
        self.asked_on = DateField("Asked on", today)
        self._otherwise = Field("What was otherwise, and why")
        self._happened = Happened()
        self._checklist = Checklist(actions, today, self._refuse)
        self._kin = Kin(actions, self._refuse)
        self.forms = Forms(actions, self._refuse)
        self.forms.wanted.connect(lambda recipient: self._show_paper("consultation", recipient))
        self._sittings = Sittings(actions, today, self._refuse)
        for each in (self._checklist, self._kin, self._sittings, self.forms):
            each.kept.connect(self.kept)
        for part, key in (
            (self._place, "place"),
            (self._method, "method"),
            (self._agreed, "agreed_with"),
            (self._asked, "child_asked"),
            (self._otherwise, "otherwise_because"),
        ):
            part.control.installEventFilter(self)
            part.changed.connect(lambda key=key: self._dirty.add(key))
        self._dirty: set[str] = set()
        self._decisions_shown: object = None
        self._decisions = column(gap=0)
        self._decisions_title = section("What was decided last time")
        self._held = DateField("Held on", today, hint="Today when the meeting begins now.")
        self.begin_button = Button("Begin the meeting", "primary", "pen-line")
        self.begin_button.clicked.connect(self._begin)
        self._start = column(
            section("The meeting"), row((self._held, 1), None, gap=16), 8, row(self.begin_button, None)
        )
        self.booked = BookedDay(actions, today)
        self.booked.kept.connect(self.kept)
        self.booked.refused.connect(self.refused)
        self.booked.cancelled.connect(self.cancelled)
        self._see_brief = Button("The brief, one page", "quiet", "file-text", small=True)
        self._see_brief.clicked.connect(self.turn_brief)
        self.preview = PaperPreview()
        self.preview.save_wanted.connect(self._save_paper)
        self.preview.print_wanted.connect(self._print_paper)
        self._paper_name, self._paper = "", ("brief", "file")
        self._side = Surface("sunken", lines="left")
        away = Button("Back to what is prepared", "plain", "chevron-left", small=True)
        away.clicked.connect(self.turn_brief)
        self._away = row(away, None, margins=(16, 8, 16, 0))
        column(self._away, (self.preview, 1), into=self._side)
        self._side.hide()
        inside = column(
            row((section("The window"), 1), self._see_brief, gap=8),
            self._window,
            self._because,
            self._start,
            section("What is agreed"),
            row((self._place, 2), (self._method, 1), gap=16),
            12,
            row((self._agreed, 1), gap=16),
            12,
            row((column(self._asked, None), 1), (self._happened, 1), gap=24),
            12,
            row((column(self.asked_on, None), 1), (column(self._otherwise, None), 2), gap=16),
            self._checklist,
            self.forms,
            self._decisions_title,
            self._decisions,
            self._sittings,
            self._kin,
            self.booked,
            None,
            margins=(32, 4, 32, 24),
        )
        self._inside = inside
        self._page = Scroll(row((inside, 100), None, gap=0))
        row((self._page, 6), (self._side, 5), gap=0, into=self)
        self.asked_on.edit.editingFinished.connect(self._keep_asked_on)

    def show_view(self, view: ReviewView) -> None:
        """Shows the review; fields that are being typed in are left alone."""
        if self._view is not None and self._view.id != view.id:
            self._side.hide()  # Its paper is another child's.
            self.preview.show_nothing(SETTING)
            self._make_room()
        self._view = view
        self._show_window(view)
        self.booked.show_view(view)
        values = {
            self._place: ("place", view.place),
            self._method: ("method", view.method),
            self._agreed: ("agreed_with", view.agreed_with),
            self._asked: ("child_asked", view.child_asked),
            self._otherwise: ("otherwise_because", view.otherwise_because),
        }
        for field, (key, value) in values.items():
            if (self._filled_for != view.id or key not in self._dirty) and field.value() != value:
                field.set_value(value)
            field.control.setEnabled(not view.read_only)
        self._happened.show_view(view)
        self._checklist.show_view(view)
        self._kin.show_view(view)
        self.forms.show_view(view)
        self._sittings.show_view(view)
        if self._filled_for != view.id or not self.asked_on.edit.hasFocus():
            self.asked_on.set_day(view.asked_on)
        self.asked_on.control.setEnabled(not view.read_only)
        if self._filled_for != view.id:
            self._side.hide()
            self._page.show()
            adjourned = view.state == "adjourned"
            self._held.set_day(self._today if adjourned else min(view.booked_for or self._today, self._today))
            self._dirty.clear()
        self._filled_for = view.id
        self._start.setVisible(view.state in ("booked", "adjourned"))
        self.begin_button.say("Begin again" if view.state == "adjourned" else "Begin the meeting")
        self._decisions_title.setVisible(bool(view.last_decisions))
        if view.last_decisions == self._decisions_shown:
            return
        self._decisions_shown = view.last_decisions
        clear(self._decisions)
        for at, each in enumerate(view.last_decisions, start=1):  # Of several reviews: their own numbers would repeat.
            add(
                self._decisions,
                row(
                    (Text(str(at), "strong", "ink3", width=24), Qt.AlignmentFlag.AlignTop),
                    (column(Text(each.what, "body", wrap=True), Text(each.owner, "small", "ink3")), 1),
                    (self._state(each), Qt.AlignmentFlag.AlignTop),
                    gap=8,
                    margins=(0, 8, 0, 8),
                ),
                Rule(),
            )

    def _show_window(self, view: ReviewView) -> None:
        window = window_of(view.clock, view.booked_for) if view.clock is not None else None
        if view.clock is None or window is None:
            clear(self._window)
            self._bar = None
            self._because.say("No last day is known for this review.")
            return
        words = "booked" if view.held_on is None else "held"
        if self._bar is None:
            self._bar = WindowBar(window, self._today, booked_words=words, opens=True)
            self._bar.asked.connect(self._why)
            add(self._window, self._bar)
        else:
            self._bar.show_window(window, booked_words=words)
        self._because.say(view.clock.because)

    def _state(self, each: DecisionRow) -> QWidget:
        """How a decision stands; where a day stands in it, it can be asked about."""
        day = decision_day(each)
        if day is None:
            return State(each.mark, each.state)
        button = FactButton("", each.state, mark=each.mark)
        button.clicked.connect(lambda: self._why_day(day, button))
        return button

    def _why_day(self, day: DayRef, beside: QWidget) -> None:
        if self._view is not None:
            show_why(self._actions.day_reason(self._view.child, day), self._today, beside)

    def _why(self) -> None:
        """Shows the sum of the last day, beside its window."""
        view = self._view
        if view is not None and view.clock is not None and self._bar is not None:
            # This is the review that is booked for it: none is to be booked.
            show_why(replace(view.clock, booked_for=view.booked_for or view.day), self._today, self._bar)

    def settle(self) -> None:
        """What was typed becomes one change."""
        view = self._view
        self._checklist.settle()
        if view is None or not self._dirty or view.read_only:
            return
        current = {
            "place": self._place.value(),
            "method": self._method.value(),
            "agreed_with": self._agreed.value(),
            "child_asked": self._asked.value(),
            "otherwise_because": self._otherwise.value(),
        }
        fields: dict[str, object] = {key: current[key] for key in sorted(self._dirty)}
        self._dirty.clear()
        ask(
            lambda: self._actions.update_review(view.id, fields),
            self,
            lambda _: self.kept.emit("Kept"),
            lambda error: self._not_taken(fields, error),
        )

    def _not_taken(self, fields: dict[str, object], error: UserFacingError) -> None:
        """What was not taken stays typed, and is offered again when a field is left."""
        self._dirty |= set(fields)
        self._refuse(error)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A field that is left is kept."""
        if event.type() == event.Type.FocusOut:
            self.settle()
        return super().eventFilter(watched, event)

    def _keep_asked_on(self) -> None:
        view = self._view
        if view is not None and self.asked_on.readable() and self.asked_on.day() != view.asked_on:
            fields: dict[str, object] = {"asked_on": self.asked_on.day()}
            kept = partial(self._actions.update_review, view.id, fields)
            ask(kept, self, lambda _: self.kept.emit("Kept"), self._refuse)

    def turn_brief(self) -> None:
        """The brief beside what is prepared, at half a screen in its place; and away again."""
        if not self._side.isHidden():
            self._side.hide()
            self._page.show()
            return
        self.settle()
        self._show_paper("brief", "file")

    def _show_paper(self, kind: str, recipient: str) -> None:
        view = self._view
        if view is None:
            return
        self._paper = (kind, recipient)
        self._side.show()
        self._make_room()
        title = next((each.title for each in view.forms if each.recipient == recipient), "Form")

        def shown(paper: PaperShown) -> None:
            if self._view is None or self._view.id != view.id:
                return  # Another review is open meanwhile.
            self._paper_name = paper.name
            said = "Brief" if kind == "brief" else f"Form, {title}"
            self.preview.show_pdf(said, paper.pdf, paper.uncovered, paper.remarks)

        ask(
            lambda: self._actions.brief(view.id) if kind == "brief" else self._actions.form(view.id, recipient),
            self,
            shown,
            lambda error: self.preview.show_nothing(error.what),
        )

    def _make_room(self) -> None:
        narrow = self.width() < px(NARROW)
        self._inside.setMaximumWidth(px(900))
        self._page.setVisible(self._side.isHidden() or not narrow)
        self._away.setVisible(narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """At half a screen the brief takes the place of what is prepared."""
        super().resizeEvent(event)
        self._make_room()

    def _save_paper(self) -> None:
        view = self._view
        if view is None:
            return
        kind, recipient = self._paper

        def chosen(path: str) -> None:
            ask(
                lambda: self._actions.save_paper(view.id, kind, recipient, "standard", path),
                self,
                lambda _: self.kept.emit(saved_in(path)),
                self._refuse,
            )

        ask_for_pdf(self, self._paper_name, chosen)

    def _print_paper(self) -> None:
        view = self._view
        if view is not None:
            noted = partial(self._actions.printed, view.id, *self._paper)
            print_pdf(self, self.preview.document, lambda: ask(noted, self, lambda _: None, self._refuse))

    def _begin(self) -> None:
        view = self._view
        if view is None or not self._held.readable():
            return
        day = self._held.day()
        if day is None:
            self._held.refuse("Say on which day it is held.")
            return
        self.settle()
        ask(lambda: self._actions.open_review(view.id, day), self, lambda _: self.begun.emit(), self._refuse)

    def _refuse(self, error: UserFacingError) -> None:
        self.refused.emit(str(error))
