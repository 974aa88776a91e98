"""The hours of technicians in a month; choosing one shows the jobs and days behind the sums."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.formatting import joined, labour_hours, short_day, show_month
from app.identity import plate as plates
from app.labels import label
from app.local_time import local_day
from app.text import N_, _
from app.tones import Tone
from app.workbench import month_rows, papers, rules
from app.workbench.month import MonthFacts, month_hours
from app.workbench.month_rows import MonthHours, TechnicianHours, TechnicianRows
from db.vocabulary import PaperKind
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.fields import Segments
from ui.parts.labels import Label
from ui.parts.layouts import hbox, stretched, vbox
from ui.parts.menu_button import MenuAct, MenuButton
from ui.parts.naming import named
from ui.parts.panel import surface
from ui.parts.stack import Stack
from ui.parts.table import Column, Table
from ui.shell.printing.print_flow import PaperTask
from ui.shell.workspace.page import Shell

JOBS, DAYS, QUICK = "jobs", "days", "quick"


def _hours(value: Decimal | None) -> str:
    return f"{value:.2f}" if value is not None else ""


def _percent(value: Decimal | None) -> str:
    return f"{value:.1f} %" if value is not None else "—"


def _exact(value: Decimal | None) -> str:
    return f"{value:.2f} %" if value is not None else "—"


def _figure(name: str, title: str) -> Column:
    """A column of hours."""

    def get(row: object) -> Decimal:
        return Decimal(getattr(getattr(row, "hours", row), name))

    return Column(name, title, width=88, align="right", get=get, text=_hours)


def _ratio(name: str, title: str) -> Column:
    return Column(
        name,
        title,
        width=92,
        align="right",
        get=lambda row: getattr(row.hours, name),
        text=_percent,
        yields=1,
    )


def _load(row: TechnicianHours) -> Tone | str:
    """How sold of available hours stand against the target."""
    told = row.hours.productivity
    if told is None:
        return ""
    return Tone.WARN if told < rules.PRODUCTIVE_FROM else Tone.GOOD


STANDARD, SOLD = _figure("standard", N_("Standard h")), _figure("sold", N_("Sold h"))
WORKED, ATTENDED = _figure("worked", N_("Worked h")), _figure("attended", N_("Attended h"))
AVAILABLE = _figure("available", N_("Available h"))
PEOPLE = (
    Column("name", N_("Technician"), ink=True, width=128),
    STANDARD,
    SOLD,
    WORKED,
    ATTENDED,
    AVAILABLE,
    _ratio("efficiency", N_("Efficiency")),
    _ratio("utilisation", N_("Utilisation")),
    Column(
        "productivity",
        N_("Productivity"),
        width=104,
        align="right",
        get=lambda row: row.hours.productivity,
        text=_percent,
        tone=_load,
    ),
    Column("pay", N_("Part of pay"), width=96, align="right", text=_exact, yields=1),
    Column(
        "note",
        N_("Note"),
        stretch=True,
        width=96,
        yields=2,
        get=lambda row: row.needs_coaching,
        text=lambda coached: _("three months below 80 %: coaching") if coached else "",
        tone=lambda row: Tone.WARN if row.needs_coaching else "",
    ),
)
DAY_AND_ORDER = (
    Column("day", N_("Day"), width=80, text=short_day),
    Column(
        "order",
        N_("Repair order"),
        width=136,
        ink=True,
        second=lambda row: plates.shown(row.plate),
        beside=(Column("plate", N_("Plate"), text=plates.shown),),
    ),
)
OF_JOBS = (
    *DAY_AND_ORDER,
    Column(
        "name",
        N_("Repair job"),
        stretch=True,
        width=120,
        second=lambda row: "" if row.is_finished else _("not finished yet"),
    ),
    STANDARD,
    SOLD,
    WORKED,
    Column("efficiency", N_("Efficiency"), width=92, align="right", text=_percent, yields=1),
)
OF_DAYS = (
    Column("day", N_("Day"), width=96, ink=True, stretch=True, text=short_day),
    STANDARD,
    SOLD,
    WORKED,
    ATTENDED,
    AVAILABLE,
    _figure("idle", N_("Idle h")),
)
OF_QUICK = (
    *DAY_AND_ORDER,
    Column("kind", N_("Quick service"), stretch=True, width=120, text=label),
    Column("advisor", N_("Advisor"), width=104),
    Column("minutes", N_("Promised min"), width=112, align="right"),
    Column("taken", N_("Taken min"), width=96, align="right"),
    Column(
        "kept",
        N_("Fulfilled"),
        width=72,
        text=lambda kept: _("yes") if kept else _("no"),
        tone=lambda row: Tone.GOOD if row.kept else Tone.WARN,
        chip=True,
    ),
)


class HoursView(QWidget):
    """Technicians above; jobs and days of the chosen one, or all quick services, below.

    `order_asked` opens an order.
    """

    order_asked = Signal(int)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell, self._work = shell, shell.work
        self.month: date | None = None
        self.title = named(Label("", "title"), "hours_month")
        self.sums = named(Label("", "body", bold=True, wrap=True), "hours_sums")
        self.people = Table(PEOPLE, empty=N_("Nobody works in the workshop."), name="hours")
        nobody = N_("Choose a technician above.")
        self.jobs = Table(OF_JOBS, empty=nobody, row_id="line_id", name="hours_jobs")
        self.days = Table(OF_DAYS, empty=nobody, row_id="day", name="hours_days")
        self.quick = Table(
            OF_QUICK,
            empty=N_("No quick service left in this month."),
            row_id="order_id",
            name="hours_quick",
        )
        self.follows = named(Label("", "body", wrap=True), "hours_follows")
        views = ((JOBS, _("By job")), (DAYS, _("By day")), (QUICK, _("Quick service")))
        self.switch = named(Segments(views), "hours_rows", says=_("Jobs, days or quick service"))
        self.switch.set_value(JOBS)
        self.switch.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._rows = Stack()
        self._below = {JOBS: self.jobs, DAYS: self.days, QUICK: self.quick}
        for table in self._below.values():
            self._rows.addWidget(table)
        self._lay_out()
        self.switch.edited.connect(self._switch)
        self.people.chosen.connect(self._ask_rows)
        for table in (self.jobs, self.quick):
            table.activated.connect(lambda row: self.order_asked.emit(row.order_id))

    def reload(self) -> None:
        """Ask for the month that is shown, at first for this one."""
        self._ask(self.month or self._this_month())

    def start(self) -> None:
        """The cursor on the technicians."""
        self.people.setFocus()

    def go(self, months: int) -> None:
        """The month before (-1) or after (+1); none after this one."""
        month = self.month or self._this_month()
        there = month - timedelta(days=1) if months < 0 else month + timedelta(days=31)
        self.month = min(there.replace(day=1), self._this_month())
        self.reload()

    def print_month(self, draw: Callable[[MonthFacts], bytes] = papers.month_sheet) -> None:
        """Print the sums of the month, or with another `draw` also the jobs behind them."""
        at, by = self._shell.printing.stamp()
        month = self.month or self._this_month()
        name = f"hours-{month:%Y-%m}"
        task = PaperTask(PaperKind.HOURS_SHEET, name, draw, counted=True)
        self._shell.printing.print(task, month_hours, month, by=by, at=at)

    def _prints(self) -> tuple[MenuAct, ...]:
        """The jobs fill many pages, so they are printed only when they are asked for."""
        jobs = partial(self.print_month, papers.month_sheet_with_jobs)
        return (
            MenuAct("print_sums", _("Sums per technician"), self.print_month),
            MenuAct("print_jobs", _("Sums and every job"), jobs),
        )

    def _this_month(self) -> date:
        return local_day(self._work.now()).replace(day=1)

    def _ask(self, month: date) -> None:
        then = {"then": self._show, "topic": (self, "month")}
        self._work.ask(month_rows.month_overview, month, at=self._work.now(), **then)

    def _show(self, found: MonthHours) -> None:
        self.month = found.first
        self.title.say(show_month(found.first))
        self.after.setEnabled(found.first < self._this_month())
        told = found.total
        self.sums.say(
            joined(
                _("Sold {hours}").format(hours=labour_hours(_hours(told.sold))),
                _("worked {hours}").format(hours=labour_hours(_hours(told.worked))),
                _("efficiency {percent}").format(percent=_percent(told.efficiency)),
                _("productivity {percent}").format(percent=_percent(told.productivity)),
            )
        )
        self.follows.say("\n".join(papers.month_texts(found)))
        self.people.show_rows(found.people)
        self.quick.show_rows(found.quick.visits)
        self._ask_rows(self.people.current())

    def _ask_rows(self, chosen: TechnicianHours | None) -> None:
        if chosen is None or self.month is None:
            self._show_rows(TechnicianRows((), ()))
            return
        then = {"then": self._show_rows, "topic": (self, "rows")}
        wanted = month_rows.technician_rows
        self._work.ask(wanted, chosen.id, self.month, at=self._work.now(), **then)

    def _show_rows(self, rows: TechnicianRows) -> None:
        self.jobs.show_rows(rows.jobs)
        self.days.show_rows(rows.days)

    def _switch(self) -> None:
        chosen = self.switch.value() or JOBS
        self.switch.set_value(chosen)
        self._rows.setCurrentWidget(self._below[chosen])

    def _lay_out(self) -> None:
        before = Button("", icon=Icon.CHEVRON_LEFT, name="hours_before", says=_("The month before"))
        self.after = Button(
            "", icon=Icon.CHEVRON_RIGHT, name="hours_after", says=_("The month after")
        )
        self.after.setEnabled(False)
        before.clicked.connect(partial(self.go, -1))
        self.after.clicked.connect(partial(self.go, 1))
        sheet = MenuButton(
            _("Print the month"), self._prints, icon=Icon.PRINTER, name="print_hours"
        )
        head = hbox(before, self.title, self.after, stretched(self.sums), sheet)
        below = QWidget()
        vbox(self.switch, stretched(self._rows), parent=below, spacing=2)
        cards = stretched(surface(self.people)), stretched(surface(below))
        vbox(head, self.follows, *cards, parent=self, spacing=2)
