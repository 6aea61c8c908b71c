"""Places: postcodes in; grid references, councils and miles out. Works without a network.

The room knows ``casework`` and ``resources`` only. Others import the names listed here.
"""

from iro_desk.travel.places import (
    Place,
    area_of,
    authority_name,
    normalise_postcode,
    place_of,
    places_of,
    straight_line_miles,
)

__all__ = [
    "Place",
    "area_of",
    "authority_name",
    "normalise_postcode",
    "place_of",
    "places_of",
    "straight_line_miles",
]
