"""The panel of a recall: reads the manufacturer's list beside the window."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from app.text import _
from app.warranty.recall_file import read_recall_file
from ui.admin.vin_list import VinList
from ui.record_desk.declaration import RecordDesk
from ui.record_desk.record_panel import RecordPanel
from ui.shell.long_task import LongTask
from ui.shell.workspace.page import Shell


class RecallPanel(RecordPanel):
    """A file of fifty thousand cars takes seconds: the window stays alive meanwhile."""

    def __init__(self, shell: Shell, desk: RecordDesk) -> None:
        super().__init__(shell, desk)
        self.form.built.connect(self._hear)

    def _hear(self) -> None:
        vins = self.form["vins"]
        vins.file_chosen.connect(partial(self._read, vins))
        # Enter and Tab lead from the list to save; one Tab further stands the button of the file
        self.setTabOrder(self.form.submit_button, vins.choose)

    def _read(self, vins: VinList, path: Path) -> None:
        title = _("{name} is being read…").format(name=path.name)
        with self.work.long.lasting(LongTask(title)):
            self.work.run(
                read_recall_file,
                path,
                then=partial(vins.show_file, path),
                refuse=partial(vins.refuse_file, path),
                failed=lambda _error: vins.give_up(path),
            )
