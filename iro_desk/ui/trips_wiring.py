"""The planner's pages on an open desk: the search runs in a process of its own, its finds come to the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import date
from time import monotonic
from typing import Any

from iro_desk.casework import Refused
from iro_desk.practice import plan_kept
from iro_desk.practice.diary_views import OptionalStop, Price, Trip, TripsView
from iro_desk.practice.maps import MapView, map_view
from iro_desk.practice.trips import TripPlanner
from iro_desk.ui.bridge import on_window_thread
from iro_desk.ui.wiring import DeskActions

PRICE_SECONDS = 20.0
FOR_THE_PLAN = 0.8
"""Of the time; what is left is for refused days and their prices."""


class DeskTrips:
    """What the planner's pages ask, answered by one open desk."""

    def __init__(self, actions: DeskActions) -> None:
        self._actions, self.ws = actions, actions.ws
        self._planner: TripPlanner | None = None
        self._view: TripsView | None = None

    def plan(
        self, weeks: int, seconds: float, improved: Callable[[TripsView], None], stopped: Callable[[], bool]
    ) -> Future[TripsView]:
        """The best plan found in that time."""

        def found(view: TripsView) -> None:
            self._view = view
            on_window_thread(lambda: improved(view))

        def run() -> TripsView:
            self._know_the_drives()
            self._planner = TripPlanner(self.ws, weeks=weeks)
            enough, until = lambda: stopped() or self._closing(), monotonic() + seconds
            self._view = self._planner.run(seconds * FOR_THE_PLAN, improved=found, stopped=enough)
            left = until - monotonic()
            self._view = self._planner.with_refused(self._view, left, improved=found, stopped=enough)
            return self._view

        return self._actions.long(run)

    def kept(self) -> dict[str, Any] | None:
        """The plan that stands, as plain values to be put away while the desk is shut; ``None`` for none."""
        planner = self._planner
        return plan_kept.kept(planner) if planner is not None else None

    def take_up(self, put_away: dict[str, Any]) -> Future[TripsView]:
        """The plan that was put away; refused when the day or the diary has changed since."""

        def run() -> TripsView:
            self._know_the_drives()
            self._planner, self._view = plan_kept.taken_up(self.ws, put_away)
            return self._view

        return self._actions.long(run)

    def _closing(self) -> bool:
        return self._actions.is_closing

    def _know_the_drives(self) -> None:
        """Places and the drives between them are looked up first: a plan without them is none."""
        for _ in range(4):
            TripPlanner(self.ws, weeks=1)
            if not self._actions._look_up():
                return

    def why_not(self, child: str, day: date) -> Future[Price]:
        """What it would cost to hold the child's review on another day."""
        planner, view = self._standing()
        return self._actions.long(planner.why_not, view, child, day, PRICE_SECONDS, self._closing)

    def accept(self, ids: Sequence[str] | None) -> Future[list[str]]:
        """Books proposals as one change."""
        planner, view = self._standing()
        return planner.accept(view, ids)

    def see(self, stop: OptionalStop, day: date) -> Future[str]:
        """Puts the visit to a child on the way in the diary."""
        return self._standing()[0].see(stop, day)

    def _standing(self) -> tuple[TripPlanner, TripsView]:
        if self._planner is None or self._view is None:
            raise Refused("No plan stands any more.", safe="Nothing was booked.", do="Propose trips anew.")
        return self._planner, self._view

    def way_through(self, trip: Trip) -> Future[Sequence[tuple[float, float]]]:
        """The line of a trip's roads."""
        from iro_desk.practice.trip_ways import way_through

        return self._actions.beside(way_through, self.ws, trip)

    def map(self) -> MapView:
        """The caseload on the map."""
        return map_view(self.ws)
