"""The full-text index inside the encrypted file: every word of what is known about the children, diacritics folded.

It holds no text of its own (FTS5 without content, ``secure-delete`` on: what is deleted leaves no trace in it) and
is not journalled. TEMP triggers on the writer's connection keep it level with the rows in the same transaction; it
is made anew after a crash, after a migration, and when what is indexed has changed. What a child said for the
IRO's ears only is never in it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from iro_desk.desk.rows import BY_NAME

INDEXED: dict[str, tuple[str, ...]] = {
    "child": ("first_name", "liked_name", "surname", "name_in_script", "enjoys", "about"),
    "council_number": ("number",),
    "episode": ("home_name", "town"),
    "person": ("name", "organisation", "note"),
    "role": ("note",),
    "school_place": ("name", "note"),
    "event": ("words", "told_by", "bring_forward_because"),
    "contact": ("words",),
    "milestone": ("words",),
    "review": (
        "place",
        "agreed_with",
        "child_asked",
        "participation_words",
        "spoke_privately_because",
        "late_words",
        "cancelled_because",
        "otherwise_because",
        "moved_because",
        "next_people",
        "who_tells",
    ),
    "review_part": ("place", "words", "people"),
    "prepare_step": ("words",),
    "attendance": ("name", "words"),
    "review_note": ("text",),
    "correction": ("reason",),
    "paper_text": ("text",),
    "told_me": ("words",),
    "consultation_answer": ("words",),
    "decision": (
        "what",
        "why",
        "owner",
        "no_date_because",
        "know_by",
        "manager_words",
        "outcome_words",
    ),
}
"""Which fields of which tables are found."""
ONLY_WHERE = {"told_me": "{0}.\"who_may_hear\" <> 'only me'"}
"""Rows whose words are in the index only while this holds."""
MADE_OF = {"told_me": ("who_may_hear",)}
"""Fields beside those found whose change may put words in or take them out."""
TABLES_OF_INDEX = ("text_row", "text_made", "text_index")
SNIPPET_LETTERS = 90
WEIGHED = 2000
"""So many rows are weighed against one another: a word that stands nearly everywhere keeps nobody waiting."""
_TABLES = (
    "CREATE TABLE text_row (id INTEGER PRIMARY KEY, tbl TEXT NOT NULL, row TEXT NOT NULL, UNIQUE (tbl, row)) STRICT",
    "CREATE VIRTUAL TABLE text_index USING fts5(words, content='', tokenize=\"unicode61 remove_diacritics 2\")",
    "INSERT INTO text_index (text_index, rank) VALUES ('secure-delete', 1)",
    "CREATE TABLE text_made (of_what TEXT NOT NULL) STRICT",
)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class TextHit:
    """One row in which the words stand. ``child`` is empty for a person who has no role any more."""

    kind: str
    """The row's table: ``child``, ``review_note``, ``decision``, ``event``, ``person`` and so on."""
    row: str
    child: str
    snippet: str
    """The words with what stands around them."""


def is_current(connection: Any) -> bool:
    """Whether this file has an index of what is indexed today."""
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'text_made'").fetchone()
    return known is not None and connection.execute("SELECT of_what FROM text_made").fetchone() == (_of_what(),)


