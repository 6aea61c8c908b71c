"""The map as plain numbers: strokes and labels in pixels for one view, whoever paints them.

Everything lies on the national grid, which is flat: a :class:`View` only moves and scales it. Strokes come
in the order in which they are painted; labels have been placed so that none covers another or a mark.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from iro_desk import resources
from iro_desk.travel.grid import Points
from iro_desk.travel.roads import CLASSES, network
from iro_desk.travel.towns import Town, towns

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels; or west, south, east, north in metres."""

CREDITS: Final = "Coast and borders: Natural Earth. Towns: GeoNames, CC BY 4.0. Roads: IRO Desk."
CREDITS_SHORT: Final = "Natural Earth. GeoNames, CC BY 4.0."
"""Where there is no room for the whole."""
KINDS: Final = ("beyond", "land", "council", "nation", "road", "main", "motorway", "ferry")
"""Strokes: shapes of land beyond and of Britain (filled), borders (lines), roads by weight (lines)."""
FILLED: Final = frozenset({"beyond", "land"})
_ROAD_KIND: Final = {"M": "motorway", "U": "motorway", "D": "main", "F": "main", "X": "ferry"}
COUNCILS_UNDER: Final = 700.0
"""Metres a pixel under which councils' borders are drawn: further out they only disturb."""
NEAREST, FURTHEST = 8.0, 2600.0
ENGLAND_AND_WALES: Final = (150_000.0, 10_000.0, 650_000.0, 600_000.0)
LABEL_APART: Final = 34.0
"""Pixels that the points of two labelled towns lie apart at least."""
CLUSTER_WITHIN: Final = 22.0
TOWNS_A_VIEW: Final = 46


@dataclass(frozen=True)
class Stroke:
    """One shape or line: its kind and its points, shape (n, 2)."""

    kind: str
    points: Points


@dataclass(frozen=True)
class View:
    """What is looked at: the middle in metres on the grid, metres a pixel, and the size in pixels."""

    east: float
    north: float
    metres: float
    width: float
    height: float

    def pixels(self, points: Points) -> Points:
        """Grid points as pixels from the top left."""
        points = np.asarray(points, float)
        return np.column_stack(
            [
                (points[..., 0] - self.east) / self.metres + self.width / 2,
                (self.north - points[..., 1]) / self.metres + self.height / 2,
            ]
        )

    def grid(self, x: float, y: float) -> tuple[float, float]:
        """A pixel as a grid point."""
        return (
            self.east + (x - self.width / 2) * self.metres,
            self.north - (y - self.height / 2) * self.metres,
        )

    @property
    def box(self) -> Box:
        """West, south, east, north."""
        half_w, half_h = self.width / 2 * self.metres, self.height / 2 * self.metres
        return self.east - half_w, self.north - half_h, self.east + half_w, self.north + half_h

    def zoomed(self, factor: float, x: float | None = None, y: float | None = None) -> View:
        """Nearer (factor over 1) or further, the point under the pixel staying where it is; within the limits."""
        x, y = self.width / 2 if x is None else x, self.height / 2 if y is None else y
        metres = min(FURTHEST, max(NEAREST, self.metres / factor))
        east, north = self.grid(x, y)
        return replace(
            self,
            metres=metres,
            east=east - (x - self.width / 2) * metres,
            north=north + (y - self.height / 2) * metres,
        )

    def moved(self, right: float, down: float) -> View:
        """The map dragged by so many pixels; its middle stays within the kingdom."""
        return replace(
            self,
            east=min(720_000.0, max(-60_000.0, self.east - right * self.metres)),
            north=min(1_260_000.0, max(-40_000.0, self.north + down * self.metres)),
        )

    def sized(self, width: float, height: float) -> View:
        """The same middle and scale in another size."""
        return replace(self, width=max(1.0, width), height=max(1.0, height))

    @classmethod
    def of(cls, points: Points, width: float, height: float, *, margin: float = 48.0, least: float = 60.0) -> View:
        """The nearest view that shows all these points, no nearer than ``least``; without points, England and Wales."""
        points = np.asarray(points, float).reshape(-1, 2)
        west, south, east, north = (*points.min(axis=0), *points.max(axis=0)) if len(points) else ENGLAND_AND_WALES
        room_w, room_h = max(40.0, width - 2 * margin), max(40.0, height - 2 * margin)
        metres = max((east - west) / room_w, (north - south) / room_h, least)
        return cls((west + east) / 2, (south + north) / 2, min(FURTHEST, metres), max(1.0, width), max(1.0, height))


@dataclass(frozen=True)
class Spot:
    """Something marked: a key, a grid point, the words to write beside it (empty for none), and what ranks first."""

    key: str
    east: float
    north: float
    words: str = ""
    rank: int = 0


@dataclass(frozen=True)
class Cluster:
    """Marks that would cover each other, as one: their keys, the most pressing first, and where it stands."""

    keys: tuple[str, ...]
    x: float
    y: float
    words: str


