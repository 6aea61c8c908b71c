"""Every change since the last review asks whether the next one is brought forward; the answer keeps its reason."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from iro_desk.casework import EVENT_KINDS, Event, Refused, Review
from iro_desk.practice.bring_forward import NOT_ASKED, brought_forward
from iro_desk.practice.caseload import caseload_view
from iro_desk.practice.child import child_view
from iro_desk.practice.facts import SomethingChanged, something_changed
from iro_desk.practice.history import undo
from iro_desk.practice.questions import answer, questions_view
from iro_desk.practice.workspace import Workspace

DAY = date(2026, 10, 5)


def change(ws: Workspace, child: str, kind: str, day: date = DAY) -> str:
    return something_changed(ws, child, SomethingChanged(kind, day, words="In a few words.")).result()


@pytest.mark.parametrize("kind", ["missing", "asked", "plan-change", "welfare-visit", "release", "stop-caring"])
def test_a_change_asks_until_it_is_answered_with_a_reason(ws: Workspace, child: str, kind: str) -> None:
    event = change(ws, child, kind)
    (row,) = questions_view(ws)
    assert row.title == "Bring the review forward?"
    assert row.words.startswith(f"{EVENT_KINDS[kind]}, 5 October. In a few words.")
    assert caseload_view(ws).questions == 1
    assert child_view(ws, child).questions == (row,)
    with pytest.raises(Refused, match="kept with its reason"):
        answer(ws, child, row.key, "yes").result()
    with pytest.raises(Refused):
        answer(ws, child, row.key, "later", "So").result()
    answer(ws, child, row.key, "yes", "The plan no longer fits.").result()
    kept = ws.desk.get(Event, event)
    assert (kept.bring_forward, kept.bring_forward_because) == ("yes", "The plan no longer fits.")
    assert questions_view(ws) == ()
    assert ("flag", "Review to be brought forward") in child_view(ws, child).facts
    undo(ws).result()
    assert questions_view(ws) == (row,)


def test_no_is_kept_too_and_brings_nothing_forward(ws: Workspace, child: str) -> None:
    change(ws, child, "school")
    (row,) = questions_view(ws)
    answer(ws, child, row.key, "no", "She likes the new school.").result()
    assert brought_forward(ws.desk.child_file(child), ws.today) == ()
    assert caseload_view(ws).questions == 0


def test_what_a_review_has_considered_asks_no_more(ws: Workspace, child: str) -> None:
    change(ws, child, "missing", date(2026, 8, 20))
    assert questions_view(ws) == ()
    change(ws, child, "missing", date(2026, 10, 5))
    assert len(questions_view(ws)) == 1

    def held(found: object, kind: str = "looked after") -> None:
        review = Review(
            kind, child, kind=kind, state="completed", held_on=date(2026, 11, 2), completed_on=date(2026, 11, 2)
        )
        found.save(review)  # type: ignore[attr-defined]

    ws.do("Held", held, "secure").result()
    assert len(questions_view(ws)) == 1, "the panel on secure accommodation asks of its criteria alone"
    ws.do("Held", held).result()
    assert questions_view(ws) == ()


def test_only_the_end_of_care_asks_nothing(ws: Workspace, child: str) -> None:
    kinds = [kind for kind in EVENT_KINDS if kind not in NOT_ASKED]

    def added(found: object) -> None:
        for number, kind in enumerate(EVENT_KINDS):
            found.save(Event(f"e{number}", child, kind, DAY + timedelta(days=number)))  # type: ignore[attr-defined]

    ws.do("Events", added).result()
    assert len(questions_view(ws)) == len(kinds) == len(EVENT_KINDS) - 1
