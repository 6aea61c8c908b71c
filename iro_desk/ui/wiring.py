"""The panes' actions, wired to the practice: the one place where the window meets an open desk."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Future
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from iro_desk.casework import NotFound, Refused, Review, UserFacingError
from iro_desk.practice import (
    audit,
    booking,
    copies,
    correcting,
    day_reasons,
    decisions,
    exporting,
    facts,
    hidden,
    holding,
    importing,
    making,
    papers,
    room,
    school_terms,
    settings,
    sharing,
    sheets,
    signing,
    spoken_dates,
    what_if,
    where_lives,
)
from iro_desk.practice.booking_start import BookingStart
from iro_desk.practice.child import fact_values
from iro_desk.practice.copies import CopyRow, TellingView
from iro_desk.practice.correcting import PutRight
from iro_desk.practice.diary_views import MoveView
from iro_desk.practice.hidden import refuse_hidden
from iro_desk.practice.import_views import ImportView
from iro_desk.practice.making import Wanted
from iro_desk.practice.paper_facts import source_of
from iro_desk.practice.review_views import BookingView, WhatIfView
from iro_desk.practice.views import ClockRow, DayRef, TermRow
from iro_desk.practice.where_lives import WhereView
from iro_desk.practice.workspace import WINDOW_PLACE, Workspace
from iro_desk.statute import Spoken, codes
from iro_desk.ui import typed_dates
from iro_desk.ui.bridge import Beside
from iro_desk.ui.letter_actions import LetterActions
from iro_desk.ui.meeting_actions import MeetingActions
from iro_desk.ui.panes.actions import Values
from iro_desk.ui.paper_actions import PaperActions
from iro_desk.ui.review.actions import DraftText, PaperShown
from iro_desk.ui.share_actions import ShareActions
from iro_desk.ui.travel_actions import TravelActions

Result = TypeVar("Result")


SAME_SHEET = ("decisions", "file")
"""The manager's decision sheet is the one that stands on the file."""


