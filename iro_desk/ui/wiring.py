"""The panes' actions, wired to the practice: the one place where the window meets an open desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from iro_desk.casework import NotFound, Refused, Review
from iro_desk.practice import (
    audit,
    booking,
    correcting,
    day_reasons,
    decisions,
    exporting,
    facts,
    holding,
    school_terms,
    settings,
    signing,
    spoken_dates,
    what_if,
)
from iro_desk.practice.booking_start import BookingStart
from iro_desk.practice.child import fact_values
from iro_desk.practice.correcting import PutRight
from iro_desk.practice.diary_views import MoveView
from iro_desk.practice.review_views import BookingView, WhatIfView
from iro_desk.practice.views import ClockRow, DayRef, TermRow
from iro_desk.practice.workspace import Workspace
from iro_desk.statute import Spoken, codes
from iro_desk.ui import typed_dates
from iro_desk.ui.bridge import Beside
from iro_desk.ui.copy_actions import CopyActions
from iro_desk.ui.draft_actions import DraftActions
from iro_desk.ui.import_actions import ImportActions
from iro_desk.ui.letter_actions import LetterActions
from iro_desk.ui.meeting_actions import MeetingActions
from iro_desk.ui.panes.actions import Values
from iro_desk.ui.paper_actions import PaperActions
from iro_desk.ui.review.actions import DraftText
from iro_desk.ui.share_actions import ShareActions
from iro_desk.ui.travel_actions import TravelActions

Result = TypeVar("Result")


class DeskActions(
    DraftActions, ImportActions, CopyActions, LetterActions, MeetingActions, TravelActions, PaperActions, ShareActions
):
    """Everything that the panes may ask, answered by one open desk. Changes go through the office."""

    def __init__(self, ws: Workspace) -> None:
        self.ws = ws
        self._closed = False
        self._unsaved: dict[str, DraftText] = {}
        typed_dates.speak_with(lambda words, on: spoken_dates.spoken_in_general(words, on, ws.settings()))
        self.refused_draft: Callable[[str], None] = lambda words: None
        """Told when no disk takes what is typed, on the thread that tried."""
        self._beside = Beside("beside")
        self._long = Beside("long")
        self._finding = Beside("finding")
        self._drafts = {draft.field: DraftText(draft.text, draft.cursor) for draft in ws.desk.drafts()}

    @property
    def is_closing(self) -> bool:
        """Whether the desk is being locked: what runs beside the window stops as soon as it may."""
        return self._closed

    def beside(self, work: Callable[..., Result], *args: Any) -> Future[Result]:
        """Runs what takes longer than a frame beside the window."""
        return self._beside.submit(work, *args)

    def long(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Future[Any]:
        """Runs what takes long (a backup, its check) beside the window; papers are set meanwhile."""
        return self._long.submit(function, *args, **kwargs)

    def find(self, work: Callable[..., Result], *args: Any) -> Future[Result]:
        """Looks for words beside the window; no paper and no import is waited for."""
        return self._finding.submit(work, *args)

    def close(self) -> None:
        """Waits for what runs beside the window. What a pane on its way out still asks of drafts is passed over."""
        self._closed = True
        typed_dates.speak_with()
        for pool in (self._beside, self._long, self._finding):
            pool.shutdown(wait=True, cancel_futures=True)

    # ------------------------------------------------------------ codes and facts

    def codes(self, name: str) -> Sequence[tuple[str, str]]:
        """(code, label) of a national code set, those valid today first."""
        return [(each.code, each.label) for each in codes(name, self.ws.today)]

    def first_review(self, became_looked_after: date) -> ClockRow | None:
        """The clock of the first review of a child who became looked after on that day."""
        return facts.first_review_of(self.ws, became_looked_after)

    def new_child(self, values: Values) -> Future[str]:
        """Adds a child from the fields of the form."""
        known = dict(values)
        return facts.new_child(self.ws, facts.NewChild(**known))  # type: ignore[arg-type]

    def fact(self, kind: str, id: str) -> dict[str, Any]:
        """The fields of one stored fact."""
        return fact_values(self.ws, kind, self._id_of(kind, id))

    def save_fact(self, kind: str, id: str | None, values: Values) -> Future[str]:
        """Adds or changes one fact of the child named in the values."""
        known = dict(values)
        child = str(known.pop("child"))
        if kind == "decision" and id is not None:
            outcome, on = str(known.get("outcome", "")), known.get("outcome_on")
            words = str(known.get("outcome_words", ""))
            done = decisions.settle_decision(self.ws, id, outcome, on if isinstance(on, date) else None, words)
            return _then(done, lambda _: id)
        return facts.save_fact(self.ws, kind, child, self._id_of(kind, id) if id else None, known)

    def remove_fact(self, kind: str, id: str) -> Future[None]:
        """Takes one fact back."""
        stored = self._id_of(kind, id)
        return facts.remove_fact(self.ws, kind, facts.child_of(self.ws, kind, stored), stored)

    def _id_of(self, kind: str, shown: str) -> str:
        """A council number is shown, and asked for, by itself."""
        return facts.number_id(self.ws, shown) if kind == "number" else shown

    def something_changed(self, child: str, kind: str, values: Values) -> Future[str]:
        """Enters what changed, and carries it out on the child's facts."""
        known = dict(values)
        when = ("happened_on", "told_by", "told_on", "ended_on", "ended_time")
        own = (*when, "words", "bring_forward", "bring_forward_because")
        of_event = {key: known.pop(key) for key in own if key in known}
        details = {key: _as_words(value) for key, value in known.items()}
        what = facts.SomethingChanged(kind=kind, details=details, **of_event)  # type: ignore[arg-type]
        return facts.something_changed(self.ws, child, what)

    def booking(self, child: str, day: date | None) -> BookingView:
        """What the typed day means against the child's next window."""
        return booking.booking_view(self.ws, child, day)

    def booking_start(self, child: str) -> BookingStart:
        """The first free days for the child's next review."""
        from iro_desk.practice.booking_start import booking_start

        return booking_start(self.ws, child)

    def move(self, child: str, day: date, time: str) -> MoveView | None:
        """What it would do to hold it then; ``None`` for a child not on the caseload."""
        from iro_desk.practice.moves import move_view

        try:
            return move_view(self.ws, child, day, time)
        except NotFound:
            return None

    def wish(self, child: str) -> Values:
        """What the child wishes for the day of a review."""
        from iro_desk.practice.engagements import wish_of

        found = wish_of(self.ws, child)
        if found is None:
            return {}
        known = {name: getattr(found, name) for name in ("not_before", "not_after", "method", "words")}
        return {**known, **dict.fromkeys(found.not_on.split(), True)}

    def keep_wish(self, child: str, values: Values) -> Future[str]:
        """Keeps it."""
        from iro_desk.practice.engagements import keep_wish

        names = ("not_before", "not_after", "not_on", "method", "words")
        return keep_wish(self.ws, child, **{name: str(values.get(name) or "") for name in names})

    def what_if(self, child: str, day: date, what: str) -> WhatIfView:
        """The dates that would follow."""
        return what_if.what_if(self.ws, child, day, what)

    def day_reason(self, child: str, ref: DayRef) -> ClockRow:
        """Why a day stands on the Child page."""
        return day_reasons.day_reason(self.ws, child, ref)

    def save_history(self, asked: audit.AuditFilter, path: str) -> Future[Path]:
        """Writes the lines that answer the filter as a table."""
        return self.long(audit.save_audit, self.ws, Path(path), asked)

    def export_child(self, child: str, inside: str) -> Future[exporting.Exported]:
        """Writes everything held about a child into a new folder inside one."""
        folder = exporting.new_folder(self.ws, Path(inside), child)
        return self.long(exporting.export_child, self.ws, child, folder)

    def book(self, child: str, values: Values) -> Future[str]:
        """Books a review."""
        known = dict(values)
        day = known.pop("day")
        if not isinstance(day, date):
            raise Refused("A day is needed.", safe="Nothing was booked.")
        anyway = bool(known.pop("anyway", None))
        details = {key: str(value or "") for key, value in known.items()}
        return booking.book(self.ws, child, day, anyway=anyway, **details)

    # ------------------------------------------------------------ settings

    def change_setting(self, key: str, value: str) -> Future[None]:
        """Sets one setting."""
        return settings.change_setting(self.ws, key, value)

    def reset_setting(self, key: str) -> Future[None]:
        """Puts one setting back to what is usual."""
        return settings.reset_setting(self.ws, key)

    def days_of_file(self, path: str) -> Sequence[date]:
        """The days that stand in a file."""
        return settings.days_of_file(Path(path))

    def picture_of_file(self, path: str) -> str:
        """A picture as a setting keeps it."""
        return settings.picture_of_file(Path(path))

    def term_authorities(self) -> Sequence[tuple[str, str]]:
        """(code, name) of every authority that may have school terms."""
        return school_terms.authorities(self.ws)

    def terms(self, authority: str) -> Sequence[TermRow]:
        """The school terms of an authority."""
        return school_terms.term_rows(self.ws, authority)

    def terms_of_file(self, path: str, authority: str = "") -> Sequence[TermRow]:
        """The school terms that stand in a table."""
        return school_terms.terms_of_file(self.ws, Path(path), authority)

    def keep_terms(self, rows: Sequence[TermRow], authority: str = "") -> Future[None]:
        """Keeps these school terms."""
        return school_terms.keep_terms(self.ws, rows, authority)

    # ------------------------------------------------------------ one review

    def open_review(self, review: str, held_on: date) -> Future[Any]:
        """Begins the meeting; one that was adjourned is taken up again."""
        if self.ws.desk.get(Review, review).state == "adjourned":
            return holding.resume(self.ws, review, held_on)
        return holding.open_review(self.ws, review, held_on)

    def spoken(self, review: str, words: str, on: date) -> Spoken:
        """The day that a phrase means when it is said of that child."""
        found = self.ws.desk.get(Review, review)
        return spoken_dates.spoken_date(self.ws, found.child, words, found.kind, on)

    def adjourn(self, review: str, words: str) -> Future[Any]:
        """Adjourns the meeting, and says why."""
        return holding.adjourn(self.ws, review, words)

    def update_review(self, review: str, fields: Mapping[str, object]) -> Future[Any]:
        """Changes fields of the review; those of a booking while it is one."""
        return holding.update_review(self.ws, review, **fields)

    def write_note(self, review: str, heading: str, text: str, covered: Sequence[str]) -> Future[Any]:
        """Makes what stands under a heading a change."""
        return holding.write_note(self.ws, review, heading, text, covered)

    def set_attendance(self, review: str, row: str | None, name: str, role: str, how: str, words: str) -> Future[Any]:
        """Adds or changes one person's part."""
        return holding.set_attendance(self.ws, review, row, name=name, role=role, how=how, words=words)

    def remove_attendance(self, review: str, row: str) -> Future[Any]:
        """Takes one person off the list."""
        return holding.remove_attendance(self.ws, review, row)

    def update_told(self, review: str, row: str, fields: Mapping[str, object]) -> Future[Any]:
        """Changes it, or who may hear it."""
        return holding.update_told(self.ws, review, row, **fields)

    def remove_told(self, review: str, row: str) -> Future[Any]:
        """Takes it back."""
        return holding.remove_told(self.ws, review, row)

    def add_decision(self, review: str, fields: Mapping[str, object]) -> Future[Any]:
        """Adds a decision at the end."""
        known = dict(fields)
        return decisions.add_decision(self.ws, review, str(known.pop("what")), **known)

    def update_decision(self, review: str, row: str, fields: Mapping[str, object]) -> Future[Any]:
        """Changes one."""
        return decisions.update_decision(self.ws, review, row, **fields)

    def remove_decision(self, review: str, row: str) -> Future[Any]:
        """Takes one back."""
        return decisions.remove_decision(self.ws, review, row)

    def settle_decision(self, review: str, row: str, outcome: str, words: str) -> Future[Any]:
        """Says what became of an earlier decision."""
        return decisions.settle_decision(self.ws, row, outcome, self.ws.today if outcome else None, words)

    def complete(self, review: str, late_reason: str, late_words: str) -> Future[Any]:
        """Says that the review is complete."""
        return holding.complete(self.ws, review, late_reason=late_reason, late_words=late_words)

    def sign(self, review: str) -> Future[Any]:
        """Finalises."""
        return signing.sign(self.ws, review)

    def correct(self, review: str, reason: str, put_right: Sequence[PutRight]) -> Future[Any]:
        """Corrects."""
        return correcting.correct(self.ws, review, reason, put_right)


def _as_words(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    return str(value or "")


def _then(future: Future[Any], answer: Callable[[Any], Any]) -> Future[Any]:
    """A future of what ``answer`` makes of another's result; a refusal is passed on."""
    made: Future[Any] = Future()

    def settle(done: Future[Any]) -> None:
        error = done.exception()
        if error is not None:
            made.set_exception(error)
        else:
            made.set_result(answer(done.result()))

    future.add_done_callback(settle)
    return made
