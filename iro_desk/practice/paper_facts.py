"""What reaches the papers of a review, decided value by value.

Of what the child told the IRO only what is "in my record", and that to nobody it is closed to; a home whose place
is confidential is not named, nor the place of the review; the care plan's grade, which is for the service alone,
never. A copy that withholds where the child lives has no home, carers or local people in it, and nothing of the
next meeting but its last day.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from iro_desk.casework import (
    ATTENDED,
    LATE_REASONS,
    OUTCOMES,
    Attendance,
    ChildFile,
    CouncilSettings,
    Decision,
    Refused,
    Review,
    ToldMe,
    current_period,
    episode_on,
    legal_statuses,
)
from iro_desk.documents import (
    ChildFacts,
    ChildsWords,
    CopyFacts,
    DeadlineFacts,
    DecisionFacts,
    LastDecision,
    LetterheadFacts,
    NoteFacts,
    PersonFacts,
    ReviewFacts,
    TookPart,
    whole_agenda,
)
from iro_desk.practice import places
from iro_desk.practice.agenda import headings_for
from iro_desk.practice.caseload import home_words
from iro_desk.practice.child import LEGAL_WORDS
from iro_desk.practice.decisions import earlier_decisions, reply_words
from iro_desk.practice.recipients import Recipient
from iro_desk.practice.room import closed_to
from iro_desk.practice.sittings import clock_before, last_day_before, next_limit, timeliness
from iro_desk.practice.telling_words import finder_of
from iro_desk.practice.views import PlacementPlace
from iro_desk.practice.words import age_words, long_day
from iro_desk.practice.workspace import Workspace
from iro_desk.statute import label, record_deadlines

DEADLINES = {
    "record.decisions": "Decisions sent",
    "record.manager_response": "Manager’s reply",
    "record.full": "Record complete",
    "record.distributed": "Record shared",
}
KIND_WORDS = {"looked after": "", "short breaks": "short-breaks review", "secure": "secure criteria review"}
"""What a kind of review is called in a paper, where that is not its name and "review"."""


def day_of(review: Review) -> date:
    """The day that a review's papers speak of. Raises ``Refused`` while it has not been held."""
    day = review.held_on or review.adjourned_on
    if day is None:
        raise Refused("This review has not been held yet.", safe="Nothing was made.", do="Open it first.")
    return day


@dataclass(frozen=True, slots=True)
class Source:
    """What the papers of one review are made from."""

    file: ChildFile
    review: Review
    settings: CouncilSettings
    where: PlacementPlace | None
    """The area that the home lay in on the day of the review."""
    today: date
    finalised_on: date | None = None


def source_of(ws: Workspace, review_id: str) -> Source:
    """What a review's papers are made from, as the desk holds it now. Raises ``NotFound``."""
    review = ws.desk.get(Review, review_id)
    file, settings = ws.desk.child_file(review.child), ws.settings()
    day = review.held_on or review.adjourned_on or review.booked_for or ws.today
    where = places.placement_place(ws, episode_on(file.episodes, day), settings)
    return Source(file, review, settings, where, ws.today)


def letterhead(settings: CouncilSettings) -> LetterheadFacts:
    """Whose paper it is, from the council's settings."""
    return LetterheadFacts(
        council=settings.text("council_name"),
        service=settings.text("service_name"),
        address=settings.text("council_address"),
        crest=base64.b64decode(settings.text("council_crest")),
        telephone=settings.text("service_telephone"),
        email=settings.text("service_email"),
    )


def me(settings: CouncilSettings) -> PersonFacts:
    """The reviewing officer, and how to reach them."""
    telephone = settings.text("iro_telephone") or settings.text("service_telephone")
    email = settings.text("iro_email") or settings.text("service_email")
    return PersonFacts(settings.text("iro_name"), "Independent reviewing officer", telephone, email)


