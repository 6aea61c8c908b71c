"""Everything that a diary, a plan or a forecast is made from, read from the desk once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from iro_desk.casework import (
    ENGAGEMENT_KINDS,
    OPTIONAL_KINDS,
    WEEKDAY_KEYS,
    WHOLE_DAY_KINDS,
    ChildFile,
    CouncilSettings,
    Engagement,
    Review,
    ReviewWish,
    UserFacingError,
    episode_on,
)
from iro_desk.casework.day_names import WEEKDAYS
from iro_desk.planning import NOWHERE, Appointment
from iro_desk.practice import place_names, places
from iro_desk.practice.booking import kind_of
from iro_desk.practice.caseload import files_on_caseload
from iro_desk.practice.legs import Legs
from iro_desk.practice.words import child_label
from iro_desk.practice.workspace import Workspace
from iro_desk.statute import Clock, age_on, clocks_of, is_school_day, next_review, terms_of, working_days
from iro_desk.travel import Place

REMOTE = frozenset({"video", "phone", "paper"})
"""Ways of holding a review for which nobody drives."""
NOT_AT_SCHOOL_BEFORE, NOT_AT_SCHOOL_FROM = 4, 18
POSTCODE_IN_WORDS = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})\b")
DAY = timedelta(days=1)
AFTER_THE_REVIEW = "review.home_before_assessment"
"""A clock of review and assessment: once the review was held it runs on for the assessment alone."""


@dataclass(slots=True)
class Case:
    """One child of the caseload: the file, the clock of the next review, and the wish for it."""

    file: ChildFile
    clock: Clock | None
    wish: ReviewWish | None
    booked: Review | None
    """The booking of that review, on this day or later; one whose day has gone by counts as none."""
    label: str
    place: Place | None
    """Where the review would be held: the child's home."""

    @property
    def id(self) -> str:
        """The child's id."""
        return self.file.child.id

    @property
    def method(self) -> str:
        """How the review is booked, or how the child wishes it: in person where nothing else is known."""
        return (self.booked.method if self.booked else "") or (self.wish.method if self.wish else "") or "in person"

    @property
    def remote(self) -> bool:
        """Whether it is held without going there."""
        return self.method in REMOTE


