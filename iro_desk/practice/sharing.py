"""A finalised paper leaving the desk: found again as it was frozen, and kept in the journal that it left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from iro_desk.casework import Refused, SignedNote, SignedPaper, UserFacingError
from iro_desk.desk.files import replace_file
from iro_desk.practice.hidden import refuse_hidden
from iro_desk.practice.making import Wanted, child_of, every_paper, make
from iro_desk.practice.papers import STANDARD, MadePaper, frozen_paper
from iro_desk.practice.workspace import Workspace

Kept = SignedPaper | SignedNote


def signed_paper(ws: Workspace, paper_id: str) -> MadePaper:
    """One finalised paper, the very bytes that were frozen. Raises ``NotFound``; ``Refused`` while names are hidden."""
    refuse_hidden(ws.desk)
    return frozen_paper(ws, kept_paper(ws, paper_id))


def kept_paper(ws: Workspace, paper_id: str) -> Kept:
    """What is kept of a finalised paper, of a review or between reviews. Raises ``NotFound``."""
    notes = ws.desk.where(SignedNote, id=paper_id)
    return notes[0] if notes else ws.desk.get(SignedPaper, paper_id)


@dataclass(frozen=True, slots=True)
class Saved:
    """What a batch did."""

    written: tuple[Path, ...]
    passed: int
    """Files that were there already and were left."""
    waiting: tuple[tuple[str, str], ...]
    """Copies that were not made: (which, why)."""
    uncovered: tuple[str, ...]
    """Characters that no bundled font has, each once."""
    stopped: bool = False


Progress = Callable[[int, int], None]


def _quiet(_done: int, _of: int) -> None:
    """Nobody is told."""


def _never() -> bool:
    return False


def save_all(ws: Workspace, folder: Path, progress: Progress = _quiet, stopped: Callable[[], bool] = _never) -> Saved:
    """Write every paper of the caseload and every finalised one below a folder, one folder a recipient.

    No name of a child is in any path. A file that is there already is left and passed over. A copy that would tell
    where a child lives is not written, and said. Raises ``UserFacingError`` when a file cannot be written.
    """
    kept: list[Kept] = [*ws.desk.all(SignedPaper), *ws.desk.all(SignedNote)]
    return save_papers(ws, (*every_paper(ws), *kept), folder, progress, stopped)


def save_papers(
    ws: Workspace,
    wanted: Sequence[Wanted | Kept],
    folder: Path,
    progress: Progress = _quiet,
    stopped: Callable[[], bool] = _never,
    size: str = STANDARD,
) -> Saved:
    """Write these papers, as :func:`save_all` says; ``progress`` is told after each, ``stopped`` asked before each."""
    refuse_hidden(ws.desk)
    written: list[Path] = []
    waiting: list[tuple[str, str]] = []
    uncovered: dict[str, None] = {}
    done: set[str] = set()
    taken: set[Path] = set()
    passed = 0
    for number, each in enumerate(wanted, start=1):
        if stopped():
            return Saved(tuple(written), passed, tuple(waiting), tuple(uncovered), stopped=True)
        try:
            made = _made(ws, each, done, size)
        except Refused as refused:
            waiting.append((f"{each.kind} for {each.recipient}", str(refused)))
            made = None
        if made is not None:
            uncovered |= dict.fromkeys(made.uncovered)
            target = _free(folder / made.recipient.replace(":", "-") / made.name, taken)
            if target.exists():
                passed += 1
            else:
                _save(ws, each, target, made.pdf)
                written.append(target)
        progress(number, len(wanted))
    return Saved(tuple(written), passed, tuple(waiting), tuple(uncovered))


@dataclass(frozen=True, slots=True)
class Batch:
    """Papers made to be printed one after the other."""

    papers: tuple[tuple[Wanted, MadePaper], ...]
    waiting: tuple[tuple[str, str], ...]
    """Copies that were not made: (which, why)."""
    stopped: bool = False


def make_papers(
    ws: Workspace,
    wanted: Sequence[Wanted],
    size: str = STANDARD,
    progress: Progress = _quiet,
    stopped: Callable[[], bool] = _never,
) -> Batch:
    """Make these papers in memory; ``progress`` is told after each, ``stopped`` asked before each."""
    refuse_hidden(ws.desk)
    made: list[tuple[Wanted, MadePaper]] = []
    waiting: list[tuple[str, str]] = []
    for number, each in enumerate(wanted, start=1):
        if stopped():
            return Batch(tuple(made), tuple(waiting), stopped=True)
        try:
            made.append((each, make(ws, each.kind, each.about, each.recipient, size)))
        except Refused as refused:
            waiting.append((f"{each.kind} for {each.recipient}", str(refused)))
        progress(number, len(wanted))
    return Batch(tuple(made), tuple(waiting))


def _made(ws: Workspace, wanted: Wanted | Kept, done: set[str], size: str) -> MadePaper | None:
    """The paper; ``None`` for a finalised one that this batch has had already."""
    if isinstance(wanted, Wanted):
        made = make(ws, wanted.kind, wanted.about, wanted.recipient, size)
    elif wanted.id in done:
        return None
    else:
        made = frozen_paper(ws, wanted)
    if made.signed is not None:
        done.add(made.signed.id)
    return made


def _save(ws: Workspace, what: Wanted | Kept, target: Path, pdf: bytes) -> None:
    with _written_or_said():
        target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, pdf)
    exported(ws, what).result()


def _free(path: Path, taken: set[Path]) -> Path:
    """The path, with a number where this batch has used it: a council's pattern may say too little."""
    free, number = path, 1
    while free in taken:
        number += 1
        free = path.with_stem(f"{path.stem} {number}")
    taken.add(free)
    return free


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: what was at that path before stays until the new bytes are safe on the disk.

    Raises ``UserFacingError`` when it cannot be written; nothing half written is left then.
    """
    with _written_or_said():
        replace_file(path, data)


@contextmanager
def _written_or_said() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UserFacingError(
            "The file could not be written there.",
            safe="The desk is unchanged, and so is any file that was there before.",
            do="Choose another place.",
        ) from error


def exported(ws: Workspace, what: Wanted | Kept) -> Future[None]:
    """Keep in the journal that a paper was written to a file, in the history of the child that it is about."""
    child = what.child if isinstance(what, SignedPaper | SignedNote) else child_of(ws, what)
    return ws.note("Saved a paper as a file", "exported", child)


def printed(ws: Workspace, what: Wanted | Kept) -> Future[None]:
    """Keep in the journal that a paper was printed."""
    child = what.child if isinstance(what, SignedPaper | SignedNote) else child_of(ws, what)
    return ws.note("Printed a paper", "printed", child)
