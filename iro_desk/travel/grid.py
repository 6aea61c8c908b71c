"""The national grid: latitude and longitude (WGS84) to eastings and northings in metres, and back.

Ordnance Survey's transverse Mercator on the Airy ellipsoid, joined to WGS84 by the published
seven-parameter shift, which is good to about five metres: enough for places and roads. All functions
take and give arrays of shape ``(n, 2)``.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

# "A guide to coordinate systems in Great Britain", Ordnance Survey, annexes A to C.
_AIRY: Final = (6377563.396, 6356256.909)
_WGS84: Final = (6378137.0, 6356752.3141)
_SCALE: Final = 0.9996012717
_ORIGIN: Final = (np.radians(49.0), np.radians(-2.0), 400_000.0, -100_000.0)
_SHIFT: Final = np.array([-446.448, 125.157, -542.060])
_TURN: Final = np.radians(np.array([-0.1502, -0.2470, -0.8421]) / 3600)
_STRETCH: Final = 20.4894e-6


def to_grid(latitude_longitude: Points) -> Points:
    """Eastings and northings of latitudes and longitudes in degrees."""
    cartesian = _cartesian(np.radians(np.asarray(latitude_longitude, float)), _WGS84)
    latitude, longitude = _angles(_turned(cartesian, 1.0), _AIRY).T
    return _projected(latitude, longitude)


def to_latitude_longitude(east_north: Points) -> Points:
    """Latitudes and longitudes in degrees of eastings and northings."""
    east, north = np.asarray(east_north, float).T
    latitude = _ORIGIN[0] + (north - _ORIGIN[3]) / (_AIRY[0] * _SCALE)
    longitude = _ORIGIN[1] + (east - _ORIGIN[2]) / (_AIRY[0] * _SCALE * np.cos(latitude))
    for _ in range(6):  # Newton's steps on the projection: below a millimetre after four
        reached = _projected(latitude, longitude)
        latitude = latitude + (north - reached[:, 1]) / (_AIRY[0] * _SCALE)
        longitude = longitude + (east - reached[:, 0]) / (_AIRY[0] * _SCALE * np.cos(latitude))
    cartesian = _cartesian(np.column_stack([latitude, longitude]), _AIRY)
    return np.degrees(_angles(_turned(cartesian, -1.0), _WGS84))


def _cartesian(angles: Points, ellipsoid: tuple[float, float]) -> Points:
    latitude, longitude = angles.T
    major, minor = ellipsoid
    squared = 1 - (minor / major) ** 2
    radius = major / np.sqrt(1 - squared * np.sin(latitude) ** 2)
    flat = radius * np.cos(latitude)
    return np.column_stack(
        [flat * np.cos(longitude), flat * np.sin(longitude), radius * (1 - squared) * np.sin(latitude)]
    )


def _turned(cartesian: Points, sign: float) -> Points:
    shift, turn, stretch = _SHIFT * sign, _TURN * sign, _STRETCH * sign
    return cartesian * (1 + stretch) + shift + np.cross(turn, cartesian)


def _angles(cartesian: Points, ellipsoid: tuple[float, float]) -> Points:
    major, minor = ellipsoid
    squared = 1 - (minor / major) ** 2
    x, y, z = cartesian.T
    flat = np.hypot(x, y)
    latitude = np.arctan2(z, flat * (1 - squared))
    for _ in range(5):
        radius = major / np.sqrt(1 - squared * np.sin(latitude) ** 2)
        latitude = np.arctan2(z + squared * radius * np.sin(latitude), flat)
    return np.column_stack([latitude, np.arctan2(y, x)])


def _projected(latitude: NDArray[np.float64], longitude: NDArray[np.float64]) -> Points:
    major, minor = _AIRY
    squared = 1 - (minor / major) ** 2
    n = (major - minor) / (major + minor)
    sine, cosine, tangent = np.sin(latitude), np.cos(latitude), np.tan(latitude)
    across = major * _SCALE / np.sqrt(1 - squared * sine**2)
    along = major * _SCALE * (1 - squared) / (1 - squared * sine**2) ** 1.5
    eta = across / along - 1
    less, more = latitude - _ORIGIN[0], latitude + _ORIGIN[0]
    arc = (
        minor
        * _SCALE
        * (
            (1 + n + 1.25 * n**2 + 1.25 * n**3) * less
            - (3 * n + 3 * n**2 + 2.625 * n**3) * np.sin(less) * np.cos(more)
            + 1.875 * (n**2 + n**3) * np.sin(2 * less) * np.cos(2 * more)
            - 35 / 24 * n**3 * np.sin(3 * less) * np.cos(3 * more)
        )
    )
    d = longitude - _ORIGIN[1]
    north = arc + _ORIGIN[3] + across / 2 * sine * cosine * d**2
    north += across / 24 * sine * cosine**3 * (5 - tangent**2 + 9 * eta) * d**4
    north += across / 720 * sine * cosine**5 * (61 - 58 * tangent**2 + tangent**4) * d**6
    east = _ORIGIN[2] + across * cosine * d + across / 6 * cosine**3 * (across / along - tangent**2) * d**3
    east += across / 120 * cosine**5 * (5 - 18 * tangent**2 + tangent**4 + 14 * eta - 58 * tangent**2 * eta) * d**5
    return np.column_stack([east, north])
