"""A review held in full, for the tests of signing and papers. Everyone in it is invented."""

from __future__ import annotations

from typing import Any

from iro_desk.practice.booking import book
from iro_desk.practice.holding import hold_from_facts
from iro_desk.practice.workspace import Workspace

FACTS: dict[str, Any] = {
    "held_on": "2026-11-23",
    "participation": "PN1",
    "participation_words": "She chose what came first.",
    "spoke_privately": "spoke",
    "spoke_privately_on": "2026-11-19",
    "spoke_privately_where": "walking by the river",
    "attendance": [
        {"name": "Łukasz Żółć", "role": "Carer", "how": "in-person", "words": "She may stay for good."},
        {"name": "<b>O'Neil & Sons</b>", "role": "Advocate", "how": "views"},
        {"name": "Daniel Fenn", "role": "Dad", "how": "not-invited", "words": "Siân asked for that"},
        {"name": "Never Came Up", "role": "Friend"},
    ],
    "notes": [
        {"heading": "home", "text": "Working well. A room of her own.\n\nNext. The carers decide everyday matters."},
        {"heading": "view", "text": "A good plan."},
    ],
    "told": [
        {"words": "Six weeks is too long.", "who_may_hear": "in my record", "said_where": "walking by the river"},
        {"words": "Secretly the zebra frightens me", "who_may_hear": "only me"},
        {"words": "Tell the teachers about the walrus", "who_may_hear": "professionals"},
        {"words": "Read out my ostrich poem", "who_may_hear": "say it in the meeting"},
    ],
    "decisions": [
        {
            "what": "Siân and Kit spend one whole day together every month",
            "why": "Two of five visits were missed.",
            "owner": "Jonas Pebblewick",
            "owner_role": "social worker",
            "by": "2026-12-04",
        },
        {"what": "An eye test", "owner": "Gwen Bellweather", "no_date_because": "the optician decides"},
    ],
    "next": {"booked_for": "2027-04-13", "place": "At home"},
}


def hold(ws: Workspace, child: str, **changed: Any) -> str:
    """Book and hold the review today; gives its id."""
    review = book(ws, child, ws.today, time="15:45", place="At home", method="in person", anyway=True).result()
    return hold_from_facts(ws, review, FACTS | changed).result()
