"""What each source and campaign brought this month, and what a contact from it has cost."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.moments import local_day
from app.reception import queries
from app.reception.rules import SourceFigures
from app.text import N_, _
from ui.parts.panel import Panel
from ui.parts.table import Column, Table
from ui.parts.table_model import plain
from ui.shell.page import Shell


class SourcesPanel(Panel):
    """A small table in the panel; the dearest contact is one click on its title away. `shown`: it wants the room."""

    shown = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        self._work = shell.work
        columns = (
            Column("name", N_("Source"), 96, ink=True, stretch=True, second=_cost),
            Column("leads", N_("Leads"), 60, align="right", text=str),
            Column("prospects", N_("Prospects"), 84, align="right", text=str),
            Column("cost_per_lead", N_("Per lead"), 92, align="right"),
        )
        self.table = Table(columns, empty=N_("No source yet. Add sources and their cost in Settings."), name="sources_table")
        super().__init__("", self.table, closable=True, name="sources_panel", parent=parent)

    def begin(self) -> None:
        """Come to the front, the cursor in the list."""
        self.shown.emit()
        self.table.setFocus()
        self.reload()

    def reload(self) -> None:
        """Ask again while it is in view."""
        if self.isVisible():
            today = local_day(self._work.now())
            self._work.ask(queries.sources, today, then=self.show_sources, topic=(self, "sources"))

    def show_sources(self, sources: list[SourceFigures]) -> None:
        """Leads are visits and calls that left a valid number."""
        self.show_body(_("Sources this month · {n} leads").format(n=sum(one.leads for one in sources)), self.table)
        self.table.show_rows(sources)


def _cost(row: SourceFigures) -> str:
    return _("cost {amount}").format(amount=plain(row.cost)) if row.cost is not None else ""
