"""A fleet project beside the list: facts, cars sold, stages, contacts, and what comes next."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.prospects.project_list import ProjectHistory, ProjectRow, project_history
from app.sales.project_sales import ProjectSale, ProjectSales, project_sales
from app.text import N_, _
from db.nouns import Noun
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.layouts import vbox
from ui.parts.short_table import ShortTable
from ui.parts.table import Column
from ui.prospects.customer_panel import CustomerPanel
from ui.prospects.fleet_steps import is_own
from ui.prospects.history_view import HistoryView
from ui.record_desk.declaration import RecordDesk, state_column
from ui.shell.viewer import may
from ui.shell.workspace.page import Shell

MOST_SALES = 8
"""So many quotations and orders are seen at once; the list scrolls beyond."""
SALES = (
    Column(
        "number",
        N_("Quotation or order"),
        width=160,
        ink=True,
        stretch=True,
        second=lambda row: row.what,
    ),
    state_column(width=132),
)


class FleetView(QWidget):
    """What stands under the facts: quotations and orders, then contacts and stages."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.history = HistoryView()
        whole = {"most": MOST_SALES, "least": MOST_SALES}  # the panel scrolls, not the list in it
        self.sales = ShortTable(SALES, **whole, empty="", name="project_sales")
        self.sales.hide()
        vbox(self.sales, self.history, parent=self, spacing=3)

    def show_sales(self, sales: tuple[ProjectSale, ...]) -> None:
        """What was quoted and ordered; no list where that is nothing."""
        self.sales.show_rows(sales)
        self.sales.setVisible(bool(sales))


class FleetPanel(CustomerPanel):
    """Tells cars sold, contacts and stages under the facts; quotes cars to the buyer."""

    row: ProjectRow | None

    def __init__(self, shell: Shell, desk: RecordDesk) -> None:
        self.fleet = FleetView()
        self.history = self.fleet.history
        super().__init__(shell, desk, self.fleet)
        self.quoting = Button("", name="project_quote", icon=Icon.FILE_TEXT)
        self.quoting.clicked.connect(self._quote)
        self.adopt(self.quoting)
        self.fleet.sales.activated.connect(self._open_sale)

    def choose(self, row: ProjectRow | None) -> None:
        """Asks for the history of another row."""
        if row is None or self.row is None or row.id != self.row.id:
            self.history.show_project(None)
            self.fleet.show_sales(())
        super().choose(row)
        if row is not None:
            about = {"at": self.work.now(), "then": self._show_history}
            self.work.ask(project_history, row.id, **about, topic=(self, "history"))
            told = {"at": self.work.now(), "then": self._show_sales}
            self.work.ask(project_sales, row.id, self.viewer, **told, topic=(self, "sales"))

    def edit(self) -> None:
        """Only a manager gives a project to somebody else."""
        super().edit()
        self.form.show_field("owner_id", may(self.work))

    def buttons(self, row: ProjectRow | None) -> tuple[Button, ...]:
        """After the next step a quotation for the buyer, while the project is under way."""
        shown = super().buttons(row)
        quotes = row is not None and row.closed_at is None and is_own(row, self.viewer)
        if self.step or not quotes:
            return shown
        self.quoting.show_text(_("Quote cars"))
        return (*shown[:1], self.quoting, *shown[1:])

    def _quote(self) -> None:
        if self.row is not None:
            self.shell.open_record(Noun.PROJECT_WISH, self.row.id)

    def _open_sale(self, sale: ProjectSale) -> None:
        self.shell.open_record(*sale.opens)

    def _show_history(self, told: ProjectHistory) -> None:
        if self.row is not None and told.id == self.row.id:
            self.history.show_project(told)

    def _show_sales(self, told: ProjectSales) -> None:
        if self.row is not None and told.id == self.row.id:
            self.fleet.show_sales(told.sales)
