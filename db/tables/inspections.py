"""Inspections of cars in the shop: what is looked at, what was found, and photos."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped

from db.columns import MOST_QUANTITY, N_, column
from db.inspection_words import ItemKind, Light
from db.tables.base import Base, Edited, strict
from db.tables.photos import Picture
from db.types import Word


class InspectionTemplate(Edited, Base):
    """A named list of what is looked at."""

    __tablename__ = "inspection_template"
    __table_args__ = (strict(),)
    name: Mapped[str] = column(label=N_("Inspection"), limit=40, unique=True)
    position: Mapped[int] = column(
        label=N_("Place in the list"), minimum=-99_999, maximum=99_999, default=0
    )
    active: Mapped[bool] = column(label=N_("In use"), default=True)


class InspectionItem(Edited, Base):
    """One thing that is looked at.

    Of a figure `green_limit` and `red_limit` give the light: with the green limit above the red one
    less is worse (tread), else more is worse (water in the brake fluid).
    """

    __tablename__ = "inspection_item"
    __table_args__ = (Index(None, "template_id"), strict())
    template_id: Mapped[int] = column(ForeignKey("inspection_template.id"), label=N_("Inspection"))
    position: Mapped[int] = column(
        label=N_("Place in the list"), minimum=-99_999, maximum=99_999, default=0
    )
    group_name: Mapped[str | None] = column(label=N_("Group"), limit=40)
    name: Mapped[str] = column(label=N_("Item"), limit=60)
    kind: Mapped[ItemKind] = column(Word(ItemKind), label=N_("Answered by"), default=ItemKind.LIGHT)
    unit: Mapped[str | None] = column(label=N_("Unit of the figure"), limit=8)
    green_limit: Mapped[Decimal | None] = column(
        label=N_("Green up to here"), minimum=0, maximum=MOST_QUANTITY
    )
    red_limit: Mapped[Decimal | None] = column(
        label=N_("Red beyond"), minimum=0, maximum=MOST_QUANTITY
    )
    required: Mapped[bool] = column(label=N_("Must be answered"), default=True)
    labour_item_id: Mapped[int | None] = column(
        ForeignKey("labour_item.id"), label=N_("Job when red")
    )
    active: Mapped[bool] = column(label=N_("In use"), default=True)


class Inspection(Edited, Base):
    """One look at a car by a template; `holder_id` fills it in until it is handed on."""

    __tablename__ = "inspection"
    __table_args__ = (Index(None, "order_id"), strict())
    order_id: Mapped[int] = column(ForeignKey("repair_order.id"), label=N_("Repair order"))
    template_id: Mapped[int] = column(ForeignKey("inspection_template.id"), label=N_("Template"))
    name: Mapped[str] = column(label=N_("Inspection"), limit=40)
    begun_at: Mapped[datetime] = column(label=N_("Begun at"))
    holder_id: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Inspected by"))
    held_since: Mapped[datetime | None] = column(label=N_("Taken over at"))
    finished_at: Mapped[datetime | None] = column(label=N_("Finished at"))


class InspectionFinding(Edited, Base):
    """One item of an inspection as it was asked then, and what was found.

    Name, kind, unit and limits are copies: a template that changes changes no inspection.
    """

    __tablename__ = "inspection_finding"
    __table_args__ = (Index(None, "inspection_id"), Index(None, "order_id"), strict())
    inspection_id: Mapped[int] = column(ForeignKey("inspection.id"), label=N_("Inspection"))
    order_id: Mapped[int] = column(ForeignKey("repair_order.id"), label=N_("Repair order"))
    position: Mapped[int] = column(label=N_("Place in the list"), minimum=-99_999, maximum=99_999)
    group_name: Mapped[str | None] = column(label=N_("Group"), limit=40)
    name: Mapped[str] = column(label=N_("Item"), limit=60)
    kind: Mapped[ItemKind] = column(Word(ItemKind), label=N_("Answered by"))
    unit: Mapped[str | None] = column(label=N_("Unit of the figure"), limit=8)
    green_limit: Mapped[Decimal | None] = column(
        label=N_("Green up to here"), minimum=0, maximum=MOST_QUANTITY
    )
    red_limit: Mapped[Decimal | None] = column(
        label=N_("Red beyond"), minimum=0, maximum=MOST_QUANTITY
    )
    required: Mapped[bool] = column(label=N_("Must be answered"), default=True)
    labour_item_id: Mapped[int | None] = column(
        ForeignKey("labour_item.id"), label=N_("Job when red")
    )
    light: Mapped[Light | None] = column(Word(Light), label=N_("Found"))
    figure: Mapped[Decimal | None] = column(label=N_("Figure"), minimum=0, maximum=MOST_QUANTITY)
    words: Mapped[str | None] = column(label=N_("Remark"), limit=200, private=True, free=True)


class Photo(Picture, Base):
    """A photo of an order, of a damage mark or of a finding."""

    __tablename__ = "photo"
    __table_args__ = (Index(None, "order_id"), Index(None, "finding_id"), strict())
    order_id: Mapped[int] = column(ForeignKey("repair_order.id"), label=N_("Repair order"))
    finding_id: Mapped[int | None] = column(
        ForeignKey("inspection_finding.id"), label=N_("Found by the inspection")
    )
