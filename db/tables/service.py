"""Repair orders: the customer's words, lines, approvals, stages, settlement and payments."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped

from db.columns import (
    LEAST_QUANTITY,
    MOST_HOURS,
    MOST_KILOMETRES,
    MOST_MONEY,
    MOST_QUANTITY,
    MOST_TOTAL,
    N_,
    column,
)
from db.money_words import PayerKind
from db.tables.base import Base, Edited, strict
from db.tables.warranty_help import WarrantyHelp
from db.types import Word
from db.vocabulary import (
    ApprovalMedium,
    FuelLevel,
    LineState,
    OldParts,
    PartKind,
    ServiceType,
    Stage,
    Trade,
)

PAID_BY_OTHERS = text("payer_id IS NOT NULL")
FINISHED_ONES = text("finished_at IS NOT NULL")
"""Not the others: SQLite would look through all of them for those of one order."""
REMINDED = text("remind_on IS NOT NULL")
IN_SHOP = text("stage NOT IN ('delivered', 'cancelled')")


class Bay(Edited, Base):
    """A place in the workshop where a car stands and is worked on."""

    __tablename__ = "bay"
    __table_args__ = (strict(),)
    name: Mapped[str] = column(label=N_("Bay"), limit=40, unique=True)
    trade: Mapped[Trade] = column(Word(Trade), label=N_("Trade"), default=Trade.MECHANICAL)
    position: Mapped[int] = column(
        label=N_("Place in the list"), minimum=-99_999, maximum=99_999, default=0
    )
    active: Mapped[bool] = column(label=N_("In use"), default=True)


class RepairOrder(WarrantyHelp, Edited, Base):
    """One stay of a car in the workshop; the store decides what blocks closing, never opening.

    `customer_id` is the party to the contract, `bringer_*` brought the car, `payer_id` pays. Plate
    and model stay as they were on the day. `stage_since` tells how long a card has stood still.
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
        strict(searched=True, sealed=True),
    )
    number: Mapped[str] = column(label=N_("Number"), limit=40)
    vehicle_id: Mapped[int] = column(ForeignKey("vehicle.id"), label=N_("Car"))
    plate: Mapped[str | None] = column(label=N_("Plate"), limit=16, private=True)
    model_name: Mapped[str | None] = column(label=N_("Model"), limit=200)
    customer_id: Mapped[int | None] = column(ForeignKey("person.id"), label=N_("Customer"))
    payer_id: Mapped[int | None] = column(ForeignKey("person.id"), label=N_("Paid by"))
    bringer_name: Mapped[str | None] = column(
        label=N_("Brought by"), limit=120, private=True, free=True
    )
    bringer_phone: Mapped[str | None] = column(
        label=N_("Telephone of the bearer"), limit=32, private=True, free=True
    )
    advisor_id: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Advisor"))
    technician_id: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Technician"))
    bay_id: Mapped[int | None] = column(ForeignKey("bay.id"), label=N_("Bay"))
    service_type: Mapped[ServiceType] = column(
        Word(ServiceType), label=N_("Service type"), default=ServiceType.REPAIR
    )
    stage: Mapped[Stage] = column(Word(Stage), label=N_("Stage"), default=Stage.WAITING)
    stage_since: Mapped[datetime] = column(label=N_("In this stage since"))
    received_at: Mapped[datetime] = column(label=N_("Received"))
    promised_at: Mapped[datetime | None] = column(label=N_("Promised"))
    reworked_id: Mapped[int | None] = column(
        ForeignKey("repair_order.id"), label=N_("Order that is done again")
    )
    odometer_in: Mapped[int | None] = column(
        label=N_("Odometer in"), minimum=0, maximum=MOST_KILOMETRES
    )
    odometer_before: Mapped[int | None] = column(
        label=N_("Odometer of the car before"), minimum=0, maximum=MOST_KILOMETRES
    )
    odometer_out: Mapped[int | None] = column(
        label=N_("Odometer out"), minimum=0, maximum=MOST_KILOMETRES
    )
    fuel: Mapped[FuelLevel | None] = column(Word(FuelLevel), label=N_("Fuel level"))
    belongings: Mapped[str | None] = column(
        label=N_("Belongings"), limit=500, private=True, free=True
    )
    damage: Mapped[str | None] = column(label=N_("Damage seen"), limit=500, private=True, free=True)
    damage_marks: Mapped[str | None] = column(label=N_("Damage on the car"), limit=1000)
    key_tag: Mapped[str | None] = column(label=N_("Key tag"), limit=12)
    wash: Mapped[bool] = column(label=N_("Wash the car"), default=True)
    old_parts_back: Mapped[bool] = column(label=N_("Give old parts back"), default=False)
    waits_in_store: Mapped[bool] = column(label=N_("Customer waits in the store"), default=False)
    parts_expected_at: Mapped[datetime | None] = column(label=N_("Parts expected"))
    note: Mapped[str | None] = column(label=N_("Note"), limit=500, private=True, free=True)
    internal_note: Mapped[str | None] = column(
        label=N_("Internal note"), limit=500, private=True, free=True
    )
    contract_edition: Mapped[int | None] = column(
        label=N_("Edition of the contract"), minimum=1, maximum=99_999
    )
    contract_states: Mapped[str | None] = column(label=N_("What the contract states"), limit=20_000)
    signed_at: Mapped[datetime | None] = column(label=N_("Signed at"))
    delivered_at: Mapped[datetime | None] = column(label=N_("Handed over at"))
    delivered_by: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Handed over by"))
    collected_by: Mapped[str | None] = column(
        label=N_("Collected by"), limit=120, private=True, free=True
    )
    old_parts: Mapped[OldParts | None] = column(Word(OldParts), label=N_("Old parts"))
    explained: Mapped[str | None] = column(
        label=N_("Explained at hand-over"), limit=800, private=True, free=True
    )
    next_service_on: Mapped[date | None] = column(label=N_("Next service on"))
    next_service_km: Mapped[int | None] = column(
        label=N_("Next service at"), minimum=0, maximum=MOST_KILOMETRES
    )
    cancelled_reason: Mapped[str | None] = column(
        label=N_("Reason of the cancellation"), limit=200, private=True, free=True
    )


