"""Before a review: the dated list, its reminders, and reviews of brothers and sisters on one occasion."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from iro_desk.casework import Child, Episode, Event, Person, Refused, Review, Role
from iro_desk.documents import read_text
from iro_desk.practice import holding
from iro_desk.practice.booking import book, cancel_booking, change_booking
from iro_desk.practice.making import make
from iro_desk.practice.papers import paper
from iro_desk.practice.review_view import review_view
from iro_desk.practice.review_views import CheckRow
from iro_desk.practice.settings import change_setting
from iro_desk.practice.where_lives import choose_copy
from iro_desk.practice.workspace import Workspace
from tests.practice.conftest import DUE, TODAY


def _rows(ws: Workspace, review: str) -> dict[str, CheckRow]:
    return {row.key: row for row in review_view(ws, review).checklist}


def test_the_list_is_dated_from_the_day_of_the_review_and_moves_with_it(ws: Workspace, child: str) -> None:
    review = book(ws, child, date(2026, 12, 30), time="15:45").result()
    rows = _rows(ws, review)
    # Christmas Day and the moved Boxing Day (Monday 28 December) are no working days.
    assert {key: row.by for key, row in rows.items()} == {
        "asked": date(2026, 11, 30),
        "private": date(2026, 12, 30),
        "parents": date(2026, 12, 23),
        "carers": date(2026, 12, 23),
        "school": date(2026, 12, 23),
        "health": date(2026, 12, 23),
        "report": date(2026, 12, 23),
        "read": date(2026, 12, 29),
    }
    assert [row.by for row in rows.values()] == sorted(row.by for row in rows.values())
    change_setting(ws, "report_days", "5").result()
    assert _rows(ws, review)["report"].by == date(2026, 12, 21)
    change_booking(ws, review, day=date(2026, 12, 29), because="The school asked for it").result()
    assert _rows(ws, review)["private"].by == date(2026, 12, 29)
    assert review_view(ws, review).moved_because == "The school asked for it"


def test_who_is_asked_and_the_reminder_that_names_no_child(ws: Workspace, child: str) -> None:
    review = book(ws, child, DUE, time="15:45").result()
    rows = _rows(ws, review)
    assert (rows["report"].who, rows["carers"].who, rows["asked"].who) == (
        "Jonas Pebblewick",
        "Gwen Bellweather",
        "You",
    )
    assert rows["parents"].who == "Nobody known"
    said = rows["report"].reminder
    assert said.startswith("Dear Jonas Pebblewick,")
    assert "The review (number 204817) is on Tuesday 24 November at 15:45." in said
    assert "it was due on Thursday 19 November" in said
    for row in rows.values():
        assert "Siân" not in row.reminder
        assert "Ŵyn" not in row.reminder
    assert rows["parents"].reminder.startswith("Dear parents,")
    assert not rows["asked"].reminder
    gwen = next(person.id for person in ws.desk.all(Person) if person.name == "Gwen Bellweather")
    choose_copy(ws, child, gwen, "leave out", "She moves away").result()
    row = _rows(ws, review)["carers"]
    assert row.who == "Nobody known"
    assert row.reminder.startswith("Dear carers,")
    assert "Gwen" not in row.reminder
    assert (rows["report"].mark, rows["report"].state) == ("late", "2 working days late")


def test_a_step_is_done_on_a_day_by_somebody_or_not_needed_with_a_reason_or_open_again(
    ws: Workspace, child: str
) -> None:
    review = book(ws, child, DUE).result()
    holding.keep_step(ws, review, "carers", done_on=TODAY, words="Gwen, by telephone").result()
    row = _rows(ws, review)["carers"]
    assert (row.mark, row.state, row.who, row.done_on) == ("done", "Done Mon 23 November", "Gwen, by telephone", TODAY)
    holding.keep_step(ws, review, "carers").result()
    assert _rows(ws, review)["carers"].done_on is None
    with pytest.raises(Refused, match="keeps its reason"):
        holding.keep_step(ws, review, "school", not_needed=True).result()
    holding.keep_step(ws, review, "school", not_needed=True, words="Between two schools").result()
    assert _rows(ws, review)["school"].state == "Not needed: Between two schools"
    with pytest.raises(Refused, match="after today"):
        holding.keep_step(ws, review, "read", done_on=DUE).result()
    holding.update_review(ws, review, spoke_privately="spoke", spoke_privately_on=TODAY).result()
    holding.update_review(ws, review, asked_on=TODAY, child_asked="At home, without suits").result()
    rows = _rows(ws, review)
    assert (rows["private"].mark, rows["asked"].mark) == ("done", "done")


def test_court_papers_are_asked_for_in_proceedings_only(ws: Workspace, child: str) -> None:
    review = book(ws, child, DUE).result()
    assert "court" not in _rows(ws, review)

    def heard(change: Any) -> None:
        change.save(Event(change.new_id(), child, "court", date(2026, 10, 1)))

    ws.do("A court date", heard).result()
    assert "court" in _rows(ws, review)


def test_under_an_interim_order_court_papers_are_asked_for_and_under_a_placement_order_no_parents(
    ws: Workspace, child: str
) -> None:
    review = book(ws, child, DUE).result()

    def status(change: Any, code: str) -> None:
        (episode,) = change.where(Episode, child=child)
        change.save(replace(episode, legal_status=code))

    ws.do("A status", status, "C1").result()
    assert "court" in _rows(ws, review)
    ws.do("A status", status, "E1").result()
    assert "parents" not in _rows(ws, review)


def test_what_the_child_wished_stands_beside_what_happened(ws: Workspace, child: str) -> None:
    review = book(ws, child, TODAY, time="15:45", place="County Hall", method="in person").result()
    holding.open_review(ws, review, TODAY).result()
    gwen = next(row.id for row in review_view(ws, review).attendance if row.name == "Gwen Bellweather")
    given = {"name": "Gwen Bellweather", "role": "Carer", "how": "in-person"}
    holding.set_attendance(ws, review, gwen, **given).result()
    holding.update_review(ws, review, child_asked="At home", otherwise_because="The boiler broke").result()
    view = review_view(ws, review)
    assert {row.about: row.happened for row in view.wishes} == {
        "Who": "Gwen Bellweather",
        "Where": "County Hall",
        "When": "Monday 23 November at 15:45",
        "How": "In person",
    }
    assert (view.child_asked, view.otherwise_because) == ("At home", "The boiler broke")


def test_the_brief_says_what_has_come_and_what_has_not(ws: Workspace, child: str) -> None:
    from iro_desk.practice.before_review import brief_facts
    from iro_desk.practice.paper_facts import source_of

    review = book(ws, child, DUE).result()
    assert any("Social worker’s report: not received" in p.what for p in brief_facts(source_of(ws, review)).papers)
    holding.keep_step(ws, review, "report", done_on=TODAY).result()
    papers = brief_facts(source_of(ws, review)).papers
    assert [p.state for p in papers if "report" in p.what] == ["here"]
    assert make(ws, "brief", review).pdf.startswith(b"%PDF")


def test_a_cancelled_booking_keeps_why_and_with_whose_agreement(ws: Workspace, child: str) -> None:
    review = book(ws, child, DUE).result()
    cancel_booking(ws, review, "Snow", "Quality assurance manager").result()
    kept = ws.desk.get(Review, review)
    assert (kept.cancelled_because, kept.cancelled_with) == ("Snow", "Quality assurance manager")


# ---------------------------------------------------------------- brothers and sisters


@pytest.fixture
def brother(ws: Workspace, child: str) -> str:
    """A brother: the same mother is around both of them."""

    def added(change: Any) -> str:
        other, mum = change.new_id(), change.new_id()
        change.save_many(
            [
                Child(other, first_name="Kit", surname="Ŵyn", date_of_birth=date(2015, 1, 2)),
                Episode(change.new_id(), other, date(2026, 8, 3), "S", "C2", placement="U6"),
                Person(mum, "Ann Wyn"),
                Role(change.new_id(), child, mum, "mother"),
                Role(change.new_id(), other, mum, "mother"),
                Review(change.new_id(), other, state="completed", held_on=date(2026, 8, 24)),
            ]
        )
        return str(other)

    return str(ws.do("Added a brother", added).result())


def test_reviews_on_one_occasion_share_day_place_and_people_and_nothing_else(
    ws: Workspace, child: str, brother: str
) -> None:
    review = book(ws, child, TODAY, time="15:45", place="At home", method="in person").result()
    (kin,) = review_view(ws, review).kin
    assert (kin.child, kin.name, kin.together, kin.words) == (brother, "Kit", False, "No review booked")
    theirs = holding.hold_together(ws, review, brother).result()
    other = ws.desk.get(Review, theirs)
    assert (other.booked_for, other.booked_time, other.place, other.child) == (TODAY, "15:45", "At home", brother)
    assert [row.together for row in review_view(ws, review).kin] == [True]
    change_booking(ws, review, time="16:30", place="At school").result()
    other = ws.desk.get(Review, theirs)
    assert (other.booked_time, other.place) == ("16:30", "At school")
    holding.open_review(ws, review, TODAY).result()
    holding.set_attendance(ws, review, None, name="Miss Honey", role="School", how="video").result()
    holding.open_review(ws, theirs, TODAY).result()
    assert ("Miss Honey", "video") in {(row.name, row.how) for row in review_view(ws, theirs).attendance}
    ann = next(row.id for row in review_view(ws, theirs).attendance if row.name == "Ann Wyn")
    why = "Kit asked for that"
    holding.set_attendance(ws, theirs, ann, name="Ann Wyn", role="Mum", how="not-invited", words=why).result()
    mine = next(row for row in review_view(ws, review).attendance if row.name == "Ann Wyn")
    assert (mine.how, mine.words) == ("", "")
    holding.add_told(ws, theirs, "The zebra frightens me", who_may_hear="in my record").result()
    holding.write_note(ws, theirs, "home", "Settled.").result()
    holding.add_decision(ws, theirs, "A bike", owner="Jo").result()
    view = review_view(ws, review)
    assert (view.told, view.decisions, [row.text for row in view.agenda if row.text]) == ((), (), [])


def test_a_review_taken_off_the_occasion_moves_no_other(ws: Workspace, child: str, brother: str) -> None:
    review = book(ws, child, DUE, time="15:45").result()
    theirs = holding.hold_together(ws, review, brother).result()
    holding.hold_apart(ws, theirs).result()
    change_booking(ws, review, time="10:00").result()
    assert ws.desk.get(Review, theirs).booked_time == "15:45"


@pytest.mark.parametrize("once", ["record", "letter"])
def test_what_was_otherwise_than_the_child_wished_is_in_the_record_and_for_nobody_whom_it_may_be_about(
    ws: Workspace, child: str, once: str
) -> None:
    def family(change: Any) -> None:
        person = change.new_id()
        change.save_many([Person(person, "Ann Wyn"), Role(change.new_id(), child, person, "mother")])

    ws.do("Added the family", family).result()
    change_setting(ws, "write_once", once).result()
    review = book(ws, child, TODAY, child_asked="In the park, and not Mum").result()
    holding.open_review(ws, review, TODAY).result()
    holding.update_review(ws, review, participation="PN1", spoke_privately="spoke").result()
    plain = read_text(paper(ws, review, once, "file").pdf)
    assert "In the park, and not Mum" in " ".join(plain.split())
    assert "Otherwise than wished" not in plain
    holding.update_review(ws, review, otherwise_because="It rained, and we sat indoors").result()
    hers = once == "record"  # Her own copy of the letter has no page for professionals.
    for recipient, told in (("file", True), ("manager", True), ("child", hers), ("carer", False), ("parent:1", False)):
        said = " ".join(read_text(paper(ws, review, once, recipient).pdf).split())
        assert ("In the park, and not Mum" in said) is told, recipient
        assert ("It rained, and we sat indoors" in said) is told, recipient
