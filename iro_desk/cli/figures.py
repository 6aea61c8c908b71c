"""Figures of the caseload."""

from __future__ import annotations

import argparse

from iro_desk.cli.common import Commands, day, open_desk, print_json


def add(commands: Commands) -> None:
    """The commands of this subject."""
    made = commands.add("participation", _participation, "How children took part in their reviews over a period")
    made.add_argument("--from", type=day, metavar="DATE", dest="first", help="else 1 April of the financial year")
    made.add_argument("--to", type=day, metavar="DATE", dest="last", help="else today")
    made.add_argument("--publish", action="store_true", help="leave numbers under 6 out, and name nobody's review")


def _participation(given: argparse.Namespace) -> int:
    from iro_desk.practice.participation import as_words, participation_view

    with open_desk(given) as ws:
        view = participation_view(ws, given.first, given.last, publish=given.publish)
    if given.json:
        print_json(view)
    else:
        print(as_words(view))
    return 0
