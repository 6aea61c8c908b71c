"""The command line: the same work without a window; it also starts the window.

Exit 0: done, also when the answer lists problems or late reviews. 1: refused, not found, nothing to
undo, or a check found a fault: one clear line on standard error. 2: wrong usage. ``--json`` prints one
object or array on standard output; words go to standard error.
"""

from __future__ import annotations

import argparse
import getpass
import io
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn
from zoneinfo import ZoneInfo

from iro_desk import __version__
from iro_desk.casework import UserFacingError
from iro_desk.practice.no_dumps import no_core_dumps

if TYPE_CHECKING:
    from iro_desk.practice.workspace import Workspace

PASSPHRASE_VARIABLE = "IRO_DESK_PASSPHRASE"


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


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; without a command, open the window."""
    no_core_dumps()
    parser = _parser()
    given = parser.parse_args(words)
    for name, default in (("desk", None), ("as_of", None), ("json", False), ("passphrase_file", None)):
        if not hasattr(given, name):
            setattr(given, name, default)
    command: Callable[[argparse.Namespace], int] = getattr(given, "run", _window)
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


def today_in_london() -> date:
    """Today, asked for once and here: everything below is handed the day."""
    return datetime.now(ZoneInfo("Europe/London")).date()


def now() -> datetime:
    """The moment, in UTC, for the journal."""
    return datetime.now(UTC)


# ---------------------------------------------------------------- words of the command line


def _parser() -> argparse.ArgumentParser:
    common = PlainParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--desk", type=Path, metavar="DESK", help="the desk's folder")
    common.add_argument("--as-of", type=_day, metavar="DATE", help="the day on which everything is read")
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
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], words: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, parents=[common], help=words, description=words)
        made.set_defaults(run=run)
        return made

    made = command("date", _date, "A statutory date with its sum")
    made.add_argument("rule", nargs="?", metavar="RULE", help="a rule's id or plain name: review.first, “First review”")
    made.add_argument("inputs", nargs="*", metavar="key=value")
    made.add_argument("--batch", type=Path, metavar="FILE.csv")
    made.add_argument("--set", action="append", default=[], metavar="key=value", dest="settings")

    made = command("new", _new, "Make an empty desk")
    made.add_argument("folder", type=Path, metavar="DESK")

    made = command("demo", _demo, "Make the practice desk of invented children")
    made.add_argument("folder", type=Path, metavar="DESK")
    made.add_argument("--children", type=_number(1, 5000), default=66)
    made.add_argument("--seed", type=_number(0, 2**32 - 1), default=1)

    made = command("starter-sheet", _starter_sheet, "An empty list of my children to fill in (.xlsx)")
    made.add_argument("file", type=Path, metavar="FILE.xlsx")

    made = command("import", _import, "Bring in a council's return (SSDA903), an Annex A or a list of children")
    made.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    whose = made.add_mutually_exclusive_group()
    whose.add_argument("--all", action="store_true", help="every child in the files")
    whose.add_argument("--mine", type=Path, metavar="FILE", help="a list of my children's numbers, names beside them")
    whose.add_argument("--worker", metavar="NAME")
    whose.add_argument("--team", metavar="NAME")
    made.add_argument("--dry-run", action="store_true", help="look, and change nothing")
    made.add_argument("--keep", choices=("mine", "theirs"), default="mine", help="where both changed")

    made = command("plan", _plan, "Plan the reviews of a task: which days, in which order, with which nights away")
    made.add_argument("--instance", type=Path, metavar="FILE.json", required=True, help="the task in numbers")
    made.add_argument("--seconds", type=float, default=10.0, metavar="S", help="how long to look for better plans")

    command("caseload", _caseload, "Every child, most pressing first")
    made = command("due", _due, "Reviews that are late or near their last day")
    made.add_argument("--within", type=_number(0, 5000), default=28, metavar="DAYS")
    for name, run, words in (
        ("child", _child, "One child: dates, reviews, decisions, people, places"),
        ("history", _history, "What was changed for one child"),
    ):
        made = command(name, run, words)
        made.add_argument("child", metavar="CHILD", help="council number or id")
    command("undo", _undo, "Take back the newest change")
    command("redo", _redo, "Bring back what was undone")
    command("check", _check, "Check every page, row and change of the desk")

    made = command("audit", _audit, "The journal: what was changed, opened, printed and saved, newest first")
    made.add_argument("--child", metavar="CHILD", help="council number or id")
    made.add_argument("--kind", action="append", default=[], metavar="KIND", help="edit, opened, exported, ...")
    made.add_argument("--from", type=_day, dest="since", metavar="DATE")
    made.add_argument("--to", type=_day, dest="until", metavar="DATE")
    made.add_argument("--words", default="", metavar="TEXT")
    made.add_argument("--csv", type=Path, metavar="FILE.csv", help="write all of it to a file instead")
    made = command("find", _find, "Words in what is known about the children")
    made.add_argument("words", nargs="+", metavar="WORD")

    made = command("export", _export, "Save what is held: export child CHILD FOLDER; export desk FOLDER")
    made.add_argument("what", choices=("child", "desk"))
    made.add_argument("where", nargs="+", metavar="[CHILD] FOLDER")

    made = command("remove", _remove, "Delete the working copy of a child who left, from the desk and its backups")
    made.add_argument("child", metavar="CHILD", help="council number or id")
    made.add_argument("--uploaded", default="", metavar="TEXT", help="how you know that the papers are in the system")

    made = command("backup", _backup, "Back the desk up to one file, and check the file")
    made.add_argument("file", type=Path, metavar="FILE")
    made = command("drill", _drill, "Unpack a backup aside and check it whole; the newest one if none is named")
    made.add_argument("file", type=Path, nargs="?", metavar="FILE")
    made = command("restore", _restore, "Make a desk from a backup")
    made.add_argument("file", type=Path, metavar="FILE")
    made.add_argument("folder", type=Path, metavar="DESK")
    command("passphrase", _change_passphrase, "Give the desk another passphrase")
    command("rekey", _rekey, "Give the desk a new key and new recovery codes; prints the codes once")

    review = command("review", _review_usage, "Book, hold, complete and finalise a review")
    steps = review.add_subparsers(metavar="STEP", title="steps")

    def step(name: str, run: Callable[[argparse.Namespace], int], words: str) -> argparse.ArgumentParser:
        made = steps.add_parser(name, parents=[common], help=words, description=words)
        made.set_defaults(run=run)
        return made

    made = step("list", _review_list, "Reviews, of one child or of all")
    made.add_argument("child", nargs="?", metavar="CHILD")
    made = step("book", _review_book, "Book a review; prints its id")
    made.add_argument("child", metavar="CHILD")
    made.add_argument("day", type=_day, metavar="DATE")
    made.add_argument("--time", default="", metavar="HH:MM")
    made.add_argument("--place", default="")
    made.add_argument("--method", default="in person")
    made = step("rebook", _review_rebook, "Change a booking; what is not given stays")
    made.add_argument("review", metavar="REVIEW")
    made.add_argument("day", type=_day, metavar="DATE")
    made.add_argument("--time", metavar="HH:MM")
    made.add_argument("--place")
    made.add_argument("--method")
    made = step("cancel", _review_cancel, "Cancel a booking; the reason is kept")
    made.add_argument("review", metavar="REVIEW")
    made.add_argument("--because", required=True, metavar="TEXT")
    made = step("facts", _review_facts, "The facts of a review as JSON, to fill in")
    made.add_argument("review", metavar="REVIEW")
    made = step("hold", _review_hold, "Take the facts of a review that was held")
    made.add_argument("review", metavar="REVIEW")
    made.add_argument("facts", type=Path, metavar="F.json")
    made = step("complete", _review_complete, "Say that the review is complete")
    made.add_argument("review", metavar="REVIEW")
    made.add_argument("--late", default="", metavar="CODE")
    made.add_argument("--words", default="")
    made = step("correct", _review_correct, "Put something right in a finalised review, with its reason")
    made.add_argument("review", metavar="REVIEW")
    made.add_argument("put_right", type=Path, metavar="C.json", help='[{"kind": "note", "row": "", "fields": {...}}]')
    made.add_argument("--because", required=True, metavar="TEXT")
    made = step("sign", _review_sign, "Finalise a review: freeze its facts and papers")
    made.add_argument("review", metavar="REVIEW")

    made = command(
        "paper", _paper, "Make a paper: paper KIND REVIEW -o FILE.pdf; paper all FOLDER; paper verify FILE.pdf"
    )
    made.add_argument(
        "kind",
        metavar="KIND",
        help="record, decisions, brief, invitation, meeting-sheet, midway; of a child introduction, dispute, "
        "everything; of a day week; or all, verify, words",
    )
    made.add_argument("what", metavar="REVIEW|CHILD|DATE|FOLDER|FILE.pdf")
    made.add_argument("--for", dest="recipient", default="", metavar="RECIPIENT")
    made.add_argument("--size", choices=("standard", "large", "very-large"), default="standard")
    made.add_argument("--withhold", metavar="PART", help="with words: leave this part out of that copy")
    made.add_argument("--allow", metavar="PART", help="with words: let this part stand in that copy")
    made.add_argument("--because", default="", metavar="TEXT")
    made.add_argument("-o", "--output", type=Path, metavar="FILE.pdf")

    made = command("travel", _travel, "Miles, minutes and roads between two places, a matrix of places, or a map")
    made.add_argument("start", nargs="?", metavar="FROM", help="a postcode, a town, base, or a grid reference")
    made.add_argument("finish", nargs="?", metavar="TO")
    made.add_argument("--matrix", type=Path, metavar="PLACES.csv", help="between each two places of a table")
    made.add_argument("--map", type=Path, metavar="FILE.png", help="a picture of the map, rounded to outcodes")
    made.add_argument("--claim", metavar="MONTH", help="the journeys made in a month such as 2026-11")
    made.add_argument("-o", "--output", type=Path, metavar="FILE", help="where the claim goes: a .csv or a .pdf")
    made.add_argument("--peak", action="store_true", default=None, help="at the peak hour")
    made.add_argument("--own-miles", type=float, metavar="MILES", help="keep your own figure for this way")
    made.add_argument("--own-minutes", type=_number(1, 3000), metavar="MINUTES", help="likewise")
    made.add_argument("--rail", action="store_true", help="the own figures are by rail, door to door")
    made.add_argument("--fare", type=_number(1, 100_000), metavar="PENCE", help="the fare by rail")
    made.add_argument("--one-way", action="store_true", help="the own figures do not hold for the way back")
    made.add_argument("--estimate", action="store_true", help="drop your own figures for this way")

    made = command("gallery", _gallery, "Pictures of every pane, from a practice desk of its own")
    made.add_argument("folder", type=Path, metavar="FOLDER")
    made.add_argument("--size", type=_size, default=(1366, 768), metavar="WxH")
    made.add_argument("--scale", type=_scale, default=1.0)
    made.add_argument("--theme", choices=("light", "dark", "contrast"), default="light")
    return parser


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{words} is not a date such as 2026-11-23") from None


def _number(least: int, most: int) -> Callable[[str], int]:
    def number(words: str) -> int:
        if not words.isdecimal() or not least <= int(words) <= most:
            raise argparse.ArgumentTypeError(f"{words} is not a whole number from {least} to {most}")
        return int(words)

    return number


def _scale(words: str) -> float:
    try:
        scale = float(words)
    except ValueError:
        scale = 0.0
    if not 0.5 <= scale <= 4:
        raise argparse.ArgumentTypeError(f"{words} is not a number from 0.5 to 4, such as 1.5")
    return scale


def _size(words: str) -> tuple[int, int]:
    wide, _, high = words.partition("x")
    if not (wide.isdecimal() and high.isdecimal()):
        raise argparse.ArgumentTypeError(f"{words} is not a size such as 1366x768")
    return int(wide), int(high)


# ---------------------------------------------------------------- the desk of a command


def _passphrase(given: argparse.Namespace, twice: bool = False) -> str:
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
def _open(given: argparse.Namespace) -> Iterator[Workspace]:
    from iro_desk.practice import keyring, opening

    if given.desk is None:
        raise WrongUsage("this command needs --desk DESK")
    ws = opening.open_desk(given.desk, _passphrase(given), today=today_in_london(), now=now)
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


def _print_json(value: Any) -> None:
    from iro_desk.practice.encode import to_json

    print(to_json(value))


# ---------------------------------------------------------------- commands


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
        _print_json(answer)
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


def _new(given: argparse.Namespace) -> int:
    from iro_desk.practice import opening

    made = opening.make_desk(
        given.folder, _passphrase(given, twice=True), today=given.as_of or today_in_london(), now=now
    )
    _say_recovery_code(made.recovery_code)  # First: the desk is made, whatever closing it meets.
    opening.close_desk(made.workspace)
    return 0


def _say_recovery_code(code: str) -> None:
    print("Recovery code (shown this once; write it down and keep it in a locked place):", file=sys.stderr)
    print(code)


def _demo(given: argparse.Namespace) -> int:
    from iro_desk.practice import opening

    made = opening.make_practice_desk(
        given.folder,
        _passphrase(given, twice=True),
        children=given.children,
        seed=given.seed,
        on=given.as_of or opening.PRACTICE_DAY,
    )
    _say_recovery_code(made.recovery_code)  # First: the desk is made, whatever closing it meets.
    opening.close_desk(made.workspace)
    return 0


def _import_list(given: argparse.Namespace) -> int:
    from iro_desk.practice import importing, sheets

    if given.keep == "theirs":
        raise UserFacingError("A list of children never overwrites what is here.", safe="Nothing was changed.")
    found = sheets.find_sheet(given.paths[0])
    with _open(given) as ws:
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
        _print_json(view)
    else:
        print(sheets.in_words(view))
    return 0


def _starter_sheet(given: argparse.Namespace) -> int:
    from iro_desk.practice import sheets

    sheets.save_starter_sheet(given.file)
    print(f"An empty list of my children: {given.file}", file=sys.stderr)
    return 0


def _import(given: argparse.Namespace) -> int:
    from iro_desk.practice import importing, sheets

    if len(given.paths) == 1 and sheets.is_list(given.paths[0]):
        return _import_list(given)
    with _open(given) as ws:
        view = importing.import_return(
            ws,
            given.paths,
            whose=importing.whose(ws, everyone=given.all, mine=given.mine, worker=given.worker, team=given.team),
            keep=given.keep,
            dry_run=given.dry_run,
        )
    if given.json:
        _print_json(view)
    else:
        print(importing.in_words(view))
    return 0


def _plan(given: argparse.Namespace) -> int:
    from iro_desk.practice.plans import plan_in_words, plan_instance

    made = plan_instance(given.instance, given.seconds)
    if given.json:
        _print_json(made)
    else:
        print(plan_in_words(made))
    return 0


def _caseload(given: argparse.Namespace) -> int:
    from iro_desk.practice.caseload import caseload_view

    with _open(given) as ws:
        rows = caseload_view(ws).rows
    _print_rows(given, rows)
    return 0


def _due(given: argparse.Namespace) -> int:
    from iro_desk.practice.caseload import due_view

    with _open(given) as ws:
        rows = due_view(ws, given.within)
    _print_rows(given, rows)
    return 0


def _day_or_not_known(day: date | None) -> str:
    return day.isoformat() if day is not None else "Not known"


def _print_rows(given: argparse.Namespace, rows: Sequence[Any]) -> None:
    from iro_desk.practice.caseload import book_by

    if given.json:
        _print_json(list(rows))
        return
    for row in rows:
        review = row.next_review
        says = review.says if review else "No review due"
        by = "" if review is None else _day_or_not_known(book_by(review))
        print(f"{row.number:<12} {row.name or 'No name yet':<28} {by:<11} {says}")


def _child(given: argparse.Namespace) -> int:
    from iro_desk.practice.caseload import book_by
    from iro_desk.practice.child import child_view

    with _open(given) as ws:
        view = child_view(ws, ws.desk.find_child(given.child))
    if given.json:
        _print_json(view)
        return 0
    print(f"{view.name or view.number}\n{view.line}")
    for clock in view.clocks:
        print(f"{_day_or_not_known(book_by(clock)):<11} {clock.title}: {clock.state}. {clock.because}")
    return 0


def _history(given: argparse.Namespace) -> int:
    from iro_desk.practice.history import history_view

    with _open(given) as ws:
        rows = history_view(ws, ws.desk.find_child(given.child))
    if given.json:
        _print_json(list(rows))
        return 0
    for row in rows:
        print(f"{row.n:>5} {row.moment} {row.words}")
    return 0


def _audit(given: argparse.Namespace) -> int:
    from iro_desk.practice import audit

    with _open(given) as ws:
        child = ws.desk.find_child(given.child) if given.child else ""
        asked = audit.AuditFilter(child, tuple(given.kind), given.since, given.until, given.words)
        if given.csv is not None:
            audit.save_audit(ws, given.csv, asked)
            return 0
        rows = audit.audit_trail(ws, asked, most=100_000).rows
    if given.json:
        _print_json(list(rows))
        return 0
    for row in rows:
        print(f"{row.change.n:>5} {row.change.moment} {row.kind_label}: {row.change.words} {row.child_label}".rstrip())
    return 0


def _find(given: argparse.Namespace) -> int:
    from iro_desk.practice.finding import search_text

    with _open(given) as ws:
        found = search_text(ws, " ".join(given.words))
    if given.json:
        _print_json(list(found))
        return 0
    for hit in found:
        print(f"{hit.label}: {hit.child_label or 'no child'}: {hit.snippet}")
    return 0


def _export(given: argparse.Namespace) -> int:
    from iro_desk.practice import exporting

    if len(given.where) != (2 if given.what == "child" else 1):
        raise WrongUsage("export child takes CHILD and FOLDER, export desk takes FOLDER")
    with _open(given) as ws:
        folder = Path(given.where[-1])
        if given.what == "child":
            made = exporting.export_child(ws, ws.desk.find_child(given.where[0]), folder)
        else:
            made = exporting.export_desk(ws, folder)
    for path in made.files:
        print(path)
    print(made.words, file=sys.stderr)
    return 0


def _remove(given: argparse.Namespace) -> int:
    from iro_desk.practice import deletion

    with _open(given) as ws:
        certificate = deletion.remove(ws, ws.desk.find_child(given.child), given.uploaded)
    if given.json:
        _print_json(certificate)
    else:
        print("\n".join(certificate.lines))
    return 0 if certificate.clean else 1


def _undo(given: argparse.Namespace) -> int:
    from iro_desk.practice import history

    with _open(given) as ws:
        change = history.undo(ws).result()
    print(change.words)
    return 0


def _redo(given: argparse.Namespace) -> int:
    from iro_desk.practice import history

    with _open(given) as ws:
        change = history.redo(ws).result()
    print(change.words)
    return 0


def _check(given: argparse.Namespace) -> int:
    with _open(given) as ws:
        findings = list(ws.desk.check())
    if given.json:
        _print_json(findings)
    else:
        print("\n".join(findings) if findings else "Every page, row and change is as it was left.")
    if findings:
        print("iro-desk: the desk is not as it was left.", file=sys.stderr)
    return 1 if findings else 0


def _backup(given: argparse.Namespace) -> int:
    from iro_desk.practice import keeping

    with _open(given) as ws:
        print(keeping.back_up(ws, given.file).words)
    return 0


def _drill(given: argparse.Namespace) -> int:
    from iro_desk.practice import backups

    with _open(given) as ws:
        found = backups.drill(ws, given.file)
    print(found.words, file=sys.stdout if found.whole else sys.stderr)
    return 0 if found.whole else 1


def _restore(given: argparse.Namespace) -> int:
    from iro_desk.practice import keeping

    print(keeping.restore(given.file, given.folder, _passphrase(given), now=now).words)
    return 0


def _change_passphrase(given: argparse.Namespace) -> int:
    from iro_desk.practice import keeping

    with _open(given) as ws:
        if not sys.stdin.isatty():
            raise WrongUsage("another passphrase is typed at a prompt, and there is no terminal")
        first = getpass.getpass("New passphrase: ")
        if getpass.getpass("The same again: ") != first:
            raise UserFacingError("The two passphrases differ.", safe="Nothing was changed.")
        print(keeping.change_passphrase(ws, first))
    return 0


def _rekey(given: argparse.Namespace) -> int:
    from iro_desk.practice import keyring

    if given.desk is None:
        raise WrongUsage("this command needs --desk DESK")
    made = keyring.rekey(given.desk, _passphrase(given), now=now)
    for sheet in made.sheets:
        print(f"{sheet.label} (shown this once): {sheet.words}", file=sys.stderr)
        print(sheet.code)
    print(made.words, file=sys.stderr)
    return 0


def _review_usage(_given: argparse.Namespace) -> int:
    raise WrongUsage("review needs a step: list, book, rebook, cancel, facts, hold, complete or sign")


def _review_list(given: argparse.Namespace) -> int:
    from iro_desk.practice.child import review_rows

    with _open(given) as ws:
        rows = review_rows(ws, ws.desk.find_child(given.child) if given.child else None)
    if given.json:
        _print_json(list(rows))
        return 0
    for row in rows:
        print(f"{row.id} {_day_or_not_known(row.day):<11} {row.title}: {row.words}")
    return 0


def _review_book(given: argparse.Namespace) -> int:
    from iro_desk.practice import booking

    with _open(given) as ws:
        child = ws.desk.find_child(given.child)
        done = booking.book(ws, child, given.day, time=given.time, place=given.place, method=given.method)
        print(done.result())
    return 0


def _review_rebook(given: argparse.Namespace) -> int:
    from iro_desk.practice import booking, holding

    with _open(given) as ws:
        review = holding.resolve_review(ws, given.review)
        details = {"time": given.time, "place": given.place, "method": given.method}
        print(booking.change_booking(ws, review, day=given.day, **details).result())
    return 0


def _review_cancel(given: argparse.Namespace) -> int:
    from iro_desk.practice import booking, holding

    with _open(given) as ws:
        booking.cancel_booking(ws, holding.resolve_review(ws, given.review), given.because).result()
    return 0


def _review_facts(given: argparse.Namespace) -> int:
    from iro_desk.practice import holding

    with _open(given) as ws:
        print(holding.review_facts_json(ws, holding.resolve_review(ws, given.review)))
    return 0


def _review_hold(given: argparse.Namespace) -> int:
    import json

    from iro_desk.practice import holding

    try:
        facts = json.loads(given.facts.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise UserFacingError(f"{given.facts.name} could not be read as JSON.", safe="Nothing was changed.") from error
    with _open(given) as ws:
        print(holding.hold(ws, given.review, facts).result())
    return 0


def _review_complete(given: argparse.Namespace) -> int:
    from iro_desk.practice import holding

    with _open(given) as ws:
        review = holding.resolve_review(ws, given.review)
        holding.complete(ws, review, late_reason=given.late, late_words=given.words).result()
    return 0


def _review_sign(given: argparse.Namespace) -> int:
    from iro_desk.practice import holding, signing

    with _open(given) as ws:
        papers = signing.sign(ws, holding.resolve_review(ws, given.review)).result()
        for paper in papers:
            print(f"{paper.kind} {paper.recipient} {paper.seal}", file=sys.stderr)
    return 0


def _review_correct(given: argparse.Namespace) -> int:
    import json

    from iro_desk.practice import correcting, holding

    try:
        asked = [correcting.from_plain(each) for each in json.loads(given.put_right.read_text(encoding="utf-8-sig"))]
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise UserFacingError(f"{given.put_right.name} could not be read.", safe="Nothing was changed.") from error
    with _open(given) as ws:
        papers = correcting.correct(ws, holding.resolve_review(ws, given.review), given.because, asked).result()
        for paper in papers:
            print(f"{paper.kind} {paper.recipient} version {paper.version} {paper.seal}", file=sys.stderr)
    return 0


def _paper(given: argparse.Namespace) -> int:
    from iro_desk.practice import making, sharing

    with _open(given) as ws:
        if given.kind == "verify":
            return _paper_verify(given, ws)
        if given.kind == "words":
            return _paper_words(given, ws)
        if given.kind == "all":
            return _paper_all(ws, Path(given.what))
        about = making.subject_of(ws, given.kind, given.what)
        made = making.make(ws, given.kind, about, given.recipient, given.size)
        target = given.output or Path(made.name)
        sharing.write_whole(target, made.pdf)
        sharing.exported(ws, making.Wanted(given.kind, about, made.recipient)).result()
    print(target, file=sys.stderr)
    _say_uncovered(made.uncovered)
    for remark in made.remarks:
        print(remark, file=sys.stderr)
    return 0


def _say_uncovered(characters: Sequence[str]) -> None:
    for character in characters:
        print(f"no bundled font has {character}; its number is printed instead", file=sys.stderr)


def _paper_all(ws: Workspace, folder: Path) -> int:
    from iro_desk.practice import sharing

    def progress(done: int, of: int) -> None:
        if sys.stderr.isatty():
            print(f"\rPaper {done} of {of}", end="" if done < of else "\n", file=sys.stderr, flush=True)

    saved = sharing.save_all(ws, folder, progress)
    for path in saved.written:
        print(path)
    for what, why in saved.waiting:
        print(f"not made: {what}: {why}", file=sys.stderr)
    _say_uncovered(saved.uncovered)
    print(f"{len(saved.written)} written, {saved.passed} there already, {len(saved.waiting)} not made", file=sys.stderr)
    return 0


def _paper_words(given: argparse.Namespace, ws: Workspace) -> int:
    from iro_desk.practice import copies, holding

    review = holding.resolve_review(ws, given.what)
    for answer, place in (("withhold", given.withhold), ("allow", given.allow)):
        if place:
            copies.answer_block(ws, review, given.recipient, place, answer, given.because).result()
    view = copies.telling_view(ws, review, given.recipient)
    if given.json:
        _print_json(view)
        return 0
    print(f"{view.title}: {view.because or 'nothing is withheld'}")
    for what, words in view.words:
        print(f"  {what}: {words}")
    for block in view.blocks:
        found = ", ".join(dict.fromkeys(f"{each.found} ({each.what})" for each in block.found))
        print(f"{block.place}\t{block.answer or 'to answer'}\t{block.title}: {found}")
    return 0


def _paper_verify(given: argparse.Namespace, ws: Workspace) -> int:
    from iro_desk.practice import papers

    found = papers.verify_file(ws, Path(given.what))
    if given.json:
        _print_json(found)
    else:
        print(found.words)
    if not found.genuine:
        print("iro-desk: the file is not as a paper of this desk was finalised.", file=sys.stderr)
    return 0 if found.genuine else 1


def _travel(given: argparse.Namespace) -> int:
    asked = [bool(given.start and given.finish), given.matrix is not None, given.map is not None, bool(given.claim)]
    if sum(asked) != 1 or (given.start and not given.finish):
        raise WrongUsage("travel needs FROM and TO, or --matrix PLACES.csv, or --map FILE.png, or --claim MONTH")
    if given.desk is None:
        return _travel_on(given, None)
    with _open(given) as ws:
        return _travel_on(given, ws)


def _travel_on(given: argparse.Namespace, ws: Workspace | None) -> int:
    from iro_desk.practice import journeys

    if given.map is not None:
        return _travel_map(given, ws)
    if given.claim:
        return _travel_claim(given, ws)
    if given.matrix is not None:
        table = journeys.matrix_view(ws, journeys.places_of_file(given.matrix))
        if given.json:
            _print_json(table)
        else:
            print(journeys.matrix_csv(table), end="")
        lost = [place for place in table.places if place.error]
        for place in lost:
            print(f"iro-desk: {place.error}", file=sys.stderr)
        return 1 if lost else 0
    own = given.own_miles is not None or given.own_minutes is not None or given.fare is not None
    if ws is None and (own or given.estimate):
        raise WrongUsage("own figures are kept on a desk: --desk DESK is needed")
    if ws is not None and given.estimate:
        journeys.drop_own_figures(ws, given.start, given.finish).result()
    if ws is not None and own:
        journeys.set_own_figures(
            ws,
            given.start,
            given.finish,
            minutes=given.own_minutes,
            miles=given.own_miles,
            way="rail" if given.rail else "road",
            fare_pence=given.fare,
            both_ways=not given.one_way,
        ).result()
    view = journeys.journey_view(ws, given.start, given.finish, peak=given.peak)
    if given.json:
        _print_json(view)
    else:
        print(journeys.in_words(view))
    return 0


def _travel_claim(given: argparse.Namespace, ws: Workspace | None) -> int:
    from iro_desk.practice import claims

    if ws is None:
        raise WrongUsage("journeys made are kept on a desk: --desk DESK is needed")
    if given.output is not None:
        claims.save_claim(ws, given.claim, given.output)
        print(given.output, file=sys.stderr)
        return 0
    claim = claims.claim_month(ws, given.claim)
    if given.json:
        _print_json(claim)
    else:
        print(claims.claim_csv(claim).decode("utf-8-sig").replace("\r\n", "\n"), end="")
    return 0


def _travel_map(given: argparse.Namespace, ws: Workspace | None) -> int:
    if not _has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from iro_desk.ui.map_picture import save_map

    print(save_map(ws, given.map), file=sys.stderr)
    return 0


def _gallery(given: argparse.Namespace) -> int:
    if not _has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from iro_desk.ui.gallery import make_gallery

    for picture in make_gallery(given.folder, size=given.size, scale=given.scale, theme=given.theme):
        print(picture)
    return 0


def _window(given: argparse.Namespace) -> int:
    if not _has_screen():
        return _without_screen()
    from iro_desk.ui.start import run_window

    return run_window(desk=given.desk, today=today_in_london, fixed_day=given.as_of)


def _has_screen() -> bool:
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _without_screen() -> int:
    from iro_desk.practice.main_job import do_the_main_job

    folder = Path("iro-desk-demo")
    print("No screen was found, so there is no window. Here is the main job without one.", file=sys.stderr)
    for line in do_the_main_job(folder):
        print(line)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from iro_desk.ui.gallery import make_gallery

    for picture in make_gallery(folder / "pictures", size=(1366, 768), scale=1.0, theme="light"):
        print(f"Picture: {picture}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
