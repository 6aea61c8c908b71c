"""Sheets, the service key and a new key, in the words that a person reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from iro_desk.casework import Refused
from iro_desk.desk import Desk, WrongPassphrase
from iro_desk.practice import keeping, keyring
from iro_desk.practice.opening import close_desk, open_desk
from iro_desk.practice.workspace import Workspace
from tests.conftest import PASSPHRASE
from tests.practice.conftest import TODAY

Now = Callable[[], datetime]
Opener = Callable[[str], Workspace]


@pytest.fixture
def reopened(ws: Workspace, data_folder: Path, now: Now) -> Iterator[Opener]:
    """Closes the desk and opens it with other words."""
    at_hand = [ws]

    def open_it(words: str) -> Workspace:
        close_desk(at_hand[-1])
        at_hand.append(open_desk(ws.desk.folder, words, today=TODAY, now=now, data=data_folder))
        return at_hand[-1]

    yield open_it
    close_desk(at_hand[-1])


@pytest.mark.parametrize("kind", ["recovery", "manager"])
def test_a_recovery_sheet_opens_the_desk_and_asks_for_a_new_passphrase(
    ws: Workspace, reopened: Opener, kind: str
) -> None:
    assert keyring.keys_view(ws).choose_passphrase is False
    sheet = keyring.new_sheet(ws, kind)
    again = reopened(sheet.code)
    view = keyring.keys_view(again)
    assert (view.opened_by, view.choose_passphrase) == (kind, True)
    assert "Choose a new passphrase now" in view.words
    keeping.change_passphrase(again, "ferry umbrella quartz seventeen")
    assert keyring.keys_view(again).choose_passphrase is False
    with pytest.raises(WrongPassphrase):
        reopened(PASSPHRASE)
    assert keyring.keys_view(reopened("ferry umbrella quartz seventeen")).opened_by == "passphrase"
    assert keyring.keys_view(reopened(sheet.code)).opened_by == kind


def test_a_sheet_made_anew_replaces_its_own_kind_alone(ws: Workspace, reopened: Opener) -> None:
    first, manager = keyring.new_sheet(ws, "recovery"), keyring.new_sheet(ws, "manager")
    second = keyring.new_sheet(ws, "recovery")
    assert len({first.code, second.code, manager.code}) == 3
    with pytest.raises(WrongPassphrase):
        reopened(first.code)
    reopened(second.code)
    reopened(manager.code)


def test_use_of_the_service_key_is_in_the_journal_and_told_to_the_owner_once(ws: Workspace, reopened: Opener) -> None:
    sheet = keyring.new_sheet(ws, "service")
    service = reopened(sheet.code)
    assert service.desk.history()[0].words == "Opened with the service key"
    assert keyring.key_uses(service) == ()
    assert keyring.keys_view(service).choose_passphrase is False
    owner = reopened(PASSPHRASE)
    (use,) = keyring.key_uses(owner)
    assert use.words == f"Opened with the service key: {use.moment}."
    assert use.moment.startswith("Monday 23 November 2026")
    assert keyring.key_uses(reopened(PASSPHRASE)) == (use,)
    keyring.key_uses_told(owner := reopened(PASSPHRASE))
    assert keyring.key_uses(owner) == ()
    assert keyring.key_uses(reopened(PASSPHRASE)) == ()


def test_the_service_key_can_be_taken_away_and_the_owners_own_cannot(ws: Workspace, reopened: Opener) -> None:
    sheet = keyring.new_sheet(ws, "service")
    assert "no longer opens" in keyring.take_away(ws, "service")
    for kind in ("passphrase", "recovery", "service"):
        with pytest.raises(Refused):
            keyring.take_away(ws, kind)
    with pytest.raises(WrongPassphrase):
        reopened(sheet.code)
    reopened(PASSPHRASE)


def test_a_new_key_says_what_it_means_for_older_backups(
    ws: Workspace, child: str, data_folder: Path, now: Now, tmp_path: Path
) -> None:
    older = keeping.back_up(ws, tmp_path / "older.irobackup").place
    close_desk(ws)
    made = keyring.rekey(ws.desk.folder, PASSPHRASE, now=now, data=data_folder)
    assert "still open with the passphrase and the codes that they had then" in made.words
    (sheet,) = made.sheets
    with Desk.open(ws.desk.folder, sheet.code, data_folder=data_folder, now=now) as desk:
        desk.check_backup(made.backup)
    keeping.restore(older, tmp_path / "older.irodesk", PASSPHRASE, now=now, data=data_folder)