def status_on(file: ChildFile, on: date) -> tuple[str, date | None]:
    """The legal status on a day in words, and since when; empty when none is known."""
    status = next((s for s in reversed(legal_statuses(file.episodes)) if s.started <= on), None)
    if status is None or not status.code:
        return "", None
    return LEGAL_WORDS.get(status.code) or label("LS", status.code, on), status.started


def facts_from(source: Source, recipient: Recipient) -> ReviewFacts:
    """The facts of a review as one recipient may have them."""
    facts = _facts(source, recipient)
    return _without_the_place(source, facts, recipient) if recipient.withheld else facts


def _without_the_place(source: Source, facts: ReviewFacts, recipient: Recipient) -> ReviewFacts:
    """The facts without the home, whoever is near it, and the next meeting. What was typed stays, and is looked at."""
    finder = finder_of(source.file, source.review, source.where, source.settings, recipient)

    def someone(decision: DecisionFacts) -> DecisionFacts:
        if not finder.find(decision.owner):
            return decision
        role = decision.owner_role or "person who cares for the child"
        return replace(decision, owner=f"The {role[:1].lower()}{role[1:]}", owner_role="")

    spoke = replace(source.review, spoke_privately_where="")
    return replace(
        facts,
        # Why it was late is said in words of its own, which this copy does not need.
        in_time=timeliness(replace(source.review, due_on=facts.due_on), source.settings) if facts.in_time else "",
        place="",
        home="",
        place_for=frozenset(),
        spoke_privately=_spoke(source.file, spoke),
        words=tuple(replace(said, said_where="") for said in facts.words),
        took_part=tuple(row for row in facts.took_part if not finder.find(row.name)),
        decisions=tuple(someone(decision) for decision in facts.decisions),
        next_review_on=None,
        next_review_words="",
        next_review_told=False,
        left_out=(*facts.left_out, "the next meeting"),
    )


def _facts(source: Source, recipient: Recipient) -> ReviewFacts:
    file, review, settings, finalised_on = source.file, source.review, source.settings, source.finalised_on
    held_on = day_of(review)
    episode = episode_on(file.episodes, held_on)
    confidential = episode is not None and episode.confidential
    town = source.where.authority_name if source.where is not None and not confidential else ""
    status, since = status_on(file, held_on)
    due_on = review.due_on or last_day_before(file, review, settings)
    following = next_booking(file, review)
    deadlines = record_deadlines(review.completed_on or held_on, settings)
    reply_by = next(d.legal_limit for d in deadlines if d.rule_id == "record.manager_response")
    decisions = tuple(decision for decision in file.decisions if decision.review == review.id)
    return ReviewFacts(
        letterhead=letterhead(settings),
        child=child_facts(file, held_on),
        held_on=held_on,
        ordinal=_ordinal(file, review, settings),
        review_words=kind_words(review),
        parts=tuple(sorted({part.held_on for part in file.parts if part.review == review.id})),
        time=clock_time(review.booked_time),
        place="" if confidential else review.place,
        method=review.method,
        due_on=due_on,
        in_time=_in_time(replace(review, due_on=due_on), settings),
        last_review_on=last_review_on(file, review),
        legal_status=status,
        legal_status_since=since,
        home="The place is confidential" if confidential else home_words(file, held_on, town),
        reviewed_by=settings.text("iro_name"),
        participation=review.participation,
        participation_label=label("REVIEW_CODE", review.participation, held_on),
        participation_words=review.participation_words,
        spoke_privately=_spoke(file, review),
        wished=review.child_asked,
        otherwise=review.otherwise_because,
        words=tuple(_words(told) for told in file.told if _may_read(told, file, review, recipient)),
        took_part=tuple(_took_part(row) for row in file.attendance if row.review == review.id and row.how),
        last_decisions=last_decisions(file, review, earlier_decisions(file, review)),
        notes=_notes(file, review, held_on),
        decisions=tuple(_decision(decision, reply_by, source.today) for decision in decisions),
        word_decision=settings.text("word_decision"),
        decisions_standing=_standing(decisions, reply_by, source.today),
        reply_by=reply_by,
        word_midway=settings.text("word_midway"),
        midway_on=review.midway_on,
        next_review_on=review.next_booked_for or (following.booked_for if following else None),
        next_review_latest=next_limit(file, review, settings),
        next_review_words=re.sub("^At ", "at ", following.place) if following and not confidential else "",
        deadlines=tuple(DeadlineFacts(DEADLINES[d.rule_id], d.legal_limit) for d in deadlines),
        copies=(CopyFacts("Case file and team manager", "complete"),) if finalised_on else (),
        finalised_on=finalised_on,
        version=1,
        practice=settings.yes("practice"),
    )


