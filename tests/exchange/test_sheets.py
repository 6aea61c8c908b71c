"""A list of children in any spreadsheet: what is read, what is asked, and whose row it is."""

from __future__ import annotations

import io
import itertools
import resource
import time
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from iro_desk.casework import Child, ChildFile, CouncilNumber, Episode, Milestone, Review
from iro_desk.exchange import (
    NotATable,
    SheetFound,
    SheetProposal,
    compare_sheet,
    find_list,
    grid_of_text,
    read_grids,
    read_sheet,
    starter_sheet,
)
from iro_desk.exchange.sheet_fields import FIELDS, guess
from iro_desk.exchange.sheets import code_of, day_of

ON = date(2026, 11, 23)
LIST_8 = (
    "Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age",
    "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N))", "Does the Child have a Disability",
    "Date Started to be Looked After", "Child's Category of Need",
    "Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)",
    "Start date of current legal status", "Child's Legal Status", "Date of Latest Statutory Review",
    "Date of Last Social Work Visit", "What is the permanence plan for this child?",
    "Date of Last IRO Visit / Contact to the Child", "Date of Last Health Assessment", "Date of Last Dental Check",
    "Number of Placements in the Last 12 months", "Date Ceased to be Looked After",
    "Reason Ceased to be Looked After", "Start Date of Most Recent Placement", "Placement Type",
    "Placement Provider", "Placement postcode", "URN of Placement",
)  # fmt: skip


def book(*sheets: tuple[str, Sequence[Sequence[Any]]]) -> bytes:
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets:
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def listed(text: str) -> SheetFound:
    return find_list("list.csv", (grid_of_text(text),))


def proposed(text: str, files: Sequence[ChildFile] = (), **more: Any) -> SheetProposal:
    found = listed(text)
    ids = (f"new{n}" for n in itertools.count())
    return compare_sheet(read_sheet(found, found.guessed, on=ON), files, (), on=ON, new_id=lambda: next(ids), **more)


def of(proposal: SheetProposal, kind: type) -> list[Any]:
    return [record for record in proposal.records if type(record) is kind]


def here(number: str = "1001", *, born: date | None = date(2014, 3, 2), **more: Any) -> ChildFile:
    child = Child("c1", first_name="Sam", surname="Invented", date_of_birth=born)
    return ChildFile(child, numbers=(CouncilNumber("n1", "c1", number, "ssda903"),), **more)


# ---------------------------------------------------------------- reading


def test_the_starter_sheet_has_the_columns_of_an_iros_own_list_and_reads_back() -> None:
    workbook = load_workbook(io.BytesIO(starter_sheet()))
    titles = [cell.value for cell in workbook.worksheets[0][1]]
    assert titles == [
        "Council number", "First name", "Name as liked", "Surname", "Pronouns", "Date of birth",
        "Became looked after on", "Legal status", "Legal status since", "Lives with, or home", "Postcode", "School",
        "Social worker", "Team manager", "Last review held on", "Review before that held on",
        "Next review booked for",
    ]  # fmt: skip
    assert [cell.font.bold for cell in workbook.worksheets[0][1]].count(True) == 3
    sheet = workbook.worksheets[0]
    for column, value in enumerate(("0012", "Ŵyn", "", "Ó Cléirigh", "they", datetime(2014, 3, 2)), start=1):
        sheet.cell(2, column).value = value
    out = io.BytesIO()
    workbook.save(out)
    path_rows = find_list("s.xlsx", read_grids_of(out.getvalue()))
    (row,) = read_sheet(path_rows, path_rows.guessed, on=ON).rows
    assert row.number == "0012"
    assert (row.text("first_name"), row.text("surname")) == ("Ŵyn", "Ó Cléirigh")
    assert row.day("date_of_birth") == date(2014, 3, 2)


def read_grids_of(data: bytes) -> Any:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        path.write_bytes(data)
        return read_grids(path)


