"""The child at a glance: questions, timeline, the window of the next review, and the dates with their sums."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from iro_desk.practice.views import ChildView, ClockRow, DayRef, QuestionRow
from iro_desk.practice.words import short_day
from iro_desk.ui.coming_back import comes_back
from iro_desk.ui.panes.booking import window_of
from iro_desk.ui.panes.fact_table import FoldingTable
from iro_desk.ui.panes.question_line import QuestionLine
from iro_desk.ui.panes.what_if import Asked
from iro_desk.ui.panes.why import answer_of, asks_why, show_why
from iro_desk.ui.theme import px
from iro_desk.ui.widgets import (
    SEEN,
    Bar,
    Button,
    Cell,
    Column,
    DayMark,
    Lane,
    Message,
    Scroll,
    Table,
    Text,
    Timeline,
    WindowBar,
    add,
    clear,
    column,
    section,
    state_word,
)

ALWAYS = ("Home", "Legal", "School", "Reviews")
LANES = ("Home", "Legal", "School", "Seen alone", "Spoken with", "Reviews")


def lanes_of(view: ChildView) -> list[Lane]:
    """The timeline of a child: four lanes always, others when something stands in them."""
    clock = review_clock(view)
    window = window_of(clock, clock.booked_for) if clock else None
    used = {bar.lane for bar in view.bars} | {mark.lane for mark in view.marks}
    names = [name for name in LANES if name in ALWAYS or name in used]
    names += sorted(used.difference(LANES))
    return [
        Lane(
            name,
            bars=tuple(Bar(bar.words, bar.started, bar.ended) for bar in view.bars if bar.lane == name),
            marks=tuple(
                DayMark(mark.words, mark.on, mark.mark if name == "Reviews" else SEEN)
                for mark in view.marks
                if mark.lane == name
            ),
            window=window if name == "Reviews" else None,
        )
        for name in names
    ]


def review_clock(view: ChildView) -> ClockRow | None:
    """The clock of the next review, with its window."""
    if view.next_review is None:
        return None
    same = [clock for clock in view.clocks if clock.rule_id == view.next_review.rule_id]
    return next((clock for clock in same if clock.legal_limit == view.next_review.legal_limit), None)


def due_words(clock: ClockRow, today: date) -> str:
    """ "by Fri 19 February" for a limit, "Wed 3 February" for a day that comes by itself; words where there is none."""
    day = answer_of(clock)
    if day is None:
        state = clock.state.partition(":")[0]
        return state[:1].upper() + state[1:] if state.startswith("not ") else "Not known"
    words = short_day(day, today)
    return words if clock.group == "Birthdays" or clock.title.endswith((" ends", "Court date")) else f"by {words}"


def in_short(clock: ClockRow) -> str:
    """The sum without what stands beside it already: its title and day."""
    head, colon, rest = clock.because.partition(": ")
    if not colon or not head.startswith(clock.title):
        return clock.because or f"{state_word(clock.mark)}."
    return rest[:1].upper() + rest[1:]


class ClockTable(FoldingTable):
    """The clocks. Click, Enter or F1 explains a row."""

    def __init__(self) -> None:
        columns = (Column("", 24), Column("", 172), Column("", 172), Column("", 0), Column("", 22))
        super().__init__("Dates that run, with their sums", columns)

    def event(self, event: QEvent) -> bool:
        """F1 here explains the date; elsewhere it explains the pane."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and asks_why(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F1 opens the sum, as Enter does."""
        if asks_why(event) and self.current():
            self.opened.emit(self.current())
        else:
            super().keyPressEvent(event)

    def show_clocks(self, clocks: tuple[ClockRow, ...], today: date) -> None:
        """Shows clocks under the headings of their groups, in the order given."""
        rows: list[tuple[str, list[Cell]]] = []
        for group in dict.fromkeys(clock.group for clock in clocks):
            under = [(number, clock) for number, clock in enumerate(clocks) if clock.group == group]
            if group:
                rows.append((f"{GROUP}{group}", _heading(group, [clock for _, clock in under])))
            rows += [(str(number), _cells(clock, today)) for number, clock in under]
        self.show_rows(rows)
        if self.current().startswith(GROUP) or not self.current():
            first = next((at for at, (key, _) in enumerate(rows) if not key.startswith(GROUP)), -1)
            self.setCurrentIndex(self.model().index(first, self.home()))

    def date_rect(self) -> QRect:
        """The left part of the current row, with its name and date: what a pop-over may not cover."""
        row = self.currentIndex().row()
        left = self.visualRect(self.model().index(row, 0))
        right = self.visualRect(self.model().index(row, 2))
        return left.united(right).adjusted(0, 0, -px(10), 0)


