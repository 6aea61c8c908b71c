"""What the endurance rigs share: how often each repeats, desks to begin from, what a desk holds, disks that fail."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from iro_desk.casework import Person, Review, Withholding
from iro_desk.desk import Desk
from iro_desk.desk.rows import BY_NAME
from iro_desk.desk.verify import database_findings
from iro_desk.practice.opening import PRACTICE_DAY
from tests.conftest import PASSPHRASE

FULL_RUN_SECONDS = 4 * 3600
"""After this a full run is taken for one that hangs."""


def times(name: str, short: int, full: int) -> Any:
    """Runs a test ``short`` times over with every other test, and ``full`` times behind the marker ``soak``.

    The variable ``SOAK_<NAME>`` sets another number for the full run.
    """
    wanted = int(os.environ.get(f"SOAK_{name.upper()}", full))
    marks = (pytest.mark.soak, pytest.mark.timeout(FULL_RUN_SECONDS))
    return pytest.mark.parametrize(
        name, [pytest.param(short, id="short"), pytest.param(wanted, marks=marks, id="full")]
    )


def real_now() -> datetime:
    """The moment, as the product asks for it."""
    return datetime.now(UTC)


def opened(folder: Path, data: Path, words: str = PASSPHRASE) -> Desk:
    """Opens a desk as the product does."""
    return Desk.open(folder, words, data_folder=data, now=real_now)


def copied(template: Path, place: Path) -> tuple[Path, Path]:
    """A template (``own.irodesk`` and ``data`` in one folder) copied to ``place``: its desk and its data folder."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(template, place)
    return place / "own.irodesk", place / "data"


def tables_of(desk: Desk, *, drafts: bool = True) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every journalled table, in the order of their ids; the drafts too, by field."""
    connection = desk._writer.conn
    held = {name: connection.execute(f"SELECT * FROM {name} ORDER BY id").fetchall() for name in BY_NAME}
    if drafts:
        held["draft"] = connection.execute("SELECT field, text, cursor FROM draft ORDER BY field").fetchall()
    return held


def any_of(kind: type, change: Any) -> Any:
    """A value of any stored kind with only what it must have, and all that it names on the desk."""
    review = change.all(Review)[0]
    named = {"id": change.new_id(), "child": review.child, "review": review.id, "person": change.all(Person)[0].id}
    samples: dict[Any, Any] = {str: f"x{change.n}", int: 1, bool: True, bytes: b"x", date: PRACTICE_DAY}
    hints = get_type_hints(kind)
    must = [each.name for each in dataclasses.fields(kind) if each.default is dataclasses.MISSING]
    if "withholding" in must:
        withheld = change.all(Withholding)
        if not withheld:
            withheld = [any_of(Withholding, change)]
            change.save(withheld[0])
        named["withholding"] = withheld[0].id
    return kind(**{name: named.get(name, samples.get(hints[name])) for name in must})


def print_of(held: dict[str, list[tuple[Any, ...]]]) -> str:
    """The same in one line, to compare across processes."""
    return hashlib.sha256(repr(sorted(held.items())).encode()).hexdigest()


def findings_of(folder: Path, data: Path, words: str = PASSPHRASE) -> list[str]:
    """Opens a desk, checks it whole and closes it; what was found."""
    with opened(folder, data, words) as desk:
        return database_findings(desk._database)


@contextmanager
def told(title: str) -> Iterator[Callable[[str], None]]:
    """Prints one line of figures with the seconds that it took."""
    lines: list[str] = []
    began = time.perf_counter()
    yield lines.append
    print(f"\n{title}: {'; '.join(lines)}; {time.perf_counter() - began:,.0f} s", flush=True)


def failing_disk(folder: Path) -> Path:
    """The library in which writing can be made to fail, compiled; skips in words where that cannot be done."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if sys.platform != "linux" or compiler is None:
        pytest.skip("skipped: it needs Linux and a C compiler")
    made, source = folder / "failing_disk.so", Path(__file__).parents[1] / "desk" / "failing_disk.c"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-w", "-o", str(made), str(source), "-ldl"], check=True)
    return made
