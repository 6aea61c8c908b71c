"""Booking a review: its window against the day that is typed, and the booking made, changed, cancelled."""

from __future__ import annotations

import re
from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import replace
from datetime import date
from typing import Any

from iro_desk.casework import METHODS, ChildFile, CouncilSettings, Refused, Review, current_period
from iro_desk.casework.day_names import WEEKDAYS
from iro_desk.practice.review_views import BookingView
from iro_desk.practice.rows import clock_row
from iro_desk.practice.words import count, long_day
from iro_desk.practice.workspace import Workspace
from iro_desk.statute import Clock, clocks_of, next_review, working_days

RULES_OF_KIND = {
    "looked after": "review.",
    "adoption": "adoption.",
    "short breaks": "short_breaks.",
    "secure": "secure.",
}
"""Kinds of review, and how the ids of the rules begin that time them."""

SHARED = ("booked_for", "booked_time", "place", "method")
"""What reviews of brothers and sisters on one occasion have in common."""
NOTHING_BOOKED = "Nothing was booked."
UNCHANGED = "The booking is as it was."


def booked_day(review: Review) -> date:
    """The day that a review is, or was, called for. Raises ``Refused`` for one without a day."""
    day = review.booked_for or review.held_on or review.adjourned_on
    if day is None:
        raise Refused("This review has no day yet.", safe="Nothing was made.", do="Book it first.")
    return day


def booking_view(ws: Workspace, child_id: str, day: date | None, kind: str = "looked after") -> BookingView:
    """The window of the next review of that kind, and what the typed day means against it.

    Raises ``NotFound`` for a child that is not on this desk.
    """
    settings = ws.settings()
    file = ws.desk.child_file(child_id)
    clock = clock_of_kind(clocks_of(file, ws.today, settings), kind)
    others = [review for review in _booked_on(ws.desk, day) if review.child != child_id] if day else []
    mark, words = _what_it_means(file, clock, day, kind, ws.today, settings, others)
    return BookingView(child=child_id, clock=clock_row(clock) if clock else None, day=day, words=words, mark=mark)


def clock_of_kind(clocks: Iterable[Clock], kind: str) -> Clock | None:
    """The clock that a review of that kind serves next; ``None`` when none runs.

    A looked-after review serves whichever is due first: placed for adoption, that is the adoption review.
    """
    if kind == "looked after":
        return next_review(clocks)
    found = [clock for clock in clocks if clock.rule_id.startswith(RULES_OF_KIND[kind])]
    return min(found, key=lambda clock: clock.legal_limit or date.max, default=None)


def book_next(change: Any, child_id: str, day: date, kind: str, details: dict[str, Any], today: date) -> str:
    """Inside a change: book the next review, or give an adjourned one the day on which it is taken up again; gives
    its id."""
    waiting = [r for r in change.where(Review, child=child_id, state="adjourned") if r.kind == kind]
    lapsed = [r for r in change.where(Review, child=child_id, state="booked") if r.kind == kind]
    lapsed = [r for r in lapsed if r.booked_for is not None and r.booked_for < today]
    if lapsed and not waiting:
        # Its day went by without it: the same booking is given the new day.
        return rebook(change, lapsed[-1].id, day, {k: v for k, v in details.items() if v}, today)
    if not waiting:
        return make_booking(change, child_id, day, kind, details, today)
    _check_day(change.child_file(child_id), day, today, NOTHING_BOOKED)
    known = {key: value for key, value in details.items() if value}
    change.save(replace(waiting[-1], booked_for=day, **known))
    return str(waiting[-1].id)


def kind_of(clock: Clock | None) -> str:
    """The kind of review that the clock times."""
    if clock is None:
        return "looked after"
    for start, kind in (("adoption.", "adoption"), ("short_breaks.", "short breaks")):
        if clock.rule_id.startswith(start):
            return kind
    return "looked after"


def _what_it_means(
    file: ChildFile,
    clock: Clock | None,
    day: date | None,
    kind: str,
    today: date,
    settings: CouncilSettings,
    others: list[Review],
) -> tuple[str, str]:
    limit = clock.legal_limit if clock else None
    if day is None:
        if limit is None:
            return "unknown", "The last day is not known."
        return "wait", f"The last day is {long_day(limit, today)}."
    mark, sentences = _against_window(clock, limit, day, today)
    if day < today:
        mark, sentences = "late", ["That day has passed."]
    if current_period(file.episodes, day) is None:
        mark, sentences = "late", ["The child is not looked after on that day."]
    sentences += kind_of_day(day, settings)
    booked = next((review for review in file.reviews if review.state == "booked" and review.kind == kind), None)
    if booked is not None and booked.booked_for != day:
        sentences.append(f"It is booked for {long_day(booked.booked_for, today)} until you change that.")
    for other in others:
        at = f" at {other.booked_time}" if other.booked_time else ""
        sentences.append(f"Another child's review is booked that day{at}.")
    return mark, " ".join(sentences)


