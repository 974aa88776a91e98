"""Repair orders: the customer's words, lines with prices, approvals, stages, settlement and
payments.
"""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Base, Edited, private, strict
from db.types import Word
from db.vocabulary import (
    ApprovalMedium,
    FuelLevel,
    LineState,
    OldParts,
    PartKind,
    PaymentMethod,
    ServiceType,
    Stage,
    Trade,
)

PAID_BY_OTHERS = text("payer_id IS NOT NULL")
IN_SHOP = text("stage NOT IN ('delivered', 'cancelled')")


class Bay(Edited, Base):
    """A place in the workshop where a car stands and is worked on."""

    __tablename__ = "bay"
    __table_args__ = (strict(),)
    name: Mapped[str] = mapped_column(unique=True)
    trade: Mapped[Trade] = mapped_column(Word(Trade), default=Trade.MECHANICAL)
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)


class RepairOrder(Edited, Base):
    """One stay of a car in the workshop.

    Nothing optional blocks opening; the store decides what blocks closing.

    `customer_id` is the party to the contract, `bringer_*` who brought the car, `payer_id` who
    pays. Plate and model are
    kept as they were on the day. `stage_since` lets the board tell how long a card has stood still.
    """

    __tablename__ = "repair_order"
    __table_args__ = (
        Index("uq_repair_order_number", "number", unique=True),
        Index("ix_repair_order_in_shop", "stage", "promised_at", sqlite_where=IN_SHOP),
        Index(None, "vehicle_id", "received_at"),
        Index(None, "customer_id", "received_at"),
        Index("ix_repair_order_payer_id", "payer_id", sqlite_where=PAID_BY_OTHERS),
        Index(None, "received_at"),
        Index(None, "delivered_at"),
        Index("uq_repair_order_key_tag", "key_tag", unique=True, sqlite_where=IN_SHOP),
        CheckConstraint("odometer_in IS NULL OR odometer_in >= 0", name="odometer"),
        strict(searched=True),
    )
    number: Mapped[str]
    vehicle_id: Mapped[int] = mapped_column(ForeignKey("vehicle.id"))
    plate: Mapped[str | None] = mapped_column(info=private())
    model_name: Mapped[str | None]
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    payer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    bringer_name: Mapped[str | None] = mapped_column(info=private())
    bringer_phone: Mapped[str | None] = mapped_column(info=private())
    advisor_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    technician_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    bay_id: Mapped[int | None] = mapped_column(ForeignKey("bay.id"))
    service_type: Mapped[ServiceType] = mapped_column(Word(ServiceType), default=ServiceType.REPAIR)
    stage: Mapped[Stage] = mapped_column(Word(Stage), default=Stage.WAITING)
    stage_since: Mapped[datetime]
    received_at: Mapped[datetime]
    promised_at: Mapped[datetime | None]
    odometer_in: Mapped[int | None]
    odometer_out: Mapped[int | None]
    fuel: Mapped[FuelLevel | None] = mapped_column(Word(FuelLevel))
    belongings: Mapped[str | None] = mapped_column(info=private())
    damage: Mapped[str | None] = mapped_column(info=private())
    key_tag: Mapped[str | None]
    wash: Mapped[bool] = mapped_column(default=True)
    old_parts_back: Mapped[bool] = mapped_column(default=False)
    waits_in_store: Mapped[bool] = mapped_column(default=False)
    parts_expected_at: Mapped[datetime | None]
    note: Mapped[str | None] = mapped_column(info=private())
    internal_note: Mapped[str | None] = mapped_column(info=private())
    contract_edition: Mapped[int | None]
    signed_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    delivered_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    collected_by: Mapped[str | None] = mapped_column(info=private())
    old_parts: Mapped[OldParts | None] = mapped_column(Word(OldParts))
    explained: Mapped[str | None] = mapped_column(info=private())
    next_service_on: Mapped[date | None]
    next_service_km: Mapped[int | None]
    cancelled_reason: Mapped[str | None] = mapped_column(info=private())


class Concern(Edited, Base):
    """One complaint in the customer's own words, with finding, cause and correction."""

    __tablename__ = "concern"
    __table_args__ = (Index(None, "order_id"), strict())
    order_id: Mapped[int] = mapped_column(ForeignKey("repair_order.id"))
    position: Mapped[int]
    words: Mapped[str] = mapped_column(info=private())
    finding: Mapped[str | None] = mapped_column(info=private())
    cause: Mapped[str | None] = mapped_column(info=private())
    correction: Mapped[str | None] = mapped_column(info=private())


class LabourLine(Edited, Base):
    """A job on an order: name and price as they were agreed.

    `fee` is what the customer pays for it.
    """

    __tablename__ = "labour_line"
    __table_args__ = (
        Index(None, "order_id"),
        CheckConstraint("hours >= 0 AND rate >= 0 AND fee >= 0", name="not_negative"),
        strict(),
    )
    order_id: Mapped[int] = mapped_column(ForeignKey("repair_order.id"))
    concern_id: Mapped[int | None] = mapped_column(ForeignKey("concern.id"))
    labour_item_id: Mapped[int | None] = mapped_column(ForeignKey("labour_item.id"))
    position: Mapped[int]
    code: Mapped[str | None]
    name: Mapped[str]
    trade: Mapped[Trade] = mapped_column(Word(Trade), default=Trade.MECHANICAL)
    hours: Mapped[Decimal]
    rate: Mapped[Decimal]
    fee: Mapped[Decimal]
    technician_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    additional: Mapped[bool] = mapped_column(default=False)
    state: Mapped[LineState] = mapped_column(Word(LineState), default=LineState.PROPOSED)
    approval_id: Mapped[int | None] = mapped_column(ForeignKey("approval.id"))
    declined_reason: Mapped[str | None] = mapped_column(info=private())
    finished_at: Mapped[datetime | None]


