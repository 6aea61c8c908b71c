"""Starting the window: the door of the desk, and the places of an open one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from iro_desk.ui.app import run, today
from iro_desk.ui.door import DeskDoor, Opened
from iro_desk.ui.idle import Patience
from iro_desk.ui.session import Place, Session
from iro_desk.ui.shell import MainWindow

if TYPE_CHECKING:
    from iro_desk.practice.workspace import Workspace
    from iro_desk.ui.finding import Finding
    from iro_desk.ui.in_step import InStep

PRACTICE_PASSPHRASE = "practice"
"""The practice desk holds invented children; its passphrase is the same everywhere and is said in the window."""


_UNSAVED: dict[str, Any] = {}
"""Texts that no disk took before a lock, by the desk's id: they wait in memory for the unlock."""


def moment() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


def door(today: Callable[[], date], data: Path, desk: Path | None = None) -> DeskDoor:
    """What the screens before the desk may ask: making a desk, opening one, opening the practice caseload.

    The rooms behind the window are imported on the door's thread, when the first of these is asked: the screen
    before the desk is painted without them.
    """

    def opened(ws: Workspace, recovery_code: str = "") -> Opened:
        return Opened(ws, ws.desk.folder, ws.settings().yes("practice"), recovery_code)

    def create(folder: Path, name: str, passphrase: str) -> Opened:
        from iro_desk.practice import opening

        made = opening.make_desk(folder, passphrase, today=today(), now=moment, runner="thread", name=name, data=data)
        return opened(made.workspace, made.recovery_code)

    def open_one(folder: Path, passphrase: str) -> Opened:
        from iro_desk.practice import opening

        return opened(opening.open_desk(folder, passphrase, today=today(), now=moment, runner="thread", data=data))

    def open_practice() -> Opened:
        from iro_desk.practice import opening

        folder = data / "Practice.irodesk"
        if not folder.exists():
            # Made aside: a desk that was only half made when the program ended is never found under its name.
            making = data / ".making"
            shutil.rmtree(making, ignore_errors=True)
            made = opening.make_practice_desk(
                making / folder.name, PRACTICE_PASSPHRASE, children=66, seed=1, on=opening.PRACTICE_DAY, data=data
            )
            opening.close_desk(made.workspace)
            (making / folder.name).rename(folder)
            making.rmdir()
        return open_one(folder, PRACTICE_PASSPHRASE)

    def ready() -> None:
        from iro_desk.practice import backups, history, opening  # noqa: F401
        from iro_desk.ui import today_place, wiring  # noqa: F401
        from iro_desk.ui.keeping import watch  # noqa: F401

    def strength(passphrase: str) -> tuple[int, str]:
        from iro_desk.practice.strength import strength_of

        return strength_of(passphrase)

    def restore(file: Path, folder: Path, words: str) -> Any:
        from iro_desk.practice import keeping

        return keeping.restore(file, folder, words, now=moment, data=data)

    def newest_backup(folder: Path, words: str) -> Any:
        from iro_desk.practice import backups

        return backups.newest_good_backup_of(folder, words)

    def bring_back(folder: Path, file: Path, words: str) -> Any:
        from iro_desk.practice import backups

        return backups.restore_in_place(folder, file, words, now=moment, data=data)

    return DeskDoor(
        ready=ready,
        restore=restore,
        newest_backup=newest_backup,
        bring_back=bring_back,
        create=create,
        open=open_one,
        open_practice=open_practice,
        strength=strength,
        folder_for=lambda name: data / f"{name}.irodesk",
        recent=desk,
    )


def patience_of(ws: Workspace) -> Patience:
    """How long nobody may touch the window: the IRO's minutes, never more than the council allows."""
    settings = ws.settings()
    return Patience(
        lock=min(settings.number("lock_minutes"), settings.number("lock_minutes_most")),
        cover=settings.number("meeting_cover_minutes"),
        meeting=settings.number("meeting_lock_minutes"),
    )


def new_day(ws: Workspace, fixed_day: date | None, today: Callable[[], date]) -> bool:
    """Reads the desk on today's day; whether that is another one. A desk that remembers its day stays on it."""
    if fixed_day is not None or ws.settings().text("desk_day") or ws.today == today():
        return False
    ws.today = today()
    return True


