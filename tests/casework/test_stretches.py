"""Periods of care, legal statuses and homes are read off the episodes, so they cannot disagree. All invented."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_desk.casework import Episode, current_period, episode_on, homes, legal_statuses, periods_of_care


def episode(started: str, ended: str = "", **more: str) -> Episode:
    fields = {"reason_new": "S", "legal_status": "C2", "placement": "U6", "reason_ended": "X1" if ended else "", **more}
    return Episode(
        id=started,
        child="child",
        started=date.fromisoformat(started),
        ended=date.fromisoformat(ended) if ended else None,
        **fields,
    )


def starts(*episodes: Episode) -> list[str]:
    return [period.started.isoformat() for period in periods_of_care(episodes)]


def test_a_change_of_status_and_a_move_stay_in_one_period() -> None:
    police = episode("2026-07-24", "2026-07-27", legal_status="L1")
    order = episode("2026-07-27", "2026-09-01", legal_status="C1", reason_new="L")
    moved = episode("2026-09-01", legal_status="C1", reason_new="P", urn="2")
    (period,) = periods_of_care([moved, police, order])
    assert (period.started, period.ended) == (date(2026, 7, 24), None)
    assert period.episodes == (police, order, moved)


def test_a_child_who_left_and_came_back_has_two_periods() -> None:
    first = episode("2025-01-06", "2025-06-02", reason_ended="E4A")
    second = episode("2026-03-02")
    assert starts(first, second) == ["2025-01-06", "2026-03-02"]
    left = periods_of_care([first, second])[0]
    assert (left.ended, left.reason_ended) == (date(2025, 6, 2), "E4A")


def test_a_child_who_left_and_came_back_on_the_same_day_has_two_periods() -> None:
    assert starts(episode("2025-01-06", "2025-06-02", reason_ended="E4A"), episode("2025-06-02")) == [
        "2025-01-06",
        "2025-06-02",
    ]


def test_a_gap_of_one_day_is_a_new_period() -> None:
    assert len(starts(episode("2025-01-06", "2025-06-02"), episode("2025-06-03", reason_new="P"))) == 2


def test_an_episode_without_an_end_ends_where_the_next_begins() -> None:
    first, second = episode("2025-01-06"), episode("2025-06-02", reason_new="P", urn="2")
    assert starts(first, second) == ["2025-01-06"]
    assert [(home.started, home.ended) for home in homes([first, second])] == [
        (date(2025, 1, 6), date(2025, 6, 2)),
        (date(2025, 6, 2), None),
    ]


def test_short_breaks_are_one_period_although_the_child_goes_home_between() -> None:
    stays = [
        episode(start, end, legal_status="V3", reason_ended="E4A")
        for start, end in (("2026-01-10", "2026-01-11"), ("2026-02-14", "2026-02-15"), ("2026-03-14", "2026-03-15"))
    ]
    (period,) = periods_of_care(stays)
    assert period.short_breaks
    assert (period.started, period.ended) == (date(2026, 1, 10), date(2026, 3, 15))


def test_short_breaks_and_care_are_two_periods_even_without_a_gap() -> None:
    breaks = episode("2026-01-10", "2026-05-01", legal_status="V4")
    care = episode("2026-05-01", legal_status="V2", reason_new="L")
    assert [period.short_breaks for period in periods_of_care([breaks, care])] == [True, False]


def test_the_period_of_a_day_counts_both_ends() -> None:
    only = [episode("2026-01-12", "2026-04-10", reason_ended="E4A")]
    for on, within in (("2026-01-11", False), ("2026-01-12", True), ("2026-04-10", True), ("2026-04-11", False)):
        assert (current_period(only, date.fromisoformat(on)) is not None) is within


def test_legal_statuses_join_neighbours_and_homes_do_too() -> None:
    first = episode("2025-01-06", "2025-06-02", legal_status="V2", postcode="A")
    order = episode("2025-06-02", "2025-09-01", legal_status="C2", postcode="A", reason_new="L")
    moved = episode("2025-09-01", legal_status="C2", postcode="B", reason_new="P")
    statuses = legal_statuses([first, order, moved])
    assert [(s.code, s.started.isoformat()) for s in statuses] == [("V2", "2025-01-06"), ("C2", "2025-06-02")]
    assert statuses[0].ended == date(2025, 6, 2)
    assert statuses[1].ended is None
    lived = homes([first, order, moved])
    assert [(h.episode.postcode, h.started.isoformat()) for h in lived] == [("A", "2025-01-06"), ("B", "2025-09-01")]
    assert lived[0].ended == date(2025, 9, 1)


def test_the_same_home_in_two_periods_is_two_stretches() -> None:
    first = episode("2025-01-06", "2025-06-02", reason_ended="E4A")
    assert len(homes([first, episode("2026-03-02")])) == len(legal_statuses([first, episode("2026-03-02")])) == 2


@pytest.mark.parametrize(
    ("on", "which"), [("2025-06-01", 0), ("2025-06-02", 1), ("2026-01-01", 1), ("2025-01-05", None)]
)
def test_the_episode_of_a_day_is_the_latest_begun(on: str, which: int | None) -> None:
    both = [episode("2025-01-06", "2025-06-02"), episode("2025-06-02", reason_new="P")]
    assert episode_on(both, date.fromisoformat(on)) == (None if which is None else both[which])


@st.composite
def stays(draw: st.DrawFn) -> list[Episode]:
    """A run of invented episodes with moves, changes of status, gaps and returns home."""
    on = date(2020, 1, 6)
    found = []
    for n in range(draw(st.integers(1, 8))):
        ends = on + timedelta(days=draw(st.integers(1, 300)))
        last = draw(st.booleans())
        found.append(
            episode(
                on.isoformat(),
                ends.isoformat(),
                reason_new="S" if n == 0 or found[-1].reason_ended != "X1" else draw(st.sampled_from("LPT")),
                legal_status=draw(st.sampled_from(["C1", "C2", "V2"])),
                placement=draw(st.sampled_from(["U4", "U6", "K2"])),
                reason_ended="E4A" if last else "X1",
            )
        )
        on = ends + timedelta(days=draw(st.integers(1, 90)) if last else 0)
    return found


@given(stays(), st.randoms())
def test_periods_hold_every_episode_once_whatever_their_order(episodes: list[Episode], shuffled: object) -> None:
    mixed = episodes[:]
    shuffled.shuffle(mixed)  # type: ignore[attr-defined]
    periods = periods_of_care(mixed)
    assert [e for period in periods for e in period.episodes] == episodes
    assert len(periods) == sum(e.reason_new == "S" for e in episodes)
    for stretches in (legal_statuses(mixed), homes(mixed)):
        assert stretches[0].started == episodes[0].started
        assert stretches[-1].ended == episodes[-1].ended
        assert all(a.ended is not None and a.ended <= b.started for a, b in pairwise(stretches))
