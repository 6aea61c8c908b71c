"""The social worker's visits: the interval by home and legal status (2010 Regulations, regulation 28)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from iro_desk.casework import Contact
from iro_desk.statute.calendars import add_months
from iro_desk.statute.clock import Case, Clock
from iro_desk.statute.codes import group
from iro_desk.statute.history import HELD_STATES
from iro_desk.statute.words import plain_day

WITH_PARENTS = "P1"
VISITED = frozenset({"in person", ""})
"""A visit is made in person; where nobody said how, it is taken as one."""


def visit_clocks(case: Case, placed: date | None) -> Iterator[Clock]:
    """The clock of the next visit. ``placed`` is the day of placing for adoption, where the child is placed."""
    if case.home is None:
        return
    visits = [c for c in case.file.contacts if c.by == "social worker" and c.how in VISITED]
    if case.period.short_breaks:
        yield _short_breaks(case, visits)
    elif placed is not None:
        yield from _adoption(case, visits, placed)
    else:
        yield _at_home(case, visits, case.home.started)


def _at_home(case: Case, visits: list[Contact], home_since: date) -> Clock:
    since, words = _first_from(case, home_since)
    last = _last(visits, since, case.on)
    if last is None:
        return case.duty_clock(case.count("visit.first", since, words), known=bool(visits))
    rule_id, why = _interval(case, since, last)
    return case.duty_clock(case.count(rule_id, last, after=(why,)))


def _first_from(case: Case, home_since: date) -> tuple[date, str]:
    """The day from which the first week runs: the home's, or of a child at home with a parent the care order's."""
    episode = case.lived[-1]
    if episode.placement == WITH_PARENTS and episode.legal_status == "C2":
        order = next((e.started for e in case.lived if e.started >= home_since and e.legal_status == "C2"), home_since)
        if order > home_since:
            return order, "Care order made"
    return home_since, ""


def _last(visits: list[Contact], since: date, on: date) -> date | None:
    return max((c.happened_on for c in visits if since <= c.happened_on <= on), default=None)


def _interval(case: Case, since: date, last: date) -> tuple[str, str]:
    """Which interval holds after the last visit, and why in one sentence."""
    episode = case.lived[-1]
    unassessed = case.latest("home-before-assessment", since) is not None
    temporary = episode.approval_temporary or bool(case.running("temporary-approval"))
    interim = episode.placement == WITH_PARENTS and episode.legal_status == "C1"
    if unassessed or temporary or interim:
        what = (
            "With parents before the assessment was finished"
            if unassessed
            else "With a connected person on temporary approval"
            if temporary
            else "With a parent under an interim care order"
        )
        if not _reviewed(case, since):
            return "visit.weekly", f"{what}: every week until the first review there."
        if temporary or interim:
            return "visit.four_weekly", f"{what}: every four weeks after the first review there."
    after_a_year = add_months(since, 12)
    if last < after_a_year:
        return "visit.six_weekly", f"In the first year of this home, up to {plain_day(after_a_year)}: every six weeks."
    long_term = episode.placement in group("PLACE", "long_term_foster")
    if long_term and (agreed := _newest(case, "visits-agreed", since)) is not None:
        return "visit.six_monthly", (
            f"A year in a long-term foster home, and the child agreed on {plain_day(agreed)}: every six months."
        )
    if long_term or _newest(case, "home-to-18", since) is not None:
        return "visit.three_monthly", "A year in a home meant to last to 18: every three months."
    return "visit.six_weekly", "The home is not meant to last to 18: every six weeks."


def _newest(case: Case, kind: str, since: date) -> date | None:
    return max((m.happened_on for m in case.running(kind) if m.happened_on >= since), default=None)


def _reviewed(case: Case, since: date) -> bool:
    return any(
        r.held_on is not None
        and since <= r.held_on <= case.on
        and r.state in HELD_STATES
        and r.full_review
        and r.kind != "secure"  # it asks of the criteria alone
        for r in case.file.reviews
    )


def _short_breaks(case: Case, visits: list[Contact]) -> Clock:
    last = _last(visits, case.period.started, case.on)
    if last is None:
        return case.duty_clock(case.count("visit.short_breaks_first", case.period.started), known=bool(visits))
    return case.duty_clock(case.count("visit.short_breaks_later", last))


def _adoption(case: Case, visits: list[Contact], placed: date) -> Iterator[Clock]:
    """Weekly until the first review of the placement; after it as that review decided, which is no date of law."""
    if _reviewed(case, placed):
        return
    last = _last(visits, placed, case.on)
    sum_ = case.count("visit.adoption", last or placed, "Previous visit" if last else "")
    yield case.duty_clock(sum_, known=bool(visits))
