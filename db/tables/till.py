"""The till of each day, and what a second person signed for."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped

from db.columns import MOST_TOTAL, N_, column
from db.money_words import SignedAct
from db.tables.base import Base, Edited, strict
from db.tables.bills import MOST_TILLS
from db.types import Word

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
        label=N_("In the till at the start"), minimum=-MOST_TOTAL, maximum=MOST_TOTAL
    )
    cash: Mapped[Decimal] = column(label=N_("Cash taken"), minimum=-MOST_TOTAL, maximum=MOST_TOTAL)
    receipts: Mapped[Decimal] = column(
        label=N_("All receipts"), minimum=-MOST_TOTAL, maximum=MOST_TOTAL
    )
    counted: Mapped[Decimal] = column(label=N_("Cash counted"), minimum=0, maximum=MOST_TOTAL)
    left_in: Mapped[Decimal] = column(label=N_("Stays in the till"), minimum=0, maximum=MOST_TOTAL)
    reason: Mapped[str | None] = column(
        label=N_("Reason of the difference"), limit=200, private=True, kept=True, free=True
    )
    closed_at: Mapped[datetime] = column(label=N_("Closed at"))
    closed_by: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Closed by"))
    reopened_at: Mapped[datetime | None] = column(label=N_("Opened again"))
    reopened_by: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Opened again by"))


class SecondSignIn(Base):
    """A second person's own password for one act of a colleague; it is good for one use."""

    __tablename__ = "second_sign_in"
    __table_args__ = (Index(None, "order_id"), strict(sealed=True))
    act: Mapped[SignedAct] = column(Word(SignedAct), label=N_("Signed for"))
    order_id: Mapped[int | None] = column(ForeignKey("repair_order.id"), label=N_("Repair order"))
    asked_by: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Asked by"))
    given_by: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Approved by"))
    at: Mapped[datetime] = column(label=N_("Time"))
    used_at: Mapped[datetime | None] = column(label=N_("Used at"))
