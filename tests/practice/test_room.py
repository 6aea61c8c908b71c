"""Who is in the room decides what stands on the screen: what a child told me is shown to nobody it is closed to."""

from __future__ import annotations

import dataclasses
import itertools
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from iro_desk.casework import (
    WHO_MAY_HEAR,
    Child,
    ChildFile,
    ConsultationAnswer,
    Episode,
    Person,
    Refused,
    Review,
    Role,
    UserFacingError,
)
from iro_desk.documents import KINDS
from iro_desk.practice import holding
from iro_desk.practice.booking import book
from iro_desk.practice.calendars import export_calendar
from iro_desk.practice.caseload import caseload_view
from iro_desk.practice.child import child_view
from iro_desk.practice.encode import to_json
from iro_desk.practice.exporting import export_child
from iro_desk.practice.finder import Finder
from iro_desk.practice.history import history_view
from iro_desk.practice.large_type import large_view
from iro_desk.practice.making import make
from iro_desk.practice.paper_shelf import shelf_view
from iro_desk.practice.participation import participation_view
from iro_desk.practice.recipients import Recipient, recipients
from iro_desk.practice.review_view import review_view
from iro_desk.practice.room import refuse_watched
from iro_desk.practice.share import across, share_view
from iro_desk.practice.today import today_view
from iro_desk.practice.workspace import Workspace
from iro_desk.ui.wiring import DeskActions
from tests.practice.conftest import TODAY
from tests.practice.test_copies import _everything as text_of

