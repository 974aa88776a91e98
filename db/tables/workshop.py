"""The board and the hand-over: sublet work, carried-over cars, notices, reported orders."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped

from db.columns import N_, column
from db.quality_words import ColumnColour, NoticeWay
from db.tables.base import Base, Edited, strict
from db.types import Word
from db.vocabulary import Stage

AWAY = text("returned_at IS NULL")


class SubletTrip(Edited, Base):
    """A car that is worked on in another workshop; an order has one open trip at most."""

    __tablename__ = "sublet_trip"
    __table_args__ = (
        Index(None, "order_id"),
        Index("uq_sublet_trip_order_id", "order_id", unique=True, sqlite_where=AWAY),
        strict(),
    )
    order_id: Mapped[int] = column(ForeignKey("repair_order.id"), label=N_("Repair order"))
    workshop: Mapped[str] = column(label=N_("Other workshop"), limit=60)
    work: Mapped[str | None] = column(
        label=N_("What is done there"), limit=200, private=True, free=True
    )
    sent_at: Mapped[datetime] = column(label=N_("Sent at"))
    sent_by: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Sent by"))
    expected_at: Mapped[datetime | None] = column(label=N_("Expected back"))
    returned_at: Mapped[datetime | None] = column(label=N_("Back at"))


class CarryOver(Base):
    """An unfinished car at the end of a day: its new promised time, or why it has none."""

    __tablename__ = "carry_over"
    __table_args__ = (
        Index("uq_carry_over_order_id_day", "order_id", "day", unique=True),
        Index(None, "day"),
        strict(),
    )
    order_id: Mapped[int] = column(ForeignKey("repair_order.id"), label=N_("Repair order"))
    day: Mapped[date] = column(label=N_("Day"))
    promised_at: Mapped[datetime | None] = column(label=N_("Promised"))
    reason: Mapped[str] = column(
        label=N_("Why it is not finished"), limit=200, private=True, free=True
    )
    staff_id: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Colleague"))
    at: Mapped[datetime] = column(label=N_("Time"))


class BoardTitle(Edited, Base):
    """The store's own title and colour of a column of the board; history keeps the stage."""

    __tablename__ = "board_title"
    __table_args__ = (strict(),)
    stage: Mapped[Stage] = column(Word(Stage), label=N_("Stage"), unique=True)
    title: Mapped[str | None] = column(label=N_("Title on the board"), limit=16)
    colour: Mapped[ColumnColour] = column(
        Word(ColumnColour), label=N_("Colour"), default=ColumnColour.PLAIN
    )


class MessageTemplate(Edited, Base):
    """A text for customers with names in braces where facts of the order go."""

    __tablename__ = "message_template"
    __table_args__ = (strict(),)
    name: Mapped[str] = column(label=N_("Title"), limit=40, unique=True)
    words: Mapped[str] = column(label=N_("Text"), limit=500)
    position: Mapped[int] = column(
        label=N_("Place in the list"), minimum=-99_999, maximum=99_999, default=0
    )
    active: Mapped[bool] = column(label=N_("In use"), default=True)


class ReadyNotice(Base):
    """That a customer was told that the car is ready: who told whom, how, when and what."""

    __tablename__ = "ready_notice"
    __table_args__ = (Index(None, "order_id"), strict())
    order_id: Mapped[int] = column(ForeignKey("repair_order.id"), label=N_("Repair order"))
    way: Mapped[NoticeWay] = column(Word(NoticeWay), label=N_("How"))
    told: Mapped[str | None] = column(label=N_("Who was told"), limit=64, private=True, free=True)
    words: Mapped[str | None] = column(label=N_("Text as sent"), limit=500, private=True, free=True)
    staff_id: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Told by"))
    at: Mapped[datetime] = column(label=N_("Time"))


class HealthReport(Base):
    """That a settled order was reported to the electronic health record of cars."""

    __tablename__ = "health_report"
    __table_args__ = (
        Index("uq_health_report_settlement_id", "settlement_id", unique=True),
        strict(),
    )
    settlement_id: Mapped[int] = column(ForeignKey("settlement.id"), label=N_("Settlement"))
    staff_id: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Reported by"))
    at: Mapped[datetime] = column(label=N_("Reported at"))
