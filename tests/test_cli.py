"""The command line: its exit codes, what goes to which stream, and the main job step by step."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from iro_desk.cli import PASSPHRASE_VARIABLE, main
from iro_desk.practice import keeping, keyring, opening, sharing
from tests.conftest import PASSPHRASE
from tests.practice.held import FACTS
from tests.practice.test_importing import write

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs one command in this process: its exit code, standard output and standard error."""
    for room in (opening, keyring, keeping):
        monkeypatch.setattr(room, "data_folder", lambda: tmp_path / "data")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE + "\n", encoding="utf-8")

    def run(*words: object, secretly: bool = True) -> tuple[int, str, str]:
        known = ["--passphrase-file", str(secret)] if secretly else []
        try:
            code = main([*known, *map(str, words)])
        except SystemExit as stopped:
            code = int(str(stopped.code))
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def on_desk(run: Run, tmp_path: Path) -> Run:
    """Runs one command on a desk with two children from a return, on Monday 23 November 2026."""
    folder = tmp_path / "cli.irodesk"
    assert run("new", folder)[0] == 0

    def there(*words: object, as_of: str = "2026-11-23") -> tuple[int, str, str]:
        return run("--desk", folder, "--as-of", as_of, *words)

    assert there("import", write(tmp_path / "r"), "--all")[0] == 0
    return there


# ---------------------------------------------------------------- dates


def test_a_date_as_words_and_as_json_before_or_after_the_command(run: Run) -> None:
    asked = ("date", "review.first", "became_looked_after=2026-11-07")
    code, words, _ = run(*asked)
    assert code == 0
    assert words.splitlines()[0] == "2026-12-04"
    assert "33(1)" in words
    after, before = run(*asked, "--json")[1], run("--json", *asked)[1]
    assert after == before
    assert json.loads(after)["legal_limit"] == "2026-12-04"
    assert list(json.loads(after)) == sorted(json.loads(after))


def test_a_setting_changes_the_sum(run: Run) -> None:
    code, words, _ = run("date", "review.first", "became_looked_after=2026-11-07", "--set", "extra_holidays=2026-11-30")
    assert code == 0
    assert words.startswith("2026-12-07")


def test_a_batch_is_one_line_a_row_and_a_bad_row_is_exit_one_at_the_end(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "b.csv"
    good = "became_looked_after=2026-11-07"
    file.write_text(f"id,rule_id,inputs\na,review.first,{good}\nb,no.rule,\nc,review.first,{good}\n")
    code, out, _ = run("date", "--batch", file)
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 1
    assert [row["id"] for row in rows] == ["a", "b", "c"]
    assert set(rows[1]) == {"id", "error"}
    keys = {"id", "rule_id", "kind", "legal_limit", "last_working_day", "because", "authority"}
    assert set(rows[0]) == set(rows[2]) == keys


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (1, ["date", "no.such.rule"]),
        (1, ["date", "review.first"]),
        (1, ["date", "--batch", "nowhere.csv"]),
        (1, ["date", "review.first", "became_looked_after=2026-11-07", "--set", "nothing=1"]),
        (1, ["--desk", "nowhere.irodesk", "caseload"]),
        (2, ["date"]),
        (2, ["date", "review.first", "nonsense"]),
        (2, ["caseload"]),
        (2, ["--as-of", "tomorrow", "caseload"]),
        (2, ["nonsense"]),
        (2, ["review"]),
        (2, ["--desk", "nowhere.irodesk", "import"]),
        (2, ["--desk", "nowhere.irodesk", "import", "x", "--all", "--mine", "y"]),
        (2, ["--desk", "nowhere.irodesk", "due", "--within", "-1"]),
        (2, ["demo", "d.irodesk", "--children", "0"]),
    ],
)
def test_wrong_usage_is_two_and_refusal_is_one_with_words_on_standard_error_only(
    run: Run, code: int, words: list[str]
) -> None:
    found, out, err = run(*words)
    assert (found, out) == (code, "")
    assert "Traceback" not in err
    assert err.strip()
    if code == 1:
        assert len(err.splitlines()) == 1
        assert err.startswith("iro-desk: ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["demo", "d.irodesk", "--seed", "abc"], "--seed: abc is not a whole number from 0 to"),
        (["gallery", "g", "--scale", "wide"], "--scale: wide is not a number from 0.5 to 4"),
        (["gallery", "g", "--scale", "nan"], "--scale: nan is not a number from 0.5 to 4"),
        (["gallery", "g", "--theme", "pink"], "--theme: pink is none of these: "),
        (["nonsense"], "COMMAND: nonsense is none of these: "),
        (["review", "nonsense"], "STEP: nonsense is none of these: "),
        (["child"], "this is still needed: CHILD"),
        (["review", "cancel", "x"], "this is still needed: --because"),
        (["undo", "again"], "these words are not known here: again"),
        (["due", "--within"], "--within: a word is needed after it"),
        (["import", "x", "--all", "--team", "y"], "--team: it cannot be given together with --all"),
        (["import", "x", "--all=y"], "--all: it takes no value, and y was given"),
        (["import", "x", "--a"], "--a could mean any of these: --as-of, --all"),
    ],
)
def test_a_command_put_wrongly_is_told_in_plain_words(run: Run, words: list[str], said: str) -> None:
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    last = err.splitlines()[-1]
    assert last.startswith("iro-desk: ")
    assert said in last
    for odd in ("invalid", "argument", "unrecognized", "arguments"):
        assert odd not in last


