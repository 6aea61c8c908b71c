"""Sharing: replies that silence never makes, the log of what went, business support's folder, and copy across."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from iro_desk.casework import Child, Milestone, PaperStep, Refused, Review
from iro_desk.documents import read_text
from iro_desk.practice import correcting, decisions, holding, owed, papers, share, signing
from iro_desk.practice.making import make
from iro_desk.practice.review_view import review_view
from iro_desk.practice.workspace import Workspace
from tests.practice.conftest import TODAY
from tests.practice.held import hold


def shared(ws: Workspace, review: str) -> share.ShareView:
    return share.share_view(ws, review)


def later(ws: Workspace, on: date) -> Workspace:
    return Workspace(ws.desk, ws.office, on)


def test_four_deadlines_of_5_5_15_and_20_working_days_are_counted_down(ws: Workspace, child: str) -> None:
    review = hold(ws, child)
    holding.complete(ws, review).result()
    days = {cell.step: cell.by for cell in shared(ws, review).deadlines if cell.by}
    assert days == {
        "decisions": date(2026, 11, 30),
        "manager": date(2026, 12, 7),
        "record": date(2026, 12, 14),
        "child": date(2026, 12, 21),
        "others": date(2026, 12, 21),
    }
    marks = {cell.step: cell.mark for cell in shared(later(ws, date(2026, 12, 1)), review).deadlines}
    assert marks["decisions"] == "late"


def test_silence_is_never_printed_as_agreement(ws: Workspace, child: str) -> None:
    review = hold(ws, child)
    holding.complete(ws, review).result()
    first = shared(ws, review).replies[0]
    assert first.says == "May reply until Monday 7 December"
    after = later(ws, date(2026, 12, 8))
    assert shared(after, review).replies[0].says == "No reply by Monday 7 December"
    text = " ".join(read_text(papers.paper(after, review, "record", "file").pdf).split())
    assert "Team manager: No reply by Monday 7 December." in text
    assert "agreed" not in text.lower().replace("not agreed", "")
    decisions.manager_replied(after, first.decision, "not agreed", date(2026, 12, 8), "There is no money").result()
    text = " ".join(read_text(papers.paper(after, review, "record", "file").pdf).split())
    assert "Team manager: Not agreed on Tuesday 8 December: There is no money." in text


def test_what_went_is_logged_by_version_and_settles_what_was_owed(ws: Workspace, child: str) -> None:
    review = hold(ws, child)
    share.mark_sent(ws, review, "manager", how="Secure e-mail", kinds=("decisions",)).result()
    signing.sign(ws, review).result()
    share.mark_sent(ws, review, "child", TODAY, "By hand").result()
    log = shared(ws, review).log
    assert [(line.to, line.paper, line.version, line.how) for line in log if line.kind != "letter"] == [
        ("Team manager’s copy", "Decision sheet", "draft", "Secure e-mail"),
        ("Siân’s copy", "Review record", "version 1", "By hand"),
        ("Siân’s copy", "Decision sheet", "version 1", "By hand"),
    ]
    done = {step.step for step in ws.desk.where(PaperStep, review=review)}
    assert {"decisions", "child"} <= done
    assert "others" not in done
    for each in shared(ws, review).recipients:
        if each.key not in ("file", "child") and not each.held_back:
            share.mark_sent(ws, review, each.key).result()
    assert "others" in {step.step for step in ws.desk.where(PaperStep, review=review)}
    gone = shared(ws, review).log[0].id
    share.take_back(ws, gone).result()
    assert gone not in [line.id for line in shared(ws, review).log]


def test_a_correction_says_who_has_an_earlier_version(ws: Workspace, child: str) -> None:
    review = hold(ws, child)
    signing.sign(ws, review).result()
    share.mark_sent(ws, review, "manager").result()
    right = correcting.PutRight("review", fields={"participation_words": "She came for all of it"})
    correcting.correct(ws, review, "A line was missing", [right]).result()
    view = shared(ws, review)
    assert next(each.says for each in view.recipients if each.key == "manager") == "Has version 1 of 2"
    assert view.corrections == ("Version 2, Monday 23 November: A line was missing",)
    share.mark_sent(ws, review, "manager").result()
    assert next(each.mark for each in shared(ws, review).recipients if each.key == "manager") == "done"


def test_nothing_is_logged_for_a_day_to_come_or_before_the_review(ws: Workspace, child: str) -> None:
    review = hold(ws, child)
    with pytest.raises(Refused, match="after today"):
        share.mark_sent(ws, review, "manager", date(2026, 12, 24)).result()
    with pytest.raises(Refused, match="held after that day"):
        share.mark_sent(ws, review, "manager", date(2026, 11, 1)).result()
    with pytest.raises(Refused, match="Nothing goes to them"):
        share.mark_sent(ws, review, "health").result()


def test_business_support_gets_one_folder_without_a_name_in_it_that_waits_to_be_posted(
    ws: Workspace, child: str, tmp_path: Path
) -> None:
    review = hold(ws, child)
    with pytest.raises(Refused, match="Only finalised"):
        share.hand_over(ws, review, tmp_path / "out")
    signing.sign(ws, review).result()
    given = share.hand_over(ws, review, tmp_path / "out")
    names = [str(file.relative_to(tmp_path)) for file in given.files]
    assert names[0] == "out/00 cover list.pdf"
    assert not any(word in " ".join(names) for word in ("Siân", "Gwen", "Jonas", "Ruth", "Pebblewick"))
    cover = read_text(given.files[0].read_bytes())
    assert "Gwen Bellweather" in cover
    assert "Posted on" in cover
    view = shared(ws, review)
    assert all(line.waits and line.how == "Business support" for line in view.log)
    assert {e.says for e in view.recipients if not e.held_back and e.key != "file"} == {"Waits to be posted"}
    share.posted(ws, given.sendings, TODAY).result()
    view = shared(ws, review)
    assert not any(line.waits for line in view.log)
    assert "others" in {step.step for step in ws.desk.where(PaperStep, review=review)}
    for file in given.files[1:]:
        assert papers.verify_paper(ws, file.read_bytes()).genuine


def test_the_councils_system_has_three_days_of_its_own(ws: Workspace, child: str) -> None:
    review = hold(ws, child)
    for step in ("keyed", "uploaded", "next-there"):
        owed.settle_step(ws, review, step, done_on=TODAY).result()
    assert [(key, day) for key, _, day in shared(ws, review).system] == [
        ("keyed", TODAY),
        ("uploaded", TODAY),
        ("next-there", TODAY),
    ]


def test_copy_across_goes_in_the_order_of_the_councils_own_form(ws: Workspace, child: str) -> None:
    from iro_desk.practice.settings import change_setting

    review = hold(ws, child)
    fields = share.across(ws, review)
    assert [field.label for field in fields][:3] == ["Date held", "Place", "Who took part"]
    assert fields[0].text == "23/11/2026"
    assert any(field.key == "decision:1" for field in fields)
    change_setting(ws, "form_order", "Decisions\nCode").result()
    short = share.across(ws, review)
    assert short[0].key == "decision:1"
    assert short[-1].key == "code"


def test_a_decision_not_agreed_opens_a_challenge_once(ws: Workspace, child: str) -> None:
    review = hold(ws, child)
    first = shared(ws, review).replies[0]
    with pytest.raises(Refused, match="has not said no"):
        decisions.challenge(ws, first.decision).result()
    decisions.manager_replied(ws, first.decision, "not agreed", TODAY, "No money for it").result()
    decisions.challenge(ws, first.decision).result()
    (made,) = ws.desk.where(Milestone, child=child)
    assert (made.kind, made.happened_on) == ("concern", TODAY)
    assert made.words == f"Not agreed: {first.what}. The manager says: No money for it"
    assert [reply.challenged_on for reply in shared(ws, review).replies][:2] == [TODAY, None]
    form = read_text(make(ws, "dispute", child, "manager").pdf)
    assert f"Not agreed: {first.what}." in " ".join(form.split())
    with pytest.raises(Refused, match="opened before"):
        decisions.challenge(ws, first.decision).result()


def test_the_grade_is_the_services_alone(ws: Workspace, child: str) -> None:
    review = hold(ws, child)
    evidence = "Nobody has told her where she will live"
    holding.update_review(ws, review, plan_grade="requires-improvement", plan_evidence=evidence).result()
    with pytest.raises(Refused):
        holding.update_review(ws, review, plan_grade="splendid").result()
    signing.sign(ws, review).result()
    shown = review_view(ws, review)
    assert (shown.plan_grade, shown.plan_evidence) == ("requires-improvement", evidence)
    assert dict(shown.plan_grades)["good"] == "Good"
    ws.hide_names(True)
    assert (review_view(ws, review).plan_grades, ws.desk.get(Review, review).plan_evidence) == ((), "")
    ws.hide_names(False)
    assert ws.desk.get(Child, child).care_plan_grade == "requires-improvement"
    for kind, key in (("record", "file"), ("record", "manager"), ("record", "child"), ("letter", "child")):
        text = read_text(papers.paper(ws, review, kind, key).pdf)
        assert evidence not in text
        assert "equires improvement" not in text
    assert ws.desk.get(Review, review).plan_evidence == evidence
