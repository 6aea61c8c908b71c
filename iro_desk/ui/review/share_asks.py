"""What sharing a review asks of whoever wires it to a desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol

from iro_desk.practice.share import AcrossField, HandedOver, ShareView
from iro_desk.ui.panes.actions import Answer


class ShareAsks(Protocol):
    """Deadlines, replies, what went to whom, and the council's own system."""

    def share(self, review: str) -> Answer[ShareView]:
        """How the review stands; worked out beside the window."""
        ...

    def manager_replied(self, decision: str, reply: str, on: date | None, words: str) -> Answer[Any]:
        """Keeps the manager's reply to one decision: agreed, not agreed, or empty."""
        ...

    def challenge(self, decision: str) -> Answer[Any]:
        """Opens a challenge about a decision that the manager did not agree to."""
        ...

    def mark_sent(self, review: str, recipient: str, on: date | None, how: str, words: str) -> Answer[Any]:
        """Keeps that a recipient's papers went to them."""
        ...

    def take_back_sending(self, sending: str) -> Answer[Any]:
        """Takes a line out of the log."""
        ...

    def hand_over(self, review: str, folder: str) -> Answer[HandedOver]:
        """Writes the folder for business support; beside the window."""
        ...

    def posted(self, sendings: Sequence[str], on: date) -> Answer[Any]:
        """Keeps the day of posting."""
        ...

    def settle_step(self, review: str, step: str, on: date | None) -> Answer[Any]:
        """Keeps the day of something done in the council's system; no day opens it again."""
        ...

    def across(self, review: str) -> Answer[Sequence[AcrossField]]:
        """What the council's form asks, in its order, with the text of each."""
        ...
