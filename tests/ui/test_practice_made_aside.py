"""The practice desk is made aside: one that was only half made is never met under its name."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from iro_desk.practice import opening
from iro_desk.ui.start import door, moment


def test_a_program_that_ended_while_making_the_practice_desk_makes_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_whole = opening.make_practice_desk

    def killed(folder: Path, passphrase: str, **_: Any) -> None:
        # What is on the disk when the process ends in the middle: a desk without its children.
        made = opening.make_desk(folder, passphrase, today=date(2026, 11, 23), now=moment, data=tmp_path)
        opening.close_desk(made.workspace)
        raise KeyboardInterrupt

    monkeypatch.setattr(opening, "make_practice_desk", killed)
    asked = door(lambda: date(2026, 11, 23), tmp_path)
    with pytest.raises(KeyboardInterrupt):
        asked.open_practice()
    assert not (tmp_path / "Practice.irodesk").exists()

    def three(folder: Path, passphrase: str, **known: Any) -> opening.MadeDesk:
        return made_whole(folder, passphrase, **known | {"children": 3})

    monkeypatch.setattr(opening, "make_practice_desk", three)
    opened = asked.open_practice()
    assert opened.practice
    assert opened.desk.desk.folder == tmp_path / "Practice.irodesk"
    assert (opened.desk.desk.name, opened.desk.opening_words) == ("Practice", "")
    assert not (tmp_path / ".making").exists()
    opening.close_desk(opened.desk)
    again = asked.open_practice()
    assert again.desk.opening_words == ""
    opening.close_desk(again.desk)
