"""The window, or its pictures where there is no screen."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from iro_desk.cli.common import Commands, has_screen, scale, size, today_in_london


def add(commands: Commands) -> None:
    """The commands of this subject."""
    made = commands.add("gallery", _gallery, "Pictures of every pane, from a practice desk of its own")
    made.add_argument("folder", type=Path, metavar="FOLDER")
    made.add_argument("--size", type=size, default=(1366, 768), metavar="WxH")
    made.add_argument("--scale", type=scale, default=1.0)
    made.add_argument("--theme", choices=("light", "dark", "contrast"), default="light")


def _gallery(given: argparse.Namespace) -> int:
    if not has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from iro_desk.ui.gallery import make_gallery

    for picture in make_gallery(given.folder, size=given.size, scale=given.scale, theme=given.theme):
        print(picture)
    return 0


def open_window(given: argparse.Namespace) -> int:
    """The window on a desk, or the start page; the main job where there is no screen."""
    if not has_screen():
        return _without_screen()
    from iro_desk.ui.start import run_window

    return run_window(desk=given.desk, today=today_in_london, fixed_day=given.as_of)


def _without_screen() -> int:
    from iro_desk.practice.main_job import do_the_main_job

    folder = Path("iro-desk-demo")
    print("No screen was found, so there is no window. Here is the main job without one.", file=sys.stderr)
    for line in do_the_main_job(folder):
        print(line)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from iro_desk.ui.gallery import make_gallery

    for picture in make_gallery(folder / "pictures", size=(1366, 768), scale=1.0, theme="light"):
        print(f"Picture: {picture}")
    return 0