@dataclass(frozen=True)
class Label:
    """Words with the top left of their box in pixels, and the point they belong to. ``kind``: town, mark or base."""

    words: str
    kind: str
    x: float
    y: float
    point: tuple[float, float]


Measure = Callable[[str, str], tuple[float, float]]
"""Width and height in pixels of words in a label of a kind."""


def strokes(view: View) -> tuple[Stroke, ...]:
    """Every stroke that the view shows, in pixels, in the order of painting."""
    west, south, east, north = view.box
    shown = []
    for stroke, (w, s, e, n) in _everything():
        if stroke.kind == "council" and view.metres > COUNCILS_UNDER:
            continue
        if e < west or w > east or n < south or s > north:
            continue
        shown.append(Stroke(stroke.kind, view.pixels(stroke.points)))
    return tuple(shown)


def clusters(
    view: View, spots: Sequence[Spot], within: float = CLUSTER_WITHIN, base: tuple[float, float] | None = None
) -> tuple[Cluster, ...]:
    """The spots that the view shows; those nearer together than ``within`` pixels as one.

    A mark that would hide the base (a grid point) stands above it.
    """
    if not spots:
        return ()
    pixels = view.pixels(np.array([(s.east, s.north) for s in spots]))
    inside = (
        (pixels[:, 0] > -within)
        & (pixels[:, 1] > -within)
        & (pixels[:, 0] < view.width + within)
        & (pixels[:, 1] < view.height + within)
    )
    left = [k for k in sorted(range(len(spots)), key=lambda k: (spots[k].rank, spots[k].key)) if inside[k]]
    groups: list[list[int]] = []
    while left:
        near = [k for k in left if np.hypot(*(pixels[k] - pixels[left[0]])) <= within]
        left = [k for k in left if k not in near]
        groups.append(near)
    middles = _joined(groups, pixels, within)
    if base is not None and groups:
        _make_room(middles, view.pixels(np.array([base]))[0], within)
    return tuple(
        Cluster(
            tuple(spots[k].key for k in sorted(group, key=lambda k: (spots[k].rank, spots[k].key))),
            float(x),
            float(y),
            spots[group[0]].words if len(group) == 1 else "",
        )
        for group, (x, y) in zip(groups, middles, strict=True)
    )


def _joined(groups: list[list[int]], pixels: Points, within: float) -> Points:
    """Joins groups whose middles have come too near, until none are; their middles."""
    while True:
        middles = np.array([pixels[group].mean(axis=0) for group in groups]).reshape(-1, 2)
        apart = np.hypot(*(middles[:, None] - middles[None]).transpose(2, 0, 1))
        close = np.argwhere(np.triu(apart < within, 1))
        if not len(close):
            return middles
        a, b = close[0]
        groups[a] += groups.pop(b)


def _make_room(middles: Points, base: Points, within: float) -> None:
    """Moves a mark that hides the base beside it, where it is furthest from the other marks."""
    away = np.hypot(*(middles - base).T)
    hides = int(np.argmin(away))
    if away[hides] >= within * 0.8:
        return
    others = np.delete(middles, hides, axis=0)
    around = [base + within * np.array([np.sin(turn), -np.cos(turn)]) for turn in np.arange(8) * np.pi / 4]
    if len(others):
        middles[hides] = max(around, key=lambda at: min(float(np.hypot(*(others - at).T).min()), 3 * within))
    else:
        middles[hides] = around[0]


def labels(
    view: View,
    measure: Measure,
    marks: Sequence[Cluster] = (),
    base: tuple[float, float, str] | None = None,
    kept_free: Sequence[Box] = (),
) -> tuple[tuple[Label, ...], tuple[tuple[float, float], ...]]:
    """Labels placed without collision, and the points of the towns labelled.

    The base has its place first, then the marks, then towns, the largest first where they are not too close.
    Each tries eight places round its point, the base three times as many, and is left out when none is free.
    Nothing is written over the boxes ``kept_free``.
    """
    taken = _Taken(view.width, view.height, kept_free)
    placed: list[Label] = []
    for mark in marks:
        taken.take((mark.x - 12, mark.y - 12, mark.x + 12, mark.y + 12))
    points: list[tuple[float, float]] = []
    if base is not None:
        x, y = map(float, view.pixels(np.array([base[:2]]))[0])
        taken.take((x - 9, y - 9, x + 9, y + 9))
        points.append((x, y))
        for away in (11.0, 26.0, 42.0):
            found = taken.place(base[2], "base", x, y, away, measure) if base[2] else []
            placed += found
            if found:
                break
    for mark in marks:
        if mark.words:
            placed += taken.place(mark.words, "mark", mark.x, mark.y, 15, measure)
    dots: list[tuple[float, float]] = []
    for town, x, y in _towns_of(view):
        if base is not None and base[2].startswith(f"{town.name},"):
            continue
        if any(abs(x - a) < LABEL_APART and abs(y - b) < LABEL_APART for a, b in points):
            continue
        if taken.written_on(x, y):
            continue  # Its dot would stand in the words of another.
        # A mark may stand on the town: its name may still stand beside it.
        found = taken.place(town.name, "town", x, y, 20 if taken.covers(x, y) else 7, measure)
        if found:
            placed += found
            points.append((x, y))
            dots.append((x, y))
            taken.take((x - 3, y - 3, x + 3, y + 3))
        if len(dots) >= TOWNS_A_VIEW:
            break
    return tuple(placed), tuple(dots)


