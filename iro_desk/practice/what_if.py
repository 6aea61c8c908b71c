"""What if I hold it on that day: the dates that would follow, worked out on the child's facts and kept nowhere."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from iro_desk.casework import Refused, current_period
from iro_desk.practice.review_views import WhatIfRow, WhatIfView
from iro_desk.practice.rows import clock_row
from iro_desk.practice.words import count, long_day
from iro_desk.practice.workspace import Workspace
from iro_desk.statute import ADJOURNED_IN_TIME, SUPPOSED, Clock, what_if_placed
from iro_desk.statute import what_if as held_on

HELD, PLACED = "held", "placed"


def what_if(ws: Workspace, child_id: str, day: date, what: str = HELD, kind: str = "looked after") -> WhatIfView:
    """The dates that would follow if the review of that kind were held on the day, or the child placed for adoption.

    Nothing is changed. Raises ``NotFound`` for a child that is not on this desk.
    """
    settings = ws.settings()
    file = ws.desk.child_file(child_id)
    try:
        if current_period(file.episodes, day) is None:
            raise Refused("The child is not looked after on that day.")
        if what == PLACED:
            return WhatIfView(day, "If placed then:", "open", _rows(what_if_placed(file, day, settings), ws.today))
        found = held_on(file, day, settings, kind)
    except Refused as refused:
        return WhatIfView(day, refused.what, "late", ())
    words, mark = _met(found.met, ws.today)
    return WhatIfView(day, words, mark, _rows((*found.following, *found.papers), ws.today))


def _rows(clocks: Iterable[Clock], today: date) -> tuple[WhatIfRow, ...]:
    """The clocks that have a day; another review's own is left out."""
    return tuple(
        WhatIfRow(clock_row(clock), f"by {long_day(clock.last_working_day or clock.legal_limit, today)}")
        for clock in clocks
        if clock.legal_limit is not None and clock.review in ("", SUPPOSED)
    )


def _met(clock: Clock | None, today: date) -> tuple[str, str]:
    if clock is None or clock.legal_limit is None or clock.days_left is None:
        return "Whether that is in time is not known.", "unknown"
    last = long_day(clock.legal_limit, today)
    if clock.state == ADJOURNED_IN_TIME:
        return "In time: the adjourned review is finished within its 20 working days.", "done"
    if clock.days_left < 0:
        return f"{count(-clock.days_left, 'day')} after the last day, {last}.", "late"
    return f"In time: the last day is {last}.", "done"
