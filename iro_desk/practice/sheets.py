"""Bringing in any list of children: the starter sheet, Annex A, a spreadsheet or a pasted table.

Choose the file, say which column holds what (asked once for each set of titles), look at whose row it is and what
would change, then take it in as one change that one undo takes back.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from iro_desk.casework import Child, ChildFile, ColumnsChosen, CouncilSettings, Episode, Person, Refused, Review, new_id
from iro_desk.exchange import (
    SHEET_FIELDS,
    Difference,
    Match,
    NotATable,
    Problem,
    SheetFound,
    SheetProposal,
    SheetRow,
    compare_sheet,
    find_list,
    grid_of_text,
    read_grids,
    read_sheet,
    starter_sheet,
)
from iro_desk.practice.import_views import FileRow, ImportProblem
from iro_desk.practice.words import count
from iro_desk.practice.workspace import Workspace
from iro_desk.statute import next_review_of, why_theirs

PASTED = "Pasted table"
UNCHANGED = "Nothing was changed."
NOT_USED = "Not used"
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One column of a list: its title, three samples, and what it holds (a key, empty when it is not used)."""

    title: str
    samples: tuple[str, ...]
    key: str
    label: str


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One thing that the council's list has otherwise than this desk."""

    child: str
    child_label: str
    number: str
    what: str
    ours: str
    theirs: str
    why: str
    line: int


@dataclass(frozen=True, slots=True)
class MatchRow:
    """Whose row it is: ``by`` is "number", "date of birth", "new" or "asks"."""

    line: int
    number: str
    child_label: str
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class SheetView:
    """A list, before or after it is taken in. The shape of ``import --json`` for a list, with what a list has more."""

    files: tuple[FileRow, ...]
    columns: tuple[ColumnRow, ...]
    children: dict[str, int]
    episodes: dict[str, int]
    reviews: dict[str, int]
    matches: tuple[MatchRow, ...]
    differences: tuple[DifferenceRow, ...]
    asks: tuple[ImportProblem, ...]
    problems: tuple[ImportProblem, ...]
    questions: int
    change: int | None


@dataclass(frozen=True, slots=True)
class PreparedSheet:
    """A list that was looked at and changed nothing yet."""

    found: SheetFound
    columns: Mapping[int, str]
    proposal: SheetProposal = field(repr=False)
    view: SheetView


def save_starter_sheet(path: Path) -> None:
    """Write the empty starter sheet to a file that is not there yet. Raises ``Refused``."""
    try:
        with path.open("xb") as out:
            out.write(starter_sheet())
    except FileExistsError:
        raise Refused("There is already a file of that name.", safe=UNCHANGED, do="Choose another name.") from None
    except OSError as error:
        raise Refused(
            "The sheet could not be written there.", safe=UNCHANGED, do="Choose a folder that can be written to."
        ) from error


def field_choices() -> tuple[tuple[str, str], ...]:
    """What a column may hold, as (key, words), with "Not used" first."""
    return (("", NOT_USED), *((key, what.label) for key, what in SHEET_FIELDS.items()))


def find_sheet(path: Path) -> SheetFound:
    """The list of children in a file. Raises ``Refused`` in one sentence when there is none or it cannot be read."""
    try:
        return find_list(path.name, read_grids(path))
    except NotATable as error:
        raise Refused(
            f"{path.name} was not read: {error}.", safe=UNCHANGED, do="Choose another file, or paste the table."
        ) from error


def find_pasted(text: str) -> SheetFound:
    """The list in a pasted table. Raises ``Refused``."""
    try:
        return find_list(PASTED, (grid_of_text(text),))
    except NotATable as error:
        raise Refused(
            f"The table was not read: {error}.",
            safe=UNCHANGED,
            do="Copy the line with the titles too, and paste again.",
        ) from error


def is_list(path: Path) -> bool:
    """Whether a path is a file to be read as a list of children: a workbook, or a table that is none of a return.

    Every table of a return calls its first column CHILD, and no list of an IRO's does.
    """
    if not path.is_file():
        return False
    if path.suffix.lower() in WORKBOOKS:
        return True
    try:
        found = find_list(path.name, read_grids(path))
    except NotATable:
        return False
    return "CHILD" not in found.titles


