"""The sheet for the road: where to be and when, how to get in, what was promised, and who knows where I am.

No surname, no date of birth, no status, no reason for the visit: it may be left in a car.
"""

from __future__ import annotations

from iro_desk.documents.blocks import (
    Block,
    Facts,
    Field,
    Foot,
    Item,
    Listing,
    Paper,
    Paragraph,
    Run,
    SideSection,
)
from iro_desk.documents.common import start
from iro_desk.documents.drawing import Drawing
from iro_desk.documents.facts.trip import TripDayFacts, TripSheetFacts, TripStopFacts
from iro_desk.documents.style import MM
from iro_desk.documents.wording import full_day, year_day

TRIP_MAP = (166 * MM, 92 * MM)
"""Width and height of the map on the sheet, in points."""
NOBODY = "Nobody is named. Tell somebody before you go, and when you will be back."


def trip_sheet(facts: TripSheetFacts) -> Paper:
    """The days with their stops, lone working, the map, and what becomes of the sheet."""
    first, last = facts.days[0].on, facts.days[-1].on
    when = full_day(first) if first == last else f"{full_day(first)} to {full_day(last)}"
    blocks: list[Block] = [_day(day) for day in facts.days]
    alone = (
        Field("Who knows where I am", facts.who_knows or NOBODY, origin="lone:who"),
        Field("Expected back", facts.expected_back or "Not known", origin="lone:back"),
    )
    blocks.append(SideSection("Lone working", (Facts(alone, columns=1),)))
    if facts.map is not None:
        drawn = facts.map
        blocks += [
            Drawing(alt=drawn.alt, width=drawn.width, height=drawn.height, shapes=drawn.shapes),
            Paragraph(drawn.credits, style="small"),
        ]
    blocks.append(Paragraph("Shred this sheet when you are back.", run_in="Afterwards.", style="note"))
    return start(
        "trip-sheet",
        facts.letterhead,
        f"{facts.officer.name or 'Reviewing officer'} · made on {full_day(facts.made_on)}",
        document_title="Trip sheet",
        title="Trip sheet",
        subtitle=when,
        blocks=tuple(blocks),
        foot=Foot("Trip sheet", f"{year_day(first)}. Shred after use."),
        dated=facts.made_on,
        draft=False,
        practice=facts.practice,
    )


def _day(day: TripDayFacts) -> SideSection:
    label = full_day(day.on).rsplit(" ", 1)[0]
    leave = (Paragraph(day.leave, style="note", origin=f"leave:{day.on.isoformat()}"),) if day.leave else ()
    stops = (*(_stop(day, n, stop) for n, stop in enumerate(day.stops, 1)), *_end(day))
    if not stops:
        return SideSection(label, leave or (Paragraph("Nobody to drive to.", style="note"),))
    return SideSection(label, (*leave, Listing(stops)))


def _end(day: TripDayFacts) -> tuple[Item, ...]:
    """The last line of a day: the night, or being back."""
    if not day.back_at:
        return ()
    words = f"Night in {day.sleeps_in}" if day.sleeps_in else "Back"
    way = f"{day.way_back}." if day.way_back else ""
    return (Item((Run(words),), way, day.back_at, origin=f"end:{day.on.isoformat()}"),)


def _stop(day: TripDayFacts, number: int, stop: TripStopFacts) -> Item:
    who = (Run(stop.initials, strong=True), Run(f", {stop.where}" if stop.where else ""))
    told = [stop.telephone, stop.access, f"Bring: {'; '.join(stop.bring)}" if stop.bring else "", stop.drive]
    under = ". ".join(part.strip().rstrip(".") for part in told if part.strip())
    return Item(who, f"{under}." if under else "", stop.time or "–", origin=f"stop:{day.on.isoformat()}:{number}")
