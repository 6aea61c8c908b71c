"""The reviews that were held: who was there, what was said, what was decided."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from iro_desk.casework import Attendance, Contact, Decision, Review, ReviewNote, ReviewPart, ToldMe
from iro_desk.practice.demo.children import HOMES, Known
from iro_desk.practice.demo.people import People
from iro_desk.practice.demo.promises import carry_on
from iro_desk.practice.demo.store import Store
from iro_desk.practice.demo.tables import Days, Row, day_of, full_reviews, words, written_day

YEAR = timedelta(days=364)
ATTENDED = ("PN1", "PN2", "PN3", "PN4")
THERE = dict.fromkeys(ATTENDED, "room") | dict.fromkeys(("PN5", "PN6", "PN7"), "no")
VIEWS = {
    "PN1": "spoke",
    "PN2": "advocate",
    "PN3": "shown",
    "PN4": "none",
    "PN5": "advocate",
    "PN6": "sent",
    "PN7": "none",
}
"""The two plain questions, answered so that they give the code that the year's table has."""
UNSEEN_SINCE = date(2026, 5, 23)


@dataclass(slots=True)
class ReviewMaker:
    """Makes the reviews of a child; keeps which decisions the table wants overdue."""

    store: Store
    people: People
    chance: random.Random
    days: Days
    overdue: dict[str, int] = field(default_factory=dict)
    """How many decisions of the child's last review are to be overdue, by that review's id."""
    settled: set[str] = field(default_factory=set)
    """Decisions whose outcome the stories tell."""

    def make(self, known: Known) -> None:
        """Every review of the child that was held, oldest first."""
        full = full_reviews().get(known.number)
        short = known.story.get("review")
        made: list[Review] = []
        for row in known.reviews:
            telling = next((t for t in (full, short) if t and t["held_on"] == row["held_on"]), None)
            review = self._review(known, row, telling)
            made.append(review)
            if not row["decisions"]:
                continue
            if telling:
                self._told(known, review, telling)
            else:
                self._attendance(known, review, row)
                following = full["last"] if full and row is known.reviews[-2] else None
                self._decisions(known, review, int(row["decisions"]), following)
        if made:
            self._afterwards(known, made, full, short)

    def _review(self, known: Known, row: Row, telling: dict[str, Any] | None) -> Review:
        held = date.fromisoformat(row["held_on"])
        owed = known.number in words()["papers_owed"] and row is known.reviews[-1]
        video = row["video"] == "yes"
        spoke, spoke_on, because = self._in_private(known, row, held)
        told = telling or {}
        here = known.row["place"] in HOMES and row["held_on"] >= known.row["home_since"]
        review = self.store.add(
            Review,
            child=known.child.id,
            kind=row["kind"] or "looked after",
            state="completed" if owed else "signed",
            booked_for=held,
            booked_time=told.get("booked_time") or self.chance.choice(("10:30", "13:30", "15:45", "16:00", "16:30")),
            place=told.get("place") or (known.row["home"] if here else "At home"),
            method=told.get("method") or ("mixed" if video else "in person"),
            agreed_with=told.get("agreed_with", ""),
            child_asked=told.get("child_asked", ""),
            held_on=held,
            first_part_on=day_of(row["adjourned_on"]),
            adjourned_on=day_of(row["adjourned_on"]),
            completed_on=held,
            participation=row["participation"],
            child_there="live" if video else THERE.get(row["participation"], ""),
            child_views=VIEWS.get(row["participation"], ""),
            participation_words=told.get("participation_words") or ("Joined live by video" if video else ""),
            spoke_privately=told.get("spoke_privately") or spoke,
            spoke_privately_on=day_of(told.get("spoke_privately_on", "")) or spoke_on,
            spoke_privately_where=told.get("spoke_privately_where", ""),
            spoke_privately_because=because,
            due_on=date.fromisoformat(row["due_on"]),
            late_reason=row["late_reason"],
            next_booked_for=day_of(told.get("next_booked_for", "")),
            midway_on=day_of(told.get("midway_on", "")),
        )
        if row["adjourned_on"]:
            for day in (row["adjourned_on"], row["held_on"]):
                self._part(review, date.fromisoformat(day))
        if row["decisions"] and review.spoke_privately_on is not None:
            self.store.add(
                Contact,
                child=known.child.id,
                happened_on=review.spoke_privately_on,
                by="iro",
                how="in person",
                alone=True,
                words=review.spoke_privately_where,
            )
        return review

    def _part(self, review: Review, day: date) -> None:
        self.store.add(
            ReviewPart, child=review.child, review=review.id, held_on=day, place=review.place, method=review.method
        )

    def _in_private(self, known: Known, row: Row, held: date) -> tuple[str, date | None, str]:
        if known.row["unseen"] and held >= UNSEEN_SINCE:
            return "not-done", None, "he was away when I came"
        if row["participation"] == "PN0":
            return "seen", held, ""
        return "spoke", held, ""

    # ------------------------------------------------------------ who was there

    def _attendance(self, known: Known, review: Review, row: Row) -> None:
        worker = self._worker(known, review)
        there = [(known.child.full_name, "Child", "video" if row["video"] else "in-person")]
        if row["participation"] not in ATTENDED:
            there = []
        there.append((worker, "Social worker", "in-person"))
        there += [(carer, "Carer", "in-person") for carer in known.carers]
        there += [(name, "Mum" if role == "mother" else "Dad", self._came()) for name, role in known.parents]
        if known.teacher:
            there.append((known.teacher, "School", self.chance.choice(("in-person", "video", "report"))))
        for order, (name, role, how) in enumerate(there, start=1):
            self._there(review, order, name, role, how, "")

    def _came(self) -> str:
        return self.chance.choice(("in-person", "phone", "apologies", "did-not-come", "views"))

    def _there(self, review: Review, order: int, name: str, role: str, how: str, said: str) -> None:
        self.store.add(
            Attendance,
            child=review.child,
            review=review.id,
            name=name,
            role=role,
            how=how,
            words=self.days.text(said),
            order=order,
        )

    # ------------------------------------------------------------ what was decided

    def _decisions(self, known: Known, review: Review, count: int, told: list[list[str]] | None) -> None:
        if told:
            for number, (what, owner, role, by, outcome, on, said) in enumerate(told, start=1):
                decision = self.decide(review, number, what, owner, role, date.fromisoformat(by))
                self.settle(decision, outcome, date.fromisoformat(on), said)
            return
        held = review.held_on or written_day()
        age = known.age_on(held)
        fitting = [phrase for phrase in words()["decisions"] if phrase[3] <= age <= phrase[4]]
        for number, phrase in enumerate(self.chance.sample(fitting, count), start=1):
            what, role, after, _, _, why = phrase
            owner, owner_role = self.owner_of(known, review, role)
            until = self.working_day(held + timedelta(days=after + self.chance.randint(-5, 20)))
            self.decide(review, number, what, owner, owner_role, until, why=why)

    def decide(self, review: Review, number: int, what: str, owner: str, role: str, by: date, **more: Any) -> Decision:
        """Make one decision; of a review that is finalised, the manager has agreed."""
        more["why"] = self.days.text(more.get("why", ""))
        agreed = review.state == "signed" and review.completed_on is not None
        if agreed and "manager_reply" not in more:
            more["manager_reply"] = "agreed"
            more["manager_replied_on"] = self.working_day((review.completed_on or by) + timedelta(days=7))
        return self.store.add(
            Decision,
            child=review.child,
            review=review.id,
            number=number,
            what=self.days.text(what),
            owner=owner,
            owner_role=role,
            by=by,
            **more,
        )

    def settle(self, decision: Decision, outcome: str, on: date | None, said: str) -> None:
        """Say what became of a decision, as the stories tell it."""
        self.settled.add(decision.id)
        self.store.put(replace(decision, outcome=outcome, outcome_on=on, outcome_words=said))

    def owner_of(self, known: Known, review: Review, role: str) -> tuple[str, str]:
        """Who owns a decision of that role for the child, and the role in words."""
        if role == "social-worker":
            return self._worker(known, review), "social worker"
        if role == "team-manager":
            court = known.row["worker"] in words()["court_team"]
            return ("Sunita Marlpit" if court else "Gareth Penhallowby"), "team manager"
        if role == "health":
            return "Jo Merrivane", "nurse"
        if role == "school" and known.teacher:
            return known.teacher, "school"
        if role == "carer" and known.carers:
            return known.carers[0], "carer"
        if role in ("school", "virtual-school"):
            return "Ruth Calderby", "virtual school"
        return self._worker(known, review), "social worker"

    def _worker(self, known: Known, review: Review) -> str:
        since = day_of(known.row["worker_since"])
        if since and review.held_on and review.held_on < since:
            return str(words()["former_workers"][0])
        return known.row["worker"]

    @staticmethod
    def working_day(day: date) -> date:
        """The Friday before, for a day at a weekend."""
        return day - timedelta(days=max(0, day.weekday() - 4))

    # ------------------------------------------------------------ reviews told in full

    def _told(self, known: Known, review: Review, told: dict[str, Any]) -> None:
        for order, (name, role, how, said) in enumerate(told.get("attendance", ()), start=1):
            self._there(review, order, name, role, how, said)
        if "attendance" not in told:
            self._attendance(known, review, {"participation": review.participation, "video": ""})
        for heading, text in told["notes"].items():
            self._note(review, heading, text)
        for order, entry in enumerate(told["told"], start=1):
            said, who, not_for = entry if isinstance(entry, list) else (entry, "in my record", [])
            ids = [person.id for name in not_for if (person := self.people.known(name))]
            self.store.add(
                ToldMe,
                child=review.child,
                review=review.id,
                words=said,
                seen=said.startswith("Pointing"),
                said_on=day_of(told.get("told_on", "")) or review.spoke_privately_on,
                said_where=told.get("told_where", "") or review.spoke_privately_where,
                who_may_hear=who,
                not_for=" ".join(ids),
                order=order,
            )
        replied = told.get("decided", {}).get("replied", "")
        for number, (what, owner, role, by, *rest) in enumerate(told["decisions"], start=1):
            tell, why, reply, reply_words = [*rest, "", "", "", ""][:4]
            self.decide(
                review,
                number,
                what,
                owner,
                role,
                date.fromisoformat(by),
                why=why,
                tell_child=tell or "yes",
                manager_reply=reply,
                manager_words=reply_words,
                manager_replied_on=day_of(replied) if reply else None,
            )

    def _note(self, review: Review, heading: str, text: str) -> None:
        self.store.add(ReviewNote, child=review.child, review=review.id, heading=heading, text=self.days.text(text))

    # ------------------------------------------------------------ promises made again

    def _afterwards(
        self, known: Known, made: list[Review], full: dict[str, Any] | None, short: dict[str, Any] | None
    ) -> None:
        if known.row["overdue"]:
            self.overdue[made[-1].id] = int(known.row["overdue"])
        carry_on(self, known, made, full, short)
        if made[-1].state == "signed":
            order = words()["grades_in_order"]
            if known.row["grade"] in order:
                self._note(made[-1], "view", words()["views"][order.index(known.row["grade"])])
        told = full or {}
        if told.get("next_booked_for"):
            self.store.add(
                Review,
                child=known.child.id,
                booked_for=date.fromisoformat(told["next_booked_for"]),
                booked_time=told["next_time"],
                place=told["place"],
                method="in person",
            )
