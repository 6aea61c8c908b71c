"""The meeting: typing is kept and never disturbed, everything by keyboard, nothing modal. The boy is invented."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFontMetricsF, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from iro_desk.casework import Refused
from iro_desk.ui import theme
from iro_desk.ui.review import DraftText, ReviewPane
from iro_desk.ui.review.choice import ChoiceLine
from iro_desk.ui.review.meet import LAST_DECISIONS
from iro_desk.ui.review.point import Point
from iro_desk.ui.widgets import Button, column
from tests.ui.panes.help import nameless, said, settle
from tests.ui.review.invented import TODAY, Desk, decision, view

CTRL = Qt.KeyboardModifier.ControlModifier
FIELD = "note:r1:school"


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def pane(qtbot: QtBot, desk: Desk) -> Iterator[ReviewPane]:
    made = ReviewPane(desk, TODAY)
    window = QWidget()
    qtbot.addWidget(window)
    column((made, 1), into=window)
    window.resize(1282, 696)
    window.show()
    window.activateWindow()
    made.show_view(view())
    made._meet.open_heading("school")
    settle()
    yield made
    window.hide()


def type_in(qtbot: QtBot, pane: ReviewPane, words: str) -> None:
    qtbot.keyClicks(pane._meet._writing, words)


def with_text(key: str, text: str) -> object:
    shown = view()
    return replace(shown, agenda=tuple(replace(h, text=text) if h.key == key else h for h in shown.agenda))


def test_a_key_press_is_kept_within_a_second_and_is_a_change_when_the_field_is_left(
    qtbot: QtBot, pane: ReviewPane, desk: Desk
) -> None:
    type_in(qtbot, pane, "He likes maths")
    qtbot.waitUntil(lambda: FIELD in desk.drafts, timeout=1000)
    assert desk.drafts[FIELD] == DraftText("He likes maths", 14)
    assert desk.of("write_note") == []
    pane._meet.open_heading("health")
    assert desk.of("write_note") == [("r1", "school", "He likes maths", ())]
    assert FIELD not in desk.drafts


def test_settling_makes_one_change_and_not_a_second(qtbot: QtBot, pane: ReviewPane, desk: Desk) -> None:
    type_in(qtbot, pane, "One change")
    pane.settle()
    pane.settle()
    assert len(desk.of("write_note")) == 1


def test_a_field_that_rests_becomes_a_change(qtbot: QtBot, pane: ReviewPane, desk: Desk) -> None:
    pane._meet._drafted._rest.setInterval(50)
    type_in(qtbot, pane, "Resting")
    qtbot.waitUntil(lambda: desk.of("write_note") == [("r1", "school", "Resting", ())])


def test_a_draft_left_over_comes_back_with_its_caret_and_a_quiet_note(qtbot: QtBot, desk: Desk) -> None:
    desk.drafts[FIELD] = DraftText("Half a sentence", 4)
    pane = ReviewPane(desk, TODAY)
    qtbot.addWidget(pane)
    pane.show()
    pane.show_view(view())
    pane._meet.open_heading("school")
    assert pane._meet._writing.toPlainText() == "Half a sentence"
    assert pane._meet._writing.textCursor().position() == 4
    assert "Brought back" in pane._kept._text.words()


def test_a_fresh_view_disturbs_neither_typing_nor_focus_nor_caret(qtbot: QtBot, pane: ReviewPane, desk: Desk) -> None:
    type_in(qtbot, pane, "Typing on")
    cursor = pane._meet._writing.textCursor()
    cursor.setPosition(3)
    pane._meet._writing.setTextCursor(cursor)
    pane.show_view(view(told=()))
    assert pane._meet._writing.toPlainText() == "Typing on"
    assert pane._meet._writing.textCursor().position() == 3
    assert QApplication.focusWidget() is pane._meet._writing


def test_text_that_was_only_shown_follows_the_desk_so_that_an_undo_is_not_written_over(
    pane: ReviewPane, desk: Desk
) -> None:
    pane.show_view(with_text("school", "As it was before"))  # type: ignore[arg-type]
    assert pane._meet._writing.toPlainText() == "As it was before"
    pane.settle()
    assert desk.of("write_note") == []


def test_what_the_desk_refuses_stays_typed_and_kept(qtbot: QtBot, pane: ReviewPane, desk: Desk) -> None:
    desk.refuses = {"write_note"}
    type_in(qtbot, pane, "Refused words")
    pane.settle()
    assert pane._meet._writing.toPlainText() == "Refused words"
    assert desk.drafts[FIELD].text == "Refused words"
    assert pane._message.isVisible()
    desk.refuses = set()
    pane.settle()
    assert desk.of("write_note") == [("r1", "school", "Refused words", ())]


def test_control_page_down_and_up_go_through_the_headings(qtbot: QtBot, pane: ReviewPane) -> None:
    writing = pane._meet._writing
    qtbot.keyClick(writing, Qt.Key.Key_PageDown, CTRL)
    assert pane._meet._title.words() == "Health"
    qtbot.keyClick(writing, Qt.Key.Key_PageUp, CTRL)
    assert pane._meet._title.words() == "School"
    assert QApplication.focusWidget() is writing


def test_points_are_ticked_by_keyboard_and_two_quick_ones_are_both_kept(
    qtbot: QtBot, pane: ReviewPane, desk: Desk
) -> None:
    boxes = pane._meet._points.findChildren(Point)
    qtbot.keyClick(boxes[0], Qt.Key.Key_Space)
    assert desk.of("write_note")[-1] == ("r1", "school", "", ("p0",))
    desk.asked.clear()
    shown = view()
    ticked = tuple(
        replace(h, points=(replace(h.points[0], covered=True), *h.points[1:])) if h.key == "school" else h
        for h in shown.agenda
    )
    boxes[1].setFocus()
    pane.show_view(replace(shown, agenda=ticked))
    assert QApplication.focusWidget() is boxes[1]
    qtbot.keyClick(boxes[1], Qt.Key.Key_Return)
    assert desk.of("write_note") == [("r1", "school", "", ("p0", "p1"))]


def test_a_decision_is_added_by_enter_with_a_typed_date_that_is_said_back(
    qtbot: QtBot, pane: ReviewPane, desk: Desk
) -> None:
    box = pane._meet._decisions
    qtbot.keyClick(pane._meet._writing, Qt.Key.Key_D, CTRL)
    assert QApplication.focusWidget() is box.what
    qtbot.keyClicks(box.what, "Timetable to Abena")
    qtbot.keyClicks(box.who, "Ms Parry")
    qtbot.keyClicks(box.when, "20/2/27")
    assert box._understand.words() == "Saturday 20 February"
    qtbot.keyClick(box.when, Qt.Key.Key_Return)
    assert desk.of("add_decision") == [
        ("r1", {"what": "Timetable to Abena", "owner": "Ms Parry", "by": date(2027, 2, 20)})
    ]
    assert (box.what.text(), box.who.text(), box.when.text()) == ("", "", "")
    assert QApplication.focusWidget() is box.what


class Slow(Desk):
    """A desk that is busy: what it takes or refuses it says when it is let go on."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[Future[None]] = []

    def _later(self) -> Any:
        self.waiting.append(Future())
        return self.waiting[-1]

    def add_decision(self, review: str, fields: Any) -> Any:
        super().add_decision(review, fields)
        return self._later()

    def add_told(self, *words: Any) -> Any:
        super().add_told(*words)
        return self._later()

    def set_attendance(self, *words: Any) -> Any:
        super().set_attendance(*words)
        return self._later()


