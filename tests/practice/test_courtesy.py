"""Work beside the window stands aside for a key, and never for long."""

from __future__ import annotations

import threading
import time

from iro_desk.practice import courtesy


def test_work_stands_aside_until_the_key_is_taken() -> None:
    courtesy.key_begins()
    went_on = threading.Event()
    beside = threading.Thread(target=lambda: (courtesy.stand_aside(), went_on.set()))
    beside.start()
    assert not went_on.wait(0.005)
    courtesy.key_ends()
    assert went_on.wait(1)
    beside.join()


def test_no_work_waits_long_for_one_key() -> None:
    courtesy.key_begins()
    began = time.monotonic()
    assert courtesy.stand_aside() is False
    assert time.monotonic() - began < 20 * courtesy.LONGEST_SECONDS
    courtesy.key_ends()
    assert courtesy.stand_aside() is False
