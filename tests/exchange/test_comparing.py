"""A return against a desk: what counts as new, changed, same or listed, and what is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from iro_desk.casework import Child, CouncilNumber, Episode, Refused, Review
from tests.exchange.making import ON, SAM, SAM_EPISODE, SAM_REVIEW, PlainDesk, write_return

CLOSED = SAM_EPISODE.replace("PR4,,,", "PR4,09/01/2026,X1,PLACE")
NEXT = "T001,09/01/2026,P,C2,N1,U4,PR4,,,,DT1 1XJ,LL57 1DT,SC2"


def what(proposal: object) -> list[str]:
    return [problem.what for problem in proposal.problems]  # type: ignore[attr-defined]


def test_a_first_import_makes_child_number_episode_and_review(tmp_path: Path, desk: PlainDesk) -> None:
    proposal = desk.take(write_return(tmp_path))
    assert [type(record) for record in proposal.records] == [Child, CouncilNumber, Episode, Review]
    assert proposal.children == {"new": 1, "changed": 0, "same": 0, "listed": 0}
    assert proposal.reviews == {"rows": 1, "new": 1, "changed": 0, "same": 0, "listed": 0}
    assert (desk.child.date_of_birth, desk.child.sex, desk.child.full_name) == (date(2012, 5, 14), "F", "")
    assert desk.files()[0].number == "T001"
    assert desk.episode.postcode == "B1 1BB"
    review = desk.review
    assert (review.kind, review.state, review.held_on) == ("looked after", "completed", date(2025, 3, 28))
    assert (review.completed_on, review.participation) == (date(2025, 3, 28), "PN1")
    assert all(row.imported for row in (desk.child, desk.episode, review))


def test_the_same_return_again_changes_nothing(tmp_path: Path, desk: PlainDesk) -> None:
    write_return(tmp_path, uasc=["T001,F,14/05/2012,14/05/2030"])
    desk.take(tmp_path)
    again = desk.look(tmp_path)
    assert again.records == ()
    assert (again.children["same"], again.episodes["same"], again.reviews["same"]) == (1, 1, 1)
    assert again.changes == ()


def test_every_review_row_is_counted_once(tmp_path: Path, desk: PlainDesk) -> None:
    rows = [
        SAM_REVIEW,
        SAM_REVIEW,
        SAM_REVIEW.replace("PN1", "PN4"),
        "T001,14/05/2012,31/02/2026,PN1",
        "T001,15/05/2012,28/06/2025,PN1",
        "T009,14/05/2012,28/06/2025,PN1",
        "T001,14/05/2012,28/06/2025,PN1",
    ]
    proposal = desk.look(write_return(tmp_path, reviews=rows))
    assert proposal.reviews == {"rows": 7, "new": 2, "changed": 0, "same": 0, "listed": 5}


def test_a_repeated_row_is_listed_with_both_lines_and_the_first_stands(tmp_path: Path, desk: PlainDesk) -> None:
    rows = [SAM_REVIEW, SAM_REVIEW, SAM_REVIEW.replace("PN1", "PN4")]
    proposal = desk.take(write_return(tmp_path, reviews=rows))
    assert [(p.line, "line 2" in p.what) for p in proposal.problems] == [(3, True), (4, True)]
    assert "same content" in proposal.problems[0].what
    assert "other content" in proposal.problems[1].what
    assert desk.review.participation == "PN1"


def test_a_repeated_episode_and_a_repeated_child_are_listed(tmp_path: Path, desk: PlainDesk) -> None:
    write_return(tmp_path, header=[SAM, SAM.replace("WBRI", "MWBA")], episodes=[SAM_EPISODE, CLOSED])
    proposal = desk.take(tmp_path)
    assert (proposal.children["listed"], proposal.episodes["listed"]) == (1, 1)
    assert desk.child.ethnicity == "WBRI"
    assert desk.episode.ended is None


def test_a_row_with_another_date_of_birth_is_listed_and_not_taken(tmp_path: Path, desk: PlainDesk) -> None:
    proposal = desk.take(write_return(tmp_path, reviews=["T001,15/05/2012,28/03/2025,PN1"]))
    assert "The date of birth (DOB) is not the child's" in what(proposal)[0]
    assert desk.all(Review) == []


def test_a_row_of_a_child_that_nothing_names_is_listed(tmp_path: Path, desk: PlainDesk) -> None:
    write_return(tmp_path, episodes=[SAM_EPISODE.replace("T001", "T009")], reviews=[SAM_REVIEW.replace("T001", "T009")])
    proposal = desk.look(tmp_path)
    assert len(proposal.problems) == 2
    assert "neither in a header file nor on this desk" in what(proposal)[0]
    assert (proposal.episodes["listed"], proposal.reviews["listed"]) == (1, 1)


def test_reviews_alone_find_children_already_on_the_desk(tmp_path: Path, desk: PlainDesk) -> None:
    desk.take(write_return(tmp_path / "first", reviews=[]))
    later = write_return(tmp_path / "later", header=None, episodes=None)
    assert desk.take(later).reviews["new"] == 1
    assert desk.review.child == desk.child.id


def test_a_number_with_another_date_of_birth_is_listed_and_not_merged(tmp_path: Path, desk: PlainDesk) -> None:
    desk.take(write_return(tmp_path / "first"))
    other = [row.replace("14/05/2012", "01/02/2010").replace("28/03", "28/06") for row in (SAM, SAM_REVIEW)]
    proposal = desk.take(write_return(tmp_path / "later", header=other[:1], episodes=[NEXT], reviews=other[1:]))
    assert proposal.records == ()
    assert (proposal.children["listed"], proposal.episodes["listed"], proposal.reviews["listed"]) == (1, 1, 1)
    assert "on the desk with another date of birth" in what(proposal)[0]


def test_children_are_never_matched_by_name(tmp_path: Path, desk: PlainDesk) -> None:
    desk.save(Child("mine", first_name="Sam", surname="Invented", date_of_birth=date(2012, 5, 14)))
    assert desk.take(write_return(tmp_path)).children["new"] == 1
    assert len(desk.all(Child)) == 2


def test_a_child_entered_by_hand_is_met_by_number_and_keeps_name_and_facts(tmp_path: Path, desk: PlainDesk) -> None:
    desk.save(
        Child("mine", first_name="Sam", date_of_birth=date(2012, 5, 14)),
        CouncilNumber("number", "mine", "t001", "council"),
        Episode("episode", "mine", date(2025, 3, 3), legal_status="C2", town="Birmingham"),
    )
    proposal = desk.take(write_return(tmp_path))
    assert proposal.children["new"] == 0
    assert (desk.child.first_name, desk.child.ethnicity) == ("Sam", "WBRI")
    assert (desk.episode.town, desk.episode.postcode) == ("Birmingham", "B1 1BB")
    assert proposal.conflicts == ()


def test_an_episode_closed_by_a_later_year_is_shown_as_a_change(tmp_path: Path, desk: PlainDesk) -> None:
    desk.take(write_return(tmp_path / "2025"))
    proposal = desk.take(write_return(tmp_path / "2026", episodes=[CLOSED, NEXT]))
    assert (proposal.episodes["new"], proposal.episodes["changed"]) == (1, 1)
    shown = {change.field: change for change in proposal.changes}
    ended = shown["Ended (episode from 3 March 2025)"]
    assert (ended.ours, ended.theirs, ended.to_do, ended.line) == ("", "9 January 2026", "take", 2)
    assert (ended.child_label, ended.number) == ("born 14 May 2012", "T001")
    assert [episode.ended for episode in desk.files()[0].episodes] == [date(2026, 1, 9), None]


def test_several_years_in_one_import_end_as_if_imported_one_after_the_other(tmp_path: Path) -> None:
    write_return(tmp_path / "2025")
    write_return(tmp_path / "2026", episodes=[CLOSED, NEXT], reviews=[SAM_REVIEW, SAM_REVIEW.replace("/2025", "/2026")])
    at_once, in_turn = PlainDesk(), PlainDesk()
    proposal = at_once.take(tmp_path)
    in_turn.take(tmp_path / "2025")
    in_turn.take(tmp_path / "2026")

    def facts(desk: PlainDesk) -> list[object]:
        return [replace(row, id="", child="") for row in (*desk.all(Episode), *desk.all(Review))]

    assert facts(at_once) == facts(in_turn)
    assert proposal.changes == ()
    assert proposal.reviews == {"rows": 3, "new": 2, "changed": 0, "same": 1, "listed": 0}
    assert at_once.look(tmp_path / "2026").records == ()


def test_what_a_later_return_no_longer_holds_stays(tmp_path: Path, desk: PlainDesk) -> None:
    desk.take(write_return(tmp_path / "2025"))
    later = write_return(tmp_path / "2026", episodes=[NEXT], reviews=[])
    desk.take(later)
    assert len(desk.all(Episode)) == 2
    assert len(desk.all(Review)) == 1


def test_theirs_changed_and_mine_not_is_taken(tmp_path: Path, desk: PlainDesk) -> None:
    desk.take(write_return(tmp_path / "a"))
    proposal = desk.take(write_return(tmp_path / "b", reviews=[SAM_REVIEW.replace("PN1", "PN5")]))
    assert desk.review.participation == "PN5"
    assert [(c.ours, c.theirs, c.to_do) for c in proposal.changes] == [("PN1", "PN5", "take")]
    assert proposal.reviews["changed"] == 1


def test_mine_changed_and_theirs_not_is_kept_without_a_word(tmp_path: Path, desk: PlainDesk) -> None:
    desk.take(write_return(tmp_path))
    desk.save(replace(desk.episode, postcode="DT4 8NN"))
    again = desk.look(tmp_path)
    assert (again.records, again.changes) == ((), ())


def test_both_changed_is_a_conflict_and_mine_stays(tmp_path: Path, desk: PlainDesk) -> None:
    desk.take(write_return(tmp_path / "a"))
    desk.save(replace(desk.episode, postcode="DT4 8NN"))
    proposal = desk.take(write_return(tmp_path / "b", episodes=[SAM_EPISODE.replace("B1 1BB", "LL57 1DT")]))
    (conflict,) = proposal.conflicts
    assert (conflict.ours, conflict.theirs, conflict.to_do) == ("DT4 8NN", "LL57 1DT", "yours differs")
    assert desk.episode.postcode == "DT4 8NN"
    assert proposal.questions >= 1
    assert desk.look(tmp_path / "b").conflicts == (), "a conflict once seen is not asked again"


def test_both_changed_to_the_same_is_no_conflict(tmp_path: Path, desk: PlainDesk) -> None:
    desk.take(write_return(tmp_path / "a"))
    desk.save(replace(desk.episode, postcode="LL57 1DT"))
    proposal = desk.take(write_return(tmp_path / "b", episodes=[SAM_EPISODE.replace("B1 1BB", "LL57 1DT")]))
    assert proposal.changes == ()
    assert proposal.episodes["same"] == 1


def test_of_one_episode_each_field_is_settled_for_itself(tmp_path: Path, desk: PlainDesk) -> None:
    desk.take(write_return(tmp_path / "a"))
    desk.save(replace(desk.episode, postcode="DT4 8NN", urn="SC7"))
    theirs = SAM_EPISODE.replace("B1 1BB", "LL57 1DT").replace("C2", "E1")
    proposal = desk.take(write_return(tmp_path / "b", episodes=[theirs]))
    assert {(c.field.split(" (")[0], c.to_do) for c in proposal.changes} == {
        ("Postcode", "yours differs"),
        ("Legal status", "take"),
    }
    assert (desk.episode.postcode, desk.episode.legal_status, desk.episode.urn) == ("DT4 8NN", "E1", "SC7")


def test_keeping_theirs_takes_theirs_and_still_lists_the_conflict(tmp_path: Path, desk: PlainDesk) -> None:
    desk.take(write_return(tmp_path / "a"))
    desk.save(replace(desk.episode, postcode="DT4 8NN"))
    later = write_return(tmp_path / "b", episodes=[SAM_EPISODE.replace("B1 1BB", "LL57 1DT")])
    proposal = desk.take(later, keep="theirs")
    assert len(proposal.conflicts) == 1
    assert desk.episode.postcode == "LL57 1DT"


@pytest.mark.parametrize(("keep", "after"), [("mine", "LL57 1DT"), ("theirs", "DT4 8NN")])
def test_a_conflict_can_be_answered_the_other_way(tmp_path: Path, desk: PlainDesk, keep: str, after: str) -> None:
    desk.take(write_return(tmp_path / "a"))
    desk.save(replace(desk.episode, postcode="DT4 8NN"))
    later = write_return(tmp_path / "b", episodes=[SAM_EPISODE.replace("B1 1BB", "LL57 1DT")])
    proposal = desk.look(later, keep=keep)
    answered = proposal.answered(other_way=[proposal.conflicts[0].key])
    desk.save(*answered.records)
    assert desk.episode.postcode == after
    assert answered.conflicts == ()


def test_a_day_corrected_here_is_still_the_same_episode_and_review(tmp_path: Path, desk: PlainDesk) -> None:
    desk.take(write_return(tmp_path))
    desk.save(replace(desk.episode, started=date(2025, 3, 4)), replace(desk.review, held_on=date(2025, 3, 29)))
    again = desk.look(tmp_path)
    assert again.records == ()
    assert (again.episodes["same"], again.reviews["same"]) == (1, 1)


def test_a_layout_without_a_column_leaves_that_field_alone(tmp_path: Path, desk: PlainDesk) -> None:
    desk.take(write_return(tmp_path / "a"))
    short = tmp_path / "b"
    short.mkdir()
    (short / "episodes.csv").write_text("CHILD,DECOM,LS,DEC\nT001,03/03/2025,C2,\n")
    proposal = desk.take(short)
    assert (proposal.records, desk.episode.postcode) == ((), "B1 1BB")


def test_an_emptied_field_is_taken_as_a_change(tmp_path: Path, desk: PlainDesk) -> None:
    desk.take(write_return(tmp_path / "a"))
    proposal = desk.take(write_return(tmp_path / "b", episodes=[SAM_EPISODE.replace("SC1", "")]))
    assert [(c.ours, c.theirs) for c in proposal.changes] == [("SC1", "")]
    assert desk.episode.urn == ""


def test_a_review_on_the_day_of_a_booking_asks_and_leaves_the_booking(tmp_path: Path, desk: PlainDesk) -> None:
    desk.take(write_return(tmp_path, reviews=[]))
    booking = Review("booking", desk.child.id, booked_for=date(2025, 3, 28), booked_time="15:30", place="at home")
    desk.save(booking)
    proposal = desk.take(write_return(tmp_path))
    (met,) = proposal.bookings_met
    assert (met.booking, met.held_on, met.line) == ("booking", date(2025, 3, 28), 2)
    assert (proposal.reviews["new"], proposal.reviews["listed"], proposal.questions) == (0, 1, 1)
    assert desk.review == booking


def test_a_booking_is_completed_when_the_user_agrees(tmp_path: Path, desk: PlainDesk) -> None:
    desk.take(write_return(tmp_path, reviews=[]))
    desk.save(Review("booking", desk.child.id, booked_for=date(2025, 3, 28), place="at home"))
    answered = desk.look(write_return(tmp_path)).answered(complete=["booking"])
    desk.save(*answered.records)
    assert (desk.review.id, desk.review.state, desk.review.place) == ("booking", "completed", "at home")
    assert (desk.review.held_on, desk.review.participation) == (date(2025, 3, 28), "PN1")
    assert (answered.reviews["changed"], answered.reviews["listed"], answered.questions) == (1, 0, 0)
    assert desk.look(tmp_path).records == ()


def test_a_signed_review_stays_as_it_was_signed(tmp_path: Path, desk: PlainDesk) -> None:
    desk.take(write_return(tmp_path, reviews=[]))
    signed = Review("signed", desk.child.id, state="signed", held_on=date(2025, 3, 28), participation="PN2")
    desk.save(signed)
    proposal = desk.take(write_return(tmp_path), keep="theirs")
    assert [(c.ours, c.theirs, c.to_do) for c in proposal.changes] == [("PN2", "PN1", "signed here")]
    assert desk.review == signed


def test_a_review_written_here_stays_a_review_of_this_desk(tmp_path: Path, desk: PlainDesk) -> None:
    desk.take(write_return(tmp_path, reviews=[]))
    written = Review("written", desk.child.id, state="completed", held_on=date(2025, 3, 28), participation="PN1")
    desk.save(written)
    assert desk.take(write_return(tmp_path)).reviews["same"] == 1
    assert desk.review == written


def test_a_review_of_another_kind_on_that_day_is_not_the_same(tmp_path: Path, desk: PlainDesk) -> None:
    desk.take(write_return(tmp_path, reviews=[]))
    desk.save(Review("secure", desk.child.id, kind="secure", state="completed", held_on=date(2025, 3, 28)))
    assert desk.take(write_return(tmp_path)).reviews["new"] == 1


def test_reviews_that_drive_no_clock_are_kept_and_asked_about(tmp_path: Path, desk: PlainDesk) -> None:
    rows = [f"T001,14/05/2012,{day},PN1" for day in ("28/03/2025", "28/03/2024", "24/11/2026", "23/11/2026")]
    proposal = desk.take(write_return(tmp_path, reviews=rows))
    assert [(d.line, d.what) for d in proposal.doubts] == [
        (3, "it lies in no known period of care"),
        (4, "it lies after the desk's day"),
    ]
    assert proposal.questions == 2
    assert len(desk.all(Review)) == 4


def test_the_table_of_unaccompanied_children_marks_the_child(tmp_path: Path, desk: PlainDesk) -> None:
    desk.take(write_return(tmp_path, uasc=["T001,F,14/05/2012,14/05/2030"]))
    assert desk.child.unaccompanied
    assert desk.child.language == ""


def test_a_child_marked_later_is_marked_and_never_unmarked_by_absence(tmp_path: Path, desk: PlainDesk) -> None:
    desk.take(write_return(tmp_path / "a"))
    alone = write_return(tmp_path / "b", header=None, episodes=None, reviews=None, uasc=["T001,F,14/05/2012,"])
    desk.take(alone)
    assert desk.child.unaccompanied
    assert desk.take(write_return(tmp_path / "c")).records == ()
    assert desk.child.unaccompanied


def test_a_mark_with_another_date_of_birth_is_listed(tmp_path: Path, desk: PlainDesk) -> None:
    proposal = desk.take(write_return(tmp_path, uasc=["T001,F,15/05/2012,"]))
    assert not desk.child.unaccompanied
    assert "DOB" in what(proposal)[0]


def test_only_my_children_are_taken_counted_and_talked_about(tmp_path: Path, desk: PlainDesk) -> None:
    rows = ["T002,14/05/2012,31/02/2025,PN1", "T001,14/05/2012,31/02/2025,PN1"]
    write_return(tmp_path, header=[SAM, SAM.replace("T001", "T002")], reviews=[SAM_REVIEW, *rows])
    proposal = desk.take(tmp_path, mine={"t001": ("Sam", "Invented"), "T404": ("", "")})
    assert desk.files()[0].number == "T001"
    assert proposal.children["new"] == 1
    assert proposal.reviews["rows"] == 2
    assert [problem.line for problem in proposal.problems] == [4]
    assert proposal.not_found == ("T404",)


def test_parents_come_before_children_in_the_records(tmp_path: Path, desk: PlainDesk) -> None:
    write_return(
        tmp_path,
        header=[SAM, SAM.replace("T001", "T002")],
        episodes=[SAM_EPISODE, SAM_EPISODE.replace("T001", "T002")],
    )
    known: set[str] = set()
    for record in desk.look(tmp_path).records:
        if isinstance(record, Child):
            known.add(record.id)
        else:
            assert record.child in known


def test_comparing_tells_progress_and_can_be_stopped(tmp_path: Path, desk: PlainDesk) -> None:
    rows = [f"T001,14/05/2012,{day:02}/{month:02}/{year},PN1" for year in (2021, 2022) for month in range(1, 13)
            for day in range(1, 29)]  # fmt: skip
    write_return(tmp_path, reviews=rows)
    told: list[tuple[int, int]] = []
    desk.look(tmp_path, progress=lambda done, total: told.append((done, total)))
    assert told == [(500, 674), (674, 674)]
    with pytest.raises(Refused, match="stopped"):
        desk.look(tmp_path, stopped=lambda: True)


def test_the_days_of_the_desk_and_nothing_else_decide_what_lies_ahead(tmp_path: Path, desk: PlainDesk) -> None:
    write_return(tmp_path, reviews=["T001,14/05/2012,24/11/2026,PN1"])
    assert len(desk.look(tmp_path, on=ON).doubts) == 1
    assert desk.look(tmp_path, on=date(2026, 11, 24)).doubts == ()
