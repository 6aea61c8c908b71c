"""Every paper of the practice caseload, for each recipient, in each size: conforms, and reads as it looks."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from iro_desk.casework import Milestone
from iro_desk.documents import KINDS, SIZES, Paper, Typeset, typeset
from iro_desk.practice import making, opening, papers
from iro_desk.practice.making import Wanted, every_paper, make
from iro_desk.practice.workspace import Workspace
from tests.conftest import PASSPHRASE
from tests.documents import conforms, outline
from tests.practice.conftest import TODAY

RECORDED = ("record", "decisions", "brief", "invitation", "meeting-sheet", "midway", "dispute", "everything", "week")
"""Kinds that the caseload has for every recipient; a letter is there where somebody wrote one."""
CHILDREN = int(os.environ.get("IRO_DESK_TEST_CHILDREN", "66"))
"""How many children; fewer for a trial of this test."""


@pytest.fixture
def practice(desk_folder: Path, data_folder: Path) -> Iterator[Workspace]:
    """The practice caseload on a desk."""
    made = opening.make_practice_desk(desk_folder, PASSPHRASE, children=CHILDREN, seed=1, on=TODAY, data=data_folder)
    yield made.workspace
    made.workspace.desk.close()


@pytest.fixture
def blocks(monkeypatch: pytest.MonkeyPatch) -> dict[str, Paper]:
    """The blocks of every paper that is set, by the SHA-256 of its bytes."""
    seen: dict[str, Paper] = {}

    def remembered(paper: Paper, *size: int) -> Typeset:
        made = typeset(paper, *size)
        seen[made.sha256] = paper
        return made

    for module in (making, papers):
        monkeypatch.setattr(module, "typeset", remembered)
    return seen


def wanted(ws: Workspace) -> list[Wanted]:
    """Every paper that the caseload has, and of each all recipients that its kind may be for beside the parents."""
    found = list(every_paper(ws))
    more = [
        replace(each, recipient=recipient)
        for each in found
        if "parent" not in KINDS[each.kind].recipients
        for recipient in KINDS[each.kind].recipients
    ]
    return list(dict.fromkeys((*found, *more)))


@pytest.mark.soak
@pytest.mark.timeout(4 * 3600)
def test_every_paper_of_the_caseload_conforms_and_reads_as_it_looks(
    practice: Workspace, tmp_path: Path, blocks: dict[str, Paper], capsys: pytest.CaptureFixture[str]
) -> None:
    if conforms.why_not():
        pytest.skip(conforms.why_not())
    practice.do("A challenge", _challenge, practice.desk.child_files(mine_only=True)[0].child.id).result()
    count: Counter[tuple[str, str, str]] = Counter()
    wrong: list[str] = []
    pdf = tmp_path / "paper.pdf"
    with conforms.Checker() as checker:
        for each in wanted(practice):
            for size, points in SIZES.items():
                made = make(practice, each.kind, each.about, each.recipient, size.replace(" ", "-"))
                name = f"{each.kind} for {each.recipient} in {size} print, {made.name}"
                pdf.write_bytes(made.pdf)
                for flavour in ("3a" if each.kind == "everything" else "2a", "ua1"):
                    wrong += [f"{name}: {words}" for words in checker.faults(flavour, [pdf]).values()]
                wrong += [f"{name}: {fault}" for fault in outline.faults(made.pdf, points)]
                written = outline.as_written(blocks[hashlib.sha256(made.pdf).hexdigest()], points)
                if outline.as_set(made.pdf) not in written:
                    wrong.append(f"{name}: tables and lists {outline.as_set(made.pdf)}, not {written}")
                wrong += [f"{name}: {words}" for words in made.uncovered]
                count[each.kind, each.recipient, size] += 1
    with capsys.disabled():
        print(f"\n{sum(count.values())} papers of {len(count)} kinds, recipients and sizes: {len(wrong)} faults")
        for key, number in sorted(count.items()):
            print(*key, number, sep="\t")
        print("not in the practice caseload:", *sorted(KINDS.keys() - {kind for kind, _, _ in count}))
    assert wrong == []
    there = {(kind, to.partition(":")[0]) for kind, to, _ in count}
    whole = {(kind, to) for kind in RECORDED for to in KINDS[kind].recipients} - {("decisions", "file")}
    assert there >= whole


def _challenge(change: Any, child: str) -> None:
    change.save(Milestone(change.new_id(), child, "dispute", TODAY, words="No school place since the move."))