def next_booking(file: ChildFile, review: Review) -> Review | None:
    """The review of this kind that is booked after this one."""
    return next((o for o in file.reviews if o.state == "booked" and o.kind == review.kind and o.id != review.id), None)


def child_facts(file: ChildFile, held_on: date) -> ChildFacts:
    """The child on that day."""
    child = file.child
    return ChildFacts(
        known_as=child.known_as,
        full_name=child.full_name,
        number=file.number,
        name_in_script=child.name_in_script,
        pronouns=child.pronouns,
        age=age_words(child.date_of_birth, held_on) if child.date_of_birth else "",
        date_of_birth=child.date_of_birth,
        date_of_birth_claimed=child.date_of_birth_claimed,
    )


def kind_words(review: Review) -> str:
    """What kind of review it is, where it is not the ordinary one."""
    return (
        "meeting, not a full review" if not review.full_review else KIND_WORDS.get(review.kind, f"{review.kind} review")
    )


def _earlier_reviews(file: ChildFile, review: Review) -> list[date]:
    day = review.first_part_on or review.held_on or review.adjourned_on or review.booked_for or date.max
    return sorted(
        other.held_on
        for other in file.reviews
        if other.id != review.id
        and other.kind == review.kind
        and other.full_review
        and other.state != "cancelled"
        and other.held_on is not None
        and other.held_on < day
    )


def last_review_on(file: ChildFile, review: Review) -> date | None:
    """The day of the review of this kind before this one."""
    earlier = _earlier_reviews(file, review)
    return earlier[-1] if earlier else None


def _ordinal(file: ChildFile, review: Review, settings: CouncilSettings) -> int | None:
    """Which review of this period of care it is; ``None`` where earlier ones may be missing."""
    clock = clock_before(file, review, settings)
    period = current_period(file.episodes, day_of(review))
    if (
        not review.full_review
        or clock is None
        or not clock.history_complete
        or clock.legal_limit is None
        or period is None
    ):
        return None
    return 1 + sum(1 for day in _earlier_reviews(file, review) if period.covers(day))


def clock_time(words: str) -> str:
    """ "3.45 pm" for 15:45, as papers that families read write it."""
    if not words:
        return ""
    hour, minute = (int(part) for part in words.split(":"))
    return f"{hour % 12 or 12}.{minute:02} {'pm' if hour >= 12 else 'am'}"


def _in_time(review: Review, settings: CouncilSettings) -> str:
    words = timeliness(review, settings)
    if not words.endswith("late"):
        return "" if words == "Not known" else words
    reason = LATE_REASONS.get(review.late_reason, "").lower()
    because = ". ".join(part for part in (reason, review.late_words) if part)
    return f"{words} ({because})" if because else words


def _spoke(file: ChildFile, review: Review) -> str:
    name = file.child.known_as or "The child"
    when = f" on {long_day(review.spoke_privately_on)}" if review.spoke_privately_on else ""
    where = f", {review.spoke_privately_where}" if review.spoke_privately_where else ""
    because = f", because {review.spoke_privately_because}" if review.spoke_privately_because else ""
    return {
        "spoke": f"{name} spoke in private with the reviewing officer{when}{where}",
        "seen": f"The reviewing officer saw {name} and watched{when}{where}",
        "chose-not": f"{name} chose not to speak in private with the reviewing officer{because}",
        "not-right": f"Speaking in private was not right for {name} at this age and understanding{because}",
        "not-done": f"{name} did not speak in private with the reviewing officer{because}",
    }.get(review.spoke_privately, "")


