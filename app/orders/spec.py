"""What the repair orders tell the registries: they are found by number and plate."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.desk_spec import (
    DeskSpec,
    Erasure,
    Event,
    EventKind,
    EventSource,
    Hit,
    Lead,
    PaperSpec,
    SearchKind,
    SettingGroup,
    TodayList,
    Traces,
    Values,
)
from app.formatting import kilometres
from app.identity import plate as plates
from app.labels import label
from app.local_time import day_bounds, local_day
from app.orders import queries
from app.orders.queries import OrderRow
from app.orders.rules import Timing
from app.orders.settings import ClosingSettings, GuaranteeSettings, PromiseSettings
from app.people.rules import KEPT_YEARS
from app.permissions import Actor
from app.search import IDS, asked, matched
from app.settings import Settings, declared_of
from app.text import N_, _
from app.urgency import Urgency
from db.nouns import Noun
from db.search import FoundRecord
from db.tables.people import Person
from db.tables.service import Payment, RepairOrder
from db.tables.vehicles import Vehicle, VehicleRelation
from db.vocabulary import OPEN_STAGES, PaperKind, Relation, Role, Stage

WHOLE_SHOP = (Role.CONTROLLER, Role.CASHIER, Role.PARTS, Role.RECEPTION)
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
            yield Hit(Noun.REPAIR_ORDER, row.id, row.number, note, matched(one, question))


def person_events(session: Session, person_id: int) -> Iterator[Event]:
    """Orders that the person gave or pays, with what was paid."""
    mine = select(RepairOrder.id).where(
        (RepairOrder.customer_id == person_id) | (RepairOrder.payer_id == person_id)
    )
    orders = select(
        RepairOrder.id,
        RepairOrder.received_at,
        RepairOrder.number,
        RepairOrder.stage,
        RepairOrder.plate,
        RepairOrder.model_name,
    )
    for row in session.execute(
        orders.where(RepairOrder.id.in_(mine), RepairOrder.stage != Stage.CANCELLED)
    ):
        yield Event(
            row.received_at,
            "order",
            Noun.REPAIR_ORDER,
            row.id,
            row.number,
            row.stage,
            plates.shown(row.plate or "") or row.model_name or "",
        )
    yield from _payments(session, mine)


def inherited_events(session: Session, person_id: int) -> Iterator[Event]:
    """What was repaired on the person's cars while somebody else owned them."""
    for row in session.execute(_inherited(person_id)):
        yield Event(
            row.received_at,
            "inherited",
            Noun.REPAIR_ORDER,
            row.id,
            row.number,
            row.stage,
            row.model_name or "",
        )


def vehicle_events(session: Session, vehicle_id: int) -> Iterator[Event]:
    """Orders of the car, with what was paid."""
    orders = select(
        RepairOrder.id,
        RepairOrder.received_at,
        RepairOrder.number,
        RepairOrder.stage,
        RepairOrder.odometer_in,
    )
    for row in session.execute(
        orders.where(RepairOrder.vehicle_id == vehicle_id, RepairOrder.stage != Stage.CANCELLED)
    ):
        driven = "" if row.odometer_in is None else kilometres(row.odometer_in)
        yield Event(
            row.received_at, "order", Noun.REPAIR_ORDER, row.id, row.number, row.stage, driven
        )
    mine = select(RepairOrder.id).where(RepairOrder.vehicle_id == vehicle_id)
    yield from _payments(session, mine)


def _payments(session: Session, orders: Select[int]) -> Iterator[Event]:
    for paid in session.scalars(select(Payment).where(Payment.order_id.in_(orders))):
        yield Event(
            paid.at,
            "payment",
            Noun.REPAIR_ORDER,
            paid.order_id,
            paid.number,
            paid.method,
            amount=paid.amount,
        )


def _inherited(person_id: int) -> Any:
    """The history stays with the car.

    A new owner reads what was done to it, and not to whom it belonged.
    """
    mine = select(VehicleRelation.vehicle_id, VehicleRelation.from_on).where(
        VehicleRelation.person_id == person_id, VehicleRelation.relation == Relation.OWNER
    )
    mine_now = mine.where(VehicleRelation.until_on.is_(None)).subquery()
    wanted = select(
        RepairOrder.id,
        RepairOrder.received_at,
        RepairOrder.number,
        RepairOrder.stage,
        RepairOrder.model_name,
    )
    wanted = wanted.join(mine_now, mine_now.c.vehicle_id == RepairOrder.vehicle_id)
    strange = func.coalesce(RepairOrder.customer_id, 0) != person_id
    unpaid_by_me = func.coalesce(RepairOrder.payer_id, 0) != person_id
    return wanted.where(strange, unpaid_by_me, RepairOrder.stage != Stage.CANCELLED)