def _against_window(clock: Clock | None, limit: date | None, day: date, today: date) -> tuple[str, list[str]]:
    if clock is None or limit is None:
        return "unknown", ["The last day is not known, so it cannot be said whether this is in time."]
    left = (limit - day).days
    if left < 0:
        return "late", [f"After the last day by {count(-left, 'day')}."]
    if left == 0:
        return "soon", ["In time: it is the last day."]
    sentences = [f"In time: {count(left, 'day')} before the last day."]
    earliest = clock.window.earliest if clock.window else None
    if earliest is not None and day < earliest:
        return "soon", [*sentences, f"Earlier than is sensible: the window opens on {long_day(earliest, today)}."]
    return "booked", sentences


def kind_of_day(day: date, settings: CouncilSettings) -> list[str]:
    """What a day is, where no meeting is held on it: a weekend, a bank holiday."""
    if day.weekday() >= 5:
        return [f"A {WEEKDAYS[day.weekday()]}."]
    working = working_days(settings)
    return ["A bank holiday."] if working.reaches(day) and not working.is_working(day) else []


def _booked_on(reader: Any, day: date) -> list[Review]:
    booked = reader.where(Review, booked_for=day, state="booked")
    return sorted(booked, key=lambda review: (review.booked_time, review.id))


# ---------------------------------------------------------------- the booking itself


def book(
    ws: Workspace,
    child_id: str,
    day: date,
    *,
    time: str = "",
    place: str = "",
    method: str = "",
    agreed_with: str = "",
    child_asked: str = "",
    kind: str = "looked after",
    anyway: bool = False,
) -> Future[str]:
    """Book a review; gives its id. ``time`` is HH:MM (24 hours), ``method`` one of ``casework.METHODS``.

    Raises ``Refused`` for a day that has passed or lies outside every period of care, and when a review of
    that kind is booked already (change that one). A day after the last lawful one is not refused: it is shown.
    What clashes with something else that day, the drive and the rest counted, is refused unless ``anyway``.
    """
    if not anyway:
        _refuse_clash(ws, child_id, day, time, method, place, NOTHING_BOOKED)
    details = _details(time=time, place=place, method=method, agreed_with=agreed_with, child_asked=child_asked)
    return ws.do("Booked a review", make_booking, child_id, day, kind, details, ws.today, child=child_id)


def make_booking(change: Any, child_id: str, day: date, kind: str, details: dict[str, Any], today: date) -> str:
    """Inside a change: book a review, refusing what :func:`book` says; gives its id."""
    if kind not in RULES_OF_KIND:
        raise Refused("There is no such kind of review.", safe=NOTHING_BOOKED)
    file = change.child_file(child_id)
    _check_day(file, day, today, NOTHING_BOOKED)
    if any(review.state == "booked" and review.kind == kind for review in file.reviews):
        raise Refused(
            "A review of this kind is booked already.",
            safe=NOTHING_BOOKED,
            do="Change that booking, or cancel it first.",
        )
    review = Review(id=change.new_id(), child=child_id, kind=kind, booked_for=day, **details)
    change.save(review)
    return review.id


def change_booking(
    ws: Workspace,
    review_id: str,
    *,
    day: date | None = None,
    time: str | None = None,
    place: str | None = None,
    method: str | None = None,
    agreed_with: str | None = None,
    child_asked: str | None = None,
    anyway: bool = False,
    because: str = "",
) -> Future[str]:
    """Change a booking; what is not given stays. Gives the review's id. ``because``: why it is on another day.

    Reviews of brothers and sisters on the same occasion move with it, each where that day is one of its own.

    Raises ``Refused`` when the review is no longer only booked, and for the days and hours that :func:`book` refuses.
    """
    given = {"time": time, "place": place, "method": method, "agreed_with": agreed_with, "child_asked": child_asked}
    details = _details(**{name: words for name, words in given.items() if words is not None})
    if because.strip():
        details["moved_because"] = because.strip()
    review = ws.desk.get(Review, review_id)
    if not anyway and (day is not None or time is not None):
        moved = (day or review.booked_for, review.booked_time if time is None else time)
        where = (review.method if method is None else method, review.place if place is None else place)
        _refuse_clash(ws, review.child, *moved, *where, UNCHANGED, review_id)
    return ws.do("Changed a booking", rebook, review_id, day, details, ws.today, child=review.child)


