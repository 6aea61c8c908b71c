"""Today: what an IRO does next, in the order in which it is done, each line with its reason and its next step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from iro_desk.casework import (
    ENGAGEMENT_KINDS,
    EVENT_KINDS,
    ChildFile,
    CouncilSettings,
    Engagement,
    Review,
    current_period,
)
from iro_desk.casework.day_names import MONTHS, WEEKDAYS
from iro_desk.practice.bring_forward import undecided
from iro_desk.practice.caseload import drives_to, files_on_caseload, weighed
from iro_desk.practice.diary_views import ForecastRow, Reminder
from iro_desk.practice.owed import OwedRow, owed_rows
from iro_desk.practice.rows import next_review_row
from iro_desk.practice.travel_views import Drive
from iro_desk.practice.words import age_words, child_label, count, long_day, plain_day
from iro_desk.practice.workspace import Workspace
from iro_desk.statute import Clock, age_on, birthday, next_review_of

BIRTHDAYS_AHEAD_DAYS = 14
NOT_SEEN_DAYS = 182
"""Half a year: the longest interval between two reviews, and so between two talks with the child."""
BAND = (50, 70)
"""Children for one IRO (IRO Handbook 2010, paragraph 7.15)."""
FAR_MILES = 100
DANGER = ("late", "risk", "soon")
HISTORIES = "histories"
"""The key of the line that leads to what waits for an answer."""
YOURSELF = "yourself"
"""The key of the line that leads to the settings."""
TO_SAY = {"iro_name": "your name", "council_name": "your council’s name", "base_postcode": "where you set out from"}
"""What papers and miles need to know, and no list of children brings."""


@dataclass(frozen=True, slots=True)
class TodayLine:
    """One thing to do: its state, what and why, by when, and where its action leads."""

    key: str
    mark: str
    says: str
    what: str
    why: str
    when: date | None
    action: str
    """The next step as a verb: "Book", "Prepare", "Open"."""
    child: str
    review: str = ""
    """The review that the action opens; empty: it opens the child."""


@dataclass(frozen=True, slots=True)
class TodaySection:
    """Lines of one sort. ``key``: day, histories, yourself, danger, waiting, not-seen, changes, birthdays."""

    key: str
    title: str
    lines: tuple[TodayLine, ...]


@dataclass(frozen=True, slots=True)
class Hour:
    """One engagement of today or tomorrow: a review, or with no ``review`` anything else in the diary."""

    day: date
    time: str
    what: str
    note: str
    review: str
    child: str


@dataclass(frozen=True, slots=True)
class TodayView:
    """The morning's page."""

    day: date
    practice: bool
    title: str
    line: str
    sections: tuple[TodaySection, ...]
    owed: tuple[OwedRow, ...]
    hours: tuple[Hour, ...]
    children: int
    band: tuple[int, int]
    band_words: str
    late: int
    """What is late in all: the badge of the rail."""
    weight: int = 0
    """The caseload with the driving weighed in, in children; 0 while drives are reckoned, and where it adds none."""
    weight_words: str = ""
    coming: tuple[Reminder, ...] = ()
    """What comes within a fortnight after that, each with the last of 14, 7 and 1 days that was reached."""


def today_view(ws: Workspace) -> TodayView:
    """Everything that Today shows."""
    settings = ws.settings()
    files = files_on_caseload(ws)
    nearest = {file.child.id: next_review_of(file, ws.today, settings) for file in files}
    # The diary's own page asks Today who was last seen, so its part is asked for here.
    from iro_desk.practice.diary import reminders
    from iro_desk.practice.diary_facts import Diary
    from iro_desk.practice.forecast import forecast_view

    diary = Diary(ws, files, nearest)
    late_then = {row.child: row for row in forecast_view(ws, diary).rows}
    settled, steps = ws.desk.paper_steps()
    owed = owed_rows(files, steps, ws.desk.finalised(), ws.today, settings, settled)
    uncertain = sum(clock is None or not clock.history_complete for clock in nearest.values())
    sections = (
        TodaySection("day", "This day", _this_day(files, ws.today)),
        TodaySection("histories", "Dates that are not certain", _histories(uncertain)),
        TodaySection("yourself", "About you", _yourself(settings) if files else ()),
        TodaySection("danger", "Reviews in danger", _danger(files, nearest, late_then, ws.today)),
        TodaySection("waiting", "Waiting for others", _waiting(files, ws.today, settings)),
        TodaySection("not-seen", "Children I have not seen", _not_seen(files, ws.today)),
        TodaySection("changes", "Changes to answer", _changes(files, ws.today)),
        TodaySection("birthdays", "Birthdays", _birthdays(files, ws.today)),
    )
    kept = tuple(section for section in sections if section.lines)
    late = sum(line.mark == "late" for section in kept if section.key == "danger" for line in section.lines)
    late += sum(row.mark == "late" for row in owed)
    weight, weight_words = _weight(drives_to(ws, files), ws)
    return TodayView(
        day=ws.today,
        practice=settings.yes("practice"),
        title=f"{WEEKDAYS[ws.today.weekday()]} {ws.today.day} {MONTHS[ws.today.month - 1]}",
        line=_line(kept, owed, late, sum(row.mark != "late" for row in late_then.values()), uncertain),
        sections=kept,
        owed=owed,
        hours=_hours(files, diary.engagements, ws.today),
        children=len(files),
        band=BAND,
        band_words=_band_words(len(files)),
        late=late,
        weight=weight,
        weight_words=weight_words,
        coming=tuple(each for each in reminders(diary) if (each.day - ws.today).days > 1),
    )


