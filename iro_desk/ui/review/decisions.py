"""Decisions in the meeting: what became of the last ones, and the new ones at the foot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QWidget

from iro_desk.casework import OUTCOMES, UserFacingError
from iro_desk.practice.review_views import ReviewView
from iro_desk.practice.views import DecisionRow
from iro_desk.practice.word_marks import WordMark
from iro_desk.practice.words import long_day, short_day
from iro_desk.statute import Spoken
from iro_desk.ui import typed_dates
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.review.actions import ReviewActions
from iro_desk.ui.review.asked import AskedLine
from iro_desk.ui.review.choice import ChoiceLine
from iro_desk.ui.review.drafted import DraftedLine
from iro_desk.ui.review.marked import LineHelp
from iro_desk.ui.theme import px
from iro_desk.ui.widgets.buttons import Button
from iro_desk.ui.widgets.layout import Scroll, Surface, add, clear, column, lowest, row
from iro_desk.ui.widgets.text import Text

Refuse = Callable[[UserFacingError], None]
WHO, WHEN = 150, 176
"""Widths of the fields, in pixels at 100 %; the words of a decision stand over the words in them."""
ROOM = 104
"""For the lines of the decisions, in pixels at 100 %: two and a half of two lines of words, three short ones."""
TOP = Qt.AlignmentFlag.AlignTop
ASKS_WHY = ("part", "not-done", "overtaken")
"""Outcomes of an earlier decision that have a reason."""


class LastDecisions(QWidget):
    """What became of the last decisions: one line each, the outcome in words and chosen in place."""

    def __init__(self, actions: ReviewActions, refuse: Refuse) -> None:
        super().__init__()
        self._actions, self._refuse = actions, refuse
        self._rows = column(gap=4)
        self.asked = AskedLine()
        under = row((self.asked, 1), margins=(24, 0, 24, 4))
        column((Scroll(column(self._rows, None, margins=(24, 0, 24, 4))), 1), under, into=self)
        self._rows.installEventFilter(self)
        self._shown: object = None
        self._of: dict[str, DecisionRow] = {}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A line that has grown at another width is told to those around it."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def show_rows(self, rows: Sequence[DecisionRow], *, read_only: bool = False) -> None:
        """Shows them; drawn again only when something differs."""
        now = (tuple(rows), read_only)
        if now == self._shown:
            return
        self._shown, self._of = now, {each.id: each for each in rows}
        choices = dict([("", "Not said yet"), *OUTCOMES.items()])
        if [line.objectName() for line in self.lines()] != [each.id for each in rows]:
            self._draw(rows, choices)
        for line, each in zip(self.lines(), rows, strict=True):
            mark = "done" if each.outcome == "done" else "wait" if each.outcome else "open"
            said = ", ".join(part for part in (choices[each.outcome], each.outcome_words) if part)
            line.say_anew(each.outcome, says=said, mark=mark)
            line.setEnabled(not read_only)

    def tall(self, room: int) -> int:
        """The height for as many whole lines as there is room for, in pixels, and for one in any case."""
        around, taken = px(4), 0
        for number, each in enumerate(self.lines()):
            if number and around + taken + each.height() > room:
                break
            taken += each.height() + px(4)
        asks = 0 if self.asked.isHidden() else self.asked.sizeHint().height() + px(4)
        return around + taken + asks

    def lines(self) -> list[ChoiceLine]:
        """One a decision, in their order."""
        return self._rows.findChildren(ChoiceLine)

    def _draw(self, rows: Sequence[DecisionRow], choices: dict[str, str]) -> None:
        clear(self._rows)
        for at, each in enumerate(rows, start=1):  # They may be of several reviews: their own numbers would repeat.
            line = ChoiceLine(f"What became of decision {at}", tuple(choices.items()), "", words=each.what)
            line.setObjectName(each.id)
            line.chose.connect(partial(self._chose_of, each.id))
            add(self._rows, row((Text(str(at), "small", "ink3", width=20), 0), (line, 1), gap=4))

    def _chose_of(self, decision: str, outcome: str) -> None:
        self._chose(self._of[decision], outcome)

    def settle(self) -> None:
        """What is being typed becomes a change."""
        self.asked.settle()

    def _chose(self, each: DecisionRow, outcome: str) -> None:
        """The outcome is kept at once; why it is not wholly done is asked in place and may be left."""
        self._settle(each, outcome, "" if outcome != each.outcome else each.outcome_words)
        if outcome in ASKS_WHY:
            what = f"{OUTCOMES[outcome]}: {'what is left' if outcome == 'part' else 'why'}"
            shown = each.outcome_words if outcome == each.outcome else ""
            self.asked.ask_for(what, lambda words: self._settle(each, outcome, words) if words else None, shown)

    def _settle(self, each: DecisionRow, outcome: str, words: str) -> None:
        ask(
            lambda: self._actions.settle_decision(each.review, each.id, outcome, words),
            self,
            _nothing,
            self._refuse,
        )


class DecisionsBox(Surface):
    """Decisions at the foot of the meeting: what, who, by when; Enter adds one."""

    def __init__(self, actions: ReviewActions, today: date, refuse: Refuse) -> None:
        super().__init__("canvas", lines="top")
        self._actions, self._today, self._refuse = actions, today, refuse
        self._view: ReviewView | None = None
        self._count = Text("", "heading", "ink3")
        self._rows = column()
        self.what = DraftedLine(actions, "What will happen", "What will happen")
        self.who = DraftedLine(actions, "Who will do it", "Who")
        self.when = DraftedLine(actions, "By when", "By when")
        self.help = LineHelp(self.what, actions)
        self.help.changed.connect(self._understood)
        for edit in (self.what, self.who, self.when):
            edit.returnPressed.connect(self.add)
        self._readings: tuple[date, ...] = ()
        self.when.textEdited.connect(lambda _: self._understood())
        QShortcut(QKeySequence("Down"), self.when, context=Qt.ShortcutContext.WidgetShortcut).activated.connect(
            self._other_reading
        )
        self._understand = Text("", "small", "accent", wrap=True)
        self._enter = Text("Enter adds it", "small", "ink3")
        self._pair = row((self.who, 1), (self.when, 1), gap=8)
        self._fields = row((self.what, 1), self._pair, gap=8)
        self._hints = row((self._understand, 1), self._enter, gap=8)
        self._entry = column(
            self._fields,
            self._hints,
            gap=4,
        )
        self._how = Text("who, what, by when", "small", "ink3")
        self._scroll = Scroll(column(self._rows, None))
        self._follows = True
        bar = self._scroll.verticalScrollBar()
        bar.rangeChanged.connect(self._stay_at_the_end)
        bar.actionTriggered.connect(self._scrolled_by_hand)
        column(
            row(
                Text("Decisions", "heading"),
                self._count,
                None,
                self._how,
                gap=8,
            ),
            4,
            self._scroll,
            4,
            self._entry,
            margins=(24, 8, 24, 8),
            into=self,
        )
        self._rows.installEventFilter(self)
        self._measure = QTimer(self, singleShot=True, interval=0)
        self._measure.timeout.connect(self._stand_anew)
        self._shown: object = None
        self._given, self._alone = 0, False
        self._drawn_narrow: tuple[bool, bool] | None = None

    def dress(self) -> None:
        """Takes the theme."""
        self._make_room()

    def begin(self) -> None:
        """The caret goes to the next decision."""
        if self._view is not None and not self._view.read_only:
            self.what.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def least(self) -> int:
        """The height without the decisions themselves, in pixels."""
        return lowest(self, self.width()) - (0 if self._scroll.isHidden() else self._scroll.minimumHeight())

    def give(self, room: int, *, alone: bool) -> None:
        """So many pixels may go to the decisions; ``alone``: nothing else stands in the middle of the meeting."""
        if (room, alone) != (self._given, self._alone):
            self._given, self._alone = room, alone
            self._make_room()

    def scrolled(self) -> int:
        """How far the decisions are scrolled, in pixels."""
        return self._scroll.verticalScrollBar().value()

    def scroll_to(self, place: int) -> None:
        """Scrolls them so far."""
        self._follows = False
        self._scroll.verticalScrollBar().setValue(place)

    def settle(self) -> None:
        """What is being typed is kept as a draft."""
        for edit in (self.what, self.who, self.when):
            edit.keep()

    def show_view(self, view: ReviewView) -> None:
        """Shows the decisions; what is being typed stays."""
        self._view = view
        self.help.names_are(view.names)
        self._entry.setVisible(not view.read_only)
        for edit, key in ((self.what, "what"), (self.who, "who"), (self.when, "when")):
            edit.open(f"decision:{view.id}:{key}")
        self._understood()
        now = (view.id, view.decisions, view.read_only)
        if now == self._shown:
            return
        self._shown = now
        self._count.say(str(len(view.decisions)))
        self._draw(view)
        self._follows = True
        self._make_room()
        self._stay_at_the_end()

    def _draw(self, view: ReviewView) -> None:
        self._drawn_narrow = (self._folds(), self._low())
        clear(self._rows)
        for each in view.decisions:
            add(self._rows, self._line(each, view.read_only))
        self._measure.start()

    def _line(self, each: DecisionRow, read_only: bool) -> QWidget:
        by = short_day(each.by, self._today) if each.by else (each.no_date_because or "no date yet")
        known = bool(each.by or each.no_date_because)
        number = Text(str(each.number), "small", "ink3", width=18)
        if self._folds() and self._low():  # Every line of type counts: one text, which breaks where it has to.
            said = f"{each.what} ({each.owner or 'nobody yet'}, {by})"
            made = row((number, TOP), (Text(said, "strong", "ink" if known and each.owner else "soon", wrap=True), 1))
        elif self._folds():
            under = f"{each.owner or 'Nobody yet'}, {by}"
            ink = "ink2" if known and each.owner else "soon"
            words = column(Text(each.what, "strong", wrap=True), Text(under, "small", ink, wrap=True))
            made = row((number, TOP), (words, 1), gap=8)
        else:
            made = row(
                number,
                (Text(each.what, "strong", wrap=True), 1),
                Text(each.owner or "nobody yet", "body", "ink2" if each.owner else "soon", wrap=True, width=WHO),
                Text(by, "body", "ink2" if known else "soon", wrap=True, width=WHEN - (15 if read_only else 55)),
                gap=8,
            )
        if not read_only:
            away = Button(f"Take back decision {each.number}", "plain", "x", alone=True)
            away.clicked.connect(lambda: self._take_back(each))
            add(made, (away, TOP))
        return made

    def add(self) -> None:
        """Adds what is typed. A missing person or day does not block: it is asked for before finalising."""
        view = self._view
        what = self.what.text().strip()
        if view is None or not what:
            return
        day_words = self.when.text().strip()
        said = self._said(day_words)
        day = said.day
        if said.chosen is not None:
            self._take_reading(said.chosen)  # Shown first; the next Enter keeps it, Down takes the other.
            return
        fields: dict[str, object] = {"what": what, "owner": self.who.text().strip(), "by": day}
        if day_words and day is None:
            fields["no_date_because"] = day_words

        edits = (self.what, self.who, self.when)
        sent = [edit.hand_over() for edit in edits]  # The next one may be typed before the desk has taken this one.
        self._understood()
        self.begin()

        def refused(error: UserFacingError) -> None:
            for edit, words in zip(edits, sent, strict=True):
                edit.give_back(words)
            self._understood()
            self._refuse(error)

        ask(lambda: self._actions.add_decision(view.id, fields), self, _nothing, refused)
        for edit in edits:
            edit.done()

    def _take_reading(self, day: date) -> None:
        """One of two readings stands in the field, to be seen before it is kept."""
        self._readings = self._said(self.when.text().strip()).readings or self._readings
        self.when.setText(typed_dates.typed(day))
        self.when.setFocus(Qt.FocusReason.OtherFocusReason)
        others = " or ".join(long_day(each, self._today) for each in self._readings if each != day)
        self._understood()
        self._understand.say(f"{long_day(day, self._today)}. Enter keeps it; Down for {others}", "soon")

    def _other_reading(self) -> None:
        said = self._said(self.when.text().strip())
        readings = said.readings or self._readings
        day = said.day or said.chosen
        if readings:
            at = readings.index(day) + 1 if day in readings else 0
            self._take_reading(readings[at % len(readings)])

    def _said(self, words: str) -> Spoken:
        """What was meant in the meeting: reckoned from the day it was held, here and on the desk alike."""
        view = self._view
        if view is None:
            return typed_dates.read(words, self._today)
        return typed_dates.read(words, view.held_on or self._today, partial(self._actions.spoken, view.id))

    def _understood(self) -> None:
        words = self.when.text().strip()
        said = self._said(words)
        remark = typed_dates.remark(said)
        if said.day is not None:
            day = long_day(said.day, self._today)
            self._understand.say(f"{day}. {remark}" if remark else day, "soon" if remark else "accent")
        elif said.chosen is not None:
            self._understand.say(f"{remark} Enter takes {long_day(said.chosen, self._today)}", "soon")
        elif words:
            self._understand.say(remark or "Not a day: kept as the reason why there is no date", "soon")
        elif self.what.hasFocus() and self.help.marks():
            self._understand.say(_plainer(self.help.marks()), "ink2")
        else:
            self._understand.say("Ctrl D begins a decision", "ink3")
        says = bool(words) or (self.what.hasFocus() and bool(self.help.marks()))
        self._hints.setVisible(says or not self._low())  # Where it is low the writing needs the line.

    def _narrow(self) -> bool:
        """Whether the fields for who and when stand under the one for what."""
        return self.width() < px(520)

    def _folds(self) -> bool:
        """Whether who and when of a decision stand under its words, which keep the width for themselves."""
        return self.width() < px(640)

    def _low(self) -> bool:
        """Whether the window is so low that the writing needs every line there is."""
        return not self._alone and self.window().height() < px(560)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fields and columns grow narrow together."""
        super().resizeEvent(event)
        self._make_room()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lines are measured once they are shown: until then their layout counts them for nothing."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._make_room()
        elif event.type() == QEvent.Type.Show:
            self._measure.start()
        return super().eventFilter(watched, event)

    def _make_room(self) -> None:
        """Whole lines, as many as there is room for, and two unless they are very long: more are scrolled to."""
        narrow = self._narrow()
        fields = self._fields.layout()
        assert isinstance(fields, QBoxLayout)
        way = QBoxLayout.Direction
        fields.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        for edit, width in ((self.who, WHO), (self.when, WHEN)):
            edit.setMinimumWidth(0 if narrow else px(width))
            edit.setMaximumWidth(16_777_215 if narrow else px(width))
        if self._drawn_narrow != (self._folds(), self._low()) and self._view is not None:
            self._draw(self._view)
        lines, low = self._line_heights(), self.window().height()
        shown = 0
        for number, each in enumerate(reversed(lines)):  # The newest are in front.
            second = 0.16 if self._low() else 0.3  # Where it is low the writing keeps the room of the second one.
            most = low * second if number == 1 else max(px(ROOM), low * 0.2)
            if shown + each > self._given or (number >= 1 and shown + each > most):
                break
            shown += each
        if self._alone:
            shown = max(0, self._given)
        self._scroll.setVisible(shown > 0)
        self._scroll.setFixedHeight(shown)
        self._scroll.verticalScrollBar().setSingleStep(lines[-1] if lines else px(20))
        self._how.setVisible(not narrow)
        self._understood()

    def _stand_anew(self) -> None:
        """Measured once it is shown; and what stands around it makes room, which Qt forgets of what was hidden."""
        self._make_room()
        parent = self.parentWidget()
        around = parent.layout() if parent is not None else None
        if around is not None:
            around.invalidate()
            around.activate()

    def _line_heights(self) -> list[int]:
        """How high each line is at the width there is beside a scroll bar."""
        layout = self._rows.layout()
        assert layout is not None
        width = max(1, self.width() - px(58))
        items = [item for at in range(layout.count()) if (item := layout.itemAt(at)) is not None]
        return [
            max(0, item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height())
            for item in items
        ]

    def _stay_at_the_end(self) -> None:
        if self._follows:
            bar = self._scroll.verticalScrollBar()
            bar.setValue(bar.maximum())

    def _scrolled_by_hand(self) -> None:
        self._follows = False

    def _take_back(self, each: DecisionRow) -> None:
        ask(lambda: self._actions.remove_decision(each.review, each.id), self, _nothing, self._refuse)


def _plainer(marks: Sequence[WordMark]) -> str:
    """What the underlined words of a decision are about: the child's word for each, or that it is not known."""
    said = [f"“{mark.found}” is “{mark.say}” to a child" for mark in marks if mark.say]
    unknown = [f"“{mark.found}” is not in the dictionary" for mark in marks if not mark.say]
    return "; ".join((*said, *unknown))


def _nothing(_: object) -> None:
    """The change itself brings the fresh view."""
