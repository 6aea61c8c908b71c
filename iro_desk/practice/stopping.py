"""Before we stop: what a day for the next review means against its window and the diary."""

from __future__ import annotations

from datetime import date

from iro_desk.casework import Refused, Review
from iro_desk.practice.booking import check_time, kind_of_day
from iro_desk.practice.meeting import half_way
from iro_desk.practice.moves import would_clash
from iro_desk.practice.sittings import next_limit
from iro_desk.practice.words import count, long_day
from iro_desk.practice.workspace import Workspace
from iro_desk.statute import working_days


def next_words(
    ws: Workspace, review_id: str, day: date | None, time: str = "", place: str = "", method: str = ""
) -> tuple[str, str]:
    """(mark, words) for a day of the review after this one: its last day as this one is held, and what speaks against
    the hour in my diary. Without a day, when it has to be. Nothing is changed. Raises ``NotFound``."""
    settings = ws.settings()
    review = ws.desk.get(Review, review_id)
    file = ws.desk.child_file(review.child)
    limit = next_limit(file, review, settings)
    if day is None:
        return ("open", f"The last day is {long_day(limit, ws.today)}.") if limit else ("unknown", "No last day known.")
    said, mark = [], "booked"
    if limit is None:
        said.append("No last day is known.")
    elif day > limit:
        mark = "late"
        said.append(f"After the last day by {count((day - limit).days, 'day')}: that is {long_day(limit, ws.today)}.")
    else:
        said.append(f"In time: {count((limit - day).days, 'day')} before the last day.")
        opens = settings.number("window_later_days")
        if (limit - day).days > opens:
            said.append("Earlier than is usual.")
    if day <= (review.held_on or ws.today):
        mark, said = "late", ["That is not after this review."]
    said += kind_of_day(day, settings)
    booked = next(
        (o.id for o in file.reviews if o.state == "booked" and o.kind == review.kind and o.id != review.id), ""
    )
    try:
        clash = would_clash(ws, review.child, day, check_time(time), method, place, booked)
    except Refused:
        clash = ""
    if clash:
        mark = "late" if mark == "late" else "soon"
        said.append(clash)
    elif time:
        said.append("Your diary is free then.")
    midway = half_way(review, day, settings)
    if midway is not None and working_days(settings).reaches(midway):
        said.append(f"{settings.text('word_midway').capitalize()}: {long_day(midway, ws.today)}.")
    return mark, " ".join(said)