@pytest.mark.parametrize("desk", [Slow()])
def test_fast_hands_lose_no_key_while_the_desk_is_busy_with_a_decision(
    qtbot: QtBot, pane: ReviewPane, desk: Slow
) -> None:
    box = pane._meet._decisions
    box.begin()
    for what, who, when in (("A bus pass", "Dana", "1/3/2027"), ("A dentist", "Rhys", "2/3/2027")):
        for at, words in enumerate((what, who, when)):
            qtbot.keyClicks(QApplication.focusWidget(), words)
            if at < 2:
                qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)  # A second press adds nothing.
    qtbot.keyClicks(QApplication.focusWidget(), "A bed")
    assert [each[1]["what"] for each in desk.of("add_decision")] == ["A bus pass", "A dentist"]
    desk.waiting.pop(0).set_result(None)
    desk.waiting.pop(0).set_exception(Refused("The desk does not take that."))
    settle()
    assert [edit.text() for edit in (box.what, box.who, box.when)] == ["A dentist A bed", "Rhys", "2/3/2027"]
    qtbot.waitUntil(lambda: desk.drafts["decision:r1:what"].text == "A dentist A bed")
    pane._meet._words.begin()
    for words in ("I like maths", "And drums"):
        qtbot.keyClicks(QApplication.focusWidget(), words)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.keyClicks(QApplication.focusWidget(), "But not")
    assert [each[1] for each in desk.of("add_told")] == ["I like maths", "And drums"]
    for each in desk.waiting:
        each.set_result(None)
    settle()
    assert pane._meet._words.words.text() == "But not"
    desk.waiting.clear()
    pane._meet._here.begin()
    qtbot.keyClicks(QApplication.focusWidget(), "Ann, aunt")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.keyClicks(QApplication.focusWidget(), "Bo")
    desk.waiting.pop().set_result(None)
    settle()
    assert pane._meet._here.name.text() == "Bo"


