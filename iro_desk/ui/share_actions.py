"""Sharing, wired to the open desk: a part of :class:`~iro_desk.ui.wiring.DeskActions`."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor, Future
from datetime import date
from pathlib import Path
from typing import Any

from iro_desk.practice import decisions, owed, share
from iro_desk.practice.share import AcrossField, HandedOver, ShareView
from iro_desk.practice.workspace import Workspace


class ShareActions:
    """What ``review.share_asks`` asks for."""

    ws: Workspace
    _beside: Executor

    def share(self, review: str) -> Future[ShareView]:
        """How the review stands."""
        return self._beside.submit(share.share_view, self.ws, review)

    def manager_replied(self, decision: str, reply: str, on: date | None, words: str) -> Future[None]:
        """Keeps the manager's reply to one decision; a reply without a day is today's."""
        return decisions.manager_replied(self.ws, decision, reply, (on or self.ws.today) if reply else None, words)

    def challenge(self, decision: str) -> Future[str]:
        """Opens a challenge about a decision that the manager did not agree to."""
        return decisions.challenge(self.ws, decision)

    def mark_sent(self, review: str, recipient: str, on: date | None, how: str, words: str) -> Future[Any]:
        """Keeps that a recipient's papers went to them."""
        return share.mark_sent(self.ws, review, recipient, on, how, words)

    def take_back_sending(self, sending: str) -> Future[None]:
        """Takes a line out of the log."""
        return share.take_back(self.ws, sending)

    def hand_over(self, review: str, folder: str) -> Future[HandedOver]:
        """Writes the folder for business support."""
        return self._beside.submit(share.hand_over, self.ws, review, Path(folder))

    def posted(self, sendings: Sequence[str], on: date) -> Future[Any]:
        """Keeps the day of posting."""
        return share.posted(self.ws, sendings, on)

    def settle_step(self, review: str, step: str, on: date | None) -> Future[None]:
        """Keeps the day of something done in the council's system."""
        return owed.settle_step(self.ws, review, step, done_on=on)

    def across(self, review: str) -> Sequence[AcrossField]:
        """What the council's form asks, in its order."""
        return share.across(self.ws, review)
