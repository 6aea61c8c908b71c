"""Papers owed: one row a held review, one cell a step, until every step is done or not needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from iro_desk.casework import IN_SYSTEM, PAPER_STEPS, ChildFile, CouncilSettings, Decision, PaperStep, Refused, Review
from iro_desk.practice.words import brief_day, child_label, count, plain_day
from iro_desk.practice.workspace import Workspace
from iro_desk.practice.writing import UNCHANGED
from iro_desk.statute import record_deadlines

RULE_OF = {
    "decisions": "record.decisions",
    "manager": "record.manager_response",
    "record": "record.full",
    "child": "record.distributed",
    "others": "record.distributed",
}
"""Which deadline a step has; the council's own system has none in law."""
FACTS = ("manager", "record")
"""Steps that are read off facts: the replies to the decisions, and the finished record."""


@dataclass(frozen=True, slots=True)
class OwedCell:
    """One step of one review: done on a day, due by a day, or not needed; in words ready to read."""

    step: str
    label: str
    done_on: date | None
    by: date | None
    not_needed: bool
    mark: str
    says: str
    fixed: bool
    """Whether it is read off a fact, and so not settled by hand here."""
    briefly: str = ""
    """The same for a narrow column: its month has three letters."""

    @property
    def settled(self) -> bool:
        """Nothing is owed any more."""
        return self.done_on is not None or self.not_needed


@dataclass(frozen=True, slots=True)
class OwedRow:
    """One held review whose papers are owed."""

    review: str
    child: str
    child_label: str
    held_on: date | None
    cells: tuple[OwedCell, ...]
    mark: str
    says: str
    """What is owed next, in words: "Decisions by Friday 27 November"."""
    next_by: date | None


def owed_rows(
    files: Iterable[ChildFile],
    steps: Iterable[PaperStep],
    signed: Mapping[str, date],
    today: date,
    settings: CouncilSettings,
    settled: Set[str] = frozenset(),
) -> tuple[OwedRow, ...]:
    """Every held review of these children with a step open, the nearest deadline first.

    ``signed`` is the day on which a review's record was finalised on this desk, by the review's id. A review held
    elsewhere (read from a return or list) owes nothing here. Reviews ``settled`` are known to owe nothing, and their
    steps need not be given.
    """
    by_review: dict[str, dict[str, PaperStep]] = {}
    for step in steps:
        by_review.setdefault(step.review, {})[step.step] = step
    rows = []
    for file in files:
        replies: dict[str, list[Decision]] = {}
        for decision in file.decisions:
            replies.setdefault(decision.review, []).append(decision)
        for review in file.reviews:
            if review.id in settled or not _held_here(review, review.id in signed):
                continue
            done = _done(replies.get(review.id, []), by_review.get(review.id, {}), signed.get(review.id))
            if not all(done_on is not None or not_needed for done_on, not_needed in done.values()):
                rows.append(_row(file, review, done, today, settings))
    return tuple(sorted(rows, key=lambda row: (row.next_by or date.max, row.held_on or date.max, row.review)))


def owed_cells(
    file: ChildFile,
    review: Review,
    steps: Iterable[PaperStep],
    signed_on: date | None,
    today: date,
    settings: CouncilSettings,
) -> tuple[OwedCell, ...]:
    """Every step of the papers of one held review, settled ones too; none for a review that is not complete."""
    if review.completed_on is None:
        return ()
    replies = [decision for decision in file.decisions if decision.review == review.id]
    return _row(file, review, _done(replies, {s.step: s for s in steps}, signed_on), today, settings).cells


def _held_here(review: Review, signed: bool) -> bool:
    if review.imported or review.completed_on is None:
        return False
    return review.state == "completed" or (review.state == "signed" and signed)


