"""Dates cost little: words are made only when they are read."""

from __future__ import annotations

import time

import pytest

from iro_desk.statute import clock, clocks_of

from .cases import DEFAULTS, booked, child, day, episode, held


def test_no_words_are_made_until_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    monkeypatch.setattr(clock.explanations, "sentence", lambda sum_: made.append(sum_) or "said")
    monkeypatch.setattr(clock.explanations, "steps", lambda sum_: made.append(sum_) or ("step",))
    file = child(episode("2026-11-02"), reviews=(booked("2026-11-30"),))
    found = clocks_of(file, day("2026-11-03"), DEFAULTS)
    assert made == []
    assert found[0].because == "said"
    assert found[0].steps[0] == "step"
    assert len(made) == 2


@pytest.mark.benchmark
def test_the_clocks_of_a_child_cost_under_half_a_millisecond() -> None:
    reviews = tuple(held(f"{year}-{month:02}-05") for year in range(2020, 2027) for month in (3, 8))
    file = child(episode("2020-02-20"), reviews=(*reviews, booked("2027-01-20")))
    clocks_of(file, day("2026-11-24"), DEFAULTS)
    began = time.perf_counter()
    for _ in range(500):
        clocks_of(file, day("2026-11-24"), DEFAULTS)
    each = (time.perf_counter() - began) / 500
    print(f"{each * 1e6:.0f} microseconds a child")
    assert each < 0.0005
