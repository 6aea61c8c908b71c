"""The map of the caseload and beside it the same as a list: where each child lives and the drive there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from iro_desk.casework import UserFacingError
from iro_desk.practice.journeys import miles_between_words, rail_words
from iro_desk.practice.maps import MapChild, MapView, View
from iro_desk.practice.travel_views import JourneyView, OwnLegRow
from iro_desk.practice.words import hours
from iro_desk.ui.coming_back import comes_back
from iro_desk.ui.panes.actions import Answer
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.panes.map_view import Map
from iro_desk.ui.panes.own_figures import OwnFigures
from iro_desk.ui.theme import px, size
from iro_desk.ui.widgets import (
    Button,
    Chips,
    ListLine,
    Message,
    RowList,
    Surface,
    Text,
    column,
    row,
    wrapping,
)

LIST_BESIDE = 1040
"""Width at 100 % under which the list stands under the map's place, chosen by a button."""

FILTERS: tuple[tuple[str, str, Callable[[MapChild], bool]], ...] = (
    ("all", "All children", lambda child: True),
    ("distant", "At a distance", lambda child: child.area == "distant"),
    ("needs-me", "Needs me", lambda child: child.mark in ("late", "risk", "soon")),
)


class MapActions(Protocol):
    """What the map can do."""

    def way_to(self, child: MapChild) -> Answer[Sequence[tuple[float, float]]]:
        """The line of the drive from the base."""
        ...

    def journey_to(self, child: str) -> Answer[JourneyView | None]:
        """The journey from the base to where a child lives; ``None`` while the home is not known."""
        ...

    def set_own_figures(self, child: str, figures: dict[str, object]) -> Answer[str]:
        """Keeps the user's own figures for the drive to a child."""
        ...

    def own_figures_to(self, child: str) -> Answer[Sequence[OwnLegRow]]:
        """The user's own figures for that drive."""
        ...

    def remove_own_figures(self, leg: str) -> Answer[None]:
        """Lets the estimate stand again."""
        ...


