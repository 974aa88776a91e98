"""The sales board of each day, as it stood when the day was closed."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped

from db.columns import N_, column
from db.tables.base import Base, Edited, strict

MOST_CONTENT = 2_000_000


class SalesBoardDay(Edited, Base):
    """What the board of a day counted; it never names a customer.

    `content` is JSON (`app/sales/board_facts.py`). Without `closed_by` nobody closed the day: the
    program kept it later, from the records.
    """

    __tablename__ = "sales_board_day"
    __table_args__ = (Index("uq_sales_board_day_day", "day", unique=True), strict())
    day: Mapped[date] = column(label=N_("Day"))
    content: Mapped[str] = column(label=N_("Sales board"), limit=MOST_CONTENT)
    closed_at: Mapped[datetime] = column(label=N_("Closed at"))
    closed_by: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Closed by"))
