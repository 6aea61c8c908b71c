"""The program's own process, to be killed at its work: the window without a screen, and the command line.

``python -m tests.soak.works`` imports the program once and then, for each order on its standard input, forks: the
child runs ``iro_desk.cli.main`` exactly as a start from a terminal does, and makes its own application, threads,
connections and windows. What was forked holds modules only: no application, no thread, no desk. That spares each of
2,000 kills the second that importing Qt takes. Keys reach the window as key events. What the desk has acknowledged is
told outward, a line at a time, on a pipe that outlives the child.
"""

from __future__ import annotations

import getpass
import json
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from iro_desk import cli
from iro_desk.desk import keys
from tests.conftest import PASSPHRASE

OTHER_WORDS = "ferry umbrella quartz seventeen"
_outward = -1


def tell(*words: object) -> None:
    """One acknowledgement: one write, whole or not at all."""
    os.write(_outward, (" ".join(map(str, words)) + "\n").encode())


def letter(place: int) -> str:
    """What is typed at that place of any text: no two stretches of it are alike."""
    return f"{place // 6:05d} "[place % 6]


# ---------------------------------------------------------------- the command line


def command(order: dict[str, Any], *words: str, passphrase: str = PASSPHRASE) -> int:
    """One command, as from a terminal."""
    os.environ[cli.PASSPHRASE_VARIABLE] = passphrase
    return cli.main(["--desk", order["desk"], *words])


def importing(order: dict[str, Any]) -> None:
    """Takes a return in, takes it back, and again."""
    for n in range(10**6):
        tell("done", n, command(order, "import", order["return"], "--all") if n % 2 == 0 else command(order, "undo"))


def signing(order: dict[str, Any]) -> None:
    """Finalises one review after the other."""
    for review in order["reviews"]:
        tell("done", review, command(order, "review", "sign", review))


def backing_up(order: dict[str, Any]) -> None:
    """Backs up to one file after the other."""
    for n in range(10**6):
        tell("done", n, command(order, "backup", str(Path(order["stick"]) / f"{n}.irobackup")))


def rewrapping(order: dict[str, Any]) -> None:
    """Changes the passphrase to and fro; a terminal is played for the two prompts."""
    now, then = PASSPHRASE, OTHER_WORDS
    for _ in range(10**6):
        getpass.getpass = lambda _prompt, then=then: then
        sys.stdin.isatty = lambda: True  # type: ignore[method-assign]
        status = command(order, "passphrase", passphrase=now)
        now, then = then, now
        tell("done", int(now == OTHER_WORDS), status)


def rekeying(order: dict[str, Any]) -> None:
    """Gives the desk one new key after the other."""
    for n in range(10**6):
        tell("done", n, command(order, "rekey"))


def migrating(order: dict[str, Any]) -> None:
    """Opens a desk of an earlier version."""
    tell("done", 0, command(order, "caseload"))


def booking(order: dict[str, Any]) -> None:
    """Books a review for one child after the other, and moves it."""
    for child, first, second in order["bookings"]:
        tell("done", child, command(order, "review", "book", child, first))
        tell("done", child, command(order, "review", "rebook", f"{child}@{first}", second))


# ---------------------------------------------------------------- the window


