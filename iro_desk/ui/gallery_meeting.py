"""The gallery’s pictures of a review that is prepared and held: lists, brief, room, before we stop, large type."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from iro_desk.practice import holding
from iro_desk.practice.child import child_view
from iro_desk.practice.review_view import review_view
from iro_desk.ui.caseload_place import CaseloadPlace
from iro_desk.ui.gallery_floats import Picture
from iro_desk.ui.review.stopping import KEY as STOP
from iro_desk.ui.shell import MainWindow

HELD = "PR0013"
"""A child of the practice caseload with a booked review, held for the pictures on the practice desk's day."""
SAID = (
    ("I want to know when I can go swimming again.", "say it in the meeting"),
    ("Don’t talk about my dad in front of everyone.", "only me"),
)


def preparing_and_meeting(window: MainWindow, picture: Picture, settle: Callable[[int], None]) -> Iterator[Path]:
    """Prepare with its list and the brief; then the meeting, from the first heading to the large page."""
    window.go("caseload")
    place = window.pane("caseload")
    assert isinstance(place, CaseloadPlace)
    ws = place.workspace
    review = _booked(place)
    place.open_review(review)
    pane = place.review
    pane.open_step("prepare")
    yield picture("review-before")
    bar = pane._prepare._page.verticalScrollBar()
    for number, part in enumerate((0.45, 1.0), 1):
        bar.setValue(round(bar.maximum() * part))
        yield picture(f"review-before-{number}")
    bar.setValue(0)
    pane._prepare.turn_brief()
    settle(1500)
    yield picture("review-brief")
    pane._prepare.turn_brief()
    begin_meeting(place)
    ids = [row.id for row in review_view(ws, review).attendance][:3]
    settle(300)
    pane.open_step("meet")
    pane._meet.open_heading("family")
    yield picture("review-meeting")
    holding.set_room(ws, review, ids).result()
    settle(300)
    yield picture("review-in-the-room")
    pane._meet.open_heading(STOP)
    pane._meet.stopping.day.set_day(ws.today + timedelta(days=150))
    pane._meet.stopping._say()
    yield picture("review-before-we-stop")
    holding.set_room(ws, review, []).result()
    settle(300)
    pane.show_large()
    yield picture("review-large-type")
    pane.large.close_it()
    pane._ask_why()
    yield picture("review-adjourning")
    pane._go_on()


def begin_meeting(place: CaseloadPlace) -> str:
    """The booked review is held from now on, with two things that the child said; its id."""
    ws, review = place.workspace, _booked(place)
    holding.open_review(ws, review, ws.today).result()
    for words, who in SAID:
        holding.add_told(ws, review, words, who_may_hear=who).result()
    return review


def _booked(place: CaseloadPlace) -> str:
    ws = place.workspace
    child = child_view(ws, ws.desk.find_child(HELD))
    return next(each.id for each in child.reviews if each.state == "booked")
