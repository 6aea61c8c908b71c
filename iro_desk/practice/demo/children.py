"""One child from a row of the table and its story: the child, the stretches of care, the people, what happened."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from iro_desk.casework import (
    Child,
    Contact,
    CouncilNumber,
    Episode,
    Event,
    PeriodRecord,
    Review,
    ReviewPart,
    SchoolPlace,
)
from iro_desk.practice.demo.people import People
from iro_desk.practice.demo.store import Store
from iro_desk.practice.demo.tables import Days, Row, day_of, reviews_of, stories, words, written_day
from iro_desk.statute import age_on

FOSTERED = ("U4", "U5", "U6")
KIN = ("U1", "U3")
HOMES = ("K1", "K2", "K3", "R5", "S1", "Z12")
SEEN_WITHIN = 42
"""Days within which the social worker's visit is in date."""


WHY_FORWARD = {"": "", "yes": "The IRO asked for it.", "no": "It changes nothing in the plan."}
"""Why a review is or is not brought forward after a change."""


@dataclass(slots=True)
class Known:
    """A child while the reviews are made."""

    child: Child
    row: Row
    story: dict[str, Any]
    reviews: tuple[Row, ...]
    number: str
    carers: tuple[str, ...] = ()
    teacher: str = ""
    parents: tuple[tuple[str, str], ...] = ()
    """Name and role."""
    town: str = ""

    def age_on(self, day: date) -> int:
        """Age in completed years."""
        return age_on(self.child.date_of_birth or day, day)


