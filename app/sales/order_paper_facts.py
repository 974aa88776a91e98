"""Reads what the papers of an order for a car say."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app import settings
from app.admin import archive
from app.admin.archive import Clauses
from app.paper.frame import Printed
from app.permissions import Actor
from app.sales import order_operations, order_rules
from app.sales.order_commands import NOUNS
from app.sales.order_facts import SaleOrderPaper
from app.text import language
from db.tables.people import Person
from db.vocabulary import PaperKind, PersonKind


@dataclass(frozen=True, slots=True)
class PaperAsked:
    """Which paper: its kind, the order, change or payment that it is stored with, and by whom."""

    kind: PaperKind
    about: int
    by: str
    at: datetime


def paper(session: Session, order_id: int, asked: PaperAsked, *, viewer: Actor) -> SaleOrderPaper:
    """The facts of a paper of an order; Refused for a colleague's order."""
    row = order_operations.printable(session, order_id, viewer, at=asked.at)
    kind, about = asked.kind, asked.about
    is_contract = kind is PaperKind.PURCHASE_CONTRACT
    has_clauses = is_contract and row.agreed.used is None
    kept = archive.issued(session, kind, NOUNS[kind], noun_id=about)
    if is_contract and kept is not None and kept.number != row.contract_number:
        kept = None  # the contract of a version before
    if kind is PaperKind.DELIVERY_SHEET:
        order_rules.check_prepared(row.advisor_id, row.odometer)
        kept = order_operations.printed_sheet(session, row)
    person = session.get_one(Person, row.person_id)
    changes = row.changes if kind is PaperKind.ORDER_CHANGE else ()
    payments = row.payments if kind is PaperKind.SALE_RECEIPT else ()
    return SaleOrderPaper(
        kind=kind,
        row=row,
        clauses=archive.clauses(session, kind, language()) if has_clauses else Clauses(0, ()),
        id_number=(person.id_number or "") if is_contract else "",
        is_company=person.kind is PersonKind.COMPANY,
        address=person.address or "",
        settings=settings.load(session),
        language=language(),
        printed=Printed(asked.at, asked.by, 1 if kept is None else kept.copies + 1),
        kept=kept,
        change=next((one for one in changes if one.id == about), None),
        payment=next((one for one in payments if one.id == about), None),
    )
