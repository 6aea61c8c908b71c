"""Every kind of paper, each recipient's copy, each size: PDF/UA-1, and PDF/A-2a (3a with a file attached)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import cycle, product
from pathlib import Path

import pytest

from iro_desk.documents import KINDS, RECIPIENTS, SIZES, paper_of, typeset
from tests.documents import conforms
from tests.documents.samples import PAPERS

EVERYONE = tuple(recipient if recipient != "parent" else "parent:1" for recipient in RECIPIENTS)


def check(folder: Path, wanted: Iterable[tuple[str, str, int]]) -> None:
    if conforms.why_not():
        pytest.skip(conforms.why_not())
    plain: list[Path] = []
    attached: list[Path] = []
    for kind, recipient, size in wanted:
        facts = next(facts for (key, _), facts in PAPERS.items() if key == kind)
        paper = paper_of(kind, facts, recipient)
        file = folder / f"{kind}-{recipient.replace(':', '')}-{size}.pdf"
        file.write_bytes(typeset(paper, size).pdf)
        (attached if paper.attachment else plain).append(file)
    assert plain
    assert attached
    with conforms.Checker() as checker:
        assert checker.faults("2a", plain) == {}
        assert checker.faults("3a", attached) == {}
        assert checker.faults("ua1", plain + attached) == {}


@pytest.mark.timeout(300)
def test_every_kind_conforms(tmp_path: Path) -> None:
    check(tmp_path, zip(KINDS, (kind.recipients[0] for kind in KINDS.values()), cycle(SIZES.values())))


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_every_kind_conforms_for_every_recipient_at_every_size(tmp_path: Path) -> None:
    check(
        tmp_path,
        (
            (kind.key, recipient, size)
            for kind, recipient, size in product(KINDS.values(), EVERYONE, SIZES.values())
            if kind.may_be_for(recipient)
        ),
    )


def test_the_check_finds_a_fault(tmp_path: Path) -> None:
    if conforms.why_not():
        pytest.skip(conforms.why_not())
    pdf = typeset(paper_of("week", PAPERS["week", "file"], "file")).pdf
    broken = tmp_path / "broken.pdf"
    # The mark of PDF/UA is taken out of the metadata, which is stored as it is.
    broken.write_bytes(pdf.replace(b"pdfuaid:part", b"pdfuaid:pxrt"))
    with conforms.Checker() as checker:
        assert checker.faults("ua1", [broken])