def _done(
    decisions: list[Decision], steps: Mapping[str, PaperStep], signed_on: date | None
) -> dict[str, tuple[date | None, bool]]:
    """For each step the day on which it was done, and whether it is not needed."""
    found = {}
    for step in PAPER_STEPS:
        kept = steps.get(step)
        done_on = kept.done_on if kept is not None else None
        if step == "record":
            done_on = signed_on or done_on
        elif step == "manager" and done_on is None:
            done_on = _replied_on(decisions)
        not_needed = kept is not None and kept.not_needed
        found[step] = done_on, not_needed or (step == "manager" and not decisions)
    return found


def _row(
    file: ChildFile,
    review: Review,
    done: Mapping[str, tuple[date | None, bool]],
    today: date,
    settings: CouncilSettings,
) -> OwedRow:
    assert review.completed_on is not None
    by = {each.rule_id: each.legal_limit for each in record_deadlines(review.completed_on, settings)}
    cells = [
        _cell(step, PAPER_STEPS[step], *settled, by.get(RULE_OF.get(step, "")), today) for step, settled in done.items()
    ]
    open_cells = [cell for cell in cells if not cell.settled]
    first = min(open_cells, key=lambda cell: cell.by or date.max, default=None)
    says = "" if first is None else f"{first.label}: {first.says[:1].lower()}{first.says[1:]}"
    return OwedRow(
        review=review.id,
        child=file.child.id,
        child_label=child_label(file),
        held_on=review.held_on,
        cells=tuple(cells),
        mark=first.mark if first is not None else "done",
        says=says,
        next_by=first.by if first is not None else None,
    )


def _replied_on(decisions: list[Decision]) -> date | None:
    """The day of the last reply, once there is one to every decision."""
    days = [decision.manager_replied_on for decision in decisions if decision.manager_reply]
    if not decisions or len(days) < len(decisions):
        return None
    return max((day for day in days if day is not None), default=None)


def _cell(step: str, label: str, done_on: date | None, not_needed: bool, by: date | None, today: date) -> OwedCell:
    if done_on is not None:
        mark, says, briefly = "done", plain_day(done_on, today), brief_day(done_on, today)
    elif not_needed:
        mark, says, briefly = "done", "Not needed", ""
    elif by is None:
        mark, says, briefly = "open", "Not yet", ""
    elif by < today:
        mark, says, briefly = "late", f"{count((today - by).days, 'day')} late", ""
    else:
        mark = "soon" if (by - today).days <= 3 else "wait" if step == "manager" else "open"
        says, briefly = f"By {plain_day(by, today)}", f"By {brief_day(by, today)}"
    return OwedCell(step, label, done_on, by, not_needed, mark, says, step in FACTS, briefly or says)


def settle_step(
    ws: Workspace, review_id: str, step: str, *, done_on: date | None, not_needed: bool = False
) -> Future[None]:
    """Say that a step was done on a day, is not needed, or (neither) is open again.

    Raises ``Refused`` for a day after the desk's day or before the review was held, and for a step that is read off
    a fact.
    """
    labels = {**IN_SYSTEM, **PAPER_STEPS}
    if step not in labels or step in FACTS:
        raise Refused("That is settled where it happens, not here.", safe=UNCHANGED)
    words = f"Papers owed: {labels[step].lower()}"
    child = ws.desk.get(Review, review_id).child
    return ws.do(words, _settle, review_id, step, done_on, not_needed, ws.today, child=child)


def _settle(change: Any, review_id: str, step: str, done_on: date | None, not_needed: bool, today: date) -> None:
    review: Review = change.get(Review, review_id)
    if done_on is not None and done_on > today:
        raise Refused("That day lies after today.", safe=UNCHANGED, do="Check the date.")
    if done_on is not None and review.held_on is not None and done_on < review.held_on:
        raise Refused("The review was held after that day.", safe=UNCHANGED, do="Check the date.")
    known = change.where(PaperStep, review=review_id, step=step)
    if done_on is None and not not_needed:
        for row in known:
            change.delete(row)
        return
    before = known[0] if known else PaperStep(change.new_id(), review.child, review_id, step)
    change.save(replace(before, done_on=done_on, not_needed=not_needed))
