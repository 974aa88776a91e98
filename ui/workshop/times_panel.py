"""The last thirty days: time in each stage, rework, and how the cars were served."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.formatting import duration
from app.labels import label
from app.local_time import local_day
from app.orders.quick_month import QuickMonth, quick_month, quick_text
from app.text import N_, _
from app.workshop import cycle_times, promise_figures, quick_figures
from app.workshop.cycle_times import QualityFigures, StageTime
from app.workshop.quick_figures import QuickFigures, SettledFigures
from ui.parts.fields import Segments
from ui.parts.labels import Label
from ui.parts.layouts import stretched, vbox
from ui.parts.naming import named
from ui.parts.panel import Panel, inset
from ui.parts.scroll import ScrollArea
from ui.parts.stack import Stack
from ui.parts.table import Column, Table
from ui.shell.workspace.page import Shell
from ui.workshop.service_figures_view import ServiceFiguresView

DAYS = 30
STAGES, QUICK, SERVICE = "stages", "quick", "service"
COLUMNS = (
    Column("stage", N_("Stage"), ink=True, stretch=True, text=label, sortable=False),
    Column("stays", N_("Cars"), width=64, align="right", sortable=False),
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
    """Stages with the rework of the same days, or the service; `order_asked` opens an order."""

    order_asked = Signal(int)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        self._work = shell.work
        empty = N_("No car has left a stage in these days.")
        self.table = Table(COLUMNS, empty=empty, row_id="stage", name="stage_times")
        self.rework, self.settled = Label("", "body", wrap=True), Label("", "body", wrap=True)
        self.quick, self.month = Label("", "body", wrap=True), Label("", "body", wrap=True)
        self.month.hide()
        stages = QWidget()
        vbox(stretched(self.table), inset(self.rework), parent=stages, spacing=2)
        self.service, self._views = ServiceFiguresView(), Stack()
        self._pages = {STAGES: stages, QUICK: self._told(), SERVICE: self.service}
        for one in self._pages.values():
            self._views.addWidget(one)
        views = ((STAGES, _("Stages")), (QUICK, _("Quick service")), (SERVICE, _("Service")))
        said = _("Stages, quick service or service")
        self.switch = named(Segments(views), "times_view", says=said)
        self.switch.set_value(STAGES)
        self.switch.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        body = QWidget()
        vbox(inset(self.switch), stretched(self._views), parent=body, spacing=2)
        super().__init__(parent=parent, body=body, closable=True, name="times_panel")
        self.switch.edited.connect(self._switch)
        self.service.order_asked.connect(self.order_asked)

    def _told(self) -> ScrollArea:
        """Settled cars and quick services in words, scrolled where the panel is low."""
        told = QWidget()
        lines = (inset(self.settled), inset(self.quick), inset(self.month))
        vbox(*lines, parent=told, spacing=2).addStretch(1)
        return ScrollArea(told)

    def ask(self) -> None:
        """Read the last thirty days."""
        last = local_day(self._work.now())
        first = last - timedelta(days=DAYS)
        title = _("Stages and service, last {days} days").format(days=DAYS)
        self.show_body(title, self.body())
        self._work.ask(cycle_times.stage_times, first, last, then=self._show, topic=(self, "times"))
        told = (self, "rework")
        self._work.ask(cycle_times.quality_figures, first, last, then=self._tell, topic=told)
        ask, settled = self._work.ask, (self, "settled")
        ask(quick_figures.settled_figures, first, last, then=self._tell_settled, topic=settled)
        month = (self, "month")
        ask(quick_month, last.replace(day=1), last, then=self._tell_month, topic=month)
        quick = (self, "quick")
        ask(quick_figures.quick_figures, first, last, then=self._tell_quick, topic=quick)
        served, show = (self, "service"), self.service.show_figures
        ask(promise_figures.service_figures, first, last, then=show, topic=served)

    def _switch(self) -> None:
        chosen = self.switch.value() or STAGES
        self.switch.set_value(chosen)
        self._views.setCurrentWidget(self._pages[chosen])

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

    def _tell_month(self, found: QuickMonth) -> None:
        told = quick_text(found)
        text = _("This month: {told}").format(told=told) if told else ""
        self.month.say(text)
        self.month.setVisible(bool(text))

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
