"""Errors that a person may read."""

from __future__ import annotations


class UserFacingError(Exception):
    """Something a person must know: what happened, what is safe, what to do.

    The words never hold a child's name, a postcode or anything typed about a child: they may be
    shown over a shoulder and end in a log. Everything that is not one of these is a bug.

    >>> str(UserFacingError("The desk is open elsewhere.", safe="Nothing was changed.", do="Close it there."))
    'The desk is open elsewhere. Nothing was changed. Close it there.'
    """

    def __init__(self, what: str, *, safe: str = "", do: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.safe = safe
        self.do = do

    def __str__(self) -> str:
        return " ".join(part for part in (self.what, self.safe, self.do) if part)


class NotFound(UserFacingError):
    """What was asked for is not on this desk (a child, a review, a rule)."""


class Refused(UserFacingError):
    """A change that the law, the review's state or the desk does not allow; nothing was changed."""
