"""Properties of the three-way comparison."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from iro_desk.exchange.threeway import Value, compare_fields, image_of

values = st.one_of(
    st.sampled_from(["", "C2", "V2", "O'Neil & <b>", "ዳዊት"]), st.none(), st.just(True), st.just(date(2026, 11, 23))
)
fields = st.fixed_dictionaries({"a": values, "b": values, "c": values})


@given(mine=fields, theirs=fields)
def test_an_unchanged_return_never_touches_mine(mine: dict[str, Value], theirs: dict[str, Value]) -> None:
    outcome = compare_fields(mine, theirs, image_of(theirs))
    assert (outcome.take, outcome.conflicts) == ({}, {})


@given(before=fields, theirs=fields)
def test_an_untouched_record_ends_as_the_return_has_it(before: dict[str, Value], theirs: dict[str, Value]) -> None:
    outcome = compare_fields(before, theirs, image_of(before))
    assert outcome.conflicts == {}
    after = before | outcome.take
    assert image_of(after) == image_of(theirs) == outcome.image


@given(before=fields, mine=fields, theirs=fields)
def test_a_field_changed_on_both_sides_is_a_conflict_unless_they_agree(
    before: dict[str, Value], mine: dict[str, Value], theirs: dict[str, Value]
) -> None:
    outcome = compare_fields(mine, theirs, image_of(before))
    for name in before:
        one, other, then = (image_of({"x": side[name]}) for side in (mine, theirs, before))
        assert (name in outcome.conflicts) == (one != other and one != then and other != then)
        assert (name in outcome.take) == (one != other and one == then and other != then)


@given(mine=fields, theirs=fields)
def test_without_a_common_past_nothing_of_mine_is_overwritten(mine: dict[str, Value], theirs: dict[str, Value]) -> None:
    outcome = compare_fields(mine, theirs, "")
    assert all(not mine[name] for name in outcome.take)


@given(before=fields, theirs=fields)
def test_a_column_that_the_file_lacks_keeps_its_last_image(before: dict[str, Value], theirs: dict[str, Value]) -> None:
    del theirs["c"]
    assert compare_fields(before, theirs, image_of(before)).image == image_of({**theirs, "c": before["c"]})
