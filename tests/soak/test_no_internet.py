"""The whole suite again under strace: no process of it, in Python, Qt or C, makes a socket of the internet."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.soak import rig

CHECKOUT = Path(__file__).parents[2]
SHORT = ("tests/journeys/test_from_return_to_signed_record.py",)
WHOLE = ("tests", "--ignore=tests/soak")
FAMILY = re.compile(r"\b(?:AF|PF)_([A-Z0-9_]+)\b")
INTERNET = {"INET", "INET6"}


NOT_OURS = {"java"}
"""The validator of PDF/A that the tests of papers call: its runtime looks whether the computer has a network."""
STARTED = re.compile(r"^(\d+) .*(?:clone3?|v?fork)\b.*\) = (\d+)$")
BECAME = re.compile(r'^(\d+) +execve\("([^"]+)"')


def families_of(words: list[str], folder: Path) -> tuple[Counter[str], int]:
    """The families of the sockets that a command and all its children ask for, and its exit code."""
    seen = folder / "seen"
    calls = "trace=network,execve,clone,clone3,fork,vfork"
    strace = ["strace", "-f", "-qq", "--seccomp-bpf", "-e", calls, "-e", "signal=none", "-o", str(seen)]
    done = subprocess.run(
        [*strace, *words],
        cwd=CHECKOUT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
    )
    print(done.stdout[-2000:], done.stderr[-8000:])
    families: Counter[str] = Counter()
    program: dict[str, str] = {}
    for line in seen.read_text(errors="replace").splitlines():
        process = line.split(maxsplit=1)[0]
        if became := BECAME.match(line):
            program[process] = Path(became[2]).name
        elif (started := STARTED.match(line)) and "vfork" in line.lower():
            program.setdefault(started[2], "")  # It returns once its child became another.
        elif started:
            program[started[2]] = program.get(process, "")
        elif "socket" in line and program.get(process) not in NOT_OURS:
            families.update(FAMILY.findall(line.split(",")[0]))
    return families, done.returncode


def needs_strace(folder: Path) -> None:
    if shutil.which("strace") is None:
        pytest.skip("skipped: it needs strace")
    if subprocess.run(["strace", "-o", str(folder / "try"), "true"], capture_output=True).returncode != 0:
        pytest.skip("skipped: strace may not be used here")


@pytest.mark.parametrize(
    "paths",
    [
        pytest.param(SHORT, id="short"),
        pytest.param(WHOLE, id="full", marks=[pytest.mark.soak, pytest.mark.timeout(rig.FULL_RUN_SECONDS)]),
    ],
)
def test_no_socket_of_the_internet_is_made(paths: tuple[str, ...], tmp_path: Path) -> None:
    needs_strace(tmp_path)
    with rig.told("No internet") as say:
        suite = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-o", "timeout=1200", *paths]
        families, code = families_of([*suite, f"--basetemp={tmp_path / 'suite'}"], tmp_path)
        say(", ".join(f"{number} of AF_{family}" for family, number in families.items()) or "no sockets at all")
    assert code in (0, 1)  # A test that is too slow under strace is told above; whether it passes is not asked here.
    assert families["UNIX"] > 0, "the window's own local socket was not seen: neither would another have been"
    assert not INTERNET & set(families)


def test_a_socket_of_the_internet_would_be_seen(tmp_path: Path) -> None:
    needs_strace(tmp_path)
    code = "import _socket; _socket.socket(_socket.AF_INET, _socket.SOCK_DGRAM).close()"
    families, _ = families_of([sys.executable, "-c", code], tmp_path)
    assert families["INET"] == 1


def test_printers_are_asked_for_on_no_socket_of_the_internet(tmp_path: Path) -> None:
    needs_strace(tmp_path)
    code = (
        "import iro_desk.ui; from PySide6.QtWidgets import QApplication; app = QApplication([]);"
        "from PySide6.QtPrintSupport import QPrinter, QPrinterInfo; QPrinterInfo.availablePrinterNames(); QPrinter()"
    )
    families, code_of = families_of([sys.executable, "-c", code], tmp_path)
    assert code_of == 0
    assert not INTERNET & set(families)
