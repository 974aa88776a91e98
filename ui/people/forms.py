"""The forms of this desk, declared: a value goes in, a value comes out."""

from collections.abc import Iterable
from datetime import date
from enum import Enum, StrEnum
from functools import partial

from app.identity import phone as phones
from app.identity import plate as plates
from app.identity import vin as vins
from app.labels import label
from app.people.commands import LicenceFacts
from app.people.consents import ConsentFacts
from app.people.operations import Contact
from app.people.queries import LicenceCard, PersonRecord
from app.text import N_, _, show_date
from app.vehicles.operations import NewVehicle
from app.vehicles.queries import VehicleRecord
from db.vocabulary import ConsentPurpose, CustomerClass, Energy, LicenceClass, PersonKind, Sex
from ui.parts.fields import (
    Area,
    Chips,
    Choice,
    DateField,
    Number,
    PhoneInput,
    PlateInput,
    Segments,
    Text,
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
        Field("phone", N_("Phone"), PhoneInput),
        Field("name", N_("Name"), partial(Text, limit=64)),
        Field("sex", N_("Form of address"), partial(Segments, _words(Sex)), half=True),
        Field("kind", N_("Kind"), partial(Segments, _words(PersonKind)), half=True),
        Field("other_phone", N_("Second phone"), PhoneInput, more=True),
        Field("id_number", N_("Identity number"), partial(Text, limit=24), more=True),
        Field(
            "born_on", N_("Date of birth"), partial(DateField, today=today), more=True, half=True
        ),
        Field(
            "customer_class",
            N_("Customer class"),
            partial(Choice, _words(CustomerClass)),
            more=True,
            half=True,
        ),
        Field("address", N_("Address"), partial(Text, limit=200), more=True),
        Field("employer", N_("Employer"), partial(Text, limit=100), more=True),
        Field("alert", N_("Alert: everybody sees it first"), partial(Text, limit=200), more=True),
        Field("note", N_("Note"), partial(Area, rows=2), more=True),
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
        Field("plate", N_("Plate"), PlateInput),
        Field("model", N_("Model"), partial(Choice, free=True)),
        Field("vin", N_("VIN"), Vin),
        Field("odometer", N_("Odometer"), partial(Number, unit="km"), half=True),
        Field("colour", N_("Colour"), partial(Text, limit=20), half=True),
        Field("energy", N_("Energy"), partial(Segments, _words(Energy)), more=True),
        Field(
            "registered_on",
            N_("First registered"),
            partial(DateField, today=today),
            more=True,
            half=True,
        ),
        Field("engine_number", N_("Engine number"), partial(Text, limit=30), more=True, half=True),
        Field("note", N_("Note"), partial(Area, rows=2), more=True),
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
        Field("number", N_("Licence number"), partial(Text, limit=24)),
        Field(
            "licence_class",
            N_("Class"),
            partial(Segments, [(word, word.value) for word in CLASSES]),
        ),
        Field("first_issued_on", N_("First issued"), partial(DateField, today=today), half=True),
        Field("expires_on", N_("Expires"), partial(DateField, today=today), half=True),
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
        Field("way", N_("How the customer agreed"), partial(Choice, ways, free=True)),
        Field(
            "notice_edition",
            N_("Edition of the privacy notice"),
            partial(Number, minimum=1, maximum=999),
        ),
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
    return written(str(value)) if written else f"{value:,} km" if name == "odometer" else str(value)


def _words(words: Iterable[StrEnum]) -> list[tuple[StrEnum, str]]:
    return [(word, label(word)) for word in words]
