"""The diary on the command line: what the window can do, the command line can do."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from iro_desk.cli import PASSPHRASE_VARIABLE, main
from iro_desk.desk import Desk, Office
from iro_desk.practice import keeping, keyring, opening
from iro_desk.practice.workspace import Workspace
from tests.conftest import PASSPHRASE
from tests.planning.verifier import faults
from tests.practice.conftest import TODAY
from tests.practice.simulated_year import practice_desk
from tests.practice.trips_desk import BRISTOL, NEAR, POOLE, Invented, make

On = Callable[..., tuple[int, str]]


@pytest.fixture
def on_desk(
    desk: Desk,
    desk_folder: Path,
    data_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> On:
    """Runs a command on a desk of four invented children; gives the exit code and what it printed."""
    ws = Workspace(desk, Office(desk, runner="now"), TODAY)
    make(
        ws,
        [
            Invented("Ava", NEAR, date(2026, 12, 4)),
            Invented("Ben", POOLE, date(2026, 12, 9), age=3),
            Invented("Cai", BRISTOL, date(2026, 12, 11)),
            Invented("Dee", NEAR, date(2026, 12, 16)),
        ],
    )
    desk.close()

    def run(*words: str) -> tuple[int, str]:
        monkeypatch.setenv(PASSPHRASE_VARIABLE, PASSPHRASE)
        code = main([*words, "--desk", str(desk_folder), "--as-of", TODAY.isoformat(), "--json"])
        return code, capsys.readouterr().out

    for room in (opening, keyring, keeping):
        monkeypatch.setattr(room, "data_folder", lambda: data_folder)
    return run


def test_a_plan_of_the_desk_is_printed_with_its_task_and_keeps_every_rule(on_desk: On) -> None:
    code, out = on_desk("plan", "--weeks", "4", "--seconds", "5")
    view = json.loads(out)
    assert code == 0
    assert faults(view["instance"], view["answer"]) == []
    assert view["answer"]["unscheduled"] == []
    assert view["instance"]["n"] == 4
    assert view["seconds"] <= 5
    assert on_desk("plan", "--weeks", "4", "--seconds", "4", "--accept")[0] == 0
    assert len(json.loads(on_desk("review", "list")[1])) == 12
    assert on_desk("undo")[0] == 0


def test_the_plan_of_the_practice_caseload_keeps_every_rule_of_the_task_it_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    practice_desk(tmp_path).desk.close()
    for room in (opening, keyring, keeping):
        monkeypatch.setattr(room, "data_folder", lambda: tmp_path / "data")
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "three invented words")
    desk = ["--desk", str(tmp_path / "year.irodesk"), "--as-of", "2026-11-23", "--json"]
    assert main(["plan", "--seconds", "6", *desk]) == 0
    view = json.loads(capsys.readouterr().out)
    task, answer = view["instance"], view["answer"]
    assert faults(task, answer) == []
    assert task["n"] == len(task["revs"]) > 15
    assert set(answer) >= {"bound", "cost", "days", "gap", "neighbourhood_bound", "seconds", "unscheduled"}
    held = {visit["review"] for day in answer["days"] for visit in day["visits"]}
    assert held | set(answer["unscheduled"]) == set(range(1, task["n"] + 1))
    assert len(held) == sum(not trip["id"].endswith(":booked") for trip in view["trips"] for _ in trip["proposals"])
    assert set(answer["days"][0]) == {"day", "start", "visits", "end"}


def test_leave_forecast_repair_and_the_year(on_desk: On) -> None:
    assert json.loads(on_desk("forecast")[1])["rows"] == []
    assert on_desk("engage", "leave", "2026-11-24", "2026-12-04")[0] == 0
    (row,) = json.loads(on_desk("forecast")[1])["rows"]
    assert row["label"].startswith("Ava")
    (cannot,) = json.loads(on_desk("repair")[1])["cannot_be"]
    assert "leave" in cannot["ask"]
    assert on_desk("undo")[0] == 0
    assert json.loads(on_desk("repair", "--accept")[1])["moves"] == []
    diary = json.loads(on_desk("diary", "--weeks", "1")[1])
    assert len(diary["days"]) == 7
    assert on_desk("wish", "300000", "--not-on", "mon tue", "--not-before", "16:00")[0] == 0
    move = json.loads(on_desk("move", "300000", "2026-12-01", "--time", "10:00")[1])
    assert move["wish_words"] == "Ava asked for no Tuesday."
    assert len(json.loads(on_desk("year", "--more-children", "5")[1])["rows"]) == 52
    assert on_desk("engage", "duty", "2026-12-01")[0] == 1
