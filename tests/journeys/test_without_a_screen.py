"""With no screen the program does its main job all the same, and leaves a record and pictures of the panes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from iro_desk.documents.readback import read_text
from iro_desk.practice.main_job import do_the_main_job
from iro_desk.ui import theme
from iro_desk.ui.gallery import make_gallery


def test_the_main_job_leaves_a_record_that_says_what_was_decided(tmp_path: Path) -> None:
    lines = list(do_the_main_job(tmp_path))
    assert "66 invented children" in lines[0]
    [record] = tmp_path.glob("*.pdf")
    assert str(record) in lines[-1]
    text = read_text(record.read_bytes())
    for wanted in (
        "Start swimming on Saturdays again",
        "Priya Inkwell",
        "5 December 2026",
        "Practice: invented children",
    ):
        assert wanted in text


OWN_WINDOWS = (
    "booking",
    "calendar",
    "calculator",
    "settings-days",
    "settings-terms",
    "desk-restore",
    "desk-passphrase",
    "desk-sheet",
    "desk-delete",
    "desk-certificate",
)
"""Pictures of what stands in a window of its own."""


def test_the_gallery_holds_every_pane_at_the_size_asked_for(qtbot: QtBot, tmp_path: Path) -> None:
    pictures = list(make_gallery(tmp_path, size=(1366, 768), scale=1.0, theme="dark"))
    theme.apply("light", 100)
    names = {picture.stem.removesuffix("-dark") for picture in pictures}
    assert {"unlock", "first-start", "caseload", "review-prepare", "review-meet", "review-write-up", "import"} <= names
    assert {"why-christmas", "why-adoption", "what-if", "booking", "settings", "settings-terms", "calculator"} <= names
    for picture in pictures:
        image = QImage(str(picture))
        if not picture.name.startswith(OWN_WINDOWS):
            assert (image.width(), image.height()) == (1366, 768)
        seen = {image.pixelColor(x, y).name() for x in range(0, 1366, 7) for y in range(0, 768, 7)}
        assert len(seen) > 5, f"nothing to see in {picture.name}"
