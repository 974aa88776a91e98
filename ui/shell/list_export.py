"""Saves what a list shows as an Excel file: asks where, notes it, writes it behind the window."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from app import export
from app.admin.export_commands import export_list
from app.errors import Refused
from app.export import SheetStamp
from app.local_time import local_day
from app.session_desks import export_of
from app.text import N_, _, ngettext
from app.whole_files import write_whole
from ui.parts.folders import open_folder

if TYPE_CHECKING:
    from app.desk_spec import ListExport
    from ui.parts.table_file import TableFile
    from ui.parts.table_model import Column
    from ui.shell.notices import Notices
    from ui.shell.work import Work


class ListExporter(QObject):
    """Lent to a page: what its lists show becomes a file, for whoever may have one."""

    def __init__(self, work: Work, notices: Notices, page: QWidget) -> None:
        super().__init__(page)
        self._work, self._notices, self._page = work, notices, page

    def offers(self, table: str) -> bool:
        """True when a desk declares the list and who is signed in may save it; hiding is comfort.

        The command refuses all others.
        """
        actor = self._work.actor
        may = actor is not None and actor.may(*export_list.roles)  # type: ignore[attr-defined]
        return may and self._declared(table) is not None

    def begin(self, list_file: TableFile) -> None:
        """Asks for the place of the file."""
        declared = self._declared(list_file.name)
        if declared is None:
            return
        name = f"{_(declared.title)} {local_day(self._work.now()):%Y-%m-%d}{export.SUFFIX}"
        dialog = QFileDialog(
            self._page.window(), _("Save as an Excel file…"), name, "Excel (*.xlsx)"
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(export.SUFFIX[1:])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self._gather(list_file, declared, path=Path(path)))
        dialog.open()

    def _gather(self, list_file: TableFile, declared: ListExport, *, path: Path) -> None:
        columns = list_file.columns()
        list_file.every_row(lambda rows: self._note(columns, rows, declared=declared, path=path))

    def _note(
        self, columns: Sequence[Column], rows: Sequence[Any], *, declared: ListExport, path: Path
    ) -> None:
        """Written down first: who may not has no file."""
        actor = self._work.actor
        stamp = SheetStamp(_(declared.title), actor.name if actor else "", self._work.now())
        write = partial(self._write, columns, rows, stamp=stamp, path=path)
        if self._work.connection.reads and not self._work.connection.saves:
            write()  # a store that takes nothing can note nothing
            return
        self._work.act(export_list, declared.table, len(rows), then=lambda _noted: write())

    def _write(
        self, columns: Sequence[Column], rows: Sequence[Any], *, stamp: SheetStamp, path: Path
    ) -> None:
        def saved(_nothing: object) -> None:
            told = ngettext("{n} line saved as {path}.", "{n} lines saved as {path}.", len(rows))
            self._notices.say(
                told.format(n=len(rows), path=path),
                undo=partial(open_folder, path),
                button=_("Open folder"),
            )

        self._work.run(write_sheet, path, columns=columns, rows=rows, stamp=stamp, then=saved)

    def _declared(self, table: str) -> ListExport | None:
        records = self._work.records
        return None if records is None else export_of(records.desks, table)


def write_sheet(
    path: Path, *, columns: Sequence[Column], rows: Sequence[Any], stamp: SheetStamp
) -> None:
    """Writes the rows as a whole file or none; runs off the GUI thread."""
    titles = [_(column.title) for column in columns]
    cells = ([column.in_file(row) for column in columns] for row in rows)
    content = export.sheet(titles, cells, stamp=stamp)
    try:
        write_whole(path, content)
    except OSError as error:
        message = N_("Not saved: “{path}” cannot be written. Choose another place.")
        raise Refused("export.not_written", message, path=path) from error
