"""A list of children against this desk: whose row it is, what is new, what differs. Nothing is changed here.

What this desk has stays: an empty field is filled, a missing stretch of care, review, booking, school or worker is
added, and what the list has otherwise is told as a difference, to be settled by a person.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, Literal

from iro_desk.casework import (
    Child,
    ChildFile,
    Contact,
    CouncilNumber,
    Episode,
    Milestone,
    Person,
    Review,
    Role,
    SchoolPlace,
    current_period,
    episode_on,
    periods_of_care,
)
from iro_desk.exchange.known import LOOKED_AFTER, day_in_words
from iro_desk.exchange.mine import key_of
from iro_desk.exchange.proposal import COUNTED
from iro_desk.exchange.returns import Problem
from iro_desk.exchange.sheets import Sheet, SheetRow
from iro_desk.exchange.threeway import compare_fields, image_of, plain
from iro_desk.statute import label

CHILD_FIELDS: Final[Mapping[str, str]] = {
    "first_name": "First name",
    "liked_name": "Name as liked",
    "surname": "Surname",
    "pronouns": "Pronouns",
    "date_of_birth": "Date of birth",
    "sex": "Sex",
    "ethnicity": "Ethnicity",
    "unaccompanied": "Unaccompanied asylum-seeking child",
    "disabled": "Disabled",
}
NEAR_DAYS: Final = 7
"""Two dates of one review that stand this close are taken for the same review, written down otherwise."""

By = Literal["number", "date of birth", "new", "asks"]


@dataclass(frozen=True, slots=True)
class Match:
    """Whose row it is: ``by`` number, or by date of birth (to be agreed to), a child who is new, or asked about."""

    line: int
    number: str
    child: str
    """Id of the child; of a new one too."""
    child_label: str
    by: By
    why: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the list has otherwise than this desk; this desk's stays."""

    line: int
    number: str
    child: str
    child_label: str
    what: str
    ours: str
    theirs: str
    why: str = ""
    """The reason, where it can be told."""


@dataclass(frozen=True, slots=True)
class SheetProposal:
    """What taking in a list would do. ``records`` are the rows to save, parents before children."""

    records: tuple[Any, ...]
    children: Mapping[str, int]
    episodes: Mapping[str, int]
    reviews: Mapping[str, int]
    matches: tuple[Match, ...]
    differences: tuple[Difference, ...]
    asks: tuple[Problem, ...]
    problems: tuple[Problem, ...]
    rows_of: Mapping[str, SheetRow] = field(default_factory=dict, repr=False)
    """The row of each child on the list, by the child's id."""


def compare_sheet(
    sheet: Sheet,
    files: Sequence[ChildFile],
    people: Sequence[Person],
    *,
    on: date,
    new_id: Callable[[], str],
    same_child: Collection[int] = (),
    concerns: Callable[[SheetRow], bool] = lambda row: True,
) -> SheetProposal:
    """What taking in this list would do to a desk with these children.

    ``same_child`` are the lines whose match by date of birth was agreed to; without that such a row is asked about
    and left out. ``concerns`` says which rows are of my children.
    """
    comparison = _Comparison(sheet, files, people, on, new_id, frozenset(same_child))
    for row in sheet.rows:
        if concerns(row):
            comparison.take(row)
    return comparison.result()


