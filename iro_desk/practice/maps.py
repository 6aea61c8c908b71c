"""The map of the caseload: where each child lives, seen from the base; and what of it may leave the desk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from itertools import pairwise
from typing import Any

from iro_desk.casework import Episode, OwnPlace, Refused, episode_on
from iro_desk.practice import journeys, own_travel
from iro_desk.practice.caseload import caseload_view
from iro_desk.practice.place_names import base_of, place_of_own
from iro_desk.practice.places import place_of
from iro_desk.practice.travel_views import JourneyView, MapChild, MapView, OwnLegRow
from iro_desk.practice.views import CaseloadRow, CaseloadView
from iro_desk.practice.words import count
from iro_desk.practice.workspace import Workspace
from iro_desk.travel import Place, middle_of_outcode, normalise_postcode
from iro_desk.travel.map import (
    CREDITS,
    CREDITS_SHORT,
    FILLED,
    Cluster,
    Label,
    Measure,
    Spot,
    Stroke,
    View,
    clusters,
    labels,
    strokes,
)

AREA_WORDS = {
    "in": "In the area",
    "adjoining": "Adjoining area",
    "distant": "At a distance",
    "not known": "Not known",
}
_RANK = {"late": 0, "risk": 1, "soon": 2, "unknown": 3}
ROUNDED = "Rounded to postcode districts"


def map_view(ws: Workspace) -> MapView:
    """Every child of the caseload with the point where it lives, or among those that have none."""
    caseload = caseload_view(ws)
    shown: list[MapChild] = []
    unplaced: list[MapChild] = []
    for row in caseload.rows:
        place = place_of(ws, row.placement.postcode) if row.placement is not None else None
        child = _child(row, place)
        on_grid = place is not None and place.easting is not None and place.nation != "Northern Ireland"
        (shown if on_grid else unplaced).append(child)
    base = place_of(ws, ws.settings().text("base_postcode"))
    own = [(own.name, place_of_own(ws, own)) for own in ws.desk.all(OwnPlace)]
    return MapView(
        day=caseload.day,
        children=tuple(shown),
        unplaced=tuple(unplaced),
        base=_base(base),
        places=tuple((name, p.easting, p.northing or 0) for name, p in own if p.easting is not None),
        children_words=weighed_words(caseload),
        pending=caseload.places_pending,
    )


def _base(base: Place | None) -> tuple[str, int, int] | None:
    """ "Dorchester, your base"."""
    from iro_desk.travel import towns

    if base is None or base.easting is None or base.northing is None:
        return None
    return f"{towns.nearest_town(base.easting, base.northing).name}, your base", base.easting, base.northing


def weighed_words(view: CaseloadView) -> str:
    """ "66 children, with the driving like 81 who live near"."""
    children = count(len(view.rows), "child", "children")
    if view.weighed is None or round(view.weighed) <= len(view.rows):
        return children
    return f"{children}, with the driving like {round(view.weighed)} who live near"


def rounded(view: MapView) -> MapView:
    """The same for a picture that leaves the desk: each child at the middle of its outcode, without initials."""
    middles: dict[str, tuple[int, int]] = {}
    for child in view.children:
        if child.outcode not in middles:
            alike = [c for c in view.children if c.outcode == child.outcode]
            middles[child.outcode] = middle_of_outcode(child.outcode) or (
                sum(c.easting for c in alike) // len(alike) // 5000 * 5000,
                sum(c.northing for c in alike) // len(alike) // 5000 * 5000,
            )
    children = tuple(
        replace(
            child,
            easting=middles[child.outcode][0],
            northing=middles[child.outcode][1],
            initials="",
            name="",
            number="",
        )
        for child in view.children
    )
    return replace(view, children=children, places=())


def spots_of(children: Iterable[MapChild], *, initials: bool = False) -> list[Spot]:
    """The children as the map marks them: of several at one place the most pressing gives the mark."""
    return [
        Spot(c.id, c.easting, c.northing, c.initials if initials else "", _RANK.get(c.mark, len(_RANK)))
        for c in children
    ]


def map_pdf(ws: Workspace, view: View | None = None) -> bytes:
    """The map as a sheet of paper, rounded to outcodes and saying so, with the same in numbers under it."""
    import numpy as np

    from iro_desk import documents

    settings, whole = ws.settings(), map_view(ws)
    shown = rounded(whole)
    width, height = documents.MAP_SIZE
    points = [(float(c.easting), float(c.northing)) for c in shown.children]
    base = None if shown.base is None else (float(shown.base[1]), float(shown.base[2]), shown.base[0])
    if base is not None:
        points.append(base[:2])
    if view is None:
        view = View.of(np.array(points).reshape(-1, 2), width, height, margin=24)
    else:
        view = replace(view, metres=view.metres * view.width / width, width=width, height=height)
    by_id = {child.id: child for child in shown.children}
    marks = clusters(view, spots_of(shown.children), 18, None if base is None else base[:2])
    shapes = _drawn(
        view, marks, [documents.DrawnMark(by_id[m.keys[0]].mark, m.x, m.y, len(m.keys)) for m in marks], base
    )
    areas: dict[tuple[str, str], int] = {}
    for child in (*whole.children, *whole.unplaced):
        areas[child.where, child.area_words] = areas.get((child.where, child.area_words), 0) + 1
    facts = documents.MapFacts(
        council=settings.text("council_name"),
        officer=settings.text("iro_name"),
        title="Where children live",
        said=f"{whole.children_words}. {ROUNDED}, not where children live.",
        shapes=shapes,
        alt=f"Map with {count(len(shown.children), 'child', 'children')}; the table under it says the same.",
        places=tuple(
            (where, str(number), far)
            for (where, far), number in sorted(areas.items(), key=lambda item: (-item[1], item[0]))
        ),
        credits=CREDITS,
        dated=ws.today,
        practice=settings.yes("practice"),
    )
    return documents.typeset(documents.map_sheet(facts)).pdf


def _drawn(
    view: View,
    marks: Sequence[Cluster],
    drawn: Sequence[Any],
    base: tuple[float, float, str] | None,
    ways: Sequence[Any] = (),
) -> Any:
    """A view as a paper draws it: land and roads, ways on them, towns, the base and marks with their words."""
    import numpy as np

    from iro_desk import documents

    placed, towns = labels(view, documents.width_of, marks, base)
    found = [documents.DrawnMark("town", x, y) for x, y in towns]
    if base is not None:
        x, y = map(float, view.pixels(np.array([base[:2]]))[0])
        found.append(documents.DrawnMark("base", x, y))
    lines = [*strokes(view), *(Stroke("way", view.pixels(np.asarray(way, float))) for way in ways if len(way) > 1)]
    return documents.Shapes(
        tuple(documents.Shape(s.kind, tuple(round(float(v), 2) for v in s.points.ravel())) for s in lines),
        (*found, *drawn),
        tuple(documents.DrawnWords(each.words, each.kind, each.x, each.y) for each in placed),
    )


def trip_map(
    ws: Workspace, stops: Sequence[tuple[tuple[float, float], str]], days: Sequence[Sequence[tuple[float, float]]]
) -> Any:
    """The map of a trip for its sheet: stops (point and words) and, day by day, the roads from the base and back."""
    import numpy as np

    from iro_desk import documents

    home = base_of(ws)
    here = (float(home.easting or 0), float(home.northing or 0))
    base = _base(home)
    width, height = documents.TRIP_MAP
    view = View.of(np.array([here, *(point for point, _ in stops)]), width, height, margin=30)
    at: dict[tuple[float, float], list[str]] = {}
    for point, words in stops:
        at.setdefault(point, []).append(words)
    pixels = view.pixels(np.array(list(at)))
    marks = [
        Cluster((", ".join(w),), float(x), float(y), ", ".join(w))
        for w, (x, y) in zip(at.values(), pixels, strict=True)
    ]
    drawn = [documents.DrawnMark("booked", mark.x, mark.y) for mark in marks]
    roads = _roads(ws, days)
    named = None if base is None else (*here, base[0])
    shapes = _drawn(view, marks, drawn, named, roads)
    alt = f"Map of the way from the base to {count(len(at), 'stop')} and back; the list above says the same."
    return documents.TripMapFacts(width, height, shapes, alt, CREDITS)


def roads_of(ws: Workspace, days: Sequence[Sequence[tuple[float, float]]]) -> tuple[tuple[float, float], ...]:
    """The roads from the base through the points of each path and back, as one line of grid points."""
    return tuple((float(east), float(north)) for line in _roads(ws, days) for east, north in line)


def _roads(ws: Workspace, days: Sequence[Sequence[tuple[float, float]]]) -> list[Any]:
    from iro_desk.travel import journeys as ways

    home = base_of(ws)
    here = (float(home.easting or 0), float(home.northing or 0))
    legs = ((a, b) for points in days if points for a, b in pairwise([here, *points, here]) if a != b)
    peak = ws.settings().yes("travel_peak")
    return [ways.way(_pin(a), _pin(b), peak=peak).line for a, b in legs]


def _pin(point: tuple[float, float]) -> Place:
    return Place("", easting=round(point[0]), northing=round(point[1]), known=True)


def way_to(ws: Workspace, child: MapChild) -> tuple[tuple[float, float], ...]:
    """The line of the drive from the base to where a child lives, on the grid; empty where no road leads."""
    from iro_desk.travel import journeys as ways

    base = place_of(ws, ws.settings().text("base_postcode"))
    if base is None:
        return ()
    there = Place("", easting=child.easting, northing=child.northing, known=True, name=child.outcode)
    way = ways.way(base, there, peak=ws.settings().yes("travel_peak"))
    return tuple((float(e), float(n)) for e, n in way.line) if way.roads or len(way.line) > 2 else ()


def journey_to(ws: Workspace, child: str) -> JourneyView | None:
    """The journey from the base to where a child lives; ``None`` while no home is known."""
    postcode = _postcode(ws, child)
    return journeys.journey_view(ws, "base", postcode) if postcode else None


def own_legs_to(ws: Workspace, child: str) -> tuple[OwnLegRow, ...]:
    """The user's own figures between the base and where a child lives, those of the way there first."""
    postcode = _postcode(ws, child)
    return own_travel.own_legs_between(ws, "base", postcode) if postcode else ()


