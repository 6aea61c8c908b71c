"""Reading the desk: the same questions on the window's connection and inside an open change."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from iro_desk import casework
from iro_desk.casework import ChildFile, CouncilSettings, NotFound
from iro_desk.desk.drafts import Draft, Drafts, EarlierText
from iro_desk.desk.rows import TABLES, seal_words, table_of
from iro_desk.desk.schema import ORDER
from iro_desk.desk.text_index import TextHit, search

Record = TypeVar("Record")

_CASELOAD_PARTS: tuple[tuple[str, type[Any]], ...] = (
    ("numbers", casework.CouncilNumber),
    ("episodes", casework.Episode),
    ("periods", casework.PeriodRecord),
    ("roles", casework.Role),
    ("schools", casework.SchoolPlace),
    ("events", casework.Event),
    ("contacts", casework.Contact),
    ("milestones", casework.Milestone),
    ("reviews", casework.Review),
    ("parts", casework.ReviewPart),
    ("decisions", casework.Decision),
)
_PRIVATE_PARTS: tuple[tuple[str, type[Any]], ...] = (
    ("attendance", casework.Attendance),
    ("notes", casework.ReviewNote),
    ("told", casework.ToldMe),
    ("signed", casework.SignedPaper),
    ("signed_notes", casework.SignedNote),
    ("paper_texts", casework.PaperText),
    ("consulted", casework.ConsultationAnswer),
    ("corrections", casework.Correction),
    ("paper_steps", casework.PaperStep),
    ("withholdings", casework.Withholding),
    ("looked_again", casework.LookedAgain),
    ("asked_where", casework.AskedWhere),
    ("copy_choices", casework.CopyChoice),
    ("telling_answers", casework.TellingAnswer),
    ("engagements", casework.Engagement),
    ("wishes", casework.ReviewWish),
    ("trip_notes", casework.TripNote),
    ("prepared", casework.PrepareStep),
    ("letter_parts", casework.LetterPart),
    ("sendings", casework.Sending),
)


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the journal. ``words`` and ``child`` are empty once they were removed with the child.

    ``tables`` (kinds of rows: table names) and ``children`` are filled when a change is announced to
    the office's listeners; lines of the history leave them empty (see :meth:`Reading.history_rows`).
    """

    n: int
    made_at: str
    """ISO moment in UTC."""
    author: str
    kind: str
    words: str
    child: str
    undoes: int | None
    row_count: int
    hash: bytes
    tables: frozenset[str] = frozenset()
    children: frozenset[str] = frozenset()

    @property
    def seal(self) -> str:
        """The first 16 letters (base32) of its hash: what a paper signed by it carries."""
        return seal_words(self.hash)


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """One row touched by a change: its columns before and after (``None``: it was not there, or it was removed).

    ``redacted`` is true when the content was removed with the child; both images are then ``None``.
    """

    table: str
    row: str
    child: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    redacted: bool = False


