"""Work beside the window stands aside for a key, and never for long."""

from __future__ import annotations

import threading
import time

from iro_desk.practice import courtesy


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
