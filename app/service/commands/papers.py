"""Stores papers that were given out, so that a reprint is the same paper."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.admin import archive
from app.admin.archive import ToKeep
from app.orders import operations
from app.permissions import Actor, allow
from app.service.queries import quality
from app.service.queries.facts import NOUN
from app.service.values import GivenOut
from app.text import language
from db.money_words import PayerKind
from db.vocabulary import PaperKind, Role

READERS = (Role.ADVISOR, Role.CONTROLLER, Role.CASHIER, Role.RECEPTION)


@allow(*READERS)
def keep_paper(session: Session, order_id: int, paper: GivenOut, *, by: Actor, at: datetime) -> int:
    """Stores a printed paper; the order notes the edition of a contract that was signed.

    Returns the number of the copy.
    """
    order = operations.find(session, order_id)
    bill = operations.bills(session, order_id).get(PayerKind.CUSTOMER)
    number = bill.number if bill and paper.kind is PaperKind.SETTLEMENT_LIST else order.number
    if paper.kind is PaperKind.CERTIFICATE and (issued := quality.certificate(session, order_id)):
        number = issued.number
    if paper.kind is PaperKind.REPAIR_CONTRACT and order.contract_edition is None:
        order.contract_edition, order.signed_at = paper.edition, at
    kept = ToKeep(paper.kind, NOUN, order_id, number, language(), paper.edition, paper.pdf)
    return archive.keep(session, kept, by=by, at=at)
