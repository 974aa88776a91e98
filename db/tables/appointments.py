"""Service appointments, and the hours of bays and technicians that they take.

A car may be worked on in several places and on several days, so the time stands in allocations.
"""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped

from db.appointment_words import AppointmentState, ArrivalWay
from db.columns import MOST_HOURS, N_, column
from db.tables.base import Base, Edited, strict
from db.types import Word
from db.vocabulary import ServiceType

EXPECTED = text("state = 'booked'")
HOLDING = text("holds")
BAY_OVERLAP = "ex_allocation_bay"
"""What the database says where two appointments want one bay at one time."""


class Appointment(Edited, Base):
    """A car that is expected: for what, when, and what its customer does meanwhile.

    `order_id` is the repair order that was made when the car came.
    """

    __tablename__ = "appointment"
    __table_args__ = (
        Index("uq_appointment_number", "number", unique=True),
        Index(None, "starts_at"),
        Index("ix_appointment_expected", "starts_at", "state", sqlite_where=EXPECTED),
        Index(None, "vehicle_id", "starts_at"),
        Index(None, "person_id", "starts_at"),
        Index(
            "uq_appointment_order_id",
            "order_id",
            unique=True,
            sqlite_where=text("order_id IS NOT NULL"),
        ),
        strict(),
    )
    number: Mapped[str] = column(label=N_("Number"), limit=40)
    state: Mapped[AppointmentState] = column(
        Word(AppointmentState), label=N_("State"), default=AppointmentState.BOOKED
    )
    starts_at: Mapped[datetime] = column(label=N_("Due in"))
    vehicle_id: Mapped[int] = column(ForeignKey("vehicle.id"), label=N_("Car"))
    person_id: Mapped[int | None] = column(
        ForeignKey("person.id"), label=N_("Customer"), owner=True
    )
    service_type: Mapped[ServiceType] = column(
        Word(ServiceType), label=N_("Service type"), default=ServiceType.MAINTENANCE
    )
    wish: Mapped[str | None] = column(label=N_("Work required"), limit=500, private=True, free=True)
    way: Mapped[ArrivalWay] = column(
        Word(ArrivalWay), label=N_("Waits or leaves"), default=ArrivalWay.WAITS
    )
    advisor_id: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Advisor"))
    booked_at: Mapped[datetime] = column(label=N_("Booked at"))
    booked_by: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Booked by"))
    confirmed_at: Mapped[datetime | None] = column(label=N_("Confirmed at"))
    arrived_at: Mapped[datetime | None] = column(label=N_("Arrived at"))
    order_id: Mapped[int | None] = column(ForeignKey("repair_order.id"), label=N_("Repair order"))
    reason: Mapped[str | None] = column(label=N_("Reason"), limit=200, private=True, free=True)


class Allocation(Edited, Base):
    """A bay, and who works there, for a part of an appointment.

    The bay is nobody else's from `starts_at` to `held_until` while the row `holds`.
    """

    __tablename__ = "allocation"
    __table_args__ = (
        Index("ix_allocation_bay", "bay_id", "starts_at", sqlite_where=HOLDING),
        Index(None, "appointment_id"),
        Index(None, "starts_at"),
        CheckConstraint("starts_at < ends_at AND ends_at <= held_until", name="span"),
        strict(),
    )
    appointment_id: Mapped[int] = column(ForeignKey("appointment.id"), label=N_("Appointment"))
    bay_id: Mapped[int] = column(ForeignKey("bay.id"), label=N_("Bay"))
    technician_id: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Technician"))
    starts_at: Mapped[datetime] = column(label=N_("Start"))
    ends_at: Mapped[datetime] = column(label=N_("Until"))
    held_until: Mapped[datetime] = column(label=N_("Held until"))
    hours: Mapped[Decimal] = column(label=N_("Hours"), minimum=0, maximum=MOST_HOURS)
    holds: Mapped[bool] = column(label=N_("Holds the bay"), default=True)
