"""From bytes to paper.

Every paper is seen before it is printed, and goes to the printer that was chosen for its kind.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.errors import Refused
from app.text import N_, _
from ui.shell.printing import printers
from ui.shell.printing.preview import FinishedPaper, Preview
from ui.shell.whole_files import write_whole

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.shell.notices import Notices
    from ui.shell.work import Work
    from ui.shell.workstation import Workstation


class Printing(QObject):
    """Lent to the pages: `shell.printing.show(Paper(…))`."""

    def __init__(
        self, work: Work, workstation: Workstation, notices: Notices, room: Callable[[], QWidget]
    ) -> None:
        super().__init__(notices)
        self._work = work
        self._workstation = workstation
        self._notices = notices
        self._room = room

    def show(self, paper: FinishedPaper, *, printed: Callable[[], object] | None = None) -> Preview:
        """Open the preview over the page.

        `printed` is called when a printer has taken the paper, to note it down.
        """
        preview = Preview(
            paper, self._work, self._workstation.printer(paper.kind), parent=self._room()
        )
        preview.print_asked.connect(
            lambda printer, copies: self._print(preview, printer, copies=copies, printed=printed)
        )
        preview.save_asked.connect(lambda path: self._save(paper, Path(path)))
        return preview

    def _print(
        self, preview: Preview, printer: str, *, copies: int, printed: Callable[[], object] | None
    ) -> None:
        paper = preview.paper
        self._workstation.remember_printer(paper.kind, printer)
        preview.busy(True)

        def taken(_nothing: object) -> None:
            self._notices.say(_("Sent to {printer}.").format(printer=printer))
            if printed is not None:
                printed()
            preview.leave()

        def refused(refusal: Refused) -> None:
            preview.busy(False)
            self._notices.refuse(refusal)

        self._work.run(
            printers.send,
            paper.pdf,
            printer,
            copies=copies,
            title=paper.name,
            then=taken,
            refuse=refused,
            failed=lambda _error: preview.busy(False),
        )

    def _save(self, paper: FinishedPaper, path: Path) -> None:
        def saved(_nothing: object) -> None:
            self._notices.say(_("Saved as {path}.").format(path=path))

        self._work.run(_write, path, paper.pdf, then=saved)


def _write(path: Path, pdf: bytes) -> None:
    try:
        write_whole(path, pdf, private=False)
    except OSError as error:
        message = N_("Not saved: “{path}” cannot be written. Choose another place.")
        raise Refused("paper.not_written", message, path=path) from error
