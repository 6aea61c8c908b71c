"""A council's return, and a list of children from any file: a part of :class:`~iro_desk.ui.wiring.DeskActions`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any, TypeVar

from iro_desk.practice import importing, sheets
from iro_desk.practice.hidden import refuse_hidden
from iro_desk.practice.import_views import ImportView
from iro_desk.practice.workspace import Workspace

Result = TypeVar("Result")


class ImportActions:
    """Reads and compares beside the window, then takes in what was looked at as one change."""

    ws: Workspace
    _beside: Executor

    def prepare(
        self,
        paths: Sequence[str],
        mine: str | None,
        progress: Callable[[int, int], None],
        stopped: Callable[[], bool],
    ) -> Future[importing.Prepared]:
        """Reads and compares, beside the window."""
        return self._look(self._prepare, paths, mine, progress, stopped)

    def _look(self, work: Callable[..., Result], *given: Any) -> Future[Result]:
        """Reads somebody's file beside the window; not while names are hidden, for it is full of them."""

        def looked() -> Result:
            refuse_hidden(self.ws.desk)
            return work(*given)

        return self._beside.submit(looked)

    def _prepare(
        self,
        paths: Sequence[str],
        mine: str | None,
        progress: Callable[[int, int], None],
        stopped: Callable[[], bool],
    ) -> importing.Prepared:
        whose = importing.EVERYONE if mine is None else importing.mine_from_text(mine)
        files = [Path(path).expanduser() for path in paths]
        return importing.prepare(self.ws, files, whose, progress=progress, stopped=stopped)

    def view(self, prepared: importing.Prepared) -> ImportView:
        """What was found."""
        return prepared.view

    def take(self, prepared: importing.Prepared) -> Future[ImportView]:
        """Takes it in, as one change."""
        return self._beside.submit(importing.apply, self.ws, prepared)

    def save_list(self, shown: Any, path: str) -> Future[None]:
        """Saves a list that is shown as a file, beside the window."""
        from iro_desk.practice.list_saving import save_list

        return self._beside.submit(save_list, self.ws, shown, Path(path).expanduser())

    # ------------------------------------------------------------ a list of children

    def find_list(self, path: str) -> Future[Any]:
        """The list in a file, read beside the window."""
        return self._look(sheets.find_sheet, Path(path).expanduser())

    def find_pasted(self, text: str) -> Future[Any]:
        """The list in a pasted table."""
        return self._look(sheets.find_pasted, text)

    def list_columns(self, found: Any) -> dict[int, str]:
        """Which column holds what."""
        return sheets.columns_of(self.ws, found)

    def list_rows(self, found: Any, columns: Mapping[int, str]) -> tuple[sheets.ColumnRow, ...]:
        """Each column with its title and samples."""
        return sheets.column_rows(found, columns)

    def list_choices(self) -> tuple[tuple[str, str], ...]:
        """What a column may hold."""
        return sheets.field_choices()

    def prepare_list(
        self, found: Any, columns: Mapping[int, str], same_child: Collection[int], mine: str | None
    ) -> Future[Any]:
        """Reads the rows and compares them."""
        return self._beside.submit(self._prepare_list, found, columns, same_child, mine)

    def _prepare_list(
        self, found: Any, columns: Mapping[int, str], same_child: Collection[int], mine: str | None
    ) -> sheets.PreparedSheet:
        listed = importing.mine_from_text(mine).numbers if mine else None
        concerns = sheets.whose_rows(self.ws, found, everyone=False, mine=listed, worker=None, team=None)
        return sheets.prepare_sheet(self.ws, found, columns, same_child=same_child, concerns=concerns)

    def list_view(self, prepared: sheets.PreparedSheet) -> sheets.SheetView:
        """What was found."""
        return prepared.view

    def take_list(self, prepared: sheets.PreparedSheet) -> Future[sheets.SheetView]:
        """Takes it in, as one change."""
        return self._beside.submit(sheets.apply_sheet, self.ws, prepared)

    def save_starter_sheet(self, path: str) -> Future[None]:
        """Writes the empty starter sheet."""
        return self._beside.submit(sheets.save_starter_sheet, Path(path).expanduser())
