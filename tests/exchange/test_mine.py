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
