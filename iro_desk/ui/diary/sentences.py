"""Every day and every bar of the diary as one sentence: what is drawn, for who does not see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from iro_desk.practice.diary_views import DiaryDay, DiaryEntry, Proposal, WindowBar
from iro_desk.practice.words import count, long_day


def day_sentence(day: DiaryDay, today: date) -> str:
    """ "Tuesday 9 February. Leave. 2 in the diary: 15:45 Ava Tay, at home; 1 clash: ..."."""
    parts = [long_day(day.day, today), *(["today"] if day.day == today else [])]
    said = [", ".join(parts), *(part for part in (day.why_not, day.school) if part)]
    if day.entries:
        listed = "; ".join(entry_words(entry) for entry in day.entries)
        said.append(f"{len(day.entries)} in the diary: {listed}")
    elif day.working:
        said.append("Nothing in the diary")
    if day.leave_at and day.back_at and day.drive_minutes:
        said.append(f"Away from {day.leave_at} to {day.back_at}")
    said += [part for part in (night_words(day), day.long_words) if part]
    if day.clashes:
        said.append(f"{count(len(day.clashes), 'clash', 'clashes')}: {' '.join(each.words for each in day.clashes)}")
    return ". ".join(part.rstrip(".") for part in said) + "."


def night_words(day: DiaryDay) -> str:
    """ "A night in Derby before it, a night in Bangor after it"; empty on a day from home to home."""
    said = [(day.woke_in, "before"), (day.sleeps_in, "after")]
    words = ", ".join(f"a night in {town} {when} it" for town, when in said if town)
    return f"{words[:1].upper()}{words[1:]}"


def entry_words(entry: DiaryEntry) -> str:
    """ "15:45 to 17:00 Siân Ŵyn, review, at home"."""
    time = f"{entry.time} to {entry.ends}" if entry.time and entry.ends else entry.time
    when = time or ("all day" if entry.all_day else "no time yet")
    kind = "review" if entry.kind == "review" else "" if entry.what == entry.kind_label else entry.kind_label.lower()
    return ", ".join(part.rstrip(".") for part in (f"{when} {entry.what}", kind, entry.note) if part)


def bar_sentence(bar: WindowBar, today: date) -> str:
    """ "Siân Ŵyn, will be late: no date. Earliest sensible 4 January, target ..., last day Friday 12 February."."""
    booked = f"booked for {long_day(bar.booked, today)}" if bar.booked else "no date"
    time = f" at {bar.booked_time}" if bar.booked and bar.booked_time else ""
    working = "" if bar.last_working_day == bar.last else f", so by {long_day(bar.last_working_day, today)}"
    return (
        f"{bar.label}: {booked}{time}. Earliest sensible {long_day(bar.earliest, today)}, target"
        f" {long_day(bar.target, today)}, last day {long_day(bar.last, today)}{working}."
    )


def proposal_sentence(proposal: Proposal, today: date) -> str:
    """ "Siân Ŵyn, proposed for Tuesday 9 February at 15:45."."""
    return f"{proposal.label}, proposed for {long_day(proposal.day, today)} at {proposal.time}."


def short_names(labels: Iterable[str]) -> dict[str, str]:
    """The first name of each, where nobody else in the diary has it; initials keep their number."""
    whole = set(labels)
    firsts = Counter(label.split(" ")[0] for label in whole)
    return {
        label: first if firsts[first := label.split(" ")[0]] == 1 and not first.endswith((".", ",")) else label
        for label in whole
    }
