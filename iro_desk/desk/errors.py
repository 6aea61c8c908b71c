"""What a person is told when a desk cannot be opened, made or changed."""

from __future__ import annotations

from iro_desk.casework import UserFacingError

UNCHANGED = "Nothing was changed."


class NotADesk(UserFacingError):
    """The folder is missing, or holds no desk."""


class WrongPassphrase(UserFacingError):
    """Neither the passphrase nor the recovery code of this desk."""


class DeskOpenElsewhere(UserFacingError):
    """Another process holds the desk's lock."""


class DeskNotWritable(UserFacingError):
    """The folder, or the disk, takes no writing."""


class NewerDesk(UserFacingError):
    """Made by a later version of the program."""


class DeskDamaged(UserFacingError):
    """The files are not as this program left them. ``findings`` says what was found, in words."""

    def __init__(self, what: str, findings: tuple[str, ...], *, safe: str = "", do: str = "") -> None:
        super().__init__(what, safe=safe, do=do)
        self.findings = findings