class Reading:
    """Questions to one connection. Values come back as the case's own dataclasses."""

    def __init__(self, database: Any, guard: Any) -> None:
        self._database = database
        self._connection = database.conn
        self._guard = guard
        self.veil: Callable[[Any], Any] | None = None
        """What every value passes through as it is read: the window's hidden names. Never set on the writer's side."""

    def _veiled(self, values: list[Any]) -> list[Any]:
        veil = self.veil  # Taken once: the window may take it away while another thread reads.
        return values if veil is None else [veil(value) for value in values]

    def get(self, kind: type[Record], row_id: str) -> Record:
        """The value with that id. Raises :class:`NotFound`."""
        found = self._records(kind, "t.id = ?", (row_id,))
        if not found:
            raise NotFound("That is not on this desk any more.", safe="Nothing was changed.")
        return found[0]

    def all(self, kind: type[Record]) -> list[Record]:
        """Every value of a kind, in its own order (episodes by their start, reviews by their day)."""
        return self._records(kind, "1", ())

    def of_child(self, kind: type[Record], child_id: str) -> list[Record]:
        """Every value of a kind that belongs to one child, in order."""
        return self._records(kind, "t.child = ?", (child_id,))

    def where(self, kind: type[Record], /, **equals: Any) -> list[Record]:
        """Every value whose fields equal those given (``None`` and ``""`` included), in order."""
        columns = {column.name: column for column in table_of(kind).stored}
        tests, values = ["1"], []
        for name, value in equals.items():
            column = columns[name]
            tests.append(f't."{name}" IS ?')
            values.append(column.write(value) if column.write is not None else value)
        return self._records(kind, " AND ".join(tests), tuple(values))

    def child_file(self, child_id: str) -> ChildFile:
        """Everything about one child, notes, what they told me and signed papers included. Raises :class:`NotFound`."""
        with self._one_moment():
            child = self.get(casework.Child, child_id)
            return self._files([child], (*_CASELOAD_PARTS, *_PRIVATE_PARTS), "t.id = ?", (child_id,))[0]

    def child_files(
        self, mine_only: bool = True, on: date | None = None, pause: Callable[[], object] | None = None
    ) -> list[ChildFile]:
        """Every child as a caseload needs them: without who took part, notes, what they told me, and signed papers.

        With ``on``, only children who were on the caseload on that day (both ends count). With ``pause``, which is
        called in between, they are read one by one and others may read meanwhile: each child is then of one moment,
        and two children need not be.
        """
        tests, values = ["1"], []
        if mine_only:
            tests.append("t.mine = 1")
        if on is not None:
            tests.append("(t.joined_caseload IS NULL OR t.joined_caseload <= ?)")
            tests.append("(t.left_caseload IS NULL OR t.left_caseload >= ?)")
            values = [on.isoformat(), on.isoformat()]
        which = " AND ".join(tests)
        if pause is None:
            with self._one_moment():
                children = self._records(casework.Child, which, tuple(values))
                return self._files(children, _CASELOAD_PARTS, which, tuple(values))
        files = []
        for child in self._records(casework.Child, which, tuple(values)):
            pause()
            with self._one_moment():
                again = self._records(casework.Child, "t.id = ?", (child.id,))
                files += self._files(again, _CASELOAD_PARTS, "t.id = ?", (child.id,))
        return files

    def finalised(self) -> dict[str, date]:
        """When each review's papers were last finalised here, by the review's id; no paper is read for it."""
        with self._guard:
            rows = self._connection.execute(
                "SELECT review, max(signed_on) FROM signed_paper WHERE review IS NOT NULL GROUP BY review"
            ).fetchall()
        return {review: date.fromisoformat(day) for review, day in rows}

    def paper_steps(self) -> tuple[frozenset[str], list[casework.PaperStep]]:
        """The reviews of which every step of the papers is noted as settled, and the steps noted of all others.

        A desk of ten years has ten thousand of them, and all but a few are settled.
        """
        settled = (
            "SELECT review FROM paper_step WHERE review IS NOT NULL AND (done_on IS NOT NULL OR not_needed)"
            " GROUP BY review HAVING count(DISTINCT step) >= ?"
        )
        steps = (len(casework.PAPER_STEPS),)
        with self._one_moment():
            reviews = frozenset(row[0] for row in self._connection.execute(settled, steps))
            return reviews, self._records(casework.PaperStep, f"t.review NOT IN ({settled})", steps)

    def settings(self) -> CouncilSettings:
        """The settings as they stand: the defaults and what this desk has changed."""
        values = {setting.id: setting.value for setting in self.all(casework.Setting)}
        return CouncilSettings(values, tuple(self.all(casework.SchoolTerm)))

    def values_of_setting(self, key: str) -> list[str]:
        """Every value that a setting has or ever had, as the journal knows them."""
        with self._guard:
            found = self._connection.execute(
                "SELECT DISTINCT json_extract(image, '$.value') FROM change_row"
                " WHERE tbl = 'setting' AND row = ? AND image IS NOT NULL",
                (key,),
            ).fetchall()
        return [value for (value,) in found]

    def find_child(self, number_or_id: str) -> str:
        """The id of the child with that council number or id. Raises :class:`NotFound`."""
        asked = number_or_id.strip()
        with self._guard:
            found = self._connection.execute(
                "SELECT child FROM council_number WHERE number = ?1 UNION SELECT id FROM child WHERE id = ?1", (asked,)
            ).fetchone()
        if found is None:
            raise NotFound("No child on this desk has that number.", safe="Nothing was changed.")
        return str(found[0])

    def search_text(self, words: str, limit: int = 20) -> list[TextHit]:
        """The rows in which all the words stand, each as a word's beginning, the likeliest first.

        Diacritics and capital letters make no difference. What a child said for the IRO's ears only is never found.
        """
        with self._one_moment():
            hits = search(self._connection, words, limit)
        return self._veiled(hits)

    def history(
        self,
        child_id: str | None = None,
        *,
        kinds: Iterable[str] = (),
        since: str = "",
        before: str = "",
        words: str = "",
        most: int = -1,
        skip: int = 0,
    ) -> list[Change]:
        """The changes of the journal, newest first: all, or those that touched one child.

        ``kinds`` are kinds of the journal (none: all); ``since`` and ``before`` are ISO moments in UTC, the second not
        included; ``words`` stand somewhere in the change's own. The order is by number, whatever the clock said.
        """
        which, values = _which(child_id, tuple(kinds), since, before, words)
        with self._guard:
            rows = self._connection.execute(
                f"{CHANGES} WHERE {which} ORDER BY n DESC LIMIT ? OFFSET ?", (*values, most, skip)
            )
            return [change_of(row) for row in rows]

    def history_rows(self, n: int) -> list[ChangedRow]:
        """What change ``n`` did to each row it touched, in order."""
        with self._guard:
            found = self._connection.execute(
                "SELECT r.tbl, r.row, r.child, r.image, r.salt IS NULL,"
                " (SELECT b.image FROM change_row b WHERE b.tbl = r.tbl AND b.row = r.row AND b.n < r.n"
                "  ORDER BY b.n DESC LIMIT 1)"
                " FROM change_row r WHERE r.n = ? ORDER BY r.seq",
                (n,),
            ).fetchall()
        if self.veil is not None:
            return [ChangedRow(table, row, child or "", None, None, True) for table, row, child, *_ in found]
        return [
            ChangedRow(table, row, child or "", _image(before), _image(after), bool(redacted))
            for table, row, child, after, redacted, before in found
        ]

    def images_of(self, kind: type[Any], row_id: str) -> list[tuple[str, dict[str, Any]]]:
        """The states of one row, oldest first: the moment (ISO, UTC) and the columns; what was redacted is left out."""
        with self._guard:
            found = self._connection.execute(
                "SELECT c.made_at, r.image FROM change_row r JOIN change c ON c.n = r.n"
                " WHERE r.tbl = ? AND r.row = ? AND r.image IS NOT NULL ORDER BY r.n",
                (table_of(kind).name, row_id),
            ).fetchall()
        return [(made_at, json.loads(image)) for made_at, image in found]

    def change_numbered(self, n: int) -> Change | None:
        """Change ``n``, or ``None`` when the journal has no such change."""
        with self._guard:
            row = self._connection.execute(f"{CHANGES} WHERE n = ?", (n,)).fetchone()
        return None if row is None else change_of(row)

    def last_change_of(self, row_id: str) -> Change | None:
        """The newest change that touched the row of that id; ``None`` when the journal knows of none."""
        tables = [table.name for table in TABLES.values()]
        newest = f"SELECT max(n) FROM change_row WHERE tbl IN ({', '.join('?' * len(tables))}) AND row = ?"
        with self._guard:
            row = self._connection.execute(f"{CHANGES} WHERE n = ({newest})", (*tables, row_id)).fetchone()
        return None if row is None else change_of(row)

    def last_change(self) -> Change | None:
        """The newest change, or ``None`` on a desk that has none."""
        with self._guard:
            row = self._connection.execute(f"{CHANGES} ORDER BY n DESC LIMIT 1").fetchone()
        return None if row is None else change_of(row)

    def seal_of(self, n: int) -> str:
        """The seal of change ``n``: the first 16 letters (base32) of its hash. Raises :class:`NotFound`."""
        with self._guard:
            row = self._connection.execute("SELECT hash FROM change WHERE n = ?", (n,)).fetchone()
        if row is None:
            raise NotFound("The journal has no such change.", safe="Nothing was changed.")
        return seal_words(row[0])

    def drafts(self) -> list[Draft]:
        """Every text being written that has not become a change."""
        with self._guard:
            drafts = Drafts(self._connection).all()
        return self._veiled(drafts)

    def earlier(self, field: str) -> list[EarlierText]:
        """The earlier texts of one field being written, newest first."""
        with self._guard:
            return Drafts(self._connection).earlier(field)

    @contextmanager
    def _one_moment(self) -> Iterator[None]:
        """Several questions to one state of the desk, whatever the writer commits meanwhile."""
        with self._guard:
            inside_already = self._connection.in_transaction
            if not inside_already:
                self._connection.execute("BEGIN")
            try:
                yield
            finally:
                if not inside_already:
                    self._connection.execute("COMMIT")

    def _records(self, kind: type[Record], which: str, values: tuple[Any, ...]) -> list[Record]:
        table = table_of(kind)
        order = f"{ORDER[kind]}, t.rowid" if kind in ORDER else "t.rowid"
        statement = f"SELECT {table.select} FROM {table.name} t WHERE {which} ORDER BY {order}"
        with self._guard:
            records = table.records_of(self._connection.execute(statement, values).fetchall())
        return self._veiled(records)

    def _files(
        self,
        children: Iterable[casework.Child],
        parts: tuple[tuple[str, type[Any]], ...],
        which: str,
        values: tuple[Any, ...],
    ) -> list[ChildFile]:
        whose = f"t.child IN (SELECT id FROM child t WHERE {which})"
        by_child: dict[str, dict[str, list[Any]]] = {child.id: {} for child in children}
        for name, kind in parts:
            for record in self._records(kind, whose, values):
                by_child[record.child].setdefault(name, []).append(record)
        with_a_role = f"t.id IN (SELECT t.person FROM role t WHERE {whose})"
        people = {person.id: person for person in self._records(casework.Person, with_a_role, values)}
        files = []
        for child in children:
            found = by_child[child.id]
            known = dict.fromkeys(role.person for role in found.get("roles", ()))
            files.append(
                ChildFile(
                    child=child,
                    people=tuple(people[person_id] for person_id in known),
                    **{name: tuple(found.get(name, ())) for name, _ in parts},
                )
            )
        return files


CHANGES = "SELECT n, made_at, author, kind, words, child, undoes, row_count, hash FROM change"


def _which(
    child: str | None, kinds: tuple[str, ...], since: str, before: str, words: str
) -> tuple[str, tuple[Any, ...]]:
    tests: dict[str, tuple[Any, ...]] = {"1": ()}
    if child is not None:
        tests["(child = ? OR n IN (SELECT n FROM change_row WHERE child = ?))"] = (child, child)
    if kinds:
        tests[f"kind IN ({', '.join('?' * len(kinds))})"] = kinds
    if since:
        tests["made_at >= ?"] = (since,)
    if before:
        tests["made_at < ?"] = (before,)
    if words.strip():
        tests["instr(lower(words), lower(?)) > 0"] = (words.strip(),)
    return " AND ".join(tests), tuple(value for values in tests.values() for value in values)


def change_of(row: tuple[Any, ...]) -> Change:
    """A row of the journal's table as a value."""
    n, made_at, author, kind, words, child, undoes, row_count, change_hash = row
    return Change(n, made_at, author, kind, words or "", child or "", undoes, row_count, change_hash)


def _image(text: str | None) -> dict[str, Any] | None:
    return None if text is None else dict(json.loads(text))
