"""The child pane with an invented child."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from iro_desk.ui.panes import BookReview, ChildPane, FactDialog, SomethingChanged, Why
from iro_desk.ui.panes.fact_table import FactTable
from iro_desk.ui.widgets import Popover
from tests.ui.panes import invented
from tests.ui.panes.help import only, said, settle
from tests.ui.panes.invented import Wiring


@pytest.fixture
def pane(qtbot: QtBot, wiring: Wiring) -> ChildPane:
    made = ChildPane(wiring)
    qtbot.addWidget(made)
    made.resize(858, 696)
    made.show_view(invented.child())
    made.show()
    settle()
    return made


def words_of(table: FactTable, row: int) -> str:
    model = table.model()
    return " | ".join(str(model.index(row, column).data()) for column in range(model.columnCount()))


def test_the_head_says_who_where_with_whom_and_what_is_next(qtbot: QtBot, pane: ChildPane) -> None:
    head = said(pane.head)
    for words in ("Kofi Mensah-Lane", "Likes “Kof”", "Care order since March 2024", "Wrexham, 214 miles"):
        assert words in head
    assert pane.tabs.tabText(2) == "Decisions  3"
    with qtbot.waitSignal(pane.review_opened) as opened:
        qtbot.mouseClick(pane.next, Qt.MouseButton.LeftButton)
    assert opened.args == ["review2"]


def test_a_child_without_a_name_is_headed_by_number_and_date_of_birth(pane: ChildPane) -> None:
    pane.show_view(invented.bare_child())
    settle()
    assert "77031, born 9 March 2015" in said(pane.head)
    assert "No review is known for this child yet." in said(pane.page("overview"))
    assert "When was the last one held?" in said(pane.page("overview"))


@pytest.mark.parametrize("key", ["reviews", "decisions", "people", "places", "events", "papers", "history"])
def test_every_empty_page_says_what_belongs_there(pane: ChildPane, key: str) -> None:
    pane.show_view(invented.bare_child())
    pane.open_tab(key)
    settle()
    assert any(
        word in said(pane.page(key)) for word in ("No ", "stand here", "stands here", "Nothing has been changed")
    )


def test_the_timeline_can_be_read_as_a_table(qtbot: QtBot, pane: ChildPane) -> None:
    pane.page("overview").clocks.setFocus()
    qtbot.keyClick(pane.page("overview").clocks, Qt.Key.Key_T)
    table = pane.page("overview").table
    assert table.isVisible()
    model = table.model()
    rows = [tuple(model.index(row, column).data() for column in range(3)) for row in range(model.rowCount())]
    assert ("Home", "Foster care, Poole", "20 November 2023 to 1 September 2025") in rows
    assert ("Home", "Children’s home, Wrexham", "1 September 2025 to today") in rows
    assert ("Reviews", "Review held, late", "20 December 2024") in rows
    qtbot.keyClick(pane.page("overview").clocks, Qt.Key.Key_T)
    assert not table.isVisible()


def test_the_window_of_the_next_review_is_said_in_words(pane: ChildPane) -> None:
    bar = pane.page("overview")._bar
    assert bar is not None
    for words in (
        "earliest sensible 12 December 2026",
        "target 12 January",
        "booked, 15:30 10 February",
        "20 February",
    ):
        assert words in bar.accessibleDescription()


@pytest.mark.parametrize("key", [Qt.Key.Key_F1, Qt.Key.Key_Return])
def test_a_key_on_a_clock_explains_its_date_and_escape_returns(qtbot: QtBot, pane: ChildPane, key: Qt.Key) -> None:
    clocks = pane.page("overview").clocks
    clocks.setFocus()
    qtbot.keyClick(clocks, key)
    why = only(pane, Why)
    words = said(why)
    assert "Why 19 February?" in words
    assert "The last working day before it is\nFriday 19 February 2027" in words
    assert "Regulation 33(2)" in words
    qtbot.mouseClick(why.copy, Qt.MouseButton.LeftButton)
    assert "3. The last working day before it is Friday 19 February 2027." in QGuiApplication.clipboard().text()
    qtbot.keyClick(why.copy, Qt.Key.Key_Escape)
    settle()
    assert clocks.hasFocus()
    assert not [each for each in pane.findChildren(Popover) if each.isVisible()]


def test_the_explanation_never_stands_over_the_name_or_the_date(qtbot: QtBot, pane: ChildPane) -> None:
    clocks = pane.page("overview").clocks
    clocks.setFocus()
    qtbot.keyClick(clocks, Qt.Key.Key_F1)
    popover = only(pane, Popover)
    right = clocks.viewport().mapTo(pane, clocks.date_rect().topRight()).x()
    assert popover.geometry().left() + Popover._AIR >= right


def test_a_review_without_a_date_can_be_booked_from_its_explanation(qtbot: QtBot, pane: ChildPane) -> None:
    clock = replace(invented.NEXT, booked_for=None)
    pane.show_view(replace(invented.child(), clocks=(clock,)))
    settle()
    qtbot.keyClick(pane.page("overview").clocks, Qt.Key.Key_Down)
    pane.page("overview").clocks.setCurrentIndex(pane.page("overview").clocks.model().index(0, 0))
    qtbot.keyClick(pane.page("overview").clocks, Qt.Key.Key_F1)
    qtbot.mouseClick(only(pane, Why).book, Qt.MouseButton.LeftButton)
    assert only(pane, BookReview).isVisible()


def test_open_decisions_come_first_and_an_outcome_is_recorded(qtbot: QtBot, pane: ChildPane, wiring: Wiring) -> None:
    pane.open_tab("decisions")
    settle()
    table = pane.page("decisions").open
    assert table.model().index(0, 2).data() == "6 days overdue"
    assert pane.page("decisions").over.model().rowCount() == 1
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    form = only(pane, FactDialog)
    form.form.set_values({"outcome": "done", "outcome_on": date(2027, 2, 1)})
    qtbot.mouseClick(form.buttons["save"], Qt.MouseButton.LeftButton)
    kind, id, values = wiring.saved[0]
    assert (kind, id) == ("decision", "decision2")
    assert values["outcome"] == "done"
    assert values["outcome_on"] == date(2027, 2, 1)
    assert values["child"] == "child05"


@pytest.mark.parametrize(
    ("tab", "table", "kind", "id", "key"),
    [
        ("people", "people", "role", "role1", "name"),
        ("people", "child", "child", "child05", "first_name"),
        ("people", "numbers", "number", "10405", "number"),
        ("places", "homes", "episode", "episode3", "town"),
        ("places", "statuses", "episode", "episode3", "town"),
        ("places", "schools", "school", "school1", "name"),
        ("events", "events", "event", "event1", "words"),
    ],
)
def test_every_fact_shown_can_be_changed(
    qtbot: QtBot, pane: ChildPane, wiring: Wiring, tab: str, table: str, kind: str, id: str, key: str
) -> None:
    wiring.stored = {"name": "Dana", "number": "10405", "started": date(2025, 9, 1), "happened_on": date(2026, 12, 4)}
    pane.open_tab(tab)
    settle()
    shown: FactTable = getattr(pane.page(tab), table)
    shown.setFocus()
    qtbot.keyClick(shown, Qt.Key.Key_Return)
    form = only(pane, FactDialog)
    form.form.set_values({key: "Changed"})
    with qtbot.waitSignal(pane.facts_changed):
        qtbot.mouseClick(form.buttons["save"], Qt.MouseButton.LeftButton)
    assert wiring.saved[0][:2] == (kind, id)
    assert wiring.saved[0][2][key] == "Changed"


def test_when_the_service_was_told_is_kept_with_the_day_care_began(
    qtbot: QtBot, pane: ChildPane, wiring: Wiring
) -> None:
    pane.open_tab("places")
    settle()
    qtbot.keyClick(pane.page("places").periods, Qt.Key.Key_Down)
    pane.page("places").periods.setFocus()
    qtbot.keyClick(pane.page("places").periods, Qt.Key.Key_Return)
    form = only(pane, FactDialog)
    assert form.form.values()["told_on"] == date(2023, 3, 7)
    form.form.set_values({"told_on": date(2023, 3, 9)})
    qtbot.mouseClick(form.buttons["save"], Qt.MouseButton.LeftButton)
    kind, id, values = wiring.saved[0]
    assert (kind, id) == ("period", None)
    assert (values["started"], values["told_on"]) == (date(2023, 3, 6), date(2023, 3, 9))


def test_a_fact_can_be_ended_and_taken_back_from_its_row(qtbot: QtBot, pane: ChildPane, wiring: Wiring) -> None:
    pane.open_tab("people")
    settle()
    table = pane.page("people").people
    table.setFocus()
    actions = {action.text(): action for action in table.menu().actions()}
    actions["Say when this ended"].trigger()
    form = only(pane, FactDialog)
    assert set(form.form.values()) == {"until", "note"}
    form.form.set_values({"until": date(2027, 1, 29)})
    qtbot.mouseClick(form.buttons["save"], Qt.MouseButton.LeftButton)
    assert wiring.saved[0][2]["until"] == date(2027, 1, 29)
    with qtbot.waitSignal(pane.facts_changed):
        qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert wiring.removed == [("role", "role1")]


def test_a_fact_can_be_taken_back_from_its_form(qtbot: QtBot, pane: ChildPane, wiring: Wiring) -> None:
    pane.open_tab("places")
    settle()
    pane.page("places").schools.setFocus()
    qtbot.keyClick(pane.page("places").schools, Qt.Key.Key_Return)
    qtbot.mouseClick(only(pane, FactDialog).buttons["remove"], Qt.MouseButton.LeftButton)
    assert wiring.removed == [("school", "school1")]


@pytest.mark.parametrize(
    ("tab", "words", "kind"),
    [
        ("people", "Add someone", "role"),
        ("people", "Add a council number", "number"),
        ("places", "Add a home or legal status", "episode"),
        ("places", "Add a school", "school"),
        ("events", "Add a time", "contact"),
    ],
)
def test_every_kind_of_fact_can_be_added(
    qtbot: QtBot, pane: ChildPane, wiring: Wiring, tab: str, words: str, kind: str
) -> None:
    pane.open_tab(tab)
    settle()
    button = next(each for each in pane.page(tab).findChildren(type(pane.next)) if each.accessibleName() == words)
    button.click()
    form = only(pane, FactDialog)
    day = date(2027, 1, 4)
    form.form.set_values({"name": "Invented", "number": "1", "started": day, "happened_on": day})
    qtbot.mouseClick(form.buttons["save"], Qt.MouseButton.LeftButton)
    assert wiring.saved[0][:2] == (kind, None)
    assert wiring.saved[0][2]["child"] == "child05"


def test_a_refusal_stands_in_the_pane_and_goes_when_something_is_kept(
    qtbot: QtBot, pane: ChildPane, wiring: Wiring
) -> None:
    pane.open_tab("people")
    settle()
    wiring.refuse = "The child would be left without a name or number."
    pane.page("people").people.setFocus()
    qtbot.keyClick(pane.page("people").people, Qt.Key.Key_Delete)
    assert pane.message.isVisible()
    assert pane.message.words() == "The child would be left without a name or number. Nothing was changed."
    wiring.refuse = ""
    qtbot.keyClick(pane.page("people").people, Qt.Key.Key_Delete)
    assert not pane.message.isVisible()


def test_answers_that_come_later_are_taken_too(qtbot: QtBot, pane: ChildPane, wiring: Wiring) -> None:
    later: Future[None] = Future()
    wiring.remove_fact = lambda kind, id: later  # type: ignore[method-assign,assignment,return-value]
    pane.open_tab("people")
    settle()
    pane.page("people").people.setFocus()
    qtbot.keyClick(pane.page("people").people, Qt.Key.Key_Delete)
    with qtbot.waitSignal(pane.facts_changed):
        later.set_result(None)


def test_something_changed_is_entered_from_the_head(qtbot: QtBot, pane: ChildPane, wiring: Wiring) -> None:
    qtbot.mouseClick(pane.changed, Qt.MouseButton.LeftButton)
    form = only(pane, SomethingChanged)
    form.form.set_values({"happened_on": date(2027, 2, 1), "placement": "U6", "town": "Yeovil"})
    with qtbot.waitSignal(pane.facts_changed):
        qtbot.mouseClick(form.buttons["save"], Qt.MouseButton.LeftButton)
    child, kind, values = wiring.changed[0]
    assert (child, kind) == ("child05", "moved")
    assert values["town"] == "Yeovil"


def test_a_question_with_answers_is_answered_where_it_stands(qtbot: QtBot, pane: ChildPane) -> None:
    question = invented.QuestionRow(
        "q7", "child05", "Kofi", "history", "Which review was the first?", (("a", "30 March 2023"),)
    )
    pane.show_view(replace(invented.child(), questions=(question,)))
    settle()
    button = next(
        each for each in pane.page("overview").findChildren(type(pane.next)) if each.accessibleName() == "30 March 2023"
    )
    with qtbot.waitSignal(pane.question_answered) as answered:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert answered.args == ["q7", "a", ""]


def test_reviews_and_papers_open_by_enter(qtbot: QtBot, pane: ChildPane) -> None:
    pane.open_tab("reviews")
    pane.page("reviews").table.setFocus()
    with qtbot.waitSignal(pane.review_opened) as opened:
        qtbot.keyClick(pane.page("reviews").table, Qt.Key.Key_Return)
    assert opened.args == ["review2"]
    pane.open_tab("papers")
    pane.page("papers").table.setFocus()
    with qtbot.waitSignal(pane.paper_opened) as paper:
        qtbot.keyClick(pane.page("papers").table, Qt.Key.Key_Return)
    assert paper.args == ["paper1"]


def test_when_narrow_a_person_is_read_from_top_to_bottom_and_nothing_is_left_out(pane: ChildPane) -> None:
    pane.resize(599, 696)
    pane.open_tab("people")
    settle()
    words = words_of(pane.page("people").people, 0)
    for part in ("Dana Whitlock", "Who they are: Social worker", "01632 960983", "Since: 4 May 2026", "Until: Now"):
        assert part in words
    assert pane.page("people").people.isColumnHidden(2)
    assert pane.page("people").people.rowHeight(0) < 200
    pane.resize(858, 696)
    settle()
    assert not pane.page("people").people.isColumnHidden(2)


def test_what_is_typed_at_a_question_stays_when_the_child_is_shown_again(pane: ChildPane) -> None:
    first = invented.QuestionRow(
        "first", "child1", "Kofi", "Is it so?", "", (("yes", "Yes"),), asks_for="Day it was held", because="Because"
    )
    second = replace(first, key="second")
    pane.show_view(replace(invented.child(), questions=(first, second)))
    settle()
    line = pane.page("overview").questions()[1]
    line.reason.set_value("She said so")
    line.ask_again("day")
    line._field.set_value("the day bef")
    for questions in ((first, second), (second,)):
        pane.show_view(replace(invented.child(), questions=questions, line="Another line"))
        settle()
        stays = pane.page("overview").questions()[-1]
        assert (stays.reason.value(), stays._field.value()) == ("She said so", "the day bef")
    assert pane.asking() == {"second": "day"}
    pane.show_view(replace(invented.child(), id="another", questions=(second,)))
    assert pane.page("overview").questions()[0].reason.value() == ""
