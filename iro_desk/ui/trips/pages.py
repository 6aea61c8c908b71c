"""What stands beside the map: a plan with its trips, and one trip day by day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from iro_desk.practice.diary_views import OptionalStop, Trip, TripsView
from iro_desk.practice.words import count, hours, long_day
from iro_desk.ui.trips.stops import StopLine, StopRow, day_head
from iro_desk.ui.trips.why import note_line, why_line
from iro_desk.ui.widgets import Button, ListLine, RowList, State, Text, add, figure, row, section, wrapping

REFUSED_SHOWN = 2
"""So many refused alternatives stand under a trip; each review tells its own."""


def put_plan(body: QWidget, view: TripsView, today: date, open_trip: Callable[[str], None]) -> None:
    """Puts a plan there: its figures, what cannot be and why, its trips."""
    saved = max(0, view.apart_minutes - view.drive_minutes)
    figures = (
        figure(hours(view.drive_minutes), "driving"),
        figure(hours(saved), "saved against separate visits"),
        figure(str(view.nights), "night away" if view.nights == 1 else "nights away"),
    )
    add(body, wrapping(*figures, gap=28), 4, Text(view.gap_words, "small", "ink3", wrap=True))
    for each in view.cannot_be:
        none = "no day is found yet" if "not proved" in each.proof else "no day is left"
        late = f"{count(each.late_days, 'day')} late" if each.late_days else none
        words = f"{each.label}: {late}. The last day is {long_day(each.last_day, today)}."
        add(body, 8, State("late", words, "body", wrap=True))
        add(body, Text(f"{each.proof} {each.ask}".strip(), "small", "ink2", wrap=True))
    waits = [trip for trip in view.trips if not trip.fixed]
    for title, trips in (("To be booked", waits), ("Booked already", [t for t in view.trips if t.fixed])):
        if trips:
            add(body, section(title, count=len(trips), margins=(0, 16, 0, 2)))
            listed = RowList(title, inset=6, wraps=True, whole=True)
            listed.show_lines([_trip_line(view, trip) for trip in trips])
            listed.opened.connect(open_trip)
            add(body, listed)
    if view.left_out:
        add(body, section("Not in the plan", count=len(view.left_out), margins=(0, 16, 0, 4)))
        for _, label, why in view.left_out:
            add(body, Text(f"{label}: {why}", "small", "ink2", wrap=True), 4)
    if not view.trips:
        add(body, 12, Text("Every review of these weeks has its date.", "body", "ink2", wrap=True))


def _trip_line(view: TripsView, trip: Trip) -> ListLine:
    late = any(p.late_days for p in view.proposals if p.id in trip.proposals)
    saved = hours(trip.apart_minutes - trip.drive_minutes) if trip.apart_minutes > trip.drive_minutes else ""
    return ListLine(
        key=trip.id,
        title=trip.title,
        mark="late" if late else "booked" if trip.fixed else "open",
        says="After a last day" if late else hours(trip.drive_minutes) if trip.drive_minutes else "No drive",
        detail=trip.line,
        after_detail=f"{saved} saved" if saved else "",
    )


def put_trip(
    body: QWidget,
    view: TripsView,
    trip: Trip,
    today: date,
    ask_why: Callable[[str], None],
    see: Callable[[OptionalStop, date], None],
) -> None:
    """Puts one trip there: its figures, its days stop by stop, and what was refused at what price."""
    figures = [figure(str(round(trip.miles)), "miles")] if trip.miles else []
    if trip.drive_minutes:
        low, high = hours(trip.drive_minutes_low), hours(trip.drive_minutes_high)
        figures.append(figure(hours(trip.drive_minutes), f"planned, {low} to {high} driving"))
    if trip.saved_words:
        saved, _, rest = trip.saved_words.partition(" saved ")
        figures.append(figure(saved, f"saved {rest}"))
    if figures:
        add(body, wrapping(*figures, gap=26), 6)
    by_id = {p.id: p for p in view.proposals}
    number = 0
    for day in trip.days:
        add(body, 10, day_head(day, today))
        for stop in day.stops:
            proposal = by_id.get(stop.proposal)
            if stop.kind != "review" or proposal is None:
                add(body, StopLine(stop))
                continue
            number += 1
            made = StopRow(stop, number, pinned=proposal.pinned)
            made.clicked.connect(lambda _=False, id=proposal.id: ask_why(id))
            add(body, made)
        for seen in day.optional:
            if seen.booked:
                add(body, 4, note_line(f"{seen.label} at {seen.starts_at}: the visit is in the diary."))
                continue
            more = f"{hours(seen.adds_minutes)} more driving" if seen.adds_minutes else "no more driving"
            add(body, 4, note_line(f"On the way you could see {seen.label} at {seen.starts_at}, {more}. {seen.why}"))
            put = Button("Put the visit in the diary", "plain", "calendar-plus", small=True, flush=True)
            put.setAccessibleName(f"Put the visit to {seen.label} in the diary")
            put.clicked.connect(lambda _=False, seen=seen, on=day.day: see(seen, on))
            add(body, row(put, None, margins=(24, 0, 0, 0)))
    refused = [price for id in trip.proposals if id in by_id for price in by_id[id].alternatives]
    for price in refused[:REFUSED_SHOWN]:
        add(body, 10, why_line(price))
