"""Any kind of paper, whatever it is about: of a review, a child or a week."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from iro_desk.casework import ChildFile, Refused, Review, SignedNote
from iro_desk.documents import KINDS, Typeset, paper_of, typeset
from iro_desk.practice import papers
from iro_desk.practice.before_review import (
    FORM_AGES,
    brief_facts,
    consultation_facts,
    invitation_facts,
    sheet_facts,
)
from iro_desk.practice.between_reviews import (
    dispute_facts,
    introduction_facts,
    midway_facts,
    monday_of,
    open_dispute,
    review_to_check,
    week_facts,
)
from iro_desk.practice.booking import booked_day
from iro_desk.practice.copies import checked
from iro_desk.practice.everything import everything_facts
from iro_desk.practice.letter import LETTERS, parts_of
from iro_desk.practice.paper_facts import Source, source_of
from iro_desk.practice.papers import FROZEN, STANDARD, MadePaper, named, size_in_points, whom
from iro_desk.practice.recipients import Recipient, recipient_of, recipients
from iro_desk.practice.signed_notes import PARTS, kept_notes, with_typed
from iro_desk.practice.trip_sheet import next_trip_day, trip_sheet_facts
from iro_desk.practice.words import age_years_months
from iro_desk.practice.workspace import Workspace

OF_REVIEW: dict[str, Callable[[Source, Recipient], Any]] = {
    "brief": lambda source, _: brief_facts(source),
    "consultation": consultation_facts,
    "invitation": invitation_facts,
    "meeting-sheet": lambda source, _: sheet_facts(source),
    "midway": lambda source, _: midway_facts(source),
}
"""Kinds that are not of a review's own record, and what makes their facts of a review."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One paper that can be made: its kind, what it is about (a review's id, a child's, or a Monday), and for whom."""

    kind: str
    about: str
    recipient: str


def make(
    ws: Workspace,
    kind: str,
    about: str,
    recipient: str = "",
    size: str = STANDARD,
    *,
    anew: bool = False,
    typed: Mapping[str, str] | None = None,
) -> MadePaper:
    """One paper of any kind. ``about`` is a review's id, a child's id, the week's first day (ISO), or days.

    A midway note or challenge that was finalised is the one that was kept, unless it is to be made ``anew``; the
    parts that are being ``typed`` stand in it as they are typed.
    Raises what ``papers.paper`` raises, and ``NotFound`` for nothing of that id.
    """
    key = whom(kind, recipient)
    points = size_in_points(size)
    if kind in (*FROZEN, *LETTERS):
        return papers.paper(ws, about, kind, key, size)
    kept = kept_notes(ws, kind, about, key) if kind in PARTS else ()
    if kept and not anew:
        return papers.frozen_note(ws, kept[-1], points)
    subject = KINDS[kind].subject
    if subject == "week":
        if ".." in about:
            start, last = days_of(about, ws.today)
            facts = week_facts(ws, start, (last - start).days + 1)
        else:
            start = monday_of(date.fromisoformat(about) if about else ws.today)
            facts = week_facts(ws, start)
        paper = paper_of(kind, facts, key)
        return _made(ws, kind, key, "", start, typeset(paper, points))
    if subject == "days":
        first, last = days_of(about, ws.today)
        paper = paper_of(kind, trip_sheet_facts(ws, first, last), key)
        return _made(ws, kind, key, "", first, typeset(paper, points))
    if subject == "child":
        file, settings = ws.desk.child_file(about), ws.settings()
        file = with_typed(file, kind, about, typed)
        facts = _numbered(_OF_CHILD[kind](file, settings, ws.today), kept)
        return _made(ws, kind, key, file.number, ws.today, typeset(paper_of(kind, facts, key), points))
    source = source_of(ws, about)
    source = replace(source, file=with_typed(source.file, kind, about, typed))
    day = booked_day(source.review)
    to = recipient_of(source.file, key, day)
    made = typeset(checked(source, kind, _numbered(OF_REVIEW[kind](source, to), kept), to), points)
    on = ws.today if kind == "midway" else day
    return _made(ws, kind, key, source.file.number, on, made)


def _numbered(facts: Any, kept: Sequence[SignedNote]) -> Any:
    """Facts of a draft as those of the version after what was kept."""
    return replace(facts, version=kept[-1].version + 1) if kept else facts


_OF_CHILD: dict[str, Callable[..., Any]] = {
    "introduction": introduction_facts,
    "dispute": dispute_facts,
    "everything": everything_facts,
}


def _made(ws: Workspace, kind: str, key: str, number: str, on: date, made: Typeset) -> MadePaper:
    pattern = ws.settings().text("paper_file_name")
    name = named(pattern, number or "all", on, kind, key)
    return MadePaper(kind, key, name, made.pdf, made.uncovered, remarks=made.remarks)


