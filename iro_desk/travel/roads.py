"""The roads of Great Britain as one small graph: miles and minutes between places, and the roads taken.

``resources/travel/roads.npz`` holds motorway junctions and A roads drawn by hand, joined to a local mesh
over all towns and villages; ``resources/travel/speeds.json`` holds what was fitted: for each class of
road how much longer it is than the straight line, its pace, and how much built-up land slows it. Both
are made by ``installer/roads``. Lengths inside are straight-line miles between neighbouring nodes; a
class turns them into road miles and minutes.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from iro_desk import resources
from iro_desk.travel.grid import Points

Figures = NDArray[np.float64]
Indexes = NDArray[np.int64]

CLASSES: Final = "MUDFSWETLXma"
"""Motorway, busy motorway, dual, fast single, single, winding or hilly single, urban main, twisty, street,
ferry, local mesh, and the first or last bit (access) between a place and the graph."""
MESH, ACCESS, FERRY = CLASSES.index("m"), CLASSES.index("a"), CLASSES.index("X")

METRES_PER_MILE: Final = 1609.344
_ACCESS_LINKS: Final = 6
_ACCESS_START_MILES: Final = 0.04
_DIRECT_METRES: Final = 20_000
_WET_METRES: Final = 1_000
_TOO_FAR_METRES: Final = 15_000
_CELL: Final = 500
_DENSITY_CELL: Final = 1_000


@dataclass(frozen=True)
class Speeds:
    """What was fitted, by class (in the order of :data:`CLASSES`), and the range it leaves.

    ``length`` and ``length_urban``: road miles per straight mile, and the change of that in fully built-up
    land; ``pace`` and ``pace_urban``: minutes per straight mile, likewise; ``start_minutes``: once a journey.
    ``peak``: what is added to the pace at the peak hour, as shares of it, in open and in built-up land.
    ``range_share`` and ``range_minutes``: nine in ten journeys lie within this much of the minutes;
    ``miles_share`` and ``range_miles``: likewise of the miles. Both are those of journeys the fit had not seen.
    """

    length: Figures
    length_urban: Figures
    pace: Figures
    pace_urban: Figures
    start_minutes: float
    peak: tuple[float, float]
    range_share: float
    range_minutes: float
    miles_share: float
    range_miles: float


@dataclass(frozen=True)
class Links:
    """Edges between nodes: ends, class, straight miles, how built-up (0 to 1), index of the road's number."""

    a: Indexes
    b: Indexes
    kind: Indexes
    straight: Figures
    urban: Figures
    road: Indexes

    def and_these(self, other: Links) -> Links:
        """Both sets, one after the other."""
        return Links(*(np.concatenate([getattr(self, f), getattr(other, f)]) for f in self.__dataclass_fields__))


@dataclass(frozen=True)
class Times:
    """Miles and minutes between places, square, in the order asked. ``nan`` where no road leads.

    Low and high hold nine journeys in ten; the low miles are never more than those of the shortest way, for the
    quickest may go round by motorway. So both ranges keep the triangle: no journey's low is more than the highs of
    two that go the same way. ``ferry`` marks the ways over water.
    """

    miles: Figures
    miles_more: Figures
    """By how much nine journeys in ten are longer at most."""
    minutes: Figures
    minutes_low: Figures
    minutes_high: Figures
    ferry: NDArray[np.bool_]
    shortest: Callable[[], Figures]
    """Miles of the shortest way: as long to find as the quickest, so found when they are asked for."""

    @cached_property
    def miles_low(self) -> Figures:
        """The low end of the miles."""
        return np.minimum(np.maximum(self.miles - self.miles_more, self.miles * 0.5), self.shortest())

    @property
    def miles_high(self) -> Figures:
        """The high end of the miles."""
        return self.miles + self.miles_more


@dataclass(frozen=True)
class Way:
    """One way: the numbers of its main roads in order, and its line as grid points from start to end."""

    roads: tuple[str, ...]
    line: Points


