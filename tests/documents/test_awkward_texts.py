"""Whatever was typed, in whatever field of whatever paper, is what a screen reader takes from it."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from iro_desk.documents import KINDS, Paper, Typeset, fonts, paper_of, read_text, typeset
from tests.documents.awkward import NAMES, STRINGS
from tests.documents.samples import PAPERS

NOT_TYPED = {"pronouns", "outcome", "key", "state", "recipient", "seal", "data", "participation", "word_decision"} | {
    "form",
    "answers",
}
"""Chosen from a list, or made by the program."""
FEWEST = {"record": 60, "decisions": 12, "brief": 40, "invitation": 12, "meeting-sheet": 60, "midway": 20} | {
    "letter": 24,
    "letter-now": 24,
    "introduction": 14,
    "dispute": 16,
    "everything": 30,
    "week": 18,
    "trip-sheet": 18,
    "consultation": 10,
}
"""How many typed fields each sample prints, at least: fewer, and the test would look at too little."""


def fill(value: Any, text: Callable[[str], str], path: str = "") -> Any:
    """The same facts with every typed field filled anew."""
    if dataclasses.is_dataclass(value):
        changed = {
            item.name: fill(getattr(value, item.name), text, f"{path}.{item.name}")
            for item in dataclasses.fields(value)
            if item.name not in NOT_TYPED
        }
        return dataclasses.replace(value, **changed)
    if isinstance(value, tuple):
        return tuple(fill(item, text, f"{path}[{number}]") for number, item in enumerate(value))
    return text(path) if isinstance(value, str) and value else value


def facts_of(kind: str) -> tuple[Any, str]:
    recipient, facts = next((r, f) for (k, r), f in PAPERS.items() if k == kind)
    return facts, recipient


def whole(kind: str, facts: Any, recipient: str) -> Paper:
    """A paper that leaves nothing out to fit on one page."""
    return dataclasses.replace(paper_of(kind, facts, recipient), at_most=0)


def printed_fields(kind: str) -> list[str]:
    """The typed fields that a paper prints, found by a word of its own in each."""
    facts, recipient = facts_of(kind)
    marks: dict[str, str] = {}

    def mark(path: str) -> str:
        marks[path] = f"Mark{len(marks):03}x"
        return marks[path]

    said = read_text(typeset(whole(kind, fill(facts, mark), recipient)).pdf).lower()
    return [path for path, word in marks.items() if word.lower() in said]


def folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def heard(text: str) -> str:
    """What a screen reader should say: the text, with the code of what no font has in its place."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    return folded("".join(f"[U+{ord(c):04X}]" if needs_code(c) else c for c in composed))


def covered(character: str) -> bool:
    return bool(fonts.family_for(character))


def stands(text: str, said: str) -> bool:
    """Whether a text is among what was said. Papers may give it a capital, a comma for a line, or a full stop."""
    wanted = heard(text).rstrip(".")
    lines = ", ".join(heard(line) for line in text.splitlines() if line.strip()).rstrip(".")
    return any(option.casefold() in said for option in (wanted, lines))


def between(number: int, text: str) -> str:
    """The text between two words of its field's own, by which it is found again."""
    return f"Qa{number:03} {text} Zx{number:03}"


def stands_in_its_field(number: int, text: str, said: str) -> bool:
    """Whether that field, wherever the paper prints it, says that text and nothing else."""
    typed = between(number, text)
    lines = ", ".join(heard(line) for line in typed.splitlines() if line.strip())
    found = sum(said.count(option) for option in {heard(typed).casefold(), lines.casefold()})
    return 0 < found == said.count(f"qa{number:03}")


def check(kind: str, texts: Sequence[str], papers: int, by_field: bool = False) -> dict[str, set[str]]:
    """Fills so many papers with the texts in turn, reads each back, and gives which text stood in which field.

    ``by_field``: each text stands between two words of its field's own, and must be found between them. Without,
    it stands alone in its field, as people type it, and must be found anywhere.
    """
    facts, recipient = facts_of(kind)
    fields = printed_fields(kind)
    assert len(fields) >= FEWEST[kind], (len(fields), fields)
    stood: dict[str, set[str]] = {field: set() for field in fields}
    turn = 0
    for _ in range(papers):
        used: dict[str, str] = {}
        for field in fields:
            used[field] = texts[turn % len(texts)]
            turn += 1
        turn += len(fields) % 2 == 0 and len(texts) % 2 == 0
        typed = {f: between(number, text) if by_field else text for number, (f, text) in enumerate(used.items())}
        page: Typeset = typeset(whole(kind, fill(facts, lambda path, typed=typed: typed.get(path, "Plain")), recipient))
        said = " ".join(read_text(page.pdf).split()).casefold()
        for number, (field, text) in enumerate(used.items()):
            found = stands_in_its_field(number, text, said) if by_field else stands(text, said)
            assert found, (field, text, heard(text))
            stood[field].add(text)
        missing = {c for text in used.values() for c in unicodedata.normalize("NFC", text) if needs_code(c)}
        assert {f"U+{ord(c):04X}" for c in missing} <= set(page.uncovered)
    return stood


def needs_code(character: str) -> bool:
    space = character.isspace() and character not in "\x1c\x1d\x1e\x1f"
    return not (space or fonts.is_ignorable(character) or covered(character))


@pytest.mark.parametrize("by_field", [False, True], ids=["alone", "by field"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_text_stands_in_every_paper_and_every_field_holds_twenty(kind: str, by_field: bool) -> None:
    texts = NAMES + STRINGS
    stood = check(kind, texts, max(21, len(texts) // FEWEST[kind] + 2), by_field)
    assert set().union(*stood.values()) == set(texts)
    assert all(len(held) >= 20 for held in stood.values())


def test_no_file_that_a_text_names_is_opened() -> None:
    opened: list[str] = []
    watching = True

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if watching and event in ("open", "socket.connect"):
            opened.append(str(arguments[0]))

    sys.addaudithook(watch)
    check("dispute", [text for text in STRINGS if "/" in text or "\\" in text], papers=4)
    watching = False
    assert not [name for name in opened if "passwd" in name or "example.com" in name or "win.ini" in name]


def test_sixty_names_need_no_code() -> None:
    assert len(set(NAMES)) == 60
    facts, _ = facts_of("week")
    for name in NAMES:
        assert typeset(paper_of("week", fill(facts, lambda _path, name=name: name), "file")).uncovered == ()


def test_the_chinese_font_is_unpacked_for_chinese_alone() -> None:
    code = (
        "from iro_desk.documents import fonts, record, typeset; from tests.documents.samples import SIGNED;"
        "typeset(record(SIGNED)); fonts.family_for('\U0001f600'); fonts.family_for('\u2713');"
        "before = fonts.coverage.cache_info().currsize; family = fonts.family_for('\u8d5f');"
        "print(family, fonts.coverage.cache_info().currsize - before)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["NotoSansSC", "1"]
