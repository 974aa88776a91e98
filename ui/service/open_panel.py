"""A car drives up.

One plate field, what is known of the car at once, and an order that needs nothing more.
"""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.errors import Refused
from app.formatting import kilometres, show_date, two_decimals
from app.local_time import local, local_day
from app.orders.settings import PromiseSettings
from app.people import rules as people
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
from db.nouns import Noun
from db.vocabulary import ServiceType
from ui import theme
from ui.parts.columns import field
from ui.parts.fields import Area, MomentField, PhoneInput, PlateInput, Vin
from ui.parts.form import Field, Form, FormValue
from ui.parts.panel import Panel
from ui.service.intake_fields import intake_fields, intake_of, type_field
from ui.service.section import aware
from ui.shell.editing.record_form import RecordForm
from ui.shell.work import Work
from ui.shell.workspace.page import Shell

PAUSE_MS = 180
UNKNOWN = ("owner_name", "owner_phone", "model_name")
MOST_ADVICE = 3


class OpenPanel(Panel):
    """The form that is always at hand.

    `opened` tells the new order, `order_asked` an open one of the same car.
    """

    opened = Signal(int)
    order_asked = Signal(int)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(name="open_panel", parent=parent)
        self.shell, self.work = shell, shell.work
        self._accepted = False
        self._asked, self._seen = "", 0
        self.form = Form(
            self._fields(), submit=N_("Create the order"), name="open_order", parent=self
        )
        self.show_body(_("New repair order"), self.form)
        self.setMinimumWidth(theme.size("panel-max"))
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self.form.submitted.connect(self._save)
        self.form.edited.connect(self._heed)
        self._show_unknown(False)
        self.record = RecordForm(shell, self.form, draft="service.open_order")
        self.reset()
        if self.record.begin(announce=True):
            self._pause.start()

    def reset(self) -> None:
        """Empty, with the store's usual promise and choices."""
        promise = local(
            rules.default_promise(
                self.work.now(), self.shell.settings.of(PromiseSettings).promise_minutes
            )
        ).replace(tzinfo=None)
        self.record.restart(
            {
                "promised_at": promise,
                "service_type": ServiceType.REPAIR,
                "wash": self.shell.settings.of(PriceSettings).wash_default,
            }
        )
        self.form.say("plate")
        self._accepted, self._asked, self._seen = False, "", 0
        self._show_unknown(False)

    def start(self) -> None:
        """The cursor in the plate; an untouched promise counts from now."""
        if not self.form.is_dirty:
            self.reset()
        self.form["plate"].setFocus()

    def _fields(self) -> tuple[Field, ...]:
        today = partial(_today, self.work)
        return (
            field("repair_order.plate", PlateInput),
            field("person.name", name="owner_name", label=N_("Customer"), half=True),
            Field("owner_phone", N_("Telephone"), PhoneInput, half=True),
            field("repair_order.model_name"),
            Field(
                "words",
                N_("In the customer's words"),
                partial(Area, rows=3, hint=_("One concern per line")),
                hint="",
            ),
            field("repair_order.promised_at", partial(MomentField, today=today), half=True),
            type_field(),
            *intake_fields(more=True),
            field("vehicle.vin", Vin, more=True),
        )

    def _heed(self, name: str) -> None:
        if name == "plate":
            self._pause.start()
        if name == "odometer":
            self._accepted = False
        if name == "owner_phone":
            self.work.ask(
                by_phone,
                self.form["owner_phone"].value() or "",
                then=self._warn_of_twin,
                topic=(self, "twin"),
            )

    def _look(self) -> None:
        plate = self.form["plate"].value()
        self._asked = plate or ""
        if not plate:
            self.form.say("plate")
            self._show_unknown(False)
            return
        self.work.ask(
            arrival,
            plate,
            today=local_day(self.work.now()),
            then=self._show_arrival,
            topic=(self, "plate"),
        )

    def _show_arrival(self, found: Arrival | None) -> None:
        """What is known, beside the plate.

        Of an unknown car name, telephone and model may be said at once.
        """
        if found is None:
            whole = len(self._asked) >= len("京A12345")
            self._show_unknown(whole)
            self.form.say(
                "plate", _("Not known yet: the plate is enough to open the order.") if whole else ""
            )
            return
        self._show_unknown(False)
        hit = found.hit
        roles = self.work.actor.roles if self.work.actor else frozenset()
        who = " ".join(
            part for part in (hit.owner, people.phone_for(hit.owner_phone, roles)) if part
        )
        lines = [
            *self._alerts(found),
            " · ".join(part for part in (hit.model, hit.colour, who) if part),
            self._last_visit(found),
        ]
        if found.advice:
            names = _(", ").join(line.line.name for line in found.advice[:MOST_ADVICE])
            count = len(found.advice)
            text = ngettext(
                "{n} declined job last time: {names}", "{n} declined jobs last time: {names}", count
            )
            lines.append(text.format(n=count, names=names))
        action, tone = "", Tone.WARN if found.advice or found.alerts or found.unpaid else Tone.GOOD
        if hit.open_order_id is not None:
            lines.append(
                _("This car is in the shop already: {number}").format(number=hit.open_order_number)
            )
            action, tone = _("Open it"), Tone.WARN
        order_id = hit.open_order_id
        self.form.say(
            "plate",
            "\n".join(line for line in lines if line),
            tone=tone,
            action=action,
            then=lambda: self.order_asked.emit(order_id or 0),
        )

    def _alerts(self, found: Arrival) -> list[str]:
        """What nobody may miss stands first, and that it stood there is written down once for every
        look.
        """
        told = [_("Alert: {text}").format(text=text) for text in found.alerts]
        if found.unpaid:
            told.append(
                _("¥{amount} of earlier bills is not paid").format(
                    amount=two_decimals(found.unpaid)
                )
            )
        if told and self._seen != found.hit.id:
            self._seen = found.hit.id
            self.work.act(see_alerts, Noun.VEHICLE, found.hit.id)
        return told

    def _warn_of_twin(self, found: PersonHit | None) -> None:
        roles = self.work.actor.roles if self.work.actor else frozenset()
        who = (found.name or people.phone_for(found.phone, roles)) if found else ""
        self.form.say(
            "owner_phone",
            _("{name} has a file already").format(name=who) if found else "",
            tone=Tone.WARN,
        )

    def _last_visit(self, found: Arrival) -> str:
        hit = found.hit
        odometer = kilometres(hit.odometer)
        if hit.last_visit is None:
            return " · ".join(part for part in (_("First time in the shop"), odometer) if part)
        days = hit.days_since or 0
        said = ngettext("Last visit {day}, {n} day ago", "Last visit {day}, {n} days ago", days)
        return " · ".join(
            part
            for part in (said.format(day=show_date(local(hit.last_visit)), n=days), odometer)
            if part
        )

    def _show_unknown(self, shown: bool) -> None:
        for name in UNKNOWN:
            self.form.show_field(name, shown)

    def _save(self) -> None:
        value = self.form.value()
        self.record.save(
            opening.open_order, self._order(value), then=self._saved, refuse=self._refuse
        )

    def _order(self, value: FormValue) -> NewOrder:
        owner = Contact(value["owner_name"] or "", value["owner_phone"])
        return NewOrder(
            value["plate"],
            value["words"],
            aware(value["promised_at"]),
            owner=owner,
            model_name=value["model_name"],
            vin=value["vin"],
            intake=intake_of(value, accepted=self._accepted),
        )

    def _saved(self, order_id: int) -> None:
        self.reset()
        self.opened.emit(order_id)

    def _refuse(self, refused: Refused) -> None:
        """A lower odometer is accepted by pressing Ctrl+Enter once more.

        A refused contact opens its field.
        """
        self._accepted = refused.code == "order.odometer_lower"
        if refused.field in ("phone", "name"):
            self._show_unknown(True)
            refused = Refused(
                refused.code, refused.message, field=f"owner_{refused.field}", **refused.facts
            )
        self.form.point_at(refused)


def _today(work: Work) -> date:
    return local_day(work.now())
