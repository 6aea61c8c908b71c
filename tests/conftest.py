"""Shared fixtures: a desk of the tests' own, with key parameters that no product desk has."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from iro_desk.desk import Desk, keys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

PASSPHRASE = "three invented words"
_INTERNET = {socket.AF_INET, socket.AF_INET6}


def _no_internet(event: str, what: tuple[object, ...]) -> None:
    """Stops whatever asks for a socket of the internet or for a name on it; local sockets are allowed."""
    if (event == "socket.__new__" and what[1] in _INTERNET) or event in ("socket.getaddrinfo", "socket.gethostbyname"):
        raise AssertionError(f"the internet was asked for: {event}")


sys.addaudithook(_no_internet)


@pytest.fixture(autouse=True)
def light_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """New key slots cost almost nothing here. Nothing in the product can make such a desk."""
    for slot in ("_NEW_SLOT", "_NEW_CODE_SLOT"):
        monkeypatch.setattr(keys, slot, keys.KeyParameters(memory_kib=64, passes=1, lanes=1))


@pytest.fixture
def now() -> Callable[[], datetime]:
    """A clock that goes on by one second each time it is asked, from Monday 23 November 2026, 09:00 UTC."""
    moments = (datetime(2026, 11, 23, 9, tzinfo=UTC) + timedelta(seconds=n) for n in range(10**9))
    return lambda: next(moments)


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    """The program's own data folder, outside every desk."""
    return tmp_path / "data"


@pytest.fixture
def desk_folder(tmp_path: Path) -> Path:
    """Where the test's desk is, or may be made."""
    return tmp_path / "own.irodesk"


@pytest.fixture
def desk(desk_folder: Path, data_folder: Path, now: Callable[[], datetime]) -> Iterator[Desk]:
    """A new, empty, encrypted desk, open; its passphrase is ``PASSPHRASE``."""
    made, _ = Desk.create(desk_folder, PASSPHRASE, data_folder=data_folder, now=now)
    yield made
    made.close()
