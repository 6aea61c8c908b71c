"""Shared fixtures: a desk of the tests' own, with key parameters that no product desk has."""

from __future__ import annotations

import gc
import os
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from iro_desk.desk import Desk, keys
from iro_desk.practice import opening
from iro_desk.practice.workspace import Workspace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

PASSPHRASE = "three invented words"
_INTERNET = {socket.AF_INET, socket.AF_INET6}
_DEFERRED_DELETE = 52
"""``QEvent.Type.DeferredDelete``, which a run without a window does not load."""


def _no_internet(event: str, what: tuple[object, ...]) -> None:
    """Stops whatever asks for a socket of the internet or for a name on it; local sockets are allowed."""
    if (event == "socket.__new__" and what[1] in _INTERNET) or event in ("socket.getaddrinfo", "socket.gethostbyname"):
        raise AssertionError(f"the internet was asked for: {event}")


sys.addaudithook(_no_internet)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Memory is looked through between two tests, in the thread of the windows that they leave behind.

    As in the program, where no other thread may end what a window is made of. A soak makes more than memory holds.
    """
    if item.get_closest_marker("soak") or item.get_closest_marker("benchmark"):
        gc.enable()
        return
    gc.disable()
    young, _, old = gc.get_count()
    if young > 50_000:
        gc.collect(2 if old >= 20 else 1)


@pytest.hookimpl(hookwrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """The windows of a test end with it, as Qt ends them: a tree of them is not left for a later round of Python's."""
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return
    for window in widgets.QApplication.topLevelWidgets():
        if window.parent() is None:
            window.hide()
            window.deleteLater()
    widgets.QApplication.sendPostedEvents(None, _DEFERRED_DELETE)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What may take longest begins first: else one worker is still at it when the others have nothing left to do."""

    def may_take(item: pytest.Item) -> float:
        allowed = item.get_closest_marker("timeout")
        return allowed.args[0] if allowed is not None else 0

    items.sort(key=may_take, reverse=True)


def lighten(patch: pytest.MonkeyPatch) -> None:
    """New key slots cost almost nothing then. Nothing in the product can make such a desk."""
    for slot in ("_NEW_SLOT", "_NEW_CODE_SLOT"):
        patch.setattr(keys, slot, keys.KeyParameters(memory_kib=64, passes=1, lanes=1))


@pytest.fixture(autouse=True)
def light_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    lighten(monkeypatch)


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


class PracticeDesks:
    """Practice desks of the usual seed and day, each made once in a run; every call gives a copy of one, closed."""

    def __init__(self, kept: Path) -> None:
        self._kept = kept

    def __call__(
        self, folder: Path, passphrase: str = PASSPHRASE, *, children: int, data: Path, **settings: str
    ) -> Path:
        """A desk at ``folder`` with settings of its own; ``data`` is the program's folder beside it."""
        words = repr((passphrase, folder.name, children, settings))
        template = self._kept / sha256(words.encode()).hexdigest()[:16]
        if not template.exists():
            with pytest.MonkeyPatch.context() as patch:
                lighten(patch)
                made = self._made(template / folder.name, passphrase, children, template / "data", settings)
                opening.close_desk(made)
        shutil.copytree(template / "data", data, dirs_exist_ok=True)
        return Path(shutil.copytree(template / folder.name, folder))

    def opened(self, place: Path, *, children: int) -> Workspace:
        """A copy below ``place``, opened; whoever asks closes it."""
        folder = self(place / "own.irodesk", children=children, data=place / "data")
        return _opened(folder, PASSPHRASE, place / "data")

    def _made(self, folder: Path, passphrase: str, children: int, data: Path, settings: dict[str, str]) -> Workspace:
        if not settings:
            day = opening.PRACTICE_DAY
            return opening.make_practice_desk(
                folder, passphrase, children=children, seed=1, on=day, data=data
            ).workspace
        self(folder, passphrase, children=children, data=data)
        ws = _opened(folder, passphrase, data)
        for key, value in settings.items():
            ws.do(f"Set {key}", lambda change, key=key, value=value: change.put_setting(key, value)).result()
        return ws


def _opened(folder: Path, passphrase: str, data: Path) -> Workspace:
    fixed = datetime(2026, 11, 23, 9, tzinfo=UTC)
    return opening.open_desk(folder, passphrase, today=opening.PRACTICE_DAY, now=lambda: fixed, data=data)


@pytest.fixture(scope="session")
def practice_desk(tmp_path_factory: pytest.TempPathFactory) -> PracticeDesks:
    """Lays a practice desk where a test wants it."""
    return PracticeDesks(tmp_path_factory.mktemp("practice-desks"))
