"""Taking back and bringing back: new changes that put the rows as they were, or a refusal that names what stands."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iro_desk.casework import Child, CouncilNumber, Decision, Refused, Review
from iro_desk.desk import Desk
from iro_desk.desk.rows import TABLES
from tests.conftest import PASSPHRASE
from tests.desk.invented import add_child, child_on, paper


def rename(desk: Desk, child: str, name: str, words: str = "Corrected the first name") -> None:
    with desk.change(words, child) as change:
        change.save(replace(change.get(Child, child), first_name=name))


def everything(desk: Desk) -> dict[str, list[Any]]:
    return {table.name: sorted(desk.all(kind), key=lambda row: row.id) for kind, table in TABLES.items()}


def test_undo_puts_the_rows_back_and_redo_brings_them_again(desk: Desk) -> None:
    start = everything(desk)
    child_on(desk)
    end = everything(desk)
    undone = desk.undo()
    assert (undone.n, undone.undoes, undone.words) == (3, 2, "Took back: New child")
    assert everything(desk) == start
    redone = desk.redo()
    assert (redone.n, redone.undoes, redone.words) == (4, 3, "Brought back: New child")
    assert everything(desk) == end
    assert desk.check() == []
    assert [line.n for line in desk.history()] == [4, 3, 2, 1]


def test_the_menu_names_what_would_be_taken_back_and_brought_back(desk: Desk) -> None:
    child = child_on(desk)
    rename(desk, child, "Second")
    assert desk.next_redo() is None
    assert [desk.next_undo().words, desk.undo().undoes] == ["Corrected the first name", 3]  # type: ignore[union-attr]
    assert [desk.next_undo().words, desk.undo().undoes] == ["New child", 2]  # type: ignore[union-attr]
    assert desk.next_undo() is None
    assert desk.next_redo().undoes == 2  # type: ignore[union-attr]
    desk.redo()
    assert desk.next_redo().undoes == 3  # type: ignore[union-attr]
    desk.redo()
    assert desk.get(Child, child).first_name == "Second"
    assert desk.next_redo() is None
    assert desk.next_undo().n == 3  # type: ignore[union-attr]


def test_other_work_after_an_undo_leaves_nothing_to_bring_back(desk: Desk) -> None:
    child = child_on(desk)
    rename(desk, child, "Second")
    desk.undo()
    rename(desk, child, "Third")
    with pytest.raises(Refused, match="nothing to bring back"):
        desk.redo()
    desk.undo()
    desk.undo()
    assert desk.all(Child) == []


def test_looking_printing_and_exporting_do_not_stand_in_the_way(desk: Desk) -> None:
    child = child_on(desk)
    desk.undo()
    with desk.change("Opened", kind="opened"):
        pass
    desk.redo()
    with desk.change("Printed", child, kind="printed"):
        pass
    assert desk.undo().undoes == 2


def test_nothing_to_take_back_is_refused_in_words(desk: Desk) -> None:
    with pytest.raises(Refused, match="nothing to take back"):
        desk.undo()
    with pytest.raises(Refused, match="nothing to bring back"):
        desk.redo()
    assert [line.n for line in desk.history()] == [1]


def test_a_change_that_a_later_one_stands_on_is_refused_naming_it(desk: Desk) -> None:
    child = child_on(desk)
    rename(desk, child, "Second", "Named as liked")
    with pytest.raises(Refused, match="A later change stands on this one: Named as liked"):
        desk.undo(2)
    assert desk.get(Child, child).first_name == "Second"
    desk.undo(3)
    desk.undo(2)
    assert desk.all(Child) == []


def test_a_change_whose_rows_nothing_touched_later_can_be_taken_back_out_of_turn(desk: Desk) -> None:
    first, second = child_on(desk), child_on(desk, "1002")
    desk.undo(2)
    assert [child.id for child in desk.all(Child)] == [second]
    assert first not in {child.id for child in desk.all(Child)}
    assert desk.next_undo().n == 3  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", ["sign", "removal", "restore", "migration", "opened", "printed", "exported"])
def test_signed_removed_restored_and_shown_are_not_taken_back(desk: Desk, kind: str) -> None:
    child = child_on(desk)
    with desk.change("Such a thing", child, kind) as change:
        change.put_setting("iro_name", "Invented Officer")
    with pytest.raises(Refused, match="nothing to take back"):
        desk.undo(3)
    assert desk.settings().text("iro_name") == "Invented Officer"


def sign_review(desk: Desk, child: str) -> None:
    review = desk.of_child(Review, child)[0]
    with desk.change("Signed a review", child, "sign") as change:
        change.save(replace(review, state="signed"))
        change.save(paper(change, child, review.id))


def test_undo_does_not_go_back_past_a_restore(desk: Desk) -> None:
    child_on(desk)
    with desk.change("Restored a backup", kind="restore") as change:
        change.put_setting("iro_name", "Another")
    assert desk.next_undo() is None


def test_a_signature_stands_on_the_review_that_it_signed(desk: Desk) -> None:
    child = child_on(desk)
    sign_review(desk, child)
    with pytest.raises(Refused, match="Signed a review"):
        desk.undo(2)
    with pytest.raises(Refused, match="not taken back: Signed a review"):
        desk.undo()
    assert desk.of_child(Review, child)[0].state == "signed"


def test_what_came_before_a_signature_is_not_taken_back_though_the_signature_touched_other_rows(desk: Desk) -> None:
    child = child_on(desk)
    review = desk.of_child(Review, child)[0]
    with desk.change("Added a decision", child) as change:
        change.save(Decision(change.new_id(), child, review.id, 2, "A bicycle"))
    sign_review(desk, child)
    with pytest.raises(Refused, match="A review was finalised after this change: Signed a review") as refused:
        desk.undo(3)
    assert "correction" in refused.value.do
    assert desk.next_undo() is None
    assert len(desk.of_child(Decision, child)) == 2
    assert desk.last_change().words == "Signed a review"  # type: ignore[union-attr]


def test_a_signature_bars_its_own_child_alone_and_only_what_came_before(desk: Desk) -> None:
    signed, other = child_on(desk), child_on(desk, "1002")
    rename(desk, other, "Second")
    rename(desk, signed, "Liked")
    sign_review(desk, signed)
    rename(desk, signed, "Later")
    assert desk.undo().undoes == 7
    assert desk.next_undo() is None
    assert [desk.undo(4).undoes, desk.undo(3).undoes] == [4, 3]
    assert [child.first_name for child in desk.all(Child)] == ["Liked"]
    assert [desk.redo().words, desk.redo().words] == [
        "Brought back: New child",
        "Brought back: Corrected the first name",
    ]
    assert desk.check() == []


def test_a_change_of_many_children_is_barred_by_the_signature_of_one(desk: Desk) -> None:
    with desk.change("Imported a return", kind="import") as change:
        first, second = add_child(change, "1001"), add_child(change, "1002")
    sign_review(desk, second)
    with pytest.raises(Refused, match="Signed a review"):
        desk.undo(2)
    assert {child.id for child in desk.all(Child)} == {first, second}


@pytest.mark.parametrize(
    ("kind", "do"),
    [("sign", "Make a correction."), ("restore", ""), ("removal", "")],
    ids=["signed", "restored", "removed"],
)
def test_the_newest_change_is_refused_by_name_and_no_older_one_goes_in_its_place(
    desk: Desk, kind: str, do: str
) -> None:
    child_on(desk)
    with desk.change("Named the officer") as change:
        change.put_setting("iro_name", "Invented Officer")
    with desk.change("Such a thing", kind=kind) as change:
        change.put_setting("iro_name", "Another")
    with desk.change("Opened", kind="opened"):
        pass
    assert desk.next_undo() is None
    with pytest.raises(Refused, match="not taken back: Such a thing") as refused:
        desk.undo()
    assert refused.value.do == do
    assert desk.settings().text("iro_name") == "Another"


def test_after_one_child_is_finalised_undo_does_not_take_back_what_was_done_for_another(desk: Desk) -> None:
    signed, other = child_on(desk), child_on(desk, "1002")
    rename(desk, other, "Second")
    sign_review(desk, signed)
    with pytest.raises(Refused, match="Signed a review"):
        desk.undo()
    assert desk.get(Child, other).first_name == "Second"
    rename(desk, other, "Third")
    assert desk.undo().undoes == 6
    with pytest.raises(Refused, match="Signed a review"):
        desk.undo()
    assert desk.get(Child, other).first_name == "Second"


def test_keys_may_pass_from_one_row_to_another_when_taken_back(desk: Desk) -> None:
    first, second = child_on(desk, "A"), child_on(desk, "B")
    one, two = desk.where(CouncilNumber, number="A")[0], desk.where(CouncilNumber, number="B")[0]
    with desk.change("Numbers were swapped") as change:
        change.save(replace(one, number="between"))
        change.save(replace(two, number="A"))
        change.save(replace(one, number="B"))
    desk.undo()
    assert (desk.find_child("A"), desk.find_child("B")) == (first, second)
    desk.redo()
    assert (desk.find_child("A"), desk.find_child("B")) == (second, first)


def test_a_row_put_back_keeps_its_place_in_the_order_of_entry(desk: Desk) -> None:
    child = child_on(desk, "first")
    with desk.change("Another number", child) as change:
        change.save(CouncilNumber(change.new_id(), child, "second", "ssda903"))
    with desk.change("Number corrected", child) as change:
        change.save(replace(desk.where(CouncilNumber, number="first")[0], number="corrected"))
    desk.undo()
    assert [number.number for number in desk.of_child(CouncilNumber, child)] == ["first", "second"]


Step = Callable[[Desk, Random], None]


def _adds(desk: Desk, random: Random) -> None:
    with desk.change("Added") as change:
        add_child(change, str(random.random()))


def _renames(desk: Desk, random: Random) -> None:
    with desk.change("Renamed") as change:
        for child in desk.all(Child):
            if random.random() < 0.5:
                change.save(replace(child, first_name=str(random.random())))


def _books(desk: Desk, random: Random) -> None:
    with desk.change("Booked") as change:
        for child in desk.all(Child)[:2]:
            change.save(Review(change.new_id(), child.id, booked_for=date(2027, 1, random.randint(1, 28))))


def _moves_days(desk: Desk, random: Random) -> None:
    """Passes the held days of a child's reviews round: each key goes to another row."""
    with desk.change("Days moved") as change:
        for child in desk.all(Child):
            reviews = change.of_child(Review, child.id)
            days = [review.held_on or date(2026, 6, 1 + n) for n, review in enumerate(reviews)]
            change.save_many(replace(review, held_on=None) for review in reviews)
            change.save_many(replace(r, held_on=day) for r, day in zip(reviews, days[1:] + days[:1], strict=True))


