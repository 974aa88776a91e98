"""The page of a technician: own jobs, job clock and shift clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cached_property, partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.formatting import joined, labour_hours
from app.orders.clock_rules import working_day
from app.orders.technicians import TechnicianNow
from app.text import N_, _
from app.tones import Tone
from app.workbench import commands, queries
from app.workbench.queries import Bench, SpanRow
from app.workbench.values import ClockKind, Pause
from db.clock_words import PauseReason
from db.nouns import Noun
from ui.icons import Icon
from ui.parts.answered_stack import AnsweredStack
from ui.parts.buttons import Button
from ui.parts.confirm import ConfirmBar
from ui.parts.fields import Segments
from ui.parts.labels import Empty, Figure
from ui.parts.layouts import STRETCH, boxed, stretched, vbox
from ui.parts.naming import named
from ui.parts.page_header import PageHeader
from ui.parts.scroll import ScrollArea
from ui.parts.split import Split, lay_out_page
from ui.parts.stack import Stack
from ui.parts.turns import InTurns
from ui.shell.viewer import may
from ui.shell.workspace.page import Page, Shell
from ui.workbench.desk import DESK
from ui.workbench.hours_view import HoursView
from ui.workbench.job_card import JobCard
from ui.workbench.pin_panel import PinPanel
from ui.workbench.shift_bar import ShiftBar
from ui.workbench.times_panel import ClockTimesPanel

BENCH, HOURS = "bench", "hours"
TICK_MS = 20_000
AT_ONCE = 3
"""Cards that fill a screen; further ones are made at the next turns of the window."""
NO_JOB = N_("You have no job now. Ask the controller for one.")
NOBODY = N_("No technician works here yet. A manager adds colleagues in Settings.")
KINDS = {Noun.JOB_CLOCK: ClockKind.JOB, Noun.SHIFT_CLOCK: ClockKind.SHIFT}


class WorkbenchPage(Page):
    """Jobs of one technician; whoever is no technician chooses one."""

    desk = DESK

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        actor = shell.work.actor
        self.staff_id = actor.staff_id if actor is not None else 0
        self.bench: Bench | None = None
        self.cards: dict[int, JobCard] = {}
        self._wanted: tuple[ClockKind, int] | None = None
        self.shift = ShiftBar(self.staff_id)
        self.worked = Figure(_("Worked"), name="bench_worked")
        self.sold = Figure(_("Sold"), name="bench_sold")
        self.available = Figure(_("Available"), name="bench_available")
        self.idle = Figure(_("Idle"), name="bench_idle")
        self.empty = Empty(_(NO_JOB), icon=Icon.WRENCH)
        self.first = self.door("settings", "people", text=_("Add colleagues"))
        if self.first is not None:
            self.first.hide()
            self.empty.offer(self.first)
        self.confirm = ConfirmBar(self)
        self._turns = InTurns(self, AT_ONCE)
        views = ((BENCH, _("Jobs")), (HOURS, _("Hours of the month")))
        self.switch = named(Segments(views), "bench_view", says=_("Jobs or hours"))
        self.stack = Stack()
        self.times, self.pins = ClockTimesPanel(shell), PinPanel(shell)
        self._lay_out()
        self._connect()

    @cached_property
    def hours(self) -> HoursView:
        """The month of all technicians, made when it is first looked at."""
        view = HoursView(self.shell)
        view.order_asked.connect(partial(self.shell.open_record, Noun.REPAIR_ORDER))
        self.stack.addWidget(view)
        return view

    def reload(self) -> None:
        """Ask who works here, and for the jobs of the chosen one."""
        if self.stack.currentIndex():
            self.hours.reload()
        self.work.ask(queries.people, at=self.work.now(), then=self._show_people, topic=self)

    def show_record(self, noun: Noun, record_id: int) -> None:
        """A clock of an earlier day that is to be corrected."""
        self._switch_to(BENCH)
        self._wanted = (KINDS[Noun(noun)], record_id)
        self.open_times()

    def open_times(self) -> None:
        """The clocks of today, and what was forgotten before."""
        self.pins.hide()
        self.times.show()
        self.work.ask(queries.correctable, self._today(), then=self._show_times)

    def open_pin(self) -> None:
        """Set the own PIN, or as controller that of the chosen technician."""
        self.times.hide()
        self.pins.show_for(self.staff_id, self.bench.one.name if self.bench else "")

    def take_focus(self) -> None:
        """On the button that is next: stop the running job, or start the first one."""
        if self.stack.currentIndex():
            self.hours.start()
            return
        shown = [card.finish for card in self.cards.values()] + [
            card.start for card in self.cards.values()
        ]
        next((button for button in shown if button.isVisible()), self).setFocus()

    def _today(self) -> date:
        return working_day(self.work.now())

    def _show_people(self, people: list[TechnicianNow]) -> None:
        self.shift.setVisible(bool(people))
        self._shown.say_empty(_(NO_JOB if people else NOBODY))
        if self.first is not None:
            self.first.setVisible(not people)
        if all(one.id != self.staff_id for one in people) and people:
            self.staff_id = people[0].id
        self.shift.show_people(people, self.staff_id)
        self.work.ask(
            queries.bench, self.staff_id, at=self.work.now(), then=self._show, topic=self.shift
        )

    def _show(self, bench: Bench | None) -> None:
        self.bench = bench
        jobs = bench.jobs if bench is not None else ()
        self._shown.fill(not jobs)
        if bench is None:
            return
        self.shift.show_presence(bench.one)
        self._show_hours(bench)
        for line_id in self.cards.keys() - {job.line_id for job in jobs}:
            self.cards.pop(line_id).deleteLater()
        self._turns.begin(partial(self._show_job, place, bench) for place in range(len(jobs)))

    def _show_job(self, place: int, bench: Bench) -> None:
        job = bench.jobs[place]
        card = self.cards.get(job.line_id) or self._add_card(job.line_id)
        card.show_job(job, now=bench.at, percent=bench.overtime_percent)
        self._column.insertWidget(place, card)
        is_busy = any(other.is_running for other in bench.jobs)
        first = next((other for other in bench.jobs if other.may_start), None)
        card.prefer(not is_busy and job is first)
        card.show()

    def _show_hours(self, bench: Bench) -> None:
        told = bench.hours
        present = labour_hours(f"{told.worked:.1f} / {told.attended:.1f}")
        self.worked.show_value(joined(present, _percent(told.utilisation)))
        self.sold.show_value(joined(labour_hours(f"{told.sold:.1f}"), _percent(told.efficiency)))
        available = labour_hours(f"{told.available:.1f}")
        self.available.show_value(joined(available, _percent(told.productivity)))
        tone = Tone.WARN if told.idle > 1 else Tone.NEUTRAL
        self.idle.show_value(labour_hours(f"{told.idle:.1f}"), tone)

    def _show_times(self, rows: list[SpanRow]) -> None:
        self.times.show_rows(rows, wanted=self._wanted)
        self._wanted = None
        self.times.form.start()

    def _add_card(self, line_id: int) -> JobCard:
        card = JobCard(line_id, self._list)
        card.started.connect(partial(self._act, commands.start))
        card.finished.connect(partial(self._act, commands.finish))
        card.paused.connect(self._pause)
        self.cards[line_id] = card
        return card

    def _act(self, command: Callable[..., Any], *args: object) -> None:
        """One press, one gesture; on a shared screen with the PIN."""
        self.work.act(command, *args, who=self.shift.proof())

    def _pause(self, reason: PauseReason) -> None:
        if reason is not PauseReason.OTHER:
            self._act(commands.pause, Pause(reason))
            return
        self.confirm.ask(
            _("Why does the work stop?"),
            act=_("Pause"),
            then=lambda said: self._act(commands.pause, Pause(reason, said)),
            reason=_("Reason"),
            danger=False,
        )

    def _switch_to(self, view: str) -> None:
        """The jobs of one technician, or the hours of all in a month."""
        self.switch.set_value(view)
        for figure in (self.worked, self.sold, self.available, self.idle):
            figure.setVisible(view != HOURS)
        if view == HOURS:
            self.stack.setCurrentWidget(self.hours)
            self.hours.reload()
        else:
            self.stack.setCurrentIndex(0)

    def _choose(self, staff_id: int) -> None:
        self.staff_id = staff_id
        self.reload()

    def _connect(self) -> None:
        self.shift.chosen.connect(self._choose)
        self.switch.edited.connect(lambda: self._switch_to(self.switch.value() or BENCH))
        self.shift.come.connect(partial(self._act, commands.come))
        self.shift.paused.connect(partial(self._act, commands.take_break))
        self.shift.gone.connect(partial(self._act, commands.go))
        self.times.closed.connect(self.times.hide)
        self.pins.closed.connect(self.pins.hide)
        timer = QTimer(self, interval=TICK_MS)
        timer.timeout.connect(lambda: self.reload() if self.isVisible() else None)
        timer.start()

    def _lay_out(self) -> None:
        self.switch.set_value(BENCH)
        self.switch.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._list = QWidget()
        self._column = vbox(STRETCH, parent=self._list, spacing=3)
        room = QWidget()
        self._shown = AnsweredStack(room, ScrollArea(self._list), self.empty)
        times = Button(_("Correct a time…"), icon=Icon.HISTORY, name="open_times")
        times.clicked.connect(self.open_times)
        if not may(self.work, *commands.correct.roles):
            times.hide()
            self.switch.hide()
        pin = Button(_("PIN…"), icon=Icon.KEY, name="open_pin", clicked=self.open_pin)
        figures = (self.worked, self.sold, self.available, self.idle)
        header = PageHeader(_("My bay"), figures, extra=(self.switch, pin, times))
        left = QWidget()
        vbox(self.shift, stretched(room), parent=left, spacing=3)
        split = Split(left, self.times)
        split.addWidget(self.pins)
        self.times.hide()
        self.pins.hide()
        self.stack.addWidget(boxed(split))
        lay_out_page(self, header, self.confirm, self.stack)


def _percent(value: Decimal | None) -> str:
    return f"{value:.0f} %" if value is not None else ""
