"""Calendar files: reviews out, for the calendar of the office; busy times in, from whatever calendar there is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from iro_desk.casework import Child, CouncilNumber, Engagement, Review, UserFacingError
from iro_desk.exchange import BusyTime, CalendarEvent, read_calendar, write_calendar
from iro_desk.practice.hidden import refuse_hidden
from iro_desk.practice.maps import initials_of
from iro_desk.practice.sharing import write_whole
from iro_desk.practice.words import count, hours
from iro_desk.practice.workspace import Workspace

AHEAD = timedelta(days=400)
"""How far busy times are brought in: a review may be planned for the year after next school summer."""


@dataclass(frozen=True, slots=True)
class CalendarProblem:
    """What of a calendar could not be read."""

    file: str
    line: int
    what: str


@dataclass(frozen=True, slots=True)
class CalendarImportView:
    """What calendars bring: busy times alone, counted against what is here. ``change`` is set once they are in."""

    files: tuple[str, ...]
    busy: int
    new: int
    changed: int
    same: int
    gone: int
    """Brought in before, cancelled there since, and taken away here."""
    own: int
    """Reviews that this program wrote into that calendar: not brought in again."""
    free: int
    """Events that take no time."""
    problems: tuple[CalendarProblem, ...]
    words: str
    change: int | None = None


# ---------------------------------------------------------------- out


def export_calendar(
    ws: Workspace, file: Path, *, review: str = "", first: date | None = None, last: date | None = None
) -> int:
    """Write reviews as a calendar: one, those of a range, or all that are booked, with those cancelled since.

    How many were written. Initials and number stand in it, and no place. Raises :class:`UserFacingError`.
    """
    refuse_hidden(ws.desk)
    chosen = [ws.desk.get(Review, review)] if review else ws.desk.all(Review)
    events = [event for each in chosen for event in _events(ws, each, first, last)]
    if review and not events:
        raise UserFacingError("That review has no date.", safe="Nothing was written.", do="Book it first.")
    write_whole(file, write_calendar(events))
    ws.note("Saved reviews as a calendar", "exported").result()
    return len(events)


def _events(ws: Workspace, review: Review, first: date | None, last: date | None) -> Iterator[CalendarEvent]:
    day = review.booked_for
    if day is None or (first is not None and day < first) or (last is not None and day > last):
        return
    sequence, stamped = _sequence(ws, review)
    child = ws.desk.get(Child, review.child)
    numbers = [number.number for number in ws.desk.of_child(CouncilNumber, review.child)]
    starts: date | datetime = day
    ends: date | datetime = day + timedelta(days=1)
    if review.booked_time:
        begins = datetime.combine(day, time.fromisoformat(review.booked_time))
        starts, ends = begins, begins + timedelta(minutes=ws.settings().number("stop_meeting_minutes"))
    said = " ".join(part for part in ("Review", initials_of(child.full_name), *numbers[:1]) if part)
    yield CalendarEvent(review.id, said, starts, ends, sequence, stamped, review.state == "cancelled")


PLACE_WORDS = ("home", "school", "nursery", "college", "office")
"""The kinds of place that an invitation names; of anything else it says that the place follows."""


def invitation_words(ws: Workspace, review: str) -> str:
    """What may be sent to people about a booked review: initials, day, time, the kind of place, and that they answer.

    No name but one's own, and no address: it may go into any mail. Raises :class:`UserFacingError` without a date.
    """
    held = ws.desk.get(Review, review)
    day = held.booked_for
    if day is None or held.state != "booked":
        raise UserFacingError("That review has no date.", safe="Nothing was copied.", do="Book it first.")
    settings = ws.settings()
    child = ws.desk.get(Child, held.child)
    at = f" at {held.booked_time}" if held.booked_time else ". The time follows"
    lasts = f", for about {hours(settings.number('stop_meeting_minutes'))}" if held.booked_time else ""
    known = next((word for word in PLACE_WORDS if re.search(rf"\b{word}\b", held.place.lower())), "")
    where = f"Where: {'the ' if known == 'office' else ''}{known or 'I will tell you'}"
    telephone = settings.text("service_telephone")
    reply = f"Reply to me, or ring {telephone}," if telephone else "Reply to me"
    return "\n".join(
        (
            f"Review of {initials_of(child.full_name)}",
            f"{day:%A} {day.day} {day:%B %Y}{at}{lasts}.",
            f"{where}{f', {held.method}' if held.method else ''}.",
            f"{reply} to say whether you will come, or what you want the review to hear if you cannot.",
            *(line for line in (settings.text("iro_name"),) if line),
        )
    )


def _sequence(ws: Workspace, review: Review) -> tuple[int, datetime]:
    """How often the date, the time or that it takes place was changed since it was booked, and the newest moment."""
    told: list[tuple[Any, ...]] = []
    moment = ""
    for made_at, image in ws.desk.images_of(Review, review.id):
        says = (image.get("booked_for"), image.get("booked_time"), image.get("state") == "cancelled")
        if says[0] and (not told or told[-1] != says):
            told.append(says)
            moment = made_at
    return max(0, len(told) - 1), datetime.fromisoformat(moment or "2000-01-01T00:00:00+00:00").replace(microsecond=0)


# ---------------------------------------------------------------- in


def import_calendar(ws: Workspace, files: Sequence[Path], *, dry_run: bool = False) -> CalendarImportView:
    """Bring in the busy times from today on, as one change that can be taken back; with ``dry_run`` only look.

    Raises :class:`UserFacingError` for a file that cannot be read from the disk.
    """
    found: dict[str, Engagement] = {}
    cancelled: set[str] = set()
    own = free = busy = 0
    problems: list[CalendarProblem] = []
    for file in files:
        try:
            data = file.read_bytes()
        except OSError as error:
            raise UserFacingError(f"{file.name} could not be read.", safe="Nothing was changed.") from error
        read = read_calendar(data, ws.today, ws.today + AHEAD)
        own, free, busy = own + read.own, free + read.free, busy + len(read.busy)
        cancelled |= read.cancelled
        problems += [CalendarProblem(file.name, fault.line, fault.what) for fault in read.problems]
        found |= {piece.imported: piece for each in read.busy for piece in _pieces(each)}
    here = {each.imported: each for each in ws.desk.all(Engagement) if each.imported}
    fresh = [piece for key, piece in found.items() if key not in here]
    changed = [_as_theirs(here[key], piece) for key, piece in found.items() if key in here]
    changed = [each for each in changed if each != here[each.imported]]
    still = {key.partition("#")[0] for key in found}
    gone = [
        each
        for key, each in here.items()
        if key not in found and (key.partition("#")[0] in cancelled or key.partition("#")[0] in still)
    ]
    view = CalendarImportView(
        files=tuple(file.name for file in files),
        busy=busy,
        new=len(fresh),
        changed=len(changed),
        same=len(found) - len(fresh) - len(changed),
        gone=len(gone),
        own=own,
        free=free,
        problems=tuple(problems),
        words="",
    )
    if (fresh or changed or gone) and not dry_run:
        made = ws.do("Brought in busy times of a calendar", _bring_in, fresh, changed, gone, kind="import")
        view = replace(view, change=made.result())
    return replace(view, words=_in_words(view))


def _pieces(busy: BusyTime) -> Iterator[Engagement]:
    """The busy time as engagements: whole days as one, hours day by day."""
    last = (busy.ends - timedelta(microseconds=1)).date()
    if busy.whole_days:
        yield Engagement("", "other", busy.starts.date(), last, imported=f"{busy.key}#0")
        return
    day = busy.starts.date()
    while day <= last:
        starts = f"{busy.starts:%H:%M}" if day == busy.starts.date() else "00:00"
        ends = f"{busy.ends:%H:%M}" if day == busy.ends.date() else "23:59"
        if starts < ends:
            number = (day - busy.starts.date()).days
            yield Engagement("", "other", day, day, starts, ends, imported=f"{busy.key}#{number}")
        day += timedelta(days=1)


def _as_theirs(mine: Engagement, theirs: Engagement) -> Engagement:
    """Their days and hours; what else I wrote there, or that I cancelled it, stays."""
    return replace(
        mine, starts_on=theirs.starts_on, ends_on=theirs.ends_on, starts_at=theirs.starts_at, ends_at=theirs.ends_at
    )


def _bring_in(
    change: Any, fresh: Sequence[Engagement], changed: Sequence[Engagement], gone: Sequence[Engagement]
) -> int:
    change.save_many([*(replace(each, id=change.new_id()) for each in fresh), *changed])
    for each in gone:
        change.delete(each)
    return int(change.n)


def _in_words(view: CalendarImportView) -> str:
    done = "brought in" if view.change is not None else "to bring in"
    parts = [f"{count(view.new, 'busy time')} {done}"]
    parts += [f"{number} {what}" for number, what in ((view.changed, "moved"), (view.same, "as before")) if number]
    parts += [f"{view.gone} cancelled there and taken away"] if view.gone else []
    parts += [f"{count(view.own, 'review')} of your own left where it is"] if view.own else []
    parts += [count(len(view.problems), "fault") + " in the file"] if view.problems else []
    return ", ".join(parts) + "."
