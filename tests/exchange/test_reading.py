"""Files of every condition, read row by row with nothing dropped in silence."""

from __future__ import annotations

import contextlib
import io
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iro_desk.casework import Refused
from iro_desk.exchange import CouncilReturn, read_return
from tests.exchange.making import EPISODES, HEADER, REVIEWS, SAM, SAM_EPISODE, SAM_REVIEW, text, write_return

AWKWARD = [
    "",
    "null",
    "undefined",
    "-1",
    "1E+02",
    "0x0",
    "NaN",
    "'; DROP TABLE child; --",
    "<script>alert(1)</script>",
    "../../../etc/passwd",
    "=1+1",
    "%s%n%x",
    "{{ 7 * 7 }}",
    "\u202eright to left",
    "\u200b\ufeff",
    "\x00",
    "\x1b[31m",
    "\u2028",
    "ÅÍÎÏ˝ÓÔÒÚÆ☃",
    "田中さんにあげて下さい",
    "محمد",
    "👩\u200d👧\u200d👦",
    "Z͑ͫa̴l҉g͞o",
    '"',
    '""',
    "a" * 5000,
    "31/02/2025",
    "29/02/2024",
    "2025-13-45",
]


def only(folder: Path) -> CouncilReturn:
    return read_return([folder])


def reviews_from(tmp_path: Path, data: bytes) -> CouncilReturn:
    (tmp_path / "some file").write_bytes(data)
    return only(tmp_path)


def test_a_return_is_read_into_rows_with_file_and_line(tmp_path: Path) -> None:
    found = only(write_return(tmp_path))
    (part,) = found.parts
    header, episode, review = part.header[0], part.episodes[0], part.reviews[0]
    assert (header.number, header.date_of_birth, header.sex, header.ethnicity) == (
        "T001",
        date(2012, 5, 14),
        "F",
        "WBRI",
    )
    assert (episode.started, episode.legal_status, episode.ended) == (date(2025, 3, 3), "C2", None)
    assert (episode.home_postcode, episode.postcode) == ("DT1 1XJ", "B1 1BB")
    assert (review.held_on, review.participation) == (date(2025, 3, 28), "PN1")
    assert (review.file, review.line) == (str(tmp_path / "reviews.csv"), 2)
    assert found.problems == ()


def test_files_are_known_by_their_columns_in_any_order_and_not_by_their_names(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("REVIEW_CODE,REVIEW,CHILD\nPN2,28/03/2025,T001\n")
    (tmp_path / "two.csv").write_text("ETHNIC,DOB,SEX,CHILD,SOMETHING NEW\nWBRI,14/05/2012,2,T001,x\n")
    found = only(tmp_path)
    assert {(Path(file.path).name, file.kind, file.rows) for file in found.files} == {
        ("one.txt", "reviews", 1),
        ("two.csv", "header", 1),
    }
    assert found.parts[0].header[0].sex == "F"
    assert found.parts[0].reviews[0].participation == "PN2"


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + text(REVIEWS, SAM_REVIEW).encode(),
        text(REVIEWS, SAM_REVIEW).replace("\n", "\r\n").encode(),
        text(REVIEWS, SAM_REVIEW).replace("\n", "\r").encode(),
        text(REVIEWS, SAM_REVIEW).encode("utf-16"),
        text(REVIEWS, SAM_REVIEW).replace(",", ";").encode(),
        text(REVIEWS, SAM_REVIEW).replace(",", "\t").encode(),
        text(REVIEWS, SAM_REVIEW).strip().encode(),
        b"CHILD , DOB,review ,Review_Code\n T001 ,14/05/2012 , 28/03/2025, pn1 \n",
        b'"CHILD","DOB","REVIEW","REVIEW_CODE"\n"T001","14/05/2012","28/03/2025","PN1"\n',
        b"CHILD,DOB,REVIEW,REVIEW_CODE\nT001,14/05/2012,28/03/2025 00:00:00,PN1\n",
        b"CHILD,DOB,REVIEW,REVIEW_CODE,\x96\nT001,14/05/2012,28/03/2025,PN1,caf\xe9\n",
    ],
    ids=["mark", "crlf", "cr", "utf-16", "semicolon", "tab", "no-end", "spaces", "quotes", "midnight", "windows-1252"],
)
def test_a_table_is_read_however_it_was_saved(tmp_path: Path, data: bytes) -> None:
    found = reviews_from(tmp_path, data)
    (row,) = found.parts[0].reviews
    assert (row.number, row.held_on, row.participation) == ("T001", date(2025, 3, 28), "PN1")
    assert found.problems == ()


