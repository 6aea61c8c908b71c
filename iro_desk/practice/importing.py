"""Bringing in a council's return: look first, then one change that one undo takes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from iro_desk.casework import ChildFile, UserFacingError, new_id
from iro_desk.exchange import CouncilReturn, NotATable, Proposal, compare, parse_mine, read_return, text_of
from iro_desk.practice.courtesy import stand_aside
from iro_desk.practice.facts import compare_names, give_names
from iro_desk.practice.import_views import FileRow, ImportProblem, ImportView, PreviewChange
from iro_desk.practice.words import child_label, count
from iro_desk.practice.workspace import Workspace

Progress = Callable[[int, int], None]
Keep = Literal["mine", "theirs"]

NAME_WORDS = {"first_name": "First name", "surname": "Surname"}


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose children are taken from a return, which says of nobody whose IRO they have.

    ``numbers`` maps the council numbers of my children to (first name, surname), either may be empty;
    ``None`` means every child in the files.
    """

    numbers: Mapping[str, tuple[str, str]] | None
    lines: Mapping[str, int] = field(default_factory=dict)
    """On which line of the list each number stands; empty where there was no list."""
    list_name: str = "Your list"
    """What the list is called where a name of it is shown: its file's name, if it was a file."""


EVERYONE = Whose(None)


def whose(ws: Workspace, *, everyone: bool, mine: Path | None, worker: str | None, team: str | None) -> Whose:
    """Whose children are meant, from what the command line was given.

    With none of the four it is the children already on this desk. Raises ``UserFacingError`` when nothing
    says whose they are, or a worker or team is asked for: a return names neither.
    """
    if worker or team:
        raise UserFacingError(
            "A national return names no worker and no team.",
            safe="Nothing was changed.",
            do="Give a list of your children's numbers with --mine, or take all with --all.",
        )
    if everyone:
        return EVERYONE
    if mine is not None:
        try:
            text = text_of(mine.read_bytes())
        except (OSError, NotATable) as error:
            raise UserFacingError(
                f"{mine.name} could not be read as a list of numbers.",
                safe="Nothing was changed.",
                do="Save the list as text or CSV.",
            ) from error
        return replace(mine_from_text(text), list_name=mine.name)
    return _already_here(ws)


def mine_from_text(text: str) -> Whose:
    """My children from a pasted or read list: numbers, with names beside them if they are there."""
    found = parse_mine(text)
    return Whose(found, found.lines)


def _already_here(ws: Workspace) -> Whose:
    numbers = {
        number.number: ("", "")
        for file in ws.desk.child_files(mine_only=True, pause=stand_aside)
        for number in file.numbers
    }
    if not numbers:
        raise UserFacingError(
            "A return does not say whose children they are.",
            safe="Nothing was changed.",
            do="Give a list of your children's numbers with --mine, or take all with --all.",
        )
    return Whose(numbers)


@dataclass(frozen=True, slots=True)
class Prepared:
    """An import that was looked at and changed nothing yet: what it would do, and its view."""

    proposal: Proposal
    names: Mapping[str, tuple[str, str]]
    keep: Keep
    view: ImportView


def prepare(
    ws: Workspace,
    paths: Sequence[Path],
    whose: Whose,
    *,
    keep: Keep = "mine",
    reading: Progress | None = None,
    progress: Progress | None = None,
    stopped: Callable[[], bool] | None = None,
) -> Prepared:
    """Read the files and compare them with the desk; nothing is changed.

    A name in the list of my children fills an empty one. Where another is here already, the view says
    "yours differs", and mine stays unless ``keep`` is "theirs", as for everything that both sides changed.
    ``reading`` is told files done and files in all, then ``progress`` how far comparing is, done and in all.
    Raises ``UserFacingError`` when a path does not exist or none of the files could be read.
    """

    def to_stop() -> bool:
        return stand_aside() or (stopped is not None and stopped())

    found = read_return(paths, progress=reading, stopped=to_stop)
    files = ws.desk.child_files(mine_only=False, pause=stand_aside)
    proposal = compare(
        found,
        files,
        on=ws.today,
        mine=whose.numbers,
        new_id=new_id,
        keep=keep,
        progress=progress,
        stopped=to_stop,
    )
    names = dict(whose.numbers or {})
    return Prepared(proposal, names, keep, _view(found, proposal, _names_that_differ(files, whose, keep)))


