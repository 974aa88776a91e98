"""A fleet project beside the list: facts, stages, contacts, and what comes next."""

from __future__ import annotations

from app.prospects.project_list import ProjectHistory, ProjectRow, project_history
from ui.prospects.customer_panel import CustomerPanel
from ui.prospects.history_view import HistoryView
from ui.record_desk.declaration import RecordDesk
from ui.shell.viewer import may
from ui.shell.workspace.page import Shell


class FleetPanel(CustomerPanel):
    """Tells contacts and stages under the facts."""

    row: ProjectRow | None

    def __init__(self, shell: Shell, desk: RecordDesk) -> None:
        self.history = HistoryView()
        super().__init__(shell, desk, self.history)

    def choose(self, row: ProjectRow | None) -> None:
        """Asks for the history of another row."""
        if row is None or self.row is None or row.id != self.row.id:
            self.history.show_project(None)
        super().choose(row)
        if row is not None:
            then = self._show_history
            self.work.ask(project_history, row.id, then=then, topic=(self, "history"))

    def edit(self) -> None:
        """Only a manager gives a project to somebody else."""
        super().edit()
        self.form.show_field("owner_id", may(self.work))

    def _show_history(self, told: ProjectHistory) -> None:
        if self.row is not None and told.id == self.row.id:
            self.history.show_project(told)