class Ground:
    """Land and water and how built-up it is: decides where a local road may run and how slow it is."""

    def __init__(self, land: NDArray[np.bool_], water: Points, urban: Figures) -> None:
        self._land, self._water, self._urban = land, water, urban

    def urban(self, a: Points, b: Points, samples: int = 9) -> Figures:
        """How built-up each straight line is, from 0 (open country) to nearly 1 (inner city)."""
        rows, columns = _cells(_along(a, b, samples), _DENSITY_CELL, self._urban.shape)
        return np.asarray(self._urban[rows, columns].mean(axis=1))

    def parted(self, a: Points, b: Points) -> NDArray[np.bool_]:
        """Whether water parts the two ends of each line: a river, an estuary, or more than a kilometre of sea."""
        rows, columns = _cells(_along(a, b, 40), _CELL, self._land.shape)
        wet = (~self._land[rows, columns]).mean(axis=1) * np.hypot(*(b - a).T)
        out = np.zeros(len(a), bool)
        for start in range(0, len(a), 4000):
            part = slice(start, start + 4000)
            out[part] = _crossed(a[part], b[part], self._water[:, :2], self._water[:, 2:])
        return np.asarray(out | (wet > _WET_METRES))


class Network:
    """The graph, ready for questions. Made once (:func:`network`); every answer is a pure function of it."""

    def __init__(self, nodes: Points, links: Links, roads: tuple[str, ...], ground: Ground, islands: Figures) -> None:
        self.nodes, self.links, self.roads, self.ground = nodes, links, roads, ground
        self._islands = islands

    @cached_property
    def tree(self) -> Any:
        """The nodes, searchable by nearness."""
        from scipy.spatial import cKDTree

        return cKDTree(self.nodes)

    def cut_off(self, places: Points) -> NDArray[np.bool_]:
        """Which places no road reaches: on an island of the list, or far from every road."""
        east, north, radius = self._islands.T
        apart = np.hypot(places[:, :1] - east, places[:, 1:] - north)
        far, _ = self.tree.query(places)
        return np.asarray((apart < radius).any(axis=1) | (far > _TOO_FAR_METRES))

    def joined(self, places: Points) -> Links:
        """The graph's links and those that join these places to it; place ``i`` is node ``len(nodes) + i``."""
        n, m = len(self.nodes), len(places)
        near, nodes = self.tree.query(places, k=_ACCESS_LINKS * 2)
        row = np.repeat(np.arange(m), near.shape[1])
        parted = self.ground.parted(places[row], self.nodes[nodes.ravel()]) & (near.ravel() > 320)
        open_ = ~parted.reshape(near.shape)
        open_[~open_.any(axis=1), 0] = True  # a place that water parts from everything takes the nearest node
        open_ &= np.cumsum(open_, axis=1) <= _ACCESS_LINKS
        place, rank = np.nonzero(open_)
        to = nodes[place, rank]
        access = self._links_of(
            n + place, to, ACCESS, near[place, rank] / METRES_PER_MILE + _ACCESS_START_MILES, places[place], 3
        )
        x, y = np.nonzero(np.triu(np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1)) < _DIRECT_METRES, 1))
        keep = ~self.ground.parted(places[x], places[y])
        x, y = x[keep], y[keep]
        straight = np.hypot(*(places[x] - places[y]).T) / METRES_PER_MILE
        direct = Links(
            n + x,
            n + y,
            np.full(len(x), MESH),
            straight,
            self.ground.urban(places[x], places[y]),
            np.zeros(len(x), int),
        )
        return self.links.and_these(access).and_these(direct)

    def _links_of(self, a: Indexes, b: Indexes, kind: int, straight: Figures, start: Points, samples: int) -> Links:
        urban = self.ground.urban(start, self.nodes[b], samples)
        return Links(a, b, np.full(len(a), kind), straight, urban, np.zeros(len(a), int))

    def times(self, places: Points, speeds: Speeds, *, peak: bool = False) -> Times:
        """Miles and minutes by the quickest way between each two places (metres on the grid, shape (n, 2))."""
        got = self.times_from(len(places), places, speeds, peak=peak)
        # The quickest way is the same both ways but for equals; one figure for both.

        def shortest() -> Figures:
            return np.asarray((got.shortest() + got.shortest().T) / 2)

        miles, minutes = (got.miles + got.miles.T) / 2, (got.minutes + got.minutes.T) / 2
        return _times(miles, shortest, minutes, got.ferry | got.ferry.T, speeds)

    def times_from(self, starts: int, places: Points, speeds: Speeds, *, peak: bool = False) -> Times:
        """The same from the first ``starts`` places only, to all of them: shape (starts, n)."""
        places = np.asarray(places, float).reshape(-1, 2)
        search = Search(self, places, speeds, starts=starts, peak=peak)
        values = np.column_stack([search.miles, search.links.kind == FERRY])
        sums = search.sums(np.arange(starts), np.arange(len(places)), values)
        miles, ferry = sums[..., 0], sums[..., 1] > 0
        minutes = search.minutes[:, search.first :] + speeds.start_minutes
        off = self.cut_off(places)
        nowhere = ~np.isfinite(minutes) | off[:starts, None] | off[None]
        same = (places[:starts, None] == places[None]).all(axis=2)

        def known(figures: Figures) -> Figures:
            return np.where(same, 0.0, np.where(nowhere, np.nan, figures))

        @cache
        def shortest() -> Figures:
            return known(search.shortest_miles())

        miles, minutes = known(miles), known(minutes)
        return _times(miles, shortest, minutes, ferry, speeds)

    def way(self, start: tuple[float, float], end: tuple[float, float], speeds: Speeds, *, peak: bool = False) -> Way:
        """The quickest way between two places. Without roads where none leads."""
        places = np.array([start, end], float)
        if self.cut_off(places).any():
            return Way((), places)
        search = Search(self, places, speeds, peak=peak)
        nodes, links = search.path(0, 1)
        points = np.vstack([self.nodes, places])
        return Way(_named(self.roads, search, links), points[nodes])


