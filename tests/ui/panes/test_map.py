"""The map of the caseload in a real window: marks, zoom, keys, fingers, its list twin, names hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iro_desk.practice.maps import MapChild, MapView
from iro_desk.practice.travel_views import Drive, JourneyView, OwnLegRow
from iro_desk.travel.map import Cluster
from iro_desk.ui import theme
from iro_desk.ui.map_picture import picture
from iro_desk.ui.panes import map_painting
from iro_desk.ui.panes.map import MapPane
from iro_desk.ui.panes.own_figures import OwnFigures
from iro_desk.ui.widgets import Button
from tests.ui.panes.help import cut, nameless, only, said, settle

DAY = date(2026, 11, 23)
DORCHESTER, BANGOR, LEEDS = (369_300, 90_700), (258_100, 372_100), (430_000, 433_500)
DRIVE = Drive(151.0, 174, 166, 183, False, False, "151 miles, 2 h 46 to 3 h 03", 906, 1044, 1.73)


def child(key: str, name: str, at: tuple[int, int], mark: str = "booked", area: str = "distant") -> MapChild:
    initials = "".join(word[0] for word in name.split())
    return MapChild(
        id=key,
        initials=initials,
        number=f"10{key}",
        name=name,
        mark=mark,
        says="Review 8 December",
        easting=at[0],
        northing=at[1],
        outcode="LS1",
        where="Leeds",
        area=area,
        area_words="At a distance",
        drive=DRIVE,
    )


def view() -> MapView:
    near = [child(str(k), f"Ann Ember{k}", (DORCHESTER[0] + 300 * k, DORCHESTER[1]), "open", "in") for k in range(4)]
    far = [child("8", "Kofi Lane", BANGOR, "late"), child("9", "Siân Ŵyn", LEEDS, "risk")]
    lost = replace(child("7", "Zoë North", (0, 0), "unknown"), drive=None, area="not known", where="Belfast")
    base = ("Dorchester, your base", *DORCHESTER)
    return MapView(DAY, (*near, *far), (lost,), base, (("Hotel", *BANGOR),), "7 children", False)


class Wiring:
    """What the pane asks, answered without a desk."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, dict[str, object]]] = []
        self.legs: list[OwnLegRow] = []

    def way_to(self, child: MapChild) -> Sequence[tuple[float, float]]:
        return (DORCHESTER, (child.easting, child.northing))

    def journey_to(self, child: str) -> JourneyView | None:
        return None

    def set_own_figures(self, child: str, figures: dict[str, object]) -> str:
        self.kept.append((child, figures))
        return "leg"

    def own_figures_to(self, child: str) -> Sequence[OwnLegRow]:
        return self.legs

    def remove_own_figures(self, leg: str) -> None:
        self.legs = [each for each in self.legs if each.id != leg]


@pytest.fixture
def wired() -> Wiring:
    return Wiring()


@pytest.fixture
def pane(qtbot: QtBot, wired: Wiring) -> MapPane:
    made = MapPane(wired)
    qtbot.addWidget(made)
    made.resize(1282, 696)
    made.show()
    made.show_view(view())
    settle()
    return made


def marked(pane: MapPane) -> dict[str, tuple[float, float]]:
    return {key: (mark.x, mark.y) for mark in pane.map.marks for key in mark.keys}


def where(pane: MapPane, key: str) -> QPoint:
    return QPointF(*marked(pane)[key]).toPoint()


def test_marks_wear_initials_and_children_near_together_are_one(pane: MapPane) -> None:
    words = {label.words for label in pane.map.words}
    assert {"KL", "SŴ"} <= words
    assert "Kofi Lane" not in words
    together = [mark for mark in pane.map.marks if len(mark.keys) > 1]
    assert [len(mark.keys) for mark in together] == [4]
    assert "Dorchester, your base" in words


@pytest.mark.parametrize(("mark", "stands"), [("late", True), ("risk", True), ("soon", True), ("open", False)])
def test_of_several_children_the_state_is_said_by_a_shape_and_not_by_colour_alone(
    qapp: QApplication, mark: str, stands: bool
) -> None:
    both = {key: child(key, "Ann Ember", LEEDS, mark) for key in ("1", "2")}
    drawn = QImage(80, 80, QImage.Format.Format_RGB32)
    drawn.fill(theme.colour("land"))
    painter = QPainter(drawn)
    map_painting.paint_child(painter, Cluster(("1", "2"), 40, 40, ""), both, ring=False)
    painter.end()
    corner = drawn.copy(51, 22, 9, 9)
    inks = {corner.pixelColor(x, y).name() for x in range(9) for y in range(9)}
    assert (theme.colour(theme.tokens().states[mark].mark).name() in inks) is stands


