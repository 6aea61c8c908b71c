"""At the right of the meeting: what the child told me, one entry each, and who may hear it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from iro_desk.casework import UserFacingError
from iro_desk.practice.review_views import ReviewView, ToldRow
from iro_desk.practice.words import count, plain_day
from iro_desk.ui import typed_dates
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.review.actions import ReviewActions
from iro_desk.ui.review.asked import AskedLine
from iro_desk.ui.review.choice import ChoiceLine
from iro_desk.ui.review.drafted import DraftedLine
from iro_desk.ui.review.entry import Entry
from iro_desk.ui.widgets.buttons import Button
from iro_desk.ui.widgets.layout import add, clear, column, row
from iro_desk.ui.widgets.text import Text

Refuse = Callable[[UserFacingError], None]

HEARERS = (
    ("only me", "Only me"),
    ("professionals", "Professionals"),
    ("say it in the meeting", "Say it in the meeting"),
    ("in my record", "In my record"),
)
CARD = "Ask: what shall I say for you, and what shall stay between us?"


class ChildsWords(QWidget):
    """What the child told me: exact words or what I saw, and who may hear it. A new one is only me."""

    wanted = Signal()

    def __init__(self, actions: ReviewActions, today: date, refuse: Refuse) -> None:
        super().__init__()
        self._actions, self._today, self._refuse = actions, today, refuse
        self._view: ReviewView | None = None
        self._title = Text("", "heading", wrap=True)
        self._card = Text(CARD, "small", "ink2", wrap=True)
        self._hidden = Text("", "small", "soon", wrap=True)
        self._rows = column(gap=6)
        self.words = DraftedLine(actions, "Exact words", "Exact words, then Enter")
        self.words.returnPressed.connect(self.add)
        self._entry = Entry("Add exact words", self.words)
        self.saw = Button("Add what I saw", "plain", "plus", small=True, flush=True)
        self.saw.clicked.connect(lambda: self.begin(seen=True))
        self._seen = False
        self.asked = AskedLine()
        column(self._title, 6, self._card, self._hidden, self._rows, self.asked, 4, self._entry, self.saw, into=self)
        self._entry.shut.connect(self._shut)
        self._shown: object = None

    def begin(self, *, seen: bool = False) -> None:
        """The caret goes to the next words."""
        if self._view is not None and not self._view.read_only:
            self.wanted.emit()
            self._seen = seen
            asks = "What I saw" if seen else "Exact words"
            self.words.setAccessibleName(asks)
            self.words.setPlaceholderText(f"{asks}, then Enter")
            self.saw.hide()
            self._entry.begin()

    def _shut(self) -> None:
        self._seen = False
        self.saw.setVisible(self._view is not None and not self._view.read_only)

    def settle(self) -> None:
        """What is being typed is kept as a draft."""
        self.words.keep()
        self.asked.settle()

    def show_view(self, view: ReviewView) -> None:
        """Shows what was said; drawn again only when something differs."""
        self._view = view
        self._title.say(f"{view.known_as or 'The child'} says")
        self._entry.setVisible(not view.read_only)
        self._card.setVisible(not view.told and not view.hidden_now and not view.read_only)
        self._hidden.say(f"{count(view.hidden_now, 'thing')} hidden while {view.watched_by} can see the screen.")
        self._hidden.setVisible(view.hidden_now > 0)
        if self.words.open(f"told:{view.id}"):
            self._entry.open()
        self.saw.setVisible(not view.read_only and self.words.isHidden())
        if (view.told, view.people, view.read_only) == self._shown:
            return
        self._shown = (view.told, view.people, view.read_only)
        clear(self._rows)
        for each in view.told:
            add(self._rows, self._said(view, each))

    def _said(self, view: ReviewView, each: ToldRow) -> QWidget:
        closed = f", not {', '.join(each.not_for_names)}" if each.not_for_names else ""
        hearers = ChoiceLine(
            "Who may hear it",
            HEARERS,
            each.who_may_hear,
            says=dict(HEARERS)[each.who_may_hear] + closed,
            more=self._more(view, each),
        )
        hearers.setObjectName(each.id)
        hearers.setEnabled(not view.read_only)
        hearers.chose.connect(lambda who: self._change(each, {"who_may_hear": who}))
        quote = Text("“" if not each.seen else "•", "title", "accent")
        parts: list[QWidget] = [Text(each.words, "body", wrap=True)]
        about = _about(each, view.day)
        if about:
            parts.append(Text(about, "small", "soon" if each.passed_to else "ink3", wrap=True))
        return row((quote, Qt.AlignmentFlag.AlignTop), (column(*parts, hearers), 1), gap=6)

    def _more(self, view: ReviewView, each: ToldRow) -> Sequence[tuple[str, Callable[[], None]]]:
        ask_for = self.asked.ask_for
        more: list[tuple[str, Callable[[], None]]] = []
        for person, name in view.people:
            if person in each.not_for:
                left = " ".join(p for p in each.not_for if p != person)
                more.append((f"Open it to {name} again", partial(self._change, each, {"not_for": left})))
            else:
                closed = " ".join((*each.not_for, person))
                more.append((f"Not {name}", partial(self._change, each, {"not_for": closed})))
        where = partial(self._field, each, "said_where")
        more.append(("Say where", lambda: ask_for("Where was it said", where, each.said_where)))
        more.append(("Say when", lambda: ask_for("On which day", partial(self._when, each), "")))
        as_what = "They are exact words" if each.seen else "It is what I saw"
        more.append((as_what, partial(self._change, each, {"seen": not each.seen})))
        more.append(("I have to tell: somebody may be hurt", lambda: ask_for("Whom I told", partial(self._tell, each))))
        more.append(("Take back these words", lambda: self._take_back(each.id)))
        return more

    def _field(self, each: ToldRow, key: str, words: str) -> None:
        self._change(each, {key: words})

    def _when(self, each: ToldRow, words: str) -> None:
        day = typed_dates.read(words, self._today).day
        if words and day is not None:
            self._change(each, {"said_on": day})

    def _tell(self, each: ToldRow, words: str) -> None:
        if words:
            self._change(each, {"passed_to": words, "passed_on": self._today, "child_knows": True})

    def add(self) -> None:
        """Keeps the words, for only me until it is opened."""
        view, words = self._view, self.words.text().strip()
        if view is None or not words:
            return
        on, seen = view.held_on or self._today, self._seen
        self.words.hand_over()  # The next words may be typed before the desk has taken these.

        def refused(error: UserFacingError) -> None:
            self.words.give_back(words)
            self._entry.open()
            self._refuse(error)

        ask(
            lambda: self._actions.add_told(view.id, words, on, "only me", seen),
            self,
            _nothing,
            refused,
        )
        self.words.done()

    def _change(self, each: ToldRow, fields: dict[str, object]) -> None:
        view = self._view
        if view is not None:
            ask(lambda: self._actions.update_told(view.id, each.id, fields), self, _nothing, self._refuse)

    def _take_back(self, row_id: str) -> None:
        view = self._view
        if view is not None:
            ask(lambda: self._actions.remove_told(view.id, row_id), self, _nothing, self._refuse)


def _about(each: ToldRow, today: date) -> str:
    """Where and when, and whom I had to tell."""
    said = [each.said_where, plain_day(each.said_on, today) if each.said_on and each.said_on != today else ""]
    if each.passed_to:
        on = f", {plain_day(each.passed_on, today)}" if each.passed_on else ""
        said.append(f"I told {each.passed_to} because somebody may be hurt{on}; the child knows")
    return ". ".join(part for part in said if part)


def _nothing(_: object) -> None:
    """The change itself brings the fresh view."""
