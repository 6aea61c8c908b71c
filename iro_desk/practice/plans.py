"""Plans of reviews: a task in numbers read from a file, planned, and said in words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from iro_desk.casework import Refused
from iro_desk.planning import Instance, plan
from iro_desk.practice.words import count

LONGEST_SECONDS = 3_600.0


def plan_instance(path: Path, seconds: float) -> dict[str, Any]:
    """The plan of a task in a file, as ``plan --json`` prints it. Raises ``Refused`` in one sentence."""
    if not 0 < seconds <= LONGEST_SECONDS:
        raise Refused("The time to plan in is between 0 and 3,600 seconds.", safe="Nothing was changed.")
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Refused(
            f"{path.name} could not be read as a planning task.", safe="Nothing was changed.", do="Check the file."
        ) from error
    return plan(Instance.from_json(raw), seconds).as_json()


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