def test_words_that_are_no_day_become_the_reason_for_none(qtbot: QtBot, pane: ReviewPane, desk: Desk) -> None:
    box = pane._meet._decisions
    qtbot.keyClicks(box.what, "Passport")
    qtbot.keyClicks(box.when, "when the office answers")
    qtbot.keyClick(box.when, Qt.Key.Key_Return)
    assert desk.of("add_decision")[0][1]["no_date_because"] == "when the office answers"


def test_a_half_typed_decision_comes_back_after_a_lock(qtbot: QtBot, pane: ReviewPane, desk: Desk) -> None:
    qtbot.keyClicks(pane._meet._decisions.what, "Half a dec")
    pane.settle()
    again = ReviewPane(desk, TODAY)
    qtbot.addWidget(again)
    again.show_view(view())
    assert again._meet._decisions.what.text() == "Half a dec"


def test_the_childs_words_are_for_only_me_until_they_are_opened(qtbot: QtBot, pane: ReviewPane, desk: Desk) -> None:
    qtbot.keyClick(pane._meet._writing, Qt.Key.Key_W, CTRL)
    words = pane._meet._words.words
    assert QApplication.focusWidget() is words
    qtbot.keyClicks(words, "I like the dog")
    qtbot.keyClick(words, Qt.Key.Key_Return)
    assert desk.of("add_told") == [("r1", "I like the dog", TODAY, "only me")]


def test_how_someone_takes_part_is_chosen_in_place_without_anything_modal(
    qtbot: QtBot, pane: ReviewPane, desk: Desk
) -> None:
    line = next(each for each in pane._meet._here.findChildren(ChoiceLine) if each.objectName() == "a6")
    assert line.accessibleName() == "Mum, Mother, apologies, train"
    menu = line.menu()
    next(action for action in menu.actions() if action.text() == "By phone").trigger()
    assert desk.of("set_attendance") == [("r1", "a6", "Mum", "Mother", "phone", "train")]
    qtbot.keyClick(line, Qt.Key.Key_Return)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()
    assert not any(isinstance(w, QDialog) and w.isVisible() for w in QApplication.topLevelWidgets())


def test_apologies_ask_why_in_place(qtbot: QtBot, pane: ReviewPane, desk: Desk) -> None:
    line = next(each for each in pane._meet._here.findChildren(ChoiceLine) if each.objectName() == "a5")
    line.chose.emit("apologies")
    because = pane._meet._here.because
    assert because.isVisible()
    shown = view()
    pane.show_view(
        replace(
            shown,
            attendance=tuple(replace(a, how="apologies") if a.id == "a5" else a for a in shown.attendance),
        )
    )
    qtbot.keyClicks(because, "ill")
    qtbot.keyClick(because, Qt.Key.Key_Return)
    assert desk.of("set_attendance")[-1] == ("r1", "a5", "Ms Parry", "School", "apologies", "ill")
    assert not because.isVisible()


def test_the_last_decisions_are_gone_through_under_their_heading(pane: ReviewPane, desk: Desk) -> None:
    pane._meet.open_heading(LAST_DECISIONS)
    settle()
    lines = pane._meet._last_decisions.findChildren(ChoiceLine)
    assert [line.isVisible() for line in lines] == [True, True]
    lines[0].chose.emit("done")
    assert desk.of("settle_decision") == [("r0", "l1", "done", "")]
    pane._meet.open_heading("school")
    assert not pane._meet._last_decisions.isVisible()


def test_a_finalised_review_is_only_read(pane: ReviewPane) -> None:
    pane.show_view(view(state="signed", read_only=True))
    meet = pane._meet
    assert meet._writing.isReadOnly()
    assert not meet._decisions.what.isVisible()
    assert not any(line.isEnabled() for line in meet.findChildren(ChoiceLine))
    assert not any(point.isEnabled() for point in meet.findChildren(Point))


