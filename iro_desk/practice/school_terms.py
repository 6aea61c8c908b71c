"""The school terms of an authority: those that the program ships, and those that this desk was given instead."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

from iro_desk.casework import Refused, SchoolTerm, UserFacingError
from iro_desk.practice.views import TermRow
from iro_desk.practice.workspace import Workspace
from iro_desk.practice.writing import UNCHANGED
from iro_desk.statute import read_term, terms_of
from iro_desk.travel import names_of_areas

COLUMNS = ("authority", "name", "starts", "ends", "half_term_starts", "half_term_ends")
"""The columns of a table of terms; the two of the half term may be empty or missing. Days as 2026-09-02."""


def term_rows(ws: Workspace, authority: str = "") -> tuple[TermRow, ...]:
    """The terms of an authority (the council's own without one), oldest first. Without any of this desk's own they
    are those that the program ships: changing one takes all of that authority over to the desk."""
    return tuple(
        TermRow(t.id, t.authority, t.name, t.starts, t.ends, t.half_term_starts, t.half_term_ends, t.id in _own(ws))
        for t in terms_of(ws.settings(), authority)
    )


def _own(ws: Workspace) -> frozenset[str]:
    return frozenset(term.id for term in ws.settings().terms)


def _check(term: SchoolTerm, others: Sequence[SchoolTerm]) -> None:
    if not term.name.strip() or not term.authority.strip():
        raise Refused("A term needs a name and its authority.", safe=UNCHANGED)
    half = (term.half_term_starts, term.half_term_ends)
    if (half[0] is None) != (half[1] is None):
        raise Refused("A half term needs its first and its last day.", safe=UNCHANGED)
    days = [day for day in (term.starts, *half, term.ends) if day is not None]
    if days != sorted(days):
        raise Refused("The days of the term are out of order.", safe=UNCHANGED, do="Check the dates.")
    if any(other.starts <= term.ends and term.starts <= other.ends for other in others):
        raise Refused("The term overlaps another.", safe=UNCHANGED, do="Check the dates.")


def authorities(ws: Workspace) -> tuple[tuple[str, str], ...]:
    """(ONS code, name) of every authority whose schools a child may go to: the council's own first."""
    own = ws.settings().text("council_authority")
    return tuple(sorted(names_of_areas().items(), key=lambda each: (each[0] != own, each[1])))


def keep_terms(ws: Workspace, rows: Sequence[TermRow], authority: str = "") -> Future[None]:
    """Keep these terms of an authority (the council's own without one) in place of those there were; none puts the
    shipped ones back.

    Raises ``Refused`` for days out of order or terms that overlap, naming the term.
    """
    authority = authority or ws.settings().text("council_authority")
    kept: list[SchoolTerm] = []
    for row in sorted(rows, key=lambda row: row.starts):
        term = SchoolTerm(
            "", authority, row.name.strip(), row.starts, row.ends, row.half_term_starts, row.half_term_ends
        )
        try:
            _check(term, kept)
        except Refused as refused:
            raise Refused(f"{row.name or 'A term'}: {refused.what}", safe=refused.safe, do=refused.do) from refused
        kept.append(term)
    return ws.do("Changed the school terms" if kept else "Put the school terms back", _keep, authority, tuple(kept))


def _keep(change: Any, authority: str, terms: tuple[SchoolTerm, ...]) -> None:
    for old in change.where(SchoolTerm, authority=authority):
        change.delete(old)
    change.save_many(replace(term, id=change.new_id()) for term in terms)


def terms_of_file(ws: Workspace, path: Path, authority: str = "") -> tuple[TermRow, ...]:
    """The terms of an authority (the council's own without one) in a table (``COLUMNS``; without the first they are
    all that authority's).

    Nothing is kept. Raises ``UserFacingError`` when the file cannot be read, and ``Refused`` for a row that cannot be,
    naming its line, and when none is that authority's.
    """
    authority = authority or ws.settings().text("council_authority")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserFacingError(f"{path.name} could not be read as a table.", safe=UNCHANGED) from error
    head, _, rest = text.partition("\n")
    if "authority" not in head:
        lines = (f"{authority},{line}" for line in rest.splitlines() if line.strip())
        text = "\n".join((f"authority,{head}", *lines))
    found = tuple(
        TermRow("", t.authority, t.name, t.starts, t.ends, t.half_term_starts, t.half_term_ends)
        for t in read_terms(text)
        if t.authority == authority
    )
    if not found:
        raise Refused("The table holds no term of that authority.", safe=UNCHANGED, do=f"Its code is {authority}.")
    return found


def read_terms(text: str) -> tuple[SchoolTerm, ...]:
    """The terms of a table (``COLUMNS``). Raises ``Refused`` for a row that cannot be, naming its line."""
    found: list[SchoolTerm] = []
    for line, row in enumerate(csv.DictReader(text.splitlines()), 2):
        try:
            term = read_term(row, "")
        except (KeyError, TypeError, ValueError) as error:
            do = f"It needs the columns {', '.join(COLUMNS)}, with days such as 2026-09-02."
            raise Refused(f"Line {line} is no school term.", safe=UNCHANGED, do=do) from error
        _check(term, [other for other in found if other.authority == term.authority])
        found.append(term)
    if not found:
        raise Refused("The table holds no school term.", safe=UNCHANGED)
    return tuple(found)
