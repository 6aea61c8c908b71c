"""The letter and the sharing of a review on the command line; the child is invented."""

from __future__ import annotations

import json
from pathlib import Path

from tests.practice.held import FACTS
from tests.test_cli import Run, on_desk, run  # noqa: F401  (fixtures)


def test_a_letter_is_written_and_a_review_shared_without_a_window(on_desk: Run, tmp_path: Path) -> None:  # noqa: F811
    number = json.loads(on_desk("--json", "caseload")[1])[0]["number"]
    assert on_desk("review", "book", number, "2026-11-23")[0] == 0
    review = f"{number}@2026-11-23"
    facts = tmp_path / "f.json"
    facts.write_text(json.dumps(FACTS), encoding="utf-8")
    assert on_desk("review", "hold", review, facts)[0] == 0
    code, out, _ = on_desk("letter", review, "--write", "close=Keep drawing maps.", "--say", "1=New glasses.")
    assert code == 0
    assert "Keep drawing maps." in out
    assert "1. New glasses." in out
    assert on_desk("letter", review, "--write", "close")[0] == 2
    shown = json.loads(on_desk("--json", "letter", review)[1])
    assert [part["text"] for part in shown["parts"] if part["key"] == "close"] == ["Keep drawing maps."]
    assert on_desk("review", "sign", review)[0] == 0
    code, out, _ = on_desk("share", review, "--reply", "1=not agreed", "--words", "No money", "--sent", "child")
    assert code == 0
    assert "Not agreed on Monday 23 November: No money" in out
    assert on_desk("share", review, "--done", "keyed", "--hand-over", tmp_path / "post")[0] == 0
    assert (tmp_path / "post" / "00 cover list.pdf").is_file()
    view = json.loads(on_desk("--json", "share", review)[1])
    assert ["keyed", "Keyed", "2026-11-23"] in view["system"]
    assert any(line["recipient"] == "child" and line["sent_on"] == "2026-11-23" for line in view["log"])
