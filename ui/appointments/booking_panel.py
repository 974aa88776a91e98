"""The panel of the appointments: what is known of a car stands beside its plate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal

from app.appointments import slots
from app.appointments.facts import CarHistory, FreeSlot
from app.appointments.settings import AppointmentSettings
from app.fleet import queries as fleet
from app.formatting import clock_on, joined, show_date
from app.identity import vin
from app.local_time import day_bounds, local, local_day
from app.service.queries.arrival import Arrival, booking_facts
from app.text import N_, _, ngettext
from app.tones import Tone
from db.appointment_words import ArrivalWay
from db.nouns import Noun
from ui.parts.dates import aware
from ui.parts.identity_inputs import NO_SUCH_VIN
from ui.record_desk.declaration import RecordDesk, Row, Step
from ui.record_desk.record_panel import RecordPanel
from ui.shell.workspace.page import Shell

PAUSE_MS = 180
MOST_ADVICE = 3
SEARCHED = frozenset({"hours", "bay_id", "service_type"})


class BookingPanel(RecordPanel):
    """Follows the form: plate, hours and way ask the store; `order_made` tells a new order."""

    order_made = Signal(int)

    def __init__(self, shell: Shell, desk: RecordDesk) -> None:
        super().__init__(shell, desk)
        self._slots: tuple[FreeSlot, ...] = ()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._look_up)
        self.form.edited.connect(self._follow)

    def begin(self, key: str, value: Mapping[str, Any]) -> None:
        """The form of a new booking, with the next free slots."""
        super().begin(key, value)
        self._look_up()
        self._ask_slots()

    def at_slot(self, bay_id: int | None, start: datetime) -> None:
        """Takes the bay and the time that were clicked; what is typed already stays."""
        if self.body() is not self.form:
            self.begin("new", self.desk.blank)
        if bay_id is not None:
            self.form["bay_id"].set_value(bay_id)
        self.form["starts_at"].set_value(start)
        self.form.say("starts_at")
        self.form.changed.emit()
        self.form.start()

    def _show_form(self, row: Row) -> None:
        super()._show_form(row)
        self._look_up()
        self._ask_slots()

    def _stepped(self, step: Step, row: Row, answer: Any) -> None:
        super()._stepped(step, row, answer)
        if step.name == "arrive":
            self.order_made.emit(answer)

    def _follow(self, name: str) -> None:
        if name == "plate":
            self._pause.start()
        if name in SEARCHED:
            self._ask_slots()
        if name == "slot":
            self._take_slot()
        if name in ("way", "starts_at", "hours"):
            self._ask_loan_cars()

    def _look_up(self) -> None:
        """Asks what is known of the plate that is typed."""
        plate = self.form["plate"].value()
        if not plate:
            self.form.say("plate")
            self._show_unknown(False)
            return
        now = self.work.now()
        about = {"viewer": self.viewer, "today": local_day(now), "at": now}
        self.work.ask(booking_facts, plate, **about, then=self._know, topic=(self, "plate"))

    def _know(self, found: tuple[Arrival | None, CarHistory]) -> None:
        car, history = found
        self._show_unknown(car is None and self.row is None)
        plate = self.form["plate"]
        if car is None:
            unknown = vin.is_whole(plate.text())
            said = NO_SUCH_VIN if unknown else N_("A new car: enter whose it is.")
            self.form.say("plate", _(said), tone=Tone.WARN if unknown else Tone.NEUTRAL)
            return
        if plate.take_plate(car.hit.plate):
            self.form.changed.emit()
        advisor = self.form["advisor_id"]
        if car.advisor is not None and self.row is None and advisor.value() is None:
            advisor.set_value(car.advisor.id)
        lines = [*self._of_file(car), *self._of_plan(history)]
        tone = Tone.WARN if len(lines) > 1 else Tone.GOOD
        action, record = self._to_open(car, history)
        then = partial(self.shell.open_record, *record)
        self.form.say("plate", "\n".join(lines), tone=tone, action=action, then=then)

    def _to_open(self, car: Arrival, history: CarHistory) -> tuple[str, tuple[Noun, int]]:
        """What stands against a second booking is one press away, else the file of the car."""
        own = self.row.id if self.row is not None else None
        other = next((row for row in history.expected if row.id != own), None)
        if car.hit.open_order_id is not None:
            return _("Open the order"), (Noun.REPAIR_ORDER, car.hit.open_order_id)
        if other is not None:
            return _("Open the appointment"), (Noun.APPOINTMENT, other.id)
        return _("Open the file"), (Noun.VEHICLE, car.hit.id)

    def _of_file(self, car: Arrival) -> Iterator[str]:
        """Whose car it is, the last visit, and what should be said before it is booked (F9)."""
        hit = car.hit
        seen = show_date(local(hit.last_visit)) if hit.last_visit is not None else ""
        last = _("last visit {day}").format(day=seen) if seen else _("First visit to the workshop")
        told = _("Service advisor: {name}")
        advisor = told.format(name=car.advisor.name) if car.advisor is not None else ""
        yield joined(hit.owner, hit.model, last, advisor)
        if hit.open_order_id is not None:
            yield _("In the workshop: order {number}").format(number=hit.open_order_number)
        if car.advice:
            names = _(", ").join(one.line.name for one in car.advice[:MOST_ADVICE])
            yield _("Open advice: {names}").format(names=names)
        if car.due:
            yield _("Due by the service plan: {names}").format(names=_(", ").join(car.due))
        yield from (one.text for one in car.alerts)

    def _of_plan(self, history: CarHistory) -> Iterator[str]:
        """What the plan itself knows: other appointments (F5), and who did not come (F6)."""
        own = self.row.id if self.row is not None else None
        today = local_day(self.work.now())
        for row in history.expected:
            if row.id != own:
                told = _("Already booked: {time}")
                yield told.format(time=clock_on(row.starts_at, today))
        most = self.shell.settings.of(AppointmentSettings).no_show_warning
        if most and history.missed >= most:
            told = ngettext("No-show {n} time", "No-show {n} times", history.missed)
            yield told.format(n=history.missed)

    def _show_unknown(self, shown: bool) -> None:
        for name in self.desk.only_new:
            self.form.show_field(name, shown)

    def _ask_slots(self) -> None:
        hours = self.form["hours"].value()
        if not hours:
            return
        about = {name: self.form[name].value() for name in ("bay_id", "service_type")}
        topic = (self, "slots")
        self.work.ask(
            slots.free_slots, hours, after=self.work.now(), **about, then=self._offer, topic=topic
        )

    def _offer(self, found: tuple[FreeSlot, ...]) -> None:
        self._slots, today = found, local_day(self.work.now())
        self.form["slot"].set_options(
            (place, joined(clock_on(one.starts_at, today), one.bay, by="  "))
            for place, one in enumerate(found)
        )
        self.form.show_field("slot", bool(found))

    def _take_slot(self) -> None:
        place = self.form["slot"].value()
        if place is None:
            return
        slot = self._slots[place]
        self.form["starts_at"].set_value(slot.starts_at)
        self.form["bay_id"].set_value(slot.bay_id)
        self.form.say("starts_at")

    def _ask_loan_cars(self) -> None:
        """How many loan cars are free, where the customer takes one."""
        starts_at = aware(self.form["starts_at"].value())
        if self.form["way"].value() is not ArrivalWay.LOAN or starts_at is None:
            self.form.say("way")
            return
        day_end = day_bounds(local_day(starts_at))[1]
        self.work.ask(
            fleet.free_cars, starts_at, day_end, then=self._say_cars, topic=(self, "cars")
        )

    def _say_cars(self, cars: tuple[Any, ...]) -> None:
        if cars:
            told = ngettext("{n} loan car is free", "{n} loan cars are free", len(cars))
            self.form.say("way", told.format(n=len(cars)), tone=Tone.GOOD)
        else:
            self.form.say("way", _("No loan car is free then."), tone=Tone.WARN)