def make(connection: Any) -> None:
    """Make the index anew from the rows, in a transaction of its own."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        for name in TABLES_OF_INDEX:
            connection.execute(f"DROP TABLE IF EXISTS {name}")
        for statement in _TABLES:
            connection.execute(statement)
        for name in INDEXED:
            connection.execute(f"INSERT INTO text_row (tbl, row) SELECT '{name}', id FROM {name} ORDER BY rowid")
            connection.execute(
                f"INSERT INTO text_index (rowid, words) SELECT i.id, {_words(name, 't')} FROM {name} t"
                f" JOIN text_row i ON i.tbl = '{name}' AND i.row = t.id"
            )
        connection.execute("INSERT INTO text_made VALUES (?)", (_of_what(),))
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def watch(connection: Any) -> None:
    """Put the TEMP triggers on that keep the index level with the rows."""
    for name in INDEXED:
        for statement in _triggers(name):
            connection.execute(statement)


def search(connection: Any, words: str, limit: int) -> list[TextHit]:
    """The rows in which all the words stand, each as a word's beginning, the likeliest first.

    Where more than ``WEIGHED`` have them, the likeliest of those last put into the index.
    """
    tokens = _WORD.findall(unicodedata.normalize("NFC", words))
    if not tokens:
        return []
    asked = " ".join(f'"{token}"*' for token in tokens)
    found = connection.execute(
        "SELECT r.tbl, r.row FROM (SELECT rowid AS id, bm25(text_index) AS weight FROM text_index"
        " WHERE text_index MATCH ? ORDER BY rowid DESC LIMIT ?) JOIN text_row r USING (id) ORDER BY weight, id LIMIT ?",
        (asked, WEIGHED, limit),
    ).fetchall()
    beginnings = tuple(folded(token) for token in tokens)
    return [_hit(connection, name, row, beginnings) for name, row in found]


def folded(word: str) -> str:
    """A word as the index compares it: lower case, without diacritics."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFD", word)
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).lower()


def _hit(connection: Any, name: str, row: str, beginnings: tuple[str, ...]) -> TextHit:
    table = BY_NAME[name]
    child = (
        f't."{table.child_column}"' if table.child_column else "(SELECT child FROM role WHERE person = t.id LIMIT 1)"
    )
    columns = ", ".join(f't."{column}"' for column in INDEXED[name])
    whose, *texts = connection.execute(f"SELECT {child}, {columns} FROM {name} t WHERE t.id = ?", (row,)).fetchone()
    return TextHit(name, row, whose or "", _snippet(texts, beginnings))


def _snippet(texts: list[str], beginnings: tuple[str, ...]) -> str:
    for text in texts:
        for word in _WORD.finditer(text):
            if folded(word.group()).startswith(beginnings):
                return _around(text, word.start())
    return next((_around(text, 0) for text in texts if text), "")


def _around(text: str, place: int) -> str:
    start = max(0, place - SNIPPET_LETTERS // 3)
    if start:
        # Begin with a whole word.
        start = text.rfind(" ", 0, start + 1) + 1 if " " in text[start - 20 : start + 1] else start
    part = text[start : start + SNIPPET_LETTERS]
    words = " ".join(part.split())
    return f"{'…' if start else ''}{words}{'…' if start + SNIPPET_LETTERS < len(text) else ''}"


def _words(name: str, prefix: str) -> str:
    joined = " || char(10) || ".join(f'{prefix}."{column}"' for column in INDEXED[name])
    only = ONLY_WHERE.get(name)
    return joined if only is None else f"CASE WHEN {only.format(prefix)} THEN {joined} ELSE '' END"


def _triggers(name: str) -> Iterator[str]:
    def id_of(prefix: str) -> str:
        return f"(SELECT id FROM text_row WHERE tbl = '{name}' AND row = {prefix}.id)"

    put = f"INSERT INTO text_index (rowid, words) VALUES ({id_of('new')}, {_words(name, 'new')});"
    take = (
        f"INSERT INTO text_index (text_index, rowid, words) VALUES ('delete', {id_of('old')}, {_words(name, 'old')});"
    )
    differs = " OR ".join(
        f'old."{column}" IS NOT new."{column}"' for column in (*INDEXED[name], *MADE_OF.get(name, ()))
    )
    head = f"CREATE TEMP TRIGGER {name}_words"
    yield (
        f"{head}_in AFTER INSERT ON main.{name} BEGIN"
        f" INSERT INTO text_row (tbl, row) VALUES ('{name}', new.id); {put} END"
    )
    yield f"{head}_altered AFTER UPDATE ON main.{name} WHEN {differs} BEGIN {take} {put} END"
    yield (
        f"{head}_out AFTER DELETE ON main.{name} BEGIN {take}"
        f" DELETE FROM text_row WHERE tbl = '{name}' AND row = old.id; END"
    )


def _of_what() -> str:
    return hashlib.sha256(repr((_TABLES, INDEXED, ONLY_WHERE)).encode("utf-8")).hexdigest()