def test_blank_lines_are_passed_over_and_lines_keep_their_numbers(tmp_path: Path) -> None:
    found = reviews_from(tmp_path, f"\r\n{REVIEWS}\r\n\r\n,,,\r\n{SAM_REVIEW}\r\n   \r\n".encode())
    assert found.files[0].rows == 1
    assert found.parts[0].reviews[0].line == 5


def test_a_quotation_mark_never_closed_costs_its_row_alone(tmp_path: Path) -> None:
    rows = ['T001,"14/05/2012,28/03/2025,PN1', "T002,14/05/2012,29/03/2025,PN1"]
    found = reviews_from(tmp_path, text(REVIEWS, *rows).encode())
    assert [row.number for row in found.parts[0].reviews] == ["T002"]
    assert [(p.line, p.what) for p in found.problems] == [(2, "a quotation mark is not closed")]
    assert len(found.parts[0].unread) == 1


def test_a_file_cut_in_half_is_read_to_the_cut_and_says_so(tmp_path: Path) -> None:
    whole = text(EPISODES, SAM_EPISODE, SAM_EPISODE.replace("T001", "T002")).encode()
    found = reviews_from(tmp_path, whole[: len(whole) - 45])
    assert [row.number for row in found.parts[0].episodes] == ["T001"]
    assert [p.line for p in found.problems] == [3]
    assert "cut off" in found.problems[0].what


def test_a_short_episode_is_not_taken_for_an_open_one(tmp_path: Path) -> None:
    found = reviews_from(tmp_path, text(EPISODES, "T001,03/03/2025,S,C2,N1,U4", SAM_EPISODE).encode())
    assert [row.line for row in found.parts[0].episodes] == [3]
    assert "the row has 6 of 13 columns" in found.problems[0].what


@pytest.mark.parametrize(
    ("columns", "kind"),
    [
        ("CHILD,DOB,MISSING,MIS_START,MIS_END", "missing"),
        ("CHILD,DOB,SDQ_SCORE,SDQ_REASON", "oc2"),
        ("CHILD,DOB,IN_TOUCH,ACTIV,ACCOM", "oc3"),
        ("CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE", "ad1"),
        ("CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED", "placed_for_adoption"),
        ("CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM", "previous_permanence"),
        ("CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON", "sw_episodes"),
        ("CHILD,DOB,DOLO_START,DOLO_END", "dolo"),
    ],
)
def test_other_tables_of_the_return_are_named_with_the_reason_they_are_not_read(
    tmp_path: Path, columns: str, kind: str
) -> None:
    write_return(tmp_path)
    (tmp_path / "other.csv").write_text(text(columns, "T001,14/05/2012,x,y,z"))
    (other,) = [file for file in only(tmp_path).files if file.path.endswith("other.csv")]
    assert (other.kind, other.rows, other.read) == (kind, 1, False)
    assert other.why_not


def _archive(name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b" \r\n \n", "empty"),
        (_archive("xl/workbook.xml"), "workbook"),
        (_archive("header.csv"), "archive"),
        (bytes(range(256)) * 40, "not a text file"),
        (b"a,b\n1,2\n", "no table of the return"),
        (b'{"ruleset": 1}', "no table of the return"),
        (b"<html></html>", "not a return"),
    ],
    ids=["empty", "blank", "workbook", "archive", "junk", "other-table", "json", "html"],
)
def test_what_is_no_table_is_named_beside_what_was_read(tmp_path: Path, data: bytes, why: str) -> None:
    write_return(tmp_path)
    (tmp_path / "odd").write_bytes(data)
    found = only(tmp_path)
    (odd,) = [file for file in found.files if file.path.endswith("odd")]
    assert not odd.read
    assert why in odd.why_not
    assert sum(file.read for file in found.files) == 3


