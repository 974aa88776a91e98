"""The forms of a loan car, one for each step."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import partial

from app.fleet.queries import FreeCar, LoanRow
from app.fleet.values import Lending, LicenceSeen, Outing, Return
from app.formatting import joined
from app.identity import plate as plates
from app.local_time import local
from app.people.operations import Contact
from app.service.queries.sheet import OrderSheet
from app.text import N_, _
from app.tones import Tone
from db.vocabulary import FuelLevel, LicenceClass
from ui.parts.columns import choice_of, field
from ui.parts.dates import aware
from ui.parts.fields import (
    Area,
    Choice,
    DateField,
    IdentityNumber,
    MomentField,
    Number,
    PhoneInput,
    Toggle,
)
from ui.parts.form import Field, Form
from ui.parts.fuel_dial import FuelDial
from ui.parts.identity_inputs import is_no_identity_card

Today = Callable[[], date]
COMMON = tuple(
    LicenceClass(held) for held in ("C1", "C2", "B1", "B2", "A1", "A2", "A3", "C5", "C3")
)
"""The classes for cars, the usual ones first."""
LICENCE = (
    field("car_booking.licence_number", IdentityNumber, name="number", half=True),
    field("car_booking.licence_class", choice_of(Choice, COMMON), half=True),
)
DATES = (
    ("car_booking.licence_first_issued_on", "first_issued_on"),
    ("car_booking.licence_expires_on", "expires_on"),
)
OUT = (
    Field("long_term", N_("Expiry"), lambda: Toggle(_("No expiry date")), half=True),
    field("car_booking.out_km", partial(Number, unit="km"), name="km", half=True),
    field("car_booking.out_fuel", choice_of(FuelDial, FuelLevel), name="fuel"),
)
RETURN = (
    field("car_booking.back_km", partial(Number, unit="km"), name="km", half=True),
    field("car_booking.back_fuel", choice_of(FuelDial, FuelLevel), name="fuel"),
    field("car_booking.damage", lambda: Area(rows=2, hint=_("Leave empty if none"))),
)


class LendForm(Form):
    """Which car, until when, and who drives: the order's customer unless another is named."""

    def __init__(self, today: Today, *, may_override: bool = False) -> None:
        start = partial(MomentField, today=today, hint=_("now"))
        override = field("car_booking.override_reason", name="override", more=True)
        fields = (
            field("car_booking.starts_at", start, label=N_("From"), half=True),
            _due_back(today),
            field("car_booking.car_id", Choice, label=N_("Loan car")),
            field("person.name", label=N_("Driver"), half=True),
            Field("phone", N_("Driver's phone"), PhoneInput, half=True),
            *((override,) if may_override else ()),
        )
        super().__init__(fields, submit=N_("Lend the car"), clear="", name="lend")

    def show_order(self, sheet: OrderSheet, now: datetime) -> None:
        """Propose the promised time of the repair, and the customer as driver."""
        promised = sheet.promised_at
        until = promised if promised is not None and promised > now else None
        self.set_value({"ends_at": wall_clock(until)})
        self["name"].setPlaceholderText(sheet.customer.name if sheet.customer else "")

    def offer(self, cars: Iterable[FreeCar]) -> None:
        """Offer the cars that are free; a chosen one stays if it is."""
        before = self["car_id"].value()
        options = [(car.id, joined(car.model, plates.shown(car.plate)), car.plate) for car in cars]
        self["car_id"].set_options(options)
        self["car_id"].set_value(before if any(option[0] == before for option in options) else None)
        said = "" if options else _("No car that may be lent is free for this time.")
        self.say("car_id", said, tone=Tone.WARN)

    def span(self) -> tuple[datetime | None, datetime | None]:
        """First and last moment, None where the field is empty."""
        value = self.value()
        return aware(value["starts_at"]), aware(value["ends_at"])

    def wanted(self) -> Lending:
        value = self.value()
        starts_at, ends_at = self.span()
        driver = Contact(value["name"] or "", value["phone"])
        return Lending(value["car_id"], ends_at, starts_at, driver, override=value.get("override"))


class HandOutForm(Form):
    """The licence as it was shown, odometer and gauge."""

    def __init__(self, today: Today) -> None:
        day = partial(DateField, today=today)
        dates = [field(column, day, name=name, half=True) for column, name in DATES]
        fields = (*LICENCE, field("person.born_on", day), *dates, *OUT)
        super().__init__(fields, submit=N_("Hand the loan car out"), clear="", name="hand_out")
        self.edited.connect(self._follow)

    def _follow(self, name: str) -> None:
        if name == "long_term":
            self.show_field("expires_on", not self["long_term"].value())
        if name == "number":
            self.show_field("born_on", is_no_identity_card(self["number"].value()))

    def show_loan(self, loan: LoanRow) -> None:
        """Fill in what is known of the licence but its number.

        The masked number is the hint of the empty field, which then means the same number.
        """
        self["number"].setPlaceholderText(loan.licence or _("18 characters, as on the ID"))
        names = ("licence_class", "first_issued_on", "expires_on", "long_term")
        known = {name: getattr(loan, name) for name in names}
        self.set_value(known | {"fuel": loan.now.fuel})
        self["km"].setPlaceholderText(_("last {km}").format(km=f"{loan.now.km or 0:,}"))
        self.show_field("expires_on", not loan.long_term)
        self.show_field("born_on", False)

    def seen(self) -> LicenceSeen:
        value = self.value()
        expires_on = None if value["long_term"] else value["expires_on"]
        return LicenceSeen(
            value["number"] or "",
            value["licence_class"],
            value["first_issued_on"],
            expires_on,
            bool(value["long_term"]),
            value["born_on"],
        )

    def outing(self) -> Outing:
        value = self.value()
        return Outing(value["km"], value["fuel"])


class TakeBackForm(Form):
    """Odometer, gauge and damage."""

    def __init__(self) -> None:
        super().__init__(RETURN, submit=N_("Take the loan car back"), clear="", name="take_back")

    def show_loan(self, loan: LoanRow) -> None:
        self.set_value({"fuel": loan.out.fuel})
        self["km"].setPlaceholderText(_("out {km}").format(km=f"{loan.out.km or 0:,}"))

    def wanted(self) -> Return:
        return Return(**self.value())


class LongerForm(Form):
    """Another time at which the car is due back."""

    def __init__(self, today: Today) -> None:
        submit = N_("Change the time")
        super().__init__((_due_back(today),), submit=submit, clear="", name="longer")

    def show_loan(self, loan: LoanRow) -> None:
        self.set_value({"ends_at": wall_clock(loan.ends_at)})


def _due_back(today: Today) -> Field:
    moment = partial(MomentField, today=today)
    return field("car_booking.ends_at", moment, label=N_("Due back"), half=True)


def wall_clock(at: datetime | None) -> datetime | None:
    """A moment as a field shows it, on the clock of the store."""
    return local(at).replace(tzinfo=None) if at is not None else None
