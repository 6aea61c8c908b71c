"""Before a review: a dated list made from its day, with a reminder ready to copy for each, and the child's wishes."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from datetime import date
from typing import Any

from iro_desk.casework import (
    PREPARE_STEPS,
    PRESENT,
    ChildFile,
    CouncilSettings,
    PrepareStep,
    Refused,
    Review,
    episode_on,
)
from iro_desk.practice.consulting import forms_of
from iro_desk.practice.review_views import CheckRow, WishRow
from iro_desk.practice.rows import people_rows
from iro_desk.practice.sittings import invited
from iro_desk.practice.words import count, long_day, short_day
from iro_desk.practice.workspace import Workspace
from iro_desk.practice.writing import UNCHANGED, on_review
from iro_desk.statute import age_on, legal_date, where_told, working_days

ASK_DAYS, VIEWS_DAYS, READ_DAYS = 20, 3, 1
"""Working days before the review by which the child is asked, views are in and papers are read (practice; the report's
own days are a setting)."""
WHOM: dict[str, tuple[str, ...]] = {
    "parents": ("mother", "father", "parent"),
    "carers": ("carer",),
    "school": ("school", "virtual-school"),
    "health": ("health",),
    "report": ("social-worker",),
    "court": ("social-worker",),
}
"""Whom a step is asked of, by their roles around the child."""
FORM_OF = {"parents": "parent", "carers": "carer", "school": "school", "health": "health"}
"""Whose consultation form brings which views."""
MINE = ("asked", "private", "read")
IN_PROCEEDINGS = frozenset({"C1", "L2"})
"""Legal statuses under which a court is still to decide: an interim care order, an emergency protection order."""
SCHOOL_FROM_AGE = 3


def checklist(file: ChildFile, review: Review, settings: CouncilSettings, today: date) -> tuple[CheckRow, ...]:
    """What is to be done before a review, in the order in which it is due. Empty for a review without a day."""
    on = review.booked_for or review.held_on or review.adjourned_on
    if on is None or review.state == "cancelled":
        return ()
    steps = {step.step: step for step in file.prepared if step.review == review.id}
    rows = [_row(file, review, key, on, steps.get(key), settings, today) for key in _asked_for(file, on)]
    return tuple(sorted(rows, key=lambda row: row.by))


def _asked_for(file: ChildFile, on: date) -> tuple[str, ...]:
    born, roles = file.child.date_of_birth, {row.role for row in people_rows(file)}
    old_enough = born is None or age_on(born, on) >= SCHOOL_FROM_AGE
    left = set()
    if not old_enough and not roles & set(WHOM["school"]):
        left.add("school")
    if not in_proceedings(file, on):
        left.add("court")
    if where_told(file, on).regime == "adoption":
        left.add("parents")  # Adoption Agencies Regulations 2005, regulation 45(2): no duty to ask them.
    return tuple(key for key in PREPARE_STEPS if key not in left)


def in_proceedings(file: ChildFile, on: date) -> bool:
    """Whether a court is still to decide about the child: by the legal status, or a court date since the last one."""
    episode = episode_on(file.episodes, on)
    last = max((r.held_on for r in file.reviews if r.held_on is not None and r.held_on < on), default=date.min)
    in_court = any(event.kind == "court" and last <= event.happened_on for event in file.events)
    return in_court or (episode is not None and episode.legal_status in IN_PROCEEDINGS)


def due_by(key: str, on: date, settings: CouncilSettings) -> date:
    """The day by which a step is done, for a review on a day."""
    if key in ("report", "court"):
        given = {"review_date": on.isoformat()}
        return legal_date("record.social_worker_report", given, settings).legal_limit
    if key == "private":
        return on  # The regulation says before the review, the same day included (regulation 36(1)(b)).
    days = {"asked": ASK_DAYS, "read": READ_DAYS}.get(key, VIEWS_DAYS)
    return working_days(settings).before(on, days)


def _row(
    file: ChildFile,
    review: Review,
    key: str,
    on: date,
    step: PrepareStep | None,
    settings: CouncilSettings,
    today: date,
) -> CheckRow:
    by = due_by(key, on, settings)
    names = _names(file, key, on)
    done_on, known = (step.done_on if step else None), step.words if step else ""
    if key == "asked" and done_on is None:
        done_on = review.asked_on
    if key == "private" and done_on is None and review.spoke_privately not in ("", "not-done"):
        done_on = review.spoke_privately_on or on
    if key in FORM_OF and done_on is None:
        done_on = max(
            (a.came_on for a in file.consulted if a.review == review.id and a.form == FORM_OF[key] and a.came_on),
            default=None,
        )
    if key in FORM_OF and done_on is None:
        done_on = min((f.came_on for f in forms_of(file, review) if f.form == FORM_OF[key] and f.came_on), default=None)
    not_needed = step is not None and step.not_needed
    held = review.held_on is not None
    if not_needed:
        mark, state = "done", f"Not needed{f': {known}' if known else ''}"
    elif done_on is not None:
        mark, state = "done", f"Done {short_day(done_on, today)}"
    elif today > by:
        late = count(working_days(settings).between(by, today), "working day")
        mark, state = ("late", "Not received before the review") if held else ("late", f"{late} late")
    else:
        soon = working_days(settings).between(today, by) <= 5
        mark, state = "soon" if soon else "open", f"by {short_day(by, today)}"
    return CheckRow(
        key=key,
        what=PREPARE_STEPS[key],
        by=by,
        who=known if done_on and known else "You" if key in MINE else names or "Nobody known",
        state=state,
        mark=mark,
        done_on=done_on,
        not_needed=not_needed,
        words=known,
        reminder="" if key in MINE else _reminder(file, review, key, on, by, names, settings, today),
    )


def _names(file: ChildFile, key: str, on: date) -> str:
    """Whom a step is asked of; nobody to whom nothing of the review goes."""
    out = {choice.who for choice in file.copy_choices if choice.choice == "leave out"}
    rows = [r for r in people_rows(file) if r.person_id not in out and (r.until is None or r.until >= on)]
    found = [r.name for r in rows if r.role in WHOM.get(key, ())]
    return " and ".join(dict.fromkeys(found))


ASKS = {
    "parents": "Would you tell me what you think, before the day? What is going well, what worries you, and what "
    "should happen next. You may write, ring me, or fill in the form that came with the invitation.",
    "carers": "Would you send me your views before the day: how things are at home, what is going well, what worries "
    "you, and what would help.",
    "school": "Would you send me the school’s views before the day: progress, attendance, the personal education plan "
    "and its date, and what would help.",
    "health": "Would you send me health’s views before the day: the last health assessment and what came of it, teeth "
    "and eyes, and what is still to be done.",
    "report": "I need your report and the updated care plan, so that they can be read and shared before the meeting.",
    "court": "I need the court papers: the care plan as filed, the orders and directions made, the dates of hearings, "
    "and the guardian’s report if there is one.",
}
"""What a reminder asks for."""
NOBODY_KNOWN = {
    "parents": "parents",
    "carers": "carers",
    "school": "designated teacher",
    "health": "nurse for children in care",
    "report": "social worker",
    "court": "social worker",
}
"""Whom a reminder is meant for where no name is known; who sends it on knows where it goes."""


def _reminder(
    file: ChildFile, review: Review, key: str, on: date, by: date, names: str, settings: CouncilSettings, today: date
) -> str:
    at = f" at {review.booked_time}" if review.booked_time else ""
    number = f" (number {file.number})" if file.number and key in ("report", "court") else ""
    when = f"It has not reached me yet; it was due on {long_day(by, today)}." if today > by else ""
    when = when or f"I need it by {long_day(by, today)}."
    signed = ", ".join(part for part in (settings.text("iro_name"), "independent reviewing officer") if part)
    reach = settings.text("iro_telephone") or settings.text("service_telephone")
    lines = [
        f"Dear {names or NOBODY_KNOWN[key]},",
        "",
        f"The review{number} is on {long_day(on, today)}{at}. {ASKS[key]}",
        when,
        "",
        "Thank you,",
        signed + (f", {reach}" if reach else ""),
    ]
    return "\n".join(lines)


def keep_step(
    ws: Workspace, review_id: str, step: str, *, done_on: date | None = None, not_needed: bool = False, words: str = ""
) -> Future[None]:
    """Say that a step before a review is done, on which day and by whom, or not needed and why; neither: still open.

    Raises ``Refused`` for a step that is none, a day after the desk's day, and "not needed" without its reason.
    """
    what = (step, done_on, not_needed, words.strip(), ws.today)
    return on_review(ws, "Wrote what was done before a review", review_id, _keep_step, *what)


def _keep_step(
    change: Any, review: Review, step: str, done_on: date | None, not_needed: bool, words: str, today: date
) -> None:
    if step not in PREPARE_STEPS:
        raise Refused("There is no such step before a review.", safe=UNCHANGED)
    if done_on is not None and done_on > today:
        raise Refused("That day lies after today.", safe=UNCHANGED, do="Check the date.")
    if not_needed and not words:
        raise Refused("“Not needed” keeps its reason.", safe=UNCHANGED, do="Say why.")
    known = change.where(PrepareStep, review=review.id, step=step)
    if done_on is None and not not_needed:
        for row in known:
            change.delete(row)
        if step == "asked" and review.asked_on is not None:
            change.save(replace(review, asked_on=None))
        return
    row = known[0] if known else PrepareStep(change.new_id(), review.child, review.id, step)
    change.save(replace(row, done_on=None if not_needed else done_on, not_needed=not_needed, words=words))


def wish_rows(file: ChildFile, review: Review, today: date) -> tuple[WishRow, ...]:
    """What is arranged, or was so: who, where, when and how, to stand beside what the child wished."""
    on = review.held_on or review.booked_for
    there = [r.name for r in file.attendance if r.review == review.id and r.how in PRESENT]
    if review.state == "booked" and on is not None:
        there = [name for name, _ in invited(file, on)]
    at = f" at {review.booked_time}" if review.booked_time else ""
    return (
        WishRow("Who", ", ".join(there) or "Not known"),
        WishRow("Where", review.place or "Not known"),
        WishRow("When", f"{long_day(on, today)}{at}" if on else "Not known"),
        WishRow("How", review.method[:1].upper() + review.method[1:] or "Not known"),
    )