@dataclass
class Diary:
    """One desk's diary on its day. Made anew for each view; what costs time is kept with the workspace."""

    ws: Workspace
    files: Sequence[ChildFile] | None = None
    """The children of the caseload, where they were read already."""
    nearest: Mapping[str, Clock | None] | None = None
    """Of each child the clock of the next review, where it was counted already."""
    settings: CouncilSettings = field(init=False)
    today: date = field(init=False)

    def __post_init__(self) -> None:
        ws = self.ws
        self.settings, self.today = ws.settings(), ws.today
        self.working = working_days(self.settings)
        self.terms = terms_of(self.settings)
        files = self.files
        if files is None:
            files = files_on_caseload(ws)
        wishes = {wish.child: wish for wish in ws.desk.all(ReviewWish)}
        self.engagements = [each for each in ws.desk.all(Engagement) if not each.cancelled]
        homes = {file.child.id: episode_on(file.episodes, ws.today) for file in files}
        base = self.settings.text("base_postcode")
        places.look_up(ws, [base, *(home.postcode for home in homes.values() if home is not None and home.postcode)])
        self.cases: dict[str, Case] = {}
        for file in files:
            home = homes[file.child.id]
            place = places.place_of(ws, home.postcode) if home is not None and home.postcode else None
            clock = self._clock(file)
            booked = _booking(file, clock, ws.today)
            wish = wishes.get(file.child.id)
            self.cases[file.child.id] = Case(file, clock, wish, booked, child_label(file), place)
        self._places: dict[str, Place | None] = {}

    def _clock(self, file: ChildFile) -> Clock | None:
        """The clock of the review that is to be held next: one that only waits for what others do is passed over."""
        found = None if self.nearest is None else self.nearest[file.child.id]
        if found is None or found.rule_id == AFTER_THE_REVIEW:
            clocks = clocks_of(file, self.today, self.settings)
            since = next((clock.anchor for clock in clocks if clock.rule_id == AFTER_THE_REVIEW), None)
            reviewed = since is not None and any(r.held_on is not None and r.held_on >= since for r in file.reviews)
            found = next_review(clock for clock in clocks if not (reviewed and clock.rule_id == AFTER_THE_REVIEW))
        return found

    # ------------------------------------------------------------ places and drives

    @cached_property
    def base(self) -> Place:
        """Where the IRO sets out from. Not looked for before a drive is: Today shows none."""
        return place_names.base_of(self.ws)

    def place_named(self, words: str) -> Place | None:
        """The place of a postcode or an own place that the words name; ``None`` where they name none."""
        if words not in self._places:
            found = None
            named = POSTCODE_IN_WORDS.search(words.upper())
            for said in (" ".join(named.groups()) if named else "", words):
                try:
                    found = place_names.find_postcode_or_own(self.ws, said) if said.strip() else None
                except UserFacingError:
                    found = None
                if found is not None:
                    break
            self._places[words] = found
        return self._places[words]

    def place_of_review(self, review: Review) -> Place | None:
        """Where a review is held: the postcode or own place that it names, else where the child lives."""
        case = self.cases.get(review.child)
        return self.place_named(review.place) or (case.place if case is not None else None)

    def place_of_engagement(self, engagement: Engagement) -> Place | None:
        """Where an engagement is: what it names; a visit is at the child's home, all else at the base."""
        named = self.place_named(engagement.place)
        if named is None and engagement.kind == "visit" and engagement.child in self.cases:
            return self.cases[engagement.child].place
        # Of another calendar's busy time nobody knows where it is spent.
        return named or (None if engagement.imported else self.base)

    @cached_property
    def legs(self) -> Legs:
        """The drives between everything that the diary goes to."""
        found = [self.base, *(case.place for case in self.cases.values() if case.place is not None)]
        found += [p for review in self.bookings if (p := self.place_of_review(review)) is not None]
        found += [p for each in self.engagements if (p := self.place_of_engagement(each)) is not None]
        return Legs(self.ws, found)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys of the places by the number that appointments name them with; the base is 0."""
        others = [key for key in self.legs.places if key != self.base.key]
        return (self.base.key, *others)

    def number_of(self, place: Place | None) -> int:
        """The number of a place for appointments; :data:`planning.NOWHERE` for none."""
        return NOWHERE if place is None else self._numbers.get(place.key, NOWHERE)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {key: number for number, key in enumerate(self.keys)}

    def drive(self, a: int, b: int) -> int:
        """Minutes between two places by their numbers, as a day is planned; 0 where nobody knows."""
        return self.legs.minutes(self.keys[a], self.keys[b])

    @cached_property
    def family_of(self) -> dict[str, str]:
        """Of each child with a brother or sister on the caseload, one id for them all."""
        by_name = {case.file.child.full_name: case.id for case in self.cases.values() if case.file.child.full_name}
        found: dict[str, str] = {}
        for case in self.cases.values():
            kin = {role.person for role in case.file.roles if role.role == "brother-sister"}
            names = {person.name for person in case.file.people if person.id in kin}
            group = {case.id, *(by_name[name] for name in names if name in by_name)}
            group |= {other for member in group if member in found for other in found if found[other] == found[member]}
            if len(group) > 1:
                found.update(dict.fromkeys(group, min(group)))
        return found

    # ------------------------------------------------------------ days

    def works(self, weekday: int) -> bool:
        """Whether it is one of the IRO's own working weekdays."""
        return WEEKDAY_KEYS[weekday] in self.settings.words("work_days")

    def why_closed(self, day: date) -> str:
        """Why nothing is held on a day; empty when it can be worked on."""
        if day.weekday() >= 5:
            return "Weekend"
        if not self.working.reaches(day):
            return "Beyond the bank holidays that are known"
        if day in self.working.holidays:
            return f"Bank holiday: {self.working.holidays[day]}"
        away = self.away_on(day)
        if away is not None:
            return f"{ENGAGEMENT_KINDS[away.kind]}{': ' + away.words if away.words else ''}"
        return "" if self.works(day.weekday()) else f"You do not work on {WEEKDAYS[day.weekday()]}s"

    def away_on(self, day: date) -> Engagement | None:
        """What takes the whole of a day: leave, being ill, or a day given to something else."""
        return self._whole_days.get(day)

    @cached_property
    def _whole_days(self) -> dict[date, Engagement]:
        found: dict[date, Engagement] = {}
        for each in self.engagements:
            if each.kind in WHOLE_DAY_KINDS or not each.starts_at:
                day = each.starts_on
                while day <= each.ends_on:
                    found.setdefault(day, each)
                    day += DAY
        return found

    def school_on(self, day: date) -> bool:
        """Whether schools are open: where no term is known, every working day is taken for a school day."""
        known = is_school_day(self.terms, day, self.working)
        return day.weekday() < 5 if known is None else known

    def at_school(self, case: Case, day: date) -> bool:
        """Whether the child is at school on a day."""
        born = case.file.child.date_of_birth
        age = age_on(born, day) if born is not None else 10
        return NOT_AT_SCHOOL_BEFORE <= age < NOT_AT_SCHOOL_FROM and self.school_on(day)

    # ------------------------------------------------------------ what is booked

    @cached_property
    def bookings(self) -> list[Review]:
        """Every review that is booked or begun, of a child of this caseload. What is cancelled never counts."""
        return [
            review
            for case in self.cases.values()
            for review in case.file.reviews
            if (review.state in ("booked", "open") or _taken_up_again(review)) and review.booked_for is not None
        ]

    def held_on(self, day: date) -> list[Review]:
        """The reviews that were held on a day, as if they were booked for it."""
        return [
            replace(review, booked_for=day, booked_time=review.booked_time if review.booked_for == day else "")
            for case in self.cases.values()
            for review in case.file.reviews
            if review.held_on == day and review.state not in ("booked", "open", "cancelled")
        ]

    @cached_property
    def by_day(self) -> dict[date, list[Review | Engagement]]:
        """What stands on each day; leave and other whole days apart (:meth:`away_on`)."""
        found: dict[date, list[Review | Engagement]] = {}
        for review in self.bookings:
            assert review.booked_for is not None
            found.setdefault(review.booked_for, []).append(review)
        for each in self.engagements:
            if each.starts_at and each.kind not in WHOLE_DAY_KINDS:
                found.setdefault(each.starts_on, []).append(each)
        return found

    def appointment(self, what: Review | Engagement) -> Appointment | None:
        """The hours that it takes; ``None`` while no hour is known."""
        if isinstance(what, Review):
            return self.meeting(what.id, what.child, what.booked_time, what.method, self.place_of_review(what))
        if not what.starts_at:
            return None
        start = minutes_of(what.starts_at)
        end = minutes_of(what.ends_at) if what.ends_at else start + 60
        return Appointment(what.id, start, max(end, start), self.number_of(self.place_of_engagement(what)))

    def meeting(self, review: str, child: str, time: str, method: str, place: Place | None) -> Appointment | None:
        """The hours of a review: with the child before it, and to breathe after it. By video there is no drive."""
        if not time:
            return None
        remote = method in REMOTE
        start = minutes_of(time)
        return Appointment(
            review,
            start,
            start + self.settings.number("stop_meeting_minutes"),
            NOWHERE if remote else self.number_of(place),
            before=self.settings.number("stop_child_minutes"),
            rest=self.settings.number("stop_rest_minutes"),
            group=self.family_of.get(child, ""),
        )

    def appointments(self, day: date, but: Iterable[str] = ()) -> list[Appointment]:
        """The hours taken on a day, without those whose ids are given; brothers and sisters reviewed together once."""
        skipped, occasions = set(but), {review.id: review.occasion for review in self.bookings if review.occasion}
        seen = {occasions[each] for each in skipped if each in occasions}
        for what in self.by_day.get(day, ()):
            occasion = occasions.get(what.id, "")
            if occasion and occasion in seen:
                skipped.add(what.id)
            seen.add(occasion)
        made = (self.appointment(what) for what in self.by_day.get(day, ()) if what.id not in skipped)
        return [each for each in made if each is not None]

    def kinds(self) -> tuple[tuple[str, str], ...]:
        """Kinds of engagements that this desk has."""
        on = set(self.settings.words("engagement_kinds"))
        return tuple((key, label) for key, label in ENGAGEMENT_KINDS.items() if key not in OPTIONAL_KINDS or key in on)


def _booking(file: ChildFile, clock: Clock | None, today: date) -> Review | None:
    """The booking that serves the next review: of those still to come of its kind, the first."""
    kinds = {kind_of(clock), "looked after"} - ({"looked after"} if kind_of(clock) == "short breaks" else set())
    to_come = (r for r in file.reviews if r.booked_for is not None and r.booked_for >= today and r.kind in kinds)
    booked = [review for review in to_come if review.state == "booked" or _taken_up_again(review)]
    return min(booked, key=lambda review: review.booked_for or date.max, default=None)


def _taken_up_again(review: Review) -> bool:
    """Whether an adjourned review has its next day."""
    met = review.adjourned_on
    return review.state == "adjourned" and met is not None and review.booked_for is not None and review.booked_for > met


def minutes_of(time: str) -> int:
    """ "15:45" in minutes from midnight."""
    hours, minutes = time.split(":")
    return int(hours) * 60 + int(minutes)


def time_of(minutes: int) -> str:
    """Minutes from midnight as "15:45"; beyond midnight as the next day's hour."""
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"
