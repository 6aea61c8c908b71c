"""What is held, in open formats: everything about one child, or the whole desk.

What a child said for the IRO's ears only is in no export; how many such entries there are is said.
"""

from __future__ import annotations

import base64
import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from iro_desk.casework import ChildFile, Refused, SignedNote, SignedPaper, ToldMe
from iro_desk.desk import STORED, ChangedRow
from iro_desk.practice.audit import audit_csv
from iro_desk.practice.encode import to_json
from iro_desk.practice.hidden import refuse_hidden
from iro_desk.practice.making import make
from iro_desk.practice.safe_csv import csv_of
from iro_desk.practice.sharing import write_whole
from iro_desk.practice.words import count
from iro_desk.practice.workspace import Workspace

ONLY_ME = "only me"
Papers = Callable[[Workspace, str], Iterable[tuple[str, bytes]]]
"""For a child: the file names (no person's name in them) and bytes of papers to put beside the JSON."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, and a sentence on it."""

    folder: Path
    files: tuple[Path, ...]
    words: str


def everything_paper(ws: Workspace, child_id: str) -> Iterable[tuple[str, bytes]]:
    """Everything held about the child as one paper, to be read."""
    return (("everything held.pdf", make(ws, "everything", child_id, "file").pdf),)


def new_folder(ws: Workspace, inside: Path, child_id: str = "") -> Path:
    """A folder that is not there yet, for an export of today: of a child by the council number, or of the desk."""
    number = ws.desk.child_file(child_id).number if child_id else ""
    what = f"Everything held, {number or 'a child without a number'}" if child_id else f"Everything on {ws.desk.name}"
    named = (f"{what}, {ws.today}{f' ({n})' if n > 1 else ''}" for n in range(1, 1000))
    return next(folder for name in named if not (folder := inside / name).exists())


def export_child(ws: Workspace, child_id: str, folder: Path, papers: Papers = everything_paper) -> Exported:
    """Everything held about one child: a JSON file, the finalised papers, and what ``papers`` makes.

    No name of a person is in any file's name. Raises ``NotFound``; ``Refused`` when the folder holds anything, and
    while names are hidden.
    """
    refuse_hidden(ws.desk)
    file = ws.desk.child_file(child_id)
    _refuse_taken(folder)
    signed = enumerate(_signed(file), 1)
    kept = {f"paper {n:02} {paper.kind} for {paper.recipient.replace(':', '-')}.pdf": paper.pdf for n, paper in signed}
    made = {name: pdf for name, pdf in kept.items() if pdf} | dict(papers(ws, child_id))
    made["everything held.json"] = to_json(held_about(ws, file)).encode("utf-8", "surrogatepass")
    files = tuple(_written(folder / name, content) for name, content in sorted(made.items()))
    ws.note("Exported everything held about a child", "exported", child_id).result()
    private = _private(file.told)
    left_out = f" {count(private, 'entry', 'entries')} for your ears only left out." if private else ""
    return Exported(folder, files, f"Everything held about this child: {count(len(files), 'file')}.{left_out}")


def held_about(ws: Workspace, file: ChildFile) -> dict[str, Any]:
    """Everything held about one child as plain values: what stands, and every change that led to it."""
    told = tuple(entry for entry in file.told if entry.who_may_hear != ONLY_ME)
    signed = tuple(dataclasses.replace(paper, pdf=b"") for paper in _signed(file))
    file = dataclasses.replace(file, told=told, signed=(), signed_notes=())
    changes = [
        {
            "n": change.n,
            "made_at": change.made_at,
            "author": change.author,
            "kind": change.kind,
            "words": change.words,
            "rows": [_row(row) for row in ws.desk.history_rows(change.n) if row.child == file.child.id and _open(row)],
        }
        for change in ws.desk.history(file.child.id)
    ]
    return {
        "desk": ws.desk.name,
        "on": ws.today,
        "file": file,
        "finalised_papers": [_plain(paper) for paper in signed],
        "texts_being_written": [draft for draft in ws.desk.drafts() if _is_of(draft.field, file)],
        "history": list(reversed(changes)),
        "left_out_for_my_ears_only": _private(ws.desk.of_child(ToldMe, file.child.id)),
    }


def _signed(file: ChildFile) -> list[SignedPaper | SignedNote]:
    return [*file.signed, *file.signed_notes]


def export_desk(ws: Workspace, folder: Path) -> Exported:
    """The whole desk in open formats: a JSON file and a CSV file for each kind of row, and the journal as CSV.

    CSV files are formula-safe. Raises ``Refused`` when the folder holds anything, and while names are hidden.
    """
    refuse_hidden(ws.desk)
    _refuse_taken(folder)
    files, private = [], 0
    for kind in STORED:
        records: list[Any] = ws.desk.all(kind)
        if kind is ToldMe:
            private = _private(records)
            records = [entry for entry in records if entry.who_may_hear != ONLY_ME]
        name = kind.__name__
        rows = [_plain(record) for record in records]
        head = [field.name for field in dataclasses.fields(kind)]
        files.append(_written(folder / f"{name}.json", to_json(rows).encode("utf-8", "surrogatepass")))
        files.append(_written(folder / f"{name}.csv", csv_of(head, ([row[key] for key in head] for row in rows))))
    files.append(_written(folder / "Journal.csv", audit_csv(ws)))
    ws.note("Exported the desk in open formats", "exported").result()
    left_out = f" {count(private, 'entry', 'entries')} for your ears only left out." if private else ""
    return Exported(folder, tuple(files), f"The whole desk in open formats: {count(len(files), 'file')}.{left_out}")


def _private(told: Iterable[ToldMe]) -> int:
    return sum(entry.who_may_hear == ONLY_ME for entry in told)


def _is_of(field: str, file: ChildFile) -> bool:
    """Whether a text being written is a note of this child's: what the child tells is private until it is kept."""
    notes = [f"note:{review.id}:" for review in file.reviews]
    papers = [f":{id}:" for id in (*(r.id for r in file.reviews), *(m.id for m in file.milestones))]
    return field.startswith(tuple(notes)) or (field.startswith("paper:") and any(part in field for part in papers))


def _open(row: ChangedRow) -> bool:
    return not any((image or {}).get("who_may_hear") == ONLY_ME for image in (row.before, row.after))


def _row(row: ChangedRow) -> dict[str, Any]:
    return {"table": row.table, "row": row.row, "before": row.before, "after": row.after}


def _plain(record: Any) -> dict[str, Any]:
    values = {field.name: getattr(record, field.name) for field in dataclasses.fields(record)}
    if isinstance(record, SignedPaper | SignedNote):
        values["pdf"] = base64.b64encode(record.pdf).decode("ascii")
    return values


def _refuse_taken(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused("There is already something at that place.", safe="Nothing was written.", do="Name a new folder.")


def _written(path: Path, content: bytes) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused("The folder could not be made.", safe="The desk is unchanged.", do="Name another.") from error
    write_whole(path, content)
    return path
