"""The forms of a loan car: lend it, hand it out, take it back, keep it longer.

Each gives one value.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import partial

from app.fleet.queries import FreeCar, LoanRow
from app.fleet.values import Lending, LicenceSeen, Outing, Return
from app.identity import plate as plates
from app.labels import label
from app.local_time import local
from app.people.operations import Contact
from app.service.queries.sheet import OrderSheet
from app.text import N_, _
from app.tones import Tone
from db.vocabulary import FuelLevel, LicenceClass
from ui.parts.columns import field
from ui.parts.fields import (
    Area,
    Choice,
    DateField,
    MomentField,
    Number,
    PhoneInput,
    Segments,
    Toggle,
)
from ui.parts.form import Field, Form
from ui.service.section import aware

COMMON = tuple(
    LicenceClass(held) for held in ("C1", "C2", "B1", "B2", "A1", "A2", "A3", "C5", "C3")
)


class LendForm(Form):
    """Which car, until when, and who drives it.

    The order's customer unless somebody else is named.
    """

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(
            (
                field(
                    "car_booking.starts_at",
                    partial(MomentField, today=today, hint=_("now")),
                    label=N_("From"),
                    half=True,
                ),
                field(
                    "car_booking.ends_at",
                    partial(MomentField, today=today),
                    label=N_("Due back"),
                    half=True,
                ),
                field("car_booking.car_id", Choice, label=N_("Loan car")),
                field("person.name", label=N_("Driver"), half=True),
                Field("phone", N_("Driver's phone"), PhoneInput, half=True),
            ),
            submit=N_("Lend the car"),
            clear="",
            name="lend",
        )

    def show_order(self, sheet: OrderSheet, now: datetime) -> None:
        """Due back when the repair is promised; the customer drives."""
        until = (
            sheet.promised_at if sheet.promised_at is not None and sheet.promised_at > now else None
        )
        self.set_value({"ends_at": wall_clock(until)})
        self["name"].setPlaceholderText(sheet.customer.name if sheet.customer else "")

    def offer(self, cars: Iterable[FreeCar]) -> None:
        """The cars that are free meanwhile; the one that was chosen stays if it still is."""
        before = self["car_id"].value()
        options = [(car.id, f"{car.model} · {plates.shown(car.plate)}", car.plate) for car in cars]
        self["car_id"].set_options(options)
        self["car_id"].set_value(before if any(option[0] == before for option in options) else None)
        self.say(
            "car_id",
            "" if options else _("No car that may be lent is free for this time."),
            tone=Tone.WARN,
        )

    def span(self) -> tuple[datetime | None, datetime | None]:
        """From when until when, as far as it is known."""
        value = self.value()
        return aware(value["starts_at"]), aware(value["ends_at"])

    def wanted(self) -> Lending:
        value = self.value()
        starts_at, ends_at = self.span()
        return Lending(
            value["car_id"], ends_at, starts_at, Contact(value["name"] or "", value["phone"])
        )


class HandOutForm(Form):
    """The licence as it was shown, odometer and gauge."""

    def __init__(self, today: Callable[[], date]) -> None:
        classes = [(held, held.value) for held in COMMON]
        super().__init__(
            (
                field("car_booking.licence_number", name="number", half=True),
                field("car_booking.licence_class", partial(Choice, classes), half=True),
                field(
                    "car_booking.licence_first_issued_on",
                    partial(DateField, today=today),
                    name="first_issued_on",
                    half=True,
                ),
                field(
                    "car_booking.licence_expires_on",
                    partial(DateField, today=today),
                    name="expires_on",
                    half=True,
                ),
                Field("long_term", N_("No expiry"), partial(Toggle, _("Long-term")), half=True),
                field("car_booking.out_km", partial(Number, unit="km"), name="km", half=True),
                field("car_booking.out_fuel", partial(Segments, _fuel()), name="fuel"),
            ),
            submit=N_("Hand the loan car out"),
            clear="",
            name="hand_out",
        )
        self.edited.connect(
            lambda name: (
                name == "long_term" and self.show_field("expires_on", not self["long_term"].value())
            )
        )

    def show_loan(self, loan: LoanRow) -> None:
        """What is known of the driver's licence.

        Its number stays hidden, and empty means the same one.
        """
        self["number"].setPlaceholderText(
            loan.licence or _("18 characters, as on the identity card")
        )
        known = {
            "licence_class": loan.licence_class,
            "first_issued_on": loan.first_issued_on,
            "expires_on": loan.expires_on,
        }
        self.set_value(known | {"long_term": loan.long_term, "fuel": loan.now.fuel})
        self["km"].setPlaceholderText(_("last {km}").format(km=f"{loan.now.km or 0:,}"))
        self.show_field("expires_on", not loan.long_term)

    def seen(self) -> LicenceSeen:
        value = self.value()
        expires_on = None if value["long_term"] else value["expires_on"]
        return LicenceSeen(
            value["number"] or "",
            value["licence_class"],
            value["first_issued_on"],
            expires_on,
            bool(value["long_term"]),
        )

    def outing(self) -> Outing:
        value = self.value()
        return Outing(value["km"], value["fuel"])


class TakeBackForm(Form):
    """Odometer, gauge and damage."""

    def __init__(self) -> None:
        super().__init__(
            (
                field("car_booking.back_km", partial(Number, unit="km"), name="km", half=True),
                field("car_booking.back_fuel", partial(Segments, _fuel()), name="fuel"),
                field(
                    "car_booking.damage", partial(Area, rows=2, hint=_("Nothing seen: leave empty"))
                ),
            ),
            submit=N_("Take the loan car back"),
            clear="",
            name="take_back",
        )

    def show_loan(self, loan: LoanRow) -> None:
        self.set_value({"fuel": loan.out.fuel})
        self["km"].setPlaceholderText(_("out {km}").format(km=f"{loan.out.km or 0:,}"))

    def wanted(self) -> Return:
        return Return(**self.value())


class LongerForm(Form):
    """Another time at which the car is due back."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(
            (
                field(
                    "car_booking.ends_at",
                    partial(MomentField, today=today),
                    label=N_("Due back"),
                    half=True,
                ),
            ),
            submit=N_("Change the time"),
            clear="",
            name="longer",
        )

    def show_loan(self, loan: LoanRow) -> None:
        self.set_value({"ends_at": wall_clock(loan.ends_at)})


def wall_clock(at: datetime | None) -> datetime | None:
    """A moment as a field shows it."""
    return local(at).replace(tzinfo=None) if at is not None else None


def _fuel() -> list[tuple[FuelLevel, str]]:
    return [(level, label(level)) for level in FuelLevel]