class PartLine(Edited, Base):
    """Material on an order. amount = quantity x price, or zero where the customer brought the
    part.
    """

    __tablename__ = "part_line"
    __table_args__ = (
        Index(None, "order_id"),
        CheckConstraint("quantity > 0 AND price >= 0 AND amount >= 0", name="not_negative"),
        strict(),
    )
    order_id: Mapped[int] = mapped_column(ForeignKey("repair_order.id"))
    part_id: Mapped[int | None] = mapped_column(ForeignKey("part.id"))
    position: Mapped[int]
    number: Mapped[str | None]
    name: Mapped[str]
    brand: Mapped[str | None]
    kind: Mapped[PartKind] = mapped_column(Word(PartKind), default=PartKind.GENUINE)
    unit: Mapped[str] = mapped_column(default="件")
    quantity: Mapped[Decimal]
    price: Mapped[Decimal]
    amount: Mapped[Decimal]
    by_customer: Mapped[bool] = mapped_column(default=False)
    additional: Mapped[bool] = mapped_column(default=False)
    state: Mapped[LineState] = mapped_column(Word(LineState), default=LineState.PROPOSED)
    approval_id: Mapped[int | None] = mapped_column(ForeignKey("approval.id"))
    declined_reason: Mapped[str | None] = mapped_column(info=private())
    arrived: Mapped[bool] = mapped_column(default=True)


class OtherLine(Edited, Base):
    """Anything else on the bill: towing, inspection fee."""

    __tablename__ = "other_line"
    __table_args__ = (
        Index(None, "order_id"),
        CheckConstraint("amount >= 0", name="not_negative"),
        strict(),
    )
    order_id: Mapped[int] = mapped_column(ForeignKey("repair_order.id"))
    position: Mapped[int]
    name: Mapped[str]
    amount: Mapped[Decimal]
    state: Mapped[LineState] = mapped_column(Word(LineState), default=LineState.PROPOSED)
    approval_id: Mapped[int | None] = mapped_column(ForeignKey("approval.id"))


class Approval(Base):
    """Who agreed to what, how and when. Lines point here; `total` is what was agreed with it."""

    __tablename__ = "approval"
    __table_args__ = (Index(None, "order_id"), strict())
    order_id: Mapped[int] = mapped_column(ForeignKey("repair_order.id"))
    medium: Mapped[ApprovalMedium] = mapped_column(Word(ApprovalMedium))
    given_by: Mapped[str] = mapped_column(info=private())
    total: Mapped[Decimal]
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))


class StageChange(Base):
    """One move of a card. Cycle times come from these rows."""

    __tablename__ = "stage_change"
    __table_args__ = (Index(None, "order_id", "at"), Index(None, "at"), strict())
    order_id: Mapped[int] = mapped_column(ForeignKey("repair_order.id"))
    old_stage: Mapped[Stage | None] = mapped_column(Word(Stage))
    new_stage: Mapped[Stage] = mapped_column(Word(Stage))
    reason: Mapped[str | None] = mapped_column(info=private())
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))


class PromiseChange(Base):
    """A promised time that was given or moved, and why."""

    __tablename__ = "promise_change"
    __table_args__ = (Index(None, "order_id"), strict())
    order_id: Mapped[int] = mapped_column(ForeignKey("repair_order.id"))
    old_promise: Mapped[datetime | None]
    new_promise: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(info=private())
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))


class Settlement(Edited, Base):
    """The bill of an order: labour and material apart.

    Locked once made; `reversed_at` undoes it as a whole.
    """

    __tablename__ = "settlement"
    __table_args__ = (
        Index("uq_settlement_number", "number", unique=True),
        Index(
            "uq_settlement_order",
            "order_id",
            unique=True,
            sqlite_where=text("reversed_at IS NULL"),
        ),
        Index(None, "settled_at"),
        CheckConstraint("total = labour + material + other - discount", name="adds_up"),
        strict(),
    )
    order_id: Mapped[int] = mapped_column(ForeignKey("repair_order.id"))
    number: Mapped[str]
    labour: Mapped[Decimal]
    material: Mapped[Decimal]
    other: Mapped[Decimal]
    discount: Mapped[Decimal] = mapped_column(default=Decimal(0))
    discount_reason: Mapped[str | None] = mapped_column(info=private())
    total: Mapped[Decimal]
    settled_at: Mapped[datetime]
    settled_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    reversed_at: Mapped[datetime | None]
    reversed_reason: Mapped[str | None] = mapped_column(info=private())


class Payment(Base):
    """Money that came in (positive) or went back (negative).

    Never edited: a mistake is paid back and taken again.
    """

    __tablename__ = "payment"
    __table_args__ = (
        Index("uq_payment_number", "number", unique=True),
        Index(None, "order_id"),
        Index(None, "at"),
        CheckConstraint("amount <> 0", name="not_zero"),
        strict(),
    )
    number: Mapped[str]
    order_id: Mapped[int] = mapped_column(ForeignKey("repair_order.id"))
    method: Mapped[PaymentMethod] = mapped_column(Word(PaymentMethod))
    amount: Mapped[Decimal]
    note: Mapped[str | None] = mapped_column(info=private())
    at: Mapped[datetime]
    taken_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))
