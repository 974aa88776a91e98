"""Stores papers that were given out, so that a reprint is the same paper."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.admin import archive
from app.admin.archive import ToKeep
from app.errors import Refused
from app.orders import operations
from app.orders.rules import check_not_cancelled
from app.permissions import Actor, allow
from app.service.queries import quality
from app.service.queries.facts import NOUN
from app.service.queries.signed_contract import ContractState, contract_facts, states
from app.service.values import GivenOut, MoneyGiven
from app.text import N_, language
from db.nouns import Noun
from db.tables.service import RepairOrder
from db.vocabulary import PaperKind, Role

READERS = (Role.ADVISOR, Role.CONTROLLER, Role.CASHIER, Role.RECEPTION)


@allow(*READERS)
def keep_paper(session: Session, order_id: int, paper: GivenOut, *, by: Actor, at: datetime) -> int:
    """Stores a printed paper; the order notes what a contract states, to be signed.

    Another print of the same statement leaves a signature as it is. Returns the number of the copy.
    """
    order = operations.find(session, order_id)
    number = paper.bill or order.number
    if paper.kind is PaperKind.CERTIFICATE and (issued := quality.certificate(session, order_id)):
        number = issued.number
    if paper.kind is PaperKind.REPAIR_CONTRACT:
        _note_contract(session, order, paper.edition)
    if paper.kind is PaperKind.REPAIR_RECORD:
        _note_record(session, order, paper.pdf)
    kept = ToKeep(paper.kind, NOUN, order_id, number, language(), paper.edition, paper.pdf)
    return archive.keep(session, kept, by=by, at=at, by_number=bool(paper.bill))


@allow(Role.ADVISOR, Role.CONTROLLER)
def sign_contract(session: Session, order_id: int, *, by: Actor, at: datetime) -> None:
    """Notes that the customer signed the contract as it was printed last."""
    order = operations.find(session, order_id)
    check_not_cancelled(order.stage)
    state = contract_facts(session, order).state
    if state is ContractState.NOT_PRINTED:
        message = N_("Print the contract first: the customer signs what it states.")
        raise Refused("contract.not_printed", message)
    if state is ContractState.VOID:
        message = N_("The order says something else by now. Print the contract again, then sign.")
        raise Refused("contract.void", message)
    if state is ContractState.UNSIGNED:
        order.signed_at = at


def _note_contract(session: Session, order: RepairOrder, edition: int) -> None:
    """A contract that states something else, or in other words, waits for a new signature."""
    stated = states(session, order)
    is_void = contract_facts(session, order).state is ContractState.VOID
    if is_void or order.contract_edition != edition:
        order.signed_at = None
    if is_void or order.signed_at is None:
        order.contract_edition, order.contract_states = edition, stated


def _note_record(session: Session, order: RepairOrder, pdf: bytes) -> None:
    """A repair record that says something else than the last one waits for new signatures."""
    last = archive.issued(session, PaperKind.REPAIR_RECORD, NOUN, noun_id=order.id)
    if last is None or last.pdf != pdf:
        order.record_signed_at = None


@allow(*READERS)
def keep_money_paper(session: Session, given: MoneyGiven, *, by: Actor, at: datetime) -> int:
    """Stores a receipt or a credit note that was printed, and counts its copies."""
    noun = Noun.PAYMENT if given.kind is PaperKind.RECEIPT else Noun.CREDIT_NOTE
    kept = ToKeep(given.kind, noun, given.id, given.number, language(), None, given.pdf)
    return archive.keep(session, kept, by=by, at=at)
