"""Leaving a desk's folder as a killed process does."""

from __future__ import annotations

import os
import signal
import traceback
from collections.abc import Callable
from pathlib import Path

from iro_desk.desk import Desk, keys
from iro_desk.desk.cipher import open_connection
from tests.conftest import PASSPHRASE


def everything_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def as_after_a_crash(desk: Desk, folder: Path) -> None:
    """Log and head as they stand, the lock gone."""
    kept = everything_in(folder)
    desk.close()
    for name, content in kept.items():
        (folder / name).write_bytes(content)


def altered_behind_its_back(folder: Path, statement: str) -> None:
    """Run one statement on the desk's file with its own key and without its journal."""
    key = keys.read_key(folder, PASSPHRASE)[1]
    database = open_connection(folder / "desk.db", key)
    database.conn.execute(statement)
    database.conn.close()


def was_killed(work: Callable[[], object]) -> bool:
    """Run ``work`` in a process of its own: whether it was killed. What it raises is a failure here."""
    process = os.fork()
    if process == 0:
        code = 1
        try:
            work()
            code = 0
        except BaseException:  # noqa: BLE001  (said on standard error; the test's own process must not go on twice)
            traceback.print_exc()
        finally:
            os._exit(code)
    status = os.waitpid(process, 0)[1]
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def killed_at_call(at: int, name: str) -> None:
    """The process dies just before its ``at``-th call of that function of ``os``."""
    original, count = getattr(os, name), iter(range(1, 10_000))

    def dying(*args: object, **kwargs: object) -> object:
        if next(count) == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return original(*args, **kwargs)

    setattr(os, name, dying)
