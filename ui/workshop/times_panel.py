"""How long cars stood in each stage in the last thirty days, and how often work came back."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from app.formatting import duration
from app.labels import label
from app.local_time import local_day
from app.text import N_, _
from app.workshop import cycle_times, quick_figures
from app.workshop.cycle_times import QualityFigures, StageTime
from app.workshop.quick_figures import QuickFigures, SettledFigures
from ui.parts.labels import Label
from ui.parts.layouts import stretched, vbox
from ui.parts.panel import Panel, inset
from ui.parts.table import Column, Table
from ui.shell.workspace.page import Shell

DAYS = 30
COLUMNS = (
    Column("stage", N_("Stage"), ink=True, stretch=True, text=label, sortable=False),
    Column("stays", N_("Kept"), width=64, align="right", sortable=False),
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
        self._work = shell.work
        empty = N_("No car has left a stage in these days.")
        self.table = Table(COLUMNS, empty=empty, row_id="stage", name="stage_times")
        self.rework, self.settled = Label("", "body", wrap=True), Label("", "body", wrap=True)
        self.quick = Label("", "body", wrap=True)
        body, told = QWidget(), (inset(self.rework), inset(self.settled), inset(self.quick))
        vbox(stretched(self.table), *told, parent=body, spacing=2)
        super().__init__(parent=parent, body=body, closable=True, name="times_panel")

    def ask(self) -> None:
        """Read the last thirty days."""
        last = local_day(self._work.now())
        first = last - timedelta(days=DAYS)
        title = _("Time in each stage, last {days} days").format(days=DAYS)
        self.show_body(title, self.body())
        self._work.ask(cycle_times.stage_times, first, last, then=self._show, topic=(self, "times"))
        told = (self, "rework")
        self._work.ask(cycle_times.quality_figures, first, last, then=self._tell, topic=told)
        ask, settled = self._work.ask, (self, "settled")
        ask(quick_figures.settled_figures, first, last, then=self._tell_settled, topic=settled)
        quick = (self, "quick")
        ask(quick_figures.quick_figures, first, last, then=self._tell_quick, topic=quick)

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

    def _tell_settled(self, found: SettledFigures) -> None:
        text = _("Finished and inspected: {finished}, of them settled: {settled} ({percent} %).")
        facts = {"finished": found.finished, "settled": found.settled}
        self.settled.say(text.format(**facts, percent=f"{found.percent:.1f}"))

    def _tell_quick(self, found: list[QuickFigures]) -> None:
        text = _(
            "{kind}: {promised} of {cars} cars ({percent} %), {kept} in time, {waived} free of"
            " charge; {people} of {technicians} technicians."
        )
        self.quick.say(
            "\n".join(
                text.format(
                    kind=label(one.kind),
                    promised=one.promised,
                    cars=one.cars,
                    percent=f"{one.percent:.1f}",
                    kept=one.kept,
                    waived=one.waived,
                    people=one.people,
                    technicians=one.technicians,
                )
                for one in found
            )
        )
