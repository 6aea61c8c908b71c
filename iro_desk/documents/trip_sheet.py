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
    Paper,
    Paragraph,
    Run,
    SideBySide,
    SideSection,
)
from iro_desk.documents.common import start
from iro_desk.documents.drawing import Drawing
from iro_desk.documents.facts.trip import TripDayFacts, TripSheetFacts, TripStopFacts
from iro_desk.documents.spine import Spine
from iro_desk.documents.style import MM
from iro_desk.documents.wording import count_words, full_day, lower_first, plural, year_day

TRIP_MAP = (38 * MM, 50 * MM)
"""Width and height of the map in the sheet's margin, in points."""
SPINE, GAP = 120, 8
"""Millimetres of the days, and between them and the margin."""
MOST_TOWNS = 4
NOBODY = "Nobody is named. Tell somebody before you go, and when you will be back."


def trip_sheet(facts: TripSheetFacts) -> Paper:
    """The days as a spine; beside it map, miles, claim, what there is if a day slips, and lone working."""
    first, last = facts.days[0].on, facts.days[-1].on
    towns = tuple(dict.fromkeys(stop.town for day in facts.days for stop in day.stops if stop.town))
    return start(
        "trip-sheet",
        facts.letterhead,
        f"{facts.officer.name or 'Reviewing officer'} · made on {full_day(facts.made_on)}",
        document_title="Trip sheet",
        title=", ".join(towns) if 0 < len(towns) <= MOST_TOWNS else "Trip sheet",
        subtitle=_subtitle(facts),
        blocks=(SideBySide(_days(facts), _margin(facts), SPINE / (166 - GAP)),),
        foot=Foot(
            "Trip sheet", f"{year_day(first)}{f' to {year_day(last)}' if last > first else ''}. Shred after use."
        ),
        form="wide",
        dated=facts.made_on,
        draft=False,
        practice=facts.practice,
    )


def _subtitle(facts: TripSheetFacts) -> str:
    """ "Tuesday 24 to Wednesday 25 November 2026 · one night · three children"."""
    first, last = facts.days[0].on, facts.days[-1].on
    begin = full_day(first)
    if (first.month, first.year) == (last.month, last.year):
        begin = f"{first:%A} {first.day}"
    when = full_day(first) if first == last else f"{begin} to {full_day(last)}"
    nights = sum(1 for day in facts.days if day.sleeps_in and day.on < last)
    children = sum(1 for day in facts.days for stop in day.stops if stop.is_child)
    counts = [f"{lower_first(count_words(nights))} {plural('night', nights)}"] if nights else []
    counts += [f"{lower_first(count_words(children))} {'child' if children == 1 else 'children'}"] if children else []
    return " · ".join((when, *counts))


def _days(facts: TripSheetFacts) -> tuple[Block, ...]:
    """The days, and under them who knows where I am."""
    alone = (
        Field("Who knows where I am", facts.who_knows or NOBODY, origin="lone:who"),
        Field("Expected back", facts.expected_back or "Not known", origin="lone:back"),
    )
    return (
        *(_day(day) for day in facts.days),
        SideSection("Lone working", (Facts(alone, columns=1),), wide=True, together=True),
        Paragraph("Shred this sheet when you are back.", run_in="Afterwards.", style="note"),
    )


def _margin(facts: TripSheetFacts) -> tuple[Block, ...]:
    blocks: list[Block] = []
    if facts.map is not None:
        drawn = facts.map
        blocks.append(Drawing(alt=drawn.alt, width=drawn.width, height=drawn.height, shapes=drawn.shapes))
    if facts.figures:
        blocks.append(Facts(tuple(Field(name, value) for name, value in facts.figures), columns=1))
    if facts.slips:
        said = tuple(Paragraph(each, style="note", origin=f"slip:{n}") for n, each in enumerate(facts.slips, 1))
        blocks.append(SideSection("If it slips", said))
    if facts.times_from:
        blocks.append(SideSection("Times", (Paragraph(facts.times_from, style="note"),)))
    if facts.map is not None:
        blocks.append(Paragraph(facts.map.credits, style="small"))
    return tuple(blocks)


def _day(day: TripDayFacts) -> SideSection:
    label = full_day(day.on).rsplit(" ", 1)[0]
    leave: tuple[Block, ...] = ()
    if day.leave and not day.leave_at:
        leave = (Paragraph(day.leave, style="note", origin=f"leave:{day.on.isoformat()}"),)
    items = [item for n, stop in enumerate(day.stops, 1) for item in _stop(day, n, stop)]
    if not items:
        return SideSection(label, leave or (Paragraph("Nobody to drive to.", style="note"),), wide=True)
    if day.leave_at:
        words = f"Leave {day.woke_in}" if day.woke_in else "Leave"
        items.insert(0, Item((Run(words),), label=day.leave_at, origin=f"leave:{day.on.isoformat()}"))
    return SideSection(label, (*leave, Spine((*items, *_end(day)))), wide=True)


def _end(day: TripDayFacts) -> tuple[Item, ...]:
    """The last line of a day: the night, or being back."""
    if not day.back_at:
        return ()
    words = f"Night in {day.sleeps_in}" if day.sleeps_in else "Back"
    return (*_way(day.way_back), Item((Run(words),), label=day.back_at, origin=f"end:{day.on.isoformat()}"))


def _way(words: str) -> tuple[Item, ...]:
    return (Item(f"{words.rstrip('.')}.", label=""),) if words else ()


def _stop(day: TripDayFacts, number: int, stop: TripStopFacts) -> tuple[Item, ...]:
    who = (Run(stop.initials, strong=True), Run(f", {stop.where}" if stop.where else ""))
    told = [stop.telephone, stop.access, f"Bring: {'; '.join(stop.bring)}" if stop.bring else ""]
    under = ". ".join(part.strip().rstrip(".") for part in told if part.strip())
    origin = f"stop:{day.on.isoformat()}:{number}"
    at = Item(who, f"{under}." if under else "", stop.time or "–", strong=stop.is_child, origin=origin)
    return (*_way(stop.drive), at)
