"""A process that may hold a desk's key leaves no core dump."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="asks a POSIX system")
def test_no_command_and_no_window_leaves_a_core_dump() -> None:
    code = (
        "import contextlib, ctypes, io, resource, sys;"
        "from iro_desk import cli;"
        "out = io.StringIO();"
        "\nwith contextlib.suppress(SystemExit), contextlib.redirect_stdout(out): cli.main(['--help'])"
        "\nprint(resource.getrlimit(resource.RLIMIT_CORE)[0],"
        " ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) if sys.platform == 'linux' else 0)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["0", "0"]
