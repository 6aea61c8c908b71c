"""The meeting: agenda, large writing, decisions at the foot, the child's words and who is here at the right.

Nothing here is modal and nothing has to be filled to leave it. Made for 1366x768 and for half of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QTextCursor
from PySide6.QtWidgets import QWidget

from iro_desk.casework import UserFacingError
from iro_desk.practice.review_views import AgendaRow, ReviewView
from iro_desk.ui.field_words import caret_of, caret_to
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.review.actions import ReviewActions
from iro_desk.ui.review.asked import AskedLine
from iro_desk.ui.review.decisions import DecisionsBox, LastDecisions
from iro_desk.ui.review.drafted import DraftedWriting
from iro_desk.ui.review.forms import Views
from iro_desk.ui.review.marked import WordHelp
from iro_desk.ui.review.people import HereToday
from iro_desk.ui.review.point import Point
from iro_desk.ui.review.sending import SendsOn
from iro_desk.ui.review.stopping import KEY as STOP
from iro_desk.ui.review.stopping import TITLE as STOP_TITLE
from iro_desk.ui.review.stopping import BeforeWeStop
from iro_desk.ui.review.taking_part import TakingPart
from iro_desk.ui.review.told import ChildsWords
from iro_desk.ui.review.turns import NARROW, SLIM, Middle, Turns
from iro_desk.ui.theme import px
from iro_desk.ui.widgets.buttons import Button
from iro_desk.ui.widgets.fields import Edit, Writing, WritingFrame
from iro_desk.ui.widgets.layout import Scroll, Surface, clear, column, row, wrapping
from iro_desk.ui.widgets.lists import ListLine, RowList
from iro_desk.ui.widgets.text import Key, Text

_TOP = Qt.AlignmentFlag.AlignTop
LAST_DECISIONS = "last-decisions"
"""The heading of the agenda under which the last decisions are gone through."""


class MeetPane(QWidget):
    """The meeting. ``kept`` tells in a few words what became safe, ``refused`` what the desk did not take."""

    kept = Signal(str)
    refused = Signal(str)

    def __init__(self, actions: ReviewActions, today: date) -> None:
        super().__init__()
        self._actions, self._today = actions, today
        self._view: ReviewView | None = None
        self._open_key = ""
        self._in_front, self._caret = True, (0, 0)
        self._points_shown: object = None
        self._ticked: dict[str, tuple[str, ...]] = {}
        self._ticks_under_way: dict[str, int] = {}

        self._covered = Text("", "small", "ink3", wrap=True)
        self._agenda = RowList("Agenda", inset=20, hairlines=False, dense_row="row_agenda", wraps=True)
        self._agenda.opened.connect(self.open_heading)
        self._left = Surface("canvas", lines="right")
        column(
            column(Text("Agenda", "heading"), self._covered, margins=(20, 14, 12, 8)),
            (row((self._agenda, 1), margins=(0, 0, 1, 0)), 1),
            into=self._left,
        )
        self._title = Text("", "title", wrap=True)
        self._number = Text("", "title", "ink3")
        self._points = wrapping(gap=22, line_gap=0)
        self._writing = Writing(name="What was said")
        self._drafted = DraftedWriting(self._writing, actions, self._note_written)
        self._drafted.kept.connect(lambda: self.kept.emit("Kept, just now"))
        self._drafted.recovered.connect(lambda: self.kept.emit("Brought back what you typed last"))
        self._last_decisions = LastDecisions(actions, self._refuse)
        self._next = row(Key("Ctrl"), Key("PgDn"), Text("next heading", "small", "ink3"), gap=8)
        self._turn = Button("Words and people", "quiet", "users", small=True)
        self._turn.clicked.connect(self._turn_side)
        head = row((self._number, _TOP), (self._title, 1), gap=8)
        self._top = row((head, 1), (self._next, _TOP), (self._turn, _TOP), gap=8)
        self._frame = WritingFrame(self._writing)
        self._styles = wrapping(gap=16, line_gap=0)
        self._style_shown: tuple[str, ...] = ()
        self.sending = SendsOn(self._writing, self._send_on)
        self.help = WordHelp(self._writing, actions, at_caret=True)
        self.stopping = BeforeWeStop(actions, today, self._refuse)
        self.stopping.kept.connect(self.kept)
        self._written = column(self._styles, (self._frame, 1), self.help, self.sending, gap=4, margins=(24, 0, 24, 12))
        self._decisions = DecisionsBox(actions, today, self._refuse)
        self._middle = Middle(
            self._top, self._points, self._written, self._frame, self.stopping, self._last_decisions, self._decisions
        )
        self._words = ChildsWords(actions, today, self._refuse)
        self._words.wanted.connect(self._show_people)
        self._here = HereToday(actions, self._refuse)
        self._taking_part = TakingPart(actions, today, self._refuse)
        self.written = Views()
        self._right = Surface("canvas", lines="left")
        inside = column(
            self._words, 20, None, self._here, 16, self._taking_part, 12, self.written, margins=(20, 14, 20, 14)
        )
        column((Scroll(inside), 1), into=self._right)
        self._turns = Turns()
        self._turns.turned.connect(self._make_room)
        beside = row(self._left, (self._middle, 1), self._right, gap=0)
        column(self._turns, (beside, 1), into=self)
        for keys, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda step=step: self._go(step))
        QShortcut(QKeySequence("Ctrl+D"), self).activated.connect(self._begin_decision)
        QShortcut(QKeySequence("Ctrl+W"), self).activated.connect(self._words.begin)
        QShortcut(QKeySequence("Ctrl+R"), self).activated.connect(self._here.switch_room)
        QShortcut(QKeySequence("Ctrl+E"), self).activated.connect(lambda: self.open_heading(STOP))
        QShortcut(QKeySequence("Esc"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut).activated.connect(
            self._back_to_writing
        )
        for number in range(1, 15):
            keys = f"Alt+{number % 10}" if number <= 10 else f"Alt+Shift+{number - 10}"
            QShortcut(QKeySequence(keys), self).activated.connect(lambda number=number: self._send_to(number))
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self._make_room()

    def show_view(self, view: ReviewView) -> None:
        """Shows the review as it stands; what is being typed is left alone."""
        other = self._view is None or self._view.id != view.id
        if other:
            self._drafted.settle()
            self._ticked, self._ticks_under_way, self._points_shown = {}, {}, None
        self._view = view
        lines = [
            ListLine(
                heading.key,
                heading.title,
                number=str(heading.number),
                coverage=(len(self._covered_of(heading)), len(heading.points)),
            )
            for heading in view.agenda
        ]
        settled = view.next_booking is not None
        lines.append(ListLine(STOP, STOP_TITLE, number="", coverage=(int(settled), 1)))
        if lines != self._agenda.lines():
            self._agenda.show_lines(lines)
        total = sum(len(heading.points) for heading in view.agenda)
        done = sum(len(self._covered_of(heading)) for heading in view.agenda)
        self._covered.say(f"{done} of {total} points covered")
        self._words.show_view(view)
        self._here.show_view(view)
        self._taking_part.show_view(view)
        self.written.show_view(view)
        self.stopping.show_view(view)
        self._show_style(view)
        self._decisions.show_view(view)
        self.help.names_are(view.names)
        self._last_decisions.show_rows(view.last_decisions, read_only=view.read_only)
        self._writing.setReadOnly(view.read_only)
        keys = self._keys()
        if other or self._open_key not in keys:
            self._open_key = self._open_key if self._open_key in keys and not other else next(iter(keys), "")
            self._agenda.choose(self._open_key)
            self._show_heading(written_too=True)
        else:
            self._show_heading(written_too=False)

    def open_heading(self, key: str) -> None:
        """Opens one heading; what stood under the one before becomes a change."""
        if key != self._open_key:
            self._open_key = key
            self._agenda.choose(key)
            self._show_heading(written_too=True)
        self.write()

    def put_away(self) -> None:
        """Another step is in front: its fields are the same ones, so none is written into here meanwhile."""
        if self._in_front:
            self._caret = caret_of(self._writing)
            self._in_front = False
            self._drafted.close(self._writing.toPlainText())

    def open_anew(self) -> None:
        """The step is in front again: the heading stands as it was left, or as it was written on elsewhere."""
        if not self._in_front:
            self._in_front = True
            self._show_heading(written_too=True)
            caret_to(self._writing, *self._caret)

    def _keys(self) -> list[str]:
        """The headings in their order, with what is settled before we stop as the last."""
        return [heading.key for heading in self._view.agenda] + [STOP] if self._view is not None else []

    def write(self) -> None:
        """The caret goes to the writing."""
        if self._slim():
            self._turns.bring("writing")
        if self._open_key == STOP:
            self.stopping.begin()
            return
        self._writing.setFocus(Qt.FocusReason.OtherFocusReason)

    def _back_to_writing(self) -> None:
        """From a decision, the child's words or a name, which stay as they are."""
        asked = next((line for line in self.findChildren(AskedLine) if line.isVisible()), None)
        if asked is not None:
            asked.take_back()
        self.write()

    def where(self) -> dict[str, Any]:
        """The open heading, the field with the caret, the caret in it, and how far things are scrolled."""
        focused = self.focusWidget()  # Its last one, also while the window itself is behind another.
        field = next((name for name, edit in self._fields().items() if edit is focused), "writing")
        cursor = self._writing.textCursor()
        edit = self._fields()[field]
        return {
            "heading": self._open_key,
            "field": field,
            "caret": edit.cursorPosition() if isinstance(edit, Edit) else cursor.position(),
            "writing": (cursor.anchor(), cursor.position()),
            "scrolled": self._writing.verticalScrollBar().value(),
            "decisions": self._decisions.scrolled(),
            "front": self._turns.front,
        }

    def go_back(self, where: Mapping[str, Any]) -> None:
        """Comes back to it: the same heading, the caret where it was."""
        if where["heading"] in self._keys():
            self.open_heading(where["heading"])
        self._turns.bring(where["front"])
        caret_to(self._writing, *where["writing"])
        edit = self._fields()[where["field"]]
        if edit is self._words.words:
            self._words.begin()
        if edit is self._here.name:
            self._here.begin()
        edit.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(edit, Edit):
            edit.setCursorPosition(where["caret"])

        def scroll() -> None:
            self._writing.verticalScrollBar().setValue(where["scrolled"])
            self._decisions.scroll_to(where["decisions"])

        QTimer.singleShot(0, self, scroll)  # What is scrolled has its height once it is laid out.

    def _fields(self) -> dict[str, Writing | Edit]:
        """Where words are typed, by name."""
        box = self._decisions
        return {
            "writing": self._writing,
            "what": box.what,
            "who": box.who,
            "when": box.when,
            "words": self._words.words,
            "name": self._here.name,
        }

    def settle(self) -> None:
        """What is being typed becomes a change now (the step is left, the desk locks)."""
        self._drafted.settle()
        self._decisions.settle()
        self._words.settle()
        self._here.settle()
        self._taking_part.settle()
        self.stopping.settle()
        self._last_decisions.settle()

    def _go(self, step: int) -> None:
        keys = self._keys()
        if keys:
            at = keys.index(self._open_key) if self._open_key in keys else 0
            self.open_heading(keys[(at + step) % len(keys)])

    def _heading(self, key: str = "") -> AgendaRow | None:
        headings = self._view.agenda if self._view is not None else ()
        return next((heading for heading in headings if heading.key == (key or self._open_key)), None)

    def _show_heading(self, *, written_too: bool) -> None:
        heading, view = self._heading(), self._view
        self._show_parts()
        if self._open_key == STOP:
            self._number.hide()
            self._title.say(STOP_TITLE)
            self._drafted.settle()
            return
        if heading is None or view is None:
            return
        self._number.show()
        self._number.say(str(heading.number))
        self._title.say(heading.title)
        self._show_points(heading, view.read_only)
        self._middle.share_height()
        if not self._in_front:
            self._drafted.close(heading.text)
        elif written_too:
            self._drafted.open(f"note:{view.id}:{heading.key}", heading.text)
        else:
            self._drafted.stored_is(heading.text)

    def _show_points(self, heading: AgendaRow, read_only: bool) -> None:
        """The points in words; made anew only for other points, so that a focus on one stays."""
        shown = (heading.key, tuple((point.id, point.words) for point in heading.points))
        if shown != self._points_shown:
            self._points_shown = shown
            clear(self._points)
            layout = self._points.layout()
            assert layout is not None
            for point in heading.points:
                box = Point(point.id, point.words)
                box.clicked.connect(self._tick)
                layout.addWidget(box)
        covered = self._covered_of(heading)
        for box in self._boxes():
            box.setChecked(box.key in covered)
            box.setEnabled(not read_only)

    def _show_style(self, view: ReviewView) -> None:
        """The council's sub-headings, each a press away; none where a heading is written freely."""
        self._styles.setVisible(bool(view.agenda_style) and not view.read_only)
        if view.agenda_style == self._style_shown:
            return
        self._style_shown = view.agenda_style
        clear(self._styles)
        for words in view.agenda_style:
            button = Button(words, "plain", small=True, flush=True)
            button.clicked.connect(lambda _=False, words=words: self._under(words))
            layout = self._styles.layout()
            assert layout is not None
            layout.addWidget(button)

    def _under(self, words: str) -> None:
        """The caret goes under a sub-heading of the council's style, which is written if it is not there."""
        start = f"{words}: "
        lines = self._writing.toPlainText().split("\n")
        at = next((n for n, line in enumerate(lines) if line.startswith(start.rstrip())), None)
        cursor = self._writing.textCursor()
        if at is None:
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertText(("\n" if self._writing.toPlainText() else "") + start)
        else:
            cursor.setPosition(sum(len(line) + 1 for line in lines[:at]) + len(lines[at]))
        self._writing.setTextCursor(cursor)
        self.write()

    def _send_to(self, number: int) -> None:
        """What is chosen in the writing, or was pasted last, goes to the heading of that number."""
        headings = self._view.agenda if self._view is not None else ()
        found = next((heading.key for heading in headings if heading.number == number), "")
        if found and not self._writing.isReadOnly():
            self.sending.send(found)

    def _send_on(self, block: str, key: str) -> None:
        """A block is put at the end of another heading; here it is gone once it is there."""
        heading, view = self._heading(key), self._view
        if heading is None or view is None or key == self._open_key:
            return
        draft = self._actions.draft(f"note:{view.id}:{key}")
        before = draft.text if draft is not None else heading.text
        self._drafted.settle()
        text = f"{before}\n{block}" if before.strip() else block
        self._actions.keep_draft(f"note:{view.id}:{key}", text, len(text))
        self._write_note(view.id, key, text, lambda: None)
        self.kept.emit(f"Sent to {heading.title}")

    def _boxes(self) -> Iterable[Point]:
        return self._points.findChildren(Point)

    def _covered_of(self, heading: AgendaRow) -> tuple[str, ...]:
        stored = tuple(point.id for point in heading.points if point.covered)
        return self._ticked.get(heading.key, stored)

    def _tick(self) -> None:
        heading, view = self._heading(), self._view
        if heading is None or view is None:
            return
        key = heading.key
        self._ticked[key] = tuple(box.key for box in self._boxes() if box.isChecked())
        self._ticks_under_way[key] = self._ticks_under_way.get(key, 0) + 1
        text = self._writing.toPlainText()
        self._drafted.sent(text)

        def over() -> None:
            self._ticks_under_way[key] = self._ticks_under_way.get(key, 1) - 1
            if self._ticks_under_way[key] <= 0:
                self._ticked.pop(key, None)

        self._write_note(view.id, key, text, over)

    def _note_written(self, field: str, text: str) -> None:
        _, review, key = field.split(":", 2)
        self._write_note(review, key, text, lambda: None)

    def _write_note(self, review: str, key: str, text: str, over: Callable[[], None]) -> None:
        heading = self._heading(key)
        covered = list(self._covered_of(heading)) if heading is not None else []
        before = heading.text if heading is not None else ""
        field = f"note:{review}:{key}"

        def done(_: object) -> None:
            over()
            self._drafted.taken(field, text)
            self.kept.emit("Kept, just now")

        def refused(error: UserFacingError) -> None:
            over()
            self._drafted.refused(field, before)
            self._refuse(error)
            if self._view is not None:
                self.show_view(self._view)

        ask(lambda: self._actions.write_note(review, key, text, covered), self, done, refused)

    def _refuse(self, error: UserFacingError) -> None:
        self.refused.emit(str(error))

    def minimumSizeHint(self) -> QSize:
        """Half a screen is enough: what stands in it gives way on the way there."""
        return QSize(px(360), px(400))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """At half a screen agenda and people take turns at the side."""
        super().resizeEvent(event)
        self._make_room()

    def _slim(self) -> bool:
        return self.width() < px(SLIM)

    def _turn_side(self) -> None:
        self._turns.bring("agenda" if self._turns.front == "people" else "people")

    def _show_people(self) -> None:
        self._turns.bring("people")

    def _begin_decision(self) -> None:
        if self._slim():
            self._turns.bring("decisions")
        self._decisions.begin()

    def _show_parts(self) -> None:
        """Which parts stand in the middle: those of the heading that is open, and the decisions."""
        view = self._view
        gone_through = self._open_key == LAST_DECISIONS and view is not None and bool(view.last_decisions)
        self._middle.show_parts(
            self._turns.shown(self.width()), stop=self._open_key == STOP, last=gone_through, height=self.height()
        )

    def _make_room(self) -> None:
        narrow, slim = self.width() < px(NARROW), self._slim()
        shown = self._turns.shown(self.width())
        self._turn.setVisible(narrow and not slim)
        self._turn.say("Agenda" if "people" in shown else "People" if self.width() < px(640) else "Words and people")
        self._next.setVisible(not narrow)
        self._middle.fit(self.size())
        self._left.setVisible("agenda" in shown)
        self._right.setVisible("people" in shown)
        self._middle.setVisible(bool(shown & {"writing", "decisions"}))
        self._agenda.inset = 12 if self.width() < px(560) else 20
        side = self.width() if slim else round(self.width() * 0.42)  # At half a screen headings stay whole.
        self._left.setFixedWidth(side if slim else min(px(252), side))
        self._right.setFixedWidth(side if slim else min(px(268), side) if narrow else px(268))
        self._show_parts()
