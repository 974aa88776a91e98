"""The routes of test drives and what the drivers thought; the drives are bookings of the fleet."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped

from db.columns import N_, column
from db.tables.base import Base, Edited, strict


class DriveRoute(Edited, Base):
    """A drawn route: length, time, and whether it uses a motorway (probation drivers need a
    companion there).
    """

    __tablename__ = "drive_route"
    __table_args__ = (strict(),)
    name: Mapped[str] = column(label=N_("Route"), limit=40, unique=True)
    description: Mapped[str | None] = column(label=N_("Description"), limit=200, free=True)
    kilometres: Mapped[int] = column(label=N_("Distance"), minimum=1, maximum=9_999)
    minutes: Mapped[int] = column(label=N_("Minutes"), minimum=1, maximum=1_440)
    motorway: Mapped[bool] = column(label=N_("Uses a motorway"), default=False)
    position: Mapped[int] = column(
        label=N_("Place in the list"), minimum=-99_999, maximum=99_999, default=0
    )
    active: Mapped[bool] = column(label=N_("In use"), default=True)


class DriveFeedback(Edited, Base):
    """What the driver said afterwards.

    Scores 1 to 5, likes, worries, rival compared, level after the drive.
    """

    __tablename__ = "drive_feedback"
    __table_args__ = (
        Index(None, "test_drive_id", unique=True),
        strict(),
    )
    test_drive_id: Mapped[int] = column(
        ForeignKey("car_booking.id"), label=N_("Test drive"), owner=True
    )
    overall: Mapped[int] = column(label=N_("Overall, 1 to 5"), minimum=1, maximum=5)
    power: Mapped[int | None] = column(label=N_("Power"), minimum=1, maximum=5)
    handling: Mapped[int | None] = column(label=N_("Handling"), minimum=1, maximum=5)
    braking: Mapped[int | None] = column(label=N_("Braking"), minimum=1, maximum=5)
    comfort: Mapped[int | None] = column(label=N_("Comfort"), minimum=1, maximum=5)
    noise: Mapped[int | None] = column(label=N_("Noise"), minimum=1, maximum=5)
    space: Mapped[int | None] = column(label=N_("Space"), minimum=1, maximum=5)
    equipment: Mapped[int | None] = column(label=N_("Equipment"), minimum=1, maximum=5)
    likes: Mapped[str | None] = column(label=N_("Likes"), limit=200, private=True, free=True)
    worries: Mapped[str | None] = column(
        label=N_("Concerns about the car"), limit=200, private=True, free=True
    )
    rival: Mapped[str | None] = column(label=N_("Compared with"), limit=60, private=True, free=True)
    level_id: Mapped[int | None] = column(ForeignKey("level.id"), label=N_("Level after the drive"))
    wants_contact: Mapped[bool | None] = column(label=N_("May be contacted again"))
    given_at: Mapped[datetime] = column(label=N_("Given at"))
    taken_by: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Taken by"))
