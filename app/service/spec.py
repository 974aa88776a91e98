"""What this desk declares: the lines of an order and the prices of the workshop."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.desk_spec import DeskSpec, Erasure, ListExport, SettingGroup
from app.formatting import joined
from app.orders.settings import AuthoritySettings
from app.service import today
from app.service.settings import (
    IntakeSettings,
    PriceSettings,
    ReceivableSettings,
    SettlementSettings,
)
from app.text import N_, _
from db.nouns import Noun
from db.tables.inspections import Photo
from db.tables.service import RepairOrder


def forget_photos(session: Session, people: Sequence[int], _at: datetime) -> None:
    """Removes the photos of every order that these people gave or paid for."""
    theirs = RepairOrder.customer_id.in_(people) | RepairOrder.payer_id.in_(people)
    orders = select(RepairOrder.id).where(theirs)
    for photo in session.scalars(select(Photo).where(Photo.order_id.in_(orders))):
        session.delete(photo)


DESK = DeskSpec(
    name="service",
    erasure=Erasure(end=forget_photos),
    nouns={
        Noun.APPROVAL: N_("Approval"),
        Noun.CONCERN: N_("Customer's words"),
        Noun.LABOUR_LINE: N_("Labour on an order"),
        Noun.PART_LINE: N_("Part on an order"),
        Noun.OTHER_LINE: N_("Other item on an order"),
        Noun.INSPECTION: N_("Inspection of a car"),
        Noun.INSPECTION_FINDING: N_("Finding of an inspection"),
        Noun.INSPECTION_TEMPLATE: N_("Inspection template"),
        Noun.INSPECTION_ITEM: N_("Item of an inspection"),
        Noun.PHOTO: N_("Photo"),
        Noun.READY_NOTICE: N_("Message that a car is ready"),
        Noun.HEALTH_REPORT: N_("Report to the health record"),
        Noun.CREDIT_NOTE: N_("Credit note"),
        Noun.CREDIT_LINE: N_("Line of a credit note"),
        Noun.ORDER_PAYER: N_("Payer of an order"),
    },
    exports=(
        ListExport("inspection_template_table", N_("Inspections"), Noun.INSPECTION_TEMPLATE),
        ListExport("inspection_item_table", N_("Inspection items"), Noun.INSPECTION_ITEM),
    ),
    today=today.LISTS,
    settings=(
        SettingGroup(
            "prices",
            N_("Prices of the workshop"),
            PriceSettings,
            lambda rules: _("¥{rate} per hour").format(rate=rules.labour_rate),
        ),
        SettingGroup(
            "authority",
            N_("Discounts, second sign-in"),
            AuthoritySettings,
            lambda rules: _("Advisor up to {percent} % of the labour").format(
                percent=rules.advisor_percent
            ),
        ),
        SettingGroup(
            "receivables",
            N_("When bills are due"),
            ReceivableSettings,
            lambda rules: _("Manufacturer {days} days").format(days=rules.warranty_days),
        ),
        SettingGroup(
            "intake",
            N_("Intake sheet"),
            IntakeSettings,
            lambda rules: _("with photos") if rules.print_photos else _("without photos"),
        ),
        SettingGroup(
            "settlement",
            N_("On the settlement list"),
            SettlementSettings,
            lambda rules: joined(rules.labour_standard, rules.workshop_class) or _("Not filled in"),
        ),
    ),
)
