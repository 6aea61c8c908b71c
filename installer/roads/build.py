"""Make resources/travel/roads.npz: ``python -m installer.roads.build``. The same input gives the same bytes.

From the drawn roads (``nodes.txt``, ``roads.txt``), the towns (``resources/travel/towns.csv``), the coast
(``resources/travel/coast.json``), the waters beside this file, and the postcode directory, which says how
built-up each square kilometre is.
"""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import Delaunay, cKDTree

from installer.roads.towns import postcodes
from iro_desk.travel.grid import Points, to_grid
from iro_desk.travel.roads import CLASSES, METRES_PER_MILE, Ground

HERE = Path(__file__).parent
RESOURCES = HERE.parents[1] / "resources" / "travel"
OUT = RESOURCES / "roads.npz"

JOINED_ANYWHERE = "DFSWETL"
"""Classes that local roads join along the way; motorways and ferries only at their ends."""
PIECE = 4_500
"""Metres between two such joints."""
SAME_PLACE = 650
LONGEST_LOCAL = 22_000
CAUSEWAY = 6_400
HALF_BUILT = 40.0
"""Postcodes in a square kilometre at which land counts as half built-up."""


class Road(NamedTuple):
    """One drawn piece: ends, class, number."""

    a: str
    b: str
    kind: str
    number: str


class Town(NamedTuple):
    """A town of the table."""

    name: str
    population: int
    latitude: float
    longitude: float


def main() -> None:
    """Build and write."""
    towns = list(read_towns())
    points = to_grid(np.array([(t.latitude, t.longitude) for t in towns]))
    names, nodes, roads = read_roads(towns, points)
    ground = Ground(land := read_land(), water := read_water(), built := read_built())
    nodes, ends, kinds, numbers = pieces(names, nodes, roads)
    islands = read_islands()
    apart, _ = cKDTree(nodes).query(points)
    off = (np.hypot(points[:, :1] - islands[:, 0], points[:, 1:] - islands[:, 1]) < islands[:, 2]).any(axis=1)
    nodes = np.vstack([nodes, np.unique(np.round(points[(apart > SAME_PLACE) & ~off]), axis=0)])
    local = mesh(nodes, ends, ground)
    listed = sorted({"", *numbers})
    ends = np.vstack([ends, local])
    kind = np.array([CLASSES.index(k) for k in kinds] + [CLASSES.index("m")] * len(local), np.uint8)
    road = np.array([listed.index(n) for n in numbers] + [0] * len(local), np.uint16)
    nodes = np.round(nodes).astype(np.int32)
    urban = ground.urban(nodes[ends[:, 0]].astype(float), nodes[ends[:, 1]].astype(float))
    write(
        nodes=nodes,
        ends=ends.T.astype(np.uint16),
        kind=kind,
        road=road,
        urban=np.round(urban * 255).astype(np.uint8),
        roads=np.array(listed),
        built=np.round(built * 255).astype(np.uint8),
        land=np.packbits(land),
        land_shape=np.array(land.shape, np.int32),
        water=np.round(water).astype(np.int32),
        islands=np.round(islands).astype(np.int32),
    )
    print(f"{len(nodes)} nodes, {len(ends)} links, {OUT.stat().st_size / 1000:.0f} kB")


def lines(name: str) -> Iterator[str]:
    """The lines of a file beside this one, without comments and blanks."""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.split(" #")[0].strip()


