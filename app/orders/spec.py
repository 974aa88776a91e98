"""What the repair orders tell the registries: they are found by number and plate."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.desk_spec import DeskSpec, Hit, Lead, SearchKind, SettingGroup, Values
from app.identity import plate as plates
from app.labels import label
from app.orders.settings import ClosingSettings, GuaranteeSettings, PromiseSettings
from app.search import IDS, asked, matched
from app.settings import declared_of
from app.text import N_, _
from db.search import FoundRecord
from db.tables.service import RepairOrder

_ORDERS = select(
    RepairOrder.id, RepairOrder.number, RepairOrder.plate, RepairOrder.model_name, RepairOrder.stage
).where(RepairOrder.id.in_(IDS))
"""Asked at every keystroke, put together once."""


def search_values(session: Session, ids: Sequence[int]) -> Values:
    """Number and plate."""
    return {row.id: [row.number, row.plate or ""] for row in asked(session, _ORDERS, ids)}


def search_hits(
    session: Session, found: Sequence[FoundRecord], question: str, *, clear: bool
) -> Iterator[Hit]:
    """The number, with plate, model and stage."""
    known = {row.id: row for row in asked(session, _ORDERS, [one.record for one in found])}
    for one in found:
        if row := known.get(one.record):
            parts = (plates.shown(row.plate or ""), row.model_name or "", label(row.stage))
            note = " · ".join(part for part in parts if part)
            yield Hit("repair_order", row.id, row.number, note, matched(one, question))


DESK = DeskSpec(
    name="orders",
    nouns={
        "repair_order": N_("Repair order"),
        "stage_change": N_("Move on the board"),
        "promise_change": N_("Promised time"),
        "payment": N_("Payment"),
        "settlement": N_("Settlement"),
    },
    search=(SearchKind(RepairOrder, N_("Repair orders"), search_values, search_hits),),
    leads=(
        Lead("repair_order", "vehicle", RepairOrder.vehicle_id, RepairOrder.id),
        Lead("repair_order", "person", RepairOrder.customer_id, RepairOrder.id),
    ),
    settings=(
        SettingGroup(
            "promises",
            N_("Promised times"),
            PromiseSettings,
            lambda rules: _("after {minutes} min, at risk below {risk} min").format(
                minutes=rules.promise_minutes, risk=rules.risk_minutes
            ),
        ),
        SettingGroup(
            "closing",
            N_("Before a car leaves"),
            ClosingSettings,
            lambda rules: _("{count} of 4 conditions").format(
                count=sum(getattr(rules, name) for name in declared_of(ClosingSettings))
            ),
        ),
        SettingGroup(
            "guarantee",
            N_("Guarantee"),
            GuaranteeSettings,
            lambda rules: _("{days} days or {km} km and longer").format(
                days=rules.small_repair_days, km=f"{rules.small_repair_km:,}"
            ),
        ),
    ),
)
