"""Which finished order a rework does again, and whether its guarantee still holds."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from app.formatting import joined, kilometres, show_date
from app.labels import label
from app.local_time import local, local_day
from app.service.queries.reworks import PastRepair, past_repairs
from app.text import N_, _
from app.tones import Tone
from db.vocabulary import ServiceType
from ui.parts.columns import field
from ui.parts.fields import Choice
from ui.parts.form import Field, Form
from ui.shell.work import Work

FIELD = "reworked_id"
NONE_YET = N_("This car has no finished order here.")


def rework_field() -> Field:
    """The field that `ReworkChoice` fills; hidden for every other kind of visit."""
    return field("repair_order.reworked_id", lambda: PastOrders(hint=_("The newest first")))


class PastOrders(Choice):
    """Keeps an order that was chosen before the list of the car is read."""

    def set_value(self, value: object) -> None:
        """What is not listed yet stands as dots until it is."""
        known = {own for own, *_texts in self._options}
        if value is not None and value not in known:
            self._options = (*self._options, (value, "…"))
        super().set_value(value)

    def restore(self, draft: object) -> None:
        """Of a draft the number of the order is enough."""
        key = draft.get("key") if isinstance(draft, dict) else None
        self.set_value(int(key) if key is not None else None)


class ReworkChoice(QObject):
    """Offers the finished orders of one car in a form; the newest is chosen at first."""

    def __init__(self, form: Form, work: Work) -> None:
        super().__init__(form)
        self._form, self._work = form, work
        self._car: int | None = None
        self._past: dict[int, PastRepair] = {}
        form.edited.connect(self._heed)
        form.built.connect(self._show)
        self._show()

    def show_car(self, vehicle_id: int | None, *, order_id: int | None = None) -> None:
        """Another car, or the same after something was finished; `order_id` is never offered."""
        self._car = vehicle_id
        if vehicle_id is None:
            self._take(())
            return
        topic = (self, "past")
        ask = partial(self._work.ask, past_repairs, vehicle_id, before=order_id)
        ask(then=self._take, topic=topic)

    def _take(self, found: tuple[PastRepair, ...]) -> None:
        self._past = {one.id: one for one in found}
        self._show()

    def _show(self) -> None:
        if self._form.is_built:
            self._form[FIELD].set_options([(one.id, _told(one)) for one in self._past.values()])
            self._judge()

    def _heed(self, name: str) -> None:
        if name in ("service_type", "odometer", FIELD):
            self._judge()

    def _judge(self) -> None:
        """Shows the field for a rework, chooses the newest order, and says what it promised."""
        is_rework = self._form["service_type"].value() is ServiceType.REWORK
        self._form.show_field(FIELD, is_rework)
        if not is_rework or self._car is None:
            self._form.say(FIELD)
            return
        if self._form[FIELD].value() is None and self._past:
            self._form[FIELD].set_value(next(iter(self._past)))
        chosen = self._past.get(self._form[FIELD].value())
        if chosen is None:
            self._form.say(FIELD, _(NONE_YET), tone=Tone.NEUTRAL)
            return
        km = self._form["odometer"].value()
        free = chosen.is_free(on=local_day(self._work.now()), km=km)
        self._form.say(FIELD, _answer(chosen, free=free), tone=Tone.GOOD if free else Tone.WARN)


def _told(one: PastRepair) -> str:
    """`W261118-005 · 2026-11-18 · Maintenance · 16,178 km`."""
    day = show_date(local(one.delivered_at))
    return joined(one.number, day, label(one.service_type), kilometres(one.odometer))


def _answer(one: PastRepair, *, free: bool) -> str:
    """Until when or where the guarantee holds, in one sentence."""
    ends = joined(show_date(one.end.last_day), kilometres(one.end.km), by=" / ")
    if free:
        return _("Within the guarantee until {end}: no charge to the customer.").format(end=ends)
    return _("The guarantee ended: {end}.").format(end=ends)
