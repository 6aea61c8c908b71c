"""Words are found in ten years of notes sooner than one reading of the notes from end to end would take."""

from __future__ import annotations

from pathlib import Path
from statistics import median
from time import perf_counter

import pytest

from iro_desk.desk import Desk
from tests import ten_years
from tests.conftest import PASSPHRASE

WORDS = ("school", "brother river", "dentist eye test", "morn", "swimming holidays", "nowhere")


def milliseconds(work: object, times: int = 9) -> float:
    assert callable(work)
    taken = []
    for _ in range(times):
        began = perf_counter()
        work()
        taken.append((perf_counter() - began) * 1000)
    return median(taken)


@pytest.mark.benchmark
@pytest.mark.timeout(1200)
def test_words_in_ten_years_of_notes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from datetime import UTC, datetime

    folder, data = ten_years.make(tmp_path)
    with Desk.open(folder, PASSPHRASE, data_folder=data, now=lambda: datetime.now(UTC)) as desk:
        scan = "SELECT count(*) FROM review_note WHERE instr(lower(text), 'dentist')"
        yardstick = milliseconds(lambda: desk._connection.execute(scan).fetchone())
        taken = {words: milliseconds(lambda words=words: desk.search_text(words)) for words in WORDS}
    with capsys.disabled():
        print(f"\none reading of every note: {yardstick:.1f} ms")
        for words, each in taken.items():
            print(f"{words}: {each:.1f} ms")
    assert max(taken.values()) < max(yardstick, 50)
