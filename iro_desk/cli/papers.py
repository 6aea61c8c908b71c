"""Papers made, all of them at once, their telling words, and whether one is genuine."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from iro_desk.cli.common import Commands, open_desk, print_json

if TYPE_CHECKING:
    from iro_desk.practice.workspace import Workspace


def add(commands: Commands) -> None:
    """The commands of this subject."""
    made = commands.add(
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
    made.add_argument(
        "--write", action="append", default=[], metavar="PART=TEXT", help="of a midway note or dispute: write this part"
    )
    made.add_argument("--only", action="append", default=[], metavar="KIND", help="with all: papers of this kind alone")
    made.add_argument("--own", action="store_true", help="with all: one of each, the council's own copy")
    made.add_argument("--sign", action="store_true", help="finalise a midway note or dispute first, as it is written")
    made.add_argument("--anew", action="store_true", help="a draft of the next version of one that was finalised")
    made.add_argument("-o", "--output", type=Path, metavar="FILE.pdf")


def _paper(given: argparse.Namespace) -> int:
    from iro_desk.practice import making, sharing

    with open_desk(given) as ws:
        if given.kind == "verify":
            return _paper_verify(given, ws)
        if given.kind == "words":
            return _paper_words(given, ws)
        if given.kind == "all":
            return _paper_all(given, ws, Path(given.what))
        about = making.subject_of(ws, given.kind, given.what)
        _write_and_sign(given, ws, about)
        made = making.make(ws, given.kind, about, given.recipient, given.size, anew=given.anew)
        target = given.output or Path(made.name)
        sharing.write_whole(target, made.pdf)
        sharing.exported(ws, making.Wanted(given.kind, about, made.recipient)).result()
    print(target, file=sys.stderr)
    _say_uncovered(made.uncovered)
    for remark in made.remarks:
        print(remark, file=sys.stderr)
    return 0


def _write_and_sign(given: argparse.Namespace, ws: Workspace, about: str) -> None:
    from iro_desk.practice import signed_notes

    for words in given.write:
        part, _, text = words.partition("=")
        signed_notes.write_part(ws, given.kind, about, part, text).result()
    if given.sign:
        for paper in signed_notes.sign_note(ws, given.kind, about).result():
            print(f"{paper.kind} {paper.recipient} version {paper.version} {paper.seal}", file=sys.stderr)


def _say_uncovered(characters: Sequence[str]) -> None:
    for character in characters:
        print(f"no bundled font has {character}; its number is printed instead", file=sys.stderr)


def _paper_all(given: argparse.Namespace, ws: Workspace, folder: Path) -> int:
    from iro_desk.practice import paper_shelf, sharing

    def progress(done: int, of: int) -> None:
        if sys.stderr.isatty():
            print(f"\rPaper {done} of {of}", end="" if done < of else "\n", file=sys.stderr, flush=True)

    if given.only or given.own:
        kinds = given.only or [each.kind for each in paper_shelf.batch_rows(ws)]
        wanted = paper_shelf.batch_of(ws, kinds, filed_only=given.own)
        saved = sharing.save_papers(ws, wanted, folder, progress, size=given.size)
    else:
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
        print_json(view)
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
        print_json(found)
    else:
        print(found.words)
    if not found.genuine:
        print("iro-desk: the file is not as a paper of this desk was finalised.", file=sys.stderr)
    return 0 if found.genuine else 1
