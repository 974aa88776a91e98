"""The form of a group of settings, made from what its desk declares."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QWidget

from app.desk_spec import Desks, SettingGroup
from app.setting_checks import MIDNIGHT, check_clock, check_closing, check_rate, check_reasons
from app.settings import DeclaredSetting, Settings, declared_of
from app.text import _
from ui.parts.fields import Choice, ClosingField, Money, Number, Text, TimeField
from ui.parts.form import Field, FormValue
from ui.record_desk.inputs import switch


def groups(desks: Desks) -> tuple[SettingGroup, ...]:
    """The groups that have no page of their own."""
    return tuple(group for desk in desks for group in desk.settings if group.told is not None)


def fields(group: SettingGroup) -> tuple[Field, ...]:
    """A switch says its own name, everything else stands beside it."""
    return tuple(
        Field(name, "", switch(one.label))
        if isinstance(one.default, bool)
        else Field(name, one.label, _input(one), half=True)
        for name, one in declared_of(group.owner).items()
    )


def typed(settings: Settings, group: SettingGroup) -> FormValue:
    """What the form of a group is shown."""
    known = settings.of(group.owner)
    return {
        name: _shown(one, getattr(known, name)) for name, one in declared_of(group.owner).items()
    }


def kept(values: FormValue, group: SettingGroup) -> FormValue:
    """What the form says, as the settings keep it."""
    said = {name: _kept(value) for name, value in values.items()}
    return said | {name: said[name] or 0 for name in staff_fields(group)}


def staff_fields(group: SettingGroup) -> tuple[str, ...]:
    """The fields that choose a colleague; who works here is told later."""
    return tuple(name for name, one in declared_of(group.owner).items() if one.staff)


def _input(one: DeclaredSetting) -> Callable[..., QWidget]:
    if one.staff:
        return Choice
    if one.is_figure:
        return partial(_figure, one)
    inputs = {check_clock: TimeField, check_closing: ClosingField, check_rate: Money}
    inputs[check_reasons] = partial(Text, limit=600)
    return inputs.get(one.more, Text)


def _figure(one: DeclaredSetting, **given: object) -> Number:
    """The unit is translated when the field is made, not when it is declared."""
    unit = _("min") if one.unit == "min" else one.unit
    return Number(minimum=one.least, maximum=one.maximum, unit=unit, **given)


def _shown(one: DeclaredSetting, value: object) -> object:
    if one.staff:
        return value or None
    if one.more is check_clock:
        return time.fromisoformat(value)
    if one.more is check_closing:
        return time.max if value == MIDNIGHT else time.fromisoformat(value)
    return Decimal(value) if one.more is check_rate else value


def _kept(value: object) -> object:
    if value == time.max:
        return MIDNIGHT
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value) if isinstance(value, Decimal) else value
