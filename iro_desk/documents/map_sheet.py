"""The map of a caseload on one sheet, and under it the same in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_desk.documents.blocks import Column, Foot, Paper, Paragraph, Row, SideSection, Table
from iro_desk.documents.drawing import Drawing, Shapes
from iro_desk.documents.style import MM

MAP_SIZE = (166 * MM, 178 * MM)
"""Width and height of the map on its sheet, in points."""


@dataclass(frozen=True, slots=True)
class MapFacts:
    """What the sheet says. ``places``: whose area, how many children, at a distance or not."""

    council: str
    officer: str
    title: str
    said: str
    shapes: Shapes
    alt: str
    places: tuple[tuple[str, str, str], ...]
    credits: str
    dated: date
    practice: bool = False


def map_sheet(facts: MapFacts) -> Paper:
    """The map, what it is rounded to, and a table of the areas."""
    rows = tuple(Row(cells=row) for row in facts.places)
    columns = (Column("Whose area", 80, strong=True), Column("Children", 30), Column("How far", 56))
    table = (Table(columns=columns, rows=rows),) if rows else ()
    return Paper(
        kind="map",
        document_title="Map of the caseload",
        letterhead=" · ".join(part for part in (facts.council, "Where children live") if part),
        title=facts.title,
        subtitle=facts.officer or "Independent reviewing officer",
        blocks=(
            Drawing(alt=facts.alt, width=MAP_SIZE[0], height=MAP_SIZE[1], shapes=facts.shapes),
            Paragraph(facts.said, style="note"),
            Paragraph(facts.credits, style="small"),
            *((SideSection("The same in numbers", table, wide=True),) if table else ()),
        ),
        foot=Foot("Map", facts.title),
        dated=facts.dated,
        draft=False,
        practice=facts.practice,
        form="wide",
    )