class Concern(Edited, Base):
    """One complaint in the customer's own words, with finding, cause and correction."""

    __tablename__ = "concern"
    __table_args__ = (Index(None, "order_id"), strict())
    order_id: Mapped[int] = column(ForeignKey("repair_order.id"), label=N_("Repair order"))
    position: Mapped[int] = column(label=N_("Place in the list"), minimum=-99_999, maximum=99_999)
    words: Mapped[str] = column(
        label=N_("In the customer's words"), limit=500, private=True, free=True
    )
    finding: Mapped[str | None] = column(label=N_("Finding"), limit=300, private=True, free=True)
    cause: Mapped[str | None] = column(label=N_("Cause"), limit=300, private=True, free=True)
    correction: Mapped[str | None] = column(
        label=N_("Action taken"), limit=300, private=True, free=True
    )
    internal_note: Mapped[str | None] = column(
        label=N_("Internal note"), limit=300, private=True, free=True
    )


class AnsweredLine:
    """What each line of an order says of the customer's answer, and its notes.

    `advised_id` is the earlier order on which the same work was recommended. An internal note
    stands on no paper of the customer.
    """

    payer: Mapped[PayerKind] = column(
        Word(PayerKind),
        label=N_("Payer"),
        default=PayerKind.CUSTOMER,
        server_default=PayerKind.CUSTOMER.value,
    )
    share: Mapped[Decimal | None] = column(label=N_("Share in %"), minimum=0, maximum=100)
    state: Mapped[LineState] = column(
        Word(LineState), label=N_("State"), default=LineState.PROPOSED
    )
    approval_id: Mapped[int | None] = column(ForeignKey("approval.id"), label=N_("Approval"))
    agreed_amount: Mapped[Decimal | None] = column(
        label=N_("Amount agreed"), minimum=0, maximum=MOST_MONEY
    )
    declined_reason: Mapped[str | None] = column(
        label=N_("Why declined?"), limit=200, private=True, free=True
    )
    remind_on: Mapped[date | None] = column(label=N_("Remind on"))
    advised_id: Mapped[int | None] = column(
        ForeignKey("repair_order.id"), label=N_("Recommended on order")
    )
    note: Mapped[str | None] = column(
        label=N_("Note on the papers"), limit=300, private=True, free=True
    )
    internal_note: Mapped[str | None] = column(
        label=N_("Internal note"), limit=300, private=True, free=True
    )


