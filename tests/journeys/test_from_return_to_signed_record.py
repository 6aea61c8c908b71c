"""The main job in a real window: first start, a return, names, a move, book, hold, complete, finalise, the record.

Every child, name and postcode here is invented.
"""

from __future__ import annotations

import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from iro_desk.casework import Review
from iro_desk.documents.readback import read_text
from iro_desk.practice import caseload, child, review_view
from iro_desk.practice.views import CaseloadRow
from iro_desk.ui import start
from iro_desk.ui.app import DeskApp
from iro_desk.ui.caseload_place import CaseloadPlace
from iro_desk.ui.first_start import FirstStart, WelcomeScreen
from iro_desk.ui.panes import BookReview, SomethingChanged
from iro_desk.ui.unlock import UnlockScreen
from iro_desk.ui.widgets import Dialog

DAY = date(2026, 11, 23)
PASSPHRASE = "lantern copper otter meadow"
SCRIPT_NAMES = {
    "J00001": ("Łukasz", "Żółć"),
    "J00002": ("Siân", "Ŵyn"),
    "J00003": ("محمد", "نمونه"),
    "J00004": (unicodedata.normalize("NFD", "Zoë"), "Pebblewick"),
    "J00005": ("<b>O'Neil & Sons</b>", ""),
}
ATTENDING = [*(" ".join(part for part in name if part) for name in SCRIPT_NAMES.values())]
SECRET_WORDS = "Otterstream passport by recorded post"

HEADER = "\ufeffCHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\r\n"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\r\n"
REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE\r\n"


def write_return(folder: Path) -> None:
    """Six invented children; the sixth is another IRO's. Reviews of one year only, as a return holds them."""
    folder.mkdir()
    header, episodes, reviews = HEADER, EPISODES, REVIEWS
    for n in range(1, 7):
        number, born = f"J0000{n}", f"1{n}/05/2014"
        header += f"{number},F,{born},WBRI,UN3,0,\r\n"
        episodes += f"{number},02/03/2026,S,C2,N1,U6,PR1,,,,DT1 1XJ,DT4 8NN,XXXXXXX\r\n"
        reviews += f"{number},{born},27/03/2026,PN1\r\n{number},{born},26/06/2026,PN1\r\n"
    for name, text in (("a.csv", header), ("b.csv", episodes), ("c.csv", reviews)):
        (folder / name).write_text(text, encoding="utf-8", newline="")


@pytest.fixture
def desk_app(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DeskApp]:
    """The program with its data, temporary and cache folders all below the test's own, so that every byte is seen."""
    data = tmp_path / "data"
    for variable in ("TMPDIR", "TEMP", "TMP", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "HOME"):
        (tmp_path / variable.lower()).mkdir()
        monkeypatch.setenv(variable, str(tmp_path / variable.lower()))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmpdir"))
    app = DeskApp(
        start.door(lambda: DAY, data),
        partial(start.session_of, DAY),
        data_folder=data,
        began=start.began,
    )
    qtbot.addWidget(app.window)
    assert app.start()
    yield app
    app.window.close()


def wait(qtbot: QtBot, until: Callable[[], bool]) -> None:
    qtbot.waitUntil(until, timeout=15_000)


def make_desk(qtbot: QtBot, app: DeskApp) -> CaseloadPlace:
    welcome = app.window.centralWidget()
    assert isinstance(welcome, WelcomeScreen)
    welcome.make_button.click()
    first = app.window.centralWidget()
    assert isinstance(first, FirstStart)
    qtbot.keyClicks(first.passphrase.field.edit, PASSPHRASE)
    qtbot.keyClicks(first.passphrase.again.edit, PASSPHRASE)
    first.passphrase.go.click()
    wait(qtbot, lambda: first.recovery.isVisible())
    first.recovery.write_button.click()
    first.recovery.written.setChecked(True)
    first.recovery.go.click()
    first.finished.emit(first._opened, "import")
    app.window.go("caseload")
    place = app.window.pane("caseload")
    assert isinstance(place, CaseloadPlace)
    return place


def bring_in(qtbot: QtBot, place: CaseloadPlace, folder: Path) -> None:
    pane = place.importing
    wait(qtbot, pane.isVisible)
    pane.path.set_value(str(folder))
    pane.mine.set_value("\n".join(f"{number}\t{first}\t{last}" for number, (first, last) in SCRIPT_NAMES.items()))
    pane.look.click()
    wait(qtbot, pane.take.isEnabled)
    with qtbot.waitSignal(pane.taken, timeout=15_000):
        pane.take.click()


def row_of(place: CaseloadPlace, number: str) -> CaseloadRow:
    return next(row for row in caseload.caseload_view(place.workspace).rows if row.number == number)


def move(qtbot: QtBot, place: CaseloadPlace) -> None:
    place.child_pane.ask_something_changed()
    dialog = place.window().findChild(SomethingChanged)
    assert dialog is not None
    dialog.form.set_values(
        {
            "happened_on": date(2026, 11, 16),
            "placement": "U4",
            "home_name": "Maggie Brightwater",
            "town": "Blandford",
            "postcode": "DT11 7DW",
            "told_by": "the social worker",
            "told_on": date(2026, 11, 17),
            "bring_forward": "no",
        }
    )
    with qtbot.waitSignal(dialog.saved, timeout=10_000):
        dialog.buttons["save"].click()