@pytest.mark.parametrize(("base", "left"), [(None, False), ((52, 32), True), ((20, 40), False), ((52, 90), False)])
def test_the_state_of_several_children_keeps_off_the_base(
    qapp: QApplication, base: tuple[float, float] | None, left: bool
) -> None:
    both = {key: child(key, "Ann Ember", LEEDS, "late") for key in ("1", "2")}
    drawn = QImage(80, 80, QImage.Format.Format_RGB32)
    drawn.fill(theme.colour("land"))
    painter = QPainter(drawn)
    map_painting.paint_child(painter, Cluster(("1", "2"), 40, 40, ""), both, ring=False, base=base)
    painter.end()
    mark = theme.colour(theme.tokens().states["late"].mark)
    assert (drawn.pixelColor(29, 29) == mark, drawn.pixelColor(50, 29) == mark) == (left, not left)


def test_a_click_on_a_mark_opens_the_child_and_on_several_comes_nearer(qtbot: QtBot, pane: MapPane) -> None:
    with qtbot.waitSignal(pane.child_opened) as opened:
        QTest.mouseClick(pane.map, Qt.MouseButton.LeftButton, pos=where(pane, "8"))
    assert opened.args == ["8"]
    before = pane.map.view.metres
    QTest.mouseClick(pane.map, Qt.MouseButton.LeftButton, pos=where(pane, "0"))
    assert pane.map.view.metres < before / 3
    assert len(pane.map.marks) > 1


def test_dragging_moves_the_map_and_opens_nobody(qtbot: QtBot, pane: MapPane) -> None:
    opened: list[str] = []
    pane.child_opened.connect(opened.append)
    start = where(pane, "8")
    east = pane.map.view.east
    QTest.mousePress(pane.map, Qt.MouseButton.LeftButton, pos=start)
    for step in (10, 30, 60):
        QTest.mouseMove(pane.map, start + QPoint(step, 0))
    QTest.mouseRelease(pane.map, Qt.MouseButton.LeftButton, pos=start + QPoint(60, 0))
    assert pane.map.view.east == pytest.approx(east - 60 * pane.map.view.metres)
    assert opened == []


def test_two_fingers_zoom_and_a_tap_opens(qtbot: QtBot, pane: MapPane) -> None:
    device = QTest.createTouchDevice()
    before = pane.map.view.metres
    middle = pane.map.rect().center()
    QTest.touchEvent(pane.map, device).press(0, middle - QPoint(40, 0)).press(1, middle + QPoint(40, 0)).commit()
    QTest.touchEvent(pane.map, device).move(0, middle - QPoint(80, 0)).move(1, middle + QPoint(80, 0)).commit()
    QTest.touchEvent(pane.map, device).move(0, middle - QPoint(120, 0)).move(1, middle + QPoint(120, 0)).commit()
    QTest.touchEvent(pane.map, device).release(0, middle - QPoint(120, 0)).release(1, middle + QPoint(120, 0)).commit()
    assert pane.map.view.metres < before / 1.3
    pane.map.fit()
    with qtbot.waitSignal(pane.child_opened) as opened:
        QTest.touchEvent(pane.map, device).press(0, where(pane, "9")).commit()
        QTest.touchEvent(pane.map, device).release(0, where(pane, "9")).commit()
    assert opened.args == ["9"]


def test_the_keyboard_moves_zooms_goes_from_mark_to_mark_and_opens(qtbot: QtBot, pane: MapPane) -> None:
    pane.map.setFocus()
    at = pane.map.view
    QTest.keyClick(pane.map, Qt.Key.Key_Right)
    assert pane.map.view.east > at.east
    QTest.keyClick(pane.map, Qt.Key.Key_Plus)
    assert pane.map.view.metres < at.metres
    QTest.keyClick(pane.map, Qt.Key.Key_Home)
    assert pane.map.view == at
    QTest.keyClick(pane.map, Qt.Key.Key_PageDown)
    with qtbot.waitSignal(pane.child_opened) as opened:
        QTest.keyClick(pane.map, Qt.Key.Key_Return)
    assert opened.args == ["8"], "the westernmost mark is the first"


def test_the_list_says_in_words_what_the_map_shows_and_names_who_has_no_point(pane: MapPane) -> None:
    lines = {line.key: line for line in pane.list.lines()}
    assert len(lines) == 7
    assert lines["8"].spoken() == "Kofi Lane. Review 8 December. Leeds. 151 miles, 2 h 46 to 3 h 03. At a distance"
    assert "Drive not known" in lines["7"].detail
    assert "1 have no point" in said(pane)
    pane.chips._picked("distant")
    settle()
    assert [line.key for line in pane.list.lines()] == ["8", "9"]
    assert set(marked(pane)) == {"8", "9"}