class MapPane(QWidget):
    """Map and list of the caseload. A mark, or the button under the list, opens the child."""

    child_opened = Signal(str)
    save_asked = Signal()
    """Save the picture of the map."""
    place_asked = Signal(float, float)
    """A point of the map was pressed long: keep a place there."""
    places_asked = Signal()
    """The user's own places."""
    plan_asked = Signal()
    """The planner of trips."""
    claim_asked = Signal()
    """The log of journeys made."""
    sheet_asked = Signal()
    """The trip sheet."""
    journey_asked = Signal()
    """The journey between any two places."""

    help_name = "map"

    def __init__(self, actions: MapActions) -> None:
        super().__init__()
        self._actions = actions
        self._view: MapView | None = None
        self._children: dict[str, MapChild] = {}
        self._hidden = False
        self._drawn: tuple[tuple[float, float], ...] = ()
        self.setAccessibleName("Trips")
        self.map = Map()
        self.chips = Chips([(key, words, None) for key, words, _ in FILTERS])
        self.chips.chose.connect(lambda _: self._refresh())
        self._on_map = Surface("paper", radius=8, edge="line")
        row(self.chips, margins=(8, 6, 8, 6), into=self._on_map)
        self._on_map.setParent(self.map)
        self.nearer = Button("Nearer", icon="plus", alone=True)
        self.further = Button("Further", icon="minus", alone=True)
        self.whole = Button("Show all", icon="map-pin", alone=True)
        for button, act in (
            (self.nearer, lambda: self.map.zoom(1.5)),
            (self.further, lambda: self.map.zoom(1 / 1.5)),
            (self.whole, self.map.fit),
        ):
            button.clicked.connect(lambda _=False, act=act: act())
        self._zoom = column(self.nearer, self.further, self.whole, gap=6)
        self._zoom.setParent(self.map)
        self._words = Text("", "body", "ink2", wrap=True)
        self.list = RowList("Children by where they live")
        self.list.opened.connect(self.choose)
        self._chosen = _Chosen()
        self._chosen.open.clicked.connect(lambda: self.child_opened.emit(self.list.chosen()))
        self._chosen.own.clicked.connect(self.ask_own_figures)
        self.save = Button("Save this map", icon="folder-open", small=True)
        self.save.clicked.connect(self.save_asked)
        self.places = Button("My places", icon="map-pin", small=True)
        self.places.clicked.connect(self.places_asked)
        self.journey = Button("Any journey", icon="search", small=True)
        self.journey.clicked.connect(self.journey_asked)
        self.plan = Button("Plan trips", "primary", "route", small=True)
        self.plan.clicked.connect(self.plan_asked)
        self.sheet = Button("Trip sheet", icon="file-text", small=True)
        self.sheet.clicked.connect(self.sheet_asked)
        self.claim = Button("Journeys made", icon="list", small=True)
        self.claim.clicked.connect(self.claim_asked)
        self._back = Button("Show the map", icon="map-pin", small=True)
        self._back.clicked.connect(self._turn)
        self._message = Message("late", "")
        self._message.hide()
        self._title = Text("Trips", "title")
        head = column(
            self._title,
            self._words,
            wrapping(self.plan, self.journey, self.sheet, self.claim, self.places, self.save, self._back),
            self._message,
            gap=8,
            margins=(24, 20, 20, 10),
        )
        self._side = Surface("canvas", lines="left")
        column(head, (self.list, 1), self._chosen, into=self._side)
        self._switch = Button("Show the list", icon="list", small=True)
        self._switch.clicked.connect(self._turn)
        self._switch.setParent(self.map)
        self._listed = False
        row((self.map, 1), (self._side, 0), gap=0, into=self)
        self.map.child_opened.connect(self.child_opened)
        self.map.cluster_opened.connect(self._several)
        self.map.pinned.connect(self.place_asked)
        self.map.resized.connect(self._place)
        self.setTabOrder(self.chips, self.map)
        self.dress()

    # ------------------------------------------------------------ what is shown

    def show_view(self, view: MapView) -> None:
        """Shows a caseload; the place in the map, the filter and the chosen child stay."""
        self._view = view
        self._children = {child.id: child for child in (*view.children, *view.unplaced)}
        self._refresh()

    def show_only(self, key: str) -> None:
        """Chooses a filter."""
        self.chips.choose(key)
        self._refresh()

    @property
    def is_complete(self) -> bool:
        """Whether every place and drive has been looked up."""
        return self._view is not None and not self._view.pending

    def hide_names(self, hidden: bool) -> None:
        """With names hidden the list shows numbers and the map marks alone."""
        self._hidden = hidden
        self.map.hide_names(hidden)
        self._refresh()

    def choose(self, child: str) -> None:
        """Chooses a child: its mark has the ring, its drive is drawn and told."""
        found = self._children.get(child)
        if found is None:
            return
        self._drawn = ()
        self.list.choose(child)
        self.map.choose(child)
        self.map.show_way(())
        self._chosen.show_child(self._name(found), found)
        ask(lambda: self._actions.way_to(found), self, lambda points: self._draw(child, points), self.say)
        self._ask_journey(child)

    def ask_own_figures(self) -> None:
        """Asks for the user's own figures for the drive to the chosen child."""
        child = self._children.get(self.list.chosen())
        if child is not None:
            self.open_own_figures(child.id)

    @comes_back
    def open_own_figures(self, child: str) -> None:
        """Opens the form of the user's own figures for the drive to a child."""

        def opened(legs: Sequence[OwnLegRow]) -> None:
            keep = partial(self._actions.set_own_figures, child)
            OwnFigures(self, legs, keep, self._actions.remove_own_figures).open_it()

        ask(lambda: self._actions.own_figures_to(child), self, opened, self.say)

    def draw_way(self, points: Sequence[tuple[float, float]]) -> None:
        """Draws any journey, and goes to where the whole of it is seen."""
        self._drawn = tuple(points)
        self.list.choose("")
        self._chosen.hide()
        self.map.choose("")
        if len(points):
            self.map.look(View.of(np.array(points), self.map.width(), self.map.height(), margin=90))
        self.map.show_way(points)

    def say(self, error: UserFacingError) -> None:
        """Says what could not be done."""
        self._message.say("late", error.what, f"{error.safe} {error.do}".strip())
        self._message.show()

    def _ask_journey(self, child: str) -> None:
        ask(lambda: self._actions.journey_to(child), self, lambda journey: self._tell(child, journey), self.say)

    def _draw(self, child: str, points: Sequence[tuple[float, float]]) -> None:
        if self.list.chosen() == child:
            self.map.show_way(points)

    def _tell(self, child: str, journey: JourneyView | None) -> None:
        if self.list.chosen() == child:
            self._chosen.show_journey(journey)

    def _refresh(self) -> None:
        view = self._view
        if view is None:
            return
        keeps = {key: keep for key, _, keep in FILTERS}
        everyone = [*view.children, *view.unplaced]
        self.chips.set_counts({key: sum(map(keep, everyone)) for key, keep in keeps.items()})
        kept = [child for child in everyone if keeps[self.chips.chosen()](child)]
        self._place()
        self.map.show_view(view, [child.id for child in kept])
        waits = " Drives are being reckoned." if view.pending else ""
        lost = f" {len(view.unplaced)} have no point on the map." if view.unplaced else ""
        none = "Where your children live is drawn here, once they are on the desk: bring them in under Caseload."
        self._words.say(f"{view.children_words}.{lost}{waits}" if everyone else none)
        self.list.show_lines([self._line(child) for child in kept])
        chosen = self._children.get(self.list.chosen())
        if chosen is not None and chosen in kept:
            self._chosen.show_child(self._name(chosen), chosen)
            self._ask_journey(chosen.id)
        else:
            self._chosen.hide()
            self.map.show_way(self._drawn)

    def _name(self, child: MapChild) -> str:
        if self._hidden:
            return child.number or "No number"
        return child.name or child.number or "No number"

    def _line(self, child: MapChild) -> ListLine:
        drive = child.drive.words if child.drive is not None else "Drive not known"
        return ListLine(
            key=child.id,
            title=self._name(child),
            mark=child.mark,
            says=child.says,
            detail=f"{child.where}. {drive}",
            after_detail=child.area_words if child.area == "distant" else "",
        )

    def _several(self, children: list[str]) -> None:
        """Children at one place: the first is chosen in the list, where all of them stand."""
        if children:
            self.choose(children[0])
            if not self._side.isVisible():
                self._turn()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------ where things stand

    def dress(self) -> None:
        """Takes the theme."""
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _turn(self) -> None:
        self._listed = not self._listed
        self._arrange()

    def _arrange(self) -> None:
        narrow = self.width() < px(LIST_BESIDE)
        self._side.setVisible(not narrow or self._listed)
        self.map.setVisible(not narrow or not self._listed)
        self._switch.setVisible(narrow)
        self._back.setVisible(narrow)
        # The rail says where one is; the drive in full needs the room.
        self._title.setVisible(not narrow or self.height() >= px(560))
        if narrow:
            self._side.setMaximumWidth(16_777_215)
        else:
            self._side.setFixedWidth(size("list_pane"))
        self._place()

    def _place(self) -> None:
        gap = px(14)
        self._on_map.adjustSize()
        self._on_map.setFixedWidth(min(self._on_map.sizeHint().width(), max(px(120), self.map.width() - 2 * gap)))
        self._on_map.move(gap, gap)
        self._zoom.adjustSize()
        self._zoom.move(self.map.width() - self._zoom.width() - gap, self.map.height() - self._zoom.height() - px(44))
        self._switch.adjustSize()
        self._switch.move(gap, self.map.height() - self._switch.height() - px(44))
        head, zoom, switch = (part.geometry() for part in (self._on_map, self._zoom, self._switch))
        free: list[tuple[float, float, float, float]] = [(0, 0, head.right() + gap, head.bottom() + gap / 2)]
        free.append((zoom.left(), zoom.top(), zoom.right(), zoom.bottom()))
        if self._switch.isVisible():
            free.append((switch.left(), switch.top(), switch.right(), switch.bottom()))
        if tuple(free) != self.map.kept_free:
            self.map.kept_free = tuple(free)
            self.map.lay_out()


