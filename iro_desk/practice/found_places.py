"""Places once found by name, postcode or point: kept in the desk, offered again, found the next time as they were."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from typing import Any

from iro_desk.casework import FoundPlace, OwnPlace
from iro_desk.practice.place_names import base_of, find_place, found_before
from iro_desk.practice.travel_views import FoundPlaceRow
from iro_desk.practice.workspace import Workspace
from iro_desk.travel import Place


def found_places(ws: Workspace) -> tuple[FoundPlaceRow, ...]:
    """The places found before, by their names."""
    rows = (FoundPlaceRow(f.id, f.words, f.asked, f.postcode, f.found_on) for f in ws.desk.all(FoundPlace))
    return tuple(sorted(rows, key=lambda row: row.words.casefold()))


def offered(ws: Workspace) -> tuple[str, ...]:
    """What a field that asks for a place offers: the base, the user's own places, those found before."""
    own = sorted((own.name for own in ws.desk.all(OwnPlace)), key=str.casefold)
    return tuple(dict.fromkeys(("base", *own, *(row.words for row in found_places(ws)))))


def keep_found(ws: Workspace, asked: Iterable[str]) -> Future[int] | None:
    """Keep what these words found, where it is not kept yet; ``None`` when there is nothing to keep.

    The base and the user's own places have rows of their own. Nothing is kept while names are hidden. Raises
    :class:`UserFacingError` for words that find nothing.
    """
    new = [] if ws.names_hidden else new_of(ws, [(words, find_place(ws, words)) for words in asked])
    return ws.do("Kept places that were found", _keep, new, kind="found") if new else None


def new_of(ws: Workspace, found: Sequence[tuple[str, Place]]) -> list[dict[str, Any]]:
    """The fields of those found places that no row of the desk holds yet."""
    from iro_desk.travel.towns import pin_of

    own = {row.name.casefold() for row in ws.desk.all(OwnPlace)} | {"base"}
    held = own | {base_of(ws).words.casefold()}
    rows: dict[str, dict[str, Any]] = {}
    for asked, place in found:
        said = " ".join(asked.split())
        # Several points lie near one town: each is known by what was typed.
        words = f"{said}, {place.words[:1].lower()}{place.words[1:]}" if pin_of(said) is not None else place.words
        if said.casefold() in held or words.casefold() in held or found_before(ws, said) or found_before(ws, words):
            continue
        rows[words.casefold()] = {
            "asked": said,
            "words": words,
            "postcode": place.postcode,
            "easting": place.easting or 0,
            "northing": place.northing or 0,
            "authority": place.authority,
            "nation": place.nation,
            "note": place.note,
            "found_on": ws.today,
        }
    return list(rows.values())


def keep_in(change: Any, rows: Sequence[dict[str, Any]]) -> None:
    """Keep found places inside an open change."""
    change.save_many([FoundPlace(id=change.new_id(), **row) for row in rows])


def _keep(change: Any, rows: Sequence[dict[str, Any]]) -> int:
    keep_in(change, rows)
    return len(rows)


def forget_found(ws: Workspace, row: str) -> Future[None]:
    """Take a found place away: it is looked for afresh the next time."""
    return ws.do("Removed a place that was found", _forget, row)


def _forget(change: Any, row: str) -> None:
    change.delete(change.get(FoundPlace, row))
