"""The head of an opened order: whose it is, its way, and what stands out."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QWidget

from app.formatting import clock, clock_on, duration, joined, kilometres, minutes_between
from app.identity import phone as phones
from app.labels import label
from app.local_time import local_day
from app.orders.due import due
from app.orders.settings import PromiseSettings
from app.orders.way import TITLES, Milestone
from app.people import rules as people
from app.service.commands import reveal
from app.service.order_way import PointState, WayPoint, standing, way
from app.service.queries.sheet import OrderSheet
from app.text import _
from app.tones import Tone
from db.vocabulary import Stage
from ui.icons import Icon
from ui.labels import tone
from ui.parts.buttons import Button
from ui.parts.colour_dot import ColourDot
from ui.parts.confirm import ConfirmBar
from ui.parts.labels import Chip, Label, plain_tooltip
from ui.parts.layouts import hbox, stretched, vbox
from ui.parts.stepper import StepLook, Stepper, StepPoint
from ui.shell.reveal import ask_why
from ui.shell.viewer import is_among, roles_of
from ui.shell.workspace.page import Shell

LOAN = "loan"
WAITS = (Stage.WAITING_PARTS, Stage.WAITING_APPROVAL)


class OrderHead(QWidget):
    """Who gave the order, what is known of the car, the stepper; `confirm` asks before a reveal."""

    def __init__(self, shell: Shell, confirm: ConfirmBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell, self._confirm = shell, confirm
        self._order: OrderSheet | None = None
        self._revealed: int | None = None
        """The order whose numbers were asked for."""
        self._is_low = False
        self.eye = Button("", icon=Icon.EYE, kind="link", name="reveal", says=_("Show numbers"))
        self.eye.clicked.connect(self.reveal)
        self._who = Label("", "body", elide=True)
        self._dot = ColourDot()
        self._facts = Label("", "label", elide=True)
        self._state = Chip()
        self._lent = Chip(_("Loan car out"), Tone.WARN)
        self.chips = (self._state, self._lent)
        """They stand beside the title of the panel: the line below is full of names and numbers."""
        self.steps = Stepper("order_way")
        self._internal = Label("", "muted", wrap=True)
        self._internal.setObjectName("order_internal_note")
        vbox(
            hbox(stretched(self._who), self.eye),
            hbox(self._dot, stretched(self._facts)),
            self._internal,
            self.steps,
            parent=self,
            spacing=1,
            margins=(1, 0, 1, 0),
        )

    def show_order(self, order: OrderSheet, now: datetime) -> None:
        """The head of an order as it is now."""
        if self._order is None or self._order.id != order.id:
            self._revealed = None
        self._order = order
        self._show_who(order)
        driven = kilometres(order.intake.odometer)
        told = (order.car.colour, driven, label(order.service_type), order.number, order.advisor)
        self._facts.say(joined(*told))
        self.lower(self._is_low)
        self._state.show_chip(label(order.stage), tone(order.stage))
        self._lent.setVisible(any(check.code == LOAN for check in order.checks))
        note = order.intake.internal_note
        self._internal.say(_("Internal: {note}").format(note=note) if note else "")
        self._internal.setVisible(bool(note))
        self.steps.show_points(self._points(order, now))

    def lower(self, is_low: bool) -> None:
        """On the lowest screens the facts of the car are told by the tooltip."""
        self._is_low = is_low
        self.steps.lower(is_low)
        self._facts.setVisible(not is_low)
        colour = self._order.car.colour if self._order is not None and not is_low else None
        self._dot.show_colour(colour or "")
        self.setToolTip(plain_tooltip(self._facts.text()) if is_low else "")

    def reveal(self) -> None:
        """Show the whole numbers of this order once it is said why."""
        if self._order is None:
            return

        def show(order_id: int) -> None:
            self._revealed = order_id
            if self._order is not None:
                self._show_who(self._order)

        look = partial(self._shell.work.act, reveal.reveal, self._order.id, then=show)
        ask_why(self._confirm, lambda reason: look(reason=reason))

    def _show_who(self, order: OrderSheet) -> None:
        who = joined(self._customer(order), self._pick_up(order))
        self._who.say(who)
        self.eye.setVisible("*" in who)

    def _number(self, order: OrderSheet, number: str | None) -> str:
        """A number of the order as the person signed in may read it now."""
        if number and self._revealed == order.id:
            return phones.shown(number)
        own = is_among(self._shell.work, order.near)
        return people.phone_for(number, roles_of(self._shell.work), own=own)

    def _points(self, order: OrderSheet, now: datetime) -> tuple[StepPoint, ...]:
        risk = self._shell.settings.of(PromiseSettings).risk_minutes
        stands = due(order.row, now=now, risk_minutes=risk)
        made = []
        for point in way(order, standing(order)):
            is_now = point.state is PointState.NOW
            look, title = StepLook(point.state.value), _(TITLES[point.milestone])
            said = _now(order, now) if is_now else _note(point, order, now)
            ink = stands.tone if stands.tone != Tone.NEUTRAL else Tone.ACCENT
            made.append(StepPoint(title, look, said, ink if is_now else Tone.NEUTRAL))
        return tuple(made)

    def _customer(self, order: OrderSheet) -> str:
        customer = order.customer
        if customer is None:
            return _("No customer noted yet")
        return joined(customer.name, self._number(order, customer.phone))

    def _pick_up(self, order: OrderSheet) -> str:
        """Who is called when the car is ready, where that is not the customer."""
        name, number = order.pick_up
        if not number or (order.customer is not None and number == order.customer.phone):
            return ""
        who = joined(name, self._number(order, number), by=" ")
        return _("Pick-up: {who}").format(who=who)


def _now(order: OrderSheet, now: datetime) -> str:
    """What the order waits for, and since when."""
    span = duration(minutes_between(order.row.stage_since, now))
    return joined(label(order.stage) if order.stage in WAITS else "", span, by=" ")


def _note(point: WayPoint, order: OrderSheet, now: datetime) -> str:
    if point.at is not None:
        return clock_on(point.at, local_day(now)) if order.is_closed else _short(point.at, now)
    if point.milestone is Milestone.HAND_OVER and order.promised_at is not None:
        return _("by {time}").format(time=_short(order.promised_at, now))
    return _("none") if point.state is PointState.LEFT_OUT else ""


def _short(at: datetime, now: datetime) -> str:
    """The time of today, else the day: there is room for one of them."""
    return clock(at) if local_day(at) == local_day(now) else clock_on(at, local_day(now))
