"""Lists that a manager edits: sources, purposes of a visit, levels of prospects."""

from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Mapped

from db.columns import MOST_MONEY, N_, column
from db.tables.base import Base, Edited, strict


class Source(Edited, Base):
    """Where customers come from: an editable list; a campaign is a source with dates and cost."""

    __tablename__ = "source"
    __table_args__ = (strict(),)
    name: Mapped[str] = column(label=N_("Source"), limit=40, unique=True)
    position: Mapped[int] = column(
        label=N_("Place in the list"), minimum=-99_999, maximum=99_999, default=0
    )
    cost: Mapped[Decimal | None] = column(label=N_("Cost"), minimum=0, maximum=MOST_MONEY)
    lead_target: Mapped[int | None] = column(
        label=N_("Monthly lead target"), minimum=0, maximum=9_999
    )
    begins_on: Mapped[date | None] = column(label=N_("Begins"))
    ends_on: Mapped[date | None] = column(label=N_("Ends"))
    active: Mapped[bool] = column(label=N_("In use"), default=True)


class Purpose(Edited, Base):
    """Why somebody came or called.

    Only purposes that count as natural sales visits enter the contact-kept rate.
    """

    __tablename__ = "purpose"
    __table_args__ = (strict(),)
    name: Mapped[str] = column(label=N_("Purpose"), limit=40, unique=True)
    position: Mapped[int] = column(
        label=N_("Place in the list"), minimum=-99_999, maximum=99_999, default=0
    )
    is_sales: Mapped[bool] = column(label=N_("Counts in the contact capture rate"), default=True)
    active: Mapped[bool] = column(label=N_("In use"), default=True)


class Level(Edited, Base):
    """Prospect level. Brands disagree on letters and days, so the store edits them."""

    __tablename__ = "level"
    __table_args__ = (strict(),)
    code: Mapped[str] = column(label=N_("Letter"), limit=4, unique=True)
    name: Mapped[str] = column(label=N_("Meaning"), limit=40)
    position: Mapped[int] = column(
        label=N_("Place in the list"), minimum=-99_999, maximum=99_999, default=0
    )
    buys_within_days: Mapped[int | None] = column(
        label=N_("Buys within (days)"), minimum=1, maximum=3_650
    )
    contact_every_days: Mapped[int] = column(
        label=N_("Contact every (days)"), minimum=1, maximum=3_650
    )
    is_open: Mapped[bool] = column(label=N_("Active: neither bought nor lost"), default=True)
    active: Mapped[bool] = column(label=N_("In use"), default=True)