class DeskActions(LetterActions, MeetingActions, TravelActions, PaperActions, ShareActions):
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
        from iro_desk.practice.diary import move_view

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

    def keep_draft(self, field: str, text: str, cursor: int) -> None:
        """Keeps a field being written."""
        if self._closed or self.ws.names_hidden:
            return
        self._drafts[field] = DraftText(text, cursor)
        self._save(field)

    def _save(self, field: str) -> None:
        """Writes a draft; a text that no disk took waits in memory until :meth:`save_again`."""
        draft = self._drafts[field]

        def settled(done: Future[Any]) -> None:
            error = done.exception()
            if error is None:
                if self._unsaved.get(field) is draft:
                    self._unsaved.pop(field, None)
                return
            self._unsaved[field] = draft
            if isinstance(error, UserFacingError):
                self.refused_draft(f"{error.what} What you type is kept in memory and tried again.")

        self.ws.office.do_draft(_save_draft, field, draft.text, draft.cursor).add_done_callback(settled)

    def unsaved(self) -> dict[str, DraftText]:
        """The texts that no disk took yet."""
        return dict(self._unsaved)

    def adopt(self, texts: Mapping[str, DraftText]) -> None:
        """Texts that no disk took before the desk was locked: they are the newest there are."""
        self._drafts.update(texts)
        self._unsaved.update(texts)

    def forget(self, fields: set[str]) -> None:
        """Texts that went with a child's working copy: nothing writes them again."""
        for kept in (self._drafts, self._unsaved):
            for field in fields:
                kept.pop(field, None)

    def save_again(self) -> None:
        """Tries the texts again that no disk took."""
        for field in () if self._closed else tuple(self._unsaved):
            if field == WINDOW_PLACE:
                self.keep_place(self._unsaved[field].text)
            elif field in self._drafts:
                self._save(field)
            else:
                self._unsaved.pop(field, None)

    def draft(self, field: str) -> DraftText | None:
        """What was typed and never became a change."""
        kept = self._drafts.get(field)
        veil = self.ws.desk.veil
        return kept if kept is None or veil is None else veil(kept)

    def drop_draft(self, field: str) -> None:
        """The draft became a change."""
        if self.ws.names_hidden:
            return
        if self._drafts.pop(field, None) is not None and not self._closed:
            self.ws.office.do_draft(_drop_draft, field)

    def earlier(self, field: str) -> Sequence[str]:
        """The texts that a draft had before, the oldest first."""
        return [each.text for each in reversed(self.ws.desk.earlier(field))]

    def keep_place(self, words: str) -> None:
        """Keeps where the person is in the window; only the newest, with nothing of the ones before.

        It may hold what was typed in a form: what no disk takes waits in memory, as the texts do.
        """

        def settled(done: Future[Any]) -> None:
            if done.exception() is not None and words:
                self._unsaved[WINDOW_PLACE] = DraftText(words, 0)
            else:
                self._unsaved.pop(WINDOW_PLACE, None)

        if not self._closed:
            self.ws.office.do_draft(_save_place, words).add_done_callback(settled)

    def kept_place(self) -> str:
        """Where the person was in the window, as it was kept last."""
        kept = self._drafts.get(WINDOW_PLACE)
        return kept.text if kept is not None else ""

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

    def paper(self, review: str, kind: str, recipient: str, size: str = "standard") -> Future[PaperShown]:
        """One paper, set beside the window."""
        return self._beside.submit(self._paper, review, kind, recipient, size)

    def _paper(self, review: str, kind: str, recipient: str, size: str) -> PaperShown:
        room.refuse_watched(self.ws)
        made = papers.paper(self.ws, review, kind, recipient, size)
        return PaperShown(made.pdf, made.name, made.uncovered, made.remarks)

    def save_paper(self, review: str, kind: str, recipient: str, size: str, path: str) -> Future[Any]:
        """Writes a paper where the user said, and keeps in the journal that it was exported."""
        return self._beside.submit(self._save_paper, review, kind, recipient, size, Path(path))

    def _save_paper(self, review: str, kind: str, recipient: str, size: str, path: Path) -> None:
        hidden.refuse_hidden(self.ws.desk)
        made = making.make(self.ws, kind, review, recipient, size)
        sharing.write_whole(path, made.pdf)
        sharing.exported(self.ws, Wanted(kind, review, made.recipient))

    def printed(self, review: str, kind: str, recipient: str) -> Future[None]:
        """Keeps in the journal that a paper was printed."""
        return sharing.printed(self.ws, Wanted(kind, review, recipient))

    def copies(self, review: str) -> Future[Sequence[CopyRow]]:
        """Who gets a copy, and what waits in it."""
        return self._beside.submit(self._copies, review)

    def _copies(self, review: str) -> Sequence[CopyRow]:
        return copies.copy_rows(source_of(self.ws, review))

    def every_copy(self, review: str) -> Future[Sequence[PaperShown]]:
        """The record and decision sheet of everyone whose copy can be made."""
        return self._beside.submit(self._every_copy, review)

    def _every_copy(self, review: str) -> Sequence[PaperShown]:
        return [self._paper(each.about, each.kind, each.recipient, "standard") for each in self._can_be_made(review)]

    def _can_be_made(self, review: str) -> list[Wanted]:
        rows = copies.copy_rows(source_of(self.ws, review))
        ready = [row.key for row in rows if not row.left_out and not row.open and row.place != "stop"]
        return [Wanted(kind, review, key) for key in ready for kind in papers.FROZEN if (kind, key) != SAME_SHEET]

    def save_copies(
        self, review: str, folder: str, progress: Callable[[int, int], None], stopped: Callable[[], bool]
    ) -> Future[sharing.Saved]:
        """Writes every copy that can be made below a folder."""

        def save() -> sharing.Saved:
            return sharing.save_papers(self.ws, self._can_be_made(review), Path(folder), progress, stopped)

        return self._beside.submit(save)

    def telling(self, review: str, recipient: str) -> Future[TellingView]:
        """The parts of one copy that would tell where the child lives."""
        room.refuse_watched(self.ws)
        return self._beside.submit(copies.telling_view, self.ws, review, recipient)

    def answer_block(self, review: str, recipient: str, place: str, answer: str, because: str) -> Future[None]:
        """Says what is done with one of them."""
        return copies.answer_block(self.ws, review, recipient, place, answer, because)

    def where_lives(self, review: str) -> WhereView:
        """Who may know where the child lives."""
        return where_lives.where_view(self.ws, self._child_of(review), review)

    def withhold(self, review: str, values: Mapping[str, Any]) -> Future[str]:
        """Keeps a decision about that."""
        known = dict(values)
        return where_lives.withhold(self.ws, self._child_of(review), known.pop("ground"), **known)

    def end_withholding(self, withholding: str, because: str) -> Future[None]:
        """Ends one today."""
        return where_lives.end_withholding(self.ws, withholding, self.ws.today, because)

    def look_again(self, review: str, withholding: str, by: str, words: str) -> Future[str]:
        """Keeps that it was looked at again at this review."""
        return where_lives.look_again(self.ws, withholding, review, by, words)

    def child_said(self, review: str, words: str) -> Future[str]:
        """Keeps what the young person said about who may know."""
        return where_lives.child_said(self.ws, self._child_of(review), words)

    def choose_copy(self, review: str, person: str, choice: str, because: str) -> Future[None]:
        """Leaves a person out of the copies, or adds one."""
        return where_lives.choose_copy(self.ws, self._child_of(review), person, choice, because)

    def verify(self, path: str) -> Future[papers.Verdict]:
        """Which paper a file is, and whether one byte differs."""
        return self._beside.submit(lambda: papers.verify_file(self.ws, Path(path)))

    def _child_of(self, review: str) -> str:
        return self.ws.desk.get(Review, review).child

    # ------------------------------------------------------------ a council's return

    def prepare(
        self,
        paths: Sequence[str],
        mine: str | None,
        progress: Callable[[int, int], None],
        stopped: Callable[[], bool],
    ) -> Future[importing.Prepared]:
        """Reads and compares, beside the window."""
        return self._look(self._prepare, paths, mine, progress, stopped)

    def _look(self, work: Callable[..., Result], *given: Any) -> Future[Result]:
        """Reads somebody's file beside the window; not while names are hidden, for it is full of them."""

        def looked() -> Result:
            refuse_hidden(self.ws.desk)
            return work(*given)

        return self._beside.submit(looked)

    def _prepare(
        self,
        paths: Sequence[str],
        mine: str | None,
        progress: Callable[[int, int], None],
        stopped: Callable[[], bool],
    ) -> importing.Prepared:
        whose = importing.EVERYONE if mine is None else importing.mine_from_text(mine)
        files = [Path(path).expanduser() for path in paths]
        return importing.prepare(self.ws, files, whose, progress=progress, stopped=stopped)

    def view(self, prepared: importing.Prepared) -> ImportView:
        """What was found."""
        return prepared.view

    def take(self, prepared: importing.Prepared) -> Future[ImportView]:
        """Takes it in, as one change."""
        return self._beside.submit(importing.apply, self.ws, prepared)

    def save_list(self, shown: Any, path: str) -> Future[None]:
        """Saves a list that is shown as a file, beside the window."""
        from iro_desk.practice.list_saving import save_list

        return self._beside.submit(save_list, self.ws, shown, Path(path).expanduser())

    # ------------------------------------------------------------ a list of children

    def find_list(self, path: str) -> Future[Any]:
        """The list in a file, read beside the window."""
        return self._look(sheets.find_sheet, Path(path).expanduser())

    def find_pasted(self, text: str) -> Future[Any]:
        """The list in a pasted table."""
        return self._look(sheets.find_pasted, text)

    def list_columns(self, found: Any) -> dict[int, str]:
        """Which column holds what."""
        return sheets.columns_of(self.ws, found)

    def list_rows(self, found: Any, columns: Mapping[int, str]) -> tuple[sheets.ColumnRow, ...]:
        """Each column with its title and samples."""
        return sheets.column_rows(found, columns)

    def list_choices(self) -> tuple[tuple[str, str], ...]:
        """What a column may hold."""
        return sheets.field_choices()

    def prepare_list(
        self, found: Any, columns: Mapping[int, str], same_child: Collection[int], mine: str | None
    ) -> Future[Any]:
        """Reads the rows and compares them."""
        return self._beside.submit(self._prepare_list, found, columns, same_child, mine)

    def _prepare_list(
        self, found: Any, columns: Mapping[int, str], same_child: Collection[int], mine: str | None
    ) -> sheets.PreparedSheet:
        listed = importing.mine_from_text(mine).numbers if mine else None
        concerns = sheets.whose_rows(self.ws, found, everyone=False, mine=listed, worker=None, team=None)
        return sheets.prepare_sheet(self.ws, found, columns, same_child=same_child, concerns=concerns)

    def list_view(self, prepared: sheets.PreparedSheet) -> sheets.SheetView:
        """What was found."""
        return prepared.view

    def take_list(self, prepared: sheets.PreparedSheet) -> Future[sheets.SheetView]:
        """Takes it in, as one change."""
        return self._beside.submit(sheets.apply_sheet, self.ws, prepared)

    def save_starter_sheet(self, path: str) -> Future[None]:
        """Writes the empty starter sheet."""
        return self._beside.submit(sheets.save_starter_sheet, Path(path).expanduser())


def _save_draft(drafts: Any, field: str, text: str, cursor: int) -> None:
    drafts.save(field, text, cursor)


def _save_place(drafts: Any, words: str) -> None:
    drafts.drop(WINDOW_PLACE)
    if words:
        drafts.save(WINDOW_PLACE, words)


def _drop_draft(drafts: Any, field: str) -> None:
    drafts.drop(field)


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