def test_adjourning_asks_why_above_the_meeting_and_keeps_what_was_typed(
    qtbot: QtBot, pane: ReviewPane, desk: Desk
) -> None:
    type_in(qtbot, pane, "So far")
    pane._adjourn.click()
    qtbot.keyClick(pane._why, Qt.Key.Key_Return)
    assert desk.of("adjourn") == []
    qtbot.keyClicks(pane._why, "No health report")
    qtbot.keyClick(pane._why, Qt.Key.Key_Return)
    assert desk.of("adjourn") == [("r1", "No health report")]
    assert desk.of("write_note")
    pane.show_view(view(state="adjourned", held_on=None, adjourned_on=TODAY))
    assert pane.step() == "prepare"
    begin = pane._prepare.begin_button
    assert begin.isVisible()
    assert begin.accessibleName() == "Begin again"
    begin.click()
    assert desk.of("open_review") == [("r1", TODAY)]


def test_a_phrase_is_understood_of_the_child_on_the_day_of_the_meeting(
    qtbot: QtBot, pane: ReviewPane, desk: Desk
) -> None:
    box = pane._meet._decisions
    box.begin()
    qtbot.keyClicks(box.what, "A reading tutor")
    qtbot.keyClicks(box.when, "in two weeks")
    assert "Wednesday 24 February" in box._understand.words()
    qtbot.keyClick(box.when, Qt.Key.Key_Return)
    assert desk.of("add_decision")[0][1]["by"] == TODAY + timedelta(weeks=2)
    qtbot.keyClicks(box.when, "asap")
    assert "nobody can say afterwards" in box._understand.words()


