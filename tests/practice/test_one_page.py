"""The papers that are meant for one page fit on it, for every child of the practice caseload."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from iro_desk.casework import ChildFile, Review
from iro_desk.documents import paper_of, read_text, typeset
from iro_desk.practice.before_review import brief_facts
from iro_desk.practice.between_reviews import week_facts
from iro_desk.practice.paper_facts import Source
from tests.conftest import PracticeDesks
from tests.practice.demo_caseload import DAY, current, settings


def _next(file: ChildFile) -> Review:
    """The booked review, or one that is booked now."""
    booked = [review for review in file.reviews if review.state == "booked" and review.booked_for is not None]
    return booked[0] if booked else Review("next", file.child.id, state="booked", booked_for=DAY + timedelta(days=9))


@pytest.mark.parametrize("number", list(current()))
def test_a_childs_brief_is_one_page_with_every_outcome_and_all_that_is_missing(number: str) -> None:
    file = current()[number]
    facts = brief_facts(Source(file, _next(file), settings(), None, DAY))
    page = typeset(paper_of("brief", facts, "file"))
    said = " ".join(read_text(page.pdf).split())
    assert (page.pages, page.remarks) == (1, ())
    for paper in facts.papers:
        if paper.state != "here":
            assert paper.what in said
    for decision in facts.last_decisions:
        assert f"{decision.outcome_label or 'Not known'} {decision.what[:15].strip()}" in said


def test_a_brief_of_a_child_whose_legal_status_nobody_entered_says_so() -> None:
    file = next(iter(current().values()))
    unknown = replace(file, episodes=tuple(replace(episode, legal_status="") for episode in file.episodes))
    facts = brief_facts(Source(unknown, _next(unknown), settings(), None, DAY))
    assert facts.case.startswith("Legal status not known. ")


def test_my_week_is_on_one_side_in_every_week_of_a_quarter(tmp_path: Path, practice_desk: PracticeDesks) -> None:
    ws = practice_desk.opened(tmp_path, children=66)
    weeks = [week_facts(ws, DAY + timedelta(weeks=n)) for n in range(13)]
    ws.desk.close()
    assert max(len(facts.waiting) for facts in weeks) > 8
    for facts in weeks:
        page = typeset(paper_of("week", facts, "file"))
        assert (page.pages, page.remarks) == (1, ()), facts.from_day
        said = read_text(page.pdf)
        assert all(entry.what in said for day in facts.days for entry in day.entries)