def whose_rows(
    ws: Workspace,
    found: SheetFound,
    *,
    everyone: bool,
    mine: Mapping[str, tuple[str, str]] | None,
    worker: str | None,
    team: str | None,
) -> Callable[[SheetRow], bool]:
    """Which rows are of my children. Whoever is on my own list is mine; an Annex A lists a whole council's children.

    Raises ``Refused`` when nothing says whose they are.
    """
    if mine is not None:
        wanted = {number.strip().upper() for number in mine}
        return lambda row: row.number.upper() in wanted
    if worker or team:
        key, name = ("social_worker", worker) if worker else ("team", team)
        return lambda row: row.text(key).casefold() == str(name).strip().casefold()
    if everyone or found.source != "annex-a":
        return lambda row: True
    here = {number.number.upper() for file in ws.desk.child_files(mine_only=True) for number in file.numbers}
    if not here:
        raise Refused(
            "An Annex A lists a whole council's children and does not say whose IRO they have.",
            safe=UNCHANGED,
            do="Give a list of your numbers with --mine, a --worker or a --team, or take all with --all.",
        )
    return lambda row: row.number.upper() in here


def columns_of(ws: Workspace, found: SheetFound) -> dict[int, str]:
    """Which column holds what: as chosen the last time a list had these titles, else by the titles' own words."""
    key = _titles_key(found)
    for chosen in ws.desk.all(ColumnsChosen):
        if chosen.titles == key:
            return {n: name for n, name in enumerate(chosen.columns.split("\n")) if name in SHEET_FIELDS}
    return dict(found.guessed)


def column_rows(found: SheetFound, columns: Mapping[int, str]) -> tuple[ColumnRow, ...]:
    """Every column with its title and samples, for the screen on which they are named."""
    return tuple(
        ColumnRow(
            title,
            tuple(row[position] for row in found.samples),
            columns.get(position, ""),
            SHEET_FIELDS[columns[position]].label if position in columns else NOT_USED,
        )
        for position, title in enumerate(found.titles)
    )


def prepare_sheet(
    ws: Workspace,
    found: SheetFound,
    columns: Mapping[int, str] | None = None,
    *,
    same_child: Collection[int] = (),
    concerns: Callable[[SheetRow], bool] = lambda row: True,
) -> PreparedSheet:
    """Read the rows and compare them with the desk; nothing is changed.

    ``same_child`` are the lines whose match by date of birth was agreed to. Raises ``Refused`` when two columns
    hold the same, or none says whose row it is.
    """
    columns = columns_of(ws, found) if columns is None else dict(columns)
    _check_columns(columns)
    files = ws.desk.child_files(mine_only=False)
    proposal = compare_sheet(
        read_sheet(found, columns, on=ws.today),
        files,
        ws.desk.all(Person),
        on=ws.today,
        new_id=new_id,
        same_child=same_child,
        concerns=concerns,
    )
    differences = (*proposal.differences, *_due_dates(proposal, files, ws))
    return PreparedSheet(found, columns, proposal, _view(found, columns, proposal, differences))


def apply_sheet(ws: Workspace, prepared: PreparedSheet) -> SheetView:
    """Take in what was prepared as one change, and remember which column holds what; waits for it."""
    done = ws.do("Brought in a list of children", _apply, prepared, kind="import")
    return replace(prepared.view, change=done.result())


def _apply(change: Any, prepared: PreparedSheet) -> int | None:
    change.save_many(prepared.proposal.records)
    titles = _titles_key(prepared.found)
    width = len(prepared.found.titles)
    columns = "\n".join(prepared.columns.get(n, "") for n in range(width))
    known = [chosen for chosen in change.all(ColumnsChosen) if chosen.titles == titles]
    if dict(prepared.columns) != dict(prepared.found.guessed) and not (known and known[0].columns == columns):
        change.save(ColumnsChosen(known[0].id if known else change.new_id(), titles, columns))
    return int(change.n) if prepared.proposal.records else None


def _titles_key(found: SheetFound) -> str:
    return "\n".join(" ".join(title.lower().split()) for title in found.titles)


def _check_columns(columns: Mapping[int, str]) -> None:
    held = list(columns.values())
    twice = next((key for key in held if held.count(key) > 1), "")
    if twice:
        raise Refused(f"Two columns are named “{SHEET_FIELDS[twice].label}”.", safe=UNCHANGED, do="Name one otherwise.")
    if not {"number", "first_name", "name"} & set(held):
        raise Refused(
            "No column holds the council number or the first name.", safe=UNCHANGED, do="Say which column does."
        )