def _takes_away(desk: Desk, random: Random) -> None:
    with desk.change("Taken away") as change:
        for number in desk.all(CouncilNumber):
            if random.random() < 0.4:
                change.delete(number)


STEPS: tuple[Step, ...] = (_adds, _renames, _books, _moves_days, _takes_away)


@given(steps=st.lists(st.sampled_from(STEPS), min_size=1, max_size=12), seed=st.integers(0, 2**32))
@settings(max_examples=25, deadline=None)
def test_any_work_taken_back_whole_is_the_start_and_brought_back_whole_is_the_end(steps: list[Step], seed: int) -> None:
    random = Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        desk, _ = Desk.create(
            Path(folder) / "a.irodesk",
            PASSPHRASE,
            data_folder=Path(folder) / "data",
            now=lambda: datetime(2026, 11, 23, tzinfo=UTC),
            random_bytes=random.randbytes,
        )
        with desk:
            start = everything(desk)
            for step in steps:
                step(desk, random)
                if random.random() < 0.3 and desk.next_undo() is not None:
                    desk.undo()
                    if random.random() < 0.5:
                        desk.redo()
            end = everything(desk)
            undone = 0
            while desk.next_undo() is not None:
                desk.undo()
                undone += 1
            assert everything(desk) == start
            for _ in range(undone):
                desk.redo()
            assert everything(desk) == end
            assert desk.check() == []
