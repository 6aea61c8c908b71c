"""The log of journeys made in a month, to sign and claim by. It names no child."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_desk.documents.blocks import (
    Column,
    Facts,
    Field,
    Foot,
    Paper,
    Paragraph,
    Row,
    SideSection,
    Signature,
    Table,
)


@dataclass(frozen=True, slots=True)
class MileageRow:
    """One day's round, in words."""

    day: str
    to: str
    why: str
    miles: str
    time: str
    amount: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class MileageFacts:
    """What the log says. ``sums``: miles, time, amount."""

    council: str
    officer: str
    month: str
    rows: tuple[MileageRow, ...]
    sums: tuple[str, str, str]
    rate: str
    before: str
    unknown: str
    dated: date
    practice: bool = False


COLUMNS = (
    Column("Day", 38, strong=True),
    Column("To", 36),
    Column("Why", 30),
    Column("Miles", 20),
    Column("Time", 22),
    Column("Amount", 20),
)


def mileage_log(facts: MileageFacts) -> Paper:
    """A line a day, the sums, the rates, and a place to sign."""
    rows = tuple(Row(cells=(r.day, r.to, r.why, r.miles, r.time, r.amount)) for r in facts.rows)
    notes = tuple(Paragraph(f"{r.day}: {r.note}", style="note") for r in facts.rows if r.note)
    miles, time, money = facts.sums
    said = tuple(Paragraph(words, style="note") for words in (facts.unknown, facts.before, f"{facts.rate}.") if words)
    journeys = (Table(columns=COLUMNS, rows=rows),) if rows else (Paragraph("No journey was made."),)
    sums = Facts(fields=(Field("Miles", miles), Field("Time", time), Field("Amount", money)), columns=3)
    return Paper(
        kind="mileage",
        document_title="Journeys made",
        letterhead=" · ".join(part for part in (facts.council, "Mileage and time") if part),
        title=f"Journeys made in {facts.month}",
        subtitle=facts.officer or "Independent reviewing officer",
        blocks=(
            SideSection("Journeys", (*journeys, *notes), wide=True),
            SideSection("Sums", (sums, *said)),
            SideSection("Signed", (Signature("I made these journeys for the council.", by_hand=True),)),
        ),
        foot=Foot("Mileage", f"Journeys made in {facts.month}", "Official"),
        dated=facts.dated,
        draft=False,
        practice=facts.practice,
        form="wide",
    )
