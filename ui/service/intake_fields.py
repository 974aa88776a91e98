"""The fields of a car's arrival.

Folded behind "More" while an order is opened, open when the intake is completed.
"""

from __future__ import annotations

from functools import partial

from app.labels import label
from app.service.queries.sheet import OrderSheet
from app.service.values import Intake
from app.text import N_, _
from db.vocabulary import FuelLevel, ServiceType
from ui.parts.fields import Area, Chips, Choice, Number, PhoneInput, Segments, Text, Toggle
from ui.parts.form import Field, FormValue
from ui.service import belongings


def type_field(*, half: bool = True) -> Field:
    """What kind of visit it is; guarantee and figures depend on it."""
    options = tuple((kind, label(kind)) for kind in ServiceType)
    return Field("service_type", N_("Service type"), partial(Choice, options), half=half)


def intake_fields(*, more: bool) -> tuple[Field, ...]:
    """Everything of a walk round the car."""
    return (
        Field(
            "odometer",
            N_("Odometer in"),
            partial(Number, maximum=2_000_000, unit="km"),
            half=True,
            more=more,
        ),
        Field("key_tag", N_("Key tag"), partial(Text, limit=12), half=True, more=more),
        Field(
            "fuel",
            N_("Fuel level"),
            partial(Segments, tuple((level, label(level)) for level in FuelLevel)),
            more=more,
        ),
        Field(
            "belongings",
            N_("Belongings left in the car"),
            partial(Chips, belongings.options()),
            more=more,
        ),
        Field("belongings_words", N_("Other belongings"), partial(Text, limit=200), more=more),
        Field("damage", N_("Damage seen"), partial(Area, rows=2, limit=500), more=more),
        Field("wash", "", partial(Toggle, _("Wash the car")), half=True, more=more),
        Field(
            "old_parts_back", "", partial(Toggle, _("Give old parts back")), half=True, more=more
        ),
        Field("waits_in_store", "", partial(Toggle, _("Customer waits in the store")), more=more),
        Field("bringer_name", N_("Brought by"), partial(Text, limit=40), half=True, more=more),
        Field("bringer_phone", N_("Telephone of the bearer"), PhoneInput, half=True, more=more),
        Field("payer_name", N_("Paid by"), partial(Text, limit=60), half=True, more=more),
        Field("payer_phone", N_("Telephone of the payer"), PhoneInput, half=True, more=more),
        Field("note", N_("Note"), partial(Area, rows=2, limit=500), more=more),
    )


def intake_of(value: FormValue, *, accepted: bool) -> Intake:
    """The value that the commands take."""
    plain = (
        "odometer",
        "fuel",
        "damage",
        "key_tag",
        "bringer_name",
        "bringer_phone",
        "payer_name",
        "payer_phone",
        "note",
    )
    return Intake(
        odometer_accepted=accepted,
        belongings=belongings.joined(value["belongings"], value["belongings_words"]),
        wash=bool(value["wash"]),
        old_parts_back=bool(value["old_parts_back"]),
        waits_in_store=bool(value["waits_in_store"]),
        service_type=value["service_type"] or ServiceType.REPAIR,
        **{name: value[name] for name in plain},
    )


def intake_value(sheet: OrderSheet) -> FormValue:
    """What was noted, as the form shows it."""
    noted = sheet.intake
    chosen, words = belongings.parted(noted.belongings)
    plain = (
        "odometer",
        "fuel",
        "damage",
        "key_tag",
        "wash",
        "old_parts_back",
        "waits_in_store",
        "bringer_name",
        "bringer_phone",
        "note",
    )
    value: FormValue = {name: getattr(noted, name) for name in plain}
    payer = sheet.payer
    value |= {"belongings": chosen, "belongings_words": words, "service_type": sheet.service_type}
    return value | {
        "payer_name": payer.name if payer else None,
        "payer_phone": payer.phone if payer else None,
    }