def late_of(ws: Workspace) -> int:
    """How much is late in all."""
    return today_view(ws).late


def _line(sections: Sequence[TodaySection], owed: Sequence[OwedRow], late: int, late_then: int, uncertain: int) -> str:
    lines = {section.key: section.lines for section in sections}
    soon = sum(line.mark == "soon" for line in lines.get("danger", ()))
    risk = sum(line.mark == "risk" for line in lines.get("danger", ())) - late_then
    none = "Nothing is known to be late." if uncertain else "Nothing is late."
    parts = [f"{_number(late)} {'is' if late == 1 else 'are'} late." if late else none]
    if uncertain:
        whose = "child’s dates are" if uncertain == 1 else "children’s dates are"
        parts.append(f"{_number(uncertain)} {whose} not certain.")
    if soon:
        parts.append(f"{_number(soon)} {'review is' if soon == 1 else 'reviews are'} due soon.")
    if risk > 0:
        parts.append(f"{_number(risk)} {'has' if risk == 1 else 'have'} no date and little time.")
    if late_then:
        parts.append(f"{_number(late_then)} will be late if nothing moves.")
    if owed:
        parts.append(f"{_number(len(owed))} held {'review owes' if len(owed) == 1 else 'reviews owe'} papers.")
    return " ".join(parts)


WORDS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")


def _number(number: int) -> str:
    return WORDS[number] if number < len(WORDS) else str(number)


def _band_words(children: int) -> str:
    low, high = BAND
    if children > high:
        return f"children, {children - high} above the band of {low} to {high}"
    if children < low:
        return f"children, below the band of {low} to {high}"
    return f"children, in the band of {low} to {high}"


def _weight(driven: Sequence[Drive | None], ws: Workspace) -> tuple[int, str]:
    """What the ring of the gauge shows, and says."""
    weight = round(weighed(ws, driven) or 0)
    if weight <= len(driven):
        return 0, ""
    far = sum(drive is not None and (drive.miles or 0) > FAR_MILES for drive in driven)
    live = f": {_number(far).lower()} of them {'lives' if far == 1 else 'live'} over {FAR_MILES} miles away"
    return weight, f"The ring shows their weight with the driving, {weight}{live if far else ''}."


# ---------------------------------------------------------------- this day and the next


def _meetings(files: Iterable[ChildFile], day: date) -> list[tuple[ChildFile, Review]]:
    found = [
        (file, review)
        for file in files
        for review in file.reviews
        if review.booked_for == day and review.state in ("booked", "open")
    ]
    return sorted(found, key=lambda each: (each[1].booked_time or "99:99", child_label(each[0])))


def _this_day(files: Sequence[ChildFile], today: date) -> tuple[TodayLine, ...]:
    lines = []
    for file, review in _meetings(files, today):
        lines.append(
            TodayLine(
                key=f"day:{review.id}",
                mark="booked",
                says=review.booked_time or "No time yet",
                what=f"{child_label(file)}’s review",
                why=_where(review),
                when=today,
                action="Prepare" if review.state == "booked" else "Go on",
                child=file.child.id,
                review=review.id,
            )
        )
    return tuple(lines)


def _where(review: Review) -> str:
    """Where and how, and what the child wished."""
    parts = [review.place, review.method if review.method != "in person" else "", review.child_asked]
    said = ". ".join(part[:1].upper() + part[1:] for part in parts if part)
    return f"{said.rstrip('.')}." if said else "The place is not said yet."


