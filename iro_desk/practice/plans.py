"""Plans of reviews: a task in numbers read from a file, planned, and said in words."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from iro_desk.casework import Refused
from iro_desk.planning import Instance, plan_aside
from iro_desk.practice.diary_views import TripsView
from iro_desk.practice.words import count, long_day
from iro_desk.practice.workspace import Workspace

LONGEST_SECONDS = 3_600.0


def plan_instance(path: Path, seconds: float) -> dict[str, Any]:
    """The plan of a task in a file, as ``plan --json`` prints it. Raises ``Refused`` in one sentence."""
    _check_seconds(seconds)
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Refused(
            f"{path.name} could not be read as a planning task.", safe="Nothing was changed.", do="Check the file."
        ) from error
    return plan_aside(Instance.from_json(raw), seconds).as_json()


def _check_seconds(seconds: float) -> None:
    if not 0 < seconds <= LONGEST_SECONDS:
        raise Refused("The time to plan in is between 0 and 3,600 seconds.", safe="Nothing was changed.")


def plan_desk(ws: Workspace, first: date | None, weeks: int, seconds: float, *, accept: bool = False) -> TripsView:
    """The plan of a desk's own diary; with ``accept`` all that it proposes is booked. What is left of the time prices
    the days that were refused. Raises ``Refused``."""
    from iro_desk.practice.trips import TripPlanner

    _check_seconds(seconds)
    planner = TripPlanner(ws, first, weeks)
    view = planner.run(seconds)
    view = planner.with_refused(view, seconds - view.seconds)
    if accept:
        planner.accept(view).result()
    return view


def trips_in_words(view: TripsView) -> str:
    """The trips of a plan in a few lines."""
    lines = [view.line, view.gap_words]
    for trip in view.trips:
        lines.append(f"{trip.line}: {trip.title}{'. ' + trip.saved_words if trip.saved_words else ''}")
    for proposal in view.proposals:
        if not proposal.pinned:
            at = f"{long_day(proposal.day, view.today)} at {proposal.time}"
            lines.append(f"  {proposal.label}: {at}. {' '.join(proposal.reasons)}")
            lines += [f"    {refused.question} {refused.words}" for refused in proposal.alternatives]
    lines += [f"{each.label}: {each.proof} {each.ask}" for each in view.cannot_be]
    lines += [f"{label}: {why}" for _, label, why in view.left_out]
    return "\n".join(lines)


def plan_in_words(made: dict[str, Any]) -> str:
    """A plan in a few lines."""
    lines = [f"{count(len(made['days']), 'day')}, cost {made['cost']:,}, found in {made['seconds']:.1f} seconds."]
    for day in made["days"]:
        visits = ", ".join(
            f"review {v['review']} at {v['start_minute'] // 60:02}:{v['start_minute'] % 60:02}" for v in day["visits"]
        )
        ends = "" if day["end"] == 0 else f", night at the place of review {day['end']}"
        lines.append(f"Day {day['day']}: {visits or 'driving only'}{ends}")
    if made["unscheduled"]:
        lines.append(f"Not placed: {', '.join(map(str, made['unscheduled']))}.")
    return "\n".join(lines)