@dataclass(slots=True)
class ChildMaker:
    """Makes children; families drawn together share a surname and carers."""

    store: Store
    people: People
    chance: random.Random
    days: Days
    _families: dict[str, list[Known]] = field(default_factory=dict)
    _carers: dict[str, str] = field(default_factory=dict)

    def make(self, row: Row, like: str) -> Known:
        """One child with all that is not a held review."""
        story = stories().get(row["number"], {})
        child = self._child(row, story)
        known = Known(child, row, story, reviews_of().get(like, ()), row["number"])
        self.store.add(CouncilNumber, child=child.id, number=row["number"], source="council")
        self._home_and_carers(known)
        self._episodes(known)
        self._period(known)
        self._family(known)
        self._workers(known)
        self._school(known)
        self._happened(known)
        self._visits(known)
        self._bookings(known)
        if row["family"]:
            self._families.setdefault(row["family"], []).append(known)
        return known

    def tie_families(self) -> None:
        """Brothers and sisters drawn from the tables get each other as people."""
        for family in self._families.values():
            for known in family:
                for other in family:
                    if other is not known:
                        self.people.give(known.child.id, other.child.full_name, "brother-sister")

    def _child(self, row: Row, story: dict[str, Any]) -> Child:
        first = row["first"] or self.people.draw(row["pronouns"], words()["first"][row["pronouns"]])
        surname = row["surname"] or self.people.draw("surnames", words()["surnames"])
        ended = day_of(story.get("ended", [""])[0])
        return self.store.add(
            Child,
            first_name=first,
            liked_name=row["liked"],
            surname=surname,
            name_in_script=row["script"],
            pronouns=row["pronouns"],
            date_of_birth=date.fromisoformat(row["born"]),
            date_of_birth_claimed=row["claimed"] == "yes",
            sex=row["sex"],
            ethnicity=row["ethnicity"],
            language=row["language"],
            interpreter=row["interpreter"] == "yes",
            unaccompanied=row["unaccompanied"] == "yes",
            disabled=row["disabled"] == "yes",
            education_health_care_plan=row["plan"] == "yes",
            enjoys=story.get("enjoys") or self.people.draw(f"enjoys {stage(row)}", words()["enjoys"][stage(row)]),
            about=self.days.text(story.get("about", "")),
            joined_caseload=day_of(story.get("joined", "")) or date.fromisoformat(row["started"]),
            left_caseload=ended,
            care_plan_grade=row["grade"],
        )

    # ------------------------------------------------------------ homes

    def _home_and_carers(self, known: Known) -> None:
        row, place = known.row, known.row["place"]
        if not row["home"]:
            if place in FOSTERED:
                key = row["family"] if row["family"] not in ("", "half") else row["number"]
                row["home"] = self._carers.setdefault(key, self.people.draw("carers", words()["carers"]))
            elif place in KIN:
                row["home"] = self.people.draw("kin", words()["relatives"])
            elif place == "P1":
                row["home"] = "At home with Mum"
            else:
                row["home"] = "An adoptive family"
        if place in FOSTERED and "people" not in known.story:
            surname = row["home"].split()[-1]
            firsts = row["home"].removesuffix(surname).split(" and ")
            known.carers = tuple(f"{first.strip()} {surname}" for first in firsts)
        elif place in KIN and "people" not in known.story:
            known.carers = (f"{row['home']} {known.child.surname}",)
        known.town = words()["places"][row["town"]][1]

    def _episodes(self, known: Known) -> None:
        row, story = known.row, known.story
        told = story.get("episodes") or self._from_the_table(row)
        postcode_of = words()["places"]
        home_postcode = postcode_of[row["home_town"]][0] if row["home_town"] else ""
        for index, (started, reason, status, place, provider, town, name, more) in enumerate(told):
            following = told[index + 1] if index + 1 < len(told) else None
            ended, reason_ended = story.get("ended", ["", ""]) if following is None else (following[0], "X1")
            last = following is None
            self.store.add(
                Episode,
                child=known.child.id,
                started=date.fromisoformat(started),
                reason_new=reason,
                legal_status=status,
                need=row["need"],
                placement=place,
                provider=provider,
                ended=day_of(ended),
                reason_ended=reason_ended,
                reason_moved=following[7].get("moved", "CARPL") if following and following[1] in "PTBU" else "",
                home_postcode=home_postcode,
                postcode=postcode_of[town][0],
                home_name=name,
                town=postcode_of[town][1],
                confidential=more.get("confidential", last and story.get("confidential", False)),
                order_ends=day_of(more.get("order_ends", "")),
                approval_temporary=more.get("approval_temporary", story.get("approval_temporary", False)),
                secure_since=day_of(more.get("secure_since", "")),
            )

    def _from_the_table(self, row: Row) -> list[list[Any]]:
        cuts = sorted({row["started"], row["status_since"], row["home_since"]})
        told: list[list[Any]] = []
        for start in cuts:
            status = row["status"] if start >= row["status_since"] else row["status0"]
            here = start >= row["home_since"]
            reason = "S" if start == row["started"] else "P" if start == row["home_since"] else "L"
            if here:
                told.append([start, reason, status, row["place"], row["provider"], row["town"], row["home"], {}])
            else:
                town = row["home_town"] or "dorchester"
                provider = "PR4" if row["place0"] in ("K2", "K3") else "PR1"
                told.append([start, reason, status, row["place0"], provider, town, "An earlier home", {}])
        return told

    def _period(self, known: Known) -> None:
        started = date.fromisoformat(known.row["started"])
        told_on = day_of(known.story.get("told_on", "")) or started
        self.store.add(PeriodRecord, child=known.child.id, started=started, told_on=told_on)

    # ------------------------------------------------------------ people

    def _family(self, known: Known) -> None:
        child, story = known.child, known.story
        parents = []
        for name, role, details in story.get("people", []):
            said = dict(details)
            if "note" in said:
                said["note"] = self.days.text(said["note"])
            self.people.give(child.id, name, role, **said)
            if role in ("mother", "father") and said.get("parental_responsibility"):
                parents.append((name, role))
        known.carers = known.carers or tuple(name for name, role, _ in story.get("people", []) if role == "carer")
        if "people" not in story:
            for carer in known.carers:
                self.people.give(child.id, carer, "carer", since=date.fromisoformat(known.row["home_since"]))
            if not child.unaccompanied:
                mother = self.people.adult(child.surname)
                hidden = bool(story.get("confidential_mother"))
                self.people.give(child.id, mother, "mother", parental_responsibility=True, confidential=hidden)
                parents.append((mother, "mother"))
            glad = self.people.draw("glad", words()["relatives"])
            self.people.give(child.id, f"{glad} {child.surname}", "relative", note="Glad to see them")
        known.parents = tuple(parents)

    def _workers(self, known: Known) -> None:
        row, child, today = known.row, known.child, written_day()
        started = date.fromisoformat(row["started"])
        since = day_of(row["worker_since"]) or max(started, today - timedelta(days=self.chance.randint(120, 700)))
        if since > started:
            self._former_workers(known, since, started)
        self.people.give(child.id, row["worker"], "social-worker", since=since)
        court = row["worker"] in words()["court_team"]
        self.people.give(child.id, "Sunita Marlpit" if court else "Gareth Penhallowby", "team-manager")
        self.people.give(child.id, "Jo Merrivane", "health")
        if 3 <= known.age_on(today) < 18:
            self.people.give(child.id, "Ruth Calderby", "virtual-school")
        if row["advocate"]:
            advocate = known.story.get("advocate") or self.people.draw("advocates", words()["advocates"])
            self.people.give(child.id, advocate, "advocate")
        if row["visitor"]:
            self.people.give(child.id, self.people.draw("visitors", words()["visitors"]), "independent-visitor")

    def _former_workers(self, known: Known, since: date, started: date) -> None:
        former = words()["former_workers"]
        if known.row["third_worker"]:
            changed = since - timedelta(days=110)
            self.people.give(known.child.id, former[1], "social-worker", since=started, until=changed)
            self.people.give(known.child.id, former[0], "social-worker", since=changed, until=since)
        else:
            self.people.give(known.child.id, former[0], "social-worker", since=started, until=since)

    def _school(self, known: Known) -> None:
        kind = stage(known.row)
        name = known.story.get("school")
        if name is None and known.age_on(written_day()) >= 3:
            special = known.child.disabled and known.child.education_health_care_plan
            kind = "special" if special else kind
            name = self.people.draw(f"school {kind}", words()["schools"][kind])
        if not name:
            return
        self.store.add(SchoolPlace, child=known.child.id, name=name)
        teachers = [person for person, role, _ in known.story.get("people", []) if role == "school"]
        known.teacher = teachers[0] if teachers else self.people.teacher()
        if not teachers:
            self.people.give(known.child.id, known.teacher, "school", organisation=name)

    # ------------------------------------------------------------ what happened

    def _happened(self, known: Known) -> None:
        child = known.child
        for kind, on, said, *more in known.story.get("events", []):
            ended, forward = [*more, "", ""][:2]
            self._event(child.id, kind, on, self.days.text(said), ended, forward)
        for number, opened, closed, about in words()["challenges_closed"]:
            if number == known.number:
                self._event(child.id, "other", opened, f"Formal challenge: {about}", closed, "no")
        for number, on, about in words()["good_practice"]:
            if number == known.number:
                self._event(child.id, "other", on, f"Good practice, with thanks: {about}", "", "no")

    def _event(self, child: str, kind: str, on: str, said: str, ended: str = "", forward: str = "") -> None:
        happened = date.fromisoformat(on)
        self.store.add(
            Event,
            child=child,
            kind=kind,
            happened_on=happened,
            told_on=happened if happened <= written_day() else None,
            words=said,
            ended_on=day_of(ended),
            bring_forward=forward,
            bring_forward_because=WHY_FORWARD[forward],
        )

    def _visits(self, known: Known) -> None:
        started, today = date.fromisoformat(known.row["started"]), written_day()
        ago = self.chance.randint(50, 75) if known.row["visit_late"] else self.chance.randint(3, SEEN_WITHIN - 4)
        for number in range(4):
            day = max(today - timedelta(days=ago + number * 40), started + timedelta(days=1))
            self.store.add(
                Contact,
                child=known.child.id,
                happened_on=day,
                by="social worker",
                how="in person",
                alone=known.age_on(day) >= 4 and self.chance.random() < 0.8,
            )
            if day == started + timedelta(days=1):
                return

    def _bookings(self, known: Known) -> None:
        row, story = known.row, known.story
        told = list(story.get("bookings", []))
        if row["booked"]:
            day, time = row["booked"].split()
            kind = {"V4": "short breaks"}.get(
                row["status"], "adoption" if row["place"] in ("A5", "A6") else "looked after"
            )
            where = "At the home" if row["place"] in HOMES else "At home"
            told.append([kind, day, time, f"{where}, {known.town}", "in person"])
        if "next_review" in story:
            day, time, place = story["next_review"]
            told.append(["looked after", day, time, place, "in person"])
        for kind, day, time, place, method in told:
            self.store.add(
                Review,
                child=known.child.id,
                kind=kind,
                booked_for=date.fromisoformat(day),
                booked_time=time,
                place=place,
                method=method,
            )
        if "adjourned" in story:
            self._adjourned(known, story["adjourned"])

    def _adjourned(self, known: Known, told: dict[str, str]) -> None:
        met = date.fromisoformat(told["on"])
        review = self.store.add(
            Review,
            child=known.child.id,
            state="adjourned",
            booked_for=met,
            booked_time="15:30",
            place=told["place"],
            method="in person",
            adjourned_on=met,
            first_part_on=met,
            due_on=date.fromisoformat(told["due"]),
        )
        self.store.add(
            ReviewPart,
            child=known.child.id,
            review=review.id,
            held_on=met,
            place=told["place"],
            method="in person",
            words=told["words"],
        )
        self.store.add(Contact, child=known.child.id, happened_on=met, by="iro", how="in person", alone=True)


def stage(row: Row) -> str:
    """Which lists of schools and pleasures fit: nursery, primary, secondary or college."""
    years = (written_day() - date.fromisoformat(row["born"])).days // 365
    return "nursery" if years < 5 else "primary" if years < 11 else "secondary" if years < 16 else "college"
