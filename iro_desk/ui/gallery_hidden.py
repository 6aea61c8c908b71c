"""The gallery's round with names hidden: F9 pressed over work that shows names, looked at and held."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from iro_desk.ui.caseload_place import CaseloadPlace
from iro_desk.ui.gallery_floats import Picture
from iro_desk.ui.gallery_meeting import begin_meeting
from iro_desk.ui.review.stopping import KEY as STOP
from iro_desk.ui.shell import MainWindow


def hidden_over_work(
    window: MainWindow, returned: Path, pasted: str, picture: Picture, wait: Callable[[Callable[[], bool]], None]
) -> Iterator[Path]:
    """Looks before anything changes, and a running meeting. Names are hidden before and after each of its states."""
    steps: tuple[tuple[str, Callable[[CaseloadPlace], None]], ...] = (
        ("import-preview", lambda place: _return(place, returned, wait)),
        ("list-columns", lambda place: _list(place, pasted, 1, wait)),
        ("list-preview", lambda place: _list(place, pasted, 2, wait)),
        ("meeting", lambda place: place.review.open_step("meet")),
        ("before-we-stop", _before_we_stop),
        ("large-type", lambda place: place.review.show_large()),
        ("adjourning", lambda place: place.review._ask_why()),
    )
    review = ""
    for name, go in steps:
        window.turn_names()
        window.go("caseload")
        place = window.pane("caseload")
        assert isinstance(place, CaseloadPlace)
        if name == "meeting":
            review = begin_meeting(place)
        if review:
            place.open_review(review)
            place.review.open_step("meet")
        go(place)
        window.turn_names()
        yield picture(f"f9-{name}")


def _return(place: CaseloadPlace, returned: Path, wait: Callable[[Callable[[], bool]], None]) -> None:
    place.open_import()
    place.importing.path.set_value(str(returned))
    place.importing.everyone.setChecked(True)
    place.importing.look.click()
    wait(place.importing.take.isEnabled)


def _list(place: CaseloadPlace, pasted: str, page: int, wait: Callable[[Callable[[], bool]], None]) -> None:
    place.open_list()
    place.listing.pasted.set_value(pasted)
    place.listing.look.click()
    wait(lambda: place.listing._pages.currentIndex() == 1)
    if page == 2:
        place.listing._to_preview.click()
        wait(lambda: place.listing._pages.currentIndex() == 2)


def _before_we_stop(place: CaseloadPlace) -> None:
    pane = place.review
    pane._meet.open_heading(STOP)
    pane._meet.stopping.day.set_day(place.workspace.today + timedelta(days=150))
    pane._meet.stopping._say()
