"""The routes of test drives and what the drivers thought; the drives are bookings of the fleet."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Base, Edited, private, strict


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
    test_drive_id: Mapped[int] = mapped_column(ForeignKey("car_booking.id"))
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