def book(qtbot: QtBot, place: CaseloadPlace) -> str:
    place.child_pane.ask_booking()
    dialog = place.window().findChild(BookReview)
    assert dialog is not None
    dialog.form.set_values({"day": DAY, "time": "15:45", "place": "at home", "method": "in person"})
    with qtbot.waitSignal(dialog.saved, timeout=10_000) as told:
        dialog.buttons["save"].click()
    return str(told.args[0])


def hold(qtbot: QtBot, place: CaseloadPlace, review: str) -> None:
    place.open_review(review)
    pane = place.review
    pane._prepare.begin_button.click()
    wait(qtbot, lambda: pane.step() == "meet")
    meet = pane._meet
    meet.open_heading("home")
    qtbot.keyClicks(meet._writing, "A settled home. Meals and mornings go well.")
    for name in ATTENDING:
        meet._here.name.setText(f"{name}, carer")
        meet._here.add()
        wait(qtbot, lambda: meet._here.name.text() == "")
    meet._words.words.setText("I like the dog.")
    meet._words.add()
    wait(qtbot, lambda: meet._words.words.text() == "")
    for what, who, when in (
        (SECRET_WORDS, "Priya Inkwell", "11/12/2026"),
        ("Swimming on Saturdays again", "Maggie Brightwater", "5 December 2026"),
    ):
        meet._decisions.what.setText(what)
        meet._decisions.who.setText(who)
        meet._decisions.when.setText(when)
        meet._decisions.add()
        wait(qtbot, lambda: meet._decisions.what.text() == "")
    pane.open_step("write-up")
    wait(qtbot, lambda: len(view_of(place, review).decisions) == 2)


def view_of(place: CaseloadPlace, review: str):  # type: ignore[no-untyped-def]
    return review_view.review_view(place.workspace, review)


def write_up(qtbot: QtBot, place: CaseloadPlace, review: str) -> None:
    page = place.review.write_up.facts
    page.code.combo.choose("PN1")
    wait(qtbot, lambda: view_of(place, review).participation == "PN1")
    page.spoke.combo.choose("spoke")
    wait(qtbot, lambda: view_of(place, review).spoke_privately == "spoke")
    page.complete.click()
    wait(qtbot, lambda: view_of(place, review).state == "completed")
    assert view_of(place, review).missing == ()
    wait(qtbot, place.review._sign.isEnabled)
    with qtbot.waitSignal(place.review.signed, timeout=20_000):
        place.review._sign.click()
        question = next(each for each in place.window().findChildren(Dialog) if "finalise" in each.buttons)
        question.buttons["finalise"].click()


def test_from_a_return_to_a_finalised_record(qtbot: QtBot, desk_app: DeskApp, tmp_path: Path) -> None:
    write_return(tmp_path / "return")
    place = make_desk(qtbot, desk_app)
    bring_in(qtbot, place, tmp_path / "return")
    rows = caseload.caseload_view(place.workspace).rows
    assert {row.number for row in rows} == set(SCRIPT_NAMES)
    zoe = row_of(place, "J00004")
    assert zoe.next_review is not None
    assert zoe.next_review.legal_limit == date(2026, 12, 26)
    assert zoe.next_review.history_complete

    place.open_child(zoe.id)
    move(qtbot, place)
    view = child.child_view(place.workspace, zoe.id)
    assert view.places[0].words.startswith("Foster care")
    assert "Blandford" in view.places[0].detail

    review = book(qtbot, place)
    hold(qtbot, place, review)
    write_up(qtbot, place, review)

    ws = place.workspace
    kept = ws.desk.get(Review, review)
    assert (kept.state, kept.held_on, kept.due_on) == ("signed", DAY, date(2026, 12, 26))
    view = child.child_view(ws, zoe.id)
    assert {clock.legal_limit for clock in view.clocks if clock.rule_id == "review.later"} == {date(2027, 5, 23)}

    place._back_to_child()
    place.child_pane.open_tab("papers")
    paper = next(each for each in view.papers if each.kind == "record" and each.recipient == "file")
    place.open_paper(paper.id)
    pdf = place.paper.preview.pdf()
    text = read_text(pdf)
    for wanted in (
        *(unicodedata.normalize("NFC", name) for name in ATTENDING),
        SECRET_WORDS,
        "Swimming on Saturdays again",
        "Priya Inkwell",
        "Maggie Brightwater",
        "11 December 2026",
        "5 December 2026",
        "A settled home.",
    ):
        assert wanted in text, wanted
    assert "I like the dog." not in text  # a new entry is only me
    assert paper.seal
    for wanted in (*ATTENDING, "Pebblewick"):
        assert wanted.encode() not in pdf

    lock_and_look_for_traces(qtbot, desk_app, tmp_path)


def lock_and_look_for_traces(qtbot: QtBot, app: DeskApp, tmp_path: Path) -> None:
    """After locking, no name, postcode or decision stands in any byte that the program wrote."""
    sealed = app.lock()
    assert sealed is not None
    sealed.result(timeout=15)
    assert isinstance(app.window.centralWidget(), UnlockScreen)
    traces = [SECRET_WORDS, "DT11 7DW", "DT4 8NN", "Maggie Brightwater", "Priya Inkwell", "Pebblewick", "Żółć", "محمد"]
    written = [path for path in tmp_path.rglob("*") if path.is_file() and path.parent.name != "return"]
    assert any(path.name == "desk.db" for path in written)
    for path in written:
        content = path.read_bytes()
        for trace in traces:
            for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
                assert trace.encode(encoding) not in content, f"{trace} in {path.name}"
