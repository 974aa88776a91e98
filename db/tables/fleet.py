"""Cars of the house and everything that books them: test drives, loans, blocks.

One table holds every booking, so that one guard of the database keeps a car from being promised
twice, whoever asks and for whatever. The guard itself stands in the revision that made the table.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, false, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from db.tables.base import Base, Edited, private, strict
from db.types import Word
from db.vocabulary import BookingKind, DriveState, FuelLevel, LicenceClass

HOLDING = text("state IN ('booked', 'out')")
CAR_OVERLAP = "ex_car_booking_car"
CONSULTANT_OVERLAP = "ex_car_booking_consultant"
"""What the database says where two bookings want one car, or one consultant, at one time."""


class DemoCar(Edited, Base):
    """A car for test drives: plate or temporary plate, gearbox through its trim.

    `lent`: also as loan car to workshop customers.
    """

    __tablename__ = "demo_car"
    __table_args__ = (strict(),)
    plate: Mapped[str] = mapped_column(unique=True)
    vin: Mapped[str | None]
    trim_id: Mapped[int] = mapped_column(ForeignKey("trim.id"))
    colour: Mapped[str | None]
    odometer: Mapped[int] = mapped_column(default=0)
    fuel: Mapped[FuelLevel] = mapped_column(Word(FuelLevel), default=FuelLevel.FULL)
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)
    lent: Mapped[bool] = mapped_column(default=False, server_default=false())


class CarBooking(Edited, Base):
    """A car of the house for a span of time, from the wish until the car is back.

    The car is nobody else's from `starts_at` to `held_until` (the end and the time to get it
    ready), the consultant until `ends_at`. A query for TestDrive, Loan or Block finds only
    those, a query for CarBooking finds all.
    """

    __tablename__ = "car_booking"
    __table_args__ = (
        Index("ix_car_booking_car", "car_id", "starts_at", sqlite_where=HOLDING),
        Index("ix_car_booking_consultant", "consultant_id", "starts_at", sqlite_where=HOLDING),
        Index(None, "starts_at"),
        Index(None, "person_id", "starts_at"),
        Index("uq_car_booking_number", "number", unique=True),
        Index("ix_car_booking_order_id", "order_id", sqlite_where=text("order_id IS NOT NULL")),
        CheckConstraint("starts_at < ends_at AND ends_at <= held_until", name="span"),
        CheckConstraint("back_km IS NULL OR back_km >= out_km", name="odometer"),
        CheckConstraint("back_at IS NULL OR back_at >= out_at", name="back_after_out"),
        CheckConstraint("kind <> 'block' OR state IN ('booked', 'cancelled')", name="block"),
        CheckConstraint("(kind = 'loan') = (order_id IS NOT NULL)", name="loan"),
        strict(),
    )
    kind: Mapped[BookingKind] = mapped_column(Word(BookingKind))
    number: Mapped[str | None]
    state: Mapped[DriveState] = mapped_column(Word(DriveState), default=DriveState.BOOKED)
    car_id: Mapped[int] = mapped_column(ForeignKey("demo_car.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    held_until: Mapped[datetime]
    booked_at: Mapped[datetime]
    booked_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    reason: Mapped[str | None] = mapped_column(info=private())
    # who has it, and what their licence said on that day
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    drives: Mapped[bool] = mapped_column(default=True)
    licence_number: Mapped[str | None] = mapped_column(info=private())
    licence_class: Mapped[LicenceClass | None] = mapped_column(Word(LicenceClass))
    licence_first_issued_on: Mapped[date | None]
    licence_expires_on: Mapped[date | None]
    override_reason: Mapped[str | None]
    override_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    # out and back
    out_at: Mapped[datetime | None]
    out_km: Mapped[int | None]
    out_fuel: Mapped[FuelLevel | None] = mapped_column(Word(FuelLevel))
    back_at: Mapped[datetime | None]
    back_km: Mapped[int | None]
    back_fuel: Mapped[FuelLevel | None] = mapped_column(Word(FuelLevel))
    damage: Mapped[str | None] = mapped_column(info=private())
    # of a test drive alone
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"))
    consultant_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    companion_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    route_id: Mapped[int | None] = mapped_column(ForeignKey("drive_route.id"))
    rides: Mapped[bool] = mapped_column(default=False)
    agreement_edition: Mapped[int | None]
    agreement_signed_at: Mapped[datetime | None]
    # of a loan alone: the order that keeps the customer's own car
    order_id: Mapped[int | None] = mapped_column(ForeignKey("repair_order.id"))

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        by_kind = {"polymorphic_on": "kind", "polymorphic_abstract": True}
        return {"version_id_col": cls.version, **by_kind}


class TestDrive(CarBooking):
    """A customer tries the car, mostly with a consultant beside them."""

    __test__ = False
    __mapper_args__ = {"polymorphic_identity": BookingKind.DRIVE}


class Loan(CarBooking):
    """The car stands in for one that a repair order keeps in the workshop."""

    __mapper_args__ = {"polymorphic_identity": BookingKind.LOAN}


class Block(CarBooking):
    """Nobody has the car: it is repaired, shown, or kept for an event. `reason` says which."""

    __mapper_args__ = {"polymorphic_identity": BookingKind.BLOCK}