def every_paper(ws: Workspace) -> Iterator[Wanted]:
    """Every paper that the caseload has today, in the order of children.

    Of each child: the letter of introduction, everything held, the form of an open challenge; the record and decision
    sheet of the last held review for each recipient, and its midway note; the brief, sheet and invitations of the next
    booked one. And my week, and the sheet of the next day on which I drive.
    """
    for file in ws.desk.child_files(mine_only=True):
        if file.child.left_caseload is None or file.child.left_caseload > ws.today:
            yield from papers_of_child(ws.desk.child_file(file.child.id))
    yield Wanted("week", monday_of(ws.today).isoformat(), "file")
    day = next_trip_day(ws)
    if day is not None:
        yield Wanted("trip-sheet", day.isoformat(), "file")


def papers_of_child(file: ChildFile) -> Iterator[Wanted]:
    """The papers of one child, as :func:`every_paper` says."""
    child = file.child.id
    yield Wanted("introduction", child, "child")
    yield Wanted("everything", child, "file")
    if open_dispute(file) is not None:
        yield Wanted("dispute", child, "manager")
    held = last_with_papers(file)
    if held is not None:
        day = held.held_on or held.adjourned_on
        assert day is not None
        for to in recipients(file, day):
            if not to.left_out:
                yield Wanted("record", held.id, to.key)
                if to.key != "file":
                    yield Wanted("decisions", held.id, to.key)
        for letter in LETTERS:
            if parts_of(file, held, letter):
                yield Wanted(letter, held.id, "child")
        if held.held_on is not None:
            yield Wanted("midway", held.id, "file")
    booked = [review for review in file.reviews if review.state == "booked" and review.booked_for is not None]
    if booked:
        review = booked[0]
        yield Wanted("brief", review.id, "file")
        yield Wanted("meeting-sheet", review.id, "file")
        for to in recipients(file, booked_day(review)):
            if not to.left_out and to.key != "file":
                yield Wanted("invitation", review.id, to.key)
            if not to.left_out and KINDS["consultation"].may_be_for(to.key) and _has_form(file, to, booked_day(review)):
                yield Wanted("consultation", review.id, to.key)


def _has_form(file: ChildFile, to: Recipient, on: date) -> bool:
    born = file.child.date_of_birth
    return to.key != "child" or born is None or age_years_months(born, on)[0] >= min(FORM_AGES.values())


def last_with_papers(file: ChildFile) -> Review | None:
    """The last review held that has papers of this desk; one read from a return has none."""
    held = [
        review
        for review in file.reviews
        if review.state in ("open", "adjourned", "completed", "signed")
        and not review.imported
        and (review.held_on or review.adjourned_on) is not None
    ]
    return max(held, key=lambda review: review.held_on or review.adjourned_on or date.min, default=None)


def child_of(ws: Workspace, wanted: Wanted) -> str | None:
    """Whose paper it is; ``None`` for the week's and a trip's, which are of many."""
    subject = KINDS[wanted.kind].subject
    if subject in ("week", "days"):
        return None
    return wanted.about if subject == "child" else ws.desk.get(Review, wanted.about).child


def days_of(words: str, today: date) -> tuple[date, date]:
    """``2026-11-24`` or ``2026-11-24..2026-11-26``: the first and last day; nothing means today. Raises ``Refused``."""
    first, _, last = words.partition("..")
    try:
        begins = date.fromisoformat(first) if first else today
        return begins, date.fromisoformat(last) if last else begins
    except ValueError:
        raise Refused("That is not a day such as 2026-11-23.", safe="Nothing was made.") from None


def subject_of(ws: Workspace, kind: str, words: str) -> str:
    """What a command's words name, for a kind: a review, a child by number, or any day of a week.

    Raises ``NotFound`` and ``Refused`` in words.
    """
    from iro_desk.practice.holding import resolve_review

    subject = KINDS[kind].subject if kind in KINDS else "review"
    if subject == "week" and ".." not in words:
        try:
            return monday_of(date.fromisoformat(words)).isoformat()
        except ValueError:
            raise Refused("That is not a day such as 2026-11-23.", safe="Nothing was made.") from None
    if subject in ("week", "days"):
        first, last = days_of(words, ws.today)
        return f"{first.isoformat()}..{last.isoformat()}"
    if subject == "child":
        return ws.desk.find_child(words.partition("@")[0])
    if kind == "midway" and "@" not in words and len(words) < 20:
        return review_to_check(ws.desk.child_file(ws.desk.find_child(words))).id
    return resolve_review(ws, words)
