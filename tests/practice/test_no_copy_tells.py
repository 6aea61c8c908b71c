"""Every kind of paper, every reader from whom the place is withheld, every legal status: no byte tells.

A kind that is new is taken by itself. ``test_no_field_tells`` says the same of one status field by field.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from iro_desk.casework import Episode, Person, Refused, Review, Role
from iro_desk.documents import KINDS, SIZES
from iro_desk.practice import where_lives
from iro_desk.practice.booking import book
from iro_desk.practice.copies import telling_view
from iro_desk.practice.making import make
from iro_desk.practice.paper_facts import source_of
from iro_desk.practice.recipients import recipients
from iro_desk.practice.telling import fold
from iro_desk.practice.workspace import Workspace
from tests.practice.held import hold
from tests.practice.test_copies import ATTENDED, ON, TELLING, _everything, _place, _who
from tests.practice.test_no_field_tells import FIELDS, SAID, TEXT, WORD

STATUSES = ("C1", "C2", "V2", "V3", "V4", "L1", "L2", "L3", "J1", "J2", "J3", "E1", "D1")
ONE_OF_EACH = ("C2", "L1", "D1")
"""A status of each rule; the others are swept in the longer run."""
OF_A_PARENT = [key for key, kind in KINDS.items() if "parent" in kind.recipients]
BOOKED = ("booked_place", "child_asked", "agreed_with", "booked_method")
"""Fields of the booking that somebody types."""


def withheld(ws: Workspace, child: str, status: str) -> None:
    """The child under that status, and the place withheld from father and grandmother as the law lets it be."""

    def under(change: Any) -> None:
        (episode,) = change.where(Episode, child=child)
        change.save(replace(episode, legal_status=status))
        gran = next(role for role in change.where(Role, child=child) if role.role == "relative")
        change.save(replace(gran, parental_responsibility=True))

    ws.do("Another status", under).result()
    if status in ("C1", "C2"):
        people = [_who(ws, child, name) for name in ("Daniel Fenn", "Bev Wyn")]
        decided = {"because": "threats", "decided_by": "Ruth Okonjo-Lamb", "decided_as": "team-manager"}
        where_lives.withhold(ws, child, "welfare", decided_on=ON, withheld_from=people, **decided).result()
    elif status in ("E1", "D1"):
        where_lives.choose_copy(ws, child, _who(ws, child, "Ann Wyn"), "add", "she asked in writing").result()
    else:
        advised = {"because": "do not send it", "decided_by": "Lowri Enghraifft"}
        where_lives.withhold(ws, child, "advice", decided_on=ON, **advised).result()


def swept(ws: Workspace, review: str, kind: str, words: tuple[str, ...], sizes: tuple[str, ...]) -> int:
    """How many copies were made or pointed at; none of those made holds one of the words."""
    source = source_of(ws, review)
    if source.review.state == "booked":  # Whoever is asked to a meeting is told its day.
        words = tuple(word for word in words if word != "13 April")
    tried = 0
    for to in recipients(source.file, ON):
        if to.left_out or not to.withheld:
            continue
        for size in sizes:
            try:
                made = make(ws, kind, review, to.key, size)
            except Refused as refused:
                if "would tell where the child lives" not in refused.what:
                    continue
                # What is pointed at in any paper of a review is answered in one place.
                assert kind not in ("record", "decisions") or telling_view(ws, review, to.key).open
            else:
                said = _everything(made.pdf)
                told = [word for word in words if re.search(rf"\b{re.escape(fold(word))}\b", said)]
                assert told == [], (kind, to.key, size)
                assert fold(to.names[0].split()[0]) not in fold(made.name)
            tried += 1
    return tried


def held_and_booked(ws: Workspace, child: str, **facts: Any) -> tuple[str, str]:
    """A review that was held, and the next one, booked."""
    ws.do("Placed her", _place, child).result()
    held = hold(ws, child, **TEXT | {"attendance": ATTENDED} | facts)
    booked = [each for each in ws.desk.child_file(child).reviews if each.state == "booked"]
    return held, booked[0].id if booked else book(ws, child, date(2027, 4, 13), place="Lanternhall").result()


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    "status", [pytest.param(each, marks=() if each in ONE_OF_EACH else pytest.mark.soak) for each in STATUSES]
)
def test_no_kind_of_paper_tells_under_any_legal_status(ws: Workspace, child: str, status: str) -> None:
    both = held_and_booked(ws, child)
    withheld(ws, child, status)
    for kind in OF_A_PARENT:
        assert sum(swept(ws, review, kind, TELLING, ("standard",)) for review in both), kind


@pytest.mark.parametrize("field", BOOKED)
def test_what_is_typed_into_a_booking_reaches_no_withheld_paper(ws: Workspace, child: str, field: str) -> None:
    both = held_and_booked(ws, child)
    withheld(ws, child, "C2")
    name = {"booked_place": "place", "booked_method": "method"}.get(field, field)

    def typed(change: Any) -> None:
        for review in change.where(Review, child=child, state="booked"):
            change.save(replace(review, **{name: SAID}))

    ws.do("Typed", typed).result()
    for kind in OF_A_PARENT:
        assert sum(swept(ws, review, kind, (WORD, *TELLING), ("standard",)) for review in both), kind


@pytest.mark.soak
@pytest.mark.timeout(600)
@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("field", FIELDS)
def test_no_field_of_a_review_tells_in_any_kind_status_or_size(
    ws: Workspace, child: str, field: str, status: str
) -> None:
    if field == "why it was late":
        ws.today = date(2026, 11, 30)
    both = held_and_booked(ws, child, held_on=ws.today.isoformat(), **FIELDS[field])
    withheld(ws, child, status)
    # The words of a copy are the same in every size of print: one status shows that too.
    sizes = tuple(size.replace(" ", "-") for size in SIZES) if status == "C2" else ("standard",)
    for kind in OF_A_PARENT:
        assert sum(swept(ws, review, kind, (WORD, *TELLING), sizes) for review in both), kind


def test_a_sweep_finds_what_a_told_copy_says(ws: Workspace, child: str) -> None:
    """The sweep itself is not blind: the copy of somebody who may know is full of telling words."""
    held, _ = held_and_booked(ws, child)
    ws.do("As she is", lambda change: change.save(Person(change.new_id(), "Nobody"))).result()
    said = _everything(make(ws, "record", held, "parent:1").pdf)
    assert sum(fold(word) in said for word in TELLING) >= 6
