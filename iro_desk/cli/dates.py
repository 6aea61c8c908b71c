"""A statutory date with its sum, one or a table of them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from iro_desk.casework import UserFacingError
from iro_desk.cli.common import Commands, WrongUsage, print_json


def add(commands: Commands) -> None:
    """The commands of this subject."""
    made = commands.add("date", _date, "A statutory date with its sum")
    made.add_argument("rule", nargs="?", metavar="RULE", help="a rule's id or plain name: review.first, “First review”")
    made.add_argument("inputs", nargs="*", metavar="key=value")
    made.add_argument("--batch", type=Path, metavar="FILE.csv")
    made.add_argument("--set", action="append", default=[], metavar="key=value", dest="settings")


def _date(given: argparse.Namespace) -> int:
    from iro_desk.casework import CouncilSettings
    from iro_desk.practice import dates
    from iro_desk.practice.calculator import rule_named
    from iro_desk.practice.encode import to_json_line

    settings = CouncilSettings().having(**_pairs(given.settings))
    if given.batch is not None:
        faults = 0
        for line in dates.batch(given.batch, settings):
            faults += isinstance(line, dates.DateProblem)
            print(to_json_line(line))
        return 1 if faults else 0
    if given.rule is None:
        raise WrongUsage("date needs a RULE, or --batch FILE.csv")
    answer = dates.answer(rule_named(given.rule), _pairs(given.inputs), settings)
    if given.json:
        print_json(answer)
    else:
        print(f"{answer.legal_limit.isoformat()}\n{answer.because}\n{answer.authority}")
    return 0


def _pairs(words: Sequence[str]) -> dict[str, str]:
    """``key=value`` after ``key=value``. Raises ``WrongUsage`` for one without its equals sign."""
    from iro_desk.practice import dates

    try:
        return dates.parse_inputs(";".join(words))
    except UserFacingError as error:
        raise WrongUsage(str(error)) from error
