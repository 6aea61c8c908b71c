"""Saving a list of the window as a file: CSV for a spreadsheet, or PDF for print. Kept in the journal as saved."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from iro_desk.casework import Refused
from iro_desk.documents import typeset
from iro_desk.documents.list_paper import list_paper
from iro_desk.practice.hidden import refuse_hidden
from iro_desk.practice.paper_facts import letterhead
from iro_desk.practice.safe_csv import csv_of
from iro_desk.practice.sharing import write_whole
from iro_desk.practice.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ShownList:
    """A list as it stands in the window: its name, the titles of its columns, its rows in the order shown."""

    title: str
    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def list_as_csv(shown: ShownList) -> bytes:
    """The list for a spreadsheet; no cell is taken for a formula."""
    return csv_of(shown.titles, shown.rows)


def list_as_pdf(ws: Workspace, shown: ShownList) -> bytes:
    """The list as a tagged PDF."""
    settings = ws.settings()
    paper = list_paper(
        shown.title,
        shown.titles,
        shown.rows,
        letterhead(settings),
        dated=ws.today,
        practice=settings.yes("practice"),
    )
    return typeset(paper).pdf


def save_list(ws: Workspace, shown: ShownList, path: Path) -> None:
    """Write the list to a file that ends in .csv or .pdf, whole or not at all; the journal keeps that it was saved.

    Raises ``Refused`` while names are hidden or for another ending, ``UserFacingError`` when it cannot be written.
    """
    refuse_hidden(ws.desk)
    ending = path.suffix.lower()
    if ending not in (".csv", ".pdf"):
        raise Refused("A list is saved as CSV or PDF.", safe="Nothing was written.", do="End the name in .csv or .pdf.")
    write_whole(path, list_as_csv(shown) if ending == ".csv" else list_as_pdf(ws, shown))
    ws.note(f"Saved a list as a file: {shown.title.lower()}", "exported").result()
