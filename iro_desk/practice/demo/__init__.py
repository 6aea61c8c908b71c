"""The practice caseload: invented children, made from the tables and stories under ``resources/practice``.

Every person, family, home, school and event in it is invented. The same number of children, seed and
day give the same records, ids included, in the same order.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from iro_desk.casework import RandomBytes, Setting, new_id
from iro_desk.practice.demo.build import build
from iro_desk.practice.workspace import Workspace

__all__ = ["PracticeCaseload", "fill_practice_desk", "practice_caseload"]


@dataclass(frozen=True, slots=True)
class PracticeCaseload:
    """Everything that a practice desk holds on its day: ``records`` with parents before children, and ``settings``."""

    day: date
    records: tuple[Any, ...]
    settings: tuple[Setting, ...]

    def of(self, kind: type) -> list[Any]:
        """The records of one kind, in order."""
        return [record for record in self.records if type(record) is kind]


def practice_caseload(children: int, seed: int, on: date, random_bytes: RandomBytes) -> PracticeCaseload:
    """The practice caseload on a day; ids are drawn from ``random_bytes``, everything else from ``seed``.

    The first 24 children are told in full; up to 66 follow the tables, and beyond that they repeat. From 66
    on, a child who has just left stands beside them. Raises ``BeyondHolidays`` (a ``UserFacingError``) for a
    day so far from the first one that the bank holidays are not known.
    """
    records, settings = build(children, seed, on, lambda: new_id(random_bytes))
    return PracticeCaseload(on, records, settings)


def fill_practice_desk(ws: Workspace, *, children: int, seed: int, on: date) -> None:
    """Put the practice caseload on a new desk, with its finalised papers; ids come from the desk's own source."""
    from iro_desk.practice.demo.papers import keep_practice_papers

    ws.do("Made the practice caseload of invented children", _fill, children, seed, on, kind="import").result()
    keep_practice_papers(ws)


def _fill(change: Any, children: int, seed: int, on: date) -> None:
    records, settings = build(children, seed, on, change.new_id)
    change.save_many(records)
    for setting in settings:
        change.put_setting(setting.id, setting.value)
