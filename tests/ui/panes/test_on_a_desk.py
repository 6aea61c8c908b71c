"""The forms against a real encrypted desk: what they give is what the practice takes. The child is invented."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from iro_desk.casework import EVENT_KINDS
from iro_desk.desk import Desk, Office
from iro_desk.practice.caseload import caseload_view
from iro_desk.practice.child import child_view
from iro_desk.practice.views import ChildView
from iro_desk.practice.workspace import Workspace
from iro_desk.ui.panes import BookReview, FactDialog, NewChild, SomethingChanged
from iro_desk.ui.panes.facts_editor import FormDialog
from iro_desk.ui.wiring import DeskActions

TODAY = date(2026, 11, 23)


@pytest.fixture
def actions(desk: Desk) -> Iterator[DeskActions]:
    made = DeskActions(Workspace(desk, Office(desk, runner="now"), TODAY))
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1366, 696)
    made.show()
    return made


def keep(qtbot: QtBot, dialog: FormDialog, values: dict[str, Any]) -> str:
    """Fills a form, presses its primary button, and answers what was saved; a refusal fails the test with its words."""
    dialog.open_it()
    dialog.form.set_values(values)
    kept: list[str] = []
    dialog.saved.connect(kept.append)
    qtbot.mouseClick(dialog.buttons["save"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(kept) or dialog.message.isVisible())
    assert kept, dialog.message.words()
    return kept[0]


@pytest.fixture
def child(qtbot: QtBot, window: QWidget, actions: DeskActions) -> str:
    return keep(
        qtbot,
        NewChild(window, actions, TODAY),
        {
            "number": "204817",
            "first_name": "Ada",
            "surname": "Invented",
            "date_of_birth": date(2014, 4, 5),
            "became_looked_after": date(2026, 11, 2),
            "told_on": date(2026, 11, 4),
            "legal_status": "V2",
        },
    )


def view(actions: DeskActions, child: str) -> ChildView:
    return child_view(actions.ws, child)


def test_a_child_added_by_hand_stands_on_the_caseload_with_the_first_review(actions: DeskActions, child: str) -> None:
    row = caseload_view(actions.ws).rows[0]
    assert (row.id, row.name, row.number) == (child, "Ada Invented", "204817")
    assert row.next_review is not None
    assert row.next_review.rule_id == "review.first"
    assert row.next_review.legal_limit == date(2026, 11, 30)
    assert view(actions, child).told_on == date(2026, 11, 4)


def test_the_caseload_says_while_postcodes_wait_to_be_looked_up(actions: DeskActions, child: str) -> None:
    assert not caseload_view(actions.ws).places_pending
    actions.ws.places_wanted.add("EX1 1JN")
    assert caseload_view(actions.ws).places_pending


def test_a_legal_status_that_is_not_known_is_said_so_in_the_head(
    qtbot: QtBot, window: QWidget, actions: DeskActions
) -> None:
    values = {"number": "204818", "first_name": "Ben", "became_looked_after": date(2026, 11, 16)}
    child = keep(qtbot, NewChild(window, actions, TODAY), values)
    assert ("scale", "Legal status not known") in view(actions, child).facts


@pytest.mark.parametrize("kind", EVENT_KINDS)
def test_every_kind_of_change_can_be_entered(
    qtbot: QtBot, window: QWidget, actions: DeskActions, child: str, kind: str
) -> None:
    values = {
        "happened_on": date(2026, 11, 19),
        "told_by": "Duty team",
        "told_on": date(2026, 11, 20),
        "bring_forward": "no",
        "bring_forward_because": "The first review is next week.",
        "placement": "U6",
        "town": "Inventown",
        "legal_status": "C1",
        "name": "Invented Name",
        "role": "social-worker",
        "reason": "E4A",
    }
    event = keep(qtbot, SomethingChanged(window, actions, child, TODAY, kind), values)
    shown = view(actions, child).events
    assert [(row.id, row.kind, row.told_by, row.bring_forward) for row in shown] == [(event, kind, "Duty team", "no")]


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("number", {"number": "X1", "source": "ssda903"}),
        ("episode", {"started": date(2026, 11, 16), "legal_status": "V2", "placement": "U6", "reason_new": "P"}),
        ("role", {"name": "Invented Gran", "role": "relative", "telephone": "01632 960983", "confidential": True}),
        ("school", {"name": "Invented Primary", "since": date(2026, 9, 7)}),
        ("event", {"kind": "court", "happened_on": date(2026, 11, 18)}),
        ("contact", {"happened_on": date(2026, 11, 18), "by": "iro", "how": "video", "alone": True}),
    ],
)
def test_every_kind_of_fact_is_added_changed_and_taken_back(
    qtbot: QtBot, window: QWidget, actions: DeskActions, child: str, kind: str, values: dict[str, Any]
) -> None:
    made = keep(qtbot, FactDialog(window, actions, kind, child, TODAY), values)
    stored = actions.fact(kind, made)
    assert {key: stored[key] for key in values} == values
    keep(qtbot, FactDialog(window, actions, kind, child, TODAY, id=made, values=stored), {})
    assert actions.fact(kind, made) == stored
    actions.remove_fact(kind, made).result()
    assert made not in {row.role_id for row in view(actions, child).people}


def test_the_childs_own_details_are_changed(qtbot: QtBot, window: QWidget, actions: DeskActions, child: str) -> None:
    stored = actions.fact("child", child)
    dialog = FactDialog(window, actions, "child", child, TODAY, id=child, values=stored)
    keep(
        qtbot, dialog, {"liked_name": "Addie", "pronouns": "she", "sex": "F", "ethnicity": "WBRI", "interpreter": True}
    )
    assert view(actions, child).known_as == "Addie"
    assert view(actions, child).date_of_birth == date(2014, 4, 5)


def test_the_day_the_service_was_told_is_changed(
    qtbot: QtBot, window: QWidget, actions: DeskActions, child: str
) -> None:
    also = {"started": date(2026, 11, 2)}
    dialog = FactDialog(window, actions, "period", child, TODAY, also=also)
    keep(qtbot, dialog, {"told_on": date(2026, 11, 5)})
    assert view(actions, child).told_on == date(2026, 11, 5)


def test_a_review_is_booked_and_its_day_shown(qtbot: QtBot, window: QWidget, actions: DeskActions, child: str) -> None:
    dialog = BookReview(window, actions, child, TODAY)
    review = keep(
        qtbot, dialog, {"day": date(2026, 11, 27), "time": "15.30", "place": "At school", "child_asked": "Gran"}
    )
    shown = view(actions, child).reviews
    assert [(row.id, row.day) for row in shown] == [(review, date(2026, 11, 27))]
    assert "15:30" in shown[0].words


def test_a_number_that_another_child_has_is_refused_in_the_form(
    qtbot: QtBot, window: QWidget, actions: DeskActions, child: str
) -> None:
    dialog = NewChild(window, actions, TODAY)
    dialog.open_it()
    dialog.form.set_values({"number": "204817", "first_name": "Ben", "became_looked_after": TODAY})
    qtbot.mouseClick(dialog.buttons["save"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.message.isVisible)
    assert "belongs to a child on this desk already" in dialog.message.words()
    assert len(caseload_view(actions.ws).rows) == 1
