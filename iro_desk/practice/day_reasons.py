"""Why a day stands on a page: what it is, where it comes from, and the dates that are counted from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from iro_desk.casework import ChildFile, CouncilSettings, Review
from iro_desk.practice.booking import clock_of_kind
from iro_desk.practice.change_words import change_view
from iro_desk.practice.history import history_row
from iro_desk.practice.rows import clock_row
from iro_desk.practice.sittings import clock_before, timeliness
from iro_desk.practice.views import ClockRow, DayRef, DecisionRow
from iro_desk.practice.words import long_day
from iro_desk.practice.workspace import Workspace
from iro_desk.statute import Clock, clocks_of

CHANGE = "change"
"""The kind of a day that is a moment of the journal; its id is the change's number."""
NEAR = 10
"""Days between a review and its last day up to which both are shown in one strip."""


def day_reason(ws: Workspace, child_id: str, ref: DayRef) -> ClockRow:
    """The explanation of one day of a child, in the shape of a clock's. Raises ``NotFound`` for an unknown child."""
    if ref.kind == CHANGE:
        return change_reason(ws, ref, child_id)
    settings = ws.settings()
    file = ws.desk.child_file(child_id)
    clocks = clocks_of(file, ws.today, settings)
    if ref.kind == "review":
        review = next((each for each in file.reviews if each.id == ref.id), None)
        if review is not None:
            return _of_review(ws, file, review, ref, clocks, settings)
    counted = [clock for clock in clocks if clock.anchor == ref.day and clock.legal_limit is not None]
    steps = [f"{ref.what}: {long_day(ref.day)}.", _source(ws, ref)]
    steps += [f"{clock.title} is counted from it: {long_day(clock.legal_limit)}." for clock in counted]
    if not counted:
        steps.append("No date that runs now is counted from it.")
    return _plain(ref, f"{ref.what} on {long_day(ref.day, ws.today)}.", tuple(steps))


def change_reason(ws: Workspace, ref: DayRef, child_id: str = "") -> ClockRow:
    """What a moment of the journal stands for: when it was written, by whom, and what it changed.

    Of one child, or of the whole desk. Raises ``NotFound`` for a change that there is not.
    """
    view = change_view(ws, int(ref.id), child_id)
    change = view.change
    back: tuple[str, ...] = ()
    if change.undoes is not None and (undone := ws.desk.change_numbered(change.undoes)) is not None:
        back = (f"It takes back change {undone.n} of {history_row(undone).moment}: {undone.words}.",)
    by = f" by {change.author}" if change.author else ""
    said = f"{change.words.rstrip('.')}. Kept as change {change.n} on {change.moment}{by}."
    return _plain(ref, said, (*back, *view.lines()))


def _of_review(
    ws: Workspace,
    file: ChildFile,
    review: Review,
    ref: DayRef,
    clocks: tuple[Clock, ...],
    settings: CouncilSettings,
) -> ClockRow:
    """A review's day stands against its clock: as it was before a review that is held, as it runs for one booked."""
    held = review.held_on
    clock = clock_before(file, review, settings) if held is not None else clock_of_kind(clocks, review.kind)
    if held is None:
        said = f"Booked for {long_day(review.booked_for, ws.today)}."
    else:
        due_on = review.due_on or (clock.legal_limit if clock else None)
        timing = timeliness(replace(review, due_on=due_on), settings)
        said = f"Held on {long_day(held, ws.today)}: {timing if due_on else 'whether in time is not known'}."
    source = _source(ws, ref)
    if clock is None:
        return _plain(ref, said, (said, source))
    row = clock_row(clock)
    limit = row.legal_limit
    near = limit is not None and abs((limit - ref.day).days) <= NEAR
    return replace(
        row,
        title=ref.what,
        rule_id="",
        last_working_day=ref.day,
        legal_limit=limit if near else None,
        because=f"{said} {row.because}",
        steps=(*row.steps, source),
    )


def _plain(ref: DayRef, because: str, steps: tuple[str, ...]) -> ClockRow:
    return ClockRow(
        rule_id="",
        title=ref.what,
        legal_limit=None,
        last_working_day=ref.day,
        days_left=None,
        state="",
        mark="open",
        because=because,
        steps=steps,
        authority="",
        assumed="",
        history_complete=True,
        earliest=None,
        target=None,
        booked_for=None,
        review="",
        counted_from=None,
    )


def _source(ws: Workspace, ref: DayRef) -> str:
    """When and how the fact came to stand as it does: the newest change that touched it."""
    if not ref.id:
        return "It is read off the homes and legal statuses."
    change = ws.desk.last_change_of(ref.id)
    if change is not None:
        row = history_row(change)
        return f"It stands as it was left on {row.moment}: {row.words}."
    return "It was here when this desk was made."


def ref_of(what: str, day: date | None, kind: str = "", id: str = "") -> DayRef | None:
    """The day to ask about; ``None`` while it is not known."""
    return None if day is None or day == date.min else DayRef(what, day, kind, id)


def decision_day(row: DecisionRow) -> DayRef | None:
    """The day that a decision's state is about: that by which it is to be done, or on which it was."""
    if row.outcome == "done":
        return ref_of("The decision was carried out", row.outcome_on, "decision", row.id)
    return ref_of("The decision is to be carried out", row.by, "decision", row.id)
