"""What both commands share: the virtual environment in the checkout and Qt's system libraries.

Standard library only; Python 3.11 and newer; Linux and Windows.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
ENVIRONMENT = CHECKOUT / ".venv"
WINDOWS = sys.platform == "win32"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if WINDOWS else "bin/python")
PROGRAM = ENVIRONMENT / ("Scripts/iro-desk.exe" if WINDOWS else "bin/iro-desk")

QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
}
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


class CannotGoOn(Exception):
    """Set-up stops here; the message says what to type."""


def say(words: str) -> None:
    """One line of progress."""
    print(f"IRO Desk: {words}", file=sys.stderr, flush=True)


def has_screen() -> bool:
    """Whether a window can be shown."""
    if WINDOWS or sys.platform == "darwin":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def prepare(lock_name: str, stamp_name: str) -> None:
    """Bring the environment to what the lock says, unless the last run already did.

    Raises :class:`CannotGoOn` with the one command to type when something only the user can do is missing.
    """
    if sys.version_info < (3, 11):  # noqa: UP036 - this check is for the older ones
        raise CannotGoOn(
            f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}. Type: python3.11 {' '.join(sys.argv)}"
        )
    lock = CHECKOUT / "installer" / lock_name
    stamp = ENVIRONMENT / stamp_name
    wanted = _fingerprint(lock)
    if PYTHON.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    started = time.monotonic()
    _system_packages()
    if not PYTHON.exists():
        say("making the environment .venv (1 of 3)")
        _run([sys.executable, "-m", "venv", str(ENVIRONMENT)])
    say("installing the locked packages, about 300 MB the first time (2 of 3)")
    _pip("--require-hashes", "-r", str(lock))
    say("installing IRO Desk itself (3 of 3)")
    _pip("--no-deps", "--no-build-isolation", "-e", str(CHECKOUT))
    _run([str(PYTHON), "-m", "compileall", "-q", str(CHECKOUT / "iro_desk")])  # the first start is as quick as the next
    stamp.write_text(wanted, encoding="utf-8")
    say(f"ready after {time.monotonic() - started:.0f} seconds")


def _fingerprint(lock: Path) -> str:
    whole = hashlib.sha256()
    for path in (lock, CHECKOUT / "pyproject.toml", CHECKOUT / "iro_desk" / "__init__.py"):
        whole.update(path.read_bytes())
    return f"{whole.hexdigest()} {CHECKOUT} {sys.version_info.major}.{sys.version_info.minor}"


def _pip(*words: str) -> None:
    _run([str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *words])


def _run(command: list[str]) -> None:
    finished = subprocess.run(command, check=False, cwd=CHECKOUT)
    if finished.returncode != 0:
        raise CannotGoOn(f"this step did not finish: {' '.join(command)}")


def _system_packages() -> None:
    if not sys.platform.startswith("linux"):
        return
    wanted = dict(QT_LIBRARIES)
    if has_screen():
        wanted |= SCREEN_LIBRARIES
    missing = sorted(package for library, package in wanted.items() if not _loads(library))
    if importlib.util.find_spec("ensurepip") is None and not PYTHON.exists():
        missing.append("python3-venv")
    if not missing:
        return
    command = f"apt-get install --yes --no-install-recommends {' '.join(missing)}"
    if shutil.which("apt-get") is None:
        raise CannotGoOn(f"these libraries are missing; install what holds them: {', '.join(missing)}")
    if os.geteuid() != 0:
        raise CannotGoOn(f"some system packages are missing. Type: sudo {command}")
    say(f"installing system packages: {' '.join(missing)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in ("apt-get update --quiet --quiet", f"{command} --quiet --quiet"):
        finished = subprocess.run(step.split(), check=False, env=environment, stdout=subprocess.DEVNULL)
        if finished.returncode != 0:
            raise CannotGoOn(f"the system packages could not be installed. Type: {command}")


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
