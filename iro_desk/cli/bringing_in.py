"""Children brought in: a council's return, an Annex A, a list."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from iro_desk.casework import UserFacingError
from iro_desk.cli.common import Commands, open_desk, print_json


def add(commands: Commands) -> None:
    """The commands of this subject."""
    made = commands.add("starter-sheet", _starter_sheet, "An empty list of my children to fill in (.xlsx)")
    made.add_argument("file", type=Path, metavar="FILE.xlsx")

    made = commands.add(
        "import", _import, "Bring in a council's return (SSDA903), an Annex A, a list of children, or busy times (.ics)"
    )
    made.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    whose = made.add_mutually_exclusive_group()
    whose.add_argument("--all", action="store_true", help="every child in the files")
    whose.add_argument("--mine", type=Path, metavar="FILE", help="a list of my children's numbers, names beside them")
    whose.add_argument("--worker", metavar="NAME")
    whose.add_argument("--team", metavar="NAME")
    made.add_argument("--dry-run", action="store_true", help="look, and change nothing")
    made.add_argument("--keep", choices=("mine", "theirs"), default="mine", help="where both changed")


def _starter_sheet(given: argparse.Namespace) -> int:
    from iro_desk.practice import sheets

    sheets.save_starter_sheet(given.file)
    print(f"An empty list of my children: {given.file}", file=sys.stderr)
    return 0


def _import(given: argparse.Namespace) -> int:
    from iro_desk.practice import importing, sheets

    if all(path.suffix.lower() in (".ics", ".ical") for path in given.paths):
        return _import_calendars(given)
    if len(given.paths) == 1 and sheets.is_list(given.paths[0]):
        return _import_list(given)
    with open_desk(given) as ws:
        view = importing.import_return(
            ws,
            given.paths,
            whose=importing.whose(ws, everyone=given.all, mine=given.mine, worker=given.worker, team=given.team),
            keep=given.keep,
            dry_run=given.dry_run,
        )
    if given.json:
        print_json(view)
    else:
        print(importing.in_words(view))
    return 0


def _import_calendars(given: argparse.Namespace) -> int:
    from iro_desk.practice import calendars

    with open_desk(given) as ws:
        view = calendars.import_calendar(ws, given.paths, dry_run=given.dry_run)
    if given.json:
        print_json(view)
        return 0
    print(view.words)
    for problem in view.problems:
        print(f"{problem.file}, line {problem.line}: {problem.what}", file=sys.stderr)
    return 0


def _import_list(given: argparse.Namespace) -> int:
    from iro_desk.practice import importing, sheets

    if given.keep == "theirs":
        raise UserFacingError("A list of children never overwrites what is here.", safe="Nothing was changed.")
    found = sheets.find_sheet(given.paths[0])
    with open_desk(given) as ws:
        mine = importing.whose(ws, everyone=False, mine=given.mine, worker=None, team=None) if given.mine else None
        concerns = sheets.whose_rows(
            ws,
            found,
            everyone=given.all,
            mine=mine.numbers if mine is not None else None,
            worker=given.worker,
            team=given.team,
        )
        prepared = sheets.prepare_sheet(ws, found, concerns=concerns)
        view = prepared.view if given.dry_run else sheets.apply_sheet(ws, prepared)
    if given.json:
        print_json(view)
    else:
        print(sheets.in_words(view))
    return 0
