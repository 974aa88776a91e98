"""The fields of a car's arrival.

Folded behind "More" while an order is opened, open when the intake is completed.
"""

from __future__ import annotations

from functools import partial

from app.labels import label
from app.service.queries.sheet import OrderSheet
from app.service.values import Intake
from app.text import N_
from db.vocabulary import FuelLevel, ServiceType
from ui.parts.columns import field
from ui.parts.fields import Area, Chips, Choice, Number, PhoneInput, Segments, Text, Toggle
from ui.parts.form import Field, FormValue
from ui.service import belongings


def type_field(*, half: bool = True) -> Field:
    """What kind of visit it is; guarantee and figures depend on it."""
    options = tuple((kind, label(kind)) for kind in ServiceType)
    return field("repair_order.service_type", partial(Choice, options), half=half)


def intake_fields(*, more: bool) -> tuple[Field, ...]:
    """Everything of a walk round the car."""
    return (
        field(
            "repair_order.odometer_in",
            partial(Number, unit="km"),
            name="odometer",
            half=True,
            more=more,
        ),
        field("repair_order.key_tag", half=True, more=more),
        field(
            "repair_order.fuel",
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
        field("repair_order.damage", partial(Area, rows=2), more=more),
        field("repair_order.wash", Toggle, half=True, more=more),
        field("repair_order.old_parts_back", Toggle, half=True, more=more),
        field("repair_order.waits_in_store", Toggle, more=more),
        field("repair_order.bringer_name", half=True, more=more),
        field("repair_order.bringer_phone", PhoneInput, half=True, more=more),
        Field("payer_name", N_("Paid by"), partial(Text, limit=60), half=True, more=more),
        Field("payer_phone", N_("Telephone of the payer"), PhoneInput, half=True, more=more),
        field("repair_order.note", partial(Area, rows=2), more=more),
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
