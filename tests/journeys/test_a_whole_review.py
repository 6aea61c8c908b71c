"""A whole review by the keyboard alone in a real window, on a real desk.

It is prepared, held, decided, the next one booked, written up, told in a letter, finalised and shared with four
recipients; then its papers are read back. The child and everybody else is invented.
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from iro_desk.casework import Child, CouncilNumber, Decision, Episode, Person, Review, Role
from iro_desk.practice import holding
from iro_desk.practice.booking import book
from iro_desk.practice.large_type import large_view
from iro_desk.practice.making import make
from iro_desk.practice.papers import verify_paper
from iro_desk.practice.review_view import review_view
from iro_desk.practice.share import share_view
from iro_desk.ui.caseload_place import CaseloadPlace
from iro_desk.ui.shell import MainWindow
from tests.journeys import after_the_meeting
from tests.journeys.conftest import DAY, workspace
from tests.journeys.keys import CTRL, Keys
from tests.practice.test_copies import _everything as text_of

DECISIONS = (
    ("Family time with Abena moves to a cafe", "Dana Whitlock", "by half term", date(2027, 2, 12)),
    ("Train tickets go to Mum a week ahead", "Dana Whitlock", "Friday week", date(2026, 12, 4)),
    ("A dentist who sees him", "Rhys Morgan", "before Christmas", date(2026, 12, 24)),
    ("Drum lessons on Thursdays", "Rhys Morgan", "in two weeks", date(2026, 12, 7)),
    ("His timetable goes to Abena", "Ms Parry", "tomorrow", date(2026, 11, 24)),
    ("The education plan is written again", "Ms Parry", "by the end of term", date(2026, 12, 18)),
    ("A passport", "Dana Whitlock", "31/3", date(2027, 3, 31)),
    ("A bus pass", "Rhys Morgan", "next Friday", date(2026, 11, 27)),
    ("A letter about his savings", "Dana Whitlock", "before the next review", None),
    ("An independent visitor is offered", "Dana Whitlock", "when the list is open again", None),
)
SECRET = "My uncle frightens me"


def _family(change: Any) -> str:
    child, last = change.new_id(), change.new_id()
    people = {
        "Dana Whitlock": "social-worker",
        "Rhys Morgan": "key-worker",
        "Ms Parry": "school",
        "Ruth Okonjo": "team-manager",
        "Grace Mensah": "mother",
        "Paul Lane": "father",
    }
    rows: list[Any] = [
        Child(child, first_name="Kofi", surname="Mensah-Lane", pronouns="he", date_of_birth=date(2012, 8, 20)),
        CouncilNumber(change.new_id(), child, "4417", "council"),
        Episode(change.new_id(), child, date(2026, 1, 5), "S", "C2", placement="K2", town="Inventown"),
        Review(change.new_id(), child, state="signed", held_on=date(2026, 1, 30), completed_on=date(2026, 1, 30)),
        Review(last, child, state="signed", held_on=date(2026, 5, 28), completed_on=date(2026, 5, 28)),
        Decision(change.new_id(), child, last, 1, "An eye test", owner="Rhys Morgan", by=date(2026, 9, 30)),
        Decision(change.new_id(), child, last, 2, "Swimming", owner="Rhys Morgan", by=date(2026, 9, 30)),
    ]
    for name, role in people.items():
        person = change.new_id()
        rows += [Person(person, name), Role(change.new_id(), child, person, role, since=date(2026, 1, 5))]
    change.save_many(rows)
    return str(child)


def place_of(window: MainWindow) -> CaseloadPlace:
    place = window.pane("caseload")
    assert isinstance(place, CaseloadPlace)
    return place


def open_the_review(keys: Keys, window: MainWindow) -> None:
    """Find the child by name, and open the review that is booked."""
    keys.press(Qt.Key.Key_K, CTRL)
    keys.type("Kofi")
    keys.wait(lambda: keys.focus() is not window)
    keys.press(Qt.Key.Key_Return)
    keys.wait(lambda: window.place() == "caseload" and bool(place_of(window).child_pane.isVisible()))
    keys.to("Prepare the review")
    keys.press(Qt.Key.Key_Return)
    keys.wait(lambda: place_of(window).review.isVisible())


def prepare(keys: Keys) -> None:
    """What the child asked for, two steps of the list, a reminder copied; then the meeting begins."""
    keys.to("What the child asked for")
    keys.type("At home, and no suits")
    keys.choose("Social worker’s report", "Done today")
    keys.choose("Carers’ views", "Not needed, because")
    keys.enter("nobody cares for him but the home")
    keys.to("Copy a reminder: Parents’ views")
    keys.press(Qt.Key.Key_Space)
    assert QGuiApplication.clipboard().text().startswith("Dear Grace Mensah and Paul Lane,")
    keys.to("Begin the meeting", back=True)
    keys.press(Qt.Key.Key_Return)


def meet(keys: Keys, window: MainWindow) -> None:
    """Words under every heading, what the child told me, who is here, ten decisions, the next review."""
    review = place_of(window).review
    keys.wait(lambda: review.step() == "meet" and review.in_meeting())
    headings = [row.title for row in review._view.agenda] if review._view is not None else []
    for title in headings:
        keys.type(f"Said of {title.encode('ascii', 'ignore').decode()}.")
        keys.press(Qt.Key.Key_PageDown, CTRL)
    keys.press(Qt.Key.Key_PageDown, CTRL)  # Past what is settled before we stop, to the first again.
    keys.press(Qt.Key.Key_PageDown, CTRL)
    keys.choose("What became of decision 1", "Not done")
    keys.enter("the optician moved")
    keys.choose("What became of decision 2", "Done")
    keys.press(Qt.Key.Key_W, CTRL)
    keys.enter(SECRET)  # No hand waits until the desk has taken the last words.
    keys.enter("I want to see Abena somewhere with food")
    keys.wait(lambda: bool(review._view and len(review._view.told) == 2))
    keys.press(Qt.Key.Key_Tab)
    keys.choose("Who may hear it, Only me", "Not Paul Lane")  # The first of them: what stays mine is closed besides.
    keys.to("Dana Whitlock")
    keys.choose("Dana Whitlock", "In person")
    keys.choose("Grace Mensah", "By phone")
    keys.choose("There?", "In the room")
    keys.choose("Views came by", "Said it for herself or himself")
    keys.choose("In private", "Spoke in private")
    keys.enter("in the garden")
    keys.press(Qt.Key.Key_D, CTRL)
    for what, who, when, _ in DECISIONS:
        keys.type(what)
        keys.press(Qt.Key.Key_Tab)
        keys.type(who)
        keys.press(Qt.Key.Key_Tab)
        keys.enter(when)
        if when == "next Friday":  # Two readings: the likelier is shown first, Enter keeps it.
            keys.press(Qt.Key.Key_Return)
    keys.wait(lambda: bool(review._view and len(review._view.decisions) == len(DECISIONS)))
    keys.press(Qt.Key.Key_E, CTRL)
    keys.type("11/5/2027")
    keys.press(Qt.Key.Key_Tab)
    keys.to("Time")
    keys.type("15:30")
    keys.to("Book the next review")
    keys.press(Qt.Key.Key_Return)
    keys.wait(lambda: bool(review._view and review._view.next_booking))
    keys.to("Who is to come")
    keys.type("Abena, and no suits")
    keys.to("End the meeting", back=True)
    keys.press(Qt.Key.Key_Return)
    keys.wait(lambda: review.step() == "write-up")


def test_a_whole_review_is_done_by_the_keyboard_alone(window: MainWindow, qtbot: QtBot) -> None:
    ws = workspace(window)
    child = ws.do("Added an invented child", _family).result()
    booked = book(ws, child, DAY, time="15:30", place="At home", method="in person").result()
    keys = Keys(qtbot, window)
    open_the_review(keys, window)
    prepare(keys)
    meet(keys, window)
    assert not any(isinstance(each, QDialog) and each.isVisible() for each in QApplication.topLevelWidgets())
    view = review_view(ws, booked)
    assert (view.child_asked, view.participation, view.spoke_privately) == ("At home, and no suits", "PN1", "spoke")
    assert view.spoke_privately_where == "in the garden"
    assert {row.key: row.mark for row in view.checklist if row.mark == "done"}.keys() >= {"report", "carers", "private"}
    assert all(heading.text.startswith("Said of") for heading in view.agenda)
    assert [(d.outcome, d.outcome_words) for d in view.last_decisions] == [
        ("not-done", "the optician moved"),
        ("done", ""),
    ]
    assert [(d.what, d.owner) for d in view.decisions] == [(what, who) for what, who, _, _ in DECISIONS]
    for row, (_, _, when, day) in zip(view.decisions, DECISIONS, strict=True):
        if when == "before the next review":
            assert row.by is not None
        else:
            assert row.by == day, when
    assert view.decisions[-1].no_date_because == "when the list is open again"
    assert {row.name: row.how for row in view.attendance if row.how} == {
        "Dana Whitlock": "in-person",
        "Grace Mensah": "phone",
    }
    assert view.next_booking is not None
    assert (view.next_booking.day, view.next_booking.time, view.midway_on) == (
        date(2027, 5, 11),
        "15:30",
        date(2027, 2, 15),
    )
    assert view.next_people == "Abena, and no suits"
    # What he told me alone is in nothing that was made of it, and all else is.
    record = text_of(make(ws, "record", booked, "file").pdf)
    assert SECRET.lower() not in record
    assert SECRET not in str(large_view(ws, booked))
    assert all(what.lower() in record for what, *_ in DECISIONS)
    assert holding.review_facts_json(ws, booked).count(SECRET) == 0
    after_the_meeting.write_the_letter(keys, window)
    after_the_meeting.sign(keys, window)
    after_the_meeting.share(keys, window)
    written_and_shared(ws, booked)


def written_and_shared(ws: Any, booked: str) -> None:
    """What the second half left behind: the papers read back, the log, the manager's replies."""
    shared = share_view(ws, booked)
    went = {line.to for line in shared.log if line.sent_on == DAY}
    assert went == set(after_the_meeting.FOUR)
    assert {line.version for line in shared.log} == {"version 1"}
    assert [(reply.reply, reply.words) for reply in shared.replies[:3]] == [
        ("agreed", ""),
        ("not agreed", "No money for it this year"),
        ("", ""),
    ]
    assert shared.system[0] == ("keyed", "Keyed", DAY)
    kept = {(row.kind, row.recipient): row for row in review_view(ws, booked).papers}
    assert {("record", "file"), ("decisions", "manager"), ("letter", "child")} <= kept.keys()
    for kind, recipient in kept:
        made = make(ws, kind, booked, recipient)
        text = text_of(made.pdf)
        assert SECRET.lower() not in text
        assert hashlib.sha256(made.pdf).hexdigest() == kept[kind, recipient].sha256
        assert verify_paper(ws, made.pdf).genuine
    letter = text_of(make(ws, "letter", booked, "child").pdf)
    for words in (after_the_meeting.OPENING, after_the_meeting.CLOSING, "Dear Kofi", "by Friday 12 February 2027"):
        assert words.lower() in letter
    dads = text_of(make(ws, "record", booked, "parent:2").pdf)
    assert "i want to see abena" not in dads