def test_an_annex_a_is_read_at_its_list_8_with_ofsteds_own_way_of_writing_codes() -> None:
    row = [1761, "b) Female", "a) WBRI", datetime(2012, 2, 13), 14.7, "b) No", "a) Yes", datetime(2019, 8, 6),
           "N1 - Abuse or Neglect", "b) No", datetime(2020, 7, 12), "C2: FCO", datetime(2026, 7, 12),
           datetime(2026, 10, 6), None, datetime(2026, 7, 13), None, None, 1, None, None, datetime(2021, 11, 2),
           "f) U6: Foster placement - not FFA", "e) PR4 - Private provision", "nope", None]  # fmt: skip
    data = book(("List 1", [["Child Unique ID"], [9]]), ("List 8", [LIST_8, row]))
    found = find_list("a.xlsx", read_grids_of(data))
    assert (found.name, found.source, found.row_count) == ("List 8", "annex-a", 1)
    sheet = read_sheet(found, found.guessed, on=ON)
    (read,) = sheet.rows
    assert read.number == "1761"
    assert {key: read.values[key] for key in ("sex", "ethnicity", "disabled", "need", "legal_status", "placement")} == {
        "sex": "F", "ethnicity": "WBRI", "disabled": True, "need": "N1", "legal_status": "C2", "placement": "U6",
    }  # fmt: skip
    assert read.text("provider") == "PR4"
    assert read.day("iro_contact") == date(2026, 7, 13)
    assert [(p.line, p.what) for p in sheet.problems] == [(2, "Postcode: “nope” is not a postcode")]


def test_a_workbook_of_lists_without_list_8_is_refused_by_its_name() -> None:
    with pytest.raises(NotATable, match="no List 8"):
        find_list("a.xlsx", read_grids_of(book(("List 1", [["Child Unique ID", "Date of Birth"], [1, None]]))))


def test_a_table_that_names_no_children_is_refused() -> None:
    with pytest.raises(NotATable, match="no row in it names"):
        listed("Shoe size;Colour\n7;red\n")


def test_titles_may_stand_below_a_heading_and_be_written_in_many_ways() -> None:
    found = listed("Printed 23/11/2026\n\nMosaic ID,Preferred name,DOB,CLA start date,Notes\n1,Sam,2/3/14,,x\n")
    assert found.titles == ("Mosaic ID", "Preferred name", "DOB", "CLA start date", "Notes")
    assert found.guessed == {0: "number", 1: "liked_name", 2: "date_of_birth", 3: "became_looked_after"}
    assert found.samples[0][1] == "Sam"


def test_every_title_of_every_field_is_known_and_means_one_thing() -> None:
    for what in FIELDS:
        for title in (what.label, *what.titles):
            assert guess([title]) == {0: what.key}, title


def test_a_second_column_of_the_same_meaning_is_left_to_a_person() -> None:
    assert guess(["Number", "ID", "First name"]) == {0: "number", 2: "first_name"}


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("7/11/2026", date(2026, 11, 7)), ("07.11.26", date(2026, 11, 7)), ("7-11-2026", date(2026, 11, 7)),
        ("2026-11-07", date(2026, 11, 7)), ("2026-11-07T00:00:00", date(2026, 11, 7)),
        ("7 November 2026", date(2026, 11, 7)), ("7th Nov 26", date(2026, 11, 7)),
        ("Saturday 7 November 2026", date(2026, 11, 7)), ("07/11/2026 15:30", date(2026, 11, 7)),
        (46333.0, date(2026, 11, 7)), (date(2026, 11, 7), date(2026, 11, 7)), ("1/6/98", date(1998, 6, 1)),
        ("11/23/2026", None), ("soon", None), ("31/02/2026", None), (7.0, None), (True, None),
    ],
)  # fmt: skip
def test_a_day_is_read_in_britains_order_or_not_at_all(written: Any, day: date | None) -> None:
    assert day_of(written) == day


