"""What this desk declares: orders, their search, events, papers, erasure, settings."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.desk_spec import (
    DeskSpec,
    Erasure,
    Event,
    EventKind,
    EventSource,
    Hit,
    Lead,
    ListExport,
    PaperSpec,
    SearchKind,
    SettingGroup,
    TaskKind,
    Traces,
    Values,
)
from app.formatting import kilometres
from app.identity import plate as plates
from app.labels import label
from app.orders import today
from app.orders.settings import (
    ClosingSettings,
    GuaranteeSettings,
    PaySettings,
    PromiseSettings,
    QualitySettings,
    WorkSettings,
)
from app.people.rules import KEPT_YEARS
from app.search import IDS, asked, matched
from app.settings import declared_of
from app.text import N_, _
from db.nouns import Noun
from db.search import FoundRecord
from db.tables.bills import CreditNote, Payment
from db.tables.people import Person
from db.tables.service import IN_SHOP, LabourLine, RepairOrder
from db.tables.vehicles import Vehicle, VehicleRelation
from db.vocabulary import (
    OPEN_STAGES,
    PaperKind,
    PaymentMethod,
    Relation,
    Role,
    Stage,
)

_ORDERS = select(
    RepairOrder.id, RepairOrder.number, RepairOrder.plate, RepairOrder.model_name, RepairOrder.stage
).where(RepairOrder.id.in_(IDS))
"""Built once, run at every keystroke."""


def search_values(session: Session, ids: Sequence[int]) -> Values:
    """Number and plate of the orders."""
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
    """Orders that the person gave or pays."""
    for row in _orders(session, _orders_of([person_id])):
        note = plates.shown(row.plate or "") or row.model_name or ""
        yield _event("order", row, note)


def person_payments(session: Session, person_id: int) -> Iterator[Event]:
    """What was paid for these orders."""
    return _payments(session, _orders_of([person_id]))


def inherited_events(session: Session, person_id: int) -> Iterator[Event]:
    """What was repaired on the person's cars while somebody else owned them."""
    for row in _orders(session, _inherited(person_id)):
        yield _event("inherited", row, row.model_name or "")


def vehicle_events(session: Session, vehicle_id: int) -> Iterator[Event]:
    """Orders of the car."""
    for row in _orders(session, _orders_for(vehicle_id)):
        driven = "" if row.odometer_in is None else kilometres(row.odometer_in)
        yield _event("order", row, driven)


def vehicle_payments(session: Session, vehicle_id: int) -> Iterator[Event]:
    """What was paid for these orders."""
    return _payments(session, _orders_for(vehicle_id))


def _event(kind: str, order: RepairOrder, note: str) -> Event:
    number, stage = order.number, order.stage
    return Event(order.received_at, kind, Noun.REPAIR_ORDER, order.id, number, stage, note)


def _orders(session: Session, ids: Select[Any]) -> Iterator[RepairOrder]:
    """The orders with these ids that were not cancelled."""
    live = select(RepairOrder).where(RepairOrder.stage != Stage.CANCELLED)
    yield from session.scalars(live.where(RepairOrder.id.in_(ids)))


def _payments_of(people: Sequence[int]) -> Select[Any]:
    return select(Payment.id).where(Payment.order_id.in_(_orders_of(people)))


def _notes_of(people: Sequence[int]) -> Select[Any]:
    return select(CreditNote.id).where(CreditNote.order_id.in_(_orders_of(people)))


def _orders_for(vehicle_id: int) -> Select[Any]:
    return select(RepairOrder.id).where(RepairOrder.vehicle_id == vehicle_id)


def _payments(session: Session, orders: Select[Any]) -> Iterator[Event]:
    for row in session.scalars(select(Payment).where(Payment.order_id.in_(orders))):
        kind = "on_account" if row.method is PaymentMethod.ON_ACCOUNT else "payment"
        key, told = row.order_id, (row.number, row.method)
        assert key is not None, "these are the payments of repair orders"
        yield Event(row.at, kind, Noun.REPAIR_ORDER, key, *told, amount=row.amount)


