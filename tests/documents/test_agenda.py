"""The agenda as data: every item of Schedule 7 has a heading, and every age its points."""

from __future__ import annotations

import pytest

from iro_desk.documents import agenda, whole_agenda


def test_every_item_of_schedule_7_has_a_heading() -> None:
    covered = {item for heading in whole_agenda() for item in heading.schedule_7}
    assert covered == {f"SCH7-{number}" for number in range(1, 15)}


@pytest.mark.parametrize("age", range(19))
def test_each_heading_of_the_meeting_has_points_for_every_age(age: int) -> None:
    headings = agenda(age, unaccompanied=True)
    assert len(headings) == len(whole_agenda())
    for heading in headings:
        assert bool(heading.points) is (heading.written == "meeting")
        ids = [point.id for point in heading.points]
        assert len(ids) == len(set(ids))


def test_words_of_a_point_follow_the_age_and_its_id_stays() -> None:
    school = {age: next(h for h in agenda(age) if h.key == "school").points[0] for age in (3, 9, 17)}
    assert {point.id for point in school.values()} == {"days"}
    assert len({point.words for point in school.values()}) == 3


def test_the_heading_for_a_child_who_came_alone_is_only_for_that_child() -> None:
    assert "arrival" not in {heading.key for heading in agenda(15)}
    assert "arrival" in {heading.key for heading in agenda(15, unaccompanied=True)}


def test_headings_take_the_name_that_the_child_likes() -> None:
    first = agenda(14)[0]
    assert first.titled("Kofi") == "Kofi’s own words"
    assert first.titled("") == "The child’s own words"
    assert next(h for h in agenda(14) if h.key == "identity").record_titled("Kofi") == "Who Kofi is"
