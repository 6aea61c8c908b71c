"""Pictures of every pane, from a practice desk of its own with a fixed seed and day."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QEventLoop, QMessageLogContext, QThread, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from iro_desk.practice import copies, opening
from iro_desk.practice.child import child_view
from iro_desk.practice.deletion import Certificate, Leaver
from iro_desk.ui import bridge, start
from iro_desk.ui import theme as look
from iro_desk.ui.caseload_place import CaseloadPlace
from iro_desk.ui.clipboard import words_of
from iro_desk.ui.collecting import Collector
from iro_desk.ui.door import Doorkeeper
from iro_desk.ui.first_start import FirstStart, WelcomeScreen
from iro_desk.ui.gallery_asked import first_steps, what_is_asked, what_is_finalised
from iro_desk.ui.gallery_dates import dates_and_sums, settings_and_calculator
from iro_desk.ui.gallery_diary import the_diary, the_plan
from iro_desk.ui.gallery_floats import Picture, as_far_as_may_be, empty_desk, over, what_floats
from iro_desk.ui.gallery_hidden import hidden_over_work
from iro_desk.ui.gallery_meeting import preparing_and_meeting
from iro_desk.ui.insight_place import InsightPlace
from iro_desk.ui.keeping import DeskPlace
from iro_desk.ui.keeping.leavers import CertificateDialog, DeleteDialog
from iro_desk.ui.review.letter import DECIDED
from iro_desk.ui.shell import MainWindow
from iro_desk.ui.today_place import TodayPlace
from iro_desk.ui.trips_place import TripsPlace
from iro_desk.ui.unlock import UnlockScreen
from iro_desk.ui.widgets import Dialog

NOTICE_OF_THE_DISK = "The disk is full or does not answer. What you type is kept in a file of its own beside the desk."
LEAVER = Leaver(
    "left",
    "Robin",
    "PR0999",
    date(2026, 4, 30),
    date(2026, 10, 30),
    True,
    1,
    "Left on 30 April 2026; may be deleted now; papers of 1 review not known to be uploaded.",
)
CERTIFICATE_LINES = (
    "Working copy of the child with the number PR0999, who left the caseload on 30 April 2026: deleted on"
    " 23 November 2026, after the council's period of 6 months.",
    "From the desk: 3 episodes, 2 reviews, 5 decisions; 0 texts being written; 41 images in the journal.",
    "Searched for the child's names, numbers and postcodes in every page of 4 files: none is left.",
)
PASSPHRASE = "gallery of invented children"
SHOWN = "PR0002"
"""Toby: a child of the practice caseload with a review that is written out in full."""
WITHHELD, DADS = "PR0001", "parent:2"
"""Mia, whose father may not know where she lives."""
SETTLE_MS = 250
LONGEST_MS = 60_000
MOST_GRABS = 12
"""A picture is taken again until it is the same twice: nothing is on its way any more."""

FILES = {
    "header.csv": (
        "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nPR0900,F,14/05/2015,WBRI,UN3,0,\nPR0901,M,02/11/2012,WBRI,UN3,0,\n"
    ),
    "episodes.csv": (
        "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
        "PR0900,02/06/2025,S,C2,N1,U6,PR1,,,,DT1 1XJ,DT4 8NN,XXXXXXX\n"
        "PR0901,31/02/2025,S,V2,N1,U6,PR1,,,,DT1 1XJ,BH15 2RU,XXXXXXX\n"
    ),
    "reviews.csv": "CHILD,DOB,REVIEW,REVIEW_CODE\nPR0900,14/05/2015,26/06/2025,PN1\nPR0900,14/05/2015,26/06/2025,PN1\n",
}

LIST = (
    "Number\tFirst name\tSurname\tDate of birth\tBecame looked after on\tLegal status\tDue date\tShoe size\n"
    "PR0902\tOna\tInvented\t14/05/2015\t07/11/2026\tSection 20\t05/12/2026\t4\n"
    "PR0001\tMia\tPebblewick\t14/09/2022\t25/07/2026\tC1\t\t9\n"
    "PR0903\tSam\tInvented\t02/11/2012\t\tC9\t\t\n"
)


def make_gallery(folder: Path, *, size: tuple[int, int], scale: float, theme: str) -> Iterator[Path]:
    """Make the pictures as PNG files, one after the other; gives each path when it is there.

    ``size`` is the window's in pixels, ``scale`` (0.9 to 1.5) the size of type, ``theme`` light, dark or contrast.
    """
    folder.mkdir(parents=True, exist_ok=True)

    def save(name: str, of: QWidget) -> Path:
        target = folder / f"{name}-{theme}.png"
        image, before = of.grab().toImage(), None
        for _ in range(MOST_GRABS):
            if image == before:
                break
            _settle(SETTLE_MS // 2)
            image, before = of.grab().toImage(), image
        image.save(str(target))
        return target

    yield from go_round(save, size=size, scale=scale, theme=theme)


def go_round(
    take: Callable[[str, QWidget], Path], *, size: tuple[int, int], scale: float, theme: str, hidden: bool = False
) -> Iterator[Path]:
    """Goes to every pane, dialog and state in turn; ``take`` is given the state's name and the widget that shows it.

    With ``hidden`` the names of the practice desk are hidden from its first picture on.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    bridge.start()
    look.apply(theme, round(scale * 100))
    app.setCursorFlashTime(0)
    window = MainWindow()
    collector = Collector(app, window)
    window.resize(*size)
    window.show()

    def picture(name: str, of: QWidget | None = None) -> Path:
        _settle()
        return take(name, of or window)

    before = qInstallMessageHandler(_tell)
    try:
        with tempfile.TemporaryDirectory() as temporary:
            yield from _round(window, Path(temporary), picture, hidden)
    finally:
        window.close()
        collector.leave()
        qInstallMessageHandler(before)


