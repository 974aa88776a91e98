"""How long cars stood in each stage in the last thirty days, and how often work came back."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from app.formatting import duration
from app.labels import label
from app.local_time import local_day
from app.text import N_, _
from app.workbench import papers
from app.workbench.month import month_hours
from app.workshop import cycle_times
from app.workshop.cycle_times import QualityFigures, StageTime
from db.vocabulary import PaperKind, Role
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.labels import Label
from ui.parts.layouts import stretched, vbox
from ui.parts.panel import Panel, inset
from ui.parts.table import Column, Table
from ui.shell.printing.print_flow import PaperTask
from ui.shell.viewer import may
from ui.shell.workspace.page import Shell

DAYS = 30
COLUMNS = (
    Column("stage", N_("Stage"), ink=True, stretch=True, text=label, sortable=False),
    Column("stays", N_("Stays"), width=64, align="right", sortable=False),
    Column(
        "average",
        N_("Average"),
        width=104,
        align="right",
        get=lambda row: row.average,
        text=duration,
        sortable=False,
    ),
    Column("middle", N_("Median"), width=104, align="right", text=duration, sortable=False),
    Column("longest", N_("Longest"), width=104, align="right", text=duration, sortable=False),
)


class TimesPanel(Panel):
    """A table of the stages, and the rework of the same days beneath."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        self._shell, self._work = shell, shell.work
        empty = N_("No car has left a stage in these days.")
        self.table = Table(COLUMNS, empty=empty, row_id="stage", name="stage_times")
        self.rework = Label("", "body", wrap=True)
        body = QWidget()
        vbox(stretched(self.table), inset(self.rework), parent=body, spacing=3)
        super().__init__(parent=parent, body=body, closable=True, name="times_panel")
        self.buttons = self._make_buttons() if may(shell.work, Role.CONTROLLER) else []

    def ask(self) -> None:
        """Read the last thirty days."""
        last = local_day(self._work.now())
        first = last - timedelta(days=DAYS)
        title = _("Time in each stage, last {days} days").format(days=DAYS)
        self.show_body(title, self.body(), actions=self.buttons)
        self._work.ask(cycle_times.stage_times, first, last, then=self._show, topic=(self, "times"))
        told = (self, "rework")
        self._work.ask(cycle_times.quality_figures, first, last, then=self._tell, topic=told)

    def print_hours(self, month: date) -> None:
        """Print the hours of every technician in a month, with the jobs that they come from."""
        at, by = self._shell.printing.stamp()
        name = f"hours-{month:%Y-%m}"
        task = PaperTask(PaperKind.HOURS_SHEET, name, papers.month_sheet, counted=True)
        self._shell.printing.print(task, month_hours, month, by=by, at=at)

    def _make_buttons(self) -> list[Button]:
        """The paper of this month, and of the one before."""

        def show(back: int) -> None:
            this = local_day(self._work.now()).replace(day=1)
            self.print_hours(this if not back else (this - timedelta(days=1)).replace(day=1))

        icon, this, last = Icon.PRINTER, _("Hours of this month"), _("Hours of last month")
        made = [
            Button(this, kind="quiet", icon=icon, name="hours_now", clicked=lambda: show(0)),
            Button(last, kind="quiet", icon=icon, name="hours_before", clicked=lambda: show(1)),
        ]
        for button in made:
            button.hide()
        return made

    def _show(self, times: list[StageTime]) -> None:
        self.table.show_rows(times)

    def _tell(self, found: QualityFigures) -> None:
        text = _(
            "Handed over: {left}. Reworks of them: {again} ({percent} %). Failed checks: {failed}."
        )
        self.rework.say(
            text.format(
                left=found.handed_over,
                again=found.reworks,
                percent=f"{found.rework_percent:.1f}",
                failed=found.failed,
            )
        )
