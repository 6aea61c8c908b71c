"""Invented children as facts, and the worked dates."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from iro_desk.casework import Child, ChildFile, Contact, CouncilSettings, Episode, Milestone, PeriodRecord, Review

DEFAULTS = CouncilSettings()


def day(words: str) -> date:
    return date.fromisoformat(words)


@dataclass(frozen=True)
class Worked:
    """One date worked by hand."""

    id: str
    rule_id: str
    inputs: dict[str, str]
    expected: date


def worked() -> list[Worked]:
    path = Path(__file__).with_name("worked_dates.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Worked(
                row["id"],
                row["rule_id"],
                dict(pair.split("=", 1) for pair in row["inputs"].split(";")),
                day(row["expected_due"]),
            )
            for row in csv.DictReader(file)
        ]


def regulations() -> dict[str, str]:
    """The regulation or guidance of each rule, by the rule's id, for the names of the tests."""
    with Path(__file__).with_name("regulations.csv").open(encoding="utf-8", newline="") as file:
        return {row["rule_id"]: row["regulation"] for row in csv.DictReader(file)}


REGULATION = regulations()


def named(row: Worked) -> str:
    """The name of a worked date's test: its regulation, its rule, its id."""
    return f"{REGULATION[row.rule_id]}: {row.rule_id} {row.id}"


def episode(started: str, ended: str = "", **more: object) -> Episode:
    fields: dict[str, object] = {
        "reason_new": "S",
        "legal_status": "C2",
        "placement": "U6",
        "ended": day(ended) if ended else None,
        "reason_ended": "X1" if ended else "",
    }
    return Episode(id=f"episode-{started}", child="child", started=day(started), **{**fields, **more})  # type: ignore[arg-type]


def held(on: str, **more: object) -> Review:
    fields: dict[str, object] = {"state": "signed", "held_on": day(on)}
    return Review(id=f"review-{on}", child="child", **{**fields, **more})  # type: ignore[arg-type]


def booked(on: str, **more: object) -> Review:
    return Review(id=f"booked-{on}", child="child", booked_for=day(on), **more)  # type: ignore[arg-type]


def milestone(kind: str, on: str, until: str = "", **more: object) -> Milestone:
    ends = day(until) if until else None
    return Milestone(f"{kind}-{on}", "child", kind, day(on), until=ends, **more)  # type: ignore[arg-type]


def visit(on: str, **more: object) -> Contact:
    return Contact(f"visit-{on}", "child", day(on), **{"by": "social worker", "how": "in person", **more})  # type: ignore[arg-type]


def child(
    *episodes: Episode,
    reviews: tuple[Review, ...] = (),
    born: str = "2016-03-09",
    first_review: str = "",
    told_on: str = "",
    **more: object,
) -> ChildFile:
    periods: tuple[PeriodRecord, ...] = ()
    if first_review or told_on:
        started = episodes[0].started
        periods = (PeriodRecord("period", "child", started, day(told_on) if told_on else None, first_review),)
    return ChildFile(
        child=Child(id="child", date_of_birth=day(born) if born else None, **more),  # type: ignore[arg-type]
        episodes=episodes,
        reviews=reviews,
        periods=periods,
    )
