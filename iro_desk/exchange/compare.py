"""A return against this desk: what is new, what changed, what to ask. Nothing is changed here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Final, Literal

from iro_desk.casework import (
    Child,
    ChildFile,
    CouncilNumber,
    Episode,
    Refused,
    Review,
)
from iro_desk.exchange.known import LOOKED_AFTER, Known, day_in_words, doubts_of
from iro_desk.exchange.mine import MineList, key_of
from iro_desk.exchange.proposal import COUNTED, BookingMet, Change, Proposal, Record
from iro_desk.exchange.returns import (
    CouncilReturn,
    EpisodeRow,
    HeaderRow,
    Problem,
    ReturnPart,
    ReviewRow,
    UnaccompaniedRow,
)
from iro_desk.exchange.threeway import Outcome, Value, compare_fields, image_of, plain

SOURCE: Final = "ssda903"

CHILD_WORDS: Final = {
    "date_of_birth": "Date of birth",
    "sex": "Sex",
    "ethnicity": "Ethnicity",
    "unaccompanied": "Unaccompanied asylum-seeking child",
}
EPISODE_WORDS: Final = {
    "started": "Began",
    "reason_new": "Reason for the episode",
    "legal_status": "Legal status",
    "need": "Category of need",
    "placement": "Type of home",
    "provider": "Provider",
    "ended": "Ended",
    "reason_ended": "Reason it ended",
    "reason_moved": "Reason for the move",
    "home_postcode": "Own home's postcode",
    "postcode": "Postcode",
    "urn": "Ofsted number",
}
REVIEW_WORDS: Final = {"held_on": "Held on", "participation": "Participation"}

TICK: Final = 500
"""Rows between two reports of progress."""
ASK: Final = 20
"""Rows between two looks at whether to stop: a millisecond or so."""


def compare(
    found: CouncilReturn,
    files: Sequence[ChildFile],
    *,
    on: date,
    mine: MineList | None,
    new_id: Callable[[], str],
    keep: Literal["mine", "theirs"] | None = None,
    progress: Callable[[int, int], None] | None = None,
    stopped: Callable[[], bool] | None = None,
) -> Proposal:
    """What importing this return into a desk with these children would do.

    ``mine`` holds the council numbers of the children to take; ``None`` takes every child of the
    return. ``on`` is the desk's day. Where both sides changed a field, mine stays (``keep`` "mine" or
    ``None``) or theirs is taken; each such field is a conflict either way. Progress is told in rows.
    Raises :class:`Refused` when ``stopped`` says so.
    """
    comparison = _Comparison(files, mine, new_id, keep == "theirs")
    total = sum(len(part.header) + len(part.episodes) + len(part.reviews) for part in found.parts)
    done = 0
    for part in found.parts:
        comparison.begin(part)
        # Parents first: an episode or a review finds its child among those of the header.
        for _ in chain(
            map(comparison.header, part.header),
            map(comparison.episode, part.episodes),
            map(comparison.review, part.reviews),
        ):
            done += 1
            if done % ASK == 0 and stopped is not None and stopped():
                raise Refused("The import was stopped.", safe="Nothing was changed.")
            if done % TICK == 0 and progress is not None:
                progress(done, total)
        comparison.finish(part)
    if progress is not None:
        progress(total, total)
    return comparison.result(found, on)


class _Comparison:
    """The state of one comparison: the children as they become, and everything to be said about it."""

    def __init__(
        self,
        files: Sequence[ChildFile],
        mine: MineList | None,
        new_id: Callable[[], str],
        take_theirs: bool,
    ) -> None:
        self._desk = {key_of(number.number): file for file in files for number in file.numbers}
        self._mine = None if mine is None else {key_of(number) for number in mine}
        self._mine_as_given = tuple(mine or ())
        self._new_id = new_id
        self._take_theirs = take_theirs

        self._known: dict[str, Known] = {}
        """By the number as compared; a child with several numbers stands here once for each, with one value."""
        self._of_child: dict[str, Known] = {}
        self._children: dict[str, Child] = {}
        self._numbers: dict[str, CouncilNumber] = {}
        self._episodes: dict[str, Episode] = {}
        self._reviews: dict[str, Review] = {}
        self._made: set[str] = set()
        """Ids of records made by this import: a later part of it changes them without a question."""
        self._counts = {kind: dict.fromkeys(COUNTED, 0) for kind in ("header", "episodes", "reviews", "uasc")}
        self._changes: list[Change] = []
        self._other_values: dict[str, tuple[Record, str, Value]] = {}
        self._met: list[BookingMet] = []
        self._problems: list[Problem] = []

        # Of one part (folder): rows of the same key are listed within it; a later part is a later year.
        self._seen_children: dict[str, HeaderRow] = {}
        self._seen_episodes: dict[tuple[str, date], EpisodeRow] = {}
        self._seen_reviews: dict[tuple[str, date], ReviewRow] = {}
        self._blocked: set[str] = set()
        self._unaccompanied: dict[str, UnaccompaniedRow] = {}

    def begin(self, part: ReturnPart) -> None:
        """Start with the tables of one folder."""
        self._seen_children = {}
        self._seen_episodes = {}
        self._seen_reviews = {}
        self._blocked = set()
        self._unaccompanied = {key_of(row.number): row for row in part.unaccompanied}
        for unread in part.unread:
            if self._concerns(unread.number):
                self._counts[unread.kind]["listed"] += 1

    def finish(self, part: ReturnPart) -> None:
        """Children of the UASC table that stand in no header of this folder."""
        for key, row in self._unaccompanied.items():
            if key in self._seen_children or not self._concerns(row.number):
                continue
            known = self._find(key)
            if known is None:
                self._problem(row, "the child is neither in a header file nor on this desk")
            elif self._same_birth(row, known):
                self._child_fields(known, {"unaccompanied": True}, row)

    def header(self, row: HeaderRow) -> None:
        """Take one child."""
        key = key_of(row.number)
        if not self._concerns(row.number):
            return
        counts = self._counts["header"]
        first = self._seen_children.setdefault(key, row)
        if first is not row:
            counts["listed"] += 1
            self._repeated(row, first, "child")
            return
        known = self._find(key)
        theirs = _present(row, CHILD_WORDS)
        listed = self._unaccompanied.get(key)
        if listed is not None:
            if listed.date_of_birth in (None, row.date_of_birth):
                theirs["unaccompanied"] = True
            else:
                self._problem(
                    listed, "The date of birth (DOB) is not the one in the header file; the row was not taken"
                )
        if known is None:
            counts["new"] += 1
            self._new_child(key, row, theirs)
        elif known.child.date_of_birth not in (None, row.date_of_birth):
            counts["listed"] += 1
            self._blocked.add(key)
            self._problem(row, "this number is on the desk with another date of birth; the child was not merged")
        else:
            counts["changed" if self._child_fields(known, theirs, row) else "same"] += 1

    def episode(self, row: EpisodeRow) -> None:
        """Take one episode."""
        counts = self._counts["episodes"]
        known = self._child_of(row)
        if known is None:
            return
        first = self._seen_episodes.setdefault((known.child.id, row.started), row)
        if first is not row:
            counts["listed"] += 1
            self._repeated(row, first, "episode")
            return
        theirs = _present(row, EPISODE_WORDS)
        theirs["ended"] = row.ended  # its column is always there: no date is an open episode
        here = known.episodes.get(row.started)
        if here is None:
            counts["new"] += 1
            made = Episode(id=self._new_id(), child=known.child.id, imported=image_of(theirs), **theirs)  # type: ignore[arg-type]
            self._made.add(made.id)
            self._episodes[made.id] = known.episodes[row.started] = made
            return
        mine = {name: getattr(here, name) for name in theirs}
        outcome = compare_fields(mine, theirs, here.imported)
        about = f"episode from {day_in_words(row.started)}"
        shown, values = self._settle(known, here, mine, outcome, EPISODE_WORDS, about, row)
        counts["changed" if shown else "same"] += 1
        if values or outcome.image != here.imported:
            after = replace(here, **values, imported=outcome.image)  # type: ignore[arg-type]
            self._episodes[here.id] = known.episodes[row.started] = after

    def review(self, row: ReviewRow) -> None:
        """Take one review held."""
        counts = self._counts["reviews"]
        known = self._child_of(row)
        if known is None:
            return
        if not self._same_birth(row, known):
            counts["listed"] += 1
            return
        first = self._seen_reviews.setdefault((known.child.id, row.held_on), row)
        if first is not row:
            counts["listed"] += 1
            self._repeated(row, first, "child and date")
            return
        theirs = _present(row, REVIEW_WORDS)
        here = known.held.get(row.held_on)
        if here is None:
            booking = known.booked.get(row.held_on)
            if booking is not None:
                counts["listed"] += 1
                self._meet(known, booking, row, theirs)
                return
            counts["new"] += 1
            known.rows.append(row)
            made = _held(Review(self._new_id(), known.child.id, kind=LOOKED_AFTER), row, theirs)
            self._made.add(made.id)
            self._reviews[made.id] = known.held[row.held_on] = made
            return
        known.rows.append(row)
        counts["changed" if self._review_fields(known, here, row, theirs) else "same"] += 1

    def result(self, found: CouncilReturn, on: date) -> Proposal:
        """Everything, once all rows are taken."""
        counts = self._counts
        reviews = {"rows": sum(counts["reviews"].values()), **counts["reviews"]}
        records: list[Record] = [
            *self._children.values(),
            *self._numbers.values(),
            *self._episodes.values(),
            *self._reviews.values(),
        ]
        missing = [n for n in self._mine_as_given if key_of(n) not in self._known and key_of(n) not in self._desk]
        return Proposal(
            records=tuple(records),
            children=counts["header"],
            episodes=counts["episodes"],
            reviews=reviews,
            changes=tuple(self._changes),
            bookings_met=tuple(self._met),
            doubts=tuple(doubt for known in self._of_child.values() for doubt in doubts_of(known, on)),
            problems=(*(p for p in found.problems if self._concerns(p.number)), *self._problems),
            not_found=tuple(missing),
            other_values=self._other_values,
        )

    def _concerns(self, number: str) -> bool:
        """Whether a row of this number is of a child to take. A row without a number may be of any."""
        return self._mine is None or not number or key_of(number) in self._mine

    def _find(self, key: str) -> Known | None:
        known = self._known.get(key)
        if known is None and key in self._desk:
            file = self._desk[key]
            known = self._of_child.get(file.child.id) or Known(file, file.number)
            self._known[key] = self._of_child[file.child.id] = known
        return known

    def _child_of(self, row: EpisodeRow | ReviewRow) -> Known | None:
        """The child of a row, or ``None``: not to take, or listed with the reason."""
        if not self._concerns(row.number):
            return None
        key = key_of(row.number)
        known = None if key in self._blocked else self._find(key)
        if known is None:
            self._counts["episodes" if isinstance(row, EpisodeRow) else "reviews"]["listed"] += 1
            if key in self._blocked:
                self._problem(row, "this number is on the desk with another date of birth; the row was not taken")
            else:
                self._problem(row, "the child is neither in a header file nor on this desk; the row was not taken")
        return known

    def _same_birth(self, row: ReviewRow | UnaccompaniedRow, known: Known) -> bool:
        if row.date_of_birth in (None, known.child.date_of_birth):
            return True
        self._problem(row, "The date of birth (DOB) is not the child's; the row was not taken")
        return False

    def _new_child(self, key: str, row: HeaderRow, theirs: Mapping[str, Value]) -> None:
        child = Child(
            id=self._new_id(),
            date_of_birth=row.date_of_birth,
            sex=row.sex or "",
            ethnicity=row.ethnicity or "",
            unaccompanied=theirs.get("unaccompanied") is True,
            imported=image_of(theirs),
        )
        number = CouncilNumber(self._new_id(), child.id, row.number, SOURCE)
        self._children[child.id] = child
        self._numbers[number.id] = number
        self._made.add(child.id)
        self._known[key] = self._of_child[child.id] = Known(ChildFile(child, numbers=(number,)), row.number)

    def _child_fields(self, known: Known, theirs: Mapping[str, Value], row: HeaderRow | UnaccompaniedRow) -> bool:
        """Compare the child's own fields; whether there is anything to show."""
        child = known.child
        mine = {name: getattr(child, name) for name in theirs}
        outcome = compare_fields(mine, theirs, child.imported)
        shown, values = self._settle(known, child, mine, outcome, CHILD_WORDS, "", row)
        if values or outcome.image != child.imported:
            known.child = replace(child, **values, imported=outcome.image)  # type: ignore[arg-type]
            self._children[child.id] = known.child
        return shown

    def _review_fields(self, known: Known, here: Review, row: ReviewRow, theirs: Mapping[str, Value]) -> bool:
        """Compare a review held on the same day; whether there is anything to show."""
        mine = {name: getattr(here, name) for name in theirs}
        outcome = compare_fields(mine, theirs, here.imported)
        about = f"review of {day_in_words(row.held_on)}"
        if here.state == "signed":
            # What was signed stays as it was signed; a correction is a new version of it.
            for name, value in (outcome.take | outcome.conflicts).items():
                self._show(known, here.id, name, REVIEW_WORDS, about, mine[name], value, row, "signed here")
            return bool(outcome.take or outcome.conflicts)
        shown, values = self._settle(known, here, mine, outcome, REVIEW_WORDS, about, row)
        # A review that was written here never takes an image: it stays a review of this desk, with its record owed.
        image = outcome.image if here.imported else ""
        if values or image != here.imported:
            after = replace(here, **values, imported=image)  # type: ignore[arg-type]
            self._reviews[here.id] = known.held[row.held_on] = after
        return shown

    def _meet(self, known: Known, booking: Review, row: ReviewRow, theirs: Mapping[str, Value]) -> None:
        self._met.append(
            BookingMet(
                booking=booking.id,
                child=known.child.id,
                child_label=known.label,
                number=known.number,
                held_on=row.held_on,
                file=row.file,
                line=row.line,
                completed=_held(booking, row, theirs),
            )
        )

    def _settle(
        self,
        known: Known,
        record: Child | Episode | Review,
        mine: Mapping[str, Value],
        outcome: Outcome,
        words: Mapping[str, str],
        about: str,
        row: HeaderRow | UnaccompaniedRow | EpisodeRow | ReviewRow,
    ) -> tuple[bool, dict[str, Value]]:
        """Whether anything is to be shown, and the values to set: what is taken, and conflicts as ``keep`` says."""
        values = dict(outcome.take)
        if record.id in self._made:
            return bool(outcome.take or outcome.conflicts), {**values, **outcome.conflicts}
        for name, value in outcome.take.items():
            self._show(known, record.id, name, words, about, mine[name], value, row, "take")
        for name, value in outcome.conflicts.items():
            key = self._show(known, record.id, name, words, about, mine[name], value, row, "yours differs")
            self._other_values[key] = (record, name, mine[name] if self._take_theirs else value)
            if self._take_theirs:
                values[name] = value
        return bool(outcome.take or outcome.conflicts), values

    def _show(
        self,
        known: Known,
        record: str,
        name: str,
        words: Mapping[str, str],
        about: str,
        ours: Value,
        theirs: Value,
        row: HeaderRow | UnaccompaniedRow | EpisodeRow | ReviewRow,
        to_do: str,
    ) -> str:
        key = f"{record}.{name}"
        label = f"{words[name]} ({about})" if about else words[name]
        self._changes.append(
            Change(
                key=key,
                child=known.child.id,
                child_label=known.label,
                number=known.number,
                field=label,
                ours=_shown(ours),
                theirs=_shown(theirs),
                file=row.file,
                line=row.line,
                to_do=to_do,
            )
        )
        return key

    def _repeated(
        self,
        row: HeaderRow | EpisodeRow | ReviewRow,
        first: HeaderRow | EpisodeRow | ReviewRow,
        what: str,
    ) -> None:
        same = row[2:] == first[2:]
        where = f"line {first.line}" if row.file == first.file else f"{first.file}, line {first.line}"
        how = "with the same content" if same else "with other content"
        self._problem(row, f"repeats the {what} of {where} {how}; {where} was taken, this row was not")

    def _problem(self, row: HeaderRow | UnaccompaniedRow | EpisodeRow | ReviewRow, what: str) -> None:
        self._problems.append(Problem(row.file, row.line, what, row.number))


def _present(row: HeaderRow | EpisodeRow | ReviewRow, words: Mapping[str, str]) -> dict[str, Value]:
    """The row's fields that its file has a column for."""
    return {name: value for name in words if (value := getattr(row, name, None)) is not None}


def _held(review: Review, row: ReviewRow, theirs: Mapping[str, Value]) -> Review:
    """The review as held on the row's day: completed there, with no paper of it here."""
    return replace(
        review,
        state="completed",
        held_on=row.held_on,
        completed_on=row.held_on,
        participation=row.participation or "",
        imported=image_of(theirs),
    )


def _shown(value: Value) -> str:
    return day_in_words(value) if isinstance(value, date) else plain(value)
