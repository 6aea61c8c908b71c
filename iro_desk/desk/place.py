"""Where a desk's folder lies: a network drive or a folder that a service copies is noticed, and said in words."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path, PurePath

NETWORK_FILES = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ncpfs", "davfs", "fuse.sshfs", "fuse.rclone"}
)
SYNCHRONISED = (
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "my drive",
    "icloud",
    "nextcloud",
    "owncloud",
    "sharepoint",
    "box sync",
    "syncthing",
)
"""How the folders of such services begin, in small letters."""
_MOUNTS = Path("/proc/mounts")
_REMOTE_DRIVE = 4


def words_about(folder: Path, *, mounts: str | None = None, environment: Mapping[str, str] = os.environ) -> str:
    """What a person should know about the place of a desk; empty for a disk of this computer.

    ``mounts`` is what the system says is mounted (``/proc/mounts``).
    """
    if _is_synchronised(folder, environment):
        return (
            "This desk lies in a folder that a service copies to other computers. Two copies that are changed cannot"
            " be brought together: move the folder to a disk of this computer, and keep backups there instead."
        )
    if _is_on_a_network(folder, _mounted() if mounts is None else mounts):
        return (
            "This desk lies on a network drive. When the connection breaks while you write, the last words may be"
            " lost: move the folder to a disk of this computer, and keep backups there instead."
        )
    return ""


def _is_synchronised(folder: Path, environment: Mapping[str, str]) -> bool:
    if any(part.casefold().startswith(SYNCHRONISED) for part in folder.parts):
        return True
    roots = [value for name, value in environment.items() if name.casefold().startswith("onedrive") and value]
    return any(PurePath(folder).is_relative_to(root) for root in roots)


def _is_on_a_network(folder: Path, mounts: str) -> bool:
    if str(folder).startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        import ctypes

        return bool(folder.anchor) and ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == _REMOTE_DRIVE
    found = ("", "")
    for line in mounts.splitlines():
        parts = line.split()
        if len(parts) > 2:
            point = parts[1].replace("\\040", " ")
            if folder.is_relative_to(point) and len(point) >= len(found[0]):
                found = point, parts[2]
    return found[1] in NETWORK_FILES


def _mounted() -> str:
    try:
        return _MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
