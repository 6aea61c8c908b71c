"""What the desk has to ask, and the answers that put it right."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from datetime import date
from typing import Any

from iro_desk.casework import ChildFile, CouncilSettings, PeriodRecord, Refused, current_period
from iro_desk.practice.views import QuestionRow
from iro_desk.practice.words import child_label
from iro_desk.practice.workspace import Workspace
from iro_desk.statute import questions_of

FIRST_REVIEW_ANSWERS = (
    ("first", "It was the first review"),
    ("missing", "Earlier reviews are missing from the file"),
)


def question_rows(file: ChildFile, on: date, settings: CouncilSettings) -> tuple[QuestionRow, ...]:
    """Every question about one child that waits for an answer."""
    return tuple(
        QuestionRow(
            key=question.key,
            child=file.child.id,
            child_label=child_label(file),
            kind=question.kind,
            words=question.words,
            answers=FIRST_REVIEW_ANSWERS if question.kind == "history incomplete" else (),
        )
        for question in questions_of(file, on, settings)
    )


def questions_view(ws: Workspace) -> tuple[QuestionRow, ...]:
    """Every question of the caseload that waits for an answer, those of one child together."""
    settings = ws.settings()
    rows: list[QuestionRow] = []
    for file in sorted(ws.desk.child_files(mine_only=True), key=child_label):
        rows += question_rows(file, ws.today, settings)
    return tuple(rows)


def answer(ws: Workspace, child_id: str, key: str, value: str) -> Future[None]:
    """Answers one question of a child: whether the first review known was the first (``first`` or ``missing``).

    Raises ``Refused`` for an answer that the question does not offer.
    """
    if value not in dict(FIRST_REVIEW_ANSWERS):
        raise Refused("That is no answer to this question.", safe="Nothing was changed.")
    words = "Answered which review was the first"
    return ws.do(words, _answer_first_review, child_id, value, ws.today, child=child_id)


def _answer_first_review(change: Any, child_id: str, answer: str, on: date) -> None:
    file = change.child_file(child_id)
    period = current_period(file.episodes, on)
    if period is None:
        raise Refused("The child is not looked after on this day.", safe="Nothing was changed.")
    held = sorted(r.held_on for r in file.reviews if r.held_on is not None and period.covers(r.held_on))
    if answer == "first" and not held:
        raise Refused("No review of this period of care is known.", safe="Nothing was changed.", do="Add it first.")
    value = held[0].isoformat() if answer == "first" else answer
    record = next((r for r in file.periods if r.started == period.started), None)
    if record is None:
        record = PeriodRecord(id=change.new_id(), child=child_id, started=period.started)
    change.save(replace(record, first_review=value))