class Search:
    """One question to the graph: the quickest ways from every place, or from the first ``starts`` places."""

    def __init__(
        self, net: Network, places: Points, speeds: Speeds, *, starts: int | None = None, peak: bool = False
    ) -> None:
        from scipy.sparse.csgraph import dijkstra

        self.links = links = net.joined(places)
        self.first = len(net.nodes)
        self.miles = links.straight * (speeds.length[links.kind] + speeds.length_urban[links.kind] * links.urban)
        minutes = links.straight * (speeds.pace[links.kind] + speeds.pace_urban[links.kind] * links.urban)
        if peak:
            minutes = minutes * (1 + speeds.peak[0] + (speeds.peak[1] - speeds.peak[0]) * links.urban)
        self._size = n = self.first + len(places)
        self._sources = np.arange(self.first, n if starts is None else self.first + starts)
        self._keys, self._links, graph = self._graph_by(minutes)
        self.minutes, self._before = dijkstra(graph, indices=self._sources, return_predecessors=True)

    def _graph_by(self, figures: Figures) -> tuple[Indexes, Indexes, Any]:
        """The graph with the least of parallel links: their keys in order, which links they are, and the matrix."""
        from scipy.sparse import csr_matrix

        links, n = self.links, self._size
        key = np.minimum(links.a, links.b) * n + np.maximum(links.a, links.b)
        order = np.lexsort((figures, key))
        keys = key[order]
        least = np.concatenate([[True], keys[1:] != keys[:-1]])
        chosen = order[least]
        a, b, length = links.a[chosen], links.b[chosen], figures[chosen]
        return keys[least], chosen, csr_matrix((np.r_[length, length], (np.r_[a, b], np.r_[b, a])), shape=(n, n))

    def shortest_miles(self) -> Figures:
        """Miles of the shortest way, however slow, from each start to each place."""
        from scipy.sparse.csgraph import dijkstra

        return np.asarray(dijkstra(self._graph_by(self.miles)[2], indices=self._sources)[:, self.first :])

    def sums(self, starts: Indexes, ends: Indexes, values: Figures) -> Figures:
        """Values of links, added up along the way from each start to each end: shape (starts, ends, columns)."""
        total = np.zeros((len(starts) * len(ends), values.shape[1]))
        going, row = np.arange(len(total)), np.repeat(starts, len(ends))
        at = np.tile(self.first + ends, len(starts))
        while True:
            before = self._before[row, at]
            on = before >= 0
            if not on.any():
                return total.reshape(len(starts), len(ends), -1)
            going, row, at, before = going[on], row[on], at[on], before[on]
            total[going] += values[self._link_between(before, at)]
            at = before

    def path(self, start: int, end: int) -> tuple[Indexes, Indexes]:
        """Nodes from one place to another, and the links between them."""
        nodes = [self.first + end]
        while (before := int(self._before[start, nodes[-1]])) >= 0:
            nodes.append(before)
        way = np.array(nodes[::-1])
        return way, self._link_between(way[:-1], way[1:])

    def _link_between(self, a: Indexes, b: Indexes) -> Indexes:
        key = np.minimum(a, b).astype(np.int64) * self._size + np.maximum(a, b)
        return np.asarray(self._links[np.searchsorted(self._keys, key)])