def test_a_second_adjournment_is_refused_on_the_screen_with_its_reason(
    pane: ReviewPane, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(review: str, words: str) -> None:
        raise Refused("The law allows it once (2010 Regulations, regulation 36(2)).", safe="Nothing was changed.")

    monkeypatch.setattr(desk, "adjourn", refuse)
    pane.show_view(view(adjourned_on=date(2027, 1, 20)))
    pane._adjourn.click()
    assert not pane._asking.isVisible()
    assert pane._message.isVisible()
    assert "regulation 36(2)" in said(pane._message)


@pytest.mark.parametrize(("mode", "zoom"), [("light", 100), ("contrast", 150)])
def test_half_a_screen_is_enough_and_people_are_one_press_away(
    qtbot: QtBot, pane: ReviewPane, mode: str, zoom: int
) -> None:
    theme.apply(mode, zoom)
    pane.window().resize(599 if zoom == 100 else 1282, 696)
    settle()
    assert pane.width() <= (599 if zoom == 100 else 1282)
    meet = pane._meet
    assert meet._left.isVisible()
    assert not meet._right.isVisible()
    assert meet._turn.accessibleName() == ("People" if zoom == 100 else "Words and people")
    meet._turn.click()
    assert meet._right.isVisible()
    assert meet._writing.isVisible()


@pytest.mark.parametrize(("width", "zoom", "room"), [(1282, 100, True), (1240, 150, True), (599, 100, False)])
def test_the_day_and_the_end_of_the_meeting_stand_wherever_there_is_room(
    qtbot: QtBot, pane: ReviewPane, width: int, zoom: int, room: bool
) -> None:
    theme.apply("light", zoom)
    pane.window().resize(width, 696)
    settle()
    assert pane._end.isVisible() == pane._when.isVisible() == room
    if room:
        assert pane._line.width() >= pane._line.sizeHint().width(), "place and time stand whole"
        pane._end.click()
        assert pane.step() == "write-up"


@pytest.mark.parametrize("step", ["prepare", "meet", "write-up"])
def test_everything_that_the_keyboard_reaches_has_a_name(pane: ReviewPane, step: str) -> None:
    pane.open_step(step)
    settle()
    assert nameless(pane) == []


@pytest.mark.parametrize("field", ["writing", "what", "when", "words"])
def test_coming_back_finds_the_heading_the_field_and_the_caret(
    qtbot: QtBot, pane: ReviewPane, desk: Desk, field: str
) -> None:
    type_in(qtbot, pane, "He likes maths")
    if field != "writing":
        pane._meet._words.begin()
        pane._meet._fields()[field].setFocus()
        qtbot.keyClicks(pane._meet._fields()[field], "Some words")
    for _ in range(3):
        qtbot.keyClick(pane._meet._fields()[field], Qt.Key.Key_Left)
    where = pane.where()
    pane.settle()
    caret = where["meet"]["caret"]
    back = ReviewPane(desk, TODAY)
    qtbot.addWidget(back)
    back.resize(1282, 696)
    back.show()
    back.activateWindow()
    back.show_view(with_text("school", "He likes maths"))  # type: ignore[arg-type]
    back.go_back(where)
    settle()
    meet = back._meet
    assert meet._open_key == "school"
    edit = meet._fields()[field]
    assert QApplication.focusWidget() is edit
    assert caret == (11 if field == "writing" else 7)
    qtbot.keyClick(edit, Qt.Key.Key_X)
    assert (meet._writing.toPlainText() if field == "writing" else edit.text()) == (  # type: ignore[union-attr]
        "He likes maxths" if field == "writing" else "Some woxrds"
    )


def test_coming_back_finds_the_writing_scrolled_as_it_was(qtbot: QtBot, pane: ReviewPane, desk: Desk) -> None:
    long = with_text("school", "A line.\n" * 60)
    pane.show_view(long)  # type: ignore[arg-type]
    settle()
    pane._meet._writing.verticalScrollBar().setValue(200)
    where = pane.where()
    back = ReviewPane(desk, TODAY)
    qtbot.addWidget(back)
    back.resize(1282, 696)
    back.show()
    back.show_view(long)  # type: ignore[arg-type]
    back.go_back(where)
    qtbot.waitUntil(lambda: back._meet._writing.verticalScrollBar().value() == 200)


def test_at_half_a_screen_titles_and_headings_stand_whole(pane: ReviewPane) -> None:
    pane.window().resize(599, 696)
    pane._meet.open_heading("own-words")
    settle()
    meet = pane._meet
    for text in (pane._title, meet._title):
        assert text.height() >= text.heightForWidth(text.width())
        longest = max(text.words().split(), key=len)
        assert text.fontMetrics().horizontalAdvance(longest) <= text.width()
        assert text.visibleRegion().boundingRect().size() == text.size()
    metrics = QFontMetricsF(theme.font("strong"))
    room = meet._agenda.viewport().width() - theme.px(20 + 16 + 24)
    for heading in view().agenda:
        taken = theme.px(12 + 10 * len(heading.points))
        assert metrics.horizontalAdvance(heading.title) <= room - taken, heading.title


@pytest.mark.parametrize("size", [(1282, 696), (599, 696), (1282, 560)])
def test_only_whole_decisions_are_shown_the_newest_in_front(pane: ReviewPane, size: tuple[int, int]) -> None:
    shown = view()
    more = tuple(decision(n, f"An invented decision number {n}", "Dana Whitlock", TODAY) for n in range(3, 9))
    pane.window().resize(*size)
    pane.show_view(replace(shown, decisions=shown.decisions + more))
    settle()
    box = pane._meet._decisions
    lines = box._line_heights()
    seen = next(n for n in range(1, 9) if sum(lines[-n:]) >= box._scroll.height())
    assert sum(lines[-seen:]) == box._scroll.height(), "no line is cut"
    assert seen >= (3 if size == (1282, 696) else 2)
    bar = box._scroll.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0


class Paints(QObject):
    """Counts what is painted, by the name of the widget's class."""

    def __init__(self) -> None:
        super().__init__()
        self.of: Counter[str] = Counter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.of[type(watched).__name__] += 1
        return False


def test_nothing_is_painted_while_nobody_does_anything_and_a_key_paints_the_writing_alone(
    qtbot: QtBot, pane: ReviewPane
) -> None:
    qtbot.wait(200)
    paints, app = Paints(), QApplication.instance()
    assert app is not None
    app.installEventFilter(paints)
    try:
        qtbot.wait(200)
        assert paints.of["ChildsWords"] <= 1
        assert paints.of["Writing"] <= 1
        paints.of.clear()
        for key in "Maths is good.":
            qtbot.keyClicks(pane._meet._writing, key)
            settle()
        assert paints.of["Writing"] > 0 or paints.of["QWidget"] > 0
        assert paints.of["ChildsWords"] <= 1
        assert paints.of["DecisionsBox"] <= 1
    finally:
        app.removeEventFilter(paints)


def test_plain_words_are_a_quiet_line_under_what_is_written_and_one_press_away(
    qtbot: QtBot, pane: ReviewPane, desk: Desk
) -> None:
    meet = pane._meet
    type_in(qtbot, pane, "The placement is right.")
    qtbot.waitUntil(lambda: len(meet.help.marks()) == 1, timeout=5000)
    layout = meet._writing.document().firstBlock().layout()
    assert [(each.start, each.length) for each in layout.formats()] == [(4, 9)]
    assert not meet.help.isVisible(), "nothing stands there while the caret is elsewhere"
    pane.settle()
    desk.drafts.clear()
    desk.asked.clear()
    meet.help.look()
    meet.help._liner.rehighlight()
    qtbot.wait(600)
    assert "note:r1:school" not in desk.drafts, "a line is not typing"
    cursor = meet._writing.textCursor()
    cursor.setPosition(6)
    meet._writing.setTextCursor(cursor)
    settle()
    assert meet.help.isVisible()
    assert "“placement”" in said(meet.help)
    press = next(each for each in meet.help.findChildren(Button) if "home" in each.text())
    qtbot.keyClick(press, Qt.Key.Key_Space)
    assert meet._writing.toPlainText() == "The home is right."
    assert not meet.help.isVisible()


def test_a_decision_has_the_quiet_line_too_and_says_the_childs_word(qtbot: QtBot, pane: ReviewPane, desk: Desk) -> None:
    box = pane._meet._decisions
    box.begin()
    before = colours_of(box.what)
    qtbot.keyClicks(box.what, "Visit the placement")
    qtbot.waitUntil(lambda: len(box.help.marks()) == 1, timeout=5000)
    assert box.what.text() == "Visit the placement"
    assert box.what.cursorPosition() == len("Visit the placement")
    assert "“placement” is “home” to a child" in said(box)
    line = theme.colour("wait_mark").name()
    assert colours_of(box.what)[line] > before[line]
    qtbot.keyClick(box.what, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not box.help.marks(), timeout=5000)
    assert "placement" not in said(box._hints)


def test_words_that_are_being_composed_are_left_alone_by_the_quiet_line(
    qtbot: QtBot, pane: ReviewPane, desk: Desk
) -> None:
    box = pane._meet._decisions
    box.begin()
    qtbot.keyClicks(box.what, "Visit the placement ")
    QApplication.sendEvent(box.what, QInputMethodEvent("tomo", []))
    box.help.look()
    qtbot.wait(700)
    assert box.help.marks() == ()
    done = QInputMethodEvent("", [])
    done.setCommitString("tomorrow")
    QApplication.sendEvent(box.what, done)
    assert box.what.text() == "Visit the placement tomorrow"
    qtbot.waitUntil(lambda: len(box.help.marks()) == 1, timeout=5000)
    assert box.what.text() == "Visit the placement tomorrow"


def colours_of(widget: QWidget) -> Counter[str]:
    """How many points of each colour are to be seen."""
    image = widget.grab().toImage()
    return Counter(image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height()))


