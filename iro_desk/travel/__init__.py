"""Places, roads and the map: postcodes in; councils, miles, minutes and strokes out. Works without a network.

The room knows ``casework`` and ``resources`` only. Others import the names listed here, and the modules that need
numpy by themselves when they are asked for: ``journeys``, ``map``, ``roads``, ``towns``.
"""

from iro_desk.travel.places import (
    NOT_IN_DIRECTORY,
    OwnFigure,
    Place,
    area_of,
    authority_name,
    middle_of_outcode,
    names_of_areas,
    near_place_of,
    normalise_postcode,
    place_of,
    places_of,
    region_of,
    straight_line_miles,
)

__all__ = [
    "NOT_IN_DIRECTORY",
    "OwnFigure",
    "Place",
    "area_of",
    "authority_name",
    "middle_of_outcode",
    "names_of_areas",
    "near_place_of",
    "normalise_postcode",
    "place_of",
    "places_of",
    "region_of",
    "straight_line_miles",
]
