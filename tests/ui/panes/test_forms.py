"""The forms: a new child, a change, a booking, a fact. The child is invented."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from iro_desk.casework import EVENT_KINDS, Refused
from iro_desk.ui.panes import BookReview, FactDialog, NewChild, SomethingChanged
from iro_desk.ui.panes.form import understand_time
from iro_desk.ui.widgets import ComboField, DateField, Field, column
from tests.ui.panes.help import settle
from tests.ui.panes.invented import TODAY, Wiring


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1366, 696)
    made.show()
    return made


def field(form: NewChild | BookReview | SomethingChanged | FactDialog, key: str) -> Field:
    part = form.form.part(key)
    assert isinstance(part, Field)
    return part


def test_a_new_child_is_typed_from_field_to_field_and_the_first_review_is_shown_meanwhile(
    qtbot: QtBot, window: QWidget, wiring: Wiring
) -> None:
    form = NewChild(window, wiring, TODAY)
    form.open_it()
    settle()
    assert "not known yet" in form.first_review()
    presses = 0
    for text in ("Ada", "Invented", "10999", "3/4/2016", "7/1/2027", "8/1/2027"):
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClicks(focused, text)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
        presses += 1
    assert "First review by Thursday 4 February" in form.first_review()
    assert "20 working days after 7 January 2027" in form.first_review()
    assert field(form, "became_looked_after").under() == "Thursday 7 January 2027"
    with qtbot.waitSignal(form.saved) as saved:
        qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert presses + 1 <= 25
    assert saved.args == ["newchild"]
    assert wiring.added[0] == {
        "first_name": "Ada",
        "surname": "Invented",
        "number": "10999",
        "date_of_birth": date(2016, 4, 3),
        "became_looked_after": date(2027, 1, 7),
        "told_on": date(2027, 1, 8),
        "legal_status": "",
    }


def test_the_first_review_stands_under_the_day_that_is_typed_and_is_not_scrolled_away(
    qtbot: QtBot, wiring: Wiring
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1366, 400)
    window.show()
    form = NewChild(window, wiring, TODAY)
    form.open_it()
    settle()
    day = field(form, "became_looked_after")
    assert isinstance(day, DateField)
    day.setFocus()
    qtbot.keyClicks(day.edit, "7/1/2027")
    foot, seen = form._first.rect().bottomLeft(), form._scroll.viewport()
    qtbot.waitUntil(lambda: 0 < form._first.mapTo(seen, foot).y() <= seen.height())
    assert form._first.mapTo(form, QPoint()).y() > day.mapTo(form, QPoint()).y()
    assert form._first.mapTo(form, QPoint()).y() < field(form, "legal_status").mapTo(form, QPoint()).y()


def test_two_fields_beside_one_another_keep_their_tops_when_one_says_more(
    qtbot: QtBot, window: QWidget, wiring: Wiring
) -> None:
    form = NewChild(window, wiring, TODAY)
    form.open_it()
    settle()
    left, right = field(form, "became_looked_after"), field(form, "told_on")
    qtbot.keyClicks(left.control, "7/1/2027")
    settle()
    assert left.under()
    assert not right.under()
    assert left.control.mapTo(form, QPoint()).y() == right.control.mapTo(form, QPoint()).y()


def test_what_is_chosen_from_a_list_stands_whole_and_the_open_list_is_as_wide_as_its_words(qtbot: QtBot) -> None:
    words = "U4  Foster placement with another carer, long term, not a relative or friend"
    part = ComboField("Kind of home", [("", "Not known"), ("U4", words)])
    around = QWidget()
    qtbot.addWidget(around)
    column(part, None, into=around)
    around.resize(260, 300)
    around.show()
    settle()
    low = part.combo.height()
    part.set_value("U4")
    settle()
    metrics = part.combo.fontMetrics()
    needed = metrics.boundingRect(QRect(0, 0, 260 - 50, 999), Qt.TextFlag.TextWordWrap, words).height()
    assert part.combo.height() > low
    assert part.combo.height() >= needed
    part.combo.showPopup()
    settle()
    assert part.combo.view().width() >= min(metrics.horizontalAdvance(words), part.screen().size().width() - 20)
    part.combo.hidePopup()


def test_what_is_missing_or_cannot_be_read_is_said_under_its_field(
    qtbot: QtBot, window: QWidget, wiring: Wiring
) -> None:
    form = NewChild(window, wiring, TODAY)
    form.open_it()
    field(form, "date_of_birth").set_value("31/02/2014")
    qtbot.mouseClick(form.buttons["save"], Qt.MouseButton.LeftButton)
    assert field(form, "first_name").under() == "Type the first name."
    assert "February has no day 31" in field(form, "date_of_birth").under()
    assert field(form, "became_looked_after").under() == "Type the day the child became looked after."
    assert not wiring.added
    assert form.isVisible()


def test_a_refusal_is_said_in_the_form_and_nothing_typed_is_lost(qtbot: QtBot, window: QWidget, wiring: Wiring) -> None:
    wiring.refuse = "That council number belongs to a child on this desk already."
    form = NewChild(window, wiring, TODAY)
    form.open_it()
    form.form.set_values({"first_name": "Ada", "number": "10400", "became_looked_after": TODAY})
    qtbot.mouseClick(form.buttons["save"], Qt.MouseButton.LeftButton)
    settle()
    assert form.isVisible()
    assert form.message.isVisible()
    assert "belongs to a child" in form.message.words()
    assert form.form.values()["first_name"] == "Ada"
    assert form.buttons["save"].isEnabled()


def test_a_form_waits_for_an_answer_that_comes_later(qtbot: QtBot, window: QWidget, wiring: Wiring) -> None:
    later: Future[str] = Future()
    wiring.save_fact = lambda kind, id, values: later  # type: ignore[method-assign,assignment,return-value]
    form = FactDialog(window, wiring, "school", "child05", TODAY, values={"name": "Bryn Alyn"})
    form.open_it()
    qtbot.mouseClick(form.buttons["save"], Qt.MouseButton.LeftButton)
    assert form.isVisible()
    assert not form.buttons["save"].isEnabled()
    later.set_exception(Refused("Two schools at once.", safe="Nothing was changed."))
    qtbot.waitUntil(lambda: form.message.isVisible())
    assert form.buttons["save"].isEnabled()


def test_escape_leaves_everything_as_it_was(qtbot: QtBot, window: QWidget, wiring: Wiring) -> None:
    form = NewChild(window, wiring, TODAY)
    form.open_it()
    form.form.set_values({"first_name": "Ada", "number": "1", "became_looked_after": TODAY})
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert not form.isVisible()
    assert not wiring.added


@pytest.mark.parametrize(
    ("kind", "keys"),
    [
        ("moved", {"placement", "home_name", "town", "postcode"}),
        ("legal-status", {"legal_status"}),
        ("worker", {"role", "name"}),
        ("school", {"name"}),
        ("missing", {"ended_on", "ended_time"}),
        ("court", set()),
        ("left-care", {"reason"}),
    ],
)
def test_each_kind_of_change_asks_its_own_fields_and_those_of_all(
    window: QWidget, wiring: Wiring, kind: str, keys: set[str]
) -> None:
    form = SomethingChanged(window, wiring, "child05", TODAY, kind)
    form.open_it()
    every = {"happened_on", "told_by", "told_on", "words", "bring_forward", "bring_forward_because"}
    assert set(form.form.values()) == every | keys
    form.reject()


def test_every_kind_of_change_is_offered_and_another_kind_keeps_what_was_typed(
    qtbot: QtBot, window: QWidget, wiring: Wiring
) -> None:
    form = SomethingChanged(window, wiring, "child05", TODAY)
    form.open_it()
    combo = form.kind.combo
    assert [combo.itemData(at) for at in range(combo.count())] == list(EVENT_KINDS)
    form.form.set_values({"happened_on": date(2027, 2, 1), "told_by": "Night manager", "bring_forward": "no"})
    qtbot.keyClick(combo, Qt.Key.Key_M)  # "Missing and back" is the next that begins so
    settle()
    assert form.kind.value() == "missing"
    form.form.set_values({"ended_on": date(2027, 2, 2), "bring_forward_because": "Back within a day."})
    qtbot.mouseClick(form.buttons["save"], Qt.MouseButton.LeftButton)
    child, kind, values = wiring.changed[0]
    assert (child, kind) == ("child05", "missing")
    assert values["happened_on"] == date(2027, 2, 1)
    assert values["told_by"] == "Night manager"
    assert values["ended_on"] == date(2027, 2, 2)
    assert values["bring_forward"] == "no"


def test_the_day_typed_moves_in_the_window_and_its_meaning_is_said(
    qtbot: QtBot, window: QWidget, wiring: Wiring
) -> None:
    form = BookReview(window, wiring, "child05", TODAY)
    form.open_it()
    day = form.form.part("day")
    assert isinstance(day, DateField)
    qtbot.keyClicks(day.edit, "16/2/27")
    assert form.says() == "In time: 4 days before the last day."
    assert "the day typed 16 February" in form._bar.accessibleDescription()  # type: ignore[union-attr]
    day.edit.clear()
    qtbot.keyClicks(day.edit, "24/2/27")
    assert form.says() == "4 days after the last day."
    form.form.set_values({"time": "3.30 pm", "place": "Bryn Alyn", "child_asked": "Nan, and no suits"})
    qtbot.mouseClick(form.buttons["save"], Qt.MouseButton.LeftButton)
    child, values = wiring.booked[0]
    assert child == "child05"
    assert values["day"] == date(2027, 2, 24)
    assert values["time"] == "15:30"
    assert values["method"] == "in person"
    assert values["child_asked"] == "Nan, and no suits"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("15:30", "15:30"),
        ("1530", "15:30"),
        ("9", "09:00"),
        ("3.30 pm", "15:30"),
        ("12am", "00:00"),
        ("25:00", None),
        ("noon", None),
    ],
)
def test_a_time_is_read_as_people_type_it(typed: str, meant: str | None) -> None:
    assert understand_time(typed) == meant


def test_a_time_that_cannot_be_read_is_said_and_kept(qtbot: QtBot, window: QWidget, wiring: Wiring) -> None:
    form = BookReview(window, wiring, "child05", TODAY)
    form.open_it()
    form.form.set_values({"day": date(2027, 2, 10), "time": "half past"})
    qtbot.mouseClick(form.buttons["save"], Qt.MouseButton.LeftButton)
    assert field(form, "time").under() == "Type hours and minutes, such as 15:30."
    assert field(form, "time").value() == "half past"
    assert not wiring.booked


def test_a_form_starts_with_what_is_stored(qtbot: QtBot, window: QWidget, wiring: Wiring) -> None:
    stored = {
        "started": date(2025, 9, 1),
        "legal_status": "C2",
        "placement": "K2",
        "town": "Wrexham",
        "confidential": True,
    }
    form = FactDialog(window, wiring, "episode", "child05", TODAY, id="episode3", values=stored)
    form.open_it()
    values = form.form.values()
    assert {key: values[key] for key in stored} == stored
    qtbot.mouseClick(form.buttons["save"], Qt.MouseButton.LeftButton)
    assert wiring.saved[0][:2] == ("episode", "episode3")
