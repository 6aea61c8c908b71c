"""The caseload: its rows, their order, and what it says where little is known. The children are invented."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from iro_desk.casework import Child, Contact, CouncilNumber, Episode, Event, Person, Refused, Review, Role
from iro_desk.practice import places
from iro_desk.practice.booking import book
from iro_desk.practice.caseload import book_by, caseload_view, due_view
from iro_desk.practice.questions import answer, questions_view
from iro_desk.practice.workspace import Workspace
from iro_desk.travel import Place


def add(change: Any, number: str, started: date, reviews: list[date], **episode: Any) -> str:
    """One child as a return tells of it."""
    child = change.new_id()
    change.save_many(
        [
            Child(child, date_of_birth=date(2014, 1, 2), imported="{}"),
            CouncilNumber(change.new_id(), child, number, "ssda903"),
            Episode(change.new_id(), child, started, "S", "C2", placement="U4", imported="{}", **episode),
        ]
    )
    for day in reviews:
        change.save(Review(change.new_id(), child, state="completed", held_on=day, completed_on=day, imported="{}"))
    return child


def put(ws: Workspace, number: str, started: date, reviews: list[date], **episode: Any) -> str:
    return ws.do("Added an invented child", add, number, started, reviews, **episode).result()


def test_the_row_says_when_the_next_review_is_and_what_is_open(ws: Workspace, child: str) -> None:
    (row,) = caseload_view(ws).rows
    assert (row.number, row.name, row.age, row.home) == ("204817", "Siân Ŵyn", "13", "Foster care, Inventown")
    assert row.next_review is not None
    assert (row.next_review.rule_id, row.next_review.days_left, row.open_decisions) == ("review.second", 1, 1)
    assert row.next_review.says == "1 day left, no date"
    book(ws, child, date(2026, 11, 24)).result()
    booked = caseload_view(ws).rows[0].next_review
    assert booked is not None
    assert (booked.says, booked.mark) == ("Review 24 November", "booked")


def test_the_most_pressing_comes_first_and_due_lists_only_what_is_near(ws: Workspace, child: str) -> None:
    far = put(ws, "2", date(2026, 11, 1), [date(2026, 11, 16)])
    unknown = put(ws, "3", date(2020, 1, 1), [])
    ws.today = date(2026, 11, 26)
    assert [row.id for row in caseload_view(ws).rows] == [child, unknown, far]
    assert [row.id for row in due_view(ws, 0)] == [child]
    assert [row.id for row in due_view(ws, 90)] == [child, far]


@pytest.mark.parametrize("reviews", [[], [date(2021, 6, 1)]])
def test_nothing_is_called_late_for_a_review_that_a_return_cannot_contain(ws: Workspace, reviews: list[date]) -> None:
    put(ws, "3", date(2020, 1, 1), reviews)
    (row,) = caseload_view(ws).rows
    assert row.next_review is not None
    assert (row.next_review.mark, row.next_review.days_left, book_by(row.next_review)) == ("unknown", None, None)
    assert "late" not in row.next_review.says
    assert "day" not in row.next_review.says
    assert "history incomplete" in row.flags


def test_answering_which_review_was_the_first_settles_the_question(ws: Workspace) -> None:
    child = put(ws, "3", date(2026, 1, 1), [date(2026, 10, 1)])
    (question,) = [row for row in questions_view(ws) if row.answers]
    with pytest.raises(Refused, match="no answer"):
        answer(ws, child, question.key, "perhaps").result()
    answer(ws, child, question.key, "first").result()
    assert [row for row in questions_view(ws) if row.answers] == []
    row = caseload_view(ws).rows[0]
    assert row.next_review is not None
    assert (row.next_review.rule_id, row.flags) == ("review.second", ())
    with pytest.raises(Refused, match="no longer open"):
        answer(ws, child, question.key, "first").result()


def test_who_is_missing_secure_or_of_disputed_age_is_flagged(ws: Workspace, child: str) -> None:
    def tell(change: Any) -> None:
        change.save(replace(change.get(Child, child), date_of_birth_claimed=True))
        change.save(Event(change.new_id(), child, "missing", date(2026, 11, 20)))
        (episode,) = change.where(Episode, child=child)
        change.save(replace(episode, placement="K1", confidential=True))

    ws.do("Told", tell).result()
    assert caseload_view(ws).rows[0].flags == ("missing", "secure", "address confidential", "age disputed")


def test_a_child_who_joins_later_has_left_or_is_not_mine_is_not_listed(ws: Workspace, child: str) -> None:
    own = ws.desk.get(Child, child)
    later = ws.today + timedelta(days=1)
    for other in (
        replace(own, joined_caseload=later),
        replace(own, left_caseload=ws.today),
        replace(own, mine=False),
    ):
        ws.do("Changed", lambda change, known=other: change.save(known)).result()
        assert caseload_view(ws).rows == ()
    ws.do("Put back", lambda change: change.save(own)).result()
    assert len(caseload_view(ws).rows) == 1


@pytest.mark.parametrize(("claimed", "before", "after"), [(False, 1, 0), (True, 1, 1)], ids=["known", "claimed"])
def test_a_child_leaves_the_caseload_at_eighteen_unless_the_date_of_birth_is_only_claimed(
    ws: Workspace, child: str, claimed: bool, before: int, after: int
) -> None:
    own = replace(ws.desk.get(Child, child), date_of_birth=date(2008, 11, 23), date_of_birth_claimed=claimed)
    ws.do("Changed", lambda change: change.save(own)).result()
    ws.today = date(2026, 11, 22)
    assert len(caseload_view(ws).rows) == before
    ws.today = date(2026, 11, 23)
    assert len(caseload_view(ws).rows) == after


def test_a_former_child_stands_apart_with_the_day_of_leaving(ws: Workspace, child: str) -> None:
    assert caseload_view(ws).former == ()

    def leave(change: Any) -> None:
        change.save(replace(change.get(Child, child), left_caseload=date(2026, 11, 20)))

    ws.do("Left", leave).result()
    view = caseload_view(ws)
    assert view.rows == ()
    (row,) = view.former
    assert (row.id, row.left_on, row.next_review) == (child, date(2026, 11, 20), None)


def test_a_known_postcode_has_miles_and_area_and_an_unknown_one_is_said(ws: Workspace) -> None:
    put(ws, "1", date(2026, 9, 1), [date(2026, 9, 21)], postcode="DT1 1XJ", home_postcode="DT1 1XJ")
    put(ws, "2", date(2026, 9, 1), [date(2026, 9, 22)], postcode="ZZ99 9ZZ")
    known, unknown = caseload_view(ws).rows
    assert known.placement is not None
    assert unknown.placement is not None
    assert (known.base_miles, known.home_miles, known.placement.area, known.placement.nation) == (
        0.0,
        0.0,
        "in",
        "England",
    )
    assert (unknown.base_miles, unknown.placement.area) == (None, "not known")
    assert places.is_unknown(ws, "ZZ99 9ZZ")
    assert not places.is_unknown(ws, "DT1 1XJ")


def test_postcodes_are_looked_up_once(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    put(ws, "1", date(2026, 9, 1), [], postcode="DT1 1XJ")
    asked: list[list[str]] = []

    def look(codes: list[str]) -> dict[str, Place]:
        asked.append(codes)
        return real(codes)

    real = places.places_of
    monkeypatch.setattr(places, "places_of", look)
    caseload_view(ws)
    caseload_view(ws)
    assert len(asked) == 1


def test_sixty_six_children_are_listed_within_a_tenth_of_a_second(ws: Workspace) -> None:
    def many(change: Any) -> None:
        for n in range(66):
            days = [date(2025, 1, 2) + timedelta(days=20 + 150 * k + n % 7) for k in range(4)]
            child = add(change, f"N{n}", date(2025, 1, 2), days, postcode="DT1 1XJ")
            person = change.new_id()
            change.save_many(
                [Person(person, "Jonas Pebblewick"), Role(change.new_id(), child, person, "social-worker")]
            )

    ws.do("Added invented children", many).result()
    caseload_view(ws)
    best = min(_seconds(ws) for _ in range(3))
    assert best < 0.2  # a tenth of a second on a quiet machine; twice that where others work beside it


def _seconds(ws: Workspace) -> float:
    began = time.perf_counter()
    assert len(caseload_view(ws).rows) == 66
    return time.perf_counter() - began


def test_a_talk_in_private_and_a_visit_alone_are_two_things(ws: Workspace, child: str) -> None:
    def seen(change: Any) -> None:
        change.save(Contact(change.new_id(), child, date(2026, 11, 2), "social worker", "in person", alone=True))
        change.save(Contact(change.new_id(), child, date(2026, 11, 9), "social worker", "in person", alone=False))
        change.save(Contact(change.new_id(), child, date(2026, 10, 5), "iro", "phone", alone=True))
        change.save(Contact(change.new_id(), child, date(2026, 11, 16), "iro", "phone", alone=False))

    ws.do("Seen", seen, child=child).result()
    (row,) = caseload_view(ws).rows
    assert (row.worker_saw_alone, row.spoke_in_private) == (date(2026, 11, 2), date(2026, 10, 5))


def test_children_are_read_a_few_at_a_time_and_others_read_in_between(ws: Workspace) -> None:
    for number in range(9):
        put(ws, f"90{number}", date(2025, 1, 2), [date(2025, 1, 28)])
    read: list[int] = []

    def pause() -> None:
        beside = threading.Thread(target=lambda: read.append(len(ws.desk.all(Child))))
        beside.start()
        beside.join(10)

    assert ws.desk.child_files(pause=pause) == ws.desk.child_files()
    assert read == [9] * 9