def _inherited(person_id: int) -> Select[Any]:
    """Orders of the cars that the person owns now, which somebody else gave and pays.

    A new owner reads what was done to the car, and not to whom it belonged.
    """
    relation = VehicleRelation
    mine = select(relation.vehicle_id).where(
        relation.person_id == person_id,
        relation.relation == Relation.OWNER,
        relation.until_on.is_(None),
    )
    others = RepairOrder.id.not_in(_orders_of([person_id]))
    return select(RepairOrder.id).where(RepairOrder.vehicle_id.in_(mine), others)


def _orders_of(people: Sequence[int]) -> Select[Any]:
    return select(RepairOrder.id).where(
        RepairOrder.customer_id.in_(people) | RepairOrder.payer_id.in_(people)
    )


def has_open_order(session: Session, person_id: int) -> bool:
    """True when a car that this person gave or pays for is in the shop."""
    in_shop = RepairOrder.stage.in_(OPEN_STAGES)
    return session.scalar(_orders_of([person_id]).where(in_shop).limit(1)) is not None


def orders_near(session: Session, who: Traces) -> dict[Noun, set[int]]:
    """Orders that these people gave, pay or brought, and all orders of their cars."""
    cars = select(VehicleRelation.vehicle_id).where(VehicleRelation.person_id.in_(who.ids))
    orders = select(RepairOrder.id).where(
        RepairOrder.id.in_(_orders_of(who.ids))
        | RepairOrder.bringer_phone.in_(who.numbers)
        | RepairOrder.vehicle_id.in_(cars)
    )
    return {Noun.REPAIR_ORDER: set(session.scalars(orders))}


_ORDER = {"order": EventKind(N_("Repair order"), "wrench")}
_PAYMENT = {
    "payment": EventKind(N_("Payment"), "wallet"),
    "on_account": EventKind(N_("Promised to pay later"), "clock"),
}
_INHERITED = {"inherited": EventKind(N_("Repaired under an earlier owner"), "history")}


def _conditions(rules: ClosingSettings) -> str:
    """How many of the conditions of closing are switched on."""
    names = declared_of(ClosingSettings)
    count = sum(getattr(rules, name) for name in names)
    if count == len(names):
        return _("All {count} conditions").format(count=count)
    return _("{count} of {all} conditions").format(count=count, all=len(names))


def _looks(rules: QualitySettings) -> str:
    """How many pairs of eyes look at small and at big repairs."""
    small = sum((rules.small_own_check, rules.small_leader_check, rules.small_final_check))
    big = 1 + sum((rules.big_own_check, rules.big_leader_check))
    return _("Checks: small repairs {small}, big ones {big}").format(small=small, big=big)