def _hours(files: Sequence[ChildFile], engagements: Sequence[Engagement], today: date) -> tuple[Hour, ...]:
    """Reviews, court days, leave and the rest, of today and tomorrow in their order."""
    labels = {file.child.id: child_label(file) for file in files}
    days = (today, today + timedelta(days=1))
    reviews = [
        Hour(
            day=day,
            time=review.booked_time,
            what=f"{child_label(file)}, review",
            note=_where(review),
            review=review.id,
            child=file.child.id,
        )
        for day in days
        for file, review in _meetings(files, day)
    ]
    others = [
        Hour(
            day=day,
            time=each.starts_at,
            what=ENGAGEMENT_KINDS.get(each.kind, each.kind),
            note=", ".join(part for part in (labels.get(each.child, ""), each.words, each.place) if part),
            review="",
            child=each.child,
        )
        for day in days
        for each in engagements
        if each.starts_on <= day <= each.ends_on
    ]
    return tuple(sorted((*reviews, *others), key=lambda hour: (hour.day, hour.time or "99:99", hour.what)))


# ---------------------------------------------------------------- histories that are not whole


def _histories(children: int) -> tuple[TodayLine, ...]:
    """One line for all whose next review cannot be called late or in time: what is missing, and where it is answered.

    A list that brings in the last review alone leaves every child so, until it is said that none is missing.
    """
    if not children:
        return ()
    whose = "1 child’s history is" if children == 1 else f"{children} children’s histories are"
    return (
        TodayLine(
            key=HISTORIES,
            mark="unknown",
            says="Not known",
            what=f"{whose} incomplete",
            why="An earlier review or the day of entry may be missing, so nothing says late or in time. "
            "Answer what is asked, all alike at once or one by one.",
            when=None,
            action="Answer",
            child="",
        ),
    )


def _yourself(settings: CouncilSettings) -> tuple[TodayLine, ...]:
    """One line until both names are said: a new desk knows nobody's name, and reckons miles from a place of its own."""
    named = settings.text("iro_name") and settings.text("council_name")  # A base that is the usual one is never kept.
    missing = [words for key, words in TO_SAY.items() if not settings.values.get(key)]
    if named or settings.yes("practice"):
        return ()
    what = f"{', '.join(missing[:-1])} and {missing[-1]}" if missing[1:] else missing[0]
    return (
        TodayLine(
            key=YOURSELF,
            mark="open",
            says="Not said yet",
            what=f"{what[:1].upper()}{what[1:]}",
            why=f"Papers carry the names. Miles are counted from {settings.text('base_postcode')} until you say.",
            when=None,
            action="Say it",
            child="",
        ),
    )


# ---------------------------------------------------------------- reviews in danger


def _danger(
    files: Sequence[ChildFile],
    nearest: dict[str, Clock | None],
    late_then: Mapping[str, ForecastRow],
    today: date,
) -> tuple[TodayLine, ...]:
    lines = []
    for file in files:
        clock = nearest[file.child.id]
        if clock is None or clock.legal_limit is None:
            continue
        forecast = late_then.get(file.child.id)
        if clock.mark not in DANGER and forecast is None:
            continue
        booked = next((r for r in file.reviews if r.state in ("booked", "open", "adjourned")), None)
        row = next_review_row(clock, today)
        assert row is not None
        by = clock.last_working_day or clock.legal_limit
        label = child_label(file)
        if booked is not None and booked.state == "adjourned":
            what, action = f"{label}’s review is adjourned", "Finish"
        elif booked is not None:
            what, action = f"{label}’s review", "Open"
        else:
            what, action = f"{label}’s review has no date", "Book"
        lines.append(
            TodayLine(
                key=f"danger:{file.child.id}",
                mark=clock.mark if clock.mark in DANGER and (forecast is None or clock.mark == "late") else "risk",
                says=_left(clock) or row.says,
                what=what,
                why=_why(clock, booked, today) if forecast is None or clock.mark == "late" else forecast.why,
                when=by,
                action=action,
                child=file.child.id,
                review=booked.id if booked is not None else "",
            )
        )
    order = {"late": 0, "soon": 1, "risk": 1}
    return tuple(sorted(lines, key=lambda line: (order[line.mark], line.when or date.max, line.what)))


def _left(clock: Clock) -> str:
    """ "9 days left": whether it has a date stands beside it."""
    if clock.days_left is None or clock.days_left < 0:
        return ""
    return "Last day today" if clock.days_left == 0 else f"{count(clock.days_left, 'day')} left"


def _why(clock: Clock, booked: Review | None, today: date) -> str:
    """Why it is in danger. The last day itself stands in the line's own column."""
    limit = clock.legal_limit
    assert limit is not None
    if booked is not None and booked.booked_for is not None and booked.state == "booked":
        late = (booked.booked_for - limit).days
        said = f"Booked for {long_day(booked.booked_for, today)}"
        return f"{said}, {count(late, 'day')} after the last day." if late > 0 else f"{said}."
    if booked is not None and booked.state == "adjourned":
        return "Nothing that was proposed may be carried out until it is finished."
    said = f"{clock.title}: the last day {'was' if limit < today else 'is'} {long_day(limit, today)}"
    if clock.last_working_day is not None and clock.last_working_day != limit:
        said += f", so book by {long_day(clock.last_working_day, today)}"
    return f"{said}."


