"""A council's return through a real desk: one change, one undo, three-way, never twice. The children are invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from iro_desk.casework import Child, CouncilNumber, Refused, Review, UserFacingError
from iro_desk.practice.caseload import caseload_view
from iro_desk.practice.child import child_view
from iro_desk.practice.encode import to_json_line
from iro_desk.practice.facts import NameDiffers, NamesGiven, name_children, save_fact
from iro_desk.practice.history import undo
from iro_desk.practice.importing import EVERYONE, Whose, import_return, in_words, mine_from_text, prepare, whose
from iro_desk.practice.workspace import Workspace

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE"


def write(folder: Path, **changed: list[str]) -> Path:
    """A small return of two invented children."""
    rows = {
        "header": [HEADER, "111,1,04/05/2013,WBRI,,,", "222,2,06/07/2016,WBRI,,,"],
        "episodes": [
            EPISODES,
            "111,01/06/2026,S,C2,N1,U4,PR1,,,,,,",
            "222,02/06/2026,S,V2,N1,U6,PR1,,,,,,",
        ],
        "reviews": [REVIEWS, "111,04/05/2013,25/06/2026,PN1", "111,04/05/2013,21/09/2026,PN1"],
    }
    folder.mkdir(exist_ok=True)
    for name, lines in (rows | changed).items():
        (folder / f"{name}.csv").write_bytes(("\ufeff" + "\r\n".join(lines) + "\r\n\r\n").encode())
    return folder


def by_number(ws: Workspace, number: str) -> str:
    return ws.desk.find_child(number)


def test_a_return_and_its_names_are_one_change_that_one_undo_takes_back(ws: Workspace, tmp_path: Path) -> None:
    mine = mine_from_text("111\tŁukasz\tŻółć\n222")
    view = import_return(ws, [write(tmp_path / "r")], whose=mine)
    assert (view.children["new"], view.episodes["new"], view.reviews["new"], view.reviews["rows"]) == (2, 2, 2, 2)
    assert view.change == ws.desk.history()[0].n
    assert {row.number: row.name for row in caseload_view(ws).rows} == {"111": "Łukasz Żółć", "222": ""}
    undo(ws).result()
    assert ws.desk.all(Child) == ws.desk.all(CouncilNumber) == ws.desk.all(Review) == []


def test_the_same_files_and_names_again_are_nothing_new_and_no_change(ws: Workspace, tmp_path: Path) -> None:
    mine = mine_from_text("111\tŁukasz\tŻółć\n222")
    folder = write(tmp_path / "r")
    import_return(ws, [folder], whose=mine)
    last = ws.desk.last_change()
    again = import_return(ws, [folder], whose=mine)
    assert (again.change, again.children["new"], again.reviews["same"]) == (None, 0, 2)
    assert ws.desk.last_change() == last


def test_names_that_come_after_the_return_are_a_change_of_their_own(ws: Workspace, tmp_path: Path) -> None:
    folder = write(tmp_path / "r")
    import_return(ws, [folder], whose=EVERYONE)
    view = import_return(ws, [folder], whose=mine_from_text("222\tAda\tPretend"))
    assert view.change == ws.desk.history()[0].n
    assert child_view(ws, by_number(ws, "222")).name == "Ada Pretend"


def test_a_name_typed_by_hand_stays_and_the_preview_says_that_yours_differs(ws: Workspace, tmp_path: Path) -> None:
    folder = write(tmp_path / "r")
    import_return(ws, [folder], whose=mine_from_text("111\tŁukasz\tŻółć\n222"))
    last = ws.desk.last_change()
    view = import_return(ws, [folder], whose=mine_from_text("222\n111\tLucas\tŻółć"))
    (change,) = view.changes
    assert (change.child_label, change.number, change.field) == ("Łukasz Żółć", "111", "First name")
    assert (change.ours, change.theirs, change.to_do) == ("Łukasz", "Lucas", "yours differs")
    assert (change.file, change.line, view.questions, view.change) == ("Your list", 2, 1, None)
    assert child_view(ws, by_number(ws, "111")).name == "Łukasz Żółć"
    assert ws.desk.last_change() == last
    assert "Your list, line 2: 111, First name: here Łukasz, there Lucas: yours differs" in in_words(view)
    assert '"theirs":"Lucas"' in to_json_line(view).replace(": ", ":")


def test_names_of_the_list_are_taken_when_theirs_is_kept_and_one_undo_gives_mine_back(
    ws: Workspace, tmp_path: Path
) -> None:
    folder = write(tmp_path / "r")
    import_return(ws, [folder], whose=mine_from_text("111\tŁukasz\tŻółć"))
    listed = tmp_path / "mine.csv"
    listed.write_text("Number,Name\n111,Lucas Pretend\n", encoding="utf-8")
    given = whose(ws, everyone=False, mine=listed, worker=None, team=None)
    looked = import_return(ws, [folder], whose=given, keep="theirs", dry_run=True)
    assert [(each.field, each.file, each.line, each.to_do) for each in looked.changes] == [
        ("First name", "mine.csv", 2, "yours differs"),
        ("Surname", "mine.csv", 2, "yours differs"),
    ]
    assert child_view(ws, by_number(ws, "111")).name == "Łukasz Żółć"
    view = import_return(ws, [folder], whose=given, keep="theirs")
    assert view.change == ws.desk.history()[0].n
    assert child_view(ws, by_number(ws, "111")).name == "Lucas Pretend"
    undo(ws).result()
    assert child_view(ws, by_number(ws, "111")).name == "Łukasz Żółć"


@pytest.mark.parametrize("keep", ["mine", "theirs"])
def test_capitals_and_how_an_accent_is_stored_make_no_other_name(ws: Workspace, tmp_path: Path, keep: str) -> None:
    folder = write(tmp_path / "r")
    import_return(ws, [folder], whose=mine_from_text("111\tZo\u00eb\tInvented"))
    again = mine_from_text("111\tZOE\u0308\tinvented")
    view = import_return(ws, [folder], whose=again, keep=keep)  # type: ignore[arg-type]
    assert (view.changes, view.change) == ((), None)
    assert child_view(ws, by_number(ws, "111")).name == "Zo\u00eb Invented"


def test_an_empty_part_of_a_name_is_filled_beside_one_that_differs(ws: Workspace, tmp_path: Path) -> None:
    folder = write(tmp_path / "r")
    import_return(ws, [folder], whose=mine_from_text("111\tŁukasz"))
    view = import_return(ws, [folder], whose=mine_from_text("111\tLucas\tŻółć"))
    assert [change.field for change in view.changes] == ["First name"]
    assert child_view(ws, by_number(ws, "111")).name == "Łukasz Żółć"


def test_the_naming_step_keeps_by_the_same_rule_and_tells_what_it_kept(ws: Workspace, tmp_path: Path) -> None:
    import_return(ws, [write(tmp_path / "r")], whose=mine_from_text("111\tŁukasz\tŻółć\n222"))
    child = by_number(ws, "111")
    names = {"111": ("Lucas", "ŻÓŁĆ"), "222": ("Ada", "Pretend"), "999": ("No", "One")}
    differs = NameDiffers(child, "111", "first_name", "Łukasz", "Lucas")
    assert name_children(ws, names).result() == NamesGiven(1, (differs,))
    assert {row.number: row.name for row in caseload_view(ws).rows} == {"111": "Łukasz Żółć", "222": "Ada Pretend"}
    assert name_children(ws, names, keep="theirs").result() == NamesGiven(1, (differs,))
    assert child_view(ws, child).name == "Lucas Żółć"


def test_looking_changes_nothing_and_says_what_would_be(ws: Workspace, tmp_path: Path) -> None:
    last = ws.desk.last_change()
    view = import_return(ws, [write(tmp_path / "r")], whose=EVERYONE, dry_run=True)
    assert (view.children["new"], view.change) == (2, None)
    assert ws.desk.last_change() == last
    assert "Nothing was changed." in in_words(view)


def test_only_my_children_come_in_and_numbers_that_are_nowhere_are_said(ws: Workspace, tmp_path: Path) -> None:
    view = import_return(ws, [write(tmp_path / "r")], whose=mine_from_text("111\n999"))
    assert view.not_found == ("999",)
    assert [number.number for number in ws.desk.all(CouncilNumber)] == ["111"]
    assert "Neither in the files nor on this desk: 999." in in_words(view)


@pytest.mark.parametrize(("keep", "kept"), [("mine", "PN2"), ("theirs", "PN3")])
def test_where_both_changed_the_command_says_which_one_stayed(
    ws: Workspace, tmp_path: Path, keep: str, kept: str
) -> None:
    folder = write(tmp_path / "r")
    import_return(ws, [folder], whose=EVERYONE)
    child = by_number(ws, "111")
    review = next(r for r in ws.desk.of_child(Review, child) if r.held_on == date(2026, 9, 21))
    save_fact(ws, "review", child, review.id, {"participation": "PN2"}).result()
    changed = [REVIEWS, "111,04/05/2013,25/06/2026,PN1", "111,04/05/2013,21/09/2026,PN3"]
    view = import_return(ws, [write(folder, reviews=changed)], whose=EVERYONE, keep=keep)  # type: ignore[arg-type]
    (both,) = [change for change in view.changes if change.to_do == "yours differs"]
    assert ("PN2" in both.ours, "PN3" in both.theirs) == (True, True)
    assert ws.desk.get(Review, review.id).participation == kept
    assert "yours differs" in in_words(view)


def test_theirs_is_taken_where_mine_did_not_change_and_mine_stays_where_theirs_did_not(
    ws: Workspace, tmp_path: Path
) -> None:
    folder = write(tmp_path / "r")
    import_return(ws, [folder], whose=EVERYONE)
    child = by_number(ws, "222")
    (episode,) = ws.desk.child_file(child).episodes
    save_fact(ws, "episode", child, episode.id, {"provider": "PR4"}).result()
    moved = [
        EPISODES,
        "111,01/06/2026,S,C2,N1,U4,PR1,,,,,,",
        "222,02/06/2026,S,V2,N1,U6,PR1,01/10/2026,X1,CARPL,,,",
        "222,01/10/2026,P,V2,N1,K2,PR1,,,,,,",
    ]
    view = import_return(ws, [write(folder, episodes=moved)], whose=EVERYONE)
    first, second = sorted(ws.desk.child_file(child).episodes, key=lambda each: each.started)
    assert (first.ended, first.provider, second.placement) == (date(2026, 10, 1), "PR4", "K2")
    assert (view.episodes["changed"], view.episodes["new"]) == (1, 1)


def test_what_is_absent_from_a_later_return_is_not_deleted(ws: Workspace, tmp_path: Path) -> None:
    folder = write(tmp_path / "r")
    import_return(ws, [folder], whose=EVERYONE)
    import_return(ws, [write(folder, reviews=[REVIEWS])], whose=EVERYONE)
    assert len(ws.desk.all(Review)) == 2


def test_progress_goes_from_reading_to_comparing_and_can_be_stopped(ws: Workspace, tmp_path: Path) -> None:
    folder = write(tmp_path / "r")
    files: list[tuple[int, int]] = []
    compared: list[tuple[int, int]] = []
    prepare(
        ws,
        [folder],
        EVERYONE,
        reading=lambda done, total: files.append((done, total)),
        progress=lambda done, total: compared.append((done, total)),
    )
    assert files == [(1, 3), (2, 3), (3, 3)]
    assert compared[-1][0] == compared[-1][1] > 0
    with pytest.raises(Refused):
        prepare(ws, [folder], EVERYONE, stopped=lambda: True)


def test_whose_children_are_meant(ws: Workspace, tmp_path: Path) -> None:
    asked = {"everyone": False, "mine": None, "worker": None, "team": None}
    with pytest.raises(UserFacingError, match="whose children"):
        whose(ws, **asked)  # type: ignore[arg-type]
    with pytest.raises(UserFacingError, match="no worker"):
        whose(ws, **(asked | {"worker": "Ada"}))  # type: ignore[arg-type]
    with pytest.raises(UserFacingError, match="could not be read"):
        whose(ws, **(asked | {"mine": tmp_path / "none"}))  # type: ignore[arg-type]
    import_return(ws, [write(tmp_path / "r")], whose=mine_from_text("111"))
    assert whose(ws, **asked) == Whose({"111": ("", "")})  # type: ignore[arg-type]


def test_the_view_has_the_keys_that_scripts_read(ws: Workspace, tmp_path: Path) -> None:
    words = to_json_line(import_return(ws, [write(tmp_path / "r")], whose=EVERYONE))
    for key in ("files", "children", "episodes", "reviews", "problems", "questions", "change", "why_not", "rows"):
        assert f'"{key}":' in words
