"""What the panes ask, answered by a real practice desk: bookings, and papers saved as files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from iro_desk.casework import Refused, Review, UserFacingError
from iro_desk.practice import sharing
from iro_desk.practice.opening import close_desk
from iro_desk.ui.wiring import DeskActions
from tests.conftest import PracticeDesks


@pytest.fixture
def actions(tmp_path: Path, practice_desk: PracticeDesks) -> Iterator[DeskActions]:
    ws = practice_desk.opened(tmp_path, children=12)
    actions = DeskActions(ws)
    yield actions
    actions.close()
    close_desk(ws)


def test_a_booking_is_put_on_another_day_and_cancelled_with_its_reason(actions: DeskActions) -> None:
    booked = actions.ws.desk.where(Review, state="booked")[0]
    actions.rebook(booked.id, date(2026, 11, 24), "10:00").result()
    kept = actions.ws.desk.get(Review, booked.id)
    assert (kept.booked_for, kept.booked_time, kept.place) == (date(2026, 11, 24), "10:00", booked.place)
    actions.cancel_booking(booked.id, "Snow").result()
    kept = actions.ws.desk.get(Review, booked.id)
    assert (kept.state, kept.cancelled_because) == ("cancelled", "Snow")
    with pytest.raises(Refused, match="no longer only booked"):
        actions.rebook(booked.id, date(2026, 11, 25), "").result()


def test_a_paper_that_cannot_be_written_leaves_the_earlier_one_and_is_not_kept_as_exported(
    actions: DeskActions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    def exports() -> int:
        return sum(change.kind == "exported" for change in actions.ws.desk.history())

    review = actions.ws.desk.where(Review, state="completed")[0].id
    there = tmp_path / "record.pdf"
    there.write_bytes(b"the earlier one")
    monkeypatch.setattr(sharing, "replace_file", full)
    with pytest.raises(UserFacingError, match="could not be written"):
        actions.save_paper(review, "record", "file", "standard", str(there)).result()
    assert (there.read_bytes(), exports()) == (b"the earlier one", 0)
    monkeypatch.undo()
    actions.save_paper(review, "record", "file", "standard", str(there)).result()
    assert (there.read_bytes()[:5], exports()) == (b"%PDF-", 1)


def test_whoever_asks_for_places_is_told_that_they_are_found_whose_ever_turn_it_was(actions: DeskActions) -> None:
    """Two places of the window ask at once, and both show what was found."""
    actions.ws.look_up_at_once = False
    actions.ws.places.clear()
    actions.ws.places_wanted = {"BH15 1AA", actions.ws.settings().text("base_postcode")}
    asked = [actions.look_up_places() for _ in range(2)]
    assert [each.result(30) for each in asked] == [True, True]
    assert not actions.look_up_places().result(30)
