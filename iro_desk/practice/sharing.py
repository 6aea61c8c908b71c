"""A finalised paper leaving the desk: found again as it was frozen, and kept in the journal that it left."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path

from iro_desk.casework import Review, SignedPaper, UserFacingError
from iro_desk.desk.files import replace_file
from iro_desk.practice.hidden import refuse_hidden
from iro_desk.practice.papers import MadePaper, paper
from iro_desk.practice.workspace import Workspace


def signed_paper(ws: Workspace, paper_id: str) -> MadePaper:
    """One finalised paper, the very bytes that were frozen. Raises ``NotFound``; ``Refused`` while names are hidden."""
    refuse_hidden(ws.desk)
    kept = ws.desk.get(SignedPaper, paper_id)
    return paper(ws, kept.review, kept.kind, kept.recipient)


def save_all(ws: Workspace, folder: Path) -> tuple[Path, ...]:
    """Write every finalised paper of the desk below a folder, one folder a recipient; no name of a child in any path.

    A file that is there already is left and passed over. Raises ``UserFacingError`` when one cannot be written.
    """
    written = []
    for kept in ws.desk.all(SignedPaper):
        if not kept.pdf:
            continue
        made = signed_paper(ws, kept.id)
        target = folder / kept.recipient / made.name
        if target.exists():
            continue
        with _written_or_said():
            target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, made.pdf)
        exported(ws, kept.review).result()
        written.append(target)
    return tuple(written)


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


def exported(ws: Workspace, review_id: str) -> Future[None]:
    """Keep in the journal that a paper of this review was written to a file."""
    child = ws.desk.get(Review, review_id).child
    return ws.note("Saved a paper as a file", "exported", child)