def _due_dates(proposal: SheetProposal, files: Sequence[ChildFile], ws: Workspace) -> list[Difference]:
    """Where the council's system has another day for the next review, with the reason where it can be told."""
    settings = ws.settings()
    found = []
    by_child = {file.child.id: file for file in files}
    for match in proposal.matches:
        row = proposal.rows_of.get(match.child)
        theirs = row.day("review_due") if row is not None else None
        if theirs is None:
            continue
        difference = _due_date(match, theirs, by_child.get(match.child), proposal, settings, ws)
        if difference is not None:
            found.append(difference)
    return found


def _due_date(
    match: Match,
    theirs: Any,
    file: ChildFile | None,
    proposal: SheetProposal,
    settings: CouncilSettings,
    ws: Workspace,
) -> Difference | None:
    after = _with_records(file, match.child, proposal)
    clock = next_review_of(after, ws.today, settings) if after is not None else None
    ours = clock.legal_limit if clock is not None else None
    if clock is None or ours == theirs:
        return None
    words = "Not known" if ours is None else f"{ours.day} {ours:%B} {ours.year}"
    return Difference(
        match.line,
        match.number,
        match.child,
        match.child_label,
        "Next review due",
        words,
        f"{theirs.day} {theirs:%B} {theirs.year}",
        why_theirs(clock, theirs, settings),
    )


def _with_records(file: ChildFile | None, child_id: str, proposal: SheetProposal) -> ChildFile | None:
    """The child's file as it would be."""
    own = [record for record in proposal.records if getattr(record, "child", getattr(record, "id", "")) == child_id]
    child = next((record for record in own if isinstance(record, Child)), file.child if file else None)
    if child is None:
        return None
    episodes = {e.id: e for e in (file.episodes if file else ())} | {e.id: e for e in own if isinstance(e, Episode)}
    reviews = {r.id: r for r in (file.reviews if file else ())} | {r.id: r for r in own if isinstance(r, Review)}
    return replace(
        file or ChildFile(child),
        child=child,
        episodes=tuple(sorted(episodes.values(), key=lambda e: e.started)),
        reviews=tuple(sorted(reviews.values(), key=lambda r: str(r.held_on or r.booked_for or "9999"))),
    )


def _view(
    found: SheetFound, columns: Mapping[int, str], proposal: SheetProposal, differences: Sequence[Difference]
) -> SheetView:
    kind = "annex a list 8" if found.source == "annex-a" else "list of children"
    return SheetView(
        files=(FileRow(found.file, kind, found.row_count, True, ""),),
        columns=column_rows(found, columns),
        children=dict(proposal.children),
        episodes=dict(proposal.episodes),
        reviews=dict(proposal.reviews),
        matches=tuple(MatchRow(m.line, m.number, m.child_label, m.by, m.why) for m in proposal.matches),
        differences=tuple(
            DifferenceRow(d.child, d.child_label, d.number, d.what, d.ours, d.theirs, d.why, d.line)
            for d in differences
        ),
        asks=_problems(proposal.asks),
        problems=_problems(proposal.problems),
        questions=len(differences) + len(proposal.asks),
        change=None,
    )


def _problems(problems: Sequence[Problem]) -> tuple[ImportProblem, ...]:
    return tuple(ImportProblem(problem.file, problem.line, problem.what) for problem in problems)


def in_words(view: SheetView) -> str:
    """A list taken in, in a few lines, for the command line without ``--json``."""
    file = view.files[0]
    lines = [f"{file.path}: {count(file.rows, 'row')} of {file.kind}"]
    unused = [column.title for column in view.columns if not column.key and column.title]
    if unused:
        lines.append(f"Columns not used: {'; '.join(unused)}.")
    for name, counts in (("Children", view.children), ("Stretches of care", view.episodes), ("Reviews", view.reviews)):
        lines.append(f"{name}: " + ", ".join(f"{counts[key]} {key}" for key in sorted(counts)))
    lines += [
        f"Line {row.line}: {row.number}, {row.what}: here {row.ours or 'nothing'}, there {row.theirs}"
        + (f" ({row.why})" if row.why else "")
        for row in view.differences
    ]
    lines += [f"{row.file}, line {row.line}: {row.what}" for row in (*view.problems, *view.asks)]
    lines.append(f"{count(view.questions, 'question')} to answer.")
    lines.append("Nothing was changed." if view.change is None else f"Taken in as change {view.change}.")
    return "\n".join(lines)