class _Comparison:
    """The state of one comparison."""

    def __init__(
        self,
        sheet: Sheet,
        files: Sequence[ChildFile],
        people: Sequence[Person],
        on: date,
        new_id: Callable[[], str],
        same_child: frozenset[int],
    ) -> None:
        self._sheet, self._on, self._new_id, self._agreed = sheet, on, new_id, same_child
        self._by_number = {key_of(number.number): file for file in files for number in file.numbers}
        self._by_birth: dict[date, list[ChildFile]] = {}
        for file in files:
            if file.child.date_of_birth is not None:
                self._by_birth.setdefault(file.child.date_of_birth, []).append(file)
        births = [row.day("date_of_birth") for row in sheet.rows]
        self._births_on_list = {day: births.count(day) for day in births if day is not None}
        self._numbers_on_list = {key_of(row.number) for row in sheet.rows if row.number}
        self._people = {person.name: person for person in people}
        self._seen: dict[str, int] = {}
        self._records: list[Any] = []
        self._counts = {kind: dict.fromkeys(COUNTED, 0) for kind in ("children", "episodes", "reviews")}
        self._matches: list[Match] = []
        self._differences: list[Difference] = []
        self._asks: list[Problem] = []
        self._problems: list[Problem] = []
        self._rows_of: dict[str, SheetRow] = {}

    # ------------------------------------------------------------ whose row it is

    def take(self, row: SheetRow) -> None:
        """One row of the list."""
        key = key_of(row.number) if row.number else f"row {row.line}"
        if key in self._seen:
            self._list(row, f"the number stands on line {self._seen[key]} too; this row was not taken")
            return
        self._seen[key] = row.line
        started, birth = row.day("became_looked_after"), row.day("date_of_birth")
        if started is not None and birth is not None and started < birth:
            self._problem(row, "Became looked after lies before the date of birth; it was not taken")
            row = replace(row, values={k: v for k, v in row.values.items() if k != "became_looked_after"})
        file, by, why = self._match(row)
        if file is None and by == "asks":
            self._counts["children"]["listed"] += 1
            self._matches.append(Match(row.line, row.number, "", "", "asks", why))
            self._asks.append(Problem(self._sheet.file, row.line, why, row.number))
            return
        if file is None:
            self._new(row)
            return
        if by == "date of birth" and row.line not in self._agreed:
            self._counts["children"]["listed"] += 1
            self._matches.append(Match(row.line, row.number, file.child.id, _label(file.child), by, why))
            self._asks.append(Problem(self._sheet.file, row.line, why, row.number))
            return
        self._known(row, file, by)

    def _match(self, row: SheetRow) -> tuple[ChildFile | None, By, str]:
        birth = row.day("date_of_birth")
        known = self._by_number.get(key_of(row.number)) if row.number else None
        if known is not None:
            if birth is not None and known.child.date_of_birth not in (None, birth):
                return None, "asks", "this number is on the desk with another date of birth; the row was not taken"
            return known, "number", ""
        alike = [] if birth is None else self._by_birth.get(birth, [])
        alike = [file for file in alike if not self._numbers_on_list & {key_of(n.number) for n in file.numbers}]
        if not alike:
            return None, "new", ""
        if len(alike) > 1 or self._births_on_list[birth] > 1:  # type: ignore[index]
            return None, "asks", "more than one child was born on that day; give the row the number used on this desk"
        return alike[0], "date of birth", "another number, but the same date of birth as a child here: the same child?"

    # ------------------------------------------------------------ a child who is new

    def _new(self, row: SheetRow) -> None:
        child_id = self._new_id()
        own = {name: row.values[name] for name in CHILD_FIELDS if name in row.values}
        started = row.day("became_looked_after")
        child = Child(
            id=child_id,
            imported=image_of(own),
            joined_caseload=self._on,
            left_caseload=row.day("ceased"),
            **own,  # type: ignore[arg-type]
        )
        self._records.append(child)
        self._counts["children"]["new"] += 1
        label_ = _label(child) if child.full_name else f"number {row.number}"
        self._matches.append(Match(row.line, row.number, child_id, label_, "new"))
        self._rows_of[child_id] = row
        self._number(row, child_id)
        if started is None:
            self._ask(row, "when the child became looked after is not said; the row was kept, no date can run")
        else:
            self._episodes(row, child_id, started)
        self._beside(row, ChildFile(child=child), started)

    def _number(self, row: SheetRow, child_id: str) -> None:
        if row.number:
            self._records.append(CouncilNumber(self._new_id(), child_id, row.number, self._sheet.source))

    def _episodes(self, row: SheetRow, child_id: str, started: date) -> None:
        """One stretch for each day from which something else holds: the legal status, the home."""
        status_since = max(started, row.day("legal_since") or started)
        home_since = max(started, row.day("home_since") or started)
        ended = row.day("ceased")
        starts = sorted({started, status_since, home_since})
        for start, end in zip(starts, [*starts[1:], ended], strict=True):
            there = start >= home_since
            last = start == starts[-1]
            self._records.append(
                Episode(
                    id=self._new_id(),
                    child=child_id,
                    started=start,
                    reason_new="S" if start == started else "P" if start == home_since else "L",
                    legal_status=row.text("legal_status") if start >= status_since else "",
                    need=row.text("need"),
                    placement=row.text("placement") if there else "",
                    provider=row.text("provider") if there else "",
                    postcode=row.text("postcode") if there else "",
                    urn=row.text("urn") if there else "",
                    home_name=row.text("home_name") if there else "",
                    ended=end,
                    reason_ended="" if end is None else (row.text("reason_ceased") if last else "X1"),
                )
            )
            self._counts["episodes"]["new"] += 1

    # ------------------------------------------------------------ a child who is here

    def _known(self, row: SheetRow, file: ChildFile, by: By) -> None:
        child = file.child
        self._matches.append(Match(row.line, row.number, child.id, _label(child), by))
        self._rows_of[child.id] = row
        if by == "date of birth":
            self._number(row, child.id)
        theirs = {
            name: row.values[name]
            for name in CHILD_FIELDS
            if name in row.values and not _alike(getattr(child, name), row.values[name])
        }
        outcome = compare_fields({name: getattr(child, name) for name in theirs}, theirs, child.imported)
        for name, value in outcome.conflicts.items():
            self._differ(row, child, CHILD_FIELDS[name], plain(getattr(child, name)), plain(value))
        changed = bool(outcome.take) or by == "date of birth"
        if outcome.take or not child.mine:
            joined = child.joined_caseload or (self._on if not child.mine else None)
            after = replace(
                child,
                mine=True,
                joined_caseload=joined,
                imported=outcome.image,
                **outcome.take,  # type: ignore[arg-type]
            )
            self._records.append(after)
            changed = True
        started = row.day("became_looked_after")
        changed |= self._care(row, file, started)
        changed |= self._beside(row, file, started)
        self._counts["children"]["changed" if changed else "same"] += 1

    def _care(self, row: SheetRow, file: ChildFile, started: date | None) -> bool:
        """The stretch of care of a child who is here; whether anything was added."""
        child = file.child
        periods = periods_of_care(file.episodes)
        if not periods:
            if started is not None:
                self._episodes(row, child.id, started)
                return True
            return False
        period = current_period(file.episodes, self._on) or periods[-1]
        if started is not None and started != period.started:
            apart = abs((started - period.started).days)
            why = "one side counts the first day, the other does not" if apart == 1 else ""
            if started > (period.ended or self._on):
                why = "a later stretch of care than this desk knows"
            self._differ(row, child, "Became looked after", day_in_words(period.started), day_in_words(started), why)
        running = episode_on(file.episodes, self._on)
        if running is None:
            return False
        given = {
            "legal_status": row.text("legal_status"),
            "home_name": row.text("home_name"),
            "postcode": row.text("postcode"),
            "placement": row.text("placement"),
            "provider": row.text("provider"),
            "need": row.text("need"),
            "urn": row.text("urn"),
        }
        filled = {name: value for name, value in given.items() if value and not getattr(running, name)}
        for name, value in given.items():
            ours = getattr(running, name)
            if value and ours and not _alike(ours, value):
                self._differ(row, child, EPISODE_WORDS[name], _shown(name, ours), _shown(name, value))
        if filled:
            self._records.append(replace(running, **filled))  # type: ignore[arg-type]
            self._counts["episodes"]["changed"] += 1
        else:
            self._counts["episodes"]["same"] += 1
        return bool(filled)

    # ------------------------------------------------------------ reviews, school, people, visits

    def _beside(self, row: SheetRow, file: ChildFile, started: date | None) -> bool:
        before = len(self._records)
        self._held(row, file, started)
        self._booked(row, file)
        self._school(row, file)
        for key, role in (("social_worker", "social-worker"), ("team_manager", "team-manager")):
            self._worker(row, file, row.text(key), role)
        for key, by in (("worker_visit", "social worker"), ("iro_contact", "iro")):
            day = row.day(key)
            if day is not None and not any(c.happened_on == day and c.by == by for c in file.contacts):
                self._records.append(Contact(self._new_id(), file.child.id, day, by))
        for key, kind in (("health_assessment", "health-assessment"), ("dental_check", "dental-check")):
            day = row.day(key)
            if day is not None and not any(m.happened_on == day and m.kind == kind for m in file.milestones):
                self._records.append(Milestone(self._new_id(), file.child.id, kind, day))
        return len(self._records) > before

    def _held(self, row: SheetRow, file: ChildFile, started: date | None) -> None:
        reviews = [review for review in file.reviews if review.kind == LOOKED_AFTER and review.state != "cancelled"]
        held = sorted(review.held_on for review in reviews if review.held_on is not None)
        booked = {review.booked_for for review in reviews if review.held_on is None}
        for key in ("review_before", "last_review"):
            day = row.day(key)
            if day is None:
                continue
            near = [other for other in held if abs((other - day).days) <= NEAR_DAYS]
            if day in held:
                self._counts["reviews"]["same"] += 1
            elif near:
                self._counts["reviews"]["listed"] += 1
                self._differ(row, file.child, "Review held on", day_in_words(near[0]), day_in_words(day))
            elif day in booked:
                self._counts["reviews"]["listed"] += 1
                self._ask(row, "a review was held on the day of a booking; was it that review?")
            elif key == "last_review" and held and held[-1] > day:
                self._counts["reviews"]["listed"] += 1
                self._differ(
                    row, file.child, "Last review", day_in_words(held[-1]), day_in_words(day), "yours is the later one"
                )
            else:
                if started is not None and day < started:
                    self._ask(row, "a review lies before the child became looked after; it drives no date")
                self._counts["reviews"]["new"] += 1
                held.append(day)
                self._records.append(
                    Review(
                        self._new_id(),
                        file.child.id,
                        state="completed",
                        held_on=day,
                        completed_on=day,
                        imported=image_of({"held_on": day}),
                    )
                )

    def _booked(self, row: SheetRow, file: ChildFile) -> None:
        day = row.day("next_booked")
        if day is None:
            return
        booked = [r.booked_for for r in file.reviews if r.state == "booked" and r.booked_for is not None]
        if day < self._on:
            self._ask(row, "the next review is booked for a day that has passed; was it held?")
        elif day in booked:
            self._counts["reviews"]["same"] += 1
        elif booked:
            self._differ(row, file.child, "Next review booked", day_in_words(booked[0]), day_in_words(day))
        else:
            self._counts["reviews"]["new"] += 1
            self._records.append(Review(self._new_id(), file.child.id, booked_for=day))

    def _school(self, row: SheetRow, file: ChildFile) -> None:
        name = row.text("school")
        here = next((school.name for school in file.schools if school.until is None), "")
        if name and not here:
            self._records.append(SchoolPlace(self._new_id(), file.child.id, name))
        elif name and not _alike(here, name):
            self._differ(row, file.child, "School", here, name)

    def _worker(self, row: SheetRow, file: ChildFile, name: str, role: str) -> None:
        if not name:
            return
        names = {person.id: person.name for person in file.people}
        here = next((names.get(r.person, "") for r in file.roles if r.role == role and r.until is None), "")
        if here:
            if not _alike(here, name):
                what = "Social worker" if role == "social-worker" else "Team manager"
                self._differ(row, file.child, what, here, name)
            return
        person = self._people.get(name)
        if person is None:
            person = self._people[name] = Person(self._new_id(), name)
            self._records.append(person)
        self._records.append(Role(self._new_id(), file.child.id, person.id, role))

    # ------------------------------------------------------------ what is said of it

    def _differ(self, row: SheetRow, child: Child, what: str, ours: str, theirs: str, why: str = "") -> None:
        self._differences.append(Difference(row.line, row.number, child.id, _label(child), what, ours, theirs, why))

    def _problem(self, row: SheetRow, what: str) -> None:
        self._problems.append(Problem(self._sheet.file, row.line, what, row.number))

    def _ask(self, row: SheetRow, what: str) -> None:
        self._asks.append(Problem(self._sheet.file, row.line, what, row.number))

    def _list(self, row: SheetRow, what: str) -> None:
        self._counts["children"]["listed"] += 1
        self._problem(row, what)

    def result(self) -> SheetProposal:
        """Everything, once all rows are taken. Of the sheet's own problems those of rows that were looked at."""
        reviews = {"rows": sum(self._counts["reviews"].values()), **self._counts["reviews"]}
        seen = set(self._seen.values())
        own = [problem for problem in self._sheet.problems if problem.line in seen or not problem.number]
        order = {Child: 0, CouncilNumber: 1, Person: 2}
        records = sorted(self._records, key=lambda record: order.get(type(record), 3))
        return SheetProposal(
            records=tuple(records),
            children=self._counts["children"],
            episodes=self._counts["episodes"],
            reviews=reviews,
            matches=tuple(self._matches),
            differences=tuple(self._differences),
            asks=tuple(self._asks),
            problems=(*own, *self._problems),
            rows_of=self._rows_of,
        )


EPISODE_WORDS: Final[Mapping[str, str]] = {
    "legal_status": "Legal status",
    "home_name": "Lives with, or home",
    "postcode": "Postcode",
    "placement": "Type of home",
    "provider": "Provider",
    "need": "Category of need",
    "urn": "Ofsted number",
}
CODES_OF: Final = {"legal_status": "LS", "placement": "PLACE", "provider": "PLACE_PROVIDER", "need": "CIN"}


def _shown(name: str, value: str) -> str:
    return label(CODES_OF[name], value) if name in CODES_OF else value


def _alike(ours: object, theirs: object) -> bool:
    """The same but for capitals and spaces."""
    if isinstance(ours, str) and isinstance(theirs, str):
        return "".join(ours.split()).casefold() == "".join(theirs.split()).casefold()
    return ours == theirs


def _label(child: Child) -> str:
    if child.full_name:
        return child.full_name
    return f"born {day_in_words(child.date_of_birth)}" if child.date_of_birth else "no name yet"
