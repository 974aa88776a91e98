"""The forms of this desk, declared: a value goes in, a value comes out."""

from collections.abc import Callable
from datetime import date
from enum import Enum
from functools import partial
from typing import Any

from app.formatting import kilometres, show_date
from app.identity import phone as phones
from app.identity import plate as plates
from app.identity import vin as vins
from app.labels import label
from app.people.commands import LicenceFacts
from app.people.consents import OFFERED, ConsentFacts
from app.people.operations import Contact
from app.people.queries import PersonRecord
from app.text import N_, _
from app.vehicles.operations import NewVehicle
from app.vehicles.queries import VehicleRecord
from db.vocabulary import (
    ConsentPurpose,
    CustomerClass,
    Energy,
    LicenceClass,
    LicenceDocument,
    PersonKind,
    Sex,
)
from db.warranty_words import CarUse
from ui.parts.columns import choice_of, field
from ui.parts.fields import (
    Area,
    Chips,
    Choice,
    DateField,
    IdentityNumber,
    Money,
    Number,
    PhoneInput,
    PlateInput,
    Segments,
    Toggle,
    Vin,
)
from ui.parts.form import Field, Form, FormValue

CLASSES = tuple(LicenceClass(held) for held in ("C1", "C2", "B1", "B2", "A1", "A2", "A3"))
PERSON = (
    "name",
    "sex",
    "kind",
    "id_number",
    "address",
    "alert",
    "complaint",
    "cash_only",
    "credit_limit",
    "credit_days",
    "customer_class",
    "do_not_contact",
)
LICENCE = ("number", "document", "licence_class", "first_issued_on", "expires_on", "long_term")
VEHICLE = (
    "energy",
    "registered_on",
    "engine_number",
    "body_type",
    "car_use",
    "invoiced_on",
    "delivered_on",
    "invoice_price",
    "recall",
    "note",
)
WAYS = (N_("Signed on paper"), N_("Spoken, with a witness"), N_("By message"))
SHOWN: dict[str, Callable[[Any], str]] = {
    "phone": phones.shown,
    "other_phone": phones.shown,
    "plate": plates.shown,
    "vin": vins.shown,
    "odometer": kilometres,
}
"""How a field reads where its text is not simply what was typed."""


ASKED = (
    field("phone.number", PhoneInput, name="phone"),
    field("person.name"),
    field("person.sex", choice_of(Segments, Sex), half=True),
    field("person.kind", choice_of(Segments, PersonKind), half=True),
    Field("other_phone", N_("Second phone"), PhoneInput, more=True),
    field("person.id_number", IdentityNumber, more=True),
)
FOLDED = (
    field("person.customer_class", choice_of(Choice, CustomerClass), more=True, half=True),
    field("person.address", more=True),
    field("person.employer", more=True),
    field("person.alert", more=True),
    field("person.complaint", more=True),
    field("person.cash_only", Toggle, more=True),
    field("person.credit_limit", Money, more=True, half=True),
    field("person.credit_days", Number, more=True, half=True),
    field("person.note", partial(Area, rows=2), more=True),
    Field("do_not_contact", N_("Contact"), lambda: Toggle(_("Do not contact")), more=True),
)


EDITED = "person_form"
"""The form of a customer who is there; that of a new one is emptied and not left."""


def person_form(today: date, name: str) -> Form:
    """The form of a customer: four fields, the rest folded away."""
    return Form(person_fields(today), leaves=name == EDITED, name=name)


def person_fields(today: date) -> tuple[Field, ...]:
    """The fields of a customer."""
    born_on = partial(DateField, today=today)
    return (*ASKED, field("person.born_on", born_on, more=True, half=True), *FOLDED)


def person_value(record: PersonRecord) -> FormValue:
    """A customer's file as the form holds it."""
    numbers = (*record.card.phones, None, None)
    return _read(record.card, PERSON) | {
        "phone": numbers[0],
        "other_phone": numbers[1],
        **_read(record, ("born_on", "employer", "note")),
    }


def vehicle_form(today: date) -> Form:
    """The form of a car: only the plate has to be filled."""
    return Form(vehicle_fields(today), leaves=True, name="vehicle_form")


