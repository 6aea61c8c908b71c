"""School terms: those the desk was given, or those that the program ships for the council's own authority."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from iro_desk import resources
from iro_desk.casework import CouncilSettings, SchoolTerm
from iro_desk.statute.calendars import WorkingDays


def terms_of(settings: CouncilSettings, authority: str = "") -> tuple[SchoolTerm, ...]:
    """The terms of an authority (the council's own without one), oldest first; empty where none are known.

    Terms typed or imported on this desk for that authority stand in place of those that are shipped.
    """
    wanted = authority or settings.text("council_authority")
    own = tuple(term for term in settings.terms if term.authority == wanted)
    return tuple(sorted(own, key=lambda t: t.starts)) if own else _shipped().get(wanted, ())


@cache
def _shipped() -> dict[str, tuple[SchoolTerm, ...]]:
    found: dict[str, list[SchoolTerm]] = {}
    for row in csv.DictReader(resources.text("law/terms.csv").splitlines()):
        found.setdefault(row["authority"], []).append(read_term(row, f"{row['authority']}:{row['starts']}"))
    return {authority: tuple(sorted(terms, key=lambda t: t.starts)) for authority, terms in found.items()}


def read_term(row: Mapping[str, str], term_id: str) -> SchoolTerm:
    """One term from a row of a table: authority, name, starts, ends, half_term_starts, half_term_ends (ISO dates).

    Raises ``ValueError`` for a day that is none, and ``KeyError`` for a column that is missing.
    """
    half = [date.fromisoformat(row[key]) if row.get(key) else None for key in ("half_term_starts", "half_term_ends")]
    starts, ends = date.fromisoformat(row["starts"]), date.fromisoformat(row["ends"])
    name = row["name"] + (" (expected, check)" if row.get("basis") == "expected" else "")
    return SchoolTerm(term_id, row["authority"], name, starts, ends, half[0], half[1])


def term_of(terms: Sequence[SchoolTerm], day: date) -> SchoolTerm | None:
    """The term that runs on a day; in a holiday the one that comes next. ``None`` beyond the table."""
    if not terms or day < terms[0].starts:
        return None
    return next((term for term in terms if day <= term.ends), None)


def term_after(terms: Sequence[SchoolTerm], term: SchoolTerm) -> SchoolTerm | None:
    """The term that follows; ``None`` at the end of the table."""
    return next((later for later in terms if later.starts > term.ends), None)


def end_of_term(terms: Sequence[SchoolTerm], day: date) -> date | None:
    """ "By the end of term": the last school day of the term that runs, or of the next; ``None`` beyond the table."""
    term = term_of(terms, day)
    return term.ends if term is not None else None


def start_of_term(terms: Sequence[SchoolTerm], day: date) -> date | None:
    """ "By the start of term": the first school day of the next term; ``None`` beyond the table."""
    return next((t.starts for t in terms if t.starts > day), None) if terms and terms[0].starts <= day else None


def half_term(terms: Sequence[SchoolTerm], day: date, working: WorkingDays) -> date | None:
    """ "By half term": the last school day before the next half-term holiday; ``None`` beyond the table."""
    starts = next((t.half_term_starts for t in terms if t.half_term_starts and t.half_term_starts > day), None)
    return working.before(starts, 1) if starts is not None and terms[0].starts <= day else None


def is_school_day(terms: Sequence[SchoolTerm], day: date, working: WorkingDays) -> bool | None:
    """Whether schools are open by the table (training days apart); ``None`` where the table does not reach the day."""
    if not terms or not terms[0].starts <= day <= terms[-1].ends:
        return None
    term = next((t for t in terms if t.starts <= day <= t.ends), None)
    if term is None or not working.is_working(day):
        return False
    if term.half_term_starts is None or term.half_term_ends is None:
        return True
    return not term.half_term_starts <= day <= term.half_term_ends
