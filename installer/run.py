#!/usr/bin/env python3
"""Set IRO Desk up and run it: ``python3 installer/run.py [--setup-only] [-- words for iro-desk]``.

With no screen the program does its main job without a window and leaves the result in ``iro-desk-demo/``.
"""

from __future__ import annotations

import os
import subprocess
import sys

from environment import PROGRAM, WINDOWS, CannotGoOn, prepare, say


def main(words: list[str]) -> int:
    """Set up, then run. What follows ``--`` goes to ``iro-desk``."""
    own, rest = _split(words)
    unknown = [word for word in own if word != "--setup-only"]
    if unknown:
        say(f"{unknown[0]} is not known. Words for the program stand after --")
        return 2
    try:
        prepare("requirements.lock", ".ready-to-run")
    except CannotGoOn as stop:
        say(str(stop))
        return 1
    if "--setup-only" in own:
        return 0
    if not WINDOWS:
        os.execv(PROGRAM, [str(PROGRAM), *rest])
    return subprocess.run([str(PROGRAM), *rest], check=False).returncode


def _split(words: list[str]) -> tuple[list[str], list[str]]:
    if "--" not in words:
        return words, []
    at = words.index("--")
    return words[:at], words[at + 1 :]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
