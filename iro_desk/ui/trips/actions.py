"""What the planner's pages ask of whoever wires them to a desk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import date
from typing import Any, Protocol

from iro_desk.practice.diary_views import OptionalStop, Price, Trip, TripsView
from iro_desk.practice.maps import MapView


class TripsActions(Protocol):
    """What the planner can do."""

    def plan(
        self, weeks: int, seconds: float, improved: Callable[[TripsView], None], stopped: Callable[[], bool]
    ) -> Future[TripsView]:
        """The best plan found in that time; ``improved`` is told each better one on the window's thread."""
        ...

    def kept(self) -> dict[str, Any] | None:
        """The plan that stands, as plain values to be put away while the desk is shut; ``None`` for none."""
        ...

    def take_up(self, put_away: dict[str, Any]) -> Future[TripsView]:
        """The plan that was put away; refused when the day or the diary has changed since."""
        ...

    def why_not(self, child: str, day: date) -> Future[Price]:
        """What it would cost to hold the child's review on another day."""
        ...

    def accept(self, ids: Sequence[str] | None) -> Future[list[str]]:
        """Books proposals, those given or all, as one change."""
        ...

    def see(self, stop: OptionalStop, day: date) -> Future[str]:
        """Puts the visit to a child on the way in the diary."""
        ...

    def way_through(self, trip: Trip) -> Future[Sequence[tuple[float, float]]]:
        """The line of a trip's roads, on the grid."""
        ...

    def map(self) -> MapView:
        """The caseload on the map; at once."""
        ...
