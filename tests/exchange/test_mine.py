"""My children, from whatever list is at hand. All names are invented."""

from __future__ import annotations

import pytest

from iro_desk.casework import Refused
from iro_desk.exchange import names_from, parse_mine


@pytest.mark.parametrize(
    "text",
    [
        "T001\nT002",
        "\ufeffT001\r\nT002\r\n\r\n",
        "Number\nT001\nT002",
        "Child number\n T001 \n T002 ",
        "T001,\nT002,",
        "T001\nT002\nt001",
    ],
)
def test_a_column_of_numbers_is_a_list_of_my_children(text: str) -> None:
    assert parse_mine(text) == {"T001": ("", ""), "T002": ("", "")}


@pytest.mark.parametrize(
    "text",
    [
        "T001\tSam Invented\nT002\tŁukasz Żółć",
        "T001,Sam Invented\nT002,Łukasz Żółć",
        "T001;Sam Invented\nT002;Łukasz Żółć",
        "T001 Sam Invented\nT002 Łukasz Żółć",
        "T001\tInvented, Sam\nT002\tŻółć, Łukasz",
        "T001\tSam\tInvented\nT002\tŁukasz\tŻółć",
        "Sam Invented\tT001\nŁukasz Żółć\tT002",
        'Surname,First name,Team,Child ID\n"Invented",Sam,North,T001\nŻółć,Łukasz,North,T002\n',
        "name;number\nSam Invented;T001\nŁukasz Żółć;T002",
        "CHILD,Forename,Last Name\nT001,Sam,Invented\nT002,Łukasz,Żółć",
    ],
)
def test_names_are_taken_from_where_they_stand(text: str) -> None:
    assert parse_mine(text) == {"T001": ("Sam", "Invented"), "T002": ("Łukasz", "Żółć")}


def test_awkward_names_stay_as_typed() -> None:
    text = "T001\t<b>O'Neil & Sons</b>\nT002\tمحمد\nT003\tZoë De La Cruz"
    assert names_from(text) == {
        "T001": ("<b>O'Neil", "& Sons</b>"),
        "T002": ("محمد", ""),
        "T003": ("Zoë", "De La Cruz"),
    }


def test_rows_without_a_name_are_no_names() -> None:
    assert names_from("T001\tSam\nT002\t") == {"T001": ("Sam", "")}


@pytest.mark.parametrize("text", ["", "\n\n", " , ; \n"])
def test_a_list_without_a_number_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="no council number"):
        parse_mine(text)


@pytest.mark.parametrize(
    "text",
    [
        "J1\tSam Invented\t12/05/2014",
        "12/05/2014\tJ1\tSam Invented",
        "2014-05-12\tJ1\tSam\tInvented",
        "J1,Sam,Invented,12.5.14",
        "J1;12 May 2014;Sam Invented",
        "J1\t2014-05-12 00:00:00\tInvented, Sam",
        "Child ID,DOB,Name\nJ1,12/05/2014,Sam Invented",
        "Child ID,Name\nJ1,Sam Invented",
    ],
)
def test_a_date_is_neither_a_number_nor_a_name(text: str) -> None:
    assert parse_mine(text) == {"J1": ("Sam", "Invented")}


def test_a_date_of_birth_before_the_number_does_not_take_its_place() -> None:
    assert parse_mine("12/05/2014\tJ1\tSam\n03/02/2015\tJ2\tAda") == {"J1": ("Sam", ""), "J2": ("Ada", "")}


@pytest.mark.parametrize(
    "heading",
    [
        "Mosaic ID,Child name,Worker",
        "Ref,Child,Team",
        "child_id,full_name,Allocated worker name",
        "ChildID,Child’s name,Last review",
        "Client number\tName of child\tHome name",
        "Case ref;Name;Worker ID",
        "CHILD,Name,IRO",
        "Case no.,Name,NHS number",
    ],
)
def test_a_first_line_is_matched_by_its_words_and_workers_and_teams_are_passed_over(heading: str) -> None:
    rows = 'J1,"Invented, Sam",Ada Pretend\nJ2,Anna Maria Invented,Ada Pretend'
    assert parse_mine(f"{heading}\n{rows}") == {"J1": ("Sam", "Invented"), "J2": ("Anna Maria", "Invented")}


@pytest.mark.parametrize(
    "text",
    [
        "Worker,Given names,Family name,Person number\nAda Pretend,Anna Maria,De La Cruz,J1",
        "number, first name, surname\nJ1\tAnna Maria\tDe La Cruz",
        "LastName,FirstName,PersonId\nDe La Cruz,Anna Maria,J1",
        "Number,Name,Surname\nJ1,Anna Maria,De La Cruz",
        "Name,First name,Surname,ID\nAda,Anna Maria,De La Cruz,J1",
    ],
)
def test_named_columns_of_first_name_and_surname_may_hold_spaces(text: str) -> None:
    assert parse_mine(text) == {"J1": ("Anna Maria", "De La Cruz")}


@pytest.mark.parametrize("text", ["IRO1 Invented, Sam\nIRO2", "number name\nIRO1 Invented, Sam\nIRO2"])
def test_a_comma_inside_a_name_after_a_space_does_not_part_the_number(text: str) -> None:
    assert parse_mine(text) == {"IRO1": ("Sam", "Invented"), "IRO2": ("", "")}


def test_a_number_may_hold_a_space() -> None:
    assert parse_mine("12 345,Sam Invented\nT 002,Ada") == {"12 345": ("Sam", "Invented"), "T 002": ("Ada", "")}


def test_a_name_in_the_first_of_two_columns_stays_whole_where_the_second_is_empty() -> None:
    text = "J1\tSam\tInvented\nJ2\t<b>O'Neil & Sons</b>\t\nJ3\tمحمد\tنمونه\nJ4\tZoe\u0308\tPretend"
    assert parse_mine(text) == {
        "J1": ("Sam", "Invented"),
        "J2": ("<b>O'Neil & Sons</b>", ""),
        "J3": ("محمد", "نمونه"),
        "J4": ("Zoe\u0308", "Pretend"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "J1\tSam Invented\tAda Pretend",
        "J1\tSam Invented\tNorth",
        "J1\tSam\tInvented\tNorth",
        "J1\tJ2\tSam",
        "J1\tSam\nJ2\tAda\nNobody",
        "IRO1 Invented, Sam\nIRO2,Ada Pretend",
        "Sam Invented\nJ1\nJ2",
        "Name,Team\nSam Invented,North 1",
        "Number,Date of birth\n12/05/2014,J1",
        "Number,Case ref,Name\nJ1,7,Sam",
        "Number,Name\nJ1,Invented,Sam",
        "J1\t12/05/2014\nJ2\tAda",
    ],
)
def test_what_is_not_understood_is_refused_with_what_to_do(text: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_mine(text)
    assert refused.value.safe == "Nothing was changed."
    assert "number, first name, surname" in refused.value.do
    assert not any(word in str(refused.value) for word in ("Sam", "Invented", "Ada", "J1"))


@pytest.mark.parametrize("text", ["12/05/2014\n13/05/2014", "Number,Name\n", "Number,Name\n,Sam Invented"])
def test_a_list_of_dates_or_of_names_holds_no_number(text: str) -> None:
    with pytest.raises(Refused, match="no council number"):
        parse_mine(text)


def test_the_line_of_each_number_is_known() -> None:
    assert parse_mine("Number,Name\n\nJ1,Sam\nJ2,Ada\nj1,Sam Invented").lines == {"J1": 5, "J2": 4}