def window(order: dict[str, Any], script: Callable[[dict[str, Any], Any], Iterator[Callable[[], bool]]]) -> None:
    """Opens the real window on the desk, types the passphrase, and goes through a script of keys.

    The script yields conditions: it goes on when the last one holds. All of it runs in the application's own loop.
    """
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtTest import QTest

    from iro_desk.ui import start
    from iro_desk.ui.app import DeskApp
    from iro_desk.ui.unlock import UnlockScreen

    made_session, started = start.session_of, DeskApp.start

    def session_of(fixed_day: Any, opened: Any, main_window: Any, **more: Any) -> Any:
        # The office tells its listeners after each commit: that is the acknowledgement.
        opened.desk.listen(lambda change: tell("change", change.n, change.hash.hex()))
        return made_session(fixed_day, opened, main_window, **more)

    def steps(app: DeskApp) -> Iterator[Callable[[], bool]]:
        screen = app.window.centralWidget()
        assert isinstance(screen, UnlockScreen)
        yield screen.field.edit.hasFocus
        QTest.keyClicks(screen.field.edit, PASSPHRASE)
        tell("unlocking")
        QTest.keyClick(screen.field.edit, Qt.Key.Key_Return)
        yield lambda: app.window.session is not None
        app.window.go("caseload")
        yield from script(order, app.window.pane("caseload"))

    def start_it(app: DeskApp) -> bool:
        shown = started(app)
        going = steps(app)
        waits: list[Callable[[], bool]] = [lambda: True]
        timer = QTimer(app, interval=4)

        faults = Path(order["home"]) / "iro-desk" / "faults.log"

        def go_on() -> None:
            try:
                assert not faults.exists(), faults.read_text()
                if waits[0]():
                    waits[0] = next(going, None) or (lambda: False)
            except Exception:  # noqa: BLE001
                traceback.print_exc()  # The rig's own fault, or a window that is not what it types into.
                os._exit(1)

        timer.timeout.connect(go_on)
        timer.start()
        return shown

    start.session_of, DeskApp.start = session_of, start_it  # type: ignore[method-assign]
    cli.main(["--desk", order["desk"]])


def typing(order: dict[str, Any], place: Any) -> Iterator[Callable[[], bool]]:
    """Types under one heading of the agenda after the other, and a decision now and then."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    place.open_review(order["review"])
    place.review.open_step("meet")
    meet = place.review._meet
    typed: dict[str, int] = {}
    tell("ready")
    for n in range(10**6):
        edit, field = meet._writing, meet._drafted._field
        edit.setFocus()
        QTest.keyClick(edit, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        for _ in range(7 + 13 * (n % 3)):
            at = typed.get(field, 0)
            QTest.keyClicks(edit, letter(at))
            typed[field] = at + 1
            tell("key", field, at, time.monotonic())
            until = time.monotonic() + order["between"]
            yield lambda until=until: time.monotonic() >= until
        if n % 4 == 3:
            QTest.keyClicks(meet._decisions.what, f"Decision {n}")
            QTest.keyClick(meet._decisions.what, Qt.Key.Key_Return)
        QTest.keyClick(edit, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)


def importing_in_window(order: dict[str, Any], place: Any) -> Iterator[Callable[[], bool]]:
    """Looks at a return, takes it in, takes it back, and again."""
    tell("ready")
    while True:
        place.open_import()
        pane = place.importing
        pane.path.set_value(order["return"])
        pane.everyone.setChecked(True)
        pane.look.click()
        yield pane.take.isEnabled
        pane.take.click()
        yield lambda: not place._shows("importing")
        place.window().session.undo()
        yield lambda: place.caseload.table.model().rowCount() == 0


def signing_in_window(order: dict[str, Any], place: Any) -> Iterator[Callable[[], bool]]:
    """Finalises one review after the other with the buttons."""
    from iro_desk.ui.widgets import Dialog

    tell("ready")
    for review in order["reviews"]:
        place.open_review(review)
        place.review.open_step("write-up")
        yield place.review._sign.isEnabled
        place.review._sign.click()
        questions = [each for each in place.window().findChildren(Dialog) if "finalise" in each.buttons]
        questions[-1].buttons["finalise"].click()
        yield lambda: place.review._view is not None and place.review._view.state == "signed"


def backing_up_in_window(order: dict[str, Any], place: Any) -> Iterator[Callable[[], bool]]:
    """Backs up with the button, again and again."""
    page = desk_page(place, "backups")
    tell("ready")
    while True:
        page.message.hide()
        page.now.click()
        yield page.message.isVisible
        tell("done", Path(page.table.keys()[0]).name.replace(" ", "_"), int(page.message.words()[:9] != "Backed up"))


def rewrapping_in_window(order: dict[str, Any], place: Any) -> Iterator[Callable[[], bool]]:
    """Changes the passphrase to and fro in its dialog."""
    from PySide6.QtTest import QTest

    from iro_desk.ui.keeping.passphrase import PassphraseDialog

    page = desk_page(place, "keys")
    tell("ready")
    for n in range(10**6):
        page.message.hide()
        page.ask_passphrase()
        dialog = next(each for each in place.window().findChildren(PassphraseDialog) if each.isVisible())
        for part in (dialog.first, dialog.again):
            QTest.keyClicks(part.edit, (OTHER_WORDS, PASSPHRASE)[n % 2])
        dialog.buttons["change"].click()
        yield page.message.isVisible
        tell("done", 1 - n % 2, int("was changed" not in page.message.words()))


def rekeying_in_window(order: dict[str, Any], place: Any) -> Iterator[Callable[[], bool]]:
    """Gives the desk one new key after the other, each made behind the lock, and unlocks it again."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from iro_desk.ui.keeping.sheet import SheetDialog
    from iro_desk.ui.keeping.words import WordsDialog
    from iro_desk.ui.unlock import UnlockScreen

    window = place.window()
    tell("ready")
    for n in range(10**6):
        window.go("caseload")
        desk_page(window.pane("caseload"), "keys").ask_new_key()
        dialog = next(each for each in window.findChildren(WordsDialog) if each.isVisible())
        QTest.keyClicks(dialog.words.edit, PASSPHRASE)
        dialog.buttons["go"].click()
        screen = window.centralWidget()
        assert isinstance(screen, UnlockScreen)
        yield screen.open_button.isEnabled
        tell("done", n, int("has a new key" not in screen.message.words()))
        for sheet in [each for each in window.findChildren(SheetDialog) if each.isVisible()]:
            sheet.tick.setChecked(True)
            sheet.buttons["close"].click()
        window.activateWindow()
        yield screen.field.edit.hasFocus
        QTest.keyClicks(screen.field.edit, PASSPHRASE)
        QTest.keyClick(screen.field.edit, Qt.Key.Key_Return)
        yield lambda: window.session is not None