QUICK = settings(
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
_COUNT = itertools.count()
CLOSED_TO = ("Ann Wyn", "Daniel Fenn", "Gwen Bellweather", "Nan Typed-In")


@pytest.fixture
def review(ws: Workspace, child: str) -> str:
    """A review that is being held, with both parents around the child and a nan who was typed in."""

    def family(change: Any) -> None:
        for name, role in (("Ann Wyn", "mother"), ("Daniel Fenn", "father")):
            person = change.new_id()
            change.save_many([Person(person, name), Role(change.new_id(), child, person, role)])

    ws.do("Added the family", family).result()
    made = book(ws, child, TODAY, time="15:45", place="At home", method="in person").result()
    holding.open_review(ws, made, TODAY).result()
    holding.set_attendance(ws, made, None, name="Nan Typed-In", role="Relative", how="in-person").result()
    holding.update_review(ws, made, participation="PN1", spoke_privately="spoke").result()
    return str(made)


def _rows(ws: Workspace, review: str) -> dict[str, str]:
    return {row.name: row.id for row in review_view(ws, review).attendance}


def _told(ws: Workspace, review: str) -> list[str]:
    return [row.words for row in review_view(ws, review).told]


def test_with_a_parent_in_the_room_what_is_not_for_them_is_gone_from_my_own_screen(ws: Workspace, review: str) -> None:
    rows = _rows(ws, review)
    for who in WHO_MAY_HEAR:
        holding.add_told(ws, review, f"For: {who}", who_may_hear=who).result()
    holding.add_told(ws, review, "Not Mum", who_may_hear="in my record", not_for=rows["Ann Wyn"]).result()
    assert len(_told(ws, review)) == 5
    holding.set_room(ws, review, [rows["Jonas Pebblewick"]]).result()
    assert _told(ws, review) == ["For: professionals", "For: say it in the meeting", "For: in my record", "Not Mum"]
    holding.set_room(ws, review, [rows["Jonas Pebblewick"], rows["Ann Wyn"]]).result()
    assert _told(ws, review) == ["For: say it in the meeting", "For: in my record"]
    view = review_view(ws, review)
    assert (view.hidden_now, set(view.in_room)) == (3, {rows["Jonas Pebblewick"], rows["Ann Wyn"]})
    assert {row.how for row in view.attendance if row.id in view.in_room} == {"in-person"}
    holding.set_room(ws, review, []).result()
    assert len(_told(ws, review)) == 5


def test_with_somebody_in_one_childs_room_what_another_child_told_me_is_gone_too(
    ws: Workspace, child: str, review: str
) -> None:
    def another(change: Any) -> str:
        kit = change.new_id()
        change.save_many(
            [
                Child(kit, first_name="Kit", surname="Ŵyn", date_of_birth=date(2014, 1, 2)),
                Episode(change.new_id(), kit, date(2026, 8, 3), "S", "C2", placement="U6"),
            ]
        )
        return str(kit)

    other = book(ws, ws.do("Added", another).result(), TODAY, time="10:00", anyway=True).result()
    holding.open_review(ws, other, TODAY).result()
    holding.add_told(ws, other, "Kit said this", who_may_hear="in my record").result()
    mum = _rows(ws, review)["Ann Wyn"]
    holding.set_room(ws, review, [mum]).result()
    view = review_view(ws, other)
    assert (view.told, view.hidden_now, view.watched_by) == ((), 1, "Ann Wyn")
    assert "Kit said this" not in " ".join(_texts(large_view(ws, other)))
    # Brothers and sisters on one occasion share the room: what may be said there stays, what is closed to her goes.
    for each in (review, other):
        ws.do("Together", _on_one_occasion, each).result()
    assert _told(ws, other) == ["Kit said this"]
    holding.add_told(ws, other, "Only you", who_may_hear="only me").result()
    assert _told(ws, other) == ["Kit said this"]
    holding.set_room(ws, review, []).result()
    assert _told(ws, other) == ["Kit said this", "Only you"]


def _on_one_occasion(change: Any, review: str) -> None:
    change.save(dataclasses.replace(change.get(Review, review), occasion="o1"))


def test_what_a_grown_person_wrote_is_on_no_screen_that_others_see(ws: Workspace, review: str, child: str) -> None:
    def wrote(change: Any) -> None:
        given = {"form": "carer", "who": "", "question": "well", "asked": "What is going well?", "words": "He laughs."}
        change.save(ConsultationAnswer(change.new_id(), child, review, **given))

    ws.do("A form came back", wrote).result()
    assert [row.words for row in review_view(ws, review).views] == ["He laughs."]
    holding.set_room(ws, review, [_rows(ws, review)["Ann Wyn"]]).result()
    assert review_view(ws, review).views == ()


def test_an_entry_can_be_closed_to_somebody_who_was_typed_in_and_to_nobody_unknown(ws: Workspace, review: str) -> None:
    rows = _rows(ws, review)
    told = holding.add_told(ws, review, "Not Nan", who_may_hear="in my record", not_for=rows["Nan Typed-In"]).result()
    assert review_view(ws, review).told[0].not_for_names == ("Nan Typed-In",)
    with pytest.raises(Refused, match="not known here"):
        holding.update_told(ws, review, told, not_for="somebody").result()


def test_no_paper_is_shown_while_somebody_can_see_the_screen(
    ws: Workspace, child: str, review: str, qtbot: QtBot
) -> None:
    actions = DeskActions(ws)
    shelf = shelf_view(ws, child).rows[0]
    holding.set_room(ws, review, [_rows(ws, review)["Ann Wyn"]]).result()
    for asked in (
        lambda: actions.paper(review, "record", "file").result(),
        lambda: actions.brief(review).result(),
        lambda: actions.letter(review).result(),
        lambda: actions.telling(review, "parent:1").result(),
        lambda: actions.make_paper(shelf, "standard", False, {}).result(),
    ):
        with pytest.raises(Refused, match="Ann Wyn can see the screen"):
            asked()
    holding.set_room(ws, review, []).result()
    assert actions.paper(review, "record", "file").result().pdf.startswith(b"%PDF")
    actions.close()


def test_nobody_to_whom_something_is_closed_is_lost_from_the_list(ws: Workspace, review: str) -> None:
    nan = _rows(ws, review)["Nan Typed-In"]
    holding.add_told(ws, review, "Not Nan", who_may_hear="in my record", not_for=nan).result()
    with pytest.raises(Refused, match="closed to them"):
        holding.remove_attendance(ws, review, nan).result()
    facts = json.loads(holding.review_facts_json(ws, review))
    facts["attendance"] = [{**row, "words": "rang first"} for row in reversed(facts["attendance"])]
    holding.hold_from_facts(ws, review, {"attendance": facts["attendance"]}).result()
    assert _rows(ws, review)["Nan Typed-In"] == nan
    assert next(iter(_rows(ws, review))) == facts["attendance"][0]["name"]
    holding.set_room(ws, review, [nan]).result()
    assert _told(ws, review) == []


def test_what_cannot_stay_private_keeps_whom_i_told_and_when(ws: Workspace, review: str) -> None:
    told = holding.add_told(ws, review, "He hits me").result()
    holding.update_told(ws, review, told, passed_to="Ruth Okonjo-Lamb", passed_on=TODAY, child_knows=True).result()
    (row,) = review_view(ws, review).told
    assert (row.passed_to, row.passed_on, row.child_knows, row.who_may_hear) == (
        "Ruth Okonjo-Lamb",
        TODAY,
        True,
        "only me",
    )
    with pytest.raises(Refused):
        holding.update_told(ws, review, told, passed_on=date(2027, 1, 1)).result()


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for item in dataclasses.fields(value):
            yield from _texts(getattr(value, item.name))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


def _every_copy(ws: Workspace, file: ChildFile, review: str) -> Iterator[tuple[str, Recipient, bytes]]:
    """Every paper that can be made of the child and the review now: its kind, for whom, and its bytes."""
    about = {"review": review, "child": file.child.id, "week": TODAY.isoformat(), "days": TODAY.isoformat()}
    for to in recipients(file, TODAY):
        for kind, made_as in KINDS.items():
            if made_as.may_be_for(to.key) and not to.left_out:
                try:
                    yield kind, to, make(ws, kind, about[made_as.subject], to.key).pdf
                except UserFacingError:
                    continue  # There is none of it: no letter to read together with a child of twelve, no challenge.


def test_every_kind_of_paper_is_among_those_that_are_looked_through(ws: Workspace, child: str, review: str) -> None:
    found = {kind for kind, _, _ in _every_copy(ws, ws.desk.child_file(child), review)}
    assert found >= {*KINDS} - {"letter-now", "dispute", "trip-sheet", "midway"}, {*KINDS} - found


ENTRIES = given(
    who=st.sampled_from(WHO_MAY_HEAR),
    closed=st.sets(st.sampled_from(CLOSED_TO)),
    there=st.sets(st.sampled_from((*CLOSED_TO, "Jonas Pebblewick"))),
    seen=st.booleans(),
)


def _is_in_no_byte(
    ws: Workspace, child: str, review: str, tmp_path: Path, who: str, closed: set[str], there: set[str], seen: bool
) -> None:
    for old in review_view(ws, review).told:
        holding.remove_told(ws, review, old.id).result()
    secret = f"zebrafish{next(_COUNT)}x"  # Each example's own: what was open once stands in the history for good.
    rows = _rows(ws, review)
    not_for = " ".join(rows[name] for name in sorted(closed))
    holding.add_told(ws, review, f"I like the {secret}", seen=seen, who_may_hear=who, not_for=not_for).result()
    try:
        file = ws.desk.child_file(child)
        # Papers of every kind, and so their previews: each recipient's own copy.
        for kind, to, pdf in _every_copy(ws, file, review):
            allowed = who == "in my record" and (to.key == "file" or not set(to.names) & closed)
            if kind == "everything":  # All that is held but what is only mine: for the file, and who asks for it.
                allowed = who != "only me"
            if not allowed:
                assert secret not in text_of(pdf), (kind, to.key)
                assert secret.encode() not in pdf
        # The large-type view is looked at by everybody on the list.
        shown = " ".join(_texts(large_view(ws, review)))
        if who in ("only me", "professionals") or closed:
            assert secret not in shown
        # Export, the whole and the finder: never what is only mine.
        if who == "only me":
            folder = tmp_path / f"{len(list(tmp_path.iterdir()))}"
            export_child(ws, child, folder)
            assert all(secret.encode() not in each.read_bytes() for each in folder.rglob("*") if each.is_file())
            assert not Finder(ws, ()).in_text(secret)
            assert secret not in holding.review_facts_json(ws, review)
            export_calendar(ws, tmp_path / "own.ics")
            assert secret not in (tmp_path / "own.ics").read_text(encoding="utf-8")
        # What goes over into the council's system holds what is in the record alone.
        if who != "in my record":
            assert secret not in to_json(across(ws, review))
        # Figures are of codes, whoever looks at them, and so are the lists of the window.
        for shown in (participation_view(ws), participation_view(ws, publish=True), share_view(ws, review)):
            assert secret not in to_json(shown)
        # The room switch: my own screen, the facts as JSON, and the finder.
        holding.set_room(ws, review, [rows[name] for name in sorted(there)]).result()
        hidden = bool(there) and (
            who == "only me" or bool(there & closed) or (who == "professionals" and there != {"Jonas Pebblewick"})
        )
        view = review_view(ws, review)
        assert (secret in to_json(view)) is not hidden
        assert view.hidden_now == int(hidden)
        if hidden:
            assert not Finder(ws, ()).in_text(secret)
            assert secret not in " ".join(_texts(large_view(ws, review)))
            for shown in (child_view(ws, child), today_view(ws), caseload_view(ws), history_view(ws, child)):
                assert secret not in to_json(shown)
            with pytest.raises(Refused, match="can see the screen"):
                refuse_watched(ws)  # What previews and the shelf of papers ask first.
    finally:
        holding.set_room(ws, review, []).result()


@settings(QUICK, max_examples=1)
@ENTRIES
@example(who="only me", closed=set(), there={"Ann Wyn"}, seen=False)
@example(who="professionals", closed=set(), there={"Jonas Pebblewick"}, seen=True)
@example(who="say it in the meeting", closed={"Ann Wyn"}, there={"Ann Wyn"}, seen=False)
@example(who="in my record", closed={"Daniel Fenn", "Nan Typed-In"}, there={"Daniel Fenn"}, seen=False)
def test_an_entry_is_in_no_byte_of_anything_for_whom_it_is_closed_to(
    ws: Workspace, child: str, review: str, tmp_path: Path, who: str, closed: set[str], there: set[str], seen: bool
) -> None:
    _is_in_no_byte(ws, child, review, tmp_path, who, closed, there, seen)


@pytest.mark.soak
@pytest.mark.timeout(1800)
@settings(QUICK, max_examples=80)
@ENTRIES
def test_of_eighty_entries_none_is_in_a_byte_for_whom_it_is_closed_to(
    ws: Workspace, child: str, review: str, tmp_path: Path, who: str, closed: set[str], there: set[str], seen: bool
) -> None:
    _is_in_no_byte(ws, child, review, tmp_path, who, closed, there, seen)
