"""What is sent and taken along before a review: the invitation, the brief, the sheet to write on by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from iro_desk.casework import ChildFile, Contact, Decision, Refused, ToldMe
from iro_desk.documents import (
    AskFacts,
    BriefFacts,
    ChangeFacts,
    ChildsWords,
    ConsultationFacts,
    DeadlineFacts,
    InvitationFacts,
    MeetingSheetFacts,
    PaperHere,
    PersonFacts,
    SheetHeading,
)
from iro_desk.practice.agenda import headings_for
from iro_desk.practice.booking import booked_day
from iro_desk.practice.decisions import earlier_decisions
from iro_desk.practice.paper_facts import (
    Source,
    child_facts,
    clock_time,
    kind_words,
    last_decisions,
    last_review_on,
    letterhead,
    me,
    status_on,
)
from iro_desk.practice.preparing import checklist
from iro_desk.practice.recipients import Recipient
from iro_desk.practice.rows import is_open, people_rows
from iro_desk.practice.sittings import invited
from iro_desk.practice.telling_words import finder_of
from iro_desk.practice.views import PersonRow
from iro_desk.practice.words import age_years_months, count, plain_day
from iro_desk.statute import clocks_of, working_days

FORM_AGES = {"child-4": 4, "child-9": 9, "child-13": 13}
"""From which age on a child gets which form."""
SEEN = ("mother", "father", "parent", "brother-sister")
"""People about whom a form asks whether the child sees enough of them."""
ASKS = 6
"""Questions that one page holds."""
SHEET_LINES = {"home": 4, "family": 4, "school": 3, "health": 3, "permanence": 4, "view": 5}
"""Lines to leave under a heading of the sheet, where it is not three."""
RECEIVED = ("report", "court", "parents", "carers", "school", "health")
"""Steps before a review of which the brief says whether they came."""
REPLY_DAYS = 3
"""Working days before a review by which views are asked for."""


def invitation_facts(source: Source, to: Recipient) -> InvitationFacts:
    """The invitation for one recipient: without the place where it is withheld, or would tell."""
    file, review, settings = source.file, source.review, source.settings
    on = booked_day(review)
    hidden = to.withheld or (to.kind == "parent" and to.place != "told")
    finder = finder_of(file, review, source.where, settings, to)
    place = "" if hidden and (_at_home(review.place) or finder.find(review.place)) else review.place
    join = ""
    if hidden and not place:
        telephone = settings.text("service_telephone")
        join = f"By telephone: ring {telephone}" if telephone else "By telephone; the number comes from me"
    name = file.child.known_as if to.key == "child" else " and ".join(to.names)
    return InvitationFacts(
        letterhead=letterhead(settings),
        child=child_facts(file, on),
        to=PersonFacts(name, to.title),
        on=on,
        written_on=source.today,
        officer=me(settings),
        recipient=to.kind if to.kind != "file" else "manager",
        time=clock_time(review.booked_time),
        place=place,
        method="" if join else review.method,
        join_words=join,
        wanted_there=review.child_asked if to.key in ("child", "manager") else "",
        views_by=working_days(settings).before(on, REPLY_DAYS) if on > source.today else None,
        practice=settings.yes("practice"),
    )


def consultation_facts(source: Source, to: Recipient) -> ConsultationFacts:
    """The form that asks one recipient what they think. Raises ``Refused`` for a child under four."""
    file, review, settings = source.file, source.review, source.settings
    on = booked_day(review)
    rows = _around(source, on)
    family = [row.name for row in people_rows(file) if row.role in SEEN and row.until is None]
    return ConsultationFacts(
        letterhead=letterhead(settings),
        child=child_facts(file, on),
        form=form_for(file, to, on),
        answers=f"{review.id}/{to.people[0] if to.people and to.kind in ('parent', 'carer') else ''}",
        on=on,
        written_on=source.today,
        officer=me(settings),
        to=file.child.known_as if to.key == "child" else " and ".join(to.names),
        me=settings.text("iro_name").partition(" ")[0],
        recipient=to.kind,
        people=tuple(row.name for row in rows if row.role != "iro"),
        family=tuple(dict.fromkeys(family)),
        since=last_review_on(file, review),
        back_by=working_days(settings).before(on, REPLY_DAYS) if on > source.today else None,
        practice=settings.yes("practice"),
    )


def form_for(file: ChildFile, to: Recipient, on: date) -> str:
    """Which form a recipient gets; a child's by the age on the day, the middle one while no birthday is known.

    Raises ``Refused`` for a child under four, who is watched and listened to instead.
    """
    if to.key != "child":
        return to.kind
    born = file.child.date_of_birth
    years = age_years_months(born, on)[0] if born else FORM_AGES["child-9"]
    fitting = [form for form, least in FORM_AGES.items() if years >= least]
    if not fitting:
        raise Refused(
            "A child under four has no form.",
            safe="Nothing was made.",
            do="Spend time together, and keep what you saw under What the child told me.",
        )
    return fitting[-1]


def _at_home(place: str) -> bool:
    return place.strip().lower() in ("", "home", "at home", "at the home", "at their home", "in the home")


def brief_facts(source: Source) -> BriefFacts:
    """What a brief is made of: the case, what to ask and why, the last decisions (open ones first), what is missing.

    All of it: the paper itself leaves out what one page has no room for, and says how much.
    """
    file, review, settings = source.file, source.review, source.settings
    on = booked_day(review)
    last = _each_once(earlier_decisions(file, review))
    words = _opened_words(source)
    last_on = last_review_on(file, review)
    return BriefFacts(
        letterhead=letterhead(settings),
        child=child_facts(file, on),
        on=on,
        made_on=source.today,
        time=clock_time(review.booked_time),
        place=review.place,
        review_name=kind_words(review) or "review",
        case=_case(source, on),
        wants=review.child_asked,
        words=words,
        asks=_asks(source, last, on)[:ASKS],
        last_on=last_on,
        last_decisions=last_decisions(file, review, _open_first(last)),
        changes=tuple(
            ChangeFacts(event.words or event.kind.replace("-", " ").capitalize(), event.happened_on)
            for event in sorted(file.events, key=lambda each: each.happened_on)
            if (last_on is None or event.happened_on > last_on) and event.happened_on <= source.today
        ),
        papers=_papers(source),
        people=tuple(_person(row) for row in _around(source, on)),
        clocks=tuple(
            DeadlineFacts(clock.title, clock.legal_limit)
            for clock in clocks_of(file, source.today, settings)
            if clock.legal_limit is not None and clock.mark in ("late", "risk", "soon")
        )[:6],
        word_decision=settings.text("word_decision"),
        practice=settings.yes("practice"),
    )


def _each_once(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """A decision that was carried over stands once, as it was last made."""
    return tuple({each.what: each for each in decisions}.values())


def _open_first(decisions: Sequence[Decision]) -> list[Decision]:
    return sorted(decisions, key=lambda each: not is_open(each))


def _opened_words(source: Source) -> ChildsWords | None:
    opened = [told for told in source.file.told if told.who_may_hear == "in my record" and not told.seen]
    newest: ToldMe | None = max(opened, key=lambda told: (told.said_on or date.min, told.order), default=None)
    return ChildsWords(newest.words, False, newest.said_on, newest.said_where) if newest else None


def _case(source: Source, on: date) -> str:
    file = source.file
    status, since = status_on(file, on)
    legal = f"{status}, since {plain_day(since, on)}" if since else status
    about = file.child.about.splitlines()
    told = [f"{legal}." if legal else "Legal status not known.", *(line.rstrip(".") + "." for line in about[:2])]
    enjoys = f"Enjoys {file.child.enjoys[:1].lower()}{file.child.enjoys[1:]}." if file.child.enjoys else ""
    return " ".join(part for part in (*told, enjoys) if part)


def _asks(source: Source, last: Sequence[Decision], on: date) -> tuple[AskFacts, ...]:
    """What to ask the child, each with its reason, read off what is known and what is not."""
    file, review = source.file, source.review
    name = file.child.known_as or "the child"
    asks = []
    for decision in last:
        if is_open(decision):
            late = decision.by is not None and decision.by < on
            due = f"It was due on {plain_day(decision.by, on)}" if decision.by and late else "It is still open"
            asks.append(
                AskFacts(f"Has this happened: {_short(decision.what)}?", f"{due}; {decision.owner or 'nobody'}.")
            )
    moved = [e for e in file.episodes if e.reason_new in ("P", "T") and (on - e.started).days < 190 and e.started <= on]
    if moved:
        asks.append(AskFacts("What is different since you moved?", f"Moved on {plain_day(moved[-1].started, on)}."))
    missing = [event for event in file.events if event.kind == "missing" and (on - event.happened_on).days < 190]
    if missing:
        asks.append(AskFacts("Where were you safe, and where not?", f"Missing {count(len(missing), 'time')}."))
    workers = [row for row in people_rows(file) if row.role == "social-worker" and row.until is None]
    if workers and workers[0].since and (on - workers[0].since).days < 100:
        since = plain_day(workers[0].since, on)
        asks.append(AskFacts(f"How is it with {workers[0].name}?", f"Social worker since {since}."))
    seen: list[Contact] = [contact for contact in file.contacts if contact.by == "iro" and contact.alone]
    if not seen or (on - seen[-1].happened_on).days > 180:
        when = plain_day(seen[-1].happened_on, on) if seen else "never yet"
        asks.append(AskFacts("May I see you on your own before the meeting?", f"Last time: {when}."))
    if not review.child_asked:
        asks.append(AskFacts("Who should be there, and where shall it be?", f"{name} has not been asked yet."))
    asks.append(AskFacts("Is there anything you want kept between us?", "It stays mine until you say otherwise."))
    return tuple(asks)


def _short(text: str) -> str:
    # The first letter stays as it is: it may be a name's.
    return text.strip().rstrip(".")


def _papers(source: Source) -> tuple[PaperHere, ...]:
    """What a review needs to have before it, and whether it is here. What nobody entered is said to be missing."""
    file, on = source.file, booked_day(source.review)
    kinds = {m.kind: m.happened_on for m in sorted(file.milestones, key=lambda each: each.happened_on)}

    def paper(kind: str, what: str, days: int) -> PaperHere:
        day = kinds.get(kind)
        if day is None:
            return PaperHere("missing", f"{what}: none entered")
        return PaperHere("here" if (on - day).days <= days else "part", f"{what}, of {plain_day(day, on)}")

    found = [paper("care-plan", "Care plan", 183), paper("health-assessment", "Health assessment", 366)]
    born = file.child.date_of_birth
    if born is None or (on - born).days > 3 * 365:
        found.append(paper("pep", "Personal education plan", 190))
    steps = [row for row in checklist(file, source.review, source.settings, source.today) if row.key in RECEIVED]
    for row in sorted(steps, key=lambda row: tuple(RECEIVED).index(row.key)):
        if not row.not_needed:
            came = f"{row.what}, of {plain_day(row.done_on, on)}" if row.done_on else f"{row.what}: not received"
            found.append(PaperHere("here" if row.done_on else "missing", came))
    wishes = "here" if source.review.child_asked else "missing"
    found.append(PaperHere(wishes, "What the child wants from the review"))
    return tuple(found)


def _around(source: Source, on: date) -> list[PersonRow]:
    names = {name for name, _ in invited(source.file, on)}
    once: dict[str, PersonRow] = {}
    for row in people_rows(source.file):
        if row.name in names and row.until is None:
            once.setdefault(row.name, row)
    return list(once.values())


def _person(row: PersonRow) -> PersonFacts:
    return PersonFacts(row.name, row.role_label, row.telephone)


def sheet_facts(source: Source) -> MeetingSheetFacts:
    """The sheet to write on by hand: who is expected, the last decisions, a place for each heading."""
    file, review, settings = source.file, source.review, source.settings
    on = review.booked_for or review.held_on or review.adjourned_on
    day = on or source.today
    name = file.child.known_as
    return MeetingSheetFacts(
        letterhead=letterhead(settings),
        child=child_facts(file, day),
        on=on,
        time=clock_time(review.booked_time),
        place=review.place,
        review_name=kind_words(review) or "review",
        people=tuple(PersonFacts(row.name, row.role_label) for row in _around(source, day)),
        last_on=last_review_on(file, review),
        last_decisions=last_decisions(file, review, earlier_decisions(file, review)),
        headings=tuple(
            SheetHeading(
                heading.titled(name),
                tuple(point.words.replace("{child}", name or "the child") for point in heading.points),
                SHEET_LINES.get(heading.key, 3),
            )
            for heading in headings_for(file, day)
            if heading.written == "meeting" and heading.key != "last-decisions"
        ),
        word_decision=settings.text("word_decision"),
        practice=settings.yes("practice"),
    )
