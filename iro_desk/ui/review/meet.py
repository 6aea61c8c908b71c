"""The meeting: agenda at the left, large writing, decisions at the foot, the child's words and who is here at the right.

Nothing here is modal and nothing has to be filled to leave it. Made for 1366x768 and for half of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPen, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from iro_desk.casework import ATTENDED, OUTCOMES, UserFacingError
from iro_desk.practice.views import AgendaRow, AttendanceRow, DecisionRow, ReviewView
from iro_desk.practice.words import long_day, short_day
from iro_desk.ui import typed_dates
from iro_desk.ui.focus import ring_visible
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.review.actions import ReviewActions
from iro_desk.ui.review.drafted import DraftedWriting
from iro_desk.ui.theme import colour, focus_width, font, px, size
from iro_desk.ui.widgets.buttons import Button, CheckBox
from iro_desk.ui.widgets.fields import Combo, Edit, Writing, WritingFrame
from iro_desk.ui.widgets.layout import Scroll, Surface, add, clear, column, row, wrapping
from iro_desk.ui.widgets.marks import Mark, paint_coverage
from iro_desk.ui.widgets.text import Key, Text

Refuse = Callable[[UserFacingError], None]

NARROW = 1100
"""Under this width the right side becomes a drawer (half a screen beside a video call)."""


class AgendaButton(QAbstractButton):
    """One heading of the agenda: number, words, and one dot for each point."""

    def __init__(self, heading: AgendaRow) -> None:
        super().__init__()
        self.key = heading.key
        self._heading = heading
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_heading(heading)

    def show_heading(self, heading: AgendaRow) -> None:
        """Another state of the same heading."""
        self._heading = heading
        covered = sum(point.covered for point in heading.points)
        self.setAccessibleName(f"{heading.number} {heading.title}, {covered} of {len(heading.points)} points covered")
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self.setFixedHeight(size("row_agenda"))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(200), size("row_agenda"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = self.rect().adjusted(px(8), 1, -px(8), -1)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent_tint"))
            painter.drawRoundedRect(inside, px(8), px(8))
        if ring_visible(self):
            painter.setPen(QPen(colour("focus"), focus_width()))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inside.adjusted(2, 2, -2, -2), px(6), px(6))
        centre = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font("small"))
        painter.setPen(colour("accent" if self.isChecked() else "ink3"))
        painter.drawText(inside.adjusted(px(12), 0, 0, 0), centre, str(self._heading.number))
        painter.setFont(font("strong" if self.isChecked() else "body"))
        painter.setPen(colour("accent" if self.isChecked() else "ink"))
        painter.drawText(inside.adjusted(px(36), 0, -px(60), 0), centre, self._heading.title)
        points = self._heading.points
        if points:
            done = sum(point.covered for point in points)
            wide = px(16) if done >= len(points) else px(len(points) * 10 + 2)
            spot = inside.adjusted(inside.width() - wide - px(12), 0, -px(12), 0)
            spot.setTop(inside.center().y() - px(8))
            spot.setHeight(px(16))
            paint_coverage(painter, spot.toRectF(), done, len(points))


class MeetPane(QWidget):
    """The meeting. ``changed`` asks for a fresh view; ``ended`` says that the meeting is over."""

    kept = Signal(str)
    refused = Signal(str)

    def __init__(self, actions: ReviewActions, today: date) -> None:
        super().__init__()
        self._actions, self._today = actions, today
        self._view: ReviewView | None = None
        self._open_key = ""
        self._buttons: dict[str, AgendaButton] = {}

        self._covered = Text("", "small", "ink3")
        self._agenda = column()
        agenda_inside = column(self._agenda, None)
        self._left = Surface("canvas", lines="right")
        column(
            column(Text("Agenda", "heading"), self._covered, margins=(20, 14, 12, 8)),
            (Scroll(agenda_inside), 1),
            into=self._left,
        )
        self._title = Text("", "title", wrap=True)
        self._number = Text("", "title", "ink3")
        self._points = wrapping(gap=18, line_gap=2)
        self._writing = Writing(name="What was said")
        self._drafted = DraftedWriting(self._writing, actions, self._note_written)
        self._drafted.kept.connect(lambda: self.kept.emit("Kept"))
        self._drafted.recovered.connect(lambda: self.kept.emit("Brought back what was typed last"))
        self._last_decisions = LastDecisions(actions, self._refuse)
        middle_top = column(
            row(self._number, (self._title, 1), Key("Ctrl"), Key("PgDn"), Text("next heading", "small", "ink3"), gap=8),
            6,
            self._points,
            margins=(24, 14, 24, 8),
        )
        self._frame = WritingFrame(self._writing)
        self._decisions = DecisionsBox(actions, today, self._refuse)
        middle = Surface("paper")
        column(
            middle_top,
            (column((self._frame, 1), margins=(24, 0, 24, 12)), 1),
            (self._last_decisions, 1),
            self._decisions,
            into=middle,
        )
        self._words = ChildsWords(actions, today, self._refuse)
        self._here = HereToday(actions, self._refuse)
        self._right = Surface("canvas", lines="left")
        column((Scroll(column(self._words, 20, self._here, None, margins=(20, 14, 20, 14))), 1), into=self._right)
        row(self._left, (middle, 1), self._right, gap=0, into=self)
        self._right_wanted = True
        for keys, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda step=step: self._go(step))
        QShortcut(QKeySequence("Ctrl+D"), self).activated.connect(self._decisions.begin)
        QShortcut(QKeySequence("Ctrl+W"), self).activated.connect(self._words.begin)
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self._left.setFixedWidth(px(252))
        self._right.setFixedWidth(px(268))

    def show_view(self, view: ReviewView) -> None:
        """Shows the review as it stands; what is being typed is left alone."""
        self._view = view
        if [heading.key for heading in view.agenda] != list(self._buttons):
            clear(self._agenda)
            self._buttons = {}
            for heading in view.agenda:
                button = AgendaButton(heading)
                button.clicked.connect(lambda _=False, key=heading.key: self.open_heading(key))
                self._buttons[heading.key] = button
                add(self._agenda, button)
        for heading in view.agenda:
            self._buttons[heading.key].show_heading(heading)
        points = [point for heading in view.agenda for point in heading.points]
        self._covered.say(f"{sum(p.covered for p in points)} of {len(points)} points covered")
        self._words.show_view(view)
        self._here.show_view(view)
        self._decisions.show_view(view)
        self._last_decisions.show_rows(view.last_decisions)
        self._writing.setReadOnly(view.read_only)
        keys = list(self._buttons)
        if self._open_key not in keys and keys:
            self.open_heading(keys[0])
        else:
            self._show_heading(typed_too=False)

    def open_heading(self, key: str) -> None:
        """Opens one heading; what stood under the one before becomes a change."""
        self._open_key = key
        for each, button in self._buttons.items():
            button.setChecked(each == key)
        self._show_heading(typed_too=True)
        self._writing.setFocus(Qt.FocusReason.TabFocusReason)

    def settle(self) -> None:
        """What is being typed becomes a change now (the step is left, the desk locks)."""
        self._drafted.settle()

    def _go(self, step: int) -> None:
        keys = list(self._buttons)
        if keys:
            at = keys.index(self._open_key) if self._open_key in keys else 0
            self.open_heading(keys[(at + step) % len(keys)])

    def _heading(self) -> AgendaRow | None:
        if self._view is None:
            return None
        return next((heading for heading in self._view.agenda if heading.key == self._open_key), None)

    def _show_heading(self, *, typed_too: bool) -> None:
        heading, view = self._heading(), self._view
        if heading is None or view is None:
            return
        self._number.say(str(heading.number))
        self._title.say(heading.title)
        shown = [(point.id, point.covered) for point in heading.points]
        if getattr(self, "_points_shown", None) != (heading.key, shown):
            self._points_shown = (heading.key, shown)
            clear(self._points)
            layout = self._points.layout()
            assert layout is not None
            for point in heading.points:
                box = CheckBox(point.words, ticked=point.covered)
                box.setEnabled(not view.read_only)
                box.toggled.connect(lambda on, point=point.id: self._cover(point, on))
                layout.addWidget(box)
        self._last_decisions.setVisible(heading.key == "last-decisions" and bool(view.last_decisions))
        field = f"note:{view.id}:{heading.key}"
        if typed_too:
            self._drafted.open(field, heading.text)
        else:
            self._drafted.stored_is(heading.text)

    def _cover(self, point: str, on: bool) -> None:
        heading, view = self._heading(), self._view
        if heading is None or view is None:
            return
        covered = [each.id for each in heading.points if (each.covered if each.id != point else on)]
        text = self._writing.toPlainText()
        ask(
            lambda: self._actions.write_note(view.id, heading.key, text, covered),
            self,
            lambda _: self.kept.emit("Kept"),
            self._refuse,
        )

    def _note_written(self, field: str, text: str) -> None:
        _, review, key = field.split(":", 2)
        if self._view is None:
            return
        heading = next((h for h in self._view.agenda if h.key == key), None)
        covered = [point.id for point in heading.points if point.covered] if heading else []

        def done(_: object) -> None:
            self._actions.drop_draft(field)
            self.kept.emit("Kept")

        ask(lambda: self._actions.write_note(review, key, text, covered), self, done, self._refuse)

    def _refuse(self, error: UserFacingError) -> None:
        self.refused.emit(str(error))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """At half a screen the right side gives way, and the agenda grows narrow."""
        super().resizeEvent(event)
        self._right.setVisible(self.width() >= px(NARROW))
        self._left.setFixedWidth(px(252 if self.width() >= px(900) else 176))


class LastDecisions(QWidget):
    """What became of the last decisions, one line each with a choice."""

    def __init__(self, actions: ReviewActions, refuse: Refuse) -> None:
        super().__init__()
        self._actions, self._refuse = actions, refuse
        self._rows = column(gap=6)
        column((Scroll(column(self._rows, None, margins=(24, 0, 24, 8))), 1), into=self)
        self._shown: tuple[tuple[str, str], ...] = ()

    def show_rows(self, rows: Sequence[DecisionRow]) -> None:
        """Shows them; drawn again only when something differs."""
        now = tuple((row_.id, row_.outcome) for row_ in rows)
        if now == self._shown:
            return
        self._shown = now
        clear(self._rows)
        choices = [("", "Not said yet"), *OUTCOMES.items()]
        for each in rows:
            combo = Combo(choices, name=f"What became of decision {each.number}")
            combo.choose(each.outcome)
            combo.setFixedWidth(px(170))
            combo.activated.connect(lambda _=0, each=each, combo=combo: self._settle(each, combo.value()))
            add(
                self._rows,
                row(
                    (Text(str(each.number), "strong", "ink3", width=24), Qt.AlignmentFlag.AlignTop),
                    (Text(f"{each.what}. {each.owner}".rstrip(". "), "body", wrap=True), 1),
                    (combo, Qt.AlignmentFlag.AlignTop),
                    gap=8,
                ),
            )

    def _settle(self, each: DecisionRow, outcome: str) -> None:
        ask(
            lambda: self._actions.settle_decision(each.review, each.id, outcome, each.outcome_words),
            self,
            lambda _: None,
            self._refuse,
        )


class DecisionsBox(QWidget):
    """Decisions at the foot of the meeting: what, who, by when; Enter adds one."""

    def __init__(self, actions: ReviewActions, today: date, refuse: Refuse) -> None:
        super().__init__()
        self._actions, self._today, self._refuse = actions, today, refuse
        self._view: ReviewView | None = None
        self._count = Text("", "heading", "ink3")
        self._rows = column(gap=2)
        self.what = Edit(name="What will happen")
        self.what.setPlaceholderText("What will happen")
        self.who = Edit(name="Who will do it")
        self.who.setPlaceholderText("Who")
        self.when = Edit(name="By when")
        self.when.setPlaceholderText("By when")
        for edit in (self.what, self.who, self.when):
            edit.returnPressed.connect(self.add)
        self.when.textEdited.connect(lambda _: self._understood())
        self._understand = Text("Enter adds it", "small", "ink3", wrap=True)
        self._entry = row((self.what, 5), (self.who, 2), (self.when, 2), gap=8)
        surface = Surface("canvas", lines="top")
        scroll = Scroll(column(self._rows, None))
        scroll.setMaximumHeight(px(132))
        self._scroll = scroll
        column(
            row(Text("Decisions", "heading"), self._count, None, Text("who, what, by when", "small", "ink3"), gap=8),
            scroll,
            self._entry,
            row((self._understand, 1)),
            gap=6,
            margins=(24, 10, 24, 10),
            into=surface,
        )
        column(surface, into=self)
        self._shown: tuple[DecisionRow, ...] | None = None

    def begin(self) -> None:
        """The caret goes to the next decision."""
        self.what.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_view(self, view: ReviewView) -> None:
        """Shows the decisions; what is being typed stays."""
        self._view = view
        self._entry.setVisible(not view.read_only)
        if view.decisions == self._shown:
            return
        self._shown = view.decisions
        self._count.say(str(len(view.decisions)))
        clear(self._rows)
        for each in view.decisions:
            by = short_day(each.by, self._today) if each.by else (each.no_date_because or "no date yet")
            words = row(
                (Text(str(each.number), "small", "ink3", width=22), Qt.AlignmentFlag.AlignTop),
                (Text(each.what, "strong", wrap=True), 5),
                (Text(each.owner or "nobody yet", "small", "ink2" if each.owner else "late", wrap=True), 2),
                (Text(by, "small", "ink2" if each.by or each.no_date_because else "late", wrap=True), 2),
                gap=8,
            )
            if not view.read_only:
                away = Button(f"Take back decision {each.number}", "plain", "x", alone=True)
                away.clicked.connect(lambda _=False, each=each: self._take_back(each))
                add(words, (away, Qt.AlignmentFlag.AlignTop))
            add(self._rows, words)
        self._scroll.setVisible(bool(view.decisions))

    def add(self) -> None:
        """Adds what is typed. A missing person or day does not block: it is asked for before finalising."""
        view = self._view
        what = self.what.text().strip()
        if view is None or not what:
            return
        day_words = self.when.text().strip()
        day = typed_dates.understand(day_words, view.held_on or self._today) if day_words else None
        fields: dict[str, object] = {"what": what, "owner": self.who.text().strip(), "by": day}
        if day_words and day is None:
            fields["no_date_because"] = day_words

        def done(_: object) -> None:
            for edit in (self.what, self.who, self.when):
                edit.clear()
            self._understand.say("Enter adds it", "ink3")
            self.begin()

        ask(lambda: self._actions.add_decision(view.id, fields), self, done, self._refuse)

    def _understood(self) -> None:
        words = self.when.text().strip()
        day = typed_dates.understand(words, self._today) if words else None
        if day is not None:
            self._understand.say(long_day(day, self._today), "accent")
        elif words:
            self._understand.say("Not a day: it would be kept as the reason why there is no date", "soon")
        else:
            self._understand.say("Enter adds it", "ink3")

    def _take_back(self, each: DecisionRow) -> None:
        ask(lambda: self._actions.remove_decision(each.review, each.id), self, lambda _: None, self._refuse)


HEARERS = (
    ("only me", "Only me"),
    ("professionals", "Professionals"),
    ("say it in the meeting", "Say it in the meeting"),
    ("in my record", "In my record"),
)


class ChildsWords(QWidget):
    """What the child told me: one entry each, exact words, and who may hear it. A new one is only me."""

    def __init__(self, actions: ReviewActions, today: date, refuse: Refuse) -> None:
        super().__init__()
        self._actions, self._today, self._refuse = actions, today, refuse
        self._view: ReviewView | None = None
        self._title = Text("", "heading", wrap=True)
        self._rows = column(gap=12)
        self.words = Edit(name="Exact words")
        self.words.setPlaceholderText("Exact words, then Enter")
        self.words.returnPressed.connect(self.add)
        column(self._title, 8, self._rows, 10, self.words, into=self)
        self._shown: object = None

    def begin(self) -> None:
        """The caret goes to the next words."""
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_view(self, view: ReviewView) -> None:
        """Shows what was said; drawn again only when something differs."""
        self._view = view
        self._title.say(f"{view.known_as or 'The child'} says")
        self.words.setVisible(not view.read_only)
        if (view.told, view.read_only) == self._shown:
            return
        self._shown = (view.told, view.read_only)
        clear(self._rows)
        for each in view.told:
            said = row(
                (Text("“", "title", "accent"), Qt.AlignmentFlag.AlignTop),
                (Text(each.words, "body", wrap=True), 1),
                gap=6,
            )
            hearers = Combo(HEARERS, name="Who may hear it")
            hearers.choose(each.who_may_hear)
            hearers.setEnabled(not view.read_only)
            hearers.activated.connect(lambda _=0, each=each, box=hearers: self._open_to(each.id, box.value()))
            foot = row((hearers, 1), gap=4, margins=(16, 0, 0, 0))
            if not view.read_only:
                away = Button("Take back these words", "plain", "x", alone=True)
                away.clicked.connect(lambda _=False, each=each: self._take_back(each.id))
                add(foot, away)
            add(self._rows, column(said, foot, gap=2))

    def add(self) -> None:
        """Keeps the words, for only me until it is opened."""
        view, words = self._view, self.words.text().strip()
        if view is None or not words:
            return
        ask(
            lambda: self._actions.add_told(view.id, words, view.held_on or self._today, "only me"),
            self,
            lambda _: self.words.clear(),
            self._refuse,
        )

    def _open_to(self, row_id: str, who: str) -> None:
        view = self._view
        if view is not None:
            ask(
                lambda: self._actions.update_told(view.id, row_id, {"who_may_hear": who}),
                self,
                lambda _: None,
                self._refuse,
            )

    def _take_back(self, row_id: str) -> None:
        view = self._view
        if view is not None:
            ask(lambda: self._actions.remove_told(view.id, row_id), self, lambda _: None, self._refuse)


class HereToday(QWidget):
    """Who is here: one line a person, how they take part chosen in place; a name and Enter adds one."""

    def __init__(self, actions: ReviewActions, refuse: Refuse) -> None:
        super().__init__()
        self._actions, self._refuse = actions, refuse
        self._view: ReviewView | None = None
        self._rows = column(gap=6)
        self.name = Edit(name="Someone else who is here")
        self.name.setPlaceholderText("Name, role, then Enter")
        self.name.returnPressed.connect(self.add)
        column(Text("Here today", "heading"), 8, self._rows, 8, self.name, into=self)
        self._shown: object = None

    def show_view(self, view: ReviewView) -> None:
        """Shows who takes part; drawn again only when something differs."""
        self._view = view
        self.name.setVisible(not view.read_only)
        if (view.attendance, view.read_only) == self._shown:
            return
        self._shown = (view.attendance, view.read_only)
        clear(self._rows)
        choices = [("", "Not said yet"), *ATTENDED.items()]
        for each in view.attendance:
            how = Combo(choices, name=f"How {each.name} takes part")
            how.choose(each.how)
            how.setEnabled(not view.read_only)
            how.activated.connect(lambda _=0, each=each, box=how: self._take_part(each, box.value()))
            name = Text(each.name, "body", wrap=True)
            head = row((Mark("done" if each.present else "open"), Qt.AlignmentFlag.AlignTop), (name, 1), gap=6)
            add(head, (Text(each.role, "small", "ink3", wrap=True), Qt.AlignmentFlag.AlignTop))
            add(self._rows, column(head, row((how, 1), margins=(18, 0, 0, 0)), gap=2))

    def add(self) -> None:
        """Adds a person who is in the room."""
        view, typed = self._view, self.name.text().strip()
        if view is None or not typed:
            return
        name, _, role = (part.strip() for part in typed.partition(","))
        ask(
            lambda: self._actions.set_attendance(view.id, None, name, role, "in-person", ""),
            self,
            lambda _: self.name.clear(),
            self._refuse,
        )

    def _take_part(self, each: AttendanceRow, how: str) -> None:
        view = self._view
        if view is not None:
            ask(
                lambda: self._actions.set_attendance(view.id, each.id, each.name, each.role, how, each.words),
                self,
                lambda _: None,
                self._refuse,
            )
