"""The window read from outside, as a screen reader reads it: by AT-SPI, on a screen of its own (Xvfb)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PracticeDesks

PYTHON = "/usr/bin/python3"
"""The system's Python: the bindings of AT-SPI are its packages, not ours."""
NEEDS = ("Xvfb", "dbus-run-session")

WINDOW = """
import sys, time
from datetime import date
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from iro_desk.practice import opening
from iro_desk.ui import bridge, start, theme
from iro_desk.ui.shell import MainWindow
data = Path(sys.argv[1])
app = QApplication(["iro-desk"])
bridge.start()
theme.apply("light", 100)
window = MainWindow()
door = start.door(lambda: opening.PRACTICE_DAY, data / "data")
window.show_desk(start.session_of(None, door.open(data / "own.irodesk", "three invented words"), window))
window.go("caseload")
window.show()
QTimer.singleShot(90_000, app.quit)
app.exec()
"""

READER = """
import sys, time
import pyatspi
def walk(node, depth=0):
    yield node
    if depth < 30:
        for at in range(min(node.childCount, 2000)):
            child = node.getChildAtIndex(at)
            if child is not None:
                yield from walk(child, depth + 1)
end = time.monotonic() + 80
while time.monotonic() < end:
    for app in pyatspi.Registry.getDesktop(0):
        if app is None:
            continue
        try:
            found = [(node.getRoleName(), node.name) for node in walk(app)]
        except Exception:
            continue
        if any("Pebblewick" in name for _, name in found):
            for role, name in found:
                if name:
                    print(role, "|", name.replace(chr(10), " "))
            sys.exit(0)
    time.sleep(1)
sys.exit("the window was not found on the bus")
"""


def missing() -> str:
    """What is not on this computer, in words; empty when all is there."""
    absent = [name for name in NEEDS if shutil.which(name) is None]
    asked = [PYTHON, "-c", "import pyatspi"]
    if not Path(PYTHON).exists() or subprocess.run(asked, capture_output=True, check=False).returncode:
        absent.append("python3-pyatspi")
    return ", ".join(absent)


@pytest.mark.timeout(240)
def test_the_rows_of_the_caseload_are_sentences_to_whoever_reads_from_outside(
    tmp_path: Path, practice_desk: PracticeDesks
) -> None:
    if absent := missing():
        pytest.skip(f"reading from outside needs {absent} (Debian: at-spi2-core python3-pyatspi dbus xvfb)")
    practice_desk(tmp_path / "own.irodesk", children=66, data=tmp_path / "data")
    (tmp_path / "window.py").write_text(WINDOW)
    (tmp_path / "reader.py").write_text(READER)
    script = f"""
Xvfb -displayfd 3 -screen 0 1366x768x24 3>{tmp_path}/display 2>/dev/null & screen=$!
for n in $(seq 50); do [ -s {tmp_path}/display ] && break; sleep 0.2; done
export DISPLAY=:$(cat {tmp_path}/display)
gdbus call --session --dest org.a11y.Bus --object-path /org/a11y/bus --method org.a11y.Bus.GetAddress >/dev/null
{sys.executable} {tmp_path}/window.py {tmp_path} 2>{tmp_path}/window.err & window=$!
{PYTHON} {tmp_path}/reader.py; read=$?
kill $window $screen
exit $read
"""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "QT_ACCESSIBILITY": "1",
        "XDG_RUNTIME_DIR": str(tmp_path),
    }
    done = subprocess.run(
        ["dbus-run-session", "--", "bash", "-c", script],
        capture_output=True,
        text=True,
        env=environment,
        timeout=220,
        check=False,
    )
    error = (tmp_path / "window.err").read_text() if (tmp_path / "window.err").exists() else ""
    assert done.returncode == 0, (done.stderr[-1500:], error[-1500:])
    said = [line.split(" | ", 1) for line in done.stdout.splitlines() if " | " in line]
    at = said.index(["table", "Children on the caseload"])
    rows = [words for role, words in said[at:] if role == "table cell" and ": " not in words.split(". ")[0]]
    assert len(rows) == 66, rows[:3]
    mia = next(row for row in rows if row.startswith("Mia Pebblewick"))
    assert mia.startswith("Mia Pebblewick, 4. "), mia
    assert all(len(row.split(". ")) >= 3 for row in rows), "a sentence: who, the next review, the home, how far"