def _may_read(told: ToldMe, file: ChildFile, review: Review, recipient: Recipient) -> bool:
    """Whether an entry may stand in that recipient's copy: opened for the record, and not closed to its reader."""
    opened = told.review == review.id and told.who_may_hear == "in my record"
    return opened and (recipient.key == "file" or not {*recipient.people, *recipient.names} & closed_to(told, file))


def _words(told: ToldMe) -> ChildsWords:
    return ChildsWords(told.words, told.seen, told.said_on, told.said_where)


def _took_part(row: Attendance) -> TookPart:
    if row.how == "not-invited":
        return TookPart(row.name, row.role, "Not invited this time", f"Because {row.words}" if row.words else "")
    return TookPart(row.name, row.role, ATTENDED[row.how], row.words)


def last_decisions(file: ChildFile, review: Review, shown: Iterable[Decision]) -> tuple[LastDecision, ...]:
    """Some of the decisions that a review looks back on, each under its place among all of them."""
    places = {decision.id: place for place, decision in enumerate(earlier_decisions(file, review), start=1)}
    days, last_on = {each.id: each.held_on for each in file.reviews}, last_review_on(file, review)
    older = {id: day if day != last_on else None for id, day in days.items()}
    return tuple(
        replace(last_decision(d), number=places.get(d.id, d.number), decided_on=older.get(d.review)) for d in shown
    )


def last_decision(decision: Decision) -> LastDecision:
    """An earlier decision and what became of it."""
    outcome = OUTCOMES.get(decision.outcome, "")
    return LastDecision(decision.number, decision.what, decision.outcome, outcome, decision.outcome_words)


def _decision(decision: Decision, reply_by: date, today: date) -> DecisionFacts:
    waits = not decision.manager_reply and reply_by >= today
    return DecisionFacts(
        number=decision.number,
        what=decision.what,
        why=decision.why,
        owner=decision.owner,
        owner_role=decision.owner_role,
        by=decision.by,
        no_date_because=decision.no_date_because,
        know_by=decision.know_by,
        reply="" if waits else reply_words(decision, reply_by, today)[1],
    )


def _notes(file: ChildFile, review: Review, held_on: date) -> tuple[NoteFacts, ...]:
    notes = {note.heading: note for note in file.notes if note.review == review.id}
    asked = {heading.key for heading in headings_for(file, held_on)}
    facts = []
    for heading in whole_agenda():
        note = notes.get(heading.key)
        if note is None and heading.key not in asked:
            continue
        lines = note.text.splitlines() if note else []
        facts.append(
            NoteFacts(
                key=heading.key,
                title=heading.record_titled(file.child.known_as),
                paragraphs=tuple(line.strip() for line in lines if line.strip()),
                considered=bool(note and note.covered),
            )
        )
    return tuple(facts)


def _standing(decisions: tuple[Decision, ...], reply_by: date, today: date) -> str:
    """Where the decisions stand with the manager. Silence is never called agreement."""
    if not decisions:
        return ""
    refused = [str(decision.number) for decision in decisions if decision.manager_reply == "not agreed"]
    if refused:
        return f"Not agreed by the team manager: number {', '.join(refused)}."
    replied = [decision.manager_replied_on for decision in decisions if decision.manager_reply == "agreed"]
    if len(replied) == len(decisions):
        last = max((day for day in replied if day is not None), default=None)
        return f"Agreed in full by the team manager{f' on {long_day(last)}' if last else ''}."
    if reply_by < today:
        return f"No reply from the team manager by {long_day(reply_by)}."
    return f"The team manager may reply until {long_day(reply_by)}."
