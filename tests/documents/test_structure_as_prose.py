"""The record as ``pdfinfo -struct-text`` tells it, kept beside this test: it must read as prose, in order."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from iro_desk.documents import paper_of, read_elements, typeset
from tests.documents.samples import SEALED

GOLDEN = Path(__file__).with_name("record.struct.txt")


def words(text: str) -> list[str]:
    return re.findall(r"\S+", text)


@pytest.fixture
def pdf() -> bytes:
    return typeset(paper_of("record", SEALED, "file")).pdf


def test_the_record_reads_as_it_was_kept(pdf: bytes, tmp_path: Path) -> None:
    if not shutil.which("pdfinfo"):
        pytest.skip("pdfinfo is not installed here")
    file = tmp_path / "record.pdf"
    file.write_bytes(pdf)
    told = subprocess.run(["pdfinfo", "-struct-text", str(file)], capture_output=True, text=True, check=True).stdout
    kept = GOLDEN.read_text("utf-8")
    assert words(told) == words(kept)


def test_what_was_kept_is_what_our_own_reader_says(pdf: bytes) -> None:
    """The same words in the same order, read without poppler."""
    kept = "".join(re.findall(r'"([^"]*)"', GOLDEN.read_text("utf-8")))
    ours = "".join(text for _, text in read_elements(pdf))
    assert "".join(words(kept)) == "".join(words(ours))