def test_nothing_to_read_is_refused_with_each_reason(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"")
    (tmp_path / "b.csv").write_bytes(b"a,b\n")
    with pytest.raises(Refused) as refusal:
        only(tmp_path)
    assert "a.csv: it is empty" in str(refusal.value)
    assert "Nothing was changed." in str(refusal.value)


def test_an_empty_folder_and_a_path_that_is_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no file in that folder"):
        only(tmp_path)
    with pytest.raises(Refused, match="no file or folder"):
        only(tmp_path / "nowhere")


def test_a_folder_of_years_is_read_year_by_year(tmp_path: Path) -> None:
    write_return(tmp_path / "2025")
    write_return(tmp_path / "2026")
    (tmp_path / "pictures").mkdir()
    found = only(tmp_path)
    assert len(found.parts) == 2
    assert [Path(part.header[0].file).parent.name for part in found.parts] == ["2025", "2026"]


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ("", "The day of the review (REVIEW) is empty"),
        ("31/02/2025", "The day of the review (REVIEW) is not a real date"),
        ("soon", "The day of the review (REVIEW) is not a date written DD/MM/YYYY"),
        ("28/03/25", "The day of the review (REVIEW) is not a date written DD/MM/YYYY"),
        ("45744", "The day of the review (REVIEW) is not a date written DD/MM/YYYY"),
    ],
)
def test_a_review_without_a_readable_date_is_listed_and_not_taken(tmp_path: Path, cell: str, what: str) -> None:
    found = only(write_return(tmp_path, reviews=[f"T001,14/05/2012,{cell},PN1", SAM_REVIEW]))
    assert [row.line for row in found.parts[0].reviews] == [3]
    assert [(p.line, p.what) for p in found.problems] == [(2, what)]
    assert [row.kind for row in found.parts[0].unread] == ["reviews"]


def test_a_date_written_year_first_is_read_and_mentioned(tmp_path: Path) -> None:
    found = only(write_return(tmp_path, reviews=["T001,14/05/2012,2025-03-28,PN1"]))
    assert found.parts[0].reviews[0].held_on == date(2025, 3, 28)
    assert "year first" in found.problems[0].what


def test_a_participation_code_that_does_not_exist_is_listed_and_left_out(tmp_path: Path) -> None:
    found = only(write_return(tmp_path, reviews=["T001,14/05/2012,28/03/2025,attended"]))
    assert found.parts[0].reviews[0].participation == ""
    assert "not one of PN0 to PN7" in found.problems[0].what


def test_an_unknown_code_of_an_episode_is_listed_and_kept(tmp_path: Path) -> None:
    found = only(write_return(tmp_path, episodes=[SAM_EPISODE.replace("C2", "C9")]))
    assert found.parts[0].episodes[0].legal_status == "C9"
    assert "The legal status (LS) holds a code that is in no published list" in found.problems[0].what


def test_an_episode_with_an_unreadable_end_is_not_taken_for_an_open_one(tmp_path: Path) -> None:
    unreadable = SAM_EPISODE.replace("PR4,,", "PR4,soon,")
    backwards = SAM_EPISODE.replace("PR4,,", "PR4,01/01/2025,")
    found = only(write_return(tmp_path, episodes=[unreadable, backwards]))
    assert found.parts[0].episodes == ()
    assert [p.line for p in found.problems] == [2, 3]


def test_both_ways_of_writing_the_sex_are_one(tmp_path: Path) -> None:
    rows = [f"T00{n},{code},14/05/2012,WBRI,,," for n, code in enumerate(["1", "2", "M", "F", "U"])]
    found = only(write_return(tmp_path, header=rows))
    assert [row.sex for row in found.parts[0].header] == ["M", "F", "M", "F", "U"]