@given(st.dates(date(1971, 1, 1), date(2069, 12, 31)))
def test_every_day_is_read_back_however_it_is_written(day: date) -> None:
    for form in ("%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%A %d %B %Y", "%d/%m/%y"):
        assert day_of(day.strftime(form)) == day
    serial = float((day - date(1899, 12, 30)).days)
    assert day_of(serial) == day


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("C2", "C2"), ("C2: FCO", "C2"), ("Full care order", "C2"), ("ICO", "C1"), ("Section 20", "V2"), ("s.20", "V2"),
        ("S 20", "V2"), ("placement order", "E1"), ("EPO", "L2"), ("C1 then C2", ""), ("Looked after", ""), ("X9", ""),
    ],
)  # fmt: skip
def test_a_legal_status_is_understood_in_the_words_in_use_or_not_at_all(words: str, code: str) -> None:
    assert code_of("LS", words) == code


def test_what_is_not_understood_is_listed_with_its_row_and_the_rest_is_taken() -> None:
    found = listed("Number;First name;Status;DOB;Last review\n7;Sam;on holiday;32/1/2014;1/12/2026\n;;;;\n;x;;;\n")
    sheet = read_sheet(found, found.guessed, on=ON)
    assert [(row.number, row.text("first_name")) for row in sheet.rows] == [("7", "Sam"), ("", "x")]
    assert [problem.line for problem in sheet.problems] == [2, 2, 2]
    assert sheet.problems[0].what == "Legal status: “on holiday” is not understood"
    assert sheet.problems[2].what == "Last review held on lies after today"


# ---------------------------------------------------------------- hostile and broken files


def refused_quickly(path: Path) -> str:
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(NotATable) as told:
        find_list(path.name, read_grids(path))
    assert time.monotonic() - began < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000
    return str(told.value)


