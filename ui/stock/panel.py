"""The panel of the stock list: a car, or the form of a truckload."""

from __future__ import annotations

from app.text import _
from ui.record_desk.declaration import Options, RecordDesk
from ui.record_desk.record_panel import RecordPanel
from ui.shell.workspace.page import Shell
from ui.stock.bulk_form import BulkForm


class StockPanel(RecordPanel):
    """The form of a truckload is made when it is first asked for."""

    def __init__(self, shell: Shell, desk: RecordDesk) -> None:
        super().__init__(shell, desk)
        self.bulk: BulkForm | None = None
        self._choices: dict[str, Options] = {}

    def offer(self, choices: dict[str, Options]) -> None:
        """Versions and places, as the form of one car has them."""
        self._choices = choices
        if self.bulk is not None:
            for name in self.bulk.form.names & choices.keys():
                self.bulk.form.set_options(name, choices[name])

    def paste(self) -> None:
        """The form of a truckload, with what was typed into it before."""
        if self.bulk is None:
            self.bulk = BulkForm(self.shell, self)
            self.adopt(self.bulk.form)
            self.bulk.form.left.connect(self.leave)
            self.bulk.saved.connect(self.leave)
            self.offer(self._choices)
        self.row = self.step = None
        self._put(_("A truckload"), self.bulk.form)
        self.bulk.form.start()
