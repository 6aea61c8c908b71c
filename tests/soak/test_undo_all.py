"""Fifty random changes, all taken back: the tables equal the start; all brought again: they equal the end."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_type_hints

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from iro_desk.casework import (
    Attendance,
    Child,
    CouncilNumber,
    Decision,
    Episode,
    Person,
    Review,
    ReviewNote,
)
from iro_desk.desk import Desk, OpenChange
from iro_desk.desk.rows import REFERENCES, TABLES
from iro_desk.desk.schema import UNIQUE
from tests.conftest import PASSPHRASE
from tests.desk.invented import add_child
from tests.soak import rig

CHANGES = 50
ANY = [
    kind
    for kind, table in TABLES.items()
    if bytes not in get_type_hints(kind).values()  # A finalised paper is not brought back by undo.
    and table.name not in (*REFERENCES.values(), *(name for name, *_ in UNIQUE), "desk_identity")
]
"""Kinds of which a row can come and go by itself."""
WORDS = st.text(max_size=30)
WHICH = st.integers(0, 10**6)
DAYS = st.dates(date(2024, 1, 1), date(2026, 11, 23))


class Work(RuleBasedStateMachine):
    """What is done to a desk between its start and its end; one change a step."""

    total = 0

    @initialize(children=st.integers(0, 2))
    def begin(self, children: int) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.desk, _ = Desk.create(
            self.folder / "a.irodesk", PASSPHRASE, data_folder=self.folder / "data", now=rig.real_now
        )
        self.number = 0
        for _ in range(children):
            self._add_child()
        self.start = rig.tables_of(self.desk, drafts=False)
        self.began_at = self._last()

    def _last(self) -> int:
        last = self.desk.last_change()
        return 0 if last is None else last.n

    def _change(self, work: Callable[[OpenChange], None]) -> None:
        with self.desk.change("Changed") as change:
            work(change)
        if change.made is None:
            self._add_child()  # What was drawn stood there already.

    def _pick(self, kind: type, which: int) -> Any:
        rows = self.desk.all(kind)
        return rows[which % len(rows)] if rows else None

    def _add_child(self) -> None:
        self.number += 1
        self._change(lambda change: add_child(change, str(self.number)) and None)

    @rule()
    def add_child(self) -> None:
        self._add_child()

    @rule(which=WHICH, first=WORDS, about=WORDS)
    def name_a_child(self, which: int, first: str, about: str) -> None:
        child = self._pick(Child, which) or Child("a" * 26)
        self._change(lambda change: change.save(replace(child, first_name=first, about=about)))

    @rule(which=WHICH, day=DAYS, words=WORDS)
    def move_a_child(self, which: int, day: date, words: str) -> None:
        child = self._pick(Child, which)
        if child is None or any(row.started == day for row in self.desk.of_child(Episode, child.id)):
            return self._add_child()
        return self._change(lambda change: change.save(Episode(change.new_id(), child.id, day, town=words)))

    @rule(which=WHICH, day=DAYS, text=WORDS)
    def hold_a_review(self, which: int, day: date, text: str) -> None:
        child = self._pick(Child, which)
        if child is None or any(row.held_on == day for row in self.desk.of_child(Review, child.id)):
            return self._add_child()

        def work(change: OpenChange) -> None:
            review = Review(change.new_id(), child.id, state="completed", held_on=day)
            note = ReviewNote(change.new_id(), child.id, review.id, "health", text)
            change.save_many([review, note, Attendance(change.new_id(), child.id, review.id, text, how="in-person")])
            change.save_many(Decision(change.new_id(), child.id, review.id, n, text) for n in range(3))

        return self._change(work)

    @rule(which=WHICH)
    def pass_days_round(self, which: int) -> None:
        """Each key goes to another row."""
        child = self._pick(Child, which)
        reviews = self.desk.of_child(Review, child.id) if child else []
        if not reviews:
            return self._add_child()

        def work(change: OpenChange) -> None:
            days = [review.held_on for review in reviews]
            change.save_many(replace(review, held_on=None) for review in reviews)
            turned = [*days[1:], (days[0] or date(2026, 1, 1)) + timedelta(days=4000 if len(days) == 1 else 0)]
            change.save_many(replace(review, held_on=day) for review, day in zip(reviews, turned, strict=True))

        return self._change(work)

    @rule(which=WHICH, words=WORDS)
    def settle_a_decision(self, which: int, words: str) -> None:
        decision = self._pick(Decision, which)
        if decision is None:
            return self._add_child()
        return self._change(lambda change: change.save(replace(decision, outcome="done", outcome_words=words)))

    @rule(which=WHICH)
    def swap_numbers(self, which: int) -> None:
        """A number passes from one child to another within one change."""
        numbers = self.desk.all(CouncilNumber)
        if len(numbers) < 2:
            return self._add_child()
        one, other = numbers[which % len(numbers)], numbers[(which + 1) % len(numbers)]

        def work(change: OpenChange) -> None:
            change.delete(one)
            change.save(replace(other, number=one.number))
            change.save(replace(one, number=other.number))

        return self._change(work)

    @rule(which=WHICH)
    def write_a_row_of_any_kind(self, which: int) -> None:
        """Every table has its turn, but those of finalised papers, which no undo brings back."""
        kind = ANY[which % len(ANY)]
        rows = self.desk.all(kind)
        if rows and which % 3 == 0:
            return self._change(lambda change: change.delete(rows[which % len(rows)]))
        if not (self.desk.all(Review) and self.desk.all(Person)):
            return self._add_child()
        return self._change(lambda change: change.save(rig.any_of(kind, change)))

    @rule(which=WHICH)
    def take_a_child_away(self, which: int) -> None:
        child = self._pick(Child, which)
        if child is None:
            return self._add_child()

        def work(change: OpenChange) -> None:
            for kind, table in TABLES.items():
                if kind is not Child and table.child_column:
                    for row in change.of_child(kind, child.id):
                        change.delete(row)
            change.delete(child)

        return self._change(work)

    @rule(which=WHICH, words=WORDS)
    def write_of_a_person(self, which: int, words: str) -> None:
        person = self._pick(Person, which) or Person("b" * 26, "Invented Person")
        self._change(lambda change: change.save(replace(person, note=f"{person.note}{words}.")))

    @rule(minutes=st.integers(1, 60))
    def set_a_setting(self, minutes: int) -> None:
        self._change(lambda change: change.put_setting("iro_name", f"Invented Officer {minutes}"))

    def teardown(self) -> None:
        if not hasattr(self, "desk"):
            return
        while (made := self._last() - self.began_at) < CHANGES:
            self._add_child()
        end = rig.tables_of(self.desk, drafts=False)
        for _ in range(made):
            self.desk.undo()
        assert rig.tables_of(self.desk, drafts=False) == self.start
        for _ in range(made):
            self.desk.redo()
        assert rig.tables_of(self.desk, drafts=False) == end
        assert self.desk.check() == []
        type(self).total += made
        self.desk.close()
        shutil.rmtree(self.folder)


@rig.times("sequences", 3, 200)
def test_all_taken_back_is_the_start_and_all_brought_again_is_the_end(sequences: int) -> None:
    Work.total = 0
    with rig.told("Undo and redo") as say:
        run_state_machine_as_test(
            Work,
            settings=settings(
                max_examples=sequences,
                stateful_step_count=CHANGES,
                deadline=None,
                database=None,
                derandomize=True,
                suppress_health_check=list(HealthCheck),
            ),
        )
        say(f"{sequences} sequences, {Work.total:,} changes taken back and brought again, all equal")
