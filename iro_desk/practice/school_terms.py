"""The school terms of an authority: those that the program ships, and those that this desk was given instead."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from iro_desk.casework import Refused, SchoolTerm, UserFacingError
from iro_desk.practice.views import TermRow
from iro_desk.practice.workspace import Workspace
from iro_desk.practice.writing import UNCHANGED
from iro_desk.statute import read_term, terms_of

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


def save_term(ws: Workspace, term: SchoolTerm) -> Future[str]:
    """Keep one term, new (empty id) or changed; gives its id. The shipped terms of its authority come with it.

    Raises ``Refused`` for days out of order or a term that overlaps another.
    """
    words = "Changed a school term" if term.id else "Added a school term"
    return ws.do(words, _save, term, terms_of(ws.settings(), term.authority), _own(ws))


def _save(change: Any, term: SchoolTerm, shown: tuple[SchoolTerm, ...], own: frozenset[str]) -> str:
    _check(term, [other for other in shown if other.id != term.id])
    for other in shown:
        if other.id not in own and other.id != term.id:
            change.save(replace(other, id=change.new_id()))
    kept = term if term.id in own else replace(term, id=change.new_id())
    change.save(kept)
    return kept.id


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


def remove_term(ws: Workspace, term_id: str) -> Future[None]:
    """Take one of the desk's own terms away; with the last of an authority the shipped ones hold again.

    Raises ``NotFound`` for a term that is not one of this desk's own.
    """
    return ws.do("Took a school term away", _remove, term_id)


def _remove(change: Any, term_id: str) -> None:
    change.delete(change.get(SchoolTerm, term_id))


def import_terms(ws: Workspace, path: Path) -> Future[int]:
    """Read a table of terms (``COLUMNS``); gives how many were kept. They take the place of the desk's own terms of
    the authorities in it.

    Raises ``UserFacingError`` when the file cannot be read, and ``Refused`` for a row that cannot be, naming its line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserFacingError(f"{path.name} could not be read as a table.", safe=UNCHANGED) from error
    return ws.do("Read school terms", _import, read_terms(text))


def keep_terms(ws: Workspace, rows: Sequence[TermRow]) -> Future[None]:
    """Keep these terms of the council's own authority in place of those there were; none puts the shipped ones back.

    Raises ``Refused`` as :func:`save_term` does, naming the term.
    """
    authority = ws.settings().text("council_authority")
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


def terms_of_file(ws: Workspace, path: Path) -> tuple[TermRow, ...]:
    """The terms of the council's own authority in a table (``COLUMNS``; without the first they are all its own).

    Nothing is kept. Raises as :func:`import_terms` does.
    """
    authority = ws.settings().text("council_authority")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserFacingError(f"{path.name} could not be read as a table.", safe=UNCHANGED) from error
    head, _, rest = text.partition("\n")
    if "authority" not in head:
        lines = (f"{authority},{line}" for line in rest.splitlines() if line.strip())
        text = "\n".join((f"authority,{head}", *lines))
    return tuple(
        TermRow("", t.authority, t.name, t.starts, t.ends, t.half_term_starts, t.half_term_ends)
        for t in read_terms(text)
        if t.authority == authority
    )


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


def _import(change: Any, terms: tuple[SchoolTerm, ...]) -> int:
    authorities = {term.authority for term in terms}
    for old in change.all(SchoolTerm):
        if old.authority in authorities:
            change.delete(old)
    for term in terms:
        change.save(replace(term, id=change.new_id()))
    return len(terms)


def term_of_values(term_id: str, values: dict[str, date | str | None]) -> SchoolTerm:
    """A term from a form's values by the names of its fields. Raises ``Refused`` when something needed is empty."""
    names = {item.name for item in fields(SchoolTerm)} - {"id"}
    try:
        return SchoolTerm(id=term_id, **{key: value for key, value in values.items() if key in names})  # type: ignore[arg-type]
    except TypeError as error:
        raise Refused("Something that is needed was left empty.", safe=UNCHANGED) from error