# ---------------------------------------------------------------- waiting, not seen, changes, birthdays


def _waiting(files: Sequence[ChildFile], today: date, settings: CouncilSettings) -> tuple[TodayLine, ...]:
    """One line a child whose decisions are past their date: the oldest, and how many more."""
    word = settings.text("word_decision")
    lines = []
    for file in files:
        overdue = sorted(
            (d for d in file.decisions if not d.outcome and d.by is not None and d.by < today),
            key=lambda d: (d.by or date.max, d.number),
        )
        if not overdue:
            continue
        first = overdue[0]
        assert first.by is not None
        more = f" and {count(len(overdue) - 1, 'more', 'more')}" if len(overdue) > 1 else ""
        owner = f"{first.owner}. " if first.owner else ""
        lines.append(
            TodayLine(
                key=f"waiting:{file.child.id}",
                mark="wait",
                says=f"{count((today - first.by).days, 'day')} overdue",
                what=f"{child_label(file)}: {count(len(overdue), word)} overdue",
                why=f"{first.what.rstrip('.')}. {owner}Was due {plain_day(first.by, today)}{more}.",
                when=first.by,
                action="Open",
                child=file.child.id,
            )
        )
    return tuple(sorted(lines, key=lambda line: (line.when or date.max, line.what)))


def last_seen_by_iro(file: ChildFile, today: date) -> date | None:
    """The last day on which the IRO spoke with the child or saw them, at a review or between reviews."""
    days = [contact.happened_on for contact in file.contacts if contact.by == "iro"]
    days += [r.spoke_privately_on for r in file.reviews if r.spoke_privately_on is not None]
    return max((day for day in days if day <= today), default=None)


def _not_seen(files: Sequence[ChildFile], today: date) -> tuple[TodayLine, ...]:
    lines = []
    for file in files:
        period = current_period(file.episodes, today)
        seen = last_seen_by_iro(file, today)
        since = seen or (period.started if period is not None else None)
        if since is None or (today - since).days <= NOT_SEEN_DAYS:
            continue
        lines.append(
            TodayLine(
                key=f"not-seen:{file.child.id}",
                mark="wait",
                says=f"{(today - since).days // 30} months",
                what=child_label(file),
                why=f"Last spoken with {long_day(seen, today)}." if seen else "No time with you is known.",
                when=seen,
                action="Open",
                child=file.child.id,
            )
        )
    return tuple(sorted(lines, key=lambda line: (line.when or date.min, line.what)))


def _changes(files: Sequence[ChildFile], today: date) -> tuple[TodayLine, ...]:
    """Changes since the last review for which nobody has said whether the next one should come forward."""
    lines = []
    for file in files:
        for event in undecided(file, today):
            lines.append(
                TodayLine(
                    key=f"change:{event.id}",
                    mark="open",
                    says=plain_day(event.happened_on, today),
                    what=f"{child_label(file)}: {EVENT_KINDS[event.kind].lower()}",
                    why=f"{event.words.rstrip('.') or 'No words'}. Should the review come forward?",
                    when=event.happened_on,
                    action="Answer",
                    child=file.child.id,
                )
            )
    return tuple(sorted(lines, key=lambda line: (line.when or date.max, line.key), reverse=True))


def _birthdays(files: Sequence[ChildFile], today: date) -> tuple[TodayLine, ...]:
    lines = []
    for file in files:
        born = file.child.date_of_birth
        if born is None:
            continue
        age = age_on(born, today)
        on = born if age < 0 else birthday(born, age)
        if on != today:
            age += 1
            on = birthday(born, age)
        left = (on - today).days
        if 0 <= left <= BIRTHDAYS_AHEAD_DAYS:
            says = "Today" if left == 0 else "Tomorrow" if left == 1 else f"In {count(left, 'day')}"
            lines.append(
                TodayLine(
                    key=f"birthday:{file.child.id}",
                    mark="open",
                    says=says,
                    what=f"{child_label(file)} will be {age}" if left else f"{child_label(file)} is {age} today",
                    why=f"{long_day(on, today)}. Now {age_words(born, today)}.",
                    when=on,
                    action="Open",
                    child=file.child.id,
                )
            )
    return tuple(sorted(lines, key=lambda line: (line.when or date.max, line.what)))
