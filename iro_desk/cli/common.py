"""What every command shares: words in plain English, the desk that is opened for it, and how values are typed."""

from __future__ import annotations

import argparse
import getpass
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, NoReturn
from zoneinfo import ZoneInfo

from iro_desk.casework import UserFacingError

if TYPE_CHECKING:
    from iro_desk.practice.workspace import Workspace

PASSPHRASE_VARIABLE = "IRO_DESK_PASSPHRASE"

Run = Callable[[argparse.Namespace], int]


class WrongUsage(Exception):
    """The command was put wrongly; exit 2."""


PLAIN_WORDS = (
    (r"^argument (\S+): ", r"\1: "),
    (r"invalid choice: '?(.*?)'? \(choose from (.*)\)", r"\1 is none of these: \2"),
    (r"^the following arguments are required: (.*)", r"this is still needed: \1"),
    (r"^one of the arguments (.*) is required", r"one of these is needed: \1"),
    (r"^unrecognized arguments: (.*)", r"these words are not known here: \1"),
    (r"expected (?:one|at least one) argument$", "a word is needed after it"),
    (r"not allowed with argument (.*)", r"it cannot be given together with \1"),
    (r"^ambiguous option: (\S+) could match (.*)", r"\1 could mean any of these: \2"),
    (r"ignored explicit argument '?(.*?)'?$", r"it takes no value, and \1 was given"),
)
"""What argparse says of a command put wrongly, and the same in plain words."""


class PlainParser(argparse.ArgumentParser):
    """A parser that says in plain words what is wrong with a command; exit 2."""

    def error(self, message: str) -> NoReturn:
        """Prints how the command is used and what is wrong with it."""
        for pattern, words in PLAIN_WORDS:
            message = re.sub(pattern, words, message)
        self.print_usage(sys.stderr)
        self.exit(2, f"iro-desk: {message}\n")


class Commands:
    """Commands of one level, each with the words that all of them take."""

    def __init__(self, parser: argparse.ArgumentParser, common: argparse.ArgumentParser, **words: str) -> None:
        self._common = common
        self._added = parser.add_subparsers(**words)  # type: ignore[call-overload]

    def add(self, name: str, run: Run, words: str) -> argparse.ArgumentParser:
        """One command more: what it runs, and what it says of itself."""
        made: argparse.ArgumentParser = self._added.add_parser(
            name, parents=[self._common], help=words, description=words
        )
        made.set_defaults(run=run)
        return made

    def below(self, name: str, run: Run, words: str) -> Commands:
        """A command with steps of its own."""
        return Commands(self.add(name, run, words), self._common, metavar="STEP", title="steps")


def today_in_london() -> date:
    """Today, asked for once and here: everything below is handed the day."""
    return datetime.now(ZoneInfo("Europe/London")).date()


def now() -> datetime:
    """The moment, in UTC, for the journal."""
    return datetime.now(UTC)


def day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{words} is not a date such as 2026-11-23") from None


def number(least: int, most: int) -> Callable[[str], int]:
    def number(words: str) -> int:
        if not words.isdecimal() or not least <= int(words) <= most:
            raise argparse.ArgumentTypeError(f"{words} is not a whole number from {least} to {most}")
        return int(words)

    return number


def scale(words: str) -> float:
    try:
        scale = float(words)
    except ValueError:
        scale = 0.0
    if not 0.5 <= scale <= 4:
        raise argparse.ArgumentTypeError(f"{words} is not a number from 0.5 to 4, such as 1.5")
    return scale


def size(words: str) -> tuple[int, int]:
    wide, _, high = words.partition("x")
    if not (wide.isdecimal() and high.isdecimal()):
        raise argparse.ArgumentTypeError(f"{words} is not a size such as 1366x768")
    return int(wide), int(high)


def passphrase(given: argparse.Namespace, twice: bool = False) -> str:
    known = os.environ.pop(PASSPHRASE_VARIABLE, None)
    if given.passphrase_file is not None:
        try:
            lines = given.passphrase_file.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise WrongUsage("the passphrase file could not be read; nothing was changed") from error
        if not lines or not lines[0]:
            raise WrongUsage("the passphrase file is empty; nothing was changed")
        return str(lines[0])
    if known is not None:
        return known
    if not sys.stdin.isatty():
        raise WrongUsage(f"a passphrase is needed: --passphrase-file FILE, or the variable {PASSPHRASE_VARIABLE}")
    first = getpass.getpass("Passphrase: ")
    if twice and getpass.getpass("The same again: ") != first:
        raise UserFacingError("The two passphrases differ.", safe="Nothing was made.")
    return first


@contextmanager
def open_desk(given: argparse.Namespace) -> Iterator[Workspace]:
    from iro_desk.practice import keyring, opening

    if given.desk is None:
        raise WrongUsage("this command needs --desk DESK")
    ws = opening.open_desk(given.desk, passphrase(given), today=today_in_london(), now=now)
    if given.as_of is not None:
        ws.today = given.as_of
    if ws.opening_words:
        print(ws.opening_words, file=sys.stderr)
    for use in keyring.key_uses(ws):
        print(use.words, file=sys.stderr)
    keyring.key_uses_told(ws)
    try:
        yield ws
    finally:
        opening.close_desk(ws)


def print_json(value: Any) -> None:
    from iro_desk.practice.encode import to_json

    print(to_json(value))


def day_or_not_known(day: date | None) -> str:
    return day.isoformat() if day is not None else "Not known"


def has_screen() -> bool:
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
