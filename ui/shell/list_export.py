"""Saves what a list shows as an Excel file: asks where, notes it, writes it behind the window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from app import export, long_work
from app.admin.export_commands import export_list
from app.errors import Refused
from app.export import SheetStamp
from app.local_time import local_day
from app.session_desks import export_of
from app.text import N_, _, ngettext
from app.whole_files import write_whole
from ui.parts.folders import documents, open_folder
from ui.shell.long_task import LongTask

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
        asked, kind = _("Save as an Excel file…"), "Excel (*.xlsx)"
        dialog = QFileDialog(self._page.window(), asked, documents(name), kind)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(export.SUFFIX[1:])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self._gather(list_file, declared, path=Path(path)))
        dialog.open()

    def _gather(self, list_file: TableFile, declared: ListExport, *, path: Path) -> None:
        columns, told = list_file.columns(), _("Saving {list}").format(list=_(declared.title))
        long = LongTask(told)

        def note(rows: Sequence[object]) -> None:
            self._note(_File(columns, rows, path, long), declared)

        self._work.long.hold(long)
        list_file.every_row(note, partial(_read, long))

    def _note(self, file: _File, declared: ListExport) -> None:
        """Written down first: who may not has no file."""
        actor = self._work.actor
        stamp = SheetStamp(_(declared.title), actor.name if actor else "", self._work.now())
        if self._work.connection.reads and not self._work.connection.saves:
            self._write(file, stamp)  # a store that takes nothing can note nothing
            return

        def refuse(refused: Refused) -> None:
            file.long.is_held = False
            self._notices.refuse(refused)

        self._work.act(
            export_list,
            declared.table,
            len(file.rows),
            then=lambda _noted: self._write(file, stamp),
            refuse=refuse,
            failed=lambda _error: setattr(file.long, "is_held", False),
        )

    def _write(self, file: _File, stamp: SheetStamp) -> None:
        def saved(_nothing: object) -> None:
            count = len(file.rows)
            told = ngettext("{n} line saved as {path}.", "{n} lines saved as {path}.", count)
            self._notices.say(
                told.format(n=count, path=file.path),
                undo=partial(open_folder, file.path),
                button=_("Open folder"),
            )

        of_list = {"columns": file.columns, "rows": file.rows, "stamp": stamp}
        with self._work.long.lasting(file.long):
            self._work.run(write_sheet, file.path, **of_list, then=saved)
        file.long.is_held = False

    def _declared(self, table: str) -> ListExport | None:
        records = self._work.records
        return None if records is None else export_of(records.desks, table)


@dataclass(frozen=True, slots=True)
class _File:
    """What becomes a file, and where."""

    columns: Sequence[Column]
    rows: Sequence[object]
    path: Path
    long: LongTask


def write_sheet(
    path: Path, *, columns: Sequence[Column], rows: Sequence[object], stamp: SheetStamp
) -> None:
    """Writes the rows as a whole file or none; runs off the GUI thread."""
    titles = [_(column.title) for column in columns]
    cells = [[column.in_file(row) for column in columns] for row in _told(rows)]
    with long_work.part(1.0):
        content = export.sheet(titles, cells, stamp=stamp)
    long_work.no_return()
    try:
        write_whole(path, content)
    except OSError as error:
        message = N_("Not saved: “{path}” cannot be written. Choose another place.")
        raise Refused("export.not_written", message, path=path) from error


def _told(rows: Sequence[object]) -> Iterator[object]:
    for row in rows:
        long_work.check()
        yield row


def _read(long: LongTask, read: int, whole: int) -> bool:
    """How far the reading is; the other half is the writing of the file."""
    long.progress.tell(read, max(whole, 1) * 2)
    return not long.progress.is_stopped
