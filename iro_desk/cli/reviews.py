"""A review from its booking to its finalised papers."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from iro_desk.casework import UserFacingError
from iro_desk.cli.common import Commands, WrongUsage, day, day_or_not_known, open_desk, print_json


def add(commands: Commands) -> None:
    """The commands of this subject."""
    steps = commands.below("review", _review_usage, "Book, hold, complete and finalise a review")
    made = steps.add("list", _review_list, "Reviews, of one child or of all")
    made.add_argument("child", nargs="?", metavar="CHILD")
    made = steps.add("book", _review_book, "Book a review; prints its id")
    made.add_argument("child", metavar="CHILD")
    made.add_argument("day", type=day, metavar="DATE")
    made.add_argument("--time", default="", metavar="HH:MM")
    made.add_argument("--place", default="")
    made.add_argument("--method", default="in person")
    made.add_argument("--anyway", action="store_true", help="also where it clashes with something else")
    made = steps.add("rebook", _review_rebook, "Change a booking; what is not given stays")
    made.add_argument("review", metavar="REVIEW")
    made.add_argument("day", type=day, metavar="DATE")
    made.add_argument("--time", metavar="HH:MM")
    made.add_argument("--place")
    made.add_argument("--method")
    made.add_argument("--anyway", action="store_true", help="also where it clashes with something else")
    made.add_argument("--because", default="", metavar="TEXT", help="why it is on another day")
    made = steps.add("cancel", _review_cancel, "Cancel a booking; the reason is kept")
    made.add_argument("review", metavar="REVIEW")
    made.add_argument("--because", required=True, metavar="TEXT")
    made.add_argument("--agreed-with", default="", metavar="WHO")
    made = steps.add("together", _review_together, "Put a brother's or sister's review on the same occasion; its id")
    made.add_argument("review", metavar="REVIEW")
    made.add_argument("child", metavar="CHILD")
    made = steps.add("prepare", _review_prepare, "What is to be done before a review; or say that a step is done today")
    made.add_argument("review", metavar="REVIEW")
    made.add_argument("--done", metavar="STEP")
    made.add_argument("--by", default="", metavar="WHO")
    made = steps.add("facts", _review_facts, "The facts of a review as JSON, to fill in")
    made.add_argument("review", metavar="REVIEW")
    made = steps.add("hold", _review_hold, "Take the facts of a review that was held")
    made.add_argument("review", metavar="REVIEW")
    made.add_argument("facts", type=Path, metavar="F.json")
    made = steps.add("answers", _review_answers, "Take in consultation forms that came back, filled in on a screen")
    made.add_argument("files", type=Path, nargs="+", metavar="FORM.pdf")
    made = steps.add("complete", _review_complete, "Say that the review is complete")
    made.add_argument("review", metavar="REVIEW")
    made.add_argument("--late", default="", metavar="CODE")
    made.add_argument("--words", default="")
    made = steps.add("correct", _review_correct, "Put something right in a finalised review, with its reason")
    made.add_argument("review", metavar="REVIEW")
    made.add_argument("put_right", type=Path, metavar="C.json", help='[{"kind": "note", "row": "", "fields": {...}}]')
    made.add_argument("--because", required=True, metavar="TEXT")
    made = steps.add("sign", _review_sign, "Finalise a review: freeze its facts and papers")
    made.add_argument("review", metavar="REVIEW")


def _review_usage(_given: argparse.Namespace) -> int:
    steps = "list, book, rebook, cancel, together, prepare, answers, facts, hold, complete, correct or sign"
    raise WrongUsage(f"review needs a step: {steps}")


def _review_list(given: argparse.Namespace) -> int:
    from iro_desk.practice.child import review_rows

    with open_desk(given) as ws:
        rows = review_rows(ws, ws.desk.find_child(given.child) if given.child else None)
    if given.json:
        print_json(list(rows))
        return 0
    for row in rows:
        print(f"{row.id} {day_or_not_known(row.day):<11} {row.title}: {row.words}")
    return 0


def _review_book(given: argparse.Namespace) -> int:
    from iro_desk.practice import booking

    with open_desk(given) as ws:
        child = ws.desk.find_child(given.child)
        details = {"time": given.time, "place": given.place, "method": given.method}
        print(booking.book(ws, child, given.day, anyway=given.anyway, **details).result())
    return 0


def _review_rebook(given: argparse.Namespace) -> int:
    from iro_desk.practice import booking, holding

    with open_desk(given) as ws:
        review = holding.resolve_review(ws, given.review)
        details = {"time": given.time, "place": given.place, "method": given.method}
        print(
            booking.change_booking(
                ws, review, day=given.day, anyway=given.anyway, because=given.because, **details
            ).result()
        )
    return 0


def _review_cancel(given: argparse.Namespace) -> int:
    from iro_desk.practice import booking, holding

    with open_desk(given) as ws:
        review = holding.resolve_review(ws, given.review)
        booking.cancel_booking(ws, review, given.because, given.agreed_with).result()
    return 0


def _review_together(given: argparse.Namespace) -> int:
    from iro_desk.practice import holding

    with open_desk(given) as ws:
        review = holding.resolve_review(ws, given.review)
        print(holding.hold_together(ws, review, ws.desk.find_child(given.child)).result())
    return 0


def _review_prepare(given: argparse.Namespace) -> int:
    from iro_desk.practice import holding
    from iro_desk.practice.review_view import review_view

    with open_desk(given) as ws:
        review = holding.resolve_review(ws, given.review)
        if given.done:
            holding.keep_step(ws, review, given.done, done_on=ws.today, words=given.by).result()
        rows = review_view(ws, review).checklist
    if given.json:
        print_json(list(rows))
        return 0
    for row in rows:
        print(f"{row.key:<8} {row.what}: {row.state} ({row.who})")
    return 0


def _review_facts(given: argparse.Namespace) -> int:
    from iro_desk.practice import holding

    with open_desk(given) as ws:
        print(holding.review_facts_json(ws, holding.resolve_review(ws, given.review)))
    return 0


def _review_hold(given: argparse.Namespace) -> int:
    import json

    from iro_desk.practice import holding

    try:
        facts = json.loads(given.facts.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise UserFacingError(f"{given.facts.name} could not be read as JSON.", safe="Nothing was changed.") from error
    with open_desk(given) as ws:
        print(holding.hold(ws, given.review, facts).result())
    return 0


def _review_answers(given: argparse.Namespace) -> int:
    from iro_desk.practice import consulting

    refused = 0
    with open_desk(given) as ws:
        for file in given.files:
            try:
                print(consulting.take_in(ws, file).result().words)
            except UserFacingError as error:
                print(f"iro-desk: {file.name}: {error}", file=sys.stderr)
                refused = 1
    return refused


def _review_complete(given: argparse.Namespace) -> int:
    from iro_desk.practice import holding

    with open_desk(given) as ws:
        review = holding.resolve_review(ws, given.review)
        holding.complete(ws, review, late_reason=given.late, late_words=given.words).result()
    return 0


def _review_correct(given: argparse.Namespace) -> int:
    import json

    from iro_desk.practice import correcting, holding

    try:
        asked = [correcting.from_plain(each) for each in json.loads(given.put_right.read_text(encoding="utf-8-sig"))]
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise UserFacingError(f"{given.put_right.name} could not be read.", safe="Nothing was changed.") from error
    with open_desk(given) as ws:
        papers = correcting.correct(ws, holding.resolve_review(ws, given.review), given.because, asked).result()
        for paper in papers:
            print(f"{paper.kind} {paper.recipient} version {paper.version} {paper.seal}", file=sys.stderr)
    return 0


def _review_sign(given: argparse.Namespace) -> int:
    from iro_desk.practice import holding, signing

    with open_desk(given) as ws:
        papers = signing.sign(ws, holding.resolve_review(ws, given.review)).result()
        for paper in papers:
            print(f"{paper.kind} {paper.recipient} {paper.seal}", file=sys.stderr)
    return 0