def test_choosing_in_the_list_draws_the_drive_and_says_what_a_year_of_it_is(pane: MapPane) -> None:
    before = pane.map.grab().toImage()
    pane.choose("8")
    settle()
    words = said(pane)
    assert "151 miles, 2 h 46 to 3 h 03" in words
    assert "17 h driving and 906 miles a year; weighs as 1.7 children" in words
    ink = theme.colour("accent").rgb()
    x, y = np.array([pane.map.view.pixels(np.array([DORCHESTER]))[0], marked(pane)["8"]]).mean(axis=0)
    after = pane.map.grab().toImage()

    def strong(image: QImage) -> bool:
        ratio = image.devicePixelRatio()
        return any(
            image.pixel(round((x + dx) * ratio), round((y + dy) * ratio)) == ink
            for dx in range(-3, 4)
            for dy in range(-3, 4)
        )

    assert strong(after)
    assert not strong(before)


def test_with_names_hidden_no_initial_and_no_name_is_anywhere(pane: MapPane) -> None:
    pane.hide_names(True)
    settle()
    assert not {label.words for label in pane.map.words} & {"KL", "SŴ", "AE"}
    said_now = said(pane) + " ".join(line.spoken() for line in pane.list.lines())
    said_now += " ".join(pane.map._told(mark) for mark in pane.map.marks)
    for word in ("Kofi", "Siân", "Ember", "KL", "SŴ"):
        assert word not in said_now
    pane.hide_names(False)
    assert {label.words for label in pane.map.words} >= {"KL"}


def test_own_figures_are_asked_in_words_and_a_figure_that_is_none_is_said(
    qtbot: QtBot, pane: MapPane, wired: Wiring
) -> None:
    pane.choose("8")
    pane.ask_own_figures()
    form = only(pane, OwnFigures)
    form.minutes.set_value("about two hours")
    form.buttons["keep"].click()
    assert form.isVisible()
    assert "is not a number" in said(form)
    form.minutes.set_value("200")
    form.miles.set_value("150.5")
    form.buttons["keep"].click()
    assert wired.kept == [("8", {"way": "road", "minutes": 200, "miles": 150.5, "fare_pence": None, "both_ways": True})]


def test_the_figures_shown_are_those_of_the_way_that_is_chosen(pane: MapPane, wired: Wiring) -> None:
    wired.legs = [
        OwnLegRow("1", "DT1 1XJ", "NE1 8QH", "road", False, 333, 222.5, None, "", None, ""),
        OwnLegRow("2", "DT1 1XJ", "NE1 8QH", "rail", True, 400, None, 8940, "", None, ""),
    ]
    pane.choose("8")
    pane.ask_own_figures()
    form = only(pane, OwnFigures)
    assert (form.minutes.value(), form.miles.value(), form.both.isChecked()) == ("333", "222.5", False)
    form.way.set_value("rail")
    form._turned()
    assert (form.minutes.value(), form.fare.value(), form.both.isChecked()) == ("400", "89.40", True)
    form.buttons["keep"].click()
    assert wired.kept[0][1] == {"way": "rail", "minutes": 400, "miles": None, "fare_pence": 8940, "both_ways": True}


@pytest.mark.parametrize("mode", ["light", "dark", "contrast"])
def test_everything_has_a_name_and_nothing_is_cut(pane: MapPane, mode: str) -> None:
    theme.apply(mode, 100)
    for size in ((1282, 696), (816, 560)):
        pane.resize(*size)
        settle()
        pane.choose("8")
        settle()
        assert nameless(pane) == []
        assert list(cut(pane)) == []
    theme.apply("light", 100)


def test_at_half_a_screen_and_150_per_cent_nothing_of_the_list_is_cut(pane: MapPane) -> None:
    theme.apply("light", 150)
    pane.resize(556, 654)
    pane._turn()
    pane.choose("8")
    settle()
    try:
        assert list(cut(pane)) == []
        assert pane.save.height() >= pane.save.sizeHint().height()
        assert pane.save.geometry().bottom() <= pane.save.parentWidget().height()
    finally:
        theme.apply("light", 100)


def test_in_a_narrow_window_a_button_turns_to_the_list_and_back(pane: MapPane) -> None:
    pane.resize(800, 600)
    settle()
    assert not pane.list.isVisible()
    pane._switch.click()
    settle()
    assert pane.list.isVisible()
    assert not pane.map.isVisible()
    pane._back.click()
    settle()
    assert pane.map.isVisible()


def test_the_picture_that_leaves_says_that_it_is_rounded(qapp: QApplication, pane: MapPane) -> None:
    at = pane.map.view
    plain, marked_one = picture(None, at), picture(view(), at)
    assert plain.size() == marked_one.size()
    foot = marked_one.height() - 20
    differing = [x for x in range(marked_one.width()) if plain.pixel(x, foot) != marked_one.pixel(x, foot)]
    assert differing, "the foot of a picture with children says more than the credits"


def test_the_look_has_its_buttons(pane: MapPane) -> None:
    names = {button.accessibleName() for button in pane.findChildren(Button)}
    assert {"Nearer", "Further", "Show all", "Save this map", "Journeys made"} <= names