def _round(window: MainWindow, data: Path, picture: Picture, hidden: bool) -> Iterator[Path]:
    if not hidden:  # No name is there yet.
        yield from _before_the_desk(window, data, picture)
        yield from empty_desk(window, data, PASSPHRASE, picture)
    made = opening.make_practice_desk(
        data / "Practice.irodesk", PASSPHRASE, children=66, seed=1, on=opening.PRACTICE_DAY, data=data / "data"
    )
    opening.close_desk(made.workspace)
    door = start.door(lambda: opening.PRACTICE_DAY, data / "data")
    session = start.session_of(None, door.open(data / "Practice.irodesk", PASSPHRASE), window)
    window.show_desk(session)
    if hidden:
        window.turn_names()
    try:
        today = window.pane("today")
        assert isinstance(today, TodayPlace)
        _wait(lambda: today.pane.weight_words() != "")
        yield picture("today")
        window.go("caseload")
        place = window.pane("caseload")
        assert isinstance(place, CaseloadPlace)
        for part in (
            _of_the_desk(place, data, picture),
            dates_and_sums(place, picture, _settle),
            settings_and_calculator(window, picture, _settle),
            the_diary(window, picture, _wait, _settle),
            _beside_the_rail(window, picture),
            the_plan(window, picture, _wait, _settle),
            what_is_asked(window, data, picture, _wait),
            what_floats(window, data, picture, _settle),
            preparing_and_meeting(window, picture, _settle),
            what_is_finalised(window, picture, _wait),
            *([hidden_over_work(window, data / "return", LIST, picture, _wait)] if hidden else []),
        ):
            yield from as_far_as_may_be(part, place.workspace)
    finally:
        window.show_screen(QWidget())
        _settle()
        session.lock()


def _before_the_desk(window: MainWindow, data: Path, picture: Picture) -> Iterator[Path]:
    door = start.door(lambda: opening.PRACTICE_DAY, data / "none")
    keeper = Doorkeeper()
    window.show_screen(WelcomeScreen(door, keeper))
    yield picture("first-start")
    first = FirstStart(door, keeper, lambda: opening.PRACTICE_DAY)
    window.show_screen(first)
    yield picture("make-a-desk")
    yield from first_steps(first, picture)
    window.show_screen(UnlockScreen(door, keeper, data / "My caseload.irodesk"))
    yield picture("unlock")
    keeper.close()


