"""Fonts are opened once each, whoever asks, and by one thread at a time."""

from __future__ import annotations

import threading
import time

import pytest

from iro_desk.documents import fonts


def test_two_threads_that_set_paper_open_no_two_fonts_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    inside: list[str] = []
    most: list[int] = []

    def open_slowly(family: str, weight: int, figures: str) -> str:
        inside.append(family)
        most.append(len(inside))
        time.sleep(0.02)
        inside.remove(family)
        return f"{family} {weight} {figures}"

    fonts.face.cache_clear()
    monkeypatch.setattr(fonts, "_open", open_slowly)
    threads = [threading.Thread(target=fonts.face, args=(family, 400)) for family in fonts.FAMILIES[:4]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    fonts.face.cache_clear()
    assert most == [1, 1, 1, 1]
