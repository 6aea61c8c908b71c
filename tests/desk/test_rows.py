"""Every stored value comes back from the encrypted file as it went in."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iro_desk.casework import Child, NotFound, Review, SignedNote, SignedPaper, ToldMe
from iro_desk.desk import Desk
from iro_desk.desk.rows import REFERENCES, STORED, table_of
from tests.desk.invented import child_on

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
BY_HINT: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXT,
    int: st.integers(-(2**40), 2**40),
    bool: st.booleans(),
    bytes: st.binary(max_size=20),
    date: st.dates(),
    date | None: st.none() | st.dates(),
}


def values_of(kind: type) -> st.SearchStrategy[Any]:
    hints = get_type_hints(kind)
    parts = {field.name: BY_HINT[hints[field.name]] for field in fields(kind)}
    for name in {*REFERENCES, "seal"} & parts.keys():
        parts[name] = st.just("" if name == "seal" else "a")
    return st.builds(kind, **{**parts, "id": st.just("a")})


@pytest.mark.parametrize("kind", STORED, ids=lambda kind: kind.__name__)
@given(data=st.data())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_value_comes_back_as_it_went_in(desk: Desk, kind: type, data: st.DataObject) -> None:
    desk._writer.conn.execute("PRAGMA foreign_keys = OFF")
    record = data.draw(values_of(kind))
    with desk.change("Kept", kind="import") as change:
        change.save(record)
    kept = desk.get(kind, "a")
    if isinstance(kept, SignedPaper | SignedNote):
        assert len(kept.seal) == 16
        record = kind(**{**{f.name: getattr(record, f.name) for f in fields(record)}, "seal": kept.seal})
    assert kept == record
    assert desk.check() == []


def test_what_the_child_said_outside_a_review_has_no_review(desk: Desk) -> None:
    child = child_on(desk)
    (told,) = desk.where(ToldMe, review="")
    assert (told.child, told.review) == (child, "")


def test_rows_are_found_by_what_their_fields_equal(desk: Desk) -> None:
    child = child_on(desk)
    child_on(desk, "1002")
    assert len(desk.where(Review, held_on=date(2026, 1, 9))) == 2
    assert [r.child for r in desk.where(Review, held_on=date(2026, 1, 9), child=child)] == [child]
    assert desk.where(Review, booked_for=date(2026, 1, 9)) == []
    assert len(desk.where(Review, booked_for=None)) == 2
    with pytest.raises(KeyError):
        desk.where(Review, colour="blue")


def test_a_caseload_is_read_without_notes_and_a_child_with_them(desk: Desk) -> None:
    child = child_on(desk)
    other = child_on(desk, "1002")
    with desk.change("Left the caseload", other) as change:
        change.save(Child(other, first_name="Other", left_caseload=date(2026, 3, 31)))
    with desk.change("Not mine") as change:
        change.save(Child(change.new_id(), first_name="Third", mine=False))
    files = {file.child.id: file for file in desk.child_files()}
    assert set(files) == {child, other}
    assert len(desk.child_files(mine_only=False)) == 3
    assert {file.child.id for file in desk.child_files(on=date(2026, 3, 31))} == {child, other}
    assert {file.child.id for file in desk.child_files(on=date(2026, 4, 1))} == {child}
    light, whole = files[child], desk.child_file(child)
    assert (len(light.notes), len(light.told), len(light.episodes), len(light.people)) == (0, 0, 1, 1)
    assert (len(whole.notes), len(whole.told), whole.people, whole.reviews) == (1, 1, light.people, light.reviews)
    assert light.number == "1001"


def test_what_is_not_there_is_said_in_words(desk: Desk) -> None:
    with pytest.raises(NotFound, match="not on this desk"):
        desk.get(Child, "nobody")
    with pytest.raises(NotFound, match="No child on this desk has that number"):
        desk.find_child("4711")
    with pytest.raises(NotFound):
        desk.child_file("nobody")


def test_reading_a_caseload_asks_a_fixed_number_of_questions(desk: Desk) -> None:
    asked: list[str] = []
    desk._connection.set_trace_callback(asked.append)
    counts = []
    for number in ("1", "2", "3"):
        child_on(desk, number)
        asked.clear()
        desk.child_files()
        counts.append(len(asked))
    assert counts == [counts[0]] * 3


def test_a_kind_that_no_desk_stores_is_a_bug() -> None:
    @dataclass(frozen=True)
    class Elsewhere:
        id: str

    with pytest.raises(TypeError, match="not stored"):
        table_of(Elsewhere)
