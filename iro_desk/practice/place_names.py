"""Places as a person names them: base, one of their own, a postcode, a town, a point of the map."""

from __future__ import annotations

import re
from dataclasses import replace

from iro_desk.casework import CouncilSettings, FoundPlace, NotFound, OwnPlace, Refused
from iro_desk.practice.places import place_of
from iro_desk.practice.words import count
from iro_desk.practice.workspace import Workspace
from iro_desk.travel import NOT_IN_DIRECTORY, Place, authority_name, near_place_of, normalise_postcode

POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}")
UNCHANGED = "Nothing was changed."


def find_place(ws: Workspace | None, words: str) -> Place:
    """The place a person means: an own place by its name, ``base``, one found before, a postcode, a town, a point.

    Raises :class:`UserFacingError` when there is none, or when several have that name (naming them).
    """
    from iro_desk.travel import towns

    said = " ".join(words.split())
    own = _own_place(ws, said)
    if own is not None:
        return own
    kept = found_before(ws, said)
    if kept is not None:
        return place_of_found(kept)
    postcode = normalise_postcode(said)
    if POSTCODE.fullmatch(postcode):
        found = (place_of(ws, postcode) if ws is not None else None) or near_place_of(postcode)
        if not found.known and found.easting is None:
            raise NotFound(
                f"{postcode} is not in the postcode directory.",
                safe=UNCHANGED,
                do="Look at it letter by letter, or give the town.",
            )
        return found
    pin = towns.pin_of(said)
    if pin is not None:
        return towns.place_of_pin(*pin)
    several = towns.towns_called(said)
    if not several:
        raise NotFound(
            f"No place of the United Kingdom is known here as {said}.",
            safe=UNCHANGED,
            do=_meant(said),
        )
    if len(several) > 1:
        names = "; ".join(f"{town.name}, {town.area}" for town in several)
        raise Refused(
            f"{count(len(several), 'place is', 'places are')} called {several[0].name}: {names}.",
            safe=UNCHANGED,
            do="Say which, with what stands after the comma.",
        )
    return towns.place_of_town(several[0])


def _meant(said: str) -> str:
    """What to do about a name that no place has: those that begin with it, or a town in that council's area."""
    from iro_desk.travel import towns

    names = [f"{town.name}, {town.area}" for town in towns.towns_like(said)]
    if names:
        return f"Did you mean {' or '.join(names)}?"
    return "Give a postcode, a town, or a grid reference such as SY 692 907."


def find_postcode_or_own(ws: Workspace, words: str, *, lenient: bool = False) -> Place:
    """A postcode or one of the user's own places, and nothing else: no word of a meeting's place is taken for a town.

    Raises :class:`NotFound`; with ``lenient`` an unknown postcode is a place without a point.
    """
    own = _own_place(ws, words.strip())
    if own is not None:
        return own
    postcode = normalise_postcode(words)
    if POSTCODE.fullmatch(postcode):
        found = place_of(ws, postcode) or near_place_of(postcode)
        if lenient or found.easting is not None:
            return found
    elif lenient:
        return Place(postcode)
    raise NotFound("That is neither a postcode nor a place of yours.", safe=UNCHANGED)


def _own_place(ws: Workspace | None, said: str) -> Place | None:
    if ws is None:
        return near_place_of(CouncilSettings().text("base_postcode")) if said.casefold() == "base" else None
    if said.casefold() == "base":
        return base_of(ws)
    for own in ws.desk.all(OwnPlace):
        if own.name.casefold() == said.casefold():
            return place_of_own(ws, own)
    return None


def found_before(ws: Workspace | None, said: str) -> FoundPlace | None:
    """The found place of the desk that these words mean."""
    if ws is None:
        return None
    wanted = {said.casefold(), normalise_postcode(said).casefold()}
    return next((f for f in ws.desk.all(FoundPlace) if {f.asked.casefold(), f.words.casefold()} & wanted), None)


def place_of_found(found: FoundPlace) -> Place:
    """The place as it was found."""
    return Place(
        found.postcode,
        easting=found.easting or None,
        northing=found.northing or None,
        authority=found.authority,
        authority_name=authority_name(found.authority),
        nation=found.nation,
        known=not found.note.startswith(NOT_IN_DIRECTORY),
        note=found.note,
        name="" if found.words == found.postcode else found.words,
    )


def place_of_own(ws: Workspace, own: OwnPlace) -> Place:
    from iro_desk.travel import towns

    if own.postcode:
        return replace(place_of(ws, own.postcode) or near_place_of(own.postcode), name=own.name)
    return towns.place_of_pin(own.easting, own.northing, own.name)


def base_of(ws: Workspace) -> Place:
    """Where the IRO sets out from: the postcode of the settings."""
    postcode = ws.settings().text("base_postcode")
    return place_of(ws, postcode) or near_place_of(postcode)