def set_own_figures_to(ws: Workspace, child: str, **figures: Any) -> Future[str]:
    """Keep the user's own figures for the drive to a child. Raises :class:`UserFacingError`."""
    postcode = _postcode(ws, child)
    if not postcode:
        raise Refused("It is not known where this child lives.", safe="Nothing was changed.")
    return own_travel.set_own_figures(ws, "base", postcode, **figures)


def _postcode(ws: Workspace, child: str) -> str:
    episode = episode_on(ws.desk.of_child(Episode, child), ws.today)
    return episode.postcode if episode is not None else ""


def initials_of(name: str) -> str:
    """The first letters of a name's first and last word: "Łukasz Nowak" gives ŁN. Empty for no name."""
    words = [word for word in name.replace("-", " ").split() if word[:1].isalpha()]
    return "".join(word[0].upper() for word in dict.fromkeys((words[0], words[-1]))) if words else ""


def _child(row: CaseloadRow, place: Place | None) -> MapChild:
    placement = row.placement
    area = placement.area if placement is not None else "not known"
    postcode = normalise_postcode(placement.postcode) if placement is not None else ""
    review = row.next_review
    where = ""
    if placement is not None:
        where = placement.authority_name or placement.nation
        if placement.nation not in ("England", "") and placement.nation != where:
            where = f"{where}, {placement.nation}"
    return MapChild(
        id=row.id,
        initials=initials_of(row.name),
        number=row.number,
        name=row.name,
        mark=review.mark if review is not None else "unknown",
        says=review.says if review is not None else "No review known",
        easting=(place.easting or 0) if place is not None else 0,
        northing=(place.northing or 0) if place is not None else 0,
        outcode=postcode.split(" ")[0],
        where=where or "Not known",
        area=area,
        area_words=AREA_WORDS[area],
        drive=row.drive,
    )


__all__ = [
    "AREA_WORDS",
    "CREDITS",
    "CREDITS_SHORT",
    "FILLED",
    "ROUNDED",
    "Cluster",
    "Label",
    "MapChild",
    "MapView",
    "Measure",
    "Spot",
    "Stroke",
    "View",
    "clusters",
    "initials_of",
    "journey_to",
    "labels",
    "map_pdf",
    "map_view",
    "own_legs_to",
    "rounded",
    "set_own_figures_to",
    "spots_of",
    "strokes",
    "way_to",
    "weighed_words",
]
