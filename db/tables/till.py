"""The till of each day: what was in it, what came in, what was counted."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped

from db.columns import MOST_TOTAL, N_, column
from db.tables.base import Base, Edited, strict
from db.tables.bills import MOST_TILLS

CLOSED = text("reopened_at IS NULL")


class TillDay(Edited, Base):
    """A till that was counted and closed for a day. Expected are `opening` + `cash`.

    A receipt that comes later opens the day again: `reopened_at`, and it is counted anew.
    """

    __tablename__ = "till_day"
    __table_args__ = (
        Index("uq_till_day_closed", "day", "till", unique=True, sqlite_where=CLOSED),
        strict(sealed=True),
    )
    day: Mapped[date] = column(label=N_("Day"))
    till: Mapped[int] = column(label=N_("Till"), minimum=1, maximum=MOST_TILLS)
    opening: Mapped[Decimal] = column(
        label=N_("Opening float"), minimum=-MOST_TOTAL, maximum=MOST_TOTAL
    )
    cash: Mapped[Decimal] = column(label=N_("Cash taken"), minimum=-MOST_TOTAL, maximum=MOST_TOTAL)
    receipts: Mapped[Decimal] = column(
        label=N_("Total received"), minimum=-MOST_TOTAL, maximum=MOST_TOTAL
    )
    counted: Mapped[Decimal] = column(label=N_("Cash counted"), minimum=0, maximum=MOST_TOTAL)
    left_in: Mapped[Decimal] = column(
        label=N_("Float left in the till"), minimum=0, maximum=MOST_TOTAL
    )
    reason: Mapped[str | None] = column(
        label=N_("Reason for the difference"), limit=200, private=True, kept=True, free=True
    )
    closed_at: Mapped[datetime] = column(label=N_("Closed at"))
    closed_by: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Closed by"))
    reopened_at: Mapped[datetime | None] = column(label=N_("Opened again"))
    reopened_by: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Opened again by"))
