"""The rule book: every statutory and guidance limit as data, read from ``resources/law/rules.csv``."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from iro_desk import resources
from iro_desk.casework import NotFound

STANDINGS: Mapping[str, str] = {
    "law": "",
    "guidance": "guidance, check",
    "verify": "text still to be checked",
    "local": "",
}
"""How far an authority was read, and the words beside it; empty where there is nothing to say."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as it stands from ``valid_from`` to ``valid_to``."""

    id: str
    variant: str
    """Another case of the same rule (``extended``, ``under five``); empty for the rule itself."""
    title: str
    instrument: str
    provision: str
    """Where in the instrument: ``regulation 33(1)``."""
    standing: str
    """A key of ``STANDINGS``."""
    number: int
    unit: str
    """``working days``, ``days``, ``weeks``, ``months``, ``years``, ``hours``."""
    counting: str
    """``working days``, ``calendar days``, ``corresponding date``, ``beginning with``, ``elapsed hours``,
    ``birthday``, ``half way``, ``earlier of``,
    ``fixed day`` (the anchor itself is the last day)."""
    direction: str
    """``after`` or ``before`` the anchor."""
    anchors: tuple[str, ...]
    """Names of the input it is counted from: one of these is needed."""
    needs: tuple[str, ...]
    """Inputs that are needed besides."""
    also: tuple[str, ...]
    """Inputs that may be given."""
    anchor_words: str
    kind: str
    """``limit`` (last lawful day), ``earliest`` (not before), ``boundary`` (a day on which something changes),
    ``moment`` (an hour)."""
    setting: str
    """The setting of the council that changes ``number``; empty where none does."""
    valid_from: date | None
    valid_to: date | None
    group: str
    """The group of clocks that it belongs to: one of ``GROUPS``."""
    changes: str
    """What would change the date, in one or two sentences."""

    @property
    def authority(self) -> str:
        """The instrument and the place in it, with a word where the text is guidance or still to be checked."""
        standing = STANDINGS[self.standing]
        return f"{self.instrument}, {self.provision}" + (f" ({standing})" if standing else "")

    def in_force(self, day: date) -> bool:
        """Whether the row is law on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@cache
def _book() -> Mapping[tuple[str, str], tuple[Rule, ...]]:
    book: dict[tuple[str, str], list[Rule]] = {}
    for row in csv.DictReader(resources.text("law/rules.csv").splitlines()):
        book.setdefault((row["id"], row["variant"]), []).append(_rule(row))
    return {key: tuple(sorted(rows, key=lambda r: r.valid_from or date.min)) for key, rows in book.items()}


def _rule(row: Mapping[str, str]) -> Rule:
    return Rule(
        id=row["id"],
        variant=row["variant"],
        title=row["title"],
        instrument=row["instrument"],
        provision=row["provision"],
        standing=row["standing"],
        number=int(row["number"] or 0),
        unit=row["unit"],
        counting=row["counting"],
        direction=row["direction"],
        anchors=tuple(row["anchor"].split("|")),
        needs=tuple(filter(None, row["needs"].split(";"))),
        also=tuple(filter(None, row["also"].split(";"))),
        anchor_words=row["anchor_words"],
        kind=row["kind"],
        setting=row["setting"],
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        group=row["group"],
        changes=row["changes"],
    )


def _day(words: str) -> date | None:
    return date.fromisoformat(words) if words else None


@cache
def rule_ids() -> tuple[str, ...]:
    """Every rule's id, in the order of the book."""
    return tuple(dict.fromkeys(rule_id for rule_id, _ in _book()))


GROUPS = (
    "Reviews",
    "Visits",
    "Health",
    "Education",
    "Plans",
    "Court and orders",
    "Home and notices",
    "Missing",
    "Challenges",
    "Papers",
    "Birthdays",
)
"""The groups of clocks in the order in which they are shown."""


def rule(rule_id: str, on: date | None = None, variant: str = "") -> Rule:
    """The rule as it stands on a day; the newest without a day, the oldest for a day before the first.

    Raises :class:`NotFound` (a ``UserFacingError``) when there is no such rule.
    """
    rows = _book().get((rule_id, variant))
    if rows is None:
        raise NotFound(f"There is no rule called {rule_id}.", do=f"The rules are: {', '.join(rule_ids())}.")
    if on is None:
        return rows[-1]
    return next((row for row in reversed(rows) if row.in_force(on)), rows[0])
