"""What the review asks of whoever wires it to a desk; a method may answer at once or with a future."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from iro_desk.practice.copies import CopyRow, TellingView
from iro_desk.practice.correcting import PutRight
from iro_desk.practice.large_type import LargeView
from iro_desk.practice.sharing import Saved
from iro_desk.practice.views import ClockRow, DayRef, PaperRow
from iro_desk.practice.where_lives import WhereView
from iro_desk.statute import Spoken
from iro_desk.ui.panes.actions import Answer, Codes
from iro_desk.ui.review.letter_asks import LetterAsks
from iro_desk.ui.review.share_asks import ShareAsks


@dataclass(frozen=True, slots=True)
class DraftText:
    """A field's text that was typed and is not yet a change, with where the caret stood."""

    text: str
    cursor: int


@dataclass(frozen=True, slots=True)
class PaperShown:
    """One paper as it would be, or is: its bytes and what was noticed while it was set."""

    pdf: bytes
    name: str
    uncovered: Sequence[str]
    remarks: Sequence[str] = ()


class ReviewActions(Codes, LetterAsks, ShareAsks, Protocol):
    """What can be done to one review. Every refusal is a ``UserFacingError``."""

    def open_review(self, review: str, held_on: date) -> Answer[Any]:
        """Begins the meeting, or the writing-up of one that was held on that day; takes up an adjourned one again."""
        ...

    def rebook(self, review: str, day: date, time: str, because: str = "") -> Answer[Any]:
        """Puts a booked review on another day or time (HH:MM, or empty), and keeps why."""
        ...

    def cancel_booking(self, review: str, because: str, agreed_with: str = "") -> Answer[Any]:
        """Cancels a booking; it is kept with its reason and with whose agreement, and the last day stands."""
        ...

    def save_calendar(self, review: str, path: str) -> Answer[Any]:
        """Writes the booked review as a calendar file."""
        ...

    def invitation(self, review: str) -> str:
        """What may be sent to who comes; raises :class:`UserFacingError` while there is no date."""
        ...

    def keep_step(self, review: str, step: str, done_on: date | None, not_needed: bool, words: str) -> Answer[Any]:
        """Says that a step before a review is done, not needed, or (neither) still open."""
        ...

    def set_room(self, review: str, rows: Sequence[str]) -> Answer[Any]:
        """Says who is in the room now: rows of the attendance; nobody is me alone."""
        ...

    def add_part(self, review: str, held_on: date, place: str, method: str, people: str) -> Answer[Any]:
        """Adds a sitting to a review held in parts."""
        ...

    def next_words(self, review: str, day: date | None, time: str, place: str, method: str) -> tuple[str, str]:
        """(mark, words): what a day for the next review means against its window and my diary; at once."""
        ...

    def book_next(
        self, review: str, day: date, time: str, place: str, method: str, midway_on: date | None
    ) -> Answer[Any]:
        """Books the next review, or moves that booking."""
        ...

    def hold_together(self, review: str, child: str) -> Answer[Any]:
        """Puts a brother's or sister's review on the same occasion."""
        ...

    def hold_apart(self, review: str) -> Answer[Any]:
        """Takes a review off a shared occasion."""
        ...

    def large(self, review: str) -> LargeView:
        """What the child is shown in large type; at once."""
        ...

    def settle_live(self, counts: str) -> Answer[Any]:
        """Keeps how joining live is counted: ``attending`` or ``PN6``."""
        ...

    def brief(self, review: str) -> Answer[PaperShown]:
        """The one page to read on the way, made beside the window."""
        ...

    def form(self, review: str, recipient: str) -> Answer[PaperShown]:
        """One consultation form, made beside the window."""
        ...

    def save_forms(self, review: str, folder: str) -> Answer[int]:
        """Writes every consultation form below a folder; how many."""
        ...

    def take_in_forms(self, paths: Sequence[str]) -> Answer[list[str]]:
        """Takes in forms that came back; what came of each file, in a sentence."""
        ...

    def adjourn(self, review: str, words: str) -> Answer[Any]:
        """Adjourns the meeting for want of information, and why (2010 Regulations, reg 36(2))."""
        ...

    def day_reason(self, child: str, ref: DayRef) -> ClockRow:
        """Why a day of that child stands on the page; at once."""
        ...

    def spoken(self, review: str, words: str, on: date) -> Spoken:
        """The day that a phrase means when it is said of that child on a day; at once."""
        ...

    def update_review(self, review: str, fields: Mapping[str, object]) -> Answer[Any]:
        """Changes fields of the review itself."""
        ...

    def write_note(self, review: str, heading: str, text: str, covered: Sequence[str]) -> Answer[Any]:
        """Makes what stands under a heading a change."""
        ...

    def keep_draft(self, field: str, text: str, cursor: int) -> None:
        """Keeps a field being written, within a second of the key."""
        ...

    def earlier(self, field: str) -> Sequence[str]:
        """The texts that a draft had before, the oldest first."""
        ...

    def draft(self, field: str) -> DraftText | None:
        """What was typed and never became a change; ``None`` when nothing is left over."""
        ...

    def drop_draft(self, field: str) -> None:
        """The draft became a change."""
        ...

    def set_attendance(self, review: str, row: str | None, name: str, role: str, how: str, words: str) -> Answer[Any]:
        """Adds (no row) or changes one person's part."""
        ...

    def remove_attendance(self, review: str, row: str) -> Answer[Any]:
        """Takes one person off the list."""
        ...

    def add_told(
        self, review: str, words: str, said_on: date | None, who_may_hear: str, seen: bool = False, where: str = ""
    ) -> Answer[Any]:
        """Keeps one thing that the child said, or that I saw."""
        ...

    def update_told(self, review: str, row: str, fields: Mapping[str, object]) -> Answer[Any]:
        """Changes it, or who may hear it."""
        ...

    def remove_told(self, review: str, row: str) -> Answer[Any]:
        """Takes it back."""
        ...

    def add_decision(self, review: str, fields: Mapping[str, object]) -> Answer[Any]:
        """Adds a decision at the end."""
        ...

    def update_decision(self, review: str, row: str, fields: Mapping[str, object]) -> Answer[Any]:
        """Changes one."""
        ...

    def remove_decision(self, review: str, row: str) -> Answer[Any]:
        """Takes one back; the rest are numbered again."""
        ...

    def settle_decision(self, review: str, row: str, outcome: str, words: str) -> Answer[Any]:
        """Says what became of an earlier decision."""
        ...

    def complete(self, review: str, late_reason: str, late_words: str) -> Answer[Any]:
        """Says that the review is complete."""
        ...

    def sign(self, review: str) -> Answer[Any]:
        """Finalises: freezes facts and papers."""
        ...

    def correct(self, review: str, reason: str, put_right: Sequence[PutRight]) -> Answer[Sequence[PaperRow]]:
        """Puts things right in a finalised review, with the reason; answers its papers, of every version."""
        ...

    def paper(self, review: str, kind: str, recipient: str, size: str) -> Answer[PaperShown]:
        """One paper, made beside the window."""
        ...

    def save_paper(self, review: str, kind: str, recipient: str, size: str, path: str) -> Answer[Any]:
        """Writes a paper where the user said."""
        ...

    def printed(self, review: str, kind: str, recipient: str) -> Answer[Any]:
        """Keeps in the journal that a paper was printed."""
        ...

    def copies(self, review: str) -> Answer[Sequence[CopyRow]]:
        """Who gets a copy, and what waits in it; worked out beside the window."""
        ...

    def every_copy(self, review: str) -> Answer[Sequence[PaperShown]]:
        """The record and decision sheet of everyone whose copy can be made."""
        ...

    def save_copies(
        self, review: str, folder: str, progress: Callable[[int, int], None], stopped: Callable[[], bool]
    ) -> Answer[Saved]:
        """Writes every copy that can be made below a folder, beside the window."""
        ...

    def telling(self, review: str, recipient: str) -> Answer[TellingView]:
        """The parts of one copy that would tell where the child lives."""
        ...

    def answer_block(self, review: str, recipient: str, place: str, answer: str, because: str) -> Answer[Any]:
        """Says what is done with one of them."""
        ...

    def where_lives(self, review: str) -> Answer[WhereView]:
        """Who may know where the child lives."""
        ...

    def withhold(self, review: str, values: Mapping[str, Any]) -> Answer[Any]:
        """Keeps a decision about that."""
        ...

    def end_withholding(self, withholding: str, because: str) -> Answer[Any]:
        """Ends one today."""
        ...

    def look_again(self, review: str, withholding: str, by: str, words: str) -> Answer[Any]:
        """Keeps that it was looked at again at this review."""
        ...

    def child_said(self, review: str, words: str) -> Answer[Any]:
        """Keeps what the young person said about who may know."""
        ...

    def choose_copy(self, review: str, person: str, choice: str, because: str) -> Answer[Any]:
        """Leaves a person out of the copies, or adds one."""
        ...