def read_towns() -> Iterator[Town]:
    """The towns of Great Britain."""
    with (RESOURCES / "towns.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["nation"] != "Northern Ireland":
                spot = float(row["latitude"]), float(row["longitude"])
                yield Town(row["name"], int(row["population"]), *spot)


def read_roads(towns: list[Town], spots: Points) -> tuple[list[str], Points, list[Road]]:
    """Names and points of the drawn nodes, and the roads between them. A name that is not found stops the build."""
    named: dict[str, tuple[float, float]] = {}
    for line in lines("nodes.txt"):
        name, latitude, longitude = line.split()
        named[name] = (float(latitude), float(longitude))
    moved = {}
    for line in lines("places.txt"):
        name, latitude, longitude = line.split("|")
        moved[name] = (float(latitude), float(longitude))
    by_name: dict[str, list[int]] = {}
    for index, town in enumerate(towns):
        by_name.setdefault(town.name.lower(), []).append(index)

    def point(token: str) -> str:
        if not token.startswith("T:"):
            if token not in named:
                raise SystemExit(f"roads.txt: no node {token}")
            return token
        name, _, hint = token[2:].partition("@")
        if token in named:
            return token
        if name.lower() in moved:
            named[token] = moved[name.lower()]
            return token
        same = by_name.get(name.lower())
        if not same:
            raise SystemExit(f"roads.txt: no town {name}")
        if hint:
            near = to_grid(np.array([[float(x) for x in hint.split(",")]]))[0]
            best = min(same, key=lambda k: float(np.hypot(*(spots[k] - near))))
        else:
            best = max(same, key=lambda k: towns[k].population)
        named[token] = (towns[best].latitude, towns[best].longitude)
        return token

    roads = []
    for line in lines("roads.txt"):
        kind, number, way = line.split("|", 2)
        stops = [point(token.strip()) for token in way.split(" > ")]
        number = "" if number == "-" else number
        roads += [Road(a, b, kind, number) for a, b in pairwise(stops)]
    used = sorted({end for road in roads for end in (road.a, road.b)})
    return used, to_grid(np.array([named[name] for name in used])), roads


def pieces(names: list[str], nodes: Points, roads: list[Road]) -> tuple[Points, Points, list[str], list[str]]:
    """The roads cut where local roads may join them: all nodes, ends, classes and numbers."""
    index = {name: i for i, name in enumerate(names)}
    points = [tuple(p) for p in nodes]
    ends: list[tuple[int, int]] = []
    kinds: list[str] = []
    numbers: list[str] = []
    for road in roads:
        a, b = index[road.a], index[road.b]
        step = nodes[b] - nodes[a]
        cut = max(1, round(float(np.hypot(*step)) / PIECE)) if road.kind in JOINED_ANYWHERE else 1
        last = a
        for k in range(1, cut + 1):
            here = b
            if k < cut:
                here = len(points)
                points.append(tuple(nodes[a] + step * k / cut))
            ends.append((last, here))
            last = here
        kinds += [road.kind] * cut
        numbers += [road.number] * cut
    return np.array(points), np.array(ends), kinds, numbers


def mesh(nodes: Points, drawn: Points, ground: Ground) -> Points:
    """Local roads: neighbours of the Delaunay net that no water parts, all joined to one net."""
    corners = Delaunay(nodes).simplices
    pairs = np.unique(np.sort(np.vstack([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [2, 0]]]), axis=1), axis=0)
    long = np.hypot(*(nodes[pairs[:, 0]] - nodes[pairs[:, 1]]).T)
    pairs = pairs[(long > 1) & (long < LONGEST_LOCAL)]
    size = len(nodes)
    along = np.sort(drawn, axis=1)
    pairs = pairs[~np.isin(pairs[:, 0] * size + pairs[:, 1], along[:, 0] * size + along[:, 1])]
    pairs = pairs[~ground.parted(nodes[pairs[:, 0]], nodes[pairs[:, 1]])]
    while True:  # causeways: a part left over is joined by its shortest way
        both = np.vstack([drawn, pairs])
        graph = csr_matrix((np.ones(len(both)), both.T), shape=(size, size))
        count, part = connected_components(graph, directed=False)
        main = np.flatnonzero(part == np.argmax(np.bincount(part)))
        best: tuple[float, int, int] | None = None
        for number in range(count):
            rest = np.flatnonzero(part == number)
            if part[main[0]] == number:
                continue
            far, to = cKDTree(nodes[main]).query(nodes[rest])
            k = int(np.argmin(far))
            if far[k] <= CAUSEWAY and (best is None or far[k] < best[0]):
                best = (float(far[k]), int(rest[k]), int(main[to[k]]))
        if best is None:
            return pairs
        pairs = np.vstack([pairs, sorted(best[1:])])


def read_land() -> Points:
    """Land by cells of 500 m, from the coast of the map."""
    land = np.zeros((2600, 1400), bool)
    for ring in json.loads((RESOURCES / "coast.json").read_text(encoding="utf-8"))["britain"]:
        a = np.array(ring, float).reshape(-1, 2) / 500
        b = np.roll(a, -1, axis=0)
        for row in range(max(0, int(a[:, 1].min())), min(2600, int(a[:, 1].max()) + 2)):
            y = row + 0.5
            over = (a[:, 1] <= y) != (b[:, 1] <= y)
            x = np.sort(a[over, 0] + (y - a[over, 1]) / (b[over, 1] - a[over, 1]) * (b[over, 0] - a[over, 0]))
            for start, end in zip(x[::2], x[1::2], strict=True):
                land[row, max(0, int(np.ceil(start - 0.5))) : max(0, int(np.floor(end - 0.5)) + 1)] ^= True
    return land


def read_water() -> Points:
    """The waters as pieces of line: shape (n, 4)."""
    cuts = []
    for line in lines("water.txt"):
        path = to_grid(np.array([[float(x) for x in p.split(",")] for p in line.split("|")[1].split()]))
        cuts += [np.concatenate(pair) for pair in pairwise(path)]
    return np.array(cuts)


def read_islands() -> Points:
    """Centres and radii in metres of the islands without a road: shape (n, 3)."""
    rows = [[float(x) for x in line.split("|")[1:]] for line in lines("islands.txt")]
    told = np.array(rows)
    return np.column_stack([to_grid(told[:, :2]), told[:, 2] * METRES_PER_MILE])


def read_built() -> Points:
    """How built-up each square kilometre with its neighbours is: postcodes over postcodes + HALF_BUILT."""
    points, _ = postcodes()
    grid = np.zeros((1300, 700))
    inside = points[(points[:, 0] < 700_000) & (points[:, 1] < 1_300_000)]
    np.add.at(grid, ((inside[:, 1] // 1000).astype(int), (inside[:, 0] // 1000).astype(int)), 1)
    wide = np.pad(grid, 1)
    near = sum(wide[r : r + 1300, c : c + 700] for r in range(3) for c in range(3)) / 9
    return np.asarray(near / (near + HALF_BUILT))


def write(**arrays: Points) -> None:
    """An .npz whose bytes depend on the arrays alone (numpy's own carries the time)."""
    with zipfile.ZipFile(OUT, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for name in sorted(arrays):
            data = BytesIO()
            np.save(data, arrays[name], allow_pickle=False)
            out.writestr(zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), data.getvalue(), zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    main()
