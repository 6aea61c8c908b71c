"""The desk itself: made, checked, kept, taken back, exported, its keys."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path

from iro_desk.casework import UserFacingError
from iro_desk.cli.common import (
    Commands,
    WrongUsage,
    day,
    now,
    number,
    open_desk,
    passphrase,
    print_json,
    today_in_london,
)


def add(commands: Commands) -> None:
    """The commands of this subject."""
    made = commands.add("new", _new, "Make an empty desk")
    made.add_argument("folder", type=Path, metavar="DESK")

    made = commands.add("demo", _demo, "Make the practice desk of invented children")
    made.add_argument("folder", type=Path, metavar="DESK")
    made.add_argument("--children", type=number(1, 5000), default=66)
    made.add_argument("--seed", type=number(0, 2**32 - 1), default=1)

    commands.add("undo", _undo, "Take back the newest change")
    commands.add("redo", _redo, "Bring back what was undone")
    commands.add("check", _check, "Check every page, row and change of the desk")

    made = commands.add("audit", _audit, "The journal: what was changed, opened, printed and saved, newest first")
    made.add_argument("--child", metavar="CHILD", help="council number or id")
    made.add_argument("--kind", action="append", default=[], metavar="KIND", help="edit, opened, exported, ...")
    made.add_argument("--from", type=day, dest="since", metavar="DATE")
    made.add_argument("--to", type=day, dest="until", metavar="DATE")
    made.add_argument("--words", default="", metavar="TEXT")
    made.add_argument("--csv", type=Path, metavar="FILE.csv", help="write all of it to a file instead")

    made = commands.add("export", _export, "Save what is held: child CHILD FOLDER; desk FOLDER; calendar FILE.ics")
    made.add_argument("what", choices=("child", "desk", "calendar"))
    made.add_argument("where", nargs="+", metavar="[CHILD] FOLDER|FILE.ics")
    made.add_argument("--review", metavar="REVIEW", help="calendar: this review alone")
    made.add_argument("--from", type=day, dest="since", metavar="DATE", help="calendar: reviews from that day")
    made.add_argument("--to", type=day, dest="until", metavar="DATE", help="calendar: reviews up to that day")

    made = commands.add("remove", _remove, "Delete the working copy of a child who left, from the desk and its backups")
    made.add_argument("child", metavar="CHILD", help="council number or id")
    made.add_argument("--uploaded", default="", metavar="TEXT", help="how you know that the papers are in the system")

    made = commands.add("backup", _backup, "Back the desk up to one file, and check the file")
    made.add_argument("file", type=Path, metavar="FILE")
    made = commands.add("drill", _drill, "Unpack a backup aside and check it whole; the newest one if none is named")
    made.add_argument("file", type=Path, nargs="?", metavar="FILE")
    made = commands.add("restore", _restore, "Make a desk from a backup")
    made.add_argument("file", type=Path, metavar="FILE")
    made.add_argument("folder", type=Path, metavar="DESK")
    commands.add("passphrase", _change_passphrase, "Give the desk another passphrase")
    commands.add("rekey", _rekey, "Give the desk a new key and new recovery codes; prints the codes once")


def _new(given: argparse.Namespace) -> int:
    from iro_desk.practice import opening

    made = opening.make_desk(
        given.folder, passphrase(given, twice=True), today=given.as_of or today_in_london(), now=now
    )
    _say_recovery_code(made.recovery_code)  # First: the desk is made, whatever closing it meets.
    opening.close_desk(made.workspace)
    return 0


def _demo(given: argparse.Namespace) -> int:
    from iro_desk.practice import opening

    made = opening.make_practice_desk(
        given.folder,
        passphrase(given, twice=True),
        children=given.children,
        seed=given.seed,
        on=given.as_of or opening.PRACTICE_DAY,
    )
    _say_recovery_code(made.recovery_code)  # First: the desk is made, whatever closing it meets.
    opening.close_desk(made.workspace)
    return 0


def _say_recovery_code(code: str) -> None:
    print("Recovery code (shown this once; write it down and keep it in a locked place):", file=sys.stderr)
    print(code)


def _undo(given: argparse.Namespace) -> int:
    from iro_desk.practice import history

    with open_desk(given) as ws:
        change = history.undo(ws).result()
    print(change.words)
    return 0


def _redo(given: argparse.Namespace) -> int:
    from iro_desk.practice import history

    with open_desk(given) as ws:
        change = history.redo(ws).result()
    print(change.words)
    return 0


def _check(given: argparse.Namespace) -> int:
    with open_desk(given) as ws:
        findings = list(ws.desk.check())
    if given.json:
        print_json(findings)
    else:
        print("\n".join(findings) if findings else "Every page, row and change is as it was left.")
    if findings:
        print("iro-desk: the desk is not as it was left.", file=sys.stderr)
    return 1 if findings else 0


def _audit(given: argparse.Namespace) -> int:
    from iro_desk.practice import audit

    with open_desk(given) as ws:
        child = ws.desk.find_child(given.child) if given.child else ""
        asked = audit.AuditFilter(child, tuple(given.kind), given.since, given.until, given.words)
        if given.csv is not None:
            audit.save_audit(ws, given.csv, asked)
            return 0
        rows = audit.audit_trail(ws, asked, most=100_000).rows
    if given.json:
        print_json(list(rows))
        return 0
    for row in rows:
        print(f"{row.change.n:>5} {row.change.moment} {row.kind_label}: {row.change.words} {row.child_label}".rstrip())
    return 0


def _export(given: argparse.Namespace) -> int:
    from iro_desk.practice import exporting

    if len(given.where) != (2 if given.what == "child" else 1):
        raise WrongUsage("export child takes CHILD and FOLDER, export desk FOLDER, export calendar FILE.ics")
    if given.what == "calendar":
        return _export_calendar(given)
    with open_desk(given) as ws:
        folder = Path(given.where[-1])
        if given.what == "child":
            made = exporting.export_child(ws, ws.desk.find_child(given.where[0]), folder)
        else:
            made = exporting.export_desk(ws, folder)
    for path in made.files:
        print(path)
    print(made.words, file=sys.stderr)
    return 0


def _export_calendar(given: argparse.Namespace) -> int:
    from iro_desk.practice import calendars
    from iro_desk.practice.holding import resolve_review
    from iro_desk.practice.words import count

    with open_desk(given) as ws:
        review = resolve_review(ws, given.review) if given.review else ""
        file = Path(given.where[0])
        written = calendars.export_calendar(ws, file, review=review, first=given.since, last=given.until)
    print(f"{count(written, 'review')}: {file}", file=sys.stderr)
    return 0


def _remove(given: argparse.Namespace) -> int:
    from iro_desk.practice import deletion

    with open_desk(given) as ws:
        certificate = deletion.remove(ws, ws.desk.find_child(given.child), given.uploaded)
    if given.json:
        print_json(certificate)
    else:
        print("\n".join(certificate.lines))
    return 0 if certificate.clean else 1


def _backup(given: argparse.Namespace) -> int:
    from iro_desk.practice import keeping

    with open_desk(given) as ws:
        print(keeping.back_up(ws, given.file).words)
    return 0


def _drill(given: argparse.Namespace) -> int:
    from iro_desk.practice import backups

    with open_desk(given) as ws:
        found = backups.drill(ws, given.file)
    print(found.words, file=sys.stdout if found.whole else sys.stderr)
    return 0 if found.whole else 1


def _restore(given: argparse.Namespace) -> int:
    from iro_desk.practice import keeping

    print(keeping.restore(given.file, given.folder, passphrase(given), now=now).words)
    return 0


def _change_passphrase(given: argparse.Namespace) -> int:
    from iro_desk.practice import keeping

    with open_desk(given) as ws:
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
    made = keyring.rekey(given.desk, passphrase(given), now=now)
    for sheet in made.sheets:
        print(f"{sheet.label} (shown this once): {sheet.words}", file=sys.stderr)
        print(sheet.code)
    print(made.words, file=sys.stderr)
    return 0