def hand_overs(session: Session, viewer: Actor, at: datetime) -> tuple[OrderRow, ...]:
    """Cars promised for today or before: advisors and technicians see their own."""
    end = day_bounds(local_day(at))[1]
    everything = viewer.may(*WHOLE_SHOP)
    return tuple(
        row
        for row in queries.in_shop(session)
        if row.promised_at is not None
        and row.promised_at < end
        and (everything or viewer.staff_id in (row.advisor_id, row.technician_id))
    )


def hand_over_urgency(row: OrderRow, at: datetime, *, settings: Settings) -> Urgency:
    """Past its promise, at risk, or in time."""
    timing = row.timing(at, settings.of(PromiseSettings).risk_minutes)
    return {Timing.LATE: Urgency.OVERDUE, Timing.AT_RISK: Urgency.TODAY}.get(timing, Urgency.LATER)


def _orders_of(people: Sequence[int]) -> Select[Any]:
    return select(RepairOrder.id).where(
        RepairOrder.customer_id.in_(people) | RepairOrder.payer_id.in_(people)
    )


def has_open_order(session: Session, person_id: int) -> bool:
    """A car that they gave or pay for is in the shop."""
    in_shop = RepairOrder.stage.in_(OPEN_STAGES)
    return session.scalar(_orders_of([person_id]).where(in_shop).limit(1)) is not None


def orders_near(session: Session, who: Traces) -> dict[Noun, set[int]]:
    """Orders that they gave, pay or brought, and all of the cars that they had to do with."""
    cars = select(VehicleRelation.vehicle_id).where(VehicleRelation.person_id.in_(who.ids))
    orders = select(RepairOrder.id).where(
        RepairOrder.id.in_(_orders_of(who.ids))
        | RepairOrder.bringer_phone.in_(who.numbers)
        | RepairOrder.vehicle_id.in_(cars)
    )
    return {Noun.REPAIR_ORDER: set(session.scalars(orders))}


_KINDS = {
    "order": EventKind(N_("Repair order"), "wrench"),
    "payment": EventKind(N_("Payment"), "wallet"),
}

DESK = DeskSpec(
    name="orders",
    nouns={
        Noun.REPAIR_ORDER: N_("Repair order"),
        Noun.STAGE_CHANGE: N_("Move on the board"),
        Noun.PROMISE_CHANGE: N_("Promised time"),
        Noun.PAYMENT: N_("Payment"),
        Noun.SETTLEMENT: N_("Settlement"),
    },
    search=(SearchKind(RepairOrder, N_("Repair orders"), search_values, search_hits),),
    leads=(
        Lead(Noun.REPAIR_ORDER, Noun.VEHICLE, RepairOrder.vehicle_id, RepairOrder.id),
        Lead(Noun.REPAIR_ORDER, Noun.PERSON, RepairOrder.customer_id, RepairOrder.id),
    ),
    events=(
        EventSource(Person, _KINDS, person_events),
        EventSource(
            Person,
            {"inherited": EventKind(N_("Repaired under an earlier owner"), "history")},
            inherited_events,
        ),
        EventSource(
            Vehicle,
            _KINDS,
            vehicle_events,
        ),
    ),
    today=(
        TodayList(
            "hand_overs",
            N_("Promised for today"),
            (*WHOLE_SHOP, Role.ADVISOR, Role.TECHNICIAN),
            hand_overs,
            hand_over_urgency,
            lambda row: (Noun.REPAIR_ORDER, row.id),
            late=N_("Cars past their promise"),
        ),
    ),
    papers=(
        PaperSpec(
            PaperKind.REPAIR_CONTRACT,
            worded=True,
            noun=Noun.REPAIR_ORDER,
            of=_orders_of,
            kept_years=KEPT_YEARS,
        ),
        PaperSpec(
            PaperKind.SETTLEMENT_LIST,
            worded=True,
            noun=Noun.REPAIR_ORDER,
            of=_orders_of,
            kept_years=KEPT_YEARS,
        ),
        PaperSpec(PaperKind.WORKSHOP_COPY, noun=Noun.REPAIR_ORDER, of=_orders_of),
    ),
    erasure=Erasure(
        is_busy=has_open_order,
        near=orders_near,
        whole={Noun.REPAIR_ORDER: ("bringer_name", "bringer_phone")},
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