RECORD_YEARS = 6
"""How long a warranty repair record is kept (order 43, article 17)."""
DESK = DeskSpec(
    name="orders",
    tasks=(
        TaskKind(N_("Orders as advisor"), RepairOrder.advisor_id, IN_SHOP, (Role.ADVISOR,)),
        TaskKind(
            N_("Jobs as technician"),
            LabourLine.technician_id,
            LabourLine.finished_at.is_(None)
            & LabourLine.order_id.in_(select(RepairOrder.id).where(IN_SHOP)),
            (Role.TECHNICIAN,),
        ),
        TaskKind(
            N_("Orders as technician"),
            RepairOrder.technician_id,
            IN_SHOP,
            (Role.TECHNICIAN, Role.CONTROLLER),
        ),
    ),
    nouns={
        Noun.REPAIR_ORDER: N_("Repair order"),
        Noun.STAGE_CHANGE: N_("Move on the board"),
        Noun.PROMISE_CHANGE: N_("Promised time"),
        Noun.PAYMENT: N_("Payment"),
        Noun.SETTLEMENT: N_("Settlement"),
        Noun.QUALITY_CHECK: N_("Check of finished work"),
        Noun.CHECK_RESULT: N_("Item of a check"),
        Noun.CERTIFICATE: N_("Completion certificate"),
        Noun.SUBLET_TRIP: N_("Way to another workshop"),
        Noun.QUICK_SERVICE: N_("Quick service"),
    },
    search=(SearchKind(RepairOrder, N_("Repair orders"), search_values, search_hits),),
    leads=(
        Lead(Noun.REPAIR_ORDER, Noun.VEHICLE, RepairOrder.vehicle_id, RepairOrder.id),
        Lead(Noun.REPAIR_ORDER, Noun.PERSON, RepairOrder.customer_id, RepairOrder.id),
    ),
    events=(
        EventSource(Person, _ORDER, person_events),
        EventSource(Person, _PAYMENT, person_payments),
        EventSource(Person, _INHERITED, inherited_events),
        EventSource(Vehicle, _ORDER, vehicle_events),
        EventSource(Vehicle, _PAYMENT, vehicle_payments),
    ),
    today=today.LISTS,
    strips=today.STRIPS,
    papers=(
        PaperSpec(
            PaperKind.REPAIR_CONTRACT,
            worded=True,
            noun=Noun.REPAIR_ORDER,
            of=_orders_of,
            kept_years=KEPT_YEARS,
        ),
        PaperSpec(PaperKind.RECEIPT, noun=Noun.PAYMENT, of=_payments_of, kept_years=KEPT_YEARS),
        PaperSpec(
            PaperKind.CREDIT_NOTE, noun=Noun.CREDIT_NOTE, of=_notes_of, kept_years=KEPT_YEARS
        ),
        PaperSpec(
            PaperKind.ADDITIONAL_WORK, noun=Noun.REPAIR_ORDER, of=_orders_of, kept_years=KEPT_YEARS
        ),
        PaperSpec(
            PaperKind.SETTLEMENT_LIST,
            worded=True,
            noun=Noun.REPAIR_ORDER,
            of=_orders_of,
            kept_years=KEPT_YEARS,
        ),
        PaperSpec(
            PaperKind.REPAIR_RECORD, noun=Noun.REPAIR_ORDER, of=_orders_of, kept_years=RECORD_YEARS
        ),
        PaperSpec(
            PaperKind.CERTIFICATE, noun=Noun.REPAIR_ORDER, of=_orders_of, kept_years=KEPT_YEARS
        ),
        PaperSpec(PaperKind.QUALITY_SHEET, noun=Noun.REPAIR_ORDER, of=_orders_of),
        PaperSpec(PaperKind.DISPATCH_SHEET, noun=Noun.REPAIR_ORDER, of=_orders_of),
        PaperSpec(PaperKind.WORKSHOP_COPY, noun=Noun.REPAIR_ORDER, of=_orders_of),
        PaperSpec(PaperKind.INTAKE_SHEET, noun=Noun.REPAIR_ORDER, of=_orders_of),
        PaperSpec(PaperKind.INSPECTION_SHEET, noun=Noun.REPAIR_ORDER, of=_orders_of),
    ),
    exports=(ListExport("orders", N_("Repair orders"), Noun.REPAIR_ORDER),),
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
            _conditions,
        ),
        SettingGroup(
            "quality",
            N_("Quality control"),
            QualitySettings,
            _looks,
        ),
        SettingGroup(
            "work",
            N_("Work and quick service"),
            WorkSettings,
            lambda rules: _("overtime over {percent} %, quick in {minutes} and {body} min").format(
                percent=rules.overtime_percent,
                minutes=rules.quick_maintenance,
                body=rules.quick_body,
            ),
        ),
        SettingGroup(
            "pay",
            N_("Pay by figures"),
            PaySettings,
            lambda rules: _(
                "{technician} % by productivity, {head} % by efficiency, quick target {target} %"
            ).format(
                technician=rules.productivity_share,
                head=rules.efficiency_share,
                target=rules.quick_target,
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