class _Taken:
    """The boxes already taken in a view."""

    def __init__(self, width: float, height: float, boxes: Sequence[Box]) -> None:
        self._width, self._height = width, height
        self._boxes = np.array(boxes, float).reshape(-1, 4)
        self._written: list[Box] = []

    def take(self, box: Box) -> None:
        self._boxes = np.vstack([self._boxes, box])

    def covers(self, x: float, y: float) -> bool:
        b = self._boxes
        return bool(((b[:, 0] < x) & (b[:, 2] > x) & (b[:, 1] < y) & (b[:, 3] > y)).any())

    def written_on(self, x: float, y: float) -> bool:
        """Whether a dot at this point would touch a label."""
        return any(a - 1 < x < c + 1 and b - 1 < y < d + 1 for a, b, c, d in self._written)

    def place(self, words: str, kind: str, x: float, y: float, away: float, measure: Measure) -> list[Label]:
        """The label at the first free of eight places, or none."""
        wide, high = measure(words, kind)
        slope = away * 0.7
        for left, top in (
            (x + away, y - high / 2),
            (x - away - wide, y - high / 2),
            (x - wide / 2, y + away),
            (x - wide / 2, y - away - high),
            (x + slope, y - slope - high),
            (x + slope, y + slope),
            (x - slope - wide, y + slope),
            (x - slope - wide, y - slope - high),
        ):
            box = (left - 2, top - 1, left + wide + 2, top + high + 1)
            if self._free(box):
                self.take(box)
                self._written.append(box)
                return [Label(words, kind, left, top, (x, y))]
        return []

    def _free(self, box: Box) -> bool:
        left, top, right, bottom = box
        if left < 0 or top < 0 or right > self._width or bottom > self._height:
            return False
        b = self._boxes
        hit = (b[:, 0] < right) & (b[:, 2] > left) & (b[:, 1] < bottom) & (b[:, 3] > top)
        return not bool(hit.any())


def _towns_of(view: View) -> list[tuple[Town, float, float]]:
    """The largest towns in the view, with their pixels; small ones only near by."""
    west, south, east, north = view.box
    listed, figures = _by_size()
    e, n, people = figures.T
    inside = (people >= view.metres * 55) & (e > west) & (e < east) & (n > south) & (n < north)
    chosen = np.flatnonzero(inside)[: 8 * TOWNS_A_VIEW]
    pixels = view.pixels(figures[chosen, :2])
    return [(listed[k], float(x), float(y)) for k, (x, y) in zip(chosen, pixels, strict=True)]


@cache
def _by_size() -> tuple[tuple[Town, ...], Points]:
    listed = tuple(sorted(towns(), key=lambda t: (-t.population, t.name)))
    return listed, np.array([(t.easting, t.northing, t.population) for t in listed])


@cache
def _everything() -> tuple[tuple[Stroke, Box], ...]:
    told = json.loads(resources.text("travel/coast.json"))
    made = [Stroke("beyond", _points(flat)) for flat in told["beyond"]]
    made += [Stroke("land", _points(flat)) for flat in told["britain"]]
    made += [Stroke("council", _points(flat)) for flat in told["councils"]]
    made += [Stroke("nation", _points(flat)) for flat in told["nations"]]
    roads = _roads()
    made += [stroke for kind in KINDS[4:] for stroke in roads if stroke.kind == kind]
    return tuple((stroke, _box(stroke.points)) for stroke in made)


def _roads() -> list[Stroke]:
    """The drawn roads as lines: links that follow each other joined."""
    net = network()
    links = net.links
    drawn = [k for k in range(len(links.a)) if CLASSES[links.kind[k]] not in "ma"]
    lines: list[tuple[str, list[int]]] = []
    last = (-1, -1, -1)
    for k in drawn:
        a, b, this = int(links.a[k]), int(links.b[k]), (int(links.kind[k]), int(links.road[k]))
        if last == (a, *this):
            lines[-1][1].append(b)
        else:
            lines.append((_ROAD_KIND.get(CLASSES[this[0]], "road"), [a, b]))
        last = (b, *this)
    return [Stroke(kind, net.nodes[nodes]) for kind, nodes in lines]


def _points(flat: Sequence[int]) -> Points:
    return np.array(flat, float).reshape(-1, 2)


def _box(points: NDArray[np.float64]) -> Box:
    west, south = points.min(axis=0)
    east, north = points.max(axis=0)
    return float(west), float(south), float(east), float(north)
