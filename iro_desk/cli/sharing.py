"""The letter to the child and the sharing of a review, without a window."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from iro_desk.cli.common import Commands, WrongUsage, day, open_desk, print_json

if TYPE_CHECKING:
    from iro_desk.practice.workspace import Workspace


def add(commands: Commands) -> None:
    """The commands of this subject."""
    made = commands.add(
        "letter", _letter, "The letter to the child: what stands in it, what is proposed, what to look at"
    )
    made.add_argument("review", metavar="REVIEW")
    made.add_argument("--now", action="store_true", help="the one to read together with a child under five")
    made.add_argument("--write", action="append", default=[], metavar="PART=TEXT", help="write one part")
    made.add_argument("--say", action="append", default=[], metavar="N=TEXT", help="a decision in words for the child")
    made.add_argument("--picture", metavar="NAME", help="hills, sea, woods or town, over a letter up to twelve")
    made.add_argument("--sign", action="store_true", help="finalise the letter")
    made = commands.add("share", _share, "Share a review: deadlines, the manager's replies, what went to whom")
    made.add_argument("review", metavar="REVIEW")
    made.add_argument("--reply", action="append", default=[], metavar="N=agreed|not agreed", help="the manager's reply")
    made.add_argument("--challenge", metavar="N", help="open a challenge about a decision that was not agreed")
    made.add_argument("--words", default="", metavar="TEXT", help="with a reply: in the manager's words")
    made.add_argument("--sent", metavar="RECIPIENT", help="their papers went")
    made.add_argument("--how", default="", metavar="TEXT")
    made.add_argument("--on", type=day, metavar="DATE")
    made.add_argument("--done", choices=("keyed", "uploaded", "next-there"), help="done in the council's own system")
    made.add_argument("--hand-over", type=Path, metavar="FOLDER", help="one folder for business support")


def _pair(words: str) -> tuple[str, str]:
    key, sign, text = words.partition("=")
    if not sign:
        raise WrongUsage(f"{words}: it is put as NAME=TEXT")
    return key.strip(), text


def _letter(given: argparse.Namespace) -> int:
    from iro_desk.practice import holding, letter, letter_view, signing

    kind = letter.NOW if given.now else letter.LETTER
    with open_desk(given) as ws:
        review = holding.resolve_review(ws, given.review)
        for words in given.write:
            key, text = _pair(words)
            letter.write_letter(ws, review, key, text, kind).result()
        if given.picture:
            letter.pick_picture(ws, review, given.picture, kind).result()
        numbers = {str(row.number): row.decision for row in letter_view.letter_view(ws, review, kind).promises}
        for words in given.say:
            number, text = _pair(words)
            if number not in numbers:
                raise WrongUsage(f"there is no decision {number}")
            letter.say_to_child(ws, review, numbers[number], text).result()
        if given.sign:
            signing.sign_letter(ws, review, kind).result()
        view = letter_view.letter_view(ws, review, kind)
    if given.json:
        print_json(view)
        return 0
    for part in view.parts:
        print(f"{part.key}: {part.title}")
        for line in part.text.splitlines():
            print(f"  {line}")
        for draft in part.drafts:
            print(f"  (draft) {draft}")
    for row in view.promises:
        said = row.child_words or f"(draft) {row.proposed}" if row.told else f"(not told) {row.tell}"
        print(f"{row.number}. {said} {row.how if row.told else ''}".rstrip())
    for check in view.checks:
        print(f"{'ok' if check.mark == 'done' else 'look'}: {check.words}")
    return 0


def _share(given: argparse.Namespace) -> int:
    from iro_desk.practice import holding, share

    with open_desk(given) as ws:
        review = holding.resolve_review(ws, given.review)
        _do(given, ws, review)
        view = share.share_view(ws, review)
    if given.json:
        print_json(view)
        return 0
    for cell in view.deadlines:
        print(f"{cell.label}: {cell.says}")
    for reply in view.replies:
        print(f"{reply.number}. {reply.what}: {reply.says}")
    for row in view.recipients:
        print(f"{row.key}: {row.title}: {row.says}; {row.words}")
    for label, on in ((label, on) for _, label, on in view.system):
        print(f"{label}: {on or 'not yet'}")
    return 0


def _do(given: argparse.Namespace, ws: Workspace, review: str) -> None:
    from iro_desk.practice import decisions, owed, share

    numbers = {str(reply.number): reply.decision for reply in share.share_view(ws, review).replies}
    for words in given.reply:
        number, reply = _pair(words)
        if number not in numbers:
            raise WrongUsage(f"there is no decision {number}")
        on = given.on or ws.today
        decisions.manager_replied(ws, numbers[number], reply, on, given.words).result()
    if given.challenge:
        if given.challenge not in numbers:
            raise WrongUsage(f"there is no decision {given.challenge}")
        decisions.challenge(ws, numbers[given.challenge]).result()
    if given.sent:
        share.mark_sent(ws, review, given.sent, given.on, given.how).result()
    if given.done:
        owed.settle_step(ws, review, given.done, done_on=given.on or ws.today).result()
    if given.hand_over:
        share.hand_over(ws, review, given.hand_over)
