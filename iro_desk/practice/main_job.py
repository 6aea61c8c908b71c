"""The main job from start to end without a window: book, hold, complete and sign a review, and leave its record."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path

from iro_desk.practice import booking, holding, papers, signing
from iro_desk.practice.caseload import caseload_view
from iro_desk.practice.child import child_view
from iro_desk.practice.opening import PRACTICE_DAY, close_desk, make_practice_desk
from iro_desk.practice.words import long_day
from iro_desk.practice.workspace import Workspace

CHILDREN = 66
SEED = 1


def do_the_main_job(folder: Path) -> Iterator[str]:
    """Do it on a practice desk of its own, leave the PDF in ``folder``; says each step done as one line.

    The practice desk is made in a temporary folder with a passphrase that nobody knows, and is gone at the end.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        made = make_practice_desk(
            Path(temporary) / "Practice.irodesk",
            secrets.token_urlsafe(24),
            children=CHILDREN,
            seed=SEED,
            on=PRACTICE_DAY,
            data=Path(temporary) / "data",
        )
        ws = made.workspace
        try:
            yield f"Made a practice desk of {len(caseload_view(ws).rows)} invented children on {long_day(ws.today)}."
            child = _child_without_a_date(ws)
            review = booking.book(
                ws, child, ws.today, time="15:45", place="At home", method="in person", agreed_with="the child"
            ).result()
            view = child_view(ws, child)
            yield f"Booked a review of {view.name} for {long_day(ws.today)} at 15:45."
            holding.hold_from_facts(ws, review, _facts_of_the_day(ws)).result()
            holding.complete(ws, review).result()
            yield "Held it: who was there, what the child told me, notes, two decisions."
            signing.sign(ws, review).result()
            record = papers.paper(ws, review, "record", "file")
            target = folder / record.name
            target.write_bytes(record.pdf)
            yield f"Finalised it. The record: {target}"
        finally:
            close_desk(ws)


def _child_without_a_date(ws: Workspace) -> str:
    for row in caseload_view(ws).rows:
        review = row.next_review
        if review is None or review.booked_for is not None or review.days_left is None or review.days_left < 0:
            continue
        if review.rule_id in ("review.second", "review.later") and row.age.isdecimal() and int(row.age) >= 4:
            return row.id
    raise LookupError("the practice caseload always has a child whose review has no date")


def _facts_of_the_day(ws: Workspace) -> dict[str, object]:
    day = ws.today.isoformat()
    return {
        "held_on": day,
        "participation": "PN1",
        "spoke_privately": "spoke",
        "spoke_privately_on": day,
        "spoke_privately_where": "at home, after school",
        "attendance": [
            {"name": "Priya Inkwell", "role": "Social worker", "how": "in-person"},
            {"name": "Jo Merrivane", "role": "Health", "how": "video"},
        ],
        "told": [{"words": "I want to know when I can go swimming again.", "who_may_hear": "in my record"}],
        "notes": [{"heading": "home", "text": "This is a settled home. Meals, sleep and school mornings go well."}],
        "decisions": [
            {
                "what": "Start swimming on Saturdays again",
                "why": "It was stopped when the pool closed in August.",
                "owner": "Priya Inkwell",
                "owner_role": "social worker",
                "by": "2026-12-05",
            },
            {
                "what": "Send the dentist's appointment to the carers",
                "owner": "Jo Merrivane",
                "owner_role": "nurse",
                "by": "2026-12-11",
            },
        ],
    }
