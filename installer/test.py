#!/usr/bin/env python3
"""Set IRO Desk up and run every check: format, lint, types, layers, tests. ``python3 installer/test.py``."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from environment import CHECKOUT, PYTHON, CannotGoOn, prepare, say

CHECKS = (
    ("format", ["-m", "ruff", "format", "--check", "iro_desk", "tests", "installer"]),
    ("lint", ["-m", "ruff", "check", "iro_desk", "tests", "installer"]),
    ("types", ["-m", "mypy"]),
    ("layers", ["-c", "from importlinter.cli import lint_imports_command as check; check()"]),
    ("tests", ["-m", "pytest", "-q", "-n", "auto", "--dist", "worksteal"]),
)


def main(words: list[str]) -> int:
    """Every check in turn; goes on after a failure, so that one run tells all. Words go to pytest."""
    try:
        prepare("requirements-dev.lock", ".ready-to-test")
    except CannotGoOn as stop:
        say(str(stop))
        return 1
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    failed = []
    for name, command in CHECKS:
        extra = words if name == "tests" else []
        say(f"{name} …")
        started = time.monotonic()
        code = subprocess.run([str(PYTHON), *command, *extra], check=False, cwd=CHECKOUT, env=environment).returncode
        say(f"{name}: {'good' if code == 0 else 'FAILED'} ({time.monotonic() - started:.0f} s)")
        if code != 0:
            failed.append(name)
    say("every check is good" if not failed else f"not good: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