def test_problems_say_nothing_about_the_child(tmp_path: Path) -> None:
    header = ["SECRET1,Q,01/13/2012,ZZZZ,,,", ",F,14/05/2012,WBRI,,,", "S" * 50 + ",F,14/05/2012,WBRI,,,"]
    reviews = ["SECRET1,14/05/2012,2025-03-28,SECRET"]
    found = only(write_return(tmp_path / "return", header=header, reviews=reviews))
    assert len(found.problems) >= 4
    for problem in found.problems:
        words = repr(problem).replace(str(tmp_path), "")
        assert "SECRET" not in words
        assert "2012" not in words


def test_progress_is_told_and_reading_can_be_stopped(tmp_path: Path) -> None:
    write_return(tmp_path)
    told: list[tuple[int, int]] = []
    read_return([tmp_path], progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]
    with pytest.raises(Refused, match="stopped"):
        read_return([tmp_path], stopped=lambda: True)


@pytest.mark.parametrize("awkward", AWKWARD)
def test_awkward_text_in_any_cell_never_stops_the_reading(tmp_path: Path, awkward: str) -> None:
    quoted = '"' + awkward.replace('"', '""') + '"'
    for name, columns, row in (("h", HEADER, SAM), ("e", EPISODES, SAM_EPISODE), ("r", REVIEWS, SAM_REVIEW)):
        cells = row.split(",")
        rows = [",".join([*cells[:at], quoted, *cells[at + 1 :]]) for at in range(len(cells))]
        (tmp_path / f"{name}.csv").write_text(text(columns, row, *rows), encoding="utf-8")
    # A zero byte near the start is taken for junk; then the reason is given instead.
    with contextlib.suppress(Refused):
        found = only(tmp_path)
        for part in found.parts:
            taken = len(part.header) + len(part.episodes) + len(part.reviews) + len(part.unread)
            assert taken == sum(file.rows for file in found.files if file.read)


numbers = st.text("ABCDEFGHIJ0123456789", min_size=1, max_size=10)
days = st.dates(date(1995, 1, 1), date(2027, 12, 31))
review_rows = st.lists(
    st.tuples(numbers, days, days, st.sampled_from([f"PN{n}" for n in range(8)])), min_size=1, max_size=20
)


@settings(deadline=timedelta(seconds=2), max_examples=60)
@given(
    rows=review_rows,
    ending=st.sampled_from(["\n", "\r\n", "\r"]),
    mark=st.sampled_from([b"", b"\xef\xbb\xbf"]),
    quote=st.booleans(),
    separator=st.sampled_from([",", ";", "\t"]),
    order=st.permutations(["CHILD", "DOB", "REVIEW", "REVIEW_CODE"]),
    blank=st.booleans(),
)
def test_what_was_written_is_what_is_read(  # type: ignore[no-untyped-def]
    tmp_path_factory, rows, ending, mark, quote, separator, order, blank
) -> None:
    folder = tmp_path_factory.mktemp("written")
    lines = [separator.join(order)]
    for number, born, held, code in rows:
        cells = {"CHILD": number, "DOB": f"{born:%d/%m/%Y}", "REVIEW": f"{held:%d/%m/%Y}", "REVIEW_CODE": code}
        lines.append(separator.join(f'"{cells[name]}"' if quote else f" {cells[name]} " for name in order))
        if blank:
            lines.append("")
    (folder / "reviews.csv").write_bytes(mark + ending.join(lines).encode())
    found = only(folder)
    read = [(row.number, row.date_of_birth, row.held_on, row.participation) for row in found.parts[0].reviews]
    assert read == rows
    assert found.problems == ()


@settings(deadline=timedelta(seconds=2), max_examples=100)
@given(data=st.binary(max_size=400), start=st.sampled_from([b"", REVIEWS.encode() + b"\n", EPISODES.encode() + b"\r"]))
def test_any_bytes_are_read_or_refused_in_words(tmp_path_factory, data: bytes, start: bytes) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path_factory.mktemp("bytes")
    (folder / "any.csv").write_bytes(start + data)
    with contextlib.suppress(Refused):
        found = only(folder)
        for part in found.parts:
            assert len(part.episodes) + len(part.reviews) + len(part.unread) == sum(f.rows for f in found.files)
