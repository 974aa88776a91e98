"""The page of the appointments."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.appointments import commands, papers, queries
from app.appointments.facts import PlanDay
from app.appointments.values import MovedAllocation
from app.formatting import clock, short_day, show_date
from app.local_time import local_day
from app.text import N_, _
from app.tones import Tone
from db.appointment_words import AppointmentState
from db.nouns import Noun
from db.vocabulary import PaperKind
from ui.appointments.day_plan import DayPlan
from ui.appointments.declaration import appointments
from ui.appointments.desk import DESK
from ui.appointments.plan_list import PlanList
from ui.appointments.week_strip import WeekStrip
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.fields import Segments
from ui.parts.figure_link import FigureLink
from ui.parts.labels import Label
from ui.parts.layouts import STRETCH, boxed, hbox, stretched, vbox
from ui.parts.naming import named
from ui.parts.page_header import PageHeader
from ui.parts.panel import surface
from ui.parts.split import lay_out_page
from ui.shell.printing.print_flow import PaperTask
from ui.shell.workspace.page import Page, Shell

MINUTE_MS = 60_000
SHOW_GOAL = 80
"""Per cent of the expected customers who should come."""
PLAN, LIST = "plan", "list"
ROWS_OF = {
    "expected": (AppointmentState.BOOKED, False),
    "show_rate": (AppointmentState.NO_SHOW, True),
    "booked_share": (AppointmentState.ARRIVED, True),
}
"""What a press on a figure lists: a state, of the day or of the month that it counts."""


class AppointmentsPage(Page):
    """The week above, a day by the hour or as a list below, one appointment at the right."""

    desk = DESK

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._is_read = self._has_rows = False
        self.figures = {
            name: FigureLink(_(text), name=name)
            for name, text in (
                ("expected", N_("Still to arrive")),
                ("show_rate", N_("Show rate")),
                ("booked_share", N_("Booking rate")),
            )
        }
        self.week, self.plan = WeekStrip(), DayPlan(shell.settings)
        door = self.door("settings", "bays", text=_("Add bays"))
        if door is not None:
            self.plan.no_bay.say(_("No bay yet."))
            self.plan.no_bay.offer(door)
        self.plan_card = surface(self.plan)
        self.switch = named(Segments(_views()), "plan_view", says=_("Plan or list"))
        self.switch.set_value(PLAN)
        self.switch.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.span = Label("", "body", bold=True)
        above = boxed(vbox(self._bar(), self.week, stretched(self.plan_card), spacing=2))
        self.list = PlanList(shell, appointments(self._today), above=above)
        self.reader = self.list.reader
        new = self.action_button("new_entry", icon=Icon.PLUS)
        sheet = self.action_button("daily_sheet", "quiet", icon=Icon.PRINTER)
        title, figures = _("Appointments"), self.figures.values()
        lay_out_page(self, PageHeader(title, figures, new, extra=(sheet,)), self.list)
        self._connect()
        self._switch()
        tick = QTimer(self, interval=MINUTE_MS)
        tick.timeout.connect(lambda: self.isVisible() and self.reload())
        tick.start()

    def reload(self) -> None:
        """Ask for the day that is shown."""
        self.list.reload()

    def show_record(self, noun: Noun, record_id: int) -> None:
        """Open an appointment on its day."""
        self.list.open(record_id)

    def take_focus(self) -> None:
        """Put the cursor on the day, or into the list."""
        if self.switch.value() == LIST:
            self.list.take_focus()
        else:
            self.plan.timeline.setFocus()

    def add(self) -> None:
        """Ctrl+N: book a car."""
        self.list.add()

    def edit(self) -> None:
        """F2: change the chosen appointment."""
        self.list.panel.edit()

    def find(self) -> None:
        """Ctrl+F: search the list of the day."""
        self.switch.set_value(LIST)
        self._switch()
        self.list.find()

    def daily_sheet(self) -> None:
        """F9: print who is expected on the day that is shown."""
        day = self.list.day
        name = f"appointments-{day.isoformat()}"
        task = PaperTask(PaperKind.APPOINTMENT_SHEET, name, papers.day_sheet, counted=True)
        about: dict[str, Any] = {"viewer": self.work.actor, "at": self.work.now()}
        self.shell.printing.print(task, queries.sheet, day, **about)

    def _bar(self) -> QWidget:
        """Which week it is, and whether the day is seen by the hour or as a list."""
        back = Button("", icon=Icon.CHEVRON_LEFT, name="week_before", says=_("The week before"))
        today = Button(_("Today"), name="plan_today")
        on = Button("", icon=Icon.CHEVRON_RIGHT, name="week_after", says=_("The week after"))
        back.clicked.connect(lambda: self._go(-7))
        on.clicked.connect(lambda: self._go(7))
        today.clicked.connect(lambda: self.list.go(self._today()))
        return boxed(hbox(back, today, on, self.span, STRETCH, self.switch, spacing=2))

    def _today(self) -> date:
        return local_day(self.work.now())

    def _show(self, plan: PlanDay) -> None:
        if not self._is_read:
            self._is_read = True
            self._switch()
        self._has_rows = bool(plan.rows)
        self._give_room()
        self.week.show_week(plan.week, chosen=plan.day, today=self._today())
        self.plan.show_plan(plan, self.work.now())
        first, last = plan.week[0].day, plan.week[-1].day
        if self.list.is_month:
            first, last = plan.day.replace(day=1), plan.day
        self.span.say(f"{show_date(first)} – {short_day(last)}")
        waits = sum(row.is_due or row.is_late for row in plan.rows)
        self.figures["expected"].show_value(str(waits))
        rate = plan.show_rate
        tone = Tone.NEUTRAL if rate is None else Tone.GOOD if rate >= SHOW_GOAL else Tone.WARN
        self.figures["show_rate"].show_value("—" if rate is None else f"{rate:g} %", tone)
        share = plan.booked_share
        self.figures["booked_share"].show_value("—" if share is None else f"{share:g} %")

    def _go(self, days: int) -> None:
        self.list.go(self.list.day + timedelta(days=days))

    def _switch(self) -> None:
        """Plan or list; there is always one of both."""
        if self.switch.value() is None:
            self.switch.set_value(PLAN)
        # the list says that nothing is known as long as nothing was read
        is_list = self.switch.value() == LIST or not self._is_read
        self.plan_card.setVisible(not is_list)
        self.list.card.setVisible(is_list)
        self._give_room()

    def _give_room(self) -> None:
        """A panel without an appointment leaves its room to the hours of a day that has some."""
        panel = self.list.panel
        has_hours = self._has_rows and not self.plan_card.isHidden()
        panel.setVisible(panel.body() is not panel.hint or not has_hours)

    def _move(self, part_id: int, bay_id: int, start: datetime) -> None:
        refuse = self.shell.notices.refuse

        def moved(done: MovedAllocation) -> None:
            undo = partial(self.work.act, commands.move_back, part_id, done, refuse=refuse)
            self.shell.notices.say(_("Moved to {time}.").format(time=clock(start)), undo=undo)

        self.work.act(commands.move, part_id, bay_id, starts_at=start, then=moved, refuse=refuse)

    def _choose(self, appointment_id: int) -> None:
        self.list.table.select(appointment_id)

    def _connect(self) -> None:
        self.list.planned.connect(self._show)
        self.list.panel.filled.connect(lambda _filled: self._give_room())
        self.list.panel.order_made.connect(partial(self.shell.open_record, Noun.REPAIR_ORDER))
        self.week.day_asked.connect(self.list.go)
        self.plan.slot_asked.connect(self.list.panel.at_slot)
        self.plan.chosen.connect(self._choose)
        self.plan.move_asked.connect(self._move)
        self.switch.edited.connect(self._switch_by_hand)
        for name, (state, is_month) in ROWS_OF.items():
            self.figures[name].pressed.connect(partial(self._show_rows_of, state, is_month))

    def _switch_by_hand(self) -> None:
        """Whoever chooses a view wants the day."""
        self._switch()
        if self.list.is_month:
            self.list.go(self.list.day)

    def _show_rows_of(self, state: AppointmentState, is_month: bool) -> None:
        self.switch.set_value(LIST)
        self._switch()
        self.list.show_filtered(state, is_month=is_month)
        self.list.take_focus()


def _views() -> list[tuple[str, str]]:
    return [(PLAN, _("Timeline")), (LIST, _("List"))]