class LabourLine(AnsweredLine, Edited, Base):
    """A job on an order: name and price as they were agreed.

    `fee` is what the customer pays for it; with a `fixed_price` the fee is what that leaves beside
    the lines under the job. `job_id` is the job it stands under, `alternative_id` the job
    that it is offered instead of.
    """

    __tablename__ = "labour_line"
    __table_args__ = (
        Index(None, "order_id"),
        Index("ix_labour_line_finished", "finished_at", sqlite_where=FINISHED_ONES),
        Index("ix_labour_line_remind_on", "remind_on", sqlite_where=REMINDED),
        strict(sealed=True),
    )
    order_id: Mapped[int] = column(ForeignKey("repair_order.id"), label=N_("Repair order"))
    job_id: Mapped[int | None] = column(ForeignKey("labour_line.id"), label=N_("Part of the job"))
    alternative_id: Mapped[int | None] = column(
        ForeignKey("labour_line.id"), label=N_("Offered instead of")
    )
    concern_id: Mapped[int | None] = column(ForeignKey("concern.id"), label=N_("Customer's words"))
    finding_id: Mapped[int | None] = column(
        ForeignKey("inspection_finding.id"), label=N_("Found by the inspection")
    )
    service_type: Mapped[ServiceType | None] = column(
        Word(ServiceType), label=N_("Service type of the line")
    )
    labour_item_id: Mapped[int | None] = column(
        ForeignKey("labour_item.id"), label=N_("Labour item")
    )
    position: Mapped[int] = column(label=N_("Place in the list"), minimum=-99_999, maximum=99_999)
    code: Mapped[str | None] = column(label=N_("Code"), limit=20)
    name: Mapped[str] = column(label=N_("Labour item"), limit=80)
    trade: Mapped[Trade] = column(Word(Trade), label=N_("Trade"), default=Trade.MECHANICAL)
    hours: Mapped[Decimal] = column(label=N_("Hours"), minimum=0, maximum=MOST_HOURS)
    standard_hours: Mapped[Decimal | None] = column(
        label=N_("Standard hours"), minimum=0, maximum=MOST_HOURS
    )
    """Those of the labour item when it was taken; a job of its own has those that are sold."""
    rate: Mapped[Decimal] = column(label=N_("Rate"), minimum=0, maximum=MOST_MONEY)
    fee: Mapped[Decimal] = column(label=N_("Fee"), minimum=0, maximum=MOST_MONEY)
    fixed_price: Mapped[Decimal | None] = column(
        label=N_("Fixed price of the job"), minimum=0, maximum=MOST_MONEY
    )
    hides_lines: Mapped[bool] = column(label=N_("Print the total only"), default=False)
    technician_id: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Technician"))
    additional: Mapped[bool] = column(label=N_("Additional"), default=False)
    finished_at: Mapped[datetime | None] = column(label=N_("Finished at"))