class _Chosen(Surface):
    """The chosen child: the drive in full, and what can be done."""

    def __init__(self) -> None:
        super().__init__("paper", lines="top")
        self._who = Text("", "strong", wrap=True)
        self._drive = Text("", "body", wrap=True)
        self._roads = Text("", "small", "ink2", wrap=True)
        self._year = Text("", "small", "ink2", wrap=True)
        self.open = Button("Open the child", "primary", "user-round", small=True)
        self.own = Button("My own figures", icon="pen-line", small=True)
        column(
            self._who,
            self._drive,
            self._roads,
            self._year,
            6,
            wrapping(self.open, self.own),
            gap=2,
            margins=(24, 12, 20, 14),
            into=self,
        )
        self.hide()

    def show_child(self, name: str, child: MapChild) -> None:
        """Who, and the drive as far as it is known."""
        self._who.say(f"{name}, {child.where}")
        drive = child.drive
        self._drive.say(drive.words if drive is not None else "The drive is not known.")
        self._year.say(year_words(child))
        self._roads.say(child.area_words)
        self.show()

    def show_journey(self, journey: JourneyView | None) -> None:
        """The roads, the straight line, what is said beside."""
        if journey is None:
            return
        parts = [", ".join(journey.roads)] if journey.roads else []
        parts += [
            words[:1].lower() + words[1:] for words in (miles_between_words(journey), rail_words(journey)) if words
        ]
        if journey.straight_miles is not None:
            parts.append(f"{journey.straight_miles} miles in a straight line")
        if journey.planned_minutes:
            parts.append(f"plan {hours(journey.planned_minutes)}")
        said = "; ".join(parts)
        self._roads.say(". ".join(part for part in (said, journey.note) if part))


def year_words(child: MapChild) -> str:
    """ "18 h driving and 1,240 miles a year; weighs as 1.8 children"; empty while the drive is not known."""
    drive = child.drive
    if drive is None or drive.year_minutes is None or drive.year_miles is None:
        return ""
    weight = f"{drive.weight:.1f}".rstrip("0").rstrip(".")
    weighs = "" if weight == "1" else f"; weighs as {weight} children"
    return f"{hours(round(drive.year_minutes / 60) * 60)} driving and {drive.year_miles:,} miles a year{weighs}"
