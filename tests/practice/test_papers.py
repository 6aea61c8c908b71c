"""Papers made from the desk, and read back: what stands in them, and what never does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iro_desk.casework import Child, Episode, Refused, Review, ToldMe, UserFacingError
from iro_desk.documents import ReviewFacts, read_text
from iro_desk.practice import holding
from iro_desk.practice.booking import book
from iro_desk.practice.frozen import freeze, thaw
from iro_desk.practice.making import make
from iro_desk.practice.paper_facts import source_of
from iro_desk.practice.papers import FROZEN, paper, review_facts, signing_recipients, verify_paper
from iro_desk.practice.settings import change_setting
from iro_desk.practice.signing import sign
from iro_desk.practice.workspace import Workspace
from tests.practice.held import hold


def _text(pdf: bytes) -> str:
    return " ".join(read_text(pdf).replace("\u00a0", " ").split())


def _everything(pdf: bytes) -> str:
    """What is read, and every stream, string and name of the file, unpacked."""
    import io

    import pikepdf

    unpacked = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        file.save(unpacked, stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False)
    return f"{_text(pdf)} {unpacked.getvalue().decode('latin-1')} {unpacked.getvalue().decode('utf-16-be', 'ignore')}"


def test_every_decision_owner_and_date_stands_in_the_record_as_typed(ws: Workspace, child: str) -> None:
    review = hold(ws, child)
    made = paper(ws, review, "record")
    text = _text(made.pdf)
    for words in (
        "Siân Ŵyn",
        "Łukasz Żółć",
        "<b>O'Neil & Sons</b>",
        "Siân and Kit spend one whole day together every month",
        "Jonas Pebblewick",
        "Fri 4 December 2026",
        "the optician decides",
        "Six weeks is too long.",
        "A room of her own.",
        "Not invited this time",
        "Siân spoke in private with the reviewing officer on Thursday 19 November 2026, walking by the river",
        "PN1",
        "24 November 2026: in time",
        "13 April 2027",
        "Decisions sent by Monday 30 November 2026",
    ):
        assert words in text, words
    assert "Never Came Up" not in text
    assert "Draft" in text
    assert made.name == "204817 2026-11-23 review-record file v1.pdf"
    assert made.uncovered == ()


def test_the_sheet_leaves_out_the_reasons(ws: Workspace, child: str) -> None:
    review = hold(ws, child)
    text = _text(paper(ws, review, "decisions", "manager").pdf)
    assert "Siân and Kit spend one whole day together every month" in text
    assert "Two of five visits were missed" not in text


def test_a_finalised_paper_is_no_draft_carries_its_seal_and_is_verified(ws: Workspace, child: str) -> None:
    review = hold(ws, child)
    (row, *_) = sign(ws, review).result()
    made = paper(ws, review, "record", "file")
    assert made.signed == row
    assert "Draft" not in _text(made.pdf)
    found = verify_paper(ws, made.pdf)
    assert (found.genuine, found.paper) == (True, row)
    assert row.seal in found.words
    assert not verify_paper(ws, made.pdf + b" ").genuine
    assert not verify_paper(ws, b"").genuine


def test_silence_is_never_called_agreement(ws: Workspace, child: str) -> None:
    review = hold(ws, child)
    holding.complete(ws, review).result()
    assert review_facts(ws, review).decisions_standing == "The team manager may reply until Monday 7 December 2026."
    ws.today = date(2026, 12, 8)
    assert review_facts(ws, review).decisions_standing == "No reply from the team manager by Monday 7 December 2026."
    decisions = review_facts(ws, review)
    assert "greed" not in decisions.decisions_standing


def test_the_facts_say_which_review_it_is_and_what_stood_before(ws: Workspace, child: str) -> None:
    facts = review_facts(ws, hold(ws, child))
    assert (facts.review_name, facts.last_review_on, facts.legal_status) == (
        "second review",
        date(2026, 8, 24),
        "Care order",
    )
    assert (facts.home, facts.time, facts.next_review_latest) == (
        "Foster care, Inventown",
        "3.45 pm",
        date(2027, 5, 23),
    )
    assert [last.what for last in facts.last_decisions] == ["An eye test"]


def test_the_facts_come_back_from_their_frozen_words_as_they_were(ws: Workspace, child: str) -> None:
    facts = review_facts(ws, hold(ws, child))
    assert thaw(freeze(facts), ReviewFacts) == facts


def test_a_paper_of_a_review_that_was_not_held_or_for_someone_unknown_is_refused(ws: Workspace, child: str) -> None:
    booked = book(ws, child, ws.today).result()
    with pytest.raises(Refused, match="not been held"):
        paper(ws, booked, "record")
    for kind, recipient in (("poem", "file"), ("record", "neighbour")):
        with pytest.raises(UserFacingError, match="There is no"):
            paper(ws, booked, kind, recipient)


def _all_copies(ws: Workspace, review: str) -> list[bytes]:
    to = [each.key for each in signing_recipients(source_of(ws, review))]
    assert to == ["file", "manager", "child", "carer"]
    return [paper(ws, review, kind, key).pdf for kind in FROZEN for key in to]


def test_what_is_not_in_the_childs_record_is_in_no_byte_of_any_paper_or_frozen_fact(ws: Workspace, child: str) -> None:
    review = hold(ws, child)
    drafts = _all_copies(ws, review)
    sign(ws, review).result()
    for pdf in (*drafts, *_all_copies(ws, review)):
        everything = _everything(pdf)
        for closed in ("zebra", "walrus", "ostrich"):
            assert closed not in everything
    facts = " ".join(kept.facts for kept in ws.desk.child_file(child).signed)
    assert "Six weeks" in facts
    assert not any(closed in facts for closed in ("zebra", "walrus", "ostrich"))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=8, max_size=40))
def test_whatever_the_words_an_entry_only_me_is_in_no_paper(ws: Workspace, child: str, words: str) -> None:
    known = ws.desk.where(Review, child=child, state="open")
    review = known[0].id if known else hold(ws, child)
    told = holding.add_told(ws, review, f"quagga{words}").result()
    for recipient in ("file", "manager", "child", "carer"):
        assert "quagga" not in freeze(review_facts(ws, review, recipient))
        assert "quagga" not in _everything(paper(ws, review, "record", recipient).pdf)
    holding.remove_told(ws, review, told).result()


def test_an_entry_closed_to_the_manager_is_in_the_files_copy_and_not_in_hers(ws: Workspace, child: str) -> None:
    review = hold(ws, child)
    manager = next(role.person for role in ws.desk.child_file(child).roles if role.role == "team-manager")
    told = next(t for t in ws.desk.where(ToldMe, review=review) if t.who_may_hear == "in my record")
    holding.update_told(ws, review, told.id, not_for=manager).result()
    assert "Six weeks" in _text(paper(ws, review, "record", "file").pdf)
    assert "Six weeks" not in _everything(paper(ws, review, "record", "manager").pdf)


def test_the_grade_and_a_confidential_place_are_in_no_paper(ws: Workspace, child: str) -> None:
    def close(change: Any) -> None:
        change.save(replace(change.get(Child, child), care_plan_grade="gradewombat"))
        (episode,) = change.where(Episode, child=child)
        change.save(replace(episode, confidential=True, home_name="Housewombat", postcode="DT1 1XJ"))

    ws.do("Closed the place", close).result()
    review = book(ws, child, ws.today, place="Placewombat").result()
    holding.open_review(ws, review, ws.today).result()
    for pdf in _all_copies(ws, review):
        everything = _everything(pdf)
        assert "wombat" not in everything
        assert "Inventown" not in everything
        assert "DT1 1XJ" not in everything


def test_a_letter_that_is_too_long_is_made_and_says_where(ws: Workspace, child: str) -> None:
    change_setting(ws, "iro_about", "I once drove the mobile library through the snow. " * 150).result()
    made = make(ws, "introduction", child)
    assert made.remarks[0].startswith("It takes ")
    assert "it is meant for two pages" in made.remarks[0]
    assert make(ws, "introduction", child, size="large").remarks == ()
