"""What is typed about a child is in no byte below the desk's folder, nor in the program's own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from iro_desk.casework import Child, CouncilNumber, Decision, Episode, Review, ReviewNote, ToldMe, UserFacingError
from iro_desk.desk import Desk
from tests.conftest import PASSPHRASE

CANARIES = ("Kanarischelle", "Łukasz Żółć", "محمد", "Siân Ŵyn", "ZX9 8YW", "QQ4711-canary", "swim with otters")


def holding(desk: Desk) -> None:
    first, script, liked, full, postcode, number, decision = CANARIES
    with desk.change("New child") as change:
        child, review = change.new_id(), change.new_id()
        change.save_many(
            [
                Child(child, first_name=first, liked_name=liked, surname=full, name_in_script=script, about=decision),
                CouncilNumber(change.new_id(), child, number, "council"),
                Episode(change.new_id(), child, date(2026, 1, 1), postcode=postcode),
                Review(review, child, child_asked=decision),
                Decision(change.new_id(), child, review, 1, decision, owner=full),
                ReviewNote(change.new_id(), child, review, "health", script * 3000),
                ToldMe(change.new_id(), child, words=liked),
            ]
        )
    with desk.writing_drafts() as drafts:
        drafts.save("told", first * 2000)
        drafts.save("told", decision)


def found_in(*folders: Path) -> list[tuple[str, str]]:
    forms = [(canary, canary.encode(code)) for canary in CANARIES for code in ("utf-8", "utf-16-le", "utf-16-be")]
    forms += [(canary, canary.encode("ascii", "backslashreplace")) for canary in CANARIES]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert files
    return [(canary, path.name) for path in files for canary, form in forms if form in path.read_bytes()]


def test_no_plain_text_lies_on_the_disk_open_or_closed(desk: Desk, desk_folder: Path, data_folder: Path) -> None:
    holding(desk)
    assert (desk_folder / "desk.db-wal").stat().st_size > 0
    assert found_in(desk_folder, data_folder) == []
    desk.undo()
    assert found_in(desk_folder, data_folder) == []
    desk.close()
    assert found_in(desk_folder, data_folder) == []
    for path in (*desk_folder.rglob("*"), *data_folder.rglob("*")):
        assert PASSPHRASE.encode() not in (path.read_bytes() if path.is_file() else b"")


def test_the_search_would_find_them(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes("x".join(CANARIES).encode("utf-16-le"))
    assert {canary for canary, _ in found_in(tmp_path)} == set(CANARIES)


def test_no_refusal_holds_what_was_typed(
    desk: Desk, desk_folder: Path, data_folder: Path, now: Callable[[], datetime]
) -> None:
    holding(desk)

    def again() -> None:
        with desk.change("Again") as change:
            change.save(CouncilNumber(change.new_id(), change.find_child(CANARIES[5]), CANARIES[5], "ssda903"))

    def asked() -> None:
        desk.find_child(CANARIES[5] + "?")

    def elsewhere() -> None:
        Desk.open(desk_folder, PASSPHRASE, data_folder=data_folder, now=now)

    for refusal in (again, asked, elsewhere):
        with pytest.raises(UserFacingError) as caught:
            refusal()
        assert not [canary for canary in (*CANARIES, PASSPHRASE) if canary in str(caught.value)]