def test_a_workbook_cut_anywhere_is_refused_or_read_whole(tmp_path: Path) -> None:
    data = book(("List 8", [LIST_8, [1] + [None] * 25]))
    path = tmp_path / "cut.xlsx"
    for cut in range(0, len(data), len(data) // 25):
        path.write_bytes(data[:cut] or b" ")
        refused_quickly(path)


def test_a_workbook_that_would_grow_beyond_bounds_is_refused_unopened(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    assert "larger" in refused_quickly(path)


def test_declared_entities_and_other_archives_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "entities.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", '<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook>&a;</workbook>')
    assert "declarations" in refused_quickly(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert "archive" in refused_quickly(path)
    path.write_bytes(b"\xd0\xcf\x11\xe0" + b"x" * 600)
    assert "password" in refused_quickly(path)


def padded(tmp_path: Path, part: str, content: bytes) -> Path:
    """A list that can be read, with one part of the workbook laid over it."""
    read = zipfile.ZipFile(io.BytesIO(book(("List 8", [LIST_8, [1] + [None] * 25]))))
    path = tmp_path / "padded.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name in read.namelist():
            if name != part:
                archive.writestr(name, read.read(name))
        archive.writestr(part, content)
    return path


@pytest.mark.parametrize(
    ("part", "content", "told"),
    [
        ("xl/sharedStrings.xml", b"<sst>" + b"<si>" * 500_000 + b"</si>" * 500_000 + b"</sst>", "larger"),
        ("xl/styles.xml", b"<styleSheet>" + b"<xf/>" * 2_000_000 + b"</styleSheet>", "larger"),
        ("xl/worksheets/any.name", b"<styleSheet>" + b"<xf/>" * 2_000_000 + b"</styleSheet>", "larger"),
        ("xl/sharedStrings.xml", b"<sst>" + b"<si><t>a</t></si>" * 1_000_000 + b"</sst>", "larger"),
        ("xl/styles.xml", b"<a " + b"".join(b'a%d="" ' % n for n in range(500_000)) + b"/>", "larger"),
        ("xl/sharedStrings.xml", b"<!--" + b"x" * 9_000 + b'--><!DOCTYPE a [<!ENTITY b "c">]><sst/>', "declarations"),
        ("xl/styles.xml", b"<styleSheet><xf></styleSheet>", "cut off"),
    ],
    ids=["deep", "many tags", "under another name", "many texts", "one long tag", "late declaration", "damaged"],
)
def test_a_small_archive_that_becomes_a_large_tree_is_refused(
    tmp_path: Path, part: str, content: bytes, told: str
) -> None:
    assert told in refused_quickly(padded(tmp_path, part, content))


def test_a_picture_in_a_workbook_is_no_fault_of_its_list(tmp_path: Path) -> None:
    path = padded(tmp_path, "xl/media/image1.png", b"\x89PNG\r\n\x1a\n" + bytes(500))
    assert find_list(path.name, read_grids(path)).row_count == 1


def test_a_sheet_that_names_a_row_a_million_lines_down_or_is_endless_is_bounded(tmp_path: Path) -> None:
    far = Workbook()
    far.worksheets[0].append(["Number", "First name"])
    far.worksheets[0].cell(1_048_576, 1).value = "x"
    path = tmp_path / "far.xlsx"
    far.save(path)
    began = time.monotonic()
    assert find_list(path.name, read_grids(path)).row_count == 0
    assert time.monotonic() - began < 5
    path.write_text("Number,First name\n" + "1,Sam\n" * 6_000)
    assert "5,000 rows" in refused_quickly(path)


@given(st.binary(min_size=1, max_size=400))
def test_no_bytes_at_all_make_it_stumble(data: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.csv"
        path.write_bytes(data)
        try:
            found = find_list(path.name, read_grids(path))
        except NotATable:
            return
        read_sheet(found, found.guessed, on=ON)


# ---------------------------------------------------------------- whose row it is, and what it would do


def test_a_new_child_comes_with_stretches_reviews_booking_school_and_people() -> None:
    made = proposed(
        "Number;First name;Surname;Became looked after on;Legal status;Legal status since;Lives with;Postcode;School;"
        "Social worker;Team manager;Last review;Review before that held on;Next booked\n"
        "7;Sam;Invented;1/2/2026;C2;1/6/2026;The Hearthstones;dt4 8nn;Nine Oaks;Priya Inkwell;Gareth P;20/8/2026;"
        "27/2/2026;9/2/2027\n"
    )
    first, second = of(made, Episode)
    assert (first.started, first.legal_status, first.ended) == (date(2026, 2, 1), "", date(2026, 6, 1))
    assert (second.started, second.legal_status, second.reason_new) == (date(2026, 6, 1), "C2", "L")
    assert (second.home_name, second.postcode) == ("The Hearthstones", "DT4 8NN")
    held = [(r.held_on, r.booked_for, r.state) for r in of(made, Review)]
    assert held == [
        (date(2026, 2, 27), None, "completed"),
        (date(2026, 8, 20), None, "completed"),
        (None, date(2027, 2, 9), "booked"),
    ]
    assert made.children["new"] == 1
    assert not made.differences
    (child,) = of(made, Child)
    assert child.joined_caseload == ON


def test_the_last_health_assessment_and_dental_check_come_as_dated_facts_and_once() -> None:
    text = "Number;First name;Became looked after on;Date of Last Health Assessment;Date of Last Dental Check\n"
    text += "7;Sam;1/2/2026;20/2/2026;3/9/2026\n"
    made = of(proposed(text), Milestone)
    assert [(m.kind, m.happened_on) for m in made] == [
        ("health-assessment", date(2026, 2, 20)),
        ("dental-check", date(2026, 9, 3)),
    ]
    known = here("7", milestones=tuple(replace(m, child="c1") for m in made))
    assert of(proposed(text, [known]), Milestone) == []


def test_a_row_without_the_day_of_entry_is_kept_and_asked_about() -> None:
    made = proposed("Number;First name\n7;Sam\n")
    assert len(of(made, Child)) == 1
    assert not of(made, Episode)
    assert [ask.what for ask in made.asks] == [
        "when the child became looked after is not said; the row was kept, no date can run"
    ]


def test_a_known_number_fills_what_is_empty_and_tells_what_differs() -> None:
    episode = Episode("e1", "c1", date(2026, 2, 1), "S", "C1")
    file = here(episodes=(episode,), reviews=(Review("r1", "c1", state="completed", held_on=date(2026, 8, 20)),))
    made = proposed(
        "Number;First name;Surname;Known as;Became looked after on;Legal status;Postcode;Last review\n"
        "1001;Samuel;INVENTED;Sammy;2/2/2026;C2;DT4 8NN;21/8/2026\n",
        [file],
    )
    (child,) = of(made, Child)
    assert (child.first_name, child.liked_name, child.surname) == ("Sam", "Sammy", "Invented")
    assert [(d.what, d.ours, d.theirs) for d in made.differences] == [
        ("First name", "Sam", "Samuel"),
        ("Became looked after", "1 February 2026", "2 February 2026"),
        ("Legal status", "Interim care order", "Full care order"),
        ("Review held on", "20 August 2026", "21 August 2026"),
    ]
    assert made.differences[1].why == "one side counts the first day, the other does not"
    (running,) = of(made, Episode)
    assert (running.postcode, running.legal_status) == ("DT4 8NN", "C1")
    assert not of(made, Review)


def test_a_number_with_another_date_of_birth_is_asked_about_and_never_merged() -> None:
    made = proposed("Number;First name;DOB\n1001;Sam;3/3/2014\n", [here()])
    assert made.records == ()
    assert [match.by for match in made.matches] == ["asks"]


def test_a_match_by_date_of_birth_is_shown_and_taken_only_when_agreed_to() -> None:
    text = "Number;First name;Surname;DOB;Pronouns\n9;Sam;Invented;2/3/2014;he\n"
    made = proposed(text, [here()])
    assert made.records == ()
    assert [(match.by, match.child) for match in made.matches] == [("date of birth", "c1")]
    agreed = proposed(text, [here()], same_child={2})
    assert [n.number for n in of(agreed, CouncilNumber)] == ["9"]
    assert of(agreed, Child)[0].pronouns == "he"


def test_twins_are_never_matched_by_their_date_of_birth() -> None:
    made = proposed("Number;First name;DOB\n8;Sam;2/3/2014\n9;Sal;2/3/2014\n", [here()])
    assert [match.by for match in made.matches] == ["asks", "asks"]
    other = ChildFile(Child("c2", first_name="Sal", date_of_birth=date(2014, 3, 2)))
    assert [m.by for m in proposed("Number;First name;DOB\n9;Sal;2/3/2014\n", [here(), other]).matches] == ["asks"]


def test_the_same_list_again_changes_nothing() -> None:
    text = (
        "Number;First name;DOB;Became looked after on;Legal status;Last review;Next booked;School;Social worker\n"
        "7;Sam;2/3/2014;1/2/2026;C2;20/8/2026;9/2/2027;Nine Oaks;Priya Inkwell\n"
    )
    first = proposed(text)
    kept: dict[type, list[Any]] = {}
    for record in first.records:
        kept.setdefault(type(record), []).append(record)
    from iro_desk.casework import Person, Role, SchoolPlace

    file = ChildFile(
        kept[Child][0],
        numbers=tuple(kept[CouncilNumber]),
        episodes=tuple(kept[Episode]),
        people=tuple(kept[Person]),
        roles=tuple(kept[Role]),
        schools=tuple(kept[SchoolPlace]),
        reviews=tuple(kept[Review]),
    )
    again = proposed(text, [file])
    assert again.records == ()
    assert (again.children["same"], again.differences, again.asks) == (1, (), ())


@given(st.lists(st.tuples(st.integers(1, 40), st.dates(date(2009, 1, 1), date(2026, 1, 1))), max_size=25))
def test_every_row_counts_once_and_every_child_has_one_row(rows: list[tuple[int, date]]) -> None:
    text = "Number;First name;DOB;Became looked after on\n" + "".join(
        f"{number};Sam;{born:%d/%m/%Y};{born + timedelta(days=200):%d/%m/%Y}\n" for number, born in rows
    )
    made = proposed(text)
    assert sum(made.children.values()) == len(rows)
    numbers = [number.number for number in of(made, CouncilNumber)]
    assert len(numbers) == len(set(numbers)) == len({number for number, _ in rows})