GROUP = "group:"


def _heading(group: str, clocks: list[ClockRow]) -> list[Cell]:
    late = sum(clock.mark == "late" for clock in clocks)
    words = f"{late} late" if late else ""
    return [Cell(), Cell(group, "small_strong", "ink3"), Cell(words, "small_strong", "late"), Cell(), Cell()]


def _cells(clock: ClockRow, today: date) -> list[Cell]:
    due = due_words(clock, today)
    return [
        Cell(ink="ink2", mark=clock.mark),
        Cell(clock.title, "strong"),
        Cell(due, ink="ink3" if due.startswith("Not ") else "ink"),
        Cell(in_short(clock), "small", "ink2"),
        Cell(icon="chevron-right"),
    ]


class Overview(QWidget):
    """The first page of a child."""

    book_asked = Signal()
    answered = Signal(str, str, str)
    """(question key, answer, reason) that was given."""

    def __init__(self) -> None:
        super().__init__()
        self._view: ChildView | None = None
        self.what_if: Asked | None = None
        """What may be tried in the explanation of a review's date."""
        self._bar: WindowBar | None = None
        self._questions = column(gap=8, margins=(32, 14, 32, 0))
        self._picture = column()
        self.timeline: Timeline | None = None
        self.table = Table(
            "Timeline as a table", (Column("What", 120), Column("", 0), Column("When", 260)), inset=32, opens=True
        )
        self.table.hide()
        self.switch = Button("Timeline as a table", "plain", small=True)
        self.switch.setToolTip("T")
        self.switch.clicked.connect(self.show_table)
        self._window = column(margins=(32, 0, 32, 0))
        self._window_words = Text("", "small", "ink2", wrap=True)
        self.clocks = ClockTable()
        self.clocks.opened.connect(self._why)
        self._no_clocks = Text("", "body", "ink2", wrap=True)
        inside = column(
            self._questions,
            column(self._picture, margins=(32, 10, 32, 0)),
            self.table,
            section("Next review", end=self.switch, margins=(32, 8, 32, 2)),
            self._window,
            column(self._window_words, margins=(32, 0, 32, 0)),
            section("Dates", note="Enter on a date shows its sum", margins=(32, 8, 32, 0)),
            self.clocks,
            column(self._no_clocks, margins=(32, 4, 32, 16)),
            None,
        )
        self._scroll = Scroll(inside)
        column((self._scroll, 1), into=self)
        key = QShortcut(QKeySequence(Qt.Key.Key_T), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.show_table)

    def show_view(self, view: ChildView) -> None:
        """Shows a child; another one from the top."""
        if self._view is not None and self._view.id != view.id:
            self._scroll.verticalScrollBar().setValue(0)
            self.clocks.setCurrentIndex(QModelIndex())
        other = self._view is None or self._view.id != view.id
        self._view = view
        self._show_questions(view.questions, other)
        lanes = lanes_of(view)
        if self.timeline is None:
            self.timeline = Timeline(lanes, view.day)
            add(self._picture, self.timeline)
        else:
            self.timeline.show_lanes(lanes, view.day)
        rows = zip(self.timeline.rows(), _days_of(view, lanes), strict=True)
        self.table.show_rows(
            [
                (str(at), [Cell(lane, "strong", day=day), Cell(what, day=day), Cell(when, day=day)])
                for at, ((lane, what, when), day) in enumerate(rows)
            ]
        )
        self._show_window(view)
        self.clocks.show_clocks(view.clocks, view.day)
        self.clocks.setVisible(bool(view.clocks))
        self._no_clocks.setVisible(not view.clocks)
        self._no_clocks.say("No date runs yet. Add when the child became looked after, or the last review.")

    def show_table(self) -> None:
        """The picture as its table, or back."""
        as_table = self.table.isHidden()
        self.table.setVisible(as_table)
        self._picture.setVisible(not as_table)
        self.switch.say("Timeline as a picture" if as_table else "Timeline as a table")

    def _show_window(self, view: ChildView) -> None:
        clock = review_clock(view)
        window = window_of(clock, clock.booked_for) if clock else None
        if window is None:
            self._window.hide()
            self._window_words.show()
            self._window_words.say(
                view.next_review.says if view.next_review else "No review is known for this child yet."
            )
            return
        booked = [review for review in view.reviews if review.state == "booked" and review.day == window.booked]
        time = next((word for review in booked for word in review.words.split() if ":" in word), "").rstrip(".")
        words = f"booked, {time}" if time else "booked"
        if self._bar is None:
            self._bar = WindowBar(window, view.day, booked_words=words, opens=True)
            self._bar.asked.connect(self._why_window)
            add(self._window, self._bar)
        else:
            self._bar.show_window(window, booked_words=words)
        self._window.show()
        self._window_words.hide()

    def _show_questions(self, questions: tuple[QuestionRow, ...], other: bool) -> None:
        """Made anew only for other questions, or another child; what is being typed in those that stay goes on."""
        lines = {line.question.key: line for line in self.questions()}
        if not other and questions == tuple(line.question for line in lines.values()):
            return
        made = []
        for question in questions:
            line = QuestionLine(question, self._today(), name=False)
            line.answered.connect(self.answered)
            made.append((Message("soon", question.title or "What is so?"), line))
        for _, line in () if other else made:
            if line.question.key in lines:
                line.go_on(lines[line.question.key])
        clear(self._questions)
        for message, line in made:
            add(self._questions, message, line)
        self._questions.setVisible(bool(questions))

    def questions(self) -> list[QuestionLine]:
        """The questions that wait here, from the top."""
        return self._questions.findChildren(QuestionLine)

    @comes_back
    def _why_window(self) -> None:
        assert self._view is not None
        clock = review_clock(self._view)
        if clock is not None and self._bar is not None:
            self._show_why(clock, self._bar, self._bar.rect().adjusted(0, 0, -self._bar.width() // 2, 0))

    def _today(self) -> date:
        assert self._view is not None
        return self._view.day

    def explain(self, number: int) -> None:
        """Shows the sum of a clock by its place in the view, beside its row."""
        self.clocks.setCurrentIndex(self.clocks.model().index(self.clocks.keys().index(str(number)), 1))
        self.clocks.scrollTo(self.clocks.currentIndex())
        self._scroll.ensureVisible(0, self.clocks.y() + self.clocks.date_rect().center().y())
        self._why(str(number))

    @comes_back
    def _why(self, number: str) -> None:
        assert self._view is not None
        if number.startswith(GROUP):
            return
        self._show_why(self._view.clocks[int(number)], self.clocks.viewport(), self.clocks.date_rect())

    def _show_why(self, clock: ClockRow, beside: QWidget, rect: QRect) -> None:
        assert self._view is not None
        asked = [each for each in self._view.not_recorded if each.key.endswith(f":{clock.rule_id}")]
        open_ = asked[0] if asked and clock.state == "not recorded" else None
        why = show_why(clock, self._view.day, beside, rect, self.what_if, open_)
        why.book_asked.connect(self.book_asked)
        why.answered.connect(self.answered)


def _days_of(view: ChildView, lanes: list[Lane]) -> list[DayRef]:
    """The day of each row of the timeline's table, in its order."""
    days = []
    for lane in lanes:
        bars = sorted((bar for bar in view.bars if bar.lane == lane.label), key=lambda bar: bar.started)
        marks = sorted((mark for mark in view.marks if mark.lane == lane.label), key=lambda mark: mark.on)
        days += [DayRef(f"{bar.words} began", bar.started, bar.kind, bar.id) for bar in bars]
        days += [DayRef(mark.words[:1].upper() + mark.words[1:], mark.on, mark.kind, mark.id) for mark in marks]
    return days
