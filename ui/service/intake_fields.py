"""The fields of what is noted on a walk round the car, in two forms."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from app.service import belongings
from app.service.queries.sheet import OrderSheet
from app.service.values import Intake
from app.text import N_
from db.vocabulary import FuelLevel, ServiceType
from ui.parts.body_sketch import BodySketch
from ui.parts.columns import choice_of, field
from ui.parts.fields import Area, Chips, Choice, Number, PhoneInput, Text, Toggle
from ui.parts.form import Field, FormValue
from ui.parts.fuel_dial import FuelDial

PLAIN = (
    *("odometer", "fuel", "damage", "damage_marks", "key_tag", "bringer_name"),
    *("note", "internal_note", "reworked_id"),
)
NUMBERS = ("bringer_phone", "payer_phone")
TOGGLES = ("wash", "old_parts_back", "waits_in_store")
INTAKE = (
    field("repair_order.odometer_in", partial(Number, unit="km"), name="odometer", half=True),
    field("repair_order.key_tag", half=True),
    field("repair_order.fuel", choice_of(FuelDial, FuelLevel)),
    Field("belongings", N_("Belongings left in the car"), lambda: Chips(belongings.options())),
    Field("belongings_words", N_("Other belongings"), partial(Text, limit=200)),
    field("repair_order.damage_marks", BodySketch),
    field("repair_order.damage", partial(Area, rows=2)),
    field("repair_order.wash", Toggle, half=True),
    field("repair_order.old_parts_back", Toggle, half=True),
    field("repair_order.waits_in_store", Toggle),
    field("repair_order.bringer_name", half=True),
    field("repair_order.bringer_phone", PhoneInput, half=True),
    Field("payer_name", N_("Paid by"), partial(Text, limit=60), half=True),
    Field("payer_phone", N_("Telephone of the payer"), PhoneInput, half=True),
    field("repair_order.note", partial(Area, rows=2)),
    field("repair_order.internal_note", partial(Area, rows=2)),
)


def type_field(*, half: bool = True) -> Field:
    """What kind of visit it is; guarantee and figures depend on it."""
    return field("repair_order.service_type", choice_of(Choice, ServiceType), half=half)


def intake_fields(*, more: bool) -> tuple[Field, ...]:
    """All fields; `more` folds them away, as where an order is opened."""
    return tuple(replace(one, more=more) for one in INTAKE)


def intake_of(value: FormValue, *, accepted: bool) -> Intake:
    """The value that the commands take."""
    return Intake(
        odometer_accepted=accepted,
        belongings=belongings.joined(value["belongings"], value["belongings_words"]),
        service_type=value["service_type"] or ServiceType.REPAIR,
        **{name: bool(value[name]) for name in TOGGLES},
        **{name: value[name] for name in (*PLAIN, *NUMBERS, "payer_name")},
    )


def numbers_of(sheet: OrderSheet) -> dict[str, str | None]:
    """The telephone numbers among what was noted."""
    payer = sheet.payer.phone if sheet.payer else None
    return {"bringer_phone": sheet.intake.bringer_phone, "payer_phone": payer}


def with_hidden(value: FormValue, sheet: OrderSheet) -> FormValue:
    """What was typed; a number that the form did not show stays where nothing was typed."""
    same_payer = value["payer_name"] == (sheet.payer.name if sheet.payer else None)
    kept = numbers_of(sheet)
    return value | {
        name: value[name] or (kept[name] if name == "bringer_phone" or same_payer else None)
        for name in NUMBERS
    }


def intake_value(sheet: OrderSheet, *, hides: bool = False) -> FormValue:
    """What was noted, as the form shows it; with `hides` without telephone numbers."""
    chosen, words = belongings.parted(sheet.intake.belongings)
    numbers = dict.fromkeys(NUMBERS) if hides else numbers_of(sheet)
    return {
        **{name: getattr(sheet.intake, name) for name in (*PLAIN, *TOGGLES)},
        "belongings": chosen,
        "belongings_words": words,
        "service_type": sheet.service_type,
        "payer_name": sheet.payer.name if sheet.payer else None,
        **numbers,
    }
