"""What the map, the journeys and the log of them may ask of an open desk."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor, Future
from pathlib import Path

from iro_desk.practice import drives, legs, own_travel, places
from iro_desk.practice.travel_views import ClaimMonth, JourneyView, MapChild, OwnLegRow, OwnPlaceRow
from iro_desk.practice.workspace import Workspace


class TravelActions:
    """Places and roads, answered beside the window where it takes longer than a frame."""

    ws: Workspace
    _beside: Executor

    def look_up_places(self) -> Future[bool]:
        """Reads the postcodes and reckons the drives that the views asked for, beside the window."""
        return self._beside.submit(self._look_up)

    def _look_up(self) -> bool:
        return places.look_up_wanted(self.ws) | drives.reckon_wanted(self.ws) | legs.reckon_wanted(self.ws)

    def way_to(self, child: MapChild) -> Future[Sequence[tuple[float, float]]]:
        """The line of the drive from the base, found beside the window."""
        from iro_desk.practice import maps

        return self._beside.submit(maps.way_to, self.ws, child)

    def journey_to(self, child: str) -> Future[JourneyView | None]:
        """The journey from the base to where a child lives, reckoned beside the window."""
        from iro_desk.practice import maps

        return self._beside.submit(maps.journey_to, self.ws, child)

    def own_figures_to(self, child: str) -> Sequence[OwnLegRow]:
        """The user's own figures for that drive."""
        from iro_desk.practice import maps

        return maps.own_legs_to(self.ws, child)

    def set_own_figures(self, child: str, figures: dict[str, object]) -> Future[str]:
        """Keeps the user's own figures for the drive to a child."""
        from iro_desk.practice import maps

        return maps.set_own_figures_to(self.ws, child, **figures)

    def remove_own_figures(self, leg: str) -> Future[None]:
        """Lets the estimate stand again."""
        return own_travel.remove_own_figures(self.ws, leg)

    def claim_months(self) -> Future[Sequence[tuple[str, str]]]:
        """The months in which journeys were made, with their words."""
        from iro_desk.practice import claims

        return self._beside.submit(lambda: [(m, claims.month_words(m)) for m in claims.months(self.ws)])

    def claim(self, month: str) -> Future[ClaimMonth]:
        """The journeys of one month, reckoned beside the window."""
        from iro_desk.practice import claims

        return self._beside.submit(claims.claim_month, self.ws, month)

    def save_claim(self, month: str, path: str) -> Future[None]:
        """Writes the log of a month as a table or a paper."""
        from iro_desk.practice import claims

        return self._beside.submit(claims.save_claim, self.ws, month, Path(path))

    def own_places(self) -> Sequence[OwnPlaceRow]:
        """The user's own places."""
        return own_travel.own_places(self.ws)

    def remove_own_place(self, place: str) -> Future[None]:
        """Takes one of the user's own places away."""
        return own_travel.remove_place(self.ws, place)

    def keep_own_place(self, name: str, where: str, kind: str) -> Future[str]:
        """Keeps a place under a name."""
        return own_travel.keep_place(self.ws, name, where, kind)
