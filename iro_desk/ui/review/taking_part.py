"""How the child took part, by two plain questions, and speaking in private with its own outcome and reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from iro_desk.casework import CHILD_THERE, CHILD_VIEWS, SPOKE_PRIVATELY, UserFacingError
from iro_desk.practice.review_views import ReviewView
from iro_desk.practice.words import plain_day
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.review.actions import ReviewActions
from iro_desk.ui.review.asked import AskedLine
from iro_desk.ui.review.choice import ChoiceLine
from iro_desk.ui.widgets.buttons import Button
from iro_desk.ui.widgets.layout import column, row
from iro_desk.ui.widgets.text import Text

ASKS_WHY = ("not-right", "not-done", "chose-not")


class TakingPart(QWidget):
    """Three lines, each said in words and chosen in place."""

    def __init__(self, actions: ReviewActions, today: date, refuse: Callable[[UserFacingError], None]) -> None:
        super().__init__()
        self._actions, self._today, self._refuse = actions, today, refuse
        self._view: ReviewView | None = None
        self._title = Text("", "heading", wrap=True)
        unsaid = ("", "Not said yet")
        self._there = self._line("child_there", "There?", [unsaid, *CHILD_THERE.items()])
        self._views = self._line("child_views", "Views came by", [unsaid, *CHILD_VIEWS.items()])
        self._spoke = self._line("spoke_privately", "In private", [unsaid, *SPOKE_PRIVATELY.items()])
        self._rows = column(*self.lines())
        self.asked = AskedLine()
        self._code = Text("", "small", "ink2", wrap=True)
        self._live = column(
            Text("Your council has not said how joining live is counted.", "small", "soon", wrap=True),
            row(self._choice("As attending", "attending"), self._choice("As PN6", "PN6"), None, gap=6),
            gap=4,
        )
        column(self._title, 4, self._rows, self._code, self._live, self.asked, into=self)

    def _line(self, key: str, question: str, choices: list[tuple[str, str]]) -> ChoiceLine:
        line = ChoiceLine(question, choices, "", words=question)
        line.setObjectName(key)
        line.chose.connect(partial(self._chose, key))
        return line

    def _choice(self, words: str, counts: str) -> Button:
        button = Button(words, "quiet", small=True)
        button.clicked.connect(lambda: ask(lambda: self._actions.settle_live(counts), self, _nothing, self._refuse))
        return button

    def show_view(self, view: ReviewView) -> None:
        """Shows the answers on their lines."""
        self._view = view
        name = view.known_as or "the child"
        self._title.say(f"How {name} took part")
        label = next((label for code, label, _ in view.participation_choices if code == view.participation), "")
        self._code.say(
            " ".join(p for p in (f"{view.participation}: {label}." if label else "", view.code_because) if p)
        )
        self._code.setVisible(bool(label))
        self._live.setVisible(view.child_there == "live" and not view.live_settled and not view.read_only)
        offered = [("", "Not said yet"), *((key, CHILD_VIEWS[key]) for key in view.views_offered or CHILD_VIEWS)]
        self._there.say_anew(view.child_there, mark=_mark(view.child_there))
        self._views.say_anew(view.child_views, mark=_mark(view.child_views), choices=offered)
        self._spoke.say_anew(view.spoke_privately, says=self._private(view), mark=_mark(view.spoke_privately))
        for line in self.lines():
            line.setEnabled(not view.read_only)

    def lines(self) -> list[ChoiceLine]:
        """The three of them."""
        return [self._there, self._views, self._spoke]

    def settle(self) -> None:
        """What is being typed becomes a change."""
        self.asked.settle()

    def _private(self, view: ReviewView) -> str:
        words = SPOKE_PRIVATELY.get(view.spoke_privately, "").removesuffix(", because").lower()
        if view.spoke_privately_on is not None:
            words += f", {plain_day(view.spoke_privately_on, view.day)}"
        for more in (view.spoke_privately_where, view.spoke_privately_because):
            words += f", {more}" if more else ""
        return words

    def _chose(self, key: str, value: str) -> None:
        view = self._view
        if view is None:
            return
        fields: dict[str, object] = {key: value}
        if key == "spoke_privately":
            seen = value in ("spoke", "seen")
            fields["spoke_privately_on"] = (view.spoke_privately_on or view.held_on or self._today) if seen else None
            if value in ASKS_WHY:
                self._keep(fields)
                self.asked.ask_for(
                    "Because",
                    lambda words: self._because("spoke_privately_because", words),
                    view.spoke_privately_because,
                )
                return
            if seen:
                self._keep(fields | {"spoke_privately_because": ""})
                self.asked.ask_for(
                    "Where", lambda words: self._because("spoke_privately_where", words), view.spoke_privately_where
                )
                return
        self._keep(fields)

    def _because(self, key: str, words: str) -> None:
        view = self._view
        if view is not None and words != getattr(view, key):
            self._keep({key: words})

    def _keep(self, fields: dict[str, object]) -> None:
        view = self._view
        if view is not None:
            ask(lambda: self._actions.update_review(view.id, fields), self, _nothing, self._refuse)


def _mark(answer: str) -> str:
    return "done" if answer else "open"


def _nothing(_: object) -> None:
    """The change itself brings the fresh view."""
