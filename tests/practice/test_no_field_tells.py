"""Whatever field of a review holds a telling word, a withheld copy has it in no byte: it is gone, or pointed at."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from iro_desk.casework import Refused
from iro_desk.practice import holding, where_lives
from iro_desk.practice.copies import telling_view
from iro_desk.practice.making import make
from iro_desk.practice.papers import paper
from iro_desk.practice.workspace import Workspace
from tests.practice.held import hold
from tests.practice.test_copies import ATTENDED, DECISIONS, _everything, _place, _who, _withhold

WORD = "Puddlestone"
"""The nursery: named by nothing but what is typed."""
SAID = f"We went to {WORD} again"
TEXT: dict[str, Any] = {"notes": [{"heading": "home", "text": "Settled."}], "told": [], "decisions": DECISIONS}

FIELDS: dict[str, dict[str, Any]] = {
    "a note": {"notes": [{"heading": "home", "text": f"Settled.\n{SAID}."}]},
    "the view": {"notes": [{"heading": "view", "text": SAID}]},
    "a note with its run-in": {"notes": [{"heading": "home", "text": f"Working well. {SAID}."}]},
    "what the child said": {"told": [{"words": SAID, "who_may_hear": "in my record"}]},
    "where the child said it": {
        "told": [{"words": "I like it.", "who_may_hear": "in my record", "said_where": f"at {WORD}"}]
    },
    "what was seen": {"told": [{"words": SAID, "seen": True, "who_may_hear": "in my record"}]},
    "how the child took part": {"participation_words": SAID},
    "where they spoke in private": {"spoke_privately_where": f"at {WORD}"},
    "why they did not": {"spoke_privately": "not-done", "spoke_privately_because": SAID},
    "the name of somebody there": {"attendance": [*ATTENDED, {"name": f"Ms Rook, {WORD}", "how": "in-person"}]},
    "the role of somebody there": {
        "attendance": [*ATTENDED, {"name": "Ms Rook", "role": f"{WORD} teacher", "how": "in-person"}]
    },
    "the words of somebody there": {"attendance": [{"name": "Ann Wyn", "role": "Mum", "how": "phone", "words": SAID}]},
    "why somebody was not invited": {
        "attendance": [*ATTENDED, {"name": "Ann Wyn", "role": "Mum", "how": "not-invited", "words": SAID}]
    },
    "what was decided": {"decisions": [DECISIONS[0] | {"what": SAID}]},
    "why it was decided": {"decisions": [DECISIONS[0] | {"why": SAID}]},
    "who does it": {"decisions": [DECISIONS[0] | {"owner": f"Ms Rook, {WORD}"}]},
    "what the person is": {"decisions": [DECISIONS[1] | {"owner_role": f"{WORD} nurse"}]},
    "why there is no date": {"decisions": [{"what": "An eye test", "owner": "Jo", "no_date_because": SAID}]},
    "how we shall know": {"decisions": [DECISIONS[0] | {"know_by": SAID}]},
    "the place of the review": {"place": f"The hall, {WORD}"},
    "the place of the next": {"next": {"booked_for": "2027-04-13", "place": f"The hall, {WORD}"}},
    "why it was late": {"late_reason": "carer", "late_words": SAID},
}


def _made(ws: Workspace, review: str, kind: str) -> bytes | None:
    """Dad's copy; ``None`` when it is refused because it would tell."""
    try:
        return paper(ws, review, kind, "parent:2").pdf
    except Refused as refused:
        if "would tell where the child lives" not in refused.what:
            raise
        return None


@pytest.mark.parametrize("field", FIELDS)
def test_a_telling_word_in_any_field_reaches_no_byte_of_a_withheld_copy(ws: Workspace, child: str, field: str) -> None:
    ws.do("Placed her", _place, child).result()
    if field == "why it was late":
        ws.today = date(2026, 11, 30)
    facts = TEXT | {"held_on": ws.today.isoformat(), "attendance": ATTENDED} | FIELDS[field]
    review = hold(ws, child, **facts)
    _withhold(ws, child)
    if field == "why it was late":
        assert WORD.lower() in _everything(paper(ws, review, "record", "file").pdf)
    for kind in ("record", "decisions"):
        made = _made(ws, review, kind)
        if made is None:
            assert telling_view(ws, review, "parent:2").open
        else:
            assert WORD.lower() not in _everything(made), kind


def test_what_became_of_earlier_decisions_is_pointed_at_too(ws: Workspace, child: str) -> None:
    ws.do("Placed her", _place, child).result()
    review = hold(ws, child, **TEXT | {"attendance": ATTENDED})
    _withhold(ws, child)
    (earlier,) = [each for each in ws.desk.child_file(child).decisions if each.review != review]
    holding.settle_decision(ws, earlier.id, "done", ws.today, SAID).result()
    assert [block.place for block in telling_view(ws, review, "parent:2").blocks] == ["last:1"]


def test_an_invitation_names_no_place_that_tells(ws: Workspace, child: str) -> None:
    from iro_desk.practice.booking import book

    ws.do("Placed her", _place, child).result()
    _withhold(ws, child)
    booked = book(ws, child, date(2026, 11, 24), place=f"The hall, {WORD}", method="in person").result()
    assert WORD.lower() not in _everything(make(ws, "invitation", booked, "parent:2").pdf)
    assert WORD.lower() in _everything(make(ws, "invitation", booked, "parent:1").pdf)
    assert where_lives.where_view(ws, child, booked).people
    assert _who(ws, child, "Daniel Fenn")
