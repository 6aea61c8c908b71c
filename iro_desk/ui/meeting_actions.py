"""What Prepare and Meet may ask of an open desk."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor, Future
from datetime import date
from pathlib import Path
from typing import Any

from iro_desk.casework import Review, UserFacingError
from iro_desk.practice import booking, calendars, holding, room, settings, sharing
from iro_desk.practice.large_type import LargeView, large_view
from iro_desk.practice.making import Wanted
from iro_desk.practice.stopping import next_words
from iro_desk.practice.workspace import Workspace
from iro_desk.ui.review.actions import PaperShown


class MeetingActions:
    """Mixed into the desk's actions; ``ws`` is the open desk."""

    ws: Workspace
    _beside: Executor

    def rebook(self, review: str, day: date, time: str, because: str = "") -> Future[str]:
        """Puts a booked review on another day or time; place, method and the rest stay."""
        return booking.change_booking(self.ws, review, day=day, time=time, because=because)

    def cancel_booking(self, review: str, because: str, agreed_with: str = "") -> Future[None]:
        """Cancels a booking, and keeps why and with whose agreement."""
        return booking.cancel_booking(self.ws, review, because, agreed_with)

    def save_calendar(self, review: str, path: str) -> Future[int]:
        """Writes the booked review as a calendar file."""
        return self._beside.submit(lambda: calendars.export_calendar(self.ws, Path(path), review=review))

    def invitation(self, review: str) -> str:
        """What may be sent to who comes."""
        return calendars.invitation_words(self.ws, review)

    def keep_step(self, review: str, step: str, done_on: date | None, not_needed: bool, words: str) -> Future[None]:
        """Says what is so of a step before a review."""
        return holding.keep_step(self.ws, review, step, done_on=done_on, not_needed=not_needed, words=words)

    def set_room(self, review: str, rows: Sequence[str]) -> Future[None]:
        """Says who is in the room now."""
        return holding.set_room(self.ws, review, rows)

    def add_told(
        self, review: str, words: str, said_on: date | None, who_may_hear: str, seen: bool = False, where: str = ""
    ) -> Future[Any]:
        """Keeps one thing that the child said, or that I saw."""
        given = {"said_on": said_on, "who_may_hear": who_may_hear, "seen": seen, "said_where": where}
        return holding.add_told(self.ws, review, words, **given)  # type: ignore[arg-type]

    def add_part(self, review: str, held_on: date, place: str, method: str, people: str) -> Future[str]:
        """Another sitting of a review held in parts."""
        return holding.add_part(self.ws, review, held_on, place=place, method=method, people=people)

    def next_words(self, review: str, day: date | None, time: str, place: str, method: str) -> tuple[str, str]:
        """(mark, words): what a day for the next review means against its window and my diary."""
        return next_words(self.ws, review, day, time, place, method)

    def book_next(
        self, review: str, day: date, time: str, place: str, method: str, midway_on: date | None
    ) -> Future[str]:
        """Books the next review before we stop."""
        return holding.book_next(self.ws, review, day, time=time, place=place, method=method, midway_on=midway_on)

    def hold_together(self, review: str, child: str) -> Future[str]:
        """Puts a brother's or sister's review on the same occasion."""
        return holding.hold_together(self.ws, review, child)

    def hold_apart(self, review: str) -> Future[None]:
        """Takes a review off a shared occasion."""
        return holding.hold_apart(self.ws, review)

    def large(self, review: str) -> LargeView:
        """What the child is shown in large type."""
        return large_view(self.ws, review)

    def settle_live(self, counts: str) -> Future[None]:
        """Keeps, for the council, how joining live is counted."""
        return settings.change_setting(self.ws, "live_video_counts", counts)

    def brief(self, review: str) -> Future[PaperShown]:
        """The one page to read on the way, set beside the window."""
        return self._beside.submit(self._early, review, "brief", "file")

    def form(self, review: str, recipient: str) -> Future[PaperShown]:
        """One consultation form, set beside the window."""
        return self._beside.submit(self._early, review, "consultation", recipient)

    def _early(self, review: str, kind: str, recipient: str) -> PaperShown:
        from iro_desk.practice.making import make

        room.refuse_watched(self.ws)
        made = make(self.ws, kind, review, recipient)
        return PaperShown(made.pdf, made.name, made.uncovered, made.remarks)

    def save_forms(self, review: str, folder: str) -> Future[int]:
        """Writes every consultation form below a folder, beside the window; how many."""
        return self._beside.submit(self._save_forms, review, Path(folder))

    def _save_forms(self, review: str, folder: Path) -> int:
        from iro_desk.practice.consulting import forms_of

        found = self.ws.desk.get(Review, review)
        forms = forms_of(self.ws.desk.child_file(found.child), found)
        for form in forms:
            paper = self._early(review, "consultation", form.recipient)
            sharing.write_whole(folder / paper.name, paper.pdf)
            sharing.exported(self.ws, Wanted("consultation", review, form.recipient))
        return len(forms)

    def take_in_forms(self, paths: Sequence[str]) -> Future[list[str]]:
        """Takes in forms that came back, one by one, beside the window; what came of each, in a sentence."""
        return self._beside.submit(self._take_in, paths)

    def _take_in(self, paths: Sequence[str]) -> list[str]:
        from iro_desk.practice.consulting import take_in

        said = []
        for path in paths:
            try:
                said.append(take_in(self.ws, Path(path)).result().words)
            except UserFacingError as refused:
                said.append(f"{Path(path).name}: {refused}")
        return said
