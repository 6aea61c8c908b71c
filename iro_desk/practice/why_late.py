"""Why a review was late: asked of each that was completed late until it is known, from the council's own list."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import replace
from typing import Any

from iro_desk.casework import ChildFile, CouncilSettings, Refused, Review, late_reasons
from iro_desk.practice.sittings import timeliness
from iro_desk.practice.views import QuestionRow
from iro_desk.practice.words import child_label, long_day
from iro_desk.practice.workspace import Workspace
from iro_desk.practice.writing import writable

KIND = "why late"
ENDING = ":late"
TITLE = "Why was the review late?"
NOT_KNOWN = frozenset({"", "not-known"})


def unexplained(file: ChildFile, settings: CouncilSettings) -> tuple[Review, ...]:
    """The reviews completed late here of which the reason is not known. A finalised one keeps what it says."""
    return tuple(
        review
        for review in file.reviews
        if review.state == "completed"
        and not review.imported
        and review.late_reason in NOT_KNOWN
        and timeliness(review, settings).endswith("late")
    )


def why_late_rows(file: ChildFile, settings: CouncilSettings) -> tuple[QuestionRow, ...]:
    """One question for each of them; the answers are the council's reasons."""
    reasons: Mapping[str, str] = late_reasons(settings)
    return tuple(
        QuestionRow(
            key=f"{review.id}{ENDING}",
            child=file.child.id,
            child_label=child_label(file),
            kind=KIND,
            words=f"Held on {long_day(review.held_on)}: {timeliness(review, settings)}.",
            answers=(),
            choices=tuple((key, words) for key, words in reasons.items() if key not in NOT_KNOWN),
            title=TITLE,
        )
        for review in unexplained(file, settings)
    )


def explain(ws: Workspace, child_id: str, key: str, reason: str) -> Future[int]:
    """Keeps why a review was late. Raises ``Refused`` for a reason that is not on the council's list."""
    if reason not in late_reasons(ws.settings()):
        raise Refused("That is no answer to this question.", safe="Nothing was changed.")
    return ws.do("Said why a review was late", _explain, key.removesuffix(ENDING), reason, child=child_id)


def _explain(change: Any, review_id: str, reason: str) -> int:
    change.save(replace(writable(change, review_id), late_reason=reason))
    return 1
