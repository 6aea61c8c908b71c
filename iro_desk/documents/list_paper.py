"""A list of the window as a paper: its titles and its rows, as they stood when it was saved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from iro_desk.documents.blocks import Column, Foot, Paper, Paragraph, Row, Table
from iro_desk.documents.common import start
from iro_desk.documents.facts import LetterheadFacts
from iro_desk.documents.wording import full_day, year_day

WIDTH_MM = 174.0
NARROWEST_MM = 12.0


def list_paper(
    title: str,
    titles: Sequence[str],
    rows: Sequence[Sequence[str]],
    letterhead: LetterheadFacts,
    *,
    dated: date,
    practice: bool,
) -> Paper:
    """A table with a column for each title; a column is as wide as its words want, all together as the page."""
    table = Table(
        tuple(Column(name or " ", width) for name, width in zip(titles, _widths(titles, rows), strict=True)),
        tuple(Row(tuple(cell or " " for cell in row), origin=f"row:{n}") for n, row in enumerate(rows, 1)),
    )
    return start(
        "list",
        letterhead,
        f"as it stood on {full_day(dated)}",
        document_title="List",
        title=title,
        subtitle=f"{len(rows)} {'row' if len(rows) == 1 else 'rows'}",
        blocks=(table,) if rows else (Paragraph("The list is empty."),),
        foot=Foot("List", f"{year_day(dated)}. Shred when it is no longer needed."),
        dated=dated,
        draft=False,
        practice=practice,
        form="wide",
    )


def _widths(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    wanted = [min(max([len(title), *(len(row[n]) for row in rows)]), 48) + 2.0 for n, title in enumerate(titles)]
    spare = WIDTH_MM - NARROWEST_MM * len(titles)
    if spare <= 0:
        return [WIDTH_MM / len(titles)] * len(titles)
    return [NARROWEST_MM + spare * share / sum(wanted) for share in wanted]
