"""Finalising: what it asks for, what it freezes, and that nothing can be written after it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from iro_desk.casework import Child, Refused, Review, SignedPaper
from iro_desk.desk import Office
from iro_desk.practice import holding
from iro_desk.practice.booking import book
from iro_desk.practice.papers import paper
from iro_desk.practice.review_view import review_view
from iro_desk.practice.signing import missing_to_finalise, sign
from iro_desk.practice.workspace import Workspace
from tests.practice.conftest import TODAY
from tests.practice.held import hold


def _missing(ws: Workspace, review: str) -> tuple[str, ...]:
    kept = ws.desk.get(Review, review)
    return missing_to_finalise(ws.desk.child_file(kept.child), kept)


def test_only_five_things_are_asked_for(ws: Workspace, child: str) -> None:
    review = book(ws, child, TODAY).result()
    assert _missing(ws, review) == (
        "Say on which day it was held.",
        "Say who was there.",
        "Say whether the child spoke with you in private.",
        "Choose the participation code.",
    )
    holding.open_review(ws, review, TODAY).result()
    decision = holding.add_decision(ws, review, "Glasses").result()
    assert _missing(ws, review)[-2:] == (
        "Decision 1 needs one person who will do it.",
        "Decision 1 needs a date, or why there is none.",
    )
    holding.update_decision(ws, review, decision, owner="Gwen", no_date_because="the optician decides").result()
    holding.set_attendance(ws, review, None, name="Gwen", how="in-person").result()
    holding.update_review(ws, review, participation="PN1", spoke_privately="not-done").result()
    assert _missing(ws, review) == ("Say because of what the child did not speak with you in private.",)
    holding.update_review(ws, review, spoke_privately_because="she was asleep").result()
    assert _missing(ws, review) == ()


@pytest.mark.parametrize(
    "changed",
    [
        {"attendance": [{"name": "Łukasz Żółć"}]},
        {"participation": ""},
        {"spoke_privately": "not-right"},
        {"decisions": [{"what": "Glasses", "by": "2026-12-04"}]},
        {"decisions": [{"what": "Glasses", "owner": "Gwen"}]},
    ],
)
def test_signing_is_refused_with_what_is_missing_and_freezes_nothing(
    ws: Workspace, child: str, changed: dict[str, Any]
) -> None:
    review = hold(ws, child, **changed)
    with pytest.raises(Refused) as refused:
        sign(ws, review).result()
    assert refused.value.do == " ".join(review_view(ws, review).missing)
    assert ws.desk.get(Review, review).state == "open"
    assert not ws.desk.where(SignedPaper, review=review)


def test_signing_completes_an_open_review_and_freezes_each_copy_with_the_seal_of_its_change(
    ws: Workspace, child: str
) -> None:
    review = hold(ws, child)
    made = sign(ws, review).result()
    assert [(p.kind, p.recipient) for p in made] == [
        ("record", "file"),
        ("record", "manager"),
        ("decisions", "manager"),
        ("record", "child"),
        ("decisions", "child"),
        ("record", "carer"),
        ("decisions", "carer"),
    ]
    assert ws.desk.get(Review, review).state == "signed"
    assert ws.desk.get(Review, review).due_on == date(2026, 11, 24)
    signing = next(change for change in ws.desk.history() if change.words == "Finalised a review")
    assert signing.kind == "sign"
    for kept in ws.desk.where(SignedPaper, review=review):
        assert kept.seal == signing.seal
        assert len(kept.seal) == 16
        assert kept.sha256 == hashlib.sha256(kept.pdf).hexdigest()
        assert json.loads(kept.facts)["decisions"][0]["owner"] == "Jonas Pebblewick"


def test_after_signing_nothing_is_written_and_nothing_is_signed_again(ws: Workspace, child: str) -> None:
    review = hold(ws, child)
    sign(ws, review).result()
    for attempt in (
        lambda: holding.write_note(ws, review, "home", "More"),
        lambda: holding.add_decision(ws, review, "More"),
        lambda: holding.add_told(ws, review, "More"),
        lambda: holding.update_review(ws, review, place="Elsewhere"),
        lambda: holding.hold_from_facts(ws, review, {"place": "Elsewhere"}),
        lambda: sign(ws, review),
    ):
        with pytest.raises(Refused, match="finalised"):
            attempt().result()
    assert review_view(ws, review).read_only


def test_an_outcome_and_the_managers_reply_may_follow_and_the_frozen_bytes_stay(ws: Workspace, child: str) -> None:
    review = hold(ws, child)
    sign(ws, review).result()
    before = paper(ws, review, "record").pdf
    decision = review_view(ws, review).decisions[0]
    holding.settle_decision(ws, decision.id, "done", TODAY).result()
    holding.manager_replied(ws, decision.id, "agreed", TODAY).result()

    def rename(change: Any) -> None:
        change.save(replace(change.get(Child, child), surname="Changed"))

    ws.do("Renamed", rename).result()
    assert paper(ws, review, "record").pdf == before


def test_papers_that_a_crash_left_unset_are_set_from_the_frozen_facts(ws: Workspace, child: str) -> None:
    review = hold(ws, child)
    sign(ws, review).result()
    before = paper(ws, review, "record").pdf

    def lose(change: Any) -> None:
        for kept in change.where(SignedPaper, review=review):
            change.save(replace(kept, pdf=b"", sha256=""))
        change.save(replace(change.get(Child, child), surname="Changed"))

    ws.do("Lost the bytes", lose).result()
    assert paper(ws, review, "record").pdf == before


def test_signing_works_on_the_writers_own_thread(ws: Workspace, child: str) -> None:
    review = hold(ws, child)
    threaded = Workspace(ws.desk, Office(ws.desk, runner="thread"), ws.today)
    assert len(sign(threaded, review).result(timeout=60)) == 7
    threaded.office.close()


def test_a_review_signed_on_a_desk_that_is_closed_and_opened_again_gives_the_same_paper(
    ws: Workspace, child: str, desk_folder: Path, data_folder: Path, now: Any
) -> None:
    from iro_desk.desk import Desk
    from tests.conftest import PASSPHRASE

    review = hold(ws, child)
    sign(ws, review).result()
    before = paper(ws, review, "decisions", "manager").pdf
    ws.desk.close()
    with Desk.open(desk_folder, PASSPHRASE, data_folder=data_folder, now=now) as again:
        assert again.check() == []
        assert paper(Workspace(again, Office(again, runner="now"), TODAY), review, "decisions", "file").pdf == before
