"""What can be made today: the papers of one child, and of the whole caseload at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from iro_desk.casework import ChildFile, CouncilSettings, Review
from iro_desk.documents import KINDS
from iro_desk.practice.between_reviews import monday_of, text_of
from iro_desk.practice.making import Wanted, every_paper, papers_of_child
from iro_desk.practice.recipients import recipients
from iro_desk.practice.signed_notes import PARTS, field_of, kept_notes, missing_in, subject_of
from iro_desk.practice.stored_words import recipient_words
from iro_desk.practice.words import brief_day, child_label, plain_day
from iro_desk.practice.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """One paper that can be made of a child."""

    kind: str
    about: str
    """As ``making.Wanted.about``."""
    recipient: str
    title: str
    words: str
    """For whom, and of which review."""

    @property
    def key(self) -> str:
        """What tells it from the others."""
        return f"{self.kind} {self.recipient} {self.about}"


@dataclass(frozen=True, slots=True)
class ShelfView:
    """The papers of one child."""

    child: str
    title: str
    rows: tuple[ShelfRow, ...]


@dataclass(frozen=True, slots=True)
class PartRow:
    """One heading of a paper between reviews, and what was written under it."""

    key: str
    title: str
    text: str
    field: str
    """What it is called among the texts being written."""


@dataclass(frozen=True, slots=True)
class PartsView:
    """The headings to write under, and how the paper stands; no heading for a paper that is made of the desk alone."""

    parts: tuple[PartRow, ...]
    missing: tuple[str, ...]
    """What is still needed to finalise it."""
    version: int
    """The newest version that was finalised; 0 for none."""
    finalised: str
    """ "Version 1 was finalised on 23 November 2026."; empty for none."""


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One kind of paper of the whole caseload, and how many there are."""

    kind: str
    title: str
    papers: int
    for_file: int
    """How many there are for the usual recipient alone: the council's own copy, where there is one."""


def shelf_view(ws: Workspace, child_id: str) -> ShelfView:
    """Every paper that can be made of a child today, the challenge's form included; without a child, my own weeks."""
    if not child_id:
        return ShelfView("", "My own", _weeks(ws))
    file = ws.desk.child_file(child_id)
    wanted = list(papers_of_child(file))
    if not any(each.kind == "dispute" for each in wanted):
        wanted.append(Wanted("dispute", child_id, "manager"))
    settings = ws.settings()
    return ShelfView(child_id, child_label(file), tuple(_row(file, each, settings) for each in wanted))


def _title(kind: str, settings: CouncilSettings) -> str:
    """What a kind is called, in the council's own word where it has one."""
    own = {"dispute": "word_dispute", "midway": "word_midway"}.get(kind)
    word = settings.text(own) if own else ""
    return f"{word[:1].upper()}{word[1:]}" if word else KINDS[kind].label


def _weeks(ws: Workspace) -> tuple[ShelfRow, ...]:
    mondays = [monday_of(ws.today) + timedelta(weeks=n) for n in range(4)]
    words = ("This week", "Next week")
    today = ShelfRow("week", f"{ws.today}..{ws.today}", "file", "My day", f"Today, {plain_day(ws.today, ws.today)}")
    return today, *(
        ShelfRow("week", day.isoformat(), "file", KINDS["week"].label, f"{told}, from {plain_day(day, ws.today)}")
        for day, told in zip(mondays, (*words, "The week after", "In three weeks"), strict=True)
    )


def _row(file: ChildFile, wanted: Wanted, settings: CouncilSettings) -> ShelfRow:
    review = next((each for each in file.reviews if each.id == wanted.about), None)
    day = (review.held_on or review.adjourned_on or review.booked_for) if review else None
    to = recipient_words(wanted.recipient)
    if wanted.recipient.startswith("parent") and review is not None and day is not None:
        to = next((", ".join(each.names) for each in recipients(file, day) if each.key == wanted.recipient), to)
    of = f", {brief_day(day, day)}" if day is not None else ""
    return ShelfRow(wanted.kind, wanted.about, wanted.recipient, _title(wanted.kind, settings), f"For {to}{of}")


def parts_view(ws: Workspace, kind: str, about: str) -> PartsView:
    """What is written in a paper between reviews, by heading."""
    if kind not in PARTS:
        return PartsView((), (), 0, "")
    child = ws.desk.get(Review, about).child if kind == "midway" else about
    file = ws.desk.child_file(child)
    under = subject_of(file, kind, about)
    if not under:
        return PartsView((), ("There is no open challenge. Add one under What changed.",), 0, "")
    parts = tuple(
        PartRow(key, title, text_of(file, kind, under, key), field_of(kind, under, key)) for key, title in PARTS[kind]
    )
    kept = kept_notes(ws, kind, about)
    newest = kept[-1] if kept else None
    words = f"Version {newest.version} was finalised on {plain_day(newest.signed_on)}." if newest else ""
    return PartsView(parts, missing_in(file, kind, under), newest.version if newest else 0, words)


def batch_rows(ws: Workspace) -> tuple[BatchRow, ...]:
    """The kinds of paper that the caseload has today, with their numbers."""
    wanted = list(every_paper(ws))
    every = Counter(each.kind for each in wanted)
    filed = Counter(each.kind for each in wanted if _is_filed(each))
    settings = ws.settings()
    return tuple(BatchRow(key, _title(key, settings), every[key], filed[key]) for key in KINDS if every[key])


def batch_of(ws: Workspace, kinds: Collection[str], *, filed_only: bool = False) -> tuple[Wanted, ...]:
    """The papers of these kinds of the whole caseload; ``filed_only``: each for its usual recipient alone."""
    return tuple(each for each in every_paper(ws) if each.kind in kinds and (not filed_only or _is_filed(each)))


def _is_filed(wanted: Wanted) -> bool:
    return wanted.recipient == KINDS[wanted.kind].recipients[0]