@cache
def network() -> Network:
    """The graph as shipped (0.1 s to load, kept afterwards)."""
    data = np.load(io.BytesIO(resources.path("travel/roads.npz").read_bytes()))
    nodes = data["nodes"].astype(float)
    a, b = data["ends"].astype(np.int64)
    straight = np.maximum(np.hypot(*(nodes[a] - nodes[b]).T) / METRES_PER_MILE, 1e-4)
    links = Links(a, b, data["kind"].astype(np.int64), straight, data["urban"] / 255.0, data["road"].astype(np.int64))
    rows, columns = data["land_shape"]
    land = np.unpackbits(data["land"])[: rows * columns].reshape(rows, columns).astype(bool)
    ground = Ground(land, data["water"].astype(float), data["built"] / 255.0)
    return Network(nodes, links, tuple(data["roads"].tolist()), ground, data["islands"].astype(float))


@cache
def speeds() -> Speeds:
    """What was fitted to measured journeys (``resources/travel/speeds.json``)."""
    return speeds_from(json.loads(resources.text("travel/speeds.json")))


def speeds_from(told: dict[str, Any]) -> Speeds:
    """Speeds as the file writes them: one object a class under ``classes``."""
    length, length_urban, pace, pace_urban = (
        np.array([told["classes"][c][key] for c in CLASSES], float)
        for key in ("length", "length_urban", "pace", "pace_urban")
    )
    return Speeds(
        length,
        length_urban,
        pace,
        pace_urban,
        start_minutes=float(told["start_minutes"]),
        peak=(float(told["peak"]["open"]), float(told["peak"]["built_up"])),
        range_share=float(told["range"]["share"]),
        range_minutes=float(told["range"]["minutes"]),
        miles_share=float(told["range"]["miles_share"]),
        range_miles=float(told["range"]["miles"]),
    )


def _times(
    miles: Figures, shortest: Callable[[], Figures], minutes: Figures, ferry: NDArray[np.bool_], speeds: Speeds
) -> Times:
    give = np.where(minutes > 0, speeds.range_minutes + speeds.range_share * minutes, 0.0)
    more = np.where(miles > 0, speeds.range_miles + speeds.miles_share * miles, 0.0)
    low = np.maximum(minutes - give, minutes * 0.5)
    return Times(miles, more, minutes, low, minutes + give, ferry, shortest)


def _named(roads: tuple[str, ...], search: Search, links: Indexes) -> tuple[str, ...]:
    """The road numbers along a way; a road of less than two miles, or a thirtieth of the way, is not worth naming."""
    miles = search.miles[links]
    names = [roads[search.links.road[k]] for k in links]
    runs: list[tuple[str, float]] = []
    for name, length in zip(names, miles, strict=True):
        if runs and runs[-1][0] == name:
            runs[-1] = (name, runs[-1][1] + length)
        else:
            runs.append((name, float(length)))
    least = max(2.0, float(miles.sum()) / 30)
    said: list[str] = []
    for name, length in runs:
        if name and length >= min(least, 4.0) and (not said or said[-1] != name):
            said.append(name)
    return tuple(said)


def _along(a: Points, b: Points, samples: int) -> Figures:
    share = (np.arange(samples) + 0.5) / samples
    return np.asarray(a[:, None, :] + (b - a)[:, None, :] * share[None, :, None])


def _cells(points: Figures, size: int, shape: tuple[int, ...]) -> tuple[Indexes, Indexes]:
    rows = np.clip((points[..., 1] // size).astype(np.int64), 0, shape[0] - 1)
    columns = np.clip((points[..., 0] // size).astype(np.int64), 0, shape[1] - 1)
    return rows, columns


def _crossed(a: Points, b: Points, c: Points, d: Points) -> NDArray[np.bool_]:
    """Which lines a-b cross any of the lines c-d."""

    def side(p: Figures, q: Figures, r: Figures) -> Figures:
        return np.asarray(
            (q[..., 0] - p[..., 0]) * (r[..., 1] - p[..., 1]) - (q[..., 1] - p[..., 1]) * (r[..., 0] - p[..., 0])
        )

    a, b, c, d = a[:, None], b[:, None], c[None], d[None]
    return np.asarray(((side(a, b, c) * side(a, b, d) < 0) & (side(c, d, a) * side(c, d, b) < 0)).any(axis=1))