def session_of(
    fixed_day: date | None, opened: Opened, window: MainWindow, *, today: Callable[[], date] = today
) -> Session:
    """The places of an open desk and what undo, redo and lock do to it."""
    from iro_desk.practice import backups, history, opening
    from iro_desk.practice.today import late_of
    from iro_desk.ui.caseload_place import CaseloadPlace
    from iro_desk.ui.keeping.actions import KeepingActions
    from iro_desk.ui.keeping.watch import DeskWatch, not_kept_words
    from iro_desk.ui.wiring import DeskActions

    ws: Workspace = opened.desk
    if fixed_day is not None:
        ws.today = fixed_day
    ws.look_up_at_once = False
    actions = DeskActions(ws)
    desk_id = ws.desk.id
    actions.adopt(_UNSAVED.pop(desk_id, {}))
    own = KeepingActions(ws, actions.long, actions.forget)
    watch: list[DeskWatch] = []

    def in_step(place: type[InStep]) -> QWidget:
        made = place(actions, window)
        session.changes.changed.connect(made.changed)
        return made

    def caseload() -> QWidget:
        return in_step(CaseloadPlace)

    def today_pane() -> QWidget:
        from iro_desk.ui.today_place import TodayPlace

        return in_step(TodayPlace)

    def diary_pane() -> QWidget:
        from iro_desk.ui.diary_place import DiaryPlace

        return in_step(DiaryPlace)

    def trips() -> QWidget:
        from iro_desk.ui.trips_place import TripsPlace

        return in_step(TripsPlace)

    def insight() -> QWidget:
        from iro_desk.ui.insight_place import InsightPlace

        return in_step(InsightPlace)

    def settings_pane() -> QWidget:
        from iro_desk.ui.settings_place import SettingsPlace

        return in_step(SettingsPlace)

    def about() -> QWidget:
        from iro_desk.ui.about import AboutPane

        return AboutPane()

    def desk_pane() -> QWidget:
        from iro_desk.ui.keeping import DeskPlace

        made = DeskPlace(own, window)
        session.changes.changed.connect(made.changed)
        return made

    def lock() -> None:
        actions.close()
        try:
            opening.close_desk(ws)
        finally:  # What was flushed last is refused, if it is, only while the desk closes.
            if actions.unsaved():
                _UNSAVED[desk_id] = actions.unsaved()

    def finder(commands: Sequence[tuple[str, str, str]]) -> Finding:
        from iro_desk.ui.finding import Finding

        return Finding(actions, window, commands)

    def close() -> None:
        actions.close()
        if ws.settings().yes("practice"):
            opening.close_desk(ws)
        else:
            backups.close_with_backup(ws, moment())  # What it could not make, the next opening says.

    def entered() -> None:
        watch.append(DeskWatch(actions, own, window))
        watch[-1].begin()

    def before_lock() -> None:
        while watch:
            watch.pop().end()

    session = Session(
        opened=opened,
        places=(
            Place("today", "sun", "Today", today_pane),
            Place("caseload", "users", "Caseload", caseload),
            Place("diary", "calendar-days", "Diary", diary_pane),
            Place("trips", "route", "Trips", trips),
            Place("insight", "chart-column", "Insight", insight),
            Place("settings", "settings-2", "Settings", settings_pane, on_rail=False),
            Place("desk", "shield-check", "This desk", desk_pane, on_rail=False),
            Place("about", "info", "About IRO Desk", about, on_rail=False),
        ),
        lock=lock,
        undo_words=lambda: history.undo_words(ws),
        redo_words=lambda: history.redo_words(ws),
        undo=partial(history.undo, ws),
        redo=lambda: history.redo(ws),
        patience=lambda: patience_of(ws),
        keep_place=actions.keep_place,
        kept_place=actions.kept_place,
        new_day=lambda: new_day(ws, fixed_day, today),
        finder=finder,
        save_list=actions.save_list,
        verify=actions.verify,
        count_late=lambda: actions.beside(late_of, ws),
        hide_names=ws.hide_names,
        names_hidden=lambda: ws.names_hidden,
        entered=entered,
        before_lock=before_lock,
        close=close,
        not_kept=lambda: not_kept_words(len(actions.unsaved())) if actions.unsaved() else "",
        clipboard_seconds=lambda: ws.settings().number("clipboard_seconds"),
    )
    ws.listen(session.changes.tell)
    return session


def began(then: str, window: MainWindow) -> None:
    """After a first start: what was chosen to come next."""
    from iro_desk.ui.caseload_place import CaseloadPlace

    if then in ("list", "import", "add-child"):
        window.go("caseload")
    pane = window.pane("caseload")
    if isinstance(pane, CaseloadPlace):
        if then == "list":
            pane.open_list()
        elif then == "import":
            pane.open_import()
        elif then == "add-child":
            pane.add_child()


def run_window(*, desk: Path | None, today: Callable[[], date], fixed_day: date | None = None) -> int:
    """Opens the window and runs it until it is closed."""
    from iro_desk.practice.folders import data_folder

    data = data_folder()
    return run(
        lambda: door(today, data, desk),
        partial(session_of, fixed_day, today=today),
        data_folder=data,
        began=began,
    )
