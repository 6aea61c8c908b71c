"""Where desks and the program's own files live on this computer."""

from __future__ import annotations

import sys
from pathlib import Path


def data_folder() -> Path:
    """The program's own folder on this computer: settings of the window, the last desk's path, seals seen.

    ``%LOCALAPPDATA%\\IRO Desk`` on Windows (never the roaming profile), ``~/.local/share/iro-desk`` on Linux.
    """
    import platformdirs

    if sys.platform == "win32":
        return Path(platformdirs.user_data_dir("IRO Desk", appauthor=False, roaming=False))
    return Path(platformdirs.user_data_dir("iro-desk", appauthor=False))
