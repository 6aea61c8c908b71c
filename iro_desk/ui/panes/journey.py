"""The journey between any two places, and every way with the user's own figures."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from iro_desk.casework import UserFacingError
from iro_desk.practice.journeys import in_words
from iro_desk.practice.travel_views import JourneyView, OwnLegRow
from iro_desk.ui.coming_back import comes_back
from iro_desk.ui.panes.actions import Answer
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.panes.own_figures import OwnFigures
from iro_desk.ui.theme import font, px
from iro_desk.ui.widgets import (
    Button,
    CheckBox,
    Field,
    ListLine,
    Message,
    PaneHeader,
    RowList,
    Scroll,
    Text,
    column,
    row,
    wrapping,
)

NO_LEGS = "None yet. They win over the estimate wherever that way is counted."
HINT = "A postcode, a town, a place of yours, or SY 692 907"


class JourneyActions(Protocol):
    """What the pane can ask."""

    def offered_places(self) -> Sequence[str]:
        """What the fields offer."""
        ...

    def journey(self, start: str, finish: str, peak: bool) -> Answer[JourneyView]:
        """The journey between two places."""
        ...

    def own_legs(self) -> Sequence[OwnLegRow]:
        """Every way with the user's own figures."""
        ...

    def own_figures_between(self, start: str, finish: str) -> Sequence[OwnLegRow]:
        """The user's own figures between two places."""
        ...

    def set_own_figures_between(self, start: str, finish: str, figures: dict[str, Any]) -> Answer[str]:
        """Keeps them."""
        ...

    def remove_own_figures(self, leg: str) -> Answer[None]:
        """Lets the estimate stand again."""
        ...


class JourneyPane(QWidget):
    """Two places in, the journey out. Enter in either field asks."""

    closed = Signal()
    way_asked = Signal(str, str)
    """Show the journey from one place to another on the map."""

    help_name = "map"

    def __init__(self, actions: JourneyActions) -> None:
        super().__init__()
        self._actions = actions
        self._asked: tuple[str, str] | None = None
        self.setAccessibleName("Any journey")
        back = Button("Back to the map", "quiet", "chevron-left")
        back.clicked.connect(self.closed)
        self._offered = QStringListModel()
        self.start = Field("From", self._place_edit(), hint=HINT)
        self.finish = Field("To", self._place_edit(), hint=HINT)
        self.peak = CheckBox("At the peak hour")
        self.show_it = Button("Show the journey", "primary")
        self.show_it.clicked.connect(self.ask_it)
        self._message = Message("late", "")
        self._answer = Text("", "body", wrap=True)
        self.own = Button("My own figures", icon="pen-line", small=True)
        self.own.clicked.connect(self.ask_own_figures)
        self.on_map = Button("Show it on the map", icon="map-pin", small=True)
        self.on_map.clicked.connect(self._show_on_map)
        self._told = column(self._answer, 8, wrapping(self.own, self.on_map), gap=4)
        self.legs = RowList("Ways with your own figures", inset=32)
        self.legs.opened.connect(self._open_leg)
        self._no_legs = Text(NO_LEGS, "body", "ink2", wrap=True)
        inside = column(
            PaneHeader(
                "Any journey", "Between two places, as the program’s roads give it, or as you know it.", actions=[back]
            ),
            column(
                row((self.start, 1), (self.finish, 1), gap=24),
                wrapping(self.show_it, self.peak, gap=16),
                self._message,
                self._told,
                12,
                Text("Your own figures", "heading"),
                self._no_legs,
                gap=10,
                margins=(32, 0, 32, 8),
            ),
            self.legs,
            None,
        )
        column((Scroll(inside), 1), into=self)
        self._message.hide()
        self._told.hide()
        self.refresh()

    def _place_edit(self) -> QLineEdit:
        edit = QLineEdit()
        edit.setFont(font("body"))
        offer = QCompleter(self._offered, edit)
        offer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        offer.setFilterMode(Qt.MatchFlag.MatchContains)
        edit.setCompleter(offer)
        edit.returnPressed.connect(self.ask_it)
        return edit

    @property
    def offered(self) -> list[str]:
        """What the fields offer."""
        return list(self._offered.stringList())

    @property
    def is_filled(self) -> bool:
        """Whether a journey is told."""
        return not self._told.isHidden()

    def refresh(self) -> None:
        """Offers what is known now, lists the own figures, and tells the journey again."""
        self.offer_places()
        legs = self._actions.own_legs()
        self._ends = {leg.id: (leg.start, leg.finish) for leg in legs}
        self.legs.show_lines([ListLine(leg.id, f"{leg.start} to {leg.finish}", detail=leg.words) for leg in legs])
        self.legs.setFixedHeight(self.legs.sizeHintForRow(0) * len(legs) + px(4) if legs else 0)
        self._no_legs.setVisible(not legs)
        if self._asked is not None:
            self.ask_it()

    def offer_places(self) -> None:
        """Offers the places that the desk knows now."""
        self._offered.setStringList(list(self._actions.offered_places()))

    def ask_it(self) -> None:
        """Asks for the journey between the two places."""
        start, finish = self.start.value(), self.finish.value()
        if not (start and finish):
            self.say(UserFacingError("A journey needs two places.", do="Say from where, and to where."))
            return
        self._asked = (start, finish)
        peak = self.peak.isChecked()
        ask(lambda: self._actions.journey(start, finish, peak), self, self._tell, self.say)

    def ask_own_figures(self) -> None:
        """Asks for the user's own figures for the journey that is told."""
        if self._asked is None:
            return
        self.open_own_figures(*self._asked)

    @comes_back
    def open_own_figures(self, start: str, finish: str) -> None:
        """Opens the form of the user's own figures between two places."""
        keep = partial(self._actions.set_own_figures_between, start, finish)

        def opened(legs: Sequence[OwnLegRow]) -> None:
            OwnFigures(self, legs, keep, self._actions.remove_own_figures).open_it()

        ask(lambda: self._actions.own_figures_between(start, finish), self, opened, self.say)

    def where(self) -> dict[str, Any]:
        """The journey that is told."""
        return {"asked": list(self._asked or ()), "peak": self.peak.isChecked()}

    def go_back(self, where: dict[str, Any]) -> None:
        """Comes back to it after an unlock."""
        self.peak.setChecked(where["peak"])
        if where["asked"]:
            for field, place in zip((self.start, self.finish), where["asked"], strict=True):
                field.set_value(place)
            self.ask_it()

    def say(self, error: UserFacingError) -> None:
        """Says what could not be done."""
        self._asked = None
        self._told.hide()
        self._message.say("late", error.what, f"{error.safe} {error.do}".strip())
        self._message.show()

    def _tell(self, journey: JourneyView) -> None:
        self._message.hide()
        self._answer.say(in_words(journey))
        self.on_map.setVisible(bool(journey.roads))
        self._told.show()

    def _open_leg(self, leg: str) -> None:
        start, finish = self._ends[leg]
        self.start.set_value(start)
        self.finish.set_value(finish)
        self.ask_it()

    def _show_on_map(self) -> None:
        if self._asked is not None:
            self.way_asked.emit(*self._asked)