def _of_the_desk(place: CaseloadPlace, data: Path, picture: Picture) -> Iterator[Path]:
    _wait(lambda: not place.caseload.places_pending)
    yield picture("caseload-wide")
    ws = place.workspace
    shown = child_view(ws, ws.desk.find_child(SHOWN))
    place.open_child(shown.id)
    yield picture("caseload")
    for tab in ("reviews", "decisions", "people", "places", "events", "papers", "history"):
        place.child_pane.open_tab(tab)
        yield picture(f"child-{tab}")
    place.child_pane.open_tab("overview")
    place.open_shelf(shown.id)
    place.shelf.choose("midway")
    _wait(lambda: place.shelf.preview.title().startswith("Midway"))
    yield picture("papers-of-a-child")
    place.open_batch()
    _wait(lambda: bool(place.batch.boxes))
    yield picture("papers-of-the-caseload")
    place.open_child(shown.id)
    written = next(review for review in shown.reviews if review.state == "completed")
    place.open_review(written.id)
    for step in ("prepare", "meet", "write-up"):
        place.review.open_step(step)
        if step == "write-up":
            _wait(lambda: bool(place.review.write_up.preview.pdf()))
        yield picture(f"review-{step}")
    yield from _letter(place, picture)
    yield from _withheld(place, picture)
    yield from _bringing_in(place, data, picture)
    place.open_questions()
    yield picture("questions")


def _bringing_in(place: CaseloadPlace, data: Path, picture: Picture) -> Iterator[Path]:
    """A return and a list of children, as far as the look before anything changes. With names hidden both refuse."""
    place.open_import()
    yield picture("import")
    returned = data / "return"
    returned.mkdir()
    for name, text in FILES.items():
        (returned / name).write_text(text, encoding="utf-8")
    place.importing.path.set_value(str(returned))
    place.importing.everyone.setChecked(True)
    place.importing.look.click()
    if place.workspace.names_hidden:
        _settle(300)
        yield picture("import-hidden")
        return
    _wait(lambda: place.importing.take.isEnabled())
    yield picture("import-preview")
    place.open_list()
    yield picture("list")
    place.listing.pasted.set_value(LIST)
    place.listing.look.click()
    _wait(lambda: place.listing._pages.currentIndex() == 1)
    yield picture("list-columns")
    place.listing._to_preview.click()
    _wait(lambda: place.listing._pages.currentIndex() == 2)
    yield picture("list-preview")


def _letter(place: CaseloadPlace, picture: Picture) -> Iterator[Path]:
    """The letter while it is written, and its decisions in two texts."""
    page = place.review.write_up
    page.papers.list.choose("letter")
    page.papers.opened.emit()
    _wait(lambda: page.letter.view() is not None)
    page.letter.open_part("next")
    yield picture("review-letter")
    page.letter.open_part("no")
    page.letter.writing.setPlainText("The placement is near the contact centre.")
    page.letter.help.look()
    _wait(lambda: bool(page.letter.help.marks()))
    yield picture("review-letter-words")
    page.letter.writing.clear()
    page.letter.open_part(DECIDED)
    yield picture("review-letter-decisions")
    page.papers.list.choose("record")
    page.papers.opened.emit()
    place.review.open_step("share")
    _wait(lambda: place.review.share.view() is not None)
    _settle(1500)
    yield picture("review-share")
    place.review.open_step("write-up")


def _withheld(place: CaseloadPlace, picture: Picture) -> Iterator[Path]:
    """Dad's copy of Mia's review: one part of it is asked again."""
    ws = place.workspace
    mia = child_view(ws, ws.desk.find_child(WITHHELD))
    review = next(each for each in mia.reviews if each.state == "completed")
    if not ws.names_hidden:  # Nothing changes meanwhile.
        copies.answer_block(ws, review.id, DADS, "note:home:1", "").result()
    place.open_review(review.id)
    place.review.open_step("write-up")
    page = place.review.write_up
    _settle(1500)
    page.papers.list.choose(f"copy {DADS}")
    page.papers.opened.emit()
    _settle(1500)
    yield picture("review-copy")
    page.papers.place.click()
    _settle(500)
    yield picture("review-who-may-know")