def _names_that_differ(files: Sequence[ChildFile], whose: Whose, keep: Keep) -> tuple[PreviewChange, ...]:
    """Where the list names a child otherwise than this desk. A child that comes with the return has no name yet."""
    file_of = {file.child.id: file for file in files}
    child_by_number = {number.number: file.child.id for file in files for number in file.numbers}
    children = {child: file.child for child, file in file_of.items()}
    _, differ = compare_names(child_by_number, children, whose.numbers or {}, keep)
    return tuple(
        PreviewChange(
            child_label=child_label(file_of[each.child]),
            number=each.number,
            field=NAME_WORDS[each.field],
            ours=each.ours,
            theirs=each.theirs,
            file=whose.list_name,
            line=whose.lines.get(each.number, 0),
            to_do="yours differs",
        )
        for each in differ
    )


def apply(ws: Workspace, prepared: Prepared) -> ImportView:
    """Take in what was prepared, names too, as one change; waits for it. Nothing new leaves none in the journal."""
    words = "Brought in a council's return"
    done = ws.do(words, _apply, prepared.proposal, prepared.names, prepared.keep, kind="import")
    return replace(prepared.view, change=done.result())


def _apply(change: Any, proposal: Proposal, names: Mapping[str, tuple[str, str]], keep: Keep) -> int | None:
    change.save_many(proposal.records)
    given = give_names(change, names, keep)
    return int(change.n) if proposal.records or given.named else None


def import_return(
    ws: Workspace,
    paths: Sequence[Path],
    *,
    whose: Whose,
    keep: Keep = "mine",
    dry_run: bool = False,
) -> ImportView:
    """Look and take in, in one go, for the command line; ``dry_run`` only looks."""
    prepared = prepare(ws, paths, whose, keep=keep)
    return prepared.view if dry_run else apply(ws, prepared)


def _view(found: CouncilReturn, proposal: Proposal, names: tuple[PreviewChange, ...]) -> ImportView:
    asks = [
        ImportProblem(met.file, met.line, "A review was held on the day of a booking. Was it that review?")
        for met in proposal.bookings_met
    ]
    asks += [ImportProblem(doubt.file, doubt.line, doubt.what) for doubt in proposal.doubts]
    return ImportView(
        files=tuple(FileRow(file.path, file.kind, file.rows, file.read, file.why_not) for file in found.files),
        children=dict(proposal.children),
        episodes=dict(proposal.episodes),
        reviews=dict(proposal.reviews),
        changes=tuple(
            PreviewChange(
                child_label=change.child_label,
                number=change.number,
                field=change.field,
                ours=change.ours,
                theirs=change.theirs,
                file=change.file,
                line=change.line,
                to_do=change.to_do,
            )
            for change in proposal.changes
        )
        + names,
        asks=tuple(asks),
        problems=tuple(ImportProblem(problem.file, problem.line, problem.what) for problem in proposal.problems),
        not_found=proposal.not_found,
        questions=proposal.questions + len(names),
        change=None,
    )


def in_words(view: ImportView) -> str:
    """An import in a few lines, for the command line without ``--json``."""
    lines = []
    for file in view.files:
        lines.append(f"{file.path}: {file.rows} rows of {file.kind}" if file.read else f"{file.path}: {file.why_not}")
    for name, counts in (("Children", view.children), ("Episodes", view.episodes), ("Reviews", view.reviews)):
        lines.append(f"{name}: " + ", ".join(f"{counts[key]} {key}" for key in sorted(counts)))
    lines += [
        f"{change.file}, line {change.line}: {change.number}, {change.field}: "
        f"here {change.ours or 'nothing'}, there {change.theirs or 'nothing'}: {change.to_do}"
        for change in view.changes
    ]
    lines += [f"{row.file}, line {row.line}: {row.what}" for row in (*view.problems, *view.asks)]
    if view.not_found:
        lines.append(f"Neither in the files nor on this desk: {', '.join(view.not_found)}.")
    lines.append(f"{count(view.questions, 'question')} to answer.")
    lines.append("Nothing was changed." if view.change is None else f"Taken in as change {view.change}.")
    return "\n".join(lines)
