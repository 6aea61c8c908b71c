"""Three-way comparison of one record: mine, theirs, and what theirs was when it was last imported.

The last imported state is kept with the record as its *image*: a JSON object of the fields that a
return sets, empty ones left out, so that a file without a column leaves that column's field alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Value = str | date | bool | None


@dataclass(slots=True)
class Outcome:
    """What three-way comparison says of each field that differs."""

    take: dict[str, Value] = field(default_factory=dict)
    """Theirs changed and mine not: the value to take."""
    conflicts: dict[str, Value] = field(default_factory=dict)
    """Both changed, to different values: theirs."""
    image: str = ""
    """The new image, to be kept whatever is chosen: a difference once answered is not asked again."""


def compare_fields(mine: Mapping[str, Value], theirs: Mapping[str, Value], image: str) -> Outcome:
    """Compare the fields that the file has. ``image`` is empty for a record that was entered here.

    A record without an image has no common past: an empty field of mine takes theirs, an empty one
    of theirs leaves mine, and two values that differ are a conflict.
    """
    last: dict[str, str] = json.loads(image) if image else {}
    outcome = Outcome()
    for name, value in theirs.items():
        ours = mine[name]
        if ours == value:
            continue
        then, now, here = last.get(name, ""), plain(value), plain(ours)
        if now in (then, here):
            continue
        if here == then:
            outcome.take[name] = value
        else:
            outcome.conflicts[name] = value
    outcome.image = image_of(theirs, last)
    return outcome


def image_of(theirs: Mapping[str, Value], last: Mapping[str, str] | None = None) -> str:
    """The image of what was read, over the last one where the file lacks a column."""
    fields = dict(last or {})
    for name, value in theirs.items():
        fields[name] = plain(value)
    kept = {name: fields[name] for name in sorted(fields) if fields[name]}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def plain(value: Value) -> str:
    """A value as an image holds it: text, an ISO date, ``yes``; empty when there is none."""
    if isinstance(value, str):
        return value
    if value is None or value is False:
        return ""
    return "yes" if value is True else value.isoformat()
