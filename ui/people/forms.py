"""The forms of this desk, declared: a value goes in, a value comes out."""

from collections.abc import Iterable
from datetime import date
from enum import Enum, StrEnum
from functools import partial

from app.formatting import kilometres, show_date
from app.identity import phone as phones
from app.identity import plate as plates
from app.identity import vin as vins
from app.labels import label
from app.people.commands import LicenceFacts
from app.people.consents import ConsentFacts
from app.people.operations import Contact
from app.people.queries import LicenceCard, PersonRecord
from app.text import N_, _
from app.vehicles.operations import NewVehicle
from app.vehicles.queries import VehicleRecord
from db.vocabulary import ConsentPurpose, CustomerClass, Energy, LicenceClass, PersonKind, Sex
from ui.parts.columns import field
from ui.parts.fields import (
    Area,
    Chips,
    Choice,
    DateField,
    Number,
    PhoneInput,
    PlateInput,
    Segments,
    Toggle,
    Vin,
)
from ui.parts.form import Field, Form, FormValue

CLASSES = (
    LicenceClass.C1,
    LicenceClass.C2,
    LicenceClass.B1,
    LicenceClass.B2,
    LicenceClass.A1,
    LicenceClass.A2,
    LicenceClass.A3,
)


def person_form(today: date, name: str) -> Form:
    """Four fields that matter; the rest folds out."""
    return Form(person_fields(today), name=name)


def person_fields(today: date) -> tuple[Field, ...]:
    """What is known of a customer."""
    return (
        field("phone.number", PhoneInput, name="phone"),
        field("person.name"),
        field("person.sex", partial(Segments, _words(Sex)), half=True),
        field("person.kind", partial(Segments, _words(PersonKind)), half=True),
        Field("other_phone", N_("Second phone"), PhoneInput, more=True),
        field("person.id_number", more=True),
        field("person.born_on", partial(DateField, today=today), more=True, half=True),
        field(
            "person.customer_class", partial(Choice, _words(CustomerClass)), more=True, half=True
        ),
        field("person.address", more=True),
        field("person.employer", more=True),
        field("person.alert", more=True),
        field("person.note", partial(Area, rows=2), more=True),
        Field("do_not_contact", N_("Contact"), partial(Toggle, _("Do not contact")), more=True),
    )


def person_value(record: PersonRecord) -> FormValue:
    """The fields of a file."""
    card = record.card
    phones = (*card.phones, None, None)
    return {
        "phone": phones[0],
        "other_phone": phones[1],
        "born_on": record.born_on,
        "employer": record.employer,
        "note": record.note,
        **{
            name: getattr(card, name)
            for name in (
                "name",
                "sex",
                "kind",
                "id_number",
                "address",
                "alert",
                "customer_class",
                "do_not_contact",
            )
        },
    }


def vehicle_form(today: date) -> Form:
    """A plate is enough; the VIN completes it."""
    return Form(vehicle_fields(today), name="vehicle_form")


def vehicle_fields(today: date) -> tuple[Field, ...]:
    """What is known of a car."""
    return (
        field("plate.number", PlateInput, name="plate"),
        field("vehicle.model_name", partial(Choice, free=True), name="model"),
        field("vehicle.vin", Vin),
        field("vehicle.odometer", partial(Number, unit="km"), half=True),
        field("vehicle.colour", half=True),
        field("vehicle.energy", partial(Segments, _words(Energy)), more=True),
        field("vehicle.registered_on", partial(DateField, today=today), more=True, half=True),
        field("vehicle.engine_number", more=True, half=True),
        field("vehicle.note", partial(Area, rows=2), more=True),
    )


def vehicle_value(record: VehicleRecord) -> FormValue:
    """The fields of a car's file."""
    hit = record.hit
    return {
        "plate": hit.plate or None,
        "model": record.trim_id or record.model_name,
        "vin": hit.vin,
        "odometer": hit.odometer,
        "colour": hit.colour,
        **{
            name: getattr(record, name)
            for name in ("energy", "registered_on", "engine_number", "note")
        },
    }


def vehicle_facts(value: FormValue) -> FormValue:
    """What the form says, as the file keeps it.

    A model of the list is its trim, a typed one its name.
    """
    facts = {name: part for name, part in value.items() if name != "model"}
    listed = isinstance(value["model"], int)
    return facts | {
        "trim_id": value["model"] if listed else None,
        "model_name": None if listed else value["model"],
    }


def new_vehicle(value: FormValue, owner: Contact) -> NewVehicle:
    """A car that was not known."""
    facts = vehicle_facts(value)
    return NewVehicle(owner=owner, **facts)


def licence_form(today: date) -> Form:
    """As the document shows it."""
    fields = (
        field("licence.number"),
        field("licence.licence_class", partial(Segments, [(word, word.value) for word in CLASSES])),
        field("licence.first_issued_on", partial(DateField, today=today), half=True),
        field("licence.expires_on", partial(DateField, today=today), half=True),
        Field("long_term", N_("Validity"), partial(Toggle, _("Long term"))),
    )
    return Form(fields, name="licence_form")


def licence_value(card: LicenceCard | None, id_number: str | None) -> FormValue:
    """The licence last seen; its number is the identity number."""
    if card is None:
        return {"number": id_number}
    return {
        name: getattr(card, name)
        for name in ("number", "licence_class", "first_issued_on", "expires_on", "long_term")
    }


def licence_facts(value: FormValue) -> LicenceFacts:
    """The form as a command takes it."""
    return LicenceFacts(**value)


def consent_form() -> Form:
    """Purposes ticked one by one; nothing is ticked beforehand."""
    ways = [
        (text, text)
        for text in (_("Signed on paper"), _("Spoken before a witness"), _("By message"))
    ]
    fields = (
        Field("purposes", N_("The customer agrees to"), partial(Chips, _words(ConsentPurpose))),
        field("consent.way", partial(Choice, ways, free=True)),
        field("consent.notice_edition", Number),
    )
    return Form(fields, name="consent_form")


def consent_value(record: PersonRecord, edition: int | None) -> FormValue:
    """What stands now; the way is asked anew for what is added."""
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
    written = {
        "phone": phones.shown,
        "other_phone": phones.shown,
        "plate": plates.shown,
        "vin": vins.shown,
    }.get(name)
    if name == "odometer":
        return kilometres(value)
    return written(str(value)) if written else str(value)


def _words(words: Iterable[StrEnum]) -> list[tuple[StrEnum, str]]:
    return [(word, label(word)) for word in words]
