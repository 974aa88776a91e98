"""The board on the wall as a program of its own: nobody signs in, nothing can be changed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from app import local_time
from ui import theme
from ui.parts import spoken_role
from ui.shell.startup.collector import GarbageCollector
from ui.shell.work import Work
from ui.shell.workspace import translation
from ui.shell.workstation import Workstation
from ui.workshop.wall import BoardWall

if TYPE_CHECKING:
    from app.records import Records


@dataclass(frozen=True, slots=True)
class WallStart:
    """What opens the store, and where this PC's language and look are kept."""

    open_store: Callable[[], Records]
    config: Path | None = None


class WallProgram:
    """The window with what it lives on; `end` lets go of it."""

    def __init__(self, start: WallStart) -> None:
        app = QApplication.instance() or theme.application(sys.argv[:1])
        self.app = app
        workstation = Workstation.load(start.config)
        translation.use(app, workstation.language)
        theme.apply(app, workstation.theme, guess=True)
        theme.load_fonts()
        spoken_role.install()
        self.collector = GarbageCollector()
        self.work = Work(local_time.now)
        self.records = start.open_store()
        self.work.open(self.records)
        self.wall = BoardWall(self.work)
        self.wall.left.connect(app.quit)
        self.collector.start()

    def end(self) -> None:
        """Stop asking, close the store."""
        self.wall.close()
        self.wall.deleteLater()
        self.work.close()
        self.records.close()
        self.collector.stop()


def run(start: WallStart) -> int:
    """Show the wall over the whole screen until Esc; returns the exit code."""
    program = WallProgram(start)
    program.wall.showFullScreen()
    try:
        return program.app.exec()
    finally:
        program.end()
