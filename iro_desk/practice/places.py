"""Where children live, seen from the IRO's base and the council's area."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from iro_desk.casework import CouncilSettings, Episode
from iro_desk.practice.courtesy import stand_aside
from iro_desk.practice.views import PlacementPlace
from iro_desk.practice.workspace import Workspace
from iro_desk.travel import Place, area_of, normalise_postcode, places_of, straight_line_miles


def look_up(ws: Workspace, postcodes: Iterable[str]) -> None:
    """Read the places of these postcodes once; they stay with the workspace (``ws.places``).

    In the window they are only noted as wanted: :func:`look_up_wanted` reads them beside it.
    """
    wanted = {normalise_postcode(code) for code in postcodes if code} - ws.places.keys()
    if not wanted:
        return
    if ws.look_up_at_once:
        ws.places.update(places_of(sorted(wanted)))
    else:
        ws.places_wanted |= wanted


def look_up_wanted(ws: Workspace) -> bool:
    """Read what views asked for, on any thread; says whether anything was waiting."""
    wanted = sorted(ws.places_wanted - ws.places.keys())
    for _, of_a_letter in groupby(wanted, key=lambda postcode: postcode[:1]):  # Each letter is a file of its own.
        stand_aside()
        ws.places.update(places_of(of_a_letter, between=stand_aside))
    ws.places_wanted -= set(wanted)
    return bool(wanted)


def place_of(ws: Workspace, postcode: str) -> Place | None:
    """The place of one postcode; ``None`` when there is none, it is not in the directory, or it is still looked up."""
    if not postcode:
        return None
    code = normalise_postcode(postcode)
    if code not in ws.places:
        look_up(ws, [code])
    place = ws.places.get(code)
    return place if place is not None and place.known else None


def is_unknown(ws: Workspace, postcode: str) -> bool:
    """Whether that postcode was looked up and the directory does not have it."""
    place = ws.places.get(normalise_postcode(postcode)) if postcode else None
    return place is not None and not place.known


def placement_place(ws: Workspace, episode: Episode | None, settings: CouncilSettings) -> PlacementPlace | None:
    """Area, authority and nation of where the child lives, or ``None`` while no home is known."""
    if episode is None or not episode.postcode:
        return None
    place = place_of(ws, episode.postcode)
    if place is None:
        return PlacementPlace(episode.postcode, "", "", "", "not known")
    area = area_of(place.authority, settings.text("council_authority"), settings.words("adjoining_authorities"))
    return PlacementPlace(place.postcode, place.authority, place.authority_name, place.nation, area)


def miles_between(ws: Workspace, one: str, other: str) -> float | None:
    """Straight-line miles between two postcodes (SSDA903), one decimal; ``None`` when either is not known."""
    here, there = place_of(ws, one), place_of(ws, other)
    if here is None or there is None:
        return None
    return straight_line_miles(here, there)
