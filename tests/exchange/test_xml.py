"""The return in its XML form."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from iro_desk.casework import Refused
from iro_desk.exchange import read_return
from tests.exchange.making import PlainDesk, write_return

CHILD = (
    "<CHILD><HEADER><CHILDID>T001</CHILDID><UPN>UN3</UPN><SEX>2</SEX><DOB>14/05/2012</DOB><ETHNIC>WBRI</ETHNIC>"
    "<UASC>1</UASC><DUC>14/05/2030</DUC><AREVIEW><REVIEW>28/03/2025</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>"
    "<OC2><SDQ_SCORE>9</SDQ_SCORE></OC2></HEADER>\n"
    "<EPISODE><DECOM>03/03/2025</DECOM><RNE>S</RNE><LS>C2</LS><CIN>N1</CIN><PL>U4</PL><PL_POST>B1 1BB</PL_POST>"
    "<HOME_POST>DT1 1XJ</HOME_POST><URN>SC1</URN><PLACE_PROVIDER>PR4</PLACE_PROVIDER><DEC /><REC />"
    "<REASON_PLACE_CHANGE /></EPISODE></CHILD>"
)
XML = f"<?xml version='1.0' encoding='us-ascii'?>\n<EXPSSDA903>{CHILD}</EXPSSDA903>"


def test_xml_gives_the_same_facts_as_csv(tmp_path: Path) -> None:
    (tmp_path / "return.xml").write_text(XML)
    write_return(tmp_path / "csv", uasc=["T001,F,14/05/2012,14/05/2030"])
    xml, csv = PlainDesk(), PlainDesk()
    xml.take(tmp_path / "return.xml")
    csv.take(tmp_path / "csv")
    assert xml.rows == csv.rows
    assert xml.child.unaccompanied


def test_each_table_in_it_is_named_with_its_rows_and_lines(tmp_path: Path) -> None:
    (tmp_path / "return.xml").write_text(XML)
    found = read_return([tmp_path])
    assert {file.kind: file.rows for file in found.files} == {"header": 1, "episodes": 1, "reviews": 1, "uasc": 1}
    assert (found.parts[0].reviews[0].line, found.parts[0].episodes[0].line) == (2, 3)
    assert found.parts[0].reviews[0].held_on == date(2025, 3, 28)


def test_beside_the_csv_files_it_is_named_and_not_read_twice(tmp_path: Path) -> None:
    write_return(tmp_path)
    (tmp_path / "a return.xml").write_text(XML)
    found = read_return([tmp_path])
    (xml,) = [file for file in found.files if file.path.endswith(".xml")]
    assert not xml.read
    assert "the CSV files beside it were read" in xml.why_not


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (XML[:-40], "broken XML"),
        ("<html><CHILD/></html>", "not a return"),
        (
            '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><EXPSSDA903>&b;</EXPSSDA903>',
            "declares a document type",
        ),
        (
            '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><EXPSSDA903>&f;</EXPSSDA903>',
            "declares a document type",
        ),
    ],
    ids=["cut", "html", "bomb", "file"],
)
def test_xml_that_is_no_return_is_refused_in_words(tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / "return.xml").write_text(text)
    with pytest.raises(Refused, match=why):
        read_return([tmp_path])
