"""After one child of 66 is deleted no page of desk or backup holds a word of them; the others are as before."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from iro_desk.casework import Child, Contact
from iro_desk.desk import keys
from iro_desk.practice import deletion, keeping, opening
from tests import ten_years
from tests.conftest import PASSPHRASE
from tests.practice.test_deletion import CANARIES, add_canary_child
from tests.soak import pages, rig

SIZES = [
    pytest.param(6, 1, id="short"),
    pytest.param(66, 10, id="full", marks=[pytest.mark.soak, pytest.mark.timeout(rig.FULL_RUN_SECONDS)]),
]


SCRIPT = "ዳዊት ምሳሌ"
"""The name of another child of the practice caseload too: it must stay."""
MORE = "hedgehogcanary"
OWN = (*(words for words in CANARIES if words != SCRIPT), MORE)


def folded(values: Iterable[object]) -> set[str]:
    """The words among some values, without spaces and capitals: a postcode is kept in more forms than one."""
    return {value.replace(" ", "").casefold() for value in values if isinstance(value, str)}


def hits(folder: Path) -> int:
    """How often one of the child's words stands in the decrypted pages of a closed desk."""
    _, key = keys.read_key(folder, PASSPHRASE)
    content = b"".join(pages.decrypted(folder / "desk.db", key))
    forms = [each.encode(code) for each in OWN for code in ("utf-8", "utf-16-le", "utf-16-be")]
    return sum(content.count(form) for form in forms)


def hits_in_backup(file: Path, folder: Path) -> int:
    with zipfile.ZipFile(file) as archive:
        archive.extractall(folder)
    return hits(folder)


@pytest.mark.parametrize(("children", "years"), SIZES)
def test_no_page_holds_a_word_of_a_deleted_child(children: int, years: int, tmp_path: Path) -> None:
    folder, data = ten_years.make(tmp_path, children=children, years=years)
    days = iter(rig.real_now() - timedelta(days=n) for n in range(9, 0, -1))
    child, kept = "", []
    for step in ("added", "left", "long gone"):
        day = next(days)
        ws = opening.open_desk(folder, PASSPHRASE, today=ten_years.DAY, now=lambda day=day: day, data=data)
        if step == "added":
            child = ws.do("Added an invented child", add_canary_child).result()
            met = Contact("m" * 26, child, date(2025, 5, 5), "iro", words=MORE)
            ws.do("Wrote of a visit", lambda change, met=met: change.save(met), child=child).result()
            with ws.desk.writing_drafts() as drafts:
                drafts.save(f"note:{child}", CANARIES[-3])
        if step == "left":

            def leave(change: Any, child: str = child) -> None:
                change.save(replace(change.get(Child, child), left_caseload=date(2026, 4, 1), mine=False))

            ws.do("Left the caseload", leave, child=child).result()
        kept.append(keeping.keep_backup(ws).place)
        before = rig.tables_of(ws.desk)
        opening.close_desk(ws)
    found_before = hits(folder) + sum(hits_in_backup(file, tmp_path / file.stem) for file in kept)

    ws = opening.open_desk(folder, PASSPHRASE, today=ten_years.DAY, now=rig.real_now, data=data)
    began = time.perf_counter()
    certificate = deletion.remove(ws, child, "They were uploaded, all of them.")
    took = time.perf_counter() - began
    assert ws.desk.check() == []
    after = rig.tables_of(ws.desk)
    for name, rows in after.items():
        gone = [row for row in before[name] if row not in set(rows)]
        assert set(rows) <= set(before[name]) or name == "setting", name
        assert all(child in row or folded(row) & folded(CANARIES) for row in gone), name
    assert ws.desk.kept_backups().keys() >= set(kept)
    for file in ws.desk.kept_backups():
        ws.desk.check_backup(file)
    backups = list(ws.desk.kept_backups())
    opening.close_desk(ws)
    found = [hits(folder), *(hits_in_backup(file, tmp_path / f"after {file.stem}") for file in backups)]
    size = (folder / "desk.db").stat().st_size / 1e6
    print(
        f"\nDeletion of one of {len(before['child'])} children, {size:.0f} MB and {len(backups)} backups: {took:.1f} s;"
        f" {found_before} hits of {len(OWN)} strings before, {sum(found)} after"
    )
    assert found_before > len(OWN) == 20
    assert found == [0] * (len(backups) + 1)
    assert certificate.clean