def test_control_and_a_number_go_to_a_step(qtbot: QtBot, pane: ReviewPane) -> None:
    for key, step in ((Qt.Key.Key_3, "write-up"), (Qt.Key.Key_4, "share"), (Qt.Key.Key_1, "prepare")):
        qtbot.keyClick(QApplication.focusWidget() or pane, key, CTRL)
        settle()
        assert pane.step() == step
        assert (focused := QApplication.focusWidget()) is not None
        assert pane._steps.isAncestorOf(focused)
    qtbot.keyClick(QApplication.focusWidget() or pane, Qt.Key.Key_2, CTRL)
    assert QApplication.focusWidget() is pane._meet._writing


@pytest.mark.parametrize("field", ["what", "when", "words", "name"])
def test_escape_goes_back_to_the_writing_and_leaves_what_is_typed(
    qtbot: QtBot, pane: ReviewPane, desk: Desk, field: str
) -> None:
    meet = pane._meet
    meet._words.begin()
    meet._here.begin()
    edit = meet._fields()[field]
    edit.setFocus()
    qtbot.keyClicks(edit, "Half a")
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is meet._writing
    assert edit.text() == "Half a"  # type: ignore[union-attr]
    qtbot.keyClicks(meet._writing, "on")
    assert "on" in meet._writing.toPlainText()


def test_a_name_in_the_room_never_ends_early(qtbot: QtBot) -> None:
    line = ChoiceLine("Gareth Penhallowby, team manager", [("", "Not said yet")], "", words="Gareth Penhallowby")
    qtbot.addWidget(line)
    line.resize(300, 32)
    line.show()
    low = line.height()
    line.resize(190, 32)
    settle()
    assert line.height() > low, "what is chosen stands under the name"
    assert line.width() - 20 > QFontMetricsF(theme.font("body")).horizontalAdvance("Gareth Penhallowby")
