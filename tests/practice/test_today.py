"""Today on the practice caseload's own day, and the papers owed settled step by step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from iro_desk.casework import PAPER_STEPS, Child, CouncilNumber, Decision, Episode, Event, PaperStep, Refused, Review
from iro_desk.desk import Desk, Office
from iro_desk.practice.booking import book
from iro_desk.practice.history import undo
from iro_desk.practice.owed import settle_step
from iro_desk.practice.questions import answer, questions_view
from iro_desk.practice.settings import change_setting
from iro_desk.practice.today import TodayLine, TodayView, today_view
from iro_desk.practice.workspace import Workspace
from tests.conftest import PracticeDesks

DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory, practice_desk: PracticeDesks) -> Iterator[TodayView]:
    ws = practice_desk.opened(tmp_path_factory.mktemp("today"), children=66)
    yield today_view(ws)
    ws.desk.close()


def lines(view: TodayView, key: str) -> list[str]:
    return [line.what for section in view.sections if section.key == key for line in section.lines]


def test_the_practice_day_shows_what_its_story_says(practice: TodayView) -> None:
    assert practice.title == "Monday 23 November"
    danger = [line for section in practice.sections if section.key == "danger" for line in section.lines]
    assert [line.mark for line in danger].count("late") == 2
    assert sum("adjourned" in line.what for line in danger) == 1
    assert len(practice.owed) == 6
    waiting = [line for section in practice.sections if section.key == "waiting" for line in section.lines]
    assert len(waiting) == 22
    assert len(lines(practice, "not-seen")) == 3
    assert len(lines(practice, "birthdays")) == 2
    assert practice.children == 66
    assert practice.band_words == "children, in the band of 50 to 70"
    assert [hour.time for hour in practice.hours] == ["15:45"]
    assert practice.weight > practice.children, "eleven of them are a day's drive away"
    said = f"their weight with the driving, {practice.weight}: eleven of them live over 100 miles away."
    assert practice.weight_words == f"The ring shows {said}"


def test_every_line_says_what_why_and_where_it_leads(practice: TodayView) -> None:
    for section in practice.sections:
        for line in section.lines:
            assert line.what
            assert line.why.endswith(".") or line.why.endswith("?")
            assert line.action
            assert line.child


def test_what_is_late_is_counted_once_in_words_and_on_the_rail(practice: TodayView) -> None:
    assert practice.late == 3
    assert practice.line.startswith("Three are late.")


# ---------------------------------------------------------------- one review's papers


def held(ws: Workspace, *, completed: date = DAY - timedelta(days=3)) -> str:
    def add(change: Any) -> str:
        child, review = change.new_id(), change.new_id()
        change.save_many(
            [
                Child(child, first_name="Siân", surname="Ŵyn", date_of_birth=date(2013, 4, 5)),
                CouncilNumber(change.new_id(), child, "1", "council"),
                Episode(change.new_id(), child, date(2025, 8, 3), "S", "C2"),
                Review(review, child, state="completed", held_on=completed, completed_on=completed),
                Decision(change.new_id(), child, review, 1, "An eye test", owner="Gwen"),
            ]
        )
        return str(review)

    return ws.do("Added", add).result()


@pytest.fixture
def ws(desk: Desk) -> Workspace:
    return Workspace(desk, Office(desk, runner="now"), DAY)


def test_each_step_has_its_deadline_of_working_days(ws: Workspace) -> None:
    held(ws)
    (row,) = today_view(ws).owed
    by = {cell.step: cell.by for cell in row.cells}
    assert by == {
        "decisions": date(2026, 11, 27),
        "manager": date(2026, 12, 4),
        "record": date(2026, 12, 11),
        "child": date(2026, 12, 18),
        "others": date(2026, 12, 18),
        "keyed": None,
        "uploaded": None,
    }
    assert row.says == "Decisions sent: by 27 November"


def test_a_step_done_or_not_needed_is_settled_and_taken_back_with_one_undo(ws: Workspace) -> None:
    review = held(ws)
    settle_step(ws, review, "decisions", done_on=DAY).result()
    settle_step(ws, review, "uploaded", done_on=None, not_needed=True).result()
    cells = {cell.step: cell for cell in today_view(ws).owed[0].cells}
    assert (cells["decisions"].says, cells["decisions"].mark) == ("23 November", "done")
    assert (cells["uploaded"].says, cells["uploaded"].settled) == ("Not needed", True)
    undo(ws)
    assert not {cell.step: cell for cell in today_view(ws).owed[0].cells}["uploaded"].settled
    settle_step(ws, review, "decisions", done_on=None).result()
    assert ws.desk.all(PaperStep) == []


def test_a_step_of_the_future_or_before_the_review_is_refused(ws: Workspace) -> None:
    review = held(ws)
    with pytest.raises(Refused, match="after today"):
        settle_step(ws, review, "decisions", done_on=DAY + timedelta(days=1)).result()
    with pytest.raises(Refused, match="held after"):
        settle_step(ws, review, "decisions", done_on=DAY - timedelta(days=9)).result()
    for step in ("manager", "record", "nothing"):
        with pytest.raises(Refused):
            settle_step(ws, review, step, done_on=DAY)


def test_the_managers_reply_is_read_off_the_decisions(ws: Workspace) -> None:
    review = held(ws)

    def reply(change: Any) -> None:
        (decision,) = change.where(Decision, review=review)
        change.save(replace(decision, manager_reply="agreed", manager_replied_on=DAY))

    ws.do("Replied", reply).result()
    cells = {cell.step: cell for cell in today_view(ws).owed[0].cells}
    assert cells["manager"].done_on == DAY


def test_when_every_step_is_settled_nothing_is_owed(ws: Workspace) -> None:
    review = held(ws)

    def settle_all(change: Any) -> None:
        for step in PAPER_STEPS:
            change.save(PaperStep(change.new_id(), ws.desk.get(Review, review).child, review, step, DAY))

    ws.do("Settled", settle_all).result()
    assert today_view(ws).owed == ()
    assert ws.desk.paper_steps() == (frozenset({review}), []), "the steps of a settled review are not read again"
    settle_step(ws, review, "uploaded", done_on=None).result()
    settled, steps = ws.desk.paper_steps()
    assert (settled, len(steps)) == (frozenset(), len(PAPER_STEPS) - 1)
    assert [row.review for row in today_view(ws).owed] == [review]


def test_a_review_held_elsewhere_owes_nothing_here(ws: Workspace) -> None:
    review = held(ws)

    def imported(change: Any) -> None:
        change.save(replace(change.get(Review, review), imported="{}"))

    ws.do("Imported", imported).result()
    assert today_view(ws).owed == ()


def test_a_change_asks_until_it_is_answered(ws: Workspace) -> None:
    held(ws)
    child = ws.desk.all(Child)[0].id

    def event(change: Any) -> None:
        change.save(Event("e", child, "moved", DAY, words="To Gran"))

    ws.do("Moved", event).result()
    assert lines(today_view(ws), "changes") == ["Siân Ŵyn: moved"]

    def answer(change: Any) -> None:
        change.save(replace(change.get(Event, "e"), bring_forward="no"))

    ws.do("Answered", answer).result()
    assert lines(today_view(ws), "changes") == []


@pytest.mark.parametrize(
    ("born", "says"),
    [
        (date(2015, 11, 23), "Today"),
        (date(2015, 11, 24), "Tomorrow"),
        (date(2016, 12, 7), "In 14 days"),
        (date(2016, 12, 8), ""),
    ],
)
def test_birthdays_are_told_a_fortnight_ahead(ws: Workspace, born: date, says: str) -> None:
    held(ws)

    def set_born(change: Any) -> None:
        (child,) = change.all(Child)
        change.save(replace(child, date_of_birth=born))

    ws.do("Born", set_born).result()
    found = [line.says for section in today_view(ws).sections if section.key == "birthdays" for line in section.lines]
    assert found == ([says] if says else [])


def test_an_empty_desk_says_so(ws: Workspace) -> None:
    view = today_view(ws)
    assert (view.sections, view.owed, view.hours, view.line) == ((), (), (), "Nothing is late.")


def test_what_will_be_late_if_nothing_moves_stands_on_today(ws: Workspace, child: str) -> None:
    from iro_desk.practice.engagements import take_leave

    def line() -> TodayLine:
        return next(x for s in today_view(ws).sections if s.key == "danger" for x in s.lines if x.child == child)

    assert "will be late" not in today_view(ws).line
    take_leave(ws, date(2026, 11, 24), date(2026, 11, 24)).result()
    assert "One will be late if nothing moves." in today_view(ws).line
    assert line().mark == "risk"
    assert line().why == "No day on which you work is left before its last day, Tuesday 24 November: leave."
    ws.office.undo().result()
    assert "will be late" not in today_view(ws).line


def test_a_child_whose_earlier_reviews_may_be_missing_is_said_to_be_uncertain(ws: Workspace) -> None:
    """As after a list that gives the day of entry and the last review alone."""

    def add(change: Any) -> str:
        child = change.new_id()
        change.save_many(
            [
                Child(child, first_name="Ona", surname="Invented", date_of_birth=date(2013, 4, 5)),
                Episode(change.new_id(), child, ws.today - timedelta(days=900), "S", "C2", placement="U6"),
                Review(change.new_id(), child, state="completed", held_on=ws.today - timedelta(days=250)),
            ]
        )
        return child

    ws.do("Added", add).result()
    view = today_view(ws)
    assert "Nothing is known to be late. One child’s dates are not certain." in view.line
    (line,) = next(part.lines for part in view.sections if part.key == "histories")
    assert (line.what, line.action) == ("1 child’s history is incomplete", "Answer")
    asked = questions_view(ws)
    assert asked, "what the line leads to"
    for question in asked:
        answer(ws, question.child, question.key, question.answers[0][0]).result()
    after = today_view(ws)
    assert "histories" not in {part.key for part in after.sections}
    assert after.line.startswith("One is late."), "now it can be said"


def test_court_and_leave_stand_in_the_next_hours_beside_reviews(ws: Workspace, child: str) -> None:
    from iro_desk.casework import Engagement
    from iro_desk.practice.engagements import keep_engagement, take_leave

    keep_engagement(
        ws, Engagement("", "court", ws.today, ws.today, "10:00", "12:00", words="Hearing", child=child)
    ).result()
    take_leave(ws, ws.today + timedelta(days=1), ws.today + timedelta(days=1)).result()
    told = [(hour.day, hour.time, hour.what) for hour in today_view(ws).hours if not hour.review]
    tomorrow = ws.today + timedelta(days=1)
    assert told == [(ws.today, "10:00", "Court"), (tomorrow, "", "Leave")]
    assert today_view(ws).hours[0].note.startswith("Siân Ŵyn, Hearing")


def test_a_new_desk_asks_for_the_names_that_papers_carry_and_where_its_miles_begin(ws: Workspace, child: str) -> None:
    assert child
    (line,) = next(part.lines for part in today_view(ws).sections if part.key == "yourself")
    assert line.what == "Your name, your council’s name and where you set out from"
    assert "DT1 1XJ" in line.why
    for key, value in (("iro_name", "Alex Larkrise"), ("council_name", "Invented Council")):
        change_setting(ws, key, value).result()
    assert "yourself" not in {part.key for part in today_view(ws).sections}


def test_a_booking_is_said_14_7_and_1_days_before_and_never_only_after(ws: Workspace, child: str) -> None:
    day = ws.today + timedelta(days=15)
    review = book(ws, child, day, time="10:30", method="in person", anyway=True).result()
    said = []
    for ahead in (15, 14, 13, 8, 7, 6, 2, 1, 0):
        view = today_view(replace(ws, today=day - timedelta(days=ahead)))
        coming = [(each.days, each.words.partition(":")[0]) for each in view.coming if each.entry.review == review]
        hours = [hour.time for hour in view.hours if hour.review == review]
        said.append((ahead, coming, hours))
    assert said == [
        (15, [], []),
        (14, [(14, "In 14 days at 10")], []),
        (13, [(14, "In 13 days at 10")], []),
        (8, [(14, "In 8 days at 10")], []),
        (7, [(7, "In 7 days at 10")], []),
        (6, [(7, "In 6 days at 10")], []),
        (2, [(7, "In 2 days at 10")], []),
        (1, [], ["10:30"]),
        (0, [], ["10:30"]),
    ]
    assert not any(each.entry.review == review for each in today_view(replace(ws, today=day + timedelta(1))).coming)
