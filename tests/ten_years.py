"""A desk of 66 invented children with ten years of notes: 20 reviews a child, some 50,000 changes, frozen papers.

The same years and children give the same rows. It is made by the desk's own changes, one for each heading written,
person noted and decision taken, as a meeting makes them; only the disk is not waited for meanwhile.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from iro_desk.casework import (
    PAPER_STEPS,
    Attendance,
    Child,
    Decision,
    Episode,
    PaperStep,
    Review,
    ReviewNote,
    SignedPaper,
    ToldMe,
)
from iro_desk.desk import Desk
from iro_desk.desk.held import Held
from iro_desk.practice import opening
from iro_desk.practice.agenda import headings
from tests.conftest import PASSPHRASE

DAY = opening.PRACTICE_DAY
REVIEWS_A_YEAR = 2
PAPER_BYTES = 45_000
"""About the size of a record as it is finalised."""
SENTENCES = (
    "The school says that mornings go well.",
    "Reading has come on since spring.",
    "She likes the garden and the dog.",
    "Time with his brother is on Saturdays by the river.",
    "The plan is a settled home until eighteen.",
    "The dentist was seen in June and an eye test is owed.",
    "Swimming begins again after the holidays.",
    "The carers ask for a bigger car.",
)


def make(folder: Path, *, children: int = 66, years: int = 10) -> tuple[Path, Path]:
    """Makes ``own.irodesk`` and ``data`` in ``folder``, closed and sealed; the two places."""
    desk_folder, data = folder / "own.irodesk", folder / "data"
    made = opening.make_practice_desk(desk_folder, PASSPHRASE, children=children, seed=1, on=DAY, data=data)
    desk, chance = made.workspace.desk, Random(10)
    desk._writer.conn.execute("PRAGMA synchronous = OFF")
    with patch.object(Held, "write_head", lambda *_: None):
        for child in desk.all(Child):
            for changes in _years_of(desk, child, years, chance):
                with desk.change("Wrote under a heading", child.id) as change:
                    change.save_many(changes)
    opening.close_desk(made.workspace)
    return desk_folder, data


def _years_of(desk: Desk, child: Child, years: int, chance: Random) -> Iterator[list[Any]]:
    """What was written of one child, change by change."""

    def new_id() -> str:
        return hashlib.sha256(chance.randbytes(16)).hexdigest()[:26].translate(_DIGITS)

    began = max(DAY - timedelta(days=366 * years), (child.date_of_birth or date.min) + timedelta(days=30))
    first = min(desk.of_child(Episode, child.id), key=lambda episode: episode.started, default=None)
    if first is not None and began < first.started:
        yield [replace(first, started=began)]
    taken = {review.held_on for review in desk.of_child(Review, child.id)}
    number = REVIEWS_A_YEAR * years
    for at in range(number):
        held = began + (DAY - began) * at // number
        while held in taken:
            held += timedelta(days=1)
        taken.add(held)
        review = Review(new_id(), child.id, state="open", held_on=held)
        yield [review]
        yield from _meeting(review, held, new_id, chance)
        yield [replace(review, state="signed", participation="PN1", spoke_privately="spoke", completed_on=held)]
        facts, pdf = _words(chance, 90), chance.randbytes(PAPER_BYTES)
        paper = SignedPaper(new_id(), child.id, review.id, "record", "file", 1, held, facts=facts)
        yield [paper]
        yield [replace(paper, pdf=pdf, sha256=hashlib.sha256(pdf).hexdigest())]
        if at < number - 1 or chance.random() < 0.8:
            # Of the newest review one in five still owes papers; the years before owe none.
            yield [PaperStep(new_id(), child.id, review.id, step, done_on=held) for step in PAPER_STEPS]


def _meeting(review: Review, held: date, new_id: Any, chance: Random) -> Iterator[list[Any]]:
    child = review.child
    for order in range(6):
        yield [Attendance(new_id(), child, review.id, f"Invented Person {order}", how="in-person", order=order)]
    for n, heading in enumerate(headings()):
        note = ReviewNote(new_id(), child, review.id, heading, _words(chance, 4))
        yield [note]
        if n % 8 == 0:
            yield [replace(note, text=f"{note.text} {_words(chance, 3)}")]
    for order in range(2):
        yield [ToldMe(new_id(), child, review.id, _words(chance, 2), said_on=held, order=order)]
    for number in range(1, 5):
        made = Decision(new_id(), child, review.id, number, _words(chance, 1), owner="Invented Owner", by=held)
        yield [made]
        yield [replace(made, outcome="done", outcome_on=held)]


def _words(chance: Random, sentences: int) -> str:
    return " ".join(chance.choices(SENTENCES, k=sentences))


_DIGITS = str.maketrans("0189", "uvwx")
"""Ids are letters and the digits 2 to 7."""
