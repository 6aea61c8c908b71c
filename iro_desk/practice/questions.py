"""What the desk has to ask, and the answers that put it right."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from datetime import date
from typing import Any

from iro_desk.casework import ChildFile, CouncilSettings, Refused
from iro_desk.practice import why_late
from iro_desk.practice.bring_forward import ENDING, bring_forward_rows, decide
from iro_desk.practice.caseload import files_on_caseload
from iro_desk.practice.rows import next_review_row
from iro_desk.practice.views import QuestionRow
from iro_desk.practice.why_late import why_late_rows
from iro_desk.practice.words import child_label
from iro_desk.practice.workspace import Workspace
from iro_desk.statute import (
    Clock,
    Question,
    clocks_of,
    codes_to_check,
    facts_of_answer,
    next_review_of,
    not_recorded_of,
    questions_of,
    rule,
)

UNCHANGED = "Nothing was changed."

TITLES = {
    "history incomplete": "Was the first review known the first?",
    "no review known": "When was the last review held?",
    "later reviews missing": "Was a review held since?",
    "date of birth not known": "When was the child born?",
    "legal status not known": "What was the legal status?",
    "stretch without an end": "When did it end?",
    "review in no period": "A review in no period of care",
    "review after today": "A review held on a day to come",
    "participation": "How the child took part",
}
"""The heading of each kind of question."""


def question_rows(
    file: ChildFile, on: date, settings: CouncilSettings, clocks: Sequence[Clock] | None = None
) -> tuple[QuestionRow, ...]:
    """Every question about one child that waits for an answer. ``clocks``: the child's, if counted already."""
    open_ = (*questions_of(file, on, settings, clocks), *codes_to_check(file))
    asked = tuple(_row(file, question) for question in open_)
    return (*asked, *bring_forward_rows(file, on), *why_late_rows(file, settings))


def not_recorded_rows(
    file: ChildFile, on: date, settings: CouncilSettings, clocks: Sequence[Clock] | None = None
) -> tuple[QuestionRow, ...]:
    """What others may have done around one child and nobody entered. ``clocks``: the child's, if counted already."""
    return tuple(_row(file, question) for question in not_recorded_of(file, on, settings, clocks))


def _row(file: ChildFile, question: Question) -> QuestionRow:
    return QuestionRow(
        key=question.key,
        child=file.child.id,
        child_label=child_label(file),
        kind=question.kind,
        words=question.words,
        answers=question.answers,
        choices=question.choices,
        asks_for=question.asks_for,
        title=TITLES.get(question.kind) or rule(question.about).title,
    )


def questions_view(ws: Workspace) -> tuple[QuestionRow, ...]:
    """Every question of the caseload that waits for an answer, those of one child together."""
    settings = ws.settings()
    return tuple(row for file in _caseload(ws) for row in question_rows(file, ws.today, settings))


def not_recorded_view(ws: Workspace) -> tuple[QuestionRow, ...]:
    """What others may have done around the children of the caseload and nobody entered."""
    settings = ws.settings()
    return tuple(row for file in _caseload(ws) for row in not_recorded_rows(file, ws.today, settings))


def both_views(ws: Workspace) -> tuple[tuple[QuestionRow, ...], tuple[QuestionRow, ...]]:
    """:func:`questions_view` and :func:`not_recorded_view` from one reading of the desk."""
    settings = ws.settings()
    asked: list[QuestionRow] = []
    missing: list[QuestionRow] = []
    for file in _caseload(ws):
        clocks = clocks_of(file, ws.today, settings)
        asked += question_rows(file, ws.today, settings, clocks)
        missing += not_recorded_rows(file, ws.today, settings, clocks)
    return tuple(asked), tuple(missing)


def _caseload(ws: Workspace) -> list[ChildFile]:
    return sorted(files_on_caseload(ws), key=child_label)


def effect_words(ws: Workspace, child_id: str) -> str:
    """What an answer has made of the child's next review: "Review by 12 March"."""
    file = ws.desk.child_file(child_id)
    nearest = next_review_row(next_review_of(file, ws.today, ws.settings()), ws.today)
    return nearest.says if nearest else ""


def answer(ws: Workspace, child_id: str, key: str, value: str, because: str = "") -> Future[int]:
    """Answers one question of a child: with one of its answers, or with an ISO date where it asks for a day.
    Gives how many facts were changed. ``because`` is the reason, where one is kept.

    Raises ``Refused`` for an answer that the question does not offer, and for a question that is no longer open.
    """
    if key.endswith(ENDING):
        return decide(ws, child_id, key, value, because)
    if key.endswith(why_late.ENDING):
        return why_late.explain(ws, child_id, key, value)
    return ws.do("Answered a question", _answer, child_id, key, value, ws.today, ws.settings(), child=child_id)


def answer_all(ws: Workspace, answers: Sequence[tuple[str, str, str]]) -> Future[int]:
    """Answers many questions in one change: (child, key, value) each; gives how many facts were changed.

    All or none: raises ``Refused`` as :func:`answer` does.
    """
    return ws.do("Answered questions", _answer_all, tuple(answers), ws.today, ws.settings())


def _answer_all(change: Any, answers: tuple[tuple[str, str, str], ...], on: date, settings: CouncilSettings) -> int:
    return sum(_answer(change, child, key, value, on, settings) for child, key, value in answers)


def _answer(change: Any, child_id: str, key: str, value: str, on: date, settings: CouncilSettings) -> int:
    file = change.child_file(child_id)
    asked = (*questions_of(file, on, settings), *codes_to_check(file), *not_recorded_of(file, on, settings))
    question = next((each for each in asked if each.key == key), None)
    if question is None:
        raise Refused("That question is no longer open.", safe=UNCHANGED)
    facts = facts_of_answer(file, question, value, on, change.new_id)
    for fact in facts:
        change.save(fact)
    return len(facts)
