"""Cars of the house and everything that books them: test drives, loans, blocks.

One table holds every booking, so that one guard of the database keeps a car from being promised
twice, whoever asks and for whatever. The guard itself stands in the revision that made the table.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, false, text
from sqlalchemy.orm import Mapped, declared_attr

from db.columns import MOST_KILOMETRES, N_, column
from db.tables.base import Base, Edited, strict
from db.types import Word
from db.vocabulary import BookingKind, BookingState, FuelLevel, LicenceClass

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
    plate: Mapped[str] = column(label=N_("Plate"), limit=16, unique=True)
    vin: Mapped[str | None] = column(label=N_("VIN"), limit=32)
    trim_id: Mapped[int] = column(ForeignKey("trim.id"), label=N_("Version"))
    colour: Mapped[str | None] = column(label=N_("Colour"), limit=40)
    odometer: Mapped[int] = column(
        label=N_("Odometer"), minimum=0, maximum=MOST_KILOMETRES, default=0
    )
    fuel: Mapped[FuelLevel] = column(
        Word(FuelLevel), label=N_("Fuel or charge"), default=FuelLevel.FULL
    )
    position: Mapped[int] = column(
        label=N_("Place in the list"), minimum=-99_999, maximum=99_999, default=0
    )
    active: Mapped[bool] = column(label=N_("In use"), default=True)
    lent: Mapped[bool] = column(
        label=N_("Also lent to workshop customers"), default=False, server_default=false()
    )


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
    kind: Mapped[BookingKind] = column(Word(BookingKind), label=N_("Kind"))
    number: Mapped[str | None] = column(label=N_("Number"), limit=64)
    state: Mapped[BookingState] = column(
        Word(BookingState), label=N_("State"), default=BookingState.BOOKED
    )
    car_id: Mapped[int] = column(ForeignKey("demo_car.id"), label=N_("Demo car"))
    starts_at: Mapped[datetime] = column(label=N_("Start"))
    ends_at: Mapped[datetime] = column(label=N_("Until"))
    held_until: Mapped[datetime] = column(label=N_("Held until"))
    booked_at: Mapped[datetime] = column(label=N_("Booked at"))
    booked_by: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Booked by"))
    reason: Mapped[str | None] = column(label=N_("Reason"), limit=200, private=True, free=True)
    # who has it, and what their licence said on that day
    person_id: Mapped[int | None] = column(
        ForeignKey("person.id"), label=N_("Customer"), owner=True
    )
    drives: Mapped[bool] = column(label=N_("Drives the car"), default=True)
    licence_number: Mapped[str | None] = column(
        label=N_("Licence number"), limit=64, private=True, free=True
    )
    licence_class: Mapped[LicenceClass | None] = column(
        Word(LicenceClass), label=N_("Licence class")
    )
    licence_first_issued_on: Mapped[date | None] = column(label=N_("First issued"), private=True)
    licence_expires_on: Mapped[date | None] = column(label=N_("Valid until"), private=True)
    override_reason: Mapped[str | None] = column(
        label=N_("Reason for the exception"), limit=200, free=True
    )
    override_by: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Exception made by"))
    # out and back
    out_at: Mapped[datetime | None] = column(label=N_("Out at"))
    out_km: Mapped[int | None] = column(
        label=N_("Odometer, out"), minimum=0, maximum=MOST_KILOMETRES
    )
    out_fuel: Mapped[FuelLevel | None] = column(Word(FuelLevel), label=N_("Fuel, out"))
    back_at: Mapped[datetime | None] = column(label=N_("Back at"))
    back_km: Mapped[int | None] = column(
        label=N_("Odometer, back"), minimum=0, maximum=MOST_KILOMETRES
    )
    back_fuel: Mapped[FuelLevel | None] = column(Word(FuelLevel), label=N_("Fuel, back"))
    damage: Mapped[str | None] = column(
        label=N_("Damage"), limit=300, private=True, kept=True, free=True
    )
    # of a test drive alone
    visit_id: Mapped[int | None] = column(ForeignKey("visit.id"), label=N_("Visit"))
    consultant_id: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Consultant"))
    companion_id: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Companion"))
    route_id: Mapped[int | None] = column(ForeignKey("drive_route.id"), label=N_("Route"))
    rides: Mapped[bool] = column(label=N_("Rides along"), default=False)
    agreement_edition: Mapped[int | None] = column(
        label=N_("Edition of the agreement"), minimum=1, maximum=99_999
    )
    agreement_signed_at: Mapped[datetime | None] = column(label=N_("Signed at"))
    # of a loan alone: the order that keeps the customer's own car
    order_id: Mapped[int | None] = column(ForeignKey("repair_order.id"), label=N_("Repair order"))

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
