"""The colour space that a paper's colours are meant in: sRGB, as an ICC profile (ICC.1:2004-10, version 4.2).

An archival file must carry its profile. This one is made here from the published numbers of
IEC 61966-2-1, so no profile of another owner is copied.
"""

from __future__ import annotations

from functools import cache
from struct import pack

_PRIMARIES = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
"""Red, green and blue of sRGB, adapted to the profile's white (D50)."""
_WHITE = (0.96420, 1.0, 0.82491)
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
_D65_TO_D50 = (1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168)


def _fixed(*numbers: float) -> bytes:
    return b"".join(pack(">i", round(number * 65536)) for number in numbers)


def _words(text: str) -> bytes:
    encoded = text.encode("utf-16-be")
    return b"mluc" + pack(">3I", 0, 1, 12) + b"enGB" + pack(">2I", len(encoded), 28) + encoded


@cache
def srgb_profile() -> bytes:
    """The profile's bytes."""
    curve = b"para" + pack(">IHH", 0, 3, 0) + _fixed(*_CURVE)
    tags = {
        b"desc": _words("sRGB"),
        b"cprt": _words("No copyright"),
        b"wtpt": b"XYZ " + bytes(4) + _fixed(*_WHITE),
        b"chad": b"sf32" + bytes(4) + _fixed(*_D65_TO_D50),
        **{name: b"XYZ " + bytes(4) + _fixed(*xyz) for name, xyz in _PRIMARIES.items()},
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    table, data = b"", b""
    start = 128 + 4 + 12 * len(tags)
    for name, content in tags.items():
        table += name + pack(">2I", start + len(data), len(content))
        data += content + bytes(-len(content) % 4)
    body = pack(">I", len(tags)) + table + data
    header = (
        pack(">I4s4s4s4s4s", 128 + len(body), bytes(4), b"\x04\x20\x00\x00", b"mntr", b"RGB ", b"XYZ ")
        + pack(">6H", 2004, 10, 1, 0, 0, 0)
        + b"acsp"
        + bytes(28)
        + _fixed(*_WHITE)
    )
    return header.ljust(128, b"\0") + body
