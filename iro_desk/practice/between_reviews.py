"""Papers between reviews: the letter that says who I am, the midway note, the form of a challenge, my week."""

from __future__ import annotations

from datetime import date, timedelta

from iro_desk.casework import ChildFile, CouncilSettings, Milestone, Refused, Review
from iro_desk.documents import (
    DayFacts,
    DeadlineFacts,
    DisputeFacts,
    DisputeStep,
    EntryFacts,
    IntroductionFacts,
    MidwayFacts,
    PersonFacts,
    WeekFacts,
)
from iro_desk.practice.courtesy import stand_aside
from iro_desk.practice.paper_facts import (
    Source,
    child_facts,
    last_decision,
    letterhead,
    me,
    next_booking,
)
from iro_desk.practice.rows import person_in_role
from iro_desk.practice.sittings import next_limit
from iro_desk.practice.today import today_view
from iro_desk.practice.words import child_label
from iro_desk.practice.workspace import Workspace
from iro_desk.statute import age_on, clocks_of, working_days


def _reach(file: ChildFile, role: str, on: date) -> PersonFacts:
    found = person_in_role(file, role, on)
    return PersonFacts(found.name, found.role_label, found.telephone, found.email) if found else PersonFacts()


def introduction_facts(file: ChildFile, settings: CouncilSettings, today: date) -> IntroductionFacts:
    """The first letter to a child, in words for the age."""
    born = file.child.date_of_birth
    first = next((c for c in clocks_of(file, today, settings) if c.rule_id == "review.first"), None)
    advocate = _reach(file, "advocate", today)
    if not advocate.name:
        advocate = PersonFacts(settings.text("advocacy_service"), phone=settings.text("advocacy_telephone"))
    complaints = settings.text("complaints_telephone")
    return IntroductionFacts(
        letterhead=letterhead(settings),
        child=child_facts(file, today),
        officer=me(settings),
        written_on=today,
        years=age_on(born, today) if born is not None and born <= today else None,
        about=tuple(settings.text("iro_about").splitlines()),
        first_review_on=first.booked_for if first else None,
        first_review_latest=first.legal_limit if first else None,
        advocate=advocate,
        complaints=PersonFacts("Complaints", phone=complaints) if complaints else PersonFacts(),
        social_worker=_reach(file, "social-worker", today),
        out_of_hours=settings.text("out_of_hours_telephone"),
        practice=settings.yes("practice"),
    )


def text_of(file: ChildFile, kind: str, about: str, part: str) -> str:
    """What was written under one heading of a paper between reviews."""
    return next((t.text for t in file.paper_texts if (t.kind, t.subject, t.part) == (kind, about, part)), "")


def lines_of(file: ChildFile, kind: str, about: str, part: str) -> tuple[str, ...]:
    """The same in paragraphs."""
    return tuple(line.strip() for line in text_of(file, kind, about, part).splitlines() if line.strip())


def midway_facts(source: Source) -> MidwayFacts:
    """The check half way after a held review: how its decisions stand, who was spoken with since, what they said."""
    file, review, settings, today = source.file, source.review, source.settings, source.today
    held = review.held_on or today
    since = [contact for contact in file.contacts if contact.by == "iro" and contact.happened_on > held]
    following = next_booking(file, review)
    name = file.child.full_name or file.child.known_as
    spoke = lines_of(file, "midway", review.id, "spoke")
    return MidwayFacts(
        letterhead=letterhead(settings),
        child=child_facts(file, today),
        on=today,
        by=settings.text("iro_name"),
        method=since[-1].how if since else "",
        spoke_with=tuple(PersonFacts(line) for line in spoke) or ((PersonFacts(name),) if since and name else ()),
        reviewed_on=review.held_on,
        next_review_on=review.next_booked_for or (following.booked_for if following else None),
        next_review_latest=next_limit(file, review, settings),
        decisions=tuple(last_decision(each) for each in file.decisions if each.review == review.id),
        notes=(*(contact.words for contact in since if contact.words), *lines_of(file, "midway", review.id, "found")),
        worry=text_of(file, "midway", review.id, "doing"),
        word_midway=settings.text("word_midway"),
        word_decision=settings.text("word_decision"),
        practice=settings.yes("practice"),
    )


def open_dispute(file: ChildFile) -> Milestone | None:
    """The challenge that the form is about: the newest that is not settled, else the newest concern."""
    for kind in ("dispute", "concern"):
        waiting = [each for each in file.milestones if each.kind == kind and each.until is None]
        if waiting:
            return max(waiting, key=lambda each: each.happened_on)
    return None


