"""The caseload, what is due, one child, what was written."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from iro_desk.cli.common import Commands, day_or_not_known, number, open_desk, print_json


def add(commands: Commands) -> None:
    """The commands of this subject."""
    commands.add("caseload", _caseload, "Every child, most pressing first")
    made = commands.add("due", _due, "Reviews that are late or near their last day")
    made.add_argument("--within", type=number(0, 5000), default=28, metavar="DAYS")
    for name, run, words in (
        ("child", _child, "One child: dates, reviews, decisions, people, places"),
        ("history", _history, "What was changed for one child"),
    ):
        made = commands.add(name, run, words)
        made.add_argument("child", metavar="CHILD", help="council number or id")

    made = commands.add("find", _find, "Words in what is known about the children")
    made.add_argument("words", nargs="+", metavar="WORD")


def _caseload(given: argparse.Namespace) -> int:
    from iro_desk.practice.caseload import caseload_view

    with open_desk(given) as ws:
        rows = caseload_view(ws).rows
    _print_rows(given, rows)
    return 0


def _due(given: argparse.Namespace) -> int:
    from iro_desk.practice.caseload import due_view

    with open_desk(given) as ws:
        rows = due_view(ws, given.within)
    _print_rows(given, rows)
    return 0


def _print_rows(given: argparse.Namespace, rows: Sequence[Any]) -> None:
    from iro_desk.practice.caseload import book_by

    if given.json:
        print_json(list(rows))
        return
    for row in rows:
        review = row.next_review
        says = review.says if review else "No review due"
        by = "" if review is None else day_or_not_known(book_by(review))
        print(f"{row.number:<12} {row.name or 'No name yet':<28} {by:<11} {says}")


def _child(given: argparse.Namespace) -> int:
    from iro_desk.practice.caseload import book_by
    from iro_desk.practice.child import child_view

    with open_desk(given) as ws:
        view = child_view(ws, ws.desk.find_child(given.child))
    if given.json:
        print_json(view)
        return 0
    print(f"{view.name or view.number}\n{view.line}")
    for clock in view.clocks:
        print(f"{day_or_not_known(book_by(clock)):<11} {clock.title}: {clock.state}. {clock.because}")
    return 0


def _history(given: argparse.Namespace) -> int:
    from iro_desk.practice.history import history_view

    with open_desk(given) as ws:
        rows = history_view(ws, ws.desk.find_child(given.child))
    if given.json:
        print_json(list(rows))
        return 0
    for row in rows:
        print(f"{row.n:>5} {row.moment} {row.words}")
    return 0


def _find(given: argparse.Namespace) -> int:
    from iro_desk.practice.finding import search_text

    with open_desk(given) as ws:
        found = search_text(ws, " ".join(given.words))
    if given.json:
        print_json(list(found))
        return 0
    for hit in found:
        print(f"{hit.label}: {hit.child_label or 'no child'}: {hit.snippet}")
    return 0
