"""Warranty rights (三包): faults of repairs, demands of buyers; recalls of makers (召回)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from db.columns import N_, column
from db.tables.base import Base, Edited, strict
from db.types import Word
from db.warranty_words import DemandAnswer, DemandKind, MainPart, ReplacedPart

IS_UNFINISHED = text("finished_on IS NULL")


class FaultCode(Edited, Base):
    """A fault as the store counts it: the same code is the same fault."""

    __tablename__ = "fault_code"
    __table_args__ = (strict(),)
    code: Mapped[str] = column(label=N_("Fault code"), limit=20, unique=True)
    name: Mapped[str] = column(label=N_("Fault"), limit=80)
    part: Mapped[MainPart | None] = column(Word(MainPart), label=N_("Main part"))
    serious: Mapped[bool] = column(label=N_("Serious safety fault"), default=False)
    active: Mapped[bool] = column(label=N_("In use"), default=True)


class OrderFault(Edited, Base):
    """A fault that an order repairs, what was replaced, and whether it helped.

    `transport_*`: how long parts made for this car, or a traction battery, were on their way.
    """

    __tablename__ = "order_fault"
    __table_args__ = (
        UniqueConstraint("order_id", "fault_code_id"),
        Index(None, "fault_code_id"),
        CheckConstraint("transport_from <= transport_until", name="transport"),
        strict(),
    )
    order_id: Mapped[int] = column(ForeignKey("repair_order.id"), label=N_("Repair order"))
    fault_code_id: Mapped[int] = column(ForeignKey("fault_code.id"), label=N_("Fault"))
    replaced: Mapped[ReplacedPart | None] = column(Word(ReplacedPart), label=N_("Replaced"))
    not_cured: Mapped[bool] = column(label=N_("Still not usable"), default=False)
    transport_from: Mapped[datetime | None] = column(label=N_("Special part on its way from"))
    transport_until: Mapped[datetime | None] = column(label=N_("Special part on its way until"))


class WarrantyDemand(Edited, Base):
    """A demand of a buyer, which has to be answered and finished in working days (article 28)."""

    __tablename__ = "warranty_demand"
    __table_args__ = (
        Index(None, "person_id"),
        Index(None, "vehicle_id"),
        Index(
            "ix_warranty_demand_open",
            "received_on",
            sqlite_where=IS_UNFINISHED,
        ),
        strict(),
    )
    vehicle_id: Mapped[int] = column(ForeignKey("vehicle.id"), label=N_("Car"))
    person_id: Mapped[int | None] = column(
        ForeignKey("person.id"), label=N_("Customer"), owner=True
    )
    kind: Mapped[DemandKind] = column(Word(DemandKind), label=N_("What is demanded"))
    received_on: Mapped[date] = column(label=N_("Received on"))
    words: Mapped[str] = column(
        label=N_("What the customer says"), limit=500, private=True, free=True
    )
    answer: Mapped[DemandAnswer | None] = column(Word(DemandAnswer), label=N_("Our answer"))
    answered_on: Mapped[date | None] = column(label=N_("Answered on"))
    reason: Mapped[str | None] = column(
        label=N_("Reason of the answer"), limit=500, private=True, free=True
    )
    finished_on: Mapped[date | None] = column(label=N_("Finished on"))
    taken_by: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Taken by"))


class Recall(Edited, Base):
    """A recall of a maker: which fault, and what is done about it."""

    __tablename__ = "recall"
    __table_args__ = (strict(),)
    number: Mapped[str] = column(label=N_("Number of the recall"), limit=40, unique=True)
    name: Mapped[str] = column(label=N_("What is recalled"), limit=120)
    remedy: Mapped[str | None] = column(label=N_("What is done"), limit=300)
    since: Mapped[date] = column(label=N_("Since"))
    active: Mapped[bool] = column(label=N_("In use"), default=True)


class RecallCar(Edited, Base):
    """A car of a recall, by its VIN: it need not be known here yet."""

    __tablename__ = "recall_car"
    __table_args__ = (
        UniqueConstraint("recall_id", "vin"),
        Index(None, "vin"),
        strict(),
    )
    recall_id: Mapped[int] = column(ForeignKey("recall.id"), label=N_("Recall"))
    vin: Mapped[str] = column(label=N_("VIN"), limit=32, private=True, kept=True)
    done_on: Mapped[date | None] = column(label=N_("Done on"))
    order_id: Mapped[int | None] = column(ForeignKey("repair_order.id"), label=N_("Repair order"))