def vehicle_fields(today: date) -> tuple[Field, ...]:
    """What is known of a car."""
    return (
        field("plate.number", PlateInput, name="plate"),
        field("vehicle.model_name", partial(Choice, free=True), name="model"),
        field("vehicle.vin", Vin),
        field("vehicle.odometer", partial(Number, unit="km"), half=True),
        field("vehicle.colour", half=True),
        field("vehicle.energy", choice_of(Segments, Energy), more=True),
        field("vehicle.registered_on", partial(DateField, today=today), more=True, half=True),
        field("vehicle.engine_number", more=True, half=True),
        field("vehicle.body_type", more=True, half=True),
        field("vehicle.car_use", choice_of(Segments, CarUse), more=True),
        field("vehicle.invoiced_on", partial(DateField, today=today), more=True, half=True),
        field("vehicle.delivered_on", partial(DateField, today=today), more=True, half=True),
        field("vehicle.invoice_price", Money, more=True, half=True),
        field("vehicle.recall", more=True),
        field("vehicle.note", partial(Area, rows=2), more=True),
    )


def vehicle_value(record: VehicleRecord) -> FormValue:
    """A car's file as the form holds it."""
    return {
        "plate": record.hit.plate or None,
        "model": record.trim_id or record.model_name,
        **_read(record.hit, ("vin", "odometer", "colour")),
        **_read(record, VEHICLE),
    }


def vehicle_facts(value: FormValue) -> FormValue:
    """What stands in the form, by the names of the file.

    A model that was chosen is the id of its trim, one that was typed its name.
    """
    facts = {name: part for name, part in value.items() if name != "model"}
    listed = isinstance(value["model"], int)
    return facts | {
        "trim_id": value["model"] if listed else None,
        "model_name": None if listed else value["model"],
    }


def new_vehicle(value: FormValue, owner: Contact) -> NewVehicle:
    """The form of a new car, for the command that adds it."""
    return NewVehicle(owner=owner, **vehicle_facts(value))


def licence_form(today: date) -> Form:
    """The form of a driving licence, in the order of the document."""
    fields = (
        field("licence.number", IdentityNumber),
        field("licence.document", choice_of(Choice, LicenceDocument), half=True),
        field("person.born_on", partial(DateField, today=today), half=True),
        field("licence.licence_class", choice_of(Segments, CLASSES)),
        field("licence.first_issued_on", partial(DateField, today=today), half=True),
        field("licence.expires_on", partial(DateField, today=today), half=True),
        Field("long_term", N_("Expiry"), partial(Toggle, _("No expiry date"))),
    )
    return Form(fields, leaves=True, name="licence_form")


def licence_value(record: PersonRecord, id_number: str | None) -> FormValue:
    """The licence last seen, else the identity number, which most licences bear."""
    first = {"number": id_number, "document": LicenceDocument.ID_CARD}
    known = _read(record.licence, LICENCE) if record.licence is not None else first
    return known | {"born_on": record.born_on}


def licence_facts(value: FormValue) -> LicenceFacts:
    """The form as a command takes it."""
    return LicenceFacts(**value | {"document": value["document"] or LicenceDocument.OTHER})


def consent_form() -> Form:
    """The form of what a customer agrees to; nothing is ticked beforehand."""
    ways = [(_(way), _(way)) for way in WAYS]
    fields = (
        Field("purposes", N_("The customer agrees to"), choice_of(Chips, OFFERED)),
        field("consent.way", partial(Choice, ways, free=True)),
        field("consent.notice_edition", Number),
    )
    return Form(fields, leaves=True, name="consent_form")


def offer_purposes(form: Form, record: PersonRecord) -> None:
    """What may be agreed to, and what this customer agreed to when more was offered."""
    standing = {given.purpose for given in record.consents}
    offered = [one for one in ConsentPurpose if one in OFFERED or one in standing]
    form["purposes"].set_options([(one, label(one)) for one in offered])


def consent_value(record: PersonRecord, edition: int | None) -> FormValue:
    """The purposes agreed to until now; the way is asked again."""
    return {
        "purposes": tuple(given.purpose for given in record.consents),
        "way": None,
        "notice_edition": edition,
    }


def consent_facts(value: FormValue) -> ConsentFacts:
    """The form as a command takes it."""
    return ConsentFacts(**value)


def shown(name: str, value: object) -> str:
    """A field as people read it, for two versions side by side."""
    if value in (None, "", False):
        return ""
    if value is True:
        return _("Yes")
    if isinstance(value, Enum):
        return label(value)
    if isinstance(value, date):
        return show_date(value)
    return SHOWN.get(name, str)(value)


def _read(row: object, names: tuple[str, ...]) -> FormValue:
    return {name: getattr(row, name) for name in names}
