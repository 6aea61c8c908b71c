"""One child: header, timeline, clocks and every list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import Any

from iro_desk.casework import (
    EVENT_KINDS,
    MILESTONES,
    SHORT_BREAKS,
    ChildFile,
    CouncilSettings,
    Event,
    Person,
    Review,
    Role,
    current_period,
    episode_on,
    homes,
    legal_statuses,
    periods_of_care,
)
from iro_desk.practice import places
from iro_desk.practice.caseload import HOME_KINDS, flags_of, home_words
from iro_desk.practice.day_reasons import ref_of
from iro_desk.practice.facts import FACT_KINDS, PERSON_FIELDS
from iro_desk.practice.history import history_view
from iro_desk.practice.questions import not_recorded_rows, question_rows
from iro_desk.practice.review_list import review_row
from iro_desk.practice.rows import (
    clock_row,
    decision_row,
    is_open,
    next_review_row,
    paper_row,
    people_rows,
    person_in_role,
)
from iro_desk.practice.views import (
    ChildView,
    ContactRow,
    DayRef,
    DecisionRow,
    EventRow,
    MilestoneRow,
    PlaceRow,
    ReviewRow,
    TimelineBar,
    TimelineMark,
)
from iro_desk.practice.words import age_sentence, age_words, plain_day
from iro_desk.practice.workspace import Workspace
from iro_desk.statute import GROUPS, Clock, clocks_of, label, next_review, points_of_law, rule

MARK_ORDER = {"late": 0, "risk": 1, "soon": 2, "wait": 3, "booked": 4, "open": 5, "unknown": 6, "done": 7}

LEGAL_WORDS = {
    "C1": "Interim care order",
    "C2": "Care order",
    "D1": "Freeing order",
    "E1": "Placement order",
    "V2": "Section 20",
    "V3": "Short breaks",
    "V4": "Short breaks",
    "L1": "Police protection",
    "L2": "Emergency protection",
    "L3": "Assessment order",
    "J1": "On remand",
    "J2": "Detained (PACE)",
    "J3": "Youth rehabilitation order",
}


def child_view(ws: Workspace, child_id: str) -> ChildView:
    """Everything that the Child page shows. Raises ``NotFound`` for a child that is not on this desk."""
    settings = ws.settings()
    file = ws.desk.child_file(child_id)
    clocks = clocks_of(file, ws.today, settings)
    nearest = next_review(clocks)
    period = current_period(file.episodes, ws.today)
    record = next((r for r in file.periods if period is not None and r.started == period.started), None)
    child = file.child
    facts = _facts(ws, file, settings)
    return ChildView(
        id=child.id,
        number=file.number,
        numbers=tuple(number.number for number in file.numbers),
        name=child.full_name,
        known_as=child.known_as,
        name_in_script=child.name_in_script,
        pronouns=child.pronouns,
        date_of_birth=child.date_of_birth,
        date_of_birth_claimed=child.date_of_birth_claimed,
        age=age_words(child.date_of_birth, ws.today),
        line=_line(file, ws.today),
        facts=tuple((icon, words) for icon, words, _ in facts),
        day=ws.today,
        next_review=next_review_row(nearest, ws.today),
        clocks=tuple(clock_row(clock) for clock in in_groups(clocks)),
        bars=_bars(file, ws.today),
        marks=_marks(file, ws.today),
        reviews=tuple(review_row(r, file, clocks, ws.today, settings) for r in _newest_first(file.reviews)),
        decisions=_decisions(file, ws.today),
        people=people_rows(file),
        places=_places(file),
        events=tuple(_event_row(event) for event in sorted(file.events, key=lambda e: e.happened_on, reverse=True)),
        contacts=tuple(
            ContactRow(contact.id, contact.happened_on, contact.by, contact.how, contact.alone, contact.words)
            for contact in sorted(file.contacts, key=lambda each: each.happened_on, reverse=True)
        ),
        papers=(*map(paper_row, file.signed), *map(paper_row, file.signed_notes)),
        history=history_view(ws, child_id),
        questions=question_rows(file, ws.today, settings, clocks),
        not_recorded=not_recorded_rows(file, ws.today, settings, clocks),
        became_looked_after=period.started if period else None,
        told_on=record.told_on if record else None,
        enjoys=child.enjoys,
        next_action=_next_action(file, nearest),
        milestones=_milestones(file),
        fact_days=tuple(day for _, _, day in facts),
    )


def review_rows(ws: Workspace, child_id: str | None = None) -> tuple[ReviewRow, ...]:
    """Reviews newest first: of one child, or of every child on the caseload."""
    settings = ws.settings()
    files = [ws.desk.child_file(child_id)] if child_id else ws.desk.child_files(mine_only=True)
    rows = []
    for file in files:
        clocks = clocks_of(file, ws.today, settings)
        rows += [review_row(review, file, clocks, ws.today, settings) for review in file.reviews]
    return tuple(sorted(rows, key=lambda row: (row.day or date.max, row.id), reverse=True))


def in_groups(clocks: Iterable[Clock]) -> list[Clock]:
    """Clocks group by group: groups with something late first, and in each the late before what is due soon."""
    known = [(clock, clock.group) for clock in clocks]
    late = {group for clock, group in known if clock.mark == "late"}
    order = {group: place for place, group in enumerate(GROUPS)}

    def by(pair: tuple[Clock, str]) -> tuple[bool, int, int, date]:
        clock, group = pair
        day = clock.last_working_day or clock.legal_limit or date.max
        return group not in late, order.get(group, len(GROUPS)), MARK_ORDER.get(clock.mark, 6), day

    return [clock for clock, _ in sorted(known, key=by)]


def _newest_first(reviews: Iterable[Review]) -> list[Review]:
    return sorted(reviews, key=lambda r: (r.held_on or r.booked_for or date.min, r.id), reverse=True)


def _line(file: ChildFile, on: date) -> str:
    child = file.child
    parts = [age_sentence(child.date_of_birth, on, child.date_of_birth_claimed)]
    if child.pronouns:
        parts.append(child.pronouns[:1].upper() + child.pronouns[1:])
    if child.liked_name and child.liked_name != child.first_name and child.first_name:
        parts.append(f"Likes “{child.liked_name}”, first name {child.first_name}")
    if child.name_in_script:
        parts.append(child.name_in_script)
    if child.language:
        parts.append(f"Speaks {child.language}" + (", interpreter needed" if child.interpreter else ""))
    elif child.interpreter:
        parts.append("Interpreter needed")
    return ". ".join(parts) + "."


def _facts(ws: Workspace, file: ChildFile, settings: CouncilSettings) -> list[tuple[str, str, DayRef | None]]:
    """(icon, words, the day in them) of the header."""
    facts: list[tuple[str, str, DayRef | None]] = []
    statuses = [s for s in legal_statuses(file.episodes) if s.started <= ws.today]
    if statuses:
        latest = statuses[-1]
        words = legal_words(latest.code, ws.today)
        if latest.ended is not None and latest.ended <= ws.today:
            ref = ref_of("No longer looked after", latest.ended, "episode", latest.episode.id)
            facts.append(("scale", f"No longer looked after since {plain_day(latest.ended)}", ref))
        else:
            ref = ref_of(f"{words} began", latest.started, "episode", latest.episode.id) if latest.code else None
            since = f" since {plain_day(latest.started, ws.today)}" if latest.code else ""
            facts.append(("scale", f"{words}{since}", ref))
    period = current_period(file.episodes, ws.today)
    if period is not None and (not statuses[-1].code or period.started != statuses[-1].started):
        ref = ref_of("Became looked after", period.started, "episode", period.episodes[0].id)
        facts.append(("history", f"In our care since {plain_day(period.started, ws.today)}", ref))
    episode = episode_on(file.episodes, ws.today)
    if episode is not None:
        place = places.placement_place(ws, episode, settings)
        where = home_words(file, ws.today, place.authority_name if place else "")
        miles = places.miles_between(ws, settings.text("base_postcode"), episode.postcode)
        facts.append(
            ("map-pin", f"{where}, {round(miles)} miles in a straight line" if miles is not None else where, None)
        )
        if places.is_unknown(ws, episode.postcode):
            facts.append(("map-pin", f"Postcode {episode.postcode} is not in the directory", None))
        if place is not None and place.area == "distant":
            facts.append(("route", "At a distance", None))
    worker = person_in_role(file, "social-worker", ws.today)
    if worker is not None:
        since = f", worker since {plain_day(worker.since, ws.today)}" if worker.since else ", social worker"
        ref = ref_of(f"{worker.name} became the social worker", worker.since, "role", worker.role_id)
        facts.append(("user-round", f"{worker.name}{since}", ref))
    else:
        facts.append(("user-round", "Social worker not known", None))
    for point in points_of_law(file, ws.today):
        facts.append(("scale", f"{point.words.partition(':')[0]} ({point.authority})", None))
    facts += [("flag", flag[:1].upper() + flag[1:], None) for flag in flags_of(file, ws.today)]
    return facts


def legal_words(code: str, on: date) -> str:
    """The legal status as people say it; "Legal status not known" without one, the code named where it has no words."""
    if not code:
        return "Legal status not known"
    return LEGAL_WORDS.get(code) or label("LS", code, on) or f"Legal status {code}"


def _bars(file: ChildFile, on: date) -> tuple[TimelineBar, ...]:
    bars = []
    for home in homes(file.episodes):
        kind = HOME_KINDS.get(home.code) or label("PLACE", home.code, home.started) or "Home not known"
        where = home.episode.town
        words = f"{kind}, {where}" if where else kind
        bars.append(TimelineBar("Home", words, home.started, home.ended, "episode", home.episode.id))
    for status in legal_statuses(file.episodes):
        words = legal_words(status.code, status.started)
        bars.append(TimelineBar("Legal", words, status.started, status.ended, "episode", status.episode.id))
    begun = min((episode.started for episode in file.episodes), default=on)
    for school in file.schools:
        # A school whose first day nobody knows is drawn from the first day that the desk knows of the child.
        words = school.name if school.since is not None else f"{school.name}, since when is not known"
        since = school.since or min(begun, school.until or begun)
        bars.append(TimelineBar("School", words, since, school.until, "school", school.id))
    return tuple(bars)


def _marks(file: ChildFile, on: date) -> tuple[TimelineMark, ...]:
    marks = [
        TimelineMark(
            "Spoken with",
            f"{contact.by}, {contact.how}".strip(", "),
            contact.happened_on,
            "open",
            "contact",
            contact.id,
        )
        for contact in file.contacts
        if contact.by == "iro"
    ]
    for review in file.reviews:
        spoke = review.spoke_privately_on
        if spoke is not None:
            marks.append(TimelineMark("Spoken with", "spoke in private", spoke, "open", "contact", review.id))
        if review.held_on is not None:
            late = review.due_on is not None and review.held_on > review.due_on
            mark = "late" if late else "done"
            marks.append(TimelineMark("Reviews", "Review held", review.held_on, mark, "review", review.id))
        elif review.booked_for is not None and review.state == "booked":
            marks.append(TimelineMark("Reviews", "Review booked", review.booked_for, "booked", "review", review.id))
    return tuple(marks)


def _decisions(file: ChildFile, on: date) -> tuple[DecisionRow, ...]:
    held = {review.id: review.held_on or review.booked_for for review in file.reviews}
    rows = [(is_open(d), decision_row(d, on, held.get(d.review))) for d in file.decisions]
    rows.sort(key=lambda pair: (not pair[0], MARK_ORDER.get(pair[1].mark, 6), pair[1].by or date.max, pair[1].number))
    return tuple(row for _, row in rows)


def _places(file: ChildFile) -> tuple[PlaceRow, ...]:
    rows = []
    for home in homes(file.episodes):
        episode = home.episode
        detail = ", ".join(part for part in (episode.home_name, episode.town, episode.postcode) if part)
        if episode.confidential:
            detail = f"{detail} (confidential)" if detail else "confidential"
        kind = HOME_KINDS.get(home.code) or label("PLACE", home.code, home.started)
        rows.append(PlaceRow(episode.id, "home", home.code, kind, detail, home.started, home.ended))
    for status in legal_statuses(file.episodes):
        words = label("LS", status.code, status.started)
        rows.append(PlaceRow(status.episode.id, "legal status", status.code, words, "", status.started, status.ended))
    for school in file.schools:
        rows.append(PlaceRow(school.id, "school", "", school.name, school.note, school.since or date.min, school.until))
    for period in periods_of_care(file.episodes):
        words = "Short breaks" if period.episodes[-1].legal_status in SHORT_BREAKS else "In our care"
        ended = label("REC", period.reason_ended, period.ended) if period.ended and period.reason_ended else ""
        rows.append(
            PlaceRow(period.episodes[0].id, "period", period.reason_ended, words, ended, period.started, period.ended)
        )
    order = {"home": 0, "legal status": 1, "school": 2, "period": 3}
    return tuple(sorted(rows, key=lambda row: (order[row.kind], -row.started.toordinal())))


def _milestones(file: ChildFile) -> tuple[MilestoneRow, ...]:
    rows = []
    for each in sorted(file.milestones, key=lambda m: m.happened_on, reverse=True):
        kind = MILESTONES[each.kind]
        label = f"Not done yet: {rule(each.rule_id).title}" if each.rule_id else kind.label
        group = rule(each.rule_id).group if each.rule_id else kind.group
        rows.append(
            MilestoneRow(
                each.id, each.kind, label, group, each.happened_on, each.at, each.until, kind.until, each.words
            )
        )
    return tuple(rows)


def _event_row(event: Event) -> EventRow:
    return EventRow(
        id=event.id,
        kind=event.kind,
        kind_label=EVENT_KINDS.get(event.kind, event.kind),
        happened_on=event.happened_on,
        ended_on=event.ended_on,
        told_by=event.told_by,
        told_on=event.told_on,
        words=event.words,
        bring_forward=event.bring_forward,
        bring_forward_because=event.bring_forward_because,
    )


def _next_action(file: ChildFile, nearest: Clock | None) -> tuple[str, str]:
    for review in _newest_first(file.reviews):
        if review.state == "open":
            return f"open-review:{review.id}", "Go on with the review"
        if review.state == "adjourned":
            return f"open-review:{review.id}", "Finish the review"
        if review.state == "completed" and not review.imported:
            return f"open-review:{review.id}", "Write up the review"
    for review in file.reviews:
        if review.state == "booked":
            return f"open-review:{review.id}", "Prepare the review"
    if nearest is None:
        return "", ""
    return "book", "Book the review"


def fact_values(ws: Workspace, kind: str, fact_id: str) -> dict[str, Any]:
    """The fields of one stored fact by name, as a form shows them; of a role the person's own beside them.

    Raises ``NotFound``.
    """
    record: Any = ws.desk.get(FACT_KINDS[kind], fact_id)
    values = {item.name: getattr(record, item.name) for item in fields(record)}
    if isinstance(record, Role):
        person = ws.desk.get(Person, record.person)
        values |= {name: getattr(person, name) for name in PERSON_FIELDS}
        values["note"] = record.note or person.note
    return values