def rebook(change: Any, review_id: str, day: date | None, details: dict[str, Any], today: date) -> str:
    """Inside a change: change a booking, refusing what :func:`change_booking` says; gives the review's id."""
    review = _still_booked(change, review_id)
    if day is not None and day != review.booked_for:
        _check_day(change.child_file(review.child), day, today, UNCHANGED)
        review = replace(review, booked_for=day)
    review = replace(review, **details)
    change.save(review)
    if review.occasion:
        for other in change.where(Review, occasion=review.occasion, state="booked"):
            if other.id != review.id:
                if day is not None:
                    _check_day(change.child_file(other.child), day, today, UNCHANGED)
                change.save(replace(other, **{name: getattr(review, name) for name in SHARED}))
    return review.id


def cancel_booking(ws: Workspace, review_id: str, because: str, agreed_with: str = "") -> Future[None]:
    """Cancel a booking; the row is kept with its reason, and the last day stands as it was.

    ``agreed_with``: with whose agreement, which some councils ask for.

    Raises ``Refused`` without a reason, or when the review is no longer only booked.
    """
    if not because.strip():
        raise Refused("A cancelled review keeps its reason.", safe=UNCHANGED, do="Say why it is cancelled.")
    review = ws.desk.get(Review, review_id)
    return ws.do("Cancelled a booking", _cancel, review_id, because.strip(), agreed_with.strip(), child=review.child)


def _cancel(change: Any, review_id: str, because: str, agreed_with: str) -> None:
    booked = replace(_still_booked(change, review_id), state="cancelled", occasion="")
    change.save(replace(booked, cancelled_because=because, cancelled_with=agreed_with))


def _still_booked(change: Any, review_id: str) -> Review:
    review: Review = change.get(Review, review_id)
    if review.state != "booked":
        raise Refused("This review is no longer only booked.", safe="Nothing was changed.")
    return review


def _refuse_clash(
    ws: Workspace, child: str, day: date | None, time: str, method: str, place: str, safe: str, review: str = ""
) -> None:
    """Raises ``Refused``, the hours named, when one person cannot keep it beside what stands on that day."""
    from iro_desk.practice.moves import would_clash

    words = would_clash(ws, child, day, check_time(time.strip()), method, place, review) if day is not None else ""
    if words:
        raise Refused(words, safe=safe, do="Choose another hour, or book it all the same.")


def _check_day(file: ChildFile, day: date, today: date, safe: str) -> None:
    if day < today:
        raise Refused(
            "That day has passed.",
            safe=safe,
            do="Choose a later day, or enter the review as held if it was held then.",
        )
    if current_period(file.episodes, day) is None:
        raise Refused(
            "The child is not looked after on that day.", safe=safe, do="Check the day, or the dates of care."
        )


def _details(**given: str) -> dict[str, Any]:
    """The fields of a booking, tidied and checked; ``time`` is stored as ``booked_time``."""
    details: dict[str, Any] = {name: words.strip() for name, words in given.items()}
    if "time" in details:
        details["booked_time"] = check_time(details.pop("time"))
    if details.get("method"):
        check_method(details["method"])
    return details


def check_time(words: str) -> str:
    """The time as HH:MM, or empty. Raises ``Refused`` for anything else.

    >>> check_time("9:05")
    '09:05'
    """
    if not words:
        return ""
    found = re.fullmatch(r"(\d{1,2})[:.](\d{2})", words)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise Refused("The time is not one of the 24 hours.", safe="Nothing was changed.", do="Write it as 15:30.")
    return f"{int(found[1]):02}:{found[2]}"


def check_method(method: str) -> None:
    """Raises ``Refused`` unless the method is one of ``casework.METHODS``."""
    if method not in METHODS:
        raise Refused(
            "That is not a way of holding a review.",
            safe="Nothing was changed.",
            do=f"Choose {', '.join(METHODS[:-1])} or {METHODS[-1]}.",
        )
