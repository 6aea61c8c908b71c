"""While the passphrase is typed, what an open desk is shown with is loaded: no opening waits for it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from threading import Event

from pytestqt.qtbot import QtBot

from iro_desk.ui.app import DeskApp
from iro_desk.ui.door import DeskDoor

LOADED = """
import sys
from datetime import date
from pathlib import Path
from iro_desk.ui import start
needed = ("practice.opening", "practice.backups", "ui.caseload_place", "ui.today_place", "ui.keeping.watch")
names = ["iro_desk." + name for name in needed]
door = start.door(lambda: date(2026, 11, 23), Path(sys.argv[1]))
print([name for name in names if name in sys.modules])
door.ready()
print([name for name in names if name not in sys.modules])
"""


def test_the_screen_that_asks_for_the_passphrase_has_the_rest_made_ready(
    door: DeskDoor, tmp_path: Path, qtbot: QtBot
) -> None:
    ready = Event()
    app = DeskApp(replace(door, ready=ready.set), lambda *_: None, data_folder=tmp_path)  # type: ignore[arg-type]
    qtbot.addWidget(app.window)
    app.show_unlock(tmp_path / "own.irodesk")
    assert not ready.is_set()
    qtbot.waitUntil(ready.is_set)
    app.window.close()


def test_nothing_of_an_open_desk_is_loaded_before_and_all_of_it_after(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, str(tmp_path)], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split() == ["[]", "[]"]
