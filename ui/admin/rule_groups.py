"""The store's figures and switches in groups, as declarations.

Which rules stand together, how they are typed and summed up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from functools import partial
from typing import Any

from app.settings import Settings
from app.text import N_, _
from ui.admin.inputs import switch
from ui.parts.fields import Money, Number, TimeField
from ui.parts.form import Field


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """Rules that are read and changed together. `told` sums them up in one line."""

    id: str
    title: str
    fields: tuple[Field, ...]
    told: Callable[[Settings], str]


def minutes(name: str, label: str, *, least: int = 0, most: int = 1440) -> Field:
    return Field(name, label, partial(_in_minutes, minimum=least, maximum=most), half=True)


def _in_minutes(**given: Any) -> Number:
    """The unit speaks the language of the window, so it is asked for when the field is made."""
    return Number(unit=_("min"), **given)


def days(name: str, label: str) -> Field:
    return Field(name, label, partial(Number, minimum=0, maximum=3650), half=True)


def kilometres(name: str, label: str) -> Field:
    return Field(name, label, partial(Number, minimum=0, maximum=1_000_000, unit="km"), half=True)


def typed(settings: Settings, group: RuleGroup) -> dict[str, Any]:
    """What the form of a group is shown."""
    return {field.name: _shown(field.name, getattr(settings, field.name)) for field in group.fields}


def kept(values: dict[str, Any]) -> dict[str, Any]:
    """What the form says, as the settings keep it."""
    return {
        name: (
            f"{value:%H:%M}"
            if isinstance(value, time)
            else str(value)
            if isinstance(value, Decimal)
            else value
        )
        for name, value in values.items()
    }


def _shown(name: str, value: Any) -> Any:
    if name in ("opens", "closes"):
        return time.fromisoformat(value)
    return Decimal(value) if name == "labour_rate" else value


def _closing(rules: Settings) -> str:
    asked = (
        rules.close_needs_odometer,
        rules.close_needs_approval,
        rules.close_needs_quality_check,
        rules.close_needs_payment,
    )
    return _("{count} of 4 conditions").format(count=sum(asked))


def _guarantee(rules: Settings) -> str:
    return _("{days} days or {km} km and longer").format(
        days=rules.small_repair_days, km=f"{rules.small_repair_km:,}"
    )


GROUPS = (
    RuleGroup(
        "hours",
        N_("Opening hours"),
        (
            Field("opens", N_("Opens"), TimeField, half=True),
            Field("closes", N_("Closes"), TimeField, half=True),
        ),
        lambda rules: f"{rules.opens} – {rules.closes}",
    ),
    RuleGroup(
        "visits",
        N_("Visitors"),
        (
            Field(
                "contact_target",
                N_("Target: contact kept (%)"),
                partial(Number, minimum=0, maximum=100, unit="%"),
                half=True,
            ),
            minutes("long_visit", N_("Long visit after"), least=5),
            Field(
                "critical_days",
                N_("Long overdue after (days; 0 = by level)"),
                partial(Number, minimum=0, maximum=365),
                half=True,
            ),
            Field(
                "owner_days",
                N_("Customer kept for (days; 0 = for good)"),
                partial(Number, minimum=0, maximum=365),
                half=True,
            ),
            Field("source_required", "", switch(N_("The source must be named"))),
        ),
        lambda rules: _("Contact kept from {rate} %").format(rate=rules.contact_target),
    ),
    RuleGroup(
        "drives",
        N_("Test drives"),
        (
            minutes("drive_minutes", N_("Length of a drive"), least=5, most=480),
            minutes("drive_buffer", N_("Pause after each drive"), most=240),
            Field(
                "drive_age",
                N_("Youngest driver (years)"),
                partial(Number, minimum=18, maximum=99),
                half=True,
            ),
            Field(
                "drive_licence_months",
                N_("Licence held for (months)"),
                partial(Number, minimum=0, maximum=120),
                half=True,
            ),
        ),
        lambda rules: _("{minutes} min, then {buffer} min pause").format(
            minutes=rules.drive_minutes, buffer=rules.drive_buffer
        ),
    ),
    RuleGroup(
        "promises",
        N_("Promised times"),
        (
            minutes("promise_minutes", N_("Usual promise after"), most=14_400),
            minutes("promise_buffer", N_("Reserve before the promise")),
            minutes("risk_minutes", N_("At risk when less is left than")),
        ),
        lambda rules: _("after {minutes} min, at risk below {risk} min").format(
            minutes=rules.promise_minutes, risk=rules.risk_minutes
        ),
    ),
    RuleGroup(
        "prices",
        N_("Prices of the workshop"),
        (
            Field("labour_rate", N_("Rate per hour"), Money, half=True),
            Field(
                "estimate_deviation",
                N_("Ask again above (%)"),
                partial(Number, minimum=0, maximum=100, unit="%"),
                half=True,
            ),
            Field("wash_default", "", switch(N_("Cars are washed unless the customer declines"))),
        ),
        lambda rules: _("¥{rate} per hour").format(rate=rules.labour_rate),
    ),
    RuleGroup(
        "closing",
        N_("Before a car leaves"),
        (
            Field("close_needs_odometer", "", switch(N_("The odometer reading is entered"))),
            Field("close_needs_approval", "", switch(N_("Everything was approved or declined"))),
            Field("close_needs_quality_check", "", switch(N_("The quality check is passed"))),
            Field("close_needs_payment", "", switch(N_("The bill is paid"))),
        ),
        _closing,
    ),
    RuleGroup(
        "guarantee",
        N_("Guarantee"),
        (
            days("small_repair_days", N_("Small repair (days)")),
            kilometres("small_repair_km", N_("Small repair (km)")),
            days("second_level_days", N_("Second-level maintenance (days)")),
            kilometres("second_level_km", N_("Second-level maintenance (km)")),
            days("assembly_days", N_("Assembly or whole vehicle (days)")),
            kilometres("assembly_km", N_("Assembly or whole vehicle (km)")),
        ),
        _guarantee,
    ),
    RuleGroup(
        "search",
        N_("Search"),
        (
            Field(
                "search_variants",
                "",
                switch(N_("Traditional characters find simplified ones (車 finds 车)")),
            ),
        ),
        lambda rules: (
            _("Traditional and simplified are the same")
            if rules.search_variants
            else _("Characters as they are typed")
        ),
    ),
    RuleGroup(
        "lock",
        N_("Locking the screen"),
        (minutes("lock_minutes", N_("Lock after"), least=1, most=60),),
        lambda rules: _("after {minutes} min without a key").format(minutes=rules.lock_minutes),
    ),
)
