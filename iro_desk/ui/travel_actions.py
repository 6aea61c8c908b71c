"""What the map, the journeys and the log of them may ask of an open desk."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor, Future
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iro_desk.practice import drives, found_places, legs, own_travel, places
from iro_desk.practice.travel_views import ClaimMonth, FoundPlaceRow, JourneyView, MapChild, OwnLegRow, OwnPlaceRow
from iro_desk.practice.trip_sheet import TripSheetView
from iro_desk.practice.workspace import Workspace

if TYPE_CHECKING:
    from iro_desk.practice.maps import MapView


class TravelActions:
    """Places and roads, answered beside the window where it takes longer than a frame."""

    ws: Workspace
    _beside: Executor

    def look_up_places(self) -> Future[bool]:
        """Reads the postcodes and reckons the drives that the views asked for, beside the window."""
        ws = self.ws
        wanted = bool(ws.places_wanted or ws.drives_wanted or ws.legs_wanted)
        # Whoever asked is told that it is found, whose ever turn found it.
        return self._beside.submit(lambda: self._look_up() or wanted)

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

    def offered_places(self) -> Sequence[str]:
        """What a field that asks for a place offers."""
        return found_places.offered(self.ws)

    def journey(self, start: str, finish: str, peak: bool) -> Future[JourneyView]:
        """The journey between any two places, reckoned beside the window; what was found is kept."""
        from iro_desk.practice import journeys

        return self._beside.submit(lambda: journeys.ask_journey(self.ws, start, finish, peak=peak or None))

    def way_between(self, start: str, finish: str) -> Future[Sequence[tuple[float, float]]]:
        """The line of that journey."""
        from iro_desk.practice import journeys

        return self._beside.submit(journeys.way_between, self.ws, start, finish)

    def own_legs(self) -> Sequence[OwnLegRow]:
        """Every way with the user's own figures."""
        return own_travel.own_legs(self.ws)

    def own_figures_between(self, start: str, finish: str) -> Sequence[OwnLegRow]:
        """The user's own figures between two places."""
        return own_travel.own_legs_between(self.ws, start, finish)

    def set_own_figures_between(self, start: str, finish: str, figures: dict[str, Any]) -> Future[str]:
        """Keeps the user's own figures for the way between two places."""
        return own_travel.set_own_figures(self.ws, start, finish, **figures)

    def trip_sheet(self, first: date, last: date) -> Future[TripSheetView]:
        """The stops of these days; drives that are still being reckoned come with the next look."""
        from iro_desk.practice import trip_sheet

        return self._beside.submit(trip_sheet.trip_sheet_view, self.ws, first, last)

    def sheet_way(self, view: TripSheetView) -> Future[Sequence[tuple[float, float]]]:
        """The line of the roads of a sheet."""
        from iro_desk.practice import trip_sheet

        return self._beside.submit(trip_sheet.way_of, self.ws, view)

    def sheet_map(self) -> Future[MapView]:
        """The caseload on the map that stands beside a sheet."""
        from iro_desk.practice import maps

        return self._beside.submit(maps.map_view, self.ws)

    def next_trip_day(self) -> Future[date | None]:
        """The next day with a stop to drive to."""
        from iro_desk.practice import trip_sheet

        return self._beside.submit(trip_sheet.next_trip_day, self.ws)

    def keep_trip_note(self, child: str, access: str, bring: str) -> Future[None]:
        """Keeps how one gets in, and what was promised."""
        from iro_desk.practice import trip_sheet

        return trip_sheet.keep_trip_note(self.ws, child, access=access, bring=bring)

    def save_trip_sheet(self, first: date, last: date, path: str) -> Future[None]:
        """Writes the sheet as a paper, and keeps in the journal that it was exported."""
        from iro_desk.practice import trip_sheet

        return self._beside.submit(trip_sheet.save_trip_sheet, self.ws, first, last, Path(path))

    def found_places(self) -> Sequence[FoundPlaceRow]:
        """The places found before."""
        return found_places.found_places(self.ws)

    def forget_found_place(self, place: str) -> Future[None]:
        """Takes a place found before away."""
        return found_places.forget_found(self.ws, place)

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
