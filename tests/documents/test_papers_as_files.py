"""The file that leaves the desk: tagged, archival, the same bytes every time, and naming nobody outside its text."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from iro_desk.documents import SIZES, decision_sheet, file_name, paper_of, read_elements, read_text, record, typeset
from iro_desk.documents.furniture import modules
from iro_desk.documents.setting import BlockSetter
from tests.documents.samples import PAPERS, SIGNED, TOBY, many_decisions

EVERY_SUM = """
from iro_desk.documents import SIZES, paper_of, typeset
from tests.documents.samples import PAPERS
for (kind, recipient), facts in PAPERS.items():
    for size in SIZES.values():
        print(kind, recipient, size, typeset(paper_of(kind, facts, recipient), size).sha256)
"""


def test_same_facts_give_the_same_bytes_in_another_process() -> None:
    told = [
        subprocess.Popen(
            [sys.executable, "-c", EVERY_SUM],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        for seed in ("1", "2")
    ]
    first, second = (process.communicate(timeout=100)[0].splitlines() for process in told)
    assert first == second
    assert len({line.split()[-1] for line in first}) == len(PAPERS) * len(SIZES)
    here = typeset(paper_of("record", PAPERS["record", "file"], "file"))
    assert f"record file 12 {here.sha256}" in first
    assert here.sha256 == hashlib.sha256(here.pdf).hexdigest()


def test_tagged_archival_and_embedded() -> None:
    pdf = typeset(record(SIGNED)).pdf
    with pikepdf.open(io.BytesIO(pdf)) as file:
        root = file.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == "en-GB"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert root.OutputIntents[0].S == "/GTS_PDFA1"
        packet = bytes(root.Metadata.read_bytes()).decode()
        with file.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
            assert metadata["pdfuaid:part"] == "1"
        assert "pdfaExtension:schemas" in packet
        for page in file.pages:
            assert page.obj.Tabs == "/S"
            for font in page.resources.Font.values():
                assert "/FontFile2" in font.FontDescriptor


def test_no_name_stands_in_metadata_or_file_name() -> None:
    pdf = typeset(record(SIGNED)).pdf
    with pikepdf.open(io.BytesIO(pdf)) as file:
        told = " ".join(str(value) for value in file.docinfo.values()) + bytes(file.Root.Metadata.read_bytes()).decode()
        assert str(file.docinfo["/Title"]) == "Review record"
        assert str(file.docinfo["/CreationDate"]) == "D:20261124000000Z"
    assert "Toby" not in told
    assert "Larkspur" not in told
    assert file_name("Decision sheet", "31/88 42", date(2026, 11, 18), 2) == "31-88-42 2026-11-18 decision-sheet v2.pdf"


def test_headings_lists_and_tables_are_what_they_look_like() -> None:
    elements = read_elements(typeset(record(SIGNED)).pdf)
    tags = [tag for tag, _ in elements]
    assert [text for tag, text in elements if tag == "H1"] == ["Toby Larkspur", "Decisions"]
    assert tags.count("Table") == 2
    assert tags.count("TH") == 4 + 3
    assert tags.count("TR") == 2 + len(SIGNED.last_decisions) + len(SIGNED.took_part)
    assert tags.count("BlockQuote") == 3
    assert tags.count("L") == 3


def test_furniture_is_not_read_aloud_and_stands_on_every_page() -> None:
    page = typeset(record(replace(SIGNED, decisions=many_decisions(20))))
    text = read_text(page.pdf)
    assert "Official-sensitive" not in text
    assert "“" not in text
    if shutil.which("pdftotext"):
        shown = subprocess.run(["pdftotext", "-layout", "-", "-"], input=page.pdf, capture_output=True, check=True)
        sheets = shown.stdout.decode().split("\f")[: page.pages]
        for number, sheet in enumerate(sheets, 1):
            assert f"Page {number} of {page.pages}" in sheet
            assert "Case 318842" in sheet
            assert "7F3A B2C2" in sheet
        heads = [sheet for sheet in sheets if re.search("What will happen +By when, and who", sheet)]
        assert len(heads) == page.pages - 2


def test_a_draft_says_so_and_carries_no_seal_and_practice_papers_say_that_children_are_invented() -> None:
    draft = typeset(record(replace(TOBY, seal="7F3AB2C2D24BZE25", practice=True)))
    assert "Draft, not final · Practice: invented children" in read_text(draft.pdf)
    final = read_text(typeset(record(SIGNED)).pdf)
    assert "Draft" not in final
    assert "Practice" not in final
    if shutil.which("pdftotext"):
        shown = subprocess.run(
            ["pdftotext", "-", "-"], input=draft.pdf, capture_output=True, check=True
        ).stdout.decode()
        assert "7F3A" not in shown


def test_the_seal_code_is_a_qr_code_of_level_m_for_the_seal() -> None:
    rows = modules("IRODESK:7F3AB2C2D24BZE25")
    assert len(rows) == 25
    finder = [tuple(row[:7]) for row in rows[:7]]
    assert finder[0] == (True,) * 7
    assert finder[1] == (True, False, False, False, False, False, True)


def test_a_copy_holds_only_what_its_recipient_may_see() -> None:
    secret = replace(
        SIGNED,
        notes=tuple(
            replace(note, audience=frozenset({"manager"})) if note.key == "home" else note for note in SIGNED.notes
        ),
        decisions=(SIGNED.decisions[0], replace(SIGNED.decisions[1], audience=frozenset()), SIGNED.decisions[2]),
        took_part=(replace(SIGNED.took_part[0], audience=frozenset({"carer"})), *SIGNED.took_part[1:]),
    )
    paper = record(secret)
    file = read_text(typeset(paper.copy_for("file")).pdf)
    parent = read_text(typeset(paper.copy_for("parent:1")).pdf)
    carer = read_text(typeset(paper.copy_for("carer")).pdf)
    for words in ("everyone in it says so", "spend one Saturday a month", "Maggie and Dele Brightwater, carers"):
        assert words in file
        assert words not in parent
    assert "Maggie and Dele Brightwater, carers" in carer
    assert "\nHome\n" not in parent


def test_no_decision_row_is_cut_by_a_page_and_no_label_stands_alone() -> None:
    page = typeset(record(replace(SIGNED, decisions=many_decisions(40))))
    with pikepdf.open(io.BytesIO(page.pdf)) as file:
        pages = [p.obj.objgen for p in file.pages]
        owners: list[set[int]] = []

        def walk(node: pikepdf.Object) -> set[int]:
            here: set[int] = set()
            for kid in node.K:
                here |= {pages.index(kid.Pg.objgen)} if kid.get("/Type") == "/MCR" else walk(kid)
            if node.S in ("/LI", "/TR", "/H2"):
                owners.append(here)
            return here

        walk(file.Root.StructTreeRoot.K)
    assert len(owners) > 60
    assert all(len(owner) == 1 for owner in owners)


@pytest.mark.parametrize("tool", ["qpdf", "pdfinfo"])
def test_other_readers_find_no_fault(tool: str, tmp_path: Path) -> None:
    if not shutil.which(tool):
        pytest.skip(f"{tool} is not installed here")
    file = tmp_path / "paper.pdf"
    for paper in (record(SIGNED), decision_sheet(SIGNED)):
        file.write_bytes(typeset(paper).pdf)
        command = ["qpdf", "--check", str(file)] if tool == "qpdf" else ["pdfinfo", "-struct-text", str(file)]
        told = subprocess.run(command, capture_output=True, text=True, check=True)
        assert "rror" not in told.stderr
        if tool == "pdfinfo":
            assert "H1" in told.stdout
            assert "Toby Larkspur" in told.stdout


def test_every_block_has_a_setting() -> None:
    from iro_desk.documents import blocks
    from iro_desk.documents.lines import Setter
    from iro_desk.documents.style import house
    from iro_desk.documents.tagging import Node

    unknown = blocks.Block()
    with pytest.raises(TypeError, match="no setting for Block"):
        BlockSetter(Setter(), Node("Document"), house("columns", 12)).set([unknown])
