"""Papers leaving the desk as files: whole or not at all, also on a full disk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from iro_desk.casework import Refused, Review, SignedPaper, UserFacingError
from iro_desk.practice import sharing
from iro_desk.practice.opening import make_practice_desk
from iro_desk.practice.papers import paper
from iro_desk.practice.signing import sign
from iro_desk.practice.workspace import Workspace
from tests.conftest import PASSPHRASE
from tests.practice.conftest import TODAY
from tests.practice.held import hold


def _full(_handle: int) -> None:
    raise OSError(28, "No space left on device")


def test_a_full_disk_leaves_the_file_that_was_there_and_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "record.pdf"
    there.write_bytes(b"the earlier one")
    monkeypatch.setattr(os, "fsync", _full)
    with pytest.raises(UserFacingError, match="could not be written") as refused:
        sharing.write_whole(there, b"the new one")
    assert (refused.value.do, "unchanged" in refused.value.safe) == ("Choose another place.", True)
    assert there.read_bytes() == b"the earlier one"
    with pytest.raises(UserFacingError):
        sharing.write_whole(tmp_path / "other.pdf", b"the new one")
    assert list(tmp_path.iterdir()) == [there]
    monkeypatch.undo()
    sharing.write_whole(there, b"the new one")
    assert there.read_bytes() == b"the new one"
    assert list(tmp_path.iterdir()) == [there]


def test_every_finalised_paper_is_saved_whole_and_kept_in_the_journal_that_it_was(
    ws: Workspace, child: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign(ws, hold(ws, child)).result()
    monkeypatch.setattr(sharing, "replace_file", lambda path, data: _full(0))
    with pytest.raises(UserFacingError, match="could not be written"):
        sharing.save_all(ws, tmp_path / "out")
    assert [change for change in ws.desk.history() if change.kind == "exported"] == []
    monkeypatch.undo()
    saved = sharing.save_all(ws, tmp_path / "out")
    kinds = {path.stem.split()[2] for path in saved.written}
    assert kinds >= {"review-record", "decision-sheet", "letter-of-introduction", "everything-held", "my-week"}
    assert [path.read_bytes()[:5] for path in saved.written] == [b"%PDF-"] * len(saved.written)
    assert len([change for change in ws.desk.history() if change.kind == "exported"]) == len(saved.written)
    again = sharing.save_all(ws, tmp_path / "out")
    assert (again.written, again.passed) == ((), len(saved.written))


def test_a_place_that_cannot_be_a_folder_is_said(ws: Workspace, child: str, tmp_path: Path) -> None:
    sign(ws, hold(ws, child)).result()
    (tmp_path / "out").write_text("a file")
    with pytest.raises(UserFacingError, match="could not be written"):
        sharing.save_all(ws, tmp_path / "out")


def test_an_older_practice_review_says_that_its_papers_were_not_kept(desk_folder: Path, data_folder: Path) -> None:
    made = make_practice_desk(desk_folder, PASSPHRASE, children=3, seed=1, on=TODAY, data=data_folder)
    ws = made.workspace
    kept = {paper.review for paper in ws.desk.all(SignedPaper)}
    review = next(each for each in ws.desk.where(Review, state="signed") if each.id not in kept)
    with pytest.raises(Refused, match="finalised before this desk was made; its papers were not kept"):
        paper(ws, review.id, "record")
    ws.desk.close()
