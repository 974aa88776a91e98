"""Demo cars, routes, bookings and loans of them, and what the driver thought.

Overlaps are refused by triggers (see the migrations).
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, false, text
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Base, Edited, private, strict
from db.types import Word
from db.vocabulary import DriveState, FuelLevel, LicenceClass

HOLDING = text("state IN ('booked', 'out', 'blocked')")
LOANS = text("order_id IS NOT NULL")

# What the database says to an overlap: the text of the SQLite trigger, the name of the PostgreSQL
# constraint. Both are made by revision 0001.
CAR_OVERLAPS = ("test drive overlaps on car", "ex_test_drive_car")
CONSULTANT_OVERLAPS = ("test drive overlaps on consultant", "ex_test_drive_consultant")


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


class DriveRoute(Edited, Base):
    """A drawn route: length, time, and whether it uses a motorway (probation drivers need a
    companion there).
    """

    __tablename__ = "drive_route"
    __table_args__ = (strict(),)
    name: Mapped[str] = mapped_column(unique=True)
    description: Mapped[str | None]
    kilometres: Mapped[int]
    minutes: Mapped[int]
    motorway: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)


class TestDrive(Edited, Base):
    """A booking from wish to return.

    `held_until` = end + buffer: the span in which the car is not to be had by others.

    With `order_id` it is no test drive but a loan: the car stands in for one that a repair order
    keeps in the workshop.
    """

    __test__ = False
    __tablename__ = "test_drive"
    __table_args__ = (
        Index("ix_test_drive_car", "car_id", "starts_at", sqlite_where=HOLDING),
        Index("ix_test_drive_consultant", "consultant_id", "starts_at", sqlite_where=HOLDING),
        Index(None, "starts_at"),
        Index(None, "person_id", "starts_at"),
        Index("uq_test_drive_number", "number", unique=True),
        Index("ix_test_drive_order_id", "order_id", sqlite_where=LOANS),
        CheckConstraint("starts_at < ends_at AND ends_at <= held_until", name="span"),
        CheckConstraint("back_km IS NULL OR back_km >= out_km", name="odometer"),
        CheckConstraint("back_at IS NULL OR back_at >= out_at", name="back_after_out"),
        strict(),
    )
    number: Mapped[str | None]
    state: Mapped[DriveState] = mapped_column(Word(DriveState), default=DriveState.BOOKED)
    car_id: Mapped[int] = mapped_column(ForeignKey("demo_car.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"))
    consultant_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    companion_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    route_id: Mapped[int | None] = mapped_column(ForeignKey("drive_route.id"))
    rides: Mapped[bool] = mapped_column(default=False)
    drives: Mapped[bool] = mapped_column(default=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    held_until: Mapped[datetime]
    booked_at: Mapped[datetime]
    booked_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    licence_number: Mapped[str | None] = mapped_column(info=private())
    licence_class: Mapped[LicenceClass | None] = mapped_column(Word(LicenceClass))
    licence_first_issued_on: Mapped[date | None]
    licence_expires_on: Mapped[date | None]
    override_reason: Mapped[str | None]
    override_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    agreement_edition: Mapped[int | None]
    agreement_signed_at: Mapped[datetime | None]
    out_at: Mapped[datetime | None]
    out_km: Mapped[int | None]
    out_fuel: Mapped[FuelLevel | None] = mapped_column(Word(FuelLevel))
    back_at: Mapped[datetime | None]
    back_km: Mapped[int | None]
    back_fuel: Mapped[FuelLevel | None] = mapped_column(Word(FuelLevel))
    damage: Mapped[str | None] = mapped_column(info=private())
    reason: Mapped[str | None] = mapped_column(info=private())
    order_id: Mapped[int | None] = mapped_column(ForeignKey("repair_order.id"))


class DriveFeedback(Edited, Base):
    """What the driver said afterwards.

    Scores 1 to 5, likes, worries, rival compared, level after the drive.
    """

    __tablename__ = "drive_feedback"
    __table_args__ = (
        Index(None, "test_drive_id", unique=True),
        CheckConstraint("overall BETWEEN 1 AND 5", name="overall"),
        strict(),
    )
    test_drive_id: Mapped[int] = mapped_column(ForeignKey("test_drive.id"))
    overall: Mapped[int]
    power: Mapped[int | None]
    handling: Mapped[int | None]
    braking: Mapped[int | None]
    comfort: Mapped[int | None]
    noise: Mapped[int | None]
    space: Mapped[int | None]
    equipment: Mapped[int | None]
    likes: Mapped[str | None] = mapped_column(info=private())
    worries: Mapped[str | None] = mapped_column(info=private())
    rival: Mapped[str | None] = mapped_column(info=private())
    level_id: Mapped[int | None] = mapped_column(ForeignKey("level.id"))
    wants_contact: Mapped[bool] = mapped_column(default=True)
    given_at: Mapped[datetime]
    taken_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))