# ---------------------------------------------------------------- the passphrase


def test_a_new_key_prints_its_code_once_and_says_what_old_backups_open_with(run: Run, tmp_path: Path) -> None:
    old_code = run("new", tmp_path / "a.irodesk")[1].strip()
    code, out, err = run("--desk", tmp_path / "a.irodesk", "rekey")
    assert code == 0
    assert len(out.split()) == 1
    assert out.strip() != old_code
    assert "still open with the passphrase" in err
    (tmp_path / "words").write_text(old_code)
    refused = run("--passphrase-file", tmp_path / "words", "--desk", tmp_path / "a.irodesk", "check", secretly=False)
    (tmp_path / "words").write_text(out.strip())
    opened = run("--passphrase-file", tmp_path / "words", "--desk", tmp_path / "a.irodesk", "check", secretly=False)
    assert (refused[0], opened[0]) == (1, 0)


def test_without_a_terminal_a_file_or_the_variable_it_is_wrong_usage(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(PASSPHRASE_VARIABLE, raising=False)
    assert run("new", tmp_path / "a.irodesk", secretly=False)[0] == 2
    missing = run("--passphrase-file", tmp_path / "none", "new", tmp_path / "a.irodesk", secretly=False)
    assert missing[0] == 2
    assert "could not be read" in missing[2]
    assert not (tmp_path / "a.irodesk").exists()


def test_the_variable_is_gone_from_the_environment_once_read(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSPHRASE_VARIABLE, PASSPHRASE)
    code, out, _ = run("new", tmp_path / "a.irodesk", secretly=False)
    assert code == 0
    assert len(out.split()) == 1
    assert PASSPHRASE_VARIABLE not in os.environ
    assert run("--desk", tmp_path / "a.irodesk", "caseload", "--json") == (0, "[]\n", "")
    (tmp_path / "wrong").write_text("another one")
    wrong = run("--passphrase-file", tmp_path / "wrong", "--desk", tmp_path / "a.irodesk", "caseload", secretly=False)
    assert wrong[0] == 1


# ---------------------------------------------------------------- a desk


def test_the_caseload_as_a_list_and_as_json(on_desk: Run) -> None:
    code, words, _ = on_desk("caseload")
    assert code == 0
    assert "No name yet" in words
    assert "2027-03-19" in words
    rows = json.loads(on_desk("caseload", "--json")[1])
    assert {row["number"] for row in rows} == {"111", "222"}
    keys = {"number", "name", "date_of_birth", "next_review", "placement", "base_miles", "home_miles"}
    assert keys | {"open_decisions", "flags"} <= set(rows[0])
    known = next(row for row in rows if row["number"] == "111")["next_review"]
    assert {"rule_id", "legal_limit", "days_left", "state", "because", "history_complete", "mark"} <= set(known)


def test_a_limit_that_cannot_be_known_is_not_known_in_the_list(on_desk: Run) -> None:
    _, words, _ = on_desk("caseload", as_of="2031-01-06")
    assert words.count("Not known") == 2
    assert "late" not in words


def test_due_lists_what_is_near(on_desk: Run) -> None:
    assert on_desk("due", "--within", 30, "--json")[1] == "[]\n"
    assert [row["number"] for row in json.loads(on_desk("due", "--within", 120, "--json")[1])] == ["111"]
    assert on_desk("due", "--within", 0, as_of="2027-03-21")[1].startswith("111 ")


def test_one_child_its_history_and_the_check(on_desk: Run) -> None:
    code, words, _ = on_desk("child", "111")
    assert code == 0
    assert words.startswith("111\n13 years")
    assert json.loads(on_desk("child", "111", "--json")[1])["number"] == "111"
    assert "Brought in a council's return" in on_desk("history", "111")[1]
    assert on_desk("child", "999")[0] == on_desk("history", "999")[0] == 1
    assert on_desk("check") == (0, "Every page, row and change is as it was left.\n", "")


def test_undo_and_redo_until_there_is_nothing(on_desk: Run) -> None:
    assert on_desk("undo")[0] == 0
    assert on_desk("caseload", "--json")[1] == "[]\n"
    assert on_desk("undo")[0] == 1
    assert on_desk("redo")[0] == 0
    assert len(json.loads(on_desk("caseload", "--json")[1])) == 2
    code, out, err = on_desk("redo")
    assert (code, out, len(err.splitlines())) == (1, "", 1)


def test_an_import_again_is_nothing_new(on_desk: Run, tmp_path: Path) -> None:
    code, out, _ = on_desk("import", tmp_path / "r", "--json")
    view = json.loads(out)
    assert (code, view["change"], view["reviews"]["same"], view["children"]["new"]) == (0, None, 2, 0)
    assert on_desk("import", tmp_path / "r", "--worker", "Ada")[0] == 1
    assert on_desk("import", tmp_path / "nowhere", "--all")[0] == 1


def test_a_review_from_booking_to_a_verified_paper(on_desk: Run, tmp_path: Path) -> None:
    code, out, _ = on_desk("review", "book", "111", "2026-11-23", "--time", "15:30", "--place", "At home")
    review = out.strip()
    assert code == 0
    assert review in on_desk("review", "list", "111")[1]
    assert on_desk("review", "book", "111", "2026-11-24")[0] == 1
    assert json.loads(on_desk("review", "facts", "111@2026-11-23")[1])
    (tmp_path / "f.json").write_text(json.dumps(FACTS, ensure_ascii=False), encoding="utf-8")
    assert on_desk("review", "hold", "111@2026-11-23", tmp_path / "f.json")[:2] == (0, f"{review}\n")
    assert on_desk("review", "complete", review)[0] == 0
    assert on_desk("review", "sign", review)[0] == 0
    assert on_desk("review", "sign", review)[0] == 1
    paper = tmp_path / "record.pdf"
    assert on_desk("paper", "record", review, "--for", "file", "-o", paper)[0] == 0
    assert on_desk("paper", "verify", paper)[0] == 0
    paper.write_bytes(paper.read_bytes() + b" ")
    code, out, err = on_desk("paper", "verify", paper)
    assert (code, len(err.splitlines())) == (1, 1)
    assert "111 held on Monday 23 November 2026, for the file, version 1" in out
    assert json.loads(on_desk("paper", "verify", paper, "--json")[1])["genuine"] is False
    assert on_desk("paper", "record", review, "--for", "neighbour")[0] == 1
    assert on_desk("paper", "record", review, "--size", "vast")[0] == 2
    assert on_desk("paper", "record", review, "--size", "very-large", "-o", paper)[0] == 0
    assert on_desk("paper", "everything", "111", "-o", paper)[0] == 0
    assert on_desk("paper", "week", "2026-11-23", "-o", paper)[0] == 0
    assert "nothing is withheld" in on_desk("paper", "words", review, "--for", "child")[1]
    code, out, err = on_desk("paper", "all", tmp_path / "papers")
    assert code == 0
    assert err.splitlines()[-1].endswith("0 there already, 0 not made")
    assert all(line.endswith(".pdf") for line in out.splitlines())


def test_a_booking_is_changed_and_cancelled(on_desk: Run) -> None:
    booked = ("--time", "15:30", "--place", "At home")
    review = on_desk("review", "book", "111", "2026-11-23", *booked)[1].strip()
    code, out, _ = on_desk("review", "rebook", "111@2026-11-23", "2026-11-25", "--time", "10:00", "--method", "video")
    assert (code, out.strip()) == (0, review)
    facts = json.loads(on_desk("review", "facts", review)[1])
    assert (facts["place"], facts["method"]) == ("At home", "video")
    assert on_desk("review", "rebook", review, "2026-11-20")[0] == 1
    assert on_desk("review", "prepare", review, "--done", "report", "--by", "Jo Bell")[0] == 0
    steps = {row["key"]: row for row in json.loads(on_desk("review", "prepare", review, "--json")[1])}
    assert (steps["report"]["mark"], steps["report"]["who"]) == ("done", "Jo Bell")
    assert on_desk("review", "prepare", review, "--done", "nothing")[0] == 1
    assert on_desk("review", "cancel", review, "--because", " ")[0] == 1
    assert on_desk("review", "cancel", review, "--because", "Snow")[0] == 0
    assert on_desk("review", "cancel", review, "--because", "Snow")[0] == 1
    assert on_desk("review", "book", "111", "2026-11-24")[0] == 0


def test_a_paper_on_a_full_disk_leaves_the_one_that_was_there(
    on_desk: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "f.json").write_text('{"held_on": "2026-11-20", "participation": "PN1"}')
    review = on_desk("review", "hold", "111@2026-11-20", tmp_path / "f.json")[1].strip()
    paper = tmp_path / "record.pdf"
    paper.write_bytes(b"the earlier one")

    def full(_path: Path, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sharing, "replace_file", full)
    code, _, err = on_desk("paper", "record", review, "-o", paper)
    assert (code, "Choose another place." in err) == (1, True)
    assert paper.read_bytes() == b"the earlier one"


def test_a_review_held_without_a_booking_is_entered_by_its_number_and_day(on_desk: Run, tmp_path: Path) -> None:
    facts: dict[str, Any] = {"held_on": "2026-11-20", "participation": "PN1"}
    (tmp_path / "f.json").write_text(json.dumps(facts))
    code, out, _ = on_desk("review", "hold", "111@2026-11-20", tmp_path / "f.json")
    assert code == 0
    assert out.strip() in on_desk("review", "list", "111")[1]
    assert on_desk("undo")[0] == 0
    assert out.strip() not in on_desk("review", "list", "111")[1]
    (tmp_path / "f.json").write_text('{"no_such": 1}')
    before = on_desk("review", "list", "111")[1]
    assert on_desk("review", "hold", "111@2026-11-20", tmp_path / "f.json")[0] == 1
    assert on_desk("review", "hold", "111@2027-11-20", tmp_path / "f.json")[0] == 1
    (tmp_path / "f.json").write_text("{")
    assert on_desk("review", "hold", "111@2026-11-20", tmp_path / "f.json")[0] == 1
    assert on_desk("review", "list", "111")[1] == before


def test_a_review_on_an_unbooked_day_is_refused_while_another_is_booked(on_desk: Run, tmp_path: Path) -> None:
    on_desk("review", "book", "111", "2026-11-24")
    (tmp_path / "f.json").write_text("{}")
    code, _, err = on_desk("review", "hold", "111@2026-11-20", tmp_path / "f.json")
    assert code == 1
    assert "another one of this child is booked" in err


# ---------------------------------------------------------------- as a process


def test_the_version_and_a_reader_who_has_read_enough() -> None:
    made = subprocess.run([sys.executable, "-m", "iro_desk.cli", "--version"], capture_output=True, text=True)
    assert (made.returncode, made.stdout.startswith("iro-desk ")) == (0, True)
    if sys.platform == "win32":
        return
    with subprocess.Popen(
        [sys.executable, "-m", "iro_desk.cli", "date", "review.first", "became_looked_after=2026-11-07"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_a_starter_sheet_is_written_and_a_list_of_children_is_taken_in(on_desk: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "mine.xlsx"
    assert on_desk("starter-sheet", sheet)[0] == 0
    assert on_desk("starter-sheet", sheet)[0] == 1
    own = tmp_path / "mine.csv"
    own.write_text("Number,First name,Became looked after on\n501,Sam,07/11/2026\n", encoding="utf-8")
    code, out, _ = on_desk("import", own, "--json")
    assert code == 0
    view = json.loads(out)
    assert (view["children"]["new"], view["change"] is None) == (1, False)
    code, out, err = on_desk("import", sheet)
    assert (code, err.count("\n")) == (0, 0)
    shoes = tmp_path / "shoes.xlsx"
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.worksheets[0].append(["Shoe size", "Colour"])
    workbook.save(shoes)
    code, out, err = on_desk("import", shoes)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "shoes.xlsx was not read" in err


# ---------------------------------------------------------------- journeys


def test_places_are_kept_found_again_and_forgotten_by_the_command_line(on_desk: Run) -> None:
    assert on_desk("travel", "Bangor, Gwynedd", "--keep", "My hotel", "--kind", "hotel")[0] == 0
    assert on_desk("travel", "My hotel", "LL57 1DT")[0] == 0
    assert on_desk("travel", "--places")[1] == "My hotel: hotel, a point near Bangor\nLL57 1DT: found before\n"
    assert on_desk("undo")[0] == 0, "the newest work is the hotel, not what was looked for"
    assert on_desk("travel", "--forget", "ll57 1dt")[1] == ""
    code, _, err = on_desk("travel", "--forget", "My hotel")
    assert (code, "No place of this desk is called My hotel." in err) == (1, True)
    assert on_desk("travel", "--places", "--json")[1] == '{\n "found": [],\n "own": []\n}\n'
    assert on_desk("travel", "Bangor, Gwynedd")[0] == 2


def test_calendars_go_out_and_come_in_by_the_command_line(on_desk: Run, tmp_path: Path) -> None:
    assert on_desk("review", "book", "111", "2026-11-23", "--time", "10:00")[0] == 0
    out = tmp_path / "reviews.ics"
    code, _, err = on_desk("export", "calendar", out, "--review", "111@2026-11-23")
    assert (code, "1 review: " in err) == (0, True)
    assert on_desk("export", "calendar", out, "--from", "2026-11-24")[2].startswith("0 reviews")
    assert on_desk("export", "calendar", out)[0] == 0
    code, said, _ = on_desk("import", out, "--json")
    assert (code, json.loads(said)["own"]) == (0, 1)
    office = tmp_path / "office.ics"
    office.write_bytes(out.read_bytes().replace(b"@iro-desk.invalid", b"@example.org") + b"odd\r\n")
    code, said, err = on_desk("import", office)
    assert (code, said) == (0, "1 busy time brought in, 1 fault in the file.\n")
    assert "office.ics, line" in err
    assert on_desk("import", tmp_path / "none.ics")[0] == 1


def test_the_command_line_travels_with_and_without_a_desk(on_desk: Run) -> None:
    assert on_desk("travel", "base", "B1 1BB", "--own-minutes", "199", "--own-miles", "150.4")[0] == 0
    code, out, _ = on_desk("travel", "B1 1BB", "base", "--json")
    assert code == 0
    assert '"minutes": 199' in out
    assert "your own figure" in out
    assert on_desk("undo")[0] == 0
    assert '"minutes": 199' not in on_desk("travel", "B1 1BB", "base", "--json")[1]
    code, _, err = on_desk("travel", "base", "Newport")
    assert code == 1
    assert err.count("\n") == 1
    assert on_desk("travel", "base")[0] == 2
    assert on_desk("travel", "base", "B1 1BB", "--estimate")[0] == 1


def test_the_trail_is_listed_filtered_and_saved_and_words_are_found(on_desk: Run, tmp_path: Path) -> None:
    assert "Brought in a council's return" in on_desk("audit")[1]
    assert on_desk("audit", "--kind", "opened")[1] == ""
    assert on_desk("audit", "--from", "2099-01-01")[1] == ""
    assert on_desk("audit", "--csv", tmp_path / "trail.csv")[0] == 0
    assert "Brought in" in (tmp_path / "trail.csv").read_text("utf-8-sig")
    assert json.loads(on_desk("audit", "--kind", "exported", "--json")[1])[0]["change"]["kind"] == "exported"
    number = json.loads(on_desk("caseload", "--json")[1])[0]["number"]
    assert json.loads(on_desk("find", number, "--json")[1])[0]["kind"] == "council_number"


def test_one_child_and_the_whole_desk_are_saved_in_open_formats(on_desk: Run, tmp_path: Path) -> None:
    number = json.loads(on_desk("caseload", "--json")[1])[0]["number"]
    code, out, _ = on_desk("export", "child", number, tmp_path / "one")
    assert code == 0
    assert {Path(line).name for line in out.splitlines()} >= {"everything held.json", "everything held.pdf"}
    assert on_desk("export", "desk", tmp_path / "all")[0] == 0
    assert (tmp_path / "all" / "Child.csv").is_file()
    assert on_desk("export", "child", tmp_path / "two")[0] == 2
    assert on_desk("export", "child", "none such", tmp_path / "two")[0] == 1


def test_a_map_is_a_picture_with_and_without_a_desk(on_desk: Run, run: Run, tmp_path: Path) -> None:
    for name, command in (("bare", run), ("mine", on_desk)):
        there = tmp_path / f"{name}.png"
        assert command("travel", "--map", there)[0] == 0
        assert there.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    assert on_desk("travel", "--map", tmp_path / "no" / "such" / "folder.png")[0] == 1


def test_a_child_who_has_not_left_is_not_deleted(on_desk: Run) -> None:
    number = json.loads(on_desk("caseload", "--json")[1])[0]["number"]
    code, out, err = on_desk("remove", number, "--uploaded", "yes")
    assert (code, out) == (1, "")
    assert "has not left the caseload" in err


def test_a_backup_is_tried_and_one_that_is_not_whole_is_exit_one(on_desk: Run, tmp_path: Path) -> None:
    assert on_desk("drill")[0] == 1
    assert on_desk("backup", tmp_path / "a.irobackup")[0] == 0
    assert "Unpacked and checked, whole: a.irobackup" in on_desk("drill", tmp_path / "a.irobackup")[1]
    (tmp_path / "a.irobackup").write_bytes((tmp_path / "a.irobackup").read_bytes()[:-900])
    assert on_desk("drill", tmp_path / "a.irobackup")[:2] == (1, "")
