"""From a written sketch of a child to the records of the case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from iro_desk.casework import (
    Attendance,
    Child,
    Contact,
    CouncilNumber,
    CouncilSettings,
    Decision,
    Episode,
    Event,
    PeriodRecord,
    Person,
    Review,
    ReviewNote,
    Role,
    SchoolPlace,
    ToldMe,
)
from iro_desk.statute import WorkingDays, add_months, age_on, working_days

LONGEST_GAP = 178
"""Days between two later reviews of a history that is filled in: always within six months."""


@dataclass(slots=True)
class Maker:
    """Makes records with ids of its own; every day is moved by the same number of days."""

    new_id: Callable[[], str]
    shift: timedelta
    places: dict[str, tuple[str, str]]
    records: list[Any] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)
    calendar: WorkingDays = field(default_factory=lambda: working_days(CouncilSettings()))

    def day(self, words: str) -> date:
        """A day of the sketch, moved; a birthday or a stretch's start needs no more than that."""
        return date.fromisoformat(words) + self.shift

    def held_day(self, words: str) -> date:
        """A day on which something was held: one on a working day stays on a working day when it is moved."""
        written = date.fromisoformat(words)
        moved = written + self.shift
        if self.shift and self.calendar.is_working(written):
            return self.calendar.last_on_or_before(moved)
        return moved

    def add(self, record: Any) -> Any:
        """Keeps a record, in order."""
        self.records.append(record)
        return record

    def person(self, name: str) -> Person:
        """One person by name: the same social worker is one person for every child."""
        if name not in self.people:
            self.people[name] = self.add(Person(id=self.new_id(), name=name))
        return self.people[name]

    def child(self, sketch: dict[str, Any]) -> str:
        """One child with everything around them; gives the child's id."""
        born = self.day(sketch["born"])
        started = self.day(sketch["statuses"][0][1])
        child = self.add(
            Child(
                id=self.new_id(),
                first_name=sketch["first_name"],
                liked_name=sketch.get("liked", ""),
                surname=sketch["surname"],
                name_in_script=sketch.get("script", ""),
                pronouns=sketch.get("pronouns", ""),
                date_of_birth=born,
                date_of_birth_claimed=sketch.get("claimed", False),
                sex=sketch["sex"],
                ethnicity=sketch.get("ethnicity", ""),
                language=sketch.get("language", ""),
                interpreter=sketch.get("interpreter", False),
                unaccompanied=sketch.get("unaccompanied", False),
                disabled=sketch.get("disabled", False),
                education_health_care_plan=sketch.get("ehcp", False),
                enjoys=sketch.get("enjoys", ""),
                joined_caseload=started,
                left_caseload=self.day(sketch["left"][0]) if "left" in sketch else None,
                care_plan_grade=sketch.get("grade", ""),
            )
        )
        self.add(CouncilNumber(id=self.new_id(), child=child.id, number=sketch["number"], source="council"))
        for episode in self._episodes(child.id, sketch):
            self.add(episode)
        told = sketch.get("told")
        self.add(
            PeriodRecord(
                id=self.new_id(),
                child=child.id,
                started=started,
                told_on=self.day(told) if told else started,
            )
        )
        self._around(child.id, sketch, started)
        self._happened(child.id, sketch)
        self._reviews(child, sketch, started)
        return str(child.id)

    # ------------------------------------------------------------ home and status

    def _episodes(self, child: str, sketch: dict[str, Any]) -> Iterator[Episode]:
        postcode, town = self.places[sketch["place"]]
        now = {
            "placement": sketch["placement"],
            "provider": sketch["provider"],
            "home_name": sketch["home"],
            "town": town,
            "postcode": postcode,
            "confidential": sketch.get("confidential", False),
            "approval_temporary": sketch.get("temporary", False),
        }
        before = dict(now)
        if "before" in sketch:
            place, home, code, provider = sketch["before"]
            there, its_town = self.places[place]
            before |= {"placement": code, "provider": provider, "home_name": home, "town": its_town, "postcode": there}
        changes: list[tuple[date, str, str, dict[str, Any] | None]] = [
            (self.day(since), "L", code, None) for code, since in sketch["statuses"]
        ]
        if "moved" in sketch:
            changes.append((self.day(sketch["moved"]), "P", "", now))
        changes.sort(key=lambda change: change[0])
        home, status = (before if "moved" in sketch else now), ""
        made: list[Episode] = []
        for when, why, code, moved_to in changes:
            status = code or status
            home = moved_to or home
            if made:
                made[-1] = replace(made[-1], ended=when, reason_ended="X1")
            made.append(
                Episode(
                    id=self.new_id(),
                    child=child,
                    started=when,
                    reason_new=why if made else "S",
                    legal_status=status,
                    need=sketch.get("need", "N1"),
                    home_postcode=self.places[sketch.get("from", "dorchester")][0],
                    **home,
                )
            )
        last: dict[str, Any] = {}
        if "left" in sketch:
            last = {"ended": self.day(sketch["left"][0]), "reason_ended": sketch["left"][1]}
        if "order_ends" in sketch:
            last["order_ends"] = self.day(sketch["order_ends"])
        if "secure" in sketch:
            last["secure_since"] = self.day(sketch["secure"])
        made[-1] = replace(made[-1], **last)
        yield from made

    # ------------------------------------------------------------ people, school, what happened

    def _around(self, child: str, sketch: dict[str, Any], started: date) -> None:
        def role(name: str, what: str, since: date | None, *, responsible: bool = False) -> None:
            person = self.person(name)
            self.add(
                Role(
                    id=self.new_id(),
                    child=child,
                    person=person.id,
                    role=what,
                    since=since,
                    parental_responsibility=responsible,
                )
            )

        worker_since = self.day(sketch["worker_since"]) if "worker_since" in sketch else started
        role(sketch["worker"], "social-worker", worker_since)
        role("Sunita Marlpit" if sketch["statuses"][-1][0] == "C1" else "Gareth Penhallowby", "team-manager", started)
        if sketch["placement"] not in ("R5", "Z12"):
            role(sketch["home"], "carer", self.day(sketch["moved"]) if "moved" in sketch else started)
        for name, what, responsible in sketch.get("people", ()):
            role(name, what, None, responsible=responsible)
        if sketch.get("school"):
            self.add(SchoolPlace(id=self.new_id(), child=child, name=sketch["school"], since=started))

    def _happened(self, child: str, sketch: dict[str, Any]) -> None:
        for since, back in sketch.get("missing", ()):
            self.add(
                Event(
                    id=self.new_id(),
                    child=child,
                    kind="missing",
                    happened_on=self.day(since),
                    ended_on=self.day(back),
                    told_by=sketch["worker"],
                    told_on=self.day(back),
                    bring_forward="no",
                    bring_forward_because="Back safe; talked with in person.",
                )
            )
        if "moved" in sketch:
            moved = self.day(sketch["moved"])
            self.add(
                Event(
                    id=self.new_id(),
                    child=child,
                    kind="moved",
                    happened_on=moved,
                    told_by=sketch["worker"],
                    told_on=moved + timedelta(days=1),
                )
            )
        if "court" in sketch:
            self.add(
                Event(
                    id=self.new_id(),
                    child=child,
                    kind="court",
                    happened_on=self.day(sketch["court"]),
                    told_by=sketch["worker"],
                    words="Hearing",
                )
            )
        for seen in sketch.get("seen", ()):
            self.add(
                Contact(
                    id=self.new_id(), child=child, happened_on=self.day(seen), by="iro", how="in person", alone=True
                )
            )

    # ------------------------------------------------------------ reviews

    def _reviews(self, child: Child, sketch: dict[str, Any], started: date) -> None:
        due = self.calendar.after(started, 20)
        held = self._whole_history(sketch, date.fromisoformat(sketch["statuses"][0][1]))
        last = ""
        for number, row in enumerate(held):
            words, code = row[0], row[1]
            state = row[2] if len(row) > 2 and row[2] else "signed"
            kind = row[3] if len(row) > 3 else "looked after"
            day = self.held_day(words)
            late = day > due
            review = self.add(
                Review(
                    id=self.new_id(),
                    child=child.id,
                    kind=kind,
                    state=state,
                    booked_for=day,
                    booked_time="15:45",
                    place="at home",
                    method="in person",
                    held_on=day,
                    completed_on=day,
                    participation=self._code(child, code, day),
                    spoke_privately="spoke" if code != "PN0" else "seen",
                    spoke_privately_on=day - timedelta(days=3),
                    spoke_privately_where="at home",
                    due_on=due,
                    late_reason=sketch.get("late_reason", "report") if late else "",
                )
            )
            self._attendance(child.id, review.id, sketch)
            last = review.id
            due = add_months(day, 3 if number == 0 and kind == "looked after" else 6)
        if last:
            self._decisions(child.id, last, sketch)
        if "adjourned" in sketch:
            day = self.held_day(sketch["adjourned"])
            self.add(
                Review(
                    id=self.new_id(),
                    child=child.id,
                    state="adjourned",
                    booked_for=day,
                    place="at home",
                    method="in person",
                    first_part_on=day,
                    adjourned_on=day,
                    due_on=due,
                )
            )
        if "booked" in sketch:
            words, time, place = sketch["booked"]
            self.add(
                Review(
                    id=self.new_id(),
                    child=child.id,
                    state="booked",
                    booked_for=self.held_day(words),
                    booked_time=time,
                    place=place,
                    method="video" if "video" in place else "in person",
                    agreed_with=sketch["worker"],
                )
            )

    def _whole_history(self, sketch: dict[str, Any], started: date) -> list[list[str]]:
        """The reviews of the sketch, and before them those that a whole history must have had, evenly spaced."""
        held: list[list[str]] = list(sketch.get("held", []))
        if not held or "short_breaks" in sketch:
            return held
        known = date.fromisoformat(held[0][0])
        first = self.calendar.after(started, 18)
        if known <= add_months(started, 3):
            return held
        second = self.calendar.last_on_or_before(add_months(first, 3) - timedelta(days=4))
        gaps = max(1, -(-(known - second).days // LONGEST_GAP))
        days = [first, *(second + (known - second) * step / gaps for step in range(gaps))]
        earlier = [[self.calendar.last_on_or_before(day).isoformat(), "PN1"] for day in days]
        return [*(row for row in earlier if row[0] < held[0][0]), *held]

    def _code(self, child: Child, code: str, day: date) -> str:
        assert child.date_of_birth is not None
        under_four = age_on(child.date_of_birth, day) < 4
        if under_four:
            return "PN0"
        return "PN3" if code == "PN0" else code

    def _attendance(self, child: str, review: str, sketch: dict[str, Any]) -> None:
        there = [(sketch["worker"], "Social worker", "in-person"), (sketch["home"], "Carer", "in-person")]
        there += [(name, "", "in-person") for name, _, _ in sketch.get("people", ())[:2]]
        for order, (name, role, how) in enumerate(there):
            self.add(
                Attendance(id=self.new_id(), child=child, review=review, name=name, role=role, how=how, order=order)
            )

    def _decisions(self, child: str, review: str, sketch: dict[str, Any]) -> None:
        for number, row in enumerate(sketch.get("decisions", ()), start=1):
            what, who, by = row[:3]
            self.add(
                Decision(
                    id=self.new_id(),
                    child=child,
                    review=review,
                    number=number,
                    what=what,
                    owner=who,
                    by=self.day(by),
                    outcome=row[3] if len(row) > 3 else "",
                    tell_child=row[4] if len(row) > 4 else "",
                    manager_reply=row[5] if len(row) > 5 else "",
                    manager_words=row[6] if len(row) > 6 else "",
                )
            )
        for heading, text in sketch.get("notes", {}).items():
            self.add(ReviewNote(id=self.new_id(), child=child, review=review, heading=heading, text=text))
        for order, (words, who) in enumerate(sketch.get("told_me", ())):
            self.add(
                ToldMe(
                    id=self.new_id(),
                    child=child,
                    review=review,
                    words=words,
                    said_on=self.day(sketch["told_on_day"]),
                    said_where="at home",
                    who_may_hear=who,
                    order=order,
                )
            )
