"""The form of a new repair order, for which a plate is enough."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.errors import Refused
from app.formatting import joined, kilometres, show_date
from app.identity import vin
from app.local_time import local, local_day
from app.people import rules as people
from app.people.alerts import AlertKind
from app.people.commands import see_alerts
from app.people.lookup import PersonHit, by_phone
from app.people.operations import Contact
from app.service import rules
from app.service.commands import opening
from app.service.queries.arrival import Arrival, arrival
from app.service.settings import PriceSettings
from app.service.values import NewOrder
from app.text import N_, _, ngettext
from app.tones import Tone
from app.vehicles.queries import VehicleHit
from db.nouns import Noun
from db.vocabulary import ServiceType
from ui import theme
from ui.parts.columns import field
from ui.parts.dates import aware
from ui.parts.fields import Area, MomentField, PhoneInput, PlateInput, Vin
from ui.parts.form import Field, Form, FormValue
from ui.parts.identity_inputs import NO_SUCH_VIN
from ui.parts.panel import Panel
from ui.service.advisor_choice import AdvisorChoice, advisor_field
from ui.service.intake_fields import intake_fields, intake_of, type_field
from ui.service.line_section import declined_before
from ui.service.loan_forms import wall_clock
from ui.service.promise_hours import PromiseHours
from ui.service.rework_choice import ReworkChoice, rework_field
from ui.shell.editing.record_form import RecordForm
from ui.shell.viewer import is_among, roles_of
from ui.shell.workspace.page import Shell

PAUSE_MS = 180
UNKNOWN = ("owner_name", "owner_phone", "model_name")
MOST_ADVICE = 3


CAR = (
    field("repair_order.plate", PlateInput),
    field("person.name", name="owner_name", label=N_("Customer"), half=True),
    Field("owner_phone", N_("Telephone"), PhoneInput, half=True),
    field("repair_order.model_name"),
    Field(
        "words",
        N_("In the customer's words"),
        lambda: Area(rows=3, hint=_("One concern per line")),
    ),
)


class OpenPanel(Panel):
    """Opens an order; `opened` tells its id.

    `order_asked` tells that of an open order of the same car.
    """

    opened = Signal(int)
    order_asked = Signal(int)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(name="open_panel", parent=parent)
        self.shell, self.work = shell, shell.work
        self._accepted = False
        self._asked, self._seen = "", 0
        self._seen_order = 0
        self.hours = PromiseHours(shell, self)
        self.form = Form(
            self._fields(), submit=N_("Create the order"), name="open_order", parent=self
        )
        self.show_body(_("New repair order"), self.form)
        self.setMinimumWidth(theme.size("panel-max"))
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._look_up)
        self.form.submitted.connect(self._save)
        self.form.edited.connect(self._follow)
        self._show_unknown(False)
        self.record = RecordForm(shell, self.form, draft="service.open_order")
        self.rework = ReworkChoice(self.form, self.work)
        self.advisors = AdvisorChoice(self.form, self.work)
        self.form.built.connect(self._begin)
        self.hours.changed.connect(self._follow_hours)

    def _begin(self) -> None:
        """The fields were made: the usual answers, or what was typed earlier."""
        self.reset()
        self.hours.ask()
        if self.record.begin(announce=True):
            self._pause.start()

    def reset(self) -> None:
        """Empty the form but for the usual answers of the store."""
        settings = self.shell.settings
        self.record.restart(
            {
                "promised_at": wall_clock(self.hours.usual()),
                "service_type": ServiceType.REPAIR,
                "wash": settings.of(PriceSettings).wash_default,
            }
        )
        self.form.say("plate")
        self.form.say("promised_at")
        self._accepted, self._asked, self._seen = False, "", 0
        self._seen_order = 0
        self._show_unknown(False)
        self.rework.show_car(None)
        self.advisors.propose(None)

    def start(self) -> None:
        """Put the cursor into the plate; an untouched promise counts from now."""
        self.form.coming.focus_when_made(self._start)

    def _start(self) -> None:
        self._follow_hours()
        self.hours.ask()
        self.form["plate"].setFocus()

    def _follow_hours(self) -> None:
        """An untouched promise counts from now, and falls on a day at which the store works."""
        if not self.form.is_dirty:
            self.reset()

    def _fields(self) -> tuple[Field, ...]:
        promise = partial(MomentField, today=lambda: local_day(self.work.now()))
        return (
            *CAR,
            field("repair_order.promised_at", promise, half=True),
            type_field(),
            advisor_field(),
            rework_field(),
            *intake_fields(more=True),
            field("vehicle.vin", Vin, more=True),
        )

    def _follow(self, name: str) -> None:
        if name in ("plate", "vin"):
            self._pause.start()
        if name == "odometer":
            self._accepted = False
        if name == "promised_at":
            self.hours.warn(self.form)
        if name == "owner_phone":
            number = self.form["owner_phone"].value() or ""
            self.work.ask(by_phone, number, then=self._warn_of_twin, topic=(self, "twin"))

    def _look_up(self) -> None:
        """Ask what is known of the plate that is typed, or of the VIN without a plate."""
        frame = self.form["vin"].value() or ""
        plate = self.form["plate"].value() or (frame if vin.is_whole(frame) else "")
        self._asked, self._seen_order = plate or "", 0
        if plate:
            now, topic = self.work.now(), (self, "plate")
            about = {"today": local_day(now), "at": now}
            self.work.ask(arrival, plate, **about, then=self._show_arrival, topic=topic)
        else:
            self.form.say("plate")
            self._show_unknown(False)
            self.rework.show_car(None)
            self.advisors.propose(None)

    def _show_arrival(self, found: Arrival | None) -> None:
        """Say under the plate what is known, or ask about an unknown car."""
        self.rework.show_car(found.hit.id if found is not None else None)
        self.advisors.propose(found.advisor if found is not None else None)
        if found is None:
            self._say_unknown()
            return
        self._show_unknown(False)
        plate = self.form["plate"]
        if found.hit.plate and (vin.is_whole(self._asked) or not plate.value()):
            plate.set_value(found.hit.plate)
            self.form.changed.emit()
        order_id = found.hit.open_order_id
        self._seen_order = order_id or 0
        warns = bool(order_id or found.advice or found.alerts)
        self.form.say(
            "plate",
            joined(*self._known(found), by="\n"),
            tone=Tone.WARN if warns else Tone.GOOD,
            action=_("Open it") if order_id else "",
            then=lambda: self.order_asked.emit(order_id or 0),
        )

    def _say_unknown(self) -> None:
        """Once the plate is whole, say that it is enough, and ask about owner and model."""
        if vin.is_whole(self._asked):
            self._move_vin()
            return
        is_whole = len(self._asked) >= len("京A12345")
        said = _("Not known yet: the plate is enough to open the order.")
        self.form.say("plate", said if is_whole else "")
        self._show_unknown(is_whole)

    def _move_vin(self) -> None:
        """The VIN of a car that nobody knows goes to its own field."""
        self.form["vin"].set_value(self._asked)
        self.form["plate"].set_value(None)
        self.form.say("plate", _(NO_SUCH_VIN), tone=Tone.WARN)
        self.form.changed.emit()

    def _known(self, found: Arrival) -> Iterator[str]:
        """Line by line: alerts, car and owner, last visit, declined jobs, an open order."""
        hit = found.hit
        own = is_among(self.work, found.near)
        number = people.phone_for(hit.owner_phone, roles_of(self.work), own=own)
        owner = joined(hit.owner, number, by=" ")
        yield from self._alerts(found)
        yield joined(hit.model, hit.colour, owner)
        yield _last_visit(hit)
        if found.advice:
            names = [line.line.name for line in found.advice[:MOST_ADVICE]]
            yield declined_before(names, len(found.advice))
        if found.due:
            yield _("Due by the service plan: {names}").format(names=_(", ").join(found.due))
        if hit.open_order_id is not None:
            told = _("This car is in the workshop already: {number}")
            yield told.format(number=hit.open_order_number)

    def _alerts(self, found: Arrival) -> list[str]:
        """The alerts of the car; that they were shown is recorded once for each look."""
        told = [
            _("Alert: {text}").format(text=one.text) if one.kind is AlertKind.NOTE else one.text
            for one in found.alerts
        ]
        if told and self._seen != found.hit.id:
            self._seen = found.hit.id
            self.work.act(see_alerts, Noun.VEHICLE, found.hit.id)
        return told

    def _warn_of_twin(self, found: PersonHit | None) -> None:
        said = ""
        if found is not None:
            who = found.name or people.phone_for(found.phone, roles_of(self.work))
            said = _("{name} has a file already").format(name=who)
        self.form.say("owner_phone", said, tone=Tone.WARN)

    def _show_unknown(self, shown: bool) -> None:
        for name in UNKNOWN:
            self.form.show_field(name, shown)

    def _save(self) -> None:
        order = self._order(self.form.value())
        self.record.save(opening.open_order, order, then=self._saved, refuse=self._refuse)

    def _order(self, value: FormValue) -> NewOrder:
        owner = Contact(value["owner_name"] or "", value["owner_phone"])
        return NewOrder(
            value["plate"],
            value["words"],
            aware(value["promised_at"]),
            owner=owner,
            model_name=value["model_name"],
            vin=value["vin"],
            advisor_id=value["advisor_id"],
            intake=intake_of(value, accepted=self._accepted),
            seen_order=self._seen_order,
        )

    def _saved(self, order_id: int) -> None:
        self.reset()
        self.opened.emit(order_id)

    def _refuse(self, refused: Refused) -> None:
        """Show a refusal; a doubtful odometer is accepted when it is sent once more."""
        self._accepted = refused.code in rules.ASKED_ABOUT
        if refused.code == rules.OPENED_MEANWHILE:
            self._seen_order = int(refused.facts["order_id"])
        if refused.field in ("phone", "name"):
            self._show_unknown(True)
            refused = Refused(
                refused.code, refused.message, field=f"owner_{refused.field}", **refused.facts
            )
        self.form.point_at(refused)


def _last_visit(hit: VehicleHit) -> str:
    """When the car was here last, and its odometer."""
    odometer = kilometres(hit.odometer)
    if hit.last_visit is None:
        return joined(_("First visit to the workshop"), odometer)
    days = hit.days_since or 0
    said = ngettext("Last visit {day}, {n} day ago", "Last visit {day}, {n} days ago", days)
    return joined(said.format(day=show_date(local(hit.last_visit)), n=days), odometer)