def dispute_facts(file: ChildFile, settings: CouncilSettings, today: date) -> DisputeFacts:
    """The form of a challenge, filled from what is known of it; empty lines stay to be written on.

    The formal process has 20 working days from its start (IRO Handbook 2010, chapter 6).
    """
    found = open_dispute(file)
    raised = found.happened_on if found else today
    about = found.id if found else ""
    name = settings.text("iro_name")
    formal = found is not None and found.kind == "dispute"
    steps = tuple(
        DisputeStep(each.happened_on, each.words or "Raised informally", "Settled" if each.until else "")
        for each in file.milestones
        if each.kind == "concern" and each.happened_on <= raised and each is not found
    )
    clock = next((c for c in clocks_of(file, today, settings) if found and c.rule_id.startswith("dispute")), None)
    ends = clock.legal_limit if clock else working_days(settings).after(raised, 20)
    return DisputeFacts(
        letterhead=letterhead(settings),
        child=child_facts(file, today),
        raised_on=raised,
        word=settings.text("word_dispute"),
        stage="Formal" if formal else "Informal",
        to=_reach(file, "team-manager", today),
        raised_by=PersonFacts(name, "Independent reviewing officer"),
        wrong=_what_is_wrong(file, found),
        means=lines_of(file, "dispute", about, "means"),
        childs_view=text_of(file, "dispute", about, "view"),
        wanted=lines_of(file, "dispute", about, "wanted"),
        steps=steps,
        settle_by=ends,
        practice=settings.yes("practice"),
    )


def _what_is_wrong(file: ChildFile, found: Milestone | None) -> tuple[str, ...]:
    """What was written of the challenge, there or with what changed on that day."""
    if found is None:
        return ()
    written = lines_of(file, "dispute", found.id, "wrong")
    if written:
        return written
    told = [found.words, *(event.words for event in file.events if event.happened_on == found.happened_on)]
    return tuple(line for words in told for line in words.splitlines() if line.strip())


def week_facts(ws: Workspace, start: date, days_long: int = 7) -> WeekFacts:
    """The working days of the week from ``start`` (or of fewer days), what is owed, and what others owe."""
    settings = ws.settings()
    days = [start + timedelta(days=n) for n in range(days_long)]
    entries: dict[date, list[EntryFacts]] = {day: [] for day in days}
    for file in ws.desk.child_files(mine_only=True, pause=stand_aside):
        for review in file.reviews:
            day = review.booked_for
            if review.state == "booked" and day in entries:
                entries[day].append(_entry(file, review))
    view = today_view(ws)
    owed = []
    for row in view.owed:
        if row.next_by is not None:
            what = next(cell.label for cell in row.cells if not cell.settled)
            owed.append(DeadlineFacts(f"{row.child_label}: {what[:1].lower()}{what[1:]}", row.next_by))
    waiting = [line for section in view.sections if section.key == "waiting" for line in section.lines]
    return WeekFacts(
        letterhead=letterhead(settings),
        officer=me(settings),
        from_day=start,
        made_on=ws.today,
        days=tuple(
            DayFacts(day, tuple(sorted(entries[day], key=lambda entry: entry.time)))
            for day in days
            if day.weekday() < 5 or entries[day] or days_long == 1
        ),
        owed=tuple(owed),
        waiting=tuple(f"{line.what}: {line.says.lower()}" if line.says else line.what for line in waiting),
        practice=settings.yes("practice"),
    )


def _entry(file: ChildFile, review: Review) -> EntryFacts:
    kind = "review" if review.kind == "looked after" else f"{review.kind} review"
    words = "" if review.child_asked else "Ask who should be there, and where"
    return EntryFacts(review.booked_time.replace(":", "."), f"{child_label(file)}, {kind}", review.place, words)


def monday_of(day: date) -> date:
    """The Monday of that day's week."""
    return day - timedelta(days=day.weekday())


def review_to_check(file: ChildFile) -> Review:
    """The review that a midway check looks back on: the last one held. Raises ``Refused`` when there is none."""
    held = [review for review in file.reviews if review.held_on is not None and review.state != "cancelled"]
    if not held:
        raise Refused("No review of this child was held yet.", safe="Nothing was made.")
    return max(held, key=lambda review: review.held_on or date.min)
