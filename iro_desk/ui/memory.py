"""What the window remembers on this computer: look, size, place, the last desk. Nothing of a child."""

from __future__ import annotations

import json
import os
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass, field
from pathlib import Path

MOST_RECENT = 5


@dataclass(slots=True)
class WindowMemory:
    """One small file in the program's data folder; a file that cannot be read counts as none."""

    mode: str = "light"
    zoom: int = 100
    geometry: str = ""
    """Qt's own picture of the window's place, in base64."""
    last_desk: str = ""
    last_was_practice: bool = False
    recent: list[str] = field(default_factory=list)
    """Folders of the desks opened here, the newest first."""

    @classmethod
    def read(cls, path: Path) -> WindowMemory:
        """What was remembered."""
        try:
            raw = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return cls()
        known = cls()
        for name, value in (raw if isinstance(raw, dict) else {}).items():
            if name in cls.__slots__ and type(value) is type(getattr(known, name)):
                setattr(known, name, value)
        return known

    def write(self, path: Path) -> None:
        """Remembers; a folder that cannot be written is not worth a message."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            aside = path.with_suffix(".part")
            aside.write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")
            os.replace(aside, path)
        except OSError:
            return

    def opened(self, folder: Path, practice: bool) -> None:
        """A desk was opened: it is the last one, and the first of the recent ones."""
        self.last_desk, self.last_was_practice = str(folder), practice
        if not practice:
            self.recent = [str(folder), *(each for each in self.recent if each != str(folder))][:MOST_RECENT]

    def recent_desks(self) -> list[Path]:
        """The desks opened here that are still there, the newest first."""
        return [Path(each) for each in self.recent if isinstance(each, str) and Path(each).is_dir()]

    def place(self) -> bytes:
        """The window's place as Qt wants it."""
        return b64decode(self.geometry) if self.geometry else b""

    def keep_place(self, geometry: bytes) -> None:
        """Keeps the window's place."""
        self.geometry = b64encode(geometry).decode("ascii")
