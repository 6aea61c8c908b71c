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


def test_the_gallery_writes_pictures_of_the_size_and_mode_asked_for(qtbot: QtBot, tmp_path: Path) -> None:
    """Its first few; ``tests/ui/test_every_state.py`` goes round all of them."""
    made = make_gallery(tmp_path, size=(1366, 768), scale=1.0, theme="dark")
    pictures = [next(made) for _ in range(3)]
    made.close()
    theme.apply("light", 100)
    assert pictures[0].name == "first-start-dark.png"
    for picture in pictures:
        image = QImage(str(picture))
        assert (image.width(), image.height()) == (1366, 768)
        assert image.pixelColor(1300, 700).lightness() < 60, "not dark"
