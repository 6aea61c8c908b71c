"""Work beside the window stands aside for a key, and never for long."""

from __future__ import annotations

import threading
import time

import pytest

from iro_desk.practice import courtesy, drives, legs
from iro_desk.practice.workspace import Workspace
from iro_desk.travel import places_of


def test_work_stands_aside_until_the_key_is_taken() -> None:
    courtesy.begins()
    went_on = threading.Event()
    beside = threading.Thread(target=lambda: (courtesy.stand_aside(), went_on.set()))
    beside.start()
    assert not went_on.wait(0.005)
    courtesy.ends()
    assert went_on.wait(1)
    beside.join()


def waited_beside() -> float:
    waited: list[float] = []

    def work() -> None:
        began = time.monotonic()
        assert courtesy.stand_aside() is False
        waited.append(time.monotonic() - began)

    beside = threading.Thread(target=work)
    beside.start()
    beside.join()
    return waited[0]


def test_no_work_waits_long_for_one_key_and_the_window_itself_never() -> None:
    courtesy.begins()
    assert courtesy.LONGEST_SECONDS * 0.9 <= waited_beside() < 20 * courtesy.LONGEST_SECONDS
    began = time.monotonic()
    courtesy.stand_aside()
    assert time.monotonic() - began < courtesy.LONGEST_SECONDS / 2
    courtesy.ends()
    assert waited_beside() < courtesy.LONGEST_SECONDS / 2


def test_of_two_that_are_waited_for_both_are() -> None:
    courtesy.begins()
    courtesy.begins()
    courtesy.ends()
    assert waited_beside() >= courtesy.LONGEST_SECONDS * 0.9
    courtesy.ends()
    courtesy.ends()  # One too many changes nothing.
    assert waited_beside() < courtesy.LONGEST_SECONDS / 2


def test_the_reckoning_of_drives_stands_aside_before_the_roads_and_at_each_place(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = {place.key: place for place in places_of(["DT1 1XJ", "BH1 1AA", "SO14 7LY"]).values() if place.known}
    asked: list[str] = []
    monkeypatch.setattr(legs, "stand_aside", lambda: asked.append("legs"))
    monkeypatch.setattr(drives, "stand_aside", lambda: asked.append("drives"))
    legs.reckon(ws, places, False)
    drives._reckon(ws, next(iter(places.values())), list(places.values()), False)
    assert asked == ["legs"] * (1 + len(places)) + ["drives"]
