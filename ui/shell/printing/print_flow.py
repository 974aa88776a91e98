"""From bytes to paper.

Every paper is seen before it is printed, and goes to the printer that was chosen for its kind.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject

from app.admin import archive
from app.admin.commands import count_print
from app.errors import Refused
from app.labels import label
from app.paper.reprint import copy_of
from app.paper.sizes import ON_CONTINUOUS, SIZES, UPRIGHT, PaperSize
from app.text import N_, _, language
from app.whole_files import write_whole
from db.vocabulary import PaperKind
from ui.parts.folders import open_folder
from ui.shell.long_task import LongTask

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.shell.notices import Notices
    from ui.shell.printing.preview import FinishedPaper, Preview
    from ui.shell.work import Work
    from ui.shell.workstation import Workstation

F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class Keep(Generic[F]):
    """The command that keeps a paper, and what it is told; None keeps nothing.

    `first`: before the paper is seen, because it is going to be signed; else once it was printed.
    """

    command: Callable[..., object]
    told: Callable[[F, bytes], tuple[object, ...] | None]
    first: bool = False


@dataclass(frozen=True, slots=True)
class PaperTask(Generic[F]):
    """A paper: a query reads facts, `draw` makes bytes, `keep` may store them.

    `name` as in FinishedPaper; `seen` hears the facts when the paper is shown.
    """

    kind: PaperKind
    name: str
    draw: Callable[[F], bytes]
    keep: Keep[F] | None = None
    seen: Callable[[F], object] | None = None
    counted: bool = False
    """A paper that is not stored, whose prints are counted by its name: the next one is a copy."""


class Printing(QObject):
    """Lent to the pages: `shell.printing.print(PaperTask(…), query, …)`."""

    def __init__(
        self, work: Work, workstation: Workstation, notices: Notices, room: Callable[[], QWidget]
    ) -> None:
        super().__init__(notices)
        self._work = work
        self._workstation = workstation
        self._notices = notices
        self._room = room

    def print(
        self, task: PaperTask[F], query: Callable[..., F], *args: object, **about: object
    ) -> None:
        """Reads the facts, draws off the GUI thread, and opens the preview."""
        long = LongTask(_("Making the paper: {paper}").format(paper=label(task.kind)))

        def draw(facts: F) -> None:
            keep = partial(self._keep, task, facts)
            with self._work.long.lasting(long):
                self._work.run(task.draw, facts, then=lambda pdf: self._mark(task, pdf, keep))

        with self._work.long.lasting(long):
            self._work.ask(query, *args, **about, then=draw)

    def stamp(self) -> tuple[datetime, str]:
        """Now, and who is signed in: what the foot of a paper says."""
        return self._work.now(), self._work.actor.name if self._work.actor else ""

    def size(self, kind: PaperKind) -> PaperSize:
        """The sheet on which this PC prints a kind of paper."""
        if kind not in ON_CONTINUOUS:
            return UPRIGHT
        return SIZES.get(self._workstation.paper_size(kind.value), UPRIGHT)

    def _mark(self, task: PaperTask[F], pdf: bytes, keep: Callable[..., None]) -> None:
        """A counted paper that was printed before says so on every page."""
        if not task.counted:
            keep(pdf=pdf)
            return

        def mark(before: int) -> None:
            copy = partial(copy_of, pdf, before + 1, language=language())
            self._work.run(copy, then=lambda marked: keep(pdf=marked))

        self._work.ask(archive.prints, task.name, then=mark)

    def _keep(self, task: PaperTask[F], facts: F, *, pdf: bytes) -> None:
        from ui.shell.printing.preview import FinishedPaper

        paper = FinishedPaper(task.kind.value, label(task.kind), pdf, task.name)
        keep = task.keep
        told = keep and keep.told(facts, _bare(facts, pdf))
        if task.counted:
            count = partial(self._work.act, count_print, task.kind, task.name)
            self.show(paper, printed=count)
        elif keep is None or told is None:
            self.show(paper)
        elif keep.first:
            self._work.act(keep.command, *told, then=lambda _kept: self.show(paper))
        else:
            self.show(paper, printed=lambda: self._work.act(keep.command, *told))
        if task.seen is not None:
            task.seen(facts)

    def show(self, paper: FinishedPaper, *, printed: Callable[[], object] | None = None) -> Preview:
        """Open the preview over the page.

        `printed` is called when a printer has taken the paper, to note it down.
        """
        from ui.shell.printing.preview import Preview

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
        from ui.shell.printing import printers

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
            offset=self._workstation.offset(printer),
            then=taken,
            refuse=refused,
            failed=lambda _error: preview.busy(False),
        )

    def _save(self, paper: FinishedPaper, path: Path) -> None:
        def saved(_nothing: object) -> None:
            told = _("Saved as {path}.").format(path=path)
            self._notices.say(told, undo=partial(open_folder, path), button=_("Open folder"))

        self._work.run(_write, path, paper.pdf, then=saved)


def _bare(facts: object, pdf: bytes) -> bytes:
    """The bytes without the mark of a copy: those that were `kept` before."""
    kept = getattr(facts, "kept", None)
    return pdf if kept is None else kept.pdf


def _write(path: Path, pdf: bytes) -> None:
    try:
        write_whole(path, pdf)
    except OSError as error:
        message = N_("Not saved: “{path}” cannot be written. Choose another place.")
        raise Refused("paper.not_written", message, path=path) from error