def _beside_the_rail(window: MainWindow, picture: Picture) -> Iterator[Path]:
    window.go("trips")
    trips = window.pane("trips")
    assert isinstance(trips, TripsPlace)
    _wait(lambda: trips.pane.is_complete)
    yield picture("trips")
    trips.pane.map.near_base()
    yield picture("trips-near")
    trips.open_journey()
    trips.journey.start.set_value("base")
    trips.journey.finish.set_value("LL57 1DT")
    trips.journey.ask_it()
    _wait(lambda: trips.journey.is_filled)
    yield picture("trips-any-journey")
    trips.open_sheet(trips.workspace.today)
    trips.sheet.go_to_next()
    _wait(lambda: trips.sheet.view is not None and bool(trips.sheet.view.days[0].stops))
    yield picture("trips-sheet")
    trips.open_claim()
    _wait(lambda: trips.claim.is_filled)
    yield picture("trips-journeys")
    yield from _figures(window, picture)
    window.go("about")
    yield picture("about")
    yield from _of_the_desk_itself(window, picture)


def _figures(window: MainWindow, picture: Picture) -> Iterator[Path]:
    """Participation in the year behind the practice day, whose a number is, and the same for publication."""
    window.go("insight")
    insight = window.pane("insight")
    assert isinstance(insight, InsightPlace)
    insight.pane.first.set_day(opening.PRACTICE_DAY - timedelta(days=364))
    insight.pane.refresh()
    yield picture("insight")
    insight.pane.show_whose("PN2")
    yield picture("insight-whose")
    insight.pane.show_figures()
    insight.pane.which.choose("publish")
    insight.pane.refresh()
    yield picture("insight-publish")


def _of_the_desk_itself(window: MainWindow, picture: Picture) -> Iterator[Path]:
    window.go("desk")
    desk = window.pane("desk")
    assert isinstance(desk, DeskPlace)
    desk.backups.back_up()
    _wait(desk.backups.now.isEnabled)
    yield picture("desk-backups")
    desk.backups.ask_restore()
    yield over(window, picture, "desk-restore")
    desk.open_tab("keys")
    yield picture("desk-keys")
    desk.keys.ask_passphrase()
    yield over(window, picture, "desk-passphrase")
    desk.keys.ask_sheet("manager")
    _wait(lambda: any(each.isVisible() for each in window.findChildren(Dialog)))
    yield over(window, picture, "desk-sheet")
    desk.open_tab("trail")
    yield picture("desk-trail")
    desk.open_tab("left")
    yield picture("desk-left")
    certificate = Certificate("Practice", opening.PRACTICE_DAY, (), "", True, CERTIFICATE_LINES)
    for name, dialog in (
        ("desk-delete", DeleteDialog(desk, LEAVER)),
        ("desk-certificate", CertificateDialog(desk, desk.leavers._actions, certificate)),
    ):
        dialog.open_it()
        yield over(window, picture, name)
    assert window.notices is not None
    window.notices.say("disk", NOTICE_OF_THE_DISK, "late")
    window.notices.say("clipboard", words_of(42), "wait")
    yield picture("desk-notices")
    for key in ("disk", "clipboard"):
        window.notices.drop(key)
    window.cover.put_down()
    yield picture("covered")
    window.cover.lift()


def _tell(_kind: QtMsgType, _context: QMessageLogContext, words: str) -> None:
    """Qt's own words, but for what a window without a screen cannot help saying."""
    if "propagateSizeHints" not in words:
        sys.stderr.write(f"{words}\n")


def _settle(milliseconds: int = SETTLE_MS) -> None:
    """Lets the window paint and what runs beside it arrive."""
    timer = QElapsedTimer()
    timer.start()
    while timer.elapsed() < milliseconds:
        _let_others_work()


def _wait(until: Callable[[], bool]) -> None:
    timer = QElapsedTimer()
    timer.start()
    while not until() and timer.elapsed() < LONGEST_MS:
        _let_others_work()


def _let_others_work() -> None:
    """What has come in is dealt with; then the threads beside the window have the interpreter to themselves."""
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    QThread.msleep(4)