class PartLine(AnsweredLine, Edited, Base):
    """Material on an order. amount = quantity x price, or zero where the customer brought the
    part.
    """

    __tablename__ = "part_line"
    __table_args__ = (
        Index(None, "order_id"),
        Index("ix_part_line_remind_on", "remind_on", sqlite_where=REMINDED),
        strict(sealed=True),
    )
    order_id: Mapped[int] = column(ForeignKey("repair_order.id"), label=N_("Repair order"))
    job_id: Mapped[int | None] = column(ForeignKey("labour_line.id"), label=N_("Part of the job"))
    part_id: Mapped[int | None] = column(ForeignKey("part.id"), label=N_("Part"))
    service_type: Mapped[ServiceType | None] = column(
        Word(ServiceType), label=N_("Service type of the line")
    )
    position: Mapped[int] = column(label=N_("Place in the list"), minimum=-99_999, maximum=99_999)
    number: Mapped[str | None] = column(label=N_("Part number"), limit=40)
    name: Mapped[str] = column(label=N_("Part"), limit=80)
    brand: Mapped[str | None] = column(label=N_("Brand"), limit=40)
    kind: Mapped[PartKind] = column(
        Word(PartKind), label=N_("Kind of part"), default=PartKind.GENUINE
    )
    unit: Mapped[str] = column(label=N_("Unit"), limit=8, default="件")
    quantity: Mapped[Decimal] = column(
        label=N_("Quantity"), minimum=LEAST_QUANTITY, maximum=MOST_QUANTITY
    )
    price: Mapped[Decimal] = column(label=N_("Price"), minimum=0, maximum=MOST_MONEY)
    amount: Mapped[Decimal] = column(label=N_("Amount"), minimum=0, maximum=MOST_MONEY)
    by_customer: Mapped[bool] = column(label=N_("Customer's own part"), default=False)
    additional: Mapped[bool] = column(label=N_("Additional"), default=False)
    arrived: Mapped[bool] = column(label=N_("Arrived"), default=True)


class OtherLine(AnsweredLine, Edited, Base):
    """Anything else on the bill: towing, inspection fee."""

    __tablename__ = "other_line"
    __table_args__ = (
        Index(None, "order_id"),
        Index("ix_other_line_remind_on", "remind_on", sqlite_where=REMINDED),
        strict(sealed=True),
    )
    order_id: Mapped[int] = column(ForeignKey("repair_order.id"), label=N_("Repair order"))
    position: Mapped[int] = column(label=N_("Place in the list"), minimum=-99_999, maximum=99_999)
    name: Mapped[str] = column(label=N_("Other item"), limit=80)
    amount: Mapped[Decimal] = column(label=N_("Amount"), minimum=0, maximum=MOST_MONEY)


class Approval(Base):
    """Who agreed to what, how and when. Lines point here; `total` is what was agreed with it."""

    __tablename__ = "approval"
    __table_args__ = (Index(None, "order_id"), strict(sealed=True))
    order_id: Mapped[int] = column(ForeignKey("repair_order.id"), label=N_("Repair order"))
    medium: Mapped[ApprovalMedium] = column(
        Word(ApprovalMedium), label=N_("How the customer answered")
    )
    given_by: Mapped[str] = column(label=N_("Who answered"), limit=64, private=True, free=True)
    total: Mapped[Decimal] = column(label=N_("Total"), minimum=0, maximum=MOST_TOTAL)
    replaced: Mapped[Decimal] = column(
        label=N_("Agreed before"),
        minimum=0,
        maximum=MOST_TOTAL,
        default=Decimal(0),
    )
    """What was agreed earlier of the same lines: this answer counts instead."""
    at: Mapped[datetime] = column(label=N_("Time"))
    staff_id: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Colleague"))


class StageChange(Base):
    """One move of a card. Cycle times come from these rows."""

    __tablename__ = "stage_change"
    __table_args__ = (Index(None, "order_id", "at"), Index(None, "at"), strict(sealed=True))
    order_id: Mapped[int] = column(ForeignKey("repair_order.id"), label=N_("Repair order"))
    old_stage: Mapped[Stage | None] = column(Word(Stage), label=N_("Stage before"))
    new_stage: Mapped[Stage] = column(Word(Stage), label=N_("Stage"))
    reason: Mapped[str | None] = column(
        label=N_("Reason for the move"), limit=200, private=True, free=True
    )
    at: Mapped[datetime] = column(label=N_("Time"))
    staff_id: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Colleague"))


class PromiseChange(Base):
    """A promised time that was given or moved, and why."""

    __tablename__ = "promise_change"
    __table_args__ = (Index(None, "order_id"), strict())
    order_id: Mapped[int] = column(ForeignKey("repair_order.id"), label=N_("Repair order"))
    old_promise: Mapped[datetime | None] = column(label=N_("Promised before"))
    new_promise: Mapped[datetime | None] = column(label=N_("Promised"))
    reason: Mapped[str | None] = column(
        label=N_("Reason for the new time"), limit=200, private=True, free=True
    )
    at: Mapped[datetime] = column(label=N_("Time"))
    staff_id: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Colleague"))
