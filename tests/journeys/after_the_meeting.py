"""The second half of a review, by the keyboard alone: written up, a letter, finalised, shared with four recipients."""

from __future__ import annotations

from PySide6.QtCore import Qt

from iro_desk.ui.caseload_place import CaseloadPlace
from iro_desk.ui.shell import MainWindow
from iro_desk.ui.widgets.fields import Combo
from iro_desk.ui.widgets.lists import RowList
from tests.journeys.keys import ALT, Keys
from tests.ui.panes.help import settle

OPENING = "Thank you for the drums, Kofi. My ears still ring."
CLOSING = "Keep the beat."
FOUR = ("Team manager’s copy", "Kofi’s copy", "Mum’s copy", "Dad’s copy")
"""Those whom the papers go to in the journey."""


def place_of(window: MainWindow) -> CaseloadPlace:
    place = window.pane("caseload")
    assert isinstance(place, CaseloadPlace)
    return place


def open_paper(keys: Keys, key: str) -> None:
    """Another paper of the list, by the arrows."""
    papers = keys.to("Papers")
    assert isinstance(papers, RowList)
    for _ in papers.lines():
        if papers.current() == key:
            break
        keys.press(Qt.Key.Key_Up if papers.current() == "" else Qt.Key.Key_Down)
    else:
        for _ in papers.lines():
            if papers.current() == key:
                break
            keys.press(Qt.Key.Key_Up)
    assert papers.current() == key
    keys.press(Qt.Key.Key_Return)


def finalise(keys: Keys, button: str) -> None:
    """The one primary button, and the question that it asks first."""
    keys.to(button, back=True)
    keys.press(Qt.Key.Key_Return)
    keys.to("Finalise it")
    keys.press(Qt.Key.Key_Return)
    with keys.qtbot.waitActive(keys.window):  # As a window manager does when a dialog closes; without a screen none is.
        keys.window.activateWindow()


def write_the_letter(keys: Keys, window: MainWindow) -> None:
    """Begins in one's own words, takes every draft sentence, keeps the words for each decision, and ends."""
    page = place_of(window).review.write_up
    keys.wait(page.isVisible)
    open_paper(keys, "letter")
    letter = page.letter
    keys.wait(lambda: letter.view() is not None)
    settle()
    keys.to("How it begins")
    keys.type(OPENING)
    for _ in range(8):
        if letter.writing.isVisible() and letter._drafts.isVisible() and (letter._row() or _NONE).drafts:
            settle()
            many = len((letter._row() or _NONE).drafts) > 1
            keys.to("Take them all" if many else "Take it: ")
            keys.press(Qt.Key.Key_Space)
            keys.wait(lambda: not (letter._row() or _NONE).drafts)
            keys.to(letter.writing.accessibleName(), back=True)
        keys.press(Qt.Key.Key_Down, ALT)
    keys.wait(lambda: letter._part == "close")
    keys.type(CLOSING)
    for _ in range(4):
        keys.press(Qt.Key.Key_Up, ALT)
    keys.wait(lambda: letter._part == "decided")
    settle()
    keys.to("Keep all proposed words")
    keys.press(Qt.Key.Key_Space)
    keys.wait(lambda: all(each.child_words for each in letter.view().promises if each.told))  # type: ignore[union-attr]


class _None:
    drafts: tuple[str, ...] = ()


_NONE = _None()


def sign(keys: Keys, window: MainWindow) -> None:
    """The letter, then the review."""
    review = place_of(window).review
    finalise(keys, "Finalise the letter")
    keys.wait(lambda: bool(review._view and review._view.letters))
    open_paper(keys, "record")
    finalise(keys, "Finalise")
    keys.wait(lambda: bool(review._view and review._view.state == "signed"))


def share(keys: Keys, window: MainWindow) -> None:
    """The manager agrees to one and not to another; four recipients get theirs; it is keyed."""
    review = place_of(window).review
    keys.to("Share", back=True)
    keys.press(Qt.Key.Key_Return)
    page = review.share
    keys.wait(lambda: page.view() is not None and bool(page.view().replies))  # type: ignore[union-attr]
    settle()  # Lines that a layout took in a moment ago are shown a moment later.
    for number, reply in ((1, Qt.Key.Key_Down), (2, Qt.Key.Key_End)):
        choice = keys.to(f"The manager’s reply to decision {number}")
        assert isinstance(choice, Combo)
        keys.press(reply)
        keys.wait(lambda n=number: bool(page.view().replies[n - 1].reply))  # type: ignore[misc, union-attr]
    keys.to("The manager’s words on decision 2")
    keys.enter("No money for it this year")
    settle()
    for title in FOUR:
        went = sum(line.sent_on is not None for line in page.view().log)  # type: ignore[union-attr]
        settle()
        keys.to(f"Sent: {title}")
        keys.press(Qt.Key.Key_Space)
        keys.wait(lambda w=went: sum(line.sent_on is not None for line in page.view().log) > w)  # type: ignore[misc, union-attr]
    settle()
    keys.to("Keyed: Done today")
    keys.press(Qt.Key.Key_Space)
    keys.wait(lambda: page.view().system[0][2] is not None)  # type: ignore[union-attr]
