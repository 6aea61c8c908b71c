"""The agenda of a review: the headings, what the law wants considered under each, and their words by age.

Read from ``resources/agenda/agenda.json``. Authority: 2010 Regulations, regulation 35 and Schedule 7
(items 1 to 14 as ``SCH7-n``); IRO Handbook, chapter 3, for the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from iro_desk import resources


@dataclass(frozen=True, slots=True)
class AgendaPoint:
    """One thing to cover under a heading, and the ages (in completed years) that it is for."""

    id: str
    words: str
    from_age: int = 0
    to_age: int = 25


@dataclass(frozen=True, slots=True)
class AgendaHeading:
    """One heading of the agenda."""

    key: str
    """What a note is stored under."""
    title: str
    """In the meeting, as the child would say it: "My home"."""
    record_title: str
    """In the record, a noun that a parent would use: "Home"."""
    schedule_7: tuple[str, ...]
    """Items of Schedule 7 that it covers: "SCH7-5"."""
    points: tuple[AgendaPoint, ...]
    written: str = "meeting"
    """``meeting``, or ``afterwards`` for what is only written up."""
    unaccompanied: bool = False
    """Only for a child who came to this country alone, or who was trafficked."""

    def titled(self, known_as: str) -> str:
        """The meeting's title with the child's name in it."""
        return _named(self.title, known_as)

    def record_titled(self, known_as: str) -> str:
        """The record's title with the child's name in it."""
        return _named(self.record_title, known_as)


def _named(title: str, known_as: str) -> str:
    words = title.replace("{child}", known_as or "the child")
    return words[:1].upper() + words[1:]


@cache
def whole_agenda() -> tuple[AgendaHeading, ...]:
    """Every heading with every point, in the order of the review."""
    return tuple(
        AgendaHeading(
            key=entry["key"],
            title=entry["title"],
            record_title=entry["record_title"],
            schedule_7=tuple(entry["schedule_7"]),
            points=tuple(AgendaPoint(**point) for point in entry["points"]),
            written=entry.get("written", "meeting"),
            unaccompanied=entry.get("unaccompanied", False),
        )
        for entry in resources.read_json("agenda/agenda.json")["headings"]
    )


def agenda(age: int, *, unaccompanied: bool = False) -> tuple[AgendaHeading, ...]:
    """The headings for a child of that age in completed years, each with the points for that age.

    A heading that is only ``written`` afterwards ("In short") is among them, without points.
    """
    headings = []
    for heading in whole_agenda():
        if heading.unaccompanied and not unaccompanied:
            continue
        points = tuple(point for point in heading.points if point.from_age <= age <= point.to_age)
        headings.append(
            AgendaHeading(
                heading.key,
                heading.title,
                heading.record_title,
                heading.schedule_7,
                points,
                heading.written,
                heading.unaccompanied,
            )
        )
    return tuple(headings)
