"""What is typed into any field, exported and backed up lies in no byte but in the papers that were asked for."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iro_desk.practice import exporting, keeping
from iro_desk.ui import start
from iro_desk.ui.app import DeskApp
from iro_desk.ui.crash import CrashHandler
from iro_desk.ui.panes.facts_editor import FormDialog
from iro_desk.ui.review.printing import Printing, read_pdf
from iro_desk.ui.widgets.fields import DateField
from tests.conftest import PASSPHRASE, PracticeDesks
from tests.soak import rig, surfaces

AT_LEAST = 50
SOME = ["the settings", "a new child", "something changed", "a fact, episode", "a fact, role", "a fact, event"]
SOME += ["the meeting", "prepare", "the write-up", "a correction", "an engagement", "what a visit needs"]
"""The places of every run; the full one takes all."""
ALPHABETS = ("Quokkaberry", "Żółćbrzeg", "Siânfawr", "مهندس")


def canary(number: int) -> str:
    """Words that stand nowhere else, in four ways of writing; the number in letters, so that no digit is refused."""
    return f"{ALPHABETS[number % len(ALPHABETS)]}{chr(97 + number // 26)}{chr(97 + number % 26)}"


@pytest.fixture
def app(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, practice_desk: PracticeDesks
) -> Iterator[DeskApp]:
    """The program with its data, temporary and cache folders all below the test's own, so that every byte is seen."""
    for variable in ("TMPDIR", "TEMP", "TMP", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "HOME"):
        (tmp_path / variable.lower()).mkdir()
        monkeypatch.setenv(variable, str(tmp_path / variable.lower()))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmpdir"))
    data = tmp_path / "data"
    folder = practice_desk(tmp_path / "own.irodesk", children=24, data=data, practice="no")
    door = start.door(lambda: surfaces.DAY, data, folder)
    app = DeskApp(door, partial(start.session_of, surfaces.DAY), data_folder=data)
    qtbot.addWidget(app.window)
    app.window.resize(1366, 768)
    app.window.show()
    app.window.activateWindow()
    app.enter(door.open(folder, PASSPHRASE))
    yield app
    app.window.close()


def traces(folder: Path, typed: list[str], asked: Path) -> list[str]:
    """Where a canary stands below a folder, but for what was asked for."""
    words = [each for each in ALPHABETS if any(each in canary for canary in typed)]  # Each canary begins with one.
    forms = [(each, each.encode(code)) for each in words for code in ("utf-8", "utf-16-le", "utf-16-be")]
    forms += [(each, each.encode("ascii", "backslashreplace")) for each in words]
    files = [path for path in folder.rglob("*") if path.is_file() and asked not in path.parents]
    assert any(path.name == "desk.db" for path in files)
    found = []
    for path in files:
        try:
            content = path.read_bytes()
        except FileNotFoundError:  # A file being put in another's place has its lasting name by now.
            content = path.with_suffix("").read_bytes() if path.suffix == ".new" else b""
        found += [f"{each} in {path.name}" for each, form in forms if form in content]
    return found


def type_everywhere(app: DeskApp, qtbot: QtBot, places: list[str]) -> tuple[list[str], int]:
    """A canary into every field of every place; those typed, and into how many fields."""
    numbers, typed, fields = count(), [], 0
    for name in places:
        surfaces.SURFACES[name](app, qtbot)
        surfaces.settle()
        dialog = surfaces.dialog_of(app)
        for edit in surfaces.fields_of(dialog or app.window):
            words = canary(next(numbers))
            edit.setFocus()
            surfaces.press(edit, words)
            if words in surfaces.text_of(edit):
                typed.append(words)
                fields += 1
        QTest.qWait(50)
        if isinstance(dialog, FormDialog):
            for n, part in enumerate(dialog.form._parts.values()):
                if isinstance(part, DateField):
                    part.set_day(surfaces.DAY - timedelta(days=n))
            dialog.buttons["save"].click()
            QTest.qWait(800)  # One that is not taken is kept with its form, as after a crash.
        if name == "the meeting":
            meet = surfaces.place_of(app).review._meet
            meet._decisions.add()
            meet._words.add()
            meet._here.add()
        surfaces.close_what_is_open(app)
    app.window.open_finder()
    words = canary(next(numbers))
    surfaces.press(QApplication.focusWidget() or app.window, words)
    QTest.qWait(300)
    QTest.keyClick(QApplication.focusWidget() or app.window, Qt.Key.Key_Escape)
    return [*typed, words], fields + 1


def print_it(app: DeskApp, qtbot: QtBot, paper: Path, into: Path) -> None:
    """Prints a paper as the window does, on a printer that writes a file."""
    printer, sent = QPrinter(), []
    printer.setOutputFileName(str(into))
    Printing(app.window, printer, [read_pdf(paper.read_bytes(), app.window)], lambda: sent.append(True)).begin()
    qtbot.waitUntil(lambda: bool(sent), timeout=60_000)
    assert into.stat().st_size > 10_000


@rig.times("places", len(SOME), len(surfaces.SURFACES))
def test_what_is_typed_lies_in_no_byte_but_in_the_papers_asked_for(
    places: int, app: DeskApp, qtbot: QtBot, tmp_path: Path
) -> None:
    into = SOME if places == len(SOME) else list(surfaces.SURFACES)
    asked = tmp_path / "asked for"
    asked.mkdir()
    with rig.told("Canaries") as say:
        typed, fields = type_everywhere(app, qtbot, into)
        place = surfaces.place_of(app)
        ws = place.workspace
        _, written = surfaces.child_in(app, "open")
        there = str(asked / "record.pdf")
        place._actions.save_paper(written, "record", "file", "standard", there).result(timeout=60)
        print_it(app, qtbot, Path(there), asked / "printed.pdf")
        place._actions.export_child(place._child, str(asked)).result(timeout=60)
        exporting.export_desk(ws, asked / "the whole desk")
        keeping.keep_backup(ws)
        keeping.back_up(ws, tmp_path / "stick.irobackup")
        try:
            raise ValueError(f"about {typed[0]}")
        except ValueError:
            kind, error, trace = sys.exc_info()
            assert kind is not None
            assert error is not None
            CrashHandler(tmp_path / "data" / "faults.log", lambda: None).take(kind, error, trace)
        while_open = traces(tmp_path, typed, asked)
        sealed = app.lock()
        assert sealed is not None
        sealed.result(timeout=60)
        closed = traces(tmp_path, typed, asked)
        with rig.opened(tmp_path / "own.irodesk", tmp_path / "data") as desk:
            inside = repr(rig.tables_of(desk)) + repr([desk.earlier(draft.field) for draft in desk.drafts()])
            kept = [each for each in typed if each in inside]
        say(f"{len(typed)} typed into {fields} fields of {len(into) + 1} places, {len(kept)} kept in the desk")
        say(f"{len(while_open)} found while open, {len(closed)} once locked")
    assert (tmp_path / "data" / "faults.log").exists()
    assert (asked / "record.pdf").exists()
    words = " ".join(path.read_text("utf-8", "replace") for path in (asked / "the whole desk").glob("*.json"))
    assert any(each in words for each in typed), "what was asked for holds what was typed"
    assert len(typed) >= AT_LEAST
    assert len(kept) >= AT_LEAST // 2
    assert while_open == []
    assert closed == []


def test_a_trace_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "desk.db").write_bytes(b"x" + canary(1).encode("utf-16-le"))
    assert traces(tmp_path, [canary(1)], tmp_path / "asked") == [f"{ALPHABETS[1]} in desk.db"]