def desk_page(place: Any, tab: str) -> Any:
    """A page of the place of the desk itself."""
    window = place.window()
    window.go_aside("desk")
    desk = window.pane("desk")
    desk.open_tab(tab)
    return {"backups": desk.backups, "keys": desk.keys}[tab]


def opened_in_window(order: dict[str, Any], place: Any) -> Iterator[Callable[[], bool]]:
    """Nothing more: what is looked for lies in the opening."""
    tell("ready")
    yield lambda: False


WORKS: dict[str, Callable[[dict[str, Any]], None]] = {
    "typing in the window": lambda order: window(order, typing),
    "import in the window": lambda order: window(order, importing_in_window),
    "signing in the window": lambda order: window(order, signing_in_window),
    "backup in the window": lambda order: window(order, backing_up_in_window),
    "passphrase in the window": lambda order: window(order, rewrapping_in_window),
    "new key in the window": lambda order: window(order, rekeying_in_window),
    "migration in the window": lambda order: window(order, opened_in_window),
    "import": importing,
    "signing": signing,
    "backup": backing_up,
    "passphrase": rewrapping,
    "new key": rekeying,
    "migration": migrating,
    "booking": booking,
}


def run(order: dict[str, Any]) -> None:
    """The forked child: from here on nothing is the nursery's but its modules."""
    os.setsid()
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream, target in ((0, os.open(os.devnull, os.O_RDONLY)), (1, log), (2, log)):
        os.dup2(target, stream)
    os.environ["XDG_DATA_HOME"] = order["home"]
    try:
        WORKS[order["work"].split(" of ")[0]](order)
        sys.stdout.flush()
        time.sleep(60)  # All is done: the kill still comes.
    except Exception:  # noqa: BLE001
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(1)


def main() -> None:
    """The nursery: one child at a time, until its standard input ends."""
    global _outward
    keys._NEW_SLOT = keys.KeyParameters(memory_kib=64, passes=1, lanes=1)  # the tests' own, as in tests/conftest.py
    _outward = os.dup(1)
    import PySide6.QtTest

    import iro_desk.documents
    import iro_desk.practice.importing
    import iro_desk.practice.keeping
    import iro_desk.practice.signing
    import iro_desk.ui.caseload_place
    import iro_desk.ui.keeping
    import iro_desk.ui.start  # noqa: F401

    assert PySide6.QtTest
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            run(order)
        tell("born", child, time.monotonic())
        _, status = os.waitpid(child, 0)
        tell("dead", os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
