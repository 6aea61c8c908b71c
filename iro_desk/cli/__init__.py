"""The command line: the same work without a window; it also starts the window.

Exit 0: done, also when the answer lists problems or late reviews. 1: refused, not found, nothing to
undo, or a check found a fault: one clear line on standard error. 2: wrong usage. ``--json`` prints one
object or array on standard output; words go to standard error.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from iro_desk import __version__
from iro_desk.casework import UserFacingError
from iro_desk.cli import (
    bringing_in,
    children,
    dates,
    desks,
    diary,
    figures,
    papers,
    reviews,
    sharing,
    travelling,
    windows,
)
from iro_desk.cli.common import PASSPHRASE_VARIABLE, Commands, PlainParser, Run, WrongUsage, day
from iro_desk.practice.no_dumps import no_core_dumps

__all__ = ["PASSPHRASE_VARIABLE", "main", "window"]


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; without a command, open the window."""
    no_core_dumps()
    if getattr(sys, "frozen", False):
        # The planner's own process is this program started again: it goes no further than its work.
        from multiprocessing import freeze_support

        freeze_support()
    parser = _parser()
    given = parser.parse_args(words)
    for name, default in (("desk", None), ("as_of", None), ("json", False), ("passphrase_file", None)):
        if not hasattr(given, name):
            setattr(given, name, default)
    command: Run = getattr(given, "run", windows.open_window)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Names in every script, also where the console's own code page has not their letters.
            stream.reconfigure(encoding="utf-8")
    try:
        done = command(given)
        sys.stdout.flush()
        return done
    except UserFacingError as error:
        print(f"iro-desk: {error}", file=sys.stderr)
        return 1
    except WrongUsage as error:
        print(f"iro-desk: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # Whoever read has read enough; what is still to be written at the end of the process goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("iro-desk: stopped.", file=sys.stderr)
        return 1


def window() -> int:
    """Entry point of the window without a console."""
    return main([])


def _parser() -> argparse.ArgumentParser:
    common = PlainParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--desk", type=Path, metavar="DESK", help="the desk's folder")
    common.add_argument("--as-of", type=day, metavar="DATE", help="the day on which everything is read")
    common.add_argument("--json", action="store_true", help="print one JSON object or array")
    common.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", help="a file whose first line is the passphrase"
    )
    parser = PlainParser(
        prog="iro-desk",
        description="The desk of an Independent Reviewing Officer. Without a command it opens the window.",
        parents=[common],
    )
    parser.add_argument("--version", action="version", version=f"iro-desk {__version__}")
    commands = Commands(parser, common, title="commands", metavar="COMMAND")
    for subject in (dates, desks, bringing_in, children, reviews, sharing, diary, figures, papers, travelling, windows):
        subject.add(commands)
    return parser
